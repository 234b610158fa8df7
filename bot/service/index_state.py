"""What an index holds now, for who watches over it."""

from dataclasses import dataclass

from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.storage.library import Library
from index.storage.snapshots import OpenSearchIndexes, Snapshots


@dataclass(frozen=True, slots=True)
class IndexState:
    """The snapshot that answers come from: its number, what it holds, and when it was published, in Unix seconds."""

    generation: int
    articles: int
    passages: int
    published: float


def read_index_state(data_folder: DataFolder, opened: OpenSearchIndexes) -> IndexState:
    """Reads the index as it is published now, which no event loop should wait for.

    Its search indexes are opened, unless they are among those that are open. Raises QuotebotError where no question
    can be answered from it.
    """
    if not data_folder.library.exists():
        raise QuotebotError(f"there is no index in {data_folder.folder}; make one with: quotebot sync")
    with Library.open(data_folder, reading=True) as library, library.reading():
        snapshots = Snapshots.of(data_folder, library)
        published = snapshots.published()
        if published is None or opened.of(snapshots) is None:
            raise QuotebotError(f"the index in {data_folder.folder} cannot be read; run: quotebot check")
        return IndexState(snapshots.number(), *library.count(), published)
