"""The commands that tell what events add up to: dyad, course, coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.output import (
    DAY,
    FEW,
    LIMIT,
    Cell,
    day,
    emit,
    more,
    note,
    one_of,
    opened,
    output_options,
    record_options,
    say,
    table,
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import Carried, Period, Series

F = TypeVar("F", bound=Callable[..., Any])

UNITS = ("events", "articles", "families", "reports", "independent")

MEANT = "cooperation and conflict are verbal + material"

LIKELY = 5
"""Dyads with most events that are named where the one that is asked for has none."""

GAP = 3
"""Empty periods in a row from which on a table has them in one line."""


def series_options(command: F) -> F:
    """``--by``, ``--unit``, ``--since``, ``--until``."""
    for names, kind, default, text in (
            ("--until", DAY, None, "Only what happened on this day or before."),
            ("--since", DAY, None, "Only what happened on this day or later."),
            ("--unit", click.Choice(UNITS), "reports", "Count each event once, or by how many carry it."),
            ("--by", click.Choice(("day", "week", "month")), "month", "Length of a period; weeks begin on Monday.")):
        command = click.option(names, type=kind, default=default, show_default=bool(default), help=text)(command)
    return command


@click.command(short_help="Tell how two sides act towards each other over time.",
               epilog="Examples: standoff dyad USA IRN        standoff dyad USA IRN --by week --unit independent "
                      "--since 2017-01-01")
@click.argument("a")
@click.argument("b")
@series_options
@output_options
@record_options
def dyad(a: str, b: str, by: str, unit: str, since: Any, until: Any, how: str | None, db: str) -> None:
    """Tell how A and B act towards each other, period by period: what A does to B, B to A, and both together.

    A side is a country (IRN: everybody that PLOVER codes so), an actor, or words of its name. Only what is told as done
    counts, at the day on which it happened; what is dated less exactly than a period is left out and counted below. The
    score is PLOVER's, from -10 (conflict) to +10 (cooperation), with its standard error. Where the course changes is
    told with how sure that is; too few reports tell no change.
    """
    from standoff.export import words

    with opened(db) as record:
        found = record.dyad(a, b, by=by, unit=unit, since=day(since), until=day(until))
        others = record.dyads(LIKELY) if _empty(found[2]) else ()

    def human() -> None:
        forth, back, both = found
        if _empty(both):
            say(f"Nothing is told as done between {a} and {b}.")
            return
        say(wrap(f"{a} and {b}, by {by}, in {_counted(unit)}; {MEANT}"))
        _table(both, [(f"{a} → {b}", forth), (f"{b} → {a}", back)])
        _below(both, f"--between {a} {b}")
        known = {one.since for one in both.changes}
        for one in (forth, back):
            for change in (change for change in one.changes if change.since not in known):
                say(wrap(f"{one.actor} → {one.recipient}: {words.change(change)}", "  "))

    emit(_rows(found), how, human)
    if others:
        pairs = ", ".join(f"{_asked(one.a, one.a_name)} and {_asked(one.b, one.b_name)} ({one.events})"
                          for one in others)
        note(f"The record has most events between {pairs}.")


def _asked(key: str, name: str) -> str:
    """What to ask for a side by: a country's code, else the name."""
    return key if key.isupper() else name


def _empty(series: Series) -> bool:
    return not series.periods and not series.left_out


@click.command(short_help="Tell how one side acts, and is acted upon, over time.",
               epilog="Examples: standoff course IRN        standoff course \"Quds Force\" --by week --csv")
@click.argument("actor")
@series_options
@output_options
@record_options
def course(actor: str, by: str, unit: str, since: Any, until: Any, how: str | None, db: str) -> None:
    """Tell what ACTOR does to anybody, and what anybody does to it, period by period; as standoff dyad counts."""
    with opened(db) as record:
        found = record.course(actor, by=by, unit=unit, since=day(since), until=day(until))

    def human() -> None:
        does, suffers = found
        for number, (one, title) in enumerate(((does, f"What {actor} does"), (suffers, f"What is done to {actor}"))):
            if number:
                say()
            if not one.periods and not one.left_out:
                say(f"{title}: nothing is told as done.")
                continue
            say(wrap(f"{title}, by {by}, in {_counted(unit)}; {MEANT}"))
            _table(one, [])
            _below(one, f"--actor {actor}" if one.actor else f"--recipient {actor}")

    emit(_rows(found), how, human)


@click.command(short_help="Tell which outlets carry which events.",
               epilog="Examples: standoff coverage --between USA IRN        standoff coverage --type ASSAULT        "
                      "standoff coverage --matrix --csv")
@click.option("--actor", metavar="ACTOR", help="Only of what this actor did, as of standoff events.")
@click.option("--recipient", metavar="ACTOR", help="Only of what was done to this actor.")
@click.option("--between", nargs=2, metavar="A B", help="Only of what these two did to each other, or together.")
@click.option("--type", "kind", metavar="TYPE", help="Only of events of this PLOVER type.")
@click.option("--country", metavar="CODE", help="Only of what happened in this country.")
@click.option("--since", type=DAY, metavar="DATE", help="Only of what happened on this day or later.")
@click.option("--until", type=DAY, metavar="DATE", help="Only of what happened on this day or before.")
@click.option("--matrix", is_flag=True, help="A row an event, a column an outlet: in how many of its articles it is.")
@LIMIT
@output_options
@record_options
def coverage(actor: str | None, recipient: str | None, between: tuple[str, str] | None, kind: str | None,
             country: str | None, since: Any, until: Any, matrix: bool, limit: int | None, how: str | None,
             db: str) -> None:
    """Tell which outlets carry the events that are asked for, how large a share of all that anybody tells in the months
    in which they published, what they tell alone, and whether it is more of conflict or of cooperation than the rest.

    An outlet that published and tells none of them is there with 0. This shows what the record's captures hold, not all
    that an outlet has ever printed.
    """
    from standoff import measures
    from standoff.export import words
    from standoff.model import EventType
    from standoff.table import lines

    kind = kind.upper() if kind else None
    one_of(EventType, kind, "--type")
    with opened(db) as record:
        found = record.coverage(actor=actor, recipient=recipient, between=between, type=kind, country=country,
                                since=day(since), until=day(until))

    if matrix:
        columns = measures.matrix(found)
        rows = [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)][:limit]
        emit(rows, how, lambda: table([words.clip(name, 14) for name in columns], [[*row.values()] for row in rows],
                                      frozenset(range(1, len(columns)))))
        return

    def human() -> None:
        if not any(one.events for one in found):
            say("No outlet tells such an event." if found else "No events yet. Find them: standoff run PATH…")
            return
        told = [one for one in found if one.events]
        shown = told[:limit or FEW]
        table(["outlet", "events", "share", "alone", "times told", "cooperation", "conflict", "score", "expected"],
              [[words.outlet(one.outlet), one.events, words.percent(one.share), one.alone, one.articles,
                *_quads(one.quads), _signed(one.score), _signed(one.expected)] for one in shown],
              frozenset(range(1, 9)))
        more(len(told), len(shown))
        say()
        say(wrap("share: of all events that anybody tells in the months in which the outlet published. times told: its "
                 "articles that tell one of them, for each event anew. cooperation, conflict: verbal + material. "
                 "expected: the mean score of all that was told in the months of its own events; a score below it "
                 "tells more of conflict than the others do."))
        silent = [words.outlet(one.outlet) for one in found if not one.events]
        if silent:
            say(wrap(f"Published, and tell none of them: {', '.join(silent)}.", "  "))

    emit(_flat(line for one in found[:limit] for line in lines(one)), how, human)


# — how it is told —


def _table(series: Series, others: Sequence[tuple[str, Series]]) -> None:
    """A line a period of one series; before it the counts of others over the same periods."""
    from standoff.export import words

    if not series.periods:
        return
    say()
    counts = [{one.since: one.count for one in other.periods} for _, other in others]
    head = [series.by, *(words.clip(name, 12) for name, _ in others), "both" if others else str(series.unit),
            "cooperation", "conflict", "score", "±", "-10  0  +10"]
    rows: list[list[Cell]] = []
    for empty, some in groupby(series.periods, key=lambda one: not one.count):
        run = [*some]
        if empty and len(run) >= GAP:
            rows.append(["…", *([""] * (len(head) - 2)), f"{len(run)} {series.by}s without"])
            continue
        rows += [_line(one, series.by, [str(count.get(one.since, 0)) for count in counts]) for one in run]
    table(head, rows, frozenset(range(1, len(head) - 1)))


def _line(one: Period, by: str, before: Sequence[str]) -> list[Cell]:
    from standoff.export import words

    told = [words.period(one.since, by), *before, str(one.count)]
    if one.score is None:
        return [*told, "", "", "", "", _bar(0.0)]
    return [*told, *_quads(one.quads), _signed(one.score), "" if one.spread is None else f"{one.spread:.1f}",
            _bar(one.score)]


def _bar(score: float) -> str:
    """A score as a bar from the middle, two points a letter: to the left conflict, to the right cooperation."""
    full, half = divmod(round(abs(score)), 2)
    if score < 0:
        return f"{'▐' * half + '█' * full:>5}│"
    return f"{'':5}│{'█' * full}{'▌' * half}"


def _quads(some: tuple[int, int, int, int]) -> tuple[str, str]:
    """Cooperation and conflict, each verbal + material."""
    return f"{some[0]} + {some[1]}", f"{some[2]} + {some[3]}"


def _signed(score: float | None) -> str:
    return "" if score is None else f"{score:+.1f}"


def _below(series: Series, asked: str) -> None:
    """Where the course changes, or why that is not told, what is not counted, and how to see all."""
    from standoff.export import words

    say()
    for change in series.changes:
        say(wrap(words.change(change), "  "))
    if series.silent:
        say(wrap(series.silent, "  "))
    elif not series.changes:
        say("  No change of its course is sure enough to be told.")
    for line in words.left_out(series):
        say(wrap(line, "  "))
    say(wrap(f"All of them: standoff events {asked}", "  "))


def _counted(unit: str) -> str:
    return "independent reports" if unit == "independent" else unit


# — rows —


def _rows(found: Iterable[Series | Carried]) -> Iterator[dict[str, Cell]]:
    from standoff.table import lines

    return _flat(line for one in found for line in lines(one))


def _flat(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Cell]]:
    """Rows of data frames as rows for CSV and JSON: lists as text, yes and no as 1 and 0."""
    for row in rows:
        yield {name: " | ".join(map(str, cell)) if isinstance(cell, list) else int(cell) if isinstance(cell, bool)
               else cell for name, cell in row.items()}
