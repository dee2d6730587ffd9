"""Words that somebody speaks: between quotation marks, and who speaks them."""
