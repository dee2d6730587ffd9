"""What tests share: a command line run in this process, parses spelled out word by word, the graph of the seeds."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from kg.language.parse import syntax
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document, Knowledge, Parse, ParsedBlock, Span

# The same examples on each run, and no limit of time, which a busy machine would miss.
settings.register_profile("kg", deadline=None, derandomize=True)
# New examples each time (``make fuzz``); what failed once is tried first, and each failure tells how to repeat it.
settings.register_profile("fuzz", deadline=None, max_examples=5_000, print_blob=True)
settings.load_profile("kg")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Analyses are kept for the length of the run, and never in the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Runs one command line in this process: ``kg("query", folder, "ASK {}", stdin="...")``."""
    from kg.cli import run

    def call(*arguments: object, stdin: str | bytes = b"") -> Ended:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                run([str(argument) for argument in arguments])
        code = ended.value.code
        assert isinstance(code, int)
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        return Ended(code, *texts)

    return call


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Parse]:
    """A parse spelled out: one word a line as ``text lemma pos head dep``, the head by its text or its number.

    Words stand with one space between them. The third column may add the Penn tag, which tells tenses and numbers
    apart (``VERB/VBD``); a word without one has none. An optional sixth column is the entity's type (``PERSON``), for
    each word of a name; names in a row of one type are one name. Two roots are two sentences.
    """
    import spacy
    from spacy.tokens import Doc

    # Not a bare Vocab(), in which no word knows that it is punctuation, a quotation mark or a number.
    vocab = spacy.blank("en").vocab

    def parse(rows: str, *, id: str = "test", kind: BlockKind = BlockKind.BODY, date: str | None = None) -> Parse:
        table = [row.split() for row in rows.strip().splitlines() if row.strip()]
        words = [row[0] for row in table]
        classes = [row[2].partition("/") for row in table]
        heads = [int(row[3]) if row[3].isdigit() else words.index(row[3]) for row in table]
        types = [row[5] if len(row) > 5 else "" for row in table]
        names = [f"{'I' if i and types[i - 1] == t else 'B'}-{t}" if t else "O" for i, t in enumerate(types)]
        doc = Doc(
            vocab,
            words=words,
            lemmas=[row[1] for row in table],
            pos=[pos for pos, _, _ in classes],
            tags=[tag for _, _, tag in classes],
            heads=heads,
            deps=[row[4] for row in table],
            ents=names,
        )
        text = doc.text.rstrip()
        document = Document(id, text, (Block(Span(0, len(text)), kind),), date=date)
        return Parse(document, (ParsedBlock(0, kind, syntax(doc)),))

    return parse


@pytest.fixture(scope="session")
def sample() -> Knowledge:
    """The small graph made by hand, without a model."""
    import sample as made

    return made.knowledge()


@pytest.fixture(scope="session")
def sample_folder(sample: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph made by hand, saved."""
    from kg.store import database

    folder = tmp_path_factory.mktemp("sample")
    database.save(sample, folder)
    return folder


@pytest.fixture(scope="session")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the five seed articles, built with the model (for tests marked ``model``)."""
    from kg.pipeline import build

    folder = tmp_path_factory.mktemp("seeds")
    build([SEEDS], output=folder)
    return folder
