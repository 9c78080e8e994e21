"""PLOVER's country and sectors of an actor on a day, each with the reason.

Takes what files know (`standoff.known`), what titles tell (`standoff.offices`) and what texts told of somebody; reads
nothing else and stores nothing: a code is made when the record is read. What nobody knows is UNK, with the reason why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from standoff.codes.told import Told, back, ended, heard, reports, says
from standoff.known import FOLDED, NO_STATES, Dated, Known, Post, states
from standoff.known.days import last
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


STRAY = 5
"""What so many times more texts tell otherwise is taken for a slip: a post, and a country of one text. Set by us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Who somebody is to PLOVER."""

    country: str                             # ISO 3166-1 alpha-3 or one of NO_STATES; "" is none or not known
    sectors: tuple[str, ...]                 # the primary one first; () where PLOVER has none, UNKNOWN if we know none
    reason: str                              # a sentence to check it by


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Everything that a code is made of; `coder` makes one."""

    known: Mapping[str, Known]
    offices: Offices
    states: Mapping[str, str]                # name or adjective of a state → its key
    read: dict[str, Office | None] = field(default_factory=dict, compare=False, repr=False)     # titles met so far …
    met: dict[tuple[str, str, str], tuple[str, bool, str, str]] = field(
        default_factory=dict, compare=False, repr=False)     # … and, with whose they are, what they come to

    def code(self, actor: Actor, day: str | None, told: Sequence[Told] = ()) -> Code:
        """The code of an actor on an ISO day, which may be cut; None: only what holds on every day.

        `told`: what persons and texts tell of him, the surest first. What a file knows for the day goes before.
        """
        entry = self.known.get(actor.known)
        if entry is None:
            found = self._unknown(actor, day, told)
        elif entry.type != "person":
            found = self._entry(entry, day)
        elif entry.died and day is not None and day[:len(entry.died)] > entry.died:
            found = _none(entry.country, f"{entry.name} died {entry.died} ({entry.file or 'the files'})")
        else:
            found = (self._person(entry, day) or self._told(self._news(entry, told, day), day, entry.country)
                     or self._former(entry, day)
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
            wholes = (part for part in one.part_of if _at(part, day))
            seen += [self.known[part.what] for part in wholes
                     if part.what in self.known and self.known[part.what] not in seen]
        return None, entry

    def _person(self, entry: Known, day: str | None) -> Code | None:
        """By the posts that a file has for the day, then by what it says of the person himself."""
        posts = [one for one in entry.posts if _at(one, day) and not self._planned(one.what)]
        held = [(post, *self._held(post.what, post.of, day, entry.country)) for post in posts]
        own = _holding(entry.sectors, day)
        if day is None and len(posts) < len(entry.posts):
            return _none(entry.country, f"the day is not known; {entry.name} is "
                                        f"{', '.join(f'{_dated(one)} of {self._name(one.of)}' for one in entry.posts)} "
                                        f"in {entry.file or 'the files'}")
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
        person = actor.type == "person"
        home, why = self._home(told) if person else (None, "")
        country = actor.country if home is None else home
        found = self._told(told, day, country, why)
        if found is not None:
            return found
        why = ""
        if not country and actor.type != "person":
            country, why = self._country(actor.name.split())
        if actor.type != "person" and (sectors := self.offices.body(actor.name, bool(country))):
            return Code(country=country, sectors=sectors, reason=f"{sectors[0]} by its name: {actor.name}{why}.")
        days = sorted(one.day for one in told if one.day and one.what)
        later = f"; the first that does is of {days[0]}" if days and day is not None and days[0] > last(day) else ""
        return _none(country, f"no file knows {actor.name}, and no text tells a title{later}" if person else
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

    # — what persons and texts tell —

    def _told(self, told: Sequence[Told], day: str | None, home: str, why: str = "") -> Code | None:
        """By the posts that are told for the day: a person's word first, then what most of the newest texts say.

        A post is over once texts call it former (`ended`); of several, that of the newest texts counts.
        """
        former: Code | None = None
        posts = self._posts(heard(told, day), day)
        most = max((len(reports(some)) for _, some in posts), default=0)
        for over, some in posts:
            one = some[0]
            if not one.by and len(reports(some)) * STRAY <= most:
                continue
            where, sectors = self._held(one.what, one.of, day, self._place(one) or home)
            reason = f"{says(some)} {self._words(one)}{_dates(one)}{why if where == home else ''}".rstrip(".") + "."
            if over:
                if former is None and OFFICIAL & set(sectors):
                    former = Code(country=where, sectors=("ELI",), reason=f"ELI: formerly, {reason}")
            elif sectors != UNKNOWN and not self._planned(one.what):
                return Code(country=where, sectors=sectors, reason=f"{' '.join(sectors) or where}: {reason}")
        return former

    def _posts(self, told: Sequence[Told], day: str | None) -> list[tuple[bool, list[Told]]]:
        """What is told, put together by title and body, each with whether it is over; what goes first first.

        A text that names no body calls former what others say with one.
        """
        groups: dict[tuple[str, bool, str], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
        for one in told:
            title, planned, body, _ = self._meant(one)
            groups[title, planned, one.by][body].append(one)
        found = []
        for alike in groups.values():
            for body, some in alike.items():
                kin = [one for whose in ([""] if body else alike) if whose != body for one in alike.get(whose, ())]
                if (post := self._post(some, [one for one in kin if self._over(one, day)], day)) is not None:
                    found.append(post)
        newest = max((rows[0].day for _, rows in found), default="")
        fresh = back(newest) if newest else ""
        return sorted(found, key=lambda one: (not one[1][0].by, one[1][0].day < fresh, -len(reports(one[1]))))

    def _post(self, some: Sequence[Told], kin: Sequence[Told], day: str | None) -> tuple[bool, list[Told]] | None:
        """One post: whether it is over, and who says so, the newest first; `kin` call it former beside."""
        said: dict[str, tuple[str, bool]] = {}
        rows: dict[bool, list[Told]] = {True: [], False: []}
        for number, one in enumerate([*some, *kin]):
            over = self._over(one, day)
            if over or day is None or not one.since or one.holds(day):
                key = one.report or str(number)
                if key not in said or over:
                    said[key] = one.until if over and one.until else one.day, over
                rows[over].append(one)
        if not said:
            return None
        over = ended(said.values())
        return over, sorted(rows[over], key=lambda one: one.day, reverse=True)

    def _over(self, one: Told, day: str | None) -> bool:
        """Whether the text says that it is over by the day."""
        office = self.office(one.what)
        if one.until and day is not None:
            return day[:len(one.until)] > one.until
        return one.former or (office is not None and office.former)

    def _news(self, entry: Known, told: Sequence[Told], day: str | None) -> list[Told]:
        """What is told of whom a file knows, beyond the file: by texts no title whose dates it has, none of another
        state, nothing carried back before the file begins, nothing from before the end of a post.
        """
        begins = min((one.since for one in (*entry.posts, *entry.sectors, *entry.part_of) if one.since), default="")
        if begins and day is not None and day < begins[:len(day)]:
            told = [one for one in told if one.by or (one.day and one.day <= last(day))]
        titles = {self.title(post.what) for post in entry.posts}
        ended = max((post.until for post in entry.posts if post.until and day and post.until < day[:len(post.until)]),
                    default="")
        found = []
        for one in told:
            title, _, body, _ = self._meant(one)
            other = self.known.get(body)
            strange = other is not None and other.type == "state" and other.key != entry.country
            if one.by or not (title in titles or strange or (ended and one.day[:len(ended)] <= ended)):
                found.append(one)
        return found

    def _home(self, told: Sequence[Told]) -> tuple[str | None, str]:
        """The country that most of the texts which tell one tell, with the count in words; None where none does.

        Of two that as many tell it is neither, and what one of more than STRAY texts tells is none.
        """
        texts: dict[str, set[str]] = defaultdict(set)
        for number, one in enumerate(told):
            texts[one.report or str(number)].add(self._meant(one)[3])
        told_by = Counter(country for found in texts.values() for country in found if country)
        first, second = (*told_by.most_common(2), ("", 0), ("", 0))[:2]
        if not told_by:
            return None, ""
        if first[1] == second[1] or (first[1] == 1 and len(texts) > STRAY):
            return "", ""
        count = sum(1 for found in texts.values() if any(found))
        return first[0], f"; {first[0]} by {first[1]} of the {count} texts that tell a country" if count > 1 else ""

    def _meant(self, one: Told) -> tuple[str, bool, str, str]:
        """Title, whether it is only planned, body, and the state that it tells as his."""
        words = one.what, one.of, one.place
        if words not in self.met:
            country = self._place(one) or self._country(one.what.split())[0]
            self.met[words] = (self.title(one.what), self._planned(one.what), self._body(one),
                               "" if country in BODIES else country)
        return self.met[words]

    def _place(self, one: Told) -> str:
        """The country of whose it is, "" where that tells none: of “governor of Florida”, not of “consul in Basra”."""
        body = self.known.get(self._body(one))
        office = self.office(one.what)
        if body is not None:
            return "" if office is not None and office.tie is TieType.REPRESENTS and body.type == "state" \
                else body.country
        inside = office is None or office.tie in (TieType.LEADS, TieType.DEPUTY_OF, TieType.MEMBER_OF)
        return one.place if one.place and inside else self._country(one.of.split())[0]

    def _body(self, one: Told) -> str:
        return one.of if one.of in self.known else self.states.get(one.of) or one.of.casefold()

    def _words(self, one: Told) -> str:
        return " of ".join(part for part in (one.what or "one", self._name(one.of)) if part)

    def title(self, words: str) -> str:
        """What a title is called: “former Gov.” is governor, “Vice President” deputy president; else its own words."""
        office = self.office(words)
        return words.casefold() if office is None else f"deputy {office.title}" if office.deputy else office.title

    def office(self, words: str) -> Office | None:
        """`Offices.title` of a title as written."""
        if words not in self.read:
            self.read[words] = self.offices.title(words.split())
        return self.read[words]

    # — what a title tells —

    def _held(self, title: str, of: str, day: str | None, country: str) -> tuple[str, tuple[str, ...]]:
        return self._by(self.office(title) or self.offices.group(title), of, day, country)

    def _planned(self, title: str) -> bool:
        """Whether he is only to hold it: an ambassador-designate is no GOV yet."""
        office = self.office(title)
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


def _at(one: Dated, day: str | None) -> bool:
    """Whether it holds on a day; without one, on every day."""
    return one.holds(day) if day is not None else not one.since and not one.until


def _holding(rows: Sequence[Dated], day: str | None) -> Dated | None:
    """The row of a day; without a day the one that holds on every day."""
    if day is None and len({one.what for one in rows}) > 1:
        return None
    return next((one for one in rows if _at(one, day)), None)


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
