"""Triggers: what the head sees of words and of pairs, how its scores become triggers, and the layer in a Doc."""

import numpy as np
import pytest

from standoff.language import load
from standoff.language.factuality import Words
from standoff.language.nominals import KINDS, Mentions
from standoff.language.triggers import CASES, FEATURES, MODES, RELATIONS, TYPES, TriggerHead, pairs, relations, triggers
from standoff.model import TRIGGER_ROLES, EventType, Kind

WORDS = Words(
    forms=["Rebels", "shelled", "the", "port", "of", "Beira", ".", "It", "burnt", "."],
    upos=["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"],
    feats=[""] * 10, heads=[1, 1, 3, 1, 5, 3, 1, 8, 8, 8],
    deprels=["nsubj", "root", "det", "obj", "case", "nmod", "punct", "nsubj", "root", "punct"],
    sentence=[0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
OFFSETS = [(0, 6), (7, 14), (15, 18), (19, 23), (24, 26), (27, 32), (32, 33), (34, 36), (37, 42), (42, 43)]
FOUND = Mentions(start=np.array([0, 2, 5]), end=np.array([1, 6, 6]), head=np.array([0, 3, 5]),
                 kind=np.array([KINDS.index(Kind.GROUP), KINDS.index(Kind.FACILITY), KINDS.index(Kind.PLACE)]),
                 name=np.array([False, False, True]))
ASSAULT = TYPES.index(EventType.ASSAULT)


def seen(of):
    """What is seen of each pair, by name."""
    starts = np.cumsum([0, *FEATURES.values()])[:-1]
    return {(int(trigger), int(nominal)): dict(zip(FEATURES, (row - starts).tolist(), strict=True))
            for trigger, nominal, row in zip(of.trigger, of.nominal, of.seen, strict=True)}


def test_a_pair_is_a_trigger_with_a_nominal_of_its_sentence_or_the_next_one():
    found = seen(pairs(WORDS, FOUND, np.array([1]), np.array([ASSAULT])))
    assert list(found) == [(1, 0), (1, 3), (1, 5), (1, 7)]
    assert [found[1, word]["sentence"] for word in (0, 3, 5, 7)] == [1, 1, 1, 2]


def test_the_way_through_the_tree_is_seen():
    found = seen(pairs(WORDS, FOUND, np.array([1]), np.array([ASSAULT])))
    subject, port = found[1, 0], found[1, 5]
    assert (subject["up"], subject["down"], RELATIONS[subject["first down"]]) == (0, 1, "nsubj")
    assert (port["up"], port["down"], CASES[port["case"]]) == (0, 2, "of")
    assert [RELATIONS[port[way]] for way in ("first down", "last down")] == ["nmod", "obj"]
    assert found[1, 7]["up"] == found[1, 7]["down"] == FEATURES["up"] - 1, "there is no way between two sentences"
    assert KINDS[port["kind"]] is Kind.PLACE and port["name"] == 1


def test_relations_that_are_not_told_apart_count_as_what_they_are_of():
    assert [RELATIONS[one] for one in relations(["nsubj:outer", "obl:tmod", "vocative"])] == ["nsubj", "obl", "other"]


def head(**changed):
    """A head of one unit a word: "shelled" is an assault by heavy weapons, whose subject does it."""
    table = {"bias": np.zeros((len(RELATIONS), 1)), "up": np.ones((len(RELATIONS), 1)),
             "down": np.ones((len(RELATIONS), 1)), "types": np.zeros((1, 1 + len(TYPES))),
             "none": np.eye(1, 1 + len(TYPES))[0] * 8, "modes": np.zeros((1, len(MODES))),
             "odds": np.full(len(MODES), -4.0), "features": np.zeros((sum(FEATURES.values()), 1)),
             "roles": np.eye(1, len(TRIGGER_ROLES)) * 8, "rare": np.full(len(TRIGGER_ROLES), -4.0)}
    table["types"][0, 1 + ASSAULT] = 16
    table["modes"][0, MODES.index((EventType.ASSAULT, "heavy-weapons"))] = 8
    first = sum(list(FEATURES.values())[:list(FEATURES).index("first down")])
    table["features"][first + RELATIONS.index("nsubj")] = 1
    table["features"][sum(list(FEATURES.values())[:list(FEATURES).index("down")]) - 1] = -1       # no way up
    return TriggerHead({f"event.{name}": one.astype(np.float32) for name, one in (table | changed).items()})


def network(itself=(), below=()):
    """The network's output: of each word itself, for what is below it, for what is above it, and for pairs."""
    words = np.zeros((len(WORDS.forms), 5), np.float32)
    words[list(itself), 0] = words[list(below), 2] = 1
    return words


def test_scores_become_triggers():
    (one,) = triggers(WORDS, OFFSETS, FOUND, head(), network(itself=[1]))
    assert one.anchor == 7 and one.types[0][0] is EventType.ASSAULT and one.score > .9
    assert one.modes[0][:2] == (EventType.ASSAULT, "heavy-weapons")
    assert [(role, at) for role, at, _ in one.roles] == [("by", 0)]


def test_a_word_is_seen_with_what_hangs_on_it():
    (one,) = triggers(WORDS, OFFSETS, FOUND, head(), network(below=[3]))
    assert one.anchor == 7, "the port tells it of its verb"
    shut = head(down=np.zeros((len(RELATIONS), 1)))
    assert triggers(WORDS, OFFSETS, FOUND, shut, network(below=[3])) == ()


def test_a_text_without_words_has_no_triggers():
    reader = load()
    assert [doc._.triggers for doc in reader.texts(["", " \n "])] == [(), ()]


@pytest.mark.parametrize(("text", "word", "type"), [
    ("The army shelled the port of Beira on Monday.", "shelled", EventType.ASSAULT),
    ("Police arrested nine teachers in Kumasi.", "arrested", EventType.COERCE),
    ("The minister condemned the raid.", "condemned", EventType.ACCUSE),
    ("Thousands marched through Lima against the new tax.", "marched", EventType.PROTEST),
])
def test_plain_triggers_are_found(text, word, type):
    (doc,) = load().texts([text])
    found = {one.anchor: one for one in doc._.triggers}[text.index(word)]
    assert found.types[0][0] is type and found.score >= .5
    assert [one.anchor for one in doc._.triggers] == sorted(one.anchor for one in doc._.triggers)


def test_who_did_it_and_to_whom():
    text = "The army shelled the port of Beira on Monday."
    (doc,) = load().texts([text])
    roles = {role: text[at:].split()[0] for role, at, _ in doc._.triggers[0].roles}
    assert roles["by"] == "army" and roles["when"].startswith("Monday")
