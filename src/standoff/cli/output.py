"""Output: options that commands share, and the ways in which rows and text reach a terminal, a pipe or a file.

On a terminal rows are a table in colour (none under NO_COLOR), elsewhere aligned text; ``--json``, ``--nl`` and
``--csv`` give the rows of `standoff.export.rows`, whose columns are stable. Captured text cannot act on a terminal: it
goes through `visible`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.export.words import ACTING, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standoff.api import Record
    from standoff.export.holdings import Holdings

FEW = 40
"""Rows that a list shows without ``--limit``; JSON and CSV have all."""

LIMIT = click.option("--limit", type=click.IntRange(1), help=f"At most so many; a table without it has {FEW}.")


class _Day(click.ParamType):  # type: ignore[type-arg]    # generic since click 8.3 only
    """A day, or the month or year that it begins; for ``--until``, that it ends."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from standoff.days import first_day, last_day

        found = (last_day if param is not None and param.name == "until" else first_day)(str(value))
        if not found:
            self.fail(f"{value!r} is no day. Write a year, a month or a day: 2017, 2017-03, 2017-03-20.", param, ctx)
        return found


DAY = _Day()

F = TypeVar("F", bound=Callable[..., Any])
Cell = str | int | float | None


def record_options(command: F) -> F:
    """``--db`` and ``--debug``."""
    def remember(ctx: click.Context, _: click.Parameter, on: bool) -> None:
        ctx.meta["debug"] = on

    command = click.option("--debug", is_flag=True, expose_value=False, callback=remember,
                           help="Show the traceback of a failure.")(command)
    return click.option("--db", metavar="PATH", envvar="STANDOFF_DB", default="standoff.db", show_default=True,
                        show_envvar=True, type=click.Path(dir_okay=False), help="The record.")(command)


def output_options(command: F) -> F:
    """``--json``, ``--nl``, ``--csv``, ``-t``: one parameter `how`, None for the default."""
    for names, value, text in ((("-t", "--table"), "table", "Aligned text (the default)."),
                               (("--csv",), "csv", "CSV, safe in spreadsheets."),
                               (("--nl",), "nl", "JSON, one object a line."),
                               (("--json",), "json", "JSON, one array.")):
        command = click.option(*names, "how", flag_value=value, default=None, type=str, help=text)(command)
    return command


def json_option(command: F) -> F:
    """``--json`` alone, for commands that answer with one value."""
    return click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")(command)


def quiet_options(command: F) -> F:
    """``-q`` and ``--no-progress``."""
    command = click.option("--no-progress", is_flag=True, help="No progress bar.")(command)
    return click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors, no story.")(command)


def on_terminal() -> bool:
    """Whether a person reads stdout as it comes."""
    return sys.stdout.isatty()


def say(text: str = "") -> None:
    """Text for a reader, to stdout; control characters and bidi tricks made visible."""
    click.echo(visible(text, keep="\n"))


def note(text: str) -> None:
    """A remark to stderr."""
    click.echo(visible(text, keep="\n"), err=True)


def dumps(value: object, indent: int | None = 2) -> str:
    """JSON of any value of the model; what acts on a terminal is written as an escape, so the value stays the same."""
    from standoff.export.jsonl import plain

    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    risky = ACTING | {"\x7f"}
    return text if risky.isdisjoint(text) else "".join(f"\\u{ord(c):04x}" if c in risky else c for c in text)


def say_json(value: object) -> None:
    """One value as JSON."""
    click.echo(dumps(value))


def emit(rows: Iterable[Mapping[str, Cell]], how: str | None, human: Callable[[], None]) -> None:
    """Rows as `how` says; without it, whatever `human` prints."""
    if how == "json":
        click.echo("[" + ",\n ".join(dumps(dict(row), indent=None) for row in rows) + "]")
    elif how == "nl":
        for row in rows:
            click.echo(dumps(dict(row), indent=None))
    elif how == "csv":
        from standoff.export.csv import table

        text = table(dict(row) for row in rows)
        click.echo(visible(text, keep="\n\r") if on_terminal() else text, nl=False)
    else:
        human()


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], numbers: frozenset[int] = frozenset()) -> None:
    """A table for a reader. Columns whose number is in `numbers` stand to the right."""
    cells = [[visible("" if c is None else str(c), keep="").replace("␊", " ") for c in row] for row in rows]
    if on_terminal():
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
        for n, title in enumerate(head):
            grid.add_column(title, justify="right" if n in numbers else "left", overflow="fold")
        for row in cells:
            grid.add_row(*(Text(cell) for cell in row))
        Console(highlight=False).print(grid)
        return
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(head, *cells, strict=True)]
    for row in [list(head), *cells]:
        padded = [(" " * (w - cell_len(c)) + c if n in numbers else c + " " * (w - cell_len(c)))
                  for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        click.echo("  ".join(padded).rstrip())


def width() -> int:
    """Columns that text is broken at: the terminal's, at most 96."""
    import shutil

    return min(shutil.get_terminal_size().columns, 96) if on_terminal() else 96


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """Text broken to a comfortable width on a terminal; elsewhere each line is left whole."""
    import textwrap

    first = indent if first is None else first
    if not on_terminal():
        return first + text
    return textwrap.fill(text, width(), initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def one_of(words: Iterable[str], given: str | None, option: str) -> str | None:
    """What an option was given, if it is one of a vocabulary's words; else a usage error that lists them."""
    known = list(words)
    if given is not None and given not in known:
        raise click.BadParameter(f"{given!r} is none of {', '.join(known)}.", param_hint=option)
    return given


def day(given: Any) -> str:
    """A day that `DAY` read, as ISO has it; "" for none."""
    return str(given or "")


def more(count: int, shown: int) -> None:
    """How many rows of a list are not shown, and how to see them."""
    if count > shown:
        say(f"\nand {count - shown} more: --limit {min(count, max(4 * shown, FEW))}")


def short(key: str) -> str:
    """A key as a reader sees it: its letter and eight digits, which every command takes."""
    return key[:9]


@contextmanager
def opened(db: str, *, write: bool = False) -> Iterator[Record]:
    """The record, open for reading or for writing. What SQLite cannot read in it is DamagedRecord."""
    import sqlite3

    from standoff.api import open_record
    from standoff.errors import DamagedRecord

    try:
        with open_record(db, readonly=not write) as record:
            yield record
    except sqlite3.OperationalError:         # busy, full disk, no right to write: the message says so
        raise
    except sqlite3.DatabaseError as error:
        raise DamagedRecord(f"{db} is damaged: {error}. See how far it reads: standoff verify. Build it anew from "
                            f"the captures, or take it from a backup.") from error


def holdings(record: Record) -> Holdings:
    """All that the record holds, for the exports."""
    from standoff.export.holdings import Holdings

    return Holdings(captures=tuple(record.captures()), pages=tuple(record.pages()), copies=tuple(record.copies()),
                    families=tuple(record.families()), reports=tuple(record.reports()),
                    analyses=tuple(record.analyses()), mentions=tuple(record.mentions()),
                    judgements=tuple(record.judgements()), actors=tuple(record.each_actor()),
                    ties=tuple(record.each_tie()), locations=tuple(record.locations()),
                    statements=tuple(record.each_statement()), echoes=tuple(record.echoes()),
                    outlooks=tuple(record.each_outlook()), events=tuple(record.each_event()),
                    recounts=tuple(record.recounts()),
                    corrections=tuple(record.corrections()), problems=tuple(record.problems()),
                    actor_rows=tuple(record.actors()), edges=tuple(record.ties()), posts=tuple(record.posts()),
                    places=tuple(record.places()), statement_rows=tuple(record.statements()),
                    outlook_rows=tuple(record.outlook()), event_rows=tuple(record.events(factuality="any")),
                    schema=record.schema)


def schema_version() -> int:
    """The version of the record's schema that this program writes."""
    from standoff.record.migrations import VERSION

    return int(VERSION)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar per stage on stderr when a person watches it; otherwise nothing at all."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    bars: dict[str, TaskID] = {}
    with Progress(TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                  console=Console(stderr=True), transient=True) as shown:
        def step(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = shown.add_task(stage, total=total or None)
            shown.update(bars[stage], completed=done, total=total or None)

        yield step
