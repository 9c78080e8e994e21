"""Captures of the dossier: each page as typed segments, what it says of itself, where its bytes came from.

Takes Holdings, gives markup. A segment's role is written in the margin and shown by the colour of its edge, never by
colour alone; comments and teasers are cards. Every segment has an anchor, its address ``#p…:start-end``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from standoff.export import words
from standoff.export.dossier.families import chip, name, siglum, to
from standoff.export.holdings import Holdings, pin
from standoff.export.markup import Child, Html, address, el, tongue
from standoff.model import Capture, Page, Part, PartName, Role, Segment, Span

KINDS = {
    "article": (Role.LEAD, Role.BODY, Role.HEADING, Role.QUOTE),
    "about": (Role.TITLE, Role.BYLINE, Role.CREDIT, Role.DISCLAIMER, Role.DATELINE, Role.CAPTION),
    "voice": (Role.COMMENT,),
    "list": (Role.TEASER, Role.RELATED),
    "notice": (Role.SUBSCRIPTION, Role.TRUNCATION),
    "rest": (Role.FURNITURE,),
}
"""Roles that share a colour: the article, what is said about it, readers, other articles, prompts, the rest."""

KIND_OF = {role: kind for kind, roles in KINDS.items() for role in roles}
FOLD = 600
"""Characters of furniture in one run above which it is folded away: a screenful is no longer a glance."""


def ordered(holdings: Holdings) -> list[Page]:
    """Pages as the dossier shows them: family by family, in the order of their letters."""
    return [holdings.page[key] for family in holdings.families for key in words.order(family)] + [
        page for page in holdings.pages if page.key not in holdings.family_of]


def section(holdings: Holdings) -> Html:
    """All captures behind one legend."""
    used = {seg.role for page in holdings.pages for seg in page.segments}
    legend = [el("li", el("span", [el("span", role.value) for role in roles if role in used]), cls=f"k-{kind}")
              for kind, roles in KINDS.items() if used & set(roles)]
    return el("section", el("h2", "Captures", cls="part"),
              el("p", "The full reading text of each capture in reading order, nothing left out. What each piece is "
                 "stands in the margin; pieces of one kind share the colour of their edge:", cls="lede"),
              el("ul", legend, cls="legend"), [_capture(holdings, page) for page in ordered(holdings)], id="captures")


def _capture(holdings: Holdings, page: Page) -> Html:
    capture = holdings.capture.get(page.capture)
    family = holdings.family_of.get(page.key)
    mark = siglum(holdings, page.key)
    kin: Child = None
    if family and mark:
        kin = [" · copy ", chip(mark), " of ", el("a", words.clip(name(holdings, family), 70), href=f"#{family.key}",
                                                  dir="auto")]
    return el("article", el("p", "Capture ", el("code", page.key), kin, cls="label"),
              el("h3", words.title(page), dir="auto", lang=tongue(page)),
              el("div", address(page.url), cls="at") if page.url else None,
              _says(holdings, page, capture),
              el("div", [_group(page, role, list(segments))
                         for role, segments in groupby(page.segments, key=lambda seg: seg.role)], cls="pagetext",
                 lang=tongue(page)),
              cls="capture", id=page.key)


def _says(holdings: Holdings, page: Page, capture: Capture | None) -> Html:
    """What the page says of itself, each with its source, and the custody of its bytes."""
    def where(spans: Sequence[Span]) -> list[Child]:
        return [[", " if n else " ", el("a", f"{s.start}–{s.end}", href=to(holdings, s))] for n, s in enumerate(spans)]

    rows = [el("tr", el("th", field.name.value, scope="row"), el("td", field.value, dir="auto"),
               el("td", field.source, where(field.spans), cls="quiet")) for field in page.fields]
    date = page.published
    rows.append(el("tr", el("th", "published", scope="row"), el("td", words.date(date)),
                   el("td", date.reason, where(date.spans), cls="quiet")))
    custody: list[tuple[str, Child]] = []
    if capture:
        custody = [("type", f"{capture.media_type}, {capture.charset_detected or 'no charset'}"
                    + (f" (declared {capture.charset_declared})" if capture.charset_declared else "")),
                   ("retrieved", capture.retrieved or "not recorded"),
                   ("SHA-256", el("code", capture.digest))]
        custody += [("from", el("span", seen.source, cls="url")) for seen in capture.sightings]
    rows += [el("tr", el("th", term, scope="row"), el("td", what, colspan=2)) for term, what in custody]
    return el("table", el("tbody", rows), cls="says")


def _group(page: Page, role: Role, segments: Sequence[Segment]) -> Html:
    """A run of segments of one role behind one label."""
    label = role.value if len(segments) == 1 or role not in (Role.COMMENT, Role.TEASER) else words.count(
        len(segments), role.value)
    shown: Child
    if role in (Role.COMMENT, Role.TEASER):
        shown = el("div", [_card(page, seg) for seg in segments], cls=f"cards {role}s")
    else:
        shown = [_segment(page, seg) for seg in segments]
        if role == Role.FURNITURE and sum(seg.end - seg.start for seg in segments) > FOLD:
            text = words.clip(" · ".join(page.text[seg.start:seg.end] for seg in segments[:20]), 90)
            shown = el("details", el("summary", words.count(len(segments), "piece"), " of furniture",
                                     el("span", text, cls="peek")), shown)
    return el("div", el("div", label, cls="role"), el("div", shown, cls="segs"), cls=f"g k-{KIND_OF[role]} r-{role}")


def _id(page: Page, seg: Segment) -> str:
    return pin(Span(page=page.key, start=seg.start, end=seg.end))


def _segment(page: Page, seg: Segment) -> Html:
    return el("p", page.text[seg.start:seg.end].strip(), id=_id(page, seg), dir="auto", title=seg.rule)


def _card(page: Page, seg: Segment) -> Html:
    """A comment or teaser: all its text, its parts set apart."""
    pieces: list[Child] = []
    at = seg.start
    parts: list[Part] = sorted(seg.parts, key=lambda part: (part.start, -part.end))
    for part in parts:
        if part.start < at:
            continue
        pieces += [_loose(page.text[at:part.start]), el(
            "div" if part.name == PartName.BODY else "span", page.text[part.start:part.end].strip(),
            cls=f"part {part.name}", dir="auto")]
        at = part.end
    pieces.append(_loose(page.text[at:seg.end]))
    when = el("div", "time: ", words.date(seg.when), cls="when quiet") if seg.when else None
    return el("div", pieces, when, cls=f"card d{min(max(seg.level, 0), 6)}", id=_id(page, seg), title=seg.rule,
              dir="auto")


def _loose(text: str) -> Child:
    """Text of a card that no part names; its white space, folded, keeps the parts apart."""
    shown = text.strip()
    before, after = text[:1].isspace(), text[-1:].isspace()
    if not shown:
        return " " if text else None
    return [" " if before else "", el("span", shown, cls="loose"), " " if after else ""]
