"""Where the truth of a data folder stands, opened: a SQLite file, or a schema of PostgreSQL that a file names."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from index.files.data_folder import DataFolder
from index.storage.database import Database, DatabaseError
from index.storage.sqlite_database import SqliteDatabase

_CACHE = 500  # kilobytes of the library that a reader keeps: with 2,000 an answer reads its rows as fast
_PATIENCE = 2.0  # seconds that a reader waits for PostgreSQL, for people wait for the answer


def open_database(data_folder: DataFolder, reading: bool = False) -> Database:
    """Opens the truth of a data folder, made new and empty where there is none.

    With `reading`, as answers read it: little of it is kept in memory, and what another machine does not give in two
    seconds is given up. Raises DatabaseError where it cannot be opened, or where another backend has it.
    """
    require_here(data_folder)
    file, url = data_folder.library, data_folder.backends.articles
    if not url:
        database = SqliteDatabase(file)
        if reading:
            database.cache(_CACHE)
        return database
    try:
        from index.storage.postgres_database import PostgresDatabase
    except ModuleNotFoundError:
        raise DatabaseError("database.articles needs psycopg; run: pip install 'quotebot[postgres]'") from None

    return PostgresDatabase(url, _schema(file), _PATIENCE if reading else None)


def require_here(data_folder: DataFolder) -> None:
    """Raises DatabaseError where there is no truth by the settings, but another backend has it."""
    folder = data_folder.folder
    if data_folder.library.exists():
        return
    if data_folder.backends.articles and (folder / "library.db").exists():
        where = f"the articles of {folder} are in its library.db"
        raise DatabaseError(f"{where}; move them with: quotebot migrate --to postgresql")
    if not data_folder.backends.articles and (folder / "library.schema").exists():
        where = f"the articles of {folder} are in PostgreSQL"
        raise DatabaseError(
            f"{where}; set database.url and database.articles = true, or run: quotebot migrate --to sqlite"
        )


def _schema(file: Path) -> str:
    """The name of the schema that a file holds; a new one where there is no file."""
    if not file.exists():
        name = f"quotebot_{secrets.token_hex(8)}"
        unfinished = file.with_name(name)
        unfinished.write_text(name, encoding="ascii")
        with suppress(FileExistsError):  # another process may have been faster
            os.link(unfinished, file)
        unfinished.unlink()
    return file.read_text(encoding="ascii")
