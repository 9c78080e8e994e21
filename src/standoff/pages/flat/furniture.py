"""What one line says of itself whatever stands around it: chrome, rights lines, prompts, captions, credits, marks.

Each function looks at one block and gives a role and the rule's name, or None. Only lines whose words leave no doubt
are decided here; `rules.RULES` holds a sentence that each rule accepts and one that it must refuse.
"""

from __future__ import annotations

import re

from standoff.model import Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import Block
from standoff.pages.flat.words import AGENCIES, LEXICON, UNNAMED, WIRES, fold

Decision = tuple[Role, str] | None

DOMAIN = re.compile(r"(?:https?://|www\.)?(?:[a-z0-9-]{2,}\.)+[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\w{2,}")
_COUNTER = re.compile(r"[\W_]*\d[\d.,'’\s]*[kmKM+%]?[\W_]*")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|copyleft\b|&copy;)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FILE = re.compile(r"FILE(?:\s+PHOTO)?\s*[-–—:]")
_CAPTION_TAIL = re.compile(
    r"[\[(](?:[^\[\]()]{0,60}[\s/|:])?(?:AP|AFP|Reuters|EPA|EFE|DPA|dpa|Getty(?: Images)?|Xinhua|"
    r"Anadolu|TASS|Photo[^\[\]()]{0,40}|Foto[^\[\]()]{0,40}|File)(?:[/\s][^\[\]()]{0,40})?[\])]\.?$"
)
_CHARS = re.compile(r"\[?\s*[+…]?\s*\d+\s+\w+\s*\]")
_PIPES = re.compile(r"\s[|·•»›>]\s|\s/\s|\s\|\s?|\s–\s")
_MARKED = "|·•»›>→⟩❯/\\–"
_CRUMBS = re.compile(r"\s*[»›>→⟩❯]+\s*|\s[/\\]\s")
_ELLIPSIS = ("…", "...", "[…]", "[...]", ". . .")


def decide(block: Block) -> Decision:
    """The role of a line that needs no neighbours to be known."""
    for rule in (
        _symbols,
        _truncation,
        _address,
        _rights,
        _form,
        _subscription,
        _disclaimer,
        _caption,
        _credit,
        _chrome,
        _nav,
    ):
        found = rule(block)
        if found:
            return found
    return None


def _symbols(block: Block) -> Decision:
    if not block.words:
        return (Role.TRUNCATION, "ellipsis") if block.text in _ELLIPSIS else (Role.FURNITURE, "symbols")
    if block.size <= 2 and _COUNTER.fullmatch(block.text) and not stamps.stamp(block.text):
        return Role.FURNITURE, "counter"
    return None


def _truncation(block: Block) -> Decision:
    if "truncation" in block.marks.line or _CHARS.fullmatch(block.text):
        return Role.TRUNCATION, "read-more"
    start = block.marks.start.get("truncation", 0)
    if start and block.size <= 25 and (not block.ends or block.text.endswith(("…", "...")) or block.size <= 10):
        return Role.TRUNCATION, "read-more"
    if start >= 2 and block.size <= 30 and "credit" in block.marks.within:
        return Role.TRUNCATION, "read-more"
    return None


def _address(block: Block) -> Decision:
    if " " in block.text:
        return None
    text = block.text.strip("()[]<>.")
    if DOMAIN.fullmatch(text) and not text.replace(".", "").isdigit():
        return Role.FURNITURE, "domain"
    return (Role.FURNITURE, "address") if _MAIL.fullmatch(text) else None


def _rights(block: Block) -> Decision:
    if block.size > 80:
        return None
    opens = _RIGHTS.match(block.text)
    if opens and (_YEAR.search(block.text) or block.size <= 12 or "share" in block.marks.within):
        return Role.FURNITURE, "rights"
    if ("share" in block.marks.within or "©" in block.text) and block.size <= 15:
        return Role.FURNITURE, "rights"
    return None


def _form(block: Block) -> Decision:
    start = block.marks.start.get("comment_form", 0)
    if "comment_form" in block.marks.line or (start and block.size <= (60 if start > 3 else 12)):
        return Role.FURNITURE, "comment-form"
    return None


def _subscription(block: Block) -> Decision:
    start, inside = block.marks.start.get("subscription", 0), "subscription" in block.marks.within
    if start and (block.size <= (25 if start > 2 else 12) or (inside and block.size <= 80)):
        return Role.SUBSCRIPTION, "prompt"
    return (Role.SUBSCRIPTION, "prompt") if inside and block.size <= 40 else None


def _disclaimer(block: Block) -> Decision:
    if "disclaimer" in block.marks.within and block.size <= 90 and "byline" not in block.marks.start:
        return Role.DISCLAIMER, "disclaimer"
    return None


def _caption(block: Block) -> Decision:
    if block.size > 60:
        return None
    start = block.marks.start.get("caption", 0)
    if start and block.size > start and (_colon_after(block, start) or (start > 1 and block.size <= 45)):
        return Role.CAPTION, "caption-label"
    if _FILE.match(block.text):
        return Role.CAPTION, "caption-label"
    if _CAPTION_TAIL.search(block.text[-90:]) and not _CAPTION_TAIL.fullmatch(block.text):
        return Role.CAPTION, "caption-credit"
    if "caption" in block.marks.within and block.size <= 50 and not (block.ends and block.size > 30):
        return Role.CAPTION, "caption-credit"
    if _CAPTION_TAIL.fullmatch(block.text) and "photo" in block.words:
        return Role.CAPTION, "caption-credit"
    return None


def _credit(block: Block) -> Decision:
    if block.size > 45 or not block.words:
        return None
    words = block.words
    joined = "/" in block.text and all((word,) in AGENCIES for word in words)
    shaped = block.text[0] in "([–—-" or (joined and any((word,) in WIRES for word in words))
    if words in WIRES or words in UNNAMED or (shaped and (joined or words in AGENCIES)):
        return Role.CREDIT, "agency"
    start = block.marks.start.get("credit", 0)
    if start and block.size > start and (_colon_after(block, start) or (start > 1 and block.size <= 30)):
        return Role.CREDIT, "source-line"
    if "quoting" in block.marks.within and block.size <= 10 and not block.ends:
        return Role.CREDIT, "source-line"
    return (Role.CREDIT, "source-line") if "credit" in block.marks.within and block.size <= 40 else None


def _chrome(block: Block) -> Decision:
    if block.marks.line & {"share", "comment_tool"}:
        return Role.FURNITURE, "chrome"
    start = block.marks.start.get("share", 0)
    if start and (
        _colon_after(block, start)
        or (block.size <= 8 and not block.ends)
        or (start > 1 and block.size <= (12 if block.ends else 25))
    ):
        return Role.FURNITURE, "chrome"
    return None


def _nav(block: Block) -> Decision:
    """A line of short labels between bars, dots or arrows; a date among them makes it a head of the article."""
    if len(block.text) > 1500 or not any(mark in block.text for mark in _MARKED) or "\n" in block.text:
        return None
    if _crumbs(block):
        return Role.FURNITURE, "breadcrumb"
    pieces = _PIPES.split(block.text)
    if len(pieces) < 3 or (
        block.text.count("|") + block.text.count("·") + block.text.count("•") < 2 and len(pieces) < 4
    ):
        return None
    if block.size / len(pieces) > 6 or (block.ends and block.size > 30):
        return None
    if len(pieces) <= 5 and block.size <= 20 and any(stamps.stamp(piece) for piece in pieces):
        return None
    return Role.FURNITURE, "nav"


def _crumbs(block: Block) -> bool:
    """Whether a line is the path to the page: labels between arrows or slashes, the first of them often "Home"."""
    if block.size > 40 or block.text[0] in ">»›":
        return False
    pieces = _CRUMBS.split(block.text, maxsplit=8)
    if len(pieces) < 2:
        return False
    if "home" in LEXICON.marks(fold(pieces[0])).line:
        return True
    labels = [piece for piece in pieces if piece]
    arrows = any(mark in block.text for mark in "»›>→⟩❯")
    return (
        len(labels) >= 3
        and not block.ends
        and all(len(label.split()) <= (4 if arrows else 3) and not label[0].islower() for label in labels[:-1])
        and (arrows or len(labels[-1].split()) <= 3)
        and not any(stamps.stamp(label) for label in labels)
    )


def _colon_after(block: Block, words: int) -> bool:
    """Whether a colon or bar follows the first words of the line."""
    seen, inside = 0, False
    for char in block.text[:120]:
        if char.isalnum():
            if not inside:
                seen += 1
                if seen > words:
                    return False
            inside = True
        else:
            inside = False
            if seen == words and char in ":|：":
                return True
    return False
