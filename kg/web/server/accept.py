"""Which form of an answer a client gets: what its Accept header likes best of what there is, or what it names.

Of several that it likes equally, the one that it names first; where it names none of them (``*/*``), the first of ours
under its own type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which an answer can be written.

    Attributes:
        name: as in ``format=``, and the ending of a file.
        types: media types that mean it; the first is its own.
        others: other names in ``format=``.
    """

    name: str
    types: tuple[str, ...]
    others: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether somebody who writes ``format=NAME`` means this one."""
        return name.lower() in (self.name, *self.types, *self.others)


HTML = Form("html", ("text/html", "application/xhtml+xml"))
TABLES = (
    Form("json", ("application/sparql-results+json", "application/json"), ("srj", "sparql-results+json")),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("srx", "sparql-results+xml")),
    Form("csv", ("text/csv",)),
    Form("tsv", ("text/tab-separated-values",)),
)
GRAPHS = (
    Form("ttl", ("text/turtle", "application/x-turtle", "application/turtle", "text/rdf+n3"), ("turtle", "n3")),
    Form("nt", ("application/n-triples", "text/plain"), ("ntriples", "n-triples")),
    Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ("xml", "rdfxml", "rdf+xml")),
    Form("jsonld", ("application/ld+json", "application/json"), ("json", "json-ld", "ld+json")),
)


def names(forms: Iterable[Form]) -> str:
    """What can be written after ``format=``, as a list for messages."""
    return ", ".join(dict.fromkeys(form.name for form in forms))


def chosen(accept: str, forms: Sequence[Form], format: str = "") -> tuple[Form, str] | None:
    """The form that a client wants, and the media type to call it; None where it takes none of them.

    Args:
        accept: the Accept header; empty takes anything.
        forms: those that there are, ours first.
        format: the client's ``format=`` or ``output=``, which wins; empty where it gave none.

    >>> chosen("text/csv, */*;q=0.1", TABLES)[0].name, chosen("image/png", TABLES), chosen("", TABLES, "tsv")[1]
    ('csv', None, 'text/tab-separated-values')
    """
    if format:
        named = next((form for form in forms if form.has(format)), None)
        return (named, named.types[0]) if named else None
    ranges = list(_ranges(accept)) or [_Range("*/*", 1.0, 0)]
    ranked: list[tuple[tuple[float, int, bool, int], Form, str]] = []
    offers = [(form, type) for form in forms for type in form.types]
    for place, (form, type) in enumerate(offers):
        fitting = max((r for r in ranges if r.fits(type)), key=lambda r: r.exactness, default=None)
        if fitting is not None and fitting.weight > 0:
            turn = fitting.place if fitting.exactness == 2 else len(ranges)
            ranked.append(((-fitting.weight, turn, type != form.types[0], place), form, type))
    if not ranked:
        return None
    _, form, type = min(ranked, key=lambda offer: offer[0])
    return form, type


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range of an Accept header, as ``text/*;q=0.5``."""

    text: str
    weight: float
    place: int

    @property
    def exactness(self) -> int:
        return 2 - self.text.count("*")

    def fits(self, type: str) -> bool:
        return self.text in (type, "*/*") or (self.text.endswith("/*") and type.startswith(self.text[:-1]))


def _ranges(accept: str) -> Iterator[_Range]:
    for place, part in enumerate(accept.split(",")):
        text, *parameters = (piece.strip() for piece in part.split(";"))
        if not re.fullmatch(r"[\w!#$&^.+-]+/(?:\*|[\w!#$&^.+-]+)|\*(?:/\*)?", text, re.ASCII):
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                number = value.strip()
                weight = min(1.0, float(number)) if re.fullmatch(r"\d{1,3}(\.\d{0,9})?", number, re.ASCII) else 0.0
        yield _Range("*/*" if text == "*" else text.lower(), weight, place)
