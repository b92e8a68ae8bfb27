"""Two people become one: every link is kept, no gate opens by it, and one undo parts them again."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.asking.gates import Gate, GateVerdict
from advisorbench.domain.errors import NotFound, Refused
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.states import AskState, Role, SignalKind
from advisorbench.domain.rules import Rules
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.services import Services, open_services
from tests.services.full import fill_account, full_row
from tests.services.making import add_customer, ask, day, give_name, make_ready, move, one_step, refused

LINKS = [
    (name, column.name)
    for name, one in SQLModel.metadata.tables.items()
    for column in one.columns
    if any(key.column.table.name == "person" for key in column.foreign_keys)
]
"""Every column that refers to a person, as table and column."""
MERGED = ("person", "merged_into_id")
"""Leads from who was put away to the one they went up in."""


def pointing_at(services: Services, person: str) -> dict[tuple[str, str], int]:
    """ColumnMapping many rows refer to a person, by table and column."""
    found = {}
    with services.book.read() as session:
        for name, column in LINKS:
            one = SQLModel.metadata.tables[name]
            count = sa.select(sa.func.count()).select_from(one).where(one.c[column] == person)
            found[name, column] = session.execute(count).scalar_one()
    return found


def row_of(services: Services, person: str) -> m.PersonRow:
    with services.book.read() as session:
        return session.execute(sa.select(m.PersonRow).where(sa.column("id") == person)).scalar_one()


def came_from(services: Services, person: str) -> list[str]:
    """Who a person was before, the last first, by key; ends where a circle would close."""
    way = [person]
    while (before := row_of(services, way[-1]).came_from_id) and before not in way:
        way.append(before)
    assert before is None, "a circle"
    return way[1:]


def add(services: Services, account: str | None, name: str = "Elif Kaya", **fields: object) -> str:
    return services.accounts.add_person({"name": name, "account_id": account, **fields}).id


@pytest.fixture
def two(services: Services) -> tuple[str, str]:
    """Two people at one account, a row of every table about each, and one that came from the second."""
    account, kept = add_customer(services, "Kaya Logistics", "Elif Kaya")
    other = add(services, account, "E. Kaya")
    for person in (kept, other):
        fill_account(services, account, person, f"Something of {person}")
    with services.book.write("fill") as session:
        session.add(full_row(m.PersonRow, "text", {"account": account}, name="Ali", email="", came_from_id=other))
    return kept, other


def test_the_two_are_referred_to_from_everywhere(services: Services, two: tuple[str, str]) -> None:
    own = {MERGED, ("person", "came_from_id")}
    assert {link for link, count in pointing_at(services, two[0]).items() if count} == set(LINKS) - own
    assert {link for link, count in pointing_at(services, two[1]).items() if count} == set(LINKS) - {MERGED}
    assert ("outcome", "verified_by_id") in LINKS


def test_every_link_of_every_table_changes_hands(services: Services, two: tuple[str, str]) -> None:
    kept, other = two
    before = [pointing_at(services, key) for key in two]
    moved = services.merging.people(kept, other)
    assert not any(pointing_at(services, other).values())
    together = {link: before[0][link] + before[1][link] for link in LINKS}
    assert pointing_at(services, kept) == together | {MERGED: 1}
    assert moved == sum(before[1].values())
    assert services.book.check() == []


def test_one_undo_parts_them_again(services: Services, two: tuple[str, str]) -> None:
    with one_step(services, "merge people"):
        services.merging.people(*two)
    assert services.book.check() == []


def test_who_was_put_away_is_nowhere_to_be_seen(services: Services, two: tuple[str, str]) -> None:
    services.merging.people(*two)
    gone, account = row_of(services, two[1]), services.accounts.lines()[0].id
    assert (gone.archived_on, gone.merged_into_id) == (day(0), two[0])
    brief = services.accounts.brief(account)
    assert [person.name for person in (*brief.facts.people, *brief.facts.former)] == ["Elif Kaya", "Ali"]
    assert [verdict.person.name for verdict in brief.verdicts].count("E. Kaya") == 0
    assert [found.title for found in services.search.find("kaya") if found.kind == "person"] == ["Elif Kaya"]
    with pytest.raises(NotFound):
        services.names.person("E. Kaya")
    _columns, rows = services.exports.table("people")
    assert {row["name"] for row in rows} == {"Elif Kaya", "Ali"}
    assert not any("E. Kaya noted" in say_entry(event) for event in services.accounts.whole(account).timeline)
    fresh = open_services(services.book.path, services.clock, Rules())
    assert services.accounts.brief(account) == fresh.accounts.brief(account)


def test_what_is_not_known_of_the_one_is_taken_from_the_other(services: Services) -> None:
    account, _person = add_customer(services)
    kept = add(services, account, "Jan", job_title="CFO", email="jan@kaya.nl", source="fair", note="Met at the fair")
    other = add(
        services, account, "Jan B.", job_title="Head of finance", role=Role.SPONSOR, email="j.bakker@kaya.nl",
        phone="06 12345678", language="nl", came_by_referral=True, left_on=day(-5), source="LinkedIn",
        external_id="77", note="Likes sailing",
    )  # fmt: skip
    with one_step(services, "merge people"):
        services.merging.people(kept, other)
    services.merging.people(kept, other)
    row = row_of(services, kept)
    assert (row.job_title, row.role, row.email, row.phone) == ("CFO", Role.SPONSOR, "jan@kaya.nl", "06 12345678")
    assert (row.language, row.came_by_referral, row.left_on, row.external_id) == ("nl", True, None, "77")
    assert (row.source, row.basis) == ("fair; LinkedIn", "business relation")
    assert row.note == "Met at the fair\n\nLikes sailing\n\nAlso: j.bakker@kaya.nl"


@pytest.mark.parametrize(("first", "second", "after"), [(-5, -9, -5), (-9, -5, -5), (-5, None, None), (None, -5, None)])
def test_they_left_if_both_did(services: Services, first: int | None, second: int | None, after: int | None) -> None:
    account, _person = add_customer(services)
    kept, other = (
        add(services, account, f"Jan {days}", left_on=None if days is None else day(days)) for days in (first, second)
    )
    services.merging.people(kept, other)
    assert row_of(services, kept).left_on == (None if after is None else day(after))


@pytest.mark.parametrize("way", [1, -1])
def test_one_of_ones_connections_becomes_who_they_are_at_the_account(services: Services, way: int) -> None:
    account, person = add_customer(services)
    connection = add(services, None, "Elif Kaya", company="Kaya Logistics")
    kept, other = (person, connection)[::way]
    with one_step(services, "merge people"):
        services.merging.people(kept, other)
    services.merging.people(kept, other)
    row = row_of(services, kept)
    assert (row.account_id, row.company) == (account, "")
    assert [one.id for one in services.accounts.brief(account).facts.people] == [kept]
    assert services.targets.connections() == []


def test_of_two_connections_the_company_stays(services: Services) -> None:
    kept, other = add(services, None, "Elif Kaya"), add(services, None, "Elif Kaya", company="Kaya Logistics")
    services.merging.people(kept, other)
    assert row_of(services, kept).company == "Kaya Logistics"


def test_who_works_at_two_accounts_is_not_merged_but_moved(services: Services) -> None:
    _one, first = add_customer(services)
    _two, second = add_customer(services, "Bakker", "Elif Kaya")
    with refused(services, error=Refused):
        services.merging.people(first, second)


def test_nobody_is_merged_with_themselves_nor_with_who_was_put_away_or_erased(services: Services) -> None:
    account, first = add_customer(services)
    second, third = add(services, account, "E. Kaya"), add(services, account, "Piet de Wit")
    with refused(services, error=Refused):
        services.merging.people(first, first)
    with refused(services, error=NotFound):
        services.merging.people(first, "nobody")
    services.merging.people(first, second)
    services.purging.erase(services.purging.look("Piet de Wit"))
    for kept, other in ((first, second), (second, first), (first, third), (third, first)):
        with refused(services, error=Refused):
            services.merging.people(kept, other)


def test_who_is_at_one_review_twice_is_there_once(services: Services) -> None:
    account, first = add_customer(services)
    second = add(services, account, "E. Kaya")
    services.reviews.plan(account, day(5))
    with services.book.read() as session:
        review = session.execute(sa.select(m.ReviewRow)).scalar_one()
    services.reviews.save_preparation(review.id, review.version, "Coffee", [first, second])
    with one_step(services, "merge people"):
        services.merging.people(first, second)
    services.merging.people(first, second)
    with services.book.read() as session:
        (attending,) = session.execute(sa.select(m.AttendanceRow)).scalars()
    assert attending.person_id == first


def test_an_ask_to_each_that_waits_for_an_answer_waits_on(services: Services) -> None:
    account, first = add_customer(services)
    second = add(services, account, "E. Kaya")
    asks = [ask(services, account, person, "a reason") for person in (first, second)]
    services.merging.people(first, second)
    assert {a.person_id for a in services.accounts.brief(account).facts.asks} == {first}
    for key in asks:
        services.asks.answer(key, AskState.NO, day(0))
    assert {a.state for a in services.accounts.brief(account).facts.asks} == {AskState.NO}


def verdicts(services: Services, account: str, person: str) -> dict[Gate, GateVerdict]:
    return {gate.gate: gate.verdict for gate in services.asks.readiness(account, person).gates}


def _do_not_ask(services: Services, account: str, person: str) -> None:
    services.accounts.edit_person(person, row_of(services, person).version, {"do_not_ask": True})


def _asked(services: Services, account: str, person: str) -> None:
    services.asks.answer(ask(services, account, person, "a reason"), AskState.NO, services.clock.today())


def _named(services: Services, account: str, person: str) -> None:
    give_name(services, account, person)


def _in_an_initiative(services: Services, account: str, person: str) -> None:
    services.initiatives.add({"name": "New lines", "account_id": account, "person_id": person})


def _complained(services: Services, account: str, person: str) -> None:
    services.accounts.add_signal(
        {"account_id": account, "person_id": person, "kind": SignalKind.COMPLAINT, "on": day(-1)}
    )


CLOSING = {
    Gate.PERMISSION: _do_not_ask, Gate.RESTED: _asked, Gate.LOOP_CLOSED: _named, Gate.WINDOW: _in_an_initiative,
    Gate.SATISFIED: _complained,
}  # fmt: skip
"""Gates, and what closes them for one person."""


@pytest.mark.parametrize("gate", CLOSING, ids=lambda gate: gate.name)
@pytest.mark.parametrize("way", [1, -1])
def test_a_gate_that_is_closed_for_either_is_closed_for_the_one_who_stays(
    services: Services, gate: Gate, way: int
) -> None:
    account, first = add_customer(services)
    second = add(services, account, "E. Kaya")
    make_ready(services, account, first)
    make_ready(services, account, second)
    assert set(verdicts(services, account, first).values()) == {GateVerdict.PASS}
    CLOSING[gate](services, account, second)
    assert verdicts(services, account, second)[gate] is not GateVerdict.PASS
    closed = verdicts(services, account, second)[gate]
    kept, other = (first, second)[::way]
    services.merging.people(kept, other)
    assert verdicts(services, account, kept)[gate] is closed


def test_who_moved_and_is_there_twice_keeps_the_rest_from_before(services: Services) -> None:
    account, person = add_customer(services)
    _asked(services, account, person)
    there, known = add_customer(services, "De Wit", "Elif Kaija")
    new = move(services, person, day(0), "De Wit")
    services.merging.people(known, new)
    assert verdicts(services, there, known)[Gate.RESTED] is GateVerdict.FAIL


FAMILY = {"A": None, "B": "A", "C": "B", "D": "C", "X": None, "Y": "X", "Z": "A"}
"""Who came from whom. Everybody is at the one account, so that any two can be merged."""
WAYS = [
    # kept, other: whom the one who stays came from, the last first
    ("C", "Y", ["B", "A", "X"]),
    ("Y", "C", ["X", "B", "A"]),
    ("A", "X", []),
    ("C", "Z", ["B", "A"]),  # one way ends in the other
    ("D", "A", ["C", "B"]),  # the last and the first
    ("A", "D", ["C", "B"]),
    ("B", "C", ["A"]),
    ("C", "B", ["A"]),
    ("B", "D", ["C", "A"]),
    ("X", "D", ["C", "B", "A"]),
]


@pytest.fixture
def family(services: Services) -> dict[str, str]:
    account, _person = add_customer(services)
    keys: dict[str, str] = {}
    for name, before in FAMILY.items():
        keys[name] = add(services, account, name * 3, came_from_id=keys[before] if before else None)
    return keys


@pytest.mark.parametrize(("kept", "other", "after"), WAYS)
def test_where_they_came_from_is_one_way(
    services: Services, family: dict[str, str], kept: str, other: str, after: list[str]
) -> None:
    names = {key: name for name, key in family.items()}
    with one_step(services, "merge people"):
        services.merging.people(family[kept], family[other])
    services.merging.people(family[kept], family[other])
    assert [names[key] for key in came_from(services, family[kept])] == after
    assert row_of(services, family[other]).came_from_id is None


@pytest.mark.parametrize(("kept", "other"), list(permutations(FAMILY, 2)))
def test_nobody_forgets_who_they_were_and_no_circle_closes(
    services: Services, family: dict[str, str], kept: str, other: str
) -> None:
    """Whom somebody was before they still were; but for one who lies between the two that are one."""
    before = {name: set(came_from(services, key)) for name, key in family.items()}
    services.merging.people(family[kept], family[other])
    between = set(came_from(services, family[kept]))
    for name, key in family.items():
        if name == other:
            continue
        way = set(came_from(services, key))
        wanted = {family[kept] if was == family[other] else was for was in before[name]} - {key}
        if name == kept:
            wanted |= before[other] - {family[kept]}
        if key in between:
            wanted -= {family[kept]} | between
        assert wanted <= way, name


def test_who_is_not_the_other_is_not_the_one_they_went_up_in(services: Services) -> None:
    account, first = add_customer(services)
    second, third = add(services, account, "E. Kaya"), add(services, account, "Elif Kayar")
    with services.book.write("fill") as session:
        for pair in ((second, third), (first, second)):
            one, two = sorted(pair)
            session.add(m.ApartRow(one_id=one, other_id=two))
    services.merging.people(first, second)
    with services.book.read() as session:
        pairs = list(session.execute(sa.select(m.ApartRow)).scalars())
    assert [{pair.one_id, pair.other_id} for pair in pairs] == [{first, third}]


def test_who_is_erased_is_erased_with_the_entry_that_went_up_in_them(services: Services) -> None:
    account, first = add_customer(services)
    second = add(services, account, "E. Kaya", email="elif@home.example", phone="06 5550199")
    services.merging.people(first, second)
    found = services.purging.look("Elif Kaya")
    assert {key for key, _account in found.people} == {first, second}
    services.purging.erase(found)
    services.book.compact()
    assert not any(word in services.book.path.read_bytes() for word in (b"elif@home.example", b"5550199", b"E. Kaya"))
    assert row_of(services, second).purged_on == day(0)


def test_their_first_name_goes_though_the_entry_that_went_up_in_them_bears_it_too(services: Services) -> None:
    account, first = add_customer(services, "De Wit")
    services.accounts.log({"account_id": account, "on": day(-1), "note": "Elif was glad"})
    services.merging.people(first, add(services, account, "Elif K."))
    services.purging.erase(services.purging.look("Elif Kaya"))
    assert "(erased) was glad" in [event.note for event in services.accounts.whole(account).timeline]


def test_naming_the_entry_that_went_up_erases_the_whole_person(services: Services) -> None:
    account, first = add_customer(services)
    second = add(services, account, "E. Kaya")
    services.merging.people(first, second)
    assert {key for key, _account in services.purging.look("E. Kaya").people} == {first, second}


def test_a_file_read_again_after_the_merge_finds_the_one_who_stayed(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    head = "Name,Company,Email,Phone\n"
    path.write_text(head + "Elif Kaya,Kaya B.V.,elif@kaya.nl,1\nE. Kaya,Kaya B.V.,kaya@home.nl,\n")
    services.imports.apply(services.imports.plan(path))
    account = services.accounts.lines()[0].id
    keys = {one.name: one.id for one in services.accounts.brief(account).facts.people}
    services.merging.people(keys["Elif Kaya"], keys["E. Kaya"])
    assert services.imports.plan(path).counts == {"made": 0, "changed": 0, "same": 2, "refused": 0}
    path.write_text(head + "E. Kaya,Kaya B.V.,kaya@home.nl,06 12345678\n")
    services.imports.apply(services.imports.plan(path))
    (person,) = services.accounts.brief(account).facts.people
    assert (person.id, person.name, person.phone) == (keys["Elif Kaya"], "Elif Kaya", "06 12345678")


def test_an_account_that_went_up_in_another_is_not_renamed_by_the_file_that_knows_it(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("Account Name,City\nKaya,Gent\nKaya B.V.,Zwolle\n")
    services.imports.apply(services.imports.plan(path, ColumnMapping("accounts")))
    keys = {line.name: line.id for line in services.accounts.lines()}
    services.merging.accounts(keys["Kaya"], keys["Kaya B.V."])
    assert services.imports.plan(path, ColumnMapping("accounts")).counts["same"] == 2
    assert services.imports.plan(path, ColumnMapping("accounts")).empty


def test_the_day_of_the_merge_is_today_and_they_were_known_since_the_first_day(
    services: Services, clock: FixedClock
) -> None:
    account = services.accounts.add({"name": "Kaya"}).id
    first = add(services, account)
    clock.day = day(3)
    second = add(services, account, "E. Kaya")
    services.merging.people(second, first)
    assert (row_of(services, first).archived_on, row_of(services, second).added_on) == (day(3), day(0))
