"""Writing people as vCards 4.0 (RFC 6350): the same people give the same file, and no text begins a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from advisorbench.exchange.cards.reading import OURS
from advisorbench.exchange.content_lines import escape, folded

_AMBIGUOUS = re.compile("^(?:tel|mailto):|[<>]", re.IGNORECASE)
"""What would be taken for a URI, or for a name with an address."""


class CardOut(NamedTuple):
    """Somebody who goes out.

    Args:
        key: Their key.
        name: Their name.
        company: Where they work.
        job_title: What they do there.
        email: Their address.
        phone: Their number.
        language: The language they prefer.
        note: What is noted of them; private, and only written where it is asked for.
    """

    key: str
    name: str
    company: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    note: str = ""


def write_cards(people: Iterable[CardOut], *, notes: bool = False) -> Iterator[str]:
    """The people as vCards, one at a time.

    The book does not tell first names from last ones, and nothing is guessed: N, which many programs want, has the
    whole name as one part. A number is written as text: programs show what is in a ``tel:`` URI with its ``tel:``.

    Args:
        people: Who goes out.
        notes: Whether what is noted of them goes out as well.
    """
    for person in people:
        name = escape(person.name or person.company or person.email or person.key)
        lines = ["BEGIN:VCARD", "VERSION:4.0", f"UID:{OURS}{escape(person.key)}", f"FN:{name}", f"N:;{name};;;"]
        for what, text in (
            ("ORG", person.company), ("TITLE", person.job_title), ("EMAIL", person.email), ("TEL", person.phone),
            ("LANG", person.language), ("NOTE", person.note if notes else ""),
        ):  # fmt: skip
            if text:
                said = ";VALUE=text" if what in ("TEL", "EMAIL") and _AMBIGUOUS.search(text) else ""
                lines.append(f"{what}{said}:{escape(text)}")
        yield "".join(folded(line) for line in (*lines, "END:VCARD"))
