"""The version first released."""

from alembic import op
from sqlalchemy import ForeignKey

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "1", None


def upgrade() -> None:
    """Settings of servers, facts, and what was sent with its quotes and the votes on it."""
    op.create_table("fact", text_column("name", primary_key=True), text_column("value"), sqlite_with_rowid=False)
    op.create_table(
        "server",
        number_column("guild", primary_key=True),
        text_column("channels"),
        number_column("private"),
        text_column("collections"),
    )
    _make_sent()
    _make_answered()


def _make_sent() -> None:
    op.create_table(
        "shown",
        number_column("number", primary_key=True, autoincrement=True),
        text_column("id", unique=True),
        text_column("kind"),
        number_column("guild", nullable=True),
        number_column("channel"),
        number_column("asker"),
        number_column("private"),
        text_column("question"),
        text_column("context"),
        number_column("answered"),
        text_column("detail"),
        number_column("message", nullable=True),
        number_column("created"),
    )
    op.create_index("shown_message", "shown", ["message"])
    op.create_index("shown_talk", "shown", ["channel", "asker", "created"])
    op.create_index("shown_asker", "shown", ["asker"])
    op.create_index("shown_guild", "shown", ["guild", "created"])
    op.create_index("shown_created", "shown", ["created"])


def _make_answered() -> None:
    op.create_table(
        "quote",
        text_column("shown", ForeignKey("shown.id", ondelete="CASCADE"), primary_key=True),
        number_column("position", primary_key=True),
        text_column("collection"),
        text_column("article"),
        number_column("first"),
        number_column("past"),
        text_column("text"),
        text_column("highlights"),
        sqlite_with_rowid=False,
    )
    op.create_index("quote_article", "quote", ["collection", "article"])
    op.create_table(
        "vote",
        text_column("shown", ForeignKey("shown.id", ondelete="CASCADE"), primary_key=True),
        number_column("person", primary_key=True),
        number_column("up"),
        sqlite_with_rowid=False,
    )
    op.create_index("vote_person", "vote", ["person"])
