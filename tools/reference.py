"""The pages that are made from the program: docs/keys.md and docs/commands.md. `make docs` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from advisorbench import commands, i18n
from advisorbench.cli.main import cli
from advisorbench.screens.dialogs.help import SIGNS

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by `make docs`. Change the program, not this page. -->"
WIDTH = 80
"""The columns in which the help is wrapped."""

SCREENS: Sequence[tuple[str, str, Sequence[commands.Command]]] = (
    ("Everywhere", "These work on every screen.", commands.EVERYWHERE),
    (
        "On the selected line",
        "In every list of accounts, people and what belongs to them.",
        (*commands.OPEN, *commands.LINE),
    ),
    ("Agenda", "", commands.AGENDA),
    ("Accounts", "", commands.PORTFOLIO),
    ("Account page", "Opened with `enter`.", commands.ACCOUNT_PAGE),
    ("Referral desk", "", commands.DESK),
    ("Duplicates", "Opened with `U` on Accounts.", commands.TWINS),
    ("On a screen opened from another", "", commands.BACK),
)

IN_A_FORM = """\
## In a form

| key | what it does |
|---|---|
| `enter` | Save. In a note it starts a new line. |
| `ctrl+s`, `f2` | Save, from a note too. |
| `tab`, `↓` | Go to the next field. |
| `shift+tab`, `↑` | Go to the field before. |
| `←`, `→` | Change a choice. |
| `space` | Tick a choice of several. |
| `ctrl+r` | Clear a draft that was restored. |
| `esc` | Leave. What you typed is kept as a draft. |
"""


def keys_page() -> str:
    """The page of keys, from the commands of the screens."""
    return "\n".join(
        [
            MADE,
            "",
            "# Keys",
            "",
            "Letters are case-sensitive: `h` holds a review, `H` records a thank-you. The bar at the bottom shows what",
            "works on the selected line, `?` explains the screen, and `ctrl+p` finds any command by its name.",
            "",
            *_keys(),
            IN_A_FORM,
            "## Signs",
            "",
            "| sign | meaning |",
            "|---|---|",
            *(f"| {sign} | {meaning} |" for sign, meaning in SIGNS),
            "",
        ]
    )


def _keys() -> Iterator[str]:
    for heading, about, listed in SCREENS:
        yield from (f"## {heading}", "")
        if about:
            yield from (about, "")
        yield from ("| key | command | what it does |", "|---|---|---|")
        yield from (f"| `{typed(command)}` | {command.words} | {command.help} |" for command in listed if command.key)
        yield ""


def typed(command: commands.Command) -> str:
    """The key of a command, as the docs write keys: ``ctrl+p``."""
    return command.key_shown.replace("^", "ctrl+")


def commands_page() -> str:
    """The page of the command line: the help of every command, as the terminal prints it."""
    parts = [MADE, "", "# Command line", "", *CONVENTIONS, ""]
    top = click.Context(cli)
    parts += ["| command | what it does |", "|---|---|"]
    for name in cli.list_commands(top):
        command = cli.get_command(top, name)
        assert command is not None
        parts.append(f"| [`{name}`](#{name}) | {command.get_short_help_str(WIDTH)} |")
    parts.append("")
    for words, command in every_command():
        heading = "##" if len(words) == 1 else "###"
        parts += [f"{heading} {' '.join(words)}", "", "```text", _help(words, command), "```", ""]
    return "\n".join(parts)


CONVENTIONS = (
    "Everything works without the screens too. Lists print plain text, or JSON with `--json`.",
    "",
    "- stdout is data, stderr is talk. Exit code 0: done. 1: could not, with one line why. 2: wrong words.",
    "- A name may be shortened to any unique beginning; case and accents do not matter. Where two names match, both",
    "  are listed and nothing is done.",
    "- Days: `today`, `fri`, `vr`, `+2w`, `over 2 weken`, `4 dec`, `2026-12-04`. The day understood is printed.",
    "- Numbers: `8.5` or `8,5`. `1.210` can be read in two ways, so it is refused unless the settings name a language.",
    "- `--book PATH` stands before the command and chooses another book. `demo` runs a command on the sample book:",
    "  `advisorbench demo agenda`.",
    "- `add promise` is the same as `promise add`, and so on for everything that `add` lists.",
)


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command and group with its words, as the help lists them; what `add` repeats is left out."""

    def below(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield (*words, name), command
            if isinstance(command, click.Group) and name != "add":
                yield from below(command, (*words, name))

    return below(cli, ())


def _help(words: Sequence[str], command: click.Command) -> str:
    """The help of a command in 80 columns, without the line that says how to get it."""
    above = click.Context(cli, info_name="advisorbench", **cli.context_settings)
    context = click.Context(command, info_name=" ".join(words), parent=above, terminal_width=WIDTH)
    lines = [line for line in command.get_help(context).splitlines() if not line.startswith("  -h, --help")]
    if lines[-1] == "Options:":
        del lines[-2:]
    text = "\n".join(lines).replace("Options:\n\nCommands:", "Commands:")
    return text.removeprefix("Usage: ")


PAGES: dict[str, Callable[[], str]] = {"keys.md": keys_page, "commands.md": commands_page}
"""The pages by file, with what makes each."""


def main() -> None:
    """Write the pages, in English."""
    i18n.use_language("en")
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
