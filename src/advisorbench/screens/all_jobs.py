"""Every job, by the name of its command; imported when the first one is done."""

from __future__ import annotations

from advisorbench.screens import (
    account_jobs,
    ask_jobs,
    desk_jobs,
    initiative_jobs,
    relation_jobs,
    review_jobs,
    testimonial_jobs,
    value_jobs,
)
from advisorbench.screens.jobs import Job

JOBS: dict[str, Job] = {
    **account_jobs.JOBS, **relation_jobs.JOBS, **review_jobs.JOBS, **value_jobs.JOBS, **initiative_jobs.JOBS,
    **ask_jobs.JOBS, **desk_jobs.JOBS, **testimonial_jobs.JOBS,
}  # fmt: skip
