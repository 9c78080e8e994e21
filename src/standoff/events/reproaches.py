"""Who accuses by what he says, as whom he says to be behind an attack, and whom he answers who rejects an accusation.

Each rule has the section of the manual of 2021, and sentences of ours that it takes and refuses: its tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from standoff.events.frames import Trigger, behind, patients
from standoff.events.lexicon import Frame, Lexicon
from standoff.events.refusals import able
from standoff.events.roles import Roles
from standoff.model import EventType, Factuality, Kind
from standoff.ties.reading import Reading

FORCE = frozenset([EventType.ASSAULT, EventType.COERCE])
"""Deeds that somebody is blamed for."""

BLAME = frozenset(["responsibility", "blame", "guilt"])
"""What is borne for a deed."""

MAYBE = frozenset(["may", "might", "could", "would", "should", "can"])
"""Auxiliaries of what nobody says to be so."""

BLAMED = "frame + blamed"
"""Name of the rule."""

SCORE = .65
"""Of an accusation told by such words: an estimate."""


def blamed(text: Reading, lexicon: Lexicon, some: Sequence[Trigger]) -> list[Trigger]:
    """ACCUSE: who says that somebody is behind a deed of force, or responsible for it, accuses him of it.

    Its words name only the accused, as their subject; the accuser is he in whose words they stand.

    Yes: The minister said that Chad was behind the attack. → ACCUSE allege
    Yes: “The junta bears responsibility for these raids,” said the bishop. → ACCUSE allege
    Yes: Accra said that the militia was responsible for the killings. → ACCUSE allege
    No: The minister said that Chad was not behind the attack.
    No: The minister said that the army stood behind the hill.
    No: The minister said that the drought was responsible for the deaths.
    No: The minister said that the general was responsible for the northern area.
    """
    found = []
    for word in range(len(text.words)):
        cue, deeds = _guilt(text, word)
        who = [each for each in text.subjects(word) if able(text, lexicon, each)] if cue else []
        near = [kid for each in cue for kid in text.kids[each]]
        if not who or any(text.words[kid] in ("not", "n't", "never", "no", "?") or text.words[kid] in MAYBE
                          for kid in near):
            continue
        if any(_forceful(text, lexicon, deed, some) for deed in deeds):
            found.append(Trigger(type=EventType.ACCUSE, modes=("allege",), words=cue, anchor=word,
                                 frame=Frame(type=EventType.ACCUSE, flags=frozenset(["reversed"])), rule=BLAMED,
                                 score=SCORE))
    return found


def _guilt(text: Reading, word: int) -> tuple[tuple[int, ...], list[int]]:
    """The words that put a deed on somebody, the one with the subject first, and the deeds; none if it is no such."""
    if text.lemmas[word] == "bear" and text.pos[word] == "VERB":
        borne = next((kid for kid in text.objects(word) if text.lemmas[kid] in BLAME), None)
        return ((word, borne), behind(text, [word, borne], "for")) if borne is not None else ((), [])
    if text.lemmas[word] == "stand" and text.pos[word] == "VERB":
        return (word,), behind(text, [word], "behind")
    copula = text.below(word, "cop")
    if copula and text.words[word] == "blame" and any(text.words[kid] == "to" for kid in text.below(word, "mark")):
        return (word,), behind(text, [word], "for")
    if copula and text.words[word] == "responsible":
        return (word,), behind(text, [word], "for")
    case = text.case(word)
    if copula and case is not None and text.words[case] == "behind":
        return (word, case), [word]
    return (), []


def _forceful(text: Reading, lexicon: Lexicon, word: int, some: Sequence[Trigger]) -> bool:
    """Whether a word tells a deed of force."""
    return any(one.type in FORCE and word in (one.anchor, *one.words) for one in some) or any(
        frame.type in FORCE and not frame.items and not frame.before for frame in lexicon.nouns.get(
            text.lemmas[word], ()))


# — who is accused, and who is answered —

NEAR = 3
"""Sentences before "rejected the accusation" in which it may have been made: an estimate."""


OPEN = frozenset([Factuality.HYPOTHETICAL, Factuality.FUTURE])
"""How words are put that say of nobody that he did it; "is to blame" only looks so."""


def accuser(text: Reading, one: Trigger, who: Roles, factuality: Sequence[Factuality], speaker: int | None) \
        -> Roles | None:
    """The roles of `blamed`, whose actor is in whose words it stands; None where nobody says it, or of himself, or
    where it is denied or left open."""
    if speaker is None or not who.recipients or Factuality.NEGATED in factuality or (
            OPEN & {*factuality} and text.words[one.anchor] != "blame"):
        return None
    own = text.mentions[speaker].leader
    if any(text.mentions[word].leader == own for word in who.recipients):
        return None
    return replace(who, actors=(speaker,))


def answered(text: Reading, lexicon: Lexicon, one: Trigger, who: Roles,
             before: Sequence[tuple[Trigger, Roles]]) -> Roles:
    """The roles of who rejects an accusation: it is refused to him who made it, by the words on it or as told before.
    `before`: events of the text so far.

    "Uganda accused Kenya of theft. Kenya rejected the accusation": Kenya refuses Uganda.
    """
    if one.type is not EventType.REJECT or text.pos[one.anchor] != "VERB":
        return who
    told = [word for word in patients(text, one.anchor) if text.lemmas[word] in lexicon.accusations]
    if not told:
        return who
    own = {text.mentions[word].leader for word in who.actors}
    near = [kid for word in told for kid in text.below(word, "nmod:poss")]
    near += [kid for case in ("by", "from", "of") for kid in behind(text, [*told, one.anchor], case)]
    near += [kid for word in told for each in text.below(word, "amod", "compound")
             for kid in [each if each in text.mentions else text.demonym(each)] if kid is not None]
    made = [word for word in text.known(near) if text.mentions[word].leader not in own]
    here = text.sentence[one.anchor]
    for trigger, roles in reversed(before) if not near else ():
        mine = {text.mentions[word].leader for word in roles.actors}
        far = here - text.sentence[trigger.anchor]
        to_me = not {*own, *_served(text, own)}.isdisjoint(text.mentions[word].leader for word in roles.recipients)
        if trigger.type is EventType.ACCUSE and mine.isdisjoint(own) and mine and 0 <= far <= NEAR and (
                far < 2 or to_me or not roles.recipients):
            made = list(roles.actors)
            break
    return replace(who, recipients=tuple(dict.fromkeys(made)))


def _served(text: Reading, own: Iterable[str]) -> set[str]:
    """The leaders of the chains of those for whom somebody speaks by any of his titles: "the army's spokesman"."""
    return {text.mentions[kid].leader for leader in own for word in text.chains[leader]
            if text.kind(word) is Kind.PERSON for kid in text.under(word)
            if kid != word and text.deps[kid] in ("compound", "nmod", "nmod:poss") and kid in text.mentions}
