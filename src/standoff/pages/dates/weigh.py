"""One publication date out of what a page says in text, markup and address, bounded by its comments and retrieval."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from standoff.model import Date, DateBasis, Span
from standoff.pages.dates.calendars import fold
from standoff.pages.dates.grammar import UPDATE, find

_SAME_STYLE = re.compile(r"(?<![\d./-])(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})(?![\d/-])")
_NEW_YEAR = re.compile(
    r"(?<!\w)(?:new year(?:'s)?|nouvel an|nouvelle année|neujahr\w*|neuen jahr\w*|año nuevo|nuevo año|"
    r"ano novo|anno nuovo|"
    r"nov(?:ый|ого|ом|ым) год(?:а|у|ом|ом)?|нового року|yeni yıl\w*|" +
    fold("العام الجديد|عام جديد|السنة الجديدة|رأس السنة|سال نو میلادی|سال جدید میلادی|ساڵی نوێ") + r")(?!\w)")
_AHEAD = re.compile(r"\b(?:will|shall|would|could|may|might|until|till|due|scheduled|planned|plans?|expected|set to|"
                    r"is to|are to|by|upcoming|deadline|next|from now|expires?|ends?|begins?|starts?)\b")
_PAST = re.compile(r"\b(?:was|were|had|did|said|told|took|began|left|met|came|went|fell|fought|killed|\w{3,}ed)\b")
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "is", "that", "for", "on", "with", "was", "by", "as"))

MOST = 100
"""Different dates of one page that are weighed, the most trusted first; a page with more of them is a list of dates."""

SENTENCE = 1000
"""Characters of a sentence that are looked at before a date in it."""

NEAR = 2000
"""Characters after the date in which a season cue counts: the head of the article, not the lists below it."""


def publication(candidates: Iterable[Date], *, comments: Iterable[Date] = (), retrieved: str | None = None,
                text: str = "", page: str = "") -> Date:
    """The publication date that the candidates support, or what is left of it: open readings, bounds, nothing.

    `candidates` come in order of trust, each with its basis; those whose reason starts with `UPDATE` only bound the
    date from above. `comments` are the times of the page's comments, `retrieved` is the ISO time of the capture:
    neither is ever taken for the date. A candidate more than a day later than the retrieval (time zones differ by no
    more) is refused; one later than a comment is a date given anew to an older page, taken only when no other is there.
    `text` is the reading text, searched only to settle an open order of day and month.
    """
    limit, bound = _limit(comments, retrieved)
    told = _distinct((date for date in candidates if date.basis is not DateBasis.RELATIVE), text)
    updates = [d for d in told if d.reason.startswith(UPDATE) and d.high]
    seen = _day_of(retrieved)
    dated, late, refused = [], [], []
    for date in told:
        if date.reason.startswith(UPDATE) or not (date.low or (date.value and date.high)):
            continue
        if date.low is None:
            late.append(date)                # weighed before, and found to be given anew
        elif limit and date.low > _shift(limit, 1):
            refused.append(f"{date.basis} {date.value or date.low} is later than {bound.reason if bound else limit}")
            if not (seen and date.low > _shift(seen, 1)):
                late.append(date)
        else:
            dated.append(date)
    said = _Said(text, page)
    settled = [_settle(date, dated, limit, said) for date in dated]
    chosen = next((d for d in settled if d.value and d.basis is not DateBasis.INFERRED), None)
    chosen = chosen or next((d for d in settled if d.value), None) or next(iter(settled), None)
    if chosen is not None:
        return _supported(_local(chosen, settled), settled, refused)
    again = next((date for date in late if date.value), None)
    if again:                                # an older page that was dated anew: its date holds, from below it is open
        return replace(again, low=None, reason=_also(again.reason, refused))
    if updates:
        first = next((d for d in updates if d.basis is DateBasis.STATED), updates[0])
        high = min(filter(None, (first.high, limit)))
        note = f"{UPDATE}only an update is dated, {first.value or first.high}: published no later"
        note = first.reason if first.reason.startswith(f"{UPDATE}only") else note
        value = first.value if first.basis is DateBasis.STATED and first.high == high else None
        return Date(value=value, high=high, basis=first.basis, spans=first.spans, reason=_also(note, refused))
    if bound:
        return replace(bound, reason=_also(bound.reason, refused))
    yearless = next((d.value for d in told if d.value), "")
    return Date(value=None, reason=_also(f"{yearless} has no year" if yearless else "no date found", refused))


def _limit(comments: Iterable[Date], retrieved: str | None) -> tuple[str | None, Date | None]:
    """The day after which the page cannot be published, and the Date that says so."""
    first = min((c for c in comments if c.high), key=lambda c: c.high or "", default=None)
    seen = _day_of(retrieved)
    if first and first.high and not (seen and seen < first.high):
        return first.high, Date(value=None, high=first.high, basis=DateBasis.COMMENT_BOUND, spans=first.spans,
                                reason=f"the earliest comment, {first.value or first.high}")
    if seen:
        return seen, Date(value=None, high=seen, basis=DateBasis.CAPTURE_BOUND, reason=f"the retrieval on {seen}")
    return None, None


def _day_of(retrieved: str | None) -> str | None:
    return retrieved[:10] if retrieved and re.match(r"\d{4}-\d\d-\d\d", retrieved) else None


def _shift(day: str, days: int) -> str:
    try:
        return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day


def _also(reason: str, more: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, (reason, *more))))


def _local(chosen: Date, settled: Sequence[Date]) -> Date:
    """The date as the outlet's own clock has it: of a moment given in UTC, the neighbouring day that the page shows.

    Accepts 2025-12-19T03:05Z beside a shown "December 18, 2025" → the 18th; refuses a day further off.
    """
    if not (chosen.value and chosen.value.endswith("Z")) or any(
            d.value and d is not chosen and d.value[:10] == chosen.value[:10] and d.basis is DateBasis.STATED
            for d in settled):
        return chosen
    beside = (_shift(chosen.value, -1), _shift(chosen.value, 1))
    for other in settled:
        if other.value and len(other.value) >= 10 and other.value[:10] in beside and not other.value.endswith("Z"):
            return replace(other, reason=_also(other.reason, [f"{chosen.basis} gives it in UTC, {chosen.value}"]))
    return chosen


def _supported(chosen: Date, settled: Sequence[Date], refused: Sequence[str]) -> Date:
    """The chosen date with the others' agreement and dissent in its reason, and the places that show it as spans."""
    notes, spans = [], list(chosen.spans)
    for other in settled:
        if other is chosen or not other.value or not chosen.value:
            continue
        agrees = chosen.value.startswith(other.value[:10]) or other.value.startswith(chosen.value[:10])
        if agrees:
            spans += [span for span in other.spans if span not in spans]
            if len(chosen.value) < 10 <= len(other.value):
                chosen = replace(chosen, value=other.value, low=other.low, high=other.high)
        if other.basis is not chosen.basis or not agrees:
            notes.append(f"{other.basis} agrees" if agrees else f"{other.basis} has {other.value}")
    return replace(chosen, spans=tuple(spans), reason=_also(chosen.reason, [*notes, *refused]))


def _settle(date: Date, others: Sequence[Date], limit: str | None, said: _Said) -> Date:
    """The date with its open order of day and month decided, when something on the page decides it.

    Decided by what excludes a reading (bounds, another source with the day, a numeric date of the same style whose day
    is above 12, a past event told with its date) the date keeps its basis; by what only argues for one (language,
    season) the basis is INFERRED and the bounds still hold both readings. Both readings are kept in every case.
    """
    if date.value or len(date.readings) != 2:
        return date
    day_first, month_first = date.readings

    def firmly(value: str, why: str) -> Date:
        return replace(date, value=value, low=value[:10], high=value[:10], reason=f"{date.reason}; settled: {why}")

    def leaning(value: str, why: str, *spans: Span) -> Date:
        return replace(date, value=value, basis=DateBasis.INFERRED, spans=date.spans + spans,
                       reason=f"{date.reason}; {value[:10]} is likelier: {why}")

    early, late = sorted(date.readings)
    if limit and early[:10] <= _shift(limit, 1) < late[:10]:
        return firmly(early, f"{late[:10]} is later than {limit}, the bound of the page")
    for other in others:
        for mine in date.readings:
            if other.value and other.value[:10] == mine[:10]:
                return firmly(mine, f"{other.basis} has the same day")
    mark = _mark(date, said.text)
    orders = said.orders(mark)
    if len(orders) == 1:
        order, shown = next(iter(orders.items()))
        return firmly(day_first if order == "day first" else month_first, f"{shown!r} on the same page is {order}")
    at = date.spans[0].end if date.spans else 0
    for start, end, day in said.days:
        if start >= at and _shift(early, 1) < day <= late[:10] and said.past(start, end):
            return firmly(late, f"the text tells of {said.text[start:end]!r} as past")
    if said.foreign:
        return leaning(day_first, "the page is not in English, and other languages write the day first")
    if mark == ".":                          # CLDR (Babel 2.18): 181 dotted patterns day first, none month first
        return leaning(day_first, "with dots, every locale that writes so puts the day first")
    winter = [value for value in date.readings if value[5:10] >= "12-20" or value[5:10] <= "02-10"]
    cue = _NEW_YEAR.search(said.folded, at, at + NEAR)
    if cue and len(winter) == 1:
        return leaning(winter[0], f"the text speaks of {said.text[cue.start():cue.end()]!r}",
                       Span(page=said.page, start=cue.start(), end=cue.end()))
    return date


def _distinct(candidates: Iterable[Date], text: str) -> list[Date]:
    """The first MOST different dates in their order, each with the places of all that say the same."""
    found: dict[tuple[object, ...], Date] = {}
    places: dict[tuple[object, ...], dict[Span, None]] = {}
    for date in candidates:
        name = (date.value, date.low, date.high, date.basis, date.readings, date.reason, _mark(date, text))
        if name in found or len(found) < MOST:
            found.setdefault(name, date)
            places.setdefault(name, {}).update(dict.fromkeys(date.spans))
    return [replace(date, spans=tuple(places[name])[:max(MOST, len(date.spans))]) for name, date in found.items()]


def _mark(date: Date, text: str) -> str | None:
    """What stands between day and month where a date is written in figures."""
    if len(date.readings) != 2 or not date.spans:
        return None
    found = re.search(r"[-/.]", fold(text[date.spans[0].start:date.spans[0].end]))
    return found[0] if found else None


class _Said:
    """What a page's text says about days and their order, each looked up once for all candidates."""

    def __init__(self, text: str, page: str) -> None:
        self.text, self.page = text, page
        self._past: dict[int, bool] = {}

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def foreign(self) -> bool:
        return _foreign(self.folded)

    @cached_property
    def days(self) -> list[tuple[int, int, str]]:
        """Every single day that the text names: where, and which."""
        return [(start, end, told.low) for start, end, told in find(self.text, 0, len(self.text), page=self.page)
                if told.low and told.low == told.high]

    @cached_property
    def _orders(self) -> dict[str | None, dict[str, str]]:
        found: dict[str | None, dict[str, str]] = {}
        for m in _SAME_STYLE.finditer(self.folded):
            if min(int(m[1]), int(m[3])) <= 12 < max(int(m[1]), int(m[3])) <= 31:
                for mark in (m[2], None):
                    found.setdefault(mark, {})["day first" if int(m[1]) > 12 else "month first"] = m[0]
        return found

    def orders(self, mark: str | None) -> dict[str, str]:
        """The orders of day and month in which dates stand that allow but one, each with an example."""
        return self._orders.get(mark, {})

    def past(self, start: int, end: int) -> bool:
        """Whether a day is told of as past."""
        if start not in self._past:
            self._past[start] = _past(self.folded, start, end)
        return self._past[start]


def _past(folded: str, start: int, end: int) -> bool:
    """Whether the sentence around a date is told in the past ("was killed on"), with nothing ahead in it ("due by")."""
    low = max(0, start - SENTENCE)
    sentence = folded[max(low, folded.rfind(".", low, start) + 1, folded.rfind("\n", low, start) + 1):end]
    sentence += re.match(r"[^.\n]{0,200}", folded[end:end + 200])[0]  # type: ignore[index]
    return bool(_PAST.search(sentence)) and not _AHEAD.search(sentence)


def _foreign(folded: str) -> bool:
    """Whether a page is plainly not English: by its script or, from 60 words on, by the lack of English particles."""
    head = folded[:8000]
    letters = sum(c.isalpha() for c in head)
    if letters >= 40 and sum(c.isalpha() and ord(c) > 0x24F for c in head) > letters / 2:
        return True
    words = re.findall(r"[^\W\d_]+", head)
    return len(words) >= 60 and sum(w in _ENGLISH for w in words) < .04 * len(words)
