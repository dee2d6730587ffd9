"""Everything that kg raises on purpose.

KGError
├── InputError            a file, line or option that cannot be used        (exit status 2)
│   ├── DocumentError     one document cannot be read; the others go on     (exit status 1)
│   ├── ModelError        no spaCy model, or one without a needed part
│   └── QueryError        SPARQL that does not parse, or asks for what is refused
├── StoreError            a folder that holds no graph, or a graph in use
├── VocabularyError       a term that the ontology does not have
└── NotFoundError         the graph has no such thing                       (exit status 1)
    └── UnknownEntityError
"""


class KGError(Exception):
    """Base of all errors that are meant for the user; its text is the whole message."""

    exit_status = 2


class InputError(KGError):
    """A file, a line or an option that cannot be used."""


class DocumentError(InputError):
    """One document that cannot be read, while the others can."""

    exit_status = 1


class ModelError(InputError):
    """No spaCy model is installed, or the model lacks a part that reading needs."""


class QueryError(InputError):
    """A SPARQL query that does not parse, or that asks for something refused."""


class StoreError(KGError):
    """A folder that holds no graph, or whose graph another process is writing."""


class VocabularyError(KGError):
    """A term that the ontology does not have."""


class NotFoundError(KGError):
    """The graph has no such entity, statement, path or question."""

    exit_status = 1


class UnknownEntityError(NotFoundError):
    """A name that no entity of the graph carries."""


def shown(value: str, most: int = 80) -> str:
    """A name as messages quote it: control codes escaped, cut where it is longer than anybody reads.

    >>> shown("China"), shown("a\\x1bb"), shown("a" * 9, 5)
    ("'China'", "'a\\\\x1bb'", "'aaaa…'")
    """
    return repr(value if len(value) <= most else f"{value[: most - 1]}…")
