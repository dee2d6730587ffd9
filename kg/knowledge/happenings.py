"""Which words, in one text or in several, name one event.

Within a story two triggers are one event where they tell the same and nothing says that the deed was another: nobody
else did it, it was done to nobody else. Across stories never. An act of
saying is told by who says what, so each is an event of its own. After the cross-document event coreference of ECB+
(Cybulska and Vossen 2014), whose same-lemma baseline within a story is hard to beat (Upadhyay et al. 2016).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model.kinds import Role
from kg.model.records import Proposition, Reading, Span
from kg.terms.mention_type import MentionType
from kg.terms.words import words

# Who or what says so is the event; two of them are seldom one.
VERBS_OF_SAYING = words("verbs of acts of saying")

# Participants that no name tells from others.
NAMELESS = frozenset({MentionType.TOPIC, MentionType.GROUP, MentionType.ROLE})

EventOf = dict[tuple[str, Span], str]


@dataclass(frozen=True, slots=True)
class _Telling:
    """One trigger with the entities that take part, by role."""

    document: str
    span: Span
    word: str
    roles: tuple[tuple[Role, str], ...] = ()


@dataclass(slots=True)
class _Cluster:
    tellings: list[_Telling] = field(default_factory=list)
    roles: dict[Role, set[str]] = field(default_factory=lambda: defaultdict(set))

    def admits(self, telling: _Telling) -> bool:
        """False where somebody else did it, or it was done to somebody else."""
        given: dict[Role, set[str]] = defaultdict(set)
        for role, entity in telling.roles:
            given[role].add(entity)
        return all(not self.roles.get(role) or self.roles[role] & who for role, who in given.items())

    def add(self, telling: _Telling) -> None:
        self.tellings.append(telling)
        for role, entity in telling.roles:
            self.roles[role].add(entity)


def happenings(
    readings: Iterable[Reading],
    stories: Mapping[str, str],
    entity_of: Mapping[tuple[str, int], str],
) -> EventOf:
    """The event of each trigger.

    Args:
        readings: what the documents say.
        stories: the story of each document.
        entity_of: (document, cluster of mentions) to the id of the entity.

    Returns:
        (document, place of the trigger) to the id of an event: its story and its word, numbered where a story has
        several. The order of the readings changes nothing.
    """
    groups: dict[tuple[str, str], list[_Telling]] = defaultdict(list)
    for reading in sorted(readings, key=lambda reading: reading.document.id):
        for telling in _tellings(reading, entity_of):
            story = stories[reading.document.id]
            word = telling.word.partition(" ")[0]
            own = f"@{telling.document}#{telling.span.start}" if word in VERBS_OF_SAYING else ""
            groups[story, telling.word + own].append(telling)
    events: EventOf = {}
    for (story, word), tellings in sorted(groups.items()):
        for number, cluster in enumerate(_clusters(tellings), start=1):
            name = f"{story}:{word}" if number == 1 else f"{story}:{word}:{number}"
            events.update({(t.document, t.span): name for t in cluster.tellings})
    return events


def _tellings(reading: Reading, entity_of: Mapping[tuple[str, int], str]) -> Iterator[_Telling]:
    said: dict[int, list[Proposition]] = defaultdict(list)
    for proposition in reading.propositions:
        said[proposition.trigger.start].append(proposition)
    for trigger in reading.triggers:
        roles = {role for p in said[trigger.span.start] for role in _roles(p, reading, entity_of)}
        yield _Telling(reading.document.id, trigger.span, trigger.word, tuple(sorted(roles)))


def _roles(
    proposition: Proposition, reading: Reading, entity_of: Mapping[tuple[str, int], str]
) -> Iterator[tuple[Role, str]]:
    """Who did it and to whom, where they have names; a passive's subject is whom it was done to."""
    is_passive = proposition.predicate.startswith("be ") and proposition.predicate != "be"
    for argument in proposition.arguments:
        if argument.role not in (Role.SUBJECT, Role.OBJECT) or argument.mention is None:
            continue
        mention = reading.mentions[argument.mention]
        if mention.type in NAMELESS:
            continue
        entity = entity_of.get((reading.document.id, mention.cluster))
        if entity is not None:
            yield Role.OBJECT if is_passive and argument.role is Role.SUBJECT else argument.role, entity


def _clusters(tellings: Iterable[_Telling]) -> list[_Cluster]:
    """The most telling first; each joins the first cluster that admits it."""
    clusters: list[_Cluster] = []
    for telling in sorted(tellings, key=lambda t: (-len(t.roles), t.document, t.span)):
        home = next((cluster for cluster in clusters if cluster.admits(telling)), None)
        if home is None:
            home = _Cluster()
            clusters.append(home)
        home.add(telling)
    return clusters
