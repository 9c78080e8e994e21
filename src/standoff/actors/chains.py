"""Coreference chains as units of identity: what a chain says of whom it speaks of, gathered from its mentions.

A chain is a person, a body, a state, or a group told by a description with whose it is ("Iranian officials"). What is
none of these (a place that is no state, "the commander", "observers") is nobody whom the record could tell again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from standoff.actors import names
from standoff.actors.countries import States, only
from standoff.actors.names import Words
from standoff.model import Form, Kind, Mention
from standoff.places.gazetteer import gazetteer


class Sort(StrEnum):
    """What a chain can be."""

    PERSON = "person"
    BODY = "body"                    # organisation or named group
    STATE = "state"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All mentions of one leader."""

    leader: str
    report: str
    sort: Sort
    kind: Kind
    name: str                        # the leader's, or the description
    words: Words                     # what tells it; of bodies without their country
    others: tuple[str, ...]          # what else the chain is named
    titles: frozenset[Words]         # the words of its titles
    owners: tuple[str, ...]          # whose it is, as written, where that is no state
    country: str                     # ISO alpha-3 as the text has it, "" for none or several
    written: tuple[tuple[str, int], ...]     # its names and how often each is written


def chains(mentions: Iterable[Mention], states: States) -> dict[str, Chain]:
    """The chains that can be an actor, by leader, sorted."""
    members: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.form is not Form.PRONOUN:
            members.setdefault(mention.leader, []).append(mention)
    _surnames(members)
    found = ((leader, _chain(leader, members[leader], states)) for leader in sorted(members))
    return {leader: one for leader, one in found if one is not None}


def _surnames(members: dict[str, list[Mention]]) -> None:
    """A place of one word that is no place in the gazetteer, but the surname of a person in the record, is a person:
    the reader takes unheard-of surnames for towns where a report has no more than these."""
    surnames = {words[-1] for some in members.values() for one in some
                if one.kind is Kind.PERSON and len(words := names.person(one.name)) > 1}
    for leader, some in members.items():
        written = {one.name for one in some if one.name}
        if len(written) == 1 and all(one.kind is Kind.PLACE for one in some):
            name, = written
            words = names.person(name)
            if len(words) == 1 and words[0] in surnames and not gazetteer().find(name):
                members[leader] = [replace(one, kind=Kind.PERSON) for one in some]


def contexts(mentions: Iterable[Mention], states: States, capitals: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The states that each report speaks of in its names, titles and owners, and by their capitals where these act
    ("Washington warned"). `capitals`: their plain names, of which state.
    """
    found: dict[str, set[str]] = {}
    for mention in mentions:
        here = found.setdefault(mention.report, set())
        if mention.kind is Kind.ORGANISATION and (key := capitals.get(names.plain(mention.name))):
            here.add(key)
        for text in (mention.name, mention.of):
            if text:
                here.update(states.within(text))
    return {report: frozenset(keys) for report, keys in found.items()}


def foremost(mentions: Iterable[Mention], states: States) -> dict[str, str]:
    """The state that each report speaks of most in names and owners; reports that speak of none are left out."""
    found: dict[str, Counter[str]] = {}
    for mention in mentions:
        for text in (mention.name, mention.of):
            if text:
                found.setdefault(mention.report, Counter()).update(states.within(text))
    return {report: max(sorted(counts), key=lambda key: counts[key]) for report, counts in found.items() if counts}


def _chain(leader: str, members: list[Mention], states: States) -> Chain | None:
    members.sort(key=lambda one: (one.key != leader, one.start, one.end, one.key))
    first = members[0]
    written = Counter(one.name for one in members if one.name)
    told = first.name or next(iter(sorted(written, key=lambda name: (-len(name), name))), "")
    owners = tuple(dict.fromkeys(one.of for one in members if one.of))
    titles = frozenset(names.body(one.title) for one in members if one.title)
    kind = first.kind
    if kind in (Kind.PLACE, Kind.FACILITY) and any(one.kind is Kind.ORGANISATION and one.name for one in members):
        kind = Kind.ORGANISATION                   # "the “Harbour” Center", a building here and its owners there
    elif kind is Kind.PERSON and _no_person(members, states):
        kind = Kind.ORGANISATION
    if told:
        sort, words, country = _named(told, kind, states)
        if sort is None:
            return None
        if not country:
            country = only(_country(one, kind, states) for one in members)
    elif first.form is Form.DESCRIPTION and first.of and first.kind in (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP):
        sort, told = Sort.DESCRIBED, described(first)
        words = tuple(word for word in states.split(told) if word not in names.lexicon().silent)
        country = "" if sided(first) else states.whole(first.of)
    else:
        return None
    return Chain(leader=leader, report=first.report, sort=sort, kind=kind, name=told, words=words,
                 others=tuple(sorted(name for name in written if name != told)), titles=titles,
                 owners=tuple(of for of in owners if not states.whole(of)), country=country,
                 written=tuple(sorted(written.items())) or ((told, 1),))


def _no_person(members: list[Mention], states: States) -> bool:
    """Whether it is a state that the reader took for a person: "Türkiye", and no other name, no title. Not "Jordan",
    which persons are called as well.
    """
    named = {one.name for one in members if one.name}
    return bool(named) and all(states.named(name) and name.casefold() not in names.lexicon().borne for name in named) \
        and not any(one.title for one in members)


def _named(name: str, kind: Kind, states: States) -> tuple[Sort | None, Words, str]:
    if kind is Kind.PERSON:
        words = names.person(name)
        return (Sort.PERSON if words else None), words, ""
    state = states.named(name)
    if state and kind in (Kind.ORGANISATION, Kind.GROUP, Kind.PLACE):
        return Sort.STATE, (state,), state
    if kind not in (Kind.ORGANISATION, Kind.GROUP):
        return None, (), ""
    if kind is Kind.ORGANISATION and not states.whole(name.removesuffix("s") if name.endswith("s") else "") and (
            state := states.whole(name)):
        return Sort.STATE, (state,), state                         # "American" of "the American withdrawal"
    if "-" in name and all(map(states.whole, name.split("-"))):
        return None, (), ""                                        # "American-Iranian" ties are of two
    words, country = body_words(name, states)
    return (Sort.BODY if words else None), words, country


def body_words(name: str, states: States) -> tuple[Words, str]:
    """The words of a body's name without the one state in it, and that state: "Iraqi Army" → army, IRQ.

    A state's name counts as its country where it is a demonym ("Iraqi"), in capitals ("US"), a possessor ("Iraq's") or
    behind "of" or "in". Not so “Niger” of “Niger Delta Avengers”: it stays a word of the name, as do two states.
    """
    split = states.split(name)
    found = [word for word in split if word.isupper()]
    rest = [word for word in split if not word.isupper()]
    plain = names.body(" ".join(rest)) if rest else ()
    if len(found) == 1 and not plain:
        return names.body(name), found[0]
    if len(found) == 1 and states.counts(name, found[0], all(word in names.lexicon().generic for word in plain)):
        return plain, found[0]
    return (names.body(name) if not found else (*plain, *found)), ""


def _country(one: Mention, kind: Kind, states: States) -> str:
    """The country that a mention tells by whose it is, or by its title before any "to" or "in"."""
    if one.of and (state := states.whole(one.of) or only(states.within(one.of))):
        return state
    if kind is Kind.PERSON and one.title:
        return only(states.within(re.split(r"\b(?:to|in|for|on|with)\b", one.title)[0]))
    return ""


def sided(one: Mention) -> bool:
    """Whether a description only tells on whose side they are: "pro-Iranian militias", "Saudi-led forces"."""
    of = re.escape(one.of)
    return bool(re.search(rf"\b(?:pro|anti|non|ex)[-‑ ]?{of}|{of}[-‑]\w", one.text, re.I)
                or re.match(r"(?:pro|anti)[-‑]", one.of, re.I))


def described(one: Mention) -> str:
    """A description cut to what tells whom: "several senior Iranian officials who fled" → "Iranian officials"."""
    unsaid = names.lexicon().unsaid
    cut = re.match(r"[\w'’‑-]*", one.text[one.head - one.start:]) if one.start <= one.head < one.end else None
    end = one.head - one.start + cut.end() if cut and cut.end() else len(one.text)
    said = [word for word in re.findall(r"[\w'’‑.-]+", one.text[:end])
            if word.lower() not in unsaid and not re.fullmatch(r"[\d.,]+", word)]
    text = " ".join(said).removesuffix(".")
    if one.of.casefold() not in one.text[:end].casefold():
        text = f"{text} of {one.of}"
    return text


def fullest(written: Mapping[str, int], sort: Sort) -> str:
    """The name to show: the most written of those with two words or more that abbreviate nothing, else of all."""
    def size(name: str) -> int:
        return len(names.person(name) if sort is Sort.PERSON else names.body(name))

    full = [name for name in written if size(name) > 1 and not names.acronym(name)
            and not any(map(names.initial, names.person(name)))] or list(written)
    name = min(full, key=lambda one: (-written[one], -size(one), -len(one), one))
    return re.sub(r"^the\s+", "", name, flags=re.I) if sort is not Sort.STATE else name
