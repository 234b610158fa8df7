"""The articles of a source as they were last read, in files of a folder that is indexed as any other."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from math import inf
from pathlib import Path

from index.errors import QuotebotError
from index.fetching.page_addresses import file_name
from index.files import disk
from index.ingest.readers.files import STORED
from index.ingest.readers.stored_article import decode_article, encode_article
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
        return (self.folder / f"{file_name(address)}{STORED}").exists()

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

    def put(self, address: str, url: str) -> None:
        """Puts the articles that were staged of an address in place of those that were there.

        An article that is the only one goes by `url`.
        """
        drafts = list(self._files(self._staged, address))
        if drafts:  # else they were put before
            disk.flush(drafts)  # before what is known of them tells that they are there
            for draft in drafts:
                os.replace(draft, self.folder / draft.name)
            new = {draft.name for draft in drafts}
            for file in self._files(self.folder, address):
                if file.name not in new:
                    file.unlink()
        files = list(self._files(self.folder, address))
        if len(files) == 1:
            self._tell(files[0], url)

    def _tell(self, file: Path, url: str) -> None:
        article = decode_article(file.read_bytes())
        if article.source.url != url:
            draft = self._staged / file.name
            draft.write_bytes(encode_article(replace(article, source=replace(article.source, url=url))))
            disk.flush([draft])
            os.replace(draft, file)

    def drop(self, address: str) -> None:
        """Takes the articles of an address away, where there are any."""
        for file in self._files(self.folder, address):
            file.unlink()

    def others(self, addresses: Iterable[str]) -> list[Path]:
        """The files of articles that are of none of these addresses."""
        names = {file_name(address) for address in addresses}
        return [file for file in self.folder.iterdir() if file.name.partition(".")[0] not in names]

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


def digest_of_text(articles: Sequence[Article]) -> str:
    """A hash of what articles say, whatever is said of them."""
    digest = blake2b(digest_size=16)
    for article in articles:
        digest.update(article.plain.encode(errors="replace"))
    return digest.hexdigest()


def _names(address: str) -> Iterator[str]:
    """The names of the files of an address's articles, one after another."""
    name, number = file_name(address), 1
    yield f"{name}{STORED}"
    while True:
        number += 1
        yield f"{name}.{number}{STORED}"
