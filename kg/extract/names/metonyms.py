"""Government, team or place: what a capital, a seat of power or a country stands for in its sentence.

"Beijing warned Manila" speaks of two governments, "a flight from Beijing to Manila" of two cities. The grammar
around the name decides: what it is subject or object of, the preposition before it, the noun it belongs to.
Without any sign a subject, a possessor and an addressee are governments, and everything else is a place.
Where a match is reported who plays is no state: "Belgium beat Panama".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.names.occurrence import SCORE
from kg.language import relations
from kg.language.grammar import CLAUSES_OF_NOUNS, NOUNS
from kg.language.words import may_speak
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token, TokenSpan

IN_PLACE = words("prepositions of being in a place")
MOTION = words("words of moving")
DEALINGS = words("nouns of dealings")
DEALING_VERBS = words("verbs of dealings")
TO_TOWN = words("acts done to towns")
TOWN_DOES = words("deeds of towns")
TOWN_DOES_TO = words("deeds of towns with an object")
OF_TOWN = words("nouns of towns")
OF_GOVERNMENT = words("nouns of governments")
ABOUT_STANCE = words("words of stance")
ABOVE = words("deeds above a place")
SPORT = words("words of sport")
STRIKING = words("arms that strike a place")
REPORTED_FROM = words("verbs of reporting from a place")
OTHER_PARTY = words("prepositions of the other party")
BEING = words("verbs of being and seeming")
# What teams do to one another, whom they have, and what else a report on a match is full of.
GAMES = words("games between teams")
PLAYERS = words("people and turns of sport")
OF_MATCHES = words("words of matches")
# At least so many of them, and one in so many words, are in a report on a match.
DIFFERENT_WORDS, ONE_IN = 5, 50
NO_DEEDS_OF_TEAMS = words("deeds of hosts") | words("verbs of speaking and writing")
NOT_DONE_TO_TEAMS = words("verbs of reaching towns")
BEFORE_TEAMS = frozenset(("against", "with", "over", "by", "for", "to", "between", "of"))
SUBJECTS = frozenset((relations.NSUBJ, relations.NSUBJPASS))
MODIFIERS = frozenset((relations.COMPOUND, relations.NMOD, relations.AMOD))
# What a town is to the verb where it stands for its team.
ROLES_OF_CLUBS = frozenset((relations.NSUBJ, relations.DOBJ, relations.POSS))
DEALT_WITH = (DEALINGS | OF_GOVERNMENT) - OF_TOWN
MOVING_OR_OF_TOWN = MOTION | OF_TOWN

# What a government is said to be: relations to the verb of being.
TOLD = frozenset((relations.ACOMP, relations.ATTR, relations.PREP, relations.OPRD, relations.XCOMP, relations.ADVMOD))
PARTICIPLE_TAGS = frozenset(("VBN", "VBG"))
# "hosted talks": what of all that towns host only a government does.
HOSTED_BY_GOVERNMENTS = frozenset(("talk", "negotiation"))
# "stood by its ally", "sat with the rebels"
TAKING_SIDES = frozenset(("stand", "sit"))
SIDES = frozenset(("by", "behind", "with", "against"))
# "the campaign for", "a march against": the noun is an act, whoever's it is.
OF_ACTS = frozenset(("for", "against", "towards"))
TOWARDS = frozenset(("to", "towards", "toward", "onto"))


def is_government(span: TokenSpan, *, is_city: bool) -> bool:
    """True where the name stands for the government that sits there.

    "Caracas froze the accounts" does, "the bus from Caracas" and "support for a united Caracas" do not.

    Args:
        span: the words of the seat, in their parse.
        is_city: False for buildings ("the Kremlin"), which stand for their government more often than towns do.
    """
    token = span.root
    if _is_dateline(span) or _names_its_country(span) or _is_one_of_several(token):
        return False
    first = _first(token)
    decide = BY_RELATION.get(first.dep_)
    return decide(first, is_city) if decide is not None else not is_city


def _is_one_of_several(token: Token) -> bool:
    """Whether it is the town as somebody wants or knows it: "a united Oslo", "another Oslo"."""
    return any(child.lower_ in ("a", "an", "another") and child.dep_ == "det" for child in token.children)


def _first(token: Token) -> Token:
    """What the seat is listed with or added to: of "Rome, Paris and Kyiv" Rome, at most four steps up."""
    for above in islice(token.path, 4):
        added = above.dep_ == "appos" and above.head.lemma_.lower() not in OF_TOWN
        if above.dep_ != "conj" and not added:
            return above
        token = above.head
    return token


def _is_dateline(span: TokenSpan) -> bool:
    """Whether it opens a report: "BRUSSELS (Reuters) – ..."."""
    if span.start != span.sent.start:
        return False
    after = span.doc.span(span.end, span.end + 8).text
    return after.startswith(("–", "—")) or (after.startswith("(") and ")" in after)


def _names_its_country(span: TokenSpan) -> bool:
    """Whether it is the town, as in "Kyiv, Ukraine"."""
    behind = span.doc[span.end : span.end + 2]
    if len(behind) < 2 or behind[0].text != ",":
        return False
    return behind[1].ent_type_ == MentionType.GPE and behind[1].dep_ == "appos"


# -- teams -------------------------------------------------------------------------------------------------------------


def is_match_report(docs: Sequence[Doc]) -> bool:
    """True of a text that is full of goals, strikers and referees; not of one that has a goal and a final score."""
    found = [lemma for doc in docs for token in doc if (lemma := token.lemma_.lower()) in OF_MATCHES]
    return len(set(found)) >= DIFFERENT_WORDS and ONE_IN * len(found) >= sum(map(len, docs))


def is_team(span: TokenSpan, *, is_city: bool, of_match: bool) -> bool:
    """True where a town or country stands for its team: "they beat Liverpool"; not "they live in Liverpool".

    Args:
        span: the words of the place, in their parse.
        is_city: countries are teams in reports on matches only.
        of_match: it stands in such a report.
    """
    if of_match and (_is_beside_score(span) or _plays(_first(span.root))):
        return True
    return is_city and span.end == span.start + 1 and _is_club(span.root)


def _is_beside_score(span: TokenSpan) -> bool:
    """True for both in "Sweden 1 – 0 Korea" and "Sweden 1-0 Korea"."""
    around = (*span.doc[max(0, span.start - 1) : span.start], *span.doc[span.end : span.end + 1])
    return any(SCORE.fullmatch(token.text) or (token.text.isdigit() and len(token) < 3) for token in around)


def _plays(token: Token) -> bool:
    """Who plays, where a match is reported: "Sweden faced Korea"; not "Sweden hosts it", "flew to Sweden"."""
    above = token.head
    lemma = above.lemma_.lower()
    if token.dep_ in SUBJECTS:
        return lemma not in NO_DEEDS_OF_TEAMS
    if token.dep_ == "dobj":
        return lemma not in NOT_DONE_TO_TEAMS
    if token.dep_ == "poss":
        return lemma in OF_MATCHES or not (may_speak(above) or lemma in DEALT_WITH or lemma in OF_TOWN)
    if token.dep_ == "pobj":
        return above.lower_ in BEFORE_TEAMS and _is_played_for(above)
    return token.dep_ in MODIFIERS and lemma in PLAYERS


def _is_played_for(preposition: Token) -> bool:
    """ "scored for Sweden", "the lead for Sweden", "the coach of it"; not "left for Sweden", "the king of it"."""
    word, lemma = preposition.lower_, preposition.head.lemma_.lower()
    if word == "of":
        return lemma in PLAYERS
    return lemma not in MOTION or (word == "for" and preposition.head.pos_ == "NOUN")


def _is_club(token: Token) -> bool:
    """Whether a town stands for its team: "Liverpool needed a midfielder", "they beat Liverpool"."""
    if token.dep_ not in ROLES_OF_CLUBS or (token.dep_ == "poss" and token.head.lemma_ not in SPORT):
        return False
    verb = token.head.lemma_.lower()
    return verb in GAMES or (verb not in TOWN_DOES and any(word.lemma_.lower() in PLAYERS for word in token.sent))


# -- subjects ----------------------------------------------------------------------------------------------------------


def _as_subject(token: Token, is_city: bool) -> bool:
    """Who does something: "Oslo warned Chile"; not "Oslo boasts two harbours", nor in a sentence on sport."""
    verb = token.head
    if any(word.lemma_.lower() in SPORT for word in verb.sent):
        return False
    lemma = verb.lemma_.lower()
    if lemma in BEING:
        return _has_stance(verb)
    return lemma not in TOWN_DOES or _is_deed_of_government(verb, lemma)


def _has_stance(verb: Token) -> bool:
    """True where a government is told to be something: "Oslo is wary", "Oslo is isolated"; not "Oslo is cold".

    Nor does "according to" say what it is.
    """
    told = [child for child in verb.children if child.dep_ in TOLD]
    return any(
        child.dep_ == "xcomp" or (child.tag_ in PARTICIPLE_TAGS and child.dep_ != relations.PREP) or _is_stance(child)
        for child in told
    )


def _is_stance(word: Token) -> bool:
    lemma = word.lemma_.lower()
    return lemma in ABOUT_STANCE or lemma in DEALING_VERBS


def _is_deed_of_government(verb: Token, lemma: str) -> bool:
    """True where what towns do is done by a government: "hosted talks", "rang the bell", "stood by Chile"."""
    if any(child.dep_ == "dobj" for child in verb.children):
        return lemma not in TOWN_DOES_TO or (lemma == "host" and _hosts_talks(verb))
    return lemma in TAKING_SIDES and any(child.lower_ in SIDES for child in verb.children)


def _hosts_talks(verb: Token) -> bool:
    return any(child.lemma_.lower() in HOSTED_BY_GOVERNMENTS for child in verb.children)


def _as_passive_subject(token: Token, is_city: bool) -> bool:
    """To whom something is done: "Oslo was warned"; not "Oslo was shelled"."""
    return token.head.lemma_.lower() not in TO_TOWN


# -- objects, owners, and what stands before a noun --------------------------------------------------------------------


def _as_object(token: Token, is_city: bool) -> bool:
    """To whom it is done: "They warned Oslo"; not "They visited Oslo", "They left Oslo"."""
    lemma = token.head.lemma_.lower()
    return lemma not in TO_TOWN and lemma not in MOTION


def _as_owner(token: Token, is_city: bool) -> bool:
    """Whose it is: "Oslo's refusal", "Oslo's club for peace"; not "Oslo's club"."""
    noun = token.head
    is_act = any(child.dep_ == "prep" and child.lower_ in OF_ACTS for child in noun.children)
    return is_act or noun.lemma_.lower() not in OF_TOWN


def _before_noun(token: Token, is_city: bool) -> bool:
    """Whose people or plans: "Oslo officials"; not "Oslo suburbs", nor "Oslo mittens" where Oslo is a town."""
    noun = token.head
    lemma = noun.lemma_.lower()
    if lemma in OF_GOVERNMENT:
        return True
    return lemma not in OF_TOWN and noun.pos_ != "PROPN" and not is_city


def _as_sentence(token: Token, is_city: bool) -> bool:
    """What a sentence without a verb is about: "The Kremlin, which denied it."; not "Oslo, which denied it."."""
    return not is_city and any(child.dep_ in CLAUSES_OF_NOUNS for child in token.children)


def _as_explanation(token: Token, is_city: bool) -> bool:
    """ "The capital, Oslo," and "the town is Oslo" say what a place is called."""
    return False


# -- behind prepositions -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Governor:
    """What a preposition with a seat of power behind it depends on.

    Attributes:
        word: it, adverbs left out: of "flew home to Kyiv" the verb.
        lemma: its lemma.
        deals: it names or does what governments do with one another.
        is_city: the seat is a town.
    """

    word: Token
    lemma: str
    deals: bool
    is_city: bool


def _after_preposition(token: Token, is_city: bool) -> bool:
    """What the preposition and the word above it tell: "a letter to Oslo"; not "a bus to Oslo", "in Oslo"."""
    preposition = token.head
    word = preposition.lower_
    if word in IN_PLACE:
        return False
    behind = BEHIND.get(word)
    return behind(_governor(preposition, is_city)) if behind is not None else word in OTHER_PARTY


def _governor(preposition: Token, is_city: bool) -> Governor:
    above = (t for t in preposition.ancestors if t.dep_ != "prep" and t.pos_ != "ADV")
    word = next(above, preposition.root)
    lemma = word.lemma_.lower()
    return Governor(word, lemma, _deals(word, lemma), is_city)


def _deals(word: Token, lemma: str) -> bool:
    """True for "warned", "a warning" and, of "gave assurances to Riga", for the noun by its verb."""
    if lemma in DEALINGS:
        return True
    if word.pos_ not in NOUNS:
        return lemma in DEALING_VERBS
    is_given = word.dep_ == "dobj" and word.head.lemma_.lower() in DEALING_VERBS
    return is_given and lemma not in MOVING_OR_OF_TOWN


def _behind_of(above: Governor) -> bool:
    """ "the policy of Oslo"; not "the streets of Oslo", "the taste of Oslo"."""
    return above.lemma in DEALT_WITH


def _behind_from(above: Governor) -> bool:
    """ "a letter from Oslo"; not "reported from Oslo", "a note on the train from Oslo"."""
    return above.deals and above.lemma not in MOTION and above.lemma not in REPORTED_FROM


def _behind_to(above: Governor) -> bool:
    """ "a letter to Oslo", "bad news to Oslo"; not "the road to Oslo", "a window to Oslo"."""
    return above.deals or above.lemma not in MOVING_OR_OF_TOWN


def _behind_for(above: Governor) -> bool:
    """ "a blow for Oslo"; not "left for Oslo"."""
    return above.lemma not in MOTION


def _behind_on(above: Governor) -> bool:
    """ "a tax on Oslo"; not "an attack on Oslo"."""
    return above.lemma not in STRIKING


def _behind_over(above: Governor) -> bool:
    """ "a quarrel over Oslo"; not "a jet flew over Oslo"."""
    return above.lemma not in ABOVE and _behind_about(above)


def _behind_between(above: Governor) -> bool:
    """ "a deal between Oslo and Rome", "a game between Oslo and Rome"; not "a train between Oslo and Rome"."""
    return above.deals or above.lemma not in MOVING_OR_OF_TOWN


def _behind_about(above: Governor) -> bool:
    """ "a dispute about Oslo", "wondered about Oslo"; not "a song about Oslo", "a street under Oslo"."""
    if above.deals:
        return True
    return above.lemma not in MOVING_OR_OF_TOWN and not (above.word.pos_ == "NOUN" and above.is_city)


BEHIND: Mapping[str, Callable[[Governor], bool]] = MappingProxyType(
    {
        "of": _behind_of,
        "from": _behind_from,
        **dict.fromkeys(TOWARDS, _behind_to),
        "for": _behind_for,
        "on": _behind_on,
        "over": _behind_over,
        "between": _behind_between,
        **dict.fromkeys(("under", "about", "behind"), _behind_about),
    }
)
# What decides, by the relation of the name to its head; a name in any other is a government if it is no town.
BY_RELATION: Mapping[str, Callable[[Token, bool], bool]] = MappingProxyType(
    {
        **dict.fromkeys((relations.NSUBJ, relations.CSUBJ), _as_subject),
        relations.NSUBJPASS: _as_passive_subject,
        **dict.fromkeys((relations.DOBJ, relations.OBJ, relations.DATIVE, relations.IOBJ, relations.OPRD), _as_object),
        **dict.fromkeys((relations.POBJ, relations.PCOMP), _after_preposition),
        relations.POSS: _as_owner,
        **dict.fromkeys((relations.COMPOUND, relations.NMOD, relations.AMOD, relations.NPADVMOD), _before_noun),
        **dict.fromkeys((relations.APPOS, relations.ATTR), _as_explanation),
        relations.ROOT: _as_sentence,
    }
)
