"""What hangs from a verb, put into its place in the clause: subjects, objects, complements, phrases and agents.

``PLACING`` has the rules by the relation in which a word stands to the verb; of these the first that fits takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, Clause, Link, Oblique, governed, is_cleft
from kg.extract.clauses.coordination import beneath, conjuncts, excepted, is_excluded, is_replaced, named, with_examples
from kg.extract.clauses.markers import is_none
from kg.extract.clauses.relatives import antecedents
from kg.language import relations
from kg.language.around import word_at
from kg.language.grammar import COMPOUNDS, NOUNS, TIMES, VERBS
from kg.language.words import leads_condition, leads_end
from kg.terms.signature import Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.model.syntax import Token

# "What the port needs": a pronoun that is noun and relative word in one.
FREE_RELATIVES = words("free relative pronouns")
# What tells that a noun behind a name is a noun phrase of its own: "two antennas".
OPENERS = frozenset((relations.DET, relations.NUMMOD, relations.POSS))
# What a deed may have and be no clause: "needed a good cleaning".
OF_DEEDS = frozenset((relations.DET, relations.AMOD, relations.ADVMOD))
# Adverbs that tell how something is, and what does so itself: "is down", "is down but safe".
HOW_IT_IS = words("adverbs of state")
TELLING = frozenset((relations.ACOMP, relations.ATTR, relations.OPRD))
# "as part of", "in place of"
WHOLE = words("prepositions with a noun")
# What opens a question within a sentence: "Whether it leaks is unclear".
ASKING_WORDS = words("question words") - {"what"}
# Relations and word classes of the second preposition in "because of", "according to", "out of".
SECOND_PREPOSITIONS = frozenset((relations.PREP, relations.PCOMP))
PREPOSITION_LIKE = frozenset(("ADP", "SCONJ", "ADV"))
BEHIND_PREPOSITIONS = frozenset((relations.POBJ, relations.PCOMP))
# Adverbs that tell how far off something was: "two weeks ago".
FAR_OFF = words("adverbs of distance in time")
# What a preposition may have that leads to nothing but a noun.
PLAINLY_BEFORE = frozenset((relations.POBJ, relations.CC, relations.PUNCT))
PREDICATED = NOUNS | {"ADJ"}
# "For its part", "on the other hand": words that tie a sentence to others, and what of them is not in the list.
LINKING_PHRASES = words("linking phrases")
UNSAID_IN_LINKS = frozenset((relations.DET, relations.POSS))


def place(clause: Clause, token: Token) -> None:
    """Put what hangs from the verb into its place in the clause; what no rule knows has none."""
    for rule in PLACING.get(token.dep_, ()):
        if rule(clause, token):
            return


# -- subjects


def clausal_subject(clause: Clause, token: Token) -> bool:
    """ "That the dam leaked worried Lima": a clause is the subject; not so a noun ("The leak worried Lima").

    "Whether it leaks is unclear" tells of nothing: a question is no thing.
    """
    if token.pos_ != "VERB":
        return False
    if token.left_edge.lower_ not in ASKING_WORDS:
        clause.subjects.append(token)
    return True


def excluded_subject(clause: Clause, token: Token) -> bool:
    """ "Nobody but the guard fled": the guard did what nobody else did; not in "The guard fled"."""
    if not is_excluded(token):
        return False
    clause.excluded.append(token)
    return True


def subject_before_not(clause: Clause, token: Token) -> bool:
    """ "Norway, not Denmark, signed", where the parser makes Norway an attribute; not so "no Denmark signed"."""
    denial = next((c for c in token.lefts if c.dep_ == "neg" and c.lower_ == "not"), None)
    if denial is None or word_at(token.doc, denial.i - 1) != ",":
        return False
    before = [c for c in token.lefts if c.dep_ in COMPOUNDS and c.i < denial.i]
    for noun in before[:1]:
        clause.subjects.extend(conjuncts(noun))
        clause.excluded.append(token)
    return bool(before)


def subject(clause: Clause, token: Token) -> bool:
    """ "Peru and Chile signed", "the firm, which signed": all that is listed; not B in "A, not B, signed"."""
    if not is_nominal(token):
        return False
    heads = _listed(token, clause)
    clause.subjects.extend(heads)
    # "It was Peru, not Chile, that signed": who is left out stands beside the noun, not beside "that"
    whole = heads[0] if heads and is_cleft(clause) else token
    out = [d for d in (whole, *beneath(whole)) if is_excluded(d) or is_replaced(d)]
    clause.excluded.extend([*out, *excepted(token)])
    return True


def is_nominal(token: Token) -> bool:
    """True for a noun, and for what stands as one: "the far left"."""
    return token.pos_ in NOMINAL or any(c.dep_ == "det" for c in token.lefts)


def _listed(token: Token, clause: Clause) -> list[Token]:
    """All nouns that a word lists, a relative word being the noun that it stands for."""
    return [noun for part in with_examples(conjuncts(token)) for noun in antecedents(part, clause)]


# -- objects


def joining_that(clause: Clause, token: Token) -> bool:
    """ "in the event that it sold ships": "that" opens the clause, where the parser sees a second object."""
    return clause.link is Link.NOUN_CONTENT and token.lower_ == "that" and token.i == clause.head.left_edge.i


def free_relative(clause: Clause, token: Token) -> bool:
    """ "What the port needs is a channel": "what" is no object; the channel is. Not so "The port needs it"."""
    return token.lower_ in FREE_RELATIVES


def only_object(clause: Clause, token: Token) -> bool:
    """ "arrested nobody except the cook": the cook is the object; there is none in "arrested nobody"."""
    if not is_none(token) or not (spared := excepted(token)):
        return False
    clause.objects.extend(spared)
    return True


def given_object(clause: Clause, token: Token) -> bool:
    """ "leased Hungary two antennas": Hungary gets them; not so in "leased Hungary, an ally, two antennas"."""
    given = _given(token)
    if given is None:
        return False
    clause.indirect.extend(conjuncts(token))
    clause.objects.append(given)
    return True


def _given(token: Token) -> Token | None:
    """What is given to whom: "two antennas" of "leased Hungary two antennas", taken for an apposition."""
    if token.pos_ != "PROPN":
        return None
    return next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "NOUN" and _opens_at_once(c)), None)


def _opens_at_once(noun: Token) -> bool:
    """True for a noun with a word of its own in front, at once behind what it hangs from."""
    first = noun.left_edge
    return first.i == noun.head.i + 1 and first.dep_ in OPENERS


def plain_object(clause: Clause, token: Token) -> bool:
    """ "sold ships and planes": both; none in "asked how much it would invest", where the quantity is asked for."""
    if not (token.pos_ in NOMINAL or _is_deed(token)) or any(c.lower_ == "how" for c in token.lefts):
        return False
    clause.objects.extend(_listed(token, clause))
    return True


def is_needed(token: Token) -> bool:
    """True for "mending" in "The roof needs mending", which the roof does not do; not in "likes mending"."""
    return token.dep_ == "xcomp" and _is_deed(token) and lookup(token.head.base, "v", "ing") == Signature.NEED


def needed_deed(clause: Clause, token: Token) -> bool:
    """ "The roof needs mending": what it needs; not so "needs to mend"."""
    if not is_needed(token):
        return False
    clause.objects.append(token)
    return True


def _is_deed(token: Token) -> bool:
    """True for "boosting" in "needed boosting", a verb with nothing of its own."""
    return token.tag_ == "VBG" and all(c.dep_ in OF_DEEDS for c in token.children)


def recipient(clause: Clause, token: Token) -> bool:
    """ "sold Ghana ships": who gets them; "sold ships to Ghana" has a phrase instead."""
    if token.pos_ == "ADP":
        return phrase(clause, token)
    clause.indirect.extend(conjuncts(token))
    return True


# -- complements


def adjective(clause: Clause, token: Token) -> bool:
    """ "is old and weak": both adjectives; not "leaks" in "is old and leaks"."""
    clause.complements.extend([token, *(other for other in token.conjuncts if other.pos_ == "ADJ")])
    return True


def noun_complement(clause: Clause, token: Token) -> bool:
    """ "is an island and a state": both nouns; not "a port" in "is an island, not a port"."""
    clause.complements.extend(conjuncts(token))
    return True


def object_complement(clause: Clause, token: Token) -> bool:
    """ "elected her mayor": what she became, with no list of it: only the mayor in "elected her mayor and judge"."""
    clause.complements.append(token)
    return True


def small_clause(clause: Clause, token: Token) -> bool:
    """ "made the city its seat": the city is made something; not "made the city pay", which has a verb."""
    if token.pos_ not in PREDICATED or is_verb(token):
        return False
    clause.objects.extend(h for own in token.lefts if own.dep_ == "nsubj" for h in conjuncts(own))
    clause.complements.append(token)
    return True


def is_verb(token: Token) -> bool:
    """True for a verb, and for what the tagger takes for a noun or adjective but is built like one: "was involved"."""
    if token.pos_ in VERBS:
        return True
    built = {c.dep_ for c in token.children}
    return "auxpass" in built or {"nsubj", "dobj"} <= built


# -- agents and phrases


def day_as_agent(clause: Clause, token: Token) -> bool:
    """ "signed by Friday": no day signs; not so "signed by the mayor"."""
    return any(p.ent_type_ in TIMES for p in token.children) and phrase(clause, token)


def agent(clause: Clause, token: Token) -> bool:
    """ "signed by Peru and Chile": who signed; nobody did anything in "costumes arrived by train"."""
    if clause.head.base in INTRANSITIVE:
        return False
    clause.agents.extend(doer for noun in governed(token) for one in conjuncts(noun) for doer in named(one) or [one])
    return True


def measure(clause: Clause, token: Token) -> bool:
    """ "met last week": a noun that tells when or how much; "met in May" has a phrase instead."""
    clause.times.append(token)
    return True


def distance(clause: Clause, token: Token) -> bool:
    """ "left two weeks ago", "a year earlier": an adverb that a noun of time measures; "left earlier" has none."""
    if not _is_measured(token):
        return False
    clause.times.append(token)
    return True


def _is_measured(adverb: Token) -> bool:
    return adverb.lower_ in FAR_OFF and any(c.dep_ == relations.NPADVMOD for c in adverb.lefts)


def existence(clause: Clause, token: Token) -> bool:
    """ "There is a mine": the clause says that something exists; not so "It is a mine"."""
    clause.existential = token.lower_ == "there"
    return True


def state(clause: Clause, token: Token) -> bool:
    """ "is out with a film", "is down": the adverb tells how it is; not so "is now", "is over it"."""
    is_told = clause.head.base == "be" and token.lower_ in HOW_IT_IS and token.i > clause.head.i
    is_open = any(c.dep_ in TELLING for c in clause.head.rights) or any(c.dep_ == "prep" for c in token.children)
    if is_open or not is_told:
        return False
    clause.complements.append(token)
    return True


def phrase_behind_adverb(clause: Clause, token: Token) -> bool:
    """ "moved away from the house": the phrase hangs from the adverb; not from one before the verb ("far from it")."""
    if token.i > clause.head.i:
        for marker in token.children:
            if marker.dep_ == "prep":
                add_phrase(clause, marker, before=token.lower_)
    return True


def phrase(clause: Clause, token: Token) -> bool:
    """ "sailed from Oslo to Riga": each preposition with what it governs; none in "sailed on"."""
    add_phrase(clause, token)
    return True


def among_them(clause: Clause, token: Token) -> bool:
    """ "Nations, among them Peru, signed": Peru signed; not so "Nations signed it among them"."""
    nouns = governed(token)
    if token.lower_ != "among" or len(nouns) < 2 or nouns[0].lower_ != "them":
        return False
    whole = clause.subjects if token.i < clause.head.i else clause.objects
    whole.extend(part for noun in nouns[1:] for part in conjuncts(noun))
    return True


def add_phrase(clause: Clause, marker: Token, before: str = "") -> None:
    """Add a prepositional phrase, after those within it ("From 1970 to 1985") and before those beside it.

    Args:
        clause: to which it is added.
        marker: its preposition.
        before: an adverb that goes with the preposition: "away".
    """
    pending: list[Token | Oblique] = [marker]
    while pending:
        item = pending.pop()
        if isinstance(item, Oblique):
            clause.obliques.append(item)
        else:
            own = _phrase(clause, item, before if item is marker else "")
            alike, beside = _beside(item)
            if own is not None:
                own.heads += [noun for other in alike for noun in _nouns_behind(other, [])]
            pending.extend(reversed([*_inner(item), *([own] if own else []), *beside]))


def _beside(marker: Token) -> tuple[list[Token], list[Token]]:
    """The prepositions listed with a marker: those that are the same word ("to Oslo and to Riga"), and the others."""
    listed = [p for p in marker.children if p.dep_ == "conj" and p.pos_ == "ADP"]
    alike = [p for p in listed if p.lower_ == marker.lower_ and {c.dep_ for c in p.children} <= PLAINLY_BEFORE]
    return alike, [p for p in listed if p not in alike]


def _inner(marker: Token) -> list[Token]:
    """The "to" of "From 1970 to 1985", which has a noun of its own as "from" has; none in "out of Iraq"."""
    whole = any(p.dep_ == "pobj" for p in marker.children)
    return [p for p in marker.children if whole and p.dep_ == "prep"]


def _phrase(clause: Clause, marker: Token, before: str) -> Oblique | None:
    """The phrase of a preposition; None where it governs no noun, for "in case" and "in order", which open a clause."""
    second = _second(marker)
    meant = [noun for part in _nouns_behind(marker, second) for noun in antecedents(part, clause)]
    heads = [noun for noun in meant if noun.pos_ not in VERBS or noun.dep_ == "pobj"]
    if not heads or leads_condition(heads[0]) or leads_end(heads[0]) or _only_links(marker, heads[0]):
        return None
    preposition = _said(before, marker, second)
    return _whole_phrase(preposition, marker, heads[0]) or Oblique(preposition, marker, heads)


def _only_links(marker: Token, noun: Token) -> bool:
    """True for "for example" and "on the other hand", not for "for example to all" nor "in the hand"."""
    inside = (c.lower_ for c in noun.lefts if c.dep_ not in UNSAID_IN_LINKS)
    return " ".join([marker.lower_, *inside, noun.lower_]) in LINKING_PHRASES and not any(noun.rights)


def _said(before: str, marker: Token, second: list[Token]) -> str:
    """The words of a preposition: "away from", "because of"."""
    said = ("due", "to") if marker.lower_ == "due" else (before, marker.lower_, *(p.lower_ for p in second))
    return " ".join(filter(None, said))


def _whole_phrase(preposition: str, marker: Token, noun: Token) -> Oblique | None:
    """The "as part of" of "held as part of a war": a noun that has become a part of its preposition."""
    words = [preposition, *(c.lower_ for c in noun.lefts), noun.lower_]
    for behind in noun.rights:
        whole = " ".join([*words, behind.lower_])
        if whole in WHOLE:
            heads = [part for below in governed(behind) for part in conjuncts(below)]
            return Oblique(whole, marker, heads) if heads else None
    return None


def _nouns_behind(marker: Token, second: list[Token]) -> list[Token]:
    """All nouns that a preposition lists, with those behind a second preposition."""
    nouns = [p for p in marker.children if p.dep_ in BEHIND_PREPOSITIONS and p.pos_ in NOMINAL]
    nouns += [noun for p in second for noun in governed(p)]
    if runs_into_subject(marker):
        return nouns
    return [part for noun in nouns for part in with_examples(conjuncts(noun), only_names=True)]


def _second(marker: Token) -> list[Token]:
    """The "of" of "because of", the "to" of "according to": prepositions that make one of several words."""
    own = _inner(marker)
    return [p for p in marker.children if p.dep_ in SECOND_PREPOSITIONS and p.pos_ in PREPOSITION_LIKE and p not in own]


def runs_into_subject(marker: Token) -> bool:
    """ "According to X, A, B and C agree": the parser makes A and B coordinates of X, and "and" of the preposition."""
    return any(c.dep_ == "cc" for c in marker.children) and marker.left_edge.i == marker.sent.start


# What takes a word, by the relation in which it stands to the verb; in this order.
PLACING: Mapping[str, tuple[Callable[[Clause, Token], bool], ...]] = {
    **dict.fromkeys(
        (relations.CSUBJ, relations.CSUBJPASS), (clausal_subject, excluded_subject, subject_before_not, subject)
    ),
    **dict.fromkeys((relations.NSUBJ, relations.NSUBJPASS), (excluded_subject, subject_before_not, subject)),
    relations.DOBJ: (joining_that, free_relative, only_object, given_object, plain_object),
    relations.DATIVE: (recipient,),
    relations.ACOMP: (adjective,),
    relations.ATTR: (noun_complement,),
    relations.OPRD: (object_complement,),
    **dict.fromkeys((relations.CCOMP, relations.XCOMP), (needed_deed, small_clause)),
    relations.AGENT: (day_as_agent, agent),
    relations.PREP: (among_them, phrase),
    relations.NPADVMOD: (measure,),
    relations.EXPL: (existence,),
    relations.ADVMOD: (distance, state, phrase_behind_adverb),
}
