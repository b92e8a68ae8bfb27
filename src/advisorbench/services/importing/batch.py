"""What imports of every kind write: the batch that is noted, and whole rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from advisorbench.domain.errors import FileError, Stale
from advisorbench.i18n import _, ngettext
from advisorbench.models import ImportBatchRow, Row, folded, new_id
from advisorbench.models.base import NAME
from advisorbench.services.importing.plan import Plan
from advisorbench.store.files import columns_of
from advisorbench.store.journal import BookSession, newest_line


def may_apply(plan: Plan, *, skip_refused: bool) -> None:
    """Hold an import back whose lines cannot all be read, unless those are to be left out.

    Raises:
        FileError: There are such lines.
    """
    count = plan.refused_count
    if count and not skip_refused:
        text = ngettext(
            "Nothing was imported: %(n)d row cannot be read.", "Nothing was imported: %(n)d rows cannot be read.", count
        )
        raise FileError(text % {"n": count}, _("Mend them, or leave them out with --skip-refused."))


def begin_batch(session: BookSession, plan: Plan, at: datetime) -> str:
    """Note a new batch.

    Args:
        session: A writing session.
        plan: What is to be done.
        at: Now.

    Returns:
        Its key.

    Raises:
        Stale: The book was changed since the plan was made.
    """
    if newest_line(session) != plan.seen:
        raise Stale(
            _("The book was changed in the meantime; nothing was imported."),
            _("Import the file again to see what it would do now."),
        )
    batch = ImportBatchRow.model_validate(
        {
            "file": plan.file_name[:NAME], "sha256": plan.sha256, "preset": plan.preset,
            "reading": plan.reading[:NAME], "at": at, **plan.counts,
        }
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return batch.id


def whole_rows(entity: type[Row], made: Iterable[Mapping[str, Any]], batch_id: str) -> list[dict[str, Any]]:
    """Rows with every column of their table, ready to be inserted.

    Args:
        entity: The table.
        made: What is known of each; one without a key gets a new one.
        batch_id: The import that they come from.
    """
    columns = columns_of(entity)
    own = {"version": 1, "batch_id": batch_id} if "batch_id" in columns else {"version": 1}
    blank: dict[str, Any] = dict.fromkeys(columns) | own
    rows = [{**blank, "id": new_id(), **values} for values in made]
    if "folded" in blank:
        for row in rows:
            row["folded"] = folded(row, entity.searched)
    return rows
