"""Bodies that many countries have: "Peru's Congress" and "Russia's Security Council" are not the famous ones.

A text that says once whose body it means speaks of the same one from then on, unless it names the other's country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.names.boundaries import DASHES
from kg.extract.names.recurrence import Name
from kg.gazetteer import Entry, Gazetteer, How, Match
from kg.language.grammar import PLURAL_NOUNS
from kg.terms.mention_type import MentionType
from kg.terms.words import words as word_set

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# Words that names of such bodies are made of.
COMMON = word_set("words of bodies of many states")
UNITED_STATES = "Q30"
# The states that have citizens with two names, told also by the singular: "Italian-American".
OF_TWO = frozenset((UNITED_STATES,))
# What stands before a hyphen and is no people.
NO_PEOPLES = word_set("sides taken of a people")
# What two states have with each other.
BETWEEN_STATES = word_set("pacts of two states")
# Offices and matters of a state of a union.
OF_STATES_OF_UNION = word_set("offices and matters of states of a union")
# How a place is joined to the noun that it tells of, and to what it is compared with.
OF_NOUN, OF_PLACE, LIKE = (
    frozenset(("compound", "poss", "nmod", "amod")),
    frozenset(("of", "from", "in")),
    frozenset(("like", "as", "including")),
)
# So often is a country named in a text that is about it.
AT_LEAST = 2
POSSESSIVE_ENDINGS = frozenset(("'s", "’s", "'", "’"))


def whose(words: Sequence[str], match: Match, known: Mapping[int, Match]) -> Entry | None:
    """The entry of the body as the country's right before it has it; None where the known body is meant.

    Args:
        words: of the text.
        match: the known body.
        known: all known names of the text, by their first word.
    """
    entry = match.entry
    if match.how is not How.NAME or entry.type is not MentionType.ORG or match.start < 2:
        return None
    form = words[match.start : match.end]
    if words[match.start - 1] not in POSSESSIVE_ENDINGS or not all(word.lower() in COMMON for word in form):
        return None
    owner = next((m for m in known.values() if m.end == match.start - 1 and m.entry.kind == "Country"), None)
    if owner is None or owner.entry.link is None or owner.entry.link == entry.country:
        return None
    return _borne_by(entry, owner.entry, " ".join(form))


def peoples(doc: Doc, known: Mapping[int, Match]) -> Iterator[tuple[int, int]]:
    """Where a people with two names stands: "Cuban-Americans", "an African American judge"; not "Cuban-American talks".

    Neither half is a name of its own there, as they are no people of Africa. In "Franco-German" each is.

    Args:
        doc: the words.
        known: all known names in them, by their first word.
    """
    for match in known.values():
        if match.how is not How.DEMONYM or match.end - match.start > 1 or match.start == 0:
            continue
        start = _start_of_first_half(doc, match.start, known)
        is_plural = doc[match.start].tag_ in PLURAL_NOUNS
        if start is not None and (is_plural or (match.entry.link in OF_TWO and not _is_between(doc, match.end))):
            yield start, match.end


def _start_of_first_half(doc: Doc, at: int, known: Mapping[int, Match]) -> int | None:
    """Where the first name of a people begins whose second is at that place; None where there is no such word."""
    if doc[at - 1].text in DASHES:
        is_name = at > 1 and doc[at - 2].is_title and doc[at - 2].lower_ not in NO_PEOPLES
        return at - 2 if is_name else None
    before = known.get(at - 1)
    return at - 1 if before is not None and before.how is How.DEMONYM and before.end == at else None


def _is_between(doc: Doc, at: int) -> bool:
    """Whether what two states have with each other stands at a place, or behind one more word."""
    return any(token.lemma_.lower() in BETWEEN_STATES for token in doc[at : at + 2])


def _borne_by(entry: Entry, owner: Entry, form: str) -> Entry:
    """The body that another country has under the words of a known one."""
    return replace(entry, label=f"{owner.label}'s {form}", link=None, country=owner.link, members=())


def at_home(names: Sequence[Name]) -> None:
    """Gives a body to the country that a text is about where nothing in it is of the known body's country.

    "Congress" is Peru's in a text on Peru that has neither Americans nor an American town in it.
    """
    known = [name.entry for name in names if name.entry is not None]
    owner = _country_of(known)
    if owner is None:
        return
    there = _told_of(known)
    for name in names:
        entry = name.entry
        if entry is not None and _is_of_other(entry, there) and _is_common(name.text):
            name.entry, name.common = _borne_by(entry, owner, name.text), entry


def _country_of(known: Sequence[Entry]) -> Entry | None:
    """The country that a text names more often than any other, and more than once."""
    (most, times), (_, next_times) = [
        *Counter(entry for entry in known if entry.kind == "Country").most_common(2),
        (None, 0),
        (None, 0),
    ][:2]
    return most if times >= AT_LEAST and times > next_times else None


def _told_of(known: Sequence[Entry]) -> Set[str | None]:
    """What a text names, and the countries of its people and places; a body alone tells nothing of its country."""
    return {entry.link for entry in known} | {entry.country for entry in known if entry.type is not MentionType.ORG}


def _is_of_other(entry: Entry, there: Set[str | None]) -> bool:
    """True for a body of a country that nothing in the text is of."""
    return entry.type is MentionType.ORG and entry.country is not None and entry.country not in there


def _is_common(name: str) -> bool:
    return all(word.lower() in COMMON for word in name.split())


def throughout(names: Sequence[Name]) -> None:
    """Gives a body that the text has qualified to its later mentions that stand by themselves.

    Args:
        names: in text order; where a text qualifies the same words in two ways, the rest stays as it is.
    """
    settled = _settled(names)
    mentioned = {name.entry.link for name in names if name.entry is not None and name.entry.link}
    meant: dict[str, Entry] = {}
    for name in names:
        if name.entry is None or name.text not in settled:
            continue
        if name.common is not None:
            meant[name.text] = name.entry
        elif name.text in meant and name.entry.country not in mentioned:
            name.entry = meant[name.text]


def _settled(names: Sequence[Name]) -> Set[str]:
    """The words that a text qualifies in one way: "Congress", where it tells of Peru's and of no other's."""
    ways: dict[str, set[Entry]] = defaultdict(set)
    for name in names:
        if name.common is not None and name.entry is not None:
            ways[name.text].add(name.entry)
    return {text for text, entries in ways.items() if len(entries) == 1}


# -- towns and states of one name --------------------------------------------------------------------------------------


def namesake_state(doc: Doc, match: Match, gazetteer: Gazetteer, known: Mapping[int, Match]) -> Entry | None:
    """The state of a union that has a town's name, where a word beside it tells that the state is meant.

    "The New York primary", "a senator from New York", "states like New York", "New York and New Jersey", "Mina, New
    York,"; not "a bank in New York", "the mayor of New York".
    """
    entry = match.place or match.entry
    if entry.kind != "City":
        return None
    state = gazetteer.named(f"{doc.span(match.start, match.end).text} (state)")
    if state is None or state.kind != "Region":
        return None
    token = doc.span(match.start, match.end).root
    is_meant = _has_office(token) or _is_listed(token, known) or _places_town(doc, match, known)
    return state if is_meant else None


def _has_office(token: Token) -> bool:
    """ "New York Gov. Hale", "New York's primary", "Senator Hale of New York", "the primary in New York"."""
    if token.dep_ in OF_NOUN:
        # not of "a New York nanny-state liberal"
        beside = [token.head, *(t for t in token.head.lefts if t.i > token.i and token.doc[t.i - 1].text not in DASHES)]
    elif token.dep_ == "pobj" and token.head.lower_ in OF_PLACE:
        above = token.head.head
        beside = [
            above,
            *(t for t in above.lefts if t.dep_ == "compound"),
            *(t for t in above.rights if t.dep_ == "appos"),
        ]
    else:
        beside = [t for t in token.rights if t.dep_ == "appos" and t.lemma_ == "state"]
    return any(t.lemma_.lower().rstrip(".") in OF_STATES_OF_UNION for t in beside)


def _is_listed(token: Token, known: Mapping[int, Match]) -> bool:
    """ "New Jersey and New York", and "states like New York"."""
    first = next((t for t in token.path if t.dep_ != "conj"), token.root)
    if any(_is_region(known.get(t.left_edge.i)) for t in (first, *first.conjuncts) if t is not token):
        return True
    return first.dep_ == "pobj" and first.head.lower_ in LIKE and first.head.head.lemma_.lower() == "state"


def _is_region(match: Match | None) -> bool:
    return match is not None and match.how is How.NAME and match.entry.part_of is not None


def _places_town(doc: Doc, match: Match, known: Mapping[int, Match]) -> bool:
    """ "a shop in Mina, New York, burned"; not "in Mina, New York and Rome", "London, New York"."""
    at = match.start
    if at < 2 or doc[at - 1].text != "," or not doc[at - 2].is_title or match.end >= len(doc):
        return False
    town = next((m for m in known.values() if m.end == at - 1), None)
    is_town = doc[at - 2].ent_type_ == MentionType.GPE if town is None else town.entry.country == UNITED_STATES
    behind = doc[match.end : match.end + 2]
    ends = behind[0].text in (".", ")") or (behind[0].text == "," and len(behind) > 1 and not behind[1].is_title)
    return is_town and ends and doc[at - 3].text != "," and behind[-1].lower_ not in ("and", "or")
