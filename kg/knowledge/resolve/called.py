"""What an entity is: its class, its label, its IRI.

A label is chosen from the names that an entity has, by an order of names alone and never by their number: one more
document can change a label, and with it an IRI, only by bringing a name that was not there. ``kg diff`` tells that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kg.gazetteer.names import fold, person
from kg.knowledge.merges import KINDS
from kg.knowledge.resolve.clusters import CLASSES_OF_PLACES, PERSON, PHRASE
from kg.knowledge.resolve.keys import Key, digest
from kg.model.outline import Cluster
from kg.terms import vocab
from kg.terms.classes import CLASS_OF_TYPE, CONCEPT
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import word_pairs

# Classes of which a narrower one tells more.
_WIDE = frozenset({"Place", "Organization"})
CLASSES_OF_BODIES = word_pairs("classes of bodies")
WORDS_FOR_PEOPLES = word_pairs("peoples by another word")
SHORTEST_PLURAL = 4
LONGEST_ID, LONGEST_ACRONYM = 80, 6


def kind(clusters: Sequence[Cluster]) -> str:
    """The class of an entity: its gazetteer's, else the one most of its mentions speak for."""
    known = next((c.entry for c in clusters if c.entry), None)
    if known is not None:
        return known.kind
    if len(clusters) == 1:
        return CONCEPT if clusters[0].concept else _class(clusters[0])
    count: Counter[str] = Counter()
    for cluster in clusters:
        count[_class(cluster)] += cluster.times
    if all(cluster.concept for cluster in clusters):
        return CONCEPT
    narrow = {name: n for name, n in count.items() if name not in _WIDE} if len(count) > 1 else count
    return min(narrow or count, key=lambda name: (-count[name], name))


def _class(cluster: Cluster) -> str:
    """The class of one cluster: its type's, or a narrower one that words of the name or before it tell."""
    wide = CLASS_OF_TYPE.get(cluster.type, CLASS_OF_TYPE[MentionType.TOPIC])
    words = fold(cluster.label).split()
    if cluster.type == MentionType.ORG:
        return CLASSES_OF_BODIES.get(_last(words)) or _before_of(words) or wide
    if cluster.type in PLACES:
        return cluster.lies or CLASSES_OF_PLACES.get(_last(words)) or wide
    return wide


def _last(words: Sequence[str]) -> str:
    return words[-1] if words else ""


def _before_of(words: Sequence[str]) -> str | None:
    """A ministry for "Ministry of Defence"."""
    return CLASSES_OF_BODIES.get(words[0]) if len(words) > 2 and words[1] == "of" else None


# -- labels ------------------------------------------------------------------------------------------------------------


def label(clusters: Sequence[Cluster]) -> str:
    """The canonical name: the gazetteer's, first of what has a Wikidata id, else the best of those that texts use."""
    known = min(((not c.entry.link, c.entry.label) for c in clusters if c.entry), default=None)
    if known is not None:
        return known[1]
    names = {c.concept or c.label for c in clusters}
    kinds = {c.kind for c in clusters}
    if kinds == {PHRASE} and any(c.is_named for c in clusters):
        name = min((WORDS_FOR_PEOPLES.get(fold(name), name) for name in names), key=_people_order)
        return name.title() if _is_shouted(name) else name
    return min(names, key=_person_order if PERSON in kinds else _phrase_order if kinds == {PHRASE} else _name_order)


def _person_order(name: str) -> tuple[object, ...]:
    """Given and family name before longer forms, those before initials, and a single name last."""
    parts = person(name)
    return not parts.is_full, parts.is_initial, len(parts.words), _is_shouted(name), name


def _name_order(name: str) -> tuple[object, ...]:
    """The long form before the short one and the acronym; written with capitals, but not in capitals."""
    words = name.split()
    return _is_shouted(name), -len(words), -sum(word[0].isupper() for word in words), name


def _phrase_order(name: str) -> tuple[object, ...]:
    """As it stands within a sentence, not at its head; without the article."""
    return sum(c.isupper() for c in name), len(name), name


def _people_order(name: str) -> tuple[object, ...]:
    """ "Kurds" before "Kurdish"."""
    return not name.endswith("s"), _is_shouted(name), len(name), name


def people(folded: str) -> str:
    """What a people is known by, whatever the word for it.

    >>> people("democratic"), people("democrats"), people("kurds"), people("swiss")
    ('democrat', 'democrat', 'kurd', 'swiss')
    """
    words = fold(WORDS_FOR_PEOPLES.get(folded, folded)).replace("-", " ")
    return words.removesuffix("s") if len(words) > SHORTEST_PLURAL and not words.endswith("ss") else words


def _is_shouted(name: str) -> bool:
    return name.isupper() and (" " in name or len(name) > LONGEST_ACRONYM)


# -- identifiers -------------------------------------------------------------------------------------------------------


class Named(NamedTuple):
    """What is to have an id.

    Attributes:
        key: of the entity.
        label: of the entity.
        kind: the coarse kind.
        apart: what tells it from others that bear the name; empty where nothing has to.
    """

    key: Key
    label: str
    kind: str
    apart: str


def ids(listed: Sequence[Named], alone: Sequence[tuple[str, str]], key_of: Callable[[int], Key]) -> list[str]:
    """A readable id for each entity; where two share it the lesser gets its kind, and then a hash, as suffix.

    What tells an entity apart that bears a name which others bear as well stands in its id always, so that none of them
    has to give up a name when another comes; but a state's body, and a phrase with a name in it, is told so only where
    another of that name is there, and then each of them is. What the gazetteer knows comes before all others.

    Args:
        listed: entities that have a name, or several clusters.
        alone: of phrases of one document the plain id, "" where they are told apart in any case, and one told apart.
        key_of: gives the key of the phrase in some place among these.

    Returns:
        The ids of both, in this order.
    """
    seldom = {at: plain_id(one.label) for at, one in enumerate(listed) if one.apart and one.key.is_seldom_shared}
    alike = Counter((*seldom.values(), *(plain for plain, _ in alone if plain)))
    found = []
    for at, (_, label, _, apart) in enumerate(listed):
        plain = seldom.get(at)
        is_apart = apart and (plain is None or alike[plain] > 1)
        found.append(told_apart(label, apart) if is_apart else plain or plain_id(label))
    found += [plain if plain and alike[plain] == 1 else apart for plain, apart in alone]
    wanted = Counter(found)
    if len(wanted) < len(found):
        _tell_apart(found, wanted, listed, key_of)
    return found


def _tell_apart(
    found: list[str], wanted: Mapping[str, int], listed: Sequence[Named], key_of: Callable[[int], Key]
) -> None:
    """Give an id of its own to each of those that want the same."""
    several: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(found):
        if wanted[name] > 1:
            several[name].append(at)
    taken = set(wanted)
    for name in sorted(several):
        bearers = [
            (listed[at].key, listed[at].kind, at) if at < len(listed) else (key_of(at - len(listed)), PHRASE, at)
            for at in several[name]
        ]
        bearers.sort(key=lambda bearer: (not bearer[0].is_known, KINDS.index(bearer[1]), bearer[0]))
        for key, kind, at in bearers[1:]:
            id = f"{name}_{kind}"
            if id in taken:
                id = f"{name}_{key.digest}"
            taken.add(id)
            found[at] = id


def told_apart(label: str, words: str) -> str:
    """The plain id of a label with words behind it.

    >>> told_apart("the plans", "news-2"), told_apart("plans (old)", "news-2")
    ('the_plans_news-2', 'plans_old_news-2')
    """
    ends = label[-1:] + words[:1]
    if len(ends) == 2 and ends.isascii() and ends.isalnum():
        # Nothing is lost where the two meet, and each of them comes again, which the two together do not.
        name = f"{vocab.local_name(label)}_{vocab.local_name(words)}"
        if len(name) <= LONGEST_ID:
            return name
    return plain_id(f"{label} {words}")


def plain_id(label: str) -> str:
    """The label as a local name that is safe everywhere; a hash stands in for what is lost of it.

    >>> plain_id("Kurt Campbell"), plain_id("😀")
    ('Kurt_Campbell', 'unnamed_f0443a34')
    """
    name = vocab.local_name(label)
    if name == "unnamed" or len(name) > LONGEST_ID:
        return f"{name[:LONGEST_ID].rstrip('_')}_{digest(label)}"
    return name
