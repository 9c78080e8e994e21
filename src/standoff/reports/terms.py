"""Between which days an undated article was written, from the offices that it gives to persons whom the files know.

"Prime Minister Johnson" is called so from the day that he took office. Who is prime minister in a text, and not former
prime minister, most likely held the post when it was written: so where several persons are called by their posts, it
was written while all of them held them. Only bounds come of this, with their reason; never a day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from standoff import known, lexicons
from standoff.known import Known, Post
from standoff.model import Date, DateBasis

SEVERAL = 2
"""Persons called by their posts, from which on a text is bounded from above: one may keep a title in retirement."""

HANDOVER = 31
"""Days, at most, that a predecessor's and a successor's terms share in our files, which often tell a month only."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_Span = tuple[str, str]
"""First and last ISO day of a term; "" for a term that goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whom a text calls by a post, and the terms in which it was held."""

    name: str
    title: str
    terms: tuple[_Span, ...]


def bounds(text: str) -> Date | None:
    """The days between which a text was written, as the posts in it tell; None where they tell nothing.

    Not before the last of those whom it names took office. Not after the first left it, where several are named, all
    held their posts at one time, for more than a handover, and the text tells no year of that time or after it: a
    history does, and what was written later; the news of the day does not.

    Yes: President Macron and Prime Minister Johnson agreed on it.
    No: In 2021 President Macron and Prime Minister Johnson agreed on it.
    """
    some = list(held(text))
    if not some:
        return None
    common = _common([one.terms for one in some])
    low = min((first for first, _ in common), default=max(one.terms[0][0] for one in some))
    high = "" if not common or len(some) < SEVERAL or any(not last for _, last in common) else max(
        last for _, last in common)
    if any(low[:4] <= year[0] for year in _YEAR.finditer(text)):
        high = ""
    who = " and ".join(f"{one.name} {one.title}" for one in some)
    reason = f"undated, but calls {who}: not written before {low}" + (
        f", and supposed to be written by {high}, while the post was held" if high else "")
    return Date(value=None, low=low, high=high or None, basis=DateBasis.INFERRED, reason=reason)


def held(text: str) -> Iterator[Held]:
    """Whom a text calls by a post, each once; none whose name could be of two.

    >>> [(one.name, one.terms) for one in held("Secretary of State Rex Tillerson left. Former President Obama stayed.")]
    [('Rex Tillerson', (('2017-02-01', '2018-03-31'),))]
    """
    seen: set[str] = set()
    for match in _title().finditer(text):
        title, words = match["title"].lower(), re.sub(r"['’]s$", "", match["name"]).split()
        some = [(one, posts) for one, posts in _holders().get((title, words[-1].lower()), ())
                if len(words) == 1 or words[0].lower() in " ".join((one.name, *one.names)).lower().split()]
        if len(some) == 1 and some[0][0].key not in seen and (match["before"] or "").lower() not in _apart():
            one, posts = some[0]
            seen.add(one.key)
            yield Held(name=one.name, title=posts[0].what,
                       terms=tuple(sorted((_day(post.since, False), _day(post.until, True)) for post in posts)))


def _common(terms: list[tuple[_Span, ...]]) -> list[_Span]:
    """The stretches in which all held their posts, without the days of a handover."""
    found = list(terms[0])
    for other in terms[1:]:
        found = [(max(a, c), min(b or d, d or b)) for a, b in found for c, d in other
                 if (not d or a <= d) and (not b or c <= b)]
    return [(first, last) for first, last in found
            if not last or (date.fromisoformat(last) - date.fromisoformat(first)).days > HANDOVER]


def _day(day: str, last: bool) -> str:
    """The first or last day of an ISO date cut to any precision; "" stays open."""
    if len(day) in (0, 10):
        return day
    year, month = int(day[:4]), int(day[5:7] or (12 if last else 1))
    return str(date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if last else date(year, month, 1))


@cache
def _apart() -> frozenset[str]:
    return frozenset(lexicons.load("terms")["apart"])


@cache
def _title() -> re.Pattern[str]:
    """A title before up to four words of a name, with the word before it."""
    titles = lexicons.load("terms")["titles"]
    every = "|".join(sorted({*titles, *(other for some in titles.values() for other in some)}, key=lambda title: (
        -len(title), title)))
    return re.compile(rf"(?:\b(?P<before>\w+)[ -])?\b(?P<title>(?i:{every}))\s+"
                      r"(?P<name>(?:[A-ZÀ-Þ][\w’'.-]*\s+){0,3}[A-ZÀ-Þ][\w’'-]+)")


@cache
def _holders() -> dict[tuple[str, str], list[tuple[Known, list[Post]]]]:
    """Title and last name → who of the files that come with the package held such a post, and when."""
    titles, found = lexicons.load("terms")["titles"], defaultdict(list)
    for one in known.ours().values():
        posts: dict[str, list[Post]] = defaultdict(list)
        for post in one.posts if one.type == "person" else ():
            for title in (post.what, *titles.get(post.what, ())) if post.what in titles and post.since else ():
                posts[title].append(post)
        for title, some in posts.items():
            for name in sorted({each.split()[-1].lower() for each in (one.name, *one.names)}):
                found[title, name].append((one, some))
    return dict(found)
