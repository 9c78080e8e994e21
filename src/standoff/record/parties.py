"""Who the sides of an event are, with PLOVER's codes on its day: whom files, titles and texts know, and all others.

A side whom no file knows has the state that `standoff.record.homes` finds, one that no words tell the state that
`standoff.record.unspoken` puts. Each says why. Takes an open connection and never writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from standoff.answers import Party
from standoff.codes import OFFICIAL, UNKNOWN
from standoff.known import Known
from standoff.model import Actor, EventType, Factuality
from standoff.record import homes, unspoken
from standoff.record.bands import Bands, League
from standoff.record.codings import NOBODY, Codes
from standoff.record.homes import Home, Homes
from standoff.record.sources import Sources
from standoff.record.tellings import Told

_CLAUSE = re.compile(r",?\s(?:who|whom|whose|which|that|where)\s(?=[a-z])|,\s(?=[a-z]+ing\s)")
"""Where a clause begins behind the noun of a side."""

_POINTING = re.compile(r"^(?:these|those|this|that|our|my|your)\s+(?=[a-z])", re.IGNORECASE)

Sides = tuple[tuple[Party, ...], tuple[Party, ...]]
"""Actors and recipients."""

_End = tuple[str, Party]
"""A mention, and who it is."""


class Parties:
    """The sides of a record's events, as it has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], sources: Sources,
                 place: Callable[[Told], str]) -> None:
        """`place`: the country where a telling puts its event, "" for none."""
        self._conn, self._sources, self._place = conn, sources, place
        self._codes = Codes(conn, known)
        self._states = {one.key: one.name for one in known.values() if one.type == "state"}
        self._known, self._forces = known, _forces(known)
        self._here = {one.known: one for one in sources.linker.actors() if one.known}
        self._bodies = {one.key for key, one in self._here.items() if key not in self._states}
        self._done = {(report, EventType(type)) for report, type in conn.execute(
            "SELECT DISTINCT report, type FROM event WHERE actors <> '[]'")}
        self.of, self.country = cache(self._party), cache(self._country)
        self._homes, self._bands = Homes(conn, known, sources.linker, self.country), Bands(known)

    def sides(self, one: Told, low: str, high: str) -> Sides:
        """Both sides of a telling, with PLOVER's codes between two days."""
        told = {end: self.of(end, low, high).country for end in (*one.actors, *one.recipients)}
        actors, recipients = ([(end, party) for end in ends for party in self._placed(
            one, end, self.of(end, low, high), {told[other] for other in others})]
            for ends, others in ((one.actors, one.recipients), (one.recipients, one.actors)))
        who, whom = self._facing(one, actors, recipients, True), self._others(self._facing(
            one, recipients, actors, False), actors)
        place = self._place(one)
        if not whom and len(who) < 2:
            whom = [*unspoken.side("recipients", one.type, one.modes, place, self._named(one, who, True), who,
                                   self._states)]
        if not who and (one.type is EventType.PROTEST or any(party.told for party in whom)):
            who = [*unspoken.side("actors", one.type, one.modes, place, self._named(one, whom), whom, self._states,
                                  (one.report, one.type) in self._done)]
        return tuple(who), tuple(whom)

    def _named(self, one: Told, side: Sequence[Party], behind: bool = False) -> str:
        """The only state beside a side's own that the sentence of an event names, "" where that side's is not known.

        Who says so is none of it; nor is of a deed of long ago who is told of today. `behind`: named by the event's
        words or behind them.
        """
        known = {party.country for party in side}
        if not known or not all(known) or not one.foremost or Factuality.HISTORICAL in one.factuality:
            return ""
        return self._homes.named(one.report, one.start, one.start + len(one.words), {*known, *self._of_voice(one)},
                                 behind)

    def _of_voice(self, one: Told) -> set[str]:
        if not one.voice:
            return set()
        return {self.country(one.voice, one.report), *(home.country for home in self._homes.of(one.voice))}

    def _placed(self, one: Told, end: str, party: Party, facing: Collection[str]) -> list[Party]:
        """A side with the state that its words tell, one for each of "Kenyan and Ugandan officials"; else with that of
        the place of the event, or the only one that is named around it. `facing`: states of the other side; of a person
        who acts towards one, what stands around tells nothing.
        """
        own = self._homes.adjective(end)
        if own and party.country in self._states and party.country != own:      # the chain leads to somebody else
            words = self._sources.linker.words(end)
            party = replace(party, actor="", name=words, country="", sectors=(), reason=f"no actor is called “{words}”")
        if self._homes.sides(end) and not party.actor:
            party = replace(party, sectors=())
        ally = self._homes.other(end) and party.actor not in self._bodies
        if self._homes.origin(end) or ally:                                     # a people; whose allies they are
            party = replace(party, country="")
        listed = self._homes.listed(end)                                        # "the ministers of Mali and Niger"
        if party.country and not listed:
            return [party]
        found = listed or self._homes.of(end)
        if not found and self._homes.open(end) and self._homes.home(end, party.sectors, one.type):
            code = "" if self._homes.person(end) else self._place(one)
            around = Home(country=code, reason=f"{code}: where it happened.") if code else \
                self._homes.around(one.report, one.start)
            apart = around is not None and self._homes.person(end) and around.country in facing
            found = (around,) if around and not apart else ()
        return [_of(party, home) for home in found] or [party]

    def _facing(self, one: Told, mine: Sequence[_End], facing: Sequence[_End], actor: bool) -> list[Party]:
        """A side; where the state of one is not known, with that which faces it where one of both acts at home, else
        with the only other that its sentence names.
        """
        others = [party for _, party in facing]
        states, named = {party.country for party in others}, self._named(one, others)

        def placed(end: str, party: Party) -> Party:
            if party.country or len(states) != 1 or not all(states):
                return party
            code, = states
            fit = self._homes.open(end) and not self._homes.person(end)
            if fit and code in self._states and homes.facing(party, others[0], one.type, actor):
                return _of(party, Home(country=code, reason=f"{code}: as the other side, of what is done at home."))
            if named and (fit or self._homes.other(end)):
                return _of(party, Home(country=named, reason=f"{named}: the only other state that its sentence names."))
            return party

        return [placed(end, party) for end, party in mine]

    def _others(self, whom: list[Party], actors: Sequence[_End]) -> list[Party]:
        """Recipients; of several states not that of the officials who act: "praised the pact of Chad and Mali"."""
        own = {party.country for _, party in actors if party.country and OFFICIAL & {*party.sectors}}
        states = {party.country for party in whom if not party.sectors}
        return [party for party in whom if party.sectors or party.country not in own] if states - own - {""} else whom

    def _country(self, mention: str, report: str) -> str:
        """The country of the actor of a mention of a report where it is the same on every day or on that of the report,
        "" for none.
        """
        found = self._sources.linker.actor(mention)
        if found is None:
            return ""
        day = self._sources.days.get(report) or self._sources.rest.get(report, ("", ""))[1]
        return self._codes.on(found, day).country

    def _party(self, mention: str, low: str, high: str) -> Party:
        linker = self._sources.linker
        found, written = linker.actor(mention), (linker.words(mention),)
        if (sent := self._homes.sends(mention)) is not None and (found.known if found else "") in ("", sent[0]):
            return self._of_state(*sent, written, low, high)
        if not (found and found.known):
            before, words, text = self._homes.described(mention)
            if (league := self._bands.league(words, text)) is not None:
                return self._of_league(league, written)
            if keys := self._bands.band(before):
                return self._of_band(keys, written, low, high)
        if found is None:
            told = self._codes.words(linker.name(mention))
            sectors = () if told.sectors == UNKNOWN else told.sectors
            if not sectors and self._homes.armed(mention):
                return Party(actor="", name=_short(linker.name(mention)), country="", sectors=("MIL",), written=written,
                             reason="MIL: a state's force")
            return Party(actor="", name=_short(linker.name(mention)), country="", sectors=sectors, written=written,
                         reason=told.reason if sectors else "no actor is known by this")
        code = self._codes.between(found, low, high)
        name = _short(found.name) if found.described else found.name
        return Party(actor=found.key, name=name, country=code.country, sectors=tuple(code.sectors),
                     reason=code.reason, written=written)

    def _of_league(self, league: League, written: tuple[str, ...]) -> Party:
        """A coalition is its leader's armed forces to PLOVER, which has no code for those who come with it."""
        here = self._here.get(league.known)
        name = self._known[league.known].name if league.known else league.name
        return Party(actor=here.key if here else "", name=name, country=league.country, sectors=("MIL",),
                     written=written, reason=f"{league.country} MIL: a coalition that {league.country} leads")

    def _of_band(self, keys: Sequence[str], written: tuple[str, ...], low: str, high: str) -> Party:
        """An armed group by its name before a noun: the one of whom the record tells, else the surest."""
        key = next((key for key in keys if key in self._here), keys[0])
        here = self._here.get(key)
        one = here or Actor(key=key, name=self._known[key].name, type="organisation", described=False, leaders=(),
                            known=key, origin=NOBODY)
        code = self._codes.between(one, low, high)
        return Party(actor=here.key if here else "", name=one.name, country=code.country, sectors=code.sectors,
                     written=written, reason=f"{code.reason.rstrip('.')}; by “{written[0]}”.")

    def _of_state(self, country: str, force: str, written: tuple[str, ...], low: str, high: str) -> Party:
        """Who is meant by the adjective of a state: its armed forces by "Indian jets", else the state itself."""
        key = self._forces.get(country, "") if force else country
        here = self._here.get(key)
        if here is not None:
            code = self._codes.between(here, low, high)
            return Party(actor=here.key, name=here.name, country=code.country, sectors=code.sectors, written=written,
                         reason=code.reason)
        name = self._known[key].name if key in self._known else force or self._states.get(country, country)
        reason = f"MIL: armed force of {country}, by “{force}”" if force else f"{country}: by “{written[0]}”"
        return Party(actor="", name=name, country=country, sectors=("MIL",) if force else (), written=written,
                     reason=reason)


def _short(name: str) -> str:
    """The name of a side without a clause behind its noun ("protesters who defied a curfew, killing two") and without
    the word that points to it in its text ("these groups", "our children").
    """
    name = _POINTING.sub("", name)
    cut = _CLAUSE.search(name)
    return name[:cut.start()].rstrip(" ,") if cut and cut.start() else name


def _forces(known: Mapping[str, Known]) -> Mapping[str, str]:
    """The key of each state's armed forces: of the body that is called by its adjective and "military"."""
    states = {f"{demonym} military": one.key for one in known.values() if one.type == "state"
              for demonym in one.demonyms}
    return {states[name]: one.key for one in known.values() for name in one.names if name in states}


def one_way(some: Sequence[Sides]) -> list[Sides]:
    """The sides of the tellings of one event, so that none gainsays another: where some tell who did it to whom,
    whom it was done to are none of those who did it, although others only tell of a fight ("exchanged fire").
    """
    told = [sides for sides in some if all(any(one.told for one in side) for side in sides)]
    did, suffered = ({one.country or one.actor for sides in told for one in sides[end]} for end in (0, 1))
    only = suffered - did - {""}

    def left(who: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(one for one in who if (one.country or one.actor) not in only) or who

    return [(who if whom else left(who), whom) for who, whom in some]


def _of(party: Party, home: Home) -> Party:
    """A side with the state that is found for it."""
    return replace(party, country=home.country, reason=" ".join((party.reason.rstrip(".") + ".", home.reason)))
