"""The graph as other programs open it: each module one format, all of them on what ``told`` says of a statement.

Only what is told as a fact is a plain edge in any of them. What is denied, hoped for or only possible keeps its stance:
as a node or a row of its own, or as part of the name of its edge where a format has nothing else.
"""
