"""The mentions of one document: their numbers, where in the text they stand, and which of them are one thing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model.kinds import MentionKind
from kg.model.records import Mention, Span
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.gazetteer import Entry
    from kg.model.syntax import Token

NAME_KINDS = frozenset((MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM))


class Registry:
    """Mentions by number and by place, growing as arguments ask for theirs.

    A cluster is one thing of the document; a new mention gets a fresh one, or that of all that is called the same.

    Args:
        mentions: names, pronouns and nominals found so far.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = list(mentions)
        self._clusters = 1 + max((m.cluster for m in self.mentions), default=-1)
        self._told = {m.cluster for m in self.mentions if m.kind is not MentionKind.PRONOUN}
        self._by_place: dict[int, int] = {}
        self._starting: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._short: dict[int, str] = {}
        self._by_label: dict[str, int] = {}
        self._by_words: dict[str, int] = {}
        for number, mention in enumerate(self.mentions):
            self._locate(number, mention)
            if mention.kind in NAME_KINDS:
                self._names.setdefault(mention.cluster, mention.label)
                self._by_label.setdefault(mention.label, number)

    def at(self, place: int) -> int | None:
        """Number of the name, pronoun or nominal at that place of the document, if there is one."""
        return self._by_place.get(place)

    def placed(self, place: int) -> int:
        """The same, for a place where there surely is one."""
        return self._by_place[place]

    def starting(self, place: int) -> Mention | None:
        """The longest mention that begins at that place."""
        number = self._starting.get(place)
        return self.mentions[number] if number is not None else None

    def is_open(self, number: int) -> bool:
        """True for a pronoun that nothing was found for."""
        mention = self.mentions[number]
        return mention.kind is MentionKind.PRONOUN and not self.is_told(mention.cluster)

    def is_open_owner(self, token: Token, start: int) -> bool:
        """True of "its", "your" where nothing was found for it.

        Args:
            token: a word.
            start: place of its text in the document.
        """
        number = self.at(start + token.idx) if token.tag_ == "PRP$" else None
        return token.tag_ == "PRP$" and (number is None or self.is_open(number))

    def is_pronoun(self, token: Token, start: int) -> bool:
        """True of "my" for who says so; not of "our", which is bound to the speaker and others.

        Args:
            token: a word.
            start: place of its text in the document.
        """
        number = self.at(start + token.idx)
        return number is not None and self.mentions[number].kind is MentionKind.PRONOUN

    def is_told(self, cluster: int) -> bool:
        """True where more than pronouns tell of the thing."""
        return cluster in self._told

    def is_named(self, number: int) -> bool:
        """True where the text has a name for what the mention is."""
        return self.mentions[number].cluster in self._names

    def name(self, mention: Mention) -> str:
        """The name of the thing where the text names it, else what the mention is called."""
        named = self._names.get(mention.cluster)
        return named if named is not None else self._short.get(mention.cluster, mention.label)

    def shorten(self, number: int, label: str) -> None:
        """Let a thing be named so within other labels, where the text has no name for it."""
        self._short.setdefault(self.mentions[number].cluster, label)

    def distinct(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The mentions in their order, of each thing only the first."""
        return tuple({self.mentions[n].cluster: n for n in reversed(list(numbers))}.values())[::-1]

    def fresh(self) -> int:
        """A cluster that nothing is in yet."""
        self._clusters += 1
        return self._clusters - 1

    def called(self, label: str) -> int:
        """The cluster of the phrases with that label, whatever its capitals."""
        words = label.casefold()
        if words not in self._by_words:
            self._by_words[words] = self.fresh()
        return self._by_words[words]

    def add(self, mention: Mention, *, is_found: bool = True) -> int:
        """Number of the mention, which is new.

        ``is_found``: by its place. An office never is, where the title's words are.
        """
        number = len(self.mentions)
        self.mentions.append(mention)
        if mention.kind is not MentionKind.PRONOUN:
            self._told.add(mention.cluster)
        if is_found and mention.type != MentionType.ROLE:
            self._locate(number, mention)
        return number

    def imply(self, entry: Entry, span: Span) -> int:
        """Number of a mention of that known name; one at ``span``, which only implies it, if no text names it."""
        known = self._by_label.get(entry.label)
        if known is not None:
            return known
        mention = Mention(span, span, span, MentionKind.NOMINAL, entry.type, self.fresh(), entry.label, entry.link)
        self._by_label[entry.label] = len(self.mentions)
        self.mentions.append(mention)
        return len(self.mentions) - 1

    def bind(self, pronoun: int, antecedent: int) -> None:
        """Let a pronoun that nothing was found for refer to another mention."""
        to = self.mentions[antecedent]
        self.mentions[pronoun] = dataclasses.replace(
            self.mentions[pronoun], cluster=to.cluster, label=to.label, type=to.type, link=to.link
        )

    def bind_with_others(self, pronoun: int, speaker: int) -> None:
        """Let "we" be who speaks and others, whom the text may not name; they belong to the speaker's mention."""
        label = f"{self.name(self.mentions[speaker])} and others"
        cluster = self.called(label)
        self._told.add(cluster)
        place, kind = self.mentions[pronoun], MentionKind.NOMINAL
        self.mentions[pronoun] = Mention(
            place.span, place.head, place.phrase, kind, MentionType.GROUP, cluster, label, None, speaker
        )

    def _locate(self, number: int, mention: Mention) -> None:
        """Let the mention be found at its place, a name at all its letters; of two the longer, of equals the first."""
        is_name = mention.kind in NAME_KINDS
        for place in range(mention.span.start, mention.span.end) if is_name else (mention.head.start,):
            self._prefer(self._by_place, place, number)
        self._prefer(self._starting, mention.span.start, number)

    def _prefer(self, numbers: dict[int, int], place: int, number: int) -> None:
        old = numbers.get(place)
        if old is None or _width(self.mentions[old]) < _width(self.mentions[number]):
            numbers[place] = number


def _width(mention: Mention) -> int:
    return mention.span.end - mention.span.start
