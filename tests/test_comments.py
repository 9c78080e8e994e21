"""Comments: each reader's comment is a statement of its own voice, once over all copies."""

import random
from dataclasses import replace

import pytest
from values import page as a_page
from values import part, three, world

from standoff.model import Date, DateBasis, Manner, Medium, PartName, Role, Sourcing, Voice
from standoff.statements.comments import asks, comments

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)
TIMED = Date(value="2021-06-04T10:12", low="2021-06-04", high="2021-06-04", basis=DateBasis.STATED)


def comment(author, body, head="{} on the day"):
    """A piece of a page: a comment with its parts."""
    text = f"{head.format(author)}\n\n{body}"
    parts = [part(text, PartName.AUTHOR, author)] if author else []
    return Role.COMMENT, text, (*parts, part(text, PartName.BODY, body)) if body else tuple(parts)


def page(*pieces, when=None, published=DAY):
    """A page of pieces, its comments written at a time."""
    made = a_page([(Role.TITLE, "Island without a boat"), *pieces], published=published)[1]
    return replace(made, segments=tuple(replace(seg, when=when) if seg.role is Role.COMMENT else seg
                                        for seg in made.segments))


def words(page, pieces):
    return [page.text[start:end] for start, end in pieces]


def test_a_comment_is_its_authors_statement_and_not_the_presss():
    one = three()["A"][1]
    [found] = comments(REPORT, [one])
    assert words(one, found.content) == ["Same as 2003 <script>alert('x')</script> & nobody listens. 😠"]
    assert words(one, found.speaker) == ["j.harbour"]
    assert (found.voice, found.medium, found.sourcing) == (Voice.COMMENTER, Medium.COMMENT, Sourcing.AUTHOR)
    assert (found.source, found.cue, found.manner, found.page) == (None, (), Manner.SAID, one.key)
    assert [(span.page, span.start, span.end) for span in found.evidence] == [(one.key, found.start, found.end)]


def test_the_same_comment_on_several_copies_is_one():
    a = page((Role.BODY, "The ferry stopped."), comment("dora", "Same here. Our owner said no."))
    b = page((Role.BODY, "The ferry has stopped."), comment("Dora", "Same here – our owner said no", "3. {} says"))
    [found] = comments(REPORT, [a, b])
    assert {span.page for span in found.evidence} == {a.key, b.key} and found.page == min(a.key, b.key)


def test_other_words_or_another_author_are_another_comment():
    one = page(comment("dora", "Same here."), comment("tomasz", "Same here."), comment("dora", "Not here."))
    assert len(comments(REPORT, [one])) == 3


def test_equal_words_that_nobody_signs_are_two_comments_on_one_page_and_go_with_those_of_a_copy():
    one = page(comment("", "Agreed.", "1."), comment("", "Agreed.", "2."))
    copy = page((Role.BODY, "A copy."), comment("", "Agreed!", "1."), comment("", "Agreed.", "2."))
    assert len({stmt.key for stmt in comments(REPORT, [one])}) == 2
    found = comments(REPORT, [one, copy])
    assert len(found) == 2 and all({span.page for span in stmt.evidence} == {one.key, copy.key} for stmt in found)
    assert len(comments(REPORT, [page(comment("dora", "Agreed."), comment("dora", "Agreed."))])) == 1


@pytest.mark.parametrize(("body", "manner"), [
    ("Who pays? And when?", Manner.ASKED), ("Who pays? I do.", Manner.SAID), ("ومن يدفع؟", Manner.ASKED),
    ("“Who pays?”", Manner.ASKED), ("!!!", None)])
def test_a_comment_that_only_asks_is_a_question(body, manner):
    assert [one.manner for one in comments(REPORT, [page(comment("dora", body))])] == ([manner] if manner else [])


def test_asking_needs_words():
    assert not asks("") and not asks("?") and asks("Why?\n\nHow?")


def test_a_comment_is_dated_by_its_own_time_else_not_before_the_article():
    piece = comment("dora", "Same here.")
    assert comments(REPORT, [page(piece, when=TIMED)])[0].date == TIMED
    assert comments(REPORT, [page(piece)])[0].date.low == "2021-06-02"
    undated = comments(REPORT, [page(piece, published=Date(value=None))])[0].date
    assert (undated.low, undated.high, undated.basis) == (None, None, DateBasis.UNKNOWN)
    bound = Date(value=None, high="2021-07-01", basis=DateBasis.CAPTURE_BOUND)
    assert comments(REPORT, [page(piece, when=bound)])[0].date == bound


def test_a_comment_without_author_or_words_is_taken_as_it_is():
    one = page(comment("", "Same here.", "On the day"), comment("dora", ""))
    [found] = comments(REPORT, [one])
    assert found.speaker == () and words(one, found.content) == ["Same here."]


def test_quotations_in_a_comment_are_told_apart():
    one = page(comment("dora", "He said “nobody asked us” and left."))
    [found] = comments(REPORT, [one])
    assert words(one, found.quoted) == ["“nobody asked us”"]


def test_the_order_of_pages_does_not_matter():
    pages = [page((Role.BODY, f"Copy {n}."), comment("dora", "Same here."), comment(f"anna {n}", "No."))
             for n in range(5)]
    shuffled = random.Random(1).sample(pages, 5)
    assert comments(REPORT, pages) == comments(REPORT, shuffled)
    assert len({one.key for one in comments(REPORT, pages)}) == 6


def test_nothing_comes_of_nothing():
    assert comments(REPORT, []) == [] and comments(REPORT, [page((Role.BODY, "The ferry stopped."))]) == []
