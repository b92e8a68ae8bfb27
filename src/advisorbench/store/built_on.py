"""What was built on a step since, in words: why it cannot be taken back any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from advisorbench.domain.errors import Refused
from advisorbench.domain.language.dates import say_day_long
from advisorbench.domain.text import shorten, shown
from advisorbench.i18n import N_, _

_KINDS = {
    "account": N_("account"), "apart": N_("pair told apart"), "ask": N_("referral ask"), "attendance": N_("attendance"),
    "buyingstep": N_("buying step"), "event": N_("event"), "idea": N_("idea"), "importbatch": N_("import"),
    "initiative": N_("initiative"), "interaction": N_("contact"), "introduction": N_("introduction"),
    "issue": N_("issue"), "measure": N_("measurement"), "objective": N_("objective"), "outcome": N_("outcome"),
    "person": N_("person"), "promise": N_("promise"), "referral": N_("referral"), "review": N_("review"),
    "savedview": N_("view"), "signal": N_("signal"), "snapshot": N_("snapshot"), "target": N_("target"),
    "template": N_("text"), "testimonial": N_("testimonial"), "thanks": N_("thanks"),
}  # fmt: skip
_NAMES = ("name", "title", "who", "what", "wording", "file")
_SHOWN = 60


def built_on(session: Session, entity: str = "", key: str = "") -> Refused:
    """Why a step cannot be undone: the row that was built on it, by which command and when, where that is known.

    Args:
        session: The book.
        entity: The table of the row.
        key: Its key.
    """
    change = SQLModel.metadata.tables["change"]
    query = sa.select(change).where(change.c.entity == entity, change.c.entity_id == key)
    line = session.execute(query.order_by(change.c.id.desc()).limit(1)).mappings().first() if key else None
    if line is None:
        return Refused(_("This cannot be undone any more: something was built on it since."))
    values = {
        "what": row_called(session, entity, line["after"] or line["before"] or {}),
        "command": line["command"],
        "day": say_day_long(line["at"].date()),
    }
    return Refused(_("This cannot be undone any more: %(what)s was built on it (“%(command)s”, %(day)s).") % values)


def referring(session: Session, entity: str, keys: Sequence[str]) -> Refused:
    """Why rows cannot go: the first found of those that refer to one of them.

    Args:
        session: The book.
        entity: The table of the rows.
        keys: Their keys.
    """
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(one.column.table.name == entity for one in column.foreign_keys):
                found = session.execute(sa.select(table.c.id).where(column.in_(keys)).limit(1)).scalar()
                if found:
                    return built_on(session, table.name, found)
    return built_on(session)


def row_called(session: Session, entity: str, row: Mapping[str, Any]) -> str:
    """A row by its kind and its own name, or else that of its account."""
    kind = _(_KINDS[entity])
    own = next((row[name] for name in _NAMES if isinstance(row.get(name), str) and row[name]), "")
    if own:
        return _("%(kind)s “%(name)s”") % {"kind": kind, "name": shorten(shown(own), _SHOWN)}
    account = SQLModel.metadata.tables["account"]
    query = sa.select(account.c.name).where(account.c.id == row.get("account_id"))
    name = session.execute(query).scalar() if row.get("account_id") else None
    return _("%(kind)s of %(name)s") % {"kind": kind, "name": shorten(shown(name), _SHOWN)} if name else kind
