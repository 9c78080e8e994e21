"""The command that prints a report with what the reader found in it: read-aloud."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import click

from standoff.cli.output import json_option, on_terminal, opened, record_options, say, say_json, short, wrap
from standoff.export.words import visible
from standoff.text import trim

if TYPE_CHECKING:
    from standoff.export.marks import Mark
    from standoff.model import Analysis, Attribution, Clause, Kind, Nominal, Report, TimeExpression

LAYERS = ("mentions", "attributions", "dates", "facts")

QUOTED = 100
"""Characters of a content that are printed again below its sentence, from both its ends, which tell where it
begins and stops: with who and how two lines of 80 columns. The sentence above has it all."""

WIDEST = 96
"""Columns that lines are broken at on a wider terminal."""

_WORD = re.compile(r"\w+(?:[-.’']\w+)*|\S")

Piece = tuple[str, str]
"""Text, and its style as rich names it."""


@click.command("read-aloud", short_help="Print a report with what was understood of it.",
               epilog="Example: standoff read-aloud f3a91c02b --layer attributions")
@click.argument("key")
@click.option("--layer", "layers", multiple=True, type=click.Choice(LAYERS),
              help="Only this layer; may be given again. Without it, all.")
@json_option
@record_options
def read_aloud(key: str, layers: tuple[str, ...], as_json: bool, db: str) -> None:
    """A report sentence by sentence, with what the reader found: who is mentioned, who says what, which time is meant.

    KEY is a report, a family or one of its pages; any unambiguous beginning will do. [Mara Veen 2] is a mention and the
    number that all mentions of the same one share; the list at the end has their kinds, and [it other 2] was read as
    of another kind than most of them. [Tessel place] is spoken of once. Below a sentence stand who says what in it,
    literally where there are quotation marks, and what its time expressions come to. What is in another language than
    the reader's is there as it stands, "not read". The headline is printed above; it is no part of the report's text,
    and not analysed.

    The layers: mentions are the brackets and the list; attributions the lines with ›; dates the lines with =; facts the
    lines with ·, how the text puts what each clause tells: as actual, negated, future or hypothetical, and beside it as
    historical or reported.
    """
    with opened(db) as record:
        found = record.analysis(key)
        report = record.report(found.report)
    if as_json:
        say_json(found)
    else:
        _aloud(report, found, layers or LAYERS)


def _aloud(report: Report, found: Analysis, layers: Sequence[str]) -> None:
    from standoff.export import words
    from standoff.export.marks import shares

    lines = list(stretches(report, found))
    unread = [code for *_, code in lines if code]
    counts = ((found.sentences, "sentence"), (found.nominals, "mention"), (found.attributions, "attribution"),
              (found.times, "date"), (found.clauses, "clause"))
    say(wrap(report.title or "Without a title"))
    date = words.date(report.published)
    if date == "undated" and "dates" in layers and found.times:
        date += ": relative dates stay open"
    say(wrap(f"{short(report.key)} · {date} · read by {words.reader(found.reader)}"))
    told = [words.count(len(some), noun) for some, noun in counts if some] or ["Nothing in it could be read"]
    if unread:
        told.append(f"{words.count(len(unread), 'passage')} not read "
                    f"({', '.join(map(words.language, dict.fromkeys(unread)))})")
    say(wrap(", ".join(told)))
    if found.lacks:
        say(f"This reader does not tell: {', '.join(found.lacks)}.")
    notes = _notes(report, found, layers, [start for start, *_ in lines])
    marks = shares(_brackets(found) if "mentions" in layers else [], [(start, end) for start, end, *_ in lines])
    width = max(3, len(str(len(found.sentences))))
    starts = [passage.start for passage in report.passages]
    passage = None
    for place, ((start, end, number, code), near) in enumerate(zip(lines, marks, strict=True)):
        if passage != (passage := bisect_right(starts, start)):
            say()
        if code:
            _line("", width, [(f"not read ({words.language(code)}): ", "cyan"), (report.text[start:end], "dim")])
        else:
            _line(str(number or ""), width, _pieces(report.text, start, end, near))
        for sign, pieces in notes.get(place, ()):
            _line(sign, width + 4, pieces)
    if "mentions" in layers:
        _chains(report, found, width)


def stretches(report: Report, found: Analysis) -> Iterator[tuple[int, int, int, str]]:
    """A report's text in order, as start, end, number of the sentence and language; without what has no letter and no
    digit.

    What stands between sentences has the number 0, and so has the rest of one that something in it cuts that was not
    read. The language is "" but for what was not read, and that is always a stretch of its own.
    """
    unread = [one for one in found.tongues if not one.read]
    starts = [one.start for one in unread]
    foreign = sorted({at for one in unread for at in (one.start, one.end)})
    edges = sorted({*foreign, *(at for one in report.passages for at in (one.start, one.end))})

    def cut(start: int, end: int, number: int, edges: Sequence[int]) -> Iterator[tuple[int, int, int, str]]:
        for low, high in pairwise([start, *edges[bisect_right(edges, start):bisect_left(edges, end)], end]):
            if any(map(str.isalnum, report.text[low:high])):
                place = bisect_right(starts, low) - 1
                code = unread[place].code if place >= 0 and low < unread[place].end else ""
                yield *trim(report.text, low, high), 0 if code else number, code
                number = number if code else 0

    at = 0
    for number, (start, end) in enumerate(found.sentences, 1):
        yield from cut(at, start, 0, edges)
        yield from cut(start, end, number, foreign)
        at = end
    yield from cut(at, len(report.text), 0, edges)


# — mentions —


def told(one: Nominal) -> bool:
    """Whether a mention is worth brackets: it has a name, is spoken of again, or is an actor, a place or a weapon."""
    from standoff.model import Kind

    return one.name or one.chain is not None or one.kind not in {Kind.OTHER, Kind.TIME, Kind.QUANTITY, Kind.MONEY}


def _brackets(found: Analysis) -> list[Mark[list[Piece]]]:
    """The mentions, each with its number; its kind too when it has no number or is of another kind than most of it."""
    from standoff.export.marks import Mark

    kinds = _kinds(found)

    def bracket(one: Nominal) -> Mark[list[Piece]]:
        tag = f" {one.kind}" if one.chain is None or one.kind != kinds[one.chain] else ""
        tag += f" {one.chain}" if one.chain is not None else ""
        return Mark(one.start, one.end, lambda inside: [("[", "cyan"), *_flat(inside, "bold"), (f"{tag}]", "cyan")])

    return [bracket(one) for one in found.nominals if told(one)]


def _kinds(found: Analysis) -> dict[int, Kind]:
    """The kind of each chain: that of most of its mentions, of equally many the first's."""
    counts: dict[int, Counter[Kind]] = defaultdict(Counter)
    for one in found.nominals:
        if one.chain is not None:
            counts[one.chain][one.kind] += 1
    return {chain: kinds.most_common(1)[0][0] for chain, kinds in counts.items()}


def _meant(text: str, found: Analysis) -> dict[tuple[int, int], str]:
    """For mentions without a name, by their places, whom they mean: the first name of their chain, where it has one."""
    from standoff.export import words

    names: dict[int, str] = {}
    for one in found.nominals:
        if one.name and one.chain is not None:
            names.setdefault(one.chain, words.clip(text[one.start:one.end], 40))
    return {(one.start, one.end): names[one.chain] for one in found.nominals if not one.name and one.chain in names}


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark[list[Piece]]]) -> list[Piece]:
    from standoff.export.marks import marked

    pieces = marked(text, start, end, marks)
    return _flat(pieces, "")


def _flat(pieces: Sequence[str | list[Piece]], style: str) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        out += [(piece, style)] if isinstance(piece, str) else piece
    return out


def _chains(report: Report, found: Analysis, width: int) -> None:
    """Who and what is spoken of more than once, by which words; and how much has no brackets."""
    from standoff.export import words

    chains: dict[int, list[Nominal]] = defaultdict(list)
    for one in found.nominals:
        if one.chain is not None:
            chains[one.chain].append(one)
    kinds = _kinds(found)
    if chains:
        say("\nSpoken of more than once")
    for chain, some in sorted(chains.items()):
        names = [words.clip(report.text[one.start:one.end], 60)
                 for one in sorted(some, key=lambda one: (not one.name, one.start))]
        called = {words.bare(name): name for name in sorted(names, key=len, reverse=True)}
        _line(str(chain), width, [(" · ".join(called[one] for one in dict.fromkeys(map(words.bare, names))), ""),
                                  (f" — {kinds[chain]}, {words.count(len(some), 'time')}", "cyan")])
    hidden = sum(not told(one) for one in found.nominals)
    if hidden:
        say("\n" + wrap(f"{words.count(hidden, 'mention')} without brackets: things, times and numbers that are spoken "
                        f"of once. All of them: standoff read-aloud {short(report.key)} --json"))


# — attributions, dates and facts —


def _notes(report: Report, found: Analysis, layers: Sequence[str], starts: Sequence[int]) -> dict[
        int, list[tuple[str, list[Piece]]]]:
    """What stands below each line, by its place among those that begin at `starts`: a sign for the margin, and the
    text."""
    notes: dict[int, list[tuple[str, list[Piece]]]] = defaultdict(list)
    meant = _meant(report.text, found)
    for said in found.attributions if "attributions" in layers else ():
        notes[bisect_right(starts, (said.cue or said.content)[0][0]) - 1].append(("›", _said(report.text, said, meant)))
    for time in found.times if "dates" in layers else ():
        notes[bisect_right(starts, time.start) - 1].append(("=", _time(report.text, time)))
    for line, some in groupby(found.clauses if "facts" in layers else (),
                              lambda one: bisect_right(starts, one.anchor) - 1):
        notes[line].append(("·", _put(report.text, list(some))))
    return notes


def _put(text: str, some: Sequence[Clause]) -> list[Piece]:
    """The clauses of a line by how they are put, in the order of the text."""
    ways: dict[str, list[str]] = defaultdict(list)
    for one in some:
        ways[", ".join(one.factuality)].append(_WORD.findall(text[one.anchor:one.anchor + 60])[0])
    pieces: list[Piece] = []
    for way, told in ways.items():
        pieces += [("; " if pieces else "", ""), (way, "yellow"), (": " + ", ".join(told), "")]
    return pieces


def _said(text: str, said: Attribution, meant: Mapping[tuple[int, int], str]) -> list[Piece]:
    """Who (and whom "he" means) — how — what. Spans in several pieces are joined by an ellipsis."""
    from standoff.export import words

    def quote(spans: Sequence[tuple[int, int]], none: str) -> str:
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans) or none

    name = meant.get(said.source[0]) if said.source else None
    content = quote([words.literally(text, *span) for span in said.content], "")
    return [(quote(said.source, "(nobody named)"), "bold"), (f" ({name})" if name else "", ""), (" — ", "magenta"),
            (quote(said.cue, "(no verb)"), ""), (" — ", "magenta"), (words.ends(content, QUOTED), "")]


def _time(text: str, time: TimeExpression) -> list[Piece]:
    from standoff.export import words

    reason = f"; {time.date.reason}".removesuffix(", whose date is unknown") if time.date.reason else ""
    return [(" ".join(text[time.start:time.end].split()), "bold"), (" = ", "green"), (words.when(time.date), ""),
            (reason, "dim")]


# — lines —


def _line(margin: str, width: int, pieces: Sequence[Piece]) -> None:
    """One line, its margin to the right of `width` columns; broken on a terminal, else whole."""
    shown = [(visible(re.sub(r"\s+", " ", text), keep=""), style) for text, style in pieces]
    if not on_terminal():
        click.echo(f"{margin:>{width}}  " + "".join(text for text, _ in shown))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in Text.assemble(*shown).wrap(console, max(min(console.width, WIDEST) - width - 2, 20)):
        line.rstrip()
        console.print(Text.assemble((f"{margin:>{width}}  ", "dim"), line), soft_wrap=True)
        margin = ""
