"""The words of the trade, as they are stored, exported and shown: states, kinds and what may follow what.

Each is the field's standard term. The value is what stands in the book and in files; the label for
people comes from `label`.
"""

from __future__ import annotations

from enum import StrEnum

from advisorbench.domain.errors import Refused
from advisorbench.domain.records.actions import Action as Action
from advisorbench.domain.records.actions import Lane as Lane
from advisorbench.i18n import N_, _


class Tier(StrEnum):
    """How much of the seller's time an account gets; sets its cadence."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class AccountStatus(StrEnum):
    """Where the relation stands: prospect → active → dormant → lost."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    LOST = "lost"


class Role(StrEnum):
    """A person's part in buying."""

    SPONSOR = "sponsor"
    CHAMPION = "champion"
    USER = "user"
    DECISION_MAKER = "decision maker"
    BLOCKER = "blocker"


class InteractionKind(StrEnum):
    """How a contact happened."""

    VISIT = "visit"
    CALL = "call"
    MEETING = "meeting"
    MAIL = "mail"
    MESSAGE = "message"
    REVIEW = "review"
    OTHER = "other"


class PromiseState(StrEnum):
    """Something we owe: open → kept / late / broken."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


class ReviewState(StrEnum):
    """An optimisation review: due → scheduled → prepared → held → followed up; a missed one returns to due."""

    DUE = "due"
    SCHEDULED = "scheduled"
    PREPARED = "prepared"
    HELD = "held"
    FOLLOWED_UP = "followed up"


class ObjectiveState(StrEnum):
    """What the customer wants: draft → agreed → on track / off track → achieved / dropped."""

    DRAFT = "draft"
    AGREED = "agreed"
    ON_TRACK = "on track"
    OFF_TRACK = "off track"
    ACHIEVED = "achieved"
    DROPPED = "dropped"


class Direction(StrEnum):
    """Whether more or less of the metric is better."""

    MORE = "more"
    LESS = "less"


class IdeaState(StrEnum):
    """A way to close part of the gap: spotted → proposed → accepted → done / rejected."""

    SPOTTED = "spotted"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DONE = "done"
    REJECTED = "rejected"


class Effort(StrEnum):
    """How much work an idea asks."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Side(StrEnum):
    """Who acts on an idea or a milestone."""

    CUSTOMER = "customer"
    US = "us"


class OutcomeState(StrEnum):
    """Value realised: claimed by us, until a person there makes it verified or disputed."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    DISPUTED = "disputed"


class Period(StrEnum):
    """Over what time an outcome's amount was gained; amounts of different periods are never added up."""

    ONCE = "once"
    MONTH = "a month"
    QUARTER = "a quarter"
    YEAR = "a year"


class SignalKind(StrEnum):
    """How satisfied somebody said to be: NPS and score run from 0 to 10."""

    NPS = "nps"
    SCORE = "score"
    PRAISE = "praise"
    COMPLAINT = "complaint"


class Severity(StrEnum):
    """How much an issue hurts; a serious one closes the gate *No harm*."""

    MINOR = "minor"
    SERIOUS = "serious"


class AskKind(StrEnum):
    """What we asked a person for; all kinds share one budget."""

    REFERRAL = "referral"
    REFERENCE = "reference"
    TESTIMONIAL = "testimonial"


class AskState(StrEnum):
    """An ask: drafted → asked → yes / later / no."""

    DRAFTED = "drafted"
    ASKED = "asked"
    YES = "yes"
    LATER = "later"
    NO = "no"


class TargetState(StrEnum):
    """Whom we would like to meet: open until asked for, introduced or dropped."""

    OPEN = "open"
    ASKED = "asked"
    INTRODUCED = "introduced"
    DROPPED = "dropped"


class Stage(StrEnum):
    """A referral: named → introduced → met → buying → customer; from any: ended."""

    NAMED = "named"
    INTRODUCED = "introduced"
    MET = "met"
    BUYING = "buying"
    CUSTOMER = "customer"
    ENDED = "ended"


class Source(StrEnum):
    """Where an initiative came from; unknown is stored as no value."""

    REFERRED = "referred"
    EXISTING = "existing"
    INBOUND = "inbound"
    COLD = "cold"


class Starter(StrEnum):
    """Who started an initiative: a customer who wants to buy, somebody who referred them, or we."""

    CUSTOMER = "customer"
    REFERRER = "referrer"
    US = "us"


class StepKind(StrEnum):
    """What a step on the buying path is: somebody who must agree, a question the buyer has, or a milestone."""

    AGREE = "agree"
    QUESTION = "question"
    MILESTONE = "milestone"


class TemplateKind(StrEnum):
    """What a text of one's own is for: the agenda of a review, or the wording of an ask."""

    AGENDA = "agenda"
    ASK = "ask"


class TestimonialState(StrEnum):
    """Praise in public: requested → received → approved → published → withdrawn; from any: withdrawn."""

    REQUESTED = "requested"
    RECEIVED = "received"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class EventKind(StrEnum):
    """What an event in the agenda is for."""

    VISIT = "visit"
    REVIEW = "review"
    CALL = "call"
    TRAVEL = "travel"
    FOCUS = "focus"
    OTHER = "other"


class EventState(StrEnum):
    """An event in the agenda: planned → done / cancelled."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class InitiativeState(StrEnum):
    """A sales opportunity: open → won, or a no-go: lost / no decision / withdrawn."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    NO_DECISION = "no decision"
    WITHDRAWN = "withdrawn"


_NEXT: dict[type[StrEnum], dict[StrEnum, frozenset[StrEnum]]] = {
    AccountStatus: {
        # Who has bought once is no prospect any more; who was lost may come back.
        AccountStatus.PROSPECT: frozenset({AccountStatus.ACTIVE, AccountStatus.LOST}),
        AccountStatus.ACTIVE: frozenset({AccountStatus.DORMANT, AccountStatus.LOST}),
        AccountStatus.DORMANT: frozenset({AccountStatus.ACTIVE, AccountStatus.LOST}),
        AccountStatus.LOST: frozenset({AccountStatus.ACTIVE}),
    },
    ObjectiveState: {
        ObjectiveState.DRAFT: frozenset({ObjectiveState.AGREED, ObjectiveState.DROPPED}),
        ObjectiveState.AGREED: frozenset(
            {ObjectiveState.ON_TRACK, ObjectiveState.OFF_TRACK, ObjectiveState.ACHIEVED, ObjectiveState.DROPPED}
        ),
        ObjectiveState.ON_TRACK: frozenset({ObjectiveState.OFF_TRACK, ObjectiveState.ACHIEVED, ObjectiveState.DROPPED}),
        ObjectiveState.OFF_TRACK: frozenset({ObjectiveState.ON_TRACK, ObjectiveState.ACHIEVED, ObjectiveState.DROPPED}),
    },
    IdeaState: {
        IdeaState.SPOTTED: frozenset({IdeaState.PROPOSED, IdeaState.REJECTED}),
        IdeaState.PROPOSED: frozenset({IdeaState.ACCEPTED, IdeaState.REJECTED}),
        IdeaState.ACCEPTED: frozenset({IdeaState.DONE, IdeaState.REJECTED}),
    },
    PromiseState: {PromiseState.OPEN: frozenset({PromiseState.KEPT, PromiseState.LATE, PromiseState.BROKEN})},
    ReviewState: {
        ReviewState.DUE: frozenset({ReviewState.SCHEDULED, ReviewState.HELD}),
        ReviewState.SCHEDULED: frozenset({ReviewState.PREPARED, ReviewState.HELD, ReviewState.DUE}),
        ReviewState.PREPARED: frozenset({ReviewState.SCHEDULED, ReviewState.HELD, ReviewState.DUE}),
        ReviewState.HELD: frozenset({ReviewState.FOLLOWED_UP}),
    },
    OutcomeState: {
        OutcomeState.CLAIMED: frozenset({OutcomeState.VERIFIED, OutcomeState.DISPUTED}),
        OutcomeState.DISPUTED: frozenset({OutcomeState.VERIFIED}),
        OutcomeState.VERIFIED: frozenset({OutcomeState.VERIFIED, OutcomeState.DISPUTED}),
    },
    AskState: {
        AskState.DRAFTED: frozenset({AskState.ASKED}),
        AskState.ASKED: frozenset({AskState.YES, AskState.LATER, AskState.NO}),
        AskState.LATER: frozenset({AskState.ASKED, AskState.YES, AskState.NO}),
    },
    Stage: {
        Stage.NAMED: frozenset({Stage.INTRODUCED, Stage.ENDED}),
        Stage.INTRODUCED: frozenset({Stage.MET, Stage.ENDED}),
        Stage.MET: frozenset({Stage.BUYING, Stage.CUSTOMER, Stage.ENDED}),
        Stage.BUYING: frozenset({Stage.CUSTOMER, Stage.ENDED}),
    },
    TestimonialState: {
        TestimonialState.REQUESTED: frozenset({TestimonialState.RECEIVED, TestimonialState.WITHDRAWN}),
        TestimonialState.RECEIVED: frozenset({TestimonialState.APPROVED, TestimonialState.WITHDRAWN}),
        TestimonialState.APPROVED: frozenset({TestimonialState.PUBLISHED, TestimonialState.WITHDRAWN}),
        # Published once more: at another place.
        TestimonialState.PUBLISHED: frozenset({TestimonialState.PUBLISHED, TestimonialState.WITHDRAWN}),
    },
    InitiativeState: {
        InitiativeState.OPEN: frozenset(
            {InitiativeState.WON, InitiativeState.LOST, InitiativeState.NO_DECISION, InitiativeState.WITHDRAWN}
        )
    },
    EventState: {EventState.PLANNED: frozenset({EventState.DONE, EventState.CANCELLED})},
}


def allowed(now: StrEnum) -> frozenset[StrEnum]:
    """The states that may follow this one."""
    return _NEXT.get(type(now), {}).get(now, frozenset())


def step(now: StrEnum, then: StrEnum) -> None:
    """Refuse a transition that the method does not know.

    Raises:
        Refused: `then` may not follow `now`.
    """
    if then not in allowed(now):
        after = ", ".join(label(word) for word in type(now) if word in allowed(now))
        raise Refused(
            _("“%(now)s” cannot become “%(then)s”.") % {"now": label(now), "then": label(then)},
            _("It can become: %(words)s.") % {"words": after} if after else _("It has ended."),
        )


# Listed so that the catalogue knows every label; the values themselves are English already.
_LABELS = (
    N_("prospect"), N_("active"), N_("dormant"), N_("lost"),
    N_("sponsor"), N_("champion"), N_("user"), N_("decision maker"), N_("blocker"),
    N_("visit"), N_("call"), N_("meeting"), N_("mail"), N_("message"), N_("review"), N_("other"),
    N_("open"), N_("kept"), N_("late"), N_("broken"),
    N_("due"), N_("scheduled"), N_("prepared"), N_("held"), N_("followed up"),
    N_("draft"), N_("agreed"), N_("on track"), N_("off track"), N_("achieved"), N_("dropped"),
    N_("more"), N_("less"), N_("claimed"), N_("verified"), N_("disputed"),
    N_("nps"), N_("score"), N_("praise"), N_("complaint"), N_("minor"), N_("serious"),
    N_("referral"), N_("reference"), N_("testimonial"), N_("drafted"), N_("asked"), N_("yes"), N_("no"),
    N_("introduced"), N_("named"), N_("met"), N_("buying"), N_("customer"), N_("ended"),
    N_("referred"), N_("existing"), N_("inbound"), N_("cold"), N_("won"), N_("no decision"), N_("withdrawn"),
    N_("later"), N_("spotted"), N_("proposed"), N_("accepted"), N_("done"), N_("rejected"),
    N_("small"), N_("medium"), N_("large"), N_("us"), N_("referrer"),
    N_("once"), N_("a month"), N_("a quarter"), N_("a year"), N_("agree"), N_("question"), N_("milestone"),
    N_("agenda"), N_("ask"), N_("requested"), N_("received"), N_("approved"), N_("published"),
    N_("travel"), N_("focus"), N_("planned"), N_("cancelled"),
)  # fmt: skip


def label(word: StrEnum) -> str:
    """The word as a person reads it, in the user's language."""
    return "NPS" if word is SignalKind.NPS else _(word.value)
