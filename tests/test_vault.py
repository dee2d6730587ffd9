"""The graph as an Obsidian vault: files that any system holds, links that lead somewhere, no name that is more."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from pathlib import PurePosixPath

import pytest
import sample
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE, hostile, hostile_graphs, unshrunk

from kg.model.records import Knowledge
from kg.show.exports.obsidian import obsidian
from kg.show.exports.paths import file_names, safe

LINK = re.compile(r"(?<!\\)\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")


def notes(knowledge: Knowledge) -> dict[str, tuple[dict[str, object], str]]:
    """The front matter and the text of each note, by its path."""
    found = {}
    for path, data in obsidian(knowledge).items():
        head = re.fullmatch(r"---\n(.*?\n)---\n(.*)", data.decode("utf-8"), re.DOTALL)
        assert head is not None
        found[path] = (yaml.safe_load(head[1]), head[2])
    return found


def check(knowledge: Knowledge) -> None:
    found = notes(knowledge)
    assert len(found) == len(knowledge.entities) + len(knowledge.documents) + 1
    names = {PurePosixPath(path).stem for path in found}
    assert len({unicodedata.normalize("NFKD", name).casefold() for name in names}) == len(found)
    for matter, text in found.values():
        for name, shown in LINK.findall(text):
            assert name in names
            assert not re.search(r"[\[\]|\n]", shown)
        # Outside links no bracket, tag or HTML is left that a program would take for its own.
        rest = LINK.sub("", re.sub(r"^(> \[!\w+\] |#+ |> |- )", "", text, flags=re.MULTILINE))
        assert not re.search(r"(?<!\\)(\\\\)*[\[\]<>#`$]", rest)
        assert isinstance(matter["tags"], list)
    told = [matter["entity"] for matter, _ in found.values() if "entity" in matter]
    assert sorted(map(str, told)) == sorted(entity.id for entity in knowledge.entities)
    claims = sum(text.count("> [!") for path, (_, text) in found.items() if path.startswith("articles/"))
    assert claims == len(knowledge.statements)


def test_every_link_of_the_vault_leads_to_a_note() -> None:
    check(sample.knowledge())


@unshrunk
@given(hostile_graphs())
def test_no_name_breaks_the_vault(knowledge: Knowledge) -> None:
    check(knowledge)


def test_a_note_has_its_aliases_and_its_sentences_with_their_article() -> None:
    matter, text = notes(sample.knowledge())["entities/China.md"]
    assert matter["aliases"] == ["Beijing", "China", "PRC"]
    assert (matter["class"], matter["wikidata"]) == ("Country", "https://www.wikidata.org/wiki/Q148")
    callout = "> [!quote] [[China]] aids [[Russia]]\n> A senior US official stated that China is aiding Russia"
    assert callout in text
    assert f"> — [[{sample.CAPRI}|" in text
    assert "says [[senior US official]]" in text


def test_what_is_denied_or_hoped_for_is_never_told_without_its_stance() -> None:
    knowledge = sample.knowledge()
    told = [s for s in knowledge.statements if not s.is_fact]
    found = notes(dataclasses.replace(knowledge, statements=tuple(told)))
    for path, (_, text) in found.items():
        for line in text.splitlines():
            if path != "index.md" and line.startswith(("> [!", "- ")):
                assert re.match(r"(> \[!(failure|question)\]|-) \*\*[a-z ]+:\*\* \[\[", line), line
                assert line.startswith("> [!failure]") == (line.startswith("> ") and "**denied:**" in line)
    assert "> [!question] **hoped for:** [[Europe]] presses [[China]]" in found["entities/Europe.md"][1]
    assert "> [!failure] **denied:** [[China]] provides [[arms]]" in found["entities/China.md"][1]


def test_a_name_cannot_link_tag_or_embed() -> None:
    knowledge = sample.knowledge()
    odd = tuple(
        dataclasses.replace(e, label="![[secret]] #tag <script>x</script>") if e.id == "China" else e
        for e in knowledge.entities
    )
    found = notes(dataclasses.replace(knowledge, entities=odd))
    assert "entities/! secret tag script x script.md" in found
    for _, text in found.values():
        assert "[[secret" not in text
        assert "<script" not in text.replace("\\<", "")


@pytest.mark.parametrize("name", ["CON", "nul.txt", "Lpt1", "com¹.md", "AUX.tar.gz"])
def test_no_file_has_a_name_that_windows_keeps_for_itself(name: str) -> None:
    assert safe(name) == f"_{name}"


@given(st.lists(hostile, max_size=12))
@unshrunk
def test_names_of_files_are_unlike_and_hold_everywhere(labels: list[str]) -> None:
    found = file_names({str(number): label for number, label in enumerate(labels)})
    assert len({unicodedata.normalize("NFC", name).casefold() for name in found.values()}) == len(labels)
    for name in found.values():
        assert name == name.strip(" .") != ""
        assert not re.search(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|#^\[\]{}$`*=%\u200b-\u200f\u202a-\u202e\ufeff]', name)
        assert len(name.encode("utf-8")) <= 200


def test_a_name_of_a_file_depends_on_no_other_but_those_alike() -> None:
    few = file_names({"a": "China", "b": "Peru"})
    many = file_names(
        {"a": "China", "b": "Peru", **{f"c{n}": label for n, label in enumerate(HOSTILE) if label != "China"}}
    )
    assert {id: many[id] for id in few} == few
