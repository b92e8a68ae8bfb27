"""A view of the book never changes: after a change there is another, which shares what was not touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from advisorbench.domain import book_view
from advisorbench.domain.asking.readiness import Readiness, assess
from advisorbench.domain.book_view import BookView
from advisorbench.domain.errors import NotFound
from advisorbench.domain.records.facts import AccountFacts, Person
from advisorbench.domain.rules import Rules
from tests.domain.build import TODAY, account, facts, promise


@pytest.fixture
def view() -> BookView:
    """Three accounts: Kaya, Molenaar and Bakker."""
    names = {"a-1": "Kaya", "a-2": "Molenaar", "a-3": "Bakker"}
    return BookView.of((facts(account(id=key, name=name)) for key, name in names.items()), TODAY, Rules())


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The accounts on whose people a verdict is given from now on."""
    names: list[str] = []

    def noted(known: AccountFacts, person: Person, on: date, rules: Rules) -> Readiness:
        names.append(known.account.name)
        return assess(known, person, on, rules)

    monkeypatch.setattr(book_view, "assess", noted)
    yield names


def names(view: BookView) -> list[str]:
    return [line.name for line in view.lines]


def test_lines_stand_by_name(view: BookView) -> None:
    assert names(view) == ["Bakker", "Kaya", "Molenaar"]


def test_a_change_gives_another_view_and_leaves_this_one_as_it_is(view: BookView) -> None:
    renamed = facts(account(id="a-1", name="Zeeman"))
    after = view.changed({"a-1", "a-3"}, [renamed])
    assert names(view) == ["Bakker", "Kaya", "Molenaar"]
    assert names(after) == ["Molenaar", "Zeeman"]
    assert after.account("a-1").facts is renamed


def test_what_was_not_touched_is_not_judged_again(view: BookView, judged: list[str]) -> None:
    for key in ("a-1", "a-2", "a-3"):
        assert len(view.account(key).verdicts) == 2
    judged.clear()
    after = view.changed({"a-1"}, [facts(account(id="a-1", name="Kaya"))])
    for key in ("a-1", "a-2", "a-3"):
        assert len(after.account(key).verdicts) == 2
    assert judged == ["Kaya"] * 2
    assert after.account("a-2") is view.account("a-2")


def test_the_sweep_of_the_book_is_that_of_its_accounts_in_the_order_to_work_them(view: BookView) -> None:
    late = [facts(account(id=f"a-{n}", name=f"A{n}"), promises=[promise(due=n, key=f"p{n}")]) for n in (1, 9, 4)]
    after = view.changed({"a-1", "a-2", "a-3"}, late)
    owed = [line.account for line in after.sweep if line.subject_id in {"p1", "p4", "p9"}]
    assert owed == ["A9", "A4", "A1"]
    assert all(line in after.sweep for line in after.account("a-9").brief.sweep)


def test_an_account_that_is_not_there_is_not_found(view: BookView) -> None:
    with pytest.raises(NotFound):
        view.account("a-4")
