"""What a mention spans, and the name in it. A case shows a sentence's tree and, in brackets, its mentions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import nominals
from standoff.model import Kind, Nominal

# word/tag/head/relation, heads counted from 1, 0 for the root
TREES = {
    "relative clause": """the/DET/2/det fighters/NOUN/7/nsubj who/PRON/4/nsubj fled/VERB/2/acl:relcl the/DET/6/det
        city/NOUN/4/obj returned/VERB/0/root ./PUNCT/7/punct""",
    "preposition": """in/ADP/3/case the/DET/3/det outskirts/NOUN/7/obl of/ADP/5/case Mosul/PROPN/3/nmod ,/PUNCT/3/punct
        fighting/NOUN/0/root""",
    "coordination": """ministers/NOUN/4/nsubj and/CCONJ/3/cc generals/NOUN/1/conj met/VERB/0/root""",
    "apposition": """Salih/PROPN/6/nsubj ,/PUNCT/4/punct the/DET/4/det president/NOUN/1/appos ,/PUNCT/4/punct
        spoke/VERB/0/root""",
    "predicate": """Basra/PROPN/5/nsubj is/AUX/5/cop still/ADV/5/advmod a/DET/5/det port/NOUN/0/root of/ADP/7/case
        call/NOUN/5/nmod ./PUNCT/5/punct""",
    "possessor": """Iraq/PROPN/3/nmod:poss 's/PART/1/case army/NOUN/0/root""",
    "quoted": """the/DET/4/det “/PUNCT/4/punct so-called/ADJ/4/amod caliphate/NOUN/0/root ”/PUNCT/4/punct
        ./PUNCT/4/punct""",
    "bracket": """parties/NOUN/0/root (/PUNCT/3/punct all/DET/1/appos )/PUNCT/3/punct close/ADJ/1/amod
        to/ADP/7/case Tehran/PROPN/5/obl (/PUNCT/9/punct capital/NOUN/7/appos )/PUNCT/9/punct""",
    "aside": """parties/NOUN/0/root of/ADP/3/case Tehran/PROPN/1/nmod (/PUNCT/5/punct 508/NUM/1/nmod:unmarked
        BC/PROPN/5/flat )/PUNCT/5/punct""",
    "superlative": """the/DET/2/det tallest/ADJ/0/root in/ADP/5/case the/DET/5/det country/NOUN/2/obl""",
    "clause": """protesting/VERB/0/root in/ADP/3/case Basra/PROPN/1/obl ,/PUNCT/1/punct and/CCONJ/6/cc
        marching/VERB/1/conj""",
}

SPANS = [
    ("relative clause", "fighters", "the fighters who fled the city"),
    ("relative clause", "city", "the city"),
    ("aside", "parties", "parties of Tehran"),
    ("aside", "508", "508 BC"),
    ("relative clause", "who", "who"),
    ("preposition", "outskirts", "the outskirts of Mosul"),
    ("preposition", "Mosul", "Mosul"),
    ("coordination", "ministers", "ministers"),
    ("coordination", "generals", "generals"),
    ("apposition", "Salih", "Salih"),
    ("apposition", "president", "the president"),
    ("predicate", "port", "a port of call"),
    ("possessor", "Iraq", "Iraq 's"),
    ("possessor", "army", "Iraq 's army"),
    ("quoted", "caliphate", "the “ so-called caliphate ”"),
    ("superlative", "tallest", "the tallest in the country"),
    ("clause", "protesting", "protesting in Basra"),
]


def parsed(text):
    """Words, heads, relations and tags of a tree."""
    rows = [row.rsplit("/", 3) for row in text.split()]
    heads = np.array([int(head) - 1 if int(head) else at for at, (_, _, head, _) in enumerate(rows)])
    return [row[0] for row in rows], heads, [row[3] for row in rows], [row[1] for row in rows]


@pytest.mark.parametrize(("tree", "head", "expected"), SPANS)
def test_a_mention_spans_its_noun_phrase(tree, head, expected):
    words, heads, deprels, upos = parsed(TREES[tree])
    start, end = nominals.spans(words, heads, deprels, upos)
    at = words.index(head)
    assert " ".join(words[start[at]:end[at]]) == expected


NAMES = [
    ("the/DET/2/det University/PROPN/5/nsubj of/ADP/4/case Mosul/PROPN/2/nmod reopened/VERB/0/root",
     {"University": Kind.ORGANISATION, "Mosul": Kind.PLACE}, ["University of Mosul"]),
    ("President/PROPN/2/nmod:desc Barham/PROPN/4/nsubj Salih/PROPN/2/flat spoke/VERB/0/root",
     {"Barham": Kind.PERSON}, ["Barham Salih"]),
    ("spokesman/NOUN/2/compound Sa'ad/PROPN/0/root al-Hadithi/PROPN/2/flat", {"Sa'ad": Kind.PERSON},
     ["Sa'ad al-Hadithi"]),
    ("Ahmed/PROPN/0/root of/ADP/3/case Basra/PROPN/1/nmod", {"Ahmed": Kind.PERSON, "Basra": Kind.PLACE},
     ["Ahmed", "Basra"]),
    ("northern/ADJ/2/amod Iraq/PROPN/0/root", {"Iraq": Kind.PLACE}, ["Iraq"]),
    ("the/DET/3/det Popular/ADJ/3/amod Units/PROPN/0/root 's/PART/3/case", {"Units": Kind.ORGANISATION},
     ["Popular Units"]),
    ("Iraq/PROPN/4/nmod:poss 's/PART/1/case Supreme/ADJ/4/amod Court/PROPN/0/root",
     {"Iraq": Kind.PLACE, "Court": Kind.ORGANISATION}, ["Iraq", "Supreme Court"]),
    ("March/PROPN/0/root", {"March": Kind.TIME}, []),
    ("Mary/PROPN/3/nmod:poss 's/PART/1/case Church/PROPN/0/root", {"Mary": Kind.PERSON, "Church": Kind.FACILITY},
     ["Mary 's Church"]),
    ("Food/PROPN/4/compound and/CCONJ/3/cc Drug/PROPN/1/conj Agency/PROPN/0/root", {"Agency": Kind.ORGANISATION},
     ["Food and Drug Agency"]),
    ("The/DET/2/det Ministry/PROPN/5/nsubj of/ADP/4/case Oil/PROPN/2/nmod denied/VERB/0/root",
     {"Ministry": Kind.ORGANISATION}, ["Ministry of Oil"]),
    ("Brig./PROPN/2/nmod:desc Saad/PROPN/0/root Maan/PROPN/2/flat", {"Brig.": Kind.PERSON, "Saad": Kind.PERSON},
     ["Saad Maan"]),
]


@pytest.mark.parametrize(("tree", "named", "expected"), NAMES)
def test_names_are_cut_from_mentions(tree, named, expected):
    words, heads, deprels, upos = parsed(tree)
    kinds = np.zeros((len(words), 11), np.float32)
    for word, kind in named.items():
        kinds[words.index(word), 1 + list(Kind).index(kind)] = 3
    found = nominals.mentions(kinds, kinds.max(1) - 1, words, heads, deprels, upos)
    spans = nominals.names(found, words, heads, deprels, upos)
    assert [" ".join(words[start:end]) for start, end, _ in spans] == expected
    assert all(kind in named.values() for _, _, kind in spans)


FOUND = [
    ("Brig./PROPN/3/nmod:desc Gen./PROPN/3/nmod:desc Awa/PROPN/4/nsubj spoke/VERB/0/root",
     {"Brig.": Kind.PERSON, "Awa": Kind.PERSON}, ["Brig. Gen. Awa person"]),
    ("governor/NOUN/4/nsubj ,/PUNCT/3/punct Awa/PROPN/1/appos Diallo/PROPN/3/flat spoke/VERB/0/root",
     {"governor": Kind.PERSON}, ["governor person", "Awa Diallo person"]),
    ("on/ADP/2/case Feb./PROPN/6/obl 1/NUM/6/obl ,/PUNCT/6/punct 2021/NUM/6/obl left/VERB/0/root",
     {"Feb.": Kind.TIME, "2021": Kind.TIME}, ["Feb. 1 , 2021 time", "2021 time"]),
    ("29/NUM/3/obl October/PROPN/3/obl left/VERB/0/root", {"October": Kind.TIME}, ["29 October time"]),
    ("2017/NUM/4/obl :/PUNCT/1/punct they/PRON/4/nsubj left/VERB/0/root October/PROPN/6/compound 29/PROPN/4/obl",
     {"October": Kind.TIME, "29": Kind.TIME}, ["October 29 time"]),
    ("left/VERB/0/root in/ADP/3/case March/PROPN/1/obl 24/NUM/5/nsubj died/VERB/0/root", {"March": Kind.TIME},
     ["March time"]),
    ("in/ADP/2/case March/PROPN/5/obl 5/NUM/4/nummod soldiers/NOUN/5/nsubj left/VERB/0/root",
     {"March": Kind.TIME, "soldiers": Kind.GROUP}, ["March time", "5 soldiers group"]),
    ("Kombo/PROPN/5/nsubj known/VERB/1/acl as/ADP/4/case Leopard/PROPN/2/obl left/VERB/0/root",
     {"Kombo": Kind.PERSON, "Leopard": Kind.ORGANISATION}, ["Kombo known as Leopard person", "Leopard person"]),
    ("Kombo/PROPN/4/nsubj a.k.a./X/3/compound Leopard/NOUN/1/appos left/VERB/0/root",
     {"Kombo": Kind.PERSON, "Leopard": Kind.OTHER}, ["Kombo person", "Leopard person"]),
    ("Rebels/NOUN/2/nsubj called/VERB/0/root Leopard/PROPN/2/obj home/ADV/2/advmod",
     {"Rebels": Kind.GROUP, "Leopard": Kind.PERSON}, ["Rebels group", "Leopard person"]),
    ("Addis/PROPN/3/nsubj Ababa/PROPN/1/flat slept/VERB/0/root", {"Addis": Kind.PLACE, "Ababa": Kind.PERSON},
     ["Addis Ababa place"]),
    ("it/PRON/2/expl seems/VERB/0/root", {"it": Kind.OTHER}, []),
    ("African/PROPN/2/compound Union/PROPN/0/root AU/PROPN/2/dep", {"Union": Kind.ORGANISATION, "AU": Kind.OTHER},
     ["African Union organisation", "AU organisation"]),
]


@pytest.mark.parametrize(("tree", "told", "expected"), FOUND)
def test_mentions_are(tree, told, expected):
    words, heads, deprels, upos = parsed(tree)
    kinds = np.zeros((len(words), 1 + len(Kind)), np.float32)
    kinds[:, 0], kinds[:, 1 + list(Kind).index(Kind.PERSON)] = 2, 1
    for word, kind in told.items():
        kinds[words.index(word), 1 + list(Kind).index(kind)] = 5 if kind is Kind.OTHER else 9
    found = nominals.mentions(kinds, np.full(len(words), 1.0, np.float32), words, heads, deprels, upos)
    assert [f"{' '.join(words[start:end])} {nominals.KINDS[kind]}" for start, end, kind in zip(
        found.start, found.end, found.kind, strict=True)] == expected


def test_what_something_happens_in_is_hardly_a_person():
    words, heads, deprels, upos = parsed("Mekelle/PROPN/2/nsubj fell/VERB/0/root in/ADP/4/case Mekelle/PROPN/2/obl")
    kinds = np.zeros((len(words), 1 + len(Kind)), np.float32)
    kinds[[0, 3], 1 + list(Kind).index(Kind.PERSON)], kinds[[0, 3], 1 + list(Kind).index(Kind.PLACE)] = 6, 5
    found = nominals.mentions(kinds, np.full(len(words), 1.0, np.float32), words, heads, deprels, upos)
    assert [nominals.KINDS[kind] for kind in found.kind] == [Kind.PLACE, Kind.PLACE]


def test_what_is_no_nominal_has_no_mention():
    words, heads, deprels, upos = parsed(TREES["predicate"])
    kinds = np.zeros((len(words), 11), np.float32)
    kinds[:, 0] = 1
    kinds[4, 1 + list(Kind).index(Kind.FACILITY)] = 2
    kinds[-1, 5] = 9                                       # a full stop, whatever its scores
    found = nominals.mentions(kinds, np.full(len(words), -1.0, np.float32), words, heads, deprels, upos)
    offsets = [(0, 5), (6, 8), (9, 14), (15, 16), (17, 21), (22, 24), (25, 29), (29, 30)]
    assert nominals.nominals(found, offsets, [7]) == [
        Nominal(start=15, end=29, head=17, kind=Kind.FACILITY, name=False, chain=7)]


@given(st.integers(1, 30).flatmap(lambda size: st.tuples(
    st.permutations(range(size)), st.lists(st.integers(0, 1 << 20), min_size=size, max_size=size),
    st.lists(st.sampled_from(["det", "conj", "nmod", "punct", "case", "obl", "appos"]), min_size=size, max_size=size),
    st.lists(st.sampled_from(["NOUN", "VERB", "PUNCT", "ADJ"]), min_size=size, max_size=size))))
def test_every_mention_has_its_head_inside(drawn):
    order, picks, deprels, upos = drawn
    heads = np.zeros(len(order), np.int64)
    for n, word in enumerate(order):                       # each word hangs below one that came before it
        heads[word] = order[picks[n] % n] if n else word
    words = ["(" if tag == "PUNCT" else "w" for tag in upos]
    low, high = nominals.extents(heads)
    start, end = nominals.spans(words, heads, deprels, upos)
    own = np.arange(len(order))
    assert ((low <= start) & (start <= own) & (own < end) & (end <= high + 1)).all()
    for word in range(len(order)):
        assert low[word] <= low[own[heads == word]].min(initial=word) and high[word] >= word
