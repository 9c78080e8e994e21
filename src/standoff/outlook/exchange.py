"""Exchange with forecasting tools: outlook rows as questions, a JSON object a line, and resolutions read back.

Fields have the names that Metaculus and its kin use. Only what "yes" or "no" answers is written: "who will lead it" is
a question of the board, but no binary one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
    """The last day on which a forecast of it says something: the day before it may come, where that lies after the day
    on which it was told, else its end."""
    low, high = row.horizon.low, row.horizon.high
    if not low or not high:
        return high
    before = (date.fromisoformat(low[:10]) - timedelta(days=1)).isoformat()
    return before if row.first and before > row.first else high


def _criteria(row: OutlookRow) -> str:
    words = f"“{row.text}”"
    if row.type is OutlookType.QUESTION:
        yes = f"“yes” if the answer to {words} is yes, “no” if it is no"
    else:
        aside = ", hedge aside (“unlikely that X” is yes if X happened)" if row.hedges else ""
        so = "it was not so, as the clause says" if row.negated else f"what the clause says came true{aside}"
        yes = f"“yes” if {so}: {words}; “no” if that is not so"
    if row.horizon.high:
        yes += f" by {row.horizon.high}"
    more = f"; “annulled” if the condition was not fulfilled: “{row.condition}”" if row.condition else ""
    return f"Resolves {yes}{more}."


def _fine(row: OutlookRow) -> str:
    lines = []
    if row.negated:
        lines.append("The words deny something: “yes” means that it was not so.")
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


def text(file: bytes) -> list[str]:
    """The lines of such a file. Only a line feed ends one: JSON may hold U+2028 and its like in a string.

    Raises ValueError where it is not UTF-8; the mark that some programs put first is none of it.
    """
    try:
        return file.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} is no UTF-8; save the file as UTF-8") from error


def resolutions(lines: Iterable[str], keys: Mapping[str, str]) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
    """What the lines of such a file resolve, and what is wrong with them, each fault with its line's number.

    `keys`: of the outlooks that are known, each with that of its row. Open lines and fields that we do not know are
    passed over. A line that repeats another of its row is one with it; one that contradicts another is a fault.
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
        row = keys[one.key]
        if (other := found.get(row)) is not None and other.outcome != one.outcome:
            same = "" if other.key == one.key else f" (as {other.key}, the same one elsewhere)"
            faults.append(f"line {number}: {one.key} is {one.outcome!r} here and {other.outcome!r} in line "
                          f"{other.line}{same}; keep one of them")
        found.setdefault(row, one)
    return tuple(found.values()), tuple(faults)


def _resolution(number: int, line: str, keys: Mapping[str, str]) -> Resolution | None:
    try:
        told = json.loads(line)
    except RecursionError as error:
        raise ValueError("this is JSON in too many levels; write one object a line") from error
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


__all__ = ["Resolution", "Setting", "lines", "question", "questions", "resolutions", "text"]
