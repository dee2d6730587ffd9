"""What words mean: from a predicate and its object noun to a relation of the ontology and a class of event.

The senses are in ``ontology/lexicon.tsv``; its header explains the columns. A predicate is looked up whole, then with
its object noun ("open fire"), then as a light verb whose noun tells the deed ("launch an investigation", "halt
economic aid": the end of aid, which is a sanction), then without its preposition. Nothing is guessed: a predicate
that no sense covers has no match, and becomes an open relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from kg.errors import InputError, VocabularyError
from kg.terms import vocab
from kg.terms.event_type import EventType, event_type_named
from kg.terms.tables import ontology_folder
from kg.terms.words import word_pairs, words
from kg.work import files
from kg.work.files import AnyPath

PREDICATE_PREPOSITIONS = words("prepositions of predicates")
ARTICLES = words("words before object nouns")
SHELLS = words("shell nouns")
VERB_OF_PARTICIPLE = word_pairs("verbs of irregular participles")
IRREGULAR_PLURALS = word_pairs("irregular plurals")
# Deeds that take a giver: to launch or use missiles is no aid; to send troops is no gift.
GIVEN = frozenset((EventType.AID,))
GIVEABLE = frozenset(
    [
        *(EventType.AID, EventType.SUPPORT, EventType.CONCEDE, EventType.AGREE, EventType.CONSULT),
        *(EventType.THREATEN, EventType.RETREAT),
    ]
)


class Part(StrEnum):
    """What kind of words a sense is for."""

    VERB = "verb"
    NOUN = "noun"
    FRAME = "frame"
    LIGHT = "light"


class Light(StrEnum):
    """What a light verb does with the deed that its noun names."""

    DO = "do"
    GIVE = "give"
    END = "end"
    SEEK = "seek"


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of the lexicon.

    Attributes:
        words: the predicate or noun, as a lemma; "open + fire" for a frame, "launch + do" for a light verb.
        part: verb, noun, frame or light verb.
        relation: term of the ontology, or None where it stays open.
        event: its type, or None.
        party: prepositions that lead in the other side; empty where the direct object is the other side.
        ended: relation and event of what stopping the deed means, for nouns.
        object: class that the object must be of, where another makes it another sense ("hold power").
    """

    words: str
    part: Part
    relation: str | None = None
    event: EventType | None = None
    party: tuple[str, ...] = ()
    ended: tuple[str | None, EventType | None] = (None, None)
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How a predicate is read.

    Attributes:
        relation: term of the ontology, or None where it stays open.
        event: its type, or None.
        party: prepositions that lead in the other side.
        noun: the event noun that tells the deed, where it is not the verb; the other side is then not the object.
        is_passive: True where the subject is the one it is done to.
        is_exact: True where the predicate with its preposition stands in the lexicon.
        object: class that the object must be of for the match to hold.
    """

    relation: str | None
    event: EventType | None
    party: tuple[str, ...] = ()
    noun: str | None = None
    is_passive: bool = False
    is_exact: bool = True
    object: str | None = None


class Lexicon:
    """All senses, ready to be looked up; later senses win over earlier ones of the same words.

    A shipped sense is read from its line when it is first asked for: most texts need a few hundred of the thousands.
    """

    def __init__(self, senses: Iterable[Sense], lines: Mapping[tuple[str, str], str] | None = None) -> None:
        self._senses: dict[tuple[str, str], Sense | str] = dict(lines or {})
        for sense in senses:
            self._senses[sense.part, sense.words] = sense
        self._verbs = {form.partition(" ")[0] for part, form in self._senses if part != Part.NOUN}
        self._light: dict[str, set[Light]] = {}
        for part, form in self._senses:
            if part == Part.LIGHT:
                verb, _, light = form.partition(" + ")
                self._light.setdefault(verb, set()).add(Light(light))
        # Verbs whose object may tell the deed; for all others its nouns need not be looked at.
        self._framing = {form.partition(" + ")[0] for part, form in self._senses if part == Part.FRAME}
        self._framing.update(self._light)

    def __len__(self) -> int:
        return len(self._senses)

    def __iter__(self) -> Iterator[Sense]:
        return (sense for key in sorted(self._senses) if (sense := self._get(*key)) is not None)

    def _get(self, part: Part | str, words: str) -> Sense | None:
        found = self._senses.get((part, words))
        if isinstance(found, str):
            found = self._senses[part, words] = _sense(found, "ontology/lexicon.tsv")
        return found

    def read(self, predicate: str, object: str = "", behind: str = "") -> Match | None:
        """How a predicate is read, given its object.

        Args:
            predicate: lemma with particle and preposition.
            object: the object's words up to its head noun, "a new military aid".
            behind: the words that follow the head noun, "of grain to Serbia".

        >>> lexicon = load()
        >>> lexicon.read("back").relation, lexicon.read("open", "fire").event
        ('kg:supports', <EventType.ASSAULT: 'ASSAULT'>)
        >>> lexicon.read("halt", "economic aid").event, lexicon.read("launch", "an investigation").event
        (<EventType.SANCTION: 'SANCTION'>, <EventType.ACCUSE: 'ACCUSE'>)
        """
        predicate = predicate.lower().strip()
        verb, _ = _without_preposition(predicate)
        framing = [form for form in dict.fromkeys((predicate, verb)) if form in self._framing] if object else []
        nouns = list(_nouns(object, behind)) if framing else []
        for form in framing:
            match = self._with_noun(form, nouns)
            if match is not None:
                return match
        found = self._alone(predicate) or self._passive(predicate) or self._written_out(predicate)
        found = found or self._governed(predicate, object, behind) or self._first(predicate)
        head, space, rest = predicate.partition(" ")
        if found is None and f"{head}e" in self._verbs:
            # Lemmatisers cut "staged" to "stag".
            return self.read(f"{head}e{space}{rest}", object, behind)
        return found

    def exact(self, predicate: str) -> Match | None:
        """The sense of a predicate as it stands, without its object and without guesses."""
        sense = self._get(Part.VERB, predicate.lower())
        return Match(sense.relation, sense.event, sense.party, object=sense.object) if sense is not None else None

    def noun(self, phrase: str, behind: str = "") -> Sense | None:
        """The sense of an event noun: the words of a noun phrase up to its head, and what follows it.

        >>> load().noun("renewed peace talks").relation
        'kg:negotiatesWith'
        """
        return next((s for n in _nouns(phrase, behind) if (s := self._get(Part.NOUN, n))), None)

    def _with_noun(self, verb: str, nouns: list[str]) -> Match | None:
        """Frames first, then light verbs; the longest noun first."""
        for noun in nouns:
            frame = self._get(Part.FRAME, f"{verb} + {noun}")
            if frame is not None:
                return Match(frame.relation, frame.event, frame.party, noun)
        uses = self._light.get(verb, set())
        for noun in nouns:
            sense = self._get(Part.NOUN, noun)
            if sense is None or not uses:
                continue
            if (Light.DO in uses and sense.event not in GIVEN) or (Light.GIVE in uses and sense.event in GIVEABLE):
                return Match(sense.relation, sense.event, sense.party, noun)
            if Light.END in uses and sense.ended != (None, None):
                return Match(*sense.ended, sense.party, noun)
            if Light.SEEK in uses:
                return Match("kg:asks", EventType.REQUEST, ("from", "of", "to", "in"), noun)
        return None

    def _alone(self, predicate: str) -> Match | None:
        """The predicate itself, then without its preposition: its event stays, the relation only if it leads there."""
        whole = self.exact(predicate)
        if whole is not None:
            return whole
        verb, preposition = _without_preposition(predicate)
        sense = self._get(Part.VERB, verb)
        if sense is None or not preposition:
            return None
        fits = preposition in sense.party
        relation = sense.relation if fits else None
        return Match(relation, sense.event, sense.party, is_exact=fits, object=sense.object)

    def _passive(self, predicate: str) -> Match | None:
        """ "be killed in": the sense of "kill", done to the subject."""
        verb, _ = _without_preposition(predicate)
        if not verb.startswith("be "):
            return None
        participle, _, rest = verb.removeprefix("be ").partition(" ")
        for lemma in participle_lemmas(participle):
            sense = self._get(Part.VERB, f"{lemma} {rest}".strip()) or self._get(Part.VERB, lemma)
            if sense is not None:
                event = sense.event if sense.event and vocab.plover(sense.event) else None
                return Match(None, event, ("by",), is_passive=True, is_exact=False, object=sense.object)
        return None

    def _governed(self, predicate: str, object: str, behind: str) -> Match | None:
        """ "vow to wage war on", "be about to restore": the verb behind the last "to" tells the deed."""
        governor, to, verb = predicate.rpartition(" to ")
        return self.read(verb, object, behind) if to and governor and verb else None

    def _first(self, predicate: str) -> Match | None:
        """ "receive Chinese ambassador at": the verb's event, where its object has gone into the predicate."""
        verb, _, rest = predicate.partition(" ")
        if verb == "be" or len(rest.split(" ")) < 2 or not _without_preposition(predicate)[1]:
            return None
        sense = self.exact(verb)
        return replace(sense, relation=None, object=None, is_exact=False) if sense is not None else None

    def _written_out(self, predicate: str) -> Match | None:
        """A light verb, its noun and a preposition as one predicate ("provide military support to"), or a noun."""
        verb, preposition = _without_preposition(predicate)
        words = verb.split(" ")
        for cut in range(1, len(words)):
            if (form := " ".join(words[:cut])) not in self._framing:
                continue
            match = self._with_noun(form, list(_nouns(" ".join(words[cut:]), "")))
            if match is not None:
                fits = not preposition or preposition in match.party
                return replace(match, noun=None, relation=match.relation if fits else None, is_exact=fits)
        noun = self._get(Part.NOUN, verb)
        if noun is None:
            return None
        fits = not preposition or preposition in noun.party
        return Match(noun.relation if fits else None, noun.event, noun.party, is_exact=fits)


def load(path: AnyPath | None = None) -> Lexicon:
    """The lexicon that ships with kg, with the senses of a user's own file on top.

    Args:
        path: a file of the same form as ``ontology/lexicon.tsv``.

    Raises:
        InputError: if a line of it cannot be used; the message names file and line.
    """
    lines = _shipped()
    return Lexicon(read_senses(Path(path)), lines) if path is not None else _shipped_lexicon()


@lru_cache(maxsize=1)
def _shipped_lexicon() -> Lexicon:
    return Lexicon((), _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Mapping[tuple[str, str], str]:
    """The lines of the shipped file by part and words; a test reads every one."""
    lines = {}
    for line in (ontology_folder() / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, part, *_ = line.split("\t", 2)
            lines[part, words] = line
    return lines


def read_senses(path: Path) -> list[Sense]:
    """The senses of a file, in its order.

    Raises:
        InputError: if the file cannot be read, or a line has a wrong part, relation, event or number of columns.
    """
    senses = []
    for number, line in enumerate(files.text(path, "the lexicon", "Name a file").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                senses.append(_sense(line, f"{path}, line {number}"))
            except VocabularyError as error:
                raise InputError(f"{error}. Correct the line; its columns are {_COLUMNS}") from error
    return senses


_COLUMNS = "words, part, relation, event, party, ended, object"


def _sense(line: str, place: str) -> Sense:
    """The sense of a line.

    Raises:
        VocabularyError: if a part, a relation or an event of it is none; the message begins with the place.
    """
    columns = [column.strip() for column in line.split("\t")]
    if not 2 <= len(columns) <= 7:
        raise VocabularyError(f"{place}: {len(columns)} columns where 2 to 7 are expected")
    form, part, relation, event, party, ended, cls = (*columns, "", "", "", "", "")[:7]
    relations, events = _ended(ended, place)
    try:
        vocab.check(name for name in (relation, cls, *relations) if ":" in name)
        kind = _part(part, form)
    except (ValueError, VocabularyError) as error:
        raise VocabularyError(f"{place}: {error}") from error
    return Sense(
        words=form,
        part=kind,
        relation=relation or None,
        event=event_type_named(event, place) if event else None,
        party=tuple(p.strip() for p in party.split(",") if p.strip()),
        ended=(next(iter(relations), None), next(iter(events), None)),
        object=cls or None,
    )


def _ended(column: str, place: str) -> tuple[list[str], list[EventType]]:
    """The relations and the events that a column names, each in its order."""
    names = column.split()
    return (
        [name for name in names if ":" in name],
        [event_type_named(name, place) for name in names if ":" not in name],
    )


def _part(name: str, words: str) -> Part:
    """The part of that name; the words of a light verb tell what it does with the deed.

    Raises:
        ValueError: if there is no such part, or no such thing that a light verb does.
    """
    if name == Part.LIGHT:
        Light(words.partition(" + ")[2])
    return Part(name)


# -- forms of words ------------------------------------------------------------------------------------------------


def participle_lemmas(word: str) -> list[str]:
    """Verbs that a past participle may come from, likeliest first.

    >>> participle_lemmas("stopped"), participle_lemmas("killed"), participle_lemmas("taken")
    (['stop', 'stopp', 'stoppe'], ['kil', 'kill', 'kille'], ['take'])
    """
    word = word.lower()
    if word in VERB_OF_PARTICIPLE:
        return [VERB_OF_PARTICIPLE[word]]
    found = []
    if word.endswith("ied"):
        found.append(word[:-3] + "y")
    if word.endswith("ed"):
        stem = word[:-2]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            found.append(stem[:-1])
        found += [stem, stem + "e"]
    return found


def singulars(word: str) -> list[str]:
    """Forms in which a noun may stand in the lexicon, likeliest first.

    >>> singulars("sanctions"), singulars("embassies"), singulars("clashes"), singulars("talks")
    (['sanctions', 'sanction'], ['embassies', 'embassy'], ['clashes', 'clashe', 'clash'], ['talks', 'talk'])
    """
    word = word.lower()
    if word in IRREGULAR_PLURALS:
        return [word, IRREGULAR_PLURALS[word]]
    found = [word]
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    elif word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
    return found


def _nouns(phrase: str, behind: str) -> Iterator[str]:
    """Nouns of a phrase as the lexicon may have them, longest first; behind a shell noun, what it frames."""
    words = _words(phrase)
    while words and words[0] in ARTICLES:
        words = words[1:]
    yield from _endings(words)
    if words and any(form in SHELLS for form in singulars(words[-1])):
        yield from _endings(words[:-1])
        match = re.match(r"\s*of\s+(.*)", behind, re.DOTALL)
        if match:
            framed = list(takewhile(lambda word: word not in PREDICATE_PREPOSITIONS, _words(match[1])[:6]))
            for length in range(len(framed), 0, -1):
                yield from _endings(framed[:length])
    elif re.match(r"\s*of\s", behind) and words and re.fullmatch(r"dollars?|euros?|pounds?|[\d.,]+", words[-1]):
        yield from _endings(_words(behind)[1:2])


def _endings(words: list[str]) -> Iterator[str]:
    for length in range(min(3, len(words)), 0, -1):
        *before, last = words[-length:]
        for form in singulars(last):
            yield " ".join([*before, form])


def _words(text: str) -> list[str]:
    return re.findall(r"[\w&]+(?:[-.'’][\w]+)*", text.lower())


def _without_preposition(predicate: str) -> tuple[str, str]:
    """The predicate and its last word where that is a preposition."""
    verb, space, last = predicate.rpartition(" ")
    return (verb, last) if space and last in PREDICATE_PREPOSITIONS else (predicate, "")
