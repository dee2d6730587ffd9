"""Write the answers below the commands of the README and the tutorial anew, each from its own articles: make docs.

A test compares them; run this after a change of the rules, and read the difference.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"
# Longer answers are cut at an empty line; the tests compare beginnings.
LONGEST = 12
# What a page tells its reader to do, in order: write an article, whose name stands in front of it, or type commands.
STEP = re.compile(r"`(?P<file>[\w/]+\.txt)`:\n\n```text\n(?P<text>.*?)```|```console\n(?P<console>.*?)```", re.DOTALL)


def main() -> None:
    """Build, ask, write."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", str(ROOT / "seeds"), "-o", f"{folder}/out"], check=True)
        renew(README, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        renew(TUTORIAL, Path(folder))


def renew(page: Path, place: Path) -> None:
    """Follow a page in a folder, and write what its commands print."""

    def followed(step: re.Match[str]) -> str:
        if step["file"]:
            write(step, place)
            return step[0]
        commands = re.findall(r"^\$ .*$", step["console"], re.MULTILINE)
        return "```console\n" + "".join(f"{c}\n{answer(c, place)}".rstrip("\n") + "\n" for c in commands) + "```"

    text = page.read_text(encoding="utf-8")
    page.write_text(STEP.sub(followed, text), encoding="utf-8")


def write(step: re.Match[str], place: Path) -> None:
    """Write the article of a step where its page says."""
    file = place / step["file"]
    file.parent.mkdir(exist_ok=True)
    file.write_text(step["text"], encoding="utf-8")


def answer(command: str, place: Path) -> str:
    """What one command prints, at most its first paragraph where it is long."""
    words = [sys.executable, "-m", "kg", *shlex.split(command)[2:]]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=place)
    printed = done.stdout.rstrip("\n")
    return printed.split("\n\n")[0] if printed.count("\n") >= LONGEST else printed


if __name__ == "__main__":
    main()
