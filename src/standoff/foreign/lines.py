"""From lines of a table to foreign codings: whose table it is, cut into cells, and what each line says.

Pure: takes lines as bytes, gives `ForeignCoding` and, for what cannot be read, `Problem`; a bad line stops nothing.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from standoff import plover
from standoff.days import is_day
from standoff.foreign import cameo
from standoff.foreign.columns import GDELT, GDELT_1, GDELT_1_REDUCED, ICEWS, POLECAT
from standoff.model import EventType, ForeignCoding, ForeignSide, Problem, Project
from standoff.text import storable

STAGE = "foreign"

LONGEST = 1 << 20
"""Bytes of a line: from there on it is no line of these tables, whose longest have some thousands."""

TOLD = 100
"""Faulty lines of a table that are told one by one; of all further ones only how many there are."""

SHOWN = 8
"""Strange codes that are named."""

FIRST, LAST = "1900-01-01", "2100-12-31"
"""Days that a coding may be of. GDELT begins with 1979; a day far off is a slip, and would stretch every series."""

Cells = Mapping[str, str]


class Faulty(ValueError):
    """Why a line, or a whole file, is not read: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse(lines: Iterable[bytes], file: str) -> Iterator[ForeignCoding | Problem]:
    """The codings of one table, in its order, and problems with it; `file` is what it is called."""
    table: _Table | None = None
    faulty = 0
    for number, raw in enumerate(lines, 1):
        if not raw.strip(b"\r\n\t \x1a"):
            continue
        try:
            if len(raw) > LONGEST:
                raise Faulty("long-line", f"It has more than {LONGEST >> 20} MB, so it is no line of an event table.")
            if table is None:
                table = _Table(_cells(raw.removeprefix(b"\xef\xbb\xbf"))[0])
                if table.header:
                    continue
            yield table.coding(raw, file, number)
        except Faulty as fault:
            faulty += 1
            if faulty <= TOLD:
                yield Problem(stage=STAGE, code=fault.code, message=str(fault), source=f"{file}:{number}")
            if table is None:
                return
    if table is None:
        yield Problem(stage=STAGE, code="empty", message="There is no line in it. Fetch it again.", source=file)
        return
    if faulty > TOLD:
        yield Problem(stage=STAGE, code="more", source=file, message=f"{faulty - TOLD} more lines could not be read.")
    yield from table.notes(file)


class _Table:
    """One file's table: whose it is, its columns, and what had to be repaired."""

    def __init__(self, first: Sequence[str]) -> None:
        """Raises Faulty where the first line is of no table that we read."""
        self.project, self.columns, self.header = _whose(first)
        self._read: Callable[[Cells], ForeignCoding] = _READ[self.project]
        self._repaired: Counter[str] = Counter()
        self._strange: Counter[str] = Counter()

    def coding(self, raw: bytes, file: str, number: int) -> ForeignCoding:
        """The coding of one line. Raises Faulty."""
        cells, clean = _cells(raw)
        self._repaired["latin"] += not clean
        named = self._named(cells)
        made = self._read({_SAME.get(name, name): _value(cell) for name, cell in named})
        if made.type is None and self.project is Project.POLECAT:
            self._repaired[made.code.split(" ")[0] or "no type"] += 1
        elif made.type is None and not cameo.uneventful(made.code):
            self._strange[made.code] += 1
        return replace(made, key=key(made.project, made.id, made.date, named), file=file, line=number, original=named)

    def _named(self, cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The cells of a line by their columns; tabs in excess at its end are taken away."""
        columns = self.columns
        if len(cells) != len(columns) and len(columns) > len(POLECAT) == len(_trimmed(cells)):
            columns = POLECAT        # the header names columns that the lines have not
        if len(cells) > len(columns) and len(_trimmed(cells)) <= len(columns):
            self._repaired["tabs"] += 1
            cells = cells[:len(columns)]
        if len(cells) != len(columns):
            raise Faulty("width", f"Columns: {len(cells)}, where {self.project} has {len(columns)}. A tab or a line "
                                  "break stands in its text, or it was cut off. Mend it, or leave it out.")
        return tuple(zip(columns, cells, strict=True))

    def notes(self, file: str) -> Iterator[Problem]:
        """What was repaired, and what has no meaning to PLOVER."""
        told = {"tabs": ("excess-tabs", "Lines with tabs in excess at the end, which were taken away: {}."),
                "latin": ("charset", "Lines that are no UTF-8 and were read as ISO-8859-1: {}. Check the letters of "
                                     "names.")}
        for what, n in sorted(self._repaired.items()):
            if n and what in told:
                code, message = told[what]
                yield Problem(stage=STAGE, code=code, message=message.format(n), source=file)
            elif n:
                yield Problem(stage=STAGE, code="type", source=file, message=f"Codings of {what}, which PLOVER's "
                              f"manual of 2021 has not: {n}. They are kept without a type.")
        if self._strange:
            some = ", ".join(f"{code or 'none'} ({n})" for code, n in sorted(self._strange.items())[:SHOWN])
            rest = f" and {len(self._strange) - SHOWN} more" if len(self._strange) > SHOWN else ""
            yield Problem(stage=STAGE, code="code", source=file, message="Codings with an event code that CAMEO has "
                          f"not: {some}{rest}. They are kept without a type; check the column of codes.")


def key(project: Project, id: str, date: str, original: tuple[tuple[str, str], ...]) -> str:
    """The key of a coding, as the record computes it (`standoff.record.keys.foreign`)."""
    said = json.dumps((project, id, date, [cell for _, cell in original]), separators=(",", ":"))
    return "g" + hashlib.sha256(said.encode("ascii")).hexdigest()[:16]


_NULLS = frozenset({"None", "NULL", "NA", "nan"})
"""How the projects, and programs that wrote their files again, write that there is nothing."""


def _value(cell: str) -> str:
    """What a cell says; quotation marks around it are the file's."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"').strip()
    return "" if cell in _NULLS else cell


def _cells(raw: bytes) -> tuple[list[str], bool]:
    """The cells of a line as they stand there, and whether it is UTF-8."""
    raw = raw.rstrip(b"\r\n")
    try:
        text, clean = raw.decode("utf-8"), True
    except UnicodeDecodeError:
        text, clean = raw.decode("iso-8859-1"), False
    return storable(text).split("\t"), clean


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """The cells without the empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


# — whose —


def _whose(first: Sequence[str]) -> tuple[Project, tuple[str, ...], bool]:
    """Whose table it is by its first line, its columns, and whether that line is a header. Raises Faulty."""
    head = tuple(map(_value, _trimmed(first)))
    if {"Event ID", "Event Type", "Actor Name"} <= {*head}:
        return Project.POLECAT, _complete(head, POLECAT), True
    if {"Event ID", "CAMEO Code", "Source Name"} <= {*head}:
        return Project.ICEWS, _complete(head, ICEWS), True
    if head[:1] == ("GLOBALEVENTID",) and "EventCode" in head:
        return Project.GDELT, _complete(head, GDELT_1_REDUCED), True
    by_width = {len(columns): columns for columns in (GDELT, GDELT_1, GDELT_1_REDUCED)}
    if len(first) in by_width and first[0].isdigit() and re.fullmatch(r"\d{8}", first[1]):
        return Project.GDELT, by_width[len(first)], False
    if len(first) == 16 and re.fullmatch(r"\d{14}", first[1]):
        raise Faulty("mentions", "This is GDELT's table of mentions: articles, not events. Give the table of events "
                                 "(….export.CSV).")
    if len(first) == 27 or re.fullmatch(r"\d{14}-T?\d+", first[0]):
        raise Faulty("gkg", "This is GDELT's Global Knowledge Graph: it has no events. Give the table of events "
                            "(….export.CSV).")
    raise Faulty("no-table", "The first line is of no event table that is read (columns between tabs: "
                             f"{len(first)}, the first: {first[0][:40]!r}). Read are POLECAT and ICEWS with their "
                             "header and GDELT's events (61 or 58 columns), tab-separated. Pages: standoff read.")


def _complete(head: tuple[str, ...], columns: Sequence[str]) -> tuple[str, ...]:
    """A header that has every column. Raises Faulty."""
    lost = {_SAME.get(name, name) for name in columns} - {_SAME.get(name, name) for name in head}
    if lost:
        raise Faulty("columns", f"The header lacks {', '.join(sorted(lost))}. Take the file as it was published.")
    return head


_SAME: Mapping[str, str] = {"Event Intensity": "Intensity"}
"""POLECAT's fifth column has two names."""


# — what each says —


def _polecat(cells: Cells) -> ForeignCoding:
    type, modes = cells["Event Type"].upper(), _list(cells["Event Mode"].lower())
    known = plover.read().types.get(type)
    contexts = [_CONTEXTS.get(one, one) for one in _list(cells["Contexts"].lower())]
    return _coding(
        Project.POLECAT, cells["Event ID"], _day(cells["Event Date"]), cells,
        type=EventType(type) if known else None, modes=tuple(mode for mode in modes if known and mode in known.modes),
        contexts=tuple(one for one in dict.fromkeys(contexts) if one in plover.read().contexts),
        code=" ".join(filter(None, (type, *modes))), score=_number(cells["Intensity"]),
        actor=_polecat_side(cells, "Actor"), recipient=_polecat_side(cells, "Recipient"),
        place=cells["Placename"] or cells["Raw Placename"], source=cells["Source"])


def _polecat_side(cells: Cells, side: str) -> ForeignSide:
    sectors = (cells[f"Primary {side} Sector"], *_list(cells[f"{side} Sectors"]))
    return ForeignSide(name=cells[f"{side} Name"] or cells[f"{side} Name Raw"],
                       country=cameo.country(cells[f"{side} Country"]),
                       sectors=tuple(dict.fromkeys(filter(None, sectors))))


_CONTEXTS: Mapping[str, str] = {"democracy": "pro_democracy", "humanitarian": "human_security",
                                "rights": "rights_freedoms"}
"""Contexts that PLOVER's manual no longer has, as in lexicons/cameo.yaml."""


def _icews(cells: Cells) -> ForeignCoding:
    code = cells["CAMEO Code"]
    places = (cells["City"], cells["District"], cells["Province"], cells["Country"])
    return _coding(Project.ICEWS, cells["Event ID"], _day(cells["Event Date"]), cells, **_meant(code), code=code,
                   score=_number(cells["Intensity"]), actor=_icews_side(cells, "Source"),
                   recipient=_icews_side(cells, "Target"), place=next(filter(None, places), ""),
                   source=cells["Publisher"])


def _icews_side(cells: Cells, side: str) -> ForeignSide:
    return ForeignSide(name=cells[f"{side} Name"], country=cameo.country(cells[f"{side} Country"]),
                       sectors=tuple(dict.fromkeys(_list(cells[f"{side} Sectors"]))))


def _gdelt(cells: Cells) -> ForeignCoding:
    code, day = cells["EventCode"], cells["SQLDATE"]
    made = _coding(
        Project.GDELT, cells["GLOBALEVENTID"], _day(f"{day[:4]}-{day[4:6]}-{day[6:]}"),
        {"Latitude": cells["ActionGeo_Lat"], "Longitude": cells["ActionGeo_Long"], "Country": ""}, **_meant(code),
        code=code, score=_number(cells["GoldsteinScale"]), actor=_gdelt_side(cells, "Actor1"),
        recipient=_gdelt_side(cells, "Actor2"), place=cells["ActionGeo_FullName"], source=cells.get("SOURCEURL", ""))
    articles = _number(cells["NumArticles"])
    return replace(made, country=cameo.place_country(cells["ActionGeo_CountryCode"]),
                   articles=None if articles is None else int(articles))


def _gdelt_side(cells: Cells, side: str) -> ForeignSide:
    types = tuple(filter(None, (cells[f"{side}Type{n}Code"] for n in (1, 2, 3))))
    country = cameo.actor_country(cells[f"{side}CountryCode"], cells[f"{side}KnownGroupCode"], types)
    return ForeignSide(name=cells[f"{side}Name"] or cells[f"{side}Code"], country=country, sectors=types)


_READ: Mapping[Project, Callable[[Cells], ForeignCoding]] = {
    Project.POLECAT: _polecat, Project.ICEWS: _icews, Project.GDELT: _gdelt}


def _meant(code: str) -> dict[str, Any]:
    found = cameo.meaning(code)
    return {"type": found and found.type, "modes": found.modes if found else (),
            "contexts": found.contexts if found else ()}


def _coding(project: Project, id: str, date: str, cells: Cells, **rest: Any) -> ForeignCoding:
    """What all have in common. A point that is none, or 0, 0, is no point."""
    if not id:
        raise Faulty("no-id", "It has no identifier of an event.")
    latitude, longitude = _number(cells["Latitude"]), _number(cells["Longitude"])
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180) \
            or latitude == longitude == 0:
        latitude = longitude = None
    return ForeignCoding(key="", project=project, id=id, date=date, country=cameo.country(cells["Country"]),
                         latitude=latitude, longitude=longitude, file="", line=0, original=(), **rest)


def _list(said: str) -> list[str]:
    """The parts of a list, whatever stands between them: “a|b”, “a; b”, “a,b”."""
    return [part.strip() for part in re.split(r"[|;,]", said) if part.strip() and part.strip() not in _NULLS]


def _day(said: str) -> str:
    """An ISO day. Raises Faulty: of centuries of which none of the projects tells, too."""
    if is_day(said) and FIRST <= said <= LAST:
        return said
    raise Faulty("date", f"Its date is {said!r}, which is no day of these projects. Mend it or leave the line out.")


def _number(said: str) -> float | None:
    """A number; None for what is none."""
    try:
        made = float(said) + 0.0     # no -0.0, which a record does not keep apart
    except ValueError:
        return None
    return made if math.isfinite(made) else None
