"""Echoes of statements: pair precision and recall on an invented set, and speed on many statements.

usage: echoes.py [--half first|second] [--errors] [--many N]

The set is `echoes.yaml` beside this file: its first part was looked at while the rules were tuned, its second was not.
All groups are compared at once, so that a pair across groups counts as wrong. `--errors` lists wrong and missed pairs
(not to be used on the second half by who tunes). `--many` makes N statements of made-up words and tells seconds and
peak memory.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Iterator
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any

import yaml

from standoff.model import Date, DateBasis, EchoType, Manner, Origin, Sourcing, Span, Statement, Voice
from standoff.statements.echoes import compare

SET = Path(__file__).with_suffix(".yaml")
Pair = tuple[EchoType, str, str]


def groups(half: str = "") -> list[dict[str, Any]]:
    """The groups of a half, or all."""
    first, second = yaml.safe_load_all(SET.read_text("utf-8"))
    return [*(first if half != "second" else ()), *(second if half != "first" else ())]


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
    """So many statements, ten to a report: what somebody says is told four times with a quarter of its words exchanged,
    one in twenty is a denial by another. Words and speakers are as unevenly frequent as in texts (Zipf)."""
    dice = random.Random(1)
    words = ["w" + "".join(chr(97 + n // 26**place % 26) for place in range(4)) + "o" for n in range(30_000)]
    odds = list(accumulate(1 / (n + 10) for n in range(len(words))))
    speakers = [f"speaker {n}" for n in range(max(10, count // 20))]
    weight = list(accumulate(1 / (n + 10) for n in range(len(speakers))))
    made: list[Statement] = []
    said: dict[str, str] = {}
    base: list[str] = []
    speaker = ""
    for n in range(count):
        if n % 4 == 0:
            base = dice.choices(words, cum_weights=odds, k=dice.randint(6, 25))
            speaker = dice.choices(speakers, cum_weights=weight)[0]
        told = [dice.choices(words, cum_weights=odds)[0] if dice.random() < .25 else word for word in base]
        denied = dice.random() < .05
        key = f"{n:08}.{'abcd'[n % 4]}"
        made.append(statement(key, f"r{(n * 7919) % count // 10}", f"2021-{n // 4 % 12 + 1:02}-{n // 4 % 28 + 1:02}",
                              dice.choice(speakers) if denied else speaker, "denied" if denied else "said", ""))
        said[key] = " ".join(told)
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
