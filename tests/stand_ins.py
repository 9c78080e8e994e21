"""Tiny stages for the tests of record, pipeline and API: what they find is easy to foresee. Not a test module.

A capture is a text of paragraphs; the first is the title, one that begins with "Comment " is a comment. Two pages with
an equal paragraph are copies. A paragraph CRASH makes the stage crash, one that is PROBLEM gives a problem. The reader
takes a paragraph for a sentence, each capitalised word for a name, equal ones for one chain, "X said Y." for an
attribution, a year for a time, and does not read Arabic. Equal names of different reports are one actor; a name of
three letters is a place; the second name of a report is tied to the first. "X said Y." and "X denied Y." are statements
to the first name in Y, a comment is one of nobody's; equal words are one statement, and what is denied is denied;
"will Y" in a statement is a prediction, and what is said or denied an event of its speaker;
what equal speakers did is one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from standoff import text
from standoff.model import (
    Actor,
    Analysis,
    Arc,
    Attribution,
    Capture,
    Clause,
    Context,
    Copy,
    CopyType,
    Date,
    DateBasis,
    Echo,
    EchoType,
    Event,
    EventType,
    Factuality,
    Family,
    Field,
    FieldName,
    Form,
    Harm,
    Judgement,
    Kind,
    Lead,
    Location,
    Manner,
    Medium,
    Mention,
    Nominal,
    Origin,
    Outlook,
    OutlookType,
    Page,
    Part,
    PartName,
    Passage,
    PlaceType,
    Precision,
    Problem,
    Reading,
    Recount,
    Report,
    Role,
    Run,
    Segment,
    Sighting,
    Size,
    Sourcing,
    Span,
    Statement,
    Stretch,
    Tie,
    TieType,
    TimeExpression,
    Tongue,
    Trigger,
    Variant,
    VariantKind,
    Verdict,
    Voice,
)
from standoff.record import keys, listing, write

VERSION = "1"
BY = Origin(stage="stand-ins", version=VERSION, rule="paragraph")


def capture(words: str, source: str = "", url: str | None = None, retrieved: str | None = None) -> Capture:
    data = words.encode()
    digest = hashlib.sha256(data).hexdigest()
    return Capture(digest=digest, data=data, media_type="text/plain", charset_declared=None, charset_detected="utf-8",
                   sightings=(Sighting(source=source or digest[:6] + ".txt", url=url, retrieved=retrieved),))


def segment(item: Capture) -> tuple[Page | Problem, ...]:
    words = text.storable(item.data.decode())
    key = "p" + item.digest[:16]
    found = []
    problems = []
    for n, match in enumerate(re.finditer(r"[^\n]+", words)):
        start, end = text.trim(words, *match.span())
        if match.group() == "CRASH":
            raise RuntimeError("the stand-in was told to crash")
        if match.group() == "DIE":
            os._exit(1)
        if match.group() == "PROBLEM":
            problems.append(Problem(stage="stand-ins", code="told-so", message="The page says PROBLEM. Take it out.",
                                    source=item.sightings[0].source, capture="c" + item.digest[:16],
                                    span=Span(page=key, start=start, end=end)))
        if start == end:
            continue
        comment = match.group().startswith("Comment ")
        found.append(Segment(start=start, end=end, rule="paragraph", markup="p",
                             role=Role.TITLE if n == 0 else Role.COMMENT if comment else Role.BODY,
                             parts=(Part(name=PartName.BODY, start=min(start + 8, end), end=end),) if comment else (),
                             when=Date(value="2017-03-24", basis=DateBasis.STATED, readings=("2017-03-24",),
                                       spans=(Span(page=key, start=start, end=end),)) if comment else None))
    if not found:
        return (Problem(stage="stand-ins", code="empty", message="Nothing to read. Capture it again.",
                        source=item.sightings[0].source, capture="c" + item.digest[:16]),)
    title = found[0]
    return (Page(key=key, capture=item.digest, text=words, digest=text.digest(words), segments=tuple(found),
                 fields=(Field(name=FieldName.TITLE, value=words[title.start:title.end], source="text", rule="first",
                               spans=(Span(page=key, start=title.start, end=title.end),)),
                         Field(name=FieldName.TITLE, value="another title", source="meta:og:title", rule="meta")),
                 published=Date(value=None, high="2017-03-24", basis=DateBasis.COMMENT_BOUND, reason="a comment"),
                 url=item.url, origin=BY), *problems)


def _bodies(page: Page) -> dict[str, tuple[int, int]]:
    return {words: (seg.start, seg.end) for seg in page.segments
            if seg.role is Role.BODY and (words := page.text[seg.start:seg.end]) != "PROBLEM"}


def overlap(pages):  # type: ignore[no-untyped-def]
    bodies = {page.key: _bodies(page) for page in pages}
    if any("CRASH-COPIES" in some for some in bodies.values()):
        raise RuntimeError("the stand-in was told to crash")
    out = []
    for a in sorted(bodies):
        for b in sorted(bodies):
            shared = [words for words in bodies[a] if words in bodies[b]] if a < b else []
            runs = tuple(Run(a=Span(page=a, start=bodies[a][words][0], end=bodies[a][words][1]),
                             b=Span(page=b, start=bodies[b][words][0], end=bodies[b][words][1]),
                             words=len(words.split())) for words in shared)
            if runs:
                out.append(Copy(a=a, b=b, type=CopyType.OVERLAP, share_a=len(runs) / len(bodies[a]),
                                share_b=len(runs) / len(bodies[b]), words=sum(run.words for run in runs), runs=runs,
                                witness=max(runs, key=lambda run: run.words), reason="equal paragraphs", origin=BY))
    return out


def cluster(pages, copies):  # type: ignore[no-untyped-def]
    joined = {page.key: {page.key} for page in pages}
    for link in copies:
        both = joined[link.a] | joined[link.b]
        for key in both:
            joined[key] = both
    groups = sorted({tuple(sorted(group)) for group in joined.values()})
    return [Family(key="f" + hashlib.sha256(" ".join(group).encode()).hexdigest()[:16], pages=group, origin=BY,
                   leads=tuple(Lead(page=key, score=1 / n, reasons=(f"number {n} by key",))
                               for n, key in enumerate(group, 1))) for group in groups]


def assemble(family, pages, copies):  # type: ignore[no-untyped-def]
    if any("CRASH-REPORT" in page.text for page in pages):
        raise RuntimeError("the stand-in was told to crash")
    where: dict[str, list[Span]] = {}
    for page in pages:
        for words, (start, end) in _bodies(page).items():
            where.setdefault(words, []).append(Span(page=page.key, start=start, end=end))
    starts = [0]
    for words in where:
        starts.append(starts[-1] + len(words) + 2)
    passages = tuple(Passage(start=start, end=after - 2, role=Role.BODY, witnesses=tuple(spans))
                     for (start, after), spans in zip(pairwise(starts), where.values(), strict=True))
    words = "\n\n".join(where)
    variants = ()
    if len(pages) > 1 and passages:
        printed, other = passages[0].witnesses[0], next(p for p in pages if p.key != passages[0].witnesses[0].page)
        variants = (Variant(start=0, end=passages[0].end, kind=VariantKind.PRESENCE, readings=(
            Reading(text=words[:passages[0].end], spans=(printed,)),
            Reading(text="", spans=(Span(page=other.key, start=0, end=0),)))),)
    return Report(key="r" + family.key[1:], family=family.key, title=pages[0].first(FieldName.TITLE) or "", text=words,
                  passages=passages, variants=variants, published=Date(value=None), origin=BY,
                  stretches=tuple(sorted((Stretch(start=p.start, length=p.end - p.start, page=span.page, at=span.start)
                                          for p in passages for span in p.witnesses),
                                         key=lambda s: (s.page, s.start))))


def analysis(report, reader="standoff"):  # type: ignore[no-untyped-def]
    words = report.text
    if "CRASH-READER" in words:
        raise RuntimeError("the stand-in was told to crash")
    spans = [(passage.start, passage.end) for passage in report.passages]
    tongues = tuple(Tongue(start=start, end=end, code="ar" if foreign else "en", read=not foreign)
                    for start, end in spans for foreign in [bool(re.search("[\u0600-\u06ff]", words[start:end]))])
    known = [(one.start, one.end) for one in tongues if one.read]
    names = [match for start, end in known for match in re.compile(r"[A-Z]\w+").finditer(words, start, end)]
    counts = Counter(match.group() for match in names)
    chains = [name for name, count in counts.items() if count > 1]
    return Analysis(
        report=report.key, reader=f"{reader} {BY.version}", tongues=tongues, sentences=tuple(known),
        nominals=tuple(Nominal(start=match.start(), end=match.end(), head=match.start(), kind=Kind.PERSON, name=True,
                               chain=chains.index(match.group()) + 1 if match.group() in chains else None)
                       for match in names),
        attributions=tuple(Attribution(source=(match.span(1),), cue=(match.span(2),), content=(match.span(3),),
                                       score=.5)
                           for start, end in known
                           for match in re.compile(r"(\w+) (said) ([^.]+)").finditer(words, start, end)),
        clauses=tuple(Clause(anchor=match.start(2), factuality=(Factuality.ACTUAL,), score=.75) for start, end in known
                      for match in re.compile(r"(\w+) (said) ([^.]+)").finditer(words, start, end)),
        triggers=tuple(Trigger(anchor=match.start(2), types=((EventType.ACCUSE, .5), (EventType.REJECT, .25)),
                               modes=((EventType.ACCUSE, "allege", .75),), roles=(("by", match.start(1), .5),),
                               score=.75)
                       for start, end in known
                       for match in re.compile(r"(\w+) (said) ([^.]+)").finditer(words, start, end)),
        times=tuple(TimeExpression(start=match.start(), end=match.end(), precision=Precision.YEAR, date=Date(
                        value=match.group(), low=f"{match.group()}-01-01", high=f"{match.group()}-12-31",
                        basis=DateBasis.STATED, reason="a year"))
                    for start, end in known for match in re.compile(r"\b(?:19|20)\d\d\b").finditer(words, start, end)),
        words="\n".join(match.group() for match in re.finditer(r"\w+", words)),
        arcs=tuple(Arc(type=TieType.OPPOSES, source=a.start(), target=b.start(), marks=("former",), score=.25)
                   for a, b in list(pairwise(names))[:1]),
        lacks=() if reader == "standoff" else ("coreference",), origin=BY)


def mentions(report, analysis, own=()):  # type: ignore[no-untyped-def]
    if "CRASH-MENTIONS" in report.text:
        raise RuntimeError("the stand-in was told to crash")
    key = {one: keys.mention(report.key, one.start, one.end) for one in analysis.nominals}
    leaders = {one.chain: key[one] for one in reversed(analysis.nominals) if one.chain is not None}
    return tuple(Mention(key=key[one], report=report.key, start=one.start, end=one.end, head=one.head, kind=one.kind,
                         form=Form.NAME, leader=leaders.get(one.chain, key[one]), text=report.text[one.start:one.end],
                         name=report.text[one.start:one.end], origin=BY) for one in analysis.nominals)


def compare(mentions, known, given=()):  # type: ignore[no-untyped-def]
    named: dict[str, list[str]] = {}
    for one in mentions:
        if one.text == "Crashcompare":
            raise RuntimeError("the stand-in was told to crash")
        if one.leader == one.key:
            named.setdefault(one.name, []).append(one.key)
    files = {one.name: one.key for one in known.values()}
    told = {(one.a, one.b) for one in given}
    pairs = {pair for same in named.values() for pair in pairwise(sorted(same))}
    pairs |= {(min(some), files[name]) for name, some in named.items() if name in files}
    return [Judgement(a=a, b=b, verdict=Verdict.SAME, score=1, reasons=("equal names",), origin=BY)
            for a, b in sorted(pairs - told)]


def identify(mentions, judgements, known, renamed):  # type: ignore[no-untyped-def]
    leads = {one.key: one for one in mentions if one.leader == one.key}
    joined = {key: {key} for key in leads}
    files: dict[str, str] = {}
    for one in judgements:
        if one.verdict is Verdict.SAME and one.a in leads:
            if one.b in leads:
                both = joined[one.a] | joined[one.b]
                joined |= dict.fromkeys(both, both)
            else:
                files[one.a] = one.b
    made = []
    for group in sorted({tuple(sorted(group)) for group in joined.values()}):
        entry = next((files[key] for key in group if key in files), "")
        name = next((name for key, name in reversed(renamed) if key in (*group, entry)), leads[group[0]].name)
        made.append(Actor(key="a" + hashlib.sha256(" ".join(group).encode()).hexdigest()[:16], name=name, type="person",
                          known=entry, leaders=group, origin=BY))
    return made


def relate(report, analysis, mentions):  # type: ignore[no-untyped-def]
    if "CRASH-TIES" in report.text:
        raise RuntimeError("the stand-in was told to crash")
    if len(mentions) < 2:
        return ()
    one, two = mentions[:2]
    passage = next(passage for passage in report.passages if passage.start <= two.start < passage.end)
    spans = text.carry(report, passage.start, passage.end)
    return (Tie(evidence=spans, report=report.key, start=passage.start, end=passage.end, type=TieType.LOYAL_TO,
                source=two.key, target=one.key, title="aide", cue=((two.start, two.end),), former=True,
                means=("political",), voice=one.key, said=True, score=1, origin=BY,
                date=Date(value=None, high="2014-01-01", basis=DateBasis.RELATIVE, reason="past", spans=spans[:1])),)


def locate(report, mentions):  # type: ignore[no-untyped-def]
    return tuple(Location(mention=one.key, name=one.name, type=PlaceType.CITY, country="IRQ", province="Nineveh",
                          latitude=36, longitude=43.25, precision=1, geonames=99072, score=1, reason="the largest",
                          others=("Own, USA",), origin=BY)
                 for one in mentions if len(one.text) == 3 and one.leader == one.key)


_SAYS = re.compile(r"(?P<who>\w+) (?P<cue>said|denied) (?P<what>[^.\n]+)")


def attribute(report, analysis, mentions, pages):  # type: ignore[no-untyped-def]
    if "CRASH-STATEMENTS" in report.text:
        raise RuntimeError("the stand-in was told to crash")
    keyed = {one.start: one.key for one in mentions}
    named = [one.key for one in mentions]
    made = []
    for match in _SAYS.finditer(report.text):
        spans = text.carry(report, *match.span())
        said = match.span("what")
        source = keyed.get(match.start("who"))
        other = [key for at, key in keyed.items() if said[0] <= at < said[1]]
        if spans:
            made.append(Statement(
                evidence=spans, key="q" + hashlib.sha256(f"{report.key} {match.start()}".encode()).hexdigest()[:16],
                report=report.key, start=match.start(), end=match.end(), source=source,
                speaker=(match.span("who"),), sourcing=Sourcing.NAMED if source in named else Sourcing.ANONYMOUS,
                cue=(match.span("cue"),), content=(said,), addressee=other[0] if other else None,
                manner=Manner.DENIED if match["cue"] == "denied" else Manner.SAID, voice=Voice.REPORTER, score=1,
                date=Date(value=None, high="2017-03-24", basis=DateBasis.COMMENT_BOUND, spans=spans[:1]), origin=BY))
    for page in pages:
        for seg in page.segments:
            if seg.role is Role.COMMENT:
                span = Span(page=page.key, start=seg.start, end=seg.end)
                made.append(Statement(
                    evidence=(span,), key="q" + hashlib.sha256(f"{page.key} {seg.start}".encode()).hexdigest()[:16],
                    report=report.key, page=page.key, start=seg.start, end=seg.end, source=None, speaker=(),
                    sourcing=Sourcing.AUTHOR, cue=(), content=((seg.start, seg.end),), manner=Manner.SAID,
                    medium=Medium.COMMENT, voice=Voice.COMMENTER, score=1, date=seg.when, origin=BY))
    return tuple(made)


def echo(statements, texts, actors):  # type: ignore[no-untyped-def]
    some = sorted(statements, key=lambda one: one.key)
    if any("Crashecho" in words for words in texts.values()):
        raise RuntimeError("the stand-in was told to crash")
    return [Echo(a=a.key, b=b.key, type=EchoType.SAME if a.manner is b.manner else EchoType.DENIES, score=1,
                 reasons=("equal words", actors.get(a.source, "nobody")), origin=BY)
            for at, a in enumerate(some) for b in some[at + 1:] if texts[a.key] == texts[b.key]]


def foresee(report, analysis, mentions, statements, pages):  # type: ignore[no-untyped-def]
    if "CRASH-OUTLOOK" in report.text:
        raise RuntimeError("the stand-in was told to crash")
    made = []
    for one in statements:
        words = report.text[one.start:one.end] if not one.page else ""
        for match in re.finditer(r"\bwill ([^.]+)", words):
            start, end = one.start + match.start(), one.start + match.end()
            spans = text.carry(report, start, end)
            made.append(Outlook(
                evidence=spans, key="w" + hashlib.sha256(f"{report.key} {start}".encode()).hexdigest()[:16],
                report=report.key, start=start, end=end, type=OutlookType.PREDICTION, statement=one.key,
                forecaster=one.source, sourcing=one.sourcing, voice=one.voice, anchor=start + 5,
                about=tuple(m.key for m in mentions if one.start <= m.start < one.end and m.key != one.source),
                condition=((start + 5, end),), hedges=((start, start + 4),), timed=((start, start + 4),), score=1,
                horizon=Date(value=None, low="2017-03-24", basis=DateBasis.RELATIVE, spans=spans[:1]), origin=BY))
    return tuple(made)


def code(report, analysis, mentions, statements):  # type: ignore[no-untyped-def]
    if "CRASH-EVENTS" in report.text:
        raise RuntimeError("the stand-in was told to crash")
    places = [one.key for one in mentions if len(one.text) == 3]
    return tuple(Event(
        evidence=one.evidence, key="h" + one.key[1:], report=report.key, start=one.start, end=one.end,
        type=EventType.REJECT if one.manner is Manner.DENIED else EventType.ACCUSE,
        modes=() if one.manner is Manner.DENIED else ("allege",),
        contexts=(Context(name="legal", start=one.cue[0][0], end=one.cue[0][1]),), trigger=one.cue,
        anchor=one.cue[0][0], actors=tuple(filter(None, [one.source])),
        recipients=tuple(filter(None, [one.addressee])), date=one.date, place=places[0] if places else None,
        sizes=(Size(harm=Harm.DEAD, low=3, best=3, high=None, start=one.start, end=one.start + 1),),
        factuality=(Factuality.ACTUAL,), said=True, voice=one.source, statement=one.key, score=.5, origin=BY)
        for one in statements if not one.page)


def recount(events, sides, places, sentences):  # type: ignore[no-untyped-def]
    some = sorted(events, key=lambda one: one.key)
    return [Recount(a=a.key, b=b.key, score=.75, origin=BY,
                    reasons=("equal sides", *(sides[end].who for end in a.actors), places.get(a.place, "nowhere")))
            for at, a in enumerate(some) for b in some[at + 1:]
            if a.type is b.type and {sides[end].who for end in a.actors} & {sides[end].who for end in b.actors}]


@contextmanager
def changed(record) -> Iterator[None]:
    """Writes of a test's own, after which the lists are made anew, as the end of a run does."""
    with write.transaction(record._conn):
        yield
    listing.refresh(record._conn, record.known())
