"""What every reading of a noun rests on: what it names, the clause it stands in, how that puts it forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stance.composition import Stance
from kg.extract.stating.arguments import Arguments
from kg.extract.stating.phrases import NAMED, Phrases
from kg.extract.stating.verbal import Draft
from kg.language.words import lemma
from kg.model.records import Argument, Certainty, Modality, ParsedBlock, Polarity, Proposition, Role, Span
from kg.terms.rules import Rule
from kg.terms.signature import Signature, lookup

if TYPE_CHECKING:
    from kg.model.records import Mention
    from kg.model.syntax import Token

PLACES = ("GPE", "LOC", "FAC")
UNREAL = frozenset(
    """possible potential planned proposed alleged future hypothetical supposed threatened likely imminent further
    would-be reported suspected prospective eventual""".split()
)
# Verbs whose object need not exist.
WANTING = frozenset(
    """want seek demand urge propose plan consider discuss request need promise pledge offer threaten oppose reject deny
    dismiss expect await hope prevent avoid block refuse rule_out deter fear suspect allege predict contemplate advocate
    prepare order call ask push press appeal look wait""".split()
)
# Prepositions that a wanting verb governs: "calls for", "pushed against"; "in" and "during" only place it.
COMPLEMENTS = {"for", "of", "to", "against", "on", "about", "with", "over"}

# Signatures of verbs and of nouns over a noun of an act, which is then no act that was done.
WISHED_OR_DENIED = {
    *(Signature.HOPE, Signature.REQUEST, Signature.PLAN, Signature.TRY),
    *(Signature.DENY, Signature.FORBID, Signature.SUSPECT),
}
NOT_YET = {
    *(Signature.PLAN, Signature.HOPE, Signature.CLAIM),
    *(Signature.NEED, Signature.TRY, Signature.ALLOW),
}


class Nouns:
    """The nouns of one sentence, read one after the other.

    Args:
        block: the block that the sentence stands in.
        phrases: mentions of the document.
        number: index of the sentence.
        anchor: date of the document.
        clauses: the verb clauses of the sentence.
        stances: stance of each clause by the index of its head.
    """

    def __init__(
        self,
        block: ParsedBlock,
        phrases: Phrases,
        number: int,
        anchor: str | None,
        clauses: Sequence[Clause],
        stances: Mapping[int, Stance],
    ) -> None:
        self.block, self.phrases, self.number = block, phrases, number
        self.arguments = Arguments(phrases, block, anchor)
        self.clauses, self.stances = {c.head.i: c for c in clauses}, stances

    def mention(self, token: Token) -> Mention | None:
        """The mention that covers the token, if there is one."""
        number = self.phrases.at(token, self.block)
        return self.phrases.mentions[number] if number is not None else None

    def is_name(self, token: Token) -> bool:
        """True for a token of a name, adjectives such as "Chinese" left out."""
        mention = self.mention(token)
        return mention is not None and mention.kind in NAMED and token.pos_ != "ADJ"

    def is_country_word(self, token: Token) -> bool:
        """True for what can act like a country: "China", "Chinese", "NATO"."""
        mention = self.mention(token)
        return mention is not None and mention.kind in NAMED and mention.type in ("GPE", "ORG", "NORP", "LOC")

    def is_body(self, number: int) -> bool:
        """True for the mention of a named organisation."""
        mention = self.phrases.mentions[number]
        return mention.kind in NAMED and mention.type == "ORG"

    def around(self, noun: Token) -> tuple[Clause | None, Token]:
        """The clause that the noun stands in, and the noun that hangs from its verb."""
        top = noun
        for token in noun.ancestors:
            if token.i in self.clauses:
                return self.clauses[token.i], top
            if token.pos_ in ("NOUN", "PROPN"):
                top = token
        return None, top

    def stance(self, noun: Token) -> Stance | None:
        """How the act is put forward; None where the words around it leave open whether there is one."""
        words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "det", "neg", "advmod")}
        if words & {"no", "any", "without"}:
            return None
        clause, top = self.around(noun)
        base = self.stances[clause.head.i] if clause is not None else Stance()
        stance = Stance(speakers=base.reporters, reporters=base.reporters)
        if words & UNREAL:
            return Stance(False, Modality.POSSIBLE, Certainty.UNSPECIFIED, base.reporters, base.reporters)
        if clause is None:
            return stance
        verb = lemma(clause.head)
        marker = noun.head if noun.dep_ == "pobj" else None
        governed = top.i == noun.i and noun.dep_ in ("dobj", "nsubjpass", "xcomp", "attr")
        governed = governed or (
            marker is not None and top.i == noun.i and marker.lower_ in COMPLEMENTS and marker.i > clause.head.i
        )
        if governed and (verb in WANTING or lookup(clause.lemma, "v") in WISHED_OR_DENIED):
            return None
        between = noun.head if noun.dep_ == "pobj" else None
        if between is not None and between.head.pos_ == "NOUN":
            name = lookup(lemma(between.head), "n")
            if name in NOT_YET:
                return None
        if (
            governed
            and (base.negative or base.modality is not Modality.ACTUAL)
            and verb in ("have", "be", "give", "provide", "begin")
        ):
            return None
        return stance

    def draft(
        self,
        predicate: str,
        head: Token,
        arguments: list[Argument],
        rule: Rule,
        around: Token,
        stance: Stance | None = None,
    ) -> Draft:
        """A proposition that a noun states, its words from the first argument to the last.

        Args:
            predicate: lemma phrase.
            head: the word that gives the proposition away.
            arguments: subject and object first.
            rule: the pattern that was seen; that of an act takes its relation from the noun.
            around: the token whose clause tells who speaks.
            stance: how it is put forward; by default as given, by those who report.
        """
        if stance is None:
            clause, _ = self.around(around)
            base = self.stances[clause.head.i] if clause is not None else Stance()
            stance = Stance() if rule.is_narrated else Stance(speakers=base.reporters, reporters=base.reporters)
        start = min(a.span.start for a in arguments)
        end = max(a.span.end for a in arguments)
        place = self.block.start + head.idx
        relation = predicate
        if rule.is_act:
            marker = next((a.preposition for a in arguments if a.role is Role.OBJECT), "")
            relation = f"{head.text} {marker}".strip()
        start, end = min(start, place), max(end, place + len(head))
        return Draft(
            Proposition(
                predicate=predicate,
                trigger=Span(place, place + len(head)),
                relation=relation,
                arguments=tuple(arguments),
                polarity=Polarity.NEGATIVE if stance.negative else Polarity.POSITIVE,
                modality=stance.modality,
                certainty=stance.certainty,
                attribution=self.arguments.speakers(stance.speakers),
                rule=rule.name,
                confidence=1.0,
                sentence=self.number,
                span=Span(start, end),
            )
        )
