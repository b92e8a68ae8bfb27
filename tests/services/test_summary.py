"""The summary as a use case: which periods there are, what a past one keeps, and what nobody else is told."""

from __future__ import annotations

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.language.periods import parse_span
from advisorbench.domain.records.states import AccountStatus, InitiativeState, InteractionKind, Severity, Source, Stage
from advisorbench.domain.rules import Rules
from advisorbench.domain.summary.attention import Need
from advisorbench.domain.summary.figures import Summary, redacted
from advisorbench.services import Services, open_services
from tests.services.full import fill_account, fill_book
from tests.services.making import TODAY, add_customer, ask, bring_to, day, give_name, make_ready


def of(services: Services, period: str, *, full: bool = False) -> Summary:
    """The summary of a period."""
    return services.summaries.of(parse_span(period, TODAY), full=full)


def log(services: Services, account: str, ago: int, kind: InteractionKind = InteractionKind.VISIT) -> None:
    """Log a contact of an hour so many days ago."""
    services.accounts.log({"account_id": account, "on": day(-ago), "kind": kind, "minutes": 60})


def test_an_empty_book_has_a_summary_too(services: Services) -> None:
    found = of(services, "2026-W47")
    assert found.before is None
    assert (found.attention, found.held, found.sellers) == ((), (), ())
    assert sum(row.owned for row in found.now.coverage) == 0


def test_a_running_period_is_counted_up_to_today(services: Services) -> None:
    account = services.accounts.add({"name": "Kaya", "status": AccountStatus.ACTIVE}).id
    log(services, account, 0)
    found = of(services, "2026-11")
    assert (found.until, found.running) == (TODAY, True)
    assert sum(row.seen for row in found.now.coverage) == 1


@pytest.mark.parametrize("period", ["2026-W49", "2026-12", "2027"])
def test_what_has_not_begun_has_no_summary(services: Services, period: str) -> None:
    with pytest.raises(FieldErrors, match="has not begun: name an earlier one"):
        of(services, period)


def test_what_was_over_before_the_book_began_is_unknown(services: Services) -> None:
    account, _person = add_customer(services)
    log(services, account, 10)
    assert of(services, "2026-W46").before is None
    assert of(services, "2026-W47").before is not None
    with pytest.raises(FieldErrors, match="the book begins on Fri 13 Nov 2026"):
        of(services, "2026-W45")


def test_the_seller_stands_on_it(services: Services) -> None:
    named = open_services(services.book.path, services.clock, Rules(), seller="Anna de Wit")
    assert of(named, "2026-W47").sellers == ("Anna de Wit",)


def test_what_happens_later_does_not_change_a_past_period(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    log(services, account, 5)
    issue = services.accounts.add_issue(
        {"account_id": account, "what": "wrong invoices", "severity": Severity.SERIOUS, "opened_on": day(-4)}
    ).id
    initiative = services.initiatives.add(
        {"name": "second site", "account_id": account, "opened_on": day(-30), "source": Source.EXISTING}
    ).id
    before = of(services, "2026-W47")
    assert [one.need for one in before.attention] == [Need.ISSUE]
    assert sum(row.hollow for row in before.now.pursuits.by_source) == 1

    services.accounts.resolve_issue(issue, TODAY)
    services.initiatives.end(initiative, InitiativeState.LOST, TODAY, "no budget")
    ask(services, account, person, "she offered")
    bring_to(services, give_name(services, account, person), Stage.INTRODUCED)
    services.reviews.hold(account, TODAY, "held today")
    log(services, account, 0)
    after = of(services, "2026-W47")
    assert (after.now, after.before, after.attention) == (before.now, before.before, before.attention)
    assert after.missing == before.missing
    now = of(services, "2026-W48")
    assert (now.now.pursuits.no_go, now.attention) == (1, ())


def test_the_cached_book_of_today_is_not_touched_by_a_past_period(services: Services) -> None:
    account, _person = add_customer(services)
    log(services, account, 20)
    log(services, account, 0)
    of(services, "2026-W45")
    assert services.accounts.brief(account).contact.last_on == TODAY


CANARY = "Kanarie"
"""Stands in every column of text of the book, the names of accounts excepted."""


@pytest.fixture
def singing(services: Services) -> Services:
    """A book in which every note, name and word is a canary, with referrals at every stage in the week."""
    account, _person = fill_book(services, CANARY, CANARY)
    other, person = add_customer(services, "Bakker", f"{CANARY} Jansen")
    fill_account(services, other, person, CANARY)
    services.accounts.add_issue({"account_id": account, "what": CANARY, "opened_on": day(-20)})
    give_name(services, other, person, f"{CANARY} Een", CANARY)
    bring_to(services, give_name(services, other, person, f"{CANARY} Twee", CANARY), Stage.INTRODUCED)
    services.initiatives.add({"name": CANARY, "account_id": other, "amount_cents": 5_00, "opened_on": day(-3)})
    return services


@pytest.mark.parametrize("period", ["2026-W46", "2026-W48", "2026-11", "2026"])
def test_nobody_is_named_and_nothing_is_quoted_unless_it_is_asked_for(singing: Services, period: str) -> None:
    found = of(singing, period)
    assert CANARY not in str(found)
    assert not found.full
    assert found == redacted(of(singing, period, full=True))


def test_everything_is_told_when_it_is_asked_for(singing: Services) -> None:
    found = of(singing, "2026-11", full=True)
    assert found.full
    assert {one.detail for one in found.attention} == {CANARY}
    assert {one.what for one in found.verified} == {CANARY}
    assert all(CANARY in one.by for one in found.verified)
    assert {(one.name, one.reason) for one in found.ended} == {(CANARY, CANARY)}
    assert all(CANARY in one.by and CANARY in one.name for one in found.moved)
    assert {(one.stage, one.name) for one in found.moved if one.on == TODAY} == {
        (Stage.NAMED, f"{CANARY} Een"),
        (Stage.NAMED, f"{CANARY} Twee"),
        (Stage.INTRODUCED, f"{CANARY} Twee"),
    }
