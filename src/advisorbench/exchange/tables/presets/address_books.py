"""The exports of address books and networks, known by their headers, in the languages in which they are written."""

from __future__ import annotations

from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset, headers, signatures

GOOGLE = (
    Preset(
        "google", RowKind.PEOPLE,
        signatures("first name, last name, e-mail 1 - value", "given name, family name, e-mail 1 - value",
              "given name, family name, phone 1 - value", "first name, last name, organization name, labels",
              "first name, last name, phone 1 - value"),
        headers(
            name="name",
            first_name="first name, given name",
            middle_name="middle name, additional name",
            last_name="last name, family name",
            account="organization name, organization 1 - name",
            job_title="organization title, organization 1 - title",
            email="e-mail 1 - value, e-mail 2 - value, e-mail 3 - value",
            phone="phone 1 - value, phone 2 - value, phone 3 - value",
            language="language",
            note="notes",
        ),
        listed=frozenset(("account", "job_title")), parted=":::",
    ),
)  # fmt: skip

OUTLOOK = (
    Preset(
        "outlook", RowKind.PEOPLE,
        signatures("first name, last name, e-mail address, referred by",
              "first name, last name, e-mail address, job title",
              "first name, last name, email address, referred by",
              "first name, last name, email address, business phone",
              "first name, last name, e-mail address, business phone",
              "vorname, nachname, e-mail-adresse", "vorname, nachname, firma, position",
              "vorname, nachname, empfohlen von",
              "voornaam, achternaam, e-mailadres, functie", "voornaam, achternaam, e-mailadres, telefoon op werk",
              "voornaam, achternaam, e-mailadres, verwezen door", "voornaam, achternaam, aanbevolen door",
              "voornaam, achternaam, doorverwezen door",
              "action, id, name, e-mail address"),
        headers(
            name="name",
            first_name="first name, voornaam, vorname",
            middle_name="middle name, middelste naam, tweede naam, tussenvoegsel, weitere vornamen",
            last_name="last name, achternaam, nachname",
            account="company, bedrijf, firma",
            job_title="job title, functie, position",
            email="e-mail address, e-mail 2 address, e-mail 3 address, email address, email 2 address, "
            "email 3 address, e-mailadres, e-mailadres 2, e-mailadres 3, e-mail, e-mail-adresse, e-mail 2: adresse, "
            "e-mail 3: adresse, e-mail-adresse 2, e-mail-adresse 3",
            phone="business phone, mobile phone, primary phone, company main phone, business phone 2, home phone, "
            "other phone, telefoon op werk, telefoon werk, mobiele telefoon, hoofdtelefoon bedrijf, telefoon thuis, "
            "telefon geschaftlich, telefon (geschaftlich), mobiltelefon, hauptnummer firma, telefon firma, "
            "telefon privat, telefon (privat), phone, mobile, telefoon, telefoonnummer, mobiel, telefon",
            language="language, taal, sprache",
            referred_by="referred by, verwezen door, doorverwezen door, aanbevolen door, empfohlen von",
            note="notes, notities, notizen, opmerkingen",
        ),
    ),
)  # fmt: skip

THUNDERBIRD = (
    Preset(
        "thunderbird", RowKind.PEOPLE, signatures("first name, last name, display name, primary email"),
        headers(
            name="display name", first_name="first name", last_name="last name", account="organization",
            job_title="job title", email="primary email, secondary email",
            phone="work phone, mobile number, home phone", note="notes",
        ),
    ),
)  # fmt: skip

LINKEDIN = (
    Preset(
        "linkedin", RowKind.PEOPLE, signatures("first name, last name, company, position, connected on"),
        headers(first_name="first name", last_name="last name", email="email address", account="company",
                job_title="position"),
        joins_only=True,
    ),
)  # fmt: skip

MAVEN = (
    Preset(
        "maven", RowKind.ACCOUNTS, signatures("account, sector, year established, subsidiary of"),
        headers(name="account", sector="sector", revenue="revenue", employees="employees",
                country="office_location", parent="subsidiary_of"),
        currency="USD", factor=1_000_000,
    ),
    Preset(
        "maven", RowKind.INITIATIVES, signatures("opportunity id, deal stage, engage date, close value"),
        headers(external_id="opportunity_id", owner="sales_agent", product="product", account="account",
                state="deal_stage", opened_on="engage_date", closed_on="close_date", amount="close_value"),
        currency="USD", name_from="product",
    ),
)  # fmt: skip
