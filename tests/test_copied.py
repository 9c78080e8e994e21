"""What another copy tells somebody to say: its words, its evidence, and whom it is not."""

from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import Reading, Span, Stretch, Variant, VariantKind
from standoff.statements import told

REPORT = world()[4][0]
HERE, THERE = REPORT.stretches[0].page, "p" + "7" * 16


def copied(before, other):
    """The statements of a report of two copies, of which one has another word for "This"."""
    text = f"{before} This stressed the need for rain in the harbour towns."
    at = text.index("This")
    end, moved = at + len("This"), len(other) - len("This")
    variant = Variant(start=at, end=end, kind=VariantKind.WORDING, readings=(
        Reading(text="This", spans=(Span(page=HERE, start=at, end=end),)),
        Reading(text=other, spans=(Span(page=THERE, start=at, end=end + moved),))))
    stretches = (Stretch(start=0, length=len(text), page=HERE, at=0), Stretch(start=0, length=at, page=THERE, at=0),
                 Stretch(start=end + 1, length=len(text) - end - 1, page=THERE, at=end + 1 + moved))
    report = replace(REPORT, text=text, stretches=stretches, variants=(variant,))
    doc = next(iter(load().texts([text], [None])))
    found = mentions(doc, report.key)
    return [(one, {each.key: each.name for each in found}.get(one.source)) for one in told(report, doc, found)
            if one.origin.rule == "copy"], at


def test_where_another_copy_has_he_he_is_told_to_speak_in_both():
    [(one, who)], at = copied("Musa Keita said that it rains.", "He")
    assert who == "Musa Keita" and one.speaker == ((at, at + 4),)
    assert {(span.page, span.start) for span in one.evidence} == {(HERE, at), (THERE, at)}


@pytest.mark.parametrize(("before", "other"), [
    ("It rained for days.", "He"), ("Musa Keita said that it rains.", "It"),
    ("Musa Keita said that it rains, and Ada Cole said that it snows.", "He")])
def test_nobody_is_told_to_speak_where_the_copies_do_not_tell_who(before, other):
    assert not copied(before, other)[0]
