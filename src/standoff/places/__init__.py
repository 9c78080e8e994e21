"""Where mentions of places lie: ``locate(report, mentions)`` gives a `Location` for each chain that names a place.

Takes a report and its mentions, and looks the names of those of kind PLACE and FACILITY up in the gazetteer. Gives
nothing where two places remain alike, where the name is likelier a person's or a common word, or where no name is told:
no place, no pin. It leaves out metonyms ("Washington said"), which are the actors' matter.

`gazetteer` has the places, `phrases` reads what the words ask for, `choose` decides between the places of a name.
"""

from __future__ import annotations

from standoff.places.locations import VERSION, locate

__all__ = ["VERSION", "locate"]
