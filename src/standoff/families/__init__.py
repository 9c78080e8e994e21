"""Families: pages that carry the same article, found by what they share and nothing else.

`overlap` takes pages and gives the links between them; `cluster` takes pages and links and gives families. What is
compared is the words of each page's article segments, folded so that typography does not matter (`tokens`). Furniture
is found by evidence (`candidates`), pairs are aligned word by word (`align`), joined with guards against quotations,
digests and briefs that would bridge two articles (`joins`), and typed (`links`). Results do not depend on the order of
pages.
"""

from standoff.families.copies import VERSION
from standoff.families.leads import cluster
from standoff.families.search import overlap

__all__ = ["VERSION", "cluster", "overlap"]
