"""What refers to what in a recorded text, and why: the lines behind a text that begins with "[reference] ".

    = He | he person m subject | < her brother: sentences 1, role object | < none: bias
    @ He < her brother: bias, sentences 1, object, without a name
    @ her brother | PERSON | her brother, He

``=`` is a phrase with all that is known of it, and what the fitted model looks at for each phrase that it may refer
to. ``@`` with "<" is a pronoun, and what the rules look at for each phrase that they let it mean; without it, a chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg import gazetteer
from kg.extract.names import mentions
from kg.extract.reference import chains, coreference, noun_phrases, ranking
from kg.extract.reference.antecedents import agrees, telling
from kg.extract.reference.binding import may_corefer
from kg.extract.reference.candidates import candidates
from kg.extract.reference.phrase import Phrase, phrases
from kg.extract.reference.ranking import Scene
from kg.extract.reference.speech import quotations
from kg.extract.reference.things import FARTHEST, Item
from kg.language.grammar import PERSONAL_PRONOUNS
from kg.model.records import Mention, Parse


def answers(parse: Parse) -> Iterator[str]:
    """The phrases, the pronouns and the chains of a text."""
    names, quoted, nouns = gazetteer.load(), quotations.find(parse), tuple(noun_phrases.find(parse))
    items = coreference.bound(parse, mentions.find(parse, names), quoted, names, nouns)
    found = phrases(nouns, items, quoted)
    chain = chains.chains(found, ranking.weights(), chains.THRESHOLDS)
    members: dict[int, list[Phrase]] = defaultdict(list)
    for phrase, number in zip(found, chain, strict=True):
        members[number].append(phrase)
    text, scene = parse.document.text, Scene(found, chain, members)
    for phrase in found:
        yield f"= {_described(phrase, found, text)}{_weighed(phrase, scene, text)}"
    for item in items:
        if item.token.tag_ in PERSONAL_PRONOUNS:
            yield from (f"@ {item.token.text} < {line}" for line in _ruled(item, items))
    things: dict[int, list[Mention]] = defaultdict(list)
    for mention in chains.apply(coreference.numbered(items), nouns, items, quoted, text):
        things[mention.cluster].append(mention)
    for thing in things.values():
        if len(thing) > 1:
            yield f"@ {thing[0].label} | {thing[0].type} | {', '.join(m.span.of(text) for m in thing)}"


def _words(phrase: Phrase, text: str) -> str:
    return phrase.noun.span.of(text)


def _described(phrase: Phrase, found: Sequence[Phrase], text: str) -> str:
    parts = [phrase.form, phrase.being, phrase.sex, phrase.role, "several" if phrase.is_plural else ""]
    parts += [f"of {_words(found[phrase.owner], text)}" if phrase.owner is not None else ""]
    parts += [f"said by {_words(phrase.speaker, text)}" if phrase.speaker else ""]
    parts += [f"= {phrase.thing.label}" if phrase.thing else "", "bound" if phrase.is_bound else ""]
    parts += ["an adjective" if phrase.is_adjective else "", "no anaphor" if not chains.is_anaphor(phrase) else ""]
    return f"{_words(phrase, text)} | {' '.join(part for part in parts if part)}"


def _weighed(anaphor: Phrase, scene: Scene, text: str) -> str:
    if not chains.is_anaphor(anaphor):
        return ""
    told = [
        f"{_words(scene.phrases[n], text)}: {_names(ranking.features(anaphor, scene.phrases[n], scene))}"
        for n in candidates(scene.phrases, anaphor.order)
    ]
    return "".join(f" | < {line}" for line in [*told, f"none: {_names(ranking.absence(anaphor))}"])


def _names(features: Sequence[str]) -> str:
    """The features once, without the class of the anaphor."""
    short = [name.partition(":")[2].removeprefix("none ") if ":" in name else name for name in features]
    return ", ".join(dict.fromkeys(short))


def _ruled(pronoun: Item, items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        distance = pronoun.sentence - item.sentence
        is_before = item.start < pronoun.start and distance <= FARTHEST
        if is_before and agrees(item, pronoun.token.lower_) and may_corefer(item.token, pronoun.token):
            yield f"{item.token.text}: {', '.join(telling(item, pronoun.token, distance))}"
