"""Whose state a side of an event is of, where neither files nor titles tell its country: by what its report has.

Takes an open connection and never writes. Words and prepositions: ``lexicons/sides.yaml``.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from standoff import lexicons, offices
from standoff.actors.countries import States
from standoff.answers import Party
from standoff.codes import OFFICIAL
from standoff.known import FOLDED, Known
from standoff.model import EventType, Form, Kind
from standoff.record import facts
from standoff.record.linker import Linker

_GLUED = re.compile(r"[\w.’']+(?:[-–][\w.’']+)+")

_NAME = re.compile(r"(?:(?!The\s|An?\s)[A-Z][\w.’'-]*\s+){2,}$")
_NOUNS = re.compile(r"(?: [\w-]+){1,4}")
_WHOSE = ("'s", "’s", "s'", "s’")
_LED = re.compile(r"\b[\w.]+-led\b|\bled by (?:the )?(?:[A-Z][\w.’'-]*\s?)+")
"""Who leads somebody: "Saudi-led", "led by Kenya"."""


LEAST, AHEAD = 4, 3
"""How many names of a report are of a state that it is about, and how many times as many as of the next: estimates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A state, and by what it is somebody's."""

    country: str
    reason: str                              # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Nouns, prepositions, sectors and types that tell how far a state may be inferred."""

    of: frozenset[str]
    until: frozenset[str]
    origin: frozenset[str]
    abroad: frozenset[str]
    others: frozenset[str]
    leading: frozenset[str]
    some: frozenset[str]
    sides: frozenset[str]
    counting: frozenset[str]
    arms: frozenset[str]
    corps: frozenset[str]
    home: frozenset[str]
    opposed: frozenset[str]
    ruling: frozenset[str]
    together: frozenset[str]
    bands: frozenset[str]
    local: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A mention as the record has it."""

    key: str
    report: str
    start: int
    end: int
    head: int
    kind: str
    form: str
    title: str
    text: str

    @property
    def before(self) -> str:
        """Its words up to its head word, that included."""
        return self.text[:self.head - self.start] + self.noun

    @property
    def noun(self) -> str:
        """Its head word."""
        found = re.match(r"[\w.’'-]+", self.text[self.head - self.start:])
        return found[0] if found else ""

    @property
    def behind(self) -> str:
        """Its words after its head word."""
        return self.text[len(self.before):]

    @property
    def described(self) -> bool:
        """Whether no name names it: "the police", "rebels"."""
        return self.form == Form.DESCRIPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with its mentions by place, and by the leader of their chain."""

    text: str
    ends: Sequence[int]                      # of its sentences
    phrases: Sequence[Phrase]
    starts: Sequence[int]                    # of `phrases`
    chains: Mapping[str, Sequence[Phrase]]

    def between(self, low: int, high: int) -> Sequence[Phrase]:
        """The mentions that start there."""
        return self.phrases[bisect_left(self.starts, low):bisect_left(self.starts, high)]


@cache
def words() -> Words:
    """The vocabulary of the package."""
    told = lexicons.load("sides")
    return Words(**{name: frozenset(told[name]) for name in Words.__dataclass_fields__})


@cache
def _people() -> re.Pattern[str]:
    """A people and whose it is not: "ethnic Turks"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words().origin))})\s+\w+", re.IGNORECASE)


def _shared(text: str) -> frozenset[str]:
    """The states that share a name in a text: COD and COG by "Congo"."""
    return frozenset(code for word in text.lower().split() for code in _names_of_two().get(word, ()))


@cache
def _names_of_two() -> Mapping[str, Sequence[str]]:
    """Names that two states share, with these."""
    told: Mapping[str, Sequence[str]] = lexicons.load("sides")["shared"]
    return told


class Homes:
    """The states of mentions of a record, as it has them when this is made.

    What tells a state, the surest first; each names its reason, and what names several at odds tells none:

    1. the side's own words: its adjective or possessor ("Kenyan police", "Chad's rebels"; of "Kenyan and Ugandan
       officials" both), the name itself where a place stands for its state ("Moscow"), then the state or town behind
       its noun ("protesters in Bamako"), and whoever known is named inside ("the Ruto administration");
    2. the same of the other words of its chain (`of`);
    3. the state where the event happened;
    4. the only state that its paragraph names, else the only one of the report; of several that of which by far the
       most of its names are (`around`);
    5. the state of the other side, where one of both acts at home (`facing`): police, courts, rebels, students; else
       the only other one that the sentence names (`named`).

    3 to 5 are for things, for whom no name names, and (but for 3) for persons by their title; never for diplomats,
    peacekeepers and others who may be of any state, and of talks and help only for whoever acts at home. Allies and
    neighbours are of another state: of them 5 tells by the sentence alone.
    """

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], linker: Linker,
                 country: Callable[[str, str], str]) -> None:
        """`country`: of a mention of a report by its actor's code, "" for none."""
        self._conn, self._linker, self._country = conn, linker, country
        self._states, self._offices = States(known), offices.read()
        self._nations = {one.key for one in known.values() if one.type == "state"}
        self._where = dict(conn.execute("SELECT mention, country FROM location WHERE country <> '' ORDER BY key"))
        self._phrases: dict[str, Phrase] = {}                # of the reports that were read
        self.of, self.around, self.own = cache(self._of), cache(self._around), cache(self._own)
        self.told, self._page, self._counts = cache(self._told), cache(self._read), cache(self._count)

    def _of(self, mention: str) -> tuple[Home, ...]:
        """By the words of a mention and of its chain; several where they name several together."""
        one = self.phrase(mention)
        if one is None:
            return ()
        leader = self._linker.leader(mention)
        chain = [other for other in self._chain(one) if other.form != Form.PRONOUN]
        for other in sorted(chain, key=lambda other: (other.key != mention, other.key != leader, other.start)):
            if other.key != mention and self._some(other):
                continue
            if found := self.own(other):
                also = "" if other.key == mention else f", as it is called beside “{_line(one.text)}”"
                return tuple(Home(country=FOLDED.get(code, code), reason=f"{code}: {why}{also}.")
                             for code, why in found)
        return ()

    def _own(self, one: Phrase) -> tuple[tuple[str, str], ...]:
        """The states in the words of a mention, each with why."""
        said = f"“{_line(one.text)}”"
        if one.kind == Kind.PLACE and (code := self._where.get(self._linker.leader(one.key), "")):
            return (code, f"{said} lies there"),
        if one.noun.lower() in words().others:
            return ()
        if found := self._adjectives(one.before):
            return tuple((code, f"by the words of {said}") for code in found)
        inside = [other for other in self._page(one.report).between(one.start, one.end + 1) if other.end <= one.end
                  and other.key != one.key and not other.start <= one.head < other.end]
        for other in inside:
            if other.end <= one.head and (code := self._called(other)):
                return (code, f"by “{_line(other.text)}” in {said}"),
        behind = self._behind(one.behind)
        start = one.start + len(one.before)
        for other in inside:                                        # "troops of the Kosovo Force"
            if behind and start <= other.start < start + 10 and other.kind == Kind.ORGANISATION and (
                    other.form == Form.NAME and " " in other.text and (code := self._called(other))):
                return (code, f"by “{_line(other.text)}” in {said}"),
        if behind and (found := self._states.within(behind)) and (len(found) == 1 or _listed(behind, len(found))):
            return tuple((code, f"by the words of {said}") for code in found)
        for other in inside:
            if start <= other.start < start + len(behind) + 5 and behind and (code := self._called(other)):
                return (code, f"by “{_line(other.text)}” in {said}"),
        may = (self._states.several(one.before) | _shared(one.before)) & {*self._counts(one.report)}
        return tuple((code, f"by the words of {said}, as no other state called so is named") for code in may) if (
            len(may) == 1) else ()

    def _some(self, one: Phrase) -> bool:
        """Whether a mention may be of but some of whom its chain is: "those militias in Syria", of militias."""
        return one.described and one.before.split()[0].lower() in words().some and bool(self._behind(one.behind))

    def _called(self, one: Phrase) -> str:
        """The country of who or what stands inside of a side."""
        return self._country(one.key, one.report) or self._where.get(self._linker.leader(one.key), "")

    def _adjectives(self, before: str) -> tuple[str, ...]:
        """The states before and in a noun, several only where they are joined: "Kenyan and Ugandan"."""
        found = self._states.within(self._plain(before))
        return found if len(found) < 2 or re.search(r"\band\b|,|[-–]", before) else ()

    def _plain(self, text: str) -> str:
        """Without "pro-Iranian" and "ethnic Turks", but with "Guinea-Bissau", "Franco-German" and "Kenyan-led"."""
        def kept(found: re.Match[str]) -> str:
            first, _, last = found[0].rpartition("-")
            if last.lower() in words().leading:
                return first
            whole = self._states.whole(found[0]) or len(self._states.within(found[0])) > 1
            return found[0] if whole else " "

        return _people().sub(" ", _GLUED.sub(kept, text))

    def _behind(self, text: str) -> str:
        """The words behind "of", "in" … straight after a noun, up to what goes on from there; "" for none."""
        found = re.match(r"\s*(\w+)\s+(.*)", text, re.DOTALL)
        if not found or found[1].lower() not in words().of:
            return ""
        rest = self._plain(found[2])
        if _listed(rest, len(self._states.within(rest))):
            return rest
        cut = next((one.start() for one in re.finditer(r"\b\w+\b|[,;:]", rest)
                    if one[0].lower() in words().until or one[0] in ",;:"), len(rest))
        return rest[:cut]

    # — by what stands around —

    def open(self, mention: str) -> bool:
        """Whether what stands around may tell a side's state: of things, of whom no name names, and of persons by their
        title.
        """
        one = self._meant(mention)
        if one is None or {one.noun.lower(), *one.before.lower().split()} & (words().abroad | words().others) or (
                self.sides(mention)) or any(
                self._unclear(other.text) for other in (one, *self._chain(one)) if other.described or other is one):
            return False
        if one.kind in (Kind.PLACE, Kind.FACILITY) or self.origin(one.key):
            return True
        return (one.described and not self._body(one)) or (one.kind == Kind.PERSON and self._titled(one))

    def _body(self, one: Phrase) -> bool:
        """Whether a body is named before its noun, which may act anywhere: "Red Cross officials", "Interior Ministry
        officials" not.
        """
        named = [other.text for other in self._page(one.report).between(one.start, one.head + 1)
                 if other.kind == Kind.ORGANISATION and other.form == Form.NAME and other.end <= one.head]
        named += [found[0] for found in _NAME.finditer(one.before.removesuffix(one.noun))]
        return any(not name.rstrip().endswith(_WHOSE) and not OFFICIAL & {*self._offices.body(name, True)}
                   for name in named)

    def _unclear(self, text: str) -> bool:
        """Whether it has an adjective of a state that does not tell whose it is: "pro-Iranian", "Congolese"."""
        return self._states.unclear(text) or any(not self._plain(one[0]).strip() and self._states.within(one[0])
                                                 for one in _GLUED.finditer(text))

    def sides(self, mention: str) -> bool:
        """Whether it speaks of the sides of something by their number and no more: "the two parties", "both sides"."""
        one = self._meant(mention)
        return one is not None and one.noun.lower() in words().sides and (
            {*one.before.lower().split()[:-1]} <= words().counting) and len(one.before.split()) > 1

    def person(self, mention: str) -> bool:
        """Whether it is a person with a title, who may act anywhere."""
        one = self._meant(mention)
        return one is not None and one.kind == Kind.PERSON and not one.described and self._titled(one)

    def other(self, mention: str) -> bool:
        """Whether it is of another state than the words before it: "Iran's neighbours"."""
        one = self._meant(mention)
        return one is not None and one.noun.lower() in words().others

    def home(self, mention: str, sectors: Sequence[str], type: str) -> bool:
        """Whether what stands around may tell the state of such a side of an event of a type: of whoever acts at home
        always, as "the regional government" and "the evacuees" do.
        """
        one = self._meant(mention)
        local = one is not None and bool(words().local & {*one.before.lower().split()})
        return local or type not in words().together or bool(words().home & {*sectors[:1]})

    def listed(self, mention: str) -> tuple[Home, ...]:
        """The states of those whom a mention tells of several together: "the ministers of Mali and Niger"."""
        one = self.phrase(mention)
        found = self.own(one) if one is not None and one.described and one.noun.endswith("s") else ()
        return tuple(Home(country=FOLDED.get(code, code), reason=f"{code}: {why}.")
                     for code, why in found) if len(found) > 1 else ()

    def origin(self, mention: str) -> bool:
        """Whether it tells a people and no state: "ethnic Turks"."""
        one = self.phrase(mention)
        if one is None:
            return False
        before = self._page(one.report).text[:one.start].rsplit(None, 1)[-1:]
        return bool({*one.before.lower().split(), *map(str.lower, before)} & words().origin)

    def adjective(self, mention: str) -> str:
        """The one state that stands before a described side's noun: DEU of "the German government"; "" for none."""
        one = self.phrase(mention)
        if one is None or not one.described or one.noun.lower() in words().others | words().abroad:
            return ""
        found = self._adjectives(one.before)
        return found[0] if len(found) == 1 else ""

    def sends(self, mention: str) -> tuple[str, str] | None:
        """Of the adjective of a state that stands for what it does or sends: the state, and the words for its armed
        force, "" where the noun is of none: ("IND", "Indian jets"), ("IND", "") of "Indian proposal".
        """
        one = self.phrase(mention)
        if one is None or one.form != Form.NAME or one.kind in (Kind.PERSON, Kind.FACILITY) or " " in one.text:
            return None
        code = self._states.whole(one.text)
        behind = _NOUNS.match(self._page(one.report).text, one.end)
        if not code or behind is None:
            return None
        nouns = behind[0].split()
        last = next((at for at, noun in enumerate(nouns) if noun in words().arms), -1)
        if last >= 0 and all(noun in words().corps or re.search(r"\d", noun) for noun in nouns[:last]):
            return FOLDED.get(code, code), " ".join((one.text, *nouns[:last + 1]))
        people = self._states.named(one.text) or one.kind == Kind.GROUP
        return None if people else (FOLDED.get(code, code), "")

    def armed(self, mention: str) -> bool:
        """Whether it is a state's force by its owner: "its fleet", of Kenya; not "their tanks", of rebels."""
        one = self.phrase(mention)
        if one is None or not one.described or one.noun.lower() not in words().arms:
            return False
        owners = (self._linker.actor(other.key) for other in self._page(one.report).between(one.start, one.head)
                  if other.key != mention and other.end <= one.head)
        return any(owner is not None and owner.known in self._nations for owner in owners)

    def _meant(self, mention: str) -> Phrase | None:
        """A mention; of a pronoun what it stands for."""
        one = self.phrase(mention)
        return self.phrase(self._linker.leader(mention)) if one is not None and one.form == Form.PRONOUN else one

    def _titled(self, one: Phrase) -> bool:
        return any(other.title for other in self._chain(one))

    def _around(self, report: str, at: int) -> Home | None:
        """The only state that a paragraph names, else, where it names none, the only one of the report."""
        text = self._page(report).text
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        for low, high, what in ((start, end, "paragraph"), (0, len(text), "report")):
            found = self._names(report, low, high)
            if len(found) == 1:
                code, = found
                return Home(country=code, reason=f"{code}: the only state that the {what} names.")
            if found and what == "paragraph":
                return self._towns(report, low, high)
        return self._domestic(report)

    def _towns(self, report: str, low: int, high: int) -> Home | None:
        """The only state in whose towns and regions what a paragraph tells happens, beside others that it names."""
        found = {code for one in self._page(report).between(low, high)
                 if one.kind == Kind.PLACE and one.form == Form.NAME and not self._states.whole(one.text)
                 and (code := self._where.get(self._linker.leader(one.key), ""))}
        if len(found) != 1:
            return None
        code, = found
        return Home(country=code, reason=f"{code}: the only state of whose towns the paragraph tells.")

    def _domestic(self, report: str) -> Home | None:
        """The state of most whom a report names, where it names several; None where it is about two."""
        (code, most), (_, next) = [*self._counts(report).most_common(2), ("", 0), ("", 0)][:2]
        if most < LEAST or most < AHEAD * next:
            return None
        return Home(country=code, reason=f"{code}: the state that the report is of, by most of its names.")

    def _count(self, report: str) -> Counter[str]:
        """How many whom a report names are of which state."""
        leaders = {self._linker.leader(one.key): one for one in self._page(report).phrases if one.form == Form.NAME}
        return Counter(code for one in leaders.values() if (code := self._called(one)) in self._nations)

    def named(self, report: str, start: int, end: int, without: Collection[str], behind: bool = False) -> str:
        """The only state, but for some, that the sentence of some words names; "" for none or several. `behind`: from
        these words on."""
        low, high = _sentence(self._page(report).ends, start, end)
        low = start if behind else low
        found = self._names(report, low, high, without)
        return found.pop() if len(found) == 1 else ""

    def _names(self, report: str, low: int, high: int, without: Collection[str] = ()) -> set[str]:
        """The states, but for some, that some words name, by themselves or by who and what is in them; of many two."""
        found = {*self.told(report, low, high)} - {*without}
        text = self._page(report).text
        for one in self._page(report).between(low, high):
            if len(found) > 1:
                break
            if _LED.search(one.text) or re.search(r"\bled by (?:the )?$", text[max(low, one.start - 12):one.start]):
                continue                                            # who leads a coalition is not where it acts
            if one.form != Form.PRONOUN and (code := self._called(one)) and code not in without:
                found.add(code)
        return found

    def _told(self, report: str, low: int, high: int) -> tuple[str, ...]:
        """The states that some words name by themselves."""
        text = self._page(report).text[low:high]
        return tuple({FOLDED.get(code, code) for code in self._states.within(self._plain(_LED.sub(" ", text)))})

    # — what the record has —

    def phrase(self, mention: str) -> Phrase | None:
        """A mention by its key, None where the record has none of it."""
        if mention not in self._phrases:
            for report, in self._conn.execute("SELECT report FROM mention WHERE key = ?", (mention,)):
                self._page(report)
        return self._phrases.get(mention)

    def described(self, mention: str) -> tuple[str, str, str]:
        """Of whom no name names: the words up to the noun, all words, and the report's text; "" of others."""
        one = self._meant(mention)
        if one is None or (not one.described and not _LED.search(one.text) and not one.noun.islower()):
            return "", "", ""
        return one.before, one.text, self._page(one.report).text

    def _chain(self, one: Phrase) -> Sequence[Phrase]:
        """All mentions of its chain, itself among them."""
        return self._page(one.report).chains[self._linker.leader(one.key)]

    def _read(self, report: str) -> Page:
        text, = self._conn.execute("SELECT text FROM report WHERE key = ?", (report,)).fetchone()
        some = [Phrase(key=key, report=report, start=start, end=end, head=head, kind=kind, form=form, title=title,
                       text=told)
                for key, start, end, head, kind, form, title, told in self._conn.execute(
                    "SELECT key, start, stop, head, kind, form, title, text FROM mention WHERE report = ? "
                    "ORDER BY start, stop, key", (report,))]
        chains: dict[str, list[Phrase]] = defaultdict(list)
        for one in some:
            chains[self._linker.leader(one.key)].append(one)
            self._phrases[one.key] = one
        return Page(text=text, ends=[0, *(one.end() for one in facts.SENTENCE.finditer(text)), len(text)],
                    phrases=some, starts=[one.start for one in some], chains=chains)


def _sentence(ends: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence of some words goes, as events have it."""
    before, behind = bisect_right(ends, start), bisect_left(ends, end)
    return ends[before - 1], ends[min(behind, len(ends) - 1)]


def _listed(text: str, many: int) -> bool:
    """Whether words are nothing but a list of so many: "Peru, Chile and Bolivia"."""
    parts = [one for one in re.split(r",\s*(?:and\s+)?|\s+and\s+", text.strip()) if one]
    return len(parts) == many and all(one[0].isupper() or one.startswith("the ") for one in parts)


def _line(text: str) -> str:
    return " ".join(text.split())


def facing(mine: Party, other: Party, type: str, actor: bool) -> bool:
    """Whether a side of an event may be taken to be of the other's state: one of both acts at home, and the other is
    not the state itself ("rebels accused Ethiopia"). Whom they protest against is of their state, but not they of its.
    """
    if type == EventType.PROTEST:
        return not actor
    home = words().home
    return bool(other.sectors) and type not in words().together and bool(home & {*mine.sectors[:1], *other.sectors[:1]})
