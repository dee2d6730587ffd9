"""Whatever a file holds, kg reads it or says what is wrong with it: no other error, no text that nobody wrote.

``make fuzz`` draws new examples without end; these are the same in every run.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import noise
import pytest
import strategies
from hypothesis import example, given
from hypothesis import strategies as st
from noise import examples, soup

from kg import gazetteer, texts
from kg.errors import InputError
from kg.knowledge import merges
from kg.model.columns import MISSHAPEN
from kg.model.edits import as_read
from kg.model.records import Document, Failure
from kg.terms import lexicon
from kg.text import read
from kg.text.inputs import decoding
from kg.work.beside.archive import Archive, Recipe, archived, packed, unpacked

SENTENCES = [
    "China aids Russia. ",
    "\n\n",
    "Mr. Braun said: “No.” ",
    "By ANNA BERG\n",
    "LONDON (AP) — ",
    "[Music] ",
    "Q: Why? ",
]
ARTICLES = {
    ".txt": [*SENTENCES, "\r", "\ufeff", "Published: May 7, 2024\n", "wor-\nld ", "â€™", "&amp;", "\x0c"],
    ".md": [
        *SENTENCES,
        "---\n",
        "title: a\n",
        "date: 2024-05-07\n",
        "date: [\n",
        "# ",
        "```",
        "> ",
        "[a](b)",
        "!![",
        "* ",
    ],
    ".html": [
        *SENTENCES,
        "<html>",
        "<p>",
        "</p>",
        "<title>",
        "<!--",
        "<script>",
        "<meta name=date content='2024'",
        "&#x0;",
    ],
    ".jsonl": [
        '{"id": "b", "text": "China aids \\ud800."}\n',
        '{"id": "a", "text": "China aids Russia."}\n',
        '{"text": 3}',
        "\n",
        '{"title": "',
        "[" * 2000,
        "\\ud800",
        '"}',
    ],
    ".csv": ["id,text\n", "text\n", "a,China aids Russia.\n", '"', ",", "\n", "date,", "2024,", "\x00"],
    ".tsv": ["id\ttext\n", "a\tChina aids Russia.\n", '"', "\t", "\n"],
}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The ending of a file, and what is in it."""
    ending = draw(st.sampled_from(sorted(ARTICLES)))
    return ending, draw(noise.encoded(soup(ARTICLES[ending])))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose files each example replaces."""
    return tmp_path_factory.mktemp("noise")


def whole(document: Document) -> None:
    """Nothing where all places of a document lie within its text, and its text can be written to a file."""
    text = document.text
    text.encode()
    places = [place for block in document.blocks for place in (block.span.start, block.span.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    found = as_read(document)
    assert all(0 <= block.span.start <= block.span.end <= len(found.text) for block in found.blocks)


@examples(120)
@given(files())
@example((".jsonl", b'{"text": ' + b"[" * 100_000))
@example((".md", b"---\ntitle: [a\n---\nChina aids Russia."))
@example((".md", b"[" * 200_000 + b"China"))
@example((".md", b"[^" * 100_000 + b"![" * 20_000))
@example((".md", b"China <!--" * 25_000))
@example((".md", b"[a](" * 60_000))
def test_any_article_is_read_or_named(place: Path, made: tuple[str, bytes]) -> None:
    file = place / f"a{made[0]}"
    file.write_bytes(made[1])
    documents, failures = read.read([file])
    assert documents or failures
    for document in documents:
        whole(document)
    for failure in failures:
        assert failure.message.strip()
    assert read.read([file]) == (documents, failures)


@examples(60)
@given(noise.encoded(soup([*SENTENCES, "\n", "\r\n", "\x85", "\u2028", "\x0b", "- "])))
def test_each_line_is_a_document_of_just_its_words(place: Path, data: bytes) -> None:
    file = place / "lines.txt"
    file.write_bytes(data)
    try:
        found = read.lines(str(file))
    except InputError:
        return
    decoded, _ = decoding.decoded(data)
    lines = decoded.split("\n")
    assert [document.text for document in found] == [line.removesuffix("\r") for line in lines if line.strip()]
    for document in found:
        whole(document)


SAID = [
    "China aids Russia.",
    "On May 7, 2024, Mr. Braun said: “We met Omar Marsh in Capri.”",
    "NATO & the EU (s. a.) urge Iran to act .",
    "BREAKING: “Delmar”, she said, “won’t pay”.",
    "😀 Beijing denied that it arms Moscow…",
]


@pytest.mark.model
@examples(8)
@given(st.lists(st.sampled_from(SAID) | noise.names, min_size=1, max_size=12).map("\n".join))
def test_any_lines_are_extracted_or_named(place: Path, text: str) -> None:
    file = place / "extract.txt"
    file.write_bytes(text.encode("utf-8", "ignore"))
    failures: list[Failure] = []
    try:
        rows = [
            json.loads(row) for row in texts.extract([], lines=str(file), form="statements", failed=failures.append)
        ]
    except InputError:
        return
    assert failures == []
    lines = file.read_bytes().decode("utf-8-sig").split("\n")
    assert rows or "China aids Russia." not in lines
    for row in rows:
        assert lines[row["line"]].removesuffix("\r")[row["start"] : row["end"]] == row["evidence"]


# -- a user's own names, words and decisions ---------------------------------------------------------------------------

NAMES = {
    ".jsonl": [
        '{"label": "', "Delmar", '", "type": "Person"}\n', '", "aliases": ["', '"]}', "[" * 50, "{", "\n",
        '"qid": "Q1",',
    ],
    ".csv": ["label,type,aliases,qid,country\n", "Delmar,City,", "a|b", "Q1", ",", '"', "\n", "Person", "China", "QQ"],
    ".tsv": ["label\ttype\n", "Delmar\tCity\n", "\t", "\n", "label\tlabel\n", "Bank\tORG\n"],
    ".ttl": [
        "@prefix kg: <https://kg.example/ontology#> .\n", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
        "<x:a> a kg:City ; rdfs:label 'Delmar'", " .\n", "<x:b> rdfs:label 'Delmar' ; a kg:Person .",
        " ; kg:country 'China'",
        "<<( <x:a> <x:b> 'c' )>>", "@", "<x:a", "[] ", "'''",
    ],
}  # fmt: skip


@st.composite
def own_names(draw: st.DrawFn) -> tuple[str, str]:
    """The ending of a gazetteer, and what is in it."""
    ending = draw(st.sampled_from(sorted(NAMES)))
    return ending, draw(soup(NAMES[ending]))


@examples(150)
@given(own_names())
@example((".jsonl", '{"label": ' + "[" * 100_000))
@example((".ttl", "<x:a> <x:b> " + "<<( <x:a> <x:b> " * 100_000 + "1" + " )>>" * 100_000 + " ."))
def test_any_gazetteer_is_obeyed_or_refused_with_its_line(place: Path, made: tuple[str, str]) -> None:
    file = place / f"names{made[0]}"
    file.write_bytes(made[1].encode("utf-8", "surrogatepass"))
    try:
        found = gazetteer.load(file)
    except InputError as error:
        told = str(error)
    else:
        told = ""
    assert not told or file.name in told
    for row in () if told else gazetteer.own.read(file):
        assert row.kind == "Role" or row.seat_of or found.named(row.label) is not None


SENSE_LINES = (Path(lexicon.__file__).parents[3] / "ontology" / "lexicon.tsv").read_text(encoding="utf-8").splitlines()
SENSES = [line for line in SENSE_LINES if line and not line.startswith("#")][::400]
CELLS = sorted({cell for line in SENSES for cell in line.split("\t")})


@examples(120)
@given(soup([*SENSES, *CELLS, "\t", "\t", "\n", "\n", "# ", "rel:", "kg:nothing"], 16))
def test_any_lexicon_is_obeyed_or_refused_with_its_line(place: Path, text: str) -> None:
    file = place / "words.tsv"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = lexicon.load(file)
    except InputError as error:
        told = str(error)
    else:
        told = "words.tsv"
        assert bool(found.digest) == any(line.strip() and not line.startswith("#") for line in text.split("\n"))
    assert "words.tsv" in told


MERGES = [
    "join: ", "forbid: ", "merges:\n", "apply_from: 0.5\n", "[[Delmar, Omar]]\n", "- names: [Delmar (Person), Omar]\n",
    "  decision: rejected\n", "  decision: confirmed\n", "  score: 0.5\n", "{name: Omar, kind: Person, in: [a]}",
    "[", "]",
    "{", "}",     "&a ", "*a", "!!python/object:os.system ", "# note\n",
    "\n", "- ", "? ", "'", '"', "|\n", "---\n", "null", "1e9\n", "\t",
]  # fmt: skip


@examples(150)
@given(soup(MERGES, 10))
@example("join: " + "[" * 100_000)
@example("join: " + "[" * 100_000 + "]" * 100_000)
@example("join: " + "{a: " * 100_000)
@example("- " * 10_000)
def test_any_decisions_are_obeyed_or_refused_and_stay_when_written_anew(text: str) -> None:
    try:
        found = merges.read(text)
    except InputError:
        return
    again = merges.read(merges.write([], text))
    assert {(d.names, d.side) for d in again.given} == {(d.names, d.side) for d in found.given}
    assert again.apply_from == found.apply_from


CORPUS = [
    '[{"doc": "a", "text": "China aids Russia."}]',
    "[",
    "]",
    "{",
    "}",
    '"doc": 1',
    '"text": "',
    ",",
    "null",
    '"\\ud800"',
    "[" * 99,
]


@examples(120)
@given(
    soup(CORPUS)
    | noise.plain.map(json.dumps)
    | st.lists(st.fixed_dictionaries({"doc": noise.plain, "text": noise.names})).map(json.dumps)
)
@example("[" * 100_000)
def test_any_corpus_is_read_or_refused(text: str) -> None:
    try:
        documents, failures = texts._corpus(text)
    except InputError:
        return
    ids = [document.id for document in documents] + [failure.document for failure in failures]
    assert len(set(ids)) == len(ids) == len(json.loads(text))
    for document in documents:
        whole(document)


# -- what an earlier build kept ----------------------------------------------------------------------------------------


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    """What a build kept of a document or two."""
    found = draw(st.lists(strategies.readings(), min_size=1, max_size=2, unique_by=lambda reading: reading.document.id))
    return archived(Recipe("m", "m 1", "f" * 64), found, [Failure("b.txt", "why")])


REFUSALS = (*MISSHAPEN, OSError, EOFError, zlib.error)


@examples(60)
@given(archives(), st.data())
def test_damaged_readings_are_refused_or_the_same(archive: Archive, data: st.DataObject) -> None:
    try:
        found = unpacked(data.draw(noise.damaged(packed(archive))))
    except REFUSALS:
        return
    assert found == archive


@examples(60)
@given(archives(), st.data())
def test_readings_with_other_values_are_refused_or_hold_together(archive: Archive, data: st.DataObject) -> None:
    lines = [json.loads(line) for line in gzip.decompress(packed(archive)).splitlines()]
    row: Any = data.draw(st.sampled_from(lines))
    while isinstance(row, dict | list) and row:
        keys = sorted(row) if isinstance(row, dict) else range(len(row))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(row[key], dict | list) or not row[key] or data.draw(st.booleans()):
            row[key] = data.draw(noise.plain | st.integers(-2, 60))
            break
        row = row[key]
    try:
        found = unpacked(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    except REFUSALS:
        return
    for reading in found.readings:
        whole(reading.document)
        length = len(reading.document.text)
        assert all(0 <= s.start <= s.end <= length for s in reading.sentences)
        assert all(0 <= m.span.start <= m.span.end <= length for m in reading.mentions)
    assert unpacked(packed(found)) == found
