"""Pages: a capture becomes its full reading text and typed segments, through one door whatever it was captured as.

`segment` decodes the bytes, hands HTML to `html`, flattened text to `flat`, the main part of an MHTML file and the text
of a JSON article record to whichever of the two fits, and ties what comes back to the capture. What is wrong with the
input comes back as `Problem` values beside the page, or in place of it when nothing could be read. No I/O, no clock.
"""

from __future__ import annotations

import html as entities
from collections.abc import Iterable
from dataclasses import dataclass, replace

from standoff import containers, dialects, text
from standoff.model import Capture, Date, DateBasis, Field, FieldName, Origin, Page, Problem, Role, Span
from standoff.pages import dates
from standoff.pages.cut import Cut
from standoff.pages.flat import segment_flat

STAGE = "pages"
VERSION = "1"

GARBAGE = 0.1
"""Share of characters that no text has (undecodable, control) above which a capture is not text. Random bytes decode to
30 to 60 % of them; the worst mislabelled European encoding to about 5 %."""

SHOWN = 3
"""How many places a message names."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the record around an article says of it."""

    fields: tuple[Field, ...] = ()
    date: Date | None = None
    title: str | None = None
    url: str | None = None


def segment(capture: Capture) -> tuple[Page | Problem, ...]:
    """The page of a capture with its typed segments, and the problems met; only problems when nothing is readable.

    The time taken is linear in the size of the capture.
    """
    key = "p" + capture.digest[:16]
    problems: list[Problem] = []

    def report(code: str, message: str, span: Span | None = None) -> None:
        problems.append(Problem(stage=STAGE, code=code, message=message, source=capture.sightings[0].source,
                                capture=capture.digest, span=span))

    if not capture.data.strip():
        report("empty", "The capture has no content. Capture the page again.")
        return tuple(problems)

    said, door = _Said(url=capture.url), capture.media_type
    data, charset = capture.data, capture.charset_detected or capture.charset_declared
    source: str | None = None
    try:
        if capture.media_type == "multipart/related":
            part = containers.main_html(data)
            data, charset, door = part.html, part.charset or charset, "text/html"
            said = replace(said, url=said.url or part.url)
        elif capture.media_type == "application/json":
            article = dialects.article(data)
            said = _said(article)
            source, door = (article.html, "text/html") if article.html else (article.text or "", "text/plain")
    except ValueError as error:
        report("unreadable-container", f"The article inside the {capture.media_type} capture could not be read: {error}")
        return tuple(problems)

    if source is None:
        source, lost = _decode(data, charset)
        if lost:
            report("bad-bytes", _bad_bytes(source, lost, charset, door),
                   Span(page=key, start=source.index("\ufffd"), end=source.index("\ufffd") + 1)
                   if door == "text/plain" else None)
    source = text.storable(source)
    if not source.strip("\ufeff\u200b \t\r\n\xa0"):
        report("empty", "The capture has no readable text. Capture the page again.")
        return tuple(problems)
    if _garbage(source) > GARBAGE:
        report("not-text", f"{_garbage(source):.0%} of the characters are no text in encoding {charset}: a binary file, "
                           "or another encoding. Convert it, or capture the page as HTML or text.")
        return tuple(problems)

    if door == "text/html":
        from standoff.pages.html import segment_html    # heavy: two extractors that flattened pages do without
        cut = segment_html(_titled_html(source, said.title), key=key, url=said.url)
    elif door == "text/plain":
        cut = segment_flat(_titled(source, said.title), key=key, url=said.url, title=said.title)
    else:
        report("unknown-type", f"No way is known to read {capture.media_type}. Known: text/html, text/plain, "
                               "multipart/related, application/json.")
        return tuple(problems)
    for code, message in cut.trouble:
        report(code, message)
    if not cut.segments:
        report("empty", "Nothing in the capture can be seen by a reader: a page drawn by scripts, or an empty frame. "
                        "Capture it again from a browser, after it has loaded.")
        return tuple(problems)
    text.check_partition(cut.text, ((seg.start, seg.end) for seg in cut.segments))
    page = Page(key=key, capture=capture.digest, text=cut.text, digest=text.digest(cut.text), segments=cut.segments,
                fields=_merged(said.fields, cut), published=_published(cut, said.date, capture.retrieved, key),
                url=said.url, origin=Origin(stage=STAGE, version=VERSION, rule=f"{capture.media_type}:{door}"
                                            if door != capture.media_type else door))
    return (page, *problems)


def _decode(data: bytes, charset: str | None) -> tuple[str, int]:
    """The text, and how many characters of it stand for bytes that are not in the charset."""
    name = charset or "utf-8"
    try:
        return data.decode(name), 0
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        source = data.decode(name, "replace")
    except LookupError:
        name = "utf-8"
        source = data.decode(name, "replace")
    try:
        honest = data.count("\ufffd".encode(name))
    except UnicodeEncodeError:
        honest = 0
    return source, max(source.count("\ufffd") - honest, 0)


def _bad_bytes(source: str, lost: int, charset: str | None, door: str) -> str:
    """The message on bytes that could not be decoded."""
    places, at = [], -1
    for _ in range(min(SHOWN, lost)):
        at = source.index("\ufffd", at + 1)
        places.append(f"{source.count(chr(10), 0, at) + 1}")
    where = f"line{'s' * (len(places) > 1)} {', '.join(places)}" + (" …" if lost > SHOWN else "")
    return (f"{lost} character{'s' * (lost > 1)} could not be decoded as {charset or 'utf-8'} and stand as U+FFFD "
            f"({'source, ' if door == 'text/html' else ''}{where}). The encoding may be declared wrongly, or the capture damaged.")


def _garbage(source: str) -> float:
    """The share of characters that no text has."""
    kinds = {c: source.count(c) for c in _CONTROL if c in source}
    return sum(kinds.values()) / len(source)


_CONTROL = "\ufffd" + "".join(map(chr, [*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)]))


def _said(article: dialects.Article) -> _Said:
    """What a JSON article record says, as sourced fields and an imported date."""
    pairs: list[tuple[FieldName, str, str | None]] = [(FieldName.TITLE, "title", article.title)]
    pairs += [(FieldName.AUTHOR, "authors", name) for name in article.authors]
    pairs += [(FieldName.OUTLET, "outlet", article.outlet), (FieldName.LANGUAGE, "language", article.language)]
    fields = tuple(Field(name=name, value=value.strip(), source=f"record:{key}", rule=f"dialect:{article.dialect}")
                   for name, key, value in pairs if value and value.strip())
    date = dates.read(article.date) if article.date else None
    if date:
        date = replace(date, basis=DateBasis.IMPORTED, reason=date.reason or f"{article.dialect} record: {article.date}")
    return _Said(fields=fields, date=date, title=article.title, url=article.url)


def _titled(source: str, title: str | None) -> str:
    """The text, with the record's title before it when the text lacks it."""
    if not title or not title.strip() or _folded(title) in _folded(source):
        return source
    return text.storable(title.strip()) + "\n\n" + source


def _titled_html(source: str, title: str | None) -> str:
    """The markup, with the record's title as its heading when it lacks it."""
    if not title or not title.strip() or _folded(title) in _folded(entities.unescape(source)):
        return source
    return f"<h1>{entities.escape(text.storable(title.strip()))}</h1>\n{source}"


def _folded(source: str) -> str:
    return "".join(c for c in source.casefold() if c.isalnum())


def _merged(said: Iterable[Field], cut: Cut) -> tuple[Field, ...]:
    """The record's fields, shown in the text where the text has them, then the page's own that add something."""
    said = tuple(replace(field, spans=next((f.spans for f in cut.fields if f.name == field.name
                                            and _folded(f.value) == _folded(field.value)), ())) for field in said)
    known = {(field.name, _folded(field.value)) for field in said}
    return said + tuple(field for field in cut.fields if (field.name, _folded(field.value)) not in known)


def _published(cut: Cut, imported: Date | None, retrieved: str | None, key: str) -> Date:
    """The cut's date, weighed again when the record or the retrieval has something to add."""
    if imported is None and retrieved is None:
        return cut.published
    own = [cut.published] if cut.published.basis not in (DateBasis.UNKNOWN, DateBasis.COMMENT_BOUND) else []
    comments = [seg.when for seg in cut.segments if seg.role is Role.COMMENT and seg.when]
    return dates.publication([*own, *([imported] if imported else [])], comments=comments, retrieved=retrieved,
                             text=cut.text, page=key)
