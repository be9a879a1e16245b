"""A story says the same in any page: other stories round it yield no contract of this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extraction.layouts import LAYOUTS
from tests.extraction.scoring import read_stories
from tracker.errors import ParseError
from tracker.extraction.articles import read_article
from tracker.records import ArticleRecord, PartialDate
from tracker.services.extracting import read_page

STORIES = [row for row in read_stories(Path(__file__).parent / "fresh_stories.jsonl") if len(row["text"]) > 450]


def pairs_of(article: ArticleRecord) -> list[tuple[str, str]]:
    return [(one.client.name, one.firm.name) for one in read_article(article)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_give_what_their_texts_give(layout: str) -> None:
    same = total = 0
    different = []
    for at, row in enumerate(STORIES):
        others = [STORIES[(at + step) % len(STORIES)] for step in (7, 19, 31)]
        page = LAYOUTS[layout](row, others).encode()
        published = PartialDate.from_iso(row["published"])
        plain = pairs_of(ArticleRecord(row["url"], row["text"], row["title"], published))
        try:
            read = pairs_of(read_page(page, row["url"]))
        except ParseError as error:
            read = [("none", str(error))]
        total += len(plain) + len(read)
        same += 2 * len(set(plain) & set(read))
        if set(plain) != set(read):
            different.append((row["id"], plain, read))
    assert same / total >= 0.98, different
