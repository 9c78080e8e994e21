"""PLOVER's country and sectors of an actor on a day, each with the reason.

Takes what files know (`standoff.known`), what titles tell (`standoff.offices`) and what texts told of somebody; reads
nothing else and stores nothing: a code is made when the record is read. What nobody knows is UNK, with the reason why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from standoff.known import FOLDED, NO_STATES, Dated, Known, Post, states
from standoff.model import Actor, Claim, TieType
from standoff.offices import Office, Offices

UNKNOWN = ("UNK",)
BODIES = NO_STATES - {"ATA", "HKG", "PSE", "KOS"}
"""Codes in the place of a country of whom PLOVER gives no sector of government: who speaks for the United Nations is no
GOV. The other four are territories."""

OFFICIAL = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
"""Sectors whose former members PLOVER calls elites (ELI: “former government officials”)."""

IN_OFFICE = frozenset([TieType.LEADS, TieType.DEPUTY_OF, TieType.REPRESENTS, TieType.ADVISES])
"""Who is this to a state itself (“leader of Chad”) is of its government."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Who somebody is to PLOVER."""

    country: str                             # ISO 3166-1 alpha-3 or one of NO_STATES; "" is none or not known
    sectors: tuple[str, ...]                 # the primary one first; () where PLOVER has none, UNKNOWN if we know none
    reason: str                              # a sentence to check it by


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Dated):
    """What texts tell of somebody: `what` is a title or noun as written ("commander"), "" for a mere member."""

    of: str = ""                             # whose: a known key, else as written ("Iranian", "Delta Avengers"), or ""
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Everything that a code is made of; `coder` makes one."""

    known: Mapping[str, Known]
    offices: Offices
    states: Mapping[str, str]                # name or adjective of a state → its key

    def code(self, actor: Actor, day: str | None, told: Sequence[Told] = ()) -> Code:
        """The code of an actor on an ISO day, which may be cut; None: only what holds on every day.

        `told`: what texts tell of him, the surest first. What a file knows for the day goes before.
        """
        entry = self.known.get(actor.known)
        if entry is None:
            found = self._unknown(actor, day, told)
        elif entry.type != "person":
            found = self._entry(entry, day)
        else:
            found = (self._person(entry, day) or self._told(told, day, entry.country) or self._former(entry, day)
                     or _none(entry.country, f"{entry.name} has neither post nor sector {_on(day)} in "
                                             f"{entry.file or 'the files'}"))
        return Code(country=FOLDED.get(found.country, found.country), sectors=found.sectors, reason=found.reason)

    # — whom a file knows —

    def _entry(self, entry: Known, day: str | None) -> Code:
        row, whose = self._row(entry, day)
        if row is not None:
            by = "" if whose is entry else f", part of {whose.name}"
            return Code(country=entry.country, sectors=tuple(row.what.split()),
                        reason=f"{_dated(row)} in {whose.file or 'the files'}: {entry.name}{by}.")
        if entry.type == "state":
            return Code(country=entry.country, sectors=(), reason=f"{entry.name} is the state itself: no sector.")
        if entry.country in BODIES and not entry.sectors:
            return Code(country=entry.country, sectors=(), reason=(
                f"{entry.country} in {entry.file or 'the files'}: {entry.name}; PLOVER has no sector for it."))
        if not entry.sectors and (sectors := self.offices.body(entry.name, bool(entry.country))):
            return Code(country=entry.country, sectors=sectors, reason=f"{sectors[0]} by its name: {entry.name}.")
        return _none(entry.country, f"{entry.name} has no sector {_on(day)} in {entry.file or 'the files'}"
                     + (f"; there are {', '.join(_dated(one) for one in entry.sectors)}" if entry.sectors else ""))

    def _row(self, entry: Known, day: str | None) -> tuple[Dated | None, Known]:
        """The sectors on a day and whose they are: its own, or of what it is part of."""
        seen: list[Known] = [entry]
        for one in seen:
            if one.sectors:
                return _holding(one.sectors, day), one
            wholes = (part for part in one.part_of if day is None or part.holds(day))
            seen += [self.known[part.what] for part in wholes
                     if part.what in self.known and self.known[part.what] not in seen]
        return None, entry

    def _person(self, entry: Known, day: str | None) -> Code | None:
        """By the posts that a file has for the day, then by what it says of the person himself."""
        posts = [one for one in (entry.posts if day is None else entry.posts_at(day)) if not self._planned(one.what)]
        held = [(post, *self._held(post.what, post.of, day, entry.country)) for post in posts]
        own = _holding(entry.sectors, day)
        if day is None and len({(country, sectors) for _, country, sectors in held}) > 1:
            return _none(entry.country, f"{entry.name} held several posts, and the day is not known")
        if held:
            held.sort(key=lambda one: one[0].since, reverse=True)      # the latest, but offices before parties
            held.sort(key=lambda one: (one[1] != entry.country, not OFFICIAL & set(one[2][:1]),
                                       one[2] in ((), UNKNOWN)))
            post, country, first = held[0]
            more = [sector for _, _, sectors in held[1:] for sector in sectors] + (own.what.split() if own else [])
            sectors = _once([*first, *more])
            return Code(country=country, sectors=sectors, reason=(
                f"{' '.join(sectors) or country}: {_dated(post)} of {self._name(post.of)} in "
                f"{entry.file or 'the files'}: {entry.name}."))
        if own is None:
            return None
        return Code(country=entry.country, sectors=tuple(own.what.split()),
                    reason=f"{_dated(own)} in {entry.file or 'the files'}: {entry.name}.")

    def _former(self, entry: Known, day: str | None) -> Code | None:
        """ELI of who has held an office before the day and holds none on it."""
        for post in sorted(entry.posts, key=lambda one: one.until, reverse=True):
            if day is None or not post.until or post.until >= day[:len(post.until)]:
                continue
            country, sectors = self._held(post.what, post.of, post.until, entry.country)
            if OFFICIAL & set(sectors) or country in BODIES - {"IMG", "ISM"}:
                return Code(country=entry.country, sectors=("ELI",), reason=(
                    f"ELI: formerly {_dated(post)} of {self._name(post.of)} in {entry.file or 'the files'}: "
                    f"{entry.name}."))
        return None

    # — whom no file knows —

    def _unknown(self, actor: Actor, day: str | None, told: Sequence[Told]) -> Code:
        if actor.described:
            return self._described(actor, told, day)
        found = self._told(told, day, actor.country)
        if found is not None:
            return found
        country, why = actor.country, ""
        if not country and actor.type != "person":
            country, why = self._country(actor.name.split())
        if actor.type != "person" and (sectors := self.offices.body(actor.name, bool(country))):
            return Code(country=country, sectors=sectors, reason=f"{sectors[0]} by its name: {actor.name}{why}.")
        return _none(country, f"no file knows {actor.name}, and no text tells a title" if actor.type == "person" else
                     f"no file knows {actor.name}, and its name tells no sector")

    def _described(self, actor: Actor, told: Sequence[Told], day: str | None) -> Code:
        """“Iranian officials”: by the noun, and by whose they are."""
        words = actor.name.split()
        office = self.offices.group(actor.name) or self.offices.title(words)
        if office is None:
            return _none(actor.country, f"nothing tells what “{actor.name}” are")
        whose = next((one.of for one in told if one.of and (day is None or one.holds(day))), "")
        country, why = (actor.country, "") if actor.country else self._country(words[:office.end])
        if whose in self.known or (whose and not country):
            country, sectors = self._by(office, whose, day, country)
            why = f" of {self._name(whose)}"
        elif office.former:
            sectors = ("ELI",) if OFFICIAL & set(office.sectors) else UNKNOWN
        else:
            sectors = (office.unowned if not country else ()) or office.sectors or (
                ("GOV",) if country and office.tie in IN_OFFICE else UNKNOWN)
        why = why or ("" if country else "; no state is named as theirs")
        return Code(country=country, sectors=sectors,
                    reason=f"{' '.join(sectors) or country}: the text calls them “{actor.name}”{why}.")

    def _told(self, told: Sequence[Told], day: str | None, country: str) -> Code | None:
        """By the first title that a text tells for the day."""
        former: Code | None = None
        for one in told:
            where, sectors = self._held(one.what, one.of, day, country)
            words = " of ".join(part for part in (one.what, self._name(one.of)) if part)
            office = self.offices.title(one.what.split())
            if one.former or (office is not None and office.former) or (day is not None and not one.holds(day)):
                over = one.former or (office is not None and office.former) or (one.until and day and one.until < day)
                if over and OFFICIAL & set(sectors) and former is None:
                    former = Code(country=where, sectors=("ELI",), reason=f"ELI: a text says formerly {words}.")
            elif sectors != UNKNOWN and not self._planned(one.what):
                return Code(country=where, sectors=sectors,
                            reason=f"{' '.join(sectors) or where}: a text says {words}{_dates(one)}.")
        return former

    # — what a title tells —

    def _held(self, title: str, of: str, day: str | None, country: str) -> tuple[str, tuple[str, ...]]:
        words = title.split()
        return self._by(self.offices.title(words) or self.offices.group(title), of, day, country)

    def _planned(self, title: str) -> bool:
        """Whether he is only to hold it: an ambassador-designate is no GOV yet."""
        office = self.offices.title(title.split())
        return office is not None and office.claim is Claim.PLANNED

    def _by(self, office: Office | None, of: str, day: str | None, country: str) -> tuple[str, tuple[str, ...]]:
        """Country and sectors of who holds an office of a body: the title's, the body's, or both."""
        body = self.known.get(of) or self.known.get(self.states.get(of, ""))
        if body is not None:
            country = body.country or country
            row, _ = self._row(body, day)
            bodys = tuple(row.what.split()) if row is not None else (
                () if body.sectors or body.type == "state" else self.offices.body(body.name, bool(country)))
        else:
            country, _ = (country, "") if country else self._country(of.split())
            bodys = self.offices.body(of, bool(country))
        own = office.sectors if office is not None else ()
        if country in BODIES:
            own = tuple(sector for sector in own if sector != "GOV")
            return country, bodys if office is not None and office.body_first and bodys else _once([*bodys, *own])
        if body is not None and body.type == "state" and not own and office is not None and office.tie in IN_OFFICE:
            own = ("GOV",)
        if bodys and (office is None or office.body_first or not own):
            return country, bodys
        return country, _once([*own, *bodys]) or UNKNOWN

    def _country(self, words: Sequence[str]) -> tuple[str, str]:
        """The one state that words name: “Iranian officials”; none of “pro-Iranian”, “Iranian and Iraqi”."""
        found: dict[str, str] = {}
        at = 0
        bare = [word.strip(",;:()“”\"").removesuffix("'s").removesuffix("’s") for word in words]
        while at < len(bare):
            size = next((size for size in (4, 3, 2, 1) if " ".join(bare[at:at + size]) in self.states), 0)
            if size:
                name = " ".join(bare[at:at + size])
                found.setdefault(self.states[name], name)
            at += size or 1
        if len(found) > 1:
            return "", f"; several states are named: {', '.join(found.values())}"
        if not found:
            return "", ""
        (key, name), = found.items()
        return key, f", and {name} is {key}"

    def _name(self, of: str) -> str:
        return self.known[of].name if of in self.known else of


def coder(known: Mapping[str, Known], offices: Offices) -> Coder:
    """A Coder of these files."""
    return Coder(known=known, offices=offices, states=states(known))


def code(actor: Actor, day: str | None, known: Mapping[str, Known], offices: Offices,
         told: Sequence[Told] = ()) -> Code:
    """`Coder.code` for one actor; of many, make a `coder` once."""
    return coder(known, offices).code(actor, day, told)


def _holding(rows: Sequence[Dated], day: str | None) -> Dated | None:
    """The row of a day; without a day the row that holds always, in which all agree."""
    if day is not None:
        return next((one for one in rows if one.holds(day)), None)
    return rows[0] if len({one.what for one in rows}) == 1 else None


def _none(country: str, why: str) -> Code:
    return Code(country=country, sectors=UNKNOWN, reason=f"UNK: {why}.")


def _once(sectors: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(sectors)
    if len(found) > 1:
        found.pop("UNK", None)
    return tuple(found)


def _on(day: str | None) -> str:
    return f"on {day}" if day else "for every day"


def _dates(one: Dated) -> str:
    return (f" since {one.since}" if one.since else "") + (f" until {one.until}" if one.until else "")


def _dated(one: Dated) -> str:
    return one.what + _dates(one)


__all__ = ["Code", "Coder", "Post", "Told", "code", "coder"]
