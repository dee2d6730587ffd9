"""How far a phrase goes: modifiers in, relative clauses, appositions and asides out.

That is what the graph calls a thing; ``kg.extract.reference.noun_phrases.reach`` gives the span of OntoNotes, with
relative clauses and appositions in it, which chains of coreference are compared by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import begins_clause, is_joined
from kg.extract.stating.prepositions import OF, governed
from kg.language import relations
from kg.language.grammar import VERBS
from kg.language.words import QUANTIFIERS, is_person, lemma
from kg.model.records import Span
from kg.terms.signature import lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model.syntax import Token

# Right-hand modifiers that are statements of their own, or asides; an adverb at once behind its word is none.
ADVERBS = frozenset((relations.ADVMOD, relations.NPADVMOD))
ASIDES = ADVERBS | {
    relations.RELCL,
    relations.APPOS,
    relations.ADVCL,
    relations.PARATAXIS,
    relations.CC,
    relations.CONJ,
    relations.PUNCT,
    relations.DEP,
    relations.META,
    relations.NEG,
}
COORDINATION = frozenset((relations.CC, relations.CONJ))
# What stands to the left of a noun and is none of its modifiers.
OUTSIDE = frozenset((relations.CC, relations.PRECONJ, relations.PUNCT, relations.NSUBJ))
# Marks that a phrase begins with, those that it does not, and those that end it, each with what opens it.
LEFT_MARKS = frozenset(("$", "“", '"', "``", "#"))
BREAKS = frozenset((",", ";", "—", "–"))
CLOSED_BY = {"”": "“", ")": "(", '"': '"', "''": "``", "’": "‘", "'": "'", "%": ""}
OPENING, CLOSING = frozenset(CLOSED_BY.values()) - {"", "("}, CLOSED_BY.keys() - {")", "%"}
# Words that a clause behind them may tell apart, the marks that end such a clause, and its length in tokens.
TOLD_APART = frozenset(("NOUN", "PRON"))
ASIDE_MARKS = frozenset((",", ";", ":", "-", "--", "—", "–", "―", "(", "["))
LONGEST_TELLING = 16
# What a phrase that is cut short does not end with, and what may be left off behind it.
NO_END = frozenset(("ADP", "DET", "PUNCT", "CCONJ", "PART", "AUX", "SCONJ", "ADJ", "VERB"))
ADDED = frozenset(
    (
        *(relations.PREP, relations.ACL, relations.RELCL, relations.ADVCL, relations.AGENT),
        *(relations.CC, relations.CONJ, relations.APPOS, relations.PUNCT),
    )
)
# What is told of so many of them is not told of all.
COUNTS = words("counted quantities")
# "$2,000 a year".
EACH = frozenset(("a", "an", "each", "every"))
EXCEPT = frozenset(("except", "excepting", "barring"))


class Extents:
    """The extents of the phrases of one document, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int | None], tuple[int, int]] = {}

    def of(self, token: Token, start: int, without: Token | None = None) -> tuple[int, int]:
        """First and last token of the phrase; ``start`` is the place of its text in the document."""
        key = (start, token.i, None if without is None else without.i)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = extent(token, without=without)
        return found

    def span(self, token: Token, start: int, without: Token | None = None) -> Span:
        """The words of the phrase, as a span of the document."""
        first, last = self.of(token, start, without)
        end = token.doc[last]
        return Span(start + token.doc[first].idx, start + end.idx + len(end))


def extent(token: Token, *, without: Token | None = None) -> tuple[int, int]:
    """First and last token of the phrase that the token heads.

    Args:
        token: its head.
        without: a modifier that ends it, as the clause it heads is what is being told of it.
    """
    if token.pos_ in VERBS:
        return _clause(token)
    return _first(token), max(_last(token, without), _last_of_needed(token))


def clause_behind(noun: Token) -> Token | None:
    """The first relative clause behind a noun."""
    return next((c for c in noun.rights if c.dep_ == relations.RELCL), None)


def _clause(verb: Token) -> tuple[int, int]:
    """A clause as a subject: "closely monitoring banks" in "closely monitoring banks and lending helps"."""
    last = next((c.left_edge.i - 1 for c in verb.rights if c.dep_ in COORDINATION), verb.right_edge.i)
    return verb.left_edge.i, max(verb.i, last)


def _first(token: Token) -> int:
    first = token.i
    for c in token.lefts:
        if _belongs(c, token):
            first = min(first, c.left_edge.i)
        elif c.text in LEFT_MARKS:
            first = min(first, c.i)
    while first < token.i and (token.doc[first].dep_ == "preconj" or token.doc[first].text in BREAKS):
        first += 1
    return first


def _belongs(word: Token, noun: Token) -> bool:
    """True for a word before a noun that its phrase holds."""
    is_far = word.dep_ == "advmod" and word.i < noun.i - 3
    return word.dep_ not in OUTSIDE and not _denies_verb(word) and not asks_how(word) and not is_far


def asks_how(word: Token) -> bool:
    """True for the "many" of "told how many ships sank", which is asked for and no word of the ships."""
    return any(c.lower_ == "how" for c in word.lefts)


def _denies_verb(word: Token) -> bool:
    """ "is | not ready": the denial is told of the verb."""
    return word.dep_ == "neg" and word.head.dep_ == "acomp"


def _last_of_needed(token: Token) -> int:
    """ "the need for Europe to act": the clause that the parser hangs from the verb instead of the noun."""
    if not lookup(lemma(token), "n", "to"):
        return token.i
    for c in (*token.rights, *token.head.rights):
        if c.dep_ == "advcl" and c.left_edge.i == token.i + 1 and token.doc[token.i + 1].lower_ == "for":
            return c.right_edge.i
    return token.i


def _last(token: Token, without: Token | None) -> int:
    """The last token of a phrase; what hangs within it counts as far as it goes on itself."""
    lasts, opened = [token.i], [(token, iter(token.rights))]
    while True:
        above, rest = opened[-1]
        c = next(rest, None)
        if c is None or c is without or _stops(c, above, lasts[-1], inside=len(opened) > 1):
            opened.pop()
            last = lasts.pop()
            if not opened:
                return last
            lasts[-1] = max(lasts[-1], last)
        elif (end := _end_of_which(c, above, lasts[-1])) is not None:
            lasts[-1] = end
        elif c.dep_ == "punct":
            lasts[-1] = c.i if _closes(c, above, lasts[-1]) else lasts[-1]
        else:
            lasts.append(c.i)
            opened.append((c, iter(c.rights)))


def _stops(c: Token, above: Token, last: int, *, inside: bool) -> bool:
    return _end_of_which(c, above, last) is None and _ends_before(c, above, last, inside=inside)


def _end_of_which(c: Token, above: Token, last: int) -> int | None:
    """Last token of what tells which thing is meant: a clause, a name, words in quotation marks; None for all else."""
    found = (end(c, above, last) for end in TELLING_RULES)
    return next((last for last in found if last is not None), None)


def _closes(mark: Token, above: Token, last: int) -> bool:
    """True for the mark at once behind a phrase that ends what was opened within it: "the “red line”"."""
    opening = CLOSED_BY.get(mark.text)
    if mark.i != last + 1:
        return False
    return opening == "" or any(t.text == opening for t in above.doc[above.left_edge.i : mark.i])


def _ends_before(c: Token, above: Token, last: int, *, inside: bool) -> bool:
    """True where a phrase stops before a word that hangs from its head, or ``inside`` it from one of its others."""
    if c.dep_ == "punct":
        return False
    if c.tag_ == "POS":
        # "the union's plan": the union has it; but "the union's head"
        return not inside
    if c.dep_ in COORDINATION:
        return _ends_before_coordinate(c, above, inside)
    return any(ends(c, above, last) for ends in END_RULES)


def _ends_before_coordinate(c: Token, above: Token, inside: bool) -> bool:
    """ "the port | and the town" are two phrases; "ships of Peru and Chile" and "peace and stability" are one.

    So is not "support for the army | and its effects", as what a pronoun begins is another thing.
    """
    if inside:
        anew = c.dep_ == "cc" and any(begins_clause(k) for k in above.children)
        return anew or begins_clause(c) or any(k.tag_ == "PRP$" for k in c.children)
    return not (c.dep_ == "cc" and any(is_joined(k) for k in above.children)) and not is_joined(c)


def _excepts(c: Token, above: Token, last: int) -> bool:
    """ "all states | except Malawi", but "all states of Europe"."""
    return c.dep_ == "prep" and c.lower_ in EXCEPT


def _is_of_the_verb(c: Token, above: Token, last: int) -> bool:
    """ "acquitted the banker | of forging it": the verb's, not the banker's; but "the cost of forging it"."""
    return is_person(above) and any(p.dep_ == "pcomp" for p in c.children)


def _is_aside(c: Token, above: Token, last: int) -> bool:
    """ "the port, | which closed", "the port | yesterday evening", but "the talks today"."""
    if c.dep_ == "relcl" and c.left_edge.i == last + 1 and c.left_edge.tag_ == "TO":
        # "a way to save money"
        return False
    return c.dep_ in ASIDES and not (c.dep_ in ADVERBS and (c.i == last + 1 or _is_rate(c, last)))


def _end_of_telling(c: Token, above: Token, last: int) -> int | None:
    """Last token of the clause that tells which: "those | who paid", "the way | the port is run".

    One that goes on long ends where it is whole: "men who paid ten crowns a week | for a room that had no window".
    None for "the port, which closed", and for a clause that a mark cuts before its verb.
    """
    if c.dep_ != relations.RELCL or above.pos_ not in TOLD_APART or c.left_edge.i != last + 1:
        return None
    marks = (t.i for t in c.doc[last + 1 : c.right_edge.i + 1] if t.text in ASIDE_MARKS and not _is_hyphen(t))
    end = next(marks, c.right_edge.i + 1) - 1
    if end > last + LONGEST_TELLING:
        if c.left_edge.tag_ == "TO":
            return None
        return next((i for i in range(last + LONGEST_TELLING, c.i, -1) if _is_whole(c, i)), None)
    return end if c.i <= end else None


def _is_whole(verb: Token, end: int) -> bool:
    """True where a clause may end with a word: all that its words have further on may be left off.

    Not so before "that" in "who said on Monday | that it sank", before "of" in "who brought news | of peace".
    """
    word = verb.doc[end]
    if word.pos_ in NO_END:
        return False
    inside = [above for above in word.path if above is verb or verb.is_ancestor(above)]
    further = [t for above in inside for t in above.rights if t.i > end]
    return end + 1 in (t.left_edge.i for t in further) and all(map(_may_be_left_off, further))


def _may_be_left_off(word: Token) -> bool:
    """True for "at noon" and "and left" behind "who came", not for "of peace" behind "news", "and fame"."""
    is_of_noun = word.lower_ in OF if word.dep_ == relations.PREP else word.dep_ in COORDINATION
    return word.dep_ in ADDED and not (is_of_noun and word.head.pos_ not in VERBS)


def _end_of_name(c: Token, above: Token, last: int) -> int | None:
    """Last token of the name in "a manager from the website Halvex News"; None in "from the website, Halvex News".

    Only within another phrase: "the website Halvex News" alone is called by its name.
    """
    is_within = above.dep_ == relations.POBJ and above.head.head.pos_ == "NOUN"
    is_name = c.dep_ == relations.APPOS and c.pos_ == "PROPN" and above.pos_ == "NOUN"
    return c.i if is_within and is_name and c.left_edge.i == last + 1 else None


def _end_of_quoted(c: Token, above: Token, last: int) -> int | None:
    """Last token of "the word “unfair”", where the quoted words say which; None for "the port, “Peru's pride”"."""
    opening = c.doc[last + 1] if last + 2 < len(c.doc) else c
    if c.dep_ != relations.APPOS or c.left_edge.i not in (last + 1, last + 2) or opening.text not in OPENING:
        return None
    closing = next((t for t in c.doc[c.i + 1 : c.right_edge.i + 2] if t.text in CLOSING), None)
    return closing.i if closing is not None and c.pos_ != "PROPN" else None


# What tells which thing is meant, each with its last token.
TELLING_RULES: tuple[Callable[[Token, Token, int], int | None], ...] = (_end_of_telling, _end_of_name, _end_of_quoted)


def _is_hyphen(mark: Token) -> bool:
    return mark.text == "-" and not mark.nbor(-1).whitespace_


def _is_rate(c: Token, last: int) -> bool:
    """True for "year" of "$2,000 a year", "week" of "40 hours a week"; not in "the port a year later"."""
    counted = c.head.tag_ == "CD" or any(n.dep_ == "nummod" for n in c.head.lefts)
    plain = c.left_edge.i == last + 1 == c.i - 1 and c.left_edge.lower_ in EACH
    return c.dep_ == "npadvmod" and counted and plain and c.right_edge.i == c.i


def _is_behind_comma(c: Token, above: Token, last: int) -> bool:
    """ "the firm, | based in Oslo", but "the firm based in Oslo"."""
    return c.dep_ == "acl" and c.i > last + 1 and above.doc[c.left_edge.i - 1].text == ","


# What hangs from a word of a phrase and is told of it, or of the verb.
END_RULES: tuple[Callable[[Token, Token, int], bool], ...] = (_excepts, _is_of_the_verb, _is_aside, _is_behind_comma)


def unwrap(token: Token) -> Token:
    """ "much of this support", "none of the bakeries": what there is much or none of; "two of them" are two."""
    inner: Token | None = token
    while inner is not None:
        token, inner = inner, _quantified(inner)
    return token


def _quantified(token: Token) -> Token | None:
    noun = lemma(token)
    if noun not in QUANTIFIERS or token.tag_ == "CD" or noun in COUNTS:
        return None
    return next(governed(token, OF), None)
