"""What an import does at its limits: called off, full of lines that cannot be read, hostile, or read once more."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from advisorbench.domain.errors import Cancelled, FileError
from advisorbench.exchange.file_format import FileFormat
from advisorbench.exchange.tables.mapping import ColumnMapping
from advisorbench.exchange.writing import csv_text, plain
from advisorbench.services import Services
from advisorbench.services.importing.plan import REFUSED_KEPT, no_progress
from advisorbench.services.importing.table_plan import TablePlan
from advisorbench.services.importing.tables import open_rows, plan_table
from tests.services.file_plans import bring_in, contents, exported, plan
from tests.services.full import fill_book

PEOPLE = "Name,Company,Email\n"


def many(rows: int) -> str:
    """A file of people at companies, each of their own name."""
    return PEOPLE + "".join(f"Elif Kaya {at},Company {at % 50},e{at}@kaya.nl\n" for at in range(rows))


def calling_off_at(least: int) -> Callable[[int, int], None]:
    """A progress that calls the work off."""

    def progress(done: int, total: int) -> None:
        assert 0 < done <= total
        if done >= least:
            raise Cancelled("Called off.")

    return progress


@pytest.mark.parametrize("least", [1, 1_000, 1_200])
def test_a_plan_called_off_leaves_nothing(services: Services, tmp_path: Path, least: int) -> None:
    before = contents(services)
    path = tmp_path / "file.csv"
    path.write_text(many(1_200), encoding="utf-8")
    with pytest.raises(Cancelled):
        services.imports.plan(path, ColumnMapping(), calling_off_at(least))
    assert contents(services) == before


@pytest.mark.parametrize("least", [1, 1_000, 1_249])
def test_an_import_called_off_leaves_nothing_and_may_be_begun_again(
    services: Services, tmp_path: Path, least: int
) -> None:
    services.accounts.add({"name": "Company 0"})
    before, journal = contents(services), services.history.undo
    found = plan(services, tmp_path, many(1_200))
    with pytest.raises(Cancelled):
        services.imports.apply(found, calling_off_at(least))
    assert contents(services) == before
    assert services.book.check() == []
    assert services.imports.apply(found)["made"] == 1_200
    assert (journal(), journal()) == ("import", "add account")


def test_the_progress_of_an_import_ends_with_all_rows(services: Services, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = tmp_path / "file.csv"
    path.write_text(many(1_200), encoding="utf-8")
    found = services.imports.plan(path, ColumnMapping(), lambda *told: seen.append(told))
    assert (seen[-1], seen == sorted(seen)) == ((1_200, 1_200), True)
    seen.clear()
    services.imports.apply(found, lambda *told: seen.append(told))
    assert (seen[-1], seen == sorted(seen)) == ((1_250, 1_250), True)


def test_lines_that_cannot_be_read_are_counted_beyond_those_kept(services: Services, tmp_path: Path) -> None:
    rows = "".join(f"Company {at},few\n" for at in range(REFUSED_KEPT + 7))
    found = plan(services, tmp_path, "Company,Employees\nKaya,5\n" + rows)
    assert (found.refused_count, len(found.refused)) == (REFUSED_KEPT + 7, REFUSED_KEPT)
    assert found.refused[0][0] == 3
    with pytest.raises(FileError, match=f"{REFUSED_KEPT + 7} rows"):
        services.imports.apply(found)
    assert services.imports.apply(found, skip_refused=True)["made"] == 1


def test_a_plan_needs_no_memory_for_its_rows(services: Services, tmp_path: Path) -> None:
    peaks = []
    plan(services, tmp_path, many(300))  # what is loaded once
    for rows in (800, 6_400):
        path = tmp_path / "file.csv"
        path.write_text(many(rows), encoding="utf-8")
        tracemalloc.start()
        source = open_rows(path, FileFormat.TABLE, ColumnMapping())
        with services.book.read() as session:
            empty = TablePlan(path, FileFormat.TABLE, source.sha256, source=source)
            plan_table(session, empty, services.clock.today(), no_progress)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_a_row_that_contradicts_one_before_is_refused_however_far_apart(services: Services, tmp_path: Path) -> None:
    filler = "".join(f"Filler {at},Gent\n" for at in range(1_100))  # beyond what is looked up at a time
    found = plan(services, tmp_path, f"Company,City\nKaya,Gent\n{filler}KAYA,Gent\nKaya,Gent\nKaya,Ede\n")
    assert (found.made, found.same, found.refused_count) == (1_101, 1, 2)
    assert [line for line, _why in found.refused] == [1103, 1105]
    assert all("line 2" in why for _line, why in found.refused)


def test_a_row_that_contradicts_one_that_is_in_the_book_already_is_refused(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, "Company,City\nKaya,Gent\n")
    found = plan(services, tmp_path, "Company,City\nKaya,Gent\nKaya,Ede\n")
    assert (found.same, found.refused) == (1, [(3, "line 2 says otherwise of the same one")])


def test_somebody_known_by_address_is_moved_and_may_be_renamed(services: Services, tmp_path: Path) -> None:
    bring_in(services, tmp_path, PEOPLE + "Elif Kaya,Kaya,elif@mail.nl\n")
    found = bring_in(services, tmp_path, PEOPLE + "Elif Demir,De Wit,ELIF@mail.nl\n")
    assert (found.made, found.changed, found.accounts) == (0, 1, 1)
    assert len(found.examples) == 1
    for part in ("Elif Kaya → Elif Demir", "Kaya → De Wit"):
        assert part in found.examples[0]
    (row,) = exported(services, "people")
    assert (row["name"], row["account"]) == ("Elif Demir", "De Wit")


def test_two_of_one_name_and_other_addresses_are_two(services: Services, tmp_path: Path) -> None:
    account = services.accounts.add({"name": "Kaya"}).id
    services.accounts.add_person({"name": "Jan Jansen", "account_id": account, "email": "jan@kaya.nl"})
    text = PEOPLE + "Jan Jansen,Kaya,jan2@kaya.nl\nJan Jansen,De Wit,\n"
    found = bring_in(services, tmp_path, text)
    assert (found.made, found.changed) == (2, 0)
    assert plan(services, tmp_path, text).empty


def test_a_person_without_an_address_is_not_one_of_two_of_that_name(services: Services, tmp_path: Path) -> None:
    text = PEOPLE + "Jan Jansen,Kaya,jan@kaya.nl\nJan Jansen,Kaya,jan2@kaya.nl\n"
    bring_in(services, tmp_path, text)
    before = contents(services)
    assert plan(services, tmp_path, text).empty
    assert contents(services) == before


@pytest.mark.parametrize("what", ["accounts", "people", "initiatives"])
def test_what_was_written_here_changes_nothing_when_it_is_read_again(
    services: Services, tmp_path: Path, what: str
) -> None:
    fill_book(services, "Elif Kaya")
    bring_in(services, tmp_path, 'Name,Company,Email,Notes\n=Elif,@Kaya,e@kaya.nl,"a\nb"\n\'Jan,-De Wit,,+1\n')
    before = contents(services)
    path = tmp_path / f"{what}.csv"
    path.write_text("".join(csv_text(*services.exports.table(what))), encoding="utf-8", newline="")
    found = services.imports.plan(path, ColumnMapping(wanted=what))
    assert (found.made, found.changed, found.refused, found.empty) == (0, 0, [], True), found.description()
    assert contents(services) == before


def test_what_went_up_in_another_or_was_erased_stays_so_when_its_file_is_read(
    services: Services, tmp_path: Path
) -> None:
    bring_in(services, tmp_path, "Company,City\nKaya,Gent\nKaya BV,Ede\n")
    bring_in(services, tmp_path, PEOPLE + "Elif Kaya,Kaya,e@kaya.nl\nJan Jansen,Kaya BV,\n")
    kept, other = (line.id for line in services.accounts.lines())
    services.merging.accounts(kept, other)
    services.purging.erase(services.purging.look("Elif Kaya"))
    before = contents(services)
    for what in ("accounts", "people"):
        path = tmp_path / f"{what}.csv"
        path.write_text("".join(csv_text(*services.exports.table(what))), encoding="utf-8", newline="")
        found = services.imports.plan(path, ColumnMapping(wanted=what))
        assert (found.empty, found.refused) == (True, []), found.description()
    assert contents(services) == before


def test_what_was_written_here_comes_whole_into_an_empty_book(
    services: Services, tmp_path: Path, sample: Services
) -> None:
    for what in ("accounts", "people"):
        path = tmp_path / f"{what}.csv"
        path.write_text("".join(csv_text(*sample.exports.table(what))), encoding="utf-8", newline="")
        found = services.imports.plan(path, ColumnMapping(wanted=what))
        assert found.refused == []
        services.imports.apply(found)
        assert services.imports.plan(path, ColumnMapping(wanted=what)).empty
    names = [[row["name"] for row in exported(one, "accounts")] for one in (sample, services)]
    assert sorted(names[0]) == sorted(names[1])
    people = [sorted((row["name"], row["email"], row["account"]) for row in exported(one, "people"))
              for one in (sample, services)]  # fmt: skip
    assert people[0] == people[1]


HOSTILE = [
    "=HYPERLINK(\"http://x\")", "@SUM(1)", "-1+1", "'", "[red]", "%(name)s", "{}", "\x1b[31m", "\u202egnp.exe",
    "'; DROP TABLE person; --", "é" * 299, "👩‍👩‍👧", "\x1f", "<script>", "../../x", "NULL", "None", "NaN",
    "0", "true", "a" * 301, "a\tb", "a\r\nb", "“”", "-", "?", "1e9", "\\", "\\n", "${x}", "ﬁ", "İ", "ß", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("field", ["Name", "Company", "Email", "Referred By", "Note", "Job title"])
def test_hostile_cells_are_kept_as_text_or_refused_with_their_line(
    services: Services, tmp_path: Path, field: str
) -> None:
    text = io.StringIO()
    out = csv.DictWriter(text, ["Name", "Company", "Email", "Referred By", "Note", "Job title"], restval="")
    out.writeheader()
    out.writerows({"Name": f"Person {at}", "Company": "Kaya"} | {field: cell} for at, cell in enumerate(HOSTILE))
    found = plan(services, tmp_path, text.getvalue())
    assert found.made + found.same + found.refused_count == len(HOSTILE)
    for line in [*found.description(), *(why for _line, why in found.refused)]:
        assert "\x1b" not in line
        assert "\n" not in line
    services.imports.apply(found, skip_refused=True)
    assert services.book.check() == []
    again = plan(services, tmp_path, text.getvalue())
    assert (again.made, again.changed) == (0, 0)
    kept = {row["name"]: row for row in exported(services, "people")}
    if field == "Job title":
        assert kept["Person 0"]["job_title"] == plain(HOSTILE[0])
    services.history.undo()
    assert exported(services, "people") == []


def test_a_file_that_changed_since_it_was_looked_at_is_not_half_read(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(many(10), encoding="utf-8")

    def grow(_done: int, _total: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("Late,Kaya,\n")

    found = services.imports.plan(path, ColumnMapping(), grow)
    assert services.imports.apply(found)["made"] == 10
