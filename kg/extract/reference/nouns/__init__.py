"""Nouns that stand for what has a name: by its office, its class, what the text tells of it."""
