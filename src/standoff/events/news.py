"""Whether an event that tells no time is news of its report's week.

News is told in the past without a day as often as with one. What a report opens with is news, and so is what it tells
further on, where it speaks of that week at all. What goes back is not: other tenses, other clauses, sentences beside a
time of long ago. The publication bounds it and is never the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day_of
from datetime import timedelta

from standoff.days import bounds
from standoff.events import lexicon
from standoff.model import Date, DateBasis, Factuality, TimeExpression
from standoff.statements.telling import above
from standoff.ties.reading import Reading

OPENING = 2
"""Paragraphs that a report opens with: what it is about, and the first that follows."""

SAID_SO = frozenset({Factuality.ACTUAL, Factuality.REPORTED})
"""How what is done is put, by the reporter or by whoever says so."""

MAIN = ("ROOT", "conj", "ccomp", "parataxis", "xcomp")
"""How the words of a main clause hang, and of what somebody says in one."""


def week(text: Reading, anchor: int, factuality: tuple[Factuality, ...], published: Date, said: str | None,
         times: Sequence[TimeExpression]) -> Date | None:
    """The week up to the day of the report, or to the day on which it was `said`, for what is news; None for what is
    not, or in a report of no day. In our corpus 272 such events tell when they happened; 248 of these in that week.

    Yes: Rebels seized the port of Nacala, the governor said.
    No: In 1994 there was a war. Rebels seized the port of Nacala.
    """
    last = published.high
    if published.value is None or last is None or published.low != last or not SAID_SO.issuperset(factuality):
        return None
    first = (day_of.fromisoformat(last) - timedelta(days=6)).isoformat()
    if not _told_as_news(text, anchor) or _long_ago(text, anchor, times, first):
        return None
    if text.text[:text.starts[anchor]].strip().count("\n\n") >= OPENING and not _current(times, first, last):
        return None
    return Date(value=None, low=first, high=said if said is not None and first <= said < last else last,
                basis=DateBasis.INFERRED,
                reason=f"no time is told; told as done in a main clause it is news, of the week up to {last}")


def _told_as_news(text: Reading, anchor: int) -> bool:
    """Whether it is told in a main clause in the past.

    Yes: Rebels have seized the port.
    No: Rebels had seized the port. Rebels who seized the port left it. Rebels hold the port. It has been seized twice.
    """
    over = text.heads[anchor]
    light = text.deps[anchor] in ("obj", "nsubj:pass") and text.lemmas[over] in lexicon.read().light
    verb = over if light else anchor
    helping = {text.words[kid] for kid in text.below(verb, "aux", "aux:pass")}
    if text.pos[verb] != "VERB" or {"had", "having", "'d", "been"} & helping:
        return False
    return all(text.deps[word] in MAIN for word in (verb, *above(text, verb))) and (
        "Tense=Past" in text.morphs[verb] or bool({"has", "have"} & helping))


def _long_ago(text: Reading, anchor: int, times: Sequence[TimeExpression], first: str) -> bool:
    """Whether its sentence, or the one before in its paragraph, tells a time before that week."""
    here = text.sentence[anchor]
    for time in times:
        at = text.at.get(time.start)
        if at is not None and here - 1 <= text.sentence[at] <= here and "" < bounds(time.date)[1] < first \
                and "\n" not in text.text[text.starts[at]:text.starts[anchor]]:
            return True
    return False


def _current(times: Sequence[TimeExpression], first: str, last: str) -> bool:
    """Whether a report tells a time of that week."""
    return any(first <= low and high <= last for low, high in (bounds(time.date) for time in times) if low and high)
