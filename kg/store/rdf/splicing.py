"""A TriG file of one graph becomes that of another: what is equal is copied, only what differs is written anew.

The file is as ``database.trig`` writes it: a named graph begins in the first column, each subject of it behind one tab,
and what is said of that behind two. Line ends within literals are escaped, so that lines can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from kg.store.rdf.changes import Changes
from kg.store.rdf.lines import in_order
from kg.store.rdf.terms import TYPE
from kg.terms.namespaces import Namespaces

# How a named graph ends.
END = b"\n}\n"
_NEXT, _SUBJECT = b"\n\t", re.compile(rb"\n\t(?!\t)")
# How quads become TriG, with its prefixes in front.
Render = Callable[[Sequence[Quad]], bytes]


def spliced(
    trig: bytes,
    ids: tuple[Iterable[str], Iterable[str]],
    found: Changes,
    names: Namespaces,
    write: Render,
) -> bytes | None:
    """The TriG file of the later graph; None where the earlier one is not as expected.

    Args:
        trig: the file of the earlier graph.
        ids: of the documents in the earlier and in the later graph.
        found: what differs.
        names: the namespaces of both.
        write: quads as TriG.
    """
    begin = behind_prefixes(trig)
    *graphs, rest = trig[begin:].split(END)
    earlier, later = (sorted(listed) for listed in ids)
    if rest or len(graphs) != len(earlier) + 2:
        return None
    own = dict(zip(earlier, graphs, strict=False))
    own |= {id: _graph(write(quads)) for id, quads in found.documents.items() if quads}
    shared = [
        _renewed(text, NamedNode(names.iri(name)), found, names, write)
        for name, text in zip(("g:entities", "g:ontology"), graphs[-2:], strict=True)
    ]
    return b"".join([trig[:begin], *(part for text in (*map(own.__getitem__, later), *shared) for part in (text, END))])


def behind_prefixes(trig: bytes) -> int:
    """Where a file of TriG or Turtle begins behind its prefixes, which stand first."""
    at = 0
    while trig.startswith(b"@prefix", at):
        at = trig.index(b"\n", at) + 1
    return at


def _graph(trig: bytes) -> bytes:
    """The only graph of a TriG file, without its end."""
    return trig[behind_prefixes(trig) :].removesuffix(END)


def _renewed(text: bytes, graph: NamedNode, found: Changes, names: Namespaces, write: Render) -> bytes:
    """A graph's text with the subjects of which something else is said now."""
    if not found.subjects:
        return text
    subjects = sorted(found.subjects, key=str)
    # A quad for each gives the form in which the file has its name, also of one of which nothing is said any more.
    forms = [_form(block) for block in _blocks(write([Quad(subject, TYPE, TYPE, graph) for subject in subjects]))]
    told = in_order(quad for quad in found.told if quad.graph_name == graph)
    new = {_form(block): block for block in _blocks(write(told))} if told else {}
    return b"".join(_merged(text, dict(zip(forms, subjects, strict=True)), new, names))


def _blocks(trig: bytes) -> list[bytes]:
    return _SUBJECT.split(_graph(trig))[1:]


def _form(block: bytes) -> bytes:
    return block.partition(b" ")[0]


def _merged(
    text: bytes, changed: Mapping[bytes, NamedNode], new: Mapping[bytes, bytes], names: Namespaces
) -> Iterator[bytes]:
    """The pieces of a graph's text: what stays, and the new blocks, in the order of their subjects."""
    at = 0
    for form, subject in changed.items():
        place, end = _place(text, str(subject), at, names), 0
        if text.startswith(form + b" ", place + len(_NEXT)):
            after = _SUBJECT.search(text, place + len(_NEXT))
            end = after.start() if after is not None else len(text)
        if form in new or end:
            yield text[at:place]
            at = max(place, end)
        if form in new:
            yield _NEXT + new[form]
    yield text[at:]


def _place(text: bytes, subject: str, low: int, names: Namespaces) -> int:
    """Where the first block begins whose subject is not before this one, the line end before it included.

    Blocks are sorted, so that it is found by halving what lies behind ``low``.
    """
    high = len(text)
    while low < high:
        middle = (low + high) // 2
        found = _SUBJECT.search(text, middle)
        if found is None or found.start() >= high:
            high = middle
        elif _written_out(text[found.end() : text.index(b" ", found.end())], names) < subject:
            low = found.end()
        else:
            high = found.start()
    found = _SUBJECT.search(text, low)
    return found.start() if found is not None else len(text)


def _written_out(form: bytes, names: Namespaces) -> str:
    """A name as N-Quads have it: ``doc:a\\#b`` is ``<https://.../document/a#b>``."""
    text = form.decode()
    if text.startswith("<"):
        return text
    prefix, _, local = text.partition(":")
    return f"<{names.prefixes[prefix]}{local.replace(chr(92), '')}>"
