"""Outlines: the shapes of countries, and how a stretch of the world is laid on a sheet.

Countries are those of Natural Earth (public domain), as the npm package world-atlas has them (ISC); made small by
`contrib/world_outline.py`. Its lines are those that are held, not those that are claimed: whoever shows them says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import cos, radians

Point = tuple[float, float]
"""Longitude and latitude in degrees, or right and down on a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as it is drawn."""

    code: str                        # ISO alpha-3, "" where ISO has none
    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A stretch of the world, in degrees. West is less than east: no view crosses the line of dates."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        """How wide a degree is to how high it is, in the middle."""
        return cos(radians(min(60.0, abs(self.south + self.north) / 2)))

    def wider(self, by: float) -> View:
        """The same middle, and so many times as much around it."""
        x, y = (self.east - self.west) * (by - 1) / 2, (self.north - self.south) * (by - 1) / 2
        return View(west=max(self.west - x, -180), south=max(self.south - y, -60), east=min(self.east + x, 180),
                    north=min(self.north + y, 85))

    def shaped(self, low: float, high: float) -> View:
        """At least so much that its height is between two shares of its width."""
        wide, tall = (self.east - self.west) * self.squeeze, self.north - self.south
        x, y = max(0.0, tall / high - wide) / self.squeeze / 2, max(0.0, wide * low - tall) / 2
        return View(west=self.west - x, south=self.south - y, east=self.east + x, north=self.north + y)


WORLD = View(west=-180, south=-58, east=180, north=84)


@cache
def countries() -> tuple[Country, ...]:
    """All of them, by name."""
    told = json.loads(resources.files("standoff.web").joinpath("data/world.json").read_text("utf-8"))
    return tuple(Country(code=code, name=name, rings=tuple(tuple(_points(ring)) for ring in rings))
                 for code, name, rings in told)


@cache
def names() -> dict[str, str]:
    """The names of countries by their codes."""
    return {one.code: one.name for one in countries() if one.code}


def around(points: Iterable[Point], least: float = 9.0) -> View | None:
    """What has all points in it with some room around them, no less than so many degrees; None without a point."""
    some = list(points)
    if not some:
        return None
    (west, east), (south, north) = ((min(part), max(part)) for part in zip(*some, strict=True))
    x, y = (max((least - wide) / 2, wide * .12) for wide in (east - west, north - south))
    return View(west=west - x, south=south - y, east=east + x, north=north + y)


def of(code: str) -> View | None:
    """What has a country in it, without its far islands; None for a country that has no outline."""
    rings = [ring for one in countries() if one.code == code for ring in one.rings]
    largest = max(rings, key=len, default=())
    return around(largest)


def clipped(ring: Sequence[Point], view: View) -> list[Point]:
    """What of a ring lies in a view (Sutherland and Hodgman)."""
    made = list(ring)
    for axis, edge, sign in ((0, view.west, 1), (0, view.east, -1), (1, view.south, 1), (1, view.north, -1)):
        ring, made = made, []
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            here, there = (a[axis] - edge) * sign, (b[axis] - edge) * sign
            if here >= 0:
                made.append(a)
            if here * there < 0:
                share = here / (here - there)
                made.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return made


def middle(ring: Sequence[Point]) -> Point:
    """The centre of a ring's area."""
    area = x = y = 0.0
    for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        area, x, y = area + cross, x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return (x / area / 3, y / area / 3) if area else ring[0]


def hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """The least shape without dents that has all points in it (Andrew's monotone chain); () for fewer than three."""
    some = sorted({*points})
    if len(some) < 3:
        return ()
    made = (*_half(some)[:-1], *_half(some[::-1])[:-1])
    return made if len(made) > 2 else ()


def _half(some: Sequence[Point]) -> list[Point]:
    made: list[Point] = []
    for x, y in some:
        while len(made) > 1 and ((made[-1][0] - made[-2][0]) * (y - made[-2][1])
                                 <= (made[-1][1] - made[-2][1]) * (x - made[-2][0])):
            made.pop()
        made.append((x, y))
    return made


def _points(ring: Sequence[int]) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / 100, y / 100
