"""Run the notebooks and store their outputs anew, so that they can be read where nothing runs: make notebooks.

Stored is what is small and the same on each run: text, tables and pictures; of the explorer the picture alone, not
its page of half a megabyte. A test compares what is stored with a run; do this after a change of the rules, and read
the difference.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
# In characters; a page is far larger, a table far smaller.
LARGEST = 60_000
# Seconds a cell may take.
TIMEOUT = 600


def main() -> None:
    """Run and write each notebook, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="such as 03-sparql")
    names = parser.parse_args().names
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            path.write_text(text(light(run(path))), encoding="utf-8", newline="\n")
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def run(path: Path) -> dict[str, Any]:
    """The notebook with the outputs of a run from top to bottom, in its own folder."""
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=TIMEOUT, resources={"metadata": {"path": str(path.parent)}})
    ran: dict[str, Any] = json.loads(nbformat.writes(client.execute()))
    return ran


def light(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without what is large, and without what depends on the machine and the hour."""
    cells = [{**cell, "metadata": {}} for cell in notebook["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = [_output(output) for output in cell["outputs"]]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {**notebook, "cells": cells, "metadata": metadata}


def _output(output: dict[str, Any]) -> dict[str, Any]:
    if "data" not in output:
        return output
    data = {kind: value for kind, value in output["data"].items() if len(_joined(value)) <= LARGEST}
    return {**output, "data": data, "metadata": {}}


def told(notebook: dict[str, Any]) -> list[list[str]]:
    """What each cell of code tells as text: streams, and the plain form of what it shows."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            outputs = cell["outputs"]
            texts = [_joined(o["text"] if "text" in o else o["data"].get("text/plain", "")) for o in outputs]
            # The explorer is named with its size.
            found.append([re.sub(r"Page of \d+ characters", "Page", words) for words in texts])
    return found


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def text(notebook: dict[str, Any]) -> str:
    """The notebook as its file has it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
