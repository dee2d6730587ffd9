"""Forms that articles come in: JSON, feeds, mail, office documents, archives; and what kg wrote, which is none."""

from __future__ import annotations

import csv
import gzip
import io
import json
import logging
import sys
import types
import zipfile
from pathlib import Path

import pytest

from kg.model.records import Document
from kg.show.export import FIELDS
from kg.text.read import read

KENYA, PERU = "Kenya thanked Japan.", "Peru thanked Fiji."


def given(tmp_path: Path, name: str, data: str | bytes) -> tuple[list[Document], list[str]]:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    documents, failures = read(tmp_path / name)
    return documents, [f"{failure.document}: {failure.message}" for failure in failures]


def texts(tmp_path: Path, name: str, data: str | bytes) -> dict[str, str]:
    documents, failures = given(tmp_path, name, data)
    assert not failures
    return {document.id: document.text for document in documents}


# -- JSON ----------------------------------------------------------------------------------------------------------

TWO = [{"id": "a", "text": KENYA}, {"id": "b", "text": PERU}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(TWO)),
        ("a.json", json.dumps(TWO, indent=1)),
        ("a.json", json.dumps({"status": "ok", "articles": TWO})),
        ("a.json", json.dumps({"response": {"count": 2, "results": TWO}})),
        ("a.json", json.dumps({"title": "News", "description": "of today", "items": TWO})),
        ("a.json", json.dumps({"hits": {"hits": [{"_id": row["id"], "_source": row} for row in TWO]}})),
        ("a.json", json.dumps({row["id"]: {"text": row["text"]} for row in TWO})),
        ("a.json", "\n".join(map(json.dumps, TWO))),
        ("a.jsonl", json.dumps(TWO)),
        ("a.jsonl", json.dumps(TWO, indent=1)),
        ("a.ndjson", "\r\n".join(map(json.dumps, TWO))),
    ],
    ids=[
        "a list",
        "on many lines",
        "in a wrapper",
        "in two wrappers",
        "with a description of all",
        "each in a wrapper",
        "by their ids",
        "one a line",
        "a list in jsonl",
        "a list on many lines in jsonl",
        "one a line in ndjson",
    ],
)
def test_articles_are_found_in_json_of_any_shape(name: str, text: str, tmp_path: Path) -> None:
    assert texts(tmp_path, name, text) == {"a": KENYA, "b": PERU}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_one_object_is_one_article(name: str, tmp_path: Path) -> None:
    assert texts(tmp_path, name, json.dumps(TWO[0], indent=1)) == {"a": KENYA}


def test_a_field_that_is_an_object_says_what_its_name_says(tmp_path: Path) -> None:
    row = {
        "source": {"id": None, "name": "The Daily"},
        "title": {"rendered": "Visit &amp; talk"},
        "content": {"rendered": f"<p>{KENYA}</p>\n<p>{PERU}</p>"},
        "author": {"name": "Jane", "id": 3},
        "id": 7,
    }
    [document], _ = given(tmp_path, "a.json", json.dumps([row]))
    assert (document.id, document.title, document.source) == ("7", "Visit & talk", "The Daily")
    assert document.text == f"{KENYA}\n\n{PERU}"
    assert document.fields == (("author", '{"id": 3, "name": "Jane"}'),)


def test_what_stands_around_an_article_stays_with_it(tmp_path: Path) -> None:
    item = {"_id": "7", "_score": 1.5, "_source": {"body": KENYA, "desk": "World"}, "meta": {"n": 1}}
    [document], _ = given(tmp_path, "a.json", json.dumps({"hits": {"total": 1, "hits": [item]}}))
    assert (document.id, document.fields) == ("7", (("_score", "1.5"), ("desk", "World"), ("meta", '{"n": 1}')))


def test_a_list_of_anything_else_is_none_of_articles(tmp_path: Path) -> None:
    packages = {"scripts": [{"run": "x"}], "found": [{"text": KENYA, "id": "a"}]}
    assert texts(tmp_path, "a.json", json.dumps(packages)) == {"a": KENYA}


def test_paragraphs_of_a_list_are_one_text(tmp_path: Path) -> None:
    assert texts(tmp_path, "a.json", json.dumps({"id": "a", "text": [KENYA, PERU]})) == {"a": f"{KENYA}\n\n{PERU}"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "a.json: is no JSON (it is nested too deeply)"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "a.json: is no JSON (it is nested too deeply)"),
        (f'[{json.dumps(TWO[0])},\n{{"id": }}]', "a.json: line 2: is no JSON (Expecting value, column 8)"),
        ('{"name": "package", "version": 1}', "a.json: no list of articles and no object with a field text"),
        ("[]", "a.json: the file holds no rows"),
        ("[3]", "a.json: object 1: is no JSON object"),
        ('[{"id": "a", "text": " "}]', "a.json: object 1: has no text in its field 'text'"),
    ],
    ids=["nested", "nested objects", "broken", "no articles", "empty", "a number", "no text"],
)
def test_json_that_cannot_be_read_says_where_and_why(text: str, words: str, tmp_path: Path) -> None:
    documents, [message] = given(tmp_path, "a.json", text)
    assert not documents
    assert message.startswith(words)


@pytest.mark.parametrize("depth", [900, 984, 990])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_a_field_that_is_nested_too_deeply_leaves_the_other_objects(
    depth: int, opens: str, closes: str, tmp_path: Path
) -> None:
    deep = f"{opens * depth}1{closes * depth}"
    (tmp_path / "a.jsonl").write_text(f'{{"id": "a", "text": {deep}}}\n{{"id": "b", "text": "{PERU}", "x": {deep}}}\n')
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "c", "text": PERU}))
    documents, failures = read(tmp_path)
    assert {"c"} <= {document.id for document in documents} <= {"b", "c"}
    assert len(documents) + len(failures) == 3


# -- feeds ---------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Daily</title>
<item><title>Visit &amp; talk</title><link>https://n.example/1</link><guid>g1</guid>
<pubDate>Tue, 07 May 2024 10:00:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[<p>Kenya thanked <b>Japan</b> at the café.</p><script>x</script>
<p>So it said.</p>]]></content:encoded>
<category>World</category><category>Asia</category></item>
<item><title>Two</title><link>https://n.example/2</link><description>Peru thanked Fiji.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry>
<title type="html">Visit &lt;i&gt;now&lt;/i&gt;</title><id>urn:1</id><updated>2024-05-07T10:00:00Z</updated>
<link rel="self" href="https://n.example/self"/><link href="https://n.example/1"/><author><name>Jane</name></author>
<category term="Asia"/>
<summary>short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kenya thanked
<i>Japan</i>.</p><p>So it said.</p></div></content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_the_items_of_rss_are_articles(name: str, tmp_path: Path) -> None:
    documents, failures = given(tmp_path, name, RSS.encode("latin-1"))
    first, second = sorted(documents, key=lambda document: document.title or "", reverse=True)
    assert not failures
    assert (first.id, first.title, first.date, first.source) == ("g1", "Visit & talk", "2024-05-07", "The Daily")
    assert first.text == "Kenya thanked Japan at the café.\n\nSo it said."
    assert first.fields == (("category", "Asia"), ("category", "World"), ("url", "https://n.example/1"))
    assert (second.id, second.text) == ("https://n.example/2", PERU)


def test_the_entries_of_atom_are_articles(tmp_path: Path) -> None:
    [document], _ = given(tmp_path, "a.atom", ATOM)
    assert (document.id, document.title, document.date) == ("urn:1", "Visit now", "2024-05-07")
    assert document.text == "Kenya thanked Japan.\n\nSo it said."
    assert document.fields == (("author", "Jane"), ("category", "Asia"), ("url", "https://n.example/1"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss'), "a.xml: it declares a type of document"),
        ("<html><body/></html>", "a.xml: is XML, and no feed: it begins with 'html'"),
        ("<rss><channel></channel></rss>", "a.xml: the feed holds no items"),
        ("<rss><channel>", "a.xml: is no XML (no element found: line 1"),
        (" ", "a.xml: the file is empty"),
        ("<rss><channel><item><title>x</title></item></channel></rss>", "a.xml: item 1: has no text in its field"),
    ],
    ids=["entities", "no feed", "no items", "broken", "empty", "no text"],
)
def test_what_is_no_feed_says_why(text: str, words: str, tmp_path: Path) -> None:
    documents, [message] = given(tmp_path, "a.xml", text)
    assert not documents
    assert message.startswith(words)


# -- mail ----------------------------------------------------------------------------------------------------------

MAIL = b"""From: Jane <jane@n.example>\nSubject: =?utf-8?q?Caf=C3=A9?= visit\nDate: Tue, 07 May 2024 10:00:00 +0000
Message-ID: <m1@n.example>\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable

The caf=E9 thanked Jap=\nan.\n"""


def test_a_message_is_an_article(tmp_path: Path) -> None:
    [document], _ = given(tmp_path, "visit.eml", MAIL.replace(b"\n", b"\r\n"))
    assert (document.id, document.title, document.date, document.source) == (
        "visit",
        "Café visit",
        "2024-05-07",
        "Jane",
    )
    assert document.text == "The café thanked Japan.\n"
    assert ("message-id", "m1@n.example") in document.fields


def test_a_message_in_html_alone_has_the_words_of_it(tmp_path: Path) -> None:
    html = MAIL.replace(b"text/plain", b"text/html").replace(b"The caf=E9", b"<p>Peru.</p><p>The caf=E9")
    assert given(tmp_path, "a.eml", html)[0][0].text == "Peru.\n\nThe café thanked Japan."


def test_a_box_of_mail_has_an_article_a_message(tmp_path: Path) -> None:
    second = b"From: a@n.example\nSubject: Two\n\nPeru thanked Fiji.\n>From here it went.\n"
    box = b"From jane Tue May  7 10:00:00 2024\n" + MAIL + b"\nFrom a Tue May  7 10:00:00 2024\n" + second
    documents, failures = given(tmp_path, "a.mbox", box)
    assert not failures
    assert {document.text.strip() for document in documents} == {
        "The café thanked Japan.",
        "Peru thanked Fiji.\nFrom here it went.",
    }
    assert {document.source for document in documents} == {"Jane", "a@n.example"}
    assert "m1@n.example" in {document.id for document in documents}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.eml", b"hello there", "is no message: it has no lines as From: and Subject:"),
        (
            "a.eml",
            b"From: a@b\nContent-Type: image/png\n\nx",
            "the message holds no text. Its attachments are not read",
        ),
        ("a.mbox", b"hello there", "is no box of messages"),
    ],
    ids=["no message", "a picture", "no box"],
)
def test_what_is_no_mail_says_why(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    documents, [message] = given(tmp_path, name, data)
    assert not documents
    assert message.startswith(f"{name}: {words}")


# -- office documents ----------------------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, name: str = "word/document.xml") -> bytes:
    return packed({name: f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_the_paragraphs_of_a_word_document_are_those_of_the_text(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Kenya </w:t></w:r><w:r><w:t>thanked Japan.</w:t></w:r><w:del><w:r><w:delText>No.</w:delText>"
        "</w:r></w:del></w:p><w:p/><w:p><w:r><w:t>It</w:t><w:tab/><w:t>said</w:t><w:br/><w:t>so.</w:t></w:r></w:p>"
    )
    assert texts(tmp_path, "a.docx", word(body)) == {"a": f"{KENYA}\n\nIt\tsaid\nso."}


def test_a_box_of_a_word_document_is_read_once_and_apart(tmp_path: Path) -> None:
    box = f"<w:p><w:r><w:t>{PERU}</w:t></w:r></w:p>"
    both = f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>"
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    held = f'<m:AlternateContent xmlns:m="{namespace}">{both}</m:AlternateContent>'
    body = f"<w:p><w:r>{held}</w:r><w:r><w:t>{KENYA}</w:t></w:r></w:p>"
    assert texts(tmp_path, "a.docx", word(body)) == {"a": f"{KENYA}\n\n{PERU}"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK nonsense", "a.docx: the archive cannot be opened"),
        (word("", name="other.xml"), "a.docx: is no Word document"),
        (word("<w:p>"), "a.docx: the Word document is damaged"),
        (word("<w:p/>"), "a.docx: has no text"),
        (packed({"word/document.xml": "<!DOCTYPE x><x/>"}), "a.docx: the Word document cannot be read"),
    ],
    ids=["no archive", "another archive", "broken", "empty", "entities"],
)
def test_what_is_no_word_document_says_why(data: bytes, words: str, tmp_path: Path) -> None:
    documents, [message] = given(tmp_path, "a.docx", data)
    assert not documents
    assert message.startswith(words)


def pdf(text: str) -> bytes:
    """The smallest PDF of one page with a line of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )


def test_the_pages_of_a_pdf_are_read_by_pypdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="needs pypdf, the extra pdf")
    assert texts(tmp_path, "a.pdf", pdf(KENYA)) == {"a": KENYA}
    assert "holds pictures of pages and no text" in given(tmp_path, "a.pdf", pdf(""))[1][0]
    assert "the PDF cannot be read" in given(tmp_path, "a.pdf", b"%PDF-1.4 nothing")[1][0]


def test_the_pages_of_a_pdf_are_joined_and_faults_of_a_parser_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        is_encrypted = False

        def __init__(self, file: io.BytesIO) -> None:
            if b"%PDF" not in file.read():
                raise KeyError("/Root")
            self.pages = [types.SimpleNamespace(extract_text=lambda line=line: line) for line in (KENYA, PERU)]

    monkeypatch.setitem(sys.modules, "pypdf", types.SimpleNamespace(PdfReader=Reader))  # type: ignore[arg-type]
    assert texts(tmp_path, "a.pdf", b"%PDF") == {"a": f"{KENYA}\n{PERU}"}
    assert given(tmp_path, "a.pdf", b"x")[1] == ["a.pdf: the PDF cannot be read ('/Root'). Save its text as .txt"]


def test_a_pdf_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "pip install pypdf" in given(tmp_path, "a.pdf", b"%PDF")[1][0]


def test_a_page_is_read_in_the_letters_that_a_browser_shows(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    words = "".join(f"<p>Paragraph {n}: the president\x92s envoy met seven leaders in Rome.</p>" for n in range(6))
    page = f"<html><head><meta charset=iso-8859-1></head><body><article>{words}</article></body></html>"
    assert "the president’s envoy" in given(tmp_path, "a.html", page.encode("latin-1"))[0][0].text


def test_a_page_that_tables_lay_out_has_the_paragraphs_of_its_article(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    article = (
        "<font size=5><b>Fontaine meets envoy</b></font><br><b>PARIS, May 7, 2024</b> - President Fontaine met seven "
        "leaders in Paris on Tuesday to speak about the border.<p>France thanked Niger for its help with the talks, "
        "which had gone on for two years.<p>The envoy said that Niger would not leave the talks before a treaty."
    )
    menu = "<a href=x>Home</a><br><a href=y>Sport</a>"
    page = f"<html><head><title>Fontaine meets envoy</title></head><body><table><tr><td>{menu}<td>{article}</table>"
    [document], _ = given(tmp_path, "a.html", page)
    assert document.title == "Fontaine meets envoy"
    assert document.date == "2024-05-07"
    assert [line[:20] for line in document.text.split("\n")] == [
        "Fontaine meets envoy",
        "PARIS, May 7, 2024 -",
        "France thanked Niger",
        "The envoy said that ",
    ]


# -- archives ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt.gz", KENYA, {"a": KENYA}),
        ("a.gz", KENYA, {"a": KENYA}),
        ("a.csv.gz", f"id,text\n1,{KENYA}\n", {"1": KENYA}),
        ("a.jsonl.gz", json.dumps(TWO[0]), {"a": KENYA}),
        ("a.JSON.GZ", json.dumps(TWO), {"a": KENYA, "b": PERU}),
    ],
    ids=lambda value: value if isinstance(value, str) and value.lower().endswith(".gz") else "",
)
def test_every_form_may_be_packed(name: str, text: str, expected: dict[str, str], tmp_path: Path) -> None:
    assert texts(tmp_path, name, gzip.compress(text.encode())) == expected


def test_files_of_an_archive_are_as_those_of_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "day1/news.txt": KENYA,
        "day2/news.txt": PERU,
        "README.md": "About.",
        "day1/.hidden.txt": "x",
        "day3/": "",
        "__MACOSX/day1/._news.txt": "x",
        "rows.csv": "id,text\n1,Iran thanked Oman.\n",
        "empty.txt": "",
        "inner.zip": b"PK",
    }
    documents, failures = given(tmp_path, "all.zip", packed(files))
    assert {document.id: document.text for document in documents} == {
        "day1/news": KENYA,
        "day2/news": PERU,
        "1": "Iran thanked Oman.",
    }
    assert failures == [
        "all.zip/empty.txt: the file is empty. Put text into it or leave it out",
        "all.zip/inner.zip: an archive within an archive is not opened. Unpack it, and name its folder",
    ]


def test_a_name_that_leads_out_of_its_archive_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = ["../../out.txt", "/etc/abs.txt", "..\\back.txt"]
    documents, failures = given(tmp_path / "in", "a.zip", packed({name: f"{KENYA} {name[-7:-4]}." for name in names}))
    assert ([document.id for document in documents], failures) == (["abs", "back", "out"], [])
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", b"PK nonsense", "a.zip: the archive cannot be opened"),
        ("a.zip", packed({}), "a.zip: the archive holds no text"),
        ("a.txt.gz", b"nonsense", "a.txt.gz: the archive cannot be opened"),
        ("a.txt.gz", gzip.compress(KENYA.encode())[:-9], "a.txt.gz: the archive cannot be opened"),
        ("a.txt.gz", gzip.compress(b"\0" * (33 << 20)), "a.txt.gz: it unpacks to more than 33,554,432 bytes"),
        ("a.zip", packed({"b.txt": b"\0" * (33 << 20)}), "a.zip/b.txt: it unpacks to more bytes than the limit"),
        ("a.tar.gz", gzip.compress(b"x"), "a.tar.gz: unknown format '.tar'. Unpack it, and name its folder"),
    ],
    ids=["no zip", "empty", "no gz", "cut", "a bomb", "a bomb in a zip", "tar"],
)
def test_an_archive_that_cannot_be_opened_says_why(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    documents, [message] = given(tmp_path, name, data)
    assert not documents
    assert message.startswith(words)


def test_a_locked_file_of_an_archive_is_named(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": KENYA}))
    # The flag of encryption, before the name in the file and in the list of files.
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert given(tmp_path, "a.zip", bytes(data))[1] == ["a.zip/a.txt: it is locked by a password. Unpack the archive"]


# -- what kg wrote -------------------------------------------------------------------------------------------------


def own(tmp_path: Path) -> dict[str, str]:
    table = io.StringIO()
    csv.DictWriter(table, FIELDS).writeheader()
    row = dict.fromkeys(FIELDS, "x")
    return {
        "statements.jsonl": json.dumps(row),
        "statements.csv": f"{table.getvalue()}{','.join('x' for _ in FIELDS)}\n",
        "events.jsonl": json.dumps({"doc": "a", "source": ["X"], "plover": "AID", "evidence": "x"}),
        "stats.json": json.dumps({"documents": 1, "words": 2, "statements": 3, "cpu_seconds": {}}),
        "page.html": "<!doctype html>\n<html><head><title>2 articles · kg</title></head><body>x</body></html>",
    }


def test_exports_among_the_articles_are_left_out_and_named_where_they_are_asked_for(tmp_path: Path) -> None:
    for name, text in own(tmp_path).items():
        (tmp_path / name).write_text(text)
    (tmp_path / "a.txt").write_text(KENYA)
    documents, failures = read(tmp_path)
    assert ([document.id for document in documents], failures) == (["a"], [])
    for name in own(tmp_path):
        [failure] = read(tmp_path / name)[1]
        assert failure.message.startswith("kg wrote it, so it holds no article")


# -- front matter and warnings -------------------------------------------------------------------------------------


def test_tags_in_a_text_file_stay(tmp_path: Path) -> None:
    assert texts(tmp_path, "a.txt", f"<p>{KENYA}</p>") == {"a": f"<p>{KENYA}</p>"}


def test_front_matter_may_be_toml_and_what_else_it_says_stays(tmp_path: Path) -> None:
    text = f'+++\ntitle = "Visit"\ndate = 2024-05-07\ntags = ["a", "b"]\n+++\n{KENYA}\n'
    [document], _ = given(tmp_path, "a.md", text)
    assert (document.title, document.date, document.text) == ("Visit", "2024-05-07", f"{KENYA}\n")
    assert document.fields == (("tags", "a"), ("tags", "b"))


@pytest.mark.parametrize("value", ["x", "9" * 5000, "[" * 5000], ids=["a word", "a long number", "nested"])
def test_front_matter_that_cannot_be_read_stays_text(value: str, tmp_path: Path) -> None:
    text = f"+++\ntitle = {value}\n+++\n{KENYA}\n"
    assert given(tmp_path, "a.md", text)[0][0].text == text


def test_files_in_windows_letters_are_told_together(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in "abcdefg":
        (tmp_path / f"{name}.txt").write_bytes("The café thanked Peru.".encode("cp1252"))
    with caplog.at_level(logging.WARNING, logger="kg"):
        assert len(read(tmp_path)[0]) == 7
    [told] = caplog.messages
    assert "a.txt, b.txt, c.txt, d.txt, e.txt and 2 more. If letters are wrong" in told
