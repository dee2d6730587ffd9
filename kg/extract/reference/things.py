"""One thing for each name of a document, shared by the mentions that name the same, and what they tell of it.

Names meet by gazetteer entry, folded spelling, surname and acronym. ``Thing`` grows while the text is read: each
mention adds a title, a sex, one more time that it was told of.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.names.naming import Addressed, bearers, initials, key, misspelt
from kg.extract.reference.binding import HE, SHE
from kg.gazetteer import Entry, Gazetteer
from kg.language.grammar import MODIFIERS, SINGULAR_NOUNS
from kg.language.words import BODIES, lemma, may_speak
from kg.model.records import Mention, Parse
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import word_pairs, words

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

STATE_OFFICES = words("offices of state")
STATE_BODIES = words("bodies of states")
TITLES_OF_HE = words("titles of he")
TITLES_OF_SHE = words("titles of she")

# How far back an antecedent may lie, in sentences; and how many phrases are looked back over at most, as four sentences
# of prose have a hundred, a list of links thousands.
FARTHEST, MOST_NEAR = 3, 400

# Types of names of several words, which may have an acronym; with the words of one a noun may take them up.
LONG_NAMED = PLACES | {MentionType.ORG, MentionType.EVENT}
# Types whose names the gazetteer's entries do not stand for.
UNLISTED = frozenset((MentionType.PERSON, MentionType.NORP))
# Types of the words that say of which state an office is: "US Secretary", "Chinese Foreign Ministry".
STATES = frozenset((MentionType.GPE, MentionType.NORP))
STATES_AND_TEAMS = PLACES | {MentionType.ORG}
# Names of which types a noun may take up; and which of the nouns mean a country.
CLASSES: Mapping[str, frozenset[MentionType]] = MappingProxyType(
    {noun: frozenset(map(MentionType, types.split())) for noun, types in word_pairs("classes of nouns").items()}
)
COUNTRIES = words("nouns for countries")
# Words of the names of papers and stations that alone name none.
NEWS = words("words of many papers")
# Between the given names of two of one family.
AND = " and "
# Letters of an acronym, and the bracket in which one stands behind its long name.
SHORTEST, LONGEST = 2, 7
BRACKET = re.compile(r"\s*\(\s*['\"“]?$")


@dataclass(slots=True)
class Thing:
    """One cluster while it grows.

    Attributes:
        label: the name that says most.
        type: as its names were voted.
        link: Wikidata id, where the gazetteer is certain.
        nominals: nouns and phrases that the gazetteer knows it by: "alliance" for NATO.
        is_country: whether the gazetteer says so.
        titles: offices before its names and what it is said to be, in small letters.
        sex: m or f where a title, a first name or a pronoun tells; else empty.
        names: each name that stood for it.
        count: how often it was told of.
        serves: the state that it speaks for.
    """

    label: str
    type: MentionType
    link: str | None = None
    nominals: frozenset[str] = frozenset()
    is_country: bool = False
    titles: set[str] = field(default_factory=set)
    sex: str = ""
    names: list[str] = field(default_factory=list)
    count: int = 0
    serves: Thing | None = None


@dataclass(slots=True)
class Item:
    """A phrase that can be an antecedent; ``thing`` is None for plain noun phrases."""

    start: int
    token: Token
    sentence: int
    thing: Thing | None
    mention: Mention | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its number in the document; its tokens, and what to add to their places in its block."""

    number: int
    offset: int
    doc: Doc
    start: int
    end: int

    @property
    def tokens(self) -> list[Token]:
        """Its words and marks."""
        return self.doc[self.start : self.end]

    def place(self, token: Token) -> int:
        """Where a token of it begins in the document."""
        return self.offset + token.idx


def sentences(parse: Parse) -> Iterator[Sentence]:
    """The sentences of a document; between two blocks one number stays free, as they are further apart."""
    number = 0
    for block in parse.blocks:
        for sent in block.doc.sents:
            yield Sentence(number, block.start, block.doc, sent.start, sent.end)
            number += 1
        number += 1


def named(mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> list[Thing]:
    """One thing for each mention, shared by those that name the same."""
    mentions = list(_with_family(_whole(mentions, gazetteer), gazetteer, text))
    entries = [_entry(mention, gazetteer) for mention in mentions]
    naming = _naming([m for m, entry in zip(mentions, entries, strict=True) if not entry], mentions, gazetteer, text)
    things: dict[tuple[str, str], Thing] = {}
    found = []
    for mention, entry in zip(mentions, entries, strict=True):
        identity = naming.identity(mention, entry)
        thing = things.get(identity)
        if thing is None:
            thing = things[identity] = Thing(mention.label, mention.type, mention.link)
            if entry:
                thing.nominals = frozenset(entry.nominals)
                thing.is_country = entry.kind == "Country"
        thing.link = thing.link or mention.link
        if not entry and naming.size(mention.label) > naming.size(thing.label):
            thing.label = mention.label
        found.append(thing)
    return found


def _whole(mentions: Sequence[Mention], gazetteer: Gazetteer) -> Sequence[Mention]:
    """The mentions, a land "Korea" or its team called "South Korea" where the text has that country and no other."""
    entries = {m.label: gazetteer.entry(m.label) for m in mentions if m.type in STATES_AND_TEAMS}
    countries = [entry.label for entry in entries.values() if entry is not None and entry.kind == "Country"]
    fuller = {
        short: full[0]
        for short, entry in entries.items()
        if entry is not None and entry.kind == "Region" and not entry.link
        if len(full := sorted({name for name in countries if name.endswith(f" {short}")})) == 1
    }
    return [dataclasses.replace(m, label=fuller[m.label]) if m.label in fuller else m for m in mentions]


def _with_family(mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> Iterator[Mention]:
    """The mentions, "Omar" of "Omar and Ada Hale" with the surname; not where the text has an Omar Berg.

    Nor in a list: "Ida Moe, Omar and Ada Hale" may be three of as many families.
    """
    full = [mention for mention in mentions if " " in mention.label and mention.type == MentionType.PERSON]
    taken = {word for mention in full for word in key(mention.label).split()}
    ends = {mention.span.end for mention in mentions}
    by_start = {mention.span.start: mention.label for mention in full}
    for mention in mentions:
        other = by_start.get(mention.span.end + len(AND), "")
        is_joined = text.startswith(AND, mention.span.end) and mention.span.start - 2 not in ends
        if is_joined and key(mention.label) not in taken and _are_given(mention.label, other, gazetteer):
            mention = dataclasses.replace(mention, label=f"{mention.label} {other.split(' ', 1)[1]}")
        yield mention


def _are_given(name: str, other: str, gazetteer: Gazetteer) -> bool:
    """True where a name is a given one, and the other begins with one."""
    return bool(other and gazetteer.given_name(name) and gazetteer.given_name(other.split(" ", 1)[0]))


def _naming(unlisted: Sequence[Mention], mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> _Naming:
    """What tells which names of a document are one, from those that no entry stands for and from all of them."""
    persons = [mention for mention in unlisted if mention.type == MentionType.PERSON]
    slips = misspelt(Counter(key(mention.label) for mention in persons), gazetteer)
    people = {key(mention.label): int(mention.type == MentionType.PERSON) for mention in mentions}
    names = dict.fromkeys(key(mention.label) for mention in unlisted)
    group = bearers([*(name for name in names if name not in slips), *slips.values()], people)
    group.update({slip: group[meant] for slip, meant in slips.items()})
    addressed = Addressed(text, group, gazetteer)
    for mention in persons:
        if " " in mention.label:
            addressed.add(mention.label, mention.span.start)
    long_form = {**_short_papers(mentions, gazetteer), **_long_forms(mentions, text)}
    return _Naming(gazetteer, group, long_form, addressed, frozenset(slips))


@dataclass(frozen=True, slots=True)
class _Naming:
    """What tells which names are one: entries, the folded names that one is short for, the long names of acronyms."""

    gazetteer: Gazetteer
    group: Mapping[str, Sequence[str]]
    long_form: Mapping[str, str]
    addressed: Addressed
    slips: frozenset[str]

    def size(self, label: str) -> tuple[bool, int, int]:
        """How much a name says of its thing; a misspelt one the least."""
        return key(label) not in self.slips, len(label.split()), len(label)

    def identity(self, mention: Mention, entry: Entry | None) -> tuple[str, str]:
        """What mentions of one thing share."""
        if entry:
            return "known", entry.label
        folded = key(mention.label)
        long = self.long_form.get(folded)
        if long is not None:
            known = self.gazetteer.entry(long)
            return ("known", known.label) if known else ("name", self.group.get(key(long), (folded,))[0])
        if mention.type == MentionType.PERSON:
            return "person", self.addressed.bearer(mention.label, mention.span.start)
        return "name", self.group[folded][0]


def _entry(mention: Mention, gazetteer: Gazetteer) -> Entry | None:
    return None if mention.type in UNLISTED else gazetteer.entry(mention.label, mention.link, mention.type)


def _long_forms(mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """Folded acronym to long name: in brackets after it, or the only name with these initials."""
    bodies = [mention for mention in mentions if mention.type in LONG_NAMED and " " in mention.label]
    ending = {body.span.end: body for body in bodies}
    by_initials: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        # "RNC" alone is a committee, though the text has the Republican National Convention
        if body.type is not MentionType.EVENT:
            by_initials[initials(body.label)].add(body.label)
    found = {}
    for mention in mentions:
        short = mention.label.replace(".", "")
        if not _is_acronym(short, mention):
            continue
        gap = BRACKET.search(text[max(0, mention.span.start - 8) : mention.span.start])
        full = ending.get(mention.span.start - len(gap.group())) if gap else None
        if full:
            found[key(mention.label)] = full.label
        elif len(by_initials.get(short, ())) == 1:
            found[key(mention.label)] = next(iter(by_initials[short]))
    return found


def _short_papers(mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[str, str]:
    """The first or last word of the only paper or station of a text to its name: "the Post", "Fox"; not "the News"."""
    by_word: dict[str, set[str]] = defaultdict(set)
    papers, single = set(), set()
    for mention in mentions:
        if mention.type is not MentionType.ORG:
            continue
        folded, entry = key(mention.label), gazetteer.entry(mention.label, mention.link, mention.type)
        first, _, last = folded.partition(" ")
        if not last:
            single.add(folded)
            continue
        for word in {first, last.rpartition(" ")[2]}:
            by_word[word].add(mention.label)
        if entry is not None and entry.kind == "MediaOutlet":
            papers.add(mention.label)
    return {
        word: label for word in single - NEWS for label in by_word.get(word, ()) if by_word[word] == {label} <= papers
    }


def _is_acronym(short: str, mention: Mention) -> bool:
    return SHORTEST <= len(short) <= LONGEST and short.isupper() and mention.link is None


# -- what the mentions tell --------------------------------------------------------------------------------------------


def states(mentions: Sequence[Mention], things: Sequence[Thing]) -> dict[int, Thing]:
    """Where names of states end, and names of their ministries: "Chinese Foreign Ministry" speaks for China."""
    pairs = [(m, thing) for m, thing in zip(mentions, things, strict=True) if m.type in STATES]
    by_start = {m.span.start: thing for m, thing in pairs}
    found = {m.span.end: thing for m, thing in pairs}
    for m in mentions:
        state = by_start.get(m.span.start)
        if m.type == MentionType.ORG and state is not None and STATE_BODIES & set(m.label.lower().split()):
            found[m.span.end] = state
    return found


def describe(
    thing: Thing, mention: Mention, sentence: Sentence, gazetteer: Gazetteer, by_end: Mapping[int, Thing]
) -> None:
    """Add what a name tells where it stands: the office before it, the sex, one more time told of.

    Args:
        thing: what is named.
        mention: the name.
        sentence: the one in which it stands.
        gazetteer: knows offices and first names.
        by_end: the states by where their names end, as ``states`` gives them.
    """
    thing.count += 1
    thing.names.append(mention.label)
    if thing.type != MentionType.PERSON:
        return
    name = mention.span
    tokens = sentence.tokens
    first = next(n for n, token in enumerate(tokens) if sentence.place(token) + len(token) > name.start)
    before = [token.text for token in tokens[:first]]
    length = gazetteer.title_before(before, len(before))
    title = " ".join(before[len(before) - length :]).lower()
    if title:
        thing.titles.add(title)
        _serve(thing, title, name.start, by_end, gazetteer)
    thing.sex = _sex(title) or thing.sex or _sex_of_first(mention, tokens[first], gazetteer)


def said_to_be(thing: Thing, name: Token) -> None:
    """Add what stands behind the name of a person: "Anna Berg, a veteran actress," and "Anna Berg is an actress".

    Args:
        thing: who or what is named.
        name: the head of the name.
    """
    if thing.type != MentionType.PERSON:
        return
    behind = [c for c in name.rights if c.dep_ == "appos"]
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        behind += [c for c in name.head.rights if c.dep_ == "attr"]
    for noun in behind:
        # not "a group", where a body was taken for a person
        if noun.tag_ in SINGULAR_NOUNS and may_speak(noun) and lemma(noun) not in BODIES:
            # without "the group's" of "the group's director": the group is not who directs it
            said = [c.lower_ for c in noun.lefts if c.dep_ in MODIFIERS]
            thing.titles.add(" ".join([*said, noun.lower_]))


def sexes(items: Iterable[Item], read: Sequence[Sentence], is_quoted: Callable[[int], bool]) -> None:
    """Give people whose names tell no sex that of the pronouns behind them, where these can hardly mean another.

    "Reis spoke. She left.", where the two sentences name nobody else; one "he" is outvoted by three "she".

    Args:
        items: the names of the document, in text order.
        read: its sentences.
        is_quoted: whether a place lies within quotation marks, where "he" is seldom who speaks.
    """
    people = [item for item in items if item.thing is not None and item.thing.type == MentionType.PERSON]
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for sentence, who, place in _alone(people, read):
        votes[id(who)].update(_sex_behind(place, sentence, is_quoted))
    for item in people:
        if item.thing is not None:
            item.thing.sex = item.thing.sex or _elected(votes[id(item.thing)])


def _alone(people: Sequence[Item], read: Sequence[Sentence]) -> Iterator[tuple[Sentence, Thing, int]]:
    """The sentences that with the one before name one person alone, with that person and where he is first named."""
    named: dict[int, list[Item]] = defaultdict(list)
    for item in people:
        named[item.sentence].append(item)
    for sentence in read:
        around = [*named.get(sentence.number - 1, ()), *named.get(sentence.number, ())]
        things = {id(item.thing): item.thing for item in around}
        if len(things) == 1 and (thing := around[0].thing) is not None:
            yield sentence, thing, around[0].start


def _elected(votes: Mapping[str, int]) -> str:
    """The sex that has more than twice the votes of the other; none of two for one against one."""
    most, least = sorted("mf", key=lambda sex: -votes.get(sex, 0))
    return most if votes.get(most, 0) > 2 * votes.get(least, 0) else ""


def _sex_behind(place: int, sentence: Sentence, is_quoted: Callable[[int], bool]) -> set[str]:
    """m or f of the pronouns outside quotation marks, where all stand behind a place and are of one sex."""
    told = [(sentence.place(token), _sex_of_pronoun(token)) for token in sentence.tokens]
    found = [(at, sex) for at, sex in told if sex and not is_quoted(at)]
    sexes_told = {sex for _, sex in found}
    return sexes_told if len(sexes_told) == 1 and found[0][0] > place else set()


def _sex_of_pronoun(token: Token) -> str:
    """m or f of "he" and "her"; none of "they"."""
    return "m" if token.lower_ in HE else "f" if token.lower_ in SHE else ""


def _sex(title: str) -> str:
    return "m" if title in TITLES_OF_HE else "f" if title in TITLES_OF_SHE else ""


def _sex_of_first(mention: Mention, first: Token, gazetteer: Gazetteer) -> str:
    """That of the first name; empty for names of one word, which are surnames, and for names of both."""
    sex = gazetteer.given_name(first.text) if " " in mention.label else ""
    return "" if sex == "x" else sex


def _serve(thing: Thing, title: str, start: int, by_end: Mapping[int, Thing], gazetteer: Gazetteer) -> None:
    """ "US Deputy Secretary of State Campbell" speaks for the United States when he says "we"."""
    if not STATE_OFFICES & set(title.split()):
        return
    before = start - len(title) - 1
    for end in (before - 1, before - 3):
        # "US Secretary", "Italy's minister"
        state = by_end.get(end)
        if state is not None and (state.is_country or state.link):
            thing.serves = state
            return
    entry = gazetteer.office_of(title)
    if entry is not None and thing.serves is None:
        thing.serves = next((t for t in by_end.values() if t.label == entry.label), None)
