"""How well-kept extractors vote on each block of a page: the share of the block that each keeps as main text.

An extractor gives back text without offsets, so its answer is looked up block by block: all letters and digits of a
block, without spaces and signs, must stand in its answer. Extractors run on what was captured, and fetch nothing. One
that a page would take too long, or cost its text, is not asked.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import trafilatura
from lxml import etree
from numpy.typing import NDArray
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from standoff.pages.render import DROPPED

MAX_CHARS = 2_000_000
"""Longer sources are not given to extractors: trafilatura takes minutes for 10 MB."""
MAX_LEVELS = 200
"""Nor are deeper ones: past 250 levels trafilatura's parser drops text without a word."""
MAX_OPEN = 200
"""Nor those with more formatting elements left open: an HTML 5 parser opens all of them again in every paragraph."""
ABSTAINS = -1.0
"""The vote of an extractor that was not asked."""
PROBE = 25
"""Letters looked up at a time; six probes are spread over a long block."""

_SIGNS = re.compile(r"[\W_]+")
_ATTRIBUTES = re.compile(
    r"""\s(?:style|data-[\w-]+|on\w+|srcset|sizes|src|target|rel|width|height|loading|decoding|aria-[\w-]+)="""
    r"""(?:"[^"<>]*"|'[^'<>]*')""")
_FORMATTING = re.compile(r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.I)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What the extractors are asked about: a page without what they drop anyway, and its blocks' letters and digits."""

    source: str | None               # None: the page would take them too long, or cost them text
    blocks: tuple[str, ...]

    def trafilatura(self) -> NDArray[np.float32]:
        """The share of each block that trafilatura keeps (quick, for precision), or ABSTAINS: better and slower."""
        return self._ask(_trafilatura)

    def resiliparse(self) -> NDArray[np.float32]:
        """The share of each block that resiliparse keeps, or ABSTAINS."""
        return self._ask(_resiliparse)

    def _ask(self, extractor: Callable[[str], str]) -> NDArray[np.float32]:
        if self.source is None:
            return np.full(len(self.blocks), ABSTAINS, dtype=np.float32)
        return np.array(_kept(self.blocks, extractor(self.source)), dtype=np.float32)


def ballot(source: str, texts: Sequence[str], depth: int) -> Ballot:
    """`texts` are the blocks' texts in order, `depth` is the deepest level of the page."""
    plain = tuple(_SIGNS.sub("", text) for text in texts)
    if len(source) > MAX_CHARS or depth > MAX_LEVELS or _left_open(source) > MAX_OPEN:
        return Ballot(None, plain)
    return Ballot(_ATTRIBUTES.sub("", DROPPED.sub(" ", source)), plain)


def _trafilatura(source: str) -> str:
    log = logging.getLogger("trafilatura")
    before, log.disabled = log.disabled, True
    try:
        return trafilatura.extract(source, fast=True, favor_precision=True, include_comments=False) or ""
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, AssertionError, etree.LxmlError):
        return ""
    finally:
        log.disabled = before


def _resiliparse(source: str) -> str:
    try:
        return str(extract_plain_text(HTMLTree.parse(source), main_content=True, alt_texts=False, list_bullets=False,
                                      comments=False, preserve_formatting=True))
    except (ValueError, RuntimeError):
        return ""


def _left_open(source: str) -> int:
    """The most formatting elements that are open at once."""
    count = most = 0
    for match in _FORMATTING.finditer(source):
        count = max(count - 1, 0) if match[1] else count + 1
        most = max(most, count)
    return most


def _kept(blocks: Sequence[str], answer: str) -> list[float]:
    """The share of each block that an answer has; short blocks must be a line of it, lest chance words count."""
    lines = {_SIGNS.sub("", line) for line in answer.split("\n")}
    whole = _SIGNS.sub("", answer)
    found = []
    for block in blocks:
        if not block or not whole:
            found.append(0.0)
        elif block in lines:
            found.append(1.0)
        elif len(block) < PROBE:
            found.append(.5 if len(block) >= 12 and block in whole else 0.0)
        elif len(block) < 90:
            found.append(1.0 if block in whole else 0.0 if len(block) < 2 * PROBE
                         else ((block[:PROBE] in whole) + (block[-PROBE:] in whole)) / 2)
        else:
            step = (len(block) - PROBE) / 5
            found.append(sum(block[int(i * step):int(i * step) + PROBE] in whole for i in range(6)) / 6)
    return found
