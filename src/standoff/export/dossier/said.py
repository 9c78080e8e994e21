"""What the dossier tells of statements and of the outlook: the ledger by speaker, and the question board.

Takes Holdings, gives markup. Every row leads to the words that it was read from, in the capture that printed them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from standoff.answers import OutlookRow, StatementRow, Wording
from standoff.export import words
from standoff.export.dossier import actors
from standoff.export.dossier.families import to
from standoff.export.holdings import Holdings
from standoff.export.markup import Child, Html, el
from standoff.model import OutlookType, Sourcing, Span, Voice

Row = TypeVar("Row", StatementRow, OutlookRow)

MOST = 400
"""Statements, and questions and forecasts, that are listed, those of most reports first. The exports have all."""

BOARD = (
    (OutlookType.QUESTION, "Questions"), (OutlookType.WARNING, "Warnings"), (OutlookType.PREDICTION, "Predictions"),
    (OutlookType.CONDITIONAL, "If … then"), (OutlookType.SCENARIO, "Scenarios"), (OutlookType.PLEDGE, "Pledges"),
    (OutlookType.PLAN, "Plans"))
"""The parts of the question board, in the order of what somebody may want to follow."""


def ledger(holdings: Holdings) -> Html | None:
    """Who said what, by speaker; None where nothing was found. Readers' comments are left to the captures."""
    every = listed(holdings.statement_rows)
    if not every:
        return None
    rows = sorted(every, key=lambda row: (-row.reports, row.first or row.bound, row.key))[:MOST]
    more, shown = len(every) - len(rows), actors.shown(holdings)
    return el("section", el("h2", "Statements", cls="part"),
              el("p", f"{words.count(len(every), 'statement')}, by speaker. What stands between quotation marks is "
                 "word for word; the rest is the reporter’s paraphrase. The same words in several reports are one row.",
                 cls="lede"),
              [_speaker(holdings, some, shown, {row.key: row for row in rows}) for some in _by_speaker(rows)],
              el("p", f"The other {more} are in the exports.", cls="quiet") if more else None, id="statements")


def board(holdings: Holdings) -> Html | None:
    """What the sources ask and foresee, by type, open ones first; None where nothing was found."""
    every = listed(holdings.outlook_rows)
    if not every:
        return None
    rows = sorted(every, key=lambda row: (-row.reports, row.first or row.bound, row.key))[:MOST]
    more = len(every) - len(rows)
    opened = sum(row.resolved is None for row in every)
    return el("section", el("h2", "Questions and forecasts", cls="part"),
              el("p", f"{len(every)} in the exact words of whoever poses them, {opened} of them open. A probability is "
                 "the range that a named lexicon gives to the hedge; “may” and “could” have none.", cls="lede"),
              [_part(holdings, title, [row for row in rows if row.type is type]) for type, title in BOARD],
              el("p", f"The other {more} are in the exports.", cls="quiet") if more else None, id="outlook")


def listed(rows: Sequence[Row]) -> list[Row]:
    """The rows that are the press's, not a reader's comment."""
    return [row for row in rows if row.voice is not Voice.COMMENTER]


# — the ledger —


def _by_speaker(rows: Sequence[StatementRow]) -> list[list[StatementRow]]:
    """The rows of each speaker in order of time; named speakers with most statements first, nobody named last."""
    some = [list(group) for _, group in groupby(sorted(rows, key=lambda row: row.who), key=lambda row: row.who)]
    for group in some:
        group.sort(key=lambda row: (row.date.low or row.date.high or "~", row.first or row.bound, row.key))
    return sorted(some, key=lambda group: (not group[0].speaker, -len(group), group[0].name, group[0].who))


def _speaker(holdings: Holdings, rows: Sequence[StatementRow], shown: Container[str],
             listed: Mapping[str, StatementRow]) -> Html:
    one = rows[0]
    name = el("a", one.name, href=f"#{one.speaker}", dir="auto") if one.speaker in shown else \
        el("span", one.name, dir="auto")
    alike = len({row.roles for row in rows}) == 1
    roles = words.roles(one.roles, one.name) if alike else ""
    if one.sourcing is Sourcing.AUTHOR and not roles:
        roles = f"of {words.outlet(one.chain[0])}" if one.chain else ""
    return el("section", el("h3", name, el("span", roles, cls="sub", dir="auto")),
              el("table", el("thead", el("tr", [el("th", title, scope="col") for title in
                                                ("When", "How", "Words", "Carried by")])),
                 el("tbody", [_statement(holdings, row, listed, not alike) for row in rows]), cls="stack said-rows"),
              cls="speaker")


def _statement(holdings: Holdings, row: StatementRow, listed: Mapping[str, StatementRow], roles: bool) -> Html:
    _, *others = row.wordings
    return el("tr", el("td", _when(words.told_on(row.date), bool(row.date.value)), data_label="When"),
              el("td", _how(row, roles), data_label="How"),
              el("td", _words(holdings, row), [_other(holdings, one) for one in others], _answers(row, listed),
                 data_label="Words"),
              el("td", _carried(row), data_label="Carried by"), id=row.key)


def _when(told: str, known: bool) -> list[Child]:
    said, _, basis = told.partition(" (")
    return [el("span", said, cls=None if known else "quiet"),
            el("span", basis.replace(")", ""), cls="sub") if basis else None]


def _how(row: StatementRow, roles: bool) -> list[Child]:
    was = words.roles(row.roles, row.name) if roles else ""
    return [el("b", words.done(row.manner, row.factuality)),
            el("span", f"as {was}", cls="sub", dir="auto") if was else None,
            el("span", f"to {row.addressee_name}", cls="sub", dir="auto") if row.addressee_name else None,
            el("span", f"in {row.place}", cls="sub", dir="auto") if row.place else None,
            el("span", row.medium.value, cls="sub") if row.medium else None,
            el("span", f"“{row.cue}”", cls="sub", dir="auto") if row.cue else None]


def _words(holdings: Holdings, row: StatementRow) -> Html:
    return el("p", _link(holdings, row.wordings[0].statement, words.verbatim(row.content, row.quoted)),
              el("span", f" {words.wording(row)}", cls="quiet"), cls="words")


def _link(holdings: Holdings, key: str, text: str) -> Html:
    span = _evidence(holdings, key)
    return el("a", words.clip(text, 600), href=to(holdings, span), dir="auto") if span else \
        el("span", words.clip(text, 600), dir="auto")


def _evidence(holdings: Holdings, key: str) -> Span | None:
    found = holdings.statement.get(key) or holdings.outlook.get(key)
    return found.evidence[0] if found else None


def _other(holdings: Holdings, one: Wording) -> Html:
    told = ", ".join(filter(None, (words.outlet(" / ".join(one.outlets)), one.published)))
    return el("p", el("span", f"{told}: " if told else "", cls="quiet", dir="auto"),
              el("span", f"{one.speaker} {one.cue} " if one.cue else "", cls="quiet", dir="auto"),
              _link(holdings, one.statement, words.verbatim(one.content, one.quoted)), cls="words other")


def _answers(row: StatementRow, listed: Mapping[str, StatementRow]) -> Iterator[Html]:
    """What it denies, who denies it, and when the same speaker said what contradicts it."""
    for told, every in (("denies", row.denies), ("denied by", row.denied_by), ("contradicts", row.contradicts)):
        for other in (listed[key] for key in every if key in listed):
            who = words.told_on(other.date) if told == "contradicts" else other.name
            yield el("a", f"{told} {who}: {words.clip(words.verbatim(other.content, other.quoted), 80)}",
                     href=f"#{other.key}", cls="answer", dir="auto")


def _carried(row: StatementRow) -> list[Child]:
    return [el("span", words.through(row.chain), dir="auto"), el("span", _counts(row), cls="sub")]


def _counts(row: StatementRow | OutlookRow) -> str:
    return f"{words.count(row.reports, 'report')}, {words.count(row.articles, 'article')}"


# — the board —


def _part(holdings: Holdings, title: str, rows: Sequence[OutlookRow]) -> Html | None:
    if not rows:
        return None
    some = sorted(rows, key=lambda row: (row.resolved is not None, row.horizon.high or "~", row.key))
    return el("section", el("h3", title),
              el("table", el("thead", el("tr", [el("th", head, scope="col") for head in
                                                ("Who", "Words", "How likely", "By when", "Status")])),
                 el("tbody", [_outlook(holdings, row) for row in some]), cls="stack outlook-rows"))


def _outlook(holdings: Holdings, row: OutlookRow) -> Html:
    who = [el("b", row.name, dir="auto"),
           el("span", words.roles(row.roles, row.name), cls="sub", dir="auto") if row.roles else None,
           el("span", words.through(row.chain), cls="sub", dir="auto")]
    told = [el("p", _link(holdings, row.key, row.text), cls="words"),
            el("span", f"if: {row.condition}", cls="sub", dir="auto") if row.condition and row.condition not in row.text
            else None,
            el("span", f"about {', '.join(row.about)}", cls="sub", dir="auto") if row.about else None,
            el("span", "foresees that it will not be so", cls="sub") if row.negated else None]
    due = _when(words.date(row.horizon), bool(row.horizon.value))
    return el("tr", el("td", who, data_label="Who"), el("td", told, data_label="Words"),
              el("td", _likely(row), data_label="How likely"), el("td", due, data_label="By when"),
              el("td", _status(row), el("span", _counts(row), cls="sub"), data_label="Status"), id=row.key)


def _likely(row: OutlookRow) -> list[Child]:
    hedges = el("span", ", ".join(f"“{one}”" for one in row.hedges), dir="auto") if row.hedges else \
        el("span", "no hedge", cls="quiet")
    return [hedges, [el("span", words.likely(one), cls="sub") for one in row.ranges]]


def _status(row: OutlookRow) -> list[Child]:
    if row.resolved is None:
        return ["open"]
    one = row.resolved
    because = ", ".join(filter(None, (one.because, one.source)))
    return [el("b", one.outcome), el("span", f"{one.by}, {one.at[:10]}", cls="sub", dir="auto"),
            el("span", because, cls="sub", dir="auto") if because else None]
