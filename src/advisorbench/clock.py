"""The only reader of the real time."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Protocol

from advisorbench.domain.errors import BenchError
from advisorbench.i18n import _


class Clock(Protocol):
    """Today and now, handed to whoever needs them."""

    def today(self) -> date:
        """The seller's day, in the zone of the machine."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""


class SystemClock:
    """The machine's clock; ``ADVISORBENCH_TODAY=2026-11-23`` sets the day, for trials and demonstrations."""

    def today(self) -> date:
        """The day of the machine, or the one set in the environment.

        Raises:
            BenchError: What is set is no day.
        """
        fixed = os.environ.get("ADVISORBENCH_TODAY")
        if not fixed:
            return datetime.now().astimezone().date()
        try:
            return date.fromisoformat(fixed)
        except ValueError:
            raise BenchError(
                _("ADVISORBENCH_TODAY is no day: %(text)s.") % {"text": fixed}, _("Write it as 2026-12-04.")
            ) from None

    def now(self) -> datetime:
        """This instant in UTC, without fractions of a second."""
        return datetime.now(UTC).replace(microsecond=0)


class FixedClock:
    """A clock that stands still until it is told otherwise; for the sample book and for tests."""

    def __init__(self, today: date) -> None:
        self.day = today

    def today(self) -> date:
        """The day it was set to."""
        return self.day

    def now(self) -> datetime:
        """Nine in the morning, UTC, on that day."""
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)
