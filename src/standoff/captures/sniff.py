"""What bytes are, by their content: the media type of a capture, or what the bytes look like when they are no page.

Takes the beginning of a payload; names play no part. Plain text is what is left when nothing else fits, so a text with
a stray `<they came` stays text.
"""

from __future__ import annotations

import re
from enum import StrEnum

from standoff import charsets, containers


class Kind(StrEnum):
    """What a stream or payload is."""

    EMPTY = "empty"
    GZIP = "gzip"
    ZSTD = "zstd"
    WARC = "WARC"
    ZIP = "zip"
    MHTML = "multipart/related"
    JSON = "application/json"
    FEED = "application/xml"
    XML = "xml"                      # a vocabulary that holds no articles that we read
    HTML = "text/html"
    TEXT = "text/plain"
    BINARY = "binary"

_MAGIC = (  # what it looks like, and what to do; file(1) knows these by the same bytes
    (0, b"%PDF-", "a PDF document", "Convert it to text or HTML first (pdftotext, or the page it was made from)."),
    (0, b"\xff\xd8\xff", "a JPEG picture", ""), (0, b"\x89PNG\r\n", "a PNG picture", ""),
    (0, b"GIF8", "a GIF picture", ""),
    (8, b"WEBP", "a WebP picture", ""), (0, b"II*\x00", "a TIFF picture", ""), (0, b"MM\x00*", "a TIFF picture", ""),
    (0, b"\x7fELF", "a Linux program", ""), (0, b"MZ\x90", "a Windows program", ""),
    (0, b"\xd0\xcf\x11\xe0", "an old Microsoft Office document", "Save it as text or HTML first."),
    (0, b"{\\rtf", "an RTF document", "Save it as text or HTML first."),
    (0, b"BZh", "a bzip2 archive", "Unpack it first (bunzip2)."),
    (0, b"\xfd7zXZ\x00", "an xz archive", "Unpack it first (unxz)."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (0, b"Rar!", "a RAR archive", "Unpack it first."),
    (257, b"ustar", "a tar archive", "Unpack it first (tar xf) and give the directory."),
    (0, b"SQLite format 3\x00", "a SQLite database", "A Standoff record is opened with --db, not read."),
    (0, b"PAR1", "a Parquet table", "Export it as JSONL first."), (0, b"OggS", "an Ogg sound or video file", ""),
    (0, b"ID3", "an MP3 sound file", ""),
    (4, b"ftyp", "an MP4 video", ""), (0, b"\x1aE\xdf\xa3", "a Matroska video", ""),
    (0, b"RIFF", "a RIFF sound or video file", ""), (0, b"wOFF", "a web font", ""), (0, b"wOF2", "a web font", ""),
    (0, b"bplist00", "a binary property list or Safari web archive", "Save the page as HTML instead."),
    (0, b"\xca\xfe\xba\xbe", "a program", ""), (0, b"\x00asm", "a WebAssembly program", ""),
)

_NEVER_TEXT = (b"%PDF-", b"{\\rtf")

_TAGS = ("html|head|body|meta|title|script|noscript|style|link|base|div|p|article|section|main|header|footer|nav|aside|"
         r"table|tbody|tr|td|th|h[1-6]|a|span|br|hr|img|picture|figure|figcaption|ul|ol|li|dl|dt|dd|blockquote|pre|code|"
         r"iframe|font|center|b|i|u|em|strong|small|sup|sub|form|input|button|label|time|video|audio|source|svg|template")
_FEEDS = ("rss", "feed", "rdf")
_LISTS = ("urlset", "sitemapindex", "opml", "svg")
_START = re.compile(rf"<(?!svg)(?:!doctype\s+html|(?:{_TAGS})(?=[\s/>]))", re.I)
_ANY = re.compile(rf"<(/?)({_TAGS})(?:\s[^<>]*)?/?>", re.I)
_BLOCKS = frozenset(("p", "div", "br", "a", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td",
                     "blockquote", "section", "article", "figure", "img"))
_PROLOGUE = re.compile(r"(?:\s|\ufeff|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|"
                       r"<!doctype(?!\s+html)[^>\[]*(?:\[.*?\])?\s*>)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\{\]])')

CONTROL_SHARE = 0.05
"""Share of control characters above which bytes are no text: random and compressed bytes have 0.11, text none."""


def kind(data: bytes) -> Kind:
    """What the bytes are, from their beginning (charsets.HEAD bytes are enough; fewer when that is all there is)."""
    if data.startswith(b"\x1f\x8b\x08"):
        return Kind.GZIP
    if data.startswith(b"\x28\xb5\x2f\xfd") or (data[1:4] == b"\x2a\x4d\x18" and 0x50 <= data[0] <= 0x5F):
        return Kind.ZSTD
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if re.match(rb"WARC/\d", data):
        return Kind.WARC
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        return Kind.EMPTY
    if looks(data):
        return Kind.BINARY
    text = charsets.head(data)
    start = text[_PROLOGUE.match(text).end():]  # type: ignore[union-attr]
    if _START.match(start) or (not start and text.lstrip().startswith("<!--")):
        return Kind.HTML
    if _JSON.match(text.lstrip("\ufeff")):
        return Kind.JSON
    root = _ROOT.match(start)
    if root and root[1].lower() in _FEEDS:
        return Kind.FEED
    if root and (root[1].lower() in _LISTS or re.match(r"\s*<\?xml", text.lstrip("\ufeff"))):
        return Kind.XML
    if containers.is_mhtml(data):
        return Kind.MHTML
    if _marked_up(text):
        return Kind.HTML
    return Kind.TEXT


def root(data: bytes) -> str:
    """The name of an XML document's root element, "" when there is none."""
    text = charsets.head(data)
    found = _ROOT.match(text, _PROLOGUE.match(text).end())  # type: ignore[union-attr]
    return found[1] if found else ""


def looks(data: bytes) -> tuple[str, str] | None:
    """What binary bytes look like and what to do with them; None for text in any charset."""
    for at, magic, what, advice in _MAGIC:
        if data.startswith(magic, at) and (magic in _NEVER_TEXT or not magic.isalnum() or _controls(data) > 0):
            return what, advice
    if charsets.wide(data) or data.startswith(b"\xef\xbb\xbf"):
        return None
    if _controls(data) > CONTROL_SHARE:
        return "binary data", ""
    return None


def _controls(data: bytes) -> float:
    sample = data[:charsets.HEAD]
    return (len(sample) - len(sample.translate(None, charsets.CONTROLS))) / max(1, len(sample))


def _marked_up(text: str) -> bool:
    """Whether text that does not begin with a tag is HTML all the same: a fragment as feeds carry them, or a whole
    document after a server's warning.

    Accepts "Talks ended.<p>Both sides <b>left</b>.</p><p>No date was set.</p>"; refuses a text of many lines in which a
    readers' comments have an <i>emphatic</i> <b>word</b>, or where "<they came" opens nothing.
    """
    tags = [(found[1], found[2].lower()) for found in _ANY.finditer(text)]
    if {"html", "body"} <= {name for _, name in tags} or {"html", "head"} <= {name for _, name in tags}:
        return True
    closing = sum(slash == "/" for slash, _ in tags)
    blocks = sum(name in _BLOCKS for _, name in tags)
    return len(tags) >= 4 and closing >= 2 and blocks >= 2 and len(text) <= 500 * len(tags)
