"""What the mentions of one reading stand for: entities, literals, statements, and the words that a reader sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from kg.knowledge.align.literals import datatype
from kg.model.kinds import MentionKind, Role
from kg.model.records import Argument, Literal, Mention, Node, Proposition, Reading, Resolution, Span, Statement
from kg.terms import vocab
from kg.terms.lexicon.forms import head_nouns
from kg.terms.words import word_list, words

PRONOUNS_OF_ONE = words("pronouns of one")
OPENING_NO_LABEL = words("pronouns that open no label")
# What the graph calls a thing by its words alone.
UNNAMED = frozenset({"Topic", "Group", "Role"})
# Words of a label that stands in for a pronoun at most.
LONGEST_NAME = 5
# What stands around "Marsh said" in "the dam, Marsh said, is old".
ASIDE_MARKS = " ,;—–-"
NUMBER = re.compile(r"[^\w\s]?\d[\d.,]*[^\w\s]?")
NUMBER_WORDS = {word: str(number) for number, word in enumerate(word_list("numbers to twelve"), 1)}
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
POSSESSIVE_PRONOUNS = words("possessive pronouns")


class Nodes:
    """The nodes of one reading.

    Args:
        reading: what the document says, in mentions.
        resolution: entities of all documents.
        done: the statements that its propositions have become so far, by their number.
    """

    def __init__(self, reading: Reading, resolution: Resolution, done: Mapping[int, Statement | None]) -> None:
        self._reading = reading
        self._text = reading.text
        self._done = done
        self._entities = resolution.by_id
        told = [m for m in reading.mentions if m.kind is not MentionKind.PRONOUN]
        named = {m.cluster for m in told}
        # "The candidate" is as open where another is told to be "a candidate".
        self._bound = {m.cluster for m in told if not m.is_unbound}
        self._by_name = {m.cluster for m in told if m.kind is not MentionKind.NOMINAL}
        self._entity_of = {
            cluster: resolution.entity_of[reading.document.id, cluster]
            for cluster in named
            if (reading.document.id, cluster) in resolution.entity_of
        }
        self._order = sorted(range(len(reading.mentions)), key=lambda index: reading.mentions[index].span)
        self._starts = [reading.mentions[index].span.start for index in self._order]

    def entity(self, mention: int | None) -> str | None:
        """The entity of a mention; None for a pronoun whose cluster has no name and no noun."""
        return None if mention is None else self._entity_of.get(self._reading.mentions[mention].cluster)

    def is_called_something(self, *nodes: Node | None) -> bool:
        """False where a thing without a name is called by a mark, a letter or a year alone, or points."""
        found = (self._entities.get(node) for node in nodes if isinstance(node, str))
        return all(_tells(entity.label) for entity in found if entity is not None and entity.type in UNNAMED)

    def is_unbound(self, mention: int | None) -> bool:
        """True where somebody or something is meant, and nothing in the document tells who or what."""
        if mention is None:
            return False
        entity = self._entities.get(self.entity(mention) or "")
        told = self._reading.mentions[mention]
        is_open = told.is_unbound and told.cluster not in self._by_name
        return (is_open or told.cluster not in self._bound) and (entity is None or entity.link is None)

    def node(self, argument: Argument, aside: Span | None = None) -> Node | None:
        """What an argument stands for, without an aside in what is said; None for an unresolved pronoun."""
        words = " ".join(argument.span.of(self._text).split())
        if argument.role is Role.TIME:
            return Literal(argument.value, datatype(argument.value, is_time=True)) if argument.value else Literal(words)
        if argument.proposition is not None:
            inner = self._done[argument.proposition]
            return f"st:{inner.id}" if inner is not None else Literal(self.written_out(argument.span))
        if argument.mention is not None:
            entity = self.entity(argument.mention)
            number = self._number(entity, words) if argument.role is not Role.SUBJECT else None
            return entity if number is None else number
        if argument.value is not None and argument.value == argument.span.of(self._text):
            # "Zhao, his counterpart": whose
            return Literal(written := self._without(aside, argument.span), datatype(written))
        if argument.value is not None:
            return Literal(argument.value, datatype(argument.value))
        return Literal(words) if words else None

    def _number(self, entity: str | None, words: str) -> Literal | None:
        """ "12", "seven" and "$40" are no things: they stand as numbers where something is told of them.

        "The two" are those two.
        """
        found = self._entities.get(entity or "")
        if found is None or found.type not in UNNAMED:
            return None
        value = NUMBER_WORDS.get(words) or (found.label if NUMBER.fullmatch(found.label) else "")
        return Literal(value, datatype(value)) if value else None

    def is_a(self, entity: str, cls: str) -> bool:
        """True where the entity is of the class, or of one beneath it."""
        found = self._entities.get(entity)
        name = f"kg:{found.type}" if found is not None else ""
        return name == cls or (name in vocab.terms() and cls in vocab.super_classes(name))

    def classes(self, entity: str) -> frozenset[str]:
        """The class of an entity and all above it."""
        found = self._entities.get(entity)
        name = f"kg:{found.type}" if found is not None else ""
        return frozenset((name, *vocab.super_classes(name))) if name in vocab.terms() else frozenset()

    def is_statement(self, node: Node | None) -> bool:
        """True of what is said in a clause or in bare words."""
        if isinstance(node, Literal):
            return node.datatype == "string"
        return node is not None and node.startswith("st:")

    def head_nouns(self, argument: Argument, node: Node | None) -> list[str]:
        """The nouns that tell what an argument is: its head, what a number or a shell of it is of, a pronoun's name."""
        mention = self._reading.mentions[argument.mention] if argument.mention is not None else None
        if mention is not None and mention.kind is MentionKind.PRONOUN:
            named = self._entities.get(node) if isinstance(node, str) else None
            return named.label.lower().split()[-1:] if named is not None else [mention.span.of(self._text).lower()]
        return head_nouns(*self.noun_words(argument), named=mention is not None and mention.kind is MentionKind.NAME)

    def label(self, node: Node | None, argument: Argument | None, aside: Span | None = None) -> str:
        """The object in words: an entity's canonical label, a clause with its pronouns written out.

        ``aside``: what may stand within the clause and is none of it, "Marsh said" of "the dam, Marsh said, is old".
        """
        if isinstance(node, Literal):
            return node.value
        if node is not None and node in self._entities:
            return self._entities[node].label
        if node is None or argument is None:
            return ""
        return self._without(aside, argument.span)

    def _without(self, aside: Span | None, span: Span) -> str:
        """A clause without the saying within: "the dam is old" of "the dam, Marsh said, is old", "as Marsh said, ...".

        Not so "what Marsh said is old", where no mark stands before it.
        """
        if aside is None or not span.covers(aside):
            return self.written_out(span)
        before = self.written_out(Span(span.start, aside.start)).removesuffix("as").removesuffix("As").rstrip()
        after = self.written_out(Span(aside.end, span.end)).lstrip(ASIDE_MARKS)
        is_aside = before[-1:] in ASIDE_MARKS and aside.start > span.start
        return f"{before.rstrip(ASIDE_MARKS)} {after}".strip() if is_aside else self.written_out(span)

    def restates(self, proposition: Proposition) -> bool:
        """True for "speakers playing songs | play | songs": the subject's own words tell it, with no name and no time.

        Not for "a group backing Chile | back | Chile", which leads to Chile, nor where the group goes by another label.
        """
        subject = proposition.argument(Role.SUBJECT)
        if subject is None or subject.mention is None:
            return False
        mention = self._reading.mentions[subject.mention]
        others = [a for a in proposition.arguments if a is not subject]
        if mention.kind is not MentionKind.NOMINAL or any(self._leads_on(a) for a in others):
            return False
        told = (proposition.trigger, *(a.span for a in others))
        whole = self.label(self.entity(subject.mention), subject)
        return all(mention.phrase.covers(s) for s in told) and proposition.trigger.of(self._text) in whole

    def _leads_on(self, argument: Argument) -> bool:
        """True of a name, of a time and of what is said: one may look for these, and find what is told of them."""
        if argument.proposition is not None or argument.role is Role.TIME:
            return True
        return argument.mention is not None and self._reading.mentions[argument.mention].kind is not MentionKind.NOMINAL

    def written_out(self, span: Span) -> str:
        """The words of a span, with each resolved pronoun of the third person singular replaced by its name.

        "I", "we" and "they" stay: "Antony Blinken don't see" helps nobody. So does "he" where it is a long phrase.
        """
        out, at = [], span.start
        for mention in (m for _, m in self.within(span) if m.kind is MentionKind.PRONOUN):
            if mention.span.of(self._text).lower() not in PRONOUNS_OF_ONE:
                continue
            entity = self._entities.get(self._entity_of.get(mention.cluster, ""))
            if entity is not None and mention.span.start >= at and len(entity.label.split()) <= LONGEST_NAME:
                out += [self._text[at : mention.span.start], entity.label, _possessive(mention, span, self._text)]
                at = mention.span.end
        out.append(self._text[at : span.end])
        return " ".join("".join(out).split())

    def within(self, span: Span) -> list[tuple[int, Mention]]:
        """The mentions whose phrases lie in a span, with their index, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        found = [(index, self._reading.mentions[index]) for index in self._order[first:last]]
        return [(index, mention) for index, mention in found if span.covers(mention.phrase)]

    def complement(self, argument: Argument, prepositions: Iterable[str]) -> tuple[int, str] | None:
        """The first mention behind the head noun that one of the prepositions leads in: "Russia" of "aid to Russia"."""
        mention = self._reading.mentions[argument.mention or 0]
        end = max(argument.span.end, mention.phrase.end)
        behind = Span(mention.head.end + 1, end)
        inside = [(m.phrase.start, -m.phrase.end, index) for index, m in self.within(behind)]
        for start, _, index in sorted(place for place in inside if self.entity(place[-1])):
            before = re.search(r"(\w+)\s*$", self._text[mention.head.end : start])
            if before and before[1].lower() in set(prepositions):
                return index, before[1].lower()
        return None

    def named_person(self, argument: Argument) -> bool:
        """True of a person called by name: "the envoy Omar Marsh", not "the envoy"."""
        mention = self._reading.mentions[argument.mention] if argument.mention is not None else None
        entity = self.entity(argument.mention)
        is_name = mention is not None and mention.kind is MentionKind.NAME
        return is_name and entity is not None and self.is_a(entity, "kg:Person")

    def noun_words(self, argument: Argument | None) -> tuple[str, str]:
        """The words of an argument up to its head noun, and those behind it."""
        if argument is None or argument.proposition is not None:
            return "", ""
        if argument.mention is None:
            return argument.span.of(self._text), ""
        mention = self._reading.mentions[argument.mention]
        start = min(argument.span.start, mention.phrase.start)
        end = max(argument.span.end, mention.phrase.end)
        return self._text[start : mention.head.end], self._text[mention.head.end : end]


def _tells(label: str) -> bool:
    """False of "-", "e", "2018", "you guys"."""
    first, _, rest = label.partition(" ")
    if len(label) == 1 and not label.isupper():
        return False
    points = bool(rest) and first.lower() in OPENING_NO_LABEL
    return any(map(str.isalnum, label)) and not points and not YEAR.fullmatch(label)


def _possessive(mention: Mention, within: Span, text: str) -> str:
    """The "'s" that the pronoun stands for; "her" is one only where the phrase begins with it, as no object does."""
    word = mention.span.of(text).lower()
    opens = word == "her" and mention.span.start == within.start and mention.span.end < within.end
    return "'s" if opens or word in POSSESSIVE_PRONOUNS else ""
