"""clean_url and join_url: one page, one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.urls import clean_url, is_tracking_parameter, join_url, site_of


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://News.Example/a?utm_source=x&id=5&utm_medium=y#top", "https://news.example/a?id=5"),
        ("https://news.example/a?fbclid=1", "https://news.example/a"),
        ("https://news.example/a?GCLID=1&b=2", "https://news.example/a?b=2"),
        ("https://news.example/a?b=2&mc_cid=7&mc_eid=8&a=1", "https://news.example/a?b=2&a=1"),
        ("HTTPS://news.example:443", "https://news.example/"),
        ("http://news.example:80/x", "http://news.example/x"),
        ("http://news.example:8080/x", "http://news.example:8080/x"),
        ("  https://news.example/a b\n ", "https://news.example/a%20b"),
        ("https://news.example/a\nb", "https://news.example/ab"),
        ("https://news.example/caf\u00e9?q=\u00fc", "https://news.example/caf%C3%A9?q=%C3%BC"),
        ("https://news.example/caf%C3%A9", "https://news.example/caf%C3%A9"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a?q=a%26utm_x&empty=", "https://news.example/a?q=a%26utm_x&empty="),
        ("/contracts/?country=TR&utm_campaign=mail", "/contracts/?country=TR"),
        ("?utm_source=x", ""),
        ("http://[broken/a", "http://[broken/a"),
        ("", ""),
    ],
)
def test_clean_url(given_url: str, expected: str) -> None:
    assert clean_url(given_url) == expected


@pytest.mark.parametrize("name", ["utm_source", "UTM_TERM", "fbclid", "gclid", "mc_cid", "msclkid"])
def test_tracking_parameters(name: str) -> None:
    assert is_tracking_parameter(name)


@pytest.mark.parametrize("name", ["id", "page", "country", "q", "ref", "sort", "utm", "min_value"])
def test_parameters_that_mean_something(name: str) -> None:
    assert not is_tracking_parameter(name)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/2021/02/18/story", "https://news.example/2021/02/18/story"),
        ("story?utm_source=home", "https://news.example/section/story"),
        ("//other.example/x", "https://other.example/x"),
        ("https://other.example/x#comments", "https://other.example/x"),
        ("#comments", ""),
        ("mailto:desk@news.example", ""),
        ("javascript:void(0)", ""),
        ("tel:5550100", ""),
        ("http://[broken", ""),
        ("  ", ""),
    ],
)
def test_join_url(link: str, expected: str) -> None:
    assert join_url("https://news.example/section/", link) == expected


def test_site_of() -> None:
    assert site_of("https://www.News.example/a") == "news.example"
    assert site_of("http://[broken") == ""


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_url(text)
    assert clean_url(once) == once


_PIECES = st.lists(st.sampled_from(["a=1", "utm_id=2", "b", "fbclid=x", "c=%20", "q=\u00e9"]), max_size=6)


@given(_PIECES, st.sampled_from(["", "#x", "#utm_source=1"]))
def test_a_real_url_keeps_what_matters(pieces: list[str], fragment: str) -> None:
    cleaned = clean_url(f"https://news.example/p?{'&'.join(pieces)}{fragment}")
    assert clean_url(cleaned) == cleaned
    assert "utm_" not in cleaned and "fbclid" not in cleaned and "#" not in cleaned
    assert cleaned.count("a=1") == pieces.count("a=1")
