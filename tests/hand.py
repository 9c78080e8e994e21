"""A record of two copies of an article and another article, with actors, ties and a place written by hand.

`record(path)` fills it: what each text tells stands in `fill`, so a test knows what is true without any stage. Not a
test module.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import stand_ins
from builder import STAGES

from standoff import pipeline, text
from standoff.api import Record, open_record
from standoff.model import (
    Actor,
    Claim,
    Date,
    DateBasis,
    Form,
    Kind,
    Location,
    Mention,
    Origin,
    PlaceType,
    Report,
    Tie,
    TieType,
)
from standoff.record import keys, write

BY = Origin(stage="hand", version="1", rule="hand")
SHARED = "Colonel Amber Veen commands the River Guard. It seized Tessel in 2014. Island officials pay the Guard."
FIRST = f"One\n\n{SHARED}\n\nThe mayor denies that officials pay the River Guard."
SECOND = f"Two\n\n{SHARED}"
THIRD = "Three\n\nAmber Veen, the former chief of the River Guard, is an ally of Boris Tamm."
KNOWN = """
- {key: NLD.river-guard, type: organisation, name: River Guard, names: [RG, the Guard], country: NLD,
   sectors: [PRM until 2016, MIL since 2017]}
- {key: NLD.veen, type: person, name: Amber Veen, country: NLD,
   posts: [commander of NLD.river-guard since 2012 until 2018-05-01]}
"""


class Hand:
    """What a reader might have found, by the words of the reports."""

    def __init__(self, rec: Record) -> None:
        self.reports = {"shared": next(one for one in rec.reports() if SHARED in one.text),
                        "third": next(one for one in rec.reports() if "ally" in one.text)}
        self.mentions: dict[str, Mention] = {}
        self.ties: list[Tie] = []
        self.where: list[Location] = []

    def mention(self, where: str, words: str, leader: str = "", after: str = "", form: Form = Form.NAME, name: str = "",
                kind: Kind = Kind.PERSON, title: str = "", of: str = "") -> None:
        report = self.reports[where]
        start = report.text.index(words, report.text.index(after))
        key = keys.mention(report.key, start, start + len(words))
        self.mentions[f"{words}@{where}{after}"] = Mention(
            key=key, report=report.key, start=start, end=start + len(words), head=start, kind=kind, form=form,
            leader=self.mentions[leader].key if leader else key, text=words,
            name=name or (words if form is Form.NAME else ""), title=title, of=of, origin=BY)

    def tie(self, source: str, type: TieType, target: str | None, words: str, **more: object) -> None:
        one = self.mentions[source]
        report: Report = next(report for report in self.reports.values() if report.key == one.report)
        start = report.text.index(words)
        self.ties.append(replace(Tie(
            evidence=text.carry(report, start, start + len(words)), origin=BY, report=report.key, start=start,
            end=start + len(words), type=type, source=one.key, target=self.mentions[target].key if target else None,
            cue=(), date=Date(value=None, high="2017-03-24", basis=DateBasis.RELATIVE), score=1.0), **more))


def record(path: Path) -> Record:
    """The record, open."""
    early = tuple(stage for stage in STAGES if stage.name in ("pages", "copies", "families", "reports", "analyses"))
    mine = path.with_name("mine.yaml")
    mine.write_text(KNOWN)
    rec = open_record(path)
    pipeline.ingest(rec._conn, [stand_ins.capture(words) for words in (FIRST, SECOND, THIRD)])
    pipeline.run(rec._conn, stages=early, actors=[mine])
    hand = Hand(rec)
    fill(hand)
    with write.transaction(rec._conn):
        for where, report in hand.reports.items():
            write.mentions(rec._conn, report.key, [one for name, one in hand.mentions.items() if f"@{where}" in name])
            write.ties(rec._conn, report.key, [one for one in hand.ties if one.report == report.key])
        write.locations(rec._conn, hand.reports["shared"].key, hand.where)
        write.actors(rec._conn, [
            actor("1", "Amber Veen", "person", hand, "Colonel Amber Veen@shared", "Amber Veen@third", known="NLD.veen"),
            actor("2", "River Guard", "organisation", hand, "the River Guard@shared", "the River Guard@third",
                  known="NLD.river-guard"),
            actor("3", "Boris Tamm", "person", hand, "Boris Tamm@third"),
            actor("4", "Island officials", "group", hand, "Island officials@shared", described=True, country="NLD"),
            actor("5", "mayor", "person", hand, "The mayor@shared", described=True)])
    return rec


def actor(digit: str, name: str, type: str, hand: Hand, *leaders: str, **more: object) -> Actor:
    return replace(Actor(key="a" + digit * 16, name=name, type=type, origin=BY,
                         leaders=tuple(sorted(hand.mentions[one].key for one in leaders))), **more)


def fill(hand: Hand) -> None:
    """Mentions, ties and a place of the two reports."""
    body = {"kind": Kind.ORGANISATION}
    hand.mention("shared", "Colonel Amber Veen", name="Amber Veen", title="Colonel")
    hand.mention("shared", "the River Guard", name="River Guard", **body)
    hand.mention("shared", "It", "the River Guard@shared", form=Form.PRONOUN, **body)
    hand.mention("shared", "Tessel", kind=Kind.PLACE)
    hand.mention("shared", "Island officials", form=Form.DESCRIPTION, kind=Kind.GROUP, of="Island")
    hand.mention("shared", "the Guard", "the River Guard@shared", name="Guard", **body)
    hand.mention("shared", "The mayor", form=Form.DESCRIPTION, title="mayor")
    hand.mention("shared", "officials", "Island officials@shared", "denies", Form.DESCRIPTION, kind=Kind.GROUP)
    hand.mention("third", "Amber Veen")
    hand.mention("third", "the River Guard", name="River Guard", **body)
    hand.mention("third", "Boris Tamm")
    hand.tie("Colonel Amber Veen@shared", TieType.LEADS, "the River Guard@shared",
             "Colonel Amber Veen commands the River Guard", title="commander")
    hand.tie("It@shared", TieType.CONTROLS, "Tessel@shared", "It seized Tessel in 2014",
             date=Date(value="2014", low="2014-01-01", high="2014-12-31", basis=DateBasis.STATED))
    hand.tie("Island officials@shared", TieType.SUPPORTS, "the Guard@shared", "Island officials pay the Guard",
             means=("financial",))
    hand.tie("officials@shareddenies", TieType.SUPPORTS, "the River Guard@shared", "officials pay the River Guard",
             claim=Claim.DENIED, voice=hand.mentions["The mayor@shared"].key, said=True)
    hand.tie("Amber Veen@third", TieType.LEADS, "the River Guard@third", "the former chief of the River Guard",
             title="chief", former=True)
    hand.tie("Boris Tamm@third", TieType.ALLIED_WITH, "Amber Veen@third", "an ally of Boris Tamm")
    hand.where.append(Location(
        mention=hand.mentions["Tessel@shared"].key, name="Tessel", type=PlaceType.REGION, country="NLD", precision=5,
        score=.8, reason="the only one of that name", origin=BY))
