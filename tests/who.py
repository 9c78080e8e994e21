"""Hand-made actors, ties and places on the pages of `values.world`, for tests of what stands behind the record."""

from dataclasses import replace

from values import analyses, world

from standoff.answers import ActorRow, Edge, Held, Place, Written
from standoff.export.holdings import Holdings
from standoff.model import Claim, Date, Form, Kind, Mention, Origin, PlaceType, Span, Tie, TieType
from standoff.record import keys

REPORT = "r0123456789abcdef"
ORIGIN = Origin(stage="ties", version="1", rule="hand")


def actor(letter, name, type, **more):
    """An actor's row; its key is the letter 16 times."""
    row = ActorRow(key="a" + letter * 16, name=name, type=type, known="", described=False, country="", sectors=(),
                   reason="by hand", names=(Written(text=name, count=2),), mentions=3, reports=1, families=1,
                   articles=2, first="2017-03-24", last="2017-03-24")
    return replace(row, **more)


COMPANY = actor("1", "the Tessel Line", "organisation", country="NLD", sectors=("BUS",), known="NLD.tessel-line")
COUNCIL = actor("2", "Island Council", "organisation", country="NLD", sectors=("GOV",))
VEEN = actor("3", "=Mara Veen", "person", country="NLD", sectors=("GOV",))
CREW = actor("4", "striking crews", "group", described=True, sectors=("LAB",))
ACTORS = (COMPANY, COUNCIL, VEEN, CREW)


def tie(kind, start, end, page, **more):
    """A tie whose evidence is a stretch of a page."""
    one = Tie(evidence=(Span(page=page, start=start, end=end),), origin=ORIGIN, report=REPORT, start=start, end=end,
              type=kind, source="n" + "1" * 16, target="n" + "2" * 16, cue=(), date=Date(value=None), score=.9)
    return replace(one, **more)


def edge(source, kind, target, **more):
    """An edge between two actors."""
    one = Edge(source=source.key, source_name=source.name, type=kind, target=target.key if target else "",
               target_name=target.name if target else "", since="", until="", former=False, asserted=1, denied=0,
               disputed=0, possible=0, planned=0, asserted_by=("the reporter",), denied_by=(), titles=(), means=(),
               reports=1, families=1, articles=2, first="2017-03-24", last="2017-03-24", ties=())
    return replace(one, **more)


def holdings():
    """All of it, as a record would hold it."""
    nouns = ("captures", "pages", "copies", "families", "reports", "problems")
    values = {noun: tuple(some) for noun, some in zip(nouns, world(), strict=True)}
    page = values["pages"][0]
    ties = (tie(TieType.LEADS, 0, 6, page.key), tie(TieType.SUPPORTS, 7, 12, page.key, claim=Claim.DENIED))
    edges = (edge(VEEN, TieType.LEADS, COUNCIL, since="2014", until="2016-02", titles=("chairwoman",),
                  ties=(keys.tie(ties[0]),)),
             edge(COUNCIL, TieType.SUPPORTS, CREW, denied=1, asserted_by=("the Tessel Line",),
                  denied_by=("=Mara Veen",), means=("financial",), ties=(keys.tie(ties[1]),)),
             edge(CREW, TieType.OPPOSES, COMPANY, asserted=0, possible=1, asserted_by=()),
             edge(COMPANY, TieType.NEGOTIATES_WITH, CREW),
             edge(VEEN, TieType.OFFICE, None, titles=("writer",)))
    posts = ((VEEN.key, Held(title="chairwoman", of=COUNCIL.name, of_key=COUNCIL.key, since="2014", until="2016-02",
                             by="text", quotes=("chairwoman of the Island Council",))),)
    mention = Mention(key="n" + "1" * 16, report=REPORT, start=0, end=9, head=4, kind=Kind.FACILITY,
                      form=Form.DESCRIPTION, leader="n" + "1" * 16, text="The ferry", origin=ORIGIN)
    place = Place(name="Tessel", type=PlaceType.REGION, country="NLD", province="", district="", latitude=None,
                  longitude=None, precision=5, geonames=None, names=(Written(text="Tessel", count=1),), mentions=1,
                  reports=1, families=1, score=.8, reason="the only one of that name", others=())
    return Holdings(**values, analyses=tuple(analyses()), mentions=(mention,), ties=ties, actor_rows=ACTORS,
                    edges=edges, posts=posts, places=(place,), schema=1)
