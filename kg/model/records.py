"""The records that flow from text to graph; plain values of the standard library.

    Document ─parse→ Parse ─extract→ Reading(mentions, propositions) ─resolve→ Resolution(entities)
             ─align→ Statement ─fuse→ Fusion(events, disputes, support) ─→ Knowledge

A ``Reading`` belongs to one document and is a pure function of its text, the model and the rules. All later
records are functions of the *set* of readings. Offsets are 0-based, half-open, in characters of ``Document.text``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.kinds import BlockKind, Certainty, MentionKind, Modality, Polarity, Role
from kg.model.links import Link, Merge
from kg.terms.event_type import EventType
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Doc


# Fields of a document that are its address on the web, in small letters.
ADDRESS_FIELDS = frozenset(("url", "link", "href", "permalink"))


# -- text ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span.

        >>> Span(0, 2).of("G7 met at Capri")
        'G7'
        """
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True where ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, dateline, byline or footer of a document."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a text that are read as others: a line end as a space, "BRAUN" as "Braun"."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its metadata.

    ``id`` is the file stem (or the ``id`` field of a row). ``date`` is ISO 8601 or None where nobody says it.
    ``fields`` are what else its row or message says of it, name and value, sorted. ``blocks`` are sorted, do not
    overlap, and leave out white space only. ``edits`` say what is read in place of what the file has; sorted, without
    overlap, a function of the text. ``as_read`` is the text with them applied, as the parser sees it.

    >>> Document("a", "Ghana thanked\\nChile", (), edits=(Edit(Span(13, 14), " "),)).as_read
    'Ghana thanked Chile'
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    source: str | None = None
    edits: tuple[Edit, ...] = dataclasses.field(default=(), compare=False)
    # No part of how it is shown, by which kept readings are found: no reading depends on it.
    fields: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)
    as_read: str = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Applied once: all that looks at a reading asks for the text that it is of.
        words, at = [], 0
        for edit in self.edits:
            words += [self.text[at : edit.span.start], edit.words]
            at = edit.span.end
        object.__setattr__(self, "as_read", "".join([*words, self.text[at:]]) if self.edits else self.text)

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What is told of it beside title and day, name and value: its source first, then its fields."""
        return (("source", self.source), *self.fields) if self.source else self.fields

    @property
    def address(self) -> str | None:
        """Where it stands on the web: its source if that is an address, else a field that is one; None if unknown.

        >>> Document("a", "", (), source="Daily News", fields=(("Link", "https://news.example/1"),)).address
        'https://news.example/1'
        """
        told = (value for name, value in self.about if name == "source" or name.lower() in ADDRESS_FIELDS)
        return next((value for value in told if re.fullmatch(r"https?://\S+", value)), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document, or a part of one, that could not be read, with the message for the user."""

    document: str
    message: str


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """One readable block with its syntax; ``start + token.idx`` is a token's place in the document."""

    start: int
    kind: BlockKind
    doc: Doc


@dataclass(frozen=True, slots=True)
class Parse:
    """A document with the syntax of its readable blocks; lives only between parse and extract.

    Where the document has edits, ``document`` is the text as it is read, and ``original`` the one with the edits.
    """

    document: Document
    blocks: tuple[ParsedBlock, ...]
    original: Document | None = None


# -- what a document says ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that refers to something.

    Attributes:
        span: the name itself ("Antony Blinken"), or the phrase where there is no name ("the alliance").
        head: the head word of it.
        phrase: the whole noun phrase ("Secretary of State Antony Blinken").
        kind: name, demonym, metonym, nominal or pronoun.
        type: that of a name as voted for the whole cluster, of anything else GROUP, ROLE or TOPIC.
        cluster: number of the thing within the document; mentions that share it are coreferent.
        label: canonical name within the document ("Kurt Campbell" also on "Campbell"; for a topic the phrase with
            its determiner dropped and inner mentions written out: "Russia's base" for "its base").
        link: Wikidata id, where the gazetteer is certain.
        of: index of the mention that possesses or qualifies this one ("Russia" of "Russia's industrial base").
        is_unbound: whether the phrase means a person or body and does not say which ("the man", "a company").
    """

    span: Span
    head: Span
    phrase: Span
    kind: MentionKind
    type: MentionType
    cluster: int
    label: str
    link: str | None = None
    of: int | None = None
    is_unbound: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills one role of a proposition: a mention, another proposition, or a literal value.

    Attributes:
        role: the role filled.
        span: its words, without the preposition.
        mention: index into ``Reading.mentions``.
        proposition: index into ``Reading.propositions`` (what is urged, said, hoped, denied).
        value: normalised literal: ISO 8601 date or interval, number.
        preposition: the preposition before it, lower case; empty for subjects and direct objects.
    """

    role: Role
    span: Span
    mention: int | None = None
    proposition: int | None = None
    value: str | None = None
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a sentence says, in mentions; one per source and stance.

    Attributes:
        predicate: lemma with particle and governing preposition: "urge", "push back against", "be member of".
        trigger: the head word of the predicate (verb or event noun).
        relation: the relation phrase as open information extraction shows it ("has repeatedly pushed back against").
        arguments: the subject first, then the object, then the others in text order; at most one of SUBJECT and OBJECT.
        polarity, modality, certainty: the stance of the innermost source.
        attribution: indices into ``Reading.mentions`` of those who say so, outermost first; empty for the narrator.
        rule: name of the rule that read it, as in docs/rules.md.
        confidence: in 0..1, higher is better.
        sentence: index into ``Reading.sentences``.
        span: the clause.
    """

    predicate: str
    trigger: Span
    relation: str
    arguments: tuple[Argument, ...]
    polarity: Polarity
    modality: Modality
    certainty: Certainty
    attribution: tuple[int, ...]
    rule: str
    confidence: float
    sentence: int
    span: Span

    def argument(self, role: Role) -> Argument | None:
        """The first argument with that role."""
        # a loop, as it is asked six times of each proposition
        for argument in self.arguments:
            if argument.role is role:
                return argument
        return None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, with the head word of the phrase that names who speaks (None: not known)."""

    span: Span
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names what happens, with the lemma of the verb for it ("takeover": "acquire")."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says; a pure function of text, model and rules, with a JSON form (``kg.model.plain``).

    Its spans count the characters of ``text``, which is the document's own where that has no edits; ``kg.model.edits``
    leads back to the file.
    """

    document: Document
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    propositions: tuple[Proposition, ...]
    triggers: tuple[Trigger, ...] = ()

    @property
    def text(self) -> str:
        """The document's text as it was read."""
        return self.document.as_read


# -- what the graph holds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """That an entity belongs or belonged to a body, as the tables of known names have it; no text need say so.

    Attributes:
        body: entity id.
        start: ISO date, month or year since when; empty where it is not known.
        end: until when; empty for a member of today, and where it is not known.
    """

    body: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions of all documents refer to.

    Attributes:
        id: local name of its IRI, readable and stable: "Kurt_Campbell".
        label: canonical name: "Kurt Campbell".
        aliases: other names, sorted.
        type: local name of its ontology class: "Person", "Country", "Alliance", "Topic".
        link: Wikidata id or None.
        of: entity id that this one belongs to ("Russia" for "Russia's industrial base"), or None.
        merges: how its mentions came together, sorted.
        memberships: the bodies of the same graph to which it belongs or belonged, sorted.
        country: entity id of the country that it lies in, where the graph has that too.
        names: of a thing without a name the ids of those whom its words name, sorted: China and Russia for "China's
            support for Russia".
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    type: str
    link: str | None = None
    of: str | None = None
    merges: tuple[Merge, ...] = ()
    memberships: tuple[Membership, ...] = ()
    country: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities of all documents, and which cluster of which document is which of them; ``by_id`` is made from them.

    Attributes:
        entities: sorted by id.
        entity_of: entity id of each document's clusters.
        links: why names met or might meet, the least sure first.
        unused: what a person decided, but no document has; in words.
    """

    entities: tuple[Entity, ...]
    entity_of: Mapping[tuple[str, int], str]
    links: tuple[Link, ...] = ()
    unused: tuple[str, ...] = ()
    by_id: Mapping[str, Entity] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Made once for all documents: each of them looks up its own few among all entities.
        object.__setattr__(self, "by_id", {entity.id: entity for entity in self.entities})


@dataclass(frozen=True, slots=True)
class Literal:
    """A date, interval, number or plain text; ``datatype`` is an xsd local name ("date", "gYear", "string")."""

    value: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands: the sentence, and the words of its three parts, all in one document."""

    document: str
    sentence: Span
    quote: str
    subject: Span
    predicate: Span
    object: Span | None = None


# An entity id, a statement id ("st:" in front), or a literal.
Node = str | Literal


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document has one source say about one triple; also where it is denied, hoped or conditional.

    Attributes:
        id: hash of the content without the evidence.
        document: id of the document.
        subject: entity id.
        predicate: term with prefix, "kg:supports" or an open relation "rel:push_back_against".
        object: entity id, "st:<id>", literal, or None for an intransitive predicate.
        phrase: the predicate as a lemma with its preposition: "push back against".
        object_label: the object in words, canonical where it is an entity.
        roles: (role, node) pairs beyond subject and object, sorted.
        attribution: entity ids of those who say so, outermost first; empty for the narrator.
        event_type: what kind of deed it tells, or None.
        evidence: one per place where this document says it, sorted.
        unbound: the roles of those whom the document does not name ("the man", "he"), sorted.
        undergone: relation in which somebody untold stands to the subject: "kg:detains" of "X was arrested".
        office_of: entity id of the body whose office the object is; None where nobody is told to hold one of a body.
        time_text: the words that tell when it was, with their preposition: "since Monday"; empty where none do.
        earliest: first day of that time, ISO 8601; None where it is open or not known. No part of the id.
        latest: last day of it; of what goes on, the day of the document.
        month_day: the day of a month where the year is not known, "--07-09", as xsd:gMonthDay.
    """

    id: str
    document: str
    subject: str
    predicate: str
    object: Node | None
    phrase: str
    object_label: str
    roles: tuple[tuple[Role, Node], ...]
    polarity: Polarity
    modality: Modality
    certainty: Certainty
    attribution: tuple[str, ...]
    event_type: EventType | None
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    unbound: tuple[Role, ...] = ()
    undergone: str | None = None
    office_of: str | None = None
    time_text: str = ""
    earliest: str | None = None
    latest: str | None = None
    month_day: str | None = None

    @property
    def is_fact(self) -> bool:
        """True where the statement also stands as a plain triple (design, section 3, point 1)."""
        return (
            self.polarity is Polarity.POSITIVE
            and self.modality is Modality.ACTUAL
            and self.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something told as actual, with the statements that report it from however many documents.

    ``time`` is the most exact one that a report tells, ``earliest`` and ``latest`` are its first and last day. An event
    that no report gives a time for has none: the date of a document is when it was told.
    """

    id: str
    type: EventType
    label: str
    participants: tuple[tuple[Role, str], ...]
    place: str | None
    time: str | None
    statements: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Fusion:
    """What is decided over all documents.

    Attributes:
        events: what happened.
        disputes: pairs of statement ids.
        support: documents in which each triple is a fact, copies counted once.
        sources: speakers, and documents in their own voice, that vouch for each triple.
        copies: (document, document that it is a copy of), sorted.
    """

    events: tuple[Event, ...]
    disputes: tuple[tuple[str, str], ...]
    support: Mapping[tuple[str, str, str], int]
    sources: Mapping[tuple[str, str, str], int] = dataclasses.field(default_factory=dict)
    copies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a graph was made with; nothing of when, where or in how many processes.

    Attributes:
        version: of kg; "" where nobody knows, as with a graph made by hand.
        rules: hash of the rules and word lists.
        model: name of the model that parsed.
        model_version: its version.
        base: what the IRIs of the graph begin with; "" means kg's own base.
    """

    version: str = ""
    rules: str = ""
    model: str = ""
    model_version: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a graph holds, as records; what ``rdf`` writes and reads back."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    fusion: Fusion
    origin: Origin = Origin()
