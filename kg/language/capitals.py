"""Text in capitals, as old wires and headlines have it, in ordinary case: parsers take a line of capitals for names.

A word is written with a capital again where it begins a sentence, is a known name, a month or an acronym, stands in a
person's name, is written so in the rest of the document, or is no English word at all (``kg.language.ordinary``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.gazetteer import Gazetteer, load
from kg.gazetteer.matching import PIECE
from kg.gazetteer.names import PARTICLES
from kg.language.ordinary import FUNCTION_WORDS, is_ordinary
from kg.model.records import READABLE, Block, Document, Edit, Span

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
_DAYS = frozenset(
    """MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY JANUARY FEBRUARY APRIL JUNE JULY AUGUST SEPTEMBER
    OCTOBER NOVEMBER DECEMBER JAN FEB APR JUN JUL AUG SEPT OCT NOV DEC CHRISTMAS EASTER RAMADAN""".split()
)
# Months that are words as well, and what stands before them where they are months.
_MAY_BE_MONTHS = frozenset(("MAY", "MARCH", "MAR"))
_BEFORE_MONTHS = frozenset("IN ON SINCE LAST NEXT BY UNTIL FROM EARLY LATE MID THIS".split())
_BEFORE_PLACES = frozenset("IN NEAR FROM AT OF OUTSIDE AROUND".split())
# Behind these "US" is somebody, as it is before a small word or a mark.
_BEFORE_US = frozenset("TELL TELLS TOLD LET LETS GIVE GAVE GIVES HELP HELPED HELPS ASK ASKED JOIN ALL BOTH".split())
# Capitalised behind a name: "Halden Bank".
_BODIES = frozenset(
    """BANK PARTY UNIVERSITY GROUP CORP CORPORATION INC LTD CO COMPANY AIRLINES AIRWAYS RIVER LAKE BAY ISLAND ISLANDS
    AIRPORT PROVINCE STREET COUNTY VALLEY""".split()
)
_SMALL = frozenset("of the and for in on de la".split())


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

    >>> from kg.model.records import BlockKind
    >>> text = "PRESIDENT CLARA TEMBO THANKED AUSTRIA. SHE TOLD US THAT NATO HAD MET IN MAY."
    >>> found = edits(text, [Block(Span(0, len(text)), BlockKind.BODY)])
    >>> found[0].words, [edit.words for edit in found][3:]
    ('President', ['thanked', 'Austria', 'She', 'told', 'us', 'that', 'had', 'met', 'in', 'May'])
    """
    loud = [block.span for block in blocks if block.kind in READABLE and is_capitals(block.span.of(text))]
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
        words = self._words
        found = set()
        for at in range(1, len(words)):
            word, before = words[at], words[at - 1]
            if len(word) < 3 or word.lower() in FUNCTION_WORDS or not word.isalpha() or not is_ordinary(word):
                continue
            following = words[at + 1] if at + 1 < len(words) else ""
            is_verb = bool(_VERB.fullmatch(word))
            title_before = self._case.gazetteer.title_before
            # "MARK" is a word as well: it is a name behind an office.
            is_given = self._case.is_given(before) and (not is_ordinary(before) or title_before(words, at - 1) > 0)
            given = is_given and not is_verb
            titled = title_before(words, at) > 0 and not is_verb and _VERB.fullmatch(following)
            if given or titled:
                found.add(word)
        return found

    def recased(self) -> Iterator[tuple[int, str]]:
        """(offset, word) of each word that is written in another way."""
        written = self._written()
        for place, word in zip(self._places, written, strict=True):
            if word != self._raw[place : place + len(word)]:
                yield place, word

    def _written(self) -> list[str]:
        words, written = self._words, []
        known = self._known()
        names = [at in known or self._is_name(at) for at in range(len(words))]
        for at in range(len(words)):
            # An office in front of a name is written like it: "President Clara Tembo".
            before = self._case.gazetteer.title_before(words, at) if names[at] and at else 0
            for number in range(at - before, at):
                if words[number].lower() not in _SMALL:
                    known.setdefault(number, _title(words[number]))
        for at, word in enumerate(words):
            if at in known:
                written.append(known[at])
            elif names[at]:
                written.append(self._case.names.get(word) or _title(word))
            elif self._is_acronym(at):
                written.append(word)
            else:
                written.append(_title(word) if self._begins(at) else word.lower())
        marks = [self._raw[place : place + len(word)] for place, word in zip(self._places, words, strict=True)]
        return [word.replace("'", "’") if "’" in mark else word for word, mark in zip(written, marks, strict=True)]

    def _known(self) -> dict[int, str]:
        """How the words of known names are written, and those of months, by their number."""
        words, found = self._words, {}
        for match in self._case.gazetteer.matches(words, shouting=True):
            before = words[match.start - 1] if match.start else ""
            single = words[match.start] if match.end - match.start == 1 else ""
            if single and match.entry.kind != "Country" and is_ordinary(single) and before not in _BEFORE_PLACES:
                continue
            title = [word if word.lower() in _SMALL else _title(word) for word in words[match.start : match.end]]
            small = [word.lower() if word.lower() in _SMALL and at else word for at, word in enumerate(title)]
            again = next(iter(self._case.gazetteer.matches(small)), None)
            is_same = again is not None and again.entry == match.entry and again.end == len(small)
            keeps = not is_same or single == match.entry.label
            for number, word in enumerate(words[match.start : match.end] if keeps else small):
                found[match.start + number] = word
        for at, word in enumerate(words):
            before, after = (words[at - 1] if at else ""), (words[at + 1] if at + 1 < len(words) else "")
            if word in _DAYS or (word in _MAY_BE_MONTHS and (before in _BEFORE_MONTHS or after.isdigit())):
                found[at] = _title(word)
            elif word == "US" and self._is_country(before, after):
                found[at] = word
        return found

    def _is_country(self, before: str, after: str) -> bool:
        """True where "US" is the country: "THE US", "US OFFICIALS", not "TOLD US" and "WITH US."."""
        if before == "THE":
            return True
        return before not in _BEFORE_US and after.isalpha() and after.lower() not in FUNCTION_WORDS

    def _is_name(self, at: int) -> bool:
        word, words = self._words[at], self._words
        if not word[0].isalpha() or self._is_acronym(at):
            return False
        before, after = (words[at - 1] if at else ""), (words[at + 1] if at + 1 < len(words) else "")
        if word.lower() in FUNCTION_WORDS:
            return False
        if word.lower() in PARTICLES and after and self._case.is_name(after):
            return False
        if self._case.is_name(word):
            return True
        if self._case.is_given(word) and after.isalpha() and self._case.is_name(after):
            return True
        return word in _BODIES and before.isalpha() and self._case.is_name(before) and not is_ordinary(before)

    def _is_acronym(self, at: int) -> bool:
        """True for what is written in capitals in any text: "BBC", "U.S.", "II", "I"."""
        word = self._words[at]
        if word.isdigit() or not any(map(str.isalpha, word)):
            return True
        if word == "A":
            return False
        is_letters = _CONSONANTS.fullmatch(word) and word not in (
            "MR",
            "MRS",
            "DR",
            "MS",
            "ST",
            "LT",
            "SGT",
            "JR",
            "SR",
        )
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
