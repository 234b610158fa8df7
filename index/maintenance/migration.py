"""The truth of a collection moved from its SQLite file to PostgreSQL, or back.

Killed at any moment, one of both is still the only one that is opened, or both are there and the same, which are not
opened until another run has ended it (opening.py). What is copied to has a name that nobody looks at until all its rows
were read again: a draft of the file, or a schema that library.schema.spare names.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from index.errors import QuotebotError
from index.files import disk
from index.files.data_folder import DataFolder
from index.storage.copying import Row, compare, copy, unchanged
from index.storage.database import Database, Table
from index.storage.library import Library
from index.storage.opening import connect, connect_noted, note_schema, read_schema
from index.storage.schema import damaged_rows
from index.storage.sqlite_database import SqliteDatabase

OnStep = Callable[[str], None]
"""Told what is done next."""
# By which articles are found that have a text that PostgreSQL cannot keep.
_TEXTS = (
    ("article.id", "article", "id title publisher author published_at url path published_words given_id expires_at"),
    ("article.id", "article", "warnings language text"),
    ("article.id", "passage JOIN article ON article.number = passage.article", "heading"),
    ("edition.article", "edition", "title publisher author published_at url path published_words language text"),
)


class MigrationError(QuotebotError):
    """What cannot be moved to another database as it is, or not to where it would go."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: its name, how many rows it has, and where its file is kept, if it had one."""

    name: str
    rows: int
    kept: Path | None = None


def collections(data_folder: DataFolder) -> list[DataFolder]:
    """The folders of all indexes: this one's, those of servers and those of evaluation sets."""
    folders = [data_folder.folder, *sorted(data_folder.folder.glob("servers/*/*")), *data_folder.folder.glob("sets/*")]
    each = [data_folder.at(folder) for folder in folders]
    return [
        one for one in each if any(file.exists() for file in (one.library_file, one.library_schema, one.spare_schema))
    ]


def require_movable(file: Path) -> None:
    """Brings a library up to date. Raises MigrationError where PostgreSQL cannot keep a text of it."""
    with Library.at(file) as library:
        if problem := next(iter(library.database.upkeep.problems()), None):
            raise library.database.damaged(problem)
        for key, table, columns in _TEXTS:
            has_nul = " OR ".join(f"instr(CAST({table.split()[0]}.{one} AS BLOB), x'00')" for one in columns.split())
            for (article,) in library.database.rows(f"SELECT {key} FROM {table} WHERE {has_nul} LIMIT 1"):
                fix = "move its file away, run quotebot sync, and put it back without that character"
                raise MigrationError(
                    f"PostgreSQL cannot keep the article {article} of {file}, which has the character U+0000; {fix}"
                )


def library_to_postgresql(data_folder: DataFolder, url: str, on_step: OnStep) -> Moved | None:
    """Moves the library of a collection to PostgreSQL; None where there is none in SQLite.

    Who calls holds the lock of the collection. Raises MigrationError, and DatabaseError where another has it open.
    """
    file, noted, spare = data_folder.library_file, data_folder.library_schema, data_folder.spare_schema
    _drop_spare(spare, url)
    if not file.exists():
        return None
    with SqliteDatabase(file) as source, source.upkeep.alone():
        if not noted.exists():
            on_step(f"{file}: copying")
            with Library(connect(url, note_schema(spare))) as target, target.writing():
                copy(
                    source, target.database, source.upkeep.tables(), lambda rows: on_step(f"{file}: {rows} rows copied")
                )
        on_step(f"{file}: comparing")
        with connect_noted(url, noted if noted.exists() else spare) as database, database.reading():
            rows = _require_same(source, database, source.upkeep.tables(), noted.exists())
        if not noted.exists():
            on_step(f"{file}: publishing")
            spare.replace(noted)
            disk.flush([noted.parent])
        on_step(f"{file}: setting aside")
        return Moved(str(file), rows, set_aside(file))


def library_to_sqlite(data_folder: DataFolder, url: str, on_step: OnStep) -> Moved | None:
    """Moves the library of a collection to a SQLite file; None where there is none in PostgreSQL.

    Who calls holds the lock of the collection. Raises MigrationError and DatabaseError.
    """
    file, noted, spare = data_folder.library_file, data_folder.library_schema, data_folder.spare_schema
    _drop_spare(spare, url)
    if not noted.exists():
        return None
    draft, is_new = file.with_name(f"{file.name}.draft"), not file.exists()
    with ExitStack() as stack:
        source = stack.enter_context(Library(connect_noted(url, noted)))
        stack.enter_context(source.writing())  # so that nobody else does
        if is_new:
            on_step(f"{file}: copying")
            remove(draft)
            with SqliteDatabase(draft) as target:
                Library(target)  # which makes its tables
                with target.writing():
                    copy(
                        source.database,
                        target,
                        target.upkeep.tables(),
                        lambda rows: on_step(f"{file}: {rows} rows copied"),
                    )
        on_step(f"{file}: comparing")
        with SqliteDatabase(draft if is_new else file) as target, target.upkeep.alone():
            rows = _require_same(source.database, target, target.upkeep.tables(), not is_new)
        if is_new:
            on_step(f"{file}: publishing")
            disk.flush([draft])
            draft.replace(file)
            disk.flush([file.parent])
    on_step(f"{file}: dropping what PostgreSQL has")
    noted.replace(spare)
    disk.flush([spare.parent])
    on_step(f"{file}: done")
    _drop_spare(spare, url)
    return Moved(str(file), rows)


def set_aside(file: Path) -> Path:
    """Gives a file that was moved a name under which nobody looks for it, and that none had before; gives that name."""
    moved = f"{file.name}.moved-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (file.with_name(moved + end) for end in chain(("",), map("-{}".format, count(2))))
    kept = next(name for name in names if not name.exists())
    file.rename(kept)
    disk.flush([file.parent])
    return kept


def require_same(
    source: Database, target: Database, tables: Iterable[Table], both: bool, kept: Callable[[Row], Row] = unchanged
) -> int:
    """Raises MigrationError unless the target has all rows as they are `kept`; gives how many.

    `both` tells that they were not copied by this run.
    """
    rows, differing = compare(source, target, tables, kept)
    if differing and both:
        fix = "keep the right one, and move the other away; docs/hosting.md tells how"
        raise MigrationError(f"{source.name} and {target.name} are both there, and differ in {differing}; {fix}")
    if differing:
        raise MigrationError(f"{differing} came to {target.name} as another; try again, and check the disks and memory")
    return rows


def _require_same(source: Database, target: Database, tables: Iterable[Table], both: bool) -> int:
    """As `require_same`; raises DatabaseError where a row is damaged, too."""
    rows = require_same(source, target, tables, both)
    if damaged := next(damaged_rows(target), None):
        raise source.damaged(damaged)
    return rows


def _drop_spare(spare: Path, url: str) -> None:
    """Drops a schema that holds no truth, noted in a file that is removed."""
    if spare.exists():
        with connect(url, read_schema(spare)) as database:
            database.drop()
        spare.unlink()


def remove(file: Path) -> None:
    """Removes a SQLite file and what stands beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)
