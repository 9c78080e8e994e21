"""Recounts of events: which tellings are one, on an invented set, through the whole chain from text to events.

usage: python -m benchmarks.recounts [--set recounts|tellings] [--half develop|judge] [--errors] [--many N]

The sets lie beside this file: `recounts.yaml`, episodes in a sentence or two, and `tellings.yaml`, one event told by
several outlets in their own words; the words that tell an event are marked. All of a set are read into one record. A
marked word is told by the event whose trigger has it; one that no event has is missed with all its pairs. Pairs and
B-cubed are over the marked words; a pair across groups, or of two letters, is wrong. `coded` leaves out of the gold
what the coder does not find: what is left is the merging alone. Halves of `recounts` by the hash of a group's name;
groups "later: …", written when the rules stood, are all `judge`. Of `tellings` every second group is.
`--many` compares N made events and tells seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from standoff.api import Record, open_record
from standoff.events.alike import Side
from standoff.events.recounts import compare
from standoff.model import Date, Event, EventType, Factuality, Origin, Span

SETS = ("recounts", "tellings")
MARK = re.compile(r"\[([^\[\]|]+)\|(\w)\]")
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}T09:00:00Z"></head><body><article><h1>{title}</h1>
{text}</article></body></html>"""


def groups(name: str) -> list[dict[str, Any]]:
    """All groups of a set."""
    return list(yaml.safe_load(Path(__file__).with_name(name + ".yaml").read_text("utf-8")))


def judged(name: str) -> set[str]:
    """The groups of the half of a set that was not looked at; what was written after the rules is all there."""
    about = [group["about"] for group in groups(name)]
    if name == "tellings":
        return set(about[1::2])
    return {one for one in about if one.startswith("later: ") or hashlib.sha256(one.encode()).digest()[0] % 2 == 0}


def bare(words: str) -> str:
    """Words without their marks."""
    return MARK.sub(r"\1", words)


Place = tuple[str, str]
"""A group's name with a letter: one event."""


def read(rec: Record, folder: Path, of: str) -> dict[str, list[tuple[Place, str, str]]]:
    """Read the set into a record. The marked words of each report: event, report's name, and the words with what stands
    around them."""
    told: dict[str, list[tuple[Place, str, str]]] = {}
    for number, group in enumerate(groups(of)):
        for n, (day, outlet, title, *text) in enumerate(group["told"]):
            name = f"{number:02}-{n}.html"
            (folder / name).write_text(PAGE.format(title=escape(bare(title)), outlet=escape(outlet), day=day,
                                                   text="".join(f"<p>{escape(bare(one))}</p>" for one in text)),
                                       "utf-8")
            told[name] = [((group["about"], mark[2]), mark[1], bare(words[mark.start():]))
                          for words in (title, *text) for mark in MARK.finditer(words)]
    rec.read(str(folder))
    rec.run()
    return told


def located(rec: Record, told: dict[str, list[tuple[Place, str, str]]]) -> Iterator[tuple[Place, str, str]]:
    """Each marked word: its event, the key of the event that the coder has there ("" for none), and where it stands."""
    events: dict[str, list[Event]] = defaultdict(list)
    for event in rec.each_event():
        events[event.report].append(event)
    names = _names(rec)
    for report in rec.reports():
        at = 0
        for place, words, rest in told[names[report.key]]:
            start = report.text.find(rest, at)
            if start < 0:
                start = at = 0
                start = report.text.find(words)
            at = max(at, start)
            hits = [event for event in events[report.key] if start >= 0 and any(
                low < start + len(words) and start < high for low, high in event.trigger)]
            hits.sort(key=lambda event: (not start <= event.anchor < start + len(words), event.key))
            yield place, hits[0].key if hits else "", f"{names[report.key]} {rest[:70]}"


def _names(rec: Record) -> dict[str, str]:
    """The file of each report."""
    return {report.key: sighting.source.rsplit("/", 1)[-1] for report in rec.reports()
            for page in rec.family(report.family).pages for sighting in rec.capture("c" + page[1:]).sightings}


def score(rec: Record, told: dict[str, list[tuple[Place, str, str]]], which: str, held: set[str],
          errors: bool) -> Iterator[str]:
    """Lines of figures of a half."""
    some = [one for one in located(rec, told) if (one[0][0] in held) == (which == "judge")]
    group = {key: min(row.events) for how in ("", "negated", "future", "hypothetical") for row in _rows(rec, how)
             for key in row.events}
    cluster = [group.get(key, key) or f"none {n}" for n, (_, key, _) in enumerate(some)]
    for label, here in (("all", range(len(some))), ("coded", [n for n, one in enumerate(some) if one[1]])):
        pairs = [(a, b) for a, b in combinations(here, 2) if not some[a][1] or some[a][1] != some[b][1]]
        gold = {(a, b) for a, b in pairs if some[a][0] == some[b][0]}
        mine = {(a, b) for a, b in pairs if cluster[a] == cluster[b]}
        hits = len(gold & mine)
        p, r = hits / len(mine) if mine else 0, hits / len(gold) if gold else 0
        bp = _mean(sum(some[b][0] == some[a][0] for b in here if cluster[b] == cluster[a])
                   / sum(cluster[b] == cluster[a] for b in here) for a in here)
        br = _mean(sum(cluster[b] == cluster[a] for b in here if some[b][0] == some[a][0])
                   / sum(some[b][0] == some[a][0] for b in here) for a in here)
        yield (f"{which} {label:6} {len(here)} marked  pairs P {p:.3f} ({hits}/{len(mine)}) R {r:.3f} "
               f"({hits}/{len(gold)}) F1 {2 * p * r / (p + r) if p + r else 0:.3f}  B-cubed P {bp:.3f} R {br:.3f} "
               f"F1 {2 * bp * br / (bp + br):.3f}")
        if errors and label == "all":
            for kind, which_ones in (("wrong", mine - gold), ("missed", gold - mine)):
                for a, b in sorted(which_ones):
                    yield f"  {kind}: {some[a][0]}: {some[a][2]} [{some[a][1][:6]}] | {some[b][2]} [{some[b][1][:6]}]"


def _rows(rec: Record, how: str) -> Any:
    return rec.events(factuality=how or None)


def _mean(some: Iterator[float]) -> float:
    told = list(some)
    return sum(told) / len(told) if told else 0


def many(count: int) -> str:
    """Seconds and memory for so many made events of one war: 200 towns, 20 sides, four years."""
    dice = random.Random(1)
    sides = {f"n{n}": Side(who=f"a{n}", word="army", named=True) for n in range(20)}
    places = {f"l{n}": f"UKR|P{n % 20}|T{n}" for n in range(200)}
    events, sentences = [], {}
    for n in range(count):
        if n % 4 == 0:               # each is told four times
            day = f"20{dice.randint(20, 23)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            who, whom, place = f"n{dice.randint(0, 19)}", f"n{dice.randint(0, 19)}", f"l{dice.randint(0, 199)}"
            type = dice.choice(list(EventType))
        key = f"h{n:016x}"
        events.append(Event(
            evidence=(Span(page="p", start=0, end=4),), origin=Origin(stage="events", version="1", rule="made"),
            key=key, report=f"r{n * 7919 % count // 8}", start=0, end=4, type=type, trigger=((100, 104),), anchor=100,
            actors=(who,), recipients=(whom,) if n % 3 else (), date=Date(value=None, low=day if n % 2 else None,
                                                                          high=day),
            place=place, factuality=(Factuality.ACTUAL,), score=1.0))
        sentences[key] = 100, f"fire on town number {n // 4 % 97} by the army"
    before = time.process_time()
    found = compare(events, sides, places, sentences)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{count} events: {len(found)} recounts, {time.process_time() - before:.1f} s, {peak:.0f} MB peak"


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="recounts")
    parser.add_argument("--half", choices=("develop", "judge"), default="")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    if asked.many:
        print(many(asked.many))
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pages").mkdir()
        with open_record(Path(folder) / "case.db") as rec:
            told = read(rec, Path(folder) / "pages", asked.set)
            held = judged(asked.set)
            for which in (asked.half,) if asked.half else ("develop", "judge"):
                print("\n".join(score(rec, told, which, held, asked.errors)))


if __name__ == "__main__":
    main()
