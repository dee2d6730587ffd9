"""The command line: each command a few lines around one library function.

This module knows how errors become messages and exit statuses. A command's own module is imported when it is
called, and each library inside the command that needs it, so that no command waits for another's libraries.
"""

from __future__ import annotations

import errno
import importlib
import io
import logging
import os
import re
import sys

import click

from kg import __version__
from kg.errors import InputError, KGError, nearest, offered, shown
from kg.show.overview import COMMANDS, overview
from kg.work.terminal import complain, plain

_LONGEST = 2_000  # characters of a message
_LONG_NAME = re.compile(r"'([^']{79})[^']{2,}'")


class Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kg.cli.{COMMANDS[name][0]}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            context.fail(f"No such command {shown(args[0])}{offered(nearest(args[0], COMMANDS))}.")
        return super().resolve_command(context, args)

    def get_help(self, context: click.Context) -> str:
        return overview().rstrip("\n")


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kg {__version__}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
def cli() -> None:
    """News text to a knowledge graph; the text of ``kg --help`` is in ``kg.show.overview``."""


def _log(*, debug: bool) -> None:
    """What kg logs goes to standard error in the form of its messages: warnings, and with ``--debug`` all of it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger = logging.getLogger("kg")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)


def run(arguments: list[str] | None = None) -> None:
    """Run one command line and end the process.

    Exit status 0: done; 1: no such thing, an invalid graph, or a document that could not be read;
    2: misuse or bad input; 130, 143: interrupted, terminated. ``--debug`` may stand anywhere.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    _log(debug=debug)
    try:
        if sys.stdout is None and {"-h", "--help", "--version"}.intersection(arguments):
            raise InputError("cannot write to standard output: it is closed. Open it to read the help")
        status = cli.main([a for a in arguments if a != "--debug"], prog_name="kg", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as misuse:
        said = io.StringIO()
        misuse.show(said)
        complain(_short(plain(_LONG_NAME.sub(r"'\1…'", said.getvalue()))).rstrip("\n"))
        status = misuse.exit_code
    except (click.Abort, Exception, KeyboardInterrupt) as error:
        if debug and not isinstance(error, click.Abort | KeyboardInterrupt | BrokenPipeError):
            raise
        status = ended(error)
    sys.exit(status if isinstance(status, int) else 0)


def ended(error: BaseException) -> int:
    """The exit status of a command that ended with an error, which is told."""
    match error:
        case click.Abort() | KeyboardInterrupt():
            return _interrupted(error.__cause__ or error)
        case BrokenPipeError():
            # The reader of a pipe ("| head") has gone: nobody is left to tell, and Python must not try at its exit.
            _silence()
            return 0
        case _:
            complain(f"kg: {_message(error)}")
            _silence()
            return error.exit_status if isinstance(error, KGError) else 2


def _interrupted(end: BaseException) -> int:
    """Say what is left where a command was writing; gives the exit status."""
    from kg.work.interrupts import exit_status

    for note in getattr(end, "__notes__", ()):
        complain(_short(plain(f"kg: interrupted; {note}")))
    return exit_status(end)


def _message(error: BaseException) -> str:
    """The error in a line or a few, without anything that commands a terminal."""
    match error:
        case KGError():
            return _short(plain(str(error)))
        case MemoryError():
            return "the memory ran out. Ask for less at a time, or where there is more"
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG | errno.EIO | errno.EBADF, filename=None):
            return f"cannot write the output: {error.strerror}. Write to where there is room"
        case _:
            said = _short(plain(repr(error)))
            return f"a bug in kg, please report it: {said} (--debug shows where)"


def _short(message: str) -> str:
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"


def _silence() -> None:
    """Keep Python from writing at its exit what it could not write before."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        with open(os.devnull, "wb") as null:
            os.dup2(null.fileno(), sys.stdout.fileno())
