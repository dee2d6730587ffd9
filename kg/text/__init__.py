"""Files and whole documents, before any sentence of them is read."""
