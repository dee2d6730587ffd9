"""What the tree alone says of a pronoun: whether it means anything, with whom it goes, and what it cannot mean.

Nothing here knows a name or a thing. Which of the phrases that are left a pronoun means is for ``antecedents``, which
the graph takes, and ``ranking``, which the chains of ``kg entities`` take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import CLAUSES_OF_NOUNS, NOMINAL_SUBJECTS, NOUNS, RELATIVE_PRONOUNS, SINGULAR_NOUNS, VERBS
from kg.language.words import BODIES, TIME_NOUNS, is_reflexive, lemma, may_speak
from kg.terms.signature import Signature, lookup
from kg.terms.words import word_pairs, words

if TYPE_CHECKING:
    from kg.model.syntax import Token

HE = words("forms of he")
SHE = words("forms of she")
IT = words("forms of it")
THEY = words("forms of they")
# Those that mean one person, and those of who speaks with others.
OF_ONE = HE | SHE
PLURAL_SPEAKERS = words("forms of we")

SUBJECTS = NOMINAL_SUBJECTS | {relations.CSUBJ}
# Verbs in these places have the subjects that a text is about.
MAIN_CLAUSES = frozenset((relations.ROOT, relations.CCOMP, relations.CONJ))
# Clauses whose subject may be that of the verb above, and from which the search goes on upwards.
SUBJECTLESS = frozenset((relations.XCOMP, relations.CONJ, relations.ADVCL, relations.PCOMP))
# Clauses that tell more of what the one above is about.
ADDED_CLAUSES = frozenset((relations.ADVCL, relations.CONJ, relations.CCOMP))
# "He has a rival behind him": behind these the subject himself may stand.
BESIDE = words("prepositions before oneself")
OF_RESULTS = words("verbs of results")
# So many verbs above a pronoun are asked for their subject.
HIGHEST = 5
# From a noun up to the one that it is joined to: "a role in talks and an interest".
WITHIN_NOUNS = frozenset((relations.POBJ, relations.PREP, relations.PCOMP, relations.DOBJ))


def same_pronoun(one: str, other: str) -> bool:
    """Whether two words are forms of one pronoun: "he" and "his", not "he" and "her"."""
    return any(one in forms and other in forms for forms in (HE, SHE, IT, THEY))


# -- pronouns that mean nothing ----------------------------------------------------------------------------------------

EMPTY_VERBS = words("verbs of empty it")
SEEMING_VERBS = words("verbs of seeming")
COSTING_VERBS = words("verbs of costing")
WEATHER_VERBS = words("verbs of weather")
BEHIND_TIMES = words("conjunctions behind a time")
EMPTY_PLACES = NOMINAL_SUBJECTS | {relations.EXPL}
PREDICATES = frozenset((relations.ACOMP, relations.ATTR, relations.OPRD))
# What "it" stands for is a clause beside the verb, or one that the parser hangs from the verb's predicate.
CLAUSES_BESIDE = frozenset((relations.CCOMP, relations.XCOMP, relations.CSUBJ, relations.ADVCL))
CLAUSES_BELOW = frozenset((relations.CCOMP, relations.XCOMP, relations.RELCL, relations.ACL))
CLAUSES_OF_ADJECTIVES = frozenset((relations.CCOMP, relations.XCOMP, relations.ADVCL))
SMALL_CLAUSES = frozenset((relations.CCOMP, relations.OPRD, relations.XCOMP))
COSTS = frozenset((relations.DOBJ, relations.NPADVMOD))


def is_expletive(token: Token) -> bool:
    """Whether "it" refers to nothing.

    "It is clear that the dam leaks" and "it rained" have such an "it"; "it leaks" and "the rain hit it" have none.
    """
    return token.lower_ == "it" and token.dep_ in EMPTY_PLACES and any(is_empty(token) for is_empty in EMPTY)


def _is_marked(it: Token) -> bool:
    """The parser says so: "it" beside the subject proper. Not so where "it" is the subject."""
    return it.dep_ == "expl"


def _makes_it_so(it: Token) -> bool:
    """ "The flood makes it | important | that we act": an object with its adjective. Not so "makes it dangerous"."""
    adjective = it.head
    if adjective.pos_ != "ADJ" or adjective.dep_ not in SMALL_CLAUSES:
        return False
    beside = (*adjective.children, *adjective.head.children)
    return any(c.dep_ in CLAUSES_OF_ADJECTIVES and c.i > adjective.i for c in beside)


def _stands_for_clause(it: Token) -> bool:
    """ "It is clear that the dam leaks", "it took years to mend it", "it seems that it leaks". Not so "it is clear"."""
    verb = it.head
    if verb.lemma_ not in EMPTY_VERBS or not any(_clauses_behind(verb)):
        return False
    costs = verb.lemma_ in COSTING_VERBS and any(c.dep_ in COSTS for c in verb.children)
    return costs or verb.lemma_ in SEEMING_VERBS or _has_predicate(verb)


def _turns_out(it: Token) -> bool:
    """ "It turns out that the dam leaks", "as it turned out". Not so "the boat was slow as it turned"."""
    verb = it.head
    is_out = verb.lemma_ == "turn" and any(c.lower_ == "out" for c in verb.rights)
    is_as = any(c.lower_ == "as" for c in verb.lefts)
    return is_out and (is_as or any(_clauses_behind(verb)))


def _stands_for_clause_below(it: Token) -> bool:
    """ "It was the mayor | who left", "it is a pity that he left": the clause hangs from a noun. Not so "it was he"."""
    verb = it.head
    if verb.lemma_ not in EMPTY_VERBS or not _has_predicate(verb):
        return False
    return any(below.dep_ in CLAUSES_BELOW for c in verb.children for below in c.children)


def _is_weather(it: Token) -> bool:
    """ "It rained all night." Not so "it poured water on the fire"."""
    return it.head.lemma_ in WEATHER_VERBS


def _is_told(it: Token) -> bool:
    """ "It was reported that the dam leaks." Not so "it was reported to the mayor"."""
    return it.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in _clauses_behind(it.head))


def _leads_to_topic(it: Token) -> bool:
    """ "When it comes to fish, Peru leads." Not so "it comes to Peru"."""
    verb = it.head
    is_when = any(c.lower_ == "when" for c in verb.lefts)
    return is_when and verb.lemma_ == "come" and any(c.lower_ == "to" and c.dep_ == "prep" for c in verb.rights)


def _is_until(it: Token) -> bool:
    """ "It may be spring before the dam opens." Not so "it was a mill before the flood came"."""
    verb = it.head
    is_time = any(c.dep_ in PREDICATES and lemma(c) in TIME_NOUNS for c in verb.rights)
    clauses = (c for c in verb.rights if c.dep_ == "advcl")
    return is_time and any(mark.lower_ in BEHIND_TIMES for c in clauses for mark in c.lefts)


def _is_held(it: Token) -> bool:
    """ "It is considered | rude | to leave." Not so "it is considered rude"."""
    held = [c for c in it.head.rights if c.dep_ in PREDICATES] if it.dep_ == "nsubjpass" else []
    return any(c.dep_ in CLAUSES_OF_ADJECTIVES for p in held for c in (*p.rights, *it.head.rights))


def _costs(it: Token) -> bool:
    """ "It costs | money | to sue", where the parser hangs the clause from the noun."""
    costs = [c for c in it.head.rights if c.dep_ in COSTS] if it.head.lemma_ in COSTING_VERBS else []
    return any(below.dep_ in CLAUSES_OF_NOUNS and below.tag_ == "VB" for c in costs for below in c.rights)


EMPTY: tuple[Callable[[Token], bool], ...] = (
    _is_marked,
    _makes_it_so,
    _stands_for_clause,
    _turns_out,
    _stands_for_clause_below,
    _is_weather,
    _is_told,
    _leads_to_topic,
    _is_until,
    _is_held,
    _costs,
)


def _clauses_behind(verb: Token) -> Iterator[Token]:
    return (c for c in verb.rights if c.dep_ in CLAUSES_BESIDE)


def _has_predicate(verb: Token) -> bool:
    return any(c.dep_ in PREDICATES for c in verb.children)


# -- what "it" cannot mean ---------------------------------------------------------------------------------------------

COPULAS = frozenset(("be", "become", "remain", "seem"))
DOERLESS = words("verbs without a doer")
GOING_ON = words("verbs of what goes on")
WHO = frozenset(("who",))
MEN, WOMEN = words("men"), words("women")
FOR_CLAUSES = words("verbs for clauses")
OF_ACTS = words("verbs for acts and texts")
OF_MINDS = frozenset((Signature.HOPE, Signature.PLAN, Signature.REFUSE))
# "Ready", "concerned", "opposed": what those are who act.
OF_AGENTS = frozenset(
    (
        Signature.PLAN,
        Signature.HOPE,
        Signature.REFUSE,
        Signature.ABLE,
        Signature.WORRY,
        Signature.KNOW,
        Signature.BELIEVE,
    )
)
# Nouns that say what a body or a place is.
OF_BODIES = BODIES | frozenset(word_pairs("classes of nouns")) | words("kinds of places")
BESIDE_DEEDS = frozenset((relations.DOBJ, relations.XCOMP, relations.PREP, relations.PRT))
OBJECTS = frozenset((relations.DOBJ, relations.POBJ, relations.DATIVE))


def has_mind(pronoun: Token) -> bool:
    """Whether somebody is meant, or a body: who hopes, plans or refuses, and who is asked to do something."""
    if pronoun.dep_ in {"nsubj", "dobj"} and pronoun.head.pos_ in VERBS:
        sense = lookup(lemma(pronoun.head), "v")
        asked = sense == Signature.REQUEST and any(c.dep_ in SMALL_CLAUSES for c in pronoun.head.rights)
        return sense in OF_MINDS if pronoun.dep_ == "nsubj" else asked
    return False


def differ(noun: Token, word: str) -> bool:
    """ "The woman" is no "he", "the man" no "she"."""
    name = lemma(noun)
    return (word in HE and name in WOMEN) or (word in SHE and name in MEN)


def described(pronoun: Token) -> Token | None:
    """The player, in "a player who thinks he is bigger": "he" is whoever the clause describes."""
    if pronoun.dep_ not in SUBJECTS or pronoun.lower_ not in OF_ONE:
        return None
    below = pronoun
    for verb in islice(pronoun.ancestors, HIGHEST):
        noun = verb.head
        if verb.dep_ == "relcl" and below is not pronoun and noun.pos_ in NOUNS:
            return noun if _is_one_who(noun, verb) and not differ(noun, pronoun.lower_) else None
        if verb.dep_ != "ccomp":
            return None
        below = verb
    return None


def _is_one_who(noun: Token, verb: Token) -> bool:
    """ "A player who thinks", "Falk, who thinks"; not "players who think", "a plan which", "a player they think"."""
    is_who = any(c.dep_ == "nsubj" and c.lower_ in WHO for c in verb.lefts)
    return is_who and noun.tag_ in SINGULAR_NOUNS and (noun.pos_ == "PROPN" or may_speak(noun))


def means_clause(it: Token) -> bool:
    """ "The dam leaks and he knows it", "he left, as it was said": no noun is meant."""
    return it.lower_ in IT and it.dep_ in {"dobj", "nsubjpass"} and it.head.lemma_ in FOR_CLAUSES


def may_be_body(it: Token) -> bool:
    """Whether "it" may be a firm, a party or a state by what is told of it.

    "It was founded", "it sold the mill", "it is a bank", "it is ready to talk". Not so "it is a risk", "it is clear",
    "it happened", "it was introduced", "he vetoed it": a deed, a text or a plan is meant.
    """
    if it.dep_ not in NOMINAL_SUBJECTS:
        return it.dep_ != "dobj" or it.head.lemma_ not in OF_ACTS
    # "it is going to be a risk", "it seems to be clear"
    *_, verb = it.head.listed(lambda c: c.dep_ == "xcomp")
    if verb.lemma_ in COPULAS:
        return all(_is_of_body(c) for c in verb.rights if c.dep_ in PREDICATES)
    if verb.lemma_ in GOING_ON and all(c.dep_ not in BESIDE_DEEDS for c in verb.rights):
        return False
    return verb.lemma_ not in (OF_ACTS if it.dep_ == "nsubjpass" else DOERLESS)


def _is_of_body(predicate: Token) -> bool:
    """ "A bank", "an ally", "ready"; not "a risk", "clear"."""
    if predicate.pos_ == "NOUN":
        return may_speak(predicate) or lemma(predicate) in OF_BODIES
    return predicate.pos_ != "ADJ" or lookup(lemma(predicate), "a") in OF_AGENTS


def reaches(body: Token, it: Token) -> bool:
    """Whether "it" as an object goes as far as a body or place: to what is no subject, or to who says so.

    "The firm bought the bank and closed it", "the bank says that the law hurts it". Not so "the party stuck to the tax
    as its rival attacked it", nor from a sentence before.
    """
    if it.dep_ not in OBJECTS:
        return True
    if body.sent.start != it.sent.start:
        return False
    return body.dep_ not in SUBJECTS or any(above.dep_ == "ccomp" and above.head is body.head for above in it.ancestors)


# -- with whom a pronoun goes ------------------------------------------------------------------------------------------


def may_corefer(antecedent: Token, pronoun: Token) -> bool:
    """Whether one sentence may have both for one thing.

    A subject and an object of one verb are two things, unless the pronoun is reflexive or possessive: "the mayor
    praised him" is about two men, "the mayor praised himself" and "the mayor praised his son" are not.
    """
    if means_clause(pronoun) or described(pronoun) not in {None, antecedent}:
        return False
    if pronoun.tag_ == "PRP$" or is_reflexive(pronoun):
        # "his son" is not his own
        return pronoun.head is not antecedent
    if pronoun.dep_ in SUBJECTS:
        return True
    if subject_of(pronoun) is antecedent:
        # "Parliament has to approve it": who approves is not what is approved
        return False
    return _governor(antecedent) is not _governor(pronoun)


def doer(pronoun: Token) -> Token | None:
    """Who is not meant as who does it: "he" of "he made a law for him"; nobody of "he has a rival behind him"."""
    if pronoun.dep_ in SUBJECTS or pronoun.tag_ == "PRP$" or is_reflexive(pronoun):
        return None
    verb = _governor(pronoun)
    is_beside = pronoun.dep_ == "pobj" and pronoun.head.lower_ in BESIDE
    if is_beside or verb.pos_ not in VERBS or _is_what_follows(verb) or _is_of_others(verb):
        return None
    return subject_of(pronoun)


def _is_what_follows(verb: Token) -> bool:
    """ "She won, putting her ahead of Falk": that she won does it. Not so "she left, calling her slow"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in OF_RESULTS


def _is_of_others(verb: Token) -> bool:
    """ "She counts on voters to help her": somebody behind a preposition may help."""
    above = verb.path if verb.dep_ == "xcomp" else ()
    return any(c.dep_ == "prep" and c.i < verb.i for a in above if a.dep_ == "xcomp" for c in a.head.rights)


def _governor(token: Token) -> Token:
    """What a phrase depends on; behind a preposition what the preposition depends on."""
    return token.head.head if token.dep_ == "pobj" else token.head


def subject_of(pronoun: Token) -> Token | None:
    """Who does what the pronoun's clause tells: its subject, or whoever controls it.

    "pressure China to reduce its aid": China; "the US, by pressing Moscow, hurts its economy": the US.
    """
    for verb in islice((above for above in pronoun.ancestors if above.pos_ in VERBS), HIGHEST):
        subject = _own_subject(verb) or _controller(verb)
        if subject is not None or verb.dep_ not in SUBJECTLESS:
            return subject
    return None


def subject_of_owner(pronoun: Token) -> Token | None:
    """Who does what is told where "his" stands; within a subject who says so: "Reis said | his sons | left"."""
    verb = next((above for above in pronoun.ancestors if above.pos_ in VERBS), None)
    subject = _own_subject(verb) if verb is not None else None
    if verb is None or subject is None or verb.dep_ != "ccomp" or not _is_part(pronoun, subject):
        return subject_of(pronoun)
    return subject_of(verb)


def subject_above(pronoun: Token) -> Token | None:
    """Who does what the clause is added to in whose subject "their" stands: "nuns prayed as | their abbess | left".

    Of two that are joined only who acts: not so in "the rates fell, and | their effect | faded".
    """
    verb = next((above for above in pronoun.ancestors if above.pos_ in VERBS), None)
    subject = _own_subject(verb) if verb is not None else None
    if verb is None or subject is None or verb.dep_ not in ADDED_CLAUSES or not _is_part(pronoun, subject):
        return None
    above = _own_subject(verb.head)
    if above is None or any(c.dep_ == relations.CONJ for c in above.children):
        return None
    return above if verb.dep_ != relations.CONJ or may_speak(above) or lemma(above) in BODIES else None


def _is_part(pronoun: Token, noun: Token) -> bool:
    """ "His sons"; not "Reis and his sons"."""
    return noun.is_ancestor(pronoun) and all(t.dep_ != "conj" for t in pronoun.path if noun.is_ancestor(t))


def _own_subject(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject and meant(subject)


def _controller(verb: Token) -> Token | None:
    """Who does what a verb without a subject tells: "asked | Peru | to mend its dam", "a firm | mending its dam"."""
    if verb.dep_ == "xcomp":
        return next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
    behind_noun = verb.dep_ in CLAUSES_OF_NOUNS and verb.head.pos_ in NOUNS
    return verb.head if behind_noun else None


def meant(subject: Token) -> Token:
    """Who a subject is: "who" of "the mayor, who left" is the mayor."""
    is_relative = subject.head.dep_ == "relcl" and subject.tag_ in RELATIVE_PRONOUNS
    return subject.head.head if is_relative else subject


def owns_beside(owner: Token, noun: Token) -> bool:
    """Whether, as in "China's role and its impact", who owns the noun before "and" owns the one after it."""
    for below, other in pairwise(noun.path):
        if below.dep_ != "conj" and (below is noun or below.dep_ not in WITHIN_NOUNS):
            break
        if owner.dep_ == "poss" and owner.head is other:
            return True
    return False
