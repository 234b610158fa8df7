"""Settings of servers are one text of JSON."""

import json

from alembic import op
from sqlalchemy import column, insert, select, table

from bot.service.migrations.columns import number_column, text_column

revision, down_revision = "4", "3"


def upgrade() -> None:
    """Makes the table anew, with what is in it."""
    before = table("server", *map(column, ("guild", "channels", "private", "collections")))
    chosen = op.create_table("chosen", number_column("guild", primary_key=True), text_column("settings"))
    connection = op.get_bind()
    rows = [
        {"guild": guild, "settings": _settings(channels, private, collections)}
        for guild, channels, private, collections in connection.execute(select(before))
    ]
    if rows:
        connection.execute(insert(chosen), rows)
    op.drop_table("server")
    op.rename_table("chosen", "server")


def _settings(channels: str, private: int, collections: str) -> str:
    return json.dumps({"channels": json.loads(channels), "private": bool(private), "collections": collections})
