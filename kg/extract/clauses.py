"""Verb clauses of a sentence: each verb with its subjects, objects, obliques and the clause that governs it.

The labels are those of spaCy's English models (ClearNLP dependencies). A clause inherits what the syntax leaves out:
the subject through coordination, control ("urged X to go": X goes), participles and gerunds ("by doing so"), and
relative pronouns stand for the noun they describe. Coordination is spread: "A and B met C" has two subjects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.extract.words import SPEECH, lemma, lookup

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
CLAUSAL = (
    "ROOT ccomp xcomp advcl acl relcl conj pcomp csubj csubjpass parataxis dep appos intj pobj oprd attr nsubj dobj"
).split()
RELATIVE = ("which", "who", "that", "whom", "where", "whose", "when")
SUBORDINATE = {"although", "though", "while", "because", "since", "when", "after", "before", "as", "whereas", "until"}
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "DET", "X")

# "promised her to go": the promiser goes; every other verb with an object hands it down as the subject.
SUBJECT_CONTROL = {"promise", "vow", "threaten", "pledge", "swear", "use", "serve", "take", "spend", "visit", "meet"}

# Verbs that nothing can be done to: "costumes arrived by train".
INTRANSITIVE = frozenset(
    """arrive come go travel happen occur die fall rise sleep sit stand walk run exist emerge appear disappear vanish
    collapse depart remain belong consist laugh cry smile swim fly escape flee""".split()
)

# Verbs that put whom they ask behind a preposition.
ASKING = frozenset(
    [(verb, "on") for verb in ("call", "count", "rely", "depend", "prevail")]
    + [
        ("call", "upon"),
        ("appeal", "to"),
        ("plead", "with"),
        ("wait", "for"),
        ("long", "for"),
        ("ask", "for"),
        ("arrange", "for"),
    ]
)


class Link(StrEnum):
    """How a clause hangs from the one above it."""

    ROOT = "root"
    CONTENT = "content"
    COORDINATE = "coordinate"
    ADVERBIAL = "adverbial"
    GERUND = "gerund"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    NOUN_CONTENT = "noun content"
    SUBJECT = "subject"


@dataclass(slots=True)
class Oblique:
    """A prepositional phrase: "against", the preposition's token, and the heads of what it governs."""

    preposition: str
    marker: Token
    heads: list[Token]


@dataclass(slots=True, eq=False)
class Clause:
    """One verb with what belongs to it; tokens stand for the phrases they head."""

    head: Token
    link: Link
    parent: Clause | None
    noun: Token | None = None
    subjects: list[Token] = field(default_factory=list)
    excluded: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    indirect: list[Token] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    obliques: list[Oblique] = field(default_factory=list)
    agents: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    contents: list[Clause] = field(default_factory=list)
    passive: bool = False
    inherits: bool = False
    existential: bool = False

    @property
    def lemma(self) -> str:
        """The verb's lemma with its particle: "push back"."""
        particles = [c.lower_ for c in self.head.children if c.dep_ == "prt"]
        return " ".join([lemma(self.head), *particles])

    @property
    def is_infinitive(self) -> bool:
        """True for "to go"."""
        return any(c.dep_ == "aux" and c.tag_ == "TO" for c in self.head.children)

    @property
    def mark(self) -> str:
        """The subordinating word: "that", "if", "because"; empty where there is none."""
        for c in self.head.children:
            if c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB" and c.i < self.head.i):
                return c.lower_
        return ""

    def verbs(self) -> list[Token]:
        """The words of the verb group in text order: auxiliaries, negation, adverbs between them, verb, particle."""
        head = self.head
        words = [head]
        auxiliaries = [c for c in head.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < head.i]
        first = min((c.i for c in auxiliaries if c.tag_ != "TO"), default=head.i)
        for c in head.children:
            if (
                c.dep_ in ("prt", "neg")
                or (c.dep_ in ("aux", "auxpass") and c.tag_ != "TO")
                or (
                    c.dep_ == "advmod"
                    and c.tag_ in ("RB", "RBR", "RBS")
                    and (first <= c.i < head.i or c.i == head.i - 1)
                )
            ):
                words.append(c)
        return sorted((w for w in words if w.lower_ not in SUBORDINATE), key=lambda w: w.i)


def clauses(sentence: Span) -> list[Clause]:
    """The clauses of a sentence, outer before inner, each with its arguments."""
    found: dict[int, Clause] = {}
    heads = [t for t in sentence if _is_clausal(t)]
    for head in sorted(heads, key=lambda t: (_depth(t), t.i)):
        above, between = _governor(head, found)
        if above is not None and _stands_alone(head, above):
            above, between = None, []
        if above is not None and head.dep_ == "conj":
            above = _reattached(head, above)
        clause = Clause(head, _link(head, above, between), above, between[-1] if between else None)
        _fill(clause)
        found[head.i] = clause
        if above is not None and clause.link is Link.CONTENT:
            above.contents.append(clause)
        if above is not None and clause.link is Link.ADVERBIAL and _works_towards(above, clause):
            clause.link = Link.CONTENT
            above.contents.append(clause)
        if above is not None and clause.link is Link.COORDINATE:
            _share_object(above, clause)
    return list(found.values())


def _stands_alone(head: Token, above: Clause) -> bool:
    """ "If it had frozen, they would have gone; a patrol saw them": a semicolon ends what the parser joins."""
    if head.dep_ not in ("ccomp", "parataxis", "conj"):
        return False
    low, high = sorted((head.i, above.head.i))
    return any(t.text == ";" for t in head.doc[low:high])


def _reattached(head: Token, above: Clause) -> Clause:
    """The finite clause that a finite coordinate belongs to: "refused to cut it and planted a tree"."""
    if head.tag_ not in ("VBD", "VBZ", "VBP") or _is_finite(above.head):
        return above
    outer = above.parent
    while outer is not None:
        if outer.head.tag_ == head.tag_:
            return outer
        outer = outer.parent
    return above


def _is_finite(head: Token) -> bool:
    helpers = [c for c in head.children if c.dep_ in ("aux", "auxpass")]
    if helpers:
        # "had mixed and shook": a participle does not share "had" with a past tense
        return head.tag_ not in ("VB", "VBN", "VBG")
    return head.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _works_towards(above: Clause, clause: Clause) -> bool:
    """ "are working together to solve it": what they try, not why they do something else."""
    bare = not (above.objects or above.complements or above.contents or above.obliques)
    return bare and clause.is_infinitive and clause.inherits and lookup(lemma(above.head), "v", "to") == "try"


def _share_object(first: Clause, second: Clause) -> None:
    """ "buy and sell shares": the object behind the second verb is the first one's too."""
    bare = not (first.objects or first.complements or first.contents or first.obliques or first.passive)
    if (
        bare
        and first.head.tag_ == second.head.tag_
        and second.objects
        and 0 < second.head.i - first.head.i <= 2
        and second.inherits
    ):
        first.objects = list(second.objects)


def addressed(clause: Clause) -> Oblique | None:
    """ "called on Europe to act": whom a verb with its preposition asks or awaits."""
    for oblique in clause.obliques:
        if (lemma(clause.head), oblique.preposition) in ASKING:
            return oblique
    return None


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right, in text order; "not B" and "except B" left out."""
    out = [token]
    for c in token.children:
        if c.dep_ == "conj" and c.pos_ in NOMINAL and not is_excluded(c) and not is_joined(c):
            out.extend(conjuncts(c))
    return out


def is_joined(token: Token) -> bool:
    """True for "stability" in "Europe's security and stability": a bare noun that shares the modifiers before it."""
    if token.dep_ != "conj" or token.pos_ != "NOUN" or any(c.dep_ not in ("punct", "prep") for c in token.children):
        return False
    first = token.head
    return first.pos_ == "NOUN" and first.dep_ != "conj" and any(c.dep_ in ("amod", "poss") for c in first.children)


def is_excluded(token: Token) -> bool:
    """True for B in "A, not B" and "A instead of B": a coordinate that the text rules out."""
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i > 0 else None
    if any(c.dep_ == "neg" for c in token.children) and token.dep_ in ("conj", "appos"):
        return True
    return before is not None and token.dep_ in ("conj", "appos") and before.lower_ == "not"


def _is_clausal(token: Token) -> bool:
    if token.dep_ not in CLAUSAL or token.pos_ not in ("VERB", "AUX") or not token.text[:1].isalpha():
        # "’s" is a verb; the hyphen and the prefix that the tokeniser cuts from "re-engaged" are none
        return token.dep_ in CLAUSAL and token.pos_ == "AUX" and token.text[:1] in "'’"
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-" and not token.whitespace_:
        return False
    if token.dep_ in ("pobj", "oprd", "attr", "nsubj", "dobj", "appos", "dep", "intj"):
        return any(c.dep_ in (*SUBJECTS, "dobj", "attr", "acomp", "aux") for c in token.children)
    return True


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token, depth = token.head, depth + 1
    return depth


def _governor(head: Token, found: dict[int, Clause]) -> tuple[Clause | None, list[Token]]:
    """The nearest clause above, and the nouns passed on the way up (outermost last)."""
    nouns: list[Token] = []
    token = head
    while token.head.i != token.i:
        token = token.head
        if token.i in found:
            return found[token.i], nouns[:1]
        if token.pos_ in NOMINAL and token.dep_ not in ("acomp",):
            nouns.append(token)
    return None, nouns[:1]


def _link(head: Token, above: Clause | None, nouns: list[Token]) -> Link:
    label = head.dep_
    if above is None and label not in ("relcl", "acl"):
        return Link.ROOT
    if label == "relcl":
        return Link.CONTENT if above is not None and _is_reported(head, above) else Link.RELATIVE
    if label == "acl":
        infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in head.children)
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in head.children)
        return Link.NOUN_CONTENT if infinitive or that or head.tag_ not in ("VBG", "VBN", "VBD") else Link.PARTICIPLE
    if label == "conj":
        return Link.COORDINATE
    if label in ("ccomp", "xcomp"):
        return Link.CONTENT
    if label == "pcomp":
        return Link.GERUND
    if label in ("csubj", "csubjpass", "nsubj", "nsubjpass"):
        return Link.SUBJECT
    if label in ("advcl", "parataxis", "dep", "intj"):
        return Link.ADVERBIAL
    return Link.GERUND if nouns else Link.ADVERBIAL


def _is_reported(head: Token, above: Clause) -> bool:
    """ "told bankers that Latvia hid the grain": a relative clause without a gap is what they were told."""
    own = [c for c in head.children if c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP")]
    full = any(
        c.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp") and c.tag_ not in ("WDT", "WP") for c in head.children
    )
    first = head.doc[head.left_edge.i]
    told = lookup(lemma(above.head), "v", "that") in SPEECH
    return bool(own) and full and told and first.lower_ == "that" and head.head.head.i == above.head.i


def _fill(clause: Clause) -> None:
    head = clause.head
    clause.passive = any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass") for c in head.children)
    clause.passive = clause.passive and lemma(head) not in INTRANSITIVE and lemma(head) != "be"
    for c in head.children:
        if c.dep_ in ("csubj", "csubjpass") and c.pos_ == "VERB":
            clause.subjects.append(c)
        elif c.dep_ in SUBJECTS and c.pos_ in NOMINAL:
            heads = [h for part in conjuncts(c) for h in _antecedents(part, clause)]
            clause.subjects.extend(heads)
            clause.excluded.extend(d for d in _beneath(c) if is_excluded(d))
        elif c.dep_ == "dobj" and c.pos_ in NOMINAL:
            clause.objects.extend(h for part in conjuncts(c) for h in _antecedents(part, clause))
        elif c.dep_ == "dative":
            if c.pos_ == "ADP":
                _add_oblique(clause, c)
            else:
                clause.indirect.extend(conjuncts(c))
        elif c.dep_ == "acomp":
            clause.complements.extend([c, *(k for k in c.conjuncts if k.pos_ == "ADJ" and k.i > c.i)])
        elif c.dep_ in ("attr", "oprd"):
            clause.complements.extend([c] if c.dep_ == "oprd" else conjuncts(c))
        elif c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("ADJ", "NOUN", "PROPN"):
            clause.complements.append(c)
        elif c.dep_ == "agent" and lemma(head) not in INTRANSITIVE:
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
                if p.dep_ == "prep" and c.i > head.i:
                    _add_oblique(clause, p, before=c.lower_)
    listed = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in NOMINAL]
    if len(listed) > 1:
        # "the US, the EU, and NATO are": the parser takes the middle of the list for an apposition
        middle = [d for c in listed for d in c.children if d.dep_ == "appos" and d.pos_ == "PROPN"]
        clause.subjects = sorted([*clause.subjects, *middle], key=lambda t: t.i)
    _fix_inversion(clause)
    _fix_headline(clause)
    if not clause.subjects and not clause.existential:
        clause.inherits = True
        clause.subjects, passive = _inherited(clause)
        clause.passive = clause.passive or passive
    if clause.link is Link.RELATIVE and not _has_relative_word(clause):
        _bind_reduced_relative(clause)


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


def _add_oblique(clause: Clause, marker: Token, before: str = "") -> None:
    heads = [h for p in marker.children if p.dep_ in ("pobj", "pcomp") and p.pos_ in NOMINAL for h in conjuncts(p)]
    words = [before, marker.lower_] if before else [marker.lower_]
    for p in marker.children:
        # "because of", "out of", "according to": preposition beneath preposition
        if p.dep_ in ("prep", "pcomp") and p.pos_ in ("ADP", "SCONJ", "ADV"):
            words.append(p.lower_)
            heads.extend(h for q in p.children if q.dep_ == "pobj" for h in conjuncts(q))
    heads = [r for h in heads for r in _antecedents(h, clause)]
    heads = [h for h in heads if h.pos_ not in ("VERB", "AUX") or h.dep_ == "pobj"]
    if marker.lower_ == "due" and heads:
        words = ["due", "to"]
    if heads:
        clause.obliques.append(Oblique(" ".join(words), marker, heads))
    for p in marker.children:
        if p.dep_ == "conj" and p.pos_ == "ADP":
            _add_oblique(clause, p)


def _beneath(token: Token) -> Iterator[Token]:
    for c in token.children:
        if c.dep_ in ("conj", "appos"):
            yield c
            yield from _beneath(c)


def _has_relative_word(clause: Clause) -> bool:
    head = clause.head
    return any(
        t.tag_ in ("WDT", "WP", "WP$", "WRB") or (t.lower_ == "that" and t.dep_ in (*SUBJECTS, "dobj", "pobj", "mark"))
        for t in head.subtree
        if t.i < head.i
    )


def _antecedents(token: Token, clause: Clause) -> list[Token]:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    is_relative = token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.tag_ in ("WDT", "IN", "DT"))
    if not is_relative or token.lower_ == "what":
        return [token]
    head = clause.head
    while head.dep_ != "relcl" and head.head.i != head.i:
        head = head.head
    if head.dep_ != "relcl" or head.head.pos_ not in NOMINAL:
        return [] if token.tag_ in ("WDT", "WP") else [token]
    return [_nearest_conjunct(head.head, head)]


def _nearest_conjunct(noun: Token, verb: Token) -> Token:
    """ "A, B and C, which is": a singular verb speaks of the last noun before the pronoun."""
    chain = [c for c in [noun, *noun.conjuncts] if c.i < verb.left_edge.i and c.pos_ in NOMINAL]
    singular = verb.tag_ == "VBZ" or any(c.tag_ == "VBZ" for c in verb.children if c.dep_ in ("aux", "auxpass"))
    if singular and chain and chain[-1].i > noun.i and chain[-1].tag_ in ("NN", "NNP"):
        return chain[-1]
    return noun


def _bind_reduced_relative(clause: Clause) -> None:
    """ "The tools Russia imports": the noun is the object of the clause that has none."""
    noun = clause.head.head
    stranded = [c for c in clause.head.children if c.dep_ == "prep" and not list(c.children)]
    if stranded:
        clause.obliques.append(Oblique(stranded[0].lower_, stranded[0], [noun]))
    elif not clause.objects and not clause.passive and not clause.complements and not clause.contents:
        clause.objects.append(noun)


def _inherited(clause: Clause) -> tuple[list[Token], bool]:
    """Subject that the syntax leaves out, and whether the verb is passive with respect to it."""
    head, above = clause.head, clause.parent
    participle = (
        lemma(head) not in INTRANSITIVE
        and head.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("aux", "dobj") for c in head.children)
    )
    if clause.link in (Link.PARTICIPLE, Link.NOUN_CONTENT, Link.RELATIVE):
        noun = head.head if head.dep_ in ("acl", "relcl") else None
        if clause.link is Link.PARTICIPLE and noun is not None and noun.pos_ in NOMINAL:
            return _listed(noun, above), participle
        if clause.link is Link.NOUN_CONTENT and noun is not None:
            return _holder(noun, above, ("dobj", "attr")), False
        return [], False
    if above is None:
        return [], False
    if clause.link is Link.COORDINATE:
        shares = above.passive and head.tag_ == "VBN" and not any(c.dep_ == "aux" for c in head.children)
        return list(above.subjects), shares
    if clause.link is Link.CONTENT:
        finite = any(c.tag_ in ("MD", "VBZ", "VBP", "VBD") for c in head.children if c.dep_ in ("aux", "auxpass"))
        if finite or (head.tag_ in ("VBZ", "VBP", "VBD") and not participle):
            return [], False
        if above.objects and head.i > above.objects[0].i and lemma(above.head) not in SUBJECT_CONTROL:
            return list(above.objects), participle
        if above.indirect and lemma(above.head) not in SUBJECT_CONTROL:
            return list(above.indirect), participle
        addressee = addressed(above)
        if addressee is not None and addressee.marker.i < head.i:
            return list(addressee.heads), participle
        if above.passive or above.subjects:
            return list(above.subjects), participle and not clause.is_infinitive
        return [], False
    if clause.link is Link.GERUND:
        preposition = head.head
        if preposition.dep_ == "prep" and preposition.head.pos_ in ("NOUN", "PROPN"):
            return _holder(preposition.head, above), False
        if (
            preposition.lower_ in ("from", "of", "for", "into", "as")
            and above.objects
            and preposition.i > above.objects[0].i
        ):
            # "accused her of lying", "kept them from going": the object does it
            return list(above.objects), False
        if above.passive and above.agents and preposition.i > above.agents[0].i:
            # "posed by its role in doing so": the preposition belongs to the agent
            return _holder(above.agents[0], above) or list(above.agents), False
        return list(above.subjects), False
    if clause.link is Link.ADVERBIAL and head.tag_ in ("VBG", "VBN", "VB", "VBD"):
        finite = any(c.dep_ in ("aux", "auxpass") and c.tag_ not in ("TO", "VBG") for c in head.children)
        if not finite and (head.tag_ != "VBD" or participle):
            return list(above.subjects), participle and not any(c.dep_ == "dobj" for c in head.children)
    return [], False


def _listed(noun: Token, above: Clause | None) -> list[Token]:
    """ "The countries taking part include A and B": what is told of the countries holds of A and B."""
    if above is not None and lemma(above.head) in ("include", "comprise") and noun.i in {s.i for s in above.subjects}:
        return [noun, *above.objects]
    return [noun]


def _holder(noun: Token, above: Clause | None, kinds: tuple[str, ...] = ("dobj",)) -> list[Token]:
    """Who has the ability, plan or role: the possessor of the noun, else "for X", else the subject that has it."""
    for c in noun.children:
        if c.dep_ == "poss":
            return [c]
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ == "for":
            return [p for p in c.children if p.dep_ == "pobj"]
    if above is not None and noun.dep_ in kinds and noun.head.i == above.head.i:
        return list(above.subjects)
    return []
