"""Events for a reader: who did what to whom, one row per event, with PLOVER's codes on its day and all its tellings.

Which events are one is what the stage `recounts` found. Who a side is, and what PLOVER calls it, is joined in here, and
what tellings tell differently stands side by side. Takes an open connection and never writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from standoff import plover
from standoff.answers import EventRow, Party, Telling
from standoff.days import bounds, precision
from standoff.errors import UnknownKey
from standoff.events.alike import APART, nearness
from standoff.events.numbers import differ
from standoff.known import Known
from standoff.model import Factuality, Harm
from standoff.record import corrections, facts, retold, tellings
from standoff.record.independence import Heard, Independence
from standoff.record.linker import REPORTER, UNNAMED, bare
from standoff.record.parties import Parties, Sides, one_way
from standoff.record.sources import Sources
from standoff.record.tellings import Told

OPEN = frozenset({Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL})
"""What nobody tells as done."""

ANY = "any"
"""Asked for instead of a factuality: all events, however they are put."""

NEAR = 4096
"""Events of which something is kept that is asked for again soon: those of one row are few."""

NOWHERE = frozenset({"area", "areas", "country", "homeland", "land", "lands", "nation", "region", "soil", "territory"})
"""What tells no place where nobody knows which: "their country"."""

COUNTRY = re.compile("[A-Z]{3}")
"""A country as PLOVER writes it: asked for so, all sides are meant that are coded so."""


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
    foremost: bool = False           # only what its sentence is about, in one telling at least
    quad: int = 0                    # PLOVER's, of the row; 0 is any


class Chronicle:
    """The events of a record put together, as it has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self.sources = Sources(conn, known)
        self._rejected = corrections.rejected(conn)
        self._groups = {key: left for key, group in retold.groups(conn).items()
                        if (left := tuple(one for one in group if one not in self._rejected))}
        self._told = {one.key: one for one in tellings.every(conn) if one.key not in self._rejected}
        self._pages = lru_cache(NEAR)(partial(_pages, conn))
        self._where = {mention: place for mention, *place in conn.execute(
            "SELECT mention, name, country, latitude, longitude, precision FROM location ORDER BY key")}
        self._parties = Parties(conn, known, self.sources, lambda one: self._at(one)[1])
        self._sides = lru_cache(NEAR)(lambda key, low, high: self._parties.sides(self._told[key], low, high))
        self._independence = Independence(conn, self.sources.linker)
        self._sentences = facts.sentences(conn, self._groups)
        self._acting = facts.who_acts(conn) if self._groups else {}

    def rows(self) -> Iterator[tuple[EventRow, tuple[Told, ...]]]:
        """All rows in the order in which they happened, as far as that is known, each with what its places tell."""
        some = [self._by_publication(self._told[key] for key in group) for group in {*map(self._group, self._told)}]
        for told in sorted(some, key=self._when):
            yield self._row(told), tuple(told)

    def row(self, key: str) -> EventRow:
        """The row that an event is in. Raises UnknownKey for one that a person rejected."""
        return self.one(key)[0]

    def one(self, key: str) -> tuple[EventRow, tuple[Told, ...]]:
        """The row that an event is in, with what its places tell. Raises as `row`."""
        if key in self._rejected:
            raise UnknownKey(f"{key} is in no list: a person rejected it, see standoff corrections.")
        told = self._by_publication(self._told[one] for one in self._group(key))
        return self._row(told), tuple(told)

    def sides(self, one: Told) -> Sides:
        """Who did it and to whom, with PLOVER's codes on the day of the event."""
        return self._sides(one.key, *self._days(one))

    def place(self, one: Told) -> tuple[str, str]:
        """The name of its place as the gazetteer or the text has it, and the place's country; "" for none."""
        return self._at(one)[:2]

    def _group(self, key: str) -> tuple[str, ...]:
        """The keys of all events that are this one, its own among them."""
        return self._groups.get(key, (key,))

    # — one row —

    def _days(self, one: Told) -> tuple[str, str]:
        """The first and the last day on which an event may have happened, for codes; where only one is known it stands
        for both, and where none is the publication does.
        """
        low, high = bounds(one.date)
        other = low or high or self.sources.day(one.date, one.report)
        return low or other, high or other

    def _by_publication(self, some: Iterable[Told]) -> list[Told]:
        return sorted(some, key=lambda one: (self.sources.published(one.report).removeprefix("≤ ") or "~", one.report,
                                             one.start, one.key))

    def _when(self, told: Sequence[Told]) -> tuple[str, str]:
        """By what rows are in order: the first day on which it may have happened, else the last, else the publication;
        then the key.
        """
        low, high = bounds(self._date(told).date)
        first, _, bound = self.sources.out(one.report for one in told)
        return low or high or first or bound or "~", told[0].key

    def _row(self, told: Sequence[Told]) -> EventRow:
        """The row of events that are one, by their publication."""
        lead = min(told, key=lambda one: _rank(one.factuality))
        when = self._date(told)
        of = plover.read()
        modes = tuple(dict.fromkeys(mode for one in told if one.type is lead.type for mode in one.modes))
        pages = {page for one in told for page in self._pages(one.key)}
        reports = list(dict.fromkeys(one.report for one in told))
        first, last, bound = self.sources.out(reports)
        name, country, latitude, longitude, exact = min(map(self._at, told), key=lambda at: (
            not at[0], at[4] is None, at[4]))
        sides = one_way([self._sides(one.key, *self._days(when)) for one in told])
        actors = _once(replace(party, voices=(self.voice(one),)) for one, (who, _) in zip(told, sides, strict=True)
                       for party in who)
        recipients = _once(party for _, whom in sides for party in whom)
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

    def _date(self, told: Sequence[Told]) -> Told:
        """The telling with the most exact date."""
        return min(told, key=lambda one: (precision(one.date), one.date.value is None))

    def _telling(self, one: Told) -> Telling:
        pages = self._pages(one.key)
        return Telling(
            event=one.key, report=one.report, outlets=self.sources.outlets(pages),
            published=self.sources.published(one.report), quote=" ".join(one.words.split()), voice=self.voice(one),
            date=one.date, sizes=one.sizes, factuality=one.factuality, articles=len(pages), foremost=one.foremost)

    def _heard(self, report: str, told: Iterable[Told]) -> Heard:
        some = [one for one in told if one.report == report]
        pages = {page for one in some for page in self._pages(one.key)}
        return Heard(report=report, pages=tuple(sorted(pages)), voices=frozenset(map(self.voice, some)), words=tuple(
            self._sentences[one.key][1] for one in some if one.key in self._sentences))

    def _conflicts(self, told: Sequence[Told]) -> tuple[str, ...]:
        """What tellings tell differently, side by side: numbers, who denies it, and who did it."""
        made = []
        for harm in Harm:
            found: dict[str, str] = {}
            some = [(size, one) for one in told for size in one.sizes if size.harm is harm]
            for size, one in some:
                if any(differ(size, other) for other, _ in some):
                    found.setdefault(size.number, self._by(one))
            if len(found) > 1 and len(set(found.values())) == 1:         # copies of one report have other numbers
                made.append(f"{harm}: {' against '.join(found)} as copies differ ({next(iter(found.values()))})")
            elif found:
                made.append(f"{harm}: " + " against ".join(f"{n} ({by})" for n, by in found.items()))
        denied = [one for one in told if Factuality.NEGATED in one.factuality]
        if denied and len(denied) < len(told):
            whose = ", ".join(dict.fromkeys(self._by(one) for one in told if one not in denied))
            made.append(f"told as done by {whose}, denied by {', '.join(dict.fromkeys(map(self._by, denied)))}")
        return (*made, *self._blamed([one for one in told if one not in denied]))

    def _blamed(self, told: Sequence[Told]) -> Iterator[str]:
        """Whom tellings have for who did it, where two on the word of others name none that may be the same. What both
        sides do together, as talks, has no such conflict.
        """
        if len(told) < 2:
            return
        some = [(self._by(one), [self._acting[end] for end in one.actors if end in self._acting], one) for one in told
                if one.actors and (one.recipients or len(one.actors) == 1)]
        if any(by != other and mine and theirs and nearness(mine, theirs) == APART
               for by, mine, _ in some for other, theirs, _ in some):
            found: dict[str, dict[str, None]] = {}
            for by, _, one in some:
                found.setdefault(", ".join(map(self.sources.linker.name, one.actors)), {})[by] = None
            yield "told as done " + ", ".join(f"by {who} according to {', '.join(by)}" for who, by in found.items())

    def _by(self, one: Told) -> str:
        """Who tells it: a name, else the outlets."""
        voice = self.voice(one)
        outlets = self.sources.outlets(self._pages(one.key))
        return voice if voice not in (REPORTER, UNNAMED) or not outlets else ", ".join(outlets)

    def voice(self, one: Told) -> str:
        """On whose word an event is: a name, "the reporter", or "unnamed" for words of nobody named."""
        if one.voice:
            return self.sources.linker.name(one.voice) or UNNAMED
        return UNNAMED if one.said else REPORTER

    def _at(self, one: Told) -> tuple[str, str, float | None, float | None, int | None]:
        """Name, country, latitude, longitude and UCDP's where_prec of an event's place; without a place no pin."""
        if not one.place:
            return "", "", None, None, None
        found = self._where.get(self.sources.linker.leader(one.place))
        if found is None:
            return _somewhere(self.sources.linker.name(one.place)), "", None, None, None
        name, country, latitude, longitude, exact = found
        return name, country, latitude, longitude, exact


def done(told: Sequence[Factuality]) -> bool:
    """Whether an event is told as done."""
    return Factuality.ACTUAL in told and not OPEN & {*told}


def _rank(told: Sequence[Factuality]) -> int:
    """How sure a telling is: done before denied before what is open."""
    return 1 if Factuality.NEGATED in told else 2 if OPEN & {*told} else 0


def _voices(some: Iterable[str]) -> tuple[str, ...]:
    """Each voice once: the reporter first, then by name, the unnamed last."""
    return tuple(sorted({*some}, key=lambda name: (name != REPORTER, name == UNNAMED, name)))


def _once(some: Iterable[Party]) -> tuple[Party, ...]:
    """The parties of one side, each once with all that it is called; what words tell goes before what they do not."""
    made: dict[tuple[str, str], Party] = {}
    for party in some:
        key = party.actor or bare(party.name), party.country
        other = made.get(key)
        made[key] = party if other is None else replace(
            other, written=tuple(dict.fromkeys((*other.written, *party.written))),
            voices=_voices((*other.voices, *party.voices)))
    some = [replace(one, voices=()) if {REPORTER, one.name} & {*one.voices} else one for one in made.values()]
    return tuple(one for one in some if one.told) or tuple(some)


def _somewhere(name: str) -> str:
    """What the text calls a place that the gazetteer has not: "the port"; "" for "their country"."""
    return "" if name.rpartition(" ")[2] in NOWHERE else name


def _pages(conn: sqlite3.Connection, event: str) -> tuple[str, ...]:
    """The pages that have an event's words."""
    return tuple(page for page, in conn.execute(
        "SELECT DISTINCT page FROM evidence WHERE datum = ?1 AND owner = ?1 ORDER BY page", (event,)))
