"""The referral desk: drafts and snapshots of asks, thanks, introductions given, testimonials, days of targets."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String(length=36)
LINE = sa.String(length=300)


def words(name: str, *values: str) -> sa.Enum:
    """A column that takes these words only."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def key(name: str, target: str, *, nullable: bool = False) -> sa.Column[str]:
    """A reference to another table."""
    return sa.Column(name, KEY, sa.ForeignKey(f"{target}.id"), nullable=nullable)


def text(name: str) -> sa.Column[str]:
    """A line of text that is empty in the rows there are."""
    return sa.Column(name, LINE, nullable=False, server_default="")


def row() -> tuple[sa.Column[str], sa.Column[int]]:
    """What every table has."""
    return sa.Column("id", KEY, nullable=False), sa.Column("version", sa.Integer(), nullable=False)


def day(name: str, *, nullable: bool = True) -> sa.Column[date]:
    """A day."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def upgrade() -> None:
    """Bring a book of the second revision up to date."""
    _fold_again()
    _small_tables()
    _testimonials()
    for table, columns in (
        ("snapshot", ("account_id", "person_id", "ask_id")),
        ("thanks", ("account_id", "person_id")),
        ("introduction", ("account_id", "person_id")),
        ("testimonial", ("account_id", "person_id", "outcome_id", "ask_id")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    with op.batch_alter_table("ask", recreate="always") as batch:
        batch.add_column(text("route"))
        batch.add_column(sa.Column("text", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("target", recreate="always") as batch:
        batch.add_column(day("added_on"))
        batch.add_column(day("closed_on"))
    _date_targets()
    with op.batch_alter_table("referral", recreate="always") as batch:
        batch.add_column(day("informed_on"))
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(text("company"))
        batch.add_column(day("purged_on"))
    with op.batch_alter_table("account", recreate="always") as batch:
        batch.add_column(sa.Column("merged_into_id", KEY, nullable=True))
        batch.create_foreign_key("fk_account_merged_into_id_account", "account", ["merged_into_id"], ["id"])
        batch.create_index("ix_account_merged_into_id", ["merged_into_id"])
    with op.batch_alter_table("template", recreate="always") as batch:
        batch.alter_column("kind", type_=words("templatekind", "agenda", "ask"), existing_nullable=False)


def _fold_again() -> None:
    """Letters such as the dotless i are looked for as others type them."""
    inspector = sa.inspect(op.get_bind())
    for table in inspector.get_table_names():
        if any(column["name"] == "folded" for column in inspector.get_columns(table)):
            for letter, plain in (("ı", "i"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"), ("ð", "d"),
                                  ("þ", "th")):  # fmt: skip
                op.execute(f"UPDATE {table} SET folded = replace(folded, '{letter}', '{plain}') "
                           f"WHERE folded LIKE '%{letter}%'")  # fmt: skip


def _small_tables() -> None:
    op.create_table(
        "snapshot",
        *row(),
        key("account_id", "account"),
        key("person_id", "person"),
        key("ask_id", "ask"),
        day("on", nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ask_id"),
    )
    op.create_table(
        "thanks",
        *row(),
        key("account_id", "account"),
        key("person_id", "person"),
        day("on", nullable=False),
        sa.Column("how", LINE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "introduction",
        *row(),
        key("account_id", "account"),
        key("person_id", "person", nullable=True),
        sa.Column("who", LINE, nullable=False),
        sa.Column("company", LINE, nullable=False),
        day("on", nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _testimonials() -> None:
    states = ("requested", "received", "approved", "published", "withdrawn")
    op.create_table(
        "testimonial",
        *row(),
        key("account_id", "account"),
        key("person_id", "person"),
        key("outcome_id", "outcome"),
        key("ask_id", "ask", nullable=True),
        sa.Column("state", words("testimonialstate", *states), nullable=False),
        *(day(f"{state}_on") for state in states),
        day("expires_on"),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("approved", sa.Text(), nullable=False),
        sa.Column("scope", LINE, nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", LINE, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approved_on IS NOT NULL AND length(approved) > 0 "
            "AND length(scope) > 0)",
            name=op.f("ck_testimonial_approved_has_text_and_scope"),
        ),
        sa.CheckConstraint(
            "state <> 'published' OR (published_on IS NOT NULL AND length(places) > 0)",
            name=op.f("ck_testimonial_published_has_a_place"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR withdrawn_on IS NOT NULL", name=op.f("ck_testimonial_withdrawn_has_a_date")
        ),
        sa.PrimaryKeyConstraint("id"),
    )


def _date_targets() -> None:
    """A target was noted on the day its key was made, and closed on that of the ask that took it up, if one did."""
    connection = op.get_bind()
    update = sa.text("UPDATE target SET added_on = :added_on, closed_on = :closed_on WHERE id = :id")
    asked = sa.text("SELECT min(asked_on) FROM ask WHERE target_id = :id")
    for target_id, state in connection.execute(sa.text("SELECT id, state FROM target")).all():
        made = datetime.fromtimestamp(int(target_id.replace("-", "")[:12], 16) / 1000, UTC).date().isoformat()
        on = None if state == "open" else connection.execute(asked, {"id": target_id}).scalar() or made
        added_on = min(made, str(on)[:10]) if on else made
        connection.execute(update, {"id": target_id, "added_on": added_on, "closed_on": on and str(on)[:10]})
