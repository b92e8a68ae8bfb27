"""Testimonials as a document for others: as Markdown, as one page of HTML, and as JSON for a website.

Only what the customer agreed to is told, and never what they wrote before that; no amount, and not who else confirmed
it. Where their name may not stand below it, neither their company nor the outcome does: both would tell who it is. What
they agreed that it is used for, and until when, is for the seller: it is in the JSON only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from advisorbench.domain.views import TestimonialLine
from advisorbench.i18n import _
from advisorbench.reports.page import h, md, page
from advisorbench.reports.render import json_text as as_json

_STYLE = """
figure { margin: 0 0 2rem; padding: 1rem 1.25rem; background: #eef5f5; border-radius: .375rem; break-inside: avoid }
blockquote { margin: 0 0 .75rem; font-size: 1.125rem } blockquote p { margin: 0 0 .5rem }
figcaption p { margin: 0; color: #55646e; font-size: .875rem }
figcaption .who { color: #22303a; font-size: 1rem; font-weight: 600 }
"""


@dataclass(frozen=True, slots=True)
class Praise:
    """A testimonial as others may read it: no key of anything in the book, and no word that nobody agreed to.

    Args:
        text: What they agreed to.
        name: Who says so; empty where that may not be told, as are the job title and the account.
        job_title: Their job title.
        account: Where they work.
        sector: The sector of the account.
        outcome: What it speaks of, without its amount; empty where it would tell who they are.
        scope: What they agreed that it is used for.
        until: The last day of their consent; ``None`` without an end.
    """

    text: str
    name: str
    job_title: str
    account: str
    sector: str
    outcome: str
    scope: str
    until: date | None


def praise(line: TestimonialLine) -> Praise:
    """What others may read of a testimonial."""
    testimonial, named = line.testimonial, line.testimonial.with_name
    return Praise(
        text=testimonial.approved,
        name=line.person if named else "",
        job_title=line.job_title if named else "",
        account=line.account if named else "",
        sector=line.sector,
        outcome=line.outcome.what if named and line.outcome else "",
        scope=testimonial.scope,
        until=testimonial.expires_on,
    )


def showable(lines: Iterable[TestimonialLine]) -> Iterator[Praise]:
    """Those of some testimonials that may be shown; whatever else is handed in is left out here, too."""
    for line in lines:
        if line.showable:
            yield praise(line)


def title() -> str:
    """What the document is called."""
    return _("What customers say")


def _who(told: Praise) -> str:
    if told.name or told.account:
        return ", ".join(filter(None, (told.name, told.job_title, told.account)))
    return _("A customer, %(sector)s") % {"sector": told.sector} if told.sector else _("A customer")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def markdown(lines: Iterable[TestimonialLine]) -> str:
    """The testimonials as Markdown that also reads well as plain text."""
    blocks = [f"# {md(title())}"]
    for told in showable(lines):
        blocks.append("\n>\n".join(f"> {md(part)}" for part in _paragraphs(told.text)))
        about = filter(None, (_who(told), told.outcome))
        blocks.append("\n".join(f"- {md(text)}" for text in about))
    return "\n\n".join(blocks if len(blocks) > 1 else [*blocks, md(_("None may be shown now."))]) + "\n"


def html(lines: Iterable[TestimonialLine], lang: str = "en") -> str:
    """The testimonials as one page: no script, nothing from elsewhere.

    Args:
        lines: The testimonials.
        lang: The language of the texts around them (BCP 47).
    """
    figures = [_figure(told) for told in showable(lines)]
    none = h(_("None may be shown now."))
    body = "\n".join(figures) or f"<p>{none}</p>"
    return page(title(), f"<h1>{h(title())}</h1>\n{body}", lang, _STYLE)


def _figure(told: Praise) -> str:
    words = "".join(f"<p>{h(part)}</p>" for part in _paragraphs(told.text))
    about = f"<p>{h(told.outcome)}</p>" if told.outcome else ""
    caption = f'<p class="who">{h(_who(told))}</p>{about}'
    return f"<figure>\n<blockquote>{words}</blockquote>\n<figcaption>{caption}</figcaption>\n</figure>"


def json_text(lines: Iterable[TestimonialLine]) -> str:
    """The testimonials as JSON: days as ISO; only ASCII, so that it can stand anywhere."""
    return as_json([asdict(told) for told in showable(lines)])
