"""What one chain may hold. Links are given with their scores; the rules refuse, or not."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import chains, coreference
from standoff.language.nominals import KINDS, Mentions
from standoff.model import Kind


def look(text):
    """Traits and facts of a text with bracketed mentions: ``[person:Omar/PROPN Diallo/PROPN]``; the last word of one is
    its head, and a PROPN there makes it a name. Its words hang below its head, and that below the next VERB of the
    sentence, as its subject; a relation and a word's number say otherwise: ``Congo/PROPN/appos/0``. “ ” quote.
    """
    words, upos, told, spans, opened = [], [], {}, [], []
    for token in text.split():
        while token.startswith("["):
            kind, token = token[1:].split(":", 1)
            opened.append((len(words), kind))
        closing = len(token) - len(token.rstrip("]"))
        word, tag, *tree = [*token.rstrip("]").split("/"), ""][:4]
        if len(tree) == 2:
            told[len(words)] = tree[0], int(tree[1])
        words.append(word)
        upos.append(tag or "X")
        for _ in range(closing):
            start, kind = opened.pop()
            spans.append((start, len(words), len(words) - 1, KINDS.index(Kind(kind)), tag == "PROPN"))
    spans.sort(key=lambda span: span[2])
    heads, deprels = np.arange(len(words)), ["root" if tag == "VERB" else "dep" for tag in upos]
    verbs = [at for at, tag in enumerate(upos) if tag == "VERB"]
    for start, end, head, *_ in sorted(spans, key=lambda span: span[0] - span[1]):
        for at in range(start, end):
            heads[at], deprels[at] = head, "flat"
        verb = next((at for at in verbs if at >= end and "." not in words[end:at]), None)
        heads[head], deprels[head] = (head, "dep") if verb is None else (verb, "nsubj")
    for at, (rel, head) in told.items():
        heads[at], deprels[at] = head, rel
    sentence = np.cumsum([0, *(word == "." for word in words)])[:-1]
    quote = np.cumsum([word == "“" for word in words]) * (
        np.cumsum([word == "“" for word in words]) > np.cumsum([word == "”" for word in words]))
    numbers = ["" if tag != "NOUN" else "Plur" if word.endswith("s") else "Sing"
               for word, tag in zip(words, upos, strict=True)]
    lemmas = [{"added": "add", "said": "say"}.get(word, word.lower()) for word in words]
    found = Mentions(*[np.array(column) for column in zip(*spans, strict=True)])
    seen = coreference.traits(found, words, lemmas, upos, numbers, heads, deprels, sentence, quote)
    return seen, chains.facts(seen, words, lemmas, upos, heads, deprels)


def chained(text, *links):
    """The chains under links (later, earlier, score)."""
    seen, known = look(text)
    i, j, scores = zip(*links, strict=True)
    return chains.chains(seen, known, np.array(i), np.array(j), np.array(scores, np.float32))


@pytest.mark.parametrize(("text", "joined"), [
    # names
    ("[person:Awa/PROPN Diallo/PROPN] met [person:Diallo/PROPN] .", True),
    ("[person:Awa/PROPN Diallo/PROPN] met [person:Omar/PROPN Diallo/PROPN] .", False),
    ("[person:President/PROPN Awa/PROPN Diallo/PROPN] met [person:Mrs./PROPN Diallo/PROPN] .", True),
    ("[person:Inspector/PROPN Awa/PROPN Diallo/PROPN] met [person:Superintendent/PROPN Diallo/PROPN] .", True),
    ("[person:Señora/PROPN Ruiz/PROPN] met [person:Comrade/PROPN Ana/PROPN Ruiz/PROPN] .", True),
    ("[person:John/PROPN Clark/PROPN] met [person:J./PROPN Clark/PROPN] .", True),
    ("[person:Omar/PROPN al/PROPN -/PUNCT Bashir/PROPN] left . [person:Al/PROPN -/PUNCT Bashir/PROPN] .", True),
    ("[person:Ali/PROPN al/PROPN -/PUNCT Sadr/PROPN] left . [person:As/PROPN -/PUNCT Sadr/PROPN] .", True),
    ("[person:Ana/PROPN de/PROPN Sousa/PROPN] left . [person:De/PROPN Sousa/PROPN] .", True),
    ("[person:Ana/PROPN de/PROPN Sousa/PROPN] left . [person:De/PROPN Brito/PROPN] .", False),
    ("[person:An/PROPN Thi/PROPN] left . [person:Vo/PROPN Thi/PROPN] .", False),
    ("[organisation:Defence/PROPN Ministry/PROPN] and [organisation:Interior/PROPN Ministry/PROPN] .", False),
    ("[organisation:the/DET Defence/PROPN Ministry/PROPN] and [organisation:the/DET Ministry/PROPN] .", True),
    ("[organisation:the/DET Quds/PROPN Brigades/PROPN] and [organisation:Quds/PROPN] .", False),
    ("[organisation:the/DET African/PROPN Union/PROPN] and [organisation:AU/PROPN] .", True),
    ("[organisation:the/DET African/PROPN Union/PROPN] and [organisation:EU/PROPN] .", False),
    ("[place:Goma/PROPN] and [organisation:Kigali/PROPN] .", False),
    ("[place:Kigali/PROPN] and [organisation:Kigali/PROPN] .", True),
    ("[organisation:Fano/PROPN] ( [organisation:Amhara/PROPN] ) .", True),
    ("[organisation:Wagner/PROPN] known as [organisation:the/DET Musicians/PROPN] .", True),
    ("[organisation:Wagner/PROPN] , [organisation:Concord/PROPN/appos/0] , won .", True),
    ("[place:Bunia/PROPN] , [place:Congo/PROPN/appos/0] , fell .", False),
    # gender, number, being
    ("[person:a/DET woman/NOUN] met [person:him/PRON] .", False),
    ("[person:a/DET woman/NOUN] met [person:her/PRON] .", True),
    ("[person:Awa/PROPN] met [other:it/PRON] .", False),
    ("[person:Awa/PROPN] met [group:they/PRON] .", False),
    ("[organisation:Wagner/PROPN] met [group:they/PRON] .", True),
    ("[group:the/DET rebels/NOUN] and [organisation:it/PRON] .", False),
    # what grammar tells apart
    ("[person:[person:my/PRON/nmod:poss/1] mother/NOUN] left .", False),
    ("[organisation:Fano/PROPN] and/CCONJ/cc/2 [organisation:it/PRON/conj/0] left .", False),
    ("[organisation:Fano/PROPN] hit/VERB [organisation:it/PRON/obj/1] .", False),
    ("[organisation:Fano/PROPN] hit/VERB [organisation:itself/PRON/obj/1] .", True),
    # sorts, numbers, offices, parts
    ("[place:Bunia/PROPN] and [time:Friday/PROPN] .", False),
    ("[person:Mohamed/PROPN Bello/PROPN] and [person:Muhammad/PROPN Bello/PROPN] .", True),
    ("[person:M/PROPN Bello/PROPN] and [person:Musa/PROPN Bello/PROPN] .", True),
    ("[person:Musa/PROPN Bello/PROPN] and [person:Mansur/PROPN Bello/PROPN] .", False),
    ("[organisation:Fano/PROPN] and [other:the/DET accord/NOUN] .", False),
    ("[place:the/DET town/NOUN] and [place:the/DET river/NOUN] .", False),
    ("[place:the/DET town/NOUN] and [place:the/DET village/NOUN] .", True),
    ("[weapon:17/NUM/nummod/1 drones/NOUN] and [weapon:two/NUM/nummod/4 drones/NOUN] .", False),
    ("[weapon:the/DET two/NUM/nummod/2 drones/NOUN] and [weapon:both/DET drones/NOUN] .", True),
    ("[weapon:drones/NOUN] left . [weapon:the/DET drone/NOUN] fell .", False),
    ("[person:Gov./PROPN Awa/PROPN Diallo/PROPN] met [person:the/DET president/NOUN] .", False),
    ("[person:Gov./PROPN Awa/PROPN Diallo/PROPN] met [person:the/DET governor/NOUN] .", True),
    ("[person:Gen./PROPN Awa/PROPN Diallo/PROPN] met [person:the/DET president/NOUN] .", True),
    ("[place:Port/PROPN Sudan/PROPN] and [place:Sudan/PROPN] .", False),
    ("[place:northern/ADJ Mali/PROPN] and [place:Mali/PROPN] .", False),
    ("[time:Monday/PROPN] left . [time:Friday/PROPN] came .", False),
    # told later, told anew
    ("[organisation:the/DET agency/NOUN] left . [organisation:Frontex/PROPN] spoke .", False),
    ("[person:a/DET governor/NOUN] left . [person:Gov./PROPN Awa/PROPN Diallo/PROPN] spoke .", True),
    ("[group:the/DET peasants/NOUN] left . [group:her/PRON men/NOUN] spoke .", False),
    ("[person:Awa/PROPN] met [person:me/PRON] .", False),
    ("[person:a/DET mother/NOUN] left . [person:I/PRON] slept .", False),
    # descriptions
    ("[person:the/DET head/NOUN] and [person:the/DET head/NOUN] .", True),
    ("[group:Malian/ADJ forces/NOUN] and [group:Malian/ADJ forces/NOUN] .", True),
    ("x [group:Malian/ADJ forces/NOUN] and [group:French/ADJ forces/NOUN] .", False),
    ("x [group:Malian/ADJ forces/NOUN] and [group:the/DET forces/NOUN] .", True),
    ("[place:Bunia/PROPN] fell . [place:a/DET part/NOUN] held .", False),
    ("[place:Bunia/PROPN] is [place:a/DET part/NOUN] .", True),
])
def test_two_can_be_the_same(text, joined):
    assert chained(text, (1, 0, 5.0)) == ([1, 1] if joined else [None, None])


def test_a_pronoun_is_no_bridge_between_two_names():
    text = "[person:Awa/PROPN Diallo/PROPN] left . [person:she/PRON] met [person:Ana/PROPN Ruiz/PROPN] ."
    assert chained(text, (1, 0, 5.0), (2, 1, 4.0)) == [1, 1, None]
    assert chained(text, (1, 0, 4.0), (2, 1, 5.0)) == [None, 1, 1]             # the surest link is made first


def test_what_is_refused_goes_to_the_next_best():
    text = "[person:Awa/PROPN] met [person:Omar/PROPN] . [person:the/DET man/NOUN] met [person:Awa/PROPN] ."
    assert chained(text, (2, 1, 6.0), (3, 2, 5.0), (3, 0, 1.0)) == [1, 2, 2, 1]
    assert chained(text, (2, 1, 6.0), (3, 2, 5.0), (3, 0, -1.0)) == [None, 1, 1, None]


def test_a_chain_with_two_names_takes_either():
    text = ("[organisation:Fano/PROPN] ( [organisation:Amhara/PROPN] ) . "
            "[organisation:Fano/PROPN] and [organisation:Amhara/PROPN] .")
    assert chained(text, (1, 0, 5.0), (2, 0, 4.0), (3, 1, 3.0)) == [1, 1, 1, 1]


@pytest.mark.parametrize(("first", "then", "same"), [
    ("[person:Awa/PROPN] said/VERB", "[person:She/PRON] added/VERB x", True),
    ("[person:Awa/PROPN] said/VERB", "x . [person:She/PRON] added/VERB x", True),
    ("[person:Awa/PROPN] said/VERB", "x . x . [person:She/PRON] added/VERB x", False),
    ("[person:Awa/PROPN] said/VERB", "[person:She/PRON] left", False),
    ("[person:Awa/PROPN] said/VERB", "“ [person:She/PRON] added/VERB x ”", False),
    ("[person:A/DET man/NOUN] said/VERB", "[person:She/PRON] added/VERB x", False),
    ("[organisation:Fano/PROPN] said/VERB", "[person:She/PRON] added/VERB x", False),
    ("[organisation:Fano/PROPN] said/VERB", "[organisation:It/PRON] added/VERB x", True),
])
def test_who_added_is_who_spoke_before(first, then, same):
    text = f"{first} [other:peace/NOUN] left . {then} ."
    expected = [1, None, 1] if same else [None, 1, 1]
    assert chained(text, (2, 0, 1.0), (2, 1, 4.0)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("[person:Awa/PROPN] said/VERB “ [group:we/PRON] left ” . [person:Omar/PROPN] said/VERB “ [group:we/PRON] left ” .",
     [None, None, None, None]),
    ("[person:Awa/PROPN] said/VERB “ [group:we/PRON] left ” . [person:Awa/PROPN] said/VERB “ [group:we/PRON] left ” .",
     [1, 2, 1, 2]),
    ("[person:Awa/PROPN] said/VERB “ [person:you/PRON] fell ” . [person:Awa/PROPN] said/VERB “ [person:I/PRON] ” .",
     [1, None, 1, None]),
])
def test_what_is_quoted_hangs_on_who_speaks(text, expected):
    assert chained(text, (2, 0, 1.0), (3, 1, 9.0)) == expected


def test_the_country_is_none_of_two():
    text = "[place:Iraq/PROPN] and [place:Iran/PROPN] left . x . [place:the/DET country/NOUN] fell ."
    assert chained(text, (2, 0, 5.0), (2, 1, 3.0)) == [None, None, None]
    assert chained(text, (2, 0, 9.0), (2, 1, 3.0)) == [1, None, 1]
    text = "[place:Chad/PROPN] accused/VERB [place:Sudan/PROPN/obj/1] . [place:the/DET country/NOUN] fell ."
    assert chained(text, (2, 0, 9.0), (2, 1, 1.0)) == [None, None, None]
    text = "[organisation:the/DET Chadian/ADJ army/NOUN] and [organisation:the/DET Malian/ADJ army/NOUN] left ."
    assert chained(text + " x [organisation:the/DET army/NOUN] .", (2, 0, 9.0), (2, 1, 4.0)) == [None, None, None]


def test_another_name_joins_without_a_link():
    text = "[person:Jean/PROPN Kombo/PROPN] , known/VERB/acl/1 as [person:Tiger/PROPN/obl/3] . [person:Tiger/PROPN] ."
    assert chained(text, (2, 1, 5.0)) == [1, 1, 1]


X = "[other:x/NOUN] "


def test_chains_follow_the_best_links():
    links = (1, 0, -3), (2, 0, 2), (2, 1, 1), (3, 2, -2), (4, 2, 1), (4, 3, 3)
    assert chained(X * 5, *links) == [1, None, 1, 2, 2]
    none = np.zeros(0, np.int64)
    assert chains.chains(*look(X * 3), none, none, np.zeros(0, np.float32)) == [None, None, None]


def test_antecedents_that_are_likely_only_together_are_enough():
    assert chained(X * 3, (2, 0, -1.1), (2, 1, -1.0)) == [None, 1, 1]
    assert chained(X * 3, (2, 0, -9), (2, 1, -1.0)) == [None, None, None]


@given(st.integers(1, 25).flatmap(lambda count: st.tuples(st.just(count), st.lists(
    st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.integers(-3, 3)), max_size=60))))
def test_chains_are_numbered_in_order_and_never_of_one(drawn):
    count, links = drawn
    links = [(max(a, b), min(a, b), score) for a, b, score in links if a != b]
    columns = [np.array([link[at] for link in links]) for at in range(3)] if links else [np.zeros(0, np.int64)] * 3
    found = chains.chains(*look(X * count), columns[0], columns[1], columns[2].astype(np.float32))
    told = [chain for chain in found if chain is not None]
    assert list(dict.fromkeys(told)) == list(range(1, len(set(told)) + 1))
    assert all(told.count(chain) > 1 for chain in told)


@pytest.mark.parametrize("text", ["[other:word/NOUN] " * 3000, " ".join(f"[person:A{n}b/PROPN]" for n in range(4000))])
def test_long_texts_take_time_in_proportion(text):
    began = time.process_time()
    seen, known = look(text)
    i, j = coreference.candidates(seen)
    chains.chains(seen, known, i, j, np.ones(len(i), np.float32))
    assert time.process_time() - began < 10
