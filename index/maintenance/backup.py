"""One file that holds the truth of a data folder, verified when it is written and before it is put back.

The truth is the SQLite files, the shared collection's, those of servers and the bot's own, and the files that servers
gave. All else is made anew from it. Of what is in PostgreSQL it holds the names of the schemas.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

import msgspec

from index.errors import QuotebotError
from index.files import disk
from index.files.checksums import sha256_of
from index.files.data_folder import DataFolder
from index.maintenance.check import problems
from index.storage.database import DamagedError, NewerVersionError
from index.storage.library import Library
from index.storage.sqlite_database import SqliteDatabase

_MANIFEST = "manifest.json"
_FORMAT = 1
# No other name of a member is ever made a path.
_MEMBER = re.compile(
    r"library\.(db|schema)|discord\.db|"
    r"servers/\d{1,20}/(everyone|(channel|role)-\d{1,20})/(library\.(db|schema)|articles/(?!\.)[^/\\\0]+)",
    re.ASCII,
)
_LIBRARY = ("library.db", "library.schema")

OnStep = Callable[[str], None]
"""Told the name of each part as work on it begins."""


class BackupError(QuotebotError):
    """A backup that is damaged or cannot be written, or something damaged that was to be backed up."""


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: its members with their hashes, and what made it."""

    format: int
    quotebot: str
    made: str
    members: dict[str, str]


def back_up(data_folder: DataFolder, archive: Path, on_step: OnStep) -> Manifest:
    """Writes a backup, read again before it gets its name; whatever else runs may go on.

    Raises BackupError where the file exists or cannot be written, or where something in the data folder is damaged.
    """
    if archive.exists():
        raise BackupError(f"{archive} exists already; choose another name")
    with _named(archive), TemporaryDirectory(dir=archive.absolute().parent, prefix=".quotebot-") as scratch:
        unfinished = Path(scratch) / "draft"
        members = dict[str, str]()
        with ZipFile(unfinished, "w") as packed:
            unfinished.chmod(0o600)
            for name in _truth(data_folder):
                on_step(name)
                file = data_folder.folder / name
                if file.suffix == ".db":
                    file = _snapshot(file, Path(scratch) / "snapshot.db")
                members[name] = sha256_of(file)
                packed.write(file, name)
            if not members:
                raise BackupError(f"there is nothing to back up in {data_folder.folder}; check --data-dir")
            manifest = Manifest(_FORMAT, version("quotebot"), datetime.now(UTC).isoformat(timespec="seconds"), members)
            packed.writestr(_MANIFEST, msgspec.json.encode(manifest))
        disk.flush([unfinished])
        on_step("reading it again")
        _verified(unfinished)
        unfinished.replace(archive)
    return manifest


def restore(data_folder: DataFolder, archive: Path, on_step: OnStep) -> Path | None:
    """Puts a backup in the place of what a data folder holds; gives the folder in which that is kept, if any.

    All of the backup is verified first. Raises BackupError, or BusyError where the bot or a sync runs.
    """
    data_folder.make()
    with _named(archive), ExitStack() as stack:
        on_step("verifying")
        manifest = _verified(archive)
        stack.enter_context(data_folder.serving())
        for name in manifest.members:
            if Path(name).name in _LIBRARY and "/articles/" not in name:
                collection = data_folder.at((data_folder.folder / name).parent)
                stack.enter_context(collection.lock())
                _require_no_other(collection, name)
        scratch = Path(stack.enter_context(TemporaryDirectory(dir=data_folder.folder, prefix=".restore-")))
        with ZipFile(archive) as packed:
            for name in manifest.members:
                _unpack(packed, name, scratch / name)
        for name in manifest.members:
            if name.endswith(".db"):
                try:
                    _require_sound(scratch / name, f"{archive}: {name}")
                except NewerVersionError:
                    raise _of_another_version(archive, manifest) from None
        kept = data_folder.folder / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        for name in sorted({_unit(name) for name in manifest.members}):
            on_step(name)
            _put(scratch / name, data_folder.folder / name, kept / name)
    return kept if kept.exists() else None


def _require_no_other(collection: DataFolder, name: str) -> None:
    """Raises BackupError where the truth of a collection is in another place than the one that is to be put back."""
    other = collection.library_schema if name.endswith(".db") else collection.library_file
    if other.exists():
        raise BackupError(
            f"{name} of the backup cannot stand beside {other}, which has other articles; move them first, with "
            "quotebot migrate, or move that file away"
        )


def _truth(data_folder: DataFolder) -> Iterator[str]:
    """The names of what a backup holds; a collection before the files it was made of, which a sync reads again."""
    for collection in data_folder.collections():
        files = sorted((collection.folder / "articles").glob("*")) if collection != data_folder else []
        for file in (collection.library, *files):
            name = str(file.relative_to(data_folder.folder))
            if not _MEMBER.fullmatch(name):
                raise BackupError(f"{file} has a name that no backup can hold; rename or remove it")
            yield name
    if data_folder.state.exists():
        yield data_folder.state.name


def _snapshot(file: Path, copy: Path) -> Path:
    """A copy of one state of a SQLite file, which others may be writing. Raises BackupError where it is damaged."""
    copy.unlink(missing_ok=True)
    with SqliteDatabase(file) as database:
        database.copy_to(copy)
    _require_sound(copy, str(file))
    return copy


def _require_sound(file: Path, name: str) -> None:
    if name.endswith("library.db"):
        with Library.at(file) as library:
            problem = next(problems(library), None)
    else:
        with SqliteDatabase(file) as database:
            problem = next(iter(database.upkeep.problems()), None)
    if problem:
        raise BackupError(f"{name} is damaged: {problem}; put an older backup back with: quotebot restore FILE")


def _of_another_version(archive: Path, manifest: Manifest) -> BackupError:
    return BackupError(f"{archive} was made by quotebot {manifest.quotebot}; restore it with that version")


def _verified(archive: Path) -> Manifest:
    """The manifest of a backup, of which every byte was read and found as it was written."""
    try:
        with ZipFile(archive) as packed:
            manifest = msgspec.json.decode(packed.read(_MANIFEST), type=Manifest)
            if manifest.format != _FORMAT:
                raise _of_another_version(archive, manifest)
            hashes = {name: _hash_member(packed, name) for name in packed.namelist() if name != _MANIFEST}
    except (
        BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        msgspec.MsgspecError,
    ) as error:
        raise BackupError(f"{archive} is not a backup, or damaged: {error}; use another") from None
    wrong = {name for name, _ in hashes.items() ^ manifest.members.items()}
    wrong |= {name for name in hashes if not _MEMBER.fullmatch(name)}
    if wrong:
        raise BackupError(f"{archive} is damaged: {min(wrong)} is not what was stored; use another")
    return manifest


def _unpack(packed: ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with packed.open(name) as member, os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(member, file)
        file.flush()
        os.fsync(descriptor)


def _unit(name: str) -> str:
    """What is put back as one: a SQLite file, or a server's files together."""
    return name.rpartition("/")[0] if name.rpartition("/")[0].endswith("articles") else name


def _put(new: Path, target: Path, kept: Path) -> None:
    """Puts a SQLite file or a folder in place of another, which is kept."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists() and target.suffix == ".db":
        try:
            # In one transaction of the file itself, so that who has it open reads on in what was restored.
            with SqliteDatabase(target) as old:
                old.copy_to(kept)
                kept.chmod(0o600)
            with SqliteDatabase(new) as database:
                database.copy_to(target)
            return
        except DamagedError:
            pass  # too damaged for SQLite to write to it
    for suffix in ("", "-wal", "-shm"):
        part = target.with_name(target.name + suffix)
        if part.exists():
            part.replace(kept.with_name(kept.name + suffix))
    new.replace(target)


def _hash_member(packed: ZipFile, name: str) -> str:
    whole = hashlib.sha256()
    with packed.open(name) as member:
        while part := member.read(1 << 20):
            whole.update(part)
    return whole.hexdigest()


@contextmanager
def _named(archive: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        file = error.filename or archive
        raise BackupError(f"{file}: {error.strerror or error}; check its folder, its rights and the disk") from None
