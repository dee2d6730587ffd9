"""What a coordination joins: the list of A, B and C, and what the text rules out of it ("A, not B")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import NOMINAL
from kg.language import relations
from kg.language.around import word_before
from kg.language.grammar import (
    AUXILIARIES,
    CLAUSAL_SUBJECTS,
    COMPOUNDS,
    NOMINAL_SUBJECTS,
    NOUNS,
    PLURAL_NOUNS,
    TENSED_FORMS,
    VERBS,
)
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "Nobody but the guard", "every state except Malawi": what a quantity leaves out.
QUANTIFYING = words("universal quantifiers") | words("negative quantifiers")
EXCEPTING = words("prepositions of exception")
JOINED = frozenset((relations.CC, relations.CONJ))
# What takes the denial out of a "not" before it: "not only A but B".
LIFTING = words("focusing adverbs")
NAMES = frozenset(("PROPN",))
EXEMPLIFYING = frozenset(("including", "like"))
# Of these nothing is told but by their examples: "areas such as trade".
LEADING_UP = words("nouns that lead up to examples")
PARTING = frozenset((relations.CC, relations.PUNCT))
SUBJECTS = NOMINAL_SUBJECTS | CLAUSAL_SUBJECTS
LISTED = frozenset((relations.CONJ, relations.APPOS))
# What the parser takes the middle of a list for.
MIDDLE = frozenset((relations.APPOS, relations.NPADVMOD))
EXCLUDABLE = NOMINAL_SUBJECTS | {relations.CONJ}
# What the second of two bare nouns may have of its own: "security and stability in Europe".
OWN = frozenset((relations.PUNCT, relations.PREP))
SHARED = frozenset((relations.AMOD, relations.POSS))


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right, in text order; "not B" and "except B" left out.

    So is the first of "not A but B".
    """
    out, pending = [], [token]
    while pending:
        token = pending.pop()
        if not is_replaced(token):
            out.append(token)
        pending.extend(c for c in reversed(token.children) if _is_listed(c) or _is_middle(c))
    return out


def _is_listed(token: Token) -> bool:
    listed = token.dep_ == "conj" and token.pos_ in NOMINAL
    return listed and not is_excluded(token) and not is_joined(token) and not begins_clause(token)


def _is_middle(token: Token) -> bool:
    """ "Australia, New Zealand, Japan and Korea": a name after a comma that the rest of the list hangs from.

    Not so "the capital, Canberra, and Sydney", where a noun is explained.
    """
    return (
        token.dep_ in MIDDLE
        and token.pos_ == token.head.pos_ == "PROPN"
        and word_before(token) == ","
        and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)
    )


def is_joined(token: Token) -> bool:
    """True for "stability" in "Europe's security and stability": a bare noun that shares the modifiers before it."""
    if token.dep_ != "conj" or token.pos_ != "NOUN" or any(c.dep_ not in OWN for c in token.children):
        return False
    first = token.head
    return first.pos_ == "NOUN" and first.dep_ != "conj" and any(c.dep_ in SHARED for c in first.children)


def begins_clause(token: Token) -> bool:
    """True for "the bank" in "Drones work on farms and the bank predicts profits", listed with "farms" by the parser.

    The verb behind it has no "and" of its own: not so "on farms and fields and predict profits". Nor is it the verb of
    the whole list: "Peru, Chile and Cuba agreed".
    """
    verb = verb_behind(token) if token.dep_ == "conj" and token.pos_ in NOMINAL else None
    if verb is None or verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    first = verb.head
    return first.i < token.head.i and first.pos_ in VERBS and not _is_parted(first, verb)


def verb_behind(noun: Token) -> Token | None:
    """The finite verb at once behind a noun, or behind it its helper: "closed" and "was closed"; None for "closing"."""
    at = noun.right_edge.i + 1
    if at >= len(noun.doc) or noun.doc[at].tag_ not in TENSED_FORMS:
        return None
    word = noun.doc[at]
    verb = word.head if word.dep_ in AUXILIARIES else word
    return verb if verb.left_edge.i == at else None


def _is_parted(first: Token, second: Token) -> bool:
    """True for two verbs between which an "and" or a comma of the first stands."""
    return any(c.dep_ in PARTING and c.i < second.i for c in first.rights)


def with_examples(nouns: list[Token], *, only_names: bool = False) -> list[Token]:
    """Each noun, and behind it what it names of its kind: "Peru" in "nations such as Peru", "boats, including tugs".

    "His rivals, Ito and Gil," are Ito and Gil, and "sectors such as fishing and mining" those two alone.

    ``only_names``: "spoke about fees such as tolls" leaves the tolls to the words of the phrase.
    """
    out = []
    for noun in nouns:
        fields = _fields(noun)
        if fields:
            out += fields
            continue
        names = named(noun)
        out += names or [noun]
        out += (e for e in _examples(noun) if e.pos_ == "PROPN" or not only_names)
    return out


def named(noun: Token) -> list[Token]:
    """The names that a plural noun stands for: "his rivals, Ito and Gil", but not "his rivals, notably Ito and Gil"."""
    if noun.tag_ != "NNS":
        return []
    behind = (c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and not is_excluded(c))
    names = next(map(conjuncts, behind), [])
    is_whole = all(n.pos_ == "PROPN" and not any(c.dep_ == "advmod" for c in n.children) for n in names)
    return names if len(names) > 1 and is_whole and not is_parted(names[0], names[-1]) else []


def is_parted(first: Token, last: Token) -> bool:
    """True where a semicolon stands between: what each group of a list is told, the others are not."""
    return any(t.text == ";" for t in first.doc[first.i : last.i])


def _examples(noun: Token) -> list[Token]:
    """What stands behind "such as", "including" and "like"; there is none of a kind in the singular."""
    if noun.tag_ not in PLURAL_NOUNS or _acts_as_one(noun):
        return []
    marks = (c for c in noun.rights if c.dep_ == "prep" and _exemplifies(c) and _is_at(c, noun))
    return [item for mark in marks for first in mark.children if first.dep_ == "pobj" for item in _alike(first, mark)]


def _fields(noun: Token) -> list[Token]:
    """What "sectors such as" only leads up to, with what stands behind a further "including" of one of them."""
    if noun.lower_ not in LEADING_UP:
        return []
    found, pending = [], _examples(noun)
    while pending:
        item = pending.pop(0)
        found.append(item)
        within = (c for c in item.rights if c.dep_ == "prep" and c.lower_ == "including")
        pending += [e for mark in within for e in mark.children if e.dep_ == "pobj" for e in conjuncts(e)]
    return sorted(found, key=lambda item: item.i)


def _acts_as_one(noun: Token) -> bool:
    """ "the G7 countries, including Peru, work together": all of them, as one."""
    return any(c.ent_type_ and c.dep_ in COMPOUNDS for c in noun.lefts)


def _alike(first: Token, mark: Token) -> list[Token]:
    """ "candidates like Olmar and Tessin": both; in "candidates like Olmar and banks" the banks are no candidates."""
    return [item for item in conjuncts(first) if item.pos_ == first.pos_] if first.pos_ in _kinds(mark) else []


def _kinds(mark: Token) -> frozenset[str]:
    """Names behind "including", which may as well tell a part: "sanctions, including limits on trade"."""
    return NOUNS if mark.lower_ == "as" else NAMES


def _is_at(mark: Token, noun: Token) -> bool:
    """True where all between belongs to the noun: not for "moves | brought results | including losses"."""
    return all(noun.is_ancestor(t) for t in noun.doc[noun.i + 1 : mark.i])


def _exemplifies(mark: Token) -> bool:
    """True for "including", "like", and for "as" in "such as"."""
    return mark.lower_ in EXEMPLIFYING or (mark.lower_ == "as" and any(c.lower_ == "such" for c in mark.children))


def is_replaced(token: Token) -> bool:
    """True for A in "not A but B": not in "not only A but B", nor in "not A"."""
    denial = token.left_edge
    if denial.lower_ != "not" or denial.dep_ != "neg" or denial.head.i != token.i:
        return False
    joined = [c for c in token.rights if c.dep_ in JOINED]
    is_but = any(c.lower_ == "but" for c in joined) and any(c.dep_ == "conj" for c in joined)
    return is_but and denial.nbor().lower_ not in LIFTING


def is_excluded(token: Token) -> bool:
    """True for B in "A, not B" and "all but B": a coordinate that the text rules out; not for B in "A and B"."""
    if token.dep_ in LISTED and (any(c.dep_ == "neg" for c in token.children) or word_before(token) == "not"):
        return True
    return token.dep_ in EXCLUDABLE and word_before(token) == "but" and _has_quantity(_whole(token))


def _whole(token: Token) -> Token:
    """What B is left out of: "parties" in "all the parties but B", "nobody" in "nobody but B" before its verb."""
    return token.head if token.dep_ == "conj" else token.left_edge.nbor(-1).head


def _has_quantity(token: Token) -> bool:
    """True for "nobody" and "every state"."""
    return any(t.lower_ in QUANTIFYING for t in (token, *token.lefts))


def excepted(token: Token) -> list[Token]:
    """B in "every state except B" and in "no state other than B"; nothing in "the other state"."""
    leaving = [c for c in token.children if c.dep_ == "prep" and c.lower_ in EXCEPTING]
    return [p for c in (*leaving, *_other_than(token)) for p in c.children if p.dep_ == "pobj"]


def _other_than(token: Token) -> list[Token]:
    """The "than" of "no state other than Malawi"; nothing in "a state other than Malawi", which leaves none out."""
    others = [c for c in token.children if c.lower_ == "other"]
    return [c for other in others for c in other.children if c.lower_ == "than"] if _has_quantity(token) else []


def joiner(first: Token, second: Token) -> str:
    """The conjunction by which an item goes on from the one before it, "or" in "sold, lent or gave"; "" for none."""
    further: Token | None = second
    while further is not None:
        if between := _conjunction(first, further):
            return between
        first, further = further, next((c for c in further.rights if c.dep_ == "conj"), None)
    return ""


def _conjunction(first: Token, second: Token) -> str:
    """The conjunction between an item and another that hangs from it, with no item between them."""
    items = [c.i for c in first.rights if c.dep_ == "conj" and c.i < second.i]
    start = max(items, default=first.i)
    return next((c.lower_ for c in first.rights if c.dep_ == "cc" and start < c.i < second.i), "")


def beneath(token: Token) -> Iterator[Token]:
    """Every coordinate and apposition under the token, outer before inner."""
    pending = [token]
    while pending:
        above = pending.pop()
        if above is not token:
            yield above
        pending.extend(c for c in reversed(above.children) if c.dep_ in LISTED)
