"""The reader as a whole: what holds of the layers of any text, whatever the weights; spaCy's habits; other pipelines.

Sentences that any decent weights must get right stand in `cases/reader/sentences.txt`.
"""

import hashlib
import pickle
import shutil
from itertools import pairwise
from pathlib import Path

import builder
import pytest
import spacy
import stand_ins
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from standoff import pipeline
from standoff.errors import MissingReader
from standoff.language import OWN, VERSION, analyse, analyse_all, analysis, layers, load
from standoff.language.network import WEIGHTS
from standoff.language.reader import Foreign, Own
from standoff.language.reader import pipeline as spacy_pipeline
from standoff.language.words import tokenise
from standoff.model import Date, DateBasis
from standoff.record import read
from standoff.text import carry

CASES = (Path(__file__).parent / "cases" / "reader" / "sentences.txt").read_text(encoding="utf-8")

ENGLISH = """The Prime Minister said on Jan. 24 that the U.S.-led coalition had acted “illegally.” “. \
He told reporters: “We do not want this war, and they know it.” The day before, the army denied the report.

Kurdish officials in Erbil, who met Haider al-Abadi last week, believe that he will resign in 2018."""
FRENCH = ("Le ministre a déclaré mardi que les forces de sécurité avaient repris le contrôle de la ville, mais "
          "les habitants ne sont pas encore rentrés chez eux.")
ARABIC = "قال المتحدث باسم الوزارة إن القوات لم تدخل المدينة بعد."

HARD = {
    "nothing": "",
    "a letter": "a",
    "a mark": "”",
    "white space": " \n\t\u00a0\r\n",
    "emoji": "😀👍🏽🇮🇶" * 5,
    "controls": "".join(map(chr, range(32))) + "The man\x00 left\x07.",
    "capitals": "IRAQI FORCES ENTER WEST MOSUL, PM SAYS\n\nHE SAID THAT THE CITY WAS FREE.",
    "a list": "Demands:\n- The army leaves\n• The mayor resigns\n* A vote is held\n1. Talks\n2) Peace\n",
    "broken quotes": "“““He said ”illegally.” “. ‘No’’ \"and\" they “agreed ‘at once’.",
    "glued": "The troops reached the end.The mayor,who stayed,said“no”.He left(at last)on Monday.",
    "translated": "The minister of interior he said that forces will be enter to city after two day, and confirm it.",
    "tabs and CRLF": ENGLISH.replace(" ", "\t").replace(". ", ".\r\n"),
    "no-break spaces": ENGLISH.replace(" ", "\u00a0"),
    "hyphens": "The govern-\nment said that it would with-\r\ndraw.",
    "right to left inside": "The slogan “\u202bنصر من الله\u202c” was seen there, he said.",
    "blank lines": "The army left." + "\n" * 10_000 + "The mayor said no.",
    "a long word": "The " + "x" * 100_000 + " said so.",
    "no end": "the men who left the old city said they saw the army and " * 100,
    "opening quotes": "“a " * 300,
    "another language": FRENCH,
    "languages": f"{ARABIC}\n\n{ENGLISH}\n\n{FRENCH}\n\nThe army left. {ARABIC}",
}

PIECES = """
    The the army He said that “ ” " ’s . .” , ; : ? ! - — ( ) Jan. 24 U.S. 2014 Iraq’s Baghdad Gen. Hassan they and who
    told reporters wants to leave last week العراق قال 中文 und nicht 🇮🇶 $5m 10:30 http://a.io/b?c ... NATO I it
"""
GAPS = [" ", " ", " ", "", "\n", "\n\n", "\r\n", "\u00a0", "\t", "\u202e"]
WORDS = st.sampled_from([*PIECES.split(), ENGLISH, FRENCH, ARABIC]) | st.text(st.characters(codec="utf-8"), max_size=8)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from(GAPS)).map("".join), max_size=25).map("".join)


def one(text, **known):
    return next(load().texts([text], **known))


def read_out(doc):
    """Everything that the reader writes."""
    return ([(word.idx, word.text, word.pos_, str(word.morph), word.lemma_, word.dep_, word.head.i) for word in doc],
            layers.sentences(doc), doc._.nominals, doc._.attributions, doc._.times, doc._.tongues, layers.lacks(doc),
            [(ent.start, ent.end, ent.label_) for ent in doc.ents])


def check(doc, text):
    """What holds of the Doc of any text."""
    assert doc.text == text
    words = tokenise(text)
    assert [(doc[at].idx, doc[at].idx + len(doc[at])) for at in layers.words(doc).tolist()] == words
    unread = [tongue for tongue in doc._.tongues if not tongue.read]

    def is_read(start):
        return not any(tongue.start <= start < tongue.end for tongue in unread)

    def inside(start, end):
        return 0 <= start < end <= len(text) and is_read(start) and not text[start].isspace()

    sentences = layers.sentences(doc)
    assert all(inside(*sentence) for sentence in sentences)
    assert all(a[1] <= b[0] for a, b in pairwise(sentences))
    covered = [word for word in words if any(start <= word[0] and word[1] <= end for start, end in sentences)]
    assert covered == [word for word in words if is_read(word[0])]
    for sent in doc.sents if words else ():
        assert sum(word.head == word for word in sent) == 1
        assert all(word.head.sent == sent and sent.root in (word, *word.ancestors) for word in sent)
    assert all(doc[at].pos_ == "X" for at in layers.words(doc).tolist() if not is_read(doc[at].idx))

    starts = {start for start, _ in words}
    nominals = doc._.nominals
    assert nominals == sorted(nominals, key=lambda nominal: nominal.head)
    assert len({(nominal.start, nominal.end, nominal.head) for nominal in nominals}) == len(nominals)
    assert all(inside(nominal.start, nominal.end) and nominal.start <= nominal.head < nominal.end
               and nominal.head in starts for nominal in nominals)
    chains = [nominal.chain for nominal in nominals if nominal.chain is not None]
    assert all(chains.count(chain) > 1 for chain in set(chains)) and set(chains) == set(range(1, len(set(chains)) + 1))
    for said in doc._.attributions:
        assert said.content and said.cue and 0 <= said.score <= 1
        for spans in (said.source, said.cue, said.content):
            assert all(inside(*span) for span in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(inside(time.start, time.end) for time in doc._.times)
    assert all(a.end <= b.start for a, b in pairwise(doc._.times))
    assert doc._.lacks == () and all(a.end <= b.start for a, b in pairwise(doc._.tongues))


# — texts —


@pytest.mark.parametrize("case", CASES.split("\n## ")[1:], ids=lambda case: case[:30])
def test_easy_sentences(case):
    text, *sentences = [line.replace(r"\n", "\n").replace(r"\r", "\r").replace(r"\t", "\t").replace(r"\xa0", "\xa0")
                        for line in case.strip().split("\n")]
    assert [text[start:end] for start, end in layers.sentences(one(text))] == sentences


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_texts_are_read(text):
    check(one(text), text)


def test_a_sentence_of_five_thousand_words():
    text = "the men who left the city saw that the army was there and " * 417
    check(one(text), text)


@settings(max_examples=60)
@given(TEXTS)
def test_layers_of_any_text_hold_together(text):
    check(one(text), text)


def test_no_text_is_dropped_for_want_of_an_anchor():
    for known in ({"anchors": [None]}, {"passages": [None]}):
        with pytest.raises(ValueError, match="Text 1"):
            list(load().texts(["They left.", "They came."], **known))


def test_lone_surrogates_are_refused_with_what_to_do():
    with pytest.raises(ValueError, match="storable"):
        one("The man \ud800 left.")


@pytest.mark.parametrize("text", [FRENCH, ARABIC, "中文", "123 …"])
def test_what_is_not_read_has_no_layers(text):
    doc = one(text)
    assert (doc._.nominals, doc._.attributions, doc._.times, layers.sentences(doc)) == ([], [], [], ())
    assert not any(tongue.read for tongue in doc._.tongues) and layers.lacks(doc) == ()


def test_what_is_not_read_is_part_of_no_sentence():
    text = f"{ARABIC}\n\nThe army left.\n\n{ARABIC}\n\nThe mayor said so."
    assert [text[start:end] for start, end in layers.sentences(one(text))] == ["The army left.", "The mayor said so."]


def test_an_easy_report():
    doc = one("The Prime Minister said on Tuesday that he would resign.",
              anchors=[Date(value="2017-03-24", basis=DateBasis.STATED)])
    said, = doc._.attributions
    assert [[doc.text[start:end] for start, end in part] for part in (said.source, said.cue)] == [
        ["The Prime Minister"], ["said"]]
    assert doc.text[slice(*said.content[0])].endswith("he would resign")
    minister, he = (next(nominal for nominal in doc._.nominals if doc.text[nominal.head:].startswith(head))
                    for head in ("Minister", "he "))
    assert minister.chain is not None and minister.chain == he.chain
    assert [time.date.value for time in doc._.times] == ["2017-03-21"]


# — the same text, the same layers —


SOME = [text for name, text in HARD.items() if name not in ("blank lines", "a long word", "no end")]


@pytest.fixture(scope="module")
def alone():
    return {text: read_out(one(text)) for text in SOME}


def test_neither_order_nor_company_changes_a_text(alone):
    for texts in (SOME, SOME[::-1], [*SOME[7:], *SOME, *SOME[:7]]):
        assert [read_out(doc) for doc in load().texts(texts)] == [alone[text] for text in texts]


def test_threads_change_nothing(alone):
    assert [read_out(doc) for doc in Own(threads=2).texts(SOME)] == [alone[text] for text in SOME]


# — spaCy's habits —


@pytest.fixture(scope="module")
def nlp():
    return spacy_pipeline()


def test_the_reader_is_a_spacy_pipeline(nlp):
    doc = nlp(ENGLISH)
    first = read_out(doc)
    assert doc.text == ENGLISH and doc._.nominals and list(doc.sents) and doc.spans["nominals"]
    assert [read_out(other) for other in nlp.pipe([ENGLISH, "", ENGLISH])][::2] == [first] * 2
    assert first[:5] == read_out(one(ENGLISH))[:5]


def test_spacy_finds_the_component_by_name():
    own = spacy.blank("en")
    own.add_pipe("standoff")
    doc = own("The army left the city. The mayor stayed.")
    assert doc._.attributions == [] and [sent.root.text for sent in doc.sents] == ["left", "stayed"]


def test_a_pickled_doc_keeps_all(nlp):
    doc = nlp(ENGLISH)
    again = pickle.loads(pickle.dumps(doc))
    assert read_out(again) == read_out(doc)


def test_bytes_keep_what_is_spacys_own(nlp):
    doc = nlp(ENGLISH)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes(exclude=["user_data"]))
    assert read_out(again)[:2] == read_out(doc)[:2] and read_out(again)[-1] == read_out(doc)[-1]
    assert [span.text for span in again.spans["nominals"]] == [span.text for span in doc.spans["nominals"]]


def test_words_and_sentences_that_a_doc_has_are_kept(nlp):
    words = ["The", "army", "left", ".", "The", "mayor", "did", "not", "leave", "."]
    starts = [at in (0, 2, 6) for at in range(len(words))]
    doc = Doc(nlp.vocab, words=words, sent_starts=starts)
    assert load().docs([doc]) == [doc]
    assert [word.text for word in doc] == words
    assert [sent.start for sent in doc.sents] == [0, 2, 6]
    assert all(sum(word.head == word for word in sent) == 1 for sent in doc.sents)


# — other pipelines —


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("reader") / "pipeline"
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Baghdad"},
                                                 {"label": "ORG", "pattern": "ministre"}])
    other.to_disk(path)
    return str(path)


def test_a_saved_pipeline_reads_in_our_place(saved):
    text = f"The army left Baghdad in 2014. The mayor stayed.\n\n{FRENCH} En 2014, il part de Baghdad."
    reader = load(saved)
    assert isinstance(reader, Foreign) and reader.name.startswith(saved)
    doc, nothing = reader.texts([text, ""])
    assert doc.text == text and nothing.text == ""
    assert [text[nominal.start:nominal.end] for nominal in doc._.nominals] == ["Baghdad"]
    assert [text[start:end] for start, end in layers.sentences(doc)] == [
        "The army left Baghdad in 2014.", "The mayor stayed."]
    assert [text[time.start:time.end] for time in doc._.times] == ["2014"]
    assert layers.lacks(doc) == ("tags", "features", "lemmas", "tree", "coreference", "attribution", "ties",
                                     "factuality", "events")
    assert doc._.attributions is None


def test_a_pipeline_of_another_language_is_refused(tmp_path):
    spacy.blank("de").to_disk(tmp_path / "deutsch")
    with pytest.raises(MissingReader, match="'de', and reports are read in English"):
        load(str(tmp_path / "deutsch"))


def test_a_pipeline_that_is_not_there_is_named():
    with pytest.raises(MissingReader, match=r"en_no_such_thing.*pip install"):
        load("en_no_such_thing")


# — reports —


@pytest.fixture(scope="module")
def reports():
    shared = "The Prime Minister said on Tuesday that he would resign."
    conn = builder.memory()
    pipeline.ingest(conn, [stand_ins.capture(f"One title\n\n{shared}\n\n{ARABIC}"),
                           stand_ins.capture(f"Another\n\nThe army left the city.\n\n{shared}"),
                           stand_ins.capture("A third\n\nNothing in common.")])
    pipeline.run(conn, stages=builder.STAGES[:-1])
    return list(read.reports(conn))


def test_reports_are_read_alone_as_together(reports):
    together = list(analyse_all(reports))
    assert [doc.text for doc in together] == [report.text for report in reports]
    assert [read_out(analyse(report)) for report in reports] == [read_out(doc) for doc in together]


def test_the_analysis_of_a_report_is_what_its_doc_has(reports):
    for report in reports:
        doc, kept = analyse(report), analysis(report)
        assert kept.report == report.key and kept.reader.startswith(OWN) and kept.lacks == ()
        assert kept.nominals == tuple(doc._.nominals) and kept.sentences == layers.sentences(doc)
        assert kept.origin.stage == "analyses"


def test_foreign_passages_of_a_report_are_marked_unread(reports):
    report = next(report for report in reports if ARABIC in report.text)
    at = report.text.index(ARABIC)
    assert [(tongue.start, tongue.code) for tongue in analysis(report).tongues if not tongue.read] == [(at, "ar")]


def test_offsets_lead_to_every_copy(reports):
    pages = {run.page for report in reports for run in report.stretches}
    seen = 0
    for report in reports:
        kept = analysis(report)
        for nominal in kept.nominals:
            spans = carry(report, nominal.start, nominal.end)
            assert spans and {span.page for span in spans} <= pages
            assert all(span.end - span.start == nominal.end - nominal.start for span in spans)
            seen = max(seen, len(spans))
    assert seen == 2


def test_other_weights_are_another_version():
    """A record knows by the version whether its analyses are of these weights: raise VERSION with every new file."""
    digest = hashlib.sha256((WEIGHTS / "reader.onnx").read_bytes()).hexdigest()
    assert (VERSION, digest[:12]) == ("8", "6a648b7d33f2")


def test_other_weights_than_the_packages_are_called_otherwise(tmp_path):
    shutil.copytree(WEIGHTS, tmp_path / "trial")
    assert Own(weights=tmp_path / "trial").name == f"{OWN} of trial" != Own().name == f"{OWN} {VERSION}"


@pytest.mark.parametrize("shown", [
    "They met on Aug. 3. / He left for Washington, D.C. / Nobody saw him.",
    "Brig. Gen. Akol Deng came to Juba on Jan. 24 in the morning. / U.S. officials met him at 3 p.m. / He refused.",
    "Mr. Kim blamed the U.S. / The U.N. said so.",
    "“No!” Sgt. Musa Bello said. / “We told the U.N.” / The envoy left.",
    "Roads in Peru are closed. / • Schools stay open. / • Shops are shut.",
])
def test_sentences(shown):
    text = shown.replace(" / •", "\n•").replace(" / ", " ")
    assert [sent.text.strip() for sent in one(text).sents] == shown.split(" / ")
