"""To whom, where, when and in what something is said: by what hangs on the cue, and not in what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.model import Date, DateBasis, Factuality, Kind, Medium, TimeExpression
from standoff.statements import sources
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, above
from standoff.ties.reading import Reading

BRANCHES = ("obl", "obl:unmarked", "obl:tmod", "nmod:unmarked", "nmod:tmod", "advmod", "nmod", "obj", "iobj", "advcl",
            "obl:agent", "acl", "xcomp", "csubj")
"""What may tell the setting of a cue."""

IN = ("in", "at", "during", "through", "via", "on", "over", "by", "from", "before", "to", "outside")
"""Prepositions of what something is said in, and where."""

GAP = 12
"""Words between a cue and what is said that may all be of its setting."""

PLACES = ("in", "at", "from", "outside", "near", "inside", "aboard", "on")

SPEAKING = ("speak", "talk", "address", "write", "appear", "tell", "report", "say", "read", "attend", "visit",
            "publish", "issue", "release", "respond", "post", "broadcast", "air")
"""Verbs whose own setting is that of the cue beside it: "speaking in Goma, he said"."""

NOT_TIMED = ("after", "before", "since", "until", "till", "about", "of", "for", "over", "following", "ahead of", "by")
"""Prepositions behind which a time is not that of the saying."""


def branches(text: Reading, one: Telling) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What hangs on a cue and is neither said nor the source: each top word with the words below it."""
    taken, seen = one.said | set(one.source) | set(one.cues), set[int]()
    holders = [word for word in dict.fromkeys((one.head, *above(text, one.head), *one.cues)) if word in one.cues]
    for holder in holders:
        for kid in text.kids[holder]:
            if text.deps[kid] not in BRANCHES or kid in taken:
                continue
            if text.deps[kid] in ("advcl", "csubj") and text.lemmas[kid] not in SPEAKING:
                continue
            seen.update(text.under(kid))
            yield kid, tuple(sorted(word for word in text.under(kid) if word not in taken))
    for word in one.source:                                     # "the Post, writing in a report, concluded"
        for kid in text.below(word, "acl", "advcl"):
            if text.lemmas[kid] in SPEAKING and text.words[kid].endswith("ing") and kid not in one.source:
                yield kid, tuple(sorted(each for each in text.under(kid) if each not in taken))
    loose = [word for word in _gap(text, one) if word not in taken | seen]
    for word in loose:                                          # hung on the wrong word: "told reporters in Goma on"
        if text.heads[word] not in loose and text.deps[word] in BRANCHES:
            yield word, tuple(sorted(set(text.under(word)) & set(loose)))


def _gap(text: Reading, one: Telling) -> range:
    """The words of a sentence between a cue and what is said."""
    last, first = max(one.cues), min(one.said)
    near = last < first <= last + GAP and text.sentence[last] == text.sentence[first]
    return range(last + 1, first) if near else range(0)


# — addressee —

def heard(text: Reading, lexicon: Lexicon, hearer: int) -> int | None:
    """The head word of the mention that a hearer is; None for a stranger (`sources.stranger`), and for "you", "me" and
    "us", of whom the text around does not tell who they are."""
    found = sources.who(text, lexicon, hearer)
    if found is None or text.words[found] in ("you", "me", "us") or sources.stranger(text, lexicon, found):
        return None
    return found


def addressee(text: Reading, lexicon: Lexicon, one: Telling) -> int | None:
    """The top word of whom it was said to.

    Yes: He told reporters in Goma that the road is open.
    No: He accused Rwanda of arming the rebels.
    """
    verbs = [word for word in (one.head, *one.cues) if text.pos[word] == "VERB"]
    for verb in dict.fromkeys(verbs):
        if text.lemmas[verb] in lexicon.told and (found := _object(text, lexicon, one, verb)) is not None:
            return found
    for holder in dict.fromkeys((*verbs, *one.cues)):
        for kid in text.below(holder, "obl", "nmod", "obj", "advcl", "obl:agent"):
            if kid not in one.source and kid not in one.cues and (found := _hearer(text, lexicon, one, holder, kid)) \
                    is not None:
                return found
    return None


def _object(text: Reading, lexicon: Lexicon, one: Telling, verb: int) -> int | None:
    """The object of a verb of telling, or the subject of its passive, if people or bodies."""
    for kid in hearers(text, verb):
        told = text.lemmas[verb] == "tell" and bool(text.below(verb, "ccomp", "parataxis"))
        if kid in one.source or not (told or _people(text, lexicon, kid)):
            continue
        if kid in one.said and not text.below(verb, "xcomp", "ccomp", "obl", "parataxis", "advcl"):
            continue                                            # "asked the price"
        return kid
    return None


def passive(text: Reading, verb: int) -> bool:
    """Whether a verb is in the passive, a participle beside a noun too that the tree takes for finite: "Ada Cole, asked
    about the war, laughed"."""
    loose = text.deps[verb] == "parataxis" and text.words[verb - 1:verb] == [","]
    beside = (loose or text.deps[verb] in ("acl", "advcl")) and text.words[verb].endswith("ed") and not text.below(
        verb, "nsubj", "obj", "aux", "mark")
    return text.passive(verb) or beside


def hearers(text: Reading, verb: int) -> list[int]:
    """What a verb of telling has for its objects, or for the subject of its passive."""
    if not passive(text, verb):
        return text.below(verb, "iobj", "obj")
    if text.deps[verb] in ("advcl", "parataxis") and not text.below(verb, "nsubj:pass"):
        return text.below(text.heads[verb], "nsubj")                # "Asked whether they would leave, he laughed"
    if text.deps[verb] == "acl" and not text.below(verb, "nsubj:pass"):
        return [text.heads[verb]]                                   # "the mayor, asked whether they would leave,"
    return text.below(verb, "nsubj:pass")


def _hearer(text: Reading, lexicon: Lexicon, one: Telling, holder: int, kid: int) -> int | None:
    """Whom a word behind a preposition tells as the hearer: "to the council", "in an interview with Le Monde"."""
    preposition, lemma = _preposition(text, kid), text.lemmas[kid]
    people = _people(text, lexicon, kid)
    if kid in one.said:
        urged = text.lemmas[holder] in ("call", "appeal") and preposition in ("on", "upon", "to")
        return kid if people and urged else None
    if people and text.lemmas[holder] in lexicon.hearing.get(preposition, ()):
        return kid
    for inner in text.below(kid, "nmod", "obl", "obj"):
        heard = lemma in lexicon.hearing.get(_preposition(text, inner), ()) or (
            lemma == "address" and text.deps[inner] == "obj")
        if heard and inner not in one.said and _people(text, lexicon, inner):
            return inner
    return None


def _preposition(text: Reading, word: int) -> str:
    """The preposition before a word, or before the first part of its name: "with Le Monde"."""
    parts = text.below(word, "nmod:desc", "compound", "flat")
    return text.preposition(word) or next((found for part in parts if (found := text.preposition(part))), "")


def _people(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a word is of people or a body: no time, thing or mere place."""
    if text.who(word) is not None or text.lemmas[word] in lexicon.gatherings:
        return True
    if text.pos[word] == "PROPN" and sources.called(text, lexicon, sorted(text.under(word)), None):
        return True
    if word in text.things:
        return text.things[word] in (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION)
    return text.pos[word] == "PRON" and text.words[word] in (
        "him", "her", "them", "us", "me", "you", "everyone", "others")


# — medium —

def medium(text: Reading, lexicon: Lexicon, one: Telling, hearer: int | None) -> Medium | None:
    """What it was said in, where words on the cue tell it.

    Yes: In an interview with Le Monde, the general said so.
    No: The general said so.
    """
    for word in (one.head, *one.cues):
        if text.pos[word] == "VERB" and text.lemmas[word] in lexicon.saying_in and text.lemmas[word] != "broadcast":
            return lexicon.saying_in[text.lemmas[word]]
    cue = [word for word in one.cues if text.preposition(word)]     # "wrote on Twitter", all of it the cue
    for top, words in (*((word, (word,)) for word in cue), *branches(text, one)):
        if hearer is not None and top == hearer:
            continue
        for word in words:
            if (found := _named(text, lexicon, word)) is not None and text.preposition(word).split(" ")[0] in IN:
                return found
            if text.words[word] == "addressing" and any(
                    _people(text, lexicon, each) for each in text.below(word, "obj")):
                return Medium.SPEECH
            if text.lemmas[word] in ("write", "issue", "release") and word == top:
                objects = text.below(word, "obj")
                if objects and (found := _named(text, lexicon, objects[0])) is not None:
                    return found
    if text.deps[one.head] == "acl:relcl" and any(
            text.words[kid] == "where" or (text.words[kid] == "which" and text.preposition(kid) in IN)
            for kid in text.kids[one.head]):
        found = _named(text, lexicon, text.heads[one.head])         # "in a statement in which he described"
        if found is not None:
            return found
    head = sources.source(text, lexicon, one)
    found = _reached(text, lexicon, one) or _source_in(text, lexicon, one) or _heard(text, lexicon, one, hearer)
    if found is None and text.lemmas[one.head] in lexicon.reporting:
        return sources.outlet(text, lexicon, one.source, head)
    return found


def _reached(text: Reading, lexicon: Lexicon, one: Telling) -> Medium | None:
    """How a source was asked: "a resident reached by telephone said"."""
    for word in one.source:
        for kid in text.below(word, "acl"):
            if text.lemmas[kid] in ("reach", "contact", "interview", "call", "ask"):
                found = [_named(text, lexicon, each) for each in text.below(kid, "obl", "obl:agent")]
                return next((each for each in found if each is not None), None)
    return None


def _named(text: Reading, lexicon: Lexicon, word: int) -> Medium | None:
    """What a noun names: "conference" only in "press conference"."""
    lemma = text.lemmas[word]
    found = lexicon.media.get(lemma) or lexicon.media.get(text.words[word])
    if found is None or text.pos[word] not in ("NOUN", "PROPN"):
        return None
    if lemma in lexicon.before:
        before = {form for kid in text.kids[word] for form in (text.words[kid], text.lemmas[kid])}
        if not before & lexicon.before[lemma]:
            return None
    return found


def told_in(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a word behind a preposition names what something is said in: "in a press statement", "on Facebook"."""
    return text.preposition(word) in IN and _named(text, lexicon, word) is not None


def _source_in(text: Reading, lexicon: Lexicon, one: Telling) -> Medium | None:
    """The paper that speaks as if it were somebody: "the report said", "a statement from the army read"."""
    for word in one.source:
        paper = text.lemmas[word] in lexicon.documents and text.pos[word] == "NOUN"
        if paper and text.heads[word] not in one.source:
            return lexicon.media.get(text.lemmas[word])
    return None


def _heard(text: Reading, lexicon: Lexicon, one: Telling, hearer: int | None) -> Medium | None:
    """What is told by who hears it: reporters, a court, an outlet."""
    if hearer is None or text.lemmas[one.head] in ("urge", "call", "ask", "press", "accuse", "warn", "advise", "order"):
        return None
    lemma = text.lemmas[hearer]
    if lemma in lexicon.reporters:
        return Medium.BRIEFING if text.plural(hearer) or lemma in ("press", "media") else Medium.INTERVIEW
    if any(text.words[word] in lexicon.hosts for word in text.under(hearer)):
        return Medium.INTERVIEW
    if lemma in lexicon.heard_by:
        return lexicon.heard_by[lemma] if lemma not in lexicon.before or _named(text, lexicon, hearer) else None
    words = text.under(hearer)
    owner = next(iter(text.below(hearer, "nmod:poss")), hearer)
    spoken = sources.outlet(text, lexicon, sorted(words), text.who(owner))
    return {None: None, Medium.ARTICLE: Medium.INTERVIEW, Medium.BROADCAST: Medium.BROADCAST}[spoken]


# — place —

def place(text: Reading, one: Telling, hearer: int | None) -> int | None:
    """The head word of the place where it was said.

    Yes: She told reporters in Goma that the road is open.
    No: She said that the road is open in Goma.
    """
    for top, words in branches(text, one):
        for word in words:
            if word not in text.mentions or text.kind(word) not in (Kind.PLACE, Kind.FACILITY):
                continue
            over = text.heads[word]
            near = word == top or over == top or text.heads[over] == top
            if near and text.preposition(word) in PLACES and text.deps[word] in ("obl", "nmod") and not (
                    over != top and word != top and text.pos[over] == "VERB" and text.lemmas[over] not in SPEAKING):
                if over == hearer and text.lemmas[over] not in _gathered(text):
                    continue
                return word
    return None


def _gathered(text: Reading) -> tuple[str, ...]:
    """Hearers whose place is that of the saying: "reporters in Goma", not "the ambassador in Goma"."""
    return ("reporter", "journalist", "crowd", "supporter", "rally", "conference", "press", "audience", "meeting",
            "worshipper")


# — date —

def when(text: Reading, times: Sequence[TimeExpression], one: Telling) -> TimeExpression | None:
    """The time that the words on a cue tell of the saying.

    Yes: In a statement on 3 May 2021, the union said so.
    No: The union said after the strike of 3 May 2021 that prices rose.
    """
    found: list[tuple[int, int, TimeExpression]] = []
    order = 0
    last = max(one.cues)
    for _, words in branches(text, one):
        order += 1
        for time in times:
            inside = [word for word in words if text.starts[word] < time.end and time.start < text.ends[word]]
            if not inside or not _told(time):
                continue
            head = next((word for word in inside if text.heads[word] not in inside), inside[0])
            path = [head, *(word for word in above(text, head) if word in words)]
            if any(text.preposition(word) in NOT_TIMED for word in path) or any(
                    text.deps[word] in ("acl:relcl", "acl") for word in path[:-1]):
                continue
            found.append((len(path), order, time))
    if found:
        return min(found, key=lambda each: each[:2])[2]
    return next((time for time in times if 0 <= time.start - text.ends[last] <= 1 and not one.has(time.start)
                 and _told(time)
                 and text.sentence[last] == text.sentence[_word(text, time.start)]), None)


def _told(time: TimeExpression) -> bool:
    """Whether a time comes to a date, or at least to a bound."""
    return (time.date.value, time.date.low, time.date.high) != (None, None, None)


def _word(text: Reading, place: int) -> int:
    return text.at.get(place, 0)


def date(time: TimeExpression | None, published: Date, factuality: tuple[Factuality, ...]) -> Date:
    """The date of a time that is told, unless it is past and the saying is to come; else bounds by the publication."""
    if time is None:
        return bounded(published, factuality)
    high, low = time.date.high, published.low
    past = Factuality.FUTURE in factuality and high is not None and low is not None and high < low
    return bounded(published, factuality) if past else time.date


def bounded(published: Date, factuality: tuple[Factuality, ...]) -> Date:
    """A date of a saying without a time: the publication bounds it, unless it is yet to be said."""
    told = {Factuality.FUTURE, Factuality.HYPOTHETICAL} & set(factuality)
    day = published.low if told else published.high
    if day is not None:
        side, edge = ("before", "earliest") if told else ("after", "latest")
        when = day if published.value and published.value[:10] == day else f"at the {edge} {day}"
        why = f" ({published.reason})" if published.value is None and published.basis is DateBasis.INFERRED else ""
        return Date(value=None, low=day if told else None, high=None if told else day, basis=DateBasis.RELATIVE,
                    reason=f"no time is told; not {side} the publication, {when}{why}")
    known = "is yet to be said" if told else "no time is told"
    return Date(value=None, reason=f"{known}, and the day of publication is not known")
