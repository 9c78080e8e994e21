"""How long commands take that ask who is who, in a large record.

    python benchmarks/commands.py [REPORTS] [--keep FILE] [--ask FILE]        default 10000 reports

The reports are those of `actors.py --speed`: fifteen chains of two mentions each, here with a place, seven ties, ten
statements of made-up words and two predictions in them; one statement in ten is told in two reports. Reading is done by
stand-ins, judging and what follows from it, echoes among it, by the real stages. `--keep` leaves the record there;
`--ask` takes one that was kept. Prints seconds of wall time, and the most memory.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import actors
import stand_ins
from click.testing import CliRunner

from standoff import pipeline, settings, text
from standoff.cli import main as command
from standoff.model import (
    Analysis,
    Capture,
    Claim,
    Date,
    DateBasis,
    Form,
    Kind,
    Location,
    Manner,
    Mention,
    Outlook,
    OutlookType,
    Page,
    PlaceType,
    Report,
    Sourcing,
    Statement,
    Tie,
    TieType,
    Voice,
)
from standoff.record import keys, migrations

VERSION = "1"
TIES = (TieType.SUPPORTS, TieType.ALLIED_WITH, TieType.LEADS, TieType.FIGHTS, TieType.MEMBER_OF, TieType.OFFICE)
SAID = 10
"""Statements of a report."""

WORDS = ["".join(Random(n).choices("aeioustrnlkmpdbg", k=4 + n % 5)) for n in range(5000)]
DRAWN: dict[str, list[Mention]] = {}
"""The chains of each report, by its title."""


def captures(reports: int) -> Iterator[Capture]:
    """A page per report: its names in the order drawn, with words between them."""
    writer = actors.Writer(1, reports, True)
    for mention in writer.mentions:
        DRAWN.setdefault(f"Report {int(mention.report[1:])}", []).append(mention)
    for number, (title, some) in enumerate(DRAWN.items()):
        body = " met those of ".join(one.name for one in some)
        said = "\n".join(saying(number, n) for n in range(SAID))
        yield stand_ins.capture(f"{title}\n\n{body} in Town {number % 200}\t{said.replace(chr(10), ' ')}",
                                url=f"http://a.example/{number}")


def saying(report: int, number: int) -> str:
    """A statement of twelve made-up words; the first is that of the report before, in every second report."""
    draw = Random(f"{report - (number == 0 and report % 2)} {number}")
    words = " ".join(WORDS[min(int(draw.paretovariate(.6)), len(WORDS) - 1)] for _ in range(12))
    return f"said{number} that {words}{' will come true' if number < 2 else ''}."


def overlap(pages: object) -> list[object]:
    """Nobody copies anybody."""
    return []


def attribute(report: Report, analysis: Analysis, some: list[Mention], pages: list[Page]) -> tuple[Statement, ...]:
    """Every chain of the first ten says something."""
    leaders = [one for one in some if one.leader == one.key and one.kind is not Kind.PLACE]
    made = []
    for number, match in enumerate(re.finditer(r"said(\d) that ([^.]+)\.", report.text)):
        who = leaders[0 if number == 0 else number % len(leaders)]
        made.append(Statement(
            evidence=text.carry(report, *match.span()), key="q" + keys.mention(report.key, *match.span())[1:],
            report=report.key, start=match.start(), end=match.end(), source=who.key, speaker=(), cue=(),
            sourcing=Sourcing.NAMED, content=(match.span(2),), quoted=(match.span(2),) if number % 2 else (),
            date=Date(value=None, high=report.published.high, basis=DateBasis.RELATIVE), manner=Manner.SAID,
            voice=Voice.REPORTER, score=.9, origin=actors.ORIGIN))
    return tuple(made)


def foresee(report: Report, analysis: Analysis, some: list[Mention], told: list[Statement], pages: list[Page]) -> tuple[
        Outlook, ...]:
    """What says "will"."""
    return tuple(Outlook(
        evidence=one.evidence, key="w" + one.key[1:], report=report.key, start=one.start, end=one.end, voice=one.voice,
        type=OutlookType.PREDICTION, statement=one.key, forecaster=one.source, sourcing=one.sourcing,
        about=(some[-2].key,), anchor=one.start, horizon=Date(value=None, low=report.published.low,
                                                             basis=DateBasis.RELATIVE),
        score=.9, origin=actors.ORIGIN) for one in told if " will " in report.text[one.start:one.end])


def assemble(*args: Any) -> Report:
    """The stand-in's report, with a day."""
    report = stand_ins.assemble(*args)  # type: ignore[no-untyped-call]
    number = int(report.title.split()[1])
    day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    return replace(report, published=Date(value=day, low=day, high=day, basis=DateBasis.STATED))


def mentions(report: Report, analysis: Analysis, own: object = ()) -> tuple[Mention, ...]:
    """The mentions as drawn, where the page has them."""
    made: dict[str, Mention] = {}
    at = 0
    for one in DRAWN[report.title]:
        start = report.text.index(one.name, at)
        at = start + len(one.name)
        key = keys.mention(report.key, start, at)
        leader = made[one.leader].key if one.leader in made else key
        made[one.key] = replace(one, key=key, report=report.key, start=start, end=at, head=start, leader=leader)
    start = report.text.index("Town ", at)
    end = report.text.index("\t", start)
    key = keys.mention(report.key, start, end)
    return (*made.values(), Mention(
        key=key, report=report.key, start=start, end=end, head=start, kind=Kind.PLACE, form=Form.NAME,
        leader=key, text=report.text[start:end], name=report.text[start:end], origin=actors.ORIGIN))


def relate(report: Report, analysis: Analysis, some: list[Mention]) -> tuple[Tie, ...]:
    """Every second chain with the next."""
    leaders = [one for one in some if one.leader == one.key and one.kind is not Kind.PLACE]
    return tuple(Tie(
        evidence=text.carry(report, one.start, two.end), report=report.key, start=one.start, end=two.end,
        type=TIES[number % len(TIES)], source=one.key, target=two.key, cue=((one.end + 1, one.end + 4),),
        title="commander" if number % 3 == 2 else "", claim=Claim.DENIED if number % 5 == 4 else Claim.ASSERTED,
        voice=leaders[-1].key if number % 2 else None, said=number % 2 == 1, date=Date(value=None), score=.8,
        origin=actors.ORIGIN) for number, (one, two) in enumerate(zip(leaders[::2], leaders[1::2], strict=False)))


def locate(report: Report, some: list[Mention]) -> tuple[Location, ...]:
    """The place at the end."""
    return tuple(Location(mention=one.key, name=one.name, type=PlaceType.CITY, country="NLD", precision=1, latitude=53.,
                          longitude=4.8, score=.9, reason="drawn", origin=actors.ORIGIN)
                 for one in some if one.kind is Kind.PLACE)


def stages() -> tuple[pipeline.Stage, ...]:
    """Ours and the stand-ins', with the real judgements and actors."""
    mine = ("overlap", "assemble", "mentions", "relate", "locate", "attribute", "foresee")
    return tuple(stage if stage.name in ("judgements", "actors", "echoes") else
                 replace(stage, function=f"{'commands' if name in mine else 'stand_ins'}:{name}")
                 for stage in pipeline.STAGES for name in [stage.function.partition(":")[2]])


def timed(what: str, work: Callable[[], Any]) -> None:
    begin = time.perf_counter()
    work()
    print(f"{what:44}{time.perf_counter() - begin:8.1f} s", flush=True)


def asked(db: Path, *args: str) -> str:
    """What a command prints."""
    done = CliRunner().invoke(command, [*args, "--db", str(db)])
    if done.exit_code:
        raise SystemExit(f"{args}: {done.output} {done.exception!r}")
    return done.output


def ask(db: Path) -> None:
    """Each command once, on a copy."""
    timed("read the files of actors", lambda: settings.known(migrations.connect(db, readonly=True)))
    for words in (["actors"], ["actors", "demirag"], ["actors", "--unknown"], ["actor", "Leyla Güneştekin"],
                  ["actor", "Sahel Monitor"], ["ties"], ["ties", "Sahel Monitor"], ["places"],
                  ["statements", "--json", "--limit", "9"], ["statements", "--speaker", "Sahel Monitor"],
                  ["statements", WORDS[9]], ["statements", "--contradictions"], ["outlook", "--json", "--limit", "9"],
                  ["outlook", "--by", "Sahel Monitor"],
                  ["rename", "Sahel Monitor", "the Monitor", "--by", "Mara"],
                  ["merge", "Leyla Güneştekin", "Hsu Chun-hao", "--by", "Mara"],
                  ["split", "the Monitor", "--written", "the Sahel Monitor", "--by", "Mara"]):
        timed("standoff " + " ".join(words[:4]), lambda words=words: asked(db, *words))
    last = asked(db, "corrections", "--nl").splitlines()
    timed(f"standoff undo ({len(last)} corrections made)",
          lambda: asked(db, "undo", last[1].split('"key": "')[1].split('"')[0]))
    timed("standoff verify", lambda: asked(db, "verify"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--ask", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "case.db"
        if options.ask:
            shutil.copy(options.ask, db)
        else:
            conn = migrations.connect(db)
            pipeline.ingest(conn, captures(options.reports))
            timed("run", lambda: pipeline.run(conn, stages=stages()))
            timed("run again", lambda: pipeline.run(conn, stages=stages()))
            counted = ", ".join(f"{conn.execute(f'SELECT count(*) FROM {noun}').fetchone()[0]} {noun}s"
                                for noun in ("report", "mention", "judgement", "actor", "tie", "statement", "outlook",
                                             "echo"))
            print(f"{counted}, {db.stat().st_size / 1e6:.0f} MB")
            conn.close()
            if options.keep:
                shutil.copy(db, options.keep)
        ask(db)
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    import commands  # the stages are called by the module's name

    commands.main()
