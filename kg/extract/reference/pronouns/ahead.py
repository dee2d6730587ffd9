"""Who "he" is where his name comes behind: "When he left the port, Omar Reis sold his boat".

What stands before the subject of a sentence and belongs to its verb may tell of the subject already. So a pronoun there
for which nothing before was found is the subject, if that is a name that agrees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extract.reference.binding import HE, OF_ONE, SUBJECTS
from kg.extract.reference.things import Item, Thing
from kg.language import relations
from kg.language.grammar import VERBS
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

# In these places before the subject stands what is told beside the sentence.
FRONTED = frozenset((relations.ADVCL, relations.PREP, relations.ACL, relations.NPADVMOD, relations.ADVMOD))


def named_behind(pronoun: Item, at: Callable[[Token], Item | None]) -> Thing | None:
    """The person who is the subject behind a clause or phrase in which the pronoun stands.

    "As he left, Omar Reis sold it" and "In her speech Ana Gil praised it" tell of them; "he left, and Omar Reis sold
    it" does not, nor does "he left, Omar Reis said".

    Args:
        pronoun: "he" or "she" in one of its forms.
        at: the phrase that a token of the sentence heads.
    """
    token = pronoun.token
    if token.lower_ not in OF_ONE or pronoun.thing is None or pronoun.thing.names:
        return None
    subject = _subject_behind(token)
    item = at(subject) if subject is not None else None
    return item.thing if item is not None and item.is_name and _may_be(token, item.thing) else None


def _may_be(pronoun: Token, thing: Thing | None) -> bool:
    """Whether somebody is a person of the pronoun's sex, or of none known."""
    is_person = thing is not None and thing.type == MentionType.PERSON
    return is_person and thing is not None and thing.sex in ("", "m" if pronoun.lower_ in HE else "f")


def _subject_behind(pronoun: Token) -> Token | None:
    """The subject of the verb before which the pronoun's clause or phrase stands."""
    for below in pronoun.path:
        verb = below.head
        if below.dep_ in FRONTED and verb.pos_ in VERBS and below.i < verb.i:
            subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > below.i), None)
            if subject is not None:
                return subject
    return None
