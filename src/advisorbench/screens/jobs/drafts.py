"""What was typed into a form and not saved: go on with it, or discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisorbench.commands import Subject
from advisorbench.drafts import Draft
from advisorbench.i18n import _
from advisorbench.screens.dialogs.dialog import Sure
from advisorbench.screens.jobs.base import FormJob, jobs

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen


async def resume_draft(screen: BenchScreen, subject: Subject) -> bool:
    """Open the form again; what was typed comes back in it."""
    from advisorbench.screens.jobs.every import JOBS

    name = subject.thing.name
    job = JOBS.get(name.job)
    if not isinstance(job, FormJob):
        return False  # of a form that is no more
    return await job(screen, job.draft_of.subject_of(name))


async def discard_draft(screen: BenchScreen, subject: Subject) -> bool:
    """Discard it, once more asked: no undo brings it back."""
    draft: Draft = subject.thing
    sure = Sure(draft.title, _("Let go of what was typed? It cannot be brought back."))
    if not await screen.app.push_screen_wait(sure):
        return False
    screen.workbench.drafts.forget(str(draft.name))
    screen.tell(_("Let go: %(what)s") % {"what": draft.title})
    return True


JOBS = jobs(resume_draft=resume_draft, discard_draft=discard_draft)
"""The jobs of this subject, by name."""
