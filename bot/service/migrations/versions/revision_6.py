"""Quotes of older versions are known, and servers put right what answers quote."""

from alembic import op
from sqlalchemy import literal_column

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "6", "5"


def upgrade() -> None:
    """Adds the column and the table."""
    op.add_column("quote", number_column("older", server_default=literal_column("0")))
    op.create_table(
        "correction",
        number_column("number", primary_key=True, autoincrement=True),
        text_column("id", unique=True),
        number_column("guild"),
        text_column("kind"),
        text_column("collection"),
        text_column("article"),
        text_column("said"),
        text_column("newer_collection"),
        text_column("newer_article"),
        number_column("created"),
    )
    op.create_index("correction_guild", "correction", ["guild", "number"])
