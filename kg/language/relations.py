"""The labels that the parser gives to the relations of its tree (``dep_``), after ClearNLP's guidelines.

Plain strings, so that what spaCy gives is found in sets and dictionaries of them. Choi and Palmer 2012 define them;
in the examples capitals mark the word that has the label.
"""

from __future__ import annotations

ROOT = "ROOT"  # what the sentence hangs from: "Ships SAIL"

# subjects
NSUBJ = "nsubj"  # a noun: "SHIPS sail"
NSUBJPASS = "nsubjpass"  # of a passive: "SHIPS were sold"
CSUBJ = "csubj"  # a clause: "SAILING pays"
CSUBJPASS = "csubjpass"  # a clause, of a passive: "that they SAILED was denied"
EXPL = "expl"  # "there" and "it" that mean nothing: "THERE are ships"
AGENT = "agent"  # "by" behind a passive: "sold BY Rome"

# objects and complements
DOBJ = "dobj"  # "sold SHIPS"
DATIVE = "dative"  # who gets it: "sold ROME ships", "sold them TO Rome"
ATTR = "attr"  # a noun behind "be": "is a PORT"
ACOMP = "acomp"  # an adjective behind a verb: "seems CALM"
OPRD = "oprd"  # what the object becomes: "called it a PORT"
CCOMP = "ccomp"  # a clause with a subject: "said that ships SAIL"
XCOMP = "xcomp"  # one without: "wants to SAIL"
PRT = "prt"  # a particle of a verb: "gave UP"
# of other guidelines, which some models follow
OBJ = "obj"
IOBJ = "iobj"

# prepositions and what they govern
PREP = "prep"  # "sailed TO Rome"
POBJ = "pobj"  # "to ROME"
PCOMP = "pcomp"  # a clause: "by SAILING"
CASE = "case"  # the mark of an owner: "Rome'S port"

# clauses that are not asked for
ADVCL = "advcl"  # "left when it RAINED"
ACL = "acl"  # behind a noun: "ships SOLD to Rome"
RELCL = "relcl"  # "ships that SAIL"
MARK = "mark"  # what opens a clause: "THAT ships sail", "IF it rains"

# around a verb
AUX = "aux"  # "HAS sailed"
AUXPASS = "auxpass"  # "WAS sold"
NEG = "neg"  # "did NOT sail"
ADVMOD = "advmod"  # an adverb: "sailed SLOWLY"
NPADVMOD = "npadvmod"  # a noun in place of an adverb: "sailed two MILES"

# around a noun
DET = "det"  # "THE ship"
PREDET = "predet"  # "ALL the ships"
POSS = "poss"  # the owner: "ROME's port"
AMOD = "amod"  # "OLD ships"
COMPOUND = "compound"  # "CARGO ship"
NMOD = "nmod"  # another noun before it: "the FRANCE striker"
NUMMOD = "nummod"  # "TWO ships"
QUANTMOD = "quantmod"  # before a number: "ABOUT two ships"
APPOS = "appos"  # beside it, for the same: "Rome, the CAPITAL"

# what is joined, and what stands loose
CONJ = "conj"  # "ships and BOATS"
CC = "cc"  # "ships AND boats"
PRECONJ = "preconj"  # "BOTH ships and boats"
PARATAXIS = "parataxis"  # a clause thrown in: "ships, he SAID, sail"
INTJ = "intj"  # "WELL, they sail"
META = "meta"  # a mark of what is no sentence
PUNCT = "punct"  # commas, stops, quotation marks
DEP = "dep"  # the parser can tell no more
