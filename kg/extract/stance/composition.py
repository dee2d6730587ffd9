"""The stance of a clause, and what a predicate over it makes of it.

A predicate has a signature, kept in ``ontology/signatures.tsv``: a reporting verb adds its subject as a speaker, a
denial also turns the polarity, "hope" makes what is beneath it desired, "fail" makes it false, "manage" leaves it as
true as itself. Sources: Karttunen 1971 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and Pustejovsky
2009 (FactBank).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.model.records import Certainty, Modality, Polarity
from kg.terms.signature import SPEECH, Signature


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

    def said_by(self, speaker: int | None, *, reports: bool) -> Stance:
        """The same, with one more speaker inside the others."""
        if speaker is None or speaker in self.speakers:
            return self
        reporters = (*self.reporters, speaker) if reports else self.reporters
        return replace(self, speakers=(*self.speakers, speaker), reporters=reporters)


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
    plain = replace(above, negative=False)
    if name is not None and (name in SPEECH or name == Signature.CLAIM):
        return _spoken(name, above, plain, subject)
    if name == Signature.MANAGE or (name == Signature.ABLE and past):
        return above
    if name in (Signature.FAIL, Signature.PREVENT):
        return replace(above, negative=not above.negative)
    if name == Signature.REFUSE:
        # "did not refuse to": whether it was done is left open
        return weaken(plain, Modality.POSSIBLE) if above.negative else replace(above, negative=True)
    if name == Signature.CAUSE:
        return replace(plain, modality=Modality.POSSIBLE) if above.negative else above
    if name in (Signature.ALLOW, Signature.ABLE):
        return above if above.negative else weaken(plain, Modality.POSSIBLE)
    if name == Signature.SEEM:
        return replace(weaken(above, Modality.POSSIBLE), certainty=Certainty.PROBABLE)
    if name == Signature.NEED:
        return weaken(above, Modality.OBLIGATION)
    if name == Signature.TRY:
        return above if above.negative else weaken(above, Modality.DESIRED)
    wanted = {
        Signature.HOPE: Modality.DESIRED,
        Signature.REQUEST: Modality.REQUESTED,
        Signature.FORBID: Modality.REQUESTED,
        Signature.PLAN: Modality.PLANNED,
        None: Modality.DESIRED,
    }
    stance = replace(plain, modality=wanted[name])
    turned = above.negative if name in (Signature.HOPE, Signature.PLAN) else name == Signature.FORBID
    if above.modality in (Modality.OBLIGATION, Modality.POSSIBLE, Modality.CONDITIONAL) and name == Signature.PLAN:
        # "must be ready to act": no plan yet
        return replace(above, negative=turned)
    if above.modality is not Modality.ACTUAL:
        # "hopes that Europe will press China to stop": the one who hopes wants both
        wanted_by = None if above.speakers else subject
        return replace(stance, negative=turned).said_by(wanted_by, reports=False)
    return replace(stance, negative=turned).said_by(subject, reports=False)


def _spoken(name: Signature, above: Stance, plain: Stance, subject: int | None) -> Stance:
    stance = plain.said_by(
        subject, reports=name in (Signature.REPORT, Signature.KNOW, Signature.PROVE, Signature.BELIEVE)
    )
    if name == Signature.PROVE and above.negative:
        # "did not prove that": nothing is shown, nor its contrary
        return weaken(stance, Modality.POSSIBLE)
    if name in (Signature.KNOW, Signature.PROVE):
        return replace(stance, modality=Modality.ACTUAL) if above.modality is Modality.ACTUAL else stance
    if name == Signature.CLAIM:
        return replace(above, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)
    if above.modality is not Modality.ACTUAL:
        stance = replace(stance, modality=Modality.POSSIBLE)
    if name == Signature.DENY:
        return replace(stance, modality=Modality.POSSIBLE) if above.negative else replace(stance, negative=True)
    if name == Signature.BELIEVE:
        return replace(stance, negative=above.negative, certainty=Certainty.PROBABLE)
    if name in (Signature.SUSPECT, Signature.ACCUSE):
        return replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.DOUBTFUL)
    if name == Signature.WORRY:
        return replace(stance, certainty=Certainty.PROBABLE)
    return replace(stance, modality=Modality.POSSIBLE) if above.negative else stance


def weaken(stance: Stance, modality: Modality) -> Stance:
    """The stance with that modality, unless what is above it is already no fact."""
    return replace(stance, modality=modality) if stance.modality is Modality.ACTUAL else stance
