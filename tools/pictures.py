"""The pictures of README and docs, drawn from the sample book on one fixed day. `make pictures` writes them."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from html import unescape
from pathlib import Path

from textual.pilot import Pilot

from advisorbench.app import Bench
from advisorbench.clock import FixedClock
from advisorbench.domain.rules import Rules
from advisorbench.drafts import Drafts
from advisorbench.i18n import use_language
from advisorbench.services import open_services
from advisorbench.services.sample.book import make_sample

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
DAY = date(2026, 11, 23)
SIZE = (120, 40)
SHOTS = {
    "agenda": (),
    "accounts": ("2", "f", *"kaya", "enter", "f", *("backspace",) * 4, "enter"),
    "account": ("enter", "right", "right"),
    "referral-desk": ("escape", "3"),
}
"""Each picture, and the keys that lead to it from the one before."""
FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'


def draw() -> dict[str, str]:
    """Each picture by name, as SVG."""
    use_language("en")
    clock = FixedClock(DAY)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        services = open_services(make_sample(folder, clock), clock, Rules())
        app = Bench(lambda: services, clock, Drafts(folder, folder / "sample.db"), folder)
        pictures: dict[str, str] = {}

        async def run() -> None:
            async with app.run_test(size=SIZE) as pilot:
                await _settle(pilot)
                for name, keys in SHOTS.items():
                    for key in keys:
                        await pilot.press(key)
                        await _settle(pilot)
                    pictures[name] = plain(app.export_screenshot())

        asyncio.run(run())
    return pictures


async def _settle(pilot: Pilot[str]) -> None:
    """Wait until what was read is shown."""
    for _turn in range(2):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def plain(svg: str) -> str:
    """A screenshot that fetches no font from anywhere, and is the same whenever what it shows is the same."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!--.*?-->", "", svg)
    svg = svg.replace("Fira Code, monospace", FONTS).replace("font-family: arial", "font-family: system-ui, sans-serif")
    svg = re.sub(r"terminal-\d+", "screen", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def text_of(svg: str) -> str:
    """The text that a picture shows, line by line."""
    rows: dict[float, dict[float, str]] = {}
    for x, y, text in re.findall(r'<text class="screen-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        rows.setdefault(float(y), {})[float(x)] = unescape(text).replace("\xa0", " ")
    return "\n".join("".join(row[x] for x in sorted(row)).rstrip() for _y, row in sorted(rows.items()))


def main() -> None:
    """Draw the pictures and write them."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in draw().items():
        (FOLDER / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
