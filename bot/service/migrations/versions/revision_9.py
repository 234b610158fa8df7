"""One of several processes does what all of them are told to do."""

from alembic import op

from bot.service.migrations.columns import number, text

revision, down_revision = "9", "8"


def upgrade() -> None:
    """Adds the table of what was taken."""
    op.create_table("claim", text("key", primary_key=True), number("taken"), sqlite_with_rowid=False)
    op.create_index("claim_taken", "claim", ["taken"])
