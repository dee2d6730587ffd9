"""What cannot be done is told in one message with a remedy, and an exit status."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended

from kg import errors

Kg = Callable[..., Ended]


def test_every_error_stands_in_the_drawing_of_the_tree() -> None:
    drawn = inspect.getdoc(errors) or ""
    classes = [name for name, cls in vars(errors).items() if inspect.isclass(cls)]
    assert all(name in drawn for name in classes)


def test_all_errors_are_of_one_family_with_a_status() -> None:
    for cls in vars(errors).values():
        if inspect.isclass(cls) and not issubclass(cls, Warning):
            assert issubclass(cls, errors.KGError)
            assert cls.exit_status in (1, 2)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["query", "{none}", "ASK {}"], 2, "kg build PATH... -o"),
        (["query", "{graph}", "SELECT ?x {"], 2, "line 1"),
        (["query", "{graph}", "SELECT ?x { ?x foo:bar ?y }"], 2, "foo"),
        (["query", "{graph}", "DROP ALL"], 2, "refused"),
        (["query", "{graph}", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], 2, "SERVICE"),
        (["query", "{graph}", "@nowhere.rq"], 2, "nowhere.rq"),
        (["ask", "{graph}", "cq99"], 1, "cq99"),
        (["explain", "{graph}", "Chna"], 1, "nearest"),
        (["explain", "{graph}", "China", "invades"], 1, "invades"),
        (["path", "{graph}", "China", "Atlantis"], 1, "Atlantis"),
        (["path", "{graph}", "China", "G7", "--hops", "1"], 1, "--hops"),
        (["export", "{graph}", "--format", "docx"], 2, "docx"),
        (["export", "{graph}", "-o", "{none}/deep/file"], 2, "folder that exists"),
        (["build", "-o", "{none}"], 2, "PATH"),
        (["build", "nowhere.txt", "-o", "{none}"], 2, "nowhere.txt"),
        (["build", "{graph}", "-o", "{none}", "--workers", "0"], 2, "workers"),
        (["build", "{graph}", "-o", "{none}", "--date", "soon"], 2, "write it as 2024-09-10"),
        (["extract"], 2, "--lines"),
        (["extract", "--lines", "nowhere.txt"], 2, "nowhere.txt"),
        (["entities", "nowhere.txt"], 2, "nowhere.txt"),
        (["nix"], 2, "nix"),
    ],
    ids=lambda value: " ".join(value[:1] + value[2:])[:40] if isinstance(value, list) else "",
)
def test_misuse_is_told_with_a_remedy_and_no_traceback(
    arguments: list[str], status: int, words: str, kg: Kg, sample_folder: Path, tmp_path: Path
) -> None:
    none = tmp_path / "none"
    ended = kg(*(a.replace("{graph}", str(sample_folder)).replace("{none}", str(none)) for a in arguments))
    assert ended.status == status
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert not none.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("{broken", "no JSON"),
        ('{"doc": "a"}', "fields doc and text"),
        ('[{"doc": "a"}]', "fields doc and text"),
        ('[{"doc": "a", "text": "x"}, {"doc": "a", "text": "y"}]', "repeats the doc 'a'"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_corpus_of_another_shape_is_refused(given: str | bytes, words: str, kg: Kg) -> None:
    ended = kg("entities", "--corpus", stdin=given)
    assert ended.status == 2
    assert words in ended.err


@pytest.mark.model
def test_a_text_of_a_corpus_that_cannot_be_read_is_named_and_the_others_are_told(kg: Kg) -> None:
    texts = [{"doc": "a", "text": "China aids Russia."}, {"doc": "b", "text": "half \ud83d"}]
    ended = kg("entities", "--corpus", stdin=json.dumps(texts))
    assert ended.status == 1
    assert "b: entry 1 of the corpus: the field 'text'" in ended.err
    assert list(json.loads(ended.out)["docs"]) == ["a"]


@pytest.mark.parametrize("crowd", [0, 2_000], ids=["few names", "many names"])
@pytest.mark.parametrize(
    ("misspelt", "meant"), [("Iarn", "Iran"), ("FIB", "FBI"), ("iran", "Iran"), ("Delmar Bnak", "Delmar Bank")]
)
def test_the_nearest_name_has_the_same_letters_before_others(misspelt: str, meant: str, crowd: int) -> None:
    others = [f"{number} boats of {number * number}" for number in range(crowd)]
    assert errors.nearest(misspelt, ["liar", "IBM", "fix", "Iran", "FBI", "Delmar Bank", *others], 1) == [meant]


def test_of_many_names_those_are_compared_that_share_most_letters_for_their_length() -> None:
    names = [f"{one}{other} {third}" for one in ("kur", "cam", "bel") for other in "tpaeiou" for third in range(20)]
    wanted = "kurt campbell"
    pieces = {*wanted, *(wanted[i : i + 2] for i in range(len(wanted) - 1))}

    def share(name: str) -> float:
        return -sum(len(piece) for piece in pieces if piece in name) / (len(name) + len(wanted))

    assert len(names) > errors._COMPARED
    assert errors._likely(wanted, names) == sorted(names, key=share)[: errors._COMPARED]


def test_a_name_that_nothing_is_like_has_no_nearest() -> None:
    assert errors.nearest("Qqq", ["China", "Iran"]) == []
    assert errors.nearest(" ", ["China"]) == []
    assert errors.offered([]) == ""
