"""Sentences with the parser's analysis and what must be read from them, kept in ``tests/data/read/*.txt``.

They hold conditions of ``kg/extract`` without the model. A block is

    # which condition needs the sentence, and why
    Peru denies that it armed the rebels.
    * Peru Peru PROPN NNP 1 nsubj B-GPE
      denies deny VERB VBZ 1 ROOT
      ...
    = not Peru | arm | rebel | said by Peru
    @ Peru | GPE Q419 | Peru, it

A text may have several sentences, of which each begins with "*": word, lemma, class, tag, number of its head, relation,
and the place in a name with its type. " ¶ " parts paragraphs, whose words are counted anew. "[headline] " before a text
and "[speaker] " before a paragraph say what kind of block it is. ``=`` is a
proposition, ``@`` a thing that is named or mentioned twice; behind "[reference] " they are what ``referring`` tells.
``!`` is what speaks for which type of a name that the text has in brackets ("[Tivra]"). Who adds a sentence writes the
first two lines; ``python tools/record.py FILE`` adds the analysis and the answers, which are then read with care, as
they are what is tested. A first comment "# misread today: ..." says what is wrong in the answers of a block: a known
fault of what is read, kept for the condition that the block holds; whoever mends it takes the comment away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import referring

from kg import gazetteer
from kg.extract import extract
from kg.extract.names.evidence import SIGNS, weight
from kg.extract.names.occurrence import occurrence
from kg.language.table import Table, tree
from kg.model.kinds import BlockKind, Certainty, MentionKind, Modality, Polarity, Role
from kg.model.records import Argument, Block, Document, Mention, Parse, ParsedBlock, Proposition, Reading, Span
from kg.terms.mention_type import type_of_label

FOLDER = Path(__file__).parent / "data" / "read"
HEADLINE = "[headline] "
SPEAKER = "[speaker] "
REFERRING = "[reference] "
# What begins the comment on a block whose answers are known to be wrong.
MISREAD = "# misread today: "
# What parts the paragraphs of a text, and the line between their analyses.
PARAGRAPH, BETWEEN = " ¶ ", "  ¶"
# What begins the lines of what is read.
ANSWERS = ("= ", "@ ", "! ")
# All texts are of this day.
DATE = "2025-03-14"


@dataclass(frozen=True)
class Recorded:
    """One block: its comment, its text, the analysis and the answers, as lines."""

    comment: tuple[str, ...]
    text: str
    rows: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The block as it is written."""
        return [*self.comment, self.text, *self.rows, *self.answers]

    @property
    def words(self) -> str:
        """The text without its kind and the brackets around names."""
        return re.sub(r"[\[\]]", "", self._unkinded.replace(SPEAKER, ""))

    @property
    def paragraphs(self) -> list[str]:
        """The words of each paragraph."""
        return self.words.split(PARAGRAPH)

    @property
    def kinds(self) -> list[BlockKind]:
        """What each paragraph is."""
        if self.text.startswith(HEADLINE):
            return [BlockKind.HEADLINE]
        begins = [paragraph.startswith(SPEAKER) for paragraph in self._unkinded.split(PARAGRAPH)]
        return [BlockKind.SPEAKER if is_speaker else BlockKind.BODY for is_speaker in begins]

    @property
    def marked(self) -> list[Span]:
        """Where the names stand that the text has in brackets."""
        names = re.finditer(r"\[(.+?)\]", self._unkinded.replace(SPEAKER, ""))
        return [Span(name.start() - 2 * number, name.end() - 2 - 2 * number) for number, name in enumerate(names)]

    @property
    def _unkinded(self) -> str:
        return self.text.removeprefix(HEADLINE).removeprefix(REFERRING)

    def parse(self) -> Parse:
        """The analysis as kg takes it from the parser, before any mistake of it is mended."""
        found, at = [], 0
        for words, kind, lines in zip(self.paragraphs, self.kinds, parted(self.rows), strict=True):
            found.append(ParsedBlock(at, kind, tree(_table(words, lines))))
            at += len(words) + 2
        spans = [Span(block.start, block.start + len(block.doc.text)) for block in found]
        blocks = tuple(Block(span, kind) for span, kind in zip(spans, self.kinds, strict=True))
        return Parse(Document("recorded", "\n\n".join(self.paragraphs), blocks, date=DATE), tuple(found))

    def answered(self) -> Recorded:
        """The block with what is read from it now."""
        is_referring = self.text.startswith(REFERRING)
        answers = referring.answers(self.parse()) if is_referring else _answers(extract(self.parse(), gazetteer.load()))
        return replace(self, answers=(*answers, *(_votes(self.parse(), name) for name in self.marked)))


def blocks(path: Path) -> list[Recorded]:
    """The blocks of a file, in its order."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        of = {mark: tuple(line for line in lines if line[:2] == mark) for mark in ("# ", "* ", "  ", *ANSWERS)}
        [text] = [line for line in lines if line[:2] not in of]
        rows = tuple(line for line in lines if line[:2] in ("* ", "  "))
        found.append(Recorded(of["# "], text, rows, tuple(line for line in lines if line[:2] in ANSWERS)))
    return found


def parted(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The analysis of each paragraph."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line == BETWEEN:
            found.append([])
        else:
            found[-1].append(line)
    return map(tuple, found)


def rows(table: Table) -> Iterator[str]:
    """The analysis of a text as lines."""
    columns = (table.words, table.lemmas, table.classes, table.tags, table.heads, table.relations)
    for i, cells in enumerate(zip(*columns, strict=True)):
        name = f" {table.places[i]}-{table.types[i]}" if table.types[i] else ""
        yield f"{'*' if i in table.starts else ' '} {' '.join(map(str, cells))}{name}"


def _table(text: str, lines: tuple[str, ...]) -> Table:
    cells = [line[2:].split(" ") for line in lines]
    words = tuple(cell[0] for cell in cells)
    names = [cell[6].partition("-") if len(cell) > 6 else ("O", "", "") for cell in cells]
    spaces, at = [], 0
    for word in words:
        at = text.index(word, at) + len(word)
        spaces.append(int(text[at : at + 1] == " "))
    return Table(
        words=words,
        spaces=tuple(spaces),
        lemmas=tuple(cell[1] for cell in cells),
        classes=tuple(cell[2] for cell in cells),
        tags=tuple(cell[3] for cell in cells),
        relations=tuple(cell[5] for cell in cells),
        types=tuple(kind for _, _, kind in names),
        places=tuple(place for place, _, _ in names),
        heads=tuple(int(cell[4]) for cell in cells),
        starts=tuple(i for i, line in enumerate(lines) if line.startswith("*")),
    )


# -- what is read ------------------------------------------------------------------------------------------------------


def _answers(reading: Reading) -> Iterator[str]:
    for proposition in reading.propositions:
        yield f"= {_line(proposition, reading)}"
    things = defaultdict(list)
    for mention in reading.mentions:
        things[mention.cluster].append(mention)
    for thing in things.values():
        if len(thing) > 1 or thing[0].kind not in (MentionKind.NOMINAL, MentionKind.PRONOUN):
            spans = ", ".join(_mention(mention, reading) for mention in thing)
            yield f"@ {thing[0].label} | {thing[0].type} {thing[0].link or ''}".rstrip() + f" | {spans}"


def _votes(parse: Parse, place: Span) -> str:
    """What speaks for which type of the name there, in the order in which the rules are asked."""
    [block] = parse.blocks
    doc = block.doc
    start, end = (next(t.i for t in doc if t.idx <= at < t.idx + len(t)) for at in (place.start, place.end - 1))
    label = next((type_of_label(e.label_) for e in doc.ents if (e.start, e.end) == (start, end + 1)), None)
    name = occurrence(doc.span(start, end + 1), label, gazetteer.load())
    found = []
    for vote, rule in SIGNS:
        kind = rule(name)
        if kind is not None:
            name.so_far[kind] += weight(vote)
            found.append(f"{vote} {kind}")
    return f"! {name.span.text} | {', '.join(found)}".rstrip()


def _mention(mention: Mention, reading: Reading) -> str:
    words = mention.span.of(reading.text)
    return f"{words} ({mention.kind})" if mention.kind in (MentionKind.DEMONYM, MentionKind.METONYM) else words


def _line(proposition: Proposition, reading: Reading) -> str:
    subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
    negation = "not " if proposition.polarity is Polarity.NEGATIVE else ""
    parts = [negation + words_of(subject, reading), proposition.predicate]
    if obj is not None:
        parts.append(words_of(obj, reading))
    for argument in proposition.arguments:
        if argument.role not in (Role.SUBJECT, Role.OBJECT):
            parts.append(f"{argument.role.lower()}: {words_of(argument, reading)}")
    if proposition.modality is not Modality.ACTUAL:
        parts.append(str(proposition.modality))
    if proposition.certainty is not Certainty.CERTAIN:
        parts.append(str(proposition.certainty))
    if proposition.attribution:
        parts.append("said by " + ", ".join(reading.mentions[number].label for number in proposition.attribution))
    return " | ".join([*parts, f"({proposition.rule}: {proposition.relation})"])


def words_of(argument: Argument | None, reading: Reading) -> str:
    """What fills a role: the label of a thing, a proposition in brackets, a value, or words of the text."""
    if argument is None:
        return ""
    if argument.proposition is not None:
        inner = reading.propositions[argument.proposition]
        return f"[{words_of(inner.argument(Role.SUBJECT), reading)} | {inner.predicate}]"
    if argument.mention is not None:
        return reading.mentions[argument.mention].label
    return argument.value or argument.span.of(reading.text)
