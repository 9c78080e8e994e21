"""Statements: who said what to whom, when, where, in what and how, and in whose voice."""

from dataclasses import replace

import pytest
from values import analyses, world

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import Date, DateBasis, Factuality, Manner, Medium, Sourcing, Voice
from standoff.statements import attribute, told

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)


class Read:
    """The statements of a text, with the words of their parts."""

    def __init__(self, text, published=DAY):
        stretch = replace(REPORT.stretches[0], start=0, at=0, length=len(text))
        self.report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        doc = next(iter(load().texts([text], [published])))
        self.text = text
        self.mentions = mentions(doc, self.report.key)
        self.names = {one.key: one.text for one in self.mentions}
        self.all = told(self.report, doc, self.mentions)

    def words(self, pieces):
        return " | ".join(self.text[start:end] for start, end in pieces)

    def by(self, speaker):
        """The statements of whose speaker's words these are."""
        return [one for one in self.all if self.words(one.speaker) == speaker]


@pytest.fixture(scope="module")
def read():
    made = {}

    def reading(text):
        if text not in made:
            made[text] = Read(text)
        return made[text]

    return reading


MANNERS = [
    ("The rebels vowed to avenge their leader.", Manner.THREATENED),
    ("The rebels vowed to rebuild the bridge.", Manner.PROMISED),
    ("The minister said that the army will not leave Goma.", Manner.SAID),
    ("The minister denied that the army had left Goma.", Manner.DENIED),
    ("The minister ruled out talks with the rebels.", Manner.REJECTED),
    ("The minister demanded an end to the violence.", Manner.DEMANDED),
    ("The minister called on the rebels to leave the town.", Manner.URGED),
    ("The minister asked the rebels to leave the town.", Manner.URGED),
    ("The minister asked whether the rebels had left the town.", Manner.ASKED),
    ("According to the minister, the rebels left the town.", Manner.SAID),
    ("The minister warned that the dam could burst.", Manner.WARNED),
    ("The minister accused Rwanda of arming the rebels.", Manner.ACCUSED),
    ("The minister called the vote a sham.", Manner.CRITICISED),
    ("Analysts believe that the truce will hold.", Manner.THOUGHT),
    ("Analysts see little chance of a truce before May.", Manner.PREDICTED),
    ("The minister called the accusation nonsense.", Manner.REJECTED),
    ("The minister issued a warning that the dam could burst.", Manner.WARNED),
    ("The group claimed responsibility for the attack.", Manner.CLAIMED),
]


@pytest.mark.parametrize(("text", "manner"), MANNERS)
def test_the_cue_and_its_frame_tell_the_manner(text, manner, read):
    assert [one.manner for one in read(text).all] == [manner]


SAYINGS = [
    ("The minister did not deny that the army had left Goma.", Factuality.NEGATED),
    ("The ministry refused to confirm that two soldiers were killed.", Factuality.NEGATED),
    ("The president is expected to announce that the army will leave Goma.", Factuality.FUTURE),
    ("If the president confirms that the army will leave Goma, the rebels will return.", Factuality.HYPOTHETICAL),
    ("The president confirmed that the army will leave Goma.", Factuality.ACTUAL),
    ("Neither the ministry nor the army would say when the talks will begin.", Factuality.NEGATED),
    ("Neither the mayor nor his deputy denied that the dam is cracked.", Factuality.NEGATED),
    ("Both the mayor and his deputy denied that the dam is cracked.", Factuality.ACTUAL),
    ("The ministry neither confirmed nor denied that two soldiers were killed.", Factuality.NEGATED),
    ("Officials would neither confirm nor deny that the base was hit.", Factuality.NEGATED),
    ("The governor claimed without evidence that the vote was stolen.", Factuality.ACTUAL),
    ("The governor left without saying that he would return.", Factuality.NEGATED),
]


@pytest.mark.parametrize(("text", "told"), SAYINGS)
def test_the_saying_itself_may_be_none(text, told, read):
    assert [one.factuality for one in read(text).all] == [(told,)]


SOURCES = [
    ("Musa Keita, the mayor, said that the road is open. He added that nobody was hurt.", "He", Sourcing.NAMED),
    ("The front, charged by the US as smuggling arms, fled.", "the US", Sourcing.NAMED),
    ("The army’s spokesman said that the road is open.", "The army’s spokesman", Sourcing.OFFICE),
    ("The ministry said that the road is open.", "The ministry", Sourcing.OFFICE),
    ("A senior official said that the road is open.", "A senior official", Sourcing.ANONYMOUS),
    ("Observers believe that the road is open.", "Observers", Sourcing.COLLECTIVE),
]


@pytest.mark.parametrize(("text", "speaker", "sourcing"), SOURCES)
def test_a_source_stays_what_the_text_makes_of_it(text, speaker, sourcing, read):
    [one] = read(text).by(speaker)
    assert one.sourcing is sourcing and one.source is not None


def test_whom_where_when_and_in_what_it_was_said(read):
    text = read("Musa Keita told reporters in Goma on Monday that the road to Kigali will stay open until Friday.")
    [one] = text.all
    assert text.words(one.addressed).startswith("reporters")
    assert (text.names[one.place], one.medium, one.date.value) == ("Goma", Medium.BRIEFING, "2021-05-31")
    [one] = read("Musa Keita said that on Monday reporters left Goma.").all
    assert (one.addressee, one.place, one.medium, one.date.value) == (None, None, None, None)
    assert one.date.high == "2021-06-02" and "not after the publication" in one.date.reason


MEDIA = [
    ("In an interview with Le Monde, the general said that the road is open.", Medium.INTERVIEW, "Le Monde"),
    ("The general told Le Monde that the road is open.", Medium.INTERVIEW, "Le Monde"),
    ("The general said in a statement that the road is open.", Medium.STATEMENT, ""),
    ("In a letter to the council, the union demanded higher wages.", Medium.LETTER, "the council"),
    ("Musa Keita wrote on Facebook that the road is open.", Medium.POST, ""),
    ("Speaking at a rally in Goma, Amina Diallo said that the vote was stolen.", Medium.SPEECH, ""),
    ("The general told state television that the road is open.", Medium.BROADCAST, "state television"),
    ("A tribal elder reached by telephone said that the road is open.", Medium.CALL, ""),
    ("A report by the union said that prices rose.", Medium.REPORT, ""),
    ("The general urged both sides to leave the town.", None, "both sides"),
    ("The general accused Rwanda of arming the rebels.", None, ""),
    ("The general said that the road is open.", None, ""),
]


@pytest.mark.parametrize(("text", "medium", "to"), MEDIA)
def test_words_on_the_cue_tell_the_medium_and_the_hearer(text, medium, to, read):
    [one] = [one for one in read(text).all if not one.within]
    assert (one.medium, read(text).words(one.addressed)) == (medium, to)


def test_what_goes_on_keeps_its_date_and_its_medium(read):
    text = read("In a broadcast on Monday Musa Keita said that they will stay. He added that nobody asked them. "
                "The army said that it will come.")
    first, second, other = text.all
    assert (second.date.value, second.medium) == (first.date.value, first.medium) == ("2021-05-31", Medium.BROADCAST)
    assert second.date.basis is DateBasis.RELATIVE and "goes on" in second.date.reason
    assert (other.date.value, other.medium) == (None, None)


def test_a_day_after_the_saying_is_not_its_date(read):
    [one] = read("The union said after the strike of 3 May 2021 that prices rose.").all
    assert one.date.value is None


def test_who_is_asked_hears_and_says_nothing(read):
    [one] = read("The minister was asked whether he would resign.").all
    assert (one.source, one.sourcing, one.manner) == (None, Sourcing.UNNAMED, Manner.ASKED)
    assert read("The minister was asked whether he would resign.").words(one.addressed) == "The minister"


def test_a_quotation_that_goes_on_is_of_who_spoke(read):
    text = read("“We stay here with our children,” Musa Keita said. “Nobody will move us from this hill.”")
    [one] = text.all
    assert text.words(one.content).endswith("from this hill.”") and one.quoted == one.content
    text = read("“We stay here with our children,” Musa Keita said. A sign reads “Nobody will move us from this hill.”")
    assert all("Nobody" not in text.words(one.content) for one in text.by("Musa Keita"))


def test_a_paragraph_of_quotation_is_of_who_spoke_before(read):
    text = read("Musa Keita said that they will stay on “this hill”.\n\n“Nobody will ever move us from here. The army "
                "has no right to come.”\n\nThe rain went on.")
    first, second = text.all
    assert (second.source, second.cue, second.origin.rule) == (first.source, (), "continued")
    assert text.words(second.content).startswith("“Nobody") and second.key != first.key


def test_a_speech_given_whole_is_the_speakers(read):
    text = read("The minister for ports, Ada Cole, said:\n\nWe condemn the attack on the harbour. It is a crime.\n\n"
                "Our navy will protect the port.\n\nThe ministry runs four harbours.")
    whole = [one for one in text.all if one.cue == () or "said" in text.words(one.cue)]
    assert [text.words(one.content) for one in whole] == [
        "We condemn the attack on the harbour. It is a crime.", "Our navy will protect the port."]
    assert len({one.source for one in whole}) == 1 and whole[0].source


def test_what_is_not_said_of_oneself_ends_with_its_sentence(read):
    text = read("The minister said:\n\nThe road is open.\n\nThe rain went on. We took the ferry, “our only way,” "
                "a witness said.")
    assert not any("rain" in text.words(one.content) for one in text.all)


def test_a_printed_statement_is_its_authors(read):
    text = read("General Ada Cole released the following statement:\n\n“The brigade is on its way to the "
                "northern border. Nobody will stop it.”")
    [one] = [one for one in text.all if "brigade" in text.words(one.content)]
    assert one.source and text.words(one.speaker) == "General Ada Cole"


def test_quoted_words_are_told_from_paraphrase(read):
    text = read("Musa Keita said that the vote was a “sham” and that the road is open.")
    [one] = text.all
    assert text.words(one.quoted) == "“sham”"


IDLE = ["It appears that the truce will hold.", "The group, known as the Delta Front, left the town.",
        "The clock tells the time."]


@pytest.mark.parametrize("text", IDLE)
def test_what_nobody_says_is_no_statement(text, read):
    assert read(text).all == []


TREE = [
    ("Musa Keita told reporters that he believes the road is open.", "he", "believes"),
    ("The embassy said it was concerned, and called for her release.", "The embassy", "called"),
    ("As reported in the Harbour Post, the port is closed.", "the Harbour Post", "reported"),
    ("Iran, described by the president as a threat, sent envoys.", "the president", "described"),
    ("The minister issued a warning that the dam could burst.", "The minister", "a warning"),
]


@pytest.mark.parametrize(("text", "speaker", "cue"), TREE)
def test_the_tree_shows_what_the_reader_missed(text, speaker, cue, read):
    assert any(cue in read(text).words(one.cue) for one in read(text).by(speaker))


def test_a_setting_is_not_what_is_said(read):
    text = read("Musa Keita pointed out in a press statement that “the road is open.”")
    [one] = text.all
    assert text.words(one.content) == "that “the road is open.”" and one.medium is Medium.STATEMENT


def test_outlets_and_those_whom_they_cite_make_a_chain(read):
    text = read("The Harbour Gazette reported that the mayor, Musa Keita, said the road is open.")
    outlet, mayor = text.all
    assert (outlet.voice, mayor.voice) == (Voice.OUTLET, Voice.OUTLET)
    assert (outlet.within, mayor.within) == ("", outlet.key)


CITING = [
    "The agency reported, citing two officials, that the port is closed.",
    "The weekly Hetedik reported, citing an internal memorandum and two officials, that the port is closed.",
]


@pytest.mark.parametrize("text", CITING)
def test_who_is_cited_says_it_within_what_the_outlet_says(text, read):
    outlet, cited = sorted(read(text).all, key=lambda one: one.within)
    assert (outlet.voice, cited.voice, cited.within) == (Voice.OUTLET, Voice.OUTLET, outlet.key)
    assert read(text).words(cited.speaker) == "two officials" and cited.content == outlet.content
    assert read(text).words(outlet.content) == "that the port is closed"


def test_figures_that_are_cited_say_nothing(read):
    [one] = read("The agency reported, citing figures, that the port is closed.").all
    assert read("The agency reported, citing figures, that the port is closed.").words(one.cue) == "reported"


def test_outlets_are_told_by_names_and_nouns(read):
    voices = {text: [one.voice for one in read(text).all] for text in (
        "The port is closed, according to Reuters.", "State television said that the port is closed.",
        "The UN refugee agency said that the port is closed.", "The Haqqani network said that the port is closed.")}
    assert list(voices.values()) == [[Voice.OUTLET], [Voice.OUTLET], [Voice.REPORTER], [Voice.REPORTER]]


def test_statements_are_the_same_whatever_the_order_of_mentions(read):
    text = read("The Harbour Gazette reported that the mayor, Musa Keita, said the road is open.")
    doc = next(iter(load().texts([text.text], [DAY])))
    assert told(text.report, doc, list(reversed(text.mentions))) == text.all


def test_every_statement_has_evidence_and_a_key_of_its_own(read):
    for text, _ in MANNERS:
        found = read(text).all
        assert all(one.evidence and one.start < one.end and one.content for one in found)
        assert len({one.key for one in found}) == len(found)


def test_without_a_tree_there_are_no_statements_of_the_text():
    report, analysis = world()[4][0], analyses()[0]
    assert all(one.page for one in attribute(report, replace(analysis, lacks=("tree",)), (), ()))


# — what is no statement —

NONE = [
    "The boy finds out what it means.",
    "The guards look for anything that moves.",
    "The old pilot used to know most captains.",
    "The envoys are waiting to see whether the truce holds.",
    "The officers understood the implications of the raid.",
    "Holds that were sealed in port were opened on Monday.",
    "The mayor was addressing this issue on Monday.",
    "The report by the union was taken as a policy.",
    "The presence of the militia in the town caused concern.",
    "Little is clear about the raid.",
    "It would seem that the road is open.",
    "The raid learned nothing, and the rebels tried to leave.",
    "The army backed the governor and attacked the rebels.",
    "The townspeople welcomed the new year.",
    "The man would later be known as the butcher of Tarn.",
    "Has the mayor asked you to stop the trucks?",
]


@pytest.mark.parametrize("text", NONE)
def test_what_nobody_says_or_thinks_is_no_statement(text, read):
    assert [read(text).words(one.cue) for one in read(text).all] == []


SPOKEN = [
    ("The report found that the dam is unsafe.", "found"),
    ("Satellite images showed that the bridge is gone.", "showed"),
    ("The embassy said that the road is open.", "said"),
    ("It is believed that the mayor has left.", "It is believed"),
    ("The mayor knows that the road is closed.", "knows"),
    ("Ada Cole tweeted: “A great day for the town.”", "tweeted"),
]


@pytest.mark.parametrize(("text", "cue"), SPOKEN)
def test_papers_buildings_and_minds_tell_statements(text, cue, read):
    assert cue in [read(text).words(one.cue) for one in read(text).all]


@pytest.mark.parametrize("text", [
    "The union warned that the port may close, noting that nobody was paid.",
    "The director believes that the dam is safe, adding that the water falls.",
    "The director demanded the files, pointing out that they are lost.",
    "The mayor did not answer, saying that it was too early.",
    "Musa Keita denied that 40 people had died, saying that the figure was wrong.",
    "“Nobody,” one of them said, “wants the war to go on.”",
])
def test_a_participle_of_saying_is_told_as_the_clause_beside_it(text, read):
    last = max(read(text).all, key=lambda one: one.cue)
    assert (last.factuality, last.date.high) == ((Factuality.ACTUAL,), "2021-06-02")


@pytest.mark.parametrize("text", [
    "Asked whether the army had left the town, Musa Keita laughed.",
    "Musa Keita, asked last summer about the war, laughed.",
    "Musa Keita was asked whether he would resign.",
])
def test_who_is_asked_hears_it_and_says_nothing(text, read):
    one, = read(text).all
    assert (one.manner, one.source, one.factuality[0]) == (Manner.ASKED, None, Factuality.ACTUAL)
    assert read(text).names[one.addressee] == "Musa Keita"


def test_a_claim_that_somebody_answers_is_told_by_whose_it_is(read):
    text = "The director rejected a claim by the association that he had paid the guards."
    inner = max(read(text).all, key=lambda one: one.cue)
    assert (read(text).words(inner.cue), read(text).names[inner.source]) == ("claim", "the association")


def test_turns_of_an_interview_end_with_their_line_and_q_and_a_are_nobody(read):
    text = ("Q: Will you leave the town?\nA: They asked us to protect the bridge, and we stayed.\n"
            "Q: Who pays you?\nA: Nobody pays us, and we want no money.\n")
    turns = [one for one in read(text).all if read(text).words(one.cue) == ":"]
    assert len(turns) == 4 and all(one.source is None and one.medium is Medium.INTERVIEW for one in turns)
    assert all("\n" not in read(text).words(one.content) for one in turns)
    assert all(one.addressee is None for one in read(text).all)


def test_who_only_a_chain_of_descriptions_takes_for_another_is_nobody():
    text = "Mayor Ada Cole closed the bridge. A spokesman said that it is safe. The mayor said that it is old."
    here = Read(text)
    cole, spokesman, mayor = (next(one for one in here.mentions if one.text == words)
                              for words in ("Mayor Ada Cole", "A spokesman", "The mayor"))
    chained = [replace(one, leader=cole.key) if one in (cole, spokesman, mayor) else one for one in here.mentions]
    doc = next(iter(load().texts([text], [DAY])))
    first, second = told(here.report, doc, chained)
    assert (first.source, first.sourcing, here.words(first.speaker)) == (None, Sourcing.ANONYMOUS, "A spokesman")
    assert second.source == mayor.key


def test_what_was_asked_is_no_part_of_the_answer(read):
    answer = read("Asked whether the treaty applied, the ambassador, Joan Pell, said that it did.").by(
        "the ambassador, Joan Pell")
    assert [read("Asked whether the treaty applied, the ambassador, Joan Pell, said that it did.").words(one.content)
            for one in answer] == ["that it did"]


@pytest.mark.parametrize(("text", "speaker", "content"), [
    ("Asked whether he would resign, Noel Holm said yes.", "Noel Holm", ["yes"]),
    ("Asked if he would run again, Dorn said no.", "Dorn", ["no"]),
    ("When asked whether the army had left, the minister said yes.", "the minister", ["yes"]),
    ("Asked on Friday whether he would resign, Holm said: “Yes.”", "Holm", ["“Yes.”"]),
    ("Asked if he would run again, Dorn said he would not.", "Dorn", ["he would not"]),
    ("Asked whether he would resign, Holm said.", "Holm", []),
])
def test_a_word_may_be_the_answer_and_the_question_alone_is_none(text, speaker, content, read):
    assert [read(text).words(one.content) for one in read(text).by(speaker)] == content


@pytest.mark.parametrize(("text", "content"), [
    ("The governor claimed without evidence that the vote was stolen.", "that the vote was stolen"),
    ("The governor claimed without proof that the village was empty.", "that the village was empty"),
    ("The union said that without the dam the town would die.", "that without the dam the town would die"),
])
def test_what_was_left_out_beside_the_cue_is_not_said(text, content, read):
    one, = read(text).all
    assert (one.manner is Manner.CLAIMED, read(text).words(one.content)) == ("claimed" in text, content)


@pytest.mark.parametrize(("second", "value"), [
    ("He now says that it will leave.", None),
    ("Now he says that it will leave.", None),
    ("He added that nobody wants it now.", "2021-05-31"),
])
def test_what_is_said_now_was_not_said_then(second, value, read):
    first, then = read(f"On Monday Musa Keita said that the army would stay. {second}").all
    assert (first.date.value, then.date.value, then.date.high) == ("2021-05-31", value, value or "2021-06-02")


def test_neither_and_nor_are_one_negation(read):
    text = read("The army, which neither confirmed nor denied the strike, said that it will investigate.")
    answer = next(one for one in text.all if "denied" in text.words(one.cue))
    assert answer.factuality == (Factuality.NEGATED,)


def test_one_of_many_who_is_named_is_who_is_named(read):
    text = "Fishermen fear the cutters. One of them, Noel Dizon, 51, told reporters that he had been chased twice."
    one = read(text).all[-1]
    assert read(text).names[one.source].startswith("Noel Dizon")


def test_a_post_is_told_by_where_it_stands(read):
    one, = read("“We will go,” Musa Keita said on Twitter on Thursday.").all
    assert (one.medium, one.date.value) == (Medium.POST, "2021-05-27")
    one, = read("“Our units did not fire a single shot,” spokeswoman Ada Cole wrote on Twitter.").all
    assert one.medium is Medium.POST
