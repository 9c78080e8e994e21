"""Making corrections: whom a person means, turned into pins that outlive every run.

Takes an open record and what was asked, gives Corrections and keeps none (`write.correction` does). Raises UnknownKey,
AmbiguousKey or FaultyCorrections, with what to write instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from standoff.errors import FaultyCorrections, UnknownKey
from standoff.known import Known, iso
from standoff.model import OUTCOMES, Actor, Correction, Event, Form, Mention, Pin, Statement, Tie, Verb
from standoff.record import actors, corrections, facts, keys, read, retold
from standoff.record.linker import bare, mentions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who corrects, why, and when (ISO 8601, UTC)."""

    by: str
    because: str = ""
    at: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise FaultyCorrections("A correction needs the name of who decides: by=…, on the command line --by NAME.")

    def says(self, verb: Verb, pins: Sequence[Pin], value: str = "", since: str = "", until: str = "",
             source: str = "") -> Correction:
        """The correction of these pins."""
        return Correction(verb=verb, pins=tuple(pins), value=value, since=since, until=until, by=self.by,
                          because=self.because, source=source, at=self.at)


def merge(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Sequence[str], person: Person) -> Correction:
    """That some are one actor, one that only a file knows may be among them; or, where keys of events are named, that
    these are one event.
    """
    if any(map(keys.names_event, asked)):
        return _join(conn, asked, person)
    find = actors.Finder(conn, known)
    pins = list(dict.fromkeys(_pin(conn, known, find, one) for one in asked))
    who = {_actor_of(find, one) for one in asked}
    if len(pins) < 2 or (len(who) == 1 and None not in who):
        raise FaultyCorrections("Name two actors or more that are to be one; these are one already.")
    return person.says(Verb.MERGE, pins)


def split(conn: sqlite3.Connection, known: Mapping[str, Known], asked: str, others: Sequence[str], written: str,
          person: Person) -> list[Correction]:
    """That somebody is another than the rest of the actor, or than `others`.

    `asked` is a mention, or an actor with others, or an actor of which those that are `written` so are to be another.
    Or it is an event: another than `others`, without them than all that are one with it.
    """
    if any(map(keys.names_event, (asked, *others))):
        return [_part(conn, asked, others, person)]
    find = actors.Finder(conn, known)
    if others:
        return [person.says(Verb.SPLIT, [_pin(conn, known, find, one) for one in (asked, *others)])]
    actor = facts.actor(conn, find.key(asked))
    if written:
        return _split_name(conn, actor, written, person)
    if not (key := find.mention(asked)):
        raise FaultyCorrections("Say what is to be another actor: one of its mentions (n…), or with --written a name "
                                "as texts write it, or two actors that are never to be one.")
    mention = facts.mention(conn, key)
    return [_leaves(conn, actor, mention, {mention.leader}, person)]


def _split_name(conn: sqlite3.Connection, actor: Actor, written: str, person: Person) -> list[Correction]:
    """What is written so leaves the actor, and stays together: whole chains where it leads them."""
    called = [one for one in mentions_of(conn, actor.key) if one.form is not Form.PRONOUN
              and bare(one.name or one.text) == bare(written)]
    leaders = {one.leader for one in called if one.leader == one.key}
    going = [one for one in called if one.leader == one.key or one.leader not in leaders]
    if not going:
        raise FaultyCorrections(f"No text calls {actor.name} {written!r}; standoff actor {actor.key[:9]} has its names "
                                "as written.")
    first, rest = [one for one in going if one.leader == one.key][:1], [one for one in going if one.leader != one.key]
    made = [_leaves(conn, actor, one, leaders, person) for one in (*first, *rest)]
    together = [corrections.pin(conn, one) for one in going]
    return [*([person.says(Verb.MERGE, together)] if len(going) > 1 else []), *made]


def _leaves(conn: sqlite3.Connection, actor: Actor, mention: Mention, going: set[str], person: Person) -> Correction:
    """That a mention is another than the leader of its chain or, where it leads, than all else of its actor."""
    rest = [corrections.pin(conn, facts.mention(conn, mention.leader))] if mention.leader != mention.key else \
        _rest(conn, actor, going)
    if not rest:
        raise FaultyCorrections(f"{actor.name} has nothing else to be told apart from.")
    return person.says(Verb.SPLIT, [corrections.pin(conn, mention), *rest])


def _rest(conn: sqlite3.Connection, actor: Actor, going: set[str]) -> list[Pin]:
    """What of an actor stays: its entry where a file knows it, else its other chains."""
    if actor.known:
        return [Pin(known=actor.known)]
    return [corrections.pin(conn, facts.mention(conn, key)) for key in actor.leaders if key not in going]


def rename(conn: sqlite3.Connection, known: Mapping[str, Known], asked: str, name: str, person: Person) -> Correction:
    """That an actor is to be called so."""
    if not name.strip():
        raise FaultyCorrections("Say what it is to be called.")
    return person.says(Verb.RENAME, [_pin(conn, known, actors.Finder(conn, known), asked)], " ".join(name.split()))


def role(conn: sqlite3.Connection, known: Mapping[str, Known], asked: str, post: str, since: str, until: str,
         person: Person) -> Correction:
    """That an actor holds a post: "deputy chairman of IRQ.pmu", "commander of the Desert Hawks", "spokesman".

    A body is named by its key or its full name; one that is an actor of this record and in no file is pinned.
    """
    for day in (since, until):
        if day and not iso(day):
            raise FaultyCorrections(f"“{day}” is no date. Write 2014-06-10, 2014-06 or 2014.")
    if since and until and until[:len(since)] < since[:len(until)]:
        raise FaultyCorrections(f"The post would end ({until}) before it begins ({since}).")
    post = " ".join(post.split())
    if not post or post.endswith(" of"):
        raise FaultyCorrections("A post has a title: “deputy chairman of IRQ.pmu”, “spokesman”.")
    find = actors.Finder(conn, known)
    holder = _pin(conn, known, find, asked)
    parts = post.split(" of ")
    for at in range(1, len(parts)):
        title, body = " of ".join(parts[:at]), " of ".join(parts[at:])
        try:
            pin = _pin(conn, known, find, body.removeprefix("the "))
        except UnknownKey:
            continue
        if pin.known:
            return person.says(Verb.ROLE, [holder], f"{title} of {pin.known}", since, until)
        return person.says(Verb.ROLE, [holder, pin], title, since, until)
    if len(parts) > 1:
        raise FaultyCorrections(f"Nobody here or in the files is called {parts[-1]!r}. Write the body's key or full "
                                "name (standoff actors), as in “deputy chairman of IRQ.pmu”, or the title alone.")
    return person.says(Verb.ROLE, [holder], post, since, until)


def settle(conn: sqlite3.Connection, asked: str, outcome: str, source: str, person: Person) -> Correction:
    """That an outlook ended so: pinned to its words on the first copy that has them."""
    if outcome not in OUTCOMES:
        raise FaultyCorrections(f"{outcome!r} is no outcome. Write one of {', '.join(OUTCOMES)}: “yes” if "
                                "what the clause says came true, hedge aside, “annulled” if nobody can ever tell.")
    key = read.full_key(conn, asked)
    if key[0] != "w":
        raise FaultyCorrections(f"{key} is a {keys.NOUNS[key[0]]}, no question or forecast. All: standoff outlook")
    one = facts.outlook(conn, key)
    if not one.polar:
        raise FaultyCorrections("“Yes” and “no” do not answer this question, so that it cannot be resolved.")
    return person.says(Verb.RESOLVE, [corrections.pin_at(conn, one.evidence[0])], outcome, source=source.strip())


def reject(conn: sqlite3.Connection, some: Sequence[str], person: Person) -> Correction:
    """That events, statements or ties are not so, or misread: each pinned to its words on the first copy."""
    read_one: dict[str, Callable[[sqlite3.Connection, str], Event | Statement | Tie]] = {
        "h": facts.event, "q": facts.statement, "t": facts.tie}
    if wrong := [key for key in some if key[0] not in read_one]:
        raise FaultyCorrections(f"{wrong[0]} is a {keys.NOUNS[wrong[0][0]]}. An event, a statement or a tie can be "
                                "rejected.")
    data = [read_one[key[0]](conn, key) for key in some]
    return person.says(Verb.REJECT, [corrections.pin_at(conn, one.evidence[0]) for one in data], " ".join(some))


def undo(conn: sqlite3.Connection, some: Iterable[str], person: Person) -> list[Correction]:
    """That decisions are taken back, by their keys."""
    made = []
    for key in some:
        one = read.correction(conn, key)
        if one.undone:
            raise FaultyCorrections(f"{key} was undone already, at {one.undone}.")
        if one.verb is Verb.UNDO:
            raise FaultyCorrections(f"{key} took another decision back: decide that one anew.")
        made.append(person.says(Verb.UNDO, (), key))
    return made


# — events —


def _join(conn: sqlite3.Connection, asked: Sequence[str], person: Person) -> Correction:
    some = [*dict.fromkeys(_event(conn, one) for one in asked)]
    told = retold.groups(conn)
    if len({told.get(key, (key,)) for key in some}) < 2:
        raise FaultyCorrections("Name two events or more that are to be one; these are one already.")
    return _on(conn, Verb.JOIN, some, person)


def _part(conn: sqlite3.Connection, asked: str, others: Sequence[str], person: Person) -> Correction:
    key = _event(conn, asked)
    rest = [*dict.fromkeys(_event(conn, one) for one in others)] or [
        one for one in retold.groups(conn).get(key, ()) if one != key]
    if not rest:
        raise FaultyCorrections(f"{key[:9]} is told once: there is nothing to tell it apart from. Name the event that "
                                "it is never to be one with.")
    if key in rest:
        raise FaultyCorrections("An event is no other than itself.")
    return _on(conn, Verb.PART, [key, *rest], person)


def _on(conn: sqlite3.Connection, verb: Verb, some: Sequence[str], person: Person) -> Correction:
    """The decision on some events, with their types, since two may be told by one word."""
    events = [facts.event(conn, key) for key in some]
    return person.says(verb, [retold.pin(conn, one) for one in events], " ".join(one.type for one in events))


def _event(conn: sqlite3.Connection, asked: str) -> str:
    if not keys.names_event(asked):
        raise FaultyCorrections(f"{asked!r} is no event. Events and actors are not decided on together; keys of events "
                                "begin with h: standoff events")
    return read.full_key(conn, asked.strip())


# — whom somebody means —


def _pin(conn: sqlite3.Connection, known: Mapping[str, Known], find: actors.Finder, asked: str) -> Pin:
    """A mention by its key; an actor by its entry, where a file knows it, else by the mention that names it best."""
    asked = asked.strip()
    entry = next((key for key in known if key.casefold() == asked.casefold()), "")
    if entry:
        return Pin(known=entry)
    if mention := find.mention(asked):
        return corrections.pin(conn, facts.mention(conn, mention))
    actor = facts.actor(conn, find.key(asked))
    return Pin(known=actor.known) if actor.known else corrections.pin(conn, _best(conn, actor))


def _actor_of(find: actors.Finder, asked: str) -> str | None:
    try:
        return find.key(asked)
    except UnknownKey:
        return None


def _best(conn: sqlite3.Connection, actor: Actor) -> Mention:
    """The chain's leader that has the actor's name, else a name, of those the first."""
    some = [facts.mention(conn, key) for key in actor.leaders or actor.singles]
    return min(some, key=lambda one: (bare(one.name) != bare(actor.name), one.form is not Form.NAME,
                                      one.report, one.start))
