"""How the rows of a list lie in time and on the map: counted where they are kept, so that no row has to be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from standoff.answers import Bin, Located
from standoff.known import Known
from standoff.record import happened, said
from standoff.record.listing import events, statements

LENGTH = {"year": 4, "month": 7, "day": 10}
"""Characters of an ISO day that tell a period."""

PERIOD = ("CASE WHEN {0} GLOB '[0-9][0-9][0-9][0-9]*' "
          "THEN substr({0} || substr('0000-01-01', length({0}) + 1), 1, ?) END")
"""The period of a day, or of a month or year, which is in its first; none of a day without a year."""


def of_events(conn: sqlite3.Connection, known: Mapping[str, Known], asked: happened.Asked, by: str) -> list[Bin]:
    """The events that are asked for by the period in which they may have begun, in order; "" has the undated."""
    where = events._where(conn, known, asked)
    return [Bin(period=period or "", count=sum(quads), quads=(quads[0], quads[1], quads[2], quads[3]))
            for period, *quads in conn.execute(
                f"SELECT {PERIOD.format('coalesce(low, high)')} AS period, sum(quad = 1), "
                f"sum(quad = 2), sum(quad = 3), sum(quad = 4) FROM listed_event WHERE {where} GROUP BY 1 ORDER BY 1",
                (LENGTH[by], *where.values))]


def of_statements(conn: sqlite3.Connection, known: Mapping[str, Known], asked: said.Asked, by: str) -> list[Bin]:
    """The statements that are asked for, likewise."""
    where = statements._where(conn, known, asked)
    return [Bin(period=period or "", count=n) for period, n in conn.execute(
        f"SELECT {PERIOD.format('day')} AS period, count(*) FROM (SELECT min(nullif(low, '')) AS day "
        f"FROM listed_wording WHERE row IN (SELECT key FROM listed_statement WHERE {where}) GROUP BY row) GROUP BY 1 "
        "ORDER BY 1", (LENGTH[by], *where.values))]


def places(conn: sqlite3.Connection, known: Mapping[str, Known], asked: happened.Asked) -> list[Located]:
    """Where the events that are asked for happened, the places of most events first; one without a name has those of
    which no place is told.
    """
    where = events._where(conn, known, asked)
    some = conn.execute(
        "SELECT json_extract(row, '$.place'), listed_event.country, json_extract(row, '$.place_precision'), "
        "json_extract(row, '$.latitude'), json_extract(row, '$.longitude'), count(*) FROM listed_event "
        f"JOIN listed_event_row USING (key) WHERE {where} GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2", where.values)
    return [Located(place=place, country=country, precision=precision, latitude=latitude, longitude=longitude, events=n)
            for place, country, precision, latitude, longitude, n in some]
