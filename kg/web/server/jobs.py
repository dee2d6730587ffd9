"""What the process of one request does: answer a query, describe a thing, write a page, find the sentences of a row.

It works on the store that it was born with, writes what it finds to its :class:`~kg.web.server.answers.Paper`, and
ends. What goes wrong becomes a status and a message; only an end without a word is left to whoever waits for it.
"""

from __future__ import annotations

import errno
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
    serialize,
)

from kg.errors import KGError, NotFoundError, shown
from kg.store.base import namespaces
from kg.store.gate import refuse
from kg.store.query import asked, ordered, told
from kg.store.typos import has, unknown
from kg.terms import vocab
from kg.web import pages
from kg.web.server.accept import GRAPHS, HTML, TABLES, Form, chosen, names
from kg.web.server.answers import Job, NoFormError, Paper, TooLargeError
from kg.web.server.description import description
from kg.web.server.protocol import RefusedError
from kg.work import disk

# How the process ends: with an answer, and because the graph of the folder is another by now, so that it has to begin
# anew with that one.
DONE, STALE = 0, 75

_TABLE_FORMS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_TRIPLE_FORMS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_PLAIN = {"content-type": "text/plain; charset=utf-8"}
_MEMORY = "the query needs more memory than it may take. Make it narrower, or ask with LIMIT"


def work(store: Store, folder: Path, revision: bytes, paper: Paper) -> int:
    """Do the job that stands on the paper, and write the answer there.

    Args:
        store: the graph.
        folder: where it was opened.
        revision: of the folder, when it was opened.
        paper: with the job.

    Returns:
        The exit status of the process.
    """
    job = paper.job()
    try:
        headers = JOBS[job["kind"]](store, job, paper)
        paper.sign(200, headers)
        return DONE
    except RefusedError as refusal:
        return _refused(paper, refusal.status, refusal.message, refusal.headers)
    except (NoFormError, TooLargeError) as error:
        return _refused(paper, 406 if isinstance(error, NoFormError) else 503, str(error))
    except MemoryError:
        return _refused(paper, 503, _MEMORY)
    except NotFoundError as error:
        return _refused(paper, 404, str(error))
    except KGError as error:
        # The engine reads the files of a graph when it needs them; those of an old graph may be gone by then.
        is_fault = isinstance(error.__cause__, OSError | RuntimeError)
        if is_fault and disk.revision(folder) != revision:
            return STALE
        if getattr(error.__cause__, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return _refused(paper, 503, "the disk of the server has no room for the answer. Ask for less, or later")
        return _refused(paper, 500 if is_fault else 400, str(error))
    except BaseException as error:  # a panic of the engine is none of Exception
        return _refused(paper, 500, f"a bug in kg or its engine, please report it: {error!r}"[:2_000])


def _refused(paper: Paper, status: int, message: str, headers: Mapping[str, str] | None = None) -> int:
    paper.clear()
    paper.write(message.encode("utf-8", "replace") + b"\n")
    paper.sign(status, {**_PLAIN, **(headers or {})})
    return DONE


# -- queries -------------------------------------------------------------------------------------------------------


def _query(store: Store, job: Job, paper: Paper) -> dict[str, str]:
    sparql: str = job["query"]
    refuse(sparql)
    with told(sparql):
        found = asked(store, sparql, default_graphs=job["default_graphs"], named_graphs=job["named_graphs"])
    is_graph = isinstance(found, QueryTriples)
    form, type = _form(job, GRAPHS if is_graph else TABLES, "triples" if is_graph else "a table or a truth value")
    if form.name in ("xml", "rdf"):
        paper.as_xml()
    with told(sparql):
        if isinstance(found, QueryTriples):
            serialize(found, paper.file, format=_TRIPLE_FORMS[form.name], prefixes=dict(namespaces(store).prefixes))
        elif isinstance(found, QueryBoolean):
            found.serialize(paper.file, format=_TABLE_FORMS[form.name])
        else:
            _write_table(found, sparql, form, paper)
    headers = _typed(type)
    if warnings := [str(name) for name in unknown(store, sparql)]:
        headers["x-kg-warning"] = json.dumps(warnings)
    if job["is_download"]:
        headers["content-disposition"] = f'attachment; filename="answer.{form.name}"'
    return headers


def _write_table(found: QuerySolutions, sparql: str, form: Form, paper: Paper) -> None:
    """Write rows as they come; where the engine has other columns first than the query, in the order of the query."""
    columns = [variable.value for variable in found.variables]
    wanted = ordered(columns, sparql)
    if wanted == columns:
        found.serialize(paper.file, format=_TABLE_FORMS[form.name])
    elif form.name == "json":
        found.serialize(paper.file, format=QueryResultsFormat.JSON)
        paper.begin_otherwise(_head(columns), _head(wanted))
    else:
        # A row of JSON names its columns, so that only the head has to change before it is read again.
        with tempfile.TemporaryFile(prefix="kg-") as file:
            draft = paper.another(file)
            found.serialize(draft.file, format=QueryResultsFormat.JSON)
            draft.begin_otherwise(_head(columns), _head(wanted))
            file.seek(0)
            again = parse_query_results(file, format=QueryResultsFormat.JSON)
            again.serialize(paper.file, format=_TABLE_FORMS[form.name])


def _head(columns: Sequence[str]) -> bytes:
    """How a table of JSON begins, as the engine writes it."""
    return b'{"head":{"vars":' + json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def _form(job: Job, forms: Sequence[Form], what: str) -> tuple[Form, str]:
    """The form that the client wants.

    Raises:
        RefusedError: if it takes none of them.
    """
    found = chosen(job["accept"], forms, job["format"])
    if found is None:
        types = ", ".join(dict.fromkeys(form.types[0] for form in forms))
        raise RefusedError(406, f"the answer is {what}, and can be sent as {types}; or name it: format={names(forms)}")
    return found


def _typed(type: str) -> dict[str, str]:
    is_text = type.startswith("text/") and type != "text/xml"
    return {"content-type": f"{type}; charset=utf-8" if is_text else type}


# -- things of the graph, and pages --------------------------------------------------------------------------------


def _thing(store: Store, job: Job, paper: Paper) -> dict[str, str]:
    """What the graph says of an entity, a document, a statement or a term, as RDF or as a page."""
    iri = _named(store, job)
    form, type = _form(job, (*GRAPHS, HTML), "a description")
    if form is HTML:
        page = pages.entity_page(store, iri, show=job["show"], offset=job["offset"])
        if page is not None:
            return _page(page, paper)
        form, type = _form(job, GRAPHS, "a description without a page")
    names_of_graph = namespaces(store)
    is_term = iri == vocab.ONTOLOGY or iri.startswith((names_of_graph.prefixes["kg"], names_of_graph.prefixes["rel"]))
    graphs = [names_of_graph.iri("g:ontology")] if is_term else []
    if form.name == "rdf":
        paper.as_xml()
    with told(""):
        described = asked(store, f"DESCRIBE <{iri}>", default_graphs=graphs)
        assert isinstance(described, QueryTriples)
        serialize(described, paper.file, format=_TRIPLE_FORMS[form.name], prefixes=dict(names_of_graph.prefixes))
    return _typed(type)


def _named(store: Store, job: Job) -> str:
    """The IRI that an address names: given whole, or as the path below the base or below its host.

    Raises:
        NotFoundError: if the graph says nothing of it.
    """
    wanted: str = job["iri"] or job["path"]
    if job["iri"]:
        candidates = [wanted]
    else:
        base = namespaces(store).base
        parts = urlsplit(base)
        paths = dict.fromkeys([job["path"], unquote(job["path"])])
        candidates = [f"{base}{path[1:]}" for path in paths]
        candidates += [f"{parts.scheme}://{parts.netloc}{path}" for path in paths]
        candidates += [vocab.ONTOLOGY] if job["path"] == "/ontology" else []
    for iri in candidates:
        if has(store, iri):
            return iri
    raise NotFoundError(f"the graph has nothing of {shown(wanted)}. Its names are found at / and at /sparql")


def _start(store: Store, job: Job, paper: Paper) -> dict[str, str]:
    """The endpoint itself: its description, or for a browser the page in which to ask."""
    offered = (*GRAPHS, HTML)
    if not chosen(job["accept"], offered, job["format"]) and chosen(job["accept"], TABLES, job["format"]):
        raise RefusedError(400, "no query is given; send it as the field 'query', or as the body of a POST")
    form, type = _form(job, offered, "a description of the endpoint")
    if form is HTML:
        return _page(pages.query_page(replace(pages.about(store), query=job["query"])), paper)
    triples = description(store, job["address"])
    serialize(triples, paper.file, format=_TRIPLE_FORMS[form.name], prefixes=dict(namespaces(store).prefixes))
    return _typed(type)


def _page(html: str, paper: Paper) -> dict[str, str]:
    paper.write(html.encode("utf-8", "replace"))
    return {"content-type": "text/html; charset=utf-8", "content-security-policy": pages.POLICY}


def _sentences(store: Store, job: Job, paper: Paper) -> dict[str, str]:
    return _as_json(pages.sentences(store, job["terms"]), paper)


def _check(store: Store, job: Job, paper: Paper) -> dict[str, str]:
    return _as_json(pages.check(store, job["query"]), paper)


def _as_json(value: object, paper: Paper) -> dict[str, str]:
    paper.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return {"content-type": "application/json"}


JOBS: Mapping[str, Callable[[Store, Job, Paper], dict[str, str]]] = {
    "query": _query,
    "thing": _thing,
    "start": _start,
    "sentences": _sentences,
    "check": _check,
}
