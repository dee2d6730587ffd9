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
from kg.model.records import READABLE, Block, BlockKind
from kg.terms.tables import rows

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
_SCRIPTS = {
    "CYRILLIC": "Russian",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "DEVANAGARI": "Hindi",
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "GREEK": "Greek",
    "THAI": "Thai",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Punjabi",
    "MALAYALAM": "Malayalam",
    "KANNADA": "Kannada",
    "SINHALA": "Sinhala",
    "ETHIOPIC": "Amharic",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
}
# Letters that tell languages of one script apart; the first that occurs decides.
_LETTERS = (
    ("Russian", "іїєґ", "Ukrainian"),
    ("Russian", "ўі", "Belarusian"),
    ("Russian", "ђћљњџј", "Serbian"),
    ("Arabic", "پچژگک", "Persian"),
    ("Arabic", "ٹڈڑے", "Urdu"),
)


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
    around = _QUOTED.sub(" ", text)
    if around != text and _is_plainly_english(around):
        return ENGLISH
    words = _WORD.findall(_ORDINAL.sub(" ", text.replace("’", "'")))
    folded = [word.lower() for word in words]
    english = sum(word in FUNCTION_WORDS for word in folded)
    if len(words) > 4 and english >= SURELY_ENGLISH * len(words) and not _contested(folded):
        return ENGLISH
    if text.isupper():
        return _foreign(folded, folded) if len(words) > 4 and english < 0.1 * len(words) else None
    small = _small(words)
    if not small:
        return None
    found = _foreign(words, small)
    if found is not None:
        return found
    known = sum(map(is_ordinary, small)) / len(small)
    return ENGLISH if len(words) > 2 and (english or known > KNOWN) else None


def _is_plainly_english(text: str) -> bool:
    """True where some small words stand in a text and English has them all: what is around a quotation."""
    small = _small(_WORD.findall(_ORDINAL.sub(" ", text.replace("’", "'"))))
    are_known = all(word in FUNCTION_WORDS or is_ordinary(word) for word in small)
    return are_known and any(word not in _shared() for word in small)


def _foreign(words: Sequence[str], small: Sequence[str]) -> str | None:
    """The other language that the words of a stretch in the Latin script are in; None where they may be English."""
    kept = frozenset(small)
    telling = [word.lower() for at, word in enumerate(words) if not at or word in kept or not word.isascii()]
    scores = {one.name: _score(one, telling) for one in _languages()}
    best, next_best = sorted(scores, key=lambda name: (scores[name], name), reverse=True)[:2]
    own = sum(word.lower() in FUNCTION_WORDS and word.lower() not in _shared() for word in words)
    known = sum(map(is_ordinary, small)) / len(small)
    if scores[best] >= 2 and scores[best] > 1.5 * own and known < KNOWN:
        return best
    if own or len(words) < 3:
        return None
    # Of short stretches each small word must be strange, or have letters or company of the language.
    is_strange = not known and all(len(word) > 3 for word in small)
    is_likely = known <= HARDLY_KNOWN and len(small) > 1 and (scores[best] >= 0.8 or len(small) > 4)
    is_lettered = known <= 0.5 and scores[best] >= 0.9 and not all(word.isascii() for word in small)
    if is_strange or is_likely or is_lettered:
        return best if scores[best] >= 0.8 and scores[best] > scores[next_best] else OTHER
    return None


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
    for words in stretches:
        size[language(words) or OTHER] += len(words)
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


def _contested(words: Sequence[str]) -> bool:
    """True where most of the small words are of another language as well: "die", "in", "was", "so"."""
    small = [word for word in words if word in FUNCTION_WORDS]
    return sum(word in _shared() for word in small) * 2 > len(small)


def _small(words: Sequence[str]) -> list[str]:
    """The words in small letters, without those inside names: "von der" of "Ursula von der Leyen"."""
    kept = []
    for at, word in enumerate(words):
        if word.islower() and not (word in _PARTICLES and _is_between_names(words, at)):
            kept.append(word)
    return kept


def _is_between_names(words: Sequence[str], at: int) -> bool:
    before = next((w for w in reversed(words[max(0, at - 4) : at]) if w not in _PARTICLES), "")
    after = next((w for w in words[at + 1 : at + 5] if w not in _PARTICLES), "")
    return before[:1].isupper() and after[:1].isupper()


_PARTICLES = frozenset(
    "von der den van de del della di da do dos das du la le les el al bin ibn ben e i y zu of the and und et".split()
)


def _score(one: _Language, words: Sequence[str]) -> float:
    """How much of a text speaks for a language: its small words, and letters that it has or has not."""
    # Each word once: "met" in a list of meetings makes no Dutch of it, however often.
    told = sum(0.5 if word in FUNCTION_WORDS or is_ordinary(word) else 1.0 for word in {*words} & one.words)
    strange = [{letter for letter in word if not letter.isascii()} for word in words if not word.isascii()]
    return told + sum(0.4 if letters <= one.letters else -0.4 for letters in strange)


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    table = rows("languages.tsv", 3)
    return tuple(_Language(name, frozenset(letters), frozenset(words.split())) for (name, letters, words), _ in table)


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    """English words that hold sentences together in other languages too."""
    return FUNCTION_WORDS & frozenset(word for one in _languages() for word in one.words)
