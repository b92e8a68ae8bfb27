"""The head of an account opened whole: who it is and how it stands, and the parts one can go to."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisorbench.domain.asking.readiness import STATE_SIGNS, State, state_label
from advisorbench.domain.customers.cadence import Standing
from advisorbench.domain.customers.value import gap_of
from advisorbench.domain.language.dates import say_ago, say_day
from advisorbench.domain.records.states import label
from advisorbench.domain.text import shorten, shown
from advisorbench.domain.views import Brief
from advisorbench.i18n import _
from advisorbench.widgets.tab_bar import TabBar
from advisorbench.widgets.text_parts import Part, say_gap


class AccountHead(Vertical):
    """Two lines that say it all, and the parts of the account with the chosen one marked."""

    DEFAULT_CSS = """
    AccountHead {
        height: auto; padding: 0 1; margin-top: 1;
        & > Static { height: auto; }
        & > #places-line { margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The account, how it stands, its parts."""
        yield Static(id="account-line")
        yield Static(id="standing-line")
        yield TabBar(id="places-line")

    def show(self, brief: Brief) -> None:
        """Show an account."""
        self.query_one("#account-line", Static).update(Content.assemble(*_account(brief)))
        parts = [part for part in _standing(brief) if part]
        between: list[Part] = []
        for part in parts:
            between += [("  ·  ", "$faint")] if between else []
            between.append(part)
        self.query_one("#standing-line", Static).update(Content.assemble(*between))


def _account(brief: Brief) -> Iterator[Part]:
    account = brief.facts.account
    yield (shown(account.name), "bold")
    about = [_("tier %(tier)s · %(status)s") % {"tier": account.tier.value, "status": label(account.status)}]
    if account.customer_since:
        about.append(_("customer since %(year)d") % {"year": account.customer_since.year})
    if account.referred_by:
        about.append(_("gen %(n)d, from %(who)s") % {"n": account.generation, "who": shown(account.referred_by)})
    about += filter(None, (shown(account.city), shown(account.sector)))
    yield (f"   {' · '.join(about)}", "$muted")


_STYLES = {Standing.OVERDUE: "$text-error", Standing.DUE: "$text-warning", Standing.MISSED: "$text-warning"}


def _standing(brief: Brief) -> Iterator[Part]:
    if brief.facts.faults:
        yield (_("! cannot be judged: something in it is incorrect"), "$text-error")
        return
    on, review, contact = brief.on, brief.review, brief.contact
    style = _STYLES.get(review.standing, "")
    if review.standing is Standing.PLANNED and review.next_on:
        yield (_("review planned %(day)s") % {"day": say_day(review.next_on, on)}, style)
    elif review.standing is Standing.MISSED and review.open and review.open.planned_on:
        yield (_("review missed, was planned %(day)s") % {"day": say_day(review.open.planned_on, on)}, style)
    elif review.standing is Standing.UNKNOWN:
        yield (_("no review held yet"), "$text-warning")
    elif review.due_on:
        text = _("review overdue since %(day)s") if review.standing is Standing.OVERDUE else _("review due %(day)s")
        yield (text % {"day": say_day(review.due_on, on)}, style)
    if brief.verdicts:
        best = brief.verdicts[0]
        text = f"{STATE_SIGNS[best.state]} {shorten(shown(best.person.name), 24)} {state_label(best.state)}"
        yield (text, "bold $text-success" if best.state >= State.READY else "")
    if gap := say_gap(gap_of(brief.facts.objectives)):
        yield gap
    if contact.last_on:
        text = _("last contact %(ago)s") % {"ago": say_ago(contact.last_on, on)}
        yield (text, _STYLES.get(contact.standing, ""))
    else:
        yield (_("no contact recorded"), "$text-warning" if contact.standing is Standing.UNKNOWN else "$muted")
    if brief.facts.account.renewal_on:
        yield _("renewal %(day)s") % {"day": say_day(brief.facts.account.renewal_on, on)}
