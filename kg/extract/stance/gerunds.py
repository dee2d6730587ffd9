"""A gerund behind a preposition: "by buying oil" is as far off as the end, "without buying" was not done, "accused of
buying" is laid to somebody, "warned against buying" is not wanted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.markers import is_past, is_unreached, is_wh
from kg.extract.stance.composition import Setting, Stance, compose, decided, weaken
from kg.extract.stance.signature import signature
from kg.extract.stance.speaking import NAMING_SO, is_spoken_of
from kg.language import relations
from kg.language.grammar import NOMINAL_SUBJECTS, NOUNS
from kg.language.words import lemma
from kg.model.kinds import Modality
from kg.terms.signature import SPEECH, Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.extract.clauses.clause import Clause
    from kg.model.syntax import Token

# Who does what a gerund tells: "his selling it".
DOING = NOMINAL_SUBJECTS | {relations.POSS}
# Before a gerund these tell how or when it was: "by buying", "after buying".
CIRCUMSTANCES = words("circumstances of a deed")
MEANS = frozenset({"by", "through"})
# Nothing comes of what stands behind these.
ANTI = words("marks of what is not done")
# "rather than buying", "instead of buying"
PREFERRED = frozenset({"rather", "instead"})
# Behind these what is talked about or worked on need not be done; behind those a wish is one for the gerund.
TALKED = words("prepositions of what is talked about")
AIMED = words("prepositions of what is aimed at")
# Word classes of what stands between a verb and its preposition: "refrained wisely from", "is responsible for".
INTERVENING = frozenset({"ADV", "ADJ"})
# Beneath these a gerund is what the signature makes of it, whatever the preposition; with the next only behind some.
TURNING = frozenset(
    {
        *(Signature.FAIL, Signature.REFUSE, Signature.PREVENT, Signature.FORBID),
        *(Signature.SUSPECT, Signature.CLAIM, Signature.ALLOW, Signature.SEEM),
    }
)
AIMING = frozenset({Signature.HOPE, Signature.PLAN, Signature.REQUEST, Signature.TRY})
# What somebody only fears or suspects need not be so.
DOUBTING = frozenset({Signature.WORRY, Signature.SUSPECT})
BLAMING = frozenset({Signature.DENY, Signature.ACCUSE})
# A means to what is only wanted is no more done than that.
ENDS = frozenset({Signature.HOPE, Signature.PLAN, Signature.TRY})


@dataclass(frozen=True, slots=True)
class Gerund:
    """A gerund in its setting.

    Attributes:
        setting: where the clause stands.
        marker: the preposition.
        preposition: its word, with "rather" or "instead" where that stands before it.
        verb: the signature of the verb above with the preposition, wherever that stands, else with a gerund; None
            where the table has neither.
    """

    setting: Setting
    marker: Token
    preposition: str
    verb: Signature | None

    @property
    def adjective(self) -> Token | None:
        """The adjective from which the preposition hangs: "guilty" in "guilty of robbing"."""
        return self.marker.head if self.marker.head.pos_ == "ADJ" else None


def gerund(setting: Setting) -> Stance:
    """The stance of a gerund behind a preposition."""
    marker = setting.clause.head.head
    before = marker.nbor(-1).lower_ if marker.i > 0 else ""
    preposition, verb = preferred(before, marker.lower_), setting.parent.lemma
    name = lookup(f"{verb} {preposition}", "v") or lookup(verb, "v", "ing")
    stance = decided(PATTERNS, Gerund(setting, marker, preposition, name))
    # "criticized the cost of buying it", "is worried about what it buys": who is speaks of the buying
    is_told = marker.lower_ not in CIRCUMSTANCES and is_spoken_of(setting, marker)
    return stance.said_outside(setting.above, setting.speaker) if is_told else stance


def preferred(before: str, mark: str) -> str:
    """A mark with the "rather" or "instead" before it: "rather than", "instead of"."""
    return f"{before} {mark}".strip() if before in PREFERRED else mark


def only_choice(setting: Setting) -> Stance:
    """ "has no choice but to sell": what must be done."""
    return weaken(setting.above.affirmed, Modality.OBLIGATION)


def _behind_but(case: Gerund) -> Stance | None:
    """ "has no choice but to sell it"; not "did all but selling it"."""
    return only_choice(case.setting) if case.marker.lower_ == "but" and case.setting.clause.is_infinitive else None


def _how_to(case: Gerund) -> Stance | None:
    """ "struggled with how to sell it": it need not be sold; not "struggled with selling it"."""
    asks = case.setting.clause.is_infinitive and is_wh(case.setting.clause)
    return weaken(case.setting.above.affirmed, Modality.POSSIBLE) if asks else None


def _free_relative(case: Gerund) -> Stance | None:
    """ "will go after what he calls a swamp", "spoke of what he calls one": he does; not "will sell to whoever bid"."""
    clause, above = case.setting.clause, case.setting.above
    told = is_wh(clause) and not clause.is_infinitive and (is_past(clause) or clause.is_report or _names(clause))
    is_told = told and not clause.helpers
    return above.described if is_told and (above.modality is not Modality.ACTUAL or _names(clause)) else None


def _names(clause: Clause) -> bool:
    return clause.lemma in NAMING_SO


def _at_what_time(case: Gerund) -> Stance | None:
    """ "is vague on when it closes": it may never close; not "is clear on when it closed"."""
    around = case.setting.above.affirmed
    return weaken(around, Modality.CONDITIONAL) if is_unreached(case.setting.clause) else None


def _compared(case: Gerund) -> Stance | None:
    """ "costs more than selling it": nobody need sell it; not "gained by selling it"."""
    compared = case.preposition == "than" and case.setting.clause.head.tag_ == "VBG"
    return weaken(case.setting.above.affirmed, Modality.POSSIBLE) if compared else None


def _circumstance(case: Gerund) -> Stance | None:
    """ "drained it by digging", "left after selling it"; not "left without selling it"."""
    if case.marker.lower_ not in CIRCUMSTANCES:
        return None
    above = case.setting.above
    if case.marker.lower_ in MEANS:
        if (ends := _end(case.setting.parent)) is not None:
            # "By pressing China, it hopes to stop the war": the means are as far off as the end
            return compose(ends, above.affirmed, case.setting.speaker)
        if above.negative:
            # "did not win by cheating": it may have cheated
            return weaken(above.affirmed, Modality.POSSIBLE)
    return above.affirmed


def _end(parent: Clause) -> Signature | None:
    """The signature of "hopes" in "hopes to stop the war"; None for "managed to stop it"."""
    return next((name for c in parent.contents if (name := signature(parent, c)) in ENDS), None)


def _doubtful(case: Gerund) -> Stance | None:
    """ "doubts about whether it paid"; not "doubts about paying"."""
    open_ = case.setting.clause.mark == "whether"
    return compose(Signature.SUSPECT, case.setting.above.affirmed, None) if open_ else None


def _instead(case: Gerund) -> Stance | None:
    """ "left without selling it", "leased it instead of selling it"; not "left before selling it"."""
    return compose(Signature.REFUSE, case.setting.above, None) if case.preposition in ANTI else None


def _not_guilty(case: Gerund) -> Stance | None:
    """ "pleaded not guilty to robbing it"; not "pleaded guilty to robbing it"."""
    adjective = case.adjective
    denied = adjective is not None and any(c.dep_ == "neg" for c in adjective.children)
    return case.setting.told(Signature.DENY) if denied else None


def _not_forbidden(case: Gerund) -> Stance | None:
    """ "did not ban them from buying it": they may; not "did not prevent them from buying it", which they did."""
    above = case.setting.above
    forbids = lookup(case.setting.parent.lemma, "v") == Signature.FORBID and case.preposition == "from"
    return weaken(above.affirmed, Modality.POSSIBLE) if forbids and above.negative else None


def _by_verb_with_preposition(case: Gerund) -> Stance | None:
    """ "acquitted of forging", "is responsible for forging"; not "tired of forging"."""
    word = case.marker.head
    between = f"{word.lower_} " if word.pos_ in INTERVENING or word.dep_ == relations.ACOMP else ""
    judged = lookup(f"{case.setting.parent.lemma} {between}{case.preposition}", "v")
    return case.setting.told(judged) if judged else None


def _behind_noun(case: Gerund) -> Stance | None:
    """ "announced plans for buying it", "told the story of buying it"; not "spoke of buying it"."""
    noun, setting = case.marker.head, case.setting
    if noun.pos_ not in NOUNS:
        return None
    name = lookup(lemma(noun), "n", "ing") or Signature.MANAGE
    if name in DOUBTING:
        # "concern about losing it"
        name = Signature.CLAIM
    above = setting.above
    # "did not mention the cost of buying it" leaves the buying open; "did not leave on the day of buying it" does not
    is_denied = noun.dep_ == "dobj" or (noun.dep_ == "attr" and setting.parent.existential)
    plain = replace(above, negative=above.negative and is_denied, speakers=above.reporters)
    return plain if name in SPEECH else compose(name, plain, None)


def _behind_adjective(case: Gerund) -> Stance | None:
    """ "is capable of buying it", "is proud of buying it"; not "spoke of buying it"."""
    if case.adjective is None:
        return None
    if any(c.dep_ in DOING for c in case.setting.clause.head.lefts):
        # "nothing is wrong with his selling it": he sells it
        return case.setting.above.affirmed
    return compose(lookup(lemma(case.adjective), "a", "ing") or Signature.MANAGE, case.setting.above, None)


def _by_verb(case: Gerund) -> Stance | None:
    """ "abstained from voting", "forbade them from voting"; not "hoped for voting", by the preposition."""
    if case.verb not in TURNING:
        return None
    return compose(case.verb, case.setting.above, case.setting.speaker if case.verb == Signature.FORBID else None)


def _kept_from(case: Gerund) -> Stance | None:
    """ "saved it from sinking": it did not sink; not "profited from sinking it", "From sinking to selling, ..."."""
    opens = case.marker.head.i == case.setting.parent.head.i > case.marker.i and not _is_far(case.marker)
    keeps = case.preposition == "from" and not opens
    return case.setting.above.turned if keeps and case.verb != Signature.MANAGE else None


def _is_far(marker: Token) -> bool:
    """True for the "from" of "Far from sinking it, she sailed"; not for "From sinking to selling, she ..."."""
    return marker.i > 0 and marker.nbor(-1).pos_ == "ADV"


def _warned_against(case: Gerund) -> Stance | None:
    """ "warned against buying it"; not "warned before buying it"."""
    return case.setting.told(Signature.FORBID) if case.preposition == "against" else None


def _talked_about(case: Gerund) -> Stance | None:
    """ "spoke of buying it": it need not be bought; not "On arriving, she spoke"."""
    behind = case.preposition in TALKED and case.marker.i > case.setting.parent.head.i
    asks = case.verb in (None, Signature.REQUEST)
    return weaken(case.setting.above.affirmed, Modality.POSSIBLE) if behind and asks else None


def _aimed_at(case: Gerund) -> Stance | None:
    """ "hoped for buying it", "was accused of buying it"; not "hoped in buying it"."""
    # "asked about selling it" asks for nothing
    asks_about = case.verb == Signature.REQUEST and case.preposition == "about"
    aims = case.verb in BLAMING or (case.verb in AIMING and case.preposition in AIMED and not asks_about)
    return case.setting.told(case.verb) if aims else None


def _beside(case: Gerund) -> Stance:
    """ "On arriving, she did not speak": she arrived."""
    return case.setting.above.affirmed


PATTERNS: tuple[Callable[[Gerund], Stance | None], ...] = (
    *(_behind_but, _how_to, _free_relative, _compared, _at_what_time, _circumstance, _doubtful, _instead, _not_guilty),
    *(_not_forbidden, _by_verb_with_preposition, _behind_noun, _behind_adjective, _by_verb, _kept_from),
    *(_warned_against, _talked_about, _aimed_at, _beside),
)
