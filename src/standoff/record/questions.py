"""Questions and forecasts as JSON Lines, for forecasting tools and for other records of the same captures.

A line has a question in its exact words, who asks or foresees it, by when, its hedges with their ranges, where it
stands, and how it ended. A line that comes back with a `resolution` is a decision like one made here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from standoff.answers import OutlookRow
from standoff.errors import FaultyCorrections
from standoff.known import iso
from standoff.model import OUTCOMES, Correction, Verb
from standoff.record import corrections, facts

TOLD = ("resolution", "resolved_by", "resolved_at", "because", "source")
"""What a line says of how it ended; null in all of them while it is open."""


def lines(conn: sqlite3.Connection, rows: Iterable[OutlookRow]) -> Iterator[str]:
    """Rows as JSON Lines."""
    for row in rows:
        span = facts.outlook(conn, row.key).evidence[0]
        url, = conn.execute("SELECT url FROM page WHERE key = ?", (span.page,)).fetchone()
        pin = corrections.pin_at(conn, span)
        done = row.resolved
        ended = (done.outcome, done.by, done.at, done.because or None, done.source or None) if done else (None,) * 5
        yield json.dumps({
            "key": row.key, "type": row.type, "question": row.text, "condition": row.condition or None,
            "forecaster": row.name, "forecaster_key": row.forecaster or None, "sourcing": row.sourcing,
            "chain": row.chain, "about": row.about, "published": row.first or None, "published_by": row.bound or None,
            "horizon": row.horizon.value, "horizon_low": row.horizon.low, "horizon_high": row.horizon.high,
            "negated": row.negated, "polar": row.polar, "hedges": row.hedges,
            "ranges": [asdict(one) for one in row.ranges], "reports": row.reports, "address": url, "pin": asdict(pin),
            **dict(zip(TOLD, ended, strict=True))}, ensure_ascii=False)


def parse(given: Iterable[str], at: str) -> list[Correction]:
    """The decisions in JSON Lines; `at` is when those were made that do not say so.

    Raises FaultyCorrections: a line per fault, with its number and what to write.
    """
    made, faults = [], []
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            made += _decision(json.loads(line), at)
        except (ValueError, RecursionError) as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise FaultyCorrections("\n".join(faults))
    return made


def _decision(row: Any, at: str) -> list[Correction]:
    if not isinstance(row, Mapping):
        raise ValueError("no object. Each line is {“question”: …, “pin”: …, “resolution”: …, “resolved_by”: …}")
    told = {name: row.get(name) or "" for name in TOLD}
    if not told["resolution"]:
        return []
    if wrong := [name for name, value in told.items() if not isinstance(value, str)]:
        raise ValueError(f"{', '.join(wrong)}: no text")
    if told["resolution"] not in OUTCOMES:
        raise ValueError(f"resolution {told['resolution']!r}. Write one of {', '.join(OUTCOMES)}")
    if not told["resolved_by"].strip():
        raise ValueError("resolved_by is missing: who decided")
    when = told["resolved_at"] or at
    if not iso(when[:10]):
        raise ValueError(f"resolved_at “{when}”: no day of the calendar. Write 2014-06-10")
    return [Correction(verb=Verb.RESOLVE, pins=(corrections.pinned(row.get("pin")),), value=told["resolution"],
                       by=told["resolved_by"], because=told["because"], source=told["source"], at=when)]
