"""Posts of forums are kept."""

from alembic import op

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "5", "4"


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "post",
        number_column("thread", primary_key=True),
        number_column("guild"),
        number_column("forum"),
        number_column("author"),
        text_column("title"),
        number_column("solved"),
    )
    op.create_index("post_forum", "post", ["forum", "solved"])
    op.create_index("post_guild", "post", ["guild"])
    op.create_index("post_author", "post", ["author"])
