"""Plain values become checked fields; what is wrong with them is said at the field, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from advisorbench.domain.errors import FieldErrors
from advisorbench.i18n import _
from advisorbench.models import Fields

M = TypeVar("M", bound=Fields)


def validated(kind: type[M], values: Mapping[str, Any]) -> M:
    """The fields, checked.

    Raises:
        FieldErrors: For each field that is wrong, why.
    """
    try:
        return kind.model_validate(dict(values))
    except ValidationError as error:
        raise FieldErrors(dict(_plain(problem) for problem in error.errors())) from error


def _plain(problem: Any) -> tuple[str, str]:
    """One problem that pydantic found, as field and words. Ours name their field before a colon."""
    field = str(problem["loc"][0]) if problem["loc"] else ""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing" | "string_too_short":
            text = _("this must be filled in")
        case "string_too_long":
            text = _("too long: at most %(count)d characters") % {"count": context["max_length"]}
        case "greater_than_equal":
            text = _("must be %(number)s or more") % {"number": context["ge"]}
        case "less_than_equal":
            text = _("must be %(number)s or less") % {"number": context["le"]}
        case "enum" | "literal_error":
            text = _("choose one of %(choices)s") % {"choices": context["expected"].replace("'", "")}
        case "value_error":
            text = str(context["error"])
            named, colon, rest = text.partition(": ")
            if colon and not field:
                whole = _(text)
                return named, _(rest) if whole == text else whole.partition(": ")[2]
            text = _(text)
        case _:
            text = problem["msg"]
    return field, text
