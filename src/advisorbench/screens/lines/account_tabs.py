"""The tabs of the account page, in the order in which one goes through them."""

from __future__ import annotations

from advisorbench.domain.views import AccountPage
from advisorbench.i18n import N_
from advisorbench.screens.lines.account import (
    initiative_rows,
    next_rows,
    people_rows,
    promise_rows,
    review_rows,
    timeline_rows,
    value_rows,
)
from advisorbench.screens.lines.account_referrals import referral_rows
from advisorbench.screens.lines.row import Tab

ACCOUNT_TABS: dict[str, Tab[AccountPage]] = {
    "next": Tab(N_("Next"), next_rows, lambda page: len(page.brief.sweep)),
    "people": Tab(
        N_("People"), people_rows, lambda page: len(page.brief.facts.people),
        ("add_person", "ask", "add_signal", "add_target", "leave"),
    ),
    "value": Tab(
        N_("Value"), value_rows, lambda page: len(page.brief.facts.objectives),
        ("measure", "add_objective", "add_idea", "add_outcome", "verify_outcome", "dispute_outcome"),
    ),
    "reviews": Tab(
        N_("Reviews"), review_rows, lambda page: len(page.brief.facts.reviews),
        ("plan_review", "prepare_review", "hold_review", "follow_up"),
    ),
    "promises": Tab(
        N_("Promises"), promise_rows, lambda page: sum(p.open_on(page.brief.on) for p in page.brief.facts.promises),
        ("add_promise", "keep_promise", "add_signal", "add_issue", "resolve_issue"),
    ),
    "initiatives": Tab(
        N_("Initiatives"), initiative_rows, lambda page: len(page.initiatives),
        ("add_initiative", "add_step", "close_step", "close_initiative"),
    ),
    "referrals": Tab(
        N_("Referrals"), referral_rows, lambda page: len(page.brief.facts.referrals),
        ("add_target", "prepare_ask", "ask", "answer_ask", "name_referral", "advance_referral", "advance_testimonial",
         "introduce"),
    ),
    "timeline": Tab(N_("Timeline"), timeline_rows, lambda page: len(page.timeline)),
}  # fmt: skip
