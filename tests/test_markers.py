"""What a clause says of itself, and what a headline or a list does: each condition, with a parse that needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from clause_trees import hung, tokens

from kg.extract.clauses import markers
from kg.extract.clauses.clause import Clause, Oblique
from kg.extract.clauses.coordination import beneath, conjuncts, excepted, is_excluded, is_joined
from kg.extract.clauses.headlines import follows_colon, is_headline_participle, is_lost_verb
from kg.model.kinds import Modality


@pytest.mark.parametrize(
    ("tree", "negated"),
    [
        ("It PRP 1 nsubj, sank VBD 1 ROOT", False),
        ("It PRP 2 nsubj, never RB 2 neg, sank VBD 2 ROOT", True),
        ("It PRP 3 nsubj, not RB 3 neg, only RB 3 advmod, sank VBD 3 ROOT", False),
        ("It PRP 2 nsubj, nearly RB 2 nummod, sank VBD 2 ROOT", False),
        ("It PRP 3 nsubj, has VBZ 3 aux, now RB 3 advmod, sank VBN 3 ROOT, not RB 1 neg", True),
        ("It PRP 3 nsubj, has VBZ 3 aux, now RB 3 advmod, sank VBN 3 ROOT, not RB 1 advmod", False),
        ("It PRP 3 nsubj, has VBZ 3 dobj, now RB 3 advmod, sank VBN 3 ROOT, not RB 1 neg", False),
        ("whether IN 3 mark, or CC 3 cc, not RB 3 neg, sank VBD 3 ROOT", False),
        ("why IN 3 mark, or CC 3 cc, not RB 3 neg, sank VBD 3 ROOT", True),
        ("whether IN 3 mark, it PRP 3 nsubj, not RB 3 neg, sank VBD 3 ROOT", True),
        ("all DT 1 advmod, but RB 2 advmod, sank VBD 2 ROOT", True),
        ("lost VBN 1 advmod, but RB 2 advmod, sank VBD 2 ROOT", False),
        ("all DT 1 advmod, then RB 2 advmod, sank VBD 2 ROOT", False),
        ("no DT 1 neg, longer RB 2 advmod, sank VBD 2 ROOT", True),
        ("much RB 1 neg, longer RB 2 advmod, sank VBD 2 ROOT", False),
        ("no DT 1 neg, later RB 2 advmod, sank VBD 2 ROOT", False),
        ("nor CC 1 cc, sank VBD 1 ROOT", True),
        ("sank VBD 0 ROOT, nor CC 0 cc", False),
        ("nor CC 1 dep, sank VBD 1 ROOT", False),
        ("Nobody NN 1 nsubj, sank VBD 1 ROOT", True),
        ("Nobody NN 1 npadvmod, sank VBD 1 ROOT", False),
        ("It PRP 1 nsubj, sank VBD 1 ROOT, nothing NN 1 dobj", True),
        ("It PRP 1 nsubj, sank VBD 1 ROOT, nothing NN 1 npadvmod", False),
        ("It PRP 1 nsubj, sank VBD 1 ROOT, few JJ 1 dobj", False),
        ("It PRP 1 nsubj, sank VBD 1 ROOT, nothing NN 1 dobj, but IN 2 prep, boats NNS 3 pobj", False),
        ("Nobody NN 2 nsubj, never RB 2 neg, sank VBD 2 ROOT", False),
    ],
)
def test_what_denies_a_verb(tree: str, negated: bool) -> None:
    words = tokens(tree)
    assert markers.is_negated(hung(words, "sank")["sank"]) is negated


@pytest.mark.parametrize(
    ("tree", "link", "negated"),
    [
        ("saw VBD 0 ROOT, nor CC 0 cc, sank VBD 0 conj", "coordinate", True),
        ("saw VBD 0 ROOT, nor CC 0 cc, sank VBD 0 conj", "content", False),
        ("saw VBD 0 ROOT, nor CC 0 dep, sank VBD 0 conj", "coordinate", False),
        ("nor CC 1 cc, saw VBD 1 ROOT, sank VBD 1 conj", "coordinate", False),
        ("saw VBD 0 ROOT, sank VBD 0 conj, nor CC 0 cc", "coordinate", False),
        ("saw VBD 0 ROOT, nor CC 0 cc, and CC 0 cc, sank VBD 0 conj", "coordinate", False),
        ("saw VBD 0 ROOT, anything NN 0 dobj, but CC 0 cc, sank VBD 0 conj", "coordinate", True),
        ("saw VBD 0 ROOT, anything NN 0 dobj, and CC 0 cc, sank VBD 0 conj", "coordinate", False),
        ("saw VBD 0 ROOT, it PRP 0 dobj, but CC 0 cc, sank VBD 0 conj", "coordinate", False),
        ("saw VBD 0 ROOT, rather RB 3 advmod, than IN 3 mark, sank VBD 0 conj", "coordinate", True),
        ("saw VBD 0 ROOT, rather RB 3 advmod, now RB 3 advmod, sank VBD 0 conj", "coordinate", False),
        ("saw VBD 0 ROOT, other RB 3 advmod, than IN 3 mark, sank VBD 0 conj", "coordinate", False),
        ("Nobody NN 1 nsubj, saw VBD 1 ROOT, and CC 1 cc, sank VBD 1 conj", "coordinate", True),
        ("Nobody NN 1 nsubj, saw VBD 1 ROOT, and CC 1 cc, sank VBD 1 conj", "content", False),
        ("Nobody NN 1 nsubj, saw VBD 1 ROOT, it PRP 3 nsubj, sank VBD 1 conj", "coordinate", False),
    ],
)
def test_what_denies_the_second_of_two_verbs(tree: str, link: str, negated: bool) -> None:
    words = tokens(tree)
    clause = hung(words, "saw", f"sank {link} saw")["sank"]
    clause.subjects = clause.subjects or [t for t in words.values() if t.dep_ == "nsubj"]
    assert markers.is_negated(clause) is negated


def test_a_verb_may_itself_be_instead() -> None:
    words = tokens("saw VBD 0 ROOT, and CC 0 cc, instead VBD 0 conj, of IN 2 prep")
    assert not markers.is_negated(hung(words, "saw", "instead coordinate saw")["instead"])


@pytest.mark.parametrize(
    ("noun", "negated"), [("no DT 2 det, point", True), ("no DT 2 det, port", False), ("a DT 2 det, point", False)]
)
def test_a_phrase_with_no_and_a_time_denies_its_verb(noun: str, negated: bool) -> None:
    words = tokens(f"At IN 3 prep, {noun} NN 0 pobj, sank VBD 3 ROOT")
    clause = hung(words, "sank")["sank"]
    clause.obliques = [Oblique("at", words["At"], words["At"].children)]
    assert markers.is_negated(clause) is negated


@pytest.mark.parametrize(
    ("tree", "none"),
    [
        ("nobody NN 0 ROOT", True),
        ("a DT 1 det, few JJ 1 ROOT", False),
        ("the DT 1 det, few JJ 1 ROOT", True),
        ("no DT 1 det, boats NNS 1 ROOT", True),
        ("boats NNS 0 ROOT, no DT 0 det", False),
        ("a DT 2 det, no DT 2 det, boats NNS 2 ROOT", False),
        ("a DT 1 quantmod, few JJ 2 amod, boats NNS 2 ROOT", False),
        ("a DT 1 quantmod, dozen NN 2 amod, boats NNS 2 ROOT, no DT 2 det", False),
        ("few JJ 1 amod, boats NNS 1 ROOT", True),
        ("a DT 1 det, no NN 2 nmod, boats NNS 2 ROOT", True),
        ("not RB 2 neg, every DT 2 det, boats NNS 2 ROOT", True),
        ("not RB 2 neg, the DT 2 det, boats NNS 2 ROOT", False),
        ("the DT 2 det, every DT 2 det, boats NNS 2 ROOT", False),
        ("hardly RB 2 advmod, any DT 2 det, boats NNS 2 ROOT", True),
        ("little JJ 1 amod, boats NNS 1 ROOT", False),
    ],
)
def test_what_says_that_there_is_none(tree: str, none: bool) -> None:
    words = tokens(tree)
    [root] = [token for token in words.values() if token.dep_ == "ROOT"]
    assert markers.is_none(root) is none


@pytest.mark.parametrize(
    ("helpers", "reported", "found"),
    [
        ("now RB 1 advmod", False, None),
        ("will MD 1 aux", False, Modality.PLANNED),
        ("will NN 1 aux", False, None),
        ("dare MD 1 aux", False, None),
        ("will MD 1 advmod", False, None),
        ("would MD 1 aux", False, Modality.CONDITIONAL),
        ("would MD 1 aux", True, Modality.PLANNED),
        ("would MD 2 aux, have VB 2 aux", True, Modality.CONDITIONAL),
        ("must MD 1 aux", False, Modality.OBLIGATION),
        ("must MD 2 aux, have VB 2 aux", False, Modality.POSSIBLE),
        ("should MD 2 aux, have VB 2 aux", False, Modality.OBLIGATION),
    ],
)
def test_what_a_modal_verb_makes_of_a_clause(helpers: str, reported: bool, found: Modality | None) -> None:
    words = tokens(f"{helpers}, sink VB {helpers.count(',') + 1} ROOT")
    assert markers.modal(hung(words, "sink")["sink"], reported) is found


@pytest.mark.parametrize(
    ("tree", "link", "condition"),
    [
        ("if IN 1 mark, sank VBD 2 advcl, left VBD 2 ROOT", "adverbial", True),
        ("if IN 1 mark, sank VBD 2 advcl, left VBD 2 ROOT", "content", False),
        ("though IN 1 mark, sank VBD 2 advcl, left VBD 2 ROOT", "adverbial", False),
        ("as IN 2 advmod, if IN 2 mark, sank VBD 3 advcl, left VBD 3 ROOT", "adverbial", False),
        ("whether IN 1 mark, sank VBD 2 advcl, left VBD 2 ROOT", "adverbial", True),
        ("left VBD 0 ROOT, provided VBN 0 prep, sank VBD 1 ccomp", "adverbial", True),
        ("left VBD 0 ROOT, in IN 0 prep, case NN 1 pobj, sank VBD 0 advcl", "adverbial", True),
        ("left VBD 0 ROOT, long RB 3 advmod, as IN 3 mark, sank VBD 0 advcl", "adverbial", True),
        ("left VBD 0 ROOT, here RB 3 advmod, as IN 3 mark, sank VBD 0 advcl", "adverbial", False),
        ("left VBD 0 ROOT, long RB 3 advmod, because IN 3 mark, sank VBD 0 advcl", "adverbial", False),
        ("left VBD 0 ROOT, long RB 0 advmod, while IN 4 mark, as IN 4 mark, sank VBD 0 advcl", "adverbial", False),
        ("had VBD 2 aux, it PRP 2 nsubj, sank VBN 3 advcl, left VBD 3 ROOT", "adverbial", True),
        ("it PRP 2 nsubj, had VBD 2 aux, sank VBN 3 advcl, left VBD 3 ROOT", "adverbial", False),
        ("has VBD 2 aux, it PRP 2 nsubj, sank VBN 3 advcl, left VBD 3 ROOT", "adverbial", False),
        ("had VBD 1 aux, sank VBN 2 advcl, left VBD 2 ROOT", "adverbial", False),
        ("as IN 1 mark, sank VBD 2 advcl, left VBD 2 ROOT, long RB 2 advmod", "adverbial", False),
    ],
)
def test_what_is_a_condition(tree: str, link: str, condition: bool) -> None:
    words = tokens(tree)
    assert markers.is_condition(hung(words, "left", f"sank {link} left")["sank"]) is condition


def test_a_helper_in_front_needs_a_subject_behind_it() -> None:
    words = tokens("had VBD 2 aux, it PRP 3 nsubj, sank VBN 3 advcl, left VBD 3 ROOT")
    clause = hung(words, "left", "sank adverbial left")["sank"]
    clause.subjects = [words["had"]]
    assert not markers.is_condition(clause)


def holds(claim: Callable[[Clause], bool], tree: str) -> bool:
    """Whether the first verb of a tree, which is its root, does what a function of markers asks."""
    words = tokens(tree)
    [root] = [word for word, token in words.items() if token.dep_ == "ROOT"]
    return claim(hung(words, root)[root])


@pytest.mark.parametrize(
    ("claim", "tree", "held"),
    [
        (markers.supposes, "Suppose VB 0 ROOT", True),
        (markers.supposes, "Say VB 0 ROOT", False),
        (markers.supposes, "They PRP 1 nsubj, suppose VBP 1 ROOT", False),
        (markers.supposes, "Imagine VB 0 ROOT, it PRP 0 dobj", False),
        (markers.is_concession, "even RB 2 advmod, if IN 2 mark, sank VBD 2 ROOT", True),
        (markers.is_concession, "whether IN 1 mark, sank VBD 1 ROOT", True),
        (markers.is_concession, "if IN 1 mark, sank VBD 1 ROOT", False),
        (markers.is_wh, "why WRB 1 advmod, sank VBD 1 ROOT", True),
        (markers.is_wh, "then RB 1 advmod, sank VBD 1 ROOT", False),
        (markers.is_wh, "sank VBD 0 ROOT, why WRB 0 advmod", False),
        (markers.is_wh, "what WP 1 det, sank VBD 1 ROOT", False),
        (markers.could_not, "can MD 2 aux, not RB 2 neg, sink VB 2 ROOT", True),
        (markers.could_not, "can MD 1 aux, sink VB 1 ROOT", False),
        (markers.could_not, "will MD 2 aux, not RB 2 neg, sink VB 2 ROOT", False),
        (markers.could_not, "can NN 2 nsubj, not RB 2 neg, sink VB 2 ROOT", False),
        (markers.is_subjunctive, "that IN 2 mark, Laos NNP 2 nsubj, sink VB 2 ROOT", True),
        (markers.is_subjunctive, "that IN 2 mark, Laos NNP 2 nsubj, sink VBP 2 ROOT", True),
        (markers.is_subjunctive, "that IN 2 mark, Laos NNP 2 nsubj, sinks VBZ 2 ROOT", False),
        (markers.is_subjunctive, "that IN 2 mark, ships NNS 2 nsubj, sink VBP 2 ROOT", False),
        (markers.is_subjunctive, "that IN 2 mark, Laos NNP 2 nsubj, be VBP 2 ROOT", False),
        (
            markers.is_subjunctive,
            "that IN 4 mark, Laos NNP 4 nsubj, Peru NNP 1 conj, now RB 4 advmod, sink VBP 4 ROOT",
            False,
        ),
        (markers.is_subjunctive, "that IN 3 mark, Laos NNP 3 nsubj, may MD 3 aux, sink VB 3 ROOT", False),
        (markers.is_subjunctive, "if IN 2 mark, Laos NNP 2 nsubj, sink VB 2 ROOT", False),
        (markers.is_subjunctive, "that IN 2 mark, Laos NNP 2 dobj, sink VB 2 ROOT", False),
        (markers.is_finite, "sank VBD 0 ROOT", True),
        (markers.is_finite, "may MD 1 aux, sink VB 1 ROOT", True),
        (markers.is_finite, "to TO 1 aux, sink VB 1 ROOT", False),
        (markers.is_finite, "sinking VBG 0 ROOT, it PRP 0 dobj", False),
        (markers.is_past, "sank VBD 0 ROOT", True),
        (markers.is_past, "was VBD 1 auxpass, sunk VBN 1 ROOT", True),
        (markers.is_past, "has VBZ 1 aux, sunk VBN 1 ROOT", False),
        (markers.is_past, "seen VBD 1 amod, sinks VBZ 1 ROOT", False),
        (markers.is_future, "will MD 1 aux, sink VB 1 ROOT", True),
        (markers.is_future, "may MD 1 aux, sink VB 1 ROOT", False),
        (markers.is_future, "will NN 1 nsubj, sink VB 1 ROOT", False),
        (markers.tells_past, "sank VBD 0 ROOT", True),
        (markers.tells_past, "has/have VBZ 1 aux, sunk VBN 1 ROOT", True),
        (markers.tells_past, "may MD 2 aux, have VB 2 aux, sunk VBN 2 ROOT", False),
        (markers.tells_past, "is/be VBZ 1 auxpass, sunk VBN 1 ROOT", False),
    ],
)
def test_what_a_clause_says_of_itself(claim: Callable[[Clause], bool], tree: str, held: bool) -> None:
    assert holds(claim, tree) is held


@pytest.mark.parametrize(
    ("tree", "passive"),
    [
        ("arrested/arrest VBD 1 ROOT", True),
        ("arrested/arrest VBP 1 ROOT", False),
        ("marched/march VBD 1 ROOT", False),
        ("arrived/arrive VBD 1 ROOT", False),
        ("caught/catch VBD 1 ROOT", True),
        ("hidden/hide VBN 1 ROOT", True),
        ("flew/fly VBD 1 ROOT", False),
        ("warned/warn VBD 1 ROOT", True),
        ("arrested/arrest VBD 1 ROOT, clerk NN 1 dobj", False),
        ("arrested/arrest VBD 1 ROOT, left VBD 1 ccomp", False),
        ("pushed/push VBD 1 ROOT, for IN 1 prep", False),
        ("pushed/push VBD 1 ROOT, for IN 1 mark", True),
        ("pushed/push VBD 1 ROOT, after IN 1 prep", True),
        ("jailed/jail VBD 1 ROOT, for IN 1 prep", True),
        ("arrested/arrest VBD 1 ROOT, . . 1 punct", True),
        ("pushed/push VBD 1 ROOT, . . 1 punct", False),
        ("pushed/push VBD 1 ROOT, had VBD 1 aux", False),
        ("arrested/arrest VBD 1 ROOT, with IN 1 mark, him PRP 1 dep", True),
        ("arrested/arrest VBD 1 ROOT, had VBD 3 aux, sums NNS 1 dep", True),
        ("raided/raid VBD 1 ROOT, . . 1 punct", False),
        ("raided/raid VBD 1 ROOT, with IN 1 mark, him PRP 1 dep", False),
        ("raided/raid VBD 1 ROOT, had VBD 3 aux, sums NNS 1 dep", True),
        ("arrested/arrest VBD 1 conj, . . 1 punct", False),
        ("arrested/arrest VBD 1 ROOT, back RB 1 advmod, . . 1 punct", False),
        ("arrested/arrest VBD 1 ROOT, " + ", ".join(f"a{i} RB 1 advmod" for i in range(18)), True),
        ("arrested/arrest VBD 1 ROOT, " + ", ".join(f"a{i} RB 1 advmod" for i in range(19)), False),
    ],
)
def test_what_has_been_done_in_a_headline(tree: str, passive: bool) -> None:
    words = tokens("Mayor NN 1 nsubj," + tree)
    assert is_headline_participle(words[tree.split("/")[0]]) is passive


def test_what_is_said_in_front_takes_no_participle_its_passive() -> None:
    words = tokens("left VBD 2 ccomp, mayor NN 2 nsubj, arrested/arrest VBD 2 ROOT, there RB 2 advmod")
    assert is_headline_participle(words["arrested"])


@pytest.mark.parametrize(
    ("tree", "held"),
    [
        ("Leader NN 0 ROOT, : : 0 punct, sold VBD 0 acl", True),
        ("Leader NN 0 ROOT, : : 0 punct, sold VBD 0 relcl", False),
        ("Leader NN 0 ROOT, here RB 0 punct, sold VBD 0 acl", False),
    ],
)
def test_behind_a_colon_a_headline_begins_anew(tree: str, held: bool) -> None:
    assert follows_colon(tokens(tree)["sold"]) is held


HOTEL = (
    "hotel NN 0 ROOT, COMMA PUNCT 0 punct, which WDT 3 dobj, praised VBD 0 relcl, COMMA PUNCT 0 punct, "
    "closed VBN 0 acl, in IN 5 prep, . . 0 punct"
)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("", "", True),
        ("closed VBN 0 acl", "closed VBN 0 advcl", False),
        ("closed VBN", "closed VBG", False),
        ("praised VBD 0 relcl, COMMA PUNCT", "praised VBD 0 relcl, now RB", False),
        ("hotel NN 0 ROOT", "hotel NN 0 nsubj", False),
        ("praised VBD 0 relcl", "praised VBD 0 acl", False),
        ("in IN 5 prep", "by IN 5 agent", False),
        (". . 0 punct", "now RB 0 advmod", False),
    ],
)
def test_behind_a_relative_clause_a_participle_may_be_the_verb(before: str, after: str, lost: bool) -> None:
    words = tokens(HOTEL.replace(before, after))
    assert is_lost_verb(words["closed"]) is lost


def test_a_relative_clause_behind_the_participle_gives_it_no_sentence() -> None:
    words = tokens(
        "hotel NN 0 ROOT, COMMA PUNCT 0 punct, closed VBN 0 acl, which WDT 4 dobj, praised VBD 0 relcl, . . 0 punct"
    )
    assert not is_lost_verb(words["closed"])


@pytest.mark.parametrize(
    ("tree", "listed"),
    [
        ("ships NNS 0 ROOT, and CC 0 cc, boats NNS 0 conj", True),
        ("ships NNS 0 ROOT, and CC 0 cc, boats NNS 0 dep", False),
        ("ships NNS 0 ROOT, and CC 0 cc, boats VBZ 0 conj", False),
        ("ships NNS 0 ROOT, not RB 0 cc, boats NNS 0 conj", False),
        ("Oslo NNP 0 ROOT, COMMA PUNCT 0 punct, boats NNP 0 appos, and CC 2 cc, Rome NNP 2 conj", True),
        ("Oslo NNP 0 ROOT, COMMA PUNCT 0 punct, boats NNP 0 nmod, and CC 2 cc, Rome NNP 2 conj", False),
        ("Oslo NNP 0 ROOT, COMMA PUNCT 0 punct, boats NN 0 appos, and CC 2 cc, Rome NNP 2 conj", False),
        ("port NN 0 ROOT, COMMA PUNCT 0 punct, boats NNP 0 appos, and CC 2 cc, Rome NNP 2 conj", False),
        ("Oslo NNP 0 ROOT, ; PUNCT 0 punct, boats NNP 0 appos, and CC 2 cc, Rome NNP 2 conj", False),
        ("Oslo NNP 0 ROOT, COMMA PUNCT 0 punct, boats NNP 0 appos, and CC 2 cc, Rome NNP 2 compound", False),
        ("Oslo NNP 0 ROOT, COMMA PUNCT 0 punct, boats NNP 0 appos, and CC 2 cc, men NNS 2 conj", False),
    ],
)
def test_what_is_listed_with_a_noun(tree: str, listed: bool) -> None:
    words = tokens(tree)
    assert (words["boats"] in conjuncts(next(iter(words.values())))) is listed


@pytest.mark.parametrize(
    ("tree", "joined"),
    [
        ("my PRP$ 1 poss, aid NN 1 ROOT, and CC 1 cc, trade NN 1 conj", True),
        ("my PRP$ 1 poss, aid NN 1 ROOT, and CC 1 cc, trade NN 1 appos", False),
        ("my PRP$ 1 poss, aid NN 1 ROOT, and CC 1 cc, trade NNP 1 conj", False),
        ("my PRP$ 1 poss, aid NN 1 ROOT, free JJ 3 amod, trade NN 1 conj", False),
        ("my PRP$ 1 poss, aid NNP 1 ROOT, and CC 1 cc, trade NN 1 conj", False),
        ("my PRP$ 1 poss, aid NN 1 conj, and CC 1 cc, trade NN 1 conj", False),
        ("my PRP$ 1 det, aid NN 1 ROOT, and CC 1 cc, trade NN 1 conj", False),
    ],
)
def test_what_shares_the_modifiers_of_the_noun_before_it(tree: str, joined: bool) -> None:
    assert is_joined(tokens(tree)["trade"]) is joined


@pytest.mark.parametrize(
    ("tree", "excluded"),
    [
        ("all DT 1 det, ships NNS 1 ROOT, but CC 1 cc, boats NNS 1 conj", True),
        ("the DT 1 det, ships NNS 1 ROOT, but CC 1 cc, boats NNS 1 conj", False),
        ("all DT 1 det, ships NNS 1 ROOT, but CC 1 cc, boats NNS 1 dep", False),
        ("all DT 1 det, ships NNS 1 ROOT, and CC 1 cc, boats NNS 1 conj", False),
        ("nobody NN 3 nsubj, but CC 0 cc, boats NNS 3 nsubj, sank VBD 3 ROOT", True),
        ("ships NNS 0 ROOT, not RB 0 cc, boats NNS 0 appos", True),
        ("ships NNS 0 ROOT, no DT 2 neg, boats NNS 0 conj", True),
        ("ships NNS 0 ROOT, no DT 2 neg, boats NNS 0 dep", False),
        ("ships NNS 0 ROOT, not RB 0 cc, boats NNS 0 dep", False),
        ("boats NNS 0 conj", False),
    ],
)
def test_what_a_list_leaves_out(tree: str, excluded: bool) -> None:
    assert is_excluded(tokens(tree)["boats"]) is excluded


@pytest.mark.parametrize(
    ("tree", "left_out"),
    [
        ("ships NNS 0 ROOT, except IN 0 prep, boats NNS 1 pobj", True),
        ("ships NNS 0 ROOT, with IN 0 prep, boats NNS 1 pobj", False),
        ("ships NNS 0 ROOT, except IN 0 mark, boats NNS 1 pobj", False),
        ("ships NNS 0 ROOT, except IN 0 prep, boats NNS 1 pcomp", False),
        ("no DT 1 det, ships NNS 1 ROOT, other JJ 1 amod, than IN 2 prep, boats NNS 3 pobj", True),
        ("no DT 1 det, ships NNS 1 ROOT, more JJ 1 amod, than IN 2 prep, boats NNS 3 pobj", False),
        ("no DT 1 det, ships NNS 1 ROOT, other JJ 1 amod, of IN 2 prep, boats NNS 3 pobj", False),
        ("a DT 1 det, ships NNS 1 ROOT, other JJ 1 amod, than IN 2 prep, boats NNS 3 pobj", False),
    ],
)
def test_what_a_preposition_leaves_out(tree: str, left_out: bool) -> None:
    words = tokens(tree)
    assert excepted(words["ships"]) == ([words["boats"]] if left_out else [])


def test_nouns_that_share_what_stands_before_them_are_one_thing() -> None:
    words = tokens("my PRP$ 1 poss, ships NNS 1 ROOT, and CC 1 cc, boats NNS 1 conj")
    assert conjuncts(words["ships"]) == [words["ships"]]


def test_what_hangs_beneath_a_noun_comes_outer_before_inner() -> None:
    words = tokens("ships NNS 0 ROOT, of IN 0 prep, boats NNS 0 appos, and CC 2 cc, men NNS 2 conj, guns NNS 0 conj")
    assert [token.text for token in beneath(words["ships"])] == ["boats", "men", "guns"]
