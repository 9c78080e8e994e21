"""GeoJSON (RFC 7946): the events that are told as done, for maps.

A point stands only where the place is one (UCDP's where_prec 1 or 2); an event of which only a region or a country is
known, or no place at all, has no geometry and is never a false pin. Coordinates are longitude, latitude in WGS 84.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from standoff.answers import EventRow
from standoff.export import coded
from standoff.export.cells import Several
from standoff.export.events import happened
from standoff.export.holdings import Holdings
from standoff.export.jsonl import Json, plain


def features(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """One file, a feature a line. Properties are the columns of the table of events, several values as lists."""
    rows = coded.done(holdings).rows
    lines = ",\n".join(json.dumps(_feature(row), ensure_ascii=False) for row in rows)
    yield "events.geojson", f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _feature(row: EventRow) -> Json:
    at = coded.point(row)
    cells, = happened([row])
    return {"type": "Feature", "id": row.key,
            "geometry": {"type": "Point", "coordinates": [at[1], at[0]]} if at else None,
            "properties": {name: plain(cell.parts) if isinstance(cell, Several) else plain(cell)
                           for name, cell in cells.items() if name not in ("latitude", "longitude")}}
