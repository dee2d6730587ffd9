"""What noun phrases say: offices, kinship of names and places, acts named by nouns, members, meetings.

A title before a name, an apposition behind it, a possessive before the noun of an act ("China's support for
Russia") and a list of members are statements as good as clauses. They are taken as given unless the words around
them deny, plan or doubt what the noun names.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.clause import Clause
from kg.extract.coordination import conjuncts, is_excluded
from kg.extract.phrases import GATHERINGS, MEMBERS, NAMED, Phrases
from kg.extract.stance import Stance
from kg.extract.times import to_iso
from kg.extract.verbal import Draft
from kg.extract.words import OFFICES, PLACE_PREPOSITIONS, TIME_NOUNS, event_nouns, lemma, lookup
from kg.model import Argument, Certainty, MentionKind, Modality, ParsedBlock, Polarity, Proposition, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from kg.model import Mention

PLACES = ("GPE", "LOC", "FAC")
PLACE_NOUNS = frozenset("island city town village province region state capital port resort district county".split())
UNREAL = frozenset(
    """possible potential planned proposed alleged future hypothetical supposed threatened likely imminent further
    would-be reported suspected prospective eventual""".split()
)
# Verbs whose object need not exist.
WANTING = frozenset(
    """want seek demand urge propose plan consider discuss request need promise pledge offer threaten oppose reject deny
    dismiss expect await hope prevent avoid block refuse rule_out deter fear suspect allege predict contemplate advocate
    prepare order call ask push press appeal look wait""".split()
)
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
# "its G7 allies": the names that make a person's office national.
# Prepositions that a wanting verb governs: "calls for", "pushed against"; "in" and "during" only place it.
COMPLEMENTS = {"for", "of", "to", "against", "on", "about", "with", "over"}
# How a body is called in the name of an office.
SHORT = {"United States": "US"}
CONNECTORS = {"of", "for", "and", "the", "to", "’s", "'s", "-", "–", "&"}


def read(
    sentence: Sentence,
    block: ParsedBlock,
    phrases: Phrases,
    number: int,
    anchor: str | None,
    clauses: Sequence[Clause],
    stances: Mapping[int, Stance],
) -> list[Draft]:
    """Propositions that the nouns of a sentence state, in text order.

    Args:
        sentence: its tokens.
        block: the block it stands in.
        phrases: mentions of the document.
        number: index of the sentence.
        anchor: date of the document.
        clauses: the verb clauses of the sentence.
        stances: stance of each clause by the index of its head.
    """
    return _Nominal(block, phrases, number, anchor, clauses, stances).read(sentence)


class _Nominal:
    def __init__(
        self,
        block: ParsedBlock,
        phrases: Phrases,
        number: int,
        anchor: str | None,
        clauses: Sequence[Clause],
        stances: Mapping[int, Stance],
    ) -> None:
        self.block, self.phrases, self.number, self.anchor = block, phrases, number, anchor
        self.clauses, self.stances = {c.head.i: c for c in clauses}, stances

    def read(self, sentence: Sentence) -> list[Draft]:
        out: list[Draft] = []
        for token in sentence:
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            out.extend(self._title(token))
            out.extend(self._apposition(token))
            out.extend(self._act(token))
            out.extend(self._members(token))
            out.extend(self._place(token))
            out.extend(self._gathering(token))
        return out

    # -- people and offices ------------------------------------------------------------------------------------

    def _title(self, token: Token) -> Iterator[Draft]:
        """ "US Deputy Secretary of State Kurt Campbell": the person holds the office, the office is the country's."""
        person = self._mention(token)
        if person is None or person.type != "PERSON" or person.head.start != self.block.start + token.idx:
            return
        first = token.i
        while first > 0 and self.block.start + token.doc[first - 1].idx >= person.span.start:
            first -= 1
        start = self._title_start(token.doc, first)
        if start is None:
            return
        yield from self._holds(token, list(token.doc[start:first]))

    def _title_start(self, doc: object, first: int) -> int | None:
        """First token of the run of title words that ends before the name; None if it holds no office."""
        at, found = first, None
        while at > 0:
            word = doc[at - 1]  # type: ignore[index]
            if word.is_sent_start and word.lower_ in ("when", "the", "as"):
                break
            fits = (
                word.pos_ in ("PROPN", "NOUN", "ADJ")
                or (word.lower_ in CONNECTORS and at < first)
                or (word.tag_ == "POS" and at < first)
            )
            if not fits or word.dep_ in ("nsubj", "dobj", "ROOT") or (word.is_punct and word.text not in ("-", "–")):
                break
            behind = doc[at].lower_  # type: ignore[index]
            if behind in CONNECTORS and lemma(word) not in OFFICES and not word.text[:1].isupper():
                break
            at -= 1
            if lemma(word) in OFFICES or (found is not None and word.lower_ not in CONNECTORS):
                found = at
            if word.is_sent_start:
                break
        return found

    def _holds(self, person: Token, title: Sequence[Token]) -> Iterator[Draft]:
        while title and (title[0].lower_ in CONNECTORS or title[0].is_punct):
            title = title[1:]
        heads = [t for t in title if lemma(t) in OFFICES]
        if not heads:
            return
        head = heads[-1]
        body, label = self._office(title)
        implied = self.phrases.gazetteer.office_of(label) if body is None else None
        if implied is not None:
            # "Secretary of State Blinken": whose office it is goes without saying
            body = self.phrases.named(implied, self._span_of(title))
            label = f"{SHORT.get(implied.label, implied.label)} {label}"
        office = self._office_mention(title, head, label, body)
        subject = self._argument(Role.SUBJECT, person)
        assert subject.mention is not None
        subject = dataclasses.replace(subject, span=self.phrases.mentions[subject.mention].span)
        span = self.phrases.mentions[office].span
        role = Argument(Role.OBJECT, span, mention=office)
        yield self._draft("hold role", head, [subject, role], "title", person)
        if body is not None:
            owner = Argument(Role.OBJECT, span if implied else self.phrases.mentions[body].span, mention=body)
            yield self._draft(
                "be role of", head, [Argument(Role.SUBJECT, span, mention=office), owner], "title", person
            )

    def _office(self, title: Sequence[Token]) -> tuple[int | None, str]:
        """The body whose office it is, and the office's name with the body by its usual name."""
        body: int | None = None
        words, skip = "", -1
        for t in title:
            place = self.block.start + t.idx
            if place < skip:
                continue
            number = self.phrases.at(t, self.block)
            mention = self.phrases.mentions[number] if number is not None else None
            if mention is not None and mention.type in ("GPE", "ORG", "LOC", "NORP") and body is None:
                body, skip = number, mention.span.end
                if mention.kind is not MentionKind.DEMONYM:
                    words = words.removesuffix("the ") + SHORT.get(mention.label, mention.label) + " "
                    continue
            words += t.text_with_ws
        label = " ".join(words.replace("’", "'").replace(" '", "'").split()).removesuffix("'s").strip()
        return body, label

    def _span_of(self, tokens: Sequence[Token]) -> Span:
        first, last = tokens[0], tokens[-1]
        return Span(self.block.start + first.idx, self.block.start + last.idx + len(last))

    def _office_mention(self, title: Sequence[Token], head: Token, label: str, body: int | None) -> int:
        span = self._span_of(title)
        place = self.block.start + head.idx
        return self.phrases.role(span, label, body, Span(place, place + len(head)))

    def _apposition(self, token: Token) -> Iterator[Draft]:
        """ "Jens Stoltenberg, Secretary General of NATO": office; "Brussels, Belgium": place; else what he is."""
        for c in token.children:
            if c.dep_ != "appos" or is_excluded(c):
                continue
            named, other = (token, c) if self._is_name(token) else (c, token)
            if not self._is_name(named):
                continue
            mention = self._mention(named)
            assert mention is not None
            kinds = {mention.type, getattr(self._mention(other), "type", "")}
            if mention.type == "PERSON" and lemma(other) in OFFICES:
                yield from self._office_of(named, other)
            elif kinds <= set(PLACES) and self._is_name(other) and token.ent_type_:
                inner, outer = (token, c) if token.i < c.i else (c, token)
                yield self._draft(
                    "be located in",
                    outer,
                    [self._argument(Role.SUBJECT, inner), self._argument(Role.OBJECT, outer)],
                    "place",
                    token,
                )
            elif other.pos_ == "NOUN" and any(k.dep_ in ("det", "prep", "amod", "poss") for k in other.children):
                yield self._draft(
                    "be",
                    other,
                    [self._argument(Role.SUBJECT, named), self._argument(Role.OBJECT, other)],
                    "apposition",
                    token,
                )

    def _office_of(self, person: Token, office: Token) -> Iterator[Draft]:
        title = [t for t in office.subtree if t.i <= office.i and t.dep_ not in ("det", "punct")]
        for c in office.children:
            if c.dep_ == "prep" and c.lower_ in ("of", "at", "for") and c.i > office.i:
                for p in c.children:
                    if p.dep_ == "pobj":
                        title += [c, *(t for t in p.subtree if t.dep_ not in ("relcl", "punct") and t.i <= p.i)]
        title = sorted({t.i: t for t in title}.values(), key=lambda t: t.i)
        yield from self._holds(person, title)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _act(self, noun: Token) -> Iterator[Draft]:
        """ "China's support for Russia", "the invasion of Ukraine by Russia", "talks between A and B"."""
        entry = event_nouns().get(lemma(noun))
        if entry is None or noun.pos_ != "NOUN":
            return
        verb, prepositions = entry
        agents = self._agents(noun, verb)
        patients, marker = self._patients(noun, prepositions)
        if not agents and patients and lemma(noun) in (*GATHERINGS, "talk", "negotiation", "discussion"):
            agents = self._attending(noun)
        if not agents and verb in MUTUAL:
            yield from self._between(noun, verb)
            return
        if not agents or not patients:
            return
        stance = self._stance(noun)
        if stance is None:
            return
        agents = [a for a in agents if self._is_settled(a, noun)]
        others = self._circumstances(noun, marker)
        for agent in agents:
            for patient in patients:
                if agent.i != patient.i:
                    marked = marker.lower_ if marker is not None else ""
                    arguments = [
                        self._argument(Role.SUBJECT, agent),
                        self._argument(Role.OBJECT, patient, marked),
                        *others,
                    ]
                    yield self._draft(verb, noun, arguments, "act-noun", noun, stance)

    def _is_settled(self, agent: Token, noun: Token) -> bool:
        """False for "its" in "X cut its support", where "its" was read as another than X: one of the two is wrong."""
        clause, top = self._around(noun)
        if agent.tag_ != "PRP$" or clause is None or top.i != noun.i or noun.dep_ != "dobj":
            return True
        number = self.phrases.at(agent, self.block)
        return number is None or any(
            self.phrases.mentions[self.phrases.refer(s, self.block)].cluster == self.phrases.mentions[number].cluster
            for s in clause.subjects
        )

    def _agents(self, noun: Token, verb: str) -> list[Token]:
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
        return [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and self._is_country_word(c)][:1]

    def _attending(self, noun: Token) -> list[Token]:
        """ "During meetings with officials, Campbell said": the subject of the clause attends."""
        marker = noun.head
        clause = self.clauses.get(marker.head.i) if noun.dep_ == "pobj" else None
        if clause is not None and marker.lower_ in ("during", "at", "in", "after", "following") and not clause.passive:
            return [s for s in clause.subjects if self._is_name(s)]
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

    def _between(self, noun: Token, verb: str) -> Iterator[Draft]:
        """ "cooperation between China and Russia", "China-Russia relations": each with the other."""
        pairs = [
            conjuncts(p)
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("between", "among")
            for p in c.children
        ]
        names = next((p for p in pairs if len(p) >= 2), [])
        if not names:
            left = [t for t in noun.doc[max(noun.i - 5, noun.sent.start) : noun.i] if self._is_country_word(t)]
            joined = len(left) == 2 and noun.doc[left[0].i + 1].text in ("-", "–", "/")
            names = left if joined else []
        stance = self._stance(noun)
        if len(names) < 2 or stance is None:
            return
        for other in names[1:]:
            if other.i != names[0].i:
                arguments = [self._argument(Role.SUBJECT, names[0]), self._argument(Role.OBJECT, other)]
                yield self._draft(
                    verb, noun, [*arguments, *self._circumstances(noun, None)], "act-between", noun, stance
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
                    span = self.phrases.span(p, self.block)
                    out.append(
                        Argument(
                            Role.TIME,
                            span,
                            value=to_iso(span.of(self.phrases.text), self.anchor, c.lower_),
                            preposition=c.lower_,
                        )
                    )
                elif (
                    c.lower_ in PLACE_PREPOSITIONS
                    and number is not None
                    and self.phrases.mentions[number].type in PLACES
                ):
                    out.append(self._argument(Role.PLACE, p, c.lower_))
        return out

    def _stance(self, noun: Token) -> Stance | None:
        """How the act is put forward; None where the words around it leave open whether there is one."""
        words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "det", "neg", "advmod")}
        if words & {"no", "any", "without"}:
            return None
        clause, top = self._around(noun)
        base = self.stances[clause.head.i] if clause is not None else Stance()
        stance = Stance(speakers=base.reporters, reporters=base.reporters)
        if words & UNREAL:
            return Stance(False, Modality.POSSIBLE, Certainty.UNSPECIFIED, base.reporters, base.reporters)
        if clause is None:
            return stance
        verb = lemma(clause.head)
        marker = noun.head if noun.dep_ == "pobj" else None
        governed = top.i == noun.i and noun.dep_ in ("dobj", "nsubjpass", "xcomp", "attr")
        governed = governed or (
            marker is not None and top.i == noun.i and marker.lower_ in COMPLEMENTS and marker.i > clause.head.i
        )
        if governed and (
            verb in WANTING
            or lookup(clause.lemma, "v") in ("hope", "request", "plan", "try", "deny", "forbid", "suspect")
        ):
            return None
        between = noun.head if noun.dep_ == "pobj" else None
        if between is not None and between.head.pos_ == "NOUN":
            name = lookup(lemma(between.head), "n")
            if name in ("plan", "hope", "claim", "need", "try", "allow"):
                return None
        if (
            governed
            and (base.negative or base.modality is not Modality.ACTUAL)
            and verb in ("have", "be", "give", "provide", "begin")
        ):
            return None
        return stance

    def _around(self, noun: Token) -> tuple[Clause | None, Token]:
        """The clause that the noun stands in, and the noun that hangs from its verb."""
        token = top = noun
        while token.head.i != token.i:
            if token.head.i in self.clauses:
                return self.clauses[token.head.i], top
            token = token.head
            if token.pos_ in ("NOUN", "PROPN"):
                top = token
        return None, top

    # -- members, places, meetings --------------------------------------------------------------------------------

    def _members(self, noun: Token) -> Iterator[Draft]:
        """ "The G7 countries, including A and B", "NATO members A and B": each belongs to the body."""
        if lemma(noun) not in MEMBERS:
            return
        number = next(
            (n for c in noun.children if (n := self.phrases.at(c, self.block)) is not None and self._is_body(n)), None
        )
        if number is None:
            return
        body = Argument(Role.OBJECT, self.phrases.mentions[number].span, mention=number)
        listed = [
            p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("including", "like") for p in c.children
        ]
        clause = self.clauses.get(noun.head.i)
        if (
            clause is not None
            and noun.i in {s.i for s in clause.subjects}
            and lemma(clause.head) in ("include", "comprise", "be")
        ):
            listed = clause.objects or clause.complements
            listed = listed if lemma(clause.head) != "be" or all(self._is_name(t) for t in listed) else []
        elif not listed:
            listed = [c for c in noun.children if c.dep_ == "appos" and self._is_name(c)]
        seen: set[int] = set()
        for token in [t for p in listed for t in conjuncts(p)]:
            if token.i not in seen and self._is_name(token):
                seen.add(token.i)
                yield self._draft("be member of", noun, [self._argument(Role.SUBJECT, token), body], "members", noun)

    def _place(self, noun: Token) -> Iterator[Draft]:
        """ "the Italian island of Capri": Capri lies in Italy."""
        if lemma(noun) not in PLACE_NOUNS:
            return
        country = next(
            (c for c in noun.children if c.dep_ in ("amod", "compound", "poss") and self._is_country_word(c)), None
        )
        of = [p for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        names = [t for t in [*of, *(c for c in noun.children if c.dep_ == "appos")] if self._is_name(t)]
        if country is None:
            outer = [
                p for t in (noun, *of) for c in t.children if c.dep_ == "prep" and c.lower_ == "in" for p in c.children
            ]
            country = next((p for p in outer if self._is_name(p)), None)
        for name in names[:1]:
            mention = self._mention(name)
            if country is not None and mention is not None and mention.type in (*PLACES, "ORG"):
                arguments = [self._argument(Role.SUBJECT, name), self._argument(Role.OBJECT, country)]
                yield self._draft("be located in", noun, arguments, "place", noun)

    def _gathering(self, noun: Token) -> Iterator[Draft]:
        """ "a G7 foreign ministers meeting in Italy": it is held in Italy, the G7 holds it and meets there."""
        if lemma(noun) not in GATHERINGS:
            return
        number = self.phrases.refer(noun, self.block)
        meeting = self.phrases.mentions[number]
        this = Argument(Role.SUBJECT, self.phrases.span(noun, self.block), mention=number)
        body = meeting.of
        holder = None
        if (
            body is not None
            and self.phrases.mentions[body].kind in NAMED
            and self.phrases.mentions[body].type in ("ORG", "GPE", "NORP")
        ):
            own = any(self.phrases.at(c, self.block) == body for c in noun.children)
            holder = Argument(Role.SUBJECT, self.phrases.mentions[body].span if own else this.span, mention=body)
            if own:
                what = Argument(Role.OBJECT, this.span, mention=number)
                yield self._draft("hold", noun, [holder, what], "meeting", noun)
        stance = self._stance(noun)
        if stance is None:
            return
        for c in noun.children:
            if c.dep_ != "prep" or c.lower_ not in ("in", "at", "on"):
                continue
            for p in c.children:
                place = self._place_of(p)
                if place is None:
                    continue
                where = self._argument(Role.OBJECT, place, c.lower_)
                yield self._draft(f"be held {c.lower_}", noun, [this, where], "meeting", noun, stance)
                if holder is not None:
                    yield self._draft("meet at", noun, [holder, where], "meeting", noun, stance)

    def _place_of(self, token: Token) -> Token | None:
        """The named place of "in Italy" and of "on the Italian island of Capri"."""
        mention = self._mention(token)
        if mention is not None and mention.type in PLACES:
            return token
        if lemma(token) in PLACE_NOUNS:
            for c in token.children:
                for p in c.children if c.dep_ == "prep" and c.lower_ == "of" else ():
                    if self._is_name(p):
                        return p
        return None

    # -- small things ---------------------------------------------------------------------------------------------

    def _mention(self, token: Token) -> Mention | None:
        number = self.phrases.at(token, self.block)
        return self.phrases.mentions[number] if number is not None else None

    def _is_name(self, token: Token) -> bool:
        mention = self._mention(token)
        return mention is not None and mention.kind in NAMED and token.pos_ != "ADJ"

    def _is_country_word(self, token: Token) -> bool:
        mention = self._mention(token)
        return mention is not None and mention.kind in NAMED and mention.type in ("GPE", "ORG", "NORP", "LOC")

    def _is_body(self, number: int) -> bool:
        mention = self.phrases.mentions[number]
        return mention.kind in NAMED and mention.type == "ORG"

    def _unresolved(self, token: Token) -> bool:
        number = self.phrases.at(token, self.block)
        return number is None or self.phrases.is_pronoun(number)

    def _argument(self, role: Role, token: Token, preposition: str = "") -> Argument:
        return Argument(
            role,
            self.phrases.span(token, self.block),
            mention=self.phrases.refer(token, self.block),
            preposition=preposition,
        )

    def _draft(
        self,
        predicate: str,
        head: Token,
        arguments: list[Argument],
        rule: str,
        around: Token,
        stance: Stance | None = None,
    ) -> Draft:
        if stance is None:
            clause, _ = self._around(around)
            base = self.stances[clause.head.i] if clause is not None else Stance()
            stance = (
                Stance(speakers=base.reporters, reporters=base.reporters)
                if rule not in ("title", "place")
                else Stance()
            )
        start = min(a.span.start for a in arguments)
        end = max(a.span.end for a in arguments)
        place = self.block.start + head.idx
        relation = predicate
        if rule.startswith("act"):
            marker = next((a.preposition for a in arguments if a.role is Role.OBJECT), "")
            relation = f"{head.text} {marker}".strip()
        start, end = min(start, place), max(end, place + len(head))
        return Draft(
            Proposition(
                predicate=predicate,
                trigger=Span(place, place + len(head)),
                relation=relation,
                arguments=tuple(arguments),
                polarity=Polarity.NEGATIVE if stance.negative else Polarity.POSITIVE,
                modality=stance.modality,
                certainty=stance.certainty,
                attribution=self.phrases.distinct(self._speaker(s) for s in stance.speakers),
                rule=rule,
                confidence=0.8,
                sentence=self.number,
                span=Span(start, end),
            )
        )

    def _speaker(self, place: int) -> int:
        token = next((t for t in self.block.doc if t.idx + self.block.start == place), None)
        return self.phrases.refer(token, self.block) if token is not None else self.phrases.placed(place)
