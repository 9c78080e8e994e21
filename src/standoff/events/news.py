"""Whether an event that tells no time is news of its report's week.

News is told in the past without a day as often as with one. What a report opens with is news, and so is what it tells
further on, where it speaks of that week at all. What goes back is not: other tenses, other clauses, sentences beside a
time of long ago. The publication bounds it and is never the day; where only its bounds are known, so are those of the
week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day_of
from datetime import timedelta

from standoff.days import bounds
from standoff.events import lexicon, order
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
    not, or in a report whose day has no bounds. In our corpus 272 such events tell when they happened; 248 of these in
    that week.

    Yes: Rebels seized the port of Nacala, the governor said.
    No: In 1994 there was a war. Rebels seized the port of Nacala.
    """
    last = published.high
    if last is None or published.low is None or not SAID_SO.issuperset(factuality):
        return None
    first = (day_of.fromisoformat(published.low[:10]) - timedelta(days=6)).isoformat()
    if not _told_as_news(text, anchor) or _long_ago(text, anchor, times, first):
        return None
    opening = text.text[:text.starts[anchor]].strip().count("\n\n") < OPENING
    if not (opening or _just_now(text, anchor) or _current(times, first, last)):
        return None
    up_to = last if published.low == last else (
        f"the publication, {published.low} to {last}" + (f" ({published.reason})" if published.reason else ""))
    return Date(value=None, low=first, high=said if said is not None and first <= said < last else last,
                basis=DateBasis.INFERRED,
                reason=f"no time is told; told as done in a main clause it is news, of the week up to {up_to}")


def _told_as_news(text: Reading, anchor: int) -> bool:
    """Whether it is told in a main clause in the past.

    Yes: Rebels have seized the port. The army has now been forced to leave it.
    No: Rebels had seized the port. Rebels who seized the port left it. Rebels hold the port. It has been seized twice.
    """
    verb = _finite(text, anchor)
    helping = {text.words[kid] for kid in text.below(verb, "aux", "aux:pass")}
    if text.pos[verb] != "VERB" or {"had", "having", "'d"} & helping or ("been" in helping and not _just_now(
            text, anchor)):
        return False
    return all(text.deps[word] in MAIN for word in (verb, *above(text, verb))) and (
        "Tense=Past" in text.morphs[verb] or bool({"has", "have"} & helping))


def _finite(text: Reading, anchor: int) -> int:
    """The verb whose tense a deed has: of "launch a raid" and "was forced to leave" that above."""
    over = text.heads[anchor]
    if text.deps[anchor] in ("obj", "nsubj:pass") and text.lemmas[over] in lexicon.read().light:
        return over
    return over if text.deps[anchor] == "xcomp" and text.pos[over] == "VERB" else anchor


def _just_now(text: Reading, anchor: int) -> bool:
    """Whether it is told of these days in so many words: "have now left", "has just been seized"."""
    return any(text.words[kid] in order.words("of these days") for kid in text.below(_finite(text, anchor), "advmod"))


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
