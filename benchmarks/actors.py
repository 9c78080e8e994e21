"""Actors over reports on invented reports: which chains `compare` and `cluster` bring together, and how fast.

usage: actors.py [--reports N] [--seed S] [--no-files] [--speed] [--json]

Persons and bodies stand below with spellings written by hand, not made by the rules of `standoff.actors.names`; beside
them stand some who must not be taken for them (`NEAR`). A report draws a few of them; in two fifths of the reports they
have a title and a country, in half of these a single name. Truth is who was drawn. `--speed` adds names
made of common given names, so that the number of names grows with the reports as in a real record.

Scored are chains: precision and recall over pairs of chains, and B³ (per chain: how much of its actor is right, and how
much was found). Single names that the record cannot settle count as missed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from standoff.actors.cluster import cluster
from standoff.actors.compare import compare
from standoff.known import Known, bundled, read
from standoff.model import Form, Kind, Mention, Origin

ORIGIN = Origin(stage="mentions", version="bench", rule="generator")

# Invented persons: country as a demonym, title, spellings; the last word of the first is what a single name takes.
PERSONS = """
Iraqi | transport minister | Haidar Jabbar al-Timimi; Hayder Jabar al-Tamimi; Haider Jabbar Tamimi; Haidar al-Timimi
Iraqi | lawmaker | Abdul-Karim Zowba'i; Abd al-Karim al-Zubaie; Abdulkareem al-Zoubai; Abdel Karim Zubai
Iraqi | governor | Nawfal Hamadi al-Saqqar; Nofal Hammadi al-Sakkar; Nawfel Hammadi Saqar
Iranian | brigadier general | Gholamreza Sheybani-Rad; Gholam Reza Sheibani Rad; Gholamreza Sheibanirad
Iranian | envoy | Mohsen Tavakkolian; Muhsin Tavakolian; Mohsen Tavakolian
Iranian | cleric | Seyyed Mehdi Khorsandi; Sayyid Mahdi Khursandi; Mehdi Khorsandi
Syrian | colonel | Ghiyath al-Rifa'i; Ghiath Rifai; Ghayath al-Rifaei
Syrian | spokesman | Abdulrahman al-Shaqfa; Abd al-Rahman Shaqfeh; Abdel Rahman al-Shakfa
Lebanese | finance minister | Youssef Khayralla; Yusuf Khairallah; Youssef Kheirallah
Lebanese | member of parliament | Ziyad Abou Nader; Ziad Abu Nader; Ziad Abunader
Yemeni | commander | Yahya Saree al-Qutaybi; Yehia Sari al-Qutaibi; Yahya Sarea al-Kutaibi
Saudi | adviser | Khaled bin Fahd al-Dosari; Khalid bin Fahad al-Dawsari; Khalid al-Dosari
Egyptian | judge | Mahmoud Abdel-Gawad; Mahmud Abd el-Gawad; Mahmoud Abdelgawad
Libyan | mayor | Fathi Bu Hlaiqa; Fathi Abu Hlaiga; Fathi Bouhliqa
Algerian | general | Saïd Benchikhoune; Said Benchikhoun; Saïd Ben Chikhoune
Moroccan | diplomat | Noureddine Tahiri; Nour Eddine Tahiri; Nourredine Taheri
Sudanese | lieutenant general | Osman Abdel-Rahim Tom; Othman Abd al-Rahim al-Tom; Uthman Abdelrahim Tom
Sudanese | spokeswoman | Amna El-Fadil; Amnah al-Fadil; Amna Elfadil
Somali | security minister | Abdullahi Warsame Geedi; Abdulahi Warsame Gedi; Abdullahi Geedi
Ethiopian | negotiator | Tewodros Gebre-Egziabher; Tedros Gebregziabher; Tewodros Gebre Egziabher
Eritrean | ambassador | Yemane Tesfazghi; Yemane Tesfazgi; Yemane Tesfaz'ghi
Malian | junta spokesman | Souleymane Coulibaly Diarra; Suleyman Coulibaly Diarra; Souleymane Diarra
Nigerien | captain | Amadou Issoufou Boubé; Amadou Issoufou Boube; Amadou Boubé
Nigerian | senator | Chukwuemeka Obialor; Chukwu-Emeka Obialor; C. Obialor
Congolese | rebel leader | Jean-Bosco Mbusa Kyalwa; Jean Bosco Mbusa Kyalwa; Jean-Bosco Kyalwa
Kenyan | police chief | Wycliffe Otieno Barasa; Wycliffe Barasa; Wyclife Barasa
Turkish | party chairman | Şükrü Demirağ; Sukru Demirag; Şükrü Demirag
Turkish | interior minister | Oğuzhan Kılıçarslan; Oguzhan Kilicarslan; Oğuzhan Kilicarslan
Turkish | lawmaker | Leyla Güneştekin; Leyla Gunestekin; Leila Gunestekin
Iraqi | peshmerga commander | Sherwan Dizayee; Sherwan Dizayi; Şerwan Dizayi
Ukrainian | deputy minister | Oleksandr Hrytsenyuk; Aleksandr Gritsenyuk; Olexander Hrytseniuk
Ukrainian | regional governor | Serhii Zabolotnyi; Sergiy Zabolotny; Serhiy Zabolotnyy
Ukrainian | lieutenant colonel | Dmytro Vakulenko; Dmitry Vakulenko; Dmytro Wakulenko
Russian | deputy foreign minister | Yevgeny Aleksandrovich Lukonin; Evgeny Lukonin; Yevgeniy Lukonin
Russian | senator | Fyodor Mikhailovich Astakhov; Fedor Astakhov; Fyodor Astakhov
Russian | spokeswoman | Nadezhda Zhukovskaya; Nadezhda Jukovskaya; Nadezhda Zhukovskaia
Belarusian | opposition figure | Siarhei Kavalchuk; Sergei Kovalchuk; Siarhej Kavalchuk
Georgian | minister | Giorgi Tsikhelashvili; Georgi Tsikhelashvili; Giorgi Cikhelashvili
Armenian | defence minister | Hovhannes Ter-Minasyan; Hovhannes Ter Minasian; Hovannes Ter-Minasyan
Azerbaijani | aide | Elçin Məmmədzadə; Elchin Mammadzade; Elcin Memmedzade
Kazakh | deputy | Yerlan Sadyqbekov; Erlan Sadykbekov; Yerlan Sadykbekov
Uzbek | official | Shavkat Yo'ldoshev; Shavkat Yuldashev; Shavkat Yoldoshev
Afghan | deputy governor | Mullah Abdul Wase Haqyar; Abdul Wasi Haqyar; Abdul-Wasay Haqyar
Pakistani | information minister | Chaudhry Naveed Akhtar; Naveed Akhtar; Navid Akhtar
Indian | chief minister | Rajendra Prasad Tiwary; Rajendra Tiwari; Rajendra Prasad Tiwari
Bangladeshi | commissioner | Md. Anisur Rahman Talukder; Anisur Rahman Talukdar; Mohammad Anisur Rahman Talukder
Myanmar | colonel | U Thant Zin Maung; Thant Zin Maung; Thant Zin-Maung
Myanmar | activist | Daw Khin Hnin Yee; Khin Hnin Yee; Khin Hnin Yi
Chinese | vice minister | Zhao Guangming; Zhao Guang-ming; Guangming Zhao
Taiwanese | legislator | Hsu Chun-hao; Hsu Chunhao; Chun-hao Hsu
North Korean | general | Ri Song-chol; Ri Song Chol; Ri Songchol
South Korean | envoy | Park Jae-hwan; Park Jae Hwan; Jae-hwan Park
Japanese | minister | Shinichi Okudaira; Shin'ichi Okudaira; Okudaira Shinichi
Vietnamese | coast guard commander | Nguyễn Văn Quyết; Nguyen Van Quyet; Nguyen Quyet
Philippine | rear admiral | Renato dela Peña; Renato Dela Pena; Renato de la Peña
Indonesian | police spokesman | Bambang Soedarsono; Bambang Sudarsono; Bambang Soedarsona
Colombian | senator | Andrés Felipe Montoya Úsuga; Andres Felipe Montoya; Andrés Montoya Úsuga
Venezuelan | minister | José Gregorio Villafañe; Jose Gregorio Villafane; José Villafañe
Hungarian | state secretary | Szentmiklósi Ábel; Ábel Szentmiklósi; Abel Szentmiklosi
American | assistant secretary | William T. Harkness; Bill Harkness; William Harkness
"""

# Persons who are easily taken for one of the above, and are not.
NEAR = """
Iraqi | lawmaker | Haidar Sabbar al-Timimi
Iraqi | lawmaker | Abdul-Rahim Zowba'i
Iranian | cleric | Mehdi Khosravi
Syrian | doctor | Ghassan al-Rifa'i
Lebanese | banker | Joseph Khayralla
Yemeni | commander | Yahya Saree al-Quhali
Egyptian | judge | Mahmoud Abdel-Wahab
Sudanese | general | Omar Abdel-Rahim Tom
Somali | lawmaker | Abdiqadir Warsame Geedi
Malian | colonel | Souleymane Coulibaly Keita
Turkish | lawmaker | Şükrü Demirtaş
Ukrainian | soldier | Oleksiy Hrytsenyuk
Russian | senator | Fyodor Astafyev
Georgian | minister | Giorgi Tsiklauri
Armenian | lawmaker | Hovhannes Ter-Petrosyan
Chinese | mayor | Zhao Guangmei
Taiwanese | legislator | Hsu Chun-hui
North Korean | envoy | Ri Song-chun
Vietnamese | lawmaker | Nguyen Van Quang
Indonesian | governor | Bambang Sudarmono
Colombian | senator | Andrés Felipe Moreno
American | lawmaker | Wilbur Harkness
Myanmar | colonel | Thant Zin Oo
Kenyan | lawmaker | Wycliffe Otieno Barongo
"""

# Bodies: owner as written beside the name ("" where the name is enough), spellings.
BODIES = """
 | Kata'ib al-Wafaa; Kataib al-Wafa; Kata'eb al-Wafaa Brigades
 | Harakat Nur al-Rafidain; Harakat Noor al-Rafidayn; Nur al-Rafidain Movement
 | Liwa Ansar al-Ghadir; Liwa' Ansar al-Ghadeer
 | Jabhat al-Wahda al-Shamiya; Jabhat al-Wahdah al-Shamiyya
 | Saraya al-Fajr; Saraya al-Fadjr
 | Northern Rivers Liberation Front; the Northern Rivers Liberation Front
 | Northern Rivers Liberation Army; the Northern Rivers Liberation Army
 | Savanna Unity Party; the Savanna Unity Party
 | Savanna Unity Front; the Savanna Unity Front
 | Dnipro Aid Volunteers; Dnipro Aid Volunteers group
 | Delta Water Defenders; the Delta Water Defenders; Delta Water Defenders movement
 | Red Sea Shippers' Association; Red Sea Shippers’ Association
 | Kachin Hills Organisation; Kachin Hills Organization
 | Shan Plateau Army; the Shan Plateau Army
 | Bloque Sur del Llano; Bloque Sur del Llano gang
 | Horn Labour Congress; Horn Labor Congress
 | Levant Human Rights Centre; Levant Human Rights Center
 | Tamarind Shipping Co.; Tamarind Shipping; Tamarind Shipping Company
 | Sahel Monitor; the Sahel Monitor
 | Ansar al-Sahra; Ansar as-Sahra
Kenyan | Ministry of Defence; Defence Ministry; Ministry of Defense
Malian | Ministry of Defence; Defence Ministry; Ministry of Defense
Peruvian | Ministry of Defence; Defence Ministry; Ministry of Defense
Georgian | Interior Ministry; Ministry of the Interior
Ghanaian | Interior Ministry; Ministry of the Interior
Nepali | Supreme Court; the Supreme Court
Bolivian | Supreme Court; the Supreme Court
Kazakh | National Bank; the National Bank
Belarusian | National Bank; the National Bank
Colombian | Navy; the Navy
Mongolian | Electoral Commission; the Electoral Commission
Zambian | Electoral Commission; the Electoral Commission
"""

GIVEN = ("Ahmed", "Ali", "Hassan", "Hussein", "Omar", "Khaled", "Mahmoud", "Ibrahim", "Yusuf", "Karim", "John", "Peter",
         "James", "Maria", "Sergei", "Ivan", "Wei", "Min", "Kofi", "Musa")
SYLLABLES = ("ba", "ko", "ri", "ten", "dal", "mu", "sha", "nov", "gar", "li", "zed", "qo")


def rows(text: str) -> list[list[str]]:
    """The lines of a table."""
    return [[part.strip() for part in line.split("|")] for line in text.strip("\n").split("\n")]


class Writer:
    """Writes reports' mentions and remembers who each is."""

    def __init__(self, seed: int, reports: int, fresh: bool) -> None:
        self.random, self.truth, self.single = random.Random(seed), {}, set()
        self.people = [("p", i, *row) for i, row in enumerate([*rows(PERSONS), *rows(NEAR)])]
        self.bodies = [("b", i, *row) for i, row in enumerate(rows(BODIES))]
        self.fresh = fresh
        self.mentions = [mention for number in range(reports) for mention in self.report(f"r{number:05}")]

    def report(self, key: str) -> Iterator[Mention]:
        """Three persons, two bodies, and with `fresh` ten whom hardly any other report knows; each spoken of twice."""
        place = 0
        chance = self.random.random()
        for who in self.random.sample(self.people, 3):
            names = who[4].split(";")
            name = self.random.choice(names).strip()
            titled = chance < .4
            alone = chance < .2 and len(name.split()) > 1 and who[2] not in ("Chinese", "Taiwanese", "Hungarian")
            if alone:
                name = names[0].split()[-1]
            yield from self.chain(key, place, Kind.PERSON, name, who[:2], alone, title=who[3] if titled else "",
                                  of=who[2] if titled else "")
            place += 2
        for who in self.random.sample(self.bodies, 2):
            yield from self.chain(key, place, Kind.ORGANISATION, self.random.choice(who[3].split(";")).strip(), who[:2],
                                  False, of=who[2])
            place += 2
        for _ in range(10 if self.fresh else 0):
            made = [self.random.choice(GIVEN), self.random.choice(GIVEN)[:4].title(), self.syllables()]
            yield from self.chain(key, place, Kind.PERSON, " ".join(made), ("f", tuple(made)), False)
            place += 2

    def syllables(self) -> str:
        """A family name of a few thousand."""
        return "".join(self.random.choice(SYLLABLES) for _ in range(3)).title()

    def chain(self, report: str, place: int, kind: Kind, name: str, who: tuple, alone: bool, title: str = "",
              of: str = "") -> Iterator[Mention]:
        """A mention of a name and a second one of the same chain."""
        leader = "n" + hashlib.sha256(f"{report} {place}".encode()).hexdigest()[:16]
        self.truth[leader] = str(who)
        if alone:
            self.single.add(leader)
        for turn in range(2):
            mine = leader if not turn else "n" + hashlib.sha256(f"{report} {place} again".encode()).hexdigest()[:16]
            start = (place + turn) * 100
            yield Mention(key=mine, report=report, start=start, end=start + len(name), head=start, kind=kind,
                          form=Form.NAME, leader=leader, text=name, name=name, title="" if turn else title,
                          of="" if turn else of, origin=ORIGIN)


def scores(truth: Mapping[str, str], found: Mapping[str, str]) -> dict[str, float]:
    """Precision and recall over pairs and B³."""
    both, gold, mine = Counter(), Counter(), Counter()
    for leader, who in truth.items():
        both[who, found[leader]] += 1
        gold[who] += 1
        mine[found[leader]] += 1
    pairs = [sum(n * (n - 1) / 2 for n in counter.values()) for counter in (both, gold, mine)]
    precision = sum(n * n / mine[cluster_] for (_, cluster_), n in both.items()) / len(truth)
    recall = sum(n * n / gold[who] for (who, _), n in both.items()) / len(truth)
    return {"pair precision": pairs[0] / max(1, pairs[2]), "pair recall": pairs[0] / max(1, pairs[1]),
            "B3 precision": precision, "B3 recall": recall}


def wrong(truth: Mapping[str, str], found: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """Actors of more than one, and those that are in parts."""
    groups: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for leader, who in truth.items():
        groups[found[leader]].add(who)
        parts[who].add(found[leader])
    for key, who in groups.items():
        if len(who) > 1:
            yield "joined: " + "; ".join(sorted({names[one] for one in truth if found[one] == key}))
    for who, keys in parts.items():
        if len(keys) > 1:
            yield "parted: " + " | ".join(sorted(
                min(names[one] for one in truth if truth[one] == who and found[one] == key) for key in keys))


def measure(reports: int, seed: int, known: Mapping[str, Known], fresh: bool) -> tuple[dict[str, float], Sequence[str]]:
    """Figures of one run, and what went wrong."""
    made = Writer(seed, reports, fresh)
    begin = time.process_time()
    judgements = compare(made.mentions, known)
    middle = time.process_time()
    actors = cluster(made.mentions, judgements, known)
    end = time.process_time()
    found = {leader: actor.key for actor in actors for leader in actor.leaders}
    full = {leader: who for leader, who in made.truth.items() if leader not in made.single}
    names = {mention.key: mention.name for mention in made.mentions}
    figures = {"reports": reports, "chains": len(made.truth), "judgements": len(judgements), "actors": len(actors),
               **scores(made.truth, found), **{f"{name}, full names": n for name, n in scores(full, found).items()},
               "compare s": middle - begin, "cluster s": end - middle,
               "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return figures, [] if fresh else sorted(set(wrong(full, found, names)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-files", action="store_true", help="without the actors that come with the package")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    known = read(bundled())
    if options.no_files:
        known = {key: one for key, one in known.items() if one.type == "state"}
    figures, faults = measure(options.reports, options.seed, known, options.speed)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {value:,.3f}" if isinstance(value, float) else f"{name:32} {value:,}")
    if not options.speed:
        print(*faults, sep="\n")


if __name__ == "__main__":
    main()
