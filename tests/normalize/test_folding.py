"""fold: one spelling for all spellings of a name."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.folding import fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L.L.C.", "llc"),
        ("L L C", "llc"),
        ("U.S.", "us"),
        ("U.S.A", "usa"),
        ("A/S", "as"),
        ("J. P. Morgan", "jp morgan"),
        ("J.P. Morgan", "jp morgan"),
        ("Plan B S.A.", "plan b sa"),
        ("Hill & Knowlton", "hill and knowlton"),
        ("Hill+Knowlton", "hill and knowlton"),
        ("K&amp;L Gates", "k and l gates"),
        ("O'Malley", "omalley"),
        ("O’Malley", "omalley"),
        ("O´Malley", "omalley"),
        ("Petróleos de Venezuela, S.A. (“PDVSA”)", "petroleos de venezuela sa pdvsa"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Кремль", "kreml"),
        ("  Podesta\r\n Group ", "podesta group"),
        ("Akin, Gump-Strauss / Hauer", "akin gump strauss hauer"),
        ("...", ""),
        ("", ""),
    ],
)
def test_spellings_fold_alike(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_name_is_plain_words(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= set(string.ascii_lowercase + string.digits + " ")
    assert folded == " ".join(folded.split())


@given(st.text(alphabet=string.ascii_letters + " ", max_size=40))
def test_case_and_blanks_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(f"  {text}  ") == fold(text.replace(" ", "\n "))
