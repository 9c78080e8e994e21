"""Leaders: which mentions of one report speak of one, and which of them names it best.

Takes the drafts of mentions with the chains of the reader. First chains are looked over: two names that cannot be of
one, a state and its people, two coalitions of different states part them. Then what the reader missed is joined: other
names that the text gives, appositions, and a short name where only one full name fits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from standoff.actors.acronyms import abbreviates
from standoff.actors.callings import armed, beside, fits, people, trade
from standoff.actors.drafts import Draft
from standoff.actors.names import alike, rough
from standoff.actors.names import lexicon as spellings
from standoff.actors.words import Words, fold, lexicon, office
from standoff.model import Form, Kind


class Name(NamedTuple):
    """A name as clusters compare it."""

    sort: str
    words: tuple[str, ...]
    letters: str
    known: frozenset[str]            # keys of who bears it in the files


@dataclass(slots=True)
class Cluster:
    """Who some mentions speak of."""

    members: list[int]
    names: set[Name] = field(default_factory=set)
    owners: set[tuple[str, frozenset[str]]] = field(default_factory=set)         # of descriptions: noun, whose
    people: set[frozenset[str]] = field(default_factory=set)                     # whose people ("Iranian officials")
    does: set[tuple[str, frozenset[str]]] = field(default_factory=set)           # of many: noun, sectors
    called: set[tuple[str, frozenset[str]]] = field(default_factory=set)         # of bodies: noun, sectors or none
    folk: bool = False                                                           # described as people: "residents"
    bodies: set[tuple[tuple[str, ...], frozenset[str]]] = field(default_factory=set)     # named: words, keys
    posts: set[tuple[str, bool]] = field(default_factory=set)                    # of a person: title, as a deputy
    sites: set[str] = field(default_factory=set)                                 # of what is built: noun
    seats: bool = False                                                          # named as a state or capital is
    someone: bool = False                                                        # one person, by name or description
    something: bool = False                                                      # a body or place, likewise
    she: set[bool] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)                                 # generation: "jr"
    levels: set[str] = field(default_factory=set)                                # of a body: "nation", "region"
    lower: bool = False                                                          # described as a part of a state
    regions: set[str] = field(default_factory=set)                               # "the Tigray region": its name
    apart: set[int] = field(default_factory=set)                                 # mentions that are of others
    several: bool = False                                                        # described as several: "the parties"
    of_one: set[str] = field(default_factory=set)                                # "one of its hospitals": noun


Alias = tuple[int, int]

BACK = 4
"""Sentences back to the name of an armed group that "the group" may mean: an estimate."""

AHEAD = 6
"""Words, at most, that may tell when and where before "they" begins a sentence."""


def leaders(words: Words, drafts: Sequence[Draft], also: Iterable[Alias], same: Iterable[Alias]) -> list[int]:
    """For each draft the number of the one that leads it.

    `also`: pairs of which the text says that two names are of one; `same`: pairs that grammar makes one.
    """
    also, same = list(also), list(same)
    told = _told([(drafts[a].called, drafts[b].called) for a, b in also])
    groups = _Groups(words, drafts, told, _apart(words, drafts, {frozenset(pair) for pair in (*also, *same)}))
    for a, b in (*also, *same):
        groups.join(a, b, said=True)
    _equal(drafts, groups)
    _same(words, drafts, groups)
    _short(drafts, groups)
    _banded(words, drafts, groups)
    they = {**_themselves(words, drafts), **_they(words, drafts)}
    lands = _lands(words, drafts)
    for chain in _chains(drafts):
        groups.part([at for at in chain if at not in lands and at not in they])
    for at, topic in they.items():
        groups.join(topic, at)
    for at, land in lands.items():
        if land is not None:
            groups.join(land, at)
    _shortened(words, drafts, groups)
    _short(drafts, groups)                                         # chains may have made one of two whom a name fits
    return groups.led(words)


class _Groups:
    """Mentions that are one, under the rules of what cannot be."""

    def __init__(self, words: Words, drafts: Sequence[Draft], told: Sequence[set[tuple[str, ...]]],
                 apart: Iterable[Alias]) -> None:
        self.drafts, self.told = drafts, told
        self.spoken = {key for draft in drafts if draft.sort != "person" and draft.name
                       for key in lexicon().whose.get("".join(draft.called), ())}
        self.spoken |= {key for draft in drafts if draft.of for key in lexicon().whose.get(fold(draft.of), ())}
        self.top = list(range(len(drafts)))
        self.clusters = [_cluster(words, at, draft) for at, draft in enumerate(drafts)]
        for inner, outer in apart:
            self.clusters[inner].apart.add(outer)

    def of(self, at: int) -> int:
        while self.top[at] != at:
            self.top[at] = self.top[self.top[at]]
            at = self.top[at]
        return at

    def join(self, a: int, b: int, said: bool = False) -> bool:
        """Make two one, if they can be. `said`: the text or its grammar says that they are."""
        a, b = sorted((self.of(a), self.of(b)))
        if a == b:
            return True
        one, other = self.clusters[a], self.clusters[b]
        if self._refuses(one, other) or (not said and (_unfit(one, other) or _unfit(other, one))):
            return False
        self.top[b] = a
        one.members += other.members
        one.names |= other.names
        one.owners |= other.owners
        one.people |= other.people
        one.does |= other.does
        one.called |= other.called
        one.folk |= other.folk
        one.bodies |= other.bodies
        one.posts |= other.posts
        one.sites |= other.sites
        one.seats |= other.seats
        one.someone |= other.someone
        one.something |= other.something
        one.she |= other.she
        one.marks |= other.marks
        one.levels |= other.levels
        one.lower |= other.lower
        one.regions |= other.regions
        one.apart |= other.apart
        one.several |= other.several
        one.of_one |= other.of_one
        return True

    def part(self, chain: Sequence[int]) -> None:
        """Join what the reader chained, except what cannot be one: that stays with those of its own."""
        tops: list[int] = []
        for at in chain:
            draft = self.drafts[at]
            order = tops[::-1]
            if draft.called:
                order.sort(key=lambda top: all(name.words != draft.called for name in self.clusters[top].names))
            for top in order:
                if self.join(top, at):
                    tops = [*[one for one in map(self.of, tops) if one != self.of(at)], self.of(at)]
                    break
                if draft.form is Form.PRONOUN and not self.clusters[at].apart.isdisjoint(self.clusters[top].members):
                    tops.append(at)                                # nor is it who was spoken of before
                    break
            else:
                tops.append(at)

    def led(self, words: Words) -> list[int]:
        best = {top: min(cluster.members, key=lambda at: _weight(words, self.drafts[at]))
                for top, cluster in enumerate(self.clusters) if self.of(top) == top}
        return [best[self.of(at)] for at in range(len(self.drafts))]

    def _refuses(self, one: Cluster, other: Cluster) -> bool:
        if not (one.apart.isdisjoint(other.members) and other.apart.isdisjoint(one.members)):
            return True
        if (one.someone and other.something) or (one.something and other.someone):
            return True
        if {True, False} <= one.she | other.she or (one.marks and other.marks and one.marks != other.marks):
            return True
        if _peopled(one, other) or _peopled(other, one):
            return True
        if any(a == b and x.isdisjoint(y) for a, x in one.owners for b, y in other.owners):
            return True
        if any(not beside(x, y) for _, x in one.does for _, y in other.does):
            return True
        if any(a == b and x != y for a, x in one.posts for b, y in other.posts):
            return True
        if any(not _one_site(a, b) for a in one.sites for b in other.sites):
            return True
        if len(one.levels | other.levels) > 1 or _governed(one, other) or _governed(other, one):
            return True
        if (one.seats and _no_state(other)) or (other.seats and _no_state(one)):
            return True
        if _smaller(one, other) or _smaller(other, one):
            return True
        return any(not self._agree(a, b) for a in one.names for b in other.names)

    def _agree(self, one: Name, other: Name) -> bool:
        if (one.sort == "person") != (other.sort == "person"):
            return False
        if one.words == other.words:
            return {one.sort, other.sort} != {"place", "body"} or not _seat(one)
        if self._said(one.words, other.words):
            return True
        if one.sort == "person":
            return of_one(one.words, other.words) and (
                min(len(one.words), len(other.words)) < 2 or not _two(one, other))
        if not one.letters and not other.letters and _two(one, other) and not self._shortened(one, other):
            return False
        return body_of_one((one.words, one.letters), (other.words, other.letters))

    def _shortened(self, one: Name, other: Name) -> bool:
        """Whether a known name may be the short form of another here: "Fatah" of "Fatah Alliance", where the report
        does not speak of the country of the other Fatah."""
        few, many = sorted((one, other), key=lambda name: len(name.words))
        return {*few.words} < {*many.words} and not any(key[:3] in self.spoken for key in few.known)

    def _said(self, x: tuple[str, ...], y: tuple[str, ...]) -> bool:
        """Whether the text says of two names, or of names that can be of the same, that they are of one."""
        return any(any(of_one(name, x) for name in names) and any(of_one(name, y) for name in names)
                   for names in self.told)


def of_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of persons can be of one: the shorter is in the longer, or first and last words agree.

    >>> of_one(("muhammad", "shiaa", "sudani"), ("mohamed", "shia"))
    True
    >>> of_one(("masoud", "barzani"), ("masrour", "barzani"))
    False
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if all(any(alike(word, whole) for whole in rest) for word in short):
        return True
    return len(short) > 1 and alike(short[-1], long[-1]) and (alike(short[0], long[0]) or (
        min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0]))


def body_of_one(one: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str]) -> bool:
    """Whether two names, words and letters, can be of one body or place. One more brigade or wing is another, and so is
    the north of it.

    >>> body_of_one((("hezbollah",), ""), (("kataib", "hezbollah"), ""))
    False
    >>> body_of_one((("revolutionary", "guard"), ""), (("islamic", "revolutionary", "guard", "corps"), ""))
    True
    """
    (a, short), (b, long) = one, other
    if short and long:
        return short == long
    if short or long:
        words, told = (b, short) if short else (a, long)
        return abbreviates(told, words) or not lexicon().state(told).isdisjoint(lexicon().state("".join(words)))
    if "".join(a) in lexicon().states and not lexicon().state("".join(a)).isdisjoint(lexicon().state("".join(b))):
        return True
    few, many = sorted((set(a), set(b)), key=len)
    more = many - few
    if not few <= many:
        return len(a) == len(b) and all(alike(x, y) or x.rstrip("s") == y.rstrip("s")
                                        for x, y in zip(a, b, strict=True))
    return more.isdisjoint(lexicon().sides) and (not more or len(few) > 1 or more.isdisjoint(lexicon().parts))


def _unfit(one: Cluster, other: Cluster) -> bool:
    """Whether the other is a body and the one describes what it cannot be: "the army", and the Red Cross; "the
    parties", and one union; "the coalition", and "one of its hospitals"."""
    if one.of_one and any(noun not in one.of_one | {"one"} for noun, _ in other.called):
        return True
    if one.several and any(name.sort == "body" for name in other.names):
        return True
    if _abroad(one, other):
        return True
    return bool(other.bodies) and (one.folk or not all(
        fits(noun, does, *body) for noun, does in one.called for body in other.bodies))


def _abroad(one: Cluster, other: Cluster) -> bool:
    """Whether one is described as of a state and the other is somebody whom the files know in another: "the French
    envoy", and Benjamin Netanyahu."""
    nations = _nations()
    whose = [states for _, states in one.owners if states <= nations] if one.someone else []
    return any(name.sort == "person" and name.known and all(
        key[:3] in nations and key[:3] not in states for key in name.known)
        for states in whose for name in other.names)


@cache
def _nations() -> frozenset[str]:
    """The keys of the states of our files."""
    return frozenset().union(*lexicon().whose.values())


def _no_state(one: Cluster) -> bool:
    """Whether descriptions tell what is no state and no government: a party, an army."""
    return any("GOV" not in does for _, does in one.does)


def _governed(one: Cluster, other: Cluster) -> bool:
    """Whether a state's government or parliament is told and the name is another's: "the Iraqi government" and the
    "Kurdistan Regional Government"."""
    return any(noun in lexicon().sole and name[-1:] == (noun,) and whose
               and not any(whose & lexicon().state(word) for word in name[:-1])
               for noun, whose in one.owners for _, name, _, _ in other.names if len(name) > 1)


def _two(one: Name, other: Name) -> bool:
    """Whether the files know two by these names."""
    return bool(one.known and other.known) and one.known.isdisjoint(other.known)


def _seat(one: Name) -> bool:
    """Whether a name is a capital's: the town is not who sits there."""
    word = "".join(one.words)
    return word in lexicon().whose and word not in lexicon().states


def _smaller(one: Cluster, other: Cluster) -> bool:
    """Whether one is a state and the other described as a part of one, or as another region: "the enclave"."""
    states = [lexicon().state("".join(name.words)) for name in one.names if "".join(name.words) in lexicon().states]
    return bool(states) and (other.lower or any(
        whose.isdisjoint(lexicon().state(region)) for whose in states for region in other.regions))


def _one_site(one: str, other: str) -> bool:
    """Whether two nouns may be of one site: "pipeline" and "line", "hotel" and "building", not "garage" and "camp"."""
    return one.endswith(other) or other.endswith(one) or bool({one, other} & lexicon().sites)


def _peopled(one: Cluster, other: Cluster) -> bool:
    """Whether one has the people and the other the name of a state: "Iranian officials" and "Iran"."""
    return any(sort != "person" and not of.isdisjoint(lexicon().state("".join(name)))
               for of in one.people for sort, name, _, _ in other.names)


def _cluster(words: Words, at: int, draft: Draft) -> Cluster:
    cluster = Cluster([at])
    if draft.form is not Form.PRONOUN and not (draft.plural and draft.form is Form.DESCRIPTION):
        cluster.someone, cluster.something = draft.sort == "person", draft.sort != "person"
    if draft.form is Form.PRONOUN:
        cluster.something = words.folds[draft.head] in ("it", "its", "itself")
        cluster.someone = words.folds[draft.head] in ("he", "him", "his", "himself")
    if draft.form is Form.NAME:
        cluster.names = {Name(draft.sort, draft.called, draft.letters, draft.known)}
        cluster.seats = draft.sort != "person" and "".join(draft.called) in lexicon().whose
        if draft.kind is Kind.ORGANISATION:
            cluster.bodies = {(tuple(words.folds[slice(*draft.name)]) if draft.name else (), draft.known)}
        first, last = draft.name or (0, 0)
        if draft.sort == "person":
            cluster.marks = {words.folds[word] for word in range(first, last)
                             if words.folds[word] in spellings().generations}
    elif draft.form is Form.DESCRIPTION and draft.kind is Kind.PLACE:
        noun = words.lemmas[draft.head].lower()
        cluster.lower = noun in lexicon().lower
        if draft.of and noun in lexicon().places:
            cluster.regions = {fold(draft.of)}
    elif draft.form is Form.DESCRIPTION:
        noun = words.lemmas[draft.head].lower()
        if draft.of:
            whose = lexicon().state(fold(draft.of.split()[0]).removesuffix("-"))
            cluster.owners = {(noun, whose)}
            if draft.plural or draft.kind is Kind.GROUP:
                cluster.people = {whose}
        if draft.kind is Kind.FACILITY:
            cluster.sites = {noun}
        if (draft.sort == "body" or draft.plural) and (does := trade(words, draft)):
            cluster.does = {(noun, does)}
        cluster.folk = people(draft)
        cluster.several = not draft.of and words.folds[draft.head] in lexicon().several
        cluster.of_one = {words.lemmas[at].lower() for at in range(draft.head + 1, draft.last)
                          if words.heads[at] == draft.head} if noun == "one" else set()
        if draft.sort == "body":
            cluster.called = {(noun, trade(words, draft))}
    if draft.sort == "body":
        cluster.levels = {level for word in words.folds[draft.first:draft.head + 1] for level in lexicon().level(word)}
    if draft.sort == "person" and draft.title and (post := office(tuple(draft.title.split()))):
        cluster.posts = {(post.title, post.deputy)}
    if draft.she is not None:
        cluster.she = {draft.she}
    return cluster


def _told(pairs: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[set[tuple[str, ...]]]:
    """Names that the text says are of one, together with those that these are said to be."""
    told: list[set[tuple[str, ...]]] = []
    for pair in pairs:
        if not all(pair):
            continue
        near = [names for names in told if not names.isdisjoint(pair)]
        told = [names for names in told if names.isdisjoint(pair)] + [set(pair).union(*near)]
    return told


def _apart(words: Words, drafts: Sequence[Draft], one: set[frozenset[int]]) -> Iterable[Alias]:
    """Pairs that are two by grammar: an owner or complement and whose it is ("[Omar]'s widow", "the head of [the
    bank]").
    """
    by_head = {draft.head: at for at, draft in enumerate(drafts)}
    for at, draft in enumerate(drafts):
        above = by_head.get(words.heads[draft.head], at)
        twice = drafts[at].name and drafts[at].name == drafts[above].name            # "the [“[Nabni]”] coalition"
        if (above != at and not twice and words.relations[draft.head] in ("nmod", "nmod:poss", "compound")
                and frozenset((at, above)) not in one):
            yield at, above
        if (who := _assailant(words, draft.head)) in by_head:
            yield at, by_head[who]


def _assailant(words: Words, pronoun: int) -> int:
    """Whoever harms what a pronoun owns, who is another than its owner: "[The army] raided its camp"; else -1.

    Not with "own": "The army shelled its own camp."
    """
    thing = words.heads[pronoun]
    verb = words.heads[thing]
    if (words.relations[pronoun] != "nmod:poss" or words.folds[pronoun] not in ("its", "their")
            or words.relations[thing] != "obj" or words.folds[pronoun + 1:pronoun + 2] == ["own"]
            or words.lemmas[verb].lower() not in lexicon().harming):
        return -1
    return next((at for at in range(verb) if words.heads[at] == verb and words.relations[at] == "nsubj"), -1)


def _chains(drafts: Sequence[Draft]) -> list[list[int]]:
    chains: dict[int, list[int]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        if draft.chain is not None:
            chains[draft.chain].append(at)
    return list(chains.values())


def _lands(words: Words, drafts: Sequence[Draft]) -> dict[int, int | None]:
    """"The country" of chains that another state has a better claim to → that state's mention, None for several.

    "Belarus, Russia's ally, … the country" is Belarus: what a state is said to be or have does not make its owner
    the topic. Only the sentence and the one before it are looked at.
    """
    found: dict[int, int | None] = {}
    named = {at: lexicon().state("".join(draft.called)) for at, draft in enumerate(drafts)
             if draft.form is Form.NAME and draft.sort != "person" and "".join(draft.called) in lexicon().states}
    for at, draft in enumerate(drafts):
        if draft.form is not Form.DESCRIPTION or draft.chain is None or draft.of or draft.plural or (
                words.folds[draft.first:draft.last] not in (["the", "country"], ["the", "nation"])):
            continue
        here = words.sentences[draft.head]
        topics = [other for other in named if drafts[other].last <= draft.first
                  and here - words.sentences[drafts[other].head] <= 1
                  and words.relations[drafts[other].head] not in ("nmod:poss", "amod", "compound")]
        states = {named[other] for other in topics}
        mine = {whose for other, whose in named.items() if drafts[other].chain == draft.chain}
        if topics and mine and states.isdisjoint(mine):
            found[at] = topics[-1] if len(states) == 1 else None
    return found


def _they(words: Words, drafts: Sequence[Draft]) -> dict[int, int]:
    """"They" that begins a sentence and whom the reader chained past the sentence before it → the many of whom alone
    that sentence speaks first: "Farmers blocked the road. They burned tyres.", not the ministry of a page above.
    """
    subjects: dict[int, list[int]] = defaultdict(list)              # by sentence
    for at, draft in enumerate(drafts):
        if words.relations[draft.head] in ("nsubj", "nsubj:pass") and (
                words.relations[words.heads[draft.head]] == "root"):
            subjects[words.sentences[draft.head]].append(at)
    found: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        here = words.sentences[draft.head]
        if draft.form is not Form.PRONOUN or words.folds[draft.head] != "they" or not _first(words, draft.head):
            continue
        before = subjects.get(here - 1, [])
        near = any(other != at and one.chain == draft.chain and one.form is not Form.PRONOUN
                   and here - 1 <= words.sentences[one.head] <= here and one.last <= draft.first
                   for other, one in enumerate(drafts))
        if len(before) == 1 and not (near and _many(words, drafts, draft)) and (topic := before[0]) < at and (
                words.plural[drafts[topic].head] and drafts[topic].form is not Form.PRONOUN) and (
                "\n" not in words.text[words.ends[drafts[topic].head]:words.starts[draft.head]]):
            found[at] = topic
    return found


def _first(words: Words, at: int) -> bool:
    """Whether a word is the first of its sentence but for when and where: "In January they shot"."""
    return not any(words.tags[word] in ("VERB", "AUX", "PRON") or words.relations[word].startswith("nsubj")
                   for word in range(max(0, at - AHEAD), at) if words.sentences[word] == words.sentences[at]) and (
        words.opens(at) or words.sentences[max(0, at - AHEAD - 1)] != words.sentences[at])


def _themselves(words: Words, drafts: Sequence[Draft]) -> dict[int, int]:
    """"It" and "its" in what a body says, of whom alone the sentence spoke so far → that body: "Hezbollah says its
    fighters left.", not the mission of the paragraph above.

    Yes: The Karoo Brigade says its fighters left.
    No: The Karoo Brigade says the army lost its tanks.
    """
    subjects = {words.heads[draft.head]: at for at, draft in enumerate(drafts) if draft.sort == "body"
                and draft.form is not Form.PRONOUN and words.relations[draft.head] == "nsubj"}
    found: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        if draft.form is not Form.PRONOUN or words.folds[draft.head] not in ("it", "its"):
            continue
        clause = draft.head
        while words.relations[clause] not in ("ccomp", "root") and words.heads[clause] != clause:
            clause = words.heads[clause]
        who = subjects.get(words.heads[clause]) if words.relations[clause] == "ccomp" else None
        if who is not None and drafts[who].chain != draft.chain and drafts[who].last <= draft.first and not any(
                drafts[who].last <= one.first < draft.first and one.sort in ("body", "place") for one in drafts):
            found[at] = who
    return found


def _many(words: Words, drafts: Sequence[Draft], draft: Draft) -> bool:
    """Whether the chain of a pronoun has those told as many: "the farmers"."""
    return any(one.chain == draft.chain and one.form is not Form.PRONOUN and words.plural[one.head] for one in drafts)


def _equal(drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join mentions of one name. A place and a body of one name are one where it is a state's, not where it is a
    capital's, which may be the town or the government.
    """
    first: dict[tuple[str, object], int] = {}
    for at, draft in enumerate(drafts):
        if draft.form is Form.NAME and draft.called:
            word = "".join(draft.called)
            words: object = (draft.letters,) if draft.letters else draft.called
            if draft.sort in ("place", "body") and word in lexicon().states:
                groups.join(first.setdefault(("state", lexicon().state(word)), at), at)      # "US", "United States"
            else:
                groups.join(first.setdefault((draft.sort, words), at), at)


def _same(words: Words, drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join "the same coalition" with the last coalition before it, whatever the chain says."""
    for at, draft in enumerate(drafts):
        if draft.form is Form.DESCRIPTION and "same" in words.folds[draft.first:draft.head]:
            noun = words.lemmas[draft.head].lower()
            before = (other for other in range(at - 1, -1, -1) if drafts[other].form is not Form.PRONOUN
                      and _one_noun(words.lemmas[drafts[other].head].lower(), noun)
                      and drafts[other].last <= draft.first)
            if (last := next(before, None)) is not None:
                groups.join(last, at)


def _banded(words: Words, drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join "the group" of which nothing else is told with the one armed group that is named shortly before it: "M23
    rebels took Kibumba. Congo accuses Rwanda of arming the group."
    """
    chained = {draft.chain for draft in drafts if draft.form is Form.NAME}
    for at, draft in enumerate(drafts):
        if draft.form is not Form.DESCRIPTION or draft.chain in chained - {None} or (
                words.folds[draft.first:draft.last] not in (["the", "group"], ["the", "movement"], ["the", "militia"])):
            continue
        near = {groups.of(other): other for other, one in enumerate(drafts[:at])
                if one.form is Form.NAME and one.sort == "body" and armed(one.known)
                and words.sentences[draft.head] - words.sentences[one.head] <= BACK}
        if len(near) == 1:
            groups.join(next(iter(near.values())), at)


def _one_noun(full: str, short: str) -> bool:
    """Whether a noun is another or ends in it: "the same men", of gunmen; not of spokesmen."""
    return full == short or (short == "man" and full.endswith("man") and not full.startswith("spokes"))


def _shortened(words: Words, drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join an acronym with the one name whose initials it has."""
    long: dict[tuple[str, ...], int] = {}
    for at, draft in enumerate(drafts):
        if draft.name and draft.sort in ("body", "facility") and len(draft.called) > 1:
            long.setdefault(draft.called, at)
    seen: set[str] = set()
    for at, draft in enumerate(drafts):
        if draft.letters and draft.sort != "person" and draft.letters not in seen:
            seen.add(draft.letters)
            fits = {groups.of(other): other for other in long.values()
                    if abbreviates(draft.letters, words.forms[slice(*(drafts[other].name or (0, 0)))])}
            if len(fits) == 1 and groups.of(at) not in fits:
                groups.join(next(iter(fits.values())), at)


def _short(drafts: Sequence[Draft], groups: _Groups) -> None:
    """Join a short name with the one full name that it fits: of those before it, else of those after it."""
    full: dict[tuple[str, str], dict[tuple[str, ...], int]] = defaultdict(dict)  # by sort and sound of one word
    for at, draft in enumerate(drafts):
        if draft.form is Form.NAME and len(draft.called) > 1:
            for word in draft.called:
                full[draft.sort, rough(word)].setdefault(draft.called, at)
    for at, draft in enumerate(drafts):
        if draft.form is not Form.NAME or not draft.called or draft.letters:
            continue
        if any(len(name.words) > len(draft.called) for name in groups.clusters[groups.of(at)].names):
            continue
        fits = [other for name, other in full[draft.sort, rough(draft.called[0])].items()
                if len(name) > len(draft.called) and _shortens(draft, drafts[other])]
        for some in ([other for other in fits if other < at], fits):
            if tops := {groups.of(other) for other in some}:
                if len(tops) == 1:
                    groups.join(some[0], at)
                break


def _shortens(short: Draft, full: Draft) -> bool:
    if short.sort == "person":
        rest = iter(full.called)
        return all(any(alike(word, whole) for whole in rest) for word in short.called)
    return (short.sort == "body" and short.called == full.called[:-1] and full.called[-1] in spellings().idle)


def _weight(words: Words, draft: Draft) -> tuple[int, int, int, int, int]:
    """The fullest name before the most telling description before a pronoun, the first of equals."""
    if draft.form is Form.NAME:
        first, last = draft.name or (0, 0)
        name = words.quote(first, last)
        return 0, int(bool(draft.letters)), first - last, int(name.isupper() or name.islower()), draft.first
    told = len((draft.title or words.quote(draft.first, draft.last)).split())
    return 1 + (draft.form is Form.PRONOUN), 0, -bool(draft.of), -min(told, 6), draft.first
