"""What was fused before documents came or went: most of it still holds, and need not be found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.records import Document, Knowledge, Statement


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier graph of the same rules, and what is still as it was there.

    Attributes:
        knowledge: the records of that graph.
        same: ids of documents that say the same now, of entities with the same labels and classes.
    """

    knowledge: Knowledge
    same: frozenset[str]

    def touched(
        self, statements: Iterable[Statement], loose: frozenset[str]
    ) -> tuple[list[Statement], list[Statement]]:
        """What documents said before that are not the same, and what they say now.

        Args:
            statements: what all documents say now.
            loose: documents that count as changed too.
        """
        still = self.same - loose
        return (
            [s for s in self.knowledge.statements if s.document not in still],
            [s for s in statements if s.document not in still],
        )

    def recopied(self, copies: Mapping[str, str]) -> frozenset[str]:
        """The documents that are copies of another document than before, or no longer of any.

        Args:
            copies: the document that each one is a copy of.
        """
        now = {(copy, first) for copy, first in copies.items() if copy != first}
        return frozenset(copy for copy, _ in now.symmetric_difference(self.knowledge.fusion.copies))


def undated(documents: Iterable[Document], dates: Mapping[str, str]) -> Iterator[str]:
    """The ids of documents whose date nobody knows."""
    return (document.id for document in documents if document.id not in dates)
