"""What noun phrases state, one module for each kind of thing; ``kg.extract.stating.nominal`` asks them in order."""
