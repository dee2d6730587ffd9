"""The formats in which kg writes a graph and an answer; who lists them needs no library that writes one."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """A format of the whole graph; ``kg.show.export`` writes them."""

    STATEMENTS = "statements"
    EVENTS = "events"
    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    RDF12 = "rdf12"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


class AnswerFormat(StrEnum):
    """A format of an answer to a query; ``kg.store.result`` writes them."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TTL = "ttl"
