"""Who asks or foresees: the source of the innermost statement around, else who the words themselves tell, else the
article's author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.model import Form, Kind, Mention, Sourcing, Statement, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecaster:
    """Who foresees something. Without a statement and a mention: the article's author."""

    statement: str
    mention: str | None
    sourcing: Sourcing
    voice: Voice


AUTHOR = Forecaster(statement="", mention=None, sourcing=Sourcing.AUTHOR, voice=Voice.REPORTER)
NOBODY = Forecaster(statement="", mention=None, sourcing=Sourcing.UNNAMED, voice=Voice.REPORTER)


def around(statements: Sequence[Statement], place: int, page: str = "") -> Statement | None:
    """The innermost statement whose content holds a place of the report's text, or of a page's."""
    holding = [one for one in statements
               if one.page == page and any(start <= place < end for start, end in one.content)]
    return min(holding, key=lambda one: (sum(end - start for start, end in one.content), one.start, one.key),
               default=None)


def of(statement: Statement) -> Forecaster:
    """The source of a statement."""
    return Forecaster(statement=statement.key, mention=statement.source, sourcing=statement.sourcing,
                      voice=statement.voice)


def teller(one: Mention, mentions: Sequence[Mention], voice: Voice) -> Forecaster:
    """Somebody whose plan, fear or prediction the words themselves tell, without a statement of its own."""
    return Forecaster(statement="", mention=one.key, sourcing=sourcing(one, mentions), voice=voice)


def sourcing(one: Mention, mentions: Sequence[Mention]) -> Sourcing:
    """What the text makes of a mention: by a name anywhere in its chain, else as one office, as many, as somebody."""
    if any((each.leader == one.leader and each.form is Form.NAME) or (each.key == one.leader and each.name)
           for each in mentions):
        return Sourcing.NAMED
    plural = one.kind is Kind.GROUP or one.text.lower().split()[-1:] in (["they"], ["we"])
    if plural:
        return Sourcing.COLLECTIVE
    definite = one.text.lower().startswith(("the ", "its ", "their ", "his ", "her "))
    return Sourcing.OFFICE if one.kind is Kind.ORGANISATION or definite or one.of else Sourcing.ANONYMOUS
