"""From the rows of a file to the fields of the book: what one row says, before it is held against the book."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.records.states import AccountStatus, EventKind, EventState, InitiativeState, InteractionKind
from advisorbench.domain.text import fold
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset
from advisorbench.exchange.tables.reading import ReadRow
from advisorbench.i18n import _
from advisorbench.models.base import NAME
from advisorbench.services.base import validated
from advisorbench.services.importing.table_writer import ENTITIES
from advisorbench.store.staging import mark

Values = dict[str, Any]
UNKNOWN = "?"
"""Stands for a key that is looked up later."""
_EVENTS = {
    InteractionKind.CALL: EventKind.CALL, InteractionKind.VISIT: EventKind.VISIT,
    InteractionKind.MEETING: EventKind.VISIT,
}  # fmt: skip


@dataclass
class ImportRow:
    """What one row says.

    Args:
        line: Where it stands.
        entity: What it makes or changes.
        values: All fields of the entity, checked; what the row does not say has its default.
        filled: The names of the fields that the row says something of.
        marks: What tells it from others, the surest first.
        account: The name of its account.
        account_keys: The keys of its account elsewhere.
        person: The name of its person.
        person_keys: The keys of its person elsewhere.
        referred_by: Who referred it.
        has_close_day: Whether it tells when an open deal is hoped to close.
    """

    line: int
    entity: str
    values: Values
    filled: frozenset[str]
    marks: list[str] = field(default_factory=list)
    account: str = ""
    account_keys: tuple[str, ...] = ()
    person: str = ""
    person_keys: tuple[str, ...] = ()
    referred_by: str = ""
    has_close_day: bool = False


def import_row(read: ReadRow, preset: Preset) -> ImportRow:
    """What a row says, checked.

    Raises:
        FieldErrors: A field is wrong, or one that is needed is missing.
    """
    cells = {name: value for name, value in read.values.items() if value is not None}
    links: Values = {
        "account": cells.pop("account", ""), "person": cells.pop("person", ""),
        "account_keys": tuple(cells.pop("account_id", ())), "person_keys": tuple(cells.pop("person_id", ())),
        "referred_by": cells.pop("referred_by", ""),
    }  # fmt: skip
    day = cells.get("closed_on")
    entity, fields = _FIELDS_OF[read.kind](cells, preset)
    has_close_day = entity == "initiative" and day is not None and "closed_on" not in fields
    needed = {"account_id": UNKNOWN} if entity == "interaction" else {}
    if entity == "interaction" and not (links["account"] or links["account_keys"]):
        raise FieldErrors({"account": _("this must be filled in")})
    values = validated(ENTITIES[entity][1], fields | needed).model_dump()
    filled = frozenset(name for name, value in fields.items() if value != "")
    return ImportRow(read.line, entity, values, filled, has_close_day=has_close_day, **links)


def _with_money(cells: Values) -> Values:
    """Amounts as whole cents beside their currency; a column of its own says it where the amount does not."""
    column = cells.pop("currency", "").upper()
    for name, target in (("revenue", "revenue_cents"), ("amount", "amount_cents")):
        money = cells.pop(name, None) or (cells.get(target), "")
        if money[0] is not None:
            cells[target] = money[0]
            currency = money[1] or column
            if currency and not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
                raise FieldErrors({"currency": _("“%(word)s” is not known") % {"word": currency}})
            cells.update({"currency": currency} if currency else {})
    return cells


def _account_fields(cells: Values, _preset: Preset) -> tuple[str, Values]:
    """An account; one with a day since which it is a customer is one, unless the file says otherwise."""
    fields = _with_money(cells)
    if fields.get("customer_since") and "status" not in fields:
        fields["status"] = AccountStatus.ACTIVE
    return "account", fields


def _person_fields(cells: Values, _preset: Preset) -> tuple[str, Values]:
    parts = (cells.pop("first_name", ""), cells.pop("middle_name", ""), cells.pop("last_name", ""))
    cells.setdefault("name", " ".join(filter(None, parts)))
    return "person", cells


def _initiative_fields(cells: Values, preset: Preset) -> tuple[str, Values]:
    fields = _with_money(cells)
    fields.setdefault("name", fields.get(preset.name_from, ""))
    if fields.get("state", InitiativeState.OPEN) == InitiativeState.OPEN:
        # An open deal's close date is when it is hoped to close; it has not been closed.
        fields.pop("closed_on", None)
    return "initiative", fields


def _activity_fields(cells: Values, _preset: Preset) -> tuple[str, Values]:
    """A contact that happened, or one that is planned: an event in the agenda."""
    subject, note, kind = cells.get("subject", ""), cells.get("note", ""), InteractionKind(cells.get("kind") or "other")
    if "on" not in cells:
        raise FieldErrors({"on": _("this must be filled in")})
    if cells.get("done", True):
        text = "\n".join(filter(None, (subject, note)))
        fields = {"on": cells["on"], "kind": kind, "note": text, "external_id": cells.get("external_id", "")}
        return "interaction", fields | ({"minutes": cells["minutes"]} if "minutes" in cells else {})
    at = cells.get("at", "")
    event = {
        "title": (subject or kind.value)[:NAME], "kind": _EVENTS.get(kind, EventKind.OTHER), "on": cells["on"],
        "at": at, "minutes": (cells.get("minutes") or 60) if at else 1440, "note": note,
    }  # fmt: skip
    return "event", event | {"uid": cells.get("external_id") or UNKNOWN}


_FIELDS_OF = {
    RowKind.ACCOUNTS: _account_fields,
    RowKind.PEOPLE: _person_fields,
    RowKind.INITIATIVES: _initiative_fields,
    RowKind.ACTIVITIES: _activity_fields,
}


def marks_of(row: ImportRow, account_key: str) -> list[str]:
    """What tells a row from others, the surest first.

    Args:
        row: What the row says; the UID of an event is settled here.
        account_key: The account in the book, if it is there.
    """
    values = row.values
    marks = [mark("id", values["external_id"])] if values.get("external_id") else []
    match row.entity:
        case "account":
            marks.append(mark("name", fold(values["name"])))
        case "person":
            if values["email"]:
                marks.append(mark("email", fold(values["email"])))
            marks.append(mark("name", fold(values["name"]), fold(row.account or values["company"])))
            marks += [mark("name", fold(values["name"]), account_key)] if account_key else []
        case "initiative" if not marks:
            marks.append(mark("name", fold(values["name"]), fold(row.account), str(values["opened_on"] or "")))
        case "interaction" if not marks:
            contact = (str(values["on"]), str(values["kind"]), fold(values["note"]))
            marks.append(mark("what", account_key or fold(row.account), *contact))
        case "event":
            if values["uid"] == UNKNOWN:
                event = mark(row.account, str(values["on"]), values["title"])
                values["uid"] = "activity-" + hashlib.sha256(event.encode()).hexdigest()[:32]
            marks.append(mark("uid", values["uid"]))
    return marks


def differ(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two people of one name are told apart by their key elsewhere or their address."""
    marks = ("external_id", "email")
    return any(first[name] and second[name] and fold(first[name]) != fold(second[name]) for name in marks)


def finished(event: Mapping[str, Any]) -> bool:
    """Whether an event in the book is over, which a file does not know."""
    return bool(event["state"] != EventState.PLANNED)
