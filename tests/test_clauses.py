"""Clauses and their factuality: what each rule accepts and refuses, and how the learnt head is summed with them."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from standoff.cli import aloud
from standoff.language import clauses, load
from standoff.language.clauses import OUTPUTS, ClauseHead, of_doc
from standoff.language.factuality import REASONS, SORTS, VALUES, Rules, forms, lexicon, plurals
from standoff.model import Attribution, Clause, Date, Factuality

DAY = Date(value="2023-05-03", low="2023-05-03", high="2023-05-03")


def read(text: str, anchor: Date = DAY) -> Doc:
    return next(iter(load().texts([text], [anchor])))


def ruled(text: str, anchor: Date = DAY, *, reported: bool = False) -> dict[str, str]:
    """What the rules alone say: word → values."""
    doc = read(text, anchor)
    offsets = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
    found = clauses.clauses(of_doc(doc), offsets, doc._.attributions if reported else (), doc._.times, anchor)
    return {text[one.anchor:].split()[0].strip(".,?!“”;:"): " ".join(one.factuality) for one in found}


RULES = [
    # text, words with the values that the rules give them; "" for what tells nothing
    ("Gunmen killed two soldiers.", {"killed": "actual"}),
    ("Wounded soldiers waited.", {"Wounded": "", "waited": "actual"}),
    ("According to the army, the road is open.", {"According": "", "open": "actual"}),
    ("He was the commander of the brigade.", {"commander": "actual"}),
    ("The shelling stopped.", {"shelling": "actual", "stopped": "actual"}),
    ("They began to shell the town.", {"began": "", "shell": "actual"}),
    ("The army will leave the town.", {"leave": "future"}),
    ("The army left the town to the rebels.", {"left": "actual"}),
    ("The bridge is to reopen in June.", {"reopen": "future"}),
    ("The rebels are going to attack the port.", {"attack": "future"}),
    ("The army did not fire.", {"fire": "negated"}),
    ("Nobody was hurt.", {"hurt": "negated"}),
    ("No soldiers died in the town.", {"died": "negated"}),
    ("The lamp no longer burns.", {"burns": "negated"}),
    ("The army will not leave the town.", {"leave": "negated"}),
    ("They left the hall without signing the paper.", {"left": "actual", "signing": "negated"}),
    ("The rebels may strike the port.", {"strike": "hypothetical"}),
    ("The rebels cannot cross the river.", {"cross": "negated"}),
    ("If the rebels attack the port, the army will leave it.", {"attack": "hypothetical", "leave": "hypothetical"}),
    ("Should prices rise further, the state will pay.", {"rise": "hypothetical", "pay": "hypothetical"}),
    ("Will the army leave the port?", {"leave": "hypothetical"}),
    ("The minister said that the bridge would reopen.", {"said": "actual", "reopen": "future"}),
    ("The bridge would have fallen.", {"fallen": "hypothetical"}),
    ("The militia denied having crossed the border.", {"denied": "actual", "crossed": "negated"}),
    ("The minister refused to sign the treaty.", {"refused": "actual", "sign": "negated"}),
    ("The ministry plans to reopen the road.", {"plans": "actual", "reopen": "future"}),
    ("The ministry does not plan to reopen the road.", {"plan": "negated", "reopen": "negated"}),
    ("The union called on the rebels to withdraw.", {"called": "actual", "withdraw": "hypothetical"}),
    ("The soldiers managed to leave the town.", {"leave": "actual"}),
    ("The soldiers did not manage to leave the town.", {"leave": "negated"}),
    ("The driver has to stop at the border.", {"stop": "hypothetical"}),
    ("The army will leave the town and burn it.", {"burn": "future"}),
    ("The army will leave the town and return home.", {"return": "future"}),
    ("The army will leave the town, but the rebels shelled it.", {"shelled": "actual"}),
    ("It is unknown who shelled the town.", {"shelled": "hypothetical"}),
    ("We know that they shelled the town.", {"shelled": "actual"}),
    ("The minister does not believe that the rebels shelled the town.", {"shelled": "hypothetical"}),
    ("Leave the town!", {"Leave": "hypothetical"}),
    ("There were no clashes in the town.", {"clashes": "negated"}),
    ("Both sides will hold talks in Geneva.", {"talks": "future"}),
    ("Both sides held talks in Geneva.", {"talks": "actual"}),
    ("The envoy averted a strike.", {"averted": "actual", "strike": "negated"}),
    ("The party demanded an election.", {"election": "hypothetical"}),
    ("The planned withdrawal worries the mayor.", {"withdrawal": "future"}),
    ("The court meets in June 2024.", {"meets": "future"}),
    ("The court met in June 2022.", {"met": "actual historical"}),
    ("They met before the army left the town.", {"left": "actual"}),
    ("Gunmen killed two people in 1998.", {"killed": "actual historical"}),
    ("He has ruled the country since 1998.", {"ruled": "actual"}),
    ("Gunmen killed two people on Monday.", {"killed": "actual"}),
]


@pytest.mark.parametrize(("text", "values"), RULES, ids=[text for text, _ in RULES])
def test_a_rule(text: str, values: dict[str, str]) -> None:
    found = ruled(text)
    assert {word: found.get(word, "") for word in values} == values


def test_nothing_is_background_of_a_text_without_a_date() -> None:
    assert ruled("Gunmen killed two people in 1998.", Date(value=None))["killed"] == "actual"


def test_what_stands_in_a_content_is_reported() -> None:
    text = "“The bridge is open,” the mayor said."
    found = ruled(text, reported=True)
    assert found["open"] == "actual reported" and found["said"] == "actual"


def test_clauses_are_a_layer_in_the_order_of_the_text() -> None:
    text = "The minister denied that rebels had shelled the town. The army will leave it."
    doc = read(text)
    assert {text[one.anchor:].split()[0]: one.factuality for one in doc._.clauses} == {
        "denied": (Factuality.ACTUAL,), "shelled": (Factuality.NEGATED, Factuality.REPORTED),
        "leave": (Factuality.FUTURE,)}
    assert all(0 < one.score <= 1 for one in doc._.clauses)
    assert [one.anchor for one in doc._.clauses] == sorted(one.anchor for one in doc._.clauses)


def test_a_text_without_words_has_no_clauses() -> None:
    assert read("")._.clauses == () and read(" \n ")._.clauses == ()


def weights(hidden: int = 2) -> dict[str, np.ndarray]:
    shapes = {"out": (hidden, len(OUTPUTS)), "bias": (len(OUTPUTS),), "sorts": (len(SORTS),),
              "values": (len(VALUES), len(VALUES)), "reasons": (len(REASONS), len(VALUES))}
    return {"fact." + name: np.zeros(shape, np.float32) for name, shape in shapes.items()}


def test_the_head_sees_a_word_what_it_hangs_on_and_what_hangs_on_it() -> None:
    table = weights(1)
    table["fact.out"][0, 0] = 1
    words = np.array([[1, 10, 100], [2, 20, 200], [4, 40, 400]], np.float32)   # itself, for those below, for the above
    scores = ClauseHead(table)(words, [1, 1, 1])
    assert scores[:, 0].tolist() == [1 + 20, 2 + 100 + 400, 4 + 20]


def test_the_head_is_summed_with_what_the_rules_are_worth() -> None:
    table = weights()
    table["fact.sorts"][SORTS.index("verb")] = 1
    table["fact.values"][:] = 2 * np.eye(len(VALUES))
    head = ClauseHead(table)
    doc = read("The army will leave.")
    offsets = [(token.idx, token.idx + len(token)) for token in doc]
    seen = np.zeros((5, 6), np.float32)
    (found,) = clauses.clauses(of_doc(doc), offsets, (), (), DAY, head, seen)
    assert (found.anchor, found.factuality) == (14, (Factuality.FUTURE,))
    assert found.score == pytest.approx(float(np.e ** 2 / (np.e ** 2 + 3)), abs=0.001)
    table["fact.bias"][1 + VALUES.index(Factuality.HYPOTHETICAL)] = 3       # the network knows better
    (found,) = clauses.clauses(of_doc(doc), offsets, (), (), DAY, ClauseHead(table), seen)
    assert found.factuality == (Factuality.HYPOTHETICAL,)


def test_a_tree_in_spacys_own_relations_is_read() -> None:
    vocab = spacy.blank("en").vocab

    def made(words: str, heads: list[int], deps: list[str], tags: list[str], lemmas: dict[str, str]) -> Doc:
        some = words.split()
        return Doc(vocab, words=some, heads=heads, deps=deps, pos=tags, lemmas=[lemmas.get(one, one) for one in some])

    doc = made("Rebels were not ready", [1, 1, 1, 1], ["nsubj", "ROOT", "neg", "acomp"], ["NOUN", "AUX", "PART", "ADJ"],
               {"were": "be"})
    words = of_doc(doc)
    assert (list(words.heads), list(words.deprels)) == ([3, 3, 3, 3], ["nsubj", "cop", "advmod", "root"])
    offsets = [(token.idx, token.idx + len(token)) for token in doc]
    assert Rules(words, offsets, (), (), DAY).vote(3).value is Factuality.NEGATED
    doc = made("They left without signing treaties", [1, 1, 1, 2, 3], ["nsubj", "ROOT", "prep", "pcomp", "dobj"],
               ["PRON", "VERB", "ADP", "VERB", "NOUN"], {})
    words = of_doc(doc)
    assert (list(words.heads), list(words.deprels)) == ([1, 1, 3, 1, 3], ["nsubj", "root", "mark", "advcl", "obj"])
    assert Rules(words, offsets, (), (), DAY).vote(3).value is Factuality.NEGATED


def test_contents_that_overlap_are_one_stretch() -> None:
    doc = read("They fled.")
    offsets = [(token.idx, token.idx + len(token)) for token in doc]
    said = [Attribution(source=(), cue=(), content=(piece,), score=1.0) for piece in ((0, 9), (0, 2))]
    rules = Rules(of_doc(doc), offsets, said, (), DAY)
    assert rules.reported(1) and not rules.reported(2)


def test_forms_of_words() -> None:
    assert {"deny", "denies", "denied", "denying"} <= set(forms("deny"))
    assert {"stopped", "stopping"} <= set(forms("stop")) and {"used", "using"} <= set(forms("use"))
    assert plurals("rally") == ["rally", "rallies"] and plurals("clash") == ["clash", "clashes"]


def test_the_lexicon_has_no_word_in_two_classes_of_one_list() -> None:
    words = lexicon()
    assert words.complements["verbs"]["refused"] is Factuality.NEGATED
    assert words.complements["verbs"]["sought"] is Factuality.HYPOTHETICAL
    assert words.complements["nouns"]["plans"] is Factuality.FUTURE
    assert not words.held & words.undone


def test_read_aloud_gathers_the_clauses_of_a_line_by_how_they_are_put() -> None:
    text = "He denied that they fled or re-armed; it ends."
    some = [Clause(anchor=text.index(word), factuality=values, score=1.0) for word, values in (
        ("denied", (Factuality.ACTUAL,)), ("fled", (Factuality.NEGATED, Factuality.REPORTED)),
        ("re-armed", (Factuality.NEGATED, Factuality.REPORTED)), ("ends", (Factuality.ACTUAL,)))]
    assert "".join(piece for piece, _ in aloud._put(text, some)) == (
        "actual: denied, ends; negated, reported: fled, re-armed")
