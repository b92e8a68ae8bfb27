"""Every job, by the name of its command; imported when the first one is done."""

from __future__ import annotations

from advisorbench.screens.jobs import account, ask_letters, asks, initiatives, relation, reviews, testimonials, value
from advisorbench.screens.jobs.base import Job

JOBS: dict[str, Job] = {
    **account.JOBS, **relation.JOBS, **reviews.JOBS, **value.JOBS, **initiatives.JOBS,
    **asks.JOBS, **ask_letters.JOBS, **testimonials.JOBS,
}  # fmt: skip
