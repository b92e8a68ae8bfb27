"""Every text a user sees goes through here; English is the source language.

``N_`` marks a text that is translated later, when it is shown. f-strings are never marked: the
extractor skips them silently, so texts take their values by ``%(name)s`` or ``str.format``.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

DOMAIN = "advisorbench"

_catalogue: _gettext.NullTranslations | None = None
_language = ""
_DECIMAL_COMMA = ("nl", "de", "fr", "es", "it", "pt", "da", "nb", "sv", "fi", "pl")


def _current() -> _gettext.NullTranslations:
    global _catalogue
    if _catalogue is None:
        use_language(os.environ.get("ADVISORBENCH_LANGUAGE"))
    assert _catalogue is not None
    return _catalogue


def use_language(language: str | None) -> None:
    """Choose the catalogue; ``None`` asks the environment as gettext does, unknown ones fall back to English."""
    global _catalogue, _language
    _language = language or ""
    folder = Path(__file__).parent / "locale"
    _catalogue = _gettext.translation(DOMAIN, folder, languages=[language] if language else None, fallback=True)


def language() -> str:
    """The language that texts come in: that of the catalogue, or English where there is none."""
    return _current().info().get("language") or "en"


def decimal_mark() -> str:
    """The mark that parts decimals in the language that was chosen: "," or "."; nothing where none was chosen.

    The language of the machine does not count: it says nothing of how this user writes numbers.
    """
    _current()
    return "" if not _language else "," if _language.startswith(_DECIMAL_COMMA) else "."


def day_first() -> bool:
    """Whether dates such as 1-3-2024 begin with the day in the language that was chosen; English has both."""
    return decimal_mark() == ","


def _(text: str) -> str:
    """The text in the user's language."""
    return _current().gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The text for this count, in the user's language."""
    return _current().ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text for translation; whoever shows it calls ``_``."""
    return text
