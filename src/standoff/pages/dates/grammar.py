"""The grammar of written dates: `read` for one whole expression, `find` inside text, `from_url` for addresses.

A date is read from its own characters and nothing else: no clock, no default year, no default order of day and month.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from standoff.model import Date, DateBasis, Span
from standoff.pages.dates.calendars import LUNAR, MONTHS, SOLAR, WEEKDAYS, fold, from_solar

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years in which a page of the press can be dated; others are refused."""

UPDATE = "update: "
"""Opens the reason of a date that its label calls an update, not the publication."""

LONGEST = 120
"""Characters of one date expression at most, labels and time zone included."""


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", " ") for name in sorted(names, key=len, reverse=True))


_UPDATED = fold(
    "(?:last |latest )?(?:updated?|modified|revised|edited|reviewed|edit|modification)|mise? a jour|mise? à jour|"
    "modifié|aktualisiert|geändert|stand|letzte aktualisierung|actualizad[oa]|última actualización|"
    "aggiornato|atualizado|bijgewerkt|(?:son )?güncelleme|güncellenme|güncellendi|обновлено|изменено|оновлено|"
    "zaktualizowano|diperbarui|"
    "آخر تحديث|تم التحديث|تحديث|آخرین به‌روزرسانی|به‌روزرسانی|به روز رسانی|ویرایش")
_POSTED = fold(
    "(?:first |originally )?(?:published|posted|publication date|publish date|date published|date posted|released|"
    "issued|created|written|filed|submitted|uploaded|started|asked|added)|pub date|dated?|publiée?|veröffentlicht|"
    "erstellt|publicad[oa]|fecha|pubblicato|data|gepubliceerd|yayınlanma|yayınlandı|yayım|tarih|опубликовано|"
    "дата(?: публикации)?|опубліковано|opublikowano|diterbitkan|نشر في|نشرت?|تاريخ النشر|تم النشر|التاريخ|تاريخ|"
    "تاریخ انتشار|انتشار|بڵاوکراوەتەوە|ڕێککەوتی|بەروار")
_HEAD = (rf"(?:(?P<updated>{_UPDATED})|(?P<posted>{_POSTED}))(?!\w)"
         r"(?: (?:on|at|le|am|vom|el|em|il|in|by|date|tarihi)\b)?"
         r"\s{0,3}(?:[:|·•-]\s{0,3})?(?:on |the )?")
_LABEL_AT_START = re.compile(_HEAD)
_LABEL_BEFORE = re.compile(rf"(?<!\w){_HEAD}$")

_GAP = r"[ \n]{0,3}"
_WEEKDAY = rf"(?:(?P<weekday>{_any(WEEKDAYS)})(?!\w)\.?,? {{0,3}}(?:(?:the|den|le|el) )?)?"
_WEEKDAY_AFTER = rf"(?:(?:,|-| )? {{0,2}}\(?(?:{_any(WEEKDAYS)})(?!\w)\)?\.?)?"
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
          "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
          "мск": 180, "trt": 180, "irst": 210, "aest": 600, "aedt": 660, "awst": 480, "nzdt": 780, "jst": 540,
          "kst": 540, "hkt": 480, "sgt": 480}
"""Minutes east of Greenwich. CST, IST, AST and the like name several zones: they are read over and give no offset."""
_OPEN_ZONES = "cst|ist|ast|et|ct|mt|pt|bdt|pkt|wib|uhr|hrs|local time|[a-z]{3,4} time"
_TIME = (r"(?P<hour>[01]?\d|2[0-3])(?:(?P<sep>[:h.٫])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
         rf"{_GAP}(?:(?P<half>[ap]m\b|[ap]\.m\.?(?!\w)|ص\b|م\b|ق\.ظ|ب\.ظ))?"
         rf"|{_GAP}(?P<half_only>[ap]m\b|[ap]\.m\.?(?!\w))|h\b| uhr\b)"
         rf"(?:{_GAP}\(?(?:(?P<zone>{_any(_ZONES)})(?!\w)(?: ?(?P<shift>[+-]\d{{1,2}}(?::?[0-5]\d)?)(?!\d))?"
         rf"|(?P<offset>[+-]\d{{1,2}}:?[0-5]\d)(?!\d)|(?:{_OPEN_ZONES})(?!\w))\)?)?")
_AT = fold(r"at |à |a las |alle |às |om |um |в |o |saat:? ?|kl\.? |pukul |ساعت:? |الساعة:? |- ")
_JOIN = rf"(?:{_GAP}(?:,|;|\||/|·|•|@|-))?{_GAP}(?:\(|{_AT})?{_GAP}"
_AFTER = rf"(?:{_JOIN}{_TIME}\)?)?"
_CLOCK = _TIME.replace("(?P<", "(?P<pre_")
_BEFORE = rf"(?:{_CLOCK}{_GAP}(?:,|\||/|·|•|-|on)?{_GAP})?"
_EDGE, _STOP = r"(?<![\w./-])", r"(?![\w/]|[-.:]\d)"

_YEAR, _HIJRI_YEAR = r"(?P<year>[12]\d{3})(?!\d)", r"(?P<year>1[345]\d\d)(?!\d)"
_DAY, _NTH = r"(?P<day>[0-3]?\d)", r"(?:st|nd|rd|th|er|º|°|ª|\.|ي|ه)?"
_PAIR = r"(?P<one>[0-3]?\d)(?P<mark> ?[-/.] ?)(?P<two>[0-3]?\d)"
_MONTH = rf"(?P<month>{_any(MONTHS)})(?:ي(?!\w)|(?!\w))\.?"
_DUAL = rf"(?: ?[/(|] ?(?:{_any(MONTHS)})\)?| \((?:{_any(MONTHS)})\))?"
_OF = r"(?:de|del|do|of|d'|la|,|/|-|\.)"
_START = rf"{_BEFORE}{_WEEKDAY}"

_SHAPES: dict[str, str] = {
    # 2017-03-24T15:06Z · 2017/3/24 · ۱۴۰۲/۱۰/۱۳ · 2024年1月3日; not 555-2017-03
    "year first": rf"{_START}(?P<year>[12]\d{{3}})(?P<mark>[-/.]|年)(?P<num>[01]?\d)(?:(?P=mark)|月){_DAY}日?(?!\d)"
                  rf"(?:(?:t|_|{_JOIN}){_TIME}\)?)?",
    # 24th March 2017 at 15:06 · 3 de enero de 2024 · ١٣ يناير / كانون الثاني ٢٠٢٤; not "24 Marches 2017"
    "day month": rf"{_START}{_DAY}{_NTH}{_GAP}(?:{_OF} ?)?(?:de )?{_MONTH}{_DUAL}(?:ي| ?ماه)?{_GAP}"
                 rf"(?:{_OF}{_GAP})?{_YEAR}(?: ?(?:г|р)\b\.?)?{_WEEKDAY_AFTER}{_AFTER}",
    # Jan. 24, 2017 5:51 pm · March 3rd 2024; not "May 2017" (a month, see below)
    "month day": rf"{_START}{_MONTH}{_GAP}(?:the )?-?{_DAY}{_NTH}(?!\d)[-,. ]?{_GAP}{_YEAR}{_WEEKDAY_AFTER}{_AFTER}",
    # Wed Mar 24 15:06:00 GMT 2017, as ctime and Java print it; not without a time
    "ctime": rf"{_WEEKDAY}{_MONTH} {{1,2}}{_DAY} {_TIME} {_YEAR}",
    # 03/24/2017 · 24.03.2017 · 1-3-2024: the order is open where both numbers can be months; not 1/3-2024
    "numbers": rf"{_START}{_PAIR}(?P=mark){_YEAR}(?: ?г\b\.?)?{_WEEKDAY_AFTER}{_AFTER}",
    # ۱۳ دی ۱۴۰۲; not ۱۳ دی alone
    "solar": rf"{_START}{_DAY}(?:ام)?{_GAP}(?P<solar>{_any(SOLAR)})(?!\w)(?: ?ماه)?,?{_GAP}{_HIJRI_YEAR}{_AFTER}",
    # 21 رمضان 1445; not رمضان 1445
    "lunar": rf"{_START}{_DAY}{_GAP}(?:من )?(?P<lunar>{_any(LUNAR)})(?!\w),?{_GAP}{_HIJRI_YEAR}"
             rf"(?: ?(?:هـ|ه|ق|ah)(?!\w))?{_AFTER}",
    # March 2017; not "March, 20170"
    "month": rf"{_MONTH}{_DUAL},?{_GAP}(?:(?:de|del) )?{_YEAR}",
    # 03.28 / 21:10, a stamp without a year; not 3.28 alone
    "stamp": rf"{_WEEKDAY}(?P<one>[0-3]?\d)(?P<mark>[-/.])(?P<two>[0-3]?\d)(?:,|\||/|·|-| )(?:{_JOIN}){_TIME}",
    # 24 March at 15:06 · March 24, 15:06; not "24 March"
    "stamp day": rf"{_WEEKDAY}{_DAY}{_NTH}{_GAP}(?:de )?{_MONTH}{_JOIN}{_TIME}",
    "stamp month": rf"{_WEEKDAY}{_MONTH}{_GAP}{_DAY}{_NTH}{_JOIN}{_TIME}",
}
_ALONE: dict[str, str] = {
    # 24 March · March 24 · 03/24/17: dates only where nothing else stands
    "day alone": rf"{_WEEKDAY}{_DAY}{_NTH}{_GAP}(?:of |de )?{_MONTH}",
    "month alone": rf"{_WEEKDAY}{_MONTH}{_GAP}{_DAY}{_NTH}",
    "short year": rf"{_START}{_PAIR}(?P=mark)'?(?P<short>\d\d){_AFTER}",
    "short year day": rf"{_START}{_DAY}{_NTH}[ -]{_MONTH}[ ,-]{{1,2}}'?(?P<short>\d\d){_AFTER}",
    "short year month": rf"{_START}{_MONTH} ?{_DAY}{_NTH},? '(?P<short>\d\d){_AFTER}",
    "compact": r"(?P<year>(?:19|20)\d\d)(?P<num>[01]\d)(?P<day>[0-3]\d)(?:t?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
               r"(?P<second>[0-5]\d)?(?P<zone>z)?)?",
    "year month": r"(?P<year>(?:19|20)\d\d)-(?P<num>[01]\d)",
}
_IN_TEXT = {name: re.compile(_EDGE + shape + _STOP) for name, shape in _SHAPES.items()}
_WHOLE = {name: re.compile(shape) for name, shape in (_SHAPES | _ALONE).items()}
_ANCHOR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|\d:[0-5]\d|\d ?[ap]\.?m\b")
_UNIT = fold(
    r"seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|[smhdwy]|mo|heures?|jours?|"
    r"semaines?|"
    r"mois|ans|stunden?|tagen?|wochen?|monaten?|jahren?|horas?|días?|semanas?|meses|años?|gün|saat|hafta|ay|yıl|dakika|"
    r"час(?:а|ов)?|дн(?:я|ей)|день|минут[аы]?|недел[яиь]|месяц(?:а|ев)?|лет|года?|ساعة|ساعات|أيام|يوم|دقيقة|دقائق|"
    r"ساعت|روز|"
    r"دقیقه|هفته|ماه|سال")
_DIGIT = re.compile(r"\d")
_LIKELY = re.compile(r"\d\d\d\d|\d[:：]\d|\d.?[apAP]")
"""What `_ANCHOR` needs, looked for before the text is folded."""
_AGO = re.compile(
    rf"(?:about |around |over |il y a |vor |hace |منذ |قبل )?(?:\d{{1,3}}|an?|one|une?|ein(?:er|em|en)?)\+? ?"
    rf"(?:{_UNIT})(?: (?:ago|önce|назад|{fold('پیش|قبل')}))?|just now|yesterday|today|hier|gestern|ayer|dün|вчера|"
    + fold("أمس|دیروز|امروز|اليوم"))


@dataclass(frozen=True, slots=True)
class _Clock:
    text: str
    offset: str


def _clock(found: re.Match[str]) -> _Clock | None:
    """The time of day that a match carries, "15:06" and offset; None without one, ValueError when impossible."""
    groups = found.groupdict()
    pre = "" if groups.get("hour") else "pre_"
    hour_text = groups.get(pre + "hour")
    if not hour_text:
        return None
    hour, half = int(hour_text), (groups.get(pre + "half") or groups.get(pre + "half_only") or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            if not (13 <= hour <= 23 and half[0] in "pمب"):    # "15:06 pm" is written often enough
                raise ValueError("no such hour")
        else:
            hour = hour % 12 + (12 if half[0] in "pمب" else 0)
    text = f"{hour:02d}:{groups.get(pre + 'minute') or '00'}"
    if groups.get(pre + "second"):
        text += f":{groups[pre + 'second']}"
    zone, shift = groups.get(pre + "zone"), groups.get(pre + "shift") or groups.get(pre + "offset")
    minutes = _ZONES[zone] if zone else None
    if shift:
        digits = shift[1:].replace(":", "")
        size = int(digits) * 60 if len(digits) <= 2 else int(digits[:-2]) * 60 + int(digits[-2:])
        minutes = size if shift[0] == "+" else -size
        if size > 14 * 60:
            raise ValueError("no such zone")
    if minutes is None:
        return _Clock(text, "")
    sign, size = "-" if minutes < 0 else "+", abs(minutes)
    return _Clock(text, f"{sign}{size // 60:02d}:{size % 60:02d}" if size else "Z")


def _day(year: int, month: int, day: int) -> str | None:
    """The ISO date, None when there is no such day or the year cannot be a page's."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _settled(day: str, clock: _Clock | None, reason: str) -> Date:
    value = day if clock is None else f"{day}T{clock.text}{clock.offset}"
    bound = None if day.startswith("X") else day
    return Date(value=value, low=bound, high=bound, basis=DateBasis.STATED, reason=reason)


def _partial(month: int, day: int) -> str | None:
    """Month and day without a year, as EDTF writes them: XXXX-03-28."""
    return f"XXXX-{month:02d}-{day:02d}" if _day(2000, month, day) else None


def _either(days: dict[str, str | None], clock: _Clock | None, weekday: str | None, what: str) -> Date | None:
    """One Date for the readings that exist, by order of day and month; both readings when both exist and differ."""
    real = {order: day for order, day in days.items() if day}
    if len(set(real.values())) == 2 and weekday and not any(d.startswith("X") for d in real.values()):
        fits = {o: d for o, d in real.items() if dt.date.fromisoformat(d).isoweekday() == WEEKDAYS[weekday]}
        if len(fits) == 1:
            return _settled(next(iter(fits.values())), clock, f"{what}: order settled by the weekday {weekday!r}")
    if len(set(real.values())) == 2:
        readings = tuple(d if clock is None else f"{d}T{clock.text}{clock.offset}"
                         for d in (real["day first"], real["month first"]))
        bare = sorted(d for d in real.values() if not d.startswith("X"))
        return Date(value=None, low=bare[0] if bare else None, high=bare[-1] if bare else None, basis=DateBasis.STATED,
                    readings=readings, reason=f"{what}: the order of day and month is open")
    if real:
        order, day = next(iter(real.items()))
        return _settled(day, clock, "" if len(real) == 2 else f"{what}: only {order} gives a date")
    return None


def _build(found: re.Match[str]) -> Date | None:
    """The Date that a match of one of the shapes stands for; None for impossible days and years."""
    group = found.groupdict()
    try:
        clock = _clock(found)
    except ValueError:
        return None
    weekday = group.get("weekday")
    year = int(group["year"]) if group.get("year") else None
    if group.get("short"):
        year = 2000 + int(group["short"]) if int(group["short"]) < 70 else 1900 + int(group["short"])
    short = f"two-digit year {group['short']} read as {year}" if group.get("short") else ""
    if group.get("lunar") or (year and 1421 <= year <= 1500 and not group.get("solar")):
        return Date(value=None, basis=DateBasis.STATED, reason="a Hijri lunar date: recognised, not converted")
    if group.get("solar") or (year and 1300 <= year <= 1420):
        if "num" not in group and "solar" not in group:
            return None
        month = SOLAR[group["solar"]] if group.get("solar") else int(group["num"])
        solar = from_solar(year or 0, month, int(group["day"]))
        if solar is None:
            return None
        return _settled(solar.isoformat(), clock, f"Solar Hijri {year}-{month:02d}-{int(group['day']):02d}, converted")
    if group.get("one"):
        one, two = int(group["one"]), int(group["two"])
        if year is None:
            return _either({"month first": _partial(one, two), "day first": _partial(two, one)}, clock, weekday,
                           "a date without a year")
        written = found.string[found.start("one"):found.end("short" if group.get("short") else "year")]
        days = {"month first": _day(year, one, two), "day first": _day(year, two, one)}
        date = _either(days, clock, weekday, written)
        return replace(date, reason="; ".join(filter(None, (date.reason, short)))) if date and short else date
    month = MONTHS[group["month"]] if group.get("month") else int(group["num"])
    if not group.get("day"):
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
            return None
        stem = f"{year}-{month:02d}"
        last = calendar.monthrange(year, month)[1]
        return Date(value=stem, low=f"{stem}-01", high=f"{stem}-{last}", basis=DateBasis.STATED)
    day = _partial(month, int(group["day"])) if year is None else _day(year, month, int(group["day"]))
    if day is None:
        return None
    return _settled(day, clock, "a date without a year" if year is None else short)


def read(s: str) -> Date | None:
    """One whole date expression, labels such as "Published:" included; None when it is anything else.

    A date without a year gives EDTF ("XXXX-03-28T21:10") and no bounds. Where the order of day and month is open,
    `value` is None and `readings` has both, day first before month first. "3 hours ago" gives basis RELATIVE and no
    value. A date that its label calls an update has a reason that starts with `UPDATE`.

    Accepts "Jan. 24, 2017", "Updated 24 March 2017 at 5:51 pm GMT+3"; refuses "31 February 2017", "24 March 1899".
    """
    text = fold(s[:2 * LONGEST]).strip(" \r\n\v\f()[]|•·,;-#*.>«»\"'")
    if not 2 <= len(text) <= LONGEST:
        return None
    updated = False
    while label := _LABEL_AT_START.match(text):
        updated = updated or bool(label["updated"])
        text = text[label.end():]
    for pattern in _WHOLE.values() if _DIGIT.search(text) else ():
        found = pattern.fullmatch(text)
        if found and (date := _build(found)):
            return replace(date, reason=UPDATE + date.reason) if updated else date
    if _AGO.fullmatch(text) and not text.isdigit():
        return Date(value=None, basis=DateBasis.RELATIVE, reason=f"{text!r}, counted from the moment the page was seen")
    return None


def find(text: str, start: int, end: int, *, page: str) -> Iterator[tuple[int, int, Date]]:
    """The absolute dates in `text[start:end]`, in order, none overlapping, each with its span.

    A date has a year, or is a stamp with a clock time ("03.28 / 21:10"); bare "March 9" is not absolute and left out.
    Of an impossible day ("30 February 2022") no part is read either: what it was meant to be is not known. Dates
    labelled as updates have a reason that starts with `UPDATE`.
    """
    if not _LIKELY.search(text, start, end):
        return
    folded = fold(text[start:end])
    hits: list[tuple[int, int, Date]] = []
    impossible: list[tuple[int, int]] = []       # expressions of a day that does not exist
    for low, high in _windows(folded):
        for pattern in _IN_TEXT.values():
            for found in pattern.finditer(folded, low, high):
                date = _build(found)
                if date is not None:
                    hits.append((found.start(), found.end(), date))
                else:
                    impossible.append(found.span())
    impossible.sort(reverse=True)
    at = barred = -1
    for low, high, date in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        while impossible and impossible[-1][0] <= low:
            barred = max(barred, impossible.pop()[1])
        if low < at or high <= barred:
            continue
        while folded[high - 1] in " \n,(":
            high -= 1
        at = high
        label = _LABEL_BEFORE.search(folded[max(0, low - 40):low])
        if label and label["updated"]:
            date = replace(date, reason=UPDATE + date.reason)
        yield start + low, start + high, replace(date, spans=(Span(page=page, start=start + low, end=start + high),))


def _windows(folded: str) -> Iterator[tuple[int, int]]:
    """Stretches in which a date may stand: around every year or clock time, merged."""
    low = high = -1
    for anchor in _ANCHOR.finditer(folded):
        left, right = max(0, anchor.start() - 60), min(len(folded), anchor.end() + 60)
        if left > high:
            if high > 0:
                yield low, high
            low = left
        high = right
    if high > 0:
        yield low, high


_URL_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/_.]?)(?P<num>0?[1-9]|1[0-2])(?P=mark)"
                       r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_NAMED = re.compile(rf"/(?P<year>(?:19|20)\d\d)/(?P<month>{_any(n for n in MONTHS if n.isascii())})/"
                        r"(?P<day>[0-3]?\d)(?!\d)")


def from_url(url: str) -> Date | None:
    """The day written in an address's path ("/2017/03/24/", "/2017-03-24-", "20170324"); None when there is none.

    Accepts "/2017/mar/24/story"; refuses "/2017/03/", "/story-201703241" and numbers that are no day.
    """
    path = fold(re.sub(r"^[a-z]+://[^/]*", "", url[:2000]).split("?")[0].split("#")[0])
    for pattern in (_URL_DATE, _URL_NAMED):
        for found in pattern.finditer(path):
            if found.groupdict().get("mark") == "" and len(found.group()) != 8:
                continue
            month = MONTHS[found["month"]] if "month" in found.groupdict() else int(found["num"])
            day = _day(int(found["year"]), month, int(found["day"]))
            if day:
                return Date(value=day, low=day, high=day, basis=DateBasis.URL,
                            reason=f"the address has {found.group()!r}")
    return None


def from_epoch(seconds: int) -> Date | None:
    """The UTC moment of a count of seconds since 1970, as data attributes give it; None outside the years of the "
    "press."""
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return read(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
