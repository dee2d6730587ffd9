"""How a clause hangs from the one above it: the verb that governs it, the noun between them, and the kind of link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.attachment import before_semicolon, reattached, speaking, stands_alone, stands_beside
from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, SUBJECTS, Clause, Link
from kg.extract.clauses.headlines import follows_colon, is_lost_verb
from kg.language import relations
from kg.language.around import opens_with_that, word_before
from kg.language.grammar import AUXILIARIES, FINITE_FORMS, PAST_FORMS, RELATIVE_PRONOUNS
from kg.language.words import PROVIDED, follows_case, is_end
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.syntax import Token

# "did nothing to calm them": how much is done for what follows.
QUANTITIES = words("quantities of doing")
# Verbs that make their object do something, and have hardly another use with an object and "to".
MAKING = words("verbs of making somebody do")
# How the parser hangs the clause behind "provided".
SUPPOSED = frozenset((relations.CCOMP, relations.PCOMP))
# "come and work in Oslo": verbs that only lead to the next; prepositions of where one is.
GOING = frozenset(("come", "go", "try", "stop"))
RESTING = frozenset(("in", "at", "on"))
# Signatures of verbs by which somebody is to do something, or is not to.
ASKED = frozenset((Signature.REQUEST, Signature.FORBID))

# Forms of a verb behind a noun that tell of the noun: "companies supplying arms", "arms supplied".
FORMS_BEHIND_NOUNS = PAST_FORMS | {"VBG"}
# What fills the place that a relative word would fill.
FILLINGS = frozenset((relations.DOBJ, relations.ATTR, relations.ACOMP, relations.CCOMP, relations.XCOMP))
# Relations of what is said or asked to its verb.
COMPLEMENT_CLAUSES = frozenset((relations.CCOMP, relations.XCOMP))
# Before these stands where, when and by what something is said: "said in a statement", "told them on Friday".
MEDIA = words("prepositions of where something is said")
# Verbs that leave no gap for a relative word: "the news that he was there", "the claim that it fell".
GAPLESS = INTRANSITIVE | {"be"}
# Verbs with whom they tell something, and how that stands to them.
TELLING_SOMEBODY = words("verbs of telling somebody")
ADDRESSED = frozenset((relations.DOBJ, relations.DATIVE))
# What may stand between two verbs that share an object: "bought, and then sold, the mine".
JOINTS = frozenset((relations.CC, relations.PUNCT))
BETWEEN_VERBS = frozenset((relations.AUX, relations.NEG, relations.ADVMOD))

# The kind of link that a relation of the parser stands for, where no rule says otherwise.
LINK_OF_RELATION: Mapping[str, Link] = {
    relations.CONJ: Link.COORDINATE,
    **dict.fromkeys((relations.CCOMP, relations.XCOMP), Link.CONTENT),
    relations.PCOMP: Link.GERUND,
    **dict.fromkeys(SUBJECTS, Link.SUBJECT),
    **dict.fromkeys((relations.ADVCL, relations.PARATAXIS, relations.DEP, relations.INTJ), Link.ADVERBIAL),
}


def hung(head: Token, found: dict[int, Clause]) -> Clause:
    """The clause of a verb, hung from one of those found so far; nothing is in its places yet.

    Args:
        head: the verb.
        found: the clauses of the verbs above it, by the number of the verb.
    """
    above, noun = _governor(head, found)
    if above is None and (follows_colon(head) or is_lost_verb(head)):
        # "Opposition leader: Government sold the forest": the leader is no noun that the clause tells of
        return Clause(head)
    clause = Clause(head, above, noun)
    clause.link = _link(clause)
    return clause


def _governor(head: Token, found: dict[int, Clause]) -> tuple[Clause | None, Token | None]:
    """The clause that governs a verb, and the noun between them; the parser's mistakes put right."""
    above, noun = _nearest(head, found)
    if above is not None and stands_beside(head, above):
        # "X, Y, and Z": beside the first of a list, which may itself be said
        first = next(c for c in above.path if c.link is not Link.COORDINATE)
        above, noun = first.parent, None
    elif above is not None and stands_alone(head, above):
        above, noun = before_semicolon(head, above, found), None
    if above is not None and head.dep_ == "conj":
        above = reattached(head, above, found.values())
    if above is not None and head.dep_ == "advcl":
        above = speaking(head, above)
    return above, noun


def _nearest(head: Token, found: dict[int, Clause]) -> tuple[Clause | None, Token | None]:
    """The nearest clause above in the tree, and the first noun passed on the way up."""
    noun = None
    for token in head.ancestors:
        if token.i in found:
            return found[token.i], noun
        if noun is None and token.pos_ in NOMINAL and token.dep_ != "acomp":
            noun = token
    return None, noun


def _link(clause: Clause) -> Link:
    """The kind of link, by the relation in which the verb stands to what is above it."""
    relation = clause.head.dep_
    if _is_means(clause):
        return Link.ADVERBIAL
    if relation == "relcl":
        return _link_of_relative(clause)
    if relation == "acl":
        return _link_behind_noun(clause)
    if clause.parent is None:
        return Link.ROOT
    if _is_supposed(clause.head):
        return Link.ADVERBIAL
    if relation == "advcl" and (_is_made_known(clause) or _is_asked(clause) or _is_called_for(clause)):
        return Link.CONTENT
    return LINK_OF_RELATION.get(relation) or (Link.GERUND if clause.noun is not None else Link.ADVERBIAL)


def _link_behind_noun(clause: Clause) -> Link:
    """ "closed in order to save it" tells a purpose, "the claim that he sold it" what is claimed; not "arms sold"."""
    if is_end(clause.head):
        clause.noun = None
        return Link.ADVERBIAL
    if _is_said_somewhere(clause):
        return Link.CONTENT
    return Link.NOUN_CONTENT if _is_content_of_noun(clause) else Link.PARTICIPLE


def _is_supposed(verb: Token) -> bool:
    """True for "provided that the members agree", "in case the pump fails", not for "said that the pump fails"."""
    return verb.dep_ in SUPPOSED and (verb.head.lower_ in PROVIDED or follows_case(verb))


def _link_of_relative(clause: Clause) -> Link:
    """ "an offer to return them", "told bankers that Latvia hid the grain": no relative clauses, as the parser says.

    Nor is "in the event that Latvia hid the grain", "time for Latvia to hide it".
    """
    is_event = clause.head.head.lower_ == "event" and follows_case(clause.head)
    is_for_somebody = clause.mark == "for" and clause.is_infinitive
    if _is_plan(clause) or _is_claim(clause) or is_event or is_for_somebody:
        return Link.NOUN_CONTENT
    return Link.CONTENT if _is_reported(clause) or _is_told(clause) else Link.RELATIVE


def _is_content_of_noun(clause: Clause) -> bool:
    """True for "to sell it" and "(that) he sold it" behind "plan" and "claim", not for "sold in May" behind "ship"."""
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.head.children)
    # "accusations | he sold it"; "a plan that he sold" is one he sold
    is_claim = clause.has_own_subject and lookup(clause.head.head.base, "n", "that") is not None
    unmarked = is_claim and clause.head.left_edge.lower_ != "that"
    return clause.is_infinitive or that or unmarked or clause.head.tag_ not in FORMS_BEHIND_NOUNS


def _is_means(clause: Clause) -> bool:
    """True for "to calm them" in "did nothing to calm them", not in "said nothing to calm them"."""
    above, noun = clause.parent, clause.noun
    return (
        noun is not None
        and above is not None
        and noun.lower_ in QUANTITIES
        and noun.dep_ == "dobj"
        and above.head.base == "do"
        and clause.is_infinitive
        and not any(c.dep_ in SUBJECTS for c in clause.head.children)
    )


def _is_plan(clause: Clause) -> bool:
    """True for "to return them" in "an offer to return them", not in "the first to return them"."""
    head = clause.head
    return (
        clause.is_infinitive
        and clause.parent is not None
        and not any(c.dep_ in SUBJECTS or c.tag_ in RELATIVE_PRONOUNS for c in head.children)
        and lookup(head.head.base, "n", "to") is not None
    )


def _is_claim(clause: Clause) -> bool:
    """ "the rumour that Latvia was sold": a relative clause without a gap; not so "the rumour that Latvia spread"."""
    head = clause.head
    return (
        opens_with_that(head)
        and clause.has_own_subject
        and lookup(head.head.base, "n", "that") is not None
        and (any(c.dep_ in FILLINGS or c.dep_ == "auxpass" for c in head.children) or head.base in GAPLESS)
    )


def _is_reported(clause: Clause) -> bool:
    """ "told bankers that Latvia hid the grain", "said at a debate that": a relative clause without a gap is said.

    Not so "told bankers that Latvia had hired", where "that" stands for the bankers.
    """
    head, above = clause.head, clause.parent
    return (
        above is not None
        and (head.head.head.i == above.head.i or _stands_in_phrase(head.head, above))
        and head.doc[head.left_edge.i].lower_ == "that"
        and clause.has_own_subject
        and any(c.dep_ in FILLINGS and c.tag_ not in RELATIVE_PRONOUNS for c in head.children)
        and above.is_report
    )


def _is_told(clause: Clause) -> bool:
    """ "assured voters he would mend the dam": what they are told; not so "told the man he hired"."""
    head, above = clause.head, clause.parent
    return (
        above is not None
        and head.head.head.i == above.head.i
        and head.head.dep_ in ADDRESSED
        and above.lemma in TELLING_SOMEBODY
        and not above.passive
        and clause.has_own_subject
        and not any(t.tag_ in RELATIVE_PRONOUNS for t in head.lefts)
        and any(c.dep_ in FILLINGS for c in head.rights)
    )


def _is_said_somewhere(clause: Clause) -> bool:
    """ "said in a statement that it leaks", "told them on Friday that": what is said, where the parser sees a noun's.

    Not so "warned of a risk that it leaks", nor "denied in a statement the claim that it leaks".
    """
    above, noun = clause.parent, clause.head.head
    return (
        above is not None
        and above.is_report
        and opens_with_that(clause.head)
        and _stands_in_phrase(noun, above)
        and not any(c.dep_ in COMPLEMENT_CLAUSES for c in above.head.children)
    )


def _stands_in_phrase(noun: Token, above: Clause) -> bool:
    """True for "statement" in "said in a statement", not for "risk" in "warned of a risk"."""
    return noun.dep_ == "pobj" and noun.head.head.i == above.head.i and noun.head.lower_ in MEDIA


def _is_made_known(clause: Clause) -> bool:
    """ "made it clear that it leaks": the parser hangs it from the adjective; not "is so old that it leaks"."""
    adjective = clause.head.head
    return adjective.pos_ == "ADJ" and adjective.dep_ == "ccomp" and opens_with_that(clause.head)


def _is_called_for(clause: Clause) -> bool:
    """ "called for Peru to pay": what is wanted of somebody. Not so "It took a week for Peru to pay"."""
    above = clause.parent
    if above is None or clause.mark != "for" or not clause.is_infinitive:
        return False
    is_plain = not any(c.dep_ in ("dobj", "acomp", "attr") for c in above.head.children)
    return is_plain and lookup(f"{above.lemma} for", "v") is not None


def _is_asked(clause: Clause) -> bool:
    """ "asked the mayor in May if it leaks": what is asked, no condition; not "asked the mayor to go if it leaks"."""
    above = clause.parent
    return (
        above is not None
        and clause.mark == "if"
        and clause.head.head.i == above.head.i < clause.head.i
        and above.signature("whether") is Signature.SUSPECT
        and word_before(clause.head) != ","
        and not any(c.dep_ in COMPLEMENT_CLAUSES for c in above.head.children)
    )


def tie(clause: Clause) -> None:
    """Let the clause above know what is said, wanted or tried in this one, now that the places of both are filled."""
    above = clause.parent
    if above is None:
        return
    if clause.link is Link.ADVERBIAL:
        _see_as_content(above, clause)
    if clause.link is Link.CONTENT:
        above.contents.append(clause)
    elif clause.link is Link.COORDINATE and _share_object(above, clause):
        above.objects = list(clause.objects)
    elif clause.link is Link.COORDINATE and _share_place(above, clause):
        above.obliques = list(clause.obliques)


def _see_as_content(above: Clause, clause: Clause) -> None:
    """Let what the parser sees as a purpose or a circumstance be what is asked, tried or said."""
    if _is_controlled(above, clause):
        clause.link, clause.subjects = Link.CONTENT, list(above.objects)
    elif _works_towards(above, clause) or _goes_on(above, clause):
        clause.link = Link.CONTENT
    elif _is_said_of_object(above, clause):
        clause.link, clause.inherits = Link.CONTENT, False
        clause.subjects, above.objects = above.objects, []


def _is_controlled(above: Clause, clause: Clause) -> bool:
    """ "got thousands of drivers to wear belts": the drivers wear them, where the parser sees a purpose.

    Not so in "sent drivers to fetch belts", nor in "asked the drivers in order to find out".
    """
    return (
        clause.is_infinitive
        and clause.inherits
        and not clause.mark
        and bool(above.objects)
        and above.objects[-1].right_edge.i == clause.head.left_edge.i - 1
        and (above.signature("to") in ASKED or above.head.base in MAKING)
    )


def _is_said_of_object(above: Clause, clause: Clause) -> bool:
    """ "denied his speech was written by aides": what is denied is not the speech, as the parser says.

    Not so "denied his speech when it was written", "read his speech, written by aides".
    """
    if not above.is_report or clause.mark or len(above.objects) != 1:
        return False
    first = clause.head.left_edge
    helps = first.dep_ in AUXILIARIES and first.tag_ in FINITE_FORMS
    return helps and first.i == above.objects[0].right_edge.i + 1 and not clause.has_own_subject


def _works_towards(above: Clause, clause: Clause) -> bool:
    """ "are working together to solve it": what they try; not "are working on ships to solve it", which has an end."""
    return clause.is_infinitive and clause.inherits and above.is_bare and above.signature("to") is Signature.TRY


def _goes_on(above: Clause, clause: Clause) -> bool:
    """ "went on to win": who went on won; not "went on in order to win", "went on with it to win"."""
    follows = clause.is_infinitive and clause.inherits and not clause.mark and clause.head.i > above.head.i
    return follows and above.lemma == "go on" and above.is_bare


def _share_object(first: Clause, second: Clause) -> bool:
    """ "buy and sell shares": the object behind the second verb is the first one's too.

    Not in "has gone and has sold shares", where each has a helper of its own.
    """
    return (
        second.inherits
        and bool(second.objects)
        and first.is_bare
        and not first.passive
        and not (first.helpers and second.helpers)
        and _is_alike(first.head, second.head)
        and _follows_at_once(first.head, second.head)
    )


def _share_place(first: Clause, second: Clause) -> bool:
    """ "lets them live and work in Oslo": lives there too; not in "lived and worked in Oslo", "come and work in"."""
    rests = bool(second.obliques) and second.obliques[0].preposition in RESTING and not second.objects
    return rests and second.inherits and _stays(first) and _follows_at_once(first.head, second.head)


def _stays(first: Clause) -> bool:
    """True for "live" in "live and work in Oslo"; not for "lived", "come"."""
    return first.is_bare and first.head.tag_ == "VB" and first.head.base not in GOING


def _is_alike(first: Token, second: Token) -> bool:
    """True for two verbs of one form, past tense and participle being one: "bought and sold"."""
    return first.tag_ == second.tag_ or (first.tag_ in PAST_FORMS and second.tag_ in PAST_FORMS)


def _follows_at_once(first: Token, second: Token) -> bool:
    """True where nothing but commas, conjunctions and the second verb's helpers stands between two verbs."""
    return first.i < second.i and all(
        t.dep_ in JOINTS or (t.head.i == second.i and t.dep_ in BETWEEN_VERBS)
        for t in first.doc[first.i + 1 : second.i]
    )
