"""Who speaks a quotation, by the words beside it in its paragraph.

    "We lost," she said. · "We lost," said Ana Reis. · Reis shot back, "We lost." · Reis had a message: "We lost."

What stands directly beside the marks tells it, whatever the verb; else the nearest verb of saying of the sentence
does. A quotation that is a sentence of its own, set behind one that tells of somebody, is that one's: "Reis was
blunt. 'We lost.'"
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.reference.speech.marks import CLOSING, Marked
from kg.extract.reference.speech.reports import leads_in, subject_of, tells_of_somebody, who_states
from kg.language import relations
from kg.language.grammar import AUXILIARIES, CLAUSES_OF_NOUNS, FINITE_FORMS, FULL_STOPS, NOMINAL_SUBJECTS, VERBS
from kg.language.words import lemma, may_speak_before_colon
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token, TokenSpan

# A report begins within so many words of the mark, and a name that stands for one within so many.
REACH, SIGNED = 24, 4
# A sentence of no more words may only bring in who speaks: "Reis continued her remarks."
BRIEF = 14
DASHES = frozenset(("-", "--", "–", "—", "―"))
# The last mark inside a quotation, where the sentence goes on with the report: "We lost," "Did we?"
GOING_ON = DASHES | {",", "?", "!", "…", "..."}
# Behind "Did we?" these begin the next sentence.
NEXT = frozenset(("He", "She", "They", "It", "We"))
# What the parser may part from the noun behind it: "an angry judge said", "later Reis said".
BEFORE_NOUNS = frozenset(("DET", "ADJ", "ADV"))
# What a verb that only tells how somebody spoke has none of: "We lost," he slammed the table.
FILLED = frozenset((relations.DOBJ, relations.CCOMP, relations.ATTR, relations.ACOMP, relations.XCOMP))
# What may stand between a verb and the comma before a quotation: "shot back,"; not "spoke on their programme,".
BESIDE_VERBS = frozenset((relations.ADVMOD, relations.PRT))
# Clauses in these places are no report of what stands behind them.
HANGING = CLAUSES_OF_NOUNS | {relations.ADVCL, relations.CSUBJ}


def beside(doc: Doc, quote: Marked, inside: Collection[int]) -> Token | None:
    """Who speaks a quotation, by the words beside it.

    Args:
        doc: the paragraph.
        quote: what stands between the marks.
        inside: numbers of the tokens of all its quotations.
    """
    return _behind(doc, quote, inside) or _before(doc, quote, inside) or _nearest(doc, quote, inside)


def opens_sentence(doc: Doc, quote: Marked) -> bool:
    """True where the quotation begins a sentence, and is no part of one."""
    before = _word_before(doc, quote)
    return before is None or before.text in FULL_STOPS | CLOSING


def _word_before(doc: Doc, quote: Marked) -> Token | None:
    """The word or mark before the one that opens the quotation."""
    at = quote.start - 2
    while at >= 0 and doc[at].is_space:
        at -= 1
    return doc[at] if at >= 0 else None


# -- behind it ---------------------------------------------------------------------------------------------------------


def _behind(doc: Doc, quote: Marked, inside: Collection[int]) -> Token | None:
    """ "We lost," she said; "We lost," said Ana Reis, a judge; "We lost" – Ana Reis. Not so "We lost." She said so."""
    first = quote.end + 1
    if not quote.is_closed or first >= len(doc):
        return None
    if doc[first].text in DASHES:
        return _signature(doc, first + 1)
    last = doc[quote.end - 1].text
    if doc[first].text == ",":
        first, last = first + 1, ","
    if last not in GOING_ON | FULL_STOPS or (last != "," and doc[first].text in NEXT):
        return None
    return _reporter(doc, first, last, inside, opens_sentence(doc, quote))


def _reporter(doc: Doc, first: int, last: str, inside: Collection[int], is_whole: bool) -> Token | None:
    """Who is told of from the first word on, if that reports: Reis in "Reis said", nobody in "Reis slammed the table".

    Args:
        doc: the paragraph.
        first: number of the first token behind the quotation.
        last: the last mark of the quotation, or the comma behind it.
        inside: numbers of the tokens of all quotations.
        is_whole: true where the quotation begins a sentence.
    """
    for verb in _finite(doc, first, inside):
        subject = _subject_outside(verb, first, inside)
        if subject is not None and _follows(first, verb, subject):
            return subject if _reports(verb, subject, first, last, is_whole) else None
    return None


def _finite(doc: Doc, first: int, inside: Collection[int]) -> Iterator[Token]:
    """The finite verbs up to the end of the sentence or to the next quotation."""
    for token in doc[first : first + REACH]:
        if token.i in inside or token.text in FULL_STOPS:
            return
        if token.pos_ in VERBS and token.tag_ in FINITE_FORMS and token.dep_ not in CLAUSES_OF_NOUNS:
            yield token


def _subject_outside(verb: Token, first: int, inside: Collection[int]) -> Token | None:
    """The subject, of several that outside the marks; of "read the note", right behind them, what follows."""
    subject = subject_of(verb)
    if subject is not None and subject.i not in inside:
        return subject
    places = (*NOMINAL_SUBJECTS, relations.DOBJ) if verb.i == first else NOMINAL_SUBJECTS
    return next((c for c in verb.children if c.dep_ in places and c.i not in inside and c.i >= first), None)


def _follows(first: int, verb: Token, subject: Token) -> bool:
    """ "she said", "an angry judge said", "said Reis": verb or subject begins where the quotation ends."""
    begin = verb if subject.i > verb.i else subject.left_edge
    return subject.i >= first and all(t.pos_ in BEFORE_NOUNS for t in begin.doc[first : begin.i])


def _reports(verb: Token, subject: Token, first: int, last: str, is_whole: bool) -> bool:
    """Whether a verb behind a quotation reports it: one of saying, or any that has nothing else to tell.

    "Reis said", "beamed Reis", "Reis shrugged", behind a question "Reis went on"; not "Reis slammed the table".
    """
    is_bare = _is_bare(verb, subject, first)
    if leads_in(verb):
        # "We lost." Reis said: but not "We lost." Reis said it was over.
        return last != "." or (is_whole and is_bare)
    is_one_sentence = last == "," or (last != "." and subject.pos_ == "PROPN")
    return is_whole and is_bare and (is_one_sentence or subject.i > verb.i)


def _is_bare(verb: Token, subject: Token, first: int) -> bool:
    """True where the verb tells nothing else from that word on: "said Reis", not "Reis said it was over"."""
    return not any(c.dep_ in FILLED and c.i >= first and c is not subject for c in verb.children)


def _signature(doc: Doc, first: int) -> Token | None:
    """ "We lost." – Ana Reis, a judge: the last word of the name."""
    name = next((t for t in doc[first : first + SIGNED] if t.ent_type_ == MentionType.PERSON), None)
    if name is None or any(t.pos_ in VERBS for t in doc[name.i : name.sent.end]):
        return None
    while name.i + 1 < len(doc) and name.nbor().ent_iob_ == "I":
        name = name.nbor()
    return name


# -- before it ---------------------------------------------------------------------------------------------------------


def _before(doc: Doc, quote: Marked, inside: Collection[int]) -> Token | None:
    """ "Reis shot back, 'We lost.'", "Reis had a message: 'We lost.'"."""
    mark = _word_before(doc, quote)
    if mark is None or mark.i in inside:
        return None
    if mark.text == ":":
        return _introduced(mark, inside)
    return _led_by_comma(mark, doc[quote.start], inside) if mark.text == "," else None


def _led_by_comma(comma: Token, word: Token, inside: Collection[int]) -> Token | None:
    """ "Reis said at noon, 'We lost.'", "Reis shot back, 'We lost.'"; not "Reis sat in the bar, 'The Lost'"."""
    verb = next((t for t in reversed(_verbs_before(comma, inside)) if t.dep_ != "relcl"), None)
    subject = who_states(verb) if verb is not None else None
    if verb is None or subject is None or subject.i in inside:
        return None
    return subject if leads_in(verb) or _breaks_off(verb, comma, word) else None


def _breaks_off(verb: Token, comma: Token, word: Token) -> bool:
    """True for any verb of a main clause that ends right before the comma, where a sentence begins behind it."""
    is_main = verb.tag_ in FINITE_FORMS and verb.dep_ not in HANGING
    is_beside = all(t.dep_ in BESIDE_VERBS for t in comma.doc[verb.i + 1 : comma.i])
    return is_main and is_beside and word.text[:1].isupper()


def _introduced(colon: Token, inside: Collection[int]) -> Token | None:
    """Who speaks behind a colon.

    "Reis had this to say:", "Reis's answer was:", "The final word, from Reis:", "More from the report:".
    """
    verbs = [verb for verb in _verbs_before(colon, inside) if verb.dep_ not in HANGING]
    labelled = _labelled(colon, inside)
    if labelled is not None or not verbs:
        return labelled
    for verb in reversed(verbs):
        subject = subject_of(verb) if leads_in(verb) else None
        if subject is not None:
            return subject
    subject = next(filter(None, map(subject_of, verbs)), None)
    return _whose_words(subject) if subject is not None else None


def _whose_words(subject: Token) -> Token | None:
    """Reis, in "Reis's answer was:" and "Reis had this to say:"; nobody in "The answer was:"."""
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    if owner is not None and lemma(subject.head) == "be":
        return owner
    return subject if tells_of_somebody(subject) else None


def _labelled(colon: Token, inside: Collection[int]) -> Token | None:
    """Who stands right before a colon, with no verb behind the last dash of the sentence: "It rained – Ana Reis:"."""
    before = colon.doc[colon.sent.start : colon.i]
    dash = next((n for n in range(len(before), 0, -1) if before[n - 1].text in DASHES), 0)
    label = before[dash:]
    if not label or any(t.pos_ in VERBS and t.i not in inside for t in label):
        return None
    return label[-1] if _may_be_speaker(label) else None


def _may_be_speaker(label: Sequence[Token]) -> bool:
    """ "Ana Reis:", "The minister:", "The Times:"; not "The answer:"."""
    last = label[-1]
    is_full_name = len(label) > 1 and all(t.pos_ == "PROPN" for t in label[-2:])
    is_named = is_full_name or last.ent_type_ in (MentionType.PERSON, MentionType.ORG)
    return is_named or may_speak_before_colon(last)


def _verbs_before(mark: Token, inside: Collection[int]) -> list[Token]:
    """The verbs of the sentence before a mark, outside quotations."""
    before = mark.doc[mark.sent.start : mark.i]
    return [t for t in before if t.pos_ in VERBS and t.i not in inside and t.dep_ not in AUXILIARIES]


# -- in its sentence ---------------------------------------------------------------------------------------------------


def _nearest(doc: Doc, quote: Marked, inside: Collection[int]) -> Token | None:
    """Subject of the reporting verb nearest to the quotation in its sentence, outside all quotation marks."""
    best: tuple[int, Token] | None = None
    for verb in _around(doc, quote):
        if verb.i in inside or not leads_in(verb):
            continue
        subject = subject_of(verb)
        if subject is None or subject.i in inside:
            continue
        distance = quote.start - verb.i if verb.i < quote.start else verb.i - quote.end + 1
        if best is None or distance < best[0]:
            best = (distance, subject)
    return best[1] if best else None


def _around(doc: Doc, quote: Marked) -> Sequence[Token]:
    """The tokens of the sentences that a quotation stands in, and of the report behind it."""
    end = quote.end
    right = doc[end - 1].sent.end
    if end < len(doc):
        # "... ," he said. and "... ?" he asked: the report may have become a sentence of its own
        follows = doc[min(end + 1, len(doc) - 1)].sent
        if follows.start <= end + 1 and not follows.text[:1].isupper():
            right = max(right, follows.end)
        right = max(right, doc[end].sent.end)
    return doc[doc[quote.start].sent.start : right]


# -- in the sentence before --------------------------------------------------------------------------------------------


def subject_before(doc: Doc, quote: Marked, inside: Collection[int]) -> Token | None:
    """Who the sentence before tells of: "Reis was blunt. 'We lost.'"."""
    word = _word_before(doc, quote)
    if word is None or any(token.i in inside for token in word.sent):
        return None
    return brought_in(word.sent, inside)


def brought_in(sentence: TokenSpan, inside: Collection[int]) -> Token | None:
    """Who speaks behind a sentence that ends in a colon, reports what somebody says, or is brief and about somebody."""
    tokens = [t for t in sentence if not t.is_space]
    if not tokens or tokens[-1].i in inside:
        return None
    if tokens[-1].text == ":":
        return _introduced(tokens[-1], inside)
    is_brief = len(tokens) <= BRIEF
    return _somebody(sentence.root, inside) if is_brief or leads_in(sentence.root) else None


def _somebody(verb: Token, inside: Collection[int]) -> Token | None:
    """Reis of "Reis was blunt"; nobody of "The plan was blunt", nor of what stands between marks."""
    subject = subject_of(verb) if verb.pos_ in VERBS and verb.i not in inside else None
    return subject if subject is not None and tells_of_somebody(subject) else None
