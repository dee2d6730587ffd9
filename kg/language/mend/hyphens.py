"""Words with a hyphen that the parser takes for three words beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

HYPHEN = "-"
# What only one noun is of its verb, so that three with a hyphen among them are one word.
PLACES = frozenset(
    (
        *(relations.ATTR, relations.DOBJ, relations.POBJ, relations.NSUBJ, relations.NSUBJPASS),
        *(relations.APPOS, relations.CONJ, relations.ACOMP),
    )
)


def hyphened_noun(tree: Tree, noun: int) -> None:
    """ "funds a mega-donor", where "mega", "-" and "donor" are each an object: the last has the others beside it."""
    mark, first = noun - 1, noun - 2
    if first < 0 or not _is_one_word(tree, first, mark, noun):
        return
    doc = tree.doc
    if doc[first].dep_ == doc[mark].dep_:
        tree.attach(noun, tree.heads[first], doc[first].dep_)
    for part in (first, mark):
        for child in tree.below(part):
            tree.attach(child, noun, doc[child].dep_)
    tree.attach(first, noun, relations.COMPOUND)
    tree.attach(mark, noun, relations.PUNCT)


def _is_one_word(tree: Tree, first: int, mark: int, noun: int) -> bool:
    """True where the hyphen stands in the place of a noun, beside one of the words around it."""
    doc, heads, own = tree.doc, tree.heads, (first, mark, noun)
    if doc[mark].text != HYPHEN or doc[mark].whitespace_ or doc[first].whitespace_:
        return False
    if doc[mark].dep_ not in PLACES or heads[mark] in own or heads[first] not in (*own, heads[mark]):
        return False
    beside = [i for i in (first, noun) if (heads[i], doc[i].dep_) == (heads[mark], doc[mark].dep_)]
    return bool(beside) and doc[noun].dep_ in PLACES
