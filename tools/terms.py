"""Write docs/terms.md anew: what each term means, what it is aligned with, which words lead to it: make docs.

A test compares; run this after a change of ontology/kg.ttl or ontology/lexicon.tsv.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.terms import lexicon, vocab
from kg.terms.vocab import Term

PAGE = Path(__file__).parent.parent / "docs" / "terms.md"
# So many words are shown of those that lead to a relation.
SHOWN = 12

INTRODUCTION = """# The terms

What a graph of kg can say: {classes} classes, {relations} relations, {properties} properties. The list is closed; what
a text says beyond it becomes an open relation in the text's own words. A term's examples are sentences of news that it
fits; *words* are those of the lexicon that lead to it, and [your own](lexicon.md) may join them.

This page is made from `ontology/kg.ttl`, `ontology/align.ttl` and `ontology/lexicon.tsv`: `make docs`.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def page() -> str:
    """The page as Markdown."""
    terms = vocab.terms()
    aligned, words = alignments(), words_of_relations()
    below: dict[str | None, list[Term]] = defaultdict(list)
    for term in terms.values():
        below[term.broader[0] if term.broader else None].append(term)
    number = {kind: sum(term.kind == kind for term in terms.values()) for kind in ("class", "relation", "property")}
    parts = [INTRODUCTION.format(classes=number["class"], relations=number["relation"], properties=number["property"])]
    for kind, title in (("class", "Classes"), ("relation", "Relations")):
        parts.append(f"## {title}\n")
        parts += [tree(term, kind, below, aligned, words, 0) for term in below[None] if term.kind == kind]
    for kind, title in (("property", "Properties of the nodes"), ("individual", "Closed sets")):
        parts.append(f"\n## {title}\n")
        parts += [entry(term, aligned, words, 0) for term in terms.values() if term.kind == kind]
    return "\n".join(parts).rstrip("\n") + "\n"


def tree(
    term: Term,
    kind: str,
    below: dict[str | None, list[Term]],
    aligned: dict[str, list[str]],
    words: dict[str, list[str]],
    depth: int,
) -> str:
    """A term with those below it, indented."""
    lines = [entry(term, aligned, words, depth)]
    lines += [tree(one, kind, below, aligned, words, depth + 1) for one in below[term.name] if one.kind == kind]
    return "\n".join(lines)


def entry(term: Term, aligned: dict[str, list[str]], words: dict[str, list[str]], depth: int) -> str:
    """One term as an item of a list."""
    more = []
    if term.kind == "relation":
        more.append(f"{short(term.domains)} → {short(term.ranges)}")
        more += ["symmetric"] if term.is_symmetric else []
        more += [f"inverse `{short([term.inverse])}`"] if term.inverse else []
    if term.kind == "property" and term.domain:
        more.append(f"of {short(term.domains)}")
    if term.notation:
        more.append(f"CAMEO {term.notation}")
    if aligned.get(term.name):
        more.append(f"aligned with {', '.join(aligned[term.name])}")
    if found := words.get(term.name):
        rest = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        more.append(f"words: {', '.join(found[:SHOWN])}{rest}")
    indent = "  " * depth
    last = f"\n{indent}  {'; '.join(more)}" if more else ""
    return f"{indent}- **`{term.name}`** {term.label}: {term.definition} *{term.example}*{last}"


def alignments() -> dict[str, list[str]]:
    """The terms of other vocabularies that each term is tied to, as ``ontology/align.ttl`` has it."""
    quads = list(parse(path=str(vocab.ontology_folder() / "align.ttl"), format=RdfFormat.TURTLE))
    turned = {q.subject: q.object for q in quads if q.predicate.value == vocab.term_iri("owl:inverseOf")}
    found: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        term, other = quad.subject, turned.get(quad.object, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(vocab.PREFIXES["kg"]):
            inverse = "the inverse of " if quad.object in turned else ""
            found[vocab.compact(term.value)].append(f"{inverse}`{vocab.compact(other.value)}`")
    return {name: sorted(set(listed)) for name, listed in found.items()}


def words_of_relations() -> dict[str, list[str]]:
    """Words that lead to each relation: plain verbs first, short ones before long ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for sense in lexicon.load():
        if sense.relation and sense.part is lexicon.Part.VERB:
            found[sense.relation].add(sense.words)
    return {name: sorted(listed, key=lambda w: (w.count(" "), w)) for name, listed in found.items()}


def short(names: Iterable[str]) -> str:
    return " or ".join(name.removeprefix("kg:") for name in names) or "anything"


if __name__ == "__main__":
    main()
