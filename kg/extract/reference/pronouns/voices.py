"""Who "he said" is: who spoke last, else whom the last sentence that tells of such a person is about.

A report goes on with its speaker: "Reis opened the hall on Monday. The roof leaks, she said." Sentences that name no
person of that sex are passed over; in the first that does, the person is taken who is its subject, and nobody where
none is, or where the subject is a person without a name. Whom that sentence lets say something goes on saying, also
where another was told of more: "Reis said that Lund slept. She added that Lund left."
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.extract.reference.binding import HE, OF_ONE, SUBJECTS
from kg.extract.reference.speech.reports import leads_in
from kg.extract.reference.things import Item, Thing
from kg.language import relations
from kg.language.words import is_person, lemma
from kg.terms.mention_type import MentionType
from kg.terms.signature import Signature, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token

# So many sentences with words outside quotation marks are looked at.
FARTHEST_VOICE = 6
# "Reis said. The hall was full. She added": so many sentences on the speaker goes on.
NEXT = 2
# "Said", "denied"; not "feared", "knew".
SAYING = frozenset((Signature.REPORT, Signature.DENY))
# In these places "he said" is itself told by somebody, who may be meant.
TOLD_BENEATH = frozenset((relations.CCOMP, relations.ADVCL, relations.XCOMP))


def is_voice(item: Item) -> bool:
    """True for the "he" of "he said"; not where somebody tells that he said it."""
    token = item.token
    is_subject = item.thing is not None and token.lower_ in OF_ONE and token.dep_ in SUBJECTS
    return is_subject and leads_in(token.head) and token.head.dep_ not in TOLD_BENEATH


def voice(pronoun: Item, before: Iterable[Item], is_quoted: Callable[[int], bool]) -> Thing | None:
    """Who speaks, as far as those tell who were told of before; None where that is open, or was found before.

    Args:
        pronoun: the "he" of "he said".
        before: the phrases before it, the nearest first.
        is_quoted: whether a place lies within quotation marks.
    """
    about = _subject_before(pronoun, before, is_quoted)
    if about is None or about.thing is None or not about.thing.names:
        return None
    is_open = pronoun.thing is not None and not pronoun.thing.names
    return about.thing if is_open or _goes_on(about, pronoun) else None


def _goes_on(speaker: Item, pronoun: Item) -> bool:
    """ "Reis said", and in one of the next two sentences "she added"; not "Reis left", nor "she feared"."""
    is_next = 0 < pronoun.sentence - speaker.sentence <= NEXT
    return is_next and _says(speaker.token.head) and _says(pronoun.token.head)


def _says(verb: Token) -> bool:
    return lookup(lemma(verb), "v", "that") in SAYING


def _subject_before(pronoun: Item, before: Iterable[Item], is_quoted: Callable[[int], bool]) -> Item | None:
    """Whom the last sentence is about that tells of a person of that sex."""
    sex, sentence, passed = "m" if pronoun.token.lower_ in HE else "f", None, {pronoun.sentence}
    for item in before:
        if is_quoted(item.start):
            continue
        passed.add(item.sentence)
        if len(passed) > FARTHEST_VOICE or sentence not in (None, item.sentence):
            return None
        if not _may_be(item, sex):
            continue
        if _is_main_subject(item.token):
            return item
        sentence = item.sentence
    return None


def _may_be(item: Item, sex: str) -> bool:
    """True for a person of that sex or of none known, by name or not."""
    if item.thing is None or not item.thing.names:
        if item.token.dep_ == "appos":
            return False
        return item.token.pos_ == "NOUN" and item.token.tag_ == "NN" and is_person(item.token)
    return item.thing.type == MentionType.PERSON and item.thing.sex in ("", sex)


def _is_main_subject(noun: Token) -> bool:
    """True for Reis in "Reis said that Lund lost" and "the mayor, Ana Reis, left"; not for Lund."""
    noun = noun.head if noun.dep_ == "appos" else noun
    verb = next(above for above in noun.head.path if above.dep_ != "conj")
    return noun.dep_ in SUBJECTS and verb.dep_ == "ROOT"
