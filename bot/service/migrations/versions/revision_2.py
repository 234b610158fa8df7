"""Quotes know what they say to a reader."""

from alembic import op

from bot.service.migrations.columns import text_column

revision, down_revision = "2", "1"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("quote", text_column("plain", server_default=""))
