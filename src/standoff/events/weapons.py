"""With which weapon force is used, where the verb leaves it open: what "fired" is told by who or what fired."""

from __future__ import annotations

from dataclasses import replace

from standoff.events.frames import Trigger, behind, is_a
from standoff.events.lexicon import Lexicon
from standoff.model import EventType
from standoff.ties.reading import Reading

WEAPONS = {"Artillery": "heavy-weapons", "Tank": "heavy-weapons", "Missiles": "heavy-weapons", "Aircraft": "aerial",
           "Drone": "drone"}
"""Classes of the lexicon, and the modes of what is done with them."""

FIRING = frozenset(["fire", "open", "return"])
"""Verbs of frames that any gun may fit: "fired on", "opened fire"."""


def weapon(text: Reading, lexicon: Lexicon, one: Trigger) -> Trigger:
    """ASSAULT: fire is that of the gun which the subject is or has in its name, or which stands behind "with", "from".

    Yes: Turkish artillery fired on the rebels near Afrin. → ASSAULT heavy-weapons
    Yes: Artillery units opened fire on the village. → ASSAULT heavy-weapons
    Yes: The army fired on the port from tanks. → ASSAULT heavy-weapons
    No: Soldiers of the artillery school fired on the rebels with rifles.
    """
    if one.type is not EventType.ASSAULT or one.modes != ("firearms",) or text.lemmas[one.anchor] not in FIRING:
        return one
    who = text.below(one.anchor, "nsubj", "nsubj:pass")         # also where a tree takes "fired" for a participle
    if text.deps[one.anchor] == "acl" and not text.below(one.anchor, "obl:agent"):
        who = [text.heads[one.anchor]]
    near = [*who, *(kid for word in who for kid in text.below(word, "compound")),
            *(word for case in ("with", "from") for word in behind(text, one.words, case))]
    mode = next((mode for name, mode in WEAPONS.items() for word in near if is_a(text, lexicon, word, name)), "")
    return replace(one, modes=(mode,), rule=f"{one.rule} + weapon") if mode else one
