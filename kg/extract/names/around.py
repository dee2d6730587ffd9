"""What stands around a name and tells what it names: its verb, the words before it and the words behind it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.names.occurrence import (
    AT_A_LOSS,
    BEFORE_PLACES,
    BODY_NOUNS,
    LAST_WORDS,
    LAST_WORDS_OF_BODIES,
    SCORE,
    Occurrence,
)
from kg.language import relations
from kg.language.words import is_person
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

ARGUMENTS = frozenset(
    (relations.NSUBJ, relations.NSUBJPASS, relations.DOBJ, relations.POBJ, relations.POSS, relations.CONJ)
)
# Relations of a name on which a noun before it leans: "midfielder Scott scored".
LEANED_ON = frozenset(
    (relations.APPOS, relations.NSUBJ, relations.DOBJ, relations.POBJ, relations.ROOT, relations.CONJ)
)
ADJECTIVAL = frozenset(("DET", "ADJ"))
POSSESSIVE_TAGS = frozenset(("POS", "PRP$"))
PREPOSITIONAL = frozenset(("IN", "TO"))
# Nobody is older; what is more is a year.
OLDEST = 110
# Words between the comma and the noun of an apposition, at most.
FARTHEST = 5

OF_ONE_PERSON = frozenset(("himself", "herself"))

LAST_OF_LAWS = LAST_WORDS[MentionType.LAW]

SAID_BY_PEOPLE = words("verbs of saying by people")
HUMAN = words("verbs of people alone")
REACHED = words("verbs of reaching places")
SERVES = words("verbs of serving a body")
USES_LANGUAGE = words("verbs of using a language")
SUREST_PREPOSITIONS = words("surest prepositions of places")
SURE_PREPOSITIONS = words("sure prepositions of places")
HAD_BY_PEOPLE = words("bodies that people have")
VESSELS = words("vessels")
NAMED_AFTER = words("things named after others")
OF_STATES = words("what only states have")
OF_PEOPLE = words("what only people have")
KINDS_BEFORE: Mapping[str, MentionType] = MappingProxyType(
    {
        **dict.fromkeys(words("nouns of governed places"), MentionType.GPE),
        **dict.fromkeys(words("nouns of landscapes"), MentionType.LOC),
    }
)
KINDS_BEHIND: Mapping[str, MentionType] = MappingProxyType(
    {
        **dict.fromkeys(words("landscapes behind names"), MentionType.LOC),
        **dict.fromkeys(words("buildings behind names"), MentionType.FAC),
    }
)


# -- the verb that it is subject or object of --------------------------------------------------------------------------


def argument(name: Occurrence) -> MentionType | None:
    """It fills a role, though the model sees no name: "They praised Okelme"; not "the Okelme bridge"."""
    return MentionType.ORG if name.label is None and name.root.dep_ in ARGUMENTS else None


def speaker(name: Occurrence) -> MentionType | None:
    """Who says something: "Okelme warned them"; not "They warned Okelme"."""
    return MentionType.PERSON if name.root.dep_ == "nsubj" and name.verb in SAID_BY_PEOPLE else None


def human(name: Occurrence) -> MentionType | None:
    """Who does what only people do: "Okelme resigned"; not "Okelme grew"."""
    return MentionType.PERSON if name.root.dep_ == "nsubj" and name.verb in HUMAN else None


def drawing_side(name: Occurrence) -> MentionType | None:
    """A side of a match that has no winner: "Okelme drew 1-1", "Okelme drew with Porto"; not "Okelme drew maps"."""
    return MentionType.ORG if name.root.dep_ == "nsubj" and _is_draw(name.root.head) else None


def doer(name: Occurrence) -> MentionType | None:
    """Who does anything, where the model says a product or a law: "Okelme cleared six metres"; not "met Okelme".

    A single word is rather a body, several are a person.
    """
    if name.root.dep_ != "nsubj" or name.root.head.pos_ != "VERB" or name.label not in AT_A_LOSS:
        return None
    if name.verb in SAID_BY_PEOPLE or name.verb in HUMAN or _is_draw(name.root.head):
        return None
    return MentionType.ORG if name.is_single else MentionType.PERSON


def reached(name: Occurrence) -> MentionType | None:
    """Where somebody goes: "They visited Okelme"; not where more speaks for a person: "visited Maria Okelme"."""
    if name.root.dep_ != "dobj" or name.verb not in REACHED:
        return None
    is_other = name.so_far[MentionType.PERSON] + name.so_far[MentionType.ORG] > 10
    return None if is_other else MentionType.GPE


def served(name: Occurrence) -> MentionType | None:
    """For whom somebody plays or writes: "He plays for Okelme"; not "He waits for Okelme"."""
    return MentionType.ORG if _governor(name, "for") in SERVES else None


def drawn_with(name: Occurrence) -> MentionType | None:
    """The other side of such a match: "They drew with Okelme"; not "They met with Okelme"."""
    return MentionType.ORG if _governor(name, "with") == "draw" else None


def _is_draw(verb: Token) -> bool:
    """True for "drew with Porto" and "drew 1-1"."""
    return verb.lemma_.lower() == "draw" and any(
        child.lower_ == "with" or SCORE.fullmatch(child.text) for child in verb.children
    )


def _governor(name: Occurrence, preposition: str) -> str:
    """The lemma of what has the name behind that preposition; empty where it stands behind another, or none."""
    above = name.root.head
    return above.head.lemma_.lower() if name.root.dep_ == "pobj" and above.lower_ == preposition else ""


# -- what stands before ------------------------------------------------------------------------------------------------


def office_before(name: Occurrence) -> MentionType | None:
    """An office: "President Marsh spoke"; not before a body: "President, Harbour Commission"."""
    start = name.span.start
    ahead = [token.text for token in name.doc[max(0, start - 8) : start]]
    if name.last.lower_ in LAST_WORDS_OF_BODIES or not name.gazetteer.title_before(ahead, len(ahead)):
        return None
    return MentionType.PERSON


def behind_surest_preposition(name: Occurrence) -> MentionType | None:
    """ "They live in Okelme", "near Okelme"; not "She writes in Okelme", where it may be a language."""
    return MentionType.GPE if _preposition(name) in SUREST_PREPOSITIONS else None


def behind_sure_preposition(name: Occurrence) -> MentionType | None:
    """ "It rained throughout Okelme"; not "It rained because of Okelme"."""
    return MentionType.GPE if _preposition(name) in SURE_PREPOSITIONS else None


def behind_preposition(name: Occurrence) -> MentionType | None:
    """ "They sailed to Okelme"; not "They live in Okelme", which says more, nor "They want to Okelme"."""
    word = _preposition(name)
    is_less = bool(word) and word not in SUREST_PREPOSITIONS and word not in SURE_PREPOSITIONS
    return MentionType.GPE if is_less else None


def of_person(name: Occurrence) -> MentionType | None:
    """Whose a person is: "Omar Marsh of Okelme spoke"; not "the mayor of Okelme spoke"."""
    noun = _before_of(name)
    return MentionType.ORG if noun is not None and noun.ent_type_ == MentionType.PERSON else None


def kind_before_of(name: Occurrence) -> MentionType | None:
    """The kind of place that it is: "the town of Okelme"; not "the mayor of Okelme"."""
    noun = _before_of(name)
    return KINDS_BEFORE.get(noun.lower_) if noun is not None else None


def kind_before(name: Occurrence) -> MentionType | None:
    """The same without "of": "in mount Okelme"; not "City Okelme", nor "in the town Omar Marsh left"."""
    if name.before is None or not name.before.is_lower:
        return None
    kind = KINDS_BEFORE.get(name.before.lower_)
    return kind if name.is_single or kind is MentionType.LOC else None


def behind_article(name: Occurrence) -> MentionType | None:
    """The article before a single word, against a person: "the Okelme met"; not "the Okelme bridge", "the Okelmes"."""
    if name.before is None or name.before.lower_ != "the" or not name.is_single:
        return None
    return MentionType.PERSON if name.first.dep_ != "compound" and name.first.tag_ != "NNPS" else None


def explains_person(name: Occurrence) -> MentionType | None:
    """Who an office or person before it is: "Halden's governor, Chadwin, spoke"; not "Halden's port, Chadwin"."""
    said = _explained(name)
    is_who = said is not None and (is_person(said) or name.gazetteer.title_at([said.text], 0) > 0)
    return MentionType.PERSON if is_who else None


def explains_body(name: Occurrence) -> MentionType | None:
    """Which body: "the group “Okelme” protested"; not behind a comma, where it may be who speaks for it."""
    said = _explained(name)
    is_body = said is not None and said.lower_ in BODY_NOUNS and name.doc[name.span.start - 1].text != ","
    return MentionType.ORG if is_body else None


def vessel_before(name: Occurrence) -> MentionType | None:
    """A ship's or rocket's name: "the tanker Aldra", "a tanker, Aldra,"; not "the captain Aldra"."""
    noun = _noun_before(name)
    return MentionType.PRODUCT if noun is not None and noun.lower_ in VESSELS else None


def body_before(name: Occurrence) -> MentionType | None:
    """A body's name: "the charity Aldra", "a charity, Aldra,"; not "the village Aldra"."""
    noun = _noun_before(name)
    return MentionType.ORG if noun is not None and noun.lower_ in BODY_NOUNS else None


def person_before(name: Occurrence) -> MentionType | None:
    """A noun for a person that leans on it: "midfielder Scott scored"; not "gave the midfielder Scott's ball"."""
    noun = name.before
    if noun is None or not noun.is_lower or name.root.dep_ not in LEANED_ON or noun.lower_ in BODY_NOUNS:
        return None
    leans = noun.head.i == name.root.i or name.root.head.i == noun.i
    return MentionType.PERSON if leans and is_person(noun) else None


def _preposition(name: Occurrence) -> str:
    """The preposition of places before it; empty where there is none, or a language may stand behind it."""
    word = name.before
    if word is None or word.lower_ not in BEFORE_PLACES or word.tag_ not in PREPOSITIONAL:
        return ""
    return "" if word.head.lemma_.lower() in USES_LANGUAGE else word.lower_


def _before_of(name: Occurrence) -> Token | None:
    """ "mayor" before "of Okelme"."""
    start = name.span.start
    return name.doc[start - 2] if start > 1 and name.doc[start - 1].lower_ == "of" else None


def _explained(name: Occurrence) -> Token | None:
    """What it is an apposition of, with a word between: "governor" before ", Chadwin"."""
    said = name.root.head
    return said if name.root.dep_ == "appos" and said.i < name.span.start - 1 else None


def _noun_before(name: Occurrence) -> Token | None:
    """What stands before it, or before the comma there."""
    if name.before is None or name.before.text != ",":
        return name.before
    return name.doc[name.before.i - 1] if name.before.i else None


# -- what stands behind ------------------------------------------------------------------------------------------------


def its_person(name: Occurrence) -> MentionType | None:
    """Whose a person is: "Okelme's Omar Marsh spoke"; not "Okelme's port"."""
    is_its = name.owned is not None and name.owned.ent_type_ == MentionType.PERSON
    return MentionType.ORG if is_its else None


def kin(name: Occurrence) -> MentionType | None:
    """Who has what only people have: "Marsh's widow spoke"; not "Marsh's port"."""
    is_kin = name.owned is not None and name.owned.lower_ in OF_PEOPLE
    return MentionType.PERSON if is_kin else None


def called(name: Occurrence) -> MentionType | None:
    """What place or building a noun says that it is: "the Tolvan bridge fell"; not "the Tolvan Bridge"."""
    return KINDS_BEHIND.get(name.after.lower_) if name.after is not None and name.after.is_lower else None


def named_after(name: Occurrence) -> MentionType | None:
    """What is called by somebody's or some place's name: "the Marburg virus spread"; not "the Marburg council"."""
    return MentionType.PRODUCT if name.after is not None and name.after.lower_ in NAMED_AFTER else None


def law_behind(name: Occurrence) -> MentionType | None:
    """What law it is short for: "the Marsh-Okelme Act", "the Aldra Amendment"; not "the Aldra act"."""
    is_short = name.is_single or any(token.text == "-" for token in name.span)
    is_law = name.after is not None and name.after.is_title and name.after.lower_ in LAST_OF_LAWS
    return MentionType.LAW if is_short and is_law else None


def body_behind(name: Occurrence) -> MentionType | None:
    """What body a noun says that a single word is: "the Aldra group said"; not "the Omar Marsh group", "Marsh's group".

    What people have as well tells nothing unless they are several: "the Aldra team", but "the Aldras team".
    """
    if not name.is_single or name.after is None:
        return None
    if name.after.lower_ in HAD_BY_PEOPLE and not name.first.lower_.endswith("s"):
        return None
    return MentionType.ORG if name.after.lower_ in BODY_NOUNS else None


def own_of_states(name: Occurrence) -> MentionType | None:
    """What only states have: "Gondor's government fell", "Gondor troops"; not where anything speaks for a person."""
    is_owner = name.after is not None and name.after.tag_ == "POS"
    owned = name.beyond if is_owner else name.after
    is_state = owned is not None and owned.lower_ in OF_STATES and not name.so_far[MentionType.PERSON]
    return MentionType.GPE if is_state else None


def who(name: Occurrence) -> MentionType | None:
    """ "Marsh, who spoke, left"; not "Marsh, which grew, voted"."""
    return MentionType.PERSON if _goes_on_with(name, "who") else None


def himself(name: Occurrence) -> MentionType | None:
    """ "They praised Okelme himself"; not "Okelme hurt himself", which a team's player may do, nor "Okelme itself"."""
    return MentionType.PERSON if name.after is not None and name.after.lower_ in OF_ONE_PERSON else None


def where(name: Occurrence) -> MentionType | None:
    """ "Okelme, where it rains, grew"; not "the Okelme, where they sit", nor "Okelme grew where it rains"."""
    has_article = name.before is not None and name.before.lower_ == "the"
    return MentionType.GPE if _goes_on_with(name, "where") and not has_article else None


def age(name: Occurrence) -> MentionType | None:
    """ "Makau, 41, ran"; not "Makau, 2019, was cold", nor "Makau, 41 of them"."""
    if not _has_comma(name) or name.beyond is None or not name.beyond.text.isdecimal():
        return None
    closing = name.span.end + 2
    is_closed = closing < len(name.doc) and name.doc[closing].text == ","
    return MentionType.PERSON if is_closed and int(name.beyond.text[:4]) < OLDEST else None


def office_behind(name: Occurrence) -> MentionType | None:
    """An office as its apposition: "Marsh, the president, spoke"; not "Marsh, the firm, grew"."""
    return MentionType.PERSON if _has_comma(name) and _has_office_behind(name) else None


def body_apposed(name: Occurrence) -> MentionType | None:
    """A noun for a body as its apposition: "Ibama, the environment agency, said so"; not "Ibama, agency"."""
    noun = _apposed(name)
    return MentionType.ORG if noun is not None and noun.lower_ in BODY_NOUNS else None


def person_apposed(name: Occurrence) -> MentionType | None:
    """A noun for a person as its apposition: "Marsh, his friend, spoke"; not "Marsh, his boat, sank"."""
    noun = _apposed(name)
    return MentionType.PERSON if noun is not None and noun.lower_ not in BODY_NOUNS and is_person(noun) else None


def town_before(name: Occurrence) -> MentionType | None:
    """The place that lies in it: "in Halden, Aldra, who"; not "in Halden, Aldra said so", nor a name of two words."""
    comma = name.before
    if comma is None or comma.text != "," or not comma.i or not name.is_single:
        return None
    is_closed = name.after is None or name.after.is_punct
    return MentionType.GPE if is_closed and name.doc[comma.i - 1].ent_type_ == MentionType.GPE else None


def country_behind(name: Occurrence) -> MentionType | None:
    """Where it lies: "in Scala, Sweden"; not "Scala, Omar Marsh and Okelme"."""
    is_within = _has_comma(name) and name.beyond is not None and name.beyond.ent_type_ == MentionType.GPE
    return MentionType.GPE if is_within else None


def _has_comma(name: Occurrence) -> bool:
    return name.after is not None and name.after.text == ","


def _goes_on_with(name: Occurrence, relative: str) -> bool:
    """True for "Marsh who" and "Marsh, who"."""
    if name.after is None:
        return False
    return name.after.lower_ == relative or (
        _has_comma(name) and name.beyond is not None and name.beyond.text == relative
    )


def _apposition_start(name: Occurrence) -> int:
    """Where the noun of an apposition may begin: behind the comma, articles and adjectives."""
    doc, first = name.doc, name.span.end + 1
    at = first
    while at < min(len(doc), first - 1 + FARTHEST) and (doc[at].pos_ in ADJECTIVAL or doc[at].tag_ in POSSESSIVE_TAGS):
        at += 1
    return at


def _has_office_behind(name: Occurrence) -> bool:
    at = _apposition_start(name)
    return name.gazetteer.title_at([token.text for token in name.doc[at : at + 8]], 0) > 0


def _apposed(name: Occurrence) -> Token | None:
    """The noun of an apposition that has an article, an adjective or an owner and is no office."""
    if not _has_comma(name) or _has_office_behind(name):
        return None
    doc, at = name.doc, _apposition_start(name)
    if at == name.span.end + 1 or at == len(doc):
        return None
    while at + 1 < len(doc) and doc[at].dep_ == "compound" and doc[at].pos_ == "NOUN":
        at += 1
    return doc[at]
