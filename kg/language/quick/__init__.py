"""A model's parts run in ways that cost less, each with the very analyses that spaCy's own way gives."""
