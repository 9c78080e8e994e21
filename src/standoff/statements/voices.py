"""In whose voice statements stand: the chain of attribution, outlets, and what goes on from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from standoff.model import Date, DateBasis, Factuality, Manner, Medium, Mention, Statement, Voice
from standoff.statements import sources as who
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, top, words
from standoff.ties.reading import Reading

SHARE = .5
"""Of the words of a content that stand in an outlet's, too, when the outlet is told to tell it all."""

TOLD_OF = (Manner.THOUGHT, Manner.WANTED)
"""Manners of what is told of somebody and not said by them."""


TURNS = 3
"""Turns from which on lines of "Name: words" are an interview."""

LASTING = (Medium.STATEMENT, Medium.SPEECH, Medium.BROADCAST, Medium.INTERVIEW, Medium.LETTER, Medium.POST,
           Medium.REPORT, Medium.BRIEFING)
"""Media in which somebody says more than one thing."""


def sources(text: Reading, lexicon: Lexicon, some: Sequence[Telling]) -> list[int | None]:
    """Of each telling the head word of its source's mention. "I" in what somebody says is who says it; "we" that nobody
    is told to say is nobody whom the text elsewhere speaks of."""
    heads = [who.source(text, lexicon, one) for one in some]
    for at, one in enumerate(some):
        first = top(text, one.source)
        if first is None or not who.first_person(text, first):
            continue
        over = around(text, some, at)
        if over is None or heads[over] is None:
            heads[at] = None
        elif heads[at] is None and text.words[first] == "i":
            heads[at] = heads[over]
    return heads


def around(text: Reading, some: Sequence[Telling], at: int) -> int | None:
    """The innermost telling in whose content another one's cue stands."""
    one = some[at]
    place = text.starts[one.cues[0] if one.rule == "continued" else one.head]
    if one.rule == "continued":
        place = one.content[0][0]
    holding = [other for other, each in enumerate(some) if other != at and each.has(place)
               and not one.has(text.starts[each.head]) and each.cues != one.cues]
    return min(holding, key=lambda other: (some[other].size, other), default=None)


def within(text: Reading, some: Sequence[Telling], heads: Sequence[int | None]) -> list[int | None]:
    """Of each telling the innermost one that tells it; of one that an outlet's words cover, the outlet's; of whom is
    cited, who cites."""
    found = [around(text, some, at) for at in range(len(some))]
    for at, one in enumerate(some):
        if one.rule == "cited":
            found[at] = next((other for other, each in enumerate(some) if each.rule != "cited" and (
                each.content == one.content and text.sentence[each.head] == text.sentence[one.head])), found[at])
    return [None if _circular(found, at) else found[at] for at in range(len(some))]


def _circular(found: Sequence[int | None], at: int) -> bool:
    seen, now = {at}, found[at]
    while now is not None:
        if now in seen:
            return True
        seen.add(now)
        now = found[now]
    return False


def voices(text: Reading, lexicon: Lexicon, some: Sequence[Telling], heads: Sequence[int | None],
           inside: list[int | None]) -> list[Voice]:
    """In whose voice each telling stands; what an outlet tells of somebody stands in the outlet's."""
    press = [who.outlet(text, lexicon, one.source, heads[at]) is not None or who.reports(text, lexicon, one)
             for at, one in enumerate(some)]
    for at, one in enumerate(some):
        if inside[at] is None and not press[at]:
            told = [other for other, each in enumerate(some) if press[other] and inside[other] is None
                    and text.sentence[each.head] == text.sentence[one.head]
                    and len(one.said & each.said) >= SHARE * len(one.said)]
            inside[at] = next(iter(told), None)
    made: list[Voice] = []
    for at in range(len(some)):
        chain = [at]
        while (over := inside[chain[-1]]) is not None and over not in chain:
            chain.append(over)
        made.append(Voice.OUTLET if any(press[each] for each in chain) else
                    Voice.QUOTED if len(chain) > 1 else Voice.REPORTER)
    return made


def dialogue(text: Reading, some: Iterable[Statement]) -> list[str]:
    """The keys of the turns of an interview that is printed as one: at least three lines of "Name: words"."""
    turns = [one for one in some if one.cue and one.speaker and text.text[slice(*one.cue[0])] == ":"
             and not text.text[:one.speaker[0][0]].rsplit("\n", 1)[-1].strip()]
    return [one.key for one in turns] if len(turns) >= TURNS else []


def carried(text: Reading, some: Sequence[Statement], mentions: Sequence[Mention]) -> list[Statement]:
    """The statements, those that go on with what the same source said in the same medium.

    Yes: In a broadcast he called on them to stay at home, and promised that the army would come.
    No: In a broadcast he called on them to stay at home. Later the army promised to come.
    """
    leaders = {one.key: one.leader for one in mentions}
    made: list[Statement] = []
    last: Statement | None = None
    for one in some:
        if last is not None and last.medium in LASTING and one.medium is None and one.addressee is None and not (
                one.within) and _goes_on(text, last, one, leaders):
            one = replace(one, medium=last.medium)
        made.append(one)
        if not one.within and one.manner not in TOLD_OF:
            last = one
    return made


def dated(text: Reading, some: Sequence[Statement], mentions: Sequence[Mention]) -> list[Statement]:
    """The statements, those without a time of their own dated by the one that they go on from or stand in.

    Yes: On Monday Musa Keita said that they will stay. He added that nobody asked them.
    No: On Monday Musa Keita said that they will stay. The army said that nobody asked them.
    No: On Monday Musa Keita said that they will stay. He now says that they will leave.
    """
    leaders = {one.key: one.leader for one in mentions}
    by_key: dict[str, Statement] = {}
    made: list[Statement] = []
    last: Statement | None = None
    for one in some:
        if one.date.value is None and one.factuality == (Factuality.ACTUAL,):
            over = by_key.get(one.within)
            if last is not None and not over and last.date.value is not None and not _now(text, one) and _goes_on(
                    text, last, one, leaders):
                one = replace(one, date=_from(text, last))
            elif over is not None and over.date.high is not None and over.factuality == (Factuality.ACTUAL,):
                high = over.date.high
                reason = f"told within what was said not after {high}"
                one = replace(one, date=Date(value=None, high=high, basis=DateBasis.RELATIVE, reason=reason))
        by_key[one.key] = one
        made.append(one)
        if not one.within and one.manner not in TOLD_OF:
            last = one
    return made


def _now(text: Reading, one: Statement) -> bool:
    """Whether a "now" hangs on a cue or is of it."""
    cues, said = words(text, one.cue), words(text, one.content)
    near = {*cues, *(kid for word in cues for kid in text.below(word, "advmod"))} - {*said}
    return any(text.words[word] == "now" for word in near)


def _goes_on(text: Reading, last: Statement, one: Statement, leaders: Mapping[str, str]) -> bool:
    """Whether a statement goes on with what the same source said just before."""
    if last.source is None or one.source is None:
        return False
    same = leaders.get(last.source) == leaders.get(one.source)
    return same and one.manner not in TOLD_OF and "\n\n" not in text.text[last.end:one.start] and (
        len(text.text[last.end:one.start].split()) < 8)


def _from(text: Reading, last: Statement) -> Date:
    """The date of a statement for one that goes on with it."""
    words = " ".join(text.text[last.start:last.end].split())[:40]
    reason = f"goes on with what was said before, “{words}…”"
    return replace(last.date, basis=DateBasis.RELATIVE, reason=reason)
