"""Worked examples run through the product's own code: ``make cases FILE=examples.json``.

A file is a list of ``{"name", "do", "with", "expected", "tolerance"}``. What a case says of the log is either written
as in `cases.json` or as the tables of a dump (``ask``, ``referral``, ``initiative``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from advisorbench.domain.flywheel import goal
from advisorbench.domain.flywheel.distribution import counts
from advisorbench.domain.flywheel.forecast import Interval, interval_of, referral_chain
from advisorbench.domain.flywheel.log import AskEntry, InitiativeEntry, Log, NameEntry
from advisorbench.domain.flywheel.money import money_forecast
from advisorbench.domain.flywheel.no_go import Cost, CostedInitiative, no_go_sheet, spend_limit, stop_signs
from advisorbench.domain.flywheel.sources import Doubted, approach, win_rate
from advisorbench.domain.records.states import InitiativeState, Source

Values = Mapping[str, Any]


def day(text: str | None) -> date | None:
    """A day of a case; ``None`` where there is none."""
    return date.fromisoformat(text) if text else None


def _sure(text: str) -> date:
    return date.fromisoformat(text)


def log_of(values: Values) -> Log:
    """The log of a case."""
    asks = values.get("asks", values.get("ask", ()))
    names = values.get("referrals", values.get("referral", ()))
    deals = values.get("initiatives", values.get("initiative", ()))
    asks = [ask for ask in asks if ask.get("asked_on")]
    names = [name for name in names if name.get("named_on")]
    deals = [deal for deal in deals if deal.get("opened_on")]
    days = [a["asked_on"] for a in asks] + [n["named_on"] for n in names] + [d["opened_on"] for d in deals]
    return Log(
        _sure(values.get("began") or min(days)),
        tuple(
            AskEntry(ask["id"], _sure(ask["asked_on"]), day(ask.get("answered_on")), ask.get("state") == "yes")
            for ask in asks
        ),
        tuple(
            NameEntry(
                _sure(name["named_on"]), name.get("ask_id"), day(name.get("introduced_on")), day(name.get("met_on")),
                day(name.get("buying_on")), day(name.get("customer_on")), day(name.get("ended_on")),
            )
            for name in names
        ),
        tuple(
            InitiativeEntry(
                _sure(deal["opened_on"]), day(deal.get("closed_on")), deal.get("state") == "won",
                deal.get("amount_cents"), deal.get("currency") or "",
            )
            for deal in deals
        ),
    )  # fmt: skip


def _shown(interval: Interval) -> dict[str, float]:
    return asdict(interval)


def _per_ask(given: Values) -> Any:
    figure = goal.per_ask(given["mean"], given["seen"])
    return asdict(figure) | {"asks_per_customer": figure.asks_per_customer}


def _calendar(given: Values) -> Any:
    weeks = goal.calendar(
        given["customers"], given["asks_a_year"], given["arrivals"], given["weeks"], given["rest"],
        goal.Reading(given.get("reading", "each cycle")),
    )  # fmt: skip
    return {"by": {str(week): asdict(weeks[week]) for week in given["at"]}}


def _ahead(given: Values) -> Any:
    weeks = goal.ahead(
        given["customers"], given["asks_a_year"], given["arrivals"], given["weeks"], given["seen"], given["at"],
        given["goal"], given["rest"], goal.Reading(given.get("reading", "each cycle")),
    )  # fmt: skip
    return {
        str(week): {"expected": found.expected, "chance": found.chance, **_shown(found.interval)}
        for week, found in weeks.items()
    }


def _source_rate(given: Values) -> Any:
    return asdict(win_rate(given["won"], given["ended"], given["all_won"], given["all_ended"]))


def _todays_approach(given: Values) -> Any:
    rate = win_rate(given["won"], given["ended"], given["all_won"], given["all_ended"])
    found = approach(given["goal"], rate, given["minutes"], given["timed"], given["opened_a_month"])
    return {
        name: [figure.mean, figure.low, figure.high] if isinstance(figure, Doubted) else None
        for name in ("rate", "initiatives", "hours", "months")
        for figure in (getattr(found, name),)
    }


def _count(given: Values) -> Any:
    distribution, came = counts(given["mean"], given["variance"]), given["came"]
    return _shown(interval_of(distribution)) | {
        "p": [distribution.chance_of(count) for count in range(6)],
        "pit": distribution.share_in_band(came),
        "crps": distribution.crps(came),
        "interval_score": distribution.interval_score(came),
    }


def _forecast(given: Values) -> Any:
    chain = referral_chain(log_of(given["log"]), _sure(given["day"]), max(given["horizons"]))
    forecasts = {str(weeks): chain.forecast(weeks) for weeks in given["horizons"]}
    return {
        "names_per_yes": chain.per_yes,
        "customers_last_year": chain.won,
        "own": {
            stage: {"weeks": list(cases.weeks), **{name: list(number) for name, number in cases.exits.items()}}
            for stage, cases in chain.cases.items()
        },
        "weekly_chances": {
            stage: {name: list(bands) for name, bands in exits.items()} for stage, exits in chain.chances.items()
        },
        "forecasts": {
            weeks: _shown(forecast.interval)
            | {"now": forecast.now, "new": forecast.new, "mean": forecast.mean}
            | {"variance": forecast.variance, "trust": forecast.trust.value}
            for weeks, forecast in forecasts.items()
        },
    }


def _effort(values: Values) -> CostedInitiative:
    hours = values.get("hours")
    return CostedInitiative(
        InitiativeState(values["state"]), day(values.get("opened_on")), day(values.get("closed_on")),
        Source(values["source"]) if values.get("source") else None,
        None if hours is None else floor(Fraction(str(hours)) * 60 + Fraction(1, 2)),
        values.get("spent_cents"), values.get("currency") or "EUR",
    )  # fmt: skip


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "n": cost.n, "timed": cost.timed, "minutes": cost.minutes, "cost": dict(cost.cents),
        "spent_known": cost.spent_known,
    }  # fmt: skip


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _no_go(given: Values) -> Any:
    sheet = no_go_sheet(
        [_effort(values) for values in given["initiatives"]], given["rate_cents"],
        first=day(given.get("first")), last=day(given.get("last")),
    )  # fmt: skip
    per_win = sheet.cost_per_win
    return {
        "no_go": _cost(sheet.no_go),
        "won": _cost(sheet.won),
        "undated": sheet.undated,
        "no_go_share": _text(sheet.number_share),
        "hours_share": _text(sheet.hours_share),
        "cost_per_win": None if per_win is None else {currency: str(cents) for currency, cents in per_win.items()},
        "reviews_forgone": _text(sheet.reviews_forgone),
        "by_source": {
            source.value if source else "unknown": {"no_go": _cost(no_go), "won": _cost(won)}
            for source, (no_go, won) in sheet.by_source.items()
        },
        "by_outcome": {state.value: _cost(cost) for state, cost in sheet.by_outcome.items()},
    }


def _stop(given: Values) -> Any:
    signs = stop_signs(given["age_days"], given["cost_cents"], given["limit_cents"], given["won_ages"])
    return [sign.value for sign in signs]


def _money(given: Values) -> Any:
    forecast = money_forecast(log_of(given["log"]), _sure(given["day"]), given["weeks"], given["currency"])
    if forecast is None:
        return None
    names = ("expected", "variance", "won_seen", "nothing", "low", "high")
    return {name: getattr(forecast, name) for name in names}


DO: Mapping[str, Callable[[Values], Any]] = {
    "once": lambda g: goal.reached(g["customers"], g["multiplier"], g["cycles"], goal.Reading.ONCE),
    "each cycle": lambda g: goal.reached(g["customers"], g["multiplier"], g["cycles"], goal.Reading.EACH_CYCLE),
    "needed": lambda g: goal.multiplier_needed(
        g["customers"], g["goal"], g["cycles"], goal.Reading(g.get("reading", "once"))
    ),
    "per ask": _per_ask,
    "chance": lambda g: goal.chance_of(g["goal"], g["mean"], g["seen"]),
    "asks needed": lambda g: goal.asks_needed(
        g["goal"], g["weeks"], g["arrivals"], g["under"], g.get("sure"), g.get("seen", 0)
    ),
    "calendar": _calendar,
    "ahead": _ahead,
    "source rate": _source_rate,
    "today's approach": _todays_approach,
    "count": _count,
    "forecast": _forecast,
    "money": _money,
    "no-go": _no_go,
    "spend limit": lambda g: spend_limit(g["amount_cents"], g["win_rate"]),
    "stop sign": _stop,
}
"""What each kind of case does."""


def differences(expected: Any, came: Any, tolerance: float, at: str = "") -> Iterator[str]:
    """Where what came is not what was expected; what was not expected is not looked at."""
    if isinstance(expected, Mapping) and isinstance(came, Mapping):
        for name, value in expected.items():
            if name in came:
                yield from differences(value, came[name], tolerance, f"{at}/{name}")
            else:
                yield f"{at}/{name}: missing"
    elif isinstance(expected, list) and isinstance(came, list) and len(expected) == len(came):
        for place, (want, got) in enumerate(zip(expected, came, strict=True)):
            yield from differences(want, got, tolerance, f"{at}/{place}")
    elif isinstance(expected, float | int) and isinstance(came, float | int):
        if abs(expected - came) > tolerance * max(1.0, abs(expected)):
            yield f"{at}: {came} instead of {expected}"
    elif expected != came:
        yield f"{at}: {came!r} instead of {expected!r}"


def failures(case: Values) -> list[str]:
    """Where a case fails; empty where it holds."""
    if case["do"] not in DO:
        return [f"“{case['do']}” is not known"]
    return list(differences(case["expected"], DO[case["do"]](case["with"]), case.get("tolerance", 1e-6)))


def main(path: str) -> int:
    """Run a file, print each case that fails."""
    cases = json.loads(Path(path).read_text("utf-8"))
    failed = 0
    for case in cases:
        if wrong := failures(case):
            failed += 1
            print(f"{case['do']}: {case['name']}", *wrong, sep="\n    ")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
