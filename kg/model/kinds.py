"""The closed sets that records draw on: kinds of blocks and mentions, roles of arguments, how a statement stands."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is; only body and headline are read as sentences, and none in another language.

    SPEAKER is the name in front of what somebody says in an interview, which the body behind it tells.
    """

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    SPEAKER = "speaker"
    BODY = "body"
    FOOTER = "footer"
    FOREIGN = "foreign"


# The kinds that are parsed.
READABLE = (BlockKind.HEADLINE, BlockKind.SPEAKER, BlockKind.BODY)


class MentionKind(StrEnum):
    """How a text refers to an entity: China, Chinese, Beijing (its government), the alliance, it."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Polarity(StrEnum):
    """Whether a source affirms or negates a proposition."""

    POSITIVE = "Positive"
    NEGATIVE = "Negative"


class Modality(StrEnum):
    """How a proposition stands to the world; after PLOVER's auxiliary modes and FactBank."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    REQUESTED = "Requested"
    DESIRED = "Desired"
    POSSIBLE = "Possible"
    CONDITIONAL = "Conditional"
    OBLIGATION = "Obligation"


class Certainty(StrEnum):
    """How sure the source is; after FactBank (CT, PR, PS, Uu)."""

    CERTAIN = "Certain"
    PROBABLE = "Probable"
    DOUBTFUL = "Doubtful"
    UNSPECIFIED = "Unspecified"


class Role(StrEnum):
    """What an argument is to its predicate."""

    SUBJECT = "subject"
    OBJECT = "object"
    RECIPIENT = "recipient"
    ADDRESSEE = "addressee"
    PLACE = "place"
    TIME = "time"
    TOPIC = "topic"
    INSTRUMENT = "instrument"
    CAUSE = "cause"
    PURPOSE = "purpose"
    MANNER = "manner"
    OTHER = "other"


# Who gets something, or is spoken to.
RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE})
