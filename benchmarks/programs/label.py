"""The smallest Textual program: one line."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class Smallest(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """The label that the benchmark waits for."""
        yield Label("Agenda")


if __name__ == "__main__":
    Smallest().run()
