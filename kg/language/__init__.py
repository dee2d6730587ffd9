"""English: its parser, what the parser gets wrong, and its words, names and times."""
