"""Ties told by adjectives, compounds, prefixes and prepositions: "loyal to", "Ankara-backed", "pro-Russian"."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.model import TieType
from standoff.ties.lexicon import Frame
from standoff.ties.reading import Found, Reading
from standoff.ties.verbs import means


def said(text: Reading) -> Iterator[Found]:
    """An adjective with its preposition, beside a noun or as predicate.

    Yes: Militiamen loyal to General Danso fled. → Militiamen loyal to General Danso loyal to General Danso
    No: The general was loyal to no cause.
    """
    for word, lemma in enumerate(text.lemmas):
        row = text.lexicon.adjectives.get(lemma) or text.lexicon.adjectives.get(text.words[word])
        if row is None or text.pos[word] not in ("ADJ", "VERB", "NOUN", "ADV"):
            continue
        beside = [text.heads[word]] if text.deps[word] in ("acl", "amod") else text.subjects(word)
        for kid in text.below(word, "obl", "nmod", "advcl", "obj"):
            for tie in row.get(text.preposition(kid), ()):
                for source in text.known(beside):
                    for target in text.known(text.coordinated(kid)):
                        if source != target and text.lexicon.fits(tie, text.kind(source), text.kind(target)):
                            yield Found(type=tie, source=source, target=target, anchor=word, rule="adjective",
                                        cue=(word, *text.below(kid, "case")[:1]))


def joined(text: Reading) -> Iterator[Found]:
    """A participle or adjective joined to a name, mostly by a hyphen.

    Yes: The Ankara-backed council met. → Ankara supports The Ankara-backed council
    No: The long-backed council met in Ankara.
    """
    for word in range(2, len(text.words)):
        first = word - 2 if text.words[word - 1] == "-" else word - 1
        if text.deps[word] not in ("amod", "compound") or (first == word - 1 and text.pos[first] != "PROPN"):
            continue
        tie, swap = _joined(text, word)
        whole = text.who(text.heads[word])
        part = first if first in text.mentions else text.alike(first)
        if tie is None or whole is None or part is None or part == whole:
            continue
        source, target = (whole, part) if swap else (part, whole)
        if text.lexicon.fits(tie, text.kind(source), text.kind(target)):
            cue = (word,) if first == part else (first, word)
            yield Found(type=tie, source=source, target=target, anchor=word, cue=cue, rule="compound",
                        means=means(text, word) if tie is TieType.SUPPORTS else ())


def _joined(text: Reading, word: int) -> tuple[TieType | None, bool]:
    """The type that the second part of a compound tells, and whether the first part is the target."""
    form = text.words[word]
    if form in text.lexicon.compounds:
        tie = text.lexicon.compounds[form]
        return tie, tie in (TieType.LOYAL_TO, TieType.ALLIED_WITH, TieType.LOCATED_IN)
    frames = [one for one in text.lexicon.verbs.get(text.lemmas[word], ())
              if not (one.words or one.preposition or one.way)]
    return (frames[0].type, False) if frames and form.endswith(("ed", "led", "en")) else (None, False)


def prefixed(text: Reading) -> Iterator[Found]:
    """"pro-" and "anti-" before a name or demonym that the text has elsewhere, too.

    Yes: Pro-Russian fighters left for Russia. → Pro-Russian fighters loyal to Russia
    No: Pro-reform parties left for Russia.
    """
    for word, form in enumerate(text.words):
        prefix, _, rest = form.partition("-")
        if prefix not in text.lexicon.prefixes:
            continue
        end = word
        if not rest and text.words[word + 1:word + 2] == ["-"] and word + 2 < len(text.words):
            end, rest = word + 2, text.words[word + 2]
        whole = text.who(text.heads[end]) if text.deps[end] in ("amod", "compound", "nmod:desc") else None
        part = text.alike(end, rest) if rest else None
        tie = text.lexicon.prefixes[prefix]
        if whole is not None and part is not None and whole != part:
            yield Found(type=tie, source=whole, target=part, anchor=end, cue=(word,), rule="prefix")


def phrased(text: Reading) -> Iterator[Found]:
    """A prepositional phrase said of somebody.

    Yes: The Arakan Army is at war with Chad. → The Arakan Army fights Chad
    No: The Arakan Army is at war.
    """
    for word, form in enumerate(text.words):
        for frame in text.lexicon.phrases.get(form, ()):
            if (found := _phrase(text, word, frame)) is not None:
                yield from found
                break


def _phrase(text: Reading, first: int, frame: Frame) -> list[Found] | None:
    """The ties of a phrase that begins at a word; None when its words are not there."""
    words = (*frame.words, *([frame.preposition] if frame.preposition else []))
    at, cue = first, [first]
    for word in words:
        at += 1
        if text.words[at:at + 1] in (["the"], ["a"], ["its"], ["his"]):
            at += 1
        if at >= len(text.words) or word not in (text.lemmas[at], text.words[at]):
            return None
        cue.append(at)
    end = text.heads[cue[-1]]
    if text.deps[cue[-1]] != "case" or end < cue[-1]:
        return None
    top = end if len(cue) == 1 else text.heads[first] if text.deps[first] == "case" else end
    above = text.heads[top]
    if text.below(top, "cop"):
        subjects = text.subjects(top)
    elif text.pos[above] in ("NOUN", "PROPN", "PRON"):
        subjects = [above]
    else:
        subjects = text.subjects(above)
    sources, targets = text.known(subjects), text.known(text.coordinated(end))
    if frame.way == "reversed":
        sources, targets = targets, sources
    return [Found(type=frame.type, source=source, target=target, anchor=top, cue=tuple(cue), rule="phrase")
            for source in sources for target in targets
            if source != target and text.lexicon.fits(frame.type, text.kind(source), text.kind(target))]
