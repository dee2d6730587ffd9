"""Merges over documents: how names meet, what a person decides, and what ``merges.yaml`` keeps."""

from __future__ import annotations

import json
import re
import runpy
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from articles import articles
from conftest import ROOT, Ended
from handmade import reading, says
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import gazetteer
from kg.errors import InputError
from kg.gazetteer.names import fold
from kg.knowledge import merges
from kg.knowledge.align import align
from kg.knowledge.fuse import fuse
from kg.knowledge.merges import kept as what_stays
from kg.knowledge.merges.words import plain
from kg.knowledge.resolve import resolve
from kg.knowledge.resolve.methods import Method, worths
from kg.model.kinds import MentionKind
from kg.model.links import Verdict
from kg.model.records import Document, Knowledge, Mention, Reading, Resolution, Span
from kg.store import database, rdf
from kg.store.diff import diff
from kg.terms import lexicon
from kg.terms.mention_type import MentionType

Kg = Callable[..., Ended]
DATA = ROOT / "tests" / "data" / "merges"
SETS = ("one", "two", "three")


def resolved(readings: Sequence[Reading], decisions: str = "") -> Resolution:
    return resolve(readings, gazetteer.load(), merges.read(decisions), evidence=True)


def marked(name: str) -> list[Reading]:
    return [read for read, _ in articles(DATA / f"{name}.txt")]


def knowledge(readings: Sequence[Reading], decisions: str = "") -> Knowledge:
    found = resolved(readings, decisions)
    said = [s for read in readings for s in align(read, found, lexicon.load())]
    documents = [read.document for read in readings]
    return Knowledge(tuple(documents), found.entities, tuple(said), fuse(said, found.entities, documents))


def written(graph: Knowledge) -> tuple[bytes, list[str]]:
    quads = rdf.quads(graph)
    return database.trig(quads), sorted(map(str, quads))


def trip(id: str, who: str, where: str) -> Reading:
    return reading(f"{who} visited {where}.", {who: "PERSON", where: "GPE"}, [says("visit", who, where)], id)


SPEECHES = [
    trip("a", "Jens Stoltenberg", "Berlin"),
    trip("b", "Stoltenberg", "Paris"),
    trip("c", "Stoltenberg", "Paris"),
]
REJECTED = "merges:\n- names: [Stoltenberg (Person), Jens Stoltenberg (Person)]\n  decision: rejected\n"


def named(id: str, name: str, type: str) -> Reading:
    span = Span(0, len(name))
    mention = Mention(span, span, span, MentionKind.NAME, MentionType(type), 0, name)
    return Reading(Document(id, name, ()), (span,), (mention,), ())


def people(found: Resolution) -> list[str]:
    return [entity.id for entity in found.entities if entity.type == "Person"]


# -- how names meet ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "precision", "recall"), [("one", 1.0, 1.0), ("two", 1.0, 0.97), ("three", 1.0, 0.93)])
def test_names_of_one_bearer_meet_and_others_do_not(name: str, precision: float, recall: float) -> None:
    marked = list(articles(DATA / f"{name}.txt"))
    found = resolved([read for read, _ in marked]).entity_of
    who = {(read.document.id, number): bearer for read, bearers in marked for number, bearer in bearers.items()}
    pairs = [(found[a] == found[b], who[a] == who[b]) for a, b in combinations(sorted(who), 2)]
    right = sum(same and meant for same, meant in pairs)
    assert right / sum(same for same, _ in pairs) >= precision
    assert right / sum(meant for _, meant in pairs) >= recall


@pytest.mark.parametrize("name", SETS)
def test_more_than_thirty_short_articles_are_told_apart(name: str) -> None:
    assert len(marked(name)) >= 25


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(SETS))
def test_the_order_of_articles_changes_nothing(random: object, name: str) -> None:
    shuffled = marked(name)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolved(shuffled) == resolved(marked(name))


@pytest.mark.parametrize("name", SETS)
def test_no_mention_and_no_name_is_lost(name: str) -> None:
    found = resolved(marked(name))
    for read in marked(name):
        for mention in read.mentions:
            entity = found.by_id[found.entity_of[read.document.id, mention.cluster]]
            assert mention.label in {entity.label, *entity.aliases}
            assert mention.span.of(read.document.text) in {entity.label, *entity.aliases} or mention.kind == "pronoun"


@settings(deadline=None)
@given(st.sets(st.integers(0, 30)), st.sampled_from(SETS))
def test_an_iri_stays_when_documents_come_unless_the_change_is_told(left_out: set[int], name: str) -> None:
    whole = marked(name)
    some = [read for number, read in enumerate(whole) if number not in left_out]
    before, after = resolved(some), resolved(whole)
    one, other = (
        Knowledge(tuple(r.document for r in readings), found.entities, (), fuse((), found.entities, ()))
        for readings, found in ((some, before), (whole, after))
    )
    changes = diff(one, other)
    told = " ".join(change.words for change in changes if change.kind in ("merge", "split", "rename"))
    for place, id in before.entity_of.items():
        if after.entity_of[place] != id:
            assert f"({id})" in told
            assert f"({after.entity_of[place]})" in told


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("Chinese Foreign Ministry", "Foreign Ministry of China", True),
        ("US Navy", "United States Navy", True),
        ("Chinese Foreign Ministry", "Russian Foreign Ministry", False),
        ("US Navy", "US Army", False),
        ("Bank of China", "Chinese Bank", False),
    ],
)
def test_a_body_of_a_state_is_known_by_the_state(one: str, other: str, are_one: bool) -> None:
    found = resolved([named("a", one, "ORG"), named("b", other, "ORG")])
    assert (len(found.entities) == 1) == are_one


CROWDS = {
    "a surname of two people": ("Smith", "John Smith", "Jane Smith"),
    "middle names without end": ("John {} Smith", "John Smith", "Smith"),
    "initials of hundreds": ("J{} Smith", "J. Smith", "Smith"),
}


@pytest.mark.parametrize("forms", CROWDS.values(), ids=CROWDS.keys())
def test_the_links_of_a_common_name_grow_no_faster_than_its_documents(forms: tuple[str, ...]) -> None:
    def links(count: int) -> int:
        syllable = ["ba", "do", "mi", "ru"]
        words = ["".join(syllable[i // 4**n % 4] for n in range(4)) for i in range(count)]
        readings = [named(f"{i:03}", forms[i % 3].format(word), "PERSON") for i, word in enumerate(words)]
        return len(resolved(readings).links)

    assert links(240) <= 2.2 * links(120)


def test_a_method_says_how_its_score_grows_with_neighbours() -> None:
    assert all(0 < worth.alone <= worth.beside <= 1 for worth in worths().values())


def test_the_table_has_every_method_and_no_other() -> None:
    assert worths().keys() == set(Method)


def test_the_docs_have_the_table_of_methods() -> None:
    page = (ROOT / "docs" / "merges.md").read_text(encoding="utf-8")
    assert page == runpy.run_path(str(ROOT / "tools" / "merges.py"))["page"](page), "write it anew: make docs"


# -- what a person decides ---------------------------------------------------------------------------------------------


def test_a_rejected_merge_is_taken_apart_and_back_byte_for_byte() -> None:
    graph = knowledge(SPEECHES)
    apart = knowledge(SPEECHES, REJECTED)
    assert {"Jens_Stoltenberg", "Stoltenberg"} <= {entity.id for entity in apart.entities}
    assert written(apart) != written(graph)
    assert written(knowledge(SPEECHES, REJECTED.replace("rejected", "proposed"))) == written(graph)
    assert written(knowledge(SPEECHES)) == written(graph)
    told = {change.kind for change in diff(graph, apart)}
    assert "split" in told
    assert "merge" in {change.kind for change in diff(apart, graph)}


def test_a_name_may_be_taken_apart_by_document() -> None:
    found = resolved(SPEECHES[1:], "merges: [{names: [Stoltenberg (Person)], decision: rejected}]")
    assert people(found) == ["Stoltenberg_b", "Stoltenberg_c"]


def test_names_that_are_forbidden_never_meet_not_even_through_a_third() -> None:
    found = resolved(SPEECHES, "forbid: [[Stoltenberg, Jens Stoltenberg]]")
    assert people(found) == ["Jens_Stoltenberg", "Stoltenberg"]


def test_one_document_may_be_told_from_the_others() -> None:
    found = resolved(SPEECHES, "forbid: [[Jens Stoltenberg, {name: Stoltenberg, in: [c]}]]")
    assert found.entity_of["b", 0] == found.entity_of["a", 0] == "Jens_Stoltenberg"
    assert found.entity_of["c", 0] == "Stoltenberg_c"


def test_names_that_kg_did_not_see_are_joined() -> None:
    found = resolved(SPEECHES, "join: [[Berlin, Paris]]")
    assert found.entity_of["a", 1] == found.entity_of["b", 1]
    [city] = [entity for entity in found.entities if "Berlin" in (entity.label, *entity.aliases)]
    assert "joined by hand" in {merge.method for merge in city.merges}


def test_who_of_several_is_meant_may_be_confirmed() -> None:
    clintons = [
        reading("Bill Clinton won.", {"Bill Clinton": "PERSON"}, [], "a"),
        reading("Hillary Clinton won.", {"Hillary Clinton": "PERSON"}, [], "b"),
        reading("Clinton spoke.", {"Clinton": "PERSON"}, [], "c"),
        reading("Clinton spoke again.", {"Clinton": "PERSON"}, [], "d"),
    ]
    assert people(resolved(clintons)) == ["Bill_Clinton", "Clinton_c", "Clinton_d", "Hillary_Clinton"]
    yes = "merges: [{names: [{name: Clinton, kind: Person, in: [c]}, Hillary Clinton (Person)], decision: confirmed}]"
    found = resolved(clintons, yes)
    assert people(found) == ["Bill_Clinton", "Clinton_d", "Hillary_Clinton"]
    assert found.entity_of["c", 0] == "Hillary_Clinton"
    [link] = [link for link in found.links if link.verdict is Verdict.CONFIRMED]
    assert link.applied
    [merge] = [m for e in found.entities for m in e.merges if m.document == "c"]
    assert merge.method.endswith(", confirmed")


def test_a_surname_is_not_joined_to_something_that_is_no_person() -> None:
    found = resolved(
        [
            reading("Clinton Foundation gave money.", {"Clinton Foundation": "ORG"}, [], "a"),
            reading("Clinton spoke.", {"Clinton": "PERSON"}, [], "b"),
        ]
    )
    assert found.entity_of["a", 0] != found.entity_of["b", 0]


def test_the_threshold_is_the_users() -> None:
    assert people(resolved(SPEECHES, "apply_from: 0.5")) == ["Jens_Stoltenberg"]
    sure = "apply_from: 0.99\n"
    assert people(resolved(SPEECHES, sure)) == ["Jens_Stoltenberg", "Stoltenberg_b", "Stoltenberg_c"]
    sure += "merges: [{names: [Stoltenberg (Person)], decision: confirmed}]"
    assert people(resolved(SPEECHES, sure)) == ["Jens_Stoltenberg", "Stoltenberg"]


def test_sharper_thresholds_only_take_apart() -> None:
    readings = [read for name in SETS for read in marked(name)]
    before = resolved(readings).entity_of
    for least in (0.6, 0.75, 0.9, 1.0):
        now = resolved(readings, f"apply_from: {least}").entity_of
        # What is one now was one before.
        was: dict[str, set[str]] = defaultdict(set)
        for place, id in now.items():
            was[id].add(before[place])
        assert all(len(ids) == 1 for ids in was.values()), least
        before = now


def test_a_decision_that_no_text_needs_is_named_and_changes_nothing() -> None:
    found = resolved(SPEECHES, "forbid:\n- [Nobody Known, Jens Stoltenberg]\n")
    assert found.unused == ("merges.yaml, line 2: Nobody Known and Jens Stoltenberg",)
    assert found.entities == resolved(SPEECHES).entities


LABELS = {name: sorted({m.label for read in marked(name) for m in read.mentions if m.kind == "name"}) for name in SETS}


@st.composite
def decided(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]], str]:
    """A set of articles, pairs of its names that are forbidden, and the file that forbids and joins."""
    name = draw(st.sampled_from(SETS))
    pair = st.tuples(*[st.sampled_from(LABELS[name])] * 2).filter(lambda pair: fold(pair[0]) != fold(pair[1]))
    forbidden, wanted = draw(st.lists(pair, max_size=4)), draw(st.lists(pair, max_size=4))
    apart = {frozenset(map(fold, pair)) for pair in forbidden}
    together = [pair for pair in wanted if frozenset(map(fold, pair)) not in apart]
    return name, forbidden, json.dumps({"forbid": forbidden, "join": together}, ensure_ascii=False)


@settings(deadline=None)
@given(decided(), st.randoms(use_true_random=False))
def test_what_is_forbidden_never_meets_and_nothing_is_lost(
    given: tuple[str, list[tuple[str, str]], str], random: object
) -> None:
    name, forbidden, text = given
    readings = marked(name)
    found = resolved(readings, text)
    random.shuffle(readings)  # type: ignore[attr-defined]
    assert resolved(readings, text) == found
    names: dict[str, set[str]] = defaultdict(set)
    for read in readings:
        for mention in read.mentions:
            if mention.kind == "name":
                names[found.entity_of[read.document.id, mention.cluster]].add(fold(mention.label))
    for one, other in forbidden:
        assert not any({fold(one), fold(other)} <= known for known in names.values())
    assert set(found.entity_of) == set(resolved(readings).entity_of)


# -- the file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("merges: [", "line 2: no YAML"),
        ("a: b: c", "line 1: no YAML"),
        ("- x", "line 1: a list means nothing here; expected the sections"),
        ("merge: []", "line 1: the section 'merge' means nothing here; expected apply_from, join, forbid or merges"),
        ("join: []\njoin: []", "line 2: a second section 'join'"),
        ("join: yes", "line 1: 'join' is no list"),
        ("forbid:\n- [one]", "line 2: a list under 'forbid' means nothing here; expected two names in brackets"),
        ("forbid:\n- [A, A]", "line 2: the name 'A' twice"),
        ("forbid:\n- [A, {name: B, type: Person}]", "line 2: the field 'type' of a name"),
        ("forbid:\n- [A, {kind: Person}]", "line 2: a name without name"),
        ("forbid:\n- [A, {name: B, kind: Human}]", "line 2: the kind 'Human'"),
        ("merges:\n- decision: confirmed", "line 2: an entry without names"),
        (
            "merges:\n- names: [A]\n  decision: reject",
            "line 3: decision 'reject' means nothing here",
        ),
        (
            "merges:\n- names: [A]\n  decison: rejected",
            "line 3: the field 'decison' of an entry means nothing here; expected one of names, decision",
        ),
        ("apply_from: high", "line 1: apply_from 'high' means nothing here; expected a number from 0"),
        ("apply_from: 7", "line 1: apply_from '7'"),
        ("join: &a [*a]", "line 1: an anchor"),
        ("join: [[A, B]]\nforbid: [[B, A]]", "line 2: B and A are to be apart, but together at merges.yaml, line 1"),
        ("x: !!python/object/apply:os.system [ls]", "line 1: the section 'x'"),
        ("\x07", "no YAML"),
        ("# deep\njoin: " + "[" * 100_000 + "]" * 100_000, "line 2: lists within lists, more than 50 deep"),
        ("join: " + "{a: " * 100_000, "line 1: lists within lists"),
    ],
    ids=lambda text: text[:40].replace("\n", " "),
)
def test_a_wrong_file_is_told_with_line_and_remedy(text: str, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)) as raised:
        merges.read(text)
    assert str(raised.value).startswith("merges.yaml")


def test_what_is_written_is_read_as_it_was() -> None:
    found = resolved(marked("one"))
    text = merges.write(found.links)
    assert merges.read(text) == merges.NONE
    assert merges.write(found.links, text) == text
    every = merges.read(text.replace("decision: proposed", "decision: confirmed"))
    assert len(every.given) == len(found.links)


def test_confirming_what_is_applied_changes_no_entity() -> None:
    found = resolved(marked("one"))
    entry = r"decision: proposed(\n.*\n.*\n  one_entity: yes)"
    confirmed = re.sub(entry, r"decision: confirmed\1", merges.write(found.links))
    again = resolved(marked("one"), confirmed)
    assert not again.unused
    assert again.entity_of == found.entity_of
    assert [link.verdict == "confirmed" for link in again.links] == [link.applied for link in found.links]


def test_decisions_and_comments_stay_when_the_file_is_written_anew() -> None:
    text = merges.write(resolved(SPEECHES).links)
    text = text.replace("join: []", "join:\n# two spellings\n- [Paris, Parys]  # seen in print")
    text = text.replace("decision: proposed", "decision: rejected # another man", 1)
    text = text.replace("- names: [Stoltenberg (Person)]", "# ask Ann\n- names: [Stoltenberg (Person)]")
    text = "# reviewed in May\n" + text
    again = merges.write(resolved(SPEECHES, text).links, text)
    for kept in ("# two spellings", "# seen in print", "# another man", "# ask Ann", "# reviewed in May"):
        assert again.count(kept) == 1
    assert merges.read(again).given[0].names[1].name == "Parys"
    assert [d.side for d in merges.read(again).given] == ["together", "apart"]
    assert merges.write(resolved(SPEECHES, again).links, again) == again


def test_a_decision_stays_though_its_document_is_gone() -> None:
    text = merges.write(resolved(SPEECHES, REJECTED).links, REJECTED)
    gone = merges.write(resolved(SPEECHES[:1], text).links, text)
    assert merges.read(gone).given == merges.read(gone).given
    assert written(knowledge(SPEECHES, gone)) == written(knowledge(SPEECHES, REJECTED))


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip)


@example("0", "IN", "ORG")
@given(names, names, st.sampled_from(["PERSON", "ORG", "GPE"]))
def test_any_name_comes_back_from_the_file(one: str, other: str, type: str) -> None:
    found = resolved([named("a", one, type), named("b", one, type), named("c", other, type)])
    text = merges.write(found.links)
    confirmed = merges.read(text.replace("decision: proposed", "decision: confirmed"))
    assert len(confirmed.given) == len(found.links)
    assert merges.write(found.links, text) == text


# -- the commands ------------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_review_is_obeyed_by_the_next_build_and_taken_back_without_trace(kg: Kg, tmp_path: Path) -> None:
    said = {
        "a": "NATO chief Jens Stoltenberg said that Russia attacks Ukraine.",
        "b": "Mr. Stoltenberg said that China aids Russia.",
    }
    for id, text in said.items():
        (tmp_path / f"{id}.txt").write_text(text)
    texts, out = (tmp_path / "a.txt", tmp_path / "b.txt"), tmp_path / "out"
    assert kg("build", *texts, "-o", out).status == 0
    first = {name: (out / name).read_bytes() for name in ("graph.trig", "graph.html", "report.md")}
    quads = kg("export", out, "--format", "nquads").out
    ended = kg("resolve", out)
    assert ended.status == 0
    assert re.match(r"\d+ links?: \d+ proposed, 0 confirmed, 0 rejected", ended.out)
    file = out / "merges.yaml"
    text = file.read_text()
    assert "names: [Stoltenberg (Person), Jens Stoltenberg (Person)]" in text

    file.write_text(text.replace("decision: proposed", "decision: rejected"))
    kg("build", *texts, "-o", out)
    assert kg("export", out, "--format", "nquads").out != quads
    assert "Stoltenberg" in kg("explain", out, "Stoltenberg").out
    kg("resolve", out)
    assert "decision: rejected" in file.read_text()
    assert "1 rejected" in kg("resolve", out).out

    file.write_text(text)
    kg("build", *texts, "-o", out)
    assert {name: (out / name).read_bytes() for name in first} == first
    assert kg("export", out, "--format", "nquads").out == quads

    file.write_text("merges: 7")
    ended = kg("build", *texts, "-o", out)
    assert ended.status == 2
    assert "merges.yaml, line 1" in ended.err
    assert kg("resolve", out).status == 2
    assert file.read_text() == "merges: 7"
    (tmp_path / "mine.yaml").write_text(text)
    assert kg("build", *texts, "-o", out, "--merges", tmp_path / "mine.yaml").status == 0


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        pytest.param('- names: ["a # b"]  # why\n', '- names: ["a # b"]\n', id="in quotes"),
        pytest.param('- names: ["a \\" # b"]  # why\n', '- names: ["a \\" # b"]\n', id="a quote within"),
        pytest.param("- names: [O'Hara # b]\n", "- names: [O'Hara\n", id="an apostrophe opens nothing"),
    ],
)
def test_a_comment_begins_outside_of_quotes(line: str, bare: str) -> None:
    assert what_stays._uncommented(line) == bare


@pytest.mark.parametrize("word", ["yes", "No", "null", "y"])
def test_a_word_that_yaml_reads_otherwise_stands_in_quotes(word: str) -> None:
    assert plain(word) == f'"{word}"'
