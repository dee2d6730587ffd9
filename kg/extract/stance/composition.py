"""The stance of a clause, and what a predicate over it makes of it.

A predicate has a signature, kept in ``ontology/signatures.tsv``: a reporting verb adds its subject as a speaker, a
denial also turns the polarity, "hope" makes what is beneath it desired, "fail" makes it false, "manage" leaves it as
true as itself. Sources: Karttunen 1971 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and Pustejovsky
2009 (FactBank).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kg.language.grammar import PAST_FORMS, VERBS
from kg.model.changed import changed
from kg.model.kinds import Certainty, Modality, Polarity
from kg.terms.signature import SPEECH, Signature
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.extract.clauses.clause import Clause
    from kg.model.syntax import Token

Case = TypeVar("Case")

# Whose subject merely reports: a description inside its words can still be laid to it.
REPORTING = frozenset({Signature.REPORT, Signature.KNOW, Signature.PROVE, Signature.BELIEVE})
# What is wanted beneath a predicate.
WANTED: Mapping[Signature, Modality] = MappingProxyType(
    {
        Signature.HOPE: Modality.DESIRED,
        Signature.REQUEST: Modality.REQUESTED,
        Signature.FORBID: Modality.REQUESTED,
        Signature.PLAN: Modality.PLANNED,
    }
)
# Beneath these a plan is none yet: "must be ready to act", "asks them to be ready to act".
UNPLANNED = frozenset(
    {Modality.OBLIGATION, Modality.POSSIBLE, Modality.CONDITIONAL, Modality.DESIRED, Modality.REQUESTED}
)
LINKING = words("linking verbs")
# Whoever says "we want" is already the speaker of the quotation.
SPEAKING_SELVES = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Stance:
    """How one clause is put forward.

    ``speakers`` are the head words' places in the document, outermost first; ``reporters`` those of them that
    merely report, so that a description inside their words can still be laid to them.
    """

    negative: bool = False
    modality: Modality = Modality.ACTUAL
    certainty: Certainty = Certainty.CERTAIN
    speakers: tuple[int, ...] = ()
    reporters: tuple[int, ...] = ()

    @property
    def polarity(self) -> Polarity:
        """The polarity as the graph has it."""
        return Polarity.NEGATIVE if self.negative else Polarity.POSITIVE

    @property
    def affirmed(self) -> Stance:
        """The same without a denial."""
        return changed(self, negative=False) if self.negative else self

    @property
    def turned(self) -> Stance:
        """The same with the contrary said."""
        return changed(self, negative=not self.negative)

    @property
    def left_open(self) -> Stance:
        """The same with nothing said for or against: "whether it is so"."""
        return changed(self, negative=False, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)

    @property
    def described(self) -> Stance:
        """What describes or explains something beneath it: a fact, if nobody merely reports it."""
        return Stance(speakers=self.reporters, reporters=self.reporters)

    def said_by(self, speaker: int | None, *, reports: bool) -> Stance:
        """The same, with one more speaker inside the others."""
        if speaker is None or speaker in self.speakers:
            return self
        reporters = (*self.reporters, speaker) if reports else self.reporters
        return Stance(self.negative, self.modality, self.certainty, (*self.speakers, speaker), reporters)

    def said_outside(self, above: Stance, speaker: int | None) -> Stance:
        """The same, with one more speaker right inside those of ``above``, who tells what the others say."""
        if speaker is None or speaker in self.speakers:
            return self
        inside = [s for s in self.speakers if s not in above.speakers]
        outside = [s for s in self.speakers if s in above.speakers]
        return changed(self, speakers=(*outside, speaker, *inside), reporters=(*self.reporters, speaker))


def weaken(stance: Stance, modality: Modality) -> Stance:
    """The stance with that modality, unless what is above it is already no fact."""
    return changed(stance, modality=modality) if stance.modality is Modality.ACTUAL else stance


def compose(name: Signature | None, above: Stance, subject: int | None, *, past: bool = False) -> Stance:
    """What a predicate with that signature, itself put forward as ``above``, makes of the clause beneath.

    Args:
        name: the signature; None for a predicate that the table does not list, beneath which all is held for wanted.
        above: how the predicate itself is put forward.
        subject: place of the head of who says or wants it; None where nobody is named.
        past: whether the predicate is in the past tense.

    >>> fail = Signature.FAIL
    >>> compose(fail, Stance(), None).negative, compose(fail, Stance(negative=True), None).negative
    (True, False)
    >>> str(compose(Signature.HOPE, Stance(), 0).modality)
    'Desired'
    """
    if name is None or name in WANTED:
        return _wanted(name, above, subject)
    if name in SPEECH:
        return _spoken(name, above, subject)
    if name == Signature.ABLE and past:
        # "was able to sell it" tells that it was sold
        return above
    return EFFECT_OF[name](above)


def _wanted(name: Signature | None, above: Stance, subject: int | None) -> Stance:
    if name == Signature.PLAN and above.modality in UNPLANNED:
        return above
    negative = above.negative if name in (Signature.HOPE, Signature.PLAN) else name == Signature.FORBID
    modality = Modality.DESIRED if name is None else WANTED[name]
    stance = changed(above, negative=negative, modality=modality)
    if above.modality is not Modality.ACTUAL and above.speakers:
        # "hopes that Europe will press China to stop": the one who hopes wants both
        return stance
    return stance.said_by(subject, reports=False)


def _spoken(name: Signature, above: Stance, subject: int | None) -> Stance:
    stance = above.affirmed.said_by(subject, reports=name in REPORTING)
    if name == Signature.PROVE and above.negative:
        # "did not prove that": nothing is shown, nor its contrary
        return weaken(stance, Modality.POSSIBLE)
    if name in (Signature.KNOW, Signature.PROVE):
        return stance
    if above.modality is not Modality.ACTUAL:
        stance = changed(stance, modality=Modality.POSSIBLE)
    if name == Signature.BELIEVE:
        return changed(stance, negative=above.negative, certainty=Certainty.PROBABLE)
    if name in (Signature.SUSPECT, Signature.ACCUSE):
        return changed(stance, modality=Modality.POSSIBLE, certainty=Certainty.DOUBTFUL)
    if name == Signature.WORRY:
        return changed(stance, certainty=Certainty.PROBABLE)
    if above.negative:
        # "did not say that", "did not deny that": either may be
        return changed(stance, modality=Modality.POSSIBLE)
    # what is denied here is affirmed above
    return changed(stance, negative=True) if name == Signature.DENY else stance


def _claimed(above: Stance) -> Stance:
    return changed(above, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)


def _kept(above: Stance) -> Stance:
    return above


def _turned(above: Stance) -> Stance:
    return above.turned


def _refused(above: Stance) -> Stance:
    """ "did not refuse to": whether it was done is left open."""
    return weaken(above.affirmed, Modality.POSSIBLE) if above.negative else above.turned


def _caused(above: Stance) -> Stance:
    """ "did not cause it to burst": it may have burst by itself."""
    return changed(above, negative=False, modality=Modality.POSSIBLE) if above.negative else above


def _allowed(above: Stance) -> Stance:
    """ "is able to sell it" leaves open whether it does; "is not able to" does not."""
    return above if above.negative else weaken(above, Modality.POSSIBLE)


def _seeming(above: Stance) -> Stance:
    return changed(weaken(above, Modality.POSSIBLE), certainty=Certainty.PROBABLE)


def _needed(above: Stance) -> Stance:
    return weaken(above, Modality.OBLIGATION)


def _tried(above: Stance) -> Stance:
    """ "tried to sell it" wants it sold; "did not try to" tells that it was not."""
    return above if above.negative else weaken(above, Modality.DESIRED)


# What a predicate that is neither of speech nor of wishing makes of what is beneath it.
EFFECT_OF: Mapping[Signature, Callable[[Stance], Stance]] = MappingProxyType(
    {
        Signature.CLAIM: _claimed,
        Signature.MANAGE: _kept,
        Signature.FAIL: _turned,
        Signature.PREVENT: _turned,
        Signature.REFUSE: _refused,
        Signature.CAUSE: _caused,
        Signature.ALLOW: _allowed,
        Signature.ABLE: _allowed,
        Signature.SEEM: _seeming,
        Signature.NEED: _needed,
        Signature.TRY: _tried,
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a clause stands, before its own auxiliaries and negation.

    Attributes:
        clause: the clause itself.
        parent: the one above it.
        above: how that one is put forward.
        around: what that one took over itself, before its own auxiliaries and negation.
        offset: place of the sentence's text in the document.
    """

    clause: Clause
    parent: Clause
    above: Stance
    around: Stance
    offset: int

    @property
    def speaks(self) -> Token | None:
        """The head of who says, wants or plans what the one above tells: the subject, in a passive the agent.

        None for "ending the war": no deed speaks.
        """
        people = self.parent.agents if self.parent.passive or self.parent.agents else self.parent.subjects
        if (
            not people
            or _is_empty(people[0], self.parent)
            or people[0].lower_ in SPEAKING_SELVES
            or people[0].pos_ in VERBS
        ):
            return None
        return people[0]

    @property
    def speaker(self) -> int | None:
        """Place of who says, wants or plans it."""
        return self.place(self.speaks)

    @property
    def is_past(self) -> bool:
        """True where the verb above stands in the past: "was able to" tells more than "is able to"."""
        return self.parent.head.tag_ in PAST_FORMS

    def place(self, token: Token | None) -> int | None:
        """Where a token stands in the document; None for none."""
        return self.offset + token.idx if token is not None else None

    def told(self, name: Signature | None) -> Stance:
        """By a predicate of that signature in place of the one above, with its subject."""
        return compose(name, self.above, self.speaker)

    def done(self, name: Signature) -> Stance:
        """By a predicate of that signature in place of the one above, whoever says it."""
        return compose(name, self.above, None, past=self.is_past)


def _is_empty(subject: Token, clause: Clause) -> bool:
    """True for "it" in "it is unclear whether", "it remains to be seen"; not in "it said that"."""
    return subject.lower_ == "it" and (clause.head.base in LINKING or bool(clause.complements))


def decided(patterns: Iterable[Callable[[Case], Stance | None]], case: Case) -> Stance:
    """How the first pattern that fits puts a clause forward; the last of them fits always."""
    return next(stance for pattern in patterns if (stance := pattern(case)) is not None)
