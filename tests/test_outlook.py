"""Outlook: the sentences of the rules, who foresees, conditions, horizons; headlines and comments."""

import re
from dataclasses import replace

import pytest
from values import analyses, world

from standoff import statements
from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import (
    Date,
    DateBasis,
    Factuality,
    Manner,
    Origin,
    OutlookType,
    Part,
    PartName,
    Role,
    Segment,
    Sourcing,
    Statement,
    Voice,
)
from standoff.outlook import SCORES, asides, belief, conditions, forecasts, foresee, horizons, key, questions, told
from standoff.outlook.asides import aside
from standoff.outlook.reading import Pieces

REPORT = world()[4][0]
PAGE = REPORT.stretches[0].page
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)
ORIGIN = Origin(stage="statements", version="1", rule="reader")


class Read:
    """A text with its mentions, statements that a test makes of words, and its outlooks."""

    def __init__(self, text, published=DAY, order=list):
        stretch = replace(REPORT.stretches[0], page=PAGE, start=0, at=0, length=len(text))
        self.report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        self.text = text
        self.doc = next(load().texts([text], [published]))
        self.mentions = list(order(mentions(self.doc, self.report.key)))
        self.names = {one.key: one.text for one in self.mentions}
        self.statements = []

    def says(self, source, content, manner=Manner.SAID, sourcing=Sourcing.NAMED, voice=Voice.REPORTER):
        start = self.text.index(content)
        who = next(one for one in self.mentions if one.text == source)
        self.statements.append(Statement(
            evidence=(), origin=ORIGIN, key="q" + f"{len(self.statements):016x}", report=self.report.key, start=start,
            end=start + len(content), source=who.key, speaker=((who.start, who.end),), sourcing=sourcing, cue=(),
            content=((start, start + len(content)),), date=Date(value=None), manner=manner, voice=voice, score=1.0))
        return self

    def outlooks(self):
        return told(self.report, self.doc, self.mentions, self.statements)

    def words(self, pieces):
        return [self.text[start:end] for start, end in pieces]


def sentences(rules):
    """(rule, sentence, type or "") of each rule's docstring."""
    for rule in rules:
        lines = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in lines} == {"Yes", "No"}, f"{rule.__name__} needs a sentence of either sort"
        for _, line in lines:
            sentence, _, kind = line.partition(" → ")
            yield pytest.param(rule, sentence, kind, id=f"{rule.__name__}: {sentence[:50]}")


@pytest.mark.parametrize(("rule", "sentence", "kind"), list(sentences([*forecasts.rules(), *questions.rules()])))
def test_a_rule_takes_and_refuses_its_sentences(rule, sentence, kind):
    assert [str(one.type) for one in Read(sentence).outlooks()] == ([kind] if kind else [])


@pytest.mark.parametrize(("rule", "sentence", "kind"), list(sentences([belief.held])))
def test_whose_it_is_with_the_statements_that_the_machine_finds(rule, sentence, kind):
    read = Read(sentence)
    read.statements = statements.told(read.report, read.doc, read.mentions)
    assert [str(one.type) for one in read.outlooks()] == ([kind] if kind else [])


@pytest.mark.parametrize("sentence", [
    *re.findall(r"Yes: (.+)", belief.charged.__doc__), "Nova accused ADP of planning to arm the militia.",
    "The minister accused Norway of threatening to close the port.",
    "Chad was accused by Norway of planning to annex the valley.", "“They plan to arm the militia,” Mara Veen charged.",
    "Mara Veen accused the junta of plans to seize the port.",
    "Chad denied accusations that it plans to seize the port."])
def test_what_somebody_is_accused_of_is_nobodys_plan(sentence):
    read = Read(sentence)
    read.statements = statements.told(read.report, read.doc, read.mentions)
    assert read.outlooks() == []


@pytest.mark.parametrize(("sentence", "words"), [
    *((one, "to reopen the port") for one in re.findall(r"No: (.+)", belief.charged.__doc__)),
    ("The minister accused Norway of war crimes and said he will close the port.", "he will close the port")])
def test_a_plan_beside_an_accusation_stays(sentence, words):
    read = Read(sentence)
    read.statements = statements.told(read.report, read.doc, read.mentions)
    [one] = read.outlooks()
    assert (one.type, read.text[one.start:one.end]) == (OutlookType.PLAN, words)


@pytest.mark.parametrize("sentence", [
    *re.findall(r"Yes: (.+)", conditions.counterfactual.__doc__),
    "Had the rebels held the bridge, the town would starve.",
    "“Were it not for the army, the rebels would take the town,” Mara Veen said.",
    "“Had they held the bridge, the town would starve,” Mara Veen said.",
    "“But for the army, the rebels would rule the valley,” Mara Veen said.",
    "Mara Veen said the army would have been likely to retake the town.",
    "It is unclear whether the army would have retaken the town."])
def test_what_would_have_been_is_no_outlook(sentence):
    read = Read(sentence)
    read.statements = statements.told(read.report, read.doc, read.mentions)
    assert read.outlooks() == []


@pytest.mark.parametrize("sentence", [
    *re.findall(r"No: (.+)", conditions.counterfactual.__doc__), "The army will have retaken the town by May.",
    "Should the rebels come, the town would fall.",
    "Mara Veen said that once the troops had left, elections would be held."])
def test_what_may_still_come_is_no_counterfactual(sentence):
    read = Read(sentence)
    read.statements = statements.told(read.report, read.doc, read.mentions)
    assert len(read.outlooks()) == 1


# — one outlook —

def test_an_outlook_is_its_whole_clause_with_condition_and_hedge():
    read = Read("He added, “If the balance is not controlled, this may mean that Washington will intervene directly.”")
    [one] = read.outlooks()
    assert one.type is OutlookType.CONDITIONAL
    assert read.text[one.start:one.end] == (
        "If the balance is not controlled, this may mean that Washington will intervene directly")
    assert read.text[one.anchor:].startswith("intervene")
    assert read.words(one.condition) == ["If the balance is not controlled"] and read.words(one.hedges) == ["may"]
    assert [read.names[each] for each in one.about] == ["Washington"]
    assert [(span.start, span.end) for span in one.evidence] == [(one.start, one.end)]
    assert one.key == key(REPORT.key, "", one.type, one.start, one.end)


@pytest.mark.parametrize(("sentence", "words", "negated"), [
    ("The camp will not empty.", "The camp will not empty", True),
    ("He doubts that the rebels will disarm.", "doubts that the rebels will disarm", True),
    ("The president does not intend to leave.", "does not intend to leave", True),
    ("It is unlikely that the rebels will disarm.", "It is unlikely that the rebels will disarm", False),
    ("Nobody will leave the town.", "Nobody will leave the town", True),
])
def test_what_denies_belongs_to_the_words(sentence, words, negated):
    [one] = Read(sentence).outlooks()
    assert (sentence[one.start:one.end], one.negated) == (words, negated)


@pytest.mark.parametrize("sentence", [
    "Had they come, it would have ended in bloodshed.",
    "The army was to fall back on 3 March 2014.",
    "The sides should talk to each other.",
    "The union demanded that the mayor resign.",
    "The mayor hopes that the truce will hold.",
    "He would not comment on the bridge.",
    "They could hear the shells from the town.",
    "No ship may enter the lane.",
    "The boy who would later become president was born here.",
    "It would be wrong to call the truce a peace.",
    "The troops used to cross the river in June.",
])
def test_the_past_wishes_demands_and_abilities_are_no_outlook(sentence):
    assert Read(sentence).outlooks() == []


@pytest.mark.parametrize(("text", "asked"), [
    ("Who gains? Nobody.", 0), ("Can the truce hold? The army says so.", 1),
    ("Q: What did you see in the town?\n\nThe road was empty.", 0),
    ("Q: Will the army leave the town?\n\nI cannot tell.", 1),
    ("Q: Would you go back to the town?\n\nI would.", 0)])
def test_answered_questions_and_an_interviewers_about_the_past_are_not_open(text, asked):
    assert sum(one.type is OutlookType.QUESTION for one in Read(text).outlooks()) == asked


@pytest.mark.parametrize(("sentence", "polar"), [
    ("Will the truce hold?", True), ("Who will rebuild the town?", False), ("How long can the truce hold?", False),
    ("It is unclear whether the truce will hold.", True), ("It is unclear who broke the truce.", False)])
def test_a_question_is_polar_when_yes_or_no_answers_it(sentence, polar):
    assert [one.polar for one in Read(sentence).outlooks()] == [polar]


def test_one_clause_is_told_once():
    text = "The mayor warned that the dam could burst if the rains go on, and the army plans to leave on Friday."
    assert [str(one.type) for one in Read(text).outlooks()] == ["conditional", "plan"]


# — who foresees —

def test_the_author_foresees_what_nobody_else_says():
    [one] = Read("The rains will cut the road to Juba.").outlooks()
    assert (one.statement, one.forecaster, one.sourcing, one.voice) == ("", None, Sourcing.AUTHOR, Voice.REPORTER)


def test_the_innermost_statement_tells_who_foresees():
    read = Read("Observers believe that officials fear that the withdrawal could lead to a collapse.")
    read.says("Observers", "that officials fear that the withdrawal could lead to a collapse", Manner.THOUGHT,
              Sourcing.COLLECTIVE)
    read.says("officials", "that the withdrawal could lead to a collapse", Manner.THOUGHT, Sourcing.COLLECTIVE,
              Voice.QUOTED)
    [one] = read.outlooks()
    assert (one.statement, read.names[one.forecaster]) == ("q" + f"{1:016x}", "officials")
    assert (one.type, one.sourcing, one.voice) == (OutlookType.WARNING, Sourcing.COLLECTIVE, Voice.QUOTED)


def test_whose_plan_it_is_stands_in_the_words_without_a_statement():
    read = Read("Norway plans to reopen the bridge in July.")
    [one] = read.outlooks()
    assert read.names[one.forecaster] == "Norway" and one.sourcing is Sourcing.NAMED


def test_fears_of_nobody_named_are_not_the_authors():
    [one] = Read("The clash raised fears of a wider war.").outlooks()
    assert (one.forecaster, one.sourcing) == (None, Sourcing.UNNAMED)


def test_what_we_will_do_is_a_pledge():
    read = Read("“We will repair the bridge,” Norway said.").says("Norway", "We will repair the bridge")
    assert [str(one.type) for one in read.outlooks()] == ["pledge"]


def test_a_demand_is_no_forecast():
    read = Read("The union said that the mayor will go.")
    assert read.outlooks() and read.says("The union", "that the mayor will go", Manner.DEMANDED).outlooks() == []


# — whose it is, and whether anybody's —

@pytest.mark.parametrize(("sentence", "source", "content", "manner"), [
    ("The minister denied that he would resign.", "The minister", "that he would resign", Manner.DENIED),
    ("The ministry denied plans to close the port.", "The ministry", "plans to close the port", Manner.DENIED),
    ("The minister denied that the truce would not hold.", "The minister", "that the truce would not hold",
     Manner.DENIED),
    ("“I never said that the army would leave,” the minister said.", "the minister",
     "I never said that the army would leave", Manner.SAID),
    ("The rumour that the army will leave is false, the minister said.", "the minister",
     "The rumour that the army will leave is false", Manner.SAID),
    ("It is not true that the army will leave, the mayor said.", "the mayor",
     "It is not true that the army will leave", Manner.SAID)])
def test_what_a_source_denies_or_calls_false_is_not_its_forecast(sentence, source, content, manner):
    assert Read(sentence).says(source, content, manner).outlooks() == []


@pytest.mark.parametrize("sentence", [
    "The minister denied that the army would leave Goma.",
    "The minister rejected claims that the army would leave Goma."])
def test_who_denies_a_prediction_foresees_that_it_will_not_be_so(sentence):
    [one] = Read(sentence).says("The minister", "that the army would leave Goma", Manner.DENIED).outlooks()
    assert (one.type, one.negated, one.origin.rule) == (OutlookType.PREDICTION, True, "denied")
    assert sentence[one.start:one.end] == sentence.removeprefix("The minister ").rstrip(".")


@pytest.mark.parametrize("facts", [(Factuality.NEGATED,), (Factuality.HYPOTHETICAL,)])
def test_who_did_not_say_it_foresees_nothing(facts):
    read = Read("The minister told the press that the army will leave Goma.").says(
        "The minister", "that the army will leave Goma")
    assert len(read.outlooks()) == 1
    read.statements = [replace(read.statements[0], factuality=facts)]
    assert read.outlooks() == []


@pytest.mark.parametrize("sentence", [
    "The minister refused to promise that the port will reopen.", "Few believe that the truce will hold.",
    "Nobody said that the army will leave Goma.", "The army failed to promise a withdrawal.",
    "I would not bet my house on it.", "The envoy is not sure that the deal will survive."])
def test_what_nobody_promises_or_believes_is_none(sentence):
    assert Read(sentence).outlooks() == []


@pytest.mark.parametrize("sentence", ["The truce will hardly hold.", "Hardly anyone will leave Goma.",
                                      "It is not likely that the truce will hold."])
def test_hardly_is_not(sentence):
    assert [one.negated for one in Read(sentence).outlooks()] == [True]


@pytest.mark.parametrize(("sentence", "words"), [
    ("The rebels are not expected to leave before May.", "The rebels are not expected to leave before May"),
    ("Karl Dorn warned that leaving the camp “will not end it”.", "leaving the camp “will not end it”"),
    ("Karl Dorn said the entire country of Mali “is about to fall into their hands”.",
     "the entire country of Mali “is about to fall into their hands”"),
    ("The ministry said that “some units” would leave in May.", "“some units” would leave in May"),
    ("The envoy said the vote would be held “as planned” in July 2025.",
     "the vote would be held “as planned” in July 2025")])
def test_exact_words_keep_their_subject_and_their_not(sentence, words):
    assert [sentence[one.start:one.end] for one in Read(sentence).outlooks()] == [words]


@pytest.mark.parametrize("sentence", ["His presence guarantees that the town will not fall.",
                                      "The balance guarantees that the rebels may return to the valley."])
def test_a_thing_pledges_nothing(sentence):
    assert [one.type for one in Read(sentence).outlooks()] == [OutlookType.PREDICTION]


def test_what_somebody_was_told_is_the_tellers():
    read = Read("Reuters reported that the mayor was told by the general that “nobody will ever be allowed to return”.")
    [one] = read.says("Reuters", "that the mayor was told by the general that “nobody will ever be allowed to return”"
                      ).outlooks()
    assert read.names[one.forecaster] == "the general"


def test_words_in_quotation_marks_that_no_statement_holds_are_not_the_authors():
    for sentence, sourcing in (
            ("It went on and on. “The army will leave Goma.” Then it was quiet.", Sourcing.UNNAMED),
            ("The plan may meet “broad opposition in the valley”.", Sourcing.UNNAMED),
            ("The army will leave “some units” in Goma.", Sourcing.AUTHOR)):
        assert [(one.forecaster, one.sourcing) for one in Read(sentence).outlooks()] == [(None, sourcing)]


@pytest.mark.parametrize(("sentence", "words", "hedges"), [
    ("There is an even chance that the truce will hold.", "There is an even chance that the truce will hold",
     ["even chance"]),
    ("“It is highly unlikely he survives the summer,” said Karl Dorn.", "It is highly unlikely he survives the summer",
     ["highly unlikely"]),
    ("It is not likely that the truce will hold.", "It is not likely that the truce will hold", ["not likely"])])
def test_a_hedge_over_the_clause_is_of_its_words(sentence, words, hedges):
    read = Read(sentence)
    [one] = read.outlooks()
    assert (sentence[one.start:one.end], read.words(one.hedges)) == (words, hedges)


def test_there_is_no_doubt_is_a_forecast_and_no_guarantee_is_none():
    assert Read("There is no guarantee that the bridge will hold.").outlooks() == []
    assert [one.negated for one in Read("There is no doubt that the bridge will hold.").outlooks()] == [False]
    read = Read("The minister does not doubt that the bridge will hold.")
    read.says("The minister", "that the bridge will hold", Manner.THOUGHT)
    read.statements = [replace(read.statements[0], factuality=(Factuality.NEGATED,), cue=((18, 23),))]
    assert [one.negated for one in read.outlooks()] == [False]


def test_what_anonymous_sources_say_will_not_be_done_is_no_pledge_of_theirs():
    text = "The deal will not be signed, a man told Reuters."
    [one] = Read(text).says("a man", "The deal will not be signed", sourcing=Sourcing.ANONYMOUS).outlooks()
    assert one.type is OutlookType.PREDICTION


# — horizons —

def test_what_was_said_years_ago_was_to_come_from_then_on():
    read = Read("The general said in 2015 that the army would never rule again.")
    read.says("The general", "that the army would never rule again")
    year = Date(value="2015", low="2015-01-01", high="2015-12-31", basis=DateBasis.STATED)
    read.statements = [replace(read.statements[0], date=year)]
    assert [(one.horizon.low, one.horizon.high) for one in read.outlooks()] == [("2015-01-01", None)]
    assert horizons.told(DAY, replace(year, high="2021-06-02")) is DAY and horizons.told(DAY, None) is DAY


@pytest.mark.parametrize(("sentence", "timed", "low", "high"), [
    ("The vote will be held on 20 July 2021.", ["20 July 2021"], "2021-07-20", "2021-07-20"),
    ("The army will leave by the end of the year.", ["by the end of the year"], "2021-06-02", "2021-12-31"),
    ("The army will leave within three months.", ["within three months"], "2021-06-02", "2021-09-02"),
    ("The army will leave in two weeks.", ["in two weeks"], "2021-06-16", "2021-06-16"),
    ("The army will leave in the coming weeks.", ["the coming weeks"], "2021-06-02", None),
    ("The army will leave before Ramadan ends.", ["before Ramadan ends"], "2021-06-02", None),
    ("The army will leave.", [], "2021-06-02", None),
    ("The road will open within two weeks of a ceasefire.", ["within two weeks"], "2021-06-02", None),
    ("The army will leave within a year and a half.", ["within a year"], "2021-06-02", None),
    ("The army will leave within two months from now.", ["two months from now"], "2021-08-01", "2021-08-31"),
    ("The army will leave within twenty years.", ["within twenty years"], "2021-06-02", "2041-06-02"),
    ("The ministry said that “some units” would leave in May.", ["May"], "2022-05-01", "2022-05-31"),
])
def test_a_horizon_is_told_or_open_from_the_publication_on(sentence, timed, low, high):
    read = Read(sentence)
    [one] = read.outlooks()
    assert (read.words(one.timed), one.horizon.low, one.horizon.high) == (timed, low, high)
    assert one.horizon.basis is DateBasis.STATED or one.horizon.reason


def test_without_a_publication_nothing_is_bounded():
    [one] = Read("The army will leave within three months.", published=Date(value=None)).outlooks()
    assert (one.horizon.value, one.horizon.low, one.horizon.high) == (None, None, None) and one.horizon.reason


@pytest.mark.parametrize(("day", "count", "unit", "expected"), [
    ("2024-01-31", 1, "month", "2024-02-29"), ("2023-01-31", 1, "month", "2023-02-28"),
    ("2021-12-15", 2, "week", "2021-12-29"), ("2020-02-29", 1, "year", "2021-02-28"),
    ("2021-06-02", 48, "hour", "2021-06-04")])
def test_a_term_is_counted_on(day, count, unit, expected):
    assert horizons.later(horizons.date.fromisoformat(day), count, unit).isoformat() == expected


# — headlines and comments —

def paged(*parts):
    """A page of segments, each (role, words, when)."""
    page = world()[1][0]
    whole, segments = "", []
    for role, words, when in parts:
        start = len(whole)
        whole += words + "\n\n"
        body = (Part(name=PartName.BODY, start=start, end=start + len(words)),) if role is Role.COMMENT else ()
        segments.append(Segment(start=start, end=start + len(words), role=role, rule="hand", parts=body, when=when))
    return replace(page, text=whole, segments=tuple(segments))


@pytest.mark.parametrize(("words", "kind", "polar"), [
    ("Will the allies push Norway out?", OutlookType.QUESTION, True),
    ("Norway and Chad meet – guess who is winning?", OutlookType.QUESTION, False),
    ("Norway to open bridge on Monday", OutlookType.PLAN, True),
    ("Famine could follow, agency says", OutlookType.PREDICTION, True),
    ("Rebels vow to retake town", OutlookType.PLEDGE, True),
    ("Rebels may have fled", None, True), ("Norway opens bridge", None, True), ("Really?", None, True),
    ("What could sink the deal", None, True), ("Will the truce hold", OutlookType.QUESTION, True),
    ("Can Norway push the allies out", OutlookType.QUESTION, True), *((words, None, True) for words in (
        "May elections bring hope to Tessel", "May Day rally ends in Goma", "Will Smith visits Tessel",
        "Will to power returns in Tessel", "Has-been minister returns", "Do not cross the river, army tells residents",
        "Does nothing: council criticised", "Is militants kill 20 in Mosul", "Can factory workers strike",
        "US to blame for rise of militia, says cleric", "Road to peace is long", "Back to school in Mosul",
        "Born to rule: the mayor", "Mosul: will to live", "Right to vote"))])
def test_a_headline_is_read_by_its_words(words, kind, polar):
    found = aside(words, headline=True, names=("Norway", "Smith"))
    assert (found and found.type, found.polar if found else polar) == (kind, polar)


def test_a_headline_is_one_outlook_for_all_copies_and_comments_have_their_own_voice():
    late = Date(value="2021-06-05", low="2021-06-05", high="2021-06-05", basis=DateBasis.STATED)
    one = paged((Role.TITLE, "Will the truce hold?", None), (Role.COMMENT, "It will fail. Who started it?", late))
    two = replace(paged((Role.TITLE, "WILL THE TRUCE HOLD?", None)), key="p" + "f" * 16)
    found = asides.read(REPORT, [two, one], [], [])
    headline = next(each for each in found if each.voice is Voice.HEADLINE)
    assert len(headline.evidence) == 2 and headline.page == min(one.key, two.key)
    comments = [each for each in found if each is not headline]
    assert [(str(each.type), each.voice, each.horizon.low) for each in comments] == [
        ("prediction", Voice.COMMENTER, "2021-06-05"), ("question", Voice.COMMENTER, "2021-06-05")]
    assert all(each.forecaster is None for each in comments)
    assert asides.read(REPORT, [one, two], [], []) == found


def test_a_headline_that_lost_its_mark_is_the_same_question():
    one = paged((Role.TITLE, "Can factories reopen", None))
    two = replace(paged((Role.TITLE, "Can factories reopen?", None)), key="p" + "f" * 16)
    assert asides.read(REPORT, [one], [], []) == []
    [found] = asides.read(REPORT, [one, two], [], [])
    assert found.type is OutlookType.QUESTION
    assert [each.end - each.start for each in found.evidence] == [20, 21]


def test_a_headline_tells_its_time():
    [one] = asides.read(replace(REPORT, published=DAY), [paged((Role.TITLE, "Norway to open bridge on Monday", None))],
                        [], [])
    assert (one.horizon.low, one.horizon.high) == ("2021-06-07", "2021-06-07") and one.timed


def test_a_forecast_in_a_headlines_quotation_is_its_speakers():
    words = "‘We will hand over our rifles,’ Mara Veen tells bishops"
    page = paged((Role.TITLE, words, None))
    [alone] = asides.read(REPORT, [page], [], [])
    assert (alone.forecaster, alone.sourcing) == (None, Sourcing.UNNAMED)
    said = Statement(
        evidence=(), origin=ORIGIN, key="q" + "0" * 16, report=REPORT.key, page=page.key, start=0, end=len(words),
        source="m" + "0" * 16, speaker=((34, 43),), sourcing=Sourcing.NAMED, cue=(), content=((0, 32),),
        date=Date(value=None), manner=Manner.SAID, voice=Voice.HEADLINE, score=1.0)
    [one] = asides.read(REPORT, [page], [], [said])
    assert (one.forecaster, one.start, one.end) == (said.source, 0, 32)
    assert page.text[one.anchor:].startswith("hand over")


def test_pieces_tell_what_stands_around_a_place():
    some = [(start, start + length, (start, length)) for start in range(0, 40, 3) for length in (1, 7, 19)]
    pieces = Pieces(some)
    for place in range(-1, 60):
        assert sorted(pieces.at(place)) == sorted(one for start, end, one in some if start <= place < end)


def test_without_a_tree_the_text_is_not_read():
    reading = replace(next(iter(analyses())), lacks=("tree",))
    assert foresee(REPORT, reading, [], [], []) == ()


def test_the_order_of_mentions_changes_nothing():
    text = "The minister warned that the dam could burst. Norway plans to repair it in July."
    assert Read(text).outlooks() == Read(text, order=reversed).outlooks()


def test_scores_are_likely_and_never_certain():
    assert all(.5 <= score < 1 for score in SCORES.values())
