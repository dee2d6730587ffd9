"""Where names may be: the spans of one block that the votes then decide on.

Composed bodies ("Chinese Foreign Ministry"), the model's entities, trimmed of articles and titles and cut where they
run over several names, long forms with their acronym behind, and the proper nouns that all of these left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.names.boundaries import (
    ACRONYM,
    CALENDAR,
    NOT_NAMES,
    PEOPLE_AND_BODIES,
    ROMANCE,
    Site,
    begins_with_capital,
    end_of_side,
    parts,
    trimmed,
)
from kg.extract.names.occurrence import BODY_NOUNS, LAST_WORDS, LAST_WORDS_OF_BODIES, REGIONS, SHIPS
from kg.gazetteer import Match
from kg.language.grammar import FINITE_FORMS, PROPER_NOUNS
from kg.language.words import DOERS
from kg.terms.mention_type import NAMED, MentionType, type_of_label
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Doc, TokenSpan

LINKS = words("links within names")
SURNAME_PARTICLES = words("particles of surnames")
# Bodies that are named with the place that they are of.
PLACED_INSTITUTIONS = words("institutions named with their place")
WITHOUT_INITIAL = words("words without an initial")
# Small words within the name of a body; behind what may end one, "and" begins another.
WITHIN_BODY = frozenset(("of", "for", "and"))
WITHIN_ENDED_BODY = WITHIN_BODY - {"and"}

# What may lack a first name that stands before it.
WITH_FIRST_NAME = frozenset((MentionType.PERSON, MentionType.GPE, MentionType.ORG, MentionType.PRODUCT))
# What a last word makes of a name, the likelier first; of what is named with its place.
BY_LAST_WORD = (MentionType.LOC, MentionType.FAC, MentionType.ORG)
WITH_PLACE = (MentionType.FAC, MentionType.ORG)


class Candidate(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) that may be a name, and what the model calls them."""

    start: int
    end: int
    label: MentionType | None = None


def candidates(site: Site) -> Iterator[Candidate]:
    """Spans that may be names beside the gazetteer's: composed bodies, the model's entities, proper-noun runs.

    Known names that leave ``site.known`` meanwhile are not looked at any more.
    """
    covered: set[int] = set()
    yield from _composed_bodies(site)
    yield from _ships(site.doc)
    yield from _long_forms(site.words)
    yield from _entities(site, covered)
    yield from _clubs(site, covered)
    yield from _loose(site, covered)


# -- by their form -----------------------------------------------------------------------------------------------------


def _composed_bodies(site: Site) -> Iterator[Candidate]:
    """Bodies that a demonym or country begins: "Chinese Foreign Ministry"; not "Chinese Foreign Minister"."""
    for match in list(site.known.values()):
        end = _end_of_body(site, match)
        if end:
            yield Candidate(match.start, end, MentionType.ORG)


def _end_of_body(site: Site, match: Match) -> int:
    """Where the body ends that begins with a known name; 0 where there is none, or it takes that side ("pro-Oslo")."""
    doc, at = site.doc, match.end
    if end_of_side(site, match.start) > match.start:
        return 0
    while at < len(doc) and begins_with_capital(doc[at]) and doc[at].is_alpha and at not in site.titles:
        at += 1
        is_ended = doc[at - 1].lower_ in LAST_WORDS_OF_BODIES
        if is_ended and _is_somebody(site, at):
            break
        joined = WITHIN_ENDED_BODY if is_ended else WITHIN_BODY
        if at + 1 < len(doc) and doc[at].lower_ in joined and begins_with_capital(doc[at + 1]):
            at += 1
    return at if any(token.lower_ in LAST_WORDS_OF_BODIES for token in doc[match.end : at]) else 0


def _is_somebody(site: Site, at: int) -> bool:
    """True where a given name and another word with a capital stand: "Oslo University | Ida Moe"."""
    has_two = at + 1 < len(site.doc) and begins_with_capital(site.doc[at + 1])
    return has_two and bool(site.gazetteer.given_name(site.words[at]))


def _ships(doc: Doc) -> Iterator[Candidate]:
    """ "BRP Teresa Magbanua": the letters before a ship's name belong to it; not before "USS officers"."""
    for token in doc[:-1]:
        if token.text in SHIPS:
            end = token.i + 1
            while end < len(doc) and doc[end].tag_ in PROPER_NOUNS and begins_with_capital(doc[end]):
                end += 1
            if end > token.i + 1:
                yield Candidate(token.i, end, MentionType.PRODUCT)


def _long_forms(written: list[str]) -> Iterator[Candidate]:
    """A name in brackets that is the initials of the words before it, and these words (after Schwartz and Hearst)."""
    for i in range(2, len(written) - 1):
        if (
            written[i - 1] != "("
            or written[i + 1] != ")"
            or not ACRONYM.fullmatch(written[i])
            or written[i] in NOT_NAMES
        ):
            continue
        yield Candidate(i, i + 1, MentionType.ORG)
        start = _start_of_initials(written, i - 1, written[i])
        if start is not None and i - 1 - start > 1:
            yield Candidate(start, i - 1, MentionType.ORG)


def _start_of_initials(written: list[str], end: int, short: str) -> int | None:
    """Where the words begin whose capitals and figures are ``short``; small words between them do not count."""
    at, left = end, list(short.replace("&", ""))
    while at > 0 and left and end - at < 2 * len(short) + 2:
        at -= 1
        first = written[at][0]
        if first.isupper() or first.isdigit():
            if first != left.pop():
                return None
        elif written[at] not in WITHOUT_INITIAL:
            return None
    return at if not left else None


# -- the model's entities ----------------------------------------------------------------------------------------------


def _entities(site: Site, covered: set[int]) -> Iterator[Candidate]:
    """The model's names, grown to their full length, cut in parts and trimmed; ``covered`` gets the words of all."""
    for start, end, label in _grown(site):
        if label is None or label not in NAMED:
            covered.update(range(start, end))
            continue
        for part in parts(site, start, end, label):
            name = trimmed(site, *part)
            if name is not None:
                covered.update(range(*name))
                yield Candidate(*name, label)


def _grown(site: Site) -> Iterator[Candidate]:
    """The model's entities, names with the words that it has cut off."""
    taken = {i for entity in _labelled(site.doc) for i in range(entity.start, entity.end)}
    reach = -1
    for entity in _entities_as_given(site.doc):
        if entity.start < reach:
            continue
        if entity.label in NAMED:
            for grow in GROWTHS:
                entity = grow(site, taken, entity)
            reach = entity.end
        yield entity


def _labelled(doc: Doc) -> Iterator[TokenSpan]:
    """The model's entities; what another model calls by a label that kg does not know is as if it had seen nothing."""
    return (entity for entity in doc.ents if type_of_label(entity.label_) is not None)


def _entities_as_given(doc: Doc) -> Iterator[Candidate]:
    """What the model names; of "[Gent beat Porto]" the two names around the verb."""
    for entity in _labelled(doc):
        label = type_of_label(entity.label_)
        verb = _verb_inside(entity)
        if verb is None:
            yield Candidate(entity.start, entity.end, label)
            continue
        yield Candidate(entity.start, verb, label)
        if verb + 1 < entity.end:
            yield Candidate(verb + 1, entity.end, label)


def _verb_inside(entity: TokenSpan) -> int | None:
    """The verb of which the words before it in the entity are the subject."""
    for token in entity:
        if token.tag_ in FINITE_FORMS and token.is_lower:
            subjects = (child for child in token.children if child.dep_ == "nsubj")
            if any(entity.start <= child.i < token.i for child in subjects):
                return token.i
    return None


def _is_free(site: Site, taken: set[int], at: int) -> bool:
    """True for a proper noun that is part of no other name."""
    token = site.doc[at]
    is_proper = token.tag_ in PROPER_NOUNS and begins_with_capital(token)
    return is_proper and at not in taken and at not in site.known


def first_name(site: Site, taken: set[int], entity: Candidate) -> Candidate:
    """A given name or another first half before it: "Narges [Mohammadi]"; not "Mayor [Mohammadi]"."""
    start, end, label = entity
    before = start - 1
    if label not in WITH_FIRST_NAME or before < 0 or before in taken or before in site.known:
        return entity
    doc = site.doc
    is_given = doc[before].tag_ == "NNP" and bool(site.gazetteer.given_name(doc[before].text))
    if is_given and doc[start].tag_ == "NNP":
        return Candidate(before, end, MentionType.PERSON)
    return Candidate(before, end, label) if _is_first_half(doc, entity) else entity


def _is_first_half(doc: Doc, entity: Candidate) -> bool:
    """True where the proper noun before a single word leans on it and does not say what it is."""
    before = doc[entity.start - 1]
    if entity.end - entity.start > 1 or entity.label not in PEOPLE_AND_BODIES:
        return False
    if not before.is_title or before.dep_ != "compound" or before.head.i != entity.start:
        return False
    return not before.lower_.endswith(DOERS) and before.lower_ not in BODY_NOUNS


def romance_words(site: Site, taken: set[int], entity: Candidate) -> Candidate:
    """What a Romance particle ties to it: "Col du [Galibier]"; not "col du [Galibier]"."""
    start = entity.start
    while start > 1 and site.doc[start - 1].text in ROMANCE and _is_free(site, taken, start - 2):
        start -= 2
    return entity._replace(start=start)


def second_half(site: Site, taken: set[int], entity: Candidate) -> Candidate:
    """The rest of "[Novak] Djokovic" and "[Ursula] von der Leyen"; not of "[Novak] Street Bank"."""
    doc, at = site.doc, entity.end
    while entity.label is MentionType.PERSON and at < len(doc) and doc[at].text in SURNAME_PARTICLES:
        at += 1
    if at == len(doc) or at in site.known or not doc[at].is_title or doc[at].tag_ != "NNP":
        return entity
    if at == entity.end:
        last = doc[at - 1]
        is_half = last.dep_ == "compound" and last.head.i == at and at not in taken
        if not is_half or entity.label not in PEOPLE_AND_BODIES:
            return entity
    return entity._replace(end=at + 1)


def first_words(site: Site, taken: set[int], entity: Candidate) -> Candidate:
    """What stands before a last word: "Still [Bay]", "Great Mosque of [Aldra]"; not "still [Bay]"."""
    start, label = _told_by_last_word(site, taken, entity)
    if label is None:
        return entity
    while start and _is_free(site, taken, start - 1):
        start -= 1
    return Candidate(start, entity.end, label) if start < entity.start else entity


def _told_by_last_word(site: Site, taken: set[int], entity: Candidate) -> tuple[int, MentionType | None]:
    """Where the last word of a name with words before it begins, and the kind of name that ends in it."""
    doc, start = site.doc, entity.start
    is_of = entity.label in REGIONS and start > 1 and doc[start - 1].text == "of" and _is_free(site, taken, start - 2)
    if is_of:
        kind = _kind(doc, start - 2, WITH_PLACE)
        return (start if kind is None else start - 1), kind
    return start, _kind(doc, start, BY_LAST_WORD) if entity.end - start == 1 else None


def _kind(doc: Doc, at: int, kinds: tuple[MentionType, ...]) -> MentionType | None:
    """The first of the kinds whose names end in that word."""
    return next((kind for kind in kinds if doc[at].lower_ in LAST_WORDS[kind]), None)


def last_words(site: Site, taken: set[int], entity: Candidate) -> Candidate:
    """A last word that is cut off, or the place of a building or body: "[Still] Bay", "[Great Mosque] of [Aldra]"."""
    start, end, _ = entity
    doc = site.doc
    if end < len(doc) and end not in site.known and doc[end].tag_ == "NNP" and begins_with_capital(doc[end]):
        kind = _kind(doc, end, BY_LAST_WORD)
        if kind is not None:
            return Candidate(start, end + 1, kind)
    return _with_place(doc, entity)


def _with_place(doc: Doc, entity: Candidate) -> Candidate:
    """ "the [Great Mosque] of [Aldra]" as one name; not "[Mosque] of [Aldra]", "[Mina Park] of [Aldra]"."""
    start, end, _ = entity
    kind = _kind_with_place(doc, end - 1)
    if entity.label is MentionType.PERSON and (not start or doc[start - 1].lower_ != "the"):
        # "Mina Park of Chile"
        return entity
    if kind is None or end - start == 1 or end + 1 >= len(doc) or doc[end].text != "of":
        return entity
    end_of_place = _end_of_place(doc, end + 1)
    return Candidate(start, end_of_place, kind) if end_of_place else entity


def _end_of_place(doc: Doc, at: int) -> int:
    """Where a place ends that begins there: "[Aldra]", "the [Aldras]"; 0 where none does, as in "the [Halvex]"."""
    starts = (at, at + 1) if doc[at].lower_ == "the" else (at,)
    place = next((found for found in _labelled(doc) if found.start in starts), None)
    return place.end if place is not None and place.label_ in REGIONS else 0


def _kind_with_place(doc: Doc, at: int) -> MentionType | None:
    if not begins_with_capital(doc[at]):
        return None
    if doc[at].lower_ in LAST_WORDS[MentionType.FAC]:
        return MentionType.FAC
    return MentionType.ORG if doc[at].lower_ in PLACED_INSTITUTIONS else None


# What the model may have cut off a name; each sees what those before it have found.
Growth = Callable[[Site, set[int], Candidate], Candidate]
GROWTHS: tuple[Growth, ...] = (first_name, romance_words, second_half, first_words, last_words)


# -- what is left over -------------------------------------------------------------------------------------------------


def _clubs(site: Site, covered: set[int]) -> Iterator[Candidate]:
    """Known towns that a free proper noun leans on: "Real Madrid", "Hertha Berlin"; not "Mayor Berlin"."""
    for match in site.known.values():
        covered.update(range(match.start, match.end))
    for match in list(site.known.values()):
        before = match.start - 1
        if not _is_town(match) or before < 0 or before in site.titles or not _is_free(site, covered, before):
            continue
        if site.doc[before].dep_ == "compound" and site.doc[before].head.i == match.start:
            covered.add(before)
            yield Candidate(before, match.end)


def _is_town(match: Match) -> bool:
    return match.entry.kind == "City" or (match.place is not None and match.place.kind == "City")


def _loose(site: Site, covered: set[int]) -> Iterator[Candidate]:
    """Runs of proper nouns that nothing else has taken."""
    at = 0
    while at < len(site.doc):
        end = _end_of_run(site, covered, at) if site.doc[at].tag_[:2] == "NN" else at
        if end > at:
            name = trimmed(site, at, end)
            if name is not None:
                yield Candidate(*name)
        at = max(end, at + 1)


def _end_of_run(site: Site, covered: set[int], at: int) -> int:
    """Where a run of loose proper nouns ends that begins there: "Bank of Halden"; the place itself if none does."""
    doc, end = site.doc, at
    while end < len(doc):
        if _is_loose(site, covered, end):
            end += 1
        elif at < end < len(doc) - 1 and doc[end].lower_ in LINKS and _is_loose(site, covered, end + 1):
            end += 2
        else:
            break
    return end


def _is_loose(site: Site, covered: set[int], at: int) -> bool:
    """True for a proper noun or an acronym that is no office, no word of the calendar and part of no other name."""
    token = site.doc[at]
    if token.tag_[:2] != "NN" or at in covered or at in site.titles or token.lower_ in CALENDAR:
        return False
    is_proper = token.tag_ in PROPER_NOUNS and begins_with_capital(token)
    return is_proper or (len(token) > 2 and ACRONYM.fullmatch(token.text) is not None)
