"""Names found in all words at once.

spaCy's finder of names goes through a text word by word and asks of each of its 74 moves whether it may be made. But
outside a name its scores depend on the word alone: they are computed for all words together, and only within a name,
in a word of ten, step by step, there too for all names together. The moves are those of spaCy's ``ner.pyx``: a name
begins with B and ends with L, or is a word of its own, U; none begins with white space or runs over a sentence's end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# What of a state is looked at: the word, where its name begins, and the word before in the name.
FEATURES = 3


class Moves(NamedTuple):
    """The moves of a finder by their numbers; a name of type k begins with begin[k].

    Attributes:
        types: names of the types.
        begin, within, last, alone: moves for the first, a middle and the last word, and for a name of one word.
        outside: move for a word in no name.
        never: moves that no untouched text allows.
    """

    types: tuple[str, ...]
    begin: tuple[int, ...]
    within: tuple[int, ...]
    last: tuple[int, ...]
    alone: tuple[int, ...]
    outside: int
    never: tuple[int, ...]


def moves(labels: Sequence[str]) -> Moves | None:
    """The moves that have these names, in order; None where some type lacks one.

    >>> moves(["B-ORG", "I-ORG", "L-ORG", "U-ORG", "O", "U-"])
    Moves(types=('ORG',), begin=(0,), within=(1,), last=(2,), alone=(3,), outside=4, never=(5,))
    >>> moves(["B-ORG", "L-ORG", "O"]) is None
    True
    """
    numbers = {label: number for number, label in enumerate(labels)}
    types = tuple(label[2:] for label in labels if label[:2] == "B-" and label != "B-")
    rows = [tuple(numbers.get(kind + name, -1) for name in types) for kind in ("B-", "I-", "L-", "U-")]
    used = {number for row in rows for number in row} | {numbers.get("O", -1)}
    never = tuple(sorted(set(numbers.values()) - used))
    if not types or -1 in used or len(numbers) < len(labels) or any(labels[n] not in ("U-", "M") for n in never):
        return None
    begin, within, last, alone = rows
    return Moves(types, begin, within, last, alone, numbers["O"], never)


def find(part: Any, docs: Sequence[Doc]) -> bool:
    """Set the names of texts, as the finder would; False, and nothing done, if it or they are of another kind."""
    from spacy.tokens import Span

    known = _known(part)
    if known is None or any(doc.has_annotation("ENT_IOB") for doc in docs):
        return False
    model = part.model.predict(docs)
    for doc, own in zip(docs, _split(_found(model, known, _Text.of(docs)), docs), strict=True):
        doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in own])
    model.clear_memory()
    return True


def _known(part: Any) -> Moves | None:
    """The moves of a finder of names whose states are looked at as here; None for any other part."""
    from spacy.pipeline import EntityRecognizer

    if not isinstance(part, EntityRecognizer) or not all(hasattr(part.moves, n) for n in ("get_class_name", "n_moves")):
        return None
    model = part.model
    if not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
        return None
    if model.get_ref("lower").maybe_get_dim("nF") != FEATURES:
        return None
    return moves([part.moves.get_class_name(number) for number in range(part.moves.n_moves)])


class _Text(NamedTuple):
    """All words of some texts in a row: which are white space, and behind which a text or a sentence ends."""

    is_space: Flags
    is_last: Flags

    @classmethod
    def of(cls, docs: Sequence[Doc]) -> _Text:
        from spacy import attrs

        rows = np.concatenate([doc.to_array([attrs.IS_SPACE, attrs.SENT_START]) for doc in docs]).astype("int64")
        is_last = np.zeros(len(rows), dtype=bool)
        is_last[:-1] = rows[1:, 1] == 1
        is_last[np.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = True
        return cls(rows[:, 0] != 0, is_last)


def _found(model: Any, known: Moves, text: _Text) -> Iterator[tuple[int, int, str]]:
    """First word, word behind the last, and type of each name, as if all texts were one."""
    count = len(text.is_last)
    at = np.arange(count)
    nowhere = np.full(count, -1)
    best = _best_outside(_scores(model, at, nowhere, nowhere), known, text)
    kinds = {move: kind for kind, move in enumerate(known.begin)}
    kind = np.array([kinds.get(move, -1) for move in range(max(best, default=0) + 1)])[best]
    [starts] = np.nonzero(kind >= 0)
    ends = _ends(model, known, text, starts, kind[starts])
    long = dict(zip(starts.tolist(), ends.tolist(), strict=True))
    alone = dict(zip(known.alone, known.types, strict=True))
    reached = 0
    for start in np.flatnonzero(best != known.outside).tolist():
        if start >= reached:
            reached = long.get(start, start + 1)
            move = int(best[start])
            yield start, reached, alone[move] if move in alone else known.types[kinds[move]]


def _best_outside(scores: NDArray[np.float32], known: Moves, text: _Text) -> Ints:
    """The best move at each word, were it in no name that began before; the first of equals, as with spaCy."""
    scores[:, [*known.within, *known.last, *known.never]] = -np.inf
    scores[np.ix_(text.is_space | text.is_last, np.array(known.begin))] = -np.inf
    scores[np.ix_(text.is_space, np.array(known.alone))] = -np.inf
    best: Ints = scores.argmax(axis=1)
    return best


def _ends(model: Any, known: Moves, text: _Text, starts: Ints, kinds: Ints) -> Ints:
    """The word behind the last one of each name that begins at these words."""
    ends = starts + 1
    going = np.arange(len(starts))
    within, last = np.array(known.within), np.array(known.last)
    while len(going):
        at, kind, row = ends[going], kinds[going], np.arange(len(going))
        scores = _scores(model, at, starts[going], at - 1)
        on, off = scores[row, within[kind]], scores[row, last[kind]]
        goes_on = np.where(within[kind] < last[kind], on >= off, on > off) & ~text.is_last[at]
        ends[going] += 1
        going = going[goes_on]
    return ends


def _scores(model: Any, *features: Ints) -> NDArray[np.float32]:
    vectors, _ = model.state2vec(np.ascontiguousarray(np.stack(features, axis=1), dtype="int32"), False)
    scores: NDArray[np.float32] = model.vec2scores.predict(vectors)
    return scores


def _split(found: Iterator[tuple[int, int, str]], docs: Sequence[Doc]) -> Iterator[list[tuple[int, int, str]]]:
    """The names by texts, counted from each one's beginning."""
    rest = list(found)[::-1]
    offset = 0
    for doc in docs:
        own = []
        while rest and rest[-1][0] < offset + len(doc):
            start, end, kind = rest.pop()
            own.append((start - offset, end - offset, kind))
        offset += len(doc)
        yield own
