"""Acts that nouns name: "China's support for Russia", "the invasion of Ukraine", "talks between A and B".

They are taken as given unless the words around them deny, plan or doubt what the noun names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import conjuncts
from kg.extract.stating.nouns import PLACES, Nouns
from kg.extract.stating.phrases import GATHERINGS
from kg.extract.stating.verbal import Draft
from kg.language.words import PLACE_PREPOSITIONS, TIME_NOUNS, event_nouns, lemma
from kg.model.records import Argument, Role
from kg.terms import rules

if TYPE_CHECKING:
    from kg.model.syntax import Token

MUTUAL = frozenset(
    (
        "cooperate with",
        "collaborate with",
        "meet",
        "talk with",
        "have relations with",
        "trade with",
        "ally with",
        "negotiate with",
        "partner with",
        "fight",
        "clash with",
        "agree with",
        "compete with",
    )
)
# Nouns for what one thing does to another: "the impact of X on Y".
EFFECTS = frozenset("impact effect influence implication consequence repercussion ramification".split())


class Acts(Nouns):
    """Reads the nouns of acts."""

    def read(self, noun: Token) -> Iterator[Draft]:
        """ "China's support for Russia", "the invasion of Ukraine by Russia", "talks between A and B"."""
        entry = event_nouns().get(lemma(noun))
        if entry is None or noun.pos_ != "NOUN":
            return
        verb, prepositions = entry
        agents = self._agents(noun)
        patients, marker = self._patients(noun, prepositions)
        if not agents and patients and lemma(noun) in (*GATHERINGS, "talk", "negotiation", "discussion"):
            agents = self._attending(noun)
        if verb in MUTUAL and (not agents or self._hyphenated(noun)):
            yield from self._between(noun, verb)
            return
        if not agents or not patients:
            return
        stance = self.stance(noun)
        if stance is None:
            return
        agents = [a for a in agents if self._is_settled(a, noun)]
        others = self._circumstances(noun, marker)
        for agent in agents:
            for patient in patients:
                if agent.i != patient.i:
                    marked = marker.lower_ if marker is not None else ""
                    arguments = [
                        self.arguments.noun(Role.SUBJECT, agent),
                        self.arguments.noun(Role.OBJECT, patient, marked),
                        *others,
                    ]
                    yield self.draft(verb, noun, arguments, rules.ACT_NOUN, noun, stance)

    def _is_settled(self, agent: Token, noun: Token) -> bool:
        """False for "its" in "X cut its support", where "its" was read as another than X: one of the two is wrong."""
        clause, top = self.around(noun)
        if agent.tag_ != "PRP$" or clause is None or top.i != noun.i or noun.dep_ != "dobj":
            return True
        number = self.phrases.at(agent, self.block)
        return number is None or any(
            self.phrases.mentions[self.phrases.refer(s, self.block)].cluster == self.phrases.mentions[number].cluster
            for s in clause.subjects
        )

    def _agents(self, noun: Token) -> list[Token]:
        for c in noun.children:
            if c.dep_ == "poss" and not (c.tag_ == "PRP$" and self._unresolved(c)):
                return conjuncts(c)
        by = [
            p
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("by", "from")
            for p in c.children
            if p.dep_ == "pobj"
        ]
        if by:
            return conjuncts(by[0])
        if lemma(noun) in EFFECTS:
            # "the impact of sanctions on trade"
            of = (p for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
            return [p for p in of if p.dep_ == "pobj"]
        return [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and self.is_country_word(c)][:1]

    def _unresolved(self, token: Token) -> bool:
        number = self.phrases.at(token, self.block)
        return number is None or self.phrases.is_pronoun(number)

    def _attending(self, noun: Token) -> list[Token]:
        """ "During meetings with officials, Campbell said": the subject of the clause attends."""
        marker = noun.head
        clause = self.clauses.get(marker.head.i) if noun.dep_ == "pobj" else None
        if clause is not None and marker.lower_ in ("during", "at", "in", "after", "following") and not clause.passive:
            return [s for s in clause.subjects if self.is_name(s)]
        return []

    def _patients(self, noun: Token, prepositions: frozenset[str]) -> tuple[list[Token], Token | None]:
        for c in noun.children:
            if c.dep_ == "prep" and c.lower_ in prepositions:
                heads = [h for p in c.children if p.dep_ == "pobj" for h in conjuncts(p)]
                # "support for the army and its effects": what its own pronoun begins is another thing
                heads = [h for h in heads if h.dep_ != "conj" or all(k.tag_ != "PRP$" for k in h.children)]
                if heads:
                    return heads, c
        return [], None

    def _hyphenated(self, noun: Token) -> list[Token]:
        """China and Russia of "China-Russia defense relations"."""
        left = [t for t in noun.doc[max(noun.i - 6, noun.sent.start) : noun.i] if self.is_country_word(t)]
        return left if len(left) == 2 and noun.doc[left[0].i + 1].text in ("-", "–", "/") else []

    def _between(self, noun: Token, verb: str) -> Iterator[Draft]:
        """ "cooperation between China and Russia", "China-Russia relations": each with the other."""
        pairs = [
            conjuncts(p)
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("between", "among")
            for p in c.children
        ]
        names = next((p for p in pairs if len(p) >= 2), [])
        names = names or self._hyphenated(noun)
        stance = self.stance(noun)
        if len(names) < 2 or stance is None:
            return
        for other in names[1:]:
            if other.i != names[0].i:
                arguments = [self.arguments.noun(Role.SUBJECT, names[0]), self.arguments.noun(Role.OBJECT, other)]
                yield self.draft(
                    verb, noun, [*arguments, *self._circumstances(noun, None)], rules.ACT_BETWEEN, noun, stance
                )

    def _circumstances(self, noun: Token, taken: Token | None) -> list[Argument]:
        """Place and time of an act, from the prepositions behind its noun."""
        out = []
        for c in noun.children:
            if c.dep_ != "prep" or (taken is not None and c.i == taken.i):
                continue
            for p in c.children:
                if p.dep_ != "pobj":
                    continue
                number = self.phrases.at(p, self.block)
                if p.ent_type_ in ("DATE", "TIME") or lemma(p) in TIME_NOUNS:
                    out.append(self.arguments.noun(Role.TIME, p, c.lower_))
                elif (
                    c.lower_ in PLACE_PREPOSITIONS
                    and number is not None
                    and self.phrases.mentions[number].type in PLACES
                ):
                    out.append(self.arguments.noun(Role.PLACE, p, c.lower_))
        return out
