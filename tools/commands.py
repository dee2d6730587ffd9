"""Write docs/commands.md anew from the help of each command: make docs.

A test compares; run this after a change of a command's options or help.
"""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import cli
from kg.show.overview import COMMANDS

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
# Narrow enough for a page beside its navigation.
WIDTH = 100

HEAD = """# All commands

What `kg COMMAND --help` prints, in the order of use. Exit status: 0 done, 1 no such thing or a text that could not be
read, 2 misuse. Results go to standard output, all else to standard error. `--debug`, anywhere, shows the traceback of
an error.

This page is made from the commands themselves: `make docs`."""


def page() -> str:
    """The page as Markdown."""
    whole = click.Context(cli, info_name="kg", help_option_names=cli.context_settings["help_option_names"])
    parts = [HEAD]
    for name in COMMANDS:
        command = cli.get_command(whole, name)
        assert command is not None, name
        context = click.Context(
            command,
            info_name=f"kg {name}",
            terminal_width=WIDTH,
            max_content_width=WIDTH,
            help_option_names=whole.help_option_names,
        )
        parts.append(f"## kg {name}\n\n```text\n{command.get_help(context).rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
