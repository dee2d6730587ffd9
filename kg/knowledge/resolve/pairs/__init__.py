"""Pairs of units that may be one, each with a score: names alike, surnames and initials."""
