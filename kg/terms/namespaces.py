"""Under which IRIs a graph stands: the base that its user chose, and the prefixes that follow it.

Everywhere else names are minted and read under kg's own base. A graph with another base is renamed where records
become quads and where quads become records again, so a store holds the user's IRIs and records hold none. The terms of
the ontology (``kg:``) are the same in every graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.errors import InputError, shown
from kg.terms import vocab

# The prefixes of what a graph is about; the others stand for vocabularies.
FOLLOWING = tuple(prefix for prefix, iri in vocab.PREFIXES.items() if iri.startswith(vocab.BASE) and prefix != "kg")


class Namespaces(NamedTuple):
    """The names of one graph.

    Attributes:
        base: what the IRIs of its entities, documents and so on begin with; ends with "/".
    """

    base: str = vocab.BASE

    @property
    def is_usual(self) -> bool:
        """True of kg's own base, under which nothing needs another name."""
        return self.base == vocab.BASE

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace, as in :data:`kg.terms.vocab.PREFIXES`."""
        return _prefixes(self.base)

    def own(self, iri: str) -> str:
        """The IRI in this graph of what kg's own base has as ``iri``.

        >>> Namespaces("https://news.example/").own("https://kg.example/entity/China")
        'https://news.example/entity/China'
        """
        return self.base + iri[len(vocab.BASE) :] if iri.startswith(_followers(vocab.BASE)) else iri

    def usual(self, iri: str) -> str:
        """The IRI under kg's own base of what this graph has as ``iri``.

        >>> Namespaces("https://news.example/").usual("https://news.example/entity/China")
        'https://kg.example/entity/China'
        """
        return vocab.BASE + iri[len(self.base) :] if iri.startswith(_followers(self.base)) else iri

    def iri(self, name: str) -> str:
        """The IRI of a name with its prefix.

        Raises:
            VocabularyError: if the prefix is unknown.
        """
        return self.own(vocab.term_iri(name))

    def compact(self, iri: str) -> str:
        """An IRI with its prefix where one fits, else as it is."""
        return vocab.compact(iri, self.prefixes)


USUAL = Namespaces()


def based(base: str) -> Namespaces:
    """The namespaces of a base that a user named.

    Raises:
        InputError: if no IRIs can be made from it.

    >>> based("https://news.example/graph/").prefixes["e"]
    'https://news.example/graph/entity/'
    """
    if not re.fullmatch(r"https?://[^/?#\s]+/([^?#\s]*/)?", base) or not _is_iri(base):
        raise InputError(
            f"no base for IRIs: {shown(base)}. Give an absolute http or https address that ends with a slash and has "
            "no ? and no #, as https://news.example/graph/"
        )
    if base != vocab.BASE and vocab.PREFIXES["kg"].startswith(base):
        raise InputError(f"the base {shown(base)} holds the ontology of kg. Give one of your own")
    return Namespaces(base)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=16)
def _prefixes(base: str) -> Mapping[str, str]:
    ours = {prefix: base + vocab.PREFIXES[prefix][len(vocab.BASE) :] for prefix in FOLLOWING}
    return MappingProxyType({**vocab.PREFIXES, **ours})


@lru_cache(maxsize=16)
def _followers(base: str) -> tuple[str, ...]:
    return tuple(_prefixes(base)[prefix] for prefix in FOLLOWING)
