"""Which version the tables of what the bot keeps are of, and how they come to be of the present one."""

import logging
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql_text

VERSION = 9
"""The newest revision in migrations/."""
UNKNOWN = -1
"""The version of tables whose revision is none of quotebot's."""
_FOLDER = Path(__file__).with_name("migrations")
_alone = Lock()  # Alembic runs one migration at a time in a process


def version_of(connection: Connection) -> int:
    """The version of the tables, 0 where there are none."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(connection).has_table("alembic_version"):
        return 0
    revision = connection.execute(sql_text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or "0"
    return int(revision) if revision.isdecimal() else UNKNOWN


def migrate(connection: Connection, target: int = VERSION) -> None:
    """Brings the tables up to a version, in the transaction of a connection in which nobody else does."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its own parts and of each revision
    from alembic import command  # takes a fifth of a second, and tables mostly are up to date
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with _alone:
        if (version := version_of(connection)) and not inspect(connection).has_table("alembic_version"):
            command.stamp(config, str(version))  # of a file that was made before Alembic
        command.upgrade(config, str(target))
