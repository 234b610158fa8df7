"""Posts of forums are kept."""

from alembic import op

from bot.service.migrations.columns import number, text

revision, down_revision = "5", "4"


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "post",
        number("thread", primary_key=True),
        number("guild"),
        number("forum"),
        number("author"),
        text("title"),
        number("solved"),
    )
    op.create_index("post_forum", "post", ["forum", "solved"])
    op.create_index("post_guild", "post", ["guild"])
    op.create_index("post_author", "post", ["author"])
