"""``python -m kg`` and the ``kg`` command."""

import os
import sys


def main() -> None:
    """Run the command line; the process ends with its exit status."""
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        from kg.overview import overview

        sys.stdout.write(overview())
        return
    from kg.cli import run

    try:
        run()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # Taking a loaded model apart costs as much as reading an article; the system frees all at once.
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
