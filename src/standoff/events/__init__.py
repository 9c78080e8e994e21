"""Events: who did what to whom, when and where, coded by PLOVER: ``code(report, analysis, mentions, statements)``.

Takes a report, its language analysis, its mentions and its statements; gives an event for each place where the running
text tells one, whoever tells it and however it is put. Which words tell an event of which type stands in `triggers`,
what the manual makes of it in `decisions`, how it is put in `factuality`, who and whom in `roles`, when and where in
`setting`, how many in `sizes`, what copies that differ make of it in `copies`, what a sentence is about in `foremost`.
Who an actor is, and which events of several reports are one, is left to those who read the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.model import Analysis, Event, EventType, Mention, Origin, Report, Statement
from standoff.text import carry

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.events.roles import Roles
    from standoff.ties.reading import Reading

VERSION = "6"

INCOMPLETE = .5
"""Factor of the score of an event without the recipient that PLOVER requires of its type (COOPERATE, AID, SANCTION). It
is kept, for a person to complete; exports of PLOVER rows leave it out."""

NOBODY = .8
"""Factor of the score of an event of which nobody is told to do it: an estimate."""

BELIEVED = .8
"""From this belief of the reader on a nominal has a role that no rule found: an estimate until it is measured."""

def code(report: Report, analysis: Analysis, mentions: Sequence[Mention], statements: Sequence[Statement]) \
        -> tuple[Event, ...]:
    """The events that a report tells, in the order of the text; none where the reader has no tree or no nominals."""
    from standoff.language import layers

    if {"tree", "nominals"} & set(analysis.lacks):
        return ()
    return tuple(told(report, layers.restore(report, analysis), mentions, statements))


def told(report: Report, doc: Doc, mentions: Sequence[Mention], statements: Sequence[Statement]) -> list[Event]:
    """The events of an analysed Doc."""
    from standoff.events import (
        contexts,
        copies,
        decisions,
        lexicon,
        order,
        reproaches,
        roles,
        setting,
        sides,
        sizes,
        triggers,
    )
    from standoff.events import factuality as put
    from standoff.events.foremost import foremost
    from standoff.ties import lexicon as ties
    from standoff.ties.reading import Reading

    text = Reading(doc, mentions, lexicon.read().with_lemmas(ties.read()))
    said = _Said(text, [one for one in statements if not one.page])
    facts = {one.anchor: one.factuality for one in doc._.clauses or ()}
    finder = roles.Finder(text, said.speaker)
    made: dict[str, Event] = {}
    before: list[setting.Before] = []
    told_before: list[tuple[triggers.Trigger, Roles]] = []
    bare: set[str] = set()
    found = triggers.triggers(text, doc._.triggers or None)
    deeds = {one.anchor for one in found}
    beliefs = {text.at.get(one.anchor, -1): one.roles for one in doc._.triggers or ()}
    told_here = sides.filled(text, [sides.Deed(type=one.type, anchor=one.anchor, roles=_believed(
        text, finder(one.type, one.anchor, one.frame), beliefs.get(one.anchor, ()))) for one in found])
    for one, who in zip(found, told_here, strict=True):
        factuality = put.told(text, facts, one.anchor, one.words)
        coded = decisions.put(text, one, factuality)
        others = deeds - {one.anchor}
        time = setting.when(text, doc._.times or (), one.anchor, others)
        accused = one.rule == reproaches.BLAMED
        if accused:                                                 # whose words they are accuses by them
            accuser = reproaches.accuser(text, one, who, factuality, said.speaker(one.anchor))
            if accuser is None:
                continue
            who, factuality = accuser, ()
        if coded.type is not one.type or accused:                   # what is to come was announced, and that is done
            factuality, time = put.announced(factuality), None
        who = reproaches.answered(text, lexicon.read(), coded, who, told_before)
        told_before.append((coded, who))
        type, modes, rule = coded.type, coded.modes, coded.rule
        place = setting.where(text, type, one.anchor, others)
        statement = said.around(one.anchor)
        date = setting.date(text, time, report.published, type, factuality, statement, one.anchor, before,
                            coded.type is not one.type or accused, doc._.times or (), others)
        if setting.news(type, factuality) and setting.carries(text, one.anchor, date, time):
            before.append(setting.Before(anchor=one.anchor, date=date))
        if accused:                                                 # the report tells that he says so
            statement = None
        trigger = text.pieces(one.words)
        factuality = put.background(factuality, date, report.published, doc._.times or (), past=order.that_time(
            text, setting.scopes(text, one.anchor)) is not None)
        event = Event(
            evidence=(), origin=Origin(stage="events", version=VERSION, rule=rule), key=key(report.key, type, trigger),
            report=report.key, start=0, end=0, type=type, modes=modes, contexts=contexts.contexts(text, coded, found),
            trigger=trigger, anchor=text.starts[one.anchor],
            actors=_keys(text, who.actors), recipients=_keys(text, who.recipients), date=date,
            place=None if place is None else text.mentions[place].key,
            sizes=copies.numbers(report, sizes.sizes(text, one.anchor, one.words, others, modes)),
            factuality=factuality,
            said=statement is not None or (not accused and said.quoted(one.words)),
            voice=None if statement is None else statement.source, statement="" if statement is None else statement.key,
            score=_score(type, who, one.score))
        if time is None and text.pos[one.anchor] == "NOUN" and _bare(event):
            bare.add(event.key)
        start, end = copies.around(report, *_stretch(text, event, who), trigger)
        if evidence := carry(report, start, end):
            made.setdefault(event.key, replace(event, start=start, end=end, evidence=evidence))
    told_whole = {one.type for one in made.values() if one.key not in bare}
    made = {key: replace(one, score=round(one.score * INCOMPLETE, 3)) if key in bare else one
            for key, one in made.items() if key not in bare or one.type not in told_whole}
    first = foremost(text, ((text.at[one.anchor], one.factuality) for one in made.values()))
    some = (replace(one, foremost=text.at[one.anchor] in first) for one in made.values())
    return sorted(some, key=lambda one: (one.start, one.end, one.anchor, one.key))


def key(report: str, type: EventType, trigger: Sequence[tuple[int, int]]) -> str:
    """The key of an event, the same in every run."""
    told = json.dumps([report, type, trigger], ensure_ascii=False, separators=(",", ":"))
    return "h" + hashlib.sha256(told.encode()).hexdigest()[:16]


class _Said:
    """In whose words a place of the text stands."""

    def __init__(self, text: Reading, statements: Sequence[Statement]) -> None:
        self.text = text
        self.statements = statements
        self.heads = {one.key: word for word, one in text.mentions.items()}

    def around(self, word: int) -> Statement | None:
        """The innermost statement that has a word in its content."""
        place = self.text.starts[word]
        holding = [one for one in self.statements if any(start <= place < end for start, end in one.content)]
        return min(holding, key=lambda one: (sum(end - start for start, end in one.content), one.key), default=None)

    def speaker(self, word: int) -> int | None:
        """The head word of the source of that statement: whom "we" stands for in it."""
        one = self.around(word)
        return None if one is None or one.source is None else self.heads.get(one.source)

    def quoted(self, words: Sequence[int]) -> bool:
        """Whether words stand between quotation marks with more than themselves."""
        start, end = self.text.starts[min(words)], self.text.ends[max(words)]
        return any(first <= start and end <= last and last - first > end - start + 2
                   for first, last in self.text.quotations)


def _believed(text: Reading, who: Roles, beliefs: Sequence[tuple[str, int, float]]) -> Roles:
    """Roles with those that only the reader believes in, where the rules left one open."""
    sure = [(role, text.who(text.at[place])) for role, place, score in beliefs
            if score >= BELIEVED and place in text.at]
    taken = {text.mentions[word].leader for word in (*who.actors, *who.recipients)}
    by, to = (tuple(dict.fromkeys(word for each, word in sure if each == role and word is not None
                                  and text.mentions[word].leader not in taken)) for role in ("by", "to"))
    return replace(who, actors=who.actors or by,
                   recipients=who.recipients or tuple(word for word in to if who.actors or word not in by))


def _score(type: EventType, who: Roles, score: float) -> float:
    """How sure an event is: its trigger, and whether it has those whom PLOVER asks for."""
    from standoff import plover

    sides = len(who.actors) > 1
    if plover.read().types[type].recipient and not who.recipients and not sides:
        score *= INCOMPLETE
    return round(score if who.actors or who.recipients else score * NOBODY, 3)


def _bare(event: Event) -> bool:
    """Whether nobody, nowhere and no number is told of an event: "talks", "the attack". Where the report tells another
    of its type this only speaks of it; else it has half its score."""
    return not (event.actors or event.recipients or event.place or event.sizes)


def _keys(text: Reading, words: Sequence[int]) -> tuple[str, ...]:
    """The mentions of head words, in the order of the text."""
    ordered = sorted((text.mentions[word] for word in words), key=lambda one: (one.start, one.end))
    return tuple(dict.fromkeys(one.key for one in ordered))


SHORT = 60
"""Characters of the longest mention that is quoted whole in an event's words; of a longer one only its name, or its
head word."""


def _stretch(text: Reading, event: Event, who: Roles) -> tuple[int, int]:
    """From the first to the last character of trigger and roles, as far as they stand in its sentence."""
    low, high = event.trigger[0][0], max(end for _, end in event.trigger)
    here = text.sentence[text.at[event.anchor]]
    for word in (*who.actors, *who.recipients):
        if text.sentence[word] == here:
            one = text.mentions[word]
            short = one.end - one.start <= SHORT
            first, last = (one.start, one.end) if short else text.names.get(word, (text.starts[word], text.ends[word]))
            low, high = min(low, first), max(high, last)
    for size in event.sizes:
        if text.sentence[text.at.get(size.start, text.at[event.anchor])] == here:
            low, high = min(low, size.start), max(high, size.end)
    return low, high


__all__ = ["VERSION", "code", "key", "told"]
