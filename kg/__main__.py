"""``python -m kg`` and the ``kg`` command."""

import gc
import os
import sys


def main() -> None:
    """Run the command line; the process ends with its exit status."""
    if sys.argv[1:] in ([], ["-h"], ["--help"]) and sys.stdout is not None:
        from kg.show.overview import overview

        try:
            sys.stdout.write(overview())
            sys.stdout.flush()
        except OSError as error:
            _end(error)
        return
    try:
        _run()
    except KeyboardInterrupt:  # before a command could begin
        os._exit(130)
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except OSError:  # told before, where it was written
                continue
        # Taking a loaded model apart costs as much as reading an article; the system frees all at once.
        os._exit(end.code if isinstance(end.code, int) else 1)


def _run() -> None:
    """The command line; ``kg query`` and ``kg ask`` without options go a way that is half as long, without click."""
    match sys.argv[1:]:
        case ["query" | "ask" as command, folder, words, *more] if _is_plain(command, (folder, words, *more)):
            from kg.show import answer

            try:
                answer.main(command, folder, words, more)
            except (Exception, KeyboardInterrupt) as error:
                from kg.cli import ended

                sys.exit(ended(error))
            sys.exit(0)
        case words:
            from kg.cli import run

            if words[:1] != ["serve"]:
                # What they make lasts as long as the process: a look for circles in it would find none. Who reads
                # texts frees those of their trees.
                gc.disable()
            run()


def _is_plain(command: str, words: tuple[str, ...]) -> bool:
    """Whether all words are arguments, as many as the command takes: neither options nor files."""
    return not {word[:1] for word in words} & {"-", "@"} and (command == "ask" or len(words) == 2)


def _end(error: OSError) -> None:
    """End without trying again at the exit to write what could not be written."""
    if not isinstance(error, BrokenPipeError) and sys.stderr is not None:
        sys.stderr.write(f"kg: cannot write to standard output: {error.strerror}. Write to where there is room\n")
        sys.stderr.flush()
    os._exit(0 if isinstance(error, BrokenPipeError) else 2)


if __name__ == "__main__":
    main()
