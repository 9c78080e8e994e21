"""Exchange with forecasting tools: outlook rows as questions, a JSON object a line, and resolutions read back.

Fields have the names that Metaculus and its kin use. Only what "yes" or "no" answers is written: "who will lead it" is
a question of the board, but no binary one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from standoff.answers import OutlookRow
from standoff.model import OUTCOMES, OutlookType
from standoff.outlook.titles import title


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where an outlook stands, for the background of its question."""

    context: str                     # its words in their surroundings
    citation: str                    # outlet, title, date, address or key: as one would cite it
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A line that says how an outlook ended."""

    line: int                        # counted from 1
    key: str
    outcome: str                     # of model.OUTCOMES
    source: str = ""                 # what tells it
    because: str = ""
    by: str = ""


def questions(rows: Iterable[OutlookRow], settings: Mapping[str, Setting] | None = None) -> Iterator[dict[str, Any]]:
    """Rows as questions, in their order. `settings`: by the row's key; without one the words stand alone."""
    for row in rows:
        if row.polar:
            yield question(row, (settings or {}).get(row.key))


def question(row: OutlookRow, setting: Setting | None = None) -> dict[str, Any]:
    """One row as a question."""
    context = setting.context if setting else row.text
    resolved = row.resolved
    return {
        "key": row.key,
        "title": title(row.text, row.type, row.negated, row.about),
        "type": "binary",
        "background": f"{context}\n\n{setting.citation}" if setting and setting.citation else context,
        "resolution_criteria": _criteria(row),
        "fine_print": _fine(row),
        "open_time": row.first or None,
        "close_time": _closes(row),
        "resolve_time": row.horizon.high,
        "status": "resolved" if resolved else "open",
        "resolution": resolved.outcome if resolved else None,
        "resolution_source": resolved.source if resolved else "",
        "by": resolved.by if resolved else "",
        "because": resolved.because if resolved else "",
        "forecaster": row.name,
        "outlet": setting.outlet if setting else next(iter(row.chain), ""),
        "url": setting.url if setting else "",
        "outlook": str(row.type),
        "words": row.text,
        "condition": row.condition,
        "negated": row.negated,
        "hedges": [{"words": hedge, "ranges": [
            {"lexicon": one.lexicon, "term": one.term, "low": one.low, "high": one.high}
            for one in row.ranges if one.hedge == hedge]} for hedge in row.hedges],
    }


def _closes(row: OutlookRow) -> str | None:
    """The last day on which a forecast of it says something: the day before it may come, else its end."""
    low, high = row.horizon.low, row.horizon.high
    return low if low and low == high else high


def _criteria(row: OutlookRow) -> str:
    words = f"“{row.text}”"
    if row.type is OutlookType.QUESTION:
        yes = f"“yes” if the answer to {words} is yes, “no” if it is no"
    else:
        yes = f"“yes” if it came as the words say, hedge aside: {words}; “no” if it did not"
    if row.horizon.high:
        yes += f" by {row.horizon.high}"
    more = f"; “annulled” if the condition was not fulfilled: “{row.condition}”" if row.condition else ""
    return f"Resolves {yes}{more}."


def _fine(row: OutlookRow) -> str:
    lines = []
    if row.negated:
        lines.append("The words deny something: “yes” means that it did not happen.")
    for one in row.ranges:
        lines.append(f"“{one.hedge}” is {one.low}–{one.high} % as “{one.term}” in {one.lexicon}.")
    ranged = {one.hedge for one in row.ranges}
    lines += [f"“{hedge}” tells no range of probability." for hedge in row.hedges if hedge not in ranged]
    told = f"between {row.horizon.low} and {row.horizon.high}" if row.horizon.low and row.horizon.high else (
        f"by {row.horizon.high}" if row.horizon.high else "without an end")
    lines.append(f"Horizon: {told}" + (f" ({row.horizon.reason})." if row.horizon.reason else "."))
    return " ".join(lines)


def lines(rows: Iterable[OutlookRow], settings: Mapping[str, Setting] | None = None) -> Iterator[str]:
    """`questions` as lines of JSON."""
    for one in questions(rows, settings):
        yield json.dumps(one, ensure_ascii=False)


def resolutions(lines: Iterable[str], keys: Collection[str]) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
    """What the lines of such a file resolve, and what is wrong with them, each fault with its line's number.

    `keys`: those of the outlooks that are known. Open lines and fields that we do not know are passed over. A line
    that repeats another is one; one that contradicts another is a fault.
    """
    found: dict[str, Resolution] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = _resolution(number, line, keys)
        except ValueError as fault:
            faults.append(f"line {number}: {fault}")
            continue
        if one is None:
            continue
        if (other := found.get(one.key)) is not None and other.outcome != one.outcome:
            faults.append(f"line {number}: {one.key} is {one.outcome!r} here and {other.outcome!r} in line "
                          f"{other.line}; keep one of them")
        found.setdefault(one.key, one)
    return tuple(found.values()), tuple(faults)


def _resolution(number: int, line: str, keys: Collection[str]) -> Resolution | None:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise ValueError(f"this is no JSON ({error}); write one object a line") from error
    if not isinstance(told, dict):
        raise ValueError(f"this is a JSON {type(told).__name__}, not an object; write one object a line")
    outcome = told.get("resolution")
    if outcome is None or outcome == "":
        return None
    outcome = {True: "yes", False: "no"}.get(outcome, outcome) if isinstance(outcome, bool) else str(outcome).lower()
    key = told.get("key")
    if not isinstance(key, str) or not key:
        raise ValueError("it has a resolution but no key; keep the field “key” of the export")
    if key not in keys:
        raise ValueError(f"{key} is no outlook of this record; `standoff outlook` lists their keys")
    if outcome not in OUTCOMES:
        raise ValueError(f"resolution {told['resolution']!r} of {key} is none of {', '.join(OUTCOMES)}; "
                         "what cannot be told is annulled")
    return Resolution(line=number, key=key, outcome=outcome,
                      **{name: str(told.get(field) or "") for name, field in (
                          ("source", "resolution_source"), ("because", "because"), ("by", "by"))})


__all__ = ["Resolution", "Setting", "lines", "question", "questions", "resolutions"]
