"""The articles of a source as they were last read, in files of a folder that is indexed as any other."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from math import inf
from pathlib import Path

from index.errors import QuotebotError
from index.files import disk
from index.ingest.readers.files import STORED
from index.ingest.readers.stored_article import encode_article
from index.records import Article


class FullError(QuotebotError):
    """Articles that there is no room for; the message is the reason."""


class Mirror:
    """A folder of articles, by the addresses that they are from; what is staged is not in it before it is put."""

    def __init__(self, folder: Path, room: float = inf) -> None:
        """Makes the folder where there is none; what an interrupted visit staged is removed.

        `room` is how many bytes more its articles may have than those that are there.
        """
        self.folder = folder
        self._room = room
        self._staged = folder.with_name(f"{folder.name}-staged")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(self._staged, ignore_errors=True)
        self._staged.mkdir(mode=0o700)

    def holds(self, address: str) -> bool:
        """Whether there are articles of an address."""
        return (self.folder / f"{name_of(address)}{STORED}").exists()

    def stage(self, address: str, articles: Sequence[Article]) -> str:
        """Keeps the articles of an address that may be put later, and gives the hash of all that makes them up.

        Raises FullError where there is no room for them.
        """
        digest, encoded = blake2b(digest_size=16), list(map(encode_article, articles))
        growth = sum(map(len, encoded)) - sum(file.stat().st_size for file in self._files(self.folder, address))
        if growth > max(0, self._room):
            raise FullError("has no room: the articles here would become larger than they may; remove some first")
        self._room -= growth
        for name, data in zip(_names(address), encoded, strict=False):
            digest.update(data)
            (self._staged / name).write_bytes(data)
        return digest.hexdigest()

    def put(self, address: str) -> None:
        """Puts the articles that were staged of an address in place of those that were there."""
        drafts = list(self._files(self._staged, address))
        disk.flush(drafts)  # before what is known of them tells that they are there
        for draft in drafts:
            os.replace(draft, self.folder / draft.name)
        new = {draft.name for draft in drafts}
        for file in self._files(self.folder, address):
            if file.name not in new:
                file.unlink()

    def drop(self, address: str) -> None:
        """Takes the articles of an address away, where there are any."""
        for file in self._files(self.folder, address):
            file.unlink()

    def close(self) -> None:
        """Has the disk keep what was put, and lets go what was staged."""
        shutil.rmtree(self._staged, ignore_errors=True)
        disk.flush([self.folder])

    def _files(self, folder: Path, address: str) -> Iterator[Path]:
        for name in _names(address):
            file = folder / name
            if not file.exists():
                break
            yield file


def name_of(address: str) -> str:
    """The name that the articles of an address go by: readable, and another for each address."""
    readable = re.sub(r"[^a-z0-9]+", "-", address.partition("://")[2].lower()).strip("-")[:60]
    return f"{readable}-{blake2b(address.encode(errors='replace'), digest_size=8).hexdigest()}"


def digest_of_text(articles: Sequence[Article]) -> str:
    """A hash of what articles say, whatever is said of them."""
    digest = blake2b(digest_size=16)
    for article in articles:
        digest.update(article.plain.encode(errors="replace"))
    return digest.hexdigest()


def _names(address: str) -> Iterator[str]:
    """The names of the files of an address's articles, one after another."""
    name, number = name_of(address), 1
    yield f"{name}{STORED}"
    while True:
        number += 1
        yield f"{name}.{number}{STORED}"
