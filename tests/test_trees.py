"""Every sentence is read to its end: no climb goes in a circle, and nothing calls itself as deep as a text nests."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trees import REAL, Row, parse, tokens, trees

from kg import gazetteer
from kg.extract import extract
from kg.knowledge.align import align
from kg.knowledge.resolve import resolve
from kg.language.mend import mend
from kg.language.parse import LONGEST_WORD, _pieces
from kg.model.kinds import Polarity, Role
from kg.model.records import Argument, Proposition, Reading, Statement
from kg.model.syntax import Doc, Token, link
from kg.show import entities, events, oie
from kg.terms import lexicon

# Lines that reading the longest of these texts may take, a hundred times over.
LINES = 5_000_000
few = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

# The modules of which each has the one climb that all others use.
CLIMBING = {"kg/model/syntax.py", "kg/extract/clauses/clause.py", "kg/language/mend/tree.py"}
READING = sorted(
    [*(ROOT / "kg/extract").rglob("*.py"), *(ROOT / "kg/language/mend").rglob("*.py"), ROOT / "kg/model/syntax.py"]
)


# -- how the rules are written -----------------------------------------------------------------------------------------


def climbs(tree: ast.AST) -> Iterator[int]:
    """Lines within a ``while`` loop that go on to a head or a parent: ``token = token.head``, ``i = heads[i]``."""
    for loop in ast.walk(tree):
        for node in ast.walk(loop) if isinstance(loop, ast.While) else ():
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                names = {n.attr for n in ast.walk(node.value) if isinstance(n, ast.Attribute)}
                names |= {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
                if names & {"head", "parent", "heads"}:
                    yield node.lineno


def test_climbs_are_told_from_other_loops() -> None:
    for line in ("token = token.head", "a, b = a.parent, a", "i = self.heads[i]", "(c := c.head)"):
        assert list(climbs(ast.parse(f"while True:\n    {line}")))
    assert not list(climbs(ast.parse("while at < end:\n    at += 1\nnoun = noun.head")))


@pytest.mark.parametrize("path", [p for p in READING if str(p.relative_to(ROOT)) not in CLIMBING], ids=lambda p: p.name)
def test_all_climbs_go_the_one_way_that_ends_at_the_root(path: Path) -> None:
    assert list(climbs(ast.parse(path.read_text(encoding="utf-8")))) == []


def circles(tree: ast.Module) -> set[str]:
    """Functions and methods that call themselves, also by way of others of the module."""
    calls: dict[str, set[str]] = {}
    for owner in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
        prefix = f"{owner.name}." if isinstance(owner, ast.ClassDef) else ""
        for function in (node for node in owner.body if isinstance(node, ast.FunctionDef)):
            called = calls.setdefault(prefix + function.name, set())
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    called.add(node.func.id)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                    called.add(prefix + node.attr)
    return {name for name in calls if name in _reached(name, calls)}


def _reached(name: str, calls: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        new = calls.get(pending.pop(), set()) - found
        found |= new
        pending.extend(new)
    return found


def test_functions_that_call_themselves_are_found() -> None:
    both = "def a(): b()\ndef b(): a()\nclass C:\n    def m(self): self.m()\ndef c(): a()"
    assert circles(ast.parse(both)) == {"a", "b", "C.m"}


# Lists of words that take in others; records within records; an owner of an owner of an owner; words of a predicate;
# entries of a file; triple terms of an answer, which the parser of JSON has read as deep; rows of a script for Neo4j;
# statements about statements, two deep; scripts that import others.
SHALLOW = {
    "kg/model/columns.py": {"column", "_one_of", "_records"},
    "kg/text/inputs/__init__.py": {"_opened"},
    "kg/text/inputs/fields.py": {"_plain"},
    "kg/text/inputs/objects.py": {"_listed"},
    "kg/web/pages/told.py": {"words"},
    "kg/web/remote.py": {"_cells"},
    "kg/extract/stating/phrases/wording.py": {"Wording.label", "Wording._owner"},
    "kg/terms/words.py": {"_words"},
    "kg/terms/lexicon/__init__.py": {"Lexicon.read", "Lexicon._governed"},
    "kg/knowledge/merges/kept.py": {"_last"},
    "kg/cli/options.py": {"as_dict"},
    "kg/store/result.py": {"_json_value", "_value"},
    "kg/show/exports/neo4j.py": {"cypher"},
    "kg/show/exports/told.py": {"Told._in_words", "Told._claim"},
    "kg/show/view/joining.py": {"_visit"},
}


def test_nothing_calls_itself_as_deep_as_a_text_nests() -> None:
    found = {str(path.relative_to(ROOT)): circles(ast.parse(path.read_text())) for path in (ROOT / "kg").rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == SHALLOW


# -- trees of every kind -----------------------------------------------------------------------------------------------


class EndlessError(Exception):
    """More lines were run than any text of that length takes."""


@contextmanager
def counted(most: int = LINES) -> Iterator[None]:
    """Raises once so many lines of kg have been run; it counts lines, not time, so that it always decides alike."""
    left = most

    def line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise EndlessError(f"{frame.f_code.co_name} in {frame.f_code.co_filename} does not end")
        return line

    def call(frame: FrameType, event: str, argument: object) -> Any:
        return line if "/kg/" in frame.f_code.co_filename.replace("\\", "/") else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)


def test_a_loop_that_does_not_end_is_noticed() -> None:
    doc = tokens(REAL[0])
    link(doc, [row.head for row in REAL[0]], [0])
    doc[1].head, doc[2].head = doc[2], doc[1]
    with pytest.raises(EndlessError, match="path"), counted(1000):
        list(doc[1].path)


def read(rows: Sequence[Row]) -> Reading:
    names = gazetteer.load()
    reading = extract(parse(rows), names, chained=True)
    plain = extract(parse(rows), names)
    resolution = resolve([plain], names)
    said = align(plain, resolution, lexicon.load())
    list(oie.rows(plain))
    events.rows(plain, said)
    entities.document(reading, resolution)
    return plain


@pytest.mark.parametrize("rows", REAL, ids=lambda rows: " ".join(row.text for row in rows[:4]))
def test_the_trees_that_are_taken_apart_say_something(rows: list[Row]) -> None:
    assert read(rows).propositions


@given(trees())
@few
def test_whatever_tree_a_parser_gives_is_read_to_its_end(rows: list[Row]) -> None:
    with counted():
        read(rows)


@given(trees())
@few
def test_what_hangs_together_still_does_when_it_is_mended(rows: list[Row]) -> None:
    heads = [row.head for row in rows]
    if is_forest(heads):
        mend(tokens(rows), heads)
        assert is_forest(heads)


def is_forest(heads: Sequence[int]) -> bool:
    """Whether every path ends at a root."""
    at = list(range(len(heads)))
    for _ in heads:
        at = [heads[i] for i in at]
    return all(heads[i] == i for i in at)


def in_order(token: Token) -> list[Token]:
    """All beneath the tokens to the left of one, the token itself, and all beneath those to its right."""
    before, behind = ([t for c in side for t in in_order(c)] for side in (token.lefts, token.rights))
    return [*before, token, *behind]


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
@few
def test_tokens_that_hang_from_one_another_are_cut_apart_and_no_others(given: list[int]) -> None:
    heads = [head % len(given) for head in given]
    doc = Doc(" ".join("x" for _ in heads))
    doc.extend(tokens([Row("x", "x", "NOUN", "NN", head, "dep") for head in heads]))
    link(doc, heads, [0])
    found = [token.head.i for token in doc]
    assert is_forest(found)
    assert found == heads or not is_forest(heads)
    for token in doc:
        beneath = [t for t in doc if any(a is token for a in t.path)]
        assert sorted(t.i for t in token.subtree) == [t.i for t in beneath]
        assert list(token.subtree) == in_order(token)
        assert (token.left_edge, token.right_edge) == (beneath[0], beneath[-1])
        assert list(token.path)[1:] == list(token.ancestors)
        assert token.root.head is token.root
        assert [t for t in doc if token.is_ancestor(t)] == [t for t in beneath if t is not token]


def test_a_place_that_hangs_from_nothing_is_nobodys_trip() -> None:
    rows = """
        In in ADP/IN 0 ROOT | Paris paris PROPN/NNP 0 pobj B-GPE | , , PUNCT/, 1 punct | where where SCONJ/WRB 5 advmod
        | he he PRON/PRP 5 nsubj | lives live VERB/VBZ 1 relcl | . . PUNCT/. 0 punct
    """
    found = [row.split() for row in rows.split("|")]
    with counted():
        read([Row(t, base, *classes.split("/"), int(head), dep, *name) for t, base, classes, head, dep, *name in found])


# -- depth -------------------------------------------------------------------------------------------------------------


def chain(words: str, times: int) -> list[Row]:
    """Tokens of which the words "text class/tag relation step [name] | ..." come again and again.

    The step leads to the head, in tokens from the word itself; what would hang from outside the text is a root.
    """
    links = [row.split() for row in words.split("|")]
    size = len(links) * times
    rows: list[Row] = []
    for text, classes, dep, step, *name in links * times:
        at = len(rows)
        head = at + int(step)
        rows.append(Row(text, text.lower(), *classes.split("/"), head if 0 <= head < size else at, dep, *name))
    return rows


DEEP = {
    "says that": "China PROPN/NNP nsubj 1 B-GPE | say VERB/VBP ccomp -3 | that SCONJ/IN mark 2",
    "plans to": "plan VERB/VB xcomp -2 | to PART/TO aux 1",
    "of of": "friend NOUN/NN pobj -1 | of ADP/IN prep -1",
    "much of": "much ADJ/JJ pobj -1 | of ADP/IN prep -1",
    "and and": "Peru PROPN/NNP conj -2 B-GPE | and CCONJ/CC cc -1",
    "verbs": "said VERB/VBD conj -2 | and CCONJ/CC cc -1",
    "from from": "from ADP/IN prep -1 | Rome PROPN/NNP pobj -1 B-GPE",
    "who knows": "man NOUN/NN dobj -1 | who PRON/WP nsubj 1 | knew VERB/VBD relcl -2",
    "whose": "man NOUN/NN nsubj 2 | , PUNCT/, punct -1 | whose PRON/WP$ poss 1",
    "in in": "in ADP/IN prep -1",
    "name of name": "Rome PROPN/NNP compound 1 B-GPE",
    "brackets": "( PUNCT/-LRB- punct 1",
}


@pytest.fixture
def shallow() -> Iterator[int]:
    """A stack of 200 calls more than there are, so that small trees are deeper."""
    before, used, frame = sys.getrecursionlimit(), 0, sys._getframe()
    while frame.f_back is not None:
        used, frame = used + 1, frame.f_back
    sys.setrecursionlimit(used + 200)
    yield 200
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("words", DEEP.values(), ids=DEEP.keys())
def test_a_tree_deeper_than_the_stack_is_read(words: str, shallow: int) -> None:
    read(chain(words, times=shallow + 100))


LONG = {
    **DEEP,
    "quotes": "“ PUNCT/`` punct 2 | China PROPN/NNP nsubj 1 B-GPE | aids VERB/VBZ ccomp -5"
    " | Iran PROPN/NNP dobj -1 B-GPE | ” PUNCT/'' punct -2",
    "pronouns": "it PRON/PRP nsubj 1 | sank VERB/VBD conj -2",
    "reports": "he PRON/PRP nsubj 1 | said VERB/VBD conj -3 | , PUNCT/, punct -1",
}


def calls(rows: Sequence[Row]) -> int:
    """How many calls reading takes."""
    count = 0

    def call(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(call)
    try:
        read(rows)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("words", LONG.values(), ids=LONG.keys())
def test_a_sentence_twice_as_long_takes_at_most_four_times_the_work(words: str) -> None:
    read(chain(words, times=3))
    assert calls(chain(words, times=160)) < 4.4 * calls(chain(words, times=80))


def nested(depth: int) -> Reading:
    """A reading of two mentions in which each proposition but the last is about the next."""
    reading = read(REAL[3])
    first = next(p for p in reading.propositions if all(a.mention is not None for a in p.arguments[:2]))
    first = replace(first, arguments=first.arguments[:2])
    subject, object = first.argument(Role.SUBJECT), first.argument(Role.OBJECT)
    assert subject is not None
    assert object is not None
    told = [
        Proposition(
            "say", first.trigger, "says", (subject, Argument(Role.OBJECT, object.span, proposition=number)),
            Polarity.POSITIVE, first.modality, first.certainty, (), "clause", 0.5, first.sentence, first.span,
        )
        for number in range(1, depth)
    ]  # fmt: skip
    return Reading(reading.document, reading.sentences, reading.mentions, (*told, first))


@pytest.mark.parametrize("turned", [False, True], ids=["outer first", "inner first"])
def test_five_thousand_propositions_within_one_another_become_statements(turned: bool) -> None:
    reading = nested(5000)
    if turned:
        last = len(reading.propositions) - 1
        reading = Reading(
            reading.document,
            reading.sentences,
            reading.mentions,
            tuple(_renumbered(p, last) for p in reversed(reading.propositions)),
        )
    said = align(reading, resolve([reading], gazetteer.load()), lexicon.load())
    assert len({s.id for s in said}) == 5000
    assert events.rows(reading, said)


def _renumbered(proposition: Proposition, last: int) -> Proposition:
    arguments = (
        a if a.proposition is None else replace(a, proposition=last - a.proposition) for a in proposition.arguments
    )
    return replace(proposition, arguments=tuple(arguments))


def test_propositions_that_are_about_one_another_are_read_once() -> None:
    reading = nested(3)
    [one, two, three] = reading.propositions
    back = replace(two, arguments=(*two.arguments[:1], replace(two.arguments[1], proposition=0)))
    circle = replace(reading, propositions=(one, back, three))
    said = align(circle, resolve([circle], gazetteer.load()), lexicon.load())
    assert sum(isinstance(s, Statement) for s in said) == 3
    events.rows(circle, said)


@given(st.lists(st.tuples(st.sampled_from(["(", "a", "China-", "😀"]), st.integers(1, 1200)), max_size=6))
@few
def test_what_stands_without_a_space_for_pages_is_parsed_in_parts_that_hold_all_of_it(words: list[Any]) -> None:
    text = " ".join(word * times for word, times in words) + "."
    parts = [text[start:end] for start, end in _pieces(text, 0, len(text))]
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(len(word) <= LONGEST_WORD for part in parts for word in part.split())
    assert parts == [text] or any(len(word) > LONGEST_WORD for word in text.split())
