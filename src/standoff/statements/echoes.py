"""Echoes: which statements are one, which deny another, and which of one speaker cannot both hold.

``compare(statements, texts, actors)`` takes the statements of all reports, the words of each one's content and who each
mention is; gives an Echo for each pair that is one. As with every linkage: block (`blocks`), compare (`content`),
decide. Comments are compared with comments only. Nothing depends on the order of the input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from standoff.model import Date, Echo, EchoType, Factuality, Manner, Origin, Sourcing, Statement, Voice
from standoff.statements import blocks
from standoff.statements.content import (
    Content,
    Likeness,
    Weights,
    agree,
    halting,
    lexicon,
    likeness,
    near,
    parted,
    read,
    run,
)

VERSION = "3"

# The figures below were chosen on the first half of benchmarks/echoes.py, and on 20 000 attributions of PolNeAR train,
# where what two contents must share at least is what parts statements from mere topics ("the gun laws").


@dataclass(frozen=True, slots=True)
class _Bar:
    """What two contents must reach to be about one thing."""

    part: float                      # share of the lighter content's weight that the other has
    union: float                     # share of both contents' weight that is in both
    telling: int                     # words in both that are no names and not light; see `CLOSER`
    concepts: int = 3                # words that tell anything in the shorter content: with fewer it is a mere topic

    def __call__(self, alike: Likeness) -> bool:
        enough = max(0, self.telling - sum(alike.union >= one for one in CLOSER))
        return (alike.least >= self.concepts and alike.part >= self.part and alike.union >= self.union
                and alike.telling >= max(1, enough))


CLOSER = (.55, .9)
"""Shares of both contents' weight from which on one telling word less will do."""

RETOLD = _Bar(.7, .4, 3)             # one statement of one speaker in other words
OVER_TIME = _Bar(.8, .6, 4)          # the same in reports more than APART days from one another, without a time told
SUMMED_UP = _Bar(.6, .1, 2)          # a headline and its text
DENIED = _Bar(.7, .3, 2, 2)          # what somebody denies in the same report
DENIED_ELSEWHERE = _Bar(.75, .4, 2)  # and in another
NEGATED = _Bar(.9, .7, 3)            # a "not" against what another says in the same report
TURNED = _Bar(.8, .5, 2)             # what one speaker said, and says no more
TURNED_SHORT = _Bar(.9, .8, 2, 2)    # the same in so few words that they must be nearly the same

APART = 7
"""Days within which reports may tell of one occasion without saying so."""

QUOTED, VERBATIM = 6, 9
"""Words in a row that make two contents one: between quotation marks in both, or not."""

NEAR = .85
"""How nearly the words of sources without a name must be the same."""

OPPOSITE, ALIKE = .5, .2
"""Share of opposed weight from which on two contents contradict one another, and up to which they agree."""

FIGURES = .8
"""Likeness from which on two figures are of the same thing."""

REACH = 400
"""Characters within which "denied the charge" looks back for an accusation."""

NEXT = 40
"""Characters between "denied it" and what it points to: the rest of a sentence, too few for another. An estimate."""

CLAUSE = 3
"""Words that tell anything in what "denied it" points to, where no "is" or "will" shows that it is a clause."""

TOLD = (Manner.ACCUSED, Manner.CLAIMED, Manner.REPORTED)
"""What a denial most often answers."""

OPEN = (Manner.ASKED, Manner.WANTED, Manner.DEMANDED, Manner.URGED, Manner.PROPOSED, Manner.THOUGHT)
"""Manners that assert nothing, so that nothing contradicts them; the verb of a thought may turn it ("doubts")."""

LONG = 15
"""Quoted words in a row that make two contents one although a name is in one of them only."""

AGAINST = (Manner.DENIED, Manner.REJECTED)
"""Manners that say of their content that it is not so, or shall not be."""

VAGUE = (Sourcing.ANONYMOUS, Sourcing.COLLECTIVE, Sourcing.UNNAMED)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with what it is compared by."""

    stmt: Statement
    content: Content
    mass: int
    speaker: str                     # actor key; "" where nobody is known
    vague: bool                      # the same source may be another one elsewhere
    comment: bool
    denies: bool


def compare(statements: Iterable[Statement], texts: Mapping[str, str], actors: Mapping[str, str]) -> list[Echo]:
    """The echoes among statements, sorted; left out are statements without words, and what is told as not said ("has
    not said whether …", "denied having said that …").

    `texts`: statement key → the words of its content; `actors`: mention key → actor key. A mention that is missing
    there speaks for itself.
    """
    stmts = {one.key: one for one in statements}
    contents = {key: read(texts[key]) for key, stmt in sorted(stmts.items())
                if texts.get(key, "").strip() and Factuality.ACTUAL in stmt.factuality
                and not _disowned(stmt, stmts.get(stmt.within), actors)}
    weights = Weights(contents.values())
    said = [_said(stmts[key], content, weights, actors) for key, content in contents.items()]
    found: dict[tuple[str, str, EchoType], Echo] = {}
    for a, b in blocks.pairs([_blocked(one, weights) for one in said]):
        for echo in _judge(said[a], said[b], weights):
            once = (echo.a, echo.b, echo.type)
            if once not in found or found[once].score < echo.score:
                found[once] = echo
    for echo in _pointing(said):
        found.setdefault((echo.a, echo.b, echo.type), echo)
    return [found[once] for once in sorted(found)]


def _disowned(stmt: Statement, outer: Statement | None, actors: Mapping[str, str]) -> bool:
    """Whether a speaker denies having said it.

    Yes: Kaval denied having said that the dam would hold.
    No: Kaval rejected Pell's claim that the dam would hold.
    """
    return (outer is not None and outer.manner in AGAINST and None not in (stmt.source, outer.source)
            and actors.get(stmt.source or "", stmt.source) == actors.get(outer.source or "", outer.source))


def _said(stmt: Statement, content: Content, weights: Weights, actors: Mapping[str, str]) -> _Said:
    """A statement with what it is compared by."""
    speaker = actors.get(stmt.source, stmt.source) if stmt.source else ""
    return _Said(stmt, content, weights.mass(content), speaker, not speaker or stmt.sourcing in VAGUE,
                 stmt.voice is Voice.COMMENTER, stmt.manner is Manner.DENIED)


def _blocked(one: _Said, weights: Weights) -> blocks.Item:
    """What blocks are made of."""
    return blocks.Item(
        side="comment" if one.comment else "press", speaker="" if one.vague else one.speaker,
        report=one.stmt.report, words=one.content.words, denies=one.denies,
        concepts=weights.telling(one.content, blocks.CONCEPTS))


def _judge(a: _Said, b: _Said, weights: Weights) -> Iterator[Echo]:
    """What one is to the other."""
    if a.comment is not b.comment:
        return
    other = a.speaker != b.speaker and bool(a.speaker and b.speaker)
    if other and not (a.denies or b.denies or a.stmt.report == b.stmt.report):
        return
    alike = likeness(a.content, b.content, weights, (a.mass, b.mass), a.denies is not b.denies)
    if not other and (echo := _same(a, b, alike, weights)) is not None:
        yield echo
        return
    if a.comment or not alike.shared:
        return
    if a.speaker and a.speaker == b.speaker:
        if (echo := _contradicts(a, b, alike, weights)) is not None:
            yield echo
    elif (echo := _denies(a, b, alike, weights)) is not None:
        yield echo


# — the same —


def _same(a: _Said, b: _Said, alike: Likeness, weights: Weights) -> Echo | None:
    """Whether two are one statement.

    Yes: “We will not leave the valley,” the governor said. | The governor said they would not leave the valley.
    No: “We will not leave the valley,” the governor said. | The governor praised the valley's farmers.
    """
    x, y = a.stmt, b.stmt
    if x.within == y.key or y.within == x.key or not _overlap(x.date, y.date):
        return None
    if (x.manner is Manner.ASKED) is not (y.manner is Manner.ASKED) or _inside(x, y) or _crossed(a, b):
        return None
    if _apart(x, y) and (a.content.relative or b.content.relative):        # "this year" is another year
        return None
    headline = x.report == y.report and Voice.HEADLINE in (x.voice, y.voice) and x.voice is not y.voice
    if not a.speaker or not b.speaker or a.vague or b.vague:
        if headline and bool(a.speaker) is not bool(b.speaker) and SUMMED_UP(alike):
            return _retold(a, b, alike, weights, ("headline and text of one report",), alike.part)
        if bool(a.speaker) is not bool(b.speaker) and not (a.vague and b.vague):
            return None
        return _nearly(a, b)
    reasons = ("the same speaker",)
    if alike.opposed < OPPOSITE and (echo := _verbatim(a, b, reasons, weights)) is not None:
        return echo
    if headline and SUMMED_UP(alike):
        return _retold(a, b, alike, weights, (*reasons, "headline and text of one report"), alike.part)
    close = OVER_TIME(alike) if _apart(x, y) else RETOLD(alike)
    return _retold(a, b, alike, weights, reasons, alike.score) if close else None


def _crossed(a: _Said, b: _Said) -> bool:
    """Whether one is told as denied and the other does not itself say "not" to all that both speak of.

    Yes: He denied that the dam leaks. | The dam leaks, he said.
    No: He denied that the dam leaks. | The dam does not leak, he said.
    """
    if (a.stmt.manner in AGAINST) is (b.stmt.manner in AGAINST):
        return False
    mine, other = a.content.signs, b.content.signs
    shared = mine.keys() & other.keys()
    return not shared or any(mine[name] * other[name] >= 0 for name in shared)


def _verbatim(a: _Said, b: _Said, reasons: tuple[str, ...], weights: Weights) -> Echo | None:
    """One statement by a long enough run of the same words."""
    start, length, quoted = run(a.content, b.content)
    if length < (QUOTED if quoted else VERBATIM):
        return _halting(a, b, reasons, weights)
    words = a.content.words[start:start + length]
    telling = {name for name in read(" ".join(words)).signs if not weights.light(name)}
    if len(telling) < (2 if quoted and length >= QUOTED + 2 else 3) or not (quoted or agree(a.content, b.content)):
        return None
    if not (quoted and length >= LONG) and parted(a.content, b.content, weights):
        return None
    told = " ".join(words[:12]) + (" …" if length > 12 else "")
    score = min(.99, .85 + .01 * length) if quoted else min(.95, .75 + .01 * length)
    return _echo(a, b, EchoType.SAME, score, (*reasons, f"{length} {'quoted ' * quoted}words in a row: {told}"),
                 "quotation" if quoted else "words")


def _halting(a: _Said, b: _Said, reasons: tuple[str, ...], weights: Weights) -> Echo | None:
    """One statement by a quotation that two papers have with another word here and there."""
    x, y = a.content, b.content
    if not x.quoted or not y.quoted or not agree(x, y) or len(x.signs.keys() & y.signs.keys()) < 3:
        return None
    length = halting(x, y)
    if length < VERBATIM or parted(x, y, weights):
        return None
    return _echo(a, b, EchoType.SAME, min(.95, .75 + .01 * length),
                 (*reasons, f"{length} quoted words, nearly in a row"), "quotation")


def _retold(a: _Said, b: _Said, alike: Likeness, weights: Weights, reasons: tuple[str, ...],
            score: float) -> Echo | None:
    """One statement in other words: nothing speaks against it in numbers and polarity."""
    if alike.opposed > ALIKE or not agree(a.content, b.content) or parted(a.content, b.content, weights):
        return None
    return _echo(a, b, EchoType.SAME, .5 + .45 * score, (*reasons, _words(alike, weights), *_numbers(a, b)),
                 "paraphrase")


def _nearly(a: _Said, b: _Said) -> Echo | None:
    """One statement of sources that nobody tells apart, by nearly the same words."""
    least = 8 if not a.comment else 5
    if min(len(a.content.words), len(b.content.words)) < least or not agree(a.content, b.content):
        return None
    score = near(a.content, b.content)
    if score < NEAR or _negators(a) != _negators(b):
        return None
    return _echo(a, b, EchoType.SAME, .8 * score + .1, (f"nearly the same words: {score:.0%}",), "near equal")


# — against one another —


def _denies(a: _Said, b: _Said, alike: Likeness, weights: Weights) -> Echo | None:
    """Whether one says that what another says is not so; who denies comes first.

    Yes: Kenya denied arming the militia. | Chad said that Kenya was arming the militia.
    No: Kenya denied arming the militia. | Chad said that Sudan was arming the militia's rivals.
    """
    near_by = a.stmt.report == b.stmt.report
    first, second = sorted((a, b), key=lambda one: (not one.denies, not _negators(one), one.stmt.key))
    bar = DENIED if near_by else DENIED_ELSEWHERE
    if not first.denies and second.stmt.manner not in TOLD:
        bar = NEGATED
    if alike.opposed < OPPOSITE or not bar(alike) or not agree(a.content, b.content) or second.denies:
        return None
    if a.stmt.manner in OPEN or b.stmt.manner in OPEN or first.stmt.within == second.stmt.key:
        return None
    if not near_by and (_before(first.stmt.date, second.stmt.date) or first.content.open or second.content.open):
        return None
    if not first.denies and not (near_by and _negators(first) and not _negators(second)):
        return None
    return _echo(first, second, EchoType.DENIES, .4 + .5 * alike.score,
                 ("another speaker", _words(alike, weights), "one says that it is not so"), "opposite")


def _negators(one: _Said) -> int:
    """How often it says "not"."""
    return sum(word in lexicon().negators for word in one.content.words)


def _contradicts(a: _Said, b: _Said, alike: Likeness, weights: Weights) -> Echo | None:
    """Whether one speaker says at another time what cannot both hold.

    Yes: The army has no soldiers in the valley, he said in May. | In June he said: the army has soldiers in the valley.
    No: 40 houses burned, she said. | 52 houses had burned, she said a day later.
    """
    x, y = a.stmt, b.stmt
    if a.vague or (x.report == y.report and not _disjoint(x.date, y.date)) or not _another_time(x, y):
        return None
    if x.manner in OPEN or y.manner in OPEN or a.content.open or b.content.open or not (
            TURNED(alike) or TURNED_SHORT(alike)):
        return None
    reasons = ("the same speaker", "at another time", _words(alike, weights))
    clauses = (a.content.clause or a.denies) and (b.content.clause or b.denies)
    if clauses and alike.opposed >= OPPOSITE and agree(a.content, b.content):
        return _echo(a, b, EchoType.CONTRADICTS, .4 + .5 * alike.score, (*reasons, "one says that it is not so"),
                     "opposite")
    if alike.score >= FIGURES and not alike.opposed and (figures := _figures(a, b)):
        return _echo(a, b, EchoType.CONTRADICTS, .4 + .5 * alike.score, (*reasons, figures), "numbers")
    return None


def _figures(a: _Said, b: _Said) -> str:
    """Which figure of one and the same thing differs: each has one that the other lacks, and a year or another figure
    is in both. What is foreseen, or may still grow, is another figure and no contradiction.

    Yes: We lost 40 men in 2016. | In 2016 we lost 12 men.
    No: At least 40 people were killed. | At least 52 people were killed.
    """
    mine, other = a.content.numbers - b.content.numbers, b.content.numbers - a.content.numbers
    words = {*a.content.words, *b.content.words}
    if len(mine) != 1 or len(other) != 1 or not a.content.numbers & b.content.numbers or words & lexicon().growing:
        return ""
    if Manner.PREDICTED in (a.stmt.manner, b.stmt.manner) or Manner.PROMISED in (a.stmt.manner, b.stmt.manner):
        return ""
    return f"{min(mine)} in one, {min(other)} in the other"


def _pointing(said: Sequence[_Said]) -> Iterator[Echo]:
    """Denials whose words only point at what was said before, or answer it: "denied it", "rejected the charge".

    Yes: Kenya accused Chad of arming the militia. Ndjamena denied it.
    No: Kenya accused Chad of arming the militia. Ndjamena denied visas to reporters.
    """
    by_place: dict[tuple[str, str], list[_Said]] = {}
    for one in said:
        if not one.comment:
            by_place.setdefault((one.stmt.report, one.stmt.page), []).append(one)
    for group in by_place.values():
        group.sort(key=lambda one: (one.stmt.start, one.stmt.end, one.stmt.key))
        for at, one in enumerate(group):
            if one.stmt.manner not in AGAINST:
                continue
            before = sorted((other for other in group[:at] if not other.denies and not _one_speaker(one, other)
                             and other.stmt.end <= one.stmt.start <= other.stmt.end + REACH),
                            key=lambda other: (other.stmt.end, other.stmt.start, other.stmt.key))
            if not one.content.pointing:
                yield from _answering(one, [other for other in before if other.stmt.manner in TOLD])
            elif (other := _pointed(one, before)) is not None:
                yield _echo(one, other, EchoType.DENIES, .85 if other.stmt.manner in TOLD else .7,
                            (f"“{' '.join(one.content.words)}” points to what was said before",), "pointing")


def _pointed(one: _Said, before: Sequence[_Said]) -> _Said | None:
    """What a denial points to: "the charge" to the last accusation, "it" and "the report" to what somebody else said
    right before; None where that is not plain.

    Yes: Chad claimed that talks had failed. Mund said that the minister would resign. Reti denied it: Mund's.
    No: Chad claimed that talks had failed. “Farewell,” Mund said. Reti denied it.
    """
    words = set(one.content.words)
    told = [other for other in before if other.stmt.manner in TOLD]
    if words & lexicon().charges and told and told[-1].stmt.manner is Manner.ACCUSED:
        return told[-1]
    last = before[-1] if before else None
    if last is None or one.stmt.start - last.stmt.end > NEXT or last.content.pointing:
        return None
    if last.stmt.manner in TOLD:
        return last
    if one.stmt.manner is Manner.REJECTED or words & lexicon().deeds:      # "any wrongdoing": somebody told of one
        return None
    least = CLAUSE - last.content.clause
    if last.stmt.manner in (*OPEN, *AGAINST) or len(last.content.signs) < least:
        return None
    unknown = last.stmt.sourcing is Sourcing.ANONYMOUS and one.vague       # "a rebel" may be one of "the rebels"
    return None if unknown or any(_one_speaker(last, other) for other in told) else last


def _answering(one: _Said, blamed: Sequence[_Said]) -> Iterator[Echo]:
    """A denial in few words of what was said just before: all that it tells is in that.

    Yes: Kenya accused Chad of arming the hill militia. Ndjamena denied that it armed anybody.
    No: Kenya accused Chad of arming the hill militia. Ndjamena denied that it had paid anybody.
    """
    told = one.content.signs.keys() - lexicon().answers
    if one.denies and one.content.clause and told - one.content.names:
        for other in [some for some in blamed if agree(one.content, some.content)
                      and all(some.content.signs.get(name, 0) * one.content.signs[name] > 0 for name in told)][-1:]:
            yield _echo(one, other, EchoType.DENIES, .75,
                        (f"“{' '.join(one.content.words)}” answers what was said before",), "pointing")


# — dates, speakers, words —


def _one_speaker(a: _Said, b: _Said) -> bool:
    return bool(a.speaker) and a.speaker == b.speaker


def _inside(x: Statement, y: Statement) -> bool:
    """Whether one stands in the other's words, as a part of the same sentence."""
    return (x.report, x.page) == (y.report, y.page) and x.start < y.end and y.start < x.end


def _overlap(a: Date, b: Date) -> bool:
    return not _before(a, b) and not _before(b, a)


def _before(a: Date, b: Date) -> bool:
    """Whether one is surely before the other."""
    return a.high is not None and b.low is not None and a.high < b.low


def _disjoint(a: Date, b: Date) -> bool:
    return _before(a, b) or _before(b, a)


def _apart(x: Statement, y: Statement) -> bool:
    """Whether two statements without times of their own stand in reports that came out long after one another."""
    if x.report == y.report or (x.date.low and y.date.low):
        return False
    days = [one.date.high for one in (x, y) if one.date.high]
    return len(days) == 2 and abs(_days(days[0]) - _days(days[1])) > APART


def _another_time(x: Statement, y: Statement) -> bool:
    """Whether two statements are of different days, or of reports of different days."""
    if _disjoint(x.date, y.date):
        return True
    return not (x.date.low and y.date.low) and None not in (x.date.high, y.date.high) and x.date.high != y.date.high


def _days(day: str) -> int:
    """A number for an ISO day that grows by about one a day."""
    year, month, date = (int(part) for part in ([*day[:10].split("-"), "1", "1"])[:3])
    return year * 365 + month * 30 + date


def _words(alike: Likeness, weights: Weights) -> str:
    telling = sorted(alike.shared, key=lambda name: (-weights[name], name))
    return f"{alike.score:.0%} alike in content words: {', '.join(telling[:6])}"


def _numbers(a: _Said, b: _Said) -> tuple[str, ...]:
    both = sorted(a.content.numbers & b.content.numbers)
    return (f"the same numbers: {', '.join(both)}",) if both else ()


def _echo(a: _Said, b: _Said, type: EchoType, score: float, reasons: tuple[str, ...], rule: str) -> Echo:
    """An echo; of symmetric types the smaller key comes first."""
    first, second = a.stmt.key, b.stmt.key
    if type is not EchoType.DENIES and second < first:
        first, second = second, first
    return Echo(a=first, b=second, type=type, score=round(score, 3), reasons=reasons,
                origin=Origin(stage="echoes", version=VERSION, rule=rule))
