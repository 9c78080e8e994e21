"""The layers of our corpus: what the annotation lines of each mean. CORPUS.md is the codebook.

A function per layer reads one line into the draft of a document, or raises `Fault`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from training.entries import Draft, Fault, Item, Line
from training.reader.document import (
    FACTS,
    KINDS,
    MANNERS,
    MEDIA,
    OUTLOOKS,
    TIES,
    UNSAID,
    Attribution,
    Event,
    Mention,
    Outlook,
    Tie,
    Time,
)
from training.reader.nominals import head

from standoff import plover

DATE = r"(?:\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?|\d{4}-\d\d|[12]\d(?:\d\d|\dX|XX))[~?%]?"
VALUE = re.compile(rf"(?:{DATE}|(?:{DATE}|\.\.)?/(?:{DATE}|\.\.)?)(?<!^/)")


def nominal(draft: Draft, line: Line) -> None:
    """`nominal KIND [name] "words" [head="word"] [chain=a]`."""
    doc = draft.document
    plain = [item.words for item in line.items if not item.quoted and not item.role]
    quotes = [item for item in line.items if item.quoted and not item.role]
    roles = {item.role: item for item in line.items if item.role}
    if not plain or plain[0] not in KINDS:
        raise Fault(f"kind {plain[0] if plain else ''!r} of a nominal", "the reader does not know it",
                    "write one of " + ", ".join(KINDS))
    if plain[1:] not in ([], ["name"]) or not roles.keys() <= {"head", "chain"} or len(quotes) != 1:
        raise Fault("a nominal that cannot be read", "it is not of the form",
                    'nominal KIND [name] "words" [head="word"] [chain=a]')
    start, end = draft.words(quotes[0])
    if (start, end) in draft.spans:
        raise Fault(f'"{quotes[0].words}" is annotated twice', f"line {draft.spans[start, end]} has the same words",
                    "take it out, or tell which place with @2")
    usual = at = head(doc.text, doc.words, start, end, plain[0])
    if "head" in roles:
        at, past = draft.words(roles["head"], within=(start, end))
        if past - at != 1:
            raise Fault(f'head "{roles["head"].words}" has {past - at} words', "a head is one word",
                        "name the noun that the rest of the nominal describes")
        draft.given[at] = usual
    chain = roles["chain"].words if "chain" in roles else None
    noun = doc.quote(at, at + 1)
    mention = Mention(start, end, at, frozenset({plain[0]}), "name" in plain or (None if noun[:1].isupper() else False),
                      chain)
    doc.mentions = doc.mentions if doc.mentions is not None else []
    for other in doc.mentions:
        if other.head == at and (other.kinds, other.chain) != (mention.kinds, mention.chain):
            raise Fault(f'"{quotes[0].words}" has the head “{noun}”', f"so has the nominal of line "
                        f"{draft.spans[other.start, other.end]}, of another kind or chain",
                        "name the right heads with head=, or make both alike")
    draft.spans[start, end] = line.number
    doc.mentions.append(mention)


def attribution(draft: Draft, line: Line) -> None:
    """`attribution [source="words"] cue="words" content="words" ["more words"] [manner=WORD] [medium=WORD] [to="words"]
    [negated] [future] [hypothetical]`, or `attribution none`."""
    doc = draft.document
    doc.attributions = doc.attributions if doc.attributions is not None else []
    if [item.words for item in line.items if not item.quoted] == ["none"] and len(line.items) == 1:
        return
    chosen: dict[str, set[int]] = {"source": set(), "cue": set(), "content": set(), "to": set()}
    told = {"manner": "", "medium": ""}
    marks = set()
    role = ""
    for item in line.items:
        role = item.role or role
        if not item.quoted and item.role in told:
            told[item.role] = _known(item, {"manner": MANNERS, "medium": MEDIA}[item.role])
        elif not item.quoted and not item.role and item.words in UNSAID:
            marks.add(item.words)
        elif role in chosen and item.quoted:
            found = set(range(*draft.words(item)))
            taken = [name for name, words in chosen.items() if words & found and "to" not in (name, role)]
            if taken:
                raise Fault(f'{role} "{item.words}" has words of the {taken[0]}',
                            "a word has one part in an attribution",
                            "leave the one out of the other: content may be given in pieces")
            chosen[role] |= found
        else:
            raise Fault(f"{item.role or item.words!r} in an attribution",
                        "it has quotes for source, cue, content and to, and words of its own for the rest",
                        'write [source="words"] cue="words" content="words" ["more words"] [manner=WORD] [medium=WORD] '
                        f'[to="words"], and some of {", ".join(sorted(UNSAID))}')
    for name in ("cue", "content"):
        if not chosen[name]:
            raise Fault(f"an attribution without {name}", "nothing can be learnt from it", f'add {name}="words"')
    one = Attribution(*(frozenset(chosen[role]) for role in ("source", "cue", "content")), told["manner"],
                      told["medium"], frozenset(chosen["to"]), frozenset(marks))
    if any((one.source, one.cue, one.content) == (other.source, other.cue, other.content)
           for other in doc.attributions):
        raise Fault("this attribution stands there twice", "a relation counts once", "take one out")
    doc.attributions.append(one)


def _known(item: Item, names: tuple[str, ...]) -> str:
    """A value that must be one of a list."""
    if item.words not in names:
        raise Fault(f"{item.role} {item.words!r}", "nobody has defined it", "write one of " + ", ".join(names))
    return item.words


def time(draft: Draft, line: Line) -> None:
    """`time "words" VALUE`."""
    if [item.quoted for item in line.items] != [True, False] or any(item.role for item in line.items):
        raise Fault("a time that cannot be read", "it is not of the form", 'time "words" 2023-05-02')
    quote, value = line.items
    if not VALUE.fullmatch(value.words):
        raise Fault(f"value {value.words}", "it is neither a date nor an interval of dates",
                    "write 2023-05-02, 2023-05, 2023, 202X, 2023-05-02T14:30, 2023-04/2023-06, 2014/.. or ../2016")
    start, end = draft.words(quote)
    doc = draft.document
    doc.times = doc.times if doc.times is not None else []
    if any((other.start, other.end) == (start, end) for other in doc.times):
        raise Fault(f'"{quote.words}" has two values', "an expression has one", "tell which place with @2")
    doc.times.append(Time(start, end, value.words))


def tie(draft: Draft, line: Line) -> None:
    """`tie TYPE [MARK …] from="words" to="words" [cue="words" …]`, or `tie none` for a text that tells of no tie."""
    doc = draft.document
    plain = [item.words for item in line.items if not item.quoted and not item.role]
    doc.ties = doc.ties if doc.ties is not None else []
    if plain == ["none"] and len(line.items) == 1:
        return
    if not plain or plain[0] not in TIES:
        raise Fault(f"type {plain[0] if plain else ''!r} of a tie", "nobody has defined it",
                    "write one of " + ", ".join(TIES))
    marks = frozenset(plain[1:])
    if not marks <= MARKS | (MEANS if plain[0] == "supports" else frozenset()):
        raise Fault(f"{', '.join(sorted(marks))} with {plain[0]}", "status marks a tie, support its means too",
                    "write some of " + ", ".join(sorted(MARKS)) + "; with supports also " + ", ".join(sorted(MEANS)))
    ends: dict[str, int] = {}
    cue: set[int] = set()
    role = ""
    for item in line.items:
        role = item.role or (role if item.quoted else "")
        if role == "cue" and item.quoted:
            cue |= set(range(*draft.words(item)))
        elif role in ("from", "to") and item.quoted and role not in ends:
            ends[role] = _nominal_of(draft, item)
        elif item.quoted or item.role:
            raise Fault(f"{item.role or item.words!r} in a tie", "it goes from one nominal to another",
                        'write tie TYPE [MARK] from="words" to="words" [cue="words"]')
    if ends.keys() != {"from", "to"} or ends["from"] == ends["to"]:
        raise Fault("a tie without two ends", "it is between two nominals", 'write from="words" to="words"')
    one = Tie(plain[0], ends["from"], ends["to"], frozenset(cue), marks)
    if any((one.type, one.source, one.target) == (other.type, other.source, other.target) for other in doc.ties):
        raise Fault("this tie stands there twice", "a relation counts once", "take one out")
    doc.ties.append(one)


MARKS = frozenset({"former", "denied", "disputed", "planned", "possible"})
MEANS = frozenset({"material", "political", "military", "financial"})


def _nominal_of(draft: Draft, item: Item) -> int:
    """The head of the nominal that a quote is."""
    start, end = draft.words(item)
    for mention in draft.document.mentions or []:
        if (mention.start, mention.end) == (start, end):
            return mention.head
    raise Fault(f'"{item.words}" is no nominal of this text', "a tie is between nominals that are annotated above it",
                "quote the whole nominal as it is annotated, with its place if it is a later one, or annotate it")


def fact(draft: Draft, line: Line) -> None:
    """`fact VALUE [historical] "word" ["word" …]`."""
    doc = draft.document
    doc.facts = doc.facts if doc.facts is not None else {}
    plain = [item.words for item in line.items if not item.quoted and not item.role]
    quotes = [item for item in line.items if item.quoted and not item.role]
    first = [value for value in FACTS if value != "historical"]
    if not plain or plain[0] not in first:
        raise Fault(f"value {plain[0] if plain else ''!r} of a fact", "nobody has defined it",
                    f"write one of {', '.join(first)}; historical may stand beside it")
    if plain[1:] not in ([], ["historical"]) or not quotes or len(plain) + len(quotes) < len(line.items):
        raise Fault("a fact that cannot be read", "it is not of the form",
                    'fact VALUE [historical] "word" ["word" …]')
    for item in quotes:
        start, end = draft.words(item)
        if len(item.words.split()) != 1:
            raise Fault(f'"{item.words}" has {end - start} words', "a fact stands at one word",
                        "name the main verb, the predicate or the noun of the deed, each in quotes of its own")
        word = max((i for i in range(start, end) if doc.quote(i, i + 1)[-1].isalnum()), default=start)
        if word in doc.facts:
            raise Fault(f'"{item.words}" has two values', "a word has one line", "tell which place with @2")
        doc.facts[word] = frozenset(plain)


def outlook(draft: Draft, line: Line) -> None:
    """`outlook TYPE [negated] "words" [head="word"] [if="words"] [hedge="words" …] [by="words"] [about="words" …]
    [when="words"]`, or `outlook none`.

    A quote beside the first is looked for inside of that first, then in the whole text; with @2 in the whole text
    first.
    """
    doc = draft.document
    doc.outlooks = doc.outlooks if doc.outlooks is not None else []
    plain = [item.words for item in line.items if not item.quoted and not item.role]
    if plain == ["none"] and len(line.items) == 1:
        return
    if not plain or plain[0] not in OUTLOOKS:
        raise Fault(f"type {plain[0] if plain else ''!r} of an outlook", "nobody has defined it",
                    "write one of " + ", ".join(OUTLOOKS))
    form = ('write outlook TYPE [negated] "words" [head="word"] [if="words"] [hedge="words" …] [by="words"] '
            '[about="words" …] [when="words"]')
    if plain[1:] not in ([], ["negated"]):
        raise Fault(f"{plain[1]!r} in an outlook", "it is not of the form", form)
    found: dict[str, list[frozenset[int]]] = {
        role: [] for role in ("", "head", "if", "hedge", "by", "about", "when")}
    role = ""
    for item in line.items:
        role = item.role or role
        if item.quoted and role in found:
            found[role].append(_within(draft, item, sorted(frozenset().union(*found[""]))))
        elif item.quoted or item.role:
            raise Fault(f"{item.role or item.words!r} in an outlook", "it is not of the form", form)
    one = {role: frozenset().union(*pieces) for role, pieces in found.items()}
    if not one[""]:
        raise Fault("an outlook without words", "nothing can be learnt from it", 'add "all of its words"')
    for role in ("head", "if"):
        if not one[role] <= one[""]:
            raise Fault(f"the {role} of an outlook lies outside of it", "condition and consequence belong to its words",
                        "quote them from there, or all of the words")
    if len(one["head"]) > 1:
        raise Fault(f"a head of {len(one['head'])} words", "a head is one word",
                    "name the word of what is to come true")
    if any((plain[0], one[""]) == (other.type, other.words) for other in doc.outlooks):
        raise Fault("this outlook stands there twice", "it counts once", "take one out")
    doc.outlooks.append(Outlook(plain[0], one[""], "negated" in plain, next(iter(one["head"]), None), one["if"],
                                found["hedge"], one["by"], found["about"], one["when"]))


def _within(draft: Draft, item: Item, words: list[int]) -> frozenset[int]:
    """The words of a quote that is to be looked for in some words of the text first."""
    places = [(words[0], words[-1] + 1), None] if words else [None]
    for place in reversed(places) if item.place else places:
        try:
            return frozenset(range(*draft.words(item, within=place)))
        except Fault as fault:
            told = fault
    raise told


def event(draft: Draft, line: Line) -> None:
    """`event TYPE [MODE …] "trigger" ["more"] [by="words" …] [to="words" …] [at="words"] [when="words"] [dead="words"]
    [injured="words"] [arrested="words"] [context=WORD …]`, or `event none`.
    """
    doc = draft.document
    doc.events = doc.events if doc.events is not None else []
    plain = [item.words for item in line.items if not item.quoted and not item.role]
    if plain == ["none"] and len(line.items) == 1:
        return
    types = plover.read().types
    if not plain or plain[0] not in types:
        raise Fault(f"type {plain[0] if plain else ''!r} of an event", "PLOVER has none such",
                    "write one of " + ", ".join(types))
    if not set(plain[1:]) <= types[plain[0]].modes.keys():
        raise Fault(f"{', '.join(plain[1:])} with {plain[0]}", "modes belong to a type",
                    "write some of " + ", ".join(types[plain[0]].modes) if types[plain[0]].modes else "leave it out")
    found: dict[str, list[frozenset[int]]] = {role: [] for role in ("", *ROLES)}
    contexts = set()
    role = ""
    for item in line.items:
        role = item.role or (role if item.quoted else "")
        if item.role == "context" and not item.quoted:
            contexts.add(_known(item, plover.read().contexts))
        elif item.quoted and role in found:
            found[role].append(frozenset(range(*draft.words(item))))
        elif item.quoted or item.role:
            raise Fault(f"{item.role or item.words!r} in an event", "it has a trigger and roles",
                        f'write event TYPE [MODE] "trigger" and some of {", ".join(ROLES)} and context=WORD')
    if not found[""]:
        raise Fault("an event without trigger", "nothing can be learnt from it", "quote the words that tell its type")
    for role in ROLES[2:]:
        if len(found[role]) > 1:
            raise Fault(f"{len(found[role])} times {role}", "an event has one", "leave the others out")
    if doc.facts is not None and not found[""][0] & doc.facts.keys():
        raise Fault(f"the trigger of {plain[0]} is no fact", "how an event stands is told by the fact of its words",
                    "add a fact line for its main word, above")
    one = Event(plain[0], frozenset(plain[1:]), found[""], {role: found[role] for role in ROLES if found[role]},
                frozenset(contexts))
    if any((one.type, one.trigger, one.roles) == (other.type, other.trigger, other.roles) for other in doc.events):
        raise Fault("this event stands there twice", "an event counts once", "take one out")
    doc.events.append(one)


ROLES = ("by", "to", "at", "when", "dead", "injured", "arrested")
"""Of an event; `by` and `to` may be several."""


LAYERS: dict[str, Callable[[Draft, Line], None]] = {
    "nominal": nominal, "attribution": attribution, "time": time, "tie": tie, "fact": fact,
    "outlook": outlook, "event": event}
"""Layer → what reads its lines. A new layer is one more function."""
