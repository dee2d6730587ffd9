"""What kg costs, each part beside its peer or its limit in the same run: make bench ARTICLES=PATH.

    python benchmarks/speed.py news/ [--write] [--rounds 3]

CPU seconds of user and system, of each the median of the rounds, in which all take turns; only their ratios say
something, as seconds are those of a machine. Programs are measured whole, with their start; what follows them, within
one process. ``--write`` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg sets it

import networkx as nx
import pyoxigraph

import kg
from kg.model.kinds import READABLE
from kg.network import communities, rank, to_networkx
from kg.network.ranks import numbered
from kg.text import read

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- made by make bench -->", "<!-- end of what make bench makes -->"
QUERY = "SELECT ?x ?y { ?x kg:supports ?y }"
STOCK = """
import json, sys, warnings
warnings.simplefilter("ignore")
import spacy
from kg.language.parse import installed
texts = json.load(open(sys.argv[1], encoding="utf-8"))
for doc in spacy.load(installed()).pipe(texts): pass
"""


class Cost(NamedTuple):
    """What something took.

    Attributes:
        seconds: of CPU, user and system.
        megabytes: the most memory at once; 0 where that is not asked.
    """

    seconds: float
    megabytes: float = 0.0


class Part(NamedTuple):
    """A line of the table: what is measured, and what it is compared with, both by name."""

    name: str
    beside: str
    is_memory: bool = False


PARTS = (
    Part("kg build, all of it", "stock nlp.pipe over the same texts"),
    Part("kg build, most memory at once", "stock nlp.pipe over the same texts", is_memory=True),
    Part("kg build, readings in the cache", "kg build, all of it"),
    Part("kg add of one article, a copy", "kg build, all of it"),
    Part("kg view", "kg build, all of it"),
    Part("kg --help", "python -c pass"),
    Part("kg query", "python -c pass"),
    Part("kg ask", "python -c pass"),
    Part("kg explain", "python -c pass"),
    Part("kg.load", "pyoxigraph, loading graph.trig"),
    Part("Graph.query", "pyoxigraph, the same query"),
    Part("the network of actors, and its ranks", "networkx, loading the same edges"),
    Part("communities", "networkx, Louvain alone"),
)


def main() -> None:
    """Measure, print, and write the table where that is asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=["seeds"], help="articles; without any the five seeds")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options.add_argument("--called", default="", help="what these articles are, for the page")
    given = options.parse_args()
    documents, _ = read.read(given.paths)
    words = sum(len(document.text.split()) for document in documents)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        costs = measured(given.paths, documents, Path(folder), given.rounds)
    text = table(
        costs, f"{len(documents)} articles{given.called and f', {given.called}'}, {words:,} words", given.rounds
    )
    print(text)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        made = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(made.sub(lambda _: f"{BEGIN}\n{text}{END}", page), encoding="utf-8", newline="\n")


def table(costs: dict[str, Cost], articles: str, rounds: int) -> str:
    """The ratios as Markdown, with what they were measured on."""
    day = datetime.date.today().isoformat()
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "pyoxigraph", "networkx"))
    lines = [
        f"{day}: {articles}; kg {kg.__version__}, {versions}, Python {platform.python_version()}; {rounds} rounds.",
        "",
        "| | times | what |",
        "|---|--:|---|",
    ]
    for part in PARTS:
        one, other = costs[part.name.replace(", most memory at once", ", all of it")], costs[part.beside]
        ratio = one.megabytes / other.megabytes if part.is_memory else one.seconds / max(other.seconds, 1e-6)
        lines.append(f"| {part.name} | {ratio:.2g} | {part.beside} |")
    return "\n".join([*lines, ""])


def measured(paths: Iterable[str], documents: list[kg.Document], folder: Path, rounds: int) -> dict[str, Cost]:
    """What each part took, all taking turns."""
    programs = programs_of(list(paths), documents, folder)
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        # a build over the very graph in its folder would write nothing
        shutil.rmtree(folder / "again", ignore_errors=True)
        for name, words in programs.items():
            found.setdefault(name, []).append(program(words))
    for _ in range(rounds):
        for name, work in calls_of(folder / "out").items():
            start = time.process_time()
            work()
            found.setdefault(name, []).append(Cost(time.process_time() - start))
    return {
        name: Cost(statistics.median(c.seconds for c in costs), statistics.median(c.megabytes for c in costs))
        for name, costs in found.items()
    }


def programs_of(paths: list[str], documents: list[kg.Document], folder: Path) -> dict[str, list[str]]:
    """Programs with their arguments, in the order in which one builds on the other."""
    texts = [block.span.of(d.text) for d in documents for block in d.blocks if block.kind in READABLE]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (folder / "late.txt").write_text(documents[0].text, encoding="utf-8")
    build = ["-m", "kg", "build", *paths, "--workers", "1"]
    out = str(folder / "out")
    return {
        "python -c pass": ["-c", "pass"],
        "stock nlp.pipe over the same texts": ["-c", STOCK, str(folder / "texts.json")],
        "kg build, all of it": [*build, "--no-cache", "-o", str(folder / "whole")],
        "kg build, to fill the cache": [*build, "-o", out],
        "kg build, readings in the cache": [*build, "-o", str(folder / "again")],
        "kg add of one article, a copy": [
            "-m",
            "kg",
            "add",
            str(folder / "whole"),
            str(folder / "late.txt"),
            "--no-cache",
        ],
        "kg view": ["-m", "kg", "view", out, "-o", str(folder / "page.html")],
        "kg --help": ["-m", "kg", "--help"],
        "kg query": ["-m", "kg", "query", out, QUERY],
        "kg ask": ["-m", "kg", "ask", out, "cq01"],
        "kg explain": ["-m", "kg", "explain", out, "China"],
    }


def program(words: list[str]) -> Cost:
    """What an interpreter with these arguments costs, with the processes that it waits for."""
    running = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    # 1 is "no such thing", and an article that cannot be read; all else would be measured as quick.
    if running.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words[:4])} ended with {running.returncode}; call it by itself to see why")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))


def calls_of(folder: Path) -> dict[str, Callable[[], object]]:
    """Calls within this process."""
    graph = kg.load(folder)
    store = pyoxigraph.Store()
    store.bulk_load(path=str(folder / "graph.trig"), format=pyoxigraph.RdfFormat.TRIG)
    asked = "PREFIX kg: <https://kg.example/ontology#> " + QUERY
    network = to_networkx(graph.knowledge)
    plain, _ = numbered(network)
    edges = list(network.edges(data=True))

    def load() -> None:
        pyoxigraph.Store().bulk_load(path=str(folder / "graph.trig"), format=pyoxigraph.RdfFormat.TRIG)

    return {
        "kg.load": lambda: kg.load(folder).knowledge,
        "pyoxigraph, loading graph.trig": load,
        "Graph.query": lambda: list(graph.query(QUERY).rows),
        "pyoxigraph, the same query": lambda: list(store.query(asked, use_default_graph_as_union=True)),
        "the network of actors, and its ranks": lambda: rank(to_networkx(graph.knowledge)),
        "networkx, loading the same edges": lambda: nx.MultiDiGraph(edges),
        "communities": lambda: communities(network),
        "networkx, Louvain alone": lambda: nx.community.louvain_communities(plain, seed=0),
    }


if __name__ == "__main__":
    main()
