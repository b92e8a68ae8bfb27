"""Reviews from plan to follow-up: measures, ideas, buying paths, who attends, texts of one's own, dated disputes."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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


def upgrade() -> None:
    """Bring a first book up to date."""
    _new_tables()
    _keep_current_values()
    with op.batch_alter_table("objective", recreate="always") as batch:
        batch.drop_column("current")
        batch.add_column(sa.Column("worth_cents", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("currency", sa.String(length=3), nullable=False, server_default="EUR"))
    with op.batch_alter_table("review", recreate="always") as batch:
        batch.add_column(sa.Column("followed_up_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("outcome", recreate="always") as batch:
        batch.add_column(sa.Column("measure", sa.Float(), nullable=True))
        batch.add_column(text("unit"))
        batch.add_column(
            sa.Column(
                "period", words("period", "once", "a month", "a quarter", "a year"), nullable=False,
                server_default="once",
            )
        )  # fmt: skip
        batch.add_column(sa.Column("disputed_on", sa.Date(), nullable=True))
        batch.add_column(text("dispute"))
    op.execute("""UPDATE outcome SET disputed_on = "on" WHERE state = 'disputed'""")
    with op.batch_alter_table("initiative", recreate="always") as batch:
        batch.add_column(sa.Column("started_by", words("starter", "customer", "referrer", "us"), nullable=True))
    with op.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("came_from_id", KEY, nullable=True))
        batch.create_foreign_key("fk_person_came_from_id_person", "person", ["came_from_id"], ["id"])
        batch.create_index("ix_person_came_from_id", ["came_from_id"])


def _new_tables() -> None:
    op.create_table(
        "measure",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        key("account_id", "account"),
        key("objective_id", "objective"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_measure_objective_on", "measure", ["objective_id", "on"])
    op.create_table(
        "idea",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        key("account_id", "account"),
        key("objective_id", "objective", nullable=True),
        sa.Column("what", LINE, nullable=False),
        sa.Column("effect", sa.Float(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("effort", words("effort", "small", "medium", "large"), nullable=True),
        sa.Column("side", words("side", "customer", "us"), nullable=True),
        sa.Column("state", words("ideastate", "spotted", "proposed", "accepted", "done", "rejected"), nullable=False),
        sa.Column("spotted_on", sa.Date(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason", LINE, nullable=False),
        key("outcome_id", "outcome", nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('done', 'rejected')) = (closed_on IS NOT NULL)", name=op.f("ck_idea_closed_has_a_date")
        ),
        sa.CheckConstraint("state <> 'rejected' OR length(reason) > 0", name=op.f("ck_idea_rejected_has_a_reason")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "buyingstep",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        key("account_id", "account", nullable=True),
        key("initiative_id", "initiative"),
        sa.Column("kind", words("stepkind", "agree", "question", "milestone"), nullable=False),
        sa.Column("what", LINE, nullable=False),
        key("person_id", "person", nullable=True),
        sa.Column("side", words("side", "customer", "us"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'milestone' OR (side IS NOT NULL AND due_on IS NOT NULL)",
            name=op.f("ck_buyingstep_milestone_has_owner_and_date"),
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "attendance",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        key("account_id", "account"),
        key("review_id", "review"),
        key("person_id", "person"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("review_id", "person_id"),
    )
    op.create_table(
        "template",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", words("templatekind", "agenda"), nullable=False),
        sa.Column("name", LINE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "name"),
    )
    for table, columns in (
        ("measure", ("account_id", "objective_id")),
        ("idea", ("account_id", "objective_id", "outcome_id")),
        ("buyingstep", ("account_id", "initiative_id", "person_id")),
        ("attendance", ("account_id", "review_id", "person_id")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _keep_current_values() -> None:
    """What stood in each objective becomes its first measure, on the day on which it was last saved.

    Where the journal does not know, that is the day on which the objective was made: its key begins with the time.
    """
    connection = op.get_bind()
    saved = sa.text("SELECT max(at) FROM change WHERE entity = 'objective' AND entity_id = :id")
    insert = sa.text(
        'INSERT INTO measure (id, version, account_id, objective_id, "on", value) '
        "VALUES (:id, 1, :account_id, :objective_id, :on, :value)"
    )
    found = sa.text("SELECT id, account_id, current FROM objective WHERE current IS NOT NULL")
    for number, (objective_id, account_id, value) in enumerate(connection.execute(found).all()):
        at = connection.execute(saved, {"id": objective_id}).scalar()
        made = datetime.fromtimestamp(int(objective_id.replace("-", "")[:12], 16) / 1000, UTC).date().isoformat()
        row = {
            "id": f"{objective_id[:24]}{number:012x}", "account_id": account_id,
            "objective_id": objective_id, "on": str(at)[:10] if at else made, "value": value,
        }  # fmt: skip
        connection.execute(insert, row)
