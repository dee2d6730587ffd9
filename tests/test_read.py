"""Files to documents: formats, page furniture, dates, and what is said of files that cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import SEEDS

from kg.errors import InputError
from kg.model.kinds import BlockKind
from kg.model.records import Document
from kg.text import layout
from kg.text.read import LONGEST, from_text, lines, read
from kg.work import disk

STORY = "Leaders Meet in Rome\n\nThe leaders of seven nations met in Rome to speak about the war in the east.\n"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind), block.span.of(document.text)) for block in document.blocks]


def one(path: Path) -> Document:
    documents, failures = read([str(path)])
    assert not failures
    [document] = documents
    return document


def complaint(path: Path) -> str:
    documents, failures = read([str(path)])
    assert not documents
    [failure] = failures
    return f"{failure.document}: {failure.message}"


# -- formats -------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_texts_by_id_and_no_readme() -> None:
    documents, failures = read([str(SEEDS)])
    assert [document.id[:3] for document in documents] == ["000", "001", "002", "003", "004"]
    assert not failures


def test_the_order_of_paths_changes_nothing() -> None:
    paths = sorted(map(str, SEEDS.glob("*.txt")))
    assert read(paths) == read(paths[::-1])


def test_text_stays_as_the_file_has_it() -> None:
    for path in SEEDS.glob("*.txt"):
        assert one(path).text == path.read_bytes().decode()


def test_blocks_leave_out_nothing_but_white_space() -> None:
    for document in read([str(SEEDS)])[0]:
        told = "".join(words for _, words in kinds(document))
        assert "".join(told.split()) == "".join(document.text.split())


def test_carriage_returns_stay_and_belong_to_no_block(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.replace("\n", "\r\n").encode())
    document = one(tmp_path / "a.txt")
    assert "\r\n" in document.text
    assert not any("\r" in words for _, words in kinds(document))
    assert document.title == "Leaders Meet in Rome"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert one(tmp_path / "a.txt").text == STORY


def test_jsonl_rows_carry_id_title_date_and_source(tmp_path: Path) -> None:
    row = {"id": "n1", "text": STORY, "title": "Seven in Rome", "date": "2024-04-18T10:00:00Z", "source": "AP"}
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n\n")
    document = one(tmp_path / "news.jsonl")
    assert (document.id, document.title, document.date, document.source) == ("n1", "Seven in Rome", "2024-04-18", "AP")
    assert document.text == STORY


def test_csv_rows_are_documents(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text('id,text,date\nn1,"China said, ""No"".\nIt denied arming Russia.",2024-04-18\n')
    document = one(tmp_path / "news.csv")
    assert (document.id, document.date) == ("n1", "2024-04-18")
    assert document.text == 'China said, "No".\nIt denied arming Russia.'


def test_markdown_marks_are_taken_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: Summit\ndate: 2024-04-18\n---\n# Summit\n\n**China** [denies](http://x.example) it. See `kg`.\n"
    )
    document = one(tmp_path / "a.md")
    assert kinds(document) == [("headline", "Summit"), ("body", "China denies it. See kg.")]
    assert (document.title, document.date) == ("Summit", "2024-04-18")


def test_markdown_without_marks_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STORY)
    assert one(tmp_path / "a.md").text == STORY


def test_html_gives_the_main_text_and_its_date(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>Paragraph {n}: the leaders of seven nations met in Rome to speak.</p>" for n in range(6))
    (tmp_path / "a.html").write_text(
        "<html><head><title>Leaders Meet</title>"
        "<meta property='article:published_time' content='2024-04-18T10:00:00Z'></head>"
        "<body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Leaders Meet</h1>{paragraphs}</article></body></html>"
    )
    document = one(tmp_path / "a.html")
    assert (document.title, document.date) == ("Leaders Meet", "2024-04-18")
    assert "Paragraph 5" in document.text
    assert "Home" not in document.text


def test_html_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (tmp_path / "a.html").write_text("<p>China aids Russia.</p>")
    assert "pip install trafilatura" in complaint(tmp_path / "a.html")


def test_each_line_is_a_document_of_its_own_and_keeps_its_number(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"China aids Russia. \r\n\nExit mobile version\n")
    found = lines(str(tmp_path / "s.txt"))
    assert [(document.id, document.text) for document in found] == [
        ("0", "China aids Russia. "),
        ("2", "Exit mobile version"),
    ]
    assert [kind for document in found for kind, _ in kinds(document)] == ["body", "body"]


# -- layout --------------------------------------------------------------------------------------------------------


def seed(number: str) -> list[tuple[str, str]]:
    [path] = SEEDS.glob(f"{number}_*.txt")
    return kinds(one(path))


def test_the_seeds_are_told_apart_from_their_furniture() -> None:
    assert seed("000")[-1] == ("footer", "Exit mobile version")
    assert seed("001")[0][0] == "headline"
    assert [kind for kind, _ in seed("003")] == ["body"] * 16
    assert [kind for kind, _ in seed("004")[-3:]] == ["footer"] * 3
    assert seed("004")[:2] == [
        ("headline", "Nato Summit: Leaders Agreeing China to Present Security Risks"),
        ("footer", "| Nato"),
    ]


def test_a_dateline_stands_apart_from_its_paragraph() -> None:
    assert seed("002")[1] == ("dateline", "BRUSSELS (Reuters) –")
    assert seed("002")[2][1].startswith("The United States is calling")


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("WASHINGTON, Sept 10 (Reuters) - The minister spoke.", "WASHINGTON, Sept 10 (Reuters) -"),
        ("PARIS (AP) — The minister spoke.", "PARIS (AP) —"),
        ("NEW YORK — The minister spoke.", "NEW YORK —"),
        ("Kyiv, Ukraine (CNN) – The minister spoke.", "Kyiv, Ukraine (CNN) –"),
        ("(Reuters) - The minister spoke.", "(Reuters) -"),
        ("18:42 The minister spoke.", "18:42"),
        ("9:05 pm GMT: The minister spoke.", "9:05 pm GMT:"),
    ],
)
def test_datelines_of_agencies_are_known(line: str, dateline: str) -> None:
    assert kinds(from_text(line)) == [("dateline", dateline), ("body", "The minister spoke.")]


@pytest.mark.parametrize(
    "line",
    [
        "NATO – which was founded in 1949 – has grown.",
        "By working together, the US and its allies are sending a message.",
        "Like the United States, Japan joined the talks.",
        "Source close to the minister said that talks would go on.",
        "Share prices fell in Tokyo after the talks.",
        "Tuesday was calm in Rome.",
        "Next week the leaders meet.",
    ],
)
def test_prose_is_not_taken_for_furniture(line: str) -> None:
    text = f"{STORY}\nThe talks went on.\n\n{line}\n"
    assert kinds(from_text(text))[-1] == ("body", line)


@pytest.mark.parametrize(
    "line",
    [
        "Back to top button",
        "Source link Leaders Meet",
        "Advertisement",
        "© 2024 The Daily News. All rights reserved.",
        "Tags: China, Russia",
        "Read more: Leaders part",
        "The post Leaders Meet appeared first on Daily News.",
        "LEADERS MEET IN ROME",
    ],
)
def test_furniture_and_a_repeated_headline_are_no_sentences(line: str) -> None:
    assert kinds(from_text(f"{STORY}\n{line}"))[-1] == ("footer", line)


@pytest.mark.parametrize(
    "line", ["By Jane Miller", "By Jane Miller and John de Vries, Staff Writers", "September 10, 2024"]
)
def test_a_byline_is_no_sentence(line: str) -> None:
    assert kinds(from_text(f"Leaders Meet\n{line}\n\nThe leaders met in Rome.\n"))[1] == ("byline", line)


def test_a_byline_below_a_long_headline_is_no_part_of_it() -> None:
    text = "OPINION: Stop saying that the lake can be saved\nBy Amara Silva\n\nIt cannot be saved.\n"
    assert [kind for kind, _ in kinds(from_text(text))] == ["headline", "byline", "body"]


def test_furniture_that_lost_its_line_end_is_cut_off() -> None:
    text = "Exit mobile versionLeaders Meet in Rome\nThe leaders of seven nations met in Rome."
    assert [kind for kind, _ in kinds(from_text(text))] == ["footer", "headline", "body"]


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "The leaders of seven nations met in Rome on Friday to speak about\n"
        "the war in the east, which has gone on for two years, and about the\n"
        "sanctions that they want to keep.\n"
    )
    assert len(from_text(text).blocks) == 1


def test_a_lone_sentence_is_body_and_no_headline() -> None:
    assert kinds(from_text("China aids Russia.")) == [("body", "China aids Russia.")]


# -- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Leaders Meet\nSeptember 10, 2024\n\nThey met on Monday.", "2024-09-10"),
        ("They met on Tuesday, September 10, 2024, in Rome.", "2024-09-10"),
        ("After the invasion of 2022 he spoke on Tuesday, September 10th.", "2024-09-10"),
        ("He spoke on Tuesday, September 10th.", None),
        ("He spoke on Tuesday.", None),
        ("They met on Tuesday, February 30, 2024.", None),
    ],
)
def test_a_date_is_told_only_where_it_is_certain(text: str, date: str | None) -> None:
    assert from_text(text).date == date


def test_the_option_dates_only_what_has_no_date(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "China aids Russia.", "date": "2024-01-01"}, {"id": "b", "text": "China aids Russia."}]
    (tmp_path / "n.jsonl").write_text("\n".join(map(json.dumps, rows)))
    documents, _ = read([str(tmp_path / "n.jsonl")], date="2024-09-10")
    assert [document.date for document in documents] == ["2024-01-01", "2024-09-10"]


@pytest.mark.parametrize("date", ["10 September", "2024-13-01", "2024-02-30", "20240910"])
def test_a_date_of_another_form_is_refused(date: str) -> None:
    with pytest.raises(InputError, match="write it as 2024-09-10"):
        read([], date=date)


@pytest.mark.parametrize(
    ("given", "date"),
    [("2024-09-10T14:00:00Z", "2024-09-10"), ("Sept. 10, 2024", "2024-09-10"), ("2024-09", "2024-09"), ("soon", None)],
)
def test_metadata_may_write_a_date_in_words(given: str, date: str | None, tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text(json.dumps({"id": "a", "text": "China aids Russia.", "date": given}))
    assert one(tmp_path / "n.jsonl").date == date


# -- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b" \n", "is empty"),
        ("photo.txt", b"\x89PNG\r\n\0\0\0", "is binary"),
        ("old.txt", "One\n中国".encode("gb18030"), "line 2: byte 0xd6 at offset 4 is not UTF-8"),
        ("half.txt", "Café".encode() + b" caf\xe9", "line 1: byte 0xe9 at offset 9 is not UTF-8"),
        ("wide.txt", b"\xff\xfeC\0\xd8", "begins as UTF-16"),
        ("a.xlsx", b"PK", "unknown format '.xlsx'. Save the sheet as .csv"),
        ("a.bin", b"PK", "unknown format '.bin'. Save it as one of those that kg reads: txt, md"),
        ("marks.txt", b"--- 12345 ---", "holds no sentence"),
        ("rows.jsonl", b"\xef\xbb\xbf \n", "is empty"),
        ("cols.csv", b"name,stuff\nx,y\n", "line 1: no column is known as the text; it has 'name', 'stuff'"),
        ("quotes.csv", b'id,text\n1,"a" b\n', "line 2"),
        ("long.txt", b"word " * (LONGEST // 5 + 1), "too many for one text"),
        ("only-footer.txt", b"Back to top button", "holds no sentence"),
    ],
)
def test_a_bad_file_is_named_with_its_remedy(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    message = complaint(tmp_path / name)
    assert message.startswith(name)
    assert words in message
    assert str(tmp_path) not in message


def test_a_missing_path_is_named_as_it_was_typed() -> None:
    assert "no file or folder 'nowhere/x.txt'" in complaint(Path("nowhere/x.txt"))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "holds no text" in complaint(tmp_path)


def test_a_broken_line_leaves_the_other_lines(tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "China aids Russia."}', "{broken", '["list"]', '{"id": "b"}', "3"]
    (tmp_path / "n.jsonl").write_text("\n".join(rows))
    documents, failures = read([str(tmp_path / "n.jsonl")])
    assert [document.id for document in documents] == ["a"]
    assert [failure.message[:7] for failure in failures] == ["line 2:", "line 3:", "line 4:", "line 5:"]


@pytest.mark.parametrize("field", ["text", "id", "title", "date", "source"])
def test_half_a_character_is_named_with_its_line_and_remedy(field: str, tmp_path: Path) -> None:
    whole = {"id": "a", "text": "China aids Russia \U0001f600."}
    broken = {"id": "b", "text": "China aids Russia.", field: "Half \ud83d of it."}
    (tmp_path / "n.jsonl").write_text(f"{json.dumps(whole)}\n{json.dumps(broken)}\n")
    documents, [failure] = read([str(tmp_path / "n.jsonl")])
    assert [document.text for document in documents] == ["China aids Russia \U0001f600."]
    assert failure.document == "n.jsonl"
    assert failure.message.startswith(
        f"line 2: the field {field!r} has '\\ud83d' at offset 5, which is half of a character"
    )
    assert "Write both halves" in failure.message


def test_a_bad_file_leaves_the_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("")
    documents, failures = read([str(tmp_path)])
    assert [document.id for document in documents] == ["a"]
    assert [failure.document for failure in failures] == ["b.txt"]


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        (["day1/news.txt", "day2/news.txt"], ["day1/news", "day2/news"]),
        (["news.txt", "deep/er/news.txt", "other.txt"], ["deep/er/news", "news", "other"]),
        (["news.txt", "news.md"], ["news.md", "news.txt"]),
        (["a/n.jsonl", "b/n.jsonl"], ["a/n/1", "b/n/1"]),
        (["a/n.csv", "b/1.txt"], ["a/n/1", "b/1"]),
    ],
    ids=["two folders", "one below the other", "two formats", "rows of two files", "a row and a file"],
)
def test_texts_of_one_id_are_told_apart_by_their_folders(files: list[str], ids: list[str], tmp_path: Path) -> None:
    for number, name in enumerate(files):
        text = f"China aids {number} states."
        row = {".jsonl": f'{{"id": 1, "text": "{text}"}}', ".csv": f"id,text\n1,{text}"}
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(row.get(Path(name).suffix, text))
    documents, failures = read(tmp_path)
    assert [document.id for document in documents] == ids
    assert len({document.text for document in documents}) == len(files)
    assert not failures
    assert read([tmp_path / name for name in reversed(files)]) == (documents, failures)
    (tmp_path / "elsewhere").mkdir()
    assert read([tmp_path / "elsewhere" / ".." / name for name in files]) == (documents, failures)


def test_two_rows_of_one_id_in_one_file_are_told_and_the_first_stays(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("id,text\n1,Russia aids China.\n1,China aids Russia.\n2,Iran aids China.\n")
    documents, failures = read(tmp_path)
    assert [document.text for document in documents] == ["Russia aids China.", "Iran aids China."]
    assert ["id '1' is taken" in failure.message for failure in failures] == [True]


def test_an_id_made_of_a_folder_takes_no_other_text_away(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("id,text\na/news,Russia aids China.\n")
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"China aids {folder}.")
    documents, failures = read(tmp_path)
    assert [document.text for document in documents] == ["Russia aids China.", "China aids b."]
    assert [(failure.document, failure.message[:20]) for failure in failures] == [("news.txt", "its id 'a/news' is t")]


def test_bad_files_of_one_name_are_named_apart(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text("")
    assert [failure.document for failure in read(tmp_path)[1]] == ["a/news.txt", "b/news.txt"]


# -- what is no article --------------------------------------------------------------------------------------------


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    [document] = read(str(tmp_path / "a.txt"))[0]
    assert read(tmp_path / "a.txt")[0] == read(iter([tmp_path]))[0] == [document]


@pytest.mark.parametrize("paths", [[None], [b"a.txt"], [3], None, 3, b"a.txt", {"text": STORY}], ids=repr)
def test_what_is_no_path_is_named(paths: list[str]) -> None:
    with pytest.raises(InputError, match="is no path"):
        read(paths)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
@pytest.mark.parametrize("name", ["pipe.txt", "zero.txt", "zero.jsonl", "broken.txt", "loop.txt"])
@pytest.mark.parametrize("inside", [True, False], ids=["in a folder", "named"])
def test_pipes_devices_and_links_to_nowhere_are_named_and_not_waited_for(
    name: str, inside: bool, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    path = tmp_path / name
    if name == "pipe.txt":
        os.mkfifo(path)
    else:
        path.symlink_to({"zero": "/dev/zero", "broken": "nowhere", "loop": name}[path.stem])
    documents, failures = read(tmp_path if inside else [path, tmp_path / "good.txt"])
    assert [document.id for document in documents] == ["good"]
    assert [failure.document for failure in failures] == [name]


def test_a_folder_in_several_spellings_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, tmp_path / "deep"):
        folder.mkdir(exist_ok=True)
        (folder / "n.txt").write_text(f"China aids {folder.name} folders.")
    assert read([".", "./deep", tmp_path, "deep/../deep"]) == read(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="needs names that are bytes")
def test_a_name_that_is_not_utf_8_is_written_out(tmp_path: Path) -> None:
    for name, text in ((b"caf\xe9.txt", STORY), (b"b\xff.zip", ""), (b"a.txt", "")):
        (tmp_path / os.fsdecode(name)).write_text(text)
    documents, failures = read(tmp_path)
    assert [document.id for document in documents] == ["caf\\xe9"]
    assert [failure.document for failure in failures] == ["a.txt", "b\\xff.zip"]


def test_a_name_that_is_too_long_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    documents, [failure] = read([tmp_path, "x" * 5000])
    assert [document.id for document in documents] == ["a"]
    assert "File name too long" in failure.message


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(STORY)
    (tmp_path / "news" / "more").symlink_to(tmp_path)
    assert len(read(tmp_path / "news")[0]) == 1
    assert caplog.messages == ["links to folders are not followed: 'more'; name them beside the folder to read them"]


def test_a_row_with_more_cells_than_columns_is_never_cut(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("id,text\n1,China arms Russia, a liar said.\n2,China aids Iran.\n")
    documents, [failure] = read(tmp_path)
    assert [document.id for document in documents] == ["2"]
    assert failure.message.startswith("line 2: has more cells than there are columns")
    (tmp_path / "n.csv").write_text("id,text,text\n1,China arms Russia.,no\n")
    assert "several columns are called 'text'" in complaint(tmp_path / "n.csv")


def test_a_file_larger_than_any_text_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)
    assert "1,099,511,627,776 bytes; the limit is" in complaint(tmp_path / "huge.txt")


@pytest.mark.parametrize("output", ["out", "."], ids=["a folder within", "the folder of the articles"])
def test_what_kg_wrote_is_never_read(output: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    folder = tmp_path / output
    with disk.hold(folder) as held, held.renewed() as new:
        for name in (disk.REPORT, disk.PAGE, disk.TRIG):
            (new / name).write_text("# What was read\n\nChina aids Russia.\n")
        (new / disk.STORE).mkdir()
        (new / disk.STORE / "LOG.txt").write_text("China aids Russia.")
    (folder / disk.MERGES).write_text("merges: []\n")
    (folder / "b.txt").write_text(STORY)
    documents, failures = read(tmp_path)
    assert ([document.id for document in documents], failures) == (["a", "b"], [])
    assert "kg wrote it" in complaint(folder / disk.REPORT)


def test_the_same_file_named_twice_counts_once() -> None:
    [path] = map(str, SEEDS.glob("000_*.txt"))
    documents, failures = read([path, str(SEEDS), path])
    assert len(documents) == 5
    assert not failures


def test_a_line_beyond_all_measure_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("One.\n" + "word " * 1_000_000)
    with pytest.raises(InputError, match="line 2: 5,000,000 characters are too many"):
        lines(str(tmp_path / "s.txt"))


def test_odd_marks_and_controls_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("﻿China\u200b aids\u2028Russia \U0001f1e8\U0001f1f3.\n")
    assert [block.kind for block in one(tmp_path / "a.txt").blocks] == [BlockKind.BODY]


def test_plain_takes_the_whole_text() -> None:
    assert [block.span.of("  By me\n ") for block in layout.plain("  By me\n ")] == ["By me"]


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("''We lost,'' she said. ``Now go.''", "“We lost,” she said. “Now go.”"),
        ("It had us at 'independence,''' he wrote.", "It had us at 'independence,'” he wrote."),
        ("The ''Mary Rose'' is 45 feet 3'' long.", "The ''Mary Rose'' is 45 feet 3'' long."),
    ],
    ids=["speech", "marks within marks", "no speech"],
)
def test_two_apostrophes_are_read_as_the_mark_that_they_stand_for(text: str, as_read: str) -> None:
    assert from_text(text).as_read == as_read
