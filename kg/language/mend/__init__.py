"""What a parser regularly gets wrong, put right in the tree before any rule reads it.

Only what grammar rules out is mended: a sentence without a verb that has one ("Iceland's refusal to sell the trawler
angered Norway"), two verbs in a row that nothing joins, a noun among the verbs of a helper ("did not glaze, fire or
sell"). Where two readings are possible, the parser's stays.

A mistake is mended in one of two places, by what is needed to see it:

- here, where words, tags and relations tell it, and the tree itself is changed, for all who read it: a verb taken for
  another word (``predicates``, ``relatives``, ``lists``), a subject or object hung from the wrong word (``subjects``,
  ``speech``, ``giving``, ``charges``), what tells of a clause and not of its last noun (``antecedents``), a clause
  that nothing parts from the one before it (``joints``), a word cut at its hyphen (``hyphens``), an item of a list
  taken for an apposition (``lists``);
- in ``kg.extract.clauses``, where one must know the clauses, that is which verb reports, what it already has and which
  clause is above it, and the tree stays as it is: the verb that a clause goes on from (``attachment``), what headlines
  leave out (``headlines``), and the subjects and objects of a clause that stand elsewhere in the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.mend.antecedents import relative_noun, summing_up
from kg.language.mend.charges import charge
from kg.language.mend.giving import part_objects
from kg.language.mend.hyphens import hyphened_noun
from kg.language.mend.joints import (
    front_clause,
    inverted_condition,
    noun_content,
    said_subject,
    second_sentence,
    somebody_to,
    spent_doing,
)
from kg.language.mend.lists import carried_infinitive, list_verbs, part_appositions, split_infinitive
from kg.language.mend.predicates import (
    called_as,
    casualties,
    lost_predicate,
    past_tense,
    plural_noun,
    short_has,
    shot_dead,
)
from kg.language.mend.relatives import claimed, had_occasion, reduced_relative, relative_verb
from kg.language.mend.speech import (
    clause_before_colon,
    named_before_colon,
    speaker_appended,
    speaker_before,
    speaker_behind,
    speaker_goes_on,
)
from kg.language.mend.subjects import (
    bare_subject,
    clausal_subject,
    explaining_subject,
    front_participle,
    second_office,
    subject_alone,
)
from kg.language.mend.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model.syntax import Doc

# What may be wrong with a word, by the first letter of its Penn tag; in this order, as a verb is found before its list.
MENDS: dict[str, tuple[Callable[[Tree, int], None], ...]] = {
    "V": (
        short_has,
        part_objects,
        charge,
        casualties,
        had_occasion,
        said_subject,
        second_sentence,
        inverted_condition,
        noun_content,
        somebody_to,
        spent_doing,
        list_verbs,
        carried_infinitive,
        split_infinitive,
        reduced_relative,
        relative_verb,
        claimed,
        clausal_subject,
        subject_alone,
        front_participle,
        bare_subject,
        explaining_subject,
        called_as,
        speaker_behind,
        speaker_appended,
        speaker_before,
        speaker_goes_on,
        named_before_colon,
        clause_before_colon,
        relative_noun,
        front_clause,
    ),
    "N": (hyphened_noun, list_verbs, plural_noun, lost_predicate, part_appositions, second_office, summing_up),
    "J": (short_has, hyphened_noun, list_verbs, past_tense, shot_dead),
}


def mend(doc: Doc, heads: list[int]) -> None:
    """Put right the heads, relations and tags of a text, in place.

    Args:
        doc: its tokens, which are not linked yet.
        heads: for each token the number of the one it depends on.
    """
    tree = Tree(doc, heads)
    for token in doc:
        for repair in MENDS.get(token.tag_[:1], ()):
            repair(tree, token.i)
