"""Other names that the text itself gives: in brackets, "known as", "formerly".

"The Popular Mobilization Units (PMU)"; "Rafiq Anwar, better known as Abu Yahya"; "the Army (KHLA), formerly the Guard".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from standoff.actors.acronyms import abbreviates
from standoff.actors.drafts import ACTORS, Draft, call
from standoff.actors.words import Words
from standoff.language.nominals import Mentions, aliases
from standoff.model import Form, Kind

FORMERLY = frozenset({"formerly", "formally", "officially", "previously", "originally", "aka", "alias", "or", "called",
                      "nee"})
"""Words before another name of the same, after a comma or bracket."""


NEARBY = 30
"""Nominals round an acronym in brackets among which its long name is looked for."""


def known_as(words: Words, found: Mentions, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and what it is "known as"."""
    for at, of in enumerate(aliases(found, words.forms, np.array(words.heads, np.int64), words.relations,
                                    words.tags).tolist()):
        if of < 0 or not drafts[at].name or not (drafts[of].name or drafts[of].sort == drafts[at].sort):
            continue
        if drafts[at].sort != "person" or not drafts[at].title or drafts[of].sort == "person":    # "named Col. Lumu"
            yield int(of), at


def bracketed(words: Words, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and another in brackets right behind it: "(PMU)", "(Mohamed Shia)", "(formerly the Front)"."""
    ends: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        if draft.name and (draft.name[1] not in ends or _wider(draft, drafts[ends[draft.name[1]]])):
            ends[draft.name[1]] = at
    longest: dict[int, int] = {}
    for draft in drafts:
        if draft.name:
            longest[draft.name[0]] = max(draft.name[1], longest.get(draft.name[0], 0))
    for at, draft in enumerate(drafts):
        if not draft.name or draft.name[1] < longest[draft.name[0]]:
            continue
        before, said = _opening(words, draft.name[0])
        if before < 0:
            continue
        of = _long(words, drafts, at, before) if draft.letters else None
        if of is not None and (name := drafts[of].name) and name[1] < before:
            drafts[of].name = name[0], before                      # "the Mission [in Haldia] (MIH)"
            call(words, drafts[of])
        whole = of is not None and drafts[of].sort == "body"
        of = ends.get(before) if of is None else of
        if of is None or of == at or drafts[of].kind is Kind.PLACE or (draft.kind is Kind.PLACE and not whole):
            continue
        long = drafts[of]
        if said or (draft.letters and long.sort == "body") or (draft.sort == long.sort == "body") or (
                draft.sort == long.sort == "person" and words.forms[before] == "("):
            yield of, at


def glossed(words: Words, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of a body's name and what brackets say it is: "the Quds Force (the foreign branch of the Guard)"."""
    ends = {draft.name[1]: at for at, draft in enumerate(drafts) if draft.name and draft.sort == "body"}
    for at, draft in enumerate(drafts):
        if (draft.form is Form.DESCRIPTION and draft.sort == "body" and not draft.plural
                and words.forms[draft.first - 1] == "(" and words.forms[draft.last:draft.last + 1] == [")"]
                and draft.first - 1 in ends):
            yield ends[draft.first - 1], at


def adopt(words: Words, drafts: Sequence[Draft], also: Sequence[tuple[int, int]]) -> None:
    """Another name is of the kind of the name that it stands for, and so are all mentions of it."""
    kinds: dict[tuple[str, ...], Kind] = {}
    for of, at in also:
        if drafts[of].kind in ACTORS and (drafts[at].kind is Kind.OTHER or drafts[at].sort != drafts[of].sort):
            drafts[at].kind = drafts[of].kind
            call(words, drafts[at])
            kinds[_short(drafts[at])] = drafts[of].kind
    chains: dict[int, Kind] = {}
    for draft in drafts:
        if draft.kind is Kind.OTHER and draft.called and (kind := kinds.get(_short(draft))):
            draft.kind = kind
            call(words, draft)
            if draft.chain is not None:
                chains[draft.chain] = kind
    for draft in drafts:
        if draft.kind is Kind.OTHER and draft.form is Form.PRONOUN and draft.chain in chains:
            draft.kind = chains[draft.chain]


# — inside —


def _wider(one: Draft, other: Draft) -> bool:
    """Whether a name is longer than another with the same end, or of an actor where that is none."""
    if (one.kind is Kind.OTHER) != (other.kind is Kind.OTHER):
        return other.kind is Kind.OTHER
    return bool(one.name and other.name and one.name[0] < other.name[0])


def _opening(words: Words, start: int) -> tuple[int, bool]:
    """Where the bracket before another name opens, or its comma, and whether a word says that it is one; else -1."""
    before = start - 1
    while before > 0 and (words.tags[before] == "DET" or words.forms[before] in "“\"‘'"):
        before -= 1
    said = words.folds[before] in FORMERLY
    while before > 0 and words.folds[before] in FORMERLY | {"known", "as", "also"}:
        before -= 1
    if words.forms[before] in ("(", "["):
        return before, said
    if not said or words.forms[before] != ",":
        return -1, False
    if words.forms[before - 1] == ")" and "(" in words.forms[before - 4:before]:     # "the Army (KHLA), formerly"
        before = max(at for at in range(before - 4, before) if words.forms[at] == "(")
    return before, said


def _long(words: Words, drafts: Sequence[Draft], at: int, before: int) -> int | None:
    """The name before a bracket that an acronym in it abbreviates, the words up to the bracket with it: "the UN Mission
    in Haldia (UNMIH)".
    """
    near = range(max(at - NEARBY, 0), min(at + NEARBY, len(drafts)))
    fits = [of for of in near if (draft := drafts[of]).name and draft.name[0] < before <= draft.name[1] + 5
            and draft.sort == "body" and abbreviates(drafts[at].letters, words.forms[draft.name[0]:before])]
    return max(fits, key=lambda of: len(drafts[of].called), default=None)


def _short(draft: Draft) -> tuple[str, ...]:
    return (draft.letters,) if draft.letters else draft.called
