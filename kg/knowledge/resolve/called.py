"""What an entity is: its class, its label, its IRI.

A label is chosen from the names that an entity has, by an order of names alone and never by their number: one more
document can change a label, and with it an IRI, only by bringing a name that was not there. ``kg diff`` tells that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

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


def ids(labels: Mapping[Key, str], kinds: Mapping[Key, str], apart: Mapping[Key, str]) -> dict[Key, str]:
    """A readable id for each key; where two share it the lesser gets its kind, and then a hash, as suffix.

    Args:
        labels: of each entity, by its key.
        kinds: the coarse kind of each; what the gazetteer knows comes before all others.
        apart: what tells an entity apart that bears a name which others bear as well. It stands in the id always, so
            that none of them has to give up a name when another comes; but a state's body, and a phrase with a name
            in it, is told so only where another of that name is there, and then each of them is.
    """
    wanted: dict[str, list[Key]] = defaultdict(list)
    plain = {key: plain_id(labels[key]) for key in apart if key.is_seldom_shared}
    alike = Counter(plain.values())
    apart = {key: words for key, words in apart.items() if key not in plain or alike[plain[key]] > 1}
    for key, name in labels.items():
        wanted[_told_apart(name, apart[key]) if key in apart else plain.get(key) or plain_id(name)].append(key)
    return _unlike(wanted, kinds)


def _unlike(wanted: Mapping[str, Sequence[Key]], kinds: Mapping[Key, str]) -> dict[Key, str]:
    """An id of its own for each key, by the id that it wants."""
    found = {keys[0]: name for name, keys in wanted.items() if len(keys) == 1}
    taken = set(wanted)
    for name in sorted(name for name, keys in wanted.items() if len(keys) > 1):
        first, *others = sorted(wanted[name], key=lambda key: (not key.is_known, KINDS.index(kinds[key]), key))
        found[first] = name
        for key in others:
            id = f"{name}_{kinds[key]}"
            if id in taken:
                id = f"{name}_{key.digest}"
            taken.add(id)
            found[key] = id
    return found


def _told_apart(label: str, words: str) -> str:
    """The plain id of a label with words behind it.

    >>> _told_apart("the plans", "news-2"), _told_apart("plans (old)", "news-2")
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
