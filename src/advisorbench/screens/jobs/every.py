"""Every job, by the name of its command; imported when the first one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisorbench.commands import Subject
from advisorbench.screens.jobs import (
    account,
    ask_letters,
    asks,
    drafts,
    edits,
    events,
    initiatives,
    quick_log,
    relation,
    reviews,
    templates,
    testimonials,
    value,
)
from advisorbench.screens.jobs.base import Job

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen


# What has to do with files is imported when it is asked for.


async def _import_file(screen: BenchScreen, _subject: Subject) -> bool:
    from advisorbench.screens.jobs.import_file import import_file

    return await import_file(screen)


async def _summary(screen: BenchScreen, subject: Subject) -> bool:
    from advisorbench.screens.jobs.summary import SUMMARY

    return await SUMMARY(screen, subject)


async def _duplicates(screen: BenchScreen, _subject: Subject) -> bool:
    from advisorbench.screens.duplicates import DuplicatesScreen

    screen.app.push_screen(DuplicatesScreen(screen.workbench))
    return False


JOBS: dict[str, Job] = {
    **account.JOBS, **quick_log.JOBS, **relation.JOBS, **reviews.JOBS, **value.JOBS, **initiatives.JOBS, **asks.JOBS,
    **ask_letters.JOBS, **testimonials.JOBS, **events.JOBS, **edits.JOBS, **templates.JOBS, **drafts.JOBS,
    "import_file": _import_file, "summary": _summary, "duplicates": _duplicates,
}  # fmt: skip
