"""A command about one account reads that account, and no other."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from sqlalchemy.orm import Session

from advisorbench.domain.records.facts import AccountFacts
from advisorbench.store import facts as fact_store
from tests.cli.conftest import Call

ABOUT_ONE = [
    "promise add 'A quote' --account kaya --due +2w",
    "promise list kaya",
    "promise keep kaya 'A quote'",
    "objective list kaya",
    "idea add 'A second shift' --account kaya",
    "idea list kaya",
    "outcome add 'Faster by a day' --account kaya",
    "outcome verify kaya faster --by elif",
    "outcome list kaya",
    "signal add nps 9 --account kaya --person elif",
    "issue add 'Two late deliveries' --account kaya",
    "issue resolve kaya two",
    "person list kaya",
    "review plan kaya +1w",
    "review prepare kaya",
    "review pack kaya",
    "review show kaya",
    "initiative add 'A new depot' --account kaya",
    "initiative list kaya",
    "initiative list kaya --all",
    "initiative show kaya",
    "initiative next kaya depot 'Signs' --on +1w",
    "initiative end kaya depot lost --reason 'No budget'",
    "target add hofstra --through elif --why-now 'A second depot'",
    "target list kaya",
    "ask prepare elif",
    "ask make elif",
    "ask show elif",
    "ask answer elif yes",
    "referral list kaya",
    "thanks list kaya",
    "testimonial list kaya",
    "ready elif",
]
"""Commands that are about Kaya alone, each after those before it."""


@pytest.fixture
def accounts_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str | None]]:
    """The keys of the accounts whose facts are read from now on; ``None`` for the whole book."""
    keys: set[str | None] = set()
    read = fact_store.read_facts

    def noted(session: Session, on: date, account_ids: Sequence[str] | None = None) -> Iterator[AccountFacts]:
        keys.update([None] if account_ids is None else account_ids)
        return read(session, on, account_ids)

    monkeypatch.setattr(fact_store, "read_facts", noted)
    yield keys


def test_a_command_about_one_account_reads_no_other(kaya: Call, accounts_read: set[str | None]) -> None:
    (key,) = [line["id"] for line in kaya("accounts", "kaya", "--json").data]
    wrong: dict[str, object] = {}
    read_at_all = 0
    for words in ABOUT_ONE:
        accounts_read.clear()
        said = kaya(*shlex.split(words))
        if said.code or accounts_read - {key}:
            wrong[words] = (said.err, accounts_read - {key})
        read_at_all += bool(accounts_read)
    assert wrong == {}
    assert read_at_all > len(ABOUT_ONE) / 2


def test_a_list_of_everything_reads_the_whole_book_once(kaya: Call, accounts_read: set[str | None]) -> None:
    kaya("promise", "list")
    assert accounts_read == {None}
