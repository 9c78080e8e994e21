"""Commands that look into the record: pages, families, report, search, show, why, problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from standoff.cli.output import (
    emit,
    json_option,
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
    from collections.abc import Iterable

    from standoff.answers import Hit, Quote, Why
    from standoff.api import Record
    from standoff.model import Family, Page, Report, Span

KEY = click.argument("key")
QUOTED = 600
"""Characters of a quote that `why` prints for a reader; longer ones lose their middle. ``--json`` has it all."""


@click.command(short_help="List the pages.",
               epilog="Example: standoff pages --json | jq '.[].title'")
@output_options
@record_options
def pages(how: str | None, db: str) -> None:
    """List the pages: title, where it stood, date with its basis, comments and teasers set apart."""
    from standoff.export import rows, words

    with opened(db) as record:
        families = {key: family for family in record.families() for key in family.pages}

        def human() -> None:
            captures = {capture.digest: capture for capture in record.captures()}
            lines = []
            for page in record.each_page():
                row = rows.page(page, families.get(page.key))
                lines.append((short(page.key), words.clip(words.title(page), 60),
                              words.place(page, captures.get(page.capture)), words.date(page.published),
                              row["comments"] or None, row["teasers"] or None, short(str(row["family"] or ""))))
            if lines:
                table(("page", "title", "where", "published", "comments", "teasers", "family"), lines,
                      frozenset({4, 5}))
            else:
                say("No pages yet. Make some: standoff run PATH…")

        emit((rows.page(page, families.get(page.key)) for page in record.each_page()), how, human)


@click.command(short_help="List the families of copies.",
               epilog="Example: standoff families --csv > families.csv")
@output_options
@record_options
def families(how: str | None, db: str) -> None:
    """List the families: copies, how they are linked, the likely original and why."""
    from standoff.export import rows, words
    from standoff.export.holdings import Holdings

    with opened(db) as record:
        held = Holdings(copies=tuple(record.copies()), families=tuple(record.families()),
                        reports=tuple(record.reports()))

        def human() -> None:
            if not held.families:
                say("No families yet. Make some: standoff run PATH…")
                return
            captures = {capture.digest: capture for capture in record.captures()}
            say(words.chain(len(captures), len(held.families), len(held.reports)) + "\n")
            lines = []
            for family, row in zip(held.families, rows.families(held), strict=True):
                lead = family.leads[0]
                page = record.page(lead.page)
                where = words.place(page, captures.get(page.capture))
                alone = len(family.pages) == 1
                missing = [name for name, _ in words.credited(map(record.page, family.pages))]
                lines.append((short(family.key), len(family.pages), words.clip(str(row["title"] or ""), 60),
                              "" if alone else str(row["link_types"]).replace(" | ", ", "),
                              (where if alone or not lead.reasons else f"{where}: {'; '.join(lead.reasons)}")
                              + (f" (credited, not captured: {', '.join(missing)})" if missing else "")))
            table(("family", "copies", "title", "links", "likely original"), lines, frozenset({1}))

        emit(rows.families(held), how, human)


@click.command(short_help="Print an article put together from its copies.",
               epilog="Example: standoff report f3a91c02b")
@KEY
@json_option
@record_options
def report(key: str, as_json: bool, db: str) -> None:
    """The article put together: its witnesses, its text, every reading in which the copies differ.

    KEY is a report, a family or one of its pages; any unambiguous beginning will do. In the text [1] leads to the
    apparatus below; letters in front of a passage name the copies that have it, the printed one first.
    """
    with opened(db) as record:
        found = record.report(key)
        if as_json:
            say_json(found)
            return
        _report(record, found)


def _report(record: Record, found: Report) -> None:
    from standoff.export import words
    from standoff.model import FieldName, Role, VariantKind
    from standoff.text import fold

    marks = words.sigla(record.family(found.family))
    say(f"{found.title or 'Without a title'}\n{short(found.key)} · {words.count(len(marks), 'copy')} · "
        f"{words.date(found.published)}\n")
    for page_key, mark in marks.items():
        page = record.page(page_key)
        say(f"  {mark}  {short(page_key)}  {words.place(page, record.capture(page_key))}, {words.date(page.published)}")
        own = page.first(FieldName.TITLE) or ""
        if own and fold(own).split() != fold(found.title).split():
            say(wrap(f"headed “{own}”", " " * 5, " " * 5))
    noted = [v for v in found.variants if v.kind != VariantKind.TYPOGRAPHY]
    width = max((len(_letters(p.witnesses, marks)) for p in found.passages), default=1) + 2
    for passage in found.passages:
        text, at = "", passage.start
        for end, number in sorted((v.end, number) for number, v in enumerate(noted, 1)
                                  if passage.start <= v.start and v.end <= passage.end):
            text += f"{found.text[at:end]}[{number}]"
            at = end
        text += found.text[at:passage.end]
        if passage.role is Role.TRUNCATION:
            text += " (cut here)"
        letters = _letters(passage.witnesses, marks)
        say()
        for count, line in enumerate(text.splitlines() or [""]):
            say(wrap(line, " " * width, (letters if not count else "").ljust(width)))
    if noted:
        say("\nWhere the copies differ")
    for number, variant in enumerate(noted, 1):
        readings = []
        for reading in variant.readings:
            text = f"“{' '.join(reading.text.split())}”" if reading.text.strip() else "nothing"
            readings.append(f"{text} {_letters(reading.spans, marks)}")
        say(wrap(" | ".join(readings), "     ", f"{f'[{number}]':>4} "))
    folded = len(found.variants) - len(noted)
    if folded:
        say(f"\n{words.count(folded, 'typographic difference')} not listed: quotes, spaces, dashes, case. "
            f"All of them: standoff report {short(found.key)} --json")


def _letters(spans: Iterable[Span], marks: dict[str, str]) -> str:
    """The letters of the pages of spans, each once, in the spans' order: "B A"."""
    return " ".join(marks[key] for key in dict.fromkeys(span.page for span in spans) if key in marks)


@click.command(short_help="Find words in all that was captured.",
               epilog="""Examples: standoff search ferry "replacement boat" harb*""")
@click.argument("terms", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="At most so many.")
@click.option("--role", help="Only segments of this role, such as body or comment.")
@output_options
@record_options
def search(terms: tuple[str, ...], limit: int, role: str | None, how: str | None, db: str) -> None:
    """Find segments that have all the words, best first; "a phrase" and prefix* work too."""
    from standoff.export import words
    from standoff.export.holdings import pin
    from standoff.model import Role

    if role and role not in list(Role):
        raise click.BadParameter(f"{role!r} is no role; there are {', '.join(Role)}.", param_hint="--role")
    asked = " ".join(f'"{term}"' if " " in term and '"' not in term else term for term in terms)
    with opened(db) as record:
        hits = record.search(asked, limit=limit, role=role)

    def human() -> None:
        if not hits:
            say(f"Nothing found for {asked}.")
        for hit in hits:
            say(f"{short(hit.key)}  {hit.role.value}  {words.clip(hit.title, 70)}  ({pin(hit.span)})")
            say(wrap(" ".join(_emphasised(hit).split()), "    ") + "\n")

    emit(({"segment": hit.key, "page": hit.page, "role": hit.role.value, "title": hit.title, "url": hit.url,
           "start": hit.span.start, "end": hit.span.end, "snippet": hit.snippet, "score": hit.score}
          for hit in hits), how, human)


def _emphasised(hit: Hit) -> str:
    """The snippet with the words that matched in guillemets."""
    out, at = "", 0
    for mark in sorted(hit.marks):
        low, high = mark.start - hit.span.start, mark.end - hit.span.start
        if at <= low < high <= len(hit.snippet):
            out += f"{hit.snippet[at:low]}»{hit.snippet[low:high]}«"
            at = high
    return out + hit.snippet[at:]


@click.command(short_help="Show whatever a key names.",
               epilog="Example: standoff show p5a7f98b9")
@KEY
@json_option
@record_options
def show(key: str, as_json: bool, db: str) -> None:
    """Show whatever KEY names: a capture, page, segment, link, family, report, actor, tie, statement, problem, …"""
    from standoff.cli import foreseen, happened, said
    from standoff.cli.correct import sentence
    from standoff.cli.who import tell_all
    from standoff.export.jsonl import plain
    from standoff.model import Actor, Correction, Event, Family, Mention, Outlook, Page, Report, Statement

    with opened(db) as record:
        found = record.show(key)
        if as_json:
            say_json(found)
        elif isinstance(found, Page):
            _page(record, found)
        elif isinstance(found, Report):
            _report(record, found)
        elif isinstance(found, Family):
            _family(record, found)
        elif isinstance(found, Actor):
            tell_all(record, found.key)
        elif isinstance(found, Statement):
            said.whole(record, found)
        elif isinstance(found, Outlook):
            foreseen.whole(record, found.key)
        elif isinstance(found, Event):
            happened.whole(record, found.key)
        else:
            if isinstance(found, Correction):
                say(sentence(found))
            _tree(plain(found))
            if isinstance(found, Mention) and (actor := record.linker().actor(found.key)):
                say(f"{'actor':<16} {actor.name} ({short(actor.key)})")
            for quote in record.why(key).quotes:
                label = f"{quote.label}  " if quote.label else ""
                say(wrap(f"»{quote.exact}«", "  ", f"\n  {label}{short(quote.page)}:{quote.start}-{quote.end}  "))


def _page(record: Record, page: Page) -> None:
    from standoff.export import words
    from standoff.model import PartName
    from standoff.record import keys

    capture = record.capture(page.capture)
    say(f"{words.title(page)}\n{page.key} · {words.place(page, capture)} · {words.date(page.published)}")
    facts = [(f.name.value, f"{f.value}   ({f.source})") for f in page.fields]
    facts += [("address", page.url or ""), ("retrieved", capture.retrieved or "not recorded"),
              ("from", capture.sightings[0].source), ("sha-256", capture.digest)]
    for name, value in facts:
        if value:
            say(f"  {name:<12} {' '.join(value.split())}")
    for seg in page.segments:
        parts = {p.name: page.text[p.start:p.end].strip() for p in seg.parts}
        label = seg.role.value + "".join(f", {parts[n]}" for n in (PartName.AUTHOR, PartName.TIME) if n in parts)
        say(f"\n— {label}  {short(keys.segment(page.key, seg))} [{seg.start}–{seg.end}]")
        for line in page.text[seg.start:seg.end].splitlines():
            if line.strip():
                say(wrap(line.strip(), "  "))


def _family(record: Record, family: Family) -> None:
    """A family: its copies, its possible originals, its links as sentences."""
    from standoff.export import words
    from standoff.record import keys

    marks = words.sigla(family)
    title = record.report(family.key).title or "Without a title"
    say(f"{title}\n{family.key} · {words.count(len(marks), 'copy')}\n")
    for page_key, mark in marks.items():
        page = record.page(page_key)
        say(f"  {mark}  {short(page_key)}  {words.place(page, record.capture(page_key))}, {words.date(page.published)}")
    say("\nPossible originals, likeliest first")
    for lead in family.leads:
        say(wrap("; ".join(lead.reasons) or "no evidence of its own", "     ", f"  {marks[lead.page]}  "))
    links = {keys.copy(link): link for page_key in marks for link in record.copies(page_key)}
    say("\nLinks" if links else "\nNo links.")
    for key, link in links.items():
        a, b = marks.get(link.a, short(link.a)), marks.get(link.b, short(link.b))
        earlier = {link.a: f"{a} stands before {b}", link.b: f"{b} stands before {a}"}.get(link.direction, "")
        say(wrap(f"{words.link(link.type, a, b)}: {words.percent(link.share_a)} of {a} is in {b}, "
                 f"{words.percent(link.share_b)} of {b} in {a}, {link.words} words; "
                 f"{': '.join(filter(None, (earlier, link.reason)))}", "             ", f"  {short(key)}  "))


def _tree(value: object, depth: int = 0) -> None:
    """A value as indented lines."""
    pad = "  " * depth
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, dict | list) and inner:
                say(f"{pad}{name}")
                _tree(inner, depth + 1)
            elif inner not in (None, "", [], {}):
                say(f"{pad}{name:<16} {inner}")
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                _tree(inner, depth)
                say() if depth < 2 else None
            else:
                say(f"{pad}{inner}")


@click.command(short_help="Say why the record holds a datum.",
               epilog="Example: standoff why s1c0ffee0")
@KEY
@json_option
@record_options
def why(key: str, as_json: bool, db: str) -> None:
    """Why the record holds a datum: its quote in its surroundings, digest, stage and rule, copies, alternatives."""
    with opened(db) as record:
        found = record.why(key)
    if as_json:
        say_json(found)
        return
    _why(found)


def _why(found: Why) -> None:
    say(f"{found.noun} {found.key}\n{found.what}\n")
    for quote in found.quotes:
        _quote(quote)
    version = f", version {found.origin.version}" if found.origin.version else ""
    say(f"decided by   stage {found.origin.stage}{version}, rule {found.origin.rule}")
    if found.reason:
        say(f"because      {found.reason}")
    for source in found.sources:
        say(f"read from    {short(source.page)}  {source.title or 'without a title'}")
        for line in (source.url, f"sha-256 {source.digest}", *(
                f"{s.source}{f', retrieved {s.retrieved}' if s.retrieved else ''}" for s in source.sightings)):
            if line:
                say(f"             {line}")
    if found.copies:
        say("\nThe same in the other copies")
        for quote in found.copies:
            _quote(quote)
    if found.alternatives:
        say("\nWhat else it might be")
        for other in found.alternatives:
            say(f"  {other}")


def _quote(quote: Quote) -> None:
    """A quote between its surroundings, the quote itself in guillemets."""
    where = f"{short(quote.page)}:{quote.start}-{quote.end}"
    exact = quote.exact
    if len(exact) > QUOTED:
        exact = f"{exact[:QUOTED * 2 // 3]} […] {exact[-QUOTED // 3:]}"
    text = " ".join(f"…{quote.prefix}»{exact}«{quote.suffix}…".split())
    say(wrap(text, "    ") + "\n" + f"    {where}{f'  {quote.label}' if quote.label else ''}\n")


@click.command(short_help="List what could not be read or decided.",
               epilog="Example: standoff problems --nl")
@output_options
@record_options
def problems(how: str | None, db: str) -> None:
    """List what could not be read or decided, and what to do about it."""
    from standoff.export import rows
    from standoff.export.holdings import Holdings

    with opened(db) as record:
        held = Holdings(problems=tuple(record.problems()))

    def human() -> None:
        if not held.problems:
            say("No problems.")
        for problem in held.problems:
            say(f"{problem.source}  ({problem.stage}: {problem.code})\n{wrap(problem.message, '    ')}")

    emit(rows.problems(held), how, human)


