"""What a file of rows may fill: the kinds of rows, their fields, and what the words in their cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from advisorbench.domain.records.states import AccountStatus, InitiativeState, InteractionKind, Role, Source
from advisorbench.i18n import N_


class RowKind(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    INITIATIVES = "initiatives"
    ACTIVITIES = "activities"


_KINDS = (N_("accounts"), N_("people"), N_("initiatives"), N_("activities"))  # what they are called on the screens


class Type(StrEnum):
    """How a cell is read."""

    LINE = "line"
    NOTE = "note"
    DAY = "day"
    MONEY = "money"
    WHOLE = "whole"
    NUMBER = "number"
    WORD = "word"
    """One of ours, in whatever words; one that is not known is refused."""
    HINT = "hint"
    """One of ours, in whatever words; one that is not known leaves it unknown."""
    FLAG = "flag"
    EMAIL = "email"
    """The first of the addresses in the cell."""
    FIRST = "first"
    """The first of several values in the cell."""
    KEYS = "keys"
    """Keys of other rows, parted by semicolons."""
    LANGUAGE = "language"
    TIME = "time"
    MINUTES = "minutes"


FIELDS: Mapping[RowKind, Mapping[str, Type]] = {
    RowKind.ACCOUNTS: {
        "name": Type.LINE, "tier": Type.WORD, "status": Type.WORD, "sector": Type.LINE, "city": Type.LINE,
        "country": Type.LINE, "website": Type.LINE, "customer_since": Type.DAY, "renewal_on": Type.DAY,
        "employees": Type.WHOLE, "revenue": Type.MONEY, "revenue_cents": Type.WHOLE, "currency": Type.LINE,
        "parent": Type.LINE, "external_id": Type.LINE, "note": Type.NOTE, "gone": Type.LINE,
    },
    RowKind.PEOPLE: {
        "name": Type.LINE, "first_name": Type.LINE, "middle_name": Type.LINE, "last_name": Type.LINE,
        "account": Type.LINE, "account_id": Type.KEYS, "company": Type.LINE, "job_title": Type.LINE, "role": Type.HINT,
        "email": Type.EMAIL, "phone": Type.FIRST, "language": Type.LANGUAGE, "referred_by": Type.LINE,
        "external_id": Type.LINE, "note": Type.NOTE, "gone": Type.LINE,
    },
    RowKind.INITIATIVES: {
        "name": Type.LINE, "account": Type.LINE, "account_id": Type.KEYS, "person": Type.LINE,
        "person_id": Type.KEYS, "state": Type.WORD, "closed": Type.FLAG, "won": Type.FLAG, "stage": Type.LINE,
        "source": Type.HINT, "product": Type.LINE, "owner": Type.LINE, "opened_on": Type.DAY, "closed_on": Type.DAY,
        "end_reason": Type.LINE, "amount": Type.MONEY, "amount_cents": Type.WHOLE, "currency": Type.LINE,
        "hours": Type.NUMBER, "next_step": Type.LINE, "next_step_on": Type.DAY, "external_id": Type.LINE,
        "note": Type.NOTE,
    },
    RowKind.ACTIVITIES: {
        "subject": Type.LINE, "kind": Type.HINT, "on": Type.DAY, "at": Type.TIME, "minutes": Type.MINUTES,
        "done": Type.FLAG, "account": Type.LINE, "account_id": Type.KEYS, "person": Type.LINE,
        "person_id": Type.KEYS, "external_id": Type.LINE, "note": Type.NOTE,
    },
}  # fmt: skip
"""The fields that a file may fill, by kind."""

_STATES = {
    InitiativeState.OPEN: "open engaging prospecting lopend in_progress new nieuw qualification qualified proposal "
    "proposal/price_quote negotiation negotiation/review discovery offerte onderhandeling value_proposition "
    "needs_analysis id._decision_makers perception_analysis identify_decision_makers proposal_or_price_quote "
    "appointmentscheduled appointment_scheduled qualifiedtobuy qualified_to_buy presentationscheduled "
    "presentation_scheduled decisionmakerboughtin decision_maker_bought-in contractsent contract_sent "
    "afspraak_gepland gekwalificeerd_om_te_kopen presentatie_gepland contract_verzonden "
    "rendez-vous_planifie qualifie_pour_acheter presentation_planifiee contrat_envoye",
    InitiativeState.WON: "won closed_won closed-won closedwon gewonnen gesloten_en_gewonnen gesloten_gewonnen "
    "klant_gewonnen ferme_gagne gagne conclu_gagne gewonnen_en_gesloten",
    InitiativeState.LOST: "lost closed_lost closed-lost closedlost verloren gesloten_en_verloren gesloten_verloren "
    "closed_lost_to_competition closed-lost_to_competition ferme_perdu perdu conclu_perdu",
    InitiativeState.NO_DECISION: "no_decision geen_beslissing",
    InitiativeState.WITHDRAWN: "withdrawn abandoned ingetrokken",
}
_STATUSES = {
    AccountStatus.PROSPECT: "prospect lead suspect",
    AccountStatus.ACTIVE: "active customer client klant actief",
    AccountStatus.DORMANT: "dormant inactive slapend inactief",
    AccountStatus.LOST: "lost former former_customer ex-klant verloren",
}
_SOURCES = {
    Source.REFERRED: "referred referral verwijzing aanbeveling word_of_mouth mond-tot-mond partner_referral "
    "external_referral employee_referral",
    Source.EXISTING: "existing customer klant existing_customer bestaande_klant",
    Source.INBOUND: "inbound web website webform phone_inquiry organic_search paid_search web_research",
    Source.COLD: "cold cold_call koud outbound purchased_list",
}
_CONTACTS = {
    InteractionKind.CALL: "call phone_call telefoon bellen belafspraak telefoongesprek appel anruf",
    InteractionKind.VISIT: "visit bezoek visite besuch lunch",
    InteractionKind.MEETING: "meeting afspraak vergadering rendez-vous reunion termin video_call online_meeting",
    InteractionKind.MAIL: "mail email e-mail",
    InteractionKind.MESSAGE: "message sms whatsapp bericht chat",
}
_ROLES = {
    Role.SPONSOR: "sponsor executive_sponsor budget_holder",
    Role.CHAMPION: "champion",
    Role.USER: "user end_user",
    Role.DECISION_MAKER: "decision_maker beslisser",
    Role.BLOCKER: "blocker",
}


def _words(table: Mapping[Any, str]) -> dict[str, str]:
    return {word.replace("_", " "): value.value for value, line in table.items() for word in line.split()}


WORDS: Mapping[str, Mapping[str, str]] = {
    "tier": {letter: letter.upper() for letter in "abcd"},
    "status": _words(_STATUSES),
    "state": _words(_STATES),
    "source": _words(_SOURCES),
    "role": _words(_ROLES),
    "kind": _words(_CONTACTS),
}
"""What the words in a cell mean, folded, by field."""

LANGUAGES: Mapping[str, str] = {
    name: code
    for code, names in {
        "nl": "dutch nederlands neerlandais niederlandisch", "en": "english engels anglais englisch",
        "fr": "french frans francais franzosisch", "de": "german duits allemand deutsch",
        "es": "spanish spaans espagnol spanisch espanol", "it": "italian italiaans italien italienisch italiano",
    }.items()
    for name in names.split()
}  # fmt: skip
"""What languages are called, folded, and their codes."""

SAID: Mapping[str, str] = {
    "name": N_("name"), "tier": N_("tier"), "status": N_("status"), "sector": N_("sector"), "city": N_("city"),
    "country": N_("country"), "website": N_("website"), "customer_since": N_("customer since"),
    "renewal_on": N_("renewal"), "employees": N_("employees"), "revenue": N_("revenue"), "currency": N_("currency"),
    "parent": N_("parent company"), "external_id": N_("key there"), "note": N_("note"),
    "first_name": N_("first name"), "middle_name": N_("middle name"), "last_name": N_("last name"),
    "account": N_("account"), "account_id": N_("key of the account"), "job_title": N_("job title"),
    "role": N_("role in buying"), "email": N_("e-mail"), "phone": N_("phone"), "language": N_("language"),
    "referred_by": N_("referred by"), "person": N_("person"), "person_id": N_("key of the person"),
    "state": N_("state"), "closed": N_("closed?"), "won": N_("won?"), "stage": N_("stage"), "source": N_("source"),
    "product": N_("product"), "owner": N_("owner"), "opened_on": N_("opened"), "closed_on": N_("closed on"),
    "end_reason": N_("reason of the end"), "amount": N_("amount"), "hours": N_("hours"),
    "next_step": N_("next step"), "next_step_on": N_("day of the next step"), "subject": N_("subject"),
    "kind": N_("kind of contact"), "on": N_("day"), "at": N_("time"), "minutes": N_("duration"), "done": N_("done?"),
    "company": N_("company that is no account"), "revenue_cents": N_("revenue in cents"),
    "amount_cents": N_("amount in cents"), "gone": N_("put away"),
}  # fmt: skip
"""What the fields are called on the screens; marked texts."""

OWN_ONLY = frozenset(("company", "revenue_cents", "amount_cents", "gone"))
"""The fields that only our own tables have."""
