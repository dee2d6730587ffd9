"""How a clause is put forward: denied, hoped for, reported, possible, and by whom."""
