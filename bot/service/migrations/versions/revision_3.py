"""Messages of Discord become articles."""

from alembic import op

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "3", "2"


def upgrade() -> None:
    """Adds the table of these messages."""
    op.create_table(
        "quoted",
        text_column("collection", primary_key=True),
        text_column("kind", primary_key=True),
        number_column("place", primary_key=True),
        number_column("message", primary_key=True),
        number_column("guild"),
        number_column("channel"),
        number_column("author"),
        number_column("parent", nullable=True),
        number_column("agreed"),
        number_column("notice", nullable=True),
        text_column("edited_at"),
        text_column("standing"),
        sqlite_with_rowid=False,
    )
    for name in ("message", "guild", "channel", "parent", "place"):
        op.create_index(f"quoted_{name}", "quoted", [name])
