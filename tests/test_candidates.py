"""What a phrase may refer to, and what becomes of mentions that head none: parses that need the condition."""

from __future__ import annotations

from collections.abc import Callable

from clause_trees import tokens

from kg import gazetteer
from kg.extract.reference import chains, noun_phrases
from kg.extract.reference.binding import meant, owns_beside
from kg.extract.reference.candidates import candidates
from kg.extract.reference.nouns.nominals import nominal
from kg.extract.reference.phrase import phrases
from kg.extract.reference.things import named, sentences, states
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Parse, Span
from kg.terms.mention_type import MentionType

Parsed = Callable[..., Parse]


def mention(
    start: int, label: str, type: MentionType, link: str | None = None, kind: MentionKind = MentionKind.NAME
) -> Mention:
    span = Span(start, start + len(label))
    return Mention(span, span, span, kind, type, 0, label, link)


def test_a_phrase_refers_to_none_of_its_parts(parsed: Parsed) -> None:
    parse = parsed("""
        The    the   DET/DT   1 det
        bank   bank  NOUN/NN  3 poss
        's     's    PART/POS 1 case
        bank   bank  NOUN/NN  4 nsubj
        closed close VERB/VBD 4 ROOT
    """)
    found = phrases(noun_phrases.find(parse), [], ())
    assert [candidates(found, n) for n in range(2)] == [[], []]


def test_a_noun_that_is_but_a_determiner_stands_for_no_name(parsed: Parsed) -> None:
    parse = parsed("half half NOUN/NN 1 predet\nleft leave VERB/VBD 1 ROOT")
    [sentence] = sentences(parse)
    assert nominal(sentence.tokens[0], sentence, []) is None


def test_names_outside_what_was_parsed_go_together() -> None:
    names = [mention(0, "Porto", MentionType.GPE), mention(9, "Porto", MentionType.GPE)]
    one, other = chains.apply(names, [], [], (), "Porto -- Porto")
    assert one.cluster == other.cluster


def test_an_office_keeps_its_words_and_is_alone(parsed: Parsed) -> None:
    parse = parsed("The the DET/DT 1 det\nmayor mayor NOUN/NN 2 nsubj\nleft leave VERB/VBD 2 ROOT")
    office = mention(4, "mayor", MentionType.ROLE, kind=MentionKind.NOMINAL)
    [found] = chains.apply([office], noun_phrases.find(parse), [], (), parse.document.text)
    assert found.span == office.span


def test_a_thing_has_the_link_that_any_of_its_names_has() -> None:
    name = "Ana Duarte"
    for links in (("Q1", None), (None, "Q1")):
        text = f"{name} {name}"
        found = [mention(at, name, MentionType.PERSON, link) for at, link in zip((0, 11), links, strict=True)]
        assert {thing.link for thing in named(found, gazetteer.load(), text)} == {"Q1"}


def test_a_name_in_brackets_is_an_acronym_only_in_capitals() -> None:
    for short, things in (("BTU", 1), ("Brega", 2)):
        found = [mention(0, "Baltic Trade Union", MentionType.ORG), mention(20, short, MentionType.ORG)]
        assert len({id(t) for t in named(found, gazetteer.load(), f"Baltic Trade Union ({short})")}) == things


def test_a_ministry_without_its_state_speaks_for_none() -> None:
    ministry = [mention(0, "Foreign Ministry", MentionType.ORG)]
    assert states(ministry, named(ministry, gazetteer.load(), "Foreign Ministry")) == {}


def test_a_question_word_is_nobody_of_the_verb_above() -> None:
    words = tokens("knew/know VBD 0 ROOT, what WP 2 nsubj, sank/sink VBD 0 ccomp")
    assert meant(words["what"]) is words["what"]


def test_only_who_owns_the_first_of_two_owns_the_second() -> None:
    words = tokens("Peru NNP 1 poss, role NN 1 ROOT, port NN 1 dobj, Chile NNP 2 poss, impact NN 1 conj")
    assert [owns_beside(words[owner], words["impact"]) for owner in ("Peru", "Chile")] == [True, False]
