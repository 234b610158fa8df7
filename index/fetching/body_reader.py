"""What was fetched, read in the process that converts files, on a thread of its own so that fetching goes on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

from index.fetching.page_addresses import is_same_host
from index.fetching.responses import Body
from index.ingest.readers.base import Problem, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import SUFFIXES, list_references, read_article
from index.ingest.readers.web.page import WebPage
from index.records import Article

R = TypeVar("R")

_NICENESS = 10  # nobody waits for a page; a question goes first
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# As a file of which ending something is read that a server gives as a medium.
_ENDINGS = {
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ipynb+json": ".ipynb",
    "message/rfc822": ".eml",
    "text/asciidoc": ".adoc",
    "text/markdown": ".md",
    "text/org": ".org",
    "text/plain": ".txt",
    "text/vtt": ".vtt",
    "text/x-markdown": ".md",
    "text/x-rst": ".rst",
}
_TOLD_BY_NAME = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain"})

_LONGEST_NAME = 80  # bytes of the name of a document


@dataclass(frozen=True, slots=True)
class ReadBody:
    """What was read: the articles of a document, or a page."""

    page: WebPage | None = None
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()


class BodyReader:
    """Reads what was fetched. Use it as a context manager."""

    def __init__(self, options: ReaderOptions) -> None:
        self._options = options
        self._stack = ExitStack()
        self._thread = ThreadPoolExecutor(1, "body-reader")

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="quotebot-")))
        self._conversions = self._stack.enter_context(Conversions(niceness=_NICENESS))
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        self._stack.close()

    async def read(self, body: Body) -> ReadBody:
        """What a page or document says. Raises UnreadableError, with the reason."""
        if is_page(body):
            return ReadBody(await self.extract("web.page", body, WebPage))
        ending = ending_of(body)
        if ending is None:
            raise UnreadableError(f"is {body.media_type or 'of no known kind'}, which is not read")
        return await self._run(lambda: self._document(body, ending))

    async def extract(self, extractor: str, body: Body, kind: type[R]) -> R:
        """What an extractor says of it. Raises UnreadableError, with the reason."""
        return await self._run(lambda: self._extracted(extractor, body, kind))

    def _extracted(self, extractor: str, body: Body, kind: type[R]) -> R:
        told = {"url": body.url, "charset": body.charset, "media_type": body.media_type}
        file = self._folder / "body"
        file.write_bytes(body.data)
        return self._conversions.extract(extractor, file, told, self._options, kind)

    def _document(self, body: Body, ending: str) -> ReadBody:
        file = self._folder / f"{_stem(body.url)}{ending}"
        file.write_bytes(body.data)
        try:
            return self._articles(file, body.url)
        finally:
            file.unlink()

    def _articles(self, file: Path, url: str) -> ReadBody:
        articles, problems = list[Article](), list[Problem]()
        for one in list_references([file], self._options, self._conversions):
            if isinstance(one, Problem):
                problems.append(replace(one, path=url))
                continue
            try:
                article = read_article(one, self._conversions)
            except UnreadableError as error:
                problems.append(Problem(url, str(error)))
                continue
            key = url if article.source.id == file.stem else f"{url}#{article.source.id}"
            told = article.source.url  # of another site only that says what it says
            address = told if told and is_same_host(told, url) else url
            source = replace(article.source, id=key, url=address, path=None)
            articles.append(replace(article, source=source))
        return ReadBody(articles=tuple(articles), problems=tuple(problems))

    async def _run(self, read: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, read)


def _stem(url: str) -> str:
    """What a document is called by its address, as a file of any file system may be."""
    stem = Path(unquote(urlsplit(url).path).replace("\0", "")).stem
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore") or "document"


def is_page(body: Body) -> bool:
    """Whether a page stands at an address: a server says so, or says nothing of what looks like one."""
    if body.media_type in _PAGES:
        return True
    start = body.data[:512].lstrip().lower()
    return body.media_type in ("", "text/plain") and start.startswith((b"<!doctype html", b"<html"))


def ending_of(body: Body) -> str | None:
    """As a file of which ending a document is read; None where it is of no format that is read."""
    own = Path(urlsplit(body.url).path).suffix.lower()
    if own in SUFFIXES and body.media_type in _TOLD_BY_NAME:
        return own
    return _ENDINGS.get(body.media_type, own if own in SUFFIXES and own not in (".html", ".htm", ".xhtml") else None)
