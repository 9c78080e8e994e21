"""FollowTheMoney: actors, posts and ties as the entities that OpenAleph, OpenSanctions and their tools read.

Takes Holdings, gives ``entities.ftm.json``, an entity a line (FollowTheMoney 4.11). Pages are Articles; persons, bodies
and groups have their schemata; a post is a Position held by an Occupancy; a tie is a Membership, Directorship or
Representation where the schema allows its ends, else an UnknownLink with its type as role. What is denied says so in
`status` and `summary`. A tie's `proof` are the pages whose words tell it, its `description` the words; FollowTheMoney
has no place for offsets, so ship the Web Annotation export beside it. What is told as done is an Event. Ids are our
keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from standoff.answers import ActorRow, Edge, Held
from standoff.export import coded
from standoff.export.holdings import Holdings
from standoff.export.network import between, name
from standoff.export.words import bare, visible
from standoff.model import Claim, FieldName, Page, TieType
from standoff.text import digest, storable

Properties = Mapping[str, Iterable[str | None]]

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Primary sectors whose bodies are PublicBody."""

LINKS = {
    TieType.MEMBER_OF: ("Membership", "member", "organization"),
    TieType.LEADS: ("Directorship", "director", "organization"),
    TieType.DEPUTY_OF: ("Directorship", "director", "organization"),
    TieType.REPRESENTS: ("Representation", "agent", "client"),
}
"""Schema and ends of ties that have one of their own; its `organization` must be one."""

LOOSE = "UnknownLink", "subject", "object"
"""Schema and ends of all others, and of what nobody asserts."""

HELD = frozenset({Claim.ASSERTED, Claim.PLANNED})
"""Claims of posts that are written: what is only possible or disputed would be drawn as held."""

ORGANISATIONS = frozenset({"Organization", "PublicBody"})


def entities(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """One file, an entity a line: articles, actors, posts, ties, events."""
    lines = [*(_article(page) for page in holdings.pages), *_actors(holdings.actor_rows),
             *_posts(holdings.posts, holdings.actor_rows), *_ties(holdings), *_events(holdings)]
    yield "entities.ftm.json", "".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n" for one in lines)


def schema(actor: ActorRow) -> str:
    """The FollowTheMoney schema of an actor."""
    if actor.type == "person":
        return "Person"
    if actor.type == "state" or (actor.type == "organisation" and actor.sectors[:1] and actor.sectors[0] in STATE):
        return "PublicBody"
    return "LegalEntity" if actor.described else "Organization"


# — inside —


def _article(page: Page) -> dict[str, object]:
    published = page.published.value
    return _entity(page.key, "Article", {
        "title": [page.first(FieldName.TITLE)], "author": page.all(FieldName.AUTHOR),
        "publisher": [page.first(FieldName.PUBLISHER) or page.first(FieldName.OUTLET)],
        "publishedAt": [_date(published)], "sourceUrl": [_web(page.url)]})


def _actors(rows: Iterable[ActorRow]) -> Iterator[dict[str, object]]:
    for actor in sorted(rows, key=lambda one: one.key):
        made = schema(actor)
        yield _entity(actor.key, made, {
            "name": [actor.name], "alias": [one.text for one in actor.names if one.text != actor.name],
            "country": [_country(actor.country)], "sector": actor.sectors, "notes": [actor.reason]})


def _posts(posts: Sequence[tuple[str, Held]], rows: Iterable[ActorRow]) -> Iterator[dict[str, object]]:
    made = {actor.key: actor for actor in rows}
    seen = set()
    for key, held in posts:
        actor = made.get(key)
        if actor is None or schema(actor) != "Person" or held.claim not in HELD:
            continue
        of = made.get(held.of_key)
        label = f"{held.title} of {held.of}" if held.of else held.title
        post = "post-" + digest(f"{bare(held.title)} {held.of_key or bare(held.of) or key}")[:16]
        if post not in seen:
            seen.add(post)
            yield _entity(post, "Position", {
                "name": [label], "organization": [of.key] if of and schema(of) in ORGANISATIONS else [],
                "country": [_country(of.country if of else actor.country)]})
        until = "ended" if held.former or held.until else "planned" if held.claim is Claim.PLANNED else ""
        yield _entity("held-" + digest(" ".join((key, post, held.by, held.since, held.until)))[:16], "Occupancy", {
            "holder": [key], "post": [post], "startDate": [held.since], "endDate": [held.until], "status": [until],
            "summary": [f"told by {held.by}"], "description": held.quotes})


def _ties(holdings: Holdings) -> Iterator[dict[str, object]]:
    made = {actor.key: schema(actor) for actor in holdings.actor_rows}
    for edge in between(holdings.actor_rows, holdings.edges):
        link, source, target = LINKS.get(edge.type, LOOSE)
        if not edge.asserted or (target == "organization" and made[edge.target] not in ORGANISATIONS):
            link, source, target = LOOSE
        spans = sorted({span for key in edge.ties if key in holdings.tie for span in holdings.tie[key].evidence})
        pages = sorted({span.page for span in spans})
        yield _entity(digest(name(edge))[:32], link, {
            source: [edge.source], target: [edge.target],
            "role": [*([_role(edge)] if link == LOOSE[0] else []), *edge.titles],
            "status": [_status(edge)], "startDate": [edge.since], "endDate": [edge.until], "summary": [_voices(edge)],
            "description": dict.fromkeys(holdings.quote(span) for span in spans), "proof": pages,
            "sourceUrl": [_web(holdings.page[page].url) for page in pages]})


def _events(holdings: Holdings) -> Iterator[dict[str, object]]:
    """What is told as done. `date` is a day, month or year that is told; start and end stand where both bounds are
    known: that it was published by some day is no end. `notes` say what the date rests on.
    """
    made = {actor.key for actor in holdings.actor_rows}
    for row in coded.done(holdings).rows:
        pages, told = coded.pages(holdings, row), [telling for _, telling in coded.told(holdings, row)]
        modes = f" ({', '.join(row.modes)})" if row.modes else ""
        bounds = [row.date.low[:10], row.date.high[:10]] if row.date.low and row.date.high else []
        who, whom = (", ".join(coded.names(side)) for side in (row.actors, row.recipients))
        yield _entity(row.key, "Event", {
            "name": [f"{row.type}{modes}: {who or 'nobody told'}" + (f" → {whom}" if whom else "")],
            "summary": [telling.quote for telling in told[:1]], "description": dict.fromkeys(one.quote for one in told),
            "date": [_date(row.date.value)], "startDate": bounds[:1], "endDate": bounds[1:],
            "notes": [coded.dated(row)], "location": [row.place], "country": [_country(row.country)],
            "involved": dict.fromkeys(one.actor for one in (*row.actors, *row.recipients) if one.actor in made),
            "keywords": row.contexts, "proof": [page.key for page in pages],
            "sourceUrl": [_web(page.url) for page in pages]})


def _role(edge: Edge) -> str:
    """The type of a tie; of one that nobody asserts with what is said of it, for graphs that do not show `status`."""
    return edge.type.value if edge.asserted else f"{_status(edge)}: {edge.type.value}"


def _status(edge: Edge) -> str:
    if not edge.asserted:
        return "denied" if edge.denied else "disputed" if edge.disputed else "planned" if edge.planned else "possible"
    return "disputed" if edge.denied or edge.disputed else "former" if edge.former else "asserted"


def _voices(edge: Edge) -> str:
    told = [f"asserted by {', '.join(edge.asserted_by)}" if edge.asserted_by else "",
            f"denied by {', '.join(edge.denied_by)}" if edge.denied_by else "",
            f"supposed by {', '.join(edge.supposed_by)}" if edge.supposed_by else "", ", ".join(edge.means)]
    return "; ".join(part for part in told if part)


def _entity(key: str, schema: str, properties: Properties) -> dict[str, object]:
    """One entity; a property without a value is left out."""
    kept = {name: [" ".join(visible(storable(value)).split()) for value in values if value]
            for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _country(code: str) -> str | None:
    """ISO alpha-3 as FollowTheMoney wants it: alpha-2 in small letters."""
    return _alpha2().get(code)


@cache
def _alpha2() -> dict[str, str]:
    return {one.key: one.iso2.lower() for one in coded.states().values() if one.iso2}


def _date(value: str | None) -> str | None:
    """An ISO date; what EDTF alone can say has no place there."""
    return value[:10] if value and "/" not in value and "X" not in value else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None

