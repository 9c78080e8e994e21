"""Reader comments, replies and forum posts in the tree of a page, each with author, time, body, own date and depth.

`comments(rendered, key=…)` finds them by their mark-up (schema.org Comment, ids and classes that many systems use) and by
shape (siblings of one kind, each with a name, a time and words, under a heading or in a container of comments). The post
that opens a forum thread is the page's article and no comment. One pass over the tree with a stack: time is linear, depth
costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from standoff.model import Date, DateBasis, Part, PartName, Role, Segment, Span
from standoff.pages import dates
from standoff.pages.items import hints
from standoff.pages.render import Rendered
from standoff.text import trim

LONGEST_NAME = 60
"""Characters of a commenter's name at most."""
PROSE = 250
"""Characters of running text before the first post from which that post is a comment and not the page's article."""

_TYPES = re.compile(r"/(?:Comment|UserComments|Answer|UserReview)/?$")
_PROPERTIES = frozenset(("comment", "suggestedanswer", "acceptedanswer"))
_POST_TYPES = re.compile(r"/(?:DiscussionForumPosting|SocialMediaPosting)/?$")
_SAYS = re.compile(r"\s*(?:,|:|·|•|\||-|–|—|\(|says?|said|wrote|writes|commented|replied|posted|asked|on|at|يقول|قال|schrieb|sagt|a écrit|"
                   r"dit|dice|dijo|diyor ki|пишет|گفت)*\s*:?\s*$", re.I)
_BY = re.compile(r"^\s*(?:by|from|posted by|comment by|written by|von|par|por|من|بقلم)\s*:?\s+", re.I)


@dataclass(slots=True)
class _Item:
    """A candidate: its element, what spoke for it, and the evidence met inside it outside of nested candidates."""

    node: etree._Element
    rule: str
    post: bool                               # of a forum thread, whose first post is the page's article
    inside: _Item | None
    nested: bool                             # stands in a list of replies inside `inside`
    depth: int | None = None                 # stated by a class
    headed: bool = False                     # holds a headline of its own
    author: etree._Element | None = None
    time: etree._Element | None = None
    children: list[_Item] = field(default_factory=list)


def comments(rendered: Rendered, *, key: str) -> list[Segment]:
    """The comments of a page in order, none overlapping, each with its parts and `level` 0 for a comment on the page."""
    cuts = [(item, cut) for item in _candidates(rendered) if (cut := _cut(rendered, item, key))]
    posts = {item.rule: sum(other.rule == item.rule for other, _ in cuts) for item, _ in cuts if item.post}
    cuts = [(item, cut) for item, cut in cuts if not item.post or (posts[item.rule] > 1 and not item.headed)]
    if cuts and cuts[0][0].post and _prose_before(rendered, cuts[0][1].start) < PROSE:
        cuts = cuts[1:]
    found: list[Segment] = []
    levels: dict[int, int] = {}
    for item, cut in sorted(cuts, key=lambda pair: (pair[1].start, -pair[1].end)):
        if found and cut.start < found[-1].end:
            continue
        levels[id(item)] = item.depth if item.depth is not None else _level(item, levels)
        found.append(replace(cut, level=levels[id(item)]))
    return found


def _level(item: _Item, levels: dict[int, int]) -> int:
    """Depth in the thread: one more than the nearest comment that this one stands among the replies of."""
    below = item
    while below.inside is not None:
        up = below.inside
        if id(up) in levels:
            return levels[id(up)] + 1
        first = up.children[0]
        if below.nested and first is not item and id(first) in levels:
            return levels[id(first)] + 1
        below = up
    return 0


def _candidates(rendered: Rendered) -> list[_Item]:
    """Elements that may be comments, in order of document."""
    items: list[_Item] = []
    stack: list[_Item] = []
    containers: list[etree._Element] = []
    replies: list[tuple[etree._Element, _Item]] = []     # open lists of replies, and whose replies they are
    for event, node in etree.iterwalk(rendered.root, events=("start", "end")):
        if event == "end":
            if stack and stack[-1].node is node:
                stack.pop()
            if containers and containers[-1] is node:
                containers.pop()
            if replies and replies[-1][0] is node:
                replies.pop()
            continue
        if node not in rendered.spans or not isinstance(node.tag, str):
            continue
        words = hints.tokens(node)
        rule, post = _marked(node, words, bool(containers))
        inside = stack[-1] if stack else None
        nested = bool(replies) and replies[-1][1] is inside
        if rule and (inside is None or nested or not _still_head(rendered, inside, node)):
            depth = next((m["depth"] for word in words if (m := hints.DEPTH.fullmatch(word))), None)
            item = _Item(node, rule, post, inside, nested, depth=max(int(depth) - 1, 0) if depth else None)
            items.append(item)
            if inside is not None:
                inside.children.append(item)
            stack.append(item)
        elif inside is not None:
            _witness(rendered, inside, node, words)
            if hints.any_is(hints.REPLIES, words):
                replies.append((node, inside))
        if hints.any_is(hints.COMMENTS, words):
            containers.append(node)
    return items


def _still_head(rendered: Rendered, item: _Item, node: etree._Element) -> bool:
    """Whether a marked element inside a candidate is the candidate's own body: head seen already, words not yet."""
    if (item.author is None and item.time is None) or item.children:
        return False
    author = rendered.span(item.author) if item.author is not None else None
    time = rendered.span(item.time) if item.time is not None else None
    return _body(rendered.text, rendered.spans[item.node][0], rendered.spans[node][0], author, time) is None


def _marked(node: etree._Element, words: list[str], within: bool) -> tuple[str, bool]:
    """The rule by which an element is marked as one comment or forum post, "" when it is not; whether it is a post."""
    kind = node.get("itemtype") or ""
    if _TYPES.search(kind) or (node.get("itemprop") or "").lower() in _PROPERTIES:
        return "items:schema-comment", False
    if _POST_TYPES.search(kind) and node.get("itemscope") is not None and node.tag not in ("body", "main"):
        return "items:schema-post", True
    if node.tag in ("a", "span", "p", "form", "input", "button", "h1", "h2", "h3", "h4", "time", "ul", "ol", "body", "label", "i"):
        return "", False
    if node.get("data-comment-id") or node.get("data-commentid"):
        return "items:comment-data", False
    own = (node.get("id") or "").replace("_", "-").lower()
    if hints.COMMENT_ID.fullmatch(own):
        return "items:comment-id", False
    classes = words[:-1] if node.get("id") and words else words
    if hints.any_is(hints.COMMENT, classes):
        return "items:comment-class", False
    if hints.POST_ID.fullmatch(own):
        return "items:post-id", True
    if hints.any_is(hints.POST, classes):
        return "items:reply-class" if within else "items:post-class", True
    return "", False


def _witness(rendered: Rendered, item: _Item, node: etree._Element, words: list[str]) -> None:
    """Keep the element as the candidate's author or time if it is marked so and is short."""
    start, end = rendered.spans[node]
    if end - start > 200:
        return
    if node.tag in ("h1", "h2") or (node.tag in ("h3", "h4") and next(node.iter("a"), None) is not None):
        item.headed = item.headed or len(rendered.shown(node).split()) >= 4
    properties = (node.get("itemprop") or "").lower()
    if item.time is None and (node.tag == "time" or properties in ("datecreated", "datepublished", "commenttime")
                              or node.get("data-timestamp") or node.get("data-time") or hints.any_is(hints.TIME, words)
                              or (node.tag == "a" and "#comment" in (node.get("href") or ""))):
        if _when(rendered, node) is not None:
            item.time = node
    if item.author is None and 0 < end - start <= LONGEST_NAME and (
            properties in ("author", "name", "creator") or node.tag == "cite" or "author" in (node.get("rel") or "")
            or hints.any_is(hints.AUTHOR, words)):
        shown = rendered.shown(node)
        if _named(shown) and dates.read(shown) is None:
            item.author = node


def _named(shown: str) -> bool:
    return bool(shown) and any(c.isalnum() for c in shown) and "\n\n" not in shown and not hints.BUTTON.fullmatch(shown[:120])


def _when(rendered: Rendered, node: etree._Element) -> Date | None:
    """The time that an element gives, by attribute or by what it shows."""
    for attribute in ("datetime", "content", "data-timestamp", "data-time", "title"):
        value = node.get(attribute)
        if value and (date := _stamp(value)):
            return replace(date, basis=DateBasis.MARKUP)
    shown = rendered.shown(node)
    return dates.read(shown) if len(shown) <= 80 else None


def _stamp(value: str) -> Date | None:
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return dates.from_epoch(int(value[:10]))
    return dates.read(value)


def _cut(rendered: Rendered, item: _Item, key: str) -> Segment | None:
    """The candidate as a segment of its own text, nested candidates left out; None when it is no comment after all."""
    text = rendered.text
    start, end = rendered.spans[item.node]
    inner = [rendered.spans[child.node][0] for child in item.children]
    if inner:
        end = min([end, *inner])
    start, end = trim(text, start, end)
    if start >= end:
        return None
    head = _head(rendered, item, start, end)
    if head is None:
        return None
    author, time, when = head
    body = _body(text, start, end, author, time)
    if body is None or (author is None and time is None):
        return None
    parts = [Part(name=name, start=span[0], end=span[1])
             for name, span in ((PartName.AUTHOR, author), (PartName.TIME, time), (PartName.BODY, body)) if span]
    if when is not None and time is not None and not when.spans:
        when = replace(when, spans=(Span(page=key, start=time[0], end=time[1]),))
    return Segment(start=start, end=end, role=Role.COMMENT, rule=item.rule, when=when, markup=str(item.node.tag),
                   parts=tuple(sorted(parts, key=lambda part: part.start)))


_Stretch = tuple[int, int] | None


def _head(rendered: Rendered, item: _Item, start: int, end: int) -> tuple[_Stretch, _Stretch, Date | None] | None:
    """Author, time and date of a candidate: from marked elements, else from its first lines."""
    text = rendered.text
    author: _Stretch = rendered.span(item.author) if item.author is not None else None
    time: _Stretch = rendered.span(item.time) if item.time is not None else None
    when = _when(rendered, item.time) if item.time is not None else None
    at = start
    lines: list[tuple[int, int]] = []
    for line in text[start:min(end, start + 600)].split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    if time is None:
        for low, high in lines[:6]:
            if high - low <= 120:
                known = next(dates.find(text, low, high, page=""), None)
                if known:
                    time, when = (known[0], known[1]), replace(known[2], spans=())
                elif (relative := dates.read(text[low:high])) is not None:
                    time, when = trim(text, low, high), relative
            if time:
                break
    if author is None and lines:
        low, high = lines[0]
        if time and low <= time[0] < high:
            high = time[0] if time[0] > low else high
            low = time[1] if time[0] == low else low
        line = text[low:high]
        line = line[:len(line) - len(_SAYS.search(line)[0])] if _SAYS.search(line) else line  # type: ignore[index]
        skip = _BY.match(line)
        low, high = trim(text, low + (skip.end() if skip else 0), low + len(line))
        if 0 < high - low <= 40 and len(text[low:high].split()) <= 5 and _named(text[low:high]):
            author = (low, high)
    if author and not start <= author[0] < author[1] <= end:
        author = None
    if time and not start <= time[0] < time[1] <= end:
        time, when = None, when
    return author, time, when


def _body(text: str, start: int, end: int, author: _Stretch, time: _Stretch) -> _Stretch:
    """From the first line that is neither head nor button to the last; None when no such line is left."""
    low = high = -1
    at = start
    for line in text[start:end].split("\n"):
        first, last = at, at + len(line)
        at = last + 1
        for span in (author, time):
            if span and first <= span[0] < last:
                first = max(first, span[1]) if span[0] - first <= 60 else first
        rest = text[first:last]
        said = re.match(r"[\s:,·•|#\d-]*(?:says?|said|wrote|replied|commented)?\s*:?\s*", rest, re.I)
        if said and first != at - len(line) - 1:
            first += said.end()
            rest = text[first:last]
        if len(rest) <= 120 and hints.BUTTON.fullmatch(rest):
            continue
        if low < 0:
            low = first
        high = last
    if low < 0:
        return None
    low, high = trim(text, low, high)
    return (low, high) if low < high and any(c.isalnum() for c in text[low:high]) else None


def _prose_before(rendered: Rendered, start: int) -> int:
    """Characters of running text that stand before an offset: long blocks with few links."""
    return sum(block.end - block.start for block in rendered.blocks
               if block.end <= start and block.end - block.start >= 100 and block.density < .3)
