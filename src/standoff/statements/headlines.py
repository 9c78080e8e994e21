"""Headlines: what a headline says that somebody says: ``headlines(report, mentions, pages)``.

Takes a report, its mentions and the pages of its family; gives a Statement for each headline, or part of one, that
puts words to somebody's account: “Masjedi: Iran will stay”, “‘We will stay’, says envoy”, “Army denies shelling camp”.
Headlines are no part of a report's text and have no tree, so these are rules on their words
(``lexicons/headlines.yaml``); who speaks is looked for among the mentions of the report (`whom`). What may be a topic,
a place or an outlet before a colon or behind a dash is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from standoff.language.quotations import quotations
from standoff.model import (
    FieldName,
    Manner,
    Medium,
    Mention,
    Origin,
    Page,
    Report,
    Role,
    Span,
    Statement,
    Voice,
)
from standoff.statements import VERSION, key, whom
from standoff.statements.setting import bounded
from standoff.statements.whom import Sort, Speaker
from standoff.text import fold, trim

SCORES = {"verb": .9, "colon": .85, "to": .9, "tail": .85, "dash": .75}
"""Rule → how likely a statement by it is one: estimates, by a look at the headlines of PolNeAR train (`docs`)."""

Pieces = tuple[int, int]

_WORD = re.compile(r"[^\W_](?:[\w.&]*[^\W_.])?(?:[’'](?:s|t|re|ve|ll|d|m)\b)?(?:[-–][^\W_]+)*(?:s’(?=\s))?", re.I)
_NUMBERED = re.compile(r"\s*\d+\s*[.)]\s+")
_DASH = re.compile(r"\s+[-–—|]+\s+")
_IDLE = re.compile(r"(?:,|\s+(?:also|again|just|now|still|finally|publicly|reportedly|then))+$", re.I)
_TAIL = re.compile(r"\s*[,–—]\s*(?=[^,–—]*$)|(?<=[.!?,]['’\"”])\s+(?=[^,–—]*$)|\s+-+\s+(?=[^-]*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a rule found in a headline. Pieces are of the page's text."""

    rule: str                        # of SCORES
    speaker: Speaker
    said: Pieces                     # the words that tell who speaks
    cue: tuple[Pieces, ...]
    content: Pieces
    manner: Manner
    to: Speaker | None = None
    addressed: tuple[Pieces, ...] = ()


def headlines(report: Report, mentions: Sequence[Mention], pages: Sequence[Page]) -> list[Statement]:
    """The statements in the headlines of a report's pages, each once over all pages, in the order of the pages."""
    register = whom.register(mentions)
    found: dict[tuple[str, ...], tuple[Page, Told, list[Span]]] = {}
    for page in sorted(pages, key=lambda one: one.key):
        for seg in page.segments:
            if seg.role is not Role.TITLE:
                continue
            for told in tell(page, seg.start, seg.end, register):
                start, end = _stretch(told)
                once = (told.rule, told.manner, *(_folded(page.text[a:b]) for a, b in (told.said, told.content)))
                _, _, evidence = found.setdefault(once, (page, told, []))
                evidence.append(Span(page=page.key, start=start, end=end))
    return [_statement(report, page, told, evidence) for page, told, evidence in found.values()]


def tell(page: Page, start: int, end: int, register: whom.Register) -> list[Told]:
    """What the headline at a place of a page tells; the first rule that finds anything has the word."""
    line = _Line(page, start, end, register)
    if len(line.words) < 3:
        return []
    for rule in (_to, _colon, _verb, _tail, _dash):
        if found := list(rule(line)):
            return found
    return []


def _statement(report: Report, page: Page, told: Told, evidence: Sequence[Span]) -> Statement:
    start, end = _stretch(told)
    content = (told.content,)
    first, last = told.content
    inside = [(first + a, first + b) for a, b in quotations(page.text[first:last])]
    return Statement(
        evidence=tuple(sorted(set(evidence))), origin=Origin(stage="statements", version=VERSION, rule="headline"),
        key=key(report.key, page.key, told.cue, content), report=report.key, page=page.key, start=start, end=end,
        source=told.speaker.mention, speaker=(told.said,), sourcing=told.speaker.sourcing, cue=told.cue,
        content=content, quoted=tuple(inside), addressee=told.to.mention if told.to else None,
        addressed=told.addressed, date=bounded(report.published, ()),
        medium=Medium.REPORT if told.speaker.sort is Sort.FINDING else None, manner=told.manner, voice=Voice.HEADLINE,
        score=SCORES[told.rule])


def _stretch(told: Told) -> Pieces:
    pieces = (told.said, *told.cue, told.content, *told.addressed)
    return min(start for start, _ in pieces), max(end for _, end in pieces)


def _folded(text: str) -> str:
    return " ".join(fold(one) for one in re.findall(r"\w+", text))


# — the line —


class _Line:
    """The words of a headline, without number, labels and the outlet's name."""

    def __init__(self, page: Page, start: int, end: int, register: whom.Register) -> None:
        self.text, self.register, self.lexicon = page.text, register, whom.lexicon()
        self.outlets = {_folded(value) for name in (FieldName.OUTLET, FieldName.PUBLISHER) for value in page.all(name)}
        self.outlets |= {re.sub(r"\W", "", one) for one in self.outlets} - {""}
        self.url = page.url or ""
        if number := _NUMBERED.match(page.text, start, end):
            start = number.end()
        start, end = self._labels(*self._signed(*trim(page.text, start, end)))
        if semicolon := re.compile(r";(?:\s|$)").search(page.text, start, end):
            end = semicolon.start()                                # what follows is another headline
        while end > start and page.text[end - 1] in ", ":
            end -= 1
        self.start, self.end = start, end
        self.quoted = [(start + a, start + b) for a, b in quotations(page.text[start:end])]
        self.words = [(one.start(), one.end()) for one in _WORD.finditer(page.text, start, end)]

    def word(self, at: int) -> str:
        """A word as it is looked up: lower case, straight apostrophe."""
        return self.text[slice(*self.words[at])].lower().replace("’", "'") if at < len(self.words) else ""

    def plain(self, at: int) -> bool:
        """Whether a place is outside of quotations."""
        return not any(start <= at < end for start, end in self.quoted)

    def outlet(self, start: int, end: int) -> bool:
        """Whether words are the page's own outlet, or could be any outlet's name."""
        name = _folded(self.text[start:end])
        return (name in self.outlets or (bool(name) and name.replace(" ", "") in re.sub(r"\W", "", self.url.lower()))
                or bool(set(name.split()) & self.lexicon.outlets))

    def _signed(self, start: int, end: int) -> Pieces:
        """Without an outlet behind the last dash or bar."""
        for one in reversed(list(_DASH.finditer(self.text, start, end))):
            if "|" in one[0] or self.outlet(one.end(), end):
                end = one.start()
        return start, end

    def _labels(self, start: int, end: int) -> Pieces:
        """Without what tells the kind of piece: "Breaking:", "Exclusive – "."""
        while mark := re.compile(r"\s*(?::|\s[-–—|]|\|)\s+").search(self.text, start, end):
            if _folded(self.text[start:mark.start()]) not in self.lexicon.labels:
                break
            start = mark.end()
        return start, end

    def speaker(self, start: int, end: int) -> Speaker | None:
        """Who some words are."""
        return whom.who(self.text[start:end], self.register)

    def shapely(self, start: int, end: int) -> bool:
        """Whether capitals tell a name here: not of three words of a headline that writes all with capitals."""
        small = sum(self.text[first].islower() for first, _ in self.words)
        return small > .4 * len(self.words) or len(self.text[start:end].split()) < 3

    def claims(self, start: int, end: int, loose: bool = False) -> bool:
        """Whether words beside a colon are a sentence that somebody can have said.

        `loose`: who speaks is nobody's topic ("police"), so that it need not show a verb.
        """
        inside = [at for at, (first, last) in enumerate(self.words) if start <= first and last <= end]
        if len(inside) < 2:
            return False
        words = [self.word(at) for at in inside]
        quoted = sum(min(b, end) - max(a, start) for a, b in self.quoted if a < end and start < b)
        if quoted > .5 * (end - start) and len(inside) > 2:
            return True
        counted = words[0] in whom.NUMBERS or words[0].isdigit()
        if self.text[end - 1] == "?" or (counted and set(words[1:4]) & self.lexicon.counted):
            return False
        if words[0] in self.lexicon.openers and not set(words[1:]) & (self.lexicon.claims - {"killed", "wounded"}):
            return False
        if words[0] in ("what", "why", "how", "who", "when", "where", "which", "inside", "meet"):
            return False
        return loose or bool(quoted) or bool(set(words) & self.lexicon.claims) or any(
            one.endswith("n't") for one in words)


    def happened(self, start: int, end: int) -> bool:
        """Whether words tell in the past what somebody did: "Armenia fired first"; not "Loved and feared"."""
        words = [self.word(at) for at, (first, last) in enumerate(self.words) if start <= first and last <= end]
        past = [word.endswith("ed") or word in self.lexicon.did for word in words]
        if not words or past[0] or words[0] in self.lexicon.openers or words[0] in self.lexicon.labels:
            return False
        return any(one and behind != "by" for one, behind in zip(past, [*words[1:], ""], strict=True))


# — the rules —


def _to(line: _Line) -> Iterator[Told]:
    """ "X to Y: …".

    Yes: Envoy to rebels: Leave the city → Envoy | said | Leave the city
    No: Road to Goma: a journey
    """
    colon = _colon_at(line)
    if colon is None:
        return
    for at, (start, end) in enumerate(line.words):
        if end > colon:
            return
        if line.word(at) == "to" and at:
            left, right = trim(line.text, line.start, start), trim(line.text, end, colon)
            speaker, to = line.speaker(*left), line.speaker(*right)
            first, last = trim(line.text, colon + 1, line.end)
            if speaker and to and Sort.SHAPE not in (speaker.sort, to.sort) and line.text[last - 1:last] != "?":
                yield Told(rule="to", speaker=speaker, said=left, cue=(), content=(first, last), manner=Manner.SAID,
                           to=to, addressed=(right,))
                return


def _colon(line: _Line) -> Iterator[Told]:
    """A speaker before a colon, or behind the last one.

    Yes: Minister Tamm: The bridge will open in May → Minister Tamm | said | The bridge will open in May
    Yes: Jana Tamm: Armenia fired first → Jana Tamm | said | Armenia fired first
    Yes: Twelve dead in landslide: police → police | said | Twelve dead in landslide
    No: Iran: five things to know
    No: Sudan: UN convoy attacked
    """
    first, last = _colon_at(line), _colon_at(line, last=True)
    if first is None or last is None:
        return
    before, after = trim(line.text, line.start, first), trim(line.text, first + 1, line.end)
    speaker, said = _before_colon(line, *before)
    if speaker is not None:
        if _may_say(line, speaker, *after):
            yield _by_colon(line, speaker, said, after)
        return
    content, source = trim(line.text, line.start, last), trim(line.text, last + 1, line.end)
    if (speaker := line.speaker(*source)) and _may_say(line, speaker, *content) and not (
            line.outlet(*source) and _folded(line.text[slice(*source)]) in line.outlets):
        yield _by_colon(line, speaker, source, content)


def _by_colon(line: _Line, speaker: Speaker, said: Pieces, content: Pieces) -> Told:
    asked = line.text[:content[1]].rstrip("”’\"'").endswith("?")
    manner = Manner.ASKED if asked else Manner.REPORTED if speaker.sort is Sort.FINDING else Manner.SAID
    return Told(rule="colon", speaker=speaker, said=said, cue=(), content=content, manner=manner)


def _before_colon(line: _Line, start: int, end: int) -> tuple[Speaker | None, Pieces]:
    """Who speaks before a colon; what they speak on or at ("envoy on truce: …") is cut away before a quotation."""
    if any(a > end for a, _ in line.quoted):
        for at, (first, last) in enumerate(line.words):
            if last <= end and at and line.word(at) in ("on", "at", "after"):
                cut = trim(line.text, start, first)
                return line.speaker(*cut), cut
    return line.speaker(start, end), (start, end)


def _may_say(line: _Line, speaker: Speaker, start: int, end: int) -> bool:
    """Whether a speaker and what stands on the other side of the colon fit: a place and a bare name must be quoted,
    or speak of themselves as "we"."""
    if start >= end:
        return False
    if speaker.sort in (Sort.PLACE, Sort.SHAPE):
        whole = any(a <= start + 1 and b >= end - 2 for a, b in line.quoted)
        own = {line.word(at) for at, (a, b) in enumerate(line.words) if start <= a and b <= end} & whom.OWN
        return whole or bool(own)
    first = line.text[start:end].split()[0]
    counted = speaker.sort is Sort.BODY and (first[:1].isdigit() or first.lower() in whom.NUMBERS)
    return (line.claims(start, end, loose=counted or speaker.sort in (Sort.OFFICE, Sort.FINDING))
            or (speaker.sort is Sort.PERSON and line.happened(start, end)))


def _colon_at(line: _Line, last: bool = False) -> int | None:
    """The first or last colon outside of quotations that a blank follows."""
    found = [one.start() for one in re.compile(r":(?=\s)").finditer(line.text, line.start, line.end)
             if line.plain(one.start())]
    return found[-1 if last else 0] if found else None


def _verb(line: _Line) -> Iterator[Told]:
    """A speaker and a verb of saying.

    Yes: UN envoy warns of famine in Tigray → UN envoy | warned | of famine in Tigray
    Yes: Fighters refuse to leave Goma → Fighters | rejected | to leave Goma
    No: As Iran warns of war, oil prices jump
    No: Peace hopes fade in Khartoum
    No: Russia demands grow as gas runs low
    No: Iran threatens ties as talks fail
    """
    begin = _placed(line)
    for at in range(1, len(line.words)):
        if not line.plain(line.words[at][0]):
            continue
        found = line.lexicon.verb([line.word(at), line.word(at + 1)])
        if found is None:
            continue
        verb, manner, size, plural = found
        said = trim(line.text, begin, line.words[at][0])
        said = _bare(line.text, *said)
        speaker = line.speaker(*said)
        noun = verb in line.lexicon.nouns_too and (line.text[line.words[at][1]:].lstrip()[:1] == ":"
                                                   or line.lexicon.verb([line.word(at + size), ""]) is not None
                                   or line.word(at + size) in line.lexicon.growing)
        if noun or speaker is None or (plural is True and not speaker.plural) or (
                speaker.sort is Sort.SHAPE and (verb in line.lexicon.nouns_too or plural or not line.shapely(*said))):
            if verb in line.lexicon.nouns_too:
                continue
            return
        yield from _parts(line, speaker, said, at, verb, manner, size)
        return


def _parts(line: _Line, speaker: Speaker, said: Pieces, at: int, verb: str, manner: Manner,
           size: int) -> Iterator[Told]:
    """What a speaker says in a headline, and what they say then: "…, calls it a crime"."""
    cue = (line.words[at][0], line.words[at + size - 1][1])
    end = line.end
    after = _second(line, at + size)
    if after is not None:
        end = after[0]
    elif (answered := _answered(line, at + size)) is not None:
        end = answered
    told = Told(rule="verb", speaker=speaker, said=said, cue=(cue,), content=(cue[1], end), manner=manner)
    if (heard := _heard(line, told, verb)) is not None:
        yield heard
    if after is not None:
        _, next_at, (verb, manner, size, _) = after
        yield from _parts(line, speaker, said, next_at, verb, manner, size)


def _second(line: _Line, at: int) -> tuple[int, int, tuple[str, Manner, int, bool | None]] | None:
    """Where a comma, or "and" behind one, leads to another verb of saying of the same speaker."""
    for number in range(at + 1, len(line.words)):
        start = line.words[number][0]
        gap = line.text[line.words[number - 1][1]:start]
        joined = line.word(number) in ("and", "but")
        if ("," in gap or joined) and line.plain(start):
            first = number + joined
            found = line.lexicon.verb([line.word(first), line.word(first + 1)])
            if found is not None and found[3] is False and first + found[2] < len(line.words):
                return line.words[number - 1][1], first, found
    return None


def _answered(line: _Line, at: int) -> int | None:
    """Where a headline goes on with another who denies it: "…, Baku denies"."""
    last = len(line.words) - 1
    if last > at and line.plain(line.words[last][0]) and line.word(last) in ("denies", "deny", "disagrees", "disagree"):
        comma = line.text.rfind(",", line.words[at][0], line.words[last][0])
        if comma > 0 and line.speaker(*trim(line.text, comma + 1, line.words[last][0])):
            return comma
    return None


def _heard(line: _Line, told: Told, verb: str) -> Told | None:
    """With content cut to what is said, and whom it is said to; None where the words cannot be parted surely."""
    start, end = told.content
    inside = [at for at, (first, last) in enumerate(line.words) if start <= first and last <= end]
    if not inside:
        return None
    if verb in line.lexicon.heard or verb in line.lexicon.asked_of:
        to, last = _addressee(line, inside)
        if to is None and verb == "tell":
            return None
        if to is not None:
            addressed = trim(line.text, line.words[inside[0]][0], line.words[last][1])
            told = replace(told, to=to, addressed=(addressed,))
            if verb in line.lexicon.heard:
                start = addressed[1]
    start, end = trim(line.text, start, end)
    if verb == "call" and (inner := [b for a, b in line.quoted if start <= a and b <= end]):
        end = inner[-1]                                            # "calls plan ‘racist,’ but backs him"
    if line.text[start:start + 1] == ",":                          # "praises, laments"
        return None
    while start < end and line.text[start] in ":–—- ":
        start += 1
    if line.text[start:start + 5].lower() == "that ":
        start += 5
    words = [at for at, (first, last) in enumerate(line.words) if start <= first and last <= end]
    quoted = any(a < end and start < b for a, b in line.quoted)
    if verb == "threaten" and line.word(words[0] if words else 0) not in ("to", "with") and not quoted and not any(
            line.word(at) in line.lexicon.threatened for at in words[:3]):
        return None                                                # "Iran threatens ties"
    if not words or (verb == "call" and not quoted) or (
            len(words) < 2 and told.manner in (Manner.CRITICISED, Manner.PRAISED)):
        return None
    manner = told.manner
    if verb in ("vow", "pledge", "promise", "swear") and any(line.word(at) in line.lexicon.harm for at in words[:4]):
        manner = Manner.THREATENED
    return replace(told, content=(start, end), manner=manner)


def _addressee(line: _Line, inside: Sequence[int]) -> tuple[Speaker | None, int]:
    """The longest beginning that names somebody, before what is said or asked."""
    for size in range(min(5, len(inside) - 1), 0, -1):
        last = inside[size - 1]
        first = line.words[inside[0]][0]
        gap = line.text[line.words[last][1]:line.words[last + 1][0]]
        to = line.speaker(first, line.words[last][1])
        if to and line.plain(first) and (to.sort is not Sort.SHAPE or gap.strip() or line.word(last + 1) == "that"):
            return to, last
    return None, inside[0]


def _placed(line: _Line) -> int:
    """Where a headline begins behind "In Gaza, "."""
    if line.words and line.word(0) in ("in", "on", "at"):
        comma = line.text.find(", ", line.start, line.end)
        if 0 < comma < line.start + 30:
            return comma + 2
    return line.start


def _bare(text: str, start: int, end: int) -> Pieces:
    """A speaker without "also", "again", "just" or a comma behind."""
    cut = _IDLE.search(text[start:end])
    return (start, start + cut.start()) if cut else (start, end)


def _tail(line: _Line) -> Iterator[Told]:
    """Who says it stands behind a comma, dash or quotation.

    Yes: ‘We will not leave’, says militia chief → militia chief | said | ‘We will not leave’
    Yes: Ceasefire will hold, UN envoy says → UN envoy | said | Ceasefire will hold
    Yes: ‘We will not leave’, Tamm tells bishops → Tamm | said | ‘We will not leave’
    No: Iran, Iraq reopen crossing
    """
    for mark in reversed(list(_TAIL.finditer(line.text, line.start, line.end))):
        behind = [at for at, (start, _) in enumerate(line.words) if start >= mark.end()]
        if not behind or not line.plain(mark.start() - 1 if line.text[mark.start() - 1] not in "’”\"'" else mark.end()):
            continue
        content = trim(line.text, line.start, mark.start())
        if len([1 for start, end in line.words if end <= content[1]]) < 2:
            continue
        if (found := _says(line, behind, content)) is not None:
            yield found
            return


def _says(line: _Line, behind: Sequence[int], content: Pieces) -> Told | None:
    """"says X", "X says", "according to X" as the end of a headline."""
    words = [line.word(at) for at in behind]
    if words[:2] == ["according", "to"] and len(words) > 2:
        cue, said = (behind[0], behind[1]), (line.words[behind[2]][0], line.words[behind[-1]][1])
        manner = Manner.SAID
    elif (first := line.lexicon.verb(words[:2])) and len(words) > first[2] and first[1] is not Manner.WANTED:
        cue = (behind[0], behind[first[2] - 1])
        said, manner = (line.words[behind[first[2]]][0], line.words[behind[-1]][1]), first[1]
    elif len(words) > 1 and (last := line.lexicon.verb([words[-1], ""])) and last[1] is not Manner.WANTED:
        cue, manner = (behind[-1], behind[-1]), last[1]
        said = (line.words[behind[0]][0], line.words[behind[-2]][1])
    elif (found := _told_to(line, behind)) is not None:
        return replace(found, content=content)
    else:
        return None
    speaker = line.speaker(*said)
    if speaker is None or (speaker.sort is Sort.SHAPE and not line.shapely(line.start, line.end)):
        return None
    return Told(rule="tail", speaker=speaker, said=said, cue=((line.words[cue[0]][0], line.words[cue[1]][1]),),
                content=content, manner=manner)


def _told_to(line: _Line, behind: Sequence[int]) -> Told | None:
    """"X tells Y" as the end of a headline, without its content."""
    for number, at in enumerate(behind[1:-1], 1):
        found = line.lexicon.verb([line.word(at), ""])
        if found is None or found[0] not in line.lexicon.heard:
            continue
        said = (line.words[behind[0]][0], line.words[behind[number - 1]][1])
        heard = (line.words[at + 1][0], line.words[behind[-1]][1])
        speaker = line.speaker(*said)
        if speaker is None or (speaker.sort is Sort.SHAPE and not line.shapely(line.start, line.end)):
            return None
        to = line.speaker(*heard)
        return Told(rule="tail", speaker=speaker, said=said, cue=(line.words[at],), content=said, manner=found[1],
                    to=to, addressed=(heard,) if to else ())
    return None


def _dash(line: _Line) -> Iterator[Told]:
    """An office or a person behind the last dash; an outlet never.

    Yes: Bridge will reopen in May – minister → minister | said | Bridge will reopen in May
    No: Bridge will reopen in May – The Tessel Post
    """
    marks = list(_DASH.finditer(line.text, line.start, line.end))
    if not marks:
        return
    content = trim(line.text, line.start, marks[-1].start())
    said = trim(line.text, marks[-1].end(), line.end)
    speaker = line.speaker(*said)
    if speaker is None or speaker.sort in (Sort.PLACE, Sort.SHAPE) or line.outlet(*said):
        return
    if line.claims(*content, loose=speaker.sort in (Sort.OFFICE, Sort.FINDING)):
        yield Told(rule="dash", speaker=speaker, said=said, cue=(), content=content, manner=Manner.SAID)
