"""SPARQL over the union of all graphs but the ontology's, and the saved questions of ``ontology/queries``.

All prefixes are declared for the user. They are handed to the parser beside the query, not put in front of it, so
that the lines of its messages are the user's own. What could harm is refused before anything runs (``gate``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import (
    InputError,
    NotFoundError,
    QueryError,
    nearest,
    offered,
    shown,
)
from kg.store.apart import apart, can_fork
from kg.store.base import namespaces
from kg.store.gate import refuse, tokens
from kg.store.questions.binding import bind
from kg.store.questions.named import as_spelt, find_entity
from kg.store.questions.ordering import order_of
from kg.store.questions.unparsed import message
from kg.store.result import Result
from kg.store.typos import has, names_of
from kg.terms import vocab
from kg.terms.tables import ontology_folder


def query(
    store: Store,
    sparql: str,
    *,
    timeout: float | None = None,
    memory: int | None = None,
    bindings: Mapping[str, NamedNode | Literal] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Result:
    """The answer of a graph to a SPARQL query.

    Args:
        store: the graph.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; every prefix of :data:`kg.terms.vocab.PREFIXES` is declared.
        timeout: seconds, above 0; None and infinity wait for ever.
        memory: bytes that answering may take; None sets no limit. With a time or memory limit the query runs in a
            process of its own, and nothing that the engine does can end this one. Where a system cannot fork, memory
            has no limit, and a time limit is refused.
        bindings: variables with the term that each stands for.
        default_graphs: IRIs of the graphs to ask; none means a store's default graph, the union of all but the
            ontology, which answers to ``GRAPH g:ontology``.
        named_graphs: IRIs of the graphs that ``GRAPH`` may name; none means all.

    Raises:
        QueryError: if the query does not parse, is an update, calls another server, is larger than
            :mod:`kg.store.gate` lets pass, or takes too much time or memory.
        InputError: if the time limit is no number above 0.

    >>> query(Store(), "ASK { e:China kg:aids e:Russia }")
    no
    """
    if timeout is not None and not timeout > 0:
        raise InputError(f"no time limit of {timeout:g} seconds; give a number above 0")
    refuse(sparql)

    def answer() -> Result:
        return _answer(store, sparql, bindings or {}, default_graphs, named_graphs)

    if timeout is not None and not can_fork():
        raise QueryError("a time limit needs a system that can fork; ask without --timeout")
    if (timeout is None and memory is None) or not can_fork():
        return answer()

    def sent() -> tuple[str, bytes]:
        result = answer()
        return result.kind, result.data

    return Result(*apart(sent, seconds=timeout, memory=memory), namespaces(store))


def _answer(
    store: Store,
    sparql: str,
    bindings: Mapping[str, NamedNode | Literal],
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
) -> Result:
    names = namespaces(store)

    def found_for(text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        return asked(store, bind(text, bindings), default_graphs=default_graphs, named_graphs=named_graphs)

    with told(sparql):
        order = order_of(sparql)
        if order is not None:
            table = _table(found_for(order.without(sparql)))
            if (arranged := order.of(table)) is not None:
                return Result("table", as_named(arranged, sparql), names)
        found = found_for(sparql)
        if isinstance(found, QuerySolutions):
            return Result("table", as_named(_table(found), sparql), names)
        if isinstance(found, QueryBoolean):
            return Result("truth", found.serialize(format=QueryResultsFormat.JSON) or b"", names)
        return Result("triples", _sorted_triples(found), names)


def _table(found: QuerySolutions | QueryBoolean | QueryTriples) -> bytes:
    assert isinstance(found, QuerySolutions)  # only a SELECT has an order
    return found.serialize(format=QueryResultsFormat.JSON) or b""


def asked(
    store: Store, sparql: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's own answer to a query, for those who write it as it comes.

    Args:
        store: the graph.
        sparql: what :func:`kg.store.gate.refuse` lets pass.
        default_graphs: as for :func:`query`.
        named_graphs: as for :func:`query`.

    Raises:
        SyntaxError, OSError, RuntimeError, ValueError: as the engine does; :func:`told` turns them into words.
    """
    answer: QuerySolutions | QueryBoolean | QueryTriples = store.query(
        sparql,
        prefixes=dict(namespaces(store).prefixes),
        # Who names graphs but none to be the default asks an empty default graph, by the SPARQL Protocol.
        default_graph=[NamedNode(iri) for iri in default_graphs] if default_graphs or named_graphs else None,
        named_graphs=[NamedNode(iri) for iri in named_graphs] or None,
    )
    return answer


@contextmanager
def told(sparql: str) -> Iterator[None]:
    """Turns what the engine raises, when it is asked and while its answer is read, into errors of kg."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(message(str(error), sparql)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query could not be answered: {error}") from error


def as_named(table: bytes, sparql: str) -> bytes:
    """The answer to ``SELECT *``, as JSON, with its columns in the order in which the query names them.

    Any other answer comes back as it is. The engine has them in alphabetical order. A row names its columns, so that
    only the head is written anew.
    """
    head, sign, rest = table.partition(b"}")
    if not (_selects_all(sparql) and sign and head.startswith(b'{"head":')):
        return table
    columns = json.loads(head.removeprefix(b'{"head":') + sign)
    columns["vars"] = ordered(columns["vars"], sparql)
    return b'{"head":' + json.dumps(columns, separators=(",", ":")).encode() + rest


def ordered(columns: Sequence[str], sparql: str) -> list[str]:
    """The columns of an answer in the order of the query, which for ``SELECT *`` is that in which it names them.

    >>> ordered(["a", "b"], "SELECT * { ?b kg:aids ?a }")
    ['b', 'a']
    """
    if not _selects_all(sparql):
        return list(columns)
    named = [token.text[1:] for token in tokens(sparql, whole=True) if token.text[:1] in ("?", "$")]
    place = {name: number for number, name in reversed(list(enumerate(named)))}
    return sorted(columns, key=lambda name: place.get(name, len(named)))


def _selects_all(sparql: str) -> bool:
    """True where the outermost SELECT is of all variables."""
    before = ""
    for token in tokens(sparql):
        if token.text == "{":
            break
        if token.text == "*" and before in ("SELECT", "DISTINCT", "REDUCED"):
            return True
        before = token.keyword
    return False


def _sorted_triples(found: QueryTriples) -> bytes:
    written = serialize(found, format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))


# -- saved questions -----------------------------------------------------------------------------------------------


class Parameter(NamedTuple):
    """What a saved question asks for: ``# ?who: an entity, default Kurt Campbell``.

    Attributes:
        name: the variable, without its mark.
        kind: "entity", "document", "relation", "date" or "text".
        default: taken where nothing is given; None leaves the variable free.
    """

    name: str
    kind: str
    default: str | None


class Question(NamedTuple):
    """A saved query with the question it answers.

    Attributes:
        name: name of its file: "cq01-who-urges-whom".
        title: the question in English.
        parameters: in the order in which arguments are given.
        sparql: the query.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def __str__(self) -> str:
        given = "".join(f" [{p.name}{f'={p.default}' if p.default else ''}]" for p in self.parameters)
        return f"{self.name}{given}: {self.title}"


def questions() -> list[Question]:
    """The saved questions, sorted by name."""
    folder = ontology_folder() / "queries"
    return [_question(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq"))]


def ask(
    store: Store, name: str, args: Sequence[str] = (), *, timeout: float | None = None, memory: int | None = None
) -> Result:
    """The answer of a graph to a saved question.

    Args:
        store: the graph.
        name: name of the question, or its beginning: "cq01".
        args: what its parameters are to be, in their order; entities by label, alias or id, in any case. An empty
            string, as a missing argument, takes the default.
        timeout: as for :func:`query`.
        memory: as for :func:`query`.

    Raises:
        NotFoundError: if there is no such question, or an argument names nothing in the graph.
        InputError: if there are too many arguments.
    """
    question, bindings = chosen(store, name, args)
    return query(store, question.sparql, timeout=timeout, memory=memory, bindings=bindings)


def chosen(store: Store, name: str, args: Sequence[str] = ()) -> tuple[Question, Mapping[str, NamedNode | Literal]]:
    """A saved question, and its variables with the terms of the graph that arguments name.

    Args:
        store: the graph; only what the arguments name is looked up.
        name: as for :func:`ask`.
        args: as for :func:`ask`.

    Raises:
        NotFoundError: if there is no such question, or an argument names nothing in the graph.
        InputError: if there are too many arguments.
    """
    question = find_question(name)
    if len(args) > len(question.parameters):
        takes = ", ".join(p.name for p in question.parameters) or "none"
        raise InputError(
            f"{question.name!r} takes no argument {shown(args[len(question.parameters)])}; it takes: {takes}"
        )
    bindings: dict[str, NamedNode | Literal] = {}
    for number, parameter in enumerate(question.parameters):
        given = args[number] if number < len(args) else ""
        if given:
            bindings[parameter.name] = _bind(store, parameter, given)
        elif parameter.default and (usual := _default(store, parameter, parameter.default)) is not None:
            bindings[parameter.name] = usual
        elif parameter.default:
            asks = " ".join([question.name.partition("-")[0], *(p.name.upper() for p in question.parameters)])
            raise NotFoundError(
                f"{question.name} is asked of {shown(parameter.default)} where you name nobody, and the graph "
                f"has no such {parameter.kind}. Name one of yours: {asks}"
            )
    return question, bindings


def in_order(name: str, args: Sequence[str], named: Mapping[str, str]) -> list[str]:
    """The arguments of a saved question, some of them given by their names, as :func:`ask` takes them.

    Raises:
        NotFoundError: if there is no such question.
        InputError: if it has no parameter of such a name, or that was given already.
    """
    question = find_question(name)
    places = [parameter.name for parameter in question.parameters]
    for given in named:
        if given not in places[len(args) :]:
            trouble = (
                "is given twice" if given in places else f"is none of its parameters: {', '.join(places) or 'none'}"
            )
            raise InputError(f"{question.name}: {given!r} {trouble}")
    return [*args, *(named.get(place, "") for place in places[len(args) :])]


def _default(store: Store, parameter: Parameter, default: str) -> NamedNode | Literal | None:
    """What a parameter is where nothing is given; None where the graph has no such thing.

    A default is spelt as people spell names, so that no name is looked for in any other spelling.
    """
    if parameter.kind == "entity":
        return as_spelt(store, default)
    try:
        return _bind(store, parameter, default)
    except NotFoundError:
        return None


def _bind(store: Store, parameter: Parameter, given: str) -> NamedNode | Literal:
    match parameter.kind:
        case "entity":
            return find_entity(store, given)
        case "document":
            return _find_document(store, given)
        case "relation":
            return _find_relation(store, given)
        case "date":
            if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", given):
                raise InputError(
                    f"{parameter.name} is no date: {shown(given)}. Write a year, a month or a day, as 2024-09-10"
                )
            return Literal(given)
        case _:
            return Literal(given)


def _find_relation(store: Store, given: str) -> NamedNode:
    name = given if ":" in given else f"kg:{given}"
    node = NamedNode(namespaces(store).iri(name))
    if name in vocab.relations() or has(store, node.value):
        return node
    prefix, _, local = name.partition(":")
    known = names_of(store, "rel") if prefix == "rel" else {n.partition(":")[2]: n for n in vocab.relations()}
    near = offered(nearest(local, known, meant=known), str)
    raise NotFoundError(f"no relation {shown(given)} in the ontology, nor in the graph{near}")


def _find_document(store: Store, given: str) -> NamedNode:
    names = namespaces(store)
    # Each stands twice, in its own graph and in the union.
    documents = sorted(
        {
            vocab.id_of(names.usual(quad.subject.value))
            for quad in store.quads_for_pattern(
                None, NamedNode(vocab.term_iri("rdf:type")), NamedNode(vocab.term_iri("kg:Document")), None
            )
            if isinstance(quad.subject, NamedNode)
        }
    )
    matching = [id for id in documents if id == given] or [id for id in documents if id.startswith(given)]
    if len(matching) == 1:
        return NamedNode(names.own(vocab.document_iri(matching[0])))
    if matching:
        raise NotFoundError(f"several documents begin with {shown(given)}: {', '.join(map(shown, matching[:10]))}")
    near = offered(nearest(given, documents)) or f"; there are {', '.join(map(shown, documents[:10])) or 'none'}"
    raise NotFoundError(f"the graph has no document {shown(given)}{near}")


def find_question(name: str) -> Question:
    """The saved question of that name, or whose name begins with it: "cq01".

    Raises:
        NotFoundError: if there is none; the message names the nearest.
    """
    listed, wanted = questions(), name.casefold()
    for question in listed:
        if wanted in (question.name, question.name.partition("-")[0], question.name.partition("-")[2]):
            return question
    begun = [q for q in listed if wanted and wanted in (q.name[: len(wanted)], q.name.partition("-")[2][: len(wanted)])]
    if len(begun) == 1:
        return begun[0]
    known = {part: q.name for q in listed for part in (q.name, q.name.partition("-")[0], q.name.partition("-")[2])}
    near = offered(nearest(name, known, least=0.5, meant=known), str)
    raise NotFoundError(f"no saved question {shown(name)}{near}. List them with kg ask DIR")


def _question(name: str, text: str) -> Question:
    """A question out of its file: the first line is the question, lines ``# ?name: ...`` are its parameters."""
    first = text.partition("\n")[0].lstrip("# ").strip()
    declared = re.findall(
        r"^#\s*\?(\w+):\s*(?:an?\s+)?(\w+)(?:[^\n]*?,\s*default\s+([^\n]+?))?[^\S\n]*$", text, re.MULTILINE
    )
    parameters = tuple(Parameter(variable, kind, default or None) for variable, kind, default in declared)
    return Question(name, first, parameters, text)
