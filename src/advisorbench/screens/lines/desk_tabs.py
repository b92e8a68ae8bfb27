"""The tabs of the referral desk, in the order in which a referral comes to be."""

from __future__ import annotations

from advisorbench.domain.records.states import AskState, allowed
from advisorbench.domain.views import ReferralDesk
from advisorbench.i18n import N_
from advisorbench.screens.lines.asks import (
    asked_rows,
    building_rows,
    ready_rows,
    record_lines,
    referral_rows,
    testimonial_rows,
    tree_rows,
)
from advisorbench.screens.lines.row import Tab

UNANSWERED = (AskState.DRAFTED, AskState.ASKED, AskState.LATER)

DESK_TABS: dict[str, Tab[ReferralDesk]] = {
    "ready": Tab(
        N_("Ready"), ready_rows, lambda desk: len(desk.asks.ready),
        ("prepare_ask", "ask", "add_target", "find_targets"), N_("Nobody is ready to be asked yet."),
    ),
    "building": Tab(
        N_("Building"), building_rows, lambda desk: len(desk.asks.building),
        ("add_outcome", "verify_outcome", "add_signal"), N_("Nobody is on the way to being asked yet."),
    ),
    "asked": Tab(
        N_("Asked"), asked_rows, lambda desk: sum(made.ask.state in UNANSWERED for made in desk.asks.asks),
        ("answer_ask", "ask", "prepare_ask", "name_referral", "thank"), N_("Nobody was asked yet."),
    ),
    "referrals": Tab(
        N_("Referrals"), referral_rows, lambda desk: sum(bool(allowed(r.referral.stage)) for r in desk.asks.referrals),
        ("advance_referral", "thank", "introduce", "name_referral"), N_("No name was given yet."),
    ),
    "tree": Tab(
        N_("Tree"), tree_rows, lambda desk: sum(g.customers for g in desk.tree.generations if g.number),
        ("name_referral",), N_("No customer came from another yet."),
    ),
    "testimonials": Tab(
        N_("Testimonials"), testimonial_rows, lambda desk: sum(line.showable for line in desk.testimonials),
        ("advance_testimonial", "add_testimonial"), N_("No words of praise yet: press W when some come."),
    ),
    "record": Tab(N_("Record"), record_lines, lambda desk: 0, (), N_("Nothing was asked yet.")),
}  # fmt: skip
