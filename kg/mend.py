"""What a parser regularly gets wrong, put right in the tree before any rule reads it.

One mistake so far: who is given something is taken for a part of its name, as in "gave Ukraine drones", where no
article tells the two apart.
"""

from __future__ import annotations

from kg.syntax import Doc

# Verbs with two objects, the first of whom gets the second (the dative alternation of Levin 1993, 2.1).
GIVING = frozenset("allot assign award deny give grant guarantee hand lend loan offer owe promise sell send".split())


def mend(doc: Doc, heads: list[int]) -> None:
    """Put right the heads and relations of a text, in place.

    Args:
        doc: its tokens, which are not linked yet.
        heads: for each token the number of the one it depends on.
    """
    for verb in doc:
        if verb.pos_ == "VERB" and verb.lemma_ in GIVING:
            _part_objects(doc, heads, verb.i)


def _part_objects(doc: Doc, heads: list[int], verb: int) -> None:
    """ "gave | Ukraine | drones": a name at once behind the verb, and behind it a noun without an article.

    Not so "sent US troops", where the letters say whose they are, nor what goes "to" somebody else.
    """
    last = verb
    while last + 1 < len(doc) and _continues(doc, heads, last + 1, begun=last > verb):
        last += 1
    if last == verb or last + 1 == len(doc):
        return
    thing = heads[last]
    is_object = doc[thing].dep_ == "dobj" and heads[thing] == verb and doc[thing].tag_ in ("NN", "NNS")
    elsewhere = any(heads[t.i] == verb and t.lower_ in ("to", "for") for t in doc[thing + 1 : thing + 12])
    if not is_object or thing <= last or elsewhere:
        return
    for i in range(verb + 1, last):
        heads[i] = last
    heads[last], doc[last].dep_ = verb, "dative"


def _continues(doc: Doc, heads: list[int], i: int, *, begun: bool) -> bool:
    """True for a word of a place's or person's name that the parser has put before a noun."""
    token = doc[i]
    is_name = token.ent_type_ in ("GPE", "PERSON") and token.text.istitle() and token.dep_ in ("compound", "nmod")
    return is_name and (token.ent_iob_ == "I") == begun and heads[i] > i
