"""One longest-match pass over the words of a text.

A name is matched in the case it is written in; words in capitals match as well ("RUSSIA"), acronyms only as they
are ("US" is no "us") or with dots ("F.B.I."), those of four letters and more also as "Nato". In a text that is all
capitals an acronym that reads as an English word says nothing, so that "TELL US WHO" names neither a country nor an
agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.gazetteer.records import Entry, Form, Match, Source
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import words

WORDS = words("acronyms that are words")
# An acronym with a dot behind each letter; of two letters only those that are listed so, as others are initials.
DOTTED = re.compile(r"(?:[A-Z]\.){3,}")
# Abbreviations that the tokenizer keeps with their dot: "St. Louis", "Fla."
DOT_KEPT = (
    *("St", "Mt", "No", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Kan", "Ky", "Md"),
    *("Mich", "Minn", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Va", "Wis"),
)
PIECE = re.compile(rf"(?:\w\.){{2,}}|\b(?:{'|'.join(DOT_KEPT)})\.|['’]s\b|\w+(?:['’](?!s\b)\w+)*|[^\w\s]")


class Gazetteer:
    """Known names, ready for matching; made by ``load``."""

    def __init__(
        self,
        forms: Sequence[Form],
        titles: Mapping[str, Entry | None],
        given_names: Mapping[str, str],
        source: Source | None = None,
    ) -> None:
        """Of two forms in the same words the first counts."""
        self.source = source or Source()
        self._given_names = given_names
        self._listed = forms
        self._forms: dict[str, list[Form]] = {}
        self._labels: dict[str, Entry] = {}
        self._links: dict[str, Entry] = {}
        # First words of the few names that begin with a small letter, or in a script that has no capitals.
        self._small: set[str] = set()
        for form in _unlike(forms):
            self._add(form)
        self._cities = {form.pieces[0] for form in forms if len(form.pieces) == 1 and _is_city(form)}
        for alternatives in self._forms.values():
            alternatives.sort(key=lambda form: (-len(form.pieces), form.pieces))
        self._given_titles = titles
        self._offices = {title.lower(): of for title, of in titles.items() if of is not None}
        self._titles = frozenset(tuple(pieces(title.lower().replace(".", ""))) for title in titles)
        self._title_starts = _longest((title[0], len(title)) for title in self._titles)
        self._title_ends = _longest((title[-1], len(title)) for title in self._titles)

    def _add(self, form: Form) -> None:
        first = form.pieces[0]
        self._forms.setdefault(first.lower(), []).append(form)
        if not _is_capital(first):
            self._small.add(first)
        for entry in (form.entry, form.place):
            if entry is not None:
                self._labels.setdefault(entry.label, entry)
                if entry.link:
                    self._links.setdefault(entry.link, entry)

    def extended(
        self, forms: Iterable[Form], titles: Mapping[str, Entry | None], instead: Mapping[Entry, Entry], source: Source
    ) -> Gazetteer:
        """This gazetteer with more names, which win over its own.

        Args:
            forms: the new names.
            titles: words of more offices, with the state whose they are.
            instead: entries that others take the place of, under all their names.
            source: the file that has them.
        """

        def now(form: Form) -> Form:
            entry, place = instead.get(form.entry, form.entry), form.place and instead.get(form.place, form.place)
            return form if entry is form.entry and place is form.place else replace(form, entry=entry, place=place)

        offices = {title: of and instead.get(of, of) for title, of in self._given_titles.items()}
        return Gazetteer([*forms, *map(now, self._listed)], {**offices, **titles}, self._given_names, source)

    def office_of(self, title: str) -> Entry | None:
        """The state whose office it is where a text names none.

        >>> from kg.gazetteer import load
        >>> load().office_of("Secretary of State").label
        'United States'
        """
        return self._offices.get(title.lower())

    def entry(self, label: str, link: str | None = None, type: str = "") -> Entry | None:
        """The entry of that Wikidata id, else of that canonical name, unless that is a place and a body is meant."""
        if link and link in self._links:
            return self._links[link]
        found = self._labels.get(label)
        is_other = found is not None and type == MentionType.ORG and found.type in PLACES
        return None if is_other else found

    def named(self, name: str) -> Entry | None:
        """The entry of a Wikidata id, a canonical name, or any other name that means one thing."""
        cut = tuple(pieces(name))
        alike = self._forms.get(cut[0].lower(), ()) if cut else ()
        form = next((form for form in alike if form.pieces == cut), None)
        return self._links.get(name) or self._labels.get(name) or (form.entry if form else None)

    def entries(self) -> list[Entry]:
        """All that is known, by label."""
        return [entry for _, entry in sorted(self._labels.items())]

    def is_city(self, name: str) -> bool:
        """Whether a single word is the name of a city."""
        return name in self._cities

    def given_name(self, word: str) -> str:
        """The sex that mostly bears a given name, "f" or "m"; "x" for both, empty for any other word."""
        return self._given_names.get(word, "")

    def matches(self, words: Sequence[str], *, shouting: bool = False) -> Iterator[Match]:
        """The known names in a text, longest first at each word, none within another.

        Args:
            words: the text's tokens, punctuation included.
            shouting: True where the whole text is in capitals.

        >>> from kg.gazetteer import load
        >>> [m.entry.label for m in load().matches("Nato and the US told us".split())]
        ['NATO', 'United States']
        """
        at = 0
        while at < len(words):
            form = self._at(words, at, shouting)
            if form is None:
                at += 1
            else:
                yield Match(at, at + len(form.pieces), form.entry, form.how, form.place)
                at += len(form.pieces)

    def title_before(self, words: Sequence[str], end: int) -> int:
        """How many words right before ``end`` are an office or a form of address, 0 where none.

        >>> from kg.gazetteer import load
        >>> load().title_before("Deputy Secretary of State Kurt Campbell".split(), 4)
        4
        """
        longest = self._title_ends.get(_plain(words[end - 1]), 0) if end else 0
        for length in range(min(longest, end), 0, -1):
            if tuple(map(_plain, words[end - length : end])) in self._titles:
                return length
        return 0

    def title_at(self, words: Sequence[str], start: int) -> int:
        """How many words from ``start`` on are an office or a form of address, 0 where none."""
        longest = self._title_starts.get(_plain(words[start]), 0) if start < len(words) else 0
        for length in range(min(longest, len(words) - start), 0, -1) if longest else ():
            if tuple(map(_plain, words[start : start + length])) in self._titles:
                return length
        return 0

    def _at(self, words: Sequence[str], at: int, shouting: bool) -> Form | None:
        word = words[at]
        if word not in self._small and not _is_capital(word):
            return None
        forms = self._forms.get(word.lower())
        if forms is None and DOTTED.fullmatch(word):
            word = word.replace(".", "")
            forms = self._forms.get(word.lower())
        for form in forms or ():
            given = [word, *words[at + 1 : at + len(form.pieces)]]
            if len(given) == len(form.pieces) and all(map(_agree, given, form.pieces)):
                acronym = shouting and len(given) == 1 and word in WORDS
                return None if acronym else form
        return None


def _unlike(forms: Iterable[Form]) -> Iterable[Form]:
    """Of the forms in the same words the first."""
    found: dict[tuple[str, ...], Form] = {}
    for form in forms:
        found.setdefault(form.pieces, form)
    return found.values()


def _is_city(form: Form) -> bool:
    return "City" in (form.entry.kind, form.place.kind if form.place else "")


def _plain(word: str) -> str:
    """A word of a title in small letters, without the full stop of "Gen."."""
    return word.lower().rstrip(".")


def _is_capital(word: str) -> bool:
    """True for a word with which a name may begin: "Rome", "10 Downing Street"."""
    return word[0].isupper() or word[0].isdigit()


def _longest(lengths: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, length in lengths:
        found[word] = max(length, found.get(word, 0))
    return found


def pieces(name: str) -> list[str]:
    """A name cut as the tokenizer cuts texts.

    >>> pieces("U.S. Asia-Pacific People's")
    ['U.S.', 'Asia', '-', 'Pacific', 'People', "'s"]
    """
    return [piece.replace("’", "'") for piece in PIECE.findall(name)]


def _agree(word: str, piece: str) -> bool:
    if word == piece or word.replace("’", "'") == piece:
        return True
    if len(piece) > 1 and piece.isupper() and piece.isalpha():
        return len(piece) > 3 and word == piece.title()
    return len(word) > 3 and word.isupper() and word == piece.upper()
