"""How the rows of a list lie in time and on the map: counted where they are kept, so that no row has to be read."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping

from standoff.answers import Bin, Located
from standoff.days import is_day
from standoff.known import Known
from standoff.record import happened, said
from standoff.record.listing import events, statements

LENGTH = {"year": 4, "month": 7, "day": 10}
"""Characters of an ISO day that tell a period."""


def of_events(conn: sqlite3.Connection, known: Mapping[str, Known], asked: happened.Asked, by: str) -> list[Bin]:
    """The events that are asked for by the period in which they may have begun, in order; "" has the undated."""
    where = events.where(conn, known, asked)
    found: dict[str, list[int]] = {}
    for low, high, quad, n in conn.execute(f"SELECT low, high, quad, count(*) FROM listed_event WHERE {where} "
                                           "GROUP BY done, low, high, quad", where.values):
        found.setdefault(_period(low or high or "", by), [0, 0, 0, 0])[quad - 1] += n
    return [Bin(period=period, count=sum(quads), quads=(quads[0], quads[1], quads[2], quads[3]))
            for period, quads in sorted(found.items())]


def of_statements(conn: sqlite3.Connection, known: Mapping[str, Known], asked: said.Asked, by: str) -> list[Bin]:
    """The statements that are asked for, likewise."""
    where = statements.where(conn, known, asked)
    found = Counter[str]()
    for day, n in conn.execute(f"SELECT low, count(*) FROM listed_statement WHERE {where} GROUP BY low", where.values):
        found[_period(day or "", by)] += n
    return [Bin(period=period, count=n) for period, n in sorted(found.items())]


def _period(day: str, by: str) -> str:
    """The period of a day; a month or a year is in its first. "" of what has no year."""
    whole = day[:10] + "0000-01-01"[len(day):]
    return whole[:LENGTH[by]] if is_day(whole) else ""


def places(conn: sqlite3.Connection, known: Mapping[str, Known], asked: happened.Asked) -> list[Located]:
    """Where the events that are asked for happened, the places of most events first; at the end, without a name, those
    of which no place is told.
    """
    where = events.where(conn, known, asked)
    some = [Located(place=place, country=country, precision=precision, latitude=latitude, longitude=longitude, events=n)
            for place, country, precision, latitude, longitude, n in conn.execute(
                "SELECT place, land, precision, latitude, longitude, count(*) FROM listed_where "
                f"CROSS JOIN listed_event ON n = listed_where.row WHERE {where} GROUP BY 1, 2, 3, 4, 5 "
                "ORDER BY 6 DESC, 1, 2",
                where.values)]
    total, = conn.execute(f"SELECT count(*) FROM listed_event WHERE {where}", where.values).fetchone()
    nowhere = total - sum(one.events for one in some)
    return [*some, Located(place="", country="", precision=None, latitude=None, longitude=None, events=nowhere)]
