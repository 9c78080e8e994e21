"""Commands on events as other projects coded them: import, codings, beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.output import (
    DAY,
    FEW,
    LIMIT,
    day,
    emit,
    json_option,
    more,
    note,
    one_of,
    opened,
    output_options,
    progress,
    quiet_options,
    record_options,
    say,
    say_json,
    short,
    table,
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import Agreement, CodedFile, SetBeside
    from standoff.model import ForeignCoding, ForeignSide

PARTIAL = 3
"""Exit code: some lines could not be read and are listed, the rest is done (CONVENTIONS §8)."""

LISTED = 8
"""Problems that importing lists; `standoff problems` has all."""

REPAIRED = frozenset({"excess-tabs", "charset", "type"})
"""Codes of problems that only tell what was repaired or has no meaning to PLOVER: no line is lost."""

PROJECTS = ("POLECAT", "ICEWS", "GDELT")


@click.command("import", short_help="Read POLECAT, ICEWS or GDELT events.",
               epilog="Example: standoff import ngecEvents.DV.2022.txt events.2017.tab.zip 20170316.export.CSV.zip")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@quiet_options
@json_option
@record_options
@click.pass_context
def imported(ctx: click.Context, paths: tuple[str, ...], quiet: bool, no_progress: bool, as_json: bool,
             db: str) -> None:
    """Read events that other projects coded from PATHS: tables of POLECAT, ICEWS or GDELT, plain, .gz or .zip, or
    folders of them. Whose a table is, its columns tell.

    They are kept beside our events and never mixed with them: standoff codings lists them, standoff beside compares.
    The same line twice is one coding. Pages and articles are read by standoff read.
    """
    with opened(db, write=True) as record, progress(quiet or no_progress) as step:
        done = record.read_codings(*paths, progress=step)
    if as_json:
        say_json(list(done))
    elif not quiet:
        _imported(done)
    ctx.exit(PARTIAL if any(one.code not in REPAIRED for file in done for one in file.problems) else 0)


def _imported(done: Sequence[CodedFile]) -> None:
    from standoff.export.words import count

    if not done:
        say("There is no file in it.")
    for file in done:
        if file.project is None:
            say(f"{file.file}: nothing could be read.")
            continue
        told = f"{count(file.added, 'new coding')}" if file.added else "nothing new"
        told += f"; {count(file.seen, 'coding')} already there" if file.seen else ""
        say(f"{file.file}: {file.project}, {told}.")
    problems = [one for file in done for one in file.problems]
    if problems:
        note(f"{count(len(problems), 'problem')} while reading:")
        for problem in problems[:LISTED]:
            note(f"  {problem.source}: {problem.message}")
        if len(problems) > LISTED:
            note(f"  and {len(problems) - LISTED} more: standoff problems")


@click.command(short_help="List events as other projects coded them.",
               epilog="Example: standoff codings --between USA IRN --type COERCE --since 2019-05-01")
@click.option("--project", metavar="NAME", help="Only of this one: POLECAT, ICEWS or GDELT.")
@click.option("--actor", metavar="WHO", help="Only what this side did: a country (IRN) or words of a name.")
@click.option("--recipient", metavar="WHO", help="Only what was done to this side.")
@click.option("--between", nargs=2, metavar="A B", help="Only what one of these did to the other.")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type: AGREE … ASSAULT.")
@click.option("--country", metavar="CODE", help="Only what happened in this country (ISO, three letters).")
@click.option("--since", type=DAY, metavar="DATE", help="On this day or later.")
@click.option("--until", type=DAY, metavar="DATE", help="On this day or before.")
@LIMIT
@output_options
@record_options
def codings(project: str | None, actor: str | None, recipient: str | None, between: tuple[str, str] | None,
            kind: str | None, country: str | None, since: Any, until: Any, limit: int | None, how: str | None,
            db: str) -> None:
    """List the events that standoff import read, by day, with PLOVER's types. They are none of ours: standoff events.

    One coding with its line as it came: standoff show KEY; what made it that type: standoff why KEY.
    """
    from standoff.export import foreign
    from standoff.model import EventType

    project, kind, country = (given and given.upper() for given in (project, kind, country))
    one_of(PROJECTS, project, "--project")
    one_of(EventType, kind, "--type")
    with opened(db) as record:
        found = record.codings(project=project, actor=actor, recipient=recipient, between=between, type=kind,
                               since=day(since), until=day(until), country=country)
        none = not found and not record.counts().codings
    shown = found[:limit or FEW]

    def human() -> None:
        if not found:
            say("No events of other projects here yet. Read some: standoff import FILE…" if none else
                "No such coding.")
        for one in shown:
            _tell(one)
        more(len(found), len(shown))

    emit(foreign.codings(found[:limit]), how, human)


def _tell(one: ForeignCoding) -> None:
    """One coding: day, type and modes, sides; where, by whom, and where it stands."""
    from standoff.foreign import cameo

    modes = f" ({', '.join(one.modes)})" if one.modes else ""
    what = f"{one.type}{modes}" if one.type else f"{cameo.untyped(one.project, one.code)}: {one.code or 'none'}"
    say(wrap(f"{one.date}  {what}  {_side(one.actor)} → {_side(one.recipient)}", "      ", "  "))
    where = ", ".join(dict.fromkeys(filter(None, (one.place, one.country))))
    score = None if one.score is None else f"their score {one.score:g}"
    theirs = f"{one.project} {one.id}" + (f", {one.code}" if one.type and one.code[:1].isdigit() else "")
    say(wrap(" · ".join(filter(None, (where, theirs, score, f"{one.file}, line {one.line}", short(one.key)))),
             "      ", "    "))


def _side(one: ForeignSide) -> str:
    named = one.name or "nobody named"
    return f"{named} [{one.country}]" if one.country else named


@click.command(short_help="Set our events beside those of others.",
               epilog="Example: standoff beside USA IRN --since 2019-05-01 --until 2020-01-31 --by month")
@click.argument("a")
@click.argument("b")
@click.option("--project", metavar="NAME", help="Only this one: POLECAT, ICEWS or GDELT.")
@click.option("--since", type=DAY, metavar="DATE", help="From this day on.")
@click.option("--until", type=DAY, metavar="DATE", help="Down to this day.")
@click.option("--by", type=click.Choice(["day", "week", "month"]), default="month", show_default=True,
              help="How long a period is.")
@output_options
@record_options
def beside(a: str, b: str, project: str | None, since: Any, until: Any, by: str, how: str | None, db: str) -> None:
    """Set our events between the countries A and B (IRN, or Iran) beside the codings of other projects.

    Ours are the events told as done, over the days for which the record has codings of a project. Both have an event
    where type, both sides and their direction are the same and the days one apart at most; each counts once. Scores are
    means from -10 (conflict) to +10 (cooperation), each on its own scale. Nobody is right by this: what one side has
    alone may be the other's miss or its mistake.
    """
    from standoff.export import foreign

    project = project and project.upper()
    one_of(PROJECTS, project, "--project")
    with opened(db) as record:
        found = record.beside(a, b, day(since), day(until), by, project)
        all_in_all = record.agreement(a, b, day(since), day(until), by, project)
        none = not record.counts().codings

    def human() -> None:
        if not all_in_all:
            say("No events of other projects here yet. Read some: standoff import FILE…" if none else
                f"The record has no codings{f' of {project}' if project else ''} for these days.")
        for n, one in enumerate(all_in_all):
            if n:
                say()
            _beside(one, [row for row in found if row.project is one.project])

    emit(foreign.beside(found), how, human)


def _beside(one: Agreement, rows: Sequence[SetBeside]) -> None:
    from standoff.export.words import count

    say(f"{one.a} and {one.b}: our events beside {one.project}, {one.since} to {one.until}\n")
    head = (one.by, "ours", "theirs", "both", "our score", "their score", "our quads", "their quads")
    if rows:
        table(head, [(row.since[:7] if one.by == "month" else row.since, row.ours, row.theirs, row.both,
                      _score(row.score), _score(row.score_theirs), _quads(row.quads), _quads(row.quads_theirs))
                     for row in rows], frozenset({1, 2, 3, 4, 5, 6, 7}))
        say("\nQuads: verbal cooperation, material cooperation, verbal conflict, material conflict.")
    say(wrap(f"{count(one.ours, 'event')} of ours, {one.theirs} of theirs; both have {one.both}."))
    if one.silent:
        say(wrap(one.silent))
    else:
        say(wrap(f"Rank correlation (Spearman) by {one.by}: of how many events {_score(one.counts) or 'none'}, of the "
                 f"scores {_score(one.scores) or 'none'}; {one.shared} {one.by}s in which both have events."))
    for reason, n in one.left_out:
        say(wrap(f"Left out: {n} of {reason}"))


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"


def _quads(some: tuple[int, int, int, int]) -> str:
    return " ".join(map(str, some))
