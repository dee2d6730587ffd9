"""Where a name begins and ends: offices stay outside, lists are cut, articles and small words come off its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.names.occurrence import LAST_WORDS_OF_BODIES, REGIONS, SCORE
from kg.gazetteer import Gazetteer, Match
from kg.language.ordinary import is_ordinary
from kg.language.words import SIDES_TAKEN, is_side_taken
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

DASHES = frozenset(("-", "–"))
# Between two known names: "China-Russia", "China/Russia".
BETWEEN_NAMES = DASHES | {"/"}
JOINING = frozenset(("and", "&"))
CUTS = frozenset((",", "(", ")", ";", ":", "|"))
# No name of a person or club has these in it: "[Dallas Mavericks] in Game 5".
PLACERS = frozenset(("in", "at", "from"))
# Names of these kinds have no "and" in them.
NEVER_JOINED = frozenset((MentionType.PERSON, MentionType.GPE, MentionType.LOC))
PEOPLE_AND_BODIES = frozenset((MentionType.PERSON, MentionType.ORG))
# Bodies and places that have parts named with a title: "General Motors", "Chief Executive Board".
WITH_TITLES_INSIDE = frozenset((MentionType.ORG, MentionType.FAC, MentionType.GPE))
# Tags of small words, which begin no name.
SMALL_TAGS = frozenset(("DT", "PRP$", "PRP", "CC", "IN", "WDT", "WP", "WRB", "MD"))
# Particles that begin a surname in small letters, of which the first two are no tag's business.
ARABIC_ARTICLES = frozenset(("al", "el"))
FIRST_PARTICLES = ARABIC_ARTICLES | {"de", "von", "van", "bin"}
# Word classes of a name of one word.
NAMING_CLASSES = frozenset(("PROPN", "NOUN", "ADJ", "X", "ADV", "INTJ"))
# What the model must have seen in a plural at the start of a sentence, where its capital says nothing.
OPENING_PLURALS = frozenset((MentionType.ORG, MentionType.PERSON, MentionType.GPE, MentionType.NORP))
# Before a title word these do not make it a surname: "M. King", "the King".
NO_FIRST_NAMES = frozenset((".", "-", "the", "The"))
BEFORE_FIELDS = frozenset(("of", "for"))
BEFORE_HONOURS = frozenset((",", "("))

# Party and state of who sits in a parliament: "(R-Texas)".
SEAT = re.compile(r"[RDI]-[A-Z][A-Za-z.]*")
# What stands in no name, but in the code of a page.
MARKUP = frozenset("<>=")
# How words end that say how somebody is.
ADJECTIVES = ("ed", "ous", "ful", "less", "ish")
ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
CALENDAR = words("words of the calendar")
HONOURS = words("honours behind names")
NOT_NAMES = words("acronyms of common nouns")
ROMANCE = words("romance particles")
OFFICES_OF_FIELDS = words("offices of a field")
BEFORE_OFFICES = words("words before offices")


@dataclass(frozen=True, slots=True)
class Site:
    """The words of one block with what is known of them before any name is decided.

    Attributes:
        doc: the block's syntax.
        words: its words as they are written.
        gazetteer: the known names.
        known: the known names that stand there, by their first word; those that turn out to be part of another leave.
        titles: the words of offices.
        is_headline: most of its words have a capital, which tells nothing then.
        of_match: it stands in a report on a match, whose sides are called by their town or country.
    """

    doc: Doc
    words: list[str]
    gazetteer: Gazetteer
    known: dict[int, Match]
    titles: frozenset[int] = frozenset()
    is_headline: bool = False
    of_match: bool = False


def begins_with_capital(token: Token) -> bool:
    """True for a word whose first letter is a capital."""
    return token.text[0].isupper()


# -- offices -----------------------------------------------------------------------------------------------------------


def offices(site: Site) -> frozenset[int]:
    """The words of offices: "Secretary of State", "Spokesperson", "Minister of Education"; never a surname "King"."""
    found: set[int] = set()
    at = 0
    while at < len(site.words):
        length = _office_at(site, at)
        if not length:
            at += 1
            continue
        end = _end_of_field(site, at + length)
        found.update(range(_start_of_office(site, at), end))
        at = end
    return frozenset(found)


def _office_at(site: Site, at: int) -> int:
    """How many words of an office begin there; 0 where none does, or where they are part of a name."""
    length = site.gazetteer.title_at(site.words, at)
    if not length or any(m.start <= at < m.end for m in site.known.values()):
        return 0
    if length == 1 and (_is_foreign(site, at) or _is_surname(site, at) or _is_in_body(site.doc, at)):
        return 0
    return length


def _is_foreign(site: Site, at: int) -> bool:
    """True for the "Col" of "Col du Galibier"; not for that of "Col Marsh"."""
    return at + 1 < len(site.words) and site.words[at + 1] in ROMANCE


def _is_surname(site: Site, at: int) -> bool:
    """True for the "King" of "Omar King"; not for that of "the King"."""
    token = site.doc[at]
    is_inside = token.ent_type_ == MentionType.PERSON and token.ent_iob_ == "I"
    return is_inside and site.words[at - 1] not in NO_FIRST_NAMES


def _is_in_body(doc: Doc, at: int) -> bool:
    """True for a title word that goes on into the name of a body: "Chief Executive Board", "General Motors"."""
    if at + 1 == len(doc) or doc[at].ent_type_ not in WITH_TITLES_INSIDE:
        return False
    return doc[at + 1].ent_iob_ == "I" and begins_with_capital(doc[at + 1])


def _end_of_field(site: Site, end: int) -> int:
    """Where an office that ends there ends with its field: "Minister of Education"; not "Minister of Omar Marsh"."""
    is_of = end < len(site.words) and site.words[end] in BEFORE_FIELDS
    if not is_of or end + 1 == len(site.words) or site.words[end - 1].lower() not in OFFICES_OF_FIELDS:
        return end
    at = end + 1
    while at < len(site.words) and site.words[at][0].isupper() and at not in site.known:
        if site.gazetteer.title_at(site.words, at) or site.doc[at].ent_type_ == MentionType.PERSON:
            break
        at += 1
    return at if at > end + 1 else end


def _start_of_office(site: Site, at: int) -> int:
    """Where an office begins with the words before it: "Deputy Foreign Minister"; not "deputy Minister"."""
    while at and site.words[at - 1].lower() in BEFORE_OFFICES and site.words[at - 1][0].isupper():
        if at - 1 in site.known:
            break
        at -= 1
    return at


# -- cut in parts ------------------------------------------------------------------------------------------------------


def parts(site: Site, start: int, end: int, label: MentionType) -> Iterator[tuple[int, int]]:
    """An entity cut at commas, at hyphens between known names ("China-Russia"), and at "and" between several.

    Two places are two names: "France & Germany"; not "Marks & Spencer".
    """
    cut = start
    is_list = label in NEVER_JOINED or (start > 0 and site.doc[start - 1].tag_ == "NNS")
    for i in range(start, end):
        if _joins_places(site, cut, i, end) or _parts_names(site.doc, i, cut, end, label, is_list=is_list):
            after = i + 1
        elif _is_tied(site, i, end):
            after = site.known[i].end + 1
        else:
            continue
        if cut < i:
            yield cut, i
        cut = after
    if cut < end:
        yield cut, end


def _parts_names(doc: Doc, i: int, cut: int, end: int, label: MentionType, *, is_list: bool) -> bool:
    """True for a mark, "and" or "of" that stands between two names and belongs to neither."""
    token = doc[i]
    if token.lower_ == "and":
        # "Federal Police and Interpol"; not "Food and Drug Administration"
        return is_list or (i - cut > 1 and doc[i - 1].lower_ in LAST_WORDS_OF_BODIES and end - i == 2)
    if token.text == "of":
        # "Omar Marsh of Halden"; not "Joan of Arc"
        return label is MentionType.PERSON and i - cut > 1
    return token.text in CUTS or token.is_quote or (label in PEOPLE_AND_BODIES and token.text in PLACERS)


def _joins_places(site: Site, start: int, i: int, end: int) -> bool:
    """True for the mark between two known places of which a name is made."""
    if site.doc[i].text not in JOINING:
        return False
    first, second = site.known.get(start), site.known.get(i + 1)
    if first is None or second is None or first.end != i or second.end != end:
        return False
    return first.entry.type in REGIONS and second.entry.type in REGIONS


def _is_tied(site: Site, i: int, end: int) -> bool:
    """True for a known name with a hyphen and another known name behind it."""
    match = site.known.get(i)
    return match is not None and match.end < end and _is_before_name(site, match.end)


def _is_before_name(site: Site, at: int) -> bool:
    return site.doc[at].text in BETWEEN_NAMES and at + 1 in site.known


# -- trimmed -----------------------------------------------------------------------------------------------------------


def trimmed(site: Site, start: int, end: int) -> tuple[int, int] | None:
    """The span without article, titles, possessive and edge words in small letters; None where nothing is left."""
    start = _trimmed_start(site, start, end)
    while start < end and (end - 1 in site.titles or not _may_end(site.doc, end - 1)):
        end -= 1
    end = _end_with_small_half(site, start, end)
    return (start, end) if start < end else None


def _trimmed_start(site: Site, start: int, end: int) -> int:
    while start < end:
        owner = site.known.get(start)
        side = end_of_side(site, start)
        if start < side <= end:
            start = side
        elif start in site.titles or not _may_begin(site.doc[start]) or _is_epithet(site, start, end):
            start += 1
        elif owner is not None and owner.end < end and owner.end in site.titles:
            # "US President Marsh": whose president he is
            start = owner.end
        else:
            break
    return start


def end_of_side(site: Site, start: int) -> int:
    """Where a name goes on behind the side that it takes: "Pro-Oslo | Hill Party"; its start where it takes none."""
    doc = site.doc
    at = start + 2 if start + 2 < len(doc) and doc[start].lower_ in SIDES_TAKEN else start
    return site.known[at].end if at in site.known and is_side_taken(doc[at]) else start


def _is_epithet(site: Site, start: int, end: int) -> bool:
    """True for the "Crooked" of "Crooked Hillary": an ordinary word before a given name; not for "Rose Mary"."""
    word = site.words[start].lower()
    if end - start < 2 or not word.endswith(ADJECTIVES) or not is_ordinary(word):
        return False
    given = site.gazetteer.given_name
    return bool(given(site.words[start + 1])) and not given(site.words[start])


def _end_with_small_half(site: Site, start: int, end: int) -> int:
    """Where "[Lam Cheuk]-ting" ends, of which the model saw no more."""
    doc = site.doc
    while start < end < len(doc) - 1 and _is_hyphen(doc, end) and _goes_on(site, start, end):
        end += 2
    return end


def _is_hyphen(doc: Doc, at: int) -> bool:
    """True for a hyphen without a space before or behind it."""
    return doc[at].text == "-" and not doc[at - 1].whitespace_ and not doc[at].whitespace_


def _goes_on(site: Site, start: int, end: int) -> bool:
    """True where what is behind a hyphen is the name's: "Lam Cheuk-ting"; not "Pan-democrat", "China-Russia"."""
    doc = site.doc
    if doc[end - 1].pos_ != "PROPN" or end + 1 in site.known or not doc[end + 1].is_alpha:
        return False
    is_small = doc[end + 1].text[0].islower()
    return not is_small or (end - start > 1 and doc[end].ent_type_ == MentionType.PERSON)


def _may_begin(token: Token) -> bool:
    """True for a capital, a figure, a particle ("von") and an acronym taken for a small word ("WHO"); not "The"."""
    if token.tag_ in SMALL_TAGS and token.lower_ not in ARABIC_ARTICLES:
        return token.text.isupper() and len(token) > 2
    return begins_with_capital(token) or token.text[0].isdigit() or token.lower_ in FIRST_PARTICLES


def _may_end(doc: Doc, at: int) -> bool:
    """True for a capital, a figure and the small half behind a hyphen ("Cheuk-ting"); not "'s", nor a result "2-0"."""
    token = doc[at]
    if begins_with_capital(token) or token.text[0].isdigit():
        return not _is_score(doc, at)
    return at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and begins_with_capital(doc[at - 2])


def _is_score(doc: Doc, at: int) -> bool:
    """True for "2-0", and for "2" beside a dash: "Borussia Dortmund 2 - 0"."""
    if SCORE.fullmatch(doc[at].text):
        return True
    beside = {doc[at - 1].text, doc[at + 1].text if at + 1 < len(doc) else ""}
    return doc[at].text.isdigit() and not beside.isdisjoint(DASHES)


# -- kept or not -------------------------------------------------------------------------------------------------------


def is_name(doc: Doc, start: int, end: int) -> bool:
    """At least one capital letter, no word of the calendar alone, no lone verb, pronoun or number."""
    text = doc.span(start, end).text
    if len(text) < 2 or not any(map(str.isupper, text)) or text in NOT_NAMES or not MARKUP.isdisjoint(text):
        return False
    if _is_shouted(doc, start, end):
        return False
    if _is_honour(doc, start, text) or all(map(_is_no_word_of_a_name, doc[start:end])):
        return False
    return end - start > 1 or _is_name_alone(doc[start])


def _is_shouted(doc: Doc, start: int, end: int) -> bool:
    """True for ordinary words in capitals among others: "FULL BAN", "LABELS" of "LABELS ARE"; not for "BEER" alone."""
    if not all(token.text.isupper() and is_ordinary(token.lower_) for token in doc[start:end]):
        return False
    beside = (*doc[max(0, start - 1) : start], *doc[end : end + 1])
    return end - start > 1 or any(token.is_alpha and len(token) > 1 and token.text.isupper() for token in beside)


def _is_honour(doc: Doc, start: int, text: str) -> bool:
    """True for the "QC" of "Mark Tedeschi, QC" and for "R-Texas"."""
    if SEAT.match(text):
        return True
    return text in HONOURS and start > 0 and doc[start - 1].text in BEFORE_HONOURS


def _is_no_word_of_a_name(token: Token) -> bool:
    return token.lower_ in CALENDAR or not any(map(str.isalpha, token.text))


def _is_name_alone(token: Token) -> bool:
    if token.is_sent_start and token.tag_ == "NNS":
        # "Glaciers are melting": a capital says nothing here.
        return token.ent_type_ in OPENING_PLURALS
    return token.pos_ in NAMING_CLASSES or token.text.isupper()
