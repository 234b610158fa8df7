"""What a disk holds after a power cut: what was flushed to it, and of the rest what chance has it."""

import os
import shutil
from pathlib import Path
from random import Random

from tests.soak.syscalls import Call


class Disk:
    """A folder as it would be found after a power cut: each file, and the names in each folder, as last flushed.

    Or, as chance has it, as they were last seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, bytes] = {}
        self._folders: dict[int, dict[str, int]] = {}
        self._held: dict[int, int] = {}  # open descriptors, by the numbers they hold
        for path in (folder, *folder.rglob("*")):
            self._flush(path)

    def see(self, call: Call) -> None:
        """Takes note of what a call flushes."""
        if call.name in ("fsync", "fdatasync"):
            self._flush(Path(f"/proc/{call.process}/fd/{call.arguments[0]}").resolve())

    def cut(self, chance: Random) -> None:
        """Leaves in the folder what is found after the power cut."""
        flushed_files, flushed_folders = dict(self._files), dict(self._folders)
        for path in (self._folder, *self._folder.rglob("*")):
            self._flush(path)
        share = chance.choice((0.0, 0.5))
        files = {
            key: self._files[key] if chance.random() < share else flushed_files.get(key) for key in sorted(self._files)
        }
        folders = {
            key: self._folders[key] if chance.random() < share else flushed_folders.get(key)
            for key in sorted(self._folders)
        }
        root = self._folder.stat().st_ino
        moved = self._folder.with_name(self._folder.name + ".cut")
        self._folder.rename(moved)
        self._restore(root, self._folder, files, folders, {})
        for descriptor in self._held.values():
            os.close(descriptor)
        shutil.rmtree(moved)

    def _flush(self, path: Path) -> None:
        key = self._hold(path)
        if key is None:
            return  # it is gone by now
        if path.is_dir():
            children = {child.name: self._hold(child) for child in path.iterdir()}
            self._folders[key] = {name: child for name, child in children.items() if child is not None}
        else:
            self._files[key] = path.read_bytes()

    def _hold(self, path: Path) -> int | None:
        """The number of a file or folder, which no other gets from now on; None where there is none."""
        try:
            descriptor = os.open(path, os.O_PATH)
        except OSError:
            return None
        key = os.fstat(descriptor).st_ino
        if key in self._held:
            os.close(descriptor)
        else:
            self._held[key] = descriptor
        return key

    def _restore(
        self,
        key: int,
        path: Path,
        files: dict[int, bytes | None],
        folders: dict[int, dict[str, int] | None],
        written: dict[int, Path],
    ) -> None:
        if key not in folders:
            if key in written:
                os.link(written[key], path)
            else:
                path.write_bytes(files.get(key) or b"")
                written[key] = path
            return
        path.mkdir(mode=0o700)
        for name, child in (folders[key] or {}).items():
            self._restore(child, path / name, files, folders, written)
