"""What the fields of an entity take, whoever fills them: a form, a command, an import or a dump."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench import models as m
from advisorbench.domain.errors import FieldErrors
from advisorbench.services.base import validated
from advisorbench.store.core import table
from advisorbench.store.dump import kind_of
from tests.services.full import full_row, ordered_entities

BEYOND = (date(1, 1, 1), date(1899, 12, 31), date(2201, 1, 1), date(9999, 12, 31))
WITHIN = (date(1900, 1, 1), date(2200, 12, 31))


def fields_of(entity: type[m.Row]) -> type[m.Fields]:
    """The fields of a table."""
    return next(one for one in entity.__mro__[1:] if issubclass(one, m.Fields))


def test_every_day_of_every_entity_lies_within_1900_and_2200() -> None:
    tried = set()
    links: dict[str, str | None] = dict.fromkeys(
        (str(entity.__tablename__) for entity in ordered_entities()), m.new_id()
    )
    for entity in ordered_entities():
        fields = fields_of(entity)
        values = full_row(entity, "a@b.nl", links).model_dump(include=set(fields.model_fields))
        for name in [column.name for column in table(entity).columns if kind_of(column) is date]:
            if name not in values:
                continue
            tried.add(name)
            for day in BEYOND:
                with pytest.raises(FieldErrors, match="1900 to 2200") as caught:
                    validated(fields, values | {name: day})
                assert set(caught.value.errors) == {name}
    assert {"on", "customer_since", "named_on", "held_on", "due_on", "left_on"} <= tried


@pytest.mark.parametrize("day", WITHIN)
def test_the_first_and_the_last_year_are_taken(day: date) -> None:
    assert validated(m.AccountFields, {"name": "Kaya", "customer_since": day}).customer_since == day


def test_an_event_takes_no_start_beyond_those_years() -> None:
    with pytest.raises(FieldErrors, match="1900 to 2200") as caught:
        validated(m.EventFields, {"title": "Fair", "on": date(2026, 11, 23), "minutes": 1440, "also_on": "9999-12-31"})
    assert set(caught.value.errors) == {"also_on"}


@pytest.mark.parametrize("zone", ["", "Asia/Tokyo", "America/New_York"])
def test_a_series_that_ends_in_the_year_9999_as_calendars_write_it_is_taken(zone: str) -> None:
    series = {"title": "Round", "on": date(2026, 11, 23), "at": "09:00", "zone": zone}
    event = validated(m.EventFields, series | {"rule": "FREQ=WEEKLY;UNTIL=99991231T235959Z"})
    assert event.rule.startswith(("FREQ=WEEKLY;UNTIL=2200", "FREQ=WEEKLY;UNTIL=2201"))


def test_an_account_takes_no_review_rule_that_cannot_be_used() -> None:
    for rule in ("FREQ=NONSENSE", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31"):
        with pytest.raises(FieldErrors, match="rule") as caught:
            validated(m.AccountFields, {"name": "Kaya", "review_rule": rule})
        assert set(caught.value.errors) == {"review_rule"}


def test_an_account_keeps_its_review_rule_in_its_plain_form() -> None:
    account = validated(m.AccountFields, {"name": "Kaya", "review_rule": " rrule:freq=monthly;interval=3 "})
    assert account.review_rule == "FREQ=MONTHLY;INTERVAL=3"
