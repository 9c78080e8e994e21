"""The JSON twins do as their description says, whatever is asked of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from standoff import open_record
from standoff.web import openapi

DESCRIBED = schemathesis.openapi.from_dict(openapi.document())

PLENTY = settings(max_examples=40, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def known(demo: Path) -> dict[str, list[dict[str, str]]]:
    """Of some pages, what the demo has that they are of."""
    with open_record(demo, readonly=True) as record:
        actors, events = record.actors(limit=3), record.events(limit=3)
        said, foreseen = record.statements(limit=2), record.outlook(limit=2)
        reports, captures = record.report_rows(), record.capture_rows()
        keys = [row.key for row in (*actors, *events, *said, *foreseen)] + [*record.ties(limit=1)[0].ties]
        return {"/actor/{key}.json": [{"key": row.key} for row in actors],
                "/dyad/{a}/{b}.json": [{"a": "IRN", "b": "USA"}, {"a": actors[0].key, "b": actors[1].key}],
                "/report/{key}.json": [{"key": row.key} for row in reports],
                "/c/{key}.json": [{"key": row.key} for row in captures],
                "/why/{key}.json": [{"key": key} for key in keys]}


@pytest.mark.parametrize("operation", [found.ok() for found in DESCRIBED.get_all_operations()],
                         ids=lambda operation: operation.path)
def test_a_twin_keeps_to_its_description(server: str, known, operation) -> None:
    @PLENTY
    @given(case=operation.as_strategy())
    def whatever_is_asked(case) -> None:
        case.call_and_validate(base_url=server, excluded_checks=[positive_data_acceptance])   # a goes with b

    whatever_is_asked()
    for path in known.get(operation.path, []):
        operation.Case(path_parameters=path).call_and_validate(base_url=server)
