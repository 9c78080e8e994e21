"""Exports: what a record holds, in the shapes that other tools read. One function each.

Takes `Holdings`, frozen values in the order of the record; each format's function gives the files to write as
``(name, content)`` pairs, text or bytes, and does no input or output itself. `write` puts them into a folder with a
method card beside them. Nothing here knows a stage. FORMATS is the table that the command line and the docs are made
from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from standoff.export import (
    brat,
    citron,
    csv,
    followthemoney,
    geojson,
    jsonl,
    network,
    parquet,
    plover,
    shaped,
    webannotation,
)
from standoff.export.card import card
from standoff.export.holdings import Holdings

FORMATS: dict[str, Callable[[Holdings], Iterator[tuple[str, str | bytes]]]] = {
    "csv": csv.tables,
    "jsonl": jsonl.lines,
    "parquet": parquet.tables,
    "webannotation": webannotation.annotated,
    "brat": brat.standoff,
    "citron": citron.quotes,
    "graphml": network.graphml,
    "gexf": network.gexf,
    "edges": network.edge_list,
    "ftm": followthemoney.entities,
    "plover": plover.events,
    "polecat": shaped.polecat,
    "icews": shaped.icews,
    "geojson": geojson.features,
}


def write(format: str, holdings: Holdings, folder: Path) -> list[Path]:
    """Write one format's files and ``METHOD.json`` into a folder, which is made when absent; gives the paths.

    Files of the same names are replaced, others are left alone. Text is UTF-8 and line ends stay as they are, so
    offsets hold for whoever reads the files without translating line ends. An unknown format is a ValueError.
    """
    if format not in FORMATS:
        raise ValueError(f"no export format {format!r}; there are {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in [*FORMATS[format](holdings), ("METHOD.json", card(holdings, format))]:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


__all__ = ["FORMATS", "Holdings", "card", "write"]
