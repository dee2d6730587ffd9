"""Whether there is the act that a noun names: it is taken as given, unless the words around deny, plan or doubt it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stance.composition import Setting, Stance, compose
from kg.extract.stance.speaking import is_spoken_of
from kg.extract.stating.nouns.base import around, as_given, stance_around
from kg.extract.stating.site import Site
from kg.language import relations
from kg.language.words import lemma
from kg.model.kinds import Modality
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "no support", "any support".
NONE = frozenset(("no", "neither"))
ANY = frozenset(("any", "either"))
UNREAL = words("adjectives of what may not be")
COMING = words("adjectives of what is to come")
# Verbs whose object need not exist.
WANTING = words("verbs of wanting and doubting")
# Prepositions that a wanting verb governs: "calls for", "pushed against"; "in" and "during" only place it.
MARKERS = words("prepositions of what is wanted")
# "lifted the ban", "called off the visit".
ENDING = words("verbs of ending a deed")
# Verbs that are as true as their object: "has no plan to give support".
LENDING = words("verbs that lend themselves to acts")
# Of what these stand before nothing has been told.
NEW = frozenset(("a", "an", "another"))
# Nouns of talk and of thought: "talks about a ban", "the risk of a war".
LEFT_OPEN = words("nouns that leave a deed open")
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
# Verbs of which a wish, a plan or an order for the deed remains.
WISHED = frozenset((Signature.HOPE, Signature.REQUEST, Signature.PLAN, Signature.TRY, Signature.FORBID))
DENIALS = frozenset(("deny", "disclaim"))
# What is rejected under these names has been said: "pushed back against criticism of the ban".
CLAIMS = words("nouns of claims")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the noun of an act stands: its clause, the noun that hangs from its verb, how the clause is put forward."""

    site: Site
    noun: Token
    clause: Clause | None
    top: Token
    base: Stance

    @property
    def marker(self) -> Token | None:
        """The preposition that governs the noun."""
        return self.noun.head if self.noun.dep_ == "pobj" else None

    @property
    def modifiers(self) -> set[str]:
        """The words beside the noun."""
        return {c.lower_ for c in self.noun.children if c.dep_ in MODIFYING}

    @property
    def given(self) -> Stance:
        """How it is put forward where nothing leaves open whether it was done."""
        return as_given(self.base)

    @property
    def is_governed(self) -> bool:
        """True where the verb is about the act: "wants support", "calls for support", not "met during talks"."""
        if self.top.i != self.noun.i or self.clause is None:
            return False
        marker = self.marker
        is_marked = marker is not None and marker.lower_ in MARKERS and marker.i > self.clause.head.i
        return is_marked or self.noun.dep_ in OBJECT_RELATIONS

    @property
    def is_lent(self) -> bool:
        """True beneath a verb that is as true as the act: "gave support", "there is support"."""
        clause = self.clause
        if clause is None:
            return False
        return clause.existential or (lemma(clause.head) in LENDING and self.is_governed)


def stance_of_act(site: Site, noun: Token, *, is_said: bool = False) -> Stance:
    """How the act is put forward: as what is, is not, is to be, is wanted or may be.

    ``is_said``: what was offered, claimed or decided was so, whatever others think: "rejected Peru's offer to leave".
    """
    clause, top = around(site, noun)
    place = _Place(site, noun, clause, top, stance_around(site, clause))
    rules = (read for read in STANCE_RULES if not (is_said and read is _wanted))
    stance = next((stance for read in rules if (stance := read(place)) is not None), place.given)
    return stance.said_by(_who_tells(place), reports=True)


def _who_tells(place: _Place) -> int | None:
    """The mayor of "The mayor criticized the sale of the port to Peru", who tells of it; not of "saw the sale"."""
    clause = place.clause
    if clause is None:
        return None
    setting = Setting(clause, clause, place.base, place.base, place.site.block.start)
    return setting.speaker if is_spoken_of(setting, place.noun) else None


def _none(place: _Place) -> Stance | None:
    """ "There is no support", "without support", "gave no support"; "rejected any support" leaves it open."""
    if place.modifiers & NONE:
        if not place.is_lent:
            return place.given.left_open
        # the "no" of its object may have denied the clause already
        return place.base if place.base.negative else place.base.turned
    marker = place.marker
    if marker is not None and marker.lower_ == "without":
        return place.given.turned
    return place.given.left_open if place.modifiers & ANY else None


def _ended(place: _Place) -> Stance | None:
    """ "lifted its ban on grain", "the visit of Xi to Peru was cancelled": it is no more, or never was."""
    clause = place.clause
    if clause is None or clause.lemma not in ENDING or not (place.is_governed and place.marker is None):
        return None
    is_ended = not place.base.negative and place.base.modality is Modality.ACTUAL
    return place.given.turned if is_ended else place.given


def _unreal(place: _Place) -> Stance | None:
    """ "a possible attack", "the planned attack", not "the deadly attack"."""
    if place.modifiers & COMING:
        return replace(place.given, modality=Modality.PLANNED)
    return place.given.left_open if place.modifiers & UNREAL else None


def _rejected(place: _Place) -> Stance | None:
    """ "pushed back against Peruvian criticism": there was some; not "denied a Peruvian attack"."""
    clause = place.clause
    if clause is None or clause.lemma in DENIALS or not place.is_governed or lemma(place.noun) not in CLAIMS:
        return None
    behind = next((o.preposition for o in clause.obliques if place.noun in o.heads), "")
    name = lookup(f"{clause.lemma} {behind}".rstrip(), "v") or lookup(clause.lemma, "v")
    return place.given if name == Signature.DENY else None


def _wanted(place: _Place) -> Stance | None:
    """ "seeks talks between Peru and Chile", but not "praised talks between Peru and Chile"."""
    clause = place.clause
    if clause is None or not place.is_governed:
        return None
    name = lookup(clause.lemma, "v")
    if place.marker is not None and place.marker.lower_ == "against":
        # "pushed against an attack": none is wanted
        name = Signature.FORBID
    if clause.lemma not in WANTING and name not in WISHED_OR_DENIED:
        return None
    people = clause.agents if clause.passive else clause.subjects
    speaker = place.site.block.start + people[0].idx if people else None
    # "rejected Chinese criticism" denies no criticism
    is_framed = name in WISHED or clause.lemma in DENIALS
    return compose(name, place.base, speaker) if is_framed else place.given.left_open


def _talked_about(place: _Place) -> Stance | None:
    """ "plans for an invasion of Peru", "talks about a ban", but not "news of an invasion of Peru"."""
    marker = place.marker
    if marker is None or marker.head.pos_ != "NOUN":
        return None
    above = marker.head
    is_open = lemma(above) in LEFT_OPEN or lookup(lemma(above), "n") in NOT_YET
    return place.given.left_open if is_open else None


def _lent(place: _Place) -> Stance | None:
    """ "may give support to Peru", "gave no support", but not "gave support to Peru"."""
    is_fact = not place.base.negative and place.base.modality is Modality.ACTUAL
    return place.base if not is_fact and place.is_lent else None


def _ahead(place: _Place) -> Stance | None:
    """ "ahead of the visit of Xi to Peru", "will sign it during the visit"; not "signed it during the visit"."""
    marker = place.marker
    if marker is None or place.top.i != place.noun.i:
        return None
    is_ahead = marker.lower_ == "of" and marker.i > 0 and marker.nbor(-1).lower_ == "ahead"
    is_to_come = marker.lower_ == "during" and place.base.modality is Modality.PLANNED
    return replace(place.given, modality=Modality.PLANNED) if is_ahead or is_to_come else None


def _may_come(place: _Place) -> Stance | None:
    """ "may bring a Norwegian attack on Peru", but not "brought a Norwegian attack", "may end the Norwegian attack"."""
    is_new = any(c.dep_ == "det" and c.lower_ in NEW for c in place.noun.children)
    is_open = place.base.modality is not Modality.ACTUAL and is_new and place.is_governed
    return place.given.left_open if is_open else None


# Why an act may not have been done.
STANCE_RULES: tuple[Callable[[_Place], Stance | None], ...] = (
    *(_none, _ended, _unreal, _rejected, _wanted, _talked_about, _lent, _ahead, _may_come),
)
