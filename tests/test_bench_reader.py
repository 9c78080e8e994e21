"""The reader's scorers, on small examples worked by hand. No reader and no shared data."""

import json
import re
import sys
from bisect import bisect_left
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from standoff.model import Attribution, Date, DateBasis, Kind, Nominal, Precision, TimeExpression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.reader import attributions, nominals, tables, times, words
from benchmarks.reader import floors as floors_of
from benchmarks.reader.score import Score, given
from training.reader.document import Document, Mention, Time

VOCAB = Vocab()


@pytest.fixture(autouse=True)
def layers():
    """The reader's layers on every Doc, as far as no reader has put them there."""
    mine = [name for name in ("nominals", "attributions", "times") if not Doc.has_extension(name)]
    for name in mine:
        Doc.set_extension(name, default=None)
    yield
    for name in mine:
        Doc.remove_extension(name)


def cut(text, *, sentences=(0,), **layers):
    """A gold text whose words are what white space and `|` divide: "do|n't"."""
    bars = [match.start() for match in re.finditer(r"\|", text)]
    spans = [tuple(at - bisect_left(bars, at) for at in match.span()) for match in re.finditer(r"[^\s|]+", text)]
    return Document(key="d", corpus="own", text=text.replace("|", ""), words=spans, sentences=list(sentences), **layers)


def doc(document, **layers):
    """The Doc that says the same words, with layers of a reader."""
    made = given(document, VOCAB)
    for name, value in layers.items():
        setattr(made._, name, value)
    return made


def nominal(document, words, kind=Kind.PERSON, chain=None, name=False):
    start = document.text.index(words)
    return Nominal(start=start, end=start + len(words), head=start + words.rfind(" ") + 1, kind=kind, name=name,
                   chain=chain)


# — the gold's own words —


def test_given_words_make_the_gold_text_whatever_stands_between_them():
    document = cut(" It said|: do|n't wait|.\n\nThey went \n", sentences=(0, 7))
    made = given(document, VOCAB)
    assert made.text == document.text == " It said: don't wait.\n\nThey went \n"
    assert [token.text for token in made if not token.text.isspace()] == [document.text[a:b] for a, b in document.words]
    assert [token.text for token in made if token.is_sent_start] == ["It", "They"]


# — words —


def annotated(**changes):
    """Bombs fell: a tree, tags, features."""
    layers = {"upos": ["NOUN", "VERB", "PUNCT"], "feats": [{"Number": "Plur"}, {"Tense": "Past", "Foreign": "Yes"}, {}],
              "lemmas": ["bomb", "fall", "_"], "heads": [1, 1, 1], "deprels": ["nsubj:pass", "root", "punct"]}
    return cut("Bombs fell|.", **{**layers, **changes})


def read(document, tokens, heads, deps, pos):
    """A Doc of these words over the gold's text."""
    return Doc(
        VOCAB, words=[document.text[a:b] for a, b in tokens],
        spaces=[document.text[b:b + 1] == " " for _, b in tokens], pos=pos, heads=heads, deps=deps,
        sent_starts=[at == 0 for at in range(len(tokens))], lemmas=["bomb"] * len(tokens),
        morphs=["Number=Plur" if at == 0 else "" for at in range(len(tokens))])


def test_on_the_same_words_every_measure_is_accuracy():
    document = annotated()
    found = words.scores([(document, read(document, document.words, [1, 1, 0], ["nsubj", "ROOT", "punct"],
                                          ["NOUN", "NOUN", "PUNCT"]))])
    assert found == {
        "words": Score(3, 3, 3), "sentences": Score(1, 1, 1),
        "UPOS": Score(2, 3, 3),              # fell as a noun
        "features": Score(2, 3, 3),          # the tense lacks; Foreign is no matter
        "lemmas": Score(2, 3, 3),            # bomb, and the full stop whose lemma gold does not tell
        "UAS": Score(2, 3, 3),               # the full stop hangs on the wrong word
        "LAS": Score(2, 3, 3),
        "LAS with subtypes": Score(1, 3, 3),
    }


def test_words_cut_otherwise_are_lost_with_all_that_hangs_on_them():
    document = annotated()
    found = words.scores([(document, read(document, [(0, 5), (6, 11)], [1, 1], ["nsubj:pass", "ROOT"],
                                          ["NOUN", "VERB"]))])
    assert found["words"] == Score(1, 2, 3)
    assert found["UPOS"] == Score(1, 2, 3)
    assert found["UAS"] == Score(0, 2, 3)
    assert found["words"].f1 == pytest.approx(2 / 5)
    assert found["sentences"] == Score(1, 1, 1)


def test_a_sentence_cut_in_two_is_no_sentence():
    document = annotated()
    made = Doc(VOCAB, words=["Bombs", "fell", "."], spaces=[True, False, False], sent_starts=[True, True, False])
    assert words.scores([(document, made)])["sentences"] == Score(0, 2, 1)


def test_a_reader_without_sentences_finds_none():
    document = annotated()
    made = Doc(VOCAB, words=["Bombs", "fell", "."], spaces=[True, False, False])
    assert words.scores([(document, made)])["sentences"] == Score(0, 0, 1)


# — coreference —


def test_the_example_of_pradhan_and_others():
    """Pradhan et al. 2014, figure 1: key {a,b,c} {d,e,f,g}, response {a,b} {c,d} {f,g,h,i}."""
    pytest.importorskip("scipy")
    from benchmarks.reader import coreference

    gold = [frozenset("abc"), frozenset("defg")]
    predicted = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
    muc = coreference.muc(gold, predicted)
    assert (muc.recall, muc.precision) == (2 / 5, 2 / 5)
    b_cubed = coreference.b_cubed(gold, predicted)
    assert b_cubed.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert b_cubed.precision == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    ceaf = coreference.ceaf_e(gold, predicted)
    assert ceaf.recall == pytest.approx((4 / 5 + 4 / 8) / 2)
    assert ceaf.precision == pytest.approx((4 / 5 + 4 / 8) / 3)


def test_nothing_predicted_scores_nothing_and_does_not_fail():
    pytest.importorskip("scipy")
    from benchmarks.reader import coreference

    for measure in coreference.MEASURES.values():
        assert measure([frozenset("ab")], []).f1 == 0
        assert measure([], []).f1 == 0
        assert measure([frozenset("ab")], [frozenset("ab")]).f1 == 1


def test_heads_forgive_wrong_ends_and_singletons_count_when_asked():
    pytest.importorskip("scipy")
    from benchmarks.reader import coreference

    document = cut("The old minister spoke|. He left Kabul", mentions=[
        Mention(0, 3, 2, frozenset({"person"}), chain="1"), Mention(5, 6, 5, frozenset({"person"}), chain="1"),
        Mention(7, 8, 7, frozenset({"place"}), chain="2")])
    pairs = [(document, doc(document, nominals=[
        nominal(document, "old minister", chain=1), nominal(document, "He", chain=1),
        nominal(document, "Kabul", Kind.PLACE)]))]
    assert coreference.conll(coreference.scores(pairs, heads=True, singletons=False)) == 1
    exact = coreference.scores(pairs, heads=False, singletons=False)
    assert exact["MUC"].f1 == 0
    assert exact["B³"].recall == 1 / 4                     # of two mentions one, whose cluster is half there
    assert exact["CEAF-e"].f1 == 2 * 1 / 4
    assert coreference.scores(pairs, heads=True, singletons=True)["CEAF-e"] == coreference.Links(2, 2, 2, 2)


def test_of_two_mentions_with_one_head_the_shorter_meets_the_shorter():
    pytest.importorskip("scipy")
    from benchmarks.reader import coreference

    person = frozenset({"person"})
    document = cut("Ali and Omar met|; Ali left|; they talked", mentions=[
        Mention(0, 3, 0, person, chain="both"), Mention(0, 1, 0, person, chain="one"),
        Mention(5, 6, 5, person, chain="one"), Mention(8, 9, 8, person, chain="both")])
    ali = document.text.rindex("Ali")
    told = [Nominal(start=0, end=12, head=0, kind=Kind.GROUP, name=True, chain=7),
            Nominal(start=0, end=3, head=0, kind=Kind.PERSON, name=True, chain=9),
            Nominal(start=ali, end=ali + 3, head=ali, kind=Kind.PERSON, name=True, chain=9),
            nominal(document, "they", Kind.GROUP, chain=7)]
    pairs = [(document, doc(document, nominals=told))]
    assert coreference.conll(coreference.scores(pairs, heads=True, singletons=False)) == 1


# — nominals —


def test_a_head_may_be_of_any_kind_that_gold_allows():
    document = cut("Rebels seized the airport near Homs", mentions=[
        Mention(0, 1, 0, frozenset({"person", "group"})), Mention(2, 6, 3, frozenset({"place", "facility"})),
        Mention(5, 6, 5, frozenset({"place"}))])
    found = nominals.scores([(document, doc(document, nominals=[
        nominal(document, "Rebels", Kind.GROUP), nominal(document, "the airport", Kind.WEAPON),
        nominal(document, "Homs", Kind.PLACE), nominal(document, "near", Kind.OTHER)]))])
    assert found["heads"] == Score(3, 4, 3)
    assert found["typed heads"] == Score(2, 4, 3)
    assert found["place"] == Score(1, 1, 1)                # the airport may be one, so it does not count for places


def test_heads_count_only_where_gold_is_complete():
    document = cut("Homs fell yesterday", mentions=[Mention(0, 1, 0, frozenset({"place"}), name=True)],
                   mentioned=[True, True, False])
    told = [nominal(document, "Homs", Kind.PLACE, name=True), nominal(document, "yesterday", Kind.TIME)]
    found = nominals.scores([(document, doc(document, nominals=told))])
    assert found["typed heads"] == Score(1, 1, 1)
    assert nominals.names([(document, doc(document, nominals=told))])["typed names"] == Score(1, 1, 1)


# — times —


def date(value=None, low=None, high=None):
    return Date(value=value, low=low, high=high, basis=DateBasis.STATED)


@pytest.mark.parametrize("gold, said, right", [
    ("2015", date("2015", "2015-01-01", "2015-12-31"), True),
    ("2015", date("2015-01-01/2015-12-31"), True),
    ("2015", date("2015-03", "2015-03-01", "2015-03-31"), False),
    ("2016-02", date("2016-02", "2016-02-01", "2016-02-29"), True),
    ("2016-02-29", date("2016-02-29T10:00", "2016-02-29", "2016-02-29"), True),
    ("2016-02-29", date("2016-02-28", "2016-02-28", "2016-02-28"), False),
    ("2012-06/2012-09", date("2012-06-01/2012-09-22", "2012-06-01", "2012-09-22"), True),
    ("2012-06/2012-09", date("2012-06-01/2012-10-01", "2012-06-01", "2012-10-01"), False),
    ("2020-02-29/2023-02-28", date("2020-02-28/2023-02-28", "2020-02-28", "2023-02-28"), True),
    ("2020-03-01/2023-02-28", date("2020-02-28/2023-02-28", "2020-02-28", "2023-02-28"), False),
    ("1919/..", date("1919/..", "1919-01-01", None), True),
    ("1919/..", date("1919", "1919-01-01", "1919-12-31"), False),
    ("-0594", date("-0593"), True),                                    # gold has no year 0, EDTF has
    ("-0594", date("-0594"), False),
    ("-0594", date("0594", "0594-01-01", "0594-12-31"), False),
    ("-0508", date("-0001"), False),
    ("-0508", date(None), False),
    ("-0001", date("0000"), True),
    ("-0499/-0400", date("-0498/-0399"), True),
    ("-0776/0394", date("-0775/0394"), True),
    ("-0776/0394", date("-0775/0395"), False),
    ("-0776/..", date("-0775/.."), True),
    ("../..", date("-0775"), False),
    ("unclear", date(None), False),
])
def test_a_value_is_right_when_it_says_the_same_days(gold, said, right):
    assert times.agrees(gold, said) is right


def test_dates_are_right_wrong_or_silent_and_what_no_text_tells_is_left_out():
    document = cut("In May 2015 and June and 2017 after World War II", times=[
        Time(1, 3, "2015-05"), Time(4, 5, "2015-06"), Time(6, 7, "2017"), Time(8, 11, "1939-09-01/1945-09-02")])

    def expression(told, said):
        start = document.text.index(told)
        return TimeExpression(start=start, end=start + len(told), date=said, precision=Precision.MONTH)

    made = doc(document, times=[expression("In May 2015", date("2015-05", "2015-05-01", "2015-05-31")),
                                expression("2017", date("2018", "2018-01-01", "2018-12-31")),
                                expression("June", date())])
    found = times.scores([(document, made)])
    assert found == {"right": 1 / 3, "wrong": 1 / 3, "silent": 1 / 3, "strictly right": 1 / 3,
                     "right, of all in gold": 1 / 4, "strictly right, of all in gold": 1 / 4}


def test_an_expression_of_more_words_than_golds_begins_or_ends_with_its_days():
    document = cut("Ruled from 1947 to 1960", times=[Time(2, 3, "1947"), Time(4, 5, "1960")])
    whole = TimeExpression(start=6, end=23, date=date("1947/1960", "1947-01-01", "1960-12-31"),
                           precision=Precision.YEAR)
    assert times.scores([(document, doc(document, times=[whole]))])["right"] == 1
    assert not times.touches("1950", whole.date)


@pytest.mark.parametrize("gold, right", [("-0776", True), ("0394", True), ("-0775", False), ("-0001", False)])
def test_an_end_before_our_era_counts_as_any_other(gold, right):
    assert times.touches(gold, date("-0775/0394")) is right
    assert not times.touches(gold, date(None))


def test_gold_dates_can_be_read_each_by_itself():
    document = cut("Ruled from 1947 to 1960", times=[Time(2, 3, "1947"), Time(4, 5, "1960")], created="2001-02-03")
    made = times.spans_given(document, given(document, VOCAB))
    assert [made.text[time.start:time.end] for time in made._.times] == ["1947", "1960"]


# — attributions —


def test_the_scorer_gets_one_line_for_each_article():
    document = cut("He said no|.")
    made = doc(document, attributions=[Attribution(source=((0, 2),), cue=((3, 7),), content=((8, 10),), score=.9)])
    assert json.loads(attributions.line("paper_1", made)) == {
        "doc_id": "paper_1", "attributions": [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]]}]}


# — floors —


def test_what_falls_below_its_floor_or_is_not_measured_is_told(tmp_path):
    (tmp_path / "floors.toml").write_text(
        '[gold]\n"a.txt" = "0"\n[figures]\n"ewt: UPOS" = { floor = 96.0, target = 96.5 }\n'
        '"ewt: LAS" = { floor = 88.0 }\n"ewt: UAS" = { floor = 90.0 }\n"ewt: words" = { target = 99.0 }\n', "utf-8")
    floors, digests = floors_of.pinned(tmp_path / "floors.toml")
    figures = {"ewt: UPOS": 96.2, "ewt: LAS": 87.96, "ewt: words": 99.0}
    assert floors_of.fallen(figures, floors) == ["ewt: LAS fell to 87.96, below its floor of 88.0.",
                                           "ewt: UAS was not measured; its floor is 90.0."]
    assert tables.table(figures, floors).splitlines()[2:] == [
        "| ewt: UPOS | 96.2 | 96.0 | 96.5, missed |", "| ewt: LAS | 88.0 | 88.0 |  |",
        "| ewt: words | 99.0 |  | 99.0 |"]
    (tmp_path / "a.txt").write_text("gold", "utf-8")
    assert len(floors_of.changed(digests, tmp_path)) == 1
    assert floors_of.changed({"a.txt": floors_of.digest(tmp_path / "a.txt")}, tmp_path) == []


def test_floors_are_pinned_below_the_figures_and_what_is_lowered_is_told(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text('# why\n[gold]\n"a.txt" = "0"\n[figures]\n"ewt: UPOS" = { target = 96.5 }\n'
                    '"ewt: LAS" = { floor = 88.0 }\n"ewt: UAS" = {}\n', "utf-8")
    assert floors_of.pin({"ewt: UPOS": 96.24, "ewt: LAS": 87.96, "ewt: words": 99.0}, path) == [
        "ewt: LAS: the floor was 88.0 and is 87.6 now."]
    assert path.read_text("utf-8") == ('# why\n[gold]\n"a.txt" = "0"\n[figures]\n'
                                       '"ewt: UPOS" = { floor = 95.9, target = 96.5 }\n'
                                       '"ewt: LAS" = { floor = 87.6 }\n"ewt: UAS" = {}\n')


def test_tables_go_to_their_places(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- reader: times -->\nold\n<!-- end -->\nb\n", "utf-8")
    tables.write({"times": "new"}, page)
    assert page.read_text("utf-8") == "a\n<!-- reader: times -->\nnew\n<!-- end -->\nb\n"
    with pytest.raises(SystemExit, match="no place"):
        tables.write({"speed": "new"}, page)


def test_half_a_point_lost_is_told():
    floors = {"ewt: UPOS": floors_of.Floor(), "ewt: LAS": floors_of.Floor()}
    assert tables.beside({"ewt: UPOS": 96.0, "ewt: LAS": 88.0}, {"ewt: UPOS": 96.5, "ewt: LAS": 87.0}, floors,
                         "float").splitlines()[2:] == [
        "| ewt: UPOS | 96.0 | 96.5 | -0.50, half a point or more lost |", "| ewt: LAS | 88.0 | 87.0 | +1.00 |"]
