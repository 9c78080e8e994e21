"""A statement whose copies print other words: each wording stands with the outlets that print it."""

from pathlib import Path

from standoff import open_record

COURIER = """The Nile Courier

Army will not sit with rebels, general says

By Amal Idris

12 June 2024

KOSTI — The army will not take part in the talks in El Obeid, its spokesman, General Tarek Bakhit, told reporters in
Kosti on Tuesday. “We will not sit with those who shell hospitals,” he said. The fighting in the west of the town went
on through the night, and hundreds of families left their houses for the schools along the river.

He denied that his forces had bombed the market of Rabak. Traders who reached Kosti said that eleven people had died
there. The governor of the state, Salma Osman, asked for tents and medicine before the rains begin.
"""
MIRROR = COURIER.replace("The Nile Courier", "Sudan Mirror").replace("will not sit with", "will never sit with")


def test_no_outlet_is_quoted_with_words_that_it_did_not_print(tmp_path: Path) -> None:
    for name, text in (("courier.txt", COURIER), ("mirror.txt", MIRROR)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_record(tmp_path / "case.db") as rec:
        rec.read(tmp_path)
        rec.run()
        assert len(rec.families()) == 1
        row, = rec.statements(words="hospitals")
        assert {one.outlets: one.content for one in row.wordings} == {
            ("The Nile Courier",): "“We will not sit with those who shell hospitals,”",
            ("Sudan Mirror",): "“We will never sit with those who shell hospitals,”"}
        assert (row.reports, row.articles, [one.articles for one in row.wordings]) == (1, 2, [1, 1])
        same, = rec.statements(words="tents")
        assert [one.outlets for one in same.wordings] == [("Sudan Mirror", "The Nile Courier")]


def test_a_chain_ends_where_its_outer_statement_is_gone(tmp_path: Path) -> None:
    (tmp_path / "courier.txt").write_text(COURIER, encoding="utf-8")
    with open_record(tmp_path / "case.db") as rec:
        rec.read(tmp_path)
        rec.run()
        rec._conn.execute("UPDATE statement SET within = 'q0123456789abcdef'")
        assert rec.statements() and all(row.chain for row in rec.statements())


def test_what_somebody_is_called_is_no_role_unless_it_is_an_office_or_a_job(tmp_path: Path) -> None:
    text = COURIER.replace("General Tarek Bakhit, told", "General Tarek Bakhit, a villain to many, told")
    (tmp_path / "courier.txt").write_text(text, encoding="utf-8")
    with open_record(tmp_path / "case.db") as rec:
        rec.read(tmp_path)
        rec.run()
        row, = rec.statements(words="hospitals")
        assert row.roles and not any("villain" in role for role in row.roles)


def test_what_others_claim_somebody_to_be_is_no_role_beside_what_the_reporter_tells(tmp_path: Path) -> None:
    text = COURIER.replace("Traders who reached", "The rebels claimed that Bakhit was a spy. Traders who reached")
    (tmp_path / "courier.txt").write_text(text, encoding="utf-8")
    with open_record(tmp_path / "case.db") as rec:
        rec.read(tmp_path)
        rec.run()
        row, = rec.statements(words="hospitals")
        assert row.roles and not any("spy" in role for role in row.roles)
