"""Knowledge as quads, and quads as knowledge again; what is written is exactly what can be read back.

One named graph per document holds what that document contributes: its metadata and text, its statements with their
evidence, and the plain triples of the facts among them. ``g:entities`` holds what is decided over all documents,
``g:ontology`` the terms in use. Nothing that must not leak is ever a plain triple, so queries may run on the union.
Where the graph has a base of its own, its quads stand under that, and come back as records without it.

A sentence is one node, ``doc:<id>#char=120,233``, however many statements it proves; the words of a statement's
three parts hang on the statement. Where a statement stands in several places, ``kg:spans`` says which go together.
"""

from kg.store.rdf.about import Line, facts_of, first_of, lines_of, said_of
from kg.store.rdf.changes import Changes, carry_out, changes
from kg.store.rdf.describing import names, titled
from kg.store.rdf.lines import Part
from kg.store.rdf.reading import knowledge
from kg.store.rdf.splicing import spliced
from kg.store.rdf.terms import triple
from kg.store.rdf.writing import facts, graphs, quads

__all__ = [
    "Changes",
    "Line",
    "Part",
    "carry_out",
    "changes",
    "facts",
    "facts_of",
    "first_of",
    "graphs",
    "knowledge",
    "lines_of",
    "names",
    "quads",
    "said_of",
    "spliced",
    "titled",
    "triple",
]
