"""Map: where events happened, as exactly as it is known and no more so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from standoff.answers import Located
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.places.gazetteer import gazetteer
from standoff.web import outlines
from standoff.web.filters import Filters, wanted
from standoff.web.outlines import Point, View
from standoff.web.page import Page, Unasked, start

PINNED, PROVINCE, COUNTRY = 3, 4, 6
"""UCDP's where_prec: up to which a place is a point, that of a province, and that of a country."""

Drawn = Literal["point", "area", "country", "beside"]
"""How a place is shown: as a disc, as an area, by the shade of its country alone, or only in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Filters):
    """Which events, and which part of the world."""

    page: int = 1                    # of the table of places
    view: str = ""                   # "": where the events are; "wide", "world", or a country's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its events."""

    place: str
    country: str                     # ISO alpha-3, "" for several or none
    drawn: Drawn
    precision: int | None            # UCDP's where_prec
    latitude: float | None
    longitude: float | None
    events: int
    outline: tuple[Point, ...] = ()  # of a province: around its towns, longitude and latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country with the events that happened in it, at whatever place."""

    code: str
    name: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where events happened."""

    title: str
    total: int                       # events that fit
    every: int                       # of the record, however they are told
    nowhere: int                     # events that fit and of which no place is told
    places: tuple[Spot, ...]         # those of most events first
    countries: tuple[Land, ...]
    view: View
    unknown: str                     # as of the page of events


def look(record: Record, asked: Asked) -> Shown:
    """Where the events that fit happened."""
    some, found, unknown = wanted(asked), list[Located](), ""
    start(asked.page)
    try:
        found = list(record.whereabouts(**some))
    except (UnknownKey, AmbiguousKey) as error:
        unknown = str(error)
    places, called, lands = tuple(_spot(one) for one in found if one.place), outlines.names(), Counter[str]()
    for one in found:
        lands[one.country] += one.events
    del lands[""]
    return Shown(title="Map", total=sum(one.events for one in found),
                 every=record.events(factuality="any", limit=0).total,
                 nowhere=sum(one.events for one in found if not one.place), places=places,
                 countries=tuple(Land(code=code, name=called.get(code, code), events=n)
                                 for code, n in lands.most_common()),
                 view=_view(asked.view, places, lands), unknown=unknown)


def _spot(one: Located) -> Spot:
    """A place with how it is shown."""
    drawn: Drawn = "beside"
    outline: tuple[Point, ...] = ()
    if one.precision is not None and one.precision <= PINNED and one.latitude is not None:
        drawn = "point"
    elif one.precision == PROVINCE and (outline := _outline(one.place, one.country)):
        drawn = "area"
    elif one.precision == COUNTRY and one.country:
        drawn = "country"
    return Spot(place=one.place, country=one.country, drawn=drawn, precision=one.precision, latitude=one.latitude,
                longitude=one.longitude, events=one.events, outline=outline)


@cache
def _outline(province: str, country: str) -> tuple[Point, ...]:
    return outlines.hull(gazetteer().towns(province, country))


def _view(asked: str, places: Iterable[Spot], lands: Iterable[str]) -> View:
    """The part of the world that is asked for. Raises Unasked for a country without an outline."""
    if asked == "world":
        return outlines.WORLD
    if asked not in ("", "wide"):
        view = outlines.of(asked)
        if view is None:
            raise Unasked(f"view: {asked!r} is neither 'wide' nor 'world' nor the code of a country that is drawn.")
        return view.shaped(.42, .56)
    points = [(one.longitude, one.latitude) for one in places
              if one.drawn == "point" and one.longitude is not None and one.latitude is not None]
    areas = [point for one in places if one.drawn == "area" for point in one.outline]
    corners = [corner for code in lands for view in [outlines.of(code)] if view
               for corner in ((view.west, view.south), (view.east, view.north))]
    view = outlines.around([*points, *areas] or corners)
    if view is None:
        return outlines.WORLD
    fit = view.shaped(.42, .56)
    return fit.wider(4).shaped(.42, .56) if asked else fit


PAGE = Page(name="map", path="/map", title="Map", asked=Asked, shown=Shown, look=look, rows="places")
