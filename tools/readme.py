"""Write the answers below the commands of the README anew, from the graph of the seeds: make docs.

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
# Longer answers are cut at an empty line; the test compares beginnings.
LONGEST = 12


def main() -> None:
    """Build, ask, write."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", str(ROOT / "seeds"), "-o", folder], check=True)

        def answered(console: re.Match[str]) -> str:
            commands = re.findall(r"^\$ .*$", console[1], re.MULTILINE)
            return "```console\n" + "\n".join(f"{c}\n{answer(c, folder)}" for c in commands) + "\n```"

        text = README.read_text(encoding="utf-8")
        README.write_text(re.sub(r"```console\n(.*?)```", answered, text, flags=re.DOTALL), encoding="utf-8")


def answer(command: str, folder: str) -> str:
    """What one command prints, at most its first paragraph where it is long."""
    words = [folder if word == "out" else word for word in shlex.split(command)[2:]]
    done = subprocess.run([sys.executable, "-m", "kg", *words], capture_output=True, text=True, check=True)
    printed = done.stdout.rstrip("\n").replace(folder, "out")
    return printed.split("\n\n")[0] if printed.count("\n") >= LONGEST else printed


if __name__ == "__main__":
    main()
