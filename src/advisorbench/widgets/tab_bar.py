"""The tabs of a screen in one line, with the chosen one marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.language.money import say_number
from advisorbench.widgets.text_parts import Part

Counted = tuple[str, str, int]
"""A tab: its key, its name, and how many there are."""


class TabBar(Static):
    """The tabs, each with its count where that fits."""

    DEFAULT_CSS = "TabBar { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def show(self, tabs: Sequence[Counted], chosen: str) -> None:
        """Show the tabs, the chosen one marked."""
        counted = [(key, f" {name} {say_number(count)} " if count else f" {name} ") for key, name, count in tabs]
        if sum(len(text) for _key, text in counted) > self.size.width:
            counted = [(key, f" {name} ") for key, name, _count in tabs]
        parts: list[Part] = [
            (text, "bold $foreground on $row-focus" if key == chosen else "$muted") for key, text in counted
        ]
        self.update(Content.assemble(*parts))
