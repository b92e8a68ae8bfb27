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
from advisorbench.services.importing.plan import ENTITIES
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
        said: The names of the fields that the row says something of.
        marks: What tells it from others, the surest first.
        account: The name of its account.
        account_keys: The keys of its account elsewhere.
        person: The name of its person.
        person_keys: The keys of its person elsewhere.
        referred_by: Who referred it.
        hoped: Whether it tells when an open deal is hoped to close.
    """

    line: int
    entity: str
    values: Values
    said: frozenset[str]
    marks: list[str] = field(default_factory=list)
    account: str = ""
    account_keys: tuple[str, ...] = ()
    person: str = ""
    person_keys: tuple[str, ...] = ()
    referred_by: str = ""
    hoped: bool = False


def draft_of(read: ReadRow, preset: Preset) -> ImportRow:
    """What a row says, checked.

    Raises:
        FieldErrors: A field is wrong, or one that is needed is missing.
    """
    given = {name: value for name, value in read.values.items() if value is not None}
    links: Values = {
        "account": given.pop("account", ""), "person": given.pop("person", ""),
        "account_keys": tuple(given.pop("account_id", ())), "person_keys": tuple(given.pop("person_id", ())),
        "referred_by": given.pop("referred_by", ""),
    }  # fmt: skip
    day = given.get("closed_on")
    entity, given = _FIELDS_OF[read.kind](given, preset)
    hoped = entity == "initiative" and day is not None and "closed_on" not in given
    needed = {"account_id": UNKNOWN} if entity == "interaction" else {}
    if entity == "interaction" and not (links["account"] or links["account_keys"]):
        raise FieldErrors({"account": _("this must be filled in")})
    values = validated(ENTITIES[entity][1], given | needed).model_dump()
    said = frozenset(name for name, value in given.items() if value != "")
    return ImportRow(read.line, entity, values, said, hoped=hoped, **links)


def _money(given: Values) -> Values:
    """Amounts as whole cents beside their currency; a column of its own says it where the amount does not."""
    column = given.pop("currency", "").upper()
    for name, target in (("revenue", "revenue_cents"), ("amount", "amount_cents")):
        money = given.pop(name, None) or (given.get(target), "")
        if money[0] is not None:
            given[target] = money[0]
            currency = money[1] or column
            if currency and not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
                raise FieldErrors({"currency": _("“%(word)s” is not known") % {"word": currency}})
            given.update({"currency": currency} if currency else {})
    return given


def _account_fields(given: Values, _preset: Preset) -> tuple[str, Values]:
    """An account; one with a day since which it is a customer is one, unless the file says otherwise."""
    given = _money(given)
    if given.get("customer_since") and "status" not in given:
        given["status"] = AccountStatus.ACTIVE
    return "account", given


def _person_fields(given: Values, _preset: Preset) -> tuple[str, Values]:
    parts = (given.pop("first_name", ""), given.pop("middle_name", ""), given.pop("last_name", ""))
    given.setdefault("name", " ".join(filter(None, parts)))
    return "person", given


def _initiative_fields(given: Values, preset: Preset) -> tuple[str, Values]:
    given = _money(given)
    given.setdefault("name", given.get(preset.name_from, ""))
    if given.get("state", InitiativeState.OPEN) == InitiativeState.OPEN:
        # An open deal's close date is when it is hoped to close; it has not been closed.
        given.pop("closed_on", None)
    return "initiative", given


def _activity_fields(given: Values, _preset: Preset) -> tuple[str, Values]:
    """A contact that happened, or one that is planned: an event in the agenda."""
    subject, note, kind = given.get("subject", ""), given.get("note", ""), InteractionKind(given.get("kind") or "other")
    if "on" not in given:
        raise FieldErrors({"on": _("this must be filled in")})
    if given.get("done", True):
        told = "\n".join(filter(None, (subject, note)))
        fields = {"on": given["on"], "kind": kind, "note": told, "external_id": given.get("external_id", "")}
        return "interaction", fields | ({"minutes": given["minutes"]} if "minutes" in given else {})
    at = given.get("at", "")
    event = {
        "title": (subject or kind.value)[:NAME], "kind": _EVENTS.get(kind, EventKind.OTHER), "on": given["on"],
        "at": at, "minutes": (given.get("minutes") or 60) if at else 1440, "note": note,
    }  # fmt: skip
    return "event", event | {"uid": given.get("external_id") or UNKNOWN}


_FIELDS_OF = {
    RowKind.ACCOUNTS: _account_fields,
    RowKind.PEOPLE: _person_fields,
    RowKind.INITIATIVES: _initiative_fields,
    RowKind.ACTIVITIES: _activity_fields,
}


def marks_of(draft: ImportRow, account_key: str) -> list[str]:
    """What tells a row from others, the surest first.

    Args:
        draft: What the row says; the UID of an event is settled here.
        account_key: The account in the book, if it is there.
    """
    values = draft.values
    marks = [mark("id", values["external_id"])] if values.get("external_id") else []
    match draft.entity:
        case "account":
            marks.append(mark("name", fold(values["name"])))
        case "person":
            if values["email"]:
                marks.append(mark("email", fold(values["email"])))
            marks.append(mark("name", fold(values["name"]), fold(draft.account or values["company"])))
            marks += [mark("name", fold(values["name"]), account_key)] if account_key else []
        case "initiative" if not marks:
            marks.append(mark("name", fold(values["name"]), fold(draft.account), str(values["opened_on"] or "")))
        case "interaction" if not marks:
            told = (str(values["on"]), str(values["kind"]), fold(values["note"]))
            marks.append(mark("what", account_key or fold(draft.account), *told))
        case "event":
            if values["uid"] == UNKNOWN:
                told = (draft.account, str(values["on"]), values["title"])
                values["uid"] = "activity-" + hashlib.sha256(mark(*told).encode()).hexdigest()[:32]
            marks.append(mark("uid", values["uid"]))
    return marks


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two people of one name are told apart by their key elsewhere or their address."""
    marks = ("external_id", "email")
    return any(one[name] and other[name] and fold(one[name]) != fold(other[name]) for name in marks)


def finished(event: Mapping[str, Any]) -> bool:
    """Whether an event in the book is over, which a file does not know."""
    return bool(event["state"] != EventState.PLANNED)
