"""Verb clauses of a sentence: each verb with its subjects, objects, obliques and the clause that governs it.

The labels are those of spaCy's English models (ClearNLP dependencies). Coordination is spread: "A and B met C" has
two subjects. What the syntax leaves out is told by ``subjects``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.attachment import before_semicolon, reattached, speaking, stands_alone, stands_beside
from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, SUBJECTS, Clause, Link, Oblique, is_cleft, is_pseudo_cleft
from kg.extract.clauses.coordination import beneath, conjuncts, excepted, is_excluded
from kg.extract.clauses.headlines import follows_colon, is_headline_participle, is_lost_verb
from kg.extract.clauses.markers import is_none
from kg.extract.clauses.subjects import antecedents, bind_reduced_relative, has_relative_word, inherited
from kg.language.words import PROVIDED, follows_case, lemma
from kg.terms.signature import SPEECH, Signature, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan

# Verbs that make their object do something, and have hardly another use with an object and "to".
MAKING = frozenset("get force compel prompt persuade induce allow enable permit".split())
CLAUSAL = (
    "ROOT ccomp xcomp advcl acl relcl conj pcomp csubj csubjpass parataxis dep appos intj pobj oprd attr nsubj dobj"
).split()


def clauses(sentence: TokenSpan) -> list[Clause]:
    """The clauses of a sentence, outer before inner, each with its arguments."""
    found: dict[int, Clause] = {}
    heads = [t for t in sentence if _is_clausal(t)]
    for head in sorted(heads, key=lambda t: (_depth(t), t.i)):
        above, between = _governor(head, found)
        if above is not None and stands_beside(head, above):
            above, between = above.parent, []
        elif above is not None and stands_alone(head, above):
            above, between = before_semicolon(head, above, found), []
        if above is not None and head.dep_ == "conj":
            above = reattached(head, above, found.values())
        if above is not None and head.dep_ == "advcl":
            above = speaking(head, above)
        clause = Clause(head, _link(head, above, between), above, between[-1] if between else None)
        if above is None and (follows_colon(head) or is_lost_verb(head)):
            clause.link, clause.noun = Link.ROOT, None
        _fill(clause)
        found[head.i] = clause
        if above is not None and clause.link is Link.CONTENT:
            above.contents.append(clause)
        if above is not None and clause.link is Link.ADVERBIAL and _is_controlled(above, clause):
            clause.link, clause.subjects = Link.CONTENT, list(above.objects)
            above.contents.append(clause)
        if above is not None and clause.link is Link.ADVERBIAL and _works_towards(above, clause):
            clause.link = Link.CONTENT
            above.contents.append(clause)
        if above is not None and clause.link is Link.COORDINATE:
            _share_object(above, clause)
    for clause in found.values():
        _bind_free_relative(clause)
        _hand_back(clause, found)
        _take_subject(clause, found)
    return list(found.values())


def _hand_back(clause: Clause, found: dict[int, Clause]) -> None:
    """ "The firm that failed to repair the ship fired its broker": the ship is repaired, and fires nobody."""
    own = [c for c in clause.head.lefts if c.dep_ == "nsubj"]
    if len(own) != 2 or not any(c.dep_ == "relcl" for c in own[0].children):
        return
    first, second = own
    verb = clause.head.doc[second.left_edge.i - 1]
    inner = found.get(verb.i)
    if inner is not None and first.is_ancestor(verb) and not (inner.objects or inner.passive):
        inner.objects = conjuncts(second)
        clause.subjects = [s for s in clause.subjects if s.i != second.i and not second.is_ancestor(s)]


def _take_subject(clause: Clause, found: dict[int, Clause]) -> None:
    """ "The spy, believed dead, phoned the embassy": the parser gives the spy to the participle between the commas."""
    if clause.subjects or clause.parent is not None or clause.head.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    for aside in found.values():
        own = [c for c in aside.head.lefts if c.dep_ == "nsubj"]
        beside = aside.parent is clause and aside.head.tag_ in ("VBD", "VBN") and aside.head.i < clause.head.i
        if beside and len(own) == 1 and own[0].right_edge.i == own[0].i + 1 and own[0].right_edge.text == ",":
            clause.subjects, clause.inherits = list(aside.subjects), False
            aside.passive = not aside.objects


def _bind_free_relative(clause: Clause) -> None:
    """ "What the port needs is a channel": the port needs a channel. "What worries Rome is debt": debt worries Rome."""
    if not is_pseudo_cleft(clause) or clause.parent is None:
        return
    copula = clause.parent
    nouns = [c for c in copula.complements if c.pos_ in ("NOUN", "PROPN")]
    if any(c.tag_ == "WP" and c.dep_ == "dobj" for c in clause.head.children):
        clause.objects = nouns
    else:
        following = [s for s in copula.subjects if s.pos_ in ("NOUN", "PROPN") and s.i > clause.head.i]
        clause.objects = clause.objects or following
        clause.subjects = nouns
    copula.subjects, copula.inherits = [], False


def _has_tense(head: Token) -> bool:
    """True for "goes" and "is going", which want a subject."""
    tensed = ("VBD", "VBZ", "VBP", "MD")
    return head.tag_ in tensed or any(c.tag_ in tensed for c in head.children if c.dep_ in ("aux", "auxpass"))


def _works_towards(above: Clause, clause: Clause) -> bool:
    """ "are working together to solve it": what they try, not why they do something else."""
    bare = not (above.objects or above.complements or above.contents or above.obliques)
    return bare and clause.is_infinitive and clause.inherits and lookup(lemma(above.head), "v", "to") == Signature.TRY


def _is_controlled(above: Clause, clause: Clause) -> bool:
    """ "got thousands of drivers to wear belts": the drivers wear them, where the parser sees a purpose."""
    asks = lookup(lemma(above.head), "v", "to") in (Signature.REQUEST, Signature.FORBID) or lemma(above.head) in MAKING
    return (
        asks
        and clause.is_infinitive
        and clause.inherits
        and not clause.mark
        and bool(above.objects)
        and not above.contents
        and above.objects[-1].right_edge.i == clause.head.left_edge.i - 1
    )


def _share_object(first: Clause, second: Clause) -> None:
    """ "buy and sell shares": the object behind the second verb is the first one's too, not with helpers of its own."""
    bare = not (first.objects or first.complements or first.contents or first.obliques or first.passive)
    helped = all(any(c.dep_ in ("aux", "auxpass") for c in verb.head.children) for verb in (first, second))
    if (
        bare
        and not helped
        and (first.head.tag_ == second.head.tag_ or {first.head.tag_, second.head.tag_} <= {"VBD", "VBN"})
        and second.objects
        and _follows_at_once(first.head, second.head)
        and second.inherits
    ):
        first.objects = list(second.objects)


def _follows_at_once(first: Token, second: Token) -> bool:
    """True where nothing but commas, conjunctions and the second verb's helpers stands between two verbs."""
    between = first.doc[first.i + 1 : second.i]
    return first.i < second.i and all(
        t.dep_ in ("cc", "punct") or (t.head.i == second.i and t.dep_ in ("aux", "neg", "advmod")) for t in between
    )


def _is_clausal(token: Token) -> bool:
    if token.dep_ not in CLAUSAL or not _is_verb(token) or not token.text[:1].isalpha():
        # "’s" is a verb; the hyphen and the prefix that the tokeniser cuts from "re-engaged" are none
        return token.dep_ in CLAUSAL and token.pos_ == "AUX" and token.text[:1] in "'’"
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-" and not token.whitespace_:
        return False
    if token.dep_ in ("pobj", "oprd", "attr", "nsubj", "dobj", "appos", "dep", "intj"):
        return any(c.dep_ in (*SUBJECTS, "dobj", "attr", "acomp", "aux") for c in token.children)
    return True


def _is_verb(token: Token) -> bool:
    """True for a verb, and for what the tagger takes for a noun or adjective but is built like one: "was involved"."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    built = {c.dep_ for c in token.children}
    return "auxpass" in built or {"nsubj", "dobj"} <= built


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _governor(head: Token, found: dict[int, Clause]) -> tuple[Clause | None, list[Token]]:
    """The nearest clause above, and the nouns passed on the way up (outermost last)."""
    nouns: list[Token] = []
    for token in head.ancestors:
        if token.i in found:
            return found[token.i], nouns[:1]
        if token.pos_ in NOMINAL and token.dep_ not in ("acomp",):
            nouns.append(token)
    return None, nouns[:1]


def _link(head: Token, above: Clause | None, nouns: list[Token]) -> Link:
    label = head.dep_
    if above is not None and nouns and _is_means(head, nouns[-1], above):
        return Link.ADVERBIAL
    if above is None and label not in ("relcl", "acl"):
        return Link.ROOT
    if label == "relcl" and above is not None and nouns and _is_plan(head, nouns[-1]):
        return Link.NOUN_CONTENT
    if label == "relcl":
        return Link.CONTENT if above is not None and _is_reported(head, above) else Link.RELATIVE
    if label == "acl":
        infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in head.children)
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in head.children)
        return Link.NOUN_CONTENT if infinitive or that or head.tag_ not in ("VBG", "VBN", "VBD") else Link.PARTICIPLE
    if label == "conj":
        return Link.COORDINATE
    if label == "ccomp" and (head.head.lower_ in PROVIDED or follows_case(head)):
        return Link.ADVERBIAL
    if label in ("ccomp", "xcomp"):
        return Link.CONTENT
    if label == "pcomp":
        return Link.GERUND
    if label in ("csubj", "csubjpass", "nsubj", "nsubjpass"):
        return Link.SUBJECT
    if label in ("advcl", "parataxis", "dep", "intj"):
        return Link.ADVERBIAL
    return Link.GERUND if nouns else Link.ADVERBIAL


def _is_plan(head: Token, noun: Token) -> bool:
    """True for "to return them" in "an offer to return them", which the parser takes for a relative clause."""
    infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in head.children)
    own = any(c.dep_ in SUBJECTS or c.tag_ in ("WDT", "WP") for c in head.children)
    return infinitive and not own and noun.i == head.head.i and bool(lookup(lemma(noun), "n", "to"))


def _is_means(head: Token, noun: Token, above: Clause) -> bool:
    """True for "to calm them" in "did nothing to calm them"."""
    infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in head.children)
    own = any(c.dep_ in SUBJECTS for c in head.children)
    quantity = noun.lower_ in ("nothing", "little", "much", "everything", "something", "anything", "lot")
    return infinitive and not own and quantity and noun.dep_ == "dobj" and lemma(above.head) == "do"


def _is_reported(head: Token, above: Clause) -> bool:
    """ "told bankers that Latvia hid the grain": a relative clause without a gap is what they were told."""
    own = [c for c in head.children if c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP")]
    full = any(
        c.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp") and c.tag_ not in ("WDT", "WP") for c in head.children
    )
    first = head.doc[head.left_edge.i]
    told = lookup(lemma(above.head), "v", "that") in SPEECH
    return bool(own) and full and told and first.lower_ == "that" and head.head.head.i == above.head.i


def _place(clause: Clause, c: Token) -> None:
    """Puts what hangs from the verb into its place in the clause."""
    if c.dep_ in ("csubj", "csubjpass") and c.pos_ == "VERB":
        clause.subjects.append(c)
    elif c.dep_ in SUBJECTS and c.pos_ in NOMINAL and is_excluded(c):
        clause.excluded.append(c)
    elif c.dep_ in SUBJECTS and _is_nominal(c):
        heads = [h for part in conjuncts(c) for h in antecedents(part, clause)]
        clause.subjects.extend(heads)
        whole = heads[0] if heads and heads[0].i != c.i and is_cleft(clause) else c
        clause.excluded.extend([*(d for d in beneath(whole) if is_excluded(d)), *excepted(c)])
    elif c.dep_ == "dobj" and c.lower_ in ("what", "whatever", "whoever", "whomever"):
        return
    elif c.dep_ == "dobj" and is_none(c) and excepted(c):
        # "arrested nobody except the cook"
        clause.objects.extend(excepted(c))
    elif c.dep_ == "dobj" and (given := _given(c)) is not None:
        # "leased Hungary two antennas"
        clause.indirect.extend(conjuncts(c))
        clause.objects.append(given)
    elif c.dep_ == "dobj" and c.pos_ in NOMINAL and not _is_asked(c):
        clause.objects.extend(h for part in conjuncts(c) for h in antecedents(part, clause))
    elif c.dep_ == "dative":
        if c.pos_ == "ADP":
            _add_oblique(clause, c)
        else:
            clause.indirect.extend(conjuncts(c))
    elif c.dep_ == "acomp":
        clause.complements.extend([c, *(k for k in c.conjuncts if k.pos_ == "ADJ" and k.i > c.i)])
    elif c.dep_ in ("attr", "oprd"):
        clause.complements.extend([c] if c.dep_ == "oprd" else conjuncts(c))
    elif c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("ADJ", "NOUN", "PROPN") and not _is_verb(c):
        # "made the city its seat"
        clause.objects.extend(h for k in c.lefts if k.dep_ == "nsubj" for h in conjuncts(k))
        clause.complements.append(c)
    elif c.dep_ == "agent" and lemma(clause.head) not in INTRANSITIVE:
        if any(p.ent_type_ in ("DATE", "TIME") for p in c.children):
            # "signed by Friday": no day signs
            _add_oblique(clause, c)
            return
        clause.agents.extend(h for p in c.children if p.dep_ == "pobj" for h in conjuncts(p))
    elif c.dep_ == "prep":
        _add_oblique(clause, c)
    elif c.dep_ == "npadvmod":
        clause.times.append(c)
    elif c.dep_ == "expl":
        clause.existential = c.lower_ == "there"
    elif c.dep_ == "advmod":
        # "away from the house", "out of Iraq": the preposition hangs from the adverb
        for p in c.children:
            if p.dep_ == "prep" and c.i > clause.head.i:
                _add_oblique(clause, p, before=c.lower_)


def _fill(clause: Clause) -> None:
    head = clause.head
    clause.passive = any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass") for c in head.children)
    clause.passive = clause.passive and lemma(head) not in INTRANSITIVE and lemma(head) != "be"
    for c in [*_astray(head), *head.children]:
        _place(clause, c)
    if clause.link is Link.RELATIVE and not clause.objects:
        # "the library, which pupils repainted": "which" is taken for an article of the pupils
        articled = any(d.tag_ == "WDT" and d.dep_ == "det" for s in clause.subjects for d in s.lefts)
        if articled and head.dep_ == "relcl" and head.doc[head.left_edge.i - 1].text == ",":
            clause.objects = [head.head]
    for c in head.children:
        if c.dep_ == "prep" and clause.subjects and c.i < clause.subjects[0].i and _runs_into_subject(c):
            behind = [h for p in _nouns_behind(c) for h in conjuncts(p)[1:]]
            clause.subjects = [*behind, *clause.subjects]
    listed = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in NOMINAL]
    if len(listed) > 1:
        # "the US, the EU, and NATO are": the parser takes the middle of the list for an apposition
        middle = [d for c in listed for d in c.children if d.dep_ == "appos" and d.pos_ == "PROPN" and _is_item(d)]
        clause.subjects = sorted([*clause.subjects, *middle], key=lambda t: t.i)
    _fix_inversion(clause)
    _fix_headline(clause)
    if not clause.subjects and is_lost_verb(head):
        clause.subjects = [head.head]
    if not clause.subjects and follows_colon(head):
        # "Report: mayor misused funds"
        clause.subjects = [c for c in head.lefts if c.dep_ in ("npadvmod", "nmod", "dep") and c.pos_ in NOMINAL][-1:]
    if clause.subjects and not clause.agents and is_headline_participle(head):
        clause.passive = True
    if not clause.subjects and not clause.existential and head.dep_ != "conj" and _has_tense(head):
        _take_subject_from_phrase(clause)
    if not clause.subjects and not clause.existential:
        clause.inherits = True
        clause.subjects, passive = inherited(clause)
        clause.passive = clause.passive or passive
    if clause.link is Link.RELATIVE and not has_relative_word(clause):
        bind_reduced_relative(clause)


def _is_nominal(token: Token) -> bool:
    """True for a noun, and for what stands as one: "the far left"."""
    return token.pos_ in NOMINAL or any(c.dep_ == "det" for c in token.lefts)


def _is_asked(token: Token) -> bool:
    """ "how much it would invest": what is asked for is no object."""
    return any(c.lower_ == "how" for c in token.lefts)


def _astray(verb: Token) -> list[Token]:
    """The subject that the parser hangs from the auxiliary, where the verb has none."""
    if any(c.dep_ in SUBJECTS for c in verb.children):
        # "Only after the flood did the council repair it": the flood repairs nothing
        return []
    return [s for c in verb.children if c.dep_ in ("aux", "auxpass") for s in c.children if s.dep_ in SUBJECTS]


def _given(token: Token) -> Token | None:
    """What is given to whom: "two antennas" of "leased Hungary two antennas", taken for an apposition."""
    if token.pos_ != "PROPN":
        return None
    return next(
        (
            c
            for c in token.children
            if c.dep_ == "appos"
            and c.pos_ == "NOUN"
            and c.left_edge.i == token.i + 1
            and c.doc[c.left_edge.i].dep_ in ("det", "nummod", "poss")
        ),
        None,
    )


def _is_item(token: Token) -> bool:
    """True for a name between two commas, as the items of a list stand."""
    left, right = token.left_edge.i - 1, token.right_edge.i + 1
    return left >= 0 and right < len(token.doc) and token.doc[left].text == token.doc[right].text == ","


def _fix_inversion(clause: Clause) -> None:
    """ "Were Bahrain to pull out": the parser takes the subject for a complement."""
    head = clause.head
    if head.lower_ in ("were", "had", "should") and head.dep_ == "advcl" and not clause.subjects and clause.complements:
        clause.subjects, clause.complements = clause.complements, []


def _fix_headline(clause: Clause) -> None:
    """ "Zambia to pull envoy": the noun is the subject of the infinitive behind it."""
    head = clause.head
    if (
        head.dep_ in ("relcl", "acl")
        and head.head.dep_ == "ROOT"
        and clause.is_infinitive
        and head.head.i == head.left_edge.i - 1
    ):
        clause.subjects, clause.link, clause.noun = [head.head], Link.ROOT, None


def _take_subject_from_phrase(clause: Clause) -> None:
    """ "Despite sanctions, production goes on": the parser lists the subject among the nouns of the phrase in front."""
    for oblique in clause.obliques:
        marker = oblique.marker
        for noun in marker.subtree:
            before = noun.doc[noun.left_edge.i - 1]
            ends = noun.dep_ == "conj" and noun.right_edge.i == marker.right_edge.i < clause.head.i
            if ends and noun.pos_ in NOMINAL and before.text == "," and noun.i > marker.i:
                clause.subjects = [noun]
                clause.obliques.remove(oblique)
                return


def _nouns_behind(marker: Token) -> list[Token]:
    """The nouns that a preposition governs, through a second preposition too ("according to X")."""
    found = [p for p in marker.children if p.dep_ == "pobj"]
    for p in marker.children:
        if p.dep_ == "prep":
            found.extend(q for q in p.children if q.dep_ == "pobj")
    return found


def _runs_into_subject(marker: Token) -> bool:
    """ "According to X, A, B and C agree": the parser makes A and B coordinates of X, and "and" of the preposition."""
    return any(c.dep_ == "cc" for c in marker.children) and marker.left_edge.i == marker.sent.start


def _add_oblique(clause: Clause, marker: Token, before: str = "") -> None:
    """Add a prepositional phrase, after those within it ("From 1970 to 1985") and before those beside it."""
    pending: list[Oblique | tuple[Token, str]] = [(marker, before)]
    while pending:
        item = pending.pop()
        if isinstance(item, Oblique):
            clause.obliques.append(item)
            continue
        inner, oblique, beside = _obliques(clause, *item)
        pending.extend((p, "") for p in reversed(beside))
        pending.extend([oblique] if oblique else [])
        pending.extend((p, "") for p in reversed(inner))


def _obliques(clause: Clause, marker: Token, before: str) -> tuple[list[Token], Oblique | None, list[Token]]:
    """The phrase of a preposition, with the prepositions of its own that stand within it and beside it."""
    split = _runs_into_subject(marker)
    heads = [
        h
        for p in marker.children
        if p.dep_ in ("pobj", "pcomp") and p.pos_ in NOMINAL
        for h in ([p] if split else conjuncts(p))
    ]
    words = [before, marker.lower_] if before else [marker.lower_]
    whole = any(p.dep_ == "pobj" for p in marker.children)
    # "From 1970 to 1985": two, each with its own noun
    inner = [p for p in marker.children if whole and p.dep_ == "prep"]
    for p in marker.children:
        if p in inner:
            continue
        # "because of", "out of", "according to": preposition beneath preposition
        if p.dep_ in ("prep", "pcomp") and p.pos_ in ("ADP", "SCONJ", "ADV"):
            words.append(p.lower_)
            heads.extend(h for q in p.children if q.dep_ == "pobj" for h in ([q] if split else conjuncts(q)))
    heads = [r for h in heads for r in antecedents(h, clause)]
    heads = [h for h in heads if h.pos_ not in ("VERB", "AUX") or h.dep_ == "pobj"]
    if marker.lower_ == "due" and heads:
        words = ["due", "to"]
    beside = [p for p in marker.children if p.dep_ == "conj" and p.pos_ == "ADP"]
    return inner, Oblique(" ".join(words), marker, heads) if heads else None, beside
