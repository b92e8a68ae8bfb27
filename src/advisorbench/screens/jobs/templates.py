"""Agendas and wordings of the seller's own: choose one, and change it in a form with its placeholders beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisorbench.commands import Subject
from advisorbench.domain.records.states import TemplateKind
from advisorbench.i18n import N_, _
from advisorbench.screens.dialogs.form_field import Values
from advisorbench.screens.dialogs.templates import TemplatesScreen, beside_text, text_entries
from advisorbench.screens.jobs.base import Context, DraftOf, FormJob, jobs

if TYPE_CHECKING:
    from advisorbench.screens.base import BenchScreen
    from advisorbench.services import Services

_TITLES = {TemplateKind.AGENDA: N_("An agenda of your own"), TemplateKind.ASK: N_("A wording of your own")}


async def templates(screen: BenchScreen, subject: Subject) -> bool:
    """Choose a template, or a new one, and write it."""
    known = await screen.in_thread(
        lambda services: {(kind, one.name): one for kind in TemplateKind for one in services.texts.all(kind)}
    )
    chosen = await screen.app.push_screen_wait(TemplatesScreen(list(known)))
    if chosen is None:
        return False
    kind = chosen[0]

    def save(services: Services, _context: Context, values: Values) -> str:
        return _("Saved: %(name)s") % {"name": services.texts.save(kind, values["name"], values["text"]).name}

    write = FormJob(
        "templates", _TITLES[kind], lambda c: text_entries(kind, known.get(chosen)), save,
        aside=lambda c: beside_text(kind), draft_of=DraftOf.NOTHING,
    )  # fmt: skip
    return await write(screen, subject)


JOBS = jobs(templates=templates)
"""The jobs of this subject, by name."""
