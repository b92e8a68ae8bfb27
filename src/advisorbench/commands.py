"""Everything the user can do, each told once: its key, its words, and when it applies.

Key bindings, the footer, the palette, the help screen, the mouse and docs/keys.md all follow from this list. What a
command does is the screen's method ``action_<name>``, or the job of the same name in `screens.jobs`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisorbench.domain.asking.tree import Node
from advisorbench.domain.customers.buying import open_steps
from advisorbench.domain.customers.value import running
from advisorbench.domain.days.calendar import Occurrence
from advisorbench.domain.days.day_plan import WeekAhead
from advisorbench.domain.days.timeline import TimelineEntry
from advisorbench.domain.identity.duplicates import DuplicatePair
from advisorbench.domain.records.actions import Action, Lane
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import AskState, InitiativeState, OutcomeState, ReviewState
from advisorbench.drafts import Draft
from advisorbench.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Subject:
    """What the cursor stands on, and so what the next key is about.

    Args:
        account_id: The account; empty where it is none.
        person_id: The person, if one is meant.
        action: The name of the command that the line asks for.
        subject_id: The promise, outcome, ask, referral, issue or initiative that it asks it about.
        note: Text to show on top of the brief.
        thing: What the line shows, if it is one thing: an objective, idea, review, event, draft.
        day: The day that the line is of.
    """

    account_id: str = ""
    person_id: str | None = None
    action: str | None = None
    subject_id: str | None = None
    note: str = ""
    thing: Any = None
    day: date | None = None


Applies = Callable[[Subject, AccountFacts | None], bool]
"""Whether a command makes sense for what is selected, of whose account these facts are known."""


def _always(_subject: Subject, _facts: AccountFacts | None) -> bool:
    return True


def _at_account(_subject: Subject, facts: AccountFacts | None) -> bool:
    return facts is not None


def _where(need: Callable[[AccountFacts], object]) -> Applies:
    """At an account of which something is true."""
    return lambda _subject, facts: facts is not None and bool(need(facts))


def _asked_for(action: Action) -> Applies:
    """On a line that asks for just this."""
    return lambda subject, facts: facts is not None and subject.action == action


def _on(*kinds: type) -> Applies:
    """On a line that shows such a thing."""
    return lambda subject, _facts: isinstance(subject.thing, kinds)


def _planned(subject: Subject, _facts: AccountFacts | None) -> bool:
    return isinstance(subject.thing, Occurrence) and subject.thing.planned


def _editable(subject: Subject, facts: AccountFacts | None) -> bool:
    return _planned(subject, facts) if isinstance(subject.thing, Occurrence) else facts is not None


def _skippable(subject: Subject, facts: AccountFacts | None) -> bool:
    return facts is not None and not isinstance(subject.thing, (Occurrence, Draft))


def _next(subject: Subject, facts: AccountFacts | None) -> bool:
    return subject.action is not None and COMMANDS[subject.action].applies(subject, facts)


_somebody = _where(lambda facts: facts.people)
_open_initiative = _where(lambda facts: any(i.state is InitiativeState.OPEN for i in facts.initiatives))


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    Args:
        name: What it is called in code; of a job the name of that job.
        key: The key, by Textual's name; empty for what is done by space or from the palette only.
        words: What the footer and the palette call it; a marked text.
        help: What it does, in one sentence; a marked text.
        footer: Whether the footer shows it where it works.
        applies: Whether it makes sense for what is selected.
        job: Whether a job of this name does it, so that it works on every screen; else a screen or the app does.
        call: The action of Textual that does it; empty for the one of its name.
    """

    name: str
    key: str
    words: str
    help: str
    footer: bool = True
    applies: Applies = _always
    job: bool = False
    call: str = ""

    @property
    def action(self) -> str:
        """What a key binding runs."""
        return f"job('{self.name}')" if self.job else self.call or self.name

    @property
    def title(self) -> str:
        """The words in the user's language."""
        return _(self.words)

    @property
    def key_shown(self) -> str:
        """The key as a person reads it."""
        return _KEYS_SHOWN.get(self.key, self.key)


_KEYS_SHOWN = {
    "slash": "/", "right": "→", "left": "←",
    "question_mark": "?", "plus": "+", "ctrl+p": "^p", "ctrl+s": "^s", "escape": "esc", "space": "space",
}  # fmt: skip


def _job(name: str, key: str, words: str, help: str, applies: Applies = _at_account, *, footer: bool = True) -> Command:
    """What a job does, about the selected account where nothing else is said."""
    return Command(name, key, words, help, footer, applies, job=True)


EVERYWHERE = (
    Command("agenda", "1", N_("Agenda"), N_("Go to the agenda: whom to see today, and why."), False,
            call="go('agenda')"),
    Command("accounts", "2", N_("Accounts"), N_("Go to the accounts: the whole portfolio."), False,
            call="go('accounts')"),
    Command("asks", "3", N_("Referral asks"), N_("Go to the asks: who is ready and why."), False, call="go('asks')"),
    _job("summary", "f6", N_("Manager's summary"), N_("Write what a period brought, for a manager."), _always,
         footer=False),
    Command("time", "f7", N_("Time"), N_("See where your time goes, and how steady your weeks are."), False),
    Command("search", "slash", N_("Search"), N_("Search accounts, people and notes.")),
    Command("undo", "u", N_("Undo"), N_("Take back the last thing that was saved."), False),
    Command("help", "question_mark", N_("Help"), N_("Explain this screen and its keys.")),
    Command("command_palette", "ctrl+p", N_("Palette"), N_("Find any command by name."), False),
    Command("theme", "", N_("Switch theme"), N_("Go from the dark theme to the light one, or back."), False),
    Command("quit", "q", N_("Quit"), N_("Leave; everything that was confirmed is saved."), False),
)  # fmt: skip
"""What works on every screen."""

OPEN = (Command("open", "enter", N_("Open"), N_("Open the account whole."), applies=_at_account),)
"""What `enter` does about an account."""

LOG = (
    _job("log", "l", N_("Log"), N_("Log a contact that happened."), lambda subject, _facts: bool(subject.account_id)),
    _job("log_anybody", "l", N_("Log"), N_("Log in one line whom you saw, or time that was no contact."),
         lambda subject, _facts: not subject.account_id),
)  # fmt: skip
"""How a contact is logged: of the selected account, or of whoever it was."""

_SPACE = (Command("do_next", "space", N_("Do it"), N_("Do what this line asks for."), applies=_next),)
_WORK = (
    _job("keep_promise", "k", N_("Keep"), N_("Mark this promise as kept; late if it was due before."),
         _where(lambda facts: any(p.closed_on is None for p in facts.promises))),
    _job("answer_ask", "y", N_("Answer"), N_("Record the answer to this ask: yes, later or no."),
         _where(lambda facts: any(a.state in (AskState.ASKED, AskState.LATER) for a in facts.asks))),
    _job("advance_idea", "m", N_("Next stage"), N_("Bring this idea to its next stage, or end it."),
         _asked_for(Action.ADVANCE_IDEA)),
    _job("advance_referral", "m", N_("Next stage"), N_("Bring this referral to its next stage, or end it."),
         _asked_for(Action.ADVANCE_REFERRAL)),
    _job("advance_testimonial", "m", N_("Next stage"), N_("Bring this testimonial to its next stage, or end it."),
         _asked_for(Action.ADVANCE_TESTIMONIAL)),
    _job("report_back", "", N_("Report back"), N_("Record that the referrer heard how it went."),
         _asked_for(Action.REPORT_BACK), footer=False),
    _job("inform", "", N_("Inform"), N_("Tell somebody that you keep their name, and record it."),
         _asked_for(Action.INFORM), footer=False),
    _job("verify_outcome", "v", N_("Verify"), N_("Record who at the customer confirmed this outcome."),
         _where(lambda f: f.people and any(o.state is not OutcomeState.VERIFIED for o in f.outcomes))),
    _job("dispute_outcome", "V", N_("Dispute"), N_("Record that the customer sees this outcome differently."),
         _where(lambda facts: any(o.state is not OutcomeState.DISPUTED for o in facts.outcomes)), footer=False),
    _job("measure", "M", N_("Measure"), N_("Record where an objective stands now."),
         _where(lambda facts: running(facts.objectives)), footer=False),
    _job("resolve_issue", "z", N_("Resolve"), N_("Mark the open issue as resolved."),
         _where(lambda facts: any(i.resolved_on is None for i in facts.issues))),
    _job("close_initiative", "b", N_("End initiative"), N_("End the open initiative: won, or why not."),
         _open_initiative),
    _job("prepare_review", "P", N_("Prepare"), N_("Gather what the review needs, and write its agenda."),
         _where(lambda facts: any(r.planned_on and not r.held_on for r in facts.reviews))),
    _job("hold_review", "h", N_("Hold"), N_("Hold the review: note what is said; the next one counts from it.")),
    _job("follow_up", "F", N_("Follow up"), N_("Make the customer's review pack, and close the review."),
         _where(lambda facts: any(r.state is ReviewState.HELD for r in facts.reviews))),
    _job("plan_review", "r", N_("Review"), N_("Plan the review, or move the one that is planned.")),
    _job("spread", "R", N_("Spread"), N_("See whether the reviews fit in your hours, and spread them."), _always,
         footer=False),
    _job("skip_review", "x", N_("Skip"), N_("Skip the review that is due until its next day."), _skippable,
         footer=False),
    _job("add_promise", "p", N_("Promise"), N_("Record something we owe.")),
    _job("prepare_ask", "A", N_("Prepare ask"), N_("Prepare an ask: value first, then whom, why now, and the words."),
         _somebody),
    _job("ask", "a", N_("Ask"), N_("Record that you asked this person."), _somebody),
    _job("thank", "H", N_("Thank"), N_("Record that you thanked somebody."), _somebody),
    _job("add_signal", "g", N_("Signal"), N_("Record how satisfied somebody said to be.")),
    _job("add_outcome", "o", N_("Outcome"), N_("Record value realised at the customer.")),
    _job("add_objective", "j", N_("Objective"), N_("Record what the customer wants, up to the maximum attainable.")),
    _job("add_idea", "I", N_("Idea"), N_("Record a way to close part of the gap.")),
    _job("add_target", "t", N_("Target"), N_("Record whom this person might introduce you to, and why now."),
         _somebody),
    _job("find_targets", "T", N_("Find"), N_("Find whom this person might introduce you to."), _somebody,
         footer=False),
    _job("name_referral", "n", N_("Name given"), N_("Record a name that this person gave."), _somebody),
    _job("introduce", "G", N_("Give"), N_("Record somebody whom you introduced to this customer."), footer=False),
    _job("add_testimonial", "W", N_("Praise"), N_("Record words of praise, to be shown to others."),
         _where(lambda f: f.people and any(o.state is OutcomeState.VERIFIED for o in f.outcomes)), footer=False),
    _job("add_person", "c", N_("Person"), N_("Add a person at this account.")),
    _job("leave", "L", N_("Left"), N_("Record that this person left, and where they work now."),
         lambda subject, facts: facts is not None and facts.person(subject.person_id) is not None, footer=False),
    _job("add_initiative", "d", N_("Initiative"), N_("Record a sales opportunity."), footer=False),
    _job("add_step", "S", N_("Buying step"), N_("Add who must agree, a question or a milestone."), _open_initiative,
         footer=False),
    _job("close_step", "K", N_("Step done"), N_("Mark a step on the buying path as done."), _where(open_steps),
         footer=False),
    _job("add_issue", "i", N_("Issue"), N_("Record something that hurts the customer."), footer=False),
    _job("edit", "e", N_("Edit"),
         N_("Edit what is selected: a person, objective, initiative, event, or the account."), _editable),
    _job("templates", "f9", N_("Texts"), N_("Write agendas and wordings of your own, with places."), _always,
         footer=False),
)  # fmt: skip

LINE = (*_SPACE, *LOG, *_WORK)
"""What can be done about the line that is selected."""

FILES = (
    _job("import_file", "f8", N_("Import"), N_("Bring in a CSV file or a calendar; it is shown before it is applied."),
         _always, footer=False),
)  # fmt: skip
"""What the agenda and the accounts screen do with files."""

PORTFOLIO = (
    Command("filter", "f", N_("Filter"), N_("Filter the accounts as you type.")),
    Command("sort", "s", N_("Sort"), N_("Sort by the next column.")),
    Command("views", "w", N_("Views"), N_("Choose a view, or save this one under a name.")),
    _job("add_account", "plus", N_("Add account"), N_("Add an account."), _always),
    *FILES,
    _job("duplicates", "U", N_("Duplicates"), N_("See what may be there twice, and merge it."), _always,
         footer=False),
)  # fmt: skip
"""What the accounts screen adds."""

TWINS = (
    Command("merge", "m", N_("Merge"), N_("Make one of the two; the second goes up in the first."),
            applies=_on(DuplicatePair)),
    Command("swap", "s", N_("Swap"), N_("Let the other one of the two stay."), applies=_on(DuplicatePair)),
    Command("apart", "n", N_("These are two"), N_("Say that they are two; they are not proposed again."),
            applies=_on(DuplicatePair)),
)  # fmt: skip
"""What the screen of duplicates adds."""

TABS = (
    Command("next_tab", "right", N_("Next part"), N_("Go to the next part of the screen."), False, call="tab(1)"),
    Command("previous_tab", "left", N_("Part before"), N_("Go to the part before."), False, call="tab(-1)"),
)
"""What a screen of several tabs adds, such as the referral desk."""

DESK = (
    *TABS,
    Command("fold", "", N_("Fold"), N_("Fold this branch of the tree, or open it again."), False, _on(Node)),
)
"""What the referral desk adds."""

ACCOUNT_PAGE = (
    *TABS,
    Command("kind", "f", N_("Filter"), N_("Show the next kind of entry only; once more for the one after it."),
            applies=_on(TimelineEntry)),
)  # fmt: skip
"""What the account page adds."""

AGENDA = (
    Command("later", "right", N_("Later"), N_("Turn to the next day, week or weeks."), False, call="turn(1)"),
    Command("earlier", "left", N_("Earlier"), N_("Turn to the day, week or weeks before."), False, call="turn(-1)"),
    Command("to_today", "D", N_("Today"), N_("Turn back to today."), False),
    Command("open_week", "enter", N_("Open"), N_("Show this week day by day."), applies=_on(WeekAhead)),
    Command("show_lane", "enter", N_("Open"), N_("Show all lines of this lane."), applies=_on(Lane)),
    Command("view", "w", N_("View"), N_("Show the day, the week, or the weeks ahead.")),
    _job("plan_event", "s", N_("Plan"), N_("Plan a visit, a call or anything else."), _always),
    _job("finish_event", "f", N_("Finish"), N_("Finish this event; the contact is logged with its minutes."),
         _planned),
    _job("move_event", "N", N_("New time"), N_("Move this event to another day or time."), _planned),
    _job("skip_event", "x", N_("Skip"), N_("Skip this event; of a series, as much of it as you say."), _planned,
         footer=False),
    _job("whom_to_see", "E", N_("Whom to see"), N_("See whom to visit in the free time, and why; enter plans it."),
         _always),
    _job("resume_draft", "", N_("Resume"), N_("Go on with what was typed and not saved."), _on(Draft), footer=False),
    _job("discard_draft", "x", N_("Discard"), N_("Discard what was typed and not saved."), _on(Draft), footer=False),
)  # fmt: skip
"""What the agenda adds."""

BACK = (Command("back", "escape", N_("Back"), N_("Go back.")),)
"""What a screen on top of another adds."""

COMMANDS = {
    command.name: command
    for command in (*OPEN, *_SPACE, *BACK, *PORTFOLIO, *TWINS, *DESK, *ACCOUNT_PAGE, *LOG, *AGENDA, *_WORK, *EVERYWHERE)
}
"""Every command by its name, in the order in which the footer shows them."""

_BY_ACTION = {command.action: command for command in COMMANDS.values()}


def command_of(action: str, parameters: tuple[object, ...]) -> Command | None:
    """The command that an action of Textual is of."""
    return _BY_ACTION.get(f"{action}({parameters[0]!r})" if parameters else action)
