"""Accounts and their people: kept clean, edited without overwriting, logged only when it happened."""

from __future__ import annotations

from typing import Any

import pytest

from advisorbench.domain.account_filter import SavedView
from advisorbench.domain.days.timeline import TimelineKind
from advisorbench.domain.errors import FieldErrors, NotFound, Refused, Stale
from advisorbench.domain.language.timeline import say_entry
from advisorbench.domain.records.states import AccountStatus, InitiativeState, InteractionKind, SignalKind, Tier
from advisorbench.models import AccountFields, PersonFields, SignalFields
from advisorbench.services import Services
from advisorbench.services.base import validated
from tests.services.making import add_customer, day


def test_an_account_is_kept_as_given(services: Services) -> None:
    added = services.accounts.add({"name": "Kaya ", "tier": Tier.A, "city": "Gent"})
    version, fields = services.accounts.fields_of(added.id)
    assert added.name == "Kaya"
    assert (version, fields["name"], fields["tier"], fields["city"]) == (1, "Kaya", Tier.A, "Gent")
    assert fields["status"] is AccountStatus.PROSPECT


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": ""}, "name", "this must be filled in"),
        ({}, "name", "this must be filled in"),
        ({"name": "\x1b\x07"}, "name", "this must be filled in"),
        ({"name": "x" * 301}, "name", "too long: at most 300 characters"),
        ({"name": "Kaya", "tier": "E"}, "tier", "choose one of A, B, C or D"),
        ({"name": "Kaya", "employees": -1}, "employees", "must be 0 or more"),
        ({"name": "Kaya", "review_every_months": 121}, "review_every_months", "must be 120 or less"),
    ],
)
def test_a_field_that_is_wrong_is_named(values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(AccountFields, values)
    assert caught.value.errors == {field: said}


def test_several_fields_that_are_wrong_are_all_named() -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(AccountFields, {"name": "", "employees": -1})
    assert set(caught.value.errors) == {"name", "employees"}


def test_a_bare_unknown_field_is_refused() -> None:
    with pytest.raises(FieldErrors):
        validated(AccountFields, {"name": "Kaya", "colour": "red"})


def test_text_is_cleaned_on_its_way_in(services: Services) -> None:
    key = services.accounts.add({"name": " Ka\x1b[31mya\r\nBV ", "note": "one\r\ntwo\x00"}).id
    _version, fields = services.accounts.fields_of(key)
    assert (fields["name"], fields["note"]) == ("Ka[31mya BV", "one\ntwo")


def test_an_edit_is_checked_as_a_whole(services: Services) -> None:
    key = services.accounts.add({"name": "Kaya"}).id
    with pytest.raises(FieldErrors):
        services.accounts.edit(key, 1, {"name": ""})
    assert services.accounts.edit(key, 1, {"name": "Kaya BV"}) == "Kaya BV"


def test_a_person_has_a_source_and_a_basis(services: Services) -> None:
    account, person = add_customer(services)
    _version, fields = services.accounts.person_fields_of(person)
    assert (fields["source"], fields["basis"]) == ("entered by hand", "business relation")
    assert services.accounts.brief(account).facts.people[0].since == day(0)


@pytest.mark.parametrize("email", ["kaya", "a@b@c", "@kaya.nl", "e@", "e kaya@kaya.nl"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(FieldErrors, match="no e-mail address"):
        validated(PersonFields, {"name": "Elif", "email": email})


def test_a_person_edited_elsewhere_is_not_overwritten(services: Services) -> None:
    _account, person = add_customer(services)
    services.accounts.edit_person(person, 1, {"phone": "1"})
    with pytest.raises(Stale):
        services.accounts.edit_person(person, 1, {"phone": "2"})


def test_an_account_put_away_is_not_shown_but_kept(services: Services) -> None:
    account, _person = add_customer(services)
    services.accounts.archive(account)
    assert services.accounts.lines() == []
    with pytest.raises(NotFound):
        services.accounts.brief(account)
    assert services.accounts.fields_of(account)[1]["name"] == "Kaya Logistics"


def test_what_is_still_to_come_has_not_happened(services: Services) -> None:
    account, _person = add_customer(services)
    with pytest.raises(FieldErrors, match="still to come"):
        services.accounts.log({"account_id": account, "on": day(1)})
    with pytest.raises(FieldErrors, match="still to come"):
        services.accounts.add_signal({"account_id": account, "kind": SignalKind.PRAISE, "on": day(1)})
    with pytest.raises(FieldErrors, match="still to come"):
        services.accounts.add_issue({"account_id": account, "what": "Late", "opened_on": day(1)})


def test_a_contact_shows_at_once(services: Services) -> None:
    account, person = add_customer(services)
    services.accounts.log(
        {"account_id": account, "person_id": person, "on": day(-1), "kind": InteractionKind.CALL, "minutes": 20}
    )
    assert services.accounts.lines()[0].last_contact == day(-1)
    contacts = [event for event in services.accounts.whole(account).timeline if event.kind is TimelineKind.CONTACT]
    assert [(event.on, say_entry(event)) for event in contacts] == [(day(-1), "call · Elif Kaya · 20 min")]


@pytest.mark.parametrize(
    ("kind", "value"), [("nps", None), ("score", None), ("praise", 9), ("complaint", 1), ("nps", 11), ("nps", -1)]
)
def test_a_signal_has_a_number_just_where_it_needs_one(kind: str, value: int | None) -> None:
    with pytest.raises(FieldErrors) as caught:
        validated(SignalFields, {"account_id": "a", "kind": kind, "value": value, "on": day(0)})
    assert set(caught.value.errors) == {"value"}


def test_an_issue_is_resolved_after_it_was_opened(services: Services) -> None:
    account, _person = add_customer(services)
    issue = services.accounts.add_issue({"account_id": account, "what": "Late", "opened_on": day(-3)}).id
    with pytest.raises(FieldErrors, match="before the issue"):
        services.accounts.resolve_issue(issue, day(-4))
    services.accounts.resolve_issue(issue, day(-1))
    assert services.accounts.brief(account).facts.issues[0].resolved_on == day(-1)


def test_an_initiative_ends_once_and_says_why_it_was_won_or_lost(services: Services) -> None:
    account, _person = add_customer(services)
    key = services.initiatives.add({"name": "Depot", "account_id": account, "opened_on": day(-9)}).id
    for state in (InitiativeState.LOST, InitiativeState.WON):
        with pytest.raises(FieldErrors, match="why it ended"):
            services.initiatives.end(key, state, day(0), " ")
    with pytest.raises(FieldErrors, match="before the initiative"):
        services.initiatives.end(key, InitiativeState.LOST, day(-10), "price")
    services.initiatives.end(key, InitiativeState.LOST, day(0), "price")
    with pytest.raises(Refused, match="cannot become"):
        services.initiatives.end(key, InitiativeState.WON, day(0), "they came back")
    assert services.accounts.whole(account).initiatives[0].state is InitiativeState.LOST


def test_a_view_of_the_same_name_is_replaced(services: Services) -> None:
    for wanted in ("tier:a", "tier:b"):
        view = services.accounts.save_view(" mine", wanted)
    assert view.name == "mine"
    assert services.accounts.views() == [SavedView("mine", "tier:b", "")]


def test_a_view_that_cannot_be_kept_is_refused(services: Services) -> None:
    for name, wanted in (("", "tier:a"), ("x" * 301, "tier:a"), ("mine", "x" * 301)):
        with pytest.raises(FieldErrors):
            services.accounts.save_view(name, wanted)
