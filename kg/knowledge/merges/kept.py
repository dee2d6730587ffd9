"""What stays of an old ``merges.yaml`` when it is written anew: decisions, the sections of a person, and comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.knowledge.merges.reading import File
from kg.knowledge.merges.records import Key, Name, key
from kg.knowledge.merges.words import written
from kg.model.links import Verdict

if TYPE_CHECKING:
    import yaml


# What stands before a quoted word, and before a comment.
BEFORE_QUOTE, BLANKS = frozenset(" [{-"), frozenset(" \t")


def entries(file: File) -> tuple[dict[Key, list[str]], dict[Key, str]]:
    """The comments of each entry, as lines of their own, and the text of those that are decided."""
    comments: dict[Key, list[str]] = {}
    kept: dict[Key, str] = {}
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
            comments.setdefault(key(names), []).extend(found)
        if verdict is not Verdict.PROPOSED:
            kept[key(names)] = _bare(lines) or _unlisted(names, verdict)
    return comments, kept


def _bare(lines: Sequence[str]) -> str:
    """The lines of an entry without comments; empty where it does not stand in lines of its own."""
    text = "".join(_uncommented(line) for line in lines if line.strip() and not line.lstrip().startswith("#"))
    return text if text.startswith("- names:") else ""


def _unlisted(names: tuple[Name, ...], verdict: Verdict) -> str:
    return f"- names: [{', '.join(map(written, names))}]\n  decision: {verdict}\n"


def _last(node: yaml.Node) -> int:
    """The line after the last one on which something of a node stands."""
    import yaml

    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return int(node.end_mark.line) + 1
    parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return _last(parts[-1]) if parts else int(node.end_mark.line) + 1


def section(file: File, name: str, default: str) -> str:
    """The text of a section with its comments, as it stands."""
    if name not in file.sections:
        return default
    text = "".join(file.lines[file.sections[name][0].start_mark.line : _end(file, name)]).rstrip("\n")
    return f"{text}\n"


def _end(file: File, name: str) -> int:
    """The line on which the next section begins."""
    starts = sorted(key.start_mark.line for key, _ in file.sections.values())
    own = file.sections[name][0].start_mark.line
    return next((line for line in starts if line > own), len(file.lines))


def preamble(file: File, header: str) -> str:
    """Comments above all sections that are not those of kg's own header."""
    first = min((key.start_mark.line for key, _ in file.sections.values()), default=len(file.lines))
    own = set(header.splitlines())
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
        elif c in "\"'" and line[at - 1 : at] in BEFORE_QUOTE:
            quoted = c
        elif c == "#" and line[at - 1 : at] in BLANKS:
            return line[:at].rstrip() + "\n"
    return line
