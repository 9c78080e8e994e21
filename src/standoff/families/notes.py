"""What a page says that bears on who copied whom: its site, address, date, and the sources that it credits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from standoff.model import FieldName, Page, Role

CREDITS = 400
"""Characters kept of a page's credit, byline and dateline segments: a credit is a line, not a paragraph."""

YEAR, DAY = 4, 10
"""Characters of an ISO date that say its year, and its day."""

_HOST = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)", re.I)
_HEADS = re.compile(r"^\W*(?:source|via|courtesy of|by .{3,60}? for|first (?:published|appeared)|originally)\b"
                    r"|\b(?:contributed to this report|(?:first|originally) (?:appeared|published)|reprinted"
                    r"|republished|with permission)\b"
                    r"|\((?:ap|afp|reuters|upi|dpa|tass|xinhua|ians|ani|efe|ansa)\)", re.I)

_FROM = re.compile(r"\b(?:for|from|via|courtesy of|special to|permission\s+(?:of|from)"
                   r"|(?:appeared|published|posted|reprinted|republished)\s+(?:in|on|at|by|from))(?:\s*:\s*|\s+)(?=\S)"
                   r"|\bsources?\s*:\s*(?=\S)", re.I)
"""What stands before the name of a source; other languages' words for it are read by the pages stage (PUBLISHER)."""

_WEB = re.compile(r"(?:https?://)?(?:www\.)?(?=[\w-]+\.)", re.I)
_EDGE = re.compile(r"[,;|/()\[\]\n\r•·–—“”\"]|\s-\s|\.\s|\s\d{1,2}[\s.](?=\S)")
_WORDS = re.compile(r"\s(?:and|on|in|at|with|under)(?:\s|$)", re.I)
_THE = re.compile(r"\s*the\s+", re.I)


@dataclass(frozen=True, slots=True)
class Note:
    """The evidence for direction on one page; "" where a thing is unknown."""

    key: str
    url: str
    site: str                            # host or outlet
    label: str                           # what reasons call the page: its outlet, host or key
    date: str                            # ISO 8601, in UTC where an offset is known
    low: str                             # not earlier than: `date`, else the bound that is known
    high: str                            # not later than: `date`, else the bound (its first comment, its capture)
    title: str                           # letters only
    dateline: str                        # letters only: "washingtonap"
    credits: tuple[str, ...]             # letters of the sources that it names: "almonitor"
    borrowed: bool                       # whether those lines say that the text is not its own
    names: tuple[str, ...]               # names of its outlet, letters only: "almonitor"


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case: "Al-Monitor" and "al-monitor.com" begin alike."""
    return "".join(filter(str.isalnum, text.casefold()))


def _utc(date: str) -> str:
    """A date and time with an offset in UTC, so that times of two outlets compare; anything else as it is."""
    if len(date) < 17 or (date[-1] != "Z" and date[-6] not in "+-"):
        return date
    try:
        return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return date


def _name(text: str) -> str:
    """A name's letters, without its article: "The Valley Wire" and "valley-wire" are one."""
    return letters(_THE.sub("", text, count=1) if _THE.match(text) else text)


@lru_cache(maxsize=4096)
def _names(host: str, outlet: str) -> tuple[str, ...]:
    """What others may call an outlet: its name, its host, and the label of its host that is no country and no port."""
    labels = host.split(".")[:-1]
    return tuple(sorted({_name(outlet), letters(host), letters(max(labels, key=len)) if labels else ""} - {""}))


def sources(line: str, *, whole: bool) -> set[str]:
    """The names that a line gives after "for", "from", "source"…; its pieces are names too when it is `whole` a credit.

    Accepts "By Z. Y. for Al-Monitor" (almonitor); refuses "By Martin Sanders", and "for The Washington Post" names no
    "The Post".
    """
    pieces = [line[found.end():] for found in _FROM.finditer(line)]
    starts = [_EDGE.split(piece, maxsplit=1)[0] for piece in pieces]
    if whole:
        starts += _EDGE.split(line)
    starts = [_WEB.sub("", start.strip(), count=1) for start in starts]
    return {_name(part) for start in starts for part in (start, *_WORDS.split(start))} - {""}


def note(page: Page) -> Note:
    """What a page says that bears on direction."""
    found = _HOST.match(page.url) if page.url else None
    host = found[1].casefold() if found else ""
    outlet = page.first(FieldName.OUTLET) or ""
    lines = [field.value for field in page.fields if field.name == FieldName.PUBLISHER]
    credits = {_name(line) for line in lines}
    dateline = ""
    for seg in page.segments:
        if seg.role is Role.CREDIT or seg.role is Role.BYLINE or seg.role is Role.DATELINE:
            lines.append(page.text[seg.start:seg.end][:CREDITS])
            credits |= sources(lines[-1], whole=seg.role is not Role.BYLINE)
            if seg.role is Role.DATELINE:
                dateline += lines[-1]
    date = _utc(page.published.value or "")
    return Note(key=page.key, url=page.url or "", site=(host or outlet).casefold(), label=outlet or host or page.key,
                date=date, low=date or _utc(page.published.low or ""), high=date or _utc(page.published.high or ""),
                title=letters((page.first(FieldName.TITLE) or "")[:CREDITS]),
                dateline=letters(dateline[:CREDITS]), credits=tuple(sorted(credits - {""})),
                borrowed=borrowed(lines), names=_names(host, outlet))


def borrowed(lines: list[str]) -> bool:
    """Whether credit, byline or dateline lines say that the text is not the page's own.

    Accepts "By Z. Y. for Al-Monitor", "(Reuters)", "This article first appeared elsewhere."; refuses "By Z. Y.".
    """
    return any(_HEADS.search(part.strip()) for line in lines for part in line.splitlines())


def names(one: Note, other: Note) -> bool:
    """Whether a page credits the other's outlet: "for Al-Monitor" on one, al-monitor.com the other."""
    return bool(one.credits) and any(name in one.credits and name not in one.names for name in other.names)


def before(one: Note, other: Note) -> bool:
    """Whether a page is dated before the other; dates of different precision are compared as far as both go.

    Of a page without a date, its bounds count: a comment of 13 November comes before an article of 15 November. A clock
    whose zone is known and one whose zone is not are compared by their days.
    """
    high, low = one.high, other.low
    size = min(len(high), len(low))
    if size > DAY and high.endswith("Z") != low.endswith("Z"):
        size = DAY
    return size >= YEAR and high[:size] < low[:size]


def dated(one: Note) -> str:
    """When a page was published, in words: "dated 2022-11-15", "not later than 2022-11-15"; "" when unknown."""
    if one.date:
        return f"dated {one.date}"
    return f"not later than {one.high}" if one.high else f"not earlier than {one.low}" if one.low else ""


def earliest(notes: Iterable[Note]) -> Callable[[Note], bool]:
    """Which pages none of these is dated before; each page is looked at once, whatever their number."""
    dates = {one.high for one in notes if len(one.high) >= YEAR}
    sizes = sorted({len(date) for date in dates} | {DAY})
    low: dict[tuple[int, bool], str] = {}
    for date in dates:
        for size in sizes:
            if size <= len(date):
                key = (size, size > DAY and date.endswith("Z"))
                low[key] = min(low.get(key, date), date[:size])

    def first(one: Note) -> bool:
        return not any(low.get((size, size > DAY and one.low.endswith("Z")), one.low) < one.low[:size]
                       for size in sizes if size <= len(one.low))
    return first
