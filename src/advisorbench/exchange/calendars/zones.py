"""The zones that a calendar names or describes, as IANA calls them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from advisorbench.domain.days.calendar import check_zone
from advisorbench.i18n import _


class CalendarComponent(NamedTuple):
    """One component of a file: its name, the line it begins on, and its unfolded lines."""

    name: str
    line: int
    lines: list[tuple[int, str]]


class Zones:
    """The zones of one file.

    Args:
        blocks: Those that it describes.
        home: The seller's zone, which is tried first.
    """

    def __init__(self, blocks: Sequence[CalendarComponent], home: str) -> None:
        self._home = home
        self._blocks = {self._tzid(block): block for block in blocks}
        self._known: dict[str, str] = {}

    @staticmethod
    def _tzid(block: CalendarComponent) -> str:
        lines = (line.partition(":") for _number, line in block.lines)
        return next((value.strip() for name, _colon, value in lines if name.upper() == "TZID"), "")

    def name(self, tzid: str, when: datetime) -> str:
        """The IANA name of a zone.

        Raises:
            ValueError: Nobody knows a zone of this name and these clocks.
        """
        if tzid not in self._known:
            self._known[tzid] = self._by_name(tzid) or self._by_clocks(tzid, when)
        return self._known[tzid]

    def _by_name(self, tzid: str) -> str:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        plain = tzid.strip().strip('"')
        parts = plain.strip("/").split("/")
        spelt = (plain, WINDOWS_TO_OLSON.get(plain, ""), "/".join(parts[-2:]), "/".join(parts[-3:]))
        for name in (*spelt, plain.replace("_", "/", 1)):
            try:
                if name and not name.startswith("/") and (known := check_zone(name)):
                    return known
            except ValueError:
                continue
        return ""

    def _by_clocks(self, tzid: str, when: datetime) -> str:
        """A known zone whose clocks are those that the file describes, over the year of an event."""
        import icalendar

        unknown = ValueError(_("the zone “%(zone)s” is not known") % {"zone": tzid})
        block = self._blocks.get(tzid)
        if block is None:
            raise unknown
        try:
            text = "\r\n".join(line for _number, line in block.lines)
            zone = icalendar.Timezone.from_ical(text).to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
            moments = [when + timedelta(days=days) for days in range(0, 360, 30)]
            wanted = [zone.utcoffset(moment) for moment in moments]
        except Exception as error:  # whatever a description of clocks from elsewhere can go wrong with
            raise unknown from error
        for name in (self._home, "UTC", *_LIKELY):
            if [ZoneInfo(name).utcoffset(moment) for moment in moments] == wanted:
                return name
        raise unknown


_LIKELY = (
    "Europe/Amsterdam", "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Moscow", "Europe/Istanbul",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Halifax", "America/Sao_Paulo", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Sydney", "Australia/Brisbane", "Pacific/Auckland", "Africa/Johannesburg",
)  # fmt: skip
"""Zones whose clocks a file is likely to describe under a name of its own."""
