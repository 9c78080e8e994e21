"""Places on 120 sentences of our own: what `standoff.places.locate` has right, has wrong, leaves out; speed.

usage: places.py [--half develop|measure] [--wrong] [--reader]

Each line is a sentence with one marked mention, and after "=>" what it is: type, country ("-" for none), precision, and
a name where the rest does not tell, or "none" when nothing may be given. A "!" before the mention makes it a facility.
Odd lines were looked at while rules were written, even ones were not. `--reader` takes the mentions of the reader
instead of the marked ones.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from dataclasses import dataclass

from standoff.model import Date, Form, Kind, Location, Mention, Origin, Report
from standoff.places import locate
from standoff.places.gazetteer import gazetteer, name_key

CASES = """
Artillery fire was heard across [west Mosul] on Monday. => quarter IRQ 1
Residents of [northern Iraq] fled the shelling. => region IRQ 5
The council of [Kirkuk province] met for the first time in years. => province IRQ 4
Police said the bomb exploded in [Kirkuk], in northern Iraq. => city IRQ 1 Kirkuk
Two rockets landed near [the al-Asad airbase] in western Iraq. => facility IRQ 2
The army retook [Hit], a town in Iraq's Anbar province. => city IRQ 1
Lawmakers gathered in [the Iraqi capital] to vote. => city IRQ 1 Baghdad
Fighters crossed [the Iraq-Syria border] at night. => region - 5
The convoy was hit 20 km south of [Mosul] by a roadside bomb. => city IRQ 2
Forces entered [the city of Deir ez-Zor] from the south. => city SYR 1
Clashes spread to [the Syrian province of Idlib] this week. => province SYR 4
Rebels lost [eastern Aleppo] after a long siege. => quarter SYR 1
The government says it controls all of [Aleppo province] again, a Syrian officer said. => province SYR 4
Kurdish fighters held [Kobani] against the militants in Syria. => city SYR 1
The town of [Ayn al-Arab] lies on Syria's frontier with Turkey. => city SYR 1
Shells fell on [the western outskirts of Aleppo]. => quarter SYR 1
Troops reached [the eastern bank of the Euphrates]. => region - 5
Gunmen fought in the streets of [Tripoli], Lebanon, on Friday. => city LBN 1
Militias loyal to Libya's government fought in [Tripoli] on Friday. => city LBY 1
A Lebanese soldier was shot dead in [Tripoli], the army in Beirut said. => city LBN 1
The port of [Hodeidah] handles most of Yemen's food imports. => city YEM 1
Houthi forces attacked a base in [Marib province]. => province YEM 4
Ships were warned off [the Strait of Hormuz] after the seizure. => water - 7
Pirates have returned to [the Gulf of Aden], shipping firms say. => water - 7
A drone struck a tanker in [the Red Sea]. => water - 7
[Sanaa] has been under Houthi control since 2014. => city YEM 1
Israeli tanks moved into [northern Gaza]. => region PSE 4
Families fled to [Rafah] in the Gaza Strip. => city PSE 1
Settlers attacked a village in [the occupied West Bank]. => province PSE 4
Hezbollah fired rockets from [southern Lebanon]. => region LBN 5
The crossing at [Bab al-Hawa] is the last one open to aid. => facility SYR 1
Prisoners held at [!Evin prison] in Tehran began a hunger strike. => facility IRN 1
Protests broke out in [Iran's Khuzestan province]. => province IRN 4
A blast hit [Natanz], the Iranian nuclear site. => facility IRN 1
The jihadists extended their reach across [the Sahel]. => region - 7
Gunmen killed twelve villagers in [the Mopti region] of Mali. => province MLI 4
The junta's troops entered [Kidal], a former rebel stronghold in Mali. => city MLI 1
An ambush near [Tillaberi] left ten soldiers of Niger dead. => city NER 2
Niger's soldiers patrol [the Tillaberi region]. => province NER 4
Boko Haram attacked a town in [Borno State], Nigeria. => province NGA 4
Gunmen kidnapped students in [Niger State], the Nigerian police said. => province NGA 4
Bandits raided a village in [Zamfara] in northwestern Nigeria. => province NGA 4
Fishermen around [Lake Chad] live in fear of the insurgents. => water - 7
The army of [Chad] said it had killed the rebels near N'Djamena. => country TCD 6
Rebels took [Djibo], a besieged town in northern Burkina Faso. => city BFA 1
The paramilitary RSF shelled [El Fasher], the capital of North Darfur in Sudan. => city SDN 1
Aid groups warn of famine in [North Darfur]. => province SDN 4
Fighting engulfed [Darfur] again. => region SDN 5
The Sudanese army advanced in [central Khartoum]. => quarter SDN 1
Displaced people arrived in [Bor], in South Sudan's Jonglei state. => city SSD 1
Cattle raiders killed forty people in [Jonglei], officials in Juba said. => province SSD 4
Ethiopian troops left [Mekelle], the capital of Tigray. => city ETH 1
Talks on [the Tigray region] resumed in Pretoria. => province ETH 4
Militants of al-Shabab attacked a hotel in [Mogadishu]. => city SOM 1
The militants hold much of [southern Somalia]. => region SOM 5
An attack in [Lower Shabelle] killed six Somali soldiers. => province SOM 4
The M23 rebels advanced on [Goma] in eastern Congo. => city COD 1
Thousands fled fighting in [North Kivu]. => province COD 4
UN peacekeepers left [the Democratic Republic of Congo]. => country COD 6
The insurgency in [Cabo Delgado] has displaced a million people. => province MOZ 4
Insurgents beheaded farmers near [Palma] in northern Mozambique. => city MOZ 2
Russian missiles hit [Kyiv] overnight. => city UKR 1
The old spelling [Kiev] still appears in Ukrainian court papers. => city UKR 1
A drone struck a grain store in [Mykolaiv], Ukraine. => city UKR 1
Fighting raged across [the Donbas]. => region UKR 5
Ukraine's troops shelled targets in [Donetsk oblast]. => province UKR 4
The governor of [Belgorod region] said a Ukrainian drone had been shot down. => province RUS 4
Shelling knocked out power at [!the Zaporizhzhia nuclear power plant]. => facility UKR 1
Russia annexed [Crimea] in 2014. => province UKR 4
The grain ships crossed [the Black Sea] unharmed. => water - 7
Russian troops withdrew to [the left bank of the Dnipro River]. => region - 5
[Stepanakert] emptied as its Armenian residents fled. => city AZE 1
Azerbaijan calls the city [Khankendi]. => city AZE 1
The separatists of [Nagorno-Karabakh] laid down their arms. => region AZE 5
Armenians still speak of [Artsakh] with longing. => region AZE 5
Armenia's prime minister visited [Syunik province]. => province ARM 4
Tens of thousands protested in [Georgia] after the vote in Tbilisi. => country GEO 6
Voters in [Georgia] elected two U.S. senators, officials in Atlanta said. => province USA 4
Abkhaz leaders in [Sukhumi] rejected Georgia's offer. => city GEO 1
The Taliban seized [Kunduz city] in Afghanistan. => city AFG 1
A bomb killed nine worshippers in [Nangarhar]. => province AFG 4
Soldiers evacuated civilians from [!Kabul airport]. => facility AFG 1
Separatists blew up a rail line in [Balochistan]. => province PAK 4
Pakistani jets struck hideouts in [North Waziristan]. => region PAK 5
Indian and Pakistani troops traded fire across [the Line of Control]. => region - 5
Clashes between two communities left [Manipur] burning, Indian police said. => province IND 4
Police in [Hyderabad], Pakistan, arrested nine men. => city PAK 1
The ethnic army took [Lashio] in Myanmar's Shan State. => city MMR 1
Myanmar's junta bombed villages in [Sagaing region]. => province MMR 4
Refugees from [Rakhine State] reached Bangladesh by boat. => province MMR 4
Rohingya families live in [Cox's Bazar], Bangladesh. => city BGD 1
Chinese coast guard ships blocked [Second Thomas Shoal]. => region - 7
Warships sailed through [the South China Sea]. => water - 7
Philippine marines landed on [Jolo] in Sulu province. => city PHL 1
Gunmen attacked a checkpoint in [Pattani], in Thailand's south. => city THA 1
Separatists in [Papua], Indonesia, shot two miners. => province IDN 4
Dissidents of the FARC ambushed a patrol in [Cauca], Colombia. => province COL 4
The ELN kidnapped four men in [the department of Arauca], in Colombia. => province COL 4
Migrants crossing [the Darien Gap] told of robberies. => region - 7
Gangs control most of [Port-au-Prince]. => city HTI 1
Cartel gunmen blocked roads in [Culiacan], Sinaloa. => city MEX 1
Soldiers were sent to [San José] as Costa Rica's government met. => city CRI 1
Tech workers in [San Jose], California, went on strike. => city USA 1
Students marched in [Santiago] against Chile's new constitution. => city CHL 1
The police in [Santiago de Cuba] dispersed a march. => city CUB 1
A barge sank near [Cairo, Illinois]. => city USA 2
Mediators flew to [Cairo] for talks with Egyptian officials. => city EGY 1
The mayor of [Batman], in southeastern Turkey, was removed from office. => city TUR 1
A landslide killed three in [Of], a town in Turkey's Trabzon province. => city TUR 1
The president of the Maldives spoke in [Male]. => city MDV 1
A lorry attack in [Nice], France, killed dozens. => city FRA 1
A stabbing in [Reading] shocked Britain. => city GBR 1
The state of [Victoria], Australia, extended its lockdown. => province AUS 4
A court in [Victoria], the capital of Seychelles, freed the pirates. => city SYC 1
A school in [Springfield] was evacuated. => none
The leaders met in [the capital] on Tuesday. => none
Passengers were stranded at [!the airport in Erbil] for hours. => facility IRQ 2|1
Two men were shot outside [!the hospital]. => none
The minister said that [Iraqi territory] must not be used for attacks. => country IRQ 6
Diplomats from all over [the Middle East] attended. => region - 7
"""

DATE = Date(value=None)
ORIGIN = Origin(stage="bench", version="1", rule="marked")


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence: its text, the marked mention, whether it is a facility, and what is right."""

    text: str
    start: int
    end: int
    facility: bool
    right: tuple[str, ...]


def cases() -> list[Case]:
    """All sentences, in order."""
    found = []
    for line in CASES.strip().split("\n"):
        text, _, right = line.partition(" => ")
        match = re.search(r"\[(!?)(.+?)\]", text)
        assert match, line
        plain = text[:match.start()] + match[2] + text[match.end():]
        found.append(Case(plain, match.start(), match.start() + len(match[2]), bool(match[1]), tuple(right.split())))
    return found


def report(text: str) -> Report:
    """A report of one sentence."""
    return Report(key="r0", family="f0", title="", text=text, passages=(), variants=(), stretches=(), published=DATE,
                  origin=ORIGIN)


def marked(case: Case) -> list[Mention]:
    """The marked mention."""
    written = case.text[case.start:case.end]
    return [Mention(key="n0", report="r0", start=case.start, end=case.end, head=case.start,
                    kind=Kind.FACILITY if case.facility else Kind.PLACE, leader="n0", text=written, name=written,
                    form=Form.NAME if written[0].isupper() else Form.DESCRIPTION, origin=ORIGIN)]


def read(texts: list[str]) -> list[list[Mention]]:
    """The reader's mentions."""
    from standoff.actors.mentions import mentions
    from standoff.language import analysis

    return [list(mentions(one, analysis(one))) for one in map(report, texts)]


def right(case: Case, told: Location | None) -> bool:
    """Whether a location is what the sentence says."""
    if told is None or case.right == ("none",):
        return told is None and case.right == ("none",)
    kind, country, precision, *name = case.right
    return (told.type == kind and told.country == country.replace("-", "")
            and str(told.precision) in precision.split("|")
            and (not name or name_key(name[0]) == name_key(told.name)))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=("develop", "measure"))
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--reader", action="store_true")
    args = parser.parse_args()
    began = time.process_time()
    gazetteer()
    opened = time.process_time() - began
    every = cases()
    mentions = read([case.text for case in every]) if args.reader else [marked(case) for case in every]
    for half, first in (("develop", 0), ("measure", 1)):
        if args.half not in (None, half):
            continue
        tally = {"right": 0, "wrong": 0, "abstained": 0}
        for case, given in list(zip(every, mentions, strict=True))[first::2]:
            told = {one.mention: one for one in locate(report(case.text), given)}
            covering = [one for one in given if one.key in told and one.start < case.end and one.end > case.start]
            covering.sort(key=lambda one: abs(one.start - case.start) + abs(one.end - case.end))
            place = told[covering[0].key] if covering else None
            verdict = "right" if right(case, place) else "abstained" if place is None else "wrong"
            tally[verdict] += 1
            if args.wrong and verdict != "right":
                print(f"{verdict}: {case.text}\n    {case.text[case.start:case.end]} is {' '.join(case.right)}")
                if place:
                    print(f"    told: {place.type} {place.country} {place.precision} {place.name}: {place.reason}; "
                          f"not {place.others}")
        print(half, tally)
    began, rounds = time.process_time(), 10
    for _ in range(rounds):
        for case, given in zip(every, mentions, strict=True):
            locate(report(case.text), given)
    took = time.process_time() - began
    print(f"{rounds * len(every) / took:,.0f} places/s; opened in {opened:.2f} s; "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
