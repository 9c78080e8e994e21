"""Events: who does it to whom, when and where, how it is put and in whose words, and what is left open."""

from dataclasses import replace

import pytest
from values import analyses, world

from standoff.actors.mentions import told as mentions
from standoff.events import BELIEVED, code, key, told
from standoff.language import load
from standoff.model import Date, DateBasis, EventType, Factuality, Harm, Trigger
from standoff.statements import told as statements

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)
PAGE = REPORT.stretches[0].page


@pytest.fixture(scope="module")
def read():
    reader = load()

    def events(text, type=None, published=DAY, order=list, believed=None):
        stretch = replace(REPORT.stretches[0], page=PAGE, start=0, at=0, length=len(text))
        report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        doc = next(reader.texts([text], [published]))
        doc._.triggers = believed if believed is not None else doc._.triggers
        found = mentions(doc, report.key)
        said = statements(report, doc, found)
        names = {one.key: one.text for one in found}
        some = told(report, doc, list(order(found)), list(order(said)))
        return [(one, [names[each] for each in one.actors], [names[each] for each in one.recipients],
                 names.get(one.place or "", "")) for one in some if type is None or one.type == type]

    return events


WHO = [
    ("Turkish troops shelled the Karoo Brigade.", "ASSAULT", ["Turkish troops"], ["the Karoo Brigade"]),
    ("The Karoo Brigade was shelled by Turkish troops.", "ASSAULT", ["Turkish troops"], ["The Karoo Brigade"]),
    ("The army and the navy shelled the rebels.", "ASSAULT", ["The army", "the navy"], ["the rebels"]),
    ("Fighters who shelled the army withdrew.", "ASSAULT", ["Fighters who shelled the army"], ["the army"]),
    ("The rebels entered the town and killed the mayor.", "ASSAULT", ["The rebels"], ["the mayor"]),
    ("The militia raided the camp, killing two soldiers.", "ASSAULT", ["The militia"], ["two soldiers"]),
    ("The rebels launched an attack on the army.", "ASSAULT", ["The rebels"], ["the army"]),
    ("Turkey’s attack on the Karoo Brigade went on.", "ASSAULT", ["Turkey’s"], ["the Karoo Brigade"]),
    ("The army came under attack.", "ASSAULT", [], ["The army"]),
    ("Mali forced the rebels to withdraw.", "RETREAT", ["the rebels"], []),
    ("The withdrawal of the peacekeepers went on.", "RETREAT", ["the peacekeepers"], []),
    ("Kenya held talks with Uganda.", "CONSULT", ["Kenya", "Uganda"], []),
    ("Talks between Kenya and Uganda began.", "CONSULT", ["Kenya", "Uganda"], []),
    ("Kenya accused Uganda of it.", "ACCUSE", ["Kenya"], ["Uganda"]),
    ("Kenya said three of its soldiers were killed and accused Uganda of it.", "ACCUSE", ["Kenya"], ["Uganda"]),
    ("Kenya said its soldiers were killed and Chad accused Uganda of it.", "ACCUSE", ["Chad"], ["Uganda"]),
    ("The army and the Karoo Brigade agreed on Monday to a truce, Kenya and Uganda said in a joint statement.", "AGREE",
     ["The army", "the Karoo Brigade"], []),
    ("Uganda withdrew the trade privileges of Kenya.", "SANCTION", ["Uganda"], ["Kenya"]),
    ("The court issued arrest warrants for three generals.", "COERCE", ["The court"], ["three generals"]),
    ("Kenya demanded that Uganda open the border.", "REQUEST", ["Kenya"], ["Uganda"]),
]


@pytest.mark.parametrize(("sentence", "type", "actors", "recipients"), WHO)
def test_the_tree_says_who_does_it_and_to_whom(sentence, type, actors, recipients, read):
    found = [(who, whom) for _, who, whom, _ in read(sentence, EventType(type))]
    assert (actors, recipients) in found


BESIDE = [                                                   # a rule of sides, and what it refuses
    ("The minister blamed Kenya for the bombing of the camp.", "ACCUSE", "The minister", "Kenya"),
    ("The court rejected a plan worked out by Norway.", "REJECT", "The court", "Norway"),
    ("The court rejected a plan that Norway opposed.", "REJECT", "The court", ""),
    ("The court rejected a plan that Norway signed.", "REJECT", "The court", "Norway"),
    ("The president condemned the raid that the rebels launched.", "ACCUSE", "The president", "the rebels"),
    ("The president condemned the killing of the teachers.", "ACCUSE", "The president", ""),
    ("The rebels shelled the camp. The minister denounced the shelling.", "ACCUSE", "The minister", "The rebels"),
    ("Norway was promised oil by Russia.", "AGREE", "Russia", "Norway"),
    ("Norway promised 600 men.", "AGREE", "Norway", ""),
    ("Chad agreed to send material to help defend Mali.", "AGREE", "Chad", "Mali"),
    ("Chad agreed to send material despite the wish of Mali.", "AGREE", "Chad", ""),
    ("The army thanked the drivers for coming.", "SUPPORT", "The army", "the drivers"),
    ("Gunmen seized the airport.", "ASSAULT", "Gunmen", ""),
    ("The army took the port from the rebels.", "ASSAULT", "The army", "the rebels"),
    ("The army fired from Chad.", "ASSAULT", "The army", ""),
    ("VALLETTA – Malta refused a berth to a ship on Monday.", "REJECT", "Malta", ""),
    ("Canada’s minister telephoned her counterpart.", "CONSULT", "Canada’s minister", "her counterpart"),
    ("Gunmen bombed the barracks.", "ASSAULT", "Gunmen", "the barracks"),
    ("Baghdad has recalled its attaché.", "SANCTION", "Baghdad", ""),
    ("Ana Ruiz went on hunger strike in protest against abuses by the security forces.", "PROTEST", "Ana Ruiz",
     "the security forces"),
    ("Nine soldiers were killed when the rebels shelled the camp.", "ASSAULT", "the rebels", "Nine soldiers"),
    ("Nine soldiers were killed although the rebels shelled the camp.", "ASSAULT", "", "Nine soldiers"),
    ("Mali bombed the rebels. The bombing went on.", "ASSAULT", "Mali", ""),
    ("Mali bombed the rebels. A bombing hit the port.", "ASSAULT", "", "the port"),
    ("The foreign minister rejected an Indian proposal.", "REJECT", "The foreign minister", "Indian"),
    ("Israeli jets bombed a camp.", "ASSAULT", "Israeli", "a camp"),
    ("Israeli wine was bombed.", "ASSAULT", "", ""),
    ("Turkey brokered a truce between Azerbaijan and Armenia.", "CONSULT", "Turkey", "Azerbaijan; Armenia"),
    ("Talks between Azerbaijan and Armenia began.", "CONSULT", "Azerbaijan; Armenia", ""),
    ("Fighters loyal to Khalifa Haftar attacked Tripoli.", "ASSAULT", "Khalifa Haftar", ""),
    ("The rebels raided a village. Three farmers were killed.", "ASSAULT", "The rebels", "Three farmers"),
    ("The army attacked the rebels. Four soldiers were wounded.", "ASSAULT", "", "Four soldiers"),
    ("The army clashed with the rebels. Four soldiers were wounded.", "ASSAULT", "", "Four soldiers"),
    ("Burkina Faso responded with attacks on villages.", "ASSAULT", "Burkina Faso", ""),
    ("Burkina Faso lived with attacks on villages.", "ASSAULT", "", ""),
    ("The Paris attack killed 130 people.", "ASSAULT", "", "130 people"),
    ("The city’s seizure by the rebels alarmed Mali.", "ASSAULT", "the rebels", ""),
    ("The army captured two villages held by the rebels.", "ASSAULT", "The army", "the rebels"),
    ("The army captured two villages without a shot.", "ASSAULT", "The army", ""),
    ("Norway demanded access for the United Nations.", "REQUEST", "Norway", ""),
    ("The president denounced what Ivo Kasai called Mali’s aggression.", "ACCUSE", "The president", "Mali’s"),
    ("Threats made by the junta to the bishops alarmed the union.", "THREATEN", "the junta", "the bishops"),
    ("Threats made by the junta on Monday alarmed the bishops.", "THREATEN", "the junta", ""),
    ("The cartel, charged by France as smuggling arms, fled.", "ACCUSE", "France",
     "The cartel, charged by France as smuggling arms"),
    ("France supported both sides (the Malian army and the Tuaregs).", "SUPPORT", "France",
     "the Malian army; the Tuaregs"),
    ("The army attacked two groups, the Karoo Brigade and the Sahel Front.", "ASSAULT", "The army",
     "the Karoo Brigade; the Sahel Front"),
    ("The minister called for all foreign fighters in Mali to leave the country.", "REQUEST", "The minister",
     "all foreign fighters in Mali"),
    ("The rebels carry out attacks on the soldiers.", "ASSAULT", "The rebels", "the soldiers"),
    ("The army attacked two groups and a convoy.", "ASSAULT", "The army", "two groups"),
    ("Chadian premier Ali Gado warned of “grave consequences”, pointing out that Chad supplied the trucks.", "THREATEN",
     "Chadian premier Ali Gado", ""),
    ("Premier Ali Gado warned of “grave consequences”, pointing out that Chad broke the truce.", "THREATEN",
     "Premier Ali Gado", "Chad"),
    ("The rebels have announced their insistence on expelling the French troops from Mali.", "REQUEST", "their",
     "the French troops"),
    ("The rebels have announced their insistence on crossing the river.", "REQUEST", "their", ""),
    ("The premier condemns any armed activity, despite not taking any measures against the rebels.", "ACCUSE",
     "The premier", ""),
    ("The premier spoke out in Gao against the rebels.", "ACCUSE", "The premier", "the rebels"),
    ("The parties oppose removing the peacekeepers from the valley.", "REJECT", "The parties", ""),
    ("The parties rejected the demand of the rebels.", "REJECT", "The parties", "the rebels"),
    ("Kenya complained on the request of Rwanda.", "REQUEST", "Rwanda", "Kenya"),
    ("Kenya complained of the request of Rwanda.", "REQUEST", "Rwanda", ""),
    ("Gunmen stormed the headquarters of the opposition party.", "ASSAULT", "Gunmen", "the opposition party"),
    ("Gunmen stormed the offices and depots of the opposition party.", "ASSAULT", "Gunmen", "the opposition party"),
    ("Gunmen stormed the police station of the town.", "ASSAULT", "Gunmen", ""),
    ("It came to blows in the coastal Libyan town of Derna, where Egyptian forces, helped by local militias, who swear "
     "loyalty to the general, routed the Islamists, and took the port.", "ASSAULT", "Egyptian forces", "the Islamists"),
    ("The general, who was helped by militias, shelled the camp.", "ASSAULT", "The general, who was helped by militias",
     "the camp"),
    ("The militia did not raid the camp. Three guards were killed.", "ASSAULT", "", "Three guards"),
    ("The army clashed with the Karoo Brigade. Both sides agreed to a truce.", "AGREE",
     "The army; the Karoo Brigade", ""),
    ("The rebels raided a village. Both sides agreed to a truce.", "AGREE", "Both sides", ""),
    ("Kenya and Uganda signed a treaty. Norway urged both countries to reopen the border.", "REQUEST", "Norway",
     "Kenya; Uganda"),
    ("The army clashed with the rebels. Norway urged both countries to reopen the border.", "REQUEST", "Norway",
     "both countries"),
    ("Kenya and Uganda signed a treaty. The two countries accused each other of spying.", "ACCUSE", "Kenya; Uganda",
     "Kenya; Uganda"),
    ("Kenya blamed Uganda for the raid. Each has expelled an envoy.", "SANCTION", "Kenya; Uganda", "an envoy"),
    ("The seven parliamentary parties fought with the rebels. The parties called a strike.", "PROTEST",
     "The parties", ""),
    ("Fighters raided a camp and hacked to death 12 people.", "ASSAULT", "Fighters", "12 people"),
    ("The offices of the Karoo Brigade and the Amber League were closed. Both groups condemned Kenya.", "ACCUSE",
     "the Karoo Brigade; the Amber League", "Kenya"),
    ("Mali and the Amber League met. Both groups condemned Kenya.", "ACCUSE", "Both groups", "Kenya"),
    ("Norway promised to let lorries through Kosti.", "AGREE", "Norway", ""),
    ("Kenya and Uganda agreed to a truce after talks in Oslo.", "CONSULT", "Kenya; Uganda", ""),
    ("Kenya and Uganda agreed to a truce. Talks in Oslo failed.", "CONSULT", "", ""),
    ("Kenya asked Uganda to leave. Uganda refused.", "REJECT", "Uganda", "Kenya"),
    ("Kenya asked Uganda to leave. Norway refused.", "REJECT", "Norway", ""),
    ("Omar Haddad met nobody. Ivo Kasai then offered him an amnesty; he turned it down.", "REJECT", "Omar Haddad",
     "Ivo Kasai"),
    ("The rebels answered in a letter that blamed the army for the raid.", "ACCUSE", "The rebels", "the army"),
    ("The ministers of the two countries, Ana Ruiz and Omar Haddad, met in Oslo.", "CONSULT",
     "Ana Ruiz; Omar Haddad", ""),
    ("Kenya and Uganda agreed on a truce with the mediation of Norway.", "AGREE", "Kenya; Uganda", ""),
    ("Chad denounced the accord that the rebels signed with Niger.", "ACCUSE", "Chad", "the rebels; Niger"),
    ("Kenyan soldiers fired rockets at a hideout of the Karoo Brigade.", "ASSAULT", "Kenyan soldiers",
     "the Karoo Brigade"),
    ("Two men were hurt when an Israeli tank fired at a crowd.", "ASSAULT", "Israeli", "Two men"),
]


@pytest.mark.parametrize(("text", "type", "actor", "recipient"), BESIDE)
def test_sides_stand_in_what_is_said_and_in_other_deeds(text, type, actor, recipient, read):
    found = [("; ".join(who), "; ".join(whom)) for _, who, whom, _ in read(text, EventType(type))]
    assert (actor, recipient) in found


def test_nobody_is_made_up(read):
    [(event, who, whom, where)] = read("Two men were killed.", EventType.ASSAULT)
    assert (who, whom, where) == ([], ["Two men"], "")
    assert event.place is None


def test_whom_a_participle_of_harm_hangs_to_by_a_clause_do_not_do_it(read):
    events = read("Soldiers opened fire on hundreds of marchers who defied a ban in Gao, killing three people.",
                  EventType.ASSAULT)
    assert {name for _, who, _, _ in events for name in who} == {"Soldiers"}


def test_we_is_whose_words_they_are(read):
    [(event, who, _, _)] = read("“We shelled the rebels,” the minister said.", EventType.ASSAULT)
    assert who == ["the minister"]
    assert event.said and event.voice == event.actors[0] and event.statement


@pytest.mark.parametrize(("sure", "actors"), [(BELIEVED, ["The rebels"]), (BELIEVED - .1, [])])
def test_what_the_rules_leave_open_the_reader_may_tell(sure, actors, read):
    text = "The rebels came. The town was shelled."
    belief = Trigger(anchor=text.index("shelled"), types=((EventType.ASSAULT, .9),), modes=(),
                     roles=(("by", text.index("rebels"), sure),), score=.9)
    assert [who for _, who, _, _ in read(text, EventType.ASSAULT, believed=(belief,))] == [actors]


def test_a_time_on_its_words_is_its_own(read):
    [(event, *_)] = read("On 3 May 2021 the army shelled the rebels.", EventType.ASSAULT)
    assert event.date.value == "2021-05-03"


def test_the_time_of_saying_is_only_a_bound(read):
    [(event, *_)] = read("On 3 May 2021 the minister said that the army had shelled the rebels.", EventType.ASSAULT)
    assert event.date.value is None
    assert event.date.high == "2021-05-03"


def test_a_story_goes_on_on_the_same_day(read):
    _, second = read("On 3 May 2021 the army shelled the rebels. The rebels killed two soldiers.",
                      EventType.ASSAULT)
    assert second[0].date.value == "2021-05-03"
    assert second[0].date.basis is DateBasis.RELATIVE and "shelled" in second[0].date.reason


@pytest.mark.parametrize("rest", [" The rebels had killed two soldiers.", "\n\nThe rebels killed two soldiers.",
                                  " Kenya accused the rebels of it."])
def test_a_step_back_a_paragraph_and_a_word_about_it_carry_no_date(rest, read):
    *_, last = read("On 3 May 2021 the army shelled the rebels." + rest)
    assert last[0].date.value is None and last[0].date.high == "2021-06-02"


def test_no_story_goes_on_from_what_was_before_it(read):
    *_, last = read("Having shelled the rebels on 3 May 2021, the army arrested two teachers.")
    assert last[0].type is EventType.COERCE and last[0].date.value is None


def test_the_publication_is_a_bound_and_never_the_date(read):
    [(event, *_)] = read("The army shelled the rebels.", EventType.ASSAULT)
    assert (event.date.value, event.date.low, event.date.high) == (None, "2021-05-27", "2021-06-02")
    [(event, *_)] = read("The army shelled the rebels.", EventType.ASSAULT, published=Date(value=None))
    assert (event.date.value, event.date.low, event.date.high) == (None, None, None)


@pytest.mark.parametrize(("sentence", "place"), [
    ("The army shelled the rebels near Goma.", "Goma"),
    ("The rebels seized Goma.", "Goma"),
    ("In Goma the army shelled the rebels.", "Goma"),
    ("The army shelled the rebels of Colonel Mbala.", ""),
])
def test_the_place_is_told_or_open(sentence, place, read):
    assert place in [where for *_, where in read(sentence, EventType.ASSAULT)]


@pytest.mark.parametrize(("sentence", "value"), [
    ("The army shelled the rebels.", Factuality.ACTUAL),
    ("The army did not shell the rebels.", Factuality.NEGATED),
    ("The army may launch an attack on the rebels.", Factuality.HYPOTHETICAL),
])
def test_how_it_is_put_is_told(sentence, value, read):
    assert read(sentence, EventType.ASSAULT)[0][0].factuality[0] is value


@pytest.mark.parametrize(("sentence", "value"), [
    ("The army shelled the port after attacks on the town.", Factuality.ACTUAL),
    ("The minister condemned the leader of the attack on the port.", Factuality.ACTUAL),
    ("The need for an attack on the rebels grew.", Factuality.HYPOTHETICAL),
    ("The army may launch an attack on the rebels.", Factuality.HYPOTHETICAL),
    ("The rebels will be shelled.", Factuality.FUTURE),
    ("Fear came to loom over the valley, following the raid on the camp.", Factuality.ACTUAL),
])
def test_a_noun_of_a_deed_is_put_as_the_clause_it_stands_in(sentence, value, read):
    assert read(sentence, EventType.ASSAULT)[-1][0].factuality[0] is value


@pytest.mark.parametrize(("sentence", "type", "value"), [
    ("On 20 March, Kenya closed the border with Somalia, if the cabinet approves the plan.", "COERCE", "hypothetical"),
    ("Sudan deployed 300 police officers to the border, unless the rebels leave Ouro.", "MOBILIZE", "hypothetical"),
    ("Kenya launched a raid on the rebels, if the militia keeps its word.", "ASSAULT", "hypothetical"),
    ("On 20 March, Kenya closed the border with Somalia, even if the cabinet opposes it.", "COERCE", "actual"),
    ("Soldiers shot at cars if they came near the base.", "ASSAULT", "actual"),
    ("Kenya threatened to close the border if Somalia expels its envoy.", "THREATEN", "actual"),
    ("Police arrested nine men who will be freed if the court agrees.", "COERCE", "actual"),
])
def test_what_has_a_condition_is_not_done(sentence, type, value, read):
    assert [one.factuality[0].value for one, *_ in read(sentence, EventType(type))] == [value]


def test_who_announces_force_threatens_it_now_and_who_foresees_it_of_others_does_not(read):
    [(one, *_)] = read("The army will shell the port on Monday.", EventType.THREATEN)
    assert one.factuality[0] is Factuality.ACTUAL and one.modes == ("violence",)
    assert read("Analysts said that the army would shell the port.", EventType.THREATEN) == []


@pytest.mark.parametrize(("sentence", "type"), [
    ("The ministers did not condemn the attack on the port.", EventType.ASSAULT),
    ("The minister may end the sanctions on Kenya.", EventType.SANCTION),
])
def test_an_open_verb_that_does_not_make_the_deed_leaves_it(sentence, type, read):
    assert Factuality.NEGATED not in read(sentence, type)[0][0].factuality


@pytest.mark.parametrize(("sentence", "sizes"), [
    ("The army killed at least 39 people, including 12 children.", [(Harm.DEAD, 39, 39, None)]),
    ("The raid killed twelve people and wounded six.", [(Harm.DEAD, 12, 12, 12), (Harm.INJURED, 6, 6, 6)]),
    ("Five civilians and two soldiers were killed.", [(Harm.DEAD, 7, 7, 7)]),
    ("The army killed the mayor.", [(Harm.DEAD, 1, 1, 1)]),
    ("The army killed civilians.", []),
])
def test_sizes_are_counted_where_the_words_count(sentence, sizes, read):
    found = {(size.harm, size.low, size.best, size.high) for event, *_ in read(sentence, EventType.ASSAULT)
             for size in event.sizes}
    assert found == set(sizes)


def test_a_required_recipient_that_is_missing_costs_half(read):
    whole = read("Kenya delivered food to Uganda.", EventType.AID)
    bare = read("Kenya delivered food.", EventType.AID)
    assert all(event.score < .5 for event, *_ in bare)
    assert whole and max(event.score for event, *_ in whole) > .5


def test_events_are_the_same_whatever_the_order_of_mentions(read):
    text = "On 3 May 2021 Turkish troops shelled the Karoo Brigade near Goma, killing two soldiers, Kenya said."
    assert [one[0] for one in read(text)] == [one[0] for one in read(text, order=reversed)]


def test_the_words_of_an_event_reach_from_the_first_to_the_last(read):
    text = "Meanwhile Turkish troops shelled the Karoo Brigade, and it rained."
    [(event, *_)] = read(text, EventType.ASSAULT)
    assert text[event.start:event.end] == "Turkish troops shelled the Karoo Brigade"
    assert [(span.start, span.end) for span in event.evidence] == [(event.start, event.end)]
    assert event.key == key(REPORT.key, event.type, event.trigger)


def test_without_a_tree_there_are_no_events():
    [analysis] = [one for one in analyses() if one.report == REPORT.key][:1]
    assert code(REPORT, replace(analysis, lacks=("tree",)), (), ()) == ()
