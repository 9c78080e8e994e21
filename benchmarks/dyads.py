"""Events: who did it to whom, when and where, on our own corpus; dyads of the PLOVER gold standard records.

usage: python -m benchmarks.dyads [--half develop|judge] [--records [--alone]] [--errors ROLE]

Our corpus (texts with a layer `event`) in two halves by the hash of their keys (by its last byte; `benchmarks.events`
parts by the first): the rules of roles were looked at on `develop`, the figure is that of `judge`. Given: type and main
word are the annotated ones, with the frame of the lexicon where it has one for them. Found: the events of the whole
chain; a role counts where the event's type and words are right, too. A mention is right when its head stands in the
annotated words, or in those of another nominal of their annotated chain. Of recipients many are things, which are no
mentions: `of mentions` leaves out of the gold what no mention of the reader heads.

The records (`../shared/data/plover`, `../shared/bench/score_gsr.py`) go through the product: written as NGEC's JSON
lines, read into a record and run, and of each text what `Record.events` tells, with the countries of its parties.
Counted are the foremost events of its sentences, or all. With `--alone` each of every fourth text is a record of its
own, too, in which nothing of other texts is known. The records of 2016 know of international bodies only IGO.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.events import RECORDS, SHARED, line
from benchmarks.reader.score import Score
from benchmarks.statements import report
from spacy.tokens import Doc
from training import corpus
from training.reader import document as gold

from standoff.actors.mentions import told as mentioned
from standoff.answers import EventRow, Party
from standoff.api import open_record
from standoff.events import lexicon, roles, setting, sides, sizes, told, triggers
from standoff.language import load
from standoff.language.words import tokenise
from standoff.model import Date, DateBasis, Event, EventType, Mention, Report, Statement
from standoff.statements import told as stated
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading

Row = dict[str, Any]
"""A record as it stands in the file."""

BODIES = {"UNO": "IGO", "EUR": "IGO"}
"""What the records of 2016 call what the manual of 2021 tells apart."""


@dataclass(frozen=True)
class Read:
    """A text after all stages before events."""

    report: Report
    doc: Doc
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    text: Reading

    @property
    def events(self) -> list[Event]:
        return told(self.report, self.doc, self.mentions, self.statements)


def reads(texts: Sequence[str], days: Sequence[str | None]) -> Iterator[Read]:
    """Texts, each a report of its day."""
    dates = [Date(value=day, low=day, high=day, basis=DateBasis.STATED) if day and len(day) == 10 else Date(value=None)
             for day in days]
    words = lexicon.read().with_lemmas(ties.read())
    for text, day, doc in zip(texts, dates, load().texts(texts, dates), strict=True):
        made = replace(report(text), published=day)
        mentions = mentioned(doc, made.key)
        yield Read(made, doc, mentions, tuple(stated(made, doc, mentions)), Reading(doc, mentions, words))


# — our corpus —

class Gold:
    """The annotated events of a text, in words of the reading."""

    def __init__(self, document: gold.Document, text: Reading) -> None:
        self.document, self.text = document, text
        self.facts = {self.word(at) for at in document.facts or ()}

    def word(self, at: int) -> int:
        return self.text.at.get(self.document.words[at][0], -1)

    def words(self, some: Collection[int]) -> set[int]:
        return {self.word(at) for at in some} - {-1}

    def anchor(self, event: gold.Event) -> int:
        """The fact word of a trigger."""
        some = sorted(self.words(event.trigger[0]))
        return next((word for word in some if word in self.facts), some[0] if some else 0)

    def filler(self, some: Collection[int]) -> set[int]:
        """The words that name who is annotated: its own, and the heads of its chain."""
        low, high = min(some), max(some) + 1
        nominals = self.document.mentions or []
        chain = next((one.chain for one in nominals if (one.start, one.end) == (low, high)), None)
        heads = {one.head for one in nominals if chain is not None and one.chain == chain}
        return self.words({*some, *heads})


def scored(found: Collection[int], fillers: Sequence[set[int]]) -> Score:
    """One to one, greedily; the others of a coordination that is annotated as one ("Chad and Mali") do not count."""
    left, right, more = list(fillers), 0, 0
    for word in found:
        hit = next((one for one in left if word in one), None)
        if hit is not None:
            left.remove(hit)
            right += 1
        elif any(word in one for one in fillers):
            more += 1
    return Score(right=right, predicted=len(found) - more, gold=len(fillers))


def on_corpus(which: str, errors: str) -> dict[str, Score]:
    """The scores of roles on one half."""
    parity = 0 if which == "develop" else 1
    documents = [one for one in corpus.corpus(corpus.FOLDER, tokenise)
                 if one.events is not None and sha256(one.key.encode()).digest()[-1] % 2 == parity]
    scores: dict[str, Score] = defaultdict(Score)
    for document, read in zip(documents, reads([one.text for one in documents], [one.created for one in documents]),
                              strict=True):
        marked = Gold(document, read.text)
        for name, score in (*given(marked, read, errors), *found(marked, read)):
            scores[name] += score
    return scores


def given(marked: Gold, read: Read, errors: str) -> Iterator[tuple[str, Score]]:
    """Roles, places and times of the annotated types and main words."""
    text, events = read.text, marked.document.events or []
    frames = {(one.anchor, one.type): one.frame for one in triggers.triggers(text)}
    finder = roles.Finder(text, speaker(read))
    deeds = {marked.anchor(one) for one in events}
    told = [(marked.anchor(one), EventType(one.type)) for one in events]
    everybody = sides.filled(text, [sides.Deed(type=type, anchor=anchor, roles=finder(type, anchor, frames.get(
        (anchor, type)))) for anchor, type in told])
    for one, (anchor, type), who in zip(events, told, everybody, strict=True):
        yield "given: size", counted(marked, text, one, deeds - {anchor}, errors)
        time = setting.when(text, read.doc._.times or (), anchor, deeds - {anchor})
        place = setting.where(text, type, anchor, deeds - {anchor})
        spans = [word for word in range(len(text.words)) if time and time.start <= text.starts[word] < time.end][:1]
        if time is not None and (near := [word for word in range(len(text.words)) if time.start <= text.starts[word]
                                          < time.end and any(word in marked.words(each) for each in
                                                             one.roles.get("when", ()))]):
            spans = near[:1]
        for role, some in (("by", who.actors), ("to", who.recipients), ("at", () if place is None else (place,)),
                           ("when", spans)):
            fillers = [marked.filler(each) for each in one.roles.get(role, ())]
            score = scored(some, fillers)
            yield f"given: {role}", score
            if role in ("by", "to"):
                heads = [each for each in fillers if each & read.text.mentions.keys()]
                yield f"given: {role}, of mentions", scored(some, heads)
            if role == errors and not score.right == score.predicted == score.gold:
                start, end = text.sentences[text.sentence[anchor]]
                quotes = [marked.document.quote(min(each), max(each) + 1) for each in one.roles.get(role, ())]
                names = [text.mentions[word].text if word in text.mentions else text.words[word] for word in some]
                print(f"{type} {text.words[anchor]}: {quotes} told {names}\n    "
                      f"{text.text[text.starts[start]:text.ends[end - 1]]}")


def counted(marked: Gold, text: Reading, event: gold.Event, deeds: Collection[int], errors: str) -> Score:
    """How many are dead, injured and arrested: a size is right where it is of the harm and on the words that count."""
    anchor = marked.anchor(event)
    some = sizes.sizes(text, anchor, sorted(marked.words(event.trigger[0])), deeds, event.modes)
    left = [(role, marked.words(each)) for role in ("dead", "injured", "arrested")
            for each in event.roles.get(role, ())]
    score = Score(predicted=len(some), gold=len(left))
    for one in some:
        words = {word for word, start in enumerate(text.starts) if one.start <= start < one.end}
        hit = next(((role, each) for role, each in left if role == one.harm and each & words), None)
        if hit is not None:
            left.remove(hit)
            score += Score(right=1)
    if errors == "size" and not score.right == score.predicted == score.gold:
        start, end = text.sentences[text.sentence[anchor]]
        print(f"{event.type} {text.words[anchor]}: "
              f"{[(role, ' '.join(text.words[word] for word in sorted(each))) for role, each in left]} told "
              f"{[(str(one.harm), text.text[one.start:one.end], one.number) for one in some]}\n    "
              f"{text.text[text.starts[start]:text.ends[end - 1]]}")
    return score


def speaker(read: Read):
    """Whose words a word stands in, as the stage has it."""
    from standoff.events import _Said

    return _Said(read.text, read.statements).speaker


def found(marked: Gold, read: Read) -> Iterator[tuple[str, Score]]:
    """Types and roles of the whole chain."""
    text = read.text
    left = [(one, set().union(*(marked.words(each) for each in one.trigger))) for one in marked.document.events or []]
    heads = {one.key: word for word, one in text.mentions.items()}
    for event in read.events:
        words = {text.at[start] for start in text.starts if any(low <= start < high for low, high in event.trigger)}
        hit = next((one for one in left if one[0].type == event.type and one[1] & words), None)
        yield "found: type", Score(right=hit is not None, predicted=1)
        if hit is not None:
            left.remove(hit)
        for role, keys in (("by", event.actors), ("to", event.recipients)):
            fillers = [] if hit is None else [marked.filler(each) for each in hit[0].roles.get(role, ())]
            yield f"found: {role}", replace(scored([heads[key] for key in keys if key in heads], fillers),
                                            gold=len(fillers))
    for one, _ in left:
        for role in ("by", "to"):
            yield f"found: {role}", Score(gold=len(one.roles.get(role, ())))
    yield "found: type", Score(gold=len(marked.document.events or []))


# — dyads —

def codes(some: Iterable[Party]) -> list[str]:
    """The countries of one side."""
    return sorted({BODIES.get(one.country, one.country) for one in some if one.country})


def coded(rows: Sequence[Row], folder: Path) -> dict[str, list[EventRow]]:
    """The events of the texts of some records, read as one record of reports of their days; by the record's id."""
    file, names = folder / "told.jsonl", {row["text"].strip(): row["id"] for row in rows}
    file.write_text("".join(json.dumps({"id": row["id"], "pub_date": row["date"], "publisher": "records",
                                        "event_text": row["text"].strip()}) + "\n" for row in rows), "utf-8")
    with open_record(folder / "case.db") as record:
        record.read(file)
        record.run()
        found: dict[str, list[EventRow]] = defaultdict(list)
        keys = {one.key: names.get(one.text.strip(), "") for one in record.reports()}
        for row in record.events(factuality="any"):
            for telling in row.tellings:
                found[keys[telling.report]].append(replace(row, foremost=telling.foremost))
    return found


def scores(rows: Sequence[Row], found: Mapping[str, Sequence[EventRow]], every: bool) -> dict[str, Any]:
    """What `score_gsr.py` says of some records, of foremost events or of all."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "told.jsonl"
        file.write_text("".join(json.dumps({"id": row["id"], "events": [
            {"event": str(one.type), "source": codes(one.actors), "target": codes(one.recipients)}
            for one in found.get(row["id"], ()) if every or one.foremost]}) + "\n" for row in rows), "utf-8")
        done = subprocess.run([sys.executable, str(SHARED / "bench/score_gsr.py"), "--gold", str(RECORDS), "--pred",
                               str(file), "--json", "--only-listed"], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def on_records(alone: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The figures of the records, or of every fourth text beside the same as records of their own."""
    rows = [json.loads(row) for row in RECORDS.read_text("utf-8").splitlines() if row.strip()]
    texts = list({row["text"].strip(): row for row in reversed(rows)}.values())[::-1]
    sample = texts[::4] if alone else texts
    with tempfile.TemporaryDirectory() as folder:
        found = coded(texts, Path(folder))
    for every in (False, True):
        yield "all events" if every else "foremost events", scores(sample, found, every)
    if alone:
        single: dict[str, list[EventRow]] = {}
        for row in sample:
            with tempfile.TemporaryDirectory() as folder:
                single |= coded([row], Path(folder))
        yield f"foremost events, {len(sample)} records of one text", scores(sample, single, False)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("develop", "judge"), default="judge")
    parser.add_argument("--records", action="store_true", help="the records instead of our corpus")
    parser.add_argument("--alone", action="store_true", help="of the records: every fourth text also by itself")
    parser.add_argument("--errors", default="", metavar="ROLE", help="by, to, at, when or size: what is wrong with it")
    arguments = parser.parse_args()
    if arguments.records:
        for what, figures in on_records(arguments.alone):
            print(what)
            for name in ("type", "type+src+tgt(lenient)", "quad+src+tgt(lenient)", "src+tgt only(lenient)"):
                one = figures[name]
                print(f"    {name:24} P {one['P']:.3f} R {one['R']:.3f} F1 {one['F1']:.3f}")
            print(f"    source right where the type is: {figures['src_acc_given_type']}, target: "
                  f"{figures['tgt_acc_given_type']}")
        return
    for name, score in sorted(on_corpus(arguments.half, arguments.errors).items()):
        print(f"{name:24} {line(score)}")


if __name__ == "__main__":
    main()
