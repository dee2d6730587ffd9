"""What a name names, by the evidence of one occurrence: a person, a body, a place or something else.

Each occurrence votes: what the model says, the office before it, the word it ends in ("Ministry", "River"), a
relative "who", the preposition before it, the verb it is subject of. How much a vote weighs is in
``ontology/votes.tsv``. Over a document they are added up, but what one sign says again and again counts less and
less: the model sees the word more than what is around it, and makes one mistake wherever the word stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import VocabularyError
from kg.extract.names import around
from kg.extract.names.naming import PEOPLES, last_word
from kg.extract.names.occurrence import (
    AT_A_LOSS,
    KINDS_BY_LAST_WORD,
    LAST_WORDS,
    REGIONS,
    SHIPS,
    Occurrence,
    occurrence,
)
from kg.gazetteer import Gazetteer
from kg.terms.mention_type import MentionType
from kg.terms.tables import rows
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import TokenSpan

# What a rule sees in a name speaks for the type that it gives; None where it sees nothing.
Rule = Callable[[Occurrence], MentionType | None]
# How often each vote is cast for each type.
Votes = Counter[tuple[str, MentionType]]

# The votes that the model casts.
BY_MODEL = frozenset(("model", "model at a loss"))

FOLLOWER = re.compile(r"[A-Z]\w{3,}(?:ists?|ology|ism)")
INITIAL = re.compile(r"[A-Z]\.")
FIRST_OF_LANDSCAPES = words("first words of landscapes")
FIRST_OF_FOREIGN_LANDSCAPES = words("first words of foreign landscapes")
FIRST_OF_FOREIGN_BODIES = words("first words of foreign bodies")
FIRST_OF_EVENTS = words("first words of events")
LAWS_OR_EVENTS = words("last words of laws or events")
MEMBERS = words("members of a house")
GODS = words("gods")
FAITHS = words("faiths")
PARTS_OF_PLACES = words("words for parts of places")
# What joins the word for an institution to what it is for or of.
OF_INSTITUTIONS = frozenset(("of", "for", "on", "against"))
# What institutions named that way are.
KINDS_OF_INSTITUTIONS = frozenset((MentionType.ORG, MentionType.FAC, MentionType.LOC))
# Buildings and landscapes.
SPOTS = LAST_WORDS[MentionType.FAC] | LAST_WORDS[MentionType.LOC]
WORKS = LAST_WORDS[MentionType.LAW] | LAST_WORDS[MentionType.WORK_OF_ART]


def votes(span: TokenSpan, label: MentionType | None, gazetteer: Gazetteer) -> Votes:
    """The evidence of one occurrence.

    Args:
        span: the name without its titles.
        label: what the model calls it, None where it found no name here.
        gazetteer: offices and given names.
    """
    name = occurrence(span, label, gazetteer)
    cast: Votes = Counter()
    for vote, weight, rule in VOTES:
        kind = rule(name)
        if kind is not None:
            name.so_far[kind] += weight
            cast[vote, kind] += 1
    return cast


def tally(cast: Votes) -> Counter[MentionType]:
    """What the votes on all occurrences of one name weigh together, for each type; 10 is what the model says once.

    Votes of one sign count as the root of their number, those of the model as the root of all that it casts.
    """
    weighed: Counter[MentionType] = Counter()
    by_model = sum(times for (vote, _), times in cast.items() if vote in BY_MODEL)
    for (vote, kind), times in cast.items():
        if vote in BY_MODEL:
            weighed[kind] += round(weight(vote) * times / math.sqrt(by_model))
        else:
            weighed[kind] += round(weight(vote) * math.sqrt(times))
    return weighed


def weight(vote: str) -> int:
    """How much a vote counts, by its name.

    Raises:
        VocabularyError: if ``ontology/votes.tsv`` has none of that name.
    """
    try:
        return weights()[vote]
    except KeyError:
        raise VocabularyError(f"no vote {vote!r} in ontology/votes.tsv; add it there") from None


@cache
def weights() -> Mapping[str, int]:
    """The weight of every vote by its name.

    Raises:
        VocabularyError: if a weight is no whole number, or a vote stands there twice.
    """
    found: dict[str, int] = {}
    for (vote, number, _, _), place in rows("votes.tsv", 4):
        if vote in found:
            raise VocabularyError(f"{place}: the vote {vote!r} is there already; leave out one of the two")
        try:
            found[vote] = int(number)
        except ValueError:
            raise VocabularyError(f"{place}: the weight {number!r} is no whole number") from None
    return MappingProxyType(found)


# -- what the model says -----------------------------------------------------------------------------------------------


def named_by_model(name: Occurrence) -> MentionType | None:
    """The model names a person, a body, a place: "Omar Marsh" spoke; not where it may be at a loss: "Halden Prize"."""
    return None if name.label in AT_A_LOSS else name.label


def named_at_a_loss(name: Occurrence) -> MentionType | None:
    """The model names a product, a work, a law or an event, as it does at a loss: "Aldra"; not a person or place."""
    return name.label if name.label in AT_A_LOSS else None


# -- the words of the name ---------------------------------------------------------------------------------------------


def people_or_faith(name: Occurrence) -> MentionType | None:
    """A single word for a people or followers: "Muslims prayed", "Peronists won"; not "Halden Muslims met"."""
    word = last_word(name.first.text)
    is_people = name.is_single and (word in PEOPLES or word in FAITHS or FOLLOWER.fullmatch(name.first.text))
    return MentionType.NORP if is_people else None


def god(name: Occurrence) -> MentionType | None:
    """Whom believers pray to: "They thanked God"; not "God Aldra"."""
    return MentionType.PERSON if name.is_single and name.first.lower_ in GODS else None


def capitals(name: Occurrence) -> MentionType | None:
    """A single word of two to six capitals: "HDLB fined a firm"; not "Hdlb", nor "HARBOURMASTERS"."""
    word = name.first.text
    return MentionType.ORG if name.is_single and 2 <= len(word) <= 6 and word.isupper() else None


def lone_given_name(name: Occurrence) -> MentionType | None:
    """A given name alone: "Maria spoke"; not "Okelme spoke"."""
    return MentionType.PERSON if name.is_single and name.is_given else None


def kind_of_last_word(name: Occurrence) -> MentionType | None:
    """The kind of name that ends so: "Harbour Commission", "Easter"; not a "Commission" alone, nor "Maria Bill"."""
    if not name.is_single and name.last.lower_ in LAWS_OR_EVENTS:
        return MentionType.LAW if name.label is MentionType.LAW else MentionType.EVENT
    kind = MentionType.ORG if _is_chamber(name) else _kind_before_number(name)
    if name.is_single and kind is not MentionType.EVENT:
        return None
    return None if _institution(name) or _is_named_like_a_thing(name) else kind


def _kind_before_number(name: Occurrence) -> MentionType | None:
    """What the last word tells, or the one before a number: "World War II"; not "Omar Marsh II"."""
    own = KINDS_BY_LAST_WORD.get(name.last.lower_)
    if name.is_single or (own is not MentionType.PERSON and not name.last.text.isdigit()):
        return own
    return KINDS_BY_LAST_WORD.get(name.doc[name.last.i - 1].lower_, own)


def _is_chamber(name: Occurrence) -> bool:
    """True of "Kentucky House" and "House of Delegates"; not of "Marsh House", "House of Cards"."""
    doc, span = name.doc, name.span
    if name.last.lower_ in MEMBERS:
        return any(token.lower_ == "house" for token in span)
    if name.is_single or name.last.lower_ != "house":
        return False
    state = name.gazetteer.named(doc.span(span.start, span.end - 1).text)
    return state is not None and state.type in REGIONS


def kind_of_institution(name: Occurrence) -> MentionType | None:
    """What the word before "of" or "for" tells: "Institute for Tidal Physics"; not "Marsh for Mayor"."""
    return _institution(name)


def given_name_first(name: Occurrence) -> MentionType | None:
    """A given name with more behind it: "Maria Okelme spoke"; not "Maria Foundation", "Victoria Institute of Art".

    Nor a firm of two: "Spencer & Marsh".
    """
    if name.is_single or not name.is_given or _institution(name) or any(token.text == "&" for token in name.span):
        return None
    ends = name.last.lower_ in KINDS_BY_LAST_WORD and not _is_named_like_a_thing(name)
    return None if ends else MentionType.PERSON


def initial_inside(name: Occurrence) -> MentionType | None:
    """An initial between two words: "Omar B. Marsh spoke"; not "B. Marsh" or "Omar B."."""
    inside = name.doc[name.span.start + 1 : name.span.end - 1]
    return MentionType.PERSON if any(INITIAL.fullmatch(token.text) for token in inside) else None


def landscape_first(name: Occurrence) -> MentionType | None:
    """A word for a landscape with its name behind it: "Lake Aldra froze"; not "lake Aldra", nor "Lake" alone."""
    is_landscape = not name.is_single and name.first.lower_ in FIRST_OF_LANDSCAPES and name.first.is_title
    return MentionType.LOC if is_landscape else None


def foreign_landscape_first(name: Occurrence) -> MentionType | None:
    """Such a word of another language: "Monte Aldra rises"; not "Monte" alone."""
    return MentionType.LOC if not name.is_single and name.first.lower_ in FIRST_OF_FOREIGN_LANDSCAPES else None


def ship_first(name: Occurrence) -> MentionType | None:
    """The letters before a ship's name: "HMS Maria Okelme sank"; not "HMS" alone."""
    return MentionType.PRODUCT if not name.is_single and name.first.text in SHIPS else None


def event_first(name: Occurrence) -> MentionType | None:
    """A storm or an operation with its name: "Typhoon Aldra passed"; not "Aldra" alone."""
    return MentionType.EVENT if not name.is_single and name.first.lower_ in FIRST_OF_EVENTS else None


def foreign_body_first(name: Occurrence) -> MentionType | None:
    """A word for a body in another language: "Banco Aldra closed"; not "BANCO ALDRA", where case tells nothing."""
    is_body = not name.is_single and name.first.lower_ in FIRST_OF_FOREIGN_BODIES and name.first.is_title
    return MentionType.ORG if is_body else None


def club(name: Occurrence) -> MentionType | None:
    """One word before the name of a city: "Dukla Prague won"; not "North London", nor what is held for a place."""
    if len(name.span) != 2 or name.first.lower_ in PARTS_OF_PLACES or name.is_given:
        return None
    is_place = name.so_far[MentionType.GPE] + name.so_far[MentionType.LOC] > 0
    return MentionType.ORG if not is_place and name.gazetteer.is_city(name.last.text) else None


def _institution(name: Occurrence) -> MentionType | None:
    """The type of "Institute for Tidal Physics", "Great Mosque of Aldra": the word before the first "of" tells it."""
    if _is_chamber(name):
        return None
    for token in name.doc[name.span.start + 1 : name.span.end - 1]:
        if token.lower_ in OF_INSTITUTIONS:
            kind = KINDS_BY_LAST_WORD.get(name.doc[token.i - 1].lower_)
            return kind if kind in KINDS_OF_INSTITUTIONS else None
    return None


def _is_named_like_a_thing(name: Occurrence) -> bool:
    """True of "Maria Bill" and "Emma Prize", people whose surname is a law's or a work's last word.

    So are "Maria Park" and "Maria Lake" where the model sees a person and no article stands before them.
    """
    if len(name.span) != 2 or not name.is_given:
        return False
    if name.last.lower_ in WORKS:
        return True
    has_article = name.before is not None and name.before.lower_ == "the"
    return name.label is MentionType.PERSON and name.last.lower_ in SPOTS and not has_article


# -- all of them -------------------------------------------------------------------------------------------------------

# Asked in this order: some look at what those before them have voted.
SIGNS: tuple[tuple[str, Rule], ...] = (
    ("model", named_by_model),
    ("model at a loss", named_at_a_loss),
    # its words
    ("people or faith", people_or_faith),
    ("god", god),
    ("capitals", capitals),
    ("lone given name", lone_given_name),
    ("last word", kind_of_last_word),
    ("institution of", kind_of_institution),
    ("given name first", given_name_first),
    ("initial inside", initial_inside),
    ("landscape first", landscape_first),
    ("foreign landscape first", foreign_landscape_first),
    ("ship first", ship_first),
    ("event first", event_first),
    ("foreign body first", foreign_body_first),
    ("club", club),
    # its verb
    ("argument", around.argument),
    ("speaker", around.speaker),
    ("human deed", around.human),
    ("drawing side", around.drawing_side),
    ("doer", around.doer),
    ("reached", around.reached),
    ("served", around.served),
    ("drawn with", around.drawn_with),
    # before it
    ("office before", around.office_before),
    ("surest preposition", around.behind_surest_preposition),
    ("sure preposition", around.behind_sure_preposition),
    ("preposition", around.behind_preposition),
    ("person of it", around.of_person),
    ("kind of place of", around.kind_before_of),
    ("kind of place", around.kind_before),
    ("article", around.behind_article),
    ("person explained", around.explains_person),
    ("body explained", around.explains_body),
    ("vessel before", around.vessel_before),
    ("town before", around.town_before),
    ("body before", around.body_before),
    ("person before", around.person_before),
    # behind it
    ("its person", around.its_person),
    ("kin", around.kin),
    ("called", around.called),
    ("named after", around.named_after),
    ("law behind", around.law_behind),
    ("body behind", around.body_behind),
    ("own of states", around.own_of_states),
    ("who", around.who),
    ("himself", around.himself),
    ("where", around.where),
    ("age", around.age),
    ("office behind", around.office_behind),
    ("body apposed", around.body_apposed),
    ("person apposed", around.person_apposed),
    ("country behind", around.country_behind),
)
VOTES = tuple((vote, weight(vote), rule) for vote, rule in SIGNS)
