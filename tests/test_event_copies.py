"""Events of which copies of a report have other words: who tells them, and with which numbers."""

from __future__ import annotations

import pytest

from standoff import open_record

TITLE = "Night raid on a village"
PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}"></head><body><article>
<h1>{title}</h1><p>{first}</p>
<p>The governor of the province, Amadou Sow, travelled to the village on Thursday and spoke with the elders there about
the night. He told them that more patrols would come before the harvest begins.</p>
<p>Traders in the market said that the road to the capital had been closed since Monday and that prices rose.</p>
</article></body></html>"""


def events(folder, *firsts: str):
    """What the copies of one article with these first paragraphs tell of violence."""
    for n, first in enumerate(firsts):
        (folder / f"{n}.html").write_text(PAGE.format(title=TITLE, outlet=f"Paper {n}", first=first))
    with open_record(folder / "record.db") as record:
        record.read(folder)
        record.run()
        assert record.counts().reports == 1
        return [row for row in record.events() if row.type == "ASSAULT"], record.verify().failures


@pytest.mark.parametrize("told", ["Gunmen attacked the village of Bara on Tuesday, killing {} farmers, the army said.",
                                  "The army said that gunmen in Bara killed {} early on Tuesday."])
def test_a_copy_with_another_number_tells_the_event_too(tmp_path, told) -> None:
    rows, faults = events(tmp_path, *(told.format(n) for n in ("five", "four", "five")))
    assert {row.articles for row in rows} == {3} and not faults
    sizes = [[size.number for size in one.sizes] for row in rows for one in row.tellings if one.sizes]
    assert sizes and all(sorted(some) == ["4", "5"] for some in sizes)
    assert any("as copies differ" in one for row in rows for one in row.conflicts)


def test_a_statement_of_which_a_copy_has_a_part_is_read_with_its_witnesses(tmp_path) -> None:
    rows, faults = events(tmp_path, *(
        f"Gunmen attacked the village of Bara on Tuesday, killing {n} farmers, residents told the {paper}."
        for n, paper in (("five", "Sahel Post"), ("four", "River Gazette"), ("four", "Herald of the North"))))
    assert rows and not faults
    with open_record(tmp_path / "record.db", readonly=True) as record:
        read = [one.content for row in record.statements() for one in row.wordings]
    assert any("killing four farmers" in one for one in read)
