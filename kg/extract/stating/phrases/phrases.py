"""What a phrase refers to: a name or pronoun found before, what was told of before, or something new.

Every noun phrase that fills a role becomes a mention here: a group ("US officials"), an office ("US Secretary of
State") or a topic. "This support" is the support told of before.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.clauses.coordination import is_excluded
from kg.extract.clauses.markers import is_none
from kg.extract.stating.phrases.extent import Extents, clause_behind, unwrap
from kg.extract.stating.phrases.registry import NAME_KINDS, Registry
from kg.extract.stating.phrases.told import Earlier, Told, tells_more
from kg.extract.stating.phrases.unbound import is_unbound
from kg.extract.stating.phrases.wording import GATHERINGS, Wording
from kg.extract.stating.prepositions import OF, governed, led_by
from kg.language import relations
from kg.language.grammar import MODIFIERS, PLURAL_NOUNS, SINGULAR_NOUNS
from kg.language.words import GROUPS, OFFICES, POINTERS, is_side_taken, lemma
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Span
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.model.syntax import Token

# "the G7 countries", "NATO allies": the body itself.
MEMBER_NOUNS = words("nouns for members")
# "this support": words that point back to what was told of, and what may stand beside them.
BACKWARD = words("determiners that point back")
# "the support", once it was told of whose it is.
TAKEN_UP = words("acts that are taken up")
# How many words a phrase has that is taken up, and how far back one of several is, in characters.
MOST_WORDS_TAKEN_UP = 7
JUST_NOW = 300
# "most of the votes": not told of all of them.
SOME = words("counted quantities") | words("quantities of a part")
PARTS = words("quantities of a part")
# Endings of what behind "the" is all of a people: "the Dutch", "the Irish", "the Chinese"; not "the American".
OF_ALL = ("ch", "sh", "ese", "ss")
AROUND_BARE = frozenset((relations.DET, relations.PREDET, relations.PUNCT, relations.CASE))
AROUND_PLACED = frozenset((relations.DET, relations.PREP, relations.PUNCT))
# Whose or of what something is, the likelier first; of people the name beside them, "its US officials".
OWNER_FIRST = (relations.POSS, relations.COMPOUND, relations.NMOD, relations.AMOD)
NAME_FIRST = (relations.COMPOUND, relations.NMOD, relations.AMOD, relations.POSS)
ORIGINS = frozenset(("of", "from"))


class Place(NamedTuple):
    """Where a phrase stands: without the clause that tells which, its head, and in full."""

    span: Span
    head: Span
    phrase: Span


class Phrases:
    """The phrases of one document.

    Args:
        text: the document's text.
        mentions: names, pronouns and nominals found so far.
        gazetteer: the known names.
        told: what the text tells of by more words than a noun.
    """

    def __init__(self, text: str, mentions: Iterable[Mention], gazetteer: Gazetteer, told: Told) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.registry = Registry(mentions)
        self.extents = Extents()
        self._wording = Wording(self.registry, self.extents)
        self._last: dict[str, int] = {}
        self._told = told
        self._sides: dict[tuple[str, str], dict[str, int]] = {}
        self._made: set[int] = set()
        self._one: dict[int, bool] = {}
        self._partial: dict[tuple[int, int, int], int] = {}

    @property
    def mentions(self) -> list[Mention]:
        """All mentions by their number, those made here among them."""
        return self.registry.mentions

    def refer(self, token: Token, start: int, *, without: Token | None = None) -> int:
        """Number of the mention that the phrase headed by ``token`` is; made if there was none.

        Args:
            token: the head of the phrase.
            start: place of its text in the document.
            without: a modifier left out of the phrase, as the clause it heads is what is being told of it.
        """
        token = self._counted(token, start)
        if without is not None and self._is_within(without, token, start):
            return self._without(token, start, without)
        known = self._known(token, start)
        if known is None:
            known = self._new(token, start, None)
            self._made.add(known)
        return known

    def _is_within(self, clause: Token, token: Token, start: int) -> bool:
        """True where the phrase has no name and is called by the clause too."""
        number = self._known(token, start)
        is_open = number is None or number in self._made
        return is_open and self.extents.of(token, start) != self.extents.of(token, start, clause)

    def _without(self, token: Token, start: int, clause: Token) -> int:
        """ "the deal" of "he signed the deal that saved it", where it is told that the deal saved it."""
        key = (start, token.i, clause.i)
        if key not in self._partial:
            self._partial[key] = self._new(token, start, clause)
        return self._partial[key]

    def _counted(self, token: Token, start: int) -> Token:
        """ "most of the votes" are not the votes; "a lot of votes" are, and "many of them" where none knows who."""
        inner = unwrap(token)
        if inner is token or lemma(token) not in PARTS:
            return inner
        number = self.registry.at(start + inner.idx)
        is_open = number is None or not self.registry.is_told(self.mentions[number].cluster)
        return inner if _is_some_number(token) or (inner.pos_ == "PRON" and is_open) else token

    def office(self, span: Span, label: str, of: int | None, head: Span) -> int:
        """Number of a mention of the office with that label, its words at ``span``."""
        return self._add(MentionType.ROLE, Place(span, head, span), label, of)

    def _add(
        self,
        kind: MentionType,
        place: Place,
        label: str,
        of: int | None,
        owner: str = "",
        *,
        unbound: bool = False,
        is_found: bool = True,
    ) -> int:
        # "their boat" and "his boat" are both called "boat" where nobody knows whose, and are two
        cluster = self.registry.called(f"{owner} {label}" if owner else label)
        mention = Mention(*place, MentionKind.NOMINAL, kind, cluster, label, None, of, unbound)
        return self.registry.add(mention, is_found=is_found)

    def _known(self, token: Token, start: int) -> int | None:
        """Number of the mention that stands there already: the token's own, or the name beside it."""
        number = self.registry.at(start + token.idx)
        if self.is_one_of_all(token, start):
            number = self._named_before(token, start)
            if number is not None:
                return number
        elif number is not None and not self._is_part_of_all(token, number):
            mention = self.mentions[number]
            if mention.kind is not MentionKind.DEMONYM or token.pos_ != "NOUN":
                return number
        found = self._named_behind(token, start)
        return found if found is not None else self._body_of_members(token, start)

    def _is_part_of_all(self, token: Token, number: int) -> bool:
        """ "many Serbs", "two Serbs", "young Serbs" are not the Serbs; nor "both Serbs", whom the text has told of."""
        mention = self.mentions[number]
        is_plural = token.tag_ in PLURAL_NOUNS and token.lower_.endswith("s") and token.ent_type_ == MentionType.NORP
        is_name = mention.kind in NAME_KINDS and mention.head.end - mention.head.start == len(token)
        return is_plural and is_name and any(_limits(c) for c in token.lefts)

    def is_one_of_all(self, token: Token, start: int) -> bool:
        """ "an American", "the Ohio Republican" is one of a people or party, and not all of it; nor "the French".

        Args:
            token: the word, which may have been read as the name of the people or party.
            start: place of its text in the document.
        """
        place = start + token.idx
        if place not in self._one:
            self._one[place] = self._is_of_people(token, self.registry.at(place)) and _is_one(token)
        return self._one[place]

    def _is_of_people(self, token: Token, number: int | None) -> bool:
        """True for the head of a phrase that has been read as the name of a people or party, and is in the singular."""
        if number is None or token.tag_ not in SINGULAR_NOUNS or token.dep_ in MODIFIERS:
            return False
        mention = self.mentions[number]
        is_people = mention.kind is MentionKind.DEMONYM or mention.type == MentionType.NORP
        return is_people and mention.kind in NAME_KINDS and mention.head.end - mention.head.start == len(token)

    def _named_before(self, token: Token, start: int) -> int | None:
        """ "Hana Ito, a Democrat": the person before it."""
        return self._of_type(MentionType.PERSON, token.head, start) if token.dep_ == relations.APPOS else None

    def _named_behind(self, noun: Token, start: int) -> int | None:
        """ "the cashier, Hana Ito", "Peru's President, Ana Gil": the name says who; not in "the cashier, not Ito"."""
        named = ((c, self.registry.at(start + c.idx)) for c in _behind(noun))
        return next((n for c, n in named if n is not None and self._tells_who(n, noun, c)), None)

    def _tells_who(self, number: int, noun: Token, behind: Token) -> bool:
        """ "the cashier, Hana Novotná", "the lender Halden Credit"; not "the lender, Halden Credit"."""
        mention = self.mentions[number]
        at_once = behind.left_edge.i == noun.i + 1 and noun.tag_ == "NN" and mention.kind is MentionKind.NAME
        return mention.type == MentionType.PERSON or at_once

    def _body_of_members(self, noun: Token, start: int) -> int | None:
        """ "the G7 countries" are the body itself; "the G7 proposals" are not."""
        if lemma(noun) not in MEMBER_NOUNS:
            return None
        beside = (c for c in noun.children if c.dep_ in MODIFIERS)
        return next((n for c in beside if (n := self._of_type(MentionType.ORG, c, start)) is not None), None)

    def _of_type(self, kind: MentionType, token: Token, start: int) -> int | None:
        number = self.registry.at(start + token.idx)
        return number if number is not None and self.mentions[number].type == kind else None

    def _new(self, token: Token, start: int, without: Token | None) -> int:
        head = Span(start + token.idx, start + token.idx + len(token))
        if _points(token):
            return self._pointer(token, head)
        earlier = self._earlier(token, start, *self.extents.of(token, start, without))
        if earlier is None:
            return self._told_anew(token, start, without)
        span = self.extents.span(token, start, without)
        return self.registry.add(dataclasses.replace(self.mentions[earlier], span=span, head=head, phrase=span))

    def _told_anew(self, token: Token, start: int, without: Token | None) -> int:
        """Number of a mention that takes up nothing."""
        span, place = self.extents.span(token, start, without), start + token.idx
        head = Span(place, place + len(token))
        telling = without if without is not None else clause_behind(token)
        core = self.extents.span(token, start, telling)
        counted = unwrap(token)
        label = self._wording.label(token, start, without=without)
        whole = self._part_of(counted, start)
        kind = _kind(counted, whole)
        of = whole if whole is not None else self._whose(counted, start)
        owner = next((c.lower_ for c in token.lefts if self.registry.is_open_owner(c, start)), "")
        is_one = whole is not None and kind is not MentionType.GROUP
        is_loose = is_one or not self._is_of_named(of)
        unbound = bool(owner) or (is_loose and is_unbound(counted, without, is_somebody=is_one))
        number = self._add(kind, Place(core, head, span), label, of, owner, unbound=unbound, is_found=without is None)
        if core != span:
            self.registry.shorten(number, self._wording.label(token, start, without=telling))
        if len(label.split()) > 1:
            self._remember(number, counted, label, is_whole=without is None)
        return number

    def _pointer(self, token: Token, head: Span) -> int:
        """Number of a word that names nothing by itself: "these"."""
        kind = MentionType.TOPIC
        return self.registry.add(
            Mention(head, head, head, MentionKind.PRONOUN, kind, self.registry.fresh(), token.text)
        )

    def _is_of_named(self, of: int | None) -> bool:
        """True of "US officials", which belong to somebody with a name."""
        return of is not None and self.registry.is_named(of)

    def _remember(self, number: int, noun: Token, label: str, *, is_whole: bool) -> None:
        """Keep what has been told of by more words than its noun, for when the text takes it up again."""
        self._last[lemma(noun)] = number
        if is_whole and tells_more(noun) and len(label.split()) <= MOST_WORDS_TAKEN_UP:
            self._sides.setdefault((lemma(noun), noun.tag_), {})[label.casefold()] = number

    def _earlier(self, token: Token, start: int, first: int, last: int) -> int | None:
        """ "this support", "the meeting": the last thing told of with that head noun and more words."""
        noun = lemma(token)
        if first == last or not _points_back(token, token.doc[first].lower_, last):
            return None
        if token.doc[first].lower_ == "the" and noun not in TAKEN_UP and noun not in GATHERINGS:
            return self._only(token, start)
        if noun == "event":
            return next((self._last[g] for g in GATHERINGS if g in self._last), None)
        return self._last.get(noun)

    def _whose(self, token: Token, start: int) -> int | None:
        """Whose or of what it is: "US" of "US officials", "Russia" of "Russia's base" and of "the people of Russia"."""
        beside: dict[str, int] = {}
        for c in token.children:
            is_owner = c.dep_ in OWNER_FIRST and not is_side_taken(c)
            number = self.registry.at(start + c.idx) if is_owner else None
            if number is not None and not self.registry.is_open(number):
                beside.setdefault(c.dep_, number)
        order = NAME_FIRST if lemma(token) in GROUPS else OWNER_FIRST
        found = next((beside[relation] for relation in order if relation in beside), None)
        return found if found is not None else self._origin(token, start)

    def _only(self, token: Token, start: int) -> int | None:
        """ "The tax", where the text has told of one tax only by more words, "a tax on imports", or of one just now.

        What it tells something of goes before what it only mentions, as in "doubts about a tax on imports".
        """
        sides = self._sides.get((lemma(token), token.tag_), {})
        if len(sides) == 1:
            return next(iter(sides.values()))
        told = [earlier for earlier in self._told.before(token, start) if self._is_short(earlier)]
        for reach in (start + token.idx, JUST_NOW):
            near = [earlier for earlier in told if start + token.idx - earlier.place <= reach]
            if len({self._called(earlier).casefold() for earlier in near}) == 1:
                return self._mentioned(near[-1])
        return None

    def _mentioned(self, earlier: Earlier) -> int:
        number = self.registry.at(earlier.place)
        return number if number is not None else self._told_anew(earlier.noun, earlier.start, None)

    def _is_short(self, earlier: Earlier) -> bool:
        """True of "tax on imports"; not of a headline in capitals."""
        label = self._called(earlier)
        return 1 < len(label.split()) <= MOST_WORDS_TAKEN_UP and not label.isupper()

    def _called(self, earlier: Earlier) -> str:
        return self._wording.label(earlier.noun, earlier.start)

    def _part_of(self, token: Token, start: int) -> int | None:
        """Of whom they are some: "Serbs" of "many Serbs" and of "a Serb"; None for what is part of no people."""
        number = self.registry.at(start + token.idx)
        is_part = number is not None and (self._is_part_of_all(token, number) or self.is_one_of_all(token, start))
        return number if is_part else None

    def _origin(self, token: Token, start: int) -> int | None:
        """ "the people of Russia", "officials from Peru": a name, and no other noun."""
        behind = (self.registry.at(start + p.idx) for p in governed(token, ORIGINS))
        return next((n for n in behind if n is not None and self.mentions[n].kind in NAME_KINDS), None)


def _behind(noun: Token) -> list[Token]:
    """What stands behind a noun and may name it, and it alone: not so in "his rivals, Ito and Gil"."""
    found = [c for c in noun.children if c.dep_ == "appos" and not is_excluded(c)]
    if noun.tag_ == "NNS":
        return [c for c in found if not any(other.dep_ == "conj" for other in c.children)]
    if noun.pos_ != "NOUN":
        return [c for c in found if lemma(noun) in OFFICES and _is_behind_comma(c)]
    return found


def _is_behind_comma(behind: Token) -> bool:
    """True for "Park" in "The President, Mina Park", not for "FAST" in "We need a new President -- FAST"."""
    first = behind.left_edge.i
    return first > 0 and behind.doc[first - 1].text == ","


def _is_some_number(token: Token) -> bool:
    """True for "a number of ships", not for "the number of ships"."""
    return lemma(token) == "number" and any(c.lower_ == "a" for c in token.lefts)


def _limits(word: Token) -> bool:
    """True for "many", "two", "young", "House" before a name of people."""
    return word.dep_ in (relations.NUMMOD, relations.AMOD, relations.COMPOUND) or word.lower_ in SOME


def _kind(noun: Token, whole: int | None) -> MentionType:
    """Whether a phrase means a group: "officials", and of a whole "two Serbs", not "a Serb"."""
    is_some = whole is not None and noun.tag_ not in SINGULAR_NOUNS
    return MentionType.GROUP if is_some or lemma(noun) in GROUPS else MentionType.TOPIC


def _is_one(noun: Token) -> bool:
    """True for "a Serb", "the Ohio Republican", "fellow Democrat"; not for "the French", nor the paper "The Serb"."""
    before = [c for c in noun.lefts if c.dep_ in MODIFIERS or c.dep_ == relations.DET]
    if any(c.text == "The" and not c.is_sent_start for c in before):
        return False
    is_plain = all(c.lower_ == "the" for c in before)
    return bool(before) and not (is_plain and noun.lower_.endswith(OF_ALL))


def _points(token: Token) -> bool:
    """True for "these" and "another", which name nothing; not for "none", nor for "one of the ships"."""
    is_counted = any(led_by(token, OF))
    return token.lower_ in POINTERS and not is_none(token) and not is_counted


def _points_back(token: Token, determiner: str, last: int) -> bool:
    """True for "this support" and "the meeting in Rome", not for "the tax" nor "this meeting that failed"."""
    noun = lemma(token)
    bare = last == token.i and all(c.dep_ in AROUND_BARE for c in token.children)
    placed = noun in GATHERINGS[:3] and all(c.dep_ in AROUND_PLACED for c in token.children)
    return (bare or placed) and determiner in BACKWARD
