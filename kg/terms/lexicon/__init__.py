"""What words mean: from a predicate and its object noun to a relation of the ontology and a class of event.

The senses are in ``ontology/lexicon.tsv``; its header explains the columns. A predicate is looked up whole, then with
its object noun ("open fire"), then as a light verb whose noun tells the deed ("launch an investigation", "halt
economic aid": the end of aid, which is a sanction), then without its preposition. Nothing is guessed: a predicate
that no sense covers has no match, and becomes an open relation; so does one whose senses all ask for another object
or subject than it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.terms import vocab
from kg.terms.event_type import EventType
from kg.terms.lexicon.forms import nouns, participle_lemmas, without_preposition
from kg.terms.lexicon.sense import Light, Match, Part, Sense, Use, read_senses, sense_of
from kg.terms.tables import ontology_folder
from kg.work.files import AnyPath

__all__ = ["Fits", "Lexicon", "Match", "Part", "Sense", "Use", "load", "participle_lemmas", "read_senses"]

# Deeds that take a giver: to launch or use missiles is no aid; to send troops is no gift.
GIVEN = frozenset((EventType.AID,))
GIVEABLE = frozenset(
    [
        *(EventType.AID, EventType.SUPPORT, EventType.CONCEDE, EventType.AGREE, EventType.CONSULT),
        *(EventType.THREATEN, EventType.RETREAT),
    ]
)
Fits = Callable[[Sense, Use], bool]


class Lexicon:
    """All senses, ready to be looked up; later senses win over earlier ones of the same words.

    A shipped sense is read from its line when it is first asked for: most texts need a few hundred of the thousands.

    Attributes:
        digest: of the senses given beside the lines; empty where there are none.
    """

    def __init__(self, senses: Iterable[Sense], lines: Mapping[tuple[str, str], tuple[str, ...]] | None = None) -> None:
        self._senses: dict[tuple[str, str], tuple[Sense | str, ...]] = dict(lines or {})
        own: dict[tuple[str, str], dict[tuple[object, ...], Sense]] = {}
        for sense in senses:
            where = (sense.object, sense.subject, sense.beside)
            own.setdefault((sense.part, sense.words), {})[where] = sense
        self.digest = hashlib.sha256(repr(own).encode("utf-8", "surrogatepass")).hexdigest() if own else ""
        self._senses.update({key: tuple(found.values()) for key, found in own.items()})
        self._verbs = {form.partition(" ")[0] for part, form in self._senses if part != Part.NOUN}
        self._light: dict[str, set[Light]] = {}
        for part, form in self._senses:
            if part == Part.LIGHT:
                verb, _, light = form.partition(" + ")
                self._light.setdefault(verb, set()).add(Light(light))
        # Verbs whose object may tell the deed; for all others its nouns need not be looked at.
        self._framing = {form.partition(" + ")[0] for part, form in self._senses if part == Part.FRAME}
        self._framing.update(self._light)

    def __len__(self) -> int:
        return sum(map(len, self._senses.values()))

    def __iter__(self) -> Iterator[Sense]:
        return (sense for key in sorted(self._senses) for sense in self._all(*key))

    def _all(self, part: Part | str, words: str) -> tuple[Sense, ...]:
        """The senses of some words, in their order."""
        found = self._senses.get((part, words))
        if not found:
            return ()
        if any(isinstance(line, str) for line in found):
            found = tuple(sense_of(s, "ontology/lexicon.tsv") if isinstance(s, str) else s for s in found)
            self._senses[part, words] = found
        return tuple(s for s in found if isinstance(s, Sense))

    def _get(self, part: Part, words: str) -> Sense | None:
        """The sense of some words that asks for least."""
        return min(self._all(part, words), key=lambda s: s.conditions, default=None)

    def _fitting(self, words: str, use: Use, fits: Fits | None, preposition: str = "") -> Sense | None:
        """The first sense of a verb that fits; one that says nothing where none does; None where it has none.

        The object behind a preposition that a sense does not know is not the object of the verb.
        """
        found = self._all(Part.VERB, words)
        if fits is None or not found:
            return self._get(Part.VERB, words)
        for sense in found:
            here = Use.ELSEWHERE if preposition and preposition not in sense.party else use
            if not sense.conditions or fits(sense, here):
                return sense
        return Sense(words, Part.VERB)

    def read(
        self, predicate: str, object: str = "", behind: str = "", fits: Fits | None = None, *, is_act: bool = True
    ) -> Match | None:
        """How a predicate is read, given its object.

        Args:
            predicate: lemma with particle and preposition.
            object: the object's words up to its head noun, "a new military aid".
            behind: the words that follow the head noun, "of grain to Serbia".
            fits: tells whether a sense with conditions holds here; without it, the one that asks for least is taken.
            is_act: whether the predicate may be the noun of an act ("tariff on"); no verb is one ("suit").

        >>> lexicon = load()
        >>> lexicon.read("back").relation, lexicon.read("open", "fire").event
        ('kg:supports', <EventType.ASSAULT: 'ASSAULT'>)
        >>> lexicon.read("halt", "economic aid").event, lexicon.read("launch", "an investigation").event
        (<EventType.SANCTION: 'SANCTION'>, <EventType.ACCUSE: 'ACCUSE'>)
        """
        predicate = predicate.lower().strip()
        framing = self._frames_of(predicate) if object else []
        named = list(nouns(object, behind)) if framing else []
        for form in framing:
            match = self._with_noun(form, named, fits, is_light=form == predicate)
            if match is not None:
                return match
        found = self._alone(predicate, fits) or self._passive(predicate, fits)
        found = found or self._governed(predicate, object, behind, fits) or self._written_out(predicate, fits)
        found = found or (self._act(predicate, fits) if is_act else None) or self._first(predicate, fits)
        head, space, rest = predicate.partition(" ")
        if found is None and f"{head}e" in self._verbs:
            # Lemmatisers cut "staged" to "stag".
            return self.read(f"{head}e{space}{rest}", object, behind, fits, is_act=is_act)
        return found

    def _frames_of(self, predicate: str) -> list[str]:
        """The forms of a predicate that take a noun of a deed.

        "Led to a war" and "ran for office" are no deeds of the nouns: the preposition makes the verb another.
        """
        forms = [predicate] if self._all(Part.VERB, predicate) else [predicate, without_preposition(predicate)[0]]
        return [form for form in dict.fromkeys(forms) if form in self._framing]

    def exact(self, predicate: str, fits: Fits | None = None) -> Match | None:
        """The sense of a predicate as it stands, without its object and without guesses."""
        sense = self._fitting(predicate.lower(), Use.ACTIVE, fits)
        return Match(sense.relation, sense.event, sense.party) if sense is not None else None

    def noun(self, phrase: str, behind: str = "") -> Sense | None:
        """The sense of an event noun: the words of a noun phrase up to its head, and what follows it.

        >>> load().noun("renewed peace talks").relation
        'kg:negotiatesWith'
        """
        return next((s for n in nouns(phrase, behind) if (s := self._get(Part.NOUN, n))), None)

    def _with_noun(self, verb: str, nouns: list[str], fits: Fits | None, *, is_light: bool = True) -> Match | None:
        """Frames first, then light verbs; the longest noun first.

        Behind a preposition no noun tells what a light verb does: "did well in three wars".
        """
        for noun in nouns:
            frame = self._get(Part.FRAME, f"{verb} + {noun}")
            if frame is not None:
                return Match(frame.relation, frame.event, frame.party, noun)
        uses = self._light.get(verb, set()) if is_light else set()
        for noun in nouns:
            sense = self._noun(noun, fits) if uses else None
            if sense is None:
                continue
            if (Light.DO in uses and sense.event not in GIVEN) or (Light.GIVE in uses and sense.event in GIVEABLE):
                return Match(sense.relation, sense.event, sense.party, noun)
            if Light.END in uses and sense.ended != (None, None):
                return Match(*sense.ended, sense.party, noun)
            if Light.SEEK in uses:
                return Match("kg:asks", EventType.REQUEST, ("from", "of", "to", "in"), noun)
        return None

    def _alone(self, predicate: str, fits: Fits | None) -> Match | None:
        """The predicate itself, then without its preposition: its event stays, the relation only if it leads there."""
        whole = self.exact(predicate, fits)
        if whole is not None:
            return whole
        verb, preposition = without_preposition(predicate)
        if not preposition:
            return None
        sense = self._fitting(verb, Use.ACTIVE, fits, preposition)
        if sense is None:
            return None
        leads = preposition in sense.party
        return Match(sense.relation if leads else None, sense.event, sense.party, is_exact=leads)

    def _passive(self, predicate: str, fits: Fits | None) -> Match | None:
        """ "be killed in": the sense of "kill", done to the subject."""
        verb, _ = without_preposition(predicate)
        if not verb.startswith("be "):
            return None
        participle, _, rest = verb.removeprefix("be ").partition(" ")
        for lemma in participle_lemmas(participle):
            sense = self._fitting(f"{lemma} {rest}".strip(), Use.PASSIVE, fits)
            sense = sense or (self._fitting(lemma, Use.PASSIVE, fits) if rest else None)
            if sense is not None:
                event = sense.event if sense.event and vocab.plover(sense.event) else None
                return Match(None, event, ("by",), is_passive=True, is_exact=False, undergone=sense.relation)
        return None

    def _governed(self, predicate: str, object: str, behind: str, fits: Fits | None) -> Match | None:
        """ "vow to wage war on", "be about to restore": the verb behind the last "to" tells the deed."""
        governor, to, verb = predicate.rpartition(" to ")
        return self.read(verb, object, behind, fits, is_act=False) if to and governor and verb else None

    def _first(self, predicate: str, fits: Fits | None) -> Match | None:
        """ "receive Chinese ambassador at": the verb's event, where its object has gone into the predicate."""
        verb, _, rest = predicate.partition(" ")
        if verb == "be" or len(rest.split(" ")) < 2 or not without_preposition(predicate)[1]:
            return None
        sense = self._fitting(verb, Use.ELSEWHERE, fits)
        return Match(None, sense.event, sense.party, is_exact=False) if sense is not None else None

    def _written_out(self, predicate: str, fits: Fits | None) -> Match | None:
        """A light verb, its noun and a preposition as one predicate: "provide military support to"."""
        verb, preposition = without_preposition(predicate)
        words = verb.split(" ")
        for cut in range(1, len(words)):
            if (form := " ".join(words[:cut])) not in self._framing:
                continue
            match = self._with_noun(form, list(nouns(" ".join(words[cut:]), "")), fits)
            if match is not None:
                leads = not preposition or preposition in match.party
                return replace(match, noun=None, relation=match.relation if leads else None, is_exact=leads)
        return None

    def _act(self, predicate: str, fits: Fits | None) -> Match | None:
        """The noun of an act, and its preposition: "tariff on"."""
        words, preposition = without_preposition(predicate)
        noun = self._noun(words, fits)
        if noun is None:
            return None
        leads = not preposition or preposition in noun.party
        return Match(noun.relation if leads else None, noun.event, noun.party, is_exact=leads)

    def _noun(self, words: str, fits: Fits | None) -> Sense | None:
        """The first sense of an event noun that fits, by who does the deed."""
        found = self._all(Part.NOUN, words)
        if fits is None:
            return self._get(Part.NOUN, words)
        return next((s for s in found if not s.conditions or fits(s, Use.ACTIVE)), None)


def load(path: AnyPath | None = None) -> Lexicon:
    """The lexicon that ships with kg, with the senses of a user's own file on top.

    Args:
        path: a file of the same form as ``ontology/lexicon.tsv``.

    Raises:
        InputError: if a line of it cannot be used; the message names file and line.
    """
    lines = _shipped()
    return Lexicon(read_senses(Path(path)), lines) if path is not None else _shipped_lexicon()


@lru_cache(maxsize=1)
def _shipped_lexicon() -> Lexicon:
    return Lexicon((), _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The lines of the shipped file by part and words; a test reads every one."""
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in (ontology_folder() / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, part, *_ = line.split("\t", 2)
            lines[part, words] = (*lines.get((part, words), ()), line)
    return lines
