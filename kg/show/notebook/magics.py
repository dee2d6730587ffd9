"""SPARQL as a cell: ``%load_ext kg``, then ``%%sparql`` with the query beneath it, or ``%sparql`` with one line.

    %%sparql [GRAPH] [--into NAME]
    SELECT ?who ?whom { ?who kg:supports ?whom }

GRAPH is the variable that holds the graph; without it the only graph of the notebook, or the one called ``graph``.
"""

from __future__ import annotations

import re
import sys
import warnings
from typing import TYPE_CHECKING, Protocol

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand

from kg.errors import KGError, UnknownNameWarning, nearest, offered
from kg.model.records import Knowledge
from kg.show.notebook.answers import Answer
from kg.show.notebook.completing import IDENTIFIER, matcher

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from kg.store.result import Result

_OPTION = re.compile(r"\s*--into[\s=]+(\S+)")
_PLACE = re.compile(r"line (\d+), column (\d+)")
USUAL = "graph"


class Asked(Protocol):
    """What a query goes to."""

    @property
    def knowledge(self) -> Knowledge: ...

    def query(self, sparql: str) -> Result: ...


@magics_class
class Sparql(Magics):
    """The magic of this module.

    Args:
        shell: of the notebook.
        kind: the type of graphs.
    """

    def __init__(self, shell: InteractiveShell, kind: type[Asked]) -> None:
        super().__init__(shell)
        self.kind = kind
        self._variables: dict[str, object] = shell.user_ns

    @no_var_expand
    @line_cell_magic
    def sparql(self, line: str, cell: str | None = None) -> Answer | None:
        """Ask a graph in SPARQL; every prefix is declared.

        %%sparql [GRAPH] [--into NAME], with the query in the cell, or %sparql [--into NAME] QUERY in one line.
        GRAPH is a variable; without it the only graph of the notebook is asked, or the one that is called graph.
        With --into the answer becomes a pandas table in the variable NAME; else it is shown, and given back.

        Example:
            %%sparql
            SELECT ?who ?whom { ?who kg:supports ?whom }
        """
        into, rest = _into(line)
        name, sparql = (rest.strip(), cell) if cell is not None else ("", rest.strip())
        graph = self.graph(name)
        try:
            answer = Answer(_asked(graph, sparql), graph.knowledge)
            if into is None:
                return answer
            self._variables[into] = answer.to_dataframe()
        except KGError as error:
            raise UsageError(_at(sparql, str(error))) from error
        return None

    def graph(self, name: str = "") -> Asked:
        """The graph that is held by a variable, or the one that is meant where none is named.

        Raises:
            UsageError: if the variable holds no graph, or without a name if there is none or several.
        """
        held = {key: value for key, value in self._variables.items() if isinstance(value, self.kind)}
        if name:
            if name not in held:
                near = nearest(name, [key for key in held if not key.startswith("_")])
                raise UsageError(f"no graph in a variable {name!r}{offered(near)}")
            return held[name]
        own = {key: value for key, value in held.items() if not key.startswith("_")}
        if USUAL in own:
            return own[USUAL]
        if not own:
            raise UsageError("no variable holds a graph. Make one first: graph = kg.build([...]) or kg.load(...)")
        if len({id(value) for value in own.values()}) > 1:
            raise UsageError(f"several variables hold graphs: {', '.join(sorted(own))}. Name one: %%sparql {min(own)}")
        return next(iter(own.values()))


def load(shell: InteractiveShell, kind: type[Asked]) -> None:
    """Give a notebook the magic and the completion of names in it; a second time changes nothing.

    Args:
        shell: of the notebook.
        kind: the type of graphs.
    """
    magics = Sparql(shell, kind)
    shell.register_magics(magics)
    others = shell.Completer.custom_matchers
    others[:] = [one for one in others if getattr(one, "matcher_identifier", "") != IDENTIFIER]
    others.append(matcher(magics.graph))


def _into(line: str) -> tuple[str | None, str]:
    """The name after ``--into``, and the line without it.

    Raises:
        UsageError: if no variable can have that name.
    """
    found = _OPTION.search(line)
    if found is None:
        if re.match(r"\s*--", line):
            option = line.split()[0]
            raise UsageError(
                "--into needs the NAME of a variable"
                if option == "--into"
                else f"no option {option}; there is --into NAME"
            )
        return None, line
    if not found[1].isidentifier():
        raise UsageError(f"--into {found[1]}: no variable can have that name")
    return found[1], line[: found.start()] + line[found.end() :]


def _asked(graph: Asked, sparql: str) -> Result:
    """The answer; names that the graph does not have are told in a line each, without a place in this file."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UnknownNameWarning)
        result = graph.query(sparql)
    for warning in caught:
        if issubclass(warning.category, UnknownNameWarning):
            print(warning.message, file=sys.stderr)
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return result


def _at(sparql: str, message: str) -> str:
    """A message with the line of the query that it speaks of, and a mark beneath the place.

    >>> print(_at("ASK {\\n  ?x kg:aids }", "line 2, column 14: found '}'"))
    line 2, column 14: found '}'
        ?x kg:aids }
                   ^
    """
    found, lines = _PLACE.match(message), sparql.splitlines()
    if found is None or not 0 < int(found[1]) <= len(lines):
        return message
    line, column = lines[int(found[1]) - 1], int(found[2])
    return f"{message}\n  {line}\n  {' ' * (column - 1)}^"
