"""Which of the places of a name is meant: scores with their reasons, and abstention when two remain alike.

Every candidate begins with what is known before any reading (a state before a division before a town, a big town before
a small one) and gains by what the report says: what is named with it, which states the report speaks of, which places
lie near. The numbers were set on the development half of `benchmarks/places.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from standoff.model import PlaceType
from standoff.places.gazetteer import Found, Place

PRIOR = {PlaceType.COUNTRY: .95, PlaceType.CONTINENT: .95, PlaceType.WATER: .85, PlaceType.REGION: .85,
         PlaceType.PROVINCE: .75, PlaceType.FACILITY: .7}

LEAD = .08
"""How far the best must be ahead: Springfield in Missouri and in Massachusetts are .01 apart."""

ENOUGH = .45
"""The least score: a village that nothing in the report speaks for has .41."""

NEIGHBOURS = 150.0
"""Kilometres at which a place that the report names adds little more than a third of what one next door adds."""


@dataclass(slots=True)
class Candidate:
    """One place of the name with its score and what speaks for it."""

    place: Place
    score: float
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        """Count one more thing."""
        self.score += weight
        self.reasons.append(reason)


def prior(found: Found, capital: bool) -> Candidate:
    """A candidate before anything is read."""
    place = found.place
    if place.type == PlaceType.CITY:
        one = Candidate(place, min(.9, math.log10(max(place.population, 500)) / 7.5))
        one.reasons.append(f"{place.population:,} people" if place.population else "a small place")
        if capital:
            one.add(.1, "a capital")
    else:
        one = Candidate(place, PRIOR[place.type] + (.15 if place.wide else 0))
        one.reasons.append(f"a {place.type}")
    if found.rank < 2:
        one.add(-.08 if found.rank else -.13, "by another spelling" if found.rank else "without its article")
    return one


def inside(place: Place, frame: Sequence[Place]) -> bool:
    """Whether a place lies in one of the places that a name of its frame may mean."""
    return any(_in(place, each) for each in frame)


def _in(place: Place, whole: Place) -> bool:
    if whole.type in (PlaceType.COUNTRY, PlaceType.REGION) and whole.states:
        return place.country in whole.states
    if whole.type == PlaceType.PROVINCE:
        return place.country == whole.country and place.province == whole.province
    if whole.type in (PlaceType.CITY, PlaceType.FACILITY):
        return place.country == whole.country and distance(place, whole) < 60
    return False


def distance(a: Place, b: Place) -> float:
    """Kilometres between two points; infinite for what is none."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    north, east = math.radians(b.latitude - a.latitude), math.radians(b.longitude - a.longitude)
    half = (math.sin(north / 2) ** 2
            + math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude)) * math.sin(east / 2) ** 2)
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def weigh(one: Candidate, votes: Mapping[str, int], near: Iterable[Place]) -> None:
    """What the rest of the report says for a candidate.

    A village gains less than a town: a state with villages of every name (Egypt, Alabama; England, Arkansas) would draw
    everything to it once a report speaks of it.
    """
    place = one.place
    states = place.states or frozenset((place.country,))
    told = max((votes.get(state, 0) for state in states), default=0)
    most = max(votes.values(), default=0)
    if told:
        weight = min(1.0, (one.score / .7) ** 2) if place.type == PlaceType.CITY else 1.0
        one.add(weight * (.35 * told / (told + 1) + .1 * told / most),
                f"the report speaks of {place.country or 'its states'}")
    elif most and place.type in (PlaceType.CITY, PlaceType.PROVINCE) and not place.wide:
        one.add(-.2, "the report speaks of other states")
    if place.type == PlaceType.CITY:
        nearest = min((distance(place, each) for each in near if each != place), default=math.inf)
        if nearest < 4 * NEIGHBOURS:
            one.add(.12 * math.exp(-nearest / NEIGHBOURS), f"{nearest:.0f} km from another place of the report")


def best(candidates: Iterable[Candidate]) -> tuple[Candidate | None, list[Candidate]]:
    """The one that is meant, and the rejected, likeliest first. None when two are alike or nothing speaks for any."""
    order = sorted(candidates, key=lambda one: (-one.score, one.place.country, one.place.province, one.place.name,
                                                one.place.geonames or 0))
    if not order or order[0].score < ENOUGH:
        return None, order
    first = order[0]
    for other in order[1:]:
        if first.score - other.score < LEAD and not _alike(first.place, other.place):
            return None, order
    return first, order[1:]


def _alike(a: Place, b: Place) -> bool:
    """A city and the division or the plant of its name, or two entries of one town: no reason to abstain."""
    if a.country != b.country:
        return False
    if {a.type, b.type} == {PlaceType.CITY, PlaceType.PROVINCE}:
        return a.province == b.province
    if {a.type, b.type} == {PlaceType.CITY, PlaceType.FACILITY}:
        return distance(a, b) < 60                           # Natanz, the town, and the centrifuges 30 km off
    return a.type == b.type == PlaceType.CITY and distance(a, b) < 15
