"""The parts of a graph as its methods; what makes them is loaded when somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing import Self

    from kg.model.records import Entity, Knowledge, Statement
    from kg.show.held.names import Names
    from kg.show.held.profile import Profile

    # An entity by any of its names, or itself.
    Named = str | Entity | Profile

Several = str | Iterable[str]
_T = TypeVar("_T")


class Parts:
    """What gives a part of a graph, as a graph that can be asked, drawn, saved, exported and cut again.

    A part holds statements with all that these lead to (:func:`kg.show.parts.cutting.cut`). Its numbers count what is
    in it: support is the documents of the part that tell a fact, an event has the reports of the part, and a dispute
    is there if both its sides are. Ids are those of the whole. A part has no readings: no article comes to it or goes.
    """

    knowledge: Knowledge

    def _of(self, knowledge: Knowledge) -> Self:
        raise NotImplementedError

    def _cut(self, told: Iterable[Statement]) -> Self:
        from kg.show.parts.cutting import cut

        return self._of(cut(self.knowledge, told))

    @property
    def _names(self) -> Names:
        raise NotImplementedError

    def filter(
        self,
        *,
        types: Several = (),
        since: str | None = None,
        until: str | None = None,
        documents: Several = (),
        speakers: Named | Iterable[Named] = (),
        relations: Several = (),
        facts: bool | None = None,
        min_confidence: float = 0.0,
        text: str | None = None,
    ) -> Self:
        """The part of the graph whose statements are as asked in every respect; it may hold none.

        What these report, deny or wish for stays with them, even where that would not fit by itself.

        Args:
            types: classes of the ontology, "Person"; the subject or the object is of one, or of a class beneath.
            since: ISO date, month or year; what the statement tells of, or else its document, is not wholly before.
            until: likewise, not wholly after.
            documents: ids, or what one id alone begins with.
            speakers: who says so, at any place in the chain, by any name; "" is an article in its own voice.
            relations: "kg:supports", "rel:push_back_against" or words, "met at"; those beneath one are meant too.
            facts: True for facts alone, False for what is none.
            min_confidence: in 0..1.
            text: words that the sentence holds, in any case.

        Raises:
            InputError: for an unknown type, what is no date, or a confidence beyond 0..1.
            NotFoundError: for a document, a speaker or a relation that the graph does not have.

        >>> import kg
        >>> kg.example().filter(relations="supports", speakers="Vega")
        <Graph: 1 document, 3 entities, 1 statement (1 of them facts), 1 event>
        """
        from kg.show.parts import choosing

        choice = choosing.Choice(
            _several(types),
            since,
            until,
            _several(documents),
            _several(speakers),
            _several(relations),
            facts,
            min_confidence,
            text,
        )
        return self._cut(choosing.chosen(self.knowledge, choice, self._names))

    def ego(self, name: Named, hops: int = 1, *, view: str = "actors") -> Self:
        """The part around an entity: what is told among it and all within some edges of it, and of each alone.

        Who says so stays too, however far away.

        Args:
            name: label, id or alias, in any case.
            hops: edges from there, whichever way these run.
            view: whose edges count: ``actors``, ``facts`` or ``all``, as for :meth:`to_networkx`.

        Raises:
            UnknownEntityError: if no entity has that name.
            InputError: for another view, or a phrase in that of actors.

        >>> import kg
        >>> sorted(kg.example().ego("Togo"))
        ['Ana Rojas', 'Ghana', 'Peru', 'Togo']
        """
        from kg.show.parts import around

        return self._cut(around.near(self.knowledge, self._names.find(name), hops=hops, view=view))

    def subgraph(self, names: Iterable[Named], *, view: str = "actors") -> Self:
        """The part about these entities: what is told among them, and of each alone, with those who report that.

        Args:
            names: labels, ids or aliases, in any case.
            view: as for :meth:`ego`.

        Raises:
            UnknownEntityError: if no entity has one of the names.
            InputError: for another view, or a phrase in that of actors.

        >>> import kg
        >>> [s.document for s in kg.example().subgraph(["Chile", "Peru"]).statements]
        ['hope', 'hope', 'accord']
        """
        from kg.show.parts import around

        found = [self._names.find(name) for name in ([names] if isinstance(names, str) else names)]
        return self._cut(around.among(self.knowledge, found, view=view))

    def between(self, one: Named, other: Named, *, hops: int = 1, view: str = "actors") -> Self:
        """The part that joins two entities: the statements behind all ways from one to the other.

        Args:
            one: label, id or alias, in any case.
            other: likewise.
            hops: edges of the longest way; 1 is what joins the two themselves.
            view: as for :meth:`ego`.

        Raises:
            UnknownEntityError: if no entity has one of the names.
            InputError: for another view, a phrase in that of actors, or fewer hops than one.

        >>> import kg
        >>> kg.example().between("Ana Rojas", "Luis Vega").statements[0].phrase
        'meet'
        """
        from kg.show.parts import around

        ends = self._names.find(one), self._names.find(other)
        return self._cut(around.joining(self.knowledge, *ends, hops=hops, view=view))


def _several(given: str | _T | Iterable[str | _T]) -> tuple[str | _T, ...]:
    """One or several as several: a text is one, and so is an entity."""
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
