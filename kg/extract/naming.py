"""What a name names: evidence for a person, body or place, and which names of a document belong together.

Each occurrence of a name votes: what the model says, the office before it, the word it ends in ("Ministry",
"River"), a relative "who", the preposition before it, the verb it is subject of. The votes of all occurrences of
one name, and of a full name with its surname, are counted together, so that a document has one type for a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from kg.syntax import TokenSpan

TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "NORP")


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
        "studios partners associates llc"
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
    "WORK_OF_ART": _words("study report survey review prize award magazine album film novel book"),
    "PERSON": _words("jr jr. sr sr. ii iii iv"),
}
BEFORE_PLACE = _words("in at near around across throughout outside from to inside towards")
PLACE_NOUNS: Mapping[str, str] = {
    **dict.fromkeys(_words("city town village province state district county municipality suburb capital"), "GPE"),
    **dict.fromkeys(_words("island river lake region peninsula valley mount coast sea"), "LOC"),
}
VESSELS = _words("ship vessel boat yacht ferry tanker frigate submarine carrier trawler spacecraft rocket satellite")
BODY_NOUNS = _words(
    "agency company firm group party newspaper magazine charity watchdog daily bank broadcaster airline maker"
)
# What only states have: "Fornost President", "Calenardhon troops", "Gondor's government".
OF_STATES = _words(
    "president premier government parliament embassy ambassador troops soldiers forces army navy border capital "
    "prime villages citizens nationals authorities territory airspace"
)
# Believers, peoples and followers that are no country's.
PEOPLES = _words(
    "muslim moslem christian jew jewish catholic protestant orthodox hindu buddhist sikh sunni shiite shia "
    "islamist arab kurd kurdish tamil rohingya uyghur uighur roma republican democrat conservative liberal tory "
    "communist socialist nazi maoist marxist zionist hispanic latino aboriginal inuit maori"
)
SPEECH = _words(
    "say tell add warn note ask explain argue insist write suggest state remark comment reply recall believe "
    "think announce declare claim deny admit hope"
)
ORG_SUFFIX = re.compile(r",? (?:inc|corp|ltd|llc|plc|co|gmbh|ag|sa|nv)\.?$", re.I)


def key(name: str) -> str:
    """A name folded for comparison: case, accents, quotes, dots and a leading article do not count.

    >>> key("The U.S."), key("Médecins")
    ('us', 'medecins')
    """
    folded = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).replace(".", "")
    return re.sub(r"\s+", " ", re.sub(r"^the ", "", ORG_SUFFIX.sub("", plain))).strip()


def votes(span: TokenSpan, label: str, gazetteer: Gazetteer) -> Counter[str]:
    """The evidence of one occurrence: spaCy's types with weights, 10 for what the model alone says.

    Args:
        span: the name without its titles.
        label: what the model calls it, empty where it found no name here.
        gazetteer: offices and given names.
    """
    count: Counter[str] = Counter()
    doc, start, end = span.doc, span.start, span.end
    words = [token.text for token in doc]
    if label:
        count[label] += 10
    if len(span) == 1 and last_word(span.text) in PEOPLES:
        count["NORP"] += 30
    if not label and span.root.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"):
        count["ORG"] += 1
    last = span[-1].lower_
    for kind, endings in LAST_WORDS.items():
        if last in endings and (len(span) > 1 or kind == "EVENT"):
            count[kind] += 30
    if start and gazetteer.title_before(words, start) and span[-1].lower_ not in LAST_WORDS["ORG"]:
        count["PERSON"] += 40
    count += _words_around(span, gazetteer, words)
    head = span.root.head
    if span.root.dep_ == "nsubj" and head.lemma_ in SPEECH:
        count["PERSON"] += 6
    if len(span) == 1 and span.text.isupper() and 2 <= len(span.text) <= 6:
        count["ORG"] += 15
    if len(span) > 1:
        sex = gazetteer.given_name(span[0].text)
        if sex and not any(last in endings for endings in LAST_WORDS.values()):
            count["PERSON"] += 20
        if any(re.fullmatch(r"[A-Z]\.", token.text) for token in span[1:-1]):
            count["PERSON"] += 20
    elif gazetteer.given_name(span.text):
        count["PERSON"] += 5
    if len(span) > 1 and span[0].lower_ in ("mount", "lake", "cape", "gulf") and span[0].is_title:
        count["LOC"] += 30
    if len(span) > 2 and span[0].lower_ in LAST_WORDS["ORG"] and span[1].lower_ in ("of", "for"):
        count["ORG"] += 30
    if end < len(doc) and words[end] in ("-based", "-born"):
        count["GPE"] += 20
    return count


def _words_around(span: TokenSpan, gazetteer: Gazetteer, words: list[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    doc, start, end = span.doc, span.start, span.end
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and before.lower_ in BEFORE_PLACE and before.tag_ in ("IN", "TO"):
        count["GPE"] += 10 if before.lower_ == "in" else 4
    # "Nathan Law of Demosisto", "Demosisto's Nathan Law".
    if before is not None and before.lower_ == "of" and start > 1 and doc[start - 2].ent_type_ == "PERSON":
        count["ORG"] += 8
    if after is not None and after.tag_ == "POS" and end + 1 < len(doc) and doc[end + 1].ent_type_ == "PERSON":
        count["ORG"] += 8
    if before is not None and before.lower_ == "of" and start > 1:
        kind = PLACE_NOUNS.get(doc[start - 2].lower_)
        if kind:
            count[kind] += 30
    if before is not None and before.lower_ in PLACE_NOUNS and len(span) == 1 and before.is_lower:
        count[PLACE_NOUNS[before.lower_]] += 15
    if (
        before is not None
        and len(span) == 1
        and before.lower_ == "the"
        and span[0].dep_ != "compound"
        and span[0].tag_ != "NNPS"
    ):
        count["PERSON"] -= 20
    named = start - 2 if before is not None and before.text == "," else start - 1
    if named >= 0 and doc[named].lower_ in VESSELS:
        count["PRODUCT"] += 20
    if before is not None and before.lower_ in BODY_NOUNS:
        count["ORG"] += 15
    if after is None:
        return count
    owned = end + 1 if after.tag_ == "POS" else end
    if owned < len(doc) and doc[owned].lower_ in OF_STATES and not count["PERSON"]:
        count["GPE"] += 8
    beyond = words[end + 1] if end + 1 < len(doc) else ""
    if after.lower_ == "who" or (after.text == "," and beyond == "who"):
        count["PERSON"] += 25
    if after.lower_ == "where" or (after.text == "," and beyond == "where"):
        count["GPE"] += 15
    if after.text == "," and beyond.isdigit() and int(beyond[:4]) < 110 and words[end + 2 : end + 3] == [","]:
        count["PERSON"] += 30
    if after.text == ",":
        at = end + 1
        while at < len(doc) and at < end + 5 and (doc[at].pos_ in ("DET", "ADJ") or doc[at].tag_ == "POS"):
            at += 1
        if gazetteer.title_at(words, at):
            count["PERSON"] += 20
    if after.text == "," and end + 1 < len(doc) and doc[end + 1].ent_type_ == "GPE" and span.label_ in ("", "GPE"):
        count["GPE"] += 10
    return count


def groups(names: Sequence[str], people: Mapping[str, int]) -> dict[str, str]:
    """For each folded name the folded fullest name it belongs to.

    A surname joins the only full name that ends in it, a given name or an Asian family name the only one that starts
    with it; where two full names compete nothing is joined.

    Args:
        names: folded names of one document.
        people: how much speaks for a person, per folded name; only what may be a person joins by surname.

    >>> groups(["kurt campbell", "campbell"], {"kurt campbell": 30})["campbell"]
    'kurt campbell'
    >>> groups(["bill clinton", "hillary clinton", "clinton"], {"bill clinton": 20, "hillary clinton": 20})["clinton"]
    'clinton'
    """
    full = {name for name in names if " " in name and people.get(name, 0) > 0}
    same = _same_person(full)
    by_last: dict[str, set[str]] = defaultdict(set)
    by_first: dict[str, set[str]] = defaultdict(set)
    for name in full:
        parts = name.split()
        by_last[parts[-1]].add(same[name])
        by_first[parts[0]].add(same[name])
    found = {}
    for name in names:
        if name in same:
            found[name] = same[name]
            continue
        candidates = by_last.get(name) or by_first.get(name) or set()
        found[name] = next(iter(candidates)) if len(candidates) == 1 else name
    return found


def _same_person(full: set[str]) -> dict[str, str]:
    """Full names that differ only in a middle name are one: "kurt m campbell" and "kurt campbell"."""
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(full, key=lambda name: (-len(name), name)):
        parts = name.split()
        ends[parts[0], parts[-1]].append(name)
    same = {}
    for alike in ends.values():
        for name in alike:
            middle = set(name.split()[1:-1])
            fits = all(middle <= set(other.split()[1:-1]) for other in alike[:1])
            same[name] = alike[0] if fits else name
    return same


def last_word(name: str) -> str:
    """The word folded, without the plural of a people: "Muslims" is "muslim"."""
    folded = name.casefold()
    return folded[:-1] if folded.endswith("s") and folded[:-1] in PEOPLES else folded


def initials(name: str) -> str:
    """The acronym a long name would have.

    >>> initials("Bharatiya Janata Party")
    'BJP'
    """
    return "".join(word[0] for word in re.findall(r"[\w']+", name) if word[0].isupper())
