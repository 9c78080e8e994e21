"""The items of an HTML page that are not its article: reader comments, lists of other articles, captions.

`items(rendered, key=…)` gives them as segments in order, none overlapping: COMMENT with author, time, body, own date
and depth (`comments`), TEASER and RELATED with title, time, outlet and blurb (`teasers`), CAPTION. Roles given by
position or by a model give way to these; what is doubtful is left to them.
"""

from __future__ import annotations

from standoff.model import Role, Segment
from standoff.pages.items import hints
from standoff.pages.items.comments import comments
from standoff.pages.items.hints import Outline
from standoff.pages.items.teasers import teasers
from standoff.pages.render import Rendered

LONGEST_CAPTION = 600
"""Characters of a caption with its credit; what is longer is text that a template marks as caption."""

_CAPTIONED = frozenset(("p", "div", "span", "dd", "small", "cite", "em"))

__all__ = ["items"]


def items(rendered: Rendered, *, key: str) -> list[Segment]:
    """Comments, teasers, related links and captions of a page, in order, none overlapping."""
    outline = Outline(rendered)
    said = comments(rendered, key=key, outline=outline)
    taken = [(seg.start, seg.end) for seg in said]
    lists = teasers(rendered, key=key, outline=outline, taken=taken)
    taken = sorted(taken + [(seg.start, seg.end) for seg in lists])
    return sorted(said + lists + _captions(rendered, outline, taken), key=lambda seg: seg.start)


def _captions(rendered: Rendered, outline: Outline, taken: list[tuple[int, int]]) -> list[Segment]:
    """Captions by element or class, outside of what is taken."""
    found: list[Segment] = []
    at = 0
    for node, sign in outline.signs.items():
        if node.tag != "figcaption" and not (sign.says & hints.CAPTION and node.tag in _CAPTIONED):
            continue
        span = rendered.span(node)
        if span is None or span[1] - span[0] > LONGEST_CAPTION or (found and span[0] < found[-1].end):
            continue
        while at < len(taken) and taken[at][1] <= span[0]:
            at += 1
        if at < len(taken) and taken[at][0] < span[1]:
            continue
        rule = "items:figcaption" if node.tag == "figcaption" else "items:caption-class"
        found.append(Segment(start=span[0], end=span[1], role=Role.CAPTION, rule=rule, markup=str(node.tag)))
    return found
