"""Reading text of a captured HTML page, with a map from every element to its stretch of that text.

``render(source)`` takes decoded HTML and gives a `Rendered`: all that a reader could see, in reading order, white space
collapsed as a browser does and nothing else altered (NBSP, quotes, composed characters stay). Blocks (paragraphs,
headings, list items, table cells, runs of text between double line breaks) stand apart by a blank line, a newline
(list items, rows) or a tab (cells); a single ``<br>`` is a newline inside its block. Left out: scripts, styles, the
window's title, templates, pictures, players, and (unless they hold most of the page: then the capture was taken before
its scripts ran) noscript and what is hidden by attribute or inline style. Offsets are code points of ``Rendered.text``,
recorded while the text is cut. Nothing is executed or fetched; there is no recursion.

What would cost unbounded time or memory is stopped before parsing, and a page that the parser cannot hold is read by a
linear scan that drops the markup; ``Rendered.trouble`` then says so. No text is lost silently.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from standoff.text import storable, trim

MAX_CHARS = 10_000_000
"""Larger sources are scanned, not parsed: a tree costs about 60 bytes per character of markup-rich source."""
MAX_TAGS = 200_000
"""More tags are scanned: each costs about 600 bytes of tree and map."""
MAX_ATTRIBUTES = 256
"""More attributes on one tag are dropped: parsers compare each with all before it (200 000 take libxml2 110 s)."""
MAX_BLOCKS = 50_000
"""A scanned page has no more blocks than this; the rest of its text is one last block."""

PATH = 5
"""Elements named in a block's path: enough to tell an article's paragraph from a list in a sidebar."""

ROW = 300
"""A table row of at most this many characters with nothing but text in its cells is one block: data, not layout."""

TAB, LINE, BLANK = 1, 2, 3
_BREAKS = dict.fromkeys(["td", "th"], TAB) | dict.fromkeys([
    "li", "tr", "dt", "dd", "option", "optgroup", "legend", "label", "summary", "caption", "figcaption", "button",
    "select"], LINE) | dict.fromkeys([
    "html", "head", "body", "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "main", "aside",
    "header", "footer", "nav", "address", "blockquote", "pre", "center", "dir", "menu", "dl", "ul", "ol", "form",
    "fieldset", "details", "dialog", "figure", "hgroup", "hr", "table", "thead", "tbody", "tfoot", "textarea", "xmp",
    "listing", "plaintext", "search", "noframes"], BLANK)
_UNSEEN = frozenset([
    "script", "style", "title", "template", "meta", "link", "base", "iframe", "object", "embed", "applet",
    "video", "audio", "canvas", "svg", "math", "img", "picture", "source", "track", "map", "area", "datalist", "rp",
    "param", "frame", "frameset"])
_VERBATIM = frozenset(["pre", "textarea", "xmp", "listing", "plaintext"])
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_STRUCTURE = re.compile(r"<(?:p|div|br|table|li|h[1-6]|article|section|main|pre|td|blockquote)\b", re.I)
_SWALLOWED = (
    r"!--(?:[^-]++|-(?!->))*+(?:-->)?+"
    r"|(?P<raw>(?i:script|style|title|textarea|template|noscript|svg|iframe|xmp))\b[^>]*+>?+"
    r"(?:[^<]++|<(?!/(?i:(?P=raw))\b))*+(?:</[^>]*+>?+)?+")
"""What a browser swallows whole after "<", up to the end of the page when it is never closed."""
_TAG = re.compile(rf"""<(?:{_SWALLOWED}|[a-zA-Z](?>[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+)""")
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+""")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of reading text, without white space at its ends."""

    node: etree._Element             # the nearest block-level element around it; several blocks may share one
    start: int
    end: int
    links: int                       # characters of it that stand in links
    verbatim: bool = False           # its line breaks are the source's own (<pre>)

    @property
    def density(self) -> float:
        """Share of its characters that are link text."""
        return self.links / (self.end - self.start)

    @property
    def path(self) -> str:
        """The last PATH elements of where it stands in the markup, html and body left out: "article > p"."""
        tags = [str(self.node.tag), *(str(node.tag) for node in islice(self.node.iterancestors(), PATH - 1))]
        return " > ".join(tag for tag in reversed(tags) if tag not in ("html", "body"))


@dataclass(frozen=True, slots=True)
class Rendered:
    """Reading text of a page, its blocks in order, and its tree with the way from elements to text."""

    text: str
    root: etree._Element             # <html>; an empty tree when the page had to be scanned
    blocks: tuple[Block, ...]        # in order, apart, covering all that is not white space
    spans: dict[etree._Element, tuple[int, int]]   # every rendered element → its stretch; may begin with white space
    trouble: tuple[tuple[str, str], ...] = ()      # (code, message): what could not be read as a browser would

    def span(self, node: etree._Element) -> tuple[int, int] | None:
        """[start, end) of the text that an element shows, white space at the ends left out; None when it shows none."""
        if node not in self.spans:
            return None
        start, end = trim(self.text, *self.spans[node])
        return (start, end) if start < end else None

    def shown(self, node: etree._Element) -> str:
        """The text that an element shows."""
        span = self.span(node)
        return self.text[slice(*span)] if span else ""


def render(source: str) -> Rendered:
    """Reading text, blocks and element map of one HTML page. Never raises on any text."""
    source = _clean(source)
    if len(source) > MAX_CHARS:
        return _scanned(source, "too-large", f"The page has {len(source)} characters, more than the {MAX_CHARS} that "
                        "are parsed into a tree; its text was read by dropping the markup, without layout.")
    tags = source.count("<")
    if tags > MAX_TAGS:
        return _scanned(source, "too-many-tags", f"The page has {tags} tags, more than the {MAX_TAGS} that are parsed "
                        "into a tree; its text was read by dropping the markup, without layout.")
    source, trouble = _without_floods(source)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        if not source.strip():
            return Rendered("", _empty(), (), {}, trouble)
        return _scanned(source, "unparsable", "The parser found no document; the text was read by dropping the markup.")
    stopped = parser.error_log.last_error
    if stopped is not None and stopped.type_name == "ERR_RESOURCE_LIMIT":
        return _scanned(source, "too-deep", "Elements are nested deeper than the 2048 levels that the parser holds; "
                        "the text was read by dropping the markup, without layout.")
    verbatim = _STRUCTURE.search(source) is None
    writer = _Writer(root, verbatim, frozenset())
    rendered = writer.write(trouble)
    hidden = {means: length for means, length in writer.hidden.items() if length > len(rendered.text)}
    if hidden:
        revealed = _Writer(root, verbatim, frozenset(hidden)).write(trouble)
        if len(revealed.text) > 2 * len(rendered.text):
            return revealed
    return rendered


class _Writer:
    """Cuts the text while it walks the tree once; white space waits until the next visible character wants it."""

    def __init__(self, root: etree._Element, verbatim: bool, shown: frozenset[str]) -> None:
        """`verbatim`: a page without markup of structure; its line breaks are its structure. `shown`: means of hiding
        that are not heeded."""
        self.hidden: dict[str, int] = {}   # longest text left out, by means of hiding: noscript, attribute, style
        self._root = root
        self._shown = shown
        self._pieces: list[str] = []
        self._at = 0
        self._break = BLANK          # strongest boundary crossed since the last character
        self._lines = 0              # line breaks since the last character
        self._cell = False           # whether a cell of a row of data began since the last character
        self._space = False
        self._verbatim = int(verbatim)
        self._links = 0              # open <a>
        self._boxes: list[etree._Element] = [root]   # open block-level elements
        self._blocks: list[Block] = []
        self._open: tuple[etree._Element, int, bool] | None = None
        self._linked = 0             # link characters of the open block

    def write(self, trouble: tuple[tuple[str, str], ...]) -> Rendered:
        spans: dict[etree._Element, tuple[int, int]] = {}
        opened: list[tuple[int, int, bool]] = []     # start, strength of break, verbatim; start -1 when not shown
        data: set[etree._Element | None] = set()     # rows that are one block
        walker = etree.iterwalk(self._root, events=("start", "end"))
        for event, node in walker:
            tag = node.tag
            if event == "start":
                style = node.get("style")
                if tag in _UNSEEN or self._hides(node, style):
                    walker.skip_subtree()
                    opened.append((-1, 0, False))
                    continue
                strength = _BREAKS.get(tag, 0)
                verbatim = tag in _VERBATIM or bool(style and _PRE_STYLE.search(style))
                if strength == TAB and node.getparent() in data:
                    self._cell, strength = True, 0
                elif strength:
                    self._break = max(self._break, strength)
                    self._boxes.append(node)
                    if tag == "tr" and _is_data(node):
                        data.add(node)
                elif tag == "br":
                    self._lines += 1
                elif tag == "a":
                    self._links += 1
                self._verbatim += verbatim
                opened.append((self._at, strength, verbatim))
                if node.text:
                    self._emit(node.text)
            else:
                start, strength, verbatim = opened.pop()
                if start >= 0:
                    spans[node] = (start, self._at)
                    self._verbatim -= verbatim
                    if strength:
                        self._break = max(self._break, strength)
                        self._boxes.pop()
                    elif tag == "a":
                        self._links -= 1
                if node.tail and node is not self._root:
                    self._emit(node.tail)
        self._close()
        text = "".join(self._pieces)
        return Rendered(text, self._root, tuple(_trimmed(text, self._blocks)), spans, trouble)

    def _hides(self, node: etree._Element, style: str | None) -> bool:
        """Whether an element is kept from view by one of the means that are heeded."""
        if node.tag == "noscript":
            means = "noscript"
        elif style and _HIDDEN_STYLE.search(style):
            means = "style"
        elif node.get("hidden") is not None:
            means = "attribute"
        else:
            return False
        if means in self._shown:
            return False
        self.hidden[means] = max(self.hidden.get(means, 0), sum(map(len, node.itertext())))
        return True

    def _emit(self, chunk: str) -> None:
        """Add character data of the source."""
        if self._verbatim:
            for i, line in enumerate(chunk.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if i:
                    self._lines += 1
                body = line.rstrip(" \t\f")
                if body:
                    fresh = self._break or self._lines > 1
                    self._put(body.lstrip(" \t\f") if fresh else body)
                self._space = self._space or (bool(body) and body != line)
            return
        body = _SPACE.sub(" ", chunk)
        if body == " ":
            self._space = True
            return
        if body[0] == " ":
            self._space = True
        core = body.strip(" ")
        self._put(core)
        self._space = body[-1] == " "

    def _put(self, core: str) -> None:
        """Add visible characters after the white space that is due before them."""
        strength = BLANK if self._lines > 1 else self._break
        if strength:
            self._close()
            if self._at:
                self._append("\t" if strength == TAB else "\n" if strength == LINE else "\n\n")
            self._open = (self._boxes[-1], self._at, bool(self._verbatim))
        elif self._cell:
            self._append("\t")
        elif self._lines:
            self._append("\n")
        elif self._space:
            self._append(" ")
        self._break = self._lines = 0
        self._space = self._cell = False
        self._append(core)
        if self._links:
            self._linked += len(core)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._at += len(piece)

    def _close(self) -> None:
        if self._open:
            node, start, verbatim = self._open
            self._blocks.append(Block(node, start, self._at, self._linked, verbatim))
        self._open, self._linked = None, 0


def _trimmed(text: str, blocks: list[Block]) -> Iterator[Block]:
    """The blocks without NBSP and the like at their ends; those of nothing else are left out."""
    for block in blocks:
        if text[block.start].isspace() or text[block.end - 1].isspace():
            start, end = trim(text, block.start, block.end)
            if start < end:
                yield Block(block.node, start, end, min(block.links, end - start), block.verbatim)
        else:
            yield block


def _clean(source: str) -> str:
    """`storable`, looked for only where encoding fails: a quarter of the time."""
    try:
        source.encode("utf-8")
    except UnicodeEncodeError:
        return storable(source)
    return source.replace("\x00", "\ufffd")


def _is_data(row: etree._Element) -> bool:
    """Whether a table row holds short text in its cells and no structure."""
    length = 0
    for node in row.iter():
        length += len((node.text or "").strip()) + len((node.tail or "").strip())
        if length > ROW or (node.tag == "br") or (node is not row and _BREAKS.get(node.tag, 0) > TAB):
            return False
    return True


def _without_floods(source: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The source with attributes beyond MAX_ATTRIBUTES on one tag cut out: attributes are not text."""
    pieces, at, dropped = [], 0, 0
    for match in _TAG.finditer(source):
        if match.end() - match.start() <= 2 * MAX_ATTRIBUTES or match["raw"] or source.startswith("<!", match.start()):
            continue
        end = match.start() + 1
        for _ in range(MAX_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(source, end, match.end())
            if attribute is None:
                break
            end = attribute.end()
        else:
            if end < match.end():
                pieces.append(source[at:end])
                at = match.end()
                dropped += 1
    if not dropped:
        return source, ()
    return "".join([*pieces, source[at:]]), (
        ("attribute-flood", f"{dropped} tag(s) carry more than {MAX_ATTRIBUTES} attributes; the rest of them was left "
         "out. The text is complete."),)


DROPPED = re.compile(f"<(?:{_SWALLOWED.replace('textarea|', '').replace('|xmp', '')})")
"""Comments and elements without reading text, as a whole."""
_INLINE_TAG = re.compile(
    r"</?+(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|"
    r"sub|sup|time|tt|u|var|wbr)\b(?:[\s/][^>]*+)?+(?:>|\Z)", re.I)
_ANY_TAG = re.compile(r"</?+[a-zA-Z!?][^>]*+(?:>|\Z)")


def _scanned(source: str, code: str, message: str) -> Rendered:
    """Text of a page that no tree is built for, in time linear to its length: markup dropped, one block per line."""
    source = _SPACE.sub(" ", DROPPED.sub(" ", source))
    source = storable(html.unescape(_ANY_TAG.sub("\n", _INLINE_TAG.sub("", source))))
    lines = [line for line in (line.strip(" \t\f\r") for line in source.split("\n")) if line.strip()]
    root = _empty()
    text = "\n\n".join(lines)
    blocks, at = [], 0
    for line in lines[:MAX_BLOCKS]:
        start, end = trim(text, at, at + len(line))
        blocks.append(Block(root[0], start, end, 0))
        at += len(line) + 2
    if len(lines) > MAX_BLOCKS:
        blocks.append(Block(root[0], *trim(text, at, len(text)), 0))
    return Rendered(text, root, tuple(blocks), {root: (0, len(text)), root[0]: (0, len(text))}, ((code, message),))


def _empty() -> etree._Element:
    root = etree.Element("html")
    etree.SubElement(root, "body")
    return root
