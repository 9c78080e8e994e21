"""Reader comments, replies and forum posts in the tree of a page, each with author, time, body, own date and depth.

`comments(rendered, key=…)` finds them by their mark-up (schema.org Comment, ids and classes that many systems use) and
by shape (siblings of one kind, each with a name, a time and words, under a heading or in a container of comments). The
post that opens a forum thread is the page's article and no comment. One pass over the tree with a stack: time is
linear, depth costs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from lxml import etree

from standoff.model import Date, DateBasis, Part, PartName, Role, Segment, Span
from standoff.pages import dates
from standoff.pages.items import hints
from standoff.pages.items.hints import Outline, Sign
from standoff.pages.render import Rendered
from standoff.text import trim

LONGEST_NAME = 60
"""Characters of a commenter's name at most."""
HEAD = 600
"""Characters from the start of a comment in which its author and time stand."""
PROSE = 400
"""Characters of running text between heading and first post from which that post is a comment, not the page's
article. In a container of comments any paragraph is enough."""

MAX_SHAPED, MAX_TRIED = 20_000, 3_000
"""Characters of one element, and number of elements, looked at for the shape of a comment: bounds for hostile trees."""

_TYPES = re.compile(r"/(?:Comment|UserComments|Answer|UserReview)/?$")
_PROPERTIES = frozenset(("comment", "suggestedanswer", "acceptedanswer"))
_NEVER = frozenset(("a", "span", "p", "form", "input", "button", "h1", "h2", "h3", "h4", "time", "ul", "ol", "body",
                    "i", "label"))
_TEXTS = frozenset(("text", "commenttext", "articlebody", "reviewbody"))
_POST_TYPES = re.compile(r"/(?:DiscussionForumPosting|SocialMediaPosting)/?$")
_SAYS = re.compile(
    r"(?:[\s,:·•|»(–—-]|(?<=[\s)])(?:says?|said|wrote|writes|commented|replied|posted|asked|on|at|يقول|قال|schrieb|"
    r"sagt|a écrit|"
    r"dit|dice|dijo|diyor ki|пишет|گفت)(?=[\s:]|$))+$", re.I)
_QUOTED = re.compile(r"\b(?:wrote|said|schrieb|a écrit|escribió|написал\w*)\s*:?\s*$", re.I)
_JOINED = re.compile(r"(?:joined|founded|registered|member since|join date|since|last (?:seen|active|visit))\W*$", re.I)
_BY = re.compile(r"^\s*(?:by|from|(?:posted|comment|written|submitted) by|von|par|por|من|بقلم)\s*:?\s+", re.I)


@dataclass(slots=True)
class _Item:
    """A candidate: its element, what spoke for it, and the evidence met inside it outside of nested candidates."""

    node: etree._Element
    rule: str
    post: bool                               # of a forum thread, whose first post is the page's article
    inside: _Item | None
    nested: bool                             # stands in a list of replies inside `inside`
    depth: int | None = None                 # stated by a class
    within: bool = False                     # a container of comments
    headed: bool = False                     # holds a headline of its own
    author: etree._Element | None = None
    time: etree._Element | None = None
    body: etree._Element | None = None
    children: list[_Item] = field(default_factory=list)


def comments(rendered: Rendered, *, key: str, outline: Outline) -> list[Segment]:
    """The comments of a page in order, none overlapping, each with its parts and `level` 0 for a comment on the "
    "page."""
    _, cuts = _thread(rendered, key, outline)
    found: list[Segment] = []
    levels: dict[int, int] = {}
    for item, cut in sorted(cuts, key=lambda pair: (pair[1].start, -pair[1].end)):
        if found and cut.start < found[-1].end:
            continue
        levels[id(item)] = item.depth if item.depth is not None else _level(item, levels)
        found.append(replace(cut, level=levels[id(item)]))
    return found


def opening(rendered: Rendered, *, key: str, before: int) -> Segment | None:
    """The post that opens a forum thread, cut like a comment: its author and time are the page's own. None elsewhere.

    `before` is where the first comment begins: what stands behind it is not looked at.
    """
    return _first(rendered, _cuts(rendered, Outline(rendered, before), key))


def _thread(rendered: Rendered, key: str, outline: Outline) -> tuple[Segment | None, list[tuple[_Item, Segment]]]:
    """The opening post, when the page is a thread, and the comments or replies with their candidates."""
    cuts = _cuts(rendered, outline, key)
    if not cuts:
        return None, [(item, cut) for item in _shaped(rendered, outline) if (cut := _cut(rendered, item, key))
                      and {PartName.AUTHOR, PartName.TIME} <= {part.name for part in cut.parts}]
    first = _first(rendered, cuts)
    if first is not None:
        cuts = cuts[1:]
    kinds = Counter(item.rule for item, _ in cuts)
    return first, [(item, cut) for item, cut in cuts if not item.rule.startswith("items:post") or (
        not item.headed and (first is not None or kinds[item.rule] > 1))]


def _cuts(rendered: Rendered, outline: Outline, key: str) -> list[tuple[_Item, Segment]]:
    return [(item, cut) for item in _candidates(rendered, outline) if (cut := _cut(rendered, item, key))]


def _first(rendered: Rendered, cuts: list[tuple[_Item, Segment]]) -> Segment | None:
    """The first of several posts, when there is no article above it."""
    if len(cuts) < 2 or not cuts[0][0].post:
        return None
    item, cut = cuts[0]
    return cut if _prose_before(rendered, cut.start) < (1 if item.within else PROSE) else None


def _level(item: _Item, levels: dict[int, int]) -> int:
    """Depth in the thread: one more than the nearest comment that this one stands among the replies of."""
    below = item
    while below.inside is not None:
        up = below.inside
        if id(up) in levels:
            return levels[id(up)] + 1
        first = up.children[0]
        if first is below and up.depth is not None:
            return up.depth                  # the shell of this very comment says it
        if below.nested and first is not item and id(first) in levels:
            return levels[id(first)] + 1
        below = up
    return 0


def _candidates(rendered: Rendered, outline: Outline) -> list[_Item]:
    """Elements that may be comments, in order of document."""
    marked = _marked(outline)
    items: list[_Item] = []
    stack: list[_Item] = []
    containers: list[tuple[int, _Item | None]] = []  # ranks of open containers of comments, and the post they are in
    replies: list[tuple[int, _Item]] = []            # ranks of open lists of replies, and whose replies they are
    quotes: list[int] = []                           # ranks of open quotations …
    steps: list[int] = []                            # … and of open boxes that hold the replies to what stands before
    for node, sign in outline.signs.items() if marked else ():
        rank = outline.rank[node]
        while stack and outline.rank[stack[-1].node] < rank:
            stack.pop()
        while containers and containers[-1][0] < rank:
            containers.pop()
        while replies and replies[-1][0] < rank:
            replies.pop()
        for ended in (quotes, steps):
            while ended and ended[-1] < rank:
                ended.pop()
        if node.tag == "blockquote":
            quotes.append(rank)
        if "indented" in sign.words:
            steps.append(rank)
        rule, post = marked.get(node, ("", False))
        if rule == "items:post-class" and containers:
            rule = "items:reply-class"
        inside = stack[-1] if stack else None
        nested = bool(replies) and replies[-1][1] is inside
        if inside is not None and rule.startswith(("items:post", "items:reply")) and "reply" not in sign.words and not (
                containers and containers[-1][1] is inside) and not (nested and _kind(node) == _kind(inside.node)):
            rule = ""                        # parts of one post bear its number too
        if rule and (inside is None or nested or not _still_head(rendered, inside, node)):
            depth = next((found for word in sign.words if (found := _depth(word)) is not None), None)
            if depth is None and steps:
                depth = len(steps)
            item = _Item(node, rule, post, inside, nested, depth=depth, within=bool(containers))
            items.append(item)
            if inside is not None:
                inside.children.append(item)
            stack.append(item)
        elif inside is not None and not quotes:
            _witness(rendered, inside, node, sign)
            if sign.says & hints.REPLIES:
                replies.append((rank, inside))
        if sign.says & hints.COMMENTS:
            containers.append((rank, stack[-1] if stack else None))
    return items


def _depth(word: str) -> int | None:
    """Depth that a class states: 1 for "depth-2" and for "indent-1"."""
    found = hints.DEPTH.fullmatch(word)
    if found is None:
        return None
    return int(found["below"]) if found["below"] else max(int(found["depth"]) - 1, 0)


def _shaped(rendered: Rendered, outline: Outline) -> list[_Item]:
    """Siblings of one kind, below a heading or in a container of comments, that each open with a name and a time."""
    zone = min((rendered.spans[node][0] for node, sign in outline.signs.items() if sign.says & hints.COMMENTS),
               default=-1)
    if zone < 0:
        zone = min((block.end for block in rendered.blocks if block.end - block.start <= 200
                    and hints.HEADING.fullmatch(rendered.text, block.start, block.end)), default=-1)
    if zone < 0:
        return []
    groups: dict[tuple[etree._Element | None, str], list[etree._Element]] = {}
    for node in rendered.root.iter("li", "div", "article", "section", "dd", "tr", "table"):
        span = rendered.spans.get(node)
        if span and span[0] >= zone - 1 and 5 <= span[1] - span[0] <= MAX_SHAPED:
            groups.setdefault((node.getparent(), _kind(node)), []).append(node)
    members: dict[etree._Element, _Item] = {}
    tried = 0
    for group in groups.values():
        if len(group) < 2 or tried > MAX_TRIED:
            continue
        tried += len(group)
        chosen = [item for node in group if _opens_like_a_comment(rendered, item := _Item(
            node, "items:shape", False, None, False))]
        if len(chosen) >= max(2, .6 * len(group)):
            members |= {item.node: item for item in chosen}
    kinds = {_kind(node) for node in members if node.get("class")}
    for (_, kind), group in groups.items():  # a reply that stands alone among the replies to a comment of that kind
        if len(group) == 1 and kind in kinds and _opens_like_a_comment(rendered, item := _Item(
                group[0], "items:shape", False, None, False)):
            members[item.node] = item
    ordered = sorted(members.values(), key=lambda item: (rendered.spans[item.node][0], -rendered.spans[item.node][1]))
    stack: list[_Item] = []
    for item in ordered:
        while stack and rendered.spans[stack[-1].node][1] <= rendered.spans[item.node][0]:
            stack.pop()
        if stack:
            item.inside, item.nested = stack[-1], True
            stack[-1].children.append(item)
        stack.append(item)
    return ordered


def _kind(node: etree._Element) -> str:
    """Elements of one kind share their tag and the first word of their class, numbers aside."""
    words = (node.get("class") or "").split()[:1]
    return f"{node.tag}.{re.sub(r'[0-9]+', '', words[0]) if words else ''}"


def _opens_like_a_comment(rendered: Rendered, item: _Item) -> bool:
    """Whether an element begins with a name and a time in its first lines, and words follow that are not all links."""
    start, end = trim(rendered.text, *rendered.spans[item.node])
    head = _head(rendered, item, start, end)
    if head is None or not head[0] or not head[1] or max(head[0][1], head[1][1]) - start > 200:
        return False
    return _body(rendered.text, start, min(end, start + 2000), head[0], head[1]) is not None and not any(
        (up := link.getparent()) is not None and up.tag in ("h2", "h3", "h4") for link in item.node.iter("a"))


def _still_head(rendered: Rendered, item: _Item, node: etree._Element) -> bool:
    """Whether a marked element inside a candidate is the candidate's own body: head seen already, words not yet."""
    start, end = rendered.spans[item.node][0], rendered.spans[node][0]
    if (item.author is None and item.time is None) or item.children or end - start > HEAD:
        return False
    author = rendered.span(item.author) if item.author is not None else None
    time = rendered.span(item.time) if item.time is not None else None
    return _body(rendered.text, start, end, author, time) is None


def _marked(outline: Outline) -> dict[etree._Element, tuple[str, bool]]:
    """The elements that are marked as one comment or forum post: the rule, and whether it is a post."""
    typed = frozenset(outline.typed)
    marked = {}
    for node, sign in outline.signs.items():
        if node in typed or sign.comment_id or sign.post_id or sign.classes & (hints.COMMENT | hints.POST):
            rule, post = _mark(node, sign)
            if rule:
                marked[node] = rule, post
    return marked


def _mark(node: etree._Element, sign: Sign) -> tuple[str, bool]:
    """The rule by which an element is marked, "" when it is not; whether it is a post."""
    kind = node.get("itemtype") or ""
    if _TYPES.search(kind) or (node.get("itemprop") or "").lower() in _PROPERTIES:
        return "items:schema-comment", bool(sign.says & hints.POST) or sign.post_id
    if _POST_TYPES.search(kind) and node.get("itemscope") is not None and node.tag not in ("body", "main"):
        return "items:schema-post", True
    if node.tag in _NEVER:
        return "", False
    if node.get("data-comment-id") or node.get("data-commentid"):
        return "items:comment-data", False
    if sign.comment_id:
        return "items:comment-id", False
    if sign.classes & hints.COMMENT:
        return "items:comment-class", False
    if sign.post_id:
        return "items:post-id", True
    return ("items:post-class", True) if sign.classes & hints.POST else ("", False)


def _witness(rendered: Rendered, item: _Item, node: etree._Element, sign: Sign) -> None:
    """Keep the element as the candidate's author or time if it is marked so and is short."""
    start, end = rendered.spans[node]
    properties = (node.get("itemprop") or "").lower()
    if end > start and (properties in _TEXTS or (
            sign.says & hints.BODY and not sign.says & (hints.TIME | hints.AUTHOR))):
        outer = rendered.spans[item.body] if item.body is not None else None
        heads = [rendered.spans[head][0] for head in (item.author, item.time) if head is not None]
        if outer is None or (outer[0] <= start < outer[1] and (
                2 * (end - start) >= outer[1] - outer[0] or any(outer[0] <= head < start for head in heads))):
            item.body = node
    if end - start > 200:
        return
    link = next(node.iter("a"), None) if node.tag in ("h3", "h4") else None
    if node.tag in ("h1", "h2") or (link is not None and "#" not in (link.get("href") or "")):
        item.headed = item.headed or len(rendered.shown(node).split()) >= 4
    if item.time is not None and (node.get("datetime") or node.get("title")):
        outer = rendered.spans[item.time]
        if outer[0] <= start < end <= outer[1] and (finer := _when(rendered, node)) is not None:
            known = _when(rendered, item.time)
            if node.tag == "time" or len(finer.value or "") > len((known and known.value) or ""):
                item.time = node
    stamped = (node.tag == "time" or properties in ("datecreated", "datepublished", "commenttime")
               or node.get("data-timestamp") or node.get("data-time") or sign.says & hints.TIME
               or (node.tag == "a" and "#comment" in (node.get("href") or "")))
    if item.time is None and end > start and stamped and _when(rendered, node) is not None:
        item.time = node
    outer = rendered.spans[item.author] if item.author is not None else None
    if (outer is None or outer[0] <= start < end <= outer[1]) and 0 < end - start <= LONGEST_NAME and (
            properties in ("author", "name", "creator") or node.tag == "cite" or "author" in (node.get("rel") or "")
            or sign.says & hints.AUTHOR):
        shown = rendered.shown(node)
        if _named(shown) and dates.read(shown) is None and not (node.tag == "cite" and _QUOTED.search(shown)):
            item.author = node


def _named(shown: str) -> bool:
    return any(c.isalnum() for c in shown) and "\n\n" not in shown and not hints.BUTTON.fullmatch(shown[:120])


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
    body = rendered.span(item.body) if item.body is not None else None
    if body is None or body[1] > end or any(body[0] < span[1] and span[0] < body[1] for span in (author, time) if span):
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
    for line in text[start:min(end, start + HEAD)].split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    if time is None:
        for low, high in lines[:6]:
            if high - low <= 120:
                known = next(dates.find(text, low, high, page=""), None)
                if known and not _JOINED.search(text, low, known[0]):
                    time, when = (known[0], known[1]), replace(known[2], spans=())
                elif (relative := dates.read(text[low:high])) is not None:
                    time, when = trim(text, low, high), relative
            if time:
                break
    if author is None:
        author = next((name for line in lines[:4] if (name := _name_in(text, line, time))), None)
    else:
        author = _name_in(text, author, time) or author
    if author and not start <= author[0] < author[1] <= end:
        author = None
    if time and not start <= time[0] < time[1] <= end:
        time, when = None, when
    return author, time, when


def _name_in(text: str, line: tuple[int, int], time: _Stretch) -> _Stretch:
    """The name that a line of a comment's head is, its time and "says:" aside; None when it is no name."""
    low, high = line
    if time is None or not low <= time[0] < high:
        stamp = next(dates.find(text, low, high, page=""), None)
        time = (stamp[0], stamp[1]) if stamp else None
    if time:
        low, high = (low, time[0]) if text[low:time[0]].strip(" #\t0123456789") else (time[1], high)
    said = _SAYS.search(text, low, high)
    high = said.start() if said else high
    skip = _BY.match(text[low:high])
    low, high = trim(text, low + (skip.end() if skip else 0), high)
    name = text[low:high]
    good = 0 < high - low <= 40 and len(name.split()) <= 4 and _named(name) and not re.search(r"[!?:]$|\w\w\w\.$", name)
    return (low, high) if good and name[0].isalnum() and dates.read(name) is None else None


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
    """Characters of running text between the last top heading and an offset: long blocks with few links. One in an
    <article> weighs as much as a post needs."""
    heads = [rendered.spans[node][1] for node in rendered.root.iter("h1") if node in rendered.spans]
    after = max((end for end in heads if end <= start), default=0)
    return sum(PROSE if "article" in block.path.split(" > ") else block.end - block.start for block in rendered.blocks
               if after <= block.start and block.end <= start and block.end - block.start >= 100 and block.density < .3)
