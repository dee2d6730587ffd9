"""What a coordination joins: the list of A, B and C, and what the text rules out of it ("A, not B")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import NOMINAL

if TYPE_CHECKING:
    from kg.model.syntax import Token

ALL = frozenset(("all", "every", "everyone", "everybody", "each", "any"))
# "Nobody but the guard": the guard did, what nobody else did.
NONE = frozenset(("no", "none", "nobody", "no-one", "nothing", "neither"))


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right, in text order; "not B" and "except B" left out."""
    out, pending = [], [token]
    while pending:
        token = pending.pop()
        out.append(token)
        pending.extend(c for c in reversed(token.children) if _is_listed(c) or _is_middle(c))
    return out


def _is_listed(token: Token) -> bool:
    listed = token.dep_ == "conj" and token.pos_ in NOMINAL
    return listed and not is_excluded(token) and not is_joined(token)


def _is_middle(token: Token) -> bool:
    """ "Australia, New Zealand, Japan and Korea": a name after a comma that the rest of the list hangs from."""
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i > 0 else None
    return (
        token.dep_ in ("appos", "npadvmod")
        and token.pos_ == token.head.pos_ == "PROPN"
        and before is not None
        and before.text == ","
        and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)
    )


def is_joined(token: Token) -> bool:
    """True for "stability" in "Europe's security and stability": a bare noun that shares the modifiers before it."""
    if token.dep_ != "conj" or token.pos_ != "NOUN" or any(c.dep_ not in ("punct", "prep") for c in token.children):
        return False
    first = token.head
    return first.pos_ == "NOUN" and first.dep_ != "conj" and any(c.dep_ in ("amod", "poss") for c in first.children)


def is_excluded(token: Token) -> bool:
    """True for B in "A, not B" and "A instead of B": a coordinate that the text rules out."""
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i > 0 else None
    if any(c.dep_ == "neg" for c in token.children) and token.dep_ in ("conj", "appos"):
        return True
    if before is not None and before.lower_ == "but" and token.dep_ in ("conj", "nsubj", "nsubjpass"):
        # "all the parties but the Greens", "nobody but the guard"
        whole = token.head if token.dep_ == "conj" else before.head
        return any(t.lower_ in ALL | NONE for t in (whole, *whole.lefts))
    return before is not None and token.dep_ in ("conj", "appos") and before.lower_ == "not"


def excepted(token: Token) -> list[Token]:
    """B in "every state except B"."""
    return [
        p
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in ("except", "excepting", "barring", "but", "save")
        for p in c.children
        if p.dep_ == "pobj"
    ] + [
        # "no state other than Malawi"
        p
        for c in token.children
        if c.lower_ == "other" and any(t.lower_ in ALL | NONE for t in (token, *token.lefts))
        for than in c.children
        if than.lower_ == "than"
        for p in than.children
        if p.dep_ == "pobj"
    ]


def beneath(token: Token) -> Iterator[Token]:
    """Every coordinate and apposition under the token, outer before inner."""
    pending = [token]
    while pending:
        above = pending.pop()
        if above is not token:
            yield above
        pending.extend(c for c in reversed(above.children) if c.dep_ in ("conj", "appos"))
