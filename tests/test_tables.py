"""Tables of articles: whatever their columns are called and whatever parts their cells; rows that Python gives."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import kg
from kg.errors import InputError
from kg.model.records import Document, Failure
from kg.text.inputs.fields import columns
from kg.text.read import read

KENYA, PERU = "Kenya thanked Japan, it said.", "Peru thanked Fiji."


def table(tmp_path: Path, text: str | bytes, name: str = "a.csv", **options: str) -> tuple[list[Document], list[str]]:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    documents, failures = read(tmp_path / name, **options)  # type: ignore[arg-type]
    return documents, [failure.message for failure in failures]


# -- what separates cells ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f'id,text\n1,"{KENYA}"\n'),
        ("a.csv", f"id;text\n1;{KENYA}\n"),
        ("a.csv", f"id\ttext\n1\t{KENYA}\n"),
        ("a.csv", f"id|text\n1|{KENYA}\n"),
        ("a.tsv", f'id,text\n1,"{KENYA}"\n'),
        ("a.csv", f"sep=;\r\nid;text\r\n1;{KENYA}\r\n"),
        ("a.csv", f'id, text\n1, "{KENYA}"\n'),
        ("a.csv", f"\n\nid;text;;\n1;{KENYA};;\n;;;\n"),
        ("a.csv", f'"id";"text"\n"1";"{KENYA}"\n'),
    ],
    ids=["commas", "semicolons", "tabs", "bars", "commas in tsv", "told", "spaced", "empty cells", "quoted head"],
)
def test_the_head_of_a_table_shows_what_separates_its_cells(name: str, text: str, tmp_path: Path) -> None:
    [document], failures = table(tmp_path, text, name)
    assert (document.id, document.text, failures) == ("1", KENYA, [])


def test_a_table_of_one_column_has_a_text_a_line(tmp_path: Path) -> None:
    documents, failures = table(tmp_path, f'text\n{KENYA}\n"{PERU}"\n')
    assert ({document.text for document in documents}, failures) == ({KENYA, PERU}, [])


def test_a_quotation_mark_within_a_text_may_be_doubled_or_escaped(tmp_path: Path) -> None:
    for told in ('He said ""no"", and left Kenya.', 'He said \\"no\\", and left Kenya.'):
        [document], _ = table(tmp_path, f'id,text\n1,"{told}"\n')
        assert document.text == 'He said "no", and left Kenya.'


def test_a_row_with_broken_marks_leaves_the_rows_behind_it(tmp_path: Path) -> None:
    [document], [message] = table(tmp_path, f'id,text\n1,"a" b\n2,{PERU}\n')
    assert document.text == PERU
    assert message.startswith("line 2: ',' expected after '\"'. Check the quotation marks")


def test_a_mark_that_never_closes_tells_how_much_is_lost(tmp_path: Path) -> None:
    [document], [message] = table(tmp_path, f'id,text\n1,{PERU}\n2,"open\n3,x\n4,y\n')
    assert document.id == "1"
    assert message.startswith("line 3: a quotation mark that opens there is never closed, so the 2 lines behind it")


def test_a_cell_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    [document], _ = table(tmp_path, f"id,text\n1,{PERU * 10_000}\n")
    assert len(document.text) == len(PERU) * 10_000


# -- what columns are called ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Text", " BODY ", "article_text", "Content", "description", "fullText"])
def test_the_column_of_the_text_has_many_names(name: str, tmp_path: Path) -> None:
    [document], _ = table(tmp_path, f"id;{name}\n1;{KENYA}\n")
    assert document.text == KENYA


def test_each_part_of_an_article_has_many_names(tmp_path: Path) -> None:
    head = "guid;Headline;Body;pubDate;Publisher;Link;Section"
    [document], _ = table(tmp_path, f"{head}\ng1;Visit;{PERU};2024-05-07;Daily;https://n.example/1;World\n")
    assert (document.id, document.title, document.date, document.source) == ("g1", "Visit", "2024-05-07", "Daily")
    assert document.fields == (("Link", "https://n.example/1"), ("Section", "World"))


def test_of_two_columns_the_one_that_says_more_is_the_text_and_the_other_stays(tmp_path: Path) -> None:
    [document], _ = table(tmp_path, f"id;description;content\n1;short;{PERU}\n")
    assert (document.text, document.fields) == (PERU, (("description", "short"),))
    [document], _ = table(tmp_path, f"id;description;content\n1;{PERU};\n")
    assert (document.text, document.fields) == (PERU, ())


def test_a_column_without_a_name_is_none_and_columns_of_one_name_are_kept_together(tmp_path: Path) -> None:
    [document], _ = table(tmp_path, f";text;tag;tag;tag\n0;{PERU};x;y;z\n")
    assert document.fields == (("tag", "x"), ("tag", "y"), ("tag", "z"))


def test_what_a_user_says_of_columns_wins(tmp_path: Path) -> None:
    rows = f"text;stuk;wanneer;naam\nno;{PERU};2024-05-07;Visit\n"
    [document], _ = table(tmp_path, rows, columns="text=stuk, date=wanneer, title=Naam")
    assert (document.text, document.date, document.title) == (PERU, "2024-05-07", "Visit")
    assert document.fields == (("text", "no"),)


def test_a_table_without_a_text_tells_its_columns_and_what_to_write(tmp_path: Path) -> None:
    assert table(tmp_path, "naam,stuk\nx,y\n")[1] == [
        "line 1: no column is known as the text; it has 'naam', 'stuk'. Name the one that holds the articles: "
        "--columns text=COLUMN, in Python columns={'text': 'COLUMN'}"
    ]


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    told = "has no column 'stukk', which is to be its text; nearest is 'stuk'"
    assert told in table(tmp_path, "naam,stuk\nx,y\n", columns="text=stukk")[1][0]
    assert told in table(tmp_path, '{"stuk": "y"}', "a.jsonl", columns="text=stukk")[1][0]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("body", "no part of an article is called 'body'"),
        ("txt=body", "'txt'; nearest is 'text'. Write text=COLUMN,date=COLUMN"),
        ("text=", "no column is named for 'text'"),
        ("text=a,text=b", "two columns are named for 'text': 'a' and 'b'"),
        (["text"], "columns are given as a mapping"),
    ],
    ids=str,
)
def test_columns_of_another_form_are_refused_before_anything_is_read(told: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read("nowhere", columns=told)
    assert words in str(caught.value)
    assert columns({"text": "a,b=c"}) == {"text": "a,b=c"}


# -- ids -----------------------------------------------------------------------------------------------------------


def test_a_row_without_an_id_has_the_same_wherever_it_stands(tmp_path: Path) -> None:
    one = [document.id for document in table(tmp_path, f"text;date\n{PERU};2024-05-07\n{KENYA};\n")[0]]
    other = [
        document.id for document in table(tmp_path, f"date;text;more\n;{KENYA};x\n2024-05-07;{PERU};\n", "b.csv")[0]
    ]
    assert one == other
    assert len(set(one)) == 2


def test_rows_that_differ_in_their_publisher_alone_are_two(tmp_path: Path) -> None:
    assert len(table(tmp_path, f"text;source\n{PERU};A\n{PERU};B\n{PERU};B\n")[0]) == 2


def test_an_address_is_an_id_unless_it_leads_to_several_texts(tmp_path: Path) -> None:
    [document], _ = table(tmp_path, f"url;text\nhttps://n.example/1;{PERU}\n")
    assert document.id == "https://n.example/1"
    documents, failures = table(tmp_path, f"url;text\nhttps://n.example/1;{PERU}\nhttps://n.example/1;{KENYA}\n")
    assert (len(documents), failures) == (2, [])
    assert all(len(document.id) == 16 for document in documents)
    rows = f"id;url;text\na;https://n.example/1;{PERU}\n;https://n.example/1;{KENYA}\n"
    assert {document.id for document in table(tmp_path, rows)[0]} == {"a", "https://n.example/1"}


def test_rows_of_one_id_are_named_with_both_lines(tmp_path: Path) -> None:
    [document], [message] = table(tmp_path, f"id;text\n1;{PERU}\n1;{KENYA}\n1;{PERU}\n")
    assert document.text == PERU
    assert message.startswith("line 3: its id '1' is taken by another text of the file (line 2)")


# -- days and letters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("other", "date"), [("23/05/2024", "2024-05-07"), ("05/23/2024", "2024-07-05")])
def test_the_whole_column_tells_whether_the_day_comes_first(other: str, date: str, tmp_path: Path) -> None:
    documents, _ = table(tmp_path, f"id;text;date\n1;{PERU};07/05/2024\n2;{KENYA};{other}\n")
    assert [document.date for document in documents] == [date, "2024-05-23"]


def test_seconds_since_1970_are_a_day(tmp_path: Path) -> None:
    documents, _ = table(tmp_path, f"id;text;timestamp\n1;{PERU};1715040000\n2;{KENYA};1715040000123\n")
    assert [document.date for document in documents] == ["2024-05-07", "2024-05-07"]


def test_days_that_cannot_be_read_are_told_once_a_file_and_stay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = "".join(f"{n};{PERU};soon {n}\n" for n in range(7))
    with caplog.at_level(logging.WARNING, logger="kg"):
        documents, _ = table(tmp_path, f"id;text;date\n{rows}")
    [told] = caplog.messages
    assert told.startswith("dates that cannot be read in a.csv: line 2 ('soon 0'), line 3 ('soon 1')")
    assert "line 6 ('soon 4') and 2 more. Write them as 2024-05-07" in told
    assert documents[0].fields == (("date", "soon 0"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_what_the_byte_order_mark_tells_is_the_encoding(encoding: str, tmp_path: Path) -> None:
    mark = "\ufeff" if encoding.endswith("le") else ""
    [document], _ = table(tmp_path, f"{mark}id\ttext\n1\tThe café thanked Peru.\n".encode(encoding))
    assert (document.id, document.text) == ("1", "The café thanked Peru.")


def test_western_windows_is_read_with_a_word_of_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="kg"):
        [document], _ = table(tmp_path, "id;text\n1;The café’s owner thanked Peru.\n".encode("cp1252"))
    assert document.text == "The café’s owner thanked Peru."
    assert caplog.messages[0].startswith("read as Windows-1252, as it is not UTF-8: a.csv.")


# -- rows of one's own ---------------------------------------------------------------------------------------------

ROWS = [{"id": 1, "text": PERU, "date": "2024-05-07", "section": "World"}, {"title": "No text"}]


def test_python_gives_rows_as_they_are() -> None:
    [document], [failure] = read(ROWS)
    assert (document.id, document.text, document.date) == ("1", PERU, "2024-05-07")
    assert document.fields == (("section", "World"),)
    assert failure.document == "the rows given"
    assert failure.message.startswith("entry 1: has no text: its fields are 'title'")


def test_what_python_gives_may_be_of_any_shape() -> None:
    holds_itself: dict[str, object] = {"n": 1}
    holds_itself["me"] = holds_itself
    row = {"id": "a", "text": PERU, "own": holds_itself, "mixed": {1: "x", "y": 2}, 3: "three", "no": None}
    [document], failures = read([row])
    assert [name for name, _ in document.fields] == ["3", "mixed", "own"]
    assert failures == []


def test_a_table_of_pandas_is_read_without_what_it_has_in_place_of_nothing() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"key": [1, 2], "body": [PERU, KENYA], "n": [1.5, float("nan")]})
    frame["when"] = pandas.to_datetime(["2024-05-07", None])
    documents, _ = read(frame, columns={"id": "key", "date": "when"})
    assert [(d.id, d.date, d.fields) for d in documents] == [("1", "2024-05-07", (("n", "1.5"),)), ("2", None, ())]


def test_a_table_of_polars_is_known_by_what_it_offers() -> None:
    class Frame:
        columns = ("id", "text")

        def to_dicts(self) -> list[dict[str, str]]:
            return [{"id": "a", "text": PERU}]

    assert [document.id for document in read(Frame())[0]] == ["a"]


def test_rows_and_files_may_come_together(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(KENYA)
    documents, failures = read([tmp_path, *ROWS[:1]])
    assert ([(d.id, d.text) for d in documents], failures) == ([("1", KENYA), ("rows/1", PERU)], [])


def test_a_text_or_an_address_given_as_a_path_is_told_so() -> None:
    for text in (PERU, f"{PERU}\n{KENYA}\nand so", PERU * 1000):
        [failure] = read(text)[1]
        assert 'A text itself is given as a row: kg.build([{"id": "a", "text": "..."}])' in failure.message
        assert len(failure.document) < 300
    [failure] = read("https://n.example/a.html")[1]
    assert "kg fetches nothing from the web" in failure.message


# -- what becomes of the other columns -----------------------------------------------------------------------------


@pytest.mark.model
def test_other_columns_stay_with_the_document_in_the_graph(tmp_path: Path) -> None:
    row = {"id": "a", "text": PERU, "url": "https://n.example/1", "Word Count": 3, "tags": ["x", "y"], "geo": {"n": 1}}
    kg.build([row], output=tmp_path / "g", cache=False)
    graph = kg.load(tmp_path / "g")
    expected = (("Word Count", "3"), ("geo", '{"n": 1}'), ("tags", "x"), ("tags", "y"), ("url", "https://n.example/1"))
    assert graph.documents[0].fields == expected
    assert graph.query('ASK { doc:a field:tags "y" ; field:Word%20Count "3" ; schema:url <https://n.example/1> }')
    assert graph.query(
        'ASK { GRAPH g:ontology { field:Word%20Count a owl:DatatypeProperty ; rdfs:label "Word Count" } }'
    )
    more = graph.add({"id": "b", "text": KENYA})
    assert more.remove("b").documents[0].fields == expected


@pytest.mark.model
def test_the_fields_of_a_graph_follow_its_base(tmp_path: Path) -> None:
    graph = kg.build([{"id": "a", "text": PERU, "section": "World"}], base="https://me.example/", cache=False)
    assert '<https://me.example/field/section> "World"' in graph.export("nquads").decode()


def test_a_failure_names_what_it_is_of() -> None:
    assert read([{"id": "a"}])[1] == [
        Failure(
            "the rows given",
            "entry 0: has no text: its fields are 'id'. Give each row a field text, or name the one that is: "
            "--columns text=COLUMN, in Python columns={'text': 'COLUMN'}",
        )
    ]
