"""Bodies that many countries have: "Peru's Congress" and "Russia's Security Council" are not the famous ones.

A text that says once whose body it means speaks of the same one from then on, unless it names the other's country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.names.recurrence import Name
from kg.gazetteer import Entry, How, Match
from kg.terms.mention_type import MentionType
from kg.terms.words import words as word_set

# Words that names of such bodies are made of.
COMMON = word_set("words of bodies of many states")
POSSESSIVE_ENDINGS = frozenset(("'s", "’s", "'", "’"))


def whose(words: Sequence[str], match: Match, known: Mapping[int, Match]) -> Entry | None:
    """The entry of the body as the country's right before it has it; None where the known body is meant.

    Args:
        words: of the text.
        match: the known body.
        known: all known names of the text, by their first word.
    """
    entry = match.entry
    if match.how is not How.NAME or entry.type is not MentionType.ORG or match.start < 2:
        return None
    form = words[match.start : match.end]
    if words[match.start - 1] not in POSSESSIVE_ENDINGS or not all(word.lower() in COMMON for word in form):
        return None
    owner = next((m for m in known.values() if m.end == match.start - 1 and m.entry.kind == "Country"), None)
    if owner is None or owner.entry.link is None or owner.entry.link == entry.country:
        return None
    label = f"{owner.entry.label}'s {' '.join(form)}"
    return replace(entry, label=label, link=None, country=owner.entry.link, members=())


def throughout(names: Sequence[Name]) -> None:
    """Gives a body that the text has qualified to its later mentions that stand by themselves.

    Args:
        names: in text order; where a text qualifies the same words in two ways, the rest stays as it is.
    """
    ways: dict[str, set[Entry]] = defaultdict(set)
    for name in names:
        if name.common is not None and name.entry is not None:
            ways[name.text].add(name.entry)
    mentioned = {name.entry.link for name in names if name.entry is not None and name.entry.link}
    meant: dict[str, Entry] = {}
    for name in names if ways else ():
        if name.common is not None and name.entry is not None and len(ways[name.text]) == 1:
            meant[name.text] = name.entry
        elif name.entry is not None and name.text in meant and name.entry.country not in mentioned:
            name.entry = meant[name.text]
