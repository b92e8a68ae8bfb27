"""Everything the user can do, each defined once: its key, name and help.

Key bindings, the footer, the palette, the help screen and docs/keys.md all come from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisorbench.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    Args:
        action: The screen's method ``action_<this>``.
        key: The key, by Textual's name.
        name: What the footer and the palette call it; a marked text.
        help: What it does, in one sentence; a marked text.
        footer: Whether the footer shows it where it works.
    """

    action: str
    key: str
    name: str
    help: str
    footer: bool = True

    @property
    def title(self) -> str:
        """The name in the user's language."""
        return _(self.name)

    @property
    def key_shown(self) -> str:
        """The key as a person reads it."""
        return _KEYS_SHOWN.get(self.key, self.key)


_KEYS_SHOWN = {
    "slash": "/", "right": "→", "left": "←",
    "question_mark": "?", "plus": "+", "ctrl+p": "^p", "ctrl+s": "^s", "escape": "esc", "space": "space",
}  # fmt: skip


def _job(name: str, key: str, title: str, explained: str, *, footer: bool = True) -> Command:
    """A command that asks its question in a form; its name is that of the `Action` it carries out."""
    return Command(f"job('{name}')", key, title, explained, footer)


EVERYWHERE = (
    Command("go('agenda')", "1", N_("Agenda"), N_("Go to the agenda: whom to see today, and why."), footer=False),
    Command("go('accounts')", "2", N_("Accounts"), N_("Go to the accounts: the whole portfolio."), footer=False),
    Command("go('asks')", "3", N_("Referral asks"), N_("Go to the asks: who is ready and why."), footer=False),
    Command("summary", "f6", N_("Manager's summary"), N_("Write what a period brought, for a manager."), footer=False),
    Command("time", "f7", N_("Time"), N_("See where your time goes, and how steady your weeks are."), footer=False),
    Command("search", "slash", N_("Search"), N_("Search accounts, people and notes.")),
    Command("undo", "u", N_("Undo"), N_("Take back the last thing that was saved."), footer=False),
    Command("help", "question_mark", N_("Help"), N_("Explain this screen and its keys.")),
    Command("command_palette", "ctrl+p", N_("Palette"), N_("Find any command by name."), footer=False),
    Command("quit", "q", N_("Quit"), N_("Leave; everything that was confirmed is saved."), footer=False),
)
"""What works on every screen."""

WORK = (
    Command("open", "enter", N_("Open"), N_("Open the account whole.")),
    Command("do_next", "space", N_("Do it"), N_("Do what this line asks for.")),
    _job("log", "l", N_("Log"), N_("Log a contact that happened.")),
    _job("keep_promise", "k", N_("Keep"), N_("Mark this promise as kept; late if it was due before.")),
    _job("answer_ask", "y", N_("Answer"), N_("Record the answer to this ask: yes, later or no.")),
    _job(
        "advance", "m", N_("Next stage"), N_("Bring this referral, idea or testimonial to its next stage, or end it.")
    ),
    _job("verify_outcome", "v", N_("Verify"), N_("Record who at the customer confirmed this outcome.")),
    _job(
        "dispute_outcome",
        "V",
        N_("Dispute"),
        N_("Record that the customer sees this outcome differently."),
        footer=False,
    ),
    _job("measure", "M", N_("Measure"), N_("Record where an objective stands now."), footer=False),
    _job("resolve_issue", "z", N_("Resolve"), N_("Mark the open issue as resolved.")),
    _job("close_initiative", "b", N_("End initiative"), N_("End the open initiative: won, or why not.")),
    _job("prepare_review", "P", N_("Prepare"), N_("Gather what the review needs, and write its agenda.")),
    _job("hold_review", "h", N_("Hold"), N_("Hold the review: note what is said; the next one counts from it.")),
    _job("follow_up", "F", N_("Follow up"), N_("Make the customer's review pack, and close the review.")),
    _job("plan_review", "r", N_("Review"), N_("Plan the review, or move the one that is planned.")),
    Command(
        "spread", "R", N_("Spread"), N_("See whether the reviews fit in your hours, and spread them."), footer=False
    ),
    Command(
        "skip_review",
        "x",
        N_("Skip"),
        N_("Skip this event, or the review that is due until its next day."),
        footer=False,
    ),
    _job("add_promise", "p", N_("Promise"), N_("Record something we owe.")),
    _job("prepare_ask", "A", N_("Prepare ask"), N_("Prepare an ask: value first, then whom, why now, and the words.")),
    _job("ask", "a", N_("Ask"), N_("Record that you asked this person.")),
    _job("thank", "H", N_("Thank"), N_("Record that you thanked somebody.")),
    _job("add_signal", "g", N_("Signal"), N_("Record how satisfied somebody said to be.")),
    _job("add_outcome", "o", N_("Outcome"), N_("Record value realised at the customer.")),
    _job("add_objective", "j", N_("Objective"), N_("Record what the customer wants, up to the maximum attainable.")),
    _job("add_idea", "I", N_("Idea"), N_("Record a way to close part of the gap.")),
    _job("add_target", "t", N_("Target"), N_("Record whom this person might introduce you to, and why now.")),
    Command("find_targets", "T", N_("Find"), N_("Find whom this person might introduce you to."), footer=False),
    _job("name_referral", "n", N_("Name given"), N_("Record a name that this person gave.")),
    _job("introduce", "G", N_("Give"), N_("Record somebody whom you introduced to this customer."), footer=False),
    _job("add_testimonial", "W", N_("Praise"), N_("Record words of praise, to be shown to others."), footer=False),
    _job("add_person", "c", N_("Person"), N_("Add a person at this account.")),
    _job("leave", "L", N_("Left"), N_("Record that this person left, and where they work now."), footer=False),
    _job("add_initiative", "d", N_("Initiative"), N_("Record a sales opportunity."), footer=False),
    _job("add_step", "S", N_("Buying step"), N_("Add who must agree, a question or a milestone."), footer=False),
    _job("close_step", "K", N_("Step done"), N_("Mark a step on the buying path as done."), footer=False),
    _job("add_issue", "i", N_("Issue"), N_("Record something that hurts the customer."), footer=False),
    Command("edit", "e", N_("Edit"), N_("Edit what is selected: a person, objective, initiative, or the account.")),
    Command("texts", "f9", N_("Texts"), N_("Write agendas and wordings of your own, with places."), footer=False),
)
"""What can be done about the line that is selected."""

PORTFOLIO = (
    Command("filter", "f", N_("Filter"), N_("Filter the accounts as you type.")),
    Command("sort", "s", N_("Sort"), N_("Sort by the next column.")),
    Command("views", "w", N_("Views"), N_("Choose a view, or save this one under a name.")),
    Command("add_account", "plus", N_("Add account"), N_("Add an account.")),
    Command(
        "import_file",
        "f8",
        N_("Import"),
        N_("Bring in a CSV file or a calendar; it is shown before it is applied."),
        footer=False,
    ),
    Command("duplicates", "U", N_("Duplicates"), N_("See what may be there twice, and merge it."), footer=False),
)
"""What the accounts screen adds."""

TWINS = (
    Command("merge", "m", N_("Merge"), N_("Make one of the two; the second goes up in the first.")),
    Command("swap", "s", N_("Swap"), N_("Let the other one of the two stay.")),
    Command("apart", "n", N_("These are two"), N_("Say that they are two; they are not proposed again.")),
)
"""What the screen of duplicates adds."""

PARTS = (
    Command("place(1)", "right", N_("Next part"), N_("Go to the next part of the screen."), footer=False),
    Command("place(-1)", "left", N_("Part before"), N_("Go to the part before."), footer=False),
)
"""What a screen of several parts adds, such as the referral desk."""

PLACES = (
    *PARTS,
    Command("kind", "f", N_("Filter"), N_("Show the next kind of entry only; once more for the one after it.")),
)
"""What the account opened whole adds."""

AGENDA = (
    Command("turn(1)", "right", N_("Later"), N_("Turn to the next day, week or weeks."), footer=False),
    Command("turn(-1)", "left", N_("Earlier"), N_("Turn to the day, week or weeks before."), footer=False),
    Command("to_today", "D", N_("Today"), N_("Turn back to today."), footer=False),
    Command("view", "w", N_("View"), N_("Show the day, the week, or the weeks ahead.")),
    Command("plan_event", "s", N_("Plan"), N_("Plan a visit, a call or anything else.")),
    Command("finish_event", "f", N_("Finish"), N_("Finish this event; the contact is logged with its minutes.")),
    Command("move_event", "N", N_("New time"), N_("Move this event to another day or time.")),
    Command("whom_to_see", "E", N_("Whom to see"), N_("See whom to visit in the free time, and why; enter plans it.")),
)
"""What the agenda adds."""

BACK = (Command("back", "escape", N_("Back"), N_("Go back.")),)
"""What a screen on top of another adds."""


def named(
    action: str, commands: Iterable[Command] = (*WORK, *PORTFOLIO, *TWINS, *PLACES, *AGENDA, *BACK, *EVERYWHERE)
) -> Command | None:
    """The command with this action."""
    return next((command for command in commands if command.action == action), None)
