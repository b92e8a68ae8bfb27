"""Short ways to bring files in, and to see all that a book then holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.services import Services
from advisorbench.services.importing.table_plan import TablePlan


def plan(services: Services, folder: Path, text: str, name: str = "file.csv", **more: Any) -> TablePlan:
    """A file, and what importing it would do."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    plan = services.imports.plan(path, ColumnMapping(**more))
    assert isinstance(plan, TablePlan)
    return plan


def bring_in(services: Services, folder: Path, text: str, name: str = "file.csv", **more: Any) -> TablePlan:
    """Plan and apply; the plan tells what was done."""
    found = plan(services, folder, text, name, **more)
    services.imports.apply(found)
    return found


def exported(services: Services, what: str) -> list[dict[str, Any]]:
    """The rows of a table, names beside keys."""
    return services.exports.table(what)[1]


def contents(services: Services) -> dict[str, list[dict[str, Any]]]:
    """Every table but the journal, row by row; versions only ever go up, and are left out."""
    with services.book.read() as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if name != "version"}
                for row in session.execute(sa.select(table).order_by(table.c.id)).mappings()
            ]
            for table in SQLModel.metadata.sorted_tables
            if table.name != "change"
        }
