"""Measure what short commands cost beside a bare interpreter.

    python benchmarks/startup.py out           # folder of a built graph

All commands run in turn, and of each the median counts, in CPU seconds (user and system): so neither other programs nor
the machine's mood favour one of them. Where Python may not keep what it compiles (PYTHONDONTWRITEBYTECODE), each start
compiles kg anew, which is measured as well.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys

QUERY = "SELECT ?x ?y { ?x kg:supports ?y }"


def main() -> None:
    """Print one line a command: its CPU seconds, and how many bare interpreters that is."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", help="folder of a built graph")
    arguments.add_argument("--rounds", type=int, default=20, help="rounds, of which the median counts")
    given = arguments.parse_args()
    measured = medians(commands(given.folder), given.rounds)
    for name, seconds in measured.items():
        print(f"{name:28} {seconds:8.4f} s {seconds / measured['python -c pass']:7.2f}")


def commands(folder: str) -> dict[str, list[str]]:
    """What is measured, by name: the arguments of the interpreter."""
    kg = {
        "kg --help": ["--help"],
        "kg query": ["query", folder, QUERY],
        "kg query --format csv": ["query", folder, QUERY, "--format", "csv"],
        "kg ask": ["ask", folder, "cq01"],
        "kg explain": ["explain", folder, "China"],
    }
    return {"python -c pass": ["-c", "pass"], **{name: ["-m", "kg", *words] for name, words in kg.items()}}


def medians(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """CPU seconds of each command, after one run of each that does not count."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, words in commands.items():
            seconds = cost(words)
            if number:
                found[name].append(seconds)
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def cost(words: list[str]) -> float:
    """CPU seconds of an interpreter with these arguments, and of the processes that it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
