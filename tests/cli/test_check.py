"""`check`, and a book in which another program wrote what no rule allows: every command goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Call, refused

RULE = "UPDATE account SET review_rule = 'FREQ=NONSENSE' WHERE name = 'Kaya Logistics'"
LATE = "UPDATE account SET customer_since = '9999-12-31' WHERE name = 'Kaya Logistics'"
EARLY = "UPDATE account SET customer_since = '0001-01-01' WHERE name = 'Kaya Logistics'"


def write(path: Path, statement: str) -> None:
    """Write into the book as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        assert book.execute(statement).rowcount == 1


@pytest.mark.parametrize("statement", [RULE, LATE, EARLY], ids=["rule", "late", "early"])
def test_a_row_that_no_rule_allows_is_named_and_everything_else_is_printed(
    sampled: Call, tmp_path: Path, statement: str
) -> None:
    write(tmp_path / "sample.db", statement)
    said = sampled("check")
    assert said.code == 1
    (line,) = said.out.splitlines()
    assert line.startswith("account “Kaya Logistics”: ")
    assert "import that" in line
    for words in (("agenda",), ("accounts",), ("accounts", "--json")):
        said = sampled(*words)
        assert said.code == 0, said
        assert "Kaya Logistics" in said.out
        assert "De Wit Bouw" in said.out
        assert "import that" in said.out
    for command in ("ready --all", "asks", "review list", "promise list --all", "tree"):
        assert sampled(*command.split()).code == 0
    refused(sampled("review", "pack", "Kaya Logistics"), "Kaya Logistics", "import that")
