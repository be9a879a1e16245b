"""The API keeps what its description promises, whatever is asked: schemathesis asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.factories import tell_story
from tests.views.filings import tell_reports

LOTS = 1_000_000


@pytest.fixture
def open_connection() -> Iterator[None]:
    """An application that is called as servers do would close the connection that the test's transaction is in."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def api(db: None, open_connection: None, settings: Any) -> Any:
    """The description as it is served, over an application with a few records."""
    settings.RETAINER_API_PER_MINUTE = LOTS
    tell_story()
    tell_reports()
    found = schemathesis.openapi.from_wsgi("/api/schema.json", get_wsgi_application())
    return found


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_breaks_the_description(case: Any) -> None:
    # What several parameters may say together, and what counts as a name or a place in a list, no schema can tell:
    # then the answer is a 400 of the documented shape.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
