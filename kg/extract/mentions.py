"""Who and what a document names: names, demonyms, metonyms, each with its span, phrase, head and type.

Three sources meet: the gazetteer, which is right where it matches; the model's entities, trimmed of articles and
titles; and runs of proper nouns that both left over. A name in a headline counts only where its words are not
ordinary words of the text. Titles stay outside the name: "Secretary of State Blinken" and "Blinken" must meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.metonyms import is_government
from kg.extract.naming import LAST_WORDS, groups, key, votes
from kg.gazetteer import Entry, Gazetteer, How, Match
from kg.model import BlockKind, Mention, MentionKind, Parse, ParsedBlock, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"))
LINKS = frozenset(("of", "de", "la", "von", "van", "der", "al", "el", "bin", "ibn", "del", "di", "da", "-", "&", "du"))
CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *("april", "may", "june", "july", "august", "september", "october", "november", "december"),
        *("mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul"),
        *("aug", "sep", "sept", "oct", "nov", "dec", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "est", "edt", "bst"),
    )
)


@dataclass(slots=True)
class _Name:
    """A name found in one block, while its type is still open."""

    block: ParsedBlock
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    entry: Entry | None = None
    votes: Counter[str] = field(default_factory=Counter)
    label: str = ""

    @property
    def text(self) -> str:
        return self.block.doc[self.start : self.end].text


def find(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of a document in text order, with one type for all occurrences of a name.

    Clusters are still one a mention; ``coreference.link`` brings them together.
    """
    ordinary = _ordinary_words(parse.blocks)
    names = [name for block in parse.blocks for name in _in_block(block, gazetteer, ordinary)]
    types = _types(names)
    found: list[Mention] = []
    for name in names:
        kind = name.entry.type if name.entry else types[key(name.text)]
        if kind is not None:
            found.append(_mention(name, kind, len(found)))
    return tuple(found)


def _mention(name: _Name, kind: str, number: int) -> Mention:
    doc, offset = name.block.doc, name.block.start
    span = doc[name.start : name.end]
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


def _phrase(name: _Name) -> tuple[int, int]:
    """The noun phrase around a name: its determiners, titles and modifiers to the left."""
    doc = name.block.doc
    root = doc[name.start : name.end].root
    if name.kind is MentionKind.DEMONYM:
        return name.start, name.end
    start = min([name.start, *(t.left_edge.i for t in root.lefts if t.dep_ in PREMODIFIERS and t.i < name.start)])
    return start, name.end


PREMODIFIERS = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod"))


def _clean(text: str) -> str:
    return " ".join(text.split())


# -- one block ---------------------------------------------------------------------------------------------------------


def _in_block(block: ParsedBlock, gazetteer: Gazetteer, ordinary: frozenset[str]) -> Iterator[_Name]:
    doc = block.doc
    words = [token.text for token in doc]
    headline = _is_headline(block)
    known = {match.start: match for match in gazetteer.matches(words, shouting=doc.text.isupper())}
    titles = _title_tokens(doc, words, gazetteer, known)
    taken: set[int] = set()
    found: list[_Name] = []
    for start, end, label in _candidates(doc, gazetteer, words, known, titles):
        if taken.intersection(range(start, end)) or not _is_name(doc, start, end):
            continue
        if (headline or end - start == 1) and _is_ordinary(doc, start, end, ordinary, headline):
            continue
        inside = [m for m in known.values() if start <= m.start and m.end <= end]
        if any(m.start == start and m.end == end for m in inside):
            continue
        name = _Name(block, start, end, label=label)
        name.votes = votes(doc[start:end], label, gazetteer)
        found.append(name)
        taken.update(range(start, end))
        person = name.votes["PERSON"] > max((n for k, n in name.votes.items() if k != "PERSON"), default=0)
        for match in inside:
            if person or not _stands_alone(doc, match, end):
                del known[match.start]
    for match in known.values():
        if not any(n.start < match.end and match.start < n.end and not _nested(match, n) for n in found):
            found.append(_known(block, match))
    yield from sorted(found, key=lambda name: (name.start, -name.end))


def _nested(match: Match, name: _Name) -> bool:
    return name.start <= match.start and match.end <= name.end


def _stands_alone(doc: Doc, match: Match, end: int) -> bool:
    """A known name inside a longer one is a mention of its own where it qualifies it: "[Chinese] Foreign Ministry"."""
    if match.how is How.SEAT:
        return False
    if match.how is How.DEMONYM:
        return match.end < end
    return match.end < end or doc[match.start - 1].lower_ in ("of", "in", "for", "the", "to")


def _known(block: ParsedBlock, match: Match) -> _Name:
    span = block.doc[match.start : match.end]
    if match.how is How.DEMONYM:
        if span[-1].tag_ in ("NNS", "NNPS"):
            return _Name(block, match.start, match.end, MentionKind.DEMONYM, None, Counter({"NORP": 1}))
        return _Name(block, match.start, match.end, MentionKind.DEMONYM, match.entry)
    if match.how is How.SEAT and match.place is not None:
        if is_government(span, is_city=match.place.kind == "City"):
            return _Name(block, match.start, match.end, MentionKind.METONYM, match.entry)
        return _Name(block, match.start, match.end, MentionKind.NAME, match.place)
    return _Name(block, match.start, match.end, MentionKind.NAME, match.entry)


def _candidates(
    doc: Doc, gazetteer: Gazetteer, words: list[str], known: dict[int, Match], titles: set[int]
) -> Iterator[tuple[int, int, str]]:
    """Spans that may be names beside the gazetteer's: composed bodies, the model's entities, proper-noun runs."""
    for match in list(known.values()):
        end = _body_end(doc, match, titles)
        if end:
            yield match.start, end, "ORG"
    covered: set[int] = set()
    for entity in doc.ents:
        if entity.label_ in NAMES:
            for start, end in _parts(doc, entity.start, entity.end, known):
                trimmed = _trim(doc, words, start, end, gazetteer, known, titles)
                if trimmed:
                    covered.update(range(*trimmed))
                    yield *trimmed, entity.label_
        else:
            covered.update(range(entity.start, entity.end))
    for match in known.values():
        covered.update(range(match.start, match.end))
    for start, end in _runs(doc, covered, titles):
        trimmed = _trim(doc, words, start, end, gazetteer, known, titles)
        if trimmed:
            yield *trimmed, ""


def _body_end(doc: Doc, match: Match, titles: set[int]) -> int:
    """Where the body ends that a demonym or country begins: "Chinese Foreign Ministry"; 0 where there is none."""
    at = match.end
    while at < len(doc) and doc[at].text[0].isupper() and doc[at].is_alpha and at not in titles:
        at += 1
        if at + 1 < len(doc) and doc[at].lower_ in ("of", "and", "for") and doc[at + 1].text[0].isupper():
            at += 1
    if at == match.end or not any(doc[i].lower_ in LAST_WORDS["ORG"] for i in range(match.end, at)):
        return 0
    return at


def _parts(doc: Doc, start: int, end: int, known: dict[int, Match]) -> Iterator[tuple[int, int]]:
    """An entity cut at commas and at hyphens between known names ("China-Russia")."""
    cut = start
    for i in range(start, end):
        joins = i in known and known[i].end < end and doc[known[i].end].text in ("-", "–", "/")
        if doc[i].text in (",", "(", ")", ";", ":", "|") or (doc[i].is_quote):
            if cut < i:
                yield cut, i
            cut = i + 1
        elif joins and known[i].end + 1 in known:
            if cut < i:
                yield cut, i
            cut = known[i].end + 1
    if cut < end:
        yield cut, end


def _trim(
    doc: Doc,
    words: list[str],
    start: int,
    end: int,
    gazetteer: Gazetteer,
    known: dict[int, Match],
    titles: set[int],
) -> tuple[int, int] | None:
    """The span without article, titles, possessive and edge words in small letters; None where nothing is left."""
    while start < end:
        if start in titles or not _may_begin(doc, start):
            start += 1
        elif start in known and known[start].end < end and known[start].end in titles:
            start = known[start].end
        else:
            break
    while start < end and (end - 1 in titles or not _may_end(doc, end - 1)):
        end -= 1
    return (start, end) if start < end else None


def _may_begin(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.tag_ in ("DT", "PRP$", "PRP", "CC", "IN", "WDT", "WP", "WRB", "MD") and token.lower_ not in ("al", "el"):
        return token.text[0].isupper() and token.text.isupper() and len(token) > 2
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower_ in ("al", "el", "de", "von", "van", "bin")


def _may_end(doc: Doc, at: int) -> bool:
    token = doc[at]
    return bool(token.text[0].isupper() or token.text[0].isdigit()) and token.tag_ not in ("POS", "DT")


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """At least one capital letter, no word of the calendar alone, no lone verb, pronoun or number."""
    span = doc[start:end]
    if not any(c.isupper() for c in span.text) or len(span.text) < 2 or not any(c.isalpha() for c in span.text):
        return False
    if all(token.lower_ in CALENDAR or not token.is_alpha for token in span):
        return False
    return len(span) > 1 or span[0].pos_ in ("PROPN", "NOUN", "ADJ", "X", "ADV", "INTJ") or span.text.isupper()


def _runs(doc: Doc, covered: set[int], titles: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns that nothing else has taken."""

    def free(i: int) -> bool:
        token = doc[i]
        proper = token.tag_ in ("NNP", "NNPS") and token.text[0].isupper()
        return proper and i not in covered and i not in titles and token.lower_ not in CALENDAR

    at = 0
    while at < len(doc):
        if not free(at):
            at += 1
            continue
        end = at + 1
        while end < len(doc):
            if free(end):
                end += 1
            elif doc[end].lower_ in LINKS and end + 1 < len(doc) and free(end + 1):
                end += 2
            else:
                break
        yield at, end
        at = end


def _title_tokens(doc: Doc, words: list[str], gazetteer: Gazetteer, known: dict[int, Match]) -> set[int]:
    """The words of offices: before a capitalised name, or of several words ("Secretary of State")."""
    found: set[int] = set()
    at = 0
    while at < len(words):
        length = gazetteer.title_at(words, at)
        inside = any(m.start <= at < m.end and m.end > at + 1 for m in known.values())
        if not length or inside:
            at += 1
            continue
        end = at + length
        follows = end < len(words) and words[end][0].isupper() and words[end].lower() not in LAST_WORDS["ORG"]
        if (length > 1 and "-" not in words[at:end]) or follows or words[at].islower():
            found.update(range(at, end))
        at = end
    return found


# -- headlines ---------------------------------------------------------------------------------------------------------


def _is_headline(block: ParsedBlock) -> bool:
    """Most longer words in capitals: case tells nothing here."""
    if block.kind is BlockKind.HEADLINE:
        return True
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


def _types(names: Sequence[_Name]) -> dict[str, str | None]:
    """One type for each folded name: the votes of its occurrences, and of the full name it is short for."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.entry is None:
            count[key(name.text)].update(name.votes)
    people = {
        text: tally["PERSON"] - max((n for k, n in tally.items() if k != "PERSON"), default=0)
        for text, tally in count.items()
    }
    joined = groups(sorted(count), people)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for text, tally in count.items():
        total[joined[text]].update(tally)
    return {text: _winner(total[joined[text]]) for text in count}


def _winner(tally: Counter[str]) -> str | None:
    """The type with most votes; of equal ones a person before a body before a place; None without evidence."""
    order = ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "NORP")
    best = max(order, key=lambda kind: (tally[kind], -order.index(kind)))
    return best if tally[best] > 0 else "ORG"
