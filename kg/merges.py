"""Merges that a person decides on: ``merges.yaml``, written by ``kg resolve``, obeyed by ``kg build``.

The file lists why names met, or might meet, the least sure first; a person changes the word behind ``decision``, adds
pairs to ``join`` and ``forbid``, and builds again. When the file is written anew all decisions stay, also those that
no document needs at the moment, and so do the comments: those of an entry above it, all others where they stand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Link, Verdict
from kg.names import fold

if TYPE_CHECKING:
    import yaml

FILE = "merges.yaml"
KINDS = ("Person", "Organization", "Place", "Thing", "Topic")
# Links with this score or more make one entity unless a person says otherwise.
APPLY_FROM = 0.5
# Documents of a name that the file lists.
_LISTED = 12
# Links that are told on the screen.
_TOLD = 20

HEADER = """\
# Names that kg takes, or might take, for one person, body, place or topic. Edit it, then run kg build again.
#
# Change the word behind "decision":
#   proposed   nobody has looked yet: one entity if the score (0 to 1, 1 is sure) is apply_from or more
#   confirmed  one entity whatever the score
#   rejected   never one entity; of a single name: each document means another bearer
# Add what kg did not see, as lists of two names:
#   join:   - [Kyiv, Kiev]
#   forbid: - [John Smith (Person), {name: J. Smith, kind: Person, in: [document-1]}]
# A name may have its kind in brackets (Person, Organization, Place, Thing, Topic), and "in" with the documents meant.
# kg resolve writes this file anew: decisions, join, forbid and your comments stay, all else is made from the texts.
"""


class Side(StrEnum):
    """What a person wants of two names."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a person gives it; ``kind`` "" and no documents mean any."""

    name: str
    kind: str = ""
    documents: tuple[str, ...] = ()

    def __str__(self) -> str:
        kind = f" ({self.kind})" if self.kind else ""
        return f"{self.name}{kind}{' in ' + ', '.join(self.documents) if self.documents else ''}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a name in several documents, or of two names.

    Attributes:
        names: one or two.
        side: together or apart.
        place: where it stands, for messages: "merges.yaml, line 12".
    """

    names: tuple[Name, ...]
    side: Side
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {' and '.join(map(str, self.names))}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that a person decided; the empty one leaves everything to the scores."""

    given: tuple[Decision, ...] = ()
    apply_from: float = APPLY_FROM


NONE = Decisions()


# -- reading -----------------------------------------------------------------------------------------------------------


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
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}. kg resolve DIR writes such a file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8") from error


def read(text: str, file: str = FILE) -> Decisions:
    """The decisions of a file's text.

    >>> read("forbid: [[Bill Clinton, Hillary Clinton]]").given[0].side
    <Side.APART: 'apart'>
    """
    return _File(text, file).decisions()


class _File:
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

    def _sections(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            root = yaml.compose(self.text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark else ""
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it does not parse"
            raise InputError(
                f"{self._file}{line}: no YAML: {problem}. Mind the indentation, put names with signs such as "
                "':' or '#' in quotes; kg resolve writes a good file where this one is moved away"
            ) from error
        except RecursionError as error:
            raise InputError(f"{self._file}: lists within lists without end. Take them apart") from error
        if root is None:
            return {}
        self._no_aliases(root)
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in self._pairs(root, "the sections apply_from, join, forbid and merges"):
            name = self._word(key)
            if name not in ("apply_from", "join", "forbid", "merges"):
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
        if isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~"):
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
            if field not in ("name", "kind", "in"):
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


# -- writing -----------------------------------------------------------------------------------------------------------


# The names of an entry whatever their order and their capitals.
_Key = frozenset[tuple[str, str, tuple[str, ...]]]


def _key(names: Iterable[Name]) -> _Key:
    return frozenset((fold(name.name), name.kind, name.documents) for name in names)


def write(links: Iterable[Link], old: str | None = None, file: str = FILE) -> str:
    """The text of a file for these links, with what a person put into the old one.

    Args:
        links: in the order in which they are to be read.
        old: text of the file as it is now.
        file: its name, for messages.

    Raises:
        InputError: if the old file cannot be read; nothing of it is lost then.
    """
    before = _File(old or "", file)
    before.decisions()
    comments, kept = _entries(before)
    entries = []
    for link in links:
        key = _key(_names(link))
        entries += [*comments.pop(key, []), _entry(link)]
        kept.pop(key, None)
    for key, text in kept.items():
        # Decided, though no document has these names at the moment.
        entries += [*comments.pop(key, []), text]
    orphans = [line for lines in comments.values() for line in lines]
    if orphans:
        orphans.insert(0, "# Comments on merges that are proposed no more:\n")
    sections = [_section(before, name, default) for name, default in _DEFAULTS]
    body = "".join((*orphans, *entries))
    merges = f"merges:\n{body}" if entries else f"{''.join(orphans)}merges: []\n"
    return "\n".join((HEADER + _preamble(before), *sections, merges))


def save(path: Path, text: str) -> None:
    """Put a text in place of a file, whole or not at all.

    Raises:
        InputError: if it cannot be written.
    """
    partial = path.with_name(f".{path.name}.new")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror}. Name a place that can be written") from error


_DEFAULTS = (("apply_from", f"apply_from: {APPLY_FROM:g}\n"), ("join", "join: []\n"), ("forbid", "forbid: []\n"))


def _names(link: Link) -> tuple[Name, ...]:
    return tuple(
        Name(bearer.name, bearer.kind, bearer.documents if bearer.is_part else ())
        for bearer in (link.one, link.other)
        if bearer is not None
    )


def _entry(link: Link) -> str:
    documents = sorted({*link.one.documents, *(link.other.documents if link.other else ())})
    more = [f"  and_more: {len(documents) - _LISTED}\n"] if len(documents) > _LISTED else []
    evidence = [f"  - {_plain(f'{document}: {words}')}\n" for document, words in link.evidence]
    return "".join(
        (
            f"- names: [{', '.join(_written(name) for name in _names(link))}]\n",
            f"  decision: {link.verdict}\n",
            f"  score: {link.score:g}\n",
            f"  method: {_plain(link.method)}\n",
            f"  one_entity: {'yes' if link.applied else 'no'}\n",
            f"  documents: [{', '.join(_plain(document) for document in documents[:_LISTED])}]\n",
            *more,
            *(["  evidence:\n", *evidence] if evidence else []),
        )
    )


def _written(name: Name) -> str:
    if not name.documents:
        return _plain(f"{name.name} ({name.kind})" if name.kind else name.name)
    documents = ", ".join(map(_plain, name.documents))
    return f"{{name: {_plain(name.name)}, kind: {name.kind}, in: [{documents}]}}"


def _plain(words: str) -> str:
    """Words as YAML, in one line: bare where that is safe, else in quotes.

    >>> _plain("Kurt Campbell (Person)"), _plain("a: b"), _plain("yes"), _plain("12")
    ('Kurt Campbell (Person)', '"a: b"', '"yes"', '"12"')
    """
    if re.fullmatch(r"[A-Za-z](?:[\w .()'’-]*[\w.)])?", words, re.ASCII) and words.lower() not in _RESERVED:
        return words
    escaped = "".join(_escaped(c) for c in words)
    return f'"{escaped}"'


_RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def _escaped(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def summary(links: Sequence[Link]) -> str:
    """What a person needs to know before opening the file: how many links of each state, and which might be applied.

    >>> from kg.model import Bearer
    >>> one, other = Bearer("Clinton", "Person", ("c",), True), Bearer("Bill Clinton", "Person", ("a",))
    >>> print(summary([Link(one, other, "surname of several", 0.2, applied=False)]), end="")
    1 link: 1 proposed, 0 confirmed, 0 rejected; 0 of them join names or documents
      0.2  Clinton in c — Bill Clinton: surname of several
    """
    count = {verdict: sum(link.verdict is verdict for link in links) for verdict in Verdict}
    states = ", ".join(f"{number} {verdict}" for verdict, number in count.items())
    applied = sum(link.applied for link in links)
    lines = [f"{len(links)} link{'s' * (len(links) != 1)}: {states}; {applied} of them join names or documents"]
    waiting = [link for link in reversed(links) if not link.applied and link.verdict is Verdict.PROPOSED]
    lines += [_line(link) for link in waiting[:_TOLD]]
    if len(waiting) > _TOLD:
        lines.append(f"  and {len(waiting) - _TOLD} more that are not applied, in the file")
    return "".join(f"{line}\n" for line in lines)


def _line(link: Link) -> str:
    one, other = ([str(Name(n.name, "", n.documents)) for n in _names(link)] + [""])[:2]
    return f"  {link.score:g}  {one} — {other}: {link.method}"


# -- what stays of an old file -----------------------------------------------------------------------------------------


def _entries(file: _File) -> tuple[dict[_Key, list[str]], dict[_Key, str]]:
    """The comments of each entry, as lines of their own, and the text of those that are decided."""
    comments: dict[_Key, list[str]] = {}
    kept: dict[_Key, str] = {}
    if "merges" not in file.sections:
        return comments, kept
    # Comments stand above their entry, so each entry begins where the one before it has its last line.
    at = file.sections["merges"][0].start_mark.line + 1
    items = file.entries()
    end = _end(file, "merges")
    for number, item in enumerate(items):
        names, verdict = file.entry(item)
        last = _last(item) if number + 1 < len(items) else end
        lines = file.lines[at:last]
        at = last
        found = [comment for line in lines if (comment := _comment(line))]
        if found:
            comments.setdefault(_key(names), []).extend(found)
        if verdict is not Verdict.PROPOSED:
            kept[_key(names)] = _bare(lines) or _unlisted(names, verdict)
    return comments, kept


def _bare(lines: Sequence[str]) -> str:
    """The lines of an entry without comments; empty where it does not stand in lines of its own."""
    text = "".join(_uncommented(line) for line in lines if line.strip() and not line.lstrip().startswith("#"))
    return text if text.startswith("- names:") else ""


def _unlisted(names: tuple[Name, ...], verdict: Verdict) -> str:
    return f"- names: [{', '.join(map(_written, names))}]\n  decision: {verdict}\n"


def _last(node: yaml.Node) -> int:
    """The line after the last one on which something of a node stands."""
    import yaml

    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return int(node.end_mark.line) + 1
    parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return _last(parts[-1]) if parts else int(node.end_mark.line) + 1


def _section(file: _File, name: str, default: str) -> str:
    """The text of a section with its comments, as it stands."""
    if name not in file.sections:
        return default
    text = "".join(file.lines[file.sections[name][0].start_mark.line : _end(file, name)]).rstrip("\n")
    return f"{text}\n"


def _end(file: _File, name: str) -> int:
    """The line on which the next section begins."""
    starts = sorted(key.start_mark.line for key, _ in file.sections.values())
    own = file.sections[name][0].start_mark.line
    return next((line for line in starts if line > own), len(file.lines))


def _preamble(file: _File) -> str:
    """Comments above all sections that are not kg's own."""
    first = min((key.start_mark.line for key, _ in file.sections.values()), default=len(file.lines))
    own = set(HEADER.splitlines())
    lines = [line.rstrip("\r\n") for line in file.lines[:first]]
    return "".join(f"{line}\n" for line in lines if line.startswith("#") and line not in own)


def _comment(line: str) -> str:
    """The comment of a line, as a line of its own; empty where it has none.

    >>> _comment("  decision: rejected  # another man"), _comment('- names: ["a # b"]')
    ('# another man\\n', '')
    """
    if line.lstrip().startswith("#"):
        return line.strip() + "\n"
    code = _uncommented(line)
    return line[len(code.rstrip("\n")) :].strip() + "\n" if len(code.rstrip("\n")) < len(line.rstrip()) else ""


def _uncommented(line: str) -> str:
    """A line without its comment: a "#" after a space, outside of quotes."""
    quoted = ""
    for at, c in enumerate(line):
        if quoted:
            if c == quoted and line[at - 1] != "\\":
                quoted = ""
        elif c in "\"'" and line[at - 1 : at] in (" ", "[", "{", "-"):
            quoted = c
        elif c == "#" and line[at - 1 : at] in (" ", "\t"):
            return line[:at].rstrip() + "\n"
    return line
