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

    from kg.errors import InputError, KGError, NotFoundError, QueryError, StoreError, UnknownEntityError
    from kg.graph import Graph, example, load
    from kg.model.kinds import Certainty, Modality, Polarity
    from kg.model.records import Document, Entity, Event, Evidence, Statement
    from kg.pipeline import build
    from kg.show.held.listing import Listing
    from kg.show.held.profile import Profile
    from kg.store.result import Result

__version__ = "0.1.0"

__all__ = [
    "Certainty",
    "Document",
    "Entity",
    "Event",
    "Evidence",
    "Graph",
    "InputError",
    "KGError",
    "Listing",
    "Modality",
    "NotFoundError",
    "Polarity",
    "Profile",
    "QueryError",
    "Result",
    "Statement",
    "StoreError",
    "UnknownEntityError",
    "build",
    "example",
    "load",
]

_HOME = {
    **dict.fromkeys(("Certainty", "Modality", "Polarity"), "kg.model.kinds"),
    **dict.fromkeys(("Graph", "example", "load"), "kg.graph"),
    **dict.fromkeys(
        ("InputError", "KGError", "NotFoundError", "QueryError", "StoreError", "UnknownEntityError"), "kg.errors"
    ),
    "Listing": "kg.show.held.listing",
    "Profile": "kg.show.held.profile",
    "Result": "kg.store.result",
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
