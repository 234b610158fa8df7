"""Exports in XML, of MediaWiki and of WordPress: each of their pages is an article. They are read part by part."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Protocol

from lxml import etree

from index.ingest.readers.base import Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError, too_large
from index.ingest.readers.elements import Element, child_text, local_name
from index.ingest.readers.exports.mediawiki import MediaWikiExport
from index.ingest.readers.exports.wordpress import WordPressExport
from index.records import Article

_LONGEST_TITLE = 100  # characters of a title in what is told of a page


class Export(Protocol):
    """Makes articles of the parts of an export, which are taken in order; those stand so deep, below the root at 0."""

    depth: int

    def take(self, part: Element) -> Article | None:
        """The article of a part, if it is to be one. Raises UnreadableError, and WithheldError."""


_EXPORTS: Mapping[str, type[MediaWikiExport] | type[WordPressExport]] = {
    "mediawiki": MediaWikiExport,
    "rss": WordPressExport,
}


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article | Problem]:
    """See Converter."""
    with path.open("rb") as file:
        yield from _articles(file, path, name, options.max_bytes)


def _articles(file: IO[bytes], path: Path, name: str, max_bytes: int) -> Iterator[Article | Problem]:
    export: Export | None = None
    depth = -1
    try:
        for event, element in _events(file):
            if event == "start":
                depth += 1
                export = export or _export(element, path, name)
                continue
            if export is not None and depth == export.depth:
                yield from _taken(export, element, path, max_bytes)
                _forget(element)
            depth -= 1
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"is no whole XML ({error.msg}); export it anew") from None


def _events(file: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The beginning and the end of each element. Neither the network nor other files are read, and no entities."""
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    return iter(events)


def _export(root: Element, path: Path, name: str) -> Export:
    """What makes articles of an export, by its root. Raises UnreadableError."""
    if (declared := root.getroottree().docinfo.internalDTD) is not None and any(
        declared.iterentities()  # type: ignore[attr-defined]  # its stubs know less
    ):
        raise UnreadableError("declares entities, which may hide anything; take its <!DOCTYPE ...> out")
    kind = local_name(root)
    if kind not in _EXPORTS or (
        kind == "rss" and not any("wordpress.org/export" in uri for uri in root.nsmap.values())
    ):
        raise UnreadableError(
            f"is XML of a kind that is not read (<{kind}>); exports of MediaWiki and of WordPress are"
        )
    return _EXPORTS[kind](path, name)


def _taken(export: Export, part: Element, path: Path, max_bytes: int) -> Iterator[Article | Problem]:
    title = child_text(part, "title")[:_LONGEST_TITLE]
    try:
        article = export.take(part)
    except MemoryError:
        raise
    except WithheldError as error:
        yield Problem(str(path), f"{title}: {error}", kind=ProblemKind.WITHHELD)
    except UnreadableError as error:
        yield Problem(str(path), f"{title}: {error}")
    except Exception:  # of what reads its markup, which may be anything
        yield Problem(str(path), f"{title}: its markup cannot be read; mend it, and export it anew")
    else:
        if article is not None and len(article.text.encode()) > max_bytes:
            yield Problem(str(path), f"{title}: {too_large(max_bytes)}")
        elif article is not None:
            yield article


def _forget(element: Element) -> None:
    """Frees the memory of an element and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
