"""The record in words: every share with its count, every time with how many it is the median of."""

from __future__ import annotations

from collections.abc import Iterator

from advisorbench.domain.asking.conversion import Conversion, ConversionRate, DurationSpread, Passage
from advisorbench.domain.language.money import say_number, say_share
from advisorbench.domain.records.states import label
from advisorbench.i18n import N_, _, ngettext
from advisorbench.widgets.line_table import Heading

RecordRow = tuple[str, str, str, str]
"""A key, what it is, the figure, and what it means."""

_PASSAGES = {
    "yes": (N_("asked → yes"), N_("Of the asks for a referral that were answered yes or no, how many were a yes.")),
    "named": (N_("yes → name"), N_("Of those who said yes, how many gave a name. A fresh yes is still open.")),
    "introduced": (N_("name → introduction"), N_("Of the names given, how many were introduced by their referrer.")),
    "met": (N_("introduction → meeting"), N_("Of those introduced, how many we met.")),
    "buying": (N_("meeting → buying"), N_("Of those we met, how many began to look into buying.")),
    "customer": (N_("buying → customer"), N_("Of those who looked into buying, how many became a customer.")),
}  # fmt: skip


def say_count(share: ConversionRate) -> str:
    """A share with its count and its interval; what is still open is counted beside it."""
    still = ngettext("%(n)d open", "%(n)d open", share.open) % {"n": share.open} if share.open else ""
    if not share.whole or share.interval is None:
        return still or _("none yet")
    low, high = share.interval
    said = _("%(part)d of %(whole)d · %(share)s (%(low)d–%(high)d)") % {
        "part": share.part, "whole": share.whole, "share": say_share(share.share),
        "low": round(low * 100), "high": round(high * 100),
    }  # fmt: skip
    return " · ".join(filter(None, (said, still)))


def say_days(days: DurationSpread) -> str:
    """The median with the quartiles, and of how many; nothing of nothing."""
    if days.median is None:
        return ""
    middle = ngettext("%(n)s day", "%(n)s days", round(days.median)) % {"n": say_number(round(days.median))}
    said = {"days": middle, "n": days.n}
    if days.lower is None or days.upper is None:
        return _("%(days)s, of %(n)d") % said
    said |= {"low": say_number(round(days.lower)), "high": say_number(round(days.upper))}
    return _("%(days)s (%(low)s–%(high)s), of %(n)d") % said


def record_rows(record: Conversion) -> Iterator[RecordRow | Heading]:
    """Conversions, times, whether the rule holds, why referrals ended."""
    yield Heading(_("FROM ASK TO CUSTOMER"), _("in brackets: the interval, at 95 per cent"))
    for passage in record.passages:
        yield _row(passage, say_count(passage.share))
    if any(passage.days.n for passage in record.passages):
        yield Heading(_("HOW LONG IT TOOK"), _("median; in brackets the quartiles"))
    for passage in record.passages:
        if passage.days.n:
            key, text, figure, note = _row(passage, say_days(passage.days))
            text = _("asked → answer") if passage.name == "yes" else text  # a no takes its time as well
            yield (f"days:{key}", text, figure, note)
    yield Heading(_("DOES THE RULE HOLD?"), _("yes among the answers"))
    note = _(
        "All kinds of asks. Those who were ready when they were asked, against those who were asked with a written "
        "reason. As long as the two intervals overlap, nothing is proven."
    )
    yield ("ready", _("asked when ready"), say_count(record.ready), note)
    yield ("overridden", _("asked with a reason"), say_count(record.overridden), note)
    for kind, share in record.by_kind:
        yield (f"kind:{kind.value}", _("for a %(kind)s") % {"kind": label(kind)}, say_count(share), note)
    if record.ended:
        yield Heading(_("WHY REFERRALS ENDED"))
    for reason, count in record.ended:
        yield (f"ended:{reason}", reason, say_number(count), "")


def _row(passage: Passage, figure: str) -> RecordRow:
    name, note = _PASSAGES[passage.name]
    return (passage.name, _(name), figure, _(note))
