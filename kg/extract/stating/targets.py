"""What a clause says of its subject: what stands as the object, and which words of it belong to the predicate.

The object is the direct object, else the complement, else what is said or wanted, else the first prepositional
phrase, whose preposition then belongs to the predicate ("meet with"). A verb that only carries its noun gives way to
it: "raise concerns about X" is about X.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link, Oblique, addressed
from kg.extract.clauses.coordination import conjuncts
from kg.extract.stance.carriers import carries
from kg.extract.stance.signature import is_aside
from kg.extract.stance.sources import source
from kg.extract.stating.arguments import qualities, role
from kg.extract.stating.prepositions import OF, led_by
from kg.extract.stating.site import Site
from kg.language import relations
from kg.language.nominals import marks
from kg.language.words import LIGHT_VERBS, SUPPORTED, is_reflexive, lemma
from kg.model.kinds import Role
from kg.terms.mention_type import PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

OBJECT_CLASSES = frozenset(("NOUN", "PROPN", "PRON"))
COMPLEMENT_CLASSES = OBJECT_CLASSES | {"NUM"}
# When and why are no objects, and where and why none of an adjective.
WHEN_OR_WHY = frozenset((Role.TIME, Role.CAUSE))
WHERE_OR_WHY = frozenset((Role.PLACE, Role.CAUSE))
NO_OBJECT = frozenset(("despite",))
# A noun with no more beside it than these says all that it says: "made a big effort".
PLAIN = frozenset((relations.DET, relations.AMOD, relations.PUNCT))
BELONGING_NOUNS = frozenset(("member", "part", "ally"))
# "took part of the loot", "has friends such as Peru": what hangs from the noun and not from both.
OF_THE_NOUN = words("prepositions of parts and examples")
# What becomes of an object: "brought it to a halt", "took it into account".
INTO = frozenset(("to", "into", "on", "at", "for"))
ENDS = words("what becomes of something")
TAKEN = words("ways of taking something")
PREFIXES_OF_SIDES = words("sides taken of a people")
# "Hurt himself during the game", "at the game"; but "found himself in trouble", "freed himself from debt".
BESIDE_A_DEED = words("prepositions of circumstances") - {"in", "from"}
BEHIND_LIGHT_VERBS = words("prepositions behind light verbs")


@dataclass(frozen=True, slots=True)
class Target:
    """What can stand as the object: its heads, or a content clause, or an adjective; and words for the predicate.

    Attributes:
        heads: the nouns that stand as the object.
        preposition: what leads to them.
        infix: nouns or an adjective between verb and object that belong to the predicate.
        content: the clause that stands as the object.
        value: the adjective that does.
        oblique: the prepositional phrase that the heads are from, or that ends the predicate.
        result: the noun of that phrase where it ends the predicate: "standstill" in "brought the city to a standstill";
            the adjective in "made the city safe".
    """

    heads: tuple[Token, ...] = ()
    preposition: str = ""
    infix: tuple[Token, ...] = ()
    content: Clause | None = None
    value: Token | None = None
    oblique: Oblique | None = None
    result: Token | None = None

    @property
    def is_bare(self) -> bool:
        """True where the clause says no more than its verb."""
        return not self.heads and self.content is None and self.value is None


def targets(site: Site, clause: Clause, objects: Sequence[Token], turned: bool) -> list[Target]:
    """The target, and one for each further adjective: "attentive to the system and anxious about actions".

    Args:
        site: the sentence.
        clause: the clause.
        objects: what stands as its objects.
        turned: True for a passive whose agent has become the subject.
    """
    first = _target(site, clause, objects, turned)
    adjectives = [c for c in clause.complements if c.pos_ == "ADJ"]
    if len(adjectives) < 2 or not (first.infix[:1] == (adjectives[0],) or first.value is adjectives[0]):
        return [first]
    return [first, *(_adjective(site, clause, a) for a in adjectives[1:])]


def _target(site: Site, clause: Clause, objects: Sequence[Token], turned: bool) -> Target:
    if is_aside(clause) and clause.parent is not None:
        return Target(content=clause.parent)
    if turned:
        return Target(heads=tuple(objects))
    found = (
        (read(site, clause, objects) for read in OBJECT_RULES)
        if objects
        else (read(site, clause) for read in TARGET_RULES)
    )
    return next((target for target in found if target is not None), Target())


# -- what it says by its object


def _lit(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "made statements, including a call for peace": the call is an example, and no object of its own."""
    own = [o for o in objects if o.dep_ != "pobj"]
    return _light(site, clause, own) if own else None


def _of_oneself(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "cast herself as a champion", "called himself conservative": what one makes of oneself is what is told.

    Not "hurt himself at the game", where the deed is done to oneself, nor "freed him from the debt".
    """
    itself = objects[0]
    if len(objects) > 1 or clause.passive or not is_reflexive(itself) or itself.i < clause.head.i:
        return None
    behind = _behind_oneself(site, clause, itself)
    if behind is None:
        return _as_one_is(clause, itself)
    return None if site.type_of(behind.heads[0]) in PLACES else _target_of(behind, objects)


def _behind_oneself(site: Site, clause: Clause, itself: Token) -> Oblique | None:
    """What "as" leads to, else what stands next to the reflexive: "cast herself in speeches as a friend"."""
    following = [o for o in clause.obliques if o.marker.i > itself.i and role(site, clause, o) is not Role.TIME]
    as_what = next((o for o in following if o.preposition == "as"), None)
    next_to = (o for o in following if o.marker.i == itself.i + 1 and o.preposition not in BESIDE_A_DEED)
    return as_what or next(next_to, None)


def _as_one_is(clause: Clause, itself: Token) -> Target | None:
    """ "conservative" of "called himself conservative", "as proud" of "described herself as proud"."""
    how = next((c for c in clause.complements if c.i > itself.i), None)
    if how is not None:
        is_noun = how.pos_ in COMPLEMENT_CLASSES
        return Target((how,), infix=(itself,)) if is_noun else Target(value=how, infix=(itself,))
    quality = next(iter(qualities(clause)), None)
    return Target(value=quality, infix=(itself,), preposition="as") if quality is not None else None


def _made(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "made the city safe", "took it seriously": how the object becomes or is taken to be; not "left the city"."""
    how = next((c for c in clause.complements if c.pos_ == "ADJ" and c.i > objects[0].i), None)
    if how is None and clause.lemma == "take":
        how = next((c for c in clause.head.rights if c.lower_ in TAKEN), None)
    if how is None or clause.passive:
        return None
    return Target(tuple(objects), result=how)


def _resulting(site: Site, clause: Clause, objects: Sequence[Token]) -> Target:
    """ "brought the city to a standstill", "took the mayor into custody"; in "brought the ship to the port" no end."""
    behind = (o for o in clause.obliques if o.marker.i > objects[-1].i and o.preposition in INTO)
    end = next(
        (o for o in behind if lemma(o.heads[0]) in ENDS and all(c.dep_ == "det" for c in o.heads[0].children)), None
    )
    return Target(tuple(objects), oblique=end, result=end.heads[0] if end is not None else None)


def _target_of(oblique: Oblique, infix: Iterable[Token] = ()) -> Target:
    return Target(tuple(oblique.heads), oblique.preposition, tuple(infix), oblique=oblique)


OBJECT_RULES: tuple[Callable[[Site, Clause, Sequence[Token]], Target | None], ...] = (
    *(_lit, _of_oneself, _made, _resulting),
)


# -- what a clause without an object says of its subject


def _noun_complement(site: Site, clause: Clause) -> Target | None:
    """ "is an alliance", "is a member of NATO", where the body is the object; not "is ready"."""
    nouns = tuple(c for c in clause.complements if c.pos_ in COMPLEMENT_CLASSES)
    if nouns and is_prefixed(nouns[0]):
        return Target(value=nouns[0])
    return (_belonging(nouns[0]) or Target(heads=nouns)) if nouns else None


def is_prefixed(noun: Token) -> bool:
    """ "pro-Peru", "anti-war": an adjective, where the parser sees a noun behind a hyphen."""
    before = noun.doc[max(noun.i - 2, 0) : noun.i]
    return [t.lower_ in PREFIXES_OF_SIDES or t.text == "-" for t in before] == [True, True] and before[
        0
    ].lower_ in PREFIXES_OF_SIDES


def _adjective_complement(site: Site, clause: Clause) -> Target | None:
    """ "is ready", but not "is a port"."""
    return _adjective(site, clause, clause.complements[0]) if clause.complements else None


def _whom_it_asks(site: Site, clause: Clause) -> Target | None:
    """ "called on Europe to act": Europe is called on; not "called on Monday"."""
    asked = addressed(clause)
    return _target_of(asked) if asked is not None and _said(clause) is not None else None


def _what_it_says(site: Site, clause: Clause) -> Target | None:
    """ "said that the port closed", "called for Peru to close it"; not "tried to close it", which is one deed."""
    said = _said(clause)
    if said is None:
        return None
    is_wanted = said.mark == "for" and said.is_infinitive and clause.signature_with("for") is not None
    return Target(content=said, preposition="for" if is_wanted else "")


def _first_oblique(site: Site, clause: Clause) -> Target | None:
    """ "met with the envoy", but not "met on Monday", "met because of the storm"."""
    found = _usable_oblique(site, clause, clause.obliques)
    return _target_of(found) if found is not None else None


def _as_what(site: Site, clause: Clause) -> Target | None:
    """ "was denounced as unfair": how it is taken; not so "was denounced as a fraud", which is a noun."""
    quality = next(qualities(clause), None)
    at_once = quality is not None and quality.left_edge.i <= clause.head.i + 2
    return Target(value=quality, preposition="as") if at_once else None


TARGET_RULES: tuple[Callable[[Site, Clause], Target | None], ...] = (
    _noun_complement,
    _adjective_complement,
    _whom_it_asks,
    _what_it_says,
    _as_what,
    _first_oblique,
)


def _said(clause: Clause) -> Clause | None:
    return next((c for c in clause.contents if not carries(clause, c)), None)


def _usable_oblique(site: Site, clause: Clause, obliques: Iterable[Oblique]) -> Oblique | None:
    """The first prepositional phrase behind the verb that tells neither when nor why; else one before it."""
    told = (o for o in obliques if o.preposition not in NO_OBJECT and source(clause, o) is None)
    usable = [o for o in told if role(site, clause, o) not in WHEN_OR_WHY]
    behind = (o for o in usable if o.marker.i > clause.head.i)
    return next(behind, usable[0] if usable else None)


def _belonging(noun: Token) -> Target | None:
    """ "is a member of NATO": the body is the object; not "is a member"."""
    return _behind(led_by(noun, OF), (noun,)) if lemma(noun) in BELONGING_NOUNS else None


def _behind(prepositions: Iterable[Token], infix: Sequence[Token]) -> Target | None:
    """What the first of some prepositions governs, the words that they hang from being part of the predicate."""
    for preposition in prepositions:
        heads = _governed(preposition)
        if heads:
            return Target(heads, preposition.lower_, tuple(infix))
    return None


def _governed(preposition: Token) -> tuple[Token, ...]:
    """The nouns behind a preposition, those coordinated with the first among them."""
    nouns = (p for p in preposition.children if p.dep_ == "pobj" and p.pos_ in OBJECT_CLASSES)
    return tuple(t for p in nouns for t in conjuncts(p))


def _adjective(site: Site, clause: Clause, adjective: Token) -> Target:
    """ "is ready for war", "is sure that it holds", "is busy with repairs", "is ready"."""
    found = _behind((c for c in adjective.children if c.dep_ == "prep"), (adjective,))
    if found is not None:
        return found
    said = _said(clause)
    if said is not None:
        return Target(content=said, infix=(adjective,))
    oblique = _usable_oblique(site, clause, [o for o in clause.obliques if o.marker.i > adjective.i])
    if oblique is not None and role(site, clause, oblique) not in WHERE_OR_WHY:
        return _target_of(oblique, (adjective,))
    return Target(value=adjective)


# -- verbs that only carry their noun


def lent(site: Site, clause: Clause, noun: Token) -> bool:
    """True for "attack" in "made an attack on the port": the predicate tells the deed, "make attack on"."""
    found = _light(site, clause, clause.objects) if clause.objects and not clause.passive else None
    return found is not None and noun in found.infix


def _light(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "raise concerns about X": X is the object, "raise concerns about" the predicate."""
    noun = objects[-1]
    if len(objects) > 1 or lemma(clause.head) not in LIGHT_VERBS or clause.link is Link.RELATIVE:
        return None
    if not _is_plain_noun(site, noun):
        return None
    found = (read(site, clause, objects) for read in LIGHT_VERB_RULES)
    return next((target for target in found if target is not None), None)


def _is_plain_noun(site: Site, noun: Token) -> bool:
    """True for "concerns", not for a name nor "the mayor's concerns"."""
    return noun.pos_ == "NOUN" and site.at(noun) is None and not any(c.dep_ == "poss" for c in noun.children)


def _about(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "raised concerns about the dam", but not "raised thousands of dogs"."""
    behind = (c for c in objects[-1].children if c.dep_ == "prep" and not OF_THE_NOUN.intersection(_words(c)))
    return _behind(behind, objects)


def _words(preposition: Token) -> Iterator[str]:
    """ "as" and "such" of "such as"."""
    return (t.lower_ for t in (preposition, *preposition.lefts))


def _weightless(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "took part in the race", "took place in Rome"; "took part" has no object, and "took place on time" none."""
    noun = objects[-1]
    if lemma(noun) not in SUPPORTED or noun.children:
        return None
    behind = _usable_oblique(site, clause, [o for o in clause.obliques if o.marker.i > noun.i])
    if behind is not None and (lemma(noun) != "place" or role(site, clause, behind) is Role.PLACE):
        return _target_of(behind, objects)
    return Target(infix=tuple(objects))


def _towards(site: Site, clause: Clause, objects: Sequence[Token]) -> Target | None:
    """ "launched an attack | on the port", which the parser hangs from the verb; not "built a wall | for Peru"."""
    noun = objects[-1]
    is_plain = all(k.dep_ in PLAIN for k in noun.children) and not clause.indirect
    leading = BEHIND_LIGHT_VERBS if lemma(noun) in SUPPORTED else marks(lemma(noun)) & BEHIND_LIGHT_VERBS
    if not is_plain or not leading:
        return None
    behind = (o for o in clause.obliques if o.marker.i > noun.i and o.preposition in leading)
    found = next((o for o in behind if role(site, clause, o) not in WHEN_OR_WHY), None)
    return _target_of(found, objects) if found is not None else None


LIGHT_VERB_RULES: tuple[Callable[[Site, Clause, Sequence[Token]], Target | None], ...] = (_about, _weightless, _towards)
