"""Votes down say why."""

from alembic import op

from bot.service.migrations.columns import text

revision, down_revision = "7", "6"


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("vote", text("reason", server_default=""))
    op.add_column("vote", text("remark", server_default=""))
