"""Closed word lists that several readers of syntax share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.terms.tables import rows

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Nouns that stand for people or bodies without naming them.
GROUPS = frozenset(
    """ally official partner country nation state leader member minister force troop army soldier officer power
    government company firm bank institution investor analyst expert critic lawmaker senator diplomat spokesman
    spokeswoman spokesperson resident teacher student worker farmer voter protester activist rebel militant
    fighter police authority agency ministry crew team group family people man woman child person citizen
    refugee migrant prisoner hostage victim suspect politician lawyer judge doctor scientist researcher engineer
    journalist reporter editor author colleague friend neighbor neighbour customer consumer user trader
    shareholder executive manager employee union party coalition opposition parliament congress senate court
    council committee commission board side community public population organization organisation association
    friends tank""".split()
)

# Pronouns of who speaks and who is spoken to.
SPEAKERS = frozenset("i me my mine myself we us our ours ourselves".split())
ADDRESSEES = frozenset("you your yours yourself yourselves".split())

# Nouns for one person, whom "he" or "she" may mean.
PEOPLE = frozenset(
    """man woman boy girl person child mother father son daughter wife husband brother sister friend teacher
    student worker victim suspect resident official soldier voter driver player patient owner expert critic
    guest tenant pharmacist doctor nurse lawyer judge artist writer author singer actor actress scientist
    engineer farmer colonel general captain minister president senator mayor governor spokesman spokeswoman
    priest bishop coach pilot sailor cashier clerk manager director translator publisher editor journalist
    reporter landlord prisoner defector baker butcher carpenter painter composer pianist conductor dancer poet
    novelist chef waiter surgeon dentist professor librarian curator prosecutor detective inspector sergeant
    lieutenant ambassador envoy diplomat chairman chief king queen prince princess widow nephew niece cousin
    uncle aunt grandmother grandfather candidate lawmaker""".split()
)

# Words that point and name nothing; a node of the graph is never one of them.
POINTERS = frozenset(
    """that this these those it itself he him himself she her herself they them themselves we us ourselves you i
    yourself me myself which who whom what whatever whoever each other one another there here such so""".split()
)

# "Most of X", "a number of X": the phrase is about X.
QUANTIFIERS = frozenset(
    """much most some many all none few several one two three both part number range series variety majority
    minority lot plenty half each any kind type sort dozen dozens hundred hundreds thousand thousands bulk rest
    piece bit handful couple either neither third quarter""".split()
)

# Head nouns of offices and titles.
OFFICES = frozenset(
    """president premier minister chancellor secretary ambassador envoy governor mayor senator representative
    congressman congresswoman lawmaker chairman chairwoman chair chief director commissioner general colonel
    admiral captain commander king queen prince princess emperor pope bishop cardinal archbishop leader head
    spokesman spokeswoman spokesperson adviser advisor officer executive ceo founder co-founder professor judge
    justice speaker deputy attorney counsel treasurer editor manager coach analyst economist delegate
    consul coordinator administrator superintendent marshal lieutenant sergeant major brigadier dictator ruler
    monarch sultan emir sheikh vice-president""".split()
)

LIGHT_VERBS = frozenset(
    """make take give provide raise express have put exert impose pose send show play hold offer pay lend draw cast
    place bring find gain win lose face keep maintain share voice launch conduct wage mount carry increase
    deliver step_up strengthen build establish deepen enjoy seek receive get undergo suffer""".split()
)

# "take part in", "take advantage of": the noun has no weight of its own.
SUPPORTED = frozenset(
    ("part", "place", "care", "advantage", "control", "charge", "responsibility", "aim", "account", "priority")
)

# What several do with one another.
MUTUAL = frozenset(
    """meet agree cooperate collaborate clash negotiate talk fight ally unite compete merge marry divorce argue
    quarrel aligned allied united""".split()
)

PLACE_PREPOSITIONS = frozenset(
    """in at on near from into across within throughout outside around inside over off along beyond above below
    under behind beside toward towards through to""".split()
)
TOPIC_PREPOSITIONS = frozenset("about on over regarding concerning of into around towards toward against".split())
CAUSE_PREPOSITIONS = frozenset(
    ("due to", "because of", "amid", "thanks to", "owing to", "as a result of", "in light of")
)
TIME_NOUNS = frozenset(
    """year month week day decade century hour minute morning afternoon evening night today yesterday tomorrow time
    moment season spring summer autumn fall winter weekend monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december""".split()
)


# "provided that the members agree": a verb that has become a conjunction.
PROVIDED = frozenset(("provided", "providing", "supposing"))
# "in case", "on condition that", "in the event that": a noun that has become a conjunction.
CASES = frozenset(("case", "condition", "event", "proviso"))
# What passive reports without a speaker leave no doubt of: "it was found that".
ESTABLISHED = frozenset(
    "show find confirm reveal demonstrate prove announce note know establish discover agree decide".split()
)


@cache
def event_nouns() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Noun of an act -> (verb, prepositions that mark its object), after ``ontology/nominals.tsv``."""
    table = rows("nominals.tsv", 3)
    return MappingProxyType({noun: (verb, frozenset(marks.split())) for (noun, verb, marks), _ in table})


# Endings of nouns for who does or is something, and the commonest nouns that only look so.
DOERS = ("er", "or", "ist", "ian", "eer", "ee", "ess", "ster", "man", "woman")
THINGS = frozenset(
    """water paper letter number order power center centre matter member river tower computer weather summer winter
    quarter chapter border harbor harbour corner answer tiger finger shoulder cover offer career factor sector error
    color colour floor door motor mirror tractor reactor behavior behaviour labor labour honor honour tree fee
    committee coffee process business success access address progress congress press mess illness witness fitness
    human woman""".split()
)


def is_person(token: Token) -> bool:
    """True for a common noun that names a person by what they do: "banker", "dentist", "pharmacist"."""
    noun = lemma(token)
    return token.pos_ == "NOUN" and (noun in PEOPLE or (noun.endswith(DOERS) and noun not in THINGS and len(noun) > 4))


def follows_case(verb: Token) -> bool:
    """True for "fails" in "in case the pump fails", "on condition that it fails"."""
    start = verb.left_edge.i
    noun = verb.doc[start - 1] if start > 0 else None
    return (
        noun is not None
        and noun.lower_ in CASES
        and noun.dep_ == "pobj"
        and noun.head.lower_ in ("in", "on", "under", "with")
        and all(c.lower_ == "the" for c in noun.lefts)
    )


def lemma(token: Token) -> str:
    """The lemma in lower case, with what the lookup lemmatiser gets wrong put right.

    "staged" is no "stag", and a participle that is used as an adjective keeps its form ("concerned").
    """
    return token.base
