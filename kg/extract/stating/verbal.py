"""Verb clauses as propositions: one per subject and object, with the other arguments in their roles.

What stands as the object is told by ``targets``, how the relation reads by ``predicate``; a verb that says nothing
beside the one beneath it (``carriers``) has no proposition of its own. Passives with an agent are turned round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.stance.carriers import is_bare, is_carried_by_content, is_gapped, only_leads
from kg.extract.stance.composition import Stance
from kg.extract.stance.signature import is_aside, is_modal, signature
from kg.extract.stating import pronouns
from kg.extract.stating.arguments import others, taken_span
from kg.extract.stating.called import called, polled, sourced
from kg.extract.stating.predicate import how_done, predicate
from kg.extract.stating.site import Draft, Site, told_by
from kg.extract.stating.targets import Target, targets
from kg.language import relations, words
from kg.language.grammar import RELATIVE_PRONOUNS, TIMES
from kg.language.words import lemma
from kg.model.kinds import Role
from kg.model.records import Argument, Proposition
from kg.terms import rules
from kg.terms.rules import Rule
from kg.terms.signature import Signature
from kg.terms.words import words as listed

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Pairs of subject and object that one clause states at most.
MOST_PAIRS = 16
# Wanting, meaning and asking are deeds.
WISHES = frozenset((Signature.HOPE, Signature.PLAN, Signature.REQUEST))
# Verbs that say nothing without an object: it is lost, or told elsewhere.
WANTING_OBJECT = listed("verbs that want an object")
WANTING_MORE = listed("verbs that want more in the passive")
# Verbs of "as far as it goes", and nouns that say nothing without the clause behind them.
AS_FAR_AS = listed("verbs of as far as")
NAMING_NOTHING = listed("nouns that name nothing alone")
QUALITIES_OF_ASIDES = listed("qualities of an aside")
# What a verb that stands for another has as its object: "did it", "did so".
DEICTIC = frozenset(("it", "that", "this", "so"))
# "as if", "as though"
SUPPOSING = frozenset(("if", "though"))
# "let's"
SHORT_US = frozenset(("'s", "’s"))
# Subjects that name nothing: "which", "there".
EMPTY_SUBJECTS = frozenset(("WDT", "WP", "EX", "WRB"))
BY_LINK = {
    Link.RELATIVE: rules.RELATIVE_CLAUSE,
    Link.PARTICIPLE: rules.PARTICIPLE,
    Link.COORDINATE: rules.COORDINATE_VERB,
    Link.CONTENT: rules.COMPLEMENT_CLAUSE,
    Link.NOUN_CONTENT: rules.NOUN_COMPLEMENT,
    Link.ADVERBIAL: rules.ADVERBIAL_CLAUSE,
    Link.GERUND: rules.GERUND,
    Link.SUBJECT: rules.SUBJECT_CLAUSE,
}


# "there is"
EXIST = "exist"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all propositions of one clause and target share.

    Attributes:
        clause: the clause.
        target: what stands as its object.
        rule: how it is read.
        stance: how it is put forward.
        relation: the words of the predicate.
        lemmas: the same by lemmas.
        others: the arguments beside subject and object.
    """

    clause: Clause
    target: Target
    rule: Rule
    stance: Stance
    relation: str
    lemmas: str
    others: Sequence[Argument] = ()


def read(site: Site) -> list[Draft]:
    """Drafts of all clauses of a sentence in their order; acts before what they say."""
    pronouns.bind(site)
    drafts: list[Draft] = []
    for clause in site.clauses.values():
        drafts.extend(_stated(site, clause))
        drafts.extend(_existing(site, clause))
        drafts.extend(_act(site, clause))
        drafts.extend(called(site, clause))
        drafts.extend(polled(site, clause))
        drafts.extend(sourced(site, clause))
    return drafts


def _stated(site: Site, clause: Clause) -> Iterator[Draft]:
    """What the clause states, unless another says it all."""
    if is_carried_by_content(clause) or is_bare(clause) or only_leads(clause) or is_gapped(clause):
        return
    subjects, objects, turned = _sides(clause)
    if len(subjects) > 1 and not turned and _is_mutual(clause, objects):
        # the first of those who act together with each of the others
        subjects, found = subjects[:1], [Target(heads=tuple(subjects[1:]), preposition="with")]
    else:
        found = targets(site, clause, objects, turned) if subjects else []
    for target in found:
        frame = _frame(site, clause, target, turned)
        if not _says_nothing(frame):
            yield from _of_each(site, frame, subjects)


def _existing(site: Site, clause: Clause) -> Iterator[Draft]:
    """ "Reis said there was fraud": Reis states that there was; "There was fraud" states nothing."""
    stance = site.stances[clause.head.i]
    if not clause.existential or not stance.speakers:
        return
    frame = Frame(clause, Target(), rules.COPULA, stance, clause.head.text, EXIST, others(site, clause, Target()))
    yield from _paired(site, frame, ((thing, None) for thing in clause.complements if _is_told_to_be(thing, stance)))


def _is_told_to_be(thing: Token, stance: Stance) -> bool:
    """True for "fraud"; not for "men who sold it" nor "no question that it leaked", whose own clause says all."""
    own = [c.dep_ for c in thing.rights]
    is_told = relations.ACL in own or relations.CCOMP in own or (relations.RELCL in own and not stance.negative)
    return thing.pos_ == "NOUN" and thing.ent_type_ not in TIMES and not is_told


def _says_nothing(frame: Frame) -> bool:
    """ "as Peru did", "what Peru wants" with its object lost; not "Peru left", "Peru did its duty".

    "The time that is left" says nothing either, "the ship is sunk" does, and so does "lives quietly".
    """
    clause = frame.clause
    if _is_by_the_way(clause) or _tells_of_nothing(clause) or _stands_for_another(frame):
        return True
    if not frame.target.is_bare or frame.target.infix:
        return False
    if clause.passive:
        # "the time left to repair it"
        return clause.lemma in WANTING_MORE and all(a.role is Role.PURPOSE for a in frame.others)
    if frame.others:
        return False
    return clause.lemma in WANTING_OBJECT and frame.lemmas.endswith(clause.lemma)


def _is_by_the_way(clause: Clause) -> bool:
    """ "as expected", "as far as ships go", "acts as if it leaks": nobody says that ships go, or that it leaks."""
    mark = next((c for c in clause.head.lefts if c.lower_ == "as"), None)
    if clause.link is not Link.ADVERBIAL or mark is None:
        return _is_frank(clause)
    if mark.nbor().lower_ in SUPPOSING and mark.i < clause.head.i - 1 and not _seems(clause.parent):
        return True
    is_short = clause.head.tag_ == "VBN" and mark.i == clause.head.i - 1 and clause.head.i == clause.head.right_edge.i
    return is_short or (clause.lemma in AS_FAR_AS and clause.head.head.lower_ == "far")


def _seems(clause: Clause | None) -> bool:
    """True for "looks" in "looks as if it leaks", not for "acts" in "acts as if it leaks", where it does not."""
    return clause is not None and clause.signature("that") is Signature.SEEM


def _is_frank(clause: Clause) -> bool:
    """ "To be sure", "to be fair": how the writer puts it; not so "to be sure of the vote", "works to be fair"."""
    if clause.link is not Link.ADVERBIAL or not clause.is_infinitive or lemma(clause.head) != "be":
        return False
    how = clause.complements[0].lower_ if len(clause.complements) == 1 else ""
    is_alone = clause.head.right_edge.i == clause.head.i + 1
    return how in QUALITIES_OF_ASIDES and is_alone and "," in _around(clause.head)


def _around(verb: Token) -> Iterator[str]:
    """The marks before and behind what hangs from a verb."""
    beside = (verb.left_edge.i - 1, verb.right_edge.i + 1)
    return (verb.doc[i].text for i in beside if 0 <= i < len(verb.doc))


def _stands_for_another(frame: Frame) -> bool:
    """ "as Peru did in May", "let's go": nobody learns what Peru did; not so "did its duty", "did well", "did what"."""
    clause = frame.clause
    if clause.lemma == "let":
        return any(s.lower_ in SHORT_US for content in clause.contents for s in content.subjects)
    if clause.lemma != "do" or clause.passive:
        return False
    if frame.target.content is not None and frame.target.content.head.left_edge.tag_ in RELATIVE_PRONOUNS:
        return False
    has_object = any(head.lower_ not in DEICTIC for head in frame.target.heads) and not frame.target.preposition
    return not has_object and not how_done(clause)


def _tells_of_nothing(clause: Clause) -> bool:
    """ "a way that is harder": of no way is anything told; not so "a road that is harder"."""
    subject = clause.subjects[0] if clause.subjects else None
    if clause.link is not Link.RELATIVE or subject is None or lemma(subject) not in NAMING_NOTHING:
        return False
    return told_by(subject, clause) is not None and not any(c.dep_ == relations.PREP for c in subject.rights)


def _sides(clause: Clause) -> tuple[Sequence[Token], Sequence[Token], bool]:
    """Subjects and objects, and whether a passive has been turned round: "was signed by Peru", "as told by Peru"."""
    if not clause.agents:
        return clause.subjects, clause.objects, False
    if is_aside(clause):
        return clause.agents, clause.objects, False
    if clause.passive:
        # "a plan to be armed by Peru": of nobody it is told whom Peru arms
        return clause.agents if clause.subjects else [], clause.subjects, True
    return clause.subjects, clause.objects, False


def _is_mutual(clause: Clause, objects: Sequence[Token]) -> bool:
    """ "Peru and Chile met", "the US and the EU are aligned": each with the other; not "Peru and Chile won"."""
    verb = clause.head.lower_ if clause.passive else lemma(clause.head)
    plain = not (objects or clause.complements or clause.contents)
    return plain and verb in words.MUTUAL and all(o.preposition != "with" for o in clause.obliques)


def _frame(site: Site, clause: Clause, target: Target, turned: bool) -> Frame:
    relation, lemmas = predicate(clause, target, turned)
    beside = others(site, clause, target)
    return Frame(clause, target, _rule(clause), site.stances[clause.head.i], relation, lemmas, beside)


def _of_each(site: Site, frame: Frame, subjects: Sequence[Token]) -> Iterator[Draft]:
    """One draft per subject and object, and one per object for each whom the text leaves out."""
    heads = frame.target.heads or (None,)
    if len(subjects) > 1 and any(pronouns.is_mutual(head) for head in frame.target.heads):
        # "Peru and Chile accuse each other": each the others
        heads = tuple(subjects)
    yield from _paired(site, frame, islice(product(subjects, heads), MOST_PAIRS))
    if frame.clause.excluded:
        against = replace(frame, rule=rules.EXCLUDED, stance=replace(frame.stance, negative=not frame.stance.negative))
        yield from _paired(site, against, product(frame.clause.excluded, heads))


def _paired(site: Site, frame: Frame, pairs: Iterable[tuple[Token, Token | None]]) -> Iterator[Draft]:
    """The drafts of some pairs, but of none whose subject names nothing or is the object too."""
    for subject, head in pairs:
        if not _is_empty(subject) and (head is None or head.i != subject.i):
            yield _draft(site, frame, subject, head)


def _draft(site: Site, frame: Frame, subject: Token, head: Token | None) -> Draft:
    clause, target = frame.clause, frame.target
    arguments = [site.argument(Role.SUBJECT, subject, without=told_by(subject, clause))]
    arguments += _object(site, frame, head)
    taken = {a.mention for a in arguments if a.mention is not None}
    arguments.extend(a for a in frame.others if a.mention is None or a.mention not in taken)
    return Draft(_proposition(site, frame, arguments), clause, target.content if head is None else None)


def _object(site: Site, frame: Frame, head: Token | None) -> Iterator[Argument]:
    """The object, where there is one: a noun, an adjective, or what is said."""
    target = frame.target
    if head is not None:
        yield site.argument(Role.OBJECT, head, target.preposition, told_by(head, frame.clause))
    elif target.value is not None:
        yield site.told(Role.OBJECT, taken_span(site, target.value) if target.preposition else site.span(target.value))
    elif target.content is not None:
        yield Argument(Role.OBJECT, site.clause_span(target.content))


def _act(site: Site, clause: Clause) -> Iterator[Draft]:
    """ "hopes to limit", "urged Europe to press": the hoping and the urging beside what is hoped or urged.

    Not in "what they hope to limit", where the hope is for no more than is told: they hope for what they hope for.
    """
    whole = (c for c in clause.contents if c.head.left_edge.i > clause.head.i)
    wished = (c for c in whole if signature(clause, c) in WISHES)
    content = next(wished, None)
    if content is None or not _is_act(clause) or _is_empty(clause.subjects[0]):
        return
    subject = site.argument(Role.SUBJECT, clause.subjects[0], without=told_by(clause.subjects[0], clause))
    relation, lemmas = predicate(clause, Target(), turned=False)
    frame = Frame(clause, Target(), rules.ACT, site.stances[clause.head.i], relation, lemmas)
    said = Argument(Role.OBJECT, site.clause_span(content))
    yield Draft(_proposition(site, frame, (subject, said)), clause, content)


def _is_act(clause: Clause) -> bool:
    """True where somebody hopes, and says no more: not "is hoped", "is going to", "is keen and hopes"."""
    more = clause.passive or clause.complements or is_modal(clause)
    return bool(clause.subjects) and not more and is_carried_by_content(clause)


def _proposition(site: Site, frame: Frame, arguments: Sequence[Argument]) -> Proposition:
    return Proposition(
        predicate=frame.lemmas,
        trigger=site.between(frame.clause.head, frame.clause.head),
        relation=frame.relation,
        arguments=tuple(arguments),
        polarity=frame.stance.polarity,
        modality=frame.stance.modality,
        certainty=frame.stance.certainty,
        attribution=site.speakers(frame.stance.speakers, frame.clause),
        rule=frame.rule.name,
        confidence=1.0,
        sentence=site.number,
        span=site.clause_span(frame.clause),
    )


def _is_empty(subject: Token) -> bool:
    return subject.tag_ in EMPTY_SUBJECTS or subject.lower_ in SHORT_US


def _rule(clause: Clause) -> Rule:
    if clause.passive:
        return rules.PASSIVE_WITH_AGENT if clause.agents else rules.PASSIVE
    if lemma(clause.head) == "be" and clause.head.pos_ == "AUX":
        return rules.COPULA
    return BY_LINK.get(clause.link, rules.CLAUSE)
