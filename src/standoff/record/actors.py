"""Who the record speaks of: the Linker, the list of actors with their counts, the posts they hold, names no file knows.

Facts name mentions. Who a mention is, is joined in here, when the record is read: a new judgement or a person's
correction re-runs no extraction. Every function takes an open connection and never writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from standoff.answers import ActorRow, Held, Unknown, Written
from standoff.errors import AmbiguousKey, FaultyActors, UnknownKey
from standoff.known import TYPES, Dated, Known, bundled
from standoff.model import Actor, Claim, Mention, Tie, TieType
from standoff.record import corrections, keys, read
from standoff.text import fold

CANDIDATES = 8
"""Actors that an ambiguous name lists."""

TEXT = "text"
"""Who says that a post is held, where neither a file nor a person does."""

POSTS = frozenset({TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES, TieType.REPRESENTS, TieType.MEMBER_OF,
                   TieType.OFFICE})
"""Ties that tell a post where they have a title."""


class Linker:
    """Who a mention is, read when it is asked for. Takes mention keys; knows what the record knew when it was made."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._singles: dict[str, str] = dict(conn.execute("SELECT mention, actor FROM identity WHERE single = 1"))
        self._chains: dict[str, str] = dict(conn.execute("SELECT mention, actor FROM identity WHERE single = 0"))
        self._actors = {one.key: one for one in read.actors(conn)}
        self._leaders: dict[str, str] = {}

    def actor(self, mention: str) -> Actor | None:
        """The actor of a mention; None for a place that is no actor, and for a word that nothing leads to."""
        return self._actors.get(self._singles.get(mention) or self._chains.get(self.leader(mention), ""))

    def name(self, mention: str) -> str:
        """The name of its actor, else what the leader of its chain is called in the text; "" for no mention."""
        found = self.actor(mention)
        return found.name if found else self.words(self.leader(mention))

    def words(self, mention: str) -> str:
        """The proper name in a mention, else its words, in one line; "" for no mention."""
        row = self._conn.execute("SELECT CASE name WHEN '' THEN text ELSE name END FROM mention WHERE key = ?",
                                 (mention,)).fetchone()
        return " ".join(row[0].split()) if row else ""

    def leader(self, mention: str) -> str:
        """The mention that leads its chain."""
        if mention not in self._leaders:
            row = self._conn.execute("SELECT leader FROM mention WHERE key = ?", (mention,)).fetchone()
            self._leaders[mention] = row[0] if row else mention
        return self._leaders[mention]


# — whom somebody means —


def find(conn: sqlite3.Connection, known: Mapping[str, Known], asked: str) -> str:
    """The key of the actor meant by a key, the beginning of one, a known key ("IRQ.pmu") or a name in full.

    Raises UnknownKey or AmbiguousKey, with whom it may mean.
    """
    asked = asked.strip()
    if re.fullmatch(r"[ant][0-9a-f]{1,16}", asked.lower()):
        try:
            key = read.resolve(conn, asked)
        except UnknownKey:
            key = ""
        if key[:1] == "a":
            return key
        if key[:1] == "n":
            found = Linker(conn).actor(key)
            if found is None:
                raise UnknownKey(f"{key} is a mention of nobody who is an actor.")
            return found.key
    everybody = list(read.actors(conn))
    if by_known := [one for one in everybody if one.known and one.known.casefold() == asked.casefold()]:
        return by_known[0].key
    if (entry := next((one for key, one in known.items() if key.casefold() == asked.casefold()), None)) is not None:
        raise UnknownKey(f"No report speaks of {entry.name} ({entry.key}).")
    names = _names(conn, everybody, known)
    exact = [one for one in everybody if bare(asked) in names[one.key]]
    if len(exact) > 1:
        exact = [one for one in exact if bare(one.name) == bare(asked)] or exact
    if len(exact) == 1:
        return exact[0].key
    if exact:
        raise AmbiguousKey(f"{asked!r} may be {_listed(exact)}. Give the key.")
    near = [one for one in everybody if any(bare(asked) in name for name in names[one.key])]
    if not near:
        close = set(get_close_matches(bare(asked), sorted({name for some in names.values() for name in some}), 4, .75))
        near = [one for one in everybody if close & names[one.key]]
    raise UnknownKey(f"No actor is called {asked!r}." + (
        f" Do you mean {_listed(near)}?" if near else " standoff actors lists them all; a name is written in full."))


def bare(name: str) -> str:
    """What names are compared by: words without case, accents and what divides them."""
    return " ".join(re.findall(r"\w+", " ".join(fold(word) for word in re.split(r"[\s\-]+", name))))


def _names(conn: sqlite3.Connection, everybody: Iterable[Actor], known: Mapping[str, Known]) -> dict[str, set[str]]:
    """The names of each actor, bare: its own, the known and those written."""
    names = {one.key: {bare(one.name), *(bare(name) for name in _called(known.get(one.known)))} for one in everybody}
    for key, some in _written(conn).items():
        names[key] |= {bare(one.text) for one in some}
    return {key: some - {""} for key, some in names.items()}


def _called(known: Known | None) -> Sequence[str]:
    return (known.name, *known.names) if known else ()


def _listed(some: Sequence[Actor]) -> str:
    shown = sorted(some, key=lambda one: (one.name, one.key))[:CANDIDATES]
    more = f" and {len(some) - len(shown)} more" if len(some) > len(shown) else ""
    return ", ".join(f"{one.name} ({one.known or one.type}, {one.key[:9]})" for one in shown) + more


# — the list —


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], on: str = "", some: Iterable[str] | None = None) -> list[
        ActorRow]:
    """The actors, those of most reports first; or some of them, by key.

    Codes are those of the day `on`; without it, of the last day of each actor's reports.
    """
    from standoff import codes

    wanted = None if some is None else set(some)
    written, counts, articles = _written(conn), _counts(conn), _articles(conn)
    made = []
    for one in read.actors(conn):
        if wanted is not None and one.key not in wanted:
            continue
        mentions, reports, families, first, last = counts.get(one.key, (0, 0, 0, "", ""))
        code = codes.code(one, known, on or last)
        made.append(ActorRow(
            key=one.key, name=one.name, type=one.type, known=one.known, described=one.described,
            country=code.country, sectors=code.sectors, reason=code.reason, names=written.get(one.key, ()),
            mentions=mentions, reports=reports, families=families, articles=articles.get(one.key, 0),
            first=first, last=last))
    return sorted(made, key=lambda row: (-row.families, -row.mentions, row.name, row.key))


def listed(conn: sqlite3.Connection, known: Mapping[str, Known], words: str = "", type: str = "", on: str = "") -> list[
        ActorRow]:
    """The rows of a type, or those that have all the words, or beginnings of them, in their names or their key.

    Raises FaultyActors for a type that there is not.
    """
    if type and type not in TYPES:
        raise FaultyActors(f"There is no type {type!r}. The types of actors are: {', '.join(TYPES)}.")
    asked = bare(words).split()

    def has(row: ActorRow) -> bool:
        said = [row.name, row.known, *_called(known.get(row.known)), *(one.text for one in row.names)]
        there = {word for name in said for word in bare(name.replace(".", " ")).split()}
        return all(any(word.startswith(one) for word in there) for one in asked)

    return [row for row in rows(conn, known, on) if type in ("", row.type) and has(row)]


def _written(conn: sqlite3.Connection) -> dict[str, tuple[Written, ...]]:
    """The names of each actor as written, the most frequent first; of those who have none the descriptions."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, count in conn.execute(
            "SELECT actor, name, count(*) FROM mention JOIN who ON who.mention = mention.key "
            "WHERE actor IS NOT NULL AND form = 'name' AND name <> '' GROUP BY actor, name"):
        found[key][" ".join(name.split())] += count
    for key, words, count in conn.execute(
            "SELECT actor.key, text, count(*) FROM mention JOIN who ON who.mention = mention.key "
            "JOIN actor ON actor.key = who.actor WHERE described = 1 AND form = 'description' "
            "GROUP BY actor.key, text"):
        found[key][" ".join(words.split())] += count
    return {key: tuple(Written(text=words, count=count)
                       for words, count in sorted(some.items(), key=lambda one: (-one[1], one[0])))
            for key, some in found.items()}


def _counts(conn: sqlite3.Connection) -> dict[str, tuple[int, int, int, str, str]]:
    """Mentions, reports, families, first and last day of each actor."""
    days = published(conn)
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for key, report, family, count in conn.execute(
            "SELECT actor, report, family, count(*) FROM mention JOIN who ON who.mention = mention.key "
            "JOIN report ON report.key = mention.report WHERE actor IS NOT NULL GROUP BY actor, report"):
        found[key].append((report, family, count))
    told: dict[str, tuple[int, int, int, str, str]] = {}
    for key, some in found.items():
        dated = sorted(filter(None, (days.get(report, "") for report, *_ in some)))
        told[key] = (sum(count for *_, count in some), len({report for report, *_ in some}),
                     len({family for _, family, _ in some}), dated[0] if dated else "", dated[-1] if dated else "")
    return told


def _articles(conn: sqlite3.Connection) -> dict[str, int]:
    """How many pages have at least one mention of each actor."""
    return dict(conn.execute(
        "SELECT actor, count(DISTINCT stretch.page) FROM mention JOIN who ON who.mention = mention.key "
        "JOIN stretch ON stretch.report = mention.report AND stretch.start <= head AND head < stretch.start + length "
        "WHERE actor IS NOT NULL GROUP BY actor"))


def published(conn: sqlite3.Connection) -> dict[str, str]:
    """The day of publication of each report; of one that is only bounded its bound; "" when nothing is known."""
    return {key: (value or high or low or "")[:10] for key, value, low, high in conn.execute(
        "SELECT datum, value, low, high FROM date WHERE datum IN (SELECT key FROM report)")}


def mentions_of(conn: sqlite3.Connection, actor: str) -> list[Mention]:
    """The mentions of an actor, pronouns too, by report and place."""
    rows = conn.execute("SELECT key, report FROM mention JOIN who ON who.mention = mention.key WHERE actor = ?",
                        (actor,)).fetchall()
    wanted = {key for key, _ in rows}
    return [one for one in read.mentions(conn, sorted({report for _, report in rows})) if one.key in wanted]


def ties_of(conn: sqlite3.Connection, actor: str) -> list[Tie]:
    """The ties at whose one end an actor is, by key."""
    return list(read.ties(conn, [key for key, in conn.execute(
        "WITH mine AS (SELECT mention FROM who WHERE actor = ?) "
        "SELECT key FROM tie WHERE source IN mine OR target IN mine", (actor,))]))


# — posts —


def held(conn: sqlite3.Connection, known: Mapping[str, Known], actor: Actor, on: str = "") -> list[Held]:
    """The posts of an actor: what persons said first, then what files know, then what texts tell; each by date.

    With `on`, an ISO day, only what may be held on that day: a text's words hold from and to where the text puts them,
    and where it puts them nowhere on any day.
    """
    linker = Linker(conn)
    here = {one.known: one for one in read.actors(conn) if one.known}
    found: list[Held] = []
    for end, one in corrections.roles(conn):
        holder = here.get(end) or linker.actor(end)
        if holder is None or holder.key != actor.key:
            continue
        row = _post(one.value, one.since, one.until, one.by, here, known, keys.correction(one))
        body = corrections.mention_at(conn, one.pins[1]) if len(one.pins) > 1 else None
        of = linker.actor(body.key) if body else None
        found.append(replace(row, of=of.name, of_key=of.key) if of else
                     replace(row, of=one.pins[1].quote) if len(one.pins) > 1 else row)
    entry = known.get(actor.known)
    by = f"known: {source(conn, actor.known)}" if entry and entry.posts else ""
    found += [_post(f"{post.what} of {post.of}", post.since, post.until, by, here, known)
              for post in sorted(entry.posts if entry else (), key=lambda post: (post.since, post.until, post.what))]
    return [one for one in found if not on or _holds(one.since, one.until, on)] + _told(conn, linker, actor, on)


def source(conn: sqlite3.Connection, key: str) -> str:
    """The name of the file that a known actor stands in: the user's last one, else the bundled."""
    entry = re.compile(rf"^- *key: *{re.escape(key)} *(?:#.*)?$", re.MULTILINE)
    texts = chain(reversed(read.known_files(conn)), ((path.name, path.read_text("utf-8")) for path in bundled()))
    return next((name for name, text in texts if entry.search(text)), "")


def _post(post: str, since: str, until: str, by: str, here: Mapping[str, Actor], known: Mapping[str, Known],
          correction: str = "") -> Held:
    """A post as files and persons write it: "deputy chairman of IRQ.pmu", or a title alone."""
    title, _, of = post.rpartition(" of ")
    if not title or of not in known:
        return Held(title=post, of="", of_key="", since=since, until=until, by=by, correction=correction)
    body = here.get(of)
    return Held(title=title, of=body.name if body else known[of].name, of_key=body.key if body else of, since=since,
                until=until, by=by, correction=correction)


def _told(conn: sqlite3.Connection, linker: Linker, actor: Actor, on: str) -> list[Held]:
    """The posts that texts tell, those of one title and body together."""
    days = published(conn)
    groups: dict[tuple[str, ...], list[Tie]] = defaultdict(list)
    for tie in ties_of(conn, actor.key):
        holder = linker.actor(tie.source)
        if tie.type in POSTS and tie.title and tie.claim is not Claim.DENIED and holder and holder.key == actor.key:
            body = linker.actor(tie.target) if tie.target else None
            of = body.key if body else bare(linker.name(tie.target)) if tie.target else ""
            groups[bare(tie.title), of, str(tie.former), str(tie.claim is Claim.PLANNED)].append(tie)
    found = []
    for some in groups.values():
        some.sort(key=lambda tie: (days.get(tie.report, ""), tie.report, tie.start))
        first = some[0]
        body = linker.actor(first.target) if first.target else None
        since, until = bounds(some)
        if on and not _holds(since, until, on):
            continue
        found.append(Held(
            title=first.title, of=linker.name(first.target) if first.target else "", of_key=body.key if body else "",
            since=since, until=until, former=first.former, planned=first.claim is Claim.PLANNED, by=TEXT,
            ties=tuple(keys.tie(tie) for tie in some),
            dates=tuple(sorted({days[tie.report] for tie in some if days.get(tie.report)})),
            quotes=tuple(dict.fromkeys(words(conn, tie) for tie in some))))
    return sorted(found, key=lambda one: (one.dates, one.title, one.of))


def words(conn: sqlite3.Connection, tie: Tie) -> str:
    """The words that tell a tie, in one line."""
    row = conn.execute("SELECT substr(text, ? + 1, ?) FROM report WHERE key = ?",
                       (tie.start, tie.end - tie.start, tie.report)).fetchone()
    return " ".join(row[0].split()) if row else ""


def bounds(some: Sequence[Tie]) -> tuple[str, str]:
    """The first and the last day on which texts put a tie; "" where one of them leaves that end open."""
    lows, highs = [tie.date.low for tie in some], [tie.date.high for tie in some]
    return (min(filter(None, lows), default="") if all(lows) else "",
            max(filter(None, highs), default="") if all(highs) else "")


def _holds(since: str, until: str, day: str) -> bool:
    return Dated(what="", since=since, until=until).holds(day)


# — names that no file knows —


def unknown(conn: sqlite3.Connection, least: int = 2) -> list[Unknown]:
    """Names that texts write at least so often and no file knows, those of most reports first."""
    nobody = {one.key: one for one in read.actors(conn) if not one.known and not one.described}
    counts = _counts(conn)
    named: dict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
    for key, report, start, stop, title in conn.execute(
            "SELECT actor, report, start, stop, title FROM mention JOIN who ON who.mention = mention.key "
            "WHERE actor IS NOT NULL AND form = 'name' ORDER BY report, start"):
        if key in nobody:
            named[key].append((report, start, stop, title))
    made = []
    for key, some in named.items():
        if len(some) >= least:
            one, (_, reports, families, *_) = nobody[key], counts[key]
            report, start, stop, _ = some[0]
            made.append(Unknown(
                name=one.name, type=one.type, actor=key, country=one.country, mentions=len(some), reports=reports,
                families=families, titles=tuple(dict.fromkeys(title for *_, title in some if title)),
                quote=_around(conn, report, start, stop)))
    return sorted(made, key=lambda one: (-one.families, -one.mentions, one.name, one.actor))


AROUND = 60
"""Characters on each side of a name that the list of unknown names shows."""


def _around(conn: sqlite3.Connection, report: str, start: int, stop: int) -> str:
    low = max(0, start - AROUND)
    text, = conn.execute("SELECT substr(text, ? + 1, ?) FROM report WHERE key = ?",
                         (low, stop + AROUND - low, report)).fetchone()
    return " ".join(text.split())
