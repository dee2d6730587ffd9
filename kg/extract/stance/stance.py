"""Who says it, whether it is affirmed, and how it stands to the world: the stance of every clause.

Stance is composed from the top of the sentence downwards. A predicate over a clause has a signature, kept in
``ontology/signatures.tsv``: a reporting verb adds its subject as a speaker, a denial also turns the polarity,
"hope" makes what is beneath it desired, "fail" makes it false, "manage" leaves it as true as itself. The verb's own
auxiliaries, negation and adverbs come on top. Relative clauses and participles that describe a noun escape the
modality above them: "hopes that the firm, which sells arms, will close" still tells that it sells arms.
Sources: Karttunen 1971 (implicatives), Kiparsky and Kiparsky 1970 (factives), Sauri and Pustejovsky 2009 (FactBank).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link, is_cleft, is_pseudo_cleft, is_verdict
from kg.extract.clauses.markers import (
    HEDGES,
    UNTRUE,
    could_not,
    is_concession,
    is_condition,
    is_negated,
    is_none,
    is_past,
    is_subjunctive,
    is_wh,
    modal,
    supposes,
)
from kg.extract.clauses.subjects import doer_of_gerund, noun_holders
from kg.extract.stance.composition import Stance, compose, weaken
from kg.extract.stance.signature import frame_of, is_aside, is_modal, named_content, phrasal, signature
from kg.language.words import GROUPS, OFFICES, is_person, lemma
from kg.model.records import Certainty, Modality
from kg.terms.signature import SPEECH, Signature, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Verbs by whose object nothing comes of what it names.
LACKING = frozenset(
    """lack lose abandon drop scrap shelve cancel renounce forfeit miss withdraw retract rescind revoke ditch
    axe""".split()
) | {"give up"}
# Signatures of nouns that leave open what is behind them: "the risk of the cliff burying them".
OPEN = {
    *(Signature.NEED, Signature.HOPE, Signature.PLAN, Signature.CLAIM),
    *(Signature.ALLOW, Signature.TRY, Signature.SUSPECT),
}
# Beneath these a gerund is what the signature makes of it, whatever the preposition; with these only behind some.
TURNING = {
    *(Signature.FAIL, Signature.REFUSE, Signature.PREVENT, Signature.FORBID),
    *(Signature.SUSPECT, Signature.CLAIM, Signature.ALLOW, Signature.SEEM),
}
AIMING = {Signature.HOPE, Signature.PLAN, Signature.REQUEST, Signature.TRY}
ANTI = {"without", "instead of", "rather than", "instead"}
# A headline names who speaks within so many words.
HERALD = 8
# "Report: mayor misused funds".
PAPERS = {"report", "study", "poll", "survey", "source", "memo", "inquiry", "probe", "watchdog"}
LATER = {"when", "once", "until", "before", "after"}
REAL = {"as", "because", "since", "while", "although", "though", "whereas", "given"}


def stances(
    clauses: Sequence[Clause], offset: int, quoted: Callable[[int], int | None], *, is_question: bool
) -> dict[int, Stance]:
    """The stance of each clause by the index of its head token.

    Args:
        clauses: those of one sentence, outer before inner.
        offset: place of the sentence's text in the document, added to ``token.idx``.
        quoted: place of the speaker's head word for a place inside a quotation, else None.
        is_question: the sentence asks, and states nothing outside its reports.
    """
    contexts: dict[int, Stance] = {}
    found: dict[int, Stance] = {}
    hosts = {c.parent.head.i: c for c in clauses if c.parent is not None and is_aside(c)}
    conditions = [c for c in clauses if is_condition(c) and not is_concession(c)]
    herald = _herald(clauses)
    for clause in clauses:
        aside = hosts.get(clause.head.i)
        if clause in hosts.values():
            context = Stance()
        elif aside is not None:
            context = _beneath(aside, clause, Stance(), offset)
        else:
            context = _context(clause, contexts, found, offset)
        above = hosts.get(clause.parent.head.i) if clause.parent is not None else None
        behind = above is not None and clause.parent is not None and clause.parent.head.i < above.head.i < clause.head.i
        if behind and clause.link in (Link.ADVERBIAL, Link.COORDINATE):
            # "None did, an audit found, although ...": what follows the report is no part of it
            context = replace(context, speakers=(), reporters=())
        if herald is not None and clause.parent is None and clause.head.i > herald.i:
            context = context.said_by(offset + herald.idx, reports=True)
        voice = quoted(offset + clause.head.idx)
        if voice is not None and voice not in context.speakers:
            context = replace(context, speakers=(voice, *context.speakers), reporters=(voice, *context.reporters))
        for oblique in clause.obliques:
            if oblique.preposition in ("according to", "per"):
                context = context.said_by(offset + oblique.heads[0].idx, reports=True)
        contexts[clause.head.i] = context
        stance = _own(clause, context)
        if clause.link is Link.COORDINATE and clause.parent is not None and _shares_auxiliaries(clause):
            stance = _shared(clause, stance, found[clause.parent.head.i])
        if clause.link is Link.COORDINATE and clause.parent is not None and _shares_hedge(clause):
            stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.PROBABLE)
        if any(_hangs_on(condition, clause) for condition in conditions):
            stance = replace(stance, modality=Modality.CONDITIONAL)
        if is_question and not stance.speakers and stance.modality is Modality.ACTUAL:
            stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED)
        found[clause.head.i] = stance
    return found


def _herald(clauses: Sequence[Clause]) -> Token | None:
    """The minister of the headline "Minister: no troops will go": who stands before a colon that opens the sentence."""
    if not clauses:
        return None
    sentence = clauses[0].head.sent
    colon = next((t for t in sentence[:HERALD] if t.text == ":"), None)
    if (
        colon is None
        or colon.i == sentence.start
        or any(t.pos_ in ("VERB", "AUX") for t in sentence[: colon.i - sentence.start])
    ):
        return None
    last = colon.nbor(-1)
    speaks = last.ent_type_ == "PERSON" or is_person(last) or lemma(last) in GROUPS | OFFICES | PAPERS
    return last if speaks and last.pos_ in ("NOUN", "PROPN") else None


def _context(clause: Clause, contexts: dict[int, Stance], found: dict[int, Stance], offset: int) -> Stance:
    """What a clause takes over from above, before its own auxiliaries and negation."""
    parent = clause.parent
    if parent is None:
        return _titled(clause, offset) if clause.link is Link.NOUN_CONTENT and clause.noun is not None else Stance()
    above, around = found[parent.head.i], contexts[parent.head.i]
    if clause.link is Link.CONTENT:
        return _beneath(parent, clause, above, offset)
    if clause.link is Link.COORDINATE and clause.mark == "whether":
        # "why it burst and whether engineers ignored the cracks"
        return replace(around, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED, negative=False)
    if clause.link is Link.COORDINATE:
        return around
    if clause.link is Link.PARTICIPLE and clause.noun is not None:
        # "the importance of Europe pressing China"
        over = clause.noun.head.head if clause.noun.head.lower_ in ("of", "for") else None
        if over is None and doer_of_gerund(clause.head):
            over = clause.noun
        if over is not None and over.pos_ == "NOUN" and lookup(lemma(over), "n", "ing") in OPEN:
            return _beneath_noun(clause, over, parent, above, offset)
    if (
        clause.link is Link.PARTICIPLE
        and clause.noun is not None
        and clause.noun.dep_ == "dobj"
        and clause.head.tag_ == "VBG"
    ):
        stops = lookup(parent.lemma, "v") == Signature.PREVENT or parent.lemma == "stop"
        if stops and clause.noun.head.i == parent.head.i:
            # "stopped the tourists feeding the bears"
            return compose(Signature.PREVENT, above, None)
    if clause.link is Link.RELATIVE and is_verdict(clause):
        # "called it a lie that divers planted it"
        return compose(Signature.DENY, above, _speaker(parent, offset) if clause.head.head.dep_ == "oprd" else None)
    if clause.link is Link.RELATIVE and clause.is_infinitive and clause.head.head.dep_ == "attr":
        # "would be the first woman to captain it"
        return above
    if clause.link is Link.RELATIVE and is_cleft(clause):
        # "It was not the storm that sank the barge"
        return above
    if clause.link is Link.RELATIVE and _is_aside_relative(clause):
        # "said that the quake tilted the tower, which masons propped": the writer's own addition
        return Stance()
    if clause.link in (Link.RELATIVE, Link.PARTICIPLE):
        return Stance(speakers=around.reporters, reporters=around.reporters)
    if clause.link is Link.NOUN_CONTENT and clause.noun is not None:
        return _beneath_noun(clause, clause.noun, parent, above, offset)
    if clause.link is Link.GERUND:
        return _gerund(clause, parent, above, offset)
    if is_pseudo_cleft(clause):
        return above
    if clause.link is Link.SUBJECT and clause.mark == "whether":
        # "Whether China arms Russia is open"
        return replace(around, modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED, negative=False)
    if clause.link is Link.SUBJECT:
        modality = above.modality if above.modality is not Modality.ACTUAL else around.modality
        return replace(around, modality=modality, negative=False)
    return _adverbial(clause, parent, above, around, offset)


def _is_aside_relative(clause: Clause) -> bool:
    """True for a relative clause set off by a comma."""
    start = clause.head.left_edge.i
    return start > 0 and clause.head.doc[start - 1].text == ","


def _beneath(parent: Clause, child: Clause, above: Stance, offset: int) -> Stance:
    """The stance of a clause under the predicate of ``parent``, by its signature."""
    subject = _speaker(parent, offset)
    if named_content(parent, frame_of(child)):
        # "The rumour is that p": no rumour speaks
        subject = next((offset + c.idx for c in noun_holders(parent.subjects[0], "")), None)
    if child.is_infinitive and is_modal(parent):
        # "The plant is to open": it plans nothing itself
        subject = None
    if supposes(parent):
        return replace(above, modality=Modality.CONDITIONAL)
    if is_subjunctive(child):
        # "insists that he return the boats": asked for, not told
        return compose(Signature.REQUEST, above, subject)
    if any(c.lower_ in UNTRUE for c in parent.head.children if c.dep_ == "advmod"):
        # "falsely claimed that"
        return compose(Signature.SUSPECT, above, subject)
    if is_wh(child):
        return _asked(parent, above, subject)
    name = signature(parent, child)
    if name == Signature.FAIL and could_not(parent) and above.modality is Modality.POSSIBLE:
        # "could not avoid meeting her": it was not in their power not to
        above = replace(above, modality=Modality.ACTUAL, certainty=Certainty.CERTAIN)
    return compose(name, above, subject, past=parent.head.tag_ in ("VBD", "VBN"))


def _asked(parent: Clause, above: Stance, subject: int | None) -> Stance:
    """ "asked who bought it", "knows why it burst", "sells what Iran needs": it is taken for granted."""
    name = lookup(parent.lemma, "v", "that")
    if name in (Signature.REQUEST, Signature.SUSPECT, Signature.HOPE):
        return compose(Signature.SUSPECT, replace(above, negative=False), subject)
    if name in SPEECH - {Signature.DENY}:
        return compose(Signature.KNOW, above, subject)
    return Stance(speakers=above.reporters, reporters=above.reporters)


def _beneath_noun(clause: Clause, noun: Token, parent: Clause, above: Stance, offset: int) -> Stance:
    """ "the accusation that ...", "plans to ...": by the noun, and by the verb that rejects or confirms it."""
    governs = noun.head.i == parent.head.i and noun.dep_ in ("dobj", "nsubjpass", "attr", "pobj")
    verb = lookup(parent.lemma, "v", "that") if governs else None
    frame = frame_of(clause)
    name = lookup(lemma(noun), "n", frame)
    holder = next((offset + c.idx for c in noun_holders(noun, frame)), None)
    if holder is None and governs and noun.dep_ == "dobj" and parent.subjects:
        holder = _speaker(parent, offset)
    if name == Signature.WORRY and not (holder is not None and _may_worry(noun, parent)):
        # "concerns that the port aids smugglers": nobody is named who thinks so
        name, holder = Signature.CLAIM, None
    if _is_unfounded(noun, parent):
        return compose(Signature.DENY, replace(above, negative=False), None)
    said = (Signature.CLAIM, Signature.REPORT, Signature.WORRY, Signature.SUSPECT, None)
    if verb in (Signature.DENY, Signature.KNOW, Signature.PROVE) and name in said:
        return compose(verb, above, holder)
    if lemma(noun) in ("condition", "event", "case", "proviso"):
        # "on condition that"
        return replace(above, modality=Modality.CONDITIONAL, negative=False)
    if governs and parent.lemma in LACKING:
        # "lost the chance to", "abandoned its plan to"
        return replace(above, negative=not above.negative)
    if lemma(noun) == "doubt" and any(c.lower_ == "no" for c in noun.children):
        return replace(above, negative=False)
    if frame == "to" and governs and (judged := phrasal(parent)):
        return compose(judged, above, None, past=parent.head.tag_ in ("VBD", "VBN"))
    base = above if governs else replace(above, negative=False)
    if not name:
        name = Signature.HOPE if frame == "to" else Signature.CLAIM
    if name == Signature.CLAIM and holder is not None and not governs:
        name = Signature.REPORT
    stance = compose(name, base, holder)
    # "stressed the importance of Europe acting": who stresses it says so
    return stance.said_by(holder, reports=False) if governs and verb in SPEECH else stance


def _titled(clause: Clause, offset: int) -> Stance:
    """ "Suspicions that the firm rigged it": no verb is above the noun."""
    noun = clause.noun
    assert noun is not None
    frame = frame_of(clause)
    name = lookup(lemma(noun), "n", frame) or (Signature.HOPE if frame == "to" else Signature.CLAIM)
    holder = next((offset + c.idx for c in noun_holders(noun, frame)), None)
    return compose(Signature.CLAIM if name == Signature.WORRY and holder is None else name, Stance(), holder)


def _is_unfounded(noun: Token, parent: Clause) -> bool:
    """True for "no truth to the rumour that", "no basis for the claim that"."""
    ground = noun.head.head if noun.dep_ == "pobj" else noun
    there = parent.existential or lemma(parent.head) in ("have", "find", "see")
    said = ground.head.i == parent.head.i and lookup(lemma(ground), "n") == Signature.MANAGE
    return there and said and ground.i != noun.i and is_negated(parent)


def _may_worry(noun: Token, parent: Clause) -> bool:
    """True where whoever has the worry, or voices it, is somebody: a deal that raises concerns has none."""
    people = [c for c in noun.children if c.dep_ == "poss"] or parent.agents or parent.subjects
    return any(
        p.pos_ == "PROPN" or p.tag_ in ("PRP", "PRP$") or p.ent_type_ or is_person(p) or lemma(p) in GROUPS | OFFICES
        for p in people
    )


def _gerund(clause: Clause, parent: Clause, above: Stance, offset: int) -> Stance:
    marker = clause.head.head
    words = marker.lower_
    if words == "but" and clause.is_infinitive:
        return _only_choice(above)
    if words in ("by", "before", "after", "through", "upon", "since", "while", "when", "despite", "besides"):
        return _meant(clause, parent, above, offset)
    if clause.mark == "whether":
        # "doubts about whether it paid"
        return compose(Signature.SUSPECT, replace(above, negative=False), None)
    if words in ("than", "of") and marker.head.lower_ in ("rather", "instead"):
        words = f"{marker.head.lower_} {words}"
    if marker.i > 0 and marker.doc[marker.i - 1].lower_ in ("instead", "rather"):
        words = f"{marker.doc[marker.i - 1].lower_} {words}"
    if words in ANTI:
        return compose(Signature.REFUSE, above, None)
    adjective = marker.head if marker.head.pos_ == "ADJ" else None
    if adjective is not None and any(c.dep_ == "neg" for c in adjective.children):
        # "pleaded not guilty to robbing it"
        return compose(Signature.DENY, above, _speaker(parent, offset))
    adverb = f"{marker.head.lower_} {words}" if marker.head.pos_ in ("ADV", "ADJ") else words
    judged = lookup(f"{parent.lemma} {adverb}", "v")
    if judged:
        # "acquitted of forging", "decided against buying"
        return compose(judged, above, _speaker(parent, offset))
    noun = marker.head if marker.dep_ == "prep" and marker.head.pos_ in ("NOUN", "PROPN") else None
    if noun is not None:
        borne = lookup(lemma(noun), "n", "ing") or Signature.MANAGE
        own = noun.dep_ == "dobj" and noun.head.i == parent.head.i
        plain = Stance(
            negative=above.negative and own,
            modality=above.modality,
            certainty=above.certainty,
            speakers=above.reporters,
            reporters=above.reporters,
        )
        return compose(borne, plain, None) if borne not in SPEECH else plain
    if adjective is not None:
        return compose(lookup(lemma(adjective), "a", "ing") or Signature.MANAGE, above, None)
    framed = lookup(f"{parent.lemma} {words}", "v")
    name = framed or lookup(parent.lemma, "v", "ing")
    if name in TURNING:
        return compose(name, above, _speaker(parent, offset) if name == Signature.FORBID else None)
    if words == "from" and name != Signature.MANAGE:
        return replace(above, negative=not above.negative)
    if words == "against":
        # "warned against buying it"
        return compose(Signature.FORBID, above, _speaker(parent, offset))
    if not name and words in ("about", "of", "on", "at") and marker.i > parent.head.i:
        # what is talked about or worked on need not be done; "on arriving" is
        return weaken(replace(above, negative=False), Modality.POSSIBLE)
    if name in (Signature.DENY, Signature.ACCUSE) or framed in (Signature.REQUEST, Signature.TRY):
        return compose(name, above, _speaker(parent, offset))
    if name in AIMING and words in ("for", "on", "to", "of", "about"):
        return compose(name, above, _speaker(parent, offset))
    return replace(above, negative=False)


def _meant(clause: Clause, parent: Clause, above: Stance, offset: int) -> Stance:
    """ "By pressing China, it hopes to stop the war": the means are as far off as the end."""
    if clause.head.head.lower_ in ("by", "through"):
        for content in parent.contents:
            name = signature(parent, content)
            if name in (Signature.HOPE, Signature.PLAN, Signature.TRY):
                return compose(name, replace(above, negative=False), _speaker(parent, offset))
        if above.negative:
            return weaken(replace(above, negative=False), Modality.POSSIBLE)
    return replace(above, negative=False)


def _only_choice(above: Stance) -> Stance:
    """ "has no choice but to sell": what must be done."""
    return weaken(replace(above, negative=False), Modality.OBLIGATION)


def _adverbial(clause: Clause, parent: Clause, above: Stance, around: Stance, offset: int) -> Stance:
    mark = clause.mark
    noun = next((o for o in parent.objects if o.i < clause.head.i), None)
    if mark == "for" and clause.is_infinitive and noun is not None and (name := lookup(lemma(noun), "n", "to")):
        # "the need for Europe to act": the parser hangs the clause from the verb
        return compose(name, above, _speaker(parent, offset)).said_by(_speaker(parent, offset), reports=False)
    asked = lookup(f"{parent.lemma} for", "v") or lookup(parent.lemma, "v", "to")
    if mark == "for" and clause.is_infinitive and (name := asked):
        # "called for the club to sack him"
        return compose(name, above, _speaker(parent, offset))
    before = clause.head.doc[clause.head.left_edge.i]
    words = f"{before.lower_} {mark}".strip() if before.lower_ in ("rather", "instead") else mark
    if words in ANTI or (mark == "than" and words != "than"):
        return replace(around, negative=True)
    if mark == "than" and any(c.lower_ in ("rather", "sooner") for c in parent.head.children):
        # "would rather sell it than mortgage it"
        return replace(above, negative=True)
    if is_condition(clause):
        return replace(around, modality=Modality.CONDITIONAL)
    if clause.is_infinitive and clause.inherits and (judged := phrasal(parent)):
        # "took the trouble to phone"
        return compose(judged, above, None, past=parent.head.tag_ in ("VBD", "VBN"))
    if mark == "but" and clause.is_infinitive:
        return _only_choice(above)
    if clause.is_infinitive and lemma(parent.head) == "do" and any(is_none(o) for o in parent.objects):
        # "did nothing to calm them", "did little to help"
        return replace(above, negative=True)
    if clause.is_infinitive and (clause.inherits or mark in ("for", "in", "")):
        return weaken(replace(above, negative=False), Modality.DESIRED)
    if mark == "so" or (mark == "that" and before.lower_ == "so"):
        return weaken(replace(above, negative=False), Modality.DESIRED)
    if clause.inherits and clause.head.tag_ in ("VBG", "VBN"):
        return replace(above, negative=False)
    if mark in LATER and above.modality is not Modality.ACTUAL and not is_past(clause):
        return replace(around, modality=above.modality)
    if mark in REAL or (mark in LATER and is_past(clause)):
        # the reason or background of a wish is no wish
        return Stance(speakers=around.reporters, reporters=around.reporters)
    return around


def _own(clause: Clause, context: Stance) -> Stance:
    """The context with the clause's own negation, modals, hedges and negative quantifiers."""
    stance = context
    head = clause.head
    if is_negated(clause):
        stance = replace(stance, negative=not stance.negative)
    modality = modal(clause, bool(context.speakers))
    if clause.link is Link.ROOT and clause.is_infinitive and clause.subjects:
        # a headline's "to pull": it is announced
        modality = Modality.DESIRED if clause.mark == "for" else Modality.PLANNED
    if modality is not None and context.modality in (Modality.ACTUAL, Modality.PLANNED):
        stance = replace(stance, modality=modality)
    hedges = {c.lower_ for c in head.children if c.dep_ == "advmod"} & HEDGES
    if hedges and stance.modality is Modality.ACTUAL:
        stance = replace(stance, modality=Modality.POSSIBLE, certainty=Certainty.PROBABLE)
    return stance


def _hangs_on(condition: Clause, clause: Clause) -> bool:
    """True where the condition belongs to this clause, also through the report above it."""
    parent = condition.parent
    if parent is None:
        return False
    if parent is clause:
        return not (clause.contents and _reports(clause))
    return clause in parent.contents and _reports(parent)


def _reports(clause: Clause) -> bool:
    return lookup(lemma(clause.head), "v", "that") in SPEECH


def _shares_auxiliaries(clause: Clause) -> bool:
    """True for "mix" in "did not crush or mix": no auxiliary and no subject of its own, same form."""
    parent = clause.parent
    assert parent is not None
    own = any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in clause.head.children)
    first = _listed_first(clause)
    helpers = [c for c in first.head.children if c.dep_ in ("aux", "auxpass")]
    # "may be lagging and hold": a bare verb behind a modal, whatever the form of the first
    alike = clause.head.tag_ == parent.head.tag_ or (clause.head.tag_ == "VB" and any(c.tag_ == "MD" for c in helpers))
    return not own and alike and bool(helpers)


def _listed_first(clause: Clause) -> Clause:
    """The first verb of a list, whose auxiliaries all share: "glaze" for "sell" in "did not glaze, paint or sell"."""
    first = clause.listed_first()
    return first if first is not clause or clause.parent is None else clause.parent


def _shares_hedge(clause: Clause) -> bool:
    """True for "maintain" in "perhaps lag and maintain other views"."""
    parent = clause.parent
    assert parent is not None
    hedged = any(c.lower_ in HEDGES for c in parent.head.children if c.dep_ == "advmod" and c.i < parent.head.i)
    return hedged and clause.inherits


def _shared(clause: Clause, own: Stance, above: Stance) -> Stance:
    # "glaze, paint or sell": the word that joins them stands before the last
    verbs = _listed_first(clause).head.listed(lambda c: c.dep_ == "conj")
    joiner = {
        c.lower_ for v in verbs for c in v.children if c.dep_ == "cc" and (c.lower_ != "but" or c.i < clause.head.i)
    }
    negative = own.negative or (above.negative and "but" not in joiner and bool(joiner & {"or", "nor", "and"}))
    return replace(own, negative=negative, modality=above.modality if own.modality is Modality.ACTUAL else own.modality)


def _speaker(clause: Clause, offset: int) -> int | None:
    """Place of the head of who says, wants or plans: the subject, in a passive the agent."""
    people = clause.agents if clause.passive or clause.agents else clause.subjects
    if not people or people[0].lower_ in ("i", "we") or people[0].pos_ in ("VERB", "AUX"):
        # whoever says "we want" is already the speaker of the quotation; "ending the war" speaks of nothing
        return None
    return offset + people[0].idx
