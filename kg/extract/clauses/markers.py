"""What a clause says of itself: its negation, its modal verb, its hedges, the condition that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.coordination import LIFTING, excepted
from kg.language import relations
from kg.language.around import has_subject, helpers, word_at
from kg.language.grammar import AUXILIARIES, FINITE_FORMS, NOMINAL_SUBJECTS, SINGULAR_NOUNS
from kg.language.words import PROVIDED, follows_case, opens_with_case
from kg.model.kinds import Modality
from kg.terms.words import word_pairs, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model.syntax import Token

    Count = Callable[[Clause], int]
    Claim = Callable[[Clause], bool]

COME_TO = words("verbs that one comes to")
NEGATIONS = words("negating adverbs")
# "almost" and "not" as adverbs, "neither" and "nor" as conjunctions.
ADVERBIALS = frozenset((relations.NEG, relations.ADVMOD, relations.PRECONJ))
JOINING_ADVERBS = frozenset((relations.CC, relations.PRECONJ, relations.ADVMOD))
# Conjunctions before what is denied: "neither saw nor heard it".
SECOND = frozenset(("nor", "than"))
NOR = frozenset(("neither", "nor"))
NO_ONE = words("negating subjects")
DENYING = words("negating determiners")
LITTLE = frozenset(("few", "little"))
NOT_ONE = words("denied quantities")
HARDLY = frozenset(("hardly", "scarcely", "barely"))
# "at no point", "in no way": the verb did not happen.
NEVER_NOUNS = words("nouns of never")
RULING_OUT = frozenset(("rather", "instead"))
THAN = frozenset(("than", "of"))
# What holds a denial of the verb: "does not, as he says, go", "never before".
HOLDING_DENIALS = frozenset((relations.AUX, relations.ADVMOD, relations.ACOMP))
NOT = frozenset(("not", "n't", "n’t"))
UNTIL = frozenset(("until", "till"))
OBJECTS_AND_COMPLEMENTS = frozenset((relations.DOBJ, relations.ATTR))
UNTRUE = words("adverbs of falsehood")
HEDGES = words("hedging adverbs")
SUPPOSING = words("supposing verbs")
CONDITIONS = words("conditional conjunctions")
# Before these stands what is asked, where the parser sees a condition: "is not sure if it rains".
OPEN_MARKS = frozenset(("if", "whether"))
ASKED_BY = words("words before what is asked")
# "Were Bahrain to pull out": helpers that open a condition.
FRONTED = frozenset(("were", "had", "should"))
MODALS = {verb: Modality(given) for verb, given in word_pairs("modal verbs").items()}
FUTURE = frozenset(verb for verb, given in MODALS.items() if given is Modality.PLANNED)
SHORT_WOULD = frozenset(("'d", "’d"))
WOULD = SHORT_WOULD | {"would"}
WOULD_OR_MODALS = WOULD.union(MODALS)
CAN = frozenset(("can", "could", "ca"))
NOT_FINITE = frozenset(("MD", "TO"))
# What may open the clause behind "provided".
OPENING_CONTENT = frozenset(("", "that"))
WH_TAGS = frozenset(("WP", "WRB"))
WH_RELATIONS = NOMINAL_SUBJECTS | {relations.DOBJ, relations.ADVMOD, relations.POBJ}
# With these a present tense tells of what is to come, or of what comes again and again: "once it docks".
UNREACHED = words("conjunctions of what has not come")
PRESENT_FORMS = frozenset({"VBZ", "VBP"})


def comes_to(verb: Clause, clause: Clause) -> bool:
    """ "has come to accept it": who has come to it does it; not "came to sell it"."""
    return clause.is_infinitive and verb.lemma == "come" and clause.lemma in COME_TO


def is_negated(clause: Clause) -> bool:
    """True where the words of the clause deny its verb, once or three times: "nobody came", not "nobody never came"."""
    return sum(count(clause) for count in DENIALS) % 2 == 1


def _denying_phrases(clause: Clause) -> int:
    """ "At no point did it sink", "Under no circumstances"; not so "At one point"."""
    return any(
        noun.base in NEVER_NOUNS and any(c.lower_ == "no" for c in noun.children)
        for oblique in clause.obliques
        for noun in oblique.heads
    )


def _second_of_neither(clause: Clause) -> int:
    """ "neither saw nor heard it", "has done anything but repair it", "drained it rather than clean it".

    Not so "saw and heard it", "has done everything but repair it".
    """
    if clause.link is not Link.COORDINATE or clause.parent is None:
        return False
    first, last = clause.parent.head, clause.head
    joiner = next((c.lower_ for c in reversed(first.children) if c.dep_ == "cc" and first.i < c.i < last.i), "")
    if joiner == "but" and any(o.lower_ == "anything" for o in clause.parent.objects):
        return True
    return joiner in SECOND or _opens_with_rather(last)


def _opens_with_rather(verb: Token) -> bool:
    """True for "clean" in "instead of clean it", "rather than clean it"."""
    first = verb.left_edge
    return first.i < verb.i and first.lower_ in RULING_OUT and word_at(verb.doc, first.i + 1) in THAN


def _all_but(clause: Clause) -> int:
    """ "all but gutted the depot": it was not gutted; not so "gutted all but the depot"."""
    at = clause.head.i
    return word_at(clause.head.doc, at - 1) == "but" and word_at(clause.head.doc, at - 2) == "all"


def _denying_adverbs(clause: Clause) -> int:
    """ "did not sink", "never sank", "almost sank"; not so "not only sank", nor "tells whether or not it sank"."""
    children = clause.head.children
    # "does not, as he says, go", "never before had it gone", "is “not ready”": the parser hangs them from "does",
    # "before" and "ready"
    beneath = [d for c in children if c.dep_ in HOLDING_DENIALS for d in c.children if d.dep_ == "neg"]
    beneath = [d for d in beneath if d.head.dep_ != "acomp" or clause.head.i < d.i < min(d.head.i, clause.head.i + 3)]
    denials = [c for c in (*children, *beneath) if _is_denial(c) and (c.head.dep_ != "advmod" or c.lower_ == "never")]
    return 0 if only_waits(clause) else len(denials)


def only_waits(clause: Clause) -> bool:
    """ "did not begin until Monday", "will not open until it rains": it began, and will open.

    Not so "has not begun until now", "cannot open until it rains", "never opened until it rained".
    """
    denied = [c.lower_ for c in clause.head.children if c.dep_ == "neg"]
    plain = bool(denied) and NOT.issuperset(denied) and any(c.tag_ == "VBD" or c.tag_ == "MD" for c in clause.helpers)
    return plain and all(map(_may_wait, clause.helpers)) and any(map(_waits_for, clause.head.rights))


def _may_wait(helper: Token) -> bool:
    """True for "did" and "will", not for "can"."""
    return helper.tag_ != "MD" or helper.lower_ in FUTURE


def _waits_for(child: Token) -> bool:
    """True for "until Monday" and "until it rains"."""
    if child.dep_ == "prep":
        return child.lower_ in UNTIL
    return child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in UNTIL for c in child.lefts)


def _is_denial(adverb: Token) -> bool:
    if adverb.lower_ not in NEGATIONS or adverb.dep_ not in ADVERBIALS:
        return False
    doc, at = adverb.doc, adverb.i
    if word_at(doc, at - 1) == "or" and word_at(doc, at - 2) == "whether":
        return False
    return word_at(doc, at + 1) not in LIFTING


def _no_longer(clause: Clause) -> int:
    """ "no longer sinks"; not so "sinks for longer"."""
    return any(c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in clause.head.children)


def _neither(clause: Clause) -> int:
    """ "neither sank nor burnt", "nor did it burn"; not so "neither of them", which is the subject."""
    head = clause.head
    return sum(c.lower_ in NOR and c.dep_ in JOINING_ADVERBS for c in head.lefts)


def _denying_subjects(clause: Clause) -> int:
    """ "Nobody came", "No bakery opened or closed"; not so "Somebody came"."""
    own = [c for c in clause.head.children if c.dep_ in NOMINAL_SUBJECTS]
    return any(is_none(t) for t in own or (clause.subjects if clause.link is Link.COORDINATE else ()))


def _denying_objects(clause: Clause) -> int:
    """ "found nothing", "found no bakery"; not so "found few", "found nobody except the cook"."""
    objects = [c for c in clause.head.children if c.dep_ in OBJECTS_AND_COMPLEMENTS]
    return any(t.lower_ not in LITTLE and is_none(t) and not excepted(t) for t in objects)


# How often the words of a clause deny its verb; two denials are none.
DENIALS: tuple[Count, ...] = (
    _denying_phrases,
    _second_of_neither,
    _all_but,
    _denying_adverbs,
    _no_longer,
    _neither,
    _denying_subjects,
    _denying_objects,
)


def is_none(token: Token) -> bool:
    """True for "no bakery", "none of them", "few": a noun phrase that says there is no such thing.

    "A few" and "a little" are not.
    """
    if token.lower_ in NO_ONE:
        return not any(c.lower_ == "a" and c.dep_ == "det" for c in token.children)
    return not _is_a_few(token) and (_opens_with_denial(token) or _has_denying_word(token))


def _is_a_few(token: Token) -> bool:
    """True for "bakeries" in "a few bakeries"."""
    return any(c.lower_ == "few" and any(d.lower_ == "a" for d in c.children) for c in token.children)


def _opens_with_denial(token: Token) -> bool:
    """True for "hardly anyone", "not a single hospital"; not for "not hospitals"."""
    first = token.left_edge
    return first.lower_ in HARDLY or (first.lower_ == "not" and word_at(token.doc, first.i + 1) in NOT_ONE)


def _has_denying_word(token: Token) -> bool:
    """True for "no bakery", "few bakeries", "nobody's bakery"; not for "a few bakeries", "somebody's bakery"."""
    before = {c.lower_ for c in token.lefts}
    if not before.isdisjoint(DENYING):
        return "a" not in before
    # "nobody's vote", "no one's vote"
    return any(c.dep_ == "poss" and (c.lower_ in NO_ONE or any(d.lower_ == "no" for d in c.lefts)) for c in token.lefts)


def modal(clause: Clause, is_reported: bool) -> Modality | None:
    """What the modal verb of a clause makes of it; None where it has none.

    Args:
        clause: the clause.
        is_reported: True where it is said by somebody: "would" then tells what is planned ("said it would go").
    """
    own = [c for c in clause.head.children if c.dep_ == "aux"]
    verb = next((c for c in own if c.tag_ == "MD" and c.lower_ in WOULD_OR_MODALS), None)
    if verb is None or _is_had(verb, own, clause.head):
        return None
    if _is_had_better(verb, clause.head):
        return Modality.OBLIGATION
    return _of_modal(verb.lower_, is_reported, done=any(c.base == "have" for c in own))


def _of_modal(verb: str, is_reported: bool, *, done: bool) -> Modality:
    """Of "would" and the modal verbs of the table; "must have shredded it" is a guess, no duty."""
    if verb in WOULD:
        return Modality.PLANNED if is_reported and not done else Modality.CONDITIONAL
    return Modality.POSSIBLE if verb == "must" and done else MODALS[verb]


def _is_had(verb: Token, own: Sequence[Token], head: Token) -> bool:
    """True for "'d" of "they'd been there", "they'd been seen", not of "they'd be there", "they'd have been there"."""
    if verb.lower_ not in SHORT_WOULD:
        return False
    return next((t for t in (*own, head) if t.i > verb.i), head).tag_ == "VBN"


def _is_had_better(verb: Token, head: Token) -> bool:
    """True for "'d" of "they'd better be there", not of "they'd be better there"."""
    return verb.lower_ in SHORT_WOULD and any(c.lower_ == "better" for c in head.lefts)


def is_condition(clause: Clause) -> bool:
    """True for "if p", "as long as p", "provided that p", "on condition that p", "were p to be"."""
    if clause.link is Link.NOUN_CONTENT:
        return _follows_case(clause)
    return clause.link is Link.ADVERBIAL and not asks_if(clause) and any(holds(clause) for holds in CONDITIONALS)


def asks_if(clause: Clause) -> bool:
    """True for "if it rains" in "is not sure if it rains", "has no idea if it rains", "Asked if it rains, she left".

    Not so in "is glad if it rains", "is not sure, if it rains".
    """
    if clause.link is not Link.ADVERBIAL or clause.mark not in OPEN_MARKS:
        return False
    first = clause.head.left_edge
    return first.lower_ == clause.mark and first.i > 0 and first.nbor(-1).base in ASKED_BY


def _follows_provided(clause: Clause) -> bool:
    """ "provided that it agrees"; not so "hopes that it agrees", "provided food because it agreed"."""
    above = clause.head.head
    return above.lower_ in PROVIDED and not has_subject(above) and clause.mark in OPENING_CONTENT


def _is_supposed(clause: Clause) -> bool:
    """ "assuming that it agrees, they go"; not so "saying that it agrees, they go"."""
    return supposes(clause)


def _is_whether(clause: Clause) -> bool:
    """ "whether it agrees or not, they go"; not so "though it agrees, they go"."""
    return clause.mark == "whether"


def _follows_case(clause: Clause) -> bool:
    """ "in case it agrees", "In case it agrees, they go"; not so "in his case it agreed"."""
    return follows_case(clause.head) or opens_with_case(clause.head)


def _is_as_long_as(clause: Clause) -> bool:
    """ "as long as it agrees"; not so "as it agrees"."""
    if clause.mark != "as":
        return False
    at = next((c.i for c in clause.head.lefts if c.lower_ == "as"), 0)
    return word_at(clause.head.doc, at - 1) == "long"


def opens_condition(clause: Clause) -> bool:
    """ "if it agrees", "unless it agrees"; not so "as if it agreed"."""
    return clause.mark in CONDITIONS and clause.head.left_edge.lower_ != "as"


def _is_inverted(clause: Clause) -> bool:
    """ "Were Bahrain to pull out", "had it agreed"; not so "It had agreed"."""
    first = clause.head.left_edge
    return first.lower_ in FRONTED and bool(clause.subjects) and min(s.i for s in clause.subjects) > first.i


CONDITIONALS: tuple[Claim, ...] = (
    _follows_provided,
    _is_supposed,
    _is_whether,
    _follows_case,
    _is_as_long_as,
    opens_condition,
    _is_inverted,
)


def supposes(clause: Clause) -> bool:
    """True for "Suppose a hacker opened it", "assuming that it rains": a verb that has become a conjunction.

    Not for "He supposed that it rains".
    """
    return clause.head.lower_ in SUPPOSING and clause.inherits and not clause.objects


def is_concession(clause: Clause) -> bool:
    """True for "even if p", "whether p or not": what it hangs from holds in any case; not for "if p"."""
    return clause.mark == "whether" or clause.head.left_edge.lower_ == "even"


def is_wh(clause: Clause) -> bool:
    """True for an embedded question or free relative: "who bought it", "why it burst", "what Iran needs"."""
    return any(c.tag_ in WH_TAGS and c.dep_ in WH_RELATIONS for c in clause.head.lefts)


def is_now_that(clause: Clause) -> bool:
    """True for "now that it leaks": why or when something is; not for "says that it leaks"."""
    first = clause.head.left_edge
    return clause.mark == "that" and "now" in (first.lower_, word_at(first.doc, first.i - 1))


def is_tag(clause: Clause) -> bool:
    """True for "didn't it" in "It leaked, didn't it?", where the parser hangs the leaking beneath it.

    Not for "did it" in "When did it leak?", which has a verb.
    """
    head, subjects = clause.head, [c for c in clause.head.rights if c.dep_ in NOMINAL_SUBJECTS]
    asks = len(subjects) == 1 and subjects[0].pos_ == "PRON" and word_at(head.doc, subjects[0].i + 1) == "?"
    return asks and all(c.head.i < head.i for c in clause.contents) and not (clause.objects or clause.complements)


def could_not(clause: Clause) -> bool:
    """True for "could not help", "can never avoid": not being able leaves no choice; not for "would not help"."""
    able = any(c.tag_ == "MD" and c.lower_ in CAN for c in clause.head.children)
    return able and is_negated(clause)


def is_subjunctive(clause: Clause) -> bool:
    """True for "return" in "insists that Laos return the boats": a bare verb with a subject of its own.

    Not for "returns" in "insists that Laos returns the boats".
    """
    head = clause.head
    if clause.mark != "that" or not has_subject(head) or any(c.dep_ == "aux" for c in head.children):
        return False
    # "suggested that Togo host the court": one that does, not "hosts"; of many "host" tells nothing
    one = all(s.tag_ in SINGULAR_NOUNS and not any(c.dep_ == "conj" for c in s.children) for s in clause.subjects)
    if head.base == "be":
        return head.tag_ == "VB"
    # the parser may take "outweighs" for such a form
    is_bare = not head.lower_.endswith("s") or head.lower_.endswith(("ss", "us"))
    return one and is_bare and head.tag_ in ("VB", "VBP")


def is_finite(clause: Clause) -> bool:
    """True for "sells", "has sold" and "may sell", not for "to sell"."""
    head = clause.head
    return head.tag_ in FINITE_FORMS or any(c.dep_ == "aux" and c.tag_ != "TO" for c in head.children)


def is_past(clause: Clause) -> bool:
    """True for "sold", "had sold" and "was sold", not for "has sold"."""
    return clause.head.tag_ == "VBD" or any(c.tag_ == "VBD" for c in helpers(clause.head))


def is_unreached(clause: Clause) -> bool:
    """True for "once it docks", "until it has docked", "when ships dock"; not for "when it (has) docked"."""
    own = (clause.head, *(c for c in clause.head.children if c.dep_ in AUXILIARIES))
    present = [t for t in own if t.tag_ in PRESENT_FORMS]
    # "Why sell it when it has cost a fortune?" tells of what was before
    told = clause.mark == "when" and any(t is not clause.head and t.base == "have" for t in present)
    return clause.mark in UNREACHED and bool(present) and not told


def is_future(clause: Clause) -> bool:
    """True for "will go", "shall go"."""
    return any(c.lower_ in FUTURE for c in clause.head.children if c.dep_ == "aux")


def tells_past(clause: Clause) -> bool:
    """True for "sold", "had sold", "has sold"; not for "would sell", "may have sold"."""
    own = helpers(clause.head)
    return (is_past(clause) or any(c.base == "have" for c in own)) and not any(c.tag_ in NOT_FINITE for c in own)
