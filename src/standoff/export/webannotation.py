"""W3C Web Annotation (JSON-LD): segments, fields, passages, variants, what the reader found in the reading texts, and
who says, foresees and does what.

Takes Holdings, gives ``annotations.jsonld`` (an AnnotationPage) and the texts that the positions count in,
``texts/p….txt``, byte for byte the stored text in UTF-8. Each target has a TextPositionSelector (Unicode code points,
as the Recommendation says) and a TextQuoteSelector; what several copies witness is one annotation with several
targets. `scope` names the address of the web page, `state` the time of its retrieval, where they are known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from standoff.export.holdings import Holdings, pin
from standoff.export.jsonl import Json
from standoff.model import Analysis, Event, Factuality, Outlook, Span, Statement
from standoff.text import carry, quote, storable

CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"


def _target(holdings: Holdings, span: Span) -> Json:
    page = holdings.page[span.page]
    prefix, exact, suffix = quote(page.text, span.start, span.end)
    target: dict[str, Json] = {
        "source": f"texts/{page.key}.txt",
        "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end},
                     {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}],
    }
    capture = holdings.capture.get(page.capture)
    if page.url:
        target["scope"] = storable(page.url)
    if capture and capture.retrieved:
        target["state"] = {"type": "TimeState", "sourceDate": capture.retrieved}
    return target


def _text_body(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": storable(value), "format": "text/plain", "purpose": purpose}


def _annotation(holdings: Holdings, id: str, bodies: list[Json], spans: Iterable[Span]) -> Json:
    return {"id": f"urn:standoff:{id}", "type": "Annotation", "body": bodies,
            "target": [_target(holdings, span) for span in spans]}


def items(holdings: Holdings) -> Iterator[Json]:
    """Every annotation: a page's segments, their parts and its fields; a report's passages, variants and analysis."""
    for page in holdings.pages:
        for seg in page.segments:
            whole = Span(page=page.key, start=seg.start, end=seg.end)
            yield _annotation(holdings, pin(whole), [_text_body(seg.role, "tagging")], [whole])
            for part in seg.parts:
                span = Span(page=page.key, start=part.start, end=part.end)
                yield _annotation(holdings, f"{pin(span)}#{part.name}",
                                  [_text_body(f"{seg.role} {part.name}", "tagging")], [span])
        for number, field in enumerate(page.fields):
            if field.spans:
                yield _annotation(holdings, f"{page.key}#field-{number}", [
                    _text_body(field.name, "tagging"), _text_body(field.value, "describing")], field.spans)
        if page.published.spans:
            yield _annotation(holdings, f"{page.key}#published", [
                _text_body("published", "tagging"),
                _text_body(page.published.value or " or ".join(page.published.readings), "describing")],
                page.published.spans)
    for report in holdings.reports:
        for number, passage in enumerate(report.passages, 1):
            yield _annotation(holdings, f"{report.key}#passage-{number}", [
                _text_body(f"passage {passage.role}", "tagging")], passage.witnesses)
        for number, variant in enumerate(report.variants, 1):
            yield _annotation(holdings, f"{report.key}#variant-{number}", [
                _text_body(f"variant {variant.kind}", "tagging"),
                *(_text_body(reading.text, "describing") for reading in variant.readings)],
                [span for reading in variant.readings for span in reading.spans])
    for found in holdings.analyses:
        yield from _analysed(holdings, found)
    for stmt in holdings.statements:
        yield _annotation(holdings, stmt.key, [
            _text_body(f"statement {stmt.manner}", "tagging"), _text_body(f"voice {stmt.voice}", "classifying"),
            *(_text_body(one, "classifying") for one in stmt.factuality if one is not Factuality.ACTUAL),
            *_pieces(holdings, stmt, stmt.speaker, "identifying"),
            *_pieces(holdings, stmt, stmt.content, "describing")], stmt.evidence)
    for one in holdings.outlooks:
        said = holdings.statement.get(one.statement)
        yield _annotation(holdings, one.key, [
            _text_body(f"outlook {one.type}", "tagging"), _text_body(f"voice {one.voice}", "classifying"),
            *([_text_body("negated", "classifying")] if one.negated else []),
            *(_pieces(holdings, said, said.speaker, "identifying") if said else ()),
            *_pieces(holdings, one, one.hedges, "describing")], one.evidence)


    for deed in holdings.events:
        yield _annotation(holdings, deed.key, [
            _text_body(f"event {deed.type}", "tagging"), *(_text_body(mode, "tagging") for mode in deed.modes),
            *(_text_body(how, "classifying") for how in deed.factuality if how is not Factuality.ACTUAL),
            *(_text_body(f"{role} {' '.join(holdings.mention[key].text.split())}", "identifying")
              for role, some in (("actor", deed.actors), ("recipient", deed.recipients)) for key in some),
            *_pieces(holdings, deed, deed.trigger, "describing")], deed.evidence)


def _pieces(holdings: Holdings, one: Statement | Outlook | Event, pieces: Sequence[tuple[int, int]], purpose: str) -> \
        Iterator[Json]:
    """Some words of a statement, an outlook or an event, in one line; nothing where it has none."""
    if pieces:
        text = holdings.text(one)
        yield _text_body(" … ".join(" ".join(text[start:end].split()) for start, end in pieces), purpose)


def _analysed(holdings: Holdings, found: Analysis) -> Iterator[Json]:
    """What the reader found in a report, in all copies: mentions, the parts of attributions, time expressions, and what
    was not read.
    """
    report = holdings.report[found.report]
    layers: list[tuple[str, list[str], Sequence[tuple[int, int]]]] = []
    for number, one in enumerate(found.nominals, 1):
        chain = [] if one.chain is None else [f"urn:standoff:{report.key}#chain-{one.chain}"]
        layers.append((f"mention-{number}", [f"mention {one.kind}", *chain], [(one.start, one.end)]))
    for number, said in enumerate(found.attributions, 1):
        for name, spans in (("source", said.source), ("cue", said.cue), ("content", said.content)):
            layers.append((f"attribution-{number}-{name}", [f"attribution {name}"], spans))
    for number, time in enumerate(found.times, 1):
        value = time.date.value or " or ".join(time.date.readings)
        layers.append((f"time-{number}", ["time", *([value] if value else [])], [(time.start, time.end)]))
    for number, tongue in enumerate(found.tongues, 1):
        if not tongue.read:
            layers.append((f"tongue-{number}", ["not read", tongue.code], [(tongue.start, tongue.end)]))
    for id, (tag, *more), stretches in layers:
        targets = [span for start, end in stretches for span in carry(report, start, end)]
        if targets:
            yield _annotation(holdings, f"{report.key}#{id}", [
                _text_body(tag, "tagging"), *(_text_body(value, "describing") for value in more)], targets)


def annotated(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """The annotation page, one annotation a line, and the texts it points into."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items(holdings))
    yield "annotations.jsonld", (f'{{"@context": "{CONTEXT_URL}", "id": "urn:standoff:annotations", '
                                 f'"type": "AnnotationPage", "items": [\n{lines}\n]}}\n')
    for page in holdings.pages:
        yield f"texts/{page.key}.txt", page.text
