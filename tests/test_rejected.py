"""What a person rejects: lists leave it out, its evidence stays, and undo brings it back."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from standoff import open_record
from standoff.errors import FaultyCorrections, UnknownKey

TEXT = """Port of Odra Is Closed

2017-03-20

The mayor Mara Veen said on Friday that the port of Odra will stay closed until May 2017. Police arrested twelve
protesters in Ankara on 15 March 2017. Iran's foreign minister Hassan Vaziri criticised Turkey on 14 March 2017.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report."""
    folder = tmp_path_factory.mktemp("rejected")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return folder / "r.db"


@pytest.mark.parametrize("noun", ["event", "statement", "tie"])
def test_lists_leave_it_out_until_it_is_undone(made: Path, tmp_path: Path, noun: str) -> None:
    with open_record(copy(made, tmp_path / "r.db")) as record:
        lists = {"event": lambda: record.events(factuality="any"), "statement": record.statements,
                 "tie": record.ties}
        before = list(lists[noun]())
        key = before[0].ties[0] if noun == "tie" else before[0].key
        made_one = record.reject(key, by="Mara Veen", because="misread")
        left = list(lists[noun]())
        assert [one for one in before if one not in left] == before[:1]
        assert record.why(key).quotes and record.verify().ok
        [one] = record.corrections()
        assert one == made_one and one.value.split()[0] == key and one.pins[0].quote
        record.export_corrections(tmp_path / "c.jsonl")
        with open_record(copy(made, tmp_path / "s.db")) as other:
            other.import_corrections(tmp_path / "c.jsonl")
            assert list({"event": lambda: other.events(factuality="any"), "statement": other.statements,
                         "tie": other.ties}[noun]()) == left
        from standoff.record import keys

        record.undo(keys.correction(one), by="Mara Veen")
        assert list(lists[noun]()) == before


def test_what_is_rejected_is_in_no_row_and_other_data_are_not_rejected(made: Path, tmp_path: Path) -> None:
    with open_record(copy(made, tmp_path / "r.db")) as record:
        key = record.events(factuality="any")[0].key
        record.reject(key, by="Mara Veen")
        with pytest.raises(UnknownKey, match="rejected"):
            record.event_row(key)
        with pytest.raises(FaultyCorrections, match="can be rejected"):
            record.reject(record.actors()[0].key, by="Mara Veen")
