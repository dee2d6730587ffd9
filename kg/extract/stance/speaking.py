"""Who says, wants or plans what stands beneath a predicate: its subject, where that can.

"The reason is that p", "The wall is going to fall", "The tax measures include selling it": no reason, no wall and no
measure says or means anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Link
from kg.extract.clauses.subjects import noun_holders
from kg.extract.stance.signature import frame_of, is_modal
from kg.language import relations
from kg.language.grammar import NOUNS, VERBS
from kg.language.words import BODIES, lemma, may_speak
from kg.model.kinds import Modality
from kg.terms.signature import lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.extract.clauses.clause import Clause
    from kg.extract.stance.composition import Setting
    from kg.model.syntax import Token

# What is to come, whoever wants it: "is about to open".
FATED = words("words of what is to come")
# Who speaks beside those whose noun alone tells that they may.
HEARD = words("people and bodies that speak")
# "The ruling threatens to close it": what no ruling means, and the mayor does who threatens to.
MEANT_BY_SOME = words("verbs that say nothing of a thing")
# Frames of a clause that "it" may point to.
FINITE_FRAMES = frozenset({"that", "whether"})
# "so old that", "such a liar that": what follows from it.
CONSEQUENT = frozenset({"so", "such"})
# Verbs, some with a preposition, whose object is what the subject speaks of.
SPOKEN_OF = words("verbs of what is spoken of")
# Verbs by which the subject calls somebody something.
NAMING_SO = words("verbs of calling somebody something")
# "An email stressed the harm that it did."
TEXTS = words("texts that speak of something")
# How a verb stands whose subject speaks of something, or will.
SAID = frozenset({Modality.ACTUAL, Modality.PLANNED})
# "voiced concern about", "made mention of": what the concern is about is spoken of.
VOICING = words("verbs of voicing something")
VOICED = words("nouns of what is voiced")
LEADING_ON = words("prepositions of what is voiced")


def who_says(setting: Setting) -> int | None:
    """Place of whoever says, wants or plans a clause; None where nobody is named."""
    parent, child, who = setting.parent, setting.clause, setting.speaks
    if who is None or (child.is_infinitive and _is_to_come(parent)) or _points_forward(who, parent, child):
        return None
    if _is_meant_by_nobody(parent, who):
        return None
    if _is_equated(parent):
        # "Their rumour is that p": they say so, and no rumour speaks
        return setting.place(next(iter(noun_holders(parent.subjects[0], "")), None))
    return setting.place(who) if _is_listed(parent, child) or _may_mean(who) else None


def speaks_of(clause: Clause, description: Clause) -> bool:
    """True for "listed the steps that the city took" and its second clause, not for "climbed the steps that ..."."""
    word = description.head.head
    if word.pos_ != "NOUN" or _is_parted(description):
        return False
    last = topmost(clause, word)
    if last is not None and (last.lower_ == "as" or last.dep_ == "oprd"):
        return _calls_so(clause, description)
    return tells_of(clause, word)


def _is_parted(description: Clause) -> bool:
    """True for "criticized it to his panel, accusing them of theft", where the comma ends what is criticized."""
    start = description.head.left_edge.i
    return description.link is Link.PARTICIPLE and start > 0 and description.head.doc[start - 1].text == ","


def is_spoken_of(setting: Setting, word: Token) -> bool:
    """True for the noun of "criticized the plan to close the port", whose critic speaks of all that; not if denied."""
    return tells(setting) and tells_of(setting.parent, word)


def tells(setting: Setting) -> bool:
    """True where somebody speaks, or will: "Reis listed", "will list"; not "did not list", "the rain listed"."""
    who = setting.speaks
    if who is None or setting.above.negative or setting.above.modality not in SAID:
        return False
    return _may_mean(who) or lemma(who) in TEXTS


def tells_of(clause: Clause, word: Token) -> bool:
    """True for "criticized the closing of the port", "spoke of the closing", "voiced concern over it", "is wary of it".

    Not for "climbed the steps", nor for the subject: "The mayor of the port spoke".
    """
    last = topmost(clause, word)
    if last is None:
        return False
    if last.lower_ == "as" or last.dep_ == "oprd":
        return clause.lemma in NAMING_SO
    if last.dep_ == "prep":
        if last.lower_ == "including":
            return clause.lemma in SPOKEN_OF
        is_led = last.lower_ in LEADING_ON and last.i > clause.head.i
        return f"{clause.lemma} {last.lower_}" in SPOKEN_OF or (is_led and _voices(clause))
    if last.dep_ == relations.ACOMP:
        return any(f"be {lemma(last)} {c.lower_}" in SPOKEN_OF for c in last.children if word in c.subtree)
    if last.dep_ != relations.DOBJ:
        return False
    return clause.lemma in SPOKEN_OF or (last.i != word.i and _voices(clause))


def _voices(clause: Clause) -> bool:
    """True for "voiced concern", "heaped praise"; not for "voiced the words", "caused concern"."""
    return clause.lemma in VOICING and any(lemma(o) in VOICED for o in clause.objects)


def topmost(clause: Clause, word: Token) -> Token | None:
    """What hangs from the verb of a clause with the word in it.

    None where another verb stands between, and for "a blow" in "announced a sale, a blow", which is said of it.
    """
    for step in word.path:
        if step.head.i == clause.head.i:
            return step
        if step.pos_ in VERBS or step.dep_ == relations.APPOS:
            return None
    return None


def _calls_so(clause: Clause, description: Clause) -> bool:
    """True for "described it as a threat that", "called him a man who": who calls it so says all of it.

    Not for "called it racist, a verdict that shook them", where the comma ends what it is called.
    """
    between = clause.head.doc[clause.head.i : description.head.head.i]
    is_one = description.link is Link.RELATIVE and all(t.text != "," for t in between)
    return is_one and (clause.is_report or clause.lemma in NAMING_SO)


def _is_to_come(clause: Clause) -> bool:
    """True for "is to", "is going to" and "is about to", which plan nothing themselves; not for "is ready to"."""
    return is_modal(clause) or any(c.lower_ in FATED for c in clause.complements)


def _points_forward(word: Token, clause: Clause, child: Clause) -> bool:
    """True for the "it" of "It is unlikely that it fell", which is what the clause says; not of "It says that"."""
    return word.lower_ == "it" and bool(clause.complements) and frame_of(child) in FINITE_FRAMES


def _is_equated(clause: Clause) -> bool:
    """True for "The reason is that p", where what the subject names is told; not for "The mayor is sure that p"."""
    return lemma(clause.head) == "be" and not clause.complements and _is_thing(clause.subjects[0])


def _is_listed(clause: Clause, child: Clause) -> bool:
    """True for what is known to say, want or mean something: "says", "is keen to"; not "includes", "is so old that"."""
    frame = frame_of(child)
    predicates = [("v", clause.lemma), ("v", lemma(clause.head)), ("a", lemma(clause.head))]
    for word in clause.complements:
        if any(c.lower_ in CONSEQUENT for c in word.children):
            return False
        predicates.append(("n" if word.pos_ in NOUNS else "a", lemma(word)))
    return any(lookup(word, part, frame) for part, word in predicates)


def _may_mean(word: Token) -> bool:
    """True for a name, a pronoun, and a noun of who can speak."""
    return not _is_thing(word)


def _is_meant_by_nobody(clause: Clause, who: Token) -> bool:
    """True for "The ruling threatens to", not for "The mayor threatens to" and "The ruling says that"."""
    return clause.lemma in MEANT_BY_SOME and _is_thing(who) and lemma(who) not in BODIES


def _is_thing(word: Token) -> bool:
    return word.pos_ == "NOUN" and not may_speak(word) and lemma(word) not in HEARD
