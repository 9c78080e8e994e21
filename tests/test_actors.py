"""Who is one over reports: what must and must not come together, abstaining, and that a person's word holds."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from standoff.actors.cluster import cluster
from standoff.actors.compare import compare
from standoff.known import bundled, read
from standoff.model import Form, Judgement, Kind, Mention, Origin, Verdict

KINDS = {"P": Kind.PERSON, "O": Kind.ORGANISATION, "G": Kind.GROUP, "L": Kind.PLACE}
ORIGIN = Origin(stage="mentions", version="test", rule="test")


@cache
def known():
    return read(bundled())


def mentions(*reports):
    """Mentions of reports: each a list of "P Name | title | of" (kind, name, title, owner).

    "-G Iranian officials | | Iranian" is a description; "= …" goes on with the chain of the one before.
    """
    found = []
    for number, report in enumerate(reports):
        key = hashlib.sha256(f"{number}{report}".encode()).hexdigest()[:8]
        leader = ""
        for at, line in enumerate(report):
            same, line = line.startswith("= "), line.removeprefix("= ")
            form = Form.DESCRIPTION if line.startswith("-") else Form.NAME
            kind, _, rest = line.removeprefix("-").partition(" ")
            text, title, of = (*(part.strip() for part in rest.split("|")), "", "")[:3]
            name = text if form is Form.NAME else ""
            mine = "n" + hashlib.sha256(f"{key} {at}".encode()).hexdigest()[:16]
            leader = leader if same else mine
            words = text.split()
            start = at * 100
            head = start + text.rfind(words[-1]) if form is Form.DESCRIPTION else start
            found.append(Mention(
                key=mine, report=key, start=start, end=start + len(text), head=head, kind=KINDS[kind], form=form,
                leader=leader, text=text, name=name, title=title, of=of, origin=ORIGIN))
    return found


def actors(*reports, given=(), renamed=None, entries=None):
    entries = known() if entries is None else entries
    found = mentions(*reports)
    return cluster(found, [*compare(found, entries, given), *given], entries, renamed or {})


def named(*reports, entries=None):
    """The actors as {name shown: how many chains}."""
    return {one.name: len(one.leaders) for one in actors(*reports, entries=entries)}


def one(*lines, entries=None):
    """Whether the names, each in a report of its own, are one actor."""
    return len(actors(*([line] if isinstance(line, str) else line for line in lines), entries=entries)) == 1


def person(key, verdict, other):
    return Judgement(a=key, b=other, verdict=verdict, score=float(verdict is Verdict.SAME), reasons=("said so",),
                     by="A. Reader", origin=Origin(stage="judgements", version="1", rule="person"))


# — one over reports: spelling, order, parts of names, from eight regions and more —

SAME = [
    # Iraq, Iran, Levant, Gulf
    ("P Muhammad Shiaa Al-Sudani", "P Mohammed Shia' al-Sudani"), ("P Qasem Soleimani", "P Ghassem Suleimani"),
    ("P Basem Tamuri", "P Bassem al-Tamouri"), ("P Abdul Karim Zayyat", "P Abdelkarim al-Zayat"),
    # Turkey, Kurds
    ("P Recep Tayyip Erdoğan", "P Recep Tayyip Erdogan"), ("P Şivan Xoşnav", "P Sivan Xosnav"),
    # Ukraine, Russia, Caucasus
    ("P Volodymyr Zelensky", "P Volodymyr Zelenskyy"), ("P Serhiy Holubnyk", "P Sergei Holubnyk"),
    ("P Vakhtang Meladze", "P Vakhtang Meladzé"),
    # Sahel, Sudan, Horn of Africa
    ("P Mamadou Keïta Diarra", "P Mamadou Keita Diarra"),
    ("P Osman Abdel Rahman Tahir", "P Othman Abdelrahman Tahir"),
    # Myanmar, China, Korea
    ("P U Kyaw Min Htut", "P Kyaw Min Htut"), ("P Xi Jinping", "P Xi Jin-ping"), ("P Kim Jong-un", "P Kim Jong Un"),
    # Colombia, Europe, the United States
    ("P Andrés Peña Rueda", "P Andres Pena Rueda"), ("P Kálmány Ödön", "P Ödön Kalmany"),
    ("P Bill Tarkett", "P William Tarkett"), ("P Lena von der Hassel", "P Lena Hassel"),
    # bodies
    ("O Ansar Allah", "O Houthis"), ("O Kata'ib Hezbollah", "O Hezbollah Brigades"),
    ("O Iraqi Ministry of Defence", "O Ministry of Defense | | Iraq"), ("O Taliban", "O Taliban movement"),
    ("O Jabhat al-Wahda Party", "O Jabhat ul-Wahdah Party"),
    ("O Northern Rivers Front", "O the Northern Rivers Front"),
]

DIFFERENT = [
    ("O Kata'ib Hezbollah", "O Hezbollah"), ("O Al-Fatah coalition", "O Nabni coalition"),
    ("O Ministry of Defence | | Iraq", "O Ministry of Defence | | Iran"), ("O Unity Party", "O Unity Front"),
    ("O Sudan Liberation Movement", "O Sudan Liberation Army"),
    ("O Free Officers Movement", "O Free Officers Council"), ("P Hassan Tamouri", "P Hussein Tamouri"),
    ("P Ali Hassan", "P Hassan Ali"), ("P Jamal Rabih", "P Jamil Rabih"), ("P John Tarkett", "P James Tarkett"),
    ("P John Tarkett Jr", "P John Tarkett Sr"), ("P Kyaw Min Htut", "P Kyaw Min Oo"),
    ("P Sergei Ivanov", "P Sergei Ivankov"), ("P Okello", "P John Okello"), ("P Li Wei", "P Li Wen"),
    ("P Mohammed Ali Rubaie", "P Mohammed Ali Hakim"), ("P Mariam Diallo", "P Marie Diallo"),
    ("P J. Tarkett", "P John Tarkett"), ("P Petro Marchuk", "P Pavlo Marchuk"),
    ("P Andrés Peña Rueda", "P Andrea Peña Rueda"), ("P Gen Zaw Lin", "P Gen Zaw Win"),
    ("-G Iranian officials | | Iranian", "L Iran"),
    ("-G pro-Iranian militias | | Iranian", "-G Iranian militias | | Iranian"),
    ("-O Iraqi government forces | | Iraqi", "O Iraqi government"), ("L Tehran", "O Tehran"),
]


@pytest.mark.parametrize("a, b", SAME)
def test_names_of_one_actor_come_together(a, b):
    assert one(a, b)


@pytest.mark.parametrize("a, b", DIFFERENT)
def test_names_of_two_actors_stay_apart(a, b):
    assert not any(len(actor.leaders) > 1 for actor in actors([a], [b]))
