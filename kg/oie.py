"""Open information extraction: the propositions of a reading as tuples of the sentence's own words.

One line a tuple: ``sentence  confidence  relation  subject  object  [more]``, tab-separated. A clause with several
arguments gives the whole tuple first, then with less confidence what it contains: its core ("moved | the embassy"),
one tuple for each further argument, whose relation holds the object ("moved the embassy to | Jerusalem"), and the
same for an object that itself ends in a prepositional phrase ("became a judge of | the High Court").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Argument, MentionKind, Proposition, Reading, Role

# Facts of the graph that no tuple of a sentence's own words can show.
SKIPPED = {"be role of", "hold", "be held in", "be held on", "be held at", "meet at"}
COPULAS = {"title": "is", "apposition": "is", "place": "is in", "members": "is member of"}
# How sure the parts of a tuple are beside the whole.
CORE, FURTHER, INNER, BARE, OWNED = 0.5, 0.45, 0.35, 0.3, 0.2
# A tuple cannot say on whose word it stands.
REPORTED = 0.9
POSSESSIVE = re.compile(r" ?['’]s ")
LONGEST_SPLIT = 14
PREPOSITIONS = frozenset(
    """in on for to with from at against about into over under between by during after before near within without
    through among toward towards regarding of""".split()
)

Cells = tuple[str, ...]


def rows(reading: Reading, least: float = 0.0) -> Iterator[str]:
    """The tuples of a document in text order, each once; the first column is the sentence (of a line, the line).

    Args:
        reading: the document.
        least: confidence below which a tuple is left out, in 0..1.
    """
    text = reading.document.text
    whole = text if len(reading.document.blocks) == 1 and "\n" not in text else None
    seen: set[Cells] = set()
    for proposition in reading.propositions:
        sentence = whole if whole is not None else " ".join(reading.sentences[proposition.sentence].of(text).split())
        for confidence, cells in tuples(proposition, reading):
            if cells not in seen and confidence >= least:
                seen.add(cells)
                yield "\t".join((sentence, f"{confidence:.3f}", *cells))
    for number, cells in _belongings(reading):
        if cells not in seen and least <= OWNED:
            seen.add(cells)
            sentence = whole if whole is not None else " ".join(reading.sentences[number].of(text).split())
            yield "\t".join((sentence, f"{OWNED:.3f}", *cells))


def _belongings(reading: Reading) -> Iterator[tuple[int, Cells]]:
    """(sentence, ("has", owner, what)) for each possessive: "Australia's High Court"."""
    for proposition in reading.propositions:
        for argument in proposition.arguments:
            owner, what = _possession(_words(argument, reading.document.text))
            if owner and what:
                yield proposition.sentence, ("has", owner, what)


def _possession(phrase: str) -> tuple[str, str]:
    """Who owns what by the words of a phrase; empty where it has no possessive, or more than one.

    >>> _possession("the airline's debts"), _possession("its debts")
    (('the airline', 'debts'), ('', ''))
    """
    parts = POSSESSIVE.split(phrase)
    if len(parts) != 2 or any(word in PREPOSITIONS for word in parts[0].split()):
        return "", ""
    words = parts[1].split()
    cut = next((n for n, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return parts[0].strip(), " ".join(words[:cut])


def tuples(proposition: Proposition, reading: Reading) -> Iterator[tuple[float, Cells]]:
    """(confidence, (relation, subject, object, more ...)) of one proposition, the whole before its parts."""
    text, sure = reading.document.text, proposition.confidence * (REPORTED if proposition.attribution else 1)
    subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
    others = [a for a in proposition.arguments if a.role not in (Role.SUBJECT, Role.OBJECT)]
    if subject is None or (obj is None and not others) or _is_unspoken(proposition, subject, reading):
        return
    relation = COPULAS.get(proposition.rule) or " ".join(proposition.relation.split())
    if proposition.rule == "passive-with-agent" and obj is not None:
        subject, obj = obj, subject
    first = _words(subject, text)
    if obj is None:
        for marker, end in (e for a in others for e in _ends(a, text)):
            yield sure * 0.9, (f"{relation} {marker}".strip(), first, end)
        return
    core = (relation, first, _words(obj, text))
    if others:
        yield sure, (*core, *(f"{_marker(a, text)} {_words(a, text)}".strip() for a in others))
    yield sure * (CORE if others else 1), core
    for marker, end in (e for a in others for e in _ends(a, text)):
        yield sure * FURTHER, (f"{relation} {core[2]} {marker}".strip(), first, end)
    cut = _cut(core)
    if cut is not None:
        words = core[2].split()
        yield sure * INNER, (f"{core[0]} {' '.join(words[: cut + 1])}", first, " ".join(words[cut + 1 :]))
        if words[cut] != "of":
            # "the head of state" is no "head"; "a house in Rome" is a house
            yield sure * BARE, (core[0], first, " ".join(words[:cut]))


def _is_unspoken(proposition: Proposition, subject: Argument, reading: Reading) -> bool:
    if proposition.predicate in SKIPPED or proposition.rule == "act":
        return True
    mention = reading.mentions[subject.mention] if subject.mention is not None else None
    return mention is not None and mention.kind is MentionKind.PRONOUN and proposition.rule.startswith("act")


def _cut(core: Cells) -> int | None:
    """Index of the preposition that begins the object's own prepositional phrase; None without one, or if long."""
    words = core[2].split()
    cut = next((i for i, word in enumerate(words) if 0 < i < len(words) - 1 and word in PREPOSITIONS), None)
    return None if len(words) > LONGEST_SPLIT else cut


def _ends(argument: Argument, text: str) -> list[tuple[str, str]]:
    """(preposition, words) of an argument; of "from 1970 to 1985" one for each end."""
    marker, words = _marker(argument, text), _words(argument, text)
    for until in ("to", "until", "till", "through"):
        first, joint, last = words.partition(f" {until} ")
        if joint and argument.role is Role.TIME and argument.preposition == "from":
            return [(marker, first), (until, last)]
    return [(marker, words)]


def _words(argument: Argument, text: str) -> str:
    return " ".join(argument.span.of(text).split()).strip(" ,;")


def _marker(argument: Argument, text: str) -> str:
    """The preposition as the text writes it: "In" at the start of a sentence."""
    before = text[: argument.span.start].rstrip()
    size = len(argument.preposition)
    return before[len(before) - size :] if before.lower().endswith(argument.preposition) else argument.preposition
