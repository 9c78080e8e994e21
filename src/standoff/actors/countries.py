"""Which states words name: "Iraq", "Iraqi", "Iraq's"; the state, demonym or country name is found, never guessed.

A word that names more than one state by the files ("Korean") names none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from standoff.actors.names import fold
from standoff.known import Known

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_ONLY_CAPITALS = frozenset(["us"])          # "the US", not "us"


class States:
    """The states of the files by their names and demonyms."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        names: dict[tuple[str, ...], set[str]] = {}
        by_name: dict[tuple[str, ...], set[str]] = {}
        for one in known.values():
            if one.type != "state":
                continue
            for text in (one.name, *one.names, *one.demonyms):
                names.setdefault(_words(text), set()).add(one.key)
            for text in (one.name, *one.names):
                by_name.setdefault(_words(text), set()).add(one.key)
        self._names = {words: min(keys) for words, keys in names.items() if len(keys) == 1 and words}
        self._by_name = {words: min(keys) for words, keys in by_name.items() if len(keys) == 1 and words}
        self._unclear = {words: frozenset(keys) for words, keys in names.items() if len(keys) > 1}
        self._firsts = {words[0] for words in self._names}
        self._longest = max(map(len, self._names), default=1)
        self._seen: dict[str, list[tuple[str, str]]] = {}
        self._named: dict[str, tuple[str, ...]] = {}

    def named(self, text: str) -> str:
        """Key of the state whose name is all of the text, "" for none: "the United States", not "American"."""
        return self._by_name.get(_words(text), "")

    def whole(self, text: str) -> str:
        """Key of the state that all of the text names, by name or demonym: "Iraqi", "Iraq's"; "" for none."""
        return self._names.get(_words(text), "")

    def split(self, text: str) -> list[str]:
        """The words of a text, folded; those that name a state are its key: "Iraqi Air Force" → IRQ air force."""
        return [key or word for word, key in self._found(text)]

    def counts(self, name: str, state: str, plain: bool) -> bool:
        """Whether the one state in a body's name is its country. `plain`: any state has a body of the other words."""
        words = next((words for words, key in self._found(name) if key == state), "")
        if plain or tuple(words.split()) not in self._by_name or len(words) < 4:
            return True
        said = re.escape(words)
        return re.search(rf"\b(?:of|in|for)\s+(?:the\s+)?{said}|{said}'", fold(name)) is not None

    def unclear(self, text: str) -> bool:
        """Whether a word of a text names more than one state: "Congolese"."""
        return any((_plain(word),) in self._unclear for word in _raw(text))

    def several(self, text: str) -> frozenset[str]:
        """Keys of the states that a text may mean by a word of more than one: COD and COG by "Congolese"."""
        return frozenset().union(*(self._unclear.get((_plain(word),), ()) for word in _raw(text)))

    def within(self, text: str) -> tuple[str, ...]:
        """Keys of the states that a text names, in its order."""
        if text not in self._named:
            self._named[text] = tuple(dict.fromkeys(key for _, _, key in self._states(_raw(text))))
        return self._named[text]

    def _found(self, text: str) -> list[tuple[str, str]]:
        """The words of a text in order, those of a state's name taken together, each with the state's key or ""."""
        if text not in self._seen:
            self._seen[text] = list(self._find(text))
        return self._seen[text]

    def _find(self, text: str) -> Iterator[tuple[str, str]]:
        raw = _raw(text)
        words = [_plain(word) for word in raw]
        at = 0
        for start, end, key in self._states(raw):
            yield from ((word, "") for word in words[at:start])
            yield " ".join(words[start:end]), key
            at = end
        yield from ((word, "") for word in words[at:])

    def _states(self, raw: list[str]) -> Iterator[tuple[int, int, str]]:
        """From which to which word states are named, the longest name first, each with its key."""
        words = [_plain(word) for word in raw]
        at = 0
        for start in [at for at, word in enumerate(words) if word in self._firsts]:
            for size in range(min(self._longest, len(words) - start), 0, -1) if start >= at else ():
                key = self._names.get(tuple(words[start:start + size]), "")
                if key and not (size == 1 and words[start] in _ONLY_CAPITALS and not raw[start].isupper()):
                    yield start, start + size, key
                    at = start + size
                    break


def only(found: Iterable[str]) -> str:
    """The one country that is found, "" for none or several."""
    keys = {key for key in found if key}
    return keys.pop() if len(keys) == 1 else ""


def _raw(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"['’]s?(?=\W|$)", "", text))


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    return fold(word).replace(".", "")


def _words(text: str) -> tuple[str, ...]:
    words = tuple(_plain(word) for word in _raw(text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words
