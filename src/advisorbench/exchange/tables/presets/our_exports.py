"""What was exported here, read again: every row is known by its own key, and names stand beside keys."""

from __future__ import annotations

from advisorbench.exchange.tables.fields import RowKind
from advisorbench.exchange.tables.presets.base import Preset, headers, signatures

OWN = (
    Preset(
        "advisorbench", RowKind.ACCOUNTS, signatures("id, name, review_rule, revenue_cents"),
        headers(external_id="id", name="name", tier="tier", status="status", sector="sector", city="city",
                country="country", website="website", customer_since="customer_since", renewal_on="renewal_on",
                employees="employees", revenue_cents="revenue_cents", currency="currency", parent="parent",
                note="note", gone="merged_into_id"),
    ),
    Preset(
        "advisorbench", RowKind.PEOPLE, signatures("id, name, do_not_ask, came_by_referral"),
        headers(external_id="id", name="name", account_id="account_id", account="account", company="company",
                job_title="job_title", role="role", email="email", phone="phone", language="language", note="note",
                gone="merged_into_id, purged_on"),
    ),
    Preset(
        "advisorbench", RowKind.INITIATIVES, signatures("id, name, started_by, spent_cents"),
        headers(external_id="id", name="name", account_id="account_id", account="account", person_id="person_id",
                person="person", state="state", stage="stage", source="source", product="product", owner="owner",
                opened_on="opened_on", closed_on="closed_on", end_reason="end_reason", amount_cents="amount_cents",
                currency="currency", hours="hours", next_step="next_step", next_step_on="next_step_on", note="note"),
    ),
)  # fmt: skip
