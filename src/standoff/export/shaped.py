"""Tables in the shape of POLECAT and of ICEWS: tab-separated, exactly their columns, one row per event.

Only what is told as done (`coded.kept`). Several values of a cell, such as the parties of a side, are joined by "; ";
there is no row per pair of parties. Beside each table stands one with the evidence, by `Event ID`, for what such a
table cannot hold: every place that tells the event, in which copies, and how exact its day is. Cells have no tabs or
line ends and run in no spreadsheet (`csv.defuse`); a cell with a quotation mark is quoted as in CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version

from standoff import lexicons, plover
from standoff.answers import EventRow, Party
from standoff.export import coded
from standoff.export.csv import defuse
from standoff.export.holdings import Holdings, pin
from standoff.export.words import size
from standoff.foreign import columns
from standoff.model import Form, Kind, PlaceType
from standoff.text import storable

Cell = str | int | float | None

EVIDENCE = (
    "Event ID", "Event Date", "Last Date", "Date Precision", "Date Basis", "Telling", "Family", "Report", "Copies",
    "Spans", "Quote", "Voice", "Factuality", "Source IDs", "URLs", "Sizes", "Actor Told", "Recipient Told",
    "Place Precision", "Articles", "Families", "Reports", "Independent", "Dependence", "Conflicts")
"""The columns of the table beside."""

BETWEEN = "; "


def polecat(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """The table in POLECAT's shape, what is not known as "None", and its evidence."""
    people = _named(holdings)
    yield from _tables(holdings, "polecat", columns.POLECAT, lambda row: _polecat(holdings, row, people), "None")


def icews(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """The table in ICEWS' shape, with CAMEO codes of `lexicons/icews.yaml`, and its evidence."""
    yield from _tables(holdings, "icews", columns.ICEWS, lambda row: _icews(holdings, row), "")


def cameo(row: EventRow) -> str:
    """The CAMEO code of an event: of its first mode that has one, else of its type."""
    codes = _codes()
    fighting = ["ASSAULT military"] if row.type == "ASSAULT" and "military" in row.contexts else []
    names = [*(f"{row.type} {mode}" for mode in row.modes), *fighting, row.type.value]
    return next(codes[name] for name in names if name in codes)


def _tables(holdings: Holdings, name: str, head: Sequence[str], cells: Callable[[EventRow], Mapping[str, Cell]],
            null: str) -> Iterator[tuple[str, str]]:
    rows = coded.kept(holdings).rows
    yield f"{name}.tsv", _tsv(head, (cells(row) for row in rows), null)
    yield f"{name}_evidence.tsv", _tsv(EVIDENCE, (one for row in rows for one in _evidence(holdings, row)), "")


def _tsv(head: Sequence[str], rows: Iterable[Mapping[str, Cell]], null: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(row.get(name), null) for name in head])
    return out.getvalue()


def _cell(value: Cell, null: str) -> Cell:
    if isinstance(value, str):
        value = defuse(" ".join(storable(value).split()))
    return null if value in (None, "") else value


# — the two shapes —


def _polecat(holdings: Holdings, row: EventRow, people: Mapping[str, Mapping[Kind, list[str]]]) -> dict[str, Cell]:
    day, _ = coded.days(row)
    lead, telling = next(coded.told(holdings, row))
    actors, recipients = coded.sides(row)
    named = people.get(lead.report, {})
    return {
        "Event ID": row.key, "Event Date": day, "Event Type": row.type.value, "Event Mode": BETWEEN.join(row.modes),
        "Event Intensity": row.score, "Quad Code": plover.read().quads[row.quad].upper(),
        "Contexts": BETWEEN.join(row.contexts), **_party(actors, "Actor"), **_party(recipients, "Recipient"),
        **_where(holdings, row), "Country": row.country, "Placename": row.place,
        "Source": BETWEEN.join(telling.outlets), "Publication Date": telling.published.removeprefix("≤ "),
        "Story People": BETWEEN.join(named.get(Kind.PERSON, ())),
        "Story Organizations": BETWEEN.join(named.get(Kind.ORGANISATION, ())),
        "Story Locations": BETWEEN.join(named.get(Kind.PLACE, ())),
        "Language": _language(holdings, row), "Version": f"Standoff {version('standoff')}"}


def _icews(holdings: Holdings, row: EventRow) -> dict[str, Cell]:
    day, _ = coded.days(row)
    lead, telling = next(coded.told(holdings, row))
    actors, recipients = coded.sides(row)
    modes = f" ({', '.join(row.modes)})" if row.modes else ""
    made: dict[str, Cell] = {
        "Event ID": row.key, "Event Date": day, "Event Text": f"{row.type}{modes}", "CAMEO Code": cameo(row),
        "Intensity": row.score, "Story ID": lead.report,
        "Sentence Number": coded.paragraph(holdings.report[lead.report], lead),
        "Publisher": BETWEEN.join(telling.outlets), **_where(holdings, row),
        "Country": coded.state(row.country) if row.country else ""}
    for name, side in (("Source", actors), ("Target", recipients)):
        made |= {f"{name} Name": BETWEEN.join(coded.names(side)),
                 f"{name} Sectors": BETWEEN.join(_each(sector for one in side for sector in one.sectors)),
                 f"{name} Country": BETWEEN.join(_each(coded.state(one.country) for one in side if one.country))}
    return made


def _party(side: Sequence[Party], name: str) -> dict[str, Cell]:
    """The columns of one side. Empty stay Wikipedia's, and titles: which of a person's posts held on that day the
    table of posts tells with more care than a cell can.
    """
    cows = (coded.states()[one.country].cow.split(" ")[0] for one in side if one.country in coded.states())
    return {f"{name} Name": BETWEEN.join(coded.names(side)),
            f"{name} Country": BETWEEN.join(_each(one.country for one in side)),
            f"{name} COW": BETWEEN.join(_each(cows)),
            f"Primary {name} Sector": BETWEEN.join(_each(one.sectors[0] for one in side if one.sectors)),
            f"{name} Sectors": BETWEEN.join(_each(sector for one in side for sector in one.sectors)),
            f"{name} Name Raw": BETWEEN.join(_each(text for one in side for text in one.written))}


def _where(holdings: Holdings, row: EventRow) -> dict[str, Cell]:
    """City, district, province and, if it is a point, where it lies; no point, no pin."""
    (words, found), at = coded.place(holdings, row), coded.point(row)
    made: dict[str, Cell] = {"Raw Placename": words}
    if at:
        made |= {"Latitude": at[0], "Longitude": at[1]}
    if found:
        made |= {"City": found.name if found.type is PlaceType.CITY else "", "District": found.district,
                 "Province": found.province, "GeoNames ID": found.geonames, "Feature Type": coded.FEATURE[found.type]}
    return made


# — the evidence —


def _evidence(holdings: Holdings, row: EventRow) -> Iterator[dict[str, Cell]]:
    """A row for each place that tells the event as done."""
    day, last = coded.days(row)
    for one, telling in coded.told(holdings, row):
        some = list(_each(span.page for span in one.evidence))
        yield {
            "Event ID": row.key, "Event Date": day, "Last Date": last, "Date Precision": row.date_precision,
            "Date Basis": BETWEEN.join(filter(None, (row.date.basis, row.date.reason))), "Telling": one.key,
            "Family": holdings.report[one.report].family, "Report": one.report, "Copies": BETWEEN.join(some),
            "Spans": BETWEEN.join(map(pin, one.evidence)), "Quote": telling.quote, "Voice": telling.voice,
            "Factuality": BETWEEN.join(one.factuality), "Sizes": BETWEEN.join(map(size, one.sizes)),
            "Source IDs": BETWEEN.join(_each(coded.source(holdings, holdings.page[page]) for page in some)),
            "URLs": BETWEEN.join(_each(holdings.page[page].url or "" for page in some)),
            "Actor Told": _told(row.actors), "Recipient Told": _told(row.recipients),
            "Place Precision": row.place_precision, "Articles": row.articles, "Families": row.families,
            "Reports": row.reports, "Independent": row.independent, "Dependence": BETWEEN.join(row.dependence),
            "Conflicts": BETWEEN.join(row.conflicts)}


def _told(side: Sequence[Party]) -> int:
    """Whether words name all of a side."""
    return int(bool(side) and all(one.told for one in side))


def _each(some: Iterable[str]) -> Iterable[str]:
    """Each once, in order; nothing for ""."""
    return dict.fromkeys(filter(None, some))


def _language(holdings: Holdings, row: EventRow) -> str:
    lead, _ = next(coded.told(holdings, row))
    return coded.language(holdings, coded.pages(holdings, row)[0], holdings.report[lead.report])


def _named(holdings: Holdings) -> dict[str, dict[Kind, list[str]]]:
    """Who and what each report names, each once, in the order of the report."""
    found: dict[str, dict[Kind, list[str]]] = {}
    for one in sorted(holdings.mentions, key=lambda one: (one.report, one.start)):
        some = found.setdefault(one.report, {}).setdefault(one.kind, [])
        if one.form is Form.NAME and one.name and one.name not in some:
            some.append(one.name)
    return found


@cache
def _codes() -> dict[str, str]:
    told: dict[str, str] = lexicons.load("icews")
    return told
