"""A register and a news site on loopback, as sources that tests poll."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.replay import ReplayServer
from tests.replay_answers import Answer, ok
from tests.services.register_files import Row, fara_source, write_principals, write_registrants
from tracker.models import Source
from tracker.services.schedules import ensure_schedule

PRINCIPALS = "/bulk/zip/FARA_All_ForeignPrincipals.csv.zip"
REGISTRANTS = "/bulk/zip/FARA_All_Registrants.csv.zip"


def zip_of(path: Path) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return body.getvalue()


def principals_answer(rows: list[Row], modified: str = "") -> Answer:
    with TemporaryDirectory() as folder:
        body = zip_of(write_principals(Path(folder), "today", rows))
    return dated(ok(body, "application/zip"), modified)


def registrants_answer(rows: list[Row], modified: str = "") -> Answer:
    numbers = {row.number: (row.number, row.registered, "", row.firm, "") for row in rows}
    with TemporaryDirectory() as folder:
        body = zip_of(write_registrants(Path(folder), "today", list(numbers.values())))
    return dated(ok(body, "application/zip"), modified)


def dated(answer: Answer, modified: str) -> Answer:
    return answer.with_headers(**{"Last-Modified": modified}) if modified else answer


def serve_register(server: ReplayServer, rows: list[Row], modified: str = "") -> None:
    server.script(REGISTRANTS, registrants_answer(rows, modified))
    server.script(PRINCIPALS, principals_answer(rows, modified))


def register_at(server: ReplayServer) -> Source:
    source = fara_source()
    source.base_url = server.url.rstrip("/")
    source.min_interval = 0.0
    source.enabled = True
    source.save()
    ensure_schedule(source)
    return source


def article_page(title: str, published: str, *paragraphs: str) -> Answer:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{published}T08:00:00+00:00"></head>'
        f"<body><nav>Home | World</nav><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return ok(page.encode())


def feed_of(server: ReplayServer, *slugs: str) -> Answer:
    items = "".join(
        f"<item><title>{slug}</title><link>{server.url.rstrip('/')}/news/{slug}</link></item>" for slug in slugs
    )
    return ok(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>n</title>{items}</channel></rss>'.encode(),
        "application/rss+xml",
    )


def news_at(server: ReplayServer, slug: str = "daily-news") -> Source:
    return Source.objects.create(
        slug=slug,
        title="Daily News",
        adapter="news",
        register="news",
        base_url=server.url.rstrip("/"),
        options={"feeds": [f"{server.url.rstrip('/')}/feed.xml"]},
        min_interval=0.0,
        enabled=True,
    )
