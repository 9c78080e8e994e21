"""Whether chains of several reports are one actor, and which one of the files: judgements, each with its reasons.

`compare` takes the mentions of a record and gives judgements of the machine. One ties each chain to the first of its
name, one is for each two names that look alike, one for each name and actor of the files that do. A score sums up the
weights that stand in the reasons. What looks alike and is not settled stays open: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from standoff.actors import names
from standoff.actors.candidates import SAME, Draft, Reason, Record
from standoff.actors.chains import Sort, chains, contexts, foremost
from standoff.actors.countries import States
from standoff.known import Known
from standoff.linkage import Components
from standoff.model import Judgement, Mention, Origin, Verdict

VERSION = "5"

LEAD = .15
"""By how much the best of several that fit a name must be ahead of the next."""

SAID = {Sort.DESCRIBED: "the same description", Sort.STATE: "the same state"}


def compare(mentions: Iterable[Mention], known: Mapping[str, Known],
            given: Sequence[Judgement] = ()) -> list[Judgement]:
    """The machine's judgements on the chains of a record, sorted; none on two that a person has judged (`given`)."""
    mentions = list(mentions)
    states = States(known)
    capitals = {names.plain(one.capital): one.key for one in known.values() if one.type == "state" and one.capital}
    record = Record(chains(mentions, states), known, states, contexts(mentions, states, capitals),
                    foremost(mentions, states))
    leader = {mention.key: mention.leader for mention in mentions}
    judged = {frozenset((leader.get(one.a, one.a), leader.get(one.b, one.b))) for one in given if one.by}
    found = [*_links(record), *_alike(record)]
    return sorted((one for one in found if frozenset((one.a, one.b)) not in judged), key=lambda one: (one.a, one.b))


def _links(record: Record) -> Iterator[Judgement]:
    """Each further chain of a name with the first."""
    for profile in record.mine:
        first, *rest = profile.chains
        for chain in rest:
            reasons: list[Reason] = [(SAID.get(profile.sort, "the same full name"), .9)]
            if chain.country and chain.country == first.country:
                reasons.append(("the same country", .05))
            if country := record.settled.get(chain.leader) or record.settled.get(first.leader):
                reasons.append((f"{country} is not told, but alone possible in the report", -.05))
            yield _judgement(first.leader, chain.leader, Verdict.SAME, reasons, "full name")


def _alike(record: Record) -> Iterator[Judgement]:
    """Names that look alike, and names and actors of the files."""
    for draft in settle(record.drafts(), len(record.all)):
        a, b = sorted((record.all[draft.a], record.all[draft.b]), key=lambda one: (one.known, one.key))
        yield _judgement(a.key, b.key, draft.verdict, draft.reasons, draft.rule)


def settle(drafts: Sequence[Draft], count: int) -> list[Draft]:
    """Drafts on `count` profiles, with those left open whose loose name fits several: all, or all but one well ahead.

    Who is one already counts once. What fits one alone joins it, and then others may fit one alone: round by round.
    """
    parts = Components(count)
    for draft in drafts:
        if draft.loose is None and draft.verdict is Verdict.SAME:
            parts.join(draft.a, draft.b)
    fits: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.loose is not None and draft.verdict is not Verdict.DIFFERENT:
            fits.setdefault(draft.loose, []).append(draft)
    while joined := [(draft.a, draft.b) for number in sorted(fits) for draft in _fitting(number, fits[number], parts)
                     if draft.verdict is Verdict.SAME and parts.find(draft.a) != parts.find(draft.b)]:
        for a, b in joined:
            parts.join(a, b)
    told = {(draft.a, draft.b): draft for number in fits for draft in _fitting(number, fits[number], parts)}
    return [told.get((draft.a, draft.b), draft) for draft in drafts]


def _fitting(number: int, found: Sequence[Draft], parts: Components) -> list[Draft]:
    """The drafts of one loose name, with what it means that nobody else fits, or that others do."""
    own = parts.find(number)
    best: dict[int, float] = {}
    for draft in found:
        part = parts.find(draft.a + draft.b - number)
        best[part] = max(best.get(part, 0.), draft.sum)
    ranked = sorted(best.values(), reverse=True)
    settled: list[Draft] = []
    for draft in found:
        part = parts.find(draft.a + draft.b - number)
        others = len(best) - 1
        extra: Reason | None = None
        if not others:
            if draft.rule == "single name" and len(draft.reasons) > 1:
                extra = "nobody else fits", .15
        elif part != own and (best[part] < ranked[0] or ranked[0] - ranked[1] < LEAD) and draft.sum >= SAME - .05:
            extra = f"{others} other{'s fit' if others > 1 else ' fits'} as well", round(SAME - .05 - draft.sum, 2)
        settled.append(replace(draft, reasons=(*draft.reasons, extra)) if extra else draft)
    return settled


def _judgement(a: str, b: str, verdict: Verdict, reasons: Sequence[Reason], rule: str) -> Judgement:
    score = min(.99, max(.01, sum(weight for _, weight in reasons)))
    return Judgement(a=a, b=b, verdict=verdict, score=round(score, 2), reasons=tuple(_worded(*one) for one in reasons),
                     origin=_origin(rule))


@cache
def _worded(reason: str, weight: float) -> str:
    """"the same country +.1"."""
    return f"{reason} {'−' if weight < 0 else '+'}{f'{abs(weight):.2f}'.strip('0').removesuffix('.') or '0'}"


@cache
def _origin(rule: str) -> Origin:
    return Origin(stage="judgements", version=VERSION, rule=rule)
