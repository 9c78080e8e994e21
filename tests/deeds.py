"""Hand-made events on the report of `values.world`, beside the statements of `said`. Not a test module."""

from __future__ import annotations

from dataclasses import replace

import said
import who
from said import REPORT, at

from standoff import plover
from standoff.answers import EventRow, Party, Telling
from standoff.model import (
    Context,
    Date,
    DateBasis,
    Event,
    EventType,
    Factuality,
    Form,
    Harm,
    Kind,
    Location,
    Mention,
    Origin,
    PlaceType,
    Recount,
    Size,
)
from standoff.text import carry

BY = Origin(stage="events", version="1", rule="hand")
NASTY = "=cmd|' /C calc'!A0\t\"x\"\r\n\u2028@y"
"""A name that spreadsheets would run and that would break a line of a table."""

TESSEL = Mention(key="n" + "c" * 16, report=REPORT.key, start=at("Tessel")[0], end=at("Tessel")[1],
                 head=at("Tessel")[0], kind=Kind.PLACE, form=Form.NAME, leader="n" + "c" * 16, text="Tessel",
                 name="Tessel", origin=BY)
COMPANY = replace(said.mention("d", "The company"), text="The company")
PEER = replace(TESSEL, key="n" + "e" * 16, leader="n" + "e" * 16)
MENTIONS = (TESSEL, COMPANY, PEER)
LOCATIONS = (
    Location(mention=TESSEL.key, name="Tessel", type=PlaceType.CITY, country="NLD", province="North Holland",
             latitude=53.06, longitude=4.8, precision=1, geonames=2746420, score=.9, reason="the only one", origin=BY),
    Location(mention=PEER.key, name="Netherlands", type=PlaceType.COUNTRY, country="NLD", precision=6, score=.9,
             reason="a state", origin=BY))

DAY = Date(value="2017-03-20", low="2017-03-20", high="2017-03-20", basis=DateBasis.STATED)
AUTUMN = Date(value="2016-09/2016-11", low="2016-09-01", high="2016-11-30", basis=DateBasis.STATED)


def event(digit: str, type: EventType, trigger: str, *modes: str, **more: object) -> Event:
    """An event that its trigger alone tells."""
    start, end = at(trigger)
    made = Event(evidence=carry(REPORT, start, end), origin=BY, key="h" + digit * 16, report=REPORT.key, start=start,
                 end=end, type=type, modes=modes, trigger=((start, end),), anchor=start, date=DAY,
                 factuality=(Factuality.ACTUAL,), score=.9)
    return replace(made, **more)  # type: ignore[arg-type]


def size(best: int, words: str = "1,200") -> Size:
    """So many hurt."""
    start, end = at(words)
    return Size(harm=Harm.INJURED, low=best, best=best, high=best, start=start, end=end)


STRIKE = event("1", EventType.PROTEST, "a strike", "strike", place=TESSEL.key, actors=(COMPANY.key,),
               sizes=(size(1200),), contexts=(Context(name="economic", start=at("flour")[0], end=at("flour")[1]),))
AGAIN = event("2", EventType.PROTEST, "stopped running", "strike", date=AUTUMN, sizes=(size(1400),))
BOAT = event("3", EventType.AGREE, "promised", factuality=(Factuality.FUTURE,), actors=("n" + "a" * 16,))
LETTER = event("4", EventType.AID, "a letter")
DENIED = event("5", EventType.ASSAULT, "an empty quay", "destroy", factuality=(Factuality.NEGATED,))
TALKS = event("6", EventType.CONSULT, "talks", "visit", date=said.BOUND, place=PEER.key, foremost=True,
              factuality=(Factuality.ACTUAL, Factuality.REPORTED))
MAYBE = event("7", EventType.ACCUSE, "blamed", "allege", factuality=(Factuality.HYPOTHETICAL,))
NOBODY = event("8", EventType.ASSAULT, "empty", "aerial")
NEVER = event("9", EventType.RETREAT, "go on", date=Date(value=None), actors=(COMPANY.key,))
PAST = event("0", EventType.REQUEST, "wait for", date=said.BOUND, actors=(COMPANY.key,),
             factuality=(Factuality.ACTUAL, Factuality.HISTORICAL))
EVENTS = (STRIKE, AGAIN, BOAT, LETTER, DENIED, TALKS, MAYBE, NOBODY, NEVER, PAST)
RECOUNTS = (Recount(a=STRIKE.key, b=AGAIN.key, score=.8, reasons=("the same crews", "one of the days"), origin=BY),)


def party(name: str, country: str = "", *sectors: str, **more: object) -> Party:
    """A side."""
    made = Party(actor="", name=name, country=country, sectors=sectors, reason="by hand", written=(name,))
    return replace(made, **more)  # type: ignore[arg-type]


CREWS = party("striking crews", "NLD", "LAB", actor=who.CREW.key, written=("crews", "the crew"))
LINE = party(NASTY, "NLD", "BUS", "ELI", actor=who.COMPANY.key)
STATE = party("Netherlands", "NLD", told=False, reason="what is done in its port is done to the state")


def row(*told: Event, **more: object) -> EventRow:
    """A row of tellings, whose first one leads."""
    lead, of = told[0], plover.read()
    tellings = tuple(
        Telling(event=one.key, report=one.report, outlets=("The Sound",), published="≤ 2017-03-24",
                quote=" ".join(REPORT.text[one.start:one.end].split()), voice="the reporter", date=one.date,
                sizes=one.sizes, factuality=one.factuality, articles=2, foremost=one.foremost) for one in told)
    made = EventRow(
        key=lead.key, events=tuple(one.key for one in told), type=lead.type, modes=lead.modes,
        contexts=tuple(one.name for one in lead.contexts), quad=of.types[lead.type].quad,
        score=of.score(lead.type, lead.modes), actors=(), recipients=(), date=lead.date, date_precision=1, place="",
        country="", latitude=None, longitude=None, place_precision=None, factuality=lead.factuality,
        voices=("the reporter",), denied_by=(), tellings=tellings, conflicts=(), articles=2, families=1, reports=1,
        independent=1, dependence=(), first="", last="", bound="2017-03-24", foremost=lead.foremost)
    return replace(made, **more)  # type: ignore[arg-type]


ROWS = (
    row(STRIKE, AGAIN, actors=(CREWS,), recipients=(LINE,), place="Tessel", country="NLD", latitude=53.06,
        longitude=4.8, place_precision=1, dependence=("one family",),
        conflicts=("injured: 1200 (The Sound) against 1400 (Tessel Post)",)),
    row(BOAT, actors=(party("The minister", "NLD", "GOV"),)),
    row(LETTER, actors=(LINE,)),
    row(DENIED, actors=(CREWS,), denied_by=("the reporter",)),
    row(TALKS, actors=(party("The minister", "NLD", "GOV"), CREWS), recipients=(STATE,), place="Netherlands",
        country="NLD", place_precision=6, date_precision=5),
    row(MAYBE, actors=(LINE,)),
    row(NOBODY),
    row(NEVER, actors=(LINE,), date_precision=5),
    row(PAST, actors=(CREWS,), date_precision=5))


def holdings():  # type: ignore[no-untyped-def]
    """All of it."""
    held = said.holdings()
    return replace(held, mentions=(*held.mentions, *MENTIONS), locations=LOCATIONS, events=EVENTS, recounts=RECOUNTS,
                   event_rows=ROWS)
