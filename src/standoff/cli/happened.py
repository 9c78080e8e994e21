"""The command that tells who did what to whom: events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import EventRow, Party
    from standoff.api import Record


@click.command(short_help="List who did what to whom, coded by PLOVER.",
               epilog="Examples: standoff events harbour --type ASSAULT        standoff events --between USA IRN "
                      "--since 2017-03-01        standoff events --factuality future")
@click.argument("words", nargs=-1)
@click.option("--actor", metavar="ACTOR", help="Only what this actor did: its key, its name, or a country (IRN).")
@click.option("--recipient", metavar="ACTOR", help="Only what was done to this actor.")
@click.option("--between", nargs=2, metavar="A B", help="Only what one of these did to the other, or both together.")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type: AGREE … ASSAULT.")
@click.option("--mode", metavar="MODE", help="Only events of this PLOVER mode.")
@click.option("--place", metavar="NAME", help="Only what happened at a place with these words in its name.")
@click.option("--country", metavar="CODE", help="Only what happened in this country (ISO, three letters).")
@click.option("--since", type=DAY, metavar="DATE", help="Happened on this day or later, as far as that is known.")
@click.option("--until", type=DAY, metavar="DATE", help="Happened on this day or before.")
@click.option("--factuality", metavar="HOW", help="What is put as negated, future, hypothetical, historical or "
                                                  "reported; without it only what is told as done.")
@click.option("--foremost", is_flag=True, help="Only what its sentence is about, not what it tells beside.")
@LIMIT
@output_options
@record_options
def events(words: tuple[str, ...], actor: str | None, recipient: str | None, between: tuple[str, str] | None,
           kind: str | None, mode: str | None, place: str | None, country: str | None, since: Any, until: Any,
           factuality: str | None, foremost: bool, limit: int | None, how: str | None, db: str) -> None:
    """List who did what to whom, when and where, coded by PLOVER, in the order in which it happened; with WORDS only
    what is told in them.

    What is denied, announced or only possible is left out unless --factuality asks for it. A date stands with what it
    rests on and its precision by UCDP (1 the day … 5 not known to the year); without a place there is no pin. "Not
    told": no words name that side, it stands to reason. One event: standoff show KEY; why we think so, and what each
    number counts: standoff why KEY. What is one event, or two, a person decides: standoff merge, standoff split.
    """
    from standoff.export import rows
    from standoff.model import EventType, Factuality

    kind = kind.upper() if kind else None
    one_of(EventType, kind, "--type")
    one_of(Factuality, factuality, "--factuality")
    one_of(_modes(kind), mode, "--mode")
    with opened(db) as record:
        found = record.events(
            actor=actor, recipient=recipient, between=between, type=kind, mode=mode, place=place, country=country,
            since=day(since), until=day(until), factuality=factuality, words=" ".join(words) or None, foremost=foremost,
            limit=limit or (None if how else FEW))
        shown = () if how else found
        around = record.sentences(*(key for row in shown for key in row.events)) if shown else {}

    def human() -> None:
        if not found:
            filtered = any((words, actor, recipient, between, kind, mode, place, country, since, until, factuality,
                            foremost))
            say("No such event." if filtered else "No events yet. Find them: standoff run PATH…")
            return
        for number, row in enumerate(shown):
            if number:
                say()
            tell(row, around)
        more(len(found) + found.more, len(found))

    emit(rows.happened(found), how, human)


def _modes(type: str | None) -> Sequence[str]:
    """The modes of a type, of all without one."""
    from standoff import plover

    return sorted({mode for one in plover.read().types.values() if type in (None, one.name) for mode in one.modes})


LONG = 240
"""Characters of a sentence that are shown around the words that tell an event."""


def tell(row: EventRow, around: Mapping[str, str] | None = None) -> None:
    """One event: type and modes, who to whom, when and where, how many; its words, in their sentence where `around` has
    it; how it is put and who carries it.
    """
    from standoff.export import words
    from standoff.model import Harm

    say(wrap(f"{coded(row)}  {sides(row)}", "      ", "  "))
    when = f"{words.told_on(row.date)}, precision {row.date_precision}"
    sizes = dict.fromkeys(words.size(size) for harm in Harm for one in row.tellings for size in one.sizes
                          if size.harm is harm)
    say(wrap(" · ".join(filter(None, (when, place(row), *sizes))), "      ", "    "))
    for one in row.tellings:
        say(wrap(f"“{_inside(one.quote, (around or {}).get(one.event, ''))}”", "      ", "    "))
        told = ", ".join((*one.factuality, f"in the words of {one.voice}"))
        say(wrap(f"{short(one.event)}  {told} · {', '.join(map(words.outlet, one.outlets))}", "      ", "    "))
    for line in (*row.conflicts, *row.dependence):
        say(wrap(line, "      ", "    "))
    say(wrap(counts(row), "      ", "    "))


def whole(record: Record, key: str) -> None:
    """The row that an event is in, with what made it one."""
    row = record.event_row(key)
    tell(row, record.sentences(*row.events))
    for line in record.retold(key):
        say(wrap(line, "      ", "    "))


def _inside(quote: str, sentence: str) -> str:
    """The words that tell an event, marked in as much of their sentence as is readable: "Then »the raid« began"."""
    at = sentence.find(quote)
    if at < 0 or sentence == quote or len(quote) >= LONG:
        return quote
    room = (LONG - len(quote)) // 2
    low = 0 if at <= room else sentence.rfind(" ", 0, at - room) + 1
    end = at + len(quote)
    high = len(sentence) if len(sentence) - end <= room else max(end, sentence.find(" ", end + room))
    return f"{'… ' * bool(low)}{sentence[low:at]}»{quote}«{sentence[end:high].rstrip()}{' …' * (high < len(sentence))}"


def coded(row: EventRow) -> str:
    """Type and modes: "ASSAULT (aerial)"."""
    return f"{row.type} ({', '.join(row.modes)})" if row.modes else row.type.value


def sides(row: EventRow) -> str:
    """Who to whom: "Iran [IRN] → the United States [USA]". Who is not told is called so."""
    who, whom = (", ".join(map(party, some)) for some in (row.actors, row.recipients))
    return f"{who or 'nobody told'} → {whom}" if whom else who or "nobody told"


def party(one: Party) -> str:
    """A side with its codes: "the coast guard [TES GOV MIL]"; "Greece [GRC], not told" where it stands to reason; who
    did it only on somebody's word with whose: "(according to Tessel)".
    """
    codes = " ".join(filter(None, (one.country, *one.sectors)))
    whose = f" (according to {', '.join(one.voices)})" if one.voices and one.told else ""
    return f"{one.name}{f' [{codes}]' if codes else ''}{'' if one.told or not codes else ', not told'}{whose}"


def place(row: EventRow) -> str:
    """Where, with UCDP's precision: "Mosul, IRQ (precision 1)"; "" when no place is told."""
    name = ", ".join(filter(None, (row.place, row.country)))
    return f"{name} (precision {row.place_precision})" if row.place_precision else name


def counts(row: EventRow) -> str:
    """How often it is told: "articles 3 · families 1 · reports 1 · independent 1"."""
    told = {"articles": row.articles, "families": row.families, "reports": row.reports, "independent": row.independent}
    return " · ".join(f"{name} {n}" for name, n in told.items())
