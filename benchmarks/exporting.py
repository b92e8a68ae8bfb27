"""Writing sales initiatives as CSV and JSON, beside csv.writer with the same rows in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.exchange.writing import csv_text, json_text, write_file
from advisorbench.services import open_services
from benchmarks.importing import TODAY
from benchmarks.importing import write_file as write_source
from benchmarks.timing import Result, compare, timed


def run(folder: Path, rounds: int, count: int = 8_800) -> list[Result]:
    """The texts alone, and whole exports that read the book and put a file in place."""
    source, target = folder / "to_export.csv", folder / "out"
    write_source(source, count)
    services = open_services(folder / "export.db", FixedClock(TODAY), Rules(), make=True)
    services.imports.apply(services.imports.plan(source))
    columns, rows = services.exports.table("initiatives")
    plain = [list(row.values()) for row in rows]

    def bare() -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(plain)

    def text(pieces: Iterable[str]) -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    def whole(kind: str) -> None:
        found: tuple[list[str], list[dict[str, Any]]] = services.exports.table("initiatives")
        write_file(target, csv_text(*found) if kind == "csv" else json_text(found[1]), force=True)

    return compare(
        {
            "floor: csv.writer": timed(bare),
            "CSV of the same rows": timed(lambda: text(csv_text(columns, rows))),
            "JSON of the same rows": timed(lambda: text(json_text(rows))),
            "export as CSV: read, write, put in place": timed(lambda: whole("csv")),
            "export as JSON: read, write, put in place": timed(lambda: whole("json")),
        },
        rounds,
    )
