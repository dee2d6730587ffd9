"""All documents together: who is who, which relation a word is, what happened once."""
