"""What an HTML page says of itself: title, authors, outlet, date and the like, each with its source and its places.

`fields(rendered, key=…, url=…)` takes a rendered page and gives its fields in order of trust and its publication
date. Claims of the markup (`claims`) are weighed against what the page shows: a heading that the declared title agrees
with, a byline or date that stands by the heading. Every occurrence of a value in the reading text is given as a span.
Nothing is made up: a field without a claim is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import cast
from urllib.parse import urlsplit

from lxml import etree

from standoff.model import Date, DateBasis, Field, FieldName, PartName, Role, Segment, Span
from standoff.pages import dates
from standoff.pages.items import hints
from standoff.pages.items.comments import opening
from standoff.pages.markup.claims import Claim, Kind, collect
from standoff.pages.markup.names import credit, is_name, is_team, looks_like_person, people
from standoff.pages.markup.titles import bare, headline
from standoff.pages.render import Block, Rendered

NEAR = 1500
"""Characters below the heading (and a fifth of it above) in which a byline or date is the article's own. On the
development half of WCXB nine in ten stand within 600."""
BY_HEADING = 500
"""Characters below the heading in which a byline outweighs the markup."""
MAX_LINES = 2_000
"""Blocks at the top of the page, and as many at its end, that are read for bylines, credits and dates."""
SENTENCE = 300
"""Characters before and behind a date that are looked at for a running sentence."""
SERIES = 3
"""Different days in elements of one kind from which they are members of a list, none of them the page's own."""
PARAGRAPH = 160
"""Characters of a paragraph at least, where nothing but length is looked at."""
MAX_PLACES = 50
"""Occurrences of one value given as spans."""

_DECLARED_AUTHOR = ("json-ld:author", "meta:author", "meta:sailthru.author", "meta:parsely-author",
                    "meta:citation_author",
                    "meta:dc.creator", "meta:dcterms.creator", "microdata:author", "meta:article:author", "meta:byl",
                    "json-ld:creator", "microdata:creator", "meta:twitter:data")
_PUBLISHED_TRUST = ("json-ld:datePublished", "meta:article:published_time", "meta:og:article:published_time",
                    "microdata:datepublished", "meta:datepublished", "meta:parsely-pub-date", "meta:sailthru.date",
                    "meta:citation_publication_date", "meta:citation_online_date", "meta:pubdate", "meta:publishdate",
                    "meta:dcterms.issued", "meta:dc.date.issued")
_CREDITS = (
    # "This story was first published in The Ledger." / "Posts are published daily."
    re.compile(r"(?:first|originally)\s+(?:published|appeared|posted|written)\s+(?:in|on|by|at|with|for)\s+(?:the\s+)?"
               r"(?P<name>[A-Z][\w&’'.-]*(?:\s+[A-Z&][\w&’'.-]*){0,5})"),
    # "Republished with permission from The Ledger" / "Republished in May"
    re.compile(r"(?:republished|reprinted|syndicated|reproduced)\s+(?:with permission\s+)?(?:from|of|courtesy of)\s+"
               r"(?:the\s+)?(?P<name>[A-Z][\w&’'.-]*(?:\s+[A-Z&][\w&’'.-]*){0,5})", re.I),
    # "Source: Ledger Wire" as a whole line / "Sources: two officials said"
    re.compile(r"^\s*(?:source|via|المصدر|منبع|source de|quelle|fuente|kaynak|источник|سەرچاوە)\s*[:：]\s*"
               r"(?P<name>[^\n.|]{2,50})\s*\.?\s*$", re.I),
)
_CREDITED = re.compile("first|originally|republished|reprinted|syndicated|reproduced|[:：]")
"""What any of them needs, in lower case."""


@dataclass(frozen=True, slots=True)
class _View:
    """A page's claims with what deciding between them needs."""

    rendered: Rendered
    key: str
    url: str | None
    claims: tuple[Claim, ...]
    apart: tuple[tuple[int, int], ...]       # stretches that are comments or teasers
    opener: str                              # who wrote the post that opens a thread, "" on other pages
    opened: Date | None                      # and when
    heading: int                             # where the article's heading ends in the text; 0 when it is not shown

    def of(self, kind: Kind) -> list[Claim]:
        return [claim for claim in self.claims if claim.kind is kind]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the page's top and end, and all by the heading."""
        blocks = self.rendered.blocks
        if len(blocks) <= 2 * MAX_LINES:
            return blocks
        inner = tuple(block for block in blocks[MAX_LINES:-MAX_LINES] if self.near(block.start))
        return blocks[:MAX_LINES] + inner[:MAX_LINES] + blocks[-MAX_LINES:]

    def outside(self, start: int) -> bool:
        """Whether an offset lies in a comment or teaser."""
        i = bisect_right(self.apart, (start, len(self.rendered.text) + 1)) - 1
        return i >= 0 and start < self.apart[i][1]

    def near(self, start: int) -> bool:
        """Whether an offset stands by the article's heading."""
        return self.heading - NEAR // 5 <= start <= self.heading + NEAR and not self.outside(start)

    def block(self, start: int) -> int:
        """Where the block begins in which an offset lies."""
        i = bisect_right(self.rendered.blocks, start, key=lambda block: block.start) - 1
        return self.rendered.blocks[i].start if i >= 0 else -1

    def line(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and behind a stretch in its line."""
        text = self.rendered.text
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return text[low:start][-SENTENCE:], text[end:high if high >= 0 else len(text)][:SENTENCE]

    def place(self, claim: Claim) -> tuple[int, int] | None:
        return self.rendered.span(claim.node) if claim.node is not None else None


def fields(rendered: Rendered, *, key: str, url: str | None, items: Sequence[Segment] = ()
           ) -> tuple[tuple[Field, ...], Date]:
    """The fields of a page, likeliest value first, and its publication date.

    `items` are the comments, teasers and captions found on the page: what they hold is never the page's own byline or
    date, and the earliest comment bounds the date.
    """
    claims, places = collect(rendered), _Places(rendered.text)
    outlets = _outlets(claims, url)
    lines = frozenset(bare(rendered.text[block.start:block.end]) for block in rendered.blocks
                      if 8 <= block.end - block.start <= 200)
    titles = headline(claims, [name for name, _ in outlets], lines)
    heading = 0
    if titles:
        span = rendered.span(titles[0].claim.node) if titles[0].claim.node is not None else None
        heading = span[1] if span else max((end for _, end in places.of(titles[0].value)[:1]), default=0)
    if not heading:
        heads = [rendered.span(claim.node) for claim in claims if claim.source == "h1" and claim.node is not None]
        heading = next((head[1] for head in heads if head), 0)
    apart = _merged([(seg.start, seg.end) for seg in items if seg.role in (Role.COMMENT, Role.TEASER, Role.RELATED)]
                    + [span for span in _threads(rendered) if span[0] >= heading > 0])
    view = _View(rendered, key, url, claims, apart, *_opener(rendered, key, items), heading)

    found: list[Field] = []
    seen: set[tuple[FieldName, str]] = set()

    def add(name: FieldName, value: str, source: str, rule: str) -> None:
        if value and (name, bare(value) or value) not in seen:
            seen.add((name, bare(value) or value))
            spans = () if name in (FieldName.LANGUAGE, FieldName.CANONICAL) else tuple(
                Span(page=key, start=start, end=end) for start, end in places.of(value))
            found.append(Field(name=name, value=value, source=source, rule=rule, spans=spans))

    for title in titles[:8]:
        add(FieldName.TITLE, title.value, title.claim.source, title.rule)
    for name, source, rule in _authors(view):
        add(FieldName.AUTHOR, name, source, rule)
    for name, source in outlets:
        add(FieldName.OUTLET, name, source, "outlet:declared" if source != "url" else "outlet:address")
    own = {bare(name) for name, _ in outlets}
    for name, rule in _publishers(view):
        if bare(name) not in own:
            add(FieldName.PUBLISHER, name, "text", rule)
    for kind, field in ((Kind.SECTION, FieldName.SECTION), (Kind.DESCRIPTION, FieldName.DESCRIPTION),
                        (Kind.LANGUAGE, FieldName.LANGUAGE), (Kind.CANONICAL, FieldName.CANONICAL)):
        for claim in sorted(view.of(kind), key=lambda claim: not claim.main)[:5]:
            if kind is not Kind.CANONICAL or re.match(r"https?://", claim.value):
                add(field, claim.value, claim.source, f"{field}:declared")
    comments = [seg.when for seg in items if seg.role is Role.COMMENT and seg.when]
    published = dates.publication(_dated(view), comments=comments, text=rendered.text, page=key)
    return tuple(found), published


def _threads(rendered: Rendered) -> Iterator[tuple[int, int]]:
    """What the containers of comments show, whether or not every comment in them was made out."""
    named = rendered.root.xpath("//*[contains(@class, 'omment') or contains(@id, 'omment') or "
                                "contains(@class, 'isqus') or contains(@id, 'isqus')]")
    for node in cast(list[etree._Element], named):
        if hints.says(node) & hints.COMMENTS and (span := rendered.span(node)):
            yield span


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _opener(rendered: Rendered, key: str, items: Sequence[Segment]) -> tuple[str, Date | None]:
    """Author and time of the post that opens a forum thread; nothing when the page's comments are no thread's."""
    said = [seg for seg in items if seg.role is Role.COMMENT]
    if not any(seg.rule in ("items:post-id", "items:post-class", "items:schema-comment", "items:schema-post")
               for seg in said):
        return "", None
    first = opening(rendered, key=key, before=said[0].start)
    part = next((part for part in first.parts if part.name is PartName.AUTHOR), None) if first else None
    return rendered.text[part.start:part.end] if part else "", first.when if first else None


class _Places:
    """Finds every stretch of a text that reads like a value: case, kinds of quotes, dashes and white space aside."""

    def __init__(self, text: str) -> None:
        self._runs: list[int] = []           # where, in the text with white space collapsed, longer runs of it were …
        self._cut: list[int] = [0]           # … and how many characters have been cut up to and with each
        pieces, at, cut = list[str](), 0, 0
        folded = _folded(text)
        for run in _WHITE.finditer(folded):
            pieces.append(folded[at:run.start()])
            at = run.end()
            self._runs.append(run.start() - cut)
            cut += run.end() - run.start() - 1
            self._cut.append(cut)
        self._text = " ".join([*pieces, folded[at:]])

    def of(self, value: str) -> list[tuple[int, int]]:
        """At most MAX_PLACES stretches, whole words only, in order."""
        wanted = " ".join(_folded(value).split())
        if not wanted or len(value) > 400:
            return []
        hits: list[tuple[int, int]] = []
        at = self._text.find(wanted)
        while at >= 0 and len(hits) < MAX_PLACES:
            end = at + len(wanted)
            whole = not ((wanted[0].isalnum() and _wordy(self._text[at - 1:at]))
                         or (wanted[-1].isalnum() and _wordy(self._text[end:end + 1])))
            if whole:
                hits.append((self._back(at), self._back(end)))
            at = self._text.find(wanted, end if whole else at + 1)
        return hits

    def _back(self, offset: int) -> int:
        return offset + self._cut[bisect_left(self._runs, offset)]


def _wordy(char: str) -> bool:
    return char.isalnum() or char == "_"


_WHITE = re.compile(r"\s\s+|[^\S ]")
_SAME = (("İ", "i"), ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))


def _folded(text: str) -> str:
    """The text in lower case with plain quotes and dashes; same length."""
    for one, other in _SAME:
        text = text.replace(one, other)
    return text.lower()


def _outlets(claims: Sequence[Claim], url: str | None) -> list[tuple[str, str]]:
    """Names of the site, likeliest first, the address's host last."""
    order = ("meta:og:site_name", "json-ld:publisher", "microdata:publisher", "json-ld:website")
    named = [claim for claim in claims if claim.kind is Kind.OUTLET and len(claim.value) <= 80
             and not claim.value.startswith(("@", "http"))]
    named.sort(key=lambda c: order.index(c.source) if c.source in order else len(order))
    outlets = [(claim.value, claim.source) for claim in named]
    host = urlsplit(url).hostname if url and _is_url(url) else None
    if not host:
        canonical = next((c.value for c in claims if c.kind is Kind.CANONICAL and _is_url(c.value)), "")
        host = urlsplit(canonical).hostname if canonical else None
    if host:
        host = host.removeprefix("www.")
        outlets.append((host, "url"))
        labels = host.split(".")[:-1]
        if len(labels) > 1 and labels[-1] in ("co", "com", "org", "net", "ac", "gov", "edu"):
            labels = labels[:-1]
        outlets += [(label, "url") for label in labels[-1:] if len(label) > 3]
    return list(dict.fromkeys(outlets))


def _is_url(value: str) -> bool:
    try:
        return bool(re.match(r"https?://", value)) and bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _authors(view: _View) -> Iterator[tuple[str, str, str]]:
    """The set of authors from the most trusted place that names any: (name, source, rule).

    A byline by the heading goes before what the markup declares: where the two differ, the markup often has the login
    of whoever posted the page, or the first of several authors.
    """
    shown = _bylines(view)
    by_heading = [hit for hit in shown if hit.start >= view.heading and hit.start - view.heading <= BY_HEADING
                  and (hit.strength == 0 or (hit.strength == 1 and looks_like_person(hit.name)))]
    if view.heading and by_heading and not view.opener:
        kept = set(_persons([hit.name for hit in by_heading], view))
        yield from _together([hit for hit in by_heading if hit.name in kept])
        return
    said = view.of(Kind.AUTHOR)
    for source in _DECLARED_AUTHOR:
        names = list(dict.fromkeys(name for claim in said if claim.source == source for name in people(claim.value)))
        if source.startswith("microdata"):
            names = names[:1]
        if names:
            yield from ((name, source, "author:declared") for name in _persons(names, view)[:MAX_PLACES])
            return
    if view.opener:
        yield view.opener, "text", "author:opening post"
        return
    for strength in range(4):
        chosen = [hit for hit in shown if hit.strength == strength]
        if strength == 3 and len({hit.name for hit in chosen}) > 3:
            return
        if chosen:
            yield from _together(chosen)
            return


def _persons(names: Sequence[str], view: _View) -> Sequence[str]:
    """The names without the outlet's own where it stands among others."""
    outlets = {bare(claim.value) for claim in view.of(Kind.OUTLET)}
    return [name for name in names if bare(name) not in outlets] or names


def _together(hits: Sequence[_Shown]) -> Iterator[tuple[str, str, str]]:
    """The names that stand with the first of the hits in one line or two, in order of the page."""
    seen: set[str] = set()
    beside = [hit for hit in hits if abs(hit.start - hits[0].start) <= 80]
    for hit in sorted(beside, key=lambda hit: (hit.start, len(hit.name))):
        if not any(name in bare(hit.name) for name in seen):
            seen.add(bare(hit.name))
            yield hit.name, "text", hit.rule


_BY_LINE = re.compile(
    r"(?i:(?:this (?:post|article|story|piece|report) (?:was|is) )?(?:(?:written|posted|published|reported|"
    r"authored)\s+)?by\s*:?\s*)[^\sa-z]|(?i:by|author|words|text|writer)\s*:\s*\S|"
    r"(?i:par|von|por|di|door|автор|yazan|yazar)\s*:?\s+[^\sa-z]|بقلم|كتب|نویسنده")
_DIGIT = re.compile(r"\d")
_BY_ALONE = re.compile(r"(?:(?:written|posted|published|reported|authored)\s+)?by\s*:?|authors?\s*:?|بقلم\s*:?", re.I)


_MARKED = ("class:author", "link:author", "rel:author")
_OTHER_HAND = re.compile(r"(?:reviewed|edited|checked|verified|translated|photo\w*|illustrat\w*|image\w*)"
                         r"(?: by)?\s*:?\s*$|(?:reviewed|edited|fact.checked|verified|translated|photo\w*|image\w*)"
                         r" by\b", re.I)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A name that the page shows as its author's."""

    strength: int                            # 0 a line saying "By", 1 marked as author's, 2 beside the date, 3 "By" far
    start: int
    name: str
    rule: str


def _bylines(view: _View) -> list[_Shown]:
    """Names shown as the author's, the strongest and nearest to the heading first."""
    text, hits = view.rendered.text, list[_Shown]()
    for claim in view.of(Kind.AUTHOR):
        span = view.place(claim)
        if span and view.near(span[0]) and len(claim.value) <= 120 and claim.source in _MARKED \
                and not _OTHER_HAND.search(text, max(0, span[0] - 30), span[0]) and not _OTHER_HAND.match(claim.value):
            strong = claim.source == "rel:author" or _is_byline(claim.value)
            hits += [_Shown(0 if strong else 1, span[0], name, f"author:{claim.source}")
                     for name in people(text[slice(*span)])
                     if strong or looks_like_person(name) or (
                         claim.source != "link:author" and (" " not in name or is_team(name)))]
    blocks = [block for block in view.blocks if 1 < block.end - block.start <= 200 and not view.outside(block.start)]
    lines = [(block.start, text[block.start:block.end]) for block in blocks]

    @cache
    def stamped(i: int) -> tuple[int, int, Date] | None:
        return next(dates.find(lines[i][1], 0, len(lines[i][1]), page=""), None)

    for i, (start, line) in enumerate(lines):
        near = view.near(start)
        stamp = stamped(i) if near or (_DIGIT.search(line) and _BY_LINE.search(line)) else None
        if _BY_ALONE.fullmatch(line) and i + 1 < len(lines):
            line = f"{line} {lines[i + 1][1]}"
        elif stamp and stamp[0] < 25 and stamp[1] < len(line):
            line = line[stamp[1]:].lstrip(" ,|·•-–—")
        if _is_byline(line):
            hits += [_Shown(0 if near else 3, start, name, "author:byline") for name in people(line)
                     if looks_like_person(name) or is_team(name) or (len(name.split()) <= 2 and len(line) <= 60)]
        elif near and start >= view.heading > 0:
            name = re.split(r"[|•·,–—]|\s-\s", line)[0].strip()
            section = blocks[i].density > .9             # a link that names no person
            if not section and looks_like_person(name) and (stamp or any(
                    len(lines[j][1]) <= 60 and stamped(j) for j in (i - 1, i + 1) if 0 <= j < len(lines))):
                hits.append(_Shown(2, start, name, "author:beside the date"))
    return sorted(hits, key=lambda hit: (hit.strength, hit.start < view.heading, abs(hit.start - view.heading)))


def _is_byline(line: str) -> bool:
    """Accepts "By Ana Ruiz", "Written by: ana_r"; refuses "By continuing, you agree", "Bypass opens"."""
    return bool(_BY_LINE.match(line))


def _publishers(view: _View) -> Iterator[tuple[str, str]]:
    """Credited original publishers: in the byline, in a line of provenance, in a "Source:" line."""
    for block in view.blocks:
        if view.outside(block.start):
            continue
        line = view.rendered.text[block.start:block.end]
        if len(line) <= 300 and (view.near(block.start) or not view.heading) and (named := credit(line)):
            yield named[0], "publisher:byline"
        if len(line) <= 400 and _CREDITED.search(line.lower()):
            for pattern in _CREDITS:
                found = pattern.search(line)
                if found and is_name(found["name"].strip(" .")):
                    yield found["name"].strip(" ."), "publisher:credit line"


def _dated(view: _View) -> list[Date]:
    """Candidates for the publication date, in order of trust: declared, shown by the heading, address, shown far "
    "away."""
    ranked: list[tuple[float, int, Date]] = []
    stated, listed = _stated(view)
    for claim in view.of(Kind.PUBLISHED) + view.of(Kind.MODIFIED):
        span = view.place(claim)
        shown = claim.source in ("time", "class:date")
        if shown and (not span or view.outside(span[0]) or not (view.near(span[0]) or not view.heading)
                      or in_sentence(*view.line(*span)) or view.block(span[0]) in listed):
            continue
        date = _claimed(claim.value)
        if date is None and span:
            date = next((found for _, _, found in dates.find(view.rendered.text, *span, page=view.key)), None)
        if date is None or (claim.source == "class:date" and not date.low):
            continue
        if claim.kind is Kind.MODIFIED and not date.reason.startswith(dates.UPDATE):
            date = replace(date, reason=dates.UPDATE + date.reason)
        trust = .01 * _PUBLISHED_TRUST.index(claim.source) if claim.source in _PUBLISHED_TRUST else 2.0
        trust = 1.0 if shown else trust + (0 if claim.main else .5)
        if shown and view.heading and span and 0 <= span[0] - view.heading <= BY_HEADING:
            trust = -1.0
        basis = DateBasis.STATED if claim.source == "class:date" else DateBasis.MARKUP
        spans = (Span(page=view.key, start=span[0], end=span[1]),) if span else ()
        ranked.append((trust, abs(span[0] - view.heading) if span else 0,
                       replace(date, basis=basis, spans=date.spans or spans, reason=_said(date.reason, claim.source))))
    ranked += stated
    if view.opened and view.opened.low:
        ranked.append((-2.0, 0, view.opened))
    if view.url and (date := dates.from_url(view.url)):
        ranked.append((1.6, 0, date))
    declared = sorted((trust, date.low) for trust, _, date in ranked if 0 <= trust < 1 and date.low)
    first = declared[0][1] if declared else ""
    changed = {date.high for _, _, date in ranked if date.reason.startswith(dates.UPDATE)} if declared else set()
    by_heading = min((it for it in ranked if it[0] == -1), key=lambda it: it[1], default=None)
    if by_heading and (by_heading[2].low != by_heading[2].high or (by_heading[2].low or "") <= first
                       or by_heading[2].low in changed):
        ranked = [(1.0 if trust == -1 else trust, gap, date) for trust, gap, date in ranked]
    ranked.sort(key=lambda candidate: candidate[:2])
    return [date for _, _, date in ranked]


def _stated(view: _View) -> tuple[list[tuple[float, int, Date]], set[int]]:
    """Dates in short lines: by the heading or beside a byline, and, with a label of publication or update, anywhere.

    Also where dates stand that are members of a list: on a page without a paragraph, SERIES or more in elements of one
    kind.
    """
    text = view.rendered.text
    beside = -1
    found: list[tuple[float, int, Date, tuple[str, ...], int]] = []
    kinds: dict[tuple[str, ...], set[str]] = {}
    for block in view.blocks:
        length = block.end - block.start
        if length > 150 or view.outside(block.start):
            continue
        line = text[block.start:block.end]
        near = view.near(block.start) or block.start - beside <= 40
        beside = block.end if _is_byline(line) else beside
        if not _DIGIT.search(line) or not (near or dates.read(line)):
            continue
        for start, end, date in dates.find(text, max(0, block.start - 40), block.end, page=view.key):
            if start < block.start or in_sentence(*view.line(start, end)):
                continue
            labelled = dates.read(line) is not None and len(line) > end - start + 3
            kind = ("", str(block.start)) if labelled else _kind(block)
            kinds.setdefault(kind, set()).add(date.low or str(date.value))
            if date.low and length - (end - start) <= 80 and (near or labelled):
                gap = block.start - view.heading
                by_heading = view.heading and 0 <= gap <= BY_HEADING
                found.append((-1.0 if by_heading else 1.1 if near else 1.8, gap if gap >= 0 else 2 * NEAR - gap, date,
                              kind, block.start))
    prose = any(block.end - block.start >= PARAGRAPH and block.density < .3 for block in view.rendered.blocks)
    lists = {kind for kind, days in kinds.items() if len(days) >= SERIES and not prose}
    return ([(trust, gap, date) for trust, gap, date, kind, _ in found if kind not in lists],
            {start for *_, kind, start in found if kind in lists})


def _kind(block: Block) -> tuple[str, ...]:
    """The kind of a block's element: its path, its class and the class of the two around it."""
    around = islice(chain((block.node,), block.node.iterancestors()), 3)
    return (block.path, *(re.sub(r"[0-9]+", "", node.get("class") or "") for node in around))


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LABEL = re.compile(r"\W*(?:(?:this|first|last|originally|article|story|post|was)\s+)*(?:published|posted|updated|"
                    r"modified|written|created|filed|submitted|added|date|publiée?|mis|veröffentlicht|erstellt|"
                    r"publicado|actualizado|pubblicato|aggiornato|опубликовано|обновлено|نشر|تاريخ|آخر تحديث|تاریخ|"
                    r"yayın\w*)\b", re.I)
_PARTED = re.compile(r"[|·•;:()\[\]/—–]|\s-\s")
_CLOSED = re.compile(r"[.!?؟。][\"'”’»)]*\s*$")
_BESIDE = frozenset(("by", "at", "in", "gmt", "utc", "von", "um", "par", "à", "por", "updated", "edited", "posted",
                     "modified", "published"))


def in_sentence(before: str, after: str) -> bool:
    """Whether a date stands in a running sentence, by what stands before and behind it in its line.

    Accepts "The treaty ended the war in …" and "On … the dam was opened"; refuses "Published on … by Ana Ruiz", "Ana
    Ruiz, Orrin, …" and "Dam opens early | …".
    """
    if _LABEL.match(before) or _is_byline(before):
        return False
    first, last = _PARTED.split(before)[-1], _PARTED.split(after)[0]
    ahead, behind = _WORD.findall(first), _WORD.findall(last)
    if len(ahead) + len(behind) >= 5 and _CLOSED.search(after or before):
        return True
    if sum(not word[0].isupper() for word in ahead) >= (3 if before.lower() != before.upper() else 5):
        return True
    return bool(behind) and len(behind) >= (3 if behind[0].islower() else 5) and not behind[0][0].isupper() \
        and behind[0] not in _BESIDE


def _said(reason: str, source: str) -> str:
    return f"{reason}; {source}" if reason.removeprefix(dates.UPDATE) else f"{reason}{source}"


def _claimed(value: str) -> Date | None:
    """A date claim of the markup; besides what `dates.read` takes, seconds or milliseconds since 1970."""
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return dates.from_epoch(int(value[:10]))
    return dates.read(value)
