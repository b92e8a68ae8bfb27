"""Who came from whom, out of a file: “referred by” starts the tree of referrals between accounts."""

from __future__ import annotations

from typing import Any

from advisorbench.domain.text import fold
from advisorbench.models import AccountRow, PersonRow, Row
from advisorbench.services.importing.table_plan import TablePlan
from advisorbench.store import files as store
from advisorbench.store.journal import BookSession
from advisorbench.store.staging import mark


def settle_links(session: BookSession, plan: TablePlan) -> None:
    """Follow each “referred by” of a file, now that all of it is read, and stage what comes of it.

    An account comes from the account of whoever referred the first of its people. One that is known to come from
    another stays as it is, a circle is not closed, and who cannot be found is said.
    """
    givers: dict[str, str] = {}
    for who, line, name in plan.staging.links():
        person, account = who.split("\x1f")
        giver = plan.staging.find("person", mark("email" if "@" in name else "who", fold(name)))
        if not giver or giver == person:
            plan.unknown_referrers.add(line, name)
            continue
        _mark_referred(session, plan, person)
        source = _row(session, plan, PersonRow, giver).get("account_id")
        if account and source and account != source and account not in givers:
            givers[account] = source
    safe = set[str]()
    for account, source in givers.items():
        if _row(session, plan, AccountRow, account).get("referred_by_id"):
            continue
        if _circle(session, plan, givers, account, safe):
            plan.circles += 1
            continue
        # Noted as a change for those to be made, too: who comes from whom is set when all of them are there.
        plan.staging.change("account", account, {"referred_by_id": source})
        plan.referred += 1


def _row(session: BookSession, plan: TablePlan, entity: type[Row], key: str) -> dict[str, Any]:
    """The fields of a row to be made, or of one in the book."""
    return plan.staging.made(key) or store.rows_by_key(session, entity, [key]).get(key, {})


def _mark_referred(session: BookSession, plan: TablePlan, person: str) -> None:
    """Note of a person that they came by a referral."""
    values = {"came_by_referral": True}
    if not plan.staging.amend(person, values) and not _row(session, plan, PersonRow, person)["came_by_referral"]:
        plan.staging.change("person", person, values)


def _circle(session: BookSession, plan: TablePlan, givers: dict[str, str], account: str, safe: set[str]) -> bool:
    """Whether an account would come from itself, by way of others; not if it only comes from such a one.

    Those from whom it is known to go up to a top are kept in `safe`: the way up is gone once for all.
    """
    seen, at = set[str](), account
    while at and at not in seen and at not in safe:
        seen.add(at)
        at = _row(session, plan, AccountRow, at).get("referred_by_id") or givers.get(at, "")
    if not at or at in safe:
        safe |= seen
        return False
    return at == account
