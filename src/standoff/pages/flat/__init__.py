"""Flattened press pages: text dumps with chrome, comments and headline lists left in, cut into typed segments.

`segment_flat` takes the reading text of one page and gives a `Cut` whose segments partition it. Evidence decides, not
one heading: what a line says (`furniture`, words in `lexicons/flat.toml`), what stands around it, and what comes back
elsewhere on the page. The steps, each in a module: lines to blocks (`lines`, `unbroken`), comments, titles, lists,
byline and dates (`tops`), then the article (`body`) in what is left; `said` reads fields and dates off the result.
Every rule is listed with examples in `rules`. Time is linear in the text. Nothing is known of particular sites.
"""

from __future__ import annotations

from standoff.model import Role
from standoff.pages import dates
from standoff.pages.cut import Cut
from standoff.pages.flat import body, comments, furniture, lists, said, titles, unbroken
from standoff.pages.flat.lines import Block, blocks


def segment_flat(text: str, *, key: str, url: str | None = None, title: str | None = None) -> Cut:
    """Cut a flattened page.

    `key` is the page's key, for the spans of dates and fields. `url` is where the page was captured, `title` what its
    record calls it; both may be unknown. Any text is taken; no text gives no segments.
    """
    found = unbroken.restore(blocks(text), text, key)
    for block in found:
        decision = furniture.decide(block)
        if decision:
            block.take(*decision)
    found, first = comments.cut(found, text, key)
    tail = found[first].start if first < len(found) else len(text) + 1
    article = body.region(found, tail)
    shown = titles.find(found, article[0], title)
    if shown is not None:
        found = titles.spread(found, shown, text, until=_index(found, tail))
    found = lists.cut(found, text, key, _index(found, tail))
    body.footers(found)
    found = body.decide(found, shown, tail, text, key)
    segments = tuple(block.segment() for block in found)
    times = [block.when for block in found if block.role is Role.COMMENT and block.when]
    stated = said.candidates(found, text, key)
    addressed = dates.from_url(url) if url else None
    published = dates.publication([*stated, *([addressed] if addressed else [])], comments=times, text=text, page=key)
    return Cut(text=text, segments=segments, fields=said.fields(found, text, key, url), published=published)


def _index(found: list[Block], offset: int) -> int:
    """The first block from an offset on."""
    return next((i for i, block in enumerate(found) if block.start >= offset), len(found))
