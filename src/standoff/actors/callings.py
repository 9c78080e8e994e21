"""Callings: what a description says that somebody is, and whether a named body can be that.

"The army" is no name of the Red Cross, and "residents" are no name of a body. The sectors of a noun tell offices.yaml,
those of a name the files of actors and its own words. Which nouns stand for what only a body of one sort is called,
tells mentions.yaml.
"""

from __future__ import annotations

from functools import cache, lru_cache

from standoff import known
from standoff.actors.drafts import Draft
from standoff.actors.words import Words, lexicon, sectors, vocabulary
from standoff.model import TieType

ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
"""Sectors of armed men who are no regulars: one report's "rebels" may be another's "gunmen"."""

STATE = frozenset({"GOV", "LEG", "JUD"})
"""Sectors of a state's organs without arms."""

FORCE = frozenset({"MIL", "COP", "SPY"})
"""Sectors of a state's organs with arms."""

FOLK = frozenset({"CVL", "LAB", "EDU", "JRN", "MED", "REL", "AGR", "SOC", "REF", "ELI", "BUS"})
"""Sectors of people without arms or office."""


def trade(words: Words, draft: Draft) -> frozenset[str]:
    """The sectors that a description of many tells, of "hundreds of protesters" those of protesters; none for such as
    anybody may become: "hostages", "the attackers"."""
    if words.lemmas[draft.head].lower() in lexicon().anybody:
        return frozenset()
    return sectors(words.quote(draft.first, draft.head + 1)) or sectors(draft.title)


def people(draft: Draft) -> bool:
    """Whether a description is of many persons without arms or office, who are no body: "residents", not "unions"."""
    found = vocabulary().group(draft.title) if draft.plural else None
    return found is not None and found.tie in (TieType.OFFICE, TieType.MEMBER_OF) and {*found.sectors[:1]} <= FOLK


def armed(keys: frozenset[str]) -> bool:
    """Whether the files know armed men without a state by some keys."""
    return not _told(keys).isdisjoint(ARMED)


def beside(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether who is of some sectors may be of others: rebels gunmen, and protesters teachers, but a ministry no
    party."""
    both = one | other
    return not one.isdisjoint(other) or ("UAF" in both and both <= ARMED) or ("CVL" in both and both <= FOLK)


def fits(noun: str, does: frozenset[str], name: tuple[str, ...], keys: frozenset[str]) -> bool:
    """Whether a body may be called by a noun of those sectors. `name`: its folded words; `keys`: who bears it in the
    files.

    >>> fits("army", frozenset({"MIL"}), ("red", "cross"), frozenset())
    False
    >>> fits("army", frozenset({"MIL"}), ("arakan", "army"), frozenset({"MMR.aa"}))
    True
    >>> fits("army", frozenset({"MIL"}), ("national", "liberation", "army"), frozenset())
    False
    >>> fits("group", frozenset(), ("ministry", "of", "oil"), frozenset())
    False
    """
    if noun == "army" and not lexicon().risen.isdisjoint(name):
        return False                                                # "the army" fights the Liberation Army
    if noun in name or noun.rstrip("s") in name or f"{noun}s" in name:
        return True
    told = _told(keys) | frozenset(vocabulary().body(" ".join(name), True)) | sectors(" ".join(name))
    if noun in lexicon().regular:
        return not told.isdisjoint(does)
    if not told:
        return True
    if noun in lexicon().banded:
        return not told <= STATE | FORCE
    if noun in lexicon().bureau:
        return not told <= ARMED | {"PTY", "OPP"}
    if does and does <= ARMED | FORCE:
        return not told.isdisjoint(ARMED | FORCE | {"PTY", "OPP"})
    if does and does <= STATE:
        return not told.isdisjoint(STATE | {"PTY", "ELI"} | (frozenset() if noun in lexicon().sole else {"MIL"}))
    return True


@lru_cache(maxsize=1 << 12)
def _told(keys: frozenset[str]) -> frozenset[str]:
    """The sectors, of any time, that the bundled files tell of some actors."""
    return frozenset().union(*(_sectors().get(key, ()) for key in keys))


@cache
def _sectors() -> dict[str, frozenset[str]]:
    """The same of all actors of the files."""
    return {one.key: frozenset(sector for dated in one.sectors for sector in dated.what.split())
            for one in known.ours().values()}
