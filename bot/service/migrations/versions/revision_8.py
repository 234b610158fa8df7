"""What was sent knows the message that asked."""

from alembic import op

from bot.service.migrations.columns import number_column

revision, down_revision = "8", "7"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("shown", number_column("asked_by", nullable=True))
    op.create_index("shown_asked_by", "shown", ["asked_by"])
