"""Holds each row of a file against the book and against the rows before it, and stages what it would do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.identity.normal_forms import company_words
from advisorbench.domain.records.states import EventState, InitiativeState
from advisorbench.domain.text import fold
from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.reading import ReadRow
from advisorbench.i18n import _
from advisorbench.models import AccountFields, new_id
from advisorbench.models.base import NAME
from advisorbench.services.base import validated
from advisorbench.services.importing.plan import Progress
from advisorbench.services.importing.referral_links import settle_links
from advisorbench.services.importing.rows import ImportRow, Values, differ, finished, import_row, marks_of
from advisorbench.services.importing.table_plan import TablePlan
from advisorbench.services.importing.table_writer import ENTITIES
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession, as_json
from advisorbench.store.staging import mark

CHUNK = 500
"""How many rows are looked up in the book at a time."""
BASIS = "business relation"
"""Why the people of a seller's own files may be kept."""


class TablePlanner:
    """Puts the rows of a file into a plan, one after another.

    Args:
        session: The book, for reading.
        plan: The plan to fill.
        today: The day on which people are added.
    """

    def __init__(self, session: BookSession, plan: TablePlan, today: date) -> None:
        self.session, self.plan, self.today = session, plan, today
        self.source, self.staging = plan.source, plan.staging
        self._rows: dict[str, Values] = {}
        self._merged_into: dict[str, str] = {}
        self._origin = _("import: %(file)s") % {"file": plan.path.name}

    def read(self, progress: Progress) -> TablePlan:
        """Go through the whole file."""
        self._note_marks()
        rows, done = self.source.rows(), 0
        while chunk := list(islice(rows, CHUNK)):
            incoming = [self._incoming(read) for read in chunk]
            self._look_up([row for row in incoming if isinstance(row, ImportRow)])
            for read, row in zip(chunk, incoming, strict=True):
                problem = self._placed(row) if isinstance(row, ImportRow) else row
                if problem:
                    self.plan.refuse(read.line, problem)
            done += len(chunk)
            progress(done, self.source.total)
        settle_links(self.session, self.plan)
        return self.plan

    def _note_marks(self) -> None:
        """Note what the book has, as far as rows like these may speak of it."""
        kind, add_marks = self.source.kind, self.staging.add_marks
        self._merged_into = store.merged(self.session)
        add_marks("account", store.account_marks(self.session))
        if kind is not RowKind.ACCOUNTS:
            add_marks("person", store.person_marks(self.session))
            if kind is not RowKind.PEOPLE or self.source.gives("referred_by"):  # else nobody is spoken of by name alone
                self.staging.add_unique_marks("person", store.names_of_people(self.session))
        if kind is RowKind.INITIATIVES:
            add_marks("initiative", store.initiative_marks(self.session))
        if kind is RowKind.ACTIVITIES:
            add_marks("activity", store.activity_marks(self.session))

    def _incoming(self, read: ReadRow) -> ImportRow | str:
        """What a row says; or why it cannot be read, which is nothing for one that is left out."""
        if read.problem:
            return read.problem
        if read.values.get("gone"):  # it was merged or erased before we wrote this file
            self.plan.same += 1
            return ""
        if self.source.preset.joins_only and not self.source.preset.names(read.values):
            self.plan.nameless += 1
            return ""
        try:
            row = import_row(read, self.source.preset)
        except FieldErrors as error:
            return str(error)
        account = self._known_account(row)
        if self.source.preset.joins_only and not account:
            row.values["company"], row.account = row.account[:NAME], ""
            row.filled |= {"company"} if row.values["company"] else set()
        row.marks = marks_of(row, account)
        return row

    def _look_up(self, incoming: list[ImportRow]) -> None:
        """Read the rows of the book that these speak of."""
        keys: dict[str, set[str]] = {}
        for row in incoming:
            key = next(filter(None, (self.staging.find(_family(row.entity), text) for text in row.marks)), None)
            if key:
                keys.setdefault(row.entity, set()).add(key)
            if row.entity == "interaction" and row.values["external_id"]:
                event = self.staging.find("activity", mark("uid", row.values["external_id"]))
                keys.setdefault("event", set()).update([event] if event else [])
        self._rows = {}
        for entity, sought in keys.items():
            self._rows |= store.rows_by_key(self.session, ENTITIES[entity][0], sought)

    def _placed(self, row: ImportRow) -> str:
        """Decide what one row is: new, changed, the same, or a repetition; or why it cannot be."""
        try:
            self._place(row)
        except FieldErrors as error:
            return str(error)
        return ""

    def _place(self, row: ImportRow) -> None:
        account = self._account(row)
        if row.entity == "interaction" and not account:
            raise FieldErrors({"account": _("there is no such account")})
        values = row.values | ({"account_id": account} if row.entity != "account" else {})
        if row.entity in ("initiative", "interaction", "event"):
            values["person_id"] = self._person(row)
        key = self._match(row)
        data = as_json(values)
        line_print = _print(data)
        if key:
            earlier = self.staging.earlier_line(key)
            if earlier and earlier[1] != line_print:
                raise FieldErrors({"": _("line %(line)d says otherwise of the same one") % {"line": earlier[0]}})
            if earlier:
                self.plan.same += 1
                return
        known = self._rows.get(key or "")
        fresh = not key  # else the book has it, or a row before spoke of it by name only
        key = key or new_id()
        for text in row.marks:
            self.staging.claim(_family(row.entity), text, key)
        self.staging.note_line(key, row.line, line_print)
        if known:
            self._compare(row, known, values)
        elif fresh:
            self._make(row, key, data)
        elif self.staging.amend(key, data):
            self.plan.made += 1
            self.plan.accounts -= 1
        self._note_consequences(row, key, account)

    def _keep_company(self, row: ImportRow) -> None:
        """Whoever is known to be at a company stays there where the file names it in another form, or it is no account.

        “Kaya” and “Kaya B.V.” are not made one by that; but nobody moves to a new account because of two letters.
        """
        known = self._rows.get(self._match(row))
        if known and known["account_id"] and company_words(known["account"]) == company_words(row.account):
            row.account, row.account_keys = known["account"], ()
        elif known and not known["account_id"] and fold(known["company"]) == fold(row.account):
            row.values["company"], row.account, row.account_keys = row.account[:NAME], "", ()

    def _match(self, row: ImportRow) -> str:
        """The surest row that this one is; two people of one name are told apart by key and address."""
        for text in row.marks:
            key = self.staging.find(_family(row.entity), text)
            if key and not (text.startswith("name") and row.entity == "person" and self._differs(key, row.values)):
                return key
        return ""

    def _differs(self, key: str, values: Values) -> bool:
        other = self._rows.get(key) or self.staging.made(key)
        return bool(other) and differ(other, values)

    def _make(self, row: ImportRow, key: str, values: Values) -> None:
        self.plan.made += 1
        if row.entity == "person":
            self.staging.add_unique_marks("person", [(mark("who", fold(values["name"])), key)])
            values = values | {"added_on": self.today.isoformat(), "source": self._origin[:NAME], "basis": BASIS}
        self.staging.make(row.entity, key, values)

    def _compare(self, row: ImportRow, known: Values, values: Values) -> None:
        """Find what of a known row the file changes; what it leaves empty says nothing against the book."""
        filled = row.filled | {name for name in ("account_id", "person_id") if values.get(name)}
        new = {name: values[name] for name in filled if name in known and known[name] != values[name]}
        if self.plan.fill_only:
            new = {name: value for name, value in new.items() if known[name] in (None, "")}
        if new.get("note") and str(new["note"]) in known["note"]:
            del new["note"]  # more has been noted since
        if new.get("external_id") == known["id"]:
            del new["external_id"]  # our own key, out of a file that we wrote
        if row.entity == "event" and finished(known):
            new.pop("state", None)
        if not new:
            self.plan.same += 1
            return
        if row.entity == "person" and "account_id" in new:
            new["company"] = ""
        self.plan.changed += 1
        self.staging.change(row.entity, known["id"], as_json(new))
        title = known.get("name") or known.get("title") or known.get("account")
        self.plan.add_example(str(title), _changes(row, known, new))

    def _note_consequences(self, row: ImportRow, key: str, account: str | None) -> None:
        """What follows from a row for others."""
        self.plan.close_days += row.has_close_day
        if row.referred_by:
            self.staging.link(mark(key, account or ""), row.line, row.referred_by)
        if account and row.values.get("state") is InitiativeState.WON:
            self._note_customer(account, row.values["closed_on"] or row.values["opened_on"])
        if row.entity == "interaction" and row.values["external_id"]:
            event = self._rows.get(self.staging.find("activity", mark("uid", row.values["external_id"])) or "")
            if event and not finished(event):
                self.staging.change("event", event["id"], {"state": EventState.DONE.value, "interaction_id": key})

    # --- what a row refers to -------------------------------------------------------------------------------------

    def _known_account(self, row: ImportRow) -> str:
        """The account that a row speaks of, where it is there; of several keys the first is meant, as of names."""
        marks = [mark("id", key) for key in row.account_keys]
        if row.account:
            marks[1:] = [mark("name", fold(row.account))]
        key = next(filter(None, (self.staging.find("account", text) for text in marks)), "")
        return self._merged_into.get(key, key)

    def _account(self, row: ImportRow) -> str | None:
        """The key of the account of a row; one that is named and not there is made on the way."""
        key = self._known_account(row)
        if not key and row.entity == "person" and row.account:
            self._keep_company(row)
            key = self._known_account(row)
        if key or row.entity == "account":
            return key or None
        if not row.account:
            if row.account_keys:
                self.plan.unknown_accounts.add(row.line, row.account_keys[0])
            return None
        return self._make_account(row)

    def _make_account(self, row: ImportRow) -> str:
        """Stage the account that a row names, and return its key."""
        keys = row.account_keys
        try:
            fields = validated(AccountFields, {"name": row.account, "external_id": keys[0] if len(keys) == 1 else ""})
        except FieldErrors as error:
            raise FieldErrors({"account": "; ".join(error.errors.values())}) from error
        key = new_id()
        self.staging.make("account", key, as_json(fields.model_dump()))
        for text in (*(mark("id", other) for other in keys[:1]), mark("name", fold(fields.name))):
            self.staging.claim("account", text, key)
        self.plan.accounts += 1
        return key

    def _person(self, row: ImportRow) -> str | None:
        """The key of the person of a row, where it is known who that is."""
        name = fold(row.person)
        marks = [mark("id", key) for key in row.person_keys]
        marks += [mark("email", name), mark("name", name, fold(row.account)), mark("who", name)] if name else []
        key = next(filter(None, (self.staging.find("person", text) for text in marks)), None)
        if marks and not key:
            self.plan.unknown_people.add(row.line, row.person or row.person_keys[0])
        return self._merged_into.get(key, key) if key else None

    def _note_customer(self, account: str, day: date | None) -> None:
        """An account with a won initiative is a customer, since the first of them."""
        before = self.plan.customers.get(account, "")
        days: Iterator[str] = filter(None, (str(day or ""), before))
        self.plan.customers[account] = min(days, default="")


def _changes(row: ImportRow, known: Values, new: Values) -> Iterator[tuple[str, Any, Any]]:
    """Each field that changes, as it is shown: its name, what it was and what it becomes."""
    for field in (name for name in (*row.values, "account_id", "person_id") if name in new):
        if field == "account_id":
            yield "account", known.get("account"), row.account or "".join(row.account_keys[:1])
        elif new[field] or field != "company":
            yield field, known[field], new[field]


def _family(entity: str) -> str:
    """Under what the marks of an entity are kept: contacts and events are told apart by their marks."""
    return "activity" if entity in ("interaction", "event") else entity


def _print(values: Values) -> bytes:
    """What tells whether two lines say the same, in a few bytes."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()
