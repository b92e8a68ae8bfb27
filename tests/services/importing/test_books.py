"""The whole book out and in: it comes back as it was, into a book that holds things it is held against them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisorbench import models as m
from advisorbench.clock import FixedClock
from advisorbench.domain.errors import FileError, Refused, Stale
from advisorbench.domain.records.states import InteractionKind, TemplateKind
from advisorbench.domain.rules import Rules
from advisorbench.domain.text import clean_line, clean_note
from advisorbench.services import Services, open_services
from advisorbench.services.importing.book_plan import BookPlan
from advisorbench.services.importing.book_writer import parents_first
from advisorbench.store.core import table
from advisorbench.store.dump import dump_columns, dumped, kind_of
from tests.services.full import fill_account, fill_book
from tests.services.making import TODAY, add_customer, ask, day, make_ready, one_step, refused, whole_book

HOSTILE = [
    "plain", "O'Brien said: \"no\" \\ \\n \\u0041", "😀 👩‍👩‍👧 Zoë 日本", "\u202efdp.exe שלום مرحبا",
    "=cmd|' /C calc'!A0", "%(name)s {0} %s", "[@click=app.quit]x[/]", "<script>alert(1)</script>", "null", "NaN",
    "1e999", "\u00a0x\u200b", "e\u0301 \ufb01 \ufeff", "', '); DROP TABLE account; --", "'" * 9, "x" * 300,
]  # fmt: skip
Data = dict[str, Any]
New = Callable[[], Services]


@pytest.fixture
def new(tmp_path: Path, empty_book_bytes: bytes, clock: FixedClock) -> New:
    """Makes an empty book, another one each time."""

    def make() -> Services:
        path = tmp_path / f"{m.new_id()}.db"
        path.write_bytes(empty_book_bytes)
        return open_services(path, clock, Rules())

    return make


@pytest.fixture(scope="module")
def filled_text(tmp_path_factory: pytest.TempPathFactory, empty_book_bytes: bytes) -> str:
    """The dump of a book with a row in every table."""
    path = tmp_path_factory.mktemp("filled") / "book.db"
    path.write_bytes(empty_book_bytes)
    services = open_services(path, FixedClock(TODAY), Rules())
    fill_book(services, "Elif Kaya")
    return dump(services)


@pytest.fixture
def filled(filled_text: str) -> Data:
    """The dump of a book with a row in every table, to be changed."""
    data: Data = json.loads(filled_text)
    return data


def dump(services: Services) -> str:
    return "".join(services.exports.dump())


def data_of(services: Services) -> Data:
    """A dump as JSON reads it, to be changed."""
    data: Data = json.loads(dump(services))
    return data


def plan(services: Services, content: str | Data) -> BookPlan:
    path = services.book.path.with_suffix(".json")
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")
    plan = services.imports.plan(path)
    assert isinstance(plan, BookPlan)
    return plan


def bring_in(services: Services, content: str | Data, *, skip_refused: bool = False) -> dict[str, int]:
    return services.imports.apply(plan(services, content), skip_refused=skip_refused)


def rows_in(data: Data) -> int:
    return sum(len(rows) for rows in data["tables"].values())


def row(data: Data, table_: str, **given: Any) -> Data:
    """The first row of a table in a dump, changed."""
    found: Data = data["tables"][table_][0]
    found.update(given)
    return found


def copied(data: Data, table_: str, **given: Any) -> Data:
    """One more row of a table in a dump."""
    found = {**data["tables"][table_][0], "id": m.new_id(), **given}
    data["tables"][table_].append(found)
    return found


def set_fields(services: Services, entity: type[m.Row], key: str, **values: Any) -> None:
    with services.book.write("edit") as session:
        found = session.get_one(entity, key)
        for name, value in values.items():
            setattr(found, name, value)


def comes_back(services: Services, other: Services) -> BookPlan:
    """See that a book, through a dump, becomes the same one, and that undo takes all of it back."""
    text = dump(services)
    empty = whole_book(other)
    found = plan(other, text)
    assert (found.refused, found.cleaned, found.names_taken, found.changed) == ([], 0, [], 0)
    assert other.imports.apply(found)["made"] == rows_in(json.loads(text))
    assert dump(other) == text
    assert other.book.check() == []
    again = plan(other, text)
    assert (again.empty, again.same) == (True, found.made)
    assert other.history.undo() == "import"
    assert whole_book(other) == empty
    assert other.book.check() == []
    return found


def test_every_table_goes_into_a_dump_but_the_book_s_own_memory(filled: Data) -> None:
    assert set(filled["tables"]) == {one.__tablename__ for one in m.Row.__subclasses__()} - {"importbatch"}
    for entity in dumped():
        (first, *_rest) = filled["tables"][str(entity.__tablename__)]
        assert set(first) == set(table(entity).c.keys()) - {"folded", "version", "batch_id"}


def test_what_a_row_refers_to_stands_before_it(services: Services) -> None:
    names = [table(entity).name for entity in dumped()]
    for entity in dumped():
        for column in dump_columns(entity):
            for key in column.foreign_keys:
                assert names.index(key.column.table.name) <= names.index(table(entity).name)


def test_every_column_is_of_a_kind_that_a_dump_knows() -> None:
    assert {kind_of(column) for entity in dumped() for column in dump_columns(entity)} <= {
        str, bool, int, float, dict, type(day(0)),
    }  # fmt: skip


def test_the_sample_book_comes_back_as_it_was(sample: Services, new: New) -> None:
    found = comes_back(sample, new())
    assert found.description()[1].startswith(f"{found.made} new, 0 changed, 0 the same")


def test_a_book_full_of_hostile_text_comes_back_as_it_was(services: Services, new: New) -> None:
    for text in (" ".join(HOSTILE[:-2]), *HOSTILE[-2:]):
        fill_account(services, *add_customer(services, clean_line(text), clean_line(text)), clean_line(text))
    comes_back(services, new())


def test_the_longest_notes_come_back(services: Services, new: New) -> None:
    account, person = add_customer(services)
    for note in ("é" * 100_000, "😀" * 100_000, "a\n\tb" * 25_000, '"\\' * 50_000):
        services.accounts.log(
            {"account_id": account, "person_id": person, "on": day(0), "kind": InteractionKind.CALL, "note": note}
        )
    comes_back(services, new())


@given(st.text(), st.floats(-1e15, 1e15), st.integers(-(10**15), 10**15), st.booleans())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_may_stand_in_a_book_comes_back(new: New, text: str, share: float, cents: int, yes: bool) -> None:
    services = new()
    account, person = add_customer(services, name="A" + text[:200], person="B" + text[:200])
    objective = {"account_id": account, "wording": "W" + text[:200], "baseline": share, "worth_cents": cents}
    services.value.add_objective(objective)
    set_fields(services, m.PersonRow, person, note=clean_note(text), do_not_ask=yes)
    other = new()
    bring_in(other, dump(services))
    assert dump(other) == dump(services)


def test_the_same_book_gives_the_same_dump_on_another_day(sample: Services) -> None:
    text = dump(sample)
    sample.clock = FixedClock(day(30))
    assert dump(sample) == text


def test_a_dump_is_read_whatever_the_order_of_its_tables_and_rows(sample: Services, new: New) -> None:
    data = data_of(sample)
    turned = {**data, "tables": {name: rows[::-1] for name, rows in reversed(data["tables"].items())}}
    other = new()
    assert bring_in(other, turned)["refused"] == 0
    assert dump(other) == dump(sample)


def test_rows_that_refer_to_their_own_table_may_stand_in_any_order(services: Services, new: New) -> None:
    services.accounts.add({"name": "A"})
    data = data_of(services)
    keys = [data["tables"]["account"][0]["id"]]
    for number in range(1, 1200):  # a chain longer than a part, each before the one that it refers to
        keys.append(copied(data, "account", id=f"{number:x}", referred_by_id=keys[-1], name=f"A{number}")["id"])
    data["tables"]["account"].reverse()
    other = new()
    with one_step(other, "import"):
        assert bring_in(other, data)["made"] == 1200
        assert other.book.check() == []


def test_a_dump_into_a_book_with_things_of_its_own(sample: Services, services: Services) -> None:
    add_customer(services, "Zandvoort", "Piet Zand")
    before = rows_in(data_of(services))
    data = data_of(sample)
    with one_step(services, "import"):
        assert bring_in(services, data) == {"made": rows_in(data), "changed": 0, "same": 0, "refused": 0}
        assert rows_in(data_of(services)) == rows_in(data) + before
        assert services.book.check() == []


def test_two_books_that_went_apart_come_together(sample: Services, new: New) -> None:
    other = new()
    bring_in(other, dump(sample))
    account = data_of(sample)["tables"]["account"][0]
    set_fields(sample, m.AccountRow, account["id"], city="Brugge", renewal_on=day(90))
    sample.accounts.archive(data_of(sample)["tables"]["account"][1]["id"])
    add_customer(sample, "Zandvoort", "Piet Zand")
    found = plan(other, dump(sample))
    assert (found.made, found.changed, found.refused) == (2, 2, [])
    assert f"{account['name']}: city: {account['city']} → Brugge, renewal_on: – → {day(90)}" in found.examples
    with one_step(other, "import"):
        other.imports.apply(found)
        assert dump(other) == dump(sample)
    assert dump(other) != dump(sample)


def test_search_finds_what_came_in(sample: Services, new: New) -> None:
    other = new()
    bring_in(other, dump(sample))
    for entity in dumped():
        if "folded" in table(entity).c:
            query = sa.select(table(entity).c.id, table(entity).c.folded)
            with sample.book.read() as one, other.book.read() as two:
                assert dict(one.execute(query).all()) == dict(two.execute(query).all())


def test_an_import_is_noted_with_the_file_and_its_counts(services: Services, new: New) -> None:
    add_customer(services)
    other = new()
    found = plan(other, dump(services))
    other.imports.apply(found)
    with other.book.read() as session:
        (batch,) = session.execute(sa.select(m.ImportBatchRow)).scalars()
        keys = session.execute(sa.select(table(m.AccountRow).c.batch_id)).scalars().all()
    assert (batch.preset, batch.file, batch.made, len(batch.sha256)) == ("dump", found.path.name, 2, 64)
    assert keys == [batch.id]


def test_undo_holds_once_something_was_built_on_it(services: Services, new: New) -> None:
    account, person = add_customer(services)
    other = new()
    bring_in(other, dump(services))
    other.promises.add({"account_id": account, "person_id": person, "what": "Call", "made_on": TODAY, "due_on": day(2)})
    other.history.undo()
    with other.book.write("elsewhere") as session:
        session.get_one(m.AccountRow, account).city = "Gent"
    with other.book.write("forgotten") as session:
        session.execute(sa.delete(table(m.ChangeRow)).where(table(m.ChangeRow).c.command == "elsewhere"))
    with refused(other, error=Refused):
        other.history.undo()


def test_a_book_that_was_changed_since_the_plan_stays_as_it_is(services: Services, new: New) -> None:
    add_customer(services)
    other = new()
    found = plan(other, dump(services))
    other.accounts.add({"name": "Bakker"})
    with refused(other, error=Stale):
        other.imports.apply(found)


def test_a_plan_is_applied_once(services: Services, new: New) -> None:
    add_customer(services)
    other = new()
    found = plan(other, dump(services))
    other.imports.apply(found)
    with refused(other, error=Stale):
        other.imports.apply(found)


def test_the_file_may_go_once_it_was_read(services: Services, new: New) -> None:
    add_customer(services)
    other = new()
    found = plan(other, dump(services))
    found.path.write_text("something else")
    other.imports.apply(found)
    assert dump(other) == dump(services)


def test_whoever_was_erased_here_stays_erased(sample: Services) -> None:
    text = dump(sample)
    person = next(row for row in json.loads(text)["tables"]["ask"])["person_id"]
    name = next(row["name"] for row in json.loads(text)["tables"]["person"] if row["id"] == person)
    sample.purging.erase(sample.purging.look(name))
    erased = dump(sample)
    assert name not in erased
    found = plan(sample, text)
    assert (found.made, found.changed, found.refused) == (0, 0, [])
    assert found.erased > 2
    assert "erased here" in "\n".join(found.description())
    sample.imports.apply(found)
    assert dump(sample) == erased


def test_what_is_new_about_somebody_erased_here_stays_out(services: Services, new: New) -> None:
    account, person = add_customer(services)
    other = new()
    bring_in(other, dump(services))
    other.purging.erase(other.purging.look("Elif Kaya"))
    make_ready(services, account, person)
    services.accounts.add_person({"name": "Jan", "account_id": account})
    found = plan(other, dump(services))
    assert [found.made, found.changed, found.refused] == [1, 0, []]
    other.imports.apply(found)
    assert "Elif" not in dump(other)


def test_an_erased_person_comes_in_erased(services: Services, new: New) -> None:
    fill_book(services, "Elif Kaya")
    services.purging.erase(services.purging.look("Elif Kaya"))
    comes_back(services, new())


def test_views_and_texts_whose_name_is_taken_stay_out_and_are_said(services: Services, new: New) -> None:
    other = new()
    for one in (services, other):
        one.texts.save(TemplateKind.AGENDA, "My agenda", f"Hello {one.book.path.name}")
    services.texts.save(TemplateKind.AGENDA, "Another", "x")
    found = plan(other, dump(services))
    assert (found.made, found.names_taken, found.refused) == (1, ["My agenda"], [])
    assert "1 saved view or text has a name that is taken here, and stays out: My agenda" in found.description()
    other.imports.apply(found)
    assert other.book.check() == []


def nowhere() -> str:
    return "0" * 8


REFUSED: list[tuple[str, str, Data, str]] = [
    ("an unknown table", "company", {"id": "1"}, "company: the book has no such table"),
    ("the imports", "importbatch", {"id": "1"}, "importbatch: the book has no such table"),
    ("the journal", "change", {"id": 1}, "change: the book has no such table"),
    ("an unknown field", "account", {"nmae": "x"}, "nmae: the book has no such field"),
    ("a field of the program's own", "account", {"folded": "x"}, "folded: the book has no such field"),
    ("no key", "account", {"id": None}, "id: this is not the key of a row"),
    ("a key that is none", "account", {"id": "../x"}, "id: this is not the key of a row"),
    ("a number as a name", "account", {"name": 7}, "name: this must be a text"),
    ("no name", "account", {"name": ""}, "name: this must be filled in"),
    ("a name of nothing but signs that go", "account", {"name": "\ud800\0\x1b"}, "name: this must be filled in"),
    ("a name too long", "account", {"name": "x" * 301}, "name: too long: at most 300 characters"),
    ("an unknown word", "account", {"tier": "Z"}, "tier: choose one of A, B, C"),
    ("a day that is none", "account", {"customer_since": "2026-13-01"}, "customer_since: this must be a day"),
    ("a day put away that is none", "account", {"archived_on": "soon"}, "archived_on: this must be a day"),
    ("an amount beyond all", "account", {"revenue_cents": 10**18}, "revenue_cents: must be"),
    ("a yes for a true", "person", {"do_not_ask": "yes"}, "do_not_ask: this must be true or false"),
    ("a number that is none", "account", {"employees": float("nan")}, "there is a number in it that cannot be kept"),
    ("a link that leads nowhere", "person", {"account_id": nowhere()}, "account_id: what it refers to is neither"),
    ("a link that is none", "person", {"account_id": 7}, "account_id: this is not the key of a row"),
    ("one that refers to itself", "account", {"referred_by_id": "self"}, "it refers to itself"),
    ("a rule of the fields", "signal", {"value": None}, "value: NPS and score need a number from 0 to 10"),
    ("a rule of the table", "issue", {"resolved_on": "1999-01-01"}, "the book does not take this: issue dates"),
    ("gates that are no object", "snapshot", {"gates": []}, "gates: this must be an object"),
    ("a pair in the wrong order", "apart", {"one_id": "b", "other_id": "a"}, "does not take this: apart in order"),
]  # fmt: skip


def test_a_row_that_is_wrong_is_refused_with_its_line_and_holds_all_back(filled: Data, new: New) -> None:
    wrong: list[Data] = []
    for _case, name, fields, _said in REFUSED:
        if name in filled["tables"]:
            wrong.append(copied(filled, name, **fields))
            wrong[-1].update({column: wrong[-1]["id"] for column, value in fields.items() if value == "self"})
        else:
            wrong.append(fields)
            filled["tables"][name] = [fields]
    text = json.dumps(filled, indent=1).replace(json.dumps("\ud800\0\x1b"), '"\\ud800\\u0000\\u001b"')
    starts = (number for number, line in enumerate(text.splitlines(), 1) if line == "   {")
    lines = {id(row): next(starts) for rows in filled["tables"].values() for row in rows}
    other = new()
    planned = plan(other, text)
    refusals = dict(planned.refused)
    told_otherwise = {}
    for made, (case, name, _fields, said) in zip(wrong, REFUSED, strict=True):
        why = refusals.pop(lines[id(made)], "")
        if not (why.startswith(f"{name}: ") and said in why):
            told_otherwise[case] = why
    assert told_otherwise == {}
    assert refusals == {}
    with refused(other, error=FileError):
        other.imports.apply(planned)
    with one_step(other, "import"):
        other.imports.apply(planned, skip_refused=True)
        assert other.book.check() == []


def test_what_hangs_on_a_refused_row_is_refused_with_it(filled: Data, new: New) -> None:
    row(filled, "account", name=7)
    found = plan(new(), filled)
    free = {"apart", "savedview", "template", "event"}
    assert {why.partition(":")[0] for _line, why in found.refused} >= set(filled["tables"]) - free
    assert found.refused == sorted(found.refused)


SAME = {
    "account": "id", "template": "kind, name", "savedview": "name", "event": "uid, recurrence_id", "snapshot": "ask_id",
    "apart": "one_id, other_id", "attendance": "review_id, person_id",
}  # fmt: skip
"""Of what no two rows of a table may have the same."""


def test_two_rows_of_a_file_that_cannot_both_be(filled: Data, new: New) -> None:
    for name in SAME:
        copied(filled, name, **({"id": filled["tables"][name][0]["id"]} if name == "account" else {}))
    found = plan(new(), filled)
    assert {why for _line, why in found.refused} == {
        f"{name}: another row of the file has the same {fields}" for name, fields in SAME.items()
    }
    assert len(found.refused) == len(SAME)


def test_a_row_that_the_book_has_under_another_key_is_refused(filled: Data, new: New) -> None:
    other = new()
    bring_in(other, filled)
    names = ["apart", "attendance", "event", "snapshot"]
    for name in names:
        row(filled, name, id=m.new_id())
    found = plan(other, filled)
    assert sorted(why.partition(" in the book has the same ")[0] for _line, why in found.refused) == [
        f"{name}: another one" for name in names
    ]


def test_a_second_review_ahead_of_an_account_is_refused(services: Services, new: New) -> None:
    account, _person = add_customer(services)
    other = new()
    bring_in(other, dump(services))
    for one in (services, other):
        one.reviews.plan(account, day(9))
    found = plan(other, dump(services))
    assert [why for _line, why in found.refused] == ["review: another one in the book has the same account_id"]


def test_circles_are_refused_whole_and_what_hangs_on_them(services: Services, new: New) -> None:
    for name in "ABCDE":
        services.accounts.add({"name": name})
    data = data_of(services)
    a, b, c, d, e = data["tables"]["account"]
    a["referred_by_id"], b["merged_into_id"], c["referred_by_id"], d["referred_by_id"] = (
        b["id"],
        a["id"],
        a["id"],
        e["id"],
    )
    found = plan(new(), data)
    assert [why.partition(": ")[2] for _line, why in found.refused] == [
        "it refers to itself, by way of others", "it refers to itself, by way of others",
        "referred_by_id: what it refers to is neither in the file nor in the book",
    ]  # fmt: skip
    assert found.made == 2


def test_a_circle_that_closes_only_in_the_book_is_refused(services: Services, new: New) -> None:
    for name in "ABC":
        services.accounts.add({"name": name})
    other = new()
    bring_in(other, dump(services))
    a, b, c = (one["id"] for one in data_of(services)["tables"]["account"])
    set_fields(services, m.AccountRow, a, referred_by_id=b)
    set_fields(other, m.AccountRow, b, referred_by_id=c)
    set_fields(other, m.AccountRow, c, referred_by_id=a)
    data = data_of(services)
    data["tables"]["account"] = data["tables"]["account"][:1]
    found = plan(other, data)
    assert ([why for _line, why in found.refused], found.changed) == (
        ["account: it refers to itself, by way of others"],
        0,
    )


def test_fields_that_a_file_does_not_tell_are_as_in_a_new_row_or_stay_as_they_are(services: Services, new: New) -> None:
    services.accounts.add({"name": "A", "city": "Gent"})
    services.accounts.add({"name": "B", "city": "Brugge"})
    other = new()
    first, second = data_of(services)["tables"]["account"]
    data = data_of(services)
    data["tables"]["account"] = [{"id": first["id"], "name": "A"}]
    bring_in(other, data)
    (found,) = data_of(other)["tables"]["account"]
    assert (found["city"], found["tier"], found["archived_on"]) == ("", "C", None)
    bring_in(other, dump(services))
    data["tables"]["account"] = [{"id": second["id"], "name": "B2"}, {"id": first["id"]}]
    planned = plan(other, data)
    assert [why for _line, why in planned.refused] == ["account: name: this must be filled in"]
    other.imports.apply(planned, skip_refused=True)
    assert {one["name"]: one["city"] for one in data_of(other)["tables"]["account"]} == {"A": "Gent", "B2": "Brugge"}


def test_a_row_that_with_what_the_book_knows_is_none_is_refused(services: Services, new: New) -> None:
    account, _person = add_customer(services)
    key = services.promises.add({"account_id": account, "what": "Call", "made_on": TODAY, "due_on": day(2)}).id
    data = data_of(services)
    (told,) = data["tables"]["promise"]
    data["tables"]["promise"] = [{name: told[name] for name in told if name != "closed_on"}]
    services.promises.close(key, TODAY)
    found = plan(services, data)
    assert [why for _line, why in found.refused] == ["promise: the book does not take this: promise closed has a date"]


def test_characters_that_cannot_be_kept_are_taken_out_and_said(services: Services, new: New) -> None:
    services.accounts.add({"name": "Kaya", "note": "x"})
    text = dump(services).replace('"Kaya"', '"Ka\\ud800ya\\u0000\\u001b"').replace('"note": "x"', '"note": "a\\r\\nb"')
    other = new()
    found = plan(other, text)
    assert "in 1 row characters that cannot be kept are taken out" in found.description()
    other.imports.apply(found)
    (kept,) = data_of(other)["tables"]["account"]
    assert (kept["name"], kept["note"]) == ("Kaya", "a\nb")


def test_a_refused_dump_leaves_no_book_half_written(services: Services, new: New) -> None:
    add_customer(services)
    other = new()
    with refused(other, error=FileError):
        bring_in(other, dump(services)[:-4])


def test_nothing_of_a_plan_is_left_on_disk(services: Services, new: New, tmp_path: Path) -> None:
    add_customer(services)
    other = new()
    found = plan(other, dump(services))
    before = sorted(tmp_path.rglob("*"))
    other.imports.apply(found)
    found.staged.close()
    assert sorted(tmp_path.rglob("*")) == before


def test_an_ask_with_its_snapshot_comes_back(services: Services, new: New) -> None:
    account, person = add_customer(services)
    make_ready(services, account, person)
    ask(services, account, person, reason="they offered")
    comes_back(services, new())


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=3)))
def test_each_key_comes_after_those_that_it_refers_to(links: dict[str, list[str]]) -> None:
    found = parents_first(links)
    for at, key in enumerate(found):
        assert {one for one in links[key] if one in links} <= set(found[:at])
    left = set(links) - set(found)
    assert all(left.intersection(links[key]) for key in left)


def test_what_no_account_or_referral_can_hold_is_refused_at_its_line(services: Services, new: New) -> None:
    fill_book(services, "Elif Kaya")
    data = data_of(services)
    row(data, "account", review_rule="FREQ=NONSENSE")
    row(data, "person", added_on="9999-12-31")
    row(data, "referral", named_on="9999-12-31")
    copied(data, "account", name="De Wit", customer_since="0001-01-01")
    text = json.dumps(data, indent=1).splitlines()
    found = plan(new(), data)
    wrong = {line: why for line, why in found.refused if "refers to" not in why}
    (kaya, de_wit), (elif_kaya,), (named,) = (data["tables"][name] for name in ("account", "person", "referral"))
    keys = [json.loads("{" + text[line].strip().rstrip(",") + "}")["id"] for line in sorted(wrong)]
    assert keys == [kaya["id"], de_wit["id"], elif_kaya["id"], named["id"]]
    assert [why.partition(": ")[2].partition(":")[0] for _line, why in sorted(wrong.items())] == [
        "review_rule", "customer_since", "added_on", "named_on",
    ]  # fmt: skip
