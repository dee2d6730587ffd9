"""Which verb a clause hangs from, where the parser says otherwise: each condition, with a parse that needs it."""

from __future__ import annotations

import pytest
from clause_trees import hung, tokens

from kg.extract.clauses.attachment import before_semicolon, reattached, speaking, stands_alone, stands_beside


def goes_on_from(tree: str, verbs: str, head: str, above: str) -> str:
    """The verb that a coordinate is hung from, where the parser says ``above``."""
    words = tokens(tree)
    found = hung(words, *verbs.split(", "))
    return reattached(words[head], found[above], found.values()).head.text


IGNORED = "found/find VBD 0 ROOT, had/have VBD 2 aux, ignored/ignore VBN 0 ccomp, and CC 2 cc"


@pytest.mark.parametrize(
    ("that", "link", "verb"),
    [
        ("that IN 5 mark", "content", "ignored"),
        ("that IN 5 mark", "adverbial", "found"),
        ("that WDT 5 nsubj", "content", "found"),
        ("whether IN 5 mark", "content", "found"),
    ],
)
def test_a_second_that_tells_what_was_found_as_well(that: str, link: str, verb: str) -> None:
    tree = f"{IGNORED}, {that}, knew/know VBD 2 conj"
    assert goes_on_from(tree, f"found, ignored {link} found", "knew", "ignored") == verb


@pytest.mark.parametrize(
    ("tree", "verb"),
    [
        ("said/say VBD 0 ROOT, left/leave VBD 0 ccomp, and CC 0 cc, that IN 4 mark, owned/own VBD 0 conj", "left"),
        ("said/say VBD 0 ROOT, left/leave VBD 0 xcomp, and CC 0 cc, that IN 4 mark, owned/own VBD 0 conj", "said"),
        ("said/say VBD 0 ROOT, left/leave VBD 0 ccomp, and CC 0 cc, so IN 4 mark, owned/own VBD 0 conj", "said"),
        ("said/say VBD 0 ROOT, and CC 0 cc, that IN 3 mark, owned/own VBD 0 conj, left/leave VBD 0 ccomp", "said"),
    ],
    ids=["behind what was said", "behind an infinitive", "without that", "before what was said"],
)
def test_a_that_behind_the_report_goes_on_from_what_was_said(tree: str, verb: str) -> None:
    assert goes_on_from(tree, "said, left content said", "owned", "said") == verb


@pytest.mark.parametrize(
    ("tree", "link", "verb"),
    [
        (
            "that IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, and CC 2 cc, shops NNS 6 nsubj",
            "content",
            "said",
        ),
        (
            "that IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, and CC 2 cc, shops NNS 6 nsubj",
            "adverbial",
            "sold",
        ),
        ("if IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, and CC 2 cc, shops NNS 6 nsubj", "content", "sold"),
        (
            "that IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, or CC 2 cc, shops NNS 6 nsubj",
            "content",
            "sold",
        ),
        ("that IN 2 mark, sold/sell VBD 0 ccomp, it PRP 2 dobj, and CC 2 cc, shops NNS 6 nsubj", "content", "sold"),
        (
            "that IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, and CC 2 cc, then RB 6 advmod",
            "content",
            "sold",
        ),
    ],
    ids=["the writer's", "no content", "a question", "or", "no comma", "no subject"],
)
def test_a_clause_of_its_own_behind_a_comma_is_the_writers(tree: str, link: str, verb: str) -> None:
    found = goes_on_from(
        f"said/say VBD 0 ROOT, {tree}, left/leave VBD 2 conj", f"said, sold {link} said", "left", "sold"
    )
    assert found == verb


def test_a_clause_with_a_mark_is_not_the_writers() -> None:
    tree = (
        "said/say VBD 0 ROOT, that IN 2 mark, sold/sell VBD 0 ccomp, COMMA PUNCT 2 punct, and CC 2 cc, as IN 7 mark, "
        "shops NNS 7 nsubj, left/leave VBD 2 conj"
    )
    assert goes_on_from(tree, "said, sold content said", "left", "sold") == "sold"


@pytest.mark.parametrize(
    ("tree", "verb"),
    [
        ("said/say VBD 0 ROOT, wants/want VBZ 0 ccomp, cut VB 1 xcomp, planted/plant VBD 2 conj", "said"),
        ("adding/add VBG 0 ROOT, wants/want VBZ 0 ccomp, cut VB 1 xcomp, planting/plant VBG 2 conj", "cut"),
        ("said/say VBD 0 ROOT, wants/want VBZ 0 ccomp, cut VBD 1 xcomp, planted/plant VBD 2 conj", "cut"),
        ("said/say VBD 0 ROOT, wants/want VBZ 0 ccomp, cut VB 1 xcomp, plant VBP 2 conj", "cut"),
    ],
    ids=["past tenses", "participles", "a past tense above", "no such tense above"],
)
def test_a_tense_goes_on_from_the_same_tense(tree: str, verb: str) -> None:
    root = tree.split("/")[0]
    head = tree.rsplit(", ", 1)[1].split()[0].split("/")[0]
    assert goes_on_from(tree, f"{root}, wants content {root}, cut content wants", head, "cut") == verb


@pytest.mark.parametrize(
    ("helper", "verb"),
    [
        ("had/have VBD 2 aux, mixed/mix VBN", "said"),
        ("may MD 2 aux, mixed/mix VBD", "mixed"),
        ("was/be VBD 2 auxpass, mixed JJ", "mixed"),
        ("now RB 2 advmod, mixed JJ", "said"),
    ],
)
def test_a_participle_shares_no_helper_with_a_tense(helper: str, verb: str) -> None:
    tree = f"said/say VBD 0 ROOT, {helper} 0 ccomp, shook/shake VBD 2 conj"
    assert goes_on_from(tree, "said, mixed content said", "shook", "mixed") == verb


BELIEVE = "believe VBP 0 ROOT, swam/swim VBD 0 ccomp, but CC 1 cc, fear VBP 1 conj, drowned/drown VBD 3 ccomp"


@pytest.mark.parametrize(
    ("before", "after", "link", "verb"),
    [
        ("", "", "content", "believe"),
        ("believe VBP", "believe VBD", "content", "swam"),
        ("", "", "adverbial", "swam"),
        ("but CC 1 cc", "they PRP 3 nsubj", "content", "swam"),
        ("but CC 1 cc", "may MD 3 aux", "content", "swam"),
        ("3 ccomp", "3 advcl", "content", "swam"),
        ("believe VBP", "believe/run VBP", "content", "swam"),
        ("fear VBP", "fear/eat VBP", "content", "swam"),
        ("swam/swim", "swam/say", "content", "swam"),
    ],
    ids=["thinks", "tense", "beside", "own subject", "own helper", "no content", "runs", "eats", "says"],
)
def test_who_thinks_one_thing_thinks_the_other(before: str, after: str, link: str, verb: str) -> None:
    assert goes_on_from(BELIEVE.replace(before, after), f"believe, swam {link} believe", "fear", "swam") == verb


CUT = "promised/promise VBD 0 ROOT, to TO 2 aux, cut VB 0 xcomp, COMMA PUNCT 0 punct, raise VB 0 conj"


@pytest.mark.parametrize(
    ("before", "after", "link", "verb"),
    [
        ("", "", "content", "cut"),
        ("", "", "adverbial", "cut"),
        ("", "", "relative", "promised"),
        ("raise VB", "raise VBN", "content", "promised"),
        ("raise VB", "raise VBG", "content", "promised"),
        ("raise VB", "raise VBP", "content", "cut"),
        ("to TO 2 aux, cut VB 0", "now RB 2 advmod, cut VBG 0", "content", "promised"),
        ("COMMA PUNCT 0 punct", "may MD 4 aux", "content", "promised"),
        ("cut VB 0", "they PRP 4 nsubj, cut VB 0", "content", "promised"),
        ("to TO 2 aux", "they PRP 2 nsubj", "content", "promised"),
        ("promised/promise VBD", "promised/promise VB", "content", "promised"),
        ("COMMA PUNCT 0 punct", "will MD 0 aux", "content", "promised"),
        ("COMMA PUNCT 0 punct", "to TO 0 prep", "content", "cut"),
        ("COMMA PUNCT 0 punct", "did VBD 0 aux", "content", "cut"),
    ],
    ids=[
        *(
            "listed",
            "purpose",
            "relative",
            "participle",
            "gerund",
            "taken for a tense",
            "behind a gerund",
            "own helper",
            "own subject",
            "no infinitive",
        ),
        *("same form", "helper suits", "preposition", "helper of a tense"),
    ],
)
def test_a_listed_infinitive_goes_on_from_the_infinitive(before: str, after: str, link: str, verb: str) -> None:
    tree = CUT.replace(before, after)
    if tree.count(",") == CUT.count(",") + 1:
        tree = tree.replace("to TO 2 aux, ", "to TO 3 aux, ").replace("they PRP 4", "they PRP 5")
    assert goes_on_from(tree, f"promised, cut {link} promised", "raise", "promised") == verb


def test_a_listed_gerund_goes_on_from_a_gerund_whatever_helper_is_above() -> None:
    tree = "will MD 1 aux, go VB 1 ROOT, noting/note VBG 1 advcl, and CC 1 cc, adding/add VBG 1 conj"
    assert goes_on_from(tree, "go, noting adverbial go", "adding", "go") == "noting"


def test_a_list_goes_on_from_the_last_verb_between_and_beneath() -> None:
    tree = "promised/promise VBD 0 ROOT, to TO 2 aux, cut VB 0 xcomp, and CC 2 cc, plant VB 2 conj, raise VB 0 conj"
    assert goes_on_from(tree, "promised, cut content promised, plant coordinate cut", "raise", "promised") == "plant"
    assert goes_on_from(tree, "promised, cut content promised, and, plant coordinate and", "raise", "promised") == "cut"
    tree = "to TO 1 aux, cut VB 2 xcomp, promised/promise VBD 2 ROOT, raise VB 2 conj"
    assert goes_on_from(tree, "promised, cut content promised", "raise", "promised") == "promised"


WEIGHED = "weighed/weigh VBD 4 ccomp, COMMA PUNCT 4 punct, so RB 4 advmod, smuggler NN 4 nsubj, fled/flee VBD 4 ROOT"


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        ("", "", True),
        ("4 ccomp", "4 advcl", False),
        ("4 ccomp", "4 parataxis", False),
        ("so RB", "now RB", False),
        ("fled/flee", "said/say", False),
        ("smuggler NN 4 nsubj", "smuggler NN 4 dobj", False),
        ("COMMA PUNCT 4 punct", "; PUNCT 4 punct", True),
    ],
    ids=["so", "no content", "a sentence beside", "now", "a report", "no subject", "a semicolon"],
)
def test_what_a_consequence_follows_is_a_sentence_of_its_own(before: str, after: str, alone: bool) -> None:
    words = tokens(WEIGHED.replace(before, after))
    verb = "said" if "said" in words else "fled"
    assert stands_alone(words["weighed"], hung(words, verb)[verb]) is alone


@pytest.mark.parametrize(
    ("tree", "verb", "alone"),
    [
        (
            "“ PUNCT 1 punct, failed/fail VBD 4 ccomp, then RB 4 advmod, envoy NN 4 nsubj, smiled/smile VBD 4 ROOT",
            "smiled",
            False,
        ),
        ("envoy NN 3 nsubj, failed/fail VBD 3 ccomp, then RB 3 advmod, smiled/smile VBD 3 ROOT", "smiled", False),
        ("so RB 2 advmod, envoy NN 2 nsubj, saw/see VBD 2 ROOT, failed/fail VBD 2 ccomp", "saw", False),
        (
            "failed/fail VBD 3 ccomp, so RB 3 advmod, envoy NN 3 nsubj, pointed/point VBD 3 ROOT, out RP 3 prt, "
            ". PUNCT 3 punct",
            "pointed",
            False,
        ),
        ("failed/fail VBD 3 ccomp, so RB 3 advmod, envoy NN 3 nsubj, said/say VBD 3 ROOT, up RP 3 prt", "said", False),
        ("failed/fail VBD 3 advcl, ; PUNCT 3 punct, envoy NN 3 nsubj, smiled/smile VBD 3 ROOT", "smiled", False),
        ("failed/fail VBD 3 parataxis, ; PUNCT 3 punct, envoy NN 3 nsubj, smiled/smile VBD 3 ROOT", "smiled", True),
    ],
    ids=[
        "a quotation",
        "subject in front",
        "content behind",
        "with a particle",
        "as without",
        "an adverbial",
        "beside a semicolon",
    ],
)
def test_other_clauses_hang_where_the_parser_says(tree: str, verb: str, alone: bool) -> None:
    words = tokens(tree)
    assert stands_alone(words["failed"], hung(words, verb)[verb]) is alone


@pytest.mark.parametrize(("relation", "alone"), [("ccomp", True), ("conj", False)])
def test_a_clause_beneath_a_headlines_participle_stands_alone(relation: str, alone: bool) -> None:
    words = tokens(
        f"Ship NN 1 nsubj, attacked/attack VBD 1 ROOT, sailors NNS 3 nsubj, abducted/abduct VBD 1 {relation}"
    )
    words["attacked"].children.remove(words["abducted"])
    assert stands_alone(words["abducted"], hung(words, "attacked")["attacked"]) is alone


@pytest.mark.parametrize(
    ("tree", "beside"),
    [
        ("see VBP 4 ccomp, and CC 4 cc, now RB 4 advmod, they PRP 4 nsubj, left VBD 4 ROOT", True),
        ("see VBP 3 ccomp, COMMA PUNCT 3 punct, they PRP 3 nsubj, left VBD 3 ROOT, and CC 3 cc", False),
        ("see VBP 4 ccomp, and CC 0 cc, also RB 4 advmod, they PRP 4 nsubj, left VBD 4 ROOT", True),
        ("see VBP 4 ccomp, and CC 0 cc, ; PUNCT 4 punct, they PRP 4 nsubj, left VBD 4 ROOT", True),
        (
            "see VBP 3 ccomp, and CC 0 cc, left VBD 3 ROOT, they PRP 2 nsubj".replace("3 ccomp", "2 ccomp").replace(
                "3 ROOT", "2 ROOT"
            ),
            False,
        ),
        ("see VBP 4 advcl, and CC 4 cc, now RB 4 advmod, they PRP 4 nsubj, left VBD 4 ROOT", False),
        ("and CC 1 cc, they PRP 2 nsubj, left VBD 2 ROOT, see VBP 2 ccomp", False),
        ("and CC 2 cc, now RB 2 advmod, see VBP 5 ccomp, here RB 5 advmod, they PRP 5 nsubj, left VBD 5 ROOT", False),
        ("see VBP 2 ccomp, and CC 2 cc, left VBD 2 ROOT", False),
        ("see VBP 4 ccomp, and CC 4 cc, today NN 4 npadvmod, they PRP 4 nsubj, left VBD 4 ROOT", True),
        ("and CC 2 cc, they PRP 3 nsubj, see VBP 3 ccomp, left VBD 3 ROOT", False),
        ("“ PUNCT 2 punct, they PRP 3 nsubj, see VBP 3 ccomp, left VBD 3 ROOT", False),
        ("“ PUNCT 2 punct, they PRP 2 nsubj, left VBD 2 ROOT, see VBP 2 ccomp", False),
    ],
    ids=[
        "and",
        "and behind",
        "and beneath the first",
        "and a mark",
        "no and before",
        "a clause beside",
        "content behind",
        "and in front",
        "no subject",
        "and before a day",
        "and before both",
        "a mark before both",
        "a mark before all",
    ],
)
def test_what_and_joins_is_no_report(tree: str, beside: bool) -> None:
    words = tokens(tree)
    assert stands_beside(words["see"], hung(words, "left")["left"]) is beside


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        ("says/say VBZ 0 ROOT, hosts/host VBZ 0 ccomp, ; PUNCT 0 punct, disputes/dispute VBZ 1 conj", None),
        ("; PUNCT 1 punct, says/say VBZ 1 ROOT, hosts/host VBZ 1 ccomp, disputes/dispute VBZ 2 conj", "says"),
        ("says/say VBZ 0 ROOT, claim NN 0 dobj, hosts/host VBZ 1 acl, disputes/dispute VBZ 2 conj", "says"),
        ("runs/run VBZ 0 ROOT, hosts/host VBZ 0 ccomp, COMMA PUNCT 0 punct, disputes/dispute VBZ 1 conj", None),
        ("hosts/host VBZ 2 ccomp, disputes/dispute VBZ 0 conj, says/say VBZ 2 ROOT", None),
    ],
    ids=["parted", "on its side", "through a noun", "no report", "a report behind"],
)
def test_a_report_reaches_as_far_as_the_semicolon(tree: str, found: str | None) -> None:
    words = tokens(tree)
    outer = "says" if "says" in words else "runs"
    clauses = hung(words, outer, f"hosts content {outer}")
    report = before_semicolon(words["disputes"], clauses["hosts"], {c.head.i: c for c in clauses.values()})
    assert (report and report.head.text) == found


ADDING = "said/say VBD 0 ROOT, went/go VBD 0 ccomp, adding/add VBG 1 advcl"


@pytest.mark.parametrize(
    ("before", "after", "link", "verb"),
    [
        ("", "", "content", "said"),
        ("", "", "adverbial", "went"),
        ("said/say", "said/run", "content", "went"),
        ("adding/add", "adding/sell", "content", "went"),
        ("VBG", "VBD", "content", "went"),
    ],
    ids=["adding", "no content", "no report", "selling", "added"],
)
def test_who_speaks_adds(before: str, after: str, link: str, verb: str) -> None:
    words = tokens(ADDING.replace(before, after))
    assert speaking(words["adding"], hung(words, "said", f"went {link} said")["went"]).head.text == verb
