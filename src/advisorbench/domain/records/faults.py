"""What is wrong with a row of the book: it stands there although a rule of the model forbids it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """A row that breaks a rule of the model, written by another program or by a version that did not know the rule.

    Args:
        table: Its table.
        id: Its key.
        account_id: The account it belongs to, or is; empty where it belongs to none.
        row: What it is called, in words.
        errors: Each wrong field, with what is wrong with it.
    """

    table: str
    id: str
    account_id: str
    row: str
    errors: tuple[tuple[str, str], ...]

    @property
    def what(self) -> str:
        """The row and what is wrong with it, in one line."""
        wrong = (f"{field.replace('_', ' ')}: {why.rstrip('.')}" for field, why in self.errors)
        return f"{self.row}: {'; '.join(wrong)}"


def say_faults(faults: Iterable[Fault]) -> str:
    """All that is wrong, in one line."""
    return "; ".join(fault.what for fault in faults)
