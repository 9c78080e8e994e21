"""Commands that prove, compare and hand on: verify, diff, export, dossier, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.output import (
    emit,
    holdings,
    json_option,
    note,
    opened,
    output_options,
    progress,
    quiet_options,
    record_options,
    say,
    say_json,
    schema_version,
)
from standoff.export import FORMATS

LISTED = 20
"""Failures that `verify` prints for a reader; ``--json`` has them all."""


@click.command(short_help="Read every span again; exit 4 if one is off.",
               epilog="Example: standoff verify && echo every span proved")
@quiet_options
@json_option
@record_options
@click.pass_context
def verify(ctx: click.Context, quiet: bool, no_progress: bool, as_json: bool, db: str) -> None:
    """Read every digest and every span again; exit code 4 when one is not what the record says."""
    from standoff.export.words import count

    with opened(db) as record, progress(quiet or no_progress) as step:
        done = record.verify(progress=step)
    if as_json:
        say_json({"ok": done.ok, "total": done.total, "checked": dict(done.checked), "failures": done.failures})
    elif done.ok and not quiet:
        say(f"Proved: {count(done.total, 'check')}, nothing amiss.")
        for what, number in done.checked:
            say(f"  {number:>9,}  {what}".replace(",", "\u202f"))
    for failure in done.failures[:LISTED] if not as_json else ():
        note(f"{failure.key}  {failure.check}: {failure.message}")
    if done.failures and not as_json:
        note(f"{count(len(done.failures), 'check')} of {done.total} failed. Something else than Standoff changed the "
             "record, or Standoff itself erred: build it anew from the captures; report it if that does not help.")
    ctx.exit(0 if done.ok else 4)


@click.command(short_help="Compare two records.",
               epilog="Example: standoff diff monday.db tuesday.db")
@click.argument("a", type=click.Path(exists=True, dir_okay=False))
@click.argument("b", type=click.Path(exists=True, dir_okay=False))
@output_options
@click.option("--debug", is_flag=True, hidden=True)
@click.pass_context
def diff(ctx: click.Context, a: str, b: str, how: str | None, debug: bool) -> None:
    """What record B has and record A has not (+), the other way round (-), and what differs under one key (~)."""
    from standoff.export.words import count

    ctx.meta["debug"] = debug
    with opened(a) as first, opened(b) as second:
        found = first.diff(second)
    lines = [{"noun": change.noun, "change": sign, "key": key} for change in found.changes
             for sign, keys in (("-", change.removed), ("+", change.added), ("~", change.changed)) for key in keys]

    def human() -> None:
        if found.same:
            say("The two records hold the same.")
        for change in found.changes:
            if change.added or change.removed or change.changed:
                say(f"{change.noun}: {count(len(change.added), 'key')} only in {b}, {len(change.removed)} only in {a}, "
                    f"{len(change.changed)} of other content")
        for line in lines:
            say(f"  {line['change']} {line['key']}")

    emit(lines, how, human)


@click.command(short_help="Write tables, annotations, networks, events.",
               epilog="Examples: standoff export csv -o tables/        standoff export plover -o events/")
@click.argument("format", type=click.Choice(tuple(FORMATS)))
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write into; it is made when absent.")
@quiet_options
@json_option
@record_options
def export(format: str, output: Path, quiet: bool, no_progress: bool, as_json: bool, db: str) -> None:
    """Write the whole record, with a method card beside it.

    Everything: CSV, JSON Lines, Parquet. Annotations: W3C Web Annotation, brat, Citron. The network of actors: GraphML,
    GEXF, edge lists, FollowTheMoney. Events that are told as done: PLOVER JSON Lines, tables in the shape of POLECAT
    and ICEWS, GeoJSON.
    """
    from standoff.export import write
    from standoff.export.words import count

    with opened(db) as record:
        paths = write(format, holdings(record), output)
    if as_json:
        say_json({"format": format, "files": [str(path) for path in paths]})
    elif not quiet:
        note(f"{count(len(paths), 'file')} in {output}; METHOD.json says how they were made.")


@click.command(short_help="Write one printable HTML page of it all.",
               epilog="Example: standoff dossier case.html")
@click.argument("out", metavar="OUT.html", type=click.Path(dir_okay=False, path_type=Path))
@quiet_options
@json_option
@record_options
def dossier(out: Path, quiet: bool, no_progress: bool, as_json: bool, db: str) -> None:
    """Write one printable HTML page of everything: captures, families as aligned columns, articles put together."""
    from standoff.export.dossier import html

    with opened(db) as record:
        page = html(holdings(record), Path(db).name)
    out.write_text(page, encoding="utf-8", newline="")
    if as_json:
        say_json({"file": str(out), "bytes": len(page.encode())})
    elif not quiet:
        note(f"{out}, {len(page.encode()) / 1024:,.0f} kB in one file. Open it in a browser, or print it.")


@click.command(short_help="Check this installation.",
               epilog="Example: standoff doctor --db case.db")
@json_option
@record_options
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, db: str) -> None:
    """Say what this installation is made of, whether it can work, and where the record is."""
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError, requires, version

    names = [line.split(";")[0].split(">")[0].split("=")[0].strip() for line in requires("standoff") or ()
             if "extra" not in line]
    found: dict[str, str | None] = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    with sqlite3.connect(":memory:") as memory:
        fts5 = any("FTS5" in row[0] for row in memory.execute("pragma compile_options"))
    path = Path(db)
    answer = {"standoff": version("standoff"), "schema": schema_version(), "python": platform.python_version(),
              "system": platform.platform(), "sqlite": sqlite3.sqlite_version, "fts5": fts5, "packages": found,
              "record": {"path": str(path.absolute()), "exists": path.exists(),
                         "bytes": path.stat().st_size if path.exists() else None}}
    missing = [name for name, has in found.items() if has is None]
    if as_json:
        say_json(answer)
    else:
        say(f"standoff {answer['standoff']}, record schema {answer['schema']}\n"
            f"python   {answer['python']} on {answer['system']}\n"
            f"sqlite   {answer['sqlite']}, full-text search {'works' if fts5 else 'is missing'}\n"
            f"packages {', '.join(f'{n} {v}' for n, v in found.items() if v)}\n"
            f"record   {path.absolute()}, "
            + (f"{path.stat().st_size:,} bytes" if path.exists() else "not there yet"))
        for name in missing:
            note(f"{name} is missing. Install it: pip install {name}")
        if not fts5:
            note("This Python's SQLite lacks FTS5, so search cannot work. Use a Python from python.org or your system.")
    ctx.exit(1 if missing or not fts5 else 0)
