"""EWT, GUM and UNER as documents, on a few sentences of our own in the corpora's form."""

import gzip
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))       # `training` is no part of the package

from training.reader import gum_kinds, ud  # noqa: E402
from training.reader.document import Attribution, Mention, Time  # noqa: E402

GUM = """
# newdoc id = GUM_news_harbour
# meta::genre = news
# meta::dateCreated = 2016-03-02
# newpar
# sent_id = GUM_news_harbour-1
1	Tartu	Tartu	PROPN	_	Number=Sing	0	root	_	Discourse=heading:1->3:1:_|Entity=(1-place-new)

# newpar
# sent_id = GUM_news_harbour-2
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	_	_	3	aux	_	Discourse=ROOT:2:0
2	n't	not	PART	_	_	3	advmod	_	_
3	wait	wait	VERB	_	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	_	_	3	punct	_	_

# sent_id = GUM_news_harbour-3
1	On	on	ADP	_	_	2	case	_	Discourse=attribution-positive:3->4:1:sem-atsrc-10-11-_+lex-indwd-12-_
2	March	March	PROPN	_	Number=Sing	7	obl	_	Entity=(2-time-new-sgl|XML=<date when:::"2016-03-01">
3	1	1	NUM	_	_	2	nummod	_	Entity=2)|SpaceAfter=No|XML=</date>
4	,	,	PUNCT	_	_	2	punct	_	_
5	the	the	DET	_	_	6	det	_	Entity=(3-person-new-coref
6	captain	captain	NOUN	_	Number=Sing	7	nsubj	_	Entity=3)
7	said	say	VERB	_	Tense=Past	0	root	_	_
8	her	she	PRON	_	Number=Sing	9	nmod:poss	_	Discourse=joint:4->2:0:_|Entity=(4-object-new(3-person-giv)
9	ferry	ferry	NOUN	_	Number=Sing	10	nsubj	_	Entity=4)
9.1	was	be	AUX	_	_	_	_	_	_
10	sank	sink	VERB	_	Tense=Past	7	ccomp	_	SpaceAfter=No
11	;	;	PUNCT	_	_	10	punct	_	_
12	nobody	nobody	PRON	_	Number=Sing	13	nsubj	_	Discourse=joint:5->4:0:_|Entity=(5-person-new-sgl)
13	saw	see	VERB	_	Tense=Past	10	parataxis	_	_
14	it	it	PRON	_	Number=Sing	13	obj	_	Discourse=same-unit_m:6->5:0:_|Entity=(4-object-giv-ana)|SpaceAfter=No
15	.	.	PUNCT	_	_	7	punct	_	_

"""

EWT = """
# newdoc id = weblog-one
# newpar
# sent_id = weblog-one-1
1	Tartu	Tartu	PROPN	_	_	2	compound	_	_
2	Port	Port	PROPN	_	_	3	nsubj	_	_
3	shut	shut	VERB	_	_	0	root	_	_

"""

UNER = """# sent_id = weblog-one-1
1	Tartu	B-ORG	-	x
2	Port	I-ORG	-	x
3	shut	O	-	x

"""


@pytest.fixture
def folder(tmp_path):
    for name, text in (("dev.conllu.gz", GUM), ("train.conllu.gz", EWT), ("dev.iob2.gz", UNER)):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.write(text.lstrip("\n"))
    return tmp_path


def test_text_and_words_are_the_files(folder):
    (document,) = ud.gum(folder, "dev")
    assert document.text == "Tartu\n\nDon't wait. On March 1, the captain said her ferry sank; nobody saw it."
    assert [document.text[a:b] for a, b in document.words[:5]] == ["Tartu", "Do", "n't", "wait", "."]
    assert document.sentences == [0, 1, 5]
    assert document.heads[:5] == [0, 3, 3, 3, 3]
    assert document.heads[5:8] == [6, 11, 6]
    assert (document.created, document.genre) == ("2016-03-02", "news")


def test_entities_have_heads_kinds_and_chains(folder):
    (document,) = ud.gum(folder, "dev")
    found = [(document.quote(m.start, m.end), document.quote(m.head, m.head + 1), set(m.kinds), m.name, m.chain)
             for m in document.mentions]
    assert found == [
        ("Tartu", "Tartu", {"place"}, True, "1"),
        ("March 1", "March", {"time"}, True, "2"),
        ("the captain", "captain", {"person"}, False, "3"),
        ("her ferry", "ferry", {"weapon"}, False, "4"),
        ("her", "her", {"person"}, False, "3"),
        ("nobody", "nobody", {"person"}, False, "5"),
        ("it", "it", {"weapon"}, False, "4"),              # by the noun of its chain
    ]


def test_dates(folder):
    assert ud.gum(folder, "dev")[0].times == [Time(6, 8, "2016-03-01")]


def test_an_attribution_has_what_was_joined_to_its_target_before(folder, monkeypatch):
    monkeypatch.setattr(ud, "ENOUGH", 1)
    (document,) = ud.gum(folder, "dev")
    (found,) = document.attributions
    assert found == Attribution(source=frozenset({9, 10}), cue=frozenset({11}), content=frozenset(range(12, 19)))


def test_too_few_attributions_tell_nothing(folder):
    assert ud.gum(folder, "dev")[0].attributions is None


def test_names_of_uner_and_the_words_that_it_says_nothing_about(folder):
    (document,) = ud.ewt(folder, "train")
    ud.uner(folder, [document])
    assert document.mentions == [Mention(0, 2, 1, frozenset({"organisation", "group"}), name=True)]
    assert document.mentioned == [True, True, False]


@pytest.mark.parametrize("form, parts, spans", [
    ("don't", ["do", "n't"], [(0, 2), (2, 5)]),
    ("DON’T", ["do", "n’t"], [(0, 2), (2, 5)]),
    ("wont", ["wo", "not"], [(0, 2), (2, 4)]),
    ("im", ["I", "am"], [(0, 1), (1, 2)]),
    ("gonna", ["going", "to"], [(0, 4), (4, 5)]),
])
def test_a_multiword_token_is_shared_out_among_its_words(form, parts, spans):
    assert ud._split(form, parts) == spans


@pytest.mark.parametrize("etype, lemma, upos, number, below, kinds", [
    ("person", "half", "NOUN", "Sing", [("nmod", "child")], {"person", "group"}),
    ("person", "you", "PRON", "", [], {"person"}),
    ("person", "soldier", "NOUN", "Plur", [], {"person", "group"}),
    ("person", "soldier", "NOUN", "Plur", [("nummod", "3")], {"person"}),
    ("person", "dozen", "NOUN", "Plur", [("nummod", "2")], {"person", "group"}),
    ("place", "Mosul", "PROPN", "Sing", [], {"place"}),
    ("place", "Louvre", "PROPN", "Sing", [("det", "the")], {"place", "facility"}),
    ("abstract", "5", "NUM", "", [("nmod", "$")], {"money"}),
    ("abstract", "mile", "NOUN", "Plur", [("nummod", "5")], {"other", "quantity"}),
    ("abstract", "idea", "NOUN", "Sing", [], {"other"}),
    ("object", "truck", "NOUN", "Plur", [], {"weapon"}),
    ("organization", "militia", "NOUN", "Sing", [], {"organisation", "group"}),
    ("organization", "court", "NOUN", "Sing", [], {"organisation"}),
])
def test_what_a_type_of_gum_may_be(etype, lemma, upos, number, below, kinds):
    assert gum_kinds.kinds(etype, lemma, upos, number, below) == kinds
