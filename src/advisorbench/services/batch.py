"""What every import begins with: the book is as it was when the plan was made, and the batch is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisorbench.domain.errors import FileError, Stale
from advisorbench.i18n import _, ngettext
from advisorbench.models import ImportBatch, Row, folded, new_id
from advisorbench.store.files import columns_of
from advisorbench.store.journal import BookSession, newest_line


def begin_batch(session: BookSession, seen: int, values: Mapping[str, Any]) -> ImportBatch:
    """Note a new batch.

    Args:
        session: A writing session.
        seen: The newest line of the journal when the plan was made.
        values: The fields of the batch.

    Raises:
        Stale: The book was changed since.
    """
    if newest_line(session) != seen:
        raise Stale(
            _("The book was changed in the meantime; nothing was imported."),
            _("Import the file again to see what it would do now."),
        )
    batch = ImportBatch.model_validate(values)
    session.add(batch)
    session.flush()
    return batch


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


def held_back(count: int) -> FileError:
    """What is said where lines that cannot be read hold an import back."""
    said = ngettext(
        "Nothing was imported: %(n)d row cannot be read.", "Nothing was imported: %(n)d rows cannot be read.", count
    )
    return FileError(said % {"n": count}, _("Mend them, or leave them out with --skip-refused."))
