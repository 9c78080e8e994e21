"""Sides of an event that no words tell but that stand to reason: PLOVER's coders put a state, and so do we.

Which types have them, and by what, stands in ``lexicons/sides.yaml``. Reads nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from standoff import lexicons
from standoff.answers import Party
from standoff.codes import UNKNOWN
from standoff.model import EventType
from standoff.record.homes import words

WHY = {"place": "where it happened", "abroad": "where it happened, and not the other side's own",
       "own": "the other side's own", "opposed": "the other side's own, which stands against it",
       "named": "the only other state that the sentence names",
       "unknown": "where it happened, and who did it is not known"}
"""How a reason is told."""


@cache
def table(side: str) -> Mapping[str, Sequence[str]]:
    """By type, or type and mode: what may tell a side ("actors", "recipients") that no words tell."""
    told: Mapping[str, Sequence[str]] = lexicons.load("sides")[side]
    return told


def side(which: str, type: str, modes: Sequence[str], place: str, named: str, others: Sequence[Party],
         names: Mapping[str, str], doer: bool = False) -> tuple[Party, ...]:
    """The side of an event that no words tell, () where nothing tells it. `which`: of `table`; `place`: the country
    where it happened, "" for none; `named`: the only other one that its sentence names; `others`: the other side;
    `names`: of states by their key; `doer`: the report tells who does such things, so that it is not just anybody.
    """
    rows = table(which)
    basis = next((rows[key] for key in (*(f"{type} {mode}" for mode in modes), type) if key in rows), ())
    own = {one.country for one in others if one.country}
    home = own.pop() if len(own) == 1 else ""
    opposed = bool(others) and all(words().opposed & {*one.sectors[:1]} for one in others)
    if which == "recipients" and type == EventType.ASSAULT and home == place and all(
            not one.sectors or one.sectors[0] in words().ruling for one in others):
        place = ""                                                  # a state does not attack itself
    for how in basis:
        country = {"place": place, "abroad": place if place != home else "", "own": home,
                   "opposed": home if opposed else "", "named": named, "unknown": "" if doer else place}[how]
        if country and country in names:
            nobody = how == "unknown"
            return Party(actor="", name=f"somebody in {names[country]}" if nobody else names[country], country=country,
                         sectors=UNKNOWN if nobody else (), written=(), told=False,
                         reason=f"no words tell this side of {type}; {country} is {WHY[how]}."),
    return ()
