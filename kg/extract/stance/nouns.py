"""A clause behind a noun, "the accusation that it leaked", "plans to close it": by the noun, and by the verb above
that rejects or confirms what it names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import governed
from kg.extract.clauses.markers import is_negated
from kg.extract.clauses.subjects import noun_holders
from kg.extract.stance.composition import Setting, Stance, compose, decided
from kg.extract.stance.signature import frame_of, phrasal
from kg.extract.stance.speaking import HEARD, tells
from kg.language import relations
from kg.language.grammar import NOUNS, PERSONAL_PRONOUNS, TIMES
from kg.language.words import CASES, lemma, may_speak
from kg.model.kinds import Modality
from kg.terms.signature import SPEECH, Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract.clauses.clause import Clause
    from kg.model.syntax import Token

# Relations in which a noun stands beneath the verb that judges what it names.
GOVERNED = frozenset({relations.DOBJ, relations.NSUBJPASS, relations.ATTR, relations.POBJ})
# Verbs by whose object nothing comes of what it names.
LACKING = words("verbs that leave a plan undone")
# By whose object nothing comes of what somebody is asked: "rejected calls to".
REFUSING = words("verbs that turn down a plan")
# "such a burden that", "so big a burden that": what follows from it.
CONSEQUENT = frozenset({"so", "such"})
# "there is no basis for the claim", "finds no truth in the rumour"
FINDING = frozenset({"have", "find", "see"})
# What is feared or suspected need not be so.
DOUBTFUL = words("nouns of doubtful claims")
# "got the news that", "faced accusations that": the claim is somebody else's.
MEETING = words("verbs of meeting with a claim")
# Whose subject makes the claim, or makes it his own: "voiced confidence that", "defended the notion that".
PUTTING_FORWARD = words("verbs of putting a claim forward")
# What these tell is so, whoever tells it: "the news that".
MADE_KNOWN = words("nouns of what is made known")
# Before these prepositions behind a claim stand those who make it, if they can speak: "fears among voters that".
VOICING = frozenset({"from", "by", "among"})
NAMES = frozenset({"PROPN", "PRON"})
# Verbs whose signature goes before that of a noun of saying, which are those, or an unlisted one.
JUDGING = frozenset({Signature.DENY, Signature.KNOW, Signature.PROVE})
SAID = frozenset({Signature.CLAIM, Signature.REPORT, Signature.WORRY, Signature.SUSPECT, None})


@dataclass(frozen=True, slots=True)
class Behind:
    """A clause behind a noun, in its setting.

    Attributes:
        setting: where the clause stands.
        noun: the noun.
        frame: the form of the clause, as ``frame_of`` has it.
        is_governed: the noun stands beneath the verb above, as in "rejected the claim that".
        name: the signature of the noun; None where the table has none.
        holder: who makes the claim or has the plan; None where nobody is named.
        is_theirs: who makes the claim is told, and not only who speaks of it.
    """

    setting: Setting
    noun: Token
    frame: str
    is_governed: bool
    name: Signature | None
    holder: Token | None
    is_theirs: bool

    @property
    def place(self) -> int | None:
        """Where its holder stands in the document."""
        return self.setting.place(self.holder)

    @property
    def verb(self) -> Signature | None:
        """The signature of the verb above that governs the noun; None where there is none."""
        return lookup(self.setting.parent.lemma, "v", "that") if self.is_governed else None


def behind_noun(setting: Setting, noun: Token) -> Stance:
    """The stance of a clause behind a noun that has a verb above it."""
    parent = setting.parent
    frame = frame_of(setting.clause)
    is_governed = noun.head.i == parent.head.i and noun.dep_ in GOVERNED
    name = lookup(lemma(noun), "n", frame)
    holder, is_theirs = _held(setting, noun, frame, is_governed=is_governed)
    if name == Signature.WORRY and (holder is None or not _may_worry(noun, parent)):
        # "concerns that the port aids smugglers": nobody is named who thinks so
        name, holder = Signature.CLAIM, None
    return decided(PATTERNS, Behind(setting, noun, frame, is_governed, name, holder, is_theirs))


def _held(setting: Setting, noun: Token, frame: str, *, is_governed: bool) -> tuple[Token | None, bool]:
    """Who makes the claim or has the plan, and whether that is told: else the subject may only speak of it."""
    named = _holder(noun, frame) or _voiced_behind(setting, noun, frame)
    if named is not None or not is_governed:
        return named, True
    if noun.dep_ != "dobj" or setting.parent.lemma in MEETING or setting.speaks is None:
        return None, False
    return setting.speaks, setting.parent.lemma in PUTTING_FORWARD and _may_voice(setting.speaks)


def headline_noun(clause: Clause, noun: Token, offset: int) -> Stance:
    """ "Suspicions that the firm rigged it": no verb is above the noun."""
    frame = frame_of(clause)
    name = lookup(lemma(noun), "n", frame) or _unlisted(frame)
    holder = _holder(noun, frame)
    place = None if holder is None else offset + holder.idx
    return compose(Signature.CLAIM if name == Signature.WORRY and holder is None else name, Stance(), place)


def _unlisted(frame: str) -> Signature:
    """The signature of a noun that the table does not list."""
    return Signature.HOPE if frame == "to" else Signature.CLAIM


def _holder(noun: Token, frame: str) -> Token | None:
    """Whom the words at the noun name: "the mayor's plan", "criticism from farmers that", "fears among voters that"."""
    named = next(iter(noun_holders(noun, frame)), None)
    if named is not None and named.head.dep_ == "prep" and not _may_voice(named):
        # "a series of steps to close it": no step plans it
        return None
    if named is not None or frame != "that":
        return named
    phrases = (p for c in noun.children if c.dep_ == "prep" and c.lower_ in VOICING for p in governed(c))
    return next(filter(_may_voice, phrases), None)


def _voiced_behind(setting: Setting, noun: Token, frame: str) -> Token | None:
    """ "faced criticism from farmers that": the farmers, whom the parser hangs from the verb."""
    if frame != "that":
        return None
    behind = (o for o in setting.parent.obliques if noun.i < o.marker.i < setting.clause.head.left_edge.i)
    return next((p for o in behind if o.preposition in VOICING for p in o.heads if _may_voice(p)), None)


def _may_voice(word: Token) -> bool:
    """True for a name that is no time, a pronoun, and a noun of who can speak."""
    return (word.pos_ in NAMES and word.ent_type_ not in TIMES) or may_speak(word) or lemma(word) in HEARD


def _may_worry(noun: Token, parent: Clause) -> bool:
    """True where whoever has the worry, or voices it, is somebody: a deal that raises concerns has none."""
    people = noun_holders(noun, "that") or parent.subjects
    return any(p.pos_ == "PROPN" or p.ent_type_ or p.tag_ in PERSONAL_PRONOUNS or may_speak(p) for p in people)


def _unfounded(case: Behind) -> Stance | None:
    """ "There is no truth to the rumour that it leaked"; not "There is no end to the rumour that it leaked"."""
    noun, parent = case.noun, case.setting.parent
    if not parent.existential and lemma(parent.head) not in FINDING:
        return None
    ground = noun.head.head
    founded = ground.head.i == parent.head.i and lookup(lemma(ground), "n") == Signature.MANAGE
    if not founded or not is_negated(parent):
        return None
    return compose(Signature.DENY, case.setting.above.affirmed, None)


def _judged(case: Behind) -> Stance | None:
    """ "rejected the claim that it leaked"; not "rejected the plan to close it"."""
    if case.verb not in JUDGING or case.name not in SAID:
        return None
    above, judge = case.setting.above, case.setting.speaks
    if case.verb == Signature.DENY and judge is not None:
        if case.holder is not None and case.holder.i != judge.i:
            # "rejected Peru's claim that it leaked": Peru says so, and who rejects it is told by the verb
            return compose(Signature.REPORT, above.affirmed, case.place)
        return compose(case.verb, above, case.setting.speaker)
    return compose(case.verb, above, case.place)


def _called_false(case: Behind) -> Stance | None:
    """ "The claim that it leaked is false"; not "The claim that it leaked is new"."""
    parent = case.setting.parent
    if case.frame != "that" or case.noun.dep_ != "nsubj" or lemma(parent.head) != "be" or case.name not in SAID:
        return None
    names = {lookup(lemma(c), "n" if c.pos_ in NOUNS else "a", "that") for c in parent.complements}
    return case.setting.above.turned if Signature.FAIL in names else None


def _conditional(case: Behind) -> Stance | None:
    """ "on condition that it closes"; not "on news that it closes"."""
    if lemma(case.noun) not in CASES:
        return None
    return replace(case.setting.above, modality=Modality.CONDITIONAL, negative=False)


def _follows(case: Behind) -> Stance | None:
    """ "is such a burden that it was sold", "so big a burden that": it was; not "is a rumour that it was sold"."""
    grades = (c for word in (case.noun, *case.noun.lefts) for c in word.lefts)
    is_said = case.name is not None and case.name in SAID
    follows = case.frame == "that" and not is_said and any(c.lower_ in CONSEQUENT for c in grades)
    return case.setting.above.affirmed if follows else None


def _undone(case: Behind) -> Stance | None:
    """ "lost the chance to close it", "abandoned its plan to"; not "had the chance to close it"."""
    return case.setting.above.turned if case.is_governed and case.setting.parent.lemma in LACKING else None


def _turned_down(case: Behind) -> Stance | None:
    """ "rejected calls to close it": did not close it; not "welcomed calls to", "rejected a plan to"."""
    asked = case.is_governed and case.frame == "to" and case.name == Signature.REQUEST
    refused = asked and case.setting.parent.lemma in REFUSING
    return compose(Signature.REFUSE, case.setting.above, None) if refused else None


def _undoubted(case: Behind) -> Stance | None:
    """ "There is no doubt that it leaked"; not "There is doubt that it leaked"."""
    undoubted = lemma(case.noun) == "doubt" and any(c.lower_ == "no" for c in case.noun.children)
    return case.setting.above.affirmed if undoubted else None


def _by_verb_and_noun(case: Behind) -> Stance | None:
    """ "took the trouble to close it", "has enough votes to"; not "praised the plan to close it"."""
    judged = phrasal(case.setting.parent) if case.frame == "to" and case.is_governed else None
    return case.setting.done(judged) if judged else None


def _by_noun(case: Behind) -> Stance:
    """ "voiced the hope that it closes", "the firm's plan to close it failed", "stressed the need to close it"."""
    name, above = _said_by_noun(case), case.setting.above if case.is_governed else case.setting.above.affirmed
    is_own = case.holder is None or case.place == case.setting.speaker
    if name == Signature.TRY and not is_own:
        # "will fight Chilean efforts to close it": they are made now
        above = replace(above.affirmed, modality=Modality.ACTUAL)
    stance = compose(name, above, case.place)
    if case.verb not in SPEECH:
        return stance
    if is_own:
        # who stresses the importance of it says so
        return stance.said_by(case.place, reports=False)
    # "denounced Chilean efforts to close it": who denounces them says so, and no Chilean; not "rejected an offer to"
    is_told = case.verb != Signature.DENY and tells(case.setting)
    return stance.said_outside(above, case.setting.speaker) if is_told else stance


def _said_by_noun(case: Behind) -> Signature:
    """The signature of the noun, by whether anybody is named who has what it names.

    "There were reports that it leaked": nobody is named who says so. "The mayor's claim that it leaked drew laughter":
    the mayor says so, and what he fears he thinks possible.
    """
    name = case.name or _unlisted(case.frame)
    if name == Signature.REPORT and case.holder is None and lemma(case.noun) not in MADE_KNOWN:
        return Signature.CLAIM
    if name == Signature.CLAIM and case.holder is not None and case.is_theirs:
        return Signature.SUSPECT if lemma(case.noun) in DOUBTFUL else Signature.REPORT
    return name


PATTERNS: tuple[Callable[[Behind], Stance | None], ...] = (
    *(
        _follows,
        _unfounded,
        _judged,
        _called_false,
        _conditional,
        _undone,
        _turned_down,
        _undoubted,
        _by_verb_and_noun,
        _by_noun,
    ),
)
