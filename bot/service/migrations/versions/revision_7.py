"""Votes down say why."""

from alembic import op

from bot.service.migrations.columns import text_column

revision, down_revision = "7", "6"


def upgrade() -> None:
    """Adds the columns."""
    op.add_column("vote", text_column("reason", server_default=""))
    op.add_column("vote", text_column("remark", server_default=""))
