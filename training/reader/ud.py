"""Documents from the Universal Dependencies corpora: English-EWT, GUM, and the names that Universal NER adds to EWT.

- EWT (`ud_ewt/`): weblogs, newsgroups, e-mail, reviews, questions; words, sentences, trees. CC BY-SA 4.0.
- UNER (`uner_ewt/`): names of persons, organisations and places on EWT dev. CC BY-SA 4.0.
- GUM 11 (`gum/`): academic, bio, court, interview, news, voyage; words, sentences, trees, entities, coreference, dates,
  discourse. Annotations CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0 or public domain (court).

Sources of the rules: https://universaldependencies.org/format.html (CoNLL-U),
https://wiki.gucorpling.org/gum/ (entities, `XML=` dates, `Discourse=` relations as discourse dependencies).
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.reader import gum_kinds
from training.reader.document import Attribution, Document, Mention, Time

UNER_KINDS: dict[str, frozenset[str]] = {
    "PER": frozenset({"person"}),
    "ORG": frozenset({"organisation", "group"}),
    "LOC": frozenset({"place", "facility"}),
}

_NOT_NOMINAL = frozenset({"ADP", "AUX", "CCONJ", "INTJ", "PART", "PUNCT", "SCONJ"})
CUE_SIGNALS = ("lex-indwd", "lex-indph", "dm-according to")
"""Kinds of discourse signals of an attribution that name its cue."""

CLAUSES = ("ccomp", "parataxis", "acl", "csubj")
"""Relations by which said words hang on the word that says them."""

ENOUGH = 3
"""Attributions that a GUM document must have to teach attribution: fewer tell nothing of a text's kind."""

_BRACKET = re.compile(r"\([^()]+\)|\([^()]+|[^()]+\)")
_DATE_TAG = re.compile(r"<(/?)date\b([^>]*)>")
_TAG_VALUE = re.compile(r'(\w+):::"([^"]*)"')
_RELATION = re.compile(r"([\w-]+):(\d+)->(\d+):(\d+)(?::(.*))?")


@dataclass
class _Word:
    """One syntactic word of a CoNLL-U sentence; `head` is an index in the document."""

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    misc: dict[str, str]


@dataclass
class _Raw:
    """A document as the file has it: comments, words, and the layers of words."""

    key: str
    comments: dict[str, str] = field(default_factory=dict)
    words: list[_Word] = field(default_factory=list)
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Relation:
    """`unit` stands in relation `name` to `target`; of two relations to one target the one of less depth came first."""

    name: str
    unit: int
    target: int
    depth: int
    signals: str


def ewt(folder: Path, part: str) -> list[Document]:
    """Documents of English-EWT; `part` is "train" or "dev"."""
    return [_document(raw, "ewt", raw.key.split("-")[0]) for raw in _read(folder / f"{part}.conllu.gz")]


def gum(folder: Path, part: str) -> list[Document]:
    """Documents of GUM with entities, coreference, dates and, where discourse tells them, attributions."""
    documents = []
    for raw in _read(folder / f"{part}.conllu.gz"):
        document = _document(raw, "gum", raw.comments.get("meta::genre", ""))
        document.created = raw.comments.get("meta::dateCreated") or None
        document.notes["title"] = raw.comments.get("meta::title", "")
        document.mentions = _entities(raw)
        document.times = _dates(raw)
        document.attributions = _attributions(raw)
        documents.append(document)
    return documents


def uner(folder: Path, documents: list[Document]) -> None:
    """Adds UNER's names to the EWT dev documents that have them.

    The words of names are `mentioned`, and so are the words that by their tag head no nominal. Of all others UNER
    tells that they are no name, but not whether they head a nominal: nothing is taught about them.
    """
    names = _names(folder / "dev.iob2.gz")
    for document in documents:
        assert document.sentences is not None and document.upos is not None and document.heads is not None
        labels: list[str] = []
        for number, first in enumerate(document.sentences):
            end = document.sentences[number + 1] if number + 1 < len(document.sentences) else len(document.words)
            found = names.get(document.notes[f"sentence {number}"], [])
            labels += found if len(found) == end - first else ["?"] * (end - first)
        document.mentions = []
        document.mentioned = [label != "?" and upos in _NOT_NOMINAL
                              for label, upos in zip(labels, document.upos, strict=True)]
        for start, end, kind in _stretches(labels):
            head = _head(document.heads, start, end)
            document.mentions.append(Mention(start, end, head, UNER_KINDS[kind], name=True))
            document.mentioned[start:end] = [True] * (end - start)


# — CoNLL-U —


def _read(path: Path) -> Iterator[_Raw]:
    """The documents of a CoNLL-U file, with the text that their tokens make."""
    raw: _Raw | None = None
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                name, _, value = line[1:].partition("=")
                comments[name.strip()] = value.strip()
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                if raw is None or "newdoc id" in comments or "newdoc" in comments:
                    if raw is not None:
                        yield raw
                    raw = _Raw(comments.get("newdoc id", ""), comments)
                _add_sentence(raw, comments, rows)
                comments, rows = {}, []
    if raw is not None:
        yield raw


def _add_sentence(raw: _Raw, comments: dict[str, str], rows: list[list[str]]) -> None:
    """Appends one sentence: its text after a space or, where a paragraph begins, a blank line."""
    first = len(raw.words)
    if first:
        paragraph = any(name.startswith("newpar") for name in comments)
        raw.text = raw.text.rstrip(" ") + "\n\n" if paragraph else raw.text
    raw.comments[f"sentence {len(raw.sentences)}"] = comments.get("sent_id", "")
    raw.sentences.append(first)
    words = {row[0]: row for row in rows if row[0].isdecimal()}
    number = 1
    for row in rows:
        if "." in row[0] or (row[0].isdecimal() and int(row[0]) < number):
            continue
        low, _, high = row[0].partition("-")
        parts = [words[str(n)] for n in range(int(low), int(high or low) + 1)]
        for part, (start, end) in zip(parts, _split(row[1], [part[1] for part in parts]), strict=True):
            raw.spans.append((len(raw.text) + start, len(raw.text) + end))
            raw.words.append(_word(part, first))
        raw.text += row[1] + ("" if _pairs(row[9]).get("SpaceAfter") == "No" else " ")
        number = int(high or low) + 1


def _word(row: list[str], first: int) -> _Word:
    head = int(row[6])
    return _Word(form=row[1], lemma=row[2], upos=row[3], feats=_pairs(row[5]), deprel=row[7], misc=_pairs(row[9]),
                 head=first + (head or int(row[0])) - 1)


def _pairs(column: str) -> dict[str, str]:
    """`Name=Value|…` as a dictionary."""
    return {} if column == "_" else dict(pair.partition("=")[::2] for pair in column.split("|"))


def _split(form: str, parts: list[str]) -> list[tuple[int, int]]:
    """Where the words of a multiword token stand in its form: in turn where they spell it, else in proportion.

    Never empty, as long as the form has a character for every word: those that do not spell it share what is left.
    """
    spans, at = [], 0
    for number, part in enumerate(parts):
        left = len(parts) - number - 1                      # words that still need a character
        if not left:
            end = len(form)
        elif form.casefold().startswith(part.casefold(), at):
            end = at + len(part)
        else:                                               # up to the longest ending that the next words spell
            rest = "".join(parts[number + 1:])
            end = next((len(form) - n for n in range(len(rest), 0, -1)
                        if form.casefold().endswith(rest.casefold()[-n:]) and len(form) - n > at), at + len(part))
        end = max(at + 1, min(end, len(form) - left))
        spans.append((at, end))
        at = end
    return spans


def _document(raw: _Raw, corpus: str, genre: str) -> Document:
    return Document(
        key=raw.key, corpus=corpus, text=raw.text.rstrip(" "), words=raw.spans, genre=genre, sentences=raw.sentences,
        upos=[word.upos for word in raw.words], feats=[word.feats for word in raw.words],
        lemmas=[word.lemma for word in raw.words], heads=[word.head for word in raw.words],
        deprels=[word.deprel for word in raw.words],
        notes={name: value for name, value in raw.comments.items() if name.startswith("sentence ")})


# — names and entities —


def _names(path: Path) -> dict[str, list[str]]:
    """IOB labels by sentence id."""
    names: dict[str, list[str]] = defaultdict(list)
    sentence = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id"):
                sentence = line.partition("=")[2].strip()
            elif line.strip() and not line.startswith("#"):
                names[sentence].append(line.split("\t")[2])
    return names


def _stretches(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of the names that IOB labels tell."""
    start = None
    for at, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, at, labels[start][2:]
            start = None
        if label.startswith("B-") or (label.startswith("I-") and start is None):
            start = at


def _head(heads: list[int], start: int, end: int) -> int:
    """The first word of a span that hangs on a word outside it, or is a root."""
    return next((at for at in range(start, end) if not start <= heads[at] < end or heads[at] == at), start)


def _entities(raw: _Raw) -> list[Mention]:
    """The mentions that `Entity=` opens and closes, in order of start, the longer first."""
    heads = [word.head for word in raw.words]
    below = _children(raw)
    mentions = []
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, word in enumerate(raw.words):
        for piece in _BRACKET.findall(word.misc.get("Entity", "")):
            chain, *rest = piece.strip("()").split("-")
            if piece.startswith("("):
                opened[chain].append((at, rest[0]))
            if piece.endswith(")"):
                start, etype = opened[chain].pop()
                head = _head(heads, start, at + 1)
                top = raw.words[head]
                kinds = gum_kinds.kinds(etype, top.lemma, top.upos, top.feats.get("Number", ""),
                                        [(raw.words[child].deprel, raw.words[child].lemma) for child in below[head]])
                mentions.append(Mention(start, at + 1, head, kinds, name=top.upos == "PROPN", chain=chain))
    _settle(raw, mentions)
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _settle(raw: _Raw, mentions: list[Mention]) -> None:
    """Narrow what mentions may be by their chain: to the one kind that its nouns and names are sure of; a pronoun to
    what they may be. "We" may be more than the one who says it.
    """
    told: dict[str | None, set[frozenset[str]]] = defaultdict(set)
    for mention in mentions:
        if raw.words[mention.head].upos in ("NOUN", "PROPN"):
            told[mention.chain].add(mention.kinds)
    for mention in mentions:
        word = raw.words[mention.head]
        if word.lemma in ("we", "our", "us"):
            continue
        sure = {kinds for kinds in told[mention.chain] if len(kinds) == 1}
        if len(sure) == 1:
            mention.kinds = mention.kinds & next(iter(sure)) or mention.kinds
        elif word.upos == "PRON":
            mention.kinds = mention.kinds & frozenset().union(*told[mention.chain]) or mention.kinds


def _dates(raw: _Raw) -> list[Time]:
    """The spans of `<date …>`: "when", or "from/to" with ".." for a side that is not told."""
    times = []
    opened: list[tuple[int, str]] = []
    for at, word in enumerate(raw.words):
        for closing, attributes in _DATE_TAG.findall(word.misc.get("XML", "")):
            if not closing:
                value = dict(_TAG_VALUE.findall(attributes))
                low = value.get("from") or value.get("notBefore") or ".."
                high = value.get("to") or value.get("notAfter") or ".."
                opened.append((at, value.get("when") or f"{low}/{high}"))
            elif opened:
                start, when = opened.pop()
                times.append(Time(start, at + 1, when))
    return sorted(times, key=lambda time: (time.start, -time.end))


# — attributions —


def _attributions(raw: _Raw) -> list[Attribution] | None:
    """Who says what, from `attribution` relations of discourse; None where too few of them name a cue to be trusted.

    The relation joins the elementary unit that says who speaks to what is said: that unit's discourse subtree as far as
    it was joined before the attribution. The relation's own signals name the source (`sem-atsrc`) and the cue
    (`lex-indwd`, `lex-indph`); the tree gives the rest of the source's nominal, and the cue where no signal does.
    A speaker named above a whole interview and the credit of a picture have no cue: they are left out, and do not count
    against a document. GUM attributes clauses only, never nominals.
    """
    unit, relations = _units(raw)
    children: dict[int, list[_Relation]] = defaultdict(list)
    for relation in relations:
        children[relation.target].append(relation)
    below = _children(raw)
    found, silent = [], 0
    for relation in relations:
        if not relation.name.startswith("attribution"):
            continue
        told = _below(relation, children)
        content = {at for at in range(len(raw.words)) if unit[at] in told}
        teller = [at for at in range(len(raw.words)) if unit[at] == relation.unit]
        cue = _signalled(relation.signals, CUE_SIGNALS) or _predicate(raw, teller, content)
        source = _source(raw, _signalled(relation.signals, ("sem-atsrc",)), cue, below) - content
        cue |= {child for at in cue for child in below[at] if raw.words[child].deprel in ("compound:prt", "fixed")}
        cue = {at for at in cue - source if raw.words[at].upos not in ("AUX", "PUNCT")}
        content = _trimmed(raw, content - cue - source, keep="\"“”‘’'")
        if cue and content:
            found.append(Attribution(frozenset(_trimmed(raw, source)), frozenset(cue), frozenset(content)))
        else:
            silent += any(raw.words[at].upos == "VERB" for at in teller)
    return found if len(found) >= ENOUGH and silent <= len(found) // 4 else None


def _units(raw: _Raw) -> tuple[list[int], list[_Relation]]:
    """The elementary discourse unit of each word, and the first relation of each unit."""
    units: list[int] = []
    relations: list[_Relation] = []
    at = 0
    for word in raw.words:
        told = word.misc.get("Discourse")
        if told:
            at += 1
            match = _RELATION.match(told.split(";")[0])
            if match:
                name, here, target, depth, signals = match.groups()
                relations.append(_Relation(name, int(here), int(target), int(depth), signals or ""))
                at = int(here)
        units.append(at)
    return units, relations


def _below(attribution: _Relation, children: dict[int, list[_Relation]]) -> set[int]:
    """The units that an attribution is about: its target with what was joined to that earlier, and its other pieces."""
    found, waiting = {attribution.target}, [
        relation.unit for relation in children[attribution.target]
        if relation.unit != attribution.unit
        and (relation.depth < attribution.depth or relation.name.startswith("same-unit"))]
    while waiting:
        unit = waiting.pop()
        if unit not in found and unit != attribution.unit:
            found.add(unit)
            waiting += [relation.unit for relation in children[unit]]
    return found


def _signalled(signals: str, kinds: tuple[str, ...]) -> set[int]:
    """Words (0-based) that signals of these kinds name: "sem-atsrc-40,42-44-_+…"."""
    words: set[int] = set()
    for signal in signals.split("+"):
        match = re.match(r"(\w+-[\w ]+)-([\d,-]*\d)(?:-|$)", signal)
        if match and match[1] in kinds:
            for piece in match[2].split(","):
                low, _, high = piece.partition("-")
                words |= set(range(int(low) - 1, int(high or low)))
    return words


def _source(raw: _Raw, named: set[int], cue: set[int], below: dict[int, list[int]]) -> set[int]:
    """The cue's subject or agent when it is among the named words, else those of the cue's sentence, else all named.

    GUM names the antecedent too where the source is a pronoun.
    """
    for at in sorted(cue):
        for child in below[at]:
            nominal = _subtree(child, below)
            if raw.words[child].deprel.startswith(("nsubj", "obl:agent")) and nominal & named:
                return nominal
    sentences = {bisect_right(raw.sentences, at) for at in cue}
    return {at for at in named if bisect_right(raw.sentences, at) in sentences} or named


def _predicate(raw: _Raw, teller: list[int], content: set[int]) -> set[int]:
    """The word of the telling unit that a clause of the content hangs on, or the verb that hangs on the content."""
    for at in teller:
        word = raw.words[at]
        takes = any(raw.words[other].head == at and raw.words[other].deprel in CLAUSES for other in content)
        if word.upos != "AUX" and (takes or (word.head in content and word.deprel == "parataxis")):
            return {at}
    return set()


def _children(raw: _Raw) -> dict[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(raw.words):
        if word.head != at:
            below[word.head].append(at)
    return below


def _subtree(top: int, below: dict[int, list[int]]) -> set[int]:
    words = {top}
    for child in below[top]:
        words |= _subtree(child, below)
    return words


def _trimmed(raw: _Raw, words: set[int], keep: str = "") -> set[int]:
    """Words without the punctuation at either end; marks in `keep` stay."""
    ordered = sorted(words)
    loose = [raw.words[at].upos == "PUNCT" and raw.words[at].form not in keep for at in ordered]
    while ordered and loose[0]:
        ordered, loose = ordered[1:], loose[1:]
    while ordered and loose[-1]:
        ordered, loose = ordered[:-1], loose[:-1]
    return set(ordered)
