# ruff: noqa: E501   (a page's template reads best unbroken)
"""How well flattened pages are cut: articles of a gold set, dressed as dumps of eight shapes, with known truth.

usage: python benchmarks/flat.py [--data ../shared/data] [--bench ../shared/bench] [--seed 1] [--worst N]

The bodies are the sets' own; the dress (chrome, credits, comments, lists, footers) is written here, its comments and teasers are
sentences of other articles. Prints body F1 (4-word shingles, score_extraction.py), and the share of pages on which every
comment, every teaser and the headline are exactly right, by shape.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from standoff.model import ARTICLE_ROLES, FieldName, Role
from standoff.pages.flat import segment_flat

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
NAMES = (
    "Ana Horn",
    "k.mwangi",
    "Tomas B.",
    "old_mill",
    "Lena Okoro",
    "harbour cat",
    "Jörg B",
    "Samira",
    "FieldMouse",
    "R. de Vries",
    "Степан",
    "هدى",
)
OUTLETS = ("Valley Wire", "The Pass Herald", "Radio Delta", "Northern Courier", "Marine Watch")


class Dress:
    """Random pieces of a page around an article."""

    def __init__(self, rng: random.Random, sentences: list[str]) -> None:
        self.rng, self.sentences = rng, sentences

    def sentence(self) -> str:
        return self.rng.choice(self.sentences)

    def comment(self) -> str:
        paragraphs = [
            " ".join(self.sentence() for _ in range(self.rng.randint(1, 4)))
            for _ in range(self.rng.choice((1, 1, 2, 4)))
        ]
        if len(paragraphs) > 2 and self.rng.random() < 0.5:
            paragraphs = [f"{i + 1}- {p}" for i, p in enumerate(paragraphs)]
        return "\n\n".join(paragraphs)

    def stamp(self) -> str:
        r = self.rng
        day, month, hour, minute = r.randint(1, 28), r.randint(1, 12), r.randint(0, 23), r.randint(0, 59)
        return r.choice(
            (
                f"{day}th {MONTHS[month - 1]} 2017 at {hour:02}:{minute:02}",
                f"{MONTHS[month - 1]} {day}, 2017 at {hour % 12 + 1}:{minute:02} pm",
                f"{day:02}.{month:02}.2017 {hour:02}:{minute:02}",
            )
        )

    def headline(self) -> str:
        words = self.sentence().split()
        return (
            " ".join(words[: self.rng.randint(4, 11)]).strip(" ,.;:!?…\"“”'‘’()—–-") or "News of the day from the pass"
        )


def dressed(title: str, body: list[str], d: Dress) -> Iterator[tuple[str, str, int, int]]:
    """(shape, page, comments, teasers) for every shape."""
    r, text = d.rng, "\n\n".join(body)
    names = [r.choice(NAMES) for _ in range(r.randint(1, 4))]
    count = len(names)
    numbered = "\n\n".join(f"  {i + 1}. {n} {d.stamp()} #\n\n    {d.comment()}" for i, n in enumerate(names))
    head = "One Response" if count == 1 else f"{count} Responses"
    yield (
        "comments numbered",
        f"{title}\n\nBy Ana Horn for The Pass. Any opinions expressed are those of the author, and do not necessarily "
        f"reflect the views of Valley Weekly.\n\n{text}\n\n{head} to {title}\n\n{numbered}\n",
        count,
        0,
    )
    said = "\n\n".join(f"{n} says:\n{d.stamp()}\n{d.comment()}\nReply" for n in names)
    yield (
        "comments says",
        f"{title}\nPosted on March 3, 2017 by admin\n\n{text}\n\n{count} thoughts on “{title}”\n\n{said}\n\nLeave a Reply\n"
        "Your email address will not be published. Required fields are marked *\n",
        count,
        0,
    )
    stacked = "\n".join(
        f"{n}\n{r.randint(2, 9)} {r.choice(('years', 'days', 'months'))} ago\n{d.sentence()}\nReply • Share"
        for n in names
    )
    related = "\n".join(d.headline() for _ in range(4))
    yield (
        "comments stacked",
        f"Home | World | Valley | Opinion | About us\n{title}\nPetra Lindqvist\n12 August 2022\n{text}\n\nRelated articles\n{related}\n\n"
        f"Comments ({count})\nSort by best\n{stacked}\n© 2022 Northern Courier. All rights reserved.\n",
        count,
        4,
    )
    label = "Middle Pass"
    items = "\n".join(
        f"  {i + 1}. {d.headline()} - {label}\n    03.{r.randint(10, 28)} / {r.randint(10, 23)}:{r.randint(10, 59)}\n    "
        f"{d.sentence().rstrip('.!?')}…"
        for i in range(12)
    )
    yield (
        "aggregator",
        f"{title}\n\n{title}\n  1. {title}\n    {d.sentence().rstrip('.')}…\n    {label}\n\n{text}\n\n{items}\n",
        0,
        12,
    )
    yield (
        "feed mirror",
        f"Quantcast\nChannel: Valley – The Pass Herald\nViewing all articles\nBrowse latest Browse all 60\n\n{title}\n\n$\n0\n0\n\n"
        f"{text}\n\nViewing all articles\nBrowse latest Browse all 60\n\nTrending Articles\n",
        0,
        0,
    )
    glue = re.sub(r"[’'?]", "", title)
    yield "glued title", f"{title}\n\n{title}\n\n1-3-2024\n\n{glue}" + "\n".join(body) + "\n\nvalleypaper.org", 0, 0
    wrapped = "\n\n".join(textwrap.fill(p, 72) for p in body)
    yield "hard-wrapped", f"{textwrap.fill(title, 72)}\n\nBy Jonas Hale\n\nMILLTOWN (AP) -- {wrapped}\n", 0, 0
    outlets = "\n".join(f"{d.headline()} - {r.choice(OUTLETS)}" for _ in range(5))
    clocked = "\n".join(f"{23 - i}:{r.randint(10, 59)} {d.headline()}" for i in range(5))
    yield (
        "lists unnumbered",
        f"{title} | Northern Courier\n3 March 2017\nShare this\nFacebook\nTwitter\n\n{text}\n\nTags: valley, pass\n\n{outlets}\n\n"
        f"Latest news\n{clocked}\n\nSubscribe to our newsletter\nAbout us\nContact\nPrivacy policy\n",
        0,
        10,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    from score_extraction import score  # type: ignore[import-not-found]

    articles = []
    for row in json.loads((options.data / "wcxb/ground-truth.json").read_text("utf-8")).values():
        body = [" ".join(p.split()) for p in row["articleBody"].split("\n") if p.strip()]
        title = " ".join((row.get("title") or "").split())
        if row["kind"] == "article" and len(title.split()) >= 4 and sum(len(p.split()) for p in body) >= 120:
            body = [p for p in body if p != title]
            articles.append((title, body))
    sentences = [
        s for _, body in articles for p in body for s in re.split(r"(?<=[.!?])\s+", p) if 8 <= len(s.split()) <= 30
    ]
    rng = random.Random(options.seed)
    gold: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    pred: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    right: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    pages: dict[str, str] = {}
    spent = words = 0.0
    for number, (title, body) in enumerate(articles):
        for shape, page, comments, teasers in dressed(title, body, Dress(rng, sentences)):
            key = f"{shape} {number}"
            start = time.process_time()
            cut = segment_flat(page, key="p")
            spent += time.process_time() - start
            words += len(page.split())
            kept = "\n".join(
                page[s.start : s.end] for s in cut.segments if s.role in ARTICLE_ROLES and s.rule != "flat:abstract"
            )
            gold[shape][key], pred[shape][key], pages[key] = (
                {"articleBody": "\n".join(body)},
                {"articleBody": kept},
                page,
            )
            roles = [s.role for s in cut.segments]
            named = {f.value for f in cut.fields if f.name is FieldName.TITLE}
            right[shape].append(
                (roles.count(Role.COMMENT) == comments, roles.count(Role.TEASER) == teasers, title in named)
            )
    print(
        f"{'shape':20} {'pages':>5} {'F1':>6} {'prec':>6} {'recall':>6} {'comments':>9} {'teasers':>8} {'headline':>9}"
    )
    for shape in gold:
        s = score(gold[shape], pred[shape])
        shares = [sum(column) / len(column) for column in zip(*right[shape], strict=True)]
        print(
            f"{shape:20} {s['pages']:5} {s['f1']:6.4f} {s['precision']:6.4f} {s['recall']:6.4f} {shares[0]:9.3f} {shares[1]:8.3f} {shares[2]:9.3f}"
        )
        for key in sorted(s["per_page"], key=s["per_page"].get)[: options.worst]:
            print(f"    {s['per_page'][key]:.3f} {key}")
    everything = score(
        {k: v for part in gold.values() for k, v in part.items()},
        {k: v for part in pred.values() for k, v in part.items()},
    )
    print(
        f"{'all':20} {everything['pages']:5} {everything['f1']:6.4f} {everything['precision']:6.4f} {everything['recall']:6.4f}"
        f"   {everything['pages'] / spent:.0f} pages/s, {words / spent / 1000:.0f} thousand words/s of one core"
    )


if __name__ == "__main__":
    main()
