"""Pronouns for which a text tells in a way of its own who is meant."""
