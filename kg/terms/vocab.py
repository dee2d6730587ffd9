"""The names of the graph: namespaces, minted IRIs, and the closed list of terms in ``ontology/kg.ttl``.

Entities, documents and statements get readable, stable names made from their content alone. Ontology terms are
written with their prefix (``kg:supports``) everywhere in the code and become IRIs only when quads are written.
A term that the ontology lacks is an error, never a new term; open relations (``rel:``) are the one way to mint.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import VocabularyError, nearest, offered, shown
from kg.terms.event_type import PLOVER, EventType
from kg.terms.tables import ontology_folder, rows

if TYPE_CHECKING:
    from kg.model.records import Span

BASE = "https://kg.example/"
ONTOLOGY = f"{BASE}ontology"

# Prefix -> namespace, as declared for the user in every query and in every file written.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "e": f"{BASE}entity/",
        "doc": f"{BASE}document/",
        "st": f"{BASE}statement/",
        "ev": f"{BASE}event/",
        "g": f"{BASE}graph/",
        "kg": f"{BASE}ontology#",
        "rel": f"{BASE}relation/",
        "field": f"{BASE}field/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "org": "http://www.w3.org/ns/org#",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "void": "http://rdfs.org/ns/void#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
    }
)

# Relations whose object is where the event was.
MEETING_PLACES = frozenset({"kg:metAt"})

# What somebody or something is: an office, a kind, a quality; and the one name for all of these.
BEING = "rel:be"
_BEING = frozenset({"kg:isA", "kg:holdsRole", BEING})

_RDF, _RDFS, _OWL, _SKOS, _SCHEMA = (PREFIXES[p] for p in ("rdf", "rdfs", "owl", "skos", "schema"))
_TYPE = f"{_RDF}type"


class Term(NamedTuple):
    """A term of the ontology; all names carry their prefix.

    Attributes:
        name: "kg:aids".
        kind: "class", "relation" (may be the predicate of a statement), "property" or "individual".
        label: "aids".
        definition: one sentence.
        example: one sentence of news that it fits.
        broader: all super-classes or super-relations within the ontology, nearest first.
        inverse: name of the inverse relation.
        is_symmetric: True where the relation holds both ways.
        domains: what its subject mostly is, the class that the pipeline holds it to first.
        ranges: the same of its object, classes or datatypes.
        notation: CAMEO root of an event class.
    """

    name: str
    kind: str
    label: str
    definition: str = ""
    example: str = ""
    broader: tuple[str, ...] = ()
    inverse: str | None = None
    is_symmetric: bool = False
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    notation: str | None = None

    @property
    def domain(self) -> str | None:
        """The first of the domains."""
        return self.domains[0] if self.domains else None

    @property
    def range(self) -> str | None:
        """The first of the ranges."""
        return self.ranges[0] if self.ranges else None

    @property
    def is_literal(self) -> bool:
        """True where the object is a date or number, never a node."""
        return (self.range or "").startswith("xsd:")


def prologue(prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The PREFIX lines that are put before every query of the user."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())


# -- minting -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def local_name(text: str) -> str:
    """A readable name that is safe after a prefix, in Turtle as in SPARQL.

    >>> local_name("Kurt Campbell"), local_name("Russia's industrial base"), local_name("U.S. officials")
    ('Kurt_Campbell', 'Russias_industrial_base', 'US_officials')
    """
    words = text.split()
    if text.isascii() and "".join(words).isalnum():
        return "_".join(words)
    plain = _WITHIN_WORDS.sub("", text)
    name = _BETWEEN_WORDS.sub("_", plain).strip("_-")
    # \w has marks and digits of all scripts; a name may hold only what Turtle's PN_CHARS allows.
    safe = name if name.isascii() else "".join(c for c in name if c.isascii() or _is_letter(c))
    return safe or "unnamed"


_WITHIN_WORDS = re.compile(r"(?<=\w)['’.](?=\w|\W|$)")
_BETWEEN_WORDS = re.compile(r"[^\w-]+")


def entity_iri(id: str) -> str:
    """The IRI of an entity id.

    >>> entity_iri("Kurt_Campbell")
    'https://kg.example/entity/Kurt_Campbell'
    """
    return PREFIXES["e"] + _escape(id)


def document_iri(id: str) -> str:
    """The IRI of a document, also of its named graph.

    >>> document_iri("002_446c"), document_iri("a b/c"), document_iri("-1.")
    ('https://kg.example/document/002_446c', 'https://kg.example/document/a%20b%2Fc', 'https://kg.example/document/%2D1%2E')
    """
    return PREFIXES["doc"] + _escape(id)


def statement_iri(id: str) -> str:
    """The IRI of a statement id, with or without its ``st:``."""
    return PREFIXES["st"] + _escape(id.removeprefix("st:"))


def is_statement(iri: str) -> bool:
    """True of the IRI of a statement."""
    return iri.startswith(PREFIXES["st"])


def event_iri(id: str) -> str:
    """The IRI of an event id."""
    return PREFIXES["ev"] + _escape(id)


def graph_iri(name: str) -> str:
    """The IRI of a named graph of all documents: "entities" or "ontology"."""
    return PREFIXES["g"] + _escape(name)


def field_iri(name: str) -> str:
    """The property of a field that a document's row has beside the usual ones.

    >>> field_iri("Section"), field_iri("word count")
    ('https://kg.example/field/Section', 'https://kg.example/field/word%20count')
    """
    return PREFIXES["field"] + _escape(name)


def evidence_iri(document: str, span: Span) -> str:
    """The IRI of a stretch of a document, after RFC 5147.

    >>> from kg.model.records import Span
    >>> evidence_iri("a", Span(120, 233))
    'https://kg.example/document/a#char=120,233'
    """
    return f"{document_iri(document)}#char={span.start},{span.end}"


def open_relation(phrase: str) -> str:
    """The open relation of a predicate that the lexicon does not map.

    >>> open_relation("push back against")
    'rel:push_back_against'
    """
    return f"rel:{local_name(phrase.lower())}"


def term_iri(name: str) -> str:
    """The IRI of a name with its prefix; nothing is checked.

    >>> term_iri("kg:supports")
    'https://kg.example/ontology#supports'

    Raises:
        VocabularyError: if the prefix is unknown.
    """
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in PREFIXES:
        raise VocabularyError(f"no prefix {prefix!r} in {name!r}; known are {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """An IRI with its prefix where one fits, else as it is.

    >>> compact("https://kg.example/ontology#supports")
    'kg:supports'
    """
    best = max(
        (p for p, namespace in prefixes.items() if iri.startswith(namespace)),
        key=lambda p: len(prefixes[p]),
        default=None,
    )
    return iri if best is None else f"{best}:{iri.removeprefix(prefixes[best])}"


def id_of(iri: str) -> str:
    """The id that an entity, document, statement or event IRI was minted from.

    >>> id_of(document_iri("a b/c"))
    'a b/c'
    """
    return unquote(compact(iri).partition(":")[2])


def meant_by(name: str) -> str:
    """The id of an entity that a user names by "e:" or by a whole IRI, under whatever base; other words as they are.

    >>> meant_by("e:Kurt_Campbell"), meant_by("<https://news.example/entity/Capri>"), meant_by("Kurt Campbell")
    ('Kurt_Campbell', 'Capri', 'Kurt Campbell')
    """
    found = _ENTITY_IRI.fullmatch(name.strip())
    return unquote(found[1]) if found else name.strip().removeprefix("e:")


def spellings(name: str) -> frozenset[str]:
    """A name as people spell it where they do not mind its capitals.

    >>> sorted(spellings("ghana"))
    ['GHANA', 'Ghana', 'ghana']
    """
    return frozenset((name, name.lower(), name.upper(), name.title(), name[:1].upper() + name[1:]))


_ENTITY_IRI = re.compile(r"<?https?://[^\s<>]*/entity/([^\s<>/]+)>?")


def _escape(id: str) -> str:
    """Percent-encoded but for what may stand after a prefix; a dot must not stand first or last, nor a hyphen first."""
    escaped = _UNSAFE.sub(lambda found: found[0] if _is_plain_letter(found[0]) else quote(found[0], safe=""), id)
    if escaped[:1] in _NEVER_FIRST:
        escaped = _NEVER_FIRST[escaped[:1]] + escaped[1:]
    return (escaped.removesuffix(".") + "%2E" if escaped.endswith(".") else escaped).replace("~", "%7E")


_NEVER_FIRST = {".": "%2E", "-": "%2D"}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.~-]")


def _is_letter(character: str) -> bool:
    """True for a letter beyond ASCII that Turtle allows in names."""
    return character >= "\u00c0" and character.isalpha()


def _is_plain_letter(character: str) -> bool:
    # Turtle and SPARQL allow letters beyond U+FFFF as well, but the engine's queries do not take them.
    return character <= "\uffff" and _is_letter(character)


# -- the closed list -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def terms() -> Mapping[str, Term]:
    """Every term of ``ontology/kg.ttl`` by its name, sorted."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in parse(path=str(ontology_folder() / "kg.ttl"), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(PREFIXES["kg"]):
            continue
        value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
        found.setdefault(compact(quad.subject.value), {}).setdefault(quad.predicate.value, []).append(value)
    inverses: dict[str, set[str]] = defaultdict(set)
    for name, mine in found.items():
        for other in map(compact, mine.get(f"{_OWL}inverseOf", ())):
            inverses[name].add(other)
            inverses[other].add(name)
    return MappingProxyType({name: _term(name, found, min(inverses[name], default=None)) for name in sorted(found)})


def term(name: str) -> Term:
    """The term of that name, ``kg:supports``.

    Raises:
        VocabularyError: if the ontology has none; the message names the nearest.
    """
    known = terms()
    if name not in known:
        raise VocabularyError(
            f"no term {shown(name)} in the ontology{offered(nearest(name, known, 1, least=0.0))}. "
            "Add it to ontology/kg.ttl, or correct the rule that emits it"
        )
    return known[name]


def check(names: Iterable[str]) -> None:
    """Nothing, where every name is a term of the ontology or a well-formed open relation.

    Raises:
        VocabularyError: at the first that is not.
    """
    for name in names:
        if not re.fullmatch(r"rel:[\w-]+", name):
            term(name)


def relations() -> tuple[str, ...]:
    """The relations of the ontology: all that may be the predicate of a statement."""
    return tuple(name for name, found in terms().items() if found.kind == "relation")


def super_relations(name: str) -> tuple[str, ...]:
    """All relations that hold where this one does, nearest first; none for an open relation.

    >>> super_relations("kg:suppliesArmsTo")
    ('kg:aids', 'kg:supports')
    """
    return () if name.startswith("rel:") else term(name).broader


def told_as(relation: str) -> str:
    """The relation by which claims are compared: one for all of being something, an office or a kind of thing.

    >>> told_as("kg:isA"), told_as("kg:aids")
    ('rel:be', 'kg:aids')
    """
    return BEING if relation in _BEING else relation


def held_with(relation: str) -> tuple[str, ...]:
    """The relation, as claims are compared by it, and all that hold where it does, nearest first.

    >>> held_with("kg:suppliesArmsTo")
    ('kg:suppliesArmsTo', 'kg:aids', 'kg:supports')
    """
    return told_as(relation), *super_relations(relation)


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, tuple[str, ...]]:
    """Each relation with those that cannot hold where it does, as ``ontology/opposites.tsv`` has them.

    >>> opposites()["kg:opposes"]
    ('kg:supports',)
    """
    found: dict[str, set[str]] = defaultdict(set)
    for (one, other), _ in rows("opposites.tsv", 2):
        found[term(one).name].add(term(other).name)
        found[other].add(one)
    return MappingProxyType({name: tuple(sorted(found[name])) for name in sorted(found)})


@lru_cache(maxsize=1)
def opposing() -> frozenset[str]:
    """The relations that say no to another: the second of each two in ``ontology/opposites.tsv``."""
    return frozenset(other for (_, other), _ in rows("opposites.tsv", 2))


def super_classes(name: str) -> tuple[str, ...]:
    """All classes that hold an instance of this one, nearest first."""
    return term(name).broader


@lru_cache(maxsize=len(EventType))
def event_class(event_type: EventType) -> str:
    """The class of an event type; each type has one.

    >>> event_class(EventType.AID), event_class(EventType.SPEECH_ACT)
    ('kg:Aid', 'kg:SpeechAct')
    """
    return term("kg:" + "".join(word.capitalize() for word in event_type.split("_"))).name


@lru_cache(maxsize=len(EventType))
def plover(event_type: EventType) -> EventType | None:
    """The PLOVER type that an event type is or comes under; None where PLOVER has none.

    >>> [plover(kind) for kind in (EventType.AID, EventType.MEETING, EventType.SPEECH_ACT)]
    [<EventType.AID: 'AID'>, <EventType.CONSULT: 'CONSULT'>, None]
    """
    types = {event_class(kind): kind for kind in PLOVER}
    name = event_class(event_type)
    return next((types[above] for above in (name, *super_classes(name)) if above in types), None)


def takes_literals(name: str) -> bool:
    """True where a relation may lead to words, a date or a number: of the ontology's those that lead to nothing else.

    An open relation has what the text has: "the port is ready".

    >>> takes_literals("kg:foundedIn"), takes_literals("kg:states"), takes_literals("rel:be")
    (True, False, True)
    """
    return name.startswith("rel:") or term(name).is_literal


def inverse(name: str) -> str | None:
    """The relation that holds the other way round.

    >>> inverse("kg:memberOf")
    'kg:hasMember'
    """
    return None if name.startswith("rel:") else term(name).inverse


def is_symmetric(name: str) -> bool:
    """True where the relation holds both ways.

    >>> is_symmetric("kg:meets")
    True
    """
    return not name.startswith("rel:") and term(name).is_symmetric


def _term(name: str, found: Mapping[str, Mapping[str, list[str]]], inverse: str | None) -> Term:
    """One term out of the triples of all."""
    mine = found[name]
    types = {compact(value) for value in mine.get(_TYPE, ())}
    domains, ranges = (
        tuple(map(compact, (*mine.get(f"{_RDFS}{key}", ()), *mine.get(f"{_SCHEMA}{key}Includes", ()))))
        for key in ("domain", "range")
    )
    return Term(
        name=name,
        kind=_kind(types),
        label=next(iter(mine.get(f"{_RDFS}label", ())), name),
        definition=next(iter(mine.get(f"{_RDFS}comment", ())), ""),
        example=next(iter(mine.get(f"{_SKOS}example", ())), ""),
        broader=_closure(name, found),
        inverse=inverse,
        is_symmetric="owl:SymmetricProperty" in types,
        domains=domains,
        ranges=ranges,
        notation=next(iter(mine.get(f"{_SKOS}notation", ())), None),
    )


def _kind(types: set[str]) -> str:
    if "kg:Relation" in types:
        return "relation"
    if "owl:Class" in types:
        return "class"
    if types & {"owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"}:
        return "property"
    return "individual"


def _closure(name: str, found: Mapping[str, Mapping[str, list[str]]]) -> tuple[str, ...]:
    """All super-terms within the ontology, breadth first, sorted within one step."""
    seen: list[str] = []
    step = [name]
    while step:
        above = {
            compact(value)
            for current in step
            for key in (f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf")
            for value in found.get(current, {}).get(key, ())
        }
        step = sorted(n for n in above if n in found and n != name and n not in seen)
        seen += step
    return tuple(seen)
