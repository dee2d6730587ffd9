"""What all documents together ask of one: whom it names, by what, and which of its sentences told nothing.

It is much less than a reading, and made from that and the known names alone; so it is kept beside a graph, and an
article that comes later is joined to those that are there without reading these again.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.kinds import MentionKind
from kg.model.records import Span


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer knows a cluster as: its label, its class and its Wikidata id."""

    label: str
    kind: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing that one document speaks of by a name or a noun.

    Attributes:
        document: id of the document.
        number: of the cluster in the document.
        label: its name there, written safely.
        folded: the label for comparison.
        type: of its first name, as in ``Mention.type``.
        kind: the coarse kind.
        entry: what the gazetteer knows it as.
        link: Wikidata id.
        of: number of the cluster that owns it.
        times: how often it is named, or called by a noun where it has no name.
        has_names: False of what is called by nouns alone.
        first: where that is for the first time.
        others: its names beside the label, written safely and sorted.
        told: all that stands for it in another way than the label, as it is written, and as what kind of mention.
        offices: those beside the name of a person, sorted.
        lies: the class that words before the name of a place tell, "island"; "" where none do.
        office: for a body that each state has, what it is called there, folded: "foreign ministry" for "Chinese Foreign
            Ministry"; "" of anything else.
        state: the state that the name of such a body tells; "" where it tells none.
        inner: of a phrase without a name the numbers of the clusters that its words name, sorted.
        common: by what such a phrase is one with others over all documents; "" where it is its own document's.
        concept: what any text means by it, as the list of concepts has it; "" of all else.
        concepts: those that its words speak of, sorted; the graph need not have them.
        sex: "f" or "m" where a form of address or a pronoun tells, else "".
        country: label of the country that it is, or that it lies in; "" where the gazetteer does not tell.
    """

    document: str
    number: int
    label: str
    folded: str
    type: str
    kind: str
    entry: Known | None
    link: str | None
    of: int | None
    times: int
    has_names: bool
    first: Span
    others: tuple[str, ...] = ()
    told: tuple[tuple[str, MentionKind], ...] = ()
    offices: tuple[str, ...] = ()
    lies: str = ""
    office: str = ""
    state: str = ""
    inner: tuple[int, ...] = ()
    common: str = ""
    concept: str = ""
    concepts: tuple[str, ...] = ()
    sex: str = ""
    country: str = ""

    @property
    def is_country(self) -> bool:
        """True of what the gazetteer knows as a state or territory."""
        return self.entry is not None and self.entry.kind == "Country"

    @property
    def is_named(self) -> bool:
        """True of what a text calls by a name, or the gazetteer knows; False of all that is called by a noun alone."""
        return self.has_names or self.entry is not None

    def names(self) -> set[str]:
        """All names that the document has for it, written safely; the label is one of them."""
        return {self.label, *self.others} - {""}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases without a name of which one document alone tells, each once: each is an entity, unless a person decides.

    They are more than all else that texts speak of, so they are kept in columns with one value for each, by number.

    Attributes:
        numbers, labels, folded, types, owners, times: of each cluster ``number``, ``label``, ``folded``, ``type``,
            ``of`` and ``times``.
        starts, ends: where it is for the first time.
        inner, concepts: as of a cluster.
        grounds: why it is one: :class:`kg.knowledge.resolve.methods.Method`.
        classes: its class in the ontology.
        plain: the id that it has where no other wants that; "" where it is told apart from others in any case.
        apart: the id that tells it apart.
    """

    numbers: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    owners: tuple[int | None, ...] = ()
    times: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    inner: tuple[tuple[int, ...], ...] = ()
    concepts: tuple[tuple[str, ...], ...] = ()
    grounds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What all documents together ask of one.

    Attributes:
        clusters: whom and what it speaks of, in the order of their numbers, but for these:
        phrases: what it alone speaks of.
        sentences: how many it has.
        silent: those that told nothing, in text order.
    """

    clusters: tuple[Cluster, ...]
    phrases: Phrases
    sentences: int
    silent: tuple[Span, ...]

    @property
    def spoken(self) -> tuple[tuple[Cluster, ...], Phrases]:
        """All that it speaks of."""
        return self.clusters, self.phrases
