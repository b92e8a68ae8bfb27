"""What is made from the program is current: the pages of keys and commands, and the pictures."""

from __future__ import annotations

import pytest

from tools.pictures import FOLDER, SHOTS, draw, text_of
from tools.reference import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_reference_say_what_the_program_says(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), f"docs/{name} is out of date: run make docs"


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    """The pictures, drawn now."""
    return draw()


def test_there_is_a_picture_of_each_shot_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(SHOTS)


@pytest.mark.parametrize("name", SHOTS)
def test_the_pictures_show_what_the_screens_show(pictures: dict[str, str], name: str) -> None:
    """The text is compared, not the bytes: a newer Textual may write the same picture in another way."""
    drawn = text_of((FOLDER / f"{name}.svg").read_text("utf-8"))
    assert drawn.count("\n") > 30
    assert drawn == text_of(pictures[name]), f"docs/pictures/{name}.svg is out of date: run make pictures"


@pytest.mark.parametrize("name", SHOTS)
def test_the_pictures_fetch_nothing_and_tell_nothing_of_the_machine(name: str) -> None:
    svg = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert svg.replace("http://www.w3.org/2000/svg", "").count("://") == 0
    assert "@font-face" not in svg
    assert "/home/" not in svg and "/tmp/" not in svg
