"""Exports: what another tool reads is what the record holds."""

import csv as stdcsv
import io
import json
import re
from dataclasses import replace

import deeds
import pytest
import said
import values
from hypothesis import given
from hypothesis import strategies as st
from values import world

from standoff.export import FORMATS, Holdings, brat, card, citron, csv, jsonl, webannotation, words, write
from standoff.export.rows import TABLES
from standoff.model import Date, DateBasis, Factuality, FieldName, Manner, Problem, Role, Span, Voice
from standoff.text import quote, storable

CAPTURES, PAGES, COPIES, FAMILIES, REPORTS, PROBLEMS = map(tuple, world())
HELD = deeds.holdings()
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@given(ANY_TEXT)
def test_a_defused_cell_is_no_formula_and_is_undone_without_loss(cell):
    written = csv.defuse(cell)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert csv.undo(written) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''=cmd|A0"])
def test_what_a_spreadsheet_would_run_gets_one_apostrophe(cell):
    assert csv.defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", "'tis", "1-2", "ferry"])
def test_an_ordinary_cell_stays_as_it_is(cell):
    assert csv.defuse(cell) == cell


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_a_csv_table_reads_back_as_it_was(cells):
    rows = [{f"c{n}": cell for n, cell in enumerate(cells)}]
    back = list(stdcsv.reader(io.StringIO(csv.table(rows), newline="")))
    assert [csv.undo(cell) for cell in back[1]] == [storable(cell) for cell in cells]


def test_csv_follows_rfc_4180():
    text = csv.table([{"a": 'say "boat"', "b": 3, "c": None}])
    assert text == '"a","b","c"\r\n"say ""boat""",3,""\r\n'


def test_every_table_has_the_same_columns_in_every_row():
    for name, rows in TABLES.items():
        columns = {tuple(row) for row in rows(HELD)}
        assert len(columns) == 1, name


def test_each_part_of_an_attribution_leads_to_its_words_in_every_copy_that_has_them():
    rows = list(TABLES["attributions"](HELD))
    for row in rows:
        for part in ("source", "cue", "content"):
            pins = row[f"{part}_spans"].split(" | ") if row[f"{part}_spans"] else []
            found = {HELD.quote(Span(page=page, start=int(start), end=int(end)))
                     for page, start, end in (re.split("[:-]", one) for one in pins)}
            assert bool(pins) == bool(row[part]) and found <= set(row[part].split(" | "))
    assert any(row["source_spans"] for row in rows) and any(not row["source"] for row in rows)


def test_what_was_not_read_is_a_row_of_the_languages():
    assert [(row["language"], row["read"]) for row in TABLES["tongues"](HELD)] == [("en", 1), ("ar", 0)]
    assert all(row["spans"] for row in TABLES["tongues"](HELD))
    assert "not read" in {body["value"] for one in webannotation.items(HELD) for body in one["body"]}
    assert "\tNot_read " in dict(brat.standoff(HELD))[f"{PAGES[-1].key}.ann"]


def test_words_that_the_reader_found_stand_in_one_line_of_a_cell():
    tables = ("tongues", "nominals", "attributions", "times", "mentions", "ties", "statements", "outlook",
              "ledger", "board")
    rows = [row for table in tables for row in TABLES[table](HELD)]
    assert any("\n" in report.text for report in HELD.reports)
    assert not any(len(cell.splitlines()) > 1 for row in rows for cell in row.values() if isinstance(cell, str))


def test_a_problem_with_a_formula_for_a_name_is_defused():
    held = Holdings(problems=(Problem(stage="captures", code="empty", message="=cmd", source="@x.txt"),))
    text = dict(csv.tables(held))["problems.csv"]
    assert '"\'@x.txt"' in text and '"\'=cmd"' in text


def test_variants_are_listed_with_every_copy_that_reads_so():
    found = {(row["text"], row["page"]) for row in TABLES["variants"](HELD) if row["kind"] == "wording"}
    keys = [page.key for page in PAGES]
    assert found == {("This", keys[1]), ("He", keys[2])}


def test_jsonl_holds_every_value_and_no_bytes():
    files = dict(jsonl.lines(HELD))
    pages = [json.loads(line) for line in files["pages.jsonl"].splitlines()]
    assert [page["text"] for page in pages] == [page.text for page in PAGES]
    assert pages[0]["published"]["basis"] == "comment bound"
    assert all("data" not in json.loads(line) for line in files["captures.jsonl"].splitlines())
    assert len(files["problems.jsonl"].splitlines()) == 1


def test_json_of_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="object"):
        jsonl.plain(object())


def test_each_web_annotation_target_re_reads_its_quote_in_the_text_beside_it():
    files = dict(webannotation.annotated(HELD))
    page = json.loads(files["annotations.jsonld"])
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    seen = 0
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation" and annotation["body"]
        for target in annotation["target"]:
            text = files[target["source"]]
            where, said = target["selector"]
            assert (where["type"], said["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert quote(text, where["start"], where["end"]) == (said["prefix"], said["exact"], said["suffix"])
            seen += 1
    assert seen > 30
    assert len({annotation["id"] for annotation in page["items"]}) == len(page["items"])


def test_a_passage_that_several_copies_have_is_one_annotation_with_several_targets():
    passages = [a for a in webannotation.items(HELD) if "#passage-" in a["id"]]
    assert [len(a["target"]) for a in passages] == [2, 2, 2, 2, 1]


def test_each_brat_line_re_reads_its_text_in_the_text_beside_it():
    files = dict(brat.standoff(HELD))
    types = files["annotation.conf"].split("[attributes]")[0].split()
    for page in PAGES:
        text = files[f"{page.key}.txt"]
        assert text == page.text
        lines = [line for line in files[f"{page.key}.ann"].splitlines() if line.startswith("T")]
        assert len(lines) >= len(page.segments)
        for line in lines:
            _, where, said = line.split("\t")
            type, _, offsets = where.partition(" ")
            pieces = [text[int(a):int(b)] for a, b in (pair.split(" ") for pair in offsets.split(";"))]
            assert " ".join(pieces) == said and type in types


def test_a_brat_span_over_a_line_end_after_an_emoji_is_cut_into_fragments():
    assert brat.fragments("a🥖b\r\n\tc", 1, 7) == [(1, 3), (6, 7)]


@given(ANY_TEXT)
def test_brat_fragments_hold_all_that_can_be_seen_and_no_line_end(text):
    pieces = brat.fragments(text, 0, len(text))
    assert "".join("".join(text[a:b].split()) for a, b in pieces) == "".join(text.split())
    assert all(len(text[a:b].splitlines()) == 1 and "\t" not in text[a:b] for a, b in pieces)


@pytest.mark.parametrize("format", FORMATS)
def test_each_export_writes_its_files_and_a_method_card(format, tmp_path):
    paths = write(format, HELD, tmp_path / "out")
    card = json.loads((tmp_path / "out" / "METHOD.json").read_text(encoding="utf-8"))
    assert card["format"] == format and card["counts"]["captures"] == 4 and card["schema"] == 1
    assert {entry["digest"] for entry in card["inputs"]["sha256"]} == {capture.digest for capture in CAPTURES}
    assert len(paths) > 1 and all(path.exists() for path in paths)
    before = {path: path.read_bytes() for path in paths}
    write(format, HELD, tmp_path / "out")
    assert {path: path.read_bytes() for path in paths} == before


def test_page_texts_are_written_byte_for_byte(tmp_path):
    write("brat", HELD, tmp_path)
    for page in PAGES:
        assert (tmp_path / f"{page.key}.txt").read_bytes() == page.text.encode()


def test_an_unknown_format_lists_the_known(tmp_path):
    with pytest.raises(ValueError, match="csv, jsonl, parquet, webannotation, brat"):
        write("xml", HELD, tmp_path)


@pytest.mark.parametrize(("date", "said"), [
    (Date(value="2017-03-24", basis=DateBasis.STATED), "2017-03-24 (stated)"),
    (Date(value=None, high="2017-03-22", basis=DateBasis.COMMENT_BOUND), "≤ 2017-03-22 (comment bound)"),
    (Date(value=None, low="2017-03-01", high="2017-03-22", basis=DateBasis.INFERRED),
     "2017-03-01 … 2017-03-22 (inferred)"),
    (Date(value=None, readings=("2024-01-03", "2024-03-01"), basis=DateBasis.STATED),
     "2024-01-03 or 2024-03-01 (stated, order open)"),
    (Date(value="2024-01-03", readings=("2024-01-03", "2024-03-01"), basis=DateBasis.STATED),
     "2024-01-03 (stated, order settled)"),
    (Date(value="2024-01-03", low="2024-01-03", high="2024-03-01", readings=("2024-03-01", "2024-01-03"),
          basis=DateBasis.INFERRED), "2024-01-03 (inferred, likelier than 2024-03-01)"),
    (Date(value="2022-11-15T06:05:00+01:00", basis=DateBasis.MARKUP), "2022-11-15 06:05+01:00 (markup)"),
    (Date(value="XXXX-03-28T21:10", basis=DateBasis.STATED), "03-28 21:10 (no year, stated)"),
    (Date(value=None), "undated"),
])
def test_a_date_is_said_with_what_it_rests_on(date, said):
    assert words.date(date) == said


@pytest.mark.parametrize(("share", "said"), [(0, "0"), (.001, "< 1"), (.5, "50"), (.996, "> 99"), (1, "100")])
def test_a_share_never_claims_to_be_whole_when_it_is_not(share, said):
    assert words.percent(share) == said + "\u00a0%"


@pytest.mark.parametrize(("text", "span", "whole"), [
    ("He said “no” twice.", (9, 11), "“no”"), ("„No“, he said", (1, 3), "„No“"), ("He said no twice.", (8, 10), "no"),
    ("“no", (1, 3), "no"), ("no", (0, 2), "no"), ("x “no” y", (2, 6), "“no”")])
def test_a_content_is_quoted_with_the_marks_that_stand_around_it(text, span, whole):
    start, end = words.literally(text, *span)
    assert text[start:end] == whole


@given(ANY_TEXT)
def test_visible_text_cannot_act(text):
    shown = words.visible(text)
    assert not any(c in words.ACTING or (c < " " and c not in "\n\t") or c == "\x7f" for c in shown)
    assert words.visible(shown) == shown


def test_counts_are_said_in_the_plural():
    assert words.chain(5, 3, 1) == "5 captures → 3 families → 1 report"


def test_every_role_has_a_brat_type_even_when_no_page_has_it():
    assert all(role.capitalize() in brat.conf(Holdings()).split() for role in Role)


def test_what_the_reader_found_is_exported_with_its_words_in_every_copy():
    rows = {name: list(TABLES[name](HELD)) for name in ("nominals", "attributions", "times")}
    assert [len(some) for some in rows.values()] == [16, 3, 3]
    page = {page.key: page for page in PAGES}
    for row in rows["nominals"] + rows["times"]:
        spans = [pin.replace("-", ":").split(":") for pin in row["spans"].split(" | ")]
        assert len(spans) == (1 if row["text"] in ("1,200", "This") else 2)
        assert {page[key].text[int(a):int(b)].replace("1200", "1,200") for key, a, b in spans} == {row["text"]}
    said = rows["attributions"][2]
    assert (said["source"], said["cue"], said["report_source"]) == ("This", "said", said["report_source"])
    assert said["content"].startswith("that talks with the crew") and rows["attributions"][1]["source"] == ""
    assert rows["times"][0]["value"] == "2017-03-20" and rows["times"][0]["value_basis"] == "relative"
    annotations = {item["id"].partition("#")[2]: item for item in webannotation.items(HELD)
                   if item["id"].startswith("urn:standoff:r0123456789abcdef#")}
    place = annotations["mention-2"]
    assert [body["value"] for body in place["body"]] == ["mention place", "urn:standoff:r0123456789abcdef#chain-1"]
    assert [target["selector"][1]["exact"] for target in place["target"]] == ["Tessel", "Tessel"]
    assert {"attribution-1-source", "attribution-1-cue", "attribution-1-content", "time-1"} <= set(annotations)
    assert "attribution-2-source" not in annotations
    marked = "".join(text for name, text in brat.standoff(HELD) if name.endswith(".ann"))
    assert "\tMention_place " in marked and "chain 1 of r0123456789abcdef" in marked
    assert "\tAttribution_content " in marked and "2017-03-20 (relative)" in marked


@pytest.mark.parametrize(("date", "said"), [
    (Date(value=None), "no telling when"),
    (Date(value="2017-03-20", low="2017-03-20", high="2017-03-20", basis=DateBasis.RELATIVE), "2017-03-20 (relative)"),
    (Date(value="2016-01/2016-03", low="2016-01-01", high="2016-03-31", basis=DateBasis.STATED),
     "2016-01/2016-03 (stated), 2016-01-01 to 2016-03-31"),
    (Date(value="2014/..", low="2014-01-01", basis=DateBasis.STATED), "from 2014 (stated), 2014-01-01 to …"),
    (Date(value=None, low="2017-03-13", high="2017-03-19", basis=DateBasis.RELATIVE),
     "2017-03-13 … 2017-03-19 (relative)"),
    (Date(value=None, high="2017-03-22", readings=("XXXX-03-09",), basis=DateBasis.RELATIVE),
     "03-09 (no year, relative), … to 2017-03-22"),
    (Date(value=None, low=None, high="2022-11-10", readings=("XXXX-11-01/XXXX-11-10",), basis=DateBasis.RELATIVE),
     "11-01/11-10 (no year, relative), … to 2022-11-10"),
    (Date(value="2022-21", basis=DateBasis.RELATIVE), "spring 2022 (relative)"),
    (Date(value=None, readings=("XXXX-22",), basis=DateBasis.RELATIVE), "summer (no year, relative)"),
    (Date(value="../2024-01-03", basis=DateBasis.INFERRED), "until 2024-01-03 (inferred)"),
    (Date(value="2022-03-21", basis=DateBasis.STATED), "2022-03-21 (stated)"),
    (Date(value="../..", basis=DateBasis.STATED), "../.. (stated)"),
])
def test_a_time_is_said_with_what_it_comes_to(date, said):
    assert words.when(date) == said


@given(st.text(), st.integers(20, 120))
def test_a_line_cut_in_its_middle_keeps_its_width_and_both_ends(text, width):
    line = words.ends(text, width)
    assert len(line) <= max(width, len(" ".join(text.split()))) and "\n" not in line
    assert len(line) <= width and line[-1:] == " ".join(text.split())[-1:]


def test_a_span_has_a_short_address():
    from standoff.export.holdings import pin

    assert pin(Span(page="p5a7f98b96b212893", start=120, end=340)) == "p5a7f98b96b212893:120-340"


def test_a_credited_publisher_that_nobody_captured_is_named():
    def copy_of(outlet, publisher=None, url=None):
        fields = [(FieldName.OUTLET, outlet)] + ([(FieldName.PUBLISHER, publisher)] if publisher else [])
        return values.page([(Role.BODY, f"{outlet} prints it.")], fields=fields, url=url)[1]

    first, second = copy_of("Coast Weekly", "The Sound"), copy_of("Bay Mirror", "the sound")
    assert words.credited([first, second]) == [("The Sound", [first, second])]
    assert words.credited([first, copy_of("The Sound")]) == []
    assert words.credited([first, copy_of("T. S.", url="https://www.thesound.example/1")]) == []


def test_statements_and_outlook_lead_to_their_words_in_every_copy_that_has_them():
    rows = [*TABLES["statements"](HELD), *TABLES["outlook"](HELD)]
    for row in rows:
        for part in ("speaker", "cue", "content", "quoted", "addressed", "condition", "hedges", "timed"):
            pins = row[f"{part}_spans"].split(" | ") if row.get(f"{part}_spans") else []
            found = {" ".join(HELD.quote(Span(page=page, start=int(start), end=int(end))).split())
                     for page, start, end in (re.split("[:-]", one) for one in pins)}
            assert bool(pins) == bool(row.get(part)) and found <= set(row.get(part, "").split(" | ")), part
    assert [row["page"] for row in rows].count(said.PAGE.key) == 1


def test_the_ledger_tells_wordings_denials_and_that_a_saying_was_not_said():
    rows = {row["statement"]: row for row in TABLES["ledger"](HELD)}
    baker, strike, talks = (rows["q" + digit * 16] for digit in "124")
    assert (baker["wording"], baker["quoted"], baker["chain"]) == (
        "quoted", "Nobody asked us,", "The Sound ← an islander ← the baker")
    assert baker["other_wordings"] == "No one asked us" and baker["outlets"] == "The Sound"
    assert (strike["wording"], strike["denied_by"], strike["date"]) == ("paraphrase", "q" + "4" * 16, "2017-03-20")
    assert (talks["factuality"], talks["manner"], talks["date_high"]) == ("negated", "said", "2017-03-24")
    assert READER_KEY not in rows and READER_KEY in {row["statement"] for row in TABLES["statements"](HELD)}


READER_KEY = said.READER.key


def test_the_board_gives_ranges_by_lexicon_and_what_a_person_decided():
    opened, done = TABLES["board"](HELD)
    assert opened["ranges"] == "unlikely: 20-45 % (ICD 203: unlikely) | unlikely: 25-35 % (PHIA: unlikely)"
    assert (opened["hedges"], opened["outcome"]) == ("unlikely | may", None)
    assert (done["outcome"], done["resolved_by"], done["ranges"]) == ("no", "Mara Veen", "")


def test_a_clause_is_told_by_its_word():
    assert [(row["word"], row["factuality"]) for row in TABLES["clauses"](HELD)] == [
        ("stopped", "actual"), ("asked", "negated reported"), ("would", "future reported")]


def test_a_name_that_a_spreadsheet_would_run_is_defused_in_the_ledger_and_the_board():
    files = dict(csv.tables(HELD))
    assert '"\'=Tessel Line"' in files["ledger.csv"] and '"\'=a new boat if the strike ends"' in files["board.csv"]


def test_citron_quotes_are_spans_of_the_text_beside_them_and_comments_are_none():
    files = {name: json.loads(text) for name, text in citron.quotes(HELD)}
    assert list(files) == [f"{report.key}.json" for report in REPORTS]
    told = files[f"{said.REPORT.key}.json"]
    assert [quote["id"] for quote in told["quotes"]] == [one.key for one in said.STATEMENTS[:5]]
    spans = [span for quote in told["quotes"] for part in ("sources", "contents", "coreferences")
             for span in quote[part]] + [quote["cue"] for quote in told["quotes"]]
    assert all(told["text"][span["start"]:span["end"]] == span["text"] for span in spans) and len(spans) > 12
    talks = told["quotes"][3]
    assert (talks["cue"]["text"], talks["sources"][0]["text"], talks["coreferences"][0]["text"]) == (
        "further said", "This", "The minister")
    assert talks["confidence"] == "0.9000"
    assert [[span["text"] for span in group] for group in told["coreference_groups"]] == [["The minister", "This"]]


def test_a_statement_is_one_annotation_with_a_target_for_each_copy():
    found = {item["id"]: item for item in webannotation.items(HELD)}
    talks, reader, first = (found[f"urn:standoff:{one}"] for one in (
        said.TALKS.key, said.READER.key, said.OUTLOOKS[0].key))
    assert [(body["value"], body["purpose"]) for body in talks["body"]] == [
        ("statement said", "tagging"), ("voice reporter", "classifying"), ("negated", "classifying"),
        ("This", "identifying"), ("that talks with the crew would go on through the night", "describing")]
    assert len(talks["target"]) == len(said.TALKS.evidence) and len(reader["target"]) == 1
    assert ("voice commenter", "classifying") in [(body["value"], body["purpose"]) for body in reader["body"]]
    assert [body["value"] for body in first["body"]] == [
        "outlook prediction", "voice reporter", "negated", "The company", "blamed"]


def test_brat_joins_a_cue_to_its_source_and_content_and_to_whose_words_it_is_in():
    files = dict(brat.standoff(HELD))
    config = files["annotation.conf"]
    assert "Source\tArg1:Statement_cue|Statement_content, Arg2:Statement_source\n" in config
    assert "Manner\tArg:Statement_cue|Statement_content, Value:said|announced|" in config
    assert "\tOutlook_prediction " in "".join(files.values())
    for page in PAGES:
        lines = [line.split("\t") for line in files[f"{page.key}.ann"].splitlines()]
        marks = {line[0]: (line[1].split(" ")[0], line[2]) for line in lines if line[0][0] == "T"}
        relations = [[bit.partition(":")[2] or bit for bit in line[1].split(" ")]
                     for line in lines if line[0][0] == "R"]
        assert all(one in marks for _, *ends in relations for one in ends)
        if "This further said" in page.text:
            told = {(type, marks[a][1], marks[b][1]) for type, a, b in relations}
            assert {("Source", "further said", "This"), ("Within", "further said", "promised"),
                    ("Source", "said", "the baker"),
                    ("Addressee", "were told", "Passengers")} <= told
            attributes = {(bits[0], marks[bits[1]][1], bits[2]) for bits in (
                line[1].split(" ") for line in lines if line[0][0] == "A") if bits[1] in marks}
            assert {("Manner", "promised", "promised"), ("Factuality", "further said", "negated")} <= attributes
    assert ("Statement_source", "j.harbour") in {
        (line.split("\t")[1].split(" ")[0], line.split("\t")[2])
        for line in files[f"{said.PAGE.key}.ann"].splitlines() if line[0] == "T"}


def test_the_method_card_names_stages_lexicons_counts_and_the_comments_left_out():
    made = json.loads(card(HELD, "csv"))
    assert made["left_out"]["comments"] == 1 and made["statement_voices"] == {"reporter": 5, "commenter": 1}
    assert (made["counts"]["statements"], made["counts"]["statements_put_together"]) == (6, 5)
    assert (made["counts"]["outlook_resolved"], made["counts"]["clauses"], made["counts"]["echoes"]) == (1, 3, 1)
    assert "statements 1" in made["stages"] and made["hedge_lexicons"] == ["ICD 203", "PHIA"]
    assert len(made["lexicons"]["statements.yaml"]) == 64


@pytest.mark.parametrize(("content", "quoted", "told", "how"), [
    ("Nobody asked us,", ("Nobody asked us,",), "“Nobody asked us,”", "quoted"),
    ("“Nobody asked us,”", ("“Nobody asked us,”",), "“Nobody asked us,”", "quoted"),
    ("that it was too late to go", ("too late",), "that it was “too late” to go", "partly quoted"),
    ("that it was ‘too late’ to go", ("too late",), "that it was ‘too late’ to go", "partly quoted"),
    ("we go … “we stay", ("we go", "we stay"), "“we go” … “we stay”", "quoted"),
    ("that the crews' pay\nis late", (), "that the crews' pay is late", "paraphrase"),
    ("that they go", ("they stay",), "that they go", "partly quoted"),
])
def test_what_is_word_for_word_stands_between_marks_and_nothing_else(content, quoted, told, how):
    row = replace(said.ROWS[0], content=content, quoted=quoted)
    assert (words.verbatim(content, quoted), words.wording(row)) == (told, how)
    assert words.wording(replace(row, voice=Voice.COMMENTER)) == "comment"


@pytest.mark.parametrize(("factuality", "told"), [
    ((Factuality.ACTUAL,), "confirmed"), ((Factuality.NEGATED,), "not confirmed"),
    ((Factuality.FUTURE,), "yet to be confirmed"),
    ((Factuality.HYPOTHETICAL, Factuality.REPORTED), "perhaps confirmed"),
])
def test_a_saying_that_has_not_happened_is_not_told_as_said(factuality, told):
    assert words.done(Manner.CONFIRMED, factuality) == told


@pytest.mark.parametrize(("roles", "name", "told"), [
    (("Economists",), "economists", ""), (("head of the Center", "head of the center", "mayor"), "Ivo", "head of the "
                                          "center, mayor"),
    (("spokesman",), "the army’s spokesman", ""), ((), "Ivo", ""),
])
def test_what_somebody_was_is_told_once_and_not_when_the_name_tells_it(roles, name, told):
    assert words.roles(roles, name).casefold() == told


def test_a_page_of_no_outlet_is_told_by_the_beginning_of_its_key():
    assert words.through(("Straits News, p0bea432538c66809", "she")) == "Straits News, p0bea4325 ← she"


def test_a_chain_names_nobody_twice_in_a_row():
    assert words.through(("Straits News", "an expert", "an expert", "observers")) == \
        "Straits News ← an expert ← observers"
