"""Nouns for somebody who is named: "the Ohio senator" for Senator Reis of Ohio, "the actress" for whom is told of.

A text tells in some places what somebody is: before the name, behind it, and with "is". Later it calls him by some
words of these. Where it has told nothing of the kind, such a noun as the subject of a sentence is the only person whom
the sentence before names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.reference.binding import SUBJECTS, differ
from kg.extract.reference.nouns.nominals import (
    LESSER_HOLDERS,
    MIDDLE,
    TELLING_WHICH,
    WHAT_SOMEBODY_IS,
    Nominal,
    is_aside,
)
from kg.extract.reference.speech.marks import marked
from kg.extract.reference.things import Item, Sentence, Thing
from kg.language import relations
from kg.language.grammar import NOUNS, SINGULAR_NOUNS
from kg.language.words import BODIES, GROUPS, OFFICES, is_person, lemma
from kg.model.kinds import MentionKind
from kg.terms.mention_type import MentionType
from kg.terms.signature import reports
from kg.terms.words import word_pairs, words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "Sen." for senator.
SHORT_TITLES = word_pairs("titles in short")
# "The next president" is another than the president.
OTHER_HOLDERS = words("words for another holder")
# What tells which one, and of what.
CONTENT_CLASSES = NOUNS | {"ADJ", "NUM"}
WHAT_IT_IS_OF = frozenset(("of", "from", "for", "in", "at"))
BEING = frozenset(("be", "become", "remain"))
NAMING_TO_OFFICE = words("verbs of naming to an office")
# With these a noun says more than by itself.
SAYING_MORE = TELLING_WHICH | {relations.PREP, relations.CC, relations.CONJ}
# "The man", "the protester" may be one of whom nothing is told but that.
STAYING_UNNAMED = words("people who stay unnamed") | GROUPS - OFFICES
# "The former senator" may be one who was told of as such, and nothing else.
FORMERLY = words("words for what is over")
# "The candidate", "the senator" alone call again who was named.
CALLING_AGAIN = words("people called again by")
# Who says "I" within quotation marks is who speaks.
SPEAKING_OF_ONESELF = words("first-person pronouns")
# The sentence before, also that of the paragraph before.
LAST = 2


class Somebody(NamedTuple):
    """A noun behind "the" that means one person, with its own words and those of them that any person may be called by.

    Attributes:
        nominal: the noun with its words.
        words: what it says, the noun among them.
        free: adjectives among the words, no names.
    """

    nominal: Nominal
    words: frozenset[str]
    free: frozenset[str]


class Persons:
    """Who are named in a document, with what it tells that they are.

    Args:
        read: its sentences.
        items: its names.
    """

    def __init__(self, read: Sequence[Sentence], items: Sequence[Item]) -> None:
        self._called = {
            place: item.thing.label.casefold()
            for item in items
            if item.thing is not None and item.mention is not None and item.thing.type != MentionType.PERSON
            for place in range(item.mention.span.start, item.mention.span.end)
        }
        self._countries = {
            item.thing.label.casefold() for item in items if item.thing is not None and item.thing.is_country
        }
        self._told: dict[int, set[frozenset[str]]] = defaultdict(set)
        offsets = {sentence.number: sentence.offset for sentence in read}
        for item in items:
            if item.is_name and _is_named_person(item):
                for tokens in _descriptions(item, offsets[item.sentence]):
                    self._told[id(item.thing)].add(self._words(tokens, offsets[item.sentence]))

    def _words(self, tokens: Iterable[Token], offset: int) -> frozenset[str]:
        return frozenset(self._word(token, offset) for token in tokens if token.pos_ in CONTENT_CLASSES)

    def _word(self, token: Token, offset: int) -> str:
        """A word as others may write it: of a name the thing, so that "Turkish" and "Turkey" are one."""
        name = self._called.get(offset + token.idx)
        return name if name is not None else _plain(token)

    def somebody(self, token: Token, sentence: Sentence) -> Somebody | None:
        """What may mean one person: "the actress", "the Ohio senator"; None of "an actress", "the senator of Ohio".

        Args:
            token: a noun.
            sentence: the one in which it stands.
        """
        first = _opening_article(token)
        if first is None or not _means_one(token):
            return None
        said = sentence.doc[first.i + 1 : token.i + 1]
        phrase = " ".join(word.lower_ for word in said)
        nominal = Nominal(token, first, _plain(token), phrase, len(said) == 1, sentence)
        free = {_plain(t) for t in said if t.pos_ == "ADJ" and sentence.place(t) not in self._called}
        return Somebody(nominal, self._words(said, sentence.offset), frozenset(free - OTHER_HOLDERS))

    def holder(self, somebody: Somebody, before: Iterable[Item]) -> Thing | None:
        """The only person who is told to be that, if he is named not far before.

        "The Ohio senator" may be "Ohio Sen. Omar Reis", "the longtime senator" too where no other is told of.

        Args:
            somebody: the noun.
            before: the phrases before it.
        """
        number = somebody.nominal.sentence.number
        only = self._only(somebody)
        near = (item.thing for item in before if number - item.sentence <= MIDDLE)
        thing = next((thing for thing in near if only is not None and id(thing) == only), None)
        return thing if thing is not None and _agrees(somebody.nominal.token, thing) else None

    def _only(self, somebody: Somebody) -> int | None:
        """The identity of the only one in the document who is told to be that."""
        noun = somebody.nominal.noun
        told = {of: found for of, found in self._told.items() if any(noun in description for description in found)}
        exact = [of for of, found in told.items() if any(_is_called(somebody.words, d) for d in found)]
        if not exact and somebody.words - somebody.free == {noun}:
            exact = list(told)
        return exact[0] if len(exact) == 1 else None

    def topic(self, somebody: Somebody, before: Sequence[Item]) -> Thing | None:
        """The only person named in the sentence before, where the noun is the subject of the next.

        "Ana Gil came to Oslo. The tall actress sang": she did. Not so with "Ana Gil met a nurse" before it, nor of "the
        next president", "the old man" and "the actress" alone, nor in "Ana Gil left as the tall actress sang".

        Args:
            somebody: the noun.
            before: the phrases before it, some sentences back.
        """
        token, noun, number = somebody.nominal.token, somebody.nominal.noun, somebody.nominal.sentence.number
        if not _is_main_subject(token) or not _says_enough(somebody):
            return None
        is_told_of = any(item.thing is None and lemma(item.token) == noun for item in before)
        thing = _only_person([item for item in before if number - item.sentence <= LAST], number)
        return self._agreeing(somebody, thing) if not is_told_of else None

    def in_play(self, somebody: Somebody, before: Sequence[Item], beside: Iterable[Item]) -> Thing | None:
        """The only person in play whom the noun may call again: "Falk said of Reis that the former senator lies".

        Nobody calls himself so, who does what is told, so that Falk is not meant; nor who stands beside the noun, as
        in "Falk met the former senator", nor whom the senator speaks of, as in '"She left," the former senator said'.
        Asked is the sentence up to the noun; where it tells of nobody, the last one.

        Args:
            somebody: the noun.
            before: the phrases before it, some sentences back.
            beside: the phrases of its sentence.
        """
        token, number = somebody.nominal.token, somebody.nominal.sentence.number
        if not _may_call_again(somebody):
            return None
        apart = {id(item.thing or item) for item in beside if _is_another(item.token, token)}
        people = list(filter(_is_of_person, before))
        for distance in range(LAST + 1 if token.dep_ in SUBJECTS else 1):
            told = [item for item in people if item.sentence == number - distance]
            near = [item for item in told if id(item.thing or item) not in apart]
            # "A nurse said the candidate left": it goes on with others than the sentence before
            if near or not all(item.thing for item in told):
                return self._agreeing(somebody, _only_one(near))
        return None

    def _agreeing(self, somebody: Somebody, thing: Thing | None) -> Thing | None:
        """The person, unless the noun says otherwise: "the actress" is no man, "the Turkish envoy" not of Peru."""
        if thing is None:
            return None
        countries = self._countries & somebody.words
        told = [self._countries & words for words in self._told.get(id(thing), ())]
        is_of_another = bool(countries) and any(told) and not any(countries & of for of in told)
        return thing if not is_of_another and _agrees(somebody.nominal.token, thing) else None


def _plain(token: Token) -> str:
    """The lemma, a title in full."""
    word = lemma(token).casefold().rstrip(".")
    return SHORT_TITLES.get(word, word)


def _opening_article(noun: Token) -> Token | None:
    """The "the" that opens the phrase of a noun."""
    first = noun.left_edge
    return first if first.lower_ == "the" and first.dep_ == relations.DET and first.head is noun else None


def _means_one(token: Token) -> bool:
    """ "The actress", by itself; not "is the actress", "the actress from Porto"."""
    if token.tag_ not in SINGULAR_NOUNS or not _is_one(token) or _tells_what_one_is(token):
        return False
    return all(c.dep_ not in SAYING_MORE or is_aside(c) for c in token.children)


def _is_one(token: Token) -> bool:
    """ "Senator", "actress", "Sen."; not "state", "party"."""
    word = _plain(token)
    return word not in BODIES and (word in OFFICES or is_person(token))


def _says_enough(somebody: Somebody) -> bool:
    """ "The tall actress"; not "the landlord", who may be the other party, "the old man", "the next mayor"."""
    is_vague = somebody.nominal.is_bare or somebody.nominal.noun in STAYING_UNNAMED
    return not is_vague and not somebody.words & OTHER_HOLDERS


def _may_call_again(somebody: Somebody) -> bool:
    """ "The former senator", "the candidate"; not "the next senator", "the man", "the judge"."""
    noun, token = somebody.nominal.noun, somebody.nominal.token
    if not token.text.islower() or _is_chosen(token) or _is_named_at_once(token):
        return False
    if somebody.nominal.is_bare:
        return noun in CALLING_AGAIN
    # "The first-term senator" is no first one
    said = token.doc[somebody.nominal.first.i + 1 : token.i]
    others = {_plain(word) for word in said if word.nbor().text != "-"} & (OTHER_HOLDERS - FORMERLY)
    return noun not in STAYING_UNNAMED and not others


def _is_chosen(noun: Token) -> bool:
    """ "They picked the nominee", whoever that be."""
    return noun.dep_ == relations.DOBJ and noun.head.lemma_ in NAMING_TO_OFFICE


def _is_named_at_once(noun: Token) -> bool:
    """ "The senator, Ana Gil," and "the senator Ana Gil", also where the parser does not see it."""
    behind = [t for t in noun.doc[noun.i + 1 : noun.i + 3] if not t.is_punct]
    return bool(behind) and behind[0].pos_ == "PROPN"


def _is_of_person(item: Item) -> bool:
    """Whether one or more are meant, by name or not: "Reis", "he", "a nurse", "voters"."""
    if item.thing is not None:
        return item.thing.type == MentionType.PERSON
    return item.token.dep_ not in WHAT_SOMEBODY_IS and is_person(item.token)


def _only_one(near: Sequence[Item]) -> Thing | None:
    """The person who alone is told of among some phrases for persons, by name; groups may stand beside him."""
    people = [item for item in near if item.thing or item.token.tag_ in SINGULAR_NOUNS]
    things = {id(item.thing): item.thing for item in people}
    is_told = any(_is_whole(item) and _is_named_person(item) for item in people)
    return next(iter(things.values())) if len(things) == 1 and is_told else None


def _tells_of_who(clause: Token) -> bool:
    """ "Who said the senator lied", behind the name of him who said so."""
    is_behind = clause.dep_ == relations.RELCL
    return is_behind and any(c.lower_ == "who" and c.dep_ in SUBJECTS for c in clause.lefts)


def _is_kept_apart(name: Token, noun: Token) -> bool:
    """Whether one sentence tells of two: of who does it and whom it is done to, of who says so and who is told of.

    Also within the phrase of one: "Falk, who said | the senator | lied", "the Falk senator".
    """
    above = noun.head.head if noun.dep_ == relations.POBJ else noun.head
    if noun.is_ancestor(name) or (name.is_ancestor(noun) and any(map(_tells_of_who, noun.path))):
        return True
    if name.dep_ in SUBJECTS:
        return name.head.is_ancestor(noun)
    if any(t.dep_ in SUBJECTS and t.head is above for t in name.ancestors):
        # "a spokesman for Gil called on the senator"
        return noun.dep_ not in SUBJECTS
    return name in noun.conjuncts or (name.head is noun.head and name.dep_ != relations.POSS)


def _is_another(name: Token, noun: Token) -> bool:
    """Whether a sentence tells of two by a name and a noun."""
    return _is_kept_apart(name, noun) or _is_quoted_by(noun, name)


def _is_quoted_by(noun: Token, name: Token) -> bool:
    """Whether somebody is told of in what the noun says: '"She left," the senator said'; not in "I left"."""
    if noun.dep_ not in SUBJECTS or name.i > noun.i or name.lower_ in SPEAKING_OF_ONESELF:
        return False
    return reports(lemma(noun.head)) and any(quote.start <= name.i < quote.end for quote in marked(noun.doc))


def _is_main_subject(token: Token) -> bool:
    return token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"


def _tells_what_one_is(token: Token) -> bool:
    """ "Falk is the senator", "as the senator"."""
    first = next(t for t in token.path if t.dep_ != "conj")
    return first.dep_ in WHAT_SOMEBODY_IS or (first.dep_ == relations.POBJ and first.head.lower_ == "as")


def _is_called(said: frozenset[str], told: frozenset[str]) -> bool:
    """True of "senator" and "Ohio senator"; not of "president" and "vice president"."""
    return said <= told and LESSER_HOLDERS.isdisjoint(told - said)


def _agrees(noun: Token, thing: Thing) -> bool:
    """ "The actress" is no man."""
    return not thing.sex or not differ(noun, "he" if thing.sex == "m" else "she")


def _only_person(near: Sequence[Item], number: int) -> Thing | None:
    """The only one who is named in a sentence and the last before it that tells of anything; nobody beside others."""
    last = max((item.sentence for item in near if item.sentence < number), default=number)
    near = [item for item in near if item.sentence >= last]
    named = {id(item.thing): item.thing for item in near if _is_whole(item) and _is_named_person(item)}
    return next(iter(named.values())) if len(named) == 1 and _tells_of_one(near) else None


def _tells_of_one(near: Sequence[Item]) -> bool:
    """Whether somebody is called by name, and nobody is there without one."""
    return any(item.is_name for item in near) and not any(map(_is_somebody_else, near))


def _is_named_person(item: Item) -> bool:
    return item.thing is not None and bool(item.thing.names) and item.thing.type == MentionType.PERSON


def _is_whole(item: Item) -> bool:
    """ "Reis", not "the Reis plan"."""
    return item.token.dep_ not in (relations.COMPOUND, relations.NMOD)


def _is_somebody_else(item: Item) -> bool:
    """ "A nurse", "the man": somebody without a name; not "Ana Gil, a nurse"."""
    token = item.token
    is_open = item.thing is None and token.tag_ in SINGULAR_NOUNS and token.dep_ not in WHAT_SOMEBODY_IS
    return is_open and _is_one(token) and all(c.dep_ != relations.APPOS for c in token.children)


# -- what a text tells that somebody is --------------------------------------------------------------------------------


def _descriptions(item: Item, offset: int) -> Iterator[list[Token]]:
    """The words of each phrase that says what a person is: "Ohio Sen. | Reis", "Reis, | a senator from Ohio"."""
    name, mention = item.token, item.mention
    if mention is None or mention.kind is not MentionKind.NAME:
        return
    before = _before(name, mention.span.start - offset)
    if before and _is_one(before[-1]):
        yield before
    for noun in _behind(name):
        if noun.tag_ in SINGULAR_NOUNS and _is_one(noun):
            yield list(_whole(noun))


def _before(name: Token, start: int) -> list[Token]:
    """The words before a name in its phrase, behind the last mark or "and" among them."""
    before = [t for t in name.doc[name.left_edge.i : name.i] if t.idx < start]
    cut = max((n for n, t in enumerate(before) if t.is_punct or t.dep_ == relations.CC), default=-1)
    return before[cut + 1 :]


def _behind(name: Token) -> Iterator[Token]:
    """What is said behind or before a name that somebody is."""
    yield from (c for c in name.rights if c.dep_ == relations.APPOS)
    if name.dep_ == relations.APPOS:
        yield name.head
    yield from (c for c in name.head.rights if c.dep_ in _places(name))


def _places(name: Token) -> Collection[str]:
    """Where behind the verb stands what its subject is: "Reis is | a baker", "Reis was named | chancellor"."""
    if name.dep_ == relations.NSUBJ and name.head.lemma_ in BEING:
        return {relations.ATTR}
    is_named = name.dep_ == relations.NSUBJPASS and name.head.lemma_ in NAMING_TO_OFFICE
    return {relations.ATTR, relations.OPRD} if is_named else ()


def _whole(noun: Token) -> Iterator[Token]:
    """A noun with what stands before it, and what it is of."""
    yield from noun.doc[noun.left_edge.i : noun.i + 1]
    for behind in noun.rights:
        if behind.dep_ == relations.PREP and behind.lower_ in WHAT_IT_IS_OF:
            for governed in behind.rights:
                yield from governed.doc[governed.left_edge.i : governed.i + 1]
