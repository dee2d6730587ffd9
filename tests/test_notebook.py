"""The notebooks: short, running from top to bottom, and stored with what a run gives, where that is small."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import notebooks as stored

NOTEBOOKS = sorted(stored.FOLDER.glob("*.ipynb"))
# A GitHub page shows a notebook of this size at once.
LARGEST_FILE = 150_000
# Libraries of the extra ``analysis`` that a notebook may want, beyond those of the tests.
EXTRA = ("matplotlib", "networkx", "pandas")

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def code(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def python(source: str) -> str:
    """A cell without what only IPython reads."""
    return "" if source.startswith("%%") else re.sub(r"(?m)^%.*$", "", source)


@every_notebook
def test_a_notebook_is_stored_as_a_run_leaves_it_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == stored.text(stored.light(read(path)))
    assert len(text.encode()) <= LARGEST_FILE
    assert "<iframe" not in text
    assert "/tmp" not in text
    assert str(ROOT) not in text


@every_notebook
def test_a_notebook_has_a_run_behind_it(path: Path) -> None:
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert kinds <= {"execute_result", "stream", "display_data"}


def test_where_nothing_runs_the_first_notebook_shows_a_picture() -> None:
    outputs = [output for cell in read(NOTEBOOKS[0])["cells"] for output in cell.get("outputs", ())]
    shown = [output["data"] for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert shown
    assert not any("text/html" in data for data in shown)


@every_notebook
def test_a_notebook_tells_one_story_in_few_cells_and_defines_nothing(path: Path) -> None:
    assert len(read(path)["cells"]) <= 18
    for source in code(path):
        tree = ast.parse(python(source))
        assert not any(isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef) for node in ast.walk(tree))


@every_notebook
def test_the_links_of_a_notebook_lead_somewhere(path: Path) -> None:
    words = "".join("".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
    for target in re.findall(r"\]\(([^)#:]+)\)", words):
        assert (path.parent / target).exists(), target


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@every_notebook
def test_a_run_gives_what_is_stored(path: Path) -> None:
    for library in ("nbformat", "nbclient", "ipykernel"):
        pytest.importorskip(library, reason=f"running a notebook needs {library}, which is not installed")
    source = "\n".join(code(path)).replace("import plots", "import plots, matplotlib")
    wanted = [name for name in EXTRA if name in source]
    if missing := [name for name in wanted if importlib.util.find_spec(name) is None]:
        pytest.skip(f"this notebook needs {', '.join(missing)}, which is not installed")
    assert stored.told(stored.run(path)) == stored.told(read(path)), "write them anew: make notebooks"


@pytest.mark.model
def test_pagerank_of_networkx_takes_the_graph(seeds_folder: Path) -> None:
    pytest.importorskip("scipy", reason="it needs scipy, which is not installed")
    import networkx as nx

    from kg.graph import load

    ranks = nx.pagerank(load(seeds_folder).to_networkx(multigraph=False))
    assert max(ranks, key=ranks.__getitem__) in {"China", "Russia"}
