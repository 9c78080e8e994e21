"""Lines of a flattened page, and the blocks they make: paragraphs, also hard-wrapped ones, headings, list lines.

Offsets are code points of the page's text. A block never begins or ends with white space, blocks stand in order, and
together they cover all that is not white space. Time is linear in the text, whatever its lines are like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from standoff.model import Date, Part, Role, Segment
from standoff.pages.flat.words import LEXICON, NONE, WORD, Marks, Words, fold

LOOKED_AT = 600
"""Characters of a line, from its start, that are compared with the lexicon: longer lines are prose."""

SHORT = 200
"""Characters that a headline, byline or caption may have."""

WRAPPED = range(40, 111)
"""Columns at which text is wrapped by mail programs, terminals and converters (usual: 65 to 80, at most 100)."""

_ENDS = frozenset(".!?…。！？؟۔।։;")
_CLOSERS = "\"'”’»)]}›」』*_ "
CUT = re.compile(r"\[?\s*(?:[+…]|\.\.\.)?\s*\d{1,6}\s+(?:chars|characters|words|more words)\s*\]$")
"""The mark of a record that was cut at so many characters: "[+1834 chars]"."""

_CJK = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Block:
    """A stretch of the page that is one thing to its reader, and what has been found out about it."""

    start: int
    end: int
    text: str                    # the page's characters [start, end)
    indent: int = 0              # white space before it on its first line
    gap: int = 0                 # blank lines before it; −1: it goes on in the line of the block before
    role: Role | None = None     # None: nothing decided yet
    rule: str = ""
    parts: tuple[Part, ...] = ()
    when: Date | None = None
    level: int = 0
    size: int = 0                # words, counted roughly
    ends: bool = False           # closes with the punctuation of a sentence
    words: Words = ()            # folded words of the first LOOKED_AT characters
    marks: Marks = field(default=NONE)
    _key: str | None = None

    def __post_init__(self) -> None:
        text = self.text
        self.size = text.count(" ") + text.count("\n") + text.count("\xa0") + 1
        if len(text) > 6 * self.size and not text.isascii() and _CJK.search(text):
            self.size = max(self.size, len(_CJK.findall(text)) // 2)
        self.ends = text[-8:].rstrip(_CLOSERS)[-1:] in _ENDS or bool(text[-1:] == "]" and CUT.search(text[-24:]))
        self.words = fold(text[:LOOKED_AT])
        self.marks = LEXICON.marks(self.words) if len(text) <= LOOKED_AT else NONE

    @property
    def key(self) -> str:
        """What two showings of one headline share: letters and digits, of the first LOOKED_AT characters."""
        if self._key is None:
            self._key = key(self.text[:LOOKED_AT])
        return self._key

    @property
    def prose(self) -> bool:
        """Whether it reads as a paragraph, not as a label: a sentence of some length, or long."""
        return (self.size >= 10 and self.ends) or self.size >= 25

    def take(self, role: Role, rule: str) -> None:
        """Decide the role."""
        self.role, self.rule = role, rule

    def segment(self) -> Segment:
        """The segment that it ends up as."""
        return Segment(start=self.start, end=self.end, role=self.role or Role.FURNITURE, rule=f"flat:{self.rule}",
                       parts=self.parts, when=self.when, level=self.level)


def key(text: str) -> str:
    """The letters and digits of a text without case."""
    return "".join(WORD.findall(text.casefold()))


def split(text: str, block: Block, *at: int) -> list[Block]:
    """The block cut at offsets of the page; each piece is decided anew."""
    pieces: list[Block] = []
    edges = [block.start, *at, block.end]
    for start, end in pairwise(edges):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            pieces.append(Block(start, end, text[start:end], block.indent, -1 if pieces else block.gap))
    return pieces


def blocks(text: str) -> list[Block]:
    """The blocks of a page: one for each line, wrapped and broken-up lines put together again."""
    lines = list(_lines(text))
    width = _width(lines)
    found: list[Block] = []
    run: list[_Line] = []
    for line in lines:
        if run and not _goes_on(run, line, width):
            found.append(_block(text, run))
            run = []
        run.append(line)
    if run:
        found.append(_block(text, run))
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    start: int                   # without white space at its ends
    end: int
    indent: int
    gap: int
    text: str


def _lines(text: str) -> Iterator[_Line]:
    at, gap = 0, 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            yield _Line(at + indent, at + indent + len(body), indent, gap, body)
            gap = 0
        else:
            gap += 1
        at += len(raw)


def _block(text: str, run: list[_Line]) -> Block:
    first = run[0]
    return Block(first.start, run[-1].end, text[first.start:run[-1].end], first.indent, first.gap)


def _width(lines: list[_Line]) -> int:
    """The column at which the text is wrapped, 0 when it is not.

    A wrapped text has lines as long as the next line's first word allows, over and over, and ends them in mid-sentence.
    """
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if not lengths:
        return 0
    width = lengths[len(lengths) * 97 // 100] if len(lengths) > 30 else lengths[-1]
    if width not in WRAPPED:
        return 0
    full = broken = pairs = 0
    for line, following in pairwise(lines):
        if following.gap:
            continue
        pairs += 1
        if _full(line, following, width):
            full += 1
            broken += line.text[-1] not in _ENDS
    return width if broken >= 4 and broken >= .4 * pairs else 0


def _full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    word = len(following.text.split(None, 1)[0]) if len(following.text) < SHORT else 1
    return line.indent + len(line.text) + 1 + word > width


_STAMP = re.compile(r"\d[:./-]\d|\b\d{4}\b")


def _goes_on(run: list[_Line], line: _Line, width: int) -> bool:
    """Whether a line belongs to the paragraph that the run before it began."""
    last = run[-1]
    if line.gap:
        return False
    if width:
        return _full(last, line, width) and line.indent <= max(last.indent, run[0].indent)
    # a text whose inline links became lines: "… the prime minister" / "Jon Doe" / ", who was …"
    head = line.text[0]
    broken_off = last.text[-1] not in _ENDS and last.text[-1] not in ":\"”»"
    if not broken_off or not (head.islower() or head in ",;)”’"):
        return False
    if len(line.text) <= SHORT and _STAMP.search(line.text):
        return False
    if len(line.text) <= SHORT and (marks := LEXICON.marks(fold(line.text))) and (marks.line or marks.start):
        return False
    return (len(run) > 1 or last.text.count(" ") >= 5) and last.indent == line.indent
