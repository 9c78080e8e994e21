"""The layers of an analysed Doc, and what the record keeps of them.

A Doc is spaCy's own; what spaCy has a place for stands there (tags, features, lemmas, tree, sentences, names), the rest
in extensions: ``doc._.nominals``, ``doc._.attributions``, ``doc._.times``, ``doc._.arcs``, ``doc._.clauses``,
``doc._.triggers``, ``doc._.tongues``, ``doc._.lacks``. A layer that is None was not read; an empty one was read and has
nothing. Offsets are code points of ``doc.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy import blank
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from standoff.model import Analysis, Kind, Origin, Report, Tongue

Ints = NDArray[np.int64]

LAYERS = ("nominals", "attributions", "times", "arcs", "clauses", "triggers", "tongues", "lacks")
"""Extensions of Doc. `lacks`: those of TASKS that the reader does not have."""

TASKS = ("sentences", "tags", "features", "lemmas", "tree", "nominals", "coreference", "attribution", "times",
         "ties", "factuality", "events")

ENTITIES = {
    Kind.PERSON: "PERSON", Kind.ORGANISATION: "ORG", Kind.GROUP: "NORP", Kind.PLACE: "GPE", Kind.FACILITY: "FAC",
    Kind.WEAPON: "PRODUCT", Kind.TIME: "DATE", Kind.QUANTITY: "QUANTITY", Kind.MONEY: "MONEY", Kind.OTHER: "MISC",
}
"""Labels of ``doc.ents``: those of OntoNotes, which spaCy's own English pipelines use, and MISC."""

_BLANKS = str.maketrans("\t\n", "  ")
"""What would break a line of `written`."""

_COLUMNS: list[int | str] = ["POS", "MORPH", "LEMMA", "DEP", "HEAD"]


def register() -> None:
    """Give Doc its extensions. Doing so twice changes nothing."""
    for name in LAYERS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register()


def words(doc: Doc) -> Ints:
    """The tokens of a Doc that are words, not white space: word n of the text is token ``words(doc)[n]``."""
    return np.flatnonzero(doc.to_array("IS_SPACE") == 0)


def fill(doc: Doc, upos: Sequence[str], feats: Sequence[str], lemmas: Sequence[str], heads: Ints,
         deprels: Sequence[str]) -> Doc:
    """Write tags, features ("Number=Sing|Person=3", "" for none), lemmas and the tree into a Doc, and return it.

    One value per word. `heads`: number of each word's head, a root's its own; sentences follow from the tree. White
    space hangs below the word before it (the first word, at the beginning), as in spaCy's own pipelines.
    """
    at = words(doc)
    if not len(at):
        return doc
    strings = doc.vocab.strings
    count = len(doc)
    own = np.arange(count)
    below = at[np.maximum(np.searchsorted(at, own, side="right") - 1, 0)]
    below[at] = at[np.asarray(heads)]
    table = np.empty((count, len(_COLUMNS)), np.uint64)
    morphs = {features: doc.vocab.morphology.add(features) for features in {"", *feats}}
    table[:] = [strings.add("SPACE"), morphs[""], 0, strings.add("dep"), 0]
    table[at, 0] = [strings[tag] for tag in upos]
    table[at, 1] = [morphs[features] for features in feats]
    table[at, 2] = [strings.add(lemma) for lemma in lemmas]
    table[at, 3] = [strings.add("ROOT" if rel == "root" else rel) for rel in deprels]
    table[:, 4] = (below - own).view(np.uint64)
    return doc.from_array(_COLUMNS, cast(Any, table))     # spaCy's stubs know no uint64


def features(values: Mapping[str, Ints], names: Mapping[str, Sequence[str]]) -> list[str]:
    """Feature strings of words ("Number=Sing|Person=3") from the number of each attribute's value; value 0 is "".

    `names`: the values of each attribute, in order. Each combination is spelled once.
    """
    key = np.zeros(len(next(iter(values.values()))), np.int64)
    for attribute, chosen in values.items():
        key = key * len(names[attribute]) + chosen
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    spelled = ["|".join(f"{attribute}={names[attribute][values[attribute][at]]}" for attribute in sorted(values)
                        if values[attribute][at]) for at in first.tolist()]
    return [spelled[at] for at in which.tolist()]


def name(doc: Doc, names: Sequence[tuple[int, int, Kind]]) -> None:
    """Set ``doc.ents`` from names: (start, end, kind) in words, none inside another."""
    at = words(doc).tolist()
    doc.set_ents([Span(doc, at[start], at[end - 1] + 1, label=ENTITIES[kind]) for start, end, kind in names])


def mark(doc: Doc) -> None:
    """Set ``doc.spans["nominals"]`` from ``doc._.nominals``, so that spaCy's own tools show them; labels are kinds."""
    spans = [doc.char_span(one.start, one.end, label=one.kind.value, alignment_mode="expand")
             for one in doc._.nominals or ()]
    doc.spans["nominals"] = [span for span in spans if span is not None]


def lacks(doc: Doc) -> tuple[str, ...]:
    """What was not read of a Doc: what it says itself, and every layer that is None."""
    absent = {"nominals": ("nominals", "coreference"), "attributions": ("attribution",), "times": ("times",),
              "arcs": ("ties",), "clauses": ("factuality",), "triggers": ("events",)}
    told = {task for layer, tasks in absent.items() if getattr(doc._, layer) is None for task in tasks}
    told.update(doc._.lacks or ())
    return tuple(task for task in TASKS if task in told)


def summary(doc: Doc, report: Report, reader: str, origin: Origin) -> Analysis:
    """What the record keeps of an analysed Doc. Raises ValueError when the Doc is not of the report's text."""
    if doc.text != report.text:
        raise ValueError(f"this Doc is not of report {report.key}: it begins with {doc.text[:40]!r}, "
                         f"the report with {report.text[:40]!r}")
    return Analysis(
        report=report.key,
        reader=reader,
        tongues=tuple(doc._.tongues or ()),
        sentences=sentences(doc),
        nominals=tuple(doc._.nominals or ()),
        attributions=tuple(doc._.attributions or ()),
        times=tuple(doc._.times or ()),
        words=written(doc),
        arcs=tuple(doc._.arcs or ()),
        clauses=tuple(doc._.clauses or ()),
        triggers=tuple(doc._.triggers or ()),
        lacks=lacks(doc),
        origin=origin,
    )


def written(doc: Doc) -> str:
    """The words of a Doc, a line each, between tabs: start, end, lemma, UPOS, features, relation, number of its head (a
    root's its own). `restore` reads it again.
    """
    at = words(doc).tolist()
    number = {token: n for n, token in enumerate(at)}
    found = (doc[n] for n in at)
    return "\n".join("\t".join((str(word.idx), str(word.idx + len(word)), word.lemma_.translate(_BLANKS), word.pos_,
                                str(word.morph), word.dep_, str(number.get(word.head.i, number[word.i]))))
                     for word in found)


def restore(report: Report, analysis: Analysis) -> Doc:
    """The Doc that an analysis was made of, with words, tags, tree, sentences and all layers, but no ``doc.ents``.

    What the reader lacked is absent again. Raises ValueError when the analysis is not of this report's text.
    """
    rows = [line.split("\t") for line in analysis.words.split("\n") if line]
    offsets = [(int(row[0]), int(row[1])) for row in rows]
    if analysis.report != report.key or (offsets and offsets[-1][1] > len(report.text)):
        raise ValueError(f"the analysis of {analysis.report} is not of the text of {report.key}")
    doc = _cut(report.text, offsets)
    upos, feats, lemmas, relations = ([row[at] for row in rows] for at in (3, 4, 2, 5))
    if "tree" not in analysis.lacks:
        fill(doc, upos, feats, lemmas, np.array([int(row[6]) for row in rows], np.int64), relations)
    else:
        starts = {start for start, _ in analysis.sentences}
        for at, n in enumerate(words(doc).tolist()):
            doc[n].pos_, doc[n].lemma_ = upos[at], lemmas[at]
            doc[n].set_morph(feats[at])
        for token in doc if starts else ():
            token.is_sent_start = token.idx in starts
    for name in LAYERS:
        doc._.set(name, getattr(analysis, name))
    return doc


def _cut(text: str, offsets: Sequence[tuple[int, int]]) -> Doc:
    """A Doc of a text whose words are given."""
    forms: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in (*offsets, (len(text), len(text))):
        gap = text[at:start]
        if gap.startswith(" ") and forms:
            spaces[-1], gap = True, gap[1:]
        if gap:
            forms.append(gap)
            spaces.append(False)
        if start < end:
            forms.append(text[start:end])
            spaces.append(False)
        at = end
    return Doc(_vocabulary(), words=forms, spaces=spaces)


@cache
def _vocabulary() -> Vocab:
    """That of spaCy's blank English."""
    return blank("en").vocab


def sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The sentences that were read, without white space at their ends; none when the Doc has no sentences."""
    if not doc.has_annotation("SENT_START"):
        return ()
    found = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            found.append((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
    read = known([start for start, _ in found], doc._.tongues)
    return tuple(one for one, kept in zip(found, read, strict=True) if kept)


def known(places: Sequence[int], tongues: Sequence[Tongue] | None) -> list[bool]:
    """Whether each place of a text lies in a language that is read; where nothing tells, it does.

    `tongues`: in order, none over another, as `standoff.language.tongues` gives them.
    """
    unread = [one for one in tongues or () if not one.read]
    if not unread:
        return [True] * len(places)
    starts = [one.start for one in unread]
    return [not (at := bisect_right(starts, place)) or place >= unread[at - 1].end for place in places]
