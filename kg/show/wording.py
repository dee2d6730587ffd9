"""The words of open information extraction: phrases cut at their prepositions, lists, possessives, quotation marks.

A tuple shows the sentence's own words, so that all here looks at words alone, by the closed classes of English.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Sequence
from itertools import chain

from kg.model.kinds import Role
from kg.model.records import Argument, Span
from kg.terms import words as lists

CUTTING = lists.words("prepositions that cut a phrase")
VERB_PARTICLES = lists.words("particles behind a verb")
FORMS_OF_BE = lists.words("forms of be")
# Prepositions that tell when, where or by whom something was done: without them the passive still says something.
CIRCUMSTANTIAL = lists.words("circumstantial prepositions")
# What no item of a list of things holds: then the list reaches further, or it is one of clauses.
UNLISTED = lists.words("words of no list item")
# Words that begin a noun phrase of its own.
PHRASE_OPENERS = lists.words("words that open a noun phrase")
# Words that end what somebody owns.
AFTER_OWNED = lists.words("words behind what is owned") | {","}
MARKS = (("``", "''"), ("“", "”"), ('"', '"'))
POSSESSIVE = re.compile(r" ?['’]s ")
COMMA = re.compile(r" ?, (?:and |or )?| and | or ")
# Adjectives by their suffix: "economic and social structures" is no list of an economic and of structures.
EXAMPLES = re.compile(r"(?:such (?P<such>\S[^,]*) as|(?P<kind>\S[^,]*?)(?: ?,)? (?:such as|including)) (?P<list>.+)")
ADJECTIVE = re.compile(r"(?:ive|al|ic|ous|able|ible|ful|less|ary|ish|est)$")
LONGEST_SPLIT, LONGEST_ITEM = 14, 6
# Characters in which the preposition of a list is looked for.
REACH = 400


def words(argument: Argument, text: str) -> str:
    """The words of an argument: of a clause with its quotation marks, unless one of a pair is missing; else without."""
    found = " ".join(argument.span.of(text).split()).strip(" ,;")
    if argument.proposition is None:
        return unquoted(found).strip(" ,;").removesuffix(" and").removesuffix(" or").rstrip(" ,;")
    for left, right in MARKS:
        opened, closed = found.count(left), found.count(right)
        if (
            left != right
            and opened == closed + 1
            and text[argument.span.end : argument.span.end + 4].lstrip().startswith(right)
        ):
            found = f"{found} {right}"
        elif found.startswith(left) and right not in found[len(left) :]:
            found = found.removeprefix(left).strip()
        elif found.endswith(right) and left not in found[: -len(right)]:
            found = found.removesuffix(right).strip()
    return found


def unquoted(phrase: str) -> str:
    """The phrase without quotation marks.

    >>> unquoted("have “ grave” effects on")
    'have grave effects on'
    """
    for mark in chain.from_iterable(MARKS):
        phrase = phrase.replace(mark, "")
    return " ".join(phrase.split())


def marker(argument: Argument, text: str) -> str:
    """The preposition as the text writes it ("In" at the start of a sentence), also where several things share it."""
    if not argument.preposition:
        return ""
    before = text[max(0, argument.span.start - REACH) : argument.span.start]
    at = before.lower().rfind(f"{argument.preposition} ")
    return before[at : at + len(argument.preposition)] if at >= 0 else argument.preposition


def joined(arguments: Sequence[Argument], text: str) -> list[Argument]:
    """The arguments, those that share one preposition as one: "for painters and sculptors"."""
    found: list[Argument] = []
    for argument in arguments:
        last = found[-1] if found else None
        if last is not None and (last.role, last.preposition) == (argument.role, argument.preposition):
            between = text[last.span.end : argument.span.start].replace(",", " ").split()
            if {*between} <= {"and", "or", "as", "well"}:
                found[-1] = dataclasses.replace(last, span=Span(last.span.start, argument.span.end))
                continue
        found.append(argument)
    return found


def ends(argument: Argument, text: str) -> list[tuple[str, str]]:
    """(preposition, words) of an argument; of "from 1970 to 1985" one for each end."""
    lead, phrase = marker(argument, text), words(argument, text)
    for until in ("to", "until", "till", "through"):
        first, joint, last = phrase.partition(f" {until} ")
        if joint and argument.role is Role.TIME and argument.preposition == "from":
            return [(lead, first), (until, last)]
    return [(lead, phrase)]


def cut(phrase: str) -> int | None:
    """Index of the word that begins the phrase's own prepositional phrase; None without one, or if it is long.

    >>> cut("a judge of the High Court"), cut("a judge")
    (2, None)
    """
    found = phrase.split()
    at = next((i for i, word in enumerate(found) if 0 < i < len(found) - 1 and word in CUTTING), None)
    return None if len(found) > LONGEST_SPLIT else at


def items(phrase: str, names: Container[str] = ()) -> list[str]:
    """What a phrase lists; empty where it lists nothing, or is a name.

    >>> items("wheat, rye and barley from Poland")
    ['wheat', 'rye', 'barley from Poland']
    >>> items("the town of Wels and its mayor"), items("oil and gas concerns"), items("economic and social aims")
    ([], [], [])
    """
    if phrase in names or not (" and " in phrase or " or " in phrase):
        return []
    *first, last = [part.strip() for part in COMMA.split(phrase) if part.strip()]
    if not first or any(len(part.split()) > LONGEST_ITEM or UNLISTED & {*part.lower().split()} for part in first):
        return []
    if " " in last and (any(ADJECTIVE.search(part) for part in first) or _shares_noun(first[-1], last)):
        return []
    return [part.removeprefix("both ").removeprefix("either ") for part in (*first, last)]


def _shares_noun(first: str, last: str) -> bool:
    """True where a bare singular may stand for a kind of the last noun: "oil and gas concerns" are no oil."""
    before, (word, following) = first.split()[-1], last.split()[:2]
    bare = before.islower() and not before.endswith("s") and len(first.split()) < LONGEST_ITEM
    return bare and word.islower() and word not in PHRASE_OPENERS and following not in UNLISTED and following.isalpha()


def examples(phrase: str, names: Container[str] = ()) -> list[str]:
    """The kind that a phrase tells of and each of its examples; empty where it gives none.

    >>> examples("grains such as rye and oats"), examples("such ports as Riga"), examples("rye, including seed")
    (['grains', 'rye', 'oats'], ['ports', 'Riga'], ['rye', 'seed'])
    """
    found = EXAMPLES.fullmatch(phrase)
    if found is None:
        return []
    return [found["such"] or found["kind"], *(items(found["list"], names) or [found["list"]])]


def is_rambling(phrase: str) -> bool:
    """True for a long phrase that lists: it is rarely read right to its end, so that nothing is made of its parts.

    >>> is_rambling("rye and oats"), is_rambling("an old and, as the ministry of trade says, empty mill")
    (False, True)
    """
    return len(phrase.split()) > LONGEST_ITEM and (" and " in phrase or "," in phrase)


def possession(phrase: str) -> tuple[str, str]:
    """Who owns what by the words of a phrase; empty where it has no possessive, or more than one.

    >>> possession("the airline's debts"), possession("its debts")
    (('the airline', 'debts'), ('', ''))
    """
    parts = POSSESSIVE.split(phrase)
    if len(parts) != 2 or any(word in CUTTING for word in parts[0].split()):
        return "", ""
    found = parts[1].replace(",", " , ").split()
    ends = (n for n, word in enumerate(found) if word in CUTTING or word in AFTER_OWNED)
    return parts[0].strip(), " ".join(found[: next(ends, len(found))])
