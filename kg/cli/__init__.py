"""The command line: each command a few lines around one library function.

This module knows how errors become messages and exit statuses. A command's own module is imported when it is
called, and each library inside the command that needs it, so that no command waits for another's libraries.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys

import click

from kg.errors import KGError
from kg.overview import COMMANDS, overview


class Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kg.cli.{COMMANDS[name][0]}"), name)
        return command if isinstance(command, click.Command) else None

    def get_help(self, context: click.Context) -> str:
        return overview().rstrip("\n")


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"kg {version('kg')}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
def cli() -> None:
    """News text to a knowledge graph; the text of ``kg --help`` is in ``kg.overview``."""


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
    2: misuse or bad input. ``--debug`` may stand anywhere.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    _log(debug=debug)
    try:
        status = cli.main([a for a in arguments if a != "--debug"], prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as misuse:
        misuse.show()
        status = misuse.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # The reader of a pipe ("| head") has gone: nobody is left to tell, and Python must not try at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if debug:
            raise
        is_ours = isinstance(error, KGError)
        message = str(error) if is_ours else f"a fault of kg itself, please report it: {error!r} (--debug shows where)"
        click.echo(f"kg: {message}", err=True)
        status = error.exit_status if isinstance(error, KGError) else 2
    sys.exit(status if isinstance(status, int) else 0)
