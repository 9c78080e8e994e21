"""When an article came out, from what its copies say: the tightest date that they justify together.

A copy that was out on a day bounds the article: it was out by then. So does the earliest comment under any copy. A
date itself is taken over only from the likeliest original, or from the earliest copy when every copy is dated, and only
where no bound of another copy is earlier.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

from standoff.model import Date, DateBasis, Page


def _day(value: str, last: bool) -> str:
    """The first or last day that an ISO date of any precision covers.

    >>> _day("2022-11", True), _day("2022", False), _day("2022-11-13T05:51", True)
    ('2022-11-30', '2022-01-01', '2022-11-13')
    """
    year, month, day = [*value[:10].split("-"), "", ""][:3]
    month = month or ("12" if last else "01")
    return f"{year}-{month}-{day or (monthrange(int(year), int(month))[1] if last else '01')}"


def _latest(date: Date) -> str | None:
    """The day by which a copy was out, or None when nothing tells."""
    days = [_day(value, True) for value in (date.value, date.high) if value]
    if not days:
        days = [max(_day(value, True) for value in date.readings)] if date.readings else []
    return min(days, default=None)


def published(pages: Sequence[Page]) -> Date:
    """The date of an article from its copies, the likeliest original first."""
    if len(pages) == 1:
        return pages[0].published
    bounds = sorted((day, n) for n, page in enumerate(pages) if (day := _latest(page.published)))
    if not bounds:
        return Date(value=None, reason="no copy is dated")
    high, n = bounds[0]
    dated = [page for page in pages if page.published.value and _day(page.published.value, False) <= high]
    complete = len(bounds) == len(pages)
    for page in dated:
        if page is pages[0] or (complete and _day(page.published.value or "", True) == high):
            which = "the likeliest original" if page is pages[0] else "the earliest of the copies, all dated"
            own = page.published
            return Date(value=own.value, low=own.low, high=own.high, basis=own.basis, readings=own.readings,
                        spans=own.spans, reason=f"of {page.key}, {which}; no copy was out before" +
                        (f" ({own.reason})" if own.reason else ""))
    page = pages[n]
    by = "a comment under" if page.published.basis is DateBasis.COMMENT_BOUND else "the date of"
    return Date(value=None, high=high, basis=page.published.basis, spans=page.published.spans,
                reason=f"out by {high}: {by} {page.key} bounds the article" +
                       (f" ({page.published.reason})" if page.published.reason else ""))
