"""The text of ``merges.yaml``, and the few lines that ``kg resolve`` tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.knowledge.merges import kept
from kg.knowledge.merges.reading import File
from kg.knowledge.merges.records import APPLY_FROM, FILE, Name, key
from kg.knowledge.merges.words import plain, written
from kg.model.links import Link, Verdict
from kg.work.files import put

# Documents of a name that the file lists.
_LISTED = 12
# Links that are told on the screen.
_TOLD = 20

# What a person finds at the top of the file.
HEADER = (Path(__file__).parent / "head.yaml").read_text(encoding="utf-8")

_DEFAULTS = (("apply_from", f"apply_from: {APPLY_FROM:g}\n"), ("join", "join: []\n"), ("forbid", "forbid: []\n"))


def write(links: Iterable[Link], old: str | None = None, file: str = FILE) -> str:
    """The text of a file for these links, with what a person put into the old one.

    Args:
        links: in the order in which they are to be read.
        old: text of the file as it is now.
        file: its name, for messages.

    Raises:
        InputError: if the old file cannot be read; nothing of it is lost then.
    """
    before = File(old or "", file)
    before.decisions()
    comments, decided = kept.entries(before)
    entries = []
    for link in links:
        names = key(_names(link))
        entries += [*comments.pop(names, []), _entry(link)]
        decided.pop(names, None)
    for names, text in decided.items():
        # Decided, though no document has these names at the moment.
        entries += [*comments.pop(names, []), text]
    orphans = [line for lines in comments.values() for line in lines]
    if orphans:
        orphans.insert(0, "# Comments on merges that are proposed no more:\n")
    sections = [kept.section(before, name, default) for name, default in _DEFAULTS]
    body = "".join((*orphans, *entries))
    merges = f"merges:\n{body}" if entries else f"{''.join(orphans)}merges: []\n"
    return "\n".join((HEADER + kept.preamble(before, HEADER), *sections, merges))


def save(path: Path, text: str) -> None:
    """Put a text in place of a file, whole or not at all.

    Raises:
        InputError: if it cannot be written.
    """
    try:
        put(path, text.encode())
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror}. Name a place that can be written") from error


def _names(link: Link) -> tuple[Name, ...]:
    return tuple(
        Name(bearer.name, bearer.kind, bearer.documents if bearer.is_part else ())
        for bearer in (link.one, link.other)
        if bearer is not None
    )


def _entry(link: Link) -> str:
    documents = sorted({*link.one.documents, *(link.other.documents if link.other else ())})
    more = [f"  and_more: {len(documents) - _LISTED}\n"] if len(documents) > _LISTED else []
    evidence = [f"  - {plain(f'{document}: {words}')}\n" for document, words in link.evidence]
    return "".join(
        (
            f"- names: [{', '.join(written(name) for name in _names(link))}]\n",
            f"  decision: {link.verdict}\n",
            f"  score: {link.score:g}\n",
            f"  method: {plain(link.method)}\n",
            f"  one_entity: {'yes' if link.applied else 'no'}\n",
            f"  documents: [{', '.join(plain(document) for document in documents[:_LISTED])}]\n",
            *more,
            *(["  evidence:\n", *evidence] if evidence else []),
        )
    )


def summary(links: Sequence[Link]) -> str:
    """What a person needs to know before opening the file: how many links of each state, and which might be applied.

    >>> from kg.model.links import Bearer
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
