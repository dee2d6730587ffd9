"""What is claimed of something, each claim once, with those who make it and those who say the opposite.

A claim is a triple; the statements that tell it may be asserted, denied or hoped for, by anybody, in any article. One
query collects what sorting needs; sentences are read for the claims of one page alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.web.pages.things import Reader, Thing
from kg.web.pages.told import Told, told, words

# Claims on a page of one section, and of each section where there are several; the voices shown of a claim.
A_PAGE, A_GLANCE, VOICES = 20, 5, 3
# Statements that are looked at; of what has more, the page says so.
MOST = 20_000

# Patterns in which ?it is the thing in question.
ABOUT = "?st ?role ?it . ?st a kg:Statement . FILTER(?role NOT IN (kg:attributedTo, kg:disputedBy))"
SAID_BY = "{ ?st kg:attributedTo ?it } UNION { ?chain ?place ?it . ?st kg:attributionChain ?chain }"
DISPUTED = "?st ?role ?it ; kg:disputedBy ?other . FILTER(?role IN (rdf:subject, rdf:object))"
DESCRIBING = "?st kg:describes ?it"
OF_RELATION = "?st rdf:predicate ?it"

_QUERY = """SELECT ?st ?s ?p ?o ?words ?confidence ?fact WHERE {
  { SELECT DISTINCT ?st WHERE { VALUES ?it { %s } %s } LIMIT %d }
  ?st rdf:subject ?s ; rdf:predicate ?p ; kg:confidence ?confidence .
  BIND(EXISTS { ?st kg:polarity kg:Positive ; kg:modality kg:Actual ; kg:certainty ?sure
                FILTER(?sure IN (kg:Certain, kg:Probable)) } AS ?fact)
  OPTIONAL { ?st rdf:object ?o }
  OPTIONAL { ?st kg:objectLabel ?words }
}"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One triple and who tells it.

    Attributes:
        subject, predicate, object: the triple; the object as a thing, in bare words, or None.
        facts: how many statements tell it as a fact.
        others: how many deny it, hope for it and so on.
        statements: all of them, the surest of the facts first.
        voices: the first of them, read in full.
        link: a query for all of them.
    """

    subject: Thing
    predicate: Thing
    object: Thing | None
    facts: int
    others: int
    statements: tuple[str, ...]
    voices: tuple[Told, ...]
    link: str

    @property
    def more(self) -> int:
        """How many statements are not shown."""
        return len(self.statements) - len({voice.iri for voice in self.voices})


@dataclass(frozen=True, slots=True)
class Section:
    """The claims of one kind about a thing.

    Attributes:
        name: as ``?show=`` has it.
        title: its heading.
        claims: those on this page.
        total: how many there are.
        offset: the number of the first.
        size: how many a page has.
        cut: whether the thing has more statements than are looked at.
    """

    name: str
    title: str
    claims: tuple[Claim, ...]
    total: int
    offset: int
    size: int
    cut: bool = False

    @property
    def next(self) -> int | None:
        """The offset of the next page; None on the last."""
        return self.offset + self.size if self.offset + self.size < self.total else None

    @property
    def previous(self) -> int | None:
        """The offset of the page before; None on the first."""
        return max(self.offset - self.size, 0) if self.offset else None


def section(
    reader: Reader, iri: str, pattern: str, *, name: str, title: str, offset: int = 0, size: int = A_PAGE
) -> Section:
    """The claims that a pattern finds for a thing: most often told as a fact first, then the surest."""
    rows = list(_rows(reader, iri, pattern))
    groups = _groups(rows)
    shown = tuple(_claim(reader, group) for group in groups[offset : offset + size])
    return Section(name, title, shown, len(groups), offset, size, cut=len(rows) >= MOST)


Row = tuple[str, str, str, NamedNode | Literal | None, str, bool, float]


def _rows(reader: Reader, iri: str, pattern: str) -> Iterator[Row]:
    """A statement a row: itself, subject, predicate, object, its words, whether it is a fact, confidence."""
    found = reader.store.query(_QUERY % (NamedNode(iri), pattern, MOST), prefixes=dict(reader.names.prefixes))
    if not isinstance(found, QuerySolutions):
        return
    for st, s, p, o, label, confidence, fact in found:
        object = o if isinstance(o, NamedNode | Literal) else None
        yield _text(st), _text(s), _text(p), object, _text(label), _text(fact) == "true", float(_text(confidence))


def _text(term: NamedNode | Literal | BlankNode | Triple | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each claim, the surest of the facts first; claims that are most often told as a fact first."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (not row[5], -row[6], row[0])):
        groups[row[1], row[2], str(row[3]) if row[3] is not None else row[4]].append(row)
    return sorted(groups.values(), key=lambda group: (-sum(row[5] for row in group), -group[0][6], group[0][0]))


def _claim(reader: Reader, group: Sequence[Row]) -> Claim:
    _, subject, predicate, object, label, _, _ = group[0]
    facts = sum(row[5] for row in group)
    statements = tuple(dict.fromkeys(row[0] for row in group))
    return Claim(
        subject=thing_of(reader, subject),
        predicate=reader.thing(predicate),
        object=_object(reader, object, label),
        facts=facts,
        others=len(group) - facts,
        statements=statements,
        voices=tuple(told(reader, statements[:VOICES])),
        link=query_link(query_of(reader, subject, predicate, object)),
    )


def thing_of(reader: Reader, iri: str) -> Thing:
    """A thing by its IRI; a statement by its triple in words."""
    if reader.kind_of(iri) == "st":
        return Thing(iri, words(reader, iri), reader.link(iri))
    return reader.thing(iri)


def _object(reader: Reader, object: NamedNode | Literal | None, label: str) -> Thing | None:
    match object:
        case NamedNode():
            return thing_of(reader, object.value)
        case Literal():
            return Thing("", object.value)
        case _:
            return Thing("", label) if label else None


def query_of(reader: Reader, subject: str, predicate: str, object: NamedNode | Literal | None) -> str:
    """A query for the statements of a triple; where it has no object, of all that have these subject and predicate."""
    s, p = term_text(reader, subject), term_text(reader, predicate)
    o = "?object" if object is None else str(object)
    if isinstance(object, NamedNode):
        o = term_text(reader, object.value)
    return (
        "# Who tells this, and how\n"
        "SELECT ?statement ?speaker ?polarity ?modality ?confidence WHERE {\n"
        f"  ?statement rdf:subject {s} ; rdf:predicate {p} .\n"
        f"  {'OPTIONAL { ' if object is None else ''}?statement rdf:object {o}{' }' if object is None else ''} .\n"
        "  ?statement kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence .\n"
        "  OPTIONAL { ?statement kg:attributedTo ?speaker }\n"
        "}\nORDER BY DESC(?confidence)"
    )


def term_text(reader: Reader, iri: str) -> str:
    """An IRI as a query has it: with its prefix where nothing in it would need an escape."""
    compact = reader.names.compact(iri)
    prefix, _, local = compact.partition(":")
    is_plain = prefix in reader.names.prefixes and local.replace("_", "").replace("-", "").isalnum()
    return compact if is_plain and local.isascii() and not local.startswith("-") else str(NamedNode(iri))


def query_link(sparql: str) -> str:
    """The address of the query page with a query in it."""
    return f"/sparql?query={quote(sparql, safe='')}"


def first(iris: Iterator[str], most: int) -> list[str]:
    """The first few of an iterator, each once, sorted."""
    return sorted(set(islice(iris, most)))
