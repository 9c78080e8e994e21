"""Lists of other articles: sibling elements of one kind, each with a headline that is a link.

`teasers(rendered, key=…, taken=…)` gives one segment per item: TEASER with its title, time, outlet and blurb, or
RELATED where an item is nothing but a link. A list is known by its shape; names of classes only help. The article's own
lists and links in prose are left alone: an item opens with its link or headline, and its list does not stand between
paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from standoff.model import Date, DateBasis, Part, PartName, Role, Segment, Span
from standoff.pages import dates
from standoff.pages.items import hints
from standoff.pages.items.hints import Outline
from standoff.pages.render import Rendered
from standoff.text import trim

LONGEST_ITEM = 900
"""Characters of one item: headline, time, outlet and a blurb. The longest blurbs of aggregators run to some 500."""
HEADLINE_WORDS = 4
"""Words from which a link reads like a headline; menus and tags have fewer."""
SHORT_WORDS = 2
"""Words from which a link does so that is a heading with a time of its own."""
HEADLINE = 250
PARAGRAPH = 200
"""Characters from which a block outside links is a paragraph of prose."""

_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SUFFIX = re.compile(r"\s[-–—|·]\s([^-–—|·]{2,40})$")
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_TOLD = frozenset((*_HEADS, "time"))
_SKIP = frozenset(("td", "th", "tbody", "thead", "option", "span", "b", "i", "em", "strong", "br", "p"))


@dataclass(slots=True)
class _Facts:
    """What an element holds, summed up from its descendants."""

    node: etree._Element
    link: etree._Element | None = None       # the link with the longest text
    link_size: int = 0
    linked: int = 0                          # characters in links
    links: int = 0
    heading: etree._Element | None = None    # the first heading
    time: etree._Element | None = None
    outlet: etree._Element | None = None
    kinds: dict[str, list[_Facts]] = field(default_factory=dict)
    paragraphs: int = 0                      # direct children that are paragraphs of prose


def teasers(rendered: Rendered, *, key: str, outline: Outline, taken: Sequence[tuple[int, int]] = ()) -> list[Segment]:
    """The items of a page's lists of other articles, in order, none overlapping each other or what is `taken`."""
    found: list[Segment] = []
    pictured = _pictured(rendered)
    for group, hinted in _groups(rendered, outline):
        found += _items(rendered, group, hinted, pictured, key)
    found.sort(key=lambda seg: (seg.start, seg.end))
    apart: list[Segment] = []
    edges = sorted(taken)
    at = 0
    for seg in found:
        while at < len(edges) and edges[at][1] <= seg.start:
            at += 1
        if (at < len(edges) and edges[at][0] < seg.end) or (apart and seg.start < apart[-1].end):
            continue
        apart.append(seg)
    return apart


def _groups(rendered: Rendered, outline: Outline) -> Iterator[tuple[list[_Facts], bool]]:
    """Sibling elements that look like the items of one list, and whether names of classes say so too."""
    spans, hinted = rendered.spans, _hinted(outline)
    waiting: dict[etree._Element, _Facts] = {}           # what was met inside elements that have not ended
    for node, (start, end) in spans.items():             # in the order in which they end
        facts, tag, says = waiting.pop(node, None), node.tag, outline.signs[node].says
        link = tag == "a" and node.get("href")
        if facts is None:
            if not link and end - start < PARAGRAPH and tag not in _TOLD and not says & (hints.TIME | hints.OUTLET):
                continue
            facts = _Facts(node)
        if tag == "time" or (says & hints.TIME and (facts.time is None or facts.time.tag != "time")):
            facts.time = node
        elif says & hints.OUTLET:
            facts.outlet = node
        if link:
            facts.link, facts.link_size, facts.linked, facts.links = node, end - start, end - start, 1
        elif tag in _HEADS and end > start:
            facts.heading = facts.heading if facts.heading is not None else node
        for group in facts.kinds.values():
            if len(group) >= 2 and facts.paragraphs < 3:
                yield group, node in hinted
        facts.kinds = {}
        parent = node.getparent()
        if parent is not None:
            up = waiting.get(parent)
            if up is None:
                up = waiting[parent] = _Facts(parent)
            _sum(rendered, up, facts, start, end)


def _hinted(outline: Outline) -> set[etree._Element]:
    """The elements in or among what names of classes call lists of other articles."""
    hinted = set[etree._Element]()
    for node, sign in outline.signs.items():
        if sign.says & (hints.RELATED | hints.TEASER) or (hinted and node.getparent() in hinted):
            hinted.add(node)
    return hinted


def _pictured(rendered: Rendered) -> set[etree._Element]:
    """The elements that hold a picture."""
    pictured = set[etree._Element]()
    for picture in rendered.root.iter("img", "picture"):
        for node in picture.iterancestors():
            if node in pictured:
                break
            pictured.add(node)
    return pictured


def _sum(rendered: Rendered, up: _Facts, facts: _Facts, start: int, end: int) -> None:
    """Add what an element holds to what its parent holds."""
    up.linked += facts.linked
    up.links += facts.links
    if facts.link is not None and facts.link_size > up.link_size:
        up.link, up.link_size = facts.link, facts.link_size
    up.heading = up.heading if up.heading is not None else facts.heading
    up.time = up.time if up.time is not None else facts.time
    up.outlet = up.outlet if up.outlet is not None else facts.outlet
    size, tag = end - start, facts.node.tag
    if size >= PARAGRAPH and tag in ("p", "div", "section", "span") and facts.linked < .3 * size \
            and facts.heading is None and rendered.text.find("\n\n", *trim(rendered.text, start, end)) < 0:
        up.paragraphs += 1
    if facts.links and 0 < size <= LONGEST_ITEM and tag not in _SKIP:
        up.kinds.setdefault(_kind(facts.node), []).append(facts)


def _kind(node: etree._Element) -> str:
    """Elements of one kind share their tag and the first word of their class, numbers aside."""
    words = (node.get("class") or "").split()
    return f"{node.tag}.{words[0].translate(_NO_DIGITS)}" if words else str(node.tag)


def _items(rendered: Rendered, group: Sequence[_Facts], hinted: bool, pictured: set[etree._Element], key: str
           ) -> list[Segment]:
    """The group's members as segments; none unless most of them look like items of a list of articles."""
    need = 2 if hinted else 3
    if len(group) < need:
        return []
    cuts = [cut for facts in group if (cut := _cut(rendered, facts, facts.node in pictured, key))]
    rich = sum(seg.role is Role.TEASER for seg in cuts)
    if len(cuts) < need or len(cuts) < .6 * len(group):
        return []
    if not hinted and rich < .6 * len(cuts):
        return []
    addresses = {(facts.link.get("href") or "").split("#")[0] for facts in group if facts.link is not None}
    if len(addresses) < .6 * len(cuts):
        return []
    return _with_outlet(rendered.text, cuts)


def _cut(rendered: Rendered, facts: _Facts, pictured: bool, key: str) -> Segment | None:
    """One member as a teaser, None when its link does not read like the headline it opens with."""
    text, node = rendered.text, facts.node
    span = rendered.span(node)
    if span is None or facts.link is None:
        return None
    start, end = span
    head = facts.heading if facts.heading is not None else facts.link
    title = rendered.span(head)
    link = rendered.span(facts.link)
    href = facts.link.get("href") or ""
    if title is None or link is None or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    if facts.heading is not None:
        joined = link[0] <= title[0] < link[1] or title[0] <= link[0] < title[1]
        if not joined:
            return None
    if title[1] - title[0] > HEADLINE and "\n" in text[slice(*title)]:
        title = trim(text, title[0], title[0] + text[slice(*title)].index("\n"))
    words = text[slice(*title)].split()
    short = len(words) < HEADLINE_WORDS and not (len(text[slice(*title)]) >= 12 and not text[slice(*title)].isascii())
    if len(words) < SHORT_WORDS if facts.heading is not None else short:
        return None
    if title[1] - title[0] > HEADLINE:
        return None
    before = text[start:title[0]].strip()
    if len(before) > 80 and dates.read(before) is None:
        return None
    when, time = _time(rendered, facts, start, end, title)
    if short and not time:
        return None
    line_end = text.find("\n", title[1], end)
    tail = text[title[1]:line_end if line_end >= 0 else end]
    if facts.heading is None and len(tail.strip()) > 40 and not (time and title[1] <= time[0] < title[1] + len(tail)):
        return None                          # the sentence goes on after its link
    rest = _rest(text, start, end, [title, *([time] if time else [])])
    outlet = rendered.span(facts.outlet) if facts.outlet is not None else None
    if outlet and (outlet[1] - outlet[0] > 60 or (outlet[0] < title[1] and title[0] < outlet[1])
                   or (time and outlet[0] < time[1] and time[0] < outlet[1])):
        outlet = None
    blurb = max(rest, key=lambda line: line[1] - line[0], default=None)
    closed = facts.heading is not None and blurb and text[blurb[1] - 1] in ".!?؟。"
    if blurb and ((blurb[1] - blurb[0] < 30 and not closed)
                  or (outlet and blurb[0] < outlet[1] and outlet[0] < blurb[1])):
        blurb = None
    evidence = bool(time) + (facts.heading is not None) + pictured + bool(blurb) + bool(outlet)
    named = ((PartName.TITLE, title), (PartName.TIME, time), (PartName.OUTLET, outlet), (PartName.BODY, blurb))
    parts = [Part(name=name, start=part[0], end=part[1]) for name, part in named if part]
    if when is not None and time and not when.spans:
        when = replace(when, spans=(Span(page=key, start=time[0], end=time[1]),))
    return Segment(start=start, end=end, role=Role.TEASER if evidence else Role.RELATED, when=when,
                   markup=str(node.tag), rule="items:list-of-articles" if evidence else "items:list-of-links",
                   parts=tuple(sorted(parts, key=lambda part: part.start)))


def _time(rendered: Rendered, facts: _Facts, start: int, end: int, title: tuple[int, int]
          ) -> tuple[Date | None, tuple[int, int] | None]:
    """A teaser's own time: of its time element, else of a short line beside its headline."""
    text = rendered.text
    if facts.time is not None and (span := rendered.span(facts.time)) and span[1] - span[0] <= 60:
        stamp = facts.time.get("datetime")
        date = dates.read(stamp) if stamp else None
        if date:
            return replace(date, basis=DateBasis.MARKUP), span
        known = next(dates.find(text, *span, page=""), None)
        if known:
            return replace(known[2], spans=()), (known[0], known[1])
        if relative := dates.read(text[slice(*span)]):
            return relative, span
    at = start
    for line in text[start:end].split("\n"):
        low, high = trim(text, at, at + len(line))
        at += len(line) + 1
        if 4 <= high - low <= 60 and not title[0] <= low < title[1]:
            known = next(dates.find(text, low, high, page=""), None)
            if known:
                return replace(known[2], spans=()), (known[0], known[1])
            if relative := dates.read(text[low:high]):
                return relative, (low, high)
    return None, None


def _rest(text: str, start: int, end: int, known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of an item that are neither headline nor time."""
    lines, at = [], start
    for line in text[start:end].split("\n"):
        low, high = trim(text, at, at + len(line))
        at += len(line) + 1
        for first, last in known:
            if low <= first < high or first <= low < last:
                low = max(low, min(last, high))
        low, high = trim(text, low, high)
        if low < high:
            lines.append((low, high))
    return lines


def _with_outlet(text: str, cuts: list[Segment]) -> list[Segment]:
    """Items whose headlines all end alike ("… - Daily Ledger") with that ending as their outlet."""
    endings: list[re.Match[str] | None] = []
    for seg in cuts:
        title = next(part for part in seg.parts if part.name is PartName.TITLE)
        endings.append(_SUFFIX.search(text[title.start:title.end]))
    common = Counter(ending[1] for ending in endings if ending).most_common(1)
    if not common or common[0][1] < max(2, .6 * len(cuts)):
        return cuts
    told = []
    for seg, ending in zip(cuts, endings, strict=True):
        if ending and not any(part.name is PartName.OUTLET for part in seg.parts):
            title = next(part for part in seg.parts if part.name is PartName.TITLE)
            others = tuple(part for part in seg.parts if part is not title)
            parts = (Part(name=PartName.TITLE, start=title.start, end=title.start + ending.start()),
                     Part(name=PartName.OUTLET, start=title.start + ending.start(1), end=title.end), *others)
            seg = replace(seg, parts=tuple(sorted(parts, key=lambda part: part.start)))
        told.append(seg)
    return told
