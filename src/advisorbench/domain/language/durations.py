"""How long something took, as people type it in Dutch and English; what is not certain raises, nothing is guessed."""

from __future__ import annotations

import re

from advisorbench.i18n import _

MOST_MINUTES = 24 * 60
"""Nothing that happened on one day took longer, in minutes."""

_H = r"(?:h|hrs?|hours?|u|uur|uren|uurtjes?)"
_M = r"(?:m|mins?|minutes?|minuut|minuten|minuutjes?|')"
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "tien": 10,
    "vijftien": 15, "twintig": 20, "dertig": 30, "veertig": 40, "vijfenveertig": 45, "vijftig": 50,
}  # fmt: skip
_N = rf"(?:(?P<n>\d{{1,5}}) ?|(?P<word>{'|'.join(_NUMBERS)}) )"
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_OCLOCK = r"(?: uur| ?am| ?pm)?"

_ABOUT = r"(?:(?:for|gedurende|about|around|circa|ca\.?|ongeveer|zo'n|roughly|approx\.?|some|nearly|bijna|~) )*~?"
"""What may stand before a length of time without changing it."""

_PATTERNS: tuple[tuple[str, int], ...] = (
    (rf"{_N}{_M}", 1),
    (rf"{_N}{_H}", 60),
    (r"(?:(?:a|een) )?half (?:an? )?(?:hour|uur|uurtje)|halfuur(?:tje)?|halve? uur", -30),
    (rf"(?:(?:een|an?|one|1) )?(?:{_H} and a half|(?:and a )?half {_H})|anderhalf uur(?:tje)?", -90),
    (r"(?:a |één |een )?(?:quarter of an hour|kwartier(?:tje)?)", -15),
    (r"(?:three|3) quarters of an hour|(?:drie|3) ?kwartier", -45),
)
_WHOLE_AND_HALF = (
    rf"{_N}(?:and a half|en een half|en half) {_H}",
    r"(?P<n>)(?P<word>twee|drie|vier|vijf|zes)enhalf uur",
)
_VAGUE = (
    rf"(?:a few|some|a couple of|several|een paar|enkele|wat|meerdere|many|veel) (?:{_H}|{_M})"
    r"|(?:all|the whole|half an?|an?|one|1) (?:day|morning|afternoon)"
    r"|(?:de |een |1 )?(?:hele|halve) (?:dag|ochtend|middag)"
)


class AmbiguousDuration(ValueError):
    """A length of time that can be read in more than one way; its message asks."""


def minutes_of(words: str) -> int | None:
    """The minutes that folded words mean as a whole; ``None`` where they are no length of time.

    Raises:
        Unclear: They are one, but it is not certain how long; the message, for the user, asks.
    """
    if re.fullmatch(_VAGUE, words):
        raise AmbiguousDuration(_("How many minutes? “%(text)s” can be many.") % {"text": words})
    more = re.fullmatch(r"(?:over|more than|meer dan) (.+)", words)
    if more and _is_length(more[1]):
        raise AmbiguousDuration(_("How many minutes? “%(text)s” can be more.") % {"text": words})
    minutes = _between(words)
    if minutes is None:
        minutes = _length(re.sub(rf"^{_ABOUT}", "", words))
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise AmbiguousDuration(_("How many minutes? One contact takes 1 to %(most)d.") % {"most": MOST_MINUTES})
    return minutes


def is_clock(words: str) -> bool:
    """Whether folded words say at what time of the day it was: "at 10:30", "om 10 uur", "om half elf"."""
    return bool(
        re.fullmatch(rf"(?:at|om|around|rond|vanaf) {_TIME} ?(?:uur|am|pm|h|o'clock)?|(?:om|rond) half [a-z]+", words)
    )


def _is_length(words: str) -> bool:
    try:
        return not words.isdecimal() and _length(words) is not None
    except AmbiguousDuration:
        return True


def _between(words: str) -> int | None:
    """From one time of the day to another."""
    match = re.fullmatch(
        rf"(?:from|van|between|tussen) {_TIME}{_OCLOCK} (?:to|tot|until|till|and|en) {_TIME}{_OCLOCK}", words
    ) or re.fullmatch(r"(\d{1,2})[:.](\d{2}) ?[-–] ?(\d{1,2})[:.](\d{2})(?: uur)?", words)
    if not match:
        return None
    start, end = (int(match[at]) * 60 + int(match[at + 1] or 0) for at in (1, 3))
    if end <= start or words.endswith(("am", "pm")):
        raise AmbiguousDuration(_("How many minutes? Write the times of the day as 9:00 to 13:30."))
    return end - start


def _length(words: str) -> int | None:
    if match := re.fullmatch(rf"(\d{{1,3}}) ?{_H}(?:(?: ?(?:and|en))? ?(\d{{1,2}}) ?{_M}|(\d{{2}}))", words):
        return int(match[1]) * 60 + int(match[2] or match[3])
    if match := re.fullmatch(rf"(\d{{1,3}})[.,](\d{{1,2}}) ?{_H}", words):
        return _decimal(match[1], match[2], words)
    if match := re.fullmatch(rf"(\d{{1,2}}):(\d{{2}})(?P<unit> ?{_H})?", words):
        if match["unit"] and int(match[2]) < 60:
            return int(match[1]) * 60 + int(match[2])
        raise AmbiguousDuration(_("Is “%(text)s” how long it took, or when it was?") % {"text": words})
    for pattern, factor in _PATTERNS:
        if match := re.fullmatch(pattern, words):
            return -factor if factor < 0 else _number(match) * factor
    for pattern in _WHOLE_AND_HALF:
        if match := re.fullmatch(pattern, words):
            return _number(match) * 60 + 30
    if re.fullmatch(r"\d+", words):
        raise AmbiguousDuration(_("Is %(number)s the minutes? Then write %(number)sm.") % {"number": words})
    return None


def _number(found: re.Match[str]) -> int:
    return int(found["n"]) if found["n"] else _NUMBERS[found["word"]]


def _decimal(whole: str, part: str, words: str) -> int:
    """Hours with a fraction; "1.30" may be an hour and thirty minutes, and is asked."""
    if len(part) == 2 and part not in ("25", "50", "75", "00"):
        raise AmbiguousDuration(_("How many minutes? “%(text)s” can be read in two ways.") % {"text": words})
    return round(float(f"{whole}.{part}") * 60)
