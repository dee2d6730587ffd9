"""Options that several commands share, and how they write results."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.errors import InputError, shown
from kg.work import files, terminal
from kg.work.disk import own_file
from kg.work.files import put
from kg.work.terminal import is_watched, plain

if TYPE_CHECKING:
    from kg.model.records import Failure, Reading
    from kg.web import remote

Command = TypeVar("Command", bound=Callable[..., Any])  # Any: click's decorators take functions of every shape


@dataclasses.dataclass(frozen=True, slots=True)
class Endpoint:
    """What --endpoint and its companions say; without an address a folder is meant."""

    url: str | None
    base: str | None
    insecure: bool

    def opened(self, timeout: float | None, memory: float) -> remote.Endpoint:
        """The endpoint, with the credentials of the environment.

        Args:
            timeout: seconds for the whole.
            memory: megabytes that an answer may have.

        Raises:
            InputError: if it cannot be used.
        """
        from kg.web import access, remote

        return remote.Endpoint(
            self.url or "",
            access=access.access("KG_QUERY", os.environ),
            base=self.base,
            timeout=timeout,
            memory=int(memory * 1e6),
            insecure=self.insecure,
        )


folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


def output(command: Command) -> Command:
    """The option --output of a command that prints a result."""
    return click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; - is standard output.")(
        command
    )


def output_file(command: Command) -> Command:
    """The option --output of a command that writes a file into the folder of the graph."""
    return click.option("-o", "--output", metavar="FILE", help="Where to write. Default: merges.yaml in DIR.")(command)


def endpoint(command: Command) -> Command:
    """The options --endpoint, --base and --insecure, as one argument called ``endpoint``."""

    @functools.wraps(command)
    def taking(*args: Any, url: str | None, base: str | None, insecure: bool, **rest: Any) -> Any:
        return command(*args, endpoint=Endpoint(url, base, insecure), **rest)

    for option in (
        insecure,
        click.option(
            "--base", metavar="IRI", help="With --endpoint: the base of the graph there. Default: as the endpoint says."
        ),
        click.option(
            "--endpoint",
            "url",
            metavar="URL",
            help="Ask a store on the web; it is told KG_QUERY_USER and KG_QUERY_PASSWORD, or KG_QUERY_TOKEN.",
        ),
    ):
        taking = option(taking)
    return cast(Command, taking)


insecure = click.option("--insecure", is_flag=True, help="Send a password or token over plain http to another machine.")


def missing(name: str) -> click.MissingParameter:
    """The error for an argument that is not there."""
    return click.MissingParameter(param_hint=f"'{name}'", param_type="argument")


def model(command: Command) -> Command:
    """The option --model: which spaCy model parses."""
    return click.option(
        "--model", metavar="NAME", help="spaCy model, by name or path. Default: the best that is installed."
    )(command)


def date(command: Command) -> Command:
    """The option --date: when undated documents were written."""
    return click.option("--date", metavar="YYYY-MM-DD", help="Date of documents that have none of their own.")(command)


def columns(command: Command) -> Command:
    """The option --columns: what the columns of a user's tables are."""
    return click.option(
        "--columns",
        metavar="text=COLUMN,…",
        help="Which column is the text, title, date, source, id or url, where its name does not tell.",
    )(command)


def lexicon(command: Command) -> Command:
    """The option --lexicon: a user's own words for predicates."""
    return _own("lexicon", "Your own words for predicates (TSV); they override the shipped ones.")(command)


def gazetteer(command: Command) -> Command:
    """The option --gazetteer: a user's own names."""
    return _own("gazetteer", "Your own names (ttl, csv, jsonl); they override the known ones.")(command)


def merges(command: Command) -> Command:
    """The option --merges: what a person decided on names."""
    return click.option("--merges", metavar="FILE", help="Decisions on names. Default: those in DIR/merges.yaml.")(
        command
    )


def no_cache(command: Command) -> Command:
    """The option --no-cache: neither use nor keep what is read."""
    return click.option("--no-cache", is_flag=True, help="Parse and read everything anew, and keep nothing.")(command)


def _own(table: str, help: str) -> Callable[[Command], Command]:
    """The option that names a user's own table."""
    return click.option(f"--{table}", metavar="FILE", help=help)


def workers(command: Command) -> Command:
    """The option --workers: how many processes read."""
    return click.option(
        "--workers",
        metavar="N",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        help="Number of processes that read documents.",
    )(command)


def cluster(command: Command) -> Command:
    """The option --cluster: which other machines read."""
    return click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster read; the address of its scheduler, as tcp://host:8786.",
    )(command)


def min_confidence(command: Command) -> Command:
    """The option --min-confidence: how sure a statement must be to be kept."""
    return click.option(
        "--min-confidence",
        metavar="X",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Leave out statements with less confidence, 0 to 1. Default: keep all.",
    )(command)


def form(*names: str, default: str | None = None) -> Callable[[Command], Command]:
    """The option --format with these choices, the first of them the default unless one is named."""
    return click.option(
        "--format",
        "form",
        # Of an enum click would list the names of the members.
        type=click.Choice([str(name) for name in names]),
        default=str(default or names[0]),
        show_default=True,
        help="Form of the output.",
    )


def network(command: Command) -> Command:
    """The options of the commands that look at the graph as a graph: --view, --types, --since, --until, --around."""
    for option in reversed(
        (
            click.option(
                "--view",
                # The members of kg.network.View, whose module loads networkx.
                type=click.Choice(["actors", "facts", "all"]),
                default="actors",
                show_default=True,
                help="Who and what is joined by what: docs/network.md.",
            ),
            click.option("--all", "everything", is_flag=True, help="The same as --view all."),
            types,
            since,
            until,
            click.option("--around", metavar="NAME", help="Only whom few edges lead to from NAME."),
            click.option(
                "--radius",
                metavar="N",
                type=click.IntRange(1),
                default=1,
                show_default=True,
                help="How many edges, with --around.",
            ),
        )
    ):
        command = option(command)
    return command


def types(command: Command) -> Command:
    """The option --types: classes of the ontology, parted by commas, as a list."""
    return click.option(
        "--types",
        metavar="CLASS,…",
        default="",
        callback=lambda _context, _option, value: [name.strip() for name in value.split(",") if name.strip()],
        help="Only these classes and those beneath them: Person,Organization.",
    )(command)


def since(command: Command) -> Command:
    """The option --since: when what is shown begins."""
    return click.option("--since", metavar="YYYY[-MM[-DD]]", help="Only what is of this day, month or year, or later.")(
        command
    )


def until(command: Command) -> Command:
    """The option --until: when what is shown ends."""
    return click.option(
        "--until", metavar="YYYY[-MM[-DD]]", help="Only what is of this day, month or year, or earlier."
    )(command)


def quotes(command: Command) -> Command:
    """The option --quotes: how many sentences stand beneath each row."""
    return click.option(
        "--quotes", metavar="N", type=click.IntRange(0), default=0, help="Show N of the sentences behind each row."
    )(command)


def write(data: str | bytes, output: str = "-") -> None:
    """Write a result to standard output ("-"), or whole to a file, as UTF-8 with its line ends as they are.

    Raises:
        InputError: if it cannot be written.
    """
    data = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    if output == "-":
        terminal.put(data)
        return
    if kept := own_file(output):
        raise InputError(f"{shown(output)} is {kept} of a graph, which kg build alone writes. Name another file")
    try:
        put(output, data)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"cannot write {shown(output)}: {reason}. Name a file in a folder that exists") from error


def as_json(data: object) -> str:
    """Data as JSON that a person can read too.

    >>> as_json(["Côte d'Ivoire"])
    '[\\n "Côte d\\'Ivoire"\\n]\\n'
    """
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows in columns as wide as their widest cell; numbers to the right.

    >>> print(table(["entity", "rank"], [["China", 12], ["G7", 3]]), end="")
    entity  rank
    China     12
    G7         3
    """
    rows = [list(row) for row in rows]
    cells = [list(heads), *[[_cell(value) for value in row] for row in rows]]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    right = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(heads))]
    lines = (
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)).rstrip()
        for line in cells
    )
    return "\n".join(lines) + "\n"


def tree(counts: Mapping[str, int | Mapping[str, int]], most: int = 15) -> str:
    """Numbers with their names, groups indented below theirs and cut after the most frequent.

    >>> print(tree({"facts": 12, "by class": {"Country": 9, "Person": 3}}), end="")
    facts: 12
    by class:
         9  Country
         3  Person
    """
    lines = []
    for name, value in counts.items():
        if isinstance(value, int):
            lines.append(f"{name}: {value}")
            continue
        lines.append(f"{name}:" if value else f"{name}: none")
        lines += [f"{count:>6}  {key}" for key, count in list(value.items())[:most]]
        if len(value) > most:
            lines.append(f"        and {len(value) - most} more")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "" if value is None else plain(" ".join(str(value).split()))


def progress(readings: Iterable[Reading | Failure], length: int) -> Iterable[Reading | Failure]:
    """The same readings with a bar on standard error, where that is a terminal."""
    if not is_watched():
        yield from readings
        return
    with click.progressbar(readings, length=length, label="reading", file=sys.stderr) as bar:
        yield from bar


def argument_or_file(text: str) -> str:
    """The argument itself, what stands in FILE where it is written as @FILE, or standard input where it is "-".

    A byte-order mark is left out, as editors put it there unasked.

    Raises:
        InputError: if there is no such file, or it holds no text.
    """
    if text != "-" and not text.startswith("@"):
        return text
    return files.text(text.removeprefix("@"), "the query", "After @ comes the name of a file")


def records(found: Iterable[object], form: str, *, between: str = "\n") -> str:
    """Records as a JSON list of objects, or as their own words."""
    if form == "json":
        return as_json([as_dict(record) for record in found])
    return between.join(plain(f"{record}\n") for record in found)


def as_dict(record: object) -> object:
    """A record as plain dictionaries, lists and strings, for JSON.

    >>> as_dict({("China", "aids"): [1]})
    {'China\\taids': [1]}
    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name: as_dict(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, tuple) and hasattr(record, "_asdict"):  # a named one
        record = record._asdict()
    if isinstance(record, Mapping):
        return {"\t".join(map(str, k)) if isinstance(k, tuple) else str(k): as_dict(v) for k, v in record.items()}
    if isinstance(record, tuple | list):
        return [as_dict(item) for item in record]
    return record if record is None or isinstance(record, int | float | bool) else str(record)
