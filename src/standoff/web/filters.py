"""Filters: what narrows lists; of events the same on every page that lists or draws them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from standoff import plover
from standoff.days import first_day, last_day
from standoff.model import EventType, Factuality, Manner, OutlookType, Voice
from standoff.web.page import Unasked

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Put = Literal["", "any", "actual", "negated", "future", "hypothetical", "historical", "reported"]
"""How events are told; "" is as done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events; as of `Record.events`."""

    actor: str = ""
    recipient: str = ""
    a: str = ""                      # with b: what either does to the other, or both together
    b: str = ""
    type: EventType | None = None
    mode: str = ""
    quad: Literal[1, 2, 3, 4] | None = None
    place: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    factuality: Put = ""
    words: str = ""
    foremost: bool = False


NAMES = {"actor": "who", "recipient": "to whom", "a": "between", "b": "and", "type": "type", "mode": "mode",
         "quad": "quad", "place": "place", "country": "country of the place", "since": "since", "until": "until",
         "factuality": "told as", "words": "words", "foremost": "only"}
"""What a filter is called beside its value."""

SAID = {("factuality", "any"): "anything", ("foremost", True): "what its sentence is about",
        ("contradicted", True): "what the speaker contradicts", ("open", True): "open", ("open", False): "resolved"}
"""Values that are called otherwise than they are written."""


def wanted(asked: Filters) -> dict[str, Any]:
    """What `Record.events` is to be asked. Raises Unasked for what is no day."""
    days(asked.since, asked.until)
    if bool(asked.a) != bool(asked.b):
        raise Unasked("a and b go together: what passes between two sides.")
    return {"actor": asked.actor, "recipient": asked.recipient, "between": (asked.a, asked.b) if asked.a else None,
            "type": asked.type, "mode": asked.mode, "quad": asked.quad, "place": asked.place, "country": asked.country,
            "since": asked.since, "until": asked.until, "factuality": asked.factuality, "words": asked.words,
            "foremost": asked.foremost}


def days(since: str, until: str) -> None:
    """See to it that these are days of the calendar, or none, and in their order. Raises Unasked."""
    for day in (since, until):
        if day and not first_day(day):
            raise Unasked(f"{day!r} is no day. Write a year, a month or a day: 2017, 2017-03, 2017-03-20.")
    if since and until and first_day(since) > last_day(until):
        raise Unasked(f"since {since} lies after until {until}: no day lies between them.")


def onward(to: Callable[..., str], name: str, asked: Filters) -> Callable[..., str]:
    """The address of another page of events with the same filters, but for those it is called with."""
    mine = {field.name: getattr(asked, field.name) for field in fields(Filters)}
    return lambda **other: to(name, **mine | other)


def narrowed(asked: Any, names: Mapping[str, str] = NAMES) -> tuple[tuple[str, str, str], ...]:
    """What is asked, each with the name of its parameter, what that is called, and its value in words. `names`: what
    the parameters that narrow are called.
    """
    plain = {field.name: field.default for field in fields(asked)}
    some = [(name, called, getattr(asked, name)) for name, called in names.items()]
    return tuple((name, called, _said(name, value)) for name, called, value in some if value != plain[name])


def choices(name: str) -> list[tuple[str, str]]:
    """What a filter may be, each with its words."""
    of = plover.read()
    some: Mapping[str, Iterable[Any]] = {
        "quad": of.quads, "type": of.types, "mode": sorted({mode for one in of.types.values() for mode in one.modes}),
        "factuality": ("any", *Factuality), "manner": Manner, "voice": Voice, "outlook": OutlookType}
    return [(str(one), _said(name, one)) for one in some[name]]


def _said(name: str, value: Any) -> str:
    """A value in words."""
    return plover.read().quads[value] if name == "quad" else SAID.get((name, value), str(value))
