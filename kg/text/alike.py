"""Which documents are copies of one text; found in time linear in the documents.

A copy of a wire report, whole, cut short or under another headline, is no second witness. Copies share most of the
runs of words of the shorter one. Each document is compared only with the first of each group that shares something
rare with it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import accumulate
from typing import Any, TypeVar

from kg.model.records import Document

# Words of a run, and the share of the shorter text's runs that the longer one must have.
_RUN, _COPIED = 5, 0.7

# Texts shorter than this may well be alike without one being copied from the other.
_LEAST = 12

# By how many of its rarest features a document is found, and by as many others; how many groups a feature may lead to,
# and how many of them are looked at.
_KEYS, _LEADERS, _NEAR = 16, 3, 8

Feature = TypeVar("Feature", bound=Hashable)


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """The first document, by id, that each document is a copy of; itself where it is none.

    >>> words = "The minister said on Monday that his country would send no more troops to the border"
    >>> copies([Document(id, text, ()) for id, text in (("a", words), ("b", words + "."), ("c", "Other news"))])
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    return groups({document.id: runs(document.text) for document in documents}, _is_copy)


def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of words of a text, whatever their case and punctuation; none for a very short text."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _LEAST:
        return frozenset()
    # a run is cut out of the whole, which is encoded once
    written = [word.encode("utf-8", "replace") for word in words]
    ends = list(accumulate(len(word) + 1 for word in written))
    whole = b" ".join(written)
    starts = [0, *ends]
    return frozenset(zlib.crc32(whole[start : end - 1]) for start, end in zip(starts, ends[_RUN - 1 :], strict=False))


def groups(
    features: Mapping[str, frozenset[Feature]],
    is_alike: Callable[[frozenset[Feature], frozenset[Feature]], bool],
) -> dict[str, str]:
    """The group of each document, named after its first member, in the order of the ids.

    Args:
        features: what each document has.
        is_alike: whether what two documents have makes them one group.
    """
    once, several = set[Feature](), set[Feature]()
    for found in features.values():
        several |= once & found
        once |= found
    # Most are of one document alone; the others are told apart by whole sets, which is quicker than one by one.
    common = {id: several & found for id, found in features.items()}
    spread = Counter(feature for found in common.values() for feature in found)
    leaders: dict[Feature, list[str]] = defaultdict(list)
    group: dict[str, str] = {}
    for id in sorted(features):
        shared: list[Any] = sorted(common[id])
        # The first of all stand for a sample: of a text that hundreds copied, each copy has rare runs of its own.
        keys = dict.fromkeys([*sorted(shared, key=spread.__getitem__)[:_KEYS], *shared[:_KEYS]])
        votes = Counter(leader for key in keys for leader in leaders[key])
        near = sorted(votes, key=lambda leader: (-votes[leader], leader))[:_NEAR]
        group[id] = next((leader for leader in near if is_alike(features[leader], features[id])), id)
        if group[id] == id:
            for key in keys:
                if len(leaders[key]) < _LEADERS:
                    leaders[key].append(id)
    return group


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= _COPIED * min(len(one), len(other)) > 0
