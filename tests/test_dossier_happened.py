"""Dossier: events with their words, and the course of dyads as drawing and as table."""

import re
from dataclasses import replace

import numpy as np
import who
from test_dossier import Reader
from test_measures import STORY, dated, drawn, row, side, told

from standoff.export.dossier import happened, html
from standoff.model import Date, Event, EventType, Factuality, Harm, Origin, Size, Span

PAGE = who.holdings().pages[0].key
SHELLED = replace(
    told("r1", ("Tessel Times",)), event="h1", quote="Alpha <b> shelled",
    sizes=(Size(harm=Harm.DEAD, low=3, best=3, high=None, start=0, end=1),))
ROW = row("h1", dated("2017-03-04"), tellings=(SHELLED,), modes=("heavy-weapons",), contexts=("military",), place="Own",
          country="TES", place_precision=1, conflicts=("dead: 3 (a) against 9 (b)",),
          dependence=("r2 cites the Times.",), recipients=(replace(side("BBB", "Bravo"), sectors=("MIL",)),
                                                          replace(side("CCC", "the CCC state"), told=False,
                                                                  reason="It stands to reason.")))
PLANNED = row("h2", Date(value=None, low="2018-01-01"), factuality=(Factuality.FUTURE,), actors=(),
              tellings=(replace(told(), event="h2", quote="will shell"),))


def event(key):
    return Event(evidence=(Span(page=PAGE, start=0, end=6),), origin=Origin(stage="events", version="1", rule="hand"),
                 key=key, report=who.REPORT, start=0, end=6, type=EventType.ASSAULT, trigger=((0, 6),), anchor=0,
                 date=Date(value=None), factuality=(Factuality.ACTUAL,), score=.9)


def page(*rows, **more):
    return html(replace(who.holdings(), event_rows=rows, **more), "case.db")


def squeezed(markup):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", markup))


def test_an_event_has_type_day_place_sides_words_and_counts():
    made = page(ROW, events=(event("h1"),))
    found = squeezed(made)
    for part in ("2017-03-04 stated, precision 1 in Own, TES, precision 1", "ASSAULT heavy-weapons military score -9",
                 "3 or more dead", "AAA AAA to Bravo BBB MIL", "It stands to reason.",
                 "“Alpha &lt;b&gt; shelled” the reporter, Tessel Times, 2017-03-20",
                 "dead: 3 (a) against 9 (b)", "4 articles 1 family 1 report 1 independent", "r2 cites the Times."):
        assert part in found, part
    Reader(made)


def test_the_words_lead_to_the_capture_that_printed_them():
    made = page(ROW, events=(event("h1"),))
    link = re.search(r'<a href="#([^"]+)" dir="auto">“Alpha', made)
    assert link and f'id="{link[1]}"' in made
    assert re.search(r'<span dir="auto">“Alpha', page(ROW))


def test_what_is_not_done_stands_apart_and_in_no_dyad():
    found = squeezed(page(ROW, PLANNED))
    assert found.index("Denied, announced or only possible") < found.index("will shell") and "1 event told as done" \
        in found
    assert "AAA and BBB" not in squeezed(page(PLANNED)) and 'id="events"' not in page()


def test_few_months_are_a_list_of_events():
    made = page(*STORY)
    assert "AAA and BBB 6 ASSAULT" in squeezed(made) and 'class="course"' not in made
    assert re.search(r'<a href="#h1">ASSAULT</a>', made)


def test_a_course_is_drawn_with_title_words_changes_and_a_table():
    rows = drawn(np.random.default_rng(7), 36, 4, turn=20, by=.3)
    made = page(*rows)
    drawing = re.search(r'<svg [^>]*class="course">.*?</svg>', made)[0]
    assert "<title>AAA and BBB by month</title>" in drawing and "the mean score lies between" in drawing
    assert 'class="interval"' in drawing and "escalation, &gt; 99" in drawing and 'role="img"' in drawing
    assert all(f'class="{part} {kind}"' in drawing for part in ("deed", "word") for kind in ("coop", "conflict"))
    assert "Escalation from about 2011-09-01" in squeezed(made) and "2010-01" in squeezed(made)
    assert made == page(*rows)
    Reader(made)


def test_a_drawing_breaks_where_nothing_is_known():
    rows = [row(f"h{n}", dated(f"2017-{month:02}-05"), score=2.0, quad=1) for n, month in enumerate((1, 2, 4, 6, 7))]
    drawing = re.search(r'<svg [^>]*class="course">.*?</svg>', page(*rows))[0]
    assert drawing.count('class="score"') == 2 and drawing.count("<circle") == 5
    assert "Too little to tell a change" in drawing


def test_more_events_than_are_listed_are_counted(monkeypatch):
    monkeypatch.setattr(happened, "MOST", 1)
    made = page(ROW, PLANNED, *(replace(one, key=one.key + "x") for one in STORY))
    assert "The other 8 are in the exports." in squeezed(made)
    assert re.search("<span>ASSAULT</span>", made)
