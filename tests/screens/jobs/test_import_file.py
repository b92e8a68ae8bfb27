"""Bringing in a file by keys: what its columns and words are is told, then it is applied."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from advisorbench.exchange.tables.mapping import SavedMappings
from advisorbench.screens.dialogs.columns import ColumnsScreen, FieldScreen
from advisorbench.screens.dialogs.form import Form
from advisorbench.screens.jobs.import_file import PlanScreen
from advisorbench.screens.jobs.progress import ProgressScreen
from advisorbench.services import Services
from tests.screens.desk import bench, notices, play, press, shown_on, until

SPANISH = "Nombre,Correo,Empresa\nJuan García,juan@email.es,Empresa SA\nMarie Dubois,marie@email.fr,Société FR\n"
DEALS = "Deal Name,Company,Deal Stage\nDepot,Kaya,Klant geworden\nRoof,De Wit,open\n"


async def name_file(pilot: Pilot[str], path: Path) -> None:
    """Open the import and name a file."""
    await press(pilot, "2", "f8")
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    await press(pilot, f"text:{path}", "enter")


def names(services: Services, what: str) -> list[str]:
    """What there is of a table, by name."""
    return [row["name"] for row in services.exports.table(what)[1]]


def test_columns_that_are_not_known_are_told_and_saved(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(SPANISH, "utf-8")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await name_file(pilot, path)
        await until(pilot, lambda: isinstance(app.screen, ColumnsScreen))
        assert "no column tells the name of the rows" in shown_on(app.screen)
        await press(pilot, "k")
        for key, field in (("n", "name"), ("e", "email"), ("a", "account")):
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, FieldScreen))
            await press(pilot, key, "enter", "down")
            assert field in app.screen_stack[-1]._mapping.columns.values()  # type: ignore[attr-defined]
        assert "name Juan García · e-mail juan@email.es · account Empresa SA" in shown_on(app.screen)
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "text:Old CRM", "enter")
        await until(pilot, lambda: isinstance(app.screen, ColumnsScreen))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        assert "2 new, 0 changed" in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: bool(names(services, "people")))

    play(app, story)
    assert names(services, "people") == ["Juan García", "Marie Dubois"]
    saved = SavedMappings(tmp_path / "mappings").get("Old CRM")
    assert saved.columns == {"Nombre": "name", "Correo": "email", "Empresa": "account"}
    assert any("Imported: 2 new" in notice for notice in notices(app))


def test_words_that_are_not_known_are_told(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, "utf-8")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await name_file(pilot, path)
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        assert "line 2: Deal Stage: “Klant geworden” is not known" in shown_on(app.screen)
        await press(pilot, "w")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await press(pilot, "w", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        assert "2 new, 0 changed, 0 the same, 0 cannot be read" in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: bool(names(services, "initiatives")))

    play(app, story)
    assert [row["state"] for row in services.exports.table("initiatives")[1]] == ["won", "open"]


def test_escape_leaves_the_plan_and_nothing_is_imported(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, "utf-8")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await name_file(pilot, path)
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await press(pilot, "c")
        await until(pilot, lambda: isinstance(app.screen, ColumnsScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        await press(pilot, "escape")

    play(app, story)
    assert names(services, "initiatives") == []


def test_a_file_that_is_not_there_is_said_in_the_form(services: Services, tmp_path: Path) -> None:
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await name_file(pilot, tmp_path / "none.csv")
        await until(pilot, lambda: "There is no file none.csv" in shown_on(app.screen))
        assert isinstance(app.screen, Form)

    play(app, story)


def test_long_work_that_is_called_off_stops_at_its_next_step() -> None:
    bar = ProgressScreen("Reading")
    bar.progress(1, 2)
    assert bar.at == (1, 2)
    bar.action_leave()
    try:
        bar.progress(2, 2)
    except Exception as error:
        assert "nothing was imported" in str(error)
    else:
        raise AssertionError("it went on")


def test_what_you_have_stays_when_only_the_empty_is_to_be_filled(services: Services, tmp_path: Path) -> None:
    services.accounts.add({"name": "Kaya", "city": "Gent"})
    path = tmp_path / "accounts.csv"
    path.write_text("Account Name,City,Industry\nKaya,Zwolle,Transport\n", "utf-8")
    app = bench(services, tmp_path)

    async def story(pilot: Pilot[str]) -> None:
        await name_file(pilot, path)
        await until(pilot, lambda: isinstance(app.screen, PlanScreen))
        assert "Gent → Zwolle" in shown_on(app.screen)
        await press(pilot, "f")
        await until(pilot, lambda: "also what you have" in shown_on(app.screen))
        assert "Gent → Zwolle" not in shown_on(app.screen)
        await press(pilot, "enter")
        await until(pilot, lambda: services.exports.table("accounts")[1][0]["sector"] == "Transport")

    play(app, story)
    assert services.exports.table("accounts")[1][0]["city"] == "Gent"
