"""Quotes know what they say to a reader."""

from alembic import op

from bot.service.migrations.columns import text

revision, down_revision = "2", "1"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("quote", text("plain", server_default=""))
