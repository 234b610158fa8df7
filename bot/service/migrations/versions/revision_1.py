"""The version first released."""

from alembic import op
from sqlalchemy import ForeignKey

from bot.service.migrations.columns import number, text

revision, down_revision = "1", None


def upgrade() -> None:
    """Settings of servers, facts, and what was sent with its quotes and the votes on it."""
    op.create_table("fact", text("name", primary_key=True), text("value"), sqlite_with_rowid=False)
    op.create_table(
        "server", number("guild", primary_key=True), text("channels"), number("private"), text("collections")
    )
    op.create_table(
        "shown",
        number("number", primary_key=True, autoincrement=True),
        text("id", unique=True),
        text("kind"),
        number("guild", nullable=True),
        number("channel"),
        number("asker"),
        number("private"),
        text("question"),
        text("context"),
        number("answered"),
        text("detail"),
        number("message", nullable=True),
        number("created"),
    )
    op.create_index("shown_message", "shown", ["message"])
    op.create_index("shown_talk", "shown", ["channel", "asker", "created"])
    op.create_index("shown_asker", "shown", ["asker"])
    op.create_index("shown_guild", "shown", ["guild", "created"])
    op.create_index("shown_created", "shown", ["created"])
    op.create_table(
        "quote",
        text("shown", ForeignKey("shown.id", ondelete="CASCADE"), primary_key=True),
        number("position", primary_key=True),
        text("collection"),
        text("article"),
        number("first"),
        number("past"),
        text("text"),
        text("highlights"),
        sqlite_with_rowid=False,
    )
    op.create_index("quote_article", "quote", ["collection", "article"])
    op.create_table(
        "vote",
        text("shown", ForeignKey("shown.id", ondelete="CASCADE"), primary_key=True),
        number("person", primary_key=True),
        number("up"),
        sqlite_with_rowid=False,
    )
    op.create_index("vote_person", "vote", ["person"])
