"""What every data reader gives and the trainer takes: a text, its words, and whichever layers somebody annotated.

Words are half-open stretches of `text` in code points. A layer that a source does not have is None and teaches nothing;
an empty list teaches that there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.model import Factuality, Kind, Manner, Medium, OutlookType

KINDS = tuple(kind.value for kind in Kind)
"""Types of nominal heads. `group`: people without a formal body (Kurds, militias, protesters). `facility`: what is
built and named for its use (airport, prison, embassy). `weapon`: weapons and vehicles. `other`: any other noun.
`training/CORPUS.md` has the details."""


@dataclass
class Mention:
    """A nominal: the words `start` up to `end`, its head word, what it may be, and its coreference chain."""

    start: int
    end: int
    head: int
    kinds: frozenset[str]            # every kind that the annotation allows: a coarse scheme allows several
    name: bool | None = None         # None: not annotated
    chain: str | None = None         # mentions with the same chain refer to the same; None: coreference not annotated


MANNERS = tuple(manner.value for manner in Manner)
MEDIA = tuple(medium.name.lower() for medium in Medium if medium is not Medium.COMMENT)
"""What a statement comes to, and what it was made in, by one word each (“briefing”, “call”)."""

UNSAID = frozenset({"negated", "future", "hypothetical"})
"""Marks of an attribution whose saying is itself none: “has not said”, “is to announce”, “if he confirms”."""


@dataclass
class Attribution:
    """Who said (thought, wrote…) what: word indices. The cue is never empty; the source may be."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    manner: str = ""                 # of MANNERS; "": not annotated
    medium: str = ""                 # of MEDIA; "": not told, or not annotated
    addressee: frozenset[int] = frozenset()      # to whom; may lie in the content ("urged both sides to withdraw")
    marks: frozenset[str] = frozenset()          # of UNSAID


@dataclass
class Time:
    """A time expression and its normalised value as the source writes it (ISO 8601 / EDTF; "a/b" an interval)."""

    start: int
    end: int
    value: str


TIES = ("part-of", "member-of", "leads", "deputy-of", "advises", "represents", "supports", "loyal-to", "allied-with",
        "opposes", "fights", "negotiates-with", "controls", "located-in")
"""Types of ties between two nominals of a sentence. `training/CORPUS.md` has the details; chains tell who is
the same."""


@dataclass
class Tie:
    """What one actor is to another, as a sentence tells it: "the Quds Force is part of the Guards"."""

    type: str
    source: int                      # head word of the nominal that is part of, leads, supports…
    target: int                      # head word of the one that it is part of, leads, supports…
    cue: frozenset[int]              # words that tell it; none where only apposition or a possessive does
    marks: frozenset[str]            # "former", "denied", …; how one supports: "military", …


FACTS = tuple(value.value for value in Factuality if value is not Factuality.REPORTED)
"""How a text puts what a word tells; “historical” stands beside one of the others."""

OUTLOOKS = tuple(type.value for type in OutlookType)


@dataclass
class Outlook:
    """What somebody asks or foresees: word indices."""

    type: str                        # of OUTLOOKS
    words: frozenset[int]
    negated: bool                    # that it will not be so
    head: int | None                 # the word of what is to come true
    condition: frozenset[int]
    hedges: list[frozenset[int]]
    forecaster: frozenset[int]       # empty: the author
    about: list[frozenset[int]]
    when: frozenset[int]


@dataclass
class Event:
    """Who did what to whom, by PLOVER: word indices."""

    type: str
    modes: frozenset[str]
    trigger: list[frozenset[int]]    # the words that tell the type, the main ones first
    roles: dict[str, list[frozenset[int]]]       # "by", "to", "at", "when", "dead", "injured", "arrested"
    contexts: frozenset[str]


@dataclass
class Document:
    """An annotated text."""

    key: str
    corpus: str                      # "ewt", "gum", "polnear", "re3d", "own"
    text: str
    words: list[tuple[int, int]]
    genre: str = ""
    created: str | None = None       # date of the document, ISO, when the source states it
    sentences: list[int] | None = None           # index of the first word of each sentence, ascending, begins with 0
    upos: list[str] | None = None
    feats: list[dict[str, str]] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None               # index in the document; a root is its own head
    deprels: list[str] | None = None             # with subtype: "nsubj:pass"; a root has "root"
    mentions: list[Mention] | None = None        # every nominal of the text (or of `mentioned`)
    mentioned: list[bool] | None = None          # words for which `mentions` is complete; None: all of them
    others: bool = True              # `mentions` holds those of kind `other` too; False: a word without may be one
    attributions: list[Attribution] | None = None
    times: list[Time] | None = None
    ties: list[Tie] | None = None
    facts: dict[int, frozenset[str]] | None = None   # word → values of FACTS
    outlooks: list[Outlook] | None = None
    events: list[Event] | None = None
    notes: dict[str, str] = field(default_factory=dict)

    def quote(self, start: int, end: int) -> str:
        """The text from word `start` up to word `end`."""
        return self.text[self.words[start][0]:self.words[end - 1][1]]
