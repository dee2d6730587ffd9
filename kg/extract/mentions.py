"""Who and what a document names: names, demonyms, metonyms, each with its span, phrase, head and type.

Three sources meet: the gazetteer, which is right where it matches; the model's entities, trimmed of articles and
titles; and runs of proper nouns that both left over. A name in a headline counts only where its words are not
ordinary words of the text. Titles stay outside the name: "Secretary of State Blinken" and "Blinken" must meet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.metonyms import is_government
from kg.extract.naming import LAST_WORDS, TYPES, groups, key, votes
from kg.extract.recurrence import Name, halves, lead, repeated, tails
from kg.gazetteer import Gazetteer, How, Match
from kg.model import BlockKind, Mention, MentionKind, Parse, ParsedBlock, Span

if TYPE_CHECKING:
    from kg.syntax import Doc

NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"))
LINKS = frozenset(("of", "de", "la", "von", "van", "der", "al", "el", "bin", "ibn", "del", "di", "da", "-", "&", "du"))
CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *("april", "may", "june", "july", "august", "september", "october", "november", "december"),
        *("mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul"),
        *("aug", "sep", "sept", "oct", "nov", "dec", "weekend", "today", "yesterday", "tomorrow", "am", "pm", "a.m."),
        *("p.m.", "gmt", "utc", "est", "edt", "bst"),
    )
)


ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
# Letters after a person's name: "Mark Tedeschi, QC".
HONOURS = frozenset(
    ("QC", "KC", "SC", "MP", "MEP", "PhD", "MD", "CBE", "OBE", "MBE", "MLA", "JP", "BA", "MA", "R", "D")
)


def find(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of a document in text order, with one type for all occurrences of a name.

    Clusters are still one a mention; ``coreference.link`` brings them together.
    """
    ordinary = _ordinary_words(parse.blocks)
    names = [name for block in parse.blocks for name in _in_block(block, gazetteer, ordinary)]
    names = halves(repeated(parse.blocks, names, gazetteer), gazetteer)
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


def _phrase(name: Name) -> tuple[int, int]:
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


def _in_block(block: ParsedBlock, gazetteer: Gazetteer, ordinary: frozenset[str]) -> Iterator[Name]:
    doc = block.doc
    words = [token.text for token in doc]
    headline = _is_headline(block)
    shouting = doc.text.isupper() and len(doc) > 3
    country = any(token.text == "US" and token.tag_ == "NNP" for token in doc)
    written = _capitalized(doc, words)
    known = {match.start: match for match in gazetteer.matches(written, shouting=shouting and not country)}
    titles = _title_tokens(doc, words, gazetteer, known)
    taken: set[int] = set()
    found: list[Name] = []
    # Where all is in capitals the model sees names everywhere; only known ones count.
    for start, end, label in () if shouting else _candidates(doc, gazetteer, words, known, titles):
        if taken.intersection(range(start, end)) or not _is_name(doc, start, end):
            continue
        if (headline or end - start == 1) and _is_ordinary(doc, start, end, ordinary, headline):
            continue
        touching = [m for m in known.values() if m.start < end and start < m.end]
        inside = [m for m in touching if start <= m.start and m.end <= end]
        if len(inside) < len(touching):
            continue
        if any(m.start == start and m.end == end for m in inside):
            continue
        name = Name(block, start, end, label=label)
        name.votes = votes(doc[start:end], label, gazetteer)
        found.append(name)
        taken.update(range(start, end))
        person = name.votes["PERSON"] > max((n for k, n in name.votes.items() if k != "PERSON"), default=0)
        for match in inside:
            within_place = label in ("GPE", "LOC") and match.entry.type == "LOC"
            if person or within_place or not _stands_alone(doc, match, end):
                del known[match.start]
    for match in known.values():
        if not any(n.start < match.end and match.start < n.end and not _nested(match, n) for n in found):
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
    if match.how is How.SEAT:
        return False
    if match.how is How.DEMONYM:
        return match.end < end
    return match.end < end or doc[match.start - 1].lower_ in ("of", "in", "for", "the", "to")


def _known(block: ParsedBlock, match: Match) -> Name:
    span = block.doc[match.start : match.end]
    if match.how is How.DEMONYM:
        if span[-1].tag_ in ("NNS", "NNPS"):
            return Name(block, match.start, match.end, MentionKind.DEMONYM, None, Counter({"NORP": 1}))
        return Name(block, match.start, match.end, MentionKind.DEMONYM, match.entry)
    if _is_side_taken(block.doc, match):
        return Name(block, match.start, match.end, MentionKind.DEMONYM, match.entry)
    if match.how is How.SEAT and match.place is not None:
        if is_government(span, is_city=match.place.kind == "City"):
            return Name(block, match.start, match.end, MentionKind.METONYM, match.entry)
        return Name(block, match.start, match.end, MentionKind.NAME, match.place)
    return Name(block, match.start, match.end, MentionKind.NAME, match.entry)


def _is_side_taken(doc: Doc, match: Match) -> bool:
    """Whether it is as in "pro-Beijing" and "anti-Russia", which are adjectives of the country."""
    at = match.start
    return at > 1 and doc[at - 1].text in ("-", "–") and doc[at - 2].lower_ in ("pro", "anti")


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
            for start, end in _parts(doc, entity.start, entity.end, known, entity.label_):
                trimmed = _trim(doc, words, start, end, gazetteer, known, titles)
                if trimmed:
                    covered.update(range(*trimmed))
                    yield *trimmed, entity.label_
        else:
            covered.update(range(entity.start, entity.end))
    for match in known.values():
        covered.update(range(match.start, match.end))
    for i in range(1, len(doc) - 1):
        if doc[i - 1].text == "(" and doc[i + 1].text == ")" and ACRONYM.fullmatch(words[i]) and i not in covered:
            covered.add(i)
            yield i, i + 1, "ORG"
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


def _parts(doc: Doc, start: int, end: int, known: dict[int, Match], label: str) -> Iterator[tuple[int, int]]:
    """An entity cut at commas, at hyphens between known names ("China-Russia"), and at "and" between several."""
    several = label in ("PERSON", "GPE", "LOC") or (start > 0 and doc[start - 1].tag_ == "NNS")
    cut = start
    for i in range(start, end):
        joins = i in known and known[i].end < end and doc[known[i].end].text in ("-", "–", "/")
        if doc[i].text in (",", "(", ")", ";", ":", "|") or doc[i].is_quote or (several and doc[i].lower_ == "and"):
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
    while start < end < len(doc) - 1 and doc[end].text == "-" and not doc[end - 1].whitespace_ + doc[end].whitespace_:
        if doc[end - 1].pos_ != "PROPN" or end + 1 in known or not doc[end + 1].is_alpha:
            break
        # "Lam Cheuk-ting", but no "Pan-democrat".
        if doc[end + 1].text[0].islower() and (end - start < 2 or doc[end].ent_type_ != "PERSON"):
            break
        end += 2
    return (start, end) if start < end else None


def _may_begin(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.tag_ in ("DT", "PRP$", "PRP", "CC", "IN", "WDT", "WP", "WRB", "MD") and token.lower_ not in ("al", "el"):
        return token.text[0].isupper() and token.text.isupper() and len(token) > 2
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower_ in ("al", "el", "de", "von", "van", "bin")


def _may_end(doc: Doc, at: int) -> bool:
    token = doc[at]
    if token.text[0].isupper() or token.text[0].isdigit():
        return token.tag_ not in ("POS", "DT")
    # "Lam Cheuk-ting": the small half of a hyphenated name.
    return at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and doc[at - 2].text[0].isupper()


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """At least one capital letter, no word of the calendar alone, no lone verb, pronoun or number."""
    span = doc[start:end]
    if not any(c.isupper() for c in span.text) or len(span.text) < 2 or not any(c.isalpha() for c in span.text):
        return False
    if span.text in HONOURS and start and doc[start - 1].text in (",", "("):
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
    """The words of offices: "Secretary of State", "Spokesperson", "Minister of Education"; never a surname "King"."""
    found: set[int] = set()
    at = 0
    while at < len(words):
        length = gazetteer.title_at(words, at)
        inside = bool(length) and any(m.start <= at < m.end and m.end > at + 1 for m in known.values())
        surname = doc[at].ent_type_ == "PERSON" and doc[at].ent_iob_ == "I" and words[at - 1] not in PARTICLES
        if not length or inside or (length == 1 and (surname or _in_body(doc, at))):
            at += 1
            continue
        end = at + length
        if words[end - 1].lower() in OF_FIELDS and end + 1 < len(words) and words[end] in ("of", "for"):
            field_end = end + 1
            while field_end < len(words) and words[field_end][0].isupper() and field_end not in known:
                if gazetteer.title_at(words, field_end) or doc[field_end].ent_type_ == "PERSON":
                    break
                field_end += 1
            end = field_end if field_end > end + 1 else end
        start = at
        while start and words[start - 1].lower() in FIELDS and words[start - 1][0].isupper() and start - 1 not in known:
            start -= 1
        found.update(range(start, end))
        at = end
    return found


# Offices that are named after what they are for: "Minister of Education", "Undersecretary for Trade".
OF_FIELDS = frozenset(("minister", "secretary", "undersecretary", "commissioner", "ministers"))
FIELDS = frozenset(
    (
        *("defence", "defense", "foreign", "interior", "finance", "trade", "energy", "health", "justice", "education"),
        *(
            "home",
            "transport",
            "economy",
            "agriculture",
            "environment",
            "culture",
            "labour",
            "labor",
            "federal",
            "police",
        ),
        *("deputy", "assistant", "acting", "former", "first", "senior", "prime", "vice", "chief", "security", "press"),
        *(
            "opposition",
            "majority",
            "minority",
            "shadow",
            "national",
            "state",
            "treasury",
            "commerce",
            "special",
            "oil",
        ),
    )
)
PARTICLES = frozenset((".", "-", "the", "The"))


def _in_body(doc: Doc, at: int) -> bool:
    """A title word that goes on into the name of a body: "Chief Executive Board", "General Motors"."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    if doc[at].ent_type_ in ("ORG", "FAC", "GPE") and after is not None:
        return after.ent_type_ == doc[at].ent_type_ and after.ent_iob_ == "I" and after.text[0].isupper()
    return False


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
