"""Quotes of older versions are known, and servers put right what answers quote."""

from alembic import op
from sqlalchemy import literal_column

from bot.service.migrations.columns import number, text

revision, down_revision = "6", "5"


def upgrade() -> None:
    """Adds the column and the table."""
    op.add_column("quote", number("older", server_default=literal_column("0")))
    op.create_table(
        "correction",
        number("number", primary_key=True, autoincrement=True),
        text("id", unique=True),
        number("guild"),
        text("kind"),
        text("collection"),
        text("article"),
        text("said"),
        text("newer_collection"),
        text("newer_article"),
        number("created"),
    )
    op.create_index("correction_guild", "correction", ["guild", "number"])
