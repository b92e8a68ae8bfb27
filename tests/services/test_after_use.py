"""What daily use taught: twins are refused, a customer is one, put off twice, told without a promise."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.records.states import AccountStatus, AskState, PromiseState
from advisorbench.services import Services
from tests.conftest import TODAY


@pytest.fixture
def anna(services: Services) -> tuple[str, str]:
    """An account and a person there."""
    account = services.accounts.add({"name": "Kaya Logistics", "status": AccountStatus.ACTIVE}).id
    return account, services.accounts.add_person({"name": "Elif Kaya", "account_id": account}).id


@pytest.mark.parametrize("name", ["Kaya Logistics", "KAYA  LOGÍSTICS"])
def test_a_second_account_of_the_same_name_is_refused(services: Services, anna: tuple[str, str], name: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        services.accounts.add({"name": name})
    assert set(caught.value.errors) == {"name"}


def test_an_account_is_not_renamed_to_another_ones_name(services: Services, anna: tuple[str, str]) -> None:
    services.accounts.add({"name": "De Wit"})
    version, _fields = services.accounts.fields_of(anna[0])
    with pytest.raises(FieldErrors):
        services.accounts.edit(anna[0], version, {"name": "de wit"})
    assert services.accounts.edit(anna[0], version, {"name": "KAYA Logistics"}) == "KAYA Logistics"


def test_somebody_of_the_same_name_at_the_same_account_is_refused(services: Services, anna: tuple[str, str]) -> None:
    with pytest.raises(FieldErrors):
        services.accounts.add_person({"name": "elif kaya", "account_id": anna[0]})
    elsewhere = services.accounts.add({"name": "De Wit"}).id
    services.accounts.add_person({"name": "Elif Kaya", "account_id": elsewhere})


def test_nobody_becomes_a_customer_on_a_day_to_come(services: Services) -> None:
    with pytest.raises(FieldErrors):
        services.accounts.add({"name": "X", "customer_since": TODAY + timedelta(days=1)})


def test_an_imported_account_with_a_day_since_is_a_customer(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "klanten.csv"
    path.write_text("klant;klant sinds\nDe Wit;31-01-2025\nMolenaar;\n", encoding="cp1252")
    services.imports.apply(services.imports.plan(path))
    found = {line.name: line.status for line in services.accounts.lines()}
    assert found == {"De Wit": AccountStatus.ACTIVE, "Molenaar": AccountStatus.PROSPECT}


def test_somebody_who_said_later_may_say_later_again(services: Services, anna: tuple[str, str]) -> None:
    account, person = anna
    asked = date(2026, 10, 1)
    key = services.asks.ask(
        {"account_id": account, "person_id": person, "asked_on": asked, "override_reason": "an old promise"}
    ).id
    services.asks.answer(key, AskState.LATER, asked, TODAY)
    services.asks.answer(key, AskState.LATER, TODAY, TODAY + timedelta(days=30))
    [ask] = services.accounts.brief(account).facts.asks
    assert (ask.state, ask.asked_on, ask.later_on) == (AskState.LATER, TODAY, TODAY + timedelta(days=30))


def test_a_report_back_that_nobody_noted_as_owed_can_be_recorded(services: Services, anna: tuple[str, str]) -> None:
    account, person = anna
    named = TODAY - timedelta(days=300)
    key = services.referrals.name({"account_id": account, "person_id": person, "name": "Joris", "named_on": named}).id
    [owed] = services.accounts.brief(account).facts.promises
    services.promises.close(owed.id, TODAY, kept=False)
    services.referrals.report_back(key, TODAY)
    states = [promise.state for promise in services.accounts.brief(account).facts.promises]
    assert states == [PromiseState.BROKEN, PromiseState.KEPT]


def test_where_an_objective_stands_is_brought_up_to_date(sample: Services) -> None:
    line = next(line for line in sample.accounts.lines() if line.name == "Kaya Logistics")
    objective = sample.accounts.brief(line.id).facts.objectives[0]
    sample.value.edit_objective(objective.id, objective.version, {"current": 6.5})
    assert sample.accounts.brief(line.id).facts.objectives[0].current == 6.5
    with pytest.raises(FieldErrors):
        sample.value.edit_objective(objective.id, objective.version, {"target": 1.0})
