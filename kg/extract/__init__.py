"""From syntax to propositions: what a document says, who says it, and how it is put forward.

    quotations ─┐
    mentions ───┴→ coreference → phrases → clauses → stance → verbal, nominal → confidence → Reading
                   (chains)      (unread)

Every step looks at one document, whose syntax is that of ``kg.model.syntax``. ``coreference`` binds what is sure, and
asks ``chains`` how likely the rest is; ``unread`` adds known names of lines that are no sentences. ``clauses`` finds
the verbs with their arguments, ``stance`` composes speaker, polarity and modality from the top of each sentence,
``verbal`` and ``nominal`` state what verbs and nouns say, ``confidence`` how likely that is right. Beside them
``triggers`` names what happens, for the events of ``kg entities`` (``kg.knowledge.happenings``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.clauses import clauses
from kg.extract.names import mentions, unread
from kg.extract.reference import chains, coreference, noun_phrases
from kg.extract.reference.speech import quotations
from kg.extract.stance.stance import stances
from kg.extract.stating import nominal, pronouns, verbal
from kg.extract.stating.confidence import Scene, confidence, load
from kg.extract.stating.phrases.phrases import Phrases
from kg.extract.stating.phrases.told import Told
from kg.extract.stating.site import Draft, Site
from kg.extract.stating.triggers import triggers
from kg.language import capitals
from kg.model.changed import changed
from kg.model.kinds import Certainty, Role
from kg.model.records import Argument, Parse, ParsedBlock, Proposition, Reading, Span, Trigger
from kg.terms import rules
from kg.work.collector import without_collector

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.model.syntax import TokenSpan

# The number of the proposition that states a clause first, and of that which states it on somebody's word.
Stated = dict[tuple[int, int | None], int]
# How what several say hangs from the verb that says so.
SAYING = frozenset({Link.CONTENT, Link.COORDINATE})
# How sure a reading of words in capitals is beside one of ordinary case, and below what it makes no fact.
CAPITALS, DOUBTED = 0.9, 0.45


@without_collector()
def extract(parse: Parse, gazetteer: Gazetteer, *, chained: bool = False) -> Reading:
    """All that one document says.

    Args:
        parse: the document with the syntax of its readable blocks.
        gazetteer: the known names.
        chained: bring the mentions into the chains of ``chains``, also where only likely; the graph does without.

    Returns:
        Sentences in text order; mentions that are referred to by index; propositions in text order.
    """
    document = parse.document
    quoted = quotations.find(parse)
    names = mentions.find(parse, gazetteer)
    nouns = tuple(noun_phrases.find(parse))
    items = coreference.bound(parse, names, quoted, gazetteer, nouns)
    linked = coreference.numbered(items)
    linked = (*linked, *unread.names(document, linked, gazetteer))
    phrases = Phrases(document.text, linked, gazetteer, Told(parse))
    for token, start in quotations.speakers_elsewhere(parse, quoted):
        phrases.refer(token, start)
    speaker = partial(quotations.speaker_at, quoted)
    sentences: list[Span] = []
    propositions: list[Proposition] = []
    happening: list[Trigger] = []
    loud = capitals.spans(parse.original, document) if parse.original is not None else ()
    for block in parse.blocks:
        for sentence in block.doc.sents:
            span = _trimmed(sentence, block)
            if span is None:
                continue
            sentences.append(span)
            happening.extend(triggers(sentence, block.start))
            asked = partial(quotations.asks, quoted, sentence=span, text=document.text)
            voices = speaker, asked, partial(quotations.is_quoted, quoted)
            site = _site(sentence, block, phrases, len(sentences) - 1, document.date, voices)
            pronouns.spoken(sentence, site)
            drafts = [*verbal.read(site), *nominal.read(sentence, site)]
            scene = Scene(sentence, block, phrases.mentions)
            weighed = _weighed(_finished(_said_by_each(drafts), len(propositions), document.text), scene)
            propositions.extend(map(_doubted, weighed) if any(s.covers(span) for s in loud) else weighed)
    found = chains.apply(phrases.mentions, nouns, items, quoted, document.text) if chained else tuple(phrases.mentions)
    return Reading(parse.original or document, tuple(sentences), found, tuple(propositions), tuple(happening))


def _site(
    sentence: TokenSpan,
    block: ParsedBlock,
    phrases: Phrases,
    number: int,
    anchor: str | None,
    voices: tuple[Callable[[int], int | None], Callable[[int], bool], Callable[[int], bool]],
) -> Site:
    """The sentence with its clauses and how each is put forward."""
    found = clauses(sentence)
    stance = stances(found, block.start, *voices)
    return Site(block, phrases, number, anchor, {clause.head.i: clause for clause in found}, stance, voices[0])


def _finished(drafts: Sequence[Draft], base: int, text: str) -> list[Proposition]:
    """The drafts with what they say or want filled in by the number of the proposition that states it."""
    first: Stated = {}
    for number, draft in enumerate(drafts):
        clause = draft.states
        if clause is not None and not rules.RULES[draft.proposition.rule].is_act:
            for speaker in (None, *draft.proposition.attribution[-1:]):
                first.setdefault((clause.head.i, speaker), base + number)
    told = [draft.proposition for draft in drafts]
    says: dict[int, int] = {}
    # "I hope, Reis said" may be parsed as the hope that he said it: what an aside is about comes first.
    for number in sorted(range(len(drafts)), key=lambda number: drafts[number].content is None):
        if _is_open(drafts[number]):
            told[number] = _told(drafts[number], first, text, partial(_may_say, says, base + number))
    return told


def _may_say(says: dict[int, int], number: int, content: int) -> bool:
    """Whether a proposition may say another, which is then noted; False where that says the first itself."""
    at: int | None = content
    while at is not None and at != number:
        at = says.get(at)
    if at is None:
        says[number] = content
    return at is None


def _said_by_each(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what several say once for each: "Reis and Moll said that it leaked".

    What each says of himself the others do not say: "Reis and Moll claim to have won". Those of the others stand last.
    """
    people = _people(drafts)
    own: list[Draft] = []
    others: list[Draft] = []
    for draft in drafts:
        speakers = _speakers(draft, people)
        whose = _whose(draft)
        if whose is not None and whose in speakers:
            own.append(_said_by(draft, whose))
        else:
            own.append(draft)
            others.extend(_said_by(draft, speaker) for speaker in speakers[1:])
    return [*own, *others]


def _people(drafts: Sequence[Draft]) -> Mapping[int, Sequence[int]]:
    """The subjects of each verb of saying, by the index of its head token."""
    people: dict[int, list[int]] = {}
    for draft in drafts:
        clause, subject = draft.states, draft.proposition.argument(Role.SUBJECT)
        if clause is not None and clause.is_report and _is_open(draft) and subject and subject.mention is not None:
            people.setdefault(clause.head.i, []).append(subject.mention)
    return people


def _speakers(draft: Draft, people: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Those who say it together, the one first whom it is laid to; none where only one does."""
    if draft.clause is None or not draft.proposition.attribution:
        return ()
    for clause, above in pairwise(draft.clause.path):
        group = tuple(dict.fromkeys(people.get(above.head.i, ())))
        if len(group) > 1 and group[0] == draft.proposition.attribution[-1]:
            return group if clause.link in SAYING else ()
    return ()


def _whose(draft: Draft) -> int | None:
    """The subject of "to have won", which is that of the verb above it; None for a clause with its own."""
    subject = draft.proposition.argument(Role.SUBJECT)
    is_own = draft.clause is not None and draft.clause.inherits
    return subject.mention if is_own and subject is not None else None


def _said_by(draft: Draft, speaker: int) -> Draft:
    """The draft, laid to another as its innermost speaker."""
    said = (*draft.proposition.attribution[:-1], speaker)
    return changed(draft, proposition=changed(draft.proposition, attribution=said))


def _is_open(draft: Draft) -> bool:
    """True where an argument of a clause is neither a mention nor a value: it is what some proposition states."""
    return draft.clause is not None and any(_is_content(a) for a in draft.proposition.arguments)


def _is_content(argument: Argument) -> bool:
    return argument.mention is None and argument.value is None and argument.role in (Role.OBJECT, Role.TOPIC)


def _told(draft: Draft, first: Stated, text: str, may_say: Callable[[int], bool]) -> Proposition:
    """The proposition of a draft; content that no proposition states, or that says it itself, is told by its words."""
    arguments = []
    for argument in draft.proposition.arguments:
        if _is_content(argument):
            filled = _filled(argument, draft, first)
            if filled.proposition is not None and may_say(filled.proposition):
                argument = filled
            else:
                argument = changed(argument, value=" ".join(argument.span.of(text).split()))
        arguments.append(argument)
    return changed(draft.proposition, arguments=tuple(arguments))


def _weighed(propositions: Sequence[Proposition], scene: Scene) -> Iterator[Proposition]:
    """The propositions with how likely each is right; until here all are held for sure."""
    for proposition in propositions:
        yield changed(proposition, confidence=confidence(scene.features(proposition), load()))


def _doubted(proposition: Proposition) -> Proposition:
    """What a stretch in capitals says: less sure, as its names are guessed; of low certainty it is no fact."""
    confidence = proposition.confidence * CAPITALS
    certainty = proposition.certainty if confidence >= DOUBTED else Certainty.UNSPECIFIED
    return changed(proposition, confidence=round(confidence, 2), certainty=certainty)


def _filled(argument: Argument, draft: Draft, first: Stated) -> Argument:
    clause = draft.clause
    assert clause is not None
    subject = draft.proposition.argument(Role.SUBJECT)
    who = subject.mention if subject is not None else None
    candidates = [draft.content] if draft.content is not None else clause.contents
    pending = list(candidates)
    while pending:
        content = pending.pop(0)
        if (stated := _number(first, content, who)) is not None:
            return changed(argument, proposition=stated)
        pending.extend(content.contents)
    return argument


def _number(first: Stated, clause: Clause, who: int | None) -> int | None:
    """The number of what states a clause on somebody's word, else of what states it first."""
    return first.get((clause.head.i, who), first.get((clause.head.i, None)))


def _trimmed(sentence: TokenSpan, block: ParsedBlock) -> Span | None:
    text = sentence.text
    left = len(text) - len(text.lstrip())
    start = block.start + sentence.start_char
    span = Span(start + left, start + len(text.rstrip()))
    return span if span.start < span.end else None
