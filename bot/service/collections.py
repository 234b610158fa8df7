"""The collections on disk: the shared one, and in servers/ those of each server with the files they were given.

What reads and takes in files is imported by the first change: the formats' libraries take 13 MB, and a bot that only
answers never needs them.
"""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.service.access import SHARED, CollectionScope, parse_scope
from bot.service.left_out import note_refused, note_standing, read_left_out, standing
from bot.service.message_articles import MESSAGES
from bot.service.records import GivenFile, Refusal
from bot.service.replaced_files import marked, replaced, scratch_folder, unmark
from bot.service.server_addresses import addresses_of, mirrors_of, require_of_file
from bot.service.undo import Undo
from bot.service.upload_progress import UploadProgress
from config import FieldSettings, LibrarySettings
from index.files.data_folder import DataFolder
from index.models.encoder import Encoder
from index.records import Article, Source
from index.storage.editions import KEPT
from index.storage.library import Library
from index.storage.recovery import OtherModelError

if TYPE_CHECKING:
    from bot.service.given_files import Incoming

_ARTICLES, _INCOMING = "articles", "incoming"
_FIELDS = FieldSettings()

Namesakes = Literal["ask", "replace", "keep"]
"""What becomes of files that have the name of a new one: that is to be asked, or they are replaced, or they stay."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files: the articles that were added, and what was refused of them or could not be used.

    Where it is first to be asked whether others may be replaced these are named, and nothing was added.
    """

    articles: tuple[Source, ...]
    refused: tuple[Refusal, ...]
    replaces: tuple[Source, ...] = ()
    is_complete: bool = True
    """Whether nothing is left to `Collections.sync`."""


class Collections:
    """All collections below a data folder."""

    def __init__(
        self,
        data_folder: DataFolder,
        max_bytes: int,
        server_bytes: int,
        fields: FieldSettings = _FIELDS,
        editions_kept: timedelta = KEPT,
        shared: LibrarySettings | None = None,
    ) -> None:
        """`max_bytes` is the most an article may have, `server_bytes` the most all files of a server may.

        `editions_kept` is for how long what an article said before it changed is kept, `shared` what the shared
        collection is read from, where it is synced.
        """
        self._data_folder = data_folder
        self.max_bytes = max_bytes
        self.server_bytes = server_bytes
        self._fields = fields
        self._editions_kept = editions_kept
        self._shared = shared

    def data_folder(self, name: str) -> DataFolder:
        """Where a collection stands. The name is one of `CollectionScope.name`, or the shared one's."""
        scope = parse_scope(name)
        if scope is None and name != SHARED:
            raise ValueError(f"not the name of a collection: {name!r}")
        shared = self._data_folder
        return shared if scope is None else shared.at(shared.folder / "servers" / scope.name)

    def existing(self, guild: int | None) -> list[str]:
        """The collections that there are for a server: the shared one, and its own."""
        own = [] if guild is None else self.of_server(guild)
        return [name for name in (SHARED, *own) if self.data_folder(name).library.exists()]

    def of_server(self, guild: int) -> list[str]:
        """The collections that a server has of its own."""
        folder = self._of_guild(guild)
        names = sorted(f"{guild}/{entry.name}" for entry in folder.iterdir()) if folder.is_dir() else []
        return [name for name in names if parse_scope(name) and self.data_folder(name).library.exists()]

    def used(self, guild: int) -> int:
        """The bytes of all files that a server gave, and of the articles that were read at its addresses."""
        folder = self._of_guild(guild)
        files = (file for pattern in (f"*/{_ARTICLES}/*", "*/web/*/articles/*") for file in folder.glob(pattern))
        return sum(file.stat().st_size for file in files)

    def unfinished(self) -> list[str]:
        """The collections of servers of which a change was interrupted, which `sync` goes on with."""
        return [name for name in marked(self._data_folder.folder / "servers") if parse_scope(name)]

    def left_out(self, guild: int) -> list[Refusal]:
        """What of the files that a server gave was left out and why, the newest of each collection first."""
        names = (f"{guild}/{folder.name}" for folder in sorted(self._of_guild(guild).glob("*")))
        folders = (self.data_folder(name).folder for name in names if parse_scope(name))
        return [one for folder in folders for one in read_left_out(folder).listed()]

    def incoming(self, scope: CollectionScope) -> Path:
        """An empty folder for the files that are being given to a collection; what was left in it is removed."""
        data_folder = self.data_folder(scope.name)
        data_folder.make()
        folder = data_folder.folder / _INCOMING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        return folder

    def add(
        self,
        scope: CollectionScope,
        key: str,
        given: Sequence[GivenFile | Refusal],
        encoder: Encoder,
        seconds: float = inf,
        namesakes: Namesakes = "ask",
        progress: UploadProgress | None = None,
    ) -> Added:
        """Takes in the articles of files; those that came in another file of its name, or of their id, are namesakes.

        It can be undone by `key`, under which it may be begun again where it was interrupted. What cannot be searched
        yet after so many seconds is left to `sync`; a failure until then leaves all as it was. Raises BusyError.
        """
        from bot.service.given_files import differs, free_name, holds, of_files, of_known_formats, read_given
        from index.ingest.readers.base import ReaderOptions

        progress = progress or UploadProgress()
        known, refused = of_known_formats(given)
        progress.expect_files(len(known))
        data_folder = self.data_folder(scope.name)
        data_folder.make()
        folder, names = _folder(data_folder), [file.name for file in known]
        with data_folder.lock(), scratch_folder(data_folder.folder) as scratch:
            taken, unread = read_given(known, scratch, ReaderOptions(self.max_bytes, self._fields), progress)
            refused += unread
            others = {one.name for one in taken if differs(folder / one.name, one.file)}
            if others and namesakes == "ask":
                note_refused(data_folder.folder, key, (), refused)
                return Added((), tuple(refused), of_files(data_folder, others))
            if namesakes == "keep":
                taken = [replace(one, name=free_name(folder, one)) for one in taken]
            if full := self._full(scope.guild, names, folder, taken):
                taken, refused = [], [*refused, full]
            complete, new = True, {one.name: one.file for one in taken if not holds(folder / one.name, one.file)}
            if taken:
                with Undo(data_folder.folder, folder).kept(key, new), replaced(folder, new, scratch):
                    complete = self._sync(scope.name, encoder, seconds, progress=progress)
            note_refused(data_folder.folder, key, names, refused)
        return Added(tuple(one.article.source for one in taken), tuple(refused), is_complete=complete)

    def undo(self, name: str, key: str, encoder: Encoder, seconds: float = inf) -> bool | None:
        """Takes an upload back, by its key: its files go, and those they replaced are there again.

        Tells whether nothing is left to `sync`; None where nothing is done, since its files have changed meanwhile or
        it is no longer known. A failure leaves all as it was. Raises BusyError.
        """
        data_folder = self.data_folder(name)
        if name == SHARED or not data_folder.library.exists():
            return None
        folder = _folder(data_folder)
        with data_folder.lock(), scratch_folder(data_folder.folder) as scratch:
            with Undo(data_folder.folder, folder).begun(key, scratch) as before:
                if before is None:
                    return None
                with replaced(folder, before, scratch):
                    complete = self._sync(name, encoder, seconds)
            note_refused(data_folder.folder, key, (), ())
        return complete

    def remove(self, name: str, key: str, encoder: Encoder) -> Source | None:
        """Removes a server's article by its id and gives what it was, None where there is none.

        Files that its file replaced are not kept any longer. A failure leaves all as it was. Raises BusyError, and
        OfAddressError where it is of an address.
        """
        data_folder = self.data_folder(name)
        if name == SHARED or not data_folder.library.exists():
            return None
        with Library.open(data_folder) as library:
            number = library.articles.number_of(key)
            source = None if number is None else library.articles.get(number).source
        if source is None:
            return None
        require_of_file(data_folder, source.path)
        # A path from the library, but never one outside of the files that were given.
        folder = _folder(data_folder)
        gone = folder / Path(source.path or "-").name
        with (
            data_folder.lock(),
            scratch_folder(data_folder.folder) as scratch,
            replaced(folder, {gone.name: None}, scratch),
        ):
            self._sync(name, encoder, inf, {str(gone)})
            Undo(data_folder.folder, folder).forget_file(gone.name)
        return source

    def put(
        self, scope: CollectionScope, name: str, article: Article, encoder: Encoder, seconds: float = inf
    ) -> Refusal | bool:
        """Puts an article in a file of this name, in place of what that held; tells why not, or as `sync` does.

        A failure leaves all as it was. Raises BusyError.
        """
        from bot.service.given_files import Incoming
        from index.ingest.readers.stored_article import encode_article

        data, title = encode_article(article), article.source.title
        if len(data) > self.max_bytes:
            sizes = {"size": megabytes(len(data)), "limit": megabytes(self.max_bytes)}
            return Refusal("library-too-large", {"name": title, **sizes})
        data_folder = self.data_folder(scope.name)
        data_folder.make()
        folder = _folder(data_folder)
        with data_folder.lock(), scratch_folder(data_folder.folder) as scratch:
            file = scratch / name
            file.write_bytes(data)
            if full := self._full(scope.guild, [title], folder, [Incoming(file, name, article)]):
                return full
            with replaced(folder, {name: file}, scratch):
                return self._sync(scope.name, encoder, seconds)

    def stored(self, name: str, file: str) -> Article | None:
        """The article that `put` put in a file, None where there is none."""
        from index.ingest.readers.stored_article import decode_article

        path = self.data_folder(name).folder / _ARTICLES / file
        return decode_article(path.read_bytes()) if path.is_file() else None

    def discard(self, name: str, files: Collection[str], encoder: Encoder) -> None:
        """Takes files of these names away, and their articles out of the index. A failure leaves all as it was.

        Raises BusyError.
        """
        data_folder = self.data_folder(name)
        folder = _folder(data_folder) if data_folder.library.exists() else None
        if folder is None or not any((folder / file).exists() for file in files):
            return
        gone = {str(folder / file) for file in files}
        with (
            data_folder.lock(),
            scratch_folder(data_folder.folder) as scratch,
            replaced(folder, dict.fromkeys(files), scratch),
        ):
            self._sync(name, encoder, inf, gone)

    def sync(self, name: str, encoder: Encoder, seconds: float = inf, progress: UploadProgress | None = None) -> bool:
        """Brings a collection nearer to what it is read from, and tells whether it is up to date with that.

        It stops soon after so many seconds, in which something is always done, unless the model has changed. Raises
        BusyError.
        """
        if name == SHARED:
            return self._sync_shared(encoder, seconds)
        return self._sync(name, encoder, seconds, progress=progress)

    def _sync_shared(self, encoder: Encoder, seconds: float) -> bool:
        from index.fetching.page_store import settled_mirrors
        from index.ingest.removal import Removal
        from index.ingest.sources import sources_of
        from index.ingest.sync import sync

        if self._shared is None or not (sources := sources_of(self._data_folder, self._shared)):
            return True
        folders = sources.folders(self._data_folder)
        mirrors = settled_mirrors(self._data_folder, sources.addresses)
        removal = Removal(self._shared.max_gone_share, mirrors=mirrors)
        read = partial(sync, removal=removal, fields=self._fields, editions_kept=self._editions_kept)
        return read(self._data_folder, encoder, folders, self.max_bytes, lambda _: None, seconds=seconds).is_complete

    def _sync(
        self,
        name: str,
        encoder: Encoder,
        seconds: float,
        deleted: Collection[str] = (),
        progress: UploadProgress | None = None,
    ) -> bool:
        from index.fetching.page_store import settled_mirrors
        from index.ingest.removal import Removal
        from index.ingest.sync import sync

        data_folder = self.data_folder(name)
        folder = _folder(data_folder)
        undo, settled = Undo(data_folder.folder, folder), settled_mirrors(data_folder, addresses_of(data_folder))
        again = partial(
            sync,
            data_folder,
            encoder,
            [folder, *mirrors_of(data_folder)],
            self.max_bytes,
            progress.on_sync if progress else lambda _: None,
            removal=Removal(deleted={*deleted, *undo.deleted()}, mirrors=settled),
            fields=self._fields,
            editions_kept=self._editions_kept,
        )
        with data_folder.lock():
            try:
                outcome = again(seconds=seconds)
            except OtherModelError:
                outcome = again(rebuild=True)  # its files are at hand
            with Library.open(data_folder) as library:  # what was deleted or edited in a chat is gone
                if library.editions.remove_below(MESSAGES):
                    library.database.upkeep.empty_log()
            if outcome.is_complete:
                note_standing(data_folder.folder, standing(data_folder, outcome.problems))
                undo.finish()
                unmark(folder)
        return outcome.is_complete

    def _of_guild(self, guild: int) -> Path:
        return self._data_folder.folder / "servers" / str(int(guild))

    def _full(self, guild: int, names: Sequence[str], folder: Path, taken: Sequence["Incoming"]) -> Refusal | None:
        """The refusal of files that a server has no room for, beside those they do not replace."""
        after = self.used(guild)
        for incoming in taken:
            old = folder / incoming.name
            after += incoming.file.stat().st_size - (old.stat().st_size if old.exists() else 0)
        if after <= self.server_bytes:
            return None
        limit = megabytes(self.server_bytes)
        return Refusal("library-full", {"name": ", ".join(names), "size": megabytes(after), "limit": limit})


def megabytes(size: int) -> str:
    """A number of bytes in megabytes, with one decimal."""
    return f"{size / 1e6:.1f}"


def _folder(data_folder: DataFolder) -> Path:
    folder = data_folder.folder / _ARTICLES
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
