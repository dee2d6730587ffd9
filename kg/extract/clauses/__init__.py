"""The clauses of a sentence, and which subject, object and complement each has."""
