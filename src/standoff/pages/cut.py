"""What a door of `pages` gives back: a page's reading text cut into segments, not yet tied to its capture."""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.model import Date, Field, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Reading text, the segments that partition it, what it says of itself, and when it was published."""

    text: str = field(repr=False)
    segments: tuple[Segment, ...]
    fields: tuple[Field, ...]
    published: Date
    trouble: tuple[tuple[str, str], ...] = ()    # (code, message): what could not be read as a browser would
