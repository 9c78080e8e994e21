"""Networks of actors and FollowTheMoney entities, read again by the libraries that are to read them."""

import csv
import io
import json
import re
import warnings
from dataclasses import replace
from xml.etree import ElementTree

import networkx
import pytest
from who import ACTORS, COMPANY, COUNCIL, CREW, VEEN, actor, edge, holdings

from standoff.answers import Held
from standoff.export import followthemoney, network
from standoff.export.csv import undo
from standoff.model import TieType

HELD = holdings()


def one_file(made):
    (_, text), = made
    return text


def test_a_graph_has_an_edge_for_each_type_of_tie_between_two_actors():
    graph = network.graph(ACTORS, HELD.edges)
    assert set(graph) == {one.key for one in ACTORS} and graph.number_of_edges() == 4
    told = graph.get_edge_data(COUNCIL.key, CREW.key)
    (supports,) = told.values()
    assert (supports["type"], supports["asserted"], supports["denied"]) == ("supports", 1, 1)
    assert (supports["asserted_by"], supports["denied_by"]) == ("the Tessel Line", "=Mara Veen")


def test_an_office_of_nobody_named_is_no_edge():
    assert all(edge.target for edge in network.between(ACTORS, HELD.edges))


def test_graphml_is_read_again_by_networkx():
    again = networkx.parse_graphml(one_file(network.graphml(HELD)), force_multigraph=True)
    graph = network.graph(ACTORS, HELD.edges)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {key: data for *_, key, data in again.edges(keys=True, data=True)} == {
        key: data for *_, key, data in graph.edges(keys=True, data=True)}


def test_gexf_gives_edges_whole_days():
    root = ElementTree.fromstring(one_file(network.gexf(HELD)))
    space = {"g": "http://gexf.net/1.3"}
    leads = next(edge for edge in root.iterfind(".//g:edge", space) if edge.get("kind") == "leads")
    assert (leads.get("start"), leads.get("end")) == ("2014-01-01", "2016-02-29")
    assert root.find("g:graph", space).get("mode") == "dynamic"
    names = {one.get("id") for one in root.iterfind(".//g:attribute", space)}
    assert {one.get("for") for one in root.iterfind(".//g:attvalue", space)} <= names
    nodes = {one.get("id") for one in root.iterfind(".//g:node", space)}
    assert {edge.get(end) for edge in root.iterfind(".//g:edge", space) for end in ("source", "target")} <= nodes


def test_gexf_is_read_again_by_networkx():
    again = networkx.read_gexf(io.BytesIO(one_file(network.gexf(HELD)).replace("gexf.net/1.3", "www.gexf.net/1.2draft")
                                          .replace('version="1.3"', 'version="1.2"').encode()))
    assert set(again) == {one.key for one in ACTORS} and again.number_of_edges() == 4


def test_edge_lists_are_safe_for_spreadsheets():
    tables = dict(network.edge_list(HELD))
    nodes = list(csv.DictReader(io.StringIO(tables["nodes.csv"])))
    assert {undo(row["label"]) for row in nodes} == {one.name for one in ACTORS}
    assert not any(cell.startswith("=") for row in nodes for cell in row.values())
    assert len(list(csv.DictReader(io.StringIO(tables["edges.csv"])))) == 4


def ftm():
    return [json.loads(line) for line in one_file(followthemoney.entities(HELD)).splitlines()]


def test_every_entity_is_valid_followthemoney():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")        # of the library's own dependencies
        model = pytest.importorskip("followthemoney").model
    for raw in ftm():
        entity = model.get_proxy(raw, cleaned=False)
        entity.schema.validate(raw)
        kept = entity.to_dict()["properties"]
        assert {name: len(values) for name, values in kept.items()} == {
            name: len(set(values)) for name, values in raw["properties"].items()}, raw


def test_schemata_follow_from_type_and_sector():
    assert {one.name: followthemoney.schema(one) for one in ACTORS} == {
        COMPANY.name: "Organization", COUNCIL.name: "PublicBody", VEEN.name: "Person", CREW.name: "LegalEntity"}


def test_a_post_is_a_position_that_somebody_holds():
    made = {one["schema"]: one for one in ftm()}
    held, post = made["Occupancy"]["properties"], made["Position"]
    assert held["holder"] == [VEEN.key] and held["post"] == [post["id"]] and held["startDate"] == ["2014"]
    assert post["properties"]["name"] == ["chairwoman of Island Council"]


def test_a_link_that_somebody_denies_says_so():
    link = next(one for one in ftm() if one["properties"].get("role") == ["supports"])
    assert link["schema"] == "UnknownLink" and link["properties"]["status"] == ["disputed"]
    assert "denied by =Mara Veen" in link["properties"]["summary"][0]


def test_what_nobody_asserts_is_no_membership():
    held = replace(HELD, edges=(edge(VEEN, TieType.MEMBER_OF, COMPANY, asserted=0, denied=2),))
    (link,) = [one for one in map(json.loads, one_file(followthemoney.entities(held)).splitlines())
               if one["schema"] in ("Membership", "UnknownLink")]
    assert link["schema"] == "UnknownLink" and link["properties"]["role"] == ["denied: member of"]


def test_two_commanders_of_nobody_named_hold_two_posts():
    post = Held(title="Commander", of="", of_key="", since="", until="", by="text")
    held = replace(HELD, edges=(), actor_rows=(VEEN, actor("5", "Jon Brandt", "person")),
                   posts=((VEEN.key, post), ("a" + "5" * 16, post)))
    assert len({one["id"] for one in map(json.loads, one_file(followthemoney.entities(held)).splitlines())
                if one["schema"] == "Position"}) == 2


def test_ids_of_graphml_keys_are_told_once():
    ids = re.findall(r'<key id="([^"]+)"', one_file(network.graphml(HELD)))
    assert len(ids) == len(set(ids))


def test_a_link_leads_to_the_pages_whose_words_tell_it():
    link = next(one for one in ftm() if one["schema"] == "Directorship")
    page = HELD.pages[0]
    assert link["properties"]["proof"] == [page.key] and link["properties"]["description"] == [page.text[:6]]
