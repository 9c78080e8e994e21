"""Hand-made pages, a family and its report, for tests of what stands behind the record.

A copy is written as a list of (role, text) pieces. A passage of the article is written once, with its differing words
as dictionaries from siglum to reading: ``["The mayor ", {"B": "said", "C": "told us"}, " no."]``. From that the pages,
the report and all offsets are counted, so a test knows what is true without any stage.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from standoff.model import (
    Analysis,
    Attribution,
    Capture,
    Copy,
    CopyType,
    Date,
    DateBasis,
    Family,
    Field,
    FieldName,
    Kind,
    Lead,
    Nominal,
    Origin,
    Page,
    Part,
    PartName,
    Passage,
    Precision,
    Problem,
    Reading,
    Report,
    Role,
    Run,
    Segment,
    Sighting,
    Span,
    Stretch,
    TimeExpression,
    Tongue,
    Variant,
    VariantKind,
)
from standoff.text import digest

ORIGIN = Origin(stage="pages", version="1", rule="hand")
Piece = tuple[Role, str]
Passages = Sequence[Sequence[str | Mapping[str, str]]]

PASSAGES: Passages = (
    ["The ferry to Tessel stopped running on Monday, and the island’s ", {"B": "1,200", "A": "1200"},
     " people woke to an empty quay."],
    ["“Nobody asked us,” said the baker\u00a0🥖, who had flour for three days. The company blamed a strike. "
     "Passengers were told to wait for a letter."],
    ["The minister promised a replacement boat. ", {"B": "This", "C": "He"},
     " further said that talks with the crew would go on", {"B": " through the night", "C": ""}, "."],
    ["By evening two fishing boats had taken forty people across, for nothing, and the strike committee sent soup."],
)
WHO = {"A": (0, 1), "B": (0, 1, 2, 3), "C": (2, 3)}


def page(pieces: Sequence[Piece | tuple[Role, str, tuple[Part, ...]]], *, url: str | None = None,
         fields: Sequence[tuple[FieldName, str]] = (), published: Date | None = None) -> tuple[Capture, Page]:
    """A capture and its page from pieces joined by blank lines; a field is found in the text where it stands there."""
    text, segments = "", []
    for role, piece, *parts in pieces:
        text += "\n\n" if text else ""
        moved = tuple(Part(name=p.name, start=p.start + len(text), end=p.end + len(text))
                      for p in (parts[0] if parts else ()))
        segments.append(Segment(start=len(text), end=len(text) + len(piece), role=role, rule="hand", parts=moved))
        text += piece
    data = text.encode()
    sha = hashlib.sha256(data).hexdigest()
    key = "p" + sha[:16]
    found = tuple(Field(name=name, value=value, source="text", rule="hand",
                        spans=(Span(page=key, start=text.index(value), end=text.index(value) + len(value)),)
                        if value in text else ()) for name, value in fields)
    sighting = Sighting(source=f"hand/{sha[:4]}.txt", url=url, retrieved="2017-04-02T09:00:00Z")
    capture = Capture(digest=sha, data=data, media_type="text/plain", charset_declared=None, charset_detected="utf-8",
                      sightings=(sighting,))
    return capture, Page(key=key, capture=sha, text=text, digest=digest(text), segments=tuple(segments), fields=found,
                         published=published or Date(value=None), url=url, origin=ORIGIN)


def said(passage: Sequence[str | Mapping[str, str]], siglum: str) -> str:
    """A passage as one copy reads it."""
    return "".join(bit if isinstance(bit, str) else bit[siglum] for bit in passage)


def part(text: str, name: PartName, value: str) -> Part:
    """A part of a piece, found by its words."""
    return Part(name=name, start=text.index(value), end=text.index(value) + len(value))


COMMENT = "1. j.harbour 24th March 2017 at 15:06 #\n\nSame as 2003 <script>alert('x')</script> & nobody listens. 😠"
TEASER = "Herring prices up again\nThe Tessel Post 03.28 / 21:10"


def three() -> dict[str, tuple[Capture, Page]]:
    """Three copies: A has the first half and a comment, B nearly all and a headline list, C the second half."""
    title = "Island without a boat"
    body = {s: [(Role.BODY, said(PASSAGES[i], s)) for i in who] for s, who in WHO.items()}
    comment = (Role.COMMENT, COMMENT, (part(COMMENT, PartName.AUTHOR, "j.harbour"),
                                       part(COMMENT, PartName.TIME, "24th March 2017 at 15:06"),
                                       part(COMMENT, PartName.BODY, COMMENT.split("\n\n")[1])))
    teaser = (Role.TEASER, TEASER, (part(TEASER, PartName.TITLE, "Herring prices up again"),
                                    part(TEASER, PartName.OUTLET, "The Tessel Post"),
                                    part(TEASER, PartName.TIME, "03.28 / 21:10")))
    bound = Date(value=None, high="2017-03-24", basis=DateBasis.COMMENT_BOUND, reason="the earliest comment")
    byline = "By Mara Veen for The Sound. Opinions are hers."
    return {
        "A": page([(Role.TITLE, title), (Role.BYLINE, byline), *body["A"], comment], published=bound,
                  fields=[(FieldName.TITLE, title), (FieldName.AUTHOR, "Mara Veen"),
                          (FieldName.PUBLISHER, "The Sound")],
                  url="https://coast.example/a?x=1&y=<2>"),
        "B": page([(Role.TITLE, "Island without a ferry"), *body["B"], teaser, (Role.FURNITURE, "Home\tAbout")],
                  fields=[(FieldName.TITLE, "Island without a ferry")]),
        "C": page([(Role.TITLE, title), *body["C"]], fields=[(FieldName.TITLE, title)],
                  published=Date(value=None, readings=("2017-03-04", "2017-04-03"), basis=DateBasis.STATED)),
    }


def report(pages: Mapping[str, Page], family: Family) -> Report:
    """The report of PASSAGES as B prints them, every offset counted from the template."""
    text = ""
    passages, variants, stretches = [], [], []
    for number, passage in enumerate(PASSAGES):
        text += "\n\n" if text else ""
        start = len(text)
        has = [s for s in "BAC" if number in WHO[s]]
        base = {s: pages[s].text.index(said(passage, s)) for s in has}
        at = dict(base)
        for bit in passage:
            readings = {s: bit if isinstance(bit, str) else bit[s] for s in has}
            if len(set(readings.values())) > 1:
                kind = VariantKind.WORDING if all(readings.values()) else VariantKind.PRESENCE
                kind = VariantKind.TYPOGRAPHY if "1200" in readings.values() else kind
                distinct = list(dict.fromkeys(readings[s] for s in has))
                variants.append(Variant(start=len(text), end=len(text) + len(readings["B"]), kind=kind, readings=tuple(
                    Reading(text=r, spans=tuple(Span(page=pages[s].key, start=at[s], end=at[s] + len(r))
                                                for s in has if readings[s] == r)) for r in distinct)))
            for s in has:
                if readings[s] == readings["B"] and readings[s]:
                    stretches.append(Stretch(start=len(text), length=len(readings[s]), page=pages[s].key, at=at[s]))
                at[s] += len(readings[s])
            text += readings["B"]
        passages.append(Passage(start=start, end=len(text), role=Role.BODY, witnesses=tuple(
            Span(page=pages[s].key, start=base[s], end=at[s]) for s in has)))
    return Report(key="r" + family.key[1:], family=family.key, title="Island without a boat", text=text,
                  passages=tuple(passages), variants=tuple(variants),
                  stretches=tuple(sorted(stretches, key=lambda s: (s.page, s.start))),
                  published=pages["A"].published, origin=Origin(stage="reports", version="1", rule="hand"))


def link(pages: Mapping[str, Page], a: str, b: str, kind: CopyType, shares: tuple[float, float], number: int) -> Copy:
    """A link that rests on one shared passage."""
    spans = [Span(page=pages[s].key, start=pages[s].text.index(said(PASSAGES[number], s)),
                  end=pages[s].text.index(said(PASSAGES[number], s)) + len(said(PASSAGES[number], s))) for s in (a, b)]
    run = Run(a=spans[0], b=spans[1], words=20)
    return Copy(a=pages[a].key, b=pages[b].key, type=kind, share_a=shares[0], share_b=shares[1], words=40, runs=(run,),
                witness=run, direction=pages[a].key if a == "A" else "",
                reason="credit line names The Sound" if a == "A" else "",
                origin=Origin(stage="copies", version="1", rule="hand"))


def world() -> tuple[list[Capture], list[Page], list[Copy], list[Family], list[Report], list[Problem]]:
    """The three copies as one family, an Arabic page on its own, and a problem with a hostile name."""
    made = three()
    pages = {s: p for s, (_, p) in made.items()}
    lone_capture, lone = page([(Role.TITLE, "جزيرة بلا عبّارة"), (Role.BODY, "توقفت العبّارة عن العمل يوم الاثنين.")],
                              fields=[(FieldName.TITLE, "جزيرة بلا عبّارة")])
    family = Family(key="f0123456789abcdef", pages=tuple(sorted(p.key for p in pages.values())),
                    leads=(Lead(page=pages["A"].key, score=.7, reasons=("credit line names The Sound",)),
                           Lead(page=pages["B"].key, score=.4, reasons=("fullest copy",))),
                    origin=Origin(stage="families", version="1", rule="hand"))
    single = Family(key="ffedcba9876543210", pages=(lone.key,), leads=(Lead(page=lone.key, score=1.0, reasons=()),),
                    origin=Origin(stage="families", version="1", rule="hand"))
    lone_report = Report(key="rfedcba9876543210", family=single.key, title="جزيرة بلا عبّارة",
                         text=lone.text[lone.segments[1].start:], passages=(
                             Passage(start=0, end=len(lone.text) - lone.segments[1].start, role=Role.BODY, witnesses=(
                                 Span(page=lone.key, start=lone.segments[1].start, end=lone.segments[1].end),)),),
                         variants=(), stretches=(Stretch(start=0, length=len(lone.text) - lone.segments[1].start,
                                                         page=lone.key, at=lone.segments[1].start),),
                         published=lone.published, origin=Origin(stage="reports", version="1", rule="hand"))
    links = [link(pages, "A", "B", CopyType.EXCERPT, (1.0, .5), 0),
             link(pages, "C", "B", CopyType.EXCERPT, (.96, .5), 3)]
    problems = [Problem(stage="captures", code="empty", message="The file has no bytes. Capture it again.",
                        source="bad\x1b[31m<b>.txt")]
    return ([c for c, _ in made.values()] + [lone_capture], [*pages.values(), lone], links, [family, single],
            [report(pages, family), lone_report], problems)


def analyses() -> list[Analysis]:
    """What a reader might have found in the world's two reports: the second is Arabic, so it was not read."""
    told, lone = world()[4]
    origin = Origin(stage="analyses", version="1", rule="hand")

    def at(words: str, after: str = "") -> tuple[int, int]:
        start = told.text.index(words, told.text.index(after))
        return start, start + len(words)

    def mention(words: str, head: str, kind: Kind, chain: int | None = None, name: bool = False,
                after: str = "") -> Nominal:
        start, end = at(words, after)
        return Nominal(start=start, end=end, head=told.text.index(head, start), kind=kind, name=name, chain=chain)

    def time(words: str, value: str | None, basis: DateBasis, precision: Precision, reason: str) -> TimeExpression:
        start, end = at(words)
        return TimeExpression(start=start, end=end, precision=precision, date=Date(
            value=value, low=value, high=value, basis=basis, reason=reason))

    ends = [match.end() for match in re.finditer(r"[.](?=\s|$)", told.text)]
    sentences = tuple((len(told.text) - len(told.text[start:].lstrip()), end) for start, end in pairwise([0, *ends]))
    return [
        Analysis(
            report=told.key, reader="hand 1", tongues=(Tongue(start=0, end=len(told.text), code="en", read=True),),
            sentences=sentences, origin=origin,
            nominals=(
                mention("The ferry to Tessel", "ferry", Kind.WEAPON), mention("Tessel", "Tessel", Kind.PLACE, 1, True),
                mention("the island’s 1,200 people", "people", Kind.GROUP),
                mention("the island", "island", Kind.PLACE, 1), mention("1,200", "1,200", Kind.QUANTITY),
                mention("an empty quay", "quay", Kind.FACILITY),
                mention("us", "us", Kind.GROUP, after="Nobody"),
                mention("the baker\u00a0🥖", "baker", Kind.PERSON, 2), mention("who", "who", Kind.PERSON, 2),
                mention("The company", "company", Kind.ORGANISATION), mention("a strike", "strike", Kind.OTHER, 3),
                mention("a letter", "letter", Kind.OTHER), mention("The minister", "minister", Kind.PERSON, 4),
                mention("This", "This", Kind.PERSON, 4), mention("the strike", "strike", Kind.OTHER, 3),
                mention("the strike committee", "committee", Kind.ORGANISATION)),
            attributions=(
                Attribution(source=(at("the baker"),), cue=(at("said"),), content=(at("Nobody asked us,"),), score=.98),
                Attribution(source=(), cue=(at("were told"),), content=(at("to wait for a letter"),), score=.4),
                Attribution(source=(at("This"),), cue=(at("said", "further"),),
                            content=(at("that talks with the crew would go on through the night"),), score=.9)),
            times=(
                time("on Monday", "2017-03-20", DateBasis.RELATIVE, Precision.DAY, "the Monday before 2017-03-24"),
                time("three days", None, DateBasis.UNKNOWN, Precision.DAY, ""),
                time("By evening", None, DateBasis.UNKNOWN, Precision.PART_OF_DAY, "the day is not told"))),
        Analysis(report=lone.key, reader="hand 1", sentences=(), nominals=(), attributions=(), times=(), origin=origin,
                 tongues=(Tongue(start=0, end=len(lone.text), code="ar", read=False),))]
