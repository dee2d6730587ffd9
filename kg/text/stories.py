"""Which documents tell one story: alike in their words, and written at about the same time.

Each document is a vector of its words by TF-IDF, the weight of a word growing with the logarithm of how often it
stands (Salton and Buckley 1988). Names weigh more, for it is names that tell one earthquake from another; and words
count as if many other documents had been read, for five tell little of what is rare. Documents are joined by average
link as long as their mean cosine is enough. Only words that few documents share lead from one to another, so that the
work grows with the documents, not with their pairs.
"""

from __future__ import annotations

import csv
import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from kg.model.records import Document
from kg.terms.tables import ontology_folder
from kg.terms.words import words

# Average cosine that two groups of documents need to be one story; and where rather two stories than a wrong one.
ALIKE, SURE = 0.12, 0.3
# Days between two documents from which on they tell different stories, however alike.
WINDOW = 31
# How much a name weighs, and a word of any news; how many documents are taken as read, which had none of the words.
_NAME, _ANY, _READ = 1.5, 0.5, 100
# Of the words of a document the weightiest, how many of these may lead to others, and to how many; and how much of a
# cosine they must make up for the rest to be looked at.
_HEAVIEST, _LEADING, _SHARED, _PROMISING = 120, 50, 200, 0.03

_WORDS = re.compile(r"[^\W_]{2,}")
_WITHIN = re.compile(r"[\w,]\s")
_STOPWORDS = words("stopwords")
_POWERS = words("powers in short")
_COMMON = words("words of any news")

_Vector = Mapping[str, float]


def stories(documents: Iterable[Document], *, alike: float = ALIKE) -> dict[str, str]:
    """The story of each document: the id of its first document, in the order of the ids.

    Args:
        documents: in any order; one without a date may be of any time.
        alike: the mean cosine, in 0..1, from which on documents tell one story.

    >>> texts = ("Storm hits Dover harbour", "Dover harbour in a storm", "Parliament votes on the budget")
    >>> stories(Document(id, text, ()) for id, text in zip("abc", texts, strict=True))
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    listed = sorted(documents, key=lambda document: document.id)
    likeness = _likeness(_vectors([document.text for document in listed]), [_day(d.date) for d in listed])
    groups = _average_link(likeness, alike)
    return {listed[i].id: listed[min(group)].id for group in groups for i in sorted(group)}


def _day(iso: str | None) -> int | None:
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without the commonest endings, so that "quakes" is "quake".

    >>> stem("quakes"), stem("killed"), stem("agencies"), stem("press")
    ('quak', 'kill', 'agenc', 'press')
    """
    for ending in ("ies", "ing", "ed", "es", "e", "y", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def _vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """Words by TF-IDF, of length one; the heaviest of each text."""
    counts = [_counts(text) for text in texts]
    spread = Counter(word for count in counts for word in count)
    read = len(texts) + _READ
    vectors = []
    for count in counts:
        weights = {}
        for word, (number, weight) in count.items():
            rarity = math.log((1 + read) / (1 + spread[word])) + 1
            weights[word] = weight * (1 + math.log(number)) * rarity
        heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:_HEAVIEST]
        length = math.sqrt(sum(weights[word] ** 2 for word in heaviest)) or 1.0
        vectors.append({word: weights[word] / length for word in sorted(heaviest)})
    return vectors


def _counts(text: str) -> dict[str, tuple[int, float]]:
    """How often each stem stands, and what it weighs: more where it is a name, less where it is a word of any news."""
    number: Counter[str] = Counter()
    weight: dict[str, float] = {}
    # What a word weighs apart from its place is the same each time.
    plain = {word: _weight(word) for word in set(_WORDS.findall(text))}
    for found in _WORDS.finditer(text):
        root, own = plain[found[0]]
        if not own:
            continue
        number[root] += 1
        # A capital behind a word or a comma is no beginning of a sentence.
        if own == _NAME and not _WITHIN.match(text, max(0, found.start() - 2), found.start()):
            own = 1.0
        if own > weight.get(root, 0.0):
            weight[root] = own
    return {root: (number[root], weight[root]) for root in number}


@lru_cache(maxsize=1 << 16)
def _weight(word: str) -> tuple[str, float]:
    """The stem of a word, and what it weighs within a sentence; 0 for one that tells nothing."""
    folded = word.casefold()
    if folded in _STOPWORDS:
        return "", 0.0
    is_any = folded in _COMMON or folded in _countries()
    return stem(folded), _ANY if is_any else _NAME if word[0].isupper() else 1.0


@cache
def _countries() -> frozenset[str]:
    """The words of the names of countries and of their people: half the news of the world has them."""
    with (ontology_folder() / "countries.tsv").open(encoding="utf-8", newline="") as table:
        lines = (line for line in table if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t"))
    named = " ".join(f"{row['label']} {row['demonyms']}" for row in rows if row["kind"] == "country")
    return frozenset(re.findall(r"[^\W_]{2,}", named.casefold())) | _POWERS


def _likeness(vectors: Sequence[_Vector], days: Sequence[int | None]) -> dict[int, dict[int, float]]:
    """Cosines of the pairs that share a weighty word which few others have, and that are not too far apart in time.

    What the leading words of two texts have in common bounds their cosine from below; only where that is something is
    the whole of it worth the time.
    """
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    alike: dict[int, dict[int, float]] = {i: {} for i in range(len(vectors))}
    leading = [sorted(vector, key=lambda word: (-vector[word], word))[:_LEADING] for vector in vectors]
    spread = Counter(word for words in leading for word in words)
    for j, vector in enumerate(vectors):
        near: dict[int, float] = defaultdict(float)
        for word in leading[j]:
            if spread[word] <= _SHARED:
                for i, weight in holders[word]:
                    near[i] += weight * vector[word]
                holders[word].append((j, vector[word]))
        for i, least in near.items():
            if not _apart(days[i], days[j]):
                value = _cosine(vectors[i], vector) if least >= _PROMISING else least
                alike[i][j] = alike[j][i] = value
    return alike


def _cosine(one: _Vector, other: _Vector) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _apart(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) > WINDOW


def _average_link(alike: dict[int, dict[int, float]], least: float) -> list[set[int]]:
    """Groups joined as long as their average likeness is enough; of equally alike pairs the first."""
    groups = {i: {i} for i in alike}
    heap = [(-value, i, j) for i, row in alike.items() for j, value in row.items() if i < j and value >= least]
    heapq.heapify(heap)
    while heap:
        value, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups or alike[i].get(j, 0.0) != -value:
            continue
        # j joins i: likeness to every third group is the average over the pairs of documents.
        n, m = len(groups[i]), len(groups[j])
        groups[i] |= groups.pop(j)
        near_i, near_j = alike[i], alike.pop(j)
        near_i.pop(j, None)
        near_j.pop(i, None)
        for k in sorted(near_i.keys() | near_j.keys()):
            mean = (n * near_i.get(k, 0.0) + m * near_j.get(k, 0.0)) / (n + m)
            near_i[k] = alike[k][i] = mean
            alike[k].pop(j, None)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return [groups[i] for i in sorted(groups)]
