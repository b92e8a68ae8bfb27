"""The two looks of the workbench; every colour on a screen comes from here."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="advisor-dark",
    primary="#7aa2c8",
    secondary="#9aa7b4",
    accent="#d8a657",
    foreground="#d7dbe0",
    background="#14171b",
    surface="#1a1e24",
    panel="#21262d",
    success="#8fbf8f",
    warning="#d8a657",
    error="#e07a6e",
    dark=True,
    variables={
        "muted": "#8a94a0",
        "faint": "#4b535d",
        "row": "#262d36",
        "row-focus": "#2f4257",
        "scrollbar": "#2f363f",
        "scrollbar-background": "#14171b",
        "input-selection-background": "#7aa2c8 35%",
    },
)
LIGHT = Theme(
    name="advisor-light",
    primary="#2b5f8a",
    secondary="#5b6670",
    accent="#9a6700",
    foreground="#1f2328",
    background="#f7f7f4",
    surface="#ffffff",
    panel="#e9eae6",
    success="#2f6f3a",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={
        "muted": "#626b74",
        "faint": "#c3c8cc",
        "row": "#e9eae6",
        "row-focus": "#cfe0ee",
        "scrollbar": "#cfd2d0",
        "scrollbar-background": "#f7f7f4",
        "input-selection-background": "#2b5f8a 25%",
    },
)
THEMES = (DARK, LIGHT)

OWN_VARIABLES = ("muted", "faint", "row", "row-focus")
"""The names that style sheets use beside Textual's own."""
