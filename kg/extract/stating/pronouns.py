"""Pronouns that a noun of the same sentence stands for, where the document left them open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.reference.binding import (
    MEN,
    OF_ONE,
    PLURAL_SPEAKERS,
    WOMEN,
    described,
    differ,
    may_be_body,
    means_clause,
    reaches,
    subject_above,
    subject_of,
)
from kg.extract.stating.prepositions import OF, governed
from kg.extract.stating.site import Site
from kg.language import relations, words
from kg.language.grammar import NOMINAL_SUBJECTS, NOUNS, PLURAL_NOUNS, SINGULAR_NOUNS
from kg.language.nominals import deeds
from kg.language.words import ADDRESSEES, SPEAKERS, lemma
from kg.terms.mention_type import MentionType
from kg.terms.signature import Signature, lookup, reports
from kg.terms.words import words as listed

if TYPE_CHECKING:
    from kg.model.syntax import Token

TALKING = SPEAKERS | ADDRESSEES
# Who speaks for a body, and where that stands: "Peru's spokesman", "the Halvex spokesman", "a spokesman for Peru".
SPOKESPEOPLE = listed("nouns for who speaks for others")
# "We hope", "we want", "we urge"; not "we plan", which others do too.
WISHING = frozenset((Signature.HOPE, Signature.REQUEST))
WHOSE = frozenset((relations.POSS, relations.COMPOUND, relations.NMOD))
FOR = frozenset(("for", "of", "at"))
PLURAL_PRONOUNS = frozenset(("they", "them"))
OF_A_SEX = MEN | WOMEN
# Types of bodies, and of places that act.
OF_BODIES = frozenset((MentionType.ORG, MentionType.GPE, MentionType.LOC))
OF_ORGANISATIONS = frozenset((MentionType.ORG,))
# What one body may be called again by.
BODILY = frozenset(("it", "they"))
# Whose something is, by who that is.
WHO_OWNS = {"its": "it", "their": "they", "his": "he", "her": "she"}
SOMEBODY = frozenset(("he", "him", "she", "her"))
VISITORS = frozenset(("he", "she", "they"))
# "Each other", "one another"; which of two that are joined is "the former", "the latter".
EACH_OTHER = (["each", "other"], ["one", "another"])
OF_TWO = {"former": 0, "latter": 1}
# The way from "Beijing" up to "visit" in "visit to Beijing".
BELOW = frozenset((relations.POBJ, relations.PREP))
REFLEXIVE = ("self", "selves")
# Verbs whose "it" is often nothing: "it is important to go", "it rained".
WITHOUT_SUBJECT = listed("verbs with an empty it")


def spoken(sentence: Iterable[Token], site: Site) -> None:
    """Let "I" in a quotation be who speaks, also "the treasurer", "you" whom the words are told, "we" no one man.

    "“I took it,” said the treasurer": the treasurer took it. "“You lied,” she told the king": the king lied.
    "“We lost,” Ana Gil said": Ana Gil and others lost, but who they are is not told.

    Args:
        sentence: its tokens.
        site: the sentence, whose mentions take the bindings in.
    """
    for token in sentence:
        if token.lower_ not in TALKING:
            continue
        number, place = site.at(token), site.speaker(site.block.start + token.idx)
        if number is None or place is None:
            continue
        meant = _present(token, number, place, site)
        registry = site.phrases.registry
        if meant is not None:
            registry.bind(number, meant)
        if (
            token.lower_ in PLURAL_SPEAKERS
            and (one := _one(number, place, site)) is not None
            and not _thinks(token, site)
        ):
            registry.bind_with_others(number, one)


def _one(number: int, speaker: int, site: Site) -> int | None:
    """The mention of who speaks, if the pronoun is bound to him and he is one man; a body or a state is "we" itself."""
    registry = site.phrases.registry
    who = registry.at(speaker)
    if who is None or registry.is_open(who) or registry.mentions[who].cluster != registry.mentions[number].cluster:
        return None
    noun, kind = site.token(speaker), registry.mentions[who].type
    if noun is None:
        return who if kind == MentionType.PERSON else None
    is_one = noun.tag_ in SINGULAR_NOUNS or noun.lower_ in OF_ONE
    is_man = kind == MentionType.PERSON or (kind not in OF_BODIES and words.is_person(noun))
    return who if is_one and is_man else None


def _thinks(token: Token, site: Site) -> bool:
    """ "We believe", "we urge", "we hope": whoever says so does so at least himself."""
    clause = site.clauses.get(token.head.i)
    if clause is None or token.dep_ not in NOMINAL_SUBJECTS:
        return False
    return reports(clause.lemma) or lookup(clause.lemma, "v", "that") in WISHING


def _present(token: Token, number: int, speaker: int, site: Site) -> int | None:
    """Whom "I", "we" or "you" means; the "we" of a spokesman is whom he speaks for, also where it meant himself."""
    registry = site.phrases.registry
    who = site.token(speaker) if token.lower_ in SPEAKERS else _addressee(token, speaker, site)
    side = _side(who, site) if who is not None and token.lower_ in PLURAL_SPEAKERS else None
    if side is not None or not registry.is_open(number):
        return side
    if who is None:
        # who speaks stands in another paragraph
        return registry.placed(speaker) if token.lower_ in SPEAKERS else None
    return site.refer(who) if who.pos_ == "PROPN" or _is_somebody(who) else None


def _side(speaker: Token, site: Site) -> int | None:
    """Whom a spokesman or an officer speaks for: "a Halvex spokesman", "Odd Lund, director of Halvex".

    A spokesman may speak for a state; the "we" of a senator from Ohio is not Ohio.
    """
    noun = _said_of(speaker)
    if noun.pos_ not in NOUNS:
        return None
    of = OF_BODIES if noun.lower_ in SPOKESPEOPLE else OF_ORGANISATIONS if lemma(noun).lower() in words.OFFICES else ()
    beside = (c for c in noun.lefts if c.dep_ in WHOSE)
    found = (site.at(t) for t in (*beside, *governed(noun, FOR)))
    return next((n for n in found if n is not None and site.phrases.mentions[n].type in of), None)


def _said_of(speaker: Token) -> Token:
    """What somebody by name is said to be: the spokesman of "Odd Lund, a spokesman"; else the word itself."""
    return next((c for c in speaker.rights if c.dep_ == "appos"), speaker) if speaker.pos_ == "PROPN" else speaker


def _is_somebody(noun: Token) -> bool:
    return words.is_person(noun) or lemma(noun) in words.GROUPS | words.OFFICES


def _addressee(token: Token, speaker: int, site: Site) -> Token | None:
    """Whom the words are told: the object of the verb whose subject speaks them."""
    for clause in site.clauses.values():
        heads = [*clause.indirect, *clause.objects]
        spoken_by = any(site.block.start + s.idx == speaker for s in clause.subjects)
        if spoken_by and len(heads) == 1 and reports(clause.lemma):
            return heads[0] if heads[0].i != token.i else None
    return None


def is_mutual(token: Token) -> bool:
    """ "Each other", "one another"."""
    beside = [t.lower_ for t in token.doc[max(0, token.i - 1) : token.i + 2]]
    return token.lower_ in {"other", "one", "another"} and any(pair in (beside[:2], beside[1:]) for pair in EACH_OTHER)


def _of_two(token: Token) -> Token | None:
    """The first or second of the last two that were joined before "the former", "the latter"."""
    if not _is_one_of_two(token):
        return None
    start = token.sent.start
    for first in reversed(token.doc[token.doc[max(0, start - 1)].sent.start : token.i]):
        if first.pos_ in NOUNS and first.dep_ != "conj":
            joined = [c for c in first.conjuncts if c.pos_ in NOUNS]
            if len(joined) == 1 and joined[0].i < token.i:
                return (first, joined[0])[OF_TWO[token.lower_]]
    return None


def _is_one_of_two(token: Token) -> bool:
    """ "The latter" by itself; not "the latter of the three", nor "in latter years"."""
    return token.lower_ in OF_TWO and any(c.lower_ == "the" for c in token.lefts) and token.right_edge.i == token.i


def bind(site: Site) -> None:
    """Let the open pronouns of a sentence refer to nouns before them.

    "did not crush the tablets, but she shook the bottle": she is the pharmacist of the clause before. Only within
    the sentence, and only where one noun agrees, or one in the same role; else the pronoun stays open.
    """
    before: list[Clause] = []
    for clause in sorted(site.clauses.values(), key=lambda c: c.head.i):
        for token in (*clause.subjects, *clause.objects):
            if token.pos_ == "PRON":
                _bind_one(token, clause, before, site)
            elif (meant := _of_two(token)) is not None:
                site.stands_for(token, meant)
        before.append(clause)
    for clause in site.clauses.values():
        for token in clause.head.subtree:
            if token.tag_ == "PRP$" and token.lower_ in WHO_OWNS:
                _bind_owner(token, site)


def _bind_owner(token: Token, site: Site) -> None:
    """ "The library sold its books": the library's, where it has no name and agrees."""
    number = site.at(token)
    if number is None or not site.phrases.registry.is_open(number):
        return
    subjects = (subject_of(token), subject_above(token))
    owner = next((s for s in subjects if s is not None and _may_own(s, token, site)), None)
    if owner is not None:
        site.phrases.registry.bind(number, site.refer(owner))


def _may_own(subject: Token, token: Token, site: Site) -> bool:
    """ "The nuns ... their", "other Democrats ... their"; not "nuns ... its", nor a name."""
    is_joined = any(c.dep_ == relations.CONJ for c in subject.children)
    is_noun = subject.pos_ == "NOUN" or (subject.tag_ == "NNPS" and not is_joined)
    return is_noun and subject.i < token.i and _agrees(token, _counted(subject), site)


def _bind_one(token: Token, clause: Clause, before: Sequence[Clause], site: Site) -> None:
    """Let a subject or object refer to a noun: by its form, by the clause that it stands in, by those before."""
    number, registry = site.at(token), site.phrases.registry
    if number is None:
        return
    if token.lower_.endswith(REFLEXIVE):
        own = _self(token, clause)
        if own is not None:
            registry.bind(number, site.refer(own))
        return
    _bind_within(token, number, clause, site)
    if registry.is_open(number) or _takes_the_object(token, number, before, site):
        antecedent = _antecedent(token, clause, before, site) or _reporter(token, clause, site)
        if antecedent is not None:
            registry.bind(number, site.refer(antecedent))


def _bind_within(token: Token, number: int, clause: Clause, site: Site) -> None:
    """ "Aziz's visit to Lima, where he met", "a player who thinks he is bigger": whom the clause hangs from."""
    registry = site.phrases.registry
    visitor = _visitor(clause, token)
    if visitor is not None and (other := site.at(visitor)) is not None:
        registry.bind(number, other)
    whose = described(token)
    if whose is not None and registry.is_open(number):
        registry.bind(number, site.refer(whose))


def _self(reflexive: Token, clause: Clause) -> Token | None:
    """ "The witness contradicted himself", "they found themselves excluded": whoever else is about, the subject."""
    if reflexive.dep_ == "dobj":
        return clause.subjects[0] if len(clause.subjects) == 1 else None
    above = clause.parent
    is_found = reflexive.dep_ in NOMINAL_SUBJECTS and above is not None and above.head is clause.head.head
    return above.subjects[0] if is_found and above is not None and len(above.subjects) == 1 else None


def _reporter(pronoun: Token, clause: Clause, site: Site) -> Token | None:
    """ "Leaders said they would": who says so, without a name, where that agrees; not "officials said it would"."""
    speakers = site.stances[clause.head.i].speakers
    noun = site.token(speakers[-1]) if speakers else None
    if noun is None or noun.i > pronoun.i or noun.sent.start != pronoun.sent.start:
        return None
    return noun if _may_call_itself(pronoun.lower_, _counted(noun)) else None


def _counted(noun: Token) -> Token:
    """The allies in "some of the allies", "half of the allies"."""
    return next(governed(noun, OF), noun) if lemma(noun) in words.QUANTIFIERS else noun


def _may_call_itself(word: str, noun: Token) -> bool:
    """ "Officials ... they", "the ministry ... it"; a name would have been found before."""
    is_body = lemma(noun) in words.BODIES
    if noun.pos_ != "NOUN" or not (is_body or words.may_speak(noun)):
        return False
    if noun.tag_ in PLURAL_NOUNS:
        return word in PLURAL_PRONOUNS
    if is_body or (word == "it" and lemma(noun) not in words.PEOPLE | words.SPEAKING):
        # "the brewer" may be a firm, "the minister" is none
        return word in BODILY
    return word in SOMEBODY


def _antecedent(pronoun: Token, clause: Clause, before: Sequence[Clause], site: Site) -> Token | None:
    """The only noun of the clauses before that agrees, else the only one in the same role, else the joined object."""
    subjects = [t for c in before for t in c.subjects if _may_stand_for(pronoun, t, clause, site)]
    objects = [t for c in before for t in c.objects if _may_stand_for(pronoun, t, clause, site)]
    parallel = objects if pronoun.dep_ == "dobj" else subjects
    for nouns in ([*subjects, *objects], parallel, [t for t in objects if _is_joined_object(t, pronoun)]):
        if len({t.i for t in nouns}) == 1:
            return nouns[0]
    return None


def _is_joined_object(noun: Token, pronoun: Token) -> bool:
    """ "Found money to buy horses and feed them": the horses; not so in "to buy horses and a groom fed them"."""
    verb = pronoun.head
    is_joined = verb.dep_ == relations.CONJ and noun.head is verb.head and noun.dep_ == pronoun.dep_ == relations.DOBJ
    return is_joined and not any(c.dep_ in NOMINAL_SUBJECTS for c in verb.children)


def _takes_the_object(token: Token, number: int, before: Sequence[Clause], site: Site) -> bool:
    """ "Panama wanted the crane, but Cuba bought it": "it", read as the subject before, is the object before."""
    if token.lower_ != "it" or token.dep_ != "dobj" or not before:
        return False
    last, mentions = before[-1], site.phrases.mentions
    numbers = [site.at(t) for t in last.subjects if t.i != token.i]
    clusters = {mentions[n].cluster for n in numbers if n is not None}
    return mentions[number].cluster in clusters and sum(map(_is_thing, last.objects)) == 1


def _is_thing(noun: Token) -> bool:
    """ "The crane"; not "the cranes", "the nurse", "Peru"."""
    return noun.pos_ == "NOUN" and noun.tag_ == "NN" and not words.is_person(noun)


def _may_stand_for(pronoun: Token, noun: Token, clause: Clause, site: Site) -> bool:
    """True for a noun before the pronoun, in another place of the sentence, that agrees in number and kind."""
    if noun.pos_ not in NOUNS or noun.i > pronoun.i or noun.i in {t.i for t in (*clause.subjects, *clause.objects)}:
        return False
    if _speaks(pronoun, noun, site) or _is_around(noun, pronoun):
        return False
    is_theirs = pronoun.lower_ != "it" and _has_owner(noun)
    return not is_theirs and _agrees(pronoun, _counted(noun), site)


def _speaks(pronoun: Token, noun: Token, site: Site) -> bool:
    """'"The first loser will pay," he said': he is not whom he tells of."""
    return site.speaker(site.block.start + noun.idx) == site.block.start + pronoun.idx


def _is_around(noun: Token, pronoun: Token) -> bool:
    """ "talk that it had failed": it is no talk."""
    return noun.is_ancestor(pronoun)


def _has_owner(noun: Token) -> bool:
    """ "They have their backs, as they had ours": they are no backs."""
    return any(c.tag_ == "PRP$" for c in noun.children)


def _agrees(pronoun: Token, noun: Token, site: Site) -> bool:
    """ "The nurse ... she", "the nurses ... they", "the dam ... it"; not "the nurses ... she", "the nurse ... it"."""
    word = WHO_OWNS.get(pronoun.lower_, pronoun.lower_) if pronoun.tag_ == "PRP$" else pronoun.lower_
    if word in PLURAL_PRONOUNS:
        return noun.tag_ in PLURAL_NOUNS or any(c.dep_ == "conj" for c in noun.children)
    if noun.tag_ not in SINGULAR_NOUNS:
        return False
    is_person = _is_one(noun, site)
    if word in SOMEBODY:
        return is_person and not differ(noun, word)
    return word == "it" and not is_person and _may_be_it(pronoun, noun, site)


def _is_one(noun: Token, site: Site) -> bool:
    """True for a person by name or kind, "Mina Park", "the nurse", "the woman"; not for "the dam"."""
    return site.type_of(noun) == MentionType.PERSON or words.is_person(noun) or lemma(noun) in OF_A_SEX


def _may_be_it(pronoun: Token, noun: Token, site: Site) -> bool:
    """Whether "it" means something at all, and may be that noun, which is no person."""
    if _may_be_empty(pronoun) or means_clause(pronoun):
        return False
    is_body = site.type_of(noun) in OF_BODIES or lemma(noun) in words.BODIES
    return not is_body or (may_be_body(pronoun) and reaches(noun, pronoun))


def _visitor(clause: Clause, pronoun: Token) -> Token | None:
    """ "Sullivan's visit to Beijing, where he met Xi": he is who paid the visit."""
    if clause.head.dep_ != "relcl" or pronoun.lower_ not in VISITORS or pronoun.dep_ != "nsubj":
        return None
    for below, noun in pairwise(clause.head.head.path):
        if below.dep_ not in BELOW and below.pos_ != "ADP":
            break
        if lemma(noun) in deeds():
            return _owner(noun)
    return None


def _owner(noun: Token) -> Token | None:
    """Sullivan of "Sullivan's visit"; nobody of "his visit", "the envoy's visit"."""
    return next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)


def _may_be_empty(pronoun: Token) -> bool:
    """True for "it" in "it is important to go", "it rained", also in "it is red"; not in "it sank".

    Where only the sentence is looked at, less is bound than across sentences, where ``antecedents.is_expletive``
    asks for the clause or the adjective that shows an "it" to be empty.
    """
    return lemma(pronoun.head) in WITHOUT_SUBJECT and pronoun.dep_ == "nsubj"
