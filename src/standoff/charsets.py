"""Which charset turns bytes into text: what the bytes and their carrier declare, checked against what they are.

Takes bytes and the charsets declared outside them; gives a `Charset`: declared, used, and what was wrong. The order is
byte order mark, carrier (HTTP header), the document's own declaration, detection. Two corrections to that order: a
declaration under which the bytes cannot be read loses, and bytes that are valid UTF-8 with characters beyond ASCII
are UTF-8 whatever single-byte charset is declared (such bytes do not come about by chance). Names are Python codecs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

HEAD = 65_536
"""Bytes of the beginning that decide media type and declarations. WHATWG sniffs 1445; scripts may precede <meta>."""

SAMPLE = 24_576
"""Bytes given to the detectors, markup and ASCII stretches left out."""

BAD_SHARE = 0.05
"""Share of non-ASCII characters that may fail before a charset counts as wrong: one bad byte in a page of UTF-8 is
damage, a failure at every twentieth letter is another charset."""

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

LABELS = {  # WHATWG Encoding §4.2 where Python's codec of that name is narrower than the web's use of it
    "latin-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "iso-8859-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "x-user-defined": "cp1252", "none": "", "default": "", "auto": "", "unicode": "utf-16",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "windows-874": "cp874", "x-mac-cyrillic": "mac-cyrillic", "utf-16": "utf-16-le", "utf-7": "", "replacement": "",
}
WIDER = {"shift_jis": "cp932", "gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949",
         "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "ascii": "cp1252", "hz": "hz"}

CANDIDATES = ["cp1256", "iso8859_6", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1254", "gb18030",
              "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "cp1253", "iso8859_7", "cp1255", "iso8859_8",
              "cp1250", "iso8859_2", "cp1252", "iso8859_15", "cp1257", "cp1258", "cp874", "utf_8"]
"""What the web still serves (WHATWG's list, less the charsets that nothing but a test page uses)."""

LATIN = ["cp1252", "cp1254", "cp1250", "iso8859_2", "cp1257"]

_META = re.compile(rb"""<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.+-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w:.+-]{2,40})["']""", re.I)
CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
"""Bytes that no text in an ASCII-based charset has: NUL and the C0 controls that are no white space or escape."""

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
_MARKUP = re.compile(rb"<[^<>]{0,2000}>|&#?\w{1,12};")
_SHIFT = re.compile(rb"\x1b[$(]")                       # ISO-2022 text is ASCII but for these
_CUT_END = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")  # of UTF-8 cut short
_BEYOND = re.compile(rb"[^\n]{0,60}[\x80-\xff\x1b][^\n]{0,200}")
_ASCII = re.compile(r"[\x00-\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset:
    """How bytes are read. `data.decode(used, "replace")` gives the text; `bad` characters of it come out as U+FFFD."""

    declared: str | None             # codec declared by mark, carrier or markup; the label itself when it names none
    used: str
    trouble: str = ""                # what was wrong with the declaration or the bytes, in words; "" when nothing was
    bad: int = 0


def codec(label: str) -> str | None:
    """The Python codec for a charset label as the web uses it, or None. "latin-1" is cp1252; "banana" is nothing."""
    name = label.strip().strip("\"'").lower()
    if name in LABELS:
        return LABELS[name] or None
    web = map_encoding_to_html5(name, fallback_utf8=False) if name.isascii() else None
    try:
        found = codecs.lookup(web or name)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NO_CHARSETS:
        return None
    return WIDER.get(found.name, found.name)


_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape",
                "undefined", "mbcs", "oem", "utf-7"}


def wide(data: bytes) -> str | None:
    """The codec of UTF-16 or UTF-32 text, marked or not, or None.

    Unmarked UTF-16 shows in its spaces, line ends and digits: half of each is NUL. Prose in any script has them;
    random bytes decode to unassigned characters and surrogates as well.
    """
    for mark, marked in BOMS[1:]:
        if data.startswith(mark):
            return marked
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample or _dotted(sample):
        return None
    best = 0.0
    name: str | None = None
    for order in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = sample[:len(sample) // 4 * 4].decode(order, "replace")
        plain = sum(c in " \n\r\t.,<>\"/" or "0" <= c <= "9" for c in text)
        odd = sum(not (c.isprintable() or c in "\r\n\t\f\u200c\u200d\u200e\u200f") for c in text) + text.count("\ufffd")
        share = plain / len(text)
        if odd <= len(text) // 100 and share > max(best, 0.02):
            best, name = share, order
    return name


def _dotted(sample: bytes) -> bool:
    """Whether a sample is narrow text with stray NULs in it: without them it is UTF-8, and no other control remains."""
    bare = sample.replace(b"\x00", b"")
    if 4 * len(bare) < 3 * len(sample) or bare.translate(None, CONTROLS) != bare:
        return False
    return _bad_share(bare.decode("utf-8", "replace"), bare) == 0


def head(data: bytes) -> str:
    """The beginning of the bytes as text that keeps ASCII right in whatever charset: enough to recognise markup."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    name = wide(data)
    if name:
        return data[:HEAD].decode(name, "replace").lstrip("\ufeff")
    return data[:HEAD].decode("latin-1")


def in_markup(data: bytes) -> str | None:
    """The label that the document's XML declaration or first <meta> gives, comments apart."""
    start = _COMMENT.sub(b"", data[:HEAD])
    found = _XML.search(start) or _META.search(start)
    return found[1].decode("ascii", "replace") if found else None


def decide(data: bytes, stated: Iterable[str] = (), *, markup: bool = True) -> Charset:
    """The charset of the bytes. `stated` are labels from outside, strongest first; `markup` allows <meta> and <?xml."""
    labels = [*stated]
    own = in_markup(data) if markup else None
    if own:
        labels.append(own)
    declared = next(iter(labels), None)
    named = (declared and codec(declared)) or (declared.strip().lower() if declared else None)
    for mark, name in BOMS:
        if data.startswith(mark):
            text = data.decode(name, "replace")
            return _with_damage(name, name, text, data)
    broad = wide(data)
    if broad:
        return _with_damage(named, broad, data.decode(broad, "replace"), data)
    shifts = _SHIFT.search(data) is not None
    if data.isascii() and not shifts:
        return Charset(declared=named, used="utf-8")
    valid = _clean(data, "utf-8")
    troubles = []
    for label in labels:
        name = codec(label) or ""
        if not name:
            troubles.append(f"the declared charset {label[:40]!r} is no charset")
        elif name.startswith(("utf-16", "utf-32")):
            troubles.append(f"declared {name}, but the bytes are no wide characters")
        elif valid and name != "utf-8" and _single(name):
            troubles.append(f"declared {name}, but the bytes are valid UTF-8")
        elif valid and name == "utf-8":
            return Charset(declared=named, used=name)
        else:
            text = data.decode(name, "replace")
            whole = _CUT_END.sub(b"", data) if name == "utf-8" else data
            if _bad_share(text if whole == data else whole.decode(name, "replace"), whole) <= BAD_SHARE:
                return _with_damage(named, name, text, data)     # declared twice, and once rightly: no trouble
            troubles.append(f"declared {name}, but the bytes cannot be read as that")
    used = "utf-8" if valid and not shifts else detect(data)
    return _with_damage(named, used, data.decode(used, "replace"), data, troubles)


def detect(data: bytes) -> str:
    """The likeliest charset of undeclared bytes: two detectors, and the more plausible text where they differ."""
    whole = _CUT_END.sub(b"", data)
    if not whole.isascii() and _bad_share(whole.decode("utf-8", "replace"), whole) <= BAD_SHARE:
        return "utf-8"
    sample = _sample(data)
    votes = [codec(detect_encoding(sample, max_len=0) or "") or "cp1252"]
    best = from_bytes(sample, cp_isolation=CANDIDATES, enable_fallback=False).best()
    if best:
        votes.append(codec(best.encoding) or "cp1252")
    if "utf-8" in votes and _bad_share(sample.decode("utf-8", "replace"), sample) > BAD_SHARE:
        votes = [v for v in votes if v != "utf-8"] or ["cp1252"]
    if all(_is_latin(sample.decode(name, "replace")) for name in votes):
        votes += LATIN               # detectors mix these up: Turkish read as Baltic, Czech as Western
    return max(votes, key=lambda name: _plausible(sample.decode(name, "replace")))


def _sample(data: bytes) -> bytes:
    """Stretches around characters beyond ASCII, from the beginning, middle and end, without markup."""
    if len(data) > 3 * HEAD:
        middle = len(data) // 2
        data = data[:HEAD] + b"\n" + data[middle:middle + HEAD] + b"\n" + data[-HEAD:]
    bare = _MARKUP.sub(b" ", data)
    if bare.isascii() and not _SHIFT.search(bare):
        bare = data
    found, size = [], 0
    for match in _BEYOND.finditer(bare):
        found.append(match[0])
        size += len(match[0])
        if size >= SAMPLE:
            break
    return b"\n".join(found) or bare[:SAMPLE]


def _plausible(text: str) -> float:
    """How much a decoded sample looks like writing: letters of one script and, if Latin, of one language; lower case
    inside words, few odd signs."""
    beyond = _ASCII.sub("", text)
    if not beyond:
        return 0.0
    letters = sum(c.isalpha() for c in beyond)
    blocks: dict[int, int] = {}
    for c in beyond:
        if c.isalpha():
            block = ord(c) >> 8 if ord(c) < 0x2E80 else 0x2E80
            blocks[block] = blocks.get(block, 0) + 1
    main = max(blocks.values(), default=0)
    if _is_latin(text):
        low = beyond.lower()
        main = max(sum(c in alphabet for c in low) for alphabet in _ALPHABETS)
    flips = len(_FLIP.findall(text))
    strange = sum(not c.isprintable() and not c.isspace() and c not in "\u200c\u200d\u200e\u200f" for c in beyond)
    signs = sum(c in _SIGNS for c in beyond)
    return (letters + 0.5 * signs + main - 3 * flips - 4 * strange - 6 * beyond.count("\ufffd")) / len(beyond)


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha() and not c.isascii()]
    return 2 * sum(c < "\u0250" for c in letters) >= len(letters)


_ALPHABETS = [frozenset(letters) for letters in (  # beyond a–z, in lower case: orthographies of the languages named
    "çğıöşü", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß",
    "àâæçèéêëîïôœùûüÿ", "áéíñóúüªº", "àáâãçéêíóôõúªº", "àèéìîòóù", "åäöé", "åæøé", "áæðéíóöúýþ", "áéëïóöü", "äõöšüž",
    "āčēģīķļņšūž", "ąčęėįšųūž", "àâăáảạấầậắặẻẹếềệỉịọốộớờợụủưứừựđêôơýỳ")]
# Turkish, Polish, Czech, Slovak, Hungarian, Romanian, Croatian, German / French, Spanish, Portuguese, Italian, Swedish,
# Danish, Icelandic, Dutch, Estonian / Latvian, Lithuanian, Vietnamese
_FLIP = re.compile(r"[^\W\d_A-Z](?=[À-ÞА-ЯΑ-ΩĀĂĄĆČĎĐĒĖĘĚ])|[À-ÞА-ЯΑ-Ω](?=[a-z])(?<=\w.)")
_SIGNS = set("“”‘’«»–—…•·\u00a0،؛؟ـ、。「」！？，：；（）『』€£°§")


def _single(name: str) -> bool:
    return name.startswith(("cp125", "iso8859", "koi8", "mac", "cp874", "cp866", "cp437", "cp850"))


def _bad_share(text: str, data: bytes) -> float:
    """U+FFFD among the characters beyond ASCII; those that stand in the bytes as U+FFFD do not count."""
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return max(0, bad) / max(1, len(text) - len(text.encode("ascii", "ignore")))


def _with_damage(declared: str | None, used: str, text: str, data: bytes, troubles: Iterable[str] = ()) -> Charset:
    told = list(troubles)
    bad = 0
    if "\ufffd" in text and not _clean(data, used):
        bad = max(1, text.count("\ufffd") - data.count(b"\xef\xbf\xbd"))
    if bad:
        told.append(f"{bad} character{'s' if bad > 1 else ''} cannot be read as {used} and stand as U+FFFD")
    return Charset(declared=declared, used=used, trouble="; ".join(told), bad=bad)


def _clean(data: bytes, used: str) -> bool:
    try:
        data.decode(used)
    except UnicodeDecodeError:
        return False
    return True
