"""The JSON of ``kg entities``: mentions, the verbs and nouns of what happened, and which texts tell one story.

Stories are groups of documents whose words are alike: TF-IDF vectors, cosine, average link. Within one story two
words are the same event where their lemmas are; across stories never.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model import Mention, MentionKind, Proposition, Reading, Resolution

# Average cosine that two groups of documents need to be one story.
ALIKE = 0.12
# Lemmas of being, having and reporting structure that name no event of their own, and nominal relations.
EVENTLESS = frozenset(("be", "have", "do", "hold", "become", "seem", "appear"))
STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        "a about after all also an and any are as at be been before but by can could did do for from had has have he "
        "her his how if in into is it its more new no not of on one or other our out over said she so some such than "
        "that the their them then there these they this to two up was we were what when which who will with would you",
    )
)


def document(reading: Reading, resolution: Resolution) -> dict[str, Any]:
    """The entities and events of one document, as in a corpus of it alone."""
    found: dict[str, Any] = corpus([reading], resolution)["docs"][reading.document.id]
    return found


def corpus(readings: Iterable[Reading], resolution: Resolution) -> dict[str, Any]:
    """The entities, events and stories of documents, by document id; cluster ids are shared over documents."""
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    told = stories({reading.document.id: reading.document.text for reading in ordered})
    docs = {}
    for reading in ordered:
        id = reading.document.id
        story = told[id]
        docs[id] = {
            "entities": [_entity(mention, reading, resolution.entity_of) for mention in reading.mentions],
            "events": _events(reading, story),
            "story": story,
        }
    return {"docs": docs}


def _entity(mention: Mention, reading: Reading, entity_of: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    document = reading.document.id
    start = mention.span.start
    # Seats of power carry their article: "the White House".
    seat = mention.kind is MentionKind.METONYM or (mention.kind is MentionKind.NAME and mention.type == "FAC")
    if seat and reading.document.text[max(0, start - 4) : start].lower() == "the ":
        start -= 4
    return {
        "start": start,
        "end": mention.span.end,
        "type": mention.type,
        "cluster": entity_of.get((document, mention.cluster), f"{document}#{mention.cluster}"),
        "kind": mention.kind.value,
        "link": mention.link,
        "label": mention.label,
    }


def _events(reading: Reading, story: str) -> list[dict[str, Any]]:
    found = {}
    for proposition in reading.propositions:
        lemma = _lemma(proposition)
        if lemma:
            place = proposition.trigger
            found[place.start, place.end] = f"{story}:{lemma}"
    return [{"start": start, "end": end, "cluster": cluster} for (start, end), cluster in sorted(found.items())]


def _lemma(proposition: Proposition) -> str:
    """The word of the predicate that names what happens; empty where nothing does.

    A passive without agent is "be <participle>": the participle counts.
    """
    words = proposition.predicate.split()
    if len(words) == 2 and words[0] == "be" and re.fullmatch(r"\w+(?:ed|en|[dtn])", words[1]):
        return words[1]
    return "" if not words or words[0] in EVENTLESS else words[0]


# -- stories -----------------------------------------------------------------------------------------------------------


def stories(texts: Mapping[str, str]) -> dict[str, str]:
    """The story of each document: the id of the first document that tells it, in alphabetical order.

    >>> stories({"a": "Storm hits Dover harbour", "b": "Dover harbour storm", "c": "Parliament votes budget"})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    names = sorted(texts)
    groups = _average_link(_vectors([texts[name] for name in names]))
    return {names[i]: names[min(group)] for group in groups for i in sorted(group)} if names else {}


def _vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """Words by TF-IDF, of length one."""
    counts = [Counter(w for w in re.findall(r"[^\W\d_]{2,}", text.lower()) if w not in STOPWORDS) for text in texts]
    spread = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        weights = {w: n * (math.log((1 + len(texts)) / (1 + spread[w])) + 1) for w, n in sorted(count.items())}
        length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
        vectors.append({w: x / length for w, x in weights.items()})
    return vectors


def _average_link(vectors: Sequence[Mapping[str, float]]) -> list[set[int]]:
    """Groups joined as long as their average likeness is enough; of equally alike pairs the first."""
    alike = _likeness(vectors)
    groups = {i: {i} for i in range(len(vectors))}
    heap = [(-value, i, j) for i, row in alike.items() for j, value in row.items() if i < j and value >= ALIKE]
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
            if mean >= ALIKE:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return [groups[i] for i in sorted(groups)]


def _likeness(vectors: Sequence[Mapping[str, float]]) -> dict[int, dict[int, float]]:
    """Cosines of all pairs that share a word."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    alike: dict[int, dict[int, float]] = {i: {} for i in range(len(vectors))}
    for i, vector in enumerate(vectors):
        for word, weight in vector.items():
            for j, other in holders[word]:
                alike[i][j] = alike[i].get(j, 0.0) + weight * other
            holders[word].append((i, weight))
    for i, row in list(alike.items()):
        for j, value in row.items():
            if j < i:
                alike[j][i] = value
    return alike
