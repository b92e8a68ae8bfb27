"""The agenda: events with a time of day or whole days, once or repeated, as calendars know them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from pydantic import field_validator, model_validator
from sqlmodel import Field

from advisorbench.domain.days.calendar import check_time, check_zone
from advisorbench.domain.days.recurrence import check_first, check_repeat, check_starts, plain_until, start_of
from advisorbench.domain.records.states import EventKind, EventState
from advisorbench.i18n import N_
from advisorbench.models.base import NOTE, Fields, Row, line, link, name, new_id, note, search_text, word

LONGEST = 366 * 1440
"""The longest event, in minutes."""


def starts() -> str:
    """Starts of occurrences, parted by spaces; there may be many."""
    return Field(default="", max_length=NOTE, sa_type=sa.Text)  # type: ignore[no-any-return]


class EventFields(Fields):
    """An event. It begins on a day `on`, at `at` on the clocks of `zone`; without a time it takes whole days.

    A repeated event has a `rule` (RRULE), more starts in `also_on` and left-out ones in `not_on`. One occurrence that
    is otherwise than its series is a row of its own: the same `uid`, and in `recurrence_id` the start it had. All
    these starts are written on the clocks of the series: ``2026-11-23T09:00``, or ``2026-11-23`` for whole days.

    Args:
        at: Hour and minute, ``09:00``; empty for whole days.
        zone: The zone of its clocks (IANA); empty follows the seller's own, and for whole days.
        minutes: How long it takes; 1,440 for each whole day.
        travel_minutes: The way there and back together, not part of `minutes`.
        calendar: The calendar it was imported from; empty for one's own.
        busy: Whether it only says that there is no time; it is nobody's business what it is about.
        free: Whether it takes no time, such as a birthday.
        interaction_id: The contact that was logged when it was finished.
    """

    title: str = name()
    kind: EventKind = Field(default=EventKind.OTHER, sa_type=word(EventKind))
    state: EventState = Field(default=EventState.PLANNED, sa_type=word(EventState))
    account_id: str | None = link("account")
    person_id: str | None = link("person")
    on: date
    at: str = Field(default="", max_length=8)
    zone: str = Field(default="", max_length=60)
    minutes: int = Field(default=60, ge=0, le=LONGEST)
    rule: str = line()
    also_on: str = starts()
    not_on: str = starts()
    uid: str = Field(default_factory=new_id, min_length=1, max_length=1000)
    recurrence_id: str = Field(default="", max_length=30)
    place: str = line()
    travel_minutes: int = Field(default=0, ge=0, le=1440)
    calendar: str = line()
    busy: bool = False
    free: bool = False
    interaction_id: str | None = link("interaction")
    note: str = note()

    @field_validator("at")
    @classmethod
    def _at(cls, value: str) -> str:
        return check_time(value)

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return check_zone(value)

    @field_validator("rule")
    @classmethod
    def _rule(cls, value: str) -> str:
        return check_repeat(value)

    @field_validator("also_on", "not_on", "recurrence_id")
    @classmethod
    def _starts(cls, value: str) -> str:
        return check_starts(value)

    @model_validator(mode="after")
    def _whole(self) -> EventFields:
        if not self.at and self.zone:
            raise ValueError(N_("zone: whole days are the same days everywhere"))
        if not self.at and self.state is not EventState.DONE and (self.minutes % 1440 or not self.minutes):
            raise ValueError(N_("minutes: without a time it takes whole days"))
        if self.recurrence_id and (self.rule or self.also_on):
            raise ValueError(N_("rule: one occurrence of a series does not repeat by itself"))
        if self.state is EventState.DONE and (self.rule or self.also_on):
            raise ValueError(N_("state: a series is not done, its occurrences are"))
        if self.rule:
            # Set beneath the table's own attributes: those of a row are not there yet when it is checked.
            self.__dict__["rule"] = plain_until(self.rule, self.zone, whole=not self.at)
            try:
                check_first(self.rule, start_of(self.on, self.at), self.zone)
            except ValueError as error:
                raise ValueError(f"rule: {error}") from None
        return self


class EventRow(EventFields, Row, table=True):
    """The table of events; a series and each occurrence that differs from it are rows of their own."""

    __table_args__ = (
        sa.UniqueConstraint("uid", "recurrence_id"),
        sa.CheckConstraint("at <> '' OR zone = ''", name="whole_days_have_no_zone"),
        sa.CheckConstraint("recurrence_id = '' OR rule = ''", name="one_occurrence_does_not_repeat"),
        sa.Index("ix_event_on", "on"),
    )

    searched: ClassVar[tuple[str, ...]] = ("title", "place", "note")

    folded: str = search_text()
    batch_id: str | None = link("importbatch")
