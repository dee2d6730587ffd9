"""Who does the deed of a noun and whom it is done to, by the marks around the noun.

"Peru's support for Chile", "an attack by rebels on the port", "Peruvian aid", "the arms sale": what each mark tells
with which noun stands in ``ontology/nominals.tsv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import conjuncts
from kg.extract.stating.nouns.base import is_actor, named
from kg.extract.stating.prepositions import OF
from kg.extract.stating.site import Site, is_time
from kg.language import relations
from kg.language.grammar import COMPOUNDS, MODIFIERS, NOUNS, PERSONAL_PRONOUNS, VERBS
from kg.language.nominals import BESIDE, POSSESSIVE, Deed
from kg.language.words import lemma, may_speak
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Prepositions that belong to the noun before them, though the parser hangs them from the verb.
STRAYING = words("prepositions behind light verbs") | {"by", "into"}
# "launched an attack on"
DOING = words("verbs of doing a deed")
# "faced criticism from"
UNDERGOING = words("verbs of undergoing a deed")
# Behind "of" and a noun these may belong to the noun before: "the arrest of a man by the police".
BEHIND_OF = STRAYING | {"from"}
PARTICIPANTS = frozenset(("NOUN", "PROPN"))
NOT_A_PARTY = frozenset(("WDT", "WP", "DT", "EX"))
AMOUNTS = frozenset(
    (MentionType.PERCENT, MentionType.MONEY, MentionType.QUANTITY, MentionType.CARDINAL, MentionType.ORDINAL)
)
# "accused him of it": verbs that take whom and of what
WITH_OF = words("verbs of a person and a matter")
# "on behalf of", "in favour of": a noun that has become part of a preposition.
VAGUE = frozenset(("it", "this", "that", "itself"))
FIXED = words("nouns within prepositions")
DETERMINERS = frozenset((relations.DET, relations.POSS))


@dataclass(frozen=True, slots=True)
class Done:
    """Whom or what a deed is done to: the sense that says so, the heads, and the preposition before them if any."""

    deed: Deed
    heads: Sequence[Token]
    marker: Token | None = None


def done_to(noun: Token, senses: Sequence[Deed]) -> Iterator[Done]:
    """The phrases behind the noun whose preposition leads to what the deed is done to, with each sense that says so."""
    for marker in _markers(noun):
        for deed in senses:
            if marker.lower_ in deed.patients and not _is_anothers(marker, noun, deed):
                heads = _heads(marker)
                if heads:
                    yield Done(deed, heads, marker)


def done_to_before(site: Site, noun: Token, senses: Sequence[Deed]) -> Iterator[Done]:
    """ "his arrest by police", "Peru's arms sales": what stands before the noun, where somebody else does it."""
    owner, things = _possessor(site, noun, None), _things(site, noun)
    for deed in senses:
        if POSSESSIVE in deed.patients and owner and _agent_by(site, noun, None):
            yield Done(deed, owner)
        if BESIDE in deed.patients and things:
            yield Done(deed, things)


def doers(site: Site, noun: Token, done: Done) -> list[Token]:
    """Those who do it; where it is told in several ways, as the first of them tells."""
    for mark, read in DOER_RULES:
        if mark in done.deed.agents:
            found = [t for t in read(site, noun, done.marker) if t not in done.heads]
            if found:
                return found
    return []


def is_open(site: Site, token: Token) -> bool:
    """True for a pronoun of which nobody knows whom it means."""
    number = site.at(token)
    return token.tag_ in PERSONAL_PRONOUNS and (number is None or site.phrases.registry.is_open(number))


def is_bare(noun: Token) -> bool:
    """True for "support" in "in support of", not for "the support", "his support"."""
    return not any(c.dep_ in DETERMINERS for c in noun.children)


# -- what stands behind


def _markers(noun: Token) -> Iterator[Token]:
    """The prepositions behind a noun, those among them that the parser hangs elsewhere behind its own."""
    own = _prepositions(noun)
    yield from own
    yield from _straying(noun)
    for verb in _doing(noun):
        yield from (c for c in _prepositions(verb) if c.lower_ in STRAYING)
    for head in (h for m in own if m.lower_ in OF for h in _heads(m)):
        yield from (c for c in _prepositions(head) if c.lower_ in BEHIND_OF)


def _prepositions(word: Token) -> list[Token]:
    return [c for c in word.children if c.dep_ == "prep" and c.i > word.i]


def _straying(noun: Token) -> Iterator[Token]:
    """ "made an attack | on the port | with rebels": at once behind the noun, and hung from the verb before it."""
    edge = noun.right_edge
    while edge.i + 1 < noun.sent.end:
        after = edge.nbor()
        if not (after.dep_ == "prep" and after.lower_ in STRAYING and _is_above(after.head, noun)):
            return
        yield after
        edge = after.right_edge


def _doing(noun: Token) -> Iterator[Token]:
    """ "imposed" in "a ban imposed on grain" and in "a ban was imposed on grain": it says only that it is done."""
    above = (noun.head,) if noun.dep_ == "nsubjpass" else ()
    for verb in (*above, *(c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN")):
        if _with_particle(verb) in DOING:
            yield verb
    yield from (c for c in noun.children if c.dep_ == "relcl" and lemma(c) in UNDERGOING)


def _with_particle(verb: Token) -> str:
    """The verb with the particle that belongs to it: "carry out" of "carried an attack out"; else its lemma."""
    return lemma(verb) + next((f" {c.lower_}" for c in verb.children if c.dep_ == "prt"), "")


def _is_above(verb: Token, noun: Token) -> bool:
    """True for the verb that governs the noun, itself or by a preposition."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return verb.pos_ in VERBS and verb.i == above.i and verb.i < noun.i


def _heads(marker: Token) -> list[Token]:
    """The nouns that a preposition governs and that can take part: no time, no amount, no "which"."""
    heads = [h for p in marker.children if p.dep_ == "pobj" for h in conjuncts(p)]
    return [h for h in heads if _may_take_part(h) and not _begins_anew(h)]


def _may_take_part(token: Token) -> bool:
    is_participant = (
        (token.pos_ in PARTICIPANTS or token.tag_ in PERSONAL_PRONOUNS)
        and token.lower_ not in VAGUE
        and token.tag_ not in NOT_A_PARTY
        and lemma(token) not in FIXED
    )
    return is_participant and not is_time(token) and token.ent_type_ not in AMOUNTS and token.text[0].isalpha()


def _begins_anew(noun: Token) -> bool:
    """ "support for the army and its effects": what its own pronoun begins is another thing."""
    return noun.dep_ == "conj" and any(k.tag_ == "PRP$" for k in noun.children)


def _is_anothers(marker: Token, noun: Token, deed: Deed) -> bool:
    """ "with the support of Peru", who gives it, and "accused the leadership of a breach", where "of" is the verb's."""
    if marker.lower_ not in OF:
        return False
    is_doers = marker.lower_ in deed.agents and not _has_doer_before(noun)
    return is_doers or (noun.dep_ == "dobj" and lemma(noun.head) in WITH_OF)


def _has_doer_before(noun: Token) -> bool:
    """ "China's support of Peru", "in support of Peru"; not "with the support of Peru", where Peru gives it."""
    if any(c.dep_ == "poss" for c in noun.children):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and is_bare(noun)


# -- who does it


def _agent_by(site: Site, noun: Token, taken: Token | None) -> list[Token]:
    """Russia in "the invasion by Russia", not in "the invasion of Russia"."""
    return _behind(noun, frozenset(("by",)), taken)


def _agent_from(site: Site, noun: Token, taken: Token | None) -> list[Token]:
    """Russia in "help from Russia"."""
    return _behind(noun, frozenset(("from",)), taken)


def _agent_of(site: Site, noun: Token, taken: Token | None) -> list[Token]:
    """The sanctions in "the impact of sanctions on trade"."""
    return _behind(noun, OF, taken)


def _behind(noun: Token, prepositions: frozenset[str], taken: Token | None) -> list[Token]:
    markers = (m for m in _markers(noun) if m.lower_ in prepositions and m is not taken)
    return next(filter(None, (_heads(m) for m in markers if not _is_below(m, noun))), [])


def _is_below(marker: Token, noun: Token) -> bool:
    """ "criticism of the grain from Peru" may be of Peru's grain; "criticism of the grain by Peru" is Peru's."""
    return marker.lower_ != "by" and marker.head.pos_ in NOUNS and marker.head is not noun


def _possessor(site: Site, noun: Token, taken: Token | None) -> list[Token]:
    """China in "China's support"; not "its" where nobody knows whose, nor today in "today's support"."""
    for c in noun.children:
        if c.dep_ == "poss" and not is_time(c) and not is_open(site, c):
            owner = _antecedent(c)
            return conjuncts(owner) if owner is not None else []
    return []


def _antecedent(owner: Token) -> Token | None:
    """The voters of "voters whose support he needs"."""
    if owner.tag_ != "WP$":
        return owner
    return next((t.head for t in owner.ancestors if t.dep_ == "relcl"), None)


def _beside(site: Site, noun: Token, taken: Token | None) -> list[Token]:
    """ "Chinese" in "Chinese support", the police in "a police raid", not the drugs in "a drug raid"."""
    if any(c.dep_ == "poss" for c in noun.lefts):
        return []
    return [c for c in noun.lefts if c.dep_ in MODIFIERS and _may_act(site, c)][:1]


DOER_RULES: tuple[tuple[str, Callable[[Site, Token, Token | None], list[Token]]], ...] = (
    ("by", _agent_by),
    (POSSESSIVE, _possessor),
    ("from", _agent_from),
    ("of", _agent_of),
    (BESIDE, _beside),
)


def _may_act(site: Site, beside: Token) -> bool:
    if is_actor(site, beside):
        return True
    mention = named(site, beside)
    is_person = mention is not None and mention.type == MentionType.PERSON
    return beside.dep_ in COMPOUNDS and (is_person or (beside.pos_ == "NOUN" and may_speak(beside)))


def _things(site: Site, noun: Token) -> list[Token]:
    """ "Arms" in "arms sales" and "army arms sales"; nothing in "spring arms sales"."""
    beside = [c for c in noun.lefts if c.dep_ in COMPOUNDS]
    return [c for c in beside if _is_thing(site, c, noun)] if all(_may_act(site, c) for c in beside[:-1]) else []


def _is_thing(site: Site, beside: Token, noun: Token) -> bool:
    """ "arms" in "arms sales", not "police" in "police sales", and nothing in a name."""
    return beside.i == noun.i - 1 and beside.pos_ == "NOUN" and not is_time(beside) and not _may_act(site, beside)
