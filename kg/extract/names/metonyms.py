"""Government or place: what a capital or a seat of power stands for in its sentence.

"Beijing warned Manila" speaks of two governments, "a flight from Beijing to Manila" of two cities. The grammar
around the name decides: what it is subject or object of, the preposition before it, the noun it belongs to.
Without any sign a subject, a possessor and an addressee are governments, and everything else is a place.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IN_PLACE = _words(
    "in at near around outside inside within across through throughout via into beyond above below beneath along "
    "off past beside opposite amid round out"
)
# Verbs and nouns of moving and of things that move: what they reach or leave is a place.
MOTION = _words(
    "go come travel fly drive walk ride sail march move return arrive depart leave head journey commute run race "
    "ship transport migrate flee escape evacuate relocate bring carry take land route rush drift stretch extend "
    "trek tour visit trip flight train bus tram ferry boat plane truck lorry convoy road highway motorway railway "
    "rail line path way pilgrimage exodus traffic passenger tourist traveller traveler visitor mile kilometre "
    "kilometer distance arrival departure refugee delivery lead marathon rally extradite deport fare ticket descend "
    "transfer airlift fetch cycle hitchhike stop stopover"
)
# Words said or dealings between governments.
DEALING = _words(
    "letter message note call warning appeal pressure aid support threat offer deal demand request response reply "
    "answer signal statement order concession assurance permission approval approach opposition help backing "
    "assistance tie relation relationship talk negotiation tension agreement treaty pact accord dispute row rift "
    "alliance cooperation partnership friendship rivalry policy stance position sanction tariff loyalty ultimatum "
    "protest complaint apology ambassador envoy emissary debt payment loan grant gift criticism attitude commitment "
    "promise pledge proposal invitation gesture denial objection silence reaction word challenge alternative "
    "dependence confidence trust cable telegram memo communique condemnation praise rebuke reprimand subsidy "
    "extradition concern backlash resistance blessing consent guarantee influence instruction money fund pushback "
    "guidance intervention rapprochement détente detente war conflict truce ceasefire summit standoff quarrel spat "
    "contact channel competition compromise rule regulation directive decree edict transfer funding licence license "
    "recognition independence autonomy secession arms weapon"
)
DEALING_VERBS = _words(
    "say tell ask urge warn accuse press pressure blame criticise criticize condemn praise thank sue sanction "
    "punish support back help assist persuade convince push force compel allow let permit oblige advise inform "
    "notify assure reassure remind promise offer give grant lend sell supply send hand cede owe pay appeal complain "
    "apologise apologize answer reply respond object defer bow yield surrender submit belong matter listen talk "
    "speak negotiate consult cooperate collaborate side agree disagree ally align deal engage compete quarrel argue "
    "clash break demand seek obtain receive hear learn get win extract borrow buy secure inherit expect want "
    "require need request invite trust distrust suspect fear anger infuriate annoy irritate embarrass alarm worry "
    "please appease placate antagonise antagonize challenge defy provoke deter counter confront contain isolate "
    "court lobby represent join pledge loyal close friendly hostile grateful indebted answerable accountable report "
    "turn look point vote protest rely depend count insist lean shift attribute concede propose suggest present "
    "leak cut cost cable write relay convey communicate commit restore extend deny refuse fault rebuke chide "
    "applaud commend credit petition beg implore entreat outmanoeuvre outmaneuver overrule summon brief bar ban "
    "exclude penalise penalize reward compensate reimburse"
)
# Acts done to a town, and to no government.
TO_TOWN = _words(
    "visit leave reach enter tour flee attack bomb shell capture take seize liberate hit strike evacuate rebuild "
    "love cross approach photograph flood shake paralyse paralyze blanket bypass besiege storm occupy destroy raze "
    "devastate batter surround encircle recapture retake overrun pummel pound target explore see know call rock "
    "grip paint roam drench overlook circle connect link cover rain sack loot burn illuminate light decorate clean "
    "plunge wake quit swelter engulf swamp inundate lash soak film map plan found settle host redesign pave"
)
# What towns do as subjects, or what happens in them; games too.
TOWN_DOES = _words(
    "lie sit stand stretch sprawl host celebrate wake sleep grow swell shrink boast flood freeze swelter burn boom "
    "bustle glow shiver smell become remain beat draw lose win play score house attract experience enjoy straddle "
    "nestle border overlook average crumble recover rank rise fall record cool warm empty fill sparkle thaw shake "
    "bake"
)
TRANSITIVE = _words(
    "host house attract experience enjoy boast border overlook straddle record celebrate draw win lose beat"
)
# Nouns that a town has: "Tallinn's suburbs", "the streets of Tallinn".
OF_TOWN = _words(
    "street suburb outskirt centre center mayor resident citizen inhabitant airport station museum weather metro "
    "subway park square river bridge neighbourhood neighborhood district quarter university hospital cathedral "
    "church mosque zoo port harbour harbor waterfront stadium skyline population climate cafe café restaurant bar "
    "theatre theater opera market underground tram bus traffic building tower wall gate north south east west edge "
    "heart middle part area region city town capital bay coast beach hill commune slum roof lawn garden rooftop "
    "basement archive orchestra school hotel shop mall siege fall battle liberation bombing shelling occupation "
    "capture ruin history founding bypass nightlife rent council police firefighter taxi pavement sewer canal "
    "marathon treaty born native people room corridor hall wing balcony facade façade door window entrance kitchen "
    "cellar tour kilometre kilometer mile lake pond avenue boulevard lane road alley cemetery prison court stock "
    "exchange prosecutor newspaper club team"
)
# Nouns that only a government has: "the Kremlin's policy", "Beijing officials".
OF_GOVERNMENT = _words(
    "government regime leadership administration authority official policy diplomat ambassador envoy sanction veto "
    "stance support backing critic ally enemy foe rival opponent decision position plan interest help approval "
    "consent patience demand will hand wish order influence ambition aim goal intention foreign diplomacy "
    "propaganda claim doctrine friend adversary partner proxy puppet spokesman spokeswoman spokesperson aide "
    "insider loyalist hawk dove line view strategy refusal willingness reluctance power threat allegation "
    "accusation response reaction assistance aid troop force army request proposal offer invasion aggression war "
    "effort denial behalf blessing hostility part side expense favour favor control wrath anger mercy orbit sphere "
    "behaviour behavior conduct treatment handling recognition orders"
)
ABOUT_STANCE = _words(
    "worried concerned ready willing unhappy angry keen reluctant wary silent right wrong determined prepared able "
    "unable unwilling committed responsible guilty furious adamant afraid eager nervous open opposed hostile "
    "sceptical skeptical cautious aware sure confident likely unlikely certain hopeful pleased displeased alarmed "
    "anxious due set bound isolated happy serious behind against supportive defiant optimistic pessimistic party "
    "ally"
)
# What happens in the air over a place.
ABOVE = _words("explode fly hover circle rise hang shoot crash burn loom tower soar glide pass burst rumble thunder")
SPORT = _words(
    "goal coach team match striker midfielder relay league cup final tournament score season defeat half derby"
)


def is_government(span: TokenSpan, *, is_city: bool) -> bool:
    """True where the name stands for the government that sits there.

    "Caracas froze the accounts" does, "the bus from Caracas" does not.

    Args:
        span: the words of the seat, in their parse.
        is_city: False for buildings ("the Kremlin"), which stand for their government more often than towns do.
    """
    token = span.root
    if _is_dateline(span) or _names_its_country(span):
        return False
    return _decide(_first(token), is_city)


def _first(token: Token) -> Token:
    """What the seat is listed with or added to: of "Rome, Paris and Kyiv" Rome, at most four steps up."""
    for above in islice(token.path, 4):
        added = above.dep_ == "appos" and above.head.lemma_.lower() not in OF_TOWN
        if above.dep_ != "conj" and not added:
            return above
        token = above.head
    return token


def _decide(token: Token, is_city: bool) -> bool:
    head, dep = token.head, token.dep_
    if dep in ("pobj", "pcomp"):
        return _after_preposition(head, is_city)
    if dep == "poss":
        return not (head.lemma_.lower() in OF_TOWN and not _is_act(head))
    if dep in ("compound", "nmod", "amod", "npadvmod"):
        return _before_noun(token, is_city)
    if dep == "appos":
        return False
    if dep in ("nsubj", "csubj"):
        return _as_subject(head)
    if dep == "nsubjpass":
        return head.lemma_.lower() not in TO_TOWN
    if dep in ("dobj", "obj", "dative", "iobj", "oprd"):
        return head.lemma_.lower() not in TO_TOWN | MOTION
    if dep == "attr":
        return False
    if dep == "ROOT":
        return any(child.dep_ in ("acl", "relcl") for child in token.children) and not is_city
    return not is_city


def _as_subject(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if _is_game(verb):
        return False
    if lemma in ("be", "seem", "look", "appear", "remain", "become", "feel", "stay", "get"):
        told = [c for c in verb.children if c.dep_ in ("acomp", "attr", "prep", "oprd", "xcomp", "advmod")]
        if any(c.lemma_.lower() in ABOUT_STANCE | DEALING_VERBS or c.dep_ == "xcomp" for c in told):
            return True
        return any(c.tag_ in ("VBN", "VBG") for c in told)
    if lemma == "host" and any(c.dep_ == "dobj" and c.lemma_.lower() in ("talk", "negotiation") for c in verb.children):
        return True
    if lemma in TOWN_DOES - TRANSITIVE and any(child.dep_ == "dobj" for child in verb.children):
        return True
    if lemma in ("stand", "side", "sit") and any(
        c.lower_ in ("by", "behind", "with", "against") for c in verb.children
    ):
        return True
    return lemma not in TOWN_DOES


def _is_game(verb: Token) -> bool:
    return any(word.lemma_.lower() in SPORT for word in verb.sent)


def _after_preposition(preposition: Token, is_city: bool) -> bool:
    word = preposition.lower_
    if word in IN_PLACE or (word == "out" and is_city):
        return False
    # "flew home to Kyiv": the verb moves, whatever adverb stands between.
    governs = (t for t in preposition.ancestors if t.dep_ != "prep" and t.pos_ != "ADV")
    governor = next(governs, preposition.root)
    lemma = governor.lemma_.lower()
    deals = lemma in DEALING or lemma in DEALING_VERBS
    if governor.pos_ in ("NOUN", "PROPN"):
        # "gave assurances to Riga": the noun first, then its verb.
        verb = governor.head.lemma_.lower() if governor.dep_ == "dobj" else ""
        deals = lemma in DEALING or (word != "of" and lemma not in MOTION | OF_TOWN and verb in DEALING_VERBS)
    if word == "of":
        return lemma in (DEALING | OF_GOVERNMENT) - OF_TOWN
    if word == "from" and lemma in ("say", "report", "tell", "write", "speak", "talk", "broadcast"):
        return False
    if word == "from":
        return deals and not _between_places(governor)
    if word in ("to", "towards", "toward", "onto"):
        return deals or not (lemma in MOTION or lemma in OF_TOWN)
    if word == "for":
        return lemma not in MOTION
    if word == "on":
        return lemma not in _words(
            "attack strike assault raid advance missile drone bomb march rocket fall rain land snow"
        )
    if word == "over" and lemma in ABOVE:
        return False
    if word in ("between", "over", "under", "about", "behind"):
        return deals or not (lemma in MOTION | OF_TOWN or (governor.pos_ == "NOUN" and word != "between" and is_city))
    return word in ("with", "by", "against", "like", "than", "despite", "without", "unlike", "as", "upon", "per")


def _between_places(governor: Token) -> bool:
    return governor.lemma_.lower() in MOTION


def _before_noun(token: Token, is_city: bool) -> bool:
    noun = token.head
    lemma = noun.lemma_.lower()
    if lemma in OF_GOVERNMENT:
        return True
    if lemma in OF_TOWN or noun.pos_ == "PROPN":
        return False
    return not is_city


def _is_act(noun: Token) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in ("for", "against", "towards") for child in noun.children)


def _is_dateline(span: TokenSpan) -> bool:
    """Whether it opens a report: "BRUSSELS (Reuters) – ..."."""
    if span.start != span.sent.start:
        return False
    after = span.doc.span(span.end, span.end + 8).text
    return after[:1] in "–—(" and bool(after) and (after[0] != "(" or ")" in after)


def _names_its_country(span: TokenSpan) -> bool:
    """Whether it is the town, as in "Kyiv, Ukraine"."""
    doc, at = span.doc, span.end
    return at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].ent_type_ == "GPE" and doc[at + 1].dep_ == "appos"
