"""One of several processes does what all of them are told to do."""

from alembic import op

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "9", "8"


def upgrade() -> None:
    """Adds the table of what was taken."""
    op.create_table("claim", text_column("key", primary_key=True), number_column("taken"), sqlite_with_rowid=False)
    op.create_index("claim_taken", "claim", ["taken"])
