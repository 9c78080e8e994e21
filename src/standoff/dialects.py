"""One article as other programs write it down: the JSON dialects of scrapers and news services, and items of feeds.

Takes the bytes of one record; gives an `Article`: the same fields whatever the dialect, dates verbatim, all unknown
keys kept as they stood. A dialect is a row of `DIALECTS`: the keys that give it away and where its fields are. Guesses
nothing: a record of no dialect is a ValueError.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from standoff import charsets
from standoff.containers import mail_date
from standoff.text import storable

Value = object
"""What `json.loads` gives: dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article record, in our words. `text` or `html` or both; neither when the record only lists the article."""

    dialect: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None          # publication, as the record writes it
    modified: str | None = None      # as the record writes it
    retrieved: str | None = None     # ISO 8601; in UTC where the record gives a zone
    url: str | None = None
    outlet: str | None = None
    section: str | None = None
    language: str | None = None
    description: str | None = None
    text: str | None = None
    html: str | None = None
    truncated: bool = False          # the record itself says that its text is cut
    sources: tuple[tuple[str, str], ...] = ()  # (field, key of the record that it was read from)
    extra: str = "{}"                # JSON object of all that is not mapped, values verbatim


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one program writes articles. A path is keys joined by dots; the first path that holds something counts."""

    name: str
    needs: tuple[tuple[str, ...], ...]   # of each group at least one key is there
    title: tuple[str, ...] = ("title",)
    authors: tuple[str, ...] = ("authors",)
    date: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    retrieved: tuple[str, ...] = ()
    url: tuple[str, ...] = ("url",)
    outlet: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    language: tuple[str, ...] = ("language",)
    description: tuple[str, ...] = ("description",)
    text: tuple[str, ...] = ()
    html: tuple[str, ...] = ()


DIALECTS = (  # CONVENTIONS §3; the first whose needs are met counts, so the more telling keys stand first
    Dialect(name="newsapi.ai", needs=(("uri",), ("body",), ("dateTimePub", "dateTime", "isDuplicate", "eventUri")),
            date=("dateTimePub", "date"), retrieved=("dateTime",), outlet=("source.title", "source.uri"),
            language=("lang",), text=("body",)),
    Dialect(name="newsapi.org", needs=(("publishedAt",), ("source",), ("urlToImage", "content", "description")),
            authors=("author",), date=("publishedAt",), outlet=("source.name",), text=("content",)),
    Dialect(name="news-please", needs=(("maintext",), ("date_publish", "source_domain", "date_download")),
            title=("title", "title_page", "title_rss"), date=("date_publish",), modified=("date_modify",),
            retrieved=("date_download",), outlet=("source_domain",), text=("maintext",)),
    Dialect(name="fundus", needs=(("publishing_date",), ("body", "plaintext", "html")),
            date=("publishing_date",), retrieved=("html.crawl_date",),
            url=("url", "html.responded_url", "html.requested_url"),
            outlet=("publisher", "html.source_info.publisher"), language=("lang",), text=("plaintext", "body"),
            html=("html.content",)),
    Dialect(name="ngec", needs=(("event_text",), ("headline", "story_id", "pub_date", "publisher")),
            title=("headline",), date=("pub_date", "date"), outlet=("publisher",), text=("event_text",)),
    Dialect(name="mediacloud", needs=(("media_name", "media_url"), ("publish_date", "indexed_date")),
            date=("publish_date",), retrieved=("indexed_date",), outlet=("media_name", "media_url"),
            text=("text", "story_text")),
    Dialect(name="jsonfeed", needs=(("id",), ("content_html", "content_text")),
            authors=("authors", "author"), date=("date_published",), modified=("date_modified",),
            url=("url", "external_url"), description=("summary",), text=("content_text",), html=("content_html",)),
    Dialect(name="trafilatura",
            needs=(("text", "raw_text"), ("title", "url", "hostname", "source-hostname", "fingerprint")),
            authors=("author",), date=("date",), url=("url", "source"),
            outlet=("sitename", "source-hostname", "hostname"),
            description=("description", "excerpt"), text=("text", "raw_text")),
)

NO_VALUE = frozenset({"", "none", "null", "nan", "nat", "n/a", "unknown", "undefined"})
"""What programs print for a missing value. A title "None" is no title, a date "None" no date."""

_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*\Z")
_CUT_FEED = re.compile(r"\[(?:…|\.\.\.|&#8230;|&hellip;)\]\s*(?:</p>\s*)?\Z")


def recognise(record: Value) -> str | None:
    """The dialect's name, or None. A record that has "maintext" and "date_publish" is news-please's; one that has only
    "title" is nobody's."""
    found = _dialect(record)
    return found.name if found else None


def article(data: bytes, charset: str | None = None) -> Article:
    """The article of one record: a JSON object, or one `<item>` or `<entry>` of a feed. ValueError when it is none."""
    text = data.decode(charset or charsets.decide(data, markup=False).used, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _feed_item(text)
    try:
        record = json.loads(text)
    except RecursionError:
        raise ValueError("this JSON is nested too deep") from None
    except ValueError as error:
        raise ValueError(f"neither an item of a feed nor JSON, which cannot be parsed: {error}") from None
    dialect = _dialect(record)
    if dialect is None or not isinstance(record, dict):
        raise ValueError(f"no article record in a dialect known here ({', '.join(d.name for d in DIALECTS)})")
    return _read(dialect, record, text)


def members(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of each member of a JSON object, the value exactly as written. The text must be a valid object."""
    decoder = json.JSONDecoder()
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        _, end = decoder.raw_decode(text, at)
        yield key, text[at:end]
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _dialect(record: Value) -> Dialect | None:
    if not isinstance(record, dict):
        return None
    return next((d for d in DIALECTS if all(any(key in record for key in group) for group in d.needs)), None)


def _read(dialect: Dialect, record: Mapping[str, Value], raw: str) -> Article:
    used: set[str] = set()
    sources: list[tuple[str, str]] = []

    def take(name: str, paths: tuple[str, ...]) -> Value:
        chosen: Value = None
        for path in paths:
            value = _at(record, path)
            if value is None:
                used.add(path)           # a key of ours that says nothing is nothing to keep
            elif chosen is None:
                chosen = value
                sources.append((name, path))
                used.add(path.split(".")[0])
        return chosen

    def words(name: str, paths: tuple[str, ...]) -> str | None:
        return _words(take(name, paths))

    title, date = words("title", dialect.title), words("date", dialect.date)
    text = _prose(take("text", dialect.text))
    cut = dialect.name == "newsapi.org" and text is not None and _CUT.search(text[-80:]) is not None
    found = Article(
        dialect=dialect.name, title=title, authors=_names(take("authors", dialect.authors)), date=date,
        modified=words("modified", dialect.modified), retrieved=moment(words("retrieved", dialect.retrieved)),
        url=words("url", dialect.url), outlet=words("outlet", dialect.outlet),
        section=words("section", dialect.section),
        language=words("language", dialect.language), description=words("description", dialect.description),
        text=text, html=_words(take("html", dialect.html)), truncated=cut, sources=tuple(sources))
    rest = {key: value for key, value in members(raw) if key not in used or isinstance(record[key], dict)}
    extra = "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {value}" for key, value in rest.items()) + "}"
    return replace(found, extra=extra)


def _at(record: Value, path: str) -> Value:
    """What stands at a path, or None when that says nothing."""
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    if isinstance(record, str) and record.strip().lower() in NO_VALUE:
        return None
    return None if record in ([], {}) else record


def _words(value: Value) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("uri")
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), None)
    if isinstance(value, bool) or value is None:
        return None
    return storable(str(value)) if isinstance(value, str | int | float) else None


def _names(value: Value) -> tuple[str, ...]:
    """Names from a list, from objects with a "name", or from one string with ";" (trafilatura) between them."""
    if isinstance(value, str):
        value = value.split(";")
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return ()
    names = [_words(v) for v in value]
    return tuple(dict.fromkeys(n.strip() for n in names if n and n.strip().lower() not in NO_VALUE))


def _prose(value: Value) -> str | None:
    """Text from a string, a list of lines, or Fundus's body (summary, sections with headline and paragraphs)."""
    if isinstance(value, str):
        return storable(value)
    return storable("\n\n".join(line for line in _lines(value) if line.strip())) or None


def _lines(value: Value) -> Iterator[str]:
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, dict):
            first = [one[k] for k in ("summary", "headline") if k in one]
            stack.extend(reversed(first + [v for k, v in one.items() if k not in ("summary", "headline")]))


def moment(text: str | None) -> str | None:
    """A written time as ISO 8601, in UTC when it has a zone, else as it stands; None when it is no such time.

    "2017-03-16 10:00:00" gives "2017-03-16T10:00:00"; "last week" gives None.
    """
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        return mail_date(text)
    try:
        utc = when.astimezone(UTC) if when.tzinfo else when
    except (OverflowError, ValueError):
        return None
    if len(text.strip()) <= 10:
        return text.strip()
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")


def _local(node: etree._Element) -> str:
    """The name of an element without its namespace; of broken markup it may be ":", which `etree.QName` refuses."""
    return str(node.tag).rpartition("}")[2]


_PREFIXES = re.compile(r"[<\s/]([A-Za-z][\w.-]*):[A-Za-z]")


def _feed_item(text: str) -> Article:
    """An `<item>` of RSS or an `<entry>` of Atom. Its prefixes were declared on the feed: they are declared again."""
    kind = re.match(r"<(?:\w+:)?(item|entry)\b", text)
    if not kind:
        raise ValueError("neither a JSON object nor an <item> or <entry> of a feed")
    prefixes = sorted(set(_PREFIXES.findall(text)) - {"xml", "xmlns"})
    declared = "".join(f' xmlns:{prefix}="urn:prefix:{prefix}"' for prefix in prefixes)
    source = f"<feed{declared}>{_xml_safe(text)}</feed>".encode()
    root = etree.fromstring(source, etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False))
    if root is None or not len(root):
        raise ValueError(f"the <{kind[1]}> cannot be parsed")
    values: dict[str, list[str]] = {}
    link = None
    atom = kind[1] == "entry"
    content = None
    for node in root[0].iterchildren(etree.Element):
        name = f"{node.prefix}:{_local(node)}" if node.prefix else _local(node)
        value = _inner(node)
        if name == "link" and node.get("href"):
            if node.get("rel", "alternate") == "alternate" and link is None:
                link = node.get("href")
            continue
        if name == "author" and len(node):
            value = next((_inner(n) for n in node if _local(n) == "name"), value)
        if name in ("content", "summary") and node.get("type") == "xhtml":
            value = "".join(etree.tostring(n, encoding="unicode", method="html") for n in node)
        elif name in ("content", "summary") and atom and node.get("type", "text") == "text":
            value = html.escape(value, quote=False)
        values.setdefault(name, []).append(value)

    def first(*names: str) -> str | None:
        return next((v for n in names for v in values.get(n, ()) if v.strip().lower() not in NO_VALUE), None)

    body = first("content:encoded", "content")
    summary = first("description", "summary", "media:description")
    content = body or summary
    guid = first("guid", "id")
    taken = {"title", "link", "content:encoded", "content", "description", "summary", "pubDate", "published", "updated",
             "dc:date", "author", "dc:creator", "dc:language"}
    extra = {name: found if len(found) > 1 else found[0] for name, found in values.items() if name not in taken}
    return Article(
        dialect="atom" if atom else "rss", title=_plain(first("title")),
        authors=tuple(dict.fromkeys(_plain(a) or "" for a in values.get("dc:creator", values.get("author", [])) if a)),
        date=first("pubDate", "published", "dc:date", "updated"),
        modified=first("updated") if first("published") else None,
        url=link or first("link", "feedburner:origLink") or (guid if guid and guid.startswith("http") else None),
        outlet=first("source"), section=first("category"), language=first("dc:language"),
        description=_plain(summary) if body else None, html=content,
        truncated=body is None and content is not None and _CUT_FEED.search(content[-200:]) is not None,
        extra=json.dumps(extra, ensure_ascii=False))


def _inner(node: etree._Element) -> str:
    return "".join(str(part) for part in node.itertext()).strip()


def _xml_safe(text: str) -> str:
    """The text without the control characters and surrogates that XML cannot carry."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


def _plain(text: str | None) -> str | None:
    """A feed's title or summary as text: feeds write both as HTML, often escaped twice."""
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", text)).split()) if text else None
