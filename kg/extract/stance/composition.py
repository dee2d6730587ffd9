"""The stance of a clause, and what a predicate over it makes of it.

A predicate has a signature, kept in ``ontology/signatures.tsv``: a reporting verb adds its subject as a speaker, a
denial also turns the polarity, "hope" makes what is beneath it desired, "fail" makes it false, "manage" leaves it as
true as itself. Sources: Karttunen 1971 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and Pustejovsky
2009 (FactBank).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.language.words import SPEECH
from kg.model.records import Certainty, Modality, Polarity


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


def compose(name: str, above: Stance, subject: int | None, *, past: bool = False) -> Stance:
    """What a predicate with that signature, itself put forward as ``above``, makes of the clause beneath.

    >>> compose("fail", Stance(), None).negative, compose("fail", Stance(negative=True), None).negative
    (True, False)
    >>> str(compose("hope", Stance(), 0).modality)
    'Desired'
    """
    plain = replace(above, negative=False)
    if name in SPEECH or name == "claim":
        return _spoken(name, above, plain, subject)
    if name == "manage" or (name == "able" and past):
        return above
    if name == "fail":
        return replace(above, negative=not above.negative)
    if name == "prevent":
        return replace(above, negative=not above.negative)
    if name == "refuse":
        # "did not refuse to": whether it was done is left open
        return weaken(plain, Modality.POSSIBLE) if above.negative else replace(above, negative=True)
    if name == "cause":
        return replace(plain, modality=Modality.POSSIBLE) if above.negative else above
    if name in ("allow", "able"):
        return above if above.negative else weaken(plain, Modality.POSSIBLE)
    if name == "seem":
        return replace(weaken(above, Modality.POSSIBLE), certainty=Certainty.PROBABLE)
    if name == "need":
        return weaken(above, Modality.OBLIGATION)
    if name == "try":
        return above if above.negative else weaken(above, Modality.DESIRED)
    wanted = {
        "hope": Modality.DESIRED,
        "request": Modality.REQUESTED,
        "forbid": Modality.REQUESTED,
        "plan": Modality.PLANNED,
    }
    stance = replace(plain, modality=wanted.get(name, Modality.DESIRED))
    turned = above.negative if name in ("hope", "plan") else name == "forbid"
    if above.modality in (Modality.OBLIGATION, Modality.POSSIBLE, Modality.CONDITIONAL) and name == "plan":
        # "must be ready to act": no plan yet
        return replace(above, negative=turned)
    if above.modality is not Modality.ACTUAL:
        # "hopes that Europe will press China to stop": the one who hopes wants both
        wanted_by = None if above.speakers else subject
        return replace(stance, negative=turned).said_by(wanted_by, reports=False)
    return replace(stance, negative=turned).said_by(subject, reports=False)


def _spoken(name: str, above: Stance, plain: Stance, subject: int | None) -> Stance:
    stance = plain.said_by(subject, reports=name in ("report", "know", "prove", "believe"))
    if name == "prove" and above.negative:
        # "did not prove that": nothing is shown, nor its contrary
        return weaken(stance, Modality.POSSIBLE)
    if name in ("know", "prove"):
        return replace(stance, modality=Modality.ACTUAL) if above.modality is Modality.ACTUAL else stance
    if name == "claim":
        return replace(above, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)
    if above.modality is not Modality.ACTUAL:
        stance = replace(stance, modality=Modality.POSSIBLE)
    if name == "deny":
        return replace(stance, modality=Modality.POSSIBLE) if above.negative else replace(stance, negative=True)
    if name == "believe":
        return replace(stance, negative=above.negative, certainty=Certainty.PROBABLE)
    if name in ("suspect", "accuse"):
        return replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.DOUBTFUL)
    if name == "worry":
        return replace(stance, certainty=Certainty.PROBABLE)
    return replace(stance, modality=Modality.POSSIBLE) if above.negative else stance


def weaken(stance: Stance, modality: Modality) -> Stance:
    """The stance with that modality, unless what is above it is already no fact."""
    return replace(stance, modality=modality) if stance.modality is Modality.ACTUAL else stance
