"""A model's attribute rules, looked up instead of matched.

spaCy's models bring some 180 rules that put word class, form and lemma right by a token's tag, word and relation
("n't" is the particle "not"). Its matcher tries each of them on each token, which is a seventh of the whole analysis.
Here the rules lie under the word or the tag that they ask for, and what was found for a word is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

# What a rule asks of one token, in spaCy's form: {"TAG": "IN", "LOWER": {"IN": ["that", "if"]}}.
Condition = Mapping[str, Any]
OPERATORS = frozenset(("IN", "NOT_IN", "REGEX"))


class Word(NamedTuple):
    """All that a rule may ask about a token; named as in the rules."""

    LOWER: str
    TAG: str
    DEP: str
    IS_SPACE: bool


class Rule(NamedTuple):
    """One pattern of a rule: the rule's number, spaCy's name for it, and a condition for each token in a row."""

    number: int
    name: int
    conditions: tuple[Condition, ...]


class Lookup:
    """The rules of one ruler, by what they ask of the first token.

    Args:
        ruler: the model's own; the patterns of its rules are copied.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._strings = ruler.vocab.strings
        self._by_word: dict[str, list[Rule]] = defaultdict(list)
        self._by_tag: dict[str, list[Rule]] = defaultdict(list)
        self._others: list[Rule] = []
        for number, conditions in _patterns(ruler):
            self._add(Rule(number, self._strings.add(str(number)), conditions))
        self._word = lru_cache(maxsize=1 << 16)(self._look_up)

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """(rule, its name, first token, behind the last) of all rules that fit, by rule and place."""
        words = [self._word(*row) for row in doc.to_array(["LOWER", "TAG", "DEP"]).tolist()]
        found = []
        for at, (_, beginning) in enumerate(words):
            for rule in beginning:
                end = at + len(rule.conditions)
                following = words[at + 1 : end]
                if end <= len(words) and all(map(_fits, (word for word, _ in following), rule.conditions[1:])):
                    found.append((rule.number, rule.name, at, end))
        return sorted(found)

    def set_annotations(self, doc: Doc, matches: Sequence[tuple[int, int, int, int]]) -> None:
        """Set what the rules that fit say of a token, without a span for each of them."""
        from spacy.tokens._retokenize import set_token_attrs

        for number, _, begin, end in matches:
            at = self._ruler.indices[number]
            set_token_attrs(doc[begin + at if at >= 0 else end + at], self._ruler.attrs[number])

    def _add(self, rule: Rule) -> None:
        first = rule.conditions[0]
        for asked, places in ((first.get("LOWER"), self._by_word), (first.get("TAG"), self._by_tag)):
            values = asked.get("IN") if isinstance(asked, Mapping) else asked and [asked]
            if values:
                for value in values:
                    places[value].append(rule)
                return
        self._others.append(rule)

    def _look_up(self, lower: int, tag: int, dep: int) -> tuple[Word, list[Rule]]:
        """The token, and the rules whose first condition it meets; from spaCy's numbers for its strings."""
        text = self._strings[lower]
        word = Word(text, self._strings[tag], self._strings[dep], text.isspace())
        nearest = (*self._by_word.get(word.LOWER, ()), *self._by_tag.get(word.TAG, ()), *self._others)
        return word, [rule for rule in nearest if _fits(word, rule.conditions[0])]


def quicken(ruler: AttributeRuler) -> bool:
    """Make a ruler look its rules up, with the same result; False, and no change, if one asks for something else."""
    if not all(_is_known(condition) for _, conditions in _patterns(ruler) for condition in conditions):
        return False
    # Any: spaCy declares a method where its own code looks up an attribute.
    holder: Any = ruler
    lookup = Lookup(ruler)
    holder.match, holder.set_annotations = lookup.match, lookup.set_annotations
    return True


def _patterns(ruler: AttributeRuler) -> Iterator[tuple[int, tuple[Condition, ...]]]:
    """(number of the rule, a condition for each token in a row) for each of its patterns."""
    # Any: spaCy types a rule as one dictionary of everything that stands in it.
    rules: list[Any] = ruler.patterns
    for number, rule in enumerate(rules):
        for pattern in rule["patterns"]:
            yield number, tuple(pattern)


def _is_known(condition: Condition) -> bool:
    return set(condition) <= set(Word._fields) and all(
        set(asked) <= OPERATORS if isinstance(asked, dict) else isinstance(asked, str | bool)
        for asked in condition.values()
    )


def _fits(word: Word, condition: Condition) -> bool:
    for name, asked in condition.items():  # noqa: SIM110 - run for each new word; all() would take twice as long
        if not _holds(getattr(word, name), asked):
            return False
    return True


def _holds(value: str | bool, asked: str | bool | Mapping[str, Sequence[str] | str]) -> bool:
    """True where a value is what is asked for.

    >>> _holds("that", {"IN": ["that", "if"]}), _holds("VB", {"NOT_IN": ["VB"]}), _holds("nothin'", {"REGEX": "n'$"})
    (True, False, True)
    """
    if not isinstance(asked, Mapping):
        return value == asked
    return (
        ("IN" not in asked or value in asked["IN"])
        and ("NOT_IN" not in asked or value not in asked["NOT_IN"])
        and ("REGEX" not in asked or re.search(str(asked["REGEX"]), str(value)) is not None)
    )
