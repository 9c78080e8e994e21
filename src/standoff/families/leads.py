"""From links to families, and which of its pages may be a family's original.

A family is a connected component over the links that join (`model.JOINING`). Its leads are the pages that nothing
proves to be derived, likeliest first, each with its evidence; they are a set to weigh, not a verdict.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp

from standoff.families.copies import VERSION
from standoff.families.notes import Note, before, earliest, names, note
from standoff.linkage import components
from standoff.model import JOINING, Copy, CopyType, Family, Lead, Origin, Page

PARTS = frozenset({CopyType.EXCERPT, CopyType.ABRIDGEMENT})


WEIGHTS = {"credited": 3.0, "earliest": 2.0, "credits": -1.5, "dateline": -1.5, "title": -1.0, "edits": -1.5,
           "part": -2.0, "extends": -2.0, "later": -3.0}
"""Log-odds of each sign, rounded: set by hand, checked on the generator (benchmarks/families.py)."""

PRIVATE = .004
"""Edited words, as a share of the page, by which a page may stand further from its equals than the nearest one does."""


@dataclass(slots=True)
class _Evidence:
    """What the links of one page say about its being the original."""

    wholes: list[str] = field(default_factory=list)   # pages that hold all of it and more
    parts: int = 0                       # pages of which it holds all
    twins: list[str] = field(default_factory=list)    # pages with the same article
    extended: int = 0                    # pages that extend it
    extends: int = 0                     # pages that it extends
    edits: int = 0                       # edited words between it and its twins
    credited: int = 0                    # pages that credit it
    credits: int = 0                     # pages that it credits
    size: float = 0                      # article words

    @property
    def distance(self) -> float:
        """Edited words between it and the mean twin, as a share of its size."""
        return self.edits / max(1, len(self.twins)) / max(1.0, self.size)


def key(pages: Iterable[str]) -> str:
    """The key of a family, from its sorted page keys."""
    return "f" + hashlib.sha256("\n".join(sorted(pages)).encode()).hexdigest()[:16]


def _evidence(copies: Iterable[Copy], notes: dict[str, Note]) -> tuple[dict[str, _Evidence], list[tuple[str, str]]]:
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
            a.wholes.append(copy.b)
            b.parts += 1
        elif copy.type == CopyType.EXTENSION:
            a.extends += 1
            b.extended += 1
        elif min(copy.share_a, copy.share_b) >= .9:
            a.twins.append(copy.b)
            b.twins.append(copy.a)
            edits = sum(run.edits for run in copy.runs)
            a.edits += edits
            b.edits += edits
        one, other = notes[copy.a], notes[copy.b]
        for source, page, credits in ((b, a, names(one, other)), (a, b, names(other, one))):
            source.credited += credits
            page.credits += credits
    return found, joins


def _usual(values: Iterable[str]) -> str:
    """The value that most have, when at least two and more than any other have it; else ""."""
    most = Counter(value for value in values if value).most_common(2)
    return most[0][0] if most and most[0][1] > 1 and (len(most) == 1 or most[0][1] > most[1][1]) else ""


def _leads(pages: list[str], notes: dict[str, Note], found: dict[str, _Evidence]) -> tuple[Lead, ...]:
    """The pages that may be the original, likeliest first; all of them when each is proved derived.

    Proved derived: a page that credits another of the family; a part of a page that others confirm or that is dated
    earlier; one dated later than an equal that credits none.
    """
    if len(pages) == 1:
        return (Lead(page=pages[0], score=1.0, reasons=("no other copy is known",)),)
    title = _usual(notes[page].title for page in pages)
    first = earliest(notes[page] for page in pages)
    dates = [notes[page].date for page in pages if notes[page].date]
    oldest = min(dates, default="")
    fullest = max(found[page].size for page in pages)
    alone = sum(found[page].size > .98 * fullest for page in pages) == 1
    leads = []
    for page in pages:
        one, said = notes[page], found[page]
        earlier = sum(before(notes[twin], one) and not found[twin].credits for twin in said.twins)
        part = any(found[whole].twins or before(notes[whole], one) for whole in said.wholes)
        signs = []
        if said.wholes:
            signs.append(("part", f"a part of {_copies(len(said.wholes))}"))
        if one.date and first(one):
            signs.append(("earliest", f"no copy is dated earlier than {one.date}" if len(dates) > 1 else
                          f"the only copy with a date, {one.date}"))
        if not one.date and one.high and one.high[:len(oldest)] < oldest[:len(one.high)]:
            signs.append(("earliest", f"published by {one.high} at the latest, before any copy with a date"))
        if earlier:
            signs.append(("later", f"dated later than {earlier} of its equals" if earlier > 1 else
                          "dated later than one of its equals"))
        if said.credited:
            signs.append(("credited", f"credited by {_copies(said.credited)}"))
        if said.credits or one.borrowed:
            signs.append(("credits", "credits a source"))
        if one.dateline and said.twins and sum(notes[twin].dateline == one.dateline for twin in said.twins) * 2 < len(
                said.twins):
            signs.append(("dateline", "opens with a dateline that its equals lack"))
        if title and one.title and one.title != title:
            signs.append(("title", "another headline than most copies"))
        if said.twins and said.distance > PRIVATE + min(found[twin].distance for twin in said.twins):
            signs.append(("edits", "further from its equals in wording than they are from each other"))
        if said.extends:
            signs.append(("extends", "adds words of its own to another copy"))
        odds = sum(WEIGHTS[sign] for sign, _ in signs)
        reasons = (*(text for _, text in signs), *_extent(said, len(pages) - 1, alone and said.size == fullest))
        derived = part or bool(earlier) or bool(said.credits)
        leads.append((derived, Lead(page=page, score=round(1 / (1 + exp(-odds)), 4), reasons=reasons)))
    possible = [lead for derived, lead in leads if not derived] or [lead for _, lead in leads]
    return tuple(sorted(possible, key=lambda lead: (-lead.score, -found[lead.page].size, lead.page)))


def _copies(count: int) -> str:
    return f"{count} other copies" if count > 1 else "one other copy"


def _extent(said: _Evidence, others: int, fullest: bool) -> list[str]:
    """How much of the article a page has, beside its family: told of every lead, weighed in none."""
    extent = []
    if said.parts:
        extent.append("holds all of every other copy" if said.parts == others > 1 else
                      f"holds all of {_copies(said.parts)}" if said.parts > 1 or others > 1 else
                      "holds all of the other copy")
    if fullest and said.parts < others:
        extent.append("the fullest of the copies" if others > 1 else "the fuller of the two copies")
    if said.twins and not extent:
        extent.append("the same article as " + (_copies(len(said.twins)) if others > 1 else "the other copy"))
    if not extent and not said.wholes:
        extent.append("no copy holds all of it")
    return extent


def cluster(pages: Iterable[Page], copies: Iterable[Copy]) -> list[Family]:
    """The families of pages: connected through links that join, a page without any being a family of one.

    Takes pages and links in any order; gives families in the order of their first pages. A link to a page that is not
    among the pages is a KeyError: the caller lost a page.
    """
    notes = {page.key: note(page) for page in pages}
    found, joins = _evidence(copies, notes)
    origin = Origin(stage="families", version=VERSION, rule="families:components")
    return [Family(key=key(members), pages=tuple(members), leads=_leads(members, notes, found), origin=origin)
            for members in components(notes, joins)]
