"""Profiles: chains of one name taken together, and the actors of the files in the same form.

All chains of one full name, kind and country are compared as one. A single name of a person is a profile of its own,
unless a title and a country come with it, or the files know somebody by it; so is a ministry of nobody's, by report.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from standoff.actors import names
from standoff.actors.chains import Chain, Sort, body_words
from standoff.actors.countries import States
from standoff.actors.names import Words
from standoff.known import Known


@dataclass(slots=True, kw_only=True)
class Profile:
    """Chains of one name, or an actor of the files: what comparing looks at."""

    key: str                         # of the first chain, or of the known actor
    sort: Sort
    words: Words
    country: str = ""
    others: dict[Words, bool] = field(default_factory=dict)  # all its names; False: it is written with the country only
    short: set[str] = field(default_factory=set)             # its abbreviations, folded
    titles: set[Words] = field(default_factory=set)
    owners: set[Words] = field(default_factory=set)          # bodies that are named with it, or that it has a post of
    reports: set[str] = field(default_factory=set)
    chains: list[Chain] = field(default_factory=list)
    known: bool = False

    def names(self) -> list[Words]:
        """By which it is found, the main one first: all names of who is known, else the one that the chains share."""
        return [self.words, *sorted({*self.others} - {self.words})] if self.known else [self.words]


def profiles(chains: Mapping[str, Chain], states: States, settled: Mapping[str, str], unsettled: Collection[str],
             single: Collection[Words]) -> list[Profile]:
    """Chains of one name as one profile, sorted.

    settled: leader → the country that its report settles; unsettled: leaders of bodies whose country nothing settles;
    single: one-word names of persons that the files know.
    """
    found: dict[tuple[str, ...], Profile] = {}
    for leader in sorted(chains):
        chain = chains[leader]
        country = chain.country or settled.get(leader, "")
        words = tuple(sorted(chain.words)) if chain.sort is Sort.BODY else chain.words
        mark = ""
        if leader in unsettled:
            mark = chain.report
        elif chain.sort is Sort.PERSON and len(words) == 1 and words not in single:
            mark = "; ".join(map(" ".join, sorted(chain.titles))) if chain.country and chain.titles else leader
        key = (chain.sort, *words, country, mark)
        if key not in found:
            found[key] = Profile(key=leader, sort=chain.sort, words=chain.words, country=country)
        profile = found[key]
        profile.chains.append(chain)
        profile.reports.add(chain.report)
        profile.titles |= chain.titles
        profile.owners.update(body_words(of, states)[0] for of in chain.owners)
        for name in (chain.name, *chain.others):
            _call(profile, name, states)
    return [found[key] for key in sorted(found)]


def entries(known: Mapping[str, Known], states: States) -> list[Profile]:
    """The actors of the files but for states, sorted by key."""
    found = []
    bodies: dict[str, set[Words]] = {}
    for key in sorted(known, key=lambda key: (known[key].type == "person", key)):
        one = known[key]
        if one.type == "state":
            continue
        sort = Sort.PERSON if one.type == "person" else Sort.BODY
        words = names.person(one.name) if sort is Sort.PERSON else body_words(one.name, states)[0]
        profile = Profile(key=key, sort=sort, words=words, country=one.country, known=True)
        for name in (one.name, *one.names):
            _call(profile, name, states)
        if sort is Sort.BODY:
            bodies[key] = {*profile.others}
        for post in one.posts:
            profile.titles.add(names.body(post.what))
            profile.owners |= bodies.get(post.of, set())
        found.append(profile)
    return sorted(found, key=lambda one: one.key)


def _call(profile: Profile, name: str, states: States) -> None:
    """Add a name to those of a profile."""
    if profile.sort is Sort.PERSON:
        profile.others[names.person(name)] = True
    elif profile.sort is Sort.BODY:
        words, country = body_words(name, states)
        profile.others[words] = profile.others.get(words, False) or not country
        if names.acronym(name):
            profile.short.add(names.plain(name))


def countries(units: Mapping[str, Chain], bodies: Sequence[Profile], context: Mapping[str, frozenset[str]],
              foremost: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """For chains of bodies that every state has, of no told country: the one that the report settles, or what fits.

    A country is settled where the report speaks of one state alone that has such a body, by the files or the record,
    and where that is the state of which the report speaks most (`foremost`) or a name of this body alone.
    """
    owners: dict[Words, dict[str, str]] = {}
    bare: dict[Words, set[str]] = {}
    for one in bodies:
        for words in one.names():
            owners.setdefault(tuple(sorted(words)), {}).setdefault(one.country, one.key)
            if one.others[words]:
                bare.setdefault(tuple(sorted(words)), set()).add(one.country)
    for chain in units.values():
        if chain.sort is Sort.BODY and chain.country:
            owners.setdefault(tuple(sorted(chain.words)), {}).setdefault(chain.country, chain.leader)
    settled: dict[str, str] = {}
    unsettled: dict[str, list[str]] = {}
    for leader, chain in units.items():
        if chain.sort is not Sort.BODY or chain.country or names.telling(chain.words):
            continue
        owned = owners.get(tuple(sorted(chain.words)), {})
        here = context[chain.report] & set(owned) if owned else context[chain.report]
        own = here <= bare.get(tuple(sorted(chain.words)), set()) or here == {foremost.get(chain.report)}
        if len(here) == 1 and own:
            settled[leader] = min(here)
        elif not owned.get(""):
            unsettled[leader] = [owned[country] for country in sorted(here) if country in owned]
    return settled, unsettled
