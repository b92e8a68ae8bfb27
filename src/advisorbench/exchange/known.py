"""All files that are known by their headers, our own tables among them; the first that fits is the one."""

from advisorbench.exchange.address_books import GOOGLE, LINKEDIN, MAVEN, OUTLOOK, THUNDERBIRD
from advisorbench.exchange.crms import HUBSPOT, PIPEDRIVE, SALESFORCE, ZOHO
from advisorbench.exchange.fields import FIELDS, Kind
from advisorbench.exchange.presets import Preset, header_key, signatures


def _ours(kind: Kind, signature: str, **others: str) -> Preset:
    """A table that we wrote: its columns are called after the fields, its amounts are whole cents."""
    columns = {header_key(name): name for name in FIELDS[kind] if name != "external_id"}
    columns |= {header_key(column): name for name, column in others.items()}
    return Preset("advisorbench", kind, signatures(signature), columns, factor=0.01)


OURS = (
    _ours(Kind.ACCOUNTS, "id, tier, review rule, contact ideal days", external_id="id", revenue="revenue_cents"),
    _ours(Kind.PEOPLE, "id, do not ask, came by referral", external_id="id"),
    _ours(Kind.INITIATIVES, "id, started by, spent cents", external_id="id", amount="amount_cents"),
)

PRESETS = (*OURS, *MAVEN, *LINKEDIN, *PIPEDRIVE, *ZOHO, *HUBSPOT, *SALESFORCE, *GOOGLE, *THUNDERBIRD, *OUTLOOK)
