"""Pages: a capture becomes its full reading text and typed segments, through one door whatever it was captured as.

`segment` decodes the bytes, hands HTML to `html`, flattened text to `flat`, the main part of an MHTML file and the text
of a JSON article record to whichever of the two fits, and ties what comes back to the capture. What is wrong with the
input comes back as `Problem` values beside the page, or in place of it when nothing could be read. No I/O, no clock.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files

from standoff import containers, dialects, text
from standoff.model import Capture, Date, DateBasis, Field, FieldName, Origin, Page, Problem, Role, Span
from standoff.pages import dates
from standoff.pages.cut import Cut
from standoff.pages.flat import segment_flat

STAGE = "pages"
VERSION = "1." + sha256(b"".join((files("standoff") / name).read_bytes()
                                 for name in ("pages/weights.npz", "lexicons/flat.toml"))).hexdigest()[:8]
"""Of the code, and of the weights and word lists that it decides by: when either changes, pages are cut anew."""
HTML, TEXT = "text/html", "text/plain"

GARBAGE = 0.1
"""Share of characters that no text has (undecodable, control) above which a capture is not text. Random bytes
have 30 to 60 % of them in UTF-8 and 25 % in Latin encodings, the worst mislabelled text about 5 %."""

SHOWN = 3
"""How many places a message names."""

RECORDS = ("application/json", "application/xml")
"""Media types of one article as a record: JSON of a dialect, an item of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What is to be cut: the decoded source, the door for it, and what the container says of the page."""

    text: str
    door: str
    charset: str
    lost: int = 0                    # characters that stand for undecodable bytes
    url: str | None = None
    title: str | None = None
    date: Date | None = None         # of publication
    updated: Date | None = None
    fields: tuple[Field, ...] = ()
    trouble: tuple[tuple[str, str], ...] = ()


def segment(capture: Capture) -> tuple[Page | Problem, ...]:
    """The page of a capture with its typed segments, and the problems met; only problems when nothing is readable.

    The time taken is linear in the size of the capture.
    """
    key = "p" + capture.digest[:16]

    def problem(code: str, message: str, span: Span | None = None) -> Problem:
        return Problem(stage=STAGE, code=code, message=message, source=capture.sightings[0].source,
                       capture=capture.digest, span=span)

    if not capture.data.strip():
        return (problem("empty", "The capture has no content. Capture the page again."),)
    try:
        source = _source(capture)
    except ValueError as error:
        return (problem("unreadable", f"No page could be found in this {capture.media_type} capture: {error}."),)
    problems = [problem(code, message) for code, message in source.trouble]
    if source.lost:
        at = source.text.index("\ufffd")
        span = Span(page=key, start=at, end=at + 1) if source.door == TEXT else None
        problems.append(problem("bad-bytes", _bad_bytes(source), span))
    share = _garbage(source.text)
    if share > GARBAGE:
        return (problem("not-text", f"{share:.0%} of the characters are no text in {source.charset}: a binary file, or "
                                    "another encoding. Convert it, or capture the page as HTML or text."),)
    if source.door == HTML:
        from standoff.pages.html import segment_html  # heavy: extractors that flattened pages do without
        cut = segment_html(source.text, key=key, url=source.url)
    else:
        cut = segment_flat(source.text, key=key, url=source.url, title=source.title)
    problems += [problem(code, message) for code, message in cut.trouble]
    if not any(char.isalnum() for seg in cut.segments for char in cut.text[seg.start:seg.end]):
        return (*problems, problem("empty", "Nothing in the capture can be read: an empty frame, or a page drawn by "
                                            "scripts. Capture it again from a browser, after it has loaded."))
    text.check_partition(cut.text, ((seg.start, seg.end) for seg in cut.segments))
    rule = source.door if source.door == capture.media_type else f"{capture.media_type}:{source.door}"
    page = Page(key=key, capture=capture.digest, text=cut.text, digest=text.digest(cut.text), segments=cut.segments,
                fields=_merged(source.fields, cut.fields), published=_published(cut, source, capture.retrieved, key),
                url=source.url, origin=Origin(stage=STAGE, version=VERSION, rule=rule))
    return (page, *problems)


def _source(capture: Capture) -> _Source:
    """What the capture holds, decoded; ValueError when it holds no page."""
    charset = capture.charset_detected or capture.charset_declared or "utf-8"
    if capture.media_type in (HTML, TEXT):
        decoded, lost = _decode(capture.data, charset)
        return _Source(text=decoded, door=capture.media_type, charset=charset, lost=lost, url=capture.url)
    if capture.media_type == "multipart/related":
        part = containers.main_html(capture.data)
        decoded, lost = _decode(part.html, part.charset)
        trouble = (("charset", part.trouble),) if part.trouble else ()
        return _Source(text=decoded, door=HTML, charset=part.charset, lost=lost, trouble=trouble,
                       url=capture.url or part.url)
    if capture.media_type in RECORDS:
        return _record(dialects.article(capture.data, charset), capture.url, charset)
    raise ValueError(f"known media types are {HTML}, {TEXT}, multipart/related, {', '.join(RECORDS)}")


def _record(article: dialects.Article, url: str | None, charset: str) -> _Source:
    """The page of one article record: its own HTML or text, its title before it, what it says as sourced fields."""
    keys = dict(article.sources)
    pairs = [(FieldName.TITLE, "title", article.title),
             *((FieldName.AUTHOR, "authors", name) for name in article.authors),
             (FieldName.OUTLET, "outlet", article.outlet), (FieldName.SECTION, "section", article.section),
             (FieldName.DESCRIPTION, "description", article.description),
             (FieldName.LANGUAGE, "language", article.language)]
    rule = f"dialect:{article.dialect}"
    fields = tuple(Field(name=name, value=value.strip(), source=f"record:{keys.get(key, key)}", rule=rule)
                   for name, key, value in pairs if value and value.strip())
    body = article.html or article.text
    trouble: tuple[tuple[str, str], ...] = ()
    if body is None:
        body = article.description or ""
        trouble = (("only-listed", "The record lists the article without its text: title and description stand in."),)
    door = HTML if article.html else TEXT
    shown = entities.unescape(body) if article.html else body
    title = text.storable((article.title or "").strip())
    if title and not _shows(shown, title):
        body = f"<h1>{entities.escape(title)}</h1>\n{body}" if article.html else f"{title}\n\n{body}"
    return _Source(text=text.storable(body), door=door, charset=charset, url=url or article.url, title=title or None,
                   date=_imported(article.date, article.dialect), updated=_imported(article.modified, article.dialect),
                   fields=fields, trouble=trouble)


def _imported(written: str | None, dialect: str) -> Date | None:
    """The date that a record gives, as read."""
    date = dates.read(written) if written else None
    if date is None:
        return None
    return replace(date, basis=DateBasis.IMPORTED, spans=(), reason=date.reason or f"{dialect} record has {written}")


def _decode(data: bytes, charset: str) -> tuple[str, int]:
    """The text as a store can hold it, and how many of its characters stand for bytes that are not in the charset."""
    try:
        return text.storable(data.decode(charset)), 0
    except UnicodeDecodeError:
        decoded = data.decode(charset, "replace")
    except LookupError:
        charset, decoded = "utf-8", data.decode("utf-8", "replace")
    try:
        honest = data.count("\ufffd".encode(charset))
    except UnicodeEncodeError:
        honest = 0
    return text.storable(decoded), decoded.count("\ufffd") - honest


def _bad_bytes(source: _Source) -> str:
    """The message on bytes that could not be decoded."""
    lines: list[str] = []
    at = -1
    while len(lines) < SHOWN and (at := source.text.find("\ufffd", at + 1)) >= 0:
        lines.append(str(source.text.count("\n", 0, at) + 1))
    many = "s" if source.lost > 1 else ""
    more = " and others" if source.lost > len(lines) else ""
    return (f"{source.lost} character{many} could not be decoded as {source.charset}, replaced by U+FFFD in line "
            f"{', '.join(dict.fromkeys(lines))}{more}. Its encoding may be declared wrongly, or the capture damaged.")


def _garbage(source: str) -> float:
    """The share of characters that no text has."""
    return sum(source.count(char) for char in _CONTROL) / max(len(source), 1)


_CONTROL = "\ufffd" + "".join(map(chr, [*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)]))


def _shows(source: str, title: str) -> bool:
    """Whether a text has the words of a title together; long ones also where marks or spaces differ."""
    words = " ".join(_WORD.findall(title.casefold()))
    if len(words) >= 15:
        return _folded(title) in _folded(source)
    return f" {words} " in f" {' '.join(_WORD.findall(source.casefold()))} "


_WORD = re.compile(r"[^\W_]+")


def _folded(source: str) -> str:
    return "".join(c for c in source.casefold() if c.isalnum())


def _merged(record: tuple[Field, ...], own: tuple[Field, ...]) -> tuple[Field, ...]:
    """The record's fields, with the places that show them in the text, then the page's own that add something."""
    shown = {(field.name, _folded(field.value)): field.spans for field in own}
    known = {(field.name, _folded(field.value)) for field in record}
    return (*(replace(field, spans=shown.get((field.name, _folded(field.value)), ())) for field in record),
            *(field for field in own if (field.name, _folded(field.value)) not in known))


def _published(cut: Cut, source: _Source, retrieved: str | None, key: str) -> Date:
    """The cut's date, weighed again when the record or the retrieval has something to add."""
    if source.date is None and source.updated is None and retrieved is None:
        return cut.published
    candidates = [] if cut.published.basis in (DateBasis.UNKNOWN, DateBasis.COMMENT_BOUND) else [cut.published]
    candidates += [source.date] if source.date else []
    candidates += [replace(source.updated, reason=dates.UPDATE + source.updated.reason)] if source.updated else []
    comments = [seg.when for seg in cut.segments if seg.role is Role.COMMENT and seg.when]
    return dates.publication(candidates, comments=comments, retrieved=retrieved, text=cut.text, page=key)
