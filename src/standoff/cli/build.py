"""Commands that add to the record: read, run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from standoff.cli.output import json_option, note, opened, progress, quiet_options, record_options, say, say_json, short

if TYPE_CHECKING:
    from standoff.answers import ReadSummary
    from standoff.api import Record
    from standoff.model import Family

PATHS = click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True))
PARTIAL = 3
"""Exit code: some inputs failed and are listed, the rest is done (CONVENTIONS §8)."""

COUNTED = 2_000
"""Pages up to which the story counts comments and teasers: more than a second or so of reading is too long for that."""

SHOWN = 8
"""Families that the story names, and problems that reading lists; `standoff families` and `problems` have all."""


def _read(record: Record, paths: Sequence[str], quiet: bool) -> ReadSummary:
    with progress(quiet) as step:
        return record.read(*paths, stdin=sys.stdin.buffer if "-" in paths else None, progress=step)


def _say_read(done: ReadSummary) -> None:
    from standoff.export.words import count

    if done.added:
        told = f"Read {count(done.added, 'new capture')}"
        told += f", {count(done.versions, 'new version')} of a known address among them" if done.versions else ""
        told += f"; {count(done.seen, 'capture')} already there" if done.seen else ""
    elif done.seen:
        told = f"Nothing new: {count(done.seen, 'capture')} already there"
    else:
        told = "Nothing to read was found"
    say(told + ".")
    if done.problems:
        note(f"{count(len(done.problems), 'problem')} while reading:")
        for problem in done.problems[:SHOWN]:
            note(f"  {problem.source}: {problem.message}")
        if len(done.problems) > SHOWN:
            note(f"  and {len(done.problems) - SHOWN} more: standoff problems")


@click.command(short_help="Read captures into the record.",
               epilog="Example: standoff read page.html crawl.warc.gz captures/")
@PATHS
@quiet_options
@json_option
@record_options
@click.pass_context
def read(ctx: click.Context, paths: tuple[str, ...], quiet: bool, no_progress: bool, as_json: bool, db: str) -> None:
    """Read captures from PATHS: text, HTML, MHTML, WARC, WACZ, article JSONL, folders of them, - for stdin.

    The same bytes twice are one capture. Nothing else is done with them yet; `standoff run` does the rest.
    """
    if not paths:
        raise click.UsageError("Name at least one file or folder to read, or - for stdin.")
    with opened(db, write=True) as record:
        done = _read(record, paths, quiet or no_progress)
    if as_json:
        say_json(done)
    elif not quiet:
        _say_read(done)
    ctx.exit(PARTIAL if _failed(done) else 0)


@click.command(short_help="Read, then do all that is left to do.",
               epilog="Example: standoff run captures/        then: standoff run --from families")
@PATHS
@click.option("--from", "from_stage", metavar="STAGE", help="Do this stage and all later ones anew.")
@click.option("--reader", metavar="NAME", help="The spaCy pipeline that reads reports from now on; ours: standoff.")
@click.option("--actors", "files", multiple=True, metavar="FILE", type=click.Path(dir_okay=False),
              help="A file of actors of your own (docs/known.md); may be given again. The record keeps them; “none” "
                   "goes back to ours alone.")
@click.option("--jobs", "-j", default=1, show_default=True, type=click.IntRange(1), help="Processes to work with.")
@click.option("--strict", is_flag=True, help="Stop at the first crash of a stage instead of noting it.")
@quiet_options
@json_option
@record_options
@click.pass_context
def run(ctx: click.Context, paths: tuple[str, ...], from_stage: str | None, reader: str | None, files: tuple[str, ...],
        jobs: int, strict: bool, quiet: bool, no_progress: bool, as_json: bool, db: str) -> None:
    """Bring the record up to date: cut pages, find copies, join families, put reports together, read them, tell who is
    who, who says what, what is foreseen, and who did what to whom.

    With PATHS they are read first. What is done already is not done again; a second run adds nothing and says so. The
    record keeps to the reader that was chosen for it.
    """
    from standoff.language import OWN
    from standoff.settings import reader_version

    if reader:
        reader_version(reader)       # an absent one is an error before a record is made
    with opened(db, write=True) as record:
        chosen = record.use_reader(reader)
        if not reader and chosen != OWN and not quiet:
            note(f"Reports are read by {chosen}, as was chosen for this record. Back to ours: --reader {OWN}")
        got = _read(record, paths, quiet or no_progress) if paths else None
        if got and not as_json and not quiet:
            _say_read(got)
        with progress(quiet or no_progress) as step:
            done = record.run(from_stage=from_stage, jobs=jobs, progress=step, strict=strict, actors=_files(files))
        if as_json:
            say_json({"read": got, "run": done, "reader": chosen, "counts": record.counts()})
        elif not quiet:
            if not done.changed:
                say("Nothing to do: every stage is up to date.")
            _story(record)
    failed = bool(got and _failed(got)) or any(stage.problems for stage in done.stages)
    ctx.exit(PARTIAL if failed else 0)


def _files(given: tuple[str, ...]) -> tuple[str, ...] | None:
    """The files of actors to be read from now on; None where nothing was said."""
    return () if given == ("none",) else given or None


def _failed(done: ReadSummary) -> bool:
    """Whether any input was lost in part or whole; what only informs is no failure."""
    from standoff.model import NOTES

    return any(problem.code not in NOTES for problem in done.problems)


def _story(record: Record) -> None:
    """What was found, in a few lines."""
    from standoff.export import words
    from standoff.model import Role

    counts = record.counts()
    say()
    say(words.chain(counts.captures, counts.families, counts.reports))
    if not counts.captures:
        say("The record is empty. Give it something: standoff run PATH…")
        return
    families = record.families()
    for family in families[:SHOWN]:
        if len(family.pages) > 1:
            _tell(record, family)
    more = sum(len(f.pages) > 1 for f in families[SHOWN:])
    if more:
        say(f"\n  and {more} more: standoff families")
    if counts.reports <= COUNTED:
        _tell_reading(record)
    if counts.actors:
        told = [words.count(counts.actors, "actor")] + [f"{words.count(n, 'mention')} of {what}" for n, what in (
            (counts.ties, "ties"), (counts.locations, "places")) if n]
        say(f"\n  {', '.join(told)}: standoff actors, standoff ties, standoff places")
    if counts.statements and counts.reports <= COUNTED:
        _tell_said(record)
    if counts.events and counts.reports <= COUNTED:
        _tell_done(record)
    if counts.pages <= COUNTED:
        roles = [seg.role for page in record.each_page() for seg in page.segments]
        beside = [words.count(roles.count(role), role) for role in (Role.COMMENT, Role.TEASER) if role in roles]
        if beside:
            say(f"\n  {' and '.join(beside)} set apart from the articles: standoff pages")
    if counts.problems:
        say(f"\n  {words.count(counts.problems, 'problem')}: standoff problems")


def _tell_reading(record: Record) -> None:
    """Who read the reports, and what was found in them."""
    from standoff.export import words

    read = record.analyses()
    if read:
        found = {"sentence": [len(one.sentences) for one in read], "mention": [len(one.nominals) for one in read],
                 "attribution": [len(one.attributions) for one in read], "date": [len(one.times) for one in read]}
        told = ", ".join(words.count(sum(some), noun) for noun, some in found.items() if any(some))
        longest = max(read, key=lambda one: len(one.sentences)).report
        by = " and ".join(sorted({words.reader(one.reader) for one in read}))
        say(f"\n  Read by {by}: {told or 'nothing in a language that it knows'}")
        say(f"    standoff read-aloud {short(longest)}")
    alien = [one for one in read if words.foreign(one)]
    if alien:
        named = ", ".join(sorted({name for one in alien for name in words.unread(one)}))
        say(f"\n  {words.count(len(alien), 'report')} not read, as only English is ({named}): "
            f"standoff report {short(alien[0].report)}")


def _tell_said(record: Record) -> None:
    """Who is told to have said something, and what is asked and foreseen."""
    from standoff.export import words
    from standoff.model import OutlookType

    rows = record.statements()
    if rows:
        speakers = {row.speaker for row in rows if row.speaker}
        denied = sum(bool(row.denied_by) for row in rows)
        by = f" by {words.count(len(speakers), 'actor')}" if speakers else ""
        say(f"\n  {words.count(len(rows), 'statement')}{by}{f', {denied} of them denied' if denied else ''}: "
            "standoff statements")
    types = [row.type for row in record.outlook(open=True)]
    if types:
        told = [words.count(types.count(type), type) for type in OutlookType if type in types]
        say(f"\n  {', '.join(told)}, open: standoff outlook")


def _tell_done(record: Record) -> None:
    """What is told as done, by quad class."""
    from standoff import plover
    from standoff.export import words

    rows = record.events()
    if rows:
        quads = [row.quad for row in rows]
        told = ", ".join(f"{quads.count(n)} {name}" for n, name in plover.read().quads.items() if n in quads)
        say(f"\n  {words.count(len(rows), 'event')} told as done ({told}): standoff events")


def _tell(record: Record, family: Family) -> None:
    """One family: how many copies, where it may come from, what joins copies that share nothing, where they differ."""
    from standoff.export import words

    def at(key: str) -> str:
        return words.place(record.page(key), record.capture(key))

    report, lead = record.report(family.key), family.leads[0]
    say(f"\n  {words.clip(report.title or 'Without a title', 90)}")
    missing = words.credited(map(record.page, family.pages))
    say(f"    {words.count(len(family.pages), 'copy')}, likely original {at(lead.page)}"
        + (f": {'; '.join(lead.reasons)}" if lead.reasons else ""))
    for name, by in missing:
        say(f"    {name} is credited by {' and '.join(at(page.key) for page in by[:3])} and is not among the copies")
    for a, b, through in [pair for pair in words.apart(report) if pair[2]][:1]:
        say(f"    {at(a)} and {at(b)} share no passage; {at(through[0])} joins them")
    places = words.differing(report)
    if places:
        say(f"    {words.count(places, 'place')} where the copies read differently, every reading kept")
    say(f"    standoff report {short(report.key)}")
