"""The deed of a noun that the verb above tells: "launched an attack on", "acted in support of", "came under attack".

The verb says no more than that it is done, meant or left undone, and its subject does it, or it is done to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.stance.composition import Stance, compose
from kg.extract.stating.arguments import PROVEN
from kg.extract.stating.nouns.base import around, is_name
from kg.extract.stating.nouns.sides import AMOUNTS, DOING, UNDERGOING, WITH_OF, is_bare, is_open
from kg.extract.stating.site import Site
from kg.extract.stating.targets import lent
from kg.language.grammar import CLAUSES_OF_NOUNS
from kg.language.words import LIGHT_VERBS, lemma
from kg.model.kinds import Modality
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "launched an attack on", "planned an attack on", "withheld aid to", "considered an attack on".
MEANING = words("verbs of meaning a deed")
LEAVING = words("verbs of leaving a deed")
WEIGHING = words("verbs of weighing a deed")
# "took part in the attack on"
SHARING = words("verbs of taking part")
# "came under attack by"
BEING_UNDER = words("deeds that one is under")
# "is in Peru's control", "won with the help of Peru"
BEING_IN = frozenset(("control", "custody", "possession"))
HELPING = frozenset(("help", "aid", "assistance", "support", "backing"))
# "marched in support of"
IN_PASSING = words("deeds done in passing")
# "during a visit to Peru, the envoy said": who speaks pays the visit.
ATTENDED = words("deeds that the subject attends")
# "served as a replacement for", "is a threat to"
SERVING = frozenset(("act", "serve", "function"))
INDEFINITE = frozenset(("a", "an"))
# "was charged with murder", "was convicted of murder", "confessed to the murder"; "on two counts of murder"
LAYING = words("verbs of laying a deed to somebody")
OWNING_UP = words("verbs of owning up to a deed")
CHARGES = words("nouns of charges")
LAID_BY = frozenset(("of", "with", "for", "on", "to"))
OF_OTHERS = words("possessives of others")
TOWARDS = frozenset(("with", "to"))
ATTENDING = words("prepositions of attending")


@dataclass(frozen=True, slots=True)
class Carried:
    """Those whom the clause above tells of, and how it puts the deed forward."""

    people: Sequence[Token]
    stance: Stance


def carried(site: Site, noun: Token, marker: Token | None) -> Carried | None:
    """Who does the deed by what the clause above says; None where it says nothing of that, or tells the deed itself."""
    found = next((found for read in CARRYING if (found := read(site, noun)) is not None), None)
    if found is None and marker is not None and marker.lower_ in TOWARDS:
        return _attended(site, noun)
    return found


def done(site: Site, noun: Token) -> Carried | None:
    """Who does it by a verb that says no more: "made a decision to", not "denied the claim that"."""
    above = _done(site, noun)
    clause, _ = around(site, noun)
    return above if clause is not None and clause.lemma in DOING else None


def undergone(site: Site, noun: Token) -> Carried | None:
    """To whom it is done: Peru in "Peru faced criticism from Chile", "Peru came under attack by rebels"."""
    marker = noun.head
    for clause in _clauses(site, noun):
        if _undergoes(clause, noun):
            return Carried(clause.subjects, site.stances[clause.head.i])
    above = site.clauses.get(marker.head.i) if noun.dep_ == "pobj" else None
    if above is not None and _is_undergone(marker.lower_, noun) and not (above.passive and marker.lower_ == "with"):
        return Carried(above.subjects, site.stances[above.head.i])
    return None


def _undergoes(clause: Clause, noun: Token) -> bool:
    """ "Faced criticism", "received a million in aid"; not "voiced criticism", "criticism was faced"."""
    is_object = noun in clause.objects or (noun.head.head in clause.objects and _is_amount_in(noun))
    return is_object and not clause.passive and clause.lemma in UNDERGOING


def _is_amount_in(noun: Token) -> bool:
    """ "received a million in aid"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.ent_type_ in AMOUNTS


def _is_undergone(marker: str, noun: Token) -> bool:
    """ "came under attack", "won with the help of Peru", "is in Peru's control"."""
    if marker == "under":
        return lemma(noun) in BEING_UNDER
    if marker == "in":
        return lemma(noun) in BEING_IN and any(c.dep_ == "poss" for c in noun.lefts)
    return marker == "with" and lemma(noun) in HELPING


def owners(site: Site, noun: Token) -> Sequence[Token]:
    """The union of "The union ended its boycott of the farm", where nothing else is known of whose it is."""
    clause, _ = around(site, noun)
    owned = any(c.tag_ == "PRP$" and c.lower_ in OF_OTHERS and is_open(site, c) for c in noun.lefts)
    return clause.subjects if clause is not None and owned and noun in clause.objects and not clause.passive else ()


def _clauses(site: Site, noun: Token) -> Iterator[Clause]:
    """The clause that the noun stands in, and those behind it: "the attack that Peru launched"."""
    clause, _ = around(site, noun)
    if clause is not None:
        yield clause
    for c in noun.children:
        if c.dep_ in CLAUSES_OF_NOUNS and c.i in site.clauses:
            yield site.clauses[c.i]


def _done(site: Site, noun: Token) -> Carried | None:
    """ "launched an attack on", "an attack was launched by"; not "condemned an attack on"."""
    if any(c.dep_ == "nummod" for c in noun.children):
        # "announced four votes for Peru": they are of others
        return None
    for clause in _clauses(site, noun):
        people, things = (clause.agents, clause.subjects) if clause.passive else (clause.subjects, clause.objects)
        if noun in things:
            stance = None if _tells(site, clause, noun) else _stance(site, clause, noun, people)
            if stance is not None:
                return Carried(people, stance)
    return None


def _tells(site: Site, clause: Clause, noun: Token) -> bool:
    """True for "pose" in "pose a threat to": what the clause states is the deed already ("pose threat to")."""
    is_light = lemma(clause.head) in LIGHT_VERBS and clause.link is Link.RELATIVE
    return is_light or lent(site, clause, noun)


def _stance(site: Site, clause: Clause, noun: Token, people: Sequence[Token]) -> Stance | None:
    """How the verb puts the deed of its object forward; None where its subject does not do it.

    Who "offered help" means to help, but who "offered criticism" has criticised: the two words decide together.
    """
    verb, above = clause.lemma, site.stances[clause.head.i]
    if verb in DOING:
        return above
    if verb in WEIGHING:
        return above.left_open
    if verb not in MEANING and verb not in LEAVING:
        return None
    told = lookup(f"{verb} {lemma(noun)}", "v") or lookup(verb, "v")
    name = told or (Signature.PLAN if verb in MEANING else Signature.REFUSE)
    return compose(name, above, site.block.start + people[0].idx if people else None)


def _shared(site: Site, noun: Token) -> Carried | None:
    """ "took part in the attack on", "acted in support of", "is in control of"; not "spoke in the debate on"."""
    marker = noun.head
    clause, top = around(site, noun)
    if clause is None or noun.dep_ != "pobj" or marker.lower_ != "in":
        return None
    if marker.head is not clause.head and top not in clause.objects:
        return None
    stance = site.stances[clause.head.i]
    if _takes_part(clause):
        return Carried(clause.subjects, stance)
    if not is_bare(noun) or lemma(noun) not in IN_PASSING:
        return None
    # "failed to act in support of it": whether anybody supports it is left open
    return Carried(_who_passes(marker.head, clause), stance.left_open if stance.negative else stance)


def _takes_part(clause: Clause) -> bool:
    return clause.lemma in SHARING or any(lemma(o) == "part" for o in clause.objects)


def _who_passes(above: Token, clause: Clause) -> Sequence[Token]:
    """ "marched in support of it"; in "his vote in support of it" whose vote it was."""
    owners = [c for c in above.children if c.dep_ == "poss"] if above.pos_ == "NOUN" else []
    return owners or (clause.agents if clause.passive else clause.subjects)


def _served(site: Site, noun: Token) -> Carried | None:
    """ "served as a replacement for the port", "is a threat to the port"; not "the aim is the support for the port"."""
    if not any(c.dep_ == "det" and c.lower_ in INDEFINITE for c in noun.children):
        return None
    clause = _serving(site, noun)
    if clause is None:
        return None
    return Carried([s for s in clause.subjects if s.pos_ != "PRON"], site.stances[clause.head.i])


def _serving(site: Site, noun: Token) -> Clause | None:
    """The clause that says that its subject is so: "served as a threat", "is a threat"; not "came as a threat"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        clause = site.clauses.get(noun.head.head.i)
        return clause if clause is not None and lemma(clause.head) in SERVING else None
    clause, _ = around(site, noun)
    is_said = clause is not None and noun.dep_ == "attr" and lemma(clause.head) == "be"
    return clause if is_said else None


def _laid(site: Site, noun: Token) -> Carried | None:
    """ "was charged with the murder of", "indicted him on a count of", "confessed to the murder of"."""
    clause = _charging(site, noun)
    if clause is None:
        return None
    stance = site.stances[clause.head.i]
    speakers, whom = (clause.agents, clause.subjects) if clause.passive else (clause.subjects, clause.objects)
    if clause.lemma in LAYING:
        place = site.block.start + speakers[0].idx if speakers else None
        return Carried(whom, compose(Signature.ACCUSE, stance, place))
    if clause.lemma in PROVEN:
        return Carried(whom, stance)
    if clause.lemma not in OWNING_UP or clause.passive or not speakers:
        return None
    return Carried(speakers, compose(Signature.REPORT, stance, site.block.start + speakers[0].idx))


def _charging(site: Site, noun: Token) -> Clause | None:
    """The clause whose verb governs the deed by a preposition, also by "on two counts of"."""
    marker = next((t.head for t in noun.path if t.dep_ != "conj"), noun)
    if marker.dep_ != "prep" or marker.lower_ not in LAID_BY:
        return None
    above = next((t for t in marker.ancestors if t.dep_ != "prep" and lemma(t) not in CHARGES), marker)
    if above.dep_ == "dobj" and lemma(above.head) in WITH_OF:
        above = above.head
    return site.clauses.get(above.i)


def _attended(site: Site, noun: Token) -> Carried | None:
    """ "During meetings with officials, Campbell said": the subject of the clause attends."""
    marker = noun.head
    clause = site.clauses.get(marker.head.i) if noun.dep_ == "pobj" else None
    if clause is None or clause.passive or lemma(noun) not in ATTENDED or marker.lower_ not in ATTENDING:
        return None
    above = site.stances[clause.head.i]
    stance = Stance(speakers=above.reporters, reporters=above.reporters)
    if above.modality is not Modality.ACTUAL:
        stance = replace(stance, modality=above.modality)
    return Carried([s for s in clause.subjects if is_name(site, s)], stance)


CARRYING: tuple[Callable[[Site, Token], Carried | None], ...] = (_done, _shared, _served, _laid)
