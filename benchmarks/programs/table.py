"""A bare Textual program over a book: a table filled by one query with sqlite3."""

import sqlite3
import sys
from contextlib import closing

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Bare(App[None]):
    """One table."""

    def compose(self) -> ComposeResult:
        """The table, with the word in its heading that the benchmark waits for."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Agenda", "Tier", "City")
        with closing(sqlite3.connect(sys.argv[1], isolation_level=None)) as book:
            for row in book.execute("SELECT name, tier, city FROM account ORDER BY folded LIMIT 200"):
                table.add_row(*row)


if __name__ == "__main__":
    Bare().run()
