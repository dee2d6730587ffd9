"""The page as a file: one, offline, the same each time, with nothing of the articles read as markup."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import json
import math
import re
import zlib
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from sample import knowledge

from kg.model.kinds import Certainty, Modality, Polarity
from kg.model.records import Span
from kg.show import view
from kg.show.view import first, layout, payload, start
from kg.terms import stance

TITLE = "Three articles"
EVIL = "<img src=x onerror=window.__xss=1>\"'</script><script>window.__xss=1</script>\u2028{{ 7*7 }}"


class Elements(HTMLParser):
    """All start tags with their attributes, and the text of each script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


@pytest.fixture(scope="module")
def page() -> str:
    return view.page(knowledge(), title=TITLE)


def data_of(page: str, name: str = "data") -> Any:
    found = re.search(rf'<script type="[a-z/]+" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    is_packed = name in ("data", "texts")
    return json.loads(zlib.decompress(base64.b64decode(found[1]), wbits=-15) if is_packed else found[1])


def rows(table: dict[str, Any], evidence: Sequence[int] = ()) -> list[dict[str, Any]]:
    """The rows of a table; evidence as lists of the sentence, and start and end of subject, predicate and object."""
    columns, pools = dict(table["columns"]), table["pools"]
    pieces, flat = iter(columns.pop("pieces", ())), iter(evidence)
    found = []
    for values in zip(*columns.values(), strict=True):
        row = {
            name: pools[name][value] if name in pools else value for name, value in zip(columns, values, strict=True)
        }
        row["evidence"] = [[next(flat) for _ in range(7)] for _ in range(next(pieces, 0))]
        found.append(row)
    return found


def evil_knowledge():
    """Every text of the graph replaced by one that tries to run."""
    known = knowledge()
    documents = tuple(dataclasses.replace(d, title=EVIL, source=f"javascript:{EVIL}") for d in known.documents)
    entities = tuple(
        dataclasses.replace(e, label=f"{e.label} {EVIL}", aliases=(EVIL,), type=EVIL, link=EVIL) for e in known.entities
    )
    statements = tuple(
        dataclasses.replace(
            s,
            predicate=f"rel:{EVIL}",
            object_label=EVIL,
            rule=EVIL,
            event_type=EVIL,
            evidence=tuple(dataclasses.replace(e, quote=EVIL + e.quote) for e in s.evidence),
        )
        for s in known.statements
    )
    return dataclasses.replace(known, documents=documents, entities=entities, statements=statements)


def test_the_same_graph_gives_the_same_bytes(page):
    turned = dataclasses.replace(
        knowledge(),
        documents=knowledge().documents[::-1],
        entities=knowledge().entities[::-1],
        statements=knowledge().statements[::-1],
    )
    assert view.page(turned, title=TITLE) == page


def test_the_page_asks_for_nothing_outside_itself(page):
    for tag, attributes in Elements(page).tags:
        for name in ("src", "href", "srcset", "data", "action", "poster", "ping"):
            assert not attributes.get(name) or attributes[name] == "data:,", (tag, attributes)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_policy_lets_only_the_page_s_own_scripts_run(page):
    elements = Elements(page)
    [policy] = [a["content"] for t, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    kinds = [a.get("type") for t, a in elements.tags if t in ("script", "style")]
    for kind, text in zip(kinds, elements.scripts, strict=True):
        if kind not in ("application/json", "text/plain"):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def test_markup_in_the_articles_stays_text():
    page = view.page(evil_knowledge(), title=EVIL)

    def tags(page):
        # Of facts that read alike the table for those without scripts has one row.
        return [(t, sorted(a)) for t, a in Elements(page).tags if t not in ("tr", "td")]

    assert tags(page) == tags(view.page(knowledge(), title=TITLE))
    assert html.escape(EVIL.split("\u2028")[0], quote=False)[:20] in page
    assert "49" not in data_of(page)["entities"]["columns"]["label"][0]


def test_a_half_surrogate_does_not_stop_the_page():
    known = knowledge()
    broken = dataclasses.replace(known.entities[0], label="half \ud83d")
    page = view.page(dataclasses.replace(known, entities=(broken, *known.entities[1:])), title=TITLE)
    assert page.encode("utf-8")


def test_the_page_of_the_sample_is_under_650_kilobytes(page):
    assert len(page.encode()) < 650_000


def test_every_statement_is_in_the_page_with_its_sentence_and_its_spans(page):
    texts = data_of(page, "texts")
    statements, sentences = rows(data_of(page)["statements"], texts["evidence"]), rows(texts["sentences"])
    assert {s["id"] for s in statements} == {s.id for s in knowledge().statements}
    for statement in statements:
        assert statement["evidence"]
        for sentence, *spans in statement["evidence"]:
            assert sentences[sentence]["text"]
            assert min(spans[:4]) >= 0
    urged = next(s for s in statements if s["predicate"] == "kg:urges" and s["object"] is not None)
    [[sentence, start, end, *_]] = urged["evidence"]
    assert sentences[sentence]["text"][start:end] in ("the United States", "Campbell")


def test_offsets_count_as_javascript_counts():
    known = knowledge()
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    [found] = fact.evidence
    shifted = dataclasses.replace(
        found,
        quote="😀" + found.quote,
        sentence=dataclasses.replace(found.sentence, start=found.sentence.start - 1),
    )
    odd = dataclasses.replace(fact, evidence=(shifted,))
    data, texts, _ = payload.payload(start.Corpus(dataclasses.replace(known, statements=(odd,))))
    [statement] = rows(data["statements"], texts["evidence"])
    [[sentence, *_, start_, end]] = statement["evidence"]
    units = rows(texts["sentences"])[sentence]["text"].encode("utf-16-le")
    assert units[2 * start_ : 2 * end].decode("utf-16-le") == "Capri"


def test_evidence_stands_in_the_order_of_the_text_also_where_only_the_object_differs():
    known = knowledge()
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    [found] = fact.evidence
    first_ = found.sentence.start
    objects = [dataclasses.replace(found, object=Span(first_ + n, first_ + n + 1)) for n in range(20)]
    for order in (objects, objects[::-1]):
        odd = dataclasses.replace(known, statements=(dataclasses.replace(fact, evidence=order),))
        data, texts, _ = payload.payload(start.Corpus(odd))
        [statement] = rows(data["statements"], texts["evidence"])
        assert [piece[5] for piece in statement["evidence"]] == list(range(20))


def test_a_span_outside_of_its_sentence_is_not_marked():
    known = knowledge()
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    [found] = fact.evidence
    away = dataclasses.replace(fact, evidence=(dataclasses.replace(found, subject=known.documents[0].blocks[0].span),))
    data, texts, _ = payload.payload(start.Corpus(dataclasses.replace(known, statements=(away,))))
    assert rows(data["statements"], texts["evidence"])[0]["evidence"][0][1:3] == [-1, -1]


@pytest.mark.parametrize(
    ("polarity", "modality", "certainty", "words"),
    [
        (Polarity.POSITIVE, Modality.ACTUAL, Certainty.CERTAIN, "fact"),
        (Polarity.NEGATIVE, Modality.ACTUAL, Certainty.CERTAIN, "denied"),
        (Polarity.POSITIVE, Modality.DESIRED, Certainty.UNSPECIFIED, "hoped for"),
        (Polarity.NEGATIVE, Modality.OBLIGATION, Certainty.UNSPECIFIED, "called for not"),
        (Polarity.POSITIVE, Modality.ACTUAL, Certainty.DOUBTFUL, "doubtful"),
    ],
)
def test_only_a_fact_is_called_one(polarity, modality, certainty, words):
    statement = dataclasses.replace(
        knowledge().statements[0], polarity=polarity, modality=modality, certainty=certainty
    )
    assert stance.shown(statement) == words


def test_labels_have_room_at_first_view():
    names = [f"node {number}" for number in range(40)]
    edges = [(names[number], names[number // 3]) for number in range(1, 40)]
    boxes = dict.fromkeys(names, (90.0, 40.0))
    spots = layout.positions(edges, boxes, dict.fromkeys(names, 0))
    for one, (x, y) in spots.items():
        for other, (u, v) in spots.items():
            assert one == other or abs(x - u) > 84 or abs(y - v) > 34


def test_the_first_view_fills_its_frame():
    names = [f"{part}{number}" for part in "abcdef" for number in range(4)]
    edges = [(f"{part}{number}", f"{part}0") for part in "abcdef" for number in range(1, 4)]
    groups = {name: ord(name[0]) for name in names}
    spots = layout.positions(edges, dict.fromkeys(names, (80.0, 30.0)), groups, (800.0, 500.0))
    xs, ys = zip(*spots.values(), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (0, 800, 0, 500)


def test_what_belongs_together_stands_together_and_no_line_runs_through_a_strange_symbol():
    names = [f"{part}{number}" for part in "abcd" for number in range(6)]
    edges = [(f"{part}{number}", f"{part}{number // 2}") for part in "abcd" for number in range(1, 6)]
    edges += [("a0", "b0"), ("b0", "c0"), ("c0", "d0")]
    groups = {name: ord(name[0]) for name in names}
    spots = layout.positions(edges, dict.fromkeys(names, (80.0, 30.0)), groups)
    for one, spot in spots.items():
        near = sorted((name for name in names if name != one), key=lambda name: math.dist(spots[name], spot))[:3]
        assert sum(name[0] == one[0] for name in near) >= 2
    for u, v in edges:
        for name, (x, y) in spots.items():
            (a, b), (c, d) = spots[u], spots[v]
            part = max(0, min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)))
            assert name in (u, v) or math.hypot(x - a - part * (c - a), y - b - part * (d - b)) > 9


@pytest.mark.parametrize("is_free", [True, False])
def test_pictures_that_are_improved_together_come_out_as_each_by_itself(is_free):
    random = np.random.default_rng(4)
    low = np.zeros(14, dtype=complex) if is_free else np.repeat([0, 430], 7).astype(complex)
    high = np.full(14, 860 + 590j) if is_free else low + (430 + 590j)
    picture = layout._Picture(
        lines=np.array([(u, v) for u in range(13) for v in (u + 1, u + 5) if v < 14] + [(2, 14)]),
        sizes=random.uniform(20, 90, (14, 2)),
        group=np.repeat([0, 1], 7),
        frame=(860.0, 590.0),
        clear=np.full(14, 13.0),
        low=low,
        high=high,
        middles=np.array([(4, 9)]),
    )
    points = random.uniform(0, 430, (5, 14)) + 1j * random.uniform(0, 590, (5, 14)) + low
    together = picture.improve(points, range(3))
    assert [picture.improve(one[None], range(3))[0].tolist() for one in points] == together.tolist()
    assert [picture.costs(one[None])[0] for one in together] == picture.costs(together).tolist()
    assert (picture.costs(together) < picture.costs(points)).all()


def test_of_a_large_graph_those_are_drawn_first_who_stand_for_most_articles():
    pairs = {(f"n{number:04}", f"n{number // 2:04}"): {number % 40} for number in range(1, 5000)}
    chosen = layout.leading(pairs, 42)
    assert len(chosen) == 42
    kept = set(chosen)
    assert all(any(node in pair and set(pair) <= kept for pair in pairs) for node in kept)
    told = set().union(*(articles for pair, articles in pairs.items() if set(pair) <= kept))
    assert len(told) >= 30


def test_of_a_large_graph_only_the_heart_is_drawn_and_all_of_it_is_there():
    known = knowledge()
    pattern = next(s for s in known.statements if s.predicate == "kg:joined")
    entities = tuple(dataclasses.replace(known.entities[0], id=f"N{n}", label=f"N {n}") for n in range(3000))
    statements = tuple(
        dataclasses.replace(pattern, id=f"{n:016x}", subject=f"N{n}", object=f"N{n // 2}") for n in range(1, 3000)
    )
    page = view.page(dataclasses.replace(known, entities=entities, statements=statements), title=TITLE)
    assert 9 < len(data_of(page, "nodes")) <= first.FIRST
    assert len(data_of(page)["statements"]["columns"]["id"]) == 2999


def test_a_graph_without_any_statement_still_has_a_page():
    empty = dataclasses.replace(knowledge(), statements=(), entities=(), documents=())
    assert "<!doctype html>" in view.page(empty, title="Nothing")


def test_articles_are_called_by_their_title_or_their_first_words(page):
    titles = [document["title"] for document in rows(data_of(page)["documents"])]
    assert titles[0] == "At a G7 foreign ministers meeting in Italy, the United States urged …"
    assert len(set(titles)) == len(titles)
