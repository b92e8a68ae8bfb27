"""How a file is to be read, as far as somebody said it; it can be kept under a name and shared as a small file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from advisorbench.domain.errors import FileError
from advisorbench.domain.text import clean_line, fold
from advisorbench.exchange.tables.fields import FIELDS, RowKind
from advisorbench.exchange.tables.presets.base import header_key
from advisorbench.file_placing import typed_path
from advisorbench.i18n import _

FORMAT = 1
"""The form in which a mapping is written."""
ORDERS = ("dmy", "mdy", "ymd")
DECIMALS = (",", ".")
_NAME = re.compile(r"[^\W_][\w .-]{0,60}")
_MOST = 1_000_000
"""The longest file that may be a mapping, in bytes."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What was said about a file; all that is left empty is found out.

    Args:
        wanted: A preset, or what the rows are: "accounts", "people", "initiatives" or "activities".
        columns: Headers to fields, over what is found out; an empty field leaves the column out.
        dates: "dmy", "mdy" or "ymd", where the file alone does not tell.
        decimal: "," or ".", where the amounts alone do not tell.
        fill_only: Whether only what is empty in the book is filled.
        empty: What stands in cells that say nothing, such as "n/a".
        words: What words of the file mean in ours: "Klant geworden" to "won".
    """

    wanted: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    empty: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    fill_only: bool = False

    def over(self, other: ColumnMapping) -> ColumnMapping:
        """This, and where it says nothing what the other says."""
        return ColumnMapping(
            wanted=self.wanted or other.wanted,
            columns={**other.columns, **self.columns},
            dates=self.dates or other.dates,
            empty=tuple(dict.fromkeys((*other.empty, *self.empty))),
            words={**other.words, **self.words},
            decimal=self.decimal or other.decimal,
            fill_only=self.fill_only or other.fill_only,
        )

    def fits(self, header: tuple[str, ...]) -> bool:
        """Whether a file with this header has all the columns that are spoken of."""
        have = {header_key(name) for name in header}
        return bool(self.columns) and all(header_key(name) in have for name in self.columns)


def as_text(mapping: ColumnMapping) -> str:
    """A mapping as it is kept and shared."""
    data = asdict(mapping)
    del data["fill_only"]  # that is said of one import, not of a kind of file
    return json.dumps({"advisorbench": "mapping", "format": FORMAT} | data, ensure_ascii=False, indent=2) + "\n"


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping that was kept or shared.

    Raises:
        FileError: It cannot be read, or is none.
    """
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_MOST))
    except OSError as error:
        raise FileError(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}, _("Check the name.")
        ) from error
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("advisorbench") != "mapping":
        raise FileError(_("%(path)s is no mapping of columns.") % {"path": path}, _("Name one that was saved here."))
    if data.get("format") != FORMAT:
        raise FileError(
            _("%(path)s was made by a newer version.") % {"path": path}, _("Bring the program up to date first.")
        )
    return _checked(path, data)


def _checked(path: Path, data: dict[str, Any]) -> ColumnMapping:
    """What a file says, as far as it is of the right kind throughout."""

    def texts(name: str, kind: type) -> Any:
        value = data.get(name, kind())
        items = [*value, *value.values()] if isinstance(value, dict) else value
        if not isinstance(value, kind) or not all(isinstance(item, str) for item in items):
            raise FileError(
                _("%(path)s is no mapping of columns: “%(name)s” is wrong.") % {"path": path, "name": name},
                _("Save it anew from a file that is read well."),
            )
        return value

    mapping = ColumnMapping(
        clean_line(texts("wanted", str)), {clean_line(a): b for a, b in texts("columns", dict).items()},
        texts("dates", str), tuple(clean_line(word) for word in texts("empty", list)),
        {clean_line(a): clean_line(b) for a, b in texts("words", dict).items()}, texts("decimal", str),
    )  # fmt: skip
    fields = {name for kind in RowKind for name in FIELDS[kind]} | {""}
    for name, wrong in (
        ("columns", set(mapping.columns.values()) - fields), ("dates", {mapping.dates} - {"", *ORDERS}),
        ("decimal", {mapping.decimal} - {"", *DECIMALS}),
    ):  # fmt: skip
        if wrong:
            raise FileError(
                _("%(path)s is no mapping of columns: “%(name)s” is wrong.") % {"path": path, "name": name},
                _("Save it anew from a file that is read well."),
            )
    return mapping


class SavedMappings:
    """The mappings that were saved by name, each a small file in one folder.

    Args:
        folder: Where; it is made with the first one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """What there is, by name."""
        return sorted((path.stem for path in self.folder.glob("*.json")), key=fold) if self.folder.is_dir() else []

    def get(self, name: str) -> ColumnMapping:
        """A mapping by the name it was saved under, or by the path of a file that was shared.

        Raises:
            FileError: There is none, or it cannot be read.
        """
        path = typed_path(name)
        if path.suffix == ".json" and path.exists():
            return read_mapping(path)
        if name not in self.names():
            known = ", ".join(self.names())
            raise FileError(
                _("There is no mapping “%(name)s”.") % {"name": name},
                _("There are: %(names)s.") % {"names": known} if known else _("None was saved yet."),
            )
        return read_mapping(self.folder / f"{name}.json")

    def save(self, name: str, mapping: ColumnMapping) -> Path:
        """Keep a mapping under a name; one of that name is replaced.

        Raises:
            FileError: No file can have this name, or it cannot be written.
        """
        from advisorbench.exchange.writing import write_file

        if not _NAME.fullmatch(name) or name != clean_line(name):
            raise FileError(
                _("“%(name)s” cannot be the name of a mapping.") % {"name": name},
                _("Use letters, digits, blanks and dashes."),
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise FileError(
                _("%(path)s cannot be made: %(why)s.") % {"path": self.folder, "why": error.strerror},
                _("See that you may write in the folder above it."),
            ) from error
        path = self.folder / f"{name}.json"
        write_file(path, [as_text(mapping)], force=True)
        return path

    def for_header(self, header: tuple[str, ...]) -> str:
        """The saved mapping that speaks of the most columns of a file with this header; empty if none fits whole."""
        fitting = []
        for name in self.names():
            try:
                mapping = read_mapping(self.folder / f"{name}.json")
            except FileError:
                continue
            if mapping.fits(header):
                fitting.append((len(mapping.columns), name))
        return max(fitting, default=(0, ""))[1]
