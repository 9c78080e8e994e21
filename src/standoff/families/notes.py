"""What a page says that bears on who copied whom: its site, address, date, and the sources that it credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from standoff.model import FieldName, Page, Role

CREDITS = 400
"""Characters kept of a page's credit, byline and dateline segments: a credit is a line, not a paragraph."""

_HEADS = re.compile(r"^\W*(?:source|via|courtesy of|from|by .{3,60}? for|first (?:published|appeared)|originally)\b"
                    r"|\b(?:contributed to this report|(?:first|originally) (?:appeared|published)|reprinted|republished"
                    r"|with permission)\b|\((?:ap|afp|reuters|upi|dpa|tass|xinhua|ians|ani|efe|ansa)\)", re.I)


@dataclass(frozen=True, slots=True)
class Note:
    """The evidence for direction on one page."""

    key: str
    url: str                             # "" when unknown
    site: str                            # host or outlet, "" when unknown
    date: str                            # ISO 8601, "" when unknown
    title: str                           # letters only, "" when unknown
    dateline: str                        # letters only: "washingtonap"
    credits: str                         # text of its credit, byline and dateline lines
    names: tuple[str, ...]               # names of its outlet, letters only: "almonitor"


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case: "Al-Monitor" and "al-monitor.com" begin alike."""
    return "".join(char for char in text.casefold() if char.isalnum())


def note(page: Page) -> Note:
    """What a page says that bears on direction."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.") if page.url else ""
    outlet = page.first(FieldName.OUTLET) or ""
    parts = host.split(".")
    label = max(parts[:-1], key=len) if len(parts) > 1 else ""
    names = tuple(sorted({name for name in map(letters, (outlet, label)) if len(name) > 3}))
    said = [field.value for field in page.fields if field.name == FieldName.PUBLISHER]
    said += [page.text[seg.start:seg.end] for seg in page.segments
             if seg.role in (Role.CREDIT, Role.BYLINE, Role.DATELINE)]
    dateline = "".join(page.text[seg.start:seg.end] for seg in page.segments if seg.role == Role.DATELINE)
    return Note(key=page.key, title=letters(page.first(FieldName.TITLE) or "")[:CREDITS],
                dateline=letters(dateline)[:CREDITS], url=page.url or "", site=(host or outlet).casefold(),
                date=page.published.value or "", credits=" · ".join(said)[:CREDITS], names=names)


def borrowed(one: Note) -> bool:
    """Whether a page says that its text is not its own.

    Accepts "By Z. Y. for Al-Monitor", "(Reuters)", "This article first appeared elsewhere."; refuses "By Z. Y.".
    """
    return any(_HEADS.search(line.strip()) for line in re.split(r"[\n·]", one.credits))


def names(one: Note, other: Note) -> bool:
    """Whether a page credits the other's outlet: "for Al-Monitor" on one, al-monitor.com the other."""
    said = letters(one.credits)
    return any(name in said for name in other.names) and not set(one.names) & set(other.names)


def before(one: Note, other: Note) -> bool:
    """Whether a page is dated before the other; dates of different precision decide only where both have digits."""
    size = min(len(one.date), len(other.date))
    return size >= 4 and one.date[:size] < other.date[:size]
