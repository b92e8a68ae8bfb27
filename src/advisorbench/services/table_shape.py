"""What a row of a table must look like, wherever it comes from: a dump that comes in, or the book itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisorbench.domain.errors import FieldErrors
from advisorbench.domain.text import shorten
from advisorbench.exchange.dump import Key, as_kept
from advisorbench.i18n import _
from advisorbench.models import Fields, Row
from advisorbench.services.validation import validated
from advisorbench.store import dump as store
from advisorbench.store.dump import Record

_WORD = 40
"""How much of a stranger's word is repeated, in characters."""


class TableShape:
    """The columns of a table as a dump has them, and the rules that a row keeps.

    Args:
        entity: The table.
    """

    def __init__(self, entity: type[Row]) -> None:
        self.model = next(base for base in entity.__mro__[1:] if issubclass(base, Fields))
        links = {name for name, _target in store.links_of(entity)} | {"id"}
        self.columns = {
            column.name: (Key if column.name in links else store.kind_of(column), bool(column.nullable))
            for column in store.dump_columns(entity)
        }
        self.fields = frozenset(self.model.model_fields)
        self.others = [name for name in self.columns if name not in self.fields]

    def check(self, row: Mapping[str, Any]) -> None:
        """See that the fields of a row make one that the book takes.

        Raises:
            FieldErrors: Something in it is wrong.
        """
        validated(self.model, {name: value for name, value in row.items() if name in self.fields})

    def checked(self, values: Mapping[str, Any]) -> Record:
        """A row as the book would keep it, from what stands in a file; what it does not tell is as in a new one.

        Raises:
            FieldErrors: Something in it is wrong.
        """
        row: Record = {}
        wrong: dict[str, str] = {}
        for name, value in values.items():
            if name not in self.columns:
                raise FieldErrors({shorten(name, _WORD): _("the book has no such field")})
            kind, may_be_none = self.columns[name]
            try:
                row[name] = None if value is None and may_be_none else as_kept(kind, value)
            except ValueError as error:
                wrong[name] = _(str(error))
        if "id" not in values:
            wrong["id"] = _("this must be filled in")
        if wrong:
            raise FieldErrors(wrong)
        fields = {name: value for name, value in row.items() if name in self.fields}
        return validated(self.model, fields).model_dump() | {name: row.get(name) for name in self.others}
