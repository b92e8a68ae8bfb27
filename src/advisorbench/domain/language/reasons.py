"""What is to be done and why, in the user's language: the one place for every screen, command and report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from advisorbench.domain.customers.satisfaction import say_signal
from advisorbench.domain.days.whom_to_see import ToSee
from advisorbench.domain.language.dates import say_ago, say_day
from advisorbench.domain.records.reasons import Reason, ReasonKind, Task, TaskKind
from advisorbench.i18n import N_, _, ngettext

OWN_WORDS = "%(what)s"
"""What the seller wrote is said as it is, in any language."""
MEND = N_("%(what)s. Edit it, or correct it in “export everything” and import that.")
"""What is wrong with rows that break a rule, and how that is mended."""
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
        ReasonKind.SAID_YES: N_("said yes %(day)s"),
        ReasonKind.SAID_NO: N_("said no %(day)s"),
        ReasonKind.GAVE_NAME: N_("gave the name of %(who)s, %(day)s"),
        ReasonKind.BECAME_CUSTOMER: N_("%(who)s became a customer, %(day)s"),
        ReasonKind.PROMISE_LATE: N_("%(days)s late"),
        ReasonKind.PROMISE_DUE: N_("due %(day)s"),
        ReasonKind.FEEDBACK_DUE: N_("feedback due %(day)s"),
        ReasonKind.NAME_KEPT: N_("given %(day)s, to be told by %(until)s"),
        ReasonKind.CONSENT_ENDED: N_("consent ended %(day)s"),
        ReasonKind.CONSENT_ENDS: N_("ends %(day)s"),
        ReasonKind.TESTIMONIAL_DISPUTED: N_("its outcome is disputed since %(day)s"),
        ReasonKind.TESTIMONIAL_RECEIVED: N_("received %(day)s"),
        ReasonKind.REVIEW_HELD: N_("held %(day)s"),
        ReasonKind.REVIEW_PLANNED: N_("planned %(day)s"),
        ReasonKind.REVIEW_MISSED: N_("planned %(day)s, not held"),
        ReasonKind.REVIEW_DUE: N_("due %(day)s"),
        ReasonKind.REVIEW_OVERDUE: N_("overdue, was due %(day)s"),
        ReasonKind.FIRST_REVIEW_DUE: N_("due %(day)s, none held yet"),
        ReasonKind.FIRST_REVIEW_OVERDUE: N_("overdue, was due %(day)s, none yet"),
        ReasonKind.NO_REVIEW_HELD: N_("none held yet"),
        ReasonKind.IDEA_SPOTTED: N_("spotted %(day)s"),
        ReasonKind.CLAIM_UNVERIFIED: N_("claimed %(day)s"),
        ReasonKind.WHY_NOW: OWN_WORDS,
        ReasonKind.SAID_LATER: N_("said “later” until %(day)s"),
        ReasonKind.LAST_CONTACT: N_("last contact %(ago)s"),
        ReasonKind.NO_CONTACT: N_("no contact recorded yet"),
        ReasonKind.CAME_FROM: N_("came from %(who)s, %(day)s"),
        ReasonKind.RENEWS: N_("renews %(day)s"),
        ReasonKind.SAME_WEBSITE: N_("same website %(what)s"),
        ReasonKind.SAME_ADDRESS_HOST: N_("same host in addresses: %(what)s"),
        ReasonKind.SAME_PHONE: N_("same phone"),
        ReasonKind.SAME_MAIL: N_("same e-mail %(what)s"),
        ReasonKind.SAME_COMPANY: N_("same company"),
        ReasonKind.SAME_NAME: N_("same name"),
        ReasonKind.SAME_NAME_OTHER_FORM: N_("same name, other form"),
        ReasonKind.NAMES_ALIKE: N_("names alike: %(who)s / %(other)s"),
        ReasonKind.WORKED_THERE: N_("worked at %(who)s before"),
        ReasonKind.BOTH_WORKED_AT: N_("both know %(who)s from within"),
        ReasonKind.SAME_SECTOR: N_("same sector: %(what)s"),
        ReasonKind.SECTOR_BY_NAME: N_("in %(what)s, by the company's name"),
        ReasonKind.SAME_WORK: N_("same work: %(what)s"),
        ReasonKind.SAME_JOB_TITLE: N_("same job title"),
        ReasonKind.CANNOT_BE_JUDGED: MEND,
    }
)
"""The text of each kind, with the placeholders that `say_reason` fills in."""
TASK_TEXTS: Mapping[TaskKind, str] = MappingProxyType(
    {
        TaskKind.CORRECT: N_("Correct what cannot be judged"),
        TaskKind.KEEP_PROMISE: OWN_WORDS,
        TaskKind.FOLLOW_UP_REVIEW: N_("Follow up the review"),
        TaskKind.THANK: N_("Thank %(who)s"),
        TaskKind.INFORM: N_("Tell %(who)s that we keep their name"),
        TaskKind.TAKE_DOWN_TESTIMONIAL: N_("Take down the testimonial of %(who)s"),
        TaskKind.PLAN_REVIEW: N_("Plan the review"),
        TaskKind.PREPARE_REVIEW: N_("Prepare the review"),
        TaskKind.PROPOSE_IDEA: N_("Propose: %(what)s"),
        TaskKind.VERIFY_OUTCOME: N_("Verify: %(what)s"),
        TaskKind.APPROVE_TESTIMONIAL: N_("Have approved: the words of %(who)s"),
        TaskKind.RENEW_CONSENT: N_("Renew the consent of %(who)s"),
        TaskKind.PREPARE_ASK: N_("%(who)s → %(what)s"),
        TaskKind.ASK: N_("%(who)s → %(what)s"),
        TaskKind.ASK_AGAIN: N_("Ask %(who)s again"),
        TaskKind.GET_NAME: N_("Get the name from %(who)s"),
        TaskKind.GET_IN_TOUCH: N_("Get in touch"),
        TaskKind.GREET: N_("Greet %(who)s"),
        TaskKind.PREPARE_RENEWAL: N_("Prepare the renewal"),
    }
)
"""The text of each task, with the placeholders that `say_task` fills in."""


def say_reason(reason: Reason, today: date) -> str:
    """A reason in words.

    Args:
        reason: The reason.
        today: The day that "yesterday" is counted from.
    """
    return _(REASON_TEXTS[reason.kind]) % {
        "day": say_day(reason.on, today) if reason.on else "–",
        "until": say_day(reason.until, today) if reason.until else "–",
        "before": say_day(reason.before, today) if reason.before else "–",
        "ago": say_ago(reason.on, today) if reason.on else "–",
        "days": ngettext("%(n)d day", "%(n)d days", reason.number) % {"n": reason.number},
        "what": reason.what,
        "who": reason.who,
        "other": reason.other,
        "number": reason.number,
        "within": reason.within,
        "signal": say_signal(reason.signal) if reason.signal else "",
    }


def say_reasons(reasons: Iterable[Reason]) -> list[str]:
    """Reasons that rest on no day, in words."""
    return [say_reason(reason, date.min) for reason in reasons]


def say_task(task: Task) -> str:
    """A task in words."""
    return _(TASK_TEXTS[task.kind]) % {"who": task.who, "what": task.what}


def say_reasons_to_see(visit: ToSee, today: date) -> list[str]:
    """Why to see somebody, the strongest reason first."""
    reasons = [
        _("%(what)s: %(why)s") % {"what": say_task(task), "why": say_reason(reason, today)}
        for task, reason in visit.reasons
    ]
    return [*reasons, _("you are in %(city)s that day") % {"city": visit.city}] if visit.near else reasons
