"""`add`: accounts, people and what is known of them."""

from __future__ import annotations

import click

from advisorbench.cli.subjects import (
    accounts,
    ideas,
    initiatives,
    objectives,
    outcomes,
    people,
    relation,
    targets,
    testimonials,
    thanks,
)
from advisorbench.i18n import N_


@click.group(help=N_("Add an account, a person, or what is known of them."))
def add() -> None:
    """Add something."""


# The same commands as “objective add” and so on: each is written once.
for _name, _command in (
    ("account", accounts.add), ("person", people.add), ("target", targets.add), ("promise", relation.promise_add),
    ("objective", objectives.add), ("idea", ideas.add), ("outcome", outcomes.add), ("signal", relation.signal_add),
    ("issue", relation.issue_add), ("initiative", initiatives.add), ("thanks", thanks.thanks_add),
    ("introduction", thanks.introduction_add), ("testimonial", testimonials.add),
):  # fmt: skip
    add.add_command(_command, _name)

COMMANDS = {"add": add}
