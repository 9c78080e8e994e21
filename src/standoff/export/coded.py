"""Coded events: which events are handed to the formats of event data, and what all these formats ask of one.

Such formats have no room for how a text puts something, so only what is told as done goes into them; `kept` counts what
is left out, and why. What they cannot hold at all (copies, spans, voices) stands in the tables of `events`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from standoff import known, plover
from standoff.answers import EventRow, Party, Telling
from standoff.days import bounds
from standoff.export.holdings import Holdings
from standoff.known import Known
from standoff.model import (
    Event,
    EventType,
    Factuality,
    FieldName,
    Harm,
    Location,
    Manner,
    Page,
    PlaceType,
    Report,
    Size,
)

NOT_DONE = (Factuality.NEGATED, Factuality.HYPOTHETICAL, Factuality.FUTURE)

UNKNOWN = Party(actor="", name="", country="", sectors=("UNK",), written=(), told=False,
                reason="who did it is not told")
"""PLOVER's sector of unknown actors stands for an actor whom no words tell: the field is required."""

RESOLUTION = {PlaceType.QUARTER: 5, PlaceType.FACILITY: 5, PlaceType.CITY: 4, PlaceType.DISTRICT: 3,
              PlaceType.PROVINCE: 2, PlaceType.COUNTRY: 1}
"""PLOVER's resolution of a place: 5 inside of a city, 4 city, 3 district, 2 province, 1 country. Regions, waters and
continents have none."""

FEATURE = {PlaceType.QUARTER: "P", PlaceType.FACILITY: "S", PlaceType.CITY: "P", PlaceType.DISTRICT: "A",
           PlaceType.PROVINCE: "A", PlaceType.COUNTRY: "A", PlaceType.REGION: "L", PlaceType.WATER: "H",
           PlaceType.CONTINENT: "L"}
"""The feature class of GeoNames."""

EXACT = 2
"""UCDP's where_prec up to which a place is a point: 1 exact, 2 near one."""

IDS = ("id", "uri", "guid")
"""What records of other programs call their own number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The events that go into event data, in the order of the record, and why others do not, with how many."""

    rows: tuple[EventRow, ...]
    left_out: Mapping[str, int]


def kept(holdings: Holdings) -> Kept:
    """The events for formats that need an actor, a day and, for some types, a recipient."""
    rows, left_out = [], Counter[str]()
    for row in holdings.event_rows:
        why = not_done(row) or _lacks(row) or _alleged(holdings, row)
        if why:
            left_out[why] += 1
        else:
            rows.append(row)
    return Kept(rows=tuple(rows), left_out=dict(sorted(left_out.items())))


def done(holdings: Holdings) -> Kept:
    """The events that are told as done, whatever else is told of them."""
    left_out = Counter(why for why in map(not_done, holdings.event_rows) if why)
    return Kept(rows=tuple(row for row in holdings.event_rows if not not_done(row)),
                left_out=dict(sorted(left_out.items())))


def not_done(one: EventRow | Telling) -> str:
    """How an event, or a telling of one, is put if it is not told as done; else ""."""
    told = next((how.value for how in NOT_DONE if how in one.factuality), "")
    return told or ("" if Factuality.ACTUAL in one.factuality else "not told as done")


def _lacks(row: EventRow) -> str:
    _, recipients = sides(row)
    if not row.actors and not row.recipients:
        return "neither side told"
    if plover.read().types[row.type].recipient and not recipients:
        return f"{row.type} without a recipient"
    if not days(row)[0]:
        return "no day before or after which it happened"
    past = Factuality.HISTORICAL in row.factuality and not bounds(row.date)[0]
    return "background without a date of its own" if past else ""


def _alleged(holdings: Holdings, row: EventRow) -> str:
    """Why an event is none by this: nobody tells it but who accuses somebody of it. Then only the accusation is one."""
    some = [holdings.event[key] for key, telling in zip(row.events, row.tellings, strict=True)
            if key in holdings.event and not not_done(telling)]
    said = [holdings.statement.get(event.statement) for event in some]
    alone = said and all(one is not None and one.manner is Manner.ACCUSED for one in said)
    return "told by nobody but who accuses of it" if alone else ""


def sides(row: EventRow) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients as PLOVER wants them: of those who cooperate with one another the first is the actor, since
    COOPERATE must have a recipient; who did it and is not told is UNKNOWN.
    """
    if row.type is EventType.COOPERATE and not row.recipients and len(row.actors) > 1:
        return row.actors[:1], row.actors[1:]
    return row.actors or (UNKNOWN,), row.recipients


def days(row: EventRow) -> tuple[str, str]:
    """The day under which an event is filed, and the last one if it may be another: ISO; "" where nothing tells.

    Where only the last day is known, as it mostly is for news, it is filed under that: `dated` says so.
    """
    low, high = bounds(row.date)
    return low or high, high if low and high != low else ""


def dated(row: EventRow) -> str:
    """What the day of an event rests on, in words."""
    low, high = bounds(row.date)
    if low and low == high:
        told = "on that day"
    elif low and high:
        told = f"between {low} and {high}"
    else:
        told = f"not before {low}" if low else f"not after {high}" if high else "not told"
    return f"date: {told} ({row.date.basis}), date_prec {row.date_precision}"


def told(holdings: Holdings, row: EventRow) -> Iterator[tuple[Event, Telling]]:
    """The places that tell an event as done, first told first."""
    for key, telling in zip(row.events, row.tellings, strict=True):
        if not not_done(telling):
            yield holdings.event[key], telling


def place(holdings: Holdings, row: EventRow) -> tuple[str, Location | None]:
    """The words for the place of an event, and the place as the gazetteer has it, where it has it."""
    words = ""
    for key in row.events:
        mention = holdings.mention.get(holdings.event[key].place or "")
        if mention:
            found = holdings.location_of.get(mention.leader)
            told = " ".join(mention.text.split())
            if found and (found.name, found.country) == (row.place, row.country):
                return told, found
            words = words or told
    return words, None


def point(row: EventRow) -> tuple[float, float] | None:
    """Latitude and longitude, if the place is a point."""
    if row.latitude is None or row.longitude is None or (row.place_precision or 9) > EXACT:
        return None
    return row.latitude, row.longitude


def numbers(holdings: Holdings, row: EventRow) -> Iterator[tuple[Harm, list[Size]]]:
    """What is told of the dead, the injured, the arrested, each number once, where it is told as done."""
    found = [size for one, _ in told(holdings, row) for size in one.sizes]
    for harm in Harm:
        some = {(size.low, size.best, size.high): size for size in reversed(found) if size.harm is harm}
        if some:
            yield harm, list(some.values())[::-1]


def pages(holdings: Holdings, row: EventRow) -> list[Page]:
    """The pages that have the words of an event, first told first."""
    return [holdings.page[key] for key in dict.fromkeys(
        span.page for one, _ in told(holdings, row) for span in one.evidence)]


def source(holdings: Holdings, page: Page) -> str:
    """What the record that a page came in calls itself: the `id` of a line of JSON, the `guid` of an item of a feed."""
    capture = holdings.capture.get(page.capture)
    for seen in capture.sightings if capture else ():
        try:
            record = json.loads(seen.extra or "{}")
        except ValueError:
            continue
        found = next((record[name] for name in IDS if isinstance(record.get(name), str | int)), None) \
            if isinstance(record, dict) else None
        if found is not None:
            return str(found)
    return ""


def outlet(page: Page) -> str:
    """Who published a page, "" where it does not say."""
    return page.first(FieldName.PUBLISHER) or page.first(FieldName.OUTLET) or ""


def language(holdings: Holdings, page: Page, report: Report) -> str:
    """The language of a page: what was read in its report, else what the page declares; "" where nothing tells."""
    analysis = holdings.analysis_of.get(report.key)
    read = next((one.code for one in analysis.tongues if one.read), "") if analysis else ""
    return read or page.first(FieldName.LANGUAGE) or ""


def paragraph(report: Report, one: Event) -> int:
    """The number, from 1, of the paragraph of a report in which an event is told; 0 for none."""
    return next((n for n, passage in enumerate(report.passages, 1) if passage.start <= one.anchor < passage.end), 0)


def names(some: Iterable[Party]) -> list[str]:
    """What the parties of a side are called."""
    return [one.name for one in some if one.name]


@cache
def states() -> dict[str, Known]:
    """States by PLOVER's code."""
    return known.read([path for path in known.bundled() if path.name == "states.yaml"])


def state(code: str) -> str:
    """The name of a country; its code where we have none."""
    return states()[code].name if code in states() else code
