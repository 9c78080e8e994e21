"""Citron: who says what in each report, in the JSON of the BBC's quote extractor, which its tools read and score.

Takes Holdings, gives ``r….json`` per report that was read: its text, its quotes (cue, sources, contents, the words that
a pronoun stands for, confidence) and the mentions of one another. Offsets count code points of that text. Citron knows
no quote without a cue and one piece of it: a cue in pieces ("called … on") is its longest, and what has none (an
interview told with colons) is left out, as are headlines and comments, which are no part of a report's text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from standoff.export.holdings import Holdings
from standoff.export.jsonl import Json
from standoff.model import Mention, Report, Statement
from standoff.text import storable


def quotes(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """A file per report that was read, in the order of the reports."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for stmt in holdings.statements:
        if not stmt.page and stmt.cue:
            said[stmt.report].append(stmt)
    groups: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in holdings.mentions:
        groups[mention.report][mention.leader].append(mention)
    for report in holdings.reports:
        if report.key in holdings.analysis_of:
            chains = [group for group in groups[report.key].values() if len(group) > 1]
            found = {"text": storable(report.text),
                     "quotes": [_quote(holdings, report, one) for one in said[report.key]],
                     "coreference_groups": [[_span(report, one.start, one.end) for one in group] for group in chains]}
            yield f"{report.key}.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _quote(holdings: Holdings, report: Report, stmt: Statement) -> Json:
    return {"id": stmt.key, "cue": _span(report, *max(stmt.cue, key=lambda piece: piece[1] - piece[0])),
            "sources": [_span(report, *piece) for piece in stmt.speaker],
            "contents": [_span(report, *piece) for piece in stmt.content],
            "coreferences": [_span(report, *piece) for piece in _meant(holdings, stmt)],
            "confidence": f"{stmt.score:.4f}"}


def _meant(holdings: Holdings, stmt: Statement) -> Sequence[tuple[int, int]]:
    """Where the one is named who the source is, when the source itself is a pronoun or a description."""
    source = holdings.mention.get(stmt.source or "")
    leader = source and holdings.mention.get(source.leader)
    return [(leader.start, leader.end)] if leader and leader is not source else []


def _span(report: Report, start: int, end: int) -> Json:
    return {"start": start, "end": end, "text": storable(report.text[start:end])}
