"""Events for a reader: who did what to whom, one row per event, with PLOVER's codes on its day and all its tellings.

Which events are one is what the stage `recounts` found. Who a side is, and what PLOVER calls it, is joined in here, and
what tellings tell differently stands side by side. Takes an open connection and never writes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day_of
from functools import cache

from standoff import plover
from standoff.answers import EventRow, Party, Telling
from standoff.codes import UNKNOWN
from standoff.events import recounts
from standoff.events.alike import APART, nearness
from standoff.known import Known, iso
from standoff.model import Date, EventType, Factuality, Harm, Size
from standoff.record import facts, homes, retold, sources, sql, unspoken
from standoff.record.codings import Codes
from standoff.record.homes import Home, Homes
from standoff.record.independence import Heard, Independence
from standoff.record.linker import REPORTER, UNNAMED, bare
from standoff.record.sources import Sources, has

OPEN = frozenset({Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL})
"""What nobody tells as done."""

ANY = "any"
"""Asked for instead of a factuality: all events, however they are put."""

COUNTRY = re.compile("[A-Z]{3}")
"""A country as PLOVER writes it: asked for so, all sides are meant that are coded so."""

WEEK, MONTH = 7, 31
"""Days of a week, and of a month at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events are wanted. "" is any; a row is given with all its tellings where one of them fits. A side is an
    actor, words of a name, or a country's code ("IRN").
    """

    actor: str = ""
    recipient: str = ""
    between: tuple[str, str] = ("", "")      # two sides, whichever does it, or both together
    type: str = ""
    mode: str = ""
    place: str = ""                  # words of its name
    country: str = ""                # of the place
    since: str = ""                  # happened on that day or later, as far as that is known
    until: str = ""
    factuality: str = ""             # "": only what is told as done; ANY: all
    words: str = ""                  # of those that tell it, whole ones or, with a "*" at the end, beginnings
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An event as one place tells it, with what a row needs of it and no more."""

    key: str
    report: str
    start: int
    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    sizes: tuple[Size, ...]
    factuality: tuple[Factuality, ...]
    said: bool
    voice: str | None
    foremost: bool
    words: str
    date: Date                       # without its evidence


Sides = tuple[tuple[Party, ...], tuple[Party, ...]]
"""Actors and recipients."""

_Ends = Callable[[Sides], Sequence[Party]]
"""Some of the sides of an event."""

_End = tuple[str, Party]
"""A mention, and who it is."""

_Mine = Callable[[Party], bool]
"""Whether a side is somebody."""


class Chronicle:
    """The events of a record put together, as it has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self._conn = conn
        self.sources = Sources(conn, known)
        self._codes = Codes(conn, known)
        self._told = {one.key: one for one in _all(conn)}
        self._pages = _pages(conn)
        self._where = {mention: place for mention, *place in conn.execute(
            "SELECT mention, name, country, latitude, longitude, precision FROM location ORDER BY key")}
        self._states = {one.key: one.name for one in known.values() if one.type == "state"}
        self.party, self._sides = cache(self._party), cache(self._both)
        self._homes = Homes(conn, known, self.sources.linker, self._country)
        self._independence = Independence(conn, self.sources.linker)
        self._groups = retold.groups(conn)
        self._sentences, self._acting = facts.sentences(conn, self._groups), facts.who_acts(conn)

    def rows(self, asked: Asked) -> list[EventRow]:
        """The rows that are wanted, in the order in which they happened, as far as that is known.

        Raises UnknownKey or AmbiguousKey where nobody is called as a side that is asked for.
        """
        wanted = {self._group(one.key) for one in self._hits(asked)}
        return sorted((self._row([self._told[key] for key in group]) for group in wanted),
                      key=lambda row: (_when(row), row.key))

    def row(self, key: str) -> EventRow:
        """The row that an event is in."""
        return self._row([self._told[one] for one in self._group(key)])

    def _group(self, key: str) -> tuple[str, ...]:
        """The keys of all events that are this one, its own among them."""
        return self._groups.get(key, (key,))

    # — which —

    def _hits(self, asked: Asked) -> list[_Told]:
        """The events that fit."""
        some = [one for one in self._told.values() if asked.type in ("", one.type) and asked.report in ("", one.report)
                and (not asked.mode or asked.mode in one.modes) and _fits(one.factuality, asked.factuality)
                and sources.within(one.date, asked.since, asked.until)]
        if asked.words:
            some = [one for one in some if _has(one.words, asked.words)]
        if asked.place:
            some = [one for one in some if has(self.sources.place(one.place), asked.place)]
        if asked.country:
            some = [one for one in some if self._at(one)[1] == asked.country.upper()]
        if asked.actor:
            some = self._with(some, asked.actor, lambda sides: sides[0])
        if asked.recipient:
            some = self._with(some, asked.recipient, lambda sides: sides[1])
        return self._between(some, *asked.between) if any(asked.between) else some

    def _with(self, some: list[_Told], side: str, ends: _Ends) -> list[_Told]:
        """Those of whose ends one is the side that is asked for."""
        mine = self._side(some, side, ends)
        return [one for one in some if any(map(mine, ends(self.sides(one))))]

    def _between(self, some: list[_Told], a: str, b: str) -> list[_Told]:
        """What one of two sides does to the other, and what both do together."""
        first, second = self._side(some, a, _all_of), self._side(some, b, _all_of)

        def apart(some: Sequence[Party], others: Sequence[Party]) -> bool:
            return any(first(x) and second(y) for x in some for y in others if x is not y)

        return [one for one in some for who, whom in [self.sides(one)]
                if apart(who, whom) or apart(whom, who) or apart(who, who)]

    def _side(self, some: Iterable[_Told], side: str, ends: _Ends) -> _Mine:
        """Whether a side of an event is the one that is asked for."""
        return self.meant(side, [party for one in some for party in ends(self.sides(one))])

    def meant(self, side: str, parties: Sequence[Party]) -> _Mine:
        """Whether a party is the side that is asked for; a country's code is one where a party is coded so.

        Raises UnknownKey or AmbiguousKey where nobody is called so.
        """
        if COUNTRY.fullmatch(side) and any(party.country == side for party in parties):
            return lambda party: party.country == side
        actor, part = self.sources.meant(side, {party.name for party in parties if party.told})
        if actor:
            return lambda party: party.actor == actor
        return lambda party: party.told and has(party.name, part)

    # — one row —

    def sides(self, one: _Told) -> Sides:
        """Who did it and to whom, with PLOVER's codes on the day of the event."""
        return self._sides(one.key, *self._days(one))

    def _both(self, event: str, low: str, high: str) -> Sides:
        """Both sides of a telling: a state for each that nobody knows, and for a side that no words tell, where the
        text lets tell it; each says why.
        """
        one = self._told[event]
        actors, recipients = ([(end, party) for end in ends
                               for party in self._placed(one, end, self.party(end, low, high))]
                              for ends in (one.actors, one.recipients))
        who, whom = self._facing(one, actors, recipients, True), self._facing(one, recipients, actors, False)
        place = self._at(one)[1]
        if not whom and len(who) < 2:
            whom = [*unspoken.side("recipients", one.type, one.modes, place, self._named(one, who), who, self._states)]
        if not who and (one.type is EventType.PROTEST or any(party.told for party in whom)):
            who = [*unspoken.side("actors", one.type, one.modes, place, self._named(one, whom), whom, self._states)]
        return tuple(who), tuple(whom)

    def _named(self, one: _Told, side: Sequence[Party]) -> str:
        """The only state beside a side's own that the sentence of an event names, "" where that side's is not known.

        Who says so is none of it.
        """
        known = {party.country for party in side}
        if not known or not all(known) or not one.foremost:
            return ""
        return self._homes.named(one.report, one.start, one.start + len(one.words), {*known, *self._of_voice(one)})

    def _of_voice(self, one: _Told) -> set[str]:
        if not one.voice:
            return set()
        return {self._country(one.voice), *(home.country for home in self._homes.of(one.voice))}

    def _placed(self, one: _Told, end: str, party: Party) -> list[Party]:
        """A side with the state that its words tell, one for each of "Kenyan and Ugandan officials"; else with that of
        the place of the event, or the only one that is named around it.
        """
        own = self._homes.adjective(end)
        if own and party.country in self._states and party.country != own:      # the chain leads to somebody else
            words = self.sources.linker.words(end)
            party = replace(party, actor="", name=words, country="", sectors=(), reason=f"no actor is called “{words}”")
        if self._homes.origin(end) or self._homes.other(end):                   # a people; whose allies they are
            party = replace(party, country="")
        if party.country:
            return [party]
        found = self._homes.of(end)
        if not found and self._homes.open(end) and self._homes.home(party.sectors, one.type):
            code = "" if self._homes.person(end) else self._at(one)[1]
            around = Home(country=code, reason=f"{code}: where it happened.") if code else \
                self._homes.around(one.report, one.start)
            found = (around,) if around else ()
        return [_of(party, home) for home in found] or [party]

    def _facing(self, one: _Told, mine: Sequence[_End], facing: Sequence[_End], actor: bool) -> list[Party]:
        """A side; where the state of one is not known, with that which faces it where one of both acts at home, else
        with the only other that its sentence names.
        """
        others = [party for _, party in facing]
        states, named = {party.country for party in others}, self._named(one, others)

        def placed(end: str, party: Party) -> Party:
            if party.country or len(states) != 1 or not all(states):
                return party
            code, = states
            fit = self._homes.open(end)
            if fit and code in self._states and homes.facing(party, others[0], one.type, actor):
                return _of(party, Home(country=code, reason=f"{code}: as the other side, of what is done at home."))
            if named and (fit or self._homes.other(end)):
                return _of(party, Home(country=named, reason=f"{named}: the only other state that its sentence names."))
            return party

        return [placed(end, party) for end, party in mine]

    def _country(self, mention: str) -> str:
        """The country of a mention's actor where it is the same on every day or on that of its report, "" for none."""
        found = self.sources.linker.actor(mention)
        if found is None:
            return ""
        report, = self._conn.execute("SELECT report FROM mention WHERE key = ?", (mention,)).fetchone()
        day = self.sources.days.get(report) or self.sources.rest.get(report, ("", ""))[1]
        return self._codes.on(found, day).country

    def _days(self, one: _Told) -> tuple[str, str]:
        """The first and the last day on which an event may have happened, for codes; where only one is known it stands
        for both, and where none is the publication does.
        """
        low, high = bounds(one.date)
        other = low or high or self.sources.day(one.date, one.report)
        return low or other, high or other

    def _party(self, mention: str, low: str, high: str) -> Party:
        linker = self.sources.linker
        found, written = linker.actor(mention), (linker.words(mention),)
        if found is None:
            told = self._codes.words(linker.name(mention))
            sectors = () if told.sectors == UNKNOWN else told.sectors
            return Party(actor="", name=linker.name(mention), country="", sectors=sectors, written=written,
                         reason=told.reason if sectors else "no actor is known by this")
        code = self._codes.between(found, low, high)
        return Party(actor=found.key, name=found.name, country=code.country, sectors=tuple(code.sectors),
                     reason=code.reason, written=written)

    def _row(self, some: Iterable[_Told]) -> EventRow:
        """The row of events that are one."""
        told = sorted(some, key=lambda one: (self.sources.published(one.report).removeprefix("≤ ") or "~", one.report,
                                             one.start, one.key))
        lead = min(told, key=lambda one: _rank(one.factuality))
        when = self._date(told)
        of, modes = plover.read(), tuple(dict.fromkeys(mode for one in told for mode in one.modes))
        pages = {page for one in told for page in self._pages.get(one.key, ())}
        reports = list(dict.fromkeys(one.report for one in told))
        first, last, bound = self.sources.out(reports)
        name, country, latitude, longitude, exact = min(map(self._at, told), key=lambda at: (
            not at[0], at[4] is None, at[4]))
        actors, recipients = (_once(party for sides in both for party in sides) for both in zip(
            *(self._sides(one.key, *self._days(when)) for one in told), strict=True))
        independent, dependence = self._independence.among([self._heard(report, told) for report in reports])
        return EventRow(
            key=told[0].key, events=tuple(one.key for one in told), type=lead.type, modes=modes,
            contexts=tuple(dict.fromkeys(part for one in told for part in one.contexts)), quad=of.types[lead.type].quad,
            score=of.score(lead.type, modes), actors=actors, recipients=recipients, date=when.date,
            date_precision=precision(when.date), place=name, country=country, latitude=latitude, longitude=longitude,
            place_precision=exact, factuality=lead.factuality, voices=_voices(map(self.voice, told)),
            denied_by=_voices(self.voice(one) for one in told if Factuality.NEGATED in one.factuality),
            tellings=tuple(map(self._telling, told)), conflicts=self._conflicts(told), articles=len(pages),
            families=len(reports), reports=len(reports), independent=independent, dependence=dependence, first=first,
            last=last, bound=bound, foremost=any(one.foremost for one in told))

    def _date(self, told: Sequence[_Told]) -> _Told:
        """The telling with the most exact date."""
        return min(told, key=lambda one: (precision(one.date), one.date.value is None))

    def _telling(self, one: _Told) -> Telling:
        pages = self._pages.get(one.key, ())
        return Telling(
            event=one.key, report=one.report, outlets=self.sources.outlets(pages),
            published=self.sources.published(one.report), quote=" ".join(one.words.split()), voice=self.voice(one),
            date=one.date, sizes=one.sizes, factuality=one.factuality, articles=len(pages), foremost=one.foremost)

    def _heard(self, report: str, told: Iterable[_Told]) -> Heard:
        some = [one for one in told if one.report == report]
        pages = {page for one in some for page in self._pages.get(one.key, ())}
        return Heard(report=report, pages=tuple(sorted(pages)), voices=frozenset(map(self.voice, some)), words=tuple(
            self._sentences[one.key][1] for one in some if one.key in self._sentences))

    def _conflicts(self, told: Sequence[_Told]) -> tuple[str, ...]:
        """What tellings tell differently, side by side: numbers that cannot both hold, and who denies it."""
        made = []
        for harm in Harm:
            found: dict[str, str] = {}
            some = [(size, one) for one in told for size in one.sizes if size.harm is harm]
            for size, one in some:
                if any(recounts.apart(size, other) for other, _ in some):
                    found.setdefault(size.number, self._by(one))
            made += [f"{harm}: " + " against ".join(f"{n} ({by})" for n, by in found.items())] if found else []
        denied = [one for one in told if Factuality.NEGATED in one.factuality]
        if denied and len(denied) < len(told):
            whose = ", ".join(dict.fromkeys(self._by(one) for one in told if one not in denied))
            made.append(f"told as done by {whose}, denied by {', '.join(dict.fromkeys(map(self._by, denied)))}")
        return (*made, *self._blamed([one for one in told if one not in denied]))

    def _blamed(self, told: Sequence[_Told]) -> Iterator[str]:
        """Whom tellings have for who did it, where two on the word of others name none that may be the same. What both
        sides do together, as talks, has no such conflict.
        """
        some = [(self._by(one), [self._acting[end] for end in one.actors if end in self._acting], one) for one in told
                if one.actors and (one.recipients or len(one.actors) == 1)]
        if any(by != other and mine and theirs and nearness(mine, theirs) == APART
               for by, mine, _ in some for other, theirs, _ in some):
            found: dict[str, dict[str, None]] = {}
            for by, _, one in some:
                found.setdefault(", ".join(map(self.sources.linker.name, one.actors)), {})[by] = None
            yield "told as done " + ", ".join(f"by {who} according to {', '.join(by)}" for who, by in found.items())

    def _by(self, one: _Told) -> str:
        """Who tells it: a name, else the outlets."""
        voice = self.voice(one)
        outlets = self.sources.outlets(self._pages.get(one.key, ()))
        return voice if voice not in (REPORTER, UNNAMED) or not outlets else ", ".join(outlets)

    def voice(self, one: _Told) -> str:
        """On whose word an event is: a name, "the reporter", or "unnamed" for words of nobody named."""
        if one.voice:
            return self.sources.linker.name(one.voice) or UNNAMED
        return UNNAMED if one.said else REPORTER

    def _at(self, one: _Told) -> tuple[str, str, float | None, float | None, int | None]:
        """Name, country, latitude, longitude and UCDP's where_prec of an event's place; without a place no pin."""
        if not one.place:
            return "", "", None, None, None
        found = self._where.get(self.sources.linker.leader(one.place))
        if found is None:
            return self.sources.linker.name(one.place), "", None, None, None
        name, country, latitude, longitude, exact = found
        return name, country, latitude, longitude, exact


def precision(date: Date) -> int:
    """UCDP's date_prec (codebook of GED): 1 the day, 2 within two to six days, 3 the week, 4 the month, 5 no nearer.
    GED has no event that is not dated to a year; ours of several years, or without one of the bounds, are 5 as well.
    """
    low, high = bounds(date)
    if not low or not high:
        return 5
    days = (day_of.fromisoformat(high) - day_of.fromisoformat(low)).days + 1
    return 1 if days == 1 else 2 if days < WEEK else 3 if days == WEEK else 4 if days <= MONTH else 5


def bounds(date: Date) -> tuple[str, str]:
    """The first and the last day on which something may have happened, "" for what is not known."""
    value = date.value[:10] if date.value and iso(date.value[:10]) else ""
    low, high = (date.low or "")[:10], (date.high or "")[:10]
    if len(value) == 10:
        return low or value, high or value
    return (low if len(low) == 10 else ""), (high if len(high) == 10 else "")


def _fits(told: Sequence[Factuality], asked: str) -> bool:
    """Whether an event is put as is asked for; nothing asked: as done."""
    return asked in (ANY, *told) if asked else Factuality.ACTUAL in told and not OPEN & {*told}


def _has(told: str, asked: str) -> bool:
    """Whether some words have all that are asked for: "harbour", or "harb*" for what begins so."""
    here = bare(told).split()
    return all(any(word.startswith(part) if open else word == part for word in here)
               for one in asked.split() for open in [one.endswith("*")] for part in bare(one).split())


def _rank(told: Sequence[Factuality]) -> int:
    """How sure a telling is: done before denied before what is open."""
    return 1 if Factuality.NEGATED in told else 2 if OPEN & {*told} else 0


def _voices(some: Iterable[str]) -> tuple[str, ...]:
    """Each voice once: the reporter first, then by name, the unnamed last."""
    return tuple(sorted({*some}, key=lambda name: (name != REPORTER, name == UNNAMED, name)))


def _all_of(sides: Sides) -> Sequence[Party]:
    return (*sides[0], *sides[1])


def _of(party: Party, home: Home) -> Party:
    """A side with the state that is found for it."""
    return replace(party, country=home.country, reason=" ".join((party.reason.rstrip(".") + ".", home.reason)))


def _once(some: Iterable[Party]) -> tuple[Party, ...]:
    """The parties of one side, each once with all that it is called; what words tell goes before what they do not."""
    made: dict[tuple[str, str], Party] = {}
    for party in some:
        key = party.actor or bare(party.name), party.country
        other = made.get(key, party)
        made[key] = replace(other, written=tuple(dict.fromkeys((*other.written, *party.written))))
    return tuple(one for one in made.values() if one.told) or tuple(made.values())


def _when(row: EventRow) -> str:
    """By what rows are in order: the first day on which it may have happened, else the last, else the publication."""
    low, high = bounds(row.date)
    return low or high or row.first or row.bound or "~"


def _pages(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The pages that have an event's words, by event."""
    return {key: tuple(page for page, in some) for key, some in sql.group(conn.execute(
        "SELECT DISTINCT datum, page FROM evidence JOIN event ON event.key = datum WHERE owner = datum "
        "ORDER BY datum, page")).items()}


def _all(conn: sqlite3.Connection) -> Iterable[_Told]:
    for (key, report, start, type, modes, contexts, actors, recipients, place, sizes, factuality, said, voice, foremost,
         words, *date) in conn.execute(
            "SELECT event.key, report, start, type, modes, contexts, actors, recipients, place, sizes, factuality, "
            f"said, voice, foremost, words, {sources.DATED} FROM event LEFT JOIN date ON date.datum = event.key "
            "ORDER BY event.key").fetchall():
        yield _Told(
            key=key, report=report, start=start, type=EventType(type), modes=tuple(json.loads(modes)),
            contexts=tuple(dict.fromkeys(name for name, _, _ in json.loads(contexts))),
            actors=tuple(json.loads(actors)), recipients=tuple(json.loads(recipients)), place=place,
            sizes=tuple(Size(harm=Harm(harm), low=low, best=best, high=high, start=begin, end=end)
                        for harm, low, best, high, begin, end in json.loads(sizes)),
            factuality=tuple(map(Factuality, json.loads(factuality))), said=bool(said), voice=voice,
            foremost=bool(foremost), words=words, date=sources.dated(date))
