"""Who may be whom, with what speaks for it and against: each rule looks at a record's profiles and drafts judgements.

A draft whose name is short, or which the files know, is loose: it holds only where nobody else fits as well. That is
settled in `compare`, when all drafts are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from standoff.actors import names
from standoff.actors.blocks import pairs
from standoff.actors.chains import Chain, Sort
from standoff.actors.countries import States
from standoff.actors.names import Likeness, Words
from standoff.actors.profiles import Profile, countries, entries, profiles
from standoff.known import Known
from standoff.model import Kind, Verdict

SAME = .7
OPEN = .4
"""From which sum of weights on two are one, and from which on it is open. Chosen with benchmarks/actors.py."""

MANY = 8
"""Bearers of a single name from which on none is written down unless a sign points to one: it tells nobody."""

OFTEN = 50
"""Reports of a name from which on it says nothing that somebody stands beside it."""

Reason = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Draft:
    """A judgement in the making: numbers of two profiles, the reasons, and whose name is loose."""

    a: int
    b: int
    reasons: tuple[Reason, ...]
    loose: int | None = None
    rule: str = "name"

    @property
    def sum(self) -> float:
        """The weights together."""
        return round(sum(weight for _, weight in self.reasons), 2)

    @property
    def verdict(self) -> Verdict:
        """What the sum comes to."""
        return Verdict.SAME if self.sum >= SAME else Verdict.OPEN if self.sum >= OPEN else Verdict.DIFFERENT


class Record:
    """What comparing needs of a record: its profiles, those of the files behind them, and how common words are."""

    def __init__(self, units: Mapping[str, Chain], known: Mapping[str, Known], states: States,
                 context: Mapping[str, frozenset[str]], foremost: Mapping[str, str]) -> None:
        self.known, self.context = known, context
        files = entries(known, states)
        self.settled, self.unsettled = countries(units, [one for one in files if one.sort is Sort.BODY], context,
                                                  foremost)
        people = [one for one in files if one.sort is Sort.PERSON]
        self.single: set[Words] = {words for one in people for words in one.names() if len(words) == 1}
        self.mine = profiles(units, states, self.settled, self.unsettled, self.single)
        whole = [Profile(key=key, sort=Sort.STATE, words=(key,), country=key, known=True)
                 for key in sorted(known) if known[key].type == "state"]
        self.all = [*self.mine, *files, *whole]
        self.at = {one.key: number for number, one in enumerate(self.all)}
        spoken = {words for one in self.all if one.sort is Sort.PERSON for words in one.names() if len(words) > 1}
        self.common = Counter(word for words in spoken for word in set(map(names.rough, words)))
        self.members: dict[str, set[int]] = {}
        for number, one in enumerate(self.mine):
            for report in one.reports:
                self.members.setdefault(report, set()).add(number)

    def drafts(self) -> list[Draft]:
        """All drafts, the best one of each pair, sorted."""
        best: dict[tuple[int, int], Draft] = {}
        for rule in (self._states, self._seats, self._persons, self._bodies, self._abbreviations, self._other_names,
                     self._without_country, self._descriptions, self._single_names):
            for draft in rule():
                pair = draft.a, draft.b
                if pair not in best or draft.sum > best[pair].sum:
                    best[pair] = draft
        return [best[pair] for pair in sorted(best)]

    # — states and their seats —

    def _states(self) -> Iterator[Draft]:
        for number, one in enumerate(self.mine):
            if one.sort is Sort.STATE:
                yield Draft(number, self.at[one.words[0]], (("the name of the state", .95),), rule="state")

    def _seats(self) -> Iterator[Draft]:
        """A place that stands for who sits there, read as a body: “Tehran says”, “the Kremlin”."""
        seats: dict[str, set[str]] = {}
        for entry in self.known.values():
            for seat in filter(None, (*entry.seats, entry.capital)):
                seats.setdefault(names.plain(seat), set()).add(entry.key)
        for number, one in enumerate(self.mine):
            if one.sort is Sort.BODY and one.chains[0].kind is Kind.ORGANISATION:
                for key in _governments(seats.get(names.plain(one.chains[0].name), set()), self.known):
                    reason = "the name of a seat, for those who sit there", .85
                    yield Draft(number, self.at[key], (reason,), number, "seat")

    # — names —

    def _persons(self) -> Iterator[Draft]:
        numbers = [number for number, one in enumerate(self.all) if one.sort is Sort.PERSON
                   and (one.known or len(one.words) > 1 or one.words in self.single)]
        people = [self.all[number] for number in numbers]
        for a, b in pairs(people, names.keys):
            one, two = people[a], people[b]
            found = [(likeness, at) for at, words in enumerate(two.names())
                     if len(one.words) == len(words) or min(len(one.words), len(words)) > 1
                     if (likeness := names.persons(one.words, words, self._rare(one.words, words)))]
            both = tuple({*one.words} & {*two.words})
            if found and (_best(found)[0].weight >= OPEN or self._rare(both, both)):
                yield self._draft(numbers[a], numbers[b], *_best(found))

    def _rare(self, a: Words, b: Words) -> float:
        """1 where the rarest word of the shorter name stands in at most three names, 0 where in more than ten."""
        short = min(a, b, key=len)
        counts = [self.common[names.rough(word)] for word in short if not names.given(word) and not names.initial(word)]
        return 0. if not counts or min(counts) > 10 else 1. if min(counts) <= 3 else .5

    def _bodies(self) -> Iterator[Draft]:
        numbers = [number for number, one in enumerate(self.all) if one.sort is Sort.BODY
                   and (one.known or one.chains[0].leader not in self.unsettled)]
        some = [self.all[number] for number in numbers]
        for a, b in pairs(some, names.body_keys):
            one, two = some[a], some[b]
            if one.country != two.country and not names.telling(one.words):
                continue
            found = [(likeness, at) for at, words in enumerate(two.names())
                     if (likeness := names.bodies(one.words, words))]
            if found:
                yield self._draft(numbers[a], numbers[b], *_best(found))

    def _draft(self, a: int, b: int, likeness: Likeness, place: int) -> Draft:
        """Two names that look alike; `place`: which of the names of the second it is."""
        one, two = self.all[a], self.all[b]
        reasons = [(likeness.reason, likeness.weight), *self._signs(one, two)]
        loose = likeness.loose or two.known or one.country != two.country
        if likeness.weight >= SAME and one.country and two.country and one.country != two.country:
            reasons.append((f"other country: {one.country}, {two.country}", -.4 if two.known else -.5))
        if likeness.weight >= SAME and two.known:
            if not two.others[two.names()[place]] and not one.country:
                reasons.append(("without the country that belongs to the name", -.15))
            elif not place:
                reasons.append(("by which the files call it first", .15))
            if not one.country and two.country in self.known and not any(
                    two.country in self.context[report] for report in one.reports):
                reasons.append(("its reports do not speak of the other's country", -.2))
        if two.known and one.sort is Sort.PERSON and all(map(names.given, one.words)):
            reasons.append(("given names alone, which many bear", -.25))
        short = a if two.known or (len(one.words), one.country) <= (len(two.words), two.country) else b
        return Draft(a, b, tuple(reasons), short if loose else None)

    def _signs(self, one: Profile, two: Profile) -> Iterator[Reason]:
        """What else agrees: country, title, the body that is named with both."""
        if one.country and one.country == two.country:
            yield "the same country", .1
        elif not one.country and two.country and all(two.country in self.context[report] for report in one.reports):
            yield "its reports speak of the other's country", .1
        if title := _title(one, two):
            yield f"the same title: {title}", .15
        if any(_one_body(a, b) for a in sorted(one.owners) for b in two.owners):
            yield "the same body is named with both", .15

    # — what a name alone does not tell —

    def _without_country(self) -> Iterator[Draft]:
        """A ministry of nobody's, with those of the states that its report speaks of."""
        for number, one in enumerate(self.mine):
            fitting = [self.at[key] for key in self.unsettled.get(one.chains[0].leader, ()) if key in self.at]
            for other in sorted({*fitting} - {number}) if len(fitting) <= MANY else ():
                yield Draft(min(number, other), max(number, other), (
                    ("the same name", .9), ("no country is told, and several are possible", -.4)), number, "no country")

    def _abbreviations(self) -> Iterator[Draft]:
        """“PMU” alone, where another report introduces it; where none does, names that begin so."""
        full: dict[str, set[int]] = {}
        initials: dict[str, set[int]] = {}
        for number, one in enumerate(self.mine):
            if one.sort is Sort.BODY and not names.acronym(one.chains[0].name):
                for short in one.short:
                    full.setdefault(short, set()).add(number)
                initials.setdefault(names.initials(one.chains[0].name), set()).add(number)
        for number, one in enumerate(self.mine):
            if one.sort is not Sort.BODY or not names.acronym(one.chains[0].name):
                continue
            short = names.plain(one.chains[0].name)
            told, guessed = full.get(short, set()), initials.get(short, set()) - full.get(short, set())
            for other in sorted(told | guessed) if len(told | guessed) <= MANY else ():
                reason = ("a report introduces it as short for the other", .85) if other in told else (
                    "the first letters of the other's name", .5)
                yield Draft(min(number, other), max(number, other), (reason,), number, "abbreviation")

    def _other_names(self) -> Iterator[Draft]:
        """A name that another report gives to somebody besides the one that leads there."""
        also: dict[tuple[str, Words], set[int]] = {}
        for number, one in enumerate(self.mine):
            for words in one.others:
                if len(words) > 1 and sorted(words) != sorted(one.words):
                    also.setdefault((one.sort, tuple(sorted(words))), set()).add(number)
        for number, one in enumerate(self.mine):
            for other in sorted(also.get((one.sort, tuple(sorted(one.words))), set()) - {number}):
                two = self.all[other]
                if one.country == two.country or (not (one.country and two.country) and names.telling(one.words)):
                    reasons = ("a report calls the other so as well", SAME), *self._signs(one, two)
                    yield Draft(min(number, other), max(number, other), reasons, number, "alias")

    def _descriptions(self) -> Iterator[Draft]:
        """Descriptions that are a name in the files: “Chinese authorities”."""
        found: dict[tuple[Words, str], list[int]] = {}
        for number, one in enumerate(self.all):
            if one.known and one.sort is Sort.BODY:
                for words in one.names():
                    found.setdefault((tuple(sorted(words)), one.country), []).append(number)
        for number, one in enumerate(self.mine):
            if one.sort is Sort.DESCRIBED and one.country:
                words = tuple(sorted(names.body(" ".join(word for word in one.words if word != one.country))))
                for other in found.get((words, one.country), ()):
                    yield Draft(number, other, (("a description that names it", .85),), number, "description")

    def _single_names(self) -> Iterator[Draft]:
        """Single names of persons, with those who bear them as first or last name: other signs must agree."""
        bearers: dict[str, set[int]] = {}
        for number, one in enumerate(self.all):
            if one.sort is Sort.PERSON:
                for word in _ends(one):
                    bearers.setdefault(names.rough(word), set()).add(number)
        for number, one in enumerate(self.mine):
            if one.sort is not Sort.PERSON or len(one.words) > 1:
                continue
            word = one.words[0]
            fitting = [other for other in sorted(bearers.get(names.rough(word), ()))
                       if any(names.alike(word, end) for end in _ends(self.all[other]))]
            company = self._company(number)
            sole = self._sole(number, fitting)
            drafts = [Draft(min(number, other), max(number, other), (
                ("a single name of the longer", .4), *self._pointers(number, other, company),
                *([("no other in the record has this surname", .3)] if other in sole else [])), number, "single name")
                for other in fitting]
            if len(drafts) > MANY:
                drafts = sorted((draft for draft in drafts if draft.sum > OPEN), key=lambda draft: -draft.sum)[:MANY]
            yield from drafts

    def _sole(self, number: int, fitting: Sequence[int]) -> list[int]:
        """The only one in the record who has a name as surname, however often, where nothing speaks against it: his
        state is spoken of in each of its reports, and it has no title that he has not."""
        one = self.all[number]
        spoken = [other for other in fitting if not self.all[other].known]
        if not spoken or names.given(one.words[0]):
            return []
        full = max((self.all[other].words for other in spoken), key=lambda words: (len(words), words))
        same = [other for other in fitting for likeness in [names.persons(self.all[other].words, full)]
                if likeness is not None and likeness.weight >= SAME]
        countries = {self.all[other].country for other in (*same, number)} - {""}
        titles = not one.titles or any(_title(one, self.all[other]) for other in same)
        alone = {*spoken} <= {*same} and len(countries) == 1 and names.alike(one.words[0], full[-1])
        here = all(countries <= self.context[report] for report in one.reports)
        return spoken if alone and titles and here else []

    def _pointers(self, number: int, other: int, company: set[int]) -> Iterator[Reason]:
        one, two = self.all[number], self.all[other]
        if title := _title(one, two):
            yield f"the same title: {title}", .2
        elif two.known and _styled(one, two):
            yield "the style of its office", .2
        if one.country and two.country:
            yield ("the same country", .15) if one.country == two.country else (
                f"other country: {one.country}, {two.country}", -.3)
        elif two.known and all(two.country in self.context[report] for report in one.reports):
            yield "its reports speak of the other's country", .1
        if not two.known and len(company & self._company(other) - {number, other}) > 1:
            yield "the reports of both name others in common", .15

    def _company(self, number: int) -> set[int]:
        """The persons and bodies in reports of somebody, of OFTEN at most, without those who have as many."""
        near = {at for report in sorted(self.all[number].reports)[:OFTEN] for at in self.members[report]}
        return {at for at in near
                if self.all[at].sort in (Sort.PERSON, Sort.BODY) and len(self.all[at].reports) < OFTEN}


def _best(found: Sequence[tuple[Likeness, int]]) -> tuple[Likeness, int]:
    return max(found, key=lambda one: (one[0].weight, -one[1]))


def _title(one: Profile, two: Profile) -> str:
    """The most that a title of each has in common, when a word of it tells more than "minister" or "chief"."""
    common = [[word for word in a if word in b] for a in one.titles for b in two.titles]
    plain = names.lexicon().common
    return max((" ".join(words) for words in common if any(word not in plain for word in words)),
               key=lambda text: (len(text), text), default="")


def _styled(one: Profile, two: Profile) -> bool:
    """Whether a name has the style that belongs to a post of who is known: "Secretary Rusk", once secretary of state.

    Not of a secretary general.
    """
    return ("secretary",) in one.titles and any(
        len(title) > 1 and title[0] == "secretary" and title[1] != "general" for title in two.titles)


def _one_body(a: Words, b: Words) -> bool:
    likeness = names.bodies(a, b)
    return likeness is not None and likeness.weight >= SAME


def _ends(one: Profile) -> set[str]:
    """First and last words of the names of a person that have more than one."""
    return {word for words in one.names() if len(words) > 1 for word in (words[0], words[-1])}


def _governments(found: set[str], known: Mapping[str, Known]) -> list[str]:
    """Of the actors whose seat it is, the government, also for a state whose capital it is; else all of them."""
    best = {f"{key}.government" if f"{key}.government" in known else key for key in found if known[key].type == "state"}
    return sorted(best | {key for key in found if key.endswith(".government")} or found)
