"""The closed sets of the graph: terms of the ontology, senses of words, PLOVER's types, the rules."""
