"""Which findings are worth telling: of two who are two, under their whole names, in words that say whose they are.

The rules read what a sentence says. This module refuses what a reader of the record would not trust, or learns nothing
from: a tie is rather left out than told wrong.
"""

from __future__ import annotations

from standoff.model import Form, Kind, TieType
from standoff.ties.reading import SIDES, Found, Reading

LEAST = .6
"""Score below which a tie is left out."""

DESCRIBING = ("noun", "possession")
"""Rules whose one end is the very noun that says whose it is: "Kenya's rivals", "Hakimi's men"."""

SPEAKERS = ("i", "me", "my", "we", "us", "our")
"""Pronouns whose name may well come after the words: "'We back him', Tarek Haddad said"."""

UNKNOWN = .5
"""Factor for a pronoun that nothing before it explains."""

FAR = {"it": .7, "its": .7, "they": .5, "them": .5, "their": .5}
"""Pronoun → factor where what it stands for was last spoken of in another paragraph; 1 for "he" and "she". These and
the factor above are estimates: the paragraphs of our corpus are too few to count them on."""


def possible(text: Reading, found: Found) -> bool:
    """Whether both ends are somebody, and two: neither is a part of a name or "no group", and no chain has both.

    Nor does anybody lead a person by name: that is told of polls and races.

    Yes: The Economic Union of Southern Islands supports Kenya.
    Yes: Kenya supports both sides (the junta and the rebels).
    No: The Economic Union of Southern Islands met.
    No: Kenya supports both sides.
    No: The army killed our children.
    """
    ends = [end for end in (found.source, found.target) if end is not None]
    if any(text.inside(end) or text.nobody(end) or _untold(text, end) for end in ends):
        return False
    if found.type is TieType.LEADS and found.target is not None and text.kind(found.target) is Kind.PERSON and (
            text.form(found.target) is Form.NAME):
        return False
    if any(_bidden(text, end) for end in ends):
        return False
    return len(ends) < 2 or text.mentions[ends[0]].leader != text.mentions[ends[1]].leader


def _bidden(text: Reading, end: int) -> bool:
    """Whether it is owned by "its" or "their" in what somebody else than the "its" stands for is asked to do: whose it
    is nobody can tell from the words.

    Yes: Chad urged Kenya to extend its mission.  (where the chain has "its" for Chad)
    No: Chad urged Kenya to extend its mission.  (where the chain has it for Kenya)
    """
    if text.deps[end] != "nmod:poss" or text.form(end) is not Form.PRONOUN:
        return False
    verb = text.heads[text.heads[end]]
    above = text.heads[verb]
    if text.deps[text.heads[end]] not in ("obj", "obl") or text.deps[verb] != "xcomp":
        return False
    asked = [kid for kid in text.below(above, "obj", "iobj") if above < kid < verb and kid in text.mentions]
    return any(text.mentions[kid].leader != text.mentions[end].leader
               and (text.kind(kid) is Kind.PERSON) == (text.words[end] in ("his", "her")) for kid in asked)


def _untold(text: Reading, end: int) -> bool:
    """Whether words do not tell who is meant: "both sides", "our children"."""
    several = text.plural(end) and text.lemmas[end] in SIDES and text.form(end) is Form.DESCRIPTION and not (
        text.below(end, "amod", "acl", "acl:relcl", "nmod", "nmod:poss", "compound"))
    ours = any(text.words[kid] == "our" for kid in text.below(end, "nmod:poss"))
    return (several or ours) and not any(text.name(other) for other in text.chains[text.mentions[end].leader])


def telling(text: Reading, found: Found) -> bool:
    """Whether a tie tells more than the words by which somebody is called: of "Kenya's rivals" nobody learns who they
    are, unless their chain has a name, and "its border" is nowhere. But one who holds an office is somebody, and "the
    committee of the assembly" may be known by that alone.

    Yes: The rival of Kenya, the Karoo Brigade, fled.
    No: The rivals of Kenya fled.
    """
    if found.rule not in DESCRIBING or found.type is TieType.PART_OF or (
            found.anchor not in (found.source, found.target)):
        return True
    one = text.mentions[found.anchor]
    return (found.title != "" and not text.plural(found.anchor)) or one.form is Form.NAME or any(
        text.name(other) for other in text.chains[one.leader])


def nearness(text: Reading, found: Found) -> float:
    """Factor of the score, for pronouns whose name is not near, told only after them or in another paragraph, and for
    those that are said to be a town's: towns have few forces, allies or offices of their own.

    Yes: Chad met the union, and its army supports Kenya.
    No: Its allies met. Chad rejoiced.
    """
    factor = 1.
    for end in (found.source, found.target):
        if end is None or text.form(end) is not Form.PRONOUN or text.antecedent(end) != end:
            continue
        leader = text.mentions[end].leader
        chain = text.chains[leader]
        before = max((other for other in chain if other < end), default=None)
        if text.words[end] in SPEAKERS:
            continue
        told = any(other < end and text.form(other) is not Form.PRONOUN for other in chain)
        town = found.rule in DESCRIBING and any(text.mentions[other].key == leader and text.kind(other) is Kind.PLACE
                                                and not text.state(other) for other in chain)
        if town or not told:
            factor *= UNKNOWN
        elif before is not None and "\n" in text.text[text.ends[before]:text.starts[end]]:
            factor *= FAR.get(text.words[end], 1.)
    return factor
