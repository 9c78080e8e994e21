"""Layers of the dossier: what the reader found in a report, laid over its text and switched on one by one.

Takes a report and its analysis, gives marks for the text, notes for the side and the switches. Everything is off at
first and then the text looks as without it. A layer that is on says in words what a mark is, never by colour alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from standoff.export import words
from standoff.export.marks import Mark
from standoff.export.markup import Child, Html, el
from standoff.model import Analysis, Attribution, Kind, Passage, Report, TimeExpression

Make = Callable[[Sequence[str | Html]], Html]


def _wrap(cls: str, tag: str, **attributes: str | None) -> tuple[Make, Make]:
    """What marks the last or only piece of a stretch, with its tag and anchor, and what marks the pieces before it."""
    part = {name: value for name, value in attributes.items() if name != "id"}
    return (lambda inside: el("span", inside, cls=cls, data_t=tag, **attributes),
            lambda inside: el("span", inside, cls=cls, **part))


def marks(report: Report, found: Analysis) -> Iterator[Mark[Html]]:
    """The marks of all layers, of which the article shows those that are switched on."""
    for one in found.tongues:
        if not one.read:
            make, part = _wrap("x", f"not read ({words.language(one.code)})",
                               lang=one.code if one.code != "und" else None)
            yield Mark(one.start, one.end, make, part=part)
    for number, said in enumerate(found.attributions, 1):
        anchored = "cue" if said.cue else "content"
        for name, tag, spans in (("content", "what", said.content), ("source", "who", said.source),
                                 ("cue", "says", said.cue)):
            for place, (start, end) in enumerate(spans):
                anchor = f"{report.key}-a{number}" if name == anchored and not place else None
                make, part = _wrap(f"a {name}", f"{tag} {number}", id=anchor)
                yield Mark(start, end, make, part=part)
    for number, time in enumerate(found.times, 1):
        values = [time.date.value] if time.date.value else time.date.readings
        make, part = _wrap("w", " or ".join(map(words.edtf, values)) or "?", id=f"{report.key}-t{number}")
        yield Mark(time.start, time.end, make, part=part)
    for number, nominal in enumerate(found.nominals, 1):
        chain = str(nominal.chain) if nominal.chain is not None else None
        make, part = _wrap(f"m m-{nominal.kind}", " ".join(filter(None, (nominal.kind, chain))), data_c=chain,
                           id=f"{report.key}-m{number}" if chain else None)
        yield Mark(nominal.start, nominal.end, make, part=part)


def switches(found: Analysis) -> Html | None:
    """A box to tick for each layer that has something."""
    kinds = Counter(one.kind for one in found.nominals)
    layers = [(f"m-{kind}", kind.value, kinds[kind]) for kind in Kind if kinds[kind]]
    layers += [("said", "who says what", len(found.attributions)), ("when", "dates", len(found.times)),
               ("unread", "not read", sum(not one.read for one in found.tongues))]
    boxes = [el("label", el("input", type="checkbox", cls=f"on-{name}"), f" {label} ", el("span", str(number), cls="n"))
             for name, label, number in layers if number]
    return el("fieldset", el("legend", "Mark in it"), boxes, cls="show layers") if boxes else None


def told(found: Analysis) -> Html:
    """Who read the report, and what that reader cannot tell."""
    lacks = f" It does not tell {', '.join(found.lacks)}." if found.lacks else ""
    return el("p", f"Read by {words.reader(found.reader)}: {words.count(len(found.sentences), 'sentence')}.{lacks}",
              cls="quiet")


def notes(report: Report, found: Analysis, passage: Passage) -> list[Html]:
    """Beside a passage: who says what in it, and what its dates come to."""
    def here(spans: Sequence[tuple[int, int]]) -> bool:
        return passage.start <= spans[0][0] < passage.end

    said = [_said(report, number, one) for number, one in enumerate(found.attributions, 1) if here(one.content)]
    when = [_when(report, number, one) for number, one in enumerate(found.times, 1) if here([(one.start, one.end)])]
    return [el("ol", items, cls=cls) for cls, items in (("notes said", said), ("notes dated", when)) if items]


def _said(report: Report, number: int, said: Attribution) -> Html:
    def quoted(spans: Sequence[tuple[int, int]], width: int) -> str:
        return words.clip(" … ".join(report.text[start:end] for start, end in spans), width)

    who: Child = el("b", quoted(said.source, 80), dir="auto") if said.source else el("i", "nobody named")
    link = el("a", f"›{number}", href=f"#{report.key}-a{number}", cls="n", aria_label=f"{number} in the text")
    return el("li", link, who, " — ",
              el("span", quoted(said.cue, 60), dir="auto") if said.cue else el("i", "no verb"), " — ",
              el("span", quoted([words.literally(report.text, *span) for span in said.content], 120), dir="auto"))


def _when(report: Report, number: int, time: TimeExpression) -> Html:
    return el("li", el("a", "=", href=f"#{report.key}-t{number}", cls="n", aria_label="in the text"),
              el("b", words.clip(report.text[time.start:time.end], 60), dir="auto"), f": {words.when(time.date)}",
              f"; {time.date.reason}" if time.date.reason else "")


def chains(report: Report, found: Analysis) -> Html | None:
    """Who and what is spoken of more than once: each wording leads to its first place, and its chain lights up."""
    some: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[int, Counter[Kind]] = defaultdict(Counter)
    order = sorted(enumerate(found.nominals, 1), key=lambda pair: (not pair[1].name, pair[1].start))
    for number, one in order:
        if one.chain is not None:
            wording = words.clip(report.text[one.start:one.end], 60)
            some[one.chain][words.bare(wording)].append((number, wording))
            kinds[one.chain][one.kind] += 1
    items = []
    for chain in sorted(some):
        wordings: list[Child] = [[" · " if n else "", _wording(report, places)]
                                 for n, places in enumerate(some[chain].values())]
        items.append(el("li", el("span", str(chain), cls="n"), wordings,
                        el("span", f" {kinds[chain].most_common(1)[0][0]}", cls="quiet"), data_c=str(chain)))
    return el("details", el("summary", f"Spoken of more than once: {len(items)}"),
              el("ol", items, cls="chains")) if items else None


def _wording(report: Report, places: Sequence[tuple[int, str]]) -> Child:
    """The shortest spelling of a wording, leading to its first place, and how often it is there."""
    times = f" {len(places)}×" if len(places) > 1 else ""
    return [el("a", min((text for _, text in places), key=len), href=f"#{report.key}-m{places[0][0]}", dir="auto"),
            el("span", times, cls="quiet")]
