"""Floors that figures must not fall below, targets, and digests of the gold they were measured on: `floors.toml`."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PINNED = Path(__file__).with_name("floors.toml")

BELOW = 0.3
"""Points that a floor lies below the figure that was measured."""


@dataclass(frozen=True)
class Floor:
    """What a figure must not fall below, and what it is meant to reach."""

    floor: float | None = None
    target: float | None = None


def pinned(path: Path) -> tuple[dict[str, Floor], dict[str, str]]:
    """Floors by name of the figure, and digests of gold by path under `../shared/data`."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Floor(**told["figures"][name]) for name in told["figures"]}, told["gold"]


def fallen(figures: Mapping[str, float], floors: Mapping[str, Floor]) -> list[str]:
    """A line for every figure below its floor, or with a floor and not measured."""
    faults = []
    for name, pin in floors.items():
        if pin.floor is None:
            continue
        if name not in figures:
            faults.append(f"{name} was not measured; its floor is {pin.floor:.1f}.")
        elif figures[name] < pin.floor:
            faults.append(f"{name} fell to {figures[name]:.2f}, below its floor of {pin.floor:.1f}.")
    return faults


def changed(digests: Mapping[str, str], data: Path) -> list[str]:
    """A line for every gold file or folder that is not the one that the floors were measured on."""
    return [f"{name} is not the gold that the floors were measured on: measure the floors anew, then pin its digest "
            f"{digest(data / name)}." for name, known in digests.items() if digest(data / name) != known]


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of a folder's files in order; hex."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            whole.update(f"{file.relative_to(path).as_posix()} {digest(file)}\n".encode())
    return whole.hexdigest()


def pin(figures: Mapping[str, float], path: Path = PINNED) -> list[str]:
    """Set the floor of every figure that the file names and that was measured; the rest of the file stays.

    → a line for each floor that is lower than it was.
    """
    known, _ = pinned(path)
    lines, lowered = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        name = (re.match(r'"([^"]+)" = \{', line) or ["", ""])[1]
        if name in known and name in figures:
            old, floor = known[name], math.floor((figures[name] - BELOW) * 10 + 1e-6) / 10
            if old.floor is not None and floor < old.floor:
                lowered.append(f"{name}: the floor was {old.floor:.1f} and is {floor:.1f} now.")
            target = f", target = {old.target:.1f}" if old.target is not None else ""
            line = f'"{name}" = {{ floor = {floor:.1f}{target} }}'
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lowered
