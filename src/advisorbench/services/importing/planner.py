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
from advisorbench.services.importing.plan import ENTITIES, EXAMPLES, Plan, Progress
from advisorbench.services.importing.referral_links import settle_links
from advisorbench.services.importing.rows import ImportRow, Values, differ, draft_of, finished, marks_of
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

    def __init__(self, session: BookSession, plan: Plan, today: date) -> None:
        self.session, self.plan, self.today = session, plan, today
        self.source, self.staging = plan.source, plan.staging
        self._rows: dict[str, Values] = {}
        self._into: dict[str, str] = {}
        self._origin = _("import: %(file)s") % {"file": self.source.path.name}

    def read(self, progress: Progress) -> Plan:
        """Go through the whole file."""
        self._know()
        rows, done = self.source.rows(), 0
        while chunk := list(islice(rows, CHUNK)):
            drafts = [self._draft(read) for read in chunk]
            self._look_up([draft for draft in drafts if isinstance(draft, ImportRow)])
            for read, draft in zip(chunk, drafts, strict=True):
                problem = self._placed(draft) if isinstance(draft, ImportRow) else draft
                if problem:
                    self.plan.refuse(read.line, problem)
            done += len(chunk)
            progress(done, self.source.total)
        settle_links(self.session, self.plan)
        return self.plan

    def _know(self) -> None:
        """Note what the book has, as far as rows like these may speak of it."""
        kind, know = self.source.kind, self.staging.know
        self._into = store.merged(self.session)
        know("account", store.account_marks(self.session))
        if kind is not RowKind.ACCOUNTS:
            know("person", store.person_marks(self.session))
            if kind is not RowKind.PEOPLE or self.source.gives("referred_by"):  # else nobody is spoken of by name alone
                self.staging.know_only("person", store.names_of_people(self.session))
        if kind is RowKind.INITIATIVES:
            know("initiative", store.initiative_marks(self.session))
        if kind is RowKind.ACTIVITIES:
            know("activity", store.activity_marks(self.session))

    def _draft(self, read: ReadRow) -> ImportRow | str:
        """What a row says; or why it cannot be read, which is nothing for one that is left out."""
        if read.problem:
            return read.problem
        if read.values.get("gone"):  # it went up in another, or was erased, before we wrote this file
            self.plan.same += 1
            return ""
        if self.source.preset.joins_only and not self.source.preset.names(read.values):
            self.plan.nameless += 1
            return ""
        try:
            draft = draft_of(read, self.source.preset)
        except FieldErrors as error:
            return str(error)
        account = self._known_account(draft)
        if self.source.preset.joins_only and not account:
            draft.values["company"], draft.account = draft.account[:NAME], ""
            draft.said |= {"company"} if draft.values["company"] else set()
        draft.marks = marks_of(draft, account)
        return draft

    def _look_up(self, drafts: list[ImportRow]) -> None:
        """Read the rows of the book that these speak of."""
        keys: dict[str, set[str]] = {}
        for draft in drafts:
            for one in draft.marks:
                key = self.staging.find(_family(draft.entity), one)
                if key:
                    keys.setdefault(draft.entity, set()).add(key)
                    break
            if draft.entity == "interaction" and draft.values["external_id"]:
                event = self.staging.find("activity", mark("uid", draft.values["external_id"]))
                keys.setdefault("event", set()).update([event] if event else [])
        self._rows = {}
        for entity, found in keys.items():
            self._rows |= store.rows_by_key(self.session, ENTITIES[entity][0], found)

    def _placed(self, draft: ImportRow) -> str:
        """Decide what one row is: new, changed, the same, or a repetition; or why it cannot be."""
        try:
            self._place(draft)
        except FieldErrors as error:
            return str(error)
        return ""

    def _place(self, draft: ImportRow) -> None:
        account = self._account(draft)
        if draft.entity == "interaction" and not account:
            raise FieldErrors({"account": _("there is no such account")})
        values = draft.values | ({"account_id": account} if draft.entity != "account" else {})
        if draft.entity in ("initiative", "interaction", "event"):
            values["person_id"] = self._person(draft)
        key = self._match(draft)
        said = as_json(values)
        print_of_it = _print(said)
        if key:
            before = self.staging.told(key)
            if before and before[1] != print_of_it:
                raise FieldErrors({"": _("line %(line)d says otherwise of the same one") % {"line": before[0]}})
            if before:
                self.plan.same += 1
                return
        known = self._rows.get(key or "")
        fresh = not key  # else the book has it, or a row before spoke of it by name only
        key = key or new_id()
        for one in draft.marks:
            self.staging.claim(_family(draft.entity), one, key)
        self.staging.tell(key, draft.line, print_of_it)
        if known:
            self._compare(draft, known, values)
        elif fresh:
            self._make(draft, key, said)
        elif self.staging.amend(key, said):
            self.plan.made += 1
            self.plan.accounts -= 1
        self._and_so(draft, key, account)

    def _keep_company(self, draft: ImportRow) -> None:
        """Whoever is known to be at a company stays there where the file names it in another form, or it is no account.

        “Kaya” and “Kaya B.V.” are not made one by that; but nobody moves to a new account because of two letters.
        """
        known = self._rows.get(self._match(draft))
        if known and known["account_id"] and company_words(known["account"]) == company_words(draft.account):
            draft.account, draft.account_keys = known["account"], ()
        elif known and not known["account_id"] and fold(known["company"]) == fold(draft.account):
            draft.values["company"], draft.account, draft.account_keys = draft.account[:NAME], "", ()

    def _match(self, draft: ImportRow) -> str:
        """The surest row that this one is; two people of one name are told apart by key and address."""
        for one in draft.marks:
            key = self.staging.find(_family(draft.entity), one)
            if key and not (one.startswith("name") and draft.entity == "person" and self._differs(key, draft.values)):
                return key
        return ""

    def _differs(self, key: str, values: Values) -> bool:
        other = self._rows.get(key) or self.staging.made(key)
        return bool(other) and differ(other, values)

    def _make(self, draft: ImportRow, key: str, values: Values) -> None:
        self.plan.made += 1
        if draft.entity == "person":
            self.staging.know_only("person", [(mark("who", fold(values["name"])), key)])
            values = values | {"added_on": self.today.isoformat(), "source": self._origin[:NAME], "basis": BASIS}
        self.staging.make(draft.entity, key, values)

    def _compare(self, draft: ImportRow, row: Values, values: Values) -> None:
        """Find what of a known row the file changes; what it leaves empty says nothing against the book."""
        said = draft.said | {name for name in ("account_id", "person_id") if values.get(name)}
        new = {name: values[name] for name in said if name in row and row[name] != values[name]}
        if self.plan.fill_only:
            new = {name: value for name, value in new.items() if row[name] in (None, "")}
        if new.get("note") and str(new["note"]) in row["note"]:
            del new["note"]  # more has been noted since
        if new.get("external_id") == row["id"]:
            del new["external_id"]  # our own key, out of a file that we wrote
        if draft.entity == "event" and finished(row):
            new.pop("state", None)
        if not new:
            self.plan.same += 1
            return
        if draft.entity == "person" and "account_id" in new:
            new["company"] = ""
        self.plan.changed += 1
        self.staging.change(draft.entity, row["id"], as_json(new))
        if len(self.plan.examples) < EXAMPLES:
            self.plan.examples.append(self._example(draft, row, new))

    def _example(self, draft: ImportRow, row: Values, new: Values) -> str:
        names = {"account_id": ("account", row.get("account"), draft.account or draft.account_keys[:1])}
        parts = []
        for field in (name for name in (*draft.values, "account_id", "person_id") if name in new):
            name, before, after = names.get(field, (field, row[field], new[field]))
            text = f"{name}: {_shown(before)} → {_shown(after)}"
            if text not in parts and not (field == "company" and not new[field]):
                parts.append(text)
        title = row.get("name") or row.get("title") or row.get("account")
        return f"{title}: {', '.join(parts)}"

    def _and_so(self, draft: ImportRow, key: str, account: str | None) -> None:
        """What follows from a row for others."""
        self.plan.hoped += draft.hoped
        if draft.referred_by:
            self.staging.link(mark(key, account or ""), draft.line, draft.referred_by)
        if account and draft.values.get("state") is InitiativeState.WON:
            self._customer(account, draft.values["closed_on"] or draft.values["opened_on"])
        if draft.entity == "interaction" and draft.values["external_id"]:
            event = self._rows.get(self.staging.find("activity", mark("uid", draft.values["external_id"])) or "")
            if event and not finished(event):
                self.staging.change("event", event["id"], {"state": EventState.DONE.value, "interaction_id": key})

    # --- what a row refers to -------------------------------------------------------------------------------------

    def _known_account(self, draft: ImportRow) -> str:
        """The account that a row speaks of, where it is there; of several keys the first is meant, as of names."""
        marks = [mark("id", key) for key in draft.account_keys]
        if draft.account:
            marks[1:] = [mark("name", fold(draft.account))]
        key = next((key for one in marks if (key := self.staging.find("account", one))), "")
        return self._into.get(key, key)

    def _account(self, draft: ImportRow) -> str | None:
        """The key of the account of a row; one that is named and not there is made on the way."""
        key = self._known_account(draft)
        if not key and draft.entity == "person" and draft.account:
            self._keep_company(draft)
            key = self._known_account(draft)
        if key or draft.entity == "account":
            return key or None
        if not draft.account:
            if draft.account_keys:
                self.plan.nowhere.add(draft.line, draft.account_keys[0])
            return None
        keys = draft.account_keys
        try:
            fields = validated(AccountFields, {"name": draft.account, "external_id": keys[0] if len(keys) == 1 else ""})
        except FieldErrors as error:
            raise FieldErrors({"account": "; ".join(error.errors.values())}) from error
        key = new_id()
        self.staging.make("account", key, as_json(fields.model_dump()))
        for one in (*(mark("id", other) for other in keys[:1]), mark("name", fold(fields.name))):
            self.staging.claim("account", one, key)
        self.plan.accounts += 1
        return key

    def _person(self, draft: ImportRow) -> str | None:
        """The key of the person of a row, where it is known who that is."""
        name = fold(draft.person)
        marks = [mark("id", key) for key in draft.person_keys]
        marks += [mark("email", name), mark("name", name, fold(draft.account)), mark("who", name)] if name else []
        key = next((key for one in marks if (key := self.staging.find("person", one))), None)
        if marks and not key:
            self.plan.unmet.add(draft.line, draft.person or draft.person_keys[0])
        return self._into.get(key, key) if key else None

    def _customer(self, account: str, day: date | None) -> None:
        """An account with a won initiative is a customer, since the first of them."""
        before = self.plan.customers.get(account, "")
        days: Iterator[str] = filter(None, (str(day or ""), before))
        self.plan.customers[account] = min(days, default="")


def _family(entity: str) -> str:
    """Under what the marks of an entity are kept: contacts and events are told apart by their marks."""
    return "activity" if entity in ("interaction", "event") else entity


def _print(values: Values) -> bytes:
    """What tells whether two lines say the same, in a few bytes."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _shown(value: Any) -> str:
    return "–" if value in (None, "", ()) else value[0] if isinstance(value, tuple) else str(value)
