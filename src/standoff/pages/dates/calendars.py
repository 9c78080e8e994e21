"""Names of months and weekdays in many languages, and the Solar Hijri calendar.

Names are matched on folded text (`fold`), which keeps every character's place. Gives `MONTHS` (folded name → number),
`SOLAR` and `LUNAR` (the same for the two Hijri calendars), `WEEKDAYS`, and `from_solar`.
"""

from __future__ import annotations

import datetime as dt

_FOLD = str.maketrans({
    **{chr(0x660 + i): str(i) for i in range(10)}, **{chr(0x6F0 + i): str(i) for i in range(10)},
    **{chr(0x966 + i): str(i) for i in range(10)}, **{chr(0xFF10 + i): str(i) for i in range(10)},
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u200e\u200f\u200b\u200c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
                    "\t", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u0623\u0625\u0622\u0671", "\u0627"), **dict.fromkeys("\u06cc\u0649", "\u064a"),
    "\u06a9": "\u0643", "\u0629": "\u0647", "\u06d5": "\u0647", "\u060c": ",", "\u2019": "'",
    "\u2044": "/", "\uff1a": ":", "\uff0c": ",", "\uff0f": "/", "\u0451": "\u0435", "\u0131": "i"})


def fold(text: str) -> str:
    """The text in lower case with ASCII digits, plain spaces and dashes and one form per Arabic letter; same length."""
    return text.replace("İ", "i").lower().translate(_FOLD)


# One entry per language, or school of names within one, in the order of the calendar; "|" parts alternatives, "_" is a
# space inside a name, "-" a name that an entry above has already.
_GREGORIAN = """
en: january|jan february|feb|febr march|mar april|apr may june|jun july|jul august|aug september|sept|sep
    october|oct november|nov december|dec
fr: janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre octobre
    novembre décembre|decembre|déc
de: januar|jänner februar|feber märz|maerz|mär|mrz - mai juni juli - - oktober|okt - dezember|dez
es: enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre
    diciembre|dic
it: gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre ottobre|ott novembre
    dicembre
pt: janeiro fevereiro|fev março|marco abril maio|mai junho julho agosto setembro outubro|out novembro dezembro
nl: januari februari maart|mrt april mei juni juli augustus september oktober november december
id: januari|pebruari februari maret april mei juni juli agustus september oktober nopember|november desember|des
pl: styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca lipiec|lipca
    sierpień|sierpnia wrzesień|września październik|października listopad|listopada grudzień|grudnia
tr: ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas
    aralık|ara
ru: январь|января|янв февраль|февраля|фев март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл
    август|августа|авг сентябрь|сентября|сен|сент октябрь|октября|окт ноябрь|ноября|ноя декабрь|декабря|дек
uk: січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня
    серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня
el: ιανουαρίου|ιανουάριος φεβρουαρίου|φεβρουάριος μαρτίου|μάρτιος απριλίου|απρίλιος μαΐου|μάιος ιουνίου|ιούνιος
    ιουλίου|ιούλιος αυγούστου|αύγουστος σεπτεμβρίου|σεπτέμβριος οκτωβρίου|οκτώβριος νοεμβρίου|νοέμβριος
    δεκεμβρίου|δεκέμβριος
ar: يناير فبراير مارس أبريل|ابريل|إبريل مايو يونيو يوليو|يوليوز أغسطس|غشت سبتمبر|شتنبر أكتوبر نوفمبر|نونبر
    ديسمبر|دجنبر
ar-levant: كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
ar-maghreb: جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
fa: ژانویه|ژانویهٔ فوریه مارس آوریل|آپریل مه|می ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر
ur: جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ckb: کانوونی_دووەم|کانونی_دووەم شوبات ئازار نیسان ئایار حوزەیران|حوزه‌یران تەمموز|تەمووز|تەموز ئاب
    ئەیلوول|ئەیلول تشرینی_یەکەم تشرینی_دووەم کانوونی_یەکەم|کانونی_یەکەم
kmr: çile|rêbendan sibat|reşemî adar nîsan gulan hezîran|pûşper tîrmeh tebax|gelawêj îlon|rezber cotmeh mijdar
    berfanbar|kanûn
he: ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט
    ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
hi: जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर
    दिसंबर|दिसम्बर
"""

_SOLAR = """
fa: فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند
fa-latin: farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar|azer dey|dei bahman esfand
"""

_LUNAR = """
ar: محرم صفر ربيع_الأول|ربیع‌الاول ربيع_الثاني|ربيع_الآخر|ربیع‌الثانی جمادى_الأولى|جمادی‌الاول
    جمادى_الآخرة|جمادى_الثانية|جمادی‌الثانی رجب شعبان رمضان شوال ذو_القعدة|ذي_القعدة|ذیقعده
    ذو_الحجة|ذي_الحجة|ذیحجه
ar-latin: muharram safar rabi_al-awwal|rabi_i rabi_al-thani|rabi_ii jumada_al-awwal|jumada_i
    jumada_al-thani|jumada_ii rajab shaaban|sha'ban ramadan shawwal dhu_al-qadah|dhul_qadah
    dhu_al-hijjah|dhul_hijjah
"""

_WEEKDAYS = """
en: monday|mon tuesday|tues|tue wednesday|wed thursday|thurs|thur|thu friday|fri saturday|sat sunday|sun
fr: lundi mardi mercredi jeudi vendredi samedi dimanche
de: montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sa|sonnabend sonntag|so
es: lunes martes miércoles jueves viernes sábado domingo
it: lunedì martedì mercoledì giovedì venerdì sabato domenica
pt: segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
nl: maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
id: senin selasa rabu kamis jumat sabtu minggu
pl: poniedziałek wtorek środa czwartek piątek sobota niedziela
tr: pazartesi salı çarşamba perşembe cuma cumartesi pazar
ru: понедельник|пн вторник|вт среда|ср четверг|чт пятница|пт суббота|сб воскресенье|вс
uk: понеділок вівторок середа четвер п'ятниця субота неділя
ar: الإثنين|الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
fa: دوشنبه سه‌شنبه چهارشنبه پنجشنبه|پنج‌شنبه جمعه|آدینه شنبه یکشنبه|یک‌شنبه
ckb: دووشەممە سێشەممە چوارشەممە پێنجشەممە هەینی شەممە یەکشەممە
kmr: duşem sêşem çarşem pêncşem în şemî yekşem
he: יום_שני יום_שלישי יום_רביעי יום_חמישי יום_שישי שבת יום_ראשון
"""


def _names(rows: str, count: int) -> dict[str, int]:
    names: dict[str, int] = {}
    for row in rows.strip().replace("\n    ", " ").splitlines():
        cells = row.split()[1:]
        if len(cells) != count:
            raise ValueError(f"{len(cells)} names, not {count}: {row}")
        for number, cell in enumerate(cells, 1):
            for name in cell.split("|"):
                if name != "-":
                    names.setdefault(fold(name.replace("_", " ")), number)
    return names


MONTHS = _names(_GREGORIAN, 12)
SOLAR = _names(_SOLAR, 12)
LUNAR = _names(_LUNAR, 12)
WEEKDAYS = _names(_WEEKDAYS, 7)


def solar_leap(year: int) -> bool:
    """Whether a Solar Hijri year has 366 days: the 33-year rule, equal to the official calendar for 1300 to 1501."""
    return (25 * year + 11) % 33 < 8


def from_solar(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian date of a Solar Hijri one, None when there is no such day or the year is outside 1300 to 1501.

    Arithmetic of the 33-year cycle as given by K. M. Borkowski, "The Persian calendar for 3000 years" (1996): the
    number of leap days before year y is ⌊(8y + 21) / 33⌋; 1 Farvardin 1 is Julian day 1 948 320.5, i.e. proleptic
    Gregorian ordinal 226 895.
    """
    if not (1300 <= year <= 1501 and 1 <= month <= 12 and day >= 1):
        return None
    if day > (31 if month <= 6 else 30 if month <= 11 or solar_leap(year) else 29):
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return dt.date.fromordinal(226894 + 365 * (year - 1) + (8 * year + 21) // 33 + before + day)
