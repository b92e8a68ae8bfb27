"""Files of one export find each other by key and by name, and “referred by” starts the tree; undo takes it all back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from advisorbench.domain.records.states import EventState, InteractionKind
from advisorbench.services import Services
from tests.services.file_plans import bring_in, contents, exported, plan

COMPANIES = "Record ID,Company name,City\n81,Kaya Logistics,Zwolle\n82,De Wit,Gent\n"
CONTACTS = (
    "Record ID,First Name,Last Name,Email,Associated Company IDs,Associated Company\n"
    "151,Elif,Kaya,elif@kaya.nl,81,Kaya Logistics\n152,Jan,de Wit,,82;81,De Wit;Kaya Logistics\n"
)
DEALS = (
    "Record ID,Deal Name,Deal Stage,Amount,Associated Company IDs,Associated Company,Associated Contact IDs,"
    "Associated Contact\n"
    "71,Depot,Contract Sent,1210,81,Kaya Logistics,151,Elif Kaya (elif@kaya.nl)\n"
    "72,Advies,Contract Sent,,82,De Wit,152;151,Jan de Wit;Elif Kaya\n"
)
PEOPLE = "Record ID,First Name,Last Name,Email,Associated Company IDs\n"
FILES = {"companies": COMPANIES, "contacts": CONTACTS, "deals": DEALS}


def linked(services: Services) -> tuple[Any, ...]:
    """Accounts with their keys and cities, people and initiatives with what they are linked to."""
    return (
        sorted((row["name"], row["external_id"], row["city"]) for row in exported(services, "accounts")),
        sorted((row["name"], row["external_id"], row["account"]) for row in exported(services, "people")),
        sorted((row["name"], row["account"], row["person"]) for row in exported(services, "initiatives")),
    )


@pytest.mark.parametrize("order", permutations(FILES), ids="-".join)
def test_the_files_of_one_export_find_each_other_in_any_order(
    services: Services, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for name in order:
        bring_in(services, tmp_path, FILES[name], f"{name}.csv")
    accounts, people, deals = linked(services)
    assert accounts == [("De Wit", "hubspot:82", "Gent"), ("Kaya Logistics", "hubspot:81", "Zwolle")]
    assert people == [("Elif Kaya", "hubspot:151", "Kaya Logistics"), ("Jan de Wit", "hubspot:152", "De Wit")]
    late = order.index("deals") < order.index("contacts")  # whom a deal was for is known from the contacts' file
    assert deals == [("Advies", "De Wit", None if late else "Jan de Wit"),
                     ("Depot", "Kaya Logistics", None if late else "Elif Kaya")]  # fmt: skip
    for name in FILES:
        bring_in(services, tmp_path, FILES[name], f"{name}.csv")
    assert linked(services)[2] == [("Advies", "De Wit", "Jan de Wit"), ("Depot", "Kaya Logistics", "Elif Kaya")]
    before = contents(services)
    for name in FILES:
        assert plan(services, tmp_path, FILES[name], f"{name}.csv").empty
    assert contents(services) == before


@pytest.mark.parametrize("order", permutations(FILES), ids="-".join)
def test_every_import_of_an_export_is_undone_to_the_letter(
    services: Services, tmp_path: Path, order: tuple[str, ...]
) -> None:
    seen = [contents(services)]
    for name in order:
        bring_in(services, tmp_path, FILES[name], f"{name}.csv")
        seen.append(contents(services))
    while len(seen) > 1:
        assert seen.pop() == contents(services)
        assert services.history.undo() == "import"
        assert seen[-1] == contents(services)
    assert services.book.check() == []


def test_files_find_each_other_by_name_alone(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Company,City\nKaya Logistics,Zwolle\n")
    bring_in(services, tmp_path, "First Name,Last Name,Company\nElif,Kaya,KAYA  logistics\n")
    found = bring_in(services, tmp_path, "Deal Name,Company,Contact,Stage\nDepot,Kaya Logistics,elif kaya,open\n")
    assert found.accounts == 0
    (deal,) = exported(services, "initiatives")
    assert (deal["account"], deal["person"]) == ("Kaya Logistics", "Elif Kaya")


def test_an_unknown_key_is_said_with_its_line_and_the_rest_comes_in(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, COMPANIES)
    text = PEOPLE + "151,Elif,Kaya,,81\n152,Jan,X,,99\n153,Ida,Y,,\n"
    found = bring_in(services, tmp_path, text)
    assert (found.made, found.accounts, found.unknown_accounts.count) == (3, 0, 1)
    said = next(line for line in found.description() if "99" in line)
    assert "1 row" in said
    assert "line 3" in said
    assert [row["account"] for row in exported(services, "people")] == ["Kaya Logistics", None, None]


def test_only_a_few_unknown_keys_are_named_and_all_are_counted(services: Services, tmp_path: Path) -> None:
    rows = "".join(f"{number},Elif,K{number},,9{number}\n" for number in range(30))
    found = plan(services, tmp_path, PEOPLE + rows)
    assert (found.unknown_accounts.count, len(found.unknown_accounts.examples)) == (30, 5)
    assert str(found.unknown_accounts).endswith(", …")


def test_an_unknown_person_by_key_is_said_with_its_line(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, COMPANIES)
    text = DEALS.replace("152;151,Jan de Wit;Elif Kaya", "999,")
    found = plan(services, tmp_path, text)
    assert any("999" in line and "line 3" in line for line in found.description())


def test_a_key_that_is_known_counts_before_a_name(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, COMPANIES)
    text = PEOPLE.replace("IDs", "IDs,Associated Company") + "1,Elif,K,,82,Kaya Logistics\n"
    bring_in(services, tmp_path, text)
    assert exported(services, "people")[0]["account"] == "De Wit"


def test_the_same_number_of_another_program_is_another_key(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, COMPANIES)
    text = "Person - ID,Person - Name,Person - Organization ID\n151,Elif Kaya,81\n"
    found = bring_in(services, tmp_path, text)
    assert found.unknown_accounts.count == 1


def test_a_company_made_on_the_way_under_several_keys_gets_none(services: Services, tmp_path: Path) -> None:
    text = "Record ID,First Name,Last Name,Email,Associated Company IDs,Associated Company\n1,Elif,K,,81;82,Kaya\n"
    bring_in(services, tmp_path, text)
    assert exported(services, "accounts")[0]["external_id"] == ""
    found = bring_in(services, tmp_path, "Record ID,Company name\n81,Kaya\n82,De Wit\n")
    assert (found.made, found.changed) == (1, 1)


# --- activities -----------------------------------------------------------------------------------------------------

HEAD = (
    "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Duration,"
    "Activity - Done,Activity - Contact person,Activity - Organization,Activity - Note\n"
)
CALLED = "3,Call Elif,Call,2026-11-02,09:30,00:45,Done,Elif Kaya,Kaya Logistics,Went well\n"
PLANNED = "4,Lunch,Lunch,2026-12-01,12:00,01:30,To do,Elif Kaya,Kaya Logistics,\n"


@pytest.fixture
def kaya(services: Services) -> tuple[str, str]:
    """An account and somebody there."""
    account = services.accounts.add({"name": "Kaya Logistics"}).id
    return account, services.accounts.add_person({"name": "Elif Kaya", "account_id": account}).id


def test_what_is_done_was_a_contact_and_what_is_planned_stands_in_the_agenda(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    bring_in(services, tmp_path, HEAD + CALLED + PLANNED)
    (contact,) = exported(services, "interactions")
    assert (contact["on"], contact["kind"], contact["minutes"], contact["account"], contact["person"]) == (
        date(2026, 11, 2), InteractionKind.CALL, 45, "Kaya Logistics", "Elif Kaya",
    )  # fmt: skip
    assert contact["note"] == "Call Elif\nWent well"
    (event,) = exported(services, "events")
    assert (event["title"], event["on"], event["at"], event["minutes"], event["state"], event["account"]) == (
        "Lunch", date(2026, 12, 1), "12:00", 90, EventState.PLANNED, "Kaya Logistics",
    )  # fmt: skip
    before = contents(services)
    assert plan(services, tmp_path, HEAD + CALLED + PLANNED).empty
    assert contents(services) == before


def test_what_was_planned_and_is_done_later_finishes_its_event(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    bring_in(services, tmp_path, HEAD + CALLED + PLANNED)
    before = contents(services)
    later = HEAD + CALLED + PLANNED.replace("To do", "Done").replace("2026-12-01", "2026-11-20")
    found = bring_in(services, tmp_path, later)
    assert (found.made, found.same) == (1, 1)
    (event,) = exported(services, "events")
    lunch = exported(services, "interactions")[-1]
    assert (event["state"], event["interaction_id"]) == (EventState.DONE, lunch["id"])
    assert plan(services, tmp_path, later).empty
    services.history.undo()
    assert contents(services) == before


def test_an_event_finished_here_is_not_planned_again_by_an_old_file(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    bring_in(services, tmp_path, HEAD + PLANNED)
    bring_in(services, tmp_path, HEAD + PLANNED.replace("To do", "Done"))
    assert plan(services, tmp_path, HEAD + PLANNED).empty


def test_activities_without_keys_are_known_by_what_they_say(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    text = (
        "Subject,Activity Type,Activity Date,Completed,Company\nCall Elif,Call,2026-11-02,yes,Kaya Logistics\n"
        "Lunch,Lunch,2026-12-01,no,Kaya Logistics\nCall Jan,Call,2026-11-03,yes,New Company\n"
        "Dinner,Lunch,2026-12-02,no,Newer Company\n"
    )
    found = bring_in(services, tmp_path, text)
    assert (found.made, found.accounts) == (4, 2)
    assert plan(services, tmp_path, text).empty


def test_an_activity_without_an_account_is_refused_with_its_line(services: Services, tmp_path: Path) -> None:
    found = plan(services, tmp_path, HEAD + CALLED.replace("Kaya Logistics", ""))
    assert [line for line, _why in found.refused] == [2]


# --- who referred whom ----------------------------------------------------------------------------------------------

OUTLOOK = "First Name,Last Name,Company,E-mail Address,Business Phone,Referred By\n"


def tree(services: Services) -> dict[str, tuple[str | None, int]]:
    """Each account: which it came from, and its generation."""
    return {row["name"]: (row["referred_by"], row["generation"]) for row in exported(services, "accounts")}


def test_a_tree_grows_between_accounts_that_are_new_in_the_file(services: Services, tmp_path: Path) -> None:
    text = OUTLOOK + "Cor,C,Gamma,,,Bea B\nBea,B,Beta,,,Ada A\nAda,A,Alfa,,,\n"  # who referred stands further down
    found = bring_in(services, tmp_path, text)
    assert found.referred == 2
    assert tree(services) == {"Gamma": ("Beta", 2), "Beta": ("Alfa", 1), "Alfa": (None, 0)}
    assert [row["came_by_referral"] for row in exported(services, "people")] == [True, True, False]
    assert plan(services, tmp_path, text).empty
    assert services.book.check() == []


def test_somebody_in_the_book_referred_those_in_the_file(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    bring_in(services, tmp_path, OUTLOOK + "Bea,B,Beta,,,Elif Kaya\nCor,C,Gamma,,,BEA  B\n")
    assert tree(services) == {"Kaya Logistics": (None, 0), "Beta": ("Kaya Logistics", 1), "Gamma": ("Beta", 2)}


def test_somebody_in_the_file_referred_an_account_of_the_book_and_its_children_are_numbered_anew(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    child = services.accounts.add({"name": "Child", "referred_by_id": kaya[0], "generation": 1}).id
    services.accounts.add({"name": "Grandchild", "referred_by_id": child, "generation": 2})
    before = contents(services)
    bring_in(services, tmp_path, OUTLOOK + "Elif,Kaya,Kaya Logistics,,,Ada A\nAda,A,Alfa,,,Zoe Z\nZoe,Z,Omega,,,\n")
    assert tree(services) == {
        "Kaya Logistics": ("Alfa", 2), "Child": ("Kaya Logistics", 3), "Grandchild": ("Child", 4),
        "Alfa": ("Omega", 1), "Omega": (None, 0),
    }  # fmt: skip
    services.history.undo()
    assert contents(services) == before


def test_who_referred_may_be_named_by_address(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, OUTLOOK + "Bea,B,Beta,,,ADA@alfa.nl\nAda,A,Alfa,ada@alfa.nl,,\n")
    assert tree(services)["Beta"] == ("Alfa", 1)


@pytest.mark.parametrize(
    "rows",
    [
        "Bea,B,Beta,,,Nobody\n",
        "Bea,B,Beta,,,Bea B\n",  # themselves
        "Bea,B,Beta,,,Ada A\nAda,A,Alfa,a@a.nl,,\nAda,A,Omega,b@b.nl,,\n",  # two of that name
    ],
    ids=["unknown", "themselves", "two of that name"],
)
def test_who_cannot_be_found_is_said_with_the_line(services: Services, tmp_path: Path, rows: str) -> None:
    found = bring_in(services, tmp_path, OUTLOOK + rows)
    assert (found.referred, found.unknown_referrers.count) == (0, 1)
    assert any("line 2" in line and "cannot be found" in line for line in found.description())
    assert tree(services)["Beta"] == (None, 0)
    assert not any(row["came_by_referral"] for row in exported(services, "people"))


def test_a_circle_is_not_closed_and_said(services: Services, tmp_path: Path) -> None:
    text = OUTLOOK + "Ada,A,Alfa,,,Cor C\nBea,B,Beta,,,Ada A\nCor,C,Gamma,,,Bea B\n"
    found = bring_in(services, tmp_path, text)
    assert found.circles >= 1
    assert any("come from itself" in line for line in found.description()) or any(
        "from themselves" in t for t in found.description()
    )
    above = {name: giver for name, (giver, _generation) in tree(services).items()}
    for name in above:
        seen: set[str | None] = set()
        at: str | None = name
        while at:
            assert at not in seen
            seen.add(at)
            at = above[at]
    assert plan(services, tmp_path, text).empty


def test_a_tail_outside_a_circle_is_linked(services: Services, tmp_path: Path) -> None:
    text = OUTLOOK + "Ada,A,Alfa,,,Bea B\nBea,B,Beta,,,Ada A\nCor,C,Gamma,,,Ada A\n"
    bring_in(services, tmp_path, text)
    assert tree(services)["Gamma"][0] == "Alfa"


@pytest.mark.parametrize("downwards", [True, False])
def test_a_long_chain_is_followed_and_its_numbers_end_at_the_most(
    services: Services, tmp_path: Path, downwards: bool
) -> None:
    rows = [f"Person,P{at},Company {at},,,{f'Person P{at - 1}' if at else ''}\n" for at in range(600)]
    found = bring_in(services, tmp_path, OUTLOOK + "".join(rows if downwards else reversed(rows)))
    assert (found.referred, found.circles) == (599, 0)
    assert [tree(services)[f"Company {at}"][1] for at in (0, 1, 99, 100, 599)] == [0, 1, 99, 100, 100]


def test_an_account_that_came_from_one_keeps_it(services: Services, tmp_path: Path, kaya: tuple[str, str]) -> None:
    services.accounts.add({"name": "Beta", "referred_by_id": kaya[0], "generation": 1})
    found = bring_in(services, tmp_path, OUTLOOK + "Bea,B,Beta,,,Ada A\nAda,A,Alfa,,,\n")
    assert (found.referred, tree(services)["Beta"]) == (0, ("Kaya Logistics", 1))


def test_the_first_of_an_accounts_people_tells_where_it_came_from(services: Services, tmp_path: Path) -> None:
    text = OUTLOOK + "Bea,B,Beta,,,Ada A\nBen,B,Beta,,,Cor C\nAda,A,Alfa,,,\nCor,C,Gamma,,,\n"
    bring_in(services, tmp_path, text)
    assert tree(services)["Beta"] == ("Alfa", 1)


def colleague(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, OUTLOOK + "Bea,B,Beta,,,Ben B\nBen,B,Beta,,,\n")


def without_company(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, OUTLOOK + "Bea,B,Beta,,,Ada A\nAda,A,,,,\n")


@pytest.mark.parametrize("bring", [colleague, without_company])
def test_a_referral_that_names_no_other_account_starts_no_tree(
    services: Services, tmp_path: Path, bring: Callable[[Services, Path], None]
) -> None:
    bring(services, tmp_path)
    assert tree(services)["Beta"] == (None, 0)
    assert exported(services, "people")[0]["came_by_referral"] is True


def test_an_import_with_a_tree_is_undone_to_the_letter(
    services: Services, tmp_path: Path, kaya: tuple[str, str]
) -> None:
    before = contents(services)
    rows = "Elif,Kaya,Kaya Logistics,e@kaya.nl,1,Ada A\nAda,A,Alfa,,,\nX,Y,Z,,,Elif Kaya\n"
    bring_in(services, tmp_path, OUTLOOK + rows)
    assert contents(services) != before
    assert services.history.undo() == "import"
    assert contents(services) == before
