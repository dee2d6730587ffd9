"""A TriG file of one graph becomes that of another: what is equal is copied, only what differs is written anew.

The file is as ``database.trig`` writes it: a named graph begins in the first column, each subject of it behind one tab,
and what is said of that behind two. Line ends within literals are escaped, so that lines can be trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from kg.store.rdf.changes import Changes
from kg.store.rdf.terms import TYPE
from kg.store.rdf.writing import in_order
from kg.terms.namespaces import Namespaces

# How a named graph ends.
END = b"\n}\n"
_SUBJECT = re.compile(rb"\n\t(?!\t)")
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
    return trig[:begin] + b"".join(text + END for text in (*(own[id] for id in later), *shared))


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
    head, *blocks = _SUBJECT.split(text)
    # A quad for each gives the form in which the file has its name, also of one of which nothing is said any more.
    forms = [_form(block) for block in _blocks(write([Quad(subject, TYPE, TYPE, graph) for subject in subjects]))]
    told = in_order(quad for quad in found.told if quad.graph_name == graph)
    new = {_form(block): block for block in _blocks(write(told))} if told else {}
    return b"\n\t".join([head, *_merged(blocks, dict(zip(forms, subjects, strict=True)), new, names)])


def _blocks(trig: bytes) -> list[bytes]:
    return _SUBJECT.split(_graph(trig))[1:]


def _form(block: bytes) -> bytes:
    return block.partition(b" ")[0]


def _merged(
    blocks: list[bytes], changed: Mapping[bytes, NamedNode], new: Mapping[bytes, bytes], names: Namespaces
) -> Iterator[bytes]:
    """The blocks that stay and the new ones, in the order of their subjects."""
    staying = [block for block in blocks if _form(block) not in changed]
    at = 0
    for form, subject in changed.items():
        if form in new:
            place = bisect_left(staying, str(subject), lo=at, key=lambda block: _written_out(_form(block), names))
            yield from staying[at:place]
            yield new[form]
            at = place
    yield from staying[at:]


def _written_out(form: bytes, names: Namespaces) -> str:
    """A name as N-Quads have it: ``doc:a\\#b`` is ``<https://.../document/a#b>``."""
    text = form.decode()
    if text.startswith("<"):
        return text
    prefix, _, local = text.partition(":")
    return f"<{names.prefixes[prefix]}{local.replace(chr(92), '')}>"
