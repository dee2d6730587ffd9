"""What a predicate does to the clause beneath it, as ``ontology/signatures.tsv`` has it for each word and frame.

The classes follow Karttunen 1971 and 2012 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and
Pustejovsky 2009 (FactBank).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from kg.errors import VocabularyError
from kg.terms.tables import rows


class Signature(StrEnum):
    """How true the clause beneath a predicate is, and who says or wants it."""

    # the subject says so, denies it, thinks so more or less surely, or lays it to somebody
    REPORT = "report"
    DENY = "deny"
    BELIEVE = "believe"
    SUSPECT = "suspect"
    WORRY = "worry"
    ACCUSE = "accuse"
    # said by somebody
    CLAIM = "claim"
    # true whatever the polarity; true, but if denied, open
    KNOW = "know"
    PROVE = "prove"
    # wanted, asked for, meant, attempted; wanted not to be
    HOPE = "hope"
    REQUEST = "request"
    PLAN = "plan"
    TRY = "try"
    FORBID = "forbid"
    # as true as the predicate; the opposite; made not to be; the opposite, but if denied itself, open; true if it is
    MANAGE = "manage"
    FAIL = "fail"
    PREVENT = "prevent"
    REFUSE = "refuse"
    CAUSE = "cause"
    # possible; possible, in the past true; likely; an obligation
    ALLOW = "allow"
    ABLE = "able"
    SEEM = "seem"
    NEED = "need"


# The subject reports, denies or thinks what is beneath.
SPEECH = frozenset(
    [
        *(Signature.REPORT, Signature.DENY, Signature.BELIEVE, Signature.SUSPECT),
        *(Signature.WORRY, Signature.KNOW, Signature.PROVE, Signature.ACCUSE),
    ]
)


def signature_named(name: str, place: str) -> Signature:
    """The signature of that name.

    Args:
        name: as the table has it.
        place: where it stands, for the message.

    Raises:
        VocabularyError: if there is none of that name.
    """
    try:
        return Signature(name)
    except ValueError:
        known = ", ".join(Signature)
        raise VocabularyError(f"{place}: no signature {name!r}. Write one of these: {known}") from None


@cache
def signatures() -> Mapping[tuple[str, str], Signature]:
    """(word or word with frame, part of speech v a n) to signature.

    Raises:
        VocabularyError: if a line names a signature that there is not.
    """
    table = rows("signatures.tsv", 3)
    return MappingProxyType({(word, part): signature_named(name, str(place)) for (word, part, name), place in table})


_BRITISH = re.compile(r"(?<=\w{3})i[sz]e\b")


@lru_cache(maxsize=1 << 16)
def lookup(word: str, part: str, frame: str = "") -> Signature | None:
    """The signature of a predicate, with its frame ("that", "to", "ing") where that decides; None if unlisted."""
    table = signatures()
    found = table.get((f"{word} {frame}", part)) or table.get((word, part))
    # "hypothesise" is listed as "hypothesize", or the other way round
    other = _BRITISH.sub(lambda m: "ize" if m[0] == "ise" else "ise", word, count=1) if not found else word
    return found if other == word else table.get((f"{other} {frame}", part)) or table.get((other, part))


def reports(verb: str) -> bool:
    """True for the lemma of a verb that gives the clause beneath it as what its subject says, thinks or denies.

    >>> reports("say"), reports("deny"), reports("hope")
    (True, True, False)
    """
    return lookup(verb, "v", "that") in SPEECH


@lru_cache(maxsize=1 << 12)
def denies(verb: str) -> bool:
    """True for the lemma of a verb, with its preposition, whose subject says that something is not so.

    >>> denies("dismiss"), denies("push back against"), denies("mention")
    (True, True, False)
    """
    return lookup(verb, "v", "that") is Signature.DENY
