"""A large record for measuring: reports of invented people, with events, statements, ties and outlooks.

The reports are those of `commands.py`, with dates over three years, towns in twelve countries, thirteen events each,
and a second copy of each fifth. Iran is in four fifths of them (`WIDEST`); in most of these it does something to the
United States (`OTHER`), and they to it. Two reports that follow each other tell one event, as they have one statement.
Reading is done by stand-ins; judging, who is who, echoes and all lists are those of a run.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import actors
import commands
import stand_ins

from standoff import pipeline, plover, text
from standoff.events.alike import Side
from standoff.model import (
    Analysis,
    Capture,
    Copy,
    CopyType,
    Date,
    DateBasis,
    Event,
    EventType,
    Factuality,
    Form,
    Harm,
    Kind,
    Location,
    Mention,
    Page,
    PlaceType,
    Recount,
    Report,
    Run,
    Size,
    Span,
    Statement,
)
from standoff.record import keys, migrations

VERSION = "1"
WIDEST, OTHER = "IRN", "USA"
EVENTS = 13
"""Events of a report."""

TOWNS = 200
BEGIN, DAYS = date(2014, 1, 1), 1096
COUNTRIES = {"IRQ": (33, 44), "SYR": (35, 38), "IRN": (32, 53), "UKR": (49, 32), "SDN": (15, 30), "MLI": (17, -4),
             "YEM": (15, 48), "LBY": (27, 17), "TUR": (39, 35), "MMR": (21, 96), "COL": (4, -72), "NLD": (52, 5)}
HERE = Path(__file__).resolve().parent
MADE_BY = (HERE / "large.py", HERE / "commands.py", HERE.parent / "src/standoff/record/schema.sql",
           *sorted((HERE.parent / "src/standoff/record/listing").glob("*.py")))
"""What a kept record is of: it is made again when one of these is another."""


def record(reports: int) -> Path:
    """The record of so many reports; it is kept in `out`."""
    made_by = hashlib.sha256(b"".join(path.read_bytes() for path in MADE_BY)).hexdigest()[:8]
    kept = HERE.parent / "out" / f"large-{reports}-{made_by}.db"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            db = Path(folder, "large.db")
            conn = migrations.connect(db)
            pipeline.ingest(conn, captures(reports))
            commands.timed("making the record", lambda: pipeline.run(conn, stages=stages(), progress=_progress))
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            conn.close()
            shutil.move(db, kept)
    return kept


def captures(reports: int) -> Iterator[Capture]:
    """A page per report, and a copy of each fifth."""
    for mention in actors.Writer(1, reports, True).mentions:
        title = f"Report {int(mention.report[1:])}"
        if title not in commands.DRAWN:
            commands.DRAWN[title] = [*states(int(mention.report[1:]))]
        commands.DRAWN[title].append(mention)
    for number, (title, some) in enumerate(commands.DRAWN.items()):
        body = " met those of ".join(one.name for one in some)
        lines = [f"{body} in Town {number % TOWNS}\t.", *(commands.saying(number, n) for n in range(commands.SAID))]
        words = "\n".join([title, *lines])
        yield stand_ins.capture(words, url=f"http://paper{number % 40}.example/{number}")
        if number % 5 == 0:
            yield stand_ins.capture(f"{words}\nIt was taken over on page {number}.",
                                    url=f"http://other{number % 25}.example/{number}")


def states(number: int) -> Iterator[Mention]:
    """Iran and the United States, where a report has them."""
    pair = number // 2
    for name in ("Iran", "United States")[:(pair % 5 > 0) + (pair % 5 > 0 and pair % 8 < 5)]:
        key = "n" + hashlib.sha256(f"{number} {name}".encode()).hexdigest()[:16]
        yield Mention(key=key, report=f"r{number:05}", start=0, end=len(name), head=0, kind=Kind.ORGANISATION,
                      form=Form.NAME, leader=key, text=name, name=name, origin=actors.ORIGIN)


def overlap(pages: object) -> list[Copy]:
    """A page and its copy have the title in common, and all of its paragraphs."""
    titled: dict[str, list[Page]] = defaultdict(list)
    for page in pages:  # type: ignore[attr-defined]
        titled[page.text.partition("\n")[0]].append(page)
    return [_copy(*sorted(some, key=lambda page: page.key)) for some in titled.values() if len(some) == 2]


def _copy(a: Page, b: Page) -> Copy:
    common = min(len(a.segments), len(b.segments))
    runs = tuple(Run(a=Span(page=a.key, start=one.start, end=one.end), b=Span(page=b.key, start=one.start, end=one.end),
                     words=12) for one in a.segments[:common])
    return Copy(a=a.key, b=b.key, type=CopyType.OVERLAP, share_a=1, share_b=1, words=12 * common, runs=runs,
                witness=runs[0], reason="equal paragraphs", origin=actors.ORIGIN)


def assemble(*args: object) -> Report:
    """The stand-in's report, with a day."""
    report = stand_ins.assemble(*args)  # type: ignore[no-untyped-call]
    day = (BEGIN + timedelta(days=_number(report) // 2 * 7 % DAYS)).isoformat()
    return replace(report, published=Date(value=day, low=day, high=day, basis=DateBasis.STATED))  # type: ignore[no-any-return]


def locate(report: Report, some: list[Mention]) -> tuple[Location, ...]:
    """The town at the end, one in six of which is told no nearer than by its country."""
    one = next(one for one in some if one.kind is Kind.PLACE)
    town = int(one.name.split()[1])
    country, (north, east) = list(COUNTRIES.items())[town % len(COUNTRIES)]
    precision = (1, 1, 2, 3, 4, 6)[town % 6 if town % 7 else 0]
    return (Location(mention=one.leader, name=one.name, type=PlaceType.CITY, country=country, precision=precision,
                     province=f"Province {town % 36}", latitude=None if precision == 6 else north + town % 17 / 10,
                     longitude=None if precision == 6 else east + town % 23 / 10, score=.9, reason="drawn",
                     origin=actors.ORIGIN),)


def code(report: Report, analysis: Analysis, some: list[Mention], said: list[Statement]) -> tuple[Event, ...]:
    """Each of the first chains does something to the next, and the second something to the first."""
    leaders = [one for one in some if one.leader == one.key and one.kind is not Kind.PLACE]
    pairs = [*list(pairwise(leaders))[:EVENTS - 1], (leaders[1], leaders[0])]
    place = next(one.key for one in some if one.kind is Kind.PLACE)
    return tuple(_event(report, number, one, two, leaders[-1].key, place)
                 for number, (one, two) in enumerate(pairs))


def _event(report: Report, number: int, one: Mention, two: Mention, voice: str, place: str) -> Event:
    first, last = (one, two) if one.start < two.start else (two, one)
    draw = Random(f"{_number(report) // 2} {number}")
    type = draw.choice(list(EventType))
    modes = list(plover.read().types[type].modes)
    spoken = draw.random() < .3
    day = (date.fromisoformat(report.published.low or "") - timedelta(days=draw.randrange(4))).isoformat()
    dates = (Date(value=day, low=day, high=day, basis=DateBasis.STATED),) * 8 + (
        Date(value=None, high=report.published.high, basis=DateBasis.RELATIVE),
        Date(value=day[:7], low=f"{day[:7]}-01", high=f"{day[:7]}-28", basis=DateBasis.STATED))
    return Event(
        evidence=text.carry(report, first.start, last.end), report=report.key, start=first.start, end=last.end,
        key="h" + keys.mention(report.key, one.start, two.end + number)[1:], type=type, modes=tuple(modes[:1]),
        trigger=((first.end + 1, first.end + 4),), anchor=first.end + 1, actors=(one.key,), recipients=(two.key,),
        date=draw.choice(dates), place=place if draw.random() < .8 else None, said=spoken,
        sizes=(Size(harm=Harm.DEAD, low=3, best=3, high=3, start=first.end + 1, end=first.end + 4),)
        if type is EventType.ASSAULT else (), voice=voice if spoken else None, foremost=number == 0, score=.9,
        factuality=(draw.choice((Factuality.ACTUAL,) * 6 + (Factuality.FUTURE, Factuality.NEGATED)),),
        origin=actors.ORIGIN)


def recount(events: list[Event], sides: Mapping[str, Side], places: object, sentences: object) -> list[Recount]:
    """What is foremost in two reports is one where type, day and sides are."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in events:
        if one.foremost:
            alike[one.type, one.date.value, *(sides[key].who for key in (*one.actors, *one.recipients))].append(one.key)
    return [Recount(a=a, b=b, score=.9, reasons=("equal sides",), origin=actors.ORIGIN)
            for some in alike.values() for a, b in pairwise(sorted(some))]


def stages() -> tuple[pipeline.Stage, ...]:
    """Ours and the stand-ins', with the real judgements, actors and echoes."""
    mine = ("overlap", "assemble", "locate", "code")
    made = {stage.name: stage for stage in commands.stages()}
    made |= {stage.name: replace(stage, function=f"large:{name}") for stage in pipeline.STAGES
             for name in [stage.function.partition(":")[2]] if name in mine}
    return (*list(made.values())[:-1], replace(made["recounts"], function="large:recount"))


def _number(report: Report) -> int:
    return int(report.title.split()[1])


def _progress(stage: str, done: int, total: int) -> None:
    if done == total:
        print(f"{time.process_time():8.0f} s of CPU until {stage} was done", file=sys.stderr, flush=True)
