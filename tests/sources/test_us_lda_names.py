"""Who is who in the names of LDA filings, and what of them must not be shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.lda_world import filing, read_lines, statement, statements


def client_of(name: str, **changes: Any) -> tuple[str, tuple[str, ...], str]:
    item = statement(client__name=name, **changes)
    return item.client.name, item.client.aliases, item.via.name if item.via else ""


class TestParties:
    @pytest.mark.parametrize(
        ("filed", "client", "aliases", "via"),
        [
            ("ACG ADVOCACY ON BEHALF OF CHAMBERLAIN GROUP", "CHAMBERLAIN GROUP", (), "ACG ADVOCACY"),
            ("MINTZ (ON BEHALF OF CANTOR FITZGERALD)", "CANTOR FITZGERALD", (), "MINTZ"),
            ("A2 STRATEGIES, LLC OBO PHIBRO CORPORATION", "PHIBRO CORPORATION", (), "A2 STRATEGIES, LLC"),
            ("A1.9 STRATEGIES LLC O/B/O AXNES A/S", "AXNES A/S", (), "A1.9 STRATEGIES LLC"),
            ("BELL AND LINDSAY (FOR HC LOGICS)", "HC LOGICS", (), "BELL AND LINDSAY"),
            ("MABUS GROUP BEHALF OF ZEEL", "ZEEL", (), "MABUS GROUP"),
            ("JACOBSON P.C. ONBEHALF OF THE CITY OF BLAINE, MN", "THE CITY OF BLAINE, MN", (), "JACOBSON P.C."),
            # The link next to the registrant is the one that it deals with.
            (
                "K&L GATES ON BEHALF OF CLARK STREET ASSOCIATES ON BEHALF OF KEPLER COMPUTING",
                "KEPLER COMPUTING", (), "K&L GATES",
            ),
            ("META PLATFORMS, INC. (FKA FACEBOOK)", "META PLATFORMS, INC.", ("FACEBOOK",), ""),
            ("ARCEO LABS, INC. D/B/A RESILIENCE", "ARCEO LABS, INC.", ("RESILIENCE",), ""),
            ("HETTINGER GROUP ON BEHALF OF UNISON (FKA FEDBID, INC.)", "UNISON", ("FEDBID, INC.",), "HETTINGER GROUP"),
            ("WHOLESTONE LLC (FORMERLY KNOW AS WHOLESTONE FARMS)", "WHOLESTONE LLC", ("WHOLESTONE FARMS",), ""),
            ("X ENERGY LLC (PREV. REPORTED AS X POWER LLC)", "X ENERGY LLC", ("X POWER LLC",), ""),
            # How the relation was filed before is no name of the client.
            ("DENTONS US LLP ON BEHALF OF L.A. CARE (FKA DENTONS US LLP)", "L.A. CARE", (), "DENTONS US LLP"),
            ("KANSAS UNIVERSITY (FORMERLY LJ LLC OBO KANSAS UNIVERSITY)", "KANSAS UNIVERSITY", (), ""),
            # Proper names.
            ("VIA TRANSPORTATION, INC.", "VIA TRANSPORTATION, INC.", (), ""),
            ("EDWARD VIA COLLEGE OF OSTEOPATHIC MEDICINE", "EDWARD VIA COLLEGE OF OSTEOPATHIC MEDICINE", (), ""),
            ("STRONGER AMERICA THROUGH SEAFOOD", "STRONGER AMERICA THROUGH SEAFOOD", (), ""),
            ("A PLACE FOR MOM, INC.", "A PLACE FOR MOM, INC.", (), ""),
            ("PARTNERS VIA RAIL CANADA", "PARTNERS VIA RAIL CANADA", (), ""),
            ("ACME CORPORATION VIA SMITH STRATEGIES LLC", "ACME CORPORATION", (), "SMITH STRATEGIES LLC"),
            ("F.H. CANN &AMP; ASSOCIATES", "F.H. CANN & ASSOCIATES", (), ""),
        ],
    )  # fmt: skip
    def test_clients_chains_and_other_names(self, filed: str, client: str, aliases: tuple[str, ...], via: str) -> None:
        assert client_of(filed) == (client, aliases, via)

    def test_the_filed_form_stays(self) -> None:
        filed = "MINTZ (ON BEHALF OF CANTOR &AMP; CO)"
        assert statement(client__name=filed).raw_client == filed

    def test_the_registrant_does_not_stand_between_itself_and_its_client(self) -> None:
        assert client_of("BLANK ROME LLP OBO ACME INC.", registrant__name="Blank Rome LLP") == ("ACME INC.", (), "")

    def test_former_names_of_the_registrant(self) -> None:
        assert statement().firm.name == "ROBERTI GLOBAL" and statement().firm.aliases == ("ROBERTI WHITE, LLC",)

    def test_a_registrant_on_behalf_of_a_firm_is_who_files(self) -> None:
        assert statement(registrant__name="MR. A. TOWNS (ON BEHALF OF GRAY ADVISORS)").firm.name == "MR. A. TOWNS"

    def test_country(self) -> None:
        assert (statement().client.country, statement().client.country_raw) == ("CH", "Switzerland")
        nowhere = statement(client__country="", client__country_display=None).client
        assert (nowhere.country, nowhere.country_raw) == (None, "")


class TestPrivacy:
    def test_no_address_telephone_or_contact_gets_into_a_record(self) -> None:
        secret = "SECRET"
        made = filing(posted_by_name=secret, registrant_address_1=secret, registrant_city=secret, registrant_zip=secret)
        for key in ("address_1", "address_2", "city", "zip", "contact_name", "contact_telephone"):
            made["registrant"][key] = secret
        made["foreign_entities"] = [{"name": "X", "address": secret, "city": secret}]
        made["affiliated_organizations"] = [{"name": "X", "address_1": secret, "zip": secret, "city": secret}]
        (item,) = statements(read_lines(made))
        assert secret not in repr(item)

    def test_a_telephone_number_in_a_name_or_a_description_is_withheld(self) -> None:
        item = statement(
            client__name="JOHN DOE (555) 555-0199", client__general_description="Glass; call J. Doe 555-555-0199"
        )
        assert "0199" not in repr(item) and item.client.name == "JOHN DOE"
        assert "address_withheld" in item.flags

    def test_an_address_in_a_name_is_withheld(self) -> None:
        item = statement(client__name="SOME CROSS 12 SAMPLE STREET NW WASHINGTON DC 20006")
        assert "SAMPLE" not in repr(item) and item.client.name == "SOME CROSS"

    @pytest.mark.parametrize("name", ["HRP 776 SUMMER STREET PROPCO, LLC", "CHANNEL 4", "UA LOCAL 598"])
    def test_a_number_in_a_name_is_no_address(self, name: str) -> None:
        assert statement(client__name=name).client.name == name
