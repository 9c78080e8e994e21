"""Said: the words of a statement with what is word for word, and what another wording has otherwise, as marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.export.marks import Mark, marked
from standoff.export.markup import Html, el, join

VERBATIM = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")


def worded(said: str, other: Sequence[tuple[int, int]] = ()) -> Html:
    """Words with marks around what is word for word. `other`: stretches that the first wording words otherwise."""
    marks = [Mark(found.start(), found.end(), _verbatim) for found in VERBATIM.finditer(said)]
    marks += [Mark(start, end, _other) for start, end in other]
    return join([*marked(said, 0, len(said), marks)])


def _verbatim(inside: Sequence[str | Html]) -> Html:
    return el("span", inside, cls="verbatim")


def _other(inside: Sequence[str | Html]) -> Html:
    return el("u", inside, cls="other", title="the wording above has other words here")
