"""Which words of a text tell a PLOVER event, of which type and modes: by the dictionary, and by the reader's belief.

The dictionary (`frames`) knows the manual's words and says why; the reader's head, learnt from our corpus, knows words
that no dictionary has, and what is none. Where they meet, `triggers` says who counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from standoff.events.decisions import WISHED, decided, occupied
from standoff.events.frames import Trigger, matched
from standoff.events.lexicon import Frame, read
from standoff.events.utterances import inside
from standoff.model import Trigger as Belief
from standoff.ties.reading import Reading

__all__ = ["Trigger", "triggers"]

HEARD = 0.6
"""From this belief on a word without the dictionary may hold what is only asked for or promised; an estimate."""

ALONE = 0.7
"""From this belief in one type on a word tells an event without the dictionary; below it 0 of 5 were right."""

DOUBT = 0.15
"""Below this belief a word that only its dictionary form speaks for is none, but for words that tell nothing else
("massacre"). Frames are not doubted. From .2 on what is
right is lost faster than what is wrong (foremost gold records: 85.2 at .15, 84.1 where verbs are doubted to .3)."""

SURE = 0.8
"""From this belief in a type on it counts against the type of a word alone; frames and decisions keep theirs."""

WORDS = frozenset(["verb", "noun", "adjective"])
"""Rules that look at a word alone; a decision that changed what they told adds its name to theirs."""


def triggers(text: Reading, believed: Iterable[Belief] | None = None) -> list[Trigger]:
    """All events that the words of a text tell, done or not, in the order of the text.

    The reading needs the lemmas of this lexicon: `Reading(doc, mentions, lexicon.read().with_lemmas(ties.read()))`.
    `believed`: `doc._.triggers`; None of a reader without such a head, and the dictionary alone counts.
    """
    told = matched(text)
    if believed is None:
        return [occupied(text, one) for one in decided(text, told)]
    beliefs = {text.at[one.anchor]: one for one in believed if one.anchor in text.at}
    alone = list(_alone(text, told, beliefs))
    some = [occupied(text, one) for each in decided(text, sorted([*told, *alone], key=lambda one: one.anchor))
            if (one := _met(text, each, beliefs)) is not None]
    return sorted(some, key=lambda one: one.anchor)


def _alone(text: Reading, told: Sequence[Trigger], beliefs: Mapping[int, Belief]) -> Iterator[Trigger]:
    """What the reader believes in and the dictionary lacks, but for what is asked for, promised or refused."""
    taken, framed = {word for one in told for word in one.words}, read().framed
    for word, belief in sorted(beliefs.items()):
        type, share = belief.types[0]
        if word in taken or belief.score < HEARD or text.lemmas[word] in framed:
            continue
        one = Trigger(type=type, modes=_modes(belief), words=(word,), anchor=word, frame=Frame(type=type), rule="model",
                      score=belief.score * share)
        if not any(other.type in WISHED and inside(text, other, one) for other in told):
            yield one


def _met(text: Reading, one: Trigger, beliefs: Mapping[int, Belief]) -> Trigger | None:
    """What the dictionary tells, as the reader's belief in its words has it; None where that is too little."""
    first = one.rule.split(" + ")[0]
    if first == "model":
        return one if one.score >= ALONE else None
    alone = first in WORDS
    near = [beliefs[word] for word in one.words if word in beliefs]
    belief = max(near, key=lambda each: each.score, default=None)
    if belief is None or belief.score < DOUBT:
        return None if alone and text.lemmas[one.anchor] not in read().plain else one
    type, share = belief.types[0]
    if type is one.type:
        return replace(one, modes=one.modes or _modes(belief), score=1 - (1 - one.score) * (1 - belief.score * share))
    if alone and type is not one.frame.type and belief.score * share >= SURE:
        return replace(one, type=type, modes=_modes(belief), rule=f"{one.rule} + model", score=belief.score * share)
    return one


def _modes(belief: Belief) -> tuple[str, ...]:
    """The modes of the likeliest type that are likelier than not."""
    type, _ = belief.types[0]
    return tuple(mode for of, mode, score in belief.modes if of is type and score > .5)
