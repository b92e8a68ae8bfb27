"""A report as a file, in every format there is: what the command line and the screens write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from pathlib import PurePath
from typing import Any

from advisorbench.reports.document import Document


class ReportFormat(StrEnum):
    """The formats of a report; each is the ending of the file's name, too."""

    MD = "md"
    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether it is text in UTF-8, and so can be shown on a terminal."""
        return self not in (ReportFormat.PDF, ReportFormat.XLSX)


def form_of(path: PurePath | None) -> ReportFormat | None:
    """The format that a file's name ends in; ``None`` where it is none of these."""
    ending = path.suffix.lower().removeprefix(".") if path else ""
    return ReportFormat(ending) if ending in list(ReportFormat) else None


def render(document: Document, form: ReportFormat, *, on: date, data: Mapping[str, Any]) -> bytes:
    """A report in a format; the same report gives the same bytes.

    Args:
        document: What it says, for people.
        form: The format.
        on: The day it was made.
        data: What it was made from, for programs: that is what JSON holds.

    Raises:
        BenchError: It cannot be made in this format here.
    """
    # Each format is imported when it is asked for: most runs need none.
    if form is ReportFormat.JSON:
        return json_text(data).encode()
    if form is ReportFormat.PDF:
        from advisorbench.reports.pdf import pdf

        return pdf(document)
    if form is ReportFormat.XLSX:
        from advisorbench.reports.xlsx import xlsx

        return xlsx(document, on)
    if form is ReportFormat.HTML:
        from advisorbench.reports.html import html

        return html(document).encode()
    from advisorbench.reports.markdown import markdown

    return markdown(document).encode()


def json_text(data: Any) -> str:
    """Data as JSON: days as ISO, words as they are stored; only ASCII, so that it can stand anywhere."""
    return json.dumps(data, ensure_ascii=True, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
