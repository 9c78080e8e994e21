"""Actors: who the reports speak of.

`mentions` finds who a report speaks of, `compare` judges which mentions of all reports are one actor, `cluster` derives
the actors from judgements.
"""

from standoff.actors.cluster import cluster
from standoff.actors.compare import compare
from standoff.actors.mentions import mentions

__all__ = ["cluster", "compare", "mentions"]
