"""What refers to the same: pronouns, phrases, chains, and who speaks a quotation."""
