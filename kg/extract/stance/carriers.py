"""Verbs that say nothing of their own: the one beneath, or a noun, says it all.

A predicate that merely turns the truth of the verb beneath it ("fail to", "manage to", "seek to") is one predicate
with that verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.markers import is_tag, supposes
from kg.extract.stance.signature import frame_of, signature
from kg.language import relations
from kg.language.grammar import NOMINAL_SUBJECTS
from kg.language.words import lemma
from kg.terms.signature import Signature
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Predicates that are no act of their own beside the verb they carry.
CARRIED = frozenset(
    {
        *(Signature.MANAGE, Signature.FAIL, Signature.REFUSE, Signature.SEEM),
        *(Signature.ABLE, Signature.NEED, Signature.TRY),
    }
)
# Such predicates are told with the verb: "seek to sell".
KEPT = frozenset({Signature.TRY, Signature.HOPE, Signature.PLAN})
# Frames in which the two may be one predicate.
CARRYING = frozenset({"to", "ing"})
# Before a gerund these tell how or when: "was drained by digging", "died after giving a speech".
ATTENDANT = words("prepositions of an attendant deed")
# Before a gerund these tell what is spoken of.
TOPICAL = frozenset({"about", "of"})


def carries(clause: Clause, content: Clause) -> bool:
    """True where the clause only turns the truth of its content: "failed to tow", "is said to be"."""
    if frame_of(content) not in CARRYING or not content.inherits or clause.objects or clause.indirect:
        return False
    name = signature(clause, content)
    # "is said to be": by nobody
    is_unsaid = name == Signature.CLAIM and clause.passive and not clause.agents
    return is_unsaid or name in CARRIED or name in KEPT


def is_carried_by_content(clause: Clause) -> bool:
    """True for "failed" in "failed to tow": the verb beneath says it all, with this one's effect on it."""
    return any(carries(clause, c) for c in clause.contents)


def only_leads(clause: Clause) -> bool:
    """ "is focused on coordinating": the gerund says what is done; not "is busy, with the crew coordinating"."""
    if clause.objects or clause.obliques or clause.contents or clause.agents:
        return False
    prepositions = (c for c in clause.head.children if c.dep_ == "prep" and c.lower_ not in ATTENDANT)
    return any(_leads(clause, c, p) for c in prepositions for p in c.children)


def _leads(clause: Clause, preposition: Token, gerund: Token) -> bool:
    """True for a gerund behind a preposition, but not where it tells of somebody else and the clause says enough.

    "Is busy, with", "spoke, with the crew looking on", "was asked about the crew leaving" say something without it,
    "pointed to the crew leaving" does not.
    """
    if gerund.dep_ != relations.PCOMP or gerund.tag_ != "VBG":
        return False
    is_of_others = any(c.dep_ in NOMINAL_SUBJECTS for c in gerund.children)
    is_aside = preposition.i > 0 and preposition.nbor(-1).text == ","
    return not (is_of_others and (clause.complements or is_aside or preposition.lower_ in TOPICAL))


def is_gapped(clause: Clause) -> bool:
    """True for "said" in "the pumps, which he said leaked", whose words are no whole; not in "who said it leaked"."""
    straddling = (c for c in clause.contents if c.head.left_edge.i < clause.head.i < c.head.i)
    return clause.link is Link.RELATIVE and any(straddling)


def is_bare(clause: Clause) -> bool:
    """True for a copula that says nothing, for "there is", for "assuming that", and for "didn't it?"."""
    head = clause.head
    if clause.existential or supposes(clause) or is_tag(clause):
        return True
    return lemma(head) == "be" and not (clause.complements or clause.obliques or clause.contents)
