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
from kg.extract.clauses.markers import HEDGES, is_concession, is_condition, is_negated, modal
from kg.extract.stance.composition import Setting, Stance
from kg.extract.stance.context import content, taken_over
from kg.extract.stance.signature import is_aside
from kg.language.grammar import AUXILIARIES, NOMINAL_SUBJECTS, NOUNS, SINGULAR_NOUNS, VERBS
from kg.language.words import lemma, may_speak_before_colon
from kg.model.kinds import Certainty, Modality
from kg.terms.mention_type import MentionType
from kg.terms.signature import reports

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan

# A headline names who speaks within so many words.
HERALD = 8
# Words of the longest name behind its colon, with the colon.
LONGEST_NAME = 4
# "according to the mayor", "per the mayor"
SOURCING = frozenset({"according to", "per"})
# What parts the words of a source at the end of a sentence from what stands before them.
PARTING = frozenset({";", ":", "(", ")", "[", "]", "but"})
# What follows a report that is set beside a clause is no part of the report.
FOLLOWING = frozenset({Link.ADVERBIAL, Link.COORDINATE})
# What tells of the noun before it.
DESCRIBING = frozenset({Link.RELATIVE, Link.PARTICIPLE})
# "A poll finds": verbs in the present.
PRESENT_FORMS = frozenset(("VBZ", "VBP"))
# What a clause's own modal verb may change.
OPEN_TO_MODALS = frozenset({Modality.ACTUAL, Modality.PLANNED})
# What a question leaves open; 'asked, "Did it leak?"' asks for no leak, and "Will it leak?" foretells none.
OPEN_TO_QUESTIONS = frozenset({Modality.ACTUAL, Modality.PLANNED, Modality.REQUESTED})
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
        _herald(clauses),
        _sources(clauses),
    )
    contexts: dict[int, Stance] = {}
    found: dict[int, Stance] = {}
    for clause in clauses:
        taken = _taken_over(clause, sentence, found, contexts)
        context = _voiced(clause, sentence, taken)
        stance = _chosen(clause, _joined(clause, _own(clause, context), found))
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
        sources: who stands behind "according to", by the index of the head token of each clause that they say.
    """

    offset: int
    quoted: Callable[[int], int | None]
    asked: Callable[[int], bool]
    marked: Callable[[int], bool]
    asides: Mapping[int, Clause]
    conditions: Sequence[Clause]
    herald: Token | None
    sources: Mapping[int, Token]

    def asks(self, clause: Clause, stance: Stance) -> bool:
        """Whether the clause asks, and reports nothing: its only speaker is who speaks the whole question."""
        place = self.offset + clause.head.idx
        return self.asked(place) and all(speaker == self.quoted(place) for speaker in stance.speakers)

    def is_outside(self, clause: Clause) -> bool:
        """True for "had a message" that the parser hangs beneath the quotation of 'Reis had a message: "We lost."'."""
        above = clause.parent
        if above is None or above.parent is not None or not self.marked(self.offset + above.head.idx):
            return False
        return not self.marked(self.offset + clause.head.idx)


def _sources(clauses: Sequence[Clause]) -> dict[int, Token]:
    """Whom "according to" names: what it hangs from is theirs, and behind the last comma the whole sentence.

    "The crew left and the ship sank, according to the mayor": both; not the leaving in "The crew left and, according to
    the mayor, the ship sank".
    """
    found: dict[int, Token] = {}
    for clause in clauses:
        for oblique in clause.obliques:
            if oblique.preposition in SOURCING:
                found[clause.head.i] = oblique.heads[0]
                if _closes_sentence(oblique.marker):
                    whole = (c for c in clause.path if not _is_parted(c.head, oblique.marker))
                    found.update((c.head.i, oblique.heads[0]) for c in whole)
    return found


def _closes_sentence(marker: Token) -> bool:
    """True for a phrase behind a comma at the end of a sentence."""
    doc, behind = marker.doc, marker.right_edge.i + 1
    is_last = all(t.is_punct and t.text not in PARTING for t in doc[behind : marker.sent.end])
    return is_last and doc[marker.left_edge.i - 1].text == ","


def _is_parted(head: Token, marker: Token) -> bool:
    """True where "but", a semicolon, a colon or a bracket stands between a verb and the phrase."""
    return any(t.text in PARTING for t in marker.doc[head.i : marker.i])


def _herald(clauses: Sequence[Clause]) -> Token | None:
    """The minister of the headlines "Minister: no troops will go" and "No troops will go: minister"."""
    if not clauses:
        return None
    sentence = clauses[0].head.sent
    colon = next((t for t in sentence[:HERALD] if t.text == ":"), None)
    if colon is None or colon.i == sentence.start:
        return _herald_behind(sentence)
    last = colon.nbor(-1)
    if any(t.pos_ in VERBS for t in sentence[: colon.i - sentence.start]):
        return _herald_behind(sentence)
    return last if _speaks_up(last) else None


def _herald_behind(sentence: TokenSpan) -> Token | None:
    """Who stands alone behind the colon that closes a headline, which has no full stop."""
    last = sentence[-1]
    colon = next((t for t in sentence[-LONGEST_NAME:] if t.text == ":"), None)
    if colon is None or colon.i == sentence.start or not _speaks_up(last):
        return None
    return last if all(t.pos_ in NOUNS for t in last.doc[colon.i + 1 : last.i]) else None


def _speaks_up(word: Token) -> bool:
    """True for a person, and for a noun of who speaks in headlines: "minister", "poll"."""
    return word.ent_type_ == MentionType.PERSON or may_speak_before_colon(word)


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
    if clause.link in FOLLOWING and _follows_aside(clause, sentence.asides):
        return replace(stance, speakers=(), reporters=())
    return stance


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
    return stance.said_by(sentence.offset + source.idx, reports=True)


def _own(clause: Clause, context: Stance) -> Stance:
    """The context with the clause's own negation, modals, hedges and negative quantifiers."""
    stance = context.turned if is_negated(clause) else context
    modality = _own_modality(clause, bool(context.speakers))
    if modality is not None and context.modality in OPEN_TO_MODALS:
        stance = replace(stance, modality=modality)
    if stance.modality is Modality.ACTUAL and any(_hedges(c) for c in clause.head.children):
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.PROBABLE)
    return stance


def _own_modality(clause: Clause, is_reported: bool) -> Modality | None:
    """By its modal verb; the "to pull" of a headline is announced."""
    if clause.link is Link.ROOT and clause.is_infinitive and clause.subjects:
        return Modality.DESIRED if clause.mark == "for" else Modality.PLANNED
    # "said it would win": planned; "a poll finds it would win": if it came to that
    above = clause.parent.head.tag_ if clause.link is Link.CONTENT and clause.parent is not None else ""
    return modal(clause, is_reported and above not in PRESENT_FORMS)


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
    if not is_owed and any(_hangs_on(condition, clause) for condition in sentence.conditions):
        stance = replace(stance, modality=Modality.CONDITIONAL)
    if stance.modality in OPEN_TO_QUESTIONS and sentence.asks(clause, stance) and not _is_added(clause):
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)
    return stance


def _is_added(clause: Clause) -> bool:
    """True for "who won in May" in "Will Reis, who won in May, resign?", not for "who win" in "Will those who win?"."""
    start = clause.head.left_edge.i
    return clause.link is Link.RELATIVE and start > 0 and clause.head.doc[start - 1].text == ","


def _hangs_on(condition: Clause, clause: Clause) -> bool:
    """True where the condition belongs to this clause, also through the report above it."""
    parent = condition.parent
    if parent is None:
        return False
    if parent is clause:
        return not (clause.contents and reports(lemma(clause.head)))
    return clause in parent.contents and reports(lemma(parent.head))
