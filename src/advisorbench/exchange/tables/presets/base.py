"""What columns are called: the words that any file may use, and how a known export is described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisorbench.domain.text import fold
from advisorbench.exchange.tables.fields import RowKind


def header_key(header: str) -> str:
    """A header as it is looked up: ``Full_Name*`` is "full name", a warehouse's ``property_city`` is "city"."""
    return fold(header).translate(_SIGNS).rstrip("*: ").removeprefix("property ")


_SIGNS = str.maketrans({"_": " ", "’": "'"})


def headers(**lines: str) -> dict[str, str]:
    """Headers, as they are looked up, to fields; they are divided by commas."""
    return {header_key(header): name for name, line in lines.items() for header in line.split(",")}


def signatures(*lines: str) -> tuple[frozenset[str], ...]:
    """Sets of headers, as they are looked up; they are divided by commas."""
    return tuple(frozenset(header_key(header) for header in line.split(",")) for line in lines)


ANY: Mapping[RowKind, Mapping[str, str]] = {
    RowKind.ACCOUNTS: headers(
        name="account, account name, company, company name, organisation, organization, organization - name, "
        "customer, customer name, client, client name, name, naam, klant, klantnaam, bedrijf, bedrijfsnaam, relatie, "
        "organisatie, firma",
        tier="tier, class, klasse, abc",
        status="status, account status",
        sector="sector, industry, branche, bedrijfstak",
        city="city, billing city, mailing city, plaats, stad, vestigingsplaats",
        country="country, billing country, land, office location",
        website="website, website url, url, web page",
        customer_since="customer since, since, klant sinds",
        renewal_on="renewal, renewal date, renewal on, contract end, verlenging, verlengdatum",
        employees="employees, number of employees, numberofemployees, medewerkers",
        revenue="revenue, annual revenue, annualrevenue, omzet, jaaromzet",
        parent="parent, parent account, subsidiary of, moeder",
        external_id="id, record id, account id, organization - id",
        note="note, notes, description, opmerking, opmerkingen, notitie",
    ),
    RowKind.PEOPLE: headers(
        name="name, full name, fullname, contact name, customer name, client name, display name, person - name, naam, "
        "contactpersoon",
        first_name="first name, firstname, given name, voornaam",
        middle_name="tussenvoegsel",
        last_name="last name, lastname, family name, surname, achternaam",
        account="company, company name, account, account name, organization - name, organisation, organization, "
        "organization name, bedrijf, bedrijfsnaam, klant, organisatie, firma",
        job_title="job title, jobtitle, title, position, functie, organization title",
        role="role, buying role, rol",
        email="email, e-mail, email address, e-mail address, primary email, person - email, person - email (work), "
        "e-mail 1 - value, mail, e-mailadres, emails",
        phone="phone, phone number, telephone, business phone, work phone, mobile, mobile phone, mobile number, "
        "telefoon, telefoonnummer, tel, tel., mobiel, mobiele telefoon, gsm, person - phone, phone 1 - value, "
        "contact numbers",
        language="language, taal",
        referred_by="referred by, aanbevolen door, verwezen door, doorverwezen door",
        external_id="record id, contact id, person - id",
        note="note, notes, opmerking, opmerkingen, notitie",
    ),
    RowKind.INITIATIVES: headers(
        name="deal name, dealname, opportunity name, opportunity, deal, deal - title, initiative, initiatief, "
        "deal title, name",
        account="account, account name, company, company name, organization - name, deal - organization, "
        "bedrijf, klant",
        person="contact, contact name, contact person, contactpersoon",
        state="deal stage, stage, state, status, deal - status, fase, dealfase",
        source="source, lead source, bron",
        product="product",
        owner="owner, deal owner, sales agent, opportunity owner, eigenaar",
        opened_on="opened, opened on, create date, createdate, created date, created, engage date, aangemaakt",
        closed_on="closed, closed on, close date, closedate, closed date, afsluitdatum, sluitingsdatum",
        end_reason="closed lost reason, lost reason, reason, reden",
        amount="amount, value, close value, deal value, lead value, bedrag, waarde",
        currency="currency, valuta",
        hours="hours, uren",
        next_step="next step, volgende stap",
        external_id="record id, opportunity id, deal id, deal - id",
        note="note, notes, description, opmerking, opmerkingen",
    ),
    RowKind.ACTIVITIES: headers(
        subject="subject, activity - subject, activity, onderwerp",
        kind="type, activity type, soort",
        on="date, due date, activity date, datum, vervaldatum",
        at="time, due time, tijd, tijdstip",
        minutes="duration, duration (minutes), minutes, duur, minuten",
        done="done, completed, status, gedaan, voltooid",
        account="account, account name, company, company name, company / account, organization, bedrijf, klant",
        person="person, contact, contact name, contact person, contactpersoon",
        external_id="activity id, record id",
        note="note, notes, description, opmerking, opmerkingen, notitie",
    ),
}
"""Headers that files of any origin use, English and Dutch."""

MARKS: Mapping[RowKind, frozenset[str]] = {
    RowKind.ACTIVITIES: frozenset(("activity - subject", "activity type", "activity date", "activity id")),
    RowKind.INITIATIVES: frozenset((
        "deal name", "dealname", "opportunity name", "opportunity", "deal", "deal - title", "deal title", "initiative",
        "initiatief", "deal stage", "opportunity id", "deal id", "deal value", "dealfase", "close date",
    )),
    RowKind.PEOPLE: frozenset((
        "first name", "firstname", "given name", "voornaam", "last name", "lastname", "achternaam", "email", "e-mail",
        "email address", "e-mail address", "primary email", "job title", "functie", "person - name", "contact name",
        "e-mailadres", "contactpersoon", "full name", "fullname", "e-mail 1 - value", "emails",
    )),
}  # fmt: skip
"""Headers that tell what the rows are; where none of these is found, a name makes them accounts."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How one known file is read.

    Args:
        name: What `--as` calls it.
        kind: What its rows are.
        signature: Sets of headers, as they are looked up; a file that has all of one set is such a file.
        columns: Its headers, as they are looked up, to fields. Of several columns for a field the first that is
            filled counts, in this order.
        system: Where its keys come from; the same number elsewhere is another one.
        empty: What stands in cells that say nothing, folded.
        words: What its own words mean, folded, by field; before those that any file uses.
        currency: The currency of its amounts, where they show none.
        factor: What its money is counted in: 1,000,000 where the file gives millions.
        name_from: The field that names a row which has no name of its own.
        joins_only: Whether people join an account that is in the book, and none is made for the others: a network is
            no portfolio.
        lenient: The fields of words where one that is not known leaves it unknown.
        listed: The fields whose cells may hold several names; the first counts.
        parted: What parts them.
    """

    name: str
    kind: RowKind
    signature: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    system: str = ""
    empty: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""
    factor: int = 1
    name_from: str = ""
    joins_only: bool = False
    lenient: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    parted: str = ";"

    @property
    def naming(self) -> frozenset[str]:
        """The fields of which one has to tell what a row is called."""
        return frozenset(("name", "first_name", "last_name", self.name_from)) - {""}

    def names(self, values: Mapping[str, object]) -> bool:
        """Whether a row tells what it is called; a network hides those who left it."""
        return any(values.get(name) for name in self.naming)

    def fits(self, folded: set[str]) -> bool:
        """Whether a file with these headers is such a file."""
        return any(one <= folded for one in self.signature)
