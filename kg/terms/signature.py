"""What a predicate does to the clause beneath it, as ``ontology/signatures.tsv`` has it for each word and frame.

The classes follow Karttunen 1971 and 2012 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and
Pustejovsky 2009 (FactBank).
"""

from __future__ import annotations

from enum import StrEnum

from kg.errors import VocabularyError


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
