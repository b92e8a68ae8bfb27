"""Who is erased is nowhere in the file any more, and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.errors import Ambiguous, NotFound, Refused
from advisorbench.domain.records.states import Stage, TemplateKind, TestimonialState
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import fold
from advisorbench.services import Services, open_services
from advisorbench.services.purging import Erased
from advisorbench.store.purge import ERASED
from tests.services.full import fill_account, fill_book, ordered_entities
from tests.services.making import add_customer, bring_to, day, give_name, make_ready, move

NAME, EMAIL, PHONE = "Şebnem Quillfeather", "s.quillfeather@example.nl", "+31 6 5550 0199"
EVERYWHERE = (
    f"Met {NAME}, {NAME.upper()} ({EMAIL}, {EMAIL.upper()}; tel. {PHONE}) and {fold(NAME)}'s team: “{NAME}”, {NAME}."
)
"""What is written in every column of text."""


def erase(services: Services, name: str, account: str = "") -> Erased:
    return services.purging.erase(services.purging.look(name, account))


def left_in_file(services: Services, *words: str) -> set[str]:
    """Which of the words, in whatever form, are found in the bytes of the file and of those beside it."""
    services.book.compact()
    path = services.book.path
    raw = b"".join(found.read_bytes() for found in path.parent.glob(f"{path.name}*"))
    text = raw.decode("utf-8", "replace")
    spread = (text, text.casefold(), fold(text))
    found = set()
    for word in words:
        forms = {word, word.casefold(), fold(word), json.dumps(word)[1:-1], json.dumps(word.casefold())[1:-1]}
        if any(form in one for form in forms for one in spread):
            found.add(word)
    return found


def counts(services: Services) -> dict[str, int]:
    """How many rows there are in each table, but for the journal."""
    with services.book.read() as session:
        return {
            name: session.execute(sa.select(sa.func.count()).select_from(one)).scalar_one()
            for name, one in SQLModel.metadata.tables.items()
            if name != "change"
        }


def all_text(services: Services) -> str:
    """All text of all tables but the journal."""
    with services.book.read() as session:
        return "\n".join(
            str(value)
            for name, one in SQLModel.metadata.tables.items()
            if name != "change"
            for row in session.execute(sa.select(one))
            for value in row
        )


@pytest.fixture
def full(services: Services) -> Services:
    """A book that names one person in every column of text of every table, and in its journal."""
    _account, person = fill_book(services, NAME, EVERYWHERE)
    version, _fields = services.accounts.person_fields_of(person)
    services.accounts.edit_person(person, version, {"email": EMAIL, "phone": PHONE})
    return services


def test_every_table_of_the_full_book_names_them(full: Services) -> None:
    with full.book.read() as session:
        for entity in ordered_entities():
            rows = session.execute(sa.select(SQLModel.metadata.tables[str(entity.__tablename__)])).all()
            assert rows, entity
            wordless = {m.ApartRow, m.AttendanceRow, m.MeasureRow, m.SnapshotRow}
            assert (entity in wordless) is (NAME not in str(rows)), entity
    assert left_in_file(full, NAME, EMAIL, PHONE, "Quillfeather") == {NAME, EMAIL, PHONE, "Quillfeather"}


def test_nothing_of_them_is_left_in_the_file(full: Services) -> None:
    erase(full, NAME)
    assert left_in_file(full, NAME, EMAIL, PHONE, "Quillfeather", "5550") == set()


def test_the_counts_stay_and_the_book_is_whole(full: Services) -> None:
    before = counts(full)
    erase(full, NAME)
    full.book.compact()
    assert counts(full) == before
    assert full.book.check() == []
    assert open_services(full.book.path, full.clock, Rules()).accounts.lines()


def test_what_is_not_theirs_stays(services: Services) -> None:
    account, _person = fill_book(services, NAME, f"Met {NAME} and Piet de Wit at the fair")
    erase(services, NAME)
    assert "Piet de Wit at the fair" in all_text(services)
    assert services.accounts.brief(account).facts.account.name == "Kaya Logistics"


def test_the_row_says_that_and_when_they_were_erased_and_asks_nobody(full: Services) -> None:
    erase(full, NAME)
    with full.book.read() as session:
        (row,) = [row for row in session.execute(sa.select(m.PersonRow)).scalars() if row.purged_on]
    assert (row.name, row.purged_on, row.do_not_ask, row.left_on) == (ERASED, day(0), True, day(0))
    told = (row.company, row.job_title, row.email, row.phone, row.language, row.note, row.source, row.basis, row.folded)
    assert set(told) - {""} <= {fold(ERASED)}


@pytest.mark.parametrize("typed", ["sebnem quillfeather", "ŞEBNEM  QUILLFEATHER ", NAME])
def test_the_name_is_known_however_it_is_typed(full: Services, typed: str) -> None:
    assert full.purging.look(typed).name == NAME


@pytest.mark.parametrize("typed", ["Şebnem", "Quillfeather", "Nobody", "", "%"])
def test_a_part_of_a_name_erases_nobody(full: Services, typed: str) -> None:
    with pytest.raises(NotFound) as caught:
        full.purging.look(typed)
    assert caught.value.remedy


def test_looking_changes_nothing(full: Services) -> None:
    before = full.book.path.read_bytes()
    full.purging.look(NAME)
    assert full.book.path.read_bytes() == before


def test_undo_is_refused_afterwards_and_says_why(full: Services) -> None:
    erase(full, NAME)
    with pytest.raises(Refused, match="Somebody was erased"):
        full.history.undo()
    with pytest.raises(Refused, match="Somebody was erased"):
        full.history.undo()


def test_what_is_done_afterwards_can_be_taken_back_up_to_the_purge(full: Services) -> None:
    erase(full, NAME)
    full.accounts.add({"name": "De Wit"})
    assert full.history.undo() == "add account"
    with pytest.raises(Refused, match="Somebody was erased"):
        full.history.undo()


def test_an_open_portfolio_sees_it_at_once(services: Services) -> None:
    account, person = add_customer(services, person=NAME)
    make_ready(services, account, person)
    give_name(services, account, person)
    services.asks.desk()
    other = open_services(services.book.path, services.clock, Rules())
    erase(other, NAME)
    brief = services.accounts.brief(account)
    assert brief.verdicts == ()
    assert NAME not in str(brief)
    assert NAME not in str(services.agenda.view())
    assert NAME not in str(services.asks.desk())
    assert NAME not in str(services.referrals.tree())
    assert services.search.find("quillfeather") == []


def test_who_moved_is_erased_wherever_they_were(services: Services) -> None:
    account, person = add_customer(services, person=NAME)
    there = move(services, person, day(-30), "De Wit")
    services.accounts.leave(there, day(-10), "Hofstra")
    found = services.purging.look(NAME)
    assert [at for _key, at in found.people] == ["Kaya Logistics", "De Wit", "Hofstra"]
    assert found.namesakes == 0
    services.purging.erase(found)
    assert left_in_file(services, NAME, "Quillfeather") == set()
    assert len(services.accounts.brief(account).facts.former) == 1


def test_one_account_they_worked_at_is_enough_to_name_them(services: Services) -> None:
    _account, person = add_customer(services, person=NAME)
    services.accounts.leave(person, day(-30), "De Wit")
    assert len(services.purging.look(NAME, "kaya").people) == 2
    assert len(services.purging.look(NAME, "De Wit").people) == 2
    with pytest.raises(NotFound):
        services.purging.look(NAME, "Hofstra")


@pytest.fixture
def namesakes(services: Services) -> Services:
    """Two people of one name at two accounts, and a note about either."""
    for account in ("Kaya Logistics", "De Wit"):
        key, person = add_customer(services, account, NAME)
        version, _fields = services.accounts.person_fields_of(person)
        services.accounts.edit_person(person, version, {"email": f"{account[:2].lower()}@example.nl"})
        services.accounts.log(
            {"account_id": key, "person_id": person, "on": day(-3), "note": f"Saw {NAME} of {account}"}
        )
    return services


def test_of_namesakes_the_account_has_to_be_told(namesakes: Services) -> None:
    with pytest.raises(Ambiguous) as caught:
        namesakes.purging.look(NAME)
    assert set(caught.value.candidates) == {"Kaya Logistics", "De Wit"}
    assert "--account" in caught.value.remedy


def test_a_namesake_keeps_their_name_and_so_do_texts(namesakes: Services) -> None:
    found = namesakes.purging.look(NAME, "De Wit")
    assert (len(found.people), found.namesakes) == (1, 1)
    erased = namesakes.purging.erase(found)
    text = all_text(namesakes)
    assert f"Saw {NAME} of Kaya Logistics" in text
    assert f"Saw {NAME} of De Wit" in text  # it may mean the other
    assert "de@example.nl" not in text
    assert "ka@example.nl" in text
    assert {account for _kind, account in erased.still} == {"Kaya Logistics", "De Wit"}
    kaya, _wit = (line.id for line in sorted(namesakes.accounts.lines(), key=lambda line: line.name, reverse=True))
    assert [namesakes.accounts.brief(key).facts.people for key in (kaya, _wit)].count(()) == 1


def test_the_names_that_were_given_may_be_those_of_a_namesake(namesakes: Services) -> None:
    giver, elif_kaya = add_customer(namesakes, "Hofstra", "Elif Kaya")
    give_name(namesakes, giver, elif_kaya, NAME, "Kaya Logistics")
    found = namesakes.purging.look(NAME, "De Wit")
    namesakes.purging.erase(found)
    assert [r.name for r in namesakes.accounts.brief(giver).facts.referrals] == [NAME]


def test_a_short_name_eats_no_other_words(services: Services) -> None:
    account, _person = add_customer(services, person="Jan")
    note = "In January Jan met Jansen; jan's plan. Jan-Willem, Marijan, JAN, (Jan)"
    services.accounts.log({"account_id": account, "on": day(-3), "note": note})
    erase(services, "Jan")
    text = all_text(services)
    assert f"In January {ERASED} met Jansen; {ERASED}'s plan." in text
    assert f"Marijan, {ERASED}, ({ERASED})" in text


def test_a_name_of_two_letters_is_erased_too(services: Services) -> None:
    account, _person = add_customer(services, person="Bo")
    services.accounts.log({"account_id": account, "on": day(-3), "note": "Bo came about the box; Bob did not"})
    erase(services, "Bo")
    assert f"{ERASED} came about the box; Bob did not" in all_text(services)


@pytest.mark.parametrize(
    "written",
    ["Şebnem\nQuillfeather", "Şebnem  Quillfeather", "Sebnem Quillfeather", "SEBNEM QUILLFEATHER",
     "şebnem\tquillfeather"],
    ids=["over two lines", "two spaces", "no accents", "capitals", "tab"],
)  # fmt: skip
def test_the_name_goes_from_a_note_however_it_is_written(services: Services, written: str) -> None:
    account, _person = add_customer(services, person=NAME)
    services.accounts.log({"account_id": account, "on": day(-3), "note": f"Saw {written} today"})
    erase(services, NAME)
    assert left_in_file(services, "Quillfeather") == set()


def test_an_accent_too_many_hides_nobody(services: Services) -> None:
    account, _person = add_customer(services, person="Elif Quillfeather")
    services.accounts.log({"account_id": account, "on": day(-3), "note": "Saw Élif Quillfeather today"})
    erase(services, "Elif Quillfeather")
    assert left_in_file(services, "Quillfeather") == set()


def test_a_telephone_number_goes_however_it_is_spaced(services: Services) -> None:
    account, person = add_customer(services, person=NAME)
    version, _fields = services.accounts.person_fields_of(person)
    services.accounts.edit_person(person, version, {"phone": PHONE})
    services.accounts.log({"account_id": account, "on": day(-3), "note": "Call +31 6-55500199 on Monday"})
    erase(services, NAME)
    assert left_in_file(services, "55500199") == set()


def test_somebody_of_whom_only_the_name_was_given_is_erased(services: Services) -> None:
    account, person = add_customer(services)
    key = give_name(services, account, person, NAME, "Hofstra")
    services.referrals.advance(key, Stage.INTRODUCED, day(0), basis=f"Elif told {NAME}, who agreed")
    services.texts.save(TemplateKind.ASK, f"For {NAME}", f"Dear $name, it is about {NAME}")
    found = services.purging.look(fold(NAME))
    assert found.people == ()
    assert [(company, giver) for _key, company, giver in found.referrals] == [("Hofstra", "Elif Kaya")]
    before = counts(services)
    services.purging.erase(found)
    assert left_in_file(services, NAME, "Quillfeather") == set()
    assert counts(services) == before
    (referral,) = services.accounts.brief(account).facts.referrals
    assert (referral.name, referral.company, referral.stage) == (ERASED, "", Stage.INTRODUCED)
    assert services.book.check() == []


def test_who_was_won_by_a_referral_is_erased_in_both(services: Services) -> None:
    account, person = add_customer(services)
    bring_to(services, give_name(services, account, person, NAME), Stage.INTRODUCED, Stage.MET, Stage.CUSTOMER)
    erase(services, NAME)
    assert left_in_file(services, NAME, "Quillfeather") == set()
    assert services.referrals.tree().referrers[0].brought.customers == 1


def test_the_purge_tells_where_the_last_name_still_stands(services: Services) -> None:
    add_customer(services, person=NAME)
    other, _person = add_customer(services, "De Wit", "Piet")
    services.accounts.log({"account_id": other, "on": day(-3), "note": "The Quillfeather family"})
    erased = erase(services, NAME)
    assert (erased.words[-1], erased.still) == ("Quillfeather", (("interaction", "De Wit"),))
    assert erased.rows >= 2


def test_at_their_own_account_a_first_or_last_name_alone_is_erased_too(services: Services) -> None:
    account, person = add_customer(services, "Van Dam", "Sander van Dam")
    services.accounts.add_person({"name": "Jelle Kroes", "account_id": account})
    for note in ("Coffee with Sander", "van Dam pays late", "Jelle was there"):
        services.accounts.log({"account_id": account, "on": day(-3), "note": note})
    erase(services, "Sander van Dam")
    notes = {event.note for event in services.accounts.whole(account).timeline if event.note}
    assert {"Coffee with (erased)", "van Dam pays late", "Jelle was there"} <= notes
    assert services.accounts.brief(account).facts.person(person) is None


def test_deleted_rows_are_gone_from_the_journal_too(services: Services) -> None:
    add_customer(services, person=NAME)
    services.texts.save(TemplateKind.ASK, NAME, f"About {NAME}")
    services.texts.remove(TemplateKind.ASK, NAME)
    erase(services, NAME)
    assert left_in_file(services, NAME, "Quillfeather") == set()


def test_who_was_erased_is_not_found_again_but_may_come_back(services: Services) -> None:
    account, _person = add_customer(services, person=NAME)
    erase(services, NAME)
    with pytest.raises(NotFound):
        services.purging.look(NAME)
    services.accounts.add_person({"name": NAME, "account_id": account})
    assert len(services.purging.look(NAME).people) == 1


def test_two_people_are_erased_one_after_the_other(services: Services) -> None:
    for number, name in enumerate((NAME, "Ole Bramblewood")):
        account, person = add_customer(services, f"Account {number}", name)
        fill_account(services, account, person, f"{NAME} with Ole Bramblewood")
    erase(services, NAME)
    erase(services, "Ole Bramblewood")
    assert left_in_file(services, NAME, "Quillfeather", "Bramblewood") == set()
    assert services.book.check() == []


def test_a_testimonial_of_somebody_who_was_erased_is_not_shown_any_more(services: Services) -> None:
    account, person = add_customer(services, person=NAME)
    make_ready(services, account, person)
    (outcome,) = services.accounts.brief(account).facts.outcomes
    with services.book.write("begin") as session:
        session.add(
            m.TestimonialRow(
                account_id=account, person_id=person, outcome_id=outcome.id, state=TestimonialState.APPROVED,
                approved_on=day(-1), approved="Well done", scope="website",
            )
        )  # fmt: skip
    assert len(services.testimonials.showable()) == 1
    erase(services, NAME)
    assert services.testimonials.showable() == []


def test_the_rules_do_not_trip_over_who_was_erased(services: Services, clock: FixedClock) -> None:
    account, person = add_customer(services, person=NAME)
    services.targets.add({"account_id": account, "person_id": person, "who": f"The boss of {NAME}"})
    services.promises.add(
        {"account_id": account, "person_id": person, "what": f"Call {NAME}", "made_on": day(-3), "due_on": day(3)}
    )
    services.referrals.name({"account_id": account, "person_id": person, "name": "Jan Hofstra", "named_on": day(-9)})
    erase(services, NAME)
    for look in _looks(services, account):
        clock.day = day(0)
        assert NAME not in str(look())
        clock.day = day(40)
        assert NAME not in str(look())


def _looks(services: Services, account: str) -> list[Callable[[], Any]]:
    return [
        services.agenda.view, services.asks.desk, services.referrals.tree, services.referrals.record,
        services.testimonials.lines, services.accounts.lines, lambda: services.accounts.whole(account),
    ]  # fmt: skip
