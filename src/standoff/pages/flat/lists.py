"""Lists of other articles on a flattened page: every item one teaser, with number, title, outlet, time and abstract.

A list needs evidence: a time or an outlet on its items, abstracts that break off, or a heading such as “Related”. A
numbered list without any of these is part of the article (a list of demands, a listicle), and so are the entries of a
live blog, which are paragraphs behind a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from standoff.model import Date, Part, PartName, Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import Block

NUMBER = re.compile(r"[(\[]?(\d{1,3})(?:[.)\]:]|\s?[-–](?=\s))\s*(?=\S)")
"""The number of a list item: "1.", "2)", "(3)", "4 -", in any digits."""

OUTLET = re.compile(r"\s+[-–—|•·]\s+([^-–—|•·\s](?:(?:[^-–—|•·\n]|(?<=\w)-(?=\w)){0,38}[^-–—|•·\n\s])?)$")
"""The outlet behind a headline: "Headline - Outlet"."""

_BULLET = re.compile(r"[•‣▪●◦∙·*»›>►▶■□✓➤→←◄–—-]\s*(?=\S)")
_CLOCK_FIRST = re.compile(
    r"[\[(]?((?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[AaPp]\.?[Mm]\.?)?)[\])]?(?:\s*[-–—|•:]\s*|\s+)(?=\S)"
)
_CUT = ("…", "...", "[…]", "[...]")

TEASER = 60
"""Words of a teaser's abstract at most; feed mirrors and portals cut at 30 to 55 words."""

ABSTRACT = 40
"""Words of an abstract that closes with a full stop; a longer one is a paragraph of the article after the list."""

REACH = 9
"""Blocks from one item of a numbered list to the next, at most."""


@dataclass(frozen=True, slots=True)
class _Range:
    start: int  # indices of blocks
    end: int
    rule: str


def cut(blocks: list[Block], text: str, page: str, tail: int) -> list[Block]:
    """The blocks with every item of a list of other articles merged into one. `tail`: where the page's tail begins."""
    stamped = [
        stamps.stamp(b.text) if b.role is not Role.COMMENT and len(b.text) <= stamps.LONGEST else None for b in blocks
    ]
    labels = _labelled(blocks, stamped, text, page)
    for index, label in labels.items():
        if label.alone:
            stamped[index] = label.when
    taken: dict[int, _Range] = {}
    last_prose = max((i for i, b in enumerate(blocks[:tail]) if b.prose and b.role is None), default=-1)
    for ranges in (
        _numbered(blocks, stamped, labels, last_prose),
        _headed(blocks, stamped),
        _stamped(blocks, stamped),
        _clocked(blocks),
        _outlets(blocks),
        _bullets(blocks, last_prose),
    ):
        for item in ranges:
            if not any(i in taken for i in range(item.start, item.end)):
                taken.update(dict.fromkeys(range(item.start, item.end), item))
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        here = taken.get(index)
        if here is None:
            found.append(blocks[index])
            index += 1
        else:
            found.append(_teaser(range(here.start, here.end), blocks, stamped, labels, text, page, here.rule))
            index = here.end
    return found


@dataclass(frozen=True, slots=True)
class _Label:
    """A time at one end of a line, and what else the line holds: an outlet, or the headline itself."""

    time: tuple[int, int]
    rest: tuple[int, int]
    when: Date
    alone: bool  # the line is a time with its outlet, no headline


def _labelled(
    blocks: Sequence[Block], stamped: Sequence[Date | None], text: str, page: str
) -> dict[int, _Label]:
    """Lines such as “Valley Wire 02.09 / 11:20”, by index: at least two whose times are written the same way."""
    found: dict[int, tuple[str, _Label]] = {}
    for index, block in enumerate(blocks):
        if stamped[index] or not _free(block) or len(block.text) > LABELLED or block.size > 30 or "\n" in block.text:
            continue
        if _CLOCK_FIRST.match(block.text):
            continue
        if not (block.text[-1].isdigit() or block.text[0].isdigit() or _TIMED_END.search(block.text)):
            continue
        time = stamps.within(text, block.start, block.end, page)
        number = NUMBER.match(block.text)
        if time is None or block.marks.start.keys() & {"byline", "published"}:
            continue
        low, high = _stripped(text, block.start + (number.end() if number else 0), time[0])
        after = _stripped(text, time[1], block.end)
        if low < high and after[0] < after[1]:
            continue
        side = low < high
        low, high = (low, high) if side else after
        if low == high or text[low].islower() or any(c in "?!:;" for c in text[low:high][-1:]):
            continue
        alone = not number and text.count(" ", low, high) < 5 and not text[low:high].endswith(".")
        shape = f"{side} {stamps.shape(text[time[0] : time[1]])}"
        found[index] = shape, _Label((time[0], time[1]), (low, high), time[2], alone)
    usual = Counter(shape for shape, _ in found.values())
    kept = {index: label for index, (shape, label) in found.items() if usual[shape] > 1}
    return {
        index: replace(label, alone=label.alone and index - 1 not in kept and index + 1 not in kept)
        for index, label in kept.items()
    }


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks and white space at its ends."""
    while start < end and (text[start].isspace() or text[start] in stamps.EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in stamps.EDGE):
        end -= 1
    return start, end


LABELLED = 160
"""Characters of a line with a headline and its time."""

_TIMED_END = re.compile(r"\d\s?(?:[ap]\.?m\.?|ago|uhr|hrs|gmt|utc|назад|önce|\w{3,8} ago)[\s)\]]*$", re.IGNORECASE)


def _free(block: Block) -> bool:
    """Whether a block can still become part of a list."""
    return block.role is None or block.rule in ("source-line", "caption-credit", "read-more", "date-line")


def _numbered(
    blocks: Sequence[Block], stamped: Sequence[Date | None], labels: Mapping[int, _Label], last_prose: int
) -> list[_Range]:
    found: list[_Range] = []
    run: list[tuple[int, int]] = []
    numbers = [
        (i, int(m[1])) for i, b in enumerate(blocks) if _free(b) and (m := NUMBER.match(b.text)) and stamped[i] is None
    ]
    for index, number in [*numbers, (-1, -1)]:
        if run and number == run[-1][1] + 1 and 0 < index - run[-1][0] <= REACH:
            run.append((index, number))
            continue
        if len(run) > 1:
            found += _numbered_run(blocks, stamped, labels, [i for i, _ in run], last_prose)
        run = [(index, number)]
    return found


def _numbered_run(
    blocks: Sequence[Block],
    stamped: Sequence[Date | None],
    labels: Mapping[int, _Label],
    starts: list[int],
    last_prose: int,
) -> list[_Range]:
    """The items of one run of numbers, [] when they belong to the article."""
    usual = max(b - a for a, b in pairwise(starts))
    end = starts[-1] + 1
    while end < len(blocks) and end - starts[-1] < usual and blocks[end].gap == 0 and _free(blocks[end]):
        end += 1
    items = list(zip(starts, [*starts[1:], end], strict=True))
    count = len(items)
    timed = sum(a in labels or any(stamped[a + 1 : min(b, a + 3)]) for a, b in items)
    cut_off = sum(blocks[b - 1].text.endswith(_CUT) for a, b in items)
    outlets = Counter(m[1] for a, _ in items if (m := OUTLET.search(blocks[a].text)))
    if timed * 2 >= count:
        rule = "list-stamped"
    elif starts[0] and "list_head" in blocks[starts[0] - 1].marks.line:
        rule = "list-headed"
    elif count >= 3 and sum(outlets.values()) * 3 >= count * 2 and not any(blocks[a].ends for a, _ in items):
        rule = "list-outlets"
    elif count >= 3 and cut_off * 2 >= count:
        rule = "list-cut"
    elif count >= 3 and starts[0] > last_prose and not any(blocks[a].ends or blocks[a].size > 25 for a, _ in items):
        rule = "list-tail"
    else:
        return []
    return [_Range(a, b, rule) for a, b in items]


def _headed(blocks: Sequence[Block], stamped: Sequence[Date | None]) -> list[_Range]:
    """The lines under “Related”, “Most read” …, until something else begins."""
    found: list[_Range] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if not (
            "list_head" in block.marks.line or ("list_head" in block.marks.start and block.size <= 8 and not block.ends)
        ):
            continue
        first = index
        while index < len(blocks) and _item_line(blocks, index, first, stamped):
            index += 1
        if index > first:
            block.take(Role.FURNITURE, "list-head")
            found += [_Range(a, b, "list-headed") for a, b in _grouped(blocks, stamped, first, index)]
    return found


def _item_line(blocks: Sequence[Block], index: int, first: int, stamped: Sequence[Date | None]) -> bool:
    """Whether a line belongs to the list that began at `first`."""
    block = blocks[index]
    if block.marks.line & {"list_head", "comment_head", "comment_form"} or not _free(block) or block.size > 2 * TEASER:
        return False
    cut_off = block.text.endswith(_CUT)
    if block.size > ABSTRACT and block.ends and not cut_off:
        return False
    if index > first:
        close = blocks[first + 1].gap if index > first + 1 else 0
        if block.gap > max(close, 0) and (block.gap > 1 or index > first + 1):
            return False
        if blocks[first].text.endswith(_CUT) and not cut_off and block.size > 20 and stamped[index] is None:
            return False
        if block.gap and block.prose and not cut_off:
            return False
    elif block.gap and block.prose and not cut_off:
        return False
    return cut_off or block.size <= TEASER


def _grouped(blocks: Sequence[Block], stamped: Sequence[Date | None], start: int, end: int) -> list[tuple[int, int]]:
    """Items of several lines: a new one begins at each title, that is a line that is no time and no abstract."""
    lines = range(start, end)
    before = start + 1 < end and stamped[start] is not None  # the time stands above the title
    titles = [i for i in lines if stamped[i] is None and not blocks[i].prose]
    if not titles or (len(titles) == len(lines) and not any(stamped[start:end])):
        return [(i, i + 1) for i in lines]
    starts: list[int] = []
    for i in lines:
        if i == start or (stamped[i] is not None if before else (stamped[i] is None and not blocks[i].prose)):
            starts.append(i)
    return list(zip(starts, [*starts[1:], end], strict=True))


def _stamped(blocks: Sequence[Block], stamped: Sequence[Date | None]) -> list[_Range]:
    """Title, time, abstract (or time, title), three times or more, without numbers or heading."""
    found: list[_Range] = []
    times = [i for i, date in enumerate(stamped) if date is not None and _free(blocks[i])]
    run: list[int] = []
    for index in [*times, -1]:
        if run and 0 < index - run[-1] <= 3:
            run.append(index)
            continue
        if len(run) >= 3:
            found += _stamped_run(blocks, run)
        run = [index]
    return found


def _stamped_run(blocks: Sequence[Block], run: list[int]) -> list[_Range]:
    def title(i: int) -> bool:
        return 0 <= i < len(blocks) and _free(blocks[i]) and 3 <= blocks[i].size <= 30 and not blocks[i].prose

    above = sum(title(i - 1) for i in run)
    below = sum(title(i + 1) for i in run)
    long = sum(blocks[j].size > TEASER for i in run for j in range(i + 1, min(i + 3, len(blocks))) if j not in run)
    clocks = [i for i in run if blocks[i].size <= 3 and stamps.CLOCK.match(blocks[i].text)]
    told = sum(any(b.prose and not b.text.endswith(_CUT) for b in blocks[i + 1 : i + 3]) for i in clocks)
    if long or max(above, below) * 4 < len(run) * 3 or (len(clocks) >= len(run) - 1 and told * 2 > len(run)):
        return []  # paragraphs, or the entries of a live page
    if above >= below:
        starts = [i - 1 for i in run if title(i - 1)]
        step = min((b - a for a, b in pairwise(starts)), default=2)
        return [
            _Range(a, min(b, a + 3), "list-stamped")
            for a, b in zip(starts, [*starts[1:], min(starts[-1] + max(step, 2), len(blocks))], strict=True)
            if all(_free(x) for x in blocks[a : min(b, a + 3)])
        ]
    starts = [i for i in run if title(i + 1)]
    step = min((b - a for a, b in pairwise(starts)), default=2)
    return [
        _Range(a, min(b, a + 3), "list-stamped")
        for a, b in zip(starts, [*starts[1:], min(starts[-1] + max(step, 2), len(blocks))], strict=True)
        if all(_free(x) for x in blocks[a : min(b, a + 3)])
    ]


def _clocked(blocks: Sequence[Block]) -> list[_Range]:
    """“21:10 Headline”, three times or more; sentences behind the times are a live blog, and the article."""
    return _lines(
        blocks,
        lambda b: bool(_CLOCK_FIRST.match(b.text)) and b.size <= 30,
        "list-clocked",
        lambda run: sum(b.ends for b in run) * 4 < len(run) and len({b.text[:5] for b in run}) > 1,
    )


def _outlets(blocks: Sequence[Block]) -> list[_Range]:
    """“Title - Outlet”, three times or more in a row."""

    def outlet(block: Block) -> bool:
        if block.size > 35 or block.ends or _BULLET.match(block.text):
            return False
        match = OUTLET.search(block.text)
        return (
            match is not None
            and match.start() >= 15
            and block.text.count(" ", 0, match.start()) >= 2
            and match[1][0].isalpha()
            and not match[1][0].islower()
            and len(match[1].split()) <= 5
        )

    return _lines(blocks, outlet, "list-outlets", lambda run: True)


def _bullets(blocks: Sequence[Block], last_prose: int) -> list[_Range]:
    """Bulleted headlines below the article, three or more."""
    below = {id(b) for b in blocks[last_prose + 1 :]}
    return _lines(
        blocks,
        lambda b: id(b) in below and bool(_BULLET.match(b.text)) and 4 <= b.size <= 30,
        "list-bullets",
        lambda run: not any(b.ends for b in run),
    )


def _lines(
    blocks: Sequence[Block], test: Callable[[Block], bool], rule: str, whole: Callable[[list[Block]], bool]
) -> list[_Range]:
    """Runs of at least three neighbouring free lines that pass the test, when the run as a whole passes too."""
    found: list[_Range] = []
    run: list[int] = []
    for index in range(len(blocks) + 1):
        if index < len(blocks) and _free(blocks[index]) and test(blocks[index]):
            run.append(index)
            continue
        if len(run) >= 3 and whole([blocks[i] for i in run]):
            found += [_Range(i, i + 1, rule) for i in run]
        run = []
    return found


def _teaser(
    item: range,
    blocks: Sequence[Block],
    stamped: Sequence[Date | None],
    labels: Mapping[int, _Label],
    text: str,
    page: str,
    rule: str,
) -> Block:
    """One item as a block: its number, title, outlet and time as parts, the rest as its body."""
    start, end = blocks[item[0]].start, blocks[item[-1]].end
    parts: list[Part] = []
    when: Date | None = None
    bodies: list[Block] = []
    titled = False
    for index in item:
        block, date, label = blocks[index], stamped[index], labels.get(index)
        at, stop = block.start, block.end
        if label is not None and when is None:
            when = stamps.placed(label.when, page, *label.time)
            parts.append(Part(name=PartName.TIME, start=label.time[0], end=label.time[1]))
            if label.alone:
                parts.append(Part(name=PartName.OUTLET, start=label.rest[0], end=label.rest[1]))
                continue
            stop = label.rest[1]
            at = max(at, label.rest[0]) if label.rest[0] > label.time[0] else at
        elif date is not None:
            if when is None:
                when = stamps.placed(date, page, at, stop)
                parts.append(Part(name=PartName.TIME, start=at, end=stop))
            continue
        if titled:
            bodies.append(block)
            continue
        number = NUMBER.match(text[at:stop])
        clock = _CLOCK_FIRST.match(text[at:stop]) if label is None else None
        if clock:
            parts.append(Part(name=PartName.TIME, start=at + clock.start(1), end=at + clock.end(1)))
            when = stamps.placed(stamps.stamp(clock[1]), page, at + clock.start(1), at + clock.end(1))
            at += clock.end()
        elif number and rule in ("list-stamped", "list-headed", "list-outlets", "list-cut", "list-tail"):
            parts.append(Part(name=PartName.NUMBER, start=at + number.start(1), end=at + number.end(1)))
            at += number.end()
        else:
            bullet = _BULLET.match(text[at:stop])
            at += bullet.end() if bullet else 0
        known = any(part.name is PartName.OUTLET for part in parts)
        outlet = OUTLET.search(text[at:stop]) if stop - at <= 400 and not known else None
        if outlet and len(outlet[1].split()) <= 5:
            parts.append(Part(name=PartName.OUTLET, start=at + outlet.start(1), end=at + outlet.end(1)))
            stop = at + outlet.start()
        parts.append(Part(name=PartName.TITLE, start=at, end=stop))
        titled = True
    if bodies:
        other = max((part.end for part in parts if part.end <= bodies[-1].start), default=start)
        first = next(body.start for body in bodies if body.start >= other)       # parts stand apart
        parts.append(Part(name=PartName.BODY, start=first, end=bodies[-1].end))
    block = Block(start, end, text[start:end], blocks[item[0]].indent, blocks[item[0]].gap)
    block.take(Role.TEASER, rule)
    block.parts, block.when = tuple(sorted(parts, key=lambda p: p.start)), when
    return block
