"""Citations: names full of signs break neither BibTeX nor a wiki's template."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories import tell_story
from tests.views.reading import read
from tracker.views.citing import cite_page

DAY = date(2025, 4, 10)


def test_a_page_is_cited_with_address_and_days() -> None:
    found = cite_page("contract-7", "Ankara – Harbor LLC", "https://x.example/7/", changed=DAY, today=date(2025, 5, 1))
    assert found.bibtex == (
        "@misc{contract-7,\n"
        "  title = {Ankara – Harbor LLC},\n"
        "  author = {{Retainer}},\n"
        "  year = {2025},\n"
        "  url = {https://x.example/7/},\n"
        "  note = {Last changed 2025-04-10, accessed 2025-05-01}\n"
        "}"
    )
    assert found.wikipedia == (
        "{{cite web |title=Ankara – Harbor LLC |url=https://x.example/7/ |website=Retainer "
        "|date=2025-04-10 |access-date=2025-05-01}}"
    )


def test_without_a_day_of_change_none_is_made_up() -> None:
    found = cite_page("party-7", "Ankara", "https://x.example/7/", today=DAY)
    assert "changed" not in found.bibtex
    assert "|date=" not in found.wikipedia


def test_signs_of_bibtex_are_escaped() -> None:
    title = cite_page("k", r"A & B {50%} #1_$ ~^\ C", "https://x.example/", today=DAY).bibtex.splitlines()[1]
    assert title == (r"  title = {A \& B \{50\%\} \#1\_\$ \textasciitilde{}\textasciicircum{}\textbackslash{} C},")


def test_signs_of_wikis_are_escaped() -> None:
    text = cite_page("k", "A|B }} {{C [[D]]\nE<ref>", "https://x.example/", today=DAY).wikipedia
    inner = text.removeprefix("{{cite web |title=").split(" |url=")[0]
    assert inner == "A{{!}}B &#125;&#125; &#123;&#123;C &#91;&#91;D&#93;&#93; E&lt;ref&gt;"


@pytest.mark.django_db
def test_contracts_and_parties_are_cited_on_their_pages(client: Client) -> None:
    contract = tell_story()
    for thing, key in ((contract, f"contract-{contract.pk}"), (contract.firm, f"party-{contract.firm_id}")):
        bibtex, wikipedia = (one.text for one in read(client, thing.get_absolute_url()).select("pre.citation"))
        assert bibtex.startswith(f"@misc{{{key},")
        assert f"http://testserver{thing.get_absolute_url()}" in wikipedia
        assert r"Arnold \& Porter" in bibtex
