"""Files in and out: what a contact is called elsewhere, people who are one, and pairs that are two after all."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.String(length=36)
LINE = sa.String(length=300)


def upgrade() -> None:
    """Bring a third book up to date."""
    with op.batch_alter_table("interaction", recreate="always") as batch:
        batch.add_column(sa.Column("external_id", LINE, nullable=False, server_default=""))
        batch.add_column(sa.Column("batch_id", KEY, nullable=True))
        batch.create_foreign_key("fk_interaction_batch_id_importbatch", "importbatch", ["batch_id"], ["id"])
        batch.create_index("ix_interaction_batch_id", ["batch_id"])
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("merged_into_id", KEY, nullable=True))
        batch.create_foreign_key("fk_person_merged_into_id_person", "person", ["merged_into_id"], ["id"])
        batch.create_index("ix_person_merged_into_id", ["merged_into_id"])
    op.create_table(
        "apart",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("one_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_apart_in_order")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("one_id", "other_id"),
    )
