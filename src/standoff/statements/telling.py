"""What the rules see of an attribution: its words, the tree over them, and the main word of its cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from standoff.ties.reading import Reading

Pieces = tuple[tuple[int, int], ...]
"""[start, end) pairs of characters, in the order of the text."""

CLAUSES = ("ccomp", "xcomp", "csubj", "parataxis", "obj", "obl", "acl", "advcl", "nsubj:pass", "csubj:pass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Somebody is told to have said something, in words of the tree. `rule`: who found it, the reader or a rule."""

    speaker: Pieces
    cue: Pieces
    content: Pieces
    score: float
    rule: str
    source: tuple[int, ...]          # words of the speaker
    cues: tuple[int, ...]            # words of the cue; never empty, of what goes on those of what it goes on with
    head: int                        # the word of the cue that says the most
    said: frozenset[int]             # words of the content

    def has(self, place: int) -> bool:
        """Whether a character stands in the content."""
        return any(start <= place < end for start, end in self.content)

    @property
    def size(self) -> int:
        """Characters of the content."""
        return sum(end - start for start, end in self.content)


def made(text: Reading, *, speaker: Pieces, cue: Pieces, content: Pieces, score: float, rule: str) -> Telling | None:
    """A telling of these pieces; None when cue or content have no words."""
    cues, said = words(text, cue), frozenset(words(text, content))
    if not cues or not said:
        return None
    return Telling(speaker=speaker, cue=cue, content=content, score=score, rule=rule, source=words(text, speaker),
                   cues=cues, head=_head(text, cues, said), said=said)


def words(text: Reading, pieces: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The words in pieces of the text."""
    found: list[int] = []
    for start, end in pieces:
        found += (word for word in range(bisect_right(text.ends, start), bisect_left(text.starts, end))
                  if text.pos[word] != "SPACE")
    return tuple(found)


def top(text: Reading, some: Sequence[int]) -> int | None:
    """The word on which the others hang; of several the first noun, name or pronoun."""
    inside = set(some)
    tops = [word for word in some if text.heads[word] not in inside or text.heads[word] == word]
    nouns = [word for word in tops if text.pos[word] in ("NOUN", "PROPN", "PRON")]
    return next(iter(nouns or tops), None)


def above(text: Reading, word: int, most: int = 8) -> Iterator[int]:
    """The words over a word, from the nearest on."""
    for _ in range(most):
        if text.heads[word] == word:
            return
        word = text.heads[word]
        yield word


def _head(text: Reading, cues: Sequence[int], said: frozenset[int]) -> int:
    """The verb, noun or adjective of a cue that the content hangs on; else its top word."""
    full = [word for word in cues if text.pos[word] in ("VERB", "NOUN", "ADJ")
            and text.deps[word] not in ("aux", "cop")
            and (text.pos[word] == "VERB" or text.preposition(word) != "without")]    # "claimed without evidence"
    verbs = [word for word in full if text.pos[word] == "VERB"]
    for some in (verbs, full):
        holding = [word for word in some if any(text.deps[kid] in CLAUSES and (kid in said or said & set(
            text.under(kid))) for kid in text.kids[word] if kid not in cues)]
        if holding:
            return holding[-1]
    return next(iter(verbs or full), None) or top(text, cues) or cues[0]


def without_ends(text: Reading, some: Iterable[int]) -> list[int]:
    """Words without the blanks and punctuation at their ends, marks of quotation aside."""
    found = sorted(word for word in some if text.pos[word] != "SPACE")
    while found and text.pos[found[-1]] == "PUNCT" and text.words[found[-1]] not in ("”", "\"", "»", "'"):
        found.pop()
    while found and text.pos[found[0]] == "PUNCT" and text.words[found[0]] not in ("“", "\"", "«", "'"):
        found.pop(0)
    return found
