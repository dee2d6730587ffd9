"""What each rule of extraction reads: the registry behind ``kg explain``, docs/rules.md and the tests of rules.

A rule has a pattern, a sentence that fires it with what it then gives, and a sentence of nearly the same words with
what must not come out of it as a fact. The tests read both sentences with the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kg.errors import VocabularyError

Triple = tuple[str, str, str]


class Ground(Enum):
    """Where in what a sentence tells a rule stands: told in front, recalled beside it, or as the clause stands."""

    FRONT = auto()
    BACKGROUND = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a sentence states something, and how the stages that follow treat it.

    Attributes:
        name: as ``Proposition.rule`` and ``kg:rule`` hold it.
        reads: the pattern, in one sentence.
        fires: a sentence that has the pattern.
        gives: subject, predicate (lemmas) and object that the rule reads from it; the object may be empty.
        spares: a sentence that looks alike.
        never: subject, predicate and object that must not be read from that one as a fact, by any rule.
        is_nominal: it reads a noun phrase; no clause stands for it, and its relation is no run of the words.
        is_act: its relation is that of a deed that a noun or a verb of wishing names.
        is_passive: its subject is whom or what something was done to.
        is_narrated: true whoever speaks, as the writer of the text tells it ("President Biden" in a quotation).
        is_undated: it recalls a deed of any time ("following Russia's invasion of Ukraine").
        takes_purpose: "to win votes" may be a proposition of it, which nobody says was reached.
        ground: in front or in the background of the sentence.
        relation: words that stand between subject and object in a tuple of open information extraction, where the
            sentence has none; a nominal rule without them shows its predicate ("be wife of" as "is wife of").
        unspoken: predicates that no tuple of the sentence's own words can show.
    """

    name: str
    reads: str
    fires: str
    gives: Triple
    spares: str
    never: Triple
    is_nominal: bool = False
    is_act: bool = False
    is_passive: bool = False
    is_narrated: bool = False
    is_undated: bool = False
    takes_purpose: bool = False
    ground: Ground = Ground.FRONT
    relation: str | None = None
    unspoken: tuple[str, ...] = ()


# -- what verbs say

CLAUSE = Rule(
    "clause",
    "A verb with its own subject states what the subject does, to whom, and the rest in roles.",
    "China aids Russia.",
    ("China", "aid", "Russia"),
    "If China aids Russia, Europe will respond.",
    ("China", "aid", "Russia"),
)
COPULA = Rule(
    "copula",
    "A form of “be” with a noun or an adjective behind it says what or how the subject is.",
    "NATO is an alliance.",
    ("NATO", "be", "an alliance"),
    "NATO is not a party to the war.",
    ("NATO", "be", "a party"),
    takes_purpose=True,
)
PASSIVE_WITH_AGENT = Rule(
    "passive-with-agent",
    "A passive verb with “by” and who did it is turned round: the agent becomes the subject.",
    "The treaty was signed by Blinken.",
    ("Blinken", "sign", "The treaty"),
    "The treaty was signed by Friday.",
    ("Friday", "sign", "The treaty"),
    is_passive=True,
    ground=Ground.EITHER,
)
PASSIVE = Rule(
    "passive",
    "A passive verb whose agent is not named states what was done to its subject.",
    "Sanctions were imposed on Russia.",
    ("Sanctions", "be imposed on", "Russia"),
    "Sanctions were never imposed on Russia.",
    ("Sanctions", "be imposed on", "Russia"),
    is_passive=True,
    takes_purpose=True,
    ground=Ground.EITHER,
)
COORDINATE_VERB = Rule(
    "coordinate-verb",
    "A verb joined to another by “and”, “or” or “but” takes over the subject of the first.",
    "The European Union met and imposed sanctions.",
    ("The European Union", "impose", "sanctions"),
    "The European Union met and Russia imposed sanctions.",
    ("The European Union", "impose", "sanctions"),
)
RELATIVE_CLAUSE = Rule(
    "relative-clause",
    "The subject or object of a relative clause is the noun before it.",
    "Blinken, who visited Ukraine, praised the army.",
    ("Blinken", "visit", "Ukraine"),
    "Blinken, who could visit Ukraine, praised the army.",
    ("Blinken", "visit", "Ukraine"),
    ground=Ground.BACKGROUND,
    is_undated=True,
)
PARTICIPLE = Rule(
    "participle",
    "A participle behind a noun states something of that noun.",
    "Companies supplying Russia face sanctions.",
    ("Companies", "supply", "Russia"),
    "Companies not supplying Russia face no sanctions.",
    ("Companies", "supply", "Russia"),
    ground=Ground.BACKGROUND,
)
ADVERBIAL_CLAUSE = Rule(
    "adverbial-clause",
    "A clause beside the main verb without a subject of its own takes over the main verb's.",
    "Campbell met officials, warning China.",
    ("Campbell", "warn", "China"),
    "Campbell met officials without warning China.",
    ("Campbell", "warn", "China"),
    ground=Ground.BACKGROUND,
    takes_purpose=True,
)
COMPLEMENT_CLAUSE = Rule(
    "complement-clause",
    "What is said, known, hoped or asked for stands in a clause beneath the verb, which sets speaker and stance.",
    "Biden said that China aids Russia.",
    ("China", "aid", "Russia"),
    "Biden hopes that China aids Russia.",
    ("China", "aid", "Russia"),
)
NOUN_COMPLEMENT = Rule(
    "noun-complement",
    "A noun such as “claim”, “concern” or “fact” puts forward the clause behind it.",
    "Biden voiced concern that China aids Russia.",
    ("China", "aid", "Russia"),
    "Biden rejected the claim that China aids Russia.",
    ("China", "aid", "Russia"),
    ground=Ground.BACKGROUND,
    is_undated=True,
    takes_purpose=True,
)
GERUND = Rule(
    "gerund",
    "An “-ing” form behind a preposition takes over the subject of the main verb.",
    "China helps Russia by buying oil.",
    ("China", "buy", "oil"),
    "China helps Russia without buying oil.",
    ("China", "buy", "oil"),
    ground=Ground.BACKGROUND,
)
SUBJECT_CLAUSE = Rule(
    "subject-clause",
    "A clause that is the subject of another verb is read like one beneath it; “whether” leaves open what it says.",
    "Whether China arms Russia remains open.",
    ("China", "arm", "Russia"),
    "Whether China arms Russia remains open.",
    ("China", "arm", "Russia"),
)
ACT = Rule(
    "act",
    "Hoping, planning and asking are deeds of their own, beside what is hoped, planned or asked for.",
    "Biden hopes to visit Ukraine.",
    ("Biden", "hope", "to visit Ukraine"),
    "Biden hopes to visit Ukraine.",
    ("Biden", "visit", "Ukraine"),
    ground=Ground.EITHER,
    is_act=True,
)
EXCLUDED = Rule(
    "excluded",
    "Who is left out by “except” or “but not” did the opposite of the others.",
    "All members except Hungary backed Ukraine.",
    ("Hungary", "back", "Ukraine"),
    "All members except Hungary backed Ukraine.",
    ("Hungary", "back", "Ukraine"),
)
CALLED = Rule(
    "called",
    "Who calls, describes or praises something as something says that it is so.",
    "Blinken called the treaty a mistake.",
    ("the treaty", "be", "a mistake"),
    "Blinken was not called a mistake.",
    ("Blinken", "be", "a mistake"),
    is_nominal=True,
    unspoken=("be",),
)
POLLED = Rule(
    "polled",
    "A poll that shows somebody with something, or ahead of or behind another, says that he has it, or is there.",
    "The poll shows Blinken with a lead.",
    ("Blinken", "have", "a lead"),
    "The photo shows Blinken with a flag.",
    ("Blinken", "have", "a flag"),
    is_nominal=True,
    unspoken=("have", "be"),
)
SOURCED = Rule(
    "according-to",
    "Who stands behind “according to” says what the sentence tells; a paper, a poll or a body reports it.",
    "According to Antony Blinken, China aids Russia.",
    ("Antony Blinken", "say", "China aids Russia"),
    "Blinken acted according to the plan.",
    ("the plan", "report", "Blinken acted"),
    is_nominal=True,
    unspoken=("say", "report"),
)

# -- what nouns say

TITLE = Rule(
    "title",
    "A title before or behind a person's name says which office the person holds.",
    "Secretary of State Antony Blinken visited Ukraine.",
    ("Antony Blinken", "hold role", "Secretary of State"),
    "An Antony Blinken adviser visited Ukraine.",
    ("Antony Blinken", "hold role", "adviser"),
    is_nominal=True,
    ground=Ground.BACKGROUND,
    is_undated=True,
    is_narrated=True,
    relation="is",
)
APPOSITION = Rule(
    "apposition",
    "A noun between commas behind a name, or before it, says what the named thing is.",
    "Huawei, a Chinese company, sells phones.",
    ("Huawei", "be", "a Chinese company"),
    "Huawei, a Chinese company and Russia sell phones.",
    ("Huawei", "be", "Russia"),
    is_nominal=True,
    ground=Ground.BACKGROUND,
    is_undated=True,
    relation="is",
)
PLACE = Rule(
    "place",
    "A place, school or firm named with the region or town around it lies there.",
    "Ministers met on the Italian island of Capri.",
    ("Capri", "be located in", "Italian"),
    "Ministers met on the island of Capri with Italian officials.",
    ("Capri", "be located in", "Italian"),
    is_nominal=True,
    is_narrated=True,
    relation="is in",
)
ORIGIN = Rule(
    "origin",
    "A person named with “of” and a place, or told to be something “from” there, is from that place.",
    "Anna Berg, a pilot from Chile, praised Ukraine.",
    ("Anna Berg", "be from", "Chile"),
    "Anna Berg, a pilot with a map of Chile, praised Ukraine.",
    ("Anna Berg", "be from", "Chile"),
    is_nominal=True,
    ground=Ground.BACKGROUND,
    is_undated=True,
    is_narrated=True,
    unspoken=("be from",),
)
MEMBERS = Rule(
    "members",
    "Those listed behind “members” or “countries” of a named body belong to it.",
    "The G7 countries, including Canada and Japan, backed Ukraine.",
    ("Canada", "be member of", "G7"),
    "Countries of the world, including Canada and Japan, backed the G7.",
    ("Canada", "be member of", "G7"),
    is_nominal=True,
    relation="is member of",
)
AFFILIATION = Rule(
    "affiliation",
    "A person named with “of” and a body, or told to be something “at” it, belongs to it.",
    "Anna Berg of Reuters praised Ukraine.",
    ("Anna Berg", "be affiliated with", "Reuters"),
    "Anna Berg, a critic of Reuters, praised Ukraine.",
    ("Anna Berg", "be affiliated with", "Reuters"),
    is_nominal=True,
    ground=Ground.BACKGROUND,
    is_undated=True,
    is_narrated=True,
    unspoken=("be affiliated with",),
)
MEETING = Rule(
    "meeting",
    "A gathering named with a body and a place was held there by that body.",
    "Blinken attended a G7 meeting in Italy.",
    ("G7", "meet at", "Italy"),
    "Blinken proposed a G7 meeting in Italy.",
    ("G7", "meet at", "Italy"),
    is_nominal=True,
    unspoken=("hold", "be held in", "be held on", "be held at", "meet at"),
)
ACT_NOUN = Rule(
    "act-noun",
    "The noun of a deed with who did it and to whom states the deed.",
    "The invasion of Ukraine by Russia shocked Europe.",
    ("Russia", "invade", "Ukraine"),
    "A possible invasion of Ukraine by Russia worries Europe.",
    ("Russia", "invade", "Ukraine"),
    is_nominal=True,
    is_act=True,
    ground=Ground.BACKGROUND,
    is_undated=True,
)
ACT_BETWEEN = Rule(
    "act-between",
    "The noun of a mutual deed with “between” states it of each with the other.",
    "The cooperation between China and Russia worries Europe.",
    ("China", "cooperate with", "Russia"),
    "There is no cooperation between China and Russia.",
    ("China", "cooperate with", "Russia"),
    is_nominal=True,
    is_act=True,
)

VERBS = (
    CLAUSE,
    COPULA,
    PASSIVE_WITH_AGENT,
    PASSIVE,
    COORDINATE_VERB,
    RELATIVE_CLAUSE,
    PARTICIPLE,
    ADVERBIAL_CLAUSE,
    COMPLEMENT_CLAUSE,
    NOUN_COMPLEMENT,
    GERUND,
    SUBJECT_CLAUSE,
    ACT,
    EXCLUDED,
    CALLED,
    POLLED,
    SOURCED,
)
NOUNS = (TITLE, APPOSITION, PLACE, ORIGIN, MEMBERS, AFFILIATION, MEETING, ACT_NOUN, ACT_BETWEEN)
RULES: dict[str, Rule] = {rule.name: rule for rule in (*VERBS, *NOUNS)}


def rule_named(name: str) -> Rule:
    """The rule of that name.

    >>> rule_named("gerund").is_nominal
    False

    Raises:
        VocabularyError: if there is none.
    """
    try:
        return RULES[name]
    except KeyError:
        raise VocabularyError(f"no rule {name!r}; the rules are {', '.join(RULES)}") from None
