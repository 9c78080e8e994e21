"""What looks forgotten or odd in our corpus, by the codebook (CORPUS.md), and may yet be right.

Each rule is a function that tells of a draft's document: (line or None for the whole entry, words). They know no
grammar, only words and capitals, so a doubt is a place to look at, never a fault. `python -m training.corpus --doubts`
prints them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from training.corpus import drafts
from training.entries import Draft
from training.reader.nominals import title

Doubt = tuple[int | None, str]

PRONOUNS = re.compile(
    r"I|me|my|mine|we|us|our|ours|he|him|his|himself|she|her|hers|herself|they|them|their|theirs|themselves", re.I)
REPORTING = re.compile(
    r"said|says|told|tells|saying|telling|warned|warns|denied|denies|added|adds|claimed|claims|insisted|insists|accused"
    r"|according|stated|announced|reported|reportedly|allegedly|argued|argues|believes?|thinks|thought|urged|vowed"
    r"|confirmed|wrote|writes|acknowledged|admitted|alleged|declared|predicted|suggested|explained|boasted|complained"
    r"|recalled|replied|demanded|conceded|noted|pledged|promised|threatened|disputed|rejected|dismissed|described"
    r"|hinted|quipped|testified|estimated|estimates|expects|hopes|fears", re.I)
ACTORS = re.compile(
    r"ministers?|presidents?|officials?|soldiers?|police|army|navy|governments?|ministry|rebels?|people|residents?"
    r"|witnesses|troops|forces|parliament|militias?|protesters?|workers?|villagers?|fighters?|gunmen|insurgents?"
    r"|spokesman|spokeswoman|commander|general|colonel|leaders?|opposition|party|parties|union|court|judges?|lawyers?"
    r"|doctors?|journalists?|students?|teachers?|farmers?|refugees?|civilians?|children|women|men|families|embassy"
    r"|ambassadors?|envoys?|diplomats?|company|agency|capital|city|town|village|border|airport|port|hospital|bridge"
    r"|tanks?|rockets?|missiles?|drones?|helicopters?|trucks?|ships?|vessels?|boats?|rifles?|shells?|mortars?", re.I)
COUNT = re.compile(
    r"\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|hundred|thousand|million", re.I)
MANY = re.compile(r"(?:dozen|hundred|thousand|million)s|number|majority|scores", re.I)
GROUPS = re.compile(
    r"groups?|militias?|factions?|famil(?:y|ies)|sides?|tribes?|part(?:y|ies)|communit(?:y|ies)|teams?|bands?|clans?"
    r"|crews?|crowds?|movements?|networks?|gangs?|peoples?|households?|camps?|rebels?|brigades?|cells?", re.I)
ADJECTIVE = re.compile(
    r"[A-Z][a-z]+(?:ian|ean|can|ese|ish|[aeirq]qi|aeli|stani|meni|waiti|nch|tch)|[A-Z][a-z]+-[a-z]+ed")
STOPS = ".!?:;”“\"‘(\n—–•"
CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:19|20)\d\d|yesterday|tomorrow|today")
AUXILIARY = re.compile(r"will|would|may|might|can|could|shall|should|must|cannot|been|being|’ll|’ve|not|n’t|to", re.I)
SPEAKERS = frozenset({"person", "organisation", "group", "place", "other"})


def doubts(folder: Path) -> list[str]:
    """A line per doubt: file, line (of the entry where it is about what is not there), key, what looks odd."""
    return [f"{entry.file}:{number or entry.number}: {entry.key}: {doubt}"
            for entry, draft, _ in drafts(folder, []) for rule in RULES for number, doubt in rule(draft)]


def heads(draft: Draft) -> Iterator[Doubt]:
    """A head named by the annotator that the rules of nominals.py would not choose: "Dozens of *students*"."""
    doc = draft.document
    for mention in doc.mentions or []:
        given, usual = mention.head, draft.given.get(mention.head, mention.head)
        if usual != given:
            yield (draft.spans[mention.start, mention.end],
                   f"head “{doc.quote(given, given + 1)}”, one would expect “{doc.quote(usual, usual + 1)}”")


def forgotten(draft: Draft) -> Iterator[Doubt]:
    """Pronouns, capitals, numbers, possessors and common actors in no nominal."""
    doc, said = draft.document, _words(draft)
    if doc.mentions is None:
        return
    mentions = doc.mentions
    inside = {i for mention in mentions for i in range(mention.start, mention.end)}
    nouns = {mention.head for mention in mentions}
    starts = {mention.start for mention in mentions}
    described = {i for mention in mentions for i in range(mention.start, mention.head + 1)} | {
        mention.head + 2 + n for mention in mentions if MANY.fullmatch(said[mention.head]) for n in range(3)}
    for i, word in enumerate(said):
        before = doc.text[:doc.words[i][0]].rstrip(" ")[-1:] or "\n"
        if PRONOUNS.fullmatch(word) and word != "US":
            if i not in nouns:
                yield None, f"pronoun “{_around(said, i)}” is no nominal"
        elif word[:1].isupper() and not word.isupper() and before not in STOPS and i not in inside:
            yield None, f"capitals outside any nominal: “{_around(said, i)}”"
        elif word[:1].isdigit() and i not in inside:
            yield None, f"number outside any nominal: “{_around(said, i)}”"
        elif word in ("’s", "'s") and said[i - 1][:1].isupper() and i - 1 not in nouns and before not in STOPS:
            yield None, f"possessor “{_around(said, i)}” is no nominal"
        elif word in ("a", "an", "the") and said[i - 1] == "," and i in inside and i not in starts:
            yield None, f"“{_around(said, i)} {' '.join(said[i + 3:i + 5])}”: an apposition is a nominal too"
        elif ACTORS.fullmatch(word) and i not in described and not word.isupper():
            yield None, f"“{_around(said, i)}” heads no nominal"


def kinds(draft: Draft) -> Iterator[Doubt]:
    """Kinds that go against the codebook: people counted or not, adjectives of countries, chains of several kinds."""
    doc, said = draft.document, _words(draft)
    chains = defaultdict(Counter)
    for mention in doc.mentions or []:
        line = draft.spans[mention.start, mention.end]
        noun = said[mention.head]
        if mention.chain:
            chains[mention.chain].update(mention.kinds)
        if "group" in mention.kinds and not GROUPS.fullmatch(noun) and any(
                COUNT.fullmatch(word) for word in said[mention.start:mention.head]):
            yield line, f"“{doc.quote(mention.start, mention.end)}” are counted: persons?"
        if "quantity" in mention.kinds and ACTORS.fullmatch(noun):
            yield line, f"“{doc.quote(mention.start, mention.end)}”: not what is counted, but how much?"
        if "person" in mention.kinds and MANY.fullmatch(noun):
            yield line, f"“{doc.quote(mention.start, mention.end)}” are many, uncounted: a group?"
        if mention.end - mention.start == 1 and ADJECTIVE.fullmatch(noun) and mention.end < len(said) and any(
                other.start <= mention.start < other.head for other in doc.mentions or []) and (
                said[mention.end] not in ("’s", "'s", "’", "'")):
            yield line, f"“{noun} {said[mention.end]}”: an adjective is no nominal"
    for chain, count in chains.items():
        if len(count) > 1:
            told = ", ".join(f"{n} {kind}" for kind, n in count.items())
            yield None, f"chain {chain} is of several kinds: {told}"


def names(draft: Draft) -> Iterator[Doubt]:
    """Nominals in capitals inside a sentence that are not called names."""
    doc, said = draft.document, _words(draft)
    for mention in doc.mentions or []:
        words = [word for word in said[mention.start:mention.end] if word[:1].isalpha() and word.lower() not in (
            "the", "of", "and", "for", "in", "’s", "'s", "s", "al", "de", "i")]
        before = doc.text[:doc.words[mention.start][0]].rstrip(" ")[-1:] or "\n"
        begins = before in STOPS and (mention.head == mention.start or len(words) == 1)
        if not mention.name and words and not begins and mention.kinds <= {
                "person", "organisation", "group", "place", "facility", "weapon"} and all(
                word[:1].isupper() for word in words) and not PRONOUNS.fullmatch(said[mention.head]) and not (
                title(said[mention.head]) or all(word.isupper() for word in words)):
            yield draft.spans[mention.start, mention.end], f"“{doc.quote(mention.start, mention.end)}”: a name?"


def attributions(draft: Draft) -> Iterator[Doubt]:
    """Reporting words that are no cues, sources left out beside their cue, and marks left out of quotations."""
    doc, said = draft.document, _words(draft)
    relations = doc.attributions
    if relations is None:
        return
    cues = {i for one in relations for i in one.cue}
    ends = {mention.end: mention for mention in doc.mentions or [] if mention.kinds & SPEAKERS}
    for i, word in enumerate(said):
        if REPORTING.fullmatch(word) and i not in cues:
            yield None, f"reporting word that is no cue: “{_around(said, i)}”"
    for one in relations:
        near = ends.get(min(one.cue))
        if not one.source and near:
            yield None, f"no source, but “{doc.quote(near.start, near.end)}” stands before “{said[min(one.cue)]}”"
        first, last = min(one.content), max(one.content)
        if first and said[first - 1] == "“" and "”" not in {said[i] for i in range(first, last)}:
            yield None, f"a content leaves out the mark before “{_around(said, first)}”"
        if last + 1 < len(said) and said[last + 1] == "”" and "“" in {said[i] for i in one.content}:
            yield None, f"a content leaves out the mark after “{_around(said, last)}”"


def statements(draft: Draft) -> Iterator[Doubt]:
    """Attributions without manner, or whose cue tells nothing, in a text that was read for what its words tell."""
    doc, said = draft.document, _words(draft)
    for one in (doc.attributions or []) if doc.facts is not None else []:
        told = f"“{doc.quote(min(one.cue), max(one.cue) + 1)}” at “{_around(said, min(one.cue))}”"
        if not one.manner:
            yield None, f"the cue {told} has no manner"
        if any(REPORTING.fullmatch(said[i]) for i in one.cue) and not one.cue & doc.facts.keys() and not {
                "according", "reportedly", "allegedly"} & {said[i].lower() for i in one.cue}:
            yield None, f"no word of the cue {told} is a fact"


def facts(draft: Draft) -> Iterator[Doubt]:
    """Sentences that tell nothing, auxiliaries that do, and what is foreseen but no fact."""
    doc, said = draft.document, _words(draft)
    if doc.facts is None:
        return
    for word in doc.facts:
        if AUXILIARY.fullmatch(said[word]):
            yield None, f"“{_around(said, word)}”: an auxiliary is no fact"
    ends = [i for i, word in enumerate(said) if word in (".", "!", "?")]
    for start, end in zip([0, *(i + 1 for i in ends)], ends, strict=False):
        if end - start > 6 and not doc.facts.keys() & set(range(start, end)):
            yield None, f"a sentence without facts: “{_around(said, start)}”"
    for one in doc.outlooks or []:
        if one.head is not None and doc.facts.get(one.head, frozenset()) & {"actual"}:
            yield None, f"“{_around(said, one.head)}” is foreseen, and told as actual"


def times(draft: Draft) -> Iterator[Doubt]:
    """Days, months and years without a value, in a text that has a date."""
    doc, said = draft.document, _words(draft)
    valued = {i for one in doc.times or [] for i in range(one.start, one.end)}
    for mention in doc.mentions or []:
        if "time" in mention.kinds and doc.created and not valued & set(range(mention.start, mention.end)) and any(
                CALENDAR.fullmatch(word) for word in said[mention.start:mention.end]):
            yield draft.spans[mention.start, mention.end], f"“{doc.quote(mention.start, mention.end)}” has no value"


def misplaced(draft: Draft) -> Iterator[Doubt]:
    """Quotes that may be looked for at a wrong place: nominals out of order, cues and sources far away.

    In PolNeAR a cue is within 10 words of its content, and within 29 of its source, in 99 % of the relations.
    """
    doc, said = draft.document, _words(draft)
    latest = 0
    for (start, end), line in sorted(draft.spans.items(), key=lambda item: item[1]):
        words = said[start:end]
        places = sum(said[i:i + len(words)] == words for i in range(len(said)))
        if start < latest - 8 and places > 1:
            yield line, f"“{doc.quote(start, end)}” stands there {places} times; the line before is of a later place"
        latest = start
    for one in doc.attributions or []:
        told = f"“{doc.quote(min(one.cue), max(one.cue) + 1)}” at “{_around(said, min(one.cue))}”"
        if min(abs(a - b) for a in one.cue for b in one.content) > 10:
            yield None, f"the cue {told} is far from its content"
        if one.source and min(abs(a - b) for a in one.cue for b in one.source) > 29:
            yield None, f"the cue {told} is far from its source"


RULES: tuple[Callable[[Draft], Iterator[Doubt]], ...] = (
    heads, forgotten, kinds, names, attributions, statements, facts, times, misplaced)


def _words(draft: Draft) -> list[str]:
    return [draft.document.quote(i, i + 1) for i in range(len(draft.document.words))]


def _around(said: list[str], i: int) -> str:
    return " ".join([*said[max(0, i - 3):i], f"[{said[i]}]", *said[i + 1:i + 3]])
