#!/usr/bin/env python3
"""Score titles, author sets and dates on WCXB pages (`../shared/data/wcxb`): exact agreement with gold, "none" too.

usage: metadata.py [--part dev|test|all] [--errors title|author|date] [--rivals]

Titles agree when equal after folding case, white space, quotes and dashes; author sets when the same names (degrees and
roles set aside) are there in any order; dates when the day is the same. A page whose gold has no author or date is
right only when we give none. Rules were developed on 260 pages ("dev", drawn by a fixed seed); "test" is the other 60.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import random
import re
import time

from standoff.model import FieldName
from standoff.pages import items, markup, render

DATA = pathlib.Path("../shared/data/wcxb")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "…": "..."})


def folded(text):
    return " ".join((text or "").translate(_SAME).casefold().split())


def names(text):
    parts = re.split(r",| and | & |;", text or "")
    credentials = re.compile(r"^(?:[A-Z]{2,5}|Ph\.?D\.?|M\.D\.)$")
    return {folded(part) for part in parts if part.strip() and not credentials.match(part.strip())}


def ours(source, url):
    rendered = render.render(source)
    found, published = markup.fields(rendered, key="p", url=url, items=items.items(rendered, key="p"))
    of = {name: [f.value for f in found if f.name is name] for name in FieldName}
    return (of[FieldName.TITLE] or [""])[0], of[FieldName.AUTHOR], (published.value or "")[:10]


def by_trafilatura(source, url):
    import trafilatura
    meta = trafilatura.extract_metadata(source, default_url=url)
    return meta.title, [meta.author or ""], meta.date or ""


def right(gold, title, authors, date):
    return {"title": folded(title) == folded(gold["title"]),
            "author": names(", ".join(authors)) == names(gold["author"]),
            "date": (date or None) == gold["publish_date"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test", "all"], default="test")
    parser.add_argument("--errors", choices=["title", "author", "date"])
    parser.add_argument("--rivals", action="store_true", help="trafilatura's metadata too")
    arguments = parser.parse_args()
    if not DATA.exists():
        raise SystemExit(f"{DATA} is not here; this benchmark needs the shared data.")
    gold = json.loads((DATA / "ground-truth.json").read_text("utf-8"))
    keys = sorted(gold)
    random.Random(20261121).shuffle(keys)
    part = {"dev": keys[:260], "test": keys[260:], "all": keys}[arguments.part]
    for name, method in [("standoff", ours), *([("trafilatura", by_trafilatura)] if arguments.rivals else [])]:
        rows, seconds = {}, 0.0
        for key in sorted(part):
            source = gzip.decompress((DATA / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
            start = time.perf_counter()
            answer = method(source, gold[key]["url"])
            seconds += time.perf_counter() - start
            rows[key] = right(gold[key], *answer)
            if arguments.errors and name == "standoff" and not rows[key][arguments.errors]:
                field = {"date": "publish_date"}.get(arguments.errors, arguments.errors)
                got = answer[["title", "author", "date"].index(arguments.errors)]
                print(f"{key} {gold[key]['kind']:8} gold {gold[key][field]!r} · ours {got!r}")
        for kind in ("article", "forum", "all"):
            chosen = [rows[key] for key in rows if kind in ("all", gold[key]["kind"])]
            print(f"{name:12} {kind:8} {len(chosen):4} pages  " + "  ".join(
                f"{field} {sum(row[field] for row in chosen) / len(chosen):.3f}"
                for field in ("title", "author", "date")))
        print(f"{name:12} {len(part) / seconds:.1f} pages/s, {arguments.part} part")


if __name__ == "__main__":
    main()
