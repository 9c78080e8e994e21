"""Sides that not the own words of an event tell, but those of another event that it belongs to.

"Nine were killed when the rebels shelled the camp": the shelling has an actor, and the killing is its harm. "The rebels
raided the camp. The raid went on": the noun with "the" speaks of the raid that is told before. Whom "both sides" stand
for, `pairs` tells. Only what a rule of
`roles` left open is filled, and only from the text before or from the clause that hangs on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from standoff.events import alike, pairs
from standoff.events.roles import Roles
from standoff.events.slots import arguments, in_passive, objects, subjects
from standoff.model import EventType
from standoff.ties.reading import Reading

NEAR = 3
"""Sentences before "the raid" in which the raid may be told: an estimate."""

STEM = 4
"""Letters that the words of one event share: "withdrew", "withdrawal"; "bombed", "bombing"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event as far as it is read: type, main word, and who and whom its own words tell."""

    type: EventType
    anchor: int
    roles: Roles


def filled(text: Reading, deeds: Sequence[Deed]) -> list[Roles]:
    """The roles of deeds, in their order, with what other deeds tell of them."""
    made: dict[int, Deed] = {}
    for number, one in sorted(enumerate(deeds), key=lambda each: (each[1].anchor, each[0])):
        before = [made[at] for at in sorted(made, key=lambda at: (made[at].anchor, at))]
        roles = pairs.told(text, one, before)
        if not roles.actors and (cause := _cause(text, one, deeds)) is not None:
            roles = replace(roles, actors=cause.roles.actors)
        if not roles.actors and (deed := _went_before(text, one, before)) is not None:
            roles = replace(roles, actors=deed.roles.actors)
        if not roles.actors and (deed := _over(text, one, before)) is not None:
            roles = replace(roles, actors=deed.roles.actors)
        if (same := _again(text, replace(one, roles=roles), before)) is not None:
            roles = replace(roles, actors=same.roles.actors)
        made[number] = replace(one, roles=roles)
    for number, one in made.items():
        if not one.roles.recipients and (reply := _replied(text, one, list(made.values()))) is not None:
            made[number] = one = replace(one, roles=reply)
        if not one.roles.recipients and (deed := _judged(text, one, list(made.values()))) is not None:
            made[number] = replace(one, roles=replace(one.roles, recipients=deed.roles.actors))
    return [made[number].roles for number in range(len(deeds))]


def _cause(text: Reading, one: Deed, deeds: Sequence[Deed]) -> Deed | None:
    """The violence of which a harm in the passive is told: "were killed when the rebels shelled the camp"."""
    if one.type is not EventType.ASSAULT or text.pos[one.anchor] != "VERB" or not in_passive(text, one.anchor):
        return None
    causes = [each for each in deeds if each.roles.actors and each.type is EventType.ASSAULT
              and each.anchor != one.anchor and _inside(text, each.anchor, one.anchor)]
    return min(causes, key=lambda each: (abs(each.anchor - one.anchor), each.anchor), default=None)


def _went_before(text: Reading, one: Deed, before: Sequence[Deed]) -> Deed | None:
    """The violence that the sentence before tells of, if a sentence only tells its harm: "The rebels raided a camp.
    Two guards were killed." Not where both sides fight, nor where more than one deed is told, nor of one's own people.
    """
    if one.type is not EventType.ASSAULT or not in_passive(text, one.anchor) or text.deps[one.anchor] != "ROOT" or (
            text.lemmas[one.anchor] not in arguments().lists["harming"]):
        return None
    here = text.sentence[one.anchor]
    last = [each for each in before if text.sentence[each.anchor] == here - 1 and each.type is EventType.ASSAULT]
    if len(last) != 1 or not last[0].roles.actors or (
            "\n" in text.text[text.starts[last[0].anchor]:text.starts[one.anchor]]):
        return None
    deed, lists = last[0], arguments().lists
    if text.lemmas[deed.anchor] in lists["both sides"] or text.deps[deed.anchor] not in ("ROOT", "obj", "conj") or any(
            text.words[kid] in lists["not done"] for kid in text.kids[deed.anchor]):
        return None
    mine, hit = ({part for word in some for part in (text.mentions[word].leader, text.lemmas[word],
                                                     alike.kind(text.lemmas[word]))}
                 for some in (deed.roles.actors, one.roles.recipients))
    mine.discard("")
    return deed if hit and mine.isdisjoint(hit) else None


def _over(text: Reading, one: Deed, before: Sequence[Deed]) -> Deed | None:
    """The deed of several of which talks are told: "They agreed to a truce after talks in Jeddah"."""
    if one.type is not EventType.CONSULT or text.pos[one.anchor] != "NOUN" or text.deps[one.anchor] not in (
            "obl", "nmod") or text.preposition(one.anchor) not in ("after", "following", "during", "in", "at"):
        return None
    above = text.heads[one.anchor]
    return next((each for each in before if each.anchor in (above, text.heads[above]) and len(each.roles.actors) > 1
                 and str(each.type) in arguments().lists["symmetric"]), None)


def _replied(text: Reading, one: Deed, deeds: Sequence[Deed]) -> Roles | None:
    """The roles of who refuses what somebody has just asked or offered him: "Kenya asked Uganda to leave. Uganda
    refused." Of "he turned it down" only the offer tells who. None where nothing was asked, or of somebody else."""
    if one.type is not EventType.REJECT or text.pos[one.anchor] != "VERB" or text.below(
            one.anchor, "xcomp", "ccomp", "advcl") or any(
            text.words[word] not in ("it", "this", "that") and text.lemmas[word] not in arguments().lists["asked"]
            for word in objects(text, one.anchor)):
        return None
    here = text.sentence[one.anchor]
    asked = [each for each in deeds if each.anchor < one.anchor and here - text.sentence[each.anchor] <= 1
             and str(each.type) in arguments().lists["asking"] and each.roles.actors and each.roles.recipients]
    if not asked:
        return None
    deed = asked[-1]
    own, to = ({text.mentions[word].leader for word in some} for some in (one.roles.actors, deed.roles.recipients))
    named = [word for word in subjects(text, one.anchor) if text.words[word] not in ("he", "she", "it", "they")]
    if own.isdisjoint(to) if own else named:
        return None
    return Roles(actors=one.roles.actors or deed.roles.recipients, recipients=deed.roles.actors)


def _judged(text: Reading, one: Deed, deeds: Sequence[Deed]) -> Deed | None:
    """The deed that somebody blames, refuses or praises, whose actor is whom that meets: "condemned the raid"."""
    if str(one.type) not in arguments().lists["judging"] or text.pos[one.anchor] != "VERB":
        return None
    about = [*objects(text, one.anchor), *(kid for kid in text.below(one.anchor, "obl", "xcomp", "ccomp", "advcl")
                                           if text.preposition(kid) in ("for", "over", ""))]
    symmetric = arguments().lists["symmetric"]
    mine = {text.mentions[word].leader for word in one.roles.actors}
    return next((each for each in deeds if mine and each.anchor in about and each.roles.actors
                 and str(each.type) not in symmetric
                 and mine.isdisjoint(text.mentions[word].leader for word in each.roles.actors)), None)


def _inside(text: Reading, word: int, verb: int) -> bool:
    """Whether a word heads or shares the clause or noun behind "when", "as", "after", "in", "during" on a verb."""
    lists = arguments().lists
    for _ in range(2):
        above = text.heads[word]
        marks = {text.words[kid] for kid in text.below(word, "mark", "advmod")} | {text.preposition(word)}
        if above == verb:
            return text.deps[word] in ("advcl", "obl") and bool(marks & lists["of one deed"])
        word = above
    return False


def _again(text: Reading, one: Deed, before: Sequence[Deed]) -> Deed | None:
    """The deed told before that a noun with "the" or "this" speaks of again: "the raid"."""
    if text.pos[one.anchor] != "NOUN" or not any(
            text.words[kid] in arguments().lists["again"] for kid in text.below(one.anchor, "det")):
        return None
    if one.roles.actors:
        return None
    here, stem = text.sentence[one.anchor], text.lemmas[one.anchor][:STEM]
    fits = [each for each in before if each.type is one.type and here - text.sentence[each.anchor] <= NEAR
            and text.lemmas[each.anchor][:STEM] == stem and each.roles.actors and _agree(text, one.roles, each.roles)]
    return fits[-1] if fits else None


def _agree(text: Reading, one: Roles, other: Roles) -> bool:
    """Whether what both tell of a side is somebody in common."""
    for mine, others in ((one.actors, other.actors), (one.recipients, other.recipients)):
        told = {text.mentions[word].leader for word in mine}
        if told and others and told.isdisjoint(text.mentions[word].leader for word in others):
            return False
    return True
