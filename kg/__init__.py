"""News text to a knowledge graph in which every edge can say who said it, where and in which words.

    import kg
    graph = kg.build(["seeds"])
    graph.query("SELECT ?x ?y { ?x kg:supports ?y }")

The names below are all that a user needs; each is loaded when it is first used, so that ``import kg`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from kg.errors import KGError
    from kg.graph import Graph, load
    from kg.model.kinds import Certainty, Modality, Polarity
    from kg.model.records import Document, Entity, Event, Evidence, Statement
    from kg.pipeline import build

__all__ = [
    "Certainty",
    "Document",
    "Entity",
    "Event",
    "Evidence",
    "Graph",
    "KGError",
    "Modality",
    "Polarity",
    "Statement",
    "build",
    "load",
]

_HOME = {
    **dict.fromkeys(("Certainty", "Modality", "Polarity"), "kg.model.kinds"),
    **dict.fromkeys(("Graph", "load"), "kg.graph"),
    "KGError": "kg.errors",
    "build": "kg.pipeline",
}


# Any: the names are of many types; checkers see them through the imports above.
def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "kg.model.records")), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """What ``%load_ext kg`` does: SPARQL as cells of a notebook (:mod:`kg.show.notebook.magics`)."""
    from kg.graph import Graph
    from kg.show.notebook.magics import load

    load(shell, Graph)
