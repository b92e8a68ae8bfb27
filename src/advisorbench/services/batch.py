"""What every import begins with: the book is as it was when the plan was made, and the batch is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisorbench.domain.errors import Stale
from advisorbench.i18n import _
from advisorbench.models import ImportBatch
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
