"""Snippet: the words around a hit, with what was looked for marked."""

from __future__ import annotations

from standoff.answers import Hit
from standoff.export.markup import Html, el, join


def marked(hit: Hit) -> Html:
    """The snippet of a hit with its words marked."""
    pieces: list[str] = []
    at = hit.span.start
    for mark in sorted(hit.marks, key=lambda mark: mark.start):
        pieces += [hit.snippet[at - hit.span.start:mark.start - hit.span.start],
                   el("mark", hit.snippet[mark.start - hit.span.start:mark.end - hit.span.start])]
        at = mark.end
    return join([*pieces, hit.snippet[at - hit.span.start:]])
