"""The answer of ``kg query`` as it is printed, with what is told beside it.

It stands apart from the command line itself for the same reason as ``overview``: a plain ``kg query DIR SPARQL`` or
``kg ask DIR NAME`` waits for nothing but the engine. What has options comes through ``kg.cli``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.store import database, typos
from kg.store import query as queries
from kg.store.apart import MEMORY
from kg.store.formats import AnswerFormat
from kg.store.result import Result
from kg.work.terminal import complain, plain, put


def answer(folder: Path, sparql: str, *, timeout: float | None = None, memory: float = MEMORY) -> Result:
    """The answer of the graph in a folder; names that the graph does not have are told on standard error.

    Args:
        folder: of the graph.
        sparql: the query.
        timeout: seconds.
        memory: megabytes.

    Raises:
        StoreError: if the folder holds no graph.
        QueryError: if there is no answer.
    """
    opened = database.load(folder)
    result = queries.query(opened, sparql, timeout=timeout, memory=int(memory * 1e6))
    for name in typos.unknown(opened, sparql):
        complain(f"kg: {plain(str(name))}")
    return result


def printed(result: Result, form: str = AnswerFormat.TABLE) -> bytes:
    """The answer as a terminal may have it."""
    written = result.serialize(form, guard=True)
    # Triples have no table: they are shown as Turtle, whose strings may hold anything.
    return plain(written.decode()).encode() if form == AnswerFormat.TABLE else written


def main(command: str, folder: str, words: str, more: Sequence[str] = ()) -> None:
    """What ``kg query DIR SPARQL`` and ``kg ask DIR NAME [ARG...]`` do."""
    if command == "query":
        put(printed(answer(Path(folder), words)))
    else:
        opened = database.load(Path(folder))
        put(printed(queries.ask(opened, words, more, memory=int(MEMORY * 1e6))))
