"""``python -m benchmarks [--quick]``: measures, and prints tables of medians and ratios to the first row of each."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import (
    agenda,
    exporting,
    first_paint,
    hours,
    importing,
    portfolio,
    readiness,
    summary,
    timeline,
)
from benchmarks.timing import table

ROUNDS, QUICK_ROUNDS = 9, 5


def main() -> int:
    """Run them all; `--quick` takes fewer rounds and smaller books."""
    if unknown := set(sys.argv[1:]) - {"--quick"}:
        print(f"benchmarks: unknown: {' '.join(sorted(unknown))}; there is --quick only", file=sys.stderr)
        return 2
    quick = "--quick" in sys.argv[1:]
    rounds = QUICK_ROUNDS if quick else ROUNDS
    print("Read the ratios: each round measures everything in turn; the ratio is to the first row, round by round.\n")
    with tempfile.TemporaryDirectory(prefix="advisorbench-bench-") as name:
        folder = Path(name)
        accounts, rows = (10_000, 880) if quick else (100_000, 8_800)
        for title, results in portfolio.run(folder, rounds, accounts).items():
            print(table(title, results), end="\n\n", flush=True)
        for title, results in timeline.run(folder, rounds, 2_000 if quick else 20_000).items():
            print(table(title, results), end="\n\n", flush=True)
        for title, results in readiness.run(folder, rounds, 400 if quick else 2_000).items():
            print(table(title, results), end="\n\n", flush=True)
        for title, results in hours.run(folder, rounds, *((1_000, 300) if quick else (10_000, 3_000))).items():
            print(table(title, results), end="\n\n", flush=True)
        for title, results in agenda.run(folder, rounds, *((600, 2_000) if quick else (3_000, 10_000))).items():
            print(table(title, results), end="\n\n", flush=True)
        for title, results in summary.run(folder, min(rounds, QUICK_ROUNDS), accounts).items():
            print(table(title, results), end="\n\n", flush=True)
        print(table(f"import {rows:,} initiatives", importing.run(folder, rounds, rows)), end="\n\n", flush=True)
        print(table(f"export {rows:,} initiatives", exporting.run(folder, rounds, rows)), end="\n\n", flush=True)
        if sys.platform != "win32":
            print(importing.memory(folder, rows), end="\n\n", flush=True)
            title = "first paint: from the start until the word is on the screen"
            print(table(title, first_paint.run(folder, rounds)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
