"""Measures: series of dyads and courses, where they change, and which outlets carry what."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import measures, plover
from standoff.answers import EventRow, Party, Series, Telling, Unit
from standoff.export.words import left_out
from standoff.measures import changes
from standoff.measures.series import LEAST_REPORTS, LONGER
from standoff.model import Date, DateBasis, EventType, Factuality
from standoff.table import Table

TYPES = [one for one in plover.read().types.values() if one.name != "CONSULT"]
SCORES = np.array([one.score for one in TYPES])


def side(country: str, name: str = "") -> Party:
    return Party(actor="", name=name or country, country=country, sectors=(), reason="", written=())


def dated(low: str | None, high: str | None = None) -> Date:
    high = high or low
    return Date(value=low if low == high else None, low=low, high=high, basis=DateBasis.STATED)


def told(report: str = "r1", outlets: tuple[str, ...] = ("Straits News",), published: str = "2017-03-20",
         articles: int = 1) -> Telling:
    return Telling(event="h1", report=report, outlets=outlets, published=published, quote="", voice="the reporter",
                   date=dated(None), sizes=(), factuality=(Factuality.ACTUAL,), articles=articles)


def row(key: str, when: Date, who: str = "AAA", whom: str = "BBB", score: float = -9.0, quad: int = 4, reports: int = 1,
        type: EventType = EventType.ASSAULT, tellings: tuple[Telling, ...] = (told(),), **more: object) -> EventRow:
    return EventRow(**{**{
        "key": key, "events": (key,), "type": type, "modes": (), "contexts": (), "quad": quad, "score": score,
        "actors": tuple(map(side, who.split())), "recipients": tuple(map(side, whom.split())), "date": when,
        "date_precision": 1, "place": "", "country": "", "latitude": None, "longitude": None, "place_precision": None,
        "factuality": (Factuality.ACTUAL,), "voices": (), "denied_by": (), "tellings": tellings, "conflicts": (),
        "articles": 4, "families": reports, "reports": reports, "independent": 1, "dependence": (),
        "first": "2017-03-20", "last": "2017-03-20"}, **more})


def is_(country: str) -> measures.series.Meant:
    return lambda party: party.country == country


def dyad(rows: list[EventRow], **frame: str) -> tuple[Series, Series, Series]:
    return measures.dyad(rows, ("AAA", "BBB"), (is_("AAA"), is_("BBB")), measures.Frame(**frame))  # type: ignore[arg-type]


# — series —


STORY = [
    row("h1", dated("2017-01-03")), row("h2", dated("2017-01-20"), score=-1.0, quad=3, reports=3),
    row("h3", dated("2017-03-01", "2017-03-31"), "BBB", "AAA", score=5.0, quad=1),
    row("h4", dated("2017-03-05"), "AAA BBB", "", score=1.0, quad=1),
    row("h5", dated("2017-03-05"), "AAA", "CCC"), row("h6", dated("2017-03-30", "2017-04-02")), row("h7", dated(None)),
]


def test_a_dyad_has_each_way_and_both_with_what_is_done_together() -> None:
    forth, back, both = dyad(STORY)
    assert [(one.actor, one.recipient, one.both) for one in (forth, back, both)] == [
        ("AAA", "BBB", False), ("BBB", "AAA", False), ("AAA", "BBB", True)]
    assert [one.events for one in forth.periods] == [("h1", "h2")]
    assert [one.events for one in back.periods] == [("h3",)]
    assert [one.events for one in both.periods] == [("h1", "h2"), (), ("h3", "h4")]


def test_empty_months_stand_between_with_zeros_and_end_on_their_last_day() -> None:
    _, empty, march = dyad(STORY)[2].periods
    assert (empty.since, empty.until, empty.count, empty.quads, empty.score) == (
        "2017-02-01", "2017-02-28", 0, (0, 0, 0, 0), None)
    assert (march.since, march.until, march.quads) == ("2017-03-01", "2017-03-31", (2, 0, 0, 0))


def test_what_no_month_holds_is_left_out_and_counted() -> None:
    assert dyad(STORY)[0].left_out == (("no date as exact as a month", 2),)
    assert dyad(STORY, by="day")[1].left_out == (("no date as exact as a day", 1),)


@pytest.mark.parametrize(("unit", "count", "quads", "score"), [
    ("events", 2, (0, 0, 1, 1), -5.0), ("reports", 4, (0, 0, 3, 1), -3.0), ("families", 4, (0, 0, 3, 1), -3.0),
    ("articles", 8, (0, 0, 4, 4), -5.0), ("independent", 2, (0, 0, 1, 1), -5.0)])
def test_an_event_counts_by_who_carries_it(unit: str, count: int, quads: tuple[int, ...], score: float) -> None:
    first = dyad(STORY, unit=Unit(unit))[0].periods[0]
    assert (first.count, first.quads, first.score) == (count, quads, score)


def test_the_spread_is_of_events_and_none_of_one() -> None:
    assert dyad(STORY, unit="events")[0].periods[0].spread == pytest.approx(4.0)     # of -9 and -1: sd 5.66 / √2
    assert dyad(STORY)[1].periods[0].spread is None


def test_weeks_begin_on_monday_and_days_are_days() -> None:
    sunday, monday = row("h1", dated("2017-03-05")), row("h2", dated("2017-03-06"))
    assert [(one.since, one.until) for one in dyad([sunday, monday], by="week")[0].periods] == [
        ("2017-02-27", "2017-03-05"), ("2017-03-06", "2017-03-12")]
    assert [one.since for one in dyad([sunday, monday], by="day")[0].periods] == ["2017-03-05", "2017-03-06"]
    with pytest.raises(ValueError, match="year"):
        measures.Frame(by="year")


def test_days_asked_for_bound_the_series_and_what_may_lie_outside_is_told() -> None:
    forth, back, _ = dyad(STORY, since="2016-12-10", until="2017-03-15")
    assert [one.since for one in forth.periods] == ["2016-12-01", "2017-01-01", "2017-02-01", "2017-03-01"]
    assert forth.left_out == (("no date as exact as a month", 1),)               # h6 is later, h7 has no date
    assert back.left_out == (("perhaps before or after the days asked for", 1),) and not back.periods


def test_background_of_long_ago_does_not_draw_a_series_out() -> None:
    forth, _, _ = dyad([*STORY, row("h9", dated("0622-07-16"))], by="day")
    assert len(forth.periods) < 100 and ("long before: over 4000 days before the last", 1) in forth.left_out


@pytest.mark.parametrize("frame", [{"by": "year"}, {"since": "2017"}, {"until": "soon"}])
def test_what_is_no_period_or_day_is_refused(frame: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="day"):
        measures.Frame(**frame)  # type: ignore[arg-type]


def test_a_course_is_what_one_does_and_what_is_done_to_it() -> None:
    does, suffers = measures.course(STORY, "AAA", is_("AAA"), measures.Frame(by="month"))
    assert (does.actor, does.recipient, suffers.actor, suffers.recipient) == ("AAA", "", "", "AAA")
    assert [one.events for one in does.periods] == [("h1", "h2"), (), ("h4", "h5")]
    assert [one.events for one in suffers.periods] == [("h3",)]


def test_dyads_of_countries_are_counted_whoever_acts() -> None:
    assert measures.dyads(STORY) == [("AAA", "BBB", 6), ("AAA", "CCC", 1)]


def test_the_order_of_the_rows_changes_nothing_that_is_told() -> None:
    told = [[(one.count, one.score) for one in series.periods] for series in dyad(STORY[::-1])]
    assert told == [[(one.count, one.score) for one in series.periods] for series in dyad(STORY)]


# — changes —


def drawn(rng: np.random.Generator, months: int, rate: float, turn: int = 0, by: float = 0.0) -> list[EventRow]:
    """Events of a dyad drawn by PLOVER's types, with more conflict from month `turn` on."""
    rows = []
    for month in range(months):
        tilt = (by if month < turn else -by) * SCORES / 2
        chance = np.exp(tilt) / np.exp(tilt).sum()
        for n in range(rng.poisson(rate)):
            one = TYPES[rng.choice(len(TYPES), p=chance)]
            rows.append(row(f"h{month}-{n}", dated(f"{2010 + month // 12}-{month % 12 + 1:02}-{n % 28 + 1:02}"),
                            score=one.score, quad=one.quad, type=EventType(one.name)))
    return rows


def test_an_escalation_is_found_where_it_is() -> None:
    rng = np.random.default_rng(7)
    change, = dyad(drawn(rng, 36, 4, turn=20, by=.3))[0].changes
    assert change.course == "escalation" and change.after < change.before - 2
    assert change.low <= "2011-09-01" <= change.high and change.certainty > .9 and change.reports > 100


def test_the_same_course_backwards_is_a_de_escalation() -> None:
    change, = dyad(drawn(np.random.default_rng(7), 36, 4, turn=16, by=-.3))[0].changes
    assert change.course == "de-escalation" and change.low <= "2011-05-01" <= change.high


def test_two_changes_are_two() -> None:
    level = np.repeat([4.0, -6.0, 3.0], 12)
    scores = level + np.random.default_rng(1).normal(0, 1.5, 36)
    found = changes.find(scores.tolist(), [4.0] * 36)
    assert [one.at for one in found] == [12, 24] and all(one.low <= one.at <= one.high for one in found)


def test_where_nothing_changes_hardly_ever_a_change_is_told() -> None:
    rng = np.random.default_rng(3)
    false = sum(bool(dyad(drawn(rng, 24, 3))[0].changes) for _ in range(60))
    assert false <= 3                                                            # 5 in 100


def test_one_odd_month_and_a_quieter_stretch_are_no_change() -> None:
    rng = np.random.default_rng(5)
    odd = rng.normal(-2, 1, 30)
    odd[14] = 9.0
    assert changes.find(odd.tolist(), [2.0] * 30) == ()
    quiet = np.concatenate([rng.normal(-2, 4, 20), rng.normal(-2, .5, 20)])
    assert changes.find(quiet.tolist(), [1.0] * 40) == ()


def test_the_interval_begins_after_the_last_period_before_it() -> None:
    rows = [row(f"h{month}-{n}", dated(f"2017-{month:02}-{n + 1:02}"), score=score, quad=1 if score > 0 else 4)
            for month, score in ((1, 5.0), (2, 5.0), (3, 5.0), (8, -9.0), (9, -9.0), (10, -9.0)) for n in range(6)]
    series = dyad(rows)[0]
    change, = series.changes
    assert (change.since, change.low, change.high) == ("2017-08-01", "2017-04-01", "2017-08-31")
    assert (change.before, change.after, change.reports) == (5.0, -9.0, 36) and series.silent == ""


def test_too_little_is_silent_and_says_so() -> None:
    few = dyad(drawn(np.random.default_rng(7), 4, 9, turn=2, by=.9))[0]
    assert few.changes == () and f"of at least {LEAST_REPORTS} in 6" in few.silent and "4 months" in few.silent
    assert "1 report in 1 month " in dyad(STORY)[1].silent


def test_scores_all_alike_are_no_change() -> None:
    assert changes.find([-3.0] * 20, [1.0] * 20) == () and changes.find([1.0, -9.0], [1.0, 1.0]) == ()


# — coverage —


PAPERS = {"Straits News": ["2017-03-20"], "Harbour Post": ["2017-03-02", "≤ 2017-04-30"],
          "Silent Gazette": ["2017-03-09"], "Old Almanac": ["1999-01-01"]}
CARRIED = [
    row("h1", dated("2017-03-04"), tellings=(told(), told("r2", ("Harbour Post",), "2017-03-21", 2))),
    row("h2", dated("2017-03-05"), score=1.0, quad=1, type=EventType.CONSULT),
    row("h3", dated("2017-04-01"), score=4.0, quad=2, type=EventType.AID,
        tellings=(told("r3", ("Harbour Post",), "2017-04-29"),)),
]


def test_each_outlet_is_set_beside_what_all_tell_in_its_months() -> None:
    harbour, straits, old, silent = measures.coverage(CARRIED, PAPERS)
    assert [one.outlet for one in (harbour, straits, old, silent)] == [
        "Harbour Post", "Straits News", "Old Almanac", "Silent Gazette"]
    assert (harbour.events, harbour.alone, harbour.share, harbour.articles) == (2, 1, 2 / 3, 3)
    assert (straits.events, straits.alone, straits.share, straits.quads) == (2, 1, 1.0, (1, 0, 0, 1))
    assert (harbour.score, harbour.expected) == (-2.5, (-4.0 + 4.0) / 2)         # March: -9 and 1, April: 4
    assert straits.types == ((EventType.CONSULT, 1), (EventType.ASSAULT, 1))
    assert (harbour.actors, harbour.recipients) == ((("AAA", 2),), (("BBB", 2),))


def test_who_is_silent_is_there_with_zeros() -> None:
    old, silent = measures.coverage(CARRIED, PAPERS)[2:]
    assert (silent.events, silent.share, silent.score, silent.expected, silent.told) == (0, 0.0, None, None, ())
    assert old.events == 0


TELLINGS = st.builds(told, st.sampled_from(["r1", "r2"]),
                     st.lists(st.sampled_from([*PAPERS, "Tide"]), max_size=3).map(tuple),
                     st.sampled_from(["2017-03-20", "≤ 2017-04-30", "2016", "1999-01-02", ""]), st.integers(1, 3))
ROWS = st.lists(st.builds(
    lambda told, score, quad, type, who: {"tellings": tuple(told), "score": score, "quad": quad, "type": type,
                                          "who": who},
    st.lists(TELLINGS, min_size=1, max_size=4), st.floats(-10, 10), st.integers(1, 4), st.sampled_from(EventType),
    st.sampled_from(["AAA", "AAA BBB", "AAA AAA", ""])), max_size=6).map(
        lambda some: [row(f"h{n}", dated(None), **one) for n, one in enumerate(some)])


@given(ROWS)
def test_coverage_is_what_the_rows_say_of_each_outlet(rows: list[EventRow]) -> None:
    def outlets(row: EventRow) -> set[str]:
        return {outlet for one in row.tellings for outlet in one.outlets}

    def months(row: EventRow, outlet: str = "") -> set[str]:
        return {one.published.removeprefix("≤ ")[:7] for one in row.tellings if not outlet or outlet in one.outlets}

    found = measures.coverage(rows, PAPERS)
    assert {one.outlet for one in found} == {*PAPERS}.union(*map(outlets, rows))
    for one in found:
        mine = [row for row in rows if one.outlet in outlets(row)]
        first = [min(months(row, one.outlet)) for row in mine]
        out = {day.removeprefix("≤ ")[:7] for day in PAPERS.get(one.outlet, ())}.union(first)
        beside = [row for row in rows if months(row) & out]
        counts = [(row.key, sum(x.articles for x in row.tellings if one.outlet in x.outlets)) for row in mine]
        assert (one.events, one.told, one.articles) == (len(mine), tuple(counts), sum(n for _, n in counts))
        assert one.alone == sum(outlets(row) == {one.outlet} for row in mine)
        assert one.quads == tuple(sum(row.quad == quad for row in mine) for quad in (1, 2, 3, 4))
        assert one.share == (len(mine) / len(beside) if beside else 0)
        assert one.score == (fmean(row.score for row in mine) if mine else None)
        assert one.expected == (fmean(fmean(row.score for row in rows if month in months(row)) for month in first)
                                if mine else None)
        assert dict(one.types) == Counter(row.type for row in mine)
        assert dict(one.actors) == Counter(code for row in mine for code in {one.country for one in row.actors})


def test_the_matrix_has_a_row_an_event_and_a_column_an_outlet() -> None:
    table = measures.matrix(measures.coverage(CARRIED, PAPERS))
    assert table == {"event": ["h1", "h2", "h3"], "Harbour Post": [2, 0, 1], "Straits News": [1, 1, 0],
                     "Silent Gazette": [0, 0, 0], "Old Almanac": [0, 0, 0]}


# — frames —


def test_a_series_is_a_row_a_period_in_frames() -> None:
    frame = Table(dyad(STORY)).to_polars()
    assert frame.height == 5 and frame["count"].to_list() == [4, 1, 4, 0, 2]
    assert frame.row(3, named=True)["score"] is None and frame["verbal_conflict"].to_list() == [3, 0, 3, 0, 0]
    assert list(Table(dyad(STORY)).to_pandas()["events"][0]) == ["h1", "h2"]


def test_the_frame_of_a_series_says_where_it_changes() -> None:
    series = dyad(drawn(np.random.default_rng(7), 36, 4, turn=20, by=.3))[0]
    told = [line for line in Table([series]).to_polars().to_dicts() if line["change"]]
    assert [(line["change"], line["since"]) for line in told] == [("escalation", series.changes[0].since)]
    assert "AAA" in repr(Table([series])) and date.fromisoformat(told[0]["change_low"]) + timedelta(0)


def test_coverage_is_a_row_an_outlet_with_a_column_a_type() -> None:
    frame = Table(measures.coverage(CARRIED, PAPERS)).to_pandas()
    assert frame["CONSULT"].tolist() == [0, 1, 0, 0] and list(frame["actors"][0]) == ["AAA 2"]
    assert frame["expected"].isna().tolist() == [False, False, True, True]


def test_too_many_periods_are_silent_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 1)
    assert dyad(STORY)[2].silent == "Too many months for a change to be looked for: 2, of at most 1."


def test_changes_in_too_many_periods_are_looked_for_by_longer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = drawn(np.random.default_rng(7), 36, 4, turn=20, by=.3)
    monthly = dyad(rows)[0]
    monkeypatch.setattr(changes, "MOST", len(monthly.periods))
    monkeypatch.setitem(LONGER, "day", "month")
    daily = dyad(rows, by="day")[0]
    assert daily.by == "day" and daily.changed_by == "month" and not monthly.changed_by
    assert daily.changes == monthly.changes and len(daily.periods) > len(monthly.periods)
    assert "looked for by month" in left_out(daily)[0]
