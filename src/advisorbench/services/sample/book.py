"""The sample book: one seller's invented year, with today as its last day.

Every state that the method knows occurs in it. What it says stands in `people`; here it becomes rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from advisorbench import models as m
from advisorbench.clock import Clock
from advisorbench.domain.records.states import InteractionKind, PromiseState, ReviewState, Stage
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold
from advisorbench.services.sample import people as told
from advisorbench.store.book import make_book
from advisorbench.store.core import table

_COUNTRIES = {"NL": "Netherlands", "BE": "Belgium", "GB": "United Kingdom"}
_EVERY = {"A": 16, "B": 35, "C": 80, "D": 110}
"""Days between one interaction and the next, roughly, by tier."""
_MINUTES = {
    "call": (10, 35), "mail": (5, 15), "visit": (60, 120), "meeting": (45, 90), "message": (2, 5), "other": (60, 150),
}  # fmt: skip
"""How long one takes, by kind: at least, and less than."""
_ORDER = (
    m.AccountRow, m.PersonRow, m.ObjectiveRow, m.MeasureRow, m.ReviewRow, m.AttendanceRow, m.InitiativeRow,
    m.BuyingStepRow, m.InteractionRow, m.IssueRow, m.OutcomeRow, m.IdeaRow, m.SignalRow, m.TargetRow, m.AskRow,
    m.ReferralRow, m.PromiseRow, m.ThanksRow, m.IntroductionRow, m.TestimonialRow, m.EventRow,
)  # fmt: skip
"""The tables, what is referred to before what refers to it."""

Cells = dict[str, str]
Record = dict[str, Any]


def make_sample(folder: Path, clock: Clock) -> Path:
    """Make the sample book in an empty folder; returns its path.

    The same day gives the same book, keys aside. Its journal is empty: undo never takes the sample itself away.

    Args:
        folder: Where; it is made if it is not there.
        clock: Tells the day that the book ends on.

    Raises:
        BookError: There is a sample there already, or the folder cannot be written.
    """
    path = folder / "sample.db"
    book = make_book(path, clock.now)
    rows = _Sample(clock.today()).rows
    with book.write("sample") as session:
        for entity in _ORDER:
            session.execute(sa.insert(table(entity)), rows[entity])
    book.engine.dispose()
    return path


def _cells(text: str) -> Iterator[Cells]:
    """The lines of a table as cells by column; empty cells are left out."""
    head, *lines = text.strip().splitlines()
    columns = head.split(" | ")
    for line in lines:
        cells = (cell.strip() for cell in line.split("|"))
        yield {column: cell for column, cell in zip(columns, cells, strict=False) if cell}


class _Sample:
    """The rows of the sample book, by entity, checked as a form would check them."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.rows: dict[type[m.Row], list[Record]] = defaultdict(list)
        self.accounts: dict[str, Record] = {}
        self.people: dict[str, Record] = {}
        self.lands: dict[str, str] = {}
        self._accounts_and_people()
        for entity, text in ((m.IssueRow, told.ISSUES), (m.SignalRow, told.SIGNALS), (m.PromiseRow, told.PROMISES),
                             (m.TargetRow, told.TARGETS), (m.ThanksRow, told.THANKS),
                             (m.IntroductionRow, told.INTRODUCTIONS)):  # fmt: skip
            for cells in _cells(text):
                self.add(entity, **self.values(cells))
        self._objectives()
        self._outcomes()
        self._ideas()
        self._initiatives()
        self._asks_and_referrals()
        self._testimonials()
        self._connections()
        for cells in _cells(told.ACCOUNTS):
            self._history(cells, Random(cells["key"]))
        self._reviews()
        self._week()
        self._hours()
        for cells in _cells(told.EVENTS):
            zone = {"zone": Rules().zone} if "at" in cells else {}
            self.add(m.EventRow, **self.values(cells), **zone, batch_id=None)

    def add(self, entity: type[m.Row], **values: Any) -> Record:
        """One row of an entity, its fields checked; columns beside the fields are taken as they are."""
        fields: type[m.Fields] = next(base for base in entity.__mro__[1:] if issubclass(base, m.Fields))
        known = {name: value for name, value in values.items() if name in fields.model_fields}
        row = {**values, **fields.model_validate(known).model_dump(), "id": m.new_id(), "version": 1}
        if entity.searched:
            row["folded"] = m.folded(row, entity.searched)
        self.rows[entity].append(row)
        return row

    def values(self, cells: Cells) -> Record:
        """Cells as fields: days counted from today, names as keys, amounts as cents in the account's currency."""
        values: Record = {}
        for column, cell in cells.items():
            if column == "account":
                values["account_id"] = self.accounts[cell]["id"]
            elif column in ("person", "verified_by"):
                values[f"{column}_id"] = self.people[cell]["id"]
                values["account_id"] = self.people[cell]["account_id"]
            elif column in ("amount", "spent", "worth"):
                values[f"{column}_cents"] = int(cell) * 100
            elif column == "on" or column.endswith("_on") or column == "customer_since":
                values[column] = self.day(int(cell))
            else:
                values[column] = cell
        if "amount" in cells or "worth" in cells:
            values["currency"] = "GBP" if self.lands[values["account_id"]] == "GB" else "EUR"
        return values

    def day(self, offset: int) -> date:
        """So many days from today, moved out of the weekend: what happened to the Friday, what comes to the Monday."""
        day = self.today + timedelta(offset)
        beyond = day.weekday() - 4
        if offset == 0 or beyond <= 0:
            return day
        return day - timedelta(beyond) if offset < 0 else day + timedelta(3 - beyond)

    def _accounts_and_people(self) -> None:
        more: dict[str, Cells] = defaultdict(dict)
        for cells in _cells(told.MORE):
            more[cells["key"]][cells["field"]] = cells["value"]
        for cells in _cells(told.ACCOUNTS):
            key, land = cells["key"], cells["land"]
            giver = self.accounts.get(cells.get("referred_by", ""))
            values = self.values({**cells, **more[key]})
            values = {name: value for name, value in values.items() if name in m.AccountFields.model_fields}
            values |= {"country": _COUNTRIES[land], "website": f"https://{_domain(cells['name'])}"}
            values["currency"] = "GBP" if land == "GB" else "EUR"
            values["employees"] = Random(cells["name"]).randrange(12, 90) * {"A": 4, "B": 2}.get(cells["tier"], 1)
            if giver:
                values |= {"referred_by_id": giver["id"], "generation": giver["generation"] + 1}
            self.accounts[key] = self.add(m.AccountRow, **values)
            self.lands[self.accounts[key]["id"]] = land
        came = {cells["name"]: cells for cells in _cells(told.REFERRALS) if "became" in cells}
        for cells in _cells(told.PEOPLE):
            self.people[cells["name"]] = self._person(cells, came.get(cells["name"]))

    def _person(self, cells: Cells, came: Cells | None) -> Record:
        account, name = self.accounts[cells["account"]], cells["name"]
        first, _space, last = fold(name).partition(" ")
        more = cells.get("more")
        return self.add(
            m.PersonRow,
            **self.values({column: cell for column, cell in cells.items() if column != "more"}),
            email=re.sub("[^a-z.@-]", "", f"{first}.{last}@{_domain(account['name'])}"),
            language="en" if self.lands[account["id"]] == "GB" else "nl",
            do_not_ask=more == "do not ask",
            left_on=self.day(-120) if more == "left" else None,
            came_by_referral=came is not None,
            source=f"introduced by {came['person']}" if came else "entered by hand",
            basis=_basis(came) if came else "business relation",
            added_on=account["customer_since"] or self.day(-360),
        )

    def _connections(self) -> None:
        for cells in _cells(told.CONNECTIONS):
            self.add(m.PersonRow, **cells, source="import: Connections.csv", basis="business relation",
                     added_on=self.day(-200))  # fmt: skip

    def _objectives(self) -> None:
        for cells in _cells(told.OBJECTIVES):
            values = self.values(cells)
            history = values.pop("measures", "")
            row = self.add(m.ObjectiveRow, **values)
            for step in history.split():
                day, _colon, value = step.partition(":")
                self.add(
                    m.MeasureRow, account_id=row["account_id"], objective_id=row["id"], on=self.day(int(day)),
                    value=float(value),
                )  # fmt: skip

    def _ideas(self) -> None:
        for cells in _cells(told.IDEAS):
            values = self.values(cells)
            aim, brought = values.pop("objective"), values.pop("brought", None)
            values["objective_id"] = next(
                row["id"]
                for row in self.rows[m.ObjectiveRow]
                if row["account_id"] == values["account_id"] and row["wording"].startswith(aim)
            )
            outcome = next((row["id"] for row in self.rows[m.OutcomeRow] if brought and row["what"] == brought), None)
            self.add(m.IdeaRow, **values, outcome_id=outcome)

    def _outcomes(self) -> None:
        aims: dict[str, str] = {}
        for row in self.rows[m.ObjectiveRow]:
            aims.setdefault(row["account_id"], row["id"])
        for cells in _cells(told.OUTCOMES):
            values = self.values(cells)
            self.add(m.OutcomeRow, **values, objective_id=aims.get(values["account_id"]))

    def _initiatives(self) -> None:
        for cells in _cells(told.INITIATIVES):
            values = self.values(cells)
            said = values.pop("then", "")
            self.add(m.InitiativeRow, **values, **{"end_reason" if "closed_on" in cells else "next_step": said})
        named = {row["name"]: row for row in self.rows[m.InitiativeRow]}
        for cells in _cells(told.STEPS):
            initiative = named[cells.pop("initiative")]
            values = self.values(cells) | {"account_id": initiative["account_id"]}
            self.add(m.BuyingStepRow, **values, initiative_id=initiative["id"])

    def _asks_and_referrals(self) -> None:
        targets = {row["who"]: row["id"] for row in self.rows[m.TargetRow]}
        for cells in _cells(told.ASKS):
            values = self.values(cells)
            self.add(m.AskRow, **values, target_id=targets.get(values.pop("target", "")))
        for cells in _cells(told.REFERRALS):
            values = self.values(cells)
            days = [self.day(int(step)) for step in values.pop("steps").split()]
            stage = list(Stage)[len(days) - 1]
            values |= {f"{reached.value}_on": on for reached, on in zip(Stage, days, strict=False)}
            asked = [a for a in self.rows[m.AskRow] if a["person_id"] == values["person_id"] and a["state"] == "yes"]
            answered = [a["id"] for a in asked if a["answered_on"] <= days[0]]
            report, became = values.pop("report"), self.accounts.get(values.pop("became", ""))
            values |= {"ask_id": answered[-1] if answered else None, "new_account_id": became and became["id"]}
            values["stage"] = Stage.ENDED if "ended_on" in values else stage
            values["permission_basis"] = _basis(cells) if len(days) > 1 else ""
            row = self.add(m.ReferralRow, **values)
            self._report(cells, row, row["ended_on"] or days[-1], PromiseState(report))

    def _testimonials(self) -> None:
        outcomes = {(row["account_id"], row["what"]): row["id"] for row in self.rows[m.OutcomeRow]}
        asked = {row["person_id"]: row["id"] for row in self.rows[m.AskRow] if row["kind"] == "testimonial"}
        for cells in _cells(told.TESTIMONIALS):
            values = self.values(cells)
            values["outcome_id"] = outcomes[values["account_id"], values.pop("outcome")]
            values["places"] = "\n".join(values.get("places", "").split("; "))
            ask_id = asked.get(values["person_id"]) if "requested_on" in values else None
            self.add(m.TestimonialRow, **values, ask_id=ask_id)

    def _report(self, cells: Cells, referral: Record, since: date, state: PromiseState) -> None:
        """What is, or was, owed to the referrer."""
        due_on = since + timedelta(14 if referral["stage"] is Stage.NAMED else 3)
        taken = {PromiseState.KEPT: 0, PromiseState.LATE: 5, PromiseState.BROKEN: 30}.get(state)
        self.add(
            m.PromiseRow,
            account_id=referral["account_id"], person_id=referral["person_id"], referral_id=referral["id"],
            what=f"Tell {cells['person'].split()[0]} how it went with {cells['name']}",
            made_on=since, due_on=due_on, state=state,
            closed_on=None if taken is None else due_on + timedelta(taken),
        )  # fmt: skip

    def _history(self, cells: Cells, rng: Random) -> None:
        """The interactions at one account up to the last one, no two alike in a row."""
        if "last" not in cells:
            return
        account = self.accounts[cells["key"]]
        people = [p for p in self.rows[m.PersonRow] if p["account_id"] == account["id"] and not p["left_on"]]
        notes = [tuple(line.split(" | ")) for line in self._notes(account).strip().splitlines()]
        rng.shuffle(notes)
        last, every = int(cells["last"]), _EVERY[cells["tier"]]
        known = -int(cells.get("customer_since", -300)) + 60  # first met some weeks before they bought
        until = min(max(365, last + 2 * every), known)
        offset, turn = last, 0
        while offset <= until:
            kind, note = notes[turn % len(notes)]
            person = people[0] if rng.random() < 0.5 else rng.choice(people)
            minutes = rng.randrange(*_MINUTES[kind]) // 5 * 5 or 2
            self._interaction(
                account, person, self.day(-offset), kind, minutes if rng.random() < 0.85 else None,
                _say(note, cells["topic"], person),
            )  # fmt: skip
            offset, turn = offset + max(3, round(every * rng.uniform(0.5, 1.5))), turn + 1

    def _notes(self, account: Record) -> str:
        return told.NOTES_EN if self.lands[account["id"]] == "GB" else told.NOTES_NL

    def _interaction(
        self, account: Record, person: Record, on: date, kind: str, minutes: int | None, note: str
    ) -> None:
        self.add(
            m.InteractionRow,
            account_id=account["id"],
            person_id=person["id"],
            on=on,
            kind=kind,
            minutes=minutes,
            note=note,
        )

    def _reviews(self) -> None:
        """The reviews that were held, each an interaction too, and those to come."""
        topics = {cells["key"]: cells["topic"] for cells in _cells(told.ACCOUNTS)}
        agendas: dict[str, list[str]] = defaultdict(list)
        for cells in _cells(told.AGENDAS):
            agendas[cells["account"]].append(cells["line"])
        for cells in _cells(told.REVIEWS):
            account, rng = self.accounts[cells["account"]], Random(cells["account"])
            person = next(p for p in self.rows[m.PersonRow] if p["account_id"] == account["id"])
            said = told.REVIEW_NOTES["en" if self.lands[account["id"]] == "GB" else "nl"]
            for turn, offset in enumerate(cells["held"].split()):
                on, minutes = self.day(int(offset)), rng.choice((60, 75, 90, 90, 105, None))
                note = _say(said[turn % len(said)], topics[cells["account"]], person)
                done = int(offset) < -7
                review = self.add(
                    m.ReviewRow,
                    account_id=account["id"],
                    state=ReviewState.FOLLOWED_UP if done else ReviewState.HELD,
                    planned_on=on,
                    held_on=on,
                    followed_up_on=self.day(int(offset) + 2) if done else None,
                    minutes=minutes,
                    note=note,
                )
                self.add(m.AttendanceRow, account_id=account["id"], review_id=review["id"], person_id=person["id"])
                self._interaction(account, person, on, InteractionKind.REVIEW, minutes, note)
            if "state" in cells:
                field = "due_on" if cells["state"] == ReviewState.DUE else "planned_on"
                waiting = {"state": cells["state"], field: self.day(int(cells["on"]))}
                agenda = "\n".join(agendas[cells["account"]])
                review = self.add(m.ReviewRow, account_id=account["id"], **waiting, agenda=agenda)
                if agenda:
                    self.add(m.AttendanceRow, account_id=account["id"], review_id=review["id"], person_id=person["id"])

    def _week(self) -> None:
        """What was done this week, up to today."""
        monday = self.today - timedelta(self.today.weekday())
        accounts = {row["id"]: row for row in self.accounts.values()}
        for cells in _cells(told.WEEK):
            on = monday + timedelta(int(cells["weekday"]))
            if on <= self.today:
                person = self.people[cells["person"]]
                account = accounts[person["account_id"]]
                self._interaction(account, person, on, cells["kind"], int(cells["minutes"]), cells["note"])

    def _hours(self) -> None:
        """The year's hours without a contact: inside, and on the road to every visit."""
        rng = Random("hours")
        monday = self.today - timedelta(self.today.weekday())
        for ago in range(52):
            for weekday, title in told.INSIDE:
                minutes = rng.randrange(30, 100) // 5 * 5
                if rng.random() < 0.8 or not ago:
                    self._done(monday + timedelta(weekday - 7 * ago), "08:00", minutes, "focus", title)
        for visit in [row for row in self.rows[m.InteractionRow] if row["kind"] == InteractionKind.VISIT]:
            minutes = rng.randrange(30, 110) // 5 * 5
            self._done(visit["on"], "07:00", minutes, "travel", told.TRAVEL, visit["account_id"])

    def _done(self, on: date, at: str, minutes: int, kind: str, title: str, account_id: str | None = None) -> None:
        if self.today - timedelta(365) < on < self.today:
            self.add(
                m.EventRow, on=on, at=at, zone=Rules().zone, minutes=minutes, kind=kind, state="done", title=title,
                account_id=account_id, batch_id=None,
            )  # fmt: skip


def _domain(name: str) -> str:
    """A made-up address on the web; the ending is kept free for examples (RFC 2606)."""
    return re.sub("[^a-z]+", "-", fold(name)).strip("-") + ".example"


def _basis(referral: Cells) -> str:
    return f"{referral['person']} wrote to both; {referral['name']} agreed"


def _say(note: str, topic: str, person: Record) -> str:
    text = note.format(topic=topic, first=person["name"].split()[0])
    return text[:1].upper() + text[1:]
