"""Quoted: words of a page with what stands where in them, as marks that say in words what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from standoff.export.marks import Mark, marked
from standoff.export.markup import Html, el, join
from standoff.web.pages.evidence import Words

LONGEST = 1800
"""Characters of a quote that are shown; of a longer one its beginning and its end."""

KEY = re.compile(r"\b([acdefghjklmnopqrstuvwx][0-9a-f]{8,16})\b")
"""A key in a text of the record, or the beginning of one."""


def keyed(text: str) -> list[tuple[str, str]]:
    """A text in pieces, each with the key that it is, else ""."""
    return [(piece, piece if number % 2 else "") for number, piece in enumerate(KEY.split(text))]


def sig(letter: str) -> int:
    """Which of six colours a copy's letter has."""
    return (ord(letter[-1]) - 65) % 6


def quoted(words: Words) -> Html:
    """A quote between its surroundings: all of it marked, its pieces named, and what the first copy words otherwise."""
    return Html(join([el("span", words.before, cls="around"), el("mark", exact(words)),
                      el("span", words.after, cls="around")]))


def exact(words: Words) -> Html:
    """The words alone, with what stands where in them."""
    named = {one.label: one for one in reversed(words.pieces)}       # a name stands at the first of its pieces
    marks = [Mark(one.start - words.start, one.end - words.start, _piece(one.label if named[one.label] is one else ""))
             for one in words.pieces]
    marks += [Mark(low - words.start, high - words.start, _other) for low, high in words.other]
    size = len(words.exact)
    cuts = [(0, size)] if size <= LONGEST else [(0, LONGEST * 2 // 3), (size - LONGEST // 3, size)]
    shown = [join([*marked(words.exact, low, high, marks)]) for low, high in cuts]
    return shown[0] if len(shown) == 1 else join([shown[0], el("span", " […] ", cls="quiet"), shown[1]])


def _piece(label: str) -> Callable[[Sequence[str | Html]], Html]:
    return lambda inside: el("span", inside, el("span", f" {label}", cls="tag") if label else "", cls="piece")


def _other(inside: Sequence[str | Html]) -> Html:
    return el("u", inside, cls="other", title="the first copy has other words here")
