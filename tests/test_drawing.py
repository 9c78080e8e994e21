"""The actors of the dossier and the drawing of their network."""

import re
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from who import ACTORS, COMPANY, COUNCIL, CREW, VEEN, edge, holdings, tie

from standoff.export.dossier import drawing, html
from standoff.export.dossier.actors import section
from standoff.export.drawings import network
from standoff.export.markup import esc
from standoff.model import Claim, TieType
from standoff.record import keys

HELD = holdings()


@settings(max_examples=150)
@given(st.integers(1, 20), st.data())
def test_no_name_lies_on_another(count, data):
    pairs = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=40))
    widths = np.array(data.draw(st.lists(st.floats(30, 290), min_size=count, max_size=count)))
    places = network.spread(network.layout(count, pairs) * [740, 20 * count] + [130, 45], widths)
    assert (places[:, 1] >= network.LINE).all() and (np.abs(places[:, 0] - 500) <= 500 - widths / 2).all()
    for n in range(count):
        for m in range(n):
            apart = np.abs(places[n] - places[m])
            assert apart[0] >= (widths[n] + widths[m]) / 2 or apart[1] >= network.LINE - 1e-6


def test_the_same_network_is_drawn_the_same():
    assert drawing.drawing(ACTORS, HELD.edges) == drawing.drawing(tuple(reversed(ACTORS)), tuple(reversed(HELD.edges)))


def test_a_line_says_what_it_tells_and_who_denies_it():
    drawn = drawing.drawing(ACTORS, HELD.edges)
    labels = re.findall(r'<g class="types">(.*?)</g>', drawn)[0]
    assert "supports ✕" in labels and "opposes ?" in labels and ">leads<" in labels
    assert drawn.count("marker-end") == 3          # negotiations have no direction


def test_nothing_is_drawn_where_nobody_is_tied():
    assert drawing.drawing(ACTORS, ()) is None
    assert drawing.drawing(ACTORS, (edge(VEEN, TieType.OFFICE, None),)) is None


def test_two_ties_between_the_same_two_are_two_lines():
    drawn = drawing.drawing(ACTORS, (edge(CREW, TieType.OPPOSES, COMPANY), edge(COMPANY, TieType.SUPPORTS, CREW)))
    lines = re.findall(r'<path d="(M[^"]*Q[^"]*)"', drawn)
    assert len(lines) == 2 and lines[0] != lines[1]


def test_every_actor_has_its_place_and_every_tie_its_words():
    told = section(HELD)
    for one in ACTORS:
        assert f'id="{one.key}"' in told
    assert told.count(f'href="#{COUNCIL.key}"') >= 2
    page = HELD.pages[0]
    assert f'href="#{page.key}:' in told and page.text[:6] in told
    assert "denied 1× by =Mara Veen" in told and "chairwoman of Island Council" in told


def test_a_record_without_actors_has_no_such_section():
    assert section(type(HELD)()) is None and 'id="actors"' not in html(type(HELD)(), "x")
    assert html(HELD, "x").count('<section id="actors"') == 1


def test_every_link_of_the_section_leads_somewhere():
    many = tuple(replace(VEEN, key=f"a{n:016x}", name=f"Person {n}") for n in range(200))
    edges = tuple(edge(many[n], TieType.OPPOSES, many[n + 1], families=200 - n) for n in range(150, 198))
    told = section(replace(HELD, actor_rows=many, edges=edges))
    ids = set(re.findall(r' id="([^"]+)"', told))
    assert set(re.findall(r'href="#(a[0-9a-f]{16})"', told)) <= ids


def test_a_denial_is_quoted_beside_what_it_denies():
    page = HELD.pages[0]
    said, denied = (tie(TieType.SUPPORTS, start, start + 9, page.key, claim=claim)
                    for start, claim in ((0, Claim.ASSERTED), (20, Claim.DENIED)))
    one = edge(COUNCIL, TieType.SUPPORTS, CREW, denied=1, ties=(keys.tie(said), keys.tie(said), keys.tie(denied)))
    told = section(replace(HELD, ties=(said, denied), edges=(one,)))
    assert esc(page.text[0:9]) in told and esc(page.text[20:29]) in told
