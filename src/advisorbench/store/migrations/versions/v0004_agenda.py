"""The agenda: events, once or repeated."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.String(length=36)
LINE = sa.String(length=300)


def words(name: str, *values: str) -> sa.Enum:
    """A column that takes these words only."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def key(name: str, target: str) -> sa.Column[str]:
    """A reference to another table, which may be empty."""
    return sa.Column(name, KEY, sa.ForeignKey(f"{target}.id"), nullable=True)


def upgrade() -> None:
    """Bring a second book up to date."""
    op.create_table(
        "event",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", LINE, nullable=False),
        sa.Column("kind", words("eventkind", "visit", "review", "call", "travel", "focus", "other"), nullable=False),
        sa.Column("state", words("eventstate", "planned", "done", "cancelled"), nullable=False),
        key("account_id", "account"),
        key("person_id", "person"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rule", LINE, nullable=False),
        sa.Column("also_on", sa.Text(), nullable=False),
        sa.Column("not_on", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=1000), nullable=False),
        sa.Column("recurrence_id", sa.String(length=30), nullable=False),
        sa.Column("place", LINE, nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("calendar", LINE, nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        key("interaction_id", "interaction"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        key("batch_id", "importbatch"),
        sa.CheckConstraint("at <> '' OR zone = ''", name=op.f("ck_event_whole_days_have_no_zone")),
        sa.CheckConstraint("recurrence_id = '' OR rule = ''", name=op.f("ck_event_one_occurrence_does_not_repeat")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid", "recurrence_id"),
    )
    op.create_index("ix_event_on", "event", ["on"])
    for column in ("account_id", "person_id", "interaction_id", "batch_id"):
        op.create_index(f"ix_event_{column}", "event", [column])
