"""A small graph made by hand from three seed articles, for tests that need knowledge but no spaCy model.

Every kind of thing the graph holds stands in it at least once: plain facts, one told twice, a denial, hopes,
possibilities, a request, a chain of speakers, statements about statements, literals, roles, a dispute, events, topics
that belong to someone. Spans are found in the articles when this file is loaded, so they are right or it fails.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from kg.language.times.bounds import bounds
from kg.model.kinds import BlockKind, Certainty, Modality, Polarity, Role
from kg.model.links import Merge
from kg.model.records import Block, Document, Entity, Event, Evidence, Fusion, Knowledge, Literal, Node, Span, Statement
from kg.store.rdf import triple
from kg.terms.event_type import EventType

SEEDS = Path(__file__).parent.parent / "seeds"
CAPRI, CAMPBELL, PARTNERS = "000_6bab71273eca4b77", "001_013209e62c8a5c0b", "003_ac57b59182ade636"


@functools.cache
def document(id: str) -> Document:
    """A seed article, each of its paragraphs a body block."""
    text = (SEEDS / f"{id}.txt").read_bytes().decode("utf-8")
    blocks = tuple(Block(Span(*found.span()), BlockKind.BODY) for found in re.finditer(r"\S[^\n]*", text))
    return Document(id, text, blocks, date="2024-09-10" if id == CAMPBELL else None)


def evidence(id: str, sentence: str, subject: str, predicate: str, object: str | None = None) -> Evidence:
    """Where the words stand; ``sentence`` holds its first and last words with " ... " between, or all of them."""
    text = document(id).text
    first, _, last = sentence.partition(" ... ")
    start = text.index(first)
    end = text.index(last, start) + len(last)
    quote = text[start:end]

    def span(words: str) -> Span:
        at = start + quote.index(words)
        return Span(at, at + len(words))

    return Evidence(id, Span(start, end), quote, span(subject), span(predicate), span(object) if object else None)


def statement(
    subject: str,
    predicate: str,
    object: Node | None,
    *found: Evidence,
    phrase: str | None = None,
    label: str | None = None,
    roles: tuple[tuple[Role, Node], ...] = (),
    by: tuple[str, ...] = (),
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.ACTUAL,
    certainty: Certainty = Certainty.CERTAIN,
    event: EventType | None = None,
    confidence: float = 0.9,
) -> Statement:
    """A statement whose id is a hash of its content."""
    content = (found[0].document, subject, predicate, object, roles, by, polarity, modality)
    if label is None:
        label = object.value if isinstance(object, Literal) else LABELS.get(object or "", "")
    times = [node.value for role, node in roles if role is Role.TIME and isinstance(node, Literal)]
    earliest, latest = bounds(times[0]) if times else (None, None)
    return Statement(
        id=hashlib.sha256(repr(content).encode()).hexdigest()[:16],
        document=found[0].document,
        subject=subject,
        predicate=predicate,
        object=object,
        phrase=phrase or predicate.partition(":")[2],
        object_label=label,
        roles=roles,
        polarity=polarity,
        modality=modality,
        certainty=certainty,
        attribution=by,
        event_type=event,
        confidence=confidence,
        rule="clause",
        evidence=found,
        time_text=times[0] if times else "",
        earliest=earliest,
        latest=latest,
    )


BASE, WEAPONS = "Russia_s_industrial_base", "Arms"

ENTITIES = (
    Entity("Antony_Blinken", "Antony Blinken", ("Blinken",), "Person", "Q7821917"),
    Entity(WEAPONS, "arms", (), "Topic"),
    Entity("Beijing", "Beijing", (), "City", "Q956"),
    Entity("Canada", "Canada", (), "Country", "Q16"),
    Entity("Capri", "Capri", (), "Island", "Q173292"),
    Entity("Chatham_House", "Chatham House", (), "ThinkTank", "Q1066532"),
    Entity(
        "China",
        "China",
        ("Beijing", "PRC"),
        "Country",
        "Q148",
        merges=(Merge(CAPRI, "Beijing", "seat of power", 0.9), Merge(PARTNERS, "It", "coreference", 0.8)),
    ),
    Entity("Europe", "Europe", ("European nations", "European powers"), "Region", "Q46"),
    Entity("European_Union", "European Union", ("EU",), "Bloc", "Q458"),
    Entity("G7", "G7", ("Group of Seven",), "ForumOfStates", "Q1764511"),
    Entity("Germany", "Germany", (), "Country", "Q183"),
    Entity("Italy", "Italy", (), "Country", "Q38"),
    Entity("Jake_Sullivan", "Jake Sullivan", ("Sullivan",), "Person", "Q1680279"),
    Entity("Japan", "Japan", (), "Country", "Q17"),
    Entity("Jens_Stoltenberg", "Jens Stoltenberg", ("Stoltenberg",), "Person", "Q57665"),
    Entity("Kurt_Campbell", "Kurt Campbell", ("Campbell",), "Person", "Q6446087"),
    Entity("Mao_Ning", "Mao Ning", (), "Person", "Q113869512"),
    Entity("NATO", "NATO", ("North Atlantic Treaty Organization",), "Alliance", "Q7184"),
    Entity("Russia", "Russia", ("Moscow",), "Country", "Q159"),
    Entity(BASE, "Russia's industrial base", (), "Topic", of="Russia"),
    Entity("Senior_US_official", "senior US official", (), "Group", of="United_States"),
    Entity("Sweden", "Sweden", (), "Country", "Q34"),
    Entity("Ukraine", "Ukraine", (), "Country", "Q212"),
    Entity("United_States", "United States", ("U.S.", "US"), "Country", "Q30"),
    Entity("US_Deputy_Secretary_of_State", "US Deputy Secretary of State", (), "Role", of="United_States"),
    Entity("US_Secretary_of_State", "US Secretary of State", (), "Role", of="United_States"),
    Entity("Xi_Jinping", "Xi Jinping", (), "Person", "Q15031"),
)

LABELS = {entity.id: entity.label for entity in ENTITIES}

_MEETING = "At a G7 foreign ministers meeting in Italy ... Russia’s military expansion."
_HOPE = "The US hopes that European nations will press China ... February 2022."
_MEMBERS = "The G7 countries participating ... this year."
_BLINKEN = "Secretary of State Antony Blinken, who attended ... a working session."
_AIDING = "A senior US official stated that China is aiding Russia ... munitions."
_BOLSTERING = "By bolstering Russia’s industrial base, China is ... munitions."
_TUESDAY = "On Tuesday, September 10th ... in Ukraine."
_MONDAY = "Since Monday, September 9th, Campbell has met ... between China and Russia."
_XI = "Campbell’s latest disclosure comes ... other senior officials."
_SUMMIT = "They will meet with leaders ... Sweden joined NATO."
_PARTNERS = "Australia, New Zealand, Japan and South Korea ... July 9."
_DENIES = "It denies providing arms to countries at war ... dual-use weapons."
_SLANDER = "“The US side should stop baselessly ... said on Friday."
_COULD = "To prevent China from exporting ... the report said."


@functools.cache
def statements() -> tuple[Statement, ...]:
    """All statements, sorted by id as the stages give them."""
    presses = statement(
        "Europe",
        "kg:presses",
        "China",
        evidence(CAPRI, _HOPE, "European nations", "press", "China"),
        phrase="press",
        by=("United_States",),
        modality=Modality.DESIRED,
        certainty=Certainty.UNSPECIFIED,
        event=EventType.REQUEST,
    )
    provides = statement(
        "China",
        "kg:provides",
        WEAPONS,
        evidence(PARTNERS, _DENIES, "It", "providing", "arms"),
        phrase="provide",
        by=("China",),
        polarity=Polarity.NEGATIVE,
        event=EventType.AID,
    )
    accused = statement(
        "China",
        "kg:provides",
        WEAPONS,
        evidence(CAPRI, _AIDING, "China", "aiding", "munitions"),
        phrase="provide",
        by=("Senior_US_official",),
        certainty=Certainty.PROBABLE,
        event=EventType.AID,
        confidence=0.6,
    )
    aids = statement(
        "China",
        "kg:aids",
        "Russia",
        evidence(CAPRI, _AIDING, "China", "aiding", "Russia"),
        phrase="aid",
        by=("Senior_US_official",),
        event=EventType.AID,
    )
    enables = statement(
        "Russia",
        "rel:increase_production_of",
        WEAPONS,
        evidence(CAPRI, _BOLSTERING, "Moscow", "increase", "munitions"),
        phrase="increase production of",
        modality=Modality.POSSIBLE,
        certainty=Certainty.DOUBTFUL,
    )
    stop = statement(
        "United_States",
        "rel:slander",
        "China",
        evidence(PARTNERS, _SLANDER, "The US side", "slandering", "China"),
        phrase="slander",
        by=("China", "Mao_Ning"),
        polarity=Polarity.NEGATIVE,
        modality=Modality.OBLIGATION,
        certainty=Certainty.UNSPECIFIED,
    )
    members = [
        statement(
            country.replace(" ", "_"),
            "kg:memberOf",
            "G7",
            evidence(CAPRI, _MEMBERS, country, "include", "The G7"),
            phrase="be member of",
        )
        for country in ("United States", "Canada", "Germany", "Japan", "Italy")
    ]
    listed = (
        presses,
        provides,
        accused,
        aids,
        enables,
        stop,
        *members,
        statement(
            "United_States",
            "kg:urges",
            "Europe",
            evidence(CAPRI, _MEETING, "the United States", "urged", "European powers"),
            phrase="urge",
            roles=((Role.PLACE, "Italy"), (Role.TOPIC, "China")),
            event=EventType.REQUEST,
        ),
        statement(
            "United_States",
            "kg:hopes",
            f"st:{presses.id}",
            evidence(CAPRI, _HOPE, "The US", "hopes", "European nations will press China"),
            phrase="hope",
            label="European nations will press China",
        ),
        statement(
            "China",
            "kg:denies",
            f"st:{provides.id}",
            evidence(PARTNERS, _DENIES, "It", "denies", "providing arms to countries at war"),
            phrase="deny",
            label="providing arms to countries at war",
        ),
        statement(
            "Senior_US_official",
            "kg:states",
            f"st:{aids.id}",
            evidence(CAPRI, _AIDING, "A senior US official", "stated", "China is aiding Russia"),
            phrase="state",
            label="China is aiding Russia",
        ),
        statement(
            "Russia",
            "kg:invades",
            "Ukraine",
            evidence(CAPRI, _HOPE, "Russian forces", "invasion", "Ukraine"),
            evidence(CAPRI, _BLINKEN, "Russia", "invasion", "Ukraine"),
            phrase="invade",
            roles=((Role.TIME, Literal("2022-02", "gYearMonth")),),
            event=EventType.ASSAULT,
        ),
        statement(
            "Antony_Blinken",
            "kg:holdsRole",
            "US_Secretary_of_State",
            evidence(CAPRI, _BLINKEN, "Antony Blinken", "Secretary of State", "Secretary of State"),
            phrase="hold role",
        ),
        statement("Capri", "kg:locatedIn", "Italy", evidence(CAPRI, _BLINKEN, "Capri", "island", "Italian")),
        statement(
            "G7",
            "kg:metAt",
            "Capri",
            evidence(CAPRI, _BLINKEN, "the meeting", "meeting", "Capri"),
            phrase="meet at",
            event=EventType.MEETING,
        ),
        statement(
            "Antony_Blinken",
            "kg:raisesConcernAbout",
            "Russia",
            evidence(CAPRI, _BLINKEN, "Antony Blinken", "raised concerns about", "Russia’s invasion of Ukraine"),
            phrase="raise concern about",
        ),
        statement(
            "China",
            "kg:supports",
            BASE,
            evidence(CAPRI, _BOLSTERING, "China", "bolstering", "Russia’s industrial base"),
        ),
        statement(
            "China",
            "kg:supports",
            "Russia",
            evidence(CAMPBELL, _TUESDAY, "China", "support", "Russia"),
            phrase="support",
            by=("Kurt_Campbell",),
            event=EventType.SUPPORT,
        ),
        statement(
            "Kurt_Campbell",
            "kg:holdsRole",
            "US_Deputy_Secretary_of_State",
            evidence(CAMPBELL, _TUESDAY, "Kurt Campbell", "Deputy Secretary of State", "US Deputy Secretary of State"),
            phrase="hold role",
        ),
        statement(
            "Kurt_Campbell",
            "kg:urges",
            "Europe",
            evidence(CAMPBELL, _MONDAY, "Campbell", "urging", "European partners"),
            phrase="urge",
            roles=((Role.TIME, Literal("2024-09-09", "date")),),
            event=EventType.REQUEST,
        ),
        *(
            statement(
                "Kurt_Campbell",
                "kg:meets",
                party.replace(" ", "_"),
                evidence(CAMPBELL, _MONDAY, "Campbell", "has met with", party),
                phrase="meet with",
                roles=((Role.TIME, Literal("2024-09-09", "date")),),
                event=EventType.MEETING,
            )
            for party in ("NATO", "European Union")
        ),
        statement(
            "Jake_Sullivan",
            "kg:meets",
            "Xi_Jinping",
            evidence(CAMPBELL, _XI, "he", "met with", "Xi Jinping"),
            phrase="meet with",
            roles=((Role.PLACE, "Beijing"), (Role.TIME, Literal("2024-08-27", "date"))),
            event=EventType.MEETING,
        ),
        statement(
            "Sweden",
            "kg:joined",
            "NATO",
            evidence(PARTNERS, _SUMMIT, "Sweden", "joined", "NATO"),
            phrase="join",
            event=EventType.COOPERATE,
        ),
        statement(
            "NATO", "kg:numberOfMembers", Literal("32", "integer"), evidence(PARTNERS, _SUMMIT, "NATO", "states", "32")
        ),
        statement("Japan", "kg:partnerOf", "NATO", evidence(PARTNERS, _PARTNERS, "Japan", "partners", "NATO")),
        statement(
            "European_Union",
            "kg:restricts",
            "China",
            evidence(PARTNERS, _COULD, "the EU", "expand restrictions on", "companies evading sanctions"),
            phrase="restrict",
            by=("Chatham_House",),
            modality=Modality.POSSIBLE,
            certainty=Certainty.UNSPECIFIED,
            event=EventType.SANCTION,
        ),
        statement("Xi_Jinping", "rel:arrive", None, evidence(CAMPBELL, _XI, "Xi Jinping", "visit"), phrase="arrive"),
    )
    return tuple(sorted(listed, key=lambda s: s.id))


@functools.cache
def knowledge() -> Knowledge:
    """The graph: three documents, 27 entities, 32 statements, three events, one dispute."""
    listed = statements()

    def find(subject: str, predicate: str, **wanted: object) -> str:
        return next(
            s.id
            for s in listed
            if (s.subject, s.predicate) == (subject, predicate) and all(getattr(s, k) == v for k, v in wanted.items())
        )

    denied = find("China", "kg:provides", polarity=Polarity.NEGATIVE)
    claimed = find("China", "kg:provides", polarity=Polarity.POSITIVE)
    events = (
        Event(
            "Meeting_of_G7_at_Capri",
            EventType.MEETING,
            "Meeting of G7 at Capri",
            ((Role.SUBJECT, "G7"),),
            "Capri",
            None,
            (find("G7", "kg:metAt"),),
        ),
        Event(
            "Meeting_of_Jake_Sullivan_and_Xi_Jinping",
            EventType.MEETING,
            "Meeting of Jake Sullivan and Xi Jinping",
            ((Role.OBJECT, "Xi_Jinping"), (Role.SUBJECT, "Jake_Sullivan")),
            "Beijing",
            "2024-08-27",
            (find("Jake_Sullivan", "kg:meets"),),
        ),
        Event(
            "Invasion_of_Ukraine_by_Russia",
            EventType.ASSAULT,
            "Invasion of Ukraine by Russia",
            ((Role.OBJECT, "Ukraine"), (Role.SUBJECT, "Russia")),
            None,
            "2022-02",
            (find("Russia", "kg:invades"),),
        ),
    )
    told = Counter(key for s in listed if s.is_fact and (key := triple(s)) is not None)
    support = {key: told[key] for key in sorted(told)}
    return Knowledge(
        documents=tuple(document(id) for id in (CAPRI, CAMPBELL, PARTNERS)),
        entities=ENTITIES,
        statements=listed,
        fusion=Fusion(
            events=tuple(sorted(events, key=lambda e: e.id)),
            disputes=(tuple(sorted((denied, claimed))),),  # type: ignore[arg-type]
            support=support,
            sources=support,
        ),
    )


def data_of(page: str) -> Any:
    """What a page holds beside the texts of its articles, opened as the page does."""
    [packed] = re.findall(r'<script type="text/plain" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(zlib.decompress(base64.b64decode(packed), wbits=-15))
