"""The vector of a word, kept.

Before a model looks at a word's neighbours it makes a vector of the word alone: of its letters, its shape, its static
vector, through four tables and the dearest product of all. News repeats its words, so here the vector is made once for
each word and kept by all that it is made of. As no row of a product depends on the rows beside it
(``kg.language.rows``), a kept vector has the very bits that it would have if it were made again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence, Sized
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Text = TypeVar("Text", bound=Sized)

# So many words are kept by each table, in 50 MB; then it begins anew.
MOST = 131_072
FEWEST = 4096
# Words that an encoder goes over at a time: with 2,048 it takes 15 us a word, with 256 19 and with 16,000 18 to 40.
ROWS = 2048
# Layers that make a word's vector of the word alone.
ALONE = frozenset(
    ("extract_features", "list2ragged", "ragged2list", "ints-getitem", "hashembed", "static_vectors", "maxout")
) | {"layernorm", "dropout"}


def keep(model: Any) -> int:
    """Let a model keep the vectors of words, wherever it makes them of words alone.

    Args:
        model: a part's network; changed in place.

    Returns:
        The number of tables that it got.
    """
    made = 0
    for node in list(model.walk()):
        embed = node.get_ref("embed") if node.has_ref("embed") else None
        places = [place for place, layer in enumerate(node.layers) if layer is embed]
        if embed is not None and places and _columns(embed):
            node.layers[places[0]] = _Kept(embed).layer()
            made += 1
    return made


def divide(model: Any) -> int:
    """Let a model's encoders go over some texts at a time, whose numbers the processor's cache has room for.

    Texts are laid out with as many empty rows between them as an encoder sees to each side, so none has to do with the
    next one.

    Args:
        model: a part's network; changed in place.

    Returns:
        The number of encoders.
    """
    from thinc.api import Model

    made = 0
    for node in list(model.walk()):
        encode = node.get_ref("encode") if node.has_ref("encode") else None
        places = [place for place, layer in enumerate(node.layers) if layer is encode]
        if encode is not None and places and encode.attrs.get("pad"):
            dims = {name: encode.maybe_get_dim(name) for name in encode.dim_names}
            node.layers[places[0]] = Model("divided", _divided, layers=[encode], dims=dims)
            made += 1
    return made


def _divided(model: Any, texts: Sequence[NDArray[np.float32]], is_train: bool) -> tuple[Any, Any]:
    encode = model.layers[0]
    if is_train:
        trained: tuple[Any, Any] = encode(texts, is_train)
        return trained
    return [vectors for lot in divided(texts) for vectors in encode.predict(lot)], _no_gradient


def divided(texts: Sequence[Text], most: int = ROWS) -> Iterator[Sequence[Text]]:
    """The texts in lots of so many words, or one that has more.

    >>> list(divided(["aaa", "b", "cc", "dddddd"], 4))
    [['aaa', 'b'], ['cc'], ['dddddd']]
    """
    begin = size = 0
    for end, text in enumerate(texts):
        if size and size + len(text) > most:
            yield texts[begin:end]
            begin, size = end, 0
        size += len(text)
    yield texts[begin:]


def _columns(embed: Any) -> list[int]:
    """What the vectors of an embedding are made of, as spaCy numbers it; empty if it looks at something else too."""
    from spacy import attrs

    nodes = list(embed.walk())
    if not {node.name for node in nodes if not node.layers} <= ALONE:
        return []
    asked = [name for node in nodes if node.name == "extract_features" for name in node.attrs["columns"]]
    return sorted({attrs.IDS.get(name, name) for name in asked}) if asked else []


class _Words:
    """Words of several texts that stand to an embedding like a text of their own."""

    def __init__(self, vocab: Vocab, columns: Sequence[int], rows: NDArray[np.uint64]) -> None:
        self.vocab = vocab
        self._rows = rows
        self._places = {column: place for place, column in enumerate(columns)}

    def __len__(self) -> int:
        return len(self._rows)

    def to_array(self, columns: Any) -> NDArray[np.uint64]:
        from spacy import attrs

        if isinstance(columns, list | tuple):
            return self._rows[:, [self._places[attrs.IDS.get(column, column)] for column in columns]]
        return np.ascontiguousarray(self._rows[:, self._places[attrs.IDS.get(columns, columns)]])


class _Kept:
    """An embedding with a table of the vectors that it has made.

    Args:
        embed: makes vectors of the words of texts, of each word alone.
    """

    def __init__(self, embed: Any) -> None:
        self._embed = embed
        self._columns = _columns(embed)
        self._numbers: dict[bytes, int] = {}
        self._vectors = np.zeros((0, 0), dtype="float32")
        self._lock = threading.Lock()

    def layer(self) -> Any:
        """It as a layer of a model."""
        from thinc.api import Model

        dims = {name: self._embed.maybe_get_dim(name) for name in self._embed.dim_names}
        return Model("kept", self._forward, layers=[self._embed], dims=dims)

    def _forward(self, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Any]:
        if is_train or not any(map(len, docs)):
            own: tuple[Any, Any] = self._embed(docs, is_train)
            return own
        with self._lock:
            vectors = self._of(docs)
        ends = np.cumsum([len(doc) for doc in docs]).tolist()
        return [vectors[end - len(doc) : end] for doc, end in zip(docs, ends, strict=True)], _no_gradient

    def _of(self, docs: Sequence[Doc]) -> NDArray[np.float32]:
        from spacy import attrs

        vocab = docs[0].vocab
        columns = [*self._columns, getattr(vocab.vectors, "attr", attrs.ORTH)]
        rows = np.concatenate([doc.to_array(columns) for doc in docs if len(doc)])
        keys = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        if not all(map(self._numbers.__contains__, keys)):
            new = {key: place for place, key in enumerate(keys) if key not in self._numbers}
            if len(self._numbers) + len(new) > MOST:
                self._numbers.clear()
                new = {key: place for place, key in enumerate(keys)}
            [made] = self._embed.predict([_Words(vocab, columns, rows[list(new.values())])])
            self._add(list(new), made)
        return self._vectors[list(map(self._numbers.__getitem__, keys))]

    def _add(self, keys: Sequence[bytes], made: NDArray[np.float32]) -> None:
        begin, end = len(self._numbers), len(self._numbers) + len(keys)
        if end > len(self._vectors):
            grown = np.empty((max(2 * len(self._vectors), end, FEWEST), made.shape[1]), dtype=made.dtype)
            if begin:
                grown[:begin] = self._vectors[:begin]
            self._vectors = grown
        self._vectors[begin:end] = made
        self._numbers.update(zip(keys, range(begin, end), strict=True))


def _no_gradient(_: object) -> list[object]:
    return []
