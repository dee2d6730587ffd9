"""Which entities of a graph may be a side of a political event: who acts, never what is done or said.

A person, a body, a people or a state is one, and so is a thing without a name whose noun tells of such ("the ruling
party's lawyers"); words of violence apart, so is what somebody has written ("an advertisement attacks the mayor"). Of
any other thing he is who has it: "Chile" for "Chile's demand"; else those are whom its words name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from kg.model.records import Entity
from kg.show.events.actors import QUANTITY, is_actor
from kg.terms import vocab
from kg.terms.event_type import EventType
from kg.terms.lexicon.forms import head_nouns
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.words import words

ACTING = frozenset({"kg:Agent", "kg:Role", "kg:City", "kg:Region", "kg:Island"})
# "A convention in Lima" is none of Lima's.
LOCAL = frozenset({"kg:City", "kg:Region", "kg:Island"})
# Kinds of those whose deed is told with them: "a police raid".
BANDS = frozenset({"fighter", "enforcer"})
VIOLENCE = words("nouns of deeds of violence")
# Kinds of nouns whose things act, and the kind that acts in words alone.
ACTORS, WRITER = frozenset({"person", "body", "state"}), "debater"
MONEY = frozenset("$€£¥")
RELATIVES = frozenset({"that", "who", "which", "whom", "whose"})
# What is done in words, which also an article may do.
IN_WORDS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN})
# "Most", "some": people, where they are told to act.
COUNTED = words("quantifiers")
CLOSING = words("words behind a head noun")
# "a group backing the bill": a participle behind the noun, which may also stand before one ("the proposed ban").
PARTICIPLES = ("ing", "ed")


def sides_of(entity: Entity, entities: Mapping[str, Entity], code: EventType) -> tuple[Entity, ...]:
    """Who is meant where an entity is told to act, or to be acted on; nobody for a thing that is nobody's.

    >>> mine = Entity("Mine", "Chile's mine", (), "Topic", of="Chile")
    >>> chile = Entity("Chile", "Chile", (), "Country")
    >>> [e.label for e in sides_of(mine, {"Chile": chile}, EventType.ACCUSE)]
    ['Chile']
    """
    if is_somebody(entity, code):
        return (entity,)
    owner = entities.get(entity.of or "")
    return (owner,) if owner is not None and is_somebody(owner, code) else ()


def named_in(entity: Entity, entities: Mapping[str, Entity], code: EventType) -> tuple[Entity, ...]:
    """Whom the words of a thing without a name tell of, two at most: Peru and Chile for "Peru's treaty with Chile".

    Nobody where a clause tells of them: "a plan that Peru drew up".
    """
    if not RELATIVES.isdisjoint(entity.label.split()):
        return ()
    found = (entities[id] for id in entity.names if id in entities)
    return tuple(named for named in found if is_somebody(named, code) and LOCAL.isdisjoint(_classes(named)))[:2]


def deed_doers(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Whose deed of violence a thing is: who has it, or whom its first word tells.

    >>> list(deed_doers(Entity("Raid", "police raid in Lima", (), "Topic"), {}))
    ['police']
    >>> list(deed_doers(Entity("Van", "police van", (), "Topic"), {}))
    []
    """
    if entity.type != "Topic" or VIOLENCE.isdisjoint(_heads(entity.label)):
        return
    owner = entities.get(entity.of or "")
    first = entity.label.partition(" ")[0]
    if owner is not None and is_somebody(owner, EventType.ASSAULT):
        yield owner.label
    elif not BANDS.isdisjoint(kinds_of(first)):
        yield first


def is_somebody(entity: Entity, code: EventType) -> bool:
    """True of who can do such a deed, or have it done to him.

    >>> gil, money = Entity("Gil", "Ana Gil", (), "Person"), Entity("Money", "$5 million", (), "Topic")
    >>> is_somebody(gil, EventType.AID), is_somebody(money, EventType.AID)
    (True, False)
    """
    if entity.type != "Topic":
        return not ACTING.isdisjoint(_classes(entity))
    return _acts(entity.label) or (code in IN_WORDS and any(WRITER in kinds_of(noun) for noun in _heads(entity.label)))


def is_place(entity: Entity) -> bool:
    """True of what may be visited, a building too."""
    return "kg:Place" in _classes(entity)


def is_title(entity: Entity) -> bool:
    """True of a role that somebody has: "vetoed it as president"."""
    return entity.type == "Role" or (
        entity.type == "Topic" and any("post" in kinds_of(n) for n in _heads(entity.label))
    )


def is_weapon(entity: Entity) -> bool:
    """True of what harms and is not harmed: "used mortars"."""
    return entity.type == "Topic" and any("weapon" in kinds_of(noun) for noun in _heads(entity.label))


def _classes(entity: Entity) -> tuple[str, ...]:
    name = f"kg:{entity.type}"
    return (name, *vocab.super_classes(name))


@lru_cache(maxsize=1 << 14)
def _acts(label: str) -> bool:
    """True of a phrase whose head noun tells of people, and of a number of them; not of a sum of money."""
    if not MONEY.isdisjoint(label):
        return False
    heads = list(_heads(label))
    return any(
        is_actor(n) or n in COUNTED or QUANTITY.fullmatch(n) or not ACTORS.isdisjoint(kinds_of(n)) for n in heads
    )


def _heads(label: str) -> Iterator[str]:
    """The nouns that may be the head of a phrase: "number", "members" of "a number of members who left"."""
    told = label.split()
    before = list(takewhile(lambda word: word.lower() not in CLOSING, told))
    if before:
        yield from head_nouns(" ".join(before), " " + " ".join(told[len(before) :]), named=False)
    yield from _before_participles(before)


def _before_participles(told: Iterable[str]) -> Iterator[str]:
    last = ""
    for word in told:
        if last and word.endswith(PARTICIPLES):
            yield last.lower()
        last = word
