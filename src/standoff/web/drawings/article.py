"""Article: the text of a report with what may be laid over it: variants, mentions, statements, events, dates.

All layers are in the text and off at first: only the style sheet shows one when its box is ticked. A mark that is on
says in letters what it is, never by colour alone, and its letters lead on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from standoff.export import words
from standoff.export.marks import Mark, marked, shares
from standoff.export.markup import Html, el, join
from standoff.model import Kind
from standoff.web.pages.report import Named, Paragraph, Place, Shown, Told

To = Callable[..., str]
Make = Callable[[Sequence["str | Html"]], Html]

LETTERS = {Kind.PERSON: "P", Kind.ORGANISATION: "O", Kind.GROUP: "G", Kind.PLACE: "L", Kind.FACILITY: "F"}
"""How a mention is lettered, by what it speaks of; L is a location."""


def article(shown: Shown, to: To) -> list[tuple[Paragraph, Html]]:
    """Each passage with its text, marked."""
    marks = [*_variants(shown, to), *_layers(shown, to)]
    own = list(shown.paragraphs)
    near = shares(marks, [(one.start, one.end) for one in own])
    whole = _Whole([(one.start, one.text) for one in own])
    return [(one, join([*marked(whole.text, one.start, one.end, list(some))]))
            for one, some in zip(own, near, strict=True)]


class _Whole:
    """The text of all passages at their places in the article."""

    def __init__(self, pieces: Sequence[tuple[int, str]]) -> None:
        made, at = [], 0
        for start, piece in pieces:
            made += [" " * (start - at), piece]
            at = start + len(piece)
        self.text = "".join(made)


def _variants(shown: Shown, to: To) -> Iterator[Mark[Html]]:
    for place in shown.places:
        yield Mark(place.start, place.end, _place(place, dict(shown.marks)), whole=True)


def _place(place: Place, marks: dict[str, str]) -> Make:
    """A place where copies differ: the printed reading, and the others for whoever points at it."""
    others = [el("span", el("b", ", ".join(dict.fromkeys(marks.get(span.page, "?") for span in one.spans))), " ",
                 f"“{one.text}”" if one.text.strip() else el("i", "nothing here"), cls="alt")
              for one in place.readings[1:]]

    def make(inside: Sequence[str | Html]) -> Html:
        printed = join([*inside])
        note = el("a", str(place.number), href=f"#v{place.number}", cls="n",
                  aria_label=f"variant {place.number}: what other copies read")
        return el("span", printed if printed.strip() else el("span", "‸", cls="caret", title="nothing here"),
                  el("sup", note), el("span", others, cls="alts", aria_hidden="true"), cls=f"v {place.kind}",
                  id=f"v{place.number}-at")
    return make


def _layers(shown: Shown, to: To) -> Iterator[Mark[Html]]:
    return chain((_mention(one, to) for one in shown.mentions),
                 (mark for one in shown.statements for mark in _told(one, "s", to)),
                 (mark for one in shown.events for mark in _told(one, "e", to)),
                 (mark for one in shown.dates for mark in _told(one, "d", to)))


def _mention(one: Named, to: To) -> Mark[Html]:
    where = to("actor", key=one.actor) if one.actor else ""
    where = where or to("why", key=one.key)
    letter = LETTERS.get(one.kind, "?")
    tag = _tag(letter, where, f"{one.kind}: {one.name}")
    return Mark(one.start, one.end, lambda inside: el("span", inside, tag, cls=f"ly m m-{one.kind}"),
                part=lambda inside: el("span", inside, cls=f"ly m m-{one.kind}"))


def _told(one: Told, letter: str, to: To) -> Iterator[Mark[Html]]:
    """The pieces of a statement, event or date; the last of each carries its number."""
    where = to("why", key=one.key) if one.key else ""
    for name, start, end in one.pieces:
        label = f"{name} {one.number}" if letter == "s" else f"{one.what.split(' ')[0]} {one.number}" \
            if letter == "e" else one.who
        tag = _tag(label, where, f"{one.who}: {one.what}")
        yield Mark(start, end, _with(tag, f"ly {letter} {letter}-{name}"), part=_with(None, f"ly {letter}"))


def _with(tag: Html | None, cls: str) -> Make:
    return lambda inside: el("span", inside, tag, cls=cls)


def _tag(label: str, where: str, title: str) -> Html:
    return el("a", label, href=where, cls="tag", title=title) if where else el("span", label, cls="tag", title=title)


def strips(shown: Shown) -> list[tuple[str, Html]]:
    """For each copy that is read, by page, a strip along the article: filled where it has the passage, a tick where it
    reads otherwise.
    """
    size = max((one.end for one in shown.paragraphs), default=1)
    made = []
    for copy in shown.copies:
        bars = [el("rect", x=round(1000 * one.start / size, 1), y=2, height=16,
                   width=round(max(1000 * (one.end - one.start) / size - 1.5, 1), 1))
                for one in shown.paragraphs if one.number in copy.passages]
        ticks = [el("rect", x=round(1000 * place.start / size - 1.5, 1), y=0, width=4, height=20, cls="tick")
                 for place in shown.places if any(span.page == copy.held.page for one in place.readings[1:]
                                                  for span in one.spans)]
        told = f"passages {words.ranges(copy.passages) or 'none'} of {len(shown.paragraphs)}"
        made.append((copy.held.page, el("svg", el("rect", x=0, width=1000, y=9.5, height=1, cls="track"), bars, ticks,
                                        viewBox="0 0 1000 20", preserveAspectRatio="none", role="img", cls="strip",
                                        aria_label=told)))
    return made


def here(some: Sequence[Told], paragraph: Paragraph) -> list[Told]:
    """What of statements, events or dates begins in a passage."""
    return [one for one in some if one.pieces and paragraph.start <= one.pieces[-1][1] < paragraph.end]


def kinds(shown: Shown) -> list[tuple[str, str, int]]:
    """The kinds of mentions, each with its letter and how many there are."""
    return [(kind.value, LETTERS[kind], number) for kind in LETTERS
            if (number := sum(one.kind is kind for one in shown.mentions))]
