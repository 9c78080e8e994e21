"""The command that tells who said what: statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.output import (
    DAY,
    FEW,
    LIMIT,
    day,
    emit,
    more,
    one_of,
    opened,
    output_options,
    record_options,
    say,
    short,
    width,
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import StatementRow, Wording
    from standoff.api import Record
    from standoff.model import Statement

SHOWN = 4
"""Outlets that a statement is told with; `standoff show` has all."""


@click.command(short_help="List who said what, in which words.",
               epilog="Examples: standoff statements ceasefire --speaker \"Quds Force\"        "
                      "standoff statements --manner denied --since 2017-03-01        "
                      "standoff statements --contradictions")
@click.argument("words", nargs=-1)
@click.option("--speaker", metavar="ACTOR", help="Only what this actor said: its key or name, as for standoff actor.")
@click.option("--role", metavar="TEXT", help="Only what was said by holders of a post with these words.")
@click.option("--to", "addressee", metavar="ACTOR", help="Only what was said to this actor.")
@click.option("--manner", metavar="MANNER", help="Only what was denied, warned, promised, accused, …")
@click.option("--voice", metavar="VOICE", help="Only what the reporter tells, or quoted, outlet, headline, commenter; "
                                               "without it all but readers' comments.")
@click.option("--since", type=DAY, metavar="DATE", help="Said on this day or later, as far as that is known.")
@click.option("--until", type=DAY, metavar="DATE", help="Said on this day or before.")
@click.option("--contradictions", is_flag=True, help="Side by side, what a speaker says that cannot both hold.")
@LIMIT
@output_options
@record_options
def statements(words: tuple[str, ...], speaker: str | None, role: str | None, addressee: str | None,
               manner: str | None, voice: str | None, since: Any, until: Any, contradictions: bool, limit: int | None,
               how: str | None, db: str) -> None:
    """List who said what, to whom, when and in which exact words, by speaker; with WORDS only what has them all.

    What stands between “ ” is word for word, all else the reporter's paraphrase. A statement that several reports tell
    is told once, with its other wordings below it. Who is named comes first, nobody is made a name. One statement with
    all its places: standoff show KEY; why we think so: standoff why KEY.
    """
    from standoff.export import rows
    from standoff.export.holdings import Holdings
    from standoff.model import Manner, Voice

    one_of(Manner, manner, "--manner")
    one_of(Voice, voice, "--voice")
    with opened(db) as record:
        found = ordered(record.statements(
            speaker=speaker, role=role, addressee=addressee, manner=manner, voice=voice, since=day(since),
            until=day(until), words=" ".join(words) or None, contradicted=contradictions))
        shown = found[:limit or FEW]
        others = related(record, shown) if not how or how == "table" else {}

        def human() -> None:
            if not found:
                filtered = words or speaker or role or addressee or manner or voice or since or until
                say("No contradictions." if contradictions else "No such statement." if filtered else
                    "No statements yet. Make some: standoff run PATH…")
                return
            if contradictions:
                _pairs(shown, others)
            else:
                _ledger(shown, found, others)
            more(len(found), len(shown))

        emit(rows.ledger(Holdings(statement_rows=tuple(found[:limit]))), how, human)


# — order —


def ordered(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """By speaker, then by time. Speakers who are named come first, of them those with most to say."""
    groups: dict[tuple[str, ...], list[StatementRow]] = {}
    for row in sorted(rows, key=_time):
        groups.setdefault(row.who, []).append(row)
    ranked = sorted(groups.values(), key=lambda some: (min(map(_rank, some)), -len(some), some[0].who))
    return [row for some in ranked for row in some]


def _rank(row: StatementRow) -> int:
    from standoff.model import Sourcing

    return (Sourcing.NAMED, Sourcing.OFFICE, Sourcing.COLLECTIVE, Sourcing.ANONYMOUS, Sourcing.AUTHOR,
            Sourcing.UNNAMED).index(row.sourcing)


def _time(row: StatementRow) -> tuple[str, str]:
    return row.date.low or row.date.high or row.date.value or "~", row.first or row.bound


def related(record: Record, rows: Sequence[StatementRow]) -> Mapping[str, StatementRow]:
    """These rows and those that they deny, are denied by or contradict, by key."""
    here = {row.key: row for row in rows}
    asked = {key for row in rows for key in (*row.denies, *row.denied_by, *row.contradicts)}
    reports = {record.statement(key).report for key in asked - here.keys()}
    found = (row for report in sorted(reports) for row in record.statements(report=report))
    return {row.key: row for row in found if row.key in asked} | here


# — the ledger —


def _ledger(shown: Sequence[StatementRow], found: Sequence[StatementRow], others: Mapping[str, StatementRow]) -> None:
    all_of = {who: list(some) for who, some in groupby(found, key=lambda row: row.who)}
    for number, (who, group) in enumerate(groupby(shown, key=lambda row: row.who)):
        if number:
            say()
        say(wrap(heading(all_of[who])))
        for row in group:
            say()
            tell(row, others, roles=len({one.roles for one in all_of[who]}) > 1)


def heading(rows: Sequence[StatementRow]) -> str:
    """A speaker and how much is told of them: "Mara Veen — mayor of Tessel · 3 statements"."""
    from standoff.export import words
    from standoff.model import Voice

    noun = "comment" if rows[0].voice is Voice.COMMENTER else "statement"
    return f"{speaker(rows)} · {words.count(len(rows), noun)}"


def speaker(rows: Sequence[StatementRow]) -> str:
    """Who says some statements, with what they were; of one who is not named, what is known instead."""
    from standoff.export import words
    from standoff.model import Sourcing, Voice

    row = rows[0]
    outlet = words.outlet(row.chain[0]) if row.chain and row.chain[0] != row.name else ""
    if row.voice is Voice.COMMENTER:
        return f"{row.name} — a reader’s comment at {outlet}"
    notes = {Sourcing.COLLECTIVE: "several, none of them named", Sourcing.ANONYMOUS: "not named",
             Sourcing.AUTHOR: f"of {outlet}" if outlet else ""}
    roles = words.roles(row.roles, row.name) if len({one.roles for one in rows}) == 1 else ""
    return " — ".join(filter(None, (row.name[:1].upper() + row.name[1:], roles or notes.get(row.sourcing, ""))))


def tell(row: StatementRow, others: Mapping[str, StatementRow], *, roles: bool = False, whole: bool = False) -> None:
    """One statement: when, how and to whom; its words; what else is told of it; who carries it."""
    from standoff.export import words

    say(wrap(act(row, roles=roles), "      ", "  "))
    say(wrap(words.verbatim(row.content, row.quoted), "    "))
    for line in (*_answers(row, others), *([] if whole else _also(row))):
        say(wrap(line, "      ", "    "))
    say(wrap(f"{short(row.key)}  {carried(row)}", "      ", "    "))


def act(row: StatementRow, *, roles: bool = False) -> str:
    """How something was said: "2017-03-24 (stated)  warned, to reporters, in Goma, press briefing · paraphrase"."""
    from standoff.export import words
    from standoff.model import Voice

    done = words.done(row.manner, row.factuality)
    was = words.roles(row.roles, row.name) if roles else ""
    cue = " ".join(row.cue.split())
    done += f" (“{cue}”)" if cue and not _plain(cue, row.manner, done) else ""
    told = [done, *([f"as {was}"] if was else []),
            *([f"to {row.addressee_name}"] if row.addressee_name else []), *([f"in {row.place}"] if row.place else []),
            *([row.medium.value] if row.medium else []),
            *(["in a headline"] if row.voice is Voice.HEADLINE else [])]
    how = words.wording(row)
    return f"{words.told_on(row.date)}  {', '.join(told)}" + (f" · {how}" if "quoted" != how != "comment" else "")


def _plain(cue: str, manner: str, done: str) -> bool:
    """Whether a cue tells no more than its manner: "says" of said, "had warned" of warned. The cue of what was not said
    is told in any case.
    """
    last = cue.casefold().removeprefix("has ").removeprefix("had ").removeprefix("have ")
    same = " " not in last and len(manner) > 4 and last[:5] == manner[:5]
    return done == manner and (last == manner or same or (manner == "said" and last in ("say", "says", "saying")))


def carried(row: StatementRow) -> str:
    """Who carries it, and how often: "The Sound ← an islander ← the baker · 2 reports (3 articles)"."""
    from standoff.export import words

    outlets = list(dict.fromkeys(words.outlet(name) for one in row.wordings for name in one.outlets))
    via = [words.through(row.chain)] if len(set(row.chain)) > 2 else []
    via += [name for name in outlets if not via or name not in via[0]]
    if len(via) > SHOWN:
        via[SHOWN - 1:] = [f"{len(via) - SHOWN + 1} more"]
    return f"{', '.join(via)} · {words.count(row.reports, 'report')} ({words.count(row.articles, 'article')})"


def _also(row: StatementRow) -> Iterator[str]:
    """The wordings beside the lead that read differently, each once, with their cue where that differs."""
    from standoff.export import words
    from standoff.text import fold

    def letters(one: Wording) -> str:
        return "".join(filter(str.isalnum, fold(one.content)))

    lead, *rest = row.wordings
    seen = {letters(lead)}
    for one in rest:
        if letters(one) not in seen:
            seen.add(letters(one))
            cue = f"{one.cue} " if one.cue and one.cue != lead.cue else ""
            yield f"also: {cue}{words.verbatim(one.content, one.quoted)} ({_where(one)})"


def _where(one: Wording) -> str:
    from standoff.export import words

    return ", ".join(filter(None, (*map(words.outlet, one.outlets[:SHOWN]), one.published)))


def _answers(row: StatementRow, others: Mapping[str, StatementRow]) -> Iterator[str]:
    """What it denies, who denies it, and what the same speaker says against it."""
    from standoff.export import words

    for told, keys in (("denies", row.denies), ("denied by", row.denied_by), ("contradicts", row.contradicts)):
        for key in keys:
            if other := others.get(key):
                who = words.told_on(other.date) if told == "contradicts" else other.name
                yield f"{told} {who}: {words.clip(words.verbatim(other.content, other.quoted), 160)}  {short(key)}"


# — side by side —


def _pairs(rows: Sequence[StatementRow], others: Mapping[str, StatementRow]) -> None:
    """Statements of one speaker that cannot both hold, the earlier to the left."""
    seen = set()
    name = ""
    for row in rows:
        for key in row.contradicts:
            if key not in others or (pair := frozenset((row.key, key))) in seen:
                continue
            seen.add(pair)
            if row.name != name:
                say(f"{row.name}\n" if not name else f"\n{row.name}\n")
                name = row.name
            _beside(*sorted((row, others[key]), key=_time))


def _beside(a: StatementRow, b: StatementRow) -> None:
    import textwrap

    from rich.cells import cell_len

    from standoff.export import words

    half = (width() - 6) // 2
    columns = [[line for text in (act(one), words.verbatim(one.content, one.quoted),
                                  f"{short(one.key)}  {carried(one)}") for line in textwrap.wrap(text, half)]
               for one in (a, b)]
    for left, right in zip_longest(*columns, fillvalue=""):
        say(f"  {left}{' ' * (half - cell_len(left))}  | {right}".rstrip())
    say()


# — one —


def whole(record: Record, stmt: Statement) -> None:
    """One statement with every place that tells it."""
    from standoff.export import words

    rows = record.statements(voice=stmt.voice, report=stmt.report)
    row = next((one for one in rows if any(stmt.key == place.statement for place in one.wordings)), None)
    if row is None:
        say(f"{short(stmt.key)} is in no ledger.")
        return
    say(wrap(speaker([row])) + "\n")
    tell(row, related(record, [row]), whole=True)
    say("\nAs told")
    for one in row.wordings:
        told = " ".join(filter(None, (one.speaker, one.cue)))
        say(wrap(f"{short(one.statement)}  {_where(one)} ({words.count(one.articles, 'article')})", "      ", "  "))
        say(wrap(f"{told}: {words.verbatim(one.content, one.quoted)}" if told else
                 words.verbatim(one.content, one.quoted), "      "))
