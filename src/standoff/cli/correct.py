"""Commands with which a person decides who is who: merge, split, rename, role; and, of every decision, undo and
corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.cli.output import (
    emit,
    json_option,
    note,
    opened,
    output_options,
    record_options,
    say,
    say_json,
    short,
    table,
)

if TYPE_CHECKING:
    from standoff.api import Record
    from standoff.model import Correction, Pin

OF_ACTORS = ("merge", "split", "rename", "role")
"""Verbs of what is decided about actors."""

MANY = 3
"""Corrections of one command that are told; the rest is counted."""

YEAR = 366
"""Days between two events over which a person who makes them one is told of it."""

LAST = 5
"""Corrections that `undo` names where it is told none."""

F = TypeVar("F", bound=Callable[..., Any])


def account() -> str:
    """Who decides unless somebody says so: what STANDOFF_BY names, else your account's name."""
    import getpass
    import os

    if given := os.environ.get("STANDOFF_BY"):
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):          # an account without a name
        return ""


def person_options(command: F) -> F:
    """``--by`` and ``--because``."""
    command = click.option("--because", default="", metavar="TEXT", help="Why, for those who read it later.")(command)
    return click.option("--by", default=account, envvar="STANDOFF_BY", show_envvar=True, metavar="NAME",
                        help="Who decides; by default your account's name.")(command)


@click.command(short_help="Make two actors, or two events, one.",
               epilog="Examples: standoff merge \"Hashd\" IRQ.pmu --because \"same body, see the law of 2016\"        "
                      "standoff merge h5a7f98b9 h09e98251")
@click.argument("who", nargs=-1, required=True)
@person_options
@json_option
@record_options
def merge(who: tuple[str, ...], by: str, because: str, as_json: bool, db: str) -> None:
    """Make two actors or more one, one that only a file knows may be among them; or two events or more.

    WHO is an actor's key, its key in a file (IRQ.pmu), a mention's key, or a name in full; or an event's key. It holds
    from now on, for captures to come too, and outranks what the machine finds. Take it back with standoff undo.
    """
    with opened(db, write=True) as record:
        made = record.merge(*who, by=by, because=because)
        if as_json:
            say_json(made)
            return
        kept(made)
        if made.verb not in OF_ACTORS:
            _tell_rows(record, who)
            _tell_apart(record, who)
            return
        now = {key: record.actor(key).name for key in sorted(record.corrected(made))}
        if len(now) > 1:
            note(f"They are still {len(now)}: {_list(now)}. Another correction keeps them apart: standoff corrections")
        else:
            say(f"Now one: {_list(now)}")


@click.command(short_help="Make a mention, a name or an event another.",
               epilog="Examples: standoff split n5a7f98b9        standoff split LBN.hezbollah --written "
                      "\"Hezbollah Brigades\"        standoff split h5a7f98b9")
@click.argument("who")
@click.argument("others", nargs=-1)
@click.option("--written", default="", metavar="NAME", help="Split off what texts call so.")
@person_options
@json_option
@record_options
def split(who: str, others: tuple[str, ...], written: str, by: str, because: str, as_json: bool, db: str) -> None:
    """Make somebody another actor than the machine does.

    WHO is the key of a mention: it leaves its actor. Or an actor: with --written NAME all of it that texts call so
    leaves it; with OTHERS it is never again one with them. Or the key of an event: it is another than all that
    it is one with or, with OTHERS, never again one with them.
    """
    if others and written:
        raise click.UsageError("--written and OTHERS tell two things: split off a name first, then part the actors.")
    with opened(db, write=True) as record:
        made = record.split(who, *others, written=written, by=by, because=because)
        if as_json:
            say_json(list(made))
            return
        for one in made[:MANY]:
            kept(one)
        if len(made) > MANY:
            say(f"and {len(made) - MANY} more, one for each place: standoff corrections")
        if made[0].verb not in OF_ACTORS:
            _tell_rows(record, (who, *others))
            return
        now = {key: record.actor(key).name for key in sorted(record.corrected(*made))}
        if len(now) > 1:
            say(f"Now apart: {_list(now)}")
        else:
            note(f"Still one: {_list(now)}. Another correction joins them, see: standoff corrections")


@click.command(short_help="Say that an event, statement or tie is not so.",
               epilog="Example: standoff reject h5a7f98b9 --because \"the text tells of a film\"")
@click.argument("key")
@person_options
@json_option
@record_options
def reject(key: str, by: str, because: str, as_json: bool, db: str) -> None:
    """Say that an event, a statement or a tie is not so, or misread.

    Of an event all its tellings, of a statement all its wordings, of a tie the one of this key: lists leave it out from
    now on, its evidence stays. What only one place misreads is split off first (standoff split). Take it back with
    standoff undo.
    """
    with opened(db, write=True) as record:
        made = record.reject(key, by=by, because=because)
    if as_json:
        say_json(made)
    else:
        kept(made)


@click.command(short_help="Call an actor otherwise.",
               epilog="Example: standoff rename a5a7f98b9 \"Popular Mobilization Forces\"")
@click.argument("who")
@click.argument("name")
@person_options
@json_option
@record_options
def rename(who: str, name: str, by: str, because: str, as_json: bool, db: str) -> None:
    """Call an actor NAME from now on. How texts write it stays as it is."""
    with opened(db, write=True) as record:
        made = record.rename(who, name, by=by, because=because)
        if as_json:
            say_json(made)
            return
        kept(made)
        say(f"Now called: {_list({key: record.actor(key).name for key in record.corrected(made)})}")


@click.command(short_help="Say that an actor holds a post.",
               epilog="Example: standoff role \"Abu Mahdi\" \"deputy chairman of IRQ.pmu\" --since 2014 --until 2020")
@click.argument("who")
@click.argument("post")
@click.option("--since", default="", metavar="DATE", help="2014-06-10, 2014-06 or 2014.")
@click.option("--until", default="", metavar="DATE", help="The last day, month or year.")
@person_options
@json_option
@record_options
def role(who: str, post: str, since: str, until: str, by: str, because: str, as_json: bool, db: str) -> None:
    """Say that an actor holds or held a POST: "deputy chairman of IRQ.pmu", "commander of the Desert Hawks"."""
    with opened(db, write=True) as record:
        made = record.role(who, post, since, until, by=by, because=because)
        if as_json:
            say_json(made)
        else:
            kept(made)


@click.command(short_help="Take corrections back.", epilog="Example: standoff undo o5a7f98b9")
@click.argument("keys", nargs=-1, metavar="KEY...")
@person_options
@json_option
@record_options
def undo(keys: tuple[str, ...], by: str, because: str, as_json: bool, db: str) -> None:
    """Take corrections back. They stay in the list (standoff corrections), with the time at which they were undone;
    who did it and why stands there, too.

    Without a KEY nothing is done: it tells the last corrections that can be taken back, with their keys.
    """
    if not keys:
        _tell_last(db)
        raise click.UsageError("Name the correction that is to be taken back by its key.")
    with opened(db, write=True) as record:
        made = record.undo(*keys, by=by, because=because)
    if as_json:
        say_json(list(made))
    else:
        for one in made:
            say(f"Undone: {sentence(one, signed=False)}")


def _tell_last(db: str) -> None:
    """The last corrections that stand, to stderr: the latest first."""
    from standoff.record import keys

    with opened(db) as record:
        some = [one for one in reversed(record.corrections()) if not one.undone and one.verb.value != "undo"]
    note("These can be taken back, the last first:" if some else "No correction stands that could be taken back.")
    for one in some[:LAST]:
        note(f"{short(keys.correction(one))}  {sentence(one)}")
    if len(some) > LAST:
        note(f"and {len(some) - LAST} more: standoff corrections")


@click.command(short_help="List what persons decided.",
               epilog="Examples: standoff corrections        standoff corrections --export ours.jsonl        "
                      "standoff corrections --db other.db --import ours.jsonl")
@click.option("--export", "out", type=click.Path(dir_okay=False, writable=True), metavar="FILE",
              help="Write them for another record of the same captures.")
@click.option("--import", "given", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="Take over what another record wrote.")
@output_options
@record_options
def corrections(out: str | None, given: str | None, how: str | None, db: str) -> None:
    """List what persons decided, about actors, events and what was foreseen: what, who, when, why; undone ones too.

    They can be carried to another record that has some of the same captures: what speaks of others rests there.
    """
    from standoff.export.words import count
    from standoff.record import keys

    if out and given:
        raise click.UsageError("Either --export or --import.")
    if out:
        with opened(db) as record:
            note(f"{count(record.export_corrections(out), 'correction')} written to {out}.")
        return
    if given:
        with opened(db, write=True) as record:
            new = record.import_corrections(given)
        note(f"{count(len(new), 'new correction')} taken over." if new else "Nothing new in it.")
        return
    with opened(db) as record:
        found = record.corrections()

    def human() -> None:
        if not found:
            say("No corrections.")
            return
        table(("key", "what", "by", "at", "because", "undone"),
              [(short(keys.correction(one)), sentence(one, signed=False), one.by, one.at, one.because, one.undone)
               for one in found])

    emit(({"key": keys.correction(one), "verb": one.verb.value, "what": sentence(one, signed=False),
           "pins": " | ".join(map(_pin, one.pins)), "value": one.value, "since": one.since, "until": one.until,
           "by": one.by, "because": one.because, "source": one.source, "at": one.at, "undone": one.undone}
          for one in found), how, human)


# — in words —


def sentence(one: Correction, *, signed: bool = True) -> str:
    """A correction in words, as `words.decided`."""
    from standoff.export import words

    return words.decided(one, signed=signed)


def _pin(pin: Pin) -> str:
    return pin.known or (f"{pin.span.page}:{pin.span.start}-{pin.span.end}" if pin.span else "")


def kept(one: Correction) -> None:
    """Tell a correction that was made, with its key."""
    from standoff.record import keys

    say(f"{short(keys.correction(one))}  {sentence(one)}")


def _tell_rows(record: Record, some: Iterable[str]) -> None:
    """The rows in which some events are now."""
    from standoff.export.words import clip, count

    for row in {row.key: row for row in map(record.event_row, some)}.values():
        say(f"Now told {count(len(row.tellings), 'time')}: {row.type} “{clip(row.tellings[0].quote, 60)}” "
            f"({short(row.key)})")


def _tell_apart(record: Record, some: Iterable[str]) -> None:
    """What speaks against it that some events are one, to stderr: other types, or dates over a year apart."""
    from standoff.days import bounds, shifted

    found = {one.key: one for one in map(record.event, some)}.values()
    types = sorted({one.type.value for one in found})
    dated = sorted((low, high) for low, high in (bounds(one.date) for one in found) if low and high)
    why = [f"one is told as {' and another as '.join(types)}"] if len(types) > 1 else []
    if dated and shifted(min(high for _, high in dated), YEAR) < dated[-1][0]:
        why.append(f"the dates {dated[0][0]} and {dated[-1][0]} are over a year apart")
    if why:
        note(f"They differ: {'; '.join(why)}. If you did not mean them, take it back: standoff undo")


def _list(now: dict[str, str]) -> str:
    return ", ".join(f"{name} ({short(key)})" for key, name in now.items()) or "nobody whom the reports mention"
