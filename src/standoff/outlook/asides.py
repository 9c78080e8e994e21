"""Headlines and comments: what is asked and foreseen beside the article's text, for which there is no tree.

Read by their words alone, a sentence at a time: questions by their mark, forecasts by "will", "may" and the like,
plans by "to meet". A headline of several copies is one outlook with evidence in each. What a reader's comment asks or
foresees has the voice COMMENTER and is never the press's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from standoff.language.quotations import quotations
from standoff.language.times import times
from standoff.language.words import tokenise
from standoff.model import (
    Date,
    Form,
    Mention,
    Origin,
    Outlook,
    OutlookType,
    Page,
    PartName,
    Report,
    Role,
    Segment,
    Sourcing,
    Span,
    Statement,
    Voice,
)
from standoff.outlook import hedges, horizons
from standoff.outlook.forecasters import Ledger
from standoff.outlook.lexicon import read as lexicon

SENTENCE = re.compile(r"[^.?!\n]+(?:\.(?=[\d,])[^.?!\n]*)*[.?!]*")
ASKING = re.compile(r"(?:will|can|could|would|should|is|are|does|do|did|may|has|have|was|were)\b", re.I)
"""First words of a question that "yes" or "no" answers."""

MARKLESS = re.compile(r"(?:will|can|could|would|should|is|are|does|did|has|have|was|were)\s+(?=\w)", re.I)
"""First words of a headline that may be a question without its mark; "May" may be the month, "do" a command."""

FORMS = re.compile(r"(?:ed|ing|(?<![su])s)$", re.I)
"""Ends of words that are no plain form: "Will Smith visits Tessel" asks nothing."""

WILL = re.compile(r"\b(?:will|won['’]t|shall|['’]ll|is going to|are going to)\b", re.I)
WH = re.compile(r"\b(?:who|what|why|how|which|where|when)\b", re.I)
OPEN = re.compile(r"\b(?:may|might|could|likely to|expected to|set to|poised to)\b", re.I)
TO = re.compile(r"^(?:[A-Z][\w’'.-]*,? )*(?P<head>[A-Z][\w’'.-]*),? to (?P<verb>[a-z]+)\b")
OWN = re.compile(r"\b(?P<verb>vow|pledge|promise|threaten|plan|warn|fear|expect|predict)s?\b(?: to| that| of|:)?", re.I)
IF = re.compile(r"\b(?:if|unless)\b[^,;:?!.]*", re.I)
PERFECT = re.compile(r"\b(?:may|might|could|would) (?:not )?have\b", re.I)
TAG = re.compile(r",\s*(?:right|no|yes|\w+n['’]t (?:it|he|she|they|we))\s*\?", re.I)
LEAST = 3
"""Words of the shortest question, as of the text's own."""

LONGEST = 60
"""Words of the longest sentence of a comment that is read: a longer one is several without full stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An outlook that a sentence tells by its words. Offsets in the sentence."""

    type: OutlookType
    anchor: int
    condition: tuple[tuple[int, int], ...] = ()
    negated: bool = False
    polar: bool = True


def read(report: Report, pages: Sequence[Page], mentions: Sequence[Mention],
         statements: Sequence[Statement]) -> list[Outlook]:
    """What headlines and comments ask and foresee, by page. Headlines that only a question mark parts are one."""
    ledger = Ledger(statements)
    headlines: dict[str, list[tuple[Page, Segment]]] = {}
    comments: list[tuple[Page, Segment]] = []
    for page in sorted(pages, key=lambda one: one.key):
        for seg in page.segments:
            if seg.role is Role.TITLE:
                words = " ".join(page.text[seg.start:seg.end].lower().replace("’", "'").split())
                headlines.setdefault(words.rstrip("?"), []).append((page, seg))
            elif seg.role is Role.COMMENT:
                comments.append((page, seg))
    found = [one for places in headlines.values() for one in _headline(report, places, mentions, ledger)]
    found += [one for page, seg in comments for one in _comment(report, page, seg, ledger)]
    return sorted(found, key=lambda one: (one.page, one.start, one.end, one.type))


def aside(words: str, headline: bool = False, names: Collection[str] = ()) -> Aside | None:
    """What a sentence asks or foresees, by its words. `names`: of a headline, what its text names.

    >>> aside("Will the truce hold?").type
    <OutlookType.QUESTION: 'question'>
    >>> aside("The truce held.") is None
    True
    """
    asking = words.rstrip("”’\"' ").endswith("?") or (headline and _markless(words, names))
    if asking:
        if len(words.split()) < LEAST or TAG.search(words):
            return None
        asked = [word.strip("“‘\"',").lower() for word in re.split(r" [–—-] |[:;] ", words)[-1].split()]
        if not headline and not ASKING.match(" ".join(asked)) and asked[0] not in lexicon().lists["questions words"]:
            return None
        wh = [word for word in asked[:4] if word in lexicon().lists["questions words"]]
        polar = not wh or bool(ASKING.match(" ".join(asked)))
        return Aside(type=OutlookType.QUESTION, anchor=_verb(words), polar=polar)
    if PERFECT.search(words):
        return None
    if (match := WILL.search(words)) and not (headline and _noun(words, match)):
        condition = tuple(one.span() for one in IF.finditer(words))
        kind = OutlookType.CONDITIONAL if condition else OutlookType.PREDICTION
        negated = bool(re.match(r"\s+(?:not|never)\b", words[match.end():])) or match.group().lower().startswith("won")
        return Aside(type=kind, anchor=_after(words, match.end()), condition=condition, negated=negated)
    if not headline:
        return None
    if match := OWN.search(words):
        kinds = {"plan": OutlookType.PLAN, "warn": OutlookType.WARNING, "fear": OutlookType.WARNING,
                 "expect": OutlookType.PREDICTION, "predict": OutlookType.PREDICTION}
        if match.group().endswith((" to", " that", " of")):
            return Aside(type=kinds.get(match["verb"].lower(), OutlookType.PLEDGE), anchor=_after(words, match.end()))
    if (match := OPEN.search(words)) and match.group() != "May" and not WH.search(words[:match.start()]):
        return Aside(type=OutlookType.PREDICTION, anchor=_after(words, match.end()))
    if (match := TO.match(words)) and _plans(match):
        return Aside(type=OutlookType.PLAN, anchor=match.start("verb"))
    return None


def _markless(words: str, names: Collection[str]) -> bool:
    """Whether a headline without a mark asks: "Will the truce hold", "Can Norway push the allies out"."""
    match = MARKLESS.match(words)
    if match is None:
        return False
    rest = words[match.end():]
    if rest.split()[0].lower().strip("“‘\"',") in lexicon().lists["headlines opening"]:
        return len(rest.split()) > 1
    name = max((one for one in names if re.match(rf"{re.escape(one)}(?!\w)", rest)), key=len, default="")
    verb = re.match(r"\s+(?P<verb>[A-Za-z]+)\b", rest[len(name):])
    plain = match.group().strip().lower() in ("will", "can", "could", "would", "should", "does", "did")
    return bool(name) and plain and verb is not None and not FORMS.search(verb["verb"]) and (
        verb["verb"].lower() not in ("to", "and", "or", "of", "in", "on", "at", "for", "from", "with"))


def _noun(words: str, match: re.Match[str]) -> bool:
    """Whether the "will" of a headline is a name or a noun: "Will Smith visits Tessel", "Mosul: will to live"."""
    return match.group().lower() == "will" and (not words[:match.start()].strip(" “‘\"'") or bool(
        re.match(r"\s+(?:to|of|and)\b|\s*$", words[match.end():])))


def _plans(match: re.Match[str]) -> bool:
    """Whether "to" after the first words of a headline tells a plan: "Norway to open bridge", not "Road to peace"."""
    lists = lexicon().lists
    return match["verb"] in lists["deeds"] | lists["meeting"] and match["head"].lower() not in lists["headlines heads"]


def _after(words: str, at: int) -> int:
    """Where the next word that is no "not" or "be" begins."""
    for match in re.finditer(r"\w+", words[at:]):
        if match.group().lower() not in ("not", "never", "be", "also", "soon", "still"):
            return at + match.start()
    return max(0, at - 1)


def _verb(words: str) -> int:
    """Where the word that makes a question one of the future stands, else its first word."""
    match = WILL.search(words) or re.search(r"\w+", words)
    return match.start() if match else 0


def _headline(report: Report, places: list[tuple[Page, Segment]], mentions: Sequence[Mention],
              ledger: Ledger) -> Iterator[Outlook]:
    """What a headline of one or several copies tells; of copies with and without a question mark as the first with."""
    page, seg = next((one for one in places if one[0].text[one[1].start:one[1].end].rstrip().endswith("?")), places[0])
    words = page.text[seg.start:seg.end].strip()
    found = aside(words, headline=True, names=frozenset(one.name for one in mentions if one.name))
    if found is None:
        return
    start = seg.start + _left(page, seg)
    end = seg.start + _right(page, seg)
    statement = ledger.around(start + found.anchor, page.key)
    if statement is not None and found.type is not OutlookType.QUESTION:
        low, high = next(one for one in statement.content if one[0] <= start + found.anchor < one[1])
        if all(low <= start + each < high for piece in found.condition for each in piece[:1]):
            cut = low - start
            found = replace(found, anchor=found.anchor - cut, condition=tuple(
                (first - cut, min(last, high - start) - cut) for first, last in found.condition))
            start, end = low, high                                  # without who says it
    inner = start - seg.start, seg.start + _right(page, seg) - end
    evidence = tuple(sorted({Span(page=one.key, start=each.start + _left(one, each) + inner[0] - _left(page, seg),
                                  end=each.start + _right(one, each) - inner[1])
                             for one, each in places if inner == (_left(page, seg), 0) or (
                                 _right(one, each) - _left(one, each) == len(words))}))
    yield _outlook(report, page, start, end, found, evidence, Voice.HEADLINE, "headline", statement,
                   _named(words, mentions), report.published)


def _left(page: Page, seg: Segment) -> int:
    words = page.text[seg.start:seg.end]
    return len(words) - len(words.lstrip())


def _right(page: Page, seg: Segment) -> int:
    return len(page.text[seg.start:seg.end].rstrip())


def _comment(report: Report, page: Page, seg: Segment, ledger: Ledger) -> Iterator[Outlook]:
    when = seg.when or report.published
    for part in seg.parts:
        if part.name is not PartName.BODY:
            continue
        for match in SENTENCE.finditer(page.text, part.start, part.end):
            words = match.group().strip()
            start = match.start() + match.group().index(words) if words else match.start()
            found = aside(words) if words and len(words.split()) <= LONGEST else None
            if found is None:
                continue
            statement = ledger.around(start + found.anchor, page.key)
            yield _outlook(report, page, start, start + len(words), found,
                           (Span(page=page.key, start=start, end=start + len(words)),), Voice.COMMENTER, "comment",
                           statement, (), when)


def _outlook(report: Report, page: Page, start: int, end: int, found: Aside, evidence: tuple[Span, ...], voice: Voice,
             rule: str, statement: Statement | None, about: tuple[str, ...], published: Date) -> Outlook:
    from standoff.outlook import SCORES, VERSION, key

    words = page.text[start:end]
    told = [replace(one, start=start + one.start, end=start + one.end)
            for one in times(words, tokenise(words), [(0, len(words))], published)]
    when, timed = horizons.horizon(told, words, start, published)
    sure = () if found.type is OutlookType.QUESTION and not found.polar else tuple(
        (start + low, start + high) for low, high in hedges.spans(words)
        if not any(first <= low < last for first, last in found.condition))
    source = None if voice is Voice.COMMENTER or statement is None else statement.source
    quoted = any(first <= found.anchor < last for first, last in quotations(words))
    sourcing = statement.sourcing if statement is not None else Sourcing.UNNAMED if quoted else Sourcing.AUTHOR
    return Outlook(
        evidence=evidence, origin=Origin(stage="outlook", version=VERSION, rule=rule),
        key=key(report.key, page.key, found.type, start, end), report=report.key, page=page.key, start=start, end=end,
        type=found.type, statement=statement.key if statement else "", forecaster=source, sourcing=sourcing,
        voice=voice, about=about, anchor=start + found.anchor,
        condition=tuple((start + low, start + high) for low, high in found.condition), hedges=sure, horizon=when,
        timed=timed, negated=found.negated, polar=found.polar, score=SCORES[rule])


def _named(words: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Who is named in a headline's words, of those that the text names: the first mention of each name, in the order of
    the headline."""
    found: dict[str, tuple[int, str]] = {}
    for one in sorted(mentions, key=lambda each: (each.start, each.end, each.key)):
        if one.form is Form.NAME and one.name and one.leader not in found and (
                match := re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", words)):
            found[one.leader] = (match.start(), one.key)
    return tuple(made for _, made in sorted(found.values())[:1])
