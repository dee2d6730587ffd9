"""What is peculiar to headlines: they leave out "was" and "has been", so that a participle looks like a past tense.

"Mayor arrested over bribes": what has been done stands as a participle, what somebody does in the present tense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE
from kg.language.words import lemma
from kg.terms.signature import SPEECH, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Words of the longest sentence that may be a headline.
LONGEST_HEADLINE = 20
# Past tenses without "-ed" that are participles as well.
PARTICIPLES = frozenset(
    """beat bound bought brought built burnt caught cut dealt fed found fought heard held hit hung hurt kept laid
    led left lent lost made met paid put read said sent set shot shut slain sold sought spent split stuck struck
    swept taught told thought won""".split()
)
# Verbs that are as often without an object: of these a past tense is none the less active.
WITHOUT_OBJECT = frozenset(
    """act adjourn advance agree apologise apologize argue begin burn campaign change clash climb close compete
    continue cooperate crash crumble decline decrease demonstrate differ dip drop drown ease emigrate end erupt
    expand expire explode fail fight finish gather graduate grow hesitate improve increase intervene jump kneel
    land last lead leave lose march marry meet merge move negotiate open pass pause perish persist play plummet
    plunge prevail proceed protest quit rally react rebel rebound recover relent reply resign resume retaliate
    retire retreat return riot rule score shrink sink slide slip slow slump soar speak spread start stay step
    stop struggle succeed succumb suffer surge surrender talk testify triumph tumble turn unite vary vote wait
    waver win withdraw work worsen yield""".split()
)
# Verbs that hardly stand without an object, whatever preposition follows: "jailed for ten years", "sentenced to death".
WITH_OBJECT = frozenset(
    """abduct accuse acquit appoint arrest assassinate ban behead capture charge convict deport detain dismiss
    elect evict execute expel extradite fine free hospitalize hospitalise imprison indict injure jail kidnap
    kill murder name nominate oust rape release rescue sack sentence shoot slay stab suspect suspend wound""".split()
)
# Prepositions that only place an act; the others may be the verb's own: "pushed for talks".
PLACING = frozenset(
    "after ahead amid as at before by during following from in inside near off outside over until".split()
)


def is_headline_participle(verb: Token) -> bool:
    """ "Mayor arrested over bribes": what has been done in a headline is a participle, what is doing a present tense.

    A headline has no full stop, no helping verbs and no pronouns.
    """
    if verb.tag_ not in ("VBD", "VBN") or not _is_participle(verb) or lemma(verb) in (*INTRANSITIVE, *WITHOUT_OBJECT):
        return False
    kinds = {c.dep_ for c in verb.children if c.dep_ != "ccomp" or c.i > verb.i}
    if kinds & {"aux", "auxpass", "dobj", "attr", "acomp", "oprd", "dative", "ccomp", "xcomp", "agent"}:
        return False
    governed = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    if lemma(verb) not in WITH_OBJECT and not governed <= PLACING:
        return False
    sentence = list(verb.sent)
    return (
        len(sentence) <= LONGEST_HEADLINE
        and not sentence[-1].is_punct
        and lookup(lemma(verb), "v", "that") not in SPEECH
        and not any(t.dep_ in ("aux", "auxpass") or t.tag_ in ("PRP", "WP", "WDT", "WRB") for t in sentence)
    )


def _is_participle(verb: Token) -> bool:
    """True for a past tense that is spelt like its participle."""
    return verb.lower_.endswith("ed") or verb.tag_ == "VBN" or verb.lower_ in PARTICIPLES


def follows_colon(verb: Token) -> bool:
    """True for "sold" in the headline "Opposition leader: Government sold the forest", hung from the leader."""
    return verb.dep_ == "acl" and any(t.text == ":" for t in verb.doc[verb.head.i : verb.left_edge.i])


def is_lost_verb(verb: Token) -> bool:
    """True for "closed" in "The hotel, which critics praised, closed in June.", hung from the hotel as a participle.

    Only behind the comma that closes a relative clause, where the sentence has no other verb.
    """
    noun, before = verb.head, verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > 0 else None
    return (
        verb.dep_ == "acl"
        and noun.dep_ == "ROOT"
        and verb.tag_ in ("VBN", "VBD")
        and before is not None
        and before.text == ","
        and any(c.dep_ == "relcl" and c.i < verb.i for c in noun.children)
        and not any(c.dep_ in ("agent", "aux", "auxpass") for c in verb.children)
        and list(verb.sent)[-1].text in (".", "!", "?")
    )
