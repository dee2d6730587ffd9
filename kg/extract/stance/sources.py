"""Who stands behind a sentence with no verb of saying: "according to her", "in her view", "Minister: …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Oblique, governed
from kg.extract.stance.composition import SPEAKING_SELVES
from kg.language.grammar import NOUNS, VERBS
from kg.language.words import lemma, may_speak_before_colon
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan

# "according to the mayor", "per the mayor"
SOURCING = frozenset({"according to", "per"})
# "In her view", "from her point of view"; "in a poll".
WITHIN = frozenset({"in", "from"})
VIEWS = words("nouns for what somebody thinks")
POLLS = words("nouns for polls")
# "acts according to plan", "according to the rules"
FOLLOWED = words("what deeds may follow")
# "I" and "we", whose words they are already, and what is not told of anybody.
NOBODY = SPEAKING_SELVES | {"my", "our", "your", "its"}
# Who speaks in a headline by name.
NAMES_OF_SPEAKERS = frozenset({MentionType.PERSON, MentionType.ORG})
# What parts the words of a source at the end of a sentence from what stands before them.
PARTING = frozenset({";", ":", "(", ")", "[", "]", "but"})
# A headline names who speaks within so many words.
HERALD = 8
# Words of the longest name behind its colon, with the colon.
LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Source:
    """The head of who says a clause, and whether it is told as a view: "in her view"."""

    who: Token
    is_view: bool = False


def sources(clauses: Sequence[Clause]) -> dict[int, Source]:
    """Who says each clause by a phrase in it, by the index of the clause's head token.

    Behind the last comma it is the whole sentence. "The crew left and the ship sank, according to the mayor": both; not
    the leaving in "The crew left and, according to the mayor, the ship sank".
    """
    found: dict[int, Source] = {}
    for clause in clauses:
        for oblique in clause.obliques:
            told = source(clause, oblique)
            if told is None:
                continue
            found[clause.head.i] = told
            if oblique.preposition in SOURCING and _closes_sentence(oblique.marker):
                whole = (c for c in clause.path if not _is_parted(c.head, oblique.marker))
                found.update((c.head.i, told) for c in whole)
    return found


def source(clause: Clause, oblique: Oblique) -> Source | None:
    """Who says the clause by a phrase beside it; None where the phrase names no source.

    "According to the mayor", "in the mayor's view", "in a new poll"; not "in the mayor's office", nor behind the verb
    in "acts according to plan", "believes in her judgment" and "fell in the polls".
    """
    if oblique.preposition in SOURCING:
        return None if _is_followed(oblique) else Source(oblique.heads[0])
    if oblique.preposition not in WITHIN or oblique.marker.i > clause.head.i:
        return None
    noun = oblique.heads[0]
    if lemma(noun) in POLLS:
        return Source(noun) if _opens(oblique.marker, clause) and not clause.is_report else None
    holder = _holder(noun) if lemma(noun) in VIEWS or _is_point_of_view(noun) else None
    return Source(holder, is_view=True) if holder is not None else None


def _is_followed(oblique: Oblique) -> bool:
    """True for "acts according to plan"; not for "According to the plan, the dam is to go"."""
    marker = oblique.marker
    is_apart = marker.i == marker.sent.start or marker.doc[marker.i - 1].is_punct
    return not is_apart and lemma(oblique.heads[0]) in FOLLOWED


def _opens(marker: Token, clause: Clause) -> bool:
    """True for "in a poll" before the subject."""
    return all(marker.i < subject.i for subject in clause.subjects)


def _holder(noun: Token) -> Token | None:
    """The mayor of "the mayor's view" and "the view of the mayor"; nobody of "my view"."""
    owners = [c for c in noun.lefts if c.dep_ == "poss"]
    owners += _behind_of(noun)
    return next((who for who in owners if who.lower_ not in NOBODY and lemma(who) not in VIEWS), None)


def _is_point_of_view(noun: Token) -> bool:
    """ "From the mayor's point of view"; not "from that point of departure"."""
    return lemma(noun) == "point" and any(lemma(what) in VIEWS for what in _behind_of(noun))


def _behind_of(noun: Token) -> list[Token]:
    return [what for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" for what in governed(c)]


def _closes_sentence(marker: Token) -> bool:
    """True for a phrase behind a comma at the end of a sentence."""
    doc, behind = marker.doc, marker.right_edge.i + 1
    is_last = all(t.is_punct and t.text not in PARTING for t in doc[behind : marker.sent.end])
    return is_last and doc[marker.left_edge.i - 1].text == ","


def _is_parted(head: Token, marker: Token) -> bool:
    """True where "but", a semicolon, a colon or a bracket stands between a verb and the phrase."""
    return any(t.text in PARTING for t in marker.doc[head.i : marker.i])


# -- headlines


def herald(clauses: Sequence[Clause]) -> Token | None:
    """The minister of the headlines "Minister: no troops will go" and "No troops will go: minister".

    Where the parser ends a sentence at the colon, the minister stands in the one before.
    """
    if not clauses:
        return None
    sentence = clauses[0].head.sent
    colon = next((t for t in sentence[:HERALD] if t.text == ":"), None)
    if colon is None:
        before = sentence.doc[max(0, sentence.start - 1)]
        return _herald_before(before) if before.text == ":" else _herald_behind(sentence)
    return _herald_before(colon) or _herald_behind(sentence)


def _herald_before(colon: Token) -> Token | None:
    """Who stands alone before a colon that opens a sentence, with no verb: "Minister:", "The Halvex papers:"."""
    label = colon.doc[colon.sent.start : colon.i]
    if not 0 < len(label) < HERALD or any(t.pos_ in VERBS for t in label):
        return None
    return label[-1] if _speaks_up(label[-1]) else None


def _herald_behind(sentence: TokenSpan) -> Token | None:
    """Who stands alone behind the colon that closes a headline, which has no full stop."""
    last = sentence[-1]
    colon = next((t for t in sentence[-LONGEST_NAME:] if t.text == ":"), None)
    if colon is None or colon.i == sentence.start or not _speaks_up(last):
        return None
    return last if all(t.pos_ in NOUNS for t in last.doc[colon.i + 1 : last.i]) else None


def _speaks_up(word: Token) -> bool:
    """True for a person or body by name, and for a noun of who speaks in headlines: "minister", "poll"."""
    return word.ent_type_ in NAMES_OF_SPEAKERS or may_speak_before_colon(word)
