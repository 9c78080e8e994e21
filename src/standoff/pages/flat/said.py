"""What a flattened page says of itself: fields and date candidates, each with the places that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.model import Date, DateBasis, Field, FieldName, PartName, Role, Span
from standoff.pages import dates
from standoff.pages.flat import stamps, tops
from standoff.pages.flat.lines import Block, key
from standoff.pages.flat.words import AGENCIES, LEXICON, UNNAMED, WORD, fold
from standoff.text import trim

_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:copyright\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,.:–-]*"
    r"(?P<name>[^\W\d_](?:[^©|.;:–\n,]|[.:](?=\w)){1,60}?)?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?"
    r"\s*(?:[.:-](?!\w)|[,;|–]|$|all rights|\s-)",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"(?:channel|kanal|canal|chaîne|канал|قناة|کانال)\s*:\s*(?P<section>\S.*?)(?:\s+[–—|-]\s+(?P<outlet>[^–—|\n]+))?$",
    re.IGNORECASE,
)
_NOWHERE = {("elsewhere",), ("here",), ("various",)}
_VIEWS_END = re.compile(r"\.(?![^\W_])|[;|\n(]|\s(?:or|nor|and)\s|,|$")
_SOURCE = re.compile(r"[:：]\s*(?P<name>(?:[^.;|\n]|\.(?=[^\W_])){2,60}?)\s*(?:\.?$|\|)")
_APPEARED = re.compile(
    r"(?:appeared|published|posted|originally)\s+(?:first\s+)?(?:on|by|in|at|with)\s+(?:the\s+website\s+of\s+)?(?P<name>[^\W\d_](?:[^.,;|\n]|\.(?=[^\W_])){1,50}?)\s*"
    r"(?:\.(?![^\W_])|,|;|$|\s(?:on|in|and|under|at)\s)"
)


def fields(found: Sequence[Block], text: str, page: str, url: str | None) -> tuple[Field, ...]:
    """The page's own fields in order of trust, equal values put together."""
    merged: dict[tuple[FieldName, str], tuple[Field, list[Span]]] = {}
    for field in _fields(found, text, page, url):
        known = merged.setdefault((field.name, key(field.value)), (field, []))
        known[1].extend(field.spans)
    return tuple(
        replace(field, spans=tuple(dict.fromkeys(spans))) for (_, folded), (field, spans) in merged.items() if folded
    )


def _fields(found: Sequence[Block], text: str, page: str, url: str | None) -> Iterator[Field]:
    def field(name: FieldName, start: int, end: int, rule: str) -> Field:
        value = " ".join(text[start:end].replace("\xa0", " ").strip("\ufeff\u200b \t\n\r").split())
        return Field(
            name=name, value=value, source="text", rule=f"flat:{rule}", spans=(Span(page=page, start=start, end=end),)
        )

    for block in sorted((b for b in found if b.role is Role.TITLE), key=lambda b: b.rule != "title"):
        start, end = next(((p.start, p.end) for p in block.parts if p.name is PartName.TITLE), (block.start, block.end))
        yield field(FieldName.TITLE, start, end, block.rule)
    for block in found:
        if block.role is Role.BYLINE:
            for part in block.parts:
                if part.name in (PartName.AUTHOR, PartName.OUTLET):
                    house = FieldName.OUTLET if "published" in block.marks.start else FieldName.PUBLISHER
                    name = FieldName.AUTHOR if part.name is PartName.AUTHOR else house
                    yield field(name, part.start, part.end, block.rule)
        elif block.role is Role.CREDIT and block.parts:
            yield from (
                field(FieldName.PUBLISHER, p.start, p.end, block.rule)
                for p in block.parts
                if p.name is PartName.OUTLET and block.rule != "list-label"
            )
        elif (block.role is Role.CREDIT and (span := _source(block))) or (
            block.role is Role.DATELINE and (span := _agency(block))
        ):
            yield field(FieldName.PUBLISHER, *span, block.rule)
    for block in found:
        if block.role is Role.DISCLAIMER and (span := _views(block)):
            yield field(FieldName.OUTLET, *span, "disclaimer")
    for block in found:
        if block.role is Role.TITLE:
            yield from (
                field(FieldName.OUTLET, p.start, p.end, block.rule) for p in block.parts if p.name is PartName.OUTLET
            )
        elif block.role is Role.FURNITURE and (match := _CHANNEL.match(block.text[:200])):
            yield field(
                FieldName.SECTION, block.start + match.start("section"), block.start + match.end("section"), "channel"
            )
            if match["outlet"]:
                yield field(
                    FieldName.OUTLET, block.start + match.start("outlet"), block.start + match.end("outlet"), "channel"
                )
        elif block.role is Role.DATELINE:
            for p in block.parts:
                if p.name is PartName.OUTLET:
                    wire = fold(text[p.start : p.end]) in AGENCIES
                    yield field(FieldName.PUBLISHER if wire else FieldName.OUTLET, p.start, p.end, block.rule)
    for rule in ("rights", "domain", "outlet-line", "list-label"):
        for block in found:
            if block.rule == rule and (span := _holder(block) if rule == "rights" else _named(block)):
                yield field(FieldName.OUTLET, *span, rule)


def _named(block: Block) -> tuple[int, int]:
    """The outlet's name in a line that is little else."""
    return next(((p.start, p.end) for p in block.parts if p.name is PartName.OUTLET), (block.start, block.end))


def _source(block: Block) -> tuple[int, int] | None:
    """The name in a credit line: "Source: The Paper", "first appeared in The Paper"."""
    if block.rule == "agency":
        inner = block.text.strip("()[]- –—.")
        if fold(inner) in UNNAMED:
            return None
        start = block.start + block.text.index(inner)
        return start, start + len(inner)
    if "quoting" in block.marks.within and (behind := _behind(block.text, "quoting")) is not None:
        while behind < len(block.text) and not block.text[behind].isalnum():
            behind += 1
        low, high = trim(block.text, behind, len(block.text))
        return (block.start + low, block.start + high) if low < high else None
    match = _APPEARED.search(block.text[:400]) or _SOURCE.search(block.text[:200])
    if not match or len(match["name"].split()) > 7 or fold(match["name"]) in UNNAMED | _NOWHERE:
        return None
    return block.start + match.start("name"), block.start + match.end("name")


def _agency(block: Block) -> tuple[int, int] | None:
    match = re.search(r"\(([^()]{2,40})\)", block.text) if block.rule == "body-dateline" else None
    if match and fold(match[1]) in AGENCIES - UNNAMED:
        return block.start + match.start(1), block.start + match.end(1)
    return None


def _behind(text: str, kind: str) -> int | None:
    """The offset behind the last phrase of a kind that stands in a line."""
    words = [("".join(fold(m.group())), m.end()) for m in WORD.finditer(text[:600])]
    for at in range(len(words) - 1, -1, -1):
        for size in range(1, 5):
            phrase = tuple(word for word, _ in words[at : at + size])
            if LEXICON.marks(phrase).within.get(kind) == 0:
                return words[at + size - 1][1]
    return None


def _views(block: Block) -> tuple[int, int] | None:
    """The outlet that a disclaimer names: "… do not necessarily reflect the views of The Paper."."""
    start = _behind(block.text, "views_of")
    if start is None:
        return None
    end = _VIEWS_END.search(block.text, start + 1)
    low, high = trim(block.text, start, end.start() if end else len(block.text))
    value = block.text[low:high]
    bare = value.removeprefix("the ").removeprefix("its ")
    if not bare or bare[0].islower() or len(value.split()) > (7 if bare[0].isupper() else 5):
        return None
    return block.start + high - len(bare), block.start + high


def _holder(block: Block) -> tuple[int, int] | None:
    """Who holds the rights: "© 2017 The Paper. All rights reserved."."""
    match = _HOLDER.search(block.text[:300])
    if (
        not match
        or not match["name"]
        or len(match["name"].split()) > 7
        or "share" in LEXICON.marks(fold(match["name"])).within
    ):
        return None
    return block.start + match.start("name"), block.start + match.end("name")


def candidates(found: Sequence[Block], text: str, page: str) -> list[Date]:
    """The dates that the page states for itself, those below its title first."""
    title = next((b.start for b in found if b.role is Role.TITLE), 0)
    dated: list[tuple[bool, int, Date]] = []
    body = next((b.start for b in found if b.role is Role.BODY), len(text))
    for block in found:
        if block.role is Role.DATELINE and block.rule == "date-line":
            date = tops.date_line(block)
            whole = (block.start, block.end, date)
            for start, end, told in [whole] if date else dates.find(text, block.start, block.end, page=page):
                if told and (told.low or told.readings or told.value):
                    told = replace(told, spans=(Span(page=page, start=start, end=end),))
                    dated.append((block.start < title, block.start, told))
        elif block.role is Role.BYLINE or (block.rule == "source-line" and title < block.start < body):
            time = stamps.within(text, block.start, block.end, page)
            if time and (time[2].low or time[2].readings) and time[2].basis is DateBasis.STATED:
                dated.append((block.start < title, block.start, time[2]))
        elif block.role is Role.DATELINE:
            dated += [
                (False, block.start, date)
                for _, _, date in dates.find(text, block.start, block.end, page=page)
                if date.low
            ]
    return [date for _, _, date in sorted(dated, key=lambda d: d[:2])]
