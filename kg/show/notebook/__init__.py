"""The graph in a notebook: its page with a still picture beneath, and SPARQL as cells. Only this room knows IPython."""
