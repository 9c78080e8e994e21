"""What a value says about itself."""

from dataclasses import replace

from values import world

from standoff.model import FieldName

CAPTURES, PAGES, COPIES, FAMILIES, REPORTS, PROBLEMS = world()


def test_fields_stand_in_order_of_trust():
    page = next(page for page in PAGES if page.all(FieldName.TITLE))
    assert page.first(FieldName.TITLE) == page.all(FieldName.TITLE)[0]
    assert page.first(FieldName.SECTION) is None and page.all(FieldName.SECTION) == ()


def test_a_notebook_shows_pages_and_reports_as_escaped_text():
    page = replace(PAGES[0], text=PAGES[0].text.replace(PAGES[0].text[:3], "<b>", 1))
    assert "&lt;b&gt;" in page._repr_html_() and page.segments[0].role in page._repr_html_()
    report = replace(REPORTS[0], title="<script>")
    assert "<script>" not in report._repr_html_() and "&lt;script&gt;" in report._repr_html_()


def test_a_capture_has_the_first_address_and_the_earliest_retrieval():
    capture = CAPTURES[0]
    later = replace(capture.sightings[0], retrieved="2030-01-01T00:00:00Z", url=None)
    both = replace(capture, sightings=(later, *capture.sightings))
    assert both.url == capture.url and both.retrieved == capture.retrieved
