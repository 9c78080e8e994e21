"""PLOVER's vocabulary: its sixteen types of events with modes, scores and quad classes, and its contexts.

Data: ``lexicons/plover.yaml``, with the decisions where the manual contradicts itself. Codes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from standoff import lexicons


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type of event."""

    name: str                        # "AGREE"
    quad: int                        # 1 … 4, a key of `Plover.quads`
    score: float                     # conflict to cooperation, -10 … +10, where no mode is told
    recipient: bool                  # whether an event of this type must have a recipient
    about: str                       # what it is, in our words
    modes: dict[str, float]          # mode → score


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """All of it."""

    types: dict[str, Type]           # in the manual's order
    quads: dict[int, str]
    contexts: tuple[str, ...]
    given: dict[tuple[str, str], str]        # (type, mode) → the context that it brings with it
    codebook: str                    # which manual, in which version
    corrections: tuple[str, ...]     # what we decided where it contradicts itself

    def score(self, type: str, modes: tuple[str, ...] = ()) -> float:
        """The score of an event: of several modes the one farthest from 0. Raises KeyError for what PLOVER lacks."""
        of = self.types[type]
        return max((of.modes[mode] for mode in modes), key=abs, default=of.score)


@cache
def read() -> Plover:
    """PLOVER as it stands in the package."""
    told = lexicons.load("plover")
    types = {name: Type(name=name, quad=one["quad"], score=one["score"], recipient=one.get("recipient", False),
                        about=one["about"], modes=dict(one["modes"])) for name, one in told["types"].items()}
    given = {(type, mode): context for both, context in told["given"].items() for type, mode in [both.split(" ")]}
    return Plover(types=types, quads=told["quads"], contexts=tuple(told["contexts"]), given=given,
                  codebook=told["codebook"], corrections=tuple(told["corrections"]))
