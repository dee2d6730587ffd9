"""Who and what is named in a document, and as what."""
