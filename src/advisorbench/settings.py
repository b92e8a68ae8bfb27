"""The seller's settings: a TOML file that the program reads and never writes.

Every number of the method can be changed there; what is not named keeps its default::

    theme = "advisor-light"
    language = "nl"
    seller = "Anna de Wit"

    [rules]
    value_days = 365
    currency = "GBP"

    [rules.rhythms.A]
    every_months = 2
    latest_months = 3
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import BenchError
from advisorbench.domain.records.states import Tier
from advisorbench.domain.rules import Rules, TierCadence
from advisorbench.i18n import _

THEMES = ("advisor-dark", "advisor-light")
NAME = 100
"""The longest name of a seller, in characters."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the seller may set."""

    theme: str = THEMES[0]
    language: str = ""
    seller: str = ""
    """Whose book it is, as it stands on what is handed on."""
    rules: Rules = field(default_factory=Rules)


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none.

    Raises:
        BenchError: The file cannot be read, or a setting is unknown or out of range. Nothing is guessed.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BenchError(_("The settings cannot be read: %(path)s: %(why)s.") % {"path": path, "why": error}) from error
    try:
        rules = _rules(_table("rules", table.pop("rules", {})))
        settings = dataclasses.replace(Settings(rules=rules), **_known(Settings, table))
        if settings.theme not in THEMES:
            raise ValueError(_("theme: choose one of %(themes)s") % {"themes": ", ".join(THEMES)})
        if settings.language and not re.fullmatch("[a-z]{2,3}(_[A-Z]{2})?", settings.language):
            raise ValueError(_("language: write a code such as nl or en"))
        settings = dataclasses.replace(settings, seller=_seller(settings.seller))
        if not re.fullmatch("[A-Z]{3}", rules.currency):
            raise ValueError(_("currency: write three capitals such as EUR"))
        _check_agenda(rules)
    except ValueError as error:
        raise BenchError(
            _("A setting is wrong in %(path)s: %(why)s.") % {"path": path, "why": error}, _("Mend it or take it out.")
        ) from error
    return settings


def _seller(name: str) -> str:
    """The seller's name, as it may stand anywhere."""
    from advisorbench.domain.text import clean_line

    if len(clean := clean_line(name)) > NAME:
        raise ValueError(_("seller: at most %(n)d characters") % {"n": NAME})
    return clean


def _check_agenda(rules: Rules) -> None:
    """The words of the agenda: zone, working days and hours, holidays."""
    from advisorbench.domain.days.calendar import check_zone
    from advisorbench.domain.days.day_plan import read_days, read_hours
    from advisorbench.domain.days.holidays import COUNTRIES

    for name, check in (("zone", check_zone), ("working_days", read_days), ("working_hours", read_hours)):
        try:
            if not check(getattr(rules, name)):
                raise ValueError(_("write a zone such as Europe/Amsterdam"))
        except ValueError as error:
            raise ValueError(f"{name}: {_(str(error))}") from error
    if rules.holidays not in COUNTRIES:
        raise ValueError(_("holidays: choose one of %(words)s") % {"words": ", ".join(COUNTRIES)})


def _rules(table: dict[str, Any]) -> Rules:
    rhythms = dict(Rules().rhythms)
    for tier, numbers in _table("rhythms", table.pop("rhythms", {})).items():
        if tier not in list(Tier):
            raise ValueError(_("rhythms: “%(tier)s” is no tier") % {"tier": tier})
        rhythm = dataclasses.replace(rhythms[Tier(tier)], **_known(TierCadence, _table(f"rhythms.{tier}", numbers)))
        if rhythm.latest_months < rhythm.every_months or rhythm.max_days < rhythm.ideal_days:
            raise ValueError(_("rhythms.%(tier)s: the latest cannot come before the usual") % {"tier": tier})
        rhythms[Tier(tier)] = rhythm
    return dataclasses.replace(Rules(rhythms=rhythms), **_known(Rules, table))


def _table(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(_("%(name)s: write a table, [%(name)s], with values below it") % {"name": name})
    return value


def _known(kind: type[Any], table: dict[str, Any]) -> dict[str, Any]:
    """The values whose names and types are those of a dataclass's fields; whole numbers are 1 to 10,000."""
    types = {f.name: f.type for f in dataclasses.fields(kind)}
    for name, value in table.items():
        if name not in types:
            raise ValueError(_("“%(name)s” is not known") % {"name": name})
        if types[name] == "int" and not (type(value) is int and 1 <= value <= 10_000):
            raise ValueError(_("%(name)s: write a whole number from 1 to 10,000") % {"name": name})
        if types[name] == "str" and not isinstance(value, str):
            raise ValueError(_("%(name)s: write it in quotes") % {"name": name})
    return table
