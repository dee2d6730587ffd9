"""The graph as a graph: views, paths, ranks, groups, sides and a timeline, on networkx.

``views`` says what is a node and what joins two; ``as_networkx`` makes the networkx graph of a view, which all other
modules take. Neither scipy nor numpy is needed, and every answer is independent of reading order.
"""

from kg.network.as_networkx import ego, to_networkx
from kg.network.groups import Community, Tie, communities
from kg.network.names import find
from kg.network.paths import path, paths, steps, told
from kg.network.ranks import Measure, rank
from kg.network.sides import Camp, Sides, Stand, sides
from kg.network.timeline import Row, timeline, unplaced
from kg.network.views import Edge, How, View, edges

__all__ = [
    "Camp",
    "Community",
    "Edge",
    "How",
    "Measure",
    "Row",
    "Sides",
    "Stand",
    "Tie",
    "View",
    "communities",
    "edges",
    "ego",
    "find",
    "path",
    "paths",
    "rank",
    "sides",
    "steps",
    "timeline",
    "to_networkx",
    "told",
    "unplaced",
]
