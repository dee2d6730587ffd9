"""Everything that kg raises on purpose.

KGError
├── InputError            a file, line or option that cannot be used        (exit status 2)
│   ├── DocumentError     one document cannot be read; the others go on     (exit status 1)
│   ├── ModelError        no spaCy model, or one without a needed part
│   └── QueryError        SPARQL that does not parse, or asks for what is refused
├── RemoteError           a store on the web that refuses, or cannot be reached
├── StoreError            a folder that holds no graph, or a graph in use
├── VocabularyError       a term that the ontology does not have
└── NotFoundError         the graph has no such thing                       (exit status 1)
    └── UnknownEntityError  a KeyError too

UserWarning
└── UnknownNameWarning    a query names what the graph does not have; it is answered all the same
"""

from __future__ import annotations

import itertools
from collections import abc

# Known names that are compared letter by letter, and how much of a name is; comparing takes the square of its length.
_COMPARED, _READ = 300, 80


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


class RemoteError(KGError):
    """A store on the web that cannot be reached, refuses what is asked, or answers what nobody can read."""


class VocabularyError(KGError):
    """A term that the ontology does not have."""


class NotFoundError(KGError):
    """The graph has no such entity, statement, path or question."""

    exit_status = 1


class UnknownEntityError(NotFoundError, KeyError):
    """A name that no entity of the graph carries; a KeyError too, as ``graph["China"]`` looks a name up."""

    # That of KeyError shows the message as a literal, in quotes.
    __str__ = Exception.__str__


class UnknownNameWarning(UserWarning):
    """A query names a term that the ontology does not have, or what the graph has nothing about."""


def unknown_entity(name: str, names: abc.Mapping[str, str]) -> UnknownEntityError:
    """The error for a name that no entity carries, with the nearest ones.

    Args:
        name: as somebody wrote it.
        names: every spelling with the label of its entity.
    """
    near = offered(nearest(name, names, meant=names)) or ". The page lists all names, kg rank those best connected"
    return UnknownEntityError(f"the graph has no entity {shown(name)}{near}")


def nearest(
    name: str,
    known: abc.Iterable[str],
    most: int = 3,
    *,
    least: float = 0.6,
    meant: abc.Mapping[str, str] | None = None,
) -> list[str]:
    """The known names that are most like one that somebody wrote, the likest first, in any case.

    Those come first that are spelt alike, then those that hold it.

    Args:
        name: as somebody wrote it.
        known: the names.
        most: how many.
        least: how like they must be, 0 to 1.
        meant: what is given in place of each; by default itself.

    >>> nearest("Cambell", ["Kurt Campbell", "Campbell", "China"]), nearest("kurt", ["Kurt Campbell"])
    (['Campbell', 'Kurt Campbell'], ['Kurt Campbell'])
    """
    from difflib import SequenceMatcher, get_close_matches

    wanted = " ".join(name.split()).casefold()[:_READ]
    names: dict[str, str] = {}
    for spelt in sorted(known):
        names.setdefault(spelt.casefold(), spelt if meant is None else meant[spelt])
    if not wanted:
        return []
    alike = get_close_matches(wanted, _likely(wanted, list(names)), n=4 * most, cutoff=least)

    # Of those equally alike: letters that only changed places, then the same first letter.
    def unlike(spelt: str) -> tuple[object, ...]:
        ratio = SequenceMatcher(None, spelt, wanted).ratio()
        return -round(ratio, 2), sorted(spelt) != sorted(wanted), spelt[:1] != wanted[:1], spelt

    alike.sort(key=unlike)
    # A few letters stand within half of all names by chance, not as a word.
    holding = [spelt for spelt in names if wanted in spelt and (len(wanted) > 3 or wanted in spelt.split())]
    holding.sort(key=lambda spelt: (wanted not in spelt.split(), len(spelt), spelt))
    return list(dict.fromkeys(names[spelt] for spelt in (*alike, *holding)))[:most]


def _likely(wanted: str, names: abc.Sequence[str]) -> list[str]:
    """Those of many names that share most letters, and most letters in a row, for their length."""
    if len(names) <= _COMPARED:
        return list(names)
    pieces = sorted({*wanted, *(f"{one}{other}" for one, other in itertools.pairwise(wanted))})

    # Piece by piece, not name by name: what is asked of many names at once costs a fifth.
    shares = [0] * len(names)
    for piece in pieces:
        weight = len(piece)
        shares = [share + weight if piece in name else share for share, name in zip(shares, names, strict=True)]
    lengths = [len(name) + len(wanted) for name in names]
    order = sorted(
        range(len(names)), key=[-share / length for share, length in zip(shares, lengths, strict=True)].__getitem__
    )
    return [names[number] for number in order[:_COMPARED]]


def offered(near: abc.Sequence[str], quote: abc.Callable[[str], str] | None = None) -> str:
    """The end of a message that offers the nearest names; empty where there are none.

    >>> offered(["China"]), offered(["e:Iran", "e:Iraq"], str)
    ("; nearest is 'China'", '; nearest are e:Iran, e:Iraq')
    """
    listed = ", ".join(map(quote or shown, near))
    return f"; nearest {'is' if len(near) == 1 else 'are'} {listed}" if near else ""


def shown(value: str, most: int = 80) -> str:
    """A name as messages quote it: control codes escaped, cut where it is longer than anybody reads.

    >>> shown("China"), shown("a\\x1bb"), shown("a" * 9, 5)
    ("'China'", "'a\\\\x1bb'", "'aaaa…'")
    """
    return repr(value if len(value) <= most else f"{value[: most - 1]}…")
