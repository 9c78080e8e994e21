"""Reader comments on a flattened page: where the section begins and ends, and each comment as one block with parts.

A section needs evidence: a head such as “3 Comments” after an article with comment heads under it, or comment heads
that only comments have (“NAME 24th March 2017 at 15:06 #”, “NAME says:”). A bare “Comments” over plain paragraphs
counts only below an article. What comes after the section is the page's tail: no article text any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from standoff.model import Date, Part, PartName, Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import Block
from standoff.pages.flat.words import LEXICON, fold

HEAD = 160
"""Characters that a comment's head line may have: name, title of the account, time, number, mark."""

ARTICLE = 40
"""Words of prose that must stand before a bare “Comments” heading: fewer are no article to comment on."""

REACH = 8
"""Blocks after a section's head in which the first comment must begin: tools and a sorting menu may stand between."""

FAR = 40
"""Blocks after a section's head in which the line under the first comment must stand, where heads stand below."""

_NUMBER = re.compile(r"(?:#\s?)?(\d{1,4}(?:\.\d{1,3}){0,4})(?:[.)\]:]|\s?[-–])?\s+")
_LAST = re.compile(r"(\d{1,4})\s*$")
_AFTER = re.compile(
    r"[\s#§¶:;|•·–—,.()\[\]/-]*(?:(?:reply|permalink|link|edited|report|flag|like|said|says|wrote|at|gmt|utc|"
    r"antworten|répondre|responder|ответить|yanıtla|cevapla|رد|پاسخ)[\s#:|•·.()\[\]-]*)*",
    re.IGNORECASE,
)
_REPLY_TO = re.compile(
    r"(?:↳|in reply to|replying to|reply to|en réponse à|antwort auf|en respuesta a|в ответ|"
    r"ردا على|رداً على|در پاسخ به)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one comment: over which blocks it goes, and what it says."""

    rule: str
    last: int  # index of its last block
    body: int  # offset in the page where the comment's words begin, 0: in the next block
    parts: tuple[Part, ...]
    when: Date | None
    strong: bool  # nothing but a comment begins like this
    depth: int = 0
    shape: str = ""  # how its line is made
    odd: bool = False  # its name is unlike a name: counts when another head has the same shape
    foot: int = 0  # index of the line below the comment that says when, and sometimes who; 0: none


def cut(blocks: list[Block], text: str, page: str) -> tuple[list[Block], int]:
    """The blocks with every comment merged into one, and the index of the section's first block (len: none).

    Blocks after that index that are no comments are the page's tail.
    """
    first, heads = _section(blocks, text, page)
    if first is None:
        return blocks, len(blocks)
    found = blocks[:first]
    at = first
    if (heads and heads[0][0] > first) or not heads:
        blocks[first].take(Role.FURNITURE, "comment-section")
        found.append(blocks[first])
        at += 1
    if not heads:
        return found + _plain(blocks, at, text), first
    indents: list[int] = []
    stop = len(blocks)
    for order, (index, head) in enumerate(heads):
        for block in blocks[at:index]:
            block.take(*_tool(block, "comment-section"))
            found.append(block)
        limit = heads[order + 1][0] if order + 1 < len(heads) else len(blocks)
        end = max(head.last, head.foot) + 1
        limit = end if head.foot else limit
        first_body = end if not head.body else end - 1
        while end < limit and not (end > first_body and _stops(blocks[end], last=limit == len(blocks))):
            end += 1
        while not head.foot and end - 1 > max(head.last, first_body) and _tool_line(blocks[end - 1]):
            end -= 1
        if (
            end - 1 == first_body > head.last
            and _tool_line(blocks[end - 1])
            and blocks[end - 1].size <= 1
            and limit < len(blocks)
        ):
            pass  # a comment of one word that is also a button's name stays a comment
        level = head.depth or _depth(indents, blocks[index].indent)
        found.append(_comment(blocks[index:end], head, text, level))
        at = stop = end
    return found + blocks[stop:], first


def _section(blocks: list[Block], text: str, page: str) -> tuple[int | None, list[tuple[int, Head]]]:
    """Index of the section's first block and the heads of its comments; (None, []) when there is no section."""
    words = 0
    candidates: list[tuple[int, bool, int]] = []
    for index, block in enumerate(blocks):
        if _opens(block):
            candidates.append((index, "comment_head_weak" in block.marks.line, words))
        if block.prose:
            words += block.size
    for index, weak, before in candidates[:8]:
        near = _heads(blocks[: index + REACH], index + 1, text, page, loose=True)
        near = near or _footed(blocks[: index + FAR], index + 1, text, page)
        if near and (before or near[0][1].strong):
            return index, _heads(blocks, index + 1, text, page, loose=True)
        if not weak and not near and before >= ARTICLE and _has_plain(blocks, index):
            return index, []
    start = next((i for i, block in enumerate(blocks) if block.prose), len(blocks))
    heads = _heads(blocks, start + 1, text, page, loose=False)
    strong = [head for head in heads if head[1].strong]
    if strong and (
        len(heads) > 1
        or "#" in text[blocks[strong[0][0]].start : blocks[strong[0][1].last].end]
        or strong[0][1].rule == "comment-says"
    ):
        return strong[0][0], [head for head in heads if head[0] >= strong[0][0]]
    return None, []


def _opens(block: Block) -> bool:
    """Whether the line can head a section of comments."""
    marks = block.marks
    if block.size > 45 or (block.ends and block.size > 25):
        return False
    if block.size <= 4 and any(
        word == "0" and "comment_head" in LEXICON.marks(block.words[i:]).line for i, word in enumerate(block.words)
    ):
        return True  # "Discussion (4 comments)"
    return bool(
        marks.line & {"comment_head", "comment_head_weak"}
        or "comment_head" in marks.start
        or "comment_head" in marks.end
    )


def _has_plain(blocks: Sequence[Block], index: int) -> bool:
    """Whether plain paragraphs follow a bare heading, at once."""
    following = blocks[index + 1 : index + 2]
    return bool(following) and not _stops(following[0], last=True) and following[0].size >= 3


def _heads(blocks: list[Block], start: int, text: str, page: str, *, loose: bool) -> list[tuple[int, Head]]:
    """Every head of a comment from a block on. `loose`: under a section's head, where weaker signs will do."""
    lined: list[tuple[int, Head]] = []
    stacked: list[tuple[int, Head]] = []
    index = start
    shapes: set[str] = set()
    while index < len(blocks):
        block = blocks[index]
        if loose and lined and "comment_form" in block.marks.line | block.marks.start.keys():
            break
        head = _says(blocks, index, text, page) or _line(block, index, text, page, loose=loose)
        if head:
            lined.append((index, head))
            index = head.last
        elif loose:
            head = _stacked(blocks, index, page)
            if head:
                stacked.append((index, head))
                index = head.last
        if head and not head.odd:
            shapes.add(head.shape)
        index += 1
    lined = [(i, head) for i, head in lined if not head.odd or head.shape in shapes]
    found = lined or [(i, head) for i, head in stacked if not head.odd or head.shape in shapes]
    footed = _footed(blocks, start, text, page) if loose else []
    return footed if footed and (not found or footed[0][0] < found[0][0]) else found


def _line(block: Block, index: int, text: str, page: str, *, loose: bool) -> Head | None:
    """“1. a.b.jones 24th March 2017 at 15:06 #”: a name and a time, and next to nothing else."""
    end = block.end if len(block.text) <= HEAD and "\n" not in block.text else -1
    if end < 0:
        newline = block.text.find("\n", 0, HEAD)
        if newline < 0 and not loose:
            return None
        end = block.start + (newline if newline > 0 else min(len(block.text), HEAD))
    if block.prose and not loose and block.text[-1] != "#":
        return None
    time = stamps.within(text, block.start, end, page)
    if not time:
        return None
    start = block.start
    parts: list[Part] = []
    number = _NUMBER.match(text, start, time[0])
    if number:
        parts.append(Part(name=PartName.NUMBER, start=number.start(1), end=number.end(1)))
        start = number.end()
    before, after = _named(text, start, time[0]), _AFTER.match(text, time[1], end)
    rest = after.end() if after else time[1]
    last = _LAST.match(text, rest, end)
    if last and last.end() == end and not number and text[time[1] : rest].strip():
        parts.append(Part(name=PartName.NUMBER, start=last.start(1), end=last.end(1)))
        rest = end
    inline = rest < end
    if before is None and time[0] - start <= 3 and inline:  # the time stands first
        before = _named(text, time[1], end)
        inline = False
    odd = before is None
    if before is None and not inline:
        before = _named(text, start, time[0], pen=True)
    mark = text[time[1] : rest]
    if odd and number and "#" in mark:
        odd = False
    if odd and not loose:
        return None
    if before is None or (inline and not (loose and text[rest - 1] in "#:)")):
        return None
    parts += [
        Part(name=PartName.AUTHOR, start=before[0], end=before[1]),
        Part(name=PartName.TIME, start=time[0], end=time[1]),
    ]
    timed = bool(time[2].value and "T" in time[2].value) or time[2].value is None
    cut_in_block = rest if inline else (end if end < block.end else 0)
    return Head(
        "comment-head",
        index,
        cut_in_block,
        tuple(sorted(parts, key=lambda p: p.start)),
        stamps.placed(time[2], page, time[0], time[1]),
        strong=timed and ("#" in mark or bool(number) or "•" in block.text),
        depth=number[1].count(".") if number else 0,
        shape=f"{bool(number)} {stamps.shape(text[time[0] : time[1]])} {mark.strip()}",
        odd=odd,
    )


def _named(text: str, start: int, end: int, *, pen: bool = False) -> tuple[int, int] | None:
    """The span of a name between two offsets, connecting words and marks taken off; None when it is no name.

    `pen`: names that are no person's will do, such as “Sarah from the old mill”.
    """
    while start < end and (text[start].isspace() or text[start] in stamps.EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in stamps.EDGE):
        end -= 1
    words = fold(text[start:end])
    if words and words[-1] in _ON:
        end = _back(text, start, end, 1)
        words = words[:-1]
    marks = LEXICON.marks(words)
    if "says" in marks.end:
        end = _back(text, start, end, marks.end["says"])
    if "says" in marks.start and len(words) > marks.start["says"]:
        start = _forward(text, start, end, marks.start["says"])
    known = stamps.pen if pen else stamps.name
    return (start, end) if 0 < end - start < 60 and known(text[start:end]) else None


_ON = frozenset(["on", "at", "le", "am", "el", "il", "um", "в", "в", "на", "في", "در", "tarihinde"])


def _back(text: str, start: int, end: int, words: int) -> int:
    """The offset before so many last words, white space and marks taken off."""
    for _ in range(words):
        while end > start and not text[end - 1].isalnum():
            end -= 1
        while end > start and text[end - 1].isalnum():
            end -= 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in stamps.EDGE):
        end -= 1
    return end


def _forward(text: str, start: int, end: int, words: int) -> int:
    """The offset after so many first words, white space and marks taken off."""
    for _ in range(words):
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and text[start].isalnum():
            start += 1
    while start < end and (text[start].isspace() or text[start] in stamps.EDGE):
        start += 1
    return start


def _says(blocks: Sequence[Block], index: int, text: str, page: str) -> Head | None:
    """“NAME says:” on a line, its time on the next."""
    block = blocks[index]
    said = block.marks.end.get("says", 0)
    if not said or block.size > 9 or index + 1 >= len(blocks):
        return None
    author = _named(text, block.start, block.end) or _named(text, block.start, block.end, pen=True)
    following = blocks[index + 1]
    if author is None or following.gap > 2 or len(following.text) > stamps.LONGEST:
        return None
    when = stamps.stamp(following.text)
    if when is None:
        return None
    return Head(
        "comment-says",
        index + 1,
        0,
        (
            Part(name=PartName.AUTHOR, start=author[0], end=author[1]),
            Part(name=PartName.TIME, start=following.start, end=following.end),
        ),
        stamps.placed(when, page, following.start, following.end),
        strong=True,
    )


def _footed(blocks: Sequence[Block], start: int, text: str, page: str) -> list[tuple[int, Head]]:
    """Comments with the time below them, and the name above or below; [] when the section is made otherwise.

    “Ana said...” / text / time; text / “Posted by: Ana | time”; “Ana” / text / “Like · Reply · time”.
    """
    found: list[tuple[int, Head]] = []
    first = start
    for index in range(start, len(blocks)):
        block = blocks[index]
        if "comment_form" in block.marks.line | block.marks.start.keys():
            break
        if index == first and _tool_line(block):
            first = index + 1
            continue
        if block.size > 16 or "\n" in block.text or not any(c.isdigit() for c in block.text):
            continue
        head = _foot(blocks, first, index, text, page)
        if head is None and (_line(block, index, text, page, loose=True) or stamps.stamp(block.text)):
            return []  # a head, not a foot
        if head is not None:
            found.append((first, head))
            first = index + 1
    return found


def _foot(blocks: Sequence[Block], first: int, index: int, text: str, page: str) -> Head | None:
    """The comment of blocks [first, index] if the last of them is its foot, else None."""
    block, above = blocks[index], blocks[first]
    if index == first:
        return None
    if "says" in block.marks.start:
        head = _line(block, index, text, page, loose=True)
        return replace(head, rule="comment-foot", last=first, body=0, foot=index) if head else None
    said = above.marks.end.get("says", 0)
    pieces = [piece for piece in _PIECES.split(block.text) if piece]
    stamped = [stamps.stamp(piece) for piece in pieces]
    tools = [p for p in pieces if p.isdigit() or LEXICON.marks(fold(p)).line & {"comment_tool", "share"}]
    tooled = len(tools) >= 2 and sum(map(bool, stamped)) == 1 and len(tools) + 1 == len(pieces)
    whole = stamps.stamp(block.text)
    if not (whole and said and above.size <= 9) and not (tooled and above.size <= 6 and not above.ends):
        return None
    if index < first + 2:
        return None
    name = _named(text, above.start, above.end) or (_named(text, above.start, above.end, pen=True) if said else None)
    time = stamps.within(text, block.start, block.end, page)
    when = whole or next(filter(None, stamped), None)
    if name is None or time is None or when is None:
        return None
    parts = (Part(name=PartName.AUTHOR, start=name[0], end=name[1]),
             Part(name=PartName.TIME, start=time[0], end=time[1]))
    placed = stamps.placed(when, page, time[0], time[1])
    return Head("comment-foot", first, 0, parts, placed, strong=False, foot=index)


_PIECES = re.compile(r"\s*[·•|∙]\s*")


def _stacked(blocks: Sequence[Block], index: int, page: str) -> Head | None:
    """A name on a line, a time on the next (or the other way round), under the head of a section."""
    if index + 1 >= len(blocks):
        return None
    one, two = blocks[index], blocks[index + 1]
    if one.size > 6 or two.size > 10 or two.gap > 2 or index + 2 >= len(blocks):
        return None
    when, author = stamps.stamp(two.text), one
    if when is None:
        when, author, two = stamps.stamp(one.text), two, one
    if when is None or not (stamps.name(author.text) or stamps.pen(author.text)):
        return None
    parts = (
        Part(name=PartName.AUTHOR, start=author.start, end=author.end),
        Part(name=PartName.TIME, start=two.start, end=two.end),
    )
    return Head(
        "comment-stacked",
        index + 1,
        0,
        tuple(sorted(parts, key=lambda p: p.start)),
        stamps.placed(when, page, two.start, two.end),
        strong=False,
        shape=f"{author is one} {stamps.shape(two.text)}",
        odd=not stamps.name(author.text),
    )


def _comment(blocks: Sequence[Block], head: Head, text: str, level: int) -> Block:
    start, end = blocks[0].start, blocks[-1].end
    if head.foot:
        above = [part for part in head.parts if part.start < blocks[-1].start]
        body, close = blocks[bool(above)].start, blocks[-2].end
    else:
        body, close = head.body or next((b.start for b in blocks if b.start >= head.parts[-1].end), end), end
        while body < end and text[body].isspace():
            body += 1
    parts = head.parts + ((Part(name=PartName.BODY, start=body, end=close),) if body < close else ())
    parts = tuple(sorted(parts, key=lambda p: p.start))
    merged = Block(start, end, text[start:end], blocks[0].indent, blocks[0].gap)
    merged.take(Role.COMMENT, head.rule)
    merged.parts, merged.when = parts, head.when
    merged.level = level or int(any(_REPLY_TO.match(block.text) for block in blocks[:3]))
    return merged


def _plain(blocks: list[Block], at: int, text: str) -> list[Block]:
    """Comments without heads: each paragraph is one, up to the first line that is none."""
    found: list[Block] = []
    while at < len(blocks) and not _stops(blocks[at], last=True):
        block = blocks[at]
        if _tool_line(block):
            block.take(Role.FURNITURE, "button")
        else:
            block.take(Role.COMMENT, "comment-plain")
            colon = block.text.find(":", 0, 46)
            if colon > 0 and stamps.name(block.text[:colon]):
                body = colon + 1 + len(block.text[colon + 1 :]) - len(block.text[colon + 1 :].lstrip())
                block.parts = (
                    Part(name=PartName.AUTHOR, start=block.start, end=block.start + colon),
                    *(
                        (Part(name=PartName.BODY, start=block.start + body, end=block.end),)
                        if block.start + body < block.end
                        else ()
                    ),
                )
            else:
                block.parts = (Part(name=PartName.BODY, start=block.start, end=block.end),)
        found.append(block)
        at += 1
    return found + blocks[at:]


def _depth(indents: list[int], indent: int) -> int:
    """How deep a comment stands in its thread: by how many comments around it are indented less."""
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    return len(indents) - 1


def _tool_line(block: Block) -> bool:
    return bool(
        block.marks.line & {"comment_tool", "share"}
        or block.rule in ("counter", "symbols")
        or ("comment_tool" in block.marks.start and block.size <= 5)
    )


def _tool(block: Block, rule: str) -> tuple[Role, str]:
    return Role.FURNITURE, "button" if _tool_line(block) else rule


def _stops(block: Block, *, last: bool) -> bool:
    """Whether a comment cannot go on with this line; the page's last comment has more to be kept from."""
    marks = block.marks
    if marks.line & {"comment_form", "list_head"} or "comment_form" in marks.start or block.rule == "rights":
        return True
    return (
        last
        and block.role is not None
        and block.rule in ("nav", "domain", "prompt", "rights", "chrome", "comment-form")
        and not _tool_line(block)
    )
