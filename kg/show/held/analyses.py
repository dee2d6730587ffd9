"""What the graph shows as a network, and what its voices share and dispute, as lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from kg.show.columns import Face, names
from kg.show.held.columns import Row
from kg.show.held.listing import Listing
from kg.terms import stance

if TYPE_CHECKING:
    import networkx as nx

    from kg.model.records import Knowledge
    from kg.network import Camp, Community, Sides, Stand  # noqa: F401 - named as text
    from kg.network import Row as Moment
    from kg.network.voices import Dispute, SharedClaim, Voice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: the closest statement that joins two entities.

    Attributes:
        path: number of the path, from 1.
        step: number of the step, from 1.
        subject, object: the ends of the edge, by their names.
        predicate: what it says of them.
        claim: the statement in words.
        stance: fact, denied, hoped for and so on.
        documents: those that tell it.
        statement: its id.
        quote: the sentence.
    """

    path: int
    step: int
    subject: str
    predicate: str
    object: str
    claim: str
    stance: str
    documents: tuple[str, ...]
    statement: str
    quote: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity with its weight in the graph.

    Attributes:
        entity: its name, as the nodes of :meth:`kg.Graph.to_networkx` are called.
        type: its class.
        score: its weight, more is more; what it counts depends on the measure.
        id: of the entity.
    """

    entity: str
    type: str
    score: float
    id: str


class Stands(Listing["Stand"]):
    """Pairs of actors with what joins and what divides them, and the camps that this makes.

    Attributes:
        camps: actors on one side, those of most facts first; many stand alone.
        balance: share of triangles that balance, in 0..1; None where there is none.
        unbalanced: triangles that do not.
    """

    def __init__(self, sides: Sides) -> None:
        rows = (
            {
                "one": stand.ends[0],
                "other": stand.ends[1],
                "support": len(stand.support),
                "conflict": len(stand.conflict),
                "sign": stand.sign,
                "quote": next((s.evidence[0].quote for s in (*stand.support, *stand.conflict) if s.evidence), None),
            }
            for stand in sides.stands
        )
        super().__init__(sides.stands, rows, title="pairs", columns=names(Face.LISTING, "pairs"))
        self.camps: Listing[Camp] = Listing(
            sides.camps,
            (
                {"members": camp.members, "size": len(camp.members), "against": _weighed(camp.against)}
                for camp in sides.camps
            ),
            title="camps",
            columns=names(Face.LISTING, "camps"),
        )
        self.balance = sides.balance
        self.unbalanced = sides.unbalanced


class Analyses:
    """What looks at a graph as a whole."""

    knowledge: Knowledge

    def to_networkx(
        self,
        *,
        view: str = "actors",
        multigraph: bool = True,
        directed: bool = True,
        types: str | Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> nx.Graph:
        """The graph for networkx: entities as nodes, statements as edges, all attributes plain text and numbers.

        Args:
            view: ``actors``: people, bodies, places, works and concepts, joined by what was done and said, each edge
                with its stance; ``facts``: the plain triples between any entities; ``all``: every statement.
            multigraph: an edge for each statement and each pair that it joins, which in the view of actors may be
                several; else one for each pair, with a weight.
            directed: keep which end acts or speaks.
            types: classes of the ontology that nodes are of, ``["Person", "Country"]``; none are all.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.

        Raises:
            InputError: for another view, an unknown type, or what is no date.

        >>> import kg
        >>> sorted(kg.example().to_networkx(view="facts").edges())[:2]
        [('Ana Rojas', 'Luis Vega'), ('Chile', 'Peru')]
        """
        from kg import network

        return network.to_networkx(
            self.knowledge,
            view=view,
            multigraph=multigraph,
            directed=directed,
            types=_several(types),
            since=since,
            until=until,
        )

    def path(
        self,
        start: str,
        end: str,
        *,
        count: int = 1,
        hops: int = 6,
        directed: bool = False,
        view: str = "actors",
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[Step]:
        """How two entities are connected: the cheapest paths, each step with its sentence.

        Args:
            start: label, id or alias, in any case.
            end: likewise.
            count: how many paths at most.
            hops: longest path worth telling, in edges.
            directed: follow edges from who acts or speaks to the other only.
            view: ``actors``, ``facts`` or ``all``, as for :meth:`to_networkx`.
            since: ISO date, month or year.
            until: likewise.

        Returns:
            The steps of all paths; none where no path is short enough, or both names are of one entity.

        Raises:
            UnknownEntityError: if either name is not in that view of the graph.
            InputError: for another view, or what is no date.

        >>> import kg
        >>> [(step.subject, step.predicate, step.object) for step in kg.example().path("Ghana", "Chile")]
        [('Peru', 'aids', 'Ghana'), ('Chile', 'supports', 'Peru')]
        """
        from kg import network

        graph = network.to_networkx(self.knowledge, view=view, since=since, until=until)
        found = network.paths(graph, start, end, count=count, hops=hops, directed=directed)
        steps = [
            _step(number, place, told[0])
            for number, labels in enumerate(found, 1)
            for place, told in enumerate(network.steps(graph, labels), 1)
        ]
        return _listing(steps, "steps", "steps")

    def rank(
        self,
        by: str = "pagerank",
        *,
        types: str | Iterable[str] = (),
        limit: int | None = None,
        view: str = "actors",
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[Ranked]:
        """Who matters in the graph, heaviest first.

        Args:
            by: ``pagerank``, ``degree``, ``betweenness``, ``quoted`` or ``brokerage`` (:class:`kg.network.Measure`).
            types: classes of the ontology of which those are that are listed; all count. None are all with a name.
            limit: how many; None for all.
            view: as for :meth:`path`.
            since: ISO date, month or year.
            until: likewise.

        Raises:
            InputError: for another measure, an unknown type, another view, or what is no date.

        >>> import kg
        >>> [(row.entity, row.score) for row in kg.example().rank(by="quoted", limit=2)]
        [('Ana Rojas', 1.0), ('Ghana', 1.0)]
        """
        from kg import network

        graph = network.to_networkx(self.knowledge, view=view, since=since, until=until)
        found = network.rank(graph, by=by, types=_several(types), limit=limit)
        ranked = [Ranked(name, graph.nodes[name]["type"], score, graph.nodes[name]["entity"]) for name, score in found]
        return _listing(ranked, "ranks", f"entities by {by}")

    def communities(
        self,
        *,
        types: str | Iterable[str] = (),
        view: str = "actors",
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[Community]:
        """Which entities belong together, and why; the largest group first.

        Args:
            types: classes of the ontology; only entities of these are grouped. None are all.
            view: as for :meth:`path`.
            since: ISO date, month or year.
            until: likewise.

        Raises:
            InputError: for an unknown type, another view, or what is no date.

        >>> import kg
        >>> kg.example().communities()[0].name
        'Peru and Togo'
        """
        from kg import network

        groups = network.communities(
            network.to_networkx(self.knowledge, view=view, types=_several(types), since=since, until=until)
        )
        return _listing(groups, "communities", "communities")

    def timeline(
        self,
        *,
        by: str = "told",
        facts_only: bool = True,
        types: str | Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[Moment]:
        """What happened when, earliest first; what has no time that a calendar knows is left out.

        Args:
            by: ``told`` takes the time that a sentence gives, ``published`` the date of its document.
            facts_only: leave out what is denied, hoped, planned, possible or doubtful.
            types: classes of the ontology, one of which the subject or the object is of. None are all.
            since: first day, month or year to tell of.
            until: last one to tell of.

        Raises:
            InputError: for another order, an unknown type, or what is no date.

        >>> import kg
        >>> [(row.time, row.statement.phrase) for row in kg.example().timeline()]
        [('2024-05-06', 'meet')]
        """
        from kg import network

        found = network.timeline(
            self.knowledge, by=by, facts_only=facts_only, types=_several(types), since=since, until=until
        )
        labels = {entity.id: entity.label for entity in self.knowledge.entities}
        rows = [
            {
                "time": row.time,
                "earliest": row.earliest,
                "latest": row.latest,
                "subject": labels.get(row.statement.subject, row.statement.subject),
                "phrase": row.statement.phrase,
                "object": row.statement.object_label,
                "stance": stance.shown(row.statement),
                "speakers": tuple(labels.get(id, id) for id in row.statement.attribution),
                "documents": row.documents,
                "statement": row.statement.id,
                "quote": row.statement.evidence[0].quote if row.statement.evidence else None,
            }
            for row in found
        ]
        return Listing(
            found,
            rows,
            title="moments",
            columns=names(Face.LISTING, "moments"),
            shown=names(Face.SHOWN, "moments"),
        )

    def sides(
        self,
        *,
        types: str | Iterable[str] = ("Agent",),
        since: str | None = None,
        until: str | None = None,
    ) -> Stands:
        """Who supports whom and who is in conflict with whom, by the facts alone, and the camps that this makes.

        Args:
            types: classes of the ontology that take sides.
            since: ISO date, month or year.
            until: likewise.

        Raises:
            InputError: for an unknown type, or what is no date.

        >>> import kg
        >>> [(stand.ends, stand.sign) for stand in kg.example().sides()]
        [(('Chile', 'Peru'), 1), (('Peru', 'Togo'), 1)]
        """
        from kg import network

        return Stands(network.sides(self.knowledge, types=_several(types), since=since, until=until))

    def claims(
        self,
        *,
        least: int = 2,
        types: str | Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[SharedClaim]:
        """The facts that several voices tell, those with most voices first.

        Args:
            least: voices that a claim must have.
            types: classes of the ontology, one of which the subject or the object is of. None are all.
            since: ISO date, month or year; only what one of the voices said then or later.
            until: likewise, then or earlier.

        Raises:
            InputError: for an unknown type, or what is no date.

        >>> import kg
        >>> [(claim.subject, claim.object, claim.sources) for claim in kg.example().claims()]
        [('Chile', 'Peru', 2)]
        """
        from kg.network import voices

        found = voices.claims(self.knowledge, least=least, types=_several(types), since=since, until=until)
        rows = [
            {
                "subject": claim.subject,
                "phrase": claim.predicate,
                "object": claim.object,
                "voices": claim.sources,
                "since": claim.since,
                "affirmed": _who(claim.voices),
                "quote": _quote(claim.voices),
            }
            for claim in found
        ]
        return Listing(
            found,
            rows,
            title="claims that are shared",
            columns=names(Face.LISTING, "shared"),
        )

    def disputes(
        self,
        *,
        types: str | Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Listing[Dispute]:
        """The claims that some affirm and others deny, those with two sides first.

        Args:
            types: classes of the ontology, one of which the subject or the object is of. None are all.
            since: ISO date, month or year; only what one of the voices said then or later.
            until: likewise, then or earlier.

        Raises:
            InputError: for an unknown type, or what is no date.

        >>> import kg
        >>> [(d.subject, d.object, d.affirmed[0].who, d.denied[0].who) for d in kg.example().disputes()]
        [('Peru', 'Togo', 'Ghana', 'Peru')]
        """
        from kg.network import voices

        found = voices.disputes(self.knowledge, types=_several(types), since=since, until=until)
        rows = [
            {
                "subject": dispute.subject,
                "phrase": dispute.predicate,
                "object": dispute.object,
                "since": dispute.since,
                "affirmed": _who(dispute.affirmed),
                "denied": _who(dispute.denied),
                "quote_affirmed": _quote(dispute.affirmed),
                "quote_denied": _quote(dispute.denied),
            }
            for dispute in found
        ]
        return Listing(found, rows, title="disputes", columns=names(Face.LISTING, "disputed"))


def _step(path: int, step: int, told: Mapping[str, Any]) -> Step:
    return Step(
        path,
        step,
        subject=told["subject"],
        predicate=told["predicate"],
        object=told["object"],
        claim=told["claim"],
        stance=told["stance"],
        documents=tuple(told["documents"].split(", ")),
        statement=told["id"],
        quote=told["quote"],
    )


def _listing(records: Iterable[T], table: str, title: str) -> Listing[T]:
    """Records that have the columns of a table as attributes of plain values."""
    listed, columns = list(records), names(Face.LISTING, table)
    rows: list[Row] = [{name: getattr(record, name) for name in columns} for record in listed]
    return Listing(listed, rows, title=title, columns=columns, shown=names(Face.SHOWN, table))


def _several(types: str | Iterable[str]) -> Iterable[str]:
    return (types,) if isinstance(types, str) else types


def _weighed(against: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({weight})" for name, weight in against)


def _who(side: Iterable[Voice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice.who for voice in side))


def _quote(side: Iterable[Voice]) -> str | None:
    return next((voice.quote for voice in side if voice.quote), None)
