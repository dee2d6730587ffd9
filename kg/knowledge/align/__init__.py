"""Propositions become statements: mentions turn into entities, words into relations of the ontology.

A proposition is read with the lexicon, then by the shape of its arguments: "meet" with a place is ``kg:metAt``, "launch
an investigation into X" relates its subject to X, a passive "was founded" with a year is ``kg:foundedIn``. What no
sense covers keeps its words as an open relation. Two things are never written: a pronoun that nothing resolves, and a
relation whose subject or object is of a kind that the ontology does not give it (it stays open instead).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.knowledge.align.identity import content_hash, merged, role_order
from kg.knowledge.align.literals import datatype
from kg.model.edits import to_source
from kg.model.records import (
    Argument,
    Certainty,
    Evidence,
    Literal,
    Mention,
    MentionKind,
    Node,
    Polarity,
    Proposition,
    Reading,
    Resolution,
    Role,
    Span,
    Statement,
)
from kg.terms import vocab
from kg.terms.lexicon import Lexicon, Match

# Classes that a relation's domain or range is held to; Agent and Entity are documentation only, as news speaks of
# "the report said" and "support raised concerns".
STRICT = frozenset({"kg:Person", "kg:Organization", "kg:Role", "kg:Place", "kg:City", "kg:Country"})
# "Stop helping Russia rebuild": who is helped is the object, and to do what the topic.
HELPING = frozenset({"kg:aids", "kg:enables", "kg:supports"})
# What holds where a relation's own classes do not fit: a list may have parts that are no members.
LOOSER = {"kg:hasMember": "kg:hasPart", "kg:memberOf": "kg:partOf"}
# Relations told from the other end, as one triple has one statement: "the G7 include Canada" is a membership of Canada.
MIRRORED = {"kg:hasMember": ("kg:memberOf", "be member of")}
# Deeds that are done to somebody or something, never to what a clause tells.
DEEDS = frozenset({"MEETING", "CONSULT", "AID", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "MEMBERSHIP_CHANGE"})
SPEECH = frozenset({"SPEECH_ACT", "ANNOUNCEMENT", "DENIAL", "CONFIRMATION", "PREDICTION", "CONCERN", "WISH"})
MATERIAL = frozenset({"AID", "MOBILIZE", "COOPERATE"})
# "provide allies with news" is "provide news to allies" (the fulfilling verbs of Levin 1993, 13.4.1).
FULFILLING = frozenset("provide supply furnish present entrust issue".split())
SINGULAR = frozenset(("he", "him", "his", "she", "her", "hers", "it", "its"))


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
    event: str | None
    object: Node | None
    argument: Argument | None
    label: str
    phrase: str
    roles: tuple[tuple[Role, Node], ...] = ()


class _Aligner:
    """One reading at work; each proposition is aligned once, what it is about before it."""

    def __init__(self, reading: Reading, resolution: Resolution, lexicon: Lexicon) -> None:
        self._reading = reading
        self._text = reading.text
        self._source = to_source(reading.document)
        self._lexicon = lexicon
        self._entities = resolution.by_id
        named = {m.cluster for m in reading.mentions if m.kind is not MentionKind.PRONOUN}
        self._entity_of = {
            cluster: resolution.entity_of[reading.document.id, cluster]
            for cluster in named
            if (reading.document.id, cluster) in resolution.entity_of
        }
        self._order = sorted(range(len(reading.mentions)), key=lambda index: reading.mentions[index].span)
        self._starts = [reading.mentions[index].span.start for index in self._order]
        self._done: dict[int, Statement | None] = {}

    def statements(self) -> list[Statement]:
        propositions = self._reading.propositions
        for index in range(len(propositions)):
            # not by recursion: one sentence may hold thousands of propositions, each within another
            pending = [(index, False)]
            while pending:
                at, has_content = pending.pop()
                if has_content:
                    self._done[at] = self._align(propositions[at])
                elif at not in self._done:
                    self._done[at] = None
                    pending.append((at, True))
                    held = (a.proposition for a in reversed(propositions[at].arguments))
                    pending.extend((inner, False) for inner in held if inner is not None)
        found = (self._done[index] for index in range(len(propositions)))
        return [statement for statement in found if statement is not None]

    def _align(self, proposition: Proposition) -> Statement | None:
        """The statement of a proposition; None where its subject, or an object it needs, is an unresolved pronoun."""
        proposition = _given(proposition)
        subject_argument = proposition.argument(Role.SUBJECT)
        subject = self._subject(proposition, subject_argument)
        if subject_argument is None or subject is None:
            return None
        object_argument = proposition.argument(Role.OBJECT)
        object = self._node(object_argument) if object_argument is not None else None
        if object_argument is not None and object is None and not _holds_without_object(proposition):
            return None
        sides = self._sides(proposition, subject, object, object_argument)
        if sides.relation is not None and sides.object == subject:
            return None
        others = [a for a in proposition.arguments if a not in (subject_argument, object_argument, sides.argument)]
        if sides.relation in MIRRORED and isinstance(sides.object, str) and sides.argument is not None:
            mirrored = self._mirrored(sides, subject, subject_argument)
            subject, subject_argument, sides = sides.object, sides.argument, mirrored
        roles = [(a.role, node) for a in others if (node := self._node(a)) is not None]
        attribution = [entity for m in proposition.attribution if (entity := self._entity(m)) is not None]
        # Told on the word of somebody whom no name stands for ("he said"): not what the article itself vouches for.
        unnamed = bool(proposition.attribution) and not attribution
        sentence = self._source(self._reading.sentences[proposition.sentence])
        told = sides.argument.span if sides.argument is not None else None
        statement = Statement(
            id="",
            document=self._reading.document.id,
            subject=subject,
            predicate=sides.relation or vocab.open_relation(sides.phrase),
            object=sides.object,
            phrase=sides.phrase,
            object_label=sides.label,
            roles=tuple(sorted({*roles, *sides.roles}, key=role_order)),
            polarity=proposition.polarity,
            modality=proposition.modality,
            certainty=Certainty.UNSPECIFIED if unnamed else proposition.certainty,
            attribution=tuple(dict.fromkeys(attribution)),
            event_type=sides.event,
            confidence=proposition.confidence,
            rule=proposition.rule,
            evidence=(
                Evidence(
                    document=self._reading.document.id,
                    sentence=sentence,
                    quote=sentence.of(self._reading.document.text),
                    subject=self._source(subject_argument.span),
                    predicate=self._source(proposition.trigger),
                    object=self._source(told) if told is not None else None,
                ),
            ),
        )
        return replace(statement, id=content_hash(statement))

    # -- relation and object -------------------------------------------------------------------------------------

    def _sides(self, proposition: Proposition, subject: str, object: Node | None, argument: Argument | None) -> _Sides:
        """The relation that the words stand for and what it leads to, in the order in which shapes decide."""
        words, behind = self._noun_words(argument)
        match = self._match(proposition, argument, words, behind)
        if match is not None and match.object is not None and (object is not None or match.is_passive):
            affected = subject if match.is_passive else object
            match = match if self._is_of(affected, match.object) else None
        sides = _Sides(None, None, object, argument, self._label(object, argument), proposition.predicate)
        if match is not None:
            sides = replace(sides, relation=match.relation, event=match.event)
            if match.noun is not None:
                sides = self._by_noun(proposition, match, sides)
        sides = self._by_content(proposition, sides)
        sides = self._by_time(proposition, sides)
        sides = self._by_class(proposition, subject, sides)
        if sides.relation is not None and not (_takes(sides) and self._fits(subject, sides.relation, sides.object)):
            kept = sides.event if sides.event and vocab.plover(sides.event) else None
            sides = replace(sides, relation=LOOSER.get(sides.relation), event=kept)
        return sides

    def _mirrored(self, sides: _Sides, subject: str, argument: Argument) -> _Sides:
        """The same relation told from its other end."""
        relation, phrase = MIRRORED[sides.relation or ""]
        label = self._label(subject, argument)
        return replace(sides, relation=relation, phrase=phrase, label=label, object=subject, argument=argument)

    def _match(self, proposition: Proposition, argument: Argument | None, words: str, behind: str) -> Match | None:
        """The sense of the predicate; a clause beneath it may make it another ("protest that", "encourage to")."""
        clause = next((a for a in proposition.arguments if a.proposition is not None), None)
        if clause is not None:
            frame = "to" if clause.span.of(self._text).startswith("to ") else "that"
            if clause is argument or frame == "to":
                match = self._lexicon.exact(f"{proposition.predicate} {frame}")
                if match is not None:
                    return match
        return self._lexicon.read(proposition.predicate, words, behind)

    def _by_noun(self, proposition: Proposition, match: Match, sides: _Sides) -> _Sides:
        """ "launched an investigation into X": the other side is X, and the noun tells the deed.

        The object given up becomes the instrument of a deed in goods or forces, the topic of any other. Without
        another side the object stays, under the verb's own relation ("began talks").
        """
        if not match.party:
            return sides
        party, argument, preposition = self._party(proposition, match, sides.argument)
        if party is None or argument is None or sides.argument is None:
            plain = self._lexicon.exact(proposition.predicate)
            return replace(sides, relation=plain.relation if plain is not None and plain.event is None else None)
        role = Role.INSTRUMENT if match.event in MATERIAL else Role.TOPIC
        given_up = () if sides.object is None else ((role, sides.object),)
        noun = re.sub(r"^(?:the|an?|its|their|his|her|our) ", "", self._noun_words(sides.argument)[0].lower())
        phrase = f"{proposition.predicate.rstrip()} {noun} {preposition}".rstrip()
        return replace(
            sides, object=party, argument=argument, label=self._label(party, argument), phrase=phrase, roles=given_up
        )

    def _party(
        self, proposition: Proposition, match: Match, object: Argument | None
    ) -> tuple[str | None, Argument | None, str]:
        """The other side of an event noun: a recipient, an argument with its preposition, or a complement within."""
        others = [a for a in proposition.arguments if a.role not in (Role.SUBJECT, Role.OBJECT, Role.TIME)]
        for argument in sorted(others, key=lambda a: a.role not in (Role.RECIPIENT, Role.ADDRESSEE)):
            receives = argument.role in (Role.RECIPIENT, Role.ADDRESSEE) and not argument.preposition
            named = receives or argument.preposition in match.party
            entity = self._entity(argument.mention) if named else None
            is_where = entity is not None and argument.role is Role.PLACE and self._is(entity, "kg:Place")
            if entity is not None and not is_where:
                return entity, argument, argument.preposition or "to"
        if object is None or object.mention is None:
            return None, None, ""
        found = self._complement(object, match.party)
        if found is None:
            return None, None, ""
        mention, preposition = found
        inner = self._reading.mentions[mention]
        return self._entity(mention), Argument(Role.OBJECT, inner.phrase, mention, preposition=preposition), preposition

    def _complement(self, argument: Argument, prepositions: Iterable[str]) -> tuple[int, str] | None:
        """The first mention behind the head noun that one of the prepositions leads in: "Russia" of "aid to Russia"."""
        mention = self._reading.mentions[argument.mention or 0]
        end = max(argument.span.end, mention.phrase.end)
        behind = Span(mention.head.end + 1, end)
        inside = [(m.phrase.start, -m.phrase.end, index) for index, m in self._within(behind) if self._entity(index)]
        for start, _, index in sorted(inside):
            before = re.search(r"(\w+)\s*$", self._text[mention.head.end : start])
            if before and before[1].lower() in set(prepositions):
                return index, before[1].lower()
        return None

    def _by_content(self, proposition: Proposition, sides: _Sides) -> _Sides:
        """Who is urged is the object, and what for the topic: "urged Europe to press China", "demanded that X go"."""
        if (
            not isinstance(sides.object, str)
            or not sides.object.startswith("st:")
            or (sides.event != "REQUEST" and sides.relation not in HELPING)
        ):
            return sides
        addressee = proposition.argument(Role.ADDRESSEE) or proposition.argument(Role.RECIPIENT)
        if addressee is None and sides.argument is not None and sides.argument.proposition is not None:
            inner = self._reading.propositions[sides.argument.proposition]
            addressee = inner.argument(Role.SUBJECT)
        entity = self._entity(addressee.mention) if addressee is not None else None
        if entity is None or not self._is(entity, "kg:Agent"):
            return sides
        relation = "kg:demandsOf" if sides.relation == "kg:callsFor" else sides.relation
        topic = (Role.TOPIC, sides.object)
        return replace(
            sides,
            relation=relation,
            object=entity,
            argument=addressee,
            label=self._label(entity, addressee),
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
        return replace(
            sides, relation="kg:foundedIn", event="FOUNDING_OF", object=year, argument=when, label=year.value
        )

    def _by_class(self, proposition: Proposition, subject: str, sides: _Sides) -> _Sides:
        """What the classes of subject and object decide: "meet" at a place, "be" an office, "be" of a kind."""
        entity = sides.object if isinstance(sides.object, str) and not sides.object.startswith("st:") else None
        predicate = proposition.predicate
        if predicate in ("be", "become", "remain"):
            return replace(sides, relation=self._copula(subject, sides, entity))
        if entity is None:
            return sides
        preposition = sides.argument.preposition if sides.argument is not None else ""
        place = self._is(entity, "kg:Place") and (
            preposition in ("at", "in", "on") or predicate.endswith((" at", " in"))
        )
        if place and sides.event == "MEETING" and not predicate.startswith("be "):
            return replace(sides, relation="kg:metAt")
        return sides

    def _copula(self, subject: str, sides: _Sides, entity: str | None) -> str | None:
        """ "X is Y": an office, a place that holds it, a kind; two names, or a mere adjective, stay open."""
        if entity is None:
            return None
        if self._is(entity, "kg:Role"):
            return "kg:holdsRole" if self._is(subject, "kg:Person") else None
        mention = sides.argument.mention if sides.argument is not None else None
        named = mention is not None and self._reading.mentions[mention].kind is not MentionKind.NOMINAL
        return None if named else "kg:isA"

    def _fits(self, subject: str, relation: str, object: Node | None) -> bool:
        """True where subject and object are of the classes that the relation asks for, as far as they are strict."""
        term = vocab.term(relation)
        if term.domain in STRICT and not self._is(subject, term.domain):
            return False
        if isinstance(object, Literal):
            return not (term.range in STRICT or ((term.range or "").startswith("xsd:") and object.datatype == "string"))
        if (term.range or "").startswith("xsd:"):
            return object is None
        if term.range in STRICT and object is not None:
            return not object.startswith("st:") and self._is(object, term.range)
        return True

    def _is_of(self, node: Node | None, cls: str) -> bool:
        """True where a node is of the class; what is said in a clause or in bare words is a statement."""
        is_words = isinstance(node, Literal) and node.datatype == "string"
        if cls == "kg:Statement":
            return is_words or (isinstance(node, str) and node.startswith("st:"))
        return isinstance(node, str) and self._is(node, cls)

    def _is(self, entity: str, cls: str) -> bool:
        """True where the entity is of the class, or of one beneath it."""
        found = self._entities.get(entity)
        name = f"kg:{found.type}" if found is not None else ""
        return name == cls or (name in vocab.terms() and cls in vocab.super_classes(name))

    # -- nodes and words -----------------------------------------------------------------------------------------

    def _entity(self, mention: int | None) -> str | None:
        """The entity of a mention; None for a pronoun whose cluster has no name and no noun."""
        return None if mention is None else self._entity_of.get(self._reading.mentions[mention].cluster)

    def _subject(self, proposition: Proposition, argument: Argument | None) -> str | None:
        """The entity of the subject; "Palestinian leaders said they would": a pronoun left over is the unnamed speaker.

        Pronouns for names are resolved before; it is for unnamed groups that nothing else is at hand.
        """
        if argument is None or argument.mention is None:
            return None
        entity = self._entity(argument.mention)
        mentions = self._reading.mentions
        if entity is None and proposition.attribution and mentions[argument.mention].kind is MentionKind.PRONOUN:
            speaker = mentions[proposition.attribution[-1]]
            near = speaker.span.end <= argument.span.start and self._same_sentence(speaker.span, proposition)
            if near and speaker.kind is MentionKind.NOMINAL:
                return self._entity(proposition.attribution[-1])
        return entity

    def _same_sentence(self, span: Span, proposition: Proposition) -> bool:
        return self._reading.sentences[proposition.sentence].covers(span)

    def _node(self, argument: Argument) -> Node | None:
        """What an argument stands for; None for an unresolved pronoun."""
        words = " ".join(argument.span.of(self._text).split())
        if argument.role is Role.TIME:
            return Literal(argument.value, datatype(argument.value, is_time=True)) if argument.value else Literal(words)
        if argument.proposition is not None:
            inner = self._done[argument.proposition]
            return f"st:{inner.id}" if inner is not None else Literal(self._written_out(argument.span))
        if argument.mention is not None:
            return self._entity(argument.mention)
        if argument.value is not None and argument.value == argument.span.of(self._text):
            # "Zhao, his counterpart": whose
            return Literal(written := self._written_out(argument.span), datatype(written))
        if argument.value is not None:
            return Literal(argument.value, datatype(argument.value))
        return Literal(words) if words else None

    def _label(self, node: Node | None, argument: Argument | None) -> str:
        """The object in words: an entity's canonical label, a clause with its pronouns written out."""
        if isinstance(node, Literal):
            return node.value
        if node is not None and node in self._entities:
            return self._entities[node].label
        return self._written_out(argument.span) if node is not None and argument is not None else ""

    def _written_out(self, span: Span) -> str:
        """The words of a span, with each resolved pronoun of the third person singular replaced by its name.

        "I", "we" and "they" stay: "Antony Blinken don't see" helps nobody.
        """
        out, at = [], span.start
        for mention in (m for _, m in self._within(span) if m.kind is MentionKind.PRONOUN):
            if mention.span.of(self._text).lower() not in SINGULAR:
                continue
            entity = self._entities.get(self._entity_of.get(mention.cluster, ""))
            if entity is not None and mention.span.start >= at:
                out += [self._text[at : mention.span.start], entity.label, _possessive(mention, span, self._text)]
                at = mention.span.end
        out.append(self._text[at : span.end])
        return " ".join("".join(out).split())

    def _within(self, span: Span) -> list[tuple[int, Mention]]:
        """The mentions whose phrases lie in a span, with their index, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        found = [(index, self._reading.mentions[index]) for index in self._order[first:last]]
        return [(index, mention) for index, mention in found if span.covers(mention.phrase)]

    def _noun_words(self, argument: Argument | None) -> tuple[str, str]:
        """The words of an argument up to its head noun, and those behind it."""
        if argument is None or argument.proposition is not None:
            return "", ""
        if argument.mention is None:
            return argument.span.of(self._text), ""
        mention = self._reading.mentions[argument.mention]
        start = min(argument.span.start, mention.phrase.start)
        end = max(argument.span.end, mention.phrase.end)
        return self._text[start : mention.head.end], self._text[mention.head.end : end]


def _given(proposition: Proposition) -> Proposition:
    """The same with what is given as the object, and who gets it as the recipient."""
    whom = proposition.argument(Role.OBJECT)
    gift = next((a for a in proposition.arguments if a.preposition == "with" and a.role is not Role.OBJECT), None)
    if proposition.predicate not in FULFILLING or whom is None or whom.preposition or gift is None:
        return proposition
    turned = {
        id(whom): replace(whom, role=Role.RECIPIENT, preposition="to"),
        id(gift): replace(gift, role=Role.OBJECT, preposition=""),
    }
    return replace(proposition, arguments=tuple(turned.get(id(a), a) for a in proposition.arguments))


def _holds_without_object(proposition: Proposition) -> bool:
    """True where the proposition stays true when its object is not told: "China helped", not "China is", "did not"."""
    first = proposition.predicate.split(" ")[0]
    return proposition.polarity is Polarity.POSITIVE and first not in ("be", "have", "become", "remain")


def _is_founded(sides: _Sides) -> bool:
    """True for a founding without a founder: "be founded", "found" with a time and no object."""
    return sides.relation == "kg:founded" and sides.object is None


def _takes(sides: _Sides) -> bool:
    """True where the relation can lead to an object of that form: deeds to no clause, bare words to speech alone."""
    if isinstance(sides.object, Literal):
        return sides.object.datatype != "string" or sides.event in SPEECH
    return not (sides.object or "").startswith("st:") or sides.event not in DEEDS


def _year(value: str | None) -> str:
    match = re.match(r"\d{4}(?=$|-|/)", value or "")
    return match[0] if match else ""


def _possessive(mention: Mention, within: Span, text: str) -> str:
    """The "'s" that the pronoun stands for; "her" is one only where the phrase begins with it, as no object does."""
    word = mention.span.of(text).lower()
    opens = word == "her" and mention.span.start == within.start and mention.span.end < within.end
    return "'s" if opens or word in ("its", "their", "his", "our", "my", "your", "whose") else ""
