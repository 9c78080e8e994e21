"""What reports tell, read back: mentions, who they are, ties, places, statements, outlooks and events.

Every function takes an open connection and never writes, as in `read`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from standoff.actors.names import fold
from standoff.actors.words import lexicon
from standoff.events.alike import Side, main_word
from standoff.model import (
    Actor,
    Claim,
    Context,
    Date,
    Echo,
    EchoType,
    Event,
    EventType,
    Factuality,
    Form,
    Harm,
    Judgement,
    Kind,
    Location,
    Manner,
    Medium,
    Mention,
    Outlook,
    OutlookType,
    PlaceType,
    Recount,
    Size,
    Sourcing,
    Statement,
    Tie,
    TieType,
    Verdict,
    Voice,
)
from standoff.record import keys, sql

# — actors, ties and places —

NAMED = "form = 'name' OR form = 'description' AND of <> ''"
"""Mentions that tell who somebody is without their text: names, and descriptions that say whose."""


def mentions(conn: sqlite3.Connection, reports: Sequence[str] | None = None, *, named: bool = False,
             also: Sequence[str] = ()) -> Iterator[Mention]:
    """All mentions by report and place, or those of some reports; `named`, only those that are NAMED, and `also`."""
    where = f"({NAMED} OR key IN (SELECT value FROM json_each(?)))" if named else "?"
    only = json.dumps(also) if named else 1
    for batch in sql.in_batches(conn, "report", sql.FEW) if reports is None else sql.batches(sorted(reports), sql.FEW):
        yield from [_mention(*row) for row in conn.execute(
            f"SELECT {_MENTION} FROM mention WHERE report IN ({sql.marks(batch)}) AND {where} "
            "ORDER BY report, start, stop", (*batch, only))]


def mention(conn: sqlite3.Connection, key: str) -> Mention:
    """One mention."""
    return sql.sole([_mention(*row) for row in conn.execute(f"SELECT {_MENTION} FROM mention WHERE key = ?", (key,))],
                    key)


def mentions_in(conn: sqlite3.Connection, report: str, start: int, end: int) -> list[Mention]:
    """The mentions of a report that have a character of a place in its text."""
    return [_mention(*row) for row in conn.execute(
        f"SELECT {_MENTION} FROM mention WHERE report = ? AND start < ? AND stop > ? ORDER BY start, stop",
        (report, end, start))]


_MENTION = "key, report, start, stop, head, kind, form, leader, text, name, title, of, stage, version, rule"


def _mention(key: str, report: str, start: int, stop: int, head: int, kind: str, form: str, leader: str, text: str,
             name: str, title: str, of: str, *origin: str) -> Mention:
    return Mention(key=key, report=report, start=start, end=stop, head=head, kind=Kind(kind), form=Form(form),
                   leader=leader, text=text, name=name, title=title, of=of, origin=sql.origin_of(*origin))


def mentioned(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The reports that have mentions, by key, each with what changes when one of them does."""
    rows = conn.execute("SELECT report, value FROM mention ORDER BY report, start, stop")
    for report, some in groupby(rows, itemgetter(0)):
        yield report, keys.digest("".join(value for _, value in some))


def judgements(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Judgement]:
    """All judgements by key, or those named."""
    for batch in sql.in_batches(conn, "judgement") if some is None else sql.batches(sorted(some)):
        yield from [
            Judgement(a=a, b=b, verdict=Verdict(verdict), score=score, reasons=tuple(json.loads(reasons)), by=by,
                      origin=sql.origin_of(*origin))
            for a, b, verdict, score, reasons, by, *origin in sql.rows(
                conn, "SELECT a, b, verdict, score, reasons, by, stage, version, rule FROM judgement "
                      "WHERE key IN ({}) ORDER BY key", batch)]


def judgement(conn: sqlite3.Connection, key: str) -> Judgement:
    """One judgement."""
    return sql.sole(list(judgements(conn, [key])), key)


def judged(conn: sqlite3.Connection, ends: Iterable[str]) -> list[Judgement]:
    """The judgements on some mentions or known actors, the likeliest first."""
    return likeliest(conn, [key for key, _ in verdicts(conn, ends)])


def verdicts(conn: sqlite3.Connection, ends: Iterable[str]) -> list[tuple[str, Verdict]]:
    """The keys of these judgements, the likeliest first, each with what it says: an actor may have thousands."""
    wanted = sorted(set(ends))
    found = {one for end in "ab" for one in sql.rows(
        conn, f"SELECT -score, key, verdict FROM judgement WHERE {end} IN ({{}})", wanted)}
    return [(key, Verdict(verdict)) for _, key, verdict in sorted(found)]


def likeliest(conn: sqlite3.Connection, some: Sequence[str]) -> list[Judgement]:
    """Judgements by their keys, the likeliest first."""
    return sorted(judgements(conn, some), key=lambda one: -one.score)


def actors(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Actor]:
    """All actors by key, or those named."""
    for batch in sql.in_batches(conn, "actor") if some is None else sql.batches(sorted(some)):
        yield from _actors(conn, batch)


def actor(conn: sqlite3.Connection, key: str) -> Actor:
    """One actor."""
    return sql.sole(_actors(conn, [key]), key)


def actor_of(conn: sqlite3.Connection, mention: str) -> str | None:
    """The key of the actor that a mention speaks of."""
    row = conn.execute("SELECT actor FROM who WHERE mention = ?", (mention,)).fetchone()
    return row[0] if row else None


@sql.at_once
def _actors(conn: sqlite3.Connection, some: Sequence[str]) -> list[Actor]:
    mentions = sql.grouped(conn, "SELECT actor, single, mention FROM identity WHERE actor IN ({}) "
                              "ORDER BY actor, mention", some)
    return [Actor(key=key, name=name, type=type, known=known, described=bool(described), country=country,
                  leaders=tuple(mention for single, mention in mentions[key] if not single),
                  singles=tuple(mention for single, mention in mentions[key] if single), origin=sql.origin_of(*origin))
            for key, name, type, known, described, country, *origin in sql.rows(
                conn, "SELECT key, name, type, known, described, country, stage, version, rule FROM actor "
                      "WHERE key IN ({}) ORDER BY key", some)]


def ties(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Tie]:
    """All ties by key, or those named."""
    for batch in sql.in_batches(conn, "tie") if some is None else sql.batches(sorted(some)):
        yield from _ties(conn, batch)


def tie(conn: sqlite3.Connection, key: str) -> Tie:
    """One tie."""
    return sql.sole(_ties(conn, [key]), key)


@sql.at_once
def _ties(conn: sqlite3.Connection, some: Sequence[str]) -> list[Tie]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    return [Tie(evidence=tuple(spans[key, 0]), report=report, start=start, end=stop, type=TieType(type), source=source,
                target=target, title=title, cue=sql.pairs(json.loads(cue)), former=bool(former), claim=Claim(claim),
                means=tuple(json.loads(means)), voice=voice, said=bool(said), score=score,
                date=sql.date_of(dates.get(key), spans) or Date(value=None), origin=sql.origin_of(*origin))
            for key, report, start, stop, type, source, target, title, cue, former, claim, means, voice, said, score,
            *origin in sql.rows(
                conn, "SELECT key, report, start, stop, type, source, target, title, cue, former, claim, means, voice, "
                      "said, score, stage, version, rule FROM tie WHERE key IN ({}) ORDER BY key", some)]


def locations(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Location]:
    """All locations by key, or those named."""
    for batch in sql.in_batches(conn, "location") if some is None else sql.batches(sorted(some)):
        yield from [
            Location(mention=mention, name=name, type=PlaceType(type), country=country, province=province,
                     district=district, latitude=latitude, longitude=longitude, precision=precision,
                     geonames=geonames, score=score, others=tuple(json.loads(others)), reason=reason,
                     origin=sql.origin_of(*origin))
            for mention, name, type, country, province, district, latitude, longitude, precision, geonames, score,
            others, reason, *origin in sql.rows(
                conn, "SELECT mention, name, type, country, province, district, latitude, longitude, precision, "
                      "geonames, score, others, reason, stage, version, rule FROM location WHERE key IN ({}) "
                      "ORDER BY key", batch)]


def location(conn: sqlite3.Connection, key: str) -> Location:
    """One location."""
    return sql.sole(list(locations(conn, [key])), key)


# — statements and outlook —


def statements(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Statement]:
    """All statements by key, or those named."""
    for batch in sql.in_batches(conn, "statement") if some is None else sql.batches(sorted(some)):
        yield from _statements(conn, batch)


def statement(conn: sqlite3.Connection, key: str) -> Statement:
    """One statement, as one place tells it."""
    return sql.sole(_statements(conn, [key]), key)


def statements_in(conn: sqlite3.Connection, report: str) -> list[Statement]:
    """The statements of a report, in the order of its text, then of its pages."""
    return sorted(statements(conn, [key for key, in conn.execute("SELECT key FROM statement WHERE report = ?",
                                                                 (report,))]),
                  key=lambda one: (one.page, one.start, one.end, one.key))


@sql.at_once
def _statements(conn: sqlite3.Connection, some: Sequence[str]) -> list[Statement]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    return [Statement(evidence=tuple(spans[key, 0]), key=key, report=report, page=page, start=start, end=stop,
                      source=source, speaker=_pieces(speaker), sourcing=Sourcing(sourcing), cue=_pieces(cue),
                      content=_pieces(content), quoted=_pieces(quoted), addressee=addressee,
                      addressed=_pieces(addressed), date=sql.date_of(dates.get(key), spans) or Date(value=None),
                      place=place, medium=None if medium is None else Medium(medium), manner=Manner(manner),
                      factuality=tuple(map(Factuality, json.loads(factuality))), voice=Voice(voice), within=within,
                      score=score, origin=sql.origin_of(*origin))
            for key, report, page, start, stop, source, speaker, sourcing, cue, content, quoted, addressee, addressed,
            place, medium, manner, factuality, voice, within, score, *origin in sql.rows(
                conn, "SELECT key, report, page, start, stop, source, speaker, sourcing, cue, content, quoted, "
                      "addressee, addressed, place, medium, manner, factuality, voice, within, score, stage, version, "
                      "rule FROM statement WHERE key IN ({}) ORDER BY key", some)]


def events(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Event]:
    """All events by key, or those named, each as one place tells it."""
    for batch in sql.in_batches(conn, "event") if some is None else sql.batches(sorted(some)):
        yield from _events(conn, batch)


def event(conn: sqlite3.Connection, key: str) -> Event:
    """One event, as one place tells it."""
    return sql.sole(_events(conn, [key]), key)


@sql.at_once
def _events(conn: sqlite3.Connection, some: Sequence[str]) -> list[Event]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    return [Event(evidence=tuple(spans[key, 0]), key=key, report=report, start=start, end=stop, type=EventType(type),
                  modes=tuple(json.loads(modes)), trigger=_pieces(told), anchor=anchor,
                  contexts=tuple(Context(name=name, start=low, end=high) for name, low, high in json.loads(contexts)),
                  actors=tuple(json.loads(actors)), recipients=tuple(json.loads(recipients)),
                  date=sql.date_of(dates.get(key), spans) or Date(value=None), place=place,
                  sizes=tuple(Size(harm=Harm(harm), low=low, best=best, high=high, start=begin, end=end)
                              for harm, low, best, high, begin, end in json.loads(sizes)),
                  factuality=tuple(map(Factuality, json.loads(factuality))), said=bool(said), voice=voice,
                  statement=statement, foremost=bool(foremost), score=score, origin=sql.origin_of(*origin))
            for key, report, start, stop, type, modes, contexts, told, anchor, actors, recipients, place, sizes,
            factuality, said, voice, statement, foremost, score, *origin in sql.rows(
                conn, "SELECT key, report, start, stop, type, modes, contexts, told, anchor, actors, recipients, "
                      "place, sizes, factuality, said, voice, statement, foremost, score, stage, version, rule "
                      "FROM event "
                      "WHERE key IN ({}) ORDER BY key", some)]


def stated(conn: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Key and value digest of the statements of each report, by key."""
    return {report: [(key, value) for key, value in some] for report, some in sql.group(conn.execute(
        "SELECT report, key, value FROM statement ORDER BY key")).items()}


def who_speaks(conn: sqlite3.Connection) -> dict[str, str]:
    """The actors of the mentions that are sources of statements, by mention."""
    return dict(conn.execute("SELECT mention, actor FROM who WHERE actor IS NOT NULL AND mention IN "
                             "(SELECT source FROM statement WHERE source IS NOT NULL)"))


def who_acts(conn: sqlite3.Connection) -> dict[str, Side]:
    """Who the sides of events are, by mention: the actor, else the mention that leads its chain."""
    words = {key: (text, name, head - start) for key, text, name, head, start in conn.execute(
        f"SELECT key, text, name, head, start FROM mention WHERE key IN (SELECT leader FROM mention WHERE {_ACTING})")}
    made = {}
    for key, leader, actor, type, known, described, country in conn.execute(
            "SELECT mention.key, leader, actor.key, type, known, described, country FROM mention "
            "JOIN who ON who.mention = mention.key LEFT JOIN actor ON actor.key = who.actor "
            f"WHERE mention.key IN (SELECT key FROM mention WHERE {_ACTING})"):
        text, name, at = words.get(leader, ("", "", 0))
        of = known.partition(".")[0] if known else country or ""        # of bodies between states no country: "UNO"
        word = main_word(text[at:])
        people = type == "organisation" and fold(word) in lexicon().demonyms        # "Israeli" of "Israeli jets"
        made[key] = Side(who=actor or leader, word=word,
                         country=of, named=not described if actor else bool(name),
                         state=type == "state" or known == f"{of}.government" or people,
                         of=frozenset(word.lower() for word in text[:at].split() if word[0].isupper()) - {"the"})
    return made


_ACTING = ("key IN (SELECT one.value FROM event, json_each(actors) AS one UNION "
           "SELECT one.value FROM event, json_each(recipients) AS one)")
"""Mentions that are sides of events."""


SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’)]*\s+(?=[^a-z])|\n+")
"""What ends a sentence, roughly ("Oct." and "Gen." do not): enough to tell which words an event stands among."""


def sentences(conn: sqlite3.Connection, some: Container[str] | None = None) -> dict[str, tuple[int, str]]:
    """Where the sentence of each event, or of those named, starts in its report, and the sentence, by event."""
    made: dict[str, tuple[int, str]] = {}
    report, words, ends = "", "", [0]
    for key, of, start, stop in conn.execute("SELECT key, report, start, stop FROM event ORDER BY report, key"):
        if some is not None and key not in some:
            continue
        if of != report:
            report, (words,) = of, conn.execute("SELECT text FROM report WHERE key = ?", (of,)).fetchone()
            ends = [0, *(match.end() for match in SENTENCE.finditer(words)), len(words)]
        low, high = ends[bisect_right(ends, start) - 1], ends[min(bisect_left(ends, stop), len(ends) - 1)]
        made[key] = low, words[low:high]
    return made


_WIDE = (PlaceType.COUNTRY, PlaceType.REGION, PlaceType.WATER, PlaceType.CONTINENT)
"""Places of which no more is told than in which country they lie, if in one."""


def where(conn: sqlite3.Connection) -> dict[str, str]:
    """Where the places of events lie, and what is done to places, by mention: country, province and name, divided by
    "|", as far down as the place goes; of one that the gazetteer lacks only the name, and nothing of one without a
    name ("the country").
    """
    places = {mention: (name, type, country, province) for mention, name, type, country, province in conn.execute(
        "SELECT mention, name, type, country, province FROM location ORDER BY key")}
    made = {}
    for key, leader, text in conn.execute(
            "SELECT key, leader, name FROM mention "
            "WHERE key IN (SELECT place FROM event WHERE place IS NOT NULL) OR (kind IN ('place', 'facility') AND "
            "key IN (SELECT one.value FROM event, json_each(recipients) AS one))"):
        name, type, country, province = places.get(leader, (text, "", "", ""))
        if not name:
            made[key] = ""
            continue
        parts = [country, name] if type == PlaceType.PROVINCE else [country] if type in _WIDE else \
            [country, province] if type in (PlaceType.DISTRICT, PlaceType.QUARTER) else [country, province, name]
        made[key] = "|".join(parts)
    return made


def recounts(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Recount]:
    """All recounts by key, or those named."""
    for batch in sql.in_batches(conn, "recount") if some is None else sql.batches(sorted(some)):
        yield from [Recount(a=a, b=b, score=score, reasons=tuple(json.loads(reasons)), origin=sql.origin_of(*origin))
                    for a, b, score, reasons, *origin in sql.rows(
                        conn, "SELECT a, b, score, reasons, stage, version, rule FROM recount WHERE key IN ({}) "
                              "ORDER BY key", batch)]


def recount(conn: sqlite3.Connection, key: str) -> Recount:
    """One recount."""
    return sql.sole(list(recounts(conn, [key])), key)


def recounts_of(conn: sqlite3.Connection, event: str) -> list[Recount]:
    """The recounts of one event, at either end."""
    return list(recounts(conn, [key for key, in conn.execute("SELECT key FROM recount WHERE a = ?1 OR b = ?1",
                                                             (event,))]))


def said(conn: sqlite3.Connection) -> dict[str, str]:
    """What the content of each statement reads, by key."""
    return dict(conn.execute("SELECT key, words FROM statement ORDER BY key"))


def echoes(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Echo]:
    """All echoes by key, or those named."""
    for batch in sql.in_batches(conn, "echo") if some is None else sql.batches(sorted(some)):
        yield from [Echo(a=a, b=b, type=EchoType(type), score=score, reasons=tuple(json.loads(reasons)),
                         origin=sql.origin_of(*origin))
                    for a, b, type, score, reasons, *origin in sql.rows(
                        conn, "SELECT a, b, type, score, reasons, stage, version, rule FROM echo WHERE key IN ({}) "
                              "ORDER BY key", batch)]


def echo(conn: sqlite3.Connection, key: str) -> Echo:
    """One echo."""
    return sql.sole(list(echoes(conn, [key])), key)


def echoes_of(conn: sqlite3.Connection, statement: str) -> list[Echo]:
    """The echoes of one statement, at either end."""
    return list(echoes(conn, [key for key, in conn.execute("SELECT key FROM echo WHERE a = ?1 OR b = ?1",
                                                           (statement,))]))


def outlooks(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Outlook]:
    """All outlooks by key, or those named."""
    for batch in sql.in_batches(conn, "outlook") if some is None else sql.batches(sorted(some)):
        yield from _outlooks(conn, batch)


def outlook(conn: sqlite3.Connection, key: str) -> Outlook:
    """One outlook, as one place tells it."""
    return sql.sole(_outlooks(conn, [key]), key)


@sql.at_once
def _outlooks(conn: sqlite3.Connection, some: Sequence[str]) -> list[Outlook]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    return [Outlook(evidence=tuple(spans[key, 0]), key=key, report=report, page=page, start=start, end=stop,
                    type=OutlookType(type), statement=statement, forecaster=forecaster, sourcing=Sourcing(sourcing),
                    voice=Voice(voice), about=tuple(json.loads(about)), anchor=anchor, condition=_pieces(condition),
                    hedges=_pieces(hedges), horizon=sql.date_of(dates.get(key), spans) or Date(value=None),
                    timed=_pieces(timed), negated=bool(negated), polar=bool(polar), score=score,
                    origin=sql.origin_of(*origin))
            for key, report, page, start, stop, type, statement, forecaster, sourcing, voice, about, anchor, condition,
            hedges, timed, negated, polar, score, *origin in sql.rows(
                conn, "SELECT key, report, page, start, stop, type, statement, forecaster, sourcing, voice, about, "
                      "anchor, condition, hedges, timed, negated, polar, score, stage, version, rule FROM outlook "
                      "WHERE key IN ({}) ORDER BY key", some)]


def _pieces(said: str) -> tuple[tuple[int, int], ...]:
    return sql.pairs(json.loads(said))
