"""Speeches that are given whole, without marks of quotation, as releases of ministries give them.

"The minister said:" at the end of a paragraph, or before its other sentences, hands the word over: what follows is his
as long as it speaks in the first person. Who reads only a sentence of it as his has the reporter condemn and promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.model import Manner
from standoff.statements.lexicon import Lexicon
from standoff.statements.sources import FIRST
from standoff.statements.telling import Telling, made, words
from standoff.ties.reading import Reading

HANDED = re.compile(r":[ \t]*(?:\n\s*)?(?=[^\s\"“«‘'\-–—•*])")
"""A colon, and behind it words that are neither quoted nor items of a list."""

SAID = (Manner.SAID, Manner.ANNOUNCED, Manner.PRAISED, Manner.CRITICISED)
"""Manners of verbs that hand the word over."""

BY_TREE = .6
"""The score of what no reader found."""


def handed(text: Reading, lexicon: Lexicon, some: Sequence[Telling]) -> list[Telling]:
    """The tellings, with whole paragraphs of who is given the word: the first with the cue, each other one for itself.

    Yes: The minister said: / We condemn the attack. It is a crime. / We stand by our friends.
    No: The minister said: / The road is open. / The rain went on.
    No: The minister said: / We condemn the attack. / “It is a crime,” a witness said.
    """
    found = [*some, *_printed(text, lexicon, some)]
    for cue, start in _cues(text, lexicon):
        paragraphs = list(_paragraphs(text, start, found))
        while paragraphs and not _first(text, *paragraphs[-1]):
            paragraphs.pop()
        if not paragraphs:
            continue
        one = next((one for one in found if cue in one.cues), None) or _made(text, cue, paragraphs[0])
        if one is None or one.content[0][0] < text.starts[cue]:
            continue
        if one in found:
            found.remove(one)
        for at, piece in enumerate(paragraphs):
            said = frozenset(words(text, (piece,)))
            found.append(replace(one, content=(piece,), said=said, rule="continued" if at else one.rule))
    return found


def _cues(text: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Verbs of saying before a colon, each with the place where the words begin that it hands over."""
    for colon in HANDED.finditer(text.text):
        near = words(text, ((max(0, colon.start() - 40), colon.start()),))
        if not near or text.text[text.ends[near[-1]]:colon.start()].strip():
            continue
        cue = near[-1]
        if text.pos[cue] == "VERB" and lexicon.verbs.get(text.lemmas[cue]) in SAID and text.below(cue, "nsubj"):
            yield cue, colon.end()


def _printed(text: Reading, lexicon: Lexicon, some: Sequence[Telling]) -> Iterator[Telling]:
    """Quotations in a paragraph of their own behind "released the following statement:", which nobody was found to say.

    Yes: The commander released the following statement: / “We are on our way.”
    No: The commander released the following film: / “On the Way”
    """
    for start, end in text.quotations:
        before = text.text[:start].rstrip()
        if not before.endswith(":") or "\n" not in text.text[len(before):start] or any(
                low <= start < high for one in some for low, high in one.content):
            continue
        at = words(text, ((len(before) - 1, len(before)),))
        line = [] if not at else [word for word in range(text.sentences[text.sentence[at[0]]][0], at[0])
                                  if text.pos[word] == "NOUN" and lexicon.nouns.get(text.lemmas[word]) in SAID
                                  and text.deps[word] == "obj" and text.below(text.heads[word], "nsubj")]
        one = _made(text, text.heads[line[0]], (start, end)) if line else None
        if one is not None:
            yield one


def _paragraphs(text: Reading, start: int, some: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """The paragraphs from a place on, as long as none hands the word on or quotes who is told to speak."""
    for part in re.finditer(r"\S.*?(?=\s*(?:\n\s*\n|\Z))", text.text[start:], re.DOTALL):
        low, high = start + part.start(), start + part.end()
        if low > start and (text.text[low] in "\"“«" or text.text[high - 1] == ":"):
            return
        if any(low <= text.starts[one.head] < high and _told(text, one) for one in some):
            return
        yield low, high


def _told(text: Reading, one: Telling) -> bool:
    """Whether words are quoted from somebody who does not speak of himself."""
    quotes = any(start < high and low < end for low, high in one.content for start, end in text.quotations)
    return quotes and not any(text.words[word] in FIRST for word in one.source)


def _first(text: Reading, start: int, end: int) -> bool:
    """Whether somebody speaks of himself there, outside of quotations."""
    return any(text.words[word] in FIRST and not any(low <= text.starts[word] < high for low, high in text.quotations)
               for word in words(text, ((start, end),)))


def _made(text: Reading, cue: int, content: tuple[int, int]) -> Telling | None:
    """A telling of a cue that the reader did not find."""
    who = text.under(text.below(cue, "nsubj")[0])
    return made(text, speaker=((text.starts[min(who)], text.ends[max(who)]),),
                cue=((text.starts[cue], text.ends[cue]),), content=(content,), score=BY_TREE, rule="tree")
