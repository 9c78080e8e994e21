"""PolNeAR 1.0 (brat standoff) as documents: who is reported to have said, written or thought what.

Read as `score_polnear.py` of the benchmark reads it: a relation is an E line; `Content2` and discontinuous pieces
("b e;b e") are united; spans labelled Discuss or Discard are annotators' notes and stay out; relations without content
are dropped; where several annotators did a text, the alphabetically first counts. The trigger of an E line repeats the
cue, so it stands in for one that is missing (a single relation with content has no `Cue`). What the corpus holds:

    python -m training.reader.polnear ../shared/data/polnear
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from training.reader.document import Attribution, Document

Tokenise = Callable[[str], list[tuple[int, int]]]
Pieces = list[tuple[int, int]]

ROLES = ("source", "cue", "content")
ANNOTATOR = re.compile(r"_[0-9a-f]{4}\.ann$")
DATE = re.compile(r"_(\d{4}-\d\d-\d\d)_")
SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+[“\"‘'(\[]*[A-Z]|\n")


def polnear(folder: Path, part: str, tokenise: Tokenise) -> list[Document]:
    """The articles of a part ("train", "dev") of PolNeAR, each with every attribution relation that has content."""
    documents = []
    seen = set()
    for path in sorted((folder / part / "attributions").glob("*.ann"), key=str):
        key = ANNOTATOR.sub("", path.name)
        if key in seen:
            continue
        seen.add(key)
        text = (folder / part / "text" / f"{key}.txt").read_text(encoding="utf-8")
        words = tokenise(text)
        date = DATE.search(key)
        documents.append(Document(
            key=key, corpus="polnear", text=text, words=words, genre="news", created=date[1] if date else None,
            attributions=[_attribution(words, relation) for relation in relations(path.read_text(encoding="utf-8"))],
        ))
    return documents


def relations(annotation: str) -> list[dict[str, Pieces]]:
    """The relations with content of a brat file: pieces of text (code points) of source, cue and content."""
    lines = [line.split("\t") for line in annotation.split("\n")]
    spans = {fields[0]: _pieces(fields[1]) for fields in lines if fields[0][:1] == "T" and len(fields) > 1}
    found = []
    for fields in lines:
        if fields[0][:1] != "E" or len(fields) < 2:
            continue
        arguments = [argument.split(":") for argument in fields[1].split() if ":" in argument]
        trigger, relation = arguments[0][1], {role: [] for role in ROLES}
        for role, span in arguments[1:]:
            relation.get(role.rstrip("0123456789").lower(), []).extend(spans.get(span, []))
        relation["cue"] = relation["cue"] or spans.get(trigger, [])
        if relation["content"] and relation["cue"]:
            found.append(relation)
    return found


def overlapping(words: list[tuple[int, int]], pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The words that share a character with one of the pieces of text."""
    return frozenset(i for start, end in pieces
                     for i, (first, last) in enumerate(words) if first < end and start < last)


def statistics(documents: list[Document]) -> dict[str, object]:
    """What a model of attribution has to reckon with, in words of the tokeniser; sentences by their punctuation."""
    count: Counter[str] = Counter()
    lengths, far, near, cues, sources, source_gap, sentences = [], [], [], [], [], [], Counter[int]()
    for doc in documents:
        relations = doc.attributions or []
        taken: Counter[int] = Counter()
        for i, one in enumerate(relations):
            count["attributions"] += 1
            count["without source"] += not one.source
            count["without a cue's word"] += not one.cue
            for role in ROLES:
                count[f"discontinuous {role}"] += _gaps(doc, getattr(one, role))
            count["content nested in another's content"] += any(
                one.content < other.content for j, other in enumerate(relations) if j != i)
            count["same content as another"] += any(one.content == other.content for other in relations[:i])
            count["content that overlaps another's, neither inside the other"] += any(
                one.content & other.content and not one.content <= other.content and not other.content <= one.content
                for other in relations[:i])
            count["source inside own content's extent"] += bool(
                one.source and min(one.content) < min(one.source) < max(one.content))
            count["cue inside own content's extent"] += bool(
                one.cue and min(one.content) < min(one.cue) < max(one.content))
            count["cue or source shares words with content"] += bool((one.cue | one.source) & one.content)
            count["cue and source share words"] += bool(one.cue & one.source)
            lengths.append(len(one.content))
            cues.append(len(one.cue))
            taken.update(one.content)
            if one.source:
                sources.append(len(one.source))
            if one.cue:
                far.append(max(max(one.content) - min(one.cue), max(one.cue) - min(one.content)))
                near.append(min(abs(a - b) for a in one.content for b in one.cue))
                count["cue before content"] += min(one.cue) < min(one.content)
            if one.cue and one.source:
                source_gap.append(max(max(one.source) - min(one.cue), max(one.cue) - min(one.source)))
                count["source before cue"] += min(one.source) < min(one.cue)
            start, end = doc.words[min(one.content)][0], doc.words[max(one.content)][1]
            sentences[1 + len(SENTENCE_END.findall(doc.text[start:end]))] += 1
        count["words in some content"] += len(taken)
        count["words in two or more contents"] += sum(n > 1 for n in taken.values())
        count["words"] += len(doc.words)
    count["contents over several sentences"] = sum(n for size, n in sentences.items() if size > 1)
    return {
        "documents": len(documents), **count,
        "sentences per content": dict(sorted(sentences.items())),
        "length of content, words": _percentiles(lengths),
        "length of cue, words": _percentiles(cues),
        "length of source, words": _percentiles(sources),
        "cue to the far end of its content, words": _percentiles(far),
        "cue to the nearest word of its content, words": _percentiles(near),
        "cue to the far end of its source, words": _percentiles(source_gap),
        "words per document": _percentiles([len(doc.words) for doc in documents]),
    }


def _attribution(words: list[tuple[int, int]], relation: dict[str, Pieces]) -> Attribution:
    return Attribution(*(overlapping(words, relation[role]) for role in ROLES))


def _pieces(field: str) -> Pieces:
    """The pieces of a brat span, "Content 115 290;300 310"."""
    _, _, rest = field.partition(" ")
    return [(int(start), int(end)) for start, end in re.findall(r"(\d+) (\d+)", rest)]


def _gaps(doc: Document, chosen: frozenset[int]) -> bool:
    """Whether words are left out between the first and the last; a blank that a tokeniser takes for a word is none."""
    return any(i not in chosen and not doc.text[slice(*doc.words[i])].isspace()
               for i in range(min(chosen, default=0), max(chosen, default=0)))


def _percentiles(values: list[int]) -> str:
    ordered = sorted(values)
    points = (5, 25, 50, 75, 90, 95, 98, 99, 100)
    return "  ".join(f"{p} %: {ordered[min(len(ordered) - 1, len(ordered) * p // 100)]}" for p in points)


def main(folder: Path) -> None:
    from standoff.language.words import tokenise

    for part in ("train", "dev"):
        documents = polnear(folder, part, tokenise)
        print(f"PolNeAR {part}")
        for name, value in statistics(documents).items():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
