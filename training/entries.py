"""The form of our corpus: entries, annotation lines, quotes that are looked up in the text. CORPUS.md is the codebook.

Knows no layer: a line is its layer's name and items; `layers.py` says what they mean. A fault tells what is wrong, why
that matters and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.reader.document import Document

GENRES = ("news", "feature", "interview", "analysis", "opinion", "report", "statement", "blog", "translated")
ELLIPSIS = " … "
HEADER = re.compile(r"(\w+): *(.*)")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ITEM = re.compile(r'\s*(?:(\w+)=)?(?:"((?:[^"\\]|\\.)*)"(?:@(\d+))?|([^\s"]+))(?=\s|$)')

Tokenise = Callable[[str], list[tuple[int, int]]]


class Fault(Exception):
    """What is wrong with a line, why that matters, what to do."""

    def __init__(self, what: str, why: str, do: str):
        super().__init__(f"{what}: {why}. {do}.")


@dataclass(frozen=True)
class Item:
    """A part of an annotation line: `role="words"@2`, a bare `"words"`, `role=word` or a bare `word`."""

    role: str
    words: str
    quoted: bool
    place: int | None


@dataclass(frozen=True)
class Line:
    """An annotation line: its number in the file, its layer, and the rest."""

    number: int
    layer: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Entry:
    """An entry of a file before its annotations are looked up in the text."""

    file: str
    number: int
    key: str
    genre: str
    written: str | None
    text: str
    lines: tuple[Line, ...]


@dataclass
class Draft:
    """A document that is being filled, layer by layer."""

    document: Document
    spans: dict[tuple[int, int], int] = field(default_factory=dict)     # of nominals, to their line
    given: dict[int, int] = field(default_factory=dict)                 # head that the line names -> the heuristic's

    def words(self, item: Item, within: tuple[int, int] | None = None) -> tuple[int, int]:
        """First and past-last word of a quote, looked for in the whole text or in some of its words."""
        doc = self.document
        low, high = (doc.words[within[0]][0], doc.words[within[1] - 1][1]) if within else (0, len(doc.text))
        start, end = find(doc.text, item.words, item.place or 1, low, high)
        chosen = [i for i, (first, last) in enumerate(doc.words) if first < end and start < last]
        if not chosen:
            raise Fault(f'"{item.words}" holds no word', "white space cannot be annotated", "quote words")
        return chosen[0], chosen[-1] + 1


def find(text: str, quote: str, place: int, low: int, high: int) -> tuple[int, int]:
    """Where a quote's n-th place is between two points of the text; a Fault says how many places there are."""
    places = list(_places(text, quote, low, high))
    if not places and ELLIPSIS in quote:
        first, last = quote.split(ELLIPSIS, 1)
        start, middle = find(text, first, place, low, high)
        return start, find(text, last, 1, middle, high)[1]
    if not places:
        inside = "its nominal" if (low, high) != (0, len(text)) else "the text"
        loose = re.search(_pattern(quote, whole=False), text[low:high], re.I)
        hint = f"{inside} does not have it"
        if loose:
            hint = f"{inside} has “{text[low:high][slice(*loose.span())]}”, in other case or inside a longer word"
        raise Fault(f'"{quote}" is not found', hint, "copy it from the text as it stands there, curly quotes included")
    if place > len(places):
        raise Fault(f'"{quote}"@{place} is not found', f"it stands there {len(places)} times as whole words",
                    f"number it from 1 to {len(places)}, whole words only")
    return places[place - 1]


def parse(path: Path) -> tuple[list[Entry], list[str]]:
    """The entries of a file and its faults of form."""
    entries: list[Entry] = []
    faults: list[str] = []
    numbered = list(enumerate(path.read_text(encoding="utf-8").split("\n"), 1))
    begins = [i for i, (_, line) in enumerate(numbered) if line.startswith("# ")]
    for number, line in numbered[:begins[0] if begins else None]:
        if line.strip():
            faults.append(f"{path.name}:{number}: text before the first entry: it belongs to none. Begin with “# key”.")
    for start, end in zip(begins, [*begins[1:], len(numbered)], strict=True):
        try:
            entries.append(_entry(path.name, numbered[start:end], faults))
        except Fault as fault:
            faults.append(f"{path.name}:{numbered[start][0]}: {fault}")
    return entries, faults


def annotation(number: int, line: str) -> Line:
    """An annotation line in its parts; a Fault where it has none."""
    layer, _, rest = line.partition(" ")
    items = []
    at = 0
    while rest[at:].strip():
        match = ITEM.match(rest, at)
        if not match:
            raise Fault(f"“{rest[at:].strip()}”", "quotes are not closed, or something sticks to one",
                        'write role="words" or "words"@2, and \\" for a straight mark inside a quote')
        role, quote, place, word = match.groups()
        items.append(Item(role or "", re.sub(r"\\(.)", r"\1", quote) if quote is not None else word,
                          quote is not None, int(place) if place else None))
        at = match.end()
    return Line(number, layer, tuple(items))


# — inside —

def _entry(file: str, numbered: list[tuple[int, str]], faults: list[str]) -> Entry:
    rules = [i for i, (_, line) in enumerate(numbered) if line.rstrip() == "---"]
    key = numbered[0][1][2:].strip()
    if not KEY.fullmatch(key):
        raise Fault(f"key {key!r}", "keys are lower-case words and numbers joined by hyphens", "write baltic-ferry-01")
    if len(rules) != 2:
        raise Fault(f"{key} has {len(rules)} lines “---”", "they part its header, text and annotations", "write two")
    header = {}
    for _, line in numbered[1:rules[0]]:
        match = HEADER.fullmatch(line.strip())
        if line.strip() and (not match or match[1] not in ("genre", "written")):
            raise Fault(f"“{line.strip()}” in the header of {key}", "a header tells genre and date",
                        "write genre: news and written: 2023-05-02, or written: unknown")
        if match:
            header[match[1]] = match[2].strip()
    if header.get("genre") not in GENRES:
        raise Fault(f"genre {header.get('genre', '')!r} of {key}", "genres are counted by name",
                    "write one of " + ", ".join(GENRES))
    written = header.get("written", "")
    if written != "unknown" and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", written):
        raise Fault(f"date {written!r} of {key}", "times are reckoned from it", "write 2023-05-02, or unknown")
    lines = []
    for number, line in numbered[rules[1] + 1:]:
        if line.strip():
            try:
                lines.append(annotation(number, line.strip()))
            except Fault as fault:
                faults.append(f"{file}:{number}: {fault}")
    text = "\n".join(line.rstrip() for _, line in numbered[rules[0] + 1:rules[1]]).strip("\n")
    return Entry(file, numbered[0][0], key, header["genre"], None if written == "unknown" else written, text,
                 tuple(lines))


def _places(text: str, quote: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    pattern = re.compile(_pattern(quote, whole=True))
    at = low
    while quote.strip() and (match := pattern.search(text, at, high)):
        yield match.span()
        at = match.start() + 1


def _pattern(quote: str, *, whole: bool) -> str:
    words = r"\s+".join(re.escape(word) for word in quote.split())
    return rf"(?<!\w){words}(?!\w)" if whole and quote[:1].isalnum() and quote[-1:].isalnum() else (
        rf"(?<!\w){words}" if whole and quote[:1].isalnum() else rf"{words}(?!\w)" if whole and quote[-1:].isalnum()
        else words)
