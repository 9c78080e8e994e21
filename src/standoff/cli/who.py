"""Commands that tell who the reports speak of: actors, actor, ties, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from standoff.cli.output import (
    DAY,
    FEW,
    LIMIT,
    day,
    emit,
    json_option,
    more,
    one_of,
    opened,
    output_options,
    record_options,
    say,
    say_json,
    short,
    table,
    wrap,
)

if TYPE_CHECKING:
    from standoff.answers import ActorRow, Coded, Edge, Held, Written
    from standoff.api import Record
    from standoff.model import Correction, Tie

TYPES = ("state", "organisation", "group", "person")

QUOTES = 3
"""Places of a tie that `standoff actor` quotes; `standoff ties --json` has the keys of all."""


@click.command(short_help="List the actors that reports speak of.",
               epilog="Examples: standoff actors hashd        standoff actors --unknown        "
                      "standoff actors --type person --on 2016-06-01")
@click.argument("words", nargs=-1)
@click.option("--type", "kind", type=click.Choice(TYPES), help="Only actors of this type.")
@click.option("--on", type=DAY, metavar="DATE", help="Codes of this day; by default of the last report of each.")
@click.option("--unknown", "nobody", is_flag=True, help="Frequent names that no file of actors knows.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True,
              help="With --unknown: how often a name stands in the reports.")
@LIMIT
@output_options
@record_options
def actors(words: tuple[str, ...], kind: str | None, on: Any, nobody: bool, least: int, limit: int | None,
           how: str | None, db: str) -> None:
    """List who the reports speak of: states, bodies, groups, persons, with their codes and names as written.

    With WORDS only those that have them all in their names. The code is PLOVER's: country and sectors. An actor in
    angle brackets is told by descriptions alone: ‹Iranian officials› are a group of their own, not Iran.
    """
    from standoff.export import rows
    from standoff.export import words as told
    from standoff.export.holdings import Holdings

    with opened(db) as record:
        if nobody:
            _unknown(record, words, kind, least, limit, how)
            return
        found = record.actors(" ".join(words), kind, day(on))

    def human() -> None:
        if not found:
            say("No actor is called so." if words else f"No actor is of type {kind}." if kind else
                "No actors yet. Make some: standoff run PATH…")
            return
        shown = found[:limit or FEW]
        table(("actor", "name", "type", "code", "reports", "mentions", "as written"),
              [(short(row.key), told.clip(f"‹{row.name}›" if row.described else row.name, 44), row.type,
                " ".join((row.country or "?", *row.sectors)), row.reports, row.mentions,
                _names(row.names, row.name, 60))
               for row in shown], frozenset({4, 5}))
        more(len(found), len(shown))

    emit(rows.actors(Holdings(actor_rows=tuple(found[:limit]))), how, human)


def _unknown(record: Record, words: tuple[str, ...], kind: str | None, least: int, limit: int | None,
             how: str | None) -> None:
    from standoff.export import words as told

    found = [row for row in record.unknown(least) if kind in (None, row.type)
             and all(word.casefold() in row.name.casefold() for word in words)]

    def human() -> None:
        if not found:
            say("No such name, or it is in a file of actors." if words or kind else
                "Every name that stands there so often is in a file of actors." if record.counts().actors
                else "No actors yet. Make some: standoff run PATH…")
            return
        shown = found[:limit or FEW]
        table(("actor", "name", "type", "reports", "mentions", "titles", "where"),
              [(short(row.actor), told.clip(row.name, 44), row.type, row.reports, row.mentions,
                told.clip(", ".join(row.titles), 40), told.clip(row.quote, 100)) for row in shown], frozenset({3, 4}))
        more(len(found), len(shown))
        say("\nWrite those that matter into a file of your own (docs/known.md): standoff run --actors FILE")

    emit(({"actor": row.actor, "name": row.name, "type": row.type, "country": row.country or None,
           "titles": " | ".join(row.titles), "mentions": row.mentions, "reports": row.reports, "families": row.families,
           "quote": row.quote} for row in found[:limit]), how, human)


def _names(names: tuple[Written, ...], name: str, width: int) -> str:
    """The spellings beside the name, the most frequent first."""
    from standoff.export import words as told
    from standoff.record.linker import bare

    return told.clip(" · ".join(one.text for one in names if bare(one.text) != bare(name)), width)


# — one actor —


@click.command(short_help="Tell all of one actor.",
               epilog="Examples: standoff actor \"Quds Force\"        standoff actor IRQ.pmu --on 2017-03-16")
@click.argument("who")
@click.option("--on", type=DAY, metavar="DATE", help="Only its code and posts of this day.")
@json_option
@record_options
def actor(who: str, on: Any, as_json: bool, db: str) -> None:
    """One actor: names as written, code at each date with the reason, posts, ties and on whose word, corrections.

    WHO is an actor's key or the beginning of one, its key in a file (IRQ.pmu), the key of one of its mentions, or one
    of its names in full. Posts told by texts stand below those of files, each with its words and their date.
    """
    with opened(db) as record:
        tell_all(record, record.actor(who).key, day(on), as_json)


def tell_all(record: Record, key: str, day: str = "", as_json: bool = False) -> None:
    """All of one actor, by its key."""
    from standoff.answers import Coded

    row, = record.actors(on=day, some=[key])
    codes = [Coded(since=day, until=day, country=row.country, sectors=row.sectors, reason=row.reason)] if day else \
        list(record.codes(key))
    roles, ties = list(record.roles(key, day)), list(record.ties(key))
    made = list(record.corrections_of(key))
    if as_json:
        say_json({"actor": row, "codes": codes, "posts": roles, "ties": ties, "corrections": made})
        return
    entry = record.known().get(row.known)
    _actor(row, entry.died if entry else "")
    _codes(codes, day)
    _posts(roles, day)
    _ties(record, ties)
    _made(made)


def _actor(row: ActorRow, died: str) -> None:
    from standoff.export import words

    say(f"{f'‹{row.name}›' if row.described else row.name} — {row.type}"
        + (f", {row.known}" if row.known else ", told by descriptions only" if row.described else ", in no file")
        + (f", died {died}" if died else ""))
    dates = f", {row.first}" + (f" to {row.last}" if row.last != row.first else "") if row.first \
        else f", ≤ {row.bound}" if row.bound else ""
    say(f"{short(row.key)} · {words.count(row.mentions, 'mention')} in {words.count(row.reports, 'report')} "
        f"({words.count(row.articles, 'article')}){dates}")
    if row.names:
        say("\nAs written")
        say(wrap(" · ".join(f"{one.text} {one.count}" for one in row.names), "  "))


def _codes(codes: list[Coded], day: str) -> None:
    say(f"\nCode{f' on {day}' if day else ''}")
    for one in codes:
        since, until = ("", "") if day else (one.since, one.until)
        when = f"{since or '…'} to {until or '…'}" if since or until else ""
        reason = one.reason.removeprefix(" ".join(one.sectors) + ": ") if one.sectors else one.reason
        code = " ".join((one.country or "?", *one.sectors))
        say(wrap(" — ".join(filter(None, (code, reason))), "      ", f"  {when + '  ' if when else ''}"))


def _posts(roles: list[Held], day: str) -> None:
    from standoff.export import words

    if roles:
        say(f"\nPosts{f' on {day}' if day else ''}")
    for one in roles:
        what = " of ".join(filter(None, (one.title, one.of)))
        what += f", {CLAIMS.get(one.claim.value, one.claim.value)}" if one.claim.value != "asserted" else ""
        what += ", former" if one.former else ""
        when = f", {one.since or '…'} to {one.until or '…'}" if one.since or one.until else ""
        days = one.dates if len(one.dates) < QUOTES else (f"{one.dates[0]} to {one.dates[-1]}",)
        times = [words.count(len(one.ties), "time")] if len(one.ties) > 1 else []
        who = [f"word of {', '.join(one.voices)}"] if set(one.voices) - {"the reporter"} else []
        kind = f"{one.kind}: " if one.kind != "office" else ""
        say(wrap(f"{kind}{what}{when}  ({', '.join((one.by, *times, *days, *who))})", "      ", "  "))
        for quote, key in zip(one.quotes[:QUOTES], one.ties, strict=False):
            say(wrap(f"»{quote}«  {short(key)}", "      ", "      "))


CLAIMS = {"planned": "to be"}
"""How a claim of a post is told where its own word is not enough."""


def _ties(record: Record, ties: list[Edge]) -> None:
    from standoff.model import Claim
    from standoff.record.linker import voice

    if ties:
        say("\nTies")
    linker = record.linker()
    for one in ties:
        say(wrap(f"{tell(one)} — {word(one)}", "      ", "  "))
        for key in one.ties[:QUOTES]:
            tie = record.tie(key)
            claim = f"{tie.claim.value}: " if tie.claim is not Claim.ASSERTED else ""
            note = f"  ({claim}{voice(linker, tie)})" if len(one.ties) > 1 else ""
            say(wrap(f"»{quoted(record, tie)}«  {short(key)}{note}", "      ", "      "))
        if len(one.ties) > QUOTES:
            say(f"      and {len(one.ties) - QUOTES} more")


def _made(made: list[Correction]) -> None:
    from standoff.cli.correct import sentence
    from standoff.record import keys

    if made:
        say("\nCorrections")
    for one in made:
        say(wrap(sentence(one), "      ", f"  {short(keys.correction(one))}  "))


# — ties —


VERBLESS = ("part of", "member of", "deputy of", "loyal to", "allied with", "located in")
"""Types that a sentence needs an "is" for."""


def tell(edge: Edge) -> str:
    """An edge as a sentence: "Quds Force is part of IRGC, formerly", "Hamid Habib: academic researcher"."""
    type = edge.type.value
    notes = " ".join(f"({', '.join(some)})" for some in (edge.titles, edge.means) if some)
    if type == "office":
        of = f" of {edge.target_name}" if edge.target_name else ""
        told = f"{edge.source_name}: {' / '.join(edge.titles) or type}{of}"
    else:
        verb = f"is {type}" if type in VERBLESS else type
        told = " ".join(filter(None, (edge.source_name, verb, edge.target_name or "…", notes)))
    return told + (", formerly" if edge.former else "")


def word(edge: Edge) -> str:
    """On whose word: "the reporter; denied by Iran's officials", and what nobody puts as a fact."""
    told = [", ".join(edge.asserted_by)] if edge.asserted_by else []
    told += [f"denied by {', '.join(edge.denied_by)}"] if edge.denied else \
        [f"disputed by {', '.join(edge.denied_by)}"] if edge.disputed else []
    claims = " or ".join(claim for claim in ("possible", "planned") if getattr(edge, claim))
    told += [f"{claims}: {', '.join(edge.supposed_by)}"] if claims else []
    return "; ".join(told)


def quoted(record: Record, tie: Tie) -> str:
    """The words that tell a tie, in one line."""
    return " ".join(record.report(tie.report).text[tie.start:tie.end].split())


@click.command(short_help="List who is what to whom.",
               epilog="Examples: standoff ties IRQ.pmu        standoff ties --type supports --claim denied")
@click.argument("who", metavar="[ACTOR]", required=False)
@click.option("--type", "kind", metavar="TYPE", help="Only ties of this type, such as leads or \"part of\".")
@click.option("--claim", type=click.Choice(("asserted", "denied", "disputed", "possible", "planned")),
              help="Only ties that somebody puts so.")
@LIMIT
@output_options
@record_options
def ties(who: str | None, kind: str | None, claim: str | None, limit: int | None, how: str | None, db: str) -> None:
    """List who supports, leads, belongs to, fights, … whom, since when, on whose word; with ACTOR only its own.

    One row for all that texts say of one type of tie between the same two: a tie that one voice asserts and another
    denies has both. The reports are families of copies: an article printed in five places counts once.
    """
    from standoff.export import rows
    from standoff.export import words as told
    from standoff.export.holdings import Holdings
    from standoff.model import TieType

    one_of(TieType, kind, "--type")
    with opened(db) as record:
        found = sorted(record.ties(who, kind, claim=claim), key=_rank)
        quotes = [_cut(record, edge, 90) for edge in found[:limit or FEW]]

    def human() -> None:
        if not found:
            say("No ties." if who or kind or claim else "No ties yet. Make some: standoff run PATH…")
            return
        shown = found[:limit or FEW]
        table(("who", "is", "whom", "since", "word of", "reports", "quote"),
              [(told.clip(_end(edge.source, edge.source_name), 32), _is(edge),
                told.clip(_end(edge.target, edge.target_name), 32),
                edge.since + (f" to {edge.until}" if edge.until and edge.until != edge.since else ""),
                told.clip(word(edge), 60), edge.reports, f"{short(edge.ties[0])} »{quote}«")
               for edge, quote in zip(shown, quotes, strict=True)], frozenset({5}))
        more(len(found), len(shown))

    emit(rows.edges(Holdings(edges=tuple(found[:limit]))), how, human)


def _rank(edge: Edge) -> int:
    """What a reader asks first comes first: ties between two actors on somebody's word, then on the reporter's; offices
    and ends that are no actor; where somebody is.
    """
    from standoff.model import TieType
    from standoff.record.linker import REPORTER, UNNAMED

    if edge.type is TieType.LOCATED_IN:
        return 3
    if not edge.source or not edge.target:
        return 2
    return 0 if {*edge.asserted_by, *edge.denied_by} - {REPORTER, UNNAMED} else 1


def _end(actor: str, name: str) -> str:
    """An end as the list shows it; what is no actor stands in brackets: "(its allies)"."""
    return name if actor or not name else f"({name})"


def _cut(record: Record, edge: Edge, width: int) -> str:
    """The words of an edge's first tie, cut around what tells it."""
    tie = record.tie(edge.ties[0])
    words = record.report(tie.report).text[tie.start:tie.end]
    at = min((start for start, _ in tie.cue), default=tie.start) - tie.start
    low = max(0, min(at - width // 2, len(words) - width))
    low = low and words.find(" ", low) + 1
    high = len(words) if len(words) - low <= width else words.rfind(" ", low, low + width)
    return "…" * (low > 0) + " ".join(words[low:high].split()) + "…" * (high < len(words))


def _is(edge: Edge) -> str:
    """The type, with what changes it."""
    marks = [*edge.means, *(["former"] if edge.former else [])]
    return edge.type.value + (f" ({', '.join(marks)})" if marks else "")


# — places —


@click.command(short_help="List the places that reports speak of.",
               epilog="Example: standoff places --csv > places.csv")
@LIMIT
@output_options
@record_options
def places(limit: int | None, how: str | None, db: str) -> None:
    """List the places: what and where they are, how exactly that is known, and how texts write them.

    Precision is UCDP's: 1 the place itself, 2 near it, 3 district, 4 province, 5 part of a country or a line,
    6 country, 7 more than one. What is no point has no coordinates.
    """
    from standoff.export import rows
    from standoff.export import words as told
    from standoff.export.holdings import Holdings

    with opened(db) as record:
        found = record.places()

    def human() -> None:
        if not found:
            say("No places yet. Make some: standoff run PATH…")
            return
        shown = found[:limit or FEW]
        table(("name", "type", "in", "precision", "point", "reports", "mentions", "as written"),
              [(told.clip(row.name, 32), row.type.value, told.clip(", ".join(filter(None, (row.district, row.province,
                                                                                           row.country))), 44),
                row.precision, "" if row.latitude is None else f"{row.latitude:.2f} {row.longitude:.2f}", row.reports,
                row.mentions, _names(row.names, row.name, 40)) for row in shown], frozenset({3, 5, 6}))
        more(len(found), len(shown))

    emit(rows.places(Holdings(places=tuple(found[:limit]))), how, human)
