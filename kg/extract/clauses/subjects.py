"""Who is the subject where the syntax leaves it out.

A clause without a subject takes it through coordination, control ("urged X to go": X goes), participles and gerunds
("by doing so"), or from who has the noun it hangs from ("Russia's ability to fight").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, Clause, Link, addressed, governed
from kg.extract.clauses.relatives import OF, SOMEBODY, described, phrases_of
from kg.language import relations
from kg.language.grammar import (
    FINITE_FORMS,
    NOUNS,
    PAST_FORMS,
    TENSED_FORMS,
)
from kg.language.words import TIME_NOUNS, is_person
from kg.terms.mention_type import MentionType
from kg.terms.signature import Signature, lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.model.syntax import Token

NEED = "need"
# "promised her to go": the promiser goes; every other verb with an object hands it down as the subject.
SUBJECT_CONTROL = words("verbs of subject control")
# "involves selling": what somebody does is a part of the subject.
HOLDING_DEEDS = words("verbs that hold a deed")
# "on suspicion of", "over allegations of", "amid charges of".
OVER = words("prepositions of a charge")
# "rejected a plan to": the plan is another's; "rejected calls to": the calls are for the one who rejects them.
JUDGING = words("verbs that judge a plan")
# "accused her of lying", "kept them from going".
OF_OBJECTS = words("prepositions of what an object does")
SINGLING_OUT = words("words that single out")
# "railed against them for selling it"
JUDGED_IN_WORDS = words("verbs of judging in words")
# "The countries taking part include A and B".
INCLUDING = frozenset(("include", "comprise"))

# Signatures of what is given to somebody to do: "permission to", "orders to", "a duty to".
ENTRUSTED = frozenset((Signature.ALLOW, Signature.ABLE, Signature.HOPE, Signature.NEED, Signature.REQUEST))
# Signatures of what somebody is charged with: "suspicion of".
CHARGED = frozenset((Signature.CLAIM, Signature.FAIL))
# Signatures of what somebody is praised or blamed for.
JUDGED = frozenset((Signature.KNOW, Signature.ACCUSE))
# Signatures of what a people or a party has, whose adjective stands before it: "Chilean claims", "Chilean plans".
HELD_BY_PEOPLES = frozenset(
    (
        Signature.CLAIM,
        Signature.REPORT,
        Signature.WORRY,
        Signature.REQUEST,
        Signature.PLAN,
        Signature.HOPE,
        Signature.TRY,
    )
)
ADJECTIVES = frozenset((relations.AMOD, relations.COMPOUND, relations.NMOD))
# "sentenced for", "jailed for": what was done is a fact.
PUNISHED = JUDGED | {Signature.MANAGE}

# Forms of a verb beside the main verb that may lack a subject: "warning them", "to warn them", "warned of it".
SUBJECTLESS_FORMS = PAST_FORMS | {"VB", "VBG"}
HELPERS_OF_INFINITIVES = frozenset(("TO", "VBG"))
# Prepositions of who has a plan ("the threat of X to"), of who has a role ("a role for X"), and of what else a noun is.
HOLDERS_OF_PLANS = frozenset(("for", "of", "by"))
HOLDERS_OF_ROLES = frozenset(("for",))
# "imposed sanctions on", "brought charges against".
UPON = frozenset(("on", "against"))
# Relations of a noun to a verb whose subject has what the noun names: "has the ability", "is the plan".
OWNED = frozenset((relations.DOBJ,))
OWNED_OR_PREDICATED = OWNED | {relations.ATTR}


class Inherited(NamedTuple):
    """A subject that the syntax leaves out, and whether the verb is passive with respect to it."""

    subjects: list[Token]
    passive: bool = False


def inherited(clause: Clause) -> Inherited:
    """The subject of a clause that has none of its own, by how it hangs from what is above it."""
    if rule := OF_NOUNS.get(clause.link):
        return rule(clause)
    if clause.parent is not None and (heir := OF_CLAUSES.get(clause.link)):
        return heir(clause, clause.parent)
    return Inherited([])


def is_bare_participle(clause: Clause) -> bool:
    """True for "imposed" in "sanctions imposed in May", not for "imposing", "having imposed" nor "arrived"."""
    head = clause.head
    return (
        head.tag_ in PAST_FORMS
        and head.base not in INTRANSITIVE
        and not any(c.dep_ == "aux" or c.dep_ == "dobj" for c in head.children)
    )


# -- the subject of a clause that hangs from a noun


def of_participle(clause: Clause) -> Inherited:
    """ "companies supplying Russia": the noun, or who does it by its own words ("the risk of the cliff burying them").

    Who is described by the noun in "Norsel, a firm based in Oslo". Nobody is told in "By now fighting", where no noun
    stands above.
    """
    if doers := doer_of_gerund(clause.head):
        return Inherited(doers)
    noun = clause.head.head
    if noun.pos_ not in NOMINAL:
        return Inherited([])
    return Inherited(_described_beside(noun, clause) or _with_included(noun, clause.parent), is_bare_participle(clause))


def _described_beside(noun: Token, clause: Clause) -> list[Token]:
    """Norsel in "Norsel, a firm based in Oslo", "Norsel is a firm based in Oslo"; nobody in "met a firm based in Oslo".

    Nor in "Olmar was a guest of the rally held in May", where the rally may have been held.
    """
    is_far = any(c.dep_ == "prep" and c.i < clause.head.i for c in noun.rights)
    if noun.dep_ == "attr" and is_far:
        return []
    found = described(noun, "who" if is_person(noun) else "which")
    return [] if found == [noun] else found


def _with_included(noun: Token, above: Clause | None) -> list[Token]:
    """ "The countries taking part include A and B": what is told of the countries holds of A and B."""
    if above is not None and above.head.base in INCLUDING and noun.i in {s.i for s in above.subjects}:
        return [noun, *above.objects]
    return [noun]


def of_noun_content(clause: Clause) -> Inherited:
    """ "Russia's plan to sell it", "gave the troops permission to search": who has the plan, or is given leave.

    Nobody is told in "The plan to sell it failed".
    """
    noun, above = clause.head.head, clause.parent
    if above is not None and above.indirect and noun.dep_ == "dobj" and lookup(noun.base, "n", "to") in ENTRUSTED:
        return Inherited(list(above.indirect))
    frame = "to" if clause.is_infinitive else ""
    return Inherited(_holder(noun, above, OWNED_OR_PREDICATED, frame=frame))


def of_relative(clause: Clause) -> Inherited:
    """ "was the first woman to captain it", "the only firm to bid": who is singled out; not in "a firm to watch"."""
    noun, above = clause.head.head, clause.parent
    if not clause.is_infinitive or not any(c.lower_ in SINGLING_OUT for c in noun.lefts):
        return Inherited([])
    of_whom = above.subjects if above is not None and noun.dep_ == "attr" else []
    return Inherited([s for s in of_whom if s.pos_ != "PRON" or s.lower_ in SOMEBODY] or [noun])


# -- the subject of a clause that hangs from another


def of_coordinate(clause: Clause, above: Clause) -> Inherited:
    """ "was seized and burnt": the subject of the first, done to it too; not in "was seized and has burnt"."""
    active = clause.head.tag_ != "VBN" or any(c.dep_ == "aux" for c in clause.helpers)
    return Inherited(list(above.subjects), above.passive and not active)


def of_content(clause: Clause, above: Clause) -> Inherited:
    """ "urged Peru to go", "promised to go": the object, whom it is said to, who is addressed, else the subject.

    Nobody is told in "said went", where a finite verb wants a subject of its own, in "“Go home,” she said", where
    others are bidden, nor in "the plan involves selling it", where no plan sells.
    """
    participle = is_bare_participle(clause)
    if clause.head.tag_ == "VB" and not clause.helpers and clause.head.i < above.head.i and reports(above.lemma):
        return Inherited([])
    is_held = clause.head.tag_ == "VBG" and above.head.base in HOLDING_DEEDS
    if is_held or not _is_open(clause, participle):
        return Inherited([])
    if above.passive and above.lemma == NEED:
        # "the votes needed to win": not they win
        return Inherited([])
    if controllers := _controllers(clause, above):
        return Inherited(controllers, participle)
    is_told = above.passive or bool(above.subjects)
    return Inherited(list(above.subjects), is_told and participle and not clause.is_infinitive)


def _is_open(clause: Clause, participle: bool) -> bool:
    """True for "go" in "to go" and "going", not for "went" and "had gone", which want subjects of their own."""
    is_tensed = any(c.tag_ in TENSED_FORMS for c in clause.helpers)
    return not is_tensed and (participle or clause.head.tag_ not in FINITE_FORMS)


def _controllers(clause: Clause, above: Clause) -> list[Token]:
    """ "urged Peru to go", "called on Peru to go": who is asked; nobody in "promised Peru to go", "went to help".

    In "drones used by farms to spray it" the farms, which would be the subject of "use".
    """
    if above.head.base in SUBJECT_CONTROL and above.passive and above.agents:
        return list(above.agents)
    if above.head.base not in SUBJECT_CONTROL:
        if above.objects and clause.head.i > above.objects[0].i:
            return list(above.objects)
        if above.indirect:
            return list(above.indirect)
    addressee = addressed(above)
    return list(addressee.heads) if addressee is not None and addressee.marker.i < clause.head.i else []


def of_adverbial(clause: Clause, above: Clause) -> Inherited:
    """ "met officials, warning China": the subject of the main verb.

    Nobody is told in "met officials, who would warn", nor who shall show it in "'Show me one,' he told them", nor who
    sells it in "made it harder to sell it".
    """
    head = clause.head
    participle = is_bare_participle(clause)
    if not _may_lack_subject(clause) or (head.tag_ == "VBD" and not participle):
        return Inherited([])
    return Inherited([] if _is_made_so(clause, above) else list(above.subjects), participle)


def _is_made_so(clause: Clause, above: Clause) -> bool:
    """True for "to sell it" in "made it harder to sell it", not in "went to sell it"."""
    return above.head.base == "make" and clause.head.head.pos_ == "ADJ"


def _may_lack_subject(clause: Clause) -> bool:
    """True for "warning", "to warn", "warned", not for "would warn", nor for the order "Show me"."""
    head = clause.head
    is_order = head.tag_ == "VB" and all(c.is_punct for c in head.lefts)
    is_finite = any(c.tag_ not in HELPERS_OF_INFINITIVES for c in clause.helpers)
    return head.tag_ in SUBJECTLESS_FORMS and not is_order and not is_finite


def of_gerund(clause: Clause, above: Clause) -> Inherited:
    """ "by doing so", "accused her of lying": what the first of ``GERUNDS`` tells, else the subject of the verb."""
    preposition = clause.head.head
    if preposition.head.pos_ in NOUNS:
        return Inherited(_of_gerund_behind_noun(preposition, above))
    told = (rule(preposition, above) for rule in GERUNDS)
    return Inherited(next((found for found in told if found is not None), list(above.subjects)))


def _of_gerund_behind_noun(preposition: Token, above: Clause) -> list[Token]:
    """ "acquitted the banker of forging", "held the courier on suspicion of smuggling": who is charged.

    Else who has the noun: in "funded Peru's programme for fishing" Peru, in "funded programmes for fishing" nobody.
    """
    noun = preposition.head
    if noun.dep_ == "dobj" and noun.head.i == above.head.i and above.signature_with(preposition.lower_):
        return list(above.objects)
    if _is_charge(noun, above) and (people := above.objects or above.subjects):
        return list(people)
    if _is_sentence(preposition, above):
        return list(above.subjects)
    return _holder(noun, above)


def _is_sentence(preposition: Token, above: Clause) -> bool:
    """True for "was sentenced to two years' probation for lying", not for "was sent to a school for sailing"."""
    noun = preposition.head
    return (
        above.passive
        and preposition.lower_ == "for"
        and noun.dep_ == "pobj"
        and noun.head.head.i == above.head.i
        and above.signature_with("for") in PUNISHED
    )


def _is_charge(noun: Token, above: Clause) -> bool:
    """True for "suspicion" in "held on suspicion of smuggling", not for "day" in "held on the day of sailing"."""
    return (
        noun.dep_ == "pobj"
        and noun.head.head.i == above.head.i
        and noun.head.lower_ in OVER
        and lookup(noun.base, "n", "ing") in CHARGED
    )


def object_of_verb(preposition: Token, above: Clause) -> list[Token] | None:
    """ "accused her of lying", "kept them from going": the object does it; not in "left them by lying".

    Who gets the object in "fined the bank a million for lying", "imposed sanctions on Peru for lying".
    """
    behind = above.objects and preposition.i > above.objects[0].i
    if not behind or preposition.lower_ not in OF_OBJECTS:
        return None
    if preposition.lower_ != "for":
        return list(above.objects)
    hit = list(above.indirect) or _who_is_hit(preposition, above)
    if not hit and above.objects[0].base in TIME_NOUNS:
        # "spent a month in jail for lying"
        return None
    return hit or list(above.objects)


def _who_is_hit(preposition: Token, above: Clause) -> list[Token]:
    """ "imposed sanctions on Peru for lying", "sanctions against Peru": Peru; nobody in "praised Peru for lying"."""
    obj = above.objects[0]
    if obj.pos_ != "NOUN" or is_person(obj):
        return []
    between = (c for noun in (obj, above.head) for c in noun.rights if c.i < preposition.i)
    return next((governed(c) for c in between if c.dep_ == "prep" and c.lower_ in UPON), [])


def who_is_judged(preposition: Token, above: Clause) -> list[Token] | None:
    """ "was praised by the mayor for selling": who is praised sold; not so in "was hired by the mayor for selling"."""
    judged = above.passive and bool(above.agents) and above.signature_with(preposition.lower_) in JUDGED
    return list(above.subjects) if judged else None


def who_is_attacked(preposition: Token, above: Clause) -> list[Token] | None:
    """ "railed against Peru for selling it": Peru sold it; not so in "stood against Peru for selling it"."""
    if above.objects or preposition.lower_ != "for":
        return None
    before = [o for o in above.obliques if o.marker.i < preposition.i and o.marker.i > above.head.i]
    return next((list(o.heads) for o in before if f"{above.lemma} {o.preposition}" in JUDGED_IN_WORDS), None)


def subject_behind_agent(preposition: Token, above: Clause) -> list[Token] | None:
    """ "meet the threat posed by China by investing": one "by" has named the agent already, and others invest.

    Not in "posed by investing".
    """
    if not above.agents or preposition.lower_ != "by" or above.parent is None:
        return None
    return list(above.parent.subjects)


def nobody_by_passive(preposition: Token, above: Clause) -> list[Token] | None:
    """ "can be relieved by changing it": somebody changes it, what is relieved does not; not in "relieves by"."""
    return [] if above.passive and preposition.lower_ == "by" else None


def agent_itself(preposition: Token, above: Clause) -> list[Token] | None:
    """ "posed by its role in doing so": the preposition belongs to the agent; not in "posed in doing so"."""
    if not above.passive or not above.agents or preposition.i <= above.agents[0].i:
        return None
    return _holder(above.agents[0], above) or list(above.agents)


GERUNDS: tuple[Callable[[Token, Clause], list[Token] | None], ...] = (
    object_of_verb,
    who_is_attacked,
    who_is_judged,
    subject_behind_agent,
    nobody_by_passive,
    agent_itself,
)
OF_NOUNS: Mapping[Link, Callable[[Clause], Inherited]] = {
    Link.PARTICIPLE: of_participle,
    Link.NOUN_CONTENT: of_noun_content,
    Link.RELATIVE: of_relative,
}
OF_CLAUSES: Mapping[Link, Callable[[Clause, Clause], Inherited]] = {
    Link.COORDINATE: of_coordinate,
    Link.CONTENT: of_content,
    Link.ADVERBIAL: of_adverbial,
    Link.GERUND: of_gerund,
}


# -- who has a noun


def _holder(noun: Token, above: Clause | None, kinds: frozenset[str] = OWNED, *, frame: str = "") -> list[Token]:
    """Who has the ability, plan or role: the possessor of the noun, else "for X", else the subject that has it."""
    named = noun_holders(noun, frame)
    if named or any(c.lower_ == "for" for c in noun.children):
        # "programs for dealing with it" are nobody's
        return named
    if above is not None and noun.dep_ in kinds and noun.head.i == above.head.i:
        return [] if _is_of_others(noun, above) else list(above.subjects)
    return []


def _is_of_others(noun: Token, above: Clause) -> bool:
    """ "rejected a plan to sell it": somebody else's plan; not so "announced a plan", "rejected calls to sell it"."""
    return above.lemma in JUDGING and lookup(noun.base, "n", "to") is not Signature.REQUEST


def noun_holders(noun: Token, frame: str) -> list[Token]:
    """Whose plan or role it is by the words at the noun: "X's plan", "a role for X", "the threat of X to"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None and owner.base not in TIME_NOUNS:
        # not in "two years' probation"
        return [owner]
    marks = HOLDERS_OF_PLANS if frame == "to" else HOLDERS_OF_ROLES
    return next(filter(None, phrases_of(noun, marks)), None) or _people_beside(noun, frame)


def _people_beside(noun: Token, frame: str) -> list[Token]:
    """ "Chilean claims that", "Halvex plans to": the Chileans, Halvex; nobody in "a Chilean licence to"."""
    name = lookup(noun.base, "n", frame or "that")
    if name not in HELD_BY_PEOPLES:
        return []
    beside = (c for c in noun.lefts if c.dep_ in ADJECTIVES)
    return [
        c for c in beside if c.ent_type_ == MentionType.NORP or (c.ent_type_ == MentionType.ORG and c.i == noun.i - 1)
    ][:1]


def doer_of_gerund(verb: Token) -> list[Token]:
    """ "the risk of the cliff burying them": the cliff, where the parser takes the risk.

    The risk itself in "the risk burying them", and nobody but the fund in "the fund of the bank buying them".
    """
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or not lookup(verb.head.base, "n", "ing"):
        return []
    return [p for nouns in phrases_of(verb.head, OF) for p in nouns if p.right_edge.i == verb.left_edge.i - 1]
