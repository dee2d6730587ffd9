"""The places of a clause filled: what hangs from its verb, what the parser hangs elsewhere, and what is left out.

``COMPLETIONS`` puts right, in this order, what the parser regularly misplaces; then a clause that still has no subject
takes the one that ``subjects`` tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, SUBJECTS, Clause, Link, governed
from kg.extract.clauses.coordination import begins_clause, conjuncts
from kg.extract.clauses.headlines import follows_colon, is_headline_participle, is_lost_verb
from kg.extract.clauses.markers import FRONTED
from kg.extract.clauses.placing import place, runs_into_subject
from kg.extract.clauses.relatives import bind_reduced_relative, handed_on, has_relative_word
from kg.extract.clauses.subjects import inherited
from kg.language import relations
from kg.language.grammar import AUXILIARIES, CLAUSES_OF_NOUNS, NOMINAL_SUBJECTS, TENSED_FORMS
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model.syntax import Token

PASSIVES = frozenset((relations.AUXPASS, relations.NSUBJPASS, relations.CSUBJPASS))
OF_EASE = words("adjectives of ease")
# What the parser makes of a subject before a colon.
BEFORE_COLON = frozenset((relations.NPADVMOD, relations.NMOD, relations.DEP))


def fill(clause: Clause) -> None:
    """Fill the places of a clause that is hung from the one above it, whose own places are filled."""
    clause.passive = _is_passive(clause)
    for token in (*_astray(clause.head), *clause.head.children):
        place(clause, token)
    for complete in COMPLETIONS:
        complete(clause)


def _is_passive(clause: Clause) -> bool:
    """True for "was sold", not for "is gone" nor "was being"."""
    passive = any(c.dep_ in PASSIVES for c in clause.head.children)
    return passive and clause.head.base not in INTRANSITIVE and clause.head.base != "be"


def _astray(verb: Token) -> list[Token]:
    """The subject that the parser hangs from the auxiliary, where the verb has none."""
    if any(c.dep_ in SUBJECTS for c in verb.children):
        # "Only after the flood did the council repair it": the flood repairs nothing
        return []
    return [s for c in verb.children if c.dep_ in AUXILIARIES for s in c.children if s.dep_ in SUBJECTS]


def object_with_article(clause: Clause) -> None:
    """ "the library, which pupils repainted": the parser takes "which" for an article of the pupils.

    Not so in "the library, which repainted it", where "which" is the subject.
    """
    head = clause.head
    if clause.link is not Link.RELATIVE or clause.objects:
        return
    if head.doc[head.left_edge.i - 1].text == "," and any(d.tag_ == "WDT" for s in clause.subjects for d in s.lefts):
        clause.objects = [head.head]


def subjects_in_first_phrase(clause: Clause) -> None:
    """ "According to Oslo, Peru, Chile and Cuba agreed": the parser lists the first of the subjects with Oslo.

    Not so in "According to Oslo and Riga, Cuba agreed".
    """
    for marker in clause.head.children:
        if marker.dep_ == "prep" and clause.subjects and runs_into_subject(marker):
            nouns = [noun for m in (marker, *_prepositions_of(marker)) for noun in governed(m)]
            behind = [other for noun in nouns for other in conjuncts(noun)[1:]]
            clause.subjects = [*behind, *clause.subjects]


def _prepositions_of(marker: Token) -> list[Token]:
    """The "to" of "according to"."""
    return [p for p in marker.children if p.dep_ == "prep"]


def middle_of_list(clause: Clause) -> None:
    """ "the US, the EU, and NATO are": the parser takes the middle of the list for an apposition.

    Not so where there is one subject: "Norway, the host, and Chile are".
    """
    listed = [c for c in clause.head.children if c.dep_ in NOMINAL_SUBJECTS]
    if len(listed) > 1:
        middle = [d for c in listed for d in c.children if d.dep_ == "appos" and d.pos_ == "PROPN" and _is_item(d)]
        clause.subjects = sorted([*clause.subjects, *middle], key=lambda t: t.i)


def _is_item(token: Token) -> bool:
    """True for a name between two commas, as the items of a list stand."""
    left, right = token.left_edge.i - 1, token.right_edge.i + 1
    return left >= 0 and right < len(token.doc) and token.doc[left].text == token.doc[right].text == ","


def inverted_subject(clause: Clause) -> None:
    """ "Were Bahrain to pull out": the parser takes the subject for a complement; not in "as they were Greeks"."""
    head = clause.head
    if head.lower_ in FRONTED and head.dep_ == "advcl" and not clause.subjects:
        clause.subjects, clause.complements = clause.complements, []


def headline_infinitive(clause: Clause) -> None:
    """ "Zambia to pull envoy": the noun is the subject of the infinitive behind it.

    Not in "Zambia has a plan to pull its envoy", which has a verb.
    """
    head = clause.head
    if (
        clause.is_infinitive
        and head.dep_ in CLAUSES_OF_NOUNS
        and head.head.dep_ == "ROOT"
        and head.head.i == head.left_edge.i - 1
    ):
        clause.subjects, clause.link, clause.noun = [head.head], Link.ROOT, None


def subject_of_lost_verb(clause: Clause) -> None:
    """ "The hotel, which critics praised, closed in June.": the hotel; in "It closed in June" nothing is lost."""
    if not clause.subjects and is_lost_verb(clause.head):
        clause.subjects = [clause.head.head]


def subject_behind_colon(clause: Clause) -> None:
    """ "Report: mayor misused funds": the mayor; not the report, nor anybody in "Report: funds misused"."""
    if not clause.subjects and follows_colon(clause.head):
        clause.subjects = [c for c in clause.head.lefts if c.dep_ in BEFORE_COLON][-1:]


def headline_passive(clause: Clause) -> None:
    """ "Mayor arrested over bribes": done to the mayor; not "Mayor agreed on bribes", which has no passive."""
    if clause.subjects and is_headline_participle(clause.head):
        clause.passive = True


def subject_in_first_phrase(clause: Clause) -> None:
    """ "Despite sanctions, production goes on": the parser lists the subject among the nouns of the phrase in front.

    Not so in "Despite sanctions, it goes on", which has a subject.
    """
    if clause.subjects or clause.existential or clause.head.dep_ == "conj" or not _has_tense(clause):
        return
    for oblique in clause.obliques:
        noun = next((t for t in oblique.marker.subtree if _ends_phrase(t, oblique.marker, clause.head)), None)
        if noun is not None:
            clause.subjects = [noun]
            clause.obliques.remove(oblique)
            return


def _has_tense(clause: Clause) -> bool:
    """True for "goes" and "is going", which want a subject."""
    return clause.head.tag_ in TENSED_FORMS or any(c.tag_ in TENSED_FORMS for c in clause.helpers)


def _ends_phrase(noun: Token, marker: Token, verb: Token) -> bool:
    """True for the last noun of the list behind a preposition, where a comma and no "and" stands before it."""
    return (
        noun.dep_ == "conj"
        and noun.pos_ in NOMINAL
        and noun.i > marker.i
        and noun.right_edge.i == marker.right_edge.i < verb.i
        and noun.doc[noun.left_edge.i - 1].text == ","
    )


def subject_listed_before(clause: Clause) -> None:
    """ "Drones work on farms and the bank predicts profits": the bank predicts; not in "farms and predict profits"."""
    start = clause.head.left_edge.i
    if clause.link is not Link.COORDINATE or clause.subjects or not start:
        return
    before = clause.head.doc[start - 1]
    noun = next((t for t in (before, *before.ancestors) if t.dep_ == "conj" and begins_clause(t)), None)
    if noun is not None:
        clause.subjects = [noun]


def subject_left_out(clause: Clause) -> None:
    """ "Peru met them and signed": Peru signed, as ``subjects`` tells; not in "There met and signed"."""
    if not clause.subjects and not clause.existential:
        clause.inherits = True
        clause.subjects, passive = inherited(clause)
        clause.passive = clause.passive or passive


def object_left_out(clause: Clause) -> None:
    """ "The tools Russia imports": the tools are imported; "the tools that Russia imports" has a word for them.

    "The mine Russia tried to close" is closed.
    """
    relative = clause.parent if clause.link is Link.CONTENT else clause
    if relative is None or relative.link is not Link.RELATIVE or has_relative_word(relative):
        return
    if (handed_on(relative.head) or relative.head) is clause.head:
        bind_reduced_relative(clause, relative.head.head)


def subject_of_ease(clause: Clause) -> None:
    """ "The storm is hard to estimate": it estimates nothing; not so "Peru is ready to sell"."""
    above = clause.parent
    if above is None or clause.link is not Link.CONTENT or not (clause.is_infinitive and clause.inherits):
        return
    is_full = clause.objects or clause.contents or clause.passive or clause.head.base in INTRANSITIVE
    if not is_full and any(c.pos_ == "ADJ" and c.base in OF_EASE for c in above.complements):
        clause.subjects = []


# What the parser hangs elsewhere, then what a sentence need not say twice; in this order.
COMPLETIONS: tuple[Callable[[Clause], None], ...] = (
    object_with_article,
    subjects_in_first_phrase,
    middle_of_list,
    inverted_subject,
    headline_infinitive,
    subject_of_lost_verb,
    subject_behind_colon,
    headline_passive,
    subject_in_first_phrase,
    subject_listed_before,
    subject_left_out,
    object_left_out,
    subject_of_ease,
)
