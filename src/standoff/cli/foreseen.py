"""Commands on what sources ask and foresee: outlook, resolve, scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.correct import account, kept, person_options
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
    record_options,
    say,
    say_json,
    short,
    table,
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import OutlookLead, OutlookRow, Score
    from standoff.api import Record
    from standoff.model import OutlookType

KEY = re.compile(r"w(?=[0-9a-f]*\d)[0-9a-f]{2,16}")
"""The key of an outlook or the beginning of one. It has a digit: "wade" is a word to look for."""

OUTCOMES = ("yes", "no", "annulled")
"""`model.OUTCOMES`, without loading the model for ``--help``."""


@click.command(short_help="List what sources ask and foresee.",
               epilog="Examples: standoff outlook truce --open        standoff outlook --type warning --by "
                      "\"Mara Veen\"        standoff outlook w5a7f98b9        standoff outlook --export ours.jsonl")
@click.argument("words", nargs=-1, metavar="[WORDS]... | KEY")
@click.option("--by", metavar="ACTOR", help="Only what this actor asks or foresees; with --import, who decides.")
@click.option("--about", metavar="ACTOR", help="Only what is about this actor's doing or fate.")
@click.option("--type", "kind", metavar="TYPE", help="Only questions, predictions, warnings, …: of this type.")
@click.option("--open/--resolved", "unresolved", default=None, help="Only what is open, or what a person resolved.")
@click.option("--since", type=DAY, metavar="DATE", help="Published on this day or later, as far as that is known.")
@click.option("--until", type=DAY, metavar="DATE", help="Published on this day or before.")
@click.option("--export", "out", type=click.Path(dir_okay=False, writable=True), metavar="FILE",
              help="Write all of it as JSON Lines, for forecasting tools.")
@click.option("--import", "given", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="Take over how it ended, as such a file says; signed by its “by”, else by --by, else by you.")
@LIMIT
@output_options
@record_options
def outlook(words: tuple[str, ...], by: str | None, about: str | None, kind: str | None,
            unresolved: bool | None, since: Any, until: Any, out: str | None, given: str | None, limit: int | None,
            how: str | None, db: str) -> None:
    """The question board: what sources ask, predict, warn of, plan and pledge, in the words of the text, open first.

    With WORDS only what has them all; with the KEY of one all of it, with what is told later and may bear on it. A
    hedge has the range that a named lexicon gives it, never a point; “may” and “could” have none. Nothing is resolved
    but by a person: standoff resolve.
    """
    from standoff.export import rows
    from standoff.export.holdings import Holdings
    from standoff.model import OutlookType

    if out or given:
        _carry(out, given, by, db)
        return
    one_of(OutlookType, kind, "--type")
    with opened(db) as record:
        if len(words) == 1 and KEY.fullmatch(words[0]):
            whole(record, words[0], how)
            return
        found = ordered(record.outlook(
            forecaster=by, type=kind, about=about, open=unresolved, since=day(since), until=day(until),
            words=" ".join(words) or None))

    def human() -> None:
        if not found:
            filtered = words or by or about or kind or unresolved is not None or since or until
            say("No such question or forecast." if filtered else
                "Nothing is asked or foreseen yet. Find it: standoff run PATH…")
            return
        _board(found[:limit or FEW], found)
        more(len(found), limit or FEW)

    emit(rows.board(Holdings(outlook_rows=tuple(found[:limit]))), how, human)


def _carry(out: str | None, given: str | None, by: str | None, db: str) -> None:
    """Write the board as JSON Lines, or take over what others resolved."""
    from standoff.export.words import count

    if out and given:
        raise click.UsageError("Either --export or --import.")
    with opened(db, write=bool(given)) as record:
        if out:
            note(f"{count(record.export_outlook(out), 'question or forecast')} written to {out}.")
        else:
            new = record.import_outlook(str(given), by=by or account())
            note(f"{count(len(new), 'new resolution')} taken over." if new else "Nothing new in it.")


# — the board —


def ordered(rows: Sequence[OutlookRow]) -> list[OutlookRow]:
    """Open before resolved, then by type, then what falls due first."""
    from standoff.model import OutlookType

    types = list(OutlookType)
    return sorted(rows, key=lambda row: (row.resolved is not None, types.index(row.type), row.horizon.high or "~",
                                         row.first or row.bound, row.key))


def _board(shown: Sequence[OutlookRow], rows: Sequence[OutlookRow]) -> None:
    from standoff.export import words

    def part(row: OutlookRow) -> tuple[bool, OutlookType]:
        return row.resolved is not None, row.type

    sizes = {key: len(list(some)) for key, some in groupby(rows, key=part)}
    for number, ((done, type), some) in enumerate(groupby(shown, key=part)):
        if number:
            say()
        say(f"{'Resolved' if done else 'Open'}: {words.count(sizes[done, type], type)}")
        for row in some:
            say()
            tell(row)


def tell(row: OutlookRow) -> None:
    """One of the board: its words, who foresees it on whose word, hedge, condition, horizon, and how it stands."""

    from standoff.export import words

    roles = words.roles(row.roles, row.name)
    say(wrap(f"»{' '.join(row.text.split())}«", "   ", "  "))
    lines = [", ".join(filter(None, (row.name, roles)))]
    lines += ["foresees that it will not be so"] if row.negated else []
    lines += [f"condition: {' '.join(row.condition.split())}"] if row.condition else []
    lines += [f"how likely: {'; '.join(_hedges(row))}"] if row.hedges else []
    lines += [f"about: {', '.join(row.about)}"] if row.about else []
    lines += [f"when: {words.due(row.horizon)}"]
    lines += [_decided(row)] if row.resolved else []
    for line in lines:
        say(wrap(line, "      ", "    "))
    say(wrap(f"{short(row.key)}  {_carried(row)}", "      ", "    "))


def _hedges(row: OutlookRow) -> list[str]:
    """Each hedge with its ranges: "“unlikely” 20–45 % (ICD 203: unlikely)", "“may” no range"."""
    from standoff.export import words

    told = []
    for hedge in row.hedges:
        ranges = [words.likely(one) for one in row.ranges if one.hedge == hedge]
        told.append(f"“{' '.join(hedge.split())}” {', '.join(ranges) or 'no range'}")
    return told


def _decided(row: OutlookRow) -> str:
    one = row.resolved
    assert one is not None
    why = "; ".join(filter(None, (one.because, one.source)))
    return f"resolved: {one.outcome} ({one.by}, {one.at[:10]}{f': {why}' if why else ''})  {short(one.correction)}"


def _carried(row: OutlookRow) -> str:
    """On whose word, in how many reports, and of when."""
    from standoff.export import words

    dates = f", {row.first}" + (f" to {row.last}" if row.last != row.first else "") if row.first else \
        f", ≤ {row.bound}" if row.bound else ""
    via = words.through(row.chain if len(set(row.chain)) > 2 or row.chain[-1:] != (row.name,) else row.chain[:-1])
    counts = f"{words.count(row.reports, 'report')} ({words.count(row.articles, 'article')}){dates}"
    return " · ".join(filter(None, (via, counts)))


# — one —


def whole(record: Record, key: str, how: str | None = None) -> None:
    """One question or forecast, what is told later and may bear on it, and how a person resolves it."""
    key = record.foreseen(key).key
    row = next((row for row in record.outlook() if key in row.items), None)
    if row is None:
        say(f"{short(key)} is on no board: a reader's comment.")
        return
    leads = record.leads(row.key)
    if how and how != "table":
        say_json({"outlook": row, "leads": list(leads)})
        return
    say(f"{row.type.value.capitalize()}, {'resolved' if row.resolved else 'open'}\n")
    tell(row)
    _leads(leads)
    if row.resolved:
        say(f"\nTake it back: standoff undo {short(row.resolved.correction)}")
        return
    if not row.polar:
        say("\nNeither “yes” nor “no” answers it, so it is not resolved.")
        return
    say(f"\nResolve it when the record or the world tells: standoff resolve {short(row.key)} yes --because TEXT "
        "--source KEY|URL")
    say("\n".join(_means(row)))


def _means(row: OutlookRow) -> list[str]:
    """What the outcomes of one mean."""
    from standoff.model import OutlookType

    aside = ", hedge aside (“unlikely that X” is yes if X happened)" if row.hedges else ""
    yes = "the answer to it is yes" if row.type is OutlookType.QUESTION else \
        "it was not so, as the clause says" if row.negated else f"what the clause says came true{aside}"
    return [f"  yes       {yes}", f"  no        {'it was so' if row.negated else 'not so'}",
            f"  annulled  {'its condition did not come true, or ' if row.condition else ''}nobody can tell"]


def _leads(leads: Sequence[OutlookLead]) -> None:
    say("\nMay bear on it (leads; they resolve nothing)" if leads else
        "\nNo lead was found in what is later in the record.")
    for lead in leads:
        say(wrap(f"{short(lead.key)}  {lead.published or 'undated'}  »{' '.join(lead.quote.split())}«", "      ", "  "))
        if lead.reasons:
            say(wrap("; ".join(lead.reasons), "      "))


# — resolving —


@click.command(short_help="Say how a question or forecast ended.",
               epilog="Example: standoff resolve w5a7f98b9 no --because \"the truce broke on 3 May\" "
                      "--source https://news.example/truce")
@click.argument("key")
@click.argument("outcome", type=click.Choice(OUTCOMES))
@click.option("--source", default="", metavar="KEY|URL", help="What tells it: an address, or a key of this record.")
@person_options
@json_option
@record_options
def resolve(key: str, outcome: str, source: str, by: str, because: str, as_json: bool, db: str) -> None:
    """Say how a question or forecast ended: yes, no, or annulled, where it cannot be told.

    Yes: what the clause says came true, hedge aside ("unlikely that X" is yes if X happened); a forecast that it will
    not be so is yes if it was not so.

    It holds from now on, for every report that poses the same. See what may bear on it: standoff outlook KEY. It stands
    among the corrections (standoff corrections) and is taken back with standoff undo.
    """
    with opened(db, write=True) as record:
        made = record.settle(key, outcome, by=by, because=because, source=source)
    if as_json:
        say_json(made)
        return
    kept(made)
    if not source:
        note("No source is given, so nobody can check it later: standoff undo, then resolve it again with --source.")


# — scores —


@click.command(short_help="Tell how forecasts did, from 20 resolved on.",
               epilog="Example: standoff scores --lexicon PHIA")
@click.option("--lexicon", default="ICD 203", show_default=True, metavar="NAME",
              help="Whose ranges the hedges are read by; a wrong one lists all.")
@output_options
@record_options
def scores(lexicon: str, how: str | None, db: str) -> None:
    """Tell how the resolved forecasts of each speaker and outlet did, with their number and an interval.

    Brier is 0 for the best and 1 for the worst, log is 0 for the best. Under 20 resolved forecasts whose hedge has a
    range in the lexicon there is no figure: so few tell nothing.
    """
    from standoff.answers import LEAST_SCORED
    from standoff.outlook import hedges

    one_of(hedges.read().all, lexicon, "--lexicon")
    with opened(db) as record:
        found = sorted(record.scores(lexicon), key=lambda one: (one.brier is None, one.kind, -one.n, one.who))

    def human() -> None:
        if not found:
            say(f"No forecast that is hedged with a term of {lexicon} is resolved. {LEAST_SCORED} of one speaker or "
                "outlet make a score: standoff outlook --open")
            return
        table(("who", "", "resolved", "Brier", "95 %", "log", "came true of those called"),
              [(one.who, one.kind, one.n, *_figures(one, LEAST_SCORED)) for one in found], frozenset({2, 3, 5}))

    emit(({"who": one.who, "kind": one.kind, "lexicon": lexicon, "n": one.n, "brier": one.brier,
           "brier_low": one.brier_low, "brier_high": one.brier_high, "log": one.log,
           "calibration": " | ".join(f"{low}-{high} %: {true} of {n}" for low, high, n, true in one.calibration)}
          for one in found), how, human)


def _figures(one: Score, least: int) -> tuple[str, ...]:
    if one.brier is None:
        return "", "", "", f"no figure: {least - one.n} more needed"
    interval = f"{one.brier_low:.2f}–{one.brier_high:.2f}" if one.brier_low is not None and one.brier_high is not None \
        else ""
    return (f"{one.brier:.2f}", interval, "" if one.log is None else f"{one.log:.2f}",
            ", ".join(f"{low}–{high} %: {true} of {n}" for low, high, n, true in one.calibration))
