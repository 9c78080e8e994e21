"""Numbers, names and marks that time expressions are made of, each with what it must not be mistaken for."""

from __future__ import annotations

from collections.abc import Callable

from standoff.language.times.tokens import LEXICON, MONTHS, NUMBERS, ORDINALS, WEEKDAYS, Line
from standoff.language.times.told import Told

Found = tuple[Told, int] | None
"""What was told, and the token after it."""

DEEPEST = 4
"""Forms inside one another: "from the end of the first half of last year" is three."""
AROUND = LEXICON["around"]
CLOSING, BEFORE_YEAR = frozenset(AROUND["closing"]), frozenset(AROUND["year"])
CURRENCY = frozenset("$£€#")
OLD = BEFORE_YEAR - {"to", "the", "and", "or", "by"}
"""What must stand before a year of the Middle Ages, which a count is likelier to look like."""
ROUND = frozenset(("to", "of", "by", "and", "or", "about", "around", "from"))
"""What may stand before a round number of things as well as before a year: "of 2000 soldiers"."""
CALENDARS = frozenset(LEXICON["not_years"]["calendars"])
NAMED = frozenset(LEXICON["not_years"]["before"])
AMOUNTS = frozenset(LEXICON["not_years"]["amount"])
COUNTED = frozenset(LEXICON["not_years"]["after"])
SHORT = frozenset(name for name in (*MONTHS, *WEEKDAYS) if len(name) <= 5) - {"march", "april", "june", "july", "may"}
"""Abbreviations, after which a full stop belongs to the word."""


class Figures:
    """Reads small things of one sentence; `i` is always a token. The forms themselves are in the classes above it."""

    def core(self, i: int) -> Found:
        """One date or period; the whole grammar has it, for forms that nest."""
        raise NotImplementedError

    def relative(self, i: int) -> Found:
        """A period counted from the publication, as `core`."""
        raise NotImplementedError

    def anaphor(self, i: int) -> Found:
        """A period counted from what was spoken of, as `core`."""
        raise NotImplementedError

    def unit_named(self, i: int) -> Found:
        """"the year", "the month" of which a part is told."""
        raise NotImplementedError

    def __init__(self, line: Line) -> None:
        self.line, self.w, self.raw, self.glued = line, line.w, line.raw, line.glued
        self.depth = 0

    def nested(self, read: Callable[[int], Found], i: int) -> Found:
        """What a form reads inside another; nothing inside more than anybody writes, whatever the text."""
        if self.depth == DEEPEST:
            return None
        self.depth += 1
        try:
            return read(i)
        finally:
            self.depth -= 1

    def tag(self, i: int) -> str:
        """The part of speech of a token; "" when nobody told."""
        return self.line.tags[i] if 0 <= i < len(self.line.tags) else ""

    def capital(self, i: int) -> bool:
        """Whether a token is written with a capital."""
        return self.raw[i][:1].isupper()

    def the(self, i: int) -> int:
        """Past an article."""
        return i + (self.w[i] == "the")

    def tied(self, i: int, marks: str) -> bool:
        """Whether a token is one of the marks, with figures tied to it: the colon of "10:30"."""
        mark, after = self.w[i], self.w[i + 1]
        return bool(mark) and mark in marks and self.glued[i] and after.isdecimal() and self.glued[i + 1]

    def dot(self, i: int) -> int:
        """Past the full stop or comma of an abbreviation."""
        return i + (self.w[i] == "." and self.glued[i] and self.w[i - 1] in SHORT)

    def closes(self, i: int, event: bool = False) -> bool:
        """Whether an expression may end before a token: a mark, a function word or the end of the sentence follows.

        `event`: after "the day before", where "he left" would tell what it is counted from.
        """
        word, tag = self.w[i], self.tag(i)
        if not word or not (word.isalnum() or word == "'"):
            return True
        if word == "'" or word in AROUND["owner"] or (event and word in AROUND["subject"]):
            return False
        if tag:
            return tag not in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or word in CLOSING
        return word in CLOSING or word.endswith("ly")

    def titled(self, i: int) -> bool:
        """Whether a word is part of a name: capital inside a sentence, after a capital ("USA Today")."""
        return self.capital(i) and i > 0 and self.capital(i - 1) and not self.raw[i].isupper()

    def cardinal(self, i: int) -> tuple[int, int] | None:
        """"12", "twelve", "twenty-five"; not "1,200" or "12.5"."""
        w = self.w
        if w[i].isdecimal() and w[i].isascii():
            if len(w[i]) > 4 or self.tied(i + 1, ",.") or (self.tied(i - 1, ",.") and w[i - 2].isdecimal()):
                return None
            return int(w[i]), i + 1
        value = NUMBERS.get(w[i])
        if value is None:
            return None
        if 20 <= value <= 90:
            at = i + 1 + (w[i + 1] == "-")
            ones = NUMBERS.get(w[at], 0)
            if 1 <= ones <= 9:
                return value + ones, at + 1
        return value, i + 1

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """"21st", "first", "twenty-first"; not "21"."""
        w = self.w
        if w[i].isdecimal() and len(w[i]) <= 2 and w[i + 1] in ("st", "nd", "rd", "th") and self.glued[i + 1]:
            return int(w[i]), i + 2
        if w[i] in ORDINALS:
            return ORDINALS[w[i]], i + 1
        value = NUMBERS.get(w[i], 0)
        if 20 <= value <= 90:
            at = i + 1 + (w[i + 1] == "-")
            ones = ORDINALS.get(w[at], 0)
            if 1 <= ones <= 9:
                return value + ones, at + 1
        return None

    def count(self, i: int) -> tuple[int, int, int] | None:
        """How many at least, how many at most (0: unknown), and the next token: "three", "a few", "two to three"."""
        w = self.w
        if w[i] in ("a", "an") or (w[i] in ("the", "these") and w[i + 1] in ("few", "couple")):
            if w[i + 1] == "couple":
                return 2, 3, i + 2 + (w[i + 2] == "of")
            if w[i + 1] in ("few", "dozen"):
                low, high = LEXICON["vague"][w[i + 1]]
                return low, high, i + 2
            return (1, 1, i + 1) if w[i] in ("a", "an") else None
        if w[i] in ("couple", "few", "several", "some", "many"):
            low, high = LEXICON["vague"][w[i]]
            return low, high, i + 1 + (w[i] == "couple" and w[i + 1] == "of")
        if w[i] == "half" and w[i + 1] in ("a", "an"):
            return None
        first = self.cardinal(i)
        if first is None:
            return None
        value, at = first
        if w[at] in ("to", "or", "-") and (second := self.cardinal(at + 1)) and second[0] > value:
            return value, second[0], second[1]
        if w[at] == "and" and w[at + 1] == "a" and w[at + 2] == "half":
            return value, value + 1, at + 3
        return value, value, at

    def month_name(self, i: int) -> tuple[int, int] | None:
        """"March", "Jan."; not "may" or "march" the verbs, not "Mar" in "Mar del Plata"."""
        number = MONTHS.get(self.w[i])
        word, tag = self.w[i], self.tag(i)
        if number is None or not (self.capital(i) or (len(word) > 3 and word not in ("march", "august"))):
            return None
        at = self.dot(i + 1)
        figures = self.w[at].isdecimal() or self.w[i - 1].isdecimal()
        if len(word) <= 3 and word != "may" and at == i + 1 and not figures:
            return None
        if word in ("may", "march", "august") and tag in ("AUX", "VERB", "ADJ"):
            return None
        return number, at

    def day_number(self, i: int) -> tuple[int, int] | None:
        """"24", "24th"; not "240", "24.5", "24:10"."""
        w = self.w
        if not (w[i].isdecimal() and w[i].isascii() and 1 <= len(w[i]) <= 2 and 1 <= int(w[i]) <= 31):
            return None
        if w[i + 1] in ("st", "nd", "rd", "th") and self.glued[i + 1]:
            return int(w[i]), i + 2
        if self.tied(i + 1, ":.,") or w[i + 1] in ("%", "°") or (self.glued[i + 1] and w[i + 1].isalpha()):
            return None
        return int(w[i]), i + 1

    def year_number(self, i: int, bare: bool = False) -> tuple[int, int] | None:
        """"2017" beside a month or a season; `bare`: alone in a sentence, where it may be a count or a name's number.

        Accepts "in 2011"; refuses "2,011", "$2011", "Resolution 1441", "2000 people", "Route 1980", "A-1980".
        """
        w, text = self.w, self.w[i]
        if not (len(text) == 4 and text.isdecimal() and text.isascii() and 1000 <= int(text) <= 2199):
            return None
        after = w[i + 1]
        of_year = w[i - 1] in ("year", "of") and w[i - 2] in CALENDARS
        if (after in CALENDARS or w[i - 1] in CALENDARS or of_year) and (int(text) < 1700 or w[i - 1] == "year"):
            return None                  # "the Iranian year 1401", "1444 AH"; not "Ramadan 2016"
        if self.tied(i + 1, ",.:") or after in ("%", "°", "bc", "bce") or w[i + 1:i + 4] == ["b", ".", "c"]:
            return None
        if self.glued[i + 1] and ((after.isalpha() and after != "s") or after == "_"):
            return None
        if self.glued[i] and (w[i - 1] in ("$", "£", "€", "#", ".", ",", "_", "@", "+", "=", "&", "%")
                              or w[i - 1].isalpha() or (w[i - 1] == "/" and not w[i - 2].isdecimal())):
            return None
        if not bare:
            return int(text), i + 1
        if w[i - 1].isdecimal() or (w[i + 1].isdecimal() and not self.glued[i + 1] and w[i + 2] != ","):
            return None
        before, value = w[i - 1], int(text)
        if before == "." and w[i - 2] == "no":
            before = "no"
        if before in NAMED or before in CURRENCY or (before in AMOUNTS and after != "-") or after in COUNTED:
            return None
        if before == "-" and self.glued[i] and (w[i - 2].isalpha() or w[i - 2].isdecimal()):
            return None
        if after == "-" and self.glued[i + 1] and w[i + 2].isdecimal() and len(w[i + 2]) not in (2, 4):
            return None
        if before in ("to", "between", "and", "about", "around") and not 1500 <= value <= 2099:
            return None
        circa = before == "." and w[i - 2] in ("c", "ca")
        if value < 1500 and not circa and before not in OLD and not (before == "(" and after == ")"):
            return None
        if value > 2099 and before not in ("in", "by", "until"):
            return None
        counts = after.endswith("s") or self.tag(i + 1) in ("NOUN", "ADJ")
        if value % 100 == 0 and counts and (before not in BEFORE_YEAR or before in ROUND):
            return None
        if self.capital(i - 1) and before.isalpha() and w[i - 1] not in BEFORE_YEAR and before not in MONTHS and (
                value < 1900 and after != ")"):
            return None
        return value, i + 1
