"""Other languages: told apart by their common words; six are read roughly, the rest not at all."""

from __future__ import annotations

import pytest

from tests.extraction.reading import fields, only, read
from tracker.extraction.languages import detect_language

STORIES = {
    "fr": (
        "Le gouvernement du Niger a engagé le cabinet de lobbying Maple Court Strategies pour défendre ses intérêts "
        "à Washington.\n\nLe contrat, d'une durée de six mois, prévoit des honoraires de 30 000 dollars par mois.",
        ("NE", 30000, "per_month", 6),
    ),
    "es": (
        "El gobierno de Honduras contrató a la firma de cabildeo Maple Court Strategies para mejorar su imagen en "
        "Washington.\n\nEl contrato es de 25.000 dólares al mes durante un año.",
        ("HN", 25000, "per_month", 12),
    ),
    "it": (
        "Il governo della Libia ha ingaggiato la società di lobbying Maple Court Strategies per curare i suoi "
        "interessi a Washington.\n\nIl contratto vale 50.000 dollari al mese e dura un anno.",
        ("LY", 50000, "per_month", 12),
    ),
    "pt": (
        "O governo de Angola contratou a empresa de lobby Maple Court Strategies para melhorar a sua imagem em "
        "Washington.\n\nO contrato é de 40.000 dólares por mês durante um ano.",
        ("AO", 40000, "per_month", 12),
    ),
    "de": (
        "Die Regierung von Georgien hat die Lobbyfirma Maple Court Strategies beauftragt, um ihre Interessen in "
        "Washington zu vertreten.\n\nDer Vertrag läuft sechs Monate und kostet 20.000 Dollar im Monat.",
        ("GE", 20000, "per_month", 6),
    ),
    "tr": (
        "Türkiye, Washington'da lobi yapmak için Maple Court Strategies ile sözleşme imzaladı.\n\n"
        "Bu sözleşme bir yıl sürecek ve şirkete ayda 50 bin dolar ödenecek.",
        ("TR", 50000, "per_month", 12),
    ),
}


@pytest.mark.parametrize("language", STORIES)
def test_languages_are_told_apart(language: str) -> None:
    assert detect_language(STORIES[language][0]) == language


@pytest.mark.parametrize("language", STORIES)
def test_a_plain_contract_is_read(language: str) -> None:
    text, expected = STORIES[language]
    statement = only(read(text))
    found = (statement.client.country, *fields(statement, "value", "value_basis", "term_months"))
    assert statement.firm.name == "Maple Court Strategies"
    assert found == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The firm was hired by the embassy to lobby for it.", "en"),
        ("De regering heeft een bureau in Washington ingehuurd en betaalt het per maand.", "nl"),
        ("Правительство наняло фирму в Вашингтоне, и это не новость для страны.", "ru"),
        ("Maple Court Strategies", ""),
        ("", ""),
    ],
)
def test_other_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_language_that_is_not_read_tells_nothing() -> None:
    assert (
        read(
            "De regering van Ghana heeft het bureau Maple Court Strategies ingehuurd voor $20,000 a month.\n\n"
            "Het is de eerste keer dat de regering met een bureau in Washington werkt."
        )
        == []
    )
