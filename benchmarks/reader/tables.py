"""The reader's tables of docs/benchmarks.md: one for each task, and the marked places that they are written to.

A marked place begins with a line ``<!-- reader: NAME -->`` and ends with ``<!-- end -->``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.reader.floors import Floor

DOCS = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"

ENOUGH_LOST = 0.5
"""Points that int8 may cost a task, says issue 3."""

TASKS = {
    "sentences": r"sentences",
    "grammar": r"words|UPOS|features|lemmas|UAS|LAS",
    "nominals": r"nominals|names|typed names",
    "coreference": r"CoNLL|MUC|B³|CEAF-e",
    "times": r"dates",
    "attributions": r"content|source|recall of",
}
"""Tables by name, and how the names of their figures begin behind the corpus ("ewt: UPOS, words given")."""


def of_task(name: str) -> str:
    """The task that a figure belongs to."""
    measure = name.partition(": ")[2].removeprefix("news, ")
    return next(task for task, begins in TASKS.items() if re.match(rf"(?:{begins})\b", measure))


def by_task(figures: Mapping[str, float], floors: Mapping[str, Floor]) -> dict[str, str]:
    """A table for each task that was measured."""
    tasks: dict[str, dict[str, float]] = {}
    for name, value in figures.items():
        tasks.setdefault(of_task(name), {})[name] = value
    return {task: table(some, floors) for task, some in tasks.items()}


def table(figures: Mapping[str, float], floors: Mapping[str, Floor]) -> str:
    """Every figure as a line of a Markdown table; a target missed is said to be."""
    lines = ["| measure | figure | floor | target |", "|---|---|---|---|"]
    for name, value in figures.items():
        pin = floors.get(name, Floor())
        missed = ", missed" if pin.target is not None and value < pin.target else ""
        lines.append(f"| {name} | {value:.1f} | {_shown(pin.floor)} | {_shown(pin.target)}{missed} |")
    return "\n".join(lines)


def beside(ours: Mapping[str, float], others: Mapping[str, float], floors: Mapping[str, Floor], name: str) -> str:
    """The figures that `floors.toml` names, with two sets of weights; says where ours are half a point behind."""
    lines = [f"| measure | figure | {name} | difference |", "|---|---|---|---|"]
    for measure in floors:
        if measure in ours and measure in others:
            lost = ours[measure] - others[measure]
            told = ", half a point or more lost" if lost <= -ENOUGH_LOST else ""
            lines.append(f"| {measure} | {ours[measure]:.1f} | {others[measure]:.1f} | {lost:+.2f}{told} |")
    return "\n".join(lines)


def write(blocks: Mapping[str, str], docs: Path = DOCS) -> None:
    """Put tables into their marked places; exits when the page has no place of a name."""
    text = docs.read_text(encoding="utf-8")
    for name, block in blocks.items():
        place = re.compile(rf"(<!-- reader: {re.escape(name)} -->\n).*?(<!-- end -->)", re.S)
        if not place.search(text):
            raise SystemExit(f"{docs} has no place for the table {name!r}: add the lines '<!-- reader: {name} -->' and "
                             "'<!-- end -->' where it belongs.")
        text = place.sub(lambda found, block=block: f"{found[1]}{block}\n{found[2]}", text)
    docs.write_text(text, encoding="utf-8")


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
