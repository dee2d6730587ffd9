"""Whether there is the act that a noun names: it is taken as given, unless the words around deny, plan or doubt it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stance.composition import Stance
from kg.extract.stating.nouns.base import around, as_given, stance_around
from kg.extract.stating.site import Site
from kg.language import relations
from kg.language.words import lemma
from kg.model.kinds import Certainty, Modality
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "no support", "any support".
DENYING = frozenset(("no", "any", "without"))
UNREAL = words("adjectives of what may not be")
# Verbs whose object need not exist.
WANTING = words("verbs of wanting and doubting")
# Prepositions that a wanting verb governs: "calls for", "pushed against"; "in" and "during" only place it.
MARKERS = words("prepositions of what is wanted")
# Verbs that are as true as their object: "has no plan to give support".
LENDING = words("verbs that lend themselves to acts")
# Of what these stand before nothing has been told.
NEW = frozenset(("a", "an", "another"))
MODIFYING = frozenset((relations.AMOD, relations.DET, relations.NEG, relations.ADVMOD))
OBJECT_RELATIONS = frozenset((relations.DOBJ, relations.NSUBJPASS, relations.XCOMP, relations.ATTR))
# Signatures of verbs and of nouns over a noun of an act, which is then no act that was done.
WISHED_OR_DENIED = frozenset(
    (
        *(Signature.HOPE, Signature.REQUEST, Signature.PLAN, Signature.TRY),
        *(Signature.DENY, Signature.FORBID, Signature.SUSPECT),
    )
)
NOT_YET = frozenset(
    (
        *(Signature.PLAN, Signature.HOPE, Signature.CLAIM),
        *(Signature.NEED, Signature.TRY, Signature.ALLOW),
    )
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the noun of an act stands: its clause, the noun that hangs from its verb, how the clause is put forward."""

    noun: Token
    clause: Clause
    top: Token
    base: Stance

    @property
    def marker(self) -> Token | None:
        """The preposition that governs the noun."""
        return self.noun.head if self.noun.dep_ == "pobj" else None

    @property
    def is_governed(self) -> bool:
        """True where the verb is about the act: "wants support", "calls for support", not "met during talks"."""
        if self.top.i != self.noun.i:
            return False
        marker = self.marker
        is_marked = marker is not None and marker.lower_ in MARKERS and marker.i > self.clause.head.i
        return is_marked or self.noun.dep_ in OBJECT_RELATIONS


def stance_of_act(site: Site, noun: Token) -> Stance | None:
    """How the act is put forward; None where the words around it leave open whether there is one."""
    modifiers = {c.lower_ for c in noun.children if c.dep_ in MODIFYING}
    if modifiers & DENYING:
        return None
    clause, top = around(site, noun)
    base = stance_around(site, clause)
    given = as_given(base)
    if modifiers & UNREAL:
        return Stance(False, Modality.POSSIBLE, Certainty.UNSPECIFIED, given.speakers, given.reporters)
    if clause is None:
        return given
    place = _Place(noun, clause, top, base)
    return None if any(is_open(place) for is_open in DOUBT_RULES) else given


def _is_wanted(place: _Place) -> bool:
    """ "seeks talks between Peru and Chile", but not "praised talks between Peru and Chile"."""
    clause = place.clause
    if not place.is_governed:
        return False
    return lemma(clause.head) in WANTING or lookup(clause.lemma, "v") in WISHED_OR_DENIED


def _is_planned(place: _Place) -> bool:
    """ "plans for an invasion of Peru", but not "news of an invasion of Peru"."""
    marker = place.marker
    return marker is not None and marker.head.pos_ == "NOUN" and lookup(lemma(marker.head), "n") in NOT_YET


def _is_lent(place: _Place) -> bool:
    """ "may give support to Peru", "gave no support", but not "gave support to Peru"."""
    is_fact = not place.base.negative and place.base.modality is Modality.ACTUAL
    return not is_fact and lemma(place.clause.head) in LENDING and place.is_governed


def _may_come(place: _Place) -> bool:
    """ "may bring a Norwegian attack on Peru", but not "brought a Norwegian attack", "may end the Norwegian attack"."""
    is_new = any(c.dep_ == "det" and c.lower_ in NEW for c in place.noun.children)
    return place.base.modality is not Modality.ACTUAL and is_new and place.is_governed


# Why an act may not have been done.
DOUBT_RULES: tuple[Callable[[_Place], bool], ...] = (_is_wanted, _is_planned, _is_lent, _may_come)
