"""Hypothesis strategies for what nobody should hand to kg: forms broken in the middle, damaged bytes, hostile names.

Targets are run in two profiles: a few examples in every run of the tests, always the same ones; and without end by
``make fuzz``, which draws new ones each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_ALL = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture,
    HealthCheck.filter_too_much,
]


def examples(number: int) -> settings:
    """So many examples in every run of the tests; as many as the profile has where new ones are drawn."""
    drawn = settings.default.max_examples if not settings.default.derandomize else number
    return settings(max_examples=drawn, suppress_health_check=_ALL)


def soup(parts: Iterable[str], most: int = 12) -> st.SearchStrategy[str]:
    """Pieces of a form in any order, with a few characters of anything between them."""
    piece = st.sampled_from(list(parts)) | st.text(max_size=4)
    return st.lists(piece, max_size=most).map("".join)


# Each stands for a trap: of markup, templates, paths, queries, Turtle, JSON, terminals, Unicode, numbers.
HOSTILE = [
    "<script>alert(1)</script>", "</script><!--", "&lt;", "{{x}}", "${y}", "../../etc", "e:China", "\\u0041", "'''",
    '"""',
    '" . <x:y> <x:y> "', "> <", "\x1b[31m", "\x00", "\x07", "\u202eevil", "\u2028", "\ufffe", "\U000f0000",
    "e\u0301", "ﬁ", "ß",
    "İ", "😀", "مرحبا", "%00", "%", "#", "?", ".", "..", "~", "-", "_", "1e999", "NaN", " ", "\t", "\r\n", "=1+2",
    "@en", "^^",
    "st:1", "St. Mary's", "U.S.", "𝒳", "a" * 300,
]  # fmt: skip
names = soup(HOSTILE, 4)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with one to four of them changed, cut off, doubled, or put elsewhere."""
    random = Random(draw(st.integers(0, 1 << 32)))
    for _ in range(draw(st.integers(1, 4))):
        at, to = sorted((random.randrange(len(data) + 1), random.randrange(len(data) + 1)))
        match random.randrange(5):
            case 0:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at]
            case 2:
                data = data[:at] + data[to:]
            case 3:
                data = data[:to] + data[at:]
            case 4:
                data = data[to:] + data[:to]
    return data


def encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Texts as bytes, most of them in UTF-8, the rest as old programs write them."""
    codecs = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
    return st.builds(lambda text, codec: text.encode(codec, "ignore"), texts, codecs)


# Any value that JSON can hold, also such as nobody expects in its place.
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | names | st.just("[" * 5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
