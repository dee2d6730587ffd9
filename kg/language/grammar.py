"""Sets of spaCy's labels that many rules of English share: word classes, Penn tags, relations of the tree.

The relations are those of ClearNLP's guidelines (Choi and Palmer 2012), the tags those of the Penn Treebank.
"""

from __future__ import annotations

from kg.language import relations
from kg.terms.mention_type import MentionType

# word classes (``pos_``)
NOUNS = frozenset(("NOUN", "PROPN"))
VERBS = frozenset(("VERB", "AUX"))

# tags (``tag_``)
SINGULAR_NOUNS = frozenset(("NN", "NNP"))
PLURAL_NOUNS = frozenset(("NNS", "NNPS"))
COMMON_NOUNS = frozenset(("NN", "NNS"))
PROPER_NOUNS = frozenset(("NNP", "NNPS"))
NOUN_TAGS = COMMON_NOUNS | PROPER_NOUNS
PERSONAL_PRONOUNS = frozenset(("PRP", "PRP$"))
RELATIVE_PRONOUNS = frozenset(("WDT", "WP"))
# "said", "was said"; with an auxiliary of its own or without; forms that need one
PAST_FORMS = frozenset(("VBD", "VBN"))
FINITE_FORMS = frozenset(("VBD", "VBP", "VBZ"))
BARE_FORMS = frozenset(("VB", "VBG", "VBN"))
# what makes a clause finite: "goes", "will"
TENSED_FORMS = FINITE_FORMS | {"MD"}

# relations (``dep_``)
AUXILIARIES = frozenset((relations.AUX, relations.AUXPASS))
NOMINAL_SUBJECTS = frozenset((relations.NSUBJ, relations.NSUBJPASS))
CLAUSAL_SUBJECTS = frozenset((relations.CSUBJ, relations.CSUBJPASS))
MODIFIERS = frozenset((relations.AMOD, relations.COMPOUND, relations.NMOD))
# a clause behind a noun: "companies supplying Russia", "who supply it"
CLAUSES_OF_NOUNS = frozenset((relations.ACL, relations.RELCL))
# nouns before a noun
COMPOUNDS = frozenset((relations.COMPOUND, relations.NMOD))
# what makes a noun one that is known, owned or counted
DETERMINING = frozenset((relations.DET, relations.POSS, relations.NUMMOD))

# types of names (``ent_type_``)
TIMES = frozenset((MentionType.DATE, MentionType.TIME))

# marks (``text``): what closes a sentence, and no headline
FULL_STOPS = frozenset((".", "!", "?"))
