"""Reports: a family of copies put together into the fullest article, with every variant reading kept.

Takes a family, its pages and the copy links between them; gives one `Report`. Nothing is chosen silently: each
passage names the copies that witness it, each place where copies differ is an entry of the apparatus, and each
character maps to those it was copied from. Headlines are not collated; the likeliest original gives the title. The
order of pages and links does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.model import Copy, Date, Family, FieldName, Origin, Page, Report, Variant
from standoff.reports.apparatus import variants
from standoff.reports.compose import alone, passages, stretches, write
from standoff.reports.dating import published
from standoff.reports.merge import merge
from standoff.reports.terms import bounds
from standoff.reports.words import Words

VERSION = "2"

__all__ = ["assemble"]


def assemble(family: Family, pages: Sequence[Page], copies: Sequence[Copy] = ()) -> Report:
    """The report of a family. What `pages` and `copies` hold beyond the family's own is passed over."""
    own = {page.key: page for page in pages if page.key in family.pages}
    leads = [lead.page for lead in family.leads if lead.page in own]
    ranked = leads + sorted(set(own) - set(leads))
    if len(ranked) == 1:
        text, paragraphs, maps = alone(own[ranked[0]])
        entries: tuple[Variant, ...] = ()
    else:
        texts = {key: Words(page) for key, page in sorted(own.items())}
        slots = merge(texts, copies, {key: n for n, key in enumerate(ranked)})
        out = write(slots, texts)
        text, paragraphs, maps = out.text, passages(slots, texts, out), stretches(slots, texts, out)
        entries = variants(slots, texts, out)
    return Report(
        key="r" + family.key[1:], family=family.key,
        title=next((title for key in ranked if (title := own[key].first(FieldName.TITLE))), ""),
        text=text, passages=paragraphs, variants=entries, stretches=maps,
        published=_dated(published([own[key] for key in ranked]), text),
        origin=Origin(stage="reports", version=VERSION, rule="fullest copy, completed and collated"))


def _dated(told: Date, text: str) -> Date:
    """The date that copies tell; of those without any what the text bounds."""
    undated = (told.value, told.low, told.high) == (None, None, None) and not told.readings
    return (bounds(text) if undated else None) or told
