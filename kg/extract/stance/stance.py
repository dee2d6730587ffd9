"""Who says it, whether it is affirmed, and how it stands to the world: the stance of every clause.

Stance is composed from the top of the sentence downwards: what a clause takes over from the one above it (``context``,
by the signature of that one's predicate), then who speaks besides, then its own auxiliaries, negation and adverbs, and
what it shares with a clause that it is joined to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.coordination import joiner
from kg.extract.clauses.markers import HEDGES, NOT, WOULD, is_concession, is_condition, is_negated, modal
from kg.extract.stance.composition import SPEAKING_SELVES, Setting, Stance
from kg.extract.stance.context import content, taken_over
from kg.extract.stance.signature import is_aside, signature
from kg.extract.stance.sources import Source, herald, sources
from kg.extract.stance.speaking import NAMING_SO, tells, who_says
from kg.language.grammar import AUXILIARIES, NOMINAL_SUBJECTS, PAST_FORMS, SINGULAR_NOUNS, VERBS
from kg.language.words import lemma
from kg.model.kinds import Certainty, Modality
from kg.terms.signature import SPEECH, Signature, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# What follows a report that is set beside a clause is no part of the report.
FOLLOWING = frozenset({Link.ADVERBIAL, Link.COORDINATE})
# What tells of the noun before it.
DESCRIBING = frozenset({Link.RELATIVE, Link.PARTICIPLE})
# "A poll finds": verbs in the present.
PRESENT_FORMS = frozenset(("VBZ", "VBP"))
# "finds it would sink", "criticize a move that would sink it": beneath a present, "would" is no plan.
REPORTED = frozenset({Link.CONTENT, Link.RELATIVE})
# What a clause's own modal verb may change.
OPEN_TO_MODALS = frozenset({Modality.ACTUAL, Modality.PLANNED})
# What a question leaves open; 'asked, "Did it leak?"' asks for no leak, and "Will it leak?" foretells none.
OPEN_TO_QUESTIONS = frozenset({Modality.ACTUAL, Modality.PLANNED, Modality.REQUESTED})
# "would not comment": who would not did not.
ANSWERING = words("verbs of giving an answer")
# What "I would" does to what it says only softens it: "I would say", "I would urge".
OWN_WORDS = SPEECH | {Signature.REQUEST}
# What a verb that shares those of the one before has none of.
OWN_HELPERS = AUXILIARIES | NOMINAL_SUBJECTS


def stances(
    clauses: Sequence[Clause],
    offset: int,
    quoted: Callable[[int], int | None],
    asked: Callable[[int], bool],
    marked: Callable[[int], bool],
) -> dict[int, Stance]:
    """The stance of each clause by the index of its head token.

    Args:
        clauses: those of one sentence, outer before inner.
        offset: place of the sentence's text in the document, added to ``token.idx``.
        quoted: place of the speaker's head word for a place inside a quotation, else None.
        asked: whether a place stands in a question, which states nothing outside its reports.
        marked: whether a place stands within quotation marks, whoever speaks.
    """
    sentence = _Sentence(
        offset,
        quoted,
        asked,
        marked,
        {c.parent.head.i: c for c in clauses if c.parent is not None and is_aside(c)},
        [c for c in clauses if is_condition(c) and not is_concession(c)],
        herald(clauses),
        sources(clauses),
    )
    contexts: dict[int, Stance] = {}
    found: dict[int, Stance] = {}
    for clause in clauses:
        taken = _taken_over(clause, sentence, found, contexts)
        context = _voiced(clause, sentence, taken)
        stance = _chosen(clause, _joined(clause, _own(clause, context, sentence), found))
        contexts[clause.head.i] = context
        found[clause.head.i] = _left_open(clause, sentence, stance)
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What the stances of a sentence rest on, beside its clauses.

    Attributes:
        offset: place of its text in the document.
        quoted: place of the speaker's head word for a place inside a quotation, else None.
        asked: whether a place of the document stands in a question.
        marked: whether one stands within quotation marks.
        asides: the reports set beside a clause, each by the index of that clause's head token.
        conditions: its clauses that are conditions.
        herald: who speaks, before the colon of a headline.
        sources: who says a clause by a phrase in it, by the index of the head token of each.
    """

    offset: int
    quoted: Callable[[int], int | None]
    asked: Callable[[int], bool]
    marked: Callable[[int], bool]
    asides: Mapping[int, Clause]
    conditions: Sequence[Clause]
    herald: Token | None
    sources: Mapping[int, Source]

    @property
    def views(self) -> frozenset[int]:
        """The places of those whose view is told: "in her view"."""
        return frozenset(self.offset + source.who.idx for source in self.sources.values() if source.is_view)

    def asks(self, clause: Clause, stance: Stance) -> bool:
        """Whether the clause asks, and reports nothing: its only speaker is who speaks the whole question."""
        place = self.offset + clause.head.idx
        return self.asked(place) and all(speaker == self.quoted(place) for speaker in stance.speakers)

    def is_direct(self, clause: Clause) -> bool:
        """True for '"It would sink," she said', whose tense is the speaker's; not in 'said it "would sink"'.

        Nor for "it would sink" in '"I said it would sink," she said', which goes with "said".
        """
        words = (clause.head, *clause.helpers, *(c for c in clause.head.lefts if c.dep_ in NOMINAL_SUBJECTS))
        if not all(self.marked(self.offset + word.idx) for word in words):
            return False
        above = (c for c in clause.path if c is not clause and self.marked(self.offset + c.head.idx))
        return not any(c.is_report and c.head.tag_ in PAST_FORMS for c in above)

    def said_in(self, report: Clause) -> Clause | None:
        """What a clause reports: "the dam leaks" of "Reis said the dam leaks" and "The dam, Reis said, leaks"."""
        if report.contents and reports(lemma(report.head)):
            # "If it rains, he would say that it leaks": the rain is supposed of the saying
            return None if any(t.tag_ == "MD" for t in report.helpers) else report.contents[0]
        beside = report.parent
        return beside if beside is not None and self.asides.get(beside.head.i) is report else None

    def is_outside(self, clause: Clause) -> bool:
        """True for "had a message" that the parser hangs beneath the quotation of 'Reis had a message: "We lost."'."""
        above = clause.parent
        if above is None or above.parent is not None or not self.marked(self.offset + above.head.idx):
            return False
        return not self.marked(self.offset + clause.head.idx)


def _taken_over(
    clause: Clause, sentence: _Sentence, found: Mapping[int, Stance], contexts: Mapping[int, Stance]
) -> Stance:
    """What a clause takes over from the one above it, or from the report set beside it."""
    if clause in sentence.asides.values() or sentence.is_outside(clause):
        return Stance()
    aside = sentence.asides.get(clause.head.i)
    if aside is not None:
        return content(Setting(clause, aside, Stance(), Stance(), sentence.offset))
    stance = _unless_described(clause, taken_over(clause, found, contexts, sentence.offset), sentence.offset)
    stance = _supposed_by(clause, sentence, stance)
    if _is_reason(clause):
        return _reasoned_by(clause, sentence, stance)
    if clause.link in FOLLOWING and _follows_aside(clause, sentence.asides):
        return replace(stance, speakers=(), reporters=())
    return stance


def _supposed_by(clause: Clause, sentence: _Sentence, stance: Stance) -> Stance:
    """The stance of "if it rains" in "If it rains, Reis said, the dam leaks": Reis says that too.

    Not so of "if asked" in "If asked, Reis said the dam leaks", nor where it does not open the sentence, as in "Asked
    if it rains, Reis said the dam leaks".
    """
    report = clause.parent
    if report is None or clause not in sentence.conditions or not clause.has_own_subject:
        return stance
    said = sentence.said_in(report)
    if said is None or not _opens_sentence(clause):
        return stance
    return stance.said_by(who_says(Setting(said, report, stance, stance, sentence.offset)), reports=True)


def _is_reason(clause: Clause) -> bool:
    """True for "because it is old"."""
    return clause.link is Link.ADVERBIAL and clause.mark == "because" and clause.parent is not None


def _reasoned_by(clause: Clause, sentence: _Sentence, stance: Stance) -> Stance:
    """The stance of "because it is old" in "Reis said the dam leaks, because it is old", whose reason that is.

    So in "Reis called it a wreck because it is old". Not so of "Reis left the board because it is old".
    """
    report = clause.parent
    assert report is not None
    said = sentence.said_in(report)
    setting = Setting(said or clause, report, stance, stance, sentence.offset)
    gives = said.head.i < clause.head.i if said is not None else report.lemma in NAMING_SO and tells(setting)
    return stance.said_by(who_says(setting) if said is not None else setting.speaker, reports=True) if gives else stance


def _opens_sentence(clause: Clause) -> bool:
    """True for what stands first in the sentence, or behind "And" and a quotation mark."""
    head = clause.head
    return not any(t.is_alpha and t.dep_ != "cc" for t in head.doc[head.sent.start : head.left_edge.i])


def _unless_described(clause: Clause, stance: Stance, offset: int) -> Stance:
    """The stance without a speaker whom the clause tells of: "according to an aide who was there" is no word of his."""
    if clause.link not in DESCRIBING or offset + clause.head.head.idx not in stance.speakers:
        return stance
    before = stance.speakers.index(offset + clause.head.head.idx)
    speakers = stance.speakers[:before]
    return replace(stance, speakers=speakers, reporters=tuple(r for r in stance.reporters if r in speakers))


def _follows_aside(clause: Clause, asides: Mapping[int, Clause]) -> bool:
    """True for "although it rained" in "None did, an audit found, although it rained": it is no part of the report."""
    if clause.parent is None:
        return False
    before = clause.parent.head.i
    return before in asides and before < asides[before].head.i < clause.head.i


def _voiced(clause: Clause, sentence: _Sentence, stance: Stance) -> Stance:
    """The stance with who speaks besides: before the colon, in the quotation around it, "according to" whom."""
    herald = sentence.herald
    if herald is not None and clause.parent is None:
        stance = stance.said_by(sentence.offset + herald.idx, reports=True)
    voice = sentence.quoted(sentence.offset + clause.head.idx)
    if voice is not None and voice not in stance.speakers:
        stance = replace(stance, speakers=(voice, *stance.speakers), reporters=(voice, *stance.reporters))
    source = sentence.sources.get(clause.head.i)
    if source is None or clause.head.i in sentence.asides:
        return stance
    return stance.said_by(sentence.offset + source.who.idx, reports=True)


def _own(clause: Clause, context: Stance, sentence: _Sentence) -> Stance:
    """The context with the clause's own negation, modals, hedges and negative quantifiers.

    Whose view it is speaks now: "in her view it would leak" plans nothing.
    """
    stance = context.turned if is_negated(clause) else context
    is_reported = any(speaker not in sentence.views for speaker in context.speakers)
    modality = _own_modality(clause, is_reported and not sentence.is_direct(clause))
    if modality is not None and context.modality in OPEN_TO_MODALS:
        stance = replace(stance, modality=modality)
    if stance.modality is Modality.ACTUAL and any(_hedges(c) for c in clause.head.children):
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.PROBABLE)
    return stance


def _own_modality(clause: Clause, is_reported: bool) -> Modality | None:
    """By its modal verb; the "to pull" of a headline is announced."""
    if clause.link is Link.ROOT and clause.is_infinitive and clause.subjects:
        return Modality.DESIRED if clause.mark == "for" else Modality.PLANNED
    if _only_softens(clause):
        return None
    # "said it would win": planned; "a poll finds it would win": if it came to that
    above = clause.parent.head.tag_ if clause.link in REPORTED and clause.parent is not None else ""
    return modal(clause, is_reported and above not in PRESENT_FORMS)


def _only_softens(clause: Clause) -> bool:
    """True for "would like to sell it", "I would say that it leaks": who says so, wants or thinks it now.

    And for "would not comment", which nobody did. Not for "would try to sell it", "she would say that it leaks",
    "I would never say that it leaks".
    """
    helpers = {h.lower_ for h in clause.helpers}
    if helpers.isdisjoint(WOULD) or "have" in helpers:
        return False
    is_own = any(s.lower_ in SPEAKING_SELVES for s in clause.subjects)
    if not is_own and _gives_no_answer(clause):
        return True
    names = {signature(clause, content) for content in clause.contents}
    return Signature.HOPE in names or (is_own and not names.isdisjoint(OWN_WORDS) and not is_negated(clause))


def _gives_no_answer(clause: Clause) -> bool:
    """True for "would not comment", not for "would never comment", "would not go"."""
    return clause.lemma in ANSWERING and any(c.dep_ == "neg" and c.lower_ in NOT for c in clause.head.lefts)


def _chosen(clause: Clause, stance: Stance) -> Stance:
    """The stance of one of two that "or" joins: neither is told, if not both are denied."""
    if stance.modality not in OPEN_TO_MODALS or (stance.negative and not _has_either(clause.head)):
        return stance
    return replace(stance, modality=Modality.POSSIBLE) if _is_alternative(clause) else stance


def _has_either(word: Token) -> bool:
    """True for "sold" in "either sold it or lent it"."""
    return any(c.lower_ == "either" and c.dep_ == "preconj" for c in word.lefts)


def _is_alternative(clause: Clause) -> bool:
    """True for both verbs of "It sold it or lent it", and for "Either Peru or Chile sold it".

    Not for "They sold or lent them", where some do this and some do that, nor for "sold it, or gave it away for money".
    """
    pairs = _joined_verbs(clause.head)
    listing = (*clause.subjects, *clause.objects, *(first for first, _ in pairs))
    if any(map(_has_either, listing)):
        return True
    return all(s.tag_ in SINGULAR_NOUNS for s in clause.subjects) and any(_excludes(*pair) for pair in pairs)


def _joined_verbs(verb: Token) -> list[tuple[Token, Token]]:
    """The pairs of verbs in a list of which this is one."""
    pairs = [(verb, c) for c in verb.rights if c.dep_ == "conj" and c.pos_ in VERBS]
    return [*pairs, (verb.head, verb)] if verb.dep_ == "conj" and verb.head.pos_ in VERBS else pairs


def _excludes(first: Token, second: Token) -> bool:
    """True for "sold" and "lent" of "sold it or lent it"; not behind a comma, where "or" only corrects the words."""
    before = second.left_edge.i - 2
    return joiner(first, second) == "or" and not (before > first.i and first.doc[before].is_punct)


def _hedges(word: Token) -> bool:
    """True for the "reportedly" of "reportedly burst"."""
    return word.dep_ == "advmod" and word.lower_ in HEDGES


def _joined(clause: Clause, own: Stance, found: Mapping[int, Stance]) -> Stance:
    """The stance with what a verb behind "and", "or" or "but" shares with those before it."""
    parent = clause.parent
    if clause.link is not Link.COORDINATE or parent is None:
        return own
    stance = _shared(clause, parent, own, found[parent.head.i]) if _shares_auxiliaries(clause, parent) else own
    if _shares_never(clause, parent):
        stance = replace(stance, negative=True)
    if _shares_hedge(clause, parent):
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.PROBABLE)
    return stance


def _shares_auxiliaries(clause: Clause, parent: Clause) -> bool:
    """True for "mix" in "did not crush or mix": no auxiliary and no subject of its own, same form.

    The auxiliaries are those of the first verb of the list: "did not glaze, paint or sell".
    """
    if any(c.dep_ in OWN_HELPERS for c in clause.head.children):
        return False
    helpers = [c for c in clause.listed_first().head.children if c.dep_ in AUXILIARIES]
    # "may be lagging and hold": a bare verb behind a modal, whatever the form of the first
    alike = clause.head.tag_ == parent.head.tag_ or (clause.head.tag_ == "VB" and any(c.tag_ == "MD" for c in helpers))
    return alike and bool(helpers)


def _shares_never(clause: Clause, parent: Clause) -> bool:
    """True for "painted" in "never sold or painted it", not in "never sold it and painted it"."""
    first = clause.listed_first().head
    if (
        clause.has_own_subject
        or _has_either(first)
        or not is_negated(parent)
        or not any(c.dep_ == "neg" for c in first.lefts)
    ):
        return False
    return joiner(parent.head, clause.head) == "or" and not any(c.dep_ in AUXILIARIES for c in clause.head.children)


def _shared(clause: Clause, parent: Clause, own: Stance, above: Stance) -> Stance:
    """With the modality of the verb before it, and its negation, unless "but" stands between."""
    # "either did not load or loaded slowly": only the first of the two is denied
    ends = any(_parts_denial(c) and c.i < clause.head.i for c in parent.head.children)
    modality = above.modality if own.modality is Modality.ACTUAL else own.modality
    return replace(own, negative=own.negative or (above.negative and not ends), modality=modality)


def _parts_denial(word: Token) -> bool:
    return word.lower_ == "but" or (word.lower_ == "either" and word.dep_ == "preconj")


def _shares_hedge(clause: Clause, parent: Clause) -> bool:
    """True for "maintain" in "perhaps lag and maintain other views"."""
    return clause.inherits and any(_hedges(c) for c in parent.head.lefts)


def _left_open(clause: Clause, sentence: _Sentence, stance: Stance) -> Stance:
    """The stance under the conditions and the question mark of the sentence."""
    # "must pay if it rains": what has to be done, by the words of whoever says so
    is_owed = stance.modality is Modality.OBLIGATION
    if not is_owed and any(_hangs_on(condition, clause, sentence) for condition in sentence.conditions):
        stance = replace(stance, modality=Modality.CONDITIONAL)
    if stance.modality in OPEN_TO_QUESTIONS and sentence.asks(clause, stance) and not _is_added(clause):
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)
    return stance


def _is_added(clause: Clause) -> bool:
    """True for "who won in May" in "Will Reis, who won in May, resign?", not for "who win" in "Will those who win?"."""
    start = clause.head.left_edge.i
    return clause.link is Link.RELATIVE and start > 0 and clause.head.doc[start - 1].text == ","


def _hangs_on(condition: Clause, clause: Clause, sentence: _Sentence) -> bool:
    """True where the condition belongs to this clause, also through the report above it or beside it."""
    parent = condition.parent
    if parent is None:
        return False
    said = sentence.said_in(parent)
    if parent is clause:
        return said is None
    return clause is said or (clause in parent.contents and reports(lemma(parent.head)))
