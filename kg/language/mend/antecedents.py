"""What a relative clause or an apposition tells of: another noun than the parser says, or the clause before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import (
    AUXILIARIES,
    CLAUSES_OF_NOUNS,
    NOMINAL_SUBJECTS,
    NOUN_TAGS,
    PROPER_NOUNS,
    TENSED_FORMS,
    VERBS,
)
from kg.language.nominals import marks
from kg.language.words import OFFICES, PEOPLE, is_person
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.signature import SPEECH, Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.mend.tree import Tree

# Plural and singular forms of a verb, past "be" among them; all others tell no number.
PLURAL_VERBS = frozenset(("were", "are", "have", "do", "’re", "'re", "’ve", "'ve"))
SINGULAR_VERBS = frozenset(("was", "is", "has", "does", "’s", "'s"))
# Nouns in "-s" of one thing, plurals that are one, and singulars that may be many.
EITHER = words("nouns of either number")
# "a move that angered the fans": such a noun sums up what was just told.
SUMMING = words("nouns that sum up a clause")
ONE = frozenset(("a", "an", "one", "another"))
COUNTING = frozenset((relations.NUMMOD, relations.QUANTMOD))
# "which means that"
MEANING = words("verbs of what follows from a clause")
# "which surprised the envoys": what somebody did does so more often than a place or a person.
MOVING = words("verbs of moving people's feelings")
HOLDERS = PEOPLE | OFFICES
# A rumour may be unlikely, and is one that something is so; a plan is none.
OF_WHAT_IS_SO = SPEECH | {Signature.CLAIM}
# "which is unlikely"
CLAIM_ADJECTIVES = words("adjectives of claims alone")


def relative_noun(tree: Tree, verb: int) -> None:
    """ "the range of fees, which has grown": the range, by the number of the verb, and no person.

    Where no noun suits, "which" tells of the clause: "writes rules rivals mock, which is odd", "met the mayor, which
    angered them". Not so "the fees, which have grown", "the mayor, who angered them".
    """
    word = _which(tree, verb)
    noun = tree.heads[verb]
    if word is None or noun == verb or tree.doc[noun].tag_ not in NOUN_TAGS:
        return
    if _tells_of_clause(tree, noun, verb, word):
        _hang_from_clause(tree, noun, verb)
        return
    if _suits(tree, noun, verb):
        return
    other = next((n for n in _around(tree, noun, word) if _suits(tree, n, verb)), None)
    if other is not None:
        tree.attach(verb, other, relations.RELCL)
    elif tree.doc[word - 1].text == ",":
        _hang_from_clause(tree, noun, verb)


def _which(tree: Tree, verb: int) -> int | None:
    """The "which" of a relative clause, as subject or behind a person as object; None for "that" and "who"."""
    if tree.doc[verb].dep_ != relations.RELCL:
        return None
    places = (*NOMINAL_SUBJECTS, relations.DOBJ) if _is_human(tree, tree.heads[verb]) else NOMINAL_SUBJECTS
    own = [c for c in tree.below(verb, *places) if c < verb and tree.doc[c].lower_ == "which"]
    return own[0] if own else None


def _around(tree: Tree, noun: int, word: int) -> Iterator[int]:
    """The nouns that a noun hangs from, nearest first: "range" of "range of fees"; of a person's name those within."""
    if _is_human(tree, noun):
        yield from (i for i in range(noun + 1, word) if tree.doc[i].tag_ in NOUN_TAGS and noun in tree.path(i))
    for i in tree.path(noun):
        if tree.doc[i].pos_ in VERBS:
            return
        if i != noun and tree.doc[i].tag_ in NOUN_TAGS:
            yield i


def _suits(tree: Tree, noun: int, verb: int) -> bool:
    """True where a noun may be what "which" stands for, by its number and as no person."""
    return not _is_human(tree, noun) and _number(tree, noun) in ("", _number_of_verb(tree, verb) or _number(tree, noun))


def _is_human(tree: Tree, noun: int) -> bool:
    """True for "Anna Berg", "the mayor", "mayors"; a name of one word may be a firm's, and growers may be firms."""
    token = tree.doc[noun]
    if token.ent_type_ == MentionType.PERSON:
        return token.ent_iob_ == "I" and token.tag_ in PROPER_NOUNS
    return token.lemma_.lower() in HOLDERS or (token.tag_ == "NN" and is_person(token))


def _number(tree: Tree, noun: int) -> str:
    """ "plural" for "fees", "singular" for "fee"; "" for a name, an amount, "fees and a toll", "the team"."""
    token = tree.doc[noun]
    is_listed = token.dep_ == relations.CONJ or bool(tree.below(noun, relations.CONJ))
    if token.tag_ in PROPER_NOUNS or token.lemma_.lower() in EITHER or tree.below(noun, *COUNTING) or is_listed:
        return ""
    return "plural" if token.tag_ == "NNS" else "singular"


def _number_of_verb(tree: Tree, verb: int) -> str:
    """By the first word of the verb group that tells: "plural" for "have been sold"; "" for "sold", "will be sold"."""
    group = [c for c in tree.below(verb, *AUXILIARIES) if c < verb] + [verb]
    first = next((tree.doc[i] for i in group if tree.doc[i].tag_ in TENSED_FORMS), None)
    if first is None:
        return ""
    if first.lower_ in PLURAL_VERBS or first.tag_ == "VBP":
        return "plural"
    return "singular" if first.lower_ in SINGULAR_VERBS or first.tag_ == "VBZ" else ""


def _tells_of_clause(tree: Tree, noun: int, verb: int, word: int) -> bool:
    """ "left the board, which means that", "..., which is unlikely", "crossed the Nile, which surprised them".

    Not so "the rumour, which is unlikely", "the Nile, which surprised them, is long".
    """
    doc = tree.doc
    if doc[word - 1].text != "," or doc[noun].dep_ in NOMINAL_SUBJECTS:
        return False
    if doc[verb].lemma_ in MEANING:
        return bool(tree.below(verb, relations.CCOMP))
    if doc[verb].lemma_ == "be":
        adjectives = tree.below(verb, relations.ACOMP)
        is_claim = lookup(doc[noun].lemma_.lower(), "n", "that") in OF_WHAT_IS_SO
        return not is_claim and any(doc[a].lower_ in CLAIM_ADJECTIVES for a in adjectives)
    return doc[verb].lemma_ in MOVING and doc[noun].ent_type_ in PLACES


def _hang_from_clause(tree: Tree, noun: int, own: int) -> None:
    """Let what tells of a whole clause hang from its verb."""
    verb = next((i for i in tree.path(noun) if tree.doc[i].pos_ in VERBS), None)
    if verb is not None:
        tree.attach(own, verb, tree.doc[own].dep_)


def summing_up(tree: Tree, noun: int) -> None:
    """ "sold the port to Oslo, a move that angered the fans": Oslo is no move; what was done is.

    Not so "announced a sale, a move that angered them", "Oslo, a port that grew".
    """
    doc, host = tree.doc, tree.heads[noun]
    if doc[noun].dep_ != relations.APPOS or doc[noun].lemma_ not in SUMMING or host > noun:
        return
    opens = any(doc[c].lower_ in ONE for c in tree.below(noun, relations.DET))
    if not opens or not tree.below(noun, *CLAUSES_OF_NOUNS) or _may_be_summed(tree, host):
        return
    verb = next((i for i in tree.path(host) if doc[i].pos_ in VERBS), None)
    if verb is not None:
        tree.attach(noun, verb, relations.DEP)


def _may_be_summed(tree: Tree, noun: int) -> bool:
    """True for a deed, a claim and what itself sums up: "a sale", "the idea", "a decline"."""
    token = tree.doc[noun]
    word = token.lemma_.lower()
    is_deed = bool(marks(word)) or word in SUMMING or lookup(word, "n", "to") or lookup(word, "n", "that")
    return token.tag_ not in PROPER_NOUNS and bool(is_deed)
