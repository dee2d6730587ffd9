"""Who is the subject where the syntax leaves it out, and which noun a relative clause speaks of.

A clause without a subject takes it through coordination, control ("urged X to go": X goes), participles and gerunds
("by doing so"), or from who has the noun it hangs from ("Russia's ability to fight"). A relative pronoun stands for
the noun it describes; a relative clause without one ("the tools Russia imports") has that noun for an object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE, NOMINAL, SUBJECTS, Clause, Link, Oblique, addressed
from kg.language.words import lemma
from kg.terms.signature import Signature, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "promised her to go": the promiser goes; every other verb with an object hands it down as the subject.
SUBJECT_CONTROL = {"promise", "vow", "threaten", "pledge", "swear", "use", "serve", "take", "spend", "visit", "meet"}


# "on suspicion of", "over allegations of", "amid charges of".
OVER = {"within", "on", "over", "amid", "following", "after", "under"}
# Signatures of what is given to somebody to do: "permission to", "orders to", "a duty to".
GIVEN = {Signature.ALLOW, Signature.ABLE, Signature.HOPE, Signature.NEED, Signature.REQUEST}


def inherited(clause: Clause) -> tuple[list[Token], bool]:
    """Subject that the syntax leaves out, and whether the verb is passive with respect to it."""
    head, above = clause.head, clause.parent
    participle = (
        lemma(head) not in INTRANSITIVE
        and head.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("aux", "dobj") for c in head.children)
    )
    if clause.link in (Link.PARTICIPLE, Link.NOUN_CONTENT, Link.RELATIVE):
        return _of_noun(clause, participle)
    if above is None:
        return [], False
    if clause.link is Link.COORDINATE:
        shares = above.passive and head.tag_ == "VBN" and not any(c.dep_ == "aux" for c in head.children)
        return list(above.subjects), shares
    if clause.link is Link.CONTENT:
        return _of_content(clause, above, participle)
    if clause.link is Link.GERUND:
        return _of_gerund(head, above), False
    if clause.link is Link.ADVERBIAL and head.tag_ in ("VBG", "VBN", "VB", "VBD"):
        finite = any(c.dep_ in ("aux", "auxpass") and c.tag_ not in ("TO", "VBG") for c in head.children)
        if head.tag_ == "VB" and all(c.is_punct for c in head.lefts):
            # "'Show me one,' he told them": whoever is told shall show it
            return [], False
        if not finite and (head.tag_ != "VBD" or participle):
            return list(above.subjects), participle and not any(c.dep_ == "dobj" for c in head.children)
    return [], False


def _of_noun(clause: Clause, participle: bool) -> tuple[list[Token], bool]:
    """The subject of a clause that hangs from a noun: the noun, or who has it."""
    head, above = clause.head, clause.parent
    noun = head.head if head.dep_ in ("acl", "relcl") else None
    if clause.link is Link.PARTICIPLE and (doers := doer_of_gerund(head)):
        return doers, False
    if clause.link is Link.PARTICIPLE and noun is not None and noun.pos_ in NOMINAL:
        return _listed(noun, above), participle
    if clause.link is Link.NOUN_CONTENT and noun is not None:
        if above is not None and above.indirect and noun.dep_ == "dobj" and lookup(lemma(noun), "n", "to") in GIVEN:
            # "gave the troops permission to search"
            return list(above.indirect), False
        return _holder(noun, above, ("dobj", "attr"), frame="to" if clause.is_infinitive else ""), False
    if clause.link is Link.RELATIVE and noun is not None and clause.is_infinitive and _is_singled_out(noun):
        of_whom = list(above.subjects) if above is not None and noun.dep_ == "attr" else []
        return [s for s in of_whom if s.pos_ != "PRON"] or [noun], False
    return [], False


def _of_content(clause: Clause, above: Clause, participle: bool) -> tuple[list[Token], bool]:
    """The subject of what is said, wanted or asked for: "urged X to go", "promised to go"."""
    head = clause.head
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


def _of_gerund(head: Token, above: Clause) -> list[Token]:
    """The subject of a gerund behind a preposition: "by doing so", "accused her of lying"."""
    preposition = head.head
    if preposition.dep_ == "prep" and preposition.head.pos_ in ("NOUN", "PROPN"):
        noun = preposition.head
        judged = lookup(f"{above.lemma} {preposition.lower_}", "v")
        if judged and noun.dep_ == "dobj" and noun.head.i == above.head.i:
            # "acquitted the banker of forging": the banker
            return list(above.objects)
        laid = noun.dep_ == "pobj" and noun.head.head.i == above.head.i and noun.head.lower_ in OVER
        if (
            laid
            and lookup(lemma(noun), "n", "ing") in (Signature.CLAIM, Signature.FAIL)
            and (people := above.objects or above.subjects)
        ):
            # "held the courier on suspicion of smuggling"
            return list(people)
        return _holder(noun, above)
    if (
        preposition.lower_ in ("from", "of", "for", "into", "as", "with", "against")
        and above.objects
        and preposition.i > above.objects[0].i
    ):
        # "accused her of lying", "kept them from going": the object does it
        return list(above.objects)
    if above.agents and preposition.lower_ == "by" and above.parent is not None:
        # "confront the challenges posed by China by investing": one "by" has named the agent already
        return list(above.parent.subjects)
    if above.passive and preposition.lower_ == "by":
        # "can be relieved by changing it": somebody changes it, what is relieved does not
        return []
    if above.passive and above.agents and preposition.i > above.agents[0].i:
        # "posed by its role in doing so": the preposition belongs to the agent
        return _holder(above.agents[0], above) or list(above.agents)
    return list(above.subjects)


def _is_singled_out(noun: Token) -> bool:
    """True for "the first woman" in "the first woman to captain it": she did."""
    return any(c.lower_ in ("first", "second", "third", "last", "only", "latest") for c in noun.lefts)


def _listed(noun: Token, above: Clause | None) -> list[Token]:
    """ "The countries taking part include A and B": what is told of the countries holds of A and B."""
    if above is not None and lemma(above.head) in ("include", "comprise") and noun.i in {s.i for s in above.subjects}:
        return [noun, *above.objects]
    return [noun]


def _holder(noun: Token, above: Clause | None, kinds: tuple[str, ...] = ("dobj",), *, frame: str = "") -> list[Token]:
    """Who has the ability, plan or role: the possessor of the noun, else "for X", else the subject that has it."""
    named = noun_holders(noun, frame)
    if named or any(c.dep_ == "prep" and c.lower_ == "for" for c in noun.children):
        # "programs for dealing with it" are nobody's
        return named
    if above is not None and noun.dep_ in kinds and noun.head.i == above.head.i:
        return list(above.subjects)
    return []


def doer_of_gerund(verb: Token) -> list[Token]:
    """ "the risk of the cliff burying them": the cliff, where the parser takes the risk."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or not lookup(lemma(verb.head), "n", "ing"):
        return []
    nouns = (p for c in verb.head.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
    return [p for p in nouns if p.dep_ == "pobj" and p.right_edge.i == verb.left_edge.i - 1]


def noun_holders(noun: Token, frame: str) -> list[Token]:
    """Whose plan or role it is by the words at the noun: "X's plan", "a role for X", "the threat of X to"."""
    for c in noun.children:
        if c.dep_ == "poss":
            return [c]
    marks = ("for", "of", "by") if frame == "to" else ("for",)
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in marks and (held := [p for p in c.children if p.dep_ == "pobj"]):
            return held
    return []


def antecedents(token: Token, clause: Clause) -> list[Token]:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ in ("neither", "none", "both", "all", "each"):
        # "the twins, neither of whom speaks Danish"
        of = (p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
        whole = next((p for p in of if p.tag_ in ("WP", "WDT")), None)
        if whole is None:
            return [token]
        token = whole
    is_relative = token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.tag_ in ("WDT", "IN", "DT"))
    if not is_relative or token.lower_ == "what":
        return [token]
    head = next((t for t in clause.head.path if t.dep_ == "relcl"), None)
    if head is None or head.head.pos_ not in NOMINAL:
        return [] if token.tag_ in ("WDT", "WP") else [token]
    return [_nearest_conjunct(head.head, head)]


def _nearest_conjunct(noun: Token, verb: Token) -> Token:
    """ "A, B and C, which is": a singular verb speaks of the last noun before the pronoun."""
    chain = [c for c in [noun, *noun.conjuncts] if c.i < verb.left_edge.i and c.pos_ in NOMINAL]
    singular = verb.tag_ == "VBZ" or any(c.tag_ == "VBZ" for c in verb.children if c.dep_ in ("aux", "auxpass"))
    if singular and chain and chain[-1].i > noun.i and chain[-1].tag_ in ("NN", "NNP"):
        return chain[-1]
    return noun


def has_relative_word(clause: Clause) -> bool:
    """True for "which sells arms", where a word before the verb stands for the noun."""
    head = clause.head
    return any(
        t.tag_ in ("WDT", "WP", "WP$", "WRB") or (t.lower_ == "that" and t.dep_ in (*SUBJECTS, "dobj", "pobj", "mark"))
        for t in head.subtree
        if t.i < head.i
    )


def bind_reduced_relative(clause: Clause) -> None:
    """ "The tools Russia imports": the noun is the object of the clause that has none."""
    noun = clause.head.head
    stranded = [c for c in clause.head.children if c.dep_ == "prep" and not list(c.children)]
    if stranded:
        clause.obliques.append(Oblique(stranded[0].lower_, stranded[0], [noun]))
    elif not clause.objects and not clause.passive and not clause.complements and not clause.contents:
        clause.objects.append(noun)
