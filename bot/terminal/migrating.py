"""All that a data folder holds moved to another database, one part after the other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bot.service.state_migration import state_to_postgresql, state_to_sqlite
from config import Settings
from index.files.data_folder import DataFolder
from index.maintenance.migration import (
    MigrationError,
    Moved,
    OnStep,
    collections,
    library_to_postgresql,
    library_to_sqlite,
    require_movable,
)
from index.storage.opening import connect

Move = Callable[[DataFolder, Settings, OnStep], list[Moved]]


def move_to_postgresql(data_folder: DataFolder, settings: Settings, on_step: OnStep) -> list[Moved]:
    """Moves what the bot keeps, and where the settings say so all articles; gives what of it there was.

    Raises BusyError where the bot or a sync runs, and QuotebotError where anything cannot be moved.
    """
    url = settings.database.url
    with _alone(data_folder, url) as folders:
        folders = folders if settings.database.articles else []
        for folder in folders:
            if folder.library_file.exists():
                on_step(f"{folder.library_file}: looking")
                require_movable(folder.library_file)
        moved = [state_to_postgresql(data_folder.state, url, on_step)]
        moved += [library_to_postgresql(folder, url, on_step) for folder in folders]
    return [one for one in moved if one]


def move_to_sqlite(data_folder: DataFolder, settings: Settings, on_step: OnStep) -> list[Moved]:
    """Moves what the bot keeps, and all articles that are in PostgreSQL; gives what of it there was.

    Raises as `move_to_postgresql`.
    """
    url = settings.database.url
    with _alone(data_folder, url) as folders:
        moved = [state_to_sqlite(data_folder.state, url, on_step)]
        moved += [library_to_sqlite(folder, url, on_step) for folder in folders]
    return [one for one in moved if one]


@contextmanager
def _alone(data_folder: DataFolder, url: str) -> Iterator[list[DataFolder]]:
    """Holds the rights to run the bot and to write each collection, whose folders are given."""
    with ExitStack() as stack:
        stack.enter_context(data_folder.serving())
        folders = collections(data_folder)
        for folder in folders:
            stack.enter_context(folder.lock())
        with connect(url, None) as database:
            if database.upkeep.others():
                fix = "stop every quotebot that uses it, and what pools connections to it"
                raise MigrationError(f"others are connected to {database.name}; {fix}")
        yield folders
