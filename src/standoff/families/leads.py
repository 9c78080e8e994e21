"""From links to families, and which of its pages may be a family's original.

A family is a connected component over the links that join (`model.JOINING`). Its leads are the pages that nothing proves
to be derived, likeliest first, each with its evidence; they are a set to weigh, not a verdict.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from standoff.families.notes import Note, borrowed, note
from standoff.linkage import components
from standoff.model import JOINING, Copy, CopyType, Family, Lead, Origin, Page

VERSION = "1"

PARTS = frozenset({CopyType.EXCERPT, CopyType.ABRIDGEMENT})


@dataclass(slots=True)
class _Evidence:
    """What the links of one page say about its being the original."""

    wholes: int = 0                      # pages that hold all of it and more
    parts: int = 0                       # pages that are parts of it
    twins: list[str] = field(default_factory=list)    # pages with the same article
    edits: int = 0                       # edited words between it and them
    extends: int = 0                     # pages that it extends
    credited: int = 0                    # pages that credit it
    credits: int = 0                     # pages that it credits
    size: float = 0                      # article words


def key(pages: Iterable[str]) -> str:
    """The key of a family, from its sorted page keys."""
    return "f" + hashlib.sha256("\n".join(sorted(pages)).encode()).hexdigest()[:16]


def _evidence(copies: Iterable[Copy]) -> tuple[dict[str, _Evidence], list[tuple[str, str]]]:
    """Evidence by page, and the pairs that join."""
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    joins = []
    for copy in copies:
        if copy.type not in JOINING:
            continue
        joins.append((copy.a, copy.b))
        a, b = found[copy.a], found[copy.b]
        a.size = max(a.size, copy.words / max(copy.share_a, .01))
        b.size = max(b.size, copy.words / max(copy.share_b, .01))
        if copy.type in PARTS:
            a.wholes += 1
            b.parts += 1
        elif copy.type == CopyType.EXTENSION:
            a.extends += 1
            b.twins.append(copy.a)
        elif min(copy.share_a, copy.share_b) >= .9:
            a.twins.append(copy.b)
            b.twins.append(copy.a)
            edits = sum(run.edits for run in copy.runs)
            a.edits += edits
            b.edits += edits
        if " credits " in copy.reason and copy.direction:
            found[copy.direction].credited += 1
            found[copy.a if copy.direction == copy.b else copy.b].credits += 1
    return found, joins


def _leads(pages: list[str], notes: dict[str, Note], found: dict[str, _Evidence]) -> tuple[Lead, ...]:
    """The pages that may be the original, likeliest first; all of them when each is proved derived."""
    if len(pages) == 1:
        return (Lead(page=pages[0], score=1.0, reasons=("no other copy is known",)),)
    dates = sorted(notes[page].date for page in pages if notes[page].date)
    largest = max(found[page].size for page in pages)
    leads = []
    for page in pages:
        one, said = notes[page], found[page]
        earlier = [twin for twin in said.twins if notes[twin].date and one.date and notes[twin].date < one.date]
        reasons, score = [], .3
        if said.wholes == 0:
            score += .2
            reasons.append("no other copy holds all of it and more")
        if said.size >= .9 * largest:
            reasons.append("among the fullest copies")
            score += .05
        if one.date and one.date == dates[0]:
            score += .2
            reasons.append(f"the earliest date, {one.date}")
        elif one.date and not earlier:
            score += .05
            reasons.append(f"no earlier copy as full; dated {one.date}")
        if said.credited:
            score += .3
            reasons.append(f"credited by {said.credited} of the copies")
        if borrowed(one) or said.credits:
            score -= .2
            reasons.append("credits a source")
        if said.twins:
            mean = said.edits / len(said.twins) / max(said.size, 1)
            score -= min(.1, mean)
        if said.extends:
            score -= .2
            reasons.append("adds words of its own to another copy")
        if earlier:
            score -= .2
            reasons.append(f"{len(earlier)} of its equals are dated earlier")
        derived = said.wholes > 0 or bool(earlier) or (said.extends > 0 and not said.credited)
        leads.append((derived, Lead(page=page, score=round(min(1.0, max(0.0, score)), 4), reasons=tuple(reasons))))
    open_ = [lead for derived, lead in leads if not derived] or [lead for _, lead in leads]
    return tuple(sorted(open_, key=lambda lead: (-lead.score, lead.page)))


def cluster(pages: Iterable[Page], copies: Iterable[Copy]) -> list[Family]:
    """The families of pages: connected through links that join, a page without any being a family of one.

    Takes pages and links in any order; gives families in the order of their first pages. A link to a page that is not
    among the pages is a KeyError: the caller lost a page.
    """
    notes = {page.key: note(page) for page in pages}
    found, joins = _evidence(copies)
    origin = Origin(stage="families", version=VERSION, rule="families:components")
    return [Family(key=key(members), pages=tuple(members), leads=_leads(members, notes, found), origin=origin)
            for members in components(notes, joins)]
