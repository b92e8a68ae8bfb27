"""A row that breaks a rule, written by another program: its account says so, and everything else goes on."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from advisorbench.domain.errors import Refused
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.language.reasons import say_reason
from advisorbench.domain.records.faults import say_faults
from advisorbench.domain.records.states import Action
from advisorbench.domain.views import AccountLine
from advisorbench.services import Services
from advisorbench.store.core import table
from advisorbench.store.dump import dump_columns, dumped, kind_of
from tests.services.making import TODAY

KAYA = "SELECT id FROM account WHERE name = 'Kaya Logistics'"
RULE = "UPDATE account SET review_rule = 'FREQ=NONSENSE' WHERE name = 'Kaya Logistics'"


def write(services: Services, *statements: str) -> None:
    """Write into the book as another program would."""
    with closing(sqlite3.connect(services.book.path, isolation_level=None)) as book:
        for statement in statements:
            assert book.execute(statement).rowcount, statement


def faulty(services: Services) -> list[AccountLine]:
    """The accounts that cannot be judged."""
    return [line for line in services.accounts.lines() if line.faults]


def set_every_day(services: Services, day: str) -> set[str]:
    """Set the first row of every table to a day, in every column that has one; returns the keys of these rows."""
    keys: set[str] = set()
    with closing(sqlite3.connect(services.book.path, isolation_level=None)) as book:
        for entity in dumped():
            name = table(entity).name
            days = [f'"{c.name}"' for c in dump_columns(entity) if kind_of(c) is date and c.name != "archived_on"]
            rows = book.execute(f'SELECT id, {", ".join(days)} FROM "{name}" ORDER BY id').fetchall() if days else []
            for key, *filled in [row for row in rows if any(row[1:])][:1]:
                sets = ", ".join(f"{column} = '{day}'" for column, there in zip(days, filled, strict=True) if there)
                book.execute(f'UPDATE "{name}" SET {sets} WHERE id = ?', (key,))
                keys.add(key)
    return keys


def use_everything(services: Services) -> None:
    """Read what every screen and list reads."""
    services.agenda.view()
    services.calendar.days(TODAY - timedelta(7), TODAY + timedelta(60))
    services.calendar.whom_to_see(TODAY)
    services.asks.desk()
    services.referrals.tree()
    services.referrals.record()
    services.initiatives.lines()
    services.testimonials.lines()
    services.reviews.spread()
    services.time.view()
    services.duplicates.find(100)
    for period in ("2026-W47", "2026-Q3"):
        services.summaries.of(parse_span(period, TODAY), full=True)
    for line in services.accounts.lines():
        services.accounts.brief(line.id)
        if line.faults:
            services.accounts.whole(line.id)


def test_an_account_that_cannot_be_judged_is_a_line_that_says_why_and_the_others_are_as_they_were(
    sample: Services,
) -> None:
    before = {line.id: line for line in sample.accounts.lines()}
    write(sample, RULE)
    after = {line.id: line for line in type(sample)(sample.book, sample.clock, sample.rules).accounts.lines()}
    (kaya,) = [line for line in after.values() if line.faults]
    assert kaya.name == "Kaya Logistics"
    assert "review rule: write a rule such as" in say_faults(kaya.faults)
    assert {key: line for key, line in after.items() if key != kaya.id} == {
        key: line for key, line in before.items() if key != kaya.id
    }


def test_what_cannot_be_judged_stands_first_in_the_agenda_to_be_edited(sample: Services) -> None:
    write(sample, RULE)
    _owe, lines = sample.agenda.view().lanes[0]
    assert (lines[0].account, lines[0].action) == ("Kaya Logistics", Action.EDIT)
    said = say_reason(lines[0].reason, TODAY)
    assert said.startswith(say_faults(faulty(sample)[0].faults))
    assert "export everything" in said


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_beyond_the_calendar_in_every_table_take_nothing_down_and_are_named(sample: Services, day: str) -> None:
    keys = set_every_day(sample, day)
    assert len(keys) > 15
    use_everything(sample)
    wrong = sample.checking.wrong()
    assert {key for key in keys if any(key in line for line in wrong)} == keys
    assert len(wrong) == len(keys)
    assert faulty(sample)


@pytest.mark.parametrize(
    "statement",
    [
        RULE,
        "UPDATE account SET customer_since = 'soon' WHERE name = 'Kaya Logistics'",
        "UPDATE account SET review_every_months = 1000000 WHERE name = 'Kaya Logistics'",
        "UPDATE account SET contact_max_days = 1000000000 WHERE name = 'Kaya Logistics'",
        f"UPDATE interaction SET \"on\" = 'soon' WHERE account_id = ({KAYA})",
        f"UPDATE measure SET value = 1e300 WHERE account_id = ({KAYA})",
    ],
    ids=["rule", "no day", "months", "days", "contact", "measure"],
)
def test_what_no_rule_can_reckon_with_is_one_account_s_affair(sample: Services, statement: str) -> None:
    write(sample, statement)
    use_everything(sample)
    assert [line.name for line in faulty(sample)] == ["Kaya Logistics"]
    assert any("Kaya Logistics" in line for line in sample.checking.wrong())


def test_nothing_is_judged_of_such_an_account_and_whoever_asks_is_told_why(sample: Services) -> None:
    write(sample, RULE)
    (kaya,) = faulty(sample)
    brief = sample.accounts.brief(kaya.id)
    assert brief.facts.people
    assert brief.verdicts == ()
    for asked in (
        lambda: sample.asks.preparation(kaya.id, brief.facts.people[0].id),
        lambda: sample.asks.readiness(kaya.id, brief.facts.people[0].id),
        lambda: sample.reviews.pack(kaya.id),
    ):
        with pytest.raises(Refused, match="review rule: write a rule such as"):
            asked()


def test_editing_the_account_mends_it(sample: Services) -> None:
    write(sample, RULE)
    (kaya,) = faulty(sample)
    version, fields = sample.accounts.fields_of(kaya.id)
    assert fields["review_rule"] == "FREQ=NONSENSE"
    sample.accounts.edit(kaya.id, version, {"review_rule": "FREQ=MONTHLY"})
    assert faulty(sample) == []
    assert sample.checking.wrong() == []


def test_importing_a_corrected_dump_mends_any_row(sample: Services) -> None:
    write(sample, "UPDATE referral SET named_on = '9999-12-31' WHERE name = 'Elif Kaya'")
    assert len(sample.checking.wrong()) == 1
    path = sample.book.path.with_suffix(".json")
    data = json.loads("".join(sample.exports.dump()))
    (row,) = [row for row in data["tables"]["referral"] if row["named_on"] == "9999-12-31"]
    row["named_on"] = row["introduced_on"] or "2026-01-01"
    path.write_text(json.dumps(data), "utf-8")
    assert sample.imports.apply(sample.imports.plan(path))["changed"] == 1
    assert sample.checking.wrong() == []
    assert faulty(sample) == []


def test_the_sample_book_keeps_every_rule(sample: Services) -> None:
    assert sample.checking.wrong() == []
