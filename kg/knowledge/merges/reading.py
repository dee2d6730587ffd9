"""The decisions of ``merges.yaml``, with the line of each, so that what means nothing is named by its place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.knowledge.merges.records import APPLY_FROM, FILE, KINDS, NONE, Decision, Decisions, Name, Side
from kg.model.links import Verdict
from kg.work import files

if TYPE_CHECKING:
    import yaml

# The sections of a file, the fields of a name, and how YAML writes nothing.
SECTIONS = frozenset({"apply_from", "join", "forbid", "merges"})
NAME = frozenset({"name", "kind", "in"})
NOTHING = frozenset({"", "null", "~"})
# Lists within one another; a file needs six.
DEEPEST = 50
# The fields of an entry of ``merges``; all but the first two are told for the reader alone.
ENTRY = ("names", "decision", "score", "method", "one_entity", "documents", "and_more", "evidence")


def load(path: Path) -> Decisions:
    """The decisions of a file.

    Raises:
        InputError: if the file cannot be read, is no YAML, or has something that means nothing; with its line.
    """
    return read(text(path), path.name)


def of(folder: str | os.PathLike[str] | None, named: str | os.PathLike[str] | None = None) -> Decisions:
    """The decisions of a named file, else of the file in a graph's folder where there is one, else none."""
    if named is not None:
        return load(Path(named))
    path = None if folder is None else Path(folder) / FILE
    return load(path) if path is not None and path.exists() else NONE


def text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: if it cannot be read.
    """
    return files.text(path, "the decisions", "kg resolve DIR writes such a file")


def read(text: str, file: str = FILE) -> Decisions:
    """The decisions of a file's text.

    >>> read("forbid: [[Bill Clinton, Hillary Clinton]]").given[0].side
    <Side.APART: 'apart'>
    """
    return File(text, file).decisions()


class File:
    """The text of a file, with the line of each part of it at hand."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = list(_thinned(re.split(r"(?<=\n)", text.replace("\r\n", "\n"))))
        self.text = "".join(self.lines)
        self._file = file
        self.sections = self._sections()

    def decisions(self) -> Decisions:
        """All of them, in the order of the file."""
        given = []
        for key, side in (("join", Side.TOGETHER), ("forbid", Side.APART)):
            for item in self._items(key):
                names = self._names(item, 2, key)
                given.append(Decision(names, side, self._place(item)))
        for item in self.entries():
            names, verdict = self.entry(item)
            if verdict is not Verdict.PROPOSED:
                side = Side.TOGETHER if verdict is Verdict.CONFIRMED else Side.APART
                given.append(Decision(names, side, self._place(item)))
        self._contradictions(given)
        return Decisions(tuple(given), self._apply_from())

    def _contradictions(self, given: Iterable[Decision]) -> None:
        seen: dict[frozenset[Name], Decision] = {}
        for decision in given:
            first = seen.setdefault(frozenset(decision.names), decision)
            if first.side is not decision.side:
                raise InputError(
                    f"{decision.place}: {' and '.join(map(str, decision.names))} are to be {decision.side}, "
                    f"but {first.side} at {first.place}. Take one of the two out"
                )

    def entries(self) -> list[yaml.Node]:
        """The entries of ``merges``."""
        return self._items("merges")

    def entry(self, item: yaml.Node) -> tuple[tuple[Name, ...], Verdict]:
        """The names of an entry and what was decided of them."""
        fields = self._fields(item, "an entry with names and decision")
        for field, value in fields.items():
            if field not in ENTRY:
                raise self._error(value, f"the field {field!r} of an entry", "one of " + ", ".join(ENTRY))
        if "names" not in fields:
            raise self._error(
                item, "an entry without names", 'a line like "names: [Biden (Person), Joe Biden (Person)]"'
            )
        names = self._names(fields["names"], 1, "names")
        decision = self._word(fields["decision"]) if "decision" in fields else Verdict.PROPOSED.value
        if decision not in set(Verdict):
            raise self._error(fields["decision"], f"decision {decision!r}", "proposed, confirmed or rejected")
        return names, Verdict(decision)

    # -- the parts of YAML -----------------------------------------------------------------------------------------

    def _refuse_deep(self, events: Iterable[yaml.Event]) -> None:
        """Nothing where no list holds another without end: composing them would end the process without a word."""
        import yaml

        depth = 0
        for event in events:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise InputError(
                    f"{self._file}, line {event.start_mark.line + 1}: lists within lists, more than {DEEPEST} deep. "
                    "Take them apart"
                )

    def _sections(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._refuse_deep(yaml.parse(self.text, Loader=loader))
            root = yaml.compose(self.text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark else ""
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it does not parse"
            raise InputError(
                f"{self._file}{line}: no YAML: {problem}. Mind the indentation, put names with signs such as "
                "':' or '#' in quotes; kg resolve writes a good file where this one is moved away"
            ) from error
        if root is None:
            return {}
        self._no_aliases(root)
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in self._pairs(root, "the sections apply_from, join, forbid and merges"):
            name = self._word(key)
            if name not in SECTIONS:
                raise self._error(key, f"the section {name!r}", "apply_from, join, forbid or merges")
            if name in found:
                raise self._error(key, f"a second section {name!r}", "one of each; put them together")
            found[name] = key, value
        return found

    def _no_aliases(self, root: yaml.Node) -> None:
        """A part that stands in two places could hold itself."""
        seen: set[int] = set()
        pending = [root]
        while pending:
            node = pending.pop()
            if id(node) in seen:
                raise self._error(node, "an anchor (&) with an alias (*)", "the words themselves in each place")
            seen.add(id(node))
            if not isinstance(node.value, str):
                pending.extend(part for item in node.value for part in (item if isinstance(item, tuple) else (item,)))

    def _items(self, section: str) -> list[yaml.Node]:
        import yaml

        if section not in self.sections:
            return []
        node = self.sections[section][1]
        if isinstance(node, yaml.ScalarNode) and node.value in NOTHING:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, f"{section!r} is no list", 'lines that begin with "- "')
        return list(node.value)

    def _pairs(self, node: yaml.Node, expected: str) -> list[tuple[yaml.Node, yaml.Node]]:
        import yaml

        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, f"{_shown(node)}", expected)
        return list(node.value)

    def _fields(self, node: yaml.Node, expected: str) -> dict[str, yaml.Node]:
        return {self._word(key): value for key, value in self._pairs(node, expected)}

    def _word(self, node: yaml.Node) -> str:
        import yaml

        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, _shown(node), "a word or a name")
        return str(node.value)

    def _names(self, node: yaml.Node, least: int, key: str) -> tuple[Name, ...]:
        import yaml

        expected = 'names in brackets like "[Kyiv, Kiev (Place)]"'
        if not isinstance(node, yaml.SequenceNode) or not least <= len(node.value) <= 2:
            raise self._error(
                node, f"{_shown(node)} under {key!r}", ("one or " if least == 1 else "") + "two " + expected
            )
        names = tuple(self._name(item) for item in node.value)
        if len(set(names)) < len(names):
            raise self._error(
                node, f"the name {str(names[0])!r} twice", 'two names, or one with other documents in "in"'
            )
        return names

    def _name(self, node: yaml.Node) -> Name:
        import yaml

        if not isinstance(node, yaml.MappingNode):
            return _name(self._word(node))
        fields = self._fields(node, "a name")
        for field in fields:
            if field not in NAME:
                raise self._error(fields[field], f"the field {field!r} of a name", "name, kind and in")
        if "name" not in fields:
            raise self._error(node, "a name without name", "{name: John Smith, kind: Person, in: [document-1]}")
        kind = self._word(fields["kind"]) if "kind" in fields else ""
        if kind and kind not in KINDS:
            raise self._error(fields["kind"], f"the kind {kind!r}", "one of " + ", ".join(KINDS))
        documents = fields.get("in")
        listed = documents.value if isinstance(documents, yaml.SequenceNode) else [documents] if documents else []
        return Name(self._word(fields["name"]), kind, tuple(sorted(self._word(item) for item in listed)))

    def _apply_from(self) -> float:
        if "apply_from" not in self.sections:
            return APPLY_FROM
        node = self.sections["apply_from"][1]
        try:
            value = float(self._word(node))
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            raise self._error(node, f"apply_from {_shown(node)}", "a number from 0 (all) to 1 (only what is sure)")
        return value

    def _place(self, node: yaml.Node) -> str:
        return f"{self._file}, line {node.start_mark.line + 1}"

    def _error(self, node: yaml.Node, what: str, expected: str) -> InputError:
        return InputError(f"{self._place(node)}: {what} means nothing here; expected {expected}. Correct that line")


def _thinned(lines: Sequence[str]) -> Iterator[str]:
    """The lines with those of entries left empty of which nobody decided or said anything.

    A file of many thousand entries is read a hundred times as fast that way.
    """
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].startswith("- names: [") and lines[end : end + 1] == ["  decision: proposed\n"]:
            while end < len(lines) and lines[end].startswith("  "):
                end += 1
            if not (at and "#" in lines[at - 1]) and not any("#" in line for line in lines[at:end]):
                yield from ["\n"] * (end - at)
                at = end
                continue
        yield from lines[at:end]
        at = end


def _name(words: str) -> Name:
    """A name with its kind in brackets.

    >>> _name("Clinton (Person)"), _name("Acme (US)")
    (Name(name='Clinton', kind='Person', documents=()), Name(name='Acme (US)', kind='', documents=()))
    """
    found = re.fullmatch(r"(.+) \((\w+)\)", words, re.DOTALL)
    return Name(found[1], found[2]) if found and found[2] in KINDS else Name(words)


def _shown(node: yaml.Node) -> str:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return repr(str(node.value)[:40])
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
