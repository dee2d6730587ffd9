"""Who and what a document names: names, demonyms, metonyms, each with its span, phrase, head and type.

Three sources meet: the gazetteer, which is right where it matches; the model's entities, trimmed of articles and
titles; and runs of proper nouns that both left over. A name in a headline counts only where its words are not
ordinary words of the text. Titles stay outside the name: "Secretary of State Blinken" and "Blinken" must meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.names.boundaries import Site, is_name, offices
from kg.extract.names.candidates import Candidate, candidates
from kg.extract.names.evidence import Votes, tally, votes
from kg.extract.names.metonyms import is_government, is_match_report, is_team
from kg.extract.names.naming import groups, key
from kg.extract.names.occurrence import REGIONS
from kg.extract.names.qualified import at_home, namesake_state, peoples, throughout, whose
from kg.extract.names.recurrence import Name, halves, lead, repeated, tails
from kg.gazetteer import Gazetteer, How, Match
from kg.language import relations
from kg.language.grammar import PLURAL_NOUNS, VERBS
from kg.language.words import is_side_taken
from kg.model.kinds import BlockKind, MentionKind
from kg.model.records import Mention, Parse, ParsedBlock, Span
from kg.terms.mention_type import NAMED, MentionType
from kg.terms.words import words as word_set

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token, TokenSpan

PREMODIFIERS = frozenset(
    (relations.DET, relations.AMOD, relations.COMPOUND, relations.NMOD, relations.POSS, relations.NUMMOD)
)
# Behind these a known name at the end of a longer one is a mention of its own: "Bank of [China]".
BEFORE_OWN_MENTIONS = word_set("words before names of their own")
# Known bodies whose names begin with the country that they are of.
WITH_COUNTRY = frozenset(("Ministry", "Military", "Party"))
# Ends of what is a sentence and no headline.
ENDS = (".", "!", "?", ".”", '."')
FORMS_OF_ADDRESS = word_set("forms of address")


def find(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of a document in text order, with one type for all occurrences of a name.

    Clusters are still one a mention; ``coreference`` brings them together.
    """
    ordinary = _ordinary_words(parse.blocks)
    of_match = is_match_report([block.doc for block in parse.blocks])
    names = [name for block in parse.blocks for name in _in_block(block, gazetteer, ordinary, of_match=of_match)]
    names = halves(repeated(parse.blocks, names, gazetteer), gazetteer)
    throughout(names)
    at_home(names)
    within = list(tails(names, gazetteer))
    cast = _cast(names)
    joined = _joined(cast)
    names = [name for name in names if name.entry or not _is_lone_word(name, ordinary, joined)]
    types = _types(_cast(names), joined)
    names = [name for name in names if name.entry or key(name.text) in types]
    names += [name for name in within if types.get(key(name.text)) in REGIONS]
    found: list[Mention] = []
    for name in names:
        found.append(_mention(name, name.entry.type if name.entry else types[key(name.text)], len(found)))
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


def _mention(name: Name, kind: MentionType, number: int) -> Mention:
    doc, offset = name.block.doc, name.block.start
    span = doc.span(name.start, name.end)
    head = span.root
    phrase = _phrase(name)
    return Mention(
        span=Span(offset + span.start_char, offset + span.end_char),
        head=Span(offset + head.idx, offset + head.idx + len(head)),
        phrase=Span(offset + doc[phrase[0]].idx, offset + doc[phrase[1] - 1].idx + len(doc[phrase[1] - 1])),
        kind=name.kind,
        type=kind,
        cluster=number,
        label=name.entry.label if name.entry else _clean(span.text),
        link=name.entry.link if name.entry else None,
    )


def _phrase(name: Name) -> tuple[int, int]:
    """The noun phrase around a name: its determiners, titles and modifiers to the left."""
    doc = name.block.doc
    root = doc.span(name.start, name.end).root
    if name.kind is MentionKind.DEMONYM:
        return name.start, name.end
    start = min([name.start, *(t.left_edge.i for t in root.lefts if t.dep_ in PREMODIFIERS and t.i < name.start)])
    return start, name.end


def _clean(text: str) -> str:
    return " ".join(text.split())


# -- one block ---------------------------------------------------------------------------------------------------------


def _in_block(block: ParsedBlock, gazetteer: Gazetteer, ordinary: frozenset[str], *, of_match: bool) -> list[Name]:
    """The names of one block, known ones and new ones, in text order."""
    site = replace(_site(block, gazetteer), of_match=of_match)
    found = [_people(block, start, end) for start, end in peoples(block.doc, site.known)]
    taken = {i for name in found for i in range(name.start, name.end)}
    for i in taken:
        site.known.pop(i, None)
    # Where all is in capitals the model sees names everywhere; only known ones count.
    for candidate in () if _is_shouting(block.doc) else candidates(site):
        name = _new(block, site, candidate, ordinary, taken)
        if name is not None:
            found.append(name)
            taken.update(range(name.start, name.end))
            _take_in(site, name)
    for match in site.known.values():
        if not any(name.start < match.end and match.start < name.end and not name.covers(match) for name in found):
            found += _as_known(block, site, match)
    return sorted(found, key=lambda name: (name.start, -name.end))


def _site(block: ParsedBlock, gazetteer: Gazetteer) -> Site:
    """The words of a block with the known names and offices among them."""
    doc = block.doc
    words = [token.text for token in doc]
    # "US" in capitals between words that are not is the country wherever it stands.
    has_country = any(token.text == "US" and token.tag_ == "NNP" for token in doc)
    matches = gazetteer.matches(_capitalized(doc, words), shouting=_is_shouting(doc) and not has_country)
    site = Site(doc, words, gazetteer, {match.start: match for match in matches})
    return replace(site, titles=offices(site), is_headline=_is_headline(block))


def _is_shouting(doc: Doc) -> bool:
    return len(doc) > 3 and doc.text.isupper()


def _capitalized(doc: Doc, words: list[str]) -> list[str]:
    """The words, with a capital where the model takes one in small letters for a place ("criticized beijing")."""
    small = {entity.start for entity in doc.ents if _is_place_in_small_letters(entity)}
    return [word.capitalize() if i in small else word for i, word in enumerate(words)] if small else words


def _is_place_in_small_letters(entity: TokenSpan) -> bool:
    return entity.label_ == MentionType.GPE and entity.text.islower() and len(entity.text) > 3


# -- new names ---------------------------------------------------------------------------------------------------------


def _new(
    block: ParsedBlock, site: Site, candidate: Candidate, ordinary: frozenset[str], taken: set[int]
) -> Name | None:
    """The name that a candidate is, with its votes; None where it is none, or another has its words."""
    start, end, label = candidate
    if not taken.isdisjoint(range(start, end)) or not is_name(block.doc, start, end):
        return None
    if _is_common(site, candidate, ordinary) or not _holds_whole_names(site, start, end):
        return None
    return Name(block, start, end, label=label, votes=votes(block.doc.span(start, end), label, site.gazetteer))


def _is_common(site: Site, candidate: Candidate, ordinary: frozenset[str]) -> bool:
    """True for words that only look like a name: in a headline, or alone at the start of a sentence."""
    start, end, label = candidate
    is_single = end - start == 1
    if site.is_headline:
        # "Weighs Oil Deal": what the model sees no name in counts only where the text below has it.
        return (label is None and not is_single) or _is_ordinary_in_headline(site.doc[start:end], ordinary)
    return is_single and _is_ordinary_at_start(site.doc[start], ordinary)


def _holds_whole_names(site: Site, start: int, end: int) -> bool:
    """True unless it cuts a known name in two, or is one."""
    touching = [match for match in site.known.values() if match.start < end and start < match.end]
    return all(start <= m.start and m.end <= end and m.end - m.start < end - start for m in touching)


def _take_in(site: Site, name: Name) -> None:
    """Takes away the known names within a new one that are no mentions of their own."""
    is_person = lead(name.votes) > 0
    for match in [match for match in site.known.values() if name.covers(match)]:
        is_within_place = name.label in REGIONS and match.entry.type is MentionType.LOC
        if is_person or is_within_place or not _stands_alone(site.doc, match, name.end):
            del site.known[match.start]


def _stands_alone(doc: Doc, match: Match, end: int) -> bool:
    """A known name inside a longer one is a mention of its own where it qualifies it: "[Chinese] Foreign Ministry"."""
    if match.how is How.SEAT or match.entry.kind == "City":
        # "Manchester United" is a club, not the town.
        return False
    if match.how is How.DEMONYM:
        return match.end < end
    return match.end < end or doc[match.start - 1].lower_ in BEFORE_OWN_MENTIONS


# -- known names -------------------------------------------------------------------------------------------------------


def _as_known(block: ParsedBlock, site: Site, match: Match) -> Iterator[Name]:
    """A known name as a mention, and the country's within it."""
    other = whose(site.words, match, site.known)
    if other is not None:
        yield Name(block, match.start, match.end, entry=other, common=match.entry)
        return
    yield _known(block, site, match)
    if match.entry.kind in WITH_COUNTRY:
        yield from _country_within(block, site, match)


def _country_within(block: ParsedBlock, site: Site, match: Match) -> Iterator[Name]:
    """The "US" of "US State Department", which the longest match has swallowed."""
    for inner in site.gazetteer.matches(site.words[match.start : match.end - 1]):
        if inner.start == 0 and inner.entry.kind == "Country":
            yield _known(block, site, Match(match.start, match.start + inner.end, inner.entry, inner.how, inner.place))


def _known(block: ParsedBlock, site: Site, match: Match) -> Name:
    """What a known name is where it stands: itself, an adjective, a government, or somebody of the same name."""
    doc, start, end = block.doc, match.start, match.end
    if match.how is How.DEMONYM:
        if doc[end - 1].tag_ in PLURAL_NOUNS:
            return _people(block, start, end)
        return Name(block, start, end, MentionKind.DEMONYM, match.entry)
    if is_side_taken(doc[start]):
        return Name(block, start, end, MentionKind.DEMONYM, match.entry)
    if _is_surname(site, match):
        return Name(block, start, end, votes=_vote(MentionType.PERSON, "namesake person"))
    state = namesake_state(doc, match, site.gazetteer, site.known)
    if state is not None:
        return Name(block, start, end, entry=state)
    is_city = (match.place or match.entry).kind == "City"
    if match.entry.type in REGIONS and is_team(doc.span(start, end), is_city=is_city, of_match=site.of_match):
        return Name(block, start, end, votes=_vote(MentionType.ORG, "namesake club"))
    if match.place is not None:
        if is_government(doc.span(start, end), is_city=is_city):
            return Name(block, start, end, MentionKind.METONYM, match.entry)
        return Name(block, start, end, entry=match.place)
    return Name(block, start, end, entry=match.entry)


def _people(block: ParsedBlock, start: int, end: int) -> Name:
    """A people that is no country: "Americans", "Cuban-Americans"."""
    return Name(block, start, end, MentionKind.DEMONYM, votes=_vote(MentionType.NORP, "plural people"))


def _vote(kind: MentionType, vote: str) -> Votes:
    return Counter([(vote, kind)])


def _is_surname(site: Site, match: Match) -> bool:
    """Whether it is as in "Mr Chad", "Dr. Ireland" and "Mayor London"; not as in "the mayor London chose"."""
    before = match.start - 1
    if before < 0 or match.entry.type not in REGIONS:
        return False
    word = site.words[before]
    return word.rstrip(".") in FORMS_OF_ADDRESS or (before in site.titles and word.istitle())


# -- headlines ---------------------------------------------------------------------------------------------------------


def _is_headline(block: ParsedBlock) -> bool:
    """Most longer words in capitals: case tells nothing here."""
    if block.kind is BlockKind.HEADLINE:
        return True
    if block.doc.text.rstrip().endswith(ENDS):
        return False
    longer = [token for token in block.doc if token.is_alpha and len(token) > 3]
    capital = sum(token.text[0].isupper() for token in longer)
    return len(longer) > 3 and capital > 0.7 * len(longer) and len(block.doc) < 30


def _ordinary_words(blocks: Sequence[ParsedBlock]) -> frozenset[str]:
    """Words that the document also writes with a small letter, in any of their forms."""
    return frozenset(
        form
        for block in blocks
        for token in block.doc
        if token.is_alpha and len(token.text) > 2 and token.text[0].islower()
        for form in (token.lower_, token.lemma_.lower())
    )


def _is_ordinary_in_headline(tokens: Sequence[Token], ordinary: frozenset[str]) -> bool:
    """True where a word of them is one of the text's ordinary words, or a verb: "Leaders Present Security Risks"."""
    return any(token.is_alpha and (_is_written_small(token, ordinary) or token.pos_ in VERBS) for token in tokens)


def _is_ordinary_at_start(token: Token, ordinary: frozenset[str]) -> bool:
    """True for a word that has its capital from the start of a sentence: "Glaciers melt"; not "NATO met"."""
    return _is_written_small(token, ordinary) and token.is_sent_start and not token.text.isupper()


def _is_written_small(token: Token, ordinary: frozenset[str]) -> bool:
    return token.lower_ in ordinary or token.lemma_.lower() in ordinary


# -- types -------------------------------------------------------------------------------------------------------------


def _joined(cast: Mapping[str, Votes]) -> dict[str, str]:
    """For each folded name the fullest name of the document it is short for."""
    return groups(cast, {text: lead(votes) for text, votes in cast.items()})


def _cast(names: Sequence[Name]) -> dict[str, Votes]:
    """The votes on all occurrences of each folded name."""
    cast: dict[str, Votes] = defaultdict(Counter)
    for name in names:
        if name.entry is None:
            cast[key(name.text)].update(name.votes)
    return cast


def _types(cast: Mapping[str, Votes], joined: Mapping[str, str]) -> dict[str, MentionType]:
    """One type for each folded name: the votes of its occurrences, and of the full name it is short for."""
    total: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for text, those in cast.items():
        total[joined[text]].update(tally(those))
    return {text: kind for text, full in joined.items() if full in total and (kind := _winner(total[full], text))}


def _winner(tally: Counter[MentionType], text: str) -> MentionType | None:
    """The type with most votes; of equal ones a person before a body before a place.

    Without any evidence a name of several words is a body, and a single word is no name that can be trusted.
    """
    best = max(NAMED, key=lambda kind: (tally[kind], -NAMED.index(kind)))
    if tally[best] > 0:
        return best
    return MentionType.ORG if " " in text else None


def _is_lone_word(name: Name, ordinary: frozenset[str], joined: Mapping[str, str]) -> bool:
    """A single word that the document also writes small ("the Church"), and that is nobody's surname there."""
    if name.end - name.start > 1 or name.kind is not MentionKind.NAME or name.text.isupper():
        return False
    folded = key(name.text)
    return name.text.lower() in ordinary and joined.get(folded, folded) == folded
