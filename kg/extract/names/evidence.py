"""What a name names, by the evidence of one occurrence: a person, a body, a place or something else.

Each occurrence votes: what the model says, the office before it, the word it ends in ("Ministry", "River"), a
relative "who", the preposition before it, the verb it is subject of. Votes are added up over a document elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.names.naming import PEOPLES, last_word
from kg.gazetteer import Gazetteer
from kg.language.words import is_person

if TYPE_CHECKING:
    from kg.model.syntax import TokenSpan


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LAST_WORDS: Mapping[str, frozenset[str]] = {
    "ORG": _words(
        "ministry department agency commission committee council court parliament assembly congress senate government "
        "administration army navy force forces guard police party union association federation confederation league "
        "institute institution university college school academy foundation fund bank company corporation corp inc "
        "ltd plc group holdings industries airlines airways press news times post journal tribune herald gazette "
        "telegraph observatory museum society club team office bureau authority board service services organization "
        "organisation network coalition alliance movement brigade battalion command secretariat center centre trust "
        "campaign embassy consulate municipality mission tribunal orchestra church bundestag front brotherhood "
        "consortium united fc afc rfc f.c. a.f.c. systems technologies motors pharmaceuticals energy records pictures "
        "studios partners associates llc textiles foods chemicals semiconductor semiconductors electronics "
        "laboratories labs software logistics petroleum mining insurance ventures entertainment brands breweries "
        "apparel biotech therapeutics aerospace enterprises telecom securities holding resources minerals"
    ),
    "FAC": _words(
        "airport stadium bridge building tower hall house palace castle cathedral mosque temple station terminal "
        "hotel hospital prison square street avenue road highway boulevard park arena plaza gate dam theater theatre "
        "mall library cemetery monument harbour harbor pier barracks base plant"
    ),
    "LOC": _words(
        "river lake sea ocean mountain mountains mount hills island islands peninsula valley desert gulf bay strait "
        "coast canal basin forest glacier region continent plateau canyon reef cape archipelago delta plains "
        "highlands"
    ),
    "GPE": _words("city county province district village town republic kingdom emirate oblast prefecture township"),
    "EVENT": _words(
        "war summit olympics games cup election elections championship championships festival conference revolution "
        "crisis hurricane typhoon storm uprising massacre referendum marathon prix expo forum day week christmas "
        "easter ramadan eve"
    ),
    "LAW": _words("act treaty convention amendment constitution accord accords agreement protocol bill charter law"),
    "WORK_OF_ART": _words("study report review prize award magazine album film novel book"),
    "PERSON": _words("jr jr. sr sr. ii iii iv"),
}
BEFORE_PLACE = _words("in at near around across throughout outside from to inside towards off over")
# How much a preposition says for a place: "in" hardly stands before anything else that has a name.
PLACED = {"in": 12, "near": 12, "outside": 12, "off": 8, "throughout": 8, "inside": 8}
PLACE_NOUNS: Mapping[str, str] = {
    **dict.fromkeys(_words("city town village province state district county municipality suburb capital port"), "GPE"),
    **dict.fromkeys(_words("island river lake region peninsula valley mount coast sea"), "LOC"),
}
VESSELS = _words("ship vessel boat yacht ferry tanker frigate submarine carrier trawler spacecraft rocket satellite")
# What a name before it names is no place and no person: "Marburg virus", "Nobel prize".
NAMED_AFTER = _words(
    "virus disease syndrome fever variant vaccine theorem effect scale prize medal trophy award comet asteroid "
    "telescope rover lander probe missile rifle tank jet aircraft helicopter"
)
# What a name is said to be by the noun behind it: "the Hohle Fels cave".
CALLED: Mapping[str, str] = {
    **dict.fromkeys(_words("cave region province district county valley island islands peninsula desert"), "LOC"),
    **dict.fromkeys(_words("mountains mountain river lake forest"), "LOC"),
    **dict.fromkeys(_words("airport stadium prison station square bridge hospital hotel mosque cathedral"), "FAC"),
}
BODY_NOUNS = _words(
    "agency company firm group party newspaper magazine charity watchdog daily bank broadcaster airline maker "
    "manufacturer carmaker retailer supermarket union federation association carrier operator lender insurer utility "
    "brewer brand startup conglomerate subsidiary club side team network website thinktank militia militants "
    "rebels insurgents fighters faction gang cartel movement"
)
# What only states have: "Fornost President", "Calenardhon troops", "Gondor's government".
OF_STATES = _words(
    "president premier government parliament embassy ambassador troops soldiers forces army navy border capital "
    "prime villages citizens nationals authorities territory airspace"
)
# What only people have.
OF_PEOPLE = _words(
    "wife husband widow widower son daughter mother father brother sister twin girlfriend boyfriend fiancée fiancé "
    "partner lawyer lawyers attorney family parents mum dad uncle aunt nephew niece cousin grandson granddaughter "
    "grandfather grandmother death funeral body murder killer birthday childhood career biographer bodyguard"
)
SAYING = _words(
    "say tell add warn note ask explain argue insist write suggest state remark comment reply recall believe "
    "think announce declare claim deny admit hope"
)
# What people do and neither bodies nor towns.
HUMAN = _words(
    "die resign marry retire travel fly walk smile laugh weep cry graduate testify wear study speak sing dance swim "
    "joke nod shrug sigh whisper shout gesture recover attend"
)
# What a place suffers, or who moves does to it; people are visited too, so that it counts for unknown names only.
REACHED = _words(
    "visit reach enter tour seize capture retake recapture overrun liberate shell bombard evacuate besiege encircle"
)
# "He plays for", "she signed for": a club, a firm, a paper.
SERVES = _words("play sign work score ride drive debut appear race write run captain bat bowl pitch")
LANGUAGE = _words("write speak sing publish say print translate preach pray")
# First words of bodies in the languages that news in English takes names from.
FOREIGN_BODIES = _words(
    "instituto institut istituto universidad universidade université università universität universiteit ministerio "
    "partido parti partij partito movimento movimiento mouvement banco banca banque fundación fundação fondation "
    "fondazione grupo gruppo federación asociación associação association comité conseil consejo conselho école "
    "escuela escola hochschule sociedad société sindicato confederación colectivo compagnie compañía companhia "
    "real club sporting atlético deportivo dynamo dinamo spartak lokomotiv hapoel maccabi al-hilal"
)
# Named weather and military operations: "Typhoon Gaemi", "Operation Sindoor".
EVENT_FIRST = _words("typhoon hurricane cyclone storm tropical operation")
# The result of a match: "1-1".
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
SHAPELESS = ("PRODUCT", "WORK_OF_ART", "LAW", "EVENT")


def votes(span: TokenSpan, label: str, gazetteer: Gazetteer) -> Counter[str]:
    """The evidence of one occurrence: spaCy's types with weights, 10 for what the model alone says.

    Args:
        span: the name without its titles.
        label: what the model calls it, empty where it found no name here.
        gazetteer: offices and given names.
    """
    count: Counter[str] = Counter()
    if label:
        # The model falls back on these for names that it does not know.
        count[label] += 5 if label in SHAPELESS else 10
    _form(span, gazetteer, count)
    _grammar(span, label, count)
    _before(span, gazetteer, count)
    _after(span, gazetteer, count)
    return count


def _form(span: TokenSpan, gazetteer: Gazetteer, count: Counter[str]) -> None:
    """What the words of the name tell by themselves."""
    first, last = span[0], span[-1].lower_
    sex = gazetteer.given_name(first.text)
    if len(span) == 1:
        if last_word(span.text) in PEOPLES or re.fullmatch(r"[A-Z]\w{3,}(?:ists?|ology|ism)", span.text):
            count["NORP"] += 30
        if span.text.isupper() and 2 <= len(span.text) <= 6:
            count["ORG"] += 15
        count["PERSON"] += 5 if sex else 0
    body = _of_body(span)
    is_named = bool(sex) and len(span) == 2 and last in LAST_WORDS["LAW"] | LAST_WORDS["WORK_OF_ART"]
    for kind, endings in LAST_WORDS.items():
        if last in endings and (len(span) > 1 or kind == "EVENT") and not body and not is_named:
            count[kind] += 30
    if body:
        count[body] += 40
    if len(span) > 1:
        ends = any(last in endings for endings in LAST_WORDS.values()) and not is_named
        if sex and not ends and not body:
            count["PERSON"] += 20
        if any(re.fullmatch(r"[A-Z]\.", token.text) for token in span[1:-1]):
            count["PERSON"] += 20
        if first.lower_ in ("mount", "lake", "cape", "gulf", "river") and first.is_title:
            count["LOC"] += 30
        if first.lower_ in ("col", "monte", "mont", "cerro", "rio", "río", "lago", "sierra", "isla", "île", "cabo"):
            count["LOC"] += 15
        if first.lower_ in EVENT_FIRST:
            count["EVENT"] += 30
        if first.lower_ in FOREIGN_BODIES and first.is_title:
            count["ORG"] += 25
        if not sex and count["GPE"] + count["LOC"] == 0 and gazetteer.is_city(span[-1].text):
            # "Werder Bremen", "Inter Miami"
            count["ORG"] += 15 if len(span) == 2 and first.lower_ not in COMPASS else 0


COMPASS = _words("north south east west northern southern eastern western new old greater central upper lower city")


def _of_body(span: TokenSpan) -> str:
    """The type of "Institute for Applied Physics", "Great Mosque of Djenné": the word before "of" tells it."""
    for token in span[1:-1]:
        if token.lower_ in ("of", "for", "on", "against"):
            before = span.doc[token.i - 1].lower_
            return next((kind for kind in ("ORG", "FAC", "LOC") if before in LAST_WORDS[kind]), "")
    return ""


def _grammar(span: TokenSpan, label: str, count: Counter[str]) -> None:
    """What the verb tells that the name is subject or object of."""
    root = span.root
    dep, verb = root.dep_, root.head.lemma_.lower()
    if not label and dep in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"):
        count["ORG"] += 1
    if dep == "nsubj":
        if verb in SAYING:
            count["PERSON"] += 6
        elif verb in HUMAN:
            count["PERSON"] += 12
        elif verb == "draw" and any(
            child.lower_ == "with" or SCORE.fullmatch(child.text) for child in root.head.children
        ):
            count["ORG"] += 12
        elif label in SHAPELESS and root.head.pos_ == "VERB":
            # "Duplantis cleared 6.25 metres": whatever the model thinks, somebody acts.
            count["ORG" if len(span) == 1 else "PERSON"] += 6
    elif dep == "dobj" and verb in REACHED and not count["PERSON"] + count["ORG"] > 10:
        count["GPE"] += 11
    elif dep == "pobj":
        governor = root.head.head.lemma_.lower()
        serves = root.head.lower_ == "for" and governor in SERVES
        count["ORG"] += 12 if serves or (root.head.lower_ == "with" and governor == "draw") else 0


def _before(span: TokenSpan, gazetteer: Gazetteer, count: Counter[str]) -> None:
    """What stands before the name: an office, a preposition, a noun that tells what it is."""
    doc, start = span.doc, span.start
    if not start:
        return
    before = doc[start - 1]
    word = before.lower_
    if gazetteer.title_before([token.text for token in doc[max(0, start - 8) : start]], min(start, 8)):
        count["PERSON"] += 40 if span[-1].lower_ not in LAST_WORDS["ORG"] else 0
    if word in BEFORE_PLACE and before.tag_ in ("IN", "TO") and before.head.lemma_.lower() not in LANGUAGE:
        count["GPE"] += PLACED.get(word, 4)
    if word == "of" and start > 1:
        # "Nathan Law of Demosisto"
        count["ORG"] += 8 if doc[start - 2].ent_type_ == "PERSON" else 0
        kind = PLACE_NOUNS.get(doc[start - 2].lower_)
        if kind:
            count[kind] += 30
    if word in PLACE_NOUNS and len(span) == 1 and before.is_lower:
        count[PLACE_NOUNS[word]] += 15
    if word == "the" and len(span) == 1 and span[0].dep_ != "compound" and span[0].tag_ != "NNPS":
        count["PERSON"] -= 20
    if span.root.dep_ == "appos" and span.root.head.i < start - 1:
        # "Bangkok's governor, Chadchart Sittipunt": what he is stands before.
        said = span.root.head
        count["PERSON"] += 20 if is_person(said) or gazetteer.title_at([said.text], 0) else 0
        count["ORG"] += 15 if said.lower_ in BODY_NOUNS and before.text != "," else 0
    named = start - 2 if before.text == "," else start - 1
    if named >= 0 and doc[named].lower_ in VESSELS:
        count["PRODUCT"] += 20
    if named >= 0 and doc[named].lower_ in BODY_NOUNS:
        count["ORG"] += 15
    elif before.is_lower and is_person(before) and span.root.dep_ in ("appos", "nsubj", "dobj", "pobj", "ROOT", "conj"):
        # "midfielder Scott": the noun leans on the name.
        count["PERSON"] += 15 if before.head.i == span.root.i or span.root.head.i == before.i else 0


def _after(span: TokenSpan, gazetteer: Gazetteer, count: Counter[str]) -> None:
    """What stands behind the name: a possession, an age, an apposition, "who" or "where"."""
    doc, end = span.doc, span.end
    if end >= len(doc):
        return
    after, words = doc[end], [token.text for token in doc[end : end + 8]]
    beyond = words[1] if len(words) > 1 else ""
    if after.text in ("-based", "-born"):
        count["GPE"] += 20
    if after.tag_ == "POS" and end + 1 < len(doc):
        # "Demosisto's Nathan Law"
        count["ORG"] += 8 if doc[end + 1].ent_type_ == "PERSON" else 0
        count["PERSON"] += 12 if beyond.lower() in OF_PEOPLE else 0
    elif after.is_lower and after.lower_ in CALLED:
        count[CALLED[after.lower_]] += 15
    elif after.lower_ in NAMED_AFTER:
        count["PRODUCT"] += 25
    elif after.lower_ in BODY_NOUNS and len(span) == 1:
        count["ORG"] += 12
    owned = end + 1 if after.tag_ == "POS" else end
    if owned < len(doc) and doc[owned].lower_ in OF_STATES and not count["PERSON"]:
        count["GPE"] += 8
    if after.lower_ == "who" or (after.text == "," and beyond == "who"):
        count["PERSON"] += 25
    if after.lower_ == "where" or (after.text == "," and beyond == "where"):
        count["GPE"] += 15
    if after.text == ",":
        _apposition(span, gazetteer, words, count)


def _apposition(span: TokenSpan, gazetteer: Gazetteer, words: list[str], count: Counter[str]) -> None:
    """ "Raila Odinga, his rival", "Ibama, the environment agency", "Makau, 41,", "Scala, Sweden"."""
    doc, end = span.doc, span.end
    if words[1:2] and words[1].isdigit() and int(words[1][:4]) < 110 and words[2:3] == [","]:
        count["PERSON"] += 30
    at = end + 1
    while at < len(doc) and at < end + 5 and (doc[at].pos_ in ("DET", "ADJ") or doc[at].tag_ in ("POS", "PRP$")):
        at += 1
    if gazetteer.title_at([token.text for token in doc[at : at + 8]], 0):
        count["PERSON"] += 20
    elif at > end + 1 and at < len(doc):
        noun = doc[at]
        while noun.i + 1 < len(doc) and noun.dep_ == "compound" and noun.pos_ == "NOUN":
            noun = doc[noun.i + 1]
        if noun.lower_ in BODY_NOUNS:
            count["ORG"] += 15
        elif is_person(noun):
            count["PERSON"] += 15
    if end + 1 < len(doc) and doc[end + 1].ent_type_ == "GPE" and span.label_ in ("", "GPE"):
        count["GPE"] += 10
