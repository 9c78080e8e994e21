"""When and where an event happens, as far as the text tells.

A time or place counts where it hangs on the event's own words; else on the verb whose clause it shares. A date without
a time is carried from the sentence before, where the story goes on, or bounded by the publication or the words that
tell it. What no word tells is never the day of publication; what is told as news is of the week up to it (`news`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from standoff.events import lexicon, order, slots
from standoff.events.news import week as fresh
from standoff.events.order import words
from standoff.model import Date, DateBasis, EventType, Factuality, Kind, Statement, TimeExpression
from standoff.statements.setting import bounded
from standoff.statements.telling import above
from standoff.ties.reading import Reading

CLAUSES = ("acl", "acl:relcl", "advcl", "ccomp", "xcomp", "parataxis", "csubj", "csubj:pass")

T = EventType
MOVING = (T.CONSULT, T.MOBILIZE, T.RETREAT, T.AID, T.PROTEST)
LEAVING = (T.RETREAT, T.MOBILIZE)
SITES = (Kind.PLACE, Kind.FACILITY)

TAKEN = (T.ASSAULT, T.PROTEST, T.CONSULT, T.COERCE, T.MOBILIZE, T.RETREAT)
"""Types whose object may be the place: "captured the town", "left the camp"."""

SPOKEN = (T.AGREE, T.SUPPORT, T.CONCEDE, T.REQUEST, T.ACCUSE, T.REJECT, T.THREATEN, T.SANCTION)
"""Types of words and measures: a place counts only on the very word."""

MATERIAL = (T.ASSAULT, T.COERCE, T.MOBILIZE, T.RETREAT, T.PROTEST, T.AID)
"""Types of deeds, of which a story is told; what is said about them may be said on another day."""

NEAR = 2
"""Sentences within which a story goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An event told before, with a time of its own: from it a date may be carried."""

    anchor: int
    date: Date


# — what hangs on an event —

def scopes(text: Reading, anchor: int) -> Iterator[int]:
    """The words on which times and places of an event may hang, the nearest first: its main word, of a noun the verb
    above it, and the clauses that share theirs with it.

    Yes: On Monday they stormed the camp and burned the tents.
    No: On Monday he said that they had stormed the camp.
    """
    word = anchor
    for _ in range(6):
        yield word
        dep, over = text.deps[word], text.heads[word]
        if over == word:
            return
        if dep == "acl:relcl" and text.pos[word] == "VERB":
            if not {"when", "where"} & {text.words[kid] for kid in text.below(word, "advmod")}:
                return
        elif dep == "parataxis" and over < word:
            if text.words[_opening(text, word)] != ":":
                return
        elif text.pos[word] in ("NOUN", "PROPN", "ADJ", "NUM", "PRON"):
            if dep in ("nmod", "obl") and text.preposition(word) in words("apart") and text.preposition(word) != "of":
                return
            if dep in ("ccomp", "parataxis", "acl:relcl"):
                return
        elif dep in ("csubj", "csubj:pass", "nsubj", "nsubj:pass"):
            if not text.words[word].endswith("ing") or text.lemmas[over] not in words("happening") | words("harming"):
                return                                              # "Fighting broke out on Monday"
        elif dep == "conj":
            if text.pos[over] not in ("VERB", "AUX", "ADJ") or _tense(text, word) != _tense(text, over):
                return
        elif dep == "advcl":
            marks = [text.words[kid] for kid in text.below(word, "mark", "advmod") if kid < word]
            if marks and marks[0] not in words("while") and marks[-1] not in words("while"):
                return
        elif dep != "xcomp" or text.lemmas[over] in text.lexicon.accusing:
            return
        word = over


def _opening(text: Reading, word: int) -> int:
    """The mark before a clause."""
    return max(min(text.under(word)) - (text.words[min(text.under(word))] not in (":", ";", ",", "–")), 0)


def stretches(text: Reading, anchor: int) -> Iterator[tuple[int, int | None]]:
    """The words below which times and places of an event may stand, the nearest first, each with the branch that was
    looked at: `scopes`, what the event tries to do, and clauses below that tell the same.

    Yes: Two were killed when shells hit the market on Monday.
    No: Two were killed after shells hit the market on Monday.
    """
    below: int | None = None
    for scope in scopes(text, anchor):
        yield scope, below
        below = scope
    if text.lemmas[anchor] in words("harming") and text.pos[anchor] == "VERB":
        yield from ((kid, None) for kid in text.below(anchor, "nsubj") if text.pos[kid] == "NOUN")
    for kid in text.below(anchor, "advcl", "acl", "xcomp"):
        marks = {text.words[mark] for mark in text.below(kid, "mark", "advmod") if mark < kid}
        along = {"advcl": bool(marks & {"when", "as", "while"}), "acl": text.lemmas[kid] in words("planned"),
                 "xcomp": text.lemmas[anchor] in words("trying")}[text.deps[kid]]
        if along:
            yield kid, None


def beside(text: Reading, anchor: int) -> list[int]:
    """Verbs behind an event's that go on with it, so that a time behind them is of both.

    Yes: They burned the tents and looted a shop on Monday.
    No: They burned the tents and on Monday looted a shop. They burned the tents and the army left on Monday.
    """
    return [kid for kid in text.below(anchor, "conj") if text.pos[kid] == text.pos[anchor] == "VERB" and not text.below(
        kid, "nsubj", "nsubj:pass", "aux", "aux:pass", "advcl") and _tense(text, kid) == _tense(text, anchor)]


def _tense(text: Reading, verb: int) -> bool:
    """Whether a verb is in the present."""
    return "Tense=Pres" in text.morphs[verb] and "VerbForm=Fin" in text.morphs[verb]


def branches(text: Reading, word: int, below: int | None) -> Iterator[tuple[int, int]]:
    """What hangs on a word and tells of no deed of its own: each word with how deep it lies. `below`: a branch that
    was looked at."""
    waiting = [(word, 0)]
    while waiting:
        at, depth = waiting.pop(0)
        if at != word:
            yield at, depth
        for kid in text.kids[at]:
            if kid == below or text.deps[kid] in CLAUSES or (text.deps[kid] == "conj" and text.pos[kid] == "VERB"):
                continue
            if text.deps[kid] in ("nsubj", "nsubj:pass") and text.pos[at] == "VERB" and at != word:
                continue
            waiting.append((kid, depth + 1))


# — date —

def when(text: Reading, times: Sequence[TimeExpression], anchor: int, deeds: Collection[int]) -> TimeExpression | None:
    """The time that the words of an event tell. `deeds`: words that tell of other events; their times are theirs.

    Yes: The raid on Tuesday killed two. Shelling killed two in the 2014 war. They held talks on Tuesday and agreed.
    No: The raid followed the talks of Tuesday. They agreed to a truce from Tuesday.
    """
    for word, below in stretches(text, anchor):
        if word != anchor and text.pos[anchor] == "NOUN" and text.lemmas[word] in words("halting"):
            return None
        found = _nearest(text, times, word, below, deeds)
        if found is not None and (word == anchor or text.pos[anchor] != "VERB" or not _ahead(text, found)):
            return found
    for word in beside(text, anchor):
        found = _nearest(text, times, word, None, deeds)
        if found is not None and found.start > text.starts[word] and not _ahead(text, found):
            return found
    return None


def _ahead(text: Reading, time: TimeExpression) -> bool:
    """Whether a time bounds what is to come, or counts on from a deed: "until Friday", "two hours later"."""
    told, before = text.text[time.start:time.end].lower().split(), text.words[text.at.get(time.start, 1) - 1]
    return bool({told[0], before} & words("ahead")) or told[-1] in ("later", "earlier")


def _nearest(text: Reading, times: Sequence[TimeExpression], scope: int, below: int | None,
             deeds: Collection[int]) -> TimeExpression | None:
    """The time that hangs nearest on a word."""
    found: list[tuple[int, int, TimeExpression]] = []
    for word, depth in branches(text, scope, below):
        for time in times:
            if time.start <= text.starts[word] < time.end and _told(time) and _own(text, word, scope, time, deeds):
                found.append((depth, time.start, time))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _own(text: Reading, word: int, scope: int, time: TimeExpression, deeds: Collection[int]) -> bool:
    """Whether a time hangs on a word itself, or on what only places it: not "before the talks of Monday"."""
    top = word
    while time.start <= text.starts[top] < time.end and text.heads[top] != top and top != scope:
        top = text.heads[top]
    first = text.at.get(time.start, word)
    if text.words[first - 1] in ("beyond", "past") or (
            text.words[first - 1] in words("onward") and text.lemmas[scope] in words("deciding")):
        return False
    case = text.case(word)
    before = first if case is None else min(first, case)
    if text.words[before - 1] == ",":                               # set off, it is of the verb: ", on 24 March, …"
        return True
    owned = text.starts[top] >= time.end and text.deps[first if text.heads[first] == top else word] == "nmod:poss"
    if owned and top != scope:                                      # "Sunday's vote"
        return False
    while top != scope:
        counts = text.lemmas[top] in words("units") or text.below(top, "nummod")
        ahead = text.starts[text.case(top) or 0] > time.start       # it stands before: "on 3 May after weeks of talks"
        apart = text.preposition(top) in words("apart") and not counts and not ahead
        if apart or text.deps[top] == "appos" or (top in deeds and not _one_with(text, top, scope)):
            return False
        if text.heads[top] == top:
            return False
        top = text.heads[top]
    return True


def _one_with(text: Reading, deed: int, verb: int) -> bool:
    """Whether a noun of a deed has one time with the verb above it: both tell the deed, or it is the deed that harms.

    Yes: They held talks on Monday. They killed nine in the 2019 protests.
    No: They condemned the talks of Monday. They arrested nine in the 2019 bombing.
    """
    if text.heads[deed] != verb:
        return False
    both = text.deps[deed] == "obj" and text.lemmas[verb] in lexicon.read().light
    within = text.deps[deed] == "obl" and text.preposition(deed) in words("during")
    return both or (within and text.lemmas[verb] in words("harming"))


def _told(time: TimeExpression) -> bool:
    """Whether a time comes to a date, or at least to a bound."""
    return (time.date.value, time.date.low, time.date.high) != (None, None, None)


def date(text: Reading, time: TimeExpression | None, published: Date, type: EventType,
         factuality: tuple[Factuality, ...], statement: Statement | None, anchor: int,
         before: Sequence[Before], announced: bool, times: Sequence[TimeExpression], deeds: Collection[int]) -> Date:
    """When an event happens: its own time; else that of the deed told just before it, where the story goes on; else
    what another's in its sentence or a time told before says of it (`order`); else the week of news; else bounds by
    who tells it and by the publication. `announced`: what is to come counts as said, on the day of saying. `times`: all
    of the report. `deeds`: words that tell of other events.
    """
    if announced and statement is not None and statement.date.value is not None:
        return statement.date
    done = not announced and Factuality.ACTUAL in factuality

    def timed(word: int) -> TimeExpression | None:
        return when(text, times, word, {*deeds, anchor} - {word})

    if done and (either := _either(text, times, anchor, deeds, time, published, timed)) is not None:
        return either
    if time is not None and not _odd(time.date, published, factuality):
        return time.date
    near = list(scopes(text, anchor))
    if time is None and done and (
            told := order.then(text, order.that_time(text, near), times, published)) is not None:
        return told
    if time is None and done and (counted := order.days_before(text, anchor, timed)) is not None:
        return counted
    if time is None and news(type, factuality) and (last := _goes_on(text, anchor, before)) is not None:
        return replace(last.date, basis=DateBasis.RELATIVE, reason=(
            f"no time of its own; the story goes on from “{text.words[last.anchor]}”, {last.date.value}"))
    if done and time is None and (ended := order.followed(text, anchor, timed, published)) is not None:
        return ended
    said = None if statement is None or statement.date.value is None else statement.date.high
    later = order.following(text, near, timed, published) if done and time is None else None
    if time is None and (week := fresh(text, anchor, factuality, published, said, times)) is not None:
        return week if later is None or (later.low or "") <= (week.low or "") else replace(later, high=week.high)
    if later is not None:
        return later
    bound = bounded(published, factuality)
    if said is not None and bound.low is None and (bound.high is None or said < bound.high):
        return Date(value=None, high=said, basis=DateBasis.RELATIVE,
                    reason=f"no time is told; not after it was said, {said}")
    return bound


def _either(text: Reading, times: Sequence[TimeExpression], anchor: int, deeds: Collection[int],
            time: TimeExpression | None, published: Date, timed: order.When) -> Date | None:
    """The bounds of a deed that is judged, or of the judging, where a time may be of either (`order`)."""
    own = order.open_time(text, anchor, times, timed)
    if own is not None and time in (own, None):
        return order.judged(own)
    for kid in text.below(anchor, "obj") if time is None else ():
        if kid in deeds and (open_one := order.open_time(text, kid, times, timed)) is not None:
            return order.judging(open_one, published)
    return None


def carries(text: Reading, anchor: int, date: Date, time: TimeExpression | None) -> bool:
    """Whether a story can go on from an event: its date is its own, a day, and it is told in its turn.

    Yes: On 3 May they stormed the camp.
    No: Having left in 2011, they came back.
    """
    own = time is not None and date is time.date and date.value is not None and "/" not in date.value
    marks = {text.words[kid] for kid in text.below(anchor, "mark")} if text.deps[anchor] == "advcl" else set()
    return own and len(date.value or "") >= len("2021-05-03") and not _earlier(text, anchor) and not (
        marks & {"after", "before", "since", "until"})


def _odd(when: Date, published: Date, factuality: tuple[Factuality, ...]) -> bool:
    """Whether a time cannot be that of the event: one to come of what is done, or one past of what is to come."""
    if Factuality.FUTURE in factuality:
        return when.high is not None and published.low is not None and when.high < published.low
    if Factuality.ACTUAL in factuality:
        return when.low is not None and published.high is not None and when.low[:10] > published.high
    return False


def news(type: EventType, factuality: tuple[Factuality, ...]) -> bool:
    """Whether an event is a deed told as done and as news: of such a story is made."""
    return type in MATERIAL and factuality[0] is Factuality.ACTUAL and Factuality.HISTORICAL not in factuality


def _goes_on(text: Reading, anchor: int, before: Sequence[Before]) -> Before | None:
    """The event told just before in the paragraph, of which this one goes on, without a step back.

    Yes: On Monday they stormed the camp. They burned the tents.
    No: On Monday they stormed the camp. They had burned the tents. They stormed it on Monday after days of fighting.
    """
    last = before[-1] if before else None
    if last is None or _earlier(text, anchor) or text.sentence[anchor] - text.sentence[last.anchor] > NEAR:
        return None
    if any(text.preposition(word) in words("another time") for word in (anchor, *above(text, anchor))):
        return None                                                 # "after months of fighting"
    return None if "\n" in text.text[text.starts[last.anchor]:text.starts[anchor]] else last


def _earlier(text: Reading, anchor: int) -> bool:
    """Whether the words step back or look on: "had fled", "since", or a present that tells no story."""
    words = [text.words[kid] for kid in text.below(anchor, "aux")]
    if {"had", "has", "have", "having", "'s", "'ve", "'d", "will", "is", "are"} & set(words):
        return True
    return _tense(text, anchor)


# — place —

def where(text: Reading, type: EventType, anchor: int, deeds: Collection[int]) -> int | None:
    """The head word of the place that the words of an event tell. A harm beside a deed happens where that does.

    Yes: The talks in Doha went on. They shelled the city of Ganja, killing nine.
    No: The minister of a village in Aceh met them.
    """
    found = _told_at(text, type, anchor, deeds)
    over = text.heads[anchor]
    if type is T.ASSAULT and over in deeds and text.deps[anchor] == "advcl" and text.pos[over] == "VERB" and (
            text.words[anchor].endswith("ing") and (found is None or found not in text.under(anchor))):
        return _told_at(text, type, over, [one for one in deeds if one != over]) or found
    return found


def _told_at(text: Reading, type: EventType, anchor: int, deeds: Collection[int]) -> int | None:
    """The place on the words of one event; a village without a name only where no name is told."""
    nameless: int | None = None
    if type in TAKEN and text.pos[anchor] == "VERB":
        lemma = text.lemmas[anchor]
        falling = slots.subjects(text, anchor) if lemma in words("falling") else []
        if falling and text.deps[anchor] == "acl:relcl":
            falling = [text.heads[anchor]]                          # "Mosul, which fell to them"
        for word in (*slots.objects(text, anchor), *falling):
            who = text.who(word)
            if who is None or text.kind(who) not in SITES or _of_state(text, word, who) or _any(text, who):
                continue                                            # "the American presence", "every port"
            taken = lemma in words("taking") and (type is not T.COERCE or text.lemmas[who] in words("ways"))
            settled = text.lemmas[who] in words("settlements")
            if taken or falling or ((settled or text.kind(who) is Kind.PLACE) and _named(text, who)):
                return who
            nameless = who if settled else nameless
    for scope, below in ((anchor, None),) if type in SPOKEN else stretches(text, anchor):
        found = [(depth, word, who) for word, depth in branches(text, scope, below)
                 if (who := _place(text, type, word, scope, deeds)) is not None]
        if found:
            return min(found)[2]
    for word in () if type in SPOKEN else beside(text, anchor):
        found = [(depth, each, who) for each, depth in branches(text, word, None)
                 if (who := _place(text, type, each, word, deeds)) is not None and text.mentions[who].name]
        if found:
            return min(found)[2]
    return _where(text, anchor) or (_home(text, anchor) if type is EventType.PROTEST else nameless)


def _named(text: Reading, who: int) -> bool:
    """Whether a place has a name: "Ganja", "the city of Ganja"."""
    return bool(text.mentions[who].name) or any(
        kid in text.mentions and text.name(kid) and text.kind(kid) is Kind.PLACE
        for kid in text.below(who, "nmod", "appos", "flat") if text.preposition(kid) in ("of", ""))


def _of_state(text: Reading, word: int, who: int) -> bool:
    """Whether an object tells by the adjective of a state whose it is, and not where: of "the American presence"
    neither the adjective is the place nor the state that the text names elsewhere.
    """
    named = text.antecedent(word)
    apart = named != who and named not in text.tops and who not in text.under(named)
    return text.words[who] in text.lexicon.demonyms or apart


def _where(text: Reading, anchor: int) -> int | None:
    """The place of "Lomé, where they were arrested"."""
    if text.deps[anchor] == "acl:relcl" and any(text.words[kid] == "where" for kid in text.below(anchor, "advmod")):
        who = text.who(text.heads[anchor])
        return who if text.kind(who) in SITES else None
    return None


def _home(text: Reading, anchor: int) -> int | None:
    """The place of those who protest: "residents of Phoenix", "students in Tunis"."""
    for word in text.subjects(anchor) if text.pos[anchor] == "VERB" else ():
        for kid in text.below(word, "nmod"):
            who = text.who(kid)
            if text.preposition(kid) in ("in", "of", "at") and text.kind(who) in SITES:
                return who
    return None


def _any(text: Reading, who: int) -> bool:
    """Whether a mention of a place is of no certain one: "every port", "any village"."""
    return any(text.words[kid] in words("any") for kid in text.below(who, "det"))


def _place(text: Reading, type: EventType, word: int, scope: int, deeds: Collection[int]) -> int | None:
    """The mention of a place behind a preposition that places what it hangs on."""
    prepositions = words("at") | (words("towards") if type in MOVING else frozenset()) | (
        {"from"} if type in LEAVING else frozenset())
    who = word if word in text.mentions else text.tops.get(word)
    if who is None or text.kind(who) not in SITES or text.deps[word] not in ("obl", "nmod") or (
            text.preposition(word) not in prepositions) or _any(text, who) or (
            text.preposition(word) == "between" and text.kind(who) is Kind.PLACE and text.state(who)):
        return None                                                 # "talks between Chad and Mali"
    at = text.heads[word]
    while at != scope:                                              # on the deed itself, or on what it is done to
        if at in deeds or text.preposition(at) in words("apart") or text.deps[at] in ("nsubj", "appos", "conj"):
            return None
        if text.heads[at] == at or (type in SPOKEN and at in text.mentions and text.kind(at) not in SITES):
            return None                                             # "a request from the mayor in Bergen"
        at = text.heads[at]
    return who
