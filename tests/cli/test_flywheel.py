"""`flywheel` and `forecast` by command."""

from __future__ import annotations

import json

from tests.cli.conftest import Call, refused


def test_the_flywheel_tells_what_the_book_needs_and_has(sampled: Call) -> None:
    lines = sampled("flywheel").out.splitlines()
    assert lines[0] == "The column: 1 customer who refers 3, 3 cycles long: 3 + 9 + 27 = 39"
    assert "referrals that become customers each" in lines[1]
    assert [line for line in lines if line.startswith("  within ")]
    data = json.loads(sampled("flywheel", "--asks-a-week", "4", "--json").out)
    assert data["asks_a_week"] == 4
    assert data["years"]["3"]["low"] <= data["years"]["3"]["middle"] <= data["years"]["3"]["high"]


def test_an_empty_book_is_told_that_nothing_follows_from_nothing(empty: Call) -> None:
    assert "no customers yet" in empty("flywheel").out
    assert "too little log" in empty("forecast").out


def test_a_forecast_of_one_thing_has_every_figure(sampled: Call) -> None:
    data = json.loads(sampled("forecast", "--of", "referrals", "--weeks", "13", "--json").out)
    row = data["referrals"]["13"]
    assert set(data) == {"on", "referrals"}
    assert {"mean", "variance", "spread", "low", "middle", "high", "promised", "trust"} <= set(row)
    assert abs(sum(row["under_way"].values()) - row["now"]) < 1e-9
    assert abs(row["now"] + row["new"] - row["mean"]) < 1e-9


def test_weeks_out_of_range_are_refused(sampled: Call) -> None:
    refused(sampled("forecast", "--weeks", "500"), "104")
