"""Relative clauses: the parser takes their verb for that of the sentence, or for a noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import AUXILIARIES, NOMINAL_SUBJECTS, NOUN_TAGS
from kg.terms.signature import lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# "attacked then withdrew": joins two verbs like "and".
JOINING = words("joining adverbs")
# "The minister resigned said Bild".
UNMARKED = words("appended reporting verbs")
# "the chance we have to discuss it"
CHANCES = words("nouns of what one has to do something with")
# "the prizes that team members were given"
KEEPING = words("ditransitive verbs")
COMPLETING = frozenset(
    (relations.DOBJ, relations.DATIVE, relations.ATTR, relations.ACOMP, relations.OPRD, relations.CCOMP, relations.PRT)
)
# Words of asking or joining.
LATE = frozenset(("WDT", "WP", "WRB", "IN"))
FRONT_CLAUSES = frozenset((relations.CSUBJ, relations.CCOMP))
BEHIND_NOUNS = frozenset((relations.RELCL, relations.ACL))
STATIVE = frozenset((relations.ADVCL, relations.XCOMP))
MAIN = frozenset((relations.ROOT, relations.CCOMP))


def reduced_relative(tree: Tree, verb: int) -> None:
    """ "Protesters detained in Baku remain in prison": of two verbs that nothing joins, the first is a participle.

    Not so in "Protesters detained a guard and remain in the hall".
    """
    token = tree.doc[verb]
    if token.tag_ != "VBD" or not token.lower_.endswith("ed") or tree.below(verb, *COMPLETING, *AUXILIARIES, "mark"):
        return
    noun, main = _subject_before(tree, verb), _main_behind(tree, verb)
    if noun is None or main is None or not tree.is_free(verb, main):
        return
    _take_over(tree, verb, main, noun)
    tree.attach(verb, noun, "acl")
    tree.retag(verb, "VBN")
    tree.attach(noun, main, "nsubjpass" if tree.below(main, "auxpass") else "nsubj")


def _subject_before(tree: Tree, verb: int) -> int | None:
    """ "Protesters" at once before "detained"; none where a word of asking or joining opens the clause."""
    own = tree.below(verb, *NOMINAL_SUBJECTS)
    if len(own) != 1 or tree.edges(own[0])[1] != verb - 1 or tree.doc[own[0]].tag_ not in NOUN_TAGS:
        return None
    return None if any(tree.doc[c].tag_ in LATE and c < verb for c in tree.below(verb)) else own[0]


def _main_behind(tree: Tree, verb: int) -> int | None:
    """The one finite verb behind, which the parser hangs from the first, or the first from it."""
    found = [c for c in tree.below(verb, "conj", *STATIVE) if c > verb and tree.is_tensed(c)]
    above = tree.heads[verb]
    if above > verb and tree.doc[verb].dep_ in FRONT_CLAUSES and tree.is_tensed(above):
        found.append(above)
    return found[0] if len(found) == 1 and _lacks_subject(tree, verb, found[0]) else None


def _lacks_subject(tree: Tree, verb: int, main: int) -> bool:
    """True for "remain" behind "detained in Baku"; not for "they remain" and "then remained", nor for "said Bild"."""
    if main == verb + 1 or tree.below(main, *NOMINAL_SUBJECTS, "mark"):
        return False
    is_joined = any(tree.doc[c].lower_ in JOINING for c in tree.below(main) if c < main)
    return not is_joined and tree.doc[main].lemma_ not in UNMARKED and not _is_state(tree, main)


def _is_state(tree: Tree, verb: int) -> bool:
    """ "returned home exhausted": a past tense that may as well be a participle tells how the first is done."""
    token = tree.doc[verb]
    plain = token.tag_ == "VBD" and token.lower_.endswith("ed") and not tree.below(verb, "dobj", *AUXILIARIES)
    return plain and token.dep_ in STATIVE


def _take_over(tree: Tree, old: int, new: int, subject: int) -> None:
    """Let one verb stand where the other stood, with all that is before the subject or behind the verb."""
    if tree.heads[new] == old:
        tree.replace(old, new)
    start = tree.edges(subject)[0]
    for child in tree.below(old):
        if child < start or child > new:
            tree.attach(child, new, tree.doc[child].dep_)


@dataclass(frozen=True, slots=True)
class Relative:
    """The words, by their numbers, of "tools that Russia imports": noun, relative word, who does it, and the verb."""

    noun: int
    word: int
    doer: int
    verb: int


def relative_verb(tree: Tree, main: int) -> None:
    """ "the tools that Russia imports are made in China": the verb of the relative clause is taken for a noun.

    Told by the relative word, for which a passive has no place, but for "the prizes that team members are given": the
    main verb goes on from the noun itself, or from the quantity of it ("most of the tools that ...").
    """
    found = _hidden(tree, main) if tree.doc[main].dep_ == "relcl" else None
    if found is None:
        return
    whole = _quantity(tree, found.noun)
    if tree.doc[whole].dep_ not in MAIN:
        return
    for own in tree.below(found.verb):
        if own != found.doer:
            tree.attach(own, found.doer, tree.doc[own].dep_)
    tree.attach(found.doer, found.verb, "nsubj")
    tree.replace(whole, main)
    tree.attach(whole, main, "nsubjpass")
    tree.attach(found.verb, found.noun, "relcl")
    tree.retag(found.verb, "VBZ")
    tree.attach(found.word, found.verb, "dobj")
    tree.hand_on(whole, main)
    for mark in tree.below(whole, "mark"):
        tree.attach(mark, main, "mark")


def claimed(tree: Tree, verb: int) -> None:
    """ "the argument that Halvex sold the port": "that" is no second object, and all behind it is what is argued.

    Not so in "the argument that Halvex made", "the men that Halvex sold the port".
    """
    doc = tree.doc
    if doc[verb].dep_ not in BEHIND_NOUNS or not lookup(doc[tree.heads[verb]].lemma_.lower(), "n", "that"):
        return
    given = [c for c in tree.below(verb, relations.DOBJ, relations.DATIVE) if doc[c].tag_ == "WDT"]
    has_object = any(c > verb for c in tree.below(verb, relations.DOBJ))
    if len(given) == 1 and given[0] == tree.edges(verb)[0] and has_object and tree.below(verb, *NOMINAL_SUBJECTS):
        tree.attach(given[0], verb, relations.MARK)
        tree.retag(given[0], "IN")


def _hidden(tree: Tree, main: int) -> Relative | None:
    """ "Russia imports" at once behind "that", taken for one noun and the subject of a passive "are made"."""
    doc = tree.doc
    subjects = tree.below(main, "nsubjpass")
    words = [c for c in tree.below(main, "dobj", "pobj") if doc[c].tag_ == "WDT"]
    if len(subjects) != 1 or len(words) != 1 or doc[main].lemma_ in KEEPING or doc[subjects[0]].tag_ != "NNS":
        return None
    verb, word = subjects[0], words[0]
    if tree.below(verb, "compound") != [verb - 1] or tree.edges(verb)[0] != word + 1:
        return None
    return Relative(tree.heads[main], word, verb - 1, verb)


def _quantity(tree: Tree, noun: int) -> int:
    """The "most" of "most of the tools"; the noun itself where it is no part of anything."""
    of = tree.heads[noun]
    return tree.heads[of] if tree.doc[of].lower_ == "of" else noun


def had_occasion(tree: Tree, verb: int) -> None:
    """ "the chance that we have to discuss it": one has the chance, which is to discuss it; nobody has to discuss it.

    Not so in "the tax that we have to pay", where the noun is what is paid.
    """
    noun = tree.heads[verb]
    if tree.doc[verb].base != "have" or tree.doc[verb].dep_ != relations.RELCL or tree.doc[noun].lemma_ not in CHANCES:
        return
    for inner in tree.below(verb, relations.XCOMP):
        objects = tree.below(inner, relations.DOBJ)
        if any(o > inner for o in objects) and tree.doc[tree.edges(inner)[0]].tag_ != "VBG":
            for word in (o for o in objects if o < inner):
                tree.attach(word, verb, relations.DOBJ)
            tree.attach(inner, noun, relations.ACL)
