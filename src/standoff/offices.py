"""Titles, jobs and nouns of groups: what “deputy prime minister” or “militias” tells of whoever is called so.

`read` gives the vocabulary of `lexicons/offices.yaml`; `Offices.title` and `Offices.group` find in it the words of a
text. What a tie or a code is made of an office is the business of `standoff.ties` and `standoff.codes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from standoff.errors import FaultyActors
from standoff.known import SECTORS
from standoff.model import Claim, TieType

HEADS = ("", "state", "government", "body")
BOUNDS = frozenset([
    "of", "for", "to", "in", "on", "at", "with", "from", "by", "under", "against", "near", "inside", "across", "around",
    "along", "loyal", "allied", "linked", "affiliated", "opposed", "who", "that", "which", "and", "or", ","])
"""Words at which a title ends on the right, and what is said of it on the left."""

Table = Mapping[tuple[str, ...], "Office"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a title or a noun of many tells. From `former` on: what the words around it tell, in one place of a text."""

    title: str                               # "prime minister": also for “premier”
    tie: TieType                             # of its holder to the body; of many: PART_OF, MEMBER_OF …
    sectors: tuple[str, ...] = ()            # PLOVER's, the primary one first; () is what the body is
    heads: str = ""                          # of HEADS: "state", "government", or any "body"
    body_first: bool = False                 # the body's sectors go before `sectors`
    unowned: tuple[str, ...] = ()            # of forces: when no state is told whose they are
    former: bool = False
    acting: bool = False
    deputy: bool = False                     # then `tie` is DEPUTY_OF for LEADS, and `title` is whose deputy
    claim: Claim = Claim.ASSERTED            # PLANNED of a “president elect”
    start: int = 0                           # its words among those asked, [start, end), with what stands beside them
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: int                                # which of the words asked
    whole: bool                              # False: a part of “pro-government”


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """A vocabulary. Keys are lower-case words in our spelling."""

    titles: Table
    groups: Table
    spellings: Mapping[str, str]
    modifiers: Mapping[tuple[str, ...], str]             # → "former", "acting", "deputy", "planned", "plain"
    quantities: frozenset[str]                           # “dozens” of …
    instead: Mapping[tuple[str, ...], str]               # qualifier → sector
    beside: Mapping[tuple[str, ...], str]
    names: Mapping[tuple[str, ...], str]                 # what ends a body's name → sector
    names_of_state: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def title(self, words: Sequence[str]) -> Office | None:
        """The title that some words end with, but for whose it is; None where they have none.

        “former Iraqi deputy prime minister” is one, and “adviser to the prime minister” is an adviser; the longest
        wins. “The minister said” is none: its words do not end with a title.
        """
        return self._find(words, self.titles)

    def group(self, noun: str) -> Office | None:
        """What a noun of many tells, with the words before it: “militias”, “Iraqi government forces”, “ex-ministers”.

        A plural of a title tells what the title does: “lawmakers” are members of LEG. “A militia leader” is none.
        """
        return self._find(noun.split(), self.groups)

    def body(self, name: str, state: bool) -> tuple[str, ...]:
        """PLOVER sectors that a body's own name tells: “Ministry of Oil” GOV; () where it tells none.

        `state`: whether a state's adjective stands before it: “the Iraqi Army” is MIL, “the Arakan Army” nobody knows.
        """
        tokens = [one.text for one in self._tokens(name.split())]
        first = self._whose(tokens)
        for end in _ends(tokens):
            for start in range(min(first, end)):
                key = tuple(tokens[start:end])
                if sector := self.names.get(key) or (self.names_of_state.get(key) if state else None):
                    return (sector,)
        return ()

    @property
    def ranks(self) -> frozenset[str]:
        """Titles that tell a rank in arms and no office: “general”."""
        return frozenset(one.title for one in self.titles.values()
                         if one.tie is TieType.OFFICE and one.sectors[:1] == ("MIL",))

    def _tokens(self, words: Sequence[str]) -> list[_Token]:
        """Words in our spelling: lower case, without full stops, “Iran 's” joined, at hyphens cut."""
        found: list[_Token] = []
        glued = False
        for number, word in enumerate(words):
            text = word.lower().replace("’", "'").replace(".", "").replace("–", "-")
            if text in ("'s", "'") and found:            # a tokenizer that cuts it off
                found[-1] = replace(found[-1], text=found[-1].text + text)
                continue
            if text == "-" and found:                    # a tokenizer that cuts at hyphens
                found[-1], glued = replace(found[-1], whole=False), True
                continue
            parts = [part for part in re.split(r"-|(,)", text) if part]
            found += [_Token(self.spellings.get(part, part), number, len(parts) == 1 and not glued) for part in parts]
            glued = False
        return found

    def _find(self, words: Sequence[str], table: Table) -> Office | None:
        tokens = self._tokens(words)
        texts = [one.text for one in tokens]
        first = self._whose(texts)
        for end in _ends(texts):
            planned, cut = self._behind(texts, end)
            for start in range(min(first, cut)):
                row = table.get(tuple(texts[start:cut]))
                if row is not None:
                    found = replace(row, start=tokens[start].word, end=tokens[end - 1].word + 1)
                    return self._before(found, tokens, start, planned)
        return None

    def _whose(self, texts: Sequence[str]) -> int:
        """The first word that says whose or where: not of “dozens of”; “and” may join adjectives before the title."""
        return next((at for at, text in enumerate(texts) if at and text in BOUNDS - {"and", "or", ","}
                     and not (text == "of" and texts[at - 1] in self.quantities)), len(texts))

    def _behind(self, texts: Sequence[str], end: int) -> tuple[bool, int]:
        """Whether “elect”, “designate” … ends the words before `end`, and where these words begin."""
        for size in (2, 1):
            if end > size and self.modifiers.get(tuple(texts[end - size:end])) == "planned":
                return True, end - size
        return False, end

    def _before(self, found: Office, tokens: Sequence[_Token], start: int, planned: bool) -> Office:
        """The office with what the words before it tell, up to whose it is (“Iran's former …”)."""
        told: set[str] = {"planned"} if planned else set()
        instead, beside = "", ""
        begin, touching = start, True
        at = start
        while at > 0 and tokens[at - 1].text not in BOUNDS and not tokens[at - 1].text.endswith(("'s", "s'")):
            for size in (2, 1):
                part = tokens[max(at - size, 0):at]
                key = tuple(one.text for one in part)
                whole = all(one.whole for one in part)
                kind = self.modifiers.get(key, "") if whole or key[0] in ("ex", "then", "vice") else ""
                if whole and (key in self.instead or key in self.beside):
                    instead, beside = instead or self.instead.get(key, ""), beside or self.beside.get(key, "")
                    kind = "plain"
                if kind:
                    told.add(kind)
                    at -= len(part)
                    begin = at if touching else begin
                    break
            else:
                at -= 1
                touching = False
        return _told(replace(found, start=min(found.start, tokens[begin].word)), told, instead, beside)


def _told(found: Office, told: set[str], instead: str, beside: str) -> Office:
    sectors = found.sectors
    open_to_it = found.body_first or not sectors or (found.unowned and instead not in ("MIL", "GOV"))
    if instead and open_to_it:                           # “rebel leader”, “militia forces”; not “rebel lawmaker”
        sectors = (instead,)
    elif beside and beside not in sectors:
        sectors = (*sectors, beside)
    owned = found.unowned and sectors != found.sectors
    deputy = "deputy" in told
    return replace(found, sectors=sectors, unowned=() if owned else found.unowned, former="former" in told,
                   acting="acting" in told, deputy=deputy,
                   heads="" if deputy else found.heads,
                   tie=TieType.DEPUTY_OF if deputy and found.tie is TieType.LEADS else found.tie,
                   claim=Claim.PLANNED if "planned" in told else found.claim)


def _ends(texts: Sequence[str]) -> Iterator[int]:
    """Where a title may end: at the end, or before one of BOUNDS, the last first."""
    yield len(texts)
    yield from (at for at in range(len(texts) - 1, 0, -1) if texts[at] in BOUNDS)


def read(path: Path | None = None) -> Offices:
    """The vocabulary of a file; ours, read once, without a path. Raises FaultyActors with all faults: where, and what
    to write.
    """
    return _ours() if path is None else _read(path)


@cache
def _ours() -> Offices:
    return _read(resources.files("standoff").joinpath("lexicons/offices.yaml"))


def _read(source: Traversable) -> Offices:
    try:
        content = yaml.load(source.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise FaultyActors(f"{source.name}: {' '.join(str(error).split())}.") from None
    if not isinstance(content, dict):
        raise FaultyActors(f"{source.name}: no sections. There are {', '.join(SECTIONS)}.")
    faults = [f"{name}: no such section. There are {', '.join(SECTIONS)}." for name in content if name not in SECTIONS]
    faults += [f"{name}: no {'list of rows' if kind is list else 'lists by name'}." for name, kind in SECTIONS.items()
               if name in content and not isinstance(content[name], kind)]
    if faults:
        raise FaultyActors("\n".join(f"{source.name}: {fault}" for fault in faults))
    offices = _offices(content, faults)
    if faults:
        raise FaultyActors("\n".join(f"{source.name}: {fault}" for fault in faults))
    return offices


SECTIONS: Mapping[str, type] = {
    "spellings": dict, "modifiers": dict, "qualifiers": dict, "quantities": list, "portfolios": list,
    "titles": list, "groups": list, "names": dict, "names of a state": dict}
FIELDS = ("tie", "sectors", "heads", "body first", "else", "titles", "nouns")
MODIFIERS = ("former", "acting", "deputy", "planned", "plain")


def _offices(content: Mapping[str, Any], faults: list[str]) -> Offices:
    portfolios = _texts(content.get("portfolios", []), "portfolios", faults)
    titles = _table(content.get("titles", []), "titles", portfolios, faults)
    plurals = {tuple(plural(" ".join(key)).split()): office for key, office in titles.items()}
    qualifiers = content.get("qualifiers", {})
    for name in qualifiers:
        if name not in ("instead", "beside"):
            faults.append(f"qualifiers: {name}: write “instead” or “beside”.")
    spellings = content.get("spellings", {})
    if any(not isinstance(word, str) for pair in spellings.items() for word in pair):
        faults.append("spellings: write “defense: defence”; no, on and numbers between quotation marks.")
        spellings = {}
    return Offices(
        titles=titles, groups=plurals | _table(content.get("groups", []), "groups", (), faults), spellings=spellings,
        quantities=frozenset(_texts(content.get("quantities", []), "quantities", faults)),
        modifiers=_words(content.get("modifiers", {}), "modifiers", MODIFIERS, faults),
        instead=_words(qualifiers.get("instead", {}), "qualifiers", SECTORS, faults),
        beside=_words(qualifiers.get("beside", {}), "qualifiers", SECTORS, faults),
        names=_words(content.get("names", {}), "names", SECTORS, faults),
        names_of_state=_words(content.get("names of a state", {}), "names of a state", SECTORS, faults))


def _table(rows: Iterable[Any], section: str, portfolios: Sequence[str],
           faults: list[str]) -> dict[tuple[str, ...], Office]:
    table: dict[tuple[str, ...], Office] = {}
    kind = "titles" if section == "titles" else "nouns"
    for number, row in enumerate(rows, 1):
        place = f"{section}, row {number}"
        if not isinstance(row, dict) or any(name not in FIELDS for name in row) or kind not in row:
            faults.append(f"{place}: write {', '.join(FIELDS[:5])} and {kind}.")
            continue
        blank = _row(row, place, faults)
        for text in _texts(row[kind], place, faults):
            spelt = [" ".join(one.replace("-", " ").split()) for one in text.split("=")]
            for fill in portfolios if "*" in spelt[0] else ("",):
                for one in spelt:
                    key = tuple(one.replace("*", fill).split())
                    if key and "*" not in text:
                        if key in table and table[key] != replace(blank, title=spelt[0]):
                            faults.append(f"{place}: “{one}” stands there twice. Leave one.")
                        table[key] = replace(blank, title=spelt[0])
                    else:
                        table.setdefault(key, replace(blank, title=spelt[0].replace("*", fill)))
    return table


def _row(row: Mapping[str, Any], place: str, faults: list[str]) -> Office:
    tie = str(row.get("tie", ""))
    if tie not in list(TieType):
        faults.append(f"{place}: tie “{tie}”. Write one of {', '.join(TieType)}.")
        tie = TieType.OFFICE
    sectors = {name: tuple(str(row.get(name, "")).split()) for name in ("sectors", "else")}
    if wrong := set(sectors["sectors"] + sectors["else"]) - SECTORS:
        faults.append(f"{place}: sectors {', '.join(sorted(wrong))}. PLOVER has {', '.join(sorted(SECTORS))}.")
    if row.get("heads", "") not in HEADS:
        faults.append(f"{place}: heads “{row['heads']}”. Write one of {', '.join(HEADS[1:])}.")
    return Office(title="", tie=TieType(tie), sectors=sectors["sectors"], heads=str(row.get("heads", "")),
                  body_first=row.get("body first") is True, unowned=sectors["else"])


def _texts(value: Any, place: str, faults: list[str]) -> list[str]:
    if not isinstance(value, list) or any(not isinstance(one, str) or not one.strip() for one in value):
        faults.append(f"{place}: no list of texts. Write [one, other]; no, on and numbers between quotation marks.")
        return []
    return value


def _words(lists: Any, place: str, known: Iterable[str], faults: list[str]) -> dict[tuple[str, ...], str]:
    """Words of lists by name, the other way round; of a word in two lists the first counts."""
    found: dict[tuple[str, ...], str] = {}
    for name, texts in (lists.items() if isinstance(lists, dict) else [(str(lists), None)]):
        if name not in known:
            faults.append(f"{place}: {name}: write one of {', '.join(sorted(known))}.")
        for text in _texts(texts, f"{place}: {name}", faults):
            found.setdefault(tuple(text.replace("-", " ").split()), name)
    return found


def plural(title: str) -> str:
    """A title of many: “chiefs of staff”, “secretaries general”, “policewomen”. Its head is the word before “of”."""
    words = title.split()
    bound = next((at for at, word in enumerate(words) if at and word in BOUNDS), len(words))
    at = bound - 1
    if at and words[at] in ("general", "designate", "elect") and words[at - 1] not in (
            "lieutenant", "major", "brigadier", "colonel", "army", "staff", "star"):
        at -= 1
    words[at] = _plural(words[at])
    return " ".join(words)


def _plural(word: str) -> str:
    for one, many in (("woman", "women"), ("man", "men"), ("person", "people")):
        if word.endswith(one):
            return word[:-len(one)] + many
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|sh|[^r]ch)$", word) else "s")
