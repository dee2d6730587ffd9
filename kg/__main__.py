"""``python -m kg`` and the ``kg`` command."""

import sys


def main() -> None:
    """Run the command line; the process ends with its exit status."""
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        from kg.overview import overview

        sys.stdout.write(overview())
        return
    from kg.cli import run

    run()


if __name__ == "__main__":
    main()
