"""What the predicate of a clause does to the clause beneath it: its signature, by word, frame and construction.

The signatures of words are in ``ontology/signatures.tsv``; here stand the constructions that go before them: "too weak
to defend it", "has yet to", "is said to be", "could not help laughing".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.clauses.markers import could_not, is_finite, tells_past
from kg.language import relations
from kg.language.grammar import FINITE_FORMS, NOUNS, PAST_FORMS
from kg.language.words import ESTABLISHED, lemma
from kg.terms.signature import Signature, lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

    # A pattern: what the first clause does to the second, in the frame of that one; None where it does not fit.
    Construction = Callable[[Clause, Clause, str], Signature | None]

# Verbs before "yet to".
PENDING = frozenset({"have", "be", "remain"})
# "has got to", "'s got to"
HAVING = frozenset({"have", "'s", "’s", "'ve", "’ve"})
# What leaves it possible: "is big enough to carry it", "has sufficient votes to pass it".
SUFFICIENT = frozenset({"enough", "sufficient"})
# Marks of a clause that leaves open what it says.
OPEN_MARKS = frozenset({"whether", "if"})
# What "is said to be" and "is expected to go" make of a signature: the subject is not the one who says or expects.
IMPERSONAL: Mapping[Signature, Signature] = MappingProxyType(
    {
        Signature.REPORT: Signature.CLAIM,
        Signature.BELIEVE: Signature.CLAIM,
        Signature.KNOW: Signature.CLAIM,
        Signature.PROVE: Signature.MANAGE,
        Signature.HOPE: Signature.PLAN,
    }
)
# The signature of a verb that the table does not list, by the frame.
BY_FRAME: Mapping[str, Signature] = MappingProxyType(
    {"to": Signature.HOPE, "ing": Signature.MANAGE, "that": Signature.REPORT}
)
# "As the mayor put it", "as she tells it".
PUTTING_IT = frozenset(("put", "see", "tell", "view"))
# How a report that stands beside what it reports hangs from it.
BESIDE = frozenset({relations.PARATAXIS, relations.DEP})
# How the parser hangs one that is appended to a sentence, and what before it tells that it goes on with that.
APPENDED = frozenset({relations.CCOMP, relations.CONJ})
QUOTATIVE = words("quotative verbs")
OPENING = frozenset({relations.CC, relations.MARK})


def frame_of(child: Clause) -> str:
    """The form of an embedded clause: "to", "ing", "whether" or "that"."""
    if child.mark in OPEN_MARKS:
        return "whether"
    if child.is_infinitive:
        return "to"
    return "ing" if child.head.tag_ == "VBG" and not is_finite(child) else "that"


def signature(clause: Clause, child: Clause) -> Signature | None:
    """What the predicate of ``clause`` does to the clause beneath it; None where no line and no construction says."""
    frame = frame_of(child)
    for construction in CONSTRUCTIONS:
        if found := construction(clause, child, frame):
            return found
    return _of_verb(clause, child, frame)


def _pending(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "has yet to approve it", "remains to be done": it is not; but not "has not yet agreed to approve it"."""
    verb = lemma(clause.head)
    pending = _has(clause.head.children, "yet") or (verb == "remain" and child.passive)
    return Signature.FAIL if pending and frame == "to" and verb in PENDING else None


def _sufficient(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "is big enough to carry it": it may; but not "is big and carries it"."""
    return Signature.ALLOW if frame == "to" and _has(_modifiers(clause.complements), "enough") else None


def _excessive(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "is too weak to defend it": it does not; but not "is weak to this day"."""
    return Signature.FAIL if frame == "to" and _has(_modifiers(clause.complements), "too") else None


def _of_copula(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "The rumour is that it burst", "is hard to sell"; but not "is selling": there the verb has the signature."""
    if lemma(clause.head) != "be" or clause.head.pos_ != "AUX":
        return None
    if clause.complements:
        return _of_complement(clause, frame) or (Signature.ALLOW if frame == "to" else Signature.KNOW)
    if named := named_content(clause, frame):
        return named
    if frame == "that" and _has(clause.subjects, "it"):
        # "It is not that he lied", but "It was not until May that he left"
        return Signature.KNOW if any(o.preposition == "until" for o in clause.obliques) else Signature.MANAGE
    return Signature.PLAN if frame == "to" else Signature.KNOW


def _of_complement(clause: Clause, frame: str) -> Signature | None:
    """ "is a myth that", "is ready to"; most others leave open whether it is done: "is hard to", "was a fool to"."""
    for word in clause.complements:
        if found := lookup(lemma(word), "n" if word.pos_ in NOUNS else "a", frame):
            return found
    return None


def _inverted(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "Never has" in "Never has Sweden hosted it", an auxiliary taken for a verb; but not "has" in "has it hosted"."""
    inverted = lemma(clause.head) == "have" and not clause.subjects and child.head.tag_ in PAST_FORMS
    return Signature.MANAGE if inverted else None


def _going(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "is going to open it"; but not "goes to open it"."""
    return Signature.PLAN if frame == "to" and _is_going(clause) else None


def _of_adjective(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "makes it impossible to open it", "feels sure that it opened"; but not "makes it stronger to this day"."""
    adjectives = (c for c in clause.complements if c.pos_ == "ADJ")
    return next((found for c in adjectives if (found := lookup(lemma(c), "a", frame))), None)


def _got_to(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "has got to sell it": it must; but not "got to sell it", which it did."""
    has = any(h.base in HAVING for h in clause.helpers)
    return Signature.NEED if frame == "to" and clause.head.lower_ == "got" and has and not clause.objects else None


def _unable_to_help(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """ "could not help laughing": could not keep from it; but not "helped building it"."""
    helpless = frame == "ing" and lemma(clause.head) == "help" and could_not(clause)
    return Signature.FAIL if helpless else None


CONSTRUCTIONS: tuple[Construction, ...] = (
    *(_pending, _sufficient, _excessive, _of_copula),
    *(_inverted, _going, _got_to, _of_adjective, _unable_to_help),
)


def _of_verb(clause: Clause, child: Clause, frame: str) -> Signature | None:
    """By the table; in a passive nobody says or expects it."""
    verb = lemma(clause.head)
    found = lookup(clause.lemma, "v", frame) or lookup(verb, "v", frame)
    if clause.passive and frame == "to":
        # "is set to tour": the participle is an adjective
        found = found or lookup(clause.head.lower_, "a", frame)
        return IMPERSONAL.get(found, found) if found else None
    if frame == "whether":
        return Signature.SUSPECT
    unsaid = clause.passive and not clause.agents and found in (Signature.REPORT, Signature.BELIEVE)
    if unsaid and verb not in ESTABLISHED:
        # "it is claimed that": by nobody in particular
        return Signature.CLAIM
    if found == Signature.PLAN and tells_past(child):
        # "swore that she had not swapped them": nobody plans the past
        return Signature.REPORT
    return found or BY_FRAME[frame]


def named_content(clause: Clause, frame: str) -> Signature | None:
    """The signature of the noun in "The rumour is that p"; None where the subject has none."""
    if frame != "that" or lemma(clause.head) != "be" or not clause.subjects:
        return None
    return lookup(lemma(clause.subjects[0]), "n", frame)


def is_modal(clause: Clause) -> bool:
    """True of "The plant is to open" and "is going to open", not of "The aim is to open it"."""
    if _is_going(clause):
        return all(o.marker.i < clause.head.i for o in clause.obliques)
    if lemma(clause.head) != "be" or clause.complements or not clause.subjects:
        return False
    return not lookup(lemma(clause.subjects[0]), "n", "to")


def _is_going(clause: Clause) -> bool:
    """True for "going" in "is going to open", not for "goes" in "goes to open it", nor for "going on"."""
    return clause.head.tag_ == "VBG" and clause.lemma == "go"


def phrasal(clause: Clause) -> Signature | None:
    """The signature of a verb with its noun: "took the trouble to", "broke its promise to", "has enough votes to"."""
    nouns = (*clause.objects, *clause.complements)
    modifiers = _modifiers(nouns)
    if any(c.lower_ in SUFFICIENT for c in modifiers):
        return Signature.ALLOW
    if _has(_modifiers(modifiers), "too"):
        # "has too few votes to"
        return Signature.FAIL
    return next((name for n in nouns if (name := lookup(f"{clause.lemma} {lemma(n)}", "v"))), None)


def _modifiers(words: Iterable[Token]) -> list[Token]:
    return [c for word in words for c in word.children]


def _has(tokens: Iterable[Token], word: str) -> bool:
    return any(t.lower_ == word for t in tokens)


def is_aside(clause: Clause) -> bool:
    """True for "an audit found" in "None did so, an audit found": a report set beside what it reports."""
    if clause.mark == "as" and clause.head.dep_ == "advcl":
        return (_only_reports(clause) or _puts_it(clause)) and _is_sourced(clause) and not _corrects(clause)
    is_beside = clause.head.dep_ in BESIDE or _is_appended(clause)
    return is_beside and not clause.mark and not clause.inherits and _only_reports(clause)


def _is_appended(clause: Clause) -> bool:
    """True for "the Post reported" in "Reis said that it leaked, the Post reported", which nobody else says.

    So for "said Ana Moll" in "It leaked, said Ana Moll". Not so in "Reis said the Post reported", "said that it leaked,
    and the Post reported".
    """
    parent = clause.parent
    head = clause.head
    if head.dep_ not in APPENDED or head.tag_ not in FINITE_FORMS or lemma(head) not in QUOTATIVE:
        return False
    if parent is None or not clause.subjects or clause.complements or head.i < parent.head.i:
        return False
    doc, begin = clause.head.doc, min(head.i, clause.subjects[0].left_edge.i)
    opened = (t for t in doc[parent.head.i : begin] if t.dep_ in OPENING)
    before = next((t for t in reversed(doc[parent.head.i : begin]) if not t.is_quote), None)
    return (
        before is not None
        and before.text == ","
        and all(t.head.i not in (parent.head.i, clause.head.i) for t in opened)
    )


def _only_reports(clause: Clause) -> bool:
    """True for "found" with nothing beneath it, not for "found that it leaks", "found a leak"."""
    return not clause.contents and not clause.objects and reports(lemma(clause.head))


def _puts_it(clause: Clause) -> bool:
    """True for "as the mayor put it", "as she sees it", not for "as the mayor put out a call" nor "as she left it"."""
    return lemma(clause.head) in PUTTING_IT and [o.lower_ for o in clause.objects] == ["it"]


def _is_sourced(clause: Clause) -> bool:
    """True for "as the minister said" and "as stated by the ministry", not for "as stated"."""
    return bool(clause.agents) or not clause.passive


def _corrects(clause: Clause) -> bool:
    """True for "is not, as the books say, a toad": what the books say is the contrary."""
    start = clause.head.left_edge.i
    before = [t for t in clause.head.doc[max(0, start - 2) : start] if not t.is_punct]
    return bool(before) and before[-1].dep_ == "neg"
