"""The layers of a Doc: written, shown, and kept for the record; those of another pipeline's Doc in our terms."""

from dataclasses import replace

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from values import world

from standoff.language import analysis, foreign, layers
from standoff.language.words import tokenise, tokenizer
from standoff.model import (
    Attribution,
    Clause,
    EventType,
    Factuality,
    Kind,
    Nominal,
    Origin,
    Problem,
    Tongue,
    Trigger,
)

ORIGIN = Origin(stage="language", version="0", rule="test")
VOCAB = spacy.blank("en").vocab
REPORT = world()[4][0]


def blank(text):
    return tokenizer(VOCAB)(text)


def analysed():
    """«  Barham Salih spoke in Basra.⏎⏎It rained. » with everything that `fill` writes."""
    doc = blank("  Barham Salih spoke in Basra.\n\nIt rained. ")
    upos = ["PROPN", "PROPN", "VERB", "ADP", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"]
    feats = ["Number=Sing", "Number=Sing", "Mood=Ind|Tense=Past", "", "Number=Sing", "", "Person=3", "", ""]
    lemmas = ["Barham", "Salih", "speak", "in", "Basra", ".", "it", "rain", "."]
    deprels = ["nsubj", "flat", "root", "case", "obl", "punct", "nsubj", "root", "punct"]
    return layers.fill(doc, upos, feats, lemmas, np.array([2, 0, 2, 4, 2, 2, 7, 7, 7]), deprels)


def test_tags_and_tree_stand_in_the_doc():
    doc = analysed()
    spoke, it = doc[3], doc[8]
    assert (spoke.pos_, spoke.lemma_, spoke.dep_, str(spoke.morph)) == ("VERB", "speak", "ROOT", "Mood=Ind|Tense=Past")
    assert it.morph.get("Person") == ["3"] and it.head.text == "rained"
    assert [child.text for child in spoke.children if not child.is_space] == ["Barham", "Basra", "."]
    assert [sent.root.text for sent in doc.sents] == ["spoke", "rained"]
    assert all(doc.has_annotation(name) for name in ("POS", "MORPH", "LEMMA", "DEP", "SENT_START"))


def test_white_space_hangs_below_the_word_before_it():
    doc = analysed()
    assert [(token.text, token.head.text, token.pos_) for token in doc if token.is_space] == [
        ("  ", "Barham", "SPACE"), ("\n\n", ".", "SPACE")]
    assert [doc.text[start:end] for start, end in layers.sentences(doc)] == [
        "Barham Salih spoke in Basra.", "It rained."]


def test_words_are_those_of_the_tokeniser():
    doc = analysed()
    assert [(doc[at].idx, doc[at].idx + len(doc[at])) for at in layers.words(doc).tolist()] == tokenise(doc.text)


def test_names_and_nominals_are_seen_by_spacy():
    doc = analysed()
    layers.name(doc, [(0, 2, Kind.PERSON), (4, 5, Kind.PLACE)])
    doc._.nominals = [Nominal(start=2, end=14, head=2, kind=Kind.PERSON, name=True),
                      Nominal(start=24, end=29, head=24, kind=Kind.PLACE, name=True)]
    layers.mark(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Barham Salih", "PERSON"), ("Basra", "GPE")]
    assert [(span.text, span.label_) for span in doc.spans["nominals"]] == [
        ("Barham Salih", "person"), ("Basra", "place")]


def test_an_empty_text_has_empty_layers():
    for text in ("", " \n "):
        doc = layers.fill(blank(text), [], [], [], np.zeros(0, np.int64), [])
        assert layers.sentences(doc) == () and layers.words(doc).tolist() == []


@given(st.lists(st.sampled_from(["a", "b", ".", "\n\n", "  ", " "]), max_size=20).map("".join), st.integers(0, 99))
def test_sentences_follow_from_any_forest(text, seed):
    doc = blank(text)
    count = len(layers.words(doc))
    random = np.random.default_rng(seed)
    starts = np.flatnonzero(np.append(True, random.random(max(count - 1, 0)) < 0.3)[:count])
    heads = starts[np.searchsorted(starts, np.arange(count), side="right") - 1] if count else np.zeros(0, np.int64)
    rels = ["root" if head == at else "dep" for at, head in enumerate(heads)]
    layers.fill(doc, ["X"] * count, [""] * count, ["x"] * count, heads, rels)
    words = tokenise(text)
    bounds = zip(starts.tolist(), [*starts[1:].tolist(), count] if count else [], strict=True)
    assert layers.sentences(doc) == tuple((words[a][0], words[b - 1][1]) for a, b in bounds)


def test_features_are_spelled_as_in_conllu():
    values = {"Tense": np.array([1, 0, 2]), "Number": np.array([0, 0, 1])}
    names = {"Tense": ["", "Past", "Pres"], "Number": ["", "Sing"]}
    assert layers.features(values, names) == ["Tense=Past", "", "Number=Sing|Tense=Pres"]


def summary(doc):
    return layers.summary(doc, REPORT, "test 0", ORIGIN)


def test_the_summary_keeps_the_layers():
    doc = blank(REPORT.text)
    doc._.nominals = [Nominal(start=0, end=1, head=0, kind=Kind.OTHER, name=False)]
    doc._.attributions = [Attribution(source=(), cue=((0, 1),), content=((2, 3),), score=0.5)]
    doc._.times, doc._.arcs, doc._.tongues = [], (), [Tongue(start=0, end=9, code="en", read=True)]
    doc._.clauses = (Clause(anchor=2, factuality=(Factuality.FUTURE,), score=0.5),)
    doc._.triggers = (Trigger(anchor=2, types=((EventType.ASSAULT, .5),), modes=(), roles=(("by", 0, .5),), score=.5),)
    kept = summary(doc)
    assert (kept.report, kept.reader, kept.origin) == (REPORT.key, "test 0", ORIGIN)
    assert kept.nominals == tuple(doc._.nominals) and kept.attributions == tuple(doc._.attributions)
    assert kept.tongues == tuple(doc._.tongues) and kept.times == () and kept.lacks == ()
    assert kept.clauses == doc._.clauses and kept.triggers == doc._.triggers


def test_a_layer_that_is_absent_is_named():
    assert summary(blank(REPORT.text)).lacks == ("nominals", "coreference", "attribution", "times", "ties",
                                                    "factuality", "events")
    doc = blank(REPORT.text)
    doc._.nominals, doc._.attributions, doc._.times, doc._.arcs, doc._.lacks = [], [], [], (), ("coreference",)
    doc._.clauses = doc._.triggers = ()
    assert summary(doc).lacks == ("coreference",)


def test_a_doc_of_another_text_is_refused():
    with pytest.raises(ValueError, match="not of report"):
        summary(blank(REPORT.text + "!"))


# — Docs of other pipelines —


def other():
    """What an ``en_core_web`` pipeline gives: OntoNotes entities, its own relations, sentences."""
    rows = """The/DET/2/det prime/ADJ/2/amod minister/NOUN/5/nsubj of/ADP/2/prep Iraq/PROPN/3/pobj met/VERB/5/ROOT
        NATO/PROPN/7/compound officials/NOUN/5/dobj in/ADP/5/prep March/PROPN/8/pobj ./PUNCT/5/punct He/PRON/12/nsubj
        left/VERB/12/ROOT ./PUNCT/12/punct"""
    words, tags, heads, deps = zip(*(row.split("/") for row in rows.split()), strict=True)
    doc = Doc(VOCAB, words=list(words), heads=list(map(int, heads)), deps=list(deps), pos=list(tags))
    doc.set_ents([Span(doc, 4, 5, "GPE"), Span(doc, 6, 7, "ORG"), Span(doc, 9, 10, "DATE")])
    return doc


def test_chunks_and_entities_of_another_pipeline_are_nominals():
    doc = foreign.filled(other())
    assert [(doc.text[one.start:one.end], one.kind, one.name) for one in doc._.nominals] == [
        ("The prime minister", Kind.OTHER, False), ("Iraq", Kind.PLACE, True), ("NATO officials", Kind.OTHER, False),
        ("NATO", Kind.ORGANISATION, True), ("March", Kind.TIME, False), ("He", Kind.PERSON, False)]
    assert all(one.start <= one.head < one.end and one.chain is None for one in doc._.nominals)


def test_what_another_pipeline_lacks_is_named():
    doc = foreign.filled(other())
    assert doc._.lacks == ("features", "lemmas", "coreference", "attribution") and doc._.attributions is None
    assert foreign.filled(blank("No pipeline at all."))._.lacks == (
        "sentences", "tags", "features", "lemmas", "tree", "nominals", "coreference", "attribution")


def test_layers_of_the_users_own_components_are_kept():
    doc = other()
    doc._.attributions, doc._.nominals = [], []
    foreign.filled(doc)
    assert doc._.lacks == ("features", "lemmas", "coreference") and doc._.nominals == []


def test_entities_without_a_tree():
    doc = Doc(VOCAB, words=["Iraq", "fell"])
    doc.set_ents([Span(doc, 0, 1, "LOC")])
    assert [(one.kind, one.head) for one in foreign.filled(doc)._.nominals] == [(Kind.PLACE, 0)]


@given(st.lists(st.integers(0, 60), max_size=12, unique=True), st.data())
def test_a_place_is_known_unless_an_unread_tongue_is_around_it(ends, data):
    ends.sort()
    tongues = [Tongue(start=start, end=end, code="xx", read=data.draw(st.booleans()))
               for start, end in zip(ends[::2], ends[1::2], strict=False)]
    unread = {place for one in tongues if not one.read for place in range(one.start, one.end)}
    assert layers.known(range(61), tongues) == [place not in unread for place in range(61)]


def test_without_tongues_every_place_is_known():
    assert layers.known([0, 5], None) == layers.known([0, 5], []) == [True, True]


def test_a_report_that_would_fill_the_memory_is_a_problem(monkeypatch):
    monkeypatch.setattr("standoff.language.MOST", len(REPORT.text) - 1)
    found = analysis(REPORT)
    assert isinstance(found, Problem) and (found.code, found.source) == ("too-large", REPORT.key)
    assert found.stage == "analyses" and "Split the page" in found.message


# — kept and given back —


def _report(text):
    return replace(REPORT, text=text)


def _tokens(doc):
    return [(word.text, word.idx, word.pos_, word.lemma_, word.dep_, str(word.morph), word.head.idx, word.is_sent_start)
            for word in doc if not word.is_space]


def test_a_doc_comes_back_from_what_the_record_keeps():
    doc = analysed()
    doc._.nominals = [Nominal(start=2, end=14, head=2, kind=Kind.PERSON, name=True)]
    doc._.times, doc._.attributions = [], []
    report = _report(doc.text)
    kept = layers.summary(doc, report, "test 1", ORIGIN)
    again = layers.restore(report, kept)
    assert _tokens(again) == _tokens(doc) and again.text == doc.text
    assert layers.summary(again, report, "test 1", ORIGIN) == kept


def test_what_a_pipeline_lacked_is_absent_again():
    doc = spacy.blank("en")("Rain fell.\n\n It stopped.")
    doc[4].is_sent_start, doc._.lacks = True, ("tree",)
    report = _report(doc.text)
    kept = layers.summary(doc, report, "test 1", ORIGIN)
    again = layers.restore(report, kept)
    assert not again.has_annotation("DEP") and layers.lacks(again) == kept.lacks


def test_an_analysis_of_another_report_is_refused():
    doc = analysed()
    kept = layers.summary(doc, _report(doc.text), "test 1", ORIGIN)
    with pytest.raises(ValueError, match="not of the text"):
        layers.restore(_report("short"), kept)


@given(st.text(max_size=60))
def test_any_text_comes_back(text):
    report = _report(text)
    doc = blank(text)
    count = len(layers.words(doc))
    layers.fill(doc, ["X"] * count, [""] * count, ["a\tb\nc"] * count, np.arange(count), ["root"] * count)
    again = layers.restore(report, layers.summary(doc, report, "test 1", ORIGIN))
    assert again.text == text
    assert [(word.idx, word.text) for word in again if not word.is_space] == [
        (word.idx, word.text) for word in doc if not word.is_space]
