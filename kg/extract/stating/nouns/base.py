"""What the readers of nouns share: whether a noun is a name, which clause it stands in, the proposition it makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stance.composition import Stance
from kg.extract.stating.phrases.registry import NAME_KINDS
from kg.extract.stating.site import Draft, Site
from kg.language.grammar import NOUNS
from kg.model.kinds import Role
from kg.model.records import Argument, Mention, Proposition, Span
from kg.terms import rules
from kg.terms.mention_type import MentionType
from kg.terms.rules import Rule

if TYPE_CHECKING:
    from kg.model.syntax import Token

# What can act: "China", "Chinese", "NATO".
ACTORS = frozenset((MentionType.GPE, MentionType.ORG, MentionType.NORP, MentionType.LOC))


def named(site: Site, token: Token) -> Mention | None:
    """The name, demonym or metonym that covers the token, if there is one; not of "an American"."""
    mention = site.mention(token)
    is_named = mention is not None and mention.kind in NAME_KINDS and not site.is_one_of_all(token)
    return mention if is_named else None


def is_name(site: Site, token: Token) -> bool:
    """True for a token of a name, adjectives such as "Chinese" left out."""
    return token.pos_ != "ADJ" and named(site, token) is not None


def is_actor(site: Site, token: Token) -> bool:
    """True for what can act like a country: "China", "Chinese", "NATO"."""
    mention = named(site, token)
    return mention is not None and mention.type in ACTORS


def alone(site: Site, role: Role, name: Token) -> Argument | None:
    """The name alone as an argument: "Omar Marsh" of "Omar Marsh's", "Peru" of "the Peru of 1920"; None for no name."""
    number = site.at(name)
    return None if number is None else Argument(role, site.phrases.mentions[number].span, mention=number)


def around(site: Site, noun: Token) -> tuple[Clause | None, Token]:
    """The clause that the noun stands in, and the noun that hangs from its verb."""
    top = noun
    for token in noun.ancestors:
        if token.i in site.clauses:
            return site.clauses[token.i], top
        if token.pos_ in NOUNS:
            top = token
    return None, top


def stance_around(site: Site, clause: Clause | None) -> Stance:
    """How the clause that a noun stands in is put forward; as a plain fact where there is none."""
    return site.stances[clause.head.i] if clause is not None else Stance()


def as_given(base: Stance) -> Stance:
    """What is taken as given within a clause, by those who report it."""
    return Stance(speakers=base.reporters, reporters=base.reporters)


def stated(
    site: Site,
    rule: Rule,
    predicate: str,
    head: Token,
    arguments: Sequence[Argument],
    *,
    within: Token | None = None,
    stance: Stance | None = None,
) -> Draft:
    """A proposition that a noun states, its words from the first argument to the last.

    Args:
        site: the sentence.
        rule: the pattern that was seen; that of an act takes its relation from the noun.
        predicate: lemma phrase.
        head: the word that gives the proposition away.
        arguments: subject and object first.
        within: the word whose clause tells who speaks; by default ``head``.
        stance: how it is put forward; by default as given, by those who report.
    """
    if stance is None:
        clause, _ = around(site, within or head)
        is_narrated = rule.is_narrated or (rule is rules.APPOSITION and not _is_spoken(site, head))
        stance = Stance() if is_narrated else as_given(stance_around(site, clause))
    trigger = site.between(head, head)
    return Draft(
        Proposition(
            predicate=predicate,
            trigger=trigger,
            relation=_relation(rule, predicate, head, arguments),
            arguments=tuple(arguments),
            polarity=stance.polarity,
            modality=stance.modality,
            certainty=stance.certainty,
            attribution=site.speakers(stance.speakers),
            rule=rule.name,
            confidence=1.0,
            sentence=site.number,
            span=_whole(trigger, *(a.span for a in arguments)),
        )
    )


def _is_spoken(site: Site, word: Token) -> bool:
    """True within a quotation, whose speaker tells what a person is; beside reported words it is the writer who does.

    "Reis said his wife, Ana, was there": it is told to the reader that Ana is his wife, not said by him.
    """
    return site.speaker(site.block.start + word.idx) is not None


def _relation(rule: Rule, predicate: str, head: Token, arguments: Sequence[Argument]) -> str:
    """ "support for" in "China's support for Russia"; what is no act has the words of its predicate."""
    if not rule.is_act:
        return predicate
    marker = next((a.preposition for a in arguments if a.role is Role.OBJECT), "")
    return f"{head.text} {marker}".strip()


def _whole(*spans: Span) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))
