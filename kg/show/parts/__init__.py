"""Parts of a graph that are graphs themselves: what is about some, what stands near one, what joins two.

A part holds some statements of the whole with all that these lead to: the statements that they report, deny or wish
for, the entities that any of these tell of, and the documents in which they stand. What is decided over all documents
is decided anew over these alone: the numbers of a part count what is in the part.
"""
