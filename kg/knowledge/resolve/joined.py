"""Units become entities: what a person decided first, then full names, initials and single names, surest first.

Each step asks how many *entities* a name may mean, so that "Joe Biden" and "Joe R. Biden" are one candidate for
"Biden". Two units that the gazetteer knows as two things never meet, nor do those that a person wants apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import fold
from kg.knowledge.merges import Decision, Decisions, Name, Side
from kg.knowledge.resolve.clusters import PHRASE
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.pairs import likely, people
from kg.knowledge.resolve.pairs.scores import Pair, Scorer
from kg.knowledge.resolve.parts import by_document, parts
from kg.knowledge.resolve.units import Unit, unit, units
from kg.model.links import Verdict
from kg.model.outline import Cluster

APART = "kept apart"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pair, or one unit in several documents (``other`` None), with what became of it."""

    one: Key
    other: Key | None
    method: str
    score: float
    verdict: Verdict
    applied: bool


@dataclass(slots=True)
class Groups:
    """What became of the units of a set of documents.

    Attributes:
        units: all of them, also those that were taken apart.
        members: keys of each entity, by its root.
        how: method and score with which each unit is what it is.
        chosen: pairs that were looked at.
        unused: decisions that name nothing.
    """

    units: dict[Key, Unit]
    members: dict[Key, list[Key]]
    how: dict[Key, tuple[str, float]]
    chosen: list[Chosen]
    unused: list[Decision]


def joined(
    clusters: Sequence[Cluster],
    documents: AbstractSet[str],
    dates: Mapping[str, str],
    gazetteer: Gazetteer,
    decisions: Decisions,
) -> Groups:
    """The entities of clusters as groups of units.

    Args:
        clusters: in the order of documents and numbers.
        documents: all that speak of something.
        dates: ISO dates of the documents; "" of one that has none.
        gazetteer: the known names.
        decisions: what a person decided.
    """
    return _Joining(clusters, documents, dates, gazetteer, decisions).groups()


@dataclass(slots=True)
class _Sets:
    """Disjoint sets of keys of which some never meet."""

    parent: dict[Key, Key] = field(default_factory=dict)
    enemies: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))
    known: dict[Key, Key] = field(default_factory=dict)
    joined: set[Key] = field(default_factory=set)

    def is_joined(self, key: Key) -> bool:
        """True of a key that is not alone."""
        return key in self.joined

    def root(self, key: Key) -> Key:
        path = []
        while (above := self.parent.get(key, key)) != key:
            path.append(key)
            key = above
        for passed in path:
            self.parent[passed] = key
        return key

    def part(self, one: Key, other: Key) -> None:
        self.enemies[self.root(one)].add(other)
        self.enemies[self.root(other)].add(one)

    def may_meet(self, one: Key, other: Key) -> bool:
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        few, root = (a, b) if len(self.enemies[a]) <= len(self.enemies[b]) else (b, a)
        return all(self.root(enemy) != root for enemy in self.enemies[few])

    def join(self, one: Key, other: Key, *, by_hand: bool = False) -> bool:
        """True where the two are one set now."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if not self.may_meet(a, b) or (a in self.known and b in self.known and not by_hand):
            return False
        self.joined |= {one, other, a, b}
        # The surviving root does not matter to any result; the smaller set of enemies moves.
        if len(self.enemies[a]) > len(self.enemies[b]):
            a, b = b, a
        self.parent[a] = b
        self.enemies[b] |= self.enemies.pop(a, set())
        if a in self.known:
            self.known.setdefault(b, self.known[a])
        return True


class _Joining:
    def __init__(
        self,
        clusters: Sequence[Cluster],
        documents: AbstractSet[str],
        dates: Mapping[str, str],
        gazetteer: Gazetteer,
        decisions: Decisions,
    ) -> None:
        self._gazetteer = gazetteer
        self._decisions = decisions
        self._sets = _Sets()
        self._how: dict[Key, tuple[str, float]] = {}
        self._chosen: list[Chosen] = []
        self._given: dict[frozenset[Key], Verdict] = {}
        self._unused: list[Decision] = []
        self._parts = parts(clusters, decisions)
        self._units = units(clusters, documents, dates, by_document(self._parts))
        self._by_name = _index(self._units.by_key.values()) if decisions.given else {}
        self._scorer = Scorer(self._units)

    def groups(self) -> Groups:
        for key, one in self._units.by_key.items():
            if one.is_known:
                self._sets.known[key] = key
        self._decide()
        self._relink(lambda key: key.ground is not Method.SINGLE)
        whole = [u for u in self._units.by_key.values() if not u.part or u.key.ground is not Method.SINGLE]
        self._pairs(likely.names(whole, self._scorer, self._gazetteer))
        self._initials()
        everybody = self._everybody()
        self._singles(everybody)
        self._words(everybody)
        # A surname goes to a person first: what is left of it may be one.
        self._relink(lambda key: key.ground is Method.SINGLE)
        members: dict[Key, list[Key]] = defaultdict(list)
        for key in self._units.by_key:
            members[self._sets.root(key)].append(key)
            if key not in self._how:
                self._how[key] = key.worth.words, key.worth.alone
        self._in_several_documents()
        chosen = [c for c in self._chosen if c.one in self._units.by_key and (c.other or c.one) in self._units.by_key]
        return Groups(self._units.by_key, dict(members), self._how, chosen, self._unused)

    # -- what a person decided -------------------------------------------------------------------------------------

    def _decide(self) -> None:
        """What is to be apart first, so that nothing joins it on the way; each name must be there."""
        for side in (Side.APART, Side.TOGETHER):
            for decision in self._decisions.given:
                if decision.side is side:
                    found = [self._find(name) for name in decision.names]
                    if not all(found):
                        self._unused.append(decision)
                    elif len(found) == 2:
                        self._decide_pair(decision, *found)
                    else:
                        self._given.update({frozenset((key,)): _verdict(side) for key in found[0]})

    def _decide_pair(self, decision: Decision, ones: Sequence[Key], others: Sequence[Key]) -> None:
        if decision.side is Side.APART and len({*ones, *others}) == 1:
            # Both are names of what is one in each of its documents.
            self._unused.append(decision)
        for one in ones:
            for other in others:
                if one == other:
                    continue
                pair = frozenset((one, other))
                if decision.side is Side.APART:
                    self._sets.part(one, other)
                elif not self._sets.join(one, other, by_hand=True):
                    self._unused.append(decision)
                    continue
                elif pair not in self._given:
                    self._how[one] = Method.BY_HAND.worth.words, 1.0
                self._given[pair] = _verdict(decision.side)

    def _find(self, name: Name) -> list[Key]:
        keys = self._by_name.get(fold(name.name), ())
        found = [
            key
            for key in keys
            if (not name.kind or self._units.by_key[key].kind == name.kind)
            and (not name.documents or not set(name.documents).isdisjoint(self._units.by_key[key].documents))
        ]
        exact = [key for key in found if fold(self._units.by_key[key].label) == fold(name.name)]
        return exact or found

    def _relink(self, is_meant: Callable[[Key], bool]) -> None:
        """Parts that only stand for what a person wants apart meet again, as far as they may."""
        for key, listed in self._parts.items():
            if not is_meant(key):
                continue
            rest = [key] if key in self._units.by_key else []
            meeting = [key._replace(part=tuple(sorted(documents))) for documents, may_meet in listed if may_meet]
            pieces = [piece for piece in (*rest, *meeting) if piece in self._units.by_key]
            for at, piece in enumerate(pieces):
                for earlier in pieces[:at]:
                    if self._sets.join(piece, earlier, by_hand=True):
                        break

    # -- what names tell -------------------------------------------------------------------------------------------

    def _pairs(self, found: Iterable[Pair]) -> None:
        """The surest first; of equals the first names."""
        best: dict[frozenset[Key], Pair] = {}
        for pair in found:
            both = frozenset((pair.one, pair.other))
            if len(both) == 2 and (both not in best or best[both].score < pair.score):
                best[both] = pair
        for pair in sorted(best.values(), key=lambda pair: (-pair.score, pair.one, pair.other)):
            self._pair(pair, may_apply=True)

    def _pair(self, pair: Pair, *, may_apply: bool) -> None:
        verdict = self._given.get(frozenset((pair.one, pair.other)), Verdict.PROPOSED)
        applied = self._sets.root(pair.one) == self._sets.root(pair.other)
        wanted = may_apply and pair.score >= self._decisions.apply_from and verdict is not Verdict.REJECTED
        if not applied and wanted:
            applied = self._sets.join(pair.one, pair.other)
        if applied and (verdict is Verdict.CONFIRMED or (wanted and pair.one not in self._how)):
            words = f"{pair.method}, confirmed" if verdict is Verdict.CONFIRMED else pair.method
            self._how[pair.one] = words, pair.score
        self._chosen.append(Chosen(pair.one, pair.other, pair.method, pair.score, verdict, applied))

    def _sorted(self, is_meant: Callable[[Unit], bool]) -> list[Unit]:
        """The units that are meant, in the order of their keys."""
        return sorted((u for u in self._units.by_key.values() if is_meant(u)), key=lambda u: u.key)

    def _initials(self) -> None:
        """ "J. Smith", with the full names that there are by then."""
        full = people.People(self._sorted(lambda u: u.is_full), self._sets.root, self._gazetteer)
        for one in self._sorted(lambda u: u.has_initial):
            found = full.of_initial(one)
            self._claim(one, found, Method.FIRST_INITIAL if len(found) == 1 else Method.SEVERAL_INITIALS)

    def _singles(self, everybody: people.People) -> None:
        """ "Smith", with the full names and the initials that there are by then."""
        unclaimed, given = {}, set[Key]()
        for one in self._sorted(lambda u: u.key.ground is Method.SINGLE and not u.part):
            given |= self._given_names(one, everybody)
        for one in self._sorted(lambda u: u.key.ground is Method.SINGLE and u.key not in given):
            found, how = everybody.of_single(one)
            if found:
                self._claim(one, found, how)
            elif not one.part:
                unclaimed[one.key] = one
        self._pairs(people.singles(unclaimed, self._scorer))

    def _given_names(self, one: Unit, everybody: people.People) -> set[Key]:
        """ "Ada" in a text on the Bergs is the only Ada Berg, whatever others are called Ada; the keys of who is so."""
        claimed: set[Key] = set()
        found = [] if self._sets.is_joined(one.key) else everybody.of_given(one)
        for document in one.documents if found else ():
            family = [u for u in found if self._units.stands_in(u.words[-1], document)]
            pieces = _pieces(self._units.by_key[one.key], document)
            pair = self._scorer.pair(pieces[0], family[0], Method.GIVEN_AND_FAMILY) if len(family) == 1 else None
            if pair is not None and pair.score >= self._decisions.apply_from:
                del self._units.by_key[one.key]
                self._units.by_key.update((piece.key, piece) for piece in pieces)
                self._pair(pair, may_apply=True)
                claimed.add(pair.one)
        return claimed

    def _words(self, everybody: people.People) -> None:
        """ "Brandt" that was taken for a body; "Acme" is no Mr. Acme where there is an Acme Bank."""
        others = self._sorted(lambda u: u.key.ground is Method.NAME and not u.part)
        heads = Counter(one.clusters[0].folded.partition(" ")[0] for one in others)
        for one in others:
            word = one.clusters[0].folded
            if " " not in word and heads[word] == 1 and len(found := everybody.of_word(one)) == 1:
                self._pair(self._scorer.pair(one, found[0], Method.SURNAME_OF), may_apply=True)

    def _everybody(self) -> people.People:
        """The people with a given name or its initial, the full names first."""
        full, initials = self._sorted(lambda u: u.is_full), self._sorted(lambda u: u.has_initial)
        return people.People([*full, *initials], self._sets.root, self._gazetteer)

    def _claim(self, one: Unit, found: Sequence[Unit], how: Method) -> None:
        """A name joins the only entity that it may mean; one that may mean several stays in its document."""
        if not found:
            return
        if len(found) == 1:
            self._pair(self._scorer.pair(one, found[0], how), may_apply=True)
            return
        for piece in self._taken_apart(one):
            for pair in people.few(piece, found, how, self._scorer):
                self._pair(pair, may_apply=False)

    def _taken_apart(self, one: Unit) -> list[Unit]:
        """A unit for each document; each says why it stays alone."""
        pieces = [one]
        if not one.part and not self._sets.is_joined(one.key):
            by_document: dict[str, list[Cluster]] = defaultdict(list)
            for cluster in one.clusters:
                by_document[cluster.document].append(cluster)
            del self._units.by_key[one.key]
            pieces = [unit(one.key._replace(part=(document,)), found) for document, found in by_document.items()]
            self._units.by_key.update((piece.key, piece) for piece in pieces)
        for piece in pieces:
            if not self._sets.is_joined(piece.key):
                self._how.setdefault(piece.key, (f"{Method.SEVERAL.worth.words}; {APART}", 1.0))
        return pieces

    def _in_several_documents(self) -> None:
        """One name in several documents is a decision as well; one that a person takes back is taken apart before."""
        for one in self._sorted(lambda u: len(u.documents) > 1 and not u.part):
            key, worth = one.key, one.key.worth
            words, score = worth.words, worth.alone
            verdict = self._given.get(frozenset((key,)), Verdict.PROPOSED)
            if verdict is Verdict.CONFIRMED and self._how[key] == (words, score):
                self._how[key] = f"{words}, confirmed", score
            self._chosen.append(Chosen(key, None, words, score, verdict, True))


def _pieces(one: Unit, document: str) -> list[Unit]:
    """A unit's clusters of one document, told from the others, and those others where there are any."""
    within = [c for c in one.clusters if c.document == document]
    rest = [c for c in one.clusters if c.document != document]
    piece = unit(one.key._replace(part=(document,)), within)
    return [piece, unit(one.key, rest)] if rest else [piece]


def _verdict(side: Side) -> Verdict:
    return Verdict.CONFIRMED if side is Side.TOGETHER else Verdict.REJECTED


def _index(listed: Iterable[Unit]) -> dict[str, list[Key]]:
    """Keys of units by each of their names, folded."""
    found: dict[str, list[Key]] = defaultdict(list)
    for one in listed:
        names = {one.label, *(c.label for c in one.clusters)}
        if one.kind != PHRASE:
            names.update(*(c.names() for c in one.clusters))
        for name in {fold(name) for name in names}:
            found[name].append(one.key)
    return found
