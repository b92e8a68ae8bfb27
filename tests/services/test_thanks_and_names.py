"""Whatever came of an ask, thanks go back; names are followed, whoever is kept is told; texts of one's own."""

from __future__ import annotations

from datetime import date

import pytest

from advisorbench.clock import FixedClock
from advisorbench.domain.asking.readiness import State
from advisorbench.domain.asking.wording import Aim
from advisorbench.domain.days.sweep import SweepLine
from advisorbench.domain.errors import FieldErrors, NotFound, Refused
from advisorbench.domain.language.reasons import say_reason, say_task
from advisorbench.domain.records.facts import AccountFacts
from advisorbench.domain.records.states import (
    Action,
    AskKind,
    AskState,
    Lane,
    PromiseState,
    Stage,
    TargetState,
    TemplateKind,
)
from advisorbench.services import Services
from tests.services.making import add_customer, aim, ask, bring_to, day, give_name, make_ready, one_step, refused

Customer = tuple[str, str]


@pytest.fixture
def ready(services: Services) -> Customer:
    """An account and a person who is ready to be asked."""
    customer = add_customer(services)
    make_ready(services, *customer)
    return customer


def facts(services: Services, who: Customer) -> AccountFacts:
    return services.accounts.brief(who[0]).facts


def fields(who: Customer, **more: object) -> dict[str, object]:
    return {"account_id": who[0], "person_id": who[1], **more}


def lines(services: Services, who: Customer, action: Action) -> list[SweepLine]:
    return [line for line in services.accounts.brief(who[0]).sweep if line.action is action]


# Answers and thanks


@pytest.mark.parametrize(("state", "said"), [(AskState.YES, "said yes today"), (AskState.NO, "said no today")])
def test_an_answer_is_thanked_whatever_it_was(
    services: Services, ready: Customer, clock: FixedClock, state: AskState, said: str
) -> None:
    aim(services, *ready)
    key = ask(services, *ready)
    assert lines(services, ready, Action.THANK) == []
    services.asks.answer(key, state, day(0))
    (line,) = lines(services, ready, Action.THANK)
    assert (line.lane, say_task(line.task), line.person_id) == (Lane.OWE, "Thank Elif Kaya", ready[1])
    assert say_reason(line.reason, day(0)) == said
    clock.day = day(2)
    with one_step(services, "thank"):
        services.referrals.thank({"account_id": ready[0], "person_id": ready[1], "on": day(2), "how": "a card"})
    services.referrals.thank({"account_id": ready[0], "person_id": ready[1], "on": day(2), "how": "a card"})
    assert lines(services, ready, Action.THANK) == []
    assert [(t.on, t.how) for t in facts(services, ready).thanks] == [(day(2), "a card")]


def test_later_is_no_answer_to_thank_for(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    services.asks.answer(ask(services, *ready), AskState.LATER, day(0), day(9))
    assert lines(services, ready, Action.THANK) == []


def test_thanks_and_introductions_have_happened(services: Services, ready: Customer) -> None:
    with refused(services, "on"):
        services.referrals.thank({"account_id": ready[0], "person_id": ready[1], "on": day(1)})
    with refused(services, "on"):
        services.referrals.introduce({"account_id": ready[0], "who": "Bas", "on": day(1)})


def test_introductions_that_we_gave_are_kept(services: Services, ready: Customer) -> None:
    given = {"account_id": ready[0], "person_id": ready[1], "who": "Bas Visser", "company": "Visser", "on": day(-1)}
    with one_step(services, "introduce"):
        services.referrals.introduce(given)
    services.referrals.introduce(given)
    (kept,) = facts(services, ready).introductions
    assert (kept.who, kept.company, kept.on, kept.person_id) == ("Bas Visser", "Visser", day(-1), ready[1])


def test_a_report_kept_with_thanks_is_one_step(services: Services, ready: Customer) -> None:
    give_name(services, *ready)
    (owed,) = facts(services, ready).promises
    with one_step(services, "keep promise"):
        services.promises.close(owed.id, day(0), thanked=True)
    services.promises.close(owed.id, day(0), thanked=True)
    assert [(t.person_id, t.on) for t in facts(services, ready).thanks] == [(ready[1], day(0))]
    assert facts(services, ready).promises[0].state is PromiseState.KEPT
    assert lines(services, ready, Action.THANK) == []


def test_a_promise_kept_without_thanks_thanks_nobody(services: Services, ready: Customer) -> None:
    give_name(services, *ready)
    services.promises.close(facts(services, ready).promises[0].id, day(0))
    assert facts(services, ready).thanks == ()
    assert len(lines(services, ready, Action.THANK)) == 1


# Referrals and who is told


def test_somebody_whose_name_is_kept_is_told_once(services: Services, ready: Customer) -> None:
    key = services.referrals.name(
        {"account_id": ready[0], "person_id": ready[1], "name": "Jan Hofstra", "named_on": day(-20)}
    ).id
    (line,) = lines(services, ready, Action.INFORM)
    assert (line.subject_id, line.on, line.late) == (key, day(10), False)
    with refused(services, "on"):
        services.referrals.inform(key, day(-21))
    with refused(services, "on"):
        services.referrals.inform(key, day(1))
    with one_step(services, "inform"):
        services.referrals.inform(key, day(0))
    services.referrals.inform(key, day(0))
    assert lines(services, ready, Action.INFORM) == []
    with refused(services, error=Refused):
        services.referrals.inform(key, day(0))


@pytest.mark.parametrize("told", [None, -5])
def test_whoever_is_introduced_knows_of_us(services: Services, ready: Customer, told: int | None) -> None:
    key = services.referrals.name(
        {"account_id": ready[0], "person_id": ready[1], "name": "Jan Hofstra", "named_on": day(-20)}
    ).id
    if told is not None:
        services.referrals.inform(key, day(told))
    bring_to(services, key, Stage.INTRODUCED)
    (found,) = facts(services, ready).referrals
    assert (found.informed_on, found.told_on) == (None if told is None else day(told), day(told or 0))


def test_a_target_that_was_asked_for_and_introduced_says_so(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    ask(services, *ready)
    key = give_name(services, *ready)
    bring_to(services, key, Stage.INTRODUCED)
    (target,) = facts(services, ready).targets
    assert (target.state, target.closed_on, target.open_on(day(0))) == (TargetState.INTRODUCED, day(0), False)


def test_a_name_belongs_to_the_ask_that_brought_it(services: Services, ready: Customer) -> None:
    aim(services, *ready)
    key = ask(services, *ready)
    give_name(services, *ready)
    assert facts(services, ready).referrals[0].ask_id == key
    record = services.referrals.record()
    assert [(p.name, p.share) for p in record.passages][:2] == [("yes", (1, 1, 0)), ("named", (1, 1, 0))]
    assert (record.ready, record.overridden) == ((1, 1, 0), (0, 0, 0))


def test_the_record_of_a_day_to_come_is_refused(services: Services) -> None:
    with pytest.raises(FieldErrors):
        services.referrals.record(day(1))


# Texts


def test_texts_of_ones_own_word_the_ask(services: Services, ready: Customer) -> None:
    with one_step(services, "save template"):
        services.texts.save(TemplateKind.ASK, "Short", "$name, whom do you know at $target? $outcome")
    services.texts.save(TemplateKind.ASK, "Short", "$name, whom do you know at $target? $outcome")
    services.texts.save(TemplateKind.AGENDA, "Short", "$objectives")
    found = services.asks.preparation(*ready)
    assert [name for name, _text in found.own] == ["Short"]
    drafts = services.asks.drafts(found, AskKind.REFERRAL, Aim("Hofstra", "new depot"))
    assert list(drafts) == ["nl", "en", "Short"]
    assert drafts["Short"] == "Elif, whom do you know at Hofstra? Five days faster"
    services.texts.save(TemplateKind.ASK, "Short", "$name!")
    with one_step(services, "remove template"):
        services.texts.remove(TemplateKind.ASK, "Short")
    services.texts.remove(TemplateKind.ASK, "Short")
    assert services.texts.all(TemplateKind.ASK) == []
    assert len(services.texts.all(TemplateKind.AGENDA)) == 1
    with refused(services, error=NotFound):
        services.texts.remove(TemplateKind.ASK, "Short")


def test_a_place_that_there_is_not_is_refused_with_those_there_are(services: Services) -> None:
    with refused(services, "text"):
        services.texts.save(TemplateKind.ASK, "Short", "$objectives")
    with pytest.raises(FieldErrors, match=r"\$target"):
        services.texts.save(TemplateKind.ASK, "Short", "$nowhere")
    with refused(services, "name"):
        services.texts.save(TemplateKind.ASK, " ", "$name")


@pytest.mark.parametrize(("language", "first"), [("", "nl"), ("en-GB", "en"), ("NL", "nl"), ("fr", "nl")])
def test_the_wordings_in_the_persons_language_come_first(
    services: Services, ready: Customer, language: str, first: str
) -> None:
    version, _fields = services.accounts.person_fields_of(ready[1])
    if language:
        services.accounts.edit_person(ready[1], version, {"language": language})
    found = services.asks.preparation(*ready)
    assert next(iter(services.asks.drafts(found, AskKind.REFERENCE, Aim()))) == first


def test_nobody_is_prepared_for_who_does_not_work_there(services: Services, ready: Customer) -> None:
    with pytest.raises(Refused):
        services.asks.preparation(ready[0], "nobody")


def test_a_past_day_knows_whom_one_aimed_at(services: Services, clock: FixedClock) -> None:
    who = add_customer(services)
    make_ready(services, *who)
    clock.day = day(3)
    aim(services, *who)
    clock.day = date(2026, 12, 10)
    ask(services, *who)
    past = {n: services.asks.readiness(*who, day(n)).state for n in (2, 3, 16, 17)}
    assert past == {2: State.READY, 3: State.ASK_READY, 16: State.ASK_READY, 17: State.ASKED}
