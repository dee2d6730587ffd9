"""The word lists of ontology/words: how they are written, how they are read, and what the shipped ones must be."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from conftest import ROOT

from kg.errors import VocabularyError
from kg.terms import tables
from kg.terms import words as reader
from kg.terms.tables import listed, ontology_folder, rows
from kg.terms.words import lists, word_list, word_pairs, words

FILES = sorted((ontology_folder() / "words").glob("*.tsv"))
# Lists of what is frequent, whatever it means: they hold words of every other list.
FREQUENT = frozenset(("stopwords", "words of any news"))

Write = Callable[[str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Puts a table in place of the shipped ones."""
    folder = tmp_path / "words"
    folder.mkdir()
    for module in (tables, reader):
        monkeypatch.setattr(module, "ontology_folder", lambda: tmp_path)

    def put(text: str) -> None:
        (folder / f"{len(list(folder.iterdir()))}.tsv").write_text(text, encoding="utf-8")
        lists.cache_clear()

    yield put
    lists.cache_clear()


# -- how they are read


def test_a_list_may_take_several_rows_and_keeps_its_order(write: Write) -> None:
    write("# Fruit.\nfruit\tpear, apple\nfruit\tfig\n")
    assert word_list("fruit") == ("pear", "apple", "fig")
    assert words("fruit") == {"pear", "apple", "fig"}


def test_a_plus_takes_in_another_list_where_it_stands_and_each_word_once(write: Write) -> None:
    write("sweet\tfig, pear\nfood\tbread, +sweet, pear, salt\n")
    assert word_list("food") == ("bread", "fig", "pear", "salt")


def test_a_pair_gives_a_word_the_one_beside_it(write: Write) -> None:
    write("plurals\tmice = mouse, oxen = ox\nmore\t+plurals, geese = goose\n")
    assert word_pairs("more") == {"mice": "mouse", "oxen": "ox", "geese": "goose"}


def test_a_word_without_one_beside_it_is_no_pair(write: Write) -> None:
    write("plurals\tmice = mouse, sheep\n")
    with pytest.raises(VocabularyError, match=r"'sheep' in the list 'plurals' has no word beside it; write a = b"):
        word_pairs("plurals")


@pytest.mark.parametrize("read", [words, word_list, word_pairs])
def test_a_list_that_there_is_not_is_named(read: Callable[[str], object]) -> None:
    with pytest.raises(VocabularyError, match="no list 'nothing of the kind' in ontology/words; add it to a file"):
        read("nothing of the kind")


def test_a_list_that_another_takes_in_must_be_there(write: Write) -> None:
    write("food\tbread, +sweets\n")
    with pytest.raises(VocabularyError, match="no list 'sweets' in ontology/words"):
        words("food")


def test_a_list_that_takes_in_itself_is_named_with_the_way_there(write: Write) -> None:
    write("food\tbread, +sweet\nsweet\tfig, +food\n")
    with pytest.raises(VocabularyError, match=r"'food' takes in itself \(food \+ sweet \+ food\); leave out one"):
        words("food")


@pytest.mark.parametrize("tables", [("fruit\tfig\nbread\trye\nfruit\tpear\n",), ("fruit\tfig\n", "fruit\tpear\n")])
def test_a_list_that_begins_a_second_time_is_named_with_its_line(write: Write, tables: tuple[str, ...]) -> None:
    for table in tables:
        write(table)
    with pytest.raises(VocabularyError, match=r"words/\d\.tsv, line \d: the list 'fruit' has begun elsewhere"):
        lists()


def test_a_row_with_too_few_or_too_many_cells_is_named_with_file_and_line(write: Write) -> None:
    write("# Fruit.\n\nfruit\tfig\nfruit, pear\n")
    with pytest.raises(VocabularyError, match=r"ontology/words/0\.tsv, line 4: 1 cells, where 2 were expected"):
        lists()


def test_a_table_of_one_column_tells_of_a_row_with_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.terms.tables.ontology_folder", lambda: tmp_path)
    (tmp_path / "one.tsv").write_text("# words\nharbour\n\nquay\n", encoding="utf-8")
    assert listed("one.tsv") == ["harbour", "quay"]
    (tmp_path / "one.tsv").write_text("# words\nharbour\nquay\tquays\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"ontology/one\.tsv, line 3: 2 cells, where 1 were expected"):
        listed("one.tsv")


def test_comments_and_empty_lines_of_a_table_are_no_rows(write: Write) -> None:
    write("# Fruit.\n\nfruit\tfig\n")
    assert [(row.cells, str(row.place)) for row in rows("words/0.tsv", 2)] == [
        (("fruit", "fig"), "ontology/words/0.tsv, line 3")
    ]


# -- what the shipped ones must be


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_list_has_a_remark_of_its_own_above_it(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    bare = []
    for number, line in enumerate(lines[1:], start=1):
        name, tab, _ = line.partition("\t")
        is_first = bool(tab) and not line.startswith("#") and not lines[number - 1].startswith(f"{name}\t")
        if is_first and not _has_comment(lines[:number]):
            bare.append(name)
    assert bare == []


def _has_comment(above: list[str]) -> bool:
    """True where the lines end in comments that are not those of the file's head."""
    comments = 0
    while comments < len(above) and above[-1 - comments].startswith("# "):
        comments += 1
    return 0 < comments < len(above)


@pytest.mark.parametrize("name", lists())
def test_each_list_can_be_read_and_writes_no_word_twice(name: str) -> None:
    assert word_list(name)
    taken = [word for other in _taken(name) for word in word_list(other)]
    written = Counter([*_own(name), *set(taken)])
    assert [word for word, count in written.items() if count > 1] == []


def test_two_lists_share_few_words_unless_one_takes_them_in() -> None:
    """Counted in the words that each writes itself: five words, and three in five of the smaller, are few no longer."""
    own = {name: set(_own(name)) for name in lists() if name not in FREQUENT}
    pairs = [
        f"{one!r} and {other!r} share {', '.join(sorted(own[one] & own[other]))}"
        for one, other in combinations(own, 2)
        if len(own[one] & own[other]) >= max(5, 0.6 * min(len(own[one]), len(own[other])))
    ]
    assert not pairs, "\n".join(["write what they share as a list of its own, and take it in with +:", *pairs])


def test_each_list_is_used() -> None:
    used = _texts_of_kg() & set(lists())
    waiting = sorted(used)
    for name in waiting:
        waiting += [other for other in _taken(name) if other not in used]
        used.update(_taken(name))
    assert sorted(set(lists()) - used) == []


def _taken(name: str) -> list[str]:
    return [word[1:] for word in lists()[name] if word.startswith("+")]


def _own(name: str) -> list[str]:
    """The words that a list writes itself."""
    return [word for word in lists()[name] if not word.startswith("+")]


def _texts_of_kg() -> set[str]:
    """The string literals of all modules."""
    return {
        node.value
        for path in (ROOT / "kg").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
