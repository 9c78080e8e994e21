"""Echoes of statements: pair precision and recall on an invented set, and speed on many statements.

usage: echoes.py [--half first|second] [--errors] [--many N]

The set is `echoes.yaml` beside this file: its first half was looked at while the rules were tuned, its second was not.
All groups are compared at once, so that a pair across groups counts as wrong. `--errors` lists wrong and missed pairs
(not to be used on the second half by who tunes). `--many` makes N statements by mixing the words of the set and tells
seconds and peak memory.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from standoff.model import Date, DateBasis, EchoType, Manner, Origin, Sourcing, Span, Statement, Voice
from standoff.statements.echoes import compare

SET = Path(__file__).with_suffix(".yaml")
Pair = tuple[EchoType, str, str]


def groups(half: str = "") -> list[dict[str, Any]]:
    """The groups of a half, or all."""
    found: list[dict[str, Any]] = yaml.safe_load(SET.read_text("utf-8"))
    middle = len(found) // 2
    return found[:middle] if half == "first" else found[middle:] if half == "second" else found


def statement(key: str, report: str, day: str, speaker: str, manner: str, words: str) -> Statement:
    """A statement of the set."""
    told, day = str(day).startswith("="), str(day).removeprefix("=")
    date = (Date(value=day, low=day, high=day, basis=DateBasis.STATED) if told
            else Date(value=None, high=day, basis=DateBasis.RELATIVE))
    voice = Voice.HEADLINE if "#" in report else Voice.COMMENTER if "!" in report else Voice.REPORTER
    sourcing = (Sourcing.AUTHOR if voice is Voice.COMMENTER else Sourcing.COLLECTIVE if speaker[:1] == "~"
                else Sourcing.NAMED)
    page = report if voice in (Voice.HEADLINE, Voice.COMMENTER) else ""
    at = int(key.rpartition(".")[2], 36) * 100
    return Statement(
        evidence=(Span(page=report, start=at, end=at + 90),), origin=Origin(stage="hand", version="1", rule="hand"),
        key=key, report=report.strip("#!"), page=page, start=at, end=at + 90, source=speaker or None, speaker=(),
        sourcing=sourcing, cue=(), content=((at, at + 90),), date=date, manner=Manner(manner), voice=voice, score=1.0)


def load(half: str = "") -> tuple[list[Statement], dict[str, str], set[Pair]]:
    """Statements, their words, and the pairs that hold. Pairs that follow from two others are pairs, too."""
    stmts: list[Statement] = []
    texts: dict[str, str] = {}
    gold: set[Pair] = set()
    for number, group in enumerate(groups(half)):
        name = hashlib.sha256(group["about"].encode()).hexdigest()[:6]
        key = {one: f"{number:02} {group['about']}.{one}" for one in group["said"]}
        for one, (report, *rest, words) in group["said"].items():
            stmts.append(statement(key[one], f"{name}{report}", *rest, words))
            texts[key[one]] = words
        for some in group.get("same", ()):
            gold |= {(EchoType.SAME, a, b) for a, b in combinations(sorted(key[one] for one in some.split()), 2)}
        for kind in (EchoType.DENIES, EchoType.CONTRADICTS):
            for some in group.get(kind.value, ()):
                a, b = (key[one] for one in some.split())
                gold.add((kind, a, b) if kind is EchoType.DENIES else (kind, min(a, b), max(a, b)))
    return stmts, texts, gold


def many(count: int) -> tuple[list[Statement], dict[str, str]]:
    """So many statements: sentences of the set with a third of their words exchanged, by some speakers of few."""
    dice = random.Random(1)
    stmts, texts, _ = load()
    pool = [word for text in texts.values() for word in text.split()]
    pool += [f"name{n}" for n in range(len(pool))]
    made: list[Statement] = []
    said: dict[str, str] = {}
    speakers = [f"speaker {n}" for n in range(max(10, count // 30))]
    for n in range(count):
        base = stmts[dice.randrange(len(stmts))]
        words = [dice.choice(pool) if dice.random() < .35 else word for word in texts[base.key].split()]
        speaker = speakers[int(len(speakers) * dice.random() ** 3)]
        key = f"{n:08}.{'abcd'[n % 4]}"
        day = f"2021-{n % 12 + 1:02}-{n % 28 + 1:02}"
        made.append(statement(key, f"r{n // 10}", day, speaker, base.manner.value, ""))
        said[key] = " ".join(words)
    return made, said


def score(half: str, errors: bool) -> Iterator[str]:
    """Lines of figures."""
    stmts, texts, gold = load(half)
    found = {(one.type, one.a, one.b): one for one in compare(stmts, texts, {})}
    yield f"{half or 'both'}: {len(stmts)} statements in {len(groups(half))} groups"
    for kind in EchoType:
        mine, right = {one for one in found if one[0] is kind}, {one for one in gold if one[0] is kind}
        hits = len(mine & right)
        yield (f"  {kind.value:12} {len(right):3} pairs  precision {hits / len(mine) if mine else 0:.3f} "
               f"({hits}/{len(mine)})  recall {hits / len(right) if right else 0:.3f} ({hits}/{len(right)})")
        if errors:
            for label, some in (("wrong", mine - right), ("missed", right - mine)):
                for one in sorted(some):
                    yield f"    {label}: {one[1]}: {texts[one[1]]} | {one[2]}: {texts[one[2]]}"
                    if one in found:
                        yield f"       {found[one].score} {found[one].origin.rule} {found[one].reasons}"


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("first", "second"), default="")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    if asked.many:
        stmts, texts = many(asked.many)
        before = time.process_time()
        found = compare(stmts, texts, {})
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{asked.many} statements: {len(found)} echoes, {time.process_time() - before:.1f} s, {peak:.0f} MB peak")
        return
    for half in (asked.half,) if asked.half else ("first", "second"):
        print("\n".join(score(half, asked.errors)))


if __name__ == "__main__":
    main()
