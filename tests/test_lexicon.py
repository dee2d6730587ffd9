"""Words lead to relations and events of the ontology."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ended

from kg.errors import InputError
from kg.terms import lexicon, vocab
from kg.terms.event_type import PLOVER
from kg.terms.lexicon import Part, Sense
from kg.terms.lexicon.forms import head_nouns
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.lexicon.sense import sense_of
from kg.terms.tables import ontology_folder


@pytest.fixture(scope="module")
def words() -> lexicon.Lexicon:
    return lexicon.load()


def test_the_lexicon_is_broad(words: lexicon.Lexicon):
    assert len(words) >= 1500


@pytest.mark.parametrize("verb", ["support", "back", "prop up", "champion", "stand behind", "shore up"])
def test_many_words_are_one_relation(words: lexicon.Lexicon, verb: str):
    assert words.read(verb).relation == "kg:supports"


@pytest.mark.parametrize(
    ("predicate", "object", "relation", "event"),
    [
        pytest.param("ambush", "", "kg:attacks", "ASSAULT", id="a verb"),
        pytest.param("retreat from", "", "kg:withdrawsFrom", "RETREAT", id="a verb with its preposition"),
        pytest.param("open", "fire", "kg:attacks", "ASSAULT", id="verb and noun with a sense of their own"),
        pytest.param("launch", "a fraud investigation", "kg:investigates", "ACCUSE", id="a light verb does its noun"),
        pytest.param("send", "food aid", "kg:aids", "AID", id="a light verb gives its noun"),
        pytest.param("halt", "economic aid", "kg:reducesAidTo", "SANCTION", id="the end of aid is a sanction"),
        pytest.param("ease", "the curfew", "kg:eases", "CONCEDE", id="the end of a curfew is a concession"),
        pytest.param("demand", "a meeting", "kg:asks", "REQUEST", id="who demands a meeting asks"),
        pytest.param("provide military support to", "", "kg:suppliesArmsTo", "AID", id="all in one predicate"),
        pytest.param("vow to wage war on", "", "kg:fights", "ASSAULT", id="what is vowed"),
        pytest.param("ambush in", "", None, "ASSAULT", id="a place is not the other side"),
        pytest.param("be murdered in", "", None, "ASSAULT", id="a passive has no relation but its event"),
        pytest.param("use", "missiles", "kg:uses", None, id="to use missiles is no aid"),
        pytest.param("use", "a lease agreement", "kg:uses", None, id="to use an agreement is not to agree"),
        pytest.param("lead to", "a war", "kg:causes", None, id="what leads to a war wages none"),
        pytest.param("hold", "an election", None, None, id="who holds an election appoints nobody"),
        pytest.param("win", "broad support", "kg:receives", None, id="who wins support gives none"),
        pytest.param("make", "a false claim", "kg:states", "SPEECH_ACT", id="who makes a claim says something"),
        pytest.param("level", "the playing field", None, None, id="a playing field is no place that falls"),
        pytest.param("level", "a bitter attack", "kg:criticizes", "ACCUSE", id="attacks that are levelled are words"),
        pytest.param("arrange", "a call", "kg:talksWith", "CONSULT", id="who arranges a call asks for nothing"),
        pytest.param("let", "the ferry leave", "kg:allows", None, id="to let is no concession"),
        pytest.param("be sworn in", "", None, "APPOINTMENT", id="who is sworn in promises nothing"),
        pytest.param("be raped in", "", None, "ASSAULT", id="raped is not rapped"),
    ],
)
def test_how_a_predicate_is_read(words: lexicon.Lexicon, predicate: str, object: str, relation: str, event: str):
    match = words.read(predicate, object)
    assert (match.relation, match.event) == (relation, event)


def test_a_predicate_that_no_sense_covers_is_not_guessed(words: lexicon.Lexicon):
    assert words.read("serenade") is None


def test_a_shell_noun_gives_way_to_what_it_frames(words: lexicon.Lexicon):
    assert words.read("suspend", "part", "of a military aid program for Bosnia").event == "SANCTION"
    assert words.read("hold", "a round", "of peace talks").event == "CONSULT"


def test_every_sense_is_in_terms_of_the_ontology(words: lexicon.Lexicon):
    for sense in words:
        vocab.check(name for name in (sense.relation, sense.ended[0]) if name)
        assert all(vocab.event_class(event) for event in (sense.event, sense.ended[1]) if event)


def test_every_plover_type_has_many_words(words: lexicon.Lexicon):
    counted = dict.fromkeys(PLOVER, 0)
    for sense in words:
        if sense.event and (plover := vocab.plover(sense.event)):
            counted[plover] += 1
    assert min(counted.values()) >= 40


def test_the_file_is_sorted_and_says_everything_once():
    rows = lexicon.read_senses(ontology_folder() / "lexicon.tsv")
    order = [Part.VERB, Part.FRAME, Part.NOUN, Part.LIGHT]
    keys = [(order.index(sense.part), sense.words) for sense in rows]
    assert keys == sorted(keys)
    told = [(sense.part, sense.words, sense.object, sense.subject, sense.beside) for sense in rows]
    assert sorted(map(repr, told)) == sorted(map(repr, set(told)))


def test_a_users_file_adds_and_wins(tmp_path: Path):
    mine = tmp_path / "mine.tsv"
    mine.write_text("# my own\nserenade\tverb\tkg:praises\tSUPPORT\nback\tverb\tkg:funds\tAID\n", encoding="utf-8")
    words = lexicon.load(mine)
    assert words.read("serenade").relation == "kg:praises"
    assert words.read("back").relation == "kg:funds"
    assert lexicon.load().read("back").relation == "kg:supports"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("back\tverb\tkg:suports", r"line 1: no term 'kg:suports'.*is 'kg:supports'", id="relation"),
        pytest.param("back\tadverb", r"line 1: 'adverb' is not a valid Part", id="part"),
        pytest.param("back\tverb\tkg:supports\tSUPORT", r"line 1: no event type 'SUPORT'", id="event"),
        pytest.param("back\tverb" + "\t" * 5 + "kg:Persn", r"line 1: no term 'kg:Persn'", id="class"),
        pytest.param("back\tverb" + "\t" * 6 + "persn", r"line 1: no kind of nouns 'persn'.*'person'", id="kind"),
        pytest.param("back", r"line 1: 1 columns where 2 to 9 are expected", id="columns"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str):
    mine = tmp_path / "mine.tsv"
    mine.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        lexicon.load(mine)


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(InputError, match="cannot read the lexicon"):
        lexicon.load(tmp_path / "none.tsv")


def test_a_command_with_a_bad_lexicon_reads_nothing_and_names_the_line(kg: Callable[..., Ended], tmp_path: Path):
    mine, text = tmp_path / "mine.tsv", tmp_path / "text.txt"
    mine.write_text("# mine\nserenade\tverb\tkg:prases\n", encoding="utf-8")
    text.write_text("China serenades Russia.", encoding="utf-8")
    ended = kg("build", text, "-o", tmp_path / "out", "--lexicon", mine)
    assert ended.status == 2
    assert f"{mine}, line 2: no term 'kg:prases'" in ended.err
    assert not (tmp_path / "out").exists()


@pytest.mark.model
def test_a_users_word_leads_to_his_relation_in_the_graph(kg: Callable[..., Ended], tmp_path: Path):
    mine, text = tmp_path / "mine.tsv", tmp_path / "text.txt"
    mine.write_text("bankroll\tverb\tkg:opposes\tREJECT\n", encoding="utf-8")
    text.write_text("China bankrolled Russia.", encoding="utf-8")
    for given, relation in (((), "kg:funds"), (("--lexicon", mine), "kg:opposes")):
        assert kg("build", text, "-o", tmp_path / "out", *given).status == 0
        assert kg("query", tmp_path / "out", f"ASK {{ e:China {relation} e:Russia }}").out.strip() == "yes"
    coded = kg("extract", text, "--format", "events", "--lexicon", mine).out
    assert json.loads(coded)["events"][0]["plover"] == "REJECT"


def test_every_shipped_line_is_looked_up_as_it_was_read():
    rows = lexicon.read_senses(ontology_folder() / "lexicon.tsv")
    assert sorted(map(repr, rows)) == sorted(map(repr, lexicon.load()))


def test_the_page_of_the_terms_is_current():
    tool = runpy.run_path(str(ROOT / "tools" / "terms.py"))
    page = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
    assert page == tool["page"](), "write it anew: make docs"


def test_later_senses_win():
    both = [Sense("aid", Part.VERB, "kg:aids"), Sense("aid", Part.VERB, "kg:funds")]
    assert lexicon.Lexicon(both).read("aid").relation == "kg:funds"


@pytest.mark.parametrize(
    ("participle", "verb"),
    [("stopped", "stop"), ("denied", "deny"), ("made", "make"), ("used", "use"), ("raped", "rape")],
)
def test_a_participle_finds_its_verb(participle: str, verb: str):
    assert verb in lexicon.participle_lemmas(participle)


def test_a_sense_that_asks_for_nothing_hides_none_behind_it(words: lexicon.Lexicon):
    """A line without conditions is the last of its words, as those behind it could never be meant."""
    senses: dict[tuple[str, str], list[Sense]] = {}
    for sense in words:
        senses.setdefault((sense.part, sense.words), []).append(sense)
    assert [key for key, found in senses.items() if any(not s.conditions for s in found[:-1])] == []


def test_kinds_of_a_users_file_decide_between_his_senses(tmp_path: Path):
    mine = tmp_path / "mine.tsv"
    lines = ["serenade\tverb\tkg:praises\tSUPPORT" + "\t" * 3 + "person", "serenade\tverb\tkg:criticizes\tACCUSE"]
    mine.write_text("\n".join(lines), encoding="utf-8")
    words = lexicon.load(mine)
    assert words.read("serenade").relation == "kg:criticizes"
    assert words.read("serenade", fits=lambda sense, use: True).relation == "kg:praises"


@pytest.mark.parametrize(
    ("column", "found"),
    [
        pytest.param("kg:Agent,place", (("kg:Agent", "place"), (), False, False), id="one of these"),
        pytest.param("-plan", ((), ("plan",), True, False), id="anything but"),
        pytest.param("weapon,none", (("weapon",), (), True, False), id="that or nothing"),
        pytest.param("-none", ((), (), False, False), id="anything at all"),
        pytest.param("none", ((), (), True, True), id="nothing"),
        pytest.param("", ((), (), True, False), id="whatever"),
    ],
)
def test_what_a_column_of_kinds_asks_for(column: str, found: tuple[object, ...]):
    condition = sense_of("hold\tverb\tkg:detains\tCOERCE\t\t\t" + column, "here").object
    assert (condition.any, condition.none, condition.may_lack, condition.must_lack) == found
    assert bool(condition) is bool(column)


@pytest.mark.parametrize(
    ("phrase", "behind", "kind"),
    [
        pytest.param("three rebel soldiers", "", "fighter", id="the head"),
        pytest.param("a number", " of soldiers in Peru", "fighter", id="what a number is of"),
        pytest.param("a soldier's letter", "", "text", id="not whose it is"),
    ],
)
def test_the_noun_that_tells_the_kind(phrase: str, behind: str, kind: str):
    kinds = frozenset().union(*map(kinds_of, head_nouns(phrase, behind, named=False)))
    assert kind in kinds
    assert ("fighter" in kinds) == (kind == "fighter")
