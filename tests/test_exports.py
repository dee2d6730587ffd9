"""The graph for other programs: what goes out is read back by their rules, whole, and with its stance."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
import re
import sqlite3
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

import networkx as nx
import pytest
import sample
from conftest import ROOT
from hypothesis import given
from strategies import hostile_graphs, unshrunk

from kg.errors import InputError
from kg.model.kinds import Modality, Polarity
from kg.model.records import Document, Knowledge, Literal, Statement
from kg.network import to_networkx
from kg.show.columns import Kind
from kg.show.export import exported
from kg.show.exports import neo4j
from kg.show.exports.drawn import COLOURS
from kg.show.exports.ftm import SCHEMAS
from kg.show.exports.schema import TABLES
from kg.show.exports.told import Told
from kg.store.formats import FolderFormat
from kg.terms import stance

PARSED = {"double": float, "int": int, "date": datetime.date.fromisoformat, "string[]": lambda cell: cell.split(";")}


def files(knowledge: Knowledge, format: str, **options: Any) -> Mapping[str, bytes]:
    found = exported(knowledge, format, **options)
    assert not isinstance(found, bytes)
    return found


def file(knowledge: Knowledge, format: str, **options: Any) -> bytes:
    found = exported(knowledge, format, **options)
    assert isinstance(found, bytes)
    return found


def links(knowledge: Knowledge, *, facts: bool = False) -> list[Statement]:
    """The statements that join two entities."""
    return [link.statement for link in Told(knowledge).links() if link.is_fact or not facts]


@pytest.mark.parametrize("format", list(FolderFormat))
def test_equal_graphs_give_equal_files(format: str) -> None:
    if format == FolderFormat.PARQUET:
        pytest.importorskip("pyarrow", reason="needs pyarrow, the extra parquet")
    knowledge = sample.knowledge()
    turned = dataclasses.replace(
        knowledge,
        documents=knowledge.documents[::-1],
        statements=knowledge.statements[::-1],
        entities=knowledge.entities[::-1],
    )
    assert files(knowledge, format) == files(turned, format)


# -- Neo4j ---------------------------------------------------------------------------------------------------------


def rows_of_neo4j(data: bytes) -> list[dict[str, object]]:
    """A file of neo4j-admin's import by the rules of its manual: one record a line, typed heads, true and false."""
    text = data.decode("utf-8")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(rows) == text.count("\n") - 1 == len(re.findall(r"[\n\r\u0085\u2028\u2029]", text)) - 1
    assert all(
        re.fullmatch(r"(id:ID|:LABEL|:START_ID|:END_ID|:TYPE|\w+(:(double|int|boolean|date|string\[\]))?)", h)
        for h in head
    )
    assert all(len(row) == len(head) for row in rows)
    found = []
    for row in rows:
        told: dict[str, object] = {}
        for name, cell in zip(head, row, strict=True):
            name, _, kind = name.partition(":") if name[0] != ":" else (name, "", "")
            if cell and kind == "boolean":
                assert cell in ("true", "false")
                told[name] = cell == "true"
            elif cell:
                told[name] = PARSED.get(kind, str)(cell)
        found.append(told)
    return found


def check_neo4j(knowledge: Knowledge) -> None:
    found = files(knowledge, "neo4j")
    nodes, edges = rows_of_neo4j(found[neo4j.NODES]), rows_of_neo4j(found[neo4j.RELATIONSHIPS])
    ids = [node["id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert all(edge[end] in ids for edge in edges for end in (":START_ID", ":END_ID"))
    labels = Counter(str(node[":LABEL"]).split(";")[0] for node in nodes)
    records = {
        "Entity": len(knowledge.entities),
        "Document": len(knowledge.documents),
        "Statement": len(knowledge.statements),
        "Event": len(knowledge.fusion.events),
    }
    assert labels == {name: count for name, count in records.items() if count}
    assert sum("is_fact" in edge for edge in edges) == len(links(knowledge, facts=True))
    assert Counter(edge[":TYPE"] for edge in edges)["HAS_SUBJECT"] == len(knowledge.statements)

    made_nodes, made_edges = run_cypher(found[neo4j.SCRIPT].decode())
    assert sorted(made_nodes, key=repr) == sorted(map(as_made_node, nodes), key=repr)
    assert sorted(made_edges, key=repr) == sorted(map(as_made_edge, edges), key=repr)


def as_made_node(row: Mapping[str, object]) -> tuple[list[str], dict[str, object]]:
    return sorted(str(row[":LABEL"]).split(";")), {k: v for k, v in sorted(row.items()) if k != ":LABEL"}


def as_made_edge(row: Mapping[str, object]) -> tuple[object, ...]:
    ends = (":START_ID", ":END_ID", ":TYPE")
    return *(row[end] for end in ends), {k: v for k, v in sorted(row.items()) if k not in ends}


Made = tuple[list[tuple[list[str], dict[str, object]]], list[tuple[object, ...]]]


def run_cypher(script: str) -> Made:
    """What the script makes, read by as much of the grammar of Cypher as it uses."""
    nodes, edges = [], []
    for rows, what in clauses(script):
        if made := re.fullmatch(r"MERGE \(n:`(\w+)` \{id: row\.id\}\)((?: SET n:`\w+`)*) SET n \+= row", what):
            labels = sorted({made[1], *re.findall(r"`(\w+)`", made[2])})
            nodes += [(labels, dict(sorted(row.items()))) for row in rows]
            continue
        joined = re.fullmatch(
            r"MATCH \(a:\w+ \{id: row\.start\}\) MATCH \(b:\w+ \{id: row\.end\}\) "
            r"MERGE \(a\)-\[r:`([^`]+)`(?: \{((?:\w+: row\.key\.\w+(?:, )?)+)\})?\]->\(b\) SET r \+= row\.told",
            what,
        )
        assert joined is not None, what
        keys = set(re.findall(r"(\w+): row\.key\.\1", joined[2] or ""))
        assert all(set(row["key"]) == keys for row in rows)
        edges += [
            (row["start"], row["end"], joined[1], dict(sorted({**row["key"], **row["told"]}.items()))) for row in rows
        ]
    return nodes, edges


def clauses(script: str) -> Iterator[tuple[list[Any], str]]:
    """The rows of each UNWIND, and what is done with each row."""
    # Before anything else Neo4j puts characters in place of their numbers.
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), script)
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("//"))
    constraint = r"CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:\w+\) REQUIRE n\.id IS UNIQUE;\s+"
    at = 0
    while found := re.compile(constraint).match(text, at):
        at = found.end()
    while at < len(text):
        assert text.startswith("UNWIND ", at)
        rows, at = value(text, at + len("UNWIND "))
        end = text.index(";\n", at)
        yield rows, text[at:end].strip().removeprefix("AS row").strip()
        at = end + 2


SPACE, NAME, NUMBER = re.compile(r"\s*"), re.compile(r"\w+: "), re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
STRING = re.compile(r"'((?:[^'\\]|\\['\\])*)'", re.DOTALL)


def value(text: str, at: int) -> tuple[Any, int]:
    at = skip(text, at)
    if text[at] in "[{":
        return inside(text, at)
    if text.startswith("date(", at):
        told, at = value(text, at + len("date("))
        assert text[at] == ")"
        return datetime.date.fromisoformat(told), at + 1
    if text.startswith(("true", "false"), at):
        return text[at] == "t", at + (4 if text[at] == "t" else 5)
    if found := STRING.match(text, at):
        return re.sub(r"\\(.)", r"\1", found[1]), found.end()
    found = NUMBER.match(text, at)
    assert found is not None, text[at : at + 40]
    return json.loads(found[0]), found.end()


def inside(text: str, at: int) -> tuple[Any, int]:
    is_map, items, names = text[at] == "{", [], []
    at = skip(text, at + 1)
    while text[at] not in "]}":
        if is_map:
            name = NAME.match(text, at)
            assert name is not None
            names.append(name[0].removesuffix(": "))
            at = name.end()
        item, at = value(text, at)
        items.append(item)
        at = skip(text, at)
        assert text[at] in ",]}"
        at = skip(text, at + (text[at] == ","))
    return (dict(zip(names, items, strict=True)) if is_map else items), at + 1


def skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    assert found is not None
    return found.end()


def test_neo4j_reads_as_many_nodes_and_relationships_from_the_files_as_from_the_script() -> None:
    check_neo4j(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_files_for_neo4j(knowledge: Knowledge) -> None:
    check_neo4j(knowledge)


def test_a_denied_claim_is_a_node_for_neo4j_and_no_relationship() -> None:
    found = files(sample.knowledge(), "neo4j")
    edges = rows_of_neo4j(found[neo4j.RELATIONSHIPS])
    joined = {(edge[":START_ID"], edge[":TYPE"], edge[":END_ID"]) for edge in edges}
    assert ("e:China", "AIDS", "e:Russia") in joined
    assert not [edge for edge in joined if edge[0] == "e:Europe" and edge[2] == "e:China"]
    [hoped] = [n for n in rows_of_neo4j(found[neo4j.NODES]) if n.get("predicate") == "kg:presses"]
    assert (hoped["stance"], hoped["name"], hoped[":LABEL"]) == (
        "hoped for",
        "hoped for: Europe presses China",
        "Statement",
    )
    assert (hoped["id"], "ATTRIBUTED_TO", "e:United_States") in joined


def test_the_innermost_speaker_is_the_first_for_neo4j() -> None:
    edges = rows_of_neo4j(files(sample.knowledge(), "neo4j")[neo4j.RELATIONSHIPS])
    [slander] = [s for s in sample.statements() if s.predicate == "rel:slander"]
    chain = {
        e["order"]: e[":END_ID"]
        for e in edges
        if e[":TYPE"] == "ATTRIBUTED_TO" and e[":START_ID"] == f"st:{slander.id}"
    }
    assert chain == {1: "e:Mao_Ning", 2: "e:China"}


@pytest.mark.parametrize("label", ["\\u0041", "\\\\u0041", "ends \\", "it's", "\\'", '"', "`a`", "; //", "{a: 1}"])
def test_text_that_looks_like_an_escape_is_the_same_text_for_neo4j(label: str) -> None:
    entities = tuple(dataclasses.replace(e, label=label) for e in sample.knowledge().entities)
    knowledge = dataclasses.replace(sample.knowledge(), entities=entities)
    check_neo4j(knowledge)
    nodes, _ = run_cypher(files(knowledge, "neo4j")[neo4j.SCRIPT].decode())
    assert {told["name"] for labels, told in nodes if "Entity" in labels} == {label}


def test_no_relation_of_a_text_is_taken_for_what_leads_from_a_statement() -> None:
    statement = dataclasses.replace(fact(), predicate="rel:has_subject")
    edges = rows_of_neo4j(files(only(statement), "neo4j")[neo4j.RELATIONSHIPS])
    assert [edge[":TYPE"] for edge in edges if "is_fact" in edge] == ["HAS_SUBJECT_"]


def fact() -> Statement:
    return next(s for s in sample.statements() if s.predicate == "kg:aids")


def only(*statements: Statement) -> Knowledge:
    return dataclasses.replace(sample.knowledge(), statements=statements)


# -- tables --------------------------------------------------------------------------------------------------------


def read_tables(knowledge: Knowledge, *, raw: bool = True) -> dict[str, list[dict[str, str]]]:
    found = files(knowledge, "tables", raw=raw)
    read = {}
    for table in TABLES:
        text = found[f"{table.name}.csv"].decode("utf-8")
        assert text.endswith("\r\n")
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert head == [column.name for column in table.columns]
        read[table.name] = [dict(zip(head, row, strict=True)) for row in rows]
    return read


OF_KIND: Mapping[Kind, Callable[[str], object]] = {
    Kind.TEXT: str,
    Kind.TEXTS: str,
    Kind.CLOSED: str,
    Kind.WHOLE: int,
    Kind.SCORE: float,
    Kind.TRUTH: ["false", "true"].index,
    Kind.DAY: datetime.date.fromisoformat,
}


def check_tables(knowledge: Knowledge) -> None:
    read = read_tables(knowledge)
    keys = {table.name: {row[table.columns[0].name] for row in read[table.name]} for table in TABLES}
    for table in TABLES:
        rows = read[table.name]
        assert not table.has_key or len(keys[table.name]) == len(rows)
        for row in rows:
            for column in table.columns:
                cell = row[column.name]
                assert cell or not column.is_needed
                assert not cell or OF_KIND[column.kind](cell) is not None
                assert not cell or not column.leads_to or cell in keys[column.leads_to]
    counts = {name: len(rows) for name, rows in read.items()}
    assert counts["documents"] == len(knowledge.documents)
    assert counts["entities"] == len(knowledge.entities)
    assert counts["statements"] == len(knowledge.statements)
    assert counts["events"] == len(knowledge.fusion.events)
    assert counts["evidence"] == sum(len(statement.evidence) for statement in knowledge.statements)
    assert counts["roles"] == sum(len(statement.roles) for statement in knowledge.statements)
    assert sum(row["is_fact"] == "true" for row in read["statements"]) == sum(s.is_fact for s in knowledge.statements)


def test_the_tables_join_by_their_ids_and_hold_all_records() -> None:
    check_tables(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_tables(knowledge: Knowledge) -> None:
    check_tables(knowledge)
    for rows in read_tables(knowledge, raw=False).values():
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"[-+][\d.]+", cell)]


def test_a_formula_is_left_as_it_is_only_where_that_is_asked_for() -> None:
    knowledge = sample.knowledge()
    odd = tuple(dataclasses.replace(entity, label=f"={entity.label}()") for entity in knowledge.entities)
    knowledge = dataclasses.replace(knowledge, entities=odd)
    assert b"\r\nChina,'=China()," in files(knowledge, "tables")["entities.csv"]
    assert b"\r\nChina,=China()," in files(knowledge, "tables", raw=True)["entities.csv"]
    assert b",=China()," in file(knowledge, "csv", raw=True)
    with pytest.raises(InputError, match="nquads takes no raw; csv, tables do"):
        exported(knowledge, "nquads", raw=True)


def test_the_columns_are_described_for_programs() -> None:
    described = json.loads(files(sample.knowledge(), "tables")["csv-metadata.json"])
    told = {table["url"]: table["tableSchema"] for table in described["tables"]}
    assert set(told) == {f"{table.name}.csv" for table in TABLES}
    kinds = {column["name"]: column["datatype"] for column in told["statements.csv"]["columns"]}
    assert (kinds["earliest"], kinds["confidence"]) == ("date", "double")
    assert kinds["is_fact"] == {"base": "boolean", "format": "true|false"}
    assert {"columnReference": "subject", "reference": {"resource": "entities.csv", "columnReference": "id"}} in told[
        "statements.csv"
    ]["foreignKeys"]


def test_a_denial_is_a_row_with_its_stance_and_its_speaker() -> None:
    [denied] = [row for row in read_tables(sample.knowledge())["statements"] if row["stance"] == "denied"]
    assert (denied["is_fact"], denied["speaker_label"], denied["claim"]) == (
        "false",
        "China",
        "denied: China provides arms",
    )


def test_a_mention_is_the_text_at_its_offsets() -> None:
    rows = read_tables(sample.knowledge())["mentions"]
    for row in rows:
        assert sample.document(row["document"]).text[int(row["start"]) : int(row["end"])] == row["words"]
    assert {"Moscow", "Russian forces"} <= {row["words"] for row in rows if row["entity"] == "Russia"}


# -- Parquet -------------------------------------------------------------------------------------------------------


def check_parquet(knowledge: Knowledge) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow, the extra parquet")
    found, read = files(knowledge, "parquet"), read_tables(knowledge)
    assert set(found) == {f"{name}.parquet" for name in read}
    for table in TABLES:
        stored = parquet.read_table(io.BytesIO(found[f"{table.name}.parquet"]))
        assert stored.column_names == [column.name for column in table.columns]
        for column in table.columns:
            told = [OF_KIND[column.kind](row[column.name]) if row[column.name] else None for row in read[table.name]]
            cells = stored.column(column.name).to_pylist()
            if column.kind is Kind.TEXTS:
                between = " > " if column.name == "speakers" else "; "
                cells = [between.join(cell) for cell in cells]
            assert [cell or None for cell in cells] == [cell or None for cell in told]


def test_parquet_holds_what_the_tables_hold() -> None:
    check_parquet(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_parquet(knowledge: Knowledge) -> None:
    check_parquet(knowledge)


def test_a_parquet_file_tells_the_types_and_meanings_of_its_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow, the extra parquet")
    schema = parquet.read_schema(io.BytesIO(files(sample.knowledge(), "parquet")["statements.parquet"]))
    kinds = {name: str(schema.field(name).type) for name in ("is_fact", "earliest", "confidence", "quote")}
    assert kinds == {"is_fact": "bool", "earliest": "date32[day]", "confidence": "double", "quote": "string"}
    assert str(schema.field("speakers").type.value_type) == "string"
    assert schema.field("claim").metadata[b"description"].startswith(b"all of it in words")
    assert not schema.field("stance").nullable


def test_without_pyarrow_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        InputError, match=r"parquet needs pyarrow, which is not installed: pip install 'kg-news\[parquet\]'"
    ):
        exported(sample.knowledge(), "parquet")


# -- SQLite --------------------------------------------------------------------------------------------------------


def opened(knowledge: Knowledge) -> closing[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.deserialize(file(knowledge, "sqlite"))
    return closing(base)


def check_sqlite(knowledge: Knowledge) -> None:
    tables = read_tables(knowledge)
    with opened(knowledge) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, rows in tables.items():
            stored = base.execute(f"SELECT * FROM {name}").fetchall()
            as_text = [["" if c is None else str(c) for c in row] for row in stored]
            truths = {"true": "1", "false": "0"}
            fields = [column.name for table in TABLES if table.name == name for column in table.columns]
            told = [[truths.get(row[f], row[f]) if f == "is_fact" else row[f] for f in fields] for row in rows]
            assert as_text == told
        [facts] = base.execute("SELECT count(*) FROM facts").fetchone()
        assert facts == sum(statement.is_fact for statement in knowledge.statements)
        [edges] = base.execute("SELECT count(*) FROM edges").fetchone()
        assert edges == sum(s.object in {e.id for e in knowledge.entities} for s in knowledge.statements)


def test_the_database_is_sound_and_holds_what_the_tables_hold() -> None:
    check_sqlite(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_database(knowledge: Knowledge) -> None:
    check_sqlite(knowledge)


def test_the_views_of_the_database_answer_the_usual_questions() -> None:
    with opened(sample.knowledge()) as base:
        assert base.execute("SELECT who, claim FROM denials").fetchall() == [("China", "denied: China provides arms")]
        hoped = base.execute("SELECT stance, claim FROM who_says_what WHERE who = 'United_States'").fetchall()
        assert hoped == [("hoped for", "hoped for: Europe presses China")]
        edges = base.execute("SELECT relation, is_fact FROM edges WHERE source = 'Europe'").fetchall()
        assert edges == [("hoped for: presses", 0)]
        assert base.execute("SELECT object_label FROM facts WHERE subject = 'Capri'").fetchall() == [("Italy",)]


def test_words_are_found_in_sentences_and_in_names() -> None:
    with opened(sample.knowledge()) as base:
        query = "SELECT statement FROM evidence WHERE id IN (SELECT rowid FROM evidence_fts WHERE evidence_fts MATCH ?)"
        [provides] = [s.id for s in sample.statements() if s.polarity is Polarity.NEGATIVE and s.phrase == "provide"]
        assert (provides,) in base.execute(query, ("denies AND weapons",)).fetchall()
        assert base.execute("SELECT entity FROM names WHERE names MATCH 'moscow'").fetchall() == [("Russia",)]


def test_a_statement_about_nobody_known_is_refused_by_the_keys() -> None:
    statement = dataclasses.replace(fact(), subject="Nobody")
    with opened(only(statement)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() != []


# -- drawings ------------------------------------------------------------------------------------------------------

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"


@pytest.mark.parametrize("view", ["facts", "actors", "all"])
@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_drawing_has_the_nodes_and_edges_of_its_view(format: str, read: Callable[..., Any], view: str) -> None:
    graph = read(io.BytesIO(file(sample.knowledge(), format, view=view)))
    wanted = to_networkx(sample.knowledge(), view=view)
    assert (len(graph), graph.number_of_edges()) == (len(wanted), wanted.number_of_edges())
    names = {data["entity"]: name for name, data in wanted.nodes(data=True)}
    told = sorted((names[one], names[other], data["claim"]) for one, other, data in graph.edges(data=True))
    assert told == sorted((one, other, data["claim"]) for one, other, data in wanted.edges(data=True))
    stances = {data["stance"] for *_, data in graph.edges(data=True)}
    assert (stances == {"fact"}) == (view == "facts")


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_what_is_no_fact_says_so_on_its_edge(format: str, read: Callable[..., Any]) -> None:
    graph = read(io.BytesIO(file(sample.knowledge(), format, view="actors")))
    labels = {data["label"] for one, other, data in graph.edges(data=True) if (one, other) == ("Europe", "China")}
    assert labels == {"hoped for: presses", "urges"}  # "urged European powers to ... China" is what was done
    weights = {data["how"]: data["weight"] for *_, data in graph.edges(data=True)}
    assert (weights["direct"], weights["speech"]) == (1.0, 0.5)


def test_a_gexf_file_has_its_parts_in_the_order_of_the_schema() -> None:
    root = ElementTree.fromstring(file(sample.knowledge(), "gexf", view="all"))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [part.tag for part in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    [graph] = root.iter(f"{GEXF}graph")
    assert [part.tag for part in graph] == [f"{GEXF}attributes"] * 2 + [f"{GEXF}nodes", f"{GEXF}edges"]
    for node in root.iter(f"{GEXF}node"):
        assert [part.tag for part in node] == [f"{GEXF}attvalues", f"{VIZ}color", f"{VIZ}size"]
    for edge in root.iter(f"{GEXF}edge"):
        assert [part.tag for part in edge] == [f"{GEXF}attvalues", f"{VIZ}color"]
        assert set(edge.keys()) - {"start", "end"} == {"id", "source", "target", "label", "kind", "weight"}


def test_gephi_gets_colours_by_class_and_times_where_they_are_told() -> None:
    root = ElementTree.fromstring(file(sample.knowledge(), "gexf"))
    nodes = {node.get("id"): node for node in root.iter(f"{GEXF}node")}
    colour = nodes["Kurt_Campbell"].find(f"{VIZ}color")
    assert colour is not None
    assert tuple(int(colour.get(c, "")) for c in "rgb") == COLOURS["person"]
    times = {(e.get("source"), e.get("target")): (e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")}
    assert times["Russia", "Ukraine"] == ("2022-02-01", "2022-02-28")
    assert times["Capri", "Italy"] == (None, None)
    [graph] = root.iter(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_a_drawing(knowledge: Knowledge) -> None:
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read(io.BytesIO(file(knowledge, format, view="all")))
        wanted = to_networkx(knowledge, view="all")
        assert (len(graph), graph.number_of_edges()) == (len(wanted), wanted.number_of_edges())


def test_only_drawings_have_a_view() -> None:
    with pytest.raises(InputError, match="sqlite takes no view; graphml, gexf do"):
        exported(sample.knowledge(), "sqlite", view="all")
    with pytest.raises(InputError, match="no view 'best'"):
        exported(sample.knowledge(), "gexf", view="best")


# -- FollowTheMoney ------------------------------------------------------------------------------------------------


def ftm(knowledge: Knowledge) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file(knowledge, "ftm").decode().splitlines()]


def check_ftm(knowledge: Knowledge) -> list[dict[str, Any]]:
    found = ftm(knowledge)
    schemas = Counter(entity["schema"] for entity in found)
    ids = {entity["id"]: entity["schema"] for entity in found}
    assert len(ids) == len(found)
    assert schemas["Article"] == len(knowledge.documents)
    types = {entity.id: entity.type for entity in knowledge.entities}
    joined = [s for s in links(knowledge) if types[s.subject] in SCHEMAS and types[str(s.object)] in SCHEMAS]
    assert sum("recordId" in entity["properties"] for entity in found) == len(joined)
    assert all(re.fullmatch(r"kg-[0-9a-f]{40}", id) for id in ids)
    for entity in found:
        for name in ("subject", "object", "member", "organization", "holder", "post", "proof", "involved"):
            assert all(id in ids for id in entity["properties"].get(name, ()))
        assert all(values and all(values) for values in entity["properties"].values())
    return found


def test_a_name_that_nobody_can_see_and_a_year_before_1000_are_not_told_to_follow_the_money() -> None:
    knowledge = only(dataclasses.replace(fact(), earliest="0862-12-04", latest="1862-12-04"))
    entities = tuple(dataclasses.replace(e, label="\u200b", aliases=("\u200b",)) for e in knowledge.entities)
    found = ftm(dataclasses.replace(knowledge, entities=entities))
    assert {"China"} in [set(entity["properties"].get("name", ())) for entity in found]
    assert not [entity for entity in found if "alias" in entity["properties"]]
    [link] = [entity["properties"] for entity in found if "recordId" in entity["properties"]]
    assert ("startDate" in link, link["endDate"]) == (False, ["1862-12-04"])


def test_statements_are_links_of_follow_the_money() -> None:
    found = check_ftm(sample.knowledge())
    names = {entity["id"]: entity["properties"]["name"][0] for entity in found if "name" in entity["properties"]}

    def told(schema: str, *ends: str) -> set[tuple[str, ...]]:
        return {tuple(names[e["properties"][end][0]] for end in ends) for e in found if e["schema"] == schema}

    assert ("Italy", "G7") in told("Membership", "member", "organization")
    assert ("Kurt Campbell", "US Deputy Secretary of State") in told("Occupancy", "holder", "post")
    assert ("China", "Russia") in told("UnknownLink", "subject", "object")


def test_what_is_no_fact_is_an_unknown_link_with_its_stance_for_follow_the_money() -> None:
    [member, *_] = [s for s in sample.statements() if s.predicate == "kg:memberOf"]
    denied = dataclasses.replace(member, polarity=Polarity.NEGATIVE)
    [link] = [entity for entity in ftm(only(denied)) if "recordId" in entity["properties"]]
    assert link["schema"] == "UnknownLink"
    assert (link["properties"]["role"], link["properties"]["status"]) == (["denied: is a member of"], ["denied"])


def test_a_link_leads_to_its_sentence_and_its_article_on_the_web() -> None:
    knowledge = only(fact())
    documents = tuple(dataclasses.replace(d, source=f"https://news.example/{d.id}") for d in knowledge.documents)
    [link] = [e for e in ftm(dataclasses.replace(knowledge, documents=documents)) if "recordId" in e["properties"]]
    assert link["properties"]["sourceUrl"] == [f"https://news.example/{sample.CAPRI}"]
    assert link["properties"]["summary"] == [fact().evidence[0].quote]
    assert link["properties"]["description"] == ["China aids Russia; senior US official says so"]


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_entities_of_follow_the_money(knowledge: Knowledge) -> None:
    check_ftm(knowledge)


def test_follow_the_money_itself_finds_no_fault() -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    found = ftm(sample.knowledge())
    schemas = {entity["id"]: model.get(entity["schema"]) for entity in found}
    for entity in found:
        schema = schemas[entity["id"]]
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values)
            range = schema.get(name).range
            assert range is None or all(schemas[id].is_a(range) for id in values)


# -- lists ---------------------------------------------------------------------------------------------------------


def check_lists(knowledge: Knowledge) -> None:
    documents = json.loads(file(knowledge, "langchain"))
    assert len(documents) == len(knowledge.documents)
    assert sum(len(document["relationships"]) for document in documents) == len(links(knowledge))
    for document in documents:
        nodes = {node["id"]: node["type"] for node in document["nodes"]}
        assert len(nodes) == len(document["nodes"])
        for edge in document["relationships"]:
            assert all(nodes[edge[end]["id"]] == edge[end]["type"] for end in ("source", "target"))
            assert re.fullmatch(r"[\w]+", edge["type"])
    graph = json.loads(file(knowledge, "kggen"))
    assert set(graph) == {"entities", "edges", "relations"}
    assert len(graph["entities"]) == len(set(graph["entities"])) == len(knowledge.entities)
    assert {relation for _, relation, _ in graph["relations"]} == set(graph["edges"])
    assert {end for one, _, other in graph["relations"] for end in (one, other)} <= set(graph["entities"])
    assert len(graph["relations"]) == len({(s.subject, s.predicate, s.object, stance_of(s)) for s in links(knowledge)})


def stance_of(statement: Statement) -> str:
    return stance.shown(statement)


def test_programs_around_language_models_get_every_link() -> None:
    check_lists(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_lists(knowledge: Knowledge) -> None:
    check_lists(knowledge)


def test_the_name_of_an_edge_says_what_is_no_fact() -> None:
    documents = json.loads(file(sample.knowledge(), "langchain"))
    edges = {(e["source"]["id"], e["type"], e["target"]["id"]) for d in documents for e in d["relationships"]}
    assert {
        ("China", "AIDS", "Russia"),
        ("China", "DENIED_PROVIDES", "arms"),
        ("Europe", "HOPED_FOR_PRESSES", "China"),
    } <= edges
    relations = json.loads(file(sample.knowledge(), "kggen"))["relations"]
    assert ["China", "denied: provides", "arms"] in relations
    assert ["China", "provides", "arms"] in relations  # as the official says
    assert ["Europe", "presses", "China"] not in relations


def test_langchain_itself_takes_the_documents() -> None:
    module = pytest.importorskip(
        "langchain_community.graphs.graph_document", reason="langchain-community is not installed"
    )
    found = [module.GraphDocument(**document) for document in json.loads(file(sample.knowledge(), "langchain"))]
    assert [document.source.metadata["id"] for document in found] == [d.id for d in sample.knowledge().documents]


# -- what is told of a statement -----------------------------------------------------------------------------------


def test_a_statement_about_a_statement_is_told_with_the_stance_of_that() -> None:
    told = Told(sample.knowledge())
    [denies] = [s for s in sample.statements() if s.predicate == "kg:denies"]
    assert told.claim(denies) == "China denies (denied: China provides arms)"


def test_statements_about_statements_are_told_as_deep_as_anybody_reads() -> None:
    said = [fact()]
    for number in range(2_000):
        last = said[-1]
        said.append(
            dataclasses.replace(
                last, id=f"{number:08x}", predicate="kg:states", object=f"st:{last.id}", object_label="so"
            )
        )
    assert len(Told(only(*said)).claim(said[-1])) < 200


def test_whom_the_text_does_not_name_is_no_end_of_a_link() -> None:
    from kg.model.kinds import Role

    assert links(only(dataclasses.replace(fact(), unbound=(Role.SUBJECT,)))) == []


def test_two_entities_of_one_name_are_told_apart_where_the_name_is_all_there_is() -> None:
    knowledge = sample.knowledge()
    alike = tuple(
        dataclasses.replace(entity, label="CHINA" if entity.id == "Italy" else "China") for entity in knowledge.entities
    )
    names = Told(dataclasses.replace(knowledge, entities=alike)).names
    assert len({name.casefold() for name in names.values()}) == len(alike)


def test_a_source_is_an_address_only_where_it_is_one() -> None:
    from kg.show.exports.told import address

    assert address(Document("a", "", (), source="javascript:alert(1)")) == ""
    assert address(Document("a", "", (), source="https://news.example/a b")) == ""
    assert address(Document("a", "", (), source="https://news.example/a?b=1")) == "https://news.example/a?b=1"


def test_a_literal_object_stands_in_the_tables_and_in_no_link() -> None:
    [members] = [s for s in sample.statements() if isinstance(s.object, Literal)]
    assert links(only(members)) == []
    [row] = read_tables(only(members))["statements"]
    assert (row["object"], row["object_value"], row["is_fact"]) == ("", "32", "true")


def test_a_hope_is_no_fact_in_any_count() -> None:
    hoped = dataclasses.replace(fact(), modality=Modality.DESIRED)
    [row] = read_tables(only(hoped))["statements"]
    assert (row["is_fact"], row["stance"]) == ("false", "hoped for")
    assert not [e for e in rows_of_neo4j(files(only(hoped), "neo4j")[neo4j.RELATIONSHIPS]) if e.get("is_fact")]


# -- docs/exports.md -----------------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "query", re.findall(r"^-- (.+\n[^;]+;)", PAGE, re.MULTILINE), ids=lambda query: query.split("?")[0]
)
def test_the_database_answers_the_queries_of_the_page(query: str) -> None:
    with opened(sample.knowledge()) as base:
        assert base.execute(query.partition("\n")[2]).fetchall() != []


def test_the_queries_of_the_page_ask_neo4j_for_what_is_there() -> None:
    queries = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    assert len(queries) == 5
    found = files(sample.knowledge(), "neo4j")
    nodes, edges = rows_of_neo4j(found[neo4j.NODES]), rows_of_neo4j(found[neo4j.RELATIONSHIPS])
    names = {name for row in (*nodes, *edges) for name in row}
    kinds = {str(edge[":TYPE"]) for edge in edges} | {label for n in nodes for label in str(n[":LABEL"]).split(";")}
    for query in queries:
        assert set(re.findall(r"\b(?:r|n|s|a|b|who|one|other)\.(\w+)", query)) <= names
        assert set(re.findall(r"\{(\w+):", query)) <= names
        assert set(re.findall(r"[:|]([A-Z]\w+)", query)) <= kinds


def test_the_page_tells_of_every_format_and_of_every_part_of_it() -> None:
    from kg.show.export import FORMATS

    assert all(f"`{format}`" in PAGE for format in FORMATS)
    assert all(f"`{table.name}`" in PAGE for table in TABLES)
    assert all(f"`{type}" in PAGE for type in neo4j.STRUCTURE)
    assert all(f"`{schema}`" in PAGE for schema in SCHEMAS.values())
