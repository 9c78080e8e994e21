"""HTML pages: reading text cut into typed segments.

`segment_html(source, key=…, url=…)` renders the page (`render`), lets a trained model and two extractors decide which
blocks are main text (`maintext`), takes comments, teasers and captions from the page's tree (`items`) and what the page
says of itself from its markup (`markup`), and gives every block a role. Segments partition the text. A page that is
flattened text in a wrapper (one <pre>, or no markup of structure) is cut by its lines, as `flat` does. Nothing is known
of particular sites.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import chain, islice

from standoff.model import ARTICLE_ROLES, Date, Field, FieldName, Role, Segment, Span
from standoff.pages.cut import Cut
from standoff.pages.flat import furniture, segment_flat, tops
from standoff.pages.flat.lines import Block as Line
from standoff.pages.flat.words import LEXICON, fold
from standoff.pages.items import items
from standoff.pages.maintext import CROWD, judge
from standoff.pages.markup import fields
from standoff.pages.markup.claims import article_body
from standoff.pages.render import Block, Rendered, render
from standoff.text import storable, trim

LIKELY = .55
"""Probability from which a block is main text: the best of .4 to .6 for both sets under cross-validation, by little."""
FLATTENED = .8
"""A page is flattened text when this share of it stands in blocks whose line breaks are the source's own."""
HEADING = 250
"""Characters of a heading inside the text at most: longer ones are paragraphs in a heading's clothes."""
BYLINE = 15
"""Words of a byline above the first paragraph at most, where the model takes it for text."""
PROMPT = 40
"""Words of the article's last paragraph at most, where it is looked at for a prompt."""
PARAGRAPH = 160
"""Characters of a paragraph at least, where nothing but length is looked at."""
TITLE_SHARE = .8
"""Share of a block that the title must fill: "Headline | Outlet" is the headline, a paragraph that has it is not."""

_BREAK = re.compile(r"</p\s*>|<br\s*/?>|</h\d>|</div>|</li>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
_NEVER_TEXT = frozenset({Role.SUBSCRIPTION, Role.TRUNCATION})
"""What a line says of itself so clearly that the model is not heeded."""
_LEAD = ("lead", "intro", "standfirst", "dek", "deck", "summary", "excerpt", "subtitle", "subhead", "abstract", "chapo")
_PROMPT = ("newsletter", "subscri", "sign-up", "signup", "paywall", "regwall")


def segment_html(source: str, *, key: str, url: str | None = None) -> Cut:
    """Cut a captured HTML page. `key` is the page's key, for the spans of dates and fields; `url` its address, or None.

    Any text is taken. What could not be read as a browser would is named in `Cut.trouble`.
    """
    rendered = render(source)
    blocks, text = rendered.blocks, rendered.text
    shown = sum(block.end - block.start for block in blocks)
    verbatim = sum(block.end - block.start for block in blocks if block.verbatim)
    if not rendered.root.xpath("body/*") or verbatim >= FLATTENED * max(shown, 1):
        cut = segment_flat(text, key=key, url=url) if len(blocks) <= CROWD else _by_length(rendered)
        said, published = fields(rendered, key=key, url=url)
        if not text and (body := article_body(rendered)):
            return _drawn(rendered, (), said, published, body, key)
        return Cut(text=text, segments=cut.segments, fields=_joined(cut.fields, said),
                   published=cut.published if cut.published.value else published, trouble=rendered.trouble)
    lines = [Line(block.start, block.end, text[block.start:block.end]) for block in blocks]
    likely = judge(source, rendered, lines)
    apart = items(rendered, key=key)
    said, published = fields(rendered, key=key, url=url, items=apart)
    own = _Roles(rendered, lines, [bool(p >= LIKELY) for p in likely], said, key).decide()
    segments = tuple(_placed(text, own, apart))
    if not any(seg.role in ARTICLE_ROLES for seg in segments) and (body := article_body(rendered)):
        return _drawn(rendered, segments, said, published, body, key)
    return Cut(text=text, segments=segments, fields=said, published=published, trouble=rendered.trouble)


def _drawn(rendered: Rendered, segments: tuple[Segment, ...], said: tuple[Field, ...], published: Date, body: str,
           key: str) -> Cut:
    """A page whose article scripts draw from its data: title and text as the data have them, below what is shown."""
    text, found = rendered.text, list(segments)
    title = next((field.value for field in said if field.name is FieldName.TITLE), "")
    spans: list[Span] = []

    def add(line: str, role: Role) -> None:
        nonlocal text
        start = len(text) + 2 * bool(text)
        text = f"{text}\n\n{line}" if text else line
        found.append(Segment(start=start, end=len(text), role=role, rule="html:json-ld", markup="script"))
        if role is Role.TITLE:
            spans.append(Span(page=key, start=start, end=len(text)))

    if title and not any(seg.role is Role.TITLE for seg in segments):
        add(title, Role.TITLE)
    for line in _TAG.sub("", _BREAK.sub("\n", unescape(storable(body)))).split("\n"):
        if line.strip():
            add(" ".join(line.split()), Role.BODY)
    shown = tuple(replace(field, spans=(*field.spans, *spans)) if field.name is FieldName.TITLE and field.value == title
                  else field for field in said)
    message = ("The page shows no article: scripts draw it. Its text was read from the page's data (JSON-LD "
               "articleBody). To see what readers saw, capture it again from a browser, after it has loaded.")
    return Cut(text=text, segments=tuple(found), fields=shown, published=published,
               trouble=(*rendered.trouble, ("script-drawn", message)))


def _by_length(rendered: Rendered) -> Cut:
    """A scanned page of more blocks than anyone reads: long ones are paragraphs."""
    segments = tuple(Segment(start=block.start, end=block.end, rule="html:length",
                             role=Role.BODY if block.end - block.start >= PARAGRAPH else Role.FURNITURE)
                     for block in rendered.blocks)
    return Cut(text=rendered.text, segments=segments, fields=(), published=Date(value=None))


def main_text(source: str) -> str:
    """The main text alone, one block per line: what extractors give. For measuring."""
    rendered = render(source)
    lines = [Line(block.start, block.end, rendered.text[block.start:block.end]) for block in rendered.blocks]
    return "\n".join(line.text for line, p in zip(lines, judge(source, rendered, lines), strict=True) if p >= LIKELY)


class _Roles:
    """The roles of a page's blocks."""

    def __init__(self, rendered: Rendered, lines: Sequence[Line], main: Sequence[bool], said: Sequence[Field],
                 key: str) -> None:
        """`lines` and `main` (is it main text?) stand beside the blocks; `said` is what the page says of itself."""
        self.text, self.blocks, self.lines, self.main, self.key = rendered.text, rendered.blocks, lines, main, key
        self.titles = _spans(said, FieldName.TITLE)
        self.authors = _spans(said, FieldName.AUTHOR)
        text = [i for i, found in enumerate(main) if found]
        self.first, self.last = (text[0], text[-1]) if text else (len(lines), -1)
        self.opened = False          # whether the first paragraph has been met
        self.headline = next((i for i, block in enumerate(self.blocks) if self._is_title(block)), 0)

    def decide(self) -> list[Segment]:
        found: list[Segment] = []
        for i, (block, line) in enumerate(zip(self.blocks, self.lines, strict=True)):
            if self._is_title(block):
                found.append(self._segment(block, Role.TITLE, "title"))
            elif self.main[i]:
                above = not self.opened and line.size <= BYLINE
                found += (self._top(block, line) if above else []) or self._inside(i, block, line)
            else:
                found += self._outside(i, block, line)
        return found

    def _inside(self, i: int, block: Block, line: Line) -> Iterator[Segment]:
        """A block of the main text; marks at its ends are segments of their own.

        Accepts "Subscribers paid for the new lifeboat." as text; refuses "Subscribe to keep reading."
        """
        by_words = furniture.decide(line)
        if by_words and (by_words[0] in _NEVER_TEXT or by_words[1] == "rights"):
            yield self._segment(block, by_words[0], by_words[1])
            return
        if i == self.last and line.size <= PROMPT and _prompts(line.text):
            yield self._segment(block, Role.SUBSCRIPTION, "prompt-at-end")
            return
        start, end = block.start, block.end
        role, rule, level = Role.BODY, "model", 0
        tag = str(block.node.tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() and end - start <= HEADING:
            role, rule, level = Role.HEADING, "heading", int(tag[1])
        elif self._within(block, ("blockquote",)):
            role, rule = Role.QUOTE, "blockquote"
        elif self._within(block, ("figcaption",)):
            role, rule = Role.CAPTION, "figcaption"
        elif i <= self.first + 2 and self._called(block, _LEAD):
            role, rule = Role.LEAD, "lead-class"
        if role is Role.BODY and not self.opened:
            self.opened = True
            opening = tops.dateline(line)
            if opening and opening < end - start:
                yield from self._piece(block, start, start + opening, Role.DATELINE, "dateline")
                start += opening
        if i == self.last and role is Role.BODY:
            mark = tops.trail(line)
            if mark is not None and mark > start:
                yield from self._piece(block, start, mark, role, rule, level)
                start, role, rule = mark, Role.TRUNCATION, "trail"
        yield from self._piece(block, start, end, role, rule, level)

    def _outside(self, i: int, block: Block, line: Line) -> Iterator[Segment]:
        """A block that is not main text."""
        by_words = furniture.decide(line)
        near = self.headline - 3 <= i <= max(self.first, self.headline) + 4 or self.last - 1 <= i <= self.last + 4
        top = self._top(block, line) if near and line.size <= 40 else []
        if top:
            yield from top
            return
        if by_words:
            yield self._segment(block, by_words[0], by_words[1])
        elif self._within(block, ("figcaption",)):
            yield self._segment(block, Role.CAPTION, "figcaption")
        elif "related" in line.marks.start or (self.first < i < self.last and block.density > .8 and line.size >= 4):
            yield self._segment(block, Role.RELATED, "link-in-text")
        elif self.headline <= i < self.first and self._called(block, _LEAD) and line.size >= 5:
            yield self._segment(block, Role.LEAD, "lead-class")
        elif self._called(block, _PROMPT, levels=4):
            yield self._segment(block, Role.SUBSCRIPTION, "prompt-class")
        else:
            yield self._segment(block, Role.FURNITURE, "model")

    def _top(self, block: Block, line: Line) -> list[Segment]:
        """Byline, credit and date in a line by the headline or at the end; nothing when it is none of them."""
        byline = tops.byline(line, self.text, self.key)
        if byline:
            found: list[Segment] = []
            at = block.start
            for end, role, rule in byline.pieces:
                found += self._piece(block, at, end, role, rule)
                at = end
            return [*found, *self._piece(block, at, block.end, Role.FURNITURE, "byline-rest")]
        if any(start < block.end and end > block.start and end - start >= .3 * (block.end - block.start)
               for start, end in self.authors):
            return [self._segment(block, Role.BYLINE, "author")]
        return [self._segment(block, Role.DATELINE, "date-line")] if tops.date_line(line) else []

    def _is_title(self, block: Block) -> bool:
        at = bisect_left(self.titles, (block.start, block.start))
        return any(start >= block.start and end <= block.end and end - start >= TITLE_SHARE * (block.end - block.start)
                   for start, end in self.titles[at:at + 2])

    def _within(self, block: Block, tags: tuple[str, ...]) -> bool:
        return any(tag in tags for tag in block.path.split(" > "))

    def _called(self, block: Block, words: tuple[str, ...], levels: int = 2) -> bool:
        """Whether class or id of the block's element, or of those around it, has one of the words."""
        around = islice(chain((block.node,), block.node.iterancestors()), levels)
        names = " ".join(f"{node.get('class') or ''} {node.get('id') or ''}" for node in around).lower()
        return any(word in names for word in words)

    def _segment(self, block: Block, role: Role, rule: str) -> Segment:
        return Segment(start=block.start, end=block.end, role=role, rule=f"html:{rule}", markup=block.path)

    def _piece(self, block: Block, start: int, end: int, role: Role, rule: str, level: int = 0) -> Iterator[Segment]:
        start, end = trim(self.text, start, end)
        if start < end:
            yield Segment(start=start, end=end, role=role, rule=f"html:{rule}", level=level, markup=block.path)


def _prompts(text: str) -> bool:
    """Whether a sentence of the text begins like a prompt: "… articles this month. Subscribe to keep reading." does."""
    return any("subscription" in LEXICON.marks(fold(sentence)).start for sentence in _SENTENCE.split(text))


def _spans(said: Sequence[Field], name: FieldName) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for field in said if field.name is name for span in field.spans)


def _placed(text: str, own: Sequence[Segment], apart: Sequence[Segment]) -> list[Segment]:
    """The page's items, and segments of blocks where they leave room, in order."""
    found, at = list(apart), 0
    for seg in own:
        start = seg.start
        while at < len(apart) and apart[at].end <= start:
            at += 1
        next_at = at
        while next_at < len(apart) and apart[next_at].start < seg.end:
            found += _rest(text, seg, start, apart[next_at].start)
            start = max(start, apart[next_at].end)
            next_at += 1
        found += _rest(text, seg, start, seg.end)
    return sorted(found, key=lambda seg: seg.start)


def _rest(text: str, seg: Segment, start: int, end: int) -> list[Segment]:
    """What is left of a segment between two offsets."""
    start, end = trim(text, start, max(start, end))
    return [replace(seg, start=start, end=end)] if start < end else []


def _joined(first: Sequence[Field], more: Sequence[Field]) -> tuple[Field, ...]:
    known = {(field.name, field.value) for field in first}
    return (*first, *(field for field in more if (field.name, field.value) not in known))
