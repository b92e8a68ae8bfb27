"""What imports of every kind share: the digest, what holds one back, the batch that is noted, whole rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from advisorbench.domain.errors import FileError, Stale
from advisorbench.i18n import _, ngettext
from advisorbench.models import ImportBatchRow, Row, folded, new_id
from advisorbench.models.base import NAME
from advisorbench.store.files import columns_of
from advisorbench.store.journal import BookSession, newest_line


class Planned(Protocol):
    """What every plan of an import tells of itself."""

    sha256: str
    seen: int

    @property
    def counts(self) -> dict[str, int]:
        """How many things are new, changed, the same, and refused."""


def digest(path: Path) -> str:
    """What tells a file, or a folder of them, from others."""
    found = hashlib.sha256()
    for one in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        with one.open("rb") as file:
            hashlib.file_digest(file, lambda: found)
    return found.hexdigest()


def may_apply(plan: Planned, *, skip_refused: bool) -> None:
    """Hold an import back whose lines cannot all be read, unless those are to be left out.

    Raises:
        FileError: There are such lines.
    """
    count = plan.counts["refused"]
    if count and not skip_refused:
        said = ngettext(
            "Nothing was imported: %(n)d row cannot be read.", "Nothing was imported: %(n)d rows cannot be read.", count
        )
        raise FileError(said % {"n": count}, _("Mend them, or leave them out with --skip-refused."))


def begin_batch(
    session: BookSession, plan: Planned, at: datetime, *, file: str, preset: str, reading: str
) -> ImportBatchRow:
    """Note a new batch.

    Args:
        session: A writing session.
        plan: What is to be done.
        at: Now.
        file: What the file is called.
        preset: What it was read as.
        reading: How it was read.

    Raises:
        Stale: The book was changed since the plan was made.
    """
    if newest_line(session) != plan.seen:
        raise Stale(
            _("The book was changed in the meantime; nothing was imported."),
            _("Import the file again to see what it would do now."),
        )
    batch = ImportBatchRow.model_validate(
        {"file": file[:NAME], "sha256": plan.sha256, "preset": preset, "reading": reading[:NAME], "at": at}
        | plan.counts
    )
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
