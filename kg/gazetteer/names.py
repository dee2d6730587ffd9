"""Which names can be of one bearer: parts of a person's name, spellings, legal forms of bodies.

Nothing here knows any person or place. What counts are the grammar of names (honorific, given names, particles,
family name, "Jr."), the habits of romanisation (Zelensky, Zelenskyy; Kiev, Kyiv; al-Sisi, el-Sissi), British and
American spelling, and the legal forms that registers of companies use.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.terms.words import word_pairs, words

# Forms of address with the sex that they tell, "" for neither.
HONORIFICS = {
    **dict.fromkeys(words("forms of address of men"), "m"),
    **dict.fromkeys(words("forms of address of women"), "f"),
    **dict.fromkeys(words("forms of address of either"), ""),
}
SEXES = word_pairs("sexes of pronouns")
# "Donald Trump Jr." is not Donald Trump.
GENERATIONS = word_pairs("generations")
# "Joe Biden" is Joseph.
SHORT_FORMS = {short: tuple(names.split("/")) for short, names in word_pairs("short forms of given names").items()}
NAME_PARTICLES = words("name particles")
_ALSO_GIVEN = words("first words that may be given names")
ARABIC = words("Arabic name particles")
LEGAL_FORMS = word_pairs("legal forms")
INSTITUTIONS = words("words of state bodies")
# A word of so many letters may have two slips.
_TWO_SLIPS = 6
# British words beside American ones, letters of romanisation beside each other; in this order.
_SPELLINGS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"[-‐‑–]", " "),
        (r"['’`ʼ]", ""),
        (r"\b(?:el|ul) (?=\w)", "al "),
        (r"(?<=\w\w)our\b", "or"),
        (r"(?<=\w\w)ence\b", "ense"),
        (r"(?<=nt)re\b", "er"),
        (r"(?<=\w\w)mme\b", "m"),
        (r"is(?=ations?\b|e[drs]?\b|ing\b)", "iz"),
        (r"[kg]h", "h"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"ou|oo", "u"),
        # Kyiv and Kiev, Kharkiv and Kharkov: Ukrainian has i where Russian has o or e.
        (r"(?:[yij]*[ioe]|y)v\b", "ov"),
        (r"[yij]+", "i"),
        (r"(\w)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, folded.

    Attributes:
        words: all but form of address and generation: ("ursula", "von", "der", "leyen").
        given: how many of them stand before the family name; 0 for a family name alone, or any single name.
        generation: "jr", "sr", "ii" ..., or "".
    """

    words: tuple[str, ...]
    given: int
    generation: str = ""

    @property
    def is_full(self) -> bool:
        """True of a name with a given name or its initial."""
        return self.given > 0

    @property
    def is_initial(self) -> bool:
        """True of "J. Smith": the first name is an initial alone."""
        return self.is_full and len(self.words[0]) == 1


@lru_cache(maxsize=1 << 16)
def spelled(name: str) -> str:
    """A name as it may be written anywhere: one space between words, no control characters, nothing that turns text.

    >>> spelled("Kurt\\n Campbell"), spelled("\\u202eevil\\x00")
    ('Kurt Campbell', 'evil')
    """
    if name.isascii() and name.isprintable():
        return " ".join(name.split())
    kept = (" " if c.isspace() else c for c in name if c.isspace() or not _is_hidden(c))
    return " ".join("".join(kept).split())


def _is_hidden(character: str) -> bool:
    """Control characters, lone surrogates, non-characters, and marks that change the direction of what follows."""
    kind = unicodedata.category(character)
    return kind in _HIDDEN or character in _TURNING or (ord(character) & 0xFFFE) == 0xFFFE


# Control characters and lone surrogates, as Unicode names their categories.
_HIDDEN = frozenset(("Cc", "Cs"))
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name for comparison: case, accents, kinds of quotes, dots and a leading article do not count.

    >>> fold("The U.S.  Navy"), fold("Orbán")
    ('us navy', 'orban')
    """
    plain = name.casefold().replace(".", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("’", "'"))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    # A name of nothing but marks is itself: it must not meet all others of the kind.
    return _ARTICLE.sub("", " ".join(plain.split())) or name


_ARTICLE = re.compile(r"^(?:the|a|an) ")


@lru_cache(maxsize=1 << 15)
def person(name: str) -> PersonName:
    """A person's name taken apart.

    >>> person("Mr. Robert F. Kennedy Jr.")
    PersonName(words=('robert', 'f', 'kennedy'), given=2, generation='jr')
    >>> person("von der Leyen").given, person("JD Vance").words, person("Xi Jinping").given
    (0, ('j', 'd', 'vance'), 1)
    >>> person("Ben Chan").given, person("al-Sisi").given, person("Al Gore").given
    (1, 0, 1)
    """
    if not name.isupper():
        # Initials without dots: "JD Vance".
        name = re.sub(r"\b([A-Z])([A-Z])\b(?=.* )", r"\1 \2", name)
    name = re.sub(r"\b([A-Z])\.(?=[A-Z])", r"\1. ", name)
    is_joined = re.match(r"(?:al|el|as|an|ar|ash|ad)-", name, re.I) is not None
    name = re.sub(r"\b(al|el|as|an|ar|ash|ad)-(?=\w)", r"al ", name, flags=re.I)
    words = fold(name.replace(",", " ")).split() or [name]
    generation = GENERATIONS.get(words[-1], "") if len(words) > 1 else ""
    if generation:
        words.pop()
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    family = len(words) - 1
    while (
        family > 0 and words[family - 1] in NAME_PARTICLES and (family > 1 or is_joined or words[0] not in _ALSO_GIVEN)
    ):
        family -= 1
    return PersonName(tuple(words), family, generation)


def fits(short: PersonName, long: PersonName) -> bool:
    """True where the longer name has all that the shorter one has, in order, an initial for its name.

    >>> fits(person("Joe Biden"), person("Joe R. Biden")), fits(person("J. Smith"), person("Jane Smith"))
    (True, True)
    >>> fits(person("George W. Bush"), person("George H. W. Bush")), fits(person("A. Fox"), person("B. Fox"))
    (False, False)
    >>> fits(person("Pedro Sánchez"), person("Pedro Sánchez Pérez-Castejón"))
    True
    """
    if short.generation != long.generation or not _same_word(short.words[0], long.words[0]):
        return False
    if short.given > 1 and long.given > 1:
        # Two middle names are compared one by one: the first of them is told by both.
        middle, other = short.words[1 : short.given], long.words[1 : long.given]
        if not all(map(_same_word, middle, other)):
            return False
    at = 0
    for word in short.words:
        while at < len(long.words) and not _same_word(word, long.words[at]):
            at += 1
        if at == len(long.words):
            return False
        at += 1
    return True


def _same_word(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


@lru_cache(maxsize=1 << 14)
def skeleton(folded: str) -> str:
    """What the spellings of one name have in common.

    >>> skeleton("volodymyr zelensky") == skeleton("volodymyr zelenskyy"), skeleton("kiev") == skeleton("kyiv")
    (True, True)
    >>> skeleton("ministry of defence") == skeleton("ministry of defense")
    True
    >>> skeleton("zelenska") == skeleton("zelensky"), skeleton("iran") == skeleton("iraq")
    (False, False)
    """
    for pattern, letters in _SPELLINGS:
        folded = pattern.sub(letters, folded)
    return " ".join(folded.split())


def is_slip(word: str, other: str) -> bool:
    """True where one word is the other with one slip of the pen, of six letters and more with two; not a plural.

    A slip is a letter too many, too few or wrong, or two in the wrong order; the first letter is right.

    >>> is_slip("hodel", "hoddel"), is_slip("lindqiust", "lindquist"), is_slip("haldens", "halden")
    (True, True, False)
    >>> is_slip("ron", "rand"), is_slip("berg", "bergmann")
    (False, False)
    """
    if word[:1] != other[:1] or word == other or word.removesuffix("s") == other.removesuffix("s"):
        return False
    most = 2 if min(len(word), len(other)) >= _TWO_SLIPS else 1
    return abs(len(word) - len(other)) <= most and _slips(word, other) <= most


def _slips(word: str, other: str) -> int:
    """The distance of Damerau and Levenshtein."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        above, row = row, [i]
        for j, wanted in enumerate(other, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = above
    return row[-1]


def consonants(folded: str) -> str:
    """A coarser likeness, of names of two words and more: first letters and consonants; empty where too little is left.

    The last letter counts where it is an "a": Ivanova is not Ivanov.

    >>> consonants("muhammad bin salman") == consonants("mohammed bin salman")
    True
    >>> consonants("muhammad yunus") == consonants("mohamed yunis"), consonants("zelenska") == consonants("zelensky")
    (True, False)
    """
    words = skeleton(folded).split()
    bare = [
        word
        if word in NAME_PARTICLES
        else word[0] + re.sub(r"[aeiou]", "", word[1:]) + ("a" if word.endswith("a") else "")
        for word in words
    ]
    return " ".join(bare) if all(len(word) > 2 or word in NAME_PARTICLES for word in bare) else ""


def body(folded: str) -> tuple[str, str]:
    """A body's name without its legal form, and that form; "&" is "and".

    >>> body("acme corporation"), body("johnson & johnson"), body("the bank")
    (('acme', 'corp'), ('johnson and johnson', ''), ('the bank', ''))
    """
    words = folded.replace(",", " ").replace("&", " and ").split()
    form = LEGAL_FORMS.get(words[-1], "") if len(words) > 1 else ""
    return " ".join(words[:-1] if form else words), form


def is_generic(folded: str) -> bool:
    """True of a body's name that each state has its own bearer of.

    >>> is_generic("foreign ministry"), is_generic("ministry of defence"), is_generic("chinese foreign ministry")
    (True, True, False)
    """
    words = re.findall(r"\w+", folded)
    return bool(words) and all(word in INSTITUTIONS for word in words)


def initials(name: str) -> str:
    """The acronym that a long name would have, folded; empty for names of one word.

    >>> initials("World Food Programme"), initials("NATO")
    ('wfp', '')
    """
    words = re.findall(r"[^\W_][\w']*", name)
    return "".join(word[0] for word in words if word[0].isupper()).lower() if len(words) > 1 else ""


def is_acronym(name: str) -> bool:
    """True of two to seven capitals, with dots or without."""
    short = name.replace(".", "")
    return short.isalpha() and short.isupper() and 2 <= len(short) <= 7
