"""Which verb a clause hangs from, where the parser says otherwise: coordination, reports and semicolons put right.

Here are the mistakes that only the clauses show: whether a verb reports, in which form the verbs above it stand, which
of them already have what they report. The tree is left as it is. What words, tags and relations alone show has been
put right in the tree before (``kg.language.mend``, which says what is mended where).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import SUBJECTS, Clause, Link
from kg.extract.clauses.headlines import is_headline_participle
from kg.language import relations
from kg.language.around import helpers, opens_with_that, word_at
from kg.language.grammar import AUXILIARIES, BARE_FORMS, FINITE_FORMS, NOMINAL_SUBJECTS, TENSED_FORMS
from kg.terms.signature import Signature, lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model.syntax import Token

    Parting = Callable[[Token, Clause], bool]
    Reattachment = Callable[[Token, Clause, Iterable[Clause]], Clause | None]

# Relations in which the parser joins two sentences to one.
PARTED = frozenset((relations.CCOMP, relations.PARATAXIS, relations.CONJ))
OPENING_QUOTES = frozenset(("“", '"', "``", "‘"))
CONSEQUENCES = words("adverbs of consequence")
# Conjunctions behind a comma that begin a statement of the writer's own.
CONTINUING = frozenset(("and", "but", "while"))
# Forms that may go on from an infinitive or a participle before them.
LISTED_FORMS = frozenset(("VB", "VBP", "VBG"))
# Helpers behind which an infinitive stands: "may lag", "to lag".
BEFORE_INFINITIVES = frozenset(("MD", "TO"))
HELPERS_AND_SUBJECTS = AUXILIARIES | {*SUBJECTS}
LETTING = frozenset((Signature.ALLOW, Signature.CAUSE))
# How the later of two sentences may hang that nothing but a comma or a dash joins.
SPLICED = frozenset((Link.ROOT, Link.CONTENT, Link.COORDINATE))
SPLICING = frozenset((",", "—", "–", "-", "...", "…", ":"))
QUOTATIVE = words("quotative verbs")
# Signatures of verbs of doing, which follow no clause: "blocked", "managed", "tried".
DEED_SIGNATURES = frozenset(
    [
        *(Signature.MANAGE, Signature.FAIL, Signature.PREVENT, Signature.REFUSE, Signature.CAUSE, Signature.TRY),
        *(Signature.ALLOW, Signature.ABLE, Signature.NEED, Signature.FORBID),
    ]
)
BENEATH = frozenset((Link.CONTENT, Link.ADVERBIAL, Link.COORDINATE))


def stands_alone(head: Token, above: Clause) -> bool:
    """True for a clause that is a sentence of its own, though the parser hangs it from the verb of another."""
    return head.dep_ in PARTED and any(parts(head, above) for parts in PARTINGS)


def _precedes_consequence(head: Token, above: Clause) -> bool:
    """ "A clerk weighed the crates, so the smuggler fled": the parser makes the first the content of the second.

    Only a verb of saying follows what is said: not so in "A clerk weighed the crates, so the smuggler said".
    """
    if head.dep_ != "ccomp" or reports(above.lemma) or reports(above.head.base):
        return False
    before = above.head.lefts
    is_joined = any(c.lower_ in CONSEQUENCES for c in before) and any(
        c.dep_ in SUBJECTS and c.i > head.i for c in before
    )
    return is_joined and not any(t.text in OPENING_QUOTES for t in head.doc[above.head.left_edge.i : head.i])


def _hangs_from_headline(head: Token, above: Clause) -> bool:
    """ "Ship attacked off Benin, eight sailors abducted": two participles; not so "Minister says ship attacked"."""
    return head.dep_ == "ccomp" and is_headline_participle(above.head)


def _is_past_semicolon(head: Token, above: Clause) -> bool:
    """ "If it had frozen, they would have gone; a patrol saw them": a semicolon ends what the parser joins."""
    low, high = sorted((head.i, above.head.i))
    return any(t.text == ";" for t in head.doc[low:high])


def _is_past_bracket(head: Token, above: Clause) -> bool:
    """ "Tarn (half of them left, a poll says) and Lodz lead": what stands within brackets ends with them."""
    if head.i < above.head.i:
        return False
    between = [t.text for t in head.doc[above.head.i : head.i]]
    return between.count(")") > between.count("(")


PARTINGS: tuple[Parting, ...] = (_precedes_consequence, _hangs_from_headline, _is_past_semicolon, _is_past_bracket)


def stands_beside(head: Token, above: Clause) -> bool:
    """ "we see this, and they see that": the first is no content of the second, whatever the parser says.

    It is in "we see this, they say".
    """
    if head.dep_ != "ccomp" or head.i > above.head.i or not above.subjects:
        return False
    verb = above.head
    is_joined = any(c.dep_ == "cc" and head.i < c.i < verb.i for c in verb.children)
    return is_joined or _joins_at_subject(head, above) or _is_spliced(head, above)


def _is_spliced(head: Token, above: Clause) -> bool:
    """ "We see this, they see that": nothing but a comma joins them, and "see" reports nothing before it.

    Not so "We see this, they say", "“We see this,” they went on".
    """
    verb = above.head
    if _puts_forward(above) or above.link not in SPLICED or not _has_subject_before(head):
        return False
    first = min((c.left_edge for c in verb.lefts if c.dep_ in SUBJECTS and c.i > head.i), default=None, key=_place)
    return first is not None and _is_parted(head.doc[head.i + 1 : first.i])


def _is_parted(between: Sequence[Token]) -> bool:
    """True for words with a comma or the like among them, and no quotation mark."""
    return any(t.text in SPLICING for t in between) and not any(t.is_quote for t in between)


def _puts_forward(clause: Clause) -> bool:
    """True for "they say", "she hopes", "it turns out", behind what is said, hoped or turns out; not for "she sold"."""
    name = clause.signature("that")
    if name in DEED_SIGNATURES:
        return name is Signature.MANAGE and any(s.lower_ == "it" for s in clause.subjects)
    return name is not None or clause.head.base in QUOTATIVE


def _has_subject_before(verb: Token) -> bool:
    """True for "we see", also as "we can see", not for "seeing it", "as we see"."""
    is_tensed = verb.tag_ in FINITE_FORMS or any(c.tag_ in TENSED_FORMS for c in verb.lefts)
    has_subject = any(c.dep_ in NOMINAL_SUBJECTS for c in verb.lefts)
    return is_tensed and has_subject and not any(c.dep_ == relations.MARK for c in verb.lefts)


def _place(word: Token) -> int:
    return word.i


def _joins_at_subject(head: Token, above: Clause) -> bool:
    """ "we see this, and similarly, they see that": the conjunction hangs from something of the first."""
    doc = head.doc
    between = doc[head.i + 1 : min(s.left_edge.i for s in above.subjects)]
    words = (t.dep_ for t in reversed(between) if not t.is_punct and t.dep_ != "advmod")
    return next(words, "") == "cc"


def before_semicolon(head: Token, above: Clause, found: dict[int, Clause]) -> Clause | None:
    """The report on the same side of the semicolon: "The report says p; the captain disputes it"."""
    start = next((t.i for t in reversed(head.doc[head.sent.start : head.i]) if t.text == ";"), head.sent.start)
    outer = (found[t.i] for t in above.head.ancestors if t.i in found)
    return next((c for c in outer if start <= c.head.i < head.i and reports(c.lemma)), None)


def reattached(head: Token, above: Clause, found: Iterable[Clause]) -> Clause:
    """The verb that a coordinate goes on from, where the parser hangs it from one of another form.

    Args:
        head: the coordinate's verb.
        above: the clause that the parser hangs it from.
        found: the clauses of the sentence that are known so far.
    """
    goes_on_from = (reattach(head, above, found) for reattach in REATTACHMENTS)
    return next((clause for clause in goes_on_from if clause is not None), above)


def said_as_well(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "found that it had ignored them and that its staff knew": both were found.

    Not so "found that it had ignored them and left", where leaving goes on from ignoring by another rule.
    """
    return above if above.link is Link.CONTENT and opens_with_that(head) else None


def said_before(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "She said p, none of them badly, and that q": a "that" opens no sentence of its own.

    Not so "She said p, and q", which nobody needs to have said.
    """
    before = [c for c in above.contents if c.head.i < head.i and c.head.dep_ == "ccomp"]
    return before[-1] if before and opens_with_that(head) else None


def told_by_writer(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "The firm admitted that p, and shops pulled it": the second is the writer's own.

    Not so "admitted that p and that shops pulled it", nor "admitted that p and pulled it".
    """
    is_said = above.link is Link.CONTENT and above.mark == "that"
    has_own = any(c.dep_ in NOMINAL_SUBJECTS for c in head.lefts) and not any(c.dep_ == "mark" for c in head.lefts)
    return above.parent if is_said and has_own and _follows_comma(head) else None


def _follows_comma(head: Token) -> bool:
    """True where a comma and a conjunction stand before the clause."""
    start = head.left_edge.i
    return word_at(head.doc, start - 2) == "," and word_at(head.doc, start - 1) in CONTINUING


def of_same_tense(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "refused to cut it and planted a tree": planted goes with refused.

    Not so "plans to cut it and plant a tree", where both are planned.
    """
    if head.tag_ not in FINITE_FORMS or _is_finite(above.head):
        return None
    return next((c for c in above.path if c.head.tag_ == head.tag_), None)


def _is_finite(head: Token) -> bool:
    """True for "sold" and "was unarmed", not for "had sold": a participle shares no "had" with a past tense."""
    return head.tag_ in TENSED_FORMS or (head.tag_ not in BARE_FORMS and bool(helpers(head)))


def thought_as_well(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "Rescuers believe p but fear q": who believes fears.

    Not so "Rescuers believe the crew swam but fear them", which has no clause beneath "fear".
    """
    outer = above.parent
    if outer is None or outer.head.tag_ != head.tag_ or above.link is not Link.CONTENT:
        return None
    if _has_own(head) or not any(c.dep_ == "ccomp" for c in head.children):
        return None
    return outer if reports(outer.head.base) and reports(head.base) and not reports(above.head.base) else None


def _has_own(head: Token) -> bool:
    """True for a verb with a helper or a subject of its own."""
    return any(c.dep_ in HELPERS_AND_SUBJECTS for c in head.children)


def listed_with(head: Token, above: Clause, found: Iterable[Clause]) -> Clause | None:
    """ "promised to cut taxes, raise pensions", "said it had sold them, noting p and adding q": raise goes with cut.

    Not so "promised to cut taxes and may raise pensions".
    """
    if head.tag_ not in LISTED_FORMS or _has_own(head) or _shares_form(head, above.head):
        return None
    between = [c for c in found if above.head.i < c.head.i < head.i and _is_beneath(c, above)]
    fitting = [c for c in between if _may_go_on(c, above) and _suits(head, c)]
    return max(fitting, key=lambda c: c.head.i, default=None)


def _may_go_on(clause: Clause, above: Clause) -> bool:
    """True for a verb without a subject of its own, and for "live" in "lets migrants live and work"."""
    if clause.inherits or clause.parent is not above:
        return clause.inherits
    return clause.head.tag_ == "VB" and not clause.helpers and above.signature() in LETTING


def _suits(head: Token, first: Clause) -> bool:
    """True for "raise" behind "to cut", for "adding" behind "noting"."""
    return first.head.tag_ == head.tag_ or (first.head.tag_ == "VB" and head.tag_ != "VBG")


def _shares_form(head: Token, first: Token) -> bool:
    """True where the first verb's own form or helper suits the second: "may lag and hold"."""
    if head.tag_ == first.tag_:
        return True
    return head.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ in BEFORE_INFINITIVES for c in first.children)


def _is_beneath(clause: Clause, above: Clause) -> bool:
    return clause.link in BENEATH and any(outer is above for outer in clause.path)


# What may be wrong with the verb that a coordinate hangs from: the first that finds another has it.
REATTACHMENTS: tuple[Reattachment, ...] = (
    said_as_well,
    said_before,
    told_by_writer,
    of_same_tense,
    thought_as_well,
    listed_with,
)


def speaking(head: Token, above: Clause) -> Clause:
    """ "Blinken said it would go on, adding that ...": adding is Blinken's, not what he speaks of.

    Not so "Blinken said it would go on, selling oil", nor "Blinken said it would go on, and the union sued, adding".
    """
    if head.tag_ != "VBG" or lookup(head.base, "v", "that") is not Signature.REPORT or _begins_anew(above):
        return above
    return next((outer for inner, outer in pairwise(above.path) if _is_told(inner, outer)), above)


def _begins_anew(clause: Clause) -> bool:
    """True for "and the union sued" behind a comma, not for "and sued"."""
    return clause.link is Link.COORDINATE and clause.has_own_subject and _follows_comma(clause.head)


def _is_told(inner: Clause, outer: Clause) -> bool:
    return inner.link is Link.CONTENT and reports(outer.head.base)
