"""Text in capitals, as old wires and headlines have it, in ordinary case: parsers take a line of capitals for names.

A word is written with a capital again where it begins a sentence, is a known name, a month or an acronym, stands in a
person's name, is written so in the rest of the document, or is no English word at all (``kg.language.ordinary``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.gazetteer import Gazetteer, Match, load
from kg.gazetteer.matching import PIECE
from kg.gazetteer.names import NAME_PARTICLES
from kg.language.ordinary import FUNCTION_WORDS, is_ordinary
from kg.model.kinds import READABLE, BlockKind
from kg.model.records import Block, Document, Edit, Span
from kg.terms.words import words

# Blocks of which words are recased here; the names of who speaks are in ``kg.text.turns``.
_RECASED = (BlockKind.HEADLINE, BlockKind.BODY)
# So many letters, and words, make a stretch long enough to have a case of its own.
LETTERS, WORDS = 10, 3
# Characters in which the end of a sentence before a word is looked for.
NEAR = 16

_LOWER = re.compile("[a-z]+")
_LETTER = re.compile(r"[^\W\d_]")
_POSSESSIVE = re.compile(r"(?<=\w)(['’])(S|T|LL|RE|VE|D|M)\b")
_SENTENCE = re.compile(r"[.!?:][\"”’)\]]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]")
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,5}S?")
_NUMERAL = re.compile(r"[IVX]{2,5}")
_VERB = re.compile(r".*(?:ED|S)|SAID|MET|TOLD|WILL|WOULD|HAD|MAY|COULD|CAN|LED|WON|HELD|LEFT|SENT|WENT|GAVE|TOOK|CAME")


def _upper(*lists: str) -> frozenset[str]:
    """The words of some lists in capitals."""
    return frozenset(word.upper() for name in lists for word in words(name))


# Months that are words as well.
_MAY_BE_MONTHS = frozenset(("MAY", "MARCH", "MAR"))
_DAYS = _upper("weekdays", "months", "months in short", "feasts") - _MAY_BE_MONTHS
_BEFORE_MONTHS = _upper("words before months")
_BEFORE_PLACES = _upper("prepositions before towns") | {"OF"}
_BEFORE_US = _upper("words before the pronoun us")
_LAST_WORDS = _upper("last words of names")
_SMALL = words("small words in titles")
_ABBREVIATIONS = _upper("abbreviations without vowels")


def is_capitals(text: str) -> bool:
    """True for a stretch of some words of which hardly a letter is small.

    >>> is_capitals("TEMBO MET HANS McBRIDE"), is_capitals("NATO"), is_capitals("NATO met in Rome")
    (True, False, False)
    """
    if len(_LOWER.sub("", text)) < 0.9 * len(text):
        return False
    letters = _LETTER.findall(text)
    return (
        len(letters) >= LETTERS
        and len(words := text.split()) >= WORDS
        # Acronyms alone are in capitals anywhere.
        and any(len(word) > 3 for word in words)
        and sum(letter.islower() for letter in letters) <= 0.1 * len(letters)
    )


def edits(text: str, blocks: Sequence[Block]) -> tuple[Edit, ...]:
    """The words of the stretches in capitals as they are written in ordinary case, each of its length, in text order.

    >>> from kg.model.kinds import BlockKind
    >>> text = "PRESIDENT CLARA TEMBO THANKED AUSTRIA. SHE TOLD US THAT NATO HAD MET IN MAY."
    >>> found = edits(text, [Block(Span(0, len(text)), BlockKind.BODY)])
    >>> found[0].words, [edit.words for edit in found][3:]
    ('President', ['thanked', 'Austria', 'She', 'told', 'us', 'that', 'had', 'met', 'in', 'May'])
    """
    loud = [block.span for block in blocks if block.kind in _RECASED and is_capitals(block.span.of(text))]
    if not loud:
        return ()
    quiet = " ".join(b.span.of(text) for b in blocks if b.kind in READABLE and b.span not in loud)
    case = _Case(load(), quiet)
    stretches = [_Stretch(span.of(text), case) for span in loud]
    for stretch in stretches:
        case.surnames |= stretch.surnames()
    return tuple(
        Edit(Span(span.start + start, span.start + start + len(words)), words)
        for span, stretch in zip(loud, stretches, strict=True)
        for start, words in stretch.recased()
    )


def spans(original: Document, read: Document) -> tuple[Span, ...]:
    """The stretches that were in capitals, in the document as it is read; none where nothing was edited."""
    if not original.edits:
        return ()
    pairs = zip(original.blocks, read.blocks, strict=True)
    return tuple(now.span for old, now in pairs if old.kind in READABLE and is_capitals(old.span.of(original.text)))


class _Case:
    """What the rest of a document, and what is known, tell about how words are written.

    Args:
        gazetteer: the known names.
        quiet: the document's text in ordinary case.
    """

    def __init__(self, gazetteer: Gazetteer, quiet: str) -> None:
        self.gazetteer = gazetteer
        self.surnames: set[str] = set()
        inside = re.findall(r"(?<=[\w,;] )([A-Z][\w’']*[a-z][\w’']*)", quiet)
        self.names = {word.upper(): word for word in inside}
        self.words = {word.upper() for word in re.findall(r"(?<!\w)[a-z][\w’']*", quiet)}

    def is_name(self, word: str) -> bool:
        """True for a word that is written with a capital wherever it stands, as far as it alone can tell."""
        if word in self.names or word in self.surnames:
            return True
        return word not in self.words and not is_ordinary(word)

    def is_given(self, word: str) -> bool:
        """True for a given name of people."""
        return bool(self.gazetteer.given_name(word.title()))


class _Stretch:
    """One stretch in capitals, cut into words and marks.

    Args:
        text: its words.
        case: what is known of their case.
    """

    def __init__(self, text: str, case: _Case) -> None:
        # "CHINA'S": the ending is small, so that the name in front is found.
        self._text = _POSSESSIVE.sub(lambda found: found[0].lower(), text)
        self._case = case
        cut = list(PIECE.finditer(self._text))
        self._places = [found.start() for found in cut]
        self._words = [found[0].replace("’", "'") for found in cut]
        self._raw = text

    def surnames(self) -> set[str]:
        """Ordinary words that are family names here: behind a given name, or an office and before a verb."""
        return {word for at, word in enumerate(self._words) if at and self._is_surname(at)}

    def _is_surname(self, at: int) -> bool:
        """ "CLARA STONE MET", "PRESIDENT STONE MET"; not "PRESIDENT MET" and "STONE FELL"."""
        word = self._words[at]
        if len(word) < 3 or word.lower() in FUNCTION_WORDS or not word.isalpha() or not is_ordinary(word):
            return False
        if _VERB.fullmatch(word):
            return False
        before, after = self._beside(at)
        title_before = self._case.gazetteer.title_before
        # "MARK" is a word as well: it is a name behind an office.
        if self._case.is_given(before) and (not is_ordinary(before) or title_before(self._words, at - 1) > 0):
            return True
        return title_before(self._words, at) > 0 and bool(_VERB.fullmatch(after))

    def _beside(self, at: int) -> tuple[str, str]:
        """The words before and behind one, "" where there is none."""
        words = self._words
        return words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""

    def recased(self) -> Iterator[tuple[int, str]]:
        """(offset, word) of each word that is written in another way."""
        written = self._written()
        for place, word in zip(self._places, written, strict=True):
            if word != self._raw[place : place + len(word)]:
                yield place, word

    def _written(self) -> list[str]:
        known = self._known()
        names = [at in known or self._is_name(at) for at in range(len(self._words))]
        known = self._offices(names) | known
        written = [known.get(at) or self._alone(at, is_name) for at, is_name in enumerate(names)]
        marks = [self._raw[place : place + len(word)] for place, word in zip(self._places, self._words, strict=True)]
        return [word.replace("'", "’") if "’" in mark else word for word, mark in zip(written, marks, strict=True)]

    def _alone(self, at: int, is_name: bool) -> str:
        """How a word is written that is no part of anything known."""
        word = self._words[at]
        if is_name:
            return self._case.names.get(word) or _title(word)
        if self._is_acronym(at):
            return word
        return _title(word) if self._begins(at) else word.lower()

    def _offices(self, names: Sequence[bool]) -> dict[int, str]:
        """The words of offices in front of a name, which are written like it: "President Clara Tembo"."""
        words, found = self._words, {}
        for at in range(1, len(words)):
            before = self._case.gazetteer.title_before(words, at) if names[at] else 0
            for number in range(at - before, at):
                if words[number].lower() not in _SMALL:
                    found[number] = _title(words[number])
        return found

    def _known(self) -> dict[int, str]:
        """How the words of known names are written, and those of months, by their number."""
        found: dict[int, str] = {}
        for match in self._case.gazetteer.matches(self._words, shouting=True):
            if not self._is_word(match):
                found.update(enumerate(self._spelled(match), match.start))
        for at, word in enumerate(self._words):
            if self._is_time(at):
                found[at] = _title(word)
            elif word == "US" and self._is_country(at):
                found[at] = word
        return found

    def _is_word(self, match: Match) -> bool:
        """ "READING" is a word, but the town in "IN READING"; "CHAD" and "SOUTH AFRICA" are countries anywhere."""
        word = self._words[match.start]
        if match.end - match.start > 1 or match.entry.kind == "Country" or not is_ordinary(word):
            return False
        return self._beside(match.start)[0] not in _BEFORE_PLACES

    def _spelled(self, match: Match) -> list[str]:
        """The words of a known name, "Bank of England"; in capitals where it is known by them alone, "NATO"."""
        loud = self._words[match.start : match.end]
        small = [
            word.lower() if at and word.lower() in _SMALL else word if word.lower() in _SMALL else _title(word)
            for at, word in enumerate(loud)
        ]
        again = next(iter(self._case.gazetteer.matches(small)), None)
        is_same = again is not None and again.entry == match.entry and again.end == len(small)
        return small if is_same and loud != [match.entry.label] else loud

    def _is_time(self, at: int) -> bool:
        """ "MONDAY", and "MAY" in "IN MAY" and "MAY 3"; not in "MAY RESIGN"."""
        word = self._words[at]
        if word in _MAY_BE_MONTHS:
            before, after = self._beside(at)
            return before in _BEFORE_MONTHS or after.isdigit()
        return word in _DAYS

    def _is_country(self, at: int) -> bool:
        """True where "US" is the country: "THE US", "US OFFICIALS", not "TOLD US" and "WITH US."."""
        before, after = self._beside(at)
        if before == "THE":
            return True
        return before not in _BEFORE_US and after.isalpha() and after.lower() not in FUNCTION_WORDS

    def _is_name(self, at: int) -> bool:
        """True for a name that the gazetteer has not: by itself, or with the word beside it."""
        word = self._words[at]
        if not word[0].isalpha() or self._is_acronym(at) or word.lower() in FUNCTION_WORDS:
            return False
        before, after = self._beside(at)
        if self._is_particle(word, after):
            return False
        return self._case.is_name(word) or self._is_given(word, after) or self._is_last(word, before)

    def _is_particle(self, word: str, after: str) -> bool:
        """ "VON" of "VON HALDEN"; not "VON SAID"."""
        return word.lower() in NAME_PARTICLES and bool(after) and self._case.is_name(after)

    def _is_given(self, word: str, after: str) -> bool:
        """ "GRACE" of "GRACE TEMBO"; not "GRACE PERIOD"."""
        return self._case.is_given(word) and after.isalpha() and self._case.is_name(after)

    def _is_last(self, word: str, before: str) -> bool:
        """ "BANK" of "HALDEN BANK"; not "CENTRAL BANK"."""
        return word in _LAST_WORDS and before.isalpha() and self._case.is_name(before) and not is_ordinary(before)

    def _is_acronym(self, at: int) -> bool:
        """True for what is written in capitals in any text: "BBC", "U.S.", "II", "I"."""
        word = self._words[at]
        if word.isdigit() or not any(map(str.isalpha, word)):
            return True
        if word == "A":
            return False
        is_letters = _CONSONANTS.fullmatch(word) and word not in _ABBREVIATIONS
        return bool(is_letters or _NUMERAL.fullmatch(word) or _INITIALS.fullmatch(word)) or any(map(str.isdigit, word))

    def _begins(self, at: int) -> bool:
        """True where a sentence begins."""
        if at == 0 or (at == 1 and not self._words[0][0].isalnum()):
            return True
        place = self._places[at]
        before = self._text[max(0, place - NEAR) : place].rstrip(" \t\n\"“‘'(")
        is_short = re.search(r"\b(?:MR|MRS|DR|MS|GEN|SEN|GOV|LT|COL|[A-Z](?:\.[A-Z])*)\.$", before)
        return bool(_SENTENCE.search(before)) and not is_short


@lru_cache(maxsize=1 << 12)
def _title(word: str) -> str:
    """A word with its first letter as a capital, and that behind "Mc", "O'" and a hyphen."""
    if re.fullmatch(r"MC[A-Z]{3,}", word):
        return f"Mc{word[2:].title()}"
    if re.fullmatch(r"[OD]'[A-Z]{2,}", word):
        return f"{word[:2]}{word[2:].title()}"
    return word[:1] + word[1:].lower()
