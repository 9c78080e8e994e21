"""Cuts JSON and feeds into their records without writing them again: every record is a slice of the source.

Takes text, or a byte stream for what may be of any size; gives slices in order. A damaged record is a slice like any
other: whoever parses it finds the damage, and the next record is not touched by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from standoff import dialects
from standoff.captures.streams import Broken, Readable

_SIGN = re.compile(rb'[{}]|"(?:[^"\\]++|\\.)*+(?:(")|\\?\Z)', re.S)
_STEP = 1 << 18


def articles(text: str, value: object, levels: int = 2) -> Iterator[tuple[int, str, object]]:
    """Number, slice and value of each article in a parsed JSON document. Number 0: the document is the article.

    An answer of NewsAPI.org (`articles`), newsapi.ai (`articles.results`) or a JSON Feed (`items`) holds many.
    """
    if isinstance(value, dict) and dialects.recognise(value) is None:
        for key in ("articles", "results", "items", "stories"):
            inner = value.get(key)
            if levels and ((isinstance(inner, list) and inner) or (isinstance(inner, dict) and "results" in inner)):
                raw = next(raw for name, raw in _last_first(text) if name == key)
                yield from articles(raw, inner, levels - 1)
                return
        return
    if isinstance(value, dict):
        yield 0, text, value
    elif isinstance(value, list):
        for number, (raw, record) in enumerate(elements(text), 1):
            if isinstance(record, dict):
                yield number, raw, record


def _last_first(text: str) -> list[tuple[str, str]]:
    """Members, the last first: of a key given twice JSON parsers keep the last."""
    return list(dialects.members(text))[::-1]


def elements(text: str) -> Iterator[tuple[str, object]]:
    """Each element of a JSON list as written, with its value. The text must be a valid list."""
    decoder = json.JSONDecoder()
    at = _skip(text, text.index("[") + 1)
    while text[at] != "]":
        value, end = decoder.raw_decode(text, at)
        yield text[at:end], value
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def objects(stream: Readable, limit: int) -> Iterator[bytes | None]:
    """Each outermost object of a stream, inside a list or one after another, as written; None for one over the limit.

    Braces and quotes are counted, no more, so an object that does not parse costs no other. The stream is read in
    steps; what is held is one object. A stream that ends inside an object raises Broken after the objects before.
    """
    depth = begin = at = 0
    over = False
    text = stream.read(_STEP)
    while text:
        found = _SIGN.search(text, at)
        if found and (found[0] in b"{}" or found[1]):
            at = found.end()
            if found[0] == b"{":
                if depth == 0:
                    begin = found.start()
                depth += 1
            elif found[0] == b"}" and depth:
                depth -= 1
                if depth == 0:
                    yield None if over or at - begin > limit else text[begin:at]
                    over = False
            continue
        # what is left has no sign in it, or a string that goes on in the next step
        rest = found.start() if found else len(text)
        keep = begin if depth and not over else rest
        if depth and len(text) - keep > limit:
            over, keep = True, rest
        more = stream.read(max(_STEP, len(text) - keep))
        if not more:
            break
        if found and keep == rest:     # a string that nobody needs: only whether it goes on
            odd = (len(text) - len(text.rstrip(b"\\"))) % 2
            text = text[:rest] + b'"' + b"\\" * odd
        text, at, begin = text[keep:] + more, rest - keep, 0
    if depth:
        raise Broken("truncated", "The JSON ends inside a record, as after a broken download; the records before are "
                     "kept. Fetch the file again.")


def lines(stream: Readable, limit: int) -> Iterator[bytes | None]:
    """Each line of a stream without its line end; None for one over the limit."""
    held = bytearray()
    over = False
    while chunk := stream.read(_STEP):
        first, *rest = chunk.split(b"\n")
        held += first
        for line in rest:
            yield None if over or len(held) > limit else bytes(held).removesuffix(b"\r")
            held = bytearray(line)
            over = False
        if len(held) > limit:
            held.clear()
            over = True
    if held or over:
        yield None if over else bytes(held).removesuffix(b"\r")


_ITEM = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|"
                   r"<(/?)((?:[\w.-]+:)?(?:item|entry))\b[^<>]*?(/?)>", re.S)
_TITLE = re.compile(r"<(?:[\w.-]+:)?title\b[^<>]*>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))", re.S)
_BEFORE_ITEMS = 65_536


def feed_items(text: str) -> Iterator[str]:
    """Each `<item>` or `<entry>` of a feed as written, tags that stand in CDATA or comments apart."""
    begin = None
    for found in _ITEM.finditer(text):
        if not found[2] or found[3]:
            continue
        if not found[1]:
            begin = found.start()
        elif begin is not None:
            yield text[begin:found.end()]
            begin = None


def feed_title(text: str) -> str | None:
    """The feed's own title, which stands before its first item."""
    text = text[:_BEFORE_ITEMS]
    first = next((m.start() for m in _ITEM.finditer(text) if m[2]), len(text))
    found = _TITLE.search(text, 0, first)
    return (found[1] or found[2]).strip() or None if found else None
