"""brat standoff: each page as ``p….txt``, byte for byte its reading text, and ``p….ann`` with its segments, fields
and what the reader found on it.

Takes Holdings, gives the two files per page and ``annotation.conf``. Offsets are code points, as brat's server counts.
brat reads ``.ann`` line by line and splits columns at tabs, so a span is written as fragments (``0 5;6 10``) around
every line end and tab inside it; its text column has the fragments joined by one space, as brat asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from standoff.export.holdings import Holdings
from standoff.export.words import language, when
from standoff.model import Page, Role
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
    return marks


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


def ann(page: Page, more: Sequence[Marked] = ()) -> str:
    """The ``.ann`` file of one page: text-bound annotations, each with a note that names its rule."""
    lines = []
    number = 0
    for type, start, end, rule in [*_annotations(page), *more]:
        pieces = fragments(page.text, start, end)
        if not pieces:
            continue
        number += 1
        offsets = ";".join(f"{a} {b}" for a, b in pieces)
        lines.append(f"T{number}\t{type} {offsets}\t{' '.join(page.text[a:b] for a, b in pieces)}\n")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{BREAK.sub(' ', rule)}\n")
    return "".join(lines)


def conf(holdings: Holdings) -> str:
    """The configuration that brat needs to show the types: every role, and what else occurs."""
    roles = [role.capitalize() for role in Role]
    found = {type for page in holdings.pages for type, *_ in _annotations(page)}
    found |= {type for marks in laid(holdings).values() for type, *_ in marks}
    types = "\n".join([*roles, *sorted(found - set(roles))])
    return f"[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\n"


def standoff(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """All files of the export."""
    yield "annotation.conf", conf(holdings)
    marks = laid(holdings)
    for page in holdings.pages:
        yield f"{page.key}.txt", page.text
        yield f"{page.key}.ann", ann(page, marks.get(page.key, ()))
