"""What was captured from who means harm is text on every page: it runs nothing, asks nothing, breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import serving, watched

from standoff import open_record

OUT = "http://evil.example"

NAME = f"Ana <img src={OUT}/i.png onerror=alert(1)> Moreno"

ALIVE = r"""() => [...document.querySelectorAll("main *, aside *")].filter(one =>
  one.matches("script:not([type='application/json'], [src^='/static/']), iframe, img, object, embed, style, base")
  || [...one.attributes].some(it => it.name.startsWith("on"))
  || /^\s*(javascript|data|vbscript):/i.test(one.getAttribute("href") || one.getAttribute("data-open") || "")
).map(one => one.outerHTML.slice(0, 200))"""
"""What on a page is more than text."""

SENTENCES = [
    "General Ana Moreno of Iran said on Friday that “the port <script>alert(1)</script> of Odesa is closed”.",
    f"Iran attacked Turkey in Odesa on 3 March 2017 <svg onload=alert(2)><iframe src='{OUT}/f'></iframe>.",
    "Turkey and Iran are allies \u202egnihtyna\u202c, the ministry of Turkey said: "
    "“{{ 7 * 7 }} &lt;b&gt; ]]> --> </script>”.",
    "Will Iran sign the treaty by 2018? “It may sign it”, Ana Moreno said, "
    "“</textarea></title><style>*{display:none}</style>”.",
    "A word: " + "w" * 100_000 + ".",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of captures that try it."""
    folder = tmp_path_factory.mktemp("hostile")
    body = "\n\n".join(SENTENCES)
    (folder / "one.txt").write_text(
        f"<script>alert('title')</script> \u202eeltit\u202c {'T' * 3000}\n\n2017-03-05\n\n{body}\n")
    shown = body.replace("&", "&amp;").replace("<", "&lt;")
    (folder / "two.html").write_text(
        f"<html><head><title></title><meta name=author content='&lt;script&gt;alert(3)&lt;/script&gt;'>"
        f"<link rel=canonical href='javascript:alert(4)'><base href='{OUT}/'></head><body onload=alert(5)><article>"
        f"<h1>&lt;img src=x onerror=alert(6)&gt;</h1><time datetime=2017-03-05>5 March 2017</time>"
        + "".join(f"<p>{one}</p>" for one in shown.split("\n\n"))
        + "".join(f"<p>Segment {n} of a page without an end, which has words enough to be kept as they are.</p>"
                  for n in range(3000)) + "</article></body></html>")
    (folder / "three.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (
        {"url": "javascript:alert(7)", "title": None, "text": body, "author": None, "date": "2017-03-05",
         "hostname": "\"><script>alert(8)</script>", "sitename": NAME},
        {"url": f"{OUT}/\"onmouseover=\"alert(9)", "title": "=HYPERLINK(\"x\")", "text": body + " More.",
         "author": NAME, "date": "2017-03-06"})))
    with open_record(folder / "r.db") as record:
        record.read(*sorted(folder.glob("*.*")))
        record.run()
    return folder / "r.db"


@pytest.fixture(scope="module")
def shown(hostile: Path) -> list[str]:
    """All pages that show it."""
    with open_record(hostile, readonly=True) as record:
        captures, reports = [row.key for row in record.capture_rows()], [row.key for row in record.report_rows()]
        actors = [row.key for row in record.actors(limit=3)]
        data = [row.key for some in (record.events(limit=2), record.statements(limit=2), record.outlook(limit=2))
                for row in some]
    assert captures and reports and actors and data
    return ["/", "/timeline", "/events?factuality=any", "/actors", "/statements", "/outlook", "/map", "/reports",
            "/captures", "/outlets", "/problems", "/network", "/ties", "/search?words=alert", "/search?words=<script>",
            "/dyad/IRN/TUR", "/events?actor=<img src=x onerror=alert(1)>", "/dyad/<script>/javascript:alert(1)",
            *(f"/c/{key}" for key in captures), *(f"/report/{key}" for key in reports),
            *(f"/actor/{key}" for key in actors), *(f"/why/{key}" for key in data), f"/events?at={data[0]}"]


def test_it_is_only_ever_text(browser, hostile: Path, shown: list[str]) -> None:
    wide, alive = [], []
    for base in serving(hostile):
        with watched(browser, base) as tab:
            tab.set_viewport_size({"width": 390, "height": 844})
            for where in shown:
                tab.goto(where)
                assert tab.locator("h1").first.inner_text().strip(), where
                if tab.evaluate("document.documentElement.scrollWidth") > 390:
                    wide.append(where)
                alive += tab.evaluate(ALIVE)
                assert "\u202e" not in tab.content(), where
    assert (wide, alive) == ([], [])
