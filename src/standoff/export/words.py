"""Words: how a date, a link or a count is said to a reader. The command line and the dossier say it alike.

Takes values of the model, gives plain text; escaping for a terminal or for HTML is the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from urllib.parse import urlsplit

from standoff.answers import ChangePoint, HedgeRange, Series, StatementRow
from standoff.model import (
    Analysis,
    Capture,
    CopyType,
    Correction,
    Date,
    DateBasis,
    Factuality,
    Family,
    FieldName,
    Manner,
    Page,
    Report,
    Size,
    VariantKind,
    Verb,
    Voice,
)
from standoff.text import fold

IRREGULAR = {"family": "families", "copy": "copies", "question or forecast": "questions and forecasts"}


def count(n: int, noun: str) -> str:
    """``count(1, "copy")`` is "1 copy", ``count(3, "copy")`` "3 copies"; thousands are set apart by a thin space."""
    return f"{n:,} {noun if n == 1 else IRREGULAR.get(noun, noun + 's')}".replace(",", "\u202f")


def chain(captures: int, families: int, reports: int) -> str:
    """The line that says what was found: "5 captures → 3 families → 3 reports"."""
    return " → ".join((count(captures, "capture"), count(families, "family"), count(reports, "report")))


def date(date: Date) -> str:
    """A date with what it rests on: "2017-03-24 (stated)", "≤ 2017-03-22 (comment bound)", "undated".

    An open order of day and month shows every reading: "2024-01-03 or 2024-03-01 (stated, order open)", or "2024-01-03
    (inferred, likelier than 2024-03-01)"; a stamp without a year has none: "03-28 21:10 (no year, stated)".
    """
    basis = date.basis.value
    if date.value is not None:
        said = edtf(re.sub(r"T(\d\d:\d\d):00(\.0+)?(?!\d)", r" \1", date.value).replace("T", " "))
        basis = "no year, " + basis if "XXXX" in date.value else basis
        basis += _order(date, date.value)
    elif date.readings:
        said, basis = " or ".join(date.readings), basis + ", order open"
    elif date.low and date.high:
        said = f"{date.low} … {date.high}"
    elif date.high:
        said = f"≤ {date.high}"
    elif date.low:
        said = f"≥ {date.low}"
    else:
        return "undated"
    return said if date.basis == DateBasis.UNKNOWN else f"{said} ({basis})"


def _order(date: Date, value: str) -> str:
    """How a date stands to the other readings of the same numbers."""
    others = [one for one in date.readings if one != value[:10]]
    if not others:
        return ""
    bounded = date.low and date.high and date.low[:10] != date.high[:10]
    return f", likelier than {' or '.join(others)}" if bounded else ", order settled"


def told_on(said: Date) -> str:
    """When something was said: "2017-03-20 (stated)", "03-09 (no year, relative), … to 2017-03-22". Without a time
    told, the publication bounds it: "≤ 2017-03-22 (published)".
    """
    if not (said.value or said.readings or said.low) and "publication" in said.reason:
        return f"≤ {said.high} (published)" if said.high else "undated"
    return when(said) if said.readings else date(said)


SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
"""Months above 12 in EDTF."""


def edtf(value: str) -> str:
    """A value as a reader writes it: "2022-22" is "summer 2022", "../2024" is "until 2024"; years that nobody knows are
    left out, in intervals too: "XXXX-11-01/XXXX-11-10" is "11-01/11-10".
    """
    named = re.sub(r"\b(\d{4}|XXXX)-(2[1-4])(?![\d-])", lambda found: f"{SEASONS[found[2]]} {found[1]}", value)
    named = re.sub(r"^\.\./(?=[^.])", "until ", re.sub(r"^([^/.]+)/\.\.$", r"from \1", named))
    return named.replace("XXXX-", "").replace(" XXXX", "")


def when(time: Date) -> str:
    """What a time expression comes to: "2017-03-20 (relative)", "2016-01/2016-03 (stated), 2016-01-01 to 2016-03-31";
    "no telling when" where nothing settles it.
    """
    if not (time.value or time.low or time.high or time.readings):
        return "no telling when"
    told = date(time)
    if time.readings and not time.value:
        why = f"no year, {time.basis}" if any("XXXX" in one for one in time.readings) else f"{time.basis}, open"
        told = f"{' or '.join(map(edtf, time.readings))} ({why})"
    if (time.value or time.readings) and (time.low or time.high) and {time.low, time.high} != {time.value}:
        told += f", {time.low or '…'} to {time.high or '…'}"
    return told


LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "ha": "Hausa", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ku": "Kurdish",
    "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "mr": "Marathi",
    "mt": "Maltese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "tg": "Tajik", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "und": "unknown language", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Names of the languages that reports are told to be in, by ISO 639-1."""


def language(code: str) -> str:
    """The name of a language; its code where we have none."""
    return LANGUAGES.get(code, code)


def unread(found: Analysis) -> tuple[str, ...]:
    """The languages of what was not read in a report, by name; of figures and signs, which are in none, only where
    there is nothing else.
    """
    codes = dict.fromkeys(one.code for one in found.tongues if not one.read)
    return tuple(language(code) for code in codes if code != "und") or tuple(map(language, codes))


def foreign(found: Analysis) -> bool:
    """Whether nothing of a report was read, as it is all in other languages."""
    return bool(found.tongues) and not any(one.read for one in found.tongues)


def reader(name: str) -> str:
    """A reader as it is told to a person: of a folder only its own name, no path of the machine that it read on."""
    return re.sub(r".*[/\\](?=[^/\\ ])", "", name)


def bare(name: str) -> str:
    """What names of one chain are compared by: "Iran’s", "IRAN" and "Iran" are one wording."""
    return fold(re.sub(r"[’']s?$", "", name))


OPENING, CLOSING = "“\"„«‘'", "”\"“»’'"
"""Quotation marks of the press; „…“ closes with what opens in English."""

MARKS = "“”„\"«»"
"""Those that are never an apostrophe."""


def literally(text: str, start: int, end: int) -> tuple[int, int]:
    """A content with the quotation marks around it, where they stand just outside."""
    if text[start - 1:start] in OPENING and text[end:end + 1] in CLOSING and start and end < len(text):
        return start - 1, end + 1
    return start, end


def verbatim(content: str, quoted: Sequence[str]) -> str:
    """A content with marks around what of it is word for word: "that it is “too late” to go". What has marks already
    keeps them; one line.
    """
    line, at = " ".join(content.split()), 0
    for piece in quoted:
        words = " ".join(piece.split()).strip(MARKS + " ")
        start = line.find(words, at)
        if not words or start < 0:
            continue
        end = start + len(words)
        before, after = line[:start][-1:], line[end:][:1]
        if not (before and before in OPENING and after and after in CLOSING):
            head = line[:start - 1] if before and before in MARKS else line[:start]
            tail = line[end + 1:] if after and after in MARKS else line[end:]
            line, end = f"{head}“{words}”{tail}", len(head) + len(words) + 1
        at = end + 1
    return line


def wording(row: StatementRow) -> str:
    """How a statement's words are told: "quoted", "partly quoted" or "paraphrase"; "comment" is a reader's own."""
    def letters(text: str) -> int:
        return sum(map(str.isalnum, text))

    if row.voice is Voice.COMMENTER:
        return "comment"
    if not row.quoted:
        return "paraphrase"
    return "quoted" if sum(map(letters, row.quoted)) >= letters(row.content) else "partly quoted"


def roles(some: Sequence[str], name: str) -> str:
    """What somebody was, each role once, and none that the name tells already: "Economists" are no economists."""
    own = set(fold(name).split())
    kept = {fold(one): one for one in reversed(some) if not set(fold(one).split()) <= own}
    return ", ".join(reversed(kept.values()))


def through(some: Sequence[str]) -> str:
    """On whose word something comes to us, from the outlet down: "Straits News ← an expert ← observers"."""
    return outlet(" ← ".join(one for at, one in enumerate(some) if not at or one != some[at - 1]))


def outlet(name: str) -> str:
    """An outlet as it is told; of a page of none whose name we know, the beginning of its key."""
    return re.sub(r"\b(p[0-9a-f]{8})[0-9a-f]{8}\b", r"\1", name)


UNSAID = {Factuality.NEGATED: "not {}", Factuality.FUTURE: "yet to be {}", Factuality.HYPOTHETICAL: "perhaps {}"}
"""How a saying is told that has not happened, or not for sure."""


def done(manner: Manner, factuality: Sequence[Factuality]) -> str:
    """What somebody did by saying it: "said", "denied"; "not confirmed" where the text has that they did not."""
    return next((told.format(manner) for kind, told in UNSAID.items() if kind in factuality), manner.value)


def size(one: Size) -> str:
    """How many of what: "39 dead", "39 or more dead", "20 or fewer injured", "2 to 4 arrested"."""
    return f"{one.number} {one.harm}"


def likely(one: HedgeRange) -> str:
    """What a hedge stands for, as a range: "20–45 % (ICD 203: unlikely)"."""
    return f"{one.low}–{one.high}\u00a0% ({one.lexicon}: {one.term})"


def due(horizon: Date) -> str:
    """By or at which time something is foreseen."""
    return when(horizon) if horizon.value or horizon.high or horizon.readings else "no time told"


PINNED = 3
"""Others that a correction is told with; the rest is counted."""


def decided(one: Correction, *, signed: bool = True) -> str:
    """A correction in words: "“Hashd” and IRQ.pmu are one (Mara Veen, 2026-11-21)"."""
    first, *rest = [pin.known or f"“{clip(pin.quote, 40)}”" for pin in one.pins] or [one.value]
    if len(rest) > PINNED:
        rest[PINNED - 1:] = [f"{len(rest) - PINNED + 1} more"]
    dates = (f" since {one.since}" if one.since else "") + (f" until {one.until}" if one.until else "")
    told = {Verb.MERGE: f"{', '.join((first, *rest[:-1]))} and {rest[-1] if rest else first} are one",
            Verb.SPLIT: f"{first} is another than {', '.join(rest)}",
            Verb.JOIN: f"{', '.join((first, *rest[:-1]))} and {rest[-1] if rest else first} are one event",
            Verb.PART: f"{first} is another event than {', '.join(rest)}",
            Verb.RENAME: f"{first} is called {one.value}",
            Verb.ROLE: f"{first} is {one.value}{f' of {rest[0]}' if rest else ''}{dates}",
            Verb.RESOLVE: f"{first} is resolved: {one.value}{f', see {one.source}' if one.source else ''}",
            Verb.REJECT: f"{', '.join((first, *rest))} is rejected: not so, or misread",
            Verb.UNDO: f"{first} is taken back"}[one.verb]
    if not signed:
        return told
    why = f": {one.because}" if one.because else ""
    return f"{told} ({one.by}, {one.at[:10]}{why}){', undone' if one.undone else ''}"


SENTENCES = {
    CopyType.IDENTICAL: "{a} and {b} are identical",
    CopyType.EDITED: "{a} is an edited copy of {b}",
    CopyType.EXCERPT: "{a} is an excerpt of {b}",
    CopyType.ABRIDGEMENT: "{a} is an abridgement of {b}",
    CopyType.EXTENSION: "{a} is an extension of {b}",
    CopyType.OVERLAP: "{a} and {b} overlap",
    CopyType.REVISION: "{a} is a revision of {b}",
    CopyType.QUOTATION: "{a} quotes {b}",
    CopyType.DIGEST: "{a} is a digest with a piece of {b}",
}


def period(since: str, by: str) -> str:
    """A period by its first day: "2017-03", else the day."""
    return since[:7] if by == "month" else since


def change(one: ChangePoint) -> str:
    """Where a course changes: "Escalation from about 2017-08-01 (between … and …, with 90 in 100): …"."""
    falls = "falls" if one.after < one.before else "rises"
    return (f"{one.course.capitalize()} from about {one.since} (it began between {one.low} and {one.high}, with 90 in "
            f"100): the mean score {falls} from {one.before:+.1f} to {one.after:+.1f}. That there is a change has a "
            f"probability of {percent(one.certainty)}, by {count(one.reports, 'report')} before and after it.")


def left_out(series: Series) -> list[str]:
    """What a series does not count: "Left out: 3 events (no date as exact as a month)."."""
    longer = [f"Changes are looked for by {series.changed_by}: there are too many {series.by}s with events."]
    return [*(longer if series.changed_by else ()),
            *(f"Left out: {count(n, 'event')} ({reason})." for reason, n in series.left_out)]


def link(type: CopyType, a: str, b: str) -> str:
    """A link as a sentence over the two names given."""
    return SENTENCES[type].format(a=a, b=b)


def ranges(numbers: Iterable[int]) -> str:
    """``[1, 2, 3, 6]`` is "1–3, 6"."""
    out: list[list[int]] = []
    for n in numbers:
        if out and out[-1][1] == n - 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in out)


def percent(share: float) -> str:
    """A share without claiming more than is known: "100 %" and "0 %" only when exact, else "> 99 %", "< 1 %"."""
    if 0 < share < .01:
        return "< 1\u00a0%"
    if .99 < share < 1:
        return "> 99\u00a0%"
    return f"{share:.0%}".replace("%", "\u00a0%")


def title(page: Page) -> str:
    """What to call a page: its title, else its first words, else its key."""
    return page.first(FieldName.TITLE) or clip(page.text, 60) or page.key


def host(url: str | None) -> str | None:
    """The host of an address without "www."; None when there is none."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def place(page: Page, capture: Capture | None) -> str:
    """Where a page stood, in a few words: its outlet, else its host, else the name of the file it came in."""
    source = capture.sightings[0].source.rsplit("/", 1)[-1] if capture else page.key
    return page.first(FieldName.OUTLET) or host(page.url) or source


def credited(pages: Iterable[Page]) -> list[tuple[str, list[Page]]]:
    """Publishers that the pages credit and that are none of the pages' own outlets, each with the pages that credit it:
    "for Al-Monitor" on a copy, and no page of Al-Monitor among the copies. Most credited first.

    An outlet goes by its name or its host: Al-Monitor is al-monitor.com.
    """
    pages = list(pages)
    own = {_letters(name) for page in pages
           for name in (*page.all(FieldName.OUTLET), *(host(page.url) or "").split(".")) if name}
    found: dict[str, tuple[str, list[Page]]] = {}
    for page in pages:
        for name in dict.fromkeys(page.all(FieldName.PUBLISHER)):
            if _letters(name) not in own:
                found.setdefault(_letters(name), (name, []))[1].append(page)
    return sorted(found.values(), key=lambda one: (-len(one[1]), one[0]))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def order(family: Family) -> list[str]:
    """The family's page keys as its letters go: possible originals first, likeliest first, then the others by key."""
    first = [lead.page for lead in family.leads]
    return first + [key for key in family.pages if key not in set(first)]


def letter(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    return (letter(number // 26 - 1) if number > 25 else "") + chr(65 + number % 26)


def sigla(family: Family) -> dict[str, str]:
    """The letter of each of a family's pages."""
    return {key: letter(number) for number, key in enumerate(order(family))}


def apart(report: Report) -> list[tuple[str, str, list[str]]]:
    """Pairs of copies that share no passage of a report, each with the copies that share one with both, the fullest
    first. Page keys.
    """
    has: dict[str, set[int]] = {}
    for number, passage in enumerate(report.passages):
        for span in passage.witnesses:
            has.setdefault(span.page, set()).add(number)
    fullest = sorted(has, key=lambda page: -len(has[page]))
    return [(a, b, [c for c in fullest if has[c] & has[a] and has[c] & has[b]])
            for a, b in combinations(has, 2) if not has[a] & has[b]]


def differing(report: Report) -> int:
    """How many places of a report read differently in its copies, typography aside."""
    return sum(variant.kind != VariantKind.TYPOGRAPHY for variant in report.variants)


def clip(text: str, width: int) -> str:
    """One line of at most `width` characters, white space folded, cut at a word where there is one."""
    line = " ".join(text[:width * 4 + 200].split())
    if len(line) <= width:
        return line
    cut = line[:width]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2:] else cut).rstrip(" ,;:") + "…"


def ends(text: str, width: int) -> str:
    """One line of at most `width` characters like `clip`, with the text's last words: "that the … of grain"."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    tail = line[-(width // 3):]
    tail = tail.partition(" ")[2] or tail
    return f"{clip(line, width - len(tail) - 3).rstrip('…')} … {tail}"


def visible(text: str, *, keep: str = "\n\t") -> str:
    """Text that can do nothing to a terminal or a page: what is invisible and acts is shown as a sign.

    C0 controls and DEL become their pictures (ESC is ␛), C1 controls and what reorders text (bidi embeddings,
    overrides, isolates) their number in angle brackets. Line ends and tabs are kept unless `keep` says otherwise.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown(keep), text))


ACTING = frozenset(map(chr, [*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""C1 controls, line and paragraph separator, bidi embeddings and overrides, isolates (UAX #9)."""


def _shown(keep: str) -> Callable[[str], str]:
    def shown(char: str) -> str:
        if char in keep:
            return char
        if char < " ":
            return chr(0x2400 + ord(char))
        if char == "\x7f":
            return "\u2421"
        if char in ACTING or "\ud800" <= char <= "\udfff":
            return f"⟨U+{ord(char):04X}⟩"
        return char
    return shown
