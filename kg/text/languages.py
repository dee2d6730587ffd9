"""Which stretches of a text are in another language than English: kg reads none of them.

Scripts other than the Latin one tell at once. In the Latin one a stretch is foreign where the small words of another
language outweigh those of English, and where few of its uncapitalised words are English at all: names, titles and
quoted words of other languages are at home in English news. What is too short to tell goes with the rest of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.language.ordinary import FUNCTION_WORDS, is_ordinary
from kg.model.kinds import READABLE, BlockKind
from kg.model.records import Block
from kg.terms.tables import rows
from kg.terms.words import word_pairs, words

ENGLISH = "English"
# A language that is none of those in the table.
OTHER = "another language"
# Share of small words from which a stretch is English whatever else it holds.
SURELY_ENGLISH = 0.2
# Share of a stretch's letters in another script from which it is in that script.
OTHER_SCRIPT = 0.5
# Of a stretch's uncapitalised words fewer than this are English where it is foreign; fewer still if nothing else tells.
KNOWN, HARDLY_KNOWN = 0.6, 0.34

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SCRIPTS = word_pairs("languages of scripts")
# Letters that tell languages of one script apart; the first that occurs decides.
_LETTERS = (
    ("Russian", "іїєґ", "Ukrainian"),
    ("Russian", "ўі", "Belarusian"),
    ("Russian", "ђћљњџј", "Serbian"),
    ("Arabic", "پچژگک", "Persian"),
    ("Arabic", "ٹڈڑے", "Urdu"),
)


_SMALL_IN_NAMES = words("small words within names")
_QUOTED = re.compile('“[^”]*”|„[^“”]*[“”]|«[^»]*»|"[^"]*"')
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_NOT_LATIN = re.compile("[\u02b0-\u1dff\u1f00-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    letters: frozenset[str]
    words: frozenset[str]


def language(text: str) -> str | None:
    """The language of a text, by its English name; None where it is too short or too mixed to tell.

    >>> language("Der Minister sagte, dass die Verhandlungen am Montag in Wien beginnen.")
    'German'
    >>> language("Ghana thanked Chile."), language("G7")
    ('English', None)
    """
    script = _script(text)
    if script is not None:
        return script
    found = _words(text)
    english = sum(word.lower() in FUNCTION_WORDS for word in found)
    if _is_surely_english(found, english):
        return ENGLISH
    around = _QUOTED.sub(" ", text)
    if around != text and _is_plainly_english(around):
        return ENGLISH
    if text.isupper():
        folded = [word.lower() for word in found]
        return _foreign(folded, folded) if len(found) > 4 and english < 0.1 * len(found) else None
    small = _small(found)
    if not small:
        return None
    foreign = _foreign(found, small)
    if foreign is not None:
        return foreign
    return ENGLISH if len(found) > 2 and (english or _known(small) > KNOWN) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(_ORDINAL.sub(" ", text.replace("’", "'")))


def _is_surely_english(found: Sequence[str], english: int) -> bool:
    """ "The ministers of both countries met": enough small words, of which most are of no other language as well."""
    return len(found) > 4 and english >= SURELY_ENGLISH * len(found) and not _contested([w.lower() for w in found])


def _is_plainly_english(text: str) -> bool:
    """True where some small words stand in a text and English has them all: what is around a quotation."""
    small = _small(_words(text))
    are_known = all(word in FUNCTION_WORDS or is_ordinary(word) for word in small)
    return are_known and any(word not in _shared() for word in small)


def _known(small: Sequence[str]) -> float:
    """Which share of some words is English."""
    return sum(map(is_ordinary, small)) / len(small)


def _foreign(found: Sequence[str], small: Sequence[str]) -> str | None:
    """The other language that the words of a stretch in the Latin script are in; None where they may be English."""
    best, score, is_clear = _likeliest(found, small)
    own = sum(word.lower() in FUNCTION_WORDS and word.lower() not in _shared() for word in found)
    known = _known(small)
    if score >= 2 and score > 1.5 * own and known < KNOWN:
        return best
    if own or len(found) < 3:
        return None
    if _is_strange(small, known) or _is_likely(small, known, score) or _is_lettered(small, known, score):
        return best if score >= 0.8 and is_clear else OTHER
    return None


def _likeliest(found: Sequence[str], small: Sequence[str]) -> tuple[str, float, bool]:
    """The language that most speaks for, how much that is, and whether no other has as much."""
    kept = frozenset(small)
    telling = [word.lower() for at, word in enumerate(found) if not at or word in kept or not word.isascii()]
    scores = {one.name: _score(one, telling) for one in _languages()}
    best, next_best = sorted(scores, key=lambda name: (scores[name], name), reverse=True)[:2]
    return best, scores[best], scores[best] > scores[next_best]


# Of short stretches each small word must be strange, or have letters or company of the language.
def _is_strange(small: Sequence[str], known: float) -> bool:
    """ "Kampung Baru terbakar lagi": no small word is English, or short; in "Kampung Halden wins" one is."""
    return not known and all(len(word) > 3 for word in small)


def _is_likely(small: Sequence[str], known: float, score: float) -> bool:
    """ "Putusan pada hari Senin": hardly a word is English; "Fiesta en las calles" may be a name."""
    return known <= HARDLY_KNOWN and len(small) > 1 and (score >= 0.8 or len(small) > 4)


def _is_lettered(small: Sequence[str], known: float, score: float) -> bool:
    """ "Greve no porto após acordo": letters of a language tell beside English words; not in "Tembo backs détente"."""
    return known <= 0.5 and score >= 0.9 and not all(word.isascii() for word in small)


def marked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that are not in English as such.

    What is too short to tell is as most of the text is, measured in characters.
    """
    told = {block: language(block.span.of(text)) for block in blocks if block.kind in READABLE}
    size: Counter[str] = Counter()
    for block, name in told.items():
        size[name or ""] += block.span.end - block.span.start
    foreign = sum(count for name, count in size.items() if name not in ("", ENGLISH))
    most = foreign > size[ENGLISH]

    def is_foreign(block: Block) -> bool:
        return block in told and (told[block] not in (None, ENGLISH) or (told[block] is None and most))

    return tuple(replace(block, kind=BlockKind.FOREIGN) if is_foreign(block) else block for block in blocks)


def foreign(text: str, blocks: Sequence[Block]) -> str | None:
    """The language that most of the foreign blocks are in; None where there are none."""
    stretches = [block.span.of(text) for block in blocks if block.kind is BlockKind.FOREIGN]
    size: Counter[str] = Counter()
    for stretch in stretches:
        size[language(stretch) or OTHER] += len(stretch)
    return max(size, key=lambda name: (size[name], name)) if size else None


def _script(text: str) -> str | None:
    """The language that a script other than the Latin one is mostly used for."""
    others = [letter for letter in _NOT_LATIN.findall(text) if letter.isalpha()]
    if not others or len(others) < OTHER_SCRIPT * sum(map(str.isalpha, text)):
        return None
    count = Counter(unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in others)
    if count["HIRAGANA"] + count["KATAKANA"] > 0.1 * len(others):
        return "Japanese"
    found = _SCRIPTS.get(count.most_common(1)[0][0], OTHER)
    told = {letter.lower() for letter in others}
    return next((name for of, marks, name in _LETTERS if of == found and told & set(marks)), found)


def _contested(found: Sequence[str]) -> bool:
    """True where most of the small words are of another language as well: "die", "in", "was", "so"."""
    small = [word for word in found if word in FUNCTION_WORDS]
    return sum(word in _shared() for word in small) * 2 > len(small)


def _small(found: Sequence[str]) -> list[str]:
    """The words in small letters, without those inside names: "von der" of "Ursula von der Leyen"."""
    return [
        word
        for at, word in enumerate(found)
        if word.islower() and not (word in _SMALL_IN_NAMES and _is_between_names(found, at))
    ]


def _is_between_names(found: Sequence[str], at: int) -> bool:
    before = next((w for w in reversed(found[max(0, at - 4) : at]) if w not in _SMALL_IN_NAMES), "")
    after = next((w for w in found[at + 1 : at + 5] if w not in _SMALL_IN_NAMES), "")
    return before[:1].isupper() and after[:1].isupper()


def _score(one: _Language, found: Sequence[str]) -> float:
    """How much of a text speaks for a language: its small words, and letters that it has or has not."""
    # Each word once: "met" in a list of meetings makes no Dutch of it, however often.
    told = sum(0.5 if word in FUNCTION_WORDS or is_ordinary(word) else 1.0 for word in {*found} & one.words)
    strange = [{letter for letter in word if not letter.isascii()} for word in found if not word.isascii()]
    return told + sum(0.4 if letters <= one.letters else -0.4 for letters in strange)


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    table = rows("languages.tsv", 3)
    return tuple(_Language(name, frozenset(letters), frozenset(small.split())) for (name, letters, small), _ in table)


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    """English words that hold sentences together in other languages too."""
    return FUNCTION_WORDS & frozenset(word for one in _languages() for word in one.words)
