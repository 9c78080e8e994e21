"""Events: who did what to whom, when and where, coded by PLOVER: ``code(report, analysis, mentions, statements)``.

Takes a report, its language analysis, its mentions and its statements; gives an event for each place where the running
text tells one, whoever tells it and however it is put. Which words tell an event of which type stands in `triggers`,
what the manual makes of it in `decisions`, who and whom in `roles`, when and where in `setting`, how many in `sizes`.
Who an actor is, and which events of several reports are one, is left to those who read the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.model import Analysis, Event, EventType, Factuality, Mention, Origin, Report, Statement
from standoff.text import carry

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.events.roles import Roles
    from standoff.ties.reading import Reading

VERSION = "2"

INCOMPLETE = .5
"""Factor of the score of an event without the recipient that PLOVER requires of its type (COOPERATE, AID, SANCTION). It
is kept, for a person to complete; exports of PLOVER rows leave it out."""

NOBODY = .8
"""Factor of the score of an event of which nobody is told to do it: an estimate."""

BELIEVED = .8
"""From this belief of the reader on a nominal has a role that no rule found: an estimate until it is measured."""

OPEN = (Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL)

DIRECT = frozenset(["obj", "nsubj:pass", "xcomp", "obl", "conj"])
"""Relations of a noun to the verb that tells it: "launched a raid"."""

ENDING = frozenset(["end", "stop", "finish", "complete"])
"""Verbs beside a noun of a deed that say that it is there already."""

PLANNING = frozenset(["plan", "propose", "consider", "seek", "want", "demand", "request", "urge", "call", "authorise",
                      "authorize", "prevent", "avoid", "avert", "await", "expect", "see", "intend"])
"""Verbs whose object or "for …" is what is planned, wanted or feared."""

UNDONE = frozenset(["need", "preparation", "readiness", "plan", "possibility", "risk", "danger", "fear", "prospect",
                    "lack", "absence", "prevention", "hope", "chance", "threat", "likelihood", "call", "demand",
                    "proposal"])
"""Nouns of which what hangs on them is not done, or not yet."""

BEFORE = frozenset(["after", "following", "since", "despite", "amid", "during", "because", "over"])
"""Prepositions of what is not told by the verb above it."""


def code(report: Report, analysis: Analysis, mentions: Sequence[Mention], statements: Sequence[Statement]) \
        -> tuple[Event, ...]:
    """The events that a report tells, in the order of the text; none where the reader has no tree or no nominals."""
    from standoff.language import layers

    if {"tree", "nominals"} & set(analysis.lacks):
        return ()
    return tuple(told(report, layers.restore(report, analysis), mentions, statements))


def told(report: Report, doc: Doc, mentions: Sequence[Mention], statements: Sequence[Statement]) -> list[Event]:
    """The events of an analysed Doc."""
    from standoff.events import contexts, decisions, lexicon, roles, setting, sizes, triggers
    from standoff.ties import lexicon as ties
    from standoff.ties.reading import Reading

    text = Reading(doc, mentions, lexicon.read().with_lemmas(ties.read()))
    said = _Said(text, [one for one in statements if not one.page])
    facts = {one.anchor: one.factuality for one in doc._.clauses or ()}
    finder = roles.Finder(text, said.speaker)
    made: dict[str, Event] = {}
    before: list[setting.Before] = []
    found = triggers.triggers(text, doc._.triggers or None)
    deeds = {one.anchor for one in found}
    beliefs = {text.at.get(one.anchor, -1): one.roles for one in doc._.triggers or ()}
    for one in found:
        who = _believed(text, finder(one.type, one.anchor, one.frame), beliefs.get(one.anchor, ()))
        factuality = _factuality(text, facts, one.anchor, one.words)
        coded = decisions.put(one, factuality)
        others = deeds - {one.anchor}
        time = setting.when(text, doc._.times or (), one.anchor, others)
        if coded.type is not one.type:                              # what is to come was announced, and that is done
            factuality, time = _announced(factuality), None
        type, modes, rule = coded.type, coded.modes, coded.rule
        place = setting.where(text, type, one.anchor, others)
        statement = said.around(one.anchor)
        date = setting.date(text, time, report.published, type, factuality, statement, one.anchor, before)
        if setting.news(type, factuality) and setting.carries(text, one.anchor, date, time):
            before.append(setting.Before(anchor=one.anchor, date=date))
        trigger = text.pieces(one.words)
        event = Event(
            evidence=(), origin=Origin(stage="events", version=VERSION, rule=rule), key=key(report.key, type, trigger),
            report=report.key, start=0, end=0, type=type, modes=modes, contexts=contexts.contexts(text, coded, found),
            trigger=trigger, anchor=text.starts[one.anchor],
            actors=_keys(text, who.actors), recipients=_keys(text, who.recipients), date=date,
            place=None if place is None else text.mentions[place].key,
            sizes=sizes.sizes(text, one.anchor, one.words, others), factuality=factuality,
            said=statement is not None or said.quoted(one.words),
            voice=None if statement is None else statement.source, statement="" if statement is None else statement.key,
            score=_score(type, who, one.score))
        start, end = _stretch(text, event, who)
        if evidence := carry(report, start, end):
            made.setdefault(event.key, replace(event, start=start, end=end, evidence=evidence))
    return sorted(made.values(), key=lambda one: (one.start, one.end, one.anchor, one.key))


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


def _factuality(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int, words: Sequence[int]) \
        -> tuple[Factuality, ...]:
    """How the text puts an event: as the clause of its main word, else as the clause that this stands in; where the
    verb above a noun makes or plans the deed and is open ("may launch a raid"), as that verb's. What no clause tells is
    taken as possible, never as done."""
    own = next((facts[text.starts[word]] for word in (anchor, *words) if text.starts[word] in facts), None)
    if own is None:
        return _governing(text, facts, anchor)
    over = facts.get(text.starts[text.heads[anchor]])
    if over is not None and over[0] in OPEN and text.pos[anchor] == "NOUN" and own[0] is Factuality.ACTUAL and _made(
            text, anchor):
        return (over[0], *own[1:])
    return own


def _governing(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int) -> tuple[Factuality, ...]:
    """The value of the clause that a noun stands in. An open one is the noun's only where it hangs on the verb, a
    negation only where the verb makes the deed; else it stays possible."""
    word, direct = anchor, True
    while text.heads[word] != word:
        prepositions, above = set(text.preposition(word).split()), text.heads[word]
        undone = text.lemmas[above] in UNDONE and text.deps[word] in ("nmod", "compound", "acl")
        if undone or "without" in prepositions:
            break
        direct = direct and text.deps[word] in DIRECT and not prepositions & BEFORE
        if (found := facts.get(text.starts[above])) is not None:
            held = direct and (found[0] is not Factuality.NEGATED or _made(text, word))
            return found if held or found[0] not in OPEN else (Factuality.HYPOTHETICAL, *found[1:])
        word = above
    return (Factuality.HYPOTHETICAL,)


def _made(text: Reading, noun: int) -> bool:
    """Whether the verb above makes or plans the deed of a noun: "launch a raid", "consider a raid"."""
    from standoff.events import lexicon

    lemma, dep, words = text.lemmas[text.heads[noun]], text.deps[noun], lexicon.read()
    if dep in ("obj", "nsubj:pass", "xcomp"):
        return lemma in (words.light | words.suffering | PLANNING) - ENDING
    return dep == "obl" and lemma in PLANNING and text.preposition(noun) == "for"


def _announced(factuality: tuple[Factuality, ...]) -> tuple[Factuality, ...]:
    """How the announcement of a deed to come is put: as done."""
    return Factuality.ACTUAL, *(one for one in factuality if one is Factuality.REPORTED)


def _score(type: EventType, who: Roles, score: float) -> float:
    """How sure an event is: its trigger, and whether it has those whom PLOVER asks for."""
    from standoff import plover

    sides = len(who.actors) > 1
    if plover.read().types[type].recipient and not who.recipients and not sides:
        score *= INCOMPLETE
    return round(score if who.actors or who.recipients else score * NOBODY, 3)


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
