"""What cannot be answered, in one shape for all (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from tracker.api.rendering import PROBLEM

TYPES = {
    400: "invalid-parameters",
    401: "unknown-key",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    410: "gone",
    429: "too-many-requests",
}


class InvalidParameters(exceptions.APIException):  # type: ignore[misc] # REST framework ships no types
    """``errors``: a sentence for each thing that is wrong; ``valid``: the parameters that there are."""

    status_code = 400
    default_detail = "Some parameters cannot be read."

    def __init__(self, errors: Sequence[str], valid: Sequence[str]) -> None:
        super().__init__()
        self.errors, self.valid = list(errors), sorted(valid)


class Gone(exceptions.APIException):  # type: ignore[misc] # REST framework ships no types
    status_code = 410
    default_detail = "No source speaks for this contract any more."


def answer_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception that a view raised; None for what is nobody's fault but ours."""
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is no such record.")
    if not isinstance(error, exceptions.APIException):
        return None
    status = error.status_code
    problem: dict[str, Any] = {
        "type": f"/api/docs/#{TYPES.get(status, 'problem')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error.detail),
    }
    if isinstance(error, InvalidParameters):
        problem |= {"errors": error.errors, "valid_parameters": error.valid}
    headers = {}
    if isinstance(error, exceptions.Throttled) and error.wait is not None:
        headers["Retry-After"] = str(max(int(error.wait), 1))
    if isinstance(error, exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = "Bearer"
    return Response(problem, status=status, headers=headers, content_type=PROBLEM)
