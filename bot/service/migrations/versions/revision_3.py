"""Messages of Discord become articles."""

from alembic import op

from bot.service.migrations.columns import number, text

revision, down_revision = "3", "2"


def upgrade() -> None:
    """Adds the table of these messages."""
    op.create_table(
        "quoted",
        text("collection", primary_key=True),
        text("kind", primary_key=True),
        number("place", primary_key=True),
        number("message", primary_key=True),
        number("guild"),
        number("channel"),
        number("author"),
        number("parent", nullable=True),
        number("agreed"),
        number("notice", nullable=True),
        text("edited_at"),
        text("standing"),
        sqlite_with_rowid=False,
    )
    for name in ("message", "guild", "channel", "parent", "place"):
        op.create_index(f"quoted_{name}", "quoted", [name])
