"""Edges: the ties of one type between the same two actors put together, with every voice that asserts or denies them.

"On whose word" is as much of the answer as the tie itself: nothing is summed up into one verdict.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from standoff.answers import Edge, Place, Written
from standoff.model import SYMMETRIC, Claim, Location, Tie, TieType
from standoff.record import facts, keys
from standoff.record.linker import Linker, bare, bound, bounded, bounds, over, published, voices
from standoff.record.posts import words


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a tie: what it is put together by, the actor's key if it is one's, its name."""

    group: str
    actor: str
    name: str


class _Ends:
    """Whom and what the mentions of ties come to: actors, else places, else names, else the words of one text."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn, self._linker = conn, Linker(conn)
        self._places = {one.mention: one for one in facts.locations(conn)}

    def end(self, mention: str | None) -> _End:
        if mention is None:
            return _End("", "", "")
        actor = self._linker.actor(mention)
        if actor:
            return _End(actor.key, actor.key, actor.name)
        leader = self._linker.leader(mention)
        place, name = self._places.get(leader), self._linker.name(mention)
        if place:
            where = place.geonames or f"{bare(place.name)}, {place.type}, {place.country}"
            return _End(f"place {where}", "", place.name)
        return _End(f"name {bare(name)}" if self._named(leader) else leader, "", name)

    def _named(self, mention: str) -> bool:
        return bool(self._conn.execute("SELECT 1 FROM mention WHERE key = ? AND name <> ''", (mention,)).fetchone())

    def voices(self, some: Iterable[Tie], *claims: Claim) -> tuple[str, ...]:
        return voices(self._linker, some, *claims)

    def words(self, tie: Tie) -> str:
        return words(self._conn, tie)


def edges(conn: sqlite3.Connection, ties: Iterable[Tie]) -> list[Edge]:
    """The ties put together by type and ends, those that most families tell first; where somebody is comes last.

    What both ends of a tie turn out to be one actor is left out: a name and another name of it. Places without a number
    in the gazetteer are one by name, type and country, whatever way they are written.
    """
    ends = _Ends(conn)
    sides = [(ends.end(tie.source), tie, ends.end(tie.target)) for tie in ties]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for source, _, target in sides:
        names[source.group][source.name] += 1
        names[target.group][target.name] += 1
    called = {group: min(some.items(), key=lambda one: (-one[1], one[0]))[0] for group, some in names.items()}
    groups: dict[tuple[_End, TieType, _End], list[Tie]] = defaultdict(list)
    for one, tie, other in sides:
        source, target = (replace(end, name=called[end.group]) for end in (one, other))
        if source.group == target.group:
            continue
        if tie.type in SYMMETRIC and (target.name, target.group) < (source.name, source.group):
            source, target = target, source
        groups[source, tie.type, target].append(tie)
    days, rest = published(conn), bounded(conn)
    families = dict(conn.execute("SELECT key, family FROM report"))
    made = [_edge(source, type, target, some, ends, days, rest, families)
            for (source, type, target), some in groups.items()]
    return sorted(made, key=lambda one: (one.type is TieType.LOCATED_IN, -one.families, -len(one.ties), one.source_name,
                                         one.type, one.target_name, one.source, one.target))


def _edge(source: _End, type: TieType, target: _End, some: list[Tie], ends: _Ends, days: dict[str, str],
          rest: dict[str, tuple[str, str]], families: dict[str, str]) -> Edge:
    some.sort(key=lambda tie: (tie.claim is not Claim.ASSERTED, days.get(tie.report, ""), tie.report, tie.start,
                               tie.end))
    claims = Counter(tie.claim for tie in some)
    asserted = [tie for tie in some if tie.claim is Claim.ASSERTED]
    since, until = bounds(asserted or [tie for tie in some if tie.claim is not Claim.DENIED] or some, days)
    dated = sorted(filter(None, (days.get(tie.report, "") for tie in some)))
    return Edge(
        source=source.actor, source_name=source.name, type=type, target=target.actor, target_name=target.name,
        since=since, until=until, former=over(asserted, days),
        asserted=claims[Claim.ASSERTED], denied=claims[Claim.DENIED], disputed=claims[Claim.DISPUTED],
        possible=claims[Claim.POSSIBLE], planned=claims[Claim.PLANNED],
        asserted_by=ends.voices(some, Claim.ASSERTED), denied_by=ends.voices(some, Claim.DENIED, Claim.DISPUTED),
        titles=tuple(dict.fromkeys(tie.title for tie in some if tie.title)),
        means=tuple(sorted({means for tie in some for means in tie.means})),
        reports=len({tie.report for tie in some}), families=len({families.get(tie.report) for tie in some}),
        articles=len({span.page for tie in some for span in tie.evidence}),
        first=dated[0] if dated else "", last=dated[-1] if dated else "",
        ties=tuple(keys.tie(tie) for tie in some), quote=ends.words(some[0]),
        supposed_by=ends.voices(some, Claim.POSSIBLE, Claim.PLANNED),
        ended=sum(tie.former for tie in asserted), bound=bound((tie.report for tie in some), days, rest)[1])


# — places —


def places(conn: sqlite3.Connection, report: str | None = None) -> list[Place]:
    """The places that reports speak of, or those of one report; those of most families first."""
    wrote: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for leader, key, name in conn.execute(
            "SELECT leader, report, CASE name WHEN '' THEN text ELSE name END FROM mention "
            "WHERE form <> 'pronoun' AND leader IN (SELECT mention FROM location)"):
        wrote[leader].append((key, " ".join(name.split())))
    families = dict(conn.execute("SELECT key, family FROM report"))
    groups: dict[tuple[object, ...], list[Location]] = defaultdict(list)
    for one in facts.locations(conn):
        if wrote.get(one.mention) and (report is None or wrote[one.mention][0][0] == report):
            groups[one.name, one.type, one.country, one.province, one.district, one.geonames].append(one)
    made = []
    for some in groups.values():
        least = min(some, key=lambda one: (one.score, one.mention))
        said = [pair for one in some for pair in wrote[one.mention]]
        names = Counter(name for _, name in said)
        made.append(Place(
            name=least.name, type=least.type, country=least.country, province=least.province,
            district=least.district, latitude=least.latitude, longitude=least.longitude, precision=least.precision,
            geonames=least.geonames, mentions=len(said), reports=len({key for key, _ in said}),
            families=len({families.get(key) for key, _ in said}), score=least.score, reason=least.reason,
            others=least.others,
            names=tuple(Written(text=name, count=count)
                        for name, count in sorted(names.items(), key=lambda one: (-one[1], one[0])))))
    return sorted(made, key=lambda one: (-one.families, -one.mentions, one.name, one.country, one.province))
