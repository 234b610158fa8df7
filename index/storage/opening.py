"""Where the truth of a data folder stands, opened: a SQLite file, or a schema of PostgreSQL that a file names."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.files import disk
from index.files.data_folder import DataFolder
from index.storage.database import Database, DatabaseError
from index.storage.sqlite_database import SqliteDatabase

if TYPE_CHECKING:
    from index.storage.postgres_database import PostgresDatabase

_SCHEMA = re.compile(r"quotebot_[\da-z_]{1,54}")  # with which nothing of another program is taken for articles
_CACHE = 500  # kilobytes of the library that a reader keeps: with 2,000 an answer reads its rows as fast
_PATIENCE = 2.0  # seconds that a reader waits for PostgreSQL, for people wait for the answer


def open_database(data_folder: DataFolder, reading: bool = False) -> Database:
    """Opens the truth of a data folder, made new and empty where there is none.

    With `reading`, as answers read it: little of it is kept in memory, and what another machine does not give in two
    seconds is given up. Raises DatabaseError where it cannot be opened, or where another backend has it, too.
    """
    require_here(data_folder)
    file, url = data_folder.library, data_folder.backends.articles
    if url:
        if not file.exists():
            _begin_schema(file, url)
        return connect_noted(url, file, _PATIENCE if reading else None)
    database = SqliteDatabase(file)
    if reading:
        database.cache(_CACHE)
    return database


def connect(url: str, schema: str | None, patience: float | None = None) -> "PostgresDatabase":
    """Connects to PostgreSQL. Raises DatabaseError where its driver is missing, and as PostgresDatabase does."""
    try:
        from index.storage.postgres_database import PostgresDatabase
    except ModuleNotFoundError:
        raise DatabaseError("PostgreSQL needs psycopg; run: pip install 'quotebot[postgres]'") from None

    return PostgresDatabase(url, schema, patience)


def connect_noted(url: str, file: Path, patience: float | None = None) -> "PostgresDatabase":
    """Connects to the schema that a file names. Raises DatabaseError, too, where the database has no such schema."""
    database = connect(url, read_schema(file), patience)
    try:
        if not database.upkeep.has_schema():
            raise DatabaseError(
                f"{database.name} are not there; set database.url to the one that has them, or put a dump back there; "
                f"where they are lost, move {file} away and run: quotebot sync"
            )
    except BaseException:
        database.close()
        raise
    return database


def require_here(data_folder: DataFolder) -> None:
    """Raises DatabaseError where the backend of the settings is not the one that has the truth, or both have it."""
    file, schema, folder = data_folder.library_file, data_folder.library_schema, data_folder.folder
    in_server = bool(data_folder.backends.articles)
    if not (file if in_server else schema).exists():
        return
    if file.exists() and schema.exists():
        raise DatabaseError(
            f"the articles of {folder} are in two places, since quotebot migrate was interrupted; run it again"
        )
    if in_server:
        raise DatabaseError(
            f"the articles of {folder} are in its library.db; move them with: quotebot migrate --to postgresql"
        )
    raise DatabaseError(
        f"the articles of {folder} are in PostgreSQL; set database.url and database.articles = true, or with the URL "
        "alone run: quotebot migrate --to sqlite"
    )


def read_schema(file: Path) -> str:
    """The name of the schema that a file holds. Raises DatabaseError where it holds none of quotebot's."""
    name = file.read_text(encoding="ascii", errors="replace").strip()
    if not _SCHEMA.fullmatch(name):
        raise DatabaseError(
            f"{file} names no schema of quotebot's; write that which has the articles into it (psql tells them with "
            r"\dn), or put the file back"
        )
    return name


def note_schema(file: Path, name: str = "") -> str:
    """Has a file hold the name of a new schema, unless another process was faster; gives the name that it holds."""
    name = name or _new_name()
    unfinished = file.with_name(name)
    unfinished.write_text(name, encoding="ascii")
    disk.flush([unfinished])
    with suppress(FileExistsError):
        os.link(unfinished, file)
    unfinished.unlink()
    disk.flush([file.parent])
    return read_schema(file)


def _begin_schema(file: Path, url: str) -> None:
    """Makes a schema, and only then has a file name it, unless another process was faster: what is named is there."""
    name = _new_name()
    with connect(url, name) as database:
        with database.writing():
            pass  # which makes it
        if note_schema(file, name) != name:
            database.drop()


def _new_name() -> str:
    return f"quotebot_{secrets.token_hex(8)}"
