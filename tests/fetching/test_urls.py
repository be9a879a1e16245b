"""URLs: what is read as one, what may be shown of it, and who may see the caller's headers."""

from __future__ import annotations

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import FetchError
from tracker.fetching.urls import host_of, mask_url, may_share_headers, origin_of, read_url


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a?b=c#d", "https://example.com/a?b=c"),
        (" https://example.com/a b ", "https://example.com/a%20b"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("http://[2001:4860:4860::8888]:8080/", "http://[2001:4860:4860::8888]:8080/"),
    ],
)
def test_urls_are_read_into_one_form(text: str, read: str) -> None:
    url = read_url(text)
    assert f"{origin_of(url)}{url.raw_path.decode()}" == read


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://a.test/b"),
        ("b", "https://a.test/x/b"),
        ("?q", "https://a.test/x/y?q"),
        ("//b.test/c", "https://b.test/c"),
        ("http://b.test", "http://b.test"),
    ],
)
def test_a_redirect_is_read_relative_to_where_it_stands(location: str, target: str) -> None:
    assert str(read_url(location, httpx2.URL("https://a.test/x/y?z"))) == target


@given(st.text(max_size=60))
def test_any_text_is_a_fetchable_url_or_a_fetch_error(text: str) -> None:
    for candidate in (text, f"http://{text}", f"http://a.test/{text}"):
        try:
            url = read_url(candidate)
        except FetchError:
            continue
        assert url.scheme in ("http", "https")
        assert host_of(url).isascii() and host_of(url)
        assert not url.userinfo


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.test/x?page=2&monkey=3", "https://a.test/x?page=2&monkey=3"),
        ("https://a.test/x?api_key=hush&page=2", "https://a.test/x?api_key=***&page=2"),
        ("https://a.test/x?page=2&token=hush#t", "https://a.test/x?page=2&token=***#t"),
        ("https://a.test/x?key=hush;KEY=hush", "https://a.test/x?key=***;KEY=***"),
        ("https://a.test/x?accessToken=hush", "https://a.test/x?accessToken=***"),
        ("https://a.test/x?X-Amz-Signature=hush", "https://a.test/x?X-Amz-Signature=***"),
        ("https://a.test/x?apikey=hush&APIKEY=hush", "https://a.test/x?apikey=***&APIKEY=***"),
        ("https://a.test/x?client_secret=hush", "https://a.test/x?client_secret=***"),
        ("https://a.test/x?password=", "https://a.test/x?password=***"),
        ("https://me:hush@a.test/x", "https://***@a.test/x"),
        ("not a url\n", "not a url\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_credentials_are_masked(url: str, shown: str) -> None:
    assert mask_url(url) == shown


def test_a_long_url_is_shortened() -> None:
    assert len(mask_url("https://a.test/" + "a" * 5000)) == 301


@pytest.mark.parametrize(
    ("old", "new", "shared"),
    [
        ("https://a.test/x", "https://a.test/y", True),
        ("http://a.test/", "https://a.test/", True),
        ("https://a.test/", "http://a.test/", False),
        ("https://a.test/", "https://www.a.test/", False),
        ("https://a.test/", "https://a.test:8443/", False),
        ("http://a.test:8000/", "https://a.test/", False),
    ],
)
def test_headers_are_shared_within_an_origin(old: str, new: str, shared: bool) -> None:
    assert may_share_headers(httpx2.URL(old), httpx2.URL(new)) is shared
