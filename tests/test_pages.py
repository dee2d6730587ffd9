"""Pages of a served graph as text: what they show, what they link to, and that nothing in a graph becomes markup."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import NamedNode, Quad, Store
from sample import CAPRI, knowledge

from kg.model.records import Knowledge, Origin
from kg.store import database
from kg.store.query import query, questions
from kg.store.rdf.single import statements_of
from kg.terms import vocab
from kg.web import pages
from kg.web.pages.claims import term_text
from kg.web.pages.things import Reader

EVIL = "<img src=x onerror=window.__xss=1>\"'</script><script>window.__xss=1</script>\u2028{{ 7*7 }}"


def iri(name: str) -> str:
    return vocab.term_iri(name)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def links(self) -> set[str]:
        return {attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes}

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.tags)


@pytest.fixture(scope="module")
def store() -> Store:
    return database.memory(knowledge())


@pytest.fixture(scope="module")
def evil() -> Store:
    return database.memory(evil_knowledge())


def evil_knowledge() -> Knowledge:
    """Every text of the graph that an article or its frame may bring, replaced by one that tries to run."""
    known = knowledge()
    return dataclasses.replace(
        known,
        documents=tuple(dataclasses.replace(d, title=EVIL, source=f"javascript:{EVIL}") for d in known.documents),
        entities=tuple(
            dataclasses.replace(e, label=f"{e.label} {EVIL}", aliases=(EVIL,), link=EVIL) for e in known.entities
        ),
        statements=tuple(
            dataclasses.replace(
                s,
                object_label=EVIL,
                phrase=EVIL,
                rule=EVIL,
                time_text=EVIL,
                evidence=tuple(dataclasses.replace(e, quote=EVIL + e.quote) for e in s.evidence),
            )
            for s in known.statements
        ),
        fusion=dataclasses.replace(
            known.fusion, events=tuple(dataclasses.replace(e, label=EVIL, time=EVIL) for e in known.fusion.events)
        ),
    )


def page_of(store: Store, name: str, **options: Any) -> Page:
    text = pages.entity_page(store, iri(name), **options)
    assert text is not None
    return Page(text)


# -- one statement out of a store ----------------------------------------------------------------------------------


def test_a_statement_out_of_a_store_is_the_one_that_was_put_in(store: Store) -> None:
    for statement in knowledge().statements:
        assert statements_of(store, vocab.statement_iri(statement.id)) == [statement]


def test_a_statement_is_read_under_the_base_of_its_graph() -> None:
    base = "https://news.example/graph/"
    known = dataclasses.replace(knowledge(), origin=Origin(base=base))
    found = database.memory(known)
    one = known.statements[0]
    assert statements_of(found, f"{base}statement/{one.id}") == [one]
    page = Page(pages.entity_page(found, f"{base}entity/China") or "")
    assert "/entity/Russia" in page.links
    assert vocab.BASE not in " ".join(page.links)


@pytest.mark.parametrize("name", ["st:none", "e:China", "not an iri"])
def test_what_is_no_statement_gives_none(store: Store, name: str) -> None:
    assert statements_of(store, iri(name) if ":" in name else name) == []


# -- pages of things -----------------------------------------------------------------------------------------------


def test_the_page_of_an_entity_tells_each_claim_once_with_its_voices(store: Store) -> None:
    page = page_of(store, "e:China", show="told")
    [_, claim] = page.words.split("\n  China provides arms")
    assert "told as fact once, 1 time denied, hoped for or uncertain" in claim
    assert "disputed" in claim[:600]
    assert claim.index("senior US official") < claim.index("denied by China")
    assert "also Beijing, PRC" in page.words
    assert "https://www.wikidata.org" not in page.words
    assert "http://www.wikidata.org/entity/Q148" in page.links


def test_claims_that_are_told_as_facts_come_first_and_the_surest_among_them(store: Store) -> None:
    doubted = dataclasses.replace(knowledge().statements[0], confidence=0.2)
    words = page_of(store, "e:China", show="told").words
    facts = [found[0] for found in re.finditer(r"told as fact (?:once|\d+ times)|\d times? denied", words)]
    assert facts == sorted(facts, key=lambda one: not one.startswith("told"))
    known = dataclasses.replace(knowledge(), statements=(doubted, *knowledge().statements[1:]))
    page = page_of(database.memory(known), f"e:{doubted.subject}", show="told")
    sure = [float(found) for found in re.findall(r"told as fact once.*?confidence (\d\.\d\d)", page.words, re.DOTALL)]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) > 1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("e:Kurt_Campbell", "e:Kurt_Campbell"),
        ("e:a.b", "<https://kg.example/entity/a.b>"),
        ("e:a%2Fb", "<https://kg.example/entity/a%2Fb>"),
        ("doc:a#char=1,2", "<https://kg.example/document/a#char=1,2>"),
        ("e:-a", "<https://kg.example/entity/-a>"),
    ],
)
def test_a_query_names_a_thing_so_that_it_needs_no_escape(store: Store, name: str, written: str) -> None:
    assert term_text(Reader(store), iri(name)) == written
    query(store, f"ASK {{ {written} a ?kind }}")


def test_the_page_of_an_entity_has_what_it_says_apart(store: Store) -> None:
    page = page_of(store, "e:Kurt_Campbell", show="said")
    assert "What it says" in page.words
    assert "China supports Russia" in page.words
    assert "urges" not in page.words


def test_the_page_of_an_entity_has_where_the_sources_do_not_agree(store: Store) -> None:
    assert "Where the sources do not agree" in page_of(store, "e:China").words
    assert "Where the sources do not agree" not in page_of(store, "e:Sweden").words


def test_a_page_leads_on_where_there_is_more_than_it_holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    address: str | None = "/entity/China?show=told&offset=0"
    monkeypatch.setattr("kg.web.pages.claims.section.__kwdefaults__", {"offset": 0, "size": 3})
    turns = 0
    while address is not None:
        offset = int(parse_qs(urlsplit(address).query)["offset"][0])
        page = page_of(store, "e:China", show="told", offset=offset)
        assert 1 <= page.count("article") <= 3
        seen |= set(re.findall(r"/statement/\w+", " ".join(page.links)))
        address = next((a["href"] for t, a in page.tags if t == "a" and a.get("rel") == "next"), None)
        turns += 1
    about = {s.id for s in knowledge().statements if "China" in (s.subject, s.object)}
    assert turns > 1
    assert {f"/statement/{id}" for id in about} <= seen


def test_the_page_of_an_article_has_its_sentences_in_order(store: Store) -> None:
    page = page_of(store, f"doc:{CAPRI}")
    places = [page.words.index(words) for words in ("The US hopes", "A senior US official stated", "By bolstering")]
    assert len(set(places)) == 3
    text = next(d.text for d in knowledge().documents if d.id == CAPRI)
    read = sorted({(e.sentence, e.quote) for s in knowledge().statements for e in s.evidence if e.document == CAPRI})
    shown = [page.words.index(" ".join(quote.split())) if quote in page.words else -1 for _, quote in read]
    assert all(quote in text for _, quote in read)
    assert shown == sorted(shown)
    assert -1 not in shown


def test_the_page_of_a_statement_says_who_and_what_speaks_against_it(store: Store) -> None:
    denied = next(s for s in knowledge().statements if s.predicate == "kg:provides" and s.attribution == ("China",))
    page = page_of(store, f"st:{denied.id}")
    assert "What speaks against it" in page.words
    against, around = page.words.split("What speaks against it")[1].split("Statements about it")
    assert "senior US official" in against
    assert "China denies" in around
    assert "senior US official" not in around
    assert page.count("mark") >= 3


def test_the_page_of_an_event_says_who_tells_of_it(store: Store) -> None:
    page = page_of(store, "ev:Invasion_of_Ukraine_by_Russia")
    assert "Russia invades Ukraine" in page.words
    assert "2022-02" in page.words


def test_the_page_of_a_term_has_its_meaning_and_its_uses(store: Store) -> None:
    page = page_of(store, "kg:aids")
    assert vocab.term("kg:aids").definition in page.words
    assert "1 statement in this graph" in page.words
    assert any("ontology%23supports" in link for link in page.links)
    assert "China" in page_of(store, "kg:Country").words
    assert "increase production of" in page_of(store, "rel:increase_production_of").words


@pytest.mark.parametrize(
    "name", ["e:Nobody", "doc:none", "st:0", "ev:none", "kg:nothing", "rel:nothing", "rdf:type", "e:"]
)
def test_what_the_graph_does_not_have_has_no_page(store: Store, name: str) -> None:
    assert pages.entity_page(store, iri(name)) is None


@pytest.mark.parametrize("address", ["", "China", "https://kg.example/entity/a b", "javascript:alert(1)", "e:China"])
def test_what_is_no_iri_has_no_page(store: Store, address: str) -> None:
    assert pages.entity_page(store, address) is None


@pytest.mark.parametrize("offset", [-1, 10**12])
def test_an_offset_outside_of_the_pages_shows_no_fault(store: Store, offset: int) -> None:
    for name in ("e:China", f"doc:{CAPRI}", "kg:Country", "kg:aids"):
        assert page_of(store, name, show="told", offset=offset).words


def test_a_page_can_be_had_as_data_and_as_a_query(store: Store) -> None:
    links = page_of(store, "e:China").links
    assert {"/entity/China?format=ttl", "/entity/China?format=nt", "/#entity=China"} <= links
    [asked] = [link for link in links if link.startswith("/sparql?query=") and "UNION" in link]
    assert len(query(store, parse_qs(urlsplit(asked).query)["query"][0])) > 3
    assert "/id?iri=https%3A%2F%2Fkg.example%2Fontology%23aids&format=ttl" in page_of(store, "kg:aids").links


def test_every_query_that_a_page_links_to_is_answered(store: Store) -> None:
    names = ["e:China", f"doc:{CAPRI}", "kg:Country", "kg:aids", "ev:Invasion_of_Ukraine_by_Russia"]
    names += [f"st:{s.id}" for s in knowledge().statements]
    asked = {link for name in names for link in page_of(store, name).links if link.startswith("/sparql?query=")}
    for link in asked:
        found = query(store, parse_qs(urlsplit(link).query)["query"][0])
        assert found.kind == "triples" or len(found) > 0, link


# -- nothing becomes markup ----------------------------------------------------------------------------------------


def everything(store: Store) -> list[str]:
    known = knowledge()
    names = [f"e:{e.id}" for e in known.entities] + [f"doc:{d.id}" for d in known.documents]
    names += [f"st:{s.id}" for s in known.statements] + [f"ev:{e.id}" for e in known.fusion.events]
    names += ["kg:aids", "kg:Country", "rel:slander"]
    found = [pages.entity_page(store, iri(name)) for name in names]
    return [page for page in found if page is not None]


def test_words_of_articles_are_never_markup(evil: Store) -> None:
    texts = everything(evil)
    assert len(texts) > 60
    for text in texts:
        page = Page(text)
        assert page.count("script") == 0
        assert page.count("img") == 0
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
        assert all(link.startswith(("/", "http://", "https://", "#")) for link in page.links)
        assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", page.words)
    assert any(EVIL in Page(text).words for text in texts)


def test_an_iri_that_a_browser_would_run_is_no_link() -> None:
    found = database.memory(knowledge())
    hostile = NamedNode("javascript:alert(1)")
    found.add(Quad(NamedNode(iri("e:China")), NamedNode(iri("skos:exactMatch")), hostile))
    page = page_of(found, "e:China")
    assert "javascript:alert(1)" in page.words
    assert not any("javascript" in link for link in page.links)


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("e:China", "/entity/China"),
        ("e:Süd-Ost_1.2", "/entity/Süd-Ost_1.2"),
        ("e:a%2Fb", "/id?iri=https%3A%2F%2Fkg.example%2Fentity%2Fa%252Fb"),
        ("e:../x", "/id?iri=https%3A%2F%2Fkg.example%2Fentity%2F..%2Fx"),
        ("doc:a#char=1,2", "/id?iri=https%3A%2F%2Fkg.example%2Fdocument%2Fa%23char%3D1%2C2"),
        ("kg:aids", "/id?iri=https%3A%2F%2Fkg.example%2Fontology%23aids"),
        ("wd:Q148", "http://www.wikidata.org/entity/Q148"),
    ],
)
def test_a_thing_leads_to_its_own_page_or_to_the_web(store: Store, name: str, link: str) -> None:
    assert Reader(store).link(iri(name)) == link


# -- the query page ------------------------------------------------------------------------------------------------


def test_the_query_page_is_a_plain_form_where_there_are_no_scripts(store: Store) -> None:
    asked = "SELECT * { ?x rdfs:label '</textarea><script>alert(1)</script>' }"
    text = pages.query_page(dataclasses.replace(pages.about(store), query=asked))
    page = Page(text)
    [form] = [attributes for tag, attributes in page.tags if tag == "form"]
    assert (form["action"], form["method"]) == ("/sparql", "post")
    assert {attributes.get("name") for tag, attributes in page.tags if tag in ("textarea", "select")} == {
        "query",
        "format",
    }
    assert asked in page.words
    assert page.count("textarea") == 1


def test_where_nothing_is_asked_yet_an_example_stands_that_has_an_answer(store: Store) -> None:
    asked = re.search(r"<textarea[^>]*>(.*?)</textarea>", pages.query_page(pages.about(store)), re.DOTALL)
    assert asked
    assert len(query(store, html.unescape(asked[1]))) > 3


def test_the_query_page_runs_only_scripts_of_its_own_server(evil: Store) -> None:
    page = Page(pages.query_page(pages.about(evil, title=EVIL)))
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert [one for one in scripts if "src" not in one] == [{"type": "application/json", "id": "data"}]
    loaded = [one["src"] for one in scripts if "src" in one]
    loaded += [
        attributes["href"] for tag, attributes in page.tags if tag == "link" and "stylesheet" in attributes["rel"]
    ]
    assert loaded
    for address in loaded:
        found = re.fullmatch(r"/assets/([\w.]+)\?v=[0-9a-f]{12}", address)
        assert found
        assert pages.asset(found[1])
    assert page.count("style") == 0
    assert not any("style" in attributes for _, attributes in page.tags)


def test_what_the_scripts_of_the_query_page_are_told_cannot_end_their_element(store: Store) -> None:
    told = dataclasses.replace(pages.about(store), terms=(("kg:x", "class", EVIL, EVIL + "\ud800"),))
    text = pages.query_page(told)
    assert "<img" not in text
    assert text.count("</script>") == 5
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    assert json.loads(found[1])["terms"] == [["kg:x", "class", EVIL, EVIL + "\ud800"]]
    text.encode()


def test_the_query_page_counts_what_the_graph_has(store: Store) -> None:
    about = pages.about(store)
    known = knowledge()
    assert dict(about.counts) == {
        "document": len(known.documents),
        "statement": len(known.statements),
        "entity": len(known.entities),
        "event": len(known.fusion.events),
    }
    assert f"{len(known.entities)} entities" in Page(pages.query_page(about)).words


def test_a_saved_question_is_cut_where_its_values_go(store: Store) -> None:
    text = pages.query_page(pages.about(store))
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    listed = {one["name"]: one for one in json.loads(found[1])["questions"]}
    assert len(listed) == len(questions())
    urges = listed["cq01-who-urges-whom"]
    asked = f"{urges['head']} VALUES ?who {{ e:Kurt_Campbell }}{urges['tail']}"
    assert [row[:2] for row in query(store, asked)] == [("Kurt Campbell", "Europe")]
    assert urges["parameters"] == [{"name": "who", "kind": "entity", "default": ""}]


def test_an_asset_that_there_is_not_is_a_key_error() -> None:
    for name in ("../render.py", "vendored.tsv", "none.js"):
        with pytest.raises(KeyError):
            pages.asset(name)


def test_no_page_may_reach_out_or_run_what_stands_in_it() -> None:
    rules = dict(part.strip().split(" ", 1) for part in pages.POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in pages.POLICY


def test_own_scripts_name_no_address_of_the_web() -> None:
    for name in ("answers.js", "editor.js", "query.js", "pages.css"):
        named = set(re.findall(r"https?://[\w./-]+", pages.asset(name).decode()))
        assert named <= {"http://www.w3.org/2001/XMLSchema"}, name
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|new Function|document\.write", pages.asset(name).decode()
        )


# -- unknown names -------------------------------------------------------------------------------------------------


def test_an_unknown_name_is_told_with_its_line_and_the_nearest(store: Store) -> None:
    asked = "# kg:suports\nSELECT ?x {\n  ?x kg:suports e:Rusia .\n}"
    assert [(one["line"], one["column"], one["name"], one["nearest"]) for one in pages.check(store, asked)] == [
        (3, 6, "kg:suports", "kg:supports"),
        (3, 17, "e:Rusia", "e:Russia"),
    ]


@pytest.mark.parametrize("asked", ["", "SELECT {", "INSERT DATA { e:a e:b e:c }", "ASK { SERVICE <http://a/> {} }"])
def test_a_query_that_is_refused_is_not_looked_at(store: Store, asked: str) -> None:
    assert pages.check(store, asked) == []
