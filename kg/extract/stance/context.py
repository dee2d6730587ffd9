"""What a clause takes over from the one above it, by how it hangs there: patterns for each kind of link.

Relative clauses and participles that describe a noun escape the modality above them: "hopes that the firm, which sells
arms, will close" still tells that it sells arms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link, is_cleft, is_pseudo_cleft, is_verdict
from kg.extract.clauses.markers import (
    UNTRUE,
    could_not,
    is_negated,
    is_now_that,
    is_past,
    is_subjunctive,
    is_tag,
    is_wh,
    opens_condition,
    supposes,
)
from kg.extract.clauses.subjects import SINGLING_OUT, doer_of_gerund
from kg.extract.stance.adverbials import adverbial
from kg.extract.stance.composition import SPEAKING_SELVES, Setting, Stance, compose, decided, weaken
from kg.extract.stance.gerunds import gerund
from kg.extract.stance.nouns import behind_noun, headline_noun
from kg.extract.stance.signature import signature
from kg.extract.stance.speaking import NAMING_SO, SPOKEN_OF, is_spoken_of, speaks_of, tells, who_says
from kg.language import relations
from kg.language.grammar import DETERMINING, PAST_FORMS, PLURAL_NOUNS
from kg.language.words import lemma
from kg.model.kinds import Certainty, Modality
from kg.terms.signature import SPEECH, Signature, lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Signatures of nouns that leave open what is behind them: "the risk of the cliff burying them".
OPEN = frozenset(
    {
        *(Signature.NEED, Signature.HOPE, Signature.PLAN, Signature.CLAIM),
        *(Signature.ALLOW, Signature.TRY, Signature.SUSPECT),
    }
)
# Prepositions between such a noun and who does it: "the importance of Europe pressing China".
DOING = frozenset({"of", "for"})
# Verbs of asking leave open what is asked; other verbs of speech take it for granted: "knows why it burst".
# Where a noun stands that a verb seeks, the articles of one not told of before, and pronouns of that kind.
SOUGHT = frozenset({relations.DOBJ, relations.POBJ, relations.ATTR})
INDEFINITE = frozenset({"a", "an", "any", "another", "no"})
ANYBODY = frozenset({"anyone", "anybody", "anything", "someone", "somebody", "something"})
NOBODY = frozenset({"nobody", "nothing", "none"})
# "the kind of mayor who"
KINDS = frozenset({"kind", "sort", "type"})
# What is sought by a verb of these signatures need not be.
MODALITY_OF_SOUGHT: Mapping[Signature, Modality] = MappingProxyType(
    {
        **dict.fromkeys((Signature.HOPE, Signature.TRY, Signature.NEED), Modality.DESIRED),
        Signature.REQUEST: Modality.REQUESTED,
    }
)
INQUIRING = frozenset({Signature.REQUEST, Signature.SUSPECT, Signature.HOPE})
GRANTING = SPEECH - {Signature.DENY}
# Behind these somebody else may speak.
ENDING = frozenset({":", ";", "--", "–", "—"})
# "It is wrong to say that it leaks."
WRONG = words("words of what is wrong to say")
# "Which makes it lean", "which means that": what comes of what is told.
CONSEQUENT = words("verbs of consequences") | {"mean"}


def taken_over(clause: Clause, found: Mapping[int, Stance], contexts: Mapping[int, Stance], offset: int) -> Stance:
    """What a clause takes over from above, before its own auxiliaries and negation.

    Args:
        clause: the clause.
        found: the stance of each outer clause by the index of its head token.
        contexts: what each of them took over itself.
        offset: place of the sentence's text in the document.
    """
    if clause.parent is None:
        behind = clause.noun if clause.link is Link.NOUN_CONTENT else None
        if behind is not None:
            return headline_noun(clause, behind, offset)
        # "If it leaks ...", where the parser takes the condition for the sentence
        return Stance(modality=Modality.CONDITIONAL) if opens_condition(clause) else Stance()
    above = clause.parent.head.i
    setting = Setting(clause, clause.parent, found[above], contexts[above], offset)
    return decided(PATTERNS.get(clause.link, (adverbial,)), setting)


# -- content: "said that it leaks"


def content(setting: Setting) -> Stance:
    """The stance of a clause under the predicate of the one above, by its signature."""
    return decided(CONTENTS, setting)


def _beneath_tag(setting: Setting) -> Stance | None:
    """ "It leaked, didn't it?": as it is told; not "Did he say it leaked?"."""
    return setting.around if is_tag(setting.parent) else None


def _now_so(setting: Setting) -> Stance | None:
    """ "will leave now that it leaks": it leaks; not "will say that it leaks"."""
    return setting.above.described if is_now_that(setting.clause) else None


def _assumed(setting: Setting) -> Stance | None:
    """ "Suppose it leaks", "assuming it leaks"; not "He supposed that it leaks"."""
    return replace(setting.above, modality=Modality.CONDITIONAL) if supposes(setting.parent) else None


def _by_noun_before(setting: Setting) -> Stance | None:
    """ "pressed his attack that it leaks": by the noun; not "told men that it leaks"."""
    noun = _noun_of(setting.clause, setting.parent)
    return behind_noun(setting, noun) if noun is not None else None


def _in_subjunctive(setting: Setting) -> Stance | None:
    """ "insists that he return the boats": asked for; not "insists that he returns the boats"."""
    return compose(Signature.REQUEST, setting.above, who_says(setting)) if is_subjunctive(setting.clause) else None


def _told_falsely(setting: Setting) -> Stance | None:
    """ "falsely claimed that it leaks": it need not; not "openly claimed that it leaks"."""
    return compose(Signature.SUSPECT, setting.above, who_says(setting)) if _is_false(setting.parent) else None


def _free(setting: Setting) -> Stance | None:
    """ "asked who bought it", "knows why it burst", "outlined how it burst"; not "knows that it burst"."""
    if not is_wh(setting.clause):
        return None
    stance = _asked(setting.parent, setting.above, who_says(setting))
    is_told = stance == setting.above.described and setting.parent.lemma in SPOKEN_OF and tells(setting)
    return stance.said_by(setting.speaker, reports=True) if is_told else stance


def _question_is(setting: Setting) -> Stance | None:
    """ "The question is whether it burst": open; not "The news is that it burst"."""
    parent = setting.parent
    is_open = setting.clause.mark == "whether" and lemma(parent.head) == "be" and not parent.complements
    return setting.above.left_open if is_open else None


def _wrong_to_say(setting: Setting) -> Stance | None:
    """ "It is wrong to say that it leaks": it does not; not "Reis is wrong to say that", "It is not wrong to"."""
    saying, above = setting.parent, setting.parent.parent
    if above is None or not saying.is_infinitive or not reports(saying.lemma) or lemma(above.head) != "be":
        return None
    is_it = all(s.lower_ == "it" for s in above.subjects)
    if not is_it or is_negated(above) or not any(lemma(c) in WRONG for c in above.complements):
        return None
    return replace(setting.around, negative=True, modality=Modality.ACTUAL, certainty=Certainty.PROBABLE)


def _felt(setting: Setting) -> Stance | None:
    """ "was ashamed to have joined": joined; not "was ashamed to join"."""
    return setting.above.described if _is_felt(setting.parent, setting.clause) else None


def _called_so(setting: Setting) -> Stance | None:
    """ "called it vital that Peru close it": who calls it so says it; not "made it vital that Peru close it"."""
    is_called = setting.parent.lemma in NAMING_SO and any(c.pos_ == "ADJ" for c in setting.parent.complements)
    return _by_predicate(setting).said_outside(setting.above, setting.speaker) if is_called and tells(setting) else None


def _called_for(setting: Setting) -> Stance | None:
    """ "pushed for Peru to close it": wanted of Peru; not "pushed Peru to close it"."""
    is_wanted = setting.clause.mark == "for" and setting.clause.is_infinitive
    name = setting.parent.signature_with("for") if is_wanted else None
    return setting.told(name) if name is not None else None


def _by_predicate(setting: Setting) -> Stance:
    """ "said that it leaks", "failed to close it": by the signature of the verb."""
    parent, child, above = setting.parent, setting.clause, setting.above
    name = Signature.MANAGE if _had_to(setting) else signature(parent, child)
    if name == Signature.FAIL and above.modality is Modality.POSSIBLE and could_not(parent):
        # "could not avoid meeting her": it was not in their power not to
        above = replace(above, modality=Modality.ACTUAL, certainty=Certainty.CERTAIN)
    return compose(name, above, who_says(setting), past=setting.is_past)


CONTENTS: tuple[Callable[[Setting], Stance | None], ...] = (
    *(_beneath_tag, _now_so, _assumed, _by_noun_before, _in_subjunctive, _told_falsely, _free, _question_is),
    *(_wrong_to_say, _felt, _called_so, _called_for, _by_predicate),
)


def _noun_of(child: Clause, parent: Clause) -> Token | None:
    """The attack of "pressed his attack that it leaks", hung from the verb by the parser; not in "told men that"."""
    before = [o for o in parent.objects if child.mark == "that" and o.i == child.head.left_edge.i - 1]
    return next((o for o in before if o.pos_ == "NOUN" and lookup(lemma(o), "n", "that")), None)


def _is_false(parent: Clause) -> bool:
    """ "falsely claimed that"; not "openly claimed that"."""
    return any(c.dep_ == "advmod" and c.lower_ in UNTRUE for c in parent.head.children)


def _is_felt(parent: Clause, child: Clause) -> bool:
    """ "was ashamed to have joined": joined; not "was ashamed to join", "was said to have joined"."""
    done = child.is_infinitive and any(c.dep_ == "aux" and c.base == "have" for c in child.helpers)
    return done and any(c.pos_ == "ADJ" and lookup(lemma(c), "a", "that") == Signature.KNOW for c in parent.complements)


def _had_to(setting: Setting) -> bool:
    """ "had to sell it", "has had to sell it": sold it; not "has to sell it", nor "said he had to sell it"."""
    parent, above = setting.parent, setting.above
    own = not above.speakers or any(s.lower_ in SPEAKING_SELVES for s in parent.subjects)
    done = parent.head.tag_ in PAST_FORMS and not parent.objects and _is_obligation(parent, setting.clause)
    return done and own and above == above.affirmed and above.modality is Modality.ACTUAL


def _is_obligation(parent: Clause, child: Clause) -> bool:
    """True for "had to sell it", not for "had it sold", "needed to sell it"."""
    return child.is_infinitive and lemma(parent.head) == "have"


def _asked(parent: Clause, above: Stance, subject: int | None) -> Stance:
    """ "asked who bought it", "knows why it burst", "sells what Iran needs": it is taken for granted."""
    name = lookup(parent.lemma, "v", "that")
    if name in INQUIRING:
        return compose(Signature.SUSPECT, above.affirmed, subject)
    if name in GRANTING:
        return compose(Signature.KNOW, above, subject)
    return above.described


# -- beside it: "said that it leaks and smells", "That it leaks is known"


def _whether(setting: Setting) -> Stance | None:
    """ "Whether it leaks is open", "why it burst and whether it leaked"; not "That it leaks is known"."""
    return setting.around.left_open if setting.clause.mark == "whether" else None


def _alike(setting: Setting) -> Stance:
    """ "said that it leaks and smells": as the first, before its own negation."""
    if not _begins_anew(setting):
        return setting.around
    speakers = setting.around.speakers[:-1]
    return Stance(speakers=speakers, reporters=tuple(r for r in setting.around.reporters if r in speakers))


def _begins_anew(setting: Setting) -> bool:
    """True for "and the board sued" in "Reis said that it leaked, and the board sued": nobody says that.

    Not so behind a second "that", with no comma, and with no subject of its own or only a pronoun.
    """
    clause, parent = setting.clause, setting.parent
    if parent.link is not Link.CONTENT or clause.mark == "that" or not clause.has_own_subject:
        return False
    doc, begin = clause.head.doc, clause.subjects[0].left_edge.i
    is_quoted = any(t.is_quote for t in doc[parent.head.i : begin])
    before = {t.text for t in doc[max(parent.head.i, begin - 3) : begin + 1]}
    return clause.subjects[0].pos_ != "PRON" and "," in before and "that" not in before and not is_quoted


def _said_by_split(setting: Setting) -> Stance | None:
    """ "What the port needs is a channel": as it is put forward; not "What the port needs costs money"."""
    return setting.above if is_pseudo_cleft(setting.clause) else None


def _judged_deed(setting: Setting) -> Stance | None:
    """ "Keeping ships from entering is wrong": nobody need do so; not "Keeping ships from entering was costly"."""
    clause, parent = setting.clause, setting.parent
    is_deed = clause.head.tag_ == "VBG" and not clause.subjects
    is_judged = parent.head.base == "be" and any(c.pos_ == "ADJ" for c in parent.complements) and not is_past(parent)
    return weaken(setting.around.affirmed, Modality.POSSIBLE) if is_deed and is_judged else None


def _subject(setting: Setting) -> Stance:
    """ "That it leaks may harm them": as far off as what it is the subject of, but never denied with it."""
    above, around = setting.above.modality, setting.around
    return replace(around, negative=False, modality=around.modality if above is Modality.ACTUAL else above)


# -- behind a noun: "the firm, which sells arms", "companies selling arms", "the claim that it leaks"


def _done_by_noun(setting: Setting) -> Stance | None:
    """ "the importance of Europe pressing China", "the risk of it burying them"; not "parts of ships rusting"."""
    noun = setting.clause.noun
    if noun is None or all(t.tag_ != "VBG" for t in (setting.clause.head, *setting.clause.helpers)):
        return None
    over = noun.head.head if noun.head.lower_ in DOING else noun if doer_of_gerund(setting.clause.head) else None
    if over is None or over.pos_ != "NOUN" or lookup(lemma(over), "n", "ing") not in OPEN:
        return None
    return behind_noun(setting, over)


def _stopped(setting: Setting) -> Stance | None:
    """ "stopped the tourists feeding the bears"; not "met the tourists feeding the bears"."""
    noun, parent = setting.clause.noun, setting.parent
    if noun is None or noun.dep_ != "dobj" or setting.clause.head.tag_ != "VBG":
        return None
    stops = parent.lemma == "stop" or lookup(parent.lemma, "v") == Signature.PREVENT
    return compose(Signature.PREVENT, setting.above, None) if stops else None


def _banned(setting: Setting) -> Stance | None:
    """ "a ban on ships entering the port": they are not to; not "a tax on ships entering the port"."""
    noun = setting.clause.noun
    if noun is None or noun.dep_ != "pobj" or setting.clause.head.tag_ != "VBG" or noun.head.head.pos_ != "NOUN":
        return None
    forbids = lookup(lemma(noun.head.head), "n") == Signature.FORBID
    return compose(Signature.FORBID, setting.around.described, None) if forbids else None


def _called_a_lie(setting: Setting) -> Stance | None:
    """ "called it a lie that divers planted it", "It is a lie that"; not "called it a port that divers love"."""
    if not is_verdict(setting.clause):
        return None
    is_called = setting.clause.head.head.dep_ == "oprd"
    return compose(Signature.DENY, setting.above, setting.speaker if is_called else None)


def _singled_out(setting: Setting) -> Stance | None:
    """ "would be the first woman to captain it": as the verb above; not "met the first woman to captain it".

    "was not the first woman to captain it", "was not the only one who did" tell that she did.
    """
    clause, noun = setting.clause, setting.clause.head.head
    is_single = noun.dep_ == "attr" and any(c.lower_ in SINGLING_OUT for c in noun.lefts)
    if is_single and (clause.is_infinitive or setting.above.negative):
        return setting.above.affirmed
    return setting.above if noun.dep_ == "attr" and clause.is_infinitive and _acts(clause) else None


def _acts(clause: Clause) -> bool:
    """True for "to captain it" behind "a woman"; not behind "a way", "time", "time for her"."""
    return lookup(lemma(clause.head.head), "n", "to") is None and not clause.has_own_subject


def _for_doer(setting: Setting) -> Stance | None:
    """ "It is time for Oslo to leave": by the noun; not "is the first woman to leave"."""
    clause, noun = setting.clause, setting.clause.noun
    return behind_noun(setting, noun) if noun is not None and clause.is_infinitive and clause.has_own_subject else None


def _there_is_none(setting: Setting) -> Stance | None:
    """ "There is no law that bans it", "is no mayor who sways it", "is not a mayor who sways it": nothing does.

    Not so "There is a law that bans it", "met no mayor who sways it".
    """
    clause, parent = setting.clause, setting.parent
    noun = _kind(clause.head.head, clause.head.tag_ == "VBG")
    denied = setting.above.negative and noun.dep_ == "attr" and noun.head.i == parent.head.i
    # "There is no question that he lied"
    told = clause.has_own_subject and lookup(lemma(noun), "n", "that") is not None
    return setting.above if denied and not told and not clause.is_infinitive else None


def _kind(noun: Token, is_gerund: bool) -> Token:
    """ "the kind of mayor who", "sign of a union changing": the kind, the sign; any other noun is itself."""
    of = noun.head
    inner = noun.dep_ == "pobj" and of.lower_ == "of"
    return of.head if inner and (is_gerund or lemma(of.head) in KINDS) else noun


def _of_none(setting: Setting) -> Stance | None:
    """ "has no rival who beats it": there may be none; not so "has a rival who beats it", "has few who do".

    Nor "has no idea how they beat it".
    """
    noun = setting.clause.head.head
    none = noun.lower_ in NOBODY or any(c.lower_ == "no" and c.dep_ == "det" for c in noun.lefts)
    if not none or noun.pos_ == "PROPN" or setting.clause.is_infinitive or lookup(lemma(noun), "n", "that"):
        return None
    return setting.around.described.left_open


def _cleft(setting: Setting) -> Stance | None:
    """ "It was not the storm that sank the barge": denied with it; not "It met the storm that sank the barge"."""
    return setting.above if is_cleft(setting.clause) else None


def _added(setting: Setting) -> Stance | None:
    """ "said that the quake tilted the tower, which masons propped": the writer's own; not "the tower that tilted".

    Those who are named only behind it say it too: "The quake tilted the tower, which masons propped, Reis said". What
    comes of what is said is theirs: "said that the quake tilted the tower, which makes it lean".
    """
    head = setting.clause.head
    start = head.left_edge.i
    if head.base in CONSEQUENT and head.doc[start].lower_ == "which":
        return None
    if not any(t.text == "," for t in head.doc[max(0, start - 1) : start]):
        return None
    parted = next((t.idx for t in head.doc[head.i : head.sent.end] if t.text in ENDING), head.sent.end_char)
    behind = tuple(r for r in setting.above.reporters if head.idx < r - setting.offset < parted)
    return Stance(speakers=behind, reporters=behind)


def _spoken_of(setting: Setting) -> Stance | None:
    """ "listed the steps that the city took": who lists them says so; not "climbed the steps that the city built"."""
    says = tells(setting) and speaks_of(setting.parent, setting.clause)
    return setting.above.described.said_by(setting.speaker, reports=True) if says else None


def _sought(setting: Setting) -> Stance | None:
    """ "wants a leader who fights", "may reject rules it did not agree with": there need be none.

    Not so "wants the leader who fights", "met a leader who fights", "may meet a leader who fought".
    """
    clause, noun = setting.clause, setting.clause.noun
    if noun is None or clause.head.head.i != noun.i or not _may_lack(clause, noun):
        return None
    modality = _modality_of_sought(setting, noun)
    return replace(setting.around.described, modality=modality) if modality is not None else None


def _modality_of_sought(setting: Setting, noun: Token) -> Modality | None:
    """How far off what a verb governs is; None where it is there, and where the noun only places what is told."""
    parent, above = setting.parent, setting.above.modality
    if noun.head.i == parent.head.i and noun.dep_ in SOUGHT:
        return above if above is not Modality.ACTUAL else _wanted(parent.signature())
    # "called for a law that bans ships"; "may speak at a club that bans ships" only places it
    called_for = noun.dep_ == "pobj" and noun.head.head.i == parent.head.i
    return _wanted(parent.signature_with(noun.head.lower_)) if called_for else None


def _wanted(name: Signature | None) -> Modality | None:
    return MODALITY_OF_SOUGHT.get(name) if name is not None else None


def _may_lack(clause: Clause, noun: Token) -> bool:
    """True for a clause behind "a leader", "anyone", that tells no past, and for a denied one behind "rules"."""
    if clause.is_infinitive or clause.head.tag_ == "VBN":
        return False
    denied = is_negated(clause)
    determiners = {c.lower_ for c in noun.lefts if c.dep_ in DETERMINING}
    if not determiners:
        return noun.lower_ in ANYBODY or (denied and noun.tag_ in PLURAL_NOUNS)
    return determiners <= INDEFINITE and (denied or not is_past(clause))


def _describing(setting: Setting) -> Stance:
    """ "hopes that the firm that sells arms will close": it sells arms, as those say who report it."""
    return setting.around.described


def _behind_noun(setting: Setting) -> Stance | None:
    """ "the claim that it leaks", "plans to close it"; not "that it leaks", nor "time for them to close it"."""
    noun = setting.clause.noun
    if noun is None or setting.clause.mark == "for":
        return None
    stance = behind_noun(setting, noun)
    return stance.said_outside(setting.above, setting.speaker) if is_spoken_of(setting, noun) else stance


OF_NOUNS: tuple[Callable[[Setting], Stance | None], ...] = (
    *(_there_is_none, _of_none, _sought, _spoken_of, _describing),
)
PATTERNS: Mapping[Link, tuple[Callable[[Setting], Stance | None], ...]] = MappingProxyType(
    {
        Link.CONTENT: (content,),
        Link.COORDINATE: (_whether, _alike),
        Link.SUBJECT: (_said_by_split, _whether, _judged_deed, _subject),
        Link.PARTICIPLE: (_done_by_noun, _stopped, _banned, *OF_NOUNS),
        Link.RELATIVE: (_called_a_lie, _for_doer, _singled_out, _cleft, _added, *OF_NOUNS),
        Link.NOUN_CONTENT: (_behind_noun, adverbial),
        Link.GERUND: (gerund,),
        Link.ADVERBIAL: (adverbial,),
    }
)
