"""What uploads changed among the files of a collection, so that each can be undone while nothing else changed those."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import msgspec

from index.files import disk

_FOLDER, _MANIFEST = "undo", "manifest.json"
_KEPT = 10  # uploads of a collection


class Manifest(msgspec.Struct, frozen=True):
    """The checksums of the files that an upload put, by their names; those of before stand beside."""

    put: dict[str, str]
    replaced: list[str]
    is_undone: bool = False
    """Whether it was begun to be undone: files of it that are gone are gone on purpose."""


class Undo:
    """What can be undone of the uploads to a collection. Only who holds its lock may use it."""

    def __init__(self, folder: Path, articles: Path) -> None:
        """`folder` is the collection's, `articles` that of its files."""
        self._folder = folder / _FOLDER
        self._articles = articles

    @contextmanager
    def kept(self, key: str, files: Mapping[str, Path]) -> Iterator[None]:
        """Keeps what files under these names replace, unless what follows fails; of the newest uploads alone.

        What was kept by a try that was interrupted stays, as it was before that.
        """
        folder = self._folder / key
        if self._read(key) is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
            replaced = [name for name in files if (self._articles / name).exists()]
            for name in replaced:
                disk.link(self._articles / name, folder / name)
            self._write(key, Manifest({name: _checksum(file) for name, file in files.items()}, replaced))
        try:
            yield
        except BaseException:
            self.forget(key)
            raise
        for old in sorted(self._folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def begun(self, key: str, scratch: Path) -> Iterator[dict[str, Path | None] | None]:
        """Gives the files of before an upload, None for none; instead of all None where it cannot be undone any more.

        That is where it is not kept, or its files are no longer what it put. Where what follows fails, it can be.
        """
        upload = self._read(key)
        if upload is None or self._present(upload) != upload.put:
            yield None
            return
        before = dict[str, Path | None].fromkeys(upload.put)
        for name in upload.replaced:
            disk.link(self._folder / key / name, scratch / name)
            before[name] = scratch / name
        self._write(key, msgspec.structs.replace(upload, is_undone=True))
        try:
            yield before
        except BaseException:
            self._write(key, upload)
            raise

    def forget(self, key: str) -> None:
        """Keeps nothing more of an upload."""
        shutil.rmtree(self._folder / key, ignore_errors=True)

    def forget_file(self, name: str) -> None:
        """Keeps nothing more of the uploads that put a file of this name: it was taken away, so they stay."""
        for key, upload in self._uploads():
            if name in upload.put:
                self.forget(key)

    def deleted(self) -> set[str]:
        """The paths of files that are gone on purpose where undoing was interrupted."""
        undone = (upload for _, upload in self._uploads() if upload.is_undone)
        return {str(self._articles / name) for upload in undone for name in upload.put}

    def finish(self) -> None:
        """Forgets what was undone, once the index is up to date with that."""
        for key, upload in self._uploads():
            if upload.is_undone:
                self.forget(key)

    def _uploads(self) -> list[tuple[str, Manifest]]:
        """What is kept, by the keys of the uploads."""
        keys = [folder.name for folder in self._folder.iterdir()] if self._folder.exists() else []
        return [(key, upload) for key in keys if (upload := self._read(key)) is not None]

    def _present(self, upload: Manifest) -> dict[str, str]:
        """The checksums of those files of an upload that are there."""
        files = {name: self._articles / name for name in upload.put}
        return {name: _checksum(file) for name, file in files.items() if file.exists()}

    def _read(self, key: str) -> Manifest | None:
        try:
            return msgspec.json.decode((self._folder / key / _MANIFEST).read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError):
            return None

    def _write(self, key: str, upload: Manifest) -> None:
        folder = self._folder / key
        draft = folder / f"{_MANIFEST}.draft"
        draft.write_bytes(msgspec.json.encode(upload))
        disk.flush([draft])
        draft.replace(folder / _MANIFEST)
        disk.flush([folder, self._folder])


def _checksum(file: Path) -> str:
    return blake2b(file.read_bytes(), digest_size=16).hexdigest()
