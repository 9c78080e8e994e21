"""The page's own headline among what claims to be it, and the outlet's name taken off it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from standoff.pages.markup.claims import Claim, Kind

_GLUE = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|::|»|«|›|:|/|~|<)\s+|\s*\|\s*|:\s+")
_ASIDE = re.compile(r"\s*[(|·•–—-]")
_DECLARED = ("json-ld:headline", "microdata:headline", "meta:og:title", "meta:twitter:title", "meta:citation_title",
             "meta:parsely-title", "meta:sailthru.title", "meta:dc.title", "meta:dcterms.title", "meta:title",
             "json-ld:name")


_SHOWN = ("h1", "class:title", "microdata:headline", "microdata:name")

SENTENCE = 7
"""Words from which the only top heading of a page is taken for the headline though no declared title knows it: shorter
ones are as often names of sections. On the development half of WCXB this settles 15 disagreements 13 to 2."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, the claim it rests on, and the rule that preferred it."""

    value: str
    claim: Claim
    rule: str


@lru_cache(maxsize=1 << 12)
def bare(text: str) -> str:
    """Letters and digits only, case folded: what two prints of one headline have in common."""
    return _GLUE.sub("", text.casefold())


def shortened(value: str, outlets: Iterable[str]) -> str:
    """A title without the outlet's name before or after it.

    Accepts "Dam breaks | The Ledger" with outlet "Ledger" → "Dam breaks"; refuses to cut "Dam breaks - live".
    """
    names = [bare(name) for name in outlets if bare(name)]

    def is_outlet(piece: str) -> bool:
        own = bare(piece)
        return bool(own) and any(own == name or (len(name) > 3 and (name in own or (len(own) > 3 and own in name)))
                                 for name in names)

    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(value))
        if not cuts:
            break
        if is_outlet(value[cuts[-1].end():]) and len(value[cuts[-1].end():]) <= 60:
            value = value[:cuts[-1].start()].strip()
        elif is_outlet(value[:cuts[0].start()]) and cuts[0].start() <= 40 and not is_outlet(value[cuts[0].end():]):
            value = value[cuts[0].end():].strip()
        else:
            break
    return value


def headline(claims: Sequence[Claim], outlets: Sequence[str], lines: frozenset[str]) -> tuple[Title, ...]:
    """The titles claimed, likeliest first: the visible heading that declared titles agree with, then the declared ones.

    A visible heading is preferred because it is what readers saw and what other copies carry; a heading that no
    declared title knows (a site name, a section) stands after the declared ones. `lines` are the bare lines of the
    reading text: a declared title is cut back to the piece that stands there as a line of its own.
    """
    titles = [claim for claim in claims if claim.kind is Kind.TITLE and len(claim.value) <= 400]
    shown = [c for c in titles if c.node is not None and c.source in _SHOWN]
    declared = [c for c in titles if c.source in _DECLARED]
    declared.sort(key=lambda c: (not c.main, _DECLARED.index(c.source)))
    window = [c for c in titles if c.source == "title"][:1]
    known = [(bare(c.value), bare(shortened(c.value, outlets))) for c in declared + window]
    sites = {bare(name) for name in outlets}

    def support(claim: Claim) -> float:
        own = bare(claim.value)
        if len(own) < 2 or own in sites:
            return -1.0
        best = 0.0
        for whole, short in known:
            if own in (whole, short):
                best = max(best, 3.0)
            elif len(own) >= 8 and whole.startswith(own):
                best = max(best, 2.0 + len(own) / max(len(whole), 1))
            elif len(own) >= 8 and (own in whole or (len(short) >= 12 and short in own)):
                best = max(best, 1.0 + min(len(own), len(whole)) / max(len(own), len(whole), 1))
        return best + (.5 if claim.source == "h1" else 0) + (.2 if claim.main else 0)

    ranked: list[Title] = []
    agreeing = sorted(shown, key=lambda c: -support(c))
    if agreeing and support(agreeing[0]) >= 1.5:
        own = bare(agreeing[0].value)        # a label of the site before the headline: "Question: Does the dam hold?"
        ranked += [Title(c.value, c, "title:declared-in-heading") for c in declared
                   if c.main and len(bare(c.value)) >= 12 and own.endswith(bare(c.value)) and own != bare(c.value)][:1]
        told = [(shortened(c.value, outlets), c) for c in declared + window]
        ranked += [Title(value, c, "title:declared-in-heading") for value, c in told if len(bare(value)) >= 12
                   and agreeing[0].value.startswith(value) and _ASIDE.match(agreeing[0].value, len(value))][:1]
    ranked += [Title(shortened(c.value.split(" | ")[0] if c.value.count(" | ") > 1 else c.value, outlets)
                     if " | " in c.value else c.value, c, "title:heading-agrees")
               for c in agreeing if support(c) >= 1.5]
    heads = [c for c in shown if c.source == "h1" and len(bare(c.value)) >= 8 and bare(c.value) not in sites]
    declared_titles = [Title(_as_shown(shortened(c.value, outlets), lines), c, "title:declared")
                       for c in declared + window]
    if len(heads) == 1 and not ranked and (len(heads[0].value.split()) >= SENTENCE or not declared + window):
        ranked.append(Title(heads[0].value, heads[0], "title:only-heading"))
    ranked += sorted(declared_titles, key=lambda title: any(_cut_short(title.value, other.value)
                                                            for other in declared_titles))
    ranked += [Title(c.value, c, "title:heading") for c in heads]
    return tuple(title for title in ranked if bare(title.value))


def _cut_short(title: str, other: str) -> bool:
    """Whether a title breaks off where another goes on in mid phrase.

    Accepts "Dam opens early in the" beside "Dam opens early in the valley"; refuses "Dam opens" and "Dam opens | Wire".
    """
    title = title.rstrip(" .…")
    return len(other) > len(title) + 1 and other.startswith(title) and bool(re.match(r"[\s(]*\w", other[len(title):]))


def _as_shown(value: str, lines: frozenset[str]) -> str:
    """The longest piece before or after a separator of a title that is a line of the page, else the whole title."""
    if bare(value) in lines:
        return value
    for cut in reversed(list(_SEPARATOR.finditer(value))):
        piece = value[:cut.start()].strip()
        if len(bare(piece)) >= 12 and bare(piece) in lines:
            return piece
    for cut in _SEPARATOR.finditer(value):
        piece = value[cut.end():].strip()
        if len(bare(piece)) >= 12 and bare(piece) in lines:
            return piece
    return value
