"""Syntax trees that no parser should give: random words in random trees, and real parses taken apart.

A parser may be wrong in any way; whatever it gives must be read to its end. The words are those that rules look for,
the labels those of spaCy's English models, each drawn for itself, so that most do not go together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from kg.language.mend import mend
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document, Parse, ParsedBlock, Span
from kg.model.syntax import Doc, Token, TokenSpan, link

# Draws one of several.
Choose = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Row:
    """One token in the making; ``name`` is "B-GPE", "I-GPE" or empty."""

    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    name: str = ""


def _rows(parse: str) -> list[Row]:
    rows = []
    for line in parse.strip().splitlines():
        text, lemma, classes, head, dep, *name = line.split()
        pos, _, tag = classes.partition("/")
        rows.append(Row(text, lemma, pos, tag, int(head), dep, *name))
    return rows


# What the parser says of six sentences that many rules read: "text lemma class/tag head relation [name]".
REAL = [
    _rows(parse)
    for parse in (
        """
    In in ADP/IN 9 prep
    Lima Lima PROPN/NNP 0 pobj B-GPE
    , , PUNCT/, 1 punct
    where where SCONJ/WRB 5 advmod
    he he PRON/PRP 5 nsubj
    lives live VERB/VBZ 1 relcl
    , , PUNCT/, 9 punct
    the the DET/DT 8 det
    envoy envoy NOUN/NN 9 nsubj
    told tell VERB/VBD 9 ROOT
    Chile Chile PROPN/NNP 12 poss B-GPE
    's 's PART/POS 10 case
    minister minister NOUN/NN 9 dobj
    that that SCONJ/IN 16 mark
    she she PRON/PRP 16 nsubj
    had have AUX/VBD 16 aux
    refused refuse VERB/VBN 9 ccomp
    to to PART/TO 18 aux
    sell sell VERB/VB 16 xcomp
    Peru Peru PROPN/NNP 18 dative B-GPE
    any any DET/DT 21 det
    ships ship NOUN/NNS 18 dobj
    . . PUNCT/. 9 punct
    """,
        """
    “ " PUNCT/`` 3 punct
    We we PRON/PRP 3 nsubj
    never never ADV/RB 3 neg
    met meet VERB/VBD 8 ccomp
    Ms. Ms. PROPN/NNP 5 compound
    Okoro Okoro PROPN/NNP 3 dobj B-PERSON
    , , PUNCT/, 8 punct
    ” " PUNCT/'' 8 punct
    said say VERB/VBD 8 ROOT
    Tom Tom PROPN/NNP 10 compound B-PERSON
    Lund Lund PROPN/NNP 8 nsubj I-PERSON
    , , PUNCT/, 10 punct
    whose whose DET/WP$ 13 poss
    firm firm NOUN/NN 14 nsubj
    paid pay VERB/VBD 10 relcl
    $ $ SYM/$ 17 quantmod B-MONEY
    3 3 NUM/CD 17 compound I-MONEY
    million million NUM/CD 14 dobj I-MONEY
    to to ADP/IN 14 dative
    Kenya Kenya PROPN/NNP 18 pobj B-GPE
    in in ADP/IN 14 prep
    May May PROPN/NNP 20 pobj B-DATE
    2019 2019 NUM/CD 21 nummod I-DATE
    . . PUNCT/. 8 punct
    """,
        """
    Who who PRON/WP 1 nsubj
    armed arm VERB/VBD 23 ccomp
    the the DET/DT 3 det
    rebels rebel NOUN/NNS 1 dobj
    , , PUNCT/, 3 punct
    what what PRON/WP 7 dobj
    Oslo Oslo PROPN/NNP 7 nsubj B-GPE
    knew know VERB/VBD 3 relcl
    of of ADP/IN 7 prep
    it it PRON/PRP 8 pobj
    and and CCONJ/CC 7 cc
    why why SCONJ/WRB 14 advmod
    both both DET/DT 13 det
    presidents president NOUN/NNS 14 nsubj
    denied deny VERB/VBD 7 conj
    it it PRON/PRP 16 nsubj
    is be AUX/VBZ 14 ccomp
    unclear unclear ADJ/JJ 16 acomp
    ; ; PUNCT/: 23 punct
    nobody nobody PRON/NN 23 nsubj
    but but CCONJ/CC 19 cc
    the the DET/DT 22 det
    guard guard NOUN/NN 20 pobj
    talked talk VERB/VBD 23 ROOT
    . . PUNCT/. 23 punct
    """,
        """
    Denmark Denmark PROPN/NNP 13 nsubj B-GPE
    , , PUNCT/, 0 punct
    Norway Norway PROPN/NNP 0 conj B-GPE
    and and CCONJ/CC 2 cc
    Sweden Sweden PROPN/NNP 2 conj B-GPE
    , , PUNCT/, 0 punct
    neither neither PRON/DT 9 nsubj
    of of ADP/IN 6 prep
    which which PRON/WDT 7 pobj
    backs back VERB/VBZ 0 relcl
    the the DET/DT 11 det
    plan plan NOUN/NN 9 dobj
    , , PUNCT/, 0 punct
    urged urge VERB/VBD 13 ROOT
    the the DET/DT 15 det
    EU EU PROPN/NNP 13 dobj B-ORG
    not not PART/RB 18 neg
    to to PART/TO 18 aux
    lift lift VERB/VB 13 xcomp
    its its PRON/PRP$ 20 poss
    sanctions sanction NOUN/NNS 18 dobj
    on on ADP/IN 20 prep
    Russia Russia PROPN/NNP 21 pobj B-GPE
    by by ADP/IN 18 prep
    Friday Friday PROPN/NNP 23 pobj B-DATE
    . . PUNCT/. 13 punct
    """,
        """
    Rome Rome PROPN/NNP 2 poss B-GPE
    's 's PART/POS 0 case
    visit visit NOUN/NN 14 nsubjpass
    to to ADP/IN 2 prep
    the the DET/DT 5 det
    island island NOUN/NN 3 pobj
    of of ADP/IN 5 prep
    Capri Capri PROPN/NNP 6 pobj B-GPE
    , , PUNCT/, 7 punct
    a a DET/DT 11 det
    G7 g7 NOUN/NN 11 compound B-FAC
    summit summit NOUN/NN 7 appos
    , , PUNCT/, 2 punct
    was be AUX/VBD 14 auxpass
    held hold VERB/VBN 14 ROOT
    on on ADP/IN 14 prep
    Monday Monday PROPN/NNP 15 pobj B-DATE
    to to PART/TO 18 aux
    discuss discuss VERB/VB 14 advcl
    support support NOUN/NN 18 dobj
    for for ADP/IN 19 prep
    Ukraine Ukraine PROPN/NNP 20 pobj B-GPE
    and and CCONJ/CC 21 cc
    its its PRON/PRP$ 24 poss
    army army NOUN/NN 26 poss
    's 's PART/POS 24 case
    need need NOUN/NN 21 conj
    of of ADP/IN 26 prep
    drones drone NOUN/NNS 27 pobj
    . . PUNCT/. 14 punct
    """,
        """
    Bank bank NOUN/NN 1 nsubj
    fined fin VERB/VBD 1 ROOT
    : : PUNCT/: 1 punct
    mayor mayor NOUN/NN 4 nsubj
    warns warn VERB/VBZ 1 ccomp
    that that SCONJ/IN 8 mark
    prices price NOUN/NNS 8 nsubj
    may may AUX/MD 8 aux
    rise rise VERB/VB 4 ccomp
    unless unless SCONJ/IN 18 mark
    Congress Congress PROPN/NNP 18 nsubj B-ORG
    , , PUNCT/, 10 punct
    which which PRON/WDT 14 dobj
    he he PRON/PRP 14 nsubj
    accused accuse VERB/VBD 10 relcl
    of of ADP/IN 14 prep
    lying lie VERB/VBG 15 pcomp
    , , PUNCT/, 10 punct
    acts act VERB/VBZ 8 advcl
    before before SCONJ/IN 23 mark
    the the DET/DT 22 det
    1990s 1990 NOUN/NNS 22 compound B-DATE
    pact pact NOUN/NN 23 nsubj
    ends end VERB/VBZ 18 advcl
    . . PUNCT/. 1 punct
    """,
    )
]

WORDS = """
    China/china Peru/peru G7/g7 Rome/rome Ms./ms. Blinken/blinken Monday/monday 2019/2019 3/3 million/million
    NATO/nato he/he they/they its/its herself/herself we/we you/you it/it I/i who/who which/which whose/whose
    where/where what/what that/that neither/neither none/none all/all both/both few/few much/much first/first
    other/other nobody/nobody no/no in/in of/of to/to for/for by/by with/with from/from on/on at/at as/as than/than
    but/but instead/instead like/like including/include such/such except/except between/between due/due
    according/accord if/if whether/whether unless/unless because/because while/while so/so then/then and/and or/or
    nor/nor not/not never/never n't/not only/only rather/rather said/say says/say told/tell denied/deny warned/warn
    urged/urge met/meet armed/arm gave/give sent/send sell/sell called/call asked/ask accused/accuse refused/refuse
    plans/plan hopes/hope failed/fail failing/fail adding/add is/be was/be been/be has/have did/do may/may
    would/would will/will include/include held/hold buying/buy killed/kill visit/visit support/support talks/talk
    plan/plan claim/claim role/role member/member minister/minister king/king president/president summit/summit
    island/island army/army crew/crew lot/lot number/number need/need truth/truth doubt/doubt choice/choice
    case/case condition/condition price/price banker/banker the/the a/a any/any every/every there/there away/away
    back/back only/only reportedly/reportedly able/able ready/ready responsible/responsible , ; : . ? “ ” ( ) - – 's
    " $ %
""".split()
NAMES = ("GPE", "PERSON", "ORG", "NORP", "LOC", "FAC", "EVENT", "DATE", "MONEY", "CARDINAL", "PRODUCT")
POS = "NOUN PROPN PRON VERB AUX ADP ADJ ADV DET NUM PART CCONJ SCONJ PUNCT SYM X INTJ".split()
TAGS = (
    "NN NNS NNP NNPS PRP PRP$ VB VBD VBG VBN VBP VBZ MD IN TO DT CD JJ JJR JJS RB RBR RBS RP CC WDT WP WP$ WRB EX POS"
    " PDT UH FW , . : `` ''"
).split()
DEPS = """
    ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep
    det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet
    prep prt punct quantmod relcl xcomp
""".split()
LIKELY = {
    "VERB": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "AUX": ("VBD", "VBZ", "MD", "VB"),
    "NOUN": ("NN", "NNS"),
    "PROPN": ("NNP", "NNPS"),
    "PRON": ("PRP", "PRP$", "WP", "WDT", "DT"),
    "ADP": ("IN",),
    "ADJ": ("JJ",),
    "ADV": ("RB", "WRB"),
}


def random_rows(choose: Choose) -> list[Row]:
    """A text of up to sixteen words, any of which may depend on any other."""
    size = choose(range(1, 17))
    shape = choose(("near", "far", "chain", "anything"))
    return [_random_row(choose, i, size, shape) for i in range(size)]


def _random_row(choose: Choose, i: int, size: int, shape: str) -> Row:
    text, _, lemma = choose(WORDS).partition("/")
    pos = choose(POS)
    tag = choose(LIKELY[pos] if pos in LIKELY and choose((True, True, False)) else TAGS)
    near = range(max(i - 3, 0), min(i + 4, size))
    heads = {"near": near, "far": range(size), "chain": (max(i - 1, 0),), "anything": (*near, *range(size))}
    head = choose(heads[shape])
    name = choose(("", "", "", "B-", "I-"))
    dep = choose(DEPS) if head != i or choose((True, False)) else "ROOT"
    return Row(text, lemma or text, pos, tag, head, dep, name + choose(NAMES) if name else "")


def changed_rows(choose: Choose) -> list[Row]:
    """A real parse, or two in a row, in which some tokens are hung elsewhere, named otherwise or are other words."""
    rows = list(choose(REAL))
    if choose((True, False, False)):
        rows += [replace(row, head=row.head + len(rows)) for row in choose(REAL)]
    for _ in range(choose(range(1, 9))):
        i = choose(range(len(rows)))
        what = choose(("head", "head", "near", "dep", "dep", "tag", "pos", "word", "name", "cut"))
        if what == "head":
            rows[i] = replace(rows[i], head=choose(range(len(rows))))
        elif what == "near":
            rows[i] = replace(rows[i], head=min(max(i + choose((-2, -1, 0, 1, 2)), 0), len(rows) - 1))
        elif what == "dep":
            rows[i] = replace(rows[i], dep=choose(DEPS))
        elif what == "tag":
            rows[i] = replace(rows[i], tag=choose(TAGS))
        elif what == "pos":
            rows[i] = replace(rows[i], pos=choose(POS))
        elif what == "name":
            rows[i] = replace(rows[i], name=choose(("", f"B-{choose(NAMES)}", f"I-{choose(NAMES)}")))
        elif what == "word":
            text, _, lemma = choose(WORDS).partition("/")
            rows[i] = replace(rows[i], text=text, lemma=lemma or text)
        elif len(rows) > 1:
            del rows[i]
            rows = [replace(r, head=min(r.head - (r.head > i), len(rows) - 1)) for r in rows]
    return rows


def tokens(rows: Sequence[Row]) -> Doc:
    """The tokens of a text, not yet linked, with its names."""
    doc = Doc(" ".join(row.text for row in rows))
    at = 0
    for i, row in enumerate(rows):
        iob, _, name = row.name.partition("-")
        space = " " if i + 1 < len(rows) else ""
        doc.append(Token(doc, i, at, space, row.text, row.lemma, row.pos, row.tag, row.dep, name, iob or "O"))
        at += len(row.text) + 1
    doc.ents = tuple(_names(doc))
    return doc


def _names(doc: Doc) -> list[TokenSpan]:
    found: list[TokenSpan] = []
    for token in doc:
        goes_on = found and found[-1].end == token.i and found[-1].label_ == token.ent_type_ and token.ent_iob_ == "I"
        if goes_on:
            found[-1].end += 1
        elif token.ent_type_:
            found.append(TokenSpan(doc, token.i, token.i + 1, token.ent_type_))
    return found


def parse(rows: Sequence[Row]) -> Parse:
    """The document with these words, mended and linked as a parser's own trees are."""
    doc = tokens(rows)
    heads = [row.head for row in rows]
    roots = [i for i, head in enumerate(heads) if head == i and i]
    mend(doc, heads)
    link(doc, heads, [0, *(i for i in roots if doc[i - 1].text in (".", "?"))])
    document = Document("test", doc.text, (Block(Span(0, len(doc.text)), BlockKind.BODY),), date="2024-05-01")
    return Parse(document, (ParsedBlock(0, BlockKind.BODY, doc),))


@st.composite
def trees(draw: st.DrawFn) -> list[Row]:
    """Rows of either kind."""
    make = draw(st.sampled_from((random_rows, changed_rows)))
    return make(lambda given: draw(st.sampled_from(given)))
