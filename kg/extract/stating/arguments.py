"""What a clause has beside its subject: what stands as the object, and the other arguments in their roles.

The object is the direct object, else the complement, else what is said or wanted, else the first prepositional
phrase, whose preposition then belongs to the predicate ("meet with"). A verb that only carries its noun gives way to
it: "raise concerns about X" is about X.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link, Oblique, addressed
from kg.extract.clauses.coordination import conjuncts
from kg.extract.clauses.markers import is_future
from kg.extract.stance.carriers import carries
from kg.extract.stance.signature import is_aside
from kg.extract.stating.phrases import Phrases
from kg.language import words
from kg.language.times import joins, to_iso
from kg.language.words import lemma
from kg.model.records import Argument, ParsedBlock, Role, Span

if TYPE_CHECKING:
    from kg.model.syntax import Token


@dataclass(frozen=True, slots=True)
class Target:
    """What can stand as the object: its heads, or a content clause, or an adjective; and words for the predicate."""

    heads: tuple[Token, ...] = ()
    preposition: str = ""
    infix: tuple[Token, ...] = ()
    content: Clause | None = None
    value: Token | None = None
    oblique: Oblique | None = None


class Arguments:
    """The arguments that the words of one block are.

    Args:
        phrases: the document's mentions.
        block: the block that the words stand in.
        anchor: date of the document.
    """

    def __init__(self, phrases: Phrases, block: ParsedBlock, anchor: str | None) -> None:
        self.phrases, self.block, self.anchor = phrases, block, anchor

    def targets(self, clause: Clause, objects: Sequence[Token], turned: bool) -> list[Target]:
        """The target, and one for each further adjective: "attentive to the system and anxious about actions"."""
        first = self._target(clause, objects, turned)
        adjectives = [c for c in clause.complements if c.pos_ == "ADJ"]
        if len(adjectives) < 2 or not (first.infix[:1] == (adjectives[0],) or first.value is adjectives[0]):
            return [first]
        return [first, *(self._adjective(clause, a) for a in adjectives[1:])]

    def others(self, clause: Clause, target: Target) -> list[Argument]:
        """Arguments beside subject and object, in text order."""
        found: list[Argument] = [self.noun(Role.RECIPIENT, t) for t in clause.indirect]
        if target.heads and clause.contents and not target.infix:
            for content in clause.contents:
                if not carries(clause, content):
                    found.append(Argument(Role.TOPIC, self.clause_span(content)))
                    break
        if target.heads and clause.objects and clause.complements and not target.infix:
            found.extend(
                Argument(
                    Role.OTHER,
                    self.phrases.span(c, self.block),
                    value=self.phrases.span(c, self.block).of(self.phrases.text),
                )
                for c in clause.complements[:1]
            )
        for oblique in [*clause.obliques, *self._carried_obliques(clause)]:
            if oblique is target.oblique or oblique.preposition in ("according to", "per"):
                continue
            role = self._role(oblique, clause)
            found.extend(self.noun(role, head, oblique.preposition) for head in oblique.heads)
        for t in clause.times:
            if t.ent_type_ in ("DATE", "TIME") or lemma(t) in words.TIME_NOUNS:
                found.append(self.noun(Role.TIME, t))
        return self._dated(sorted(found, key=lambda a: a.span), is_future(clause))

    def noun(self, role: Role, token: Token, preposition: str = "", without: Token | None = None) -> Argument:
        """The phrase that the token heads as an argument; a time by its ISO 8601 value, all else by its mention.

        ``without``: a modifier left out, as the clause it heads is what is being told of the phrase.
        """
        span = self.phrases.span(token, self.block, without=without)
        if role is Role.TIME:
            return Argument(
                role, span, value=to_iso(span.of(self.phrases.text), self.anchor, preposition), preposition=preposition
            )
        return Argument(
            role, span, mention=self.phrases.refer(token, self.block, without=without), preposition=preposition
        )

    def _dated(self, arguments: Sequence[Argument], future: bool) -> list[Argument]:
        """The same, with times that are told in two parts as one, and all times placed by the verb's tense."""
        out: list[Argument] = []
        for a in arguments:
            before = out[-1] if out else None
            if before is not None and before.role is a.role is Role.TIME:
                gap = self.phrases.text[before.span.end : a.span.start]
                if joins(self._text(before.span), gap, self._text(a.span), (before.preposition, a.preposition)):
                    a = replace(before, span=Span(before.span.start, a.span.end))
                    out.pop()
            if a.role is Role.TIME:
                a = replace(a, value=to_iso(self._text(a.span), self.anchor, a.preposition, future=future))
            out.append(a)
        return out

    def _text(self, span: Span) -> str:
        return span.of(self.phrases.text)

    def clause_span(self, clause: Clause) -> Span:
        """The words of a clause without the punctuation and conjunctions around it."""
        first, last = clause.head.left_edge, clause.head.right_edge
        while last.i > first.i and (last.is_punct or last.is_space or last.dep_ == "cc"):
            last = last.nbor(-1)
        while first.i < last.i and (first.is_punct or first.is_space or first.dep_ in ("cc", "mark")):
            first = first.nbor()
        return Span(self.block.start + first.idx, self.block.start + last.idx + len(last))

    def speakers(self, places: Iterable[int], *, without_participle: bool = False) -> tuple[int, ...]:
        """The mentions of those who speak, by the places of their head words in the document; each once.

        ``without_participle``: "the minister, speaking in Paris" is called the minister.
        """
        return self.phrases.distinct(self._speaker(place, without_participle) for place in places)

    def _speaker(self, place: int, without_participle: bool) -> int:
        token = self.phrases.token(place, self.block)
        if token is None:
            return self.phrases.placed(place)
        own = None
        if without_participle:
            own = next((c for c in token.children if c.dep_ == "acl" and c.tag_ in ("VBG", "VBN", "VBD")), None)
        return self.phrases.refer(token, self.block, without=own)

    def _target(self, clause: Clause, objects: Sequence[Token], turned: bool) -> Target:
        """What the clause says of its subject."""
        if is_aside(clause) and clause.parent is not None:
            return Target(content=clause.parent)
        if objects and not turned:
            light = self._light(clause, objects)
            return light or Target(heads=tuple(objects))
        if turned:
            return Target(heads=tuple(objects))
        nouns = tuple(c for c in clause.complements if c.pos_ in ("NOUN", "PROPN", "NUM", "PRON"))
        adjectives = [c for c in clause.complements if c.i not in {n.i for n in nouns}]
        if nouns:
            inner = _member_of(nouns[0])
            return inner or Target(heads=nouns)
        if adjectives:
            return self._adjective(clause, adjectives[0])
        content = next((c for c in clause.contents if not carries(clause, c)), None)
        asked = addressed(clause)
        if content is not None and asked is not None:
            return Target(heads=tuple(asked.heads), preposition=asked.preposition, oblique=asked)
        if content is not None:
            return Target(content=content)
        oblique = self._first_oblique(clause.obliques, clause)
        if oblique is not None:
            return Target(heads=tuple(oblique.heads), preposition=oblique.preposition, oblique=oblique)
        return Target()

    def _light(self, clause: Clause, objects: Sequence[Token]) -> Target | None:
        """ "raise concerns about X": X is the object, "raise concerns about" the predicate."""
        noun = objects[-1]
        if lemma(clause.head) not in words.LIGHT_VERBS or noun.pos_ != "NOUN" or clause.link is Link.RELATIVE:
            return None
        if self.phrases.at(noun, self.block) is not None or any(c.dep_ == "poss" for c in noun.children):
            return None
        for c in noun.children:
            if c.dep_ == "prep" and c.lower_ not in ("of", "including", "such", "like"):
                heads = _governed(c)
                if heads:
                    return Target(heads=heads, preposition=c.lower_, infix=tuple(objects))
        if lemma(noun) in words.SUPPORTED and len(list(noun.children)) == 0:
            behind = self._first_oblique([o for o in clause.obliques if o.marker.i > noun.i], clause)
            if behind is not None and (lemma(noun) != "place" or self._role(behind, clause) is Role.PLACE):
                return Target(tuple(behind.heads), behind.preposition, tuple(objects), oblique=behind)
            return Target(infix=tuple(objects))
        plain = all(k.dep_ in ("det", "amod", "punct") for k in noun.children)
        if plain and not clause.indirect:
            for o in clause.obliques:
                near = o.marker.i > noun.i and o.preposition in (
                    "to",
                    "for",
                    "on",
                    "with",
                    "against",
                    "about",
                    "over",
                    "from",
                )
                if (
                    near
                    and self._role(o, clause) not in (Role.TIME, Role.CAUSE)
                    and (lemma(noun) in words.event_nouns() or lemma(noun) in words.SUPPORTED)
                ):
                    return Target(heads=tuple(o.heads), preposition=o.preposition, infix=tuple(objects), oblique=o)
        return None

    def _adjective(self, clause: Clause, adjective: Token) -> Target:
        for c in adjective.children:
            if c.dep_ == "prep":
                heads = _governed(c)
                if heads:
                    return Target(heads=heads, preposition=c.lower_, infix=(adjective,))
        content = next((c for c in clause.contents if not carries(clause, c)), None)
        if content is not None:
            return Target(content=content, infix=(adjective,))
        oblique = self._first_oblique([o for o in clause.obliques if o.marker.i > adjective.i], clause)
        if oblique is not None and self._role(oblique, clause) not in (Role.PLACE, Role.CAUSE):
            return Target(
                heads=tuple(oblique.heads), preposition=oblique.preposition, infix=(adjective,), oblique=oblique
            )
        return Target(value=adjective)

    def _first_oblique(self, obliques: Sequence[Oblique], clause: Clause) -> Oblique | None:
        usable = [
            o
            for o in obliques
            if self._role(o, clause) not in (Role.TIME, Role.CAUSE)
            and o.preposition not in ("according to", "per", "despite")
        ]
        after = [o for o in usable if o.marker.i > clause.head.i]
        return next(iter(after or usable), None)

    def _carried_obliques(self, clause: Clause) -> list[Oblique]:
        """Obliques of the predicates that this verb speaks for: "On Monday it agreed to ..."."""
        parent = clause.parent
        if parent is not None and clause.link is Link.CONTENT and carries(parent, clause):
            return parent.obliques
        return []

    def _role(self, oblique: Oblique, clause: Clause) -> Role:
        head, preposition = oblique.heads[0], oblique.preposition
        if head.ent_type_ in ("DATE", "TIME") or lemma(head) in words.TIME_NOUNS:
            return Role.TIME
        if preposition in words.CAUSE_PREPOSITIONS:
            return Role.CAUSE
        number = self.phrases.at(head, self.block)
        kind = self.phrases.mentions[number].type if number is not None else ""
        if preposition in words.PLACE_PREPOSITIONS and kind in ("GPE", "LOC", "FAC"):
            return Role.RECIPIENT if preposition == "to" and clause.objects else Role.PLACE
        if preposition == "to":
            return Role.ADDRESSEE if clause.contents else Role.RECIPIENT
        if preposition in words.TOPIC_PREPOSITIONS and not kind:
            return Role.TOPIC
        if preposition == "with":
            return Role.INSTRUMENT if clause.objects else Role.OTHER
        if preposition == "for":
            return Role.PURPOSE
        return Role.PLACE if preposition in ("in", "at", "near") else Role.OTHER


def _member_of(noun: Token) -> Target | None:
    """ "is a member of NATO": the body is the object."""
    if lemma(noun) not in ("member", "part", "ally"):
        return None
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ == "of":
            heads = _governed(c)
            if heads:
                return Target(heads=heads, preposition="of", infix=(noun,))
    return None


def _governed(preposition: Token) -> tuple[Token, ...]:
    """The nouns behind a preposition, those coordinated with the first among them."""
    nouns = (p for p in preposition.children if p.dep_ == "pobj" and p.pos_ in ("NOUN", "PROPN", "PRON"))
    return tuple(t for p in nouns for t in conjuncts(p))
