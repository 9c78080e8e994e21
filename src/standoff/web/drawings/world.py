"""The map as a drawing: outlines of countries, shaded where events are; places as discs; provinces as broken lines.

A disc stands only where a place is known to be. Of what is told of a province the area in which its towns lie is drawn,
and what is told of a country alone is in the shade of the country. Equirectangular, true in the middle of the view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from standoff.export import words
from standoff.export.markup import Html, el, esc
from standoff.web import outlines
from standoff.web.outlines import Country, Point, View

if TYPE_CHECKING:
    from standoff.web.pages.map import Shown, Spot

WIDTH = 1000
NEAR = 1.0
"""What two points of an outline are apart at least, on the sheet."""

STEPS = (1, 2, 5, 20, 100)
"""Numbers of events from which on a country has the next shade."""

MOST = 300
"""Places that are drawn at most; the table has all."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of what is written on a sheet."""

Go = Callable[..., str]
"""The address of the list of events with these filters; "" where this site has none."""


class Sheet:
    """Where a view of the world stands on a sheet."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._edge = view.wider(1.02)        # lines along the edge are not seen
        self._x = WIDTH / (view.east - view.west)
        self._y = self._x / view.squeeze
        self.height = round((view.north - view.south) * self._y)

    def at(self, longitude: float, latitude: float) -> Point:
        """A place on the sheet."""
        return (longitude - self.view.west) * self._x, (self.view.north - latitude) * self._y

    def ring(self, ring: Sequence[Point]) -> list[Point]:
        """What of a ring is on the sheet, without what is too near to be seen."""
        made: list[Point] = []
        for point in outlines.clipped(ring, self._edge):
            x, y = self.at(*point)
            if not made or abs(x - made[-1][0]) + abs(y - made[-1][1]) >= NEAR:
                made.append((x, y))
        return made if len(made) > 2 else []


def _path(ring: Sequence[Point]) -> str:
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}Z" if ring else ""


def drawn(shown: Shown, go: Go) -> Html:
    """The map of a page."""
    sheet = Sheet(shown.view)
    counted = {one.code: one.events for one in shown.countries}
    points = [one for one in shown.places if one.drawn == "point"]
    areas = [one for one in shown.places if one.drawn == "area"]
    taken: list[Box] = []
    discs = [*_points(points, sheet, go, taken)]             # their names go before those of what is less exact
    return el("svg", el("title", "Map of where events happened", id="map-title"),
              el("desc", _told(points, areas, shown), id="map-desc"),
              el("rect", cls="sea", width=WIDTH, height=sheet.height),
              el("g", [_country(one, counted.get(one.country.code, 0), go) for one in _shapes(shown.view)], cls="land"),
              el("g", [_area(one, sheet, go, taken) for one in areas], cls="areas"),
              el("g", discs, cls="points"),
              el("g", [*_names(shown.view, taken)], cls="names", aria_hidden="true"),
              viewBox=f"0 0 {WIDTH} {sheet.height}", cls="world", role="group", aria_labelledby="map-title map-desc")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A country on a sheet."""

    country: Country
    path: str
    at: Point                        # the middle of its largest part
    wide: float                      # and how wide that is


@lru_cache(maxsize=32)
def _shapes(view: View) -> tuple[_Shape, ...]:
    """The countries in a view."""
    sheet, made = Sheet(view), []
    for one in outlines.countries():
        rings = [ring for ring in map(sheet.ring, one.rings) if ring]
        if rings:
            largest = max(rings, key=_wide)
            made.append(_Shape(one, "".join(map(_path, rings)), outlines.middle(largest), _wide(largest)))
    return tuple(made)


def _wide(ring: Sequence[Point]) -> float:
    return max(x for x, _ in ring) - min(x for x, _ in ring)


def shade(events: int) -> int:
    """Which shade a country with so many events has, 0 for none."""
    return sum(events >= least for least in STEPS)


def _told(points: Sequence[Spot], areas: Sequence[Spot], shown: Shown) -> str:
    """What a drawing tells, for who does not see it."""
    some = [f"{one.place} ({one.events})" for one in points[:5]]
    return (f"{words.count(len(points), 'place')} as discs, {words.count(len(areas), 'province')} as broken lines, "
            f"{len(shown.countries)} {'country' if len(shown.countries) == 1 else 'countries'} with events shaded."
            + (f" Most events: {', '.join(some)}." if some else "") + " The table below has all of it in numbers.")


def _country(one: _Shape, events: int, go: Go) -> Html:
    if not events:
        return el("path", d=one.path)
    told = f"{one.country.name}: {words.count(events, 'event')}"
    return _link(go(country=one.country.code), told, el("path", d=one.path, cls=f"s{shade(events)}"))


def _names(view: View, taken: list[Box]) -> Iterator[Html]:
    """The names of countries that have room for them."""
    for one in sorted(_shapes(view), key=lambda one: -one.wide):
        x, y = one.at
        wide = 9 * len(one.country.name)
        box = x - wide / 2, y - 8, x + wide / 2, y + 8
        if wide < one.wide * .95 and _free(box, taken):
            taken.append(box)
            yield el("text", one.country.name, x=round(x), y=round(y) + 5, text_anchor="middle")


def _area(one: Spot, sheet: Sheet, go: Go, taken: list[Box]) -> Html:
    ring = sheet.ring(one.outline)
    if not ring:
        return Html("")
    x, y = outlines.middle(ring)
    label, told = f"in {one.place} {one.events}", f"somewhere in {one.place}: {words.count(one.events, 'event')}"
    box = x - 4.1 * len(label), y - 14, x + 4.1 * len(label), y + 4
    if free := _free(box, taken):
        taken.append(box)
    return _link(go(place=one.place, country=one.country), told, el("path", d=_path(ring)),
                 el("text", label, x=round(x), y=round(y), text_anchor="middle") if free else Html(""))


def _points(some: Sequence[Spot], sheet: Sheet, go: Go, taken: list[Box]) -> Iterator[Html]:
    """Discs, the largest below, each with its name where there is room for it."""
    for one in some[:MOST]:
        x, y = sheet.at(one.longitude or 0.0, one.latitude or 0.0)
        if not (0 <= x <= WIDTH and 0 <= y <= sheet.height):
            continue
        radius = min(4 + 2.5 * sqrt(one.events), 30)
        yield _link(go(place=one.place, country=one.country), f"{one.place}: {words.count(one.events, 'event')}",
                    el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}"),
                    _label(f"{words.clip(one.place, 24)} {one.events}", (x, y), radius, taken))


def _label(label: str, at: Point, radius: float, taken: list[Box]) -> Html:
    """The name of a disc at its right or left, where no other stands."""
    (x, y), wide = at, 8.2 * len(label)
    for anchor, edge in (("start", x + radius + 4), ("end", x - radius - 4)):
        left = edge if anchor == "start" else edge - wide
        box = left, y - 10, left + wide, y + 8
        if left > 0 and box[2] < WIDTH and _free(box, taken):
            taken.append(box)
            return el("text", label, x=f"{edge:.1f}", y=f"{y + 5:.1f}", text_anchor=anchor)
    return Html("")


def _free(box: Box, taken: Iterable[Box]) -> bool:
    return not any(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in taken)


def _link(url: str, told: str, *children: Html) -> Html:
    inside = (el("title", told), *children)
    return Html(f'<a href="{esc(url)}" aria-label="{esc(told)}">{"".join(inside)}</a>') if url else el("g", *inside)
