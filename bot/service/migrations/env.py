"""Runs revisions on the connection that is handed over, in its transaction."""

from typing import Any

from alembic import context

_connection = context.config.attributes["connection"]


def _note(*, step: Any, **_: Any) -> None:
    """Notes the version where a former quotebot looks for it, and refuses what is newer."""
    if _connection.dialect.name == "sqlite":
        _connection.exec_driver_sql(f"PRAGMA user_version = {int(step.up_revision_id)}")


context.configure(connection=_connection, on_version_apply=_note)  # type: ignore[arg-type]
with context.begin_transaction():
    context.run_migrations()
