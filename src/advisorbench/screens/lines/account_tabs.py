"""The parts of an account opened whole, in the order in which one goes through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisorbench.domain.views import AccountPage
from advisorbench.i18n import N_
from advisorbench.screens.lines.account import (
    Row,
    initiative_rows,
    next_rows,
    people_rows,
    promise_rows,
    review_rows,
    timeline_rows,
    value_rows,
)
from advisorbench.screens.lines.account_referrals import referral_rows

PLACES: dict[str, tuple[str, Callable[[AccountPage], Iterator[Row]]]] = {
    "next": (N_("Next"), next_rows),
    "people": (N_("People"), people_rows),
    "value": (N_("Value"), value_rows),
    "reviews": (N_("Reviews"), review_rows),
    "promises": (N_("Promises"), promise_rows),
    "initiatives": (N_("Initiatives"), initiative_rows),
    "referrals": (N_("Referrals"), referral_rows),
    "timeline": (N_("Timeline"), lambda whole: iter(timeline_rows(whole, None))),
}
"""The parts of an account, in the order in which one goes through them."""


def counts(whole: AccountPage) -> dict[str, int]:
    """How many there are of each part."""
    facts = whole.brief.facts
    return {
        "next": len(whole.brief.sweep), "people": len(facts.people), "value": len(facts.objectives),
        "reviews": len(facts.reviews), "promises": sum(p.open_on(whole.brief.on) for p in facts.promises),
        "initiatives": len(whole.initiatives), "referrals": len(facts.referrals), "timeline": len(whole.timeline),
    }  # fmt: skip
