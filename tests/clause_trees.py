"""Clauses spelled out, for tests of single functions: a tree in the parser's form, and which verb hangs from which."""

from __future__ import annotations

from kg.extract.clauses.clause import Clause, Link
from kg.model.syntax import Doc, Token, link

CLASSES = {
    "VB": "VERB",
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "PRP": "PRON",
    "DT": "DET",
    "MD": "AUX",
    "IN": "ADP",
    "JJ": "ADJ",
    "RB": "ADV",
    "CD": "NUM",
}


def tokens(tree: str) -> dict[str, Token]:
    """Word -> token, of a tree in the parser's form: "word tag head relation", … with lemmas as "sold/sell".

    A comma inside the text is written as the word COMMA.
    """
    rows = [row.split() for row in tree.split(",") if row.strip()]
    words = [row[0].partition("/")[0].replace("COMMA", ",") for row in rows]
    doc, at = Doc(" ".join(words)), 0
    for i, (word, (given, tag, _, relation)) in enumerate(zip(words, rows, strict=True)):
        lemma = given.partition("/")[2] or word.lower()
        kind = CLASSES.get("VB" if tag.startswith("VB") else tag, "X")
        doc.append(Token(doc, i, at, " ", word, lemma, kind, tag, relation, "", "O"))
        at += len(word) + 1
    link(doc, [int(row[2]) for row in rows], [0])
    return {token.text: token for token in doc}


def hung(words: dict[str, Token], *verbs: str) -> dict[str, Clause]:
    """Verb -> clause; the verbs are given as "cut content refused": the verb, its link, and the verb above it."""
    found: dict[str, Clause] = {}
    for verb in verbs:
        own, kind, above = [*verb.replace("noun content", "noun_content").split(), "root", ""][:3]
        parent = found.get(above)
        clause = Clause(head=words[own], link=Link(kind.replace("_", " ")), parent=parent)
        clause.subjects = [c for c in words[own].children if c.dep_ in ("nsubj", "nsubjpass")]
        clause.objects = [c for c in words[own].children if c.dep_ == "dobj"]
        clause.inherits = not clause.subjects
        if parent is not None and clause.link is Link.CONTENT:
            parent.contents.append(clause)
        found[own] = clause
    return found
