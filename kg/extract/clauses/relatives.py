"""Which noun a relative clause speaks of, and whom a noun describes.

A relative pronoun stands for the noun it describes; a relative clause without one ("the tools Russia imports") has that
noun for an object. "Olmar, a lawyer who fights" and "Olmar is a lawyer who fights" speak of Olmar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, SUBJECTS, Clause, Link, Oblique, governed
from kg.language import relations
from kg.language.grammar import AUXILIARIES, PLURAL_NOUNS, RELATIVE_PRONOUNS, SINGULAR_NOUNS
from kg.language.words import is_person
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.syntax import Token

OF = frozenset(("of",))
# "a Super PAC" names nobody, though its words are capitalised.
INDEFINITE = frozenset(("a", "an"))
SOMEBODY = frozenset(("he", "she", "they"))
# "the twins, neither of whom speaks Danish".
QUANTITIES_OF_NAMED = words("quantities of the named")
# "The day Russia left": nouns that are no object of the verb behind them, and verbs of which they are.
WHEN_OR_HOW, OF_TIMES = words("nouns of when and how"), words("verbs with times as objects")
# Signatures of verbs whose subject is to do what stands behind them: "tried to"; what fills the place of an object.
OF_ONESELF = frozenset(
    {
        *(Signature.TRY, Signature.HOPE, Signature.PLAN, Signature.REFUSE, Signature.MANAGE),
        *(Signature.NEED, Signature.SEEM, Signature.CLAIM, Signature.FAIL),
    }
)
FULL = frozenset((relations.DOBJ, relations.ATTR, relations.ACOMP, relations.CCOMP, relations.XCOMP))
RELATIVE_WORDS = RELATIVE_PRONOUNS | {"WP$", "WRB"}
# Tags and relations that "that" has where it stands for a noun.
RELATIVE_THAT = frozenset(("WDT", "IN", "DT"))
PLACES_OF_THAT = SUBJECTS | {relations.DOBJ, relations.POBJ, relations.MARK}


def antecedents(token: Token, clause: Clause) -> list[Token]:
    """The noun that a relative pronoun stands for; any other token stands for itself, so "what" and "that" alone."""
    if token.lower_ in QUANTITIES_OF_NAMED:
        whole = _quantified(token)
        if whole is None:
            return [token]
        token = whole
    if not _is_relative(token):
        return [token]
    if clause.link is Link.CONTENT and clause.head.dep_ == "relcl" and token.head.i == clause.head.i:
        # "said at a debate that it leaked": what is said speaks of no debate
        return []
    head = next((t for t in clause.head.path if t.dep_ == "relcl"), None)
    if head is None or head.head.pos_ not in NOMINAL:
        return [] if token.tag_ in RELATIVE_PRONOUNS else [token]
    return described(_fitting(_nearest_conjunct(head.head, head), token.lower_), token.lower_)


def _fitting(noun: Token, word: str) -> Token:
    """The king of "the king of Peru, who fled", Peru of "the king of Peru, which fell", whichever the parser says."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if word == "who" and noun.ent_type_ in PLACES and is_person(above):
        return above
    if word == "which" and noun.pos_ == "NOUN" and is_person(noun):
        return next((p for nouns in phrases_of(noun, OF) for p in nouns if p.pos_ == "PROPN"), noun)
    return noun


def _quantified(token: Token) -> Token | None:
    """ "whom" of "the twins, neither of whom speaks Danish"; None in "neither of the twins speaks"."""
    return next((p for nouns in phrases_of(token, OF) for p in nouns if p.tag_ in RELATIVE_PRONOUNS), None)


def _is_relative(token: Token) -> bool:
    """True for "which", "whom" and "that" before a verb, not for "what"."""
    return token.lower_ != "what" and (
        token.tag_ in RELATIVE_PRONOUNS or (token.lower_ == "that" and token.tag_ in RELATIVE_THAT)
    )


def _nearest_conjunct(noun: Token, verb: Token) -> Token:
    """ "A, B and C, which is": a singular verb speaks of the last noun before it; not so "A and B, which are"."""
    chain = [c for c in (noun, *noun.conjuncts) if c.i < verb.left_edge.i]
    if chain and chain[-1].i > noun.i and chain[-1].tag_ in SINGULAR_NOUNS and _is_singular(verb):
        return chain[-1]
    return noun


def _is_singular(verb: Token) -> bool:
    """True for "sells" and "has sold"."""
    return verb.tag_ == "VBZ" or any(c.tag_ == "VBZ" for c in verb.children if c.dep_ in AUXILIARIES)


def has_relative_word(clause: Clause) -> bool:
    """True for "which sells arms", where a word before the verb stands for the noun; not for "Russia imports"."""
    verb = clause.head
    return any(t.i < verb.i and _may_be_relative(t) for t in verb.subtree)


def _may_be_relative(token: Token) -> bool:
    return token.tag_ in RELATIVE_WORDS or (token.lower_ == "that" and token.dep_ in PLACES_OF_THAT)


def handed_on(relative: Token) -> Token | None:
    """ "close" of "the mine Russia tried to close", which is closed; not of "the clerk Russia wants to leave".

    Nor of "the road they use to leave", which is used.

    Args:
        relative: the verb of the relative clause: "tried".
    """
    inner = next((c for c in relative.rights if c.dep_ == relations.XCOMP and c.left_edge.tag_ == "TO"), None)
    if inner is None or relative.base == "use" or inner.base in INTRANSITIVE:
        return None
    if lookup(relative.base, "v", "to") not in OF_ONESELF:
        return None
    is_full = any(c.dep_ in FULL for c in inner.rights) or any(
        c.dep_ in FULL for c in relative.rights if c is not inner
    )
    return None if is_full or is_person(relative.head) else inner


def bind_reduced_relative(clause: Clause, noun: Token) -> None:
    """ "The tools Russia imports": the noun is the object of the clause that has none, or of its last preposition.

    "The town they live in": lives in the town. Nothing is bound in "The day Russia imported", "the way Russia does".
    """
    stranded = next((c for c in clause.head.children if c.dep_ == "prep" and not c.children), None)
    if stranded is not None:
        clause.obliques.append(Oblique(stranded.lower_, stranded, [noun]))
    elif not (clause.objects or clause.passive or clause.complements or _tells_when_or_how(noun, clause.head)):
        clause.objects.append(noun)


def _tells_when_or_how(noun: Token, verb: Token) -> bool:
    """ "The day Russia left", "the way Russia trades", "every reason to"; not "the time they spent there"."""
    return noun.base in WHEN_OR_HOW and verb.base not in OF_TIMES


def phrases_of(noun: Token, prepositions: frozenset[str]) -> Iterator[list[Token]]:
    """What each of those prepositions behind a noun governs."""
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in prepositions:
            yield governed(c)


# -- whom a noun describes


def described(noun: Token, word: str) -> list[Token]:
    """Whom a noun with a relative clause describes, else the noun itself.

    Olmar in "Olmar is a lawyer who fights" and "Olmar, a lawyer who fights", the plan itself in "The aim is a plan that
    works", the lawyer in "Olmar met a lawyer who fights".

    Args:
        noun: what the clause hangs from.
        word: the relative pronoun, in small letters; for a participle that which would stand there.
    """
    if noun.pos_ != "NOUN" and not any(c.lower_ in INDEFINITE for c in noun.lefts):
        return [noun]
    return (_named_before(noun, word) if noun.dep_ == "appos" else _equated(noun, word)) or [noun]


def _named_before(noun: Token, word: str) -> list[Token]:
    """ "Olmar and Tessin, lawyers who fight": both; "Olmar and Tessin, the lawyer who fights": the nearest."""
    if noun.head.pos_ != "PROPN":
        return []
    named = sorted([noun.head, *noun.head.conjuncts], key=lambda t: t.i)
    if noun.tag_ not in PLURAL_NOUNS:
        named = [t for t in named if t.i < noun.i][-1:]
    return named if all(_may_be_called(t, noun, word) for t in named) else []


def _may_be_called(name: Token, noun: Token, word: str) -> bool:
    """True for "Olmar, a lawyer who", "Norsel, a firm which", not for "Olmar, a firm which", "The Latest: a firm"."""
    is_apart = any(t.text == ":" for t in noun.doc[name.i : noun.i])
    return not is_apart and (word != "which" or name.ent_type_ != MentionType.PERSON)


def _equated(noun: Token, word: str) -> list[Token]:
    """ "Olmar is a lawyer who fights": Olmar; nobody in "Olmar is no lawyer who fights", "The aim is a plan that"."""
    above = noun.head
    if noun.dep_ != "attr" or above.base != "be" or any(c.dep_ == "neg" for c in above.children):
        return []
    subjects = [c for c in above.lefts if c.dep_ == "nsubj"]
    return subjects if len(subjects) == 1 and _may_be_described(subjects[0], word) else []


def _may_be_described(subject: Token, word: str) -> bool:
    """True for "Olmar is the one who", "He is a man that", "The mayor is a lawyer who", not for "The aim is a plan"."""
    if subject.lower_ in SOMEBODY:
        return word != "which"
    return subject.pos_ == "PROPN" or (word == "who" and is_person(subject))
