"""Texts with places to be filled in: ``$account``, ``$outcome``. Other dollar signs stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Template(NamedTuple):
    """A text of the seller's own under a name."""

    name: str
    text: str


_PLACE = re.compile(r"\$([A-Za-z_]\w*)")


def unknown_places(text: str, places: Iterable[str]) -> list[str]:
    """What looks like a place in a template and is none; ``$5`` and ``$ 5`` are amounts."""
    return sorted(set(_PLACE.findall(text)) - set(places))


def fill(template: str, plain: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> str:
    """A template with its places filled in.

    A place that stands for a list and has a line of its own becomes one line each; a paragraph whose lists are all
    empty is left out.

    Args:
        template: The text.
        plain: Places that always have something to say.
        lists: Places that stand for none, one or several things.
    """
    filled = (_filled(paragraph, plain, lists) for paragraph in re.split(r"\n\s*\n", template.strip()))
    return "\n\n".join(paragraph for paragraph in filled if paragraph)


def _filled(paragraph: str, plain: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> str:
    """A paragraph with its places filled in; nothing where all its lists are empty."""
    wanted = [name for name in _PLACE.findall(paragraph) if name in lists]
    if wanted and not any(lists[name] for name in wanted):
        return ""
    lines: list[str] = []
    for line in paragraph.split("\n"):
        found = _PLACE.fullmatch(line.strip())
        if found and found[1] in lists:
            lines += [f"- {text}" for text in lists[found[1]]]
        else:
            lines.append(_PLACE.sub(lambda m: _said(m, plain, lists), line))
    return "\n".join(lines)


def _said(match: re.Match[str], plain: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> str:
    """What one place becomes; what is no place stays as it is."""
    if match[1] in plain:
        return plain[match[1]]
    return ", ".join(lists[match[1]]) if match[1] in lists else match[0]
