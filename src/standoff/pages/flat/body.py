"""The article on a flattened page: which stretch of blocks it is, and what each of them is in it.

The article is the stretch with the most prose for the least of everything else (the maximum-sum run of blocks). Inside
it a line is a paragraph unless it stands like a subhead, between paragraphs and without the end of a sentence; before
it stand lead, byline and labels; after it, labels and the site's footer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.model import Date, Part, PartName, Role
from standoff.pages.flat import ends, stamps, tops
from standoff.pages.flat.furniture import _colon_after
from standoff.pages.flat.lines import Block, split
from standoff.pages.flat.words import STAFF, fold

TOP = 4
"""Blocks from the start of the article among which a byline, credit or date line still belongs to its head."""

HEADING = 16
"""Words of a subhead at most; a question has at most 12."""

PULLED = 40
"""Short quotations that are looked up in the rest of the article, at most: time stays linear."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a block of each kind speaks for or against being in the article, in words of prose."""

    paragraph: int               # words of one paragraph that count at most
    word: float                  # a line of one to three words
    line: float                  # of four to eleven
    long: float                  # of twelve and more, without the end of a sentence
    chrome: float                # a line known to be furniture
    list: float                  # a whole list of other articles


DUMP = Weights(paragraph=50, word=-8.0, line=-5.0, long=-4.0, chrome=-8.0, list=-20.0)
"""For full dumps. Swept on the dumps of 91 and 130 article pages: F1 moved between .887 and .917 and between .901 and
.915; paragraphs of 40 to 80 words and weights a third smaller or larger stay within .01 of these."""

EXTRACT = Weights(paragraph=80, word=-2.5, line=-1.0, long=0.0, chrome=-6.0, list=-8.0)
"""For pages with little around the article: here a short line is more likely a subhead or a list than a menu."""

NOISY = 14
"""Lines of menus, buttons and prompts, and labels above the first paragraph, from which a page is a full dump. The
seeds have 7 at most, dumps of the extraction set a median of 40; from 10 to 14 nothing changes."""

_ASIDE = frozenset((Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.TITLE, Role.DATELINE, Role.RELATED, Role.TRUNCATION,
                    Role.DISCLAIMER))


def _weight(block: Block, before: Block | None, weights: Weights) -> float:
    if block.role is Role.TEASER:
        return 0.0 if before is not None and before.role is Role.TEASER else weights.list
    if block.role is Role.COMMENT:
        return -1000.0
    if block.role is not None:
        return -2.0 if block.role in _ASIDE else weights.chrome
    if block.prose:
        return float(min(block.size, weights.paragraph))
    if block.ends:
        return block.size / 2
    return weights.word if block.size <= 3 else weights.line if block.size <= 11 else weights.long


def region(blocks: Sequence[Block], tail: int) -> tuple[int, int]:
    """The article as a range of blocks, [start, end); empty when nothing reads as prose. It ends before `tail`."""
    first = next((i for i, block in enumerate(blocks) if block.prose and block.role is None), 0)
    noise = sum(block.rule in ("chrome", "nav", "prompt", "list-head") for block in blocks)
    noise += sum(block.role is None and block.size <= 3 for block in blocks[:first])
    weights = DUMP if noise >= NOISY else EXTRACT
    announced = _announced(blocks)
    best, best_at, total, start = 0.0, (0, 0), 0.0, 0
    for index, block in enumerate(blocks):
        if block.start >= tail:
            break
        if total <= 0:
            total, start = 0.0, index
        if index in announced:
            total += block.size / 2
        else:
            total += _weight(block, blocks[index - 1] if index else None, weights)
        if total > best:
            best, best_at = total, (start, index + 1)
    return best_at


def _announced(blocks: Sequence[Block]) -> set[int]:
    """The lines of lists that the text announces: “The road so far:” and lines that all begin with a date or mark."""
    found: set[int] = set()
    for index, block in enumerate(blocks[:-2]):
        if block.text[-1] not in ":：" or block.role is not None or block.size < 2 or block.marks.line:
            continue
        if block.marks.start.keys() & {"list_head", "related", "share"} or blocks[index + 1].size > 30:
            continue
        kind = _opening(blocks[index + 1])
        end = index + 1
        while kind and end < len(blocks) and blocks[end].role is None and _opening(blocks[end]) == kind:
            end += 1
        if end - index > 2:
            found.update(range(index, end))
    return found


def _opening(block: Block) -> str:
    """How a list's line opens: with a number, or with which mark; "" for a word."""
    first = block.text[0]
    return "0" if first.isdigit() else "" if first.isalpha() or first in "“\"«(‘'" else first


def footers(blocks: Sequence[Block]) -> None:
    """Mark what stands in one group with a rights line, if the page sets its paragraphs apart by blank lines."""
    group = before = loose = together = prose = 0
    for index, block in enumerate(blocks):
        if block.gap > 0:
            group, before = index, prose
            loose = together
        elif block.rule == "rights" and index > group and before >= 2 and loose <= 0.2 * before:
            for other in blocks[group:index]:
                if other.role is None:
                    other.take(Role.FURNITURE, "footer")
        if block.role is None and block.prose:
            prose += 1
            together += block.gap == 0 and index > 0 and blocks[index - 1].prose


def decide(blocks: list[Block], title: Block | None, tail: int, text: str, page: str) -> list[Block]:
    """Every block with a role; paragraphs that hold more than one thing are cut."""
    blocks = _tops(blocks, title, region(blocks, tail), tail, text, page)
    start, end = region(blocks, tail)
    if ends.close(blocks, start, end):
        start, end = region(blocks, tail)
    if start > 1 and blocks[start - 1].role is blocks[start - 2].role is None and _short(blocks[start - 1]):
        clock = blocks[start - 2]
        if clock.size <= 3 and stamps.CLOCK.fullmatch(clock.text) and clock is not title:
            start -= 2  # the first entry of a live page
    _label(blocks, start, end, title)
    _leads(blocks, start)
    if start == end:
        return _no_prose(blocks, tail)
    if (
        start
        and _short(blocks[start - 1])
        and blocks[start - 1].role is None
        and title is not None
        and blocks[start - 1].start > title.start
        and _subheads(blocks[start:end])
    ):
        blocks[start - 1].take(Role.HEADING, "subhead")
    for index, block in enumerate(blocks):
        if block.role is None and not start <= index < end:
            _outside(block, index < start, title)
    _inside(blocks, start, end, page)
    return _trims(blocks, start, end, text)


def _tops(
    blocks: list[Block], title: Block | None, article: tuple[int, int], tail: int, text: str, page: str
) -> list[Block]:
    """Bylines, date lines and what shares their lines, in the head of the article and at its end."""
    start, end = article
    at = next((i for i, b in enumerate(blocks) if b is title), 0)
    found: list[Block] = []
    for index, block in enumerate(blocks):
        head = max(at - 6, 0) <= index < max(start, at) + TOP
        foot = not head and index >= end - 2 and block.size <= 12 and block.start < tail
        if block.role not in (None, Role.DISCLAIMER) or not (head or foot) or block is title:
            found.append(block)
            continue
        byline = tops.byline(block, text, page) if block.role is None or head else None
        if byline:
            found += _byline(block, byline, text, page)
        elif block.role is None and (date := tops.date_line(block)) and (date.low or date.value or date.readings):
            block.take(Role.DATELINE, "date-line")
            block.when = stamps.placed(date, page, block.start, block.end)
            found.append(block)
        else:
            signed = block.role is None and head and index > at and _signed(block, text, page)
            if not signed and block.role is None and "published" in block.marks.start:
                _label_date(block, text, page)
            found.append(block)
    return _bare(found, title, start, text)


def _byline(block: Block, byline: tops.Byline, text: str, page: str) -> list[Block]:
    pieces = split(text, block, *(p[0] for p in byline.pieces[:-1]))
    for piece, (_, role, rule) in zip(pieces, byline.pieces, strict=False):
        piece.take(role, rule)
        inside = [part for a, b in byline.authors if (part := _writer(text, a, b))]
        if byline.publisher:
            inside.append(Part(name=PartName.OUTLET, start=byline.publisher[0], end=byline.publisher[1]))
        if byline.time:
            inside.append(Part(name=PartName.TIME, start=byline.time[0], end=byline.time[1]))
            piece.when = (
                stamps.placed(byline.time[2], page, byline.time[0], byline.time[1]) if role is Role.BYLINE else None
            )
        piece.parts = tuple(
            p for p in sorted(inside, key=lambda p: p.start) if piece.start <= p.start and p.end <= piece.end
        )
    return pieces


def _writer(text: str, start: int, end: int) -> Part | None:
    """The name in a byline as a person's or as an outlet's, without “Staff”; None when nobody is left."""
    if not stamps.outlet(text[start:end]):
        return Part(name=PartName.AUTHOR, start=start, end=end)
    while (words := fold(text[start:end])) and words[-1] in STAFF:
        end = start + text[start:end].rstrip(" .-").rfind(" ") if len(words) > 1 else start
    return Part(name=PartName.OUTLET, start=start, end=end) if start < end else None


def _label_date(block: Block, text: str, page: str) -> None:
    """“Updated 4 March 2014; first published 3 March 2014”, a label and dates, no sentence, is a date line."""
    time = stamps.within(text, block.start, block.end, page)
    if time is not None and block.size <= 16 and not block.ends:
        block.take(Role.DATELINE, "date-line")
        block.parts = (Part(name=PartName.TIME, start=time[0], end=time[1]),)
        block.when = stamps.placed(time[2], page, time[0], time[1])


def _signed(block: Block, text: str, page: str) -> bool:
    """“Jon Doe | 3 March 2017”: a name and a date, nothing else."""
    if block.size > 14 or (block.ends and block.size > 8):
        return False
    time = stamps.within(text, block.start, block.end, page)
    if not time or time[2].basis.value != "stated" or not time[2].low:
        return False
    if time[0] == block.start:
        return _dated(block, text, page, time)
    name = text[block.start : time[0]].strip(stamps.EDGE)
    rest = text[time[1] : block.end].strip(stamps.EDGE + ".")
    if not name or len(rest.split()) > 3:
        return False
    name = re.split(r"\s+[|•·–—-]\s+|,\s", name)[0]
    at = text.index(name, block.start)
    stamp = Part(name=PartName.TIME, start=time[0], end=time[1])
    block.when = stamps.placed(time[2], page, time[0], time[1])
    if stamps.outlet(name):
        block.take(Role.DATELINE, "date-line")
        block.parts = (Part(name=PartName.OUTLET, start=at, end=at + len(name)), stamp)
    elif stamps.name(name) and len(name.split()) >= 2 and name[0].isupper() and not any(c.isdigit() for c in name):
        block.take(Role.BYLINE, "byline-dated")
        block.parts = (Part(name=PartName.AUTHOR, start=at, end=at + len(name)), stamp)
    elif len(name.split()) <= 4:
        block.take(Role.DATELINE, "date-line")
        block.parts = (stamp,)
    return block.role is not None


def _dated(block: Block, text: str, page: str, time: tuple[int, int, Date]) -> bool:
    """“3 May 2017, 10:10 | Valley Herald”: a date and a label behind it, no sentence."""
    rest = text[time[1] : block.end].strip(stamps.EDGE)
    if block.ends or len(rest.split()) > 5:
        return False
    block.take(Role.DATELINE, "date-line")
    block.when = stamps.placed(time[2], page, time[0], time[1])
    block.parts = (Part(name=PartName.TIME, start=time[0], end=time[1]),)
    if stamps.outlet(rest):
        at = text.index(rest, time[1])
        block.parts += (Part(name=PartName.OUTLET, start=at, end=at + len(rest)),)
    return True


def _bare(blocks: list[Block], title: Block | None, start: int, text: str) -> list[Block]:
    """A name alone between title and text, next to a date line or on the last line before the text, is a byline."""
    seen = title is None
    for index, block in enumerate(blocks[: start + TOP]):
        seen = seen or block is title
        authors, wire = tops.bare(block, text) if seen and block.role is None else ((), None)
        if not authors:
            continue
        near = [b for b in blocks[max(0, index - 1) : index + 2] if b is not block]
        dated = any(b.rule in ("date-line", "byline") or (b.role is None and stamps.outlet(b.text)) for b in near)
        closes = (
            index + 1 < len(blocks) and blocks[index + 1].prose and near[0].role is Role.TITLE and title is not None
        )
        if dated or closes:
            block.take(Role.BYLINE, "byline-bare")
            block.parts = tuple(Part(name=PartName.AUTHOR, start=a, end=b) for a, b in authors)
            block.parts += (Part(name=PartName.OUTLET, start=wire[0], end=wire[1]),) if wire else ()
    return blocks


def _label(blocks: Sequence[Block], start: int, end: int, title: Block | None) -> None:
    """Short lines that come back outside the article are chrome; so is the rest of a list item that shows the title.

    A wire's name far from the text is a menu's, and credits nothing. An outlet's name around the title is its label.
    """
    for index, block in enumerate(blocks):
        if block.rule == "agency" and not start - TOP <= index <= end + 1:
            block.take(Role.FURNITURE, "label")
    at = next((i for i, b in enumerate(blocks) if b is title), 0)
    for block in blocks[max(at - TOP, 0) : start] if title else ():
        if block.role is None and block.size <= 6 and not block.ends and stamps.outlet(block.text):
            block.take(Role.FURNITURE, "outlet-line")
    seen = Counter(b.key for b in blocks if b.role is None and b.size <= 8)
    outside = {b.key for i, b in enumerate(blocks) if b.role is None and not start <= i < end}
    for index, block in enumerate(blocks):
        if (
            block.role is None
            and block.size <= 8
            and seen[block.key] > 1
            and block.key in outside
            and not start <= index < end
        ):
            block.take(Role.FURNITURE, "repeated")
    shapes = {stamps.shape(b.text[p.start - b.start : p.end - b.start])
              for b in blocks if b.role is Role.TEASER for p in b.parts if p.name is PartName.TIME}
    outlets = {
        b.text[p.start - b.start : p.end - b.start].casefold()
        for b in blocks
        if b.role is Role.TEASER
        for p in b.parts
        if p.name is PartName.OUTLET
    }
    for index, block in enumerate(blocks):
        if block.rule != "title-numbered":
            continue
        for other in blocks[index + 1 : index + 4]:
            if other.gap or other.role is not None:
                break
            if other.text.casefold() in outlets:
                other.take(Role.CREDIT, "list-label")
                other.parts = (Part(name=PartName.OUTLET, start=other.start, end=other.end),)
            elif shapes and other.size <= 10 and (stamped := _stamped_outlet(other, shapes)):
                other.take(Role.CREDIT, "list-label")
                other.parts = stamped
            elif other.size >= 6:
                other.take(Role.LEAD, "abstract")
            else:
                other.take(Role.FURNITURE, "label")


def _stamped_outlet(block: Block, shapes: set[str]) -> tuple[Part, ...]:
    """Outlet and time of “Valley Wire 02.09 / 11:20”, when the page's list has such times; () else."""
    time = stamps.within(block.text, 0, len(block.text), "")
    if time is None or block.text[time[1] :].strip(stamps.EDGE):
        return ()
    if stamps.shape(block.text[time[0] : time[1]]) not in shapes:
        return ()
    name = block.text[: time[0]].rstrip(stamps.EDGE)
    stamp = Part(name=PartName.TIME, start=block.start + time[0], end=block.start + time[1])
    return (Part(name=PartName.OUTLET, start=block.start, end=block.start + len(name)), stamp) if name else (stamp,)


def _leads(blocks: Sequence[Block], start: int) -> None:
    """What stands between title and byline or date line, if it is a sentence or two."""
    titles = [i for i, b in enumerate(blocks[: start + 2]) if b.role is Role.TITLE and b.rule != "title-glued"]
    if not titles:
        return
    last = titles[-1]
    below = next(
        (i for i in range(last + 1, min(last + 5, len(blocks))) if blocks[i].role in (Role.BYLINE, Role.DATELINE)), None
    )
    for block in blocks[last + 1 : below or last + 1]:
        if block.role is None and 6 <= block.size <= 90:
            block.take(Role.LEAD, "standfirst")


def _outside(block: Block, before: bool, title: Block | None) -> None:
    """A block of no known kind before or after the article."""
    if "list_head" in block.marks.line:
        block.take(Role.FURNITURE, "list-head")
    elif _related(block):
        block.take(Role.RELATED, "related-link")
    elif before and title is not None and block.start > title.start and block.size >= 8:
        block.take(Role.LEAD, "standfirst")
    else:
        block.take(Role.FURNITURE, "outside" if block.prose else "label")


def _related(block: Block) -> bool:
    """“Read also: …”, one link to another article."""
    start = block.marks.start.get("related", 0)
    return (
        bool(start)
        and start < len(block.words)
        and block.size <= 30
        and (_colon_after(block, start) and (not block.ends or block.text.endswith("?") or block.size <= 18))
    )


def _no_prose(blocks: list[Block], tail: int) -> list[Block]:
    """A page without a paragraph: a poem, a table, a list, or only chrome."""
    for block in blocks:
        if block.role is None:
            if block.start < tail and block.size >= 4:
                block.take(Role.BODY, "short-lines")
            else:
                block.take(Role.FURNITURE, "label")
    return blocks


def _inside(blocks: Sequence[Block], start: int, end: int, page: str) -> None:
    """The blocks of the article."""
    open_blocks = [i for i in range(start, end) if blocks[i].role is None]
    article = "\n".join(blocks[i].text for i in open_blocks)
    shown = Counter(blocks[i].text.strip(_MARKS) for i in open_blocks if blocks[i].size <= 35)
    lookups = iter(range(PULLED))
    short = {i for i in open_blocks if _short(blocks[i]) and not (blocks[i].size <= 3 and stamps.stamp(blocks[i].text))}
    for place, index in enumerate(open_blocks):
        block = blocks[index]
        if block.size <= 14 and (date := stamps.stamp(block.text)):
            block.take(Role.HEADING, "live-time")
            block.when = stamps.placed(date, page, block.start, block.end)
            block.parts = (Part(name=PartName.TIME, start=block.start, end=block.end),)
        elif _related(block) or "list_head" in block.marks.line:
            block.take(*((Role.RELATED, "related-link") if _related(block) else (Role.FURNITURE, "list-head")))
        elif block.text.startswith(">") and block.size > 3:
            block.take(Role.QUOTE, "quoted")
        elif _pull(block) and next(lookups, None) is not None and _again(block, article, shown):
            block.take(Role.FURNITURE, "pull-quote")
        elif index in short and _heads(blocks, open_blocks, place, short):
            block.take(Role.HEADING, "subhead")
        else:
            block.take(Role.BODY, "paragraph" if block.prose else "line")
            clock = stamps.CLOCK.match(block.text)
            if clock and block.size > 3 and (date := stamps.stamp(clock[0])):
                block.rule = "live-entry"
                block.when = stamps.placed(date, page, block.start, block.start + clock.end())
                block.parts = (Part(name=PartName.TIME, start=block.start, end=block.start + clock.end()),)


def _pull(block: Block) -> bool:
    """Whether a line is shaped like a pull quote: a sentence, or words between quotation marks, of some length."""
    return 4 <= block.size <= 35 and len(block.text) >= 24 and (block.ends or block.text[0] in "“\"«„‘'")


def _again(block: Block, article: str, shown: Counter[str]) -> bool:
    """Whether a line's words stand in the article once more than as lines of their own."""
    inner = block.text.strip(_MARKS)
    return article.count(inner) > shown[inner]


_MARKS = "“”\"'‘’«»„.,!?… "


def _short(block: Block) -> bool:
    """Whether it is shaped like a subhead."""
    last = block.text.rstrip("\"'”’»)* ")[-1:]
    if "\n" in block.text or block.size > HEADING or len(block.text) > 120 or last in ",;:،؛-–—":
        return False
    if block.text[:1].islower() or block.text[:1] in "-–—•*·@":
        return False
    return not block.ends or (last in "?？؟!" and block.size <= 12)


def _heads(blocks: Sequence[Block], order: Sequence[int], place: int, short: set[int]) -> bool:
    """Whether a short line stands over a paragraph, alone: not in a run of short lines, not one of many questions."""
    index = order[place]
    block = blocks[index]
    following = blocks[order[place + 1]] if place + 1 < len(order) else None
    if following is None or not (following.prose or following.ends):
        return False
    if place and order[place - 1] in short and (place < 2 or order[place - 2] in short):
        return False
    return not (
        block.text.rstrip("\"'”’» ").endswith(("?", "؟", "？"))
        and sum(blocks[i].text.endswith(("?", "؟", "？")) for i in order) >= 3
        and block.size > 6
    )


def _subheads(blocks: Sequence[Block]) -> int:
    """How many lines stand between paragraphs like subheads."""
    return sum(
        a.prose and c.prose and b.role is None and _short(b)
        for a, b, c in zip(blocks, blocks[1:], blocks[2:], strict=False)
    )


def _trims(blocks: list[Block], start: int, end: int, text: str) -> list[Block]:
    """Datelines cut from the first paragraph, marks of a cut from the last one and from the lead."""
    body = [b for b in blocks[start:end] if b.role is Role.BODY]
    found: list[Block] = []
    for block in blocks:
        at = tops.dateline(block) if body[:2].count(block) and block.role is Role.BODY else None
        if at:
            head, rest = split(text, block, block.start + at)
            head.take(Role.DATELINE, "body-dateline")
            rest.take(Role.BODY, block.rule)
            found.append(head)
            block_rest = rest
        else:
            block_rest = block
        last = (body and block is body[-1]) or block.role is Role.LEAD
        cut = tops.trail(block_rest) if last else None
        if cut and cut > block_rest.start:
            rest, mark = split(text, block_rest, cut)
            rest.take(block_rest.role or Role.BODY, block_rest.rule)
            rest.when, rest.parts = block_rest.when, block_rest.parts
            mark.take(Role.TRUNCATION, "cut-off")
            found += [rest, mark]
        else:
            found.append(block_rest)
    return found
