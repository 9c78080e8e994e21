"""PLOVER JSON Lines: one event a line, with the fields of the manual of 2021 (chapter "Data Fields").

Only what is told as done (`coded.kept`). What the manual has no field for stands in `comment` and in fields of our own:
`sources`, every page that has the words, with the number that the record it came in has of itself; `text_info` gives
the words in every copy, offsets in code points of that page's reading text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version

from standoff import plover
from standoff.answers import EventRow, Party
from standoff.export import coded
from standoff.export.holdings import Holdings
from standoff.export.jsonl import Json, line
from standoff.export.words import title
from standoff.model import Event, PlaceType

CODES = {PlaceType.COUNTRY: "PCLI", PlaceType.PROVINCE: "ADM1", PlaceType.DISTRICT: "ADM2"}
"""Feature codes of GeoNames, where the type of a place settles them."""

Fields = dict[str, Json]


def events(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """One file, an event a line."""
    yield "events.plover.jsonl", "".join(line(event(holdings, row)) + "\n" for row in coded.kept(holdings).rows)


def event(holdings: Holdings, row: EventRow) -> Fields:
    """One event. What nothing tells is left out; the required fields never are."""
    day, last = coded.days(row)
    actors, recipients = coded.sides(row)
    text = next(holdings.text(one) for one, _ in coded.told(holdings, row))
    lead = next(one for one, _ in coded.told(holdings, row))
    return _filled({
        "id": row.key, "has_event": True, "date": day, "enddate": last,
        "actor": [_entity(one) for one in actors], "recipient": [_entity(one) for one in recipients],
        "event": row.type.value, "event_text": " … ".join(" ".join(text[a:b].split()) for a, b in lead.trigger),
        "event_loc": _location(holdings, row), "quad_code": row.quad, "event_scale": row.score,
        "mode": list(row.modes), "context": list(row.contexts), "size": _size(holdings, row),
        "text": _sentence(holdings, lead), "text_info": _texts(holdings, row),
        "cite_info": _cited(holdings, row), "sources": _sources(holdings, row), "coder": _coder(holdings),
        "comment": _comment(row)})


def _sentence(holdings: Holdings, one: Event) -> str:
    """The sentence that tells an event, or its words where its report was not analysed."""
    analysis, text = holdings.analysis_of.get(one.report), holdings.text(one)
    some = [(start, end) for start, end in (analysis.sentences if analysis and not one.page else ())
            if start < one.end and one.start < end]
    start, end = (min(start for start, _ in some), max(end for _, end in some)) if some else (one.start, one.end)
    return " ".join(text[start:end].split())


def _filled(fields: Mapping[str, Json]) -> Fields:
    """The fields that something tells."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _entity(one: Party) -> Json:
    primary, *others = one.sectors or ("",)
    told = "" if one.told else "no words tell this side: "
    return {"code": one.country, "sector": primary, **_filled({
        "other_sector_codes": list(others), "entity_text": " | ".join(one.written), "identifier_id": one.actor,
        "identifier_text": one.name, "comment": told + one.reason})}


def _location(holdings: Holdings, row: EventRow) -> Json:
    if not row.place:
        return None
    (words, found), at = coded.place(holdings, row), coded.point(row)
    made: Fields = {"extracted_place": words, "resolved_place": row.place,
                    "country": coded.state(row.country), "country_code": row.country}
    if at:
        made |= {"lat": at[0], "lon": at[1]}
    if found:
        made |= {"geonameid": found.geonames, "province": found.province, "district": found.district,
                 "city": found.name if found.type is PlaceType.CITY else "",
                 "feature_class": coded.FEATURE[found.type], "feature_code": CODES.get(found.type),
                 "resolution": coded.RESOLUTION.get(found.type)}
    return _filled(made)


def _size(holdings: Holdings, row: EventRow) -> Json:
    """Of the dead, the injured, the arrested the number, where one is told; the bounds of all that is told, and each as
    told. Numbers that contradict each other are not made one.
    """
    made: Fields = {}
    for harm, some in coded.numbers(holdings, row):
        lows = [one.low for one in some if one.low is not None]
        highs = [one.high for one in some if one.high is not None]
        made |= _filled({harm.value: some[0].best if len(some) == 1 else None, f"{harm}_low": min(lows, default=None),
                         f"{harm}_high": max(highs) if len(highs) == len(some) else None,
                         f"{harm}_told": [one.number for one in some]})
    return made


def _texts(holdings: Holdings, row: EventRow) -> Json:
    """The words in every copy. `sequence` is the number of the paragraph in the report, as `reports` has it."""
    return [{"sequence": coded.paragraph(holdings.report[one.report], one), "start": span.start, "end": span.end,
             "text_story": holdings.quote(span), "page": span.page, "report": one.report, "telling": one.key,
             "voice": told.voice, "factuality": [how.value for how in one.factuality]}
            for one, told in coded.told(holdings, row) for span in one.evidence]


def _sources(holdings: Holdings, row: EventRow) -> Json:
    made: list[Json] = []
    for page in coded.pages(holdings, row):
        capture = holdings.capture.get(page.capture)
        family = holdings.family_of.get(page.key)
        made.append(_filled({
            "page": page.key, "id": coded.source(holdings, page),
            "file": capture.sightings[0].source if capture else "",
            "family": family.key if family else "", "url": page.url, "title": title(page),
            "publication": coded.outlet(page), "published": page.published.value,
            "published_high": page.published.high, "capture": page.capture}))
    return made


def _cited(holdings: Holdings, row: EventRow) -> Json:
    """The page that tells it first; all of them are `sources`."""
    page = coded.pages(holdings, row)[0]
    report = next(holdings.report[one.report] for one, _ in coded.told(holdings, row))
    capture = holdings.capture.get(page.capture)
    name, outlet, published = title(page), coded.outlet(page), page.published.value or ""
    return _filled({
        "corpus": capture.sightings[0].source if capture else "",
        "citation": ", ".join(part for part in (outlet, f"“{name}”", published[:10], page.url) if part),
        "url": page.url, "title": name, "language": coded.language(holdings, page, report), "publication": outlet,
        "coder": _coder(holdings), "codebook": plover.read().codebook,
        "version": ", ".join(sorted({f"{one.origin.stage} {one.origin.version}" for one, _ in
                                     coded.told(holdings, row)}))})


def _coder(holdings: Holdings) -> str:
    """The program, with what it reads by."""
    readers = sorted({one.reader for one in holdings.analyses})
    return f"Standoff {version('standoff')}" + (f" ({', '.join(readers)})" if readers else "")


def _comment(row: EventRow) -> str:
    """What stands behind the codes: what the day rests on, on whose word it is, how often it is told, what is disputed.
    """
    counts = f"articles {row.articles}, families {row.families}, reports {row.reports}, independent {row.independent}"
    voices = f"told by {', '.join(row.voices)}" if row.voices else ""
    whose = "; ".join(f"done by {one.name} only according to {', '.join(one.voices)}"
                      for one in row.actors if one.voices and one.told)
    denied = f"denied by {', '.join(row.denied_by)}" if row.denied_by else ""
    return "; ".join(filter(None, (coded.dated(row), row.date.reason, voices, whose, denied, counts, *row.conflicts,
                                   *row.dependence)))
