"""Whom to meet: noted, changed, given up, and found among those who are known already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisorbench.domain.asking.finder import Acquaintance, TargetSuggestion
from advisorbench.domain.errors import FieldErrors, NotFound, Refused, Stale
from advisorbench.domain.language.reasons import say_reasons
from advisorbench.domain.records.reasons import Reason, ReasonKind
from advisorbench.domain.records.states import AccountStatus, TargetState
from advisorbench.models import TargetFields
from advisorbench.services import Services
from tests.services.making import add_customer, aim, ask, day, give_name, move, one_step, refused, whole_book

CONNECTIONS = """\
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Jan,Hofstra,https://www.linkedin.com/in/janhofstra,jan@hofstra.nl,Hofstra Transport,Logistics Director,04 Mar 2024
Fatma,Demir,https://www.linkedin.com/in/fdemir,,De Wit,Warehouse Planner,12 Nov 2023
Ole,Berg,https://www.linkedin.com/in/oleberg,,,Logistics Consultant,01 Jan 2020
Piet,Bakker,https://www.linkedin.com/in/pbakker,,Bakkerij Bakker,Baker,02 Feb 2022
"""


@pytest.fixture
def elif_kaya(services: Services) -> tuple[str, str]:
    """A logistics director at a customer in transport."""
    account = services.accounts.add(
        {"name": "Kaya", "sector": "Transport", "status": AccountStatus.ACTIVE, "customer_since": day(-900)}
    ).id
    person = services.accounts.add_person(
        {"name": "Elif Kaya", "account_id": account, "job_title": "Director Logistics"}
    ).id
    return account, person


def bring_in(services: Services, tmp_path: Path, text: str = CONNECTIONS) -> dict[str, int]:
    path = tmp_path / "Connections.csv"
    path.write_text(text, encoding="utf-8")
    return services.imports.apply(services.imports.plan(path))


def found(services: Services, who: tuple[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.acquaintance.name, tuple(say_reasons(one.reasons))) for one in services.targets.find(*who)]


def people(services: Services) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in services.exports.table("people")[1]}


def test_a_target_is_noted_with_its_day(services: Services, elif_kaya: tuple[str, str]) -> None:
    account, person = elif_kaya
    with one_step(services, "add target"):
        aim(services, account, person)
    aim(services, account, person)
    (target,) = services.accounts.brief(account).facts.targets
    assert (target.name, target.why_now, target.added_on) == ("Jan Hofstra, Hofstra", "new depot", day(0))
    assert (target.state, target.closed_on, target.open_on(day(0)), target.open_on(day(-1))) == (
        TargetState.OPEN, None, True, False,
    )  # fmt: skip


def test_a_day_that_was_given_is_kept(services: Services, elif_kaya: tuple[str, str]) -> None:
    account, person = elif_kaya
    services.targets.add({"account_id": account, "person_id": person, "who": "Jan", "added_on": day(-30)})
    assert services.accounts.brief(account).facts.targets[0].added_on == day(-30)


def test_a_suggestion_is_taken_with_as_many_of_its_reasons_as_there_is_room_for(
    services: Services, elif_kaya: tuple[str, str]
) -> None:
    jan = Acquaintance("jan", "Jan Hofstra", company="Hofstra")
    suggestion = TargetSuggestion(
        jan, (Reason(ReasonKind.SAME_SECTOR, what="Transport"), Reason(ReasonKind.SAME_WORK, what="x" * 400)), 1
    )
    assert services.targets.take(*elif_kaya, suggestion, "new depot").name == "Jan Hofstra"
    (target,) = services.accounts.brief(elif_kaya[0]).facts.targets
    assert (target.name, target.why_now) == ("Jan Hofstra, Hofstra", "new depot")
    assert target.why_fit.startswith("same sector: Transport; same work: xxx")
    assert len(target.why_fit) == 300


def test_a_target_is_changed_unless_somebody_did_meanwhile(services: Services, elif_kaya: tuple[str, str]) -> None:
    account, person = elif_kaya
    key = aim(services, account, person)
    with one_step(services, "edit target"):
        assert services.targets.edit(key, 1, {"who": "Anna Hofstra", "why_fit": "same fleet"}) == "Anna Hofstra"
    services.targets.edit(key, services.accounts.brief(account).facts.targets[0].version, {"why_now": "new lease"})
    with refused(services, error=Stale):
        services.targets.edit(key, 1, {"who": "Somebody else"})
    with refused(services, "who"):
        services.targets.edit(key, services.accounts.brief(account).facts.targets[0].version, {"who": " "})
    with refused(services, error=NotFound):
        services.targets.edit("nobody", 1, {"who": "Jan"})


def test_a_target_is_given_up_once(services: Services, elif_kaya: tuple[str, str]) -> None:
    account, person = elif_kaya
    key = aim(services, account, person)
    with one_step(services, "drop target"):
        services.targets.drop(key)
    services.targets.drop(key)
    (target,) = services.accounts.brief(account).facts.targets
    assert (target.state, target.closed_on, target.open_on(day(0))) == (TargetState.DROPPED, day(0), False)
    with refused(services, error=Refused):
        services.targets.drop(key)


def test_what_was_asked_for_is_not_given_up(services: Services, elif_kaya: tuple[str, str]) -> None:
    key = aim(services, *elif_kaya)
    ask(services, *elif_kaya, reason="she offered")
    with refused(services, error=Refused):
        services.targets.drop(key)


def test_a_network_comes_in_without_accounts_and_joins_those_there_are(
    services: Services, elif_kaya: tuple[str, str], tmp_path: Path
) -> None:
    services.accounts.add({"name": "DE WIT"})
    before = len(services.accounts.lines())
    assert bring_in(services, tmp_path) == {"made": 4, "changed": 0, "same": 0, "refused": 0}
    assert len(services.accounts.lines()) == before
    rows = people(services)
    assert {name: (row["account"], row["company"]) for name, row in rows.items() if name != "Elif Kaya"} == {
        "Jan Hofstra": (None, "Hofstra Transport"), "Fatma Demir": ("DE WIT", ""), "Ole Berg": (None, ""),
        "Piet Bakker": (None, "Bakkerij Bakker"),
    }  # fmt: skip
    assert rows["Jan Hofstra"]["job_title"] == "Logistics Director"
    assert rows["Jan Hofstra"]["source"] == "import: Connections.csv"


def test_the_same_network_twice_changes_nothing(services: Services, elif_kaya: tuple[str, str], tmp_path: Path) -> None:
    services.accounts.add({"name": "De Wit"})
    bring_in(services, tmp_path)
    before = services.book.path.read_bytes()
    assert bring_in(services, tmp_path) == {"made": 0, "changed": 0, "same": 4, "refused": 0}
    assert services.book.path.read_bytes() == before


def test_a_network_is_taken_back_in_one_step(services: Services, elif_kaya: tuple[str, str], tmp_path: Path) -> None:
    with one_step(services, "import"):
        bring_in(services, tmp_path)


def test_whoever_changed_companies_is_brought_up_to_date(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path)
    moved = CONNECTIONS.replace("jan@hofstra.nl,Hofstra Transport", "jan@hofstra.nl,Visser")
    assert bring_in(services, tmp_path, moved) == {"made": 0, "changed": 1, "same": 3, "refused": 0}
    assert people(services)["Jan Hofstra"]["company"] == "Visser"


def test_a_company_that_came_into_the_book_is_joined_the_next_time(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path)
    account = services.accounts.add({"name": "Hofstra Transport"}).id
    bring_in(services, tmp_path)
    row = people(services)["Jan Hofstra"]
    assert (row["account_id"], row["company"]) == (account, "")
    assert len(people(services)) == 4


def test_connections_are_proposed_with_their_reasons(
    services: Services, elif_kaya: tuple[str, str], tmp_path: Path
) -> None:
    bring_in(services, tmp_path)
    assert found(services, elif_kaya) == [
        ("Jan Hofstra", ("in transport, by the company's name", "same work: logistics")),
        ("Ole Berg", ("same work: logistics",)),
    ]  # fmt: skip


def test_finding_changes_nothing(services: Services, elif_kaya: tuple[str, str], tmp_path: Path) -> None:
    bring_in(services, tmp_path)
    before = whole_book(services)
    assert found(services, elif_kaya)
    assert whole_book(services) == before


def test_people_of_prospects_are_proposed_and_those_of_customers_are_not(
    services: Services, elif_kaya: tuple[str, str]
) -> None:
    for name, status in (("De Wit", AccountStatus.PROSPECT), ("Molenaar", AccountStatus.ACTIVE)):
        account = services.accounts.add({"name": name, "sector": "transport", "status": status}).id
        services.accounts.add_person({"name": f"Piet of {name}", "account_id": account})
    assert found(services, elif_kaya) == [("Piet of De Wit", ("same sector: transport",))]


def test_whoever_worked_at_the_same_company_comes_first(services: Services, elif_kaya: tuple[str, str]) -> None:
    account, _person = elif_kaya
    gone = services.accounts.add_person({"name": "Ali Demir", "account_id": account}).id
    services.accounts.leave(gone, day(-100), "De Wit")
    prospect = services.accounts.add({"name": "Molenaar", "sector": "Transport"}).id
    services.accounts.add_person({"name": "Bas", "account_id": prospect})
    assert found(services, elif_kaya) == [
        ("Ali Demir", ("worked at Kaya before",)), ("Bas", ("same sector: Transport",)),
    ]  # fmt: skip


def test_a_former_employer_of_the_one_who_is_asked_counts(services: Services, tmp_path: Path) -> None:
    _old, person = add_customer(services, "Hofstra Transport", "Elif")
    moved = move(services, person, day(-10), "Kaya")
    bring_in(services, tmp_path)
    kaya = next(line.id for line in services.accounts.lines() if line.name == "Kaya")
    assert found(services, (kaya, moved)) == [("Jan Hofstra", ("both know Hofstra Transport from within",))]


def test_whom_one_asks_for_already_or_was_given_is_not_proposed(
    services: Services, elif_kaya: tuple[str, str], tmp_path: Path
) -> None:
    bring_in(services, tmp_path)
    aim(services, *elif_kaya, who="jan hofstra")
    give_name(services, *elif_kaya, name="Ole Berg", company="")
    assert found(services, elif_kaya) == []


def test_whoever_is_not_to_be_asked_is_not_proposed(
    services: Services, elif_kaya: tuple[str, str], tmp_path: Path
) -> None:
    bring_in(services, tmp_path)
    for name in ("Jan Hofstra", "Ole Berg"):
        services.accounts.edit_person(people(services)[name]["id"], 1, {"do_not_ask": True})
    assert found(services, elif_kaya) == []


def test_proposals_are_for_somebody_who_works_there(services: Services, elif_kaya: tuple[str, str]) -> None:
    _other, stranger = add_customer(services, "De Wit", "Piet")
    with pytest.raises(Refused):
        services.targets.find(elif_kaya[0], stranger)


def test_a_row_that_names_nobody_is_left_out_and_counted(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS + ",,https://www.linkedin.com/in/x,,Acme,Boss,01 Jan 2020\n", encoding="utf-8")
    plan = services.imports.plan(path)
    assert plan.refused == []
    assert "1 row that names nobody is left out" in plan.description()


@pytest.mark.parametrize("wrong", [{"account_id": "nobody"}, {"person_id": "nobody"}])
def test_a_target_hangs_on_what_there_is(services: Services, elif_kaya: tuple[str, str], wrong: dict[str, str]) -> None:
    given = {"account_id": elif_kaya[0], "person_id": elif_kaya[1], "who": "Jan"}
    with refused(services, error=Refused):
        services.targets.add(given | wrong)


def test_nothing_of_a_target_is_too_long(elif_kaya: tuple[str, str]) -> None:
    with pytest.raises((FieldErrors, ValueError)):
        TargetFields.model_validate({"account_id": "a", "person_id": "b", "who": "x" * 301})
