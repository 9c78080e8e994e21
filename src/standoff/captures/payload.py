"""One payload in, its captures out: recognise, decode, and tell what is wrong.

Takes the bytes of one file or archive record with the sighting that belongs to them; gives one Capture, or one for each
article when the bytes are a feed or a JSON document, and Problems.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from standoff import charsets, containers, dialects
from standoff.captures import jsontext, sniff
from standoff.captures.sniff import Kind
from standoff.captures.streams import PAYLOAD_LIMIT, Broken
from standoff.model import Capture, Problem, Sighting

STAGE = "captures"

EXTRA_LIMIT = 16_384
"""Characters of what a container says beside the payload that are kept with a sighting."""


def problem(code: str, message: str, source: str, capture: str | None = None) -> Problem:
    """A Problem of this stage."""
    return Problem(stage=STAGE, code=code, message=message, source=source, capture=capture)


def broken(failure: Broken, source: str) -> Problem:
    """The Problem that a broken stream is."""
    return problem(failure.code, failure.message, source)


def too_large(source: str) -> Problem:
    """The Problem of a payload over the limit."""
    return problem("too-large", f"More than {PAYLOAD_LIMIT >> 20} MB in one page, which no article has and parsers do "
                   "not survive; nothing of it was read. Cut it into its articles, or leave it out.", source)


def captures_of(data: bytes, sighting: Sighting) -> Iterator[Capture | Problem]:
    """The captures that a payload holds: one, or one for each article of a feed or of a JSON document."""
    if len(data) > PAYLOAD_LIMIT:
        yield too_large(sighting.source)
        return
    kind = sniff.kind(data[:charsets.HEAD])
    if kind is Kind.EMPTY:
        kind = sniff.kind(data.lstrip()[:charsets.HEAD])
    if kind is Kind.JSON:
        yield from json_captures(data, sighting)
    elif kind is Kind.FEED:
        yield from _feed_captures(data, sighting)
    elif kind is Kind.MHTML:
        yield from _mhtml_capture(data, sighting)
    elif kind in (Kind.HTML, Kind.TEXT):
        yield from _page_capture(data, kind, sighting)
    else:
        yield no_page(data, kind, sighting.source)


def no_page(data: bytes, kind: Kind, source: str) -> Problem:
    """Why a payload is no page, and what to do about it."""
    if kind is Kind.EMPTY:
        return problem("empty", "There is nothing in it but white space: the download or the export failed. "
                       "Fetch it again.", source)
    if kind is Kind.XML:
        return problem("unknown-xml", f"An XML document <{sniff.root(data)[:40]}>, which is no page and no feed of "
                       "articles. Give the pages that it lists, or a feed (RSS, Atom).", source)
    if kind is Kind.BINARY:
        what, advice = sniff.looks(data) or ("binary data", "")
        return problem("binary", f"This is {what}, not a page. "
                       f"{advice or 'Leave it out; when it should be a page, fetch it again.'}", source)
    return problem("nested", f"A {kind} archive inside another archive is not opened. Unpack the outer one "
                             "first.", source)


def make(data: bytes, media_type: str, charset: charsets.Charset, sighting: Sighting) -> Capture:
    """A capture of the bytes as met once."""
    return Capture(digest=hashlib.sha256(data).hexdigest(), data=data, media_type=media_type,
                   charset_declared=charset.declared, charset_detected=charset.used, sightings=(sighting,))


def _page_capture(data: bytes, kind: Kind, sighting: Sighting) -> Iterator[Capture | Problem]:
    if kind is Kind.HTML:
        mark = containers.saved(data)
        if mark:
            sighting = replace(sighting, url=sighting.url or mark.url, retrieved=sighting.retrieved or mark.when)
    charset = charsets.decide(data, _stated(sighting), markup=kind is Kind.HTML)
    yield from _with_trouble(make(data, str(kind), charset, sighting), charset)


def _with_trouble(capture: Capture, charset: charsets.Charset) -> Iterator[Capture | Problem]:
    yield capture
    if charset.trouble:
        yield problem("charset", f"{charset.trouble[0].upper()}{charset.trouble[1:]}. It is read as {charset.used}. "
                      "Check the letters; if they are wrong, convert the file to UTF-8 and read it again.",
                      capture.sightings[0].source, capture.digest)


def _stated(sighting: Sighting) -> list[str]:
    return [sighting.charset] if sighting.charset else []


def _mhtml_capture(data: bytes, sighting: Sighting) -> Iterator[Capture | Problem]:
    try:
        main = containers.main_html(data)
    except ValueError as error:
        yield problem("no-page", f"An MHTML file or mail that holds no page: {error}. Save the page again.",
                      sighting.source)
        return
    sighting = replace(sighting, url=sighting.url or main.url, retrieved=sighting.retrieved or main.when)
    charset = charsets.Charset(declared=main.charset_declared, used=main.charset, trouble=main.trouble)
    yield from _with_trouble(make(data, str(Kind.MHTML), charset, sighting), charset)


def json_captures(data: bytes, sighting: Sighting) -> Iterator[Capture | Problem]:
    """The articles of one JSON value: the value itself, the elements of a list, or those of a service's answer."""
    text, charset = _json_text(data, sighting)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield bad_json(error, sighting.source)
        return
    found = False
    for number, raw, record in jsontext.articles(text, value):
        found = True
        where = replace(sighting, source=f"{sighting.source}#{number}") if number else sighting
        yield from _record(raw.encode(charset, "surrogateescape") if raw != text else data, record, charset, where)
    if not found:
        yield unknown_json(value, sighting.source)


def bad_json(error: Exception, source: str) -> Problem:
    """The Problem of JSON that does not parse."""
    why = "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:120]
    return problem("bad-json", f"This JSON cannot be read: {why}. The other records are kept; write this one "
                               "again.", source)


def unknown_json(value: object, source: str) -> Problem:
    """The Problem of JSON that is no article."""
    known = ", ".join(dialect.name for dialect in dialects.DIALECTS)
    if isinstance(value, dict):
        keys = ", ".join(str(key) for key in list(value)[:8])[:200] or "no keys"
        what = f"a JSON object with {keys}"
    else:
        what = "a JSON list without objects" if isinstance(value, list) else "a JSON value"
    return problem("unknown-json", f"This is {what}, an article in none of the dialects ({known}). "
                   "Rename its fields to those of one dialect; docs/dialects.md lists them.", source)


def _json_text(data: bytes, sighting: Sighting) -> tuple[str, str]:
    """The text of JSON bytes and the codec that gives the same bytes back."""
    wide = charsets.wide(data)
    if wide:
        order = {b"\xff\xfe": "-le", b"\xfe\xff": "-be", b"\x00\x00": "-be"}.get(data[:2], "")
        name = wide + order if wide in ("utf-16", "utf-32") else wide
        return data.decode(name, "replace").lstrip("\ufeff"), name
    try:
        return data.decode("utf-8").lstrip("\ufeff"), "utf-8"
    except UnicodeDecodeError:
        used = charsets.decide(data, _stated(sighting), markup=False).used
        try:
            return data.decode(used), used
        except UnicodeDecodeError:
            return data.decode("utf-8", "surrogateescape"), "utf-8"


def _record(data: bytes, record: object, charset: str, sighting: Sighting) -> Iterator[Capture | Problem]:
    """One article record, `data` its own bytes."""
    try:
        article = dialects.article(data, charset)
    except ValueError:
        yield unknown_json(record, sighting.source)
        return
    yield make(data, str(Kind.JSON), charsets.Charset(declared=None, used=charset), _of(article, sighting))


def _of(article: dialects.Article, sighting: Sighting) -> Sighting:
    rest = article.extra.encode("utf-8", "replace").decode()
    rest = rest if 2 < len(rest) <= EXTRA_LIMIT else ""              # "{}" says nothing
    return replace(sighting, url=storable(article.url) or sighting.url,
                   outlet=storable(article.outlet) or sighting.outlet,
                   retrieved=article.retrieved or sighting.retrieved, extra=sighting.extra or rest or None)


def storable(text: str | None, limit: int = 4096) -> str | None:
    """Text from outside in one line that every store can hold, or None."""
    if not text:
        return None
    return " ".join(text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd").split())[:limit] or None


def _feed_captures(data: bytes, sighting: Sighting) -> Iterator[Capture | Problem]:
    """The items of a feed that carry text, each the verbatim slice of its `<item>` or `<entry>`."""
    charset = charsets.decide(data, _stated(sighting))
    codec = charset.used.removesuffix("-sig") if charset.used.startswith("utf-8") else charset.used
    if codec in ("utf-16", "utf-32"):
        codec += "-le" if data.startswith(b"\xff\xfe") else "-be"
    text = data.decode(codec, "surrogateescape" if codec == "utf-8" else "replace")
    outlet = sighting.outlet or storable(jsontext.feed_title(text))
    sighting = replace(sighting, charset=sighting.charset or codec, outlet=outlet)
    bare = total = 0
    for total, raw in enumerate(jsontext.feed_items(text), 1):
        where = replace(sighting, source=f"{sighting.source}#{total}")
        slice_ = raw.encode(codec, "surrogateescape" if codec == "utf-8" else "replace")
        try:
            article = dialects.article(slice_, codec)
        except ValueError:
            article = dialects.Article(dialect="rss")
        if not article.html:
            bare += 1
            continue
        kept = _of(article, where)
        kept = replace(kept, outlet=outlet or kept.outlet)
        yield make(slice_, str(Kind.FEED), charsets.Charset(declared=codec, used=codec), kept)
    if not total or bare:
        yield problem("no-text", f"{bare} of {total} items of this feed carry no text, only a link; they were left "
                      "out. Capture the linked pages instead.", sighting.source)
