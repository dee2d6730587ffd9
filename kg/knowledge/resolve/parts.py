"""Names that a person, or his threshold, takes apart: which documents of a name are no longer one with the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.gazetteer.names import fold
from kg.knowledge.merges import Decision, Decisions, Name, Side
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.units import keyed
from kg.model.outline import Cluster

# Documents that are taken from the others of a name, and whether they may meet those again.
Part = tuple[frozenset[str], bool]


def may_part(decisions: Decisions) -> bool:
    """Whether decisions may be about phrases that one document alone has, which must then be looked at too."""
    return bool(decisions.given) or _is_unsure_of_words(decisions)


def _is_unsure_of_words(decisions: Decisions) -> bool:
    # No name of several documents is less sure than this to be one.
    return decisions.apply_from > Method.WORDS.worth.alone


def parts(clusters: Sequence[Cluster], decisions: Decisions) -> dict[Key, list[Part]]:
    """The parts of each key that is taken apart, in the order of the decisions; the rest is a part too."""
    found: dict[Key, list[Part]] = defaultdict(list)
    if _is_unsure_of_words(decisions):
        _unsure(clusters, decisions, found)
    wanted = [decision for decision in decisions.given if _splits(decision)]
    if wanted:
        places = _Places(clusters)
        for decision in wanted:
            for key, part in places.parts(decision):
                found[key].append(part)
    return found


def by_document(found: Mapping[Key, Sequence[Part]]) -> dict[Key, dict[str, frozenset[str]]]:
    """The part that each document of a key is in: the first that it was put into."""
    return {
        key: {document: meant for meant, _ in reversed(listed) for document in meant} for key, listed in found.items()
    }


def _splits(decision: Decision) -> bool:
    return decision.side is Side.APART or (len(decision.names) > 1 and any(name.documents for name in decision.names))


def _unsure(clusters: Sequence[Cluster], decisions: Decisions, found: dict[Key, list[Part]]) -> None:
    """A name of several documents is taken apart where the user wants to be surer, unless he confirmed it."""
    confirmed = {fold(d.names[0].name) for d in decisions.given if len(d.names) == 1 and d.side is Side.TOGETHER}
    documents: dict[Key, set[str]] = defaultdict(set)
    for cluster, key in keyed(clusters):
        is_unsure = key.ground is not Method.OWNED and key.worth.alone < decisions.apply_from
        if is_unsure and cluster.folded not in confirmed:
            documents[key].add(cluster.document)
    for key, listed in documents.items():
        if len(listed) > 1:
            found[key] += [(frozenset((document,)), False) for document in sorted(listed)]


class _Places:
    """Where each name stands."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._documents: dict[Key, set[str]] = defaultdict(set)
        self._kinds: dict[Key, str] = {}
        self._named: dict[str, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
        for cluster, key in keyed(clusters):
            self._documents[key].add(cluster.document)
            self._kinds[key] = cluster.kind
            labels = {cluster.label, *cluster.names(), *((cluster.entry.label,) if cluster.entry else ())}
            for name in {fold(label) for label in labels}:
                self._named[name][key].add(cluster.document)

    def parts(self, decision: Decision) -> list[tuple[Key, Part]]:
        """What a decision takes from each key that it names."""
        meant = [self._meant(name) for name in decision.names]
        if len(meant) == 1:
            return [
                (key, (frozenset((document,)), False))
                for key in sorted(meant[0])
                for document in sorted(self._documents[key])
            ]
        found = []
        for name, documents in zip(decision.names, meant, strict=True):
            for key in sorted(documents):
                if name.documents and documents[key] < self._documents[key]:
                    found.append((key, (frozenset(documents[key]), decision.side is Side.APART)))
        return found or (self._within(*meant) if decision.side is Side.APART else [])

    def _within(self, ones: Mapping[Key, set[str]], others: Mapping[Key, set[str]]) -> list[tuple[Key, Part]]:
        """Two spellings that are one name to kg: the documents of one of them alone are the part."""
        found: list[tuple[Key, Part]] = []
        for key in sorted(ones.keys() & others.keys()):
            alone = others[key] - ones[key] or ones[key] - others[key]
            if alone and alone < self._documents[key]:
                found.append((key, (frozenset(alone), True)))
        return found

    def _meant(self, name: Name) -> dict[Key, set[str]]:
        """The documents of each key that a name means."""
        return {
            key: meant
            for key, documents in self._named.get(fold(name.name), {}).items()
            if (not name.kind or self._kinds[key] == name.kind)
            and (meant := documents & set(name.documents) if name.documents else documents)
        }
