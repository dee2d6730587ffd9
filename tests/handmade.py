"""Readings spelled out by hand, so that tests of what statements mean need no spaCy model.

    reading("China aids Russia.", {"China": "GPE", "Russia": "GPE"}, [says("aid", "China", "Russia")])

Mentions are named by their words, at their first place in the text; "it=China" puts a pronoun into China's cluster, and
a pronoun alone ("it") stays unresolved. An argument is the words of a mention, the number of a proposition, or a
(words, value) pair for a literal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.model.kinds import BlockKind, Certainty, MentionKind, Modality, Polarity, Role
from kg.model.records import Argument, Block, Document, Entity, Mention, Proposition, Reading, Resolution, Span
from kg.terms.mention_type import MentionType
from kg.terms.vocab import local_name

CLASSES = {"GPE": "Country", "PERSON": "Person", "ORG": "Organization", "LOC": "Place", "GROUP": "Group"}
PRONOUNS = {"it", "they", "he", "she", "them", "its", "his", "her"}


def says(
    predicate: str,
    subject: str | None,
    object: object = None,
    *,
    trigger: str | None = None,
    by: Sequence[str] = (),
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.ACTUAL,
    relation: str | None = None,
    preposition: str = "",
    rule: str = "clause",
    **roles: object,
) -> dict[str, Any]:
    """A proposition; further roles by their name: ``place="Capri"``, ``recipient=("to", "Russia")``."""
    return {
        "predicate": predicate,
        "trigger": trigger or predicate.split(" ")[0],
        "relation": relation or predicate,
        "by": by,
        "polarity": polarity,
        "modality": modality,
        "rule": rule,
        "arguments": [
            (Role.SUBJECT, "", subject),
            (Role.OBJECT, preposition, object),
            *((Role(role), *(v if isinstance(v, tuple) and v[0].islower() else ("", v))) for role, v in roles.items()),
        ],
    }


def reading(text: str, mentions: Mapping[str, str], propositions: Sequence[dict[str, Any]], id: str = "a") -> Reading:
    """A reading of one sentence; mentions map words to their type, "head:words" marks another head than the last."""
    found: list[Mention] = []
    clusters: dict[str, int] = {}
    at: dict[str, int] = {}
    for name, kind in mentions.items():
        words, _, antecedent = name.partition("=")
        head, _, phrase = words.rpartition("|")
        phrase = phrase or words
        start = text.index(phrase)
        head = head or phrase.split(" ")[-1]
        head_start = start + phrase.index(head)
        is_pronoun = phrase.lower() in PRONOUNS
        cluster = clusters.setdefault(antecedent or phrase, len(clusters))
        at[words.rpartition("|")[2]] = len(found)
        plain = MentionKind.NOMINAL if kind in ("GROUP", "ROLE", "TOPIC") else MentionKind.NAME
        span = Span(start, start + len(phrase))
        found.append(
            Mention(
                span=span,
                head=Span(head_start, head_start + len(head)),
                phrase=span,
                kind=MentionKind.PRONOUN if is_pronoun else plain,
                type=MentionType(kind),
                cluster=cluster,
                label=antecedent or phrase,
            )
        )

    def argument(role: Role, preposition: str, value: object) -> Argument | None:
        if value is None:
            return None
        if isinstance(value, int):
            start = text.index(propositions[value]["trigger"])
            return Argument(role, Span(start, len(text) - 1), proposition=value, preposition=preposition)
        if isinstance(value, list):
            words, literal = value
            start = text.index(words)
            return Argument(role, Span(start, start + len(words)), value=literal, preposition=preposition)
        mention = at[str(value)]
        return Argument(role, found[mention].phrase, mention=mention, preposition=preposition)

    made = []
    for p in propositions:
        start = text.index(p["trigger"])
        arguments = [a for role, prep, value in p["arguments"] if (a := argument(role, prep, value)) is not None]
        made.append(
            Proposition(
                predicate=p["predicate"],
                trigger=Span(start, start + len(p["trigger"])),
                relation=p["relation"],
                arguments=tuple(arguments),
                polarity=p["polarity"],
                modality=p["modality"],
                certainty=Certainty.CERTAIN,
                attribution=tuple(at[name] for name in p["by"]),
                rule=p["rule"],
                confidence=0.9,
                sentence=0,
                span=Span(min([start, *(a.span.start for a in arguments)]), len(text)),
            )
        )
    whole = Span(0, len(text))
    document = Document(id, text, (Block(whole, BlockKind.BODY),))
    return Reading(document, (whole,), tuple(found), tuple(made))


def resolution(*readings: Reading, **classes: str) -> Resolution:
    """Each cluster with a name or noun an entity of its own; classes by entity id, else by the mention's type."""
    entities, entity_of = {}, {}
    for read in readings:
        for mention in read.mentions:
            if mention.kind is not MentionKind.PRONOUN:
                id = local_name(mention.label)
                kind = classes.get(id) or CLASSES.get(mention.type, mention.type.capitalize())
                entities[id] = Entity(id, mention.label, (), kind, None)
                entity_of[read.document.id, mention.cluster] = id
    return Resolution(tuple(entities[id] for id in sorted(entities)), entity_of)
