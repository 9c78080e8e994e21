"""Text: captured text as runs that know where in the page they stand, so that any characters of it can be highlighted.

A run has `data-start`, and its text nodes have as many code points as the page has there; what is shown by a sign
instead (bidi controls) or by less (CR LF) is a run of its own with `data-length`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from standoff.export.markup import Html, el, join
from standoff.web.pages.capture import Block

SIGNS = re.compile("\r\n|[\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What `words.visible` shows with another number of characters."""


def block(one: Block, span: tuple[int, int] | None) -> Html:
    """The text of a block with its parts named and the span highlighted. White space around it is left out."""
    low = one.start + len(one.text) - len(one.text.lstrip())
    high = max(low, one.start + len(one.text.rstrip()))
    edges = {low, high}
    for piece in one.pieces:
        edges |= {min(max(piece.start, low), high), min(max(piece.end, low), high)}
    if span:
        edges |= {min(max(span[0], low), high), min(max(span[1], low), high)}
    made, anchored = [], False
    for start, end in pairwise(sorted(edges)):
        names = [piece.name for piece in one.pieces if piece.start <= start and end <= piece.end]
        run = runs(one.text[start - one.start:end - one.start], start, names[-1] if names else "")
        if span and span[0] <= start and end <= span[1]:
            first = not anchored and one.start <= span[0] < one.end
            run = el("mark", run, id=f"s={span[0]},{span[1]}" if first else None, tabindex="-1" if first else None)
            anchored = True
        made.append(run)
    return join(made)


def runs(text: str, start: int, name: str = "") -> Html:
    """A stretch of text as runs."""
    made, at = [], 0
    for sign in SIGNS.finditer(text):
        made += [_run(text[at:sign.start()], start + at, name),
                 el("span", sign[0], data_start=start + sign.start(), data_length=len(sign[0]), cls="sign")]
        at = sign.end()
    return join([*made, _run(text[at:], start + at, name)])


def _run(text: str, start: int, name: str) -> Html | None:
    return el("span", text, data_start=start, cls=f"part-{name}" if name else None) if text else None
