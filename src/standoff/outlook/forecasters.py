"""Who asks or foresees: the source of the innermost statement around, else who the words themselves tell, else the
article's author."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from standoff.model import Kind, Mention, Sourcing, Statement, Voice
from standoff.outlook.reading import Found, Pieces, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecaster:
    """Who foresees something. Without a statement and a mention: the article's author."""

    statement: str
    mention: str | None
    sourcing: Sourcing
    voice: Voice


AUTHOR = Forecaster(statement="", mention=None, sourcing=Sourcing.AUTHOR, voice=Voice.REPORTER)
NOBODY = Forecaster(statement="", mention=None, sourcing=Sourcing.UNNAMED, voice=Voice.REPORTER)


class Ledger:
    """Statements by the places that their contents hold, on the text and on each page."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        some: dict[str, list[tuple[int, int, Statement]]] = defaultdict(list)
        for one in statements:
            some[one.page] += [(start, end, one) for start, end in one.content]
        self._pages = {page: Pieces(pieces) for page, pieces in some.items()}

    def around(self, place: int, page: str = "") -> Statement | None:
        """The innermost statement whose content holds a place of the report's text, or of a page's."""
        pieces = self._pages.get(page)
        return min(pieces.at(place) if pieces else (), default=None, key=lambda one: (
            sum(end - start for start, end in one.content), one.start, one.key))


def of(statement: Statement) -> Forecaster:
    """The source of a statement."""
    return Forecaster(statement=statement.key, mention=statement.source, sourcing=statement.sourcing,
                      voice=statement.voice)


def teller(one: Mention, text: Reading, voice: Voice) -> Forecaster:
    """Somebody whose plan, fear or prediction the words themselves tell, without a statement of its own."""
    return Forecaster(statement="", mention=one.key, sourcing=sourcing(one, text), voice=voice)


def passed_on(text: Reading, found: Found, statement: Statement | None) -> Forecaster | None:
    """Who told somebody what is to come, where a source only passes it on: "the mayor was told by the general that …".
    """
    verb = text.heads[found.top]
    if text.deps[found.top] != "ccomp" or not text.passive(verb) or not text.lexicon.has("passing", text.lemmas[verb]) \
            or (statement is not None and verb in text.inside(statement.cue)):
        return None
    agents = text.who(text.below(verb, "obl:agent"))
    return teller(agents[0], text, Voice.QUOTED if statement else Voice.REPORTER) if agents else NOBODY


def sourcing(one: Mention, text: Reading) -> Sourcing:
    """What the text makes of a mention: by a name anywhere in its chain, else as one office, as many, as somebody."""
    if one.leader in text.named:
        return Sourcing.NAMED
    plural = one.kind is Kind.GROUP or one.text.lower().split()[-1:] in (["they"], ["we"])
    if plural:
        return Sourcing.COLLECTIVE
    definite = one.text.lower().startswith(("the ", "its ", "their ", "his ", "her "))
    return Sourcing.OFFICE if one.kind is Kind.ORGANISATION or definite or one.of else Sourcing.ANONYMOUS
