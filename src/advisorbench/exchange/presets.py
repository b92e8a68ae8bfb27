"""What columns mean, as data: the headers of known exports, and the words that any file may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from advisorbench.domain.text import fold
from advisorbench.domain.words import AccountStatus, InitiativeState, Role, Source


class Kind(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    INITIATIVES = "initiatives"


class Type(StrEnum):
    """How a cell is read."""

    LINE = "line"
    NOTE = "note"
    DAY = "day"
    MONEY = "money"
    WHOLE = "whole"
    NUMBER = "number"
    WORD = "word"


FIELDS: Mapping[Kind, Mapping[str, Type]] = {
    Kind.ACCOUNTS: {
        "name": Type.LINE, "tier": Type.WORD, "status": Type.WORD, "sector": Type.LINE, "city": Type.LINE,
        "country": Type.LINE, "website": Type.LINE, "customer_since": Type.DAY, "renewal_on": Type.DAY,
        "employees": Type.WHOLE, "revenue": Type.MONEY, "parent": Type.LINE, "external_id": Type.LINE,
        "note": Type.NOTE,
    },
    Kind.PEOPLE: {
        "name": Type.LINE, "first_name": Type.LINE, "last_name": Type.LINE, "account": Type.LINE,
        "job_title": Type.LINE, "role": Type.WORD, "email": Type.LINE, "phone": Type.LINE,
        "language": Type.LINE, "external_id": Type.LINE, "note": Type.NOTE,
    },
    Kind.INITIATIVES: {
        "name": Type.LINE, "account": Type.LINE, "state": Type.WORD, "stage": Type.LINE, "source": Type.WORD,
        "product": Type.LINE, "owner": Type.LINE, "opened_on": Type.DAY, "closed_on": Type.DAY,
        "end_reason": Type.LINE, "amount": Type.MONEY, "hours": Type.NUMBER, "next_step": Type.LINE,
        "next_step_on": Type.DAY, "external_id": Type.LINE, "note": Type.NOTE,
    },
}  # fmt: skip
"""The fields that a file may fill, by kind."""

_STATES = {
    InitiativeState.OPEN: "open engaging prospecting lopend in_progress new nieuw qualification proposal negotiation "
    "qualified appointmentscheduled offerte discovery",
    InitiativeState.WON: "won closed_won closedwon gewonnen",
    InitiativeState.LOST: "lost closed_lost closedlost verloren",
    InitiativeState.NO_DECISION: "no_decision geen_beslissing",
    InitiativeState.WITHDRAWN: "withdrawn abandoned ingetrokken",
}
_STATUSES = {
    AccountStatus.PROSPECT: "prospect lead suspect",
    AccountStatus.ACTIVE: "active customer client klant actief",
    AccountStatus.DORMANT: "dormant inactive slapend inactief",
    AccountStatus.LOST: "lost former ex-klant verloren",
}
_SOURCES = {
    Source.REFERRED: "referred referral verwijzing aanbeveling word_of_mouth",
    Source.EXISTING: "existing customer klant existing_customer bestaande_klant",
    Source.INBOUND: "inbound web website webform",
    Source.COLD: "cold cold_call koud outbound",
}


def _words(table: Mapping[Any, str]) -> dict[str, str]:
    return {word.replace("_", " "): value.value for value, line in table.items() for word in line.split()}


WORDS: Mapping[str, Mapping[str, str]] = {
    "tier": {letter: letter.upper() for letter in "abcd"},
    "status": _words(_STATUSES),
    "state": _words(_STATES),
    "source": _words(_SOURCES),
    "role": {role.value: role.value for role in Role},
}
"""What the words in a cell mean, folded; a word that is not here is refused, never guessed."""


def header_key(header: str) -> str:
    """A header as it is looked up: ``Full_Name*`` is "full name"."""
    return fold(header).replace("_", " ").rstrip("*: ")


def _headers(**lines: str) -> dict[str, str]:
    """Headers, as they are looked up, to fields; they are divided by commas."""
    return {header_key(header): name for name, line in lines.items() for header in line.split(",")}


ANY: Mapping[Kind, Mapping[str, str]] = {
    Kind.ACCOUNTS: _headers(
        name="account, account name, company, company name, organisation, organization, organization - name, "
        "customer, customer name, client, client name, name, naam, klant, klantnaam, bedrijf, bedrijfsnaam, relatie",
        tier="tier, class, klasse, abc",
        status="status, account status",
        sector="sector, industry, branche, bedrijfstak",
        city="city, billing city, mailing city, plaats, stad, vestigingsplaats",
        country="country, billing country, land, office location",
        website="website, website url, url, web page",
        customer_since="customer since, since, klant sinds",
        renewal_on="renewal, renewal date, renewal on, contract end, verlenging, verlengdatum",
        employees="employees, number of employees, numberofemployees, medewerkers",
        revenue="revenue, annual revenue, omzet, jaaromzet",
        parent="parent, parent account, subsidiary of, moeder",
        external_id="id, record id, account id, organization - id",
        note="note, notes, description, opmerking, opmerkingen, notitie",
    ),
    Kind.PEOPLE: _headers(
        name="name, full name, fullname, contact name, customer name, client name, display name, person - name, naam, "
        "contactpersoon",
        first_name="first name, firstname, given name, voornaam",
        last_name="last name, lastname, family name, surname, achternaam",
        account="company, company name, account, account name, organization - name, organisation, organization, "
        "organization name, bedrijf, bedrijfsnaam, klant",
        job_title="job title, title, position, functie, organization title",
        role="role, buying role, rol",
        email="email, e-mail, email address, e-mail address, primary email, person - email, person - email (work), "
        "e-mail 1 - value, mail, e-mailadres",
        phone="phone, phone number, telephone, business phone, work phone, mobile, mobile phone, mobile number, "
        "telefoon, telefoonnummer, person - phone, "
        "phone 1 - value",
        language="language, taal",
        external_id="record id, contact id, person - id",
        note="note, notes, opmerking, opmerkingen, notitie",
    ),
    Kind.INITIATIVES: _headers(
        name="deal name, opportunity name, opportunity, deal, deal - title, initiative, initiatief, deal title, name",
        account="account, account name, company, company name, organization - name, deal - organization, "
        "bedrijf, klant",
        state="deal stage, stage, state, status, deal - status, fase, dealfase",
        source="source, lead source, bron",
        product="product",
        owner="owner, deal owner, sales agent, opportunity owner, eigenaar",
        opened_on="opened, opened on, create date, created date, created, engage date, aangemaakt",
        closed_on="closed, closed on, close date, closed date, afsluitdatum, sluitingsdatum",
        end_reason="closed lost reason, lost reason, reason, reden",
        amount="amount, value, close value, deal value, bedrag, waarde",
        hours="hours, uren",
        next_step="next step, volgende stap",
        external_id="record id, opportunity id, deal id, deal - id",
        note="note, notes, description, opmerking, opmerkingen",
    ),
}
"""Headers that files of any origin use, English and Dutch."""

MARKS: Mapping[Kind, frozenset[str]] = {
    Kind.INITIATIVES: frozenset((
        "deal name", "opportunity name", "opportunity", "deal", "deal - title", "deal title", "initiative",
        "initiatief", "deal stage", "opportunity id", "deal id", "deal value", "dealfase", "close date",
    )),
    Kind.PEOPLE: frozenset((
        "first name", "firstname", "given name", "voornaam", "last name", "lastname", "achternaam", "email", "e-mail",
        "email address", "e-mail address", "primary email", "job title", "functie", "person - name", "contact name",
        "contactpersoon", "full name", "fullname", "e-mail 1 - value",
    )),
}  # fmt: skip
"""Headers that tell what the rows are; where none of these is found, a name makes them accounts."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How one known file is read.

    Args:
        name: What `--as` calls it.
        kind: What its rows are.
        signature: The headers that tell it, as they are looked up.
        columns: Its headers, as they are looked up, to fields.
        currency: The currency of its amounts.
        factor: What its money is counted in: 1,000,000 where the file gives millions.
        name_from: The field that names a row which has no name of its own.
        joins_only: Whether people join an account that is in the book, and none is made for the others: a network is
            no portfolio.
    """

    name: str
    kind: Kind
    signature: frozenset[str]
    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    factor: int = 1
    name_from: str = ""
    joins_only: bool = False


PRESETS = (
    Preset(
        "maven", Kind.ACCOUNTS, frozenset(("account", "sector", "year established", "subsidiary of")),
        _headers(name="account", sector="sector", revenue="revenue", employees="employees",
                 country="office_location", parent="subsidiary_of"),
        currency="USD", factor=1_000_000,
    ),
    Preset(
        "maven", Kind.INITIATIVES, frozenset(("opportunity id", "deal stage", "engage date", "close value")),
        _headers(external_id="opportunity_id", owner="sales_agent", product="product", account="account",
                 state="deal_stage", opened_on="engage_date", closed_on="close_date", amount="close_value"),
        currency="USD", name_from="product",
    ),
    Preset(
        "linkedin", Kind.PEOPLE, frozenset(("first name", "last name", "company", "position", "connected on")),
        _headers(first_name="first name", last_name="last name", email="email address", account="company",
                 job_title="position"),
        joins_only=True,
    ),
)  # fmt: skip
"""The files that are known by their headers."""
