"""Whom a source cites: "Reuters reported, citing two officials, that …" is told by Reuters, and within it by them.

The words around "citing" are read from the text and not from the tree, which seldom knows where to hang them.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.model import Kind, Mention
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Pieces, Telling, made
from standoff.ties.reading import Reading

WHO = (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP)

FAR = 12
"""Words between "citing" and the verb that it stands beside."""


def cited(text: Reading, lexicon: Lexicon, some: Sequence[Telling]) -> list[Telling]:
    """The tellings, what is cited in them told by whom is cited, within who cites.

    Yes: The agency reported, citing two officials, that the port is closed.
    No: The agency reported, citing figures, that the port is closed.
    """
    found = list(some)
    for word, form in enumerate(text.words):
        if form in ("citing", "quoting") and text.pos[word] == "VERB" and not _quoted(text, word):
            _cite(text, lexicon, found, word)
    return [_who_is_quoted(text, lexicon, one) for one in found]


def _cite(text: Reading, lexicon: Lexicon, found: list[Telling], word: int) -> None:
    """Makes the telling around one "citing" what it is without it, and adds whom is cited."""
    end = _end(text, word)
    verb = _beside(text, lexicon, word, end)
    mine = [one for one in found if word in one.cues or (verb is not None and verb in one.cues)]
    if verb is None or not mine:
        return
    base = max(mine, key=lambda one: (verb in one.cues, one.size))
    away = (text.starts[word], text.ends[end])
    content = _less(text.text, base.content, away)
    if not any(text.text[start:stop].strip(" ,.") for start, stop in content):
        return                                                  # the reader took for what is said whom is cited
    cue = base.cue if word not in base.cues else text.pieces([
        *(each for each in base.cues if each != word and text.pos[each] != "PUNCT"), *(
            () if verb in base.cues else (verb,))])
    new = made(text, speaker=base.speaker, cue=cue, content=content, score=base.score, rule=base.rule)
    if new is None:
        return
    found[:] = [new, *(one for one in found if one is not base and word not in one.cues)]
    for mention in _named(text, word, end):
        one = made(text, speaker=((mention.start, mention.end),), cue=((text.starts[word], text.ends[word]),),
                   content=content, score=base.score, rule="cited")
        if one is not None:
            found.append(one)


def _end(text: Reading, word: int) -> int:
    """The last word of whom or what is cited: up to a comma, "that" or the end of the sentence."""
    last = text.sentences[text.sentence[word]][1] - 1
    at = word
    while at < last and text.words[at + 1] not in (",", "that", ".", ";", "as", "—", ":"):
        at += 1
    return at


def _beside(text: Reading, lexicon: Lexicon, word: int, end: int) -> int | None:
    """The verb that "citing" stands beside: the nearest before it that tells something, else behind it."""
    start, stop = text.sentences[text.sentence[word]]
    before = range(word - 1, max(start, word - FAR) - 1, -1)
    behind = range(end + 1, min(stop, end + 4))
    return next((at for at in (*before, *behind) if text.pos[at] == "VERB" and text.lemmas[at] in lexicon.verbs), None)


def _named(text: Reading, word: int, end: int) -> list[Mention]:
    """The mentions that are cited, none inside another: somebody, not a paper."""
    inside = [one for one in text.mentions.values() if text.starts[word] < one.start and one.end <= text.ends[end]
              and one.kind in WHO]
    outer = [one for one in inside if not any(
        other is not one and other.start <= one.start and one.end <= other.end for other in inside)]
    first = {text.starts[at + 1] for at in range(word, end) if at == word or text.words[at] in ("and", "or")}
    return sorted((one for one in outer if one.start in first), key=lambda one: one.start)


def _who_is_quoted(text: Reading, lexicon: Lexicon, one: Telling) -> Telling:
    """A telling by whom its cue quotes: "the agency quoted the minister as saying that the port is closed"."""
    if not any(text.lemmas[word] == "say" for word in one.cues):
        return one
    for word in one.cues:
        for kid in text.below(word, "obj") if text.lemmas[word] in lexicon.citing else ():
            who = text.who(kid)
            if who is not None and who not in one.said and who not in one.source:
                mention = text.mentions[who]
                return made(text, speaker=((mention.start, mention.end),), cue=one.cue, content=one.content,
                            score=one.score, rule=one.rule) or one
    return one


def _quoted(text: Reading, word: int) -> bool:
    """Whether a word stands between quotation marks."""
    return any(start <= text.starts[word] < end for start, end in text.quotations)


def _less(text: str, content: Pieces, away: tuple[int, int]) -> Pieces:
    """Pieces without a stretch, and without the commas and blanks that are left beside it."""
    found: list[tuple[int, int]] = []
    for start, end in content:
        for low, high in ((start, min(end, away[0])), (max(start, away[1]), end)):
            low += len(text[low:high]) - len(text[low:high].lstrip(" ,"))
            high -= len(text[low:high]) - len(text[low:high].rstrip(" ,"))
            if low < high:
                found.append((low, high))
    return tuple(found)
