"""What all entities share: clean text, keys, versions, and enums stored by their value."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

import sqlalchemy as sa
from pydantic import ConfigDict, ValidationInfo, field_validator, model_validator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from advisorbench.domain.language.dates import within_years
from advisorbench.domain.text import clean_line, clean_note, fold

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

NAME = 300
"""The longest name, wording or other single line, in characters."""
NOTE = 100_000
"""The longest note, in characters."""

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUIDv7: ordered by the time of making, unique over all books, so that books can be merged.

    The twelve bits below the millisecond count on within it, so keys made one after another sort so.
    """
    global _last
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << 12)
        stamp = _last
    number = (stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | secrets.randbits(62)
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def word(kind: type[StrEnum]) -> sa.Enum:
    """The column type of an enum: its value as text, with a CHECK of the known ones."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=20,
        name=kind.__name__.lower(),
    )


class Fields(SQLModel):
    """The fields of an entity: validated here, once, for forms, the command line and imports alike."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False, allow_inf_nan=False)  # type: ignore[assignment]

    notes: ClassVar[frozenset[str]] = frozenset({"note", "agenda", "text", "original", "approved", "places"})
    """The fields that may have several lines."""

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str) or isinstance(value, StrEnum):
            return value
        if value.isascii() and value.isprintable():
            return value.strip()  # as either would leave it; imports clean a hundred thousand values
        return clean_note(value) if info.field_name in cls.notes else clean_line(value)

    @model_validator(mode="after")
    def _days_within_years(self) -> Self:
        for name, value in self.__dict__.items():
            if isinstance(value, date):
                try:
                    within_years(value)
                except ValueError as error:
                    raise ValueError(f"{name}: {error}") from None
        return self


class Row(SQLModel):
    """What every table adds: the key and the version that guards against overwriting somebody's work."""

    searched: ClassVar[tuple[str, ...]] = ()
    """The fields that search looks into; they are kept folded in `folded` where the table has it."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return cls.__name__.removesuffix("Row").lower()

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    version: int = Field(default=1)


def folded(values: dict[str, Any], fields: tuple[str, ...]) -> str:
    """The text of these fields as search looks for it."""
    return fold(" ".join(str(values[field]) for field in fields if values.get(field)))


def line(**more: Any) -> Any:
    """A single line of text that may be empty."""
    return Field(default="", max_length=NAME, **more)


def name() -> Any:
    """A single line of text that must be there."""
    return Field(min_length=1, max_length=NAME)


def note() -> Any:
    """Text of several lines that may be empty."""
    return Field(default="", max_length=NOTE, sa_type=sa.Text)


def search_text() -> Any:
    """What search looks through: the searched fields, folded. It is kept by the store, not typed."""
    return Field(default="", sa_type=sa.Text)


def cents() -> Any:
    """Money in whole cents; its currency stands beside it."""
    return Field(default=None, sa_type=sa.BigInteger, ge=-(10**15), le=10**15)


def measured() -> Any:
    """A measured value; beyond what anybody measures, sums and shares of it would be no numbers any more."""
    return Field(default=None, ge=-(10**15), le=10**15)


def link(target: str, *, required: bool = False) -> Any:
    """A reference to another table's key; what is referred to is never deleted beneath it."""
    more: dict[str, Any] = {} if required else {"default": None}
    return Field(foreign_key=f"{target}.id", index=True, max_length=36, **more)
