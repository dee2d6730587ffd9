"""Noun phrases as mentions: how far a phrase reaches, what it refers to, and what it is called."""
