"""What a contract is for."""

from __future__ import annotations

import pytest

from tests.extraction.reading import only, read


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        (
            'Mali hired Maple Court Strategies for "strategic advice on trade and security" at $9,000 a month.',
            "strategic advice on trade and security",
        ),
        (
            "Mali hired the lobbying firm Maple Court Strategies to improve ties with Congress, a filing shows.",
            "to improve ties with Congress",
        ),
        (
            "Mali hired Maple Court Strategies, which will arrange meetings with senators, for $9,000 a month.",
            "arrange meetings with senators",
        ),
        ("Mali hired the lobbying firm Maple Court Strategies for $9,000 a month.", ""),
    ],
)
def test_purpose(text: str, purpose: str) -> None:
    statement = only(read(text))
    assert statement.purpose == purpose
    assert ("purpose" in statement.evidence) is bool(purpose)
