"""Our own corpus: texts that we wrote and annotated by hand, in `training/corpus/*.txt`. CORPUS.md is the codebook.

A file holds entries; what the layers mean is in the codebook:

    # baltic-ferry-01
    genre: news
    written: 2023-05-02
    ---
    The harbour master, Maris Tamm, said on Tuesday that two ferries had collided.
    ---
    nominal person "The harbour master, Maris Tamm" head="master" chain=a
    nominal person name "Maris Tamm" chain=a
    attribution source="The harbour master, Maris Tamm" cue="said" content="that two … had collided"
    time "Tuesday" 2023-05-02
    tie none
    fact actual "said"
    outlook none

A text without a line of a layer was not read for that layer; one with nominals was read for attributions and times too.

A quote stands verbatim in the text, as whole words; any white space of the text answers to a blank. `@2` right after a
quote takes its second place. "first words … last words" is the stretch from the one to the next place of the other. A
straight quotation mark inside a quote is written \\". A quote without a role continues the role before it.

`corpus` gives the documents, `check` what is wrong with the files; `doubts.py` tells what looks forgotten or odd but
may be right. `make annotate-check` prints what is wrong and what the corpus holds.
"""

from __future__ import annotations

import argparse
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.reader.document import (
    FACTS,
    KINDS,
    MANNERS,
    MEDIA,
    OUTLOOKS,
    TIES,
    UNSAID,
    Attribution,
    Document,
    Mention,
    Outlook,
    Tie,
    Time,
)
from training.reader.nominals import head

FOLDER = Path(__file__).parent / "corpus"
GENRES = ("news", "feature", "interview", "analysis", "opinion", "report", "statement", "blog", "translated")
ELLIPSIS = " … "
HEADER = re.compile(r"(\w+): *(.*)")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = r"(?:\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?|\d{4}-\d\d|[12]\d(?:\d\d|\dX|XX))[~?%]?"
VALUE = re.compile(rf"(?:{DATE}|(?:{DATE}|\.\.)?/(?:{DATE}|\.\.)?)(?<!^/)")
ITEM = re.compile(r'\s*(?:(\w+)=)?(?:"((?:[^"\\]|\\.)*)"(?:@(\d+))?|([^\s"]+))(?=\s|$)')

Tokenise = Callable[[str], list[tuple[int, int]]]


class Fault(Exception):
    """What is wrong with a line, why that matters, what to do."""

    def __init__(self, what: str, why: str, do: str):
        super().__init__(f"{what}: {why}. {do}.")


@dataclass(frozen=True)
class Item:
    """A part of an annotation line: `role="words"@2`, a bare `"words"`, `role=word` or a bare `word`."""

    role: str
    words: str
    quoted: bool
    place: int | None


@dataclass(frozen=True)
class Line:
    """An annotation line: its number in the file, its layer, and the rest."""

    number: int
    layer: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Entry:
    """An entry of a file before its annotations are looked up in the text."""

    file: str
    number: int
    key: str
    genre: str
    written: str | None
    text: str
    lines: tuple[Line, ...]


@dataclass
class Draft:
    """A document that is being filled, layer by layer."""

    document: Document
    spans: dict[tuple[int, int], int] = field(default_factory=dict)     # of nominals, to their line
    given: dict[int, int] = field(default_factory=dict)                 # head that the line names -> the heuristic's

    def words(self, item: Item, within: tuple[int, int] | None = None) -> tuple[int, int]:
        """First and past-last word of a quote, looked for in the whole text or in some of its words."""
        doc = self.document
        low, high = (doc.words[within[0]][0], doc.words[within[1] - 1][1]) if within else (0, len(doc.text))
        start, end = find(doc.text, item.words, item.place or 1, low, high)
        chosen = [i for i, (first, last) in enumerate(doc.words) if first < end and start < last]
        if not chosen:
            raise Fault(f'"{item.words}" holds no word', "white space cannot be annotated", "quote words")
        return chosen[0], chosen[-1] + 1


def find(text: str, quote: str, place: int, low: int, high: int) -> tuple[int, int]:
    """Where a quote's n-th place is between two points of the text; a Fault says how many places there are."""
    places = list(_places(text, quote, low, high))
    if not places and ELLIPSIS in quote:
        first, last = quote.split(ELLIPSIS, 1)
        start, middle = find(text, first, place, low, high)
        return start, find(text, last, 1, middle, high)[1]
    if not places:
        inside = "its nominal" if (low, high) != (0, len(text)) else "the text"
        loose = re.search(_pattern(quote, whole=False), text[low:high], re.I)
        hint = f"{inside} does not have it"
        if loose:
            hint = f"{inside} has “{text[low:high][slice(*loose.span())]}”, in other case or inside a longer word"
        raise Fault(f'"{quote}" is not found', hint, "copy it from the text as it stands there, curly quotes included")
    if place > len(places):
        raise Fault(f'"{quote}"@{place} is not found', f"it stands there {len(places)} times as whole words",
                    f"number it from 1 to {len(places)}, whole words only")
    return places[place - 1]


def parse(path: Path) -> tuple[list[Entry], list[str]]:
    """The entries of a file and its faults of form."""
    entries: list[Entry] = []
    faults: list[str] = []
    numbered = list(enumerate(path.read_text(encoding="utf-8").split("\n"), 1))
    begins = [i for i, (_, line) in enumerate(numbered) if line.startswith("# ")]
    for number, line in numbered[:begins[0] if begins else None]:
        if line.strip():
            faults.append(f"{path.name}:{number}: text before the first entry: it belongs to none. Begin with “# key”.")
    for start, end in zip(begins, [*begins[1:], len(numbered)], strict=True):
        try:
            entries.append(_entry(path.name, numbered[start:end], faults))
        except Fault as fault:
            faults.append(f"{path.name}:{numbered[start][0]}: {fault}")
    return entries, faults


def document(entry: Entry, tokenise: Tokenise) -> tuple[Draft, list[str]]:
    """An entry as a document, and what is wrong with its annotations; a faulty line is left out."""
    doc = Document(
        key=entry.key, corpus="own", text=entry.text, words=tokenise(entry.text), genre=entry.genre,
        created=entry.written, others=False,
    )
    if any(line.layer == "nominal" for line in entry.lines):
        doc.mentions, doc.attributions, doc.times = [], [], []
    draft = Draft(doc)
    faults = []
    for line in entry.lines:
        try:
            LAYERS[line.layer](draft, line)
        except Fault as fault:
            faults.append(f"{entry.file}:{line.number}: {fault}")
    if doc.mentions is not None:
        doc.mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return draft, faults


def corpus(folder: Path, tokenise: Tokenise) -> list[Document]:
    """Our documents, by file and in the order of each; an entry with a fault is left out with a warning."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        entries, faults = parse(path)
        for entry in entries:
            draft, found = document(entry, tokenise)
            faults += found
            if not found:
                documents.append(draft.document)
        if faults:
            warnings.warn(f"{path.name} has faults, their entries are left out: make annotate-check", stacklevel=2)
    return documents


def check(folder: Path) -> list[str]:
    """A line per fault of the files of a folder: file, line, what, why, what to do."""
    faults: list[str] = []
    keys: dict[str, str] = {}
    for entry, _, found in drafts(folder, faults):
        place = f"{entry.file}:{entry.number}"
        if entry.key in keys:
            faults.append(f"{place}: {entry.key} is the key of {keys[entry.key]} too: documents are told apart by it. "
                          "Number this one on.")
        keys.setdefault(entry.key, place)
        faults += found
    return faults


def drafts(folder: Path, faults: list[str]) -> Iterator[tuple[Entry, Draft, list[str]]]:
    """Each entry of a folder, its draft, and the faults of its annotations; faults of form are added to `faults`."""
    from standoff.language.words import tokenise

    for path in sorted(folder.glob("*.txt")):
        entries, found = parse(path)
        faults += found
        for entry in entries:
            yield entry, *document(entry, tokenise)


# — layers —

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
    [negated] [future] [hypothetical]`."""
    doc = draft.document
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
    doc.attributions = doc.attributions if doc.attributions is not None else []
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


LAYERS: dict[str, Callable[[Draft, Line], None]] = {
    "nominal": nominal, "attribution": attribution, "time": time, "tie": tie, "fact": fact,
    "outlook": outlook}
"""Layer → what reads its lines. A new layer is one more function."""


# — form —

def _entry(file: str, numbered: list[tuple[int, str]], faults: list[str]) -> Entry:
    rules = [i for i, (_, line) in enumerate(numbered) if line.rstrip() == "---"]
    key = numbered[0][1][2:].strip()
    if not KEY.fullmatch(key):
        raise Fault(f"key {key!r}", "keys are lower-case words and numbers joined by hyphens", "write baltic-ferry-01")
    if len(rules) != 2:
        raise Fault(f"{key} has {len(rules)} lines “---”", "they part its header, text and annotations", "write two")
    header = {}
    for _, line in numbered[1:rules[0]]:
        match = HEADER.fullmatch(line.strip())
        if line.strip() and (not match or match[1] not in ("genre", "written")):
            raise Fault(f"“{line.strip()}” in the header of {key}", "a header tells genre and date",
                        "write genre: news and written: 2023-05-02, or written: unknown")
        if match:
            header[match[1]] = match[2].strip()
    if header.get("genre") not in GENRES:
        raise Fault(f"genre {header.get('genre', '')!r} of {key}", "genres are counted by name",
                    "write one of " + ", ".join(GENRES))
    written = header.get("written", "")
    if written != "unknown" and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", written):
        raise Fault(f"date {written!r} of {key}", "times are reckoned from it", "write 2023-05-02, or unknown")
    lines = []
    for number, line in numbered[rules[1] + 1:]:
        if line.strip():
            try:
                lines.append(_line(number, line.strip()))
            except Fault as fault:
                faults.append(f"{file}:{number}: {fault}")
    text = "\n".join(line.rstrip() for _, line in numbered[rules[0] + 1:rules[1]]).strip("\n")
    return Entry(file, numbered[0][0], key, header["genre"], None if written == "unknown" else written, text,
                 tuple(lines))


def _line(number: int, line: str) -> Line:
    layer, _, rest = line.partition(" ")
    if layer not in LAYERS:
        raise Fault(f"layer {layer!r}", "nothing reads it", "write one of " + ", ".join(LAYERS))
    items = []
    at = 0
    while rest[at:].strip():
        match = ITEM.match(rest, at)
        if not match:
            raise Fault(f"“{rest[at:].strip()}”", "quotes are not closed, or something sticks to one",
                        'write role="words" or "words"@2, and \\" for a straight mark inside a quote')
        role, quote, place, word = match.groups()
        items.append(Item(role or "", re.sub(r"\\(.)", r"\1", quote) if quote is not None else word,
                          quote is not None, int(place) if place else None))
        at = match.end()
    return Line(number, layer, tuple(items))


def _places(text: str, quote: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    pattern = re.compile(_pattern(quote, whole=True))
    at = low
    while quote.strip() and (match := pattern.search(text, at, high)):
        yield match.span()
        at = match.start() + 1


def _pattern(quote: str, *, whole: bool) -> str:
    words = r"\s+".join(re.escape(word) for word in quote.split())
    return rf"(?<!\w){words}(?!\w)" if whole and quote[:1].isalnum() and quote[-1:].isalnum() else (
        rf"(?<!\w){words}" if whole and quote[:1].isalnum() else rf"{words}(?!\w)" if whole and quote[-1:].isalnum()
        else words)


def main(folder: Path, show_doubts: bool) -> int:
    """Prints faults (and doubts), and what the corpus holds by layer, kind and genre; 1 where there are faults."""
    from training.doubts import doubts

    faults, open_doubts = check(folder), doubts(folder)
    for line in (open_doubts if show_doubts else []) + faults:
        print(line)
    counts = {name: Counter() for name in ("layer", "genre", "kind", "names", "ties", "facts", "manners", "outlook")}
    words = 0
    for entry, draft, _ in drafts(folder, []):
        doc = draft.document
        counts["layer"].update(line.layer for line in entry.lines)
        counts["genre"][entry.genre] += 1
        words += len(doc.words)
        for mention in doc.mentions or []:
            counts["kind"].update(mention.kinds)
            counts["names"].update(mention.kinds if mention.name else ())
        counts["ties"].update(one.type for one in doc.ties or [])
        counts["facts"].update(value for values in (doc.facts or {}).values() for value in values)
        counts["manners"].update(one.manner for one in doc.attributions or [] if one.manner)
        counts["outlook"].update(one.type for one in doc.outlooks or [])
    print(f"{counts['genre'].total()} entries, {words} words; {len(faults)} faults, {len(open_doubts)} doubts "
          "(python -m training.corpus --doubts lists them)")
    for name, count in counts.items():
        print(f"{name:>7}: " + ", ".join(f"{key} {n}" for key, n in count.most_common()))
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check our corpus.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--doubts", action="store_true", help="list what may be forgotten or odd")
    options = parser.parse_args()
    sys.exit(main(options.folder, options.doubts))
