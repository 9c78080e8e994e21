"""Flattened pages: every rule by its two examples, whole pages by cases, and what holds of any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import text
from standoff.model import ARTICLE_ROLES, FieldName, PartName, Role
from standoff.pages.cut import Cut
from standoff.pages.flat import segment_flat
from standoff.pages.flat.lines import key
from standoff.pages.flat.rules import RULES, Rule, page

CASES = sorted((Path(__file__).parent / "cases" / "flat").iterdir())
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def cut(source: str, title: str | None = None) -> Cut:
    found = segment_flat(source, key="p0", title=title)
    text.check_partition(source, [(s.start, s.end) for s in found.segments])
    for seg in found.segments:
        assert seg.rule.startswith("flat:") and seg.rule[5:] in {rule.name for rule in RULES}
        assert source[seg.start : seg.end] == source[seg.start : seg.end].strip()
        ends = [seg.start]
        for part in seg.parts:
            assert ends[-1] <= part.start < part.end <= seg.end
            ends.append(part.end)
    for field in found.fields:
        for span in field.spans:
            shown = source[span.start : span.end]
            assert shown and (field.name is FieldName.TITLE or key(shown) == key(field.value))
    return found


def rendered(found: Cut) -> str:
    """Segments as the cases' expected.txt shows them: role and text on a line, parts below."""

    def flat(start: int, end: int) -> str:
        return re.sub(r"\s*\n\s*", " ⏎ ", found.text[start:end])

    lines = []
    for seg in found.segments:
        lines.append(f"[{seg.role}{seg.level or ''}] {flat(seg.start, seg.end)}")
        lines += [f"    {part.name}: {flat(part.start, part.end)}" for part in seg.parts]
        if seg.when is not None:
            lines.append(f"    when: {seg.when.value or ' or '.join(seg.when.readings) or '?'}")
    lines += [f"{field.name} = {field.value}" for field in found.fields]
    date = found.published
    lines.append(
        f"published = {date.value or ' or '.join(date.readings) or '?'} ({date.basis})"
        + (f" ≤ {date.high}" if date.high and not date.value and not date.readings else "")
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_accepts_its_example(rule: Rule) -> None:
    assert f"flat:{rule.name}" in [seg.rule for seg in cut(page(rule, rule.accepts)).segments]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_refuses_its_counterexample(rule: Rule) -> None:
    at = page(rule, rule.refuses)
    found = cut(at)
    low = at.index(rule.refuses) if rule.where != "page" else 0
    high = low + len(rule.refuses) if rule.where != "page" else len(at)
    assert f"flat:{rule.name}" not in [seg.rule for seg in found.segments if low <= seg.start < high]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_is_cut_as_written_down(case: Path) -> None:
    source = (case / "page.txt").read_text(encoding="utf-8")
    assert rendered(cut(source)) == (case / "expected.txt").read_text(encoding="utf-8")


LINES = st.lists(
    st.one_of(
        st.sampled_from([line for rule in RULES for line in rule.accepts.split("\n")]),
        st.text(max_size=60),
        st.sampled_from(
            ["", "   ", "\xa0", "🟥 14:05", "12 Comments", "1. a", "2. b", "Related", "\u200f", "…", "By", "©"]
        ),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n", " "]), st.sampled_from([None, "The valley", "12"]))
def test_any_text_is_partitioned(lines: list[str], newline: str, title: str | None) -> None:
    cut(text.storable(newline.join(lines)), title)


@settings(max_examples=40)
@given(LINES)
def test_the_same_text_is_cut_the_same(lines: list[str]) -> None:
    source = text.storable("\n".join(lines))
    assert cut(source) == cut(source)


def test_offsets_stay_exact_after_emoji_nbsp_and_crlf() -> None:
    source = (
        "🟥\xa0Quiet returns to the valley\r\n\r\nBuses\xa0ran to the market on Monday, and nobody 🚌 shot at them.\r\n"
    )
    first, second = cut(source).segments
    assert source[first.start : first.end] == "🟥\xa0Quiet returns to the valley"
    assert source[second.start : second.end].startswith("Buses\xa0ran") and source[second.end - 1] == "."


@pytest.mark.parametrize(
    "source",
    [
        "x" * 500_000,
        "word " * 100_000,
        "a\n" * 10_000,
        "1. x\n03.03 / 10:10\n" * 1_500,
        "Related\n" * 5_000,
        "12 Comments\n" * 2_000,
        "© 2019 " * 60_000,
        "By " * 50_000,
        "(" * 100_000,
        "A—" * 50_000,
        "Ana says:\n3 May 2019\n" * 1_000,
    ],
)
def test_hostile_text_is_cut(source: str) -> None:
    assert cut(source).segments


def test_no_text_gives_no_segments() -> None:
    assert cut("").segments == () == cut(" \n\r\n\xa0").segments


def test_a_title_from_the_record_wins() -> None:
    source = "Quiet returns to the valley\n\nMill news\n\nBuses ran to the market on Monday, and nobody shot at all.\n"
    assert [f.value for f in cut(source, "Mill news").fields if f.name is FieldName.TITLE] == ["Mill news"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seed captures are not here")
class TestSeeds:
    def seed(self, number: str) -> Cut:
        return cut(next(SEEDS.glob(f"{number}_*")).read_bytes().decode("utf-8"))

    def count(self, found: Cut, role: Role) -> int:
        return sum(seg.role is role for seg in found.segments)

    def test_000_has_one_comment_of_many_paragraphs_and_a_credit(self) -> None:
        found = self.seed("000")
        assert self.count(found, Role.COMMENT) == 1 and self.count(found, Role.BODY) == 6
        comment = found.segments[-1]
        assert {part.name for part in comment.parts} == {PartName.NUMBER, PartName.AUTHOR, PartName.TIME, PartName.BODY}
        assert comment.when is not None and comment.when.value == "2017-03-24T15:06"
        assert found.published.value is None and found.published.high == "2017-03-24"
        values = {(f.name, f.value) for f in found.fields}
        assert {
            (FieldName.PUBLISHER, "Al-Monitor"),
            (FieldName.OUTLET, "Iran Business News"),
            (FieldName.AUTHOR, "Zakiyeh Yazdanshenas"),
        } <= values

    def test_001_has_twenty_teasers_each_with_its_time(self) -> None:
        found = self.seed("001")
        teasers = [seg for seg in found.segments if seg.role is Role.TEASER]
        assert len(teasers) == 20 and all(len(seg.parts) == 5 and seg.when for seg in teasers)
        assert found.published.value is None and found.published.high is None
        assert (
            self.count(found, Role.TITLE) == 3
            and self.count(found, Role.LEAD) == 1
            and self.count(found, Role.TRUNCATION) == 2
        )

    def test_002_has_one_comment_and_six_paragraphs(self) -> None:
        found = self.seed("002")
        assert self.count(found, Role.COMMENT) == 1 and self.count(found, Role.BODY) == 6
        assert found.published.value is None and found.published.high == "2017-03-22"

    def test_003_has_chrome_around_six_paragraphs(self) -> None:
        found = self.seed("003")
        assert (
            self.count(found, Role.BODY) == 6
            and self.count(found, Role.TITLE) == 1
            and self.count(found, Role.FURNITURE) == 10
        )
        assert {(f.name, f.value) for f in found.fields} >= {
            (FieldName.OUTLET, "Iran Media Focus"),
            (FieldName.SECTION, "Iranian Foreign Relations"),
        }

    def test_004_has_headings_a_glued_title_and_an_open_date(self) -> None:
        found = self.seed("004")
        assert self.count(found, Role.HEADING) == 4 and self.count(found, Role.TITLE) == 3
        assert sorted(found.published.readings) == ["2024-01-03", "2024-03-01"]
        assert {seg.role for seg in found.segments} & ARTICLE_ROLES == {Role.BODY, Role.HEADING}


@pytest.mark.parametrize("line, value", [("5.6.2022", "2022-06-05"), ("2022.06.05", "2022-06-05"), ("1.204.311", None)])
def test_a_line_of_numbers_is_a_date_or_a_counter(line: str, value: str | None) -> None:
    body = "The ferry stayed in harbour after the pilots had refused to sail past the mines, the captain said."
    assert cut(f"Ferry stays in harbour\n\n{line}\n\n{body}\n").published.value == value


@pytest.mark.parametrize(("name", "known"), [("Valley Sentinel", True), ("The Delta Evening Record", True),
                                             ("Coast Watch", True), ("Sentinel Sorensen", False)])
def test_an_outlet_is_heard_by_the_last_word_of_its_name(name: str, known: bool) -> None:
    text = f"Oil Output Hits Record\nBy Ana Horn\n{name}\n3 May 2019\n\n" + "The mill by the river opened again. " * 6
    page = segment_flat(text, key="g0")
    assert [one.value for one in page.fields if one.name is FieldName.TITLE] == ["Oil Output Hits Record"]
    assert [one.value for one in page.fields if one.name is FieldName.OUTLET] == ([name] if known else [])
