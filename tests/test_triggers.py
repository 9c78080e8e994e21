"""Which words tell an event: types and modes, what is refused, contexts."""

import pytest

from standoff import plover
from standoff.actors.mentions import told as mentions
from standoff.events import contexts, lexicon
from standoff.events.decisions import put
from standoff.events.lexicon import entries, noun, verb
from standoff.events.triggers import triggers
from standoff.language import load
from standoff.model import EventType, Factuality
from standoff.model import Trigger as Belief
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading


@pytest.fixture(scope="module")
def read():
    reader, words = load(), lexicon.read().with_lemmas(ties.read())

    def reading(sentence):
        doc = next(reader.texts([sentence]))
        return Reading(doc, mentions(doc, "r"), words)

    return reading


TOLD = [
    ("Oslo pledged 20 million euros to the clinic.", "AGREE"),
    ("The two sides agreed to withdraw from the valley.", "AGREE"),
    ("The emir visited Tunis on Monday.", "CONSULT visit"),
    ("Talks between the army and the rebels went on in Juba.", "CONSULT"),
    ("Canberra welcomed the ruling.", "SUPPORT"),
    ("Honduras recognised the council as the government.", "SUPPORT"),
    ("The junta gave in to the miners.", "CONCEDE"),
    ("Ghana and Togo held joint naval exercises.", "COOPERATE"),
    ("Madrid extradited the banker to Peru.", "COOPERATE"),
    ("Trucks of the agency delivered 40 tonnes of flour to the camp.", "AID"),
    ("Colombian troops pulled out of the village.", "RETREAT withdraw"),
    ("The guerrillas released six teachers.", "RETREAT release"),
    ("The governor of Kasai resigned on Friday.", "RETREAT resign"),
    ("The council demanded an inquiry.", "REQUEST change"),
    ("The bishop urged both sides to lay down their arms.", "REQUEST yield"),
    ("The bloc condemned the raid.", "ACCUSE disapprove"),
    ("Chad accused Sudan of arming the rebels.", "ACCUSE allege"),
    ("Hanoi summoned the Chinese ambassador.", "ACCUSE disapprove"),
    ("The cabinet rejected the proposal.", "REJECT"),
    ("The president cancelled his visit to Ankara.", "REJECT meet"),
    ("Officers refused entry to the observers.", "REJECT"),
    ("The cartel threatened to kill the mayor.", "THREATEN violence"),
    ("Thousands of students marched through Dhaka.", "PROTEST demo"),
    ("Dockers went on strike over pay.", "PROTEST strike"),
    ("Prisoners began a hunger strike.", "PROTEST hunger"),
    ("Brussels suspended military aid to the government.", "SANCTION discontinue"),
    ("Lima expelled two diplomats.", "SANCTION expel"),
    ("A court sentenced the editor to six years in prison.", "SANCTION convict"),
    ("Kenya deployed 400 soldiers along the border.", "MOBILIZE troops"),
    ("The navy test-fired a missile.", "MOBILIZE weapons"),
    ("Police arrested nine teachers.", "COERCE arrest"),
    ("The governor imposed a curfew on the town.", "COERCE curfew"),
    ("Italy deported 30 migrants to Tunisia.", "COERCE deport"),
    ("Gunmen abducted two nurses.", "ASSAULT abduct"),
    ("Artillery shelled the port.", "ASSAULT heavy-weapons"),
    ("Six miners were shot dead.", "ASSAULT firearms"),
    ("Rebels and soldiers clashed near the bridge.", "ASSAULT"),
    # what the reader's lemmas and trees err in
    ("Brussels froze the assets of nine officers.", "SANCTION"),
    ("Soldiers raped the nurses.", "ASSAULT sexual"),
    ("The army razed the quarter.", "ASSAULT destroy"),
    ("The commander handed over the airport to the police.", "RETREAT"),
    ("Uganda took in thousands of refugees.", "AID"),
    ("Planes dropped food to the town.", "AID"),
    # words that were missing
    ("Soldiers ousted the president.", "COERCE"),
    ("Officers frogmarched the editor out of his office.", "COERCE arrest"),
    ("Villagers were driven from their homes by the militia.", "COERCE deport"),
    ("The bloc suspended Gabon.", "SANCTION"),
    ("Six miners died in an encounter with soldiers.", "ASSAULT firearms"),
]


@pytest.mark.parametrize(("sentence", "told"), TOLD)
def test_words_tell_an_event_of_a_type_and_mode(sentence, told, read):
    assert told in [" ".join([one.type, *one.modes]) for one in triggers(read(sentence))]


@pytest.mark.parametrize("rule", lexicon.read().manual, ids=lambda rule: rule["rule"])
def test_a_rule_of_the_manual_takes_and_refuses_its_sentences(rule, read):
    def told(sentence):
        return [" ".join([one.type, *one.modes]) for one in triggers(read(sentence))]

    assert rule["tells"] in told(rule["accepts"])
    assert rule["tells"] not in told(rule["refuses"])
    assert rule["section"] == rule["tells"].split()[0]


REFUSED = [
    "The choir executed the piece with grace.",
    "Shops surrendered their gains.",
    "Ana summoned the courage to speak.",
    "The two drivers clashed in the last lap of the grand prix.",
    "She had an encounter with a comet.",
    "The striker fired a late goal and the team won the cup.",
    "Shares rallied and the index hit a record.",
    "The film bombed with the audience and the actor cried.",
    "The storm killed six fishermen off the coast.",
    "Eleven people were killed in a bus crash.",
    "The minister suffered a heart attack.",
    "Inflation hit the poor.",
    "The coach attacked the referee after the match.",
    "A novel of the war captured the imagination of the audience.",
]


@pytest.mark.parametrize("sentence", REFUSED)
def test_sport_markets_stage_weather_and_accidents_tell_none(sentence, read):
    assert [(one.type, one.rule) for one in triggers(read(sentence))] == []


def test_what_is_asked_for_is_no_event_beside_the_request(read):
    assert [one.type for one in triggers(read("The minister demanded that Chad withdraw its soldiers."))] == ["REQUEST"]


def test_what_somebody_is_accused_of_is_told_as_done_beside_the_reproach(read):
    assert [one.type for one in triggers(read("Chad accused Sudan of shelling the camp."))] == ["ACCUSE", "ASSAULT"]


@pytest.mark.parametrize("sentence", [
    "The militia poses a threat to the valley.", "The threat of drought worried the governor.",
    "Rising rivers threatened the harvest.", "Oslo’s security threat grew.", "The clinic is threatened by drought.",
])
def test_danger_is_no_threat(sentence, read):
    assert "THREATEN" not in [one.type for one in triggers(read(sentence))]


@pytest.mark.parametrize("sentence", [
    "Threats by the army alarmed the union.", "The cartel sent a threat to the judges.",
    "The general’s threat to bomb the port alarmed Tunis.", "The mayor received death threats.",
    "A letter threatened to kill the mayor.",
])
def test_a_threat_has_somebody_who_threatens(sentence, read):
    assert "THREATEN" in [one.type for one in triggers(read(sentence))]


@pytest.mark.parametrize("sentence", [
    "The governor does not want to leave the town.", "The envoy suggested that the army had left the town.",
])
def test_a_request_has_somebody_asked_or_a_thing_demanded(sentence, read):
    assert "REQUEST" not in [one.type for one in triggers(read(sentence))]


PUT = [
    ("The emir visited Tunis.", Factuality.FUTURE, "AGREE"),
    ("Colombian troops pulled out of the village.", Factuality.FUTURE, "CONCEDE"),
    ("Police arrested nine teachers.", Factuality.FUTURE, "THREATEN arrest"),
    ("Nine teachers were arrested.", Factuality.FUTURE, "COERCE arrest"),
    ("The emir visited Tunis.", Factuality.ACTUAL, "CONSULT visit"),
]


@pytest.mark.parametrize(("sentence", "factuality", "told"), PUT)
def test_what_is_to_come_is_agreed_or_conceded_or_threatened(sentence, factuality, told, read):
    text = read(sentence)
    [one] = [put(text, each, (factuality,)) for each in triggers(text)]
    assert " ".join([one.type, *one.modes]) == told


def test_frames_say_where_actor_and_recipient_stand():
    word, frame = verb("receive Aid from | reversed")
    assert (word, frame.recipients, frame.actors[0]) == ("receive", ("subject",), "from")
    word, frame = verb("Crowd/Labour: throw stone at -ball")
    assert (word, frame.subject, frame.refused, frame.recipients) == ("throw", ("Crowd", "Labour"), {"ball"}, ("at",))
    word, frame = noun("missile attack on")
    assert (word, frame.before, frame.recipients) == ("attack", ("missile",), ("on",))


def test_the_dictionary_knows_every_type_and_mode_of_plover_and_no_other():
    words = lexicon.read()
    told = {(frame.type, frame.mode) for table in (words.verbs, words.nouns, words.adjectives)
            for frames in table.values() for frame in frames}
    known = {(name, mode) for name, type in plover.read().types.items() for mode in ("", *type.modes)}
    assert told <= known
    assert {pair for pair in known if pair[1]} <= told
    assert {type for type, _ in told} == set(plover.read().types)


def test_frames_name_classes_that_are_there():
    words = lexicon.read()
    known = {*words.classes, *lexicon.KINDS}
    for table in (words.verbs, words.nouns):
        for frames in table.values():
            for frame in frames:
                named = {item.word for item in frame.items} | {*frame.subject} | frame.refused
                assert {name for name in named if name[0].isupper()} <= known


def test_entries_keep_the_order_of_the_file():
    assert [entry for *_, entry in entries({"AID": {"": "aid; give Aid to"}})] == ["aid", "give Aid to"]


CONTEXTS = [
    ("Soldiers of the Chadian army shelled the port.", "military", "Soldiers"),
    ("A court sentenced the editor to six years in prison.", "legal", "court"),
    ("The foreign minister summoned the Chinese ambassador.", "diplomatic", "foreign minister"),
]


@pytest.mark.parametrize(("sentence", "context", "words"), CONTEXTS)
def test_a_context_has_the_words_that_earned_it(sentence, context, words, read):
    text = read(sentence)
    some = triggers(text)
    found = {one.name: sentence[one.start:one.end] for each in some for one in contexts.contexts(text, each, some)}
    assert found[context] == words


def test_militias_are_no_military(read):
    text = read("Soldiers of a rebel militia shelled the port.")
    some = triggers(text)
    assert not any(one.name == "military" for each in some for one in contexts.contexts(text, each, some))


def test_the_contexts_are_those_of_plover():
    told = {context for phrases in contexts.read().phrases.values() for _, context in phrases}
    assert told == set(plover.read().contexts)


def believe(text, word, type, score=.9, share=.95, modes=()):
    return Belief(anchor=text.starts[text.words.index(word)], types=((type, share),), modes=modes, roles=(),
                  score=score)


def test_what_the_reader_believes_is_met_with_the_dictionary(read):
    text = read("The militia walled up the well and attacked the clinic.")
    walled = believe(text, "walled", EventType.COERCE, modes=((EventType.COERCE, "withhold", .8),))
    attacked = believe(text, "attacked", EventType.ASSAULT)
    assert [(one.type, one.modes, one.rule) for one in triggers(text, [walled, attacked])] == [
        ("COERCE", ("withhold",), "model"), ("ASSAULT", (), "verb")]


def test_a_word_in_which_the_reader_does_not_believe_is_none(read):
    text = read("The militia walled up the well and attacked the clinic.")
    believed = [believe(text, "walled", EventType.COERCE), believe(text, "attacked", EventType.ASSAULT, score=.02)]
    assert [one.type for one in triggers(text, believed)] == ["COERCE"]


def test_a_word_that_a_decision_changed_is_doubted_too(read):
    text = read("The minister urged the rebels to free the nurses.")
    [one] = [one for one in triggers(text) if one.type is EventType.REQUEST]
    assert one.rule == "verb + asked"
    assert not [one for one in triggers(text, ()) if one.type is EventType.REQUEST]


@pytest.mark.parametrize(("share", "told"), [(.95, ["COERCE"]), (.7, [])])
def test_the_reader_alone_must_be_sure_of_word_and_type(share, told, read):
    text = read("The militia walled up the well.")
    assert [one.type for one in triggers(text, [believe(text, "walled", EventType.COERCE, share=share)])] == told


def test_what_is_asked_for_is_none_though_the_reader_believes_in_it(read):
    text = read("The minister demanded that the militia wall up the well.")
    believed = [believe(text, "demanded", EventType.REQUEST), believe(text, "wall", EventType.COERCE)]
    assert [one.type for one in triggers(text, believed)] == ["REQUEST"]


def test_a_text_in_which_the_reader_believes_in_nothing_tells_what_frames_tell(read):
    text = read("The militia attacked the clinic and took two nurses hostage.")
    assert [one.rule for one in triggers(text, ())] == ["frame"]
