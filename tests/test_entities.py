"""The JSON of ``kg entities``: its shape, its clusters over documents, its stories."""

from __future__ import annotations

import json

from kg import gazetteer
from kg.knowledge.resolve import resolve
from kg.model.kinds import MentionKind
from kg.model.records import Document, Mention, Reading, Span, Trigger
from kg.show import entities
from kg.terms.mention_type import MentionType

STORM = "Storm hits Dover harbour; Dover closes its harbour."
BUDGET = "Parliament votes the budget."


def reading(id: str, text: str, name: str, word: str, verb: str) -> Reading:
    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    mention = Mention(at(name), at(name), at(name), MentionKind.NAME, MentionType.ORG, 0, name)
    return Reading(Document(id, text, ()), (), (mention,), (), (Trigger(at(word), verb),))


ONE = reading("one", STORM, "Dover", "hits", "hit")
TWO = reading("two", STORM + " Again.", "Dover", "hits", "hit")
OTHER = reading("zed", BUDGET, "Parliament", "votes", "hit")


def corpus(*readings: Reading) -> dict[str, dict[str, object]]:
    resolution = resolve(readings, gazetteer.load())
    found: dict[str, dict[str, object]] = entities.corpus(readings, resolution)["docs"]
    return found


def test_a_mention_says_where_it_is_and_what_it_means() -> None:
    [found] = corpus(ONE)["one"]["entities"]  # type: ignore[misc]
    assert found == {
        "start": 11,
        "end": 16,
        "type": "ORG",
        "cluster": "Dover",
        "kind": "name",
        "link": None,
        "label": "Dover",
    }


def test_a_document_alone_is_a_corpus_of_one() -> None:
    resolution = resolve([ONE], gazetteer.load())
    assert entities.document(ONE, resolution) == entities.corpus([ONE], resolution)["docs"]["one"]


def test_clusters_are_shared_over_documents() -> None:
    docs = corpus(TWO, ONE)
    assert docs["one"]["entities"][0]["cluster"] == docs["two"]["entities"][0]["cluster"]  # type: ignore[index]


def test_the_same_verb_is_the_same_event_within_a_story_only() -> None:
    docs = corpus(ONE, TWO, OTHER)
    assert (docs["one"]["story"], docs["two"]["story"], docs["zed"]["story"]) == ("one", "one", "zed")
    [one], [two], [zed] = (docs[id]["events"] for id in ("one", "two", "zed"))  # type: ignore[misc]
    assert one["cluster"] == two["cluster"] != zed["cluster"]
    assert (one["start"], one["end"]) == (6, 10)


def test_the_order_of_documents_changes_no_byte() -> None:
    assert json.dumps(corpus(ONE, TWO, OTHER)) == json.dumps(corpus(OTHER, TWO, ONE))


def test_no_document_is_no_story() -> None:
    assert corpus() == {}
