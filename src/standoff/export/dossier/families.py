"""Families of the dossier: who carries what, how the copies are related, and the article put together.

Takes Holdings, gives markup. Copies are named by letters, the likeliest original first; the same letter means the same
page wherever the dossier speaks of that family.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from standoff.export import words
from standoff.export.dossier import layers
from standoff.export.holdings import Holdings, pin
from standoff.export.marks import Mark, marked, shares
from standoff.export.markup import Child, Html, el, join, meter, tongue
from standoff.model import Copy, Family, Page, Report, Role, Span, Variant, VariantKind

PER_TABLE = 4
"""Copies side by side in one table of aligned columns: what a printed A4 page holds and stays readable."""

LINKS = 12
"""Links that a family shows at once, those of its likely original first; more are folded away (n copies have n²/2)."""

TICKS = 30
"""Places of other reading up to which a strip draws each as a tick of its own; more become a finer hatching."""


def siglum(holdings: Holdings, page: str) -> str | None:
    """The letter of a page within its family; None for a page without siblings."""
    family = holdings.family_of.get(page)
    return words.sigla(family)[page] if family and len(family.pages) > 1 else None


def chip(mark: str | None, href: str | None = None) -> Html | None:
    """A letter as a small coloured sign; a link when there is somewhere to go."""
    if mark is None:
        return None
    cls = f"chip c{(ord(mark[-1]) - 65) % 6}"
    return el("a", mark, cls=cls, href=href) if href else el("span", mark, cls=cls)


def name(holdings: Holdings, family: Family) -> str:
    """What to call a family: its report's title."""
    report = holdings.report_of.get(family.key)
    return (report.title if report else "") or words.title(holdings.page[words.order(family)[0]])


def place(holdings: Holdings, page: Page) -> str:
    """Where a page stood, in a few words."""
    return words.place(page, holdings.capture.get(page.capture))


def to(holdings: Holdings, span: Span) -> str:
    """The anchor of the segment that a span begins in."""
    page = holdings.page[span.page]
    seg = next((s for s in page.segments if s.start <= span.start < s.end), None)
    return f"#{pin(Span(page=page.key, start=seg.start, end=seg.end))}" if seg else f"#{page.key}"


def section(holdings: Holdings) -> Html:
    """All families: those with several copies at length, single reports as a list."""
    joined = [f for f in holdings.families if len(f.pages) > 1]
    single = [f for f in holdings.families if len(f.pages) == 1]
    return el("section", el("h2", "Families", cls="part"),
              [_family(holdings, family, number, len(joined)) for number, family in enumerate(joined, 1)],
              _singles(holdings, single, bool(joined)), id="families")


def _singles(holdings: Holdings, families: Sequence[Family], others: bool) -> Html | None:
    if not families:
        return None
    rows = []
    for family in families:
        page = holdings.page[family.pages[0]]
        report = holdings.report_of.get(family.key)
        rows.append(el("li", el("a", name(holdings, family), href=f"#{page.key}", dir="auto"), el(
            "span", f" {place(holdings, page)} · {words.date(page.published)}", cls="quiet"),
            el("details", el("summary", "As it was read"), _text(holdings, report, {}), cls="report", id=report.key)
            if report and report.key in holdings.analysis_of else None, id=family.key))
    return el("section", el("p", words.count(len(families), "report"), " without a sibling", cls="label"),
              el("h3", "One witness each"),
              el("p", "No other capture in this record shares their text." if others else
                 "No two captures in this record share text.", cls="quiet"),
              el("ul", rows, cls="singles"), cls="family lone")


def _family(holdings: Holdings, family: Family, number: int, of: int) -> Html:
    report = holdings.report_of.get(family.key)
    marks = words.sigla(family)
    pages = [holdings.page[key] for key in words.order(family)]
    parts: list[Child] = [
        el("p", f"Family {number} of {of} · ", words.count(len(pages), "copy"), " · ",
           f"published {words.date(report.published)} · " if report else "", el("code", family.key), cls="label"),
        el("h3", name(holdings, family), dir="auto"),
        el("p", _summary(holdings, family, report, marks), cls="lede"),
    ]
    if report:
        parts.append(_carries(holdings, report, pages, marks))
    parts += [_originals(holdings, family, marks), _links(holdings, family, marks)]
    if report:
        parts += [_columns(holdings, report, pages, marks), _article(holdings, report, pages, marks)]
    return el("article", parts, cls="family", id=family.key)


def _summary(holdings: Holdings, family: Family, report: Report | None, marks: dict[str, str]) -> list[Child]:
    """Two or three sentences that a reader could take away."""
    lead = family.leads[0]
    tied = [x for x in family.leads if x.score == lead.score]
    said: list[Child] = []
    if len(tied) == len(family.pages):
        said += ["Nothing in the copies tells which is the original. "]
    else:
        said += ["Likely original: ", chip(marks[lead.page]), " ", place(holdings, holdings.page[lead.page]),
                 f" ({'; '.join(lead.reasons)}). " if lead.reasons else ". "]
    for outlet, by in words.credited(holdings.page[key] for key in family.pages):
        said += [el("bdi", outlet), " is credited by ", _listed([chip(marks[page.key]) for page in by]),
                 " and is not among the captures. "]
    if report:
        apart = words.apart(report)
        for a, b, through in apart[:1]:
            a, b = sorted((a, b), key=list(marks).index)
            named: list[Child] = [chip(marks[c]) for c in through[:3]]
            named += [words.count(len(through) - 3, "other")] if len(through) > 3 else []
            said += [chip(marks[a]), " and ", chip(marks[b]), " share no passage",
                     ["; they are joined through ", _listed(named)] if named else "", ". ",
                     f"So it is with {words.count(len(apart) - 1, 'more pair')}. " if len(apart) > 1 else ""]
        wording = words.differing(report)
        said += [f"{words.count(wording, 'place')} where the copies read differently." if wording else
                 "Where the copies overlap they read alike."]
    return said


def _listed(items: Sequence[Child]) -> list[Child]:
    out: list[Child] = []
    for n, item in enumerate(items):
        out += [" and " if n and n == len(items) - 1 else ", " if n else "", item]
    return out


def _carries(holdings: Holdings, report: Report, pages: Sequence[Page], marks: dict[str, str]) -> Html:
    """A strip per copy along the article: filled where it has the passage, a tick where it reads otherwise."""
    size = max(len(report.text), 1)
    rows = []
    for page in pages:
        bars, held, places = [], 0, []
        for number, passage in enumerate(report.passages, 1):
            if any(span.page == page.key for span in passage.witnesses):
                held += passage.end - passage.start
                places.append(number)
                left, right = 1000 * passage.start / size, 1000 * passage.end / size
                bars.append(el("rect", x=round(left, 1), width=round(max(right - left - 1.5, 1), 1), y=2, height=16))
        others = [v for v in report.variants if v.kind != VariantKind.TYPOGRAPHY
                  and any(s.page == page.key for r in v.readings[1:] for s in r.spans)]
        fine = len(others) > TICKS
        ticks = [el("rect", x=round(1000 * v.start / size - 1.5, 1), width=1.5 if fine else 4, y=2 if fine else 0,
                    height=16 if fine else 20, cls="fine" if fine else "tick") for v in others]
        share = held / max(sum(p.end - p.start for p in report.passages), 1)
        strip = el("svg", el("rect", x=0, width=1000, y=9.5, height=1, cls="track"), bars, ticks,
                   viewBox="0 0 1000 20", preserveAspectRatio="none", role="img",
                   cls=f"strip c{(ord(marks[page.key][-1]) - 65) % 6}",
                   aria_label=f"{marks[page.key]} has passages {words.ranges(places) or 'none'} of "
                   f"{len(report.passages)}")
        rows.append(el("tr", el("th", chip(marks[page.key], f"#{page.key}"), scope="row"),
                       el("td", el("span", place(holdings, page), dir="auto"),
                          el("span", words.date(page.published), cls="quiet"), cls="where"),
                       el("td", strip, cls="wide"), el("td", words.percent(share), cls="num")))
    return el("figure", el("figcaption", el("span", "Who carries what", cls="label"), el(
        "span", f"the article from first to last of its {words.count(len(report.passages), 'passage')}; "
        "a tick: this copy reads otherwise", cls="quiet")), el("table", el("tbody", rows), cls="strips"))


def _originals(holdings: Holdings, family: Family, marks: dict[str, str]) -> Html:
    items = [el("li", chip(marks[lead.page], f"#{lead.page}"), " ",
                el("span", place(holdings, holdings.page[lead.page]), dir="auto"),
                el("span", " — " + "; ".join(lead.reasons) if lead.reasons else " — no evidence of its own",
                   cls="quiet")) for lead in family.leads]
    return el("section", el("h4", "Possible originals, likeliest first"), el("ol", items, cls="leads"))


def _links(holdings: Holdings, family: Family, marks: dict[str, str]) -> Html:
    inside = holdings.links_of.get(family.key, [])
    outside = [c for c in holdings.links_of.get("", []) if c.a in marks or c.b in marks]
    lead = family.leads[0].page
    ranked = sorted(inside, key=lambda copy: (lead not in (copy.a, copy.b), -copy.words, copy.a, copy.b))
    rows = [_link(holdings, copy, marks) for copy in [*ranked, *outside]]
    head = el("tr", [el("th", t, scope="col") for t in (
        "Link", "of the first, in the second", "of the second, in the first", "Longest common stretch",
        "Direction and reason")])
    more = rows[LINKS:]
    return el("section", el("h4", "How the copies are related"),
              el("table", el("thead", head), el("tbody", rows[:LINKS]), cls="links stack"),
              el("details", el("summary", words.count(len(more), "more link")),
                 el("table", el("thead", head), el("tbody", more), cls="links stack")) if more else None)


def _link(holdings: Holdings, copy: Copy, marks: dict[str, str]) -> Html:
    def called(key: str) -> Html | None:
        return chip(marks[key]) if key in marks else el("a", words.clip(words.title(holdings.page[key]), 40),
                                                        href=f"#{key}", dir="auto")

    before, middle, after = words.link(copy.type, "\0", "\0").split("\0")
    a, b = marks.get(copy.a, "the first"), marks.get(copy.b, "the second")
    page = holdings.page[copy.witness.a.page]
    stretch = words.clip(page.text[copy.witness.a.start:copy.witness.a.end], 90)
    said: list[Child] = []
    if copy.direction:
        other = copy.b if copy.direction == copy.a else copy.a
        said += [called(copy.direction), " stands before ", called(other), ": " if copy.reason else "."]
    said += [copy.reason] if copy.reason else []
    return el("tr", el("td", before, called(copy.a), middle, called(copy.b), after, cls="says"),
              el("td", meter(copy.share_a, f"share of {a} that is in {b}"), data_label=f"{a} in {b}"),
              el("td", meter(copy.share_b, f"share of {b} that is in {a}"), data_label=f"{b} in {a}"),
              el("td", el("a", "“", stretch, "”", href=to(holdings, copy.witness.a), dir="auto"),
                 el("span", f" {words.count(copy.witness.words, 'word')} of {copy.words} shared", cls="quiet"),
                 data_label="Longest common stretch"),
              el("td", said or "nothing tells", data_label="Direction and reason"))


def _numbered(report: Report) -> list[tuple[int, Variant]]:
    """The variants that a reader should see, with their numbers."""
    return list(enumerate((v for v in report.variants if v.kind != VariantKind.TYPOGRAPHY), 1))


def _columns(holdings: Holdings, report: Report, pages: Sequence[Page], marks: dict[str, str]) -> Html:
    """Each copy a column, each passage a row; what a copy has not is a gap over all the rows that it misses."""
    numbered = _numbered(report)
    tables = []
    size = -(-len(pages) // -(-len(pages) // PER_TABLE))
    for at in range(0, len(pages), size):
        group = pages[at:at + size]
        has = [[any(s.page == page.key for s in passage.witnesses) for passage in report.passages] for page in group]
        rows = []
        for number, passage in enumerate(report.passages):
            cells: list[Html] = []
            for column, page in enumerate(group):
                if has[column][number]:
                    spans = sorted(s for s in passage.witnesses if s.page == page.key)
                    cells.append(el("td", [el("p", _own(page, span, numbered, report.key), dir="auto", cls=passage.role)
                                           for span in spans], data_mark=marks[page.key], lang=tongue(page)))
                elif not number or has[column][number - 1]:
                    stop = next((n for n in range(number, len(has[column])) if has[column][n]), len(has[column]))
                    missing = f"{number + 1}–{stop}" if stop > number + 1 else str(number + 1)
                    cells.append(el("td", el("span", f"{'passages' if stop > number + 1 else 'passage'} {missing} "
                                             f"not in {marks[page.key]}"), cls="gap", rowspan=stop - number,
                                    data_mark=marks[page.key]))
            rows.append(el("tr", el("th", str(number + 1), scope="row"), cells))
        head = el("tr", el("th", el("span", "passage", cls="hidden")), [
            el("th", chip(marks[page.key], f"#{page.key}"), " ", el("span", place(holdings, page), dir="auto"),
               scope="col") for page in group])
        tables.append(el("table", el("thead", head), el("tbody", rows), cls="columns"))
    return el("section", el("h4", "Side by side"), el(
        "details", el("summary", "The copies aligned, passage by passage"), tables, open=True))


def _own(page: Page, span: Span, numbered: Sequence[tuple[int, Variant]], report: str) -> list[Child]:
    """A copy's own words, with the places where copies differ marked by their numbers."""
    found = []
    for number, variant in numbered:
        for place, reading in enumerate(variant.readings):
            for s in reading.spans:
                if s.page == page.key and span.start <= s.start and s.end <= span.end:
                    make = _marker(variant.kind, number, report, other=place > 0)
                    found.append(Mark(s.start, s.end, make, whole=True))
    pieces = marked(page.text, span.start, span.end, found)
    return list(pieces)


def _marker(kind: VariantKind, number: int, report: str, *, id: str | None = None, other: bool = False) \
        -> Callable[[Sequence[str | Html]], Html]:
    """What marks a stretch as variant `number`; `other`: not the printed reading."""
    def make(children: Sequence[str | Html]) -> Html:
        inside = join(children)
        nothing = not inside.strip()
        note = el("sup", el("a", str(number), href=f"#{report}-n{number}", aria_label=f"note {number}"))
        return el("span", el("span", "nothing here", cls="hidden") if nothing else inside, note, id=id,
                  cls=f"v {kind}{' other' if other else ''}{' none' if nothing else ''}")
    return make


def _article(holdings: Holdings, report: Report, pages: Sequence[Page], marks: dict[str, str]) -> Html:
    """The reassembled article: its witnesses in the margin, variants marked in the text and noted beside it."""
    typographic = [v for v in report.variants if v.kind == VariantKind.TYPOGRAPHY]
    choices = [el("label", el("input", type="radio", name=f"as-{report.key}", cls=f"as as{mark or 'all'}",
                              checked=not mark), " ", chip(mark) if mark else "all")
               for mark in ["", *(marks[p.key] for p in pages[:8])]]
    return el("section", el("h4", "The article, put together"),
              el("p", "Letters in the margin name the copies that have the passage; the first one’s words are printed. "
                 "Numbers lead to what other copies read.", cls="quiet"),
              el("fieldset", el("legend", "Show what is in"), choices, cls="show"),
              _text(holdings, report, marks), _typography(typographic, marks) if typographic else None, cls="report",
              id=report.key)


def _text(holdings: Holdings, report: Report, marks: dict[str, str]) -> list[Child]:
    """The text of a report under its switches: passage by passage, with what stands in the margin and beside it."""
    numbered, found = _numbered(report), holdings.analysis_of.get(report.key)
    laid = [*layers.marks(report, found)] if found else []
    passages = []
    near = shares(laid, [(passage.start, passage.end) for passage in report.passages])
    for count, (passage, over) in enumerate(zip(report.passages, near, strict=True), 1):
        here = [(n, v) for n, v in numbered if passage.start <= v.start and v.end <= passage.end]
        inline = [Mark(v.start, v.end, _marker(v.kind, n, report.key, id=f"{report.key}-v{n}"), whole=True)
                  for n, v in here]
        witnesses = list(dict.fromkeys(span.page for span in passage.witnesses))
        margin = [chip(marks[key], to(holdings, next(s for s in passage.witnesses if s.page == key)))
                  for key in witnesses if key in marks]
        tag = "h5" if passage.role == Role.HEADING else "blockquote" if passage.role == Role.QUOTE else "p"
        side = [el("ol", [_note(v, n, report.key, marks) for n, v in here], cls="notes")] if here else []
        side += layers.notes(report, found, passage) if found else []
        pieces = marked(report.text, passage.start, passage.end, [*inline, *over])
        passages.append(el(
            "div", el("div", el("span", f"{count}", cls="n"), margin, cls="wit",
                      title="copies that have this passage; the first one's words are printed"),
            el(tag, pieces, dir="auto", cls="t",
               lang=tongue(holdings.page[witnesses[0]]) if witnesses else None),
            el("div", side, cls="side") if side else None,
            cls=" ".join(["psg", *(f"in{marks[key]}" for key in witnesses if key in marks)]),
            id=f"{report.key}-{count}"))
    return [[layers.told(found), layers.switches(found)] if found else None,
            el("div", el("h3", report.title, dir="auto", cls="headline"), passages, cls="article"),
            layers.chains(report, found) if found else None]


def _note(variant: Variant, number: int, report: str, marks: dict[str, str]) -> Html:
    readings: list[Child] = []
    for place, reading in enumerate(variant.readings):
        who = [chip(marks[key]) for key in dict.fromkeys(s.page for s in reading.spans) if key in marks]
        text = words.clip(reading.text, 80) if not place else reading.text
        readings += [el("span", el("span", text, cls="reading", dir="auto") if text.strip() else
                        el("i", "nothing"), " ", who, cls="read")]
    return el("li", el("a", str(number), href=f"#{report}-v{number}", cls="n"), readings, id=f"{report}-n{number}",
              cls=variant.kind)


def _typography(variants: Sequence[Variant], marks: dict[str, str]) -> Html:
    def shown(text: str) -> Html:
        text = text.replace("\u00a0", "⍽").replace("\r\n", "⏎").replace("\n", "⏎").replace("\t", "⇥")
        return el("span", text, cls="reading", dir="auto") if text.strip() else el("i", "space" if text else "nothing")

    items = [el("li", [el("span", shown(reading.text), " ", [chip(marks[key]) for key in dict.fromkeys(
        s.page for s in reading.spans) if key in marks], cls="read") for reading in variant.readings])
        for variant in variants]
    return el("details", el("summary", words.count(len(variants), "typographic difference"),
                            " (quotes, spaces, dashes, case), folded away"),
              el("p", "⍽ no-break space   ⏎ line end   ⇥ tab", cls="quiet"), el("ol", items, cls="typography"))


