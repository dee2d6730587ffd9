"""Who and what a document names: names, demonyms, metonyms, each with its span, phrase, head and type.

Three sources meet: the gazetteer, which is right where it matches; the model's entities, trimmed of articles and
titles; and runs of proper nouns that both left over. A name in a headline counts only where its words are not
ordinary words of the text. Titles stay outside the name: "Secretary of State Blinken" and "Blinken" must meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.names.candidates import candidates, is_name, title_tokens
from kg.extract.names.evidence import votes
from kg.extract.names.metonyms import SPORT, TOWN_DOES, is_government
from kg.extract.names.naming import TYPES, groups, key
from kg.extract.names.qualified import throughout, whose
from kg.extract.names.recurrence import Name, halves, lead, repeated, tails
from kg.gazetteer import Gazetteer, How, Match
from kg.model.records import BlockKind, Mention, MentionKind, Parse, ParsedBlock, Span

if TYPE_CHECKING:
    from kg.model.syntax import Doc


def find(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of a document in text order, with one type for all occurrences of a name.

    Clusters are still one a mention; ``coreference`` brings them together.
    """
    ordinary = _ordinary_words(parse.blocks)
    names = [name for block in parse.blocks for name in _in_block(block, gazetteer, ordinary)]
    names = halves(repeated(parse.blocks, names, gazetteer), gazetteer)
    throughout(names)
    within = list(tails(names, gazetteer))
    joined = _joined(names)
    names = [name for name in names if name.entry or not _is_lone_word(name, ordinary, joined)]
    types = _types(names, joined)
    names = [name for name in names if name.entry or key(name.text) in types]
    names += [name for name in within if types.get(key(name.text)) in ("GPE", "LOC")]
    found: list[Mention] = []
    for name in names:
        found.append(_mention(name, name.entry.type if name.entry else types[key(name.text)], len(found)))
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


def _mention(name: Name, kind: str, number: int) -> Mention:
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


PREMODIFIERS = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod"))


def _clean(text: str) -> str:
    return " ".join(text.split())


# -- one block ---------------------------------------------------------------------------------------------------------


def _in_block(block: ParsedBlock, gazetteer: Gazetteer, ordinary: frozenset[str]) -> Iterator[Name]:
    doc = block.doc
    words = [token.text for token in doc]
    headline = _is_headline(block)
    shouting = doc.text.isupper() and len(doc) > 3
    country = any(token.text == "US" and token.tag_ == "NNP" for token in doc)
    written = _capitalized(doc, words)
    known = {match.start: match for match in gazetteer.matches(written, shouting=shouting and not country)}
    titles = title_tokens(doc, words, gazetteer, known)
    taken: set[int] = set()
    found: list[Name] = []
    # Where all is in capitals the model sees names everywhere; only known ones count.
    for start, end, label in () if shouting else candidates(doc, gazetteer, words, known, titles):
        if taken.intersection(range(start, end)) or not is_name(doc, start, end):
            continue
        if (headline or end - start == 1) and _is_ordinary(doc, start, end, ordinary, headline):
            continue
        if headline and not label and end - start > 1:
            # "Weighs Oil Deal": what the model sees no name in counts only where the text below has it.
            continue
        touching = [m for m in known.values() if m.start < end and start < m.end]
        inside = [m for m in touching if start <= m.start and m.end <= end]
        if len(inside) < len(touching):
            continue
        if any(m.start == start and m.end == end for m in inside):
            continue
        name = Name(block, start, end, label=label)
        name.votes = votes(doc.span(start, end), label, gazetteer)
        found.append(name)
        taken.update(range(start, end))
        person = name.votes["PERSON"] > max((n for k, n in name.votes.items() if k != "PERSON"), default=0)
        for match in inside:
            within_place = label in ("GPE", "LOC") and match.entry.type == "LOC"
            if person or within_place or not _stands_alone(doc, match, end):
                del known[match.start]
    for match in known.values():
        if not any(n.start < match.end and match.start < n.end and not _nested(match, n) for n in found):
            other = whose(words, match, known)
            if other is not None:
                found.append(Name(block, match.start, match.end, entry=other, common=match.entry))
                continue
            found.append(_known(block, match))
            if match.entry.kind in ("Ministry", "Military", "Party") and match.how is How.NAME:
                found += _country_within(block, match, gazetteer, words)
    yield from sorted(found, key=lambda name: (name.start, -name.end))


def _capitalized(doc: Doc, words: list[str]) -> list[str]:
    """The words, with a capital where the model takes one in small letters for a place ("criticized beijing")."""
    small = {e.start for e in doc.ents if e.label_ == "GPE" and len(e) == 1 and e.text.islower() and len(e.text) > 3}
    return [word.capitalize() if i in small else word for i, word in enumerate(words)] if small else words


def _country_within(block: ParsedBlock, match: Match, gazetteer: Gazetteer, words: list[str]) -> Iterator[Name]:
    """The "US" of "US State Department", which the longest match has swallowed."""
    for inner in gazetteer.matches(words[match.start : match.end - 1]):
        if inner.start == 0 and inner.entry.kind == "Country":
            yield _known(block, Match(match.start, match.start + inner.end, inner.entry, inner.how, inner.place))


def _nested(match: Match, name: Name) -> bool:
    return name.start <= match.start and match.end <= name.end


def _stands_alone(doc: Doc, match: Match, end: int) -> bool:
    """A known name inside a longer one is a mention of its own where it qualifies it: "[Chinese] Foreign Ministry"."""
    if match.how is How.SEAT or match.entry.kind == "City":
        # "Manchester United" is a club, not the town.
        return False
    if match.how is How.DEMONYM:
        return match.end < end
    return match.end < end or doc[match.start - 1].lower_ in ("of", "in", "for", "the", "to")


def _known(block: ParsedBlock, match: Match) -> Name:
    span = block.doc.span(match.start, match.end)
    if match.how is How.DEMONYM:
        if span[-1].tag_ in ("NNS", "NNPS"):
            return Name(block, match.start, match.end, MentionKind.DEMONYM, None, Counter({"NORP": 1}))
        return Name(block, match.start, match.end, MentionKind.DEMONYM, match.entry)
    if _is_side_taken(block.doc, match):
        return Name(block, match.start, match.end, MentionKind.DEMONYM, match.entry)
    if _is_surname(block.doc, match) or _is_club(block.doc, match):
        other = Name(block, match.start, match.end)
        other.votes = Counter({"PERSON" if _is_surname(block.doc, match) else "ORG": 40})
        return other
    if match.how is How.SEAT and match.place is not None:
        if is_government(span, is_city=match.place.kind == "City"):
            return Name(block, match.start, match.end, MentionKind.METONYM, match.entry)
        return Name(block, match.start, match.end, MentionKind.NAME, match.place)
    return Name(block, match.start, match.end, MentionKind.NAME, match.entry)


def _is_surname(doc: Doc, match: Match) -> bool:
    """Whether it is as in "Mr Chad" and "Dr. Ireland"."""
    is_lone = match.end == match.start + 1 and match.entry.type in ("GPE", "LOC")
    return is_lone and match.start > 0 and doc[match.start - 1].text.rstrip(".") in HONORIFICS


HONORIFICS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady", "Prof", "Professor"))


def _is_club(doc: Doc, match: Match) -> bool:
    """Whether a town stands for its team: "Liverpool needed a midfielder", "they beat Liverpool"."""
    if (match.place or match.entry).kind != "City" or match.end != match.start + 1:
        return False
    token = doc[match.start]
    if token.dep_ not in ("nsubj", "dobj", "poss") or (token.dep_ == "poss" and token.head.lemma_ not in SPORT):
        return False
    verb = token.head.lemma_.lower()
    return verb in GAMES or (verb not in TOWN_DOES and any(word.lemma_.lower() in PLAYERS for word in token.sent))


# What teams do to one another, and whom they have.
GAMES = frozenset(("beat", "defeat", "outplay", "thrash", "draw"))
PLAYERS = frozenset("striker midfielder goalkeeper winger defender quarterback coach playoff relegation".split())


def _is_side_taken(doc: Doc, match: Match) -> bool:
    """Whether it is as in "pro-Beijing" and "anti-Russia", which are adjectives of the country."""
    at = match.start
    return at > 1 and doc[at - 1].text in ("-", "–") and doc[at - 2].lower_ in ("pro", "anti")


# -- headlines ---------------------------------------------------------------------------------------------------------


def _is_headline(block: ParsedBlock) -> bool:
    """Most longer words in capitals: case tells nothing here."""
    if block.kind is BlockKind.HEADLINE:
        return True
    if block.doc.text.rstrip().endswith((".", "!", "?", ".”", '."')):
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
        if token.is_alpha and token.text[0].islower() and len(token) > 2
        for form in (token.lower_, token.lemma_.lower())
    )


def _is_ordinary(doc: Doc, start: int, end: int, ordinary: frozenset[str], headline: bool) -> bool:
    tokens = [token for token in doc[start:end] if token.is_alpha]
    common = [t for t in tokens if t.lower_ in ordinary or t.lemma_.lower() in ordinary]
    if headline:
        return bool(common) or any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return bool(common) and doc[start].is_sent_start is True and not tokens[0].text.isupper()


# -- types -------------------------------------------------------------------------------------------------------------


def _joined(names: Sequence[Name]) -> dict[str, str]:
    """For each folded name the fullest name of the document it is short for."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.entry is None:
            count[key(name.text)].update(name.votes)
    return groups(sorted(count), {text: lead(tally) for text, tally in count.items()})


def _types(names: Sequence[Name], joined: Mapping[str, str]) -> dict[str, str]:
    """One type for each folded name: the votes of its occurrences, and of the full name it is short for."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.entry is None:
            total[joined[key(name.text)]].update(name.votes)
    return {text: kind for text, full in joined.items() if full in total and (kind := _winner(total[full], text))}


def _winner(tally: Counter[str], text: str) -> str | None:
    """The type with most votes; of equal ones a person before a body before a place.

    Without any evidence a name of several words is a body, and a single word is no name that can be trusted.
    """
    best = max(TYPES, key=lambda kind: (tally[kind], -TYPES.index(kind)))
    if tally[best] > 0:
        return best
    return "ORG" if " " in text else None


def _is_lone_word(name: Name, ordinary: frozenset[str], joined: Mapping[str, str]) -> bool:
    """A single word that the document also writes small ("the Church"), and that is nobody's surname there."""
    if name.end - name.start > 1 or name.kind is not MentionKind.NAME or name.text.isupper():
        return False
    folded = key(name.text)
    return name.text.lower() in ordinary and joined.get(folded, folded) == folded
