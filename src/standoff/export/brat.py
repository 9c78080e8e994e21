"""brat standoff: each page as ``p….txt``, byte for byte its reading text, and ``p….ann`` with its segments, fields,
what the reader found on it, and who says, foresees and does what.

A statement's cue is joined by relations to its source, content and addressee, and to the statement in whose words it
stands; manner and factuality are its attributes. One without a cue hangs on its content. An event is brat's own: its
trigger, the words for its actors and recipients where the page has them, and as attribute how it is put if not as done.

Takes Holdings, gives the two files per page and ``annotation.conf``. Offsets are code points, as brat's server counts.
brat reads ``.ann`` line by line and splits columns at tabs, so a span is written as fragments (``0 5;6 10``) around
every line end and tab inside it; its text column has the fragments joined by one space, as brat asks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from standoff.export.holdings import Holdings
from standoff.export.words import language, when
from standoff.model import Event, EventType, Factuality, Manner, Page, Role, Statement
from standoff.text import carry

BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""Where Python's str.splitlines, which brat's reader uses, would end a line; and tabs."""


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span cut at line ends and tabs, blank pieces left out."""
    cuts = [start, *(at for m in BREAK.finditer(text, start, end) for at in m.span()), end]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if text[a:b].strip()]


Marked = tuple[str, int, int, str]
"""Type, start and end of what is marked on a page, and its note."""


def laid(holdings: Holdings) -> dict[str, list[Marked]]:
    """What the reader found, on each page that has the words: mentions, parts of attributions, times, and what
    was not read. The note names the chain or the attribution that it belongs to, what the time comes to, the language.
    """
    marks: dict[str, list[Marked]] = defaultdict(list)
    for found in holdings.analyses:
        report = holdings.report[found.report]
        spans = [(f"Mention_{one.kind}", one.start, one.end,
                  f"chain {one.chain} of {report.key}" if one.chain is not None else "spoken of once")
                 for one in found.nominals]
        spans += [(f"Attribution_{name}", start, end, f"attribution {number} of {report.key}")
                  for number, said in enumerate(found.attributions, 1)
                  for name, some in (("source", said.source), ("cue", said.cue), ("content", said.content))
                  for start, end in some]
        spans += [("Time", one.start, one.end, when(one.date)) for one in found.times]
        spans += [("Not_read", one.start, one.end, language(one.code)) for one in found.tongues if not one.read]
        for type, start, end, note in spans:
            for span in carry(report, start, end):
                marks[span.page].append((type, span.start, span.end, note))
    for foreseen in holdings.outlooks:
        for span in foreseen.evidence:
            marks[span.page].append((f"Outlook_{foreseen.type}", span.start, span.end, foreseen.key))
    return marks


Told = tuple[Statement, dict[str, list[tuple[int, int]]]]
"""A statement, and where its parts stand on a page."""


def told(holdings: Holdings) -> dict[str, list[Told]]:
    """The statements on each page that has their words."""
    found: dict[str, list[Told]] = defaultdict(list)
    for stmt in holdings.statements:
        parts: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for name, pieces in (("cue", stmt.cue), ("content", stmt.content), ("source", stmt.speaker),
                             ("addressee", stmt.addressed)):
            for start, end in pieces:
                for span in holdings.spans(stmt, start, end):
                    parts[span.page][name].append((span.start, span.end))
        for page, here in parts.items():
            if "content" in here:
                found[page].append((stmt, here))
    return found


Deed = tuple[Event, list[tuple[int, int]], list[tuple[str, int, int]]]
"""An event, where its trigger stands on a page, and the words for its sides: role, start and end."""


def deeds(holdings: Holdings) -> dict[str, list[Deed]]:
    """The events on each page that has their trigger."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for one in holdings.events:
        triggers: dict[str, list[tuple[int, int]]] = defaultdict(list)
        ends: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for start, end in one.trigger:
            for span in holdings.spans(one, start, end):
                triggers[span.page].append((span.start, span.end))
        for role, some in (("Actor", one.actors), ("Recipient", one.recipients)):
            for mention in (holdings.mention[key] for key in some):
                for span in holdings.spans(one, mention.start, mention.end):
                    ends[span.page].append((role, span.start, span.end))
        for page, pieces in triggers.items():
            found[page].append((one, pieces, ends[page]))
    return found


def _annotations(page: Page) -> Iterator[Marked]:
    """What is marked on a page by what it is cut into and says of itself."""
    for seg in page.segments:
        yield seg.role.capitalize(), seg.start, seg.end, seg.rule
        for part in seg.parts:
            yield f"{part.name.capitalize()}_of_{seg.role}", part.start, part.end, seg.rule
    for field in page.fields:
        for span in field.spans:
            yield f"Says_{field.name}", span.start, span.end, field.rule
    for span in page.published.spans:
        yield "Says_published", span.start, span.end, page.published.basis.value


def ann(page: Page, more: Sequence[Marked] = (), said: Sequence[Told] = (), done: Sequence[Deed] = ()) -> str:
    """The ``.ann`` file of one page: text-bound annotations, each with a note that names its rule; then statements and
    events.
    """
    lines: list[str] = []
    numbers = count(1)

    def bound(type: str, pieces: Sequence[tuple[int, int]], note: str) -> str:
        number = next(numbers)
        offsets = ";".join(f"{a} {b}" for a, b in pieces)
        lines.append(f"T{number}\t{type} {offsets}\t{' '.join(page.text[a:b] for a, b in pieces)}\n")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{BREAK.sub(' ', note)}\n")
        return f"T{number}"

    for type, start, end, rule in [*_annotations(page), *more]:
        if pieces := fragments(page.text, start, end):
            bound(type, pieces, rule)
    heads: dict[str, str] = {}
    joined: list[tuple[str, str, str]] = []
    marked: list[tuple[str, str, str]] = []
    for stmt, parts in said:
        made = {name: bound(f"Statement_{name}", pieces, f"{stmt.key}, {stmt.voice}") for name, some in parts.items()
                if (pieces := [piece for start, end in some for piece in fragments(page.text, start, end)])}
        if not made:
            continue
        heads[stmt.key] = head = made.get("cue") or made.get("content") or next(iter(made.values()))
        joined += [(name.capitalize(), head, made[name]) for name in PARTS if made.get(name, head) != head]
        marked += [("Manner", head, stmt.manner),
                   *(("Factuality", head, one) for one in stmt.factuality[:1] if one is not Factuality.ACTUAL)]
    for number, (event, triggers, ends) in enumerate(done, 1):
        pieces = [piece for start, end in triggers for piece in fragments(page.text, start, end)]
        if not pieces:
            continue
        coded = " ".join((event.key, *event.modes, *(context.name for context in event.contexts)))
        told, named = [f"{event.type}:{bound(event.type, pieces, coded)}"], Counter[str]()
        for role, start, end in ends:
            if some := fragments(page.text, start, end):
                named[role] += 1
                told.append(f"{role}{named[role] if named[role] > 1 else ''}:{bound('Side', some, event.key)}")
        lines.append(f"E{number}\t{' '.join(told)}\n")
        marked += [("Modality", f"E{number}", how) for how in event.factuality if how in MODALITIES][:1]
    joined += [("Within", heads[stmt.key], heads[stmt.within]) for stmt, _ in said
               if stmt.key in heads and stmt.within in heads]
    lines += [f"R{n}\t{type} Arg1:{a} Arg2:{b}\n" for n, (type, a, b) in enumerate(joined, 1)]
    lines += [f"A{n}\t{type} {one} {value}\n" for n, (type, one, value) in enumerate(marked, 1)]
    return "".join(lines)


MODALITIES = (Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL)
"""How an event is put that is not told as done."""

PARTS = ("content", "source", "addressee")
"""What a cue is joined to."""


def conf(holdings: Holdings) -> str:
    """The configuration that brat needs to show the types: every role, what else occurs, and what statements need."""
    roles = [role.capitalize() for role in Role]
    found = {type for page in holdings.pages for type, *_ in _annotations(page)}
    found |= {type for marks in laid(holdings).values() for type, *_ in marks}
    found |= {f"Statement_{name}" for name in ("cue", *PARTS)} | {"Side"}
    types = "\n".join([*roles, *sorted(found - set(roles))])
    head = "Statement_cue|Statement_content"
    relations = "\n".join([*(f"{name.capitalize()}\tArg1:{head}, Arg2:Statement_{name}" for name in PARTS),
                           f"Within\tArg1:{head}, Arg2:{head}"])
    attributes = "\n".join(f"{name}\tArg:{head}, Value:{'|'.join(values)}"
                           for name, values in (("Manner", Manner), ("Factuality", Factuality)))
    attributes += f"\nModality\tArg:<EVENT>, Value:{'|'.join(MODALITIES)}"
    events = "\n".join(f"{type}\tActor*:Side, Recipient*:Side" for type in EventType)
    return f"[entities]\n{types}\n\n[relations]\n{relations}\n\n[events]\n{events}\n\n[attributes]\n{attributes}\n"


def standoff(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """All files of the export."""
    yield "annotation.conf", conf(holdings)
    marks, said, done = laid(holdings), told(holdings), deeds(holdings)
    for page in holdings.pages:
        yield f"{page.key}.txt", page.text
        yield f"{page.key}.ann", ann(page, marks.get(page.key, ()), said.get(page.key, ()), done.get(page.key, ()))
