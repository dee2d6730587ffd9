"""One name where it stands, as the rules see it, and the words that tell in several of them what a name names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token, TokenSpan

# The last words of the names of each kind; no word stands in two.
LAST_WORDS: Mapping[MentionType, frozenset[str]] = MappingProxyType(
    {
        MentionType.ORG: words("last words of bodies"),
        MentionType.FAC: words("last words of buildings"),
        MentionType.LOC: words("last words of landscapes"),
        MentionType.GPE: words("last words of governed places"),
        MentionType.EVENT: words("last words of events"),
        MentionType.LAW: words("last words of laws"),
        MentionType.WORK_OF_ART: words("last words of works"),
        MentionType.PERSON: words("last words of persons"),
    }
)
LAST_WORDS_OF_BODIES = LAST_WORDS[MentionType.ORG]
KINDS_BY_LAST_WORD: Mapping[str, MentionType] = MappingProxyType(
    {word: kind for kind, last in LAST_WORDS.items() for word in last}
)
# Kinds of places that are no buildings.
REGIONS = frozenset((MentionType.GPE, MentionType.LOC))
# What the model calls names that it does not know.
AT_A_LOSS = frozenset((MentionType.PRODUCT, MentionType.WORK_OF_ART, MentionType.LAW, MentionType.EVENT))
BEFORE_PLACES = words("prepositions before places")
BODY_NOUNS = words("nouns of bodies")
SHIPS = words("letters before ships")
# The result of a match: "1-1".
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it stands in a text.

    Attributes:
        span: the name without its titles.
        label: what the model calls it; None where it found no name here.
        gazetteer: offices and given names.
        first, last, root: its first, its last and its head word.
        before, after, beyond: the word in front of it, the one behind it, and the one behind that.
        so_far: the votes of the rules that were asked before; whoever asks the rules adds to them.
    """

    span: TokenSpan
    label: MentionType | None
    gazetteer: Gazetteer
    first: Token
    last: Token
    root: Token
    before: Token | None
    after: Token | None
    beyond: Token | None
    so_far: Counter[MentionType] = field(default_factory=Counter)

    @property
    def doc(self) -> Doc:
        """The text that it stands in."""
        return self.span.doc

    @property
    def is_single(self) -> bool:
        """True of a name of one word."""
        return self.span.end - self.span.start == 1

    @property
    def is_given(self) -> bool:
        """True where its first word is a given name."""
        return bool(self.gazetteer.given_name(self.first.text))

    @property
    def verb(self) -> str:
        """The lemma of what its head word depends on."""
        return self.root.head.lemma_.lower()

    @property
    def owned(self) -> Token | None:
        """What stands behind its "'s"; None where it has none, or nothing is behind."""
        return self.beyond if self.after is not None and self.after.tag_ == "POS" else None


def occurrence(span: TokenSpan, label: MentionType | None, gazetteer: Gazetteer) -> Occurrence:
    """The occurrence of a name at ``span``, which the model calls ``label``."""
    doc, start, end = span.doc, span.start, span.end
    return Occurrence(
        span,
        label,
        gazetteer,
        first=span[0],
        last=span[-1],
        root=span.root,
        before=doc[start - 1] if start else None,
        after=doc[end] if end < len(doc) else None,
        beyond=doc[end + 1] if end + 1 < len(doc) else None,
    )
