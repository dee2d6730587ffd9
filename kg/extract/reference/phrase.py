"""The phrases of a document that may corefer, each with all that can be asked of it: how it refers, what, of what sex.

noun phrases, things that the rules bound → Phrase: form, being, sex, role → who owns it, who speaks it
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.reference.binding import HE, IT, MEN, PLURAL_SPEAKERS, SHE, SUBJECTS, THEY, WOMEN, is_expletive
from kg.extract.reference.noun_phrases import NounPhrase, reach
from kg.extract.reference.things import Item, Thing
from kg.language import relations
from kg.language.grammar import NOUN_TAGS, PERSONAL_PRONOUNS, PLURAL_NOUNS
from kg.language.words import ADDRESSEES, BODIES, GROUPS, is_person, lemma
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Quotation, Span
from kg.terms.mention_type import MentionType
from kg.terms.tables import rows
from kg.terms.words import word_pairs

if TYPE_CHECKING:
    from kg.model.syntax import Token

NONE: frozenset[str] = frozenset()
# Kinds of mentions that are names, or stand for one without a noun of their own.
BY_NAME = frozenset((MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM))
DETERMINER_TAGS = frozenset(("DT", "PDT", "WDT"))
JOINING_WORDS = frozenset(("and", "&"))
ROLE_OF_RELATION: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(SUBJECTS, "subject"),
        **dict.fromkeys((relations.DOBJ, relations.DATIVE, relations.ATTR, relations.OPRD), "object"),
        relations.POSS: "owner",
        relations.POBJ: "oblique",
        relations.APPOS: "apposed",
        relations.CONJ: "joined",
    }
)


class Form(StrEnum):
    """How a phrase refers: by name, as several joined by "and", by which pronoun, by which determiner."""

    NAME = "name"
    JOINED = "joined"
    HE = "he"
    SHE = "she"
    IT = "it"
    THEY = "they"
    # "I" and "we"; who is spoken to
    SPEAKER = "speaker"
    YOU = "you"
    THE = "the"
    # this and that; a and another; no, any, every, each and some
    THIS = "this"
    A = "a"
    SOME = "some"
    # "her bank", and no determiner
    WHOSE = "whose"
    BARE = "bare"


class Being(StrEnum):
    """What a phrase tells of: one person, several, a body such as a bank or a state, or a thing."""

    PERSON = "person"
    PEOPLE = "people"
    BODY = "body"
    THING = "thing"
    # of "they"
    UNKNOWN = ""


PRONOUNS: Mapping[str, Form] = MappingProxyType(
    {
        word: form
        for form, forms in (
            (Form.HE, HE),
            (Form.SHE, SHE),
            (Form.IT, IT),
            (Form.THEY, THEY),
            (Form.YOU, ADDRESSEES),
        )
        for word in forms
    }
)
DETERMINERS: Mapping[str, Form] = MappingProxyType(
    {word: Form(form) for word, form in word_pairs("determiners").items()}
)
# Pronouns of the third person; of one person of known sex; of those who speak and are spoken to.
THIRD = frozenset((Form.HE, Form.SHE, Form.IT, Form.THEY))
SINGLE = frozenset((Form.HE, Form.SHE))
PRESENT = frozenset((Form.SPEAKER, Form.YOU))
# What is no anaphor: names have their thing, and of several each has its own.
SETTLED = frozenset((Form.NAME, Form.JOINED))
# What every pronoun is of.
BEING_OF_PRONOUNS: Mapping[Form, Being] = MappingProxyType(
    {
        **dict.fromkeys((*SINGLE, *PRESENT), Being.PERSON),
        Form.IT: Being.THING,
        Form.THEY: Being.UNKNOWN,
    }
)
BEING_OF_NAMES: Mapping[str, Being] = MappingProxyType(
    {
        MentionType.PERSON: Being.PERSON,
        **dict.fromkeys((MentionType.NORP, MentionType.GROUP), Being.PEOPLE),
        **dict.fromkeys((MentionType.ORG, MentionType.GPE), Being.BODY),
    }
)


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase with all that the features ask; worked out once.

    Attributes:
        noun: the phrase as it stands in the text.
        mention: what names or refers there, if coreference has it.
        order: its number among those of the document.
        form: how it refers.
        lemma: that of its head.
        is_plural: whether it means several by its form.
        being: what it tells of.
        sex: m or f, or empty where that is not known.
        role: its place in its clause.
        quotation: number of the quotation it stands in, or -1.
        thing: what coreference found it to be.
        is_bound: whether it is a pronoun or nominal that coreference bound.
        speaker: the phrase for who speaks the quotation it stands in.
        owner: number of the phrase for who owns it.
        alike: all phrases of the document with this head, in their order.
        same: all phrases that coreference found to be the same thing, in their order.
        kinds: what its head is a kind of.
        name_words: the words of the name that it is; none of other phrases.
        is_pronoun: whether it is one.
        is_adjective: whether it is a demonym before a noun, which nothing takes up.
    """

    noun: NounPhrase
    mention: Mention | None
    order: int
    form: Form
    lemma: str
    is_plural: bool
    being: Being
    sex: str
    role: str
    quotation: int
    thing: Thing | None = None
    is_bound: bool = False
    speaker: Phrase | None = None
    owner: int | None = None
    alike: Sequence[Phrase] = ()
    same: Sequence[Phrase] = ()

    kinds: frozenset[str] = NONE
    name_words: frozenset[str] = NONE
    is_pronoun: bool = False
    is_adjective: bool = False

    @property
    def is_body(self) -> bool:
        """Whether it tells of a firm, a party or a state, also as the pronoun that it is bound to."""
        kind = self.thing.type if self.thing is not None else ""
        return self.being == Being.BODY or BEING_OF_NAMES.get(kind) == Being.BODY

    @property
    def modifiers(self) -> frozenset[str]:
        """The words that tell which one."""
        return self.noun.modifiers

    @property
    def words(self) -> str:
        """What it says without determiners, lower case; of a name that of its thing."""
        if self.form == Form.JOINED:
            return ""
        return self.thing.label.lower() if self.form == Form.NAME and self.thing else self.noun.words


def phrases(nouns: Iterable[NounPhrase], items: Iterable[Item], quotations: Sequence[Quotation]) -> list[Phrase]:
    """All phrases that may corefer, in the order of their heads; what coreference bound shares ``thing``."""
    known = _bound(items)
    counts = Counter(id(item.thing) for item in known.values())
    starts = [quotation.span.start for quotation in quotations]
    found: list[Phrase] = []
    for noun in _with_bound(nouns, known):
        if is_expletive(noun.token):
            continue
        item = known.get(noun.head.start)
        thing = item.thing if item else None
        if thing is not None and not thing.names and counts[id(thing)] < 2:
            thing = None
        quotation = bisect_right(starts, noun.head.start) - 1
        if quotation >= 0 and not quotations[quotation].span.covers(noun.head):
            quotation = -1
        found.append(phrase(noun, item.mention if item else None, thing, len(found), quotation))
        joined = several(noun, len(found), quotation)
        if joined is not None:
            found.append(joined)
    _relate(found, quotations)
    return found


def _bound(items: Iterable[Item]) -> dict[int, Item]:
    """What coreference bound, by where its head begins; a name rather than what else begins there."""
    known: dict[int, Item] = {}
    for item in items:
        if item.mention is not None and item.thing is not None:
            place = item.mention.head.start
            if place not in known or item.mention.kind in BY_NAME:
                known[place] = item
    return known


def _with_bound(nouns: Iterable[NounPhrase], known: Mapping[int, Item]) -> list[NounPhrase]:
    """The noun phrases, and what coreference bound where none has its head, in the order of their heads."""
    whole = list(nouns)
    heads = {noun.head.start for noun in whole}
    whole += [
        NounPhrase(item.token, place - item.token.idx, item.sentence, item.mention.span)
        for place, item in known.items()
        if item.mention is not None and place not in heads
    ]
    return sorted(whole, key=lambda noun: noun.head.start)


# -- what can be seen of a phrase alone --------------------------------------------------------------------------------


def phrase(noun: NounPhrase, mention: Mention | None, thing: Thing | None, order: int, quotation: int) -> Phrase:
    """The phrase with what can be seen of it alone."""
    token = noun.token
    refers = form(token, mention)
    kind = mention.type if mention is not None and refers == Form.NAME else ""
    return Phrase(
        noun,
        mention,
        order,
        refers,
        noun.lemma,
        token.tag_ in PLURAL_NOUNS or refers == Form.THEY or token.lower_ in PLURAL_SPEAKERS,
        being(kind, token, refers),
        sex(token, refers, thing),
        ROLE_OF_RELATION.get(token.dep_, "other"),
        quotation,
        thing,
        is_bound=refers != Form.NAME and thing is not None,
        kinds=kinds().get(noun.lemma, NONE),
        name_words=frozenset(thing.label.lower().split()) if refers == Form.NAME and thing else NONE,
        is_pronoun=token.tag_ in PERSONAL_PRONOUNS,
        is_adjective=mention is not None and mention.kind is MentionKind.DEMONYM and token.tag_.startswith("J"),
    )


def several(noun: NounPhrase, order: int, quotation: int) -> Phrase | None:
    """ "Thomas and his wife": what is joined, as one phrase; None where no nouns are."""
    if noun.token.tag_ not in NOUN_TAGS or all(c.dep_ != "conj" for c in noun.token.rights):
        return None
    *_, last = noun.token.listed(lambda c: c.dep_ == "conj" and c.tag_ in NOUN_TAGS)
    if last is noun.token or not any(c.lower_ in JOINING_WORDS for c in _joints(noun.token)):
        return None
    end = reach(last, noun.offset).end
    whole = NounPhrase(noun.token, noun.offset, noun.sentence, Span(noun.span.start, end))
    made = phrase(whole, None, None, order, quotation)
    made.form, made.is_plural = Form.JOINED, True
    if made.being == Being.PERSON:
        made.being = Being.PEOPLE
    return made


def _joints(token: Token) -> Iterator[Token]:
    pending = [token]
    while pending:
        rights = pending.pop().rights
        yield from rights
        pending.extend(child for child in rights if child.dep_ == "conj")


def form(token: Token, mention: Mention | None) -> Form:
    """How a phrase refers: by name, by which pronoun, or by which determiner."""
    if mention is not None and mention.kind in BY_NAME:
        return Form.NAME
    if token.tag_ in PERSONAL_PRONOUNS:
        return PRONOUNS.get(token.lower_, Form.SPEAKER)
    for child in token.lefts:
        if child.lower_ in DETERMINERS and (child.dep_ == "det" or child.tag_ in DETERMINER_TAGS):
            return DETERMINERS[child.lower_]
        if child.dep_ == "poss":
            return Form.WHOSE
    return Form.BARE


def being(kind: str, token: Token, refers: Form) -> Being:
    """What a phrase tells of.

    Args:
        kind: the type of the name that it is; else empty.
        token: its head.
        refers: how it refers.
    """
    if refers in BEING_OF_PRONOUNS:
        return BEING_OF_PRONOUNS[refers]
    if kind:
        return BEING_OF_NAMES.get(kind, Being.THING)
    noun = lemma(token)
    if noun in BODIES:
        return Being.BODY
    if noun in GROUPS or noun in MEN or noun in WOMEN or is_person(token):
        return Being.PEOPLE if token.tag_ in PLURAL_NOUNS else Being.PERSON
    return Being.THING


def sex(token: Token, refers: Form, thing: Thing | None) -> str:
    """m or f where a pronoun, a given name, a title or the noun tells."""
    if refers in SINGLE:
        return "m" if refers == Form.HE else "f"
    if refers == Form.NAME:
        return thing.sex if thing is not None else ""
    noun = lemma(token)
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """The kinds that each noun is of, after ``ontology/kinds.tsv``."""
    found: dict[str, set[str]] = {}
    for (kind, nouns), _ in rows("kinds.tsv", 2):
        for noun in nouns.split():
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(of) for noun, of in found.items()}


# -- what others tell of it --------------------------------------------------------------------------------------------


def _relate(found: Sequence[Phrase], quotations: Sequence[Quotation]) -> None:
    """Tell each phrase who speaks it, who owns it, what is alike, and which name says what a noun is."""
    by_head = {phrase.noun.head.start: phrase for phrase in found if phrase.form != Form.JOINED}
    alike: dict[str, list[Phrase]] = defaultdict(list)
    same: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in found:
        _appose(phrase, found)
        phrase.speaker = _speaker(phrase, by_head, quotations)
        phrase.owner = _owner(phrase, by_head)
        phrase.alike = alike[phrase.lemma]
        alike[phrase.lemma].append(phrase)
        if phrase.thing is not None:
            phrase.same = same[id(phrase.thing)]
            same[id(phrase.thing)].append(phrase)


def _appose(phrase: Phrase, found: Sequence[Phrase]) -> None:
    """ "the prosecutor, Mark Tedeschi": the phrase is the name's thing."""
    if phrase.thing is not None or phrase.form in SETTLED or phrase.is_pronoun:
        return
    for child in phrase.noun.token.rights:
        if child.dep_ == "appos":
            other = next((other for other in found[phrase.order + 1 :] if other.noun.token is child), None)
            if other is not None:
                phrase.thing = other.thing if other.form == Form.NAME else None
                return


def _speaker(phrase: Phrase, by_head: Mapping[int, Phrase], quotations: Sequence[Quotation]) -> Phrase | None:
    """Who speaks the quotation that a phrase stands in."""
    speaker = quotations[phrase.quotation].speaker if phrase.quotation >= 0 else None
    return by_head.get(speaker.start) if speaker else None


def _owner(phrase: Phrase, by_head: Mapping[int, Phrase]) -> int | None:
    """The number of the phrase for who owns it; None of what is joined, as each may be somebody else's."""
    owner = next((c for c in phrase.noun.token.lefts if c.dep_ == "poss"), None)
    if owner is None or phrase.form == Form.JOINED:
        return None
    own = by_head.get(phrase.noun.offset + owner.idx)
    return own.order if own is not None else None
