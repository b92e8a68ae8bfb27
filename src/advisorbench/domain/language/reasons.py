"""Reasons in words, in the user's language: the one place that words them, for every screen, command and report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from advisorbench.domain.customers.satisfaction import say_signal
from advisorbench.domain.language.dates import say_day
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.i18n import N_, _

REASON_TEXTS: Mapping[ReasonKind, str] = MappingProxyType(
    {
        ReasonKind.OUTCOME_VERIFIED: N_("“%(what)s” verified by %(who)s, %(day)s"),
        ReasonKind.VERIFIED_LONG_AGO: N_("last verified %(day)s, too long ago: have newer value confirmed"),
        ReasonKind.OUTCOME_DISPUTED: N_("“%(what)s” is disputed"),
        ReasonKind.OUTCOME_CLAIMED: N_("claimed only: have “%(what)s” verified"),
        ReasonKind.NO_OUTCOME: N_("no outcome recorded"),
        ReasonKind.SIGNAL_POSITIVE: N_("%(signal)s, %(day)s"),
        ReasonKind.SIGNAL_NOT_POSITIVE: N_("%(signal)s, %(day)s: not positive"),
        ReasonKind.SIGNAL_LONG_AGO: N_("%(signal)s is of %(day)s, too long ago"),
        ReasonKind.NO_SIGNAL: N_("not asked yet how satisfied"),
        ReasonKind.ISSUE_OPEN: N_("open issue: %(what)s, since %(day)s"),
        ReasonKind.PROMISE_OVERDUE: N_("promise overdue: %(what)s, %(day)s"),
        ReasonKind.NO_HARM: N_("no serious issue open, no promise overdue"),
        ReasonKind.INITIATIVE_OPEN: N_("open initiative with this person: %(what)s"),
        ReasonKind.RENEWAL_NEAR: N_("renewal %(day)s"),
        ReasonKind.PRICE_TALK_NEAR: N_("price talk %(day)s"),
        ReasonKind.NO_TALK_NEAR: N_("no renewal, tender or price talk near"),
        ReasonKind.ASKED_RECENTLY: N_("asked %(day)s, rests until %(until)s"),
        ReasonKind.ACCOUNT_ASKED_OFTEN: N_("%(number)d asks at this account in %(within)d days, rests until %(until)s"),
        ReasonKind.LAST_ASKED: N_("last asked %(day)s"),
        ReasonKind.NEVER_ASKED: N_("never asked before"),
        ReasonKind.FEEDBACK_OWED: N_("feedback owed: %(what)s"),
        ReasonKind.NO_REPORT_BACK: N_("no report back recorded on %(who)s"),
        ReasonKind.LAST_REPORT_BACK: N_("last told %(day)s"),
        ReasonKind.NO_REFERRAL: N_("no earlier referral to report on"),
        ReasonKind.DO_NOT_ASK: N_("marked do-not-ask"),
        ReasonKind.MAY_BE_ASKED: N_("not marked do-not-ask"),
    }
)
"""The text of each kind, with the placeholders that `say_reason` fills in."""


def say_reason(reason: Reason, today: date) -> str:
    """A reason in words.

    Args:
        reason: The reason.
        today: The day that "yesterday" is counted from.
    """
    return _(REASON_TEXTS[reason.kind]) % {
        "day": say_day(reason.on, today) if reason.on else "–",
        "until": say_day(reason.until, today) if reason.until else "–",
        "what": reason.what,
        "who": reason.who,
        "number": reason.number,
        "within": reason.within,
        "signal": say_signal(reason.signal) if reason.signal else "",
    }
