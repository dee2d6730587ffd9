"""The formats in which kg writes a graph and an answer; who lists them needs no library that writes one."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """A format of the whole graph that is one file; ``kg.show.export`` writes them."""

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
    SQLITE = "sqlite"
    FTM = "ftm"
    LANGCHAIN = "langchain"
    KGGEN = "kggen"


class FolderFormat(StrEnum):
    """A format of the whole graph that is a folder of files; ``kg.show.export`` writes them too."""

    NEO4J = "neo4j"
    TABLES = "tables"
    PARQUET = "parquet"
    OBSIDIAN = "obsidian"


class AnswerFormat(StrEnum):
    """A format of an answer to a query; ``kg.store.result`` writes them."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TTL = "ttl"
    # As kg export calls the same.
    TURTLE = "turtle"
