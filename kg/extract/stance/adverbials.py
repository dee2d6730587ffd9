"""A clause beside the verb: a purpose is wished, a condition supposed, a reason a fact; "rather than" denies it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.clauses.markers import (
    WOULD,
    asks_if,
    comes_to,
    is_condition,
    is_none,
    is_now_that,
    is_past,
    is_unreached,
)
from kg.extract.clauses.subjects import SINGLING_OUT
from kg.extract.stance.composition import Setting, Stance, compose, decided, weaken
from kg.extract.stance.gerunds import ANTI, only_choice, preferred
from kg.extract.stance.nouns import behind_noun
from kg.extract.stance.signature import phrasal, signature
from kg.language.grammar import NOUNS
from kg.language.words import lemma
from kg.model.kinds import Modality
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract.clauses.clause import Clause
    from kg.model.syntax import Token

# "as if", "as though"
LIKENING = frozenset({"if", "though"})
# "would rather sell it than mortgage it"
RATHER = frozenset({"rather", "sooner"})
# Marks of an infinitive that tells a purpose: "in order to sell it", "for the firm to sell it", or none.
PURPOSES = frozenset({"for", "in", ""})
PARTICIPIAL_FORMS = frozenset({"VBG", "VBN"})
# What is said to be hard, or will be, may be done.
OPEN_TO_DOUBT = frozenset({Modality.ACTUAL, Modality.PLANNED})
# Judgements of what was done, in the past: "it was wrong for Peru to pay".
AS_DONE = frozenset({Signature.MANAGE, Signature.KNOW})
# What a copula or a verb makes of a clause behind an adjective that the table does not list.
OPEN = frozenset({Signature.ALLOW, Signature.CAUSE, Signature.HOPE})
# A clause of time is as far off as what it stands beside, unless it tells the past.
LATER = words("conjunctions of a later time")
# The reason or background of a wish is no wish, nor is what was before it.
BACKGROUND = words("conjunctions of reason and background") | LATER


def adverbial(setting: Setting) -> Stance:
    """The stance of a clause beside the verb."""
    return decided(PATTERNS, setting)


def _made_so_for(setting: Setting) -> Stance | None:
    """ "made it easy for Europe to act": it may; not "made it for Europe to sell", "was easy for Europe to take"."""
    clause, adjective = setting.clause, setting.clause.head.head
    if (
        not _is_for_to(clause)
        or adjective.pos_ != "ADJ"
        or adjective in (setting.parent.head, *setting.parent.complements)
    ):
        return None
    return setting.done(lookup(lemma(adjective), "a", "to") or Signature.ALLOW)


def _for_somebody_to(setting: Setting) -> Stance | None:
    """Of "called for the club to sack him", "saw the need for Europe to act".

    Not of "paid for it to stay afloat", "paid in order for it to stay afloat".
    """
    if not _is_for_to(setting.clause):
        return None
    if noun := _noun_before(setting.clause):
        return _behind_noun(setting, noun)
    if word := next((c for c in setting.parent.complements if c.i < setting.clause.head.i), None):
        return _judged(setting, word)
    return _asked_of_somebody(setting)


def _noun_before(clause: Clause) -> Token | None:
    """The "need" of "the need for Peru to pay", where the parser hangs the clause from it; none in "in order for"."""
    noun = clause.noun
    is_noun = noun is not None and noun.pos_ in NOUNS and noun.lower_ != "order"
    return noun if is_noun and noun is clause.head.head else None


def _asked_of_somebody(setting: Setting) -> Stance | None:
    """ "called for Peru to pay", "saw the need for Peru to pay", where the parser hangs the clause from the verb."""
    clause, parent = setting.clause, setting.parent
    if judged := phrasal(parent):
        return setting.done(judged)
    thing = next((o for o in parent.objects if o.i < clause.head.i), None)
    if thing is not None and (name := lookup(lemma(thing), "n", "to")):
        return setting.told(name).said_by(setting.speaker, reports=False)
    asked = lookup(f"{parent.lemma} for", "v") or lookup(parent.lemma, "v", "to")
    return setting.told(asked) if asked else None


def _is_for_to(clause: Clause) -> bool:
    """True for "for Europe to act"."""
    return clause.mark == "for" and clause.is_infinitive


def _behind_noun(setting: Setting, noun: Token) -> Stance:
    """ "the need for Peru to pay" as the noun has it, "is a way for Peru to win" as possible, "is no way" as not so."""
    if lookup(lemma(noun), "n", "to") or phrasal(setting.parent):
        return behind_noun(setting, noun)
    return weaken(setting.above, Modality.POSSIBLE)


def _judged(setting: Setting, word: Token) -> Stance:
    """ "it is impossible for Peru to pay" as the adjective has it, "it is not odd for Peru to pay" as possible.

    What is called a mistake was done, in the past: "it was a mistake for Peru to pay".
    """
    name = signature(setting.parent, setting.clause)
    is_listed = lookup(lemma(word), "a" if word.pos_ == "ADJ" else "n", "to") is not None
    if name is not None and (name not in AS_DONE or is_past(setting.parent)) and (name not in OPEN or is_listed):
        return setting.done(name)
    above = setting.above.affirmed
    return replace(above, modality=Modality.POSSIBLE) if above.modality in OPEN_TO_DOUBT else above


def _instead(setting: Setting) -> Stance | None:
    """ "leased it rather than sell it", "left without selling it"; not "was larger than they had sold"."""
    first = setting.clause.head.left_edge.lower_
    return replace(setting.around, negative=True) if preferred(first, setting.clause.mark) in ANTI else None


def _rather(setting: Setting) -> Stance | None:
    """ "would rather sell it than mortgage it"; not "sells more than it leases"."""
    rather = setting.clause.mark == "than" and any(c.lower_ in RATHER for c in setting.parent.head.children)
    return replace(setting.above, negative=True) if rather else None


def _supposed(setting: Setting) -> Stance | None:
    """ "if it rains", "were it to rain"; not "because it rains"."""
    return replace(setting.around, modality=Modality.CONDITIONAL) if is_condition(setting.clause) else None


def _asked_if(setting: Setting) -> Stance | None:
    """ "is not sure if it rains", "Asked if it rains, she left": what is asked; not "is glad if it rains"."""
    if not asks_if(setting.clause):
        return None
    # "Asked if it rains, she left": not she asks
    asker = None if setting.parent.head.base == "ask" else setting.speaker
    return compose(Signature.SUSPECT, setting.above.affirmed, asker)


def _as_if(setting: Setting) -> Stance | None:
    """ "acted as if it had sold it", "as though it sold it": nobody says so; not "acted as it sold it"."""
    first = setting.clause.head.left_edge
    return setting.around.left_open if first.lower_ == "as" and first.nbor().lower_ in LIKENING else None


def _by_verb_and_noun(setting: Setting) -> Stance | None:
    """ "took the trouble to phone", "has the votes to pass it"; not "took the phone to call"."""
    judged = phrasal(setting.parent) if setting.clause.is_infinitive else None
    return setting.done(judged) if judged else None


def _behind_but(setting: Setting) -> Stance | None:
    """ "has no choice but to sell it"; not "has no cause to sell it"."""
    return only_choice(setting) if setting.clause.mark == "but" else None


def _nothing_done(setting: Setting) -> Stance | None:
    """ "did nothing to calm them", "did little to help"; not "did all to help"."""
    nothing = (
        setting.clause.is_infinitive
        and lemma(setting.parent.head) == "do"
        and any(is_none(o) for o in setting.parent.objects)
    )
    return replace(setting.above, negative=True) if nothing else None


def _come_to(setting: Setting) -> Stance | None:
    """ "has come to accept it": accepts it; not "has come to sell it"."""
    return setting.above if comes_to(setting.parent, setting.clause) else None


def _singled_out(setting: Setting) -> Stance | None:
    """ "became the first woman to steer it": she steered it; not "became a captain to steer it"."""
    clause = setting.clause
    before = (c for c in setting.parent.complements if c.right_edge.i == clause.head.left_edge.i - 1)
    is_single = clause.is_infinitive and any(c.lower_ in SINGLING_OUT for noun in before for c in noun.lefts)
    return setting.above.affirmed if is_single else None


def _purpose(setting: Setting) -> Stance | None:
    """ "sold it to pay debts", "opened it for ships to dock"; not "as if to sell it"."""
    clause = setting.clause
    purpose = clause.is_infinitive and (clause.inherits or clause.mark in PURPOSES)
    return weaken(setting.above.affirmed, Modality.DESIRED) if purpose else None


def _so_that(setting: Setting) -> Stance | None:
    """ "sold it so that debts are paid", "sold it so debts are paid"; not "sold it as debts are paid"."""
    return weaken(setting.above.affirmed, Modality.DESIRED) if setting.clause.mark == "so" else None


def _participle(setting: Setting) -> Stance | None:
    """ "did not pay, citing losses": it cited them; not "as the mayor was citing losses"."""
    beside = setting.clause.inherits and setting.clause.head.tag_ in PARTICIPIAL_FORMS
    return setting.above.affirmed if beside else None


def _at_its_time(setting: Setting) -> Stance | None:
    """ "will leave when the ship docks": it has not docked; not "left when the ship docked"."""
    clause, above = setting.clause, setting.above
    if clause.mark not in LATER or (is_past(clause) and not _is_told_before(setting)):
        return None
    if above.modality is Modality.ACTUAL and is_unreached(clause):
        return replace(setting.around, modality=Modality.CONDITIONAL)
    return replace(setting.around, modality=above.modality)


def _is_told_before(setting: Setting) -> bool:
    """True for "said it would leave once the ship docked", whose past goes with "said"; not for "will leave"."""
    would = any(h.lower_ in WOULD for h in setting.parent.helpers)
    return would and setting.above.modality is Modality.PLANNED


def _background(setting: Setting) -> Stance | None:
    """ "hopes to sell it because it lost money", "now that it lost money", "... when it lost money".

    Not "unless it lost money".
    """
    clause = setting.clause
    return setting.around.described if clause.mark in BACKGROUND or is_now_that(clause) else None


def _beside(setting: Setting) -> Stance:
    """ "The mayor left, the ship docked": as what it stands beside."""
    return setting.around


PATTERNS: tuple[Callable[[Setting], Stance | None], ...] = (
    *(
        _made_so_for,
        _for_somebody_to,
        _instead,
        _rather,
        _asked_if,
        _supposed,
        _as_if,
        _by_verb_and_noun,
        _behind_but,
        _nothing_done,
    ),
    *(_come_to, _singled_out, _purpose, _so_that, _participle, _at_its_time, _background, _beside),
)
