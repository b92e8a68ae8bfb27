"""A screen of several tabs: one list at a time, and the arrow keys that go from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from advisorbench.i18n import _
from advisorbench.screens.base import Workbench
from advisorbench.screens.lines.row import Lines, Tab
from advisorbench.screens.work import WorkScreen
from advisorbench.widgets.tab_bar import TabBar

T = TypeVar("T")


class TabScreen(WorkScreen, Generic[T]):
    """Several lists made from what was read at once.

    Args:
        workbench: The way to the use cases.
    """

    tabs: ClassVar[Mapping[str, Tab[T]]]
    """The tabs by their keys, in order."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.data: T | None = None
        self.tab = next(iter(self.tabs))

    def tab_lines(self, data: T) -> Lines:
        """The rows of the chosen tab."""
        return self.tabs[self.tab].lines(data)

    def tab_name(self, key: str) -> str:
        """What a tab is called."""
        return _(self.tabs[key].name)

    def show(self, data: T, *, anew: bool = False) -> None:
        """Show what was read: the chosen tab of it."""
        self.data = data
        tab = self.tabs[self.tab]
        self.keys_first = ("do_next", "back", *tab.keys, "kind")
        self.show_tabs()
        self.fill(list(self.tab_lines(data)), empty=_(tab.empty) or _("Nothing yet."), anew=anew)

    def show_tabs(self) -> None:
        """Show the names of the tabs, with how many there are."""
        if self.data is not None:
            bar = [(key, self.tab_name(key), tab.count(self.data)) for key, tab in self.tabs.items()]
            self.query_one(TabBar).show(bar, self.tab)

    def action_tab(self, steps: int) -> None:
        """Go to the next tab, or the one before."""
        keys = list(self.tabs)
        self.tab = keys[(keys.index(self.tab) + steps) % len(keys)]
        if self.data is not None:
            self.show(self.data, anew=True)
