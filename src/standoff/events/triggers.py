"""Which words of a text tell a PLOVER event, of which type and modes."""

from __future__ import annotations

from standoff.events.decisions import decided
from standoff.events.frames import Trigger, matched
from standoff.ties.reading import Reading

__all__ = ["Trigger", "triggers"]


def triggers(text: Reading) -> list[Trigger]:
    """All events that the words of a text tell, done or not, in the order of the text.

    The reading needs the lemmas of this lexicon: `Reading(doc, mentions, lexicon.read().with_lemmas(ties.read()))`.
    """
    return decided(text, matched(text))
