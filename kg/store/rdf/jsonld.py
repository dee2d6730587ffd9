"""Quads as JSON-LD that people can read: names with prefixes, and a context that tells what each property's values are.

The engine's own writer spells every IRI out and wraps every value; that is twice as long.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from pyoxigraph import Literal, NamedNode, Quad

from kg.terms import vocab

# How a JSON-LD document has its values: compact IRIs, words, or both with their type.
Value = str | dict[str, str]
Short = Callable[[str], str]

_STRING = vocab.PREFIXES["xsd"] + "string"
_LANGUAGE = "@language"
_TYPE = vocab.PREFIXES["rdf"] + "type"


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str] = vocab.PREFIXES) -> bytes:
    """The quads as one JSON-LD document, one line a node; equal graphs give equal bytes.

    >>> aids = [NamedNode(vocab.term_iri(name)) for name in ("e:China", "kg:aids", "e:Russia", "doc:a")]
    >>> json.loads(jsonld([Quad(*aids)]))["@graph"]
    [{'@id': 'doc:a', '@graph': [{'@id': 'e:China', 'kg:aids': 'e:Russia'}]}]
    """
    graphs: dict[str, dict[str, dict[str, list[NamedNode | Literal]]]] = {}
    values: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        found = graphs.setdefault(graph, {}).setdefault(quad.subject.value, {})
        found.setdefault(quad.predicate.value, []).append(quad.object)
        values[quad.predicate.value].add(_kind(quad.object))
    # A property whose values are all of one kind has it in the context, and its values stand as bare words.
    kinds = {property: min(found) for property, found in values.items() if len(found) == 1}
    context: dict[str, object] = dict(sorted(prefixes.items()))
    short = partial(_short, prefixes=prefixes)
    for property in sorted(kinds, key=short):
        if property != _TYPE and kinds[property] not in (_STRING, _LANGUAGE):
            context[short(property)] = {
                "@type": kinds[property] if kinds[property] == "@id" else short(kinds[property])
            }
    top: list[str] = []
    for graph, nodes in sorted(graphs.items()):
        lines = [_dump(_node(iri, found, kinds, short)) for iri, found in sorted(nodes.items())]
        inner = ",\n  ".join(lines)
        top += lines if not graph else [f'{{"@id": {_dump(short(graph))}, "@graph": [\n  {inner}\n ]}}']
    terms = (f"{_dump(name)}: {_dump(meaning)}" for name, meaning in context.items())
    text = '{{"@context": {{\n {}\n}},\n"@graph": [\n {}\n]}}\n'.format(",\n ".join(terms), ",\n ".join(top))
    return text.encode("utf-8", "surrogatepass")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(
    iri: str, found: Mapping[str, Iterable[NamedNode | Literal]], kinds: Mapping[str, str], short: Short
) -> dict[str, Value | list[Value]]:
    node: dict[str, Value | list[Value]] = {"@id": short(iri)}
    for property in sorted(found, key=lambda p: (p != _TYPE, short(p))):
        if property == _TYPE:
            listed: list[Value] = [*sorted(short(object.value) for object in found[property])]
        else:
            listed = [_value(object, kinds.get(property), short) for object in sorted(found[property], key=str)]
        node["@type" if property == _TYPE else short(property)] = listed[0] if len(listed) == 1 else listed
    return node


def _value(object: NamedNode | Literal, kind: str | None, short: Short) -> Value:
    if isinstance(object, NamedNode):
        return short(object.value) if kind == "@id" else {"@id": short(object.value)}
    if object.language:
        return {"@value": object.value, "@language": object.language}
    if _kind(object) in (kind, _STRING):
        return object.value
    return {"@value": object.value, "@type": short(object.datatype.value)}


def _kind(object: NamedNode | Literal) -> str:
    if isinstance(object, NamedNode):
        return "@id"
    return _LANGUAGE if object.language else object.datatype.value


def _short(iri: str, prefixes: Mapping[str, str] = vocab.PREFIXES) -> str:
    """An IRI with its prefix, as the context spells it out again; itself where no prefix fits.

    >>> _short("https://kg.example/ontology#aids"), _short("http://other/x")
    ('kg:aids', 'http://other/x')
    """
    fitting = [(namespace, prefix) for prefix, namespace in prefixes.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    namespace, prefix = max(fitting, key=lambda found: len(found[0]))
    rest = iri[len(namespace) :]
    return iri if rest.startswith("//") or not rest else f"{prefix}:{rest}"
