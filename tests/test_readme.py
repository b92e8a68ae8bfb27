"""The README says what the program does."""

from __future__ import annotations

import os
from pathlib import Path

from advisorbench.commands import AGENDA, BACK, EVERYWHERE, PLACES, PORTFOLIO, WORK

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->"


def keys_table() -> str:
    """The README's table of keys, from the commands themselves."""
    lines = ["| key | | |", "|---|---|---|"]
    for heading, commands in (
        ("everywhere", EVERYWHERE),
        ("about the selected line", WORK),
        ("agenda", AGENDA),
        ("accounts", PORTFOLIO),
        ("the account opened whole", PLACES),
        ("on top of another screen", BACK),
    ):
        lines.append(f"| | **{heading}** | |")
        lines += [f"| `{c.key_shown.replace('^', 'ctrl+')}` | {c.title} | {c.help} |" for c in commands]
    return "\n".join(lines) + "\n"


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    """With UPDATE_README=1 in the environment the table is written instead."""
    text = README.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    table, _end, after = rest.partition(END)
    if os.environ.get("UPDATE_README"):
        README.write_text(before + BEGIN + keys_table() + END + after, "utf-8")
        return
    assert table == keys_table(), "run UPDATE_README=1 pytest tests/test_readme.py"
