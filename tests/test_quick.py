"""A model's parts run in cheaper ways: what they say is what spaCy's own way says, bit for bit where bits count."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps

from kg.language.parse import PREFIXED, installed, load
from kg.language.quick import lemmas, names, running, vectors
from kg.language.quick.running import analysed
from kg.language.rows import WAYS, RowOps, Way, _multiply_by, alike
from kg.model.kinds import READABLE
from kg.text.read import read

pytestmark = pytest.mark.model

COLUMNS = "ORTH LEMMA NORM POS TAG MORPH DEP HEAD SENT_START ENT_TYPE ENT_IOB ENT_ID ENT_KB_ID SPACY".split()

# Names at the ends of texts and sentences, beside white space, in a row, of many words; texts that are next to nothing.
ODD = [
    "",
    " ",
    "Paris",
    "\n\n",
    "She met Kofi Annan",
    "In Paris Angela Merkel. Barack Obama  \n Justin Trudeau",
    "Bank of America New York Yankees United Nations Security Council Resolution 1441",
    "On Monday, 12 March 2012, at 5 p.m. it cost $ 3.5 million, or 12.5 per cent.",
    "The International Criminal Court for the former Yugoslavia in The Hague , the Netherlands",
    "y'all can't wo n't ain't gonna   U.S. U.K. e.g. \t re-engaged",
]


@pytest.fixture(scope="module")
def stock() -> Language:
    """The model as spaCy loads it, with the words that kg does not cut."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(installed())
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = PREFIXED.match
    return nlp


@pytest.fixture(scope="module")
def quick() -> Language:
    return load(installed())


@pytest.fixture(scope="module")
def seeds() -> list[str]:
    documents, _ = read(["seeds"])
    return [block.span.of(d.text) for d in documents for block in d.blocks if block.kind in READABLE]


def table(doc: Doc) -> list[list[object]]:
    """All that is said of each token, numbers of strings resolved."""
    numbers = [doc.to_array(column).astype("int64" if column == "HEAD" else "uint64").tolist() for column in COLUMNS]
    places = ("HEAD", "SENT_START", "ENT_IOB", "SPACY")
    strings = doc.vocab.strings
    return [
        own if column in places else [strings[number] for number in own]
        for column, own in zip(COLUMNS, numbers, strict=True)
    ]


def tables(docs: Iterator[Doc] | list[Doc]) -> list[object]:
    return [(table(doc), [(ent.start, ent.end, ent.label_) for ent in doc.ents]) for doc in docs]


def test_every_attribute_and_name_of_the_seeds_is_that_of_stock_spacy(
    stock: Language, quick: Language, seeds: list[str]
) -> None:
    assert tables(analysed(quick, seeds)) == tables(stock.pipe(seeds))


def test_odd_texts_are_analysed_as_by_stock_spacy(stock: Language, quick: Language) -> None:
    assert tables(analysed(quick, ODD)) == tables(stock.pipe(ODD))
    assert tables(analysed(quick, [])) == []
    assert tables(analysed(quick, ["", ""])) == tables(stock.pipe(["", ""]))


def test_nothing_of_numbers_is_loaded_before_something_is_parsed() -> None:
    # The number of threads of its products can only be said before numpy is loaded.
    program = "import sys, kg.pipeline, kg.texts; assert not {'numpy', 'spacy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


class Lacking:
    """A part without one of its methods, as another version of spaCy might bring it."""

    def __init__(self, part: Any, name: str) -> None:
        self._part, self._name = part, name

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            raise AttributeError(name)
        return getattr(self._part, name)


@pytest.mark.parametrize("name", ["transition_states", "moves", "model", "set_annotations", "cfg"])
def test_a_part_without_what_stepping_asks_for_runs_as_spacy_runs_it(
    quick: Language, seeds: list[str], name: str
) -> None:
    parts = [(n, Lacking(part, name) if n in ("parser", "ner") else part) for n, part in quick.pipeline]
    other: Any = SimpleNamespace(make_doc=quick.make_doc, pipeline=parts, batch_size=quick.batch_size)
    assert not any(running._is_greedy(part) for n, part in parts if n in ("parser", "ner"))
    assert tables(analysed(other, seeds[:6])) == tables(analysed(quick, seeds[:6]))


def test_names_are_stepped_for_where_their_moves_are_not_known(
    quick: Language, seeds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tables(analysed(quick, [*seeds, *ODD]))
    monkeypatch.setattr(names, "_known", lambda part: None)
    assert tables(analysed(quick, [*seeds, *ODD])) == wanted


def test_names_that_are_set_already_are_left_to_spacy(stock: Language, quick: Language) -> None:
    def with_name(nlp: Language) -> Doc:
        doc = nlp.make_doc("She met Kofi Annan of Ghana in Paris")
        doc.set_ents([Span(doc, 2, 3, label="ORG")], default="missing")
        return doc

    own, other = with_name(quick), with_name(stock)
    for nlp, doc in ((stock, other), (quick, own)):
        for _, part in nlp.pipeline:
            if nlp is stock or not running._in_steps(part, [doc]):
                part(doc)
    assert tables([own]) == tables([other])
    assert ("ORG", 2) in [(ent.label_, ent.start) for ent in own.ents]


def test_a_finder_that_lacks_a_move_is_not_known() -> None:
    labels = [f"{move}-{name}" for name in ("ORG", "GPE") for move in "BILU"] + ["O"]
    assert names.moves(labels) is not None
    for gone in range(len(labels)):
        assert names.moves(labels[:gone] + labels[gone + 1 :]) is None or labels[gone][0] in "B"
    assert names.moves([*labels, "X-ORG"]) is None
    assert names.moves([*labels, "O"]) is None


@pytest.mark.parametrize(
    ("liked", "space", "last", "found"),
    [
        pytest.param("BIUOL", "...", "..|", [(0, 3, "ORG")], id="a name ends where the text does"),
        pytest.param("BIUOL", "....", ".|.|", [(0, 2, "ORG"), (2, 4, "ORG")], id="none runs over a sentence's end"),
        pytest.param("BLUOI", "...", "..|", [(0, 2, "ORG"), (2, 3, "ORG")], id="the last word begins none"),
        pytest.param("BLUOI", "#..", "..|", [(1, 3, "ORG")], id="white space begins none"),
        pytest.param("UBOLI", ".#.", "..|", [(0, 1, "ORG"), (2, 3, "ORG")], id="white space is none"),
        pytest.param("OBUIL", "...", "..|", [], id="most words are in none"),
    ],
)
def test_moves_that_a_text_forbids_are_not_made(
    liked: str, space: str, last: str, found: list[tuple[int, int, str]]
) -> None:
    labels = ["B-ORG", "I-ORG", "L-ORG", "U-ORG", "O", "U-"]
    known = names.moves(labels)
    assert known is not None
    # What may never be made is liked best of all.
    scores = np.array([9.0 if label == "U-" else -float(liked.index(label[0])) for label in labels], "float32")
    model = SimpleNamespace(
        state2vec=lambda ids, is_train: (ids, None),
        vec2scores=SimpleNamespace(predict=lambda ids: np.tile(scores, (len(ids), 1))),
    )
    text = names._Text(np.array([c == "#" for c in space]), np.array([c == "|" for c in last]))
    assert list(names._found(model, known, text)) == found


def test_a_kept_vector_has_the_bits_that_it_was_made_with(stock: Language, seeds: list[str]) -> None:
    model = stock.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    embed = model.get_ref("embed")
    ops = RowOps()
    docs = [stock.make_doc(text) for text in [*seeds, *ODD]]
    before = {node.id: node.ops for node in embed.walk()}
    try:
        for node in embed.walk():
            node.ops = ops
        kept = vectors._Kept(embed).layer()
        made = embed.predict(docs)
        kept.predict(docs[-3:])
        for _ in range(2):
            found = kept.predict(docs)
            assert [a.tobytes() for a in found] == [b.tobytes() for b in made]
        one_by_one = [kept.predict([doc])[0] for doc in docs[::-1]][::-1]
        assert [a.tobytes() for a in one_by_one] == [b.tobytes() for b in made]
    finally:
        for node in embed.walk():
            node.ops = before[node.id]


def test_a_full_table_of_vectors_begins_anew(
    quick: Language, seeds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tables(analysed(quick, seeds))
    monkeypatch.setattr(vectors, "MOST", 30)
    monkeypatch.setattr(vectors, "ROWS", 50)
    for text, one in zip(seeds, wanted, strict=True):
        assert tables(analysed(quick, [text])) == [one]


def test_an_embedding_that_looks_at_more_than_the_word_keeps_nothing(stock: Language) -> None:
    encode = stock.get_pipe("tok2vec").model.get_ref("encode")  # type: ignore[attr-defined]
    assert vectors._columns(encode) == []


def test_word_lists_of_the_lemmatizer_become_sets_of_the_same_words(stock: Language, quick: Language) -> None:
    listed = stock.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    sets = quick.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert {word_class: set(words) for word_class, words in listed.items()} == dict(sets.items())
    assert all(isinstance(words, frozenset) for words in sets.values())
    assert not lemmas.quicken(SimpleNamespace())


def test_lemmas_are_set_as_the_lemmatiser_sets_them(stock: Language, seeds: list[str]) -> None:
    part = stock.get_pipe("lemmatizer")
    others = [pipe for name, pipe in stock.pipeline if name != "lemmatizer"]
    ours, theirs = ([stock.make_doc(text) for text in [*seeds, *ODD]] for _ in range(2))
    for docs in (ours, theirs):
        for doc in docs:
            for pipe in others:
                pipe(doc)
            for token in doc[:2]:
                token.lemma_ = "kept"
    assert lemmas.find(part, ours)
    assert lemmas.find(part, ours[::-1])
    assert [[t.lemma_ for t in doc] for doc in ours] == [[t.lemma_ for t in part(doc)] for doc in theirs]
    assert not lemmas.find(stock.get_pipe("tagger"), ours)


def test_only_so_many_lemmas_are_kept(stock: Language, seeds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    part: Any = stock.get_pipe("lemmatizer")
    docs = [stock.make_doc(text) for text in seeds]
    for doc in docs:
        for name, pipe in stock.pipeline:
            if name != "lemmatizer":
                pipe(doc)
    monkeypatch.setattr(lemmas, "MOST", 50)
    assert lemmas.find(part, docs)
    assert len(part.cache) <= 50


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_a_product_is_the_same_wherever_it_is_put(count: int) -> None:
    random = np.random.default_rng(count)
    left, weights = (random.standard_normal(shape).astype("float32") for shape in ((count, 96), (40, 96)))
    ops: Any = RowOps()
    product = ops.gemm(left, weights, trans2=True)
    assert product.shape == (count, 40)
    assert np.allclose(product, left @ weights.T, atol=1e-4)
    for out in (np.full((count, 40), np.nan, "float32"), np.full((count, 80), np.nan, "float32")[:, ::2]):
        assert ops.gemm(left, weights, out=out, trans2=True) is out
        assert np.array_equal(out, product)
    assert alike(96, 40, "float32") in WAYS
    rows = [ops.gemm(left[number : number + 1], weights, trans2=True)[0] for number in range(count)]
    assert all(np.array_equal(row, product[number]) for number, row in enumerate(rows))


@pytest.mark.parametrize("count", [1, 47, 48, 2017, 4100])
@pytest.mark.parametrize("width", [1, 16, 304, 305, 1024])
def test_a_product_between_margins_is_that_of_the_whole_weights(count: int, width: int) -> None:
    random = np.random.default_rng(count + width)
    left, weights = (random.standard_normal(shape).astype("float32") for shape in ((count, 64), (64, width)))
    product = np.full((count, width), np.nan, "float32")
    _multiply_by(Way(48, 8), left, weights, product)
    assert np.allclose(product, left @ weights, atol=1e-4)


@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_the_largest_piece_is_that_of_thinc_and_training_finds_it(pieces: int) -> None:
    random = np.random.default_rng(pieces)
    given = random.integers(-2, 3, (40, 12, pieces)).astype("float32")
    gradient = random.standard_normal((40, 12)).astype("float32")
    ops: Any = RowOps()
    stock: Any = NumpyOps()
    best, which = ops.maxout(given)
    expected, numbers = stock.maxout(given)
    assert (best.dtype, best.tolist()) == (expected.dtype, expected.tolist())
    wanted = stock.backprop_maxout(gradient, numbers, pieces).tolist()
    assert [ops.backprop_maxout(gradient, told, pieces).tolist() for told in (which, numbers)] == [wanted, wanted]
