"""The entities, once each: fields that validate, and the table that adds keys.

Forms, the command line and imports use the fields; only `store` touches the tables.
"""

from advisorbench.models.accounts import (
    Account,
    AccountFields,
    Initiative,
    InitiativeFields,
    Interaction,
    InteractionFields,
    Issue,
    IssueFields,
    Person,
    PersonFields,
    Signal,
    SignalFields,
)
from advisorbench.models.base import Fields, Row, folded, new_id
from advisorbench.models.journal import Change, ImportBatch, ImportBatchFields, SavedView, SavedViewFields
from advisorbench.models.referrals import Ask, AskFields, Referral, ReferralFields, Target, TargetFields
from advisorbench.models.reviews import (
    Objective,
    ObjectiveFields,
    Outcome,
    OutcomeFields,
    Promise,
    PromiseFields,
    Review,
    ReviewFields,
)

__all__ = [
    "Account",
    "AccountFields",
    "Ask",
    "AskFields",
    "Change",
    "Fields",
    "ImportBatch",
    "ImportBatchFields",
    "Initiative",
    "InitiativeFields",
    "Interaction",
    "InteractionFields",
    "Issue",
    "IssueFields",
    "Objective",
    "ObjectiveFields",
    "Outcome",
    "OutcomeFields",
    "Person",
    "PersonFields",
    "Promise",
    "PromiseFields",
    "Referral",
    "ReferralFields",
    "Review",
    "ReviewFields",
    "Row",
    "SavedView",
    "SavedViewFields",
    "Signal",
    "SignalFields",
    "Target",
    "TargetFields",
    "folded",
    "new_id",
]
