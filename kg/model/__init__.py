"""Plain values that flow from text to graph: records, the syntax of a text, links between names."""
