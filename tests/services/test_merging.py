"""Two accounts become one: every link is kept, the tree stays whole, and one undo parts them again."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.asking.tree import walk
from advisorbench.domain.errors import NotFound, Refused
from advisorbench.domain.records.states import AccountStatus, ReviewState, Stage, Tier
from advisorbench.domain.rules import Rules
from advisorbench.services import Services, open_services
from tests.services.full import fill_account, full_row
from tests.services.making import TODAY, add_customer, bring_to, day, give_name, one_step, refused

LINKS = [
    (name, column.name)
    for name, one in SQLModel.metadata.tables.items()
    for column in one.columns
    if any(key.column.table.name == "account" for key in column.foreign_keys)
]
"""Every column that refers to an account, as table and column."""


def pointing_at(services: Services, account: str) -> dict[tuple[str, str], int]:
    """How many rows refer to an account, by table and column."""
    with services.book.read() as session:
        found = {}
        for name, column in LINKS:
            one = SQLModel.metadata.tables[name]
            count = sa.select(sa.func.count()).select_from(one).where(one.c[column] == account)
            found[name, column] = session.execute(count).scalar_one()
    return found


MERGED = ("account", "merged_into_id")
"""Leads from the account that was put away to the one it went up in."""


def row_of(services: Services, account: str) -> m.AccountRow:
    with services.book.read() as session:
        return session.execute(sa.select(m.AccountRow).where(sa.column("id") == account)).scalar_one()


@pytest.fixture
def two(services: Services) -> tuple[str, str]:
    """Two accounts, each with a row in every table, and a third one that refers to the second in every way."""
    keys = []
    for name in ("Kaya Logistics", "Kaya B.V."):
        account, person = add_customer(services, name, f"Elif of {name}")
        fill_account(services, account, person, f"Something at {name}")
        keys.append(account)
    third, giver = add_customer(services, "De Wit", "Piet")
    with services.book.write("fill") as session:
        session.add(full_row(m.AccountRow, "text", {}, name="Hofstra", referred_by_id=keys[1], generation=1))
        session.add(
            full_row(
                m.ReferralRow, "Kaya B.V.", {"account": third, "person": giver}, new_account_id=keys[1], ask_id=None
            )
        )
    return keys[0], keys[1]


def test_the_two_are_referred_to_from_everywhere(services: Services, two: tuple[str, str]) -> None:
    for key in two:
        linked = {link for link, count in pointing_at(services, key).items() if count}
        own = {("account", "referred_by_id"), ("referral", "new_account_id")} if key == two[0] else set()
        assert set(LINKS) - linked - {MERGED} == own


def test_every_link_of_every_table_changes_hands(services: Services, two: tuple[str, str]) -> None:
    kept, other = two
    before = [pointing_at(services, key) for key in two]
    moved = services.merging.accounts(kept, other)
    assert not any(pointing_at(services, other).values())
    together = {link: before[0][link] + before[1][link] for link in LINKS}
    assert pointing_at(services, kept) == together | {MERGED: 1}
    assert moved == sum(before[1].values())
    assert services.book.check() == []


def test_no_row_is_lost_and_the_other_is_put_away(services: Services, two: tuple[str, str]) -> None:
    with services.book.read() as session:
        counted = {
            name: session.execute(sa.select(sa.func.count()).select_from(one)).scalar_one()
            for name, one in SQLModel.metadata.tables.items()
            if name != "change"
        }
    services.merging.accounts(*two)
    with services.book.read() as session:
        for name, count in counted.items():
            one = SQLModel.metadata.tables[name]
            assert session.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() == count, name
    assert row_of(services, two[1]).archived_on == day(0)
    assert "Kaya B.V." not in [line.name for line in services.accounts.lines()]
    with pytest.raises(NotFound):
        services.accounts.brief(two[1])


def test_one_undo_parts_them_again(services: Services, two: tuple[str, str]) -> None:
    with one_step(services, "merge accounts"):
        services.merging.accounts(*two)
    assert services.book.check() == []


def test_an_open_portfolio_sees_the_merged_account_at_once(services: Services, two: tuple[str, str]) -> None:
    services.accounts.lines()
    services.merging.accounts(*two)
    fresh = open_services(services.book.path, services.clock, Rules())
    assert services.accounts.lines() == fresh.accounts.lines()
    assert services.referrals.tree() == fresh.referrals.tree()
    assert len(services.accounts.brief(two[0]).facts.people) == 2


def test_what_the_one_does_not_know_it_takes_from_the_other(services: Services) -> None:
    kept = services.accounts.add({"name": "Kaya", "city": "Gent", "tier": Tier.B, "customer_since": day(-10)}).id
    other = services.accounts.add(
        {
            "name": "Kaya B.V.", "city": "Zwolle", "sector": "food", "tier": Tier.A, "customer_since": day(-900),
            "note": "Old one", "status": AccountStatus.ACTIVE, "renewal_on": day(90), "employees": 0,
        }
    ).id  # fmt: skip
    with one_step(services, "merge accounts"):
        services.merging.accounts(kept, other)
    services.merging.accounts(kept, other)
    _version, fields = services.accounts.fields_of(kept)
    assert (fields["name"], fields["city"], fields["sector"], fields["tier"]) == ("Kaya", "Gent", "food", Tier.A)
    assert (fields["customer_since"], fields["status"], fields["renewal_on"]) == (
        day(-900),
        AccountStatus.ACTIVE,
        day(90),
    )
    assert (fields["employees"], fields["note"]) == (0, "Old one")


def test_a_rhythm_of_ones_own_and_one_taken_over_need_not_fit(services: Services) -> None:
    kept = services.accounts.add({"name": "Kaya", "review_every_months": 12}).id
    other = services.accounts.add({"name": "Kaya B.V.", "review_every_months": 2, "review_latest_months": 3}).id
    services.merging.accounts(kept, other)
    assert services.accounts.fields_of(kept)[1]["review_every_months"] == 12


def test_revenue_keeps_its_currency(services: Services) -> None:
    kept = services.accounts.add({"name": "Kaya"}).id
    other = services.accounts.add({"name": "Kaya B.V.", "revenue_cents": 5_00, "currency": "USD"}).id
    services.merging.accounts(kept, other)
    _version, fields = services.accounts.fields_of(kept)
    assert (fields["revenue_cents"], fields["currency"]) == (5_00, "USD")


def test_long_notes_of_two_accounts_go_together_or_are_refused(services: Services) -> None:
    kept = services.accounts.add({"name": "Kaya", "note": "a" * 60_000}).id
    other = services.accounts.add({"name": "Kaya B.V.", "note": "b" * 60_000}).id
    with refused(services, "note"):
        services.merging.accounts(kept, other)


@pytest.mark.parametrize("days", [(5, 9), (9, 5), (5, 5)])
@pytest.mark.parametrize("way", [1, -1])
def test_of_two_waiting_reviews_the_one_planned_first_stays(
    services: Services, days: tuple[int, int], way: int
) -> None:
    keys = []
    for name, planned in zip(("Kaya", "Kaya B.V."), days, strict=True):
        account, person = add_customer(services, name, f"Elif of {name}")
        services.reviews.plan(account, day(planned))
        with services.book.read() as session:
            review = session.execute(sa.select(m.ReviewRow).where(sa.column("account_id") == account)).scalar_one()
        services.reviews.save_preparation(review.id, review.version, "Coffee", [person])
        keys.append(account)
    kept, other = keys[::way]
    with one_step(services, "merge accounts"):
        services.merging.accounts(kept, other)
    services.merging.accounts(kept, other)
    (waiting,) = services.accounts.brief(kept).facts.reviews
    assert (waiting.planned_on, waiting.state) == (day(min(days)), ReviewState.PREPARED)
    assert services.book.check() == []


def test_a_review_that_was_put_off_gives_way_to_one_that_is_planned(services: Services) -> None:
    first, _person = add_customer(services, "Kaya", "Elif")
    second, _other = add_customer(services, "Kaya B.V.", "Ali")
    services.reviews.plan(first, day(3))
    services.reviews.skip(first)
    services.reviews.plan(second, day(30))
    services.merging.accounts(first, second)
    (waiting,) = services.accounts.brief(first).facts.reviews
    assert waiting.planned_on == day(30)


def test_an_account_is_not_merged_with_itself_nor_with_what_was_put_away(services: Services) -> None:
    first, _person = add_customer(services, "Kaya", "Elif")
    second, _other = add_customer(services, "Kaya B.V.", "Ali")
    with refused(services, error=Refused):
        services.merging.accounts(first, first)
    services.merging.accounts(first, second)
    for kept, other in ((first, second), (second, first)):
        with refused(services, error=Refused):
            services.merging.accounts(kept, other)
    with refused(services, error=NotFound):
        services.merging.accounts(first, "nobody")


def test_a_file_read_again_after_the_merge_moves_nobody_to_what_was_put_away(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Email\nElif Kaya,Kaya B.V.,elif@kaya.nl\nPiet,De Wit,piet@dewit.nl\n")
    services.imports.apply(services.imports.plan(path))
    keys = {line.name: line.id for line in services.accounts.lines()}
    services.merging.accounts(keys["De Wit"], keys["Kaya B.V."])
    services.imports.apply(services.imports.plan(path))
    assert {p.name for p in services.accounts.brief(keys["De Wit"]).facts.people} == {"Elif Kaya", "Piet"}


def test_a_customer_that_one_brought_and_is_one_with_is_no_referral_of_its_own(services: Services) -> None:
    account, person = add_customer(services)
    bring_to(services, give_name(services, account, person), Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER)
    hofstra = next(line.id for line in services.accounts.lines() if line.name == "Hofstra")
    with one_step(services, "merge accounts"):
        services.merging.accounts(account, hofstra)
    services.merging.accounts(account, hofstra)
    (root,) = services.referrals.tree().roots
    assert (root.account_id, root.generation, root.children) == (account, 0, ())
    assert services.asks.readiness(account, person)


# The family: A brought B and E, B brought C, C brought D; R brought A.
FAMILY = {"R": None, "A": "R", "B": "A", "E": "A", "C": "B", "D": "C", "X": None, "Y": "X"}
CASES = [
    # kept, other: from each account that is left to the one it came from
    ("B", "E", {"R": None, "A": "R", "B": "A", "C": "B", "D": "C", "X": None, "Y": "X"}),  # siblings
    ("E", "B", {"R": None, "A": "R", "E": "A", "C": "E", "D": "C", "X": None, "Y": "X"}),
    ("A", "B", {"R": None, "A": "R", "E": "A", "C": "A", "D": "C", "X": None, "Y": "X"}),  # parent and child
    ("B", "A", {"R": None, "B": "R", "E": "B", "C": "B", "D": "C", "X": None, "Y": "X"}),
    ("A", "C", {"R": None, "A": "R", "B": "A", "E": "A", "D": "A", "X": None, "Y": "X"}),  # grandparent and grandchild
    ("C", "A", {"R": None, "C": "R", "B": "C", "E": "C", "D": "C", "X": None, "Y": "X"}),
    ("R", "A", {"R": None, "B": "R", "E": "R", "C": "B", "D": "C", "X": None, "Y": "X"}),  # from the top
    ("A", "R", {"A": None, "B": "A", "E": "A", "C": "B", "D": "C", "X": None, "Y": "X"}),
    ("R", "D", {"R": None, "A": "R", "B": "A", "E": "A", "C": "B", "X": None, "Y": "X"}),  # the first and the last
    ("D", "R", {"D": None, "A": "D", "B": "A", "E": "A", "C": "B", "X": None, "Y": "X"}),
    ("E", "C", {"R": None, "A": "R", "B": "A", "E": "A", "D": "E", "X": None, "Y": "X"}),  # uncle and nephew
    ("C", "E", {"R": None, "A": "R", "B": "A", "C": "B", "D": "C", "X": None, "Y": "X"}),
    ("X", "C", {"R": None, "A": "R", "B": "A", "E": "A", "X": "B", "D": "X", "Y": "X"}),  # two families
    ("C", "X", {"R": None, "A": "R", "B": "A", "E": "A", "C": "B", "D": "C", "Y": "C"}),
    ("Y", "B", {"R": None, "A": "R", "E": "A", "Y": "X", "C": "Y", "D": "C", "X": None}),
    ("B", "Y", {"R": None, "A": "R", "B": "A", "E": "A", "C": "B", "D": "C", "X": None}),
]  # fmt: skip


def grow(services: Services, family: dict[str, str | None]) -> dict[str, str]:
    """Accounts by name, each after the one that it came from; returns names to keys."""
    keys: dict[str, str] = {}
    generation: dict[str, int] = {}
    with services.book.write("grow") as session:
        for name, giver in family.items():
            generation[name] = generation[giver] + 1 if giver else 0
            row = m.AccountRow(
                name=name, referred_by_id=keys[giver] if giver else None, generation=generation[name],
                customer_since=day(-100), status=AccountStatus.ACTIVE,
            )  # fmt: skip
            session.add(row)
            session.flush()
            keys[name] = row.id
    return keys


def parents(services: Services) -> dict[str, str | None]:
    """From each account that is left to the one it came from, by name; the generations are looked at on the way."""
    with services.book.read() as session:
        rows = {row.id: row for row in session.execute(sa.select(m.AccountRow)).scalars()}
    left = {key: row for key, row in rows.items() if row.archived_on is None}
    for row in left.values():
        seen, at = [row.id], row.referred_by_id
        while at:
            assert at not in seen, "a circle"
            assert at in left, "a link to what was put away"
            seen.append(at)
            at = left[at].referred_by_id
        assert row.generation == len(seen) - 1
    assert all(row.referred_by_id is None for row in rows.values() if row.archived_on)
    return {row.name: rows[row.referred_by_id].name if row.referred_by_id else None for row in left.values()}


@pytest.mark.parametrize(("kept", "other", "after"), CASES, ids=[f"{kept} and {other}" for kept, other, _ in CASES])
def test_the_tree_stays_whole(services: Services, kept: str, other: str, after: dict[str, str | None]) -> None:
    keys = grow(services, FAMILY)
    assert parents(services) == FAMILY
    with one_step(services, "merge accounts"):
        services.merging.accounts(keys[kept], keys[other])
        assert parents(services) == after
    assert parents(services) == FAMILY


def test_a_generation_set_by_hand_stays_where_nobody_is_known_above(services: Services) -> None:
    kept = services.accounts.add({"name": "Kaya", "generation": 2}).id
    other = services.accounts.add({"name": "Kaya B.V."}).id
    services.merging.accounts(kept, other)
    assert services.accounts.fields_of(kept)[1]["generation"] == 2


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(2, 14))
def test_however_accounts_are_merged_nobody_is_lost_and_no_circle_closes(
    empty_book_bytes: bytes, seed: int, size: int
) -> None:
    chance = random.Random(seed)
    family: dict[str, str | None] = {}
    for number in range(size):
        family[f"N{number:02}"] = chance.choice([None, *family]) if family else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        path.write_bytes(empty_book_bytes)
        services = open_services(path, FixedClock(TODAY), Rules())
        keys = grow(services, family)
        left = sorted(keys)
        while len(left) > 1 and chance.random() < 0.9:
            kept, other = chance.sample(left, 2)
            services.merging.accounts(keys[kept], keys[other])
            left.remove(other)
            found = parents(services)
            assert set(found) == set(left)
            tree = services.referrals.tree()
            brought = {name for name, giver in found.items() if giver} | {giver for giver in found.values() if giver}
            assert sorted(node.name for node in walk(tree.roots)) == sorted(brought)
            assert sum(one.customers for one in tree.generations) == len(left)
        while services.history.undo() == "merge accounts":
            pass
        assert services.accounts.lines() == []


def test_the_day_of_the_merge_is_today(services: Services, clock: FixedClock) -> None:
    keys = grow(services, {"A": None, "B": "A"})
    clock.day = date(2026, 12, 1)
    services.merging.accounts(keys["A"], keys["B"])
    assert row_of(services, keys["B"]).archived_on == date(2026, 12, 1)
