"""Conditions of clauses and stance that one word more or less decides: each with a sentence on either side of it."""

from __future__ import annotations

from clause_trees import tokens

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.clauses import clauses
from kg.extract.clauses.subjects import doer_of_gerund
from kg.extract.stance.carriers import only_leads
from kg.extract.stance.nouns import headline_noun
from kg.extract.stance.signature import is_aside, is_modal, named_content, signature
from kg.model.kinds import Modality
from kg.terms.signature import Signature


def read(tree: str) -> dict[str, Clause]:
    """Verb -> clause, of a sentence in the form of ``clause_trees``."""
    [sentence] = next(iter(tokens(tree).values())).doc.sents
    return {clause.head.text: clause for clause in clauses(sentence)}


def told(clause: Clause) -> tuple[str, str]:
    """Its subjects and its objects, each in a row."""
    return " ".join(t.text for t in clause.subjects), " ".join(t.text for t in clause.objects)


# -- which noun is whose


def test_a_list_behind_a_relative_clause_goes_back_to_it_as_a_whole() -> None:
    tree = (
        "firm NN 7 nsubj, that WDT 2 nsubj, lost/lose VBD 0 relcl, ships/ship NNS 7 nsubj, and CC 3 cc, "
        "docks/dock NNS 3 conj, later RB 7 advmod, fired/fire VBD 7 ROOT, staff NN 7 dobj"
    )
    verbs = read(tree)
    assert told(verbs["lost"]) == ("firm", "ships docks")
    assert told(verbs["fired"]) == ("firm", "staff")


def test_a_passive_relative_clause_takes_no_second_subject_for_its_object() -> None:
    tree = (
        "firm NN 5 nsubj, that WDT 3 nsubjpass, was/be VBD 3 auxpass, sold/sell VBN 0 relcl, ships/ship NNS 5 nsubj, "
        "left/leave VBD 5 ROOT"
    )
    assert told(read(tree)["left"])[0] == "firm ships"


def test_a_coordinate_between_commas_is_no_apposition_in_a_list_of_subjects() -> None:
    tree = (
        "Peru NNP 6 nsubj, COMMA PUNCT 0 punct, Cuba NNP 0 conj, COMMA PUNCT 0 punct, and CC 0 cc, Chile NNP 6 nsubj, "
        "agreed/agree VBD 6 ROOT"
    )
    assert told(read(tree)["agreed"])[0] == "Peru Cuba Chile"


def test_which_as_an_article_takes_no_place_that_is_filled() -> None:
    tree = (
        "port NN 0 ROOT, COMMA PUNCT 0 punct, which WDT 3 det, crews/crew NNS 4 nsubj, brought/bring VBD 0 relcl, "
        "ships/ship NNS 4 dobj"
    )
    assert told(read(tree)["brought"]) == ("crews", "ships")


def test_which_as_an_article_of_a_question_stands_for_nothing() -> None:
    tree = (
        "He PRP 1 nsubj, asked/ask VBD 1 ROOT, COMMA PUNCT 1 punct, which WDT 4 det, crews/crew NNS 5 nsubj, "
        "sang/sing VBD 1 ccomp"
    )
    assert told(read(tree)["sang"]) == ("crews", "")


def test_a_noun_of_a_headline_is_the_subject_of_the_infinitive_at_once_behind_it_alone() -> None:
    near = "Peru NNP 0 ROOT, to TO 2 aux, sell/sell VB 0 relcl, docks/dock NNS 2 dobj"
    far = "Peru NNP 0 ROOT, today NN 0 npadvmod, to TO 3 aux, sell/sell VB 0 relcl, docks/dock NNS 3 dobj"
    assert told(read(near)["sell"]) == ("Peru", "docks")
    assert told(read(far)["sell"])[0] == ""


def test_the_last_noun_in_front_is_the_subject_behind_a_comma_alone() -> None:
    tree = (
        "Despite IN 5 prep, sanctions/sanction NNS 0 pobj, {0}, output NN 1 conj, is/be VBZ 5 aux, "
        "rising/rise VBG 5 ROOT"
    )
    assert told(read(tree.format("COMMA PUNCT 1 punct"))["rising"])[0] == "output"
    assert told(read(tree.format("and CC 1 cc"))["rising"])[0] == ""


def test_being_is_no_passive() -> None:
    assert not read("She PRP 2 nsubjpass, 's/be VBZ 2 auxpass, been/be VBN 2 ROOT")["been"].passive
    assert read("She PRP 2 nsubjpass, was/be VBZ 2 auxpass, sold/sell VBN 2 ROOT")["sold"].passive


def test_adverbs_between_the_helper_and_the_verb_belong_to_the_group() -> None:
    tree = "It PRP 4 nsubj, has/have VBZ 4 aux, never RB 4 advmod, ever RB 4 advmod, sunk/sink VBN 4 ROOT"
    assert [t.text for t in read(tree)["sunk"].verbs()] == ["has", "never", "ever", "sunk"]


def test_a_verb_with_a_clause_beneath_it_shares_no_object_of_the_next() -> None:
    tree = (
        "ships/ship NNS 1 nsubj, sank/sink VBD 4 ccomp, COMMA PUNCT 4 punct, he PRP 4 nsubj, said/say VBD 4 ROOT, "
        "and CC 4 cc, sold/sell VBD 4 conj, docks/dock NNS 6 dobj"
    )
    assert told(read(tree)["said"]) == ("he", "")


# -- how a clause hangs


def test_an_offer_for_somebody_to_return_them_has_its_own_subject() -> None:
    tree = "Cuba NNP 1 nsubj, made/make VBD 1 ROOT, offer NN 1 dobj, {}to TO {} aux, sell/sell VB 2 relcl"
    assert read(tree.format("", 4))["sell"].link is Link.NOUN_CONTENT
    other = read(tree.format("for IN 6 mark, Peru NNP 6 nsubj, ", 6))["sell"]
    assert (other.link, [s.text for s in other.subjects]) == (Link.NOUN_CONTENT, ["Peru"])


def test_a_relative_clause_behind_a_plan_is_its_content_as_an_infinitive_alone() -> None:
    tree = "It PRP 1 nsubj, had/have VBD 1 ROOT, plans/plan NNS 1 dobj, that IN 4 mark, cost/cost VBD 2 relcl"
    assert read(tree)["cost"].link is Link.RELATIVE


def test_who_is_told_hangs_from_the_verb_of_telling() -> None:
    tree = (
        "He PRP 1 nsubj, told/tell VBD 1 ROOT, {}, that IN {verb} mark, Latvia NNP {verb} nsubj, "
        "hid/hide VBD {noun} relcl, grain NN {verb} dobj"
    )
    near = tree.format("bankers/banker NNS 1 dobj", verb=5, noun=2)
    far = tree.format("sons/son NNS 1 dobj, of IN 2 prep, bankers/banker NNS 3 pobj", verb=7, noun=4)
    assert read(near)["hid"].link is Link.CONTENT
    assert read(far)["hid"].link is Link.RELATIVE


def test_bankers_that_hid_it_are_not_told_so() -> None:
    tree = (
        "He PRP 1 nsubj, told/tell VBD 1 ROOT, bankers/banker NNS 1 dobj, that WDT 4 nsubj, hid/hide VBD 2 relcl, "
        "grain NN 4 dobj"
    )
    assert read(tree)["hid"].link is Link.RELATIVE


def test_who_is_asked_does_it_but_not_in_order_to_do_it() -> None:
    tree = "He PRP 1 nsubj, asked/ask VBD 1 ROOT, crews/crew NNS 1 dobj, {}to TO {} aux, leave/leave VB 1 advcl"
    asked = read(tree.format("", 4))["leave"]
    meant = read(tree.format("in IN 6 mark, order NN 6 dep, ", 6))["leave"]
    assert (asked.link, told(asked)[0]) == (Link.CONTENT, "crews")
    assert (meant.link, told(meant)[0]) == (Link.ADVERBIAL, "He")


def test_what_somebody_keeps_saying_hangs_from_keeping() -> None:
    tree = (
        "Peru NNP 1 nsubj, said/say VBD 1 ROOT, it PRP 3 nsubj, kept/keep VBD 1 ccomp, adding/add VBG 3 {}, "
        "that IN 7 mark, ships/ship NNS 7 nsubj, sank/sink VBD 4 ccomp"
    )
    for relation, above in (("xcomp", "kept"), ("advcl", "said")):
        parent = read(tree.format(relation))["adding"].parent
        assert parent is not None
        assert parent.head.text == above


def test_an_adjective_is_no_noun_between_two_verbs() -> None:
    tree = "They PRP 1 nsubj, were/be VBD 1 ROOT, close JJ 1 {}, to TO 4 aux, call/call VB 2 xcomp"
    assert read(tree.format("acomp"))["call"].noun is None
    noun = read(tree.format("dobj"))["call"].noun
    assert noun is not None


# -- phrases


def test_an_adjective_that_describes_a_preposition_is_nothing_it_governs() -> None:
    tree = "He PRP 1 nsubj, described/describe VBD 1 ROOT, field NN 1 dobj, as IN 1 prep, good JJ 3 {}"
    assert [o.heads[0].text for o in read(tree.format("pobj"))["described"].obliques] == ["good"]
    assert read(tree.format("amod"))["described"].obliques == []


def test_a_list_runs_into_the_subject_at_the_beginning_of_the_sentence_alone() -> None:
    first = (
        "From IN 6 prep, Oslo NNP 0 pobj, COMMA PUNCT 1 punct, Peru NNP 1 conj, and CC 0 cc, Cuba NNP 6 nsubj, "
        "came/come VBD 6 ROOT"
    )
    later = (
        "Cuba NNP 1 nsubj, came/come VBD 1 ROOT, from IN 1 prep, Oslo NNP 2 pobj, COMMA PUNCT 3 punct, "
        "Peru NNP 3 conj, and CC 2 cc, left/leave VBD 1 conj"
    )
    assert told(read(first)["came"])[0] == "Peru Cuba"
    assert [t.text for o in read(later)["came"].obliques for t in o.heads] == ["Oslo", "Peru"]


# -- who does it


def test_a_permission_that_gives_hope_is_no_leave_for_who_hopes() -> None:
    noun = "permission NN 3 nsubj, to TO 2 aux, search/search VB 0 acl"
    given = (
        "He PRP 1 nsubj, gave/give VBD 1 ROOT, troops/troop NNS 1 dative, permission NN 1 dobj, to TO 5 aux, "
        "search/search VB 3 acl"
    )
    gives = f"{noun}, gave/give VBD 3 ROOT, troops/troop NNS 3 dative, hope NN 3 dobj"
    assert told(read(given)["search"])[0] == "troops"
    assert told(read(gives)["search"])[0] == ""


def test_who_is_held_on_suspicion_is_suspected() -> None:
    tree = (
        "Guards/guard NNS 1 nsubj, held/hold VBD 1 ROOT, courier NN 1 dobj, on IN 1 prep, suspicion NN 3 pobj, "
        "of IN 4 prep, smuggling/smuggle VBG 5 pcomp"
    )
    assert told(read(tree)["smuggling"])[0] == "courier"


def test_a_clause_beside_another_has_its_subject_as_a_participle_alone() -> None:
    tree = "Peru NNP 2 nsubj, COMMA PUNCT 2 punct, left/leave VBD 2 ROOT, {}asked/ask {} {} advcl{}"
    participle = read(tree.format("", "VBD", 2, ""))["asked"]
    assert (told(participle)[0], participle.passive) == ("Peru", True)
    active = read(tree.format("which WDT 4 dep, ", "VBD", 2, ", Cuba NNP 4 dobj"))["asked"]
    assert told(active) == ("", "Cuba")
    finite = read(tree.format("after IN 5 mark, is/be VBZ 5 auxpass, ", "VBN", 2, ""))["asked"]
    assert told(finite)[0] == ""


def test_whose_agent_is_named_others_do_the_rest_by_it() -> None:
    tree = (
        "Peru NNP 1 nsubj, meets/meet VBZ 1 ROOT, threat NN 1 dobj, posed/pose VBN 2 acl, {}{} IN 3 prep, "
        "investing/invest VBG {} pcomp"
    )
    agent = "from IN 3 agent, Cuba NNP 4 pobj, "
    assert told(read(tree.format(agent, "by", 6))["investing"])[0] == "Peru"
    assert told(read(tree.format(agent, "in", 6))["investing"])[0] == "Cuba"
    assert told(read(tree.format("", "by", 4))["investing"])[0] == ""


def test_the_cliff_buries_them_where_the_parser_takes_the_risk() -> None:
    tree = (
        "Peru NNP 1 nsubj, saw/see VBD 1 ROOT, risk NN 1 dobj, of IN 2 prep, cliff NN 3 pobj, burying/bury VBG 2 acl, "
        "them PRP 5 dobj"
    )
    assert told(read(tree)["burying"]) == ("cliff", "them")


# -- relative clauses


def test_what_and_this_stand_for_no_noun_before_them() -> None:
    what = "man NN 0 ROOT, who WP 2 nsubj, knows/know VBZ 0 relcl, what WP 4 nsubj, sank/sink VBD 2 ccomp"
    this = "man NN 0 ROOT, who WP 2 nsubj, owns/own VBZ 0 relcl, this DT 2 dobj"
    assert told(read(what)["sank"])[0] == "what"
    assert told(read(this)["owns"]) == ("man", "this")


def test_a_singular_verb_speaks_of_the_last_noun_where_that_is_singular() -> None:
    tree = "firms/firm NNS 0 ROOT, and CC 0 cc, {} 0 conj, that WDT 5 nsubj, {} 5 aux, sold/sell VBN 0 relcl"
    assert told(read(tree.format("bank NN", "has/have VBZ"))["sold"])[0] == "bank"
    assert told(read(tree.format("bank NN", "had/have VBD"))["sold"])[0] == "firms"
    assert told(read(tree.format("banks/bank NNS", "has/have VBZ"))["sold"])[0] == "firms"


def test_a_relative_clause_with_a_word_for_the_noun_has_no_object() -> None:
    marked = "campaign NN 0 ROOT, that IN 2 mark, died/die VBD 0 relcl"
    assert told(read(marked)["died"])[1] == ""


def test_a_preposition_with_a_noun_of_its_own_is_not_stranded() -> None:
    tree = "town NN 0 ROOT, they PRP 2 nsubj, love/love VBP 0 relcl, in IN 2 prep{}"
    stranded, own = read(tree.format(""))["love"], read(tree.format(", May NNP 3 pobj"))["love"]
    assert [t.text for o in stranded.obliques for t in o.heads] == ["town"]
    assert ([t.text for o in own.obliques for t in o.heads], told(own)[1]) == (["May"], "town")


def test_a_verb_before_a_dash_is_one_where_a_space_parts_the_two() -> None:
    assert "sold" in read("Peru NNP 1 nsubj, sold/sell VBD 1 ROOT, - HYPH 1 punct, cheaply RB 1 advmod")


def test_a_main_verb_takes_the_subject_of_a_participle_as_a_finite_verb_alone() -> None:
    tree = (
        "spy NN 2 nsubj, COMMA PUNCT 0 punct, believed/believe VBD 4 advcl, COMMA PUNCT 4 punct, phoned/phone {} 4 ROOT"
    )
    assert told(read(tree.format("VBD"))["phoned"])[0] == "spy"
    assert told(read(tree.format("VB"))["phoned"])[0] == ""


def test_a_main_verb_takes_no_subject_where_the_participle_has_none() -> None:
    assert told(read("believed/believe VBD 1 advcl, phoned/phone VBD 1 ROOT")["phoned"])[0] == ""


def test_a_lost_verb_has_the_noun_it_hangs_from_for_its_subject() -> None:
    tree = (
        "hotel NN 0 ROOT, COMMA PUNCT 0 punct, which WDT 4 dobj, critics/critic NNS 4 nsubj, "
        "praised/praise VBD 0 relcl, COMMA PUNCT 0 punct, closed/close VBD 0 acl, . . 0 punct"
    )
    assert told(read(tree)["closed"])[0] == "hotel"


def test_a_clause_behind_a_noun_that_has_no_verb_above_it() -> None:
    leave = "permission NN 0 ROOT, today NN 0 npadvmod, to TO 3 aux, search/search VB 0 acl"
    first = "Peru NNP 0 ROOT, first JJ 2 amod, firm NN 0 attr, to TO 4 aux, bid/bid VB 2 relcl"
    assert told(read(leave)["search"])[0] == ""
    assert told(read(first)["bid"])[0] == "firm"


def test_a_relative_clause_is_no_gerund_with_a_doer_of_its_own() -> None:
    tree = "risk NN 0 ROOT, of IN 0 prep, cliff NN 1 pobj, burying/bury VBG 0 {}"
    assert [t.text for t in doer_of_gerund(tokens(tree.format("acl"))["burying"])] == ["cliff"]
    assert doer_of_gerund(tokens(tree.format("relcl"))["burying"]) == []


# -- what the verb or the noun above makes of it


def test_a_verb_with_an_agent_does_not_only_lead_to_the_gerund() -> None:
    tree = "Peru NNP 2 nsubjpass, is/be VBZ 2 auxpass, kept/keep VBN 2 ROOT, {}on IN 2 prep, selling/sell VBG {} pcomp"
    assert only_leads(read(tree.format("", 3))["kept"])
    assert not only_leads(read(tree.format("by IN 2 agent, Cuba NNP 3 pobj, ", 5))["kept"])


def test_what_is_going_to_be_done_is_planned_as_an_infinitive_of_going_alone() -> None:
    going = read("It PRP 1 nsubj, going/go VBG 1 ROOT, to TO 3 aux, sell/sell VB 1 xcomp")
    assert signature(going["going"], going["sell"]) is Signature.PLAN
    goes = read("It PRP 1 nsubj, goes/go VBZ 1 ROOT, to TO 3 aux, sell/sell VB 1 xcomp")
    assert signature(goes["goes"], goes["sell"]) is not Signature.PLAN
    told_so = read("It PRP 1 nsubj, going/go VBG 1 ROOT, Peru NNP 3 nsubj, sold/sell VBD 1 ccomp")
    assert signature(told_so["going"], told_so["sold"]) is not Signature.PLAN


def test_a_subject_names_its_content_as_a_clause_with_that_alone() -> None:
    verbs = read("plan NN 1 nsubj, is/be VBZ 1 ROOT, to TO 3 aux, sell/sell VB 1 xcomp")
    assert named_content(verbs["is"], "to") is None


def test_be_without_a_subject_is_no_modal_verb() -> None:
    assert is_modal(read("plant NN 1 nsubj, is/be VBZ 1 ROOT, to TO 3 aux, open/open VB 1 xcomp")["is"])
    assert not is_modal(read("is/be VBZ 0 ROOT, to TO 2 aux, open/open VB 0 xcomp")["is"])


def test_a_report_set_beside_has_a_subject_of_its_own() -> None:
    tree = "ships/ship NNS 1 nsubj, sank/sink VBD 1 ROOT, COMMA PUNCT 1 punct, {}said/say VBD 1 parataxis"
    assert is_aside(read(tree.format("Peru NNP 4 nsubj, "))["said"])
    assert not is_aside(read(tree.format(""))["said"])


def test_a_worry_in_a_headline_is_a_claim_where_nobody_has_it_and_a_plan_is_none() -> None:
    worries = "concerns/concern NNS 0 ROOT, that IN 3 mark, Peru NNP 3 nsubj, left/leave VBD 0 acl"
    plans = "plans/plan NNS 0 ROOT, today NN 0 npadvmod, to TO 3 aux, leave/leave VB 0 acl"
    assert headline_noun(read(worries)["left"], tokens(worries)["concerns"], 0).modality is Modality.POSSIBLE
    assert headline_noun(read(plans)["leave"], tokens(plans)["plans"], 0).modality is Modality.PLANNED
