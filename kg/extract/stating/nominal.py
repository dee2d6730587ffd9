"""What noun phrases say: who holds which office, what acts nouns name, who belongs where, what lies where.

A title before a name, an apposition behind it, a possessive before the noun of an act ("China's support for
Russia") and a list of members are statements as good as clauses. ``NOUN_RULES`` has the readers of all, each in a
module of ``kg/extract/stating/nouns``; a new one takes a module there, its place in ``NOUN_RULES``, and an entry in
``kg/terms/rules.py`` that says how the stages behind treat it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.acts import acts
from kg.extract.stating.nouns.appositions import appositions
from kg.extract.stating.nouns.meetings import meetings
from kg.extract.stating.nouns.members import affiliations, members
from kg.extract.stating.nouns.places import origins, places, sites
from kg.extract.stating.nouns.titles import titles
from kg.extract.stating.site import Draft, Site
from kg.language.grammar import NOUNS

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Each is asked of every noun and name of a sentence, in this order, and gives the drafts of what it states.
NOUN_RULES: tuple[Callable[[Site, Token], Iterator[Draft]], ...] = (
    titles,
    appositions,
    acts,
    members,
    affiliations,
    places,
    sites,
    origins,
    meetings,
)


def read(sentence: Iterable[Token], site: Site) -> list[Draft]:
    """Propositions that the nouns of a sentence state, in text order.

    Args:
        sentence: its tokens.
        site: the sentence, with its clauses and the document's mentions.
    """
    return [
        draft
        for token in sentence
        if token.pos_ in NOUNS
        for noun_rule in NOUN_RULES
        for draft in noun_rule(site, token)
    ]
