"""What stands between headline and text (or closes it): byline, credit, disclaimer, date line, dateline of the body.

One line may hold several of them ("By A. B. for The Paper. Any opinions …"): it is cut, so that each is a segment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from standoff.model import Date, Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import CUT, SHORT, Block
from standoff.pages.flat.words import AGENCIES, AND, FOR, LEXICON, WIRES, fold

_COLON_NEEDED = frozenset(
    map(
        fold,
        (
            "text",
            "haber",
            "текст",
            "автор",
            "autor",
            "autorin",
            "auteur",
            "author",
            "authors",
            "yazar",
            "muhabir",
            "خبرنگار",
            "تحرير",
            "إعداد",
            "تقرير",
            "الكاتب",
            "نویسنده",
            "redacción",
            "авторы",
            "yazan",
        ),
    )
)
_STOP = re.compile(r"\.(?![a-z0-9])|[|•·,:;\n(–—/]|\s-\s|\s{3,}")
_MARK = re.compile(r"(?:(?<=[\s)/\].])(?:--?|––?|−)|—|:|(?<=[/)])\.)\s{1,2}(?=\S)|/\.?\s(?=\S)")
_AGENCY = re.compile(r"[(/\[]\s?([^()\[\]/\n]{2,40}?)\s?[)/\]]?[.,]?$")
_BETWEEN = re.compile(r"\s[–—|•·-]\s|,\s")
_TRAIL = re.compile(
    r"(?:\s|\xa0)*(?P<mark>(?<![^\s.…])\(?\[?\s?(?:read|continue|click|lire|weiter|leer|читать|devam)\w*\b[^.!?…\n]{0,40}"
    r"(?:…|\.\.\.|»|>+|\])|\[…\]|\[\.\.\.\]|…|\.\.\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline taken apart; offsets in the page."""

    authors: tuple[tuple[int, int], ...]
    publisher: tuple[int, int] | None
    time: tuple[int, int, Date] | None
    pieces: tuple[tuple[int, Role, str], ...]  # where each segment ends, its role and rule


def byline(block: Block, text: str, page: str) -> Byline | None:
    """What a line says of its writer, None when it is no byline.

    Accepts "By Jon Doe for The Paper. Opinions are the author's own."; refuses "By Monday, the army had left."
    """
    words = block.marks.start.get("byline", 0)
    lead = (
        LEXICON.marks(fold(block.text[:LOOK])).start.get("byline", 0) if not words and len(block.text) > 600 else words
    )
    if not lead or block.size == 1:
        return None
    at = _skip(block.text, lead)
    if (
        fold(block.text[:at])[-1:]
        and fold(block.text[:at]) in _COLON_NEEDED
        and not block.text[:at].rstrip().endswith(":")
    ):
        return None
    start = block.start + at
    time = stamps.within(text, start, min(block.end, start + SHORT), page)
    limit = time[0] if time else block.end
    stop = _STOP.search(text, start, min(limit, start + 120))
    while stop and stop[0] == "." and stop.start() - start >= 1 and _initial(text, start, stop.start()):
        stop = _STOP.search(text, stop.end(), min(limit, start + 120))
    end = stop.start() if stop else limit
    publisher, name_end = _for(text, start, end, block, stop)
    while name_end > start and (text[name_end - 1].isspace() or fold(text[start:name_end])[-1:] in (("on",), ("in",))):
        name_end = name_end - 1 if text[name_end - 1].isspace() else name_end - 2
    authors = _names(text, start, name_end)
    if not authors:
        return None
    done = publisher[1] if publisher else end
    rest = text[done : block.end]
    after = rest.strip(" \t\xa0.,|•·-–—:;()")
    pieces: list[tuple[int, Role, str]] = [(name_end if publisher else done, Role.BYLINE, "byline")]
    if publisher:
        close = done + (1 if text[done : done + 1] in (".", ",") else 0)
        pieces.append((close, Role.CREDIT, "publisher-credit"))
        done = close
    marks = LEXICON.marks(fold(text[done : done + 500])).within
    if not after or (time and not text[time[1] : block.end].strip(" .|()–—-") and not publisher):
        pieces[-1] = (block.end, *pieces[-1][1:])
    elif "disclaimer" in marks:
        pieces.append((block.end, Role.DISCLAIMER, "disclaimer"))
    elif (
        block.ends and not (time and block.size <= 25) and block.size > len(fold(text[block.start : done])) + 4
    ) or len(rest) > 90:
        return None
    else:
        pieces[-1] = (block.end, *pieces[-1][1:])
    return Byline(authors, publisher, time, tuple(pieces))


LOOK = 80


def _skip(line: str, words: int) -> int:
    """The offset behind the first words of a line and the marks after them."""
    at = 0
    for _ in range(words):
        while at < len(line) and not line[at].isalnum():
            at += 1
        while at < len(line) and line[at].isalnum():
            at += 1
    while at < len(line) and (line[at].isspace() or line[at] in ":-–—|/،"):
        at += 1
    return at


def _initial(text: str, start: int, dot: int) -> bool:
    """Whether a full stop closes an initial or a title ("J.", "Dr.", "St.")."""
    word = re.split(r"[\s.]", text[max(start, dot - 6) : dot])[-1]
    return (len(word) <= 2 and not word.islower()) or word.lower() in ("prof", "gen", "col", "maj", "rev")


def _for(
    text: str, start: int, end: int, block: Block, stop: re.Match[str] | None
) -> tuple[tuple[int, int] | None, int]:
    """The publisher that a byline names after "for", and where the writer's name ends."""
    for match in re.finditer(r"(?<=\s)(\w+)(?:\s+to)?\s+(?=\S)", text[start:end]):
        if match[1].casefold() in FOR and match.start() > 0:
            first = start + match.end()
            name = text[first:end].strip()
            if name and len(name.split()) <= 6 and (name[0].isupper() or not name[0].islower()):
                if match[1].casefold() in ("in", "of"):
                    return None, end if match[1].casefold() == "of" else start + match.start()
                return (first, end), start + match.start()
    if stop and stop[0] == ",":  # "By Jon Doe, special to The Paper"
        special = re.match(
            r",\s+(?:special|exclusive)(?:ly)?\s+(?:to|for)\s+([^.,|\n]{2,40})",
            text[stop.start() : min(block.end, end + 80)],
        )
        if special:
            return (stop.start() + special.start(1), stop.start() + special.end(1)), end
    return None, end


def _names(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of the names in a list of names; () when one of them is none."""
    found: list[tuple[int, int]] = []
    at = start
    edges = [
        (m.start(), m.end())
        for m in re.finditer(r"(?<=\s)(\w+)\s+|\s*[,&+]\s*", text[start:end])
        if m[1] is None or m[1].casefold() in AND
    ]
    for low, high in [*edges, (end - start, end - start)]:
        first, last = at, start + low
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            piece = text[first:last]
            if (
                not stamps.name(piece)
                or len(piece.split()) > 4
                or any(c.isdigit() for c in piece)
                or fold(piece)[:1] in _DAYS
                or fold(piece) == ("may",)
            ):
                return ()
            found.append((first, last))
        at = start + high
    return tuple(found)


_DAYS = frozenset(
    (w,)
    for w in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "then",
        "contrast",
        "comparison",
        "the",
        "a",
        "an",
        "all",
        "far",
        "no",
        "that",
        "this",
        "early",
        "late",
    ]
)


def bare(block: Block, text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, int] | None]:
    """The writers that a line without "By" names, and the wire behind them; no writers when it is another line.

    Accepts "Ana Horn and Jon Doe, Reuters"; refuses "Reuters", "Opinion", "Ana Horn walks home".
    """
    if block.size > 12 or len(block.text) > 90 or block.ends or "\n" in block.text:
        return (), None
    end, wire = block.end, None
    comma = block.text.rfind(",")
    if comma > 0 and fold(block.text[comma:]) in AGENCIES:
        end = block.start + comma
        wire = (block.end - len(block.text[comma + 1 :].lstrip()), block.end)
    authors = _names(text, block.start, end)
    return (authors, wire) if authors and all(_full(text[a:b]) for a, b in authors) else ((), None)


def _full(name: str) -> bool:
    """Whether it is a first and a last name, in capitals but not all capitals, and no wire."""
    words = [w for w in name.split() if w.lower() not in ("al", "el", "bin", "von", "van", "de", "der", "del", "di")]
    capitals = all(w[0].isupper() for w in words) and not name.isupper()
    return 2 <= len(words) <= 4 and capitals and fold(name) not in AGENCIES and not stamps.outlet(name)


def date_line(block: Block) -> Date | None:
    """The date that a whole line gives, with or without a label before it or a place beside it.

    Accepts "16.11.2022 — Istanbul" and "ISTANBUL, Nov. 16, 2022"; refuses "Ana Horn, 16 Nov. 2022", who is a writer.
    """
    if block.size > 14:
        return None
    return stamps.stamp(block.text) or _date_and_place(block.text)


def _date_and_place(line: str) -> Date | None:
    """The date of a line that is a date and a place: the place one word behind it, or in capitals on either side."""
    for mark in _BETWEEN.finditer(line):
        before, after = line[: mark.start()].strip(), line[mark.end() :].strip()
        for date, place, one in ((before, after, True), (after, before, False)):
            words = place.split()
            named = place.isupper() or (one and len(words) == 1 and place[:1].isupper())
            if named and len(words) <= 3 and all(c.isalpha() or c in " -'’." for c in place):
                found = stamps.stamp(date)
                if found and (found.value or found.readings):
                    return found
    return None


def dateline(block: Block) -> int | None:
    """Where the dateline that opens a paragraph ends: after the dash of "BAGHDAD (Reuters) — The army said …".

    Accepts "PORT SELWYN (Harbour Courier) — The", a place in capitals and any name; refuses "WHO (World Health
    Organization) — which", where the name explains the capitals.
    """
    if block.size < 8:
        return None
    opening = block.text[:OPENING]
    mark = _MARK.search(opening)
    if not mark or mark.start() == 0:
        return None
    place = opening[: mark.start()].strip()
    bracket = _AGENCY.search(place)
    agency = bracket is not None and (
        fold(bracket[1]) in AGENCIES or not WIRES.isdisjoint((word,) for word in fold(bracket[1]))
    )
    place = place[: bracket.start()].strip(" ,-–/.") if bracket else place
    words = [w for w in re.split(r"[\s,/]+", place) if w not in ("", "-", "–")]
    if not words:
        return mark.end() if agency else None
    if len(words) > 7 or (bracket and not agency and not (mark[0][0] != ":" and _outlet(bracket[1], place))):
        return None
    if agency:
        return mark.end()
    cased = any(c.islower() or c.isupper() for c in place)
    joined = re.fullmatch(r"(.+?)\s?[-–/]\s?([^\W\d_]+)", place)  # "RABAT - MAP", "دمشق-سانا"
    named = any(fold(w) in WIRES for w in [place, *words[-2:]]) or (joined and fold(joined[2]) in AGENCIES)
    shouted = (
        cased
        and len(words[0]) > 2
        and words[0].isupper()
        and words[0].replace(".", "").replace("-", "").isalpha()
        and all(not w[0].islower() for w in words)
    )
    if shouted and (mark[0][0] != ":" or (place.isupper() and len(words) <= 2)):
        return mark.end()
    if (
        named
        and len(words) <= 5
        and (not cased or all(not w[0].islower() for w in words))
        and (len(words) > 1 or joined or not cased)
    ):
        return mark.end()
    return None


def _outlet(name: str, place: str) -> bool:
    """Whether a name in brackets behind a place in capitals may be that of a paper."""
    words = name.split()
    spelled = "".join(word[0] for word in words).casefold() == place.replace(".", "").casefold()
    named = len(words) <= 4 and all(word[0].isupper() for word in words)
    return named and place.split(",")[0].isupper() and not spelled


OPENING = 90
"""Characters of a paragraph in which its dateline must end: "KHAN YOUNIS, Gaza Strip, March 3 (Xinhua) --" has 45."""


def trail(block: Block) -> int | None:
    """Where the mark begins that says that a paragraph was cut: "…", "[+900 chars]", "read more…"."""
    tail = block.text[-70:]
    for pattern in (CUT, _TRAIL):
        match = pattern.search(tail)
        if match:
            before = tail[: match.start()].rstrip()
            at = (
                len(before) - 1 if before.endswith("…") else match.start("mark") if pattern is _TRAIL else match.start()
            )
            return block.end - len(tail) + at
    return None
