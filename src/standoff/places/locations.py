"""Puts it together: chains of a report in, locations out. Two passes, since places settle each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from standoff.model import Form, Kind, Location, Mention, Origin, PlaceType, Report
from standoff.places import choose, phrases
from standoff.places.choose import Candidate
from standoff.places.gazetteer import Found, Gazetteer, Place, gazetteer, name_key
from standoff.places.phrases import Asked

VERSION = "3"

OTHERS = 4
"""Rejected places that a location names."""

BIG = 500_000
"""People of a town from which on its bare name is not that of its division: Mandalay, not Kherson. Set by us; UCDP
takes the less exact place where the words leave both open."""

TOWN = 5_000
"""People of a town from which on it comes before the division of its name; ten times as many by another spelling:
Sinaloa is not Sinaloa de Leyva."""

LONGEST = 4
"""Words of the longest name that is looked for when the report is asked which states it speaks of."""


@dataclass(slots=True)
class Chain:
    """The mentions of one place, and what became of it."""

    leader: Mention
    members: list[Mention]
    asked: Asked | None = None
    candidates: list[Candidate] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)
    strict: bool = False             # something in its own words set it in a state or a division


def locate(report: Report, mentions: Sequence[Mention], places: Gazetteer | None = None) -> tuple[Location, ...]:
    """The locations of a report's chains, in order of their leaders. `places` is the gazetteer of this process."""
    places = places or gazetteer()
    chains = _chains(mentions)
    if not chains:
        return ()
    names = _names(report.text, places)
    persons = {word for one in mentions if one.kind == Kind.PERSON and one.name
               for word in name_key(one.name).split()[-1:]}
    for chain in chains:
        _read(chain, report.text, places, persons, names)
    first = [_decide(chain, ())[0] for chain in chains]
    settled = [one.place for one in first if one and one.place.latitude is not None]
    every = (_location(chain, settled, places) for chain in chains)
    return tuple(one for one in every if one)


def _chains(mentions: Sequence[Mention]) -> list[Chain]:
    """The chains whose leader is a place or a facility, in order."""
    by_key = {one.key: one for one in mentions}
    chains: dict[str, Chain] = {}
    for one in sorted(mentions, key=lambda one: (one.start, one.end)):
        leader = by_key.get(one.leader, one)
        if leader.kind in (Kind.PLACE, Kind.FACILITY):
            chains.setdefault(leader.key, Chain(leader, [])).members.append(one)
    return sorted(chains.values(), key=lambda chain: (chain.leader.start, chain.leader.end))


def _names(text: str, places: Gazetteer) -> Counter[str]:
    """How often the report has each name that tells a state: its own, its people's, a division's or a big city's."""
    names: Counter[str] = Counter()
    tokens = [(match[0], match.start(), match.end()) for match in re.finditer(r"\w[\w’'.-]*", text)]
    at = 0
    while at < len(tokens):
        step = 1
        if tokens[at][0][0].isupper():
            for width in range(min(LONGEST, len(tokens) - at), 0, -1):
                written = re.sub(r"[’']s$|[.]$", "", text[tokens[at][1]:tokens[at + width - 1][2]])
                told = places.votes.get(name_key(written)) if "\n" not in written else None
                common = phrases.is_common(written) and written not in ("US", "UK", "U.S", "U.K")
                if told and not common:
                    names[name_key(written)] += 1
                    step = width
                    break
        at += step
    return names


def _votes(names: Mapping[str, int], but: str, places: Gazetteer) -> Counter[str]:
    """How often each state is told by names other than one: that is what the one is judged by."""
    votes: Counter[str] = Counter()
    for name, times in names.items():
        if name != but:
            for state in places.votes[name]:
                votes[state] += times
    return votes


def _read(chain: Chain, text: str, places: Gazetteer, persons: set[str], names: Mapping[str, int]) -> None:
    """Fill a chain: what it asks for, and the places that may be meant."""
    named = [one for one in chain.members if one.form == Form.NAME and one is not chain.leader]
    for one in (chain.leader, *sorted(named, key=lambda one: (one.start - one.end, one.start))):
        asked = phrases.read(text, one.start, one.end, chain.leader.kind == Kind.FACILITY,
                             lambda name: bool(_own(name, places)))
        chain.asked = asked
        chain.votes = votes = _votes(names, name_key(asked.name), places)
        chain.candidates, chain.strict = _candidates(asked, places, lambda: any(
            phrases.urban(text, each.start, each.end) for each in chain.members))
        if not chain.strict and not asked.type and (name_key(asked.name) in persons or phrases.is_common(asked.name)):
            chain.candidates = [each for each in chain.candidates if each.place.type != PlaceType.CITY or (
                votes.get(each.place.country) and name_key(asked.name) not in persons) or each.place.population > 10**6]
        if chain.candidates or asked.border or asked.capital:
            break
    near = [one for one in chain.members if one.form == Form.NAME]
    if chain.asked and chain.asked.near and len(near) > 1:       # "near Mosul" once, "in Mosul" elsewhere
        sides = [phrases.read(text, one.start, one.end, False, lambda name: True).near for one in near]
        if not all(sides):
            chain.asked = replace(chain.asked, near=False)


def _own(name: str, places: Gazetteer) -> list[Found]:
    """The states, divisions, regions and facilities of a name; towns only of two words ("Kansas City")."""
    short = re.sub(r"^the\s+", "", name, flags=re.I)
    return [one for one in places.find(short) if one.place.type != PlaceType.CITY or (" " in short and one.rank)]


def _frame(words: str, places: Gazetteer) -> list[Place]:
    """What the words around a name set it in: every place that they may name, likeliest first, one town at most."""
    if not any(char.isupper() for char in words):
        return []
    told = _by_people(words, places)
    if told and not places.find(words):
        return told
    asked = phrases.phrase(words, False, lambda name: bool(_own(name, places)))
    found = _of_type(places.find(asked.name), asked.type) if asked.name else []
    found.sort(key=lambda one: (-choose.prior(one, False).score, one.place.country))
    frame = [one.place for one in found] or _by_people(asked.name, places)
    for more in asked.within:
        wider = _frame(more, places) if more != words else []
        frame = [place for place in frame if choose.inside(place, wider)] or frame or wider
    towns = [place for place in frame if place.type == PlaceType.CITY]
    gone = towns if phrases.is_common(asked.name) else towns[1:]
    return [place for place in frame if place not in gone]


def _by_people(name: str, places: Gazetteer) -> list[Place]:
    """The state that a name tells without being its own: "Iraqi"."""
    return [one.place for state in sorted(places.votes.get(name_key(name), ())) for one in places.states(state)]


def _candidates(asked: Asked, places: Gazetteer, urban: Callable[[], bool]) -> tuple[list[Candidate], bool]:
    """The places that may be meant, and whether words of its own set it in one of several. `urban`: whether the words
    around it tell a town.
    """
    if not any(char.isupper() for char in asked.name) or asked.border or asked.capital:
        return [], False             # "earth", "college": no names
    found = list(places.find(re.sub(r"^the\s+", "", asked.name, flags=re.I)))
    if not found and (asked.type == PlaceType.COUNTRY or asked.unit in phrases.words().wholes):
        found = [one for state in sorted(places.votes.get(name_key(asked.name), ())) for one in places.states(state)]
    waters = [one for one in found if one.place.line and one.place.type == PlaceType.WATER]
    if waters and asked.type is None:
        shore = not phrases.words().shores.isdisjoint(asked.part.lower().split())    # no province Nile has banks
        river = shore or (asked.river and not asked.part) or len(waters) == len(found)
        found = waters if river else [one for one in found if one not in waters]
    if asked.type is None:
        found = _city_or_division(found, lambda: asked.near or bool(asked.part) or urban(), places)
    longer = places.find(f"{asked.name} {asked.unit}") if asked.unit else ()
    whole = [one for one in longer if one.place.type != PlaceType.CITY]
    if len(asked.name) == 2:
        found = [one for one in found if one.place.type == PlaceType.COUNTRY or one.place.type == PlaceType.CITY]
    found = whole if whole and asked.type == PlaceType.PROVINCE else _of_type(whole or found, asked.type)
    candidates = [choose.prior(one, name_key(places.capitals.get(one.place.country, "")) == name_key(one.place.name))
                  for one in found]
    strict = False
    for words in asked.within:
        frame = _frame(words, places)
        if frame:
            kept = [one for one in candidates if choose.inside(one.place, frame)]
            for one in kept:
                one.add(.3, f"set in {words}")
            strict = strict or bool(kept)
            candidates = kept
    for words in asked.beside:
        people = name_key(words) in places.votes and not places.find(words)    # "in Natanz, Iranian officials said"
        frame = [] if people else _frame(words, places)
        for one in candidates:
            if frame and one.place.type in (PlaceType.CITY, PlaceType.PROVINCE, PlaceType.FACILITY):
                if choose.inside(one.place, frame):
                    one.add(.4, f"{words} is named with it")
                    strict = True
                elif any(place.type in (PlaceType.COUNTRY, PlaceType.PROVINCE) for place in frame):
                    one.add(-.2, f"it is not in {words}")
    return candidates, strict


def _city_or_division(found: list[Found], urban: Callable[[], bool], places: Gazetteer) -> list[Found]:
    """Of a city and the division of its name the division, the less exact, unless the city is big or a capital or words
    tell a town; with `wide` the bare name is always that of the division.

    Yes: They fought in Arauca. (the department)
    No: They fought in the streets of Arauca, in Mandalay, in Kabul.
    """
    divisions = [one.place for one in found if one.place.type == PlaceType.PROVINCE]
    cities = [one.place for one in found if one.place.type == PlaceType.CITY
              and one.place.population > (TOWN if one.rank == 2 else 10 * TOWN)]
    gone: set[Place] = set()
    for division in divisions:
        same = [city for city in cities if (city.country, city.province) == (division.country, division.province)]
        capital = name_key(places.capitals.get(division.country, ""))
        town = any(city.population >= BIG or name_key(city.name) == capital for city in same) or bool(same and urban())
        gone.update(same if division.wide or not town else [division])
    return [one for one in found if one.place not in gone]


def _of_type(found: Iterable[Found], kind: PlaceType | None) -> list[Found]:
    """The places of the sort that the words tell; a division that no file of ours has is told by its town."""
    found = list(found)
    if kind == PlaceType.PROVINCE:
        return ([one for one in found if one.place.type == PlaceType.PROVINCE]
                or [one for one in found if one.place.type in (PlaceType.REGION, PlaceType.COUNTRY)] or found)
    if kind == PlaceType.CITY:
        return [one for one in found if one.place.type == PlaceType.CITY]
    if kind == PlaceType.DISTRICT:
        return [one for one in found if one.place.type == PlaceType.CITY] or [
            one for one in found if one.place.type in (PlaceType.PROVINCE, PlaceType.COUNTRY)]
    if kind == PlaceType.FACILITY:
        return [one for one in found if one.place.type == PlaceType.FACILITY]
    return found


def _decide(chain: Chain, near: Sequence[Place]) -> tuple[Candidate | None, list[Candidate]]:
    copies = [Candidate(one.place, one.score, list(one.reasons)) for one in chain.candidates]
    for one in copies:
        choose.weigh(one, chain.votes, near)
    return choose.best(copies)


# — from the place to the location —


def _location(chain: Chain, near: Sequence[Place], places: Gazetteer) -> Location | None:
    asked = chain.asked
    if asked is None:
        return None
    if asked.border:
        return _border(chain, places)
    if asked.capital:
        return _capital(chain, asked, places)
    first, others = _decide(chain, near)
    if first is None:
        return _built(chain, asked, near, places) if asked.type == PlaceType.FACILITY else None
    return _told(chain, asked, first, others, places)


def _told(chain: Chain, asked: Asked, first: Candidate, others: Sequence[Candidate], places: Gazetteer) -> Location:
    """The location of a place that was found by its name."""
    place = first.place
    kind, precision, name = place.type, _precision(place), place.name
    point = place.type in (PlaceType.CITY, PlaceType.FACILITY)
    latitude, longitude = place.latitude, place.longitude
    province = place.province
    if place.type == PlaceType.FACILITY and latitude is None:
        city = _frame(place.city, places) if place.city else []
        city = [one for one in city if one.country == place.country and one.type == PlaceType.CITY]
        precision = 2 if city else 6
        latitude, longitude = (city[0].latitude, city[0].longitude) if city else (None, None)
    if asked.type == PlaceType.DISTRICT and place.type == PlaceType.CITY:
        kind, precision, point, name = PlaceType.DISTRICT, 3, False, f"{asked.name} {asked.unit}"
    elif asked.type == PlaceType.PROVINCE and place.type == PlaceType.CITY:
        kind, precision, point, name = PlaceType.PROVINCE, 4, False, f"{asked.name} {asked.unit}"
    if asked.part:
        link = " of " if asked.part.split()[-1].lower() in phrases.words().parts else " "
        name = f"{asked.part}{link}{name}"
        point = False
        if place.type == PlaceType.CITY and kind == PlaceType.CITY:
            kind = PlaceType.QUARTER
        elif kind == PlaceType.WATER and place.line:
            kind = PlaceType.REGION
        elif kind in (PlaceType.COUNTRY, PlaceType.PROVINCE, PlaceType.DISTRICT):
            precision = {PlaceType.COUNTRY: 5, PlaceType.PROVINCE: 4, PlaceType.DISTRICT: 3}[kind]
            kind = PlaceType.REGION
    elif asked.near and point:
        precision = 2
    return Location(
        mention=chain.leader.key, name=name, type=kind, country=place.country, province=province,
        latitude=latitude if point else None, longitude=longitude if point else None, precision=precision,
        geonames=place.geonames if kind == place.type else None, score=round(min(1.0, max(0.0, first.score)), 3),
        reason="; ".join(first.reasons), others=tuple(_called(one.place) for one in others[:OTHERS]),
        origin=_origin(place.type))


def _precision(place: Place) -> int:
    """UCDP's where_prec of a place as such."""
    if place.line:
        return 5
    if place.type in (PlaceType.REGION, PlaceType.WATER, PlaceType.CONTINENT):
        return 5 if place.country else 7
    return {PlaceType.COUNTRY: 6, PlaceType.PROVINCE: 4, PlaceType.DISTRICT: 3}.get(place.type, 1)


def _called(place: Place) -> str:
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.province, place.country))))


def _capital(chain: Chain, asked: Asked, places: Gazetteer) -> Location | None:
    """"The Iraqi capital": the capital of the state that its own words name."""
    for words in asked.within:
        for state in _frame(words, places):
            name = places.capitals.get(state.country, "") if state.type == PlaceType.COUNTRY else ""
            cities = [one.place for one in places.find(name) if one.place.country == state.country
                      and one.place.type == PlaceType.CITY] if name else []
            if cities:
                city = max(cities, key=lambda place: place.population)
                return Location(mention=chain.leader.key, name=city.name, type=PlaceType.CITY, country=city.country,
                                province=city.province, latitude=city.latitude, longitude=city.longitude,
                                precision=2 if asked.near else 1, geonames=city.geonames, score=.9,
                                reason=f"the capital of {state.name}", origin=_origin(PlaceType.CITY))
    return None


def _border(chain: Chain, places: Gazetteer) -> Location | None:
    """A border is a line: of one state when only one is named, else of none."""
    told = [state for word in re.findall(r"[A-Z][\w’.]*(?:\s+[A-Z][\w’.]*)*", chain.leader.text)
            for state in _states_in(word, places)]
    states = list(dict.fromkeys(told))
    if not states:
        return None
    return Location(mention=chain.leader.key, name=" ".join(chain.leader.text.split()), type=PlaceType.REGION,
                    country=states[0] if len(states) == 1 else "", precision=5, score=.9,
                    reason="the border of " + " and ".join(states), origin=_origin(PlaceType.REGION))


def _states_in(words: str, places: Gazetteer) -> list[str]:
    words = re.sub(r"[’']s$", "", words)
    told = sorted(places.votes.get(name_key(words), ()))
    if told or " " not in words:
        return told or [one.place.country for one in places.find(words) if one.place.type == PlaceType.COUNTRY]
    return [state for word in words.split() for state in _states_in(word, places)]


def _built(chain: Chain, asked: Asked, near: Sequence[Place], places: Gazetteer) -> Location | None:
    """A built place that no file knows, by what the words set it in: a town's point, but never a state's.

    Whose it is does not tell where it is: "the German hospital".
    """
    for words in (*asked.within, *asked.beside):
        place = _whole(words, chain, near, places)
        if place is None or place.type not in (PlaceType.CITY, PlaceType.PROVINCE, PlaceType.COUNTRY, PlaceType.REGION):
            continue
        point = place.type == PlaceType.CITY
        return Location(
            mention=chain.leader.key, name=" ".join(chain.leader.text.split(",")[0].split()),
            type=PlaceType.FACILITY, country=place.country, province=place.province,
            latitude=place.latitude if point else None, longitude=place.longitude if point else None,
            precision=2 if point else _precision(place), score=.6,
            reason=f"no file has it; the text sets it in {place.name}", origin=_origin(PlaceType.FACILITY))
    return None


def _whole(words: str, chain: Chain, near: Sequence[Place], places: Gazetteer) -> Place | None:
    """The place that words around a built one name, chosen like any other."""
    inner = phrases.phrase(words, False, lambda name: bool(_own(name, places)))
    candidates, _ = _candidates(inner, places, lambda: True)
    if phrases.is_common(inner.name):
        candidates = [one for one in candidates if one.place.type != PlaceType.CITY]
    for one in candidates:
        choose.weigh(one, chain.votes, near)
    first, _ = choose.best(candidates)
    return first.place if first else None


def _origin(kind: PlaceType) -> Origin:
    return Origin(stage="places", version=VERSION, rule=f"gazetteer:{kind}")
