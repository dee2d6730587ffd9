"""Text for a terminal: what would command it, or turn around the order of what it shows, is written out.

Where standard error is closed or full nobody can be told anything, and the work goes on.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress

from kg.errors import InputError

# C0 and C1 but tabs and line ends, and the marks that override the direction of writing; those that only belong to
# right-to-left text (U+200E, U+200F) stay.
_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")


def plain(text: str) -> str:
    r"""The text with control codes as ``\x1b``; other text is as it was.

    >>> print(plain("\x1b[2J Côte d'Ivoire"))
    \x1b[2J Côte d'Ivoire
    """
    return _COMMANDS.sub(lambda code: _written(ord(code.group())), text)


def _written(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def is_watched() -> bool:
    """True where standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def complain(message: str) -> None:
    """A message on standard error."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{message}\n")
            sys.stderr.flush()


def put(data: bytes) -> None:
    """A result on standard output, as the bytes that it is.

    Raises:
        InputError: if standard output is closed, or there is no room.
        BrokenPipeError: if its reader has gone.
    """
    # Without a standard output (">&-") Python has none, and its number may by now be that of another file.
    if sys.stdout is None:
        raise InputError("cannot write to standard output: it is closed. Name a file with -o, or open it")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"cannot write to standard output: {error.strerror}. Write to where there is room") from error
