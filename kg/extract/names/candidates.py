"""Where names may be: the spans of one block that the votes then decide on.

Composed bodies ("Chinese Foreign Ministry"), the model's entities, trimmed of articles and titles and cut where they
run over several names, long forms with their acronym behind, and the proper nouns that all of these left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.names.evidence import BODY_NOUNS, LAST_WORDS, SCORE
from kg.extract.names.naming import TYPES
from kg.gazetteer import Gazetteer, Match
from kg.language.words import DOERS

if TYPE_CHECKING:
    from kg.model.syntax import Doc

LINKS = frozenset(("of", "de", "la", "von", "van", "der", "al", "el", "bin", "ibn", "del", "di", "da", "-", "&", "du"))
CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *("april", "may", "june", "july", "august", "september", "october", "november", "december"),
        *("mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul"),
        *("aug", "sep", "sept", "oct", "nov", "dec", "weekend", "today", "yesterday", "tomorrow", "am", "pm", "a.m."),
        *("p.m.", "gmt", "utc", "est", "edt", "bst"),
    )
)


ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
# Letters after a person's name: "Mark Tedeschi, QC".
HONOURS = frozenset(
    ("QC", "KC", "SC", "MP", "MEP", "PhD", "MD", "CBE", "OBE", "MBE", "MLA", "JP", "BA", "MA", "R", "D")
)

# Acronyms that are common nouns.
NOT_NAMES = frozenset(
    """DNA RNA HIV AIDS GDP GNP VAT CEO CFO COO CTO CIO IVF MRI IT AI TV PC PCs CCTV GPS LGBT LGBTQ LGBTI USB PDF SUV
    SUVs UFO VIP VIPs NGO NGOs POW POWs FAQ ATM DIY ID IDs SOS HQ DJ MVP PR TNT LED LPG LNG CO2 PhD MBA BA BC AD CE BCE
    RIP IQ ICU OK USD EUR GBP IPO IPOs ETF R&D Q&A PM MP MPs MEP MEPs SMS URL WMD IED IEDs FGM PTSD ADHD COVID COVID-19
    CV ESG FM AM km kWh MW GW mph""".split()
)
# What stands before the name of a ship.
SHIPS = frozenset(
    "USS HMS HMAS HMCS HMNZS INS BRP KRI RFS ROKS JS MV MS SS MT RMS RRS USNS USCGC TCG ORP HNLMS".split()
)


def candidates(
    doc: Doc, gazetteer: Gazetteer, words: list[str], known: dict[int, Match], titles: set[int]
) -> Iterator[tuple[int, int, str]]:
    """Spans that may be names beside the gazetteer's: composed bodies, the model's entities, proper-noun runs."""
    for match in list(known.values()):
        end = _body_end(doc, match, titles)
        if end:
            yield match.start, end, "ORG"
    yield from _ships(doc)
    yield from _long_forms(doc, words)
    covered: set[int] = set()
    for first, last, label in _entities(doc, gazetteer, known):
        if label in TYPES:
            for start, end in _parts(doc, first, last, known, label):
                trimmed = _trim(doc, start, end, known, titles)
                if trimmed:
                    covered.update(range(*trimmed))
                    yield *trimmed, label
        else:
            covered.update(range(first, last))
    for match in known.values():
        covered.update(range(match.start, match.end))
    for match in list(known.values()):
        # "Real Madrid", "Hertha Berlin"
        before, is_town = match.start - 1, "City" in (match.entry.kind, match.place.kind if match.place else "")
        if not is_town or before < 0 or before in titles or not _is_free(doc, before, covered, known):
            continue
        if doc[before].dep_ == "compound" and doc[before].head.i == match.start:
            covered.add(before)
            yield before, match.end, ""
    for start, end in _runs(doc, covered, titles):
        trimmed = _trim(doc, start, end, known, titles)
        if trimmed:
            yield *trimmed, ""


def _entities(doc: Doc, gazetteer: Gazetteer, known: dict[int, Match]) -> Iterator[tuple[int, int, str]]:
    """The model's entities, with a given name that it left before one, and the last word that it cut off one."""
    taken = {i for entity in doc.ents for i in range(entity.start, entity.end)}
    skip = -1
    for start, end, label in _named(doc):
        if start < skip:
            continue
        if label in ("PERSON", "GPE", "ORG", "PRODUCT") and start and start - 1 not in taken | known.keys():
            if doc[start - 1].tag_ == "NNP" and gazetteer.given_name(doc[start - 1].text) and doc[start].tag_ == "NNP":
                start, label = start - 1, "PERSON"
            elif _is_first_half(doc, start, end, label):
                start -= 1
        if label in TYPES:
            while start > 1 and doc[start - 1].text in ROMANCE and _is_free(doc, start - 2, taken, known):
                start -= 2
            end = _second_half(doc, end, label, taken, known)
            start, label = _first_words(doc, start, end, label, taken, known)
            end, label = _last_word(doc, end, known) or _owner(doc, start, end) or (end, label)
            skip = end
        yield start, end, label


def _named(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """What the model names; of "[Gent beat Porto]" the two names around the verb."""
    for entity in doc.ents:
        verb = next(
            (
                t.i
                for t in doc[entity.start : entity.end]
                if t.tag_ in ("VBD", "VBZ", "VBP")
                and t.is_lower
                and any(c.dep_ == "nsubj" and entity.start <= c.i < t.i for c in t.children)
            ),
            None,
        )
        if verb is None:
            yield entity.start, entity.end, entity.label_
            continue
        yield entity.start, verb, entity.label_
        if verb + 1 < entity.end:
            yield verb + 1, entity.end, entity.label_


def _is_first_half(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether the proper noun before a single word is the first half of a name: "Narges [Mohammadi]"."""
    before = doc[start - 1]
    if end - start > 1 or label not in ("PERSON", "ORG") or before.tag_[:2] != "NN" or not before.is_title:
        return False
    says_what = before.lower_.endswith(DOERS) or before.lower_ in BODY_NOUNS
    return before.dep_ == "compound" and before.head.i == start and not says_what


def _second_half(doc: Doc, end: int, label: str, taken: set[int], known: dict[int, Match]) -> int:
    """The end of "[Novak] Djokovic" and "[Ursula] von der Leyen", of which the model saw the beginning alone."""
    at = end
    while label == "PERSON" and at < len(doc) and doc[at].text in PARTICLES_OF_NAMES:
        at += 1
    if at >= len(doc) or at in known or not doc[at].is_title or doc[at].tag_ != "NNP":
        return end
    if at > end:
        return at + 1
    is_half = doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == at and at not in taken
    return at + 1 if is_half and label in ("PERSON", "ORG") else end


PARTICLES_OF_NAMES = frozenset(("von", "van", "der", "den", "de", "la", "bin", "ibn", "al", "el", "ter", "zu"))


def _is_free(doc: Doc, at: int, taken: set[int], known: dict[int, Match]) -> bool:
    return doc[at].tag_ in ("NNP", "NNPS") and doc[at].text[0].isupper() and at not in taken and at not in known


def _first_words(
    doc: Doc, start: int, end: int, label: str, taken: set[int], known: dict[int, Match]
) -> tuple[int, str]:
    """Start and kind of "Still [Bay]" and "Great Mosque of [Djenné]", of which the model saw the last word alone."""
    at = start
    kinds = ("LOC", "FAC", "ORG") if end - start == 1 else ()
    kind = next((kind for kind in kinds if doc[start].lower_ in LAST_WORDS[kind]), "")
    if label in ("GPE", "LOC") and start > 1 and doc[start - 1].text == "of" and _is_free(doc, start - 2, taken, known):
        kind = next((kind for kind in ("FAC", "ORG") if doc[start - 2].lower_ in LAST_WORDS[kind]), "")
        at = start - 1 if kind else start
    while kind and at and _is_free(doc, at - 1, taken, known):
        at -= 1
    return (at, kind) if at < start else (start, label)


def _last_word(doc: Doc, end: int, known: dict[int, Match]) -> tuple[int, str] | None:
    """The end and kind of "[Still] Bay", of which the model saw the first word alone."""
    if end >= len(doc) or end in known or doc[end].tag_ != "NNP" or not doc[end].text[0].isupper():
        return None
    kind = next((kind for kind in ("LOC", "FAC", "ORG") if doc[end].lower_ in LAST_WORDS[kind]), None)
    return (end + 1, kind) if kind else None


# Bodies that are named with the place that they are of.
PUBLIC = frozenset(
    """ministry department agency commission committee council court parliament assembly congress senate government
    university institute institution academy bank church embassy union association federation party society museum
    school college chamber""".split()
)


def _owner(doc: Doc, start: int, end: int) -> tuple[int, str] | None:
    """The end and kind of "[Great Mosque] of [Djenné]": a building or body with the place that it is of."""
    kind = "FAC" if doc[end - 1].lower_ in LAST_WORDS["FAC"] else "ORG" if doc[end - 1].lower_ in PUBLIC else None
    if kind is None or end + 1 >= len(doc) or doc[end].text != "of" or not doc[end - 1].text[0].isupper():
        return None
    at = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    place = next((entity for entity in doc.ents if entity.start in (at, end + 1)), None)
    return (place.end, kind) if place is not None and place.label_ in ("GPE", "LOC") and end - start > 1 else None


def _ships(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """ "BRP Teresa Magbanua": the letters before a ship's name belong to it."""
    for token in doc[:-1]:
        if token.text in SHIPS:
            end = token.i + 1
            while end < len(doc) and doc[end].tag_ in ("NNP", "NNPS") and doc[end].text[0].isupper():
                end += 1
            if end > token.i + 1:
                yield token.i, end, "PRODUCT"


def _long_forms(doc: Doc, words: list[str]) -> Iterator[tuple[int, int, str]]:
    """A name in brackets that is the initials of the words before it, and these words (after Schwartz and Hearst)."""
    for i in range(2, len(doc) - 1):
        if words[i - 1] != "(" or words[i + 1] != ")" or not ACRONYM.fullmatch(words[i]) or words[i] in NOT_NAMES:
            continue
        yield i, i + 1, "ORG"
        start = _initials_start(words, i - 1, words[i])
        if start is not None and i - 1 - start > 1:
            yield start, i - 1, "ORG"


def _initials_start(words: list[str], end: int, short: str) -> int | None:
    """Where the words begin whose capitals and figures are ``short``; small words between them do not count."""
    at, left = end, list(short.replace("&", ""))
    while at > 0 and left and end - at < 2 * len(short) + 2:
        at -= 1
        first = words[at][0]
        if first.isupper() or first.isdigit():
            if first != left.pop():
                return None
        elif words[at] not in SMALL:
            return None
    return at if not left else None


# Small words within names of Romance languages: "Col du Galibier".
ROMANCE = frozenset(("du", "de", "del", "des", "di", "da", "dos", "della", "la"))
SMALL = frozenset(
    ("of", "and", "the", "for", "in", "on", "to", "de", "la", "del", "des", "du", "di", "e", "y", "et", "&")
)


def _body_end(doc: Doc, match: Match, titles: set[int]) -> int:
    """Where the body ends that a demonym or country begins: "Chinese Foreign Ministry"; 0 where there is none."""
    at = match.end
    while at < len(doc) and doc[at].text[0].isupper() and doc[at].is_alpha and at not in titles:
        at += 1
        joined = ("of", "for") if doc[at - 1].lower_ in LAST_WORDS["ORG"] else ("of", "for", "and")
        if at + 1 < len(doc) and doc[at].lower_ in joined and doc[at + 1].text[0].isupper():
            at += 1
    if at == match.end or not any(doc[i].lower_ in LAST_WORDS["ORG"] for i in range(match.end, at)):
        return 0
    return at


def _parts(doc: Doc, start: int, end: int, known: dict[int, Match], label: str) -> Iterator[tuple[int, int]]:
    """An entity cut at commas, at hyphens between known names ("China-Russia"), and at "and" between several."""
    several = label in ("PERSON", "GPE", "LOC") or (start > 0 and doc[start - 1].tag_ == "NNS")
    cut = start
    for i in range(start, end):
        joins = i in known and known[i].end < end and doc[known[i].end].text in ("-", "–", "/")
        ends = doc[i].text in CUTS or doc[i].is_quote or (label in ("PERSON", "ORG") and doc[i].text in PLACERS)
        if doc[i].lower_ == "and":
            # "Federal Police and Interpol"; not "Food and Drug Administration"
            ends = several or (i - cut > 1 and doc[i - 1].lower_ in LAST_WORDS["ORG"] and end - i == 2)
        if doc[i].text == "of":
            ends = label == "PERSON" and i - cut > 1
        if ends:
            if cut < i:
                yield cut, i
            cut = i + 1
        elif joins and known[i].end + 1 in known:
            if cut < i:
                yield cut, i
            cut = known[i].end + 1
    if cut < end:
        yield cut, end


CUTS = frozenset((",", "(", ")", ";", ":", "|"))
# No name of a person or club has these in it: "[Dallas Mavericks] in Game 5".
PLACERS = frozenset(("in", "at", "from"))


def _trim(doc: Doc, start: int, end: int, known: dict[int, Match], titles: set[int]) -> tuple[int, int] | None:
    """The span without article, titles, possessive and edge words in small letters; None where nothing is left."""
    while start < end:
        if start in titles or not _may_begin(doc, start):
            start += 1
        elif start in known and known[start].end < end and known[start].end in titles:
            start = known[start].end
        else:
            break
    while start < end and (end - 1 in titles or not _may_end(doc, end - 1)):
        end -= 1
    while start < end < len(doc) - 1 and doc[end].text == "-" and not doc[end - 1].whitespace_ + doc[end].whitespace_:
        if doc[end - 1].pos_ != "PROPN" or end + 1 in known or not doc[end + 1].is_alpha:
            break
        # "Lam Cheuk-ting", but no "Pan-democrat".
        if doc[end + 1].text[0].islower() and (end - start < 2 or doc[end].ent_type_ != "PERSON"):
            break
        end += 2
    return (start, end) if start < end else None


def _may_begin(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.tag_ in ("DT", "PRP$", "PRP", "CC", "IN", "WDT", "WP", "WRB", "MD") and token.lower_ not in ("al", "el"):
        return token.text[0].isupper() and token.text.isupper() and len(token) > 2
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower_ in ("al", "el", "de", "von", "van", "bin")


def _may_end(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.text[0].isupper() or token.text[0].isdigit():
        beside = {doc[at - 1].text, doc[at + 1].text if at + 1 < len(doc) else ""}
        if SCORE.fullmatch(token.text) or (token.text.isdigit() and beside & {"-", "–"}):
            # "Borussia Dortmund 2-0"
            return False
        return token.tag_ not in ("POS", "DT")
    # "Lam Cheuk-ting": the small half of a hyphenated name.
    return at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and doc[at - 2].text[0].isupper()


def is_name(doc: Doc, start: int, end: int) -> bool:
    """At least one capital letter, no word of the calendar alone, no lone verb, pronoun or number."""
    span = doc.span(start, end)
    text = span.text
    if len(text) < 2 or not any(map(str.isupper, text)) or text in NOT_NAMES:
        return False
    if text in HONOURS and start and doc[start - 1].text in (",", "("):
        return False
    if all(token.lower_ in CALENDAR or not any(map(str.isalpha, token.text)) for token in span):
        return False
    if len(span) == 1 and span[0].is_sent_start and span[0].tag_ == "NNS":
        # "Glaciers are melting": a capital says nothing here.
        return span[0].ent_type_ in ("ORG", "PERSON", "GPE", "NORP")
    return len(span) > 1 or span[0].pos_ in ("PROPN", "NOUN", "ADJ", "X", "ADV", "INTJ") or text.isupper()


def _runs(doc: Doc, covered: set[int], titles: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns that nothing else has taken."""

    def free(i: int) -> bool:
        token = doc[i]
        proper = token.tag_ in ("NNP", "NNPS") and token.text[0].isupper()
        proper = proper or (len(token) > 2 and token.tag_[:2] == "NN" and bool(ACRONYM.fullmatch(token.text)))
        return proper and i not in covered and i not in titles and token.lower_ not in CALENDAR

    at = 0
    while at < len(doc):
        if not free(at):
            at += 1
            continue
        end = at + 1
        while end < len(doc):
            if free(end):
                end += 1
            elif doc[end].lower_ in LINKS and end + 1 < len(doc) and free(end + 1):
                end += 2
            else:
                break
        yield at, end
        at = end


def title_tokens(doc: Doc, words: list[str], gazetteer: Gazetteer, known: dict[int, Match]) -> set[int]:
    """The words of offices: "Secretary of State", "Spokesperson", "Minister of Education"; never a surname "King"."""
    found: set[int] = set()
    at = 0
    while at < len(words):
        length = gazetteer.title_at(words, at)
        inside = bool(length) and any(m.start <= at < m.end and m.end > at + 1 for m in known.values())
        surname = doc[at].ent_type_ == "PERSON" and doc[at].ent_iob_ == "I" and words[at - 1] not in PARTICLES
        foreign = length == 1 and at + 1 < len(words) and words[at + 1] in ROMANCE
        if not length or inside or foreign or (length == 1 and (surname or _in_body(doc, at))):
            at += 1
            continue
        end = at + length
        if words[end - 1].lower() in OF_FIELDS and end + 1 < len(words) and words[end] in ("of", "for"):
            field_end = end + 1
            while field_end < len(words) and words[field_end][0].isupper() and field_end not in known:
                if gazetteer.title_at(words, field_end) or doc[field_end].ent_type_ == "PERSON":
                    break
                field_end += 1
            end = field_end if field_end > end + 1 else end
        start = at
        while start and words[start - 1].lower() in FIELDS and words[start - 1][0].isupper() and start - 1 not in known:
            start -= 1
        found.update(range(start, end))
        at = end
    return found


# Offices that are named after what they are for: "Minister of Education", "Undersecretary for Trade".
OF_FIELDS = frozenset(("minister", "secretary", "undersecretary", "commissioner", "ministers"))
FIELDS = frozenset(
    (
        *("defence", "defense", "foreign", "interior", "finance", "trade", "energy", "health", "justice", "education"),
        *(
            "home",
            "transport",
            "economy",
            "agriculture",
            "environment",
            "culture",
            "labour",
            "labor",
            "federal",
            "police",
        ),
        *("deputy", "assistant", "acting", "former", "first", "senior", "prime", "vice", "chief", "security", "press"),
        *(
            "opposition",
            "majority",
            "minority",
            "shadow",
            "national",
            "state",
            "treasury",
            "commerce",
            "special",
            "oil",
        ),
    )
)
PARTICLES = frozenset((".", "-", "the", "The"))


def _in_body(doc: Doc, at: int) -> bool:
    """A title word that goes on into the name of a body: "Chief Executive Board", "General Motors"."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    if doc[at].ent_type_ in ("ORG", "FAC", "GPE") and after is not None:
        return after.ent_type_ == doc[at].ent_type_ and after.ent_iob_ == "I" and after.text[0].isupper()
    return False
