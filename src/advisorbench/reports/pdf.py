"""A report as PDF on A4, set by typst: what it says goes in as data, so that no text is markup."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import BenchError
from advisorbench.domain.text import shorten
from advisorbench.i18n import _, language
from advisorbench.reports.document import Bar, Block, Document, KeyFigures, Table, Text, ValueKind
from advisorbench.reports.values import abreast, line, on_one_line, readings, say, unbroken

TEMPLATE = Path(__file__).with_name("report.typ")
"""How a report looks; it reads nothing but the data that it is given."""
AGAIN = 100
"""What stands on every page again is cut to this many characters: higher than a page it would never end."""
_RUN = re.compile(r"(\S{24})(?=[^\s\u0300-\u036f\u200d\ufe0e\ufe0f])")
_BREAK = "\u200b"
"""A place where a word without end may be broken, so that it stays on the paper."""


def pdf(document: Document) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises:
        BenchError: typst, which sets the pages, is not installed.
    """
    try:
        import typst
    except ImportError:
        raise BenchError(
            _("PDF needs typst, which is not installed."), _('Install it: pip install "advisorbench[pdf]"')
        ) from None
    return typst.compile(TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs=inputs(document))


def inputs(document: Document) -> dict[str, str]:
    """What the template is given: the document as JSON, every value as it is read."""
    blocks: list[dict[str, Any]] = []
    for section in document.sections:
        blocks.append({"is": "heading", "level": 2, "text": _t(section.title)})
        blocks += filter(None, map(_block, section.blocks))
    report = {
        "lang": language()[:2],
        "title": _t(document.title),
        "foot": _t(shorten(document.title, AGAIN)),
        "about": _t(document.about) if document.about else "",
        "blocks": blocks,
    }
    return {"report": json.dumps(report)}


def _t(text: str) -> str:
    return _RUN.sub(rf"\1{_BREAK}", unbroken(line(text)))


def _block(block: Block) -> dict[str, Any] | None:
    match block:
        case Text(text, level):
            return {"is": "heading" if level else "text", "level": level, "text": _t(text)}
        case KeyFigures(pairs) if pairs:
            sums = [(on_one_line(_t(say(value))), _t(what)) for value, what in pairs]
            return {"is": "figures", "abreast": abreast(len(pairs)), "pairs": sums}
        case Table() if block.rows:
            return _table(block)
        case Bar(label, about, figures, standing, share, target):
            told = [[(_t(name), _t(say(value))) for name, value in pairs] for pairs in (figures, standing)]
            about = _t(about) if about else ""
            return {"is": "bar", "label": _t(label), "about": about, "figures": told[0], "standing": told[1],
                    "share": share, "target": target or None}  # fmt: skip
    return None


def _table(table: Table) -> dict[str, Any]:
    """A table; words share the room by how much there is of them, numbers and days take what they need."""
    heads: list[str] = []
    right: list[bool] = []
    widths: list[float | None] = []
    columns: list[list[str | float]] = []
    for column in readings(table):
        longest = max(map(len, column.cells), default=0)
        heads.append(_t(shorten(column.head, AGAIN)))
        right.append(column.right)
        narrow = column.right or column.kind is ValueKind.DAY
        widths.append(None if narrow else min(max(longest, 12), 48) ** 0.7)
        columns.append([_t(cell) if cell else "" for cell in column.cells])
        if column.rods:
            heads.append("")
            right.append(False)
            widths.append(10.0)
            columns.append(list(column.rods))
    rows = list(zip(*columns, strict=True))
    return {"is": "table", "heads": heads, "right": right, "widths": widths, "rows": rows}
