"""Propositions become statements: mentions turn into entities, words into relations of the ontology.

A proposition is read with the lexicon, then by the shape of its arguments: "meet" with a place is ``kg:metAt``, "launch
an investigation into X" relates its subject to X, a passive "was founded" with a year is ``kg:foundedIn``. What no
sense covers keeps its words as an open relation. Two things are never written: a pronoun that nothing resolves, and a
relation whose subject or object is of a kind that the ontology does not give it (it stays open instead).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.knowledge.align.denials import Denial, contradicted, denials
from kg.knowledge.align.fitting import Fitting
from kg.knowledge.align.identity import content_hash, merged
from kg.knowledge.align.nodes import Nodes
from kg.knowledge.align.roles import place_within, role
from kg.knowledge.align.timing import When, when
from kg.model.changed import changed
from kg.model.edits import to_source
from kg.model.kinds import RECEIVING, Certainty, MentionKind, Modality, Polarity, Role
from kg.model.order import role_order
from kg.model.records import Argument, Evidence, Literal, Node, Proposition, Reading, Resolution, Statement
from kg.terms import vocab
from kg.terms.event_type import EventType
from kg.terms.lexicon import Lexicon, Match
from kg.terms.rules import NOUNS, rule_named
from kg.terms.words import words

# Classes that a relation's domain or range is held to; Agent and Entity are documentation only, as news speaks of
# "the report said" and "support raised concerns".
STRICT = frozenset({"kg:Person", "kg:Organization", "kg:Role", "kg:Place", "kg:City", "kg:Country"})
# "Stop helping Russia rebuild": who is helped is the object, and to do what the topic.
HELPING = frozenset({"kg:aids", "kg:enables", "kg:supports"})
# What holds where a relation's own classes do not fit: a list may have parts that are no members.
LOOSER = {"kg:hasMember": "kg:hasPart", "kg:memberOf": "kg:partOf", "kg:worksFor": "kg:affiliatedWith"}
# Relations told from the other end, as one triple has one statement: "the G7 include Canada" is a membership of Canada.
MIRRORED = {"kg:hasMember": ("kg:memberOf", "be member of")}
# Deeds that are done to somebody or something, never to what a clause tells.
DEEDS = frozenset(
    [
        *(EventType.MEETING, EventType.CONSULT, EventType.AID, EventType.MOBILIZE, EventType.COERCE),
        *(EventType.ASSAULT, EventType.RETREAT, EventType.MEMBERSHIP_CHANGE),
    ]
)
# What may be said in bare words.
SPOKEN = frozenset(
    [
        *(EventType.SPEECH_ACT, EventType.ANNOUNCEMENT, EventType.DENIAL, EventType.CONFIRMATION),
        *(EventType.PREDICTION, EventType.CONCERN, EventType.WISH),
    ]
)
# Deeds in goods or forces.
MATERIAL = frozenset({EventType.AID, EventType.MOBILIZE, EventType.COOPERATE})
COPULAS = frozenset({"be", "become", "remain"})
WEAK = words("verbs without sense of their own")
# When it was, and what nobody could bind, say nothing of a deed whose object is lost.
SAYING_LITTLE = frozenset({Role.SUBJECT, Role.OBJECT, Role.TIME})
# "met at Capri": prepositions that tell where.
AT = frozenset({"at", "in", "on"})
# "provide allies with news" is "provide news to allies" (the fulfilling verbs of Levin 1993, 13.4.1).
FULFILLING = words("fulfilling verbs")


def align(reading: Reading, resolution: Resolution, lexicon: Lexicon) -> tuple[Statement, ...]:
    """All that one document says, as statements, sorted by id.

    A statement that the document repeats with the same words and stance stands once, with the evidence of each place.

    Args:
        reading: what the document says, in mentions.
        resolution: entities of all documents.
        lexicon: what words mean.
    """
    return merged(_Aligner(reading, resolution, lexicon).statements())


@dataclass(frozen=True, slots=True)
class _Sides:
    """Relation and object of a statement, as they are found step by step."""

    relation: str | None
    event: EventType | None
    object: Node | None
    argument: Argument | None
    label: str
    phrase: str
    roles: tuple[tuple[Role, Node], ...] = ()
    undergone: str | None = None


class _Aligner:
    """One reading at work; each proposition is aligned once, what it is about before it."""

    def __init__(self, reading: Reading, resolution: Resolution, lexicon: Lexicon) -> None:
        self._reading = reading
        self._text = reading.text
        self._source = to_source(reading.document)
        self._lexicon = lexicon
        self._done: dict[int, Statement | None] = {}
        self._denials = denials(reading)
        # What is told of a claim as denied, beside the claim itself.
        self._denied: list[Statement] = []
        self._nodes = Nodes(reading, resolution, self._done)

    def statements(self) -> list[Statement]:
        propositions = self._reading.propositions
        for index in range(len(propositions)):
            # not by recursion: one sentence may hold thousands of propositions, each within another
            pending = [(index, False)]
            while pending:
                at, has_content = pending.pop()
                if has_content:
                    self._done[at] = self._with_denied(self._align(propositions[at]), self._denials.get(at))
                elif at not in self._done:
                    self._done[at] = None
                    pending.append((at, True))
                    held = [a.proposition for a in reversed(propositions[at].arguments)]
                    held += [self._denials[at].claim] if at in self._denials else []
                    pending.extend((inner, False) for inner in held if inner is not None)
        found = (self._done[index] for index in range(len(propositions)))
        return [*(statement for statement in found if statement is not None), *self._denied]

    def _with_denied(self, act: Statement | None, denial: Denial | None) -> Statement | None:
        """A denial with what it denies: its object where it only points to that ("denied it"), else its topic."""
        claim = self._done.get(denial.claim) if denial is not None else None
        if act is None or denial is None or claim is None:
            return act
        if not denial.is_told:
            claim = contradicted(claim, act)
            self._denied.append(claim)
        content = f"st:{claim.id}"
        if denial.is_pointed_to:
            span = self._reading.propositions[denial.claim].span
            told = changed(act, object=content, object_label=self._nodes.written_out(span))
        else:
            told = changed(act, roles=tuple(sorted({*act.roles, (Role.TOPIC, content)}, key=role_order)))
        return changed(told, id=content_hash(told))

    def _align(self, proposition: Proposition) -> Statement | None:
        """The statement of a proposition; None where its subject, or an object it needs, is an unresolved pronoun.

        None as well where it says no more than its subject's own words.
        """
        proposition = _given(proposition)
        told = self._triple(proposition) if not self._nodes.restates(proposition) else None
        if told is None:
            return None
        subject, subject_argument, sides = told
        attribution = [entity for m in proposition.attribution if (entity := self._nodes.entity(m)) is not None]
        # Told on the word of somebody whom no name stands for ("he said"): not what the article itself vouches for.
        unnamed = bool(proposition.attribution) and not attribution
        time = self._when(proposition, sides.argument)
        statement = Statement(
            id="",
            document=self._reading.document.id,
            subject=subject,
            predicate=sides.relation or vocab.open_relation(sides.phrase),
            object=sides.object,
            phrase=sides.phrase,
            object_label=sides.label,
            roles=tuple(sorted(set(sides.roles), key=role_order)),
            polarity=proposition.polarity,
            modality=proposition.modality,
            certainty=Certainty.UNSPECIFIED if unnamed else proposition.certainty,
            attribution=tuple(dict.fromkeys(attribution)),
            event_type=sides.event,
            confidence=proposition.confidence,
            rule=proposition.rule,
            evidence=(self._evidence(proposition, subject_argument, sides.argument),),
            unbound=self._unbound(proposition, subject_argument, sides.argument),
            undergone=sides.undergone,
            office_of=self._office_of(sides),
            time_text=time.text,
            earliest=time.earliest,
            latest=time.latest,
            month_day=time.month_day,
        )
        return changed(statement, id=content_hash(statement))

    def _office_of(self, sides: _Sides) -> str | None:
        """The body in the name of the office that somebody is told to hold: Norway of "Norway's foreign minister"."""
        mention = sides.argument.mention if sides.relation == "kg:holdsRole" and sides.argument is not None else None
        body = self._nodes.entity(self._reading.mentions[mention].of) if mention is not None else None
        return body if body is not None and self._fits(str(sides.object), "kg:roleOf", body) else None

    def _when(self, proposition: Proposition, object: Argument | None) -> When:
        """The time of a proposition, also where it is what the relation leads to: "founded in 1949"."""
        times = [
            a for a in proposition.arguments if a.role is Role.TIME and (a == object or self._is_time(a, proposition))
        ]
        return when(times, proposition, self._text, self._reading.document.date) if times else When()

    def _is_time(self, argument: Argument, proposition: Proposition) -> bool:
        """False of "for years", which stands in the role of a time."""
        node = self._nodes.node(argument)
        return node is not None and role(argument, node, proposition, self._nodes, self._text) is Role.TIME

    def _triple(self, proposition: Proposition) -> tuple[str, Argument, _Sides] | None:
        """Subject, its argument, and relation, object and roles of what is to be one statement."""
        subject_argument, object_argument = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
        subject = self._nodes.entity(subject_argument.mention) if subject_argument is not None else None
        if subject_argument is None or subject is None:
            return None
        object = self._nodes.node(object_argument, proposition.span) if object_argument is not None else None
        is_lost = object_argument is not None and object is None
        if is_lost and not _holds_without_object(proposition):
            return None
        sides = self._sides(proposition, subject, object, object_argument)
        if (is_lost and not self._says_enough(proposition, sides)) or self._is_of_itself(subject, sides):
            return None
        if not self._nodes.is_called_something(subject, object):
            return None
        taken = (subject_argument, object_argument, sides.argument)
        sides = changed(sides, roles=(*self._roles(proposition, taken), *sides.roles))
        if sides.relation in MIRRORED and isinstance(sides.object, str) and sides.argument is not None:
            return sides.object, sides.argument, self._mirrored(sides, subject, subject_argument)
        return subject, subject_argument, sides

    def _is_same(self, entity: str, argument: Argument | None) -> bool:
        return argument is not None and self._nodes.entity(argument.mention) == entity

    def _is_reflexive(self, argument: Argument | None) -> bool:
        """True for "herself" and "each other", not for "her", nor for a name."""
        words = argument.span.of(self._text).lower() if argument is not None else ""
        return words.endswith(("self", "selves", "other", "another"))

    def _roles(self, proposition: Proposition, taken: Sequence[Argument | None]) -> Iterator[tuple[Role, Node]]:
        """What fills the roles of the arguments that are not taken."""
        for argument in proposition.arguments:
            if argument not in taken and (node := self._nodes.node(argument)) is not None:
                yield role(argument, node, proposition, self._nodes, self._text), node
        yield from place_within(proposition, self._nodes)

    def _is_of_itself(self, subject: str, sides: _Sides) -> bool:
        """ "The firm sold it", where "it" has been read as the firm; not "the firm sold itself"."""
        return sides.object == subject and (sides.relation is not None or not self._is_reflexive(sides.argument))

    def _says_enough(self, proposition: Proposition, sides: _Sides) -> bool:
        """True for "China sent it to Peru" and "China attacked it", nobody knows what; not for "China made it"."""
        if sides.relation is not None or proposition.modality is not Modality.ACTUAL:
            return True
        beside = (a for a in proposition.arguments if a.role not in SAYING_LITTLE)
        return any(self._nodes.node(a) is not None for a in beside)

    def _unbound(self, proposition: Proposition, subject: Argument, object: Argument | None) -> tuple[Role, ...]:
        """The roles of the arguments of which the document does not tell who or what they are."""
        found = set()
        for argument in proposition.arguments:
            if self._nodes.is_unbound(argument.mention):
                role = Role.SUBJECT if argument == subject else Role.OBJECT if argument == object else argument.role
                found.add(role)
        return tuple(sorted(found))

    def _evidence(self, proposition: Proposition, subject: Argument, object: Argument | None) -> Evidence:
        sentence = self._source(self._reading.sentences[proposition.sentence])
        return Evidence(
            document=self._reading.document.id,
            sentence=sentence,
            quote=sentence.of(self._reading.document.text),
            subject=self._source(subject.span),
            predicate=self._source(proposition.trigger),
            object=self._source(object.span) if object is not None else None,
        )

    # -- relation and object -------------------------------------------------------------------------------------

    def _sides(self, proposition: Proposition, subject: str, object: Node | None, argument: Argument | None) -> _Sides:
        """The relation that the words stand for and what it leads to, in the order in which shapes decide."""
        label = self._nodes.label(object, argument, proposition.span)
        sides = _Sides(None, None, object, argument, label, proposition.predicate)
        fitting = Fitting(self._nodes, proposition, subject, object, argument)
        told = self._told(proposition, fitting, sides)
        match = self._match(proposition, fitting) if told is None else None
        if match is not None:
            suffers = match.undergone is not None and self._can_undergo(subject, match.undergone)
            undergone = match.undergone if suffers else None
            sides = changed(sides, relation=match.relation, event=match.event, undergone=undergone)
            if match.noun is not None:
                sides = self._by_noun(proposition, match, sides, fitting)
        sides = self._by_content(proposition, told or sides)
        sides = self._by_time(proposition, sides)
        sides = self._by_class(proposition, subject, sides)
        if sides.relation is not None and not (_takes(sides) and self._fits(subject, sides.relation, sides.object)):
            # "helped found a league" aids nobody
            event = None if sides.event is EventType.AID and self._nodes.is_statement(sides.object) else sides.event
            kept = event if event and vocab.plover(event) else None
            sides = changed(sides, relation=LOOSER.get(sides.relation), event=kept)
        return sides

    def _mirrored(self, sides: _Sides, subject: str, argument: Argument) -> _Sides:
        """The same relation told from its other end."""
        relation, phrase = MIRRORED[sides.relation or ""]
        label = self._nodes.label(subject, argument)
        return changed(sides, relation=relation, phrase=phrase, label=label, object=subject, argument=argument)

    def _told(self, proposition: Proposition, fitting: Fitting, sides: _Sides) -> _Sides | None:
        """ "told the press that it closed": what is said is the object, and who is told the addressee."""
        said = next((a for a in proposition.arguments if a.role is Role.TOPIC and a.proposition is not None), None)
        if said is None or sides.object is None or said.span.of(self._text).startswith("to "):
            return None
        match = self._lexicon.exact(f"{proposition.predicate} somebody that", fitting.holds)
        content = self._nodes.node(said)
        if match is None or content is None:
            return None
        addressee = (Role.ADDRESSEE, sides.object)
        label = self._nodes.label(content, said)
        return changed(
            sides, relation=match.relation, event=match.event, object=content, argument=said, label=label,
            roles=(*sides.roles, addressee),
        )  # fmt: skip

    def _match(self, proposition: Proposition, fitting: Fitting) -> Match | None:
        """The sense of the predicate; a clause beneath it may make it another ("protest that", "encourage to")."""
        argument = fitting.argument
        clause = next((a for a in proposition.arguments if a.proposition is not None), None)
        if clause is not None:
            frame = "to" if clause.span.of(self._text).startswith("to ") else "that"
            if clause is argument or frame == "to":
                match = self._lexicon.exact(f"{proposition.predicate} {frame}", fitting.holds)
                if match is not None:
                    return match
        words = ("", "") if _is_made_otherwise(proposition) else self._nodes.noun_words(argument)
        is_act = rule_named(proposition.rule) in NOUNS
        return self._lexicon.read(proposition.predicate, *words, fitting.holds, is_act=is_act)

    def _by_noun(self, proposition: Proposition, match: Match, sides: _Sides, fitting: Fitting) -> _Sides:
        """ "launched an investigation into X": the other side is X, and the noun tells the deed.

        The object given up becomes the instrument of a deed in goods or forces, the topic of any other. Without
        another side the object stays, under the verb's own relation ("began talks").
        """
        if not match.party:
            return sides
        party, argument, preposition = self._party(proposition, match, sides.argument)
        if party is None or argument is None or sides.argument is None:
            plain = self._lexicon.exact(proposition.predicate, fitting.holds)
            return changed(sides, relation=plain.relation if plain is not None and plain.event is None else None)
        given = Role.INSTRUMENT if match.event in MATERIAL else Role.TOPIC
        given_up = () if sides.object is None else ((given, sides.object),)
        noun = re.sub(r"^(?:the|an?|its|their|his|her|our) ", "", self._nodes.noun_words(sides.argument)[0].lower())
        phrase = f"{proposition.predicate.rstrip()} {noun} {preposition}".rstrip()
        label = self._nodes.label(party, argument)
        return changed(sides, object=party, argument=argument, label=label, phrase=phrase, roles=given_up)

    def _party(
        self, proposition: Proposition, match: Match, object: Argument | None
    ) -> tuple[str | None, Argument | None, str]:
        """The other side of an event noun: a recipient, an argument with its preposition, or a complement within."""
        others = [a for a in proposition.arguments if a.role not in (Role.SUBJECT, Role.OBJECT, Role.TIME)]
        for argument in sorted(others, key=lambda a: a.role not in RECEIVING):
            entity = self._nodes.entity(argument.mention) if _is_other_side(argument, match) else None
            if entity is not None and not (argument.role is Role.PLACE and self._nodes.is_a(entity, "kg:Place")):
                return entity, argument, argument.preposition or "to"
        found = (
            self._nodes.complement(object, match.party) if object is not None and object.mention is not None else None
        )
        if found is None:
            return None, None, ""
        mention, preposition = found
        phrase = self._reading.mentions[mention].phrase
        return self._nodes.entity(mention), Argument(Role.OBJECT, phrase, mention, preposition=preposition), preposition

    def _by_content(self, proposition: Proposition, sides: _Sides) -> _Sides:
        """Who is urged is the object, and what for the topic: "urged Europe to press China", "demanded that X go"."""
        if (
            not isinstance(sides.object, str)
            or not sides.object.startswith("st:")
            or (sides.event is not EventType.REQUEST and sides.relation not in HELPING)
        ):
            return sides
        addressee = proposition.argument(Role.ADDRESSEE) or proposition.argument(Role.RECIPIENT)
        if addressee is None and sides.argument is not None and sides.argument.proposition is not None:
            inner = self._reading.propositions[sides.argument.proposition]
            addressee = inner.argument(Role.SUBJECT)
        entity = self._nodes.entity(addressee.mention) if addressee is not None else None
        subject = proposition.argument(Role.SUBJECT)
        if entity is None or not self._nodes.is_a(entity, "kg:Agent") or self._is_same(entity, subject):
            # "Police were ordered to leave": who is ordered is told already
            return sides
        relation, phrase = sides.relation, sides.phrase
        if relation == "kg:callsFor":
            # who is called on, pushed, pressed
            relation, verb = "kg:demandsOf", phrase.removesuffix(" for")
            phrase = "call on" if verb == "call" else verb
        topic = (Role.TOPIC, sides.object)
        return changed(
            sides,
            relation=relation,
            phrase=phrase,
            object=entity,
            argument=addressee,
            label=self._nodes.label(entity, addressee),
            roles=(*sides.roles, topic),
        )

    def _by_time(self, proposition: Proposition, sides: _Sides) -> _Sides:
        """ "was founded in 1949": the year is what the relation leads to."""
        if sides.relation != "kg:foundedIn" and not _is_founded(sides):
            return sides
        when = next((a for a in proposition.arguments if a.role in (Role.TIME, Role.OBJECT) and _year(a.value)), None)
        if when is None:
            return sides
        year = Literal(_year(when.value), "gYear")
        return changed(
            sides, relation="kg:foundedIn", event=EventType.FOUNDING_OF, object=year, argument=when, label=year.value
        )

    def _by_class(self, proposition: Proposition, subject: str, sides: _Sides) -> _Sides:
        """What the classes of subject and object decide: "meet" at a place, "be" an office, "be" of a kind."""
        entity = sides.object if isinstance(sides.object, str) and not sides.object.startswith("st:") else None
        predicate = proposition.predicate
        if predicate in COPULAS:
            return changed(sides, relation=self._copula(subject, sides, entity))
        if entity is None:
            return sides
        preposition = sides.argument.preposition if sides.argument is not None else ""
        place = self._nodes.is_a(entity, "kg:Place") and (preposition in AT or predicate.endswith((" at", " in")))
        if place and sides.event is EventType.MEETING and not predicate.startswith("be "):
            return changed(sides, relation="kg:metAt")
        return sides

    def _copula(self, subject: str, sides: _Sides, entity: str | None) -> str | None:
        """ "X is Y": an office, a place that holds it, a kind; two names, or a mere adjective, stay open."""
        if entity is None:
            return None
        if self._nodes.is_a(entity, "kg:Role"):
            return "kg:holdsRole" if self._nodes.is_a(subject, "kg:Person") else None
        mention = sides.argument.mention if sides.argument is not None else None
        named = mention is not None and self._reading.mentions[mention].kind is not MentionKind.NOMINAL
        return None if named else "kg:isA"

    def _can_undergo(self, subject: str, relation: str) -> bool:
        """True where the relation may lead to the subject of a passive."""
        term = vocab.term(relation)
        return not term.is_literal and (term.range not in STRICT or self._nodes.is_a(subject, term.range))

    def _fits(self, subject: str, relation: str, object: Node | None) -> bool:
        """True where subject and object are of the classes that the relation asks for, as far as they are strict."""
        term = vocab.term(relation)
        if term.domain in STRICT and not self._nodes.is_a(subject, term.domain):
            return False
        if isinstance(object, Literal):
            return not (term.range in STRICT or (term.is_literal and object.datatype == "string"))
        if term.is_literal:
            return object is None
        if term.range in STRICT and object is not None:
            return not object.startswith("st:") and self._nodes.is_a(object, term.range)
        return True


def _given(proposition: Proposition) -> Proposition:
    """The same with what is given as the object, and who gets it as the recipient."""
    whom = proposition.argument(Role.OBJECT)
    gift = next((a for a in proposition.arguments if a.preposition == "with" and a.role is not Role.OBJECT), None)
    if proposition.predicate not in FULFILLING or whom is None or whom.preposition or gift is None:
        return proposition
    turned = {
        id(whom): changed(whom, role=Role.RECIPIENT, preposition="to"),
        id(gift): changed(gift, role=Role.OBJECT, preposition=""),
    }
    return changed(proposition, arguments=tuple(turned.get(id(a), a) for a in proposition.arguments))


def _is_other_side(argument: Argument, match: Match) -> bool:
    """True of who gets something without a preposition, and of what stands behind one that the deed asks for."""
    return (argument.role in RECEIVING and not argument.preposition) or argument.preposition in match.party


def _is_made_otherwise(proposition: Proposition) -> bool:
    """True of "made the threat worse", which is not to threaten: the noun tells what changes, not what is done."""
    return any(a.role is Role.OTHER and not a.preposition and a.value is not None for a in proposition.arguments)


def _holds_without_object(proposition: Proposition) -> bool:
    """True where the proposition stays true when its object is not told: "China helped", not "China is", "did not"."""
    first = proposition.predicate.split(" ")[0]
    return proposition.polarity is Polarity.POSITIVE and first not in WEAK


def _is_founded(sides: _Sides) -> bool:
    """True for a founding without a founder: "be founded", "found" with a time and no object."""
    return sides.relation == "kg:founded" and sides.object is None


def _takes(sides: _Sides) -> bool:
    """True where the relation can lead to an object of that form: deeds to no clause, bare words to speech alone."""
    if isinstance(sides.object, Literal):
        return sides.object.datatype != "string" or sides.event in SPOKEN
    return not (sides.object or "").startswith("st:") or sides.event not in DEEDS


def _year(value: str | None) -> str:
    match = re.match(r"\d{4}(?=$|-|/)", value or "")
    return match[0] if match else ""
