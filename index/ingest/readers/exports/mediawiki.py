"""Pages of a wiki as MediaWiki exports them: https://www.mediawiki.org/wiki/Help:Export."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from index.ingest.readers.base import ArticleReference, UnreadableError, source_of
from index.ingest.readers.elements import Element, child, child_text, local_name
from index.ingest.readers.markup.mediawiki import read_mediawiki
from index.records import Article, Piece

# Of users, files, messages, templates, categories, of what is transcluded and of programs; those of talk are odd.
_NO_ARTICLES = frozenset({"-2", "-1", "2", "6", "8", "10", "14", "486", "710", "828", "2300", "2302"})


class MediaWikiExport:
    """Makes articles of the pages of a wiki, in their newest revision."""

    depth = 1

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._site = ""
        self._base = ""

    def take(self, part: Element) -> Article | None:
        """See Export."""
        if local_name(part) == "siteinfo":
            self._site, self._base = child_text(part, "sitename"), child_text(part, "base")
        is_page = local_name(part) == "page" and child(part, "redirect") is None
        return self._article(part) if is_page and _has_articles(child_text(part, "ns") or "0") else None

    def _article(self, page: Element) -> Article | None:
        revisions = [one for one in page if local_name(one) == "revision"]
        if not revisions:
            raise UnreadableError("has no revision in the export; export it with its text")
        newest = max(revisions, key=lambda one: child_text(one, "timestamp"))
        if child_text(newest, "model") not in ("", "wikitext"):
            return None
        document = read_mediawiki(child_text(newest, "text"))
        reading = document.reading
        if not reading.plain.strip():
            raise UnreadableError("holds no text; write some, or leave the page out")
        title = child_text(page, "title")
        fields = {"publisher": self._site, "published_at": child_text(newest, "timestamp"), "url": self._address(title)}
        reference = ArticleReference(str(self._path), self._name, 0, 0, b"")
        source = source_of(f"{self._name}/{title}", document.title or title, fields, reference)
        return Article(source, reading.plain, reading=replace(reading, pieces=(Piece(0, 0, len(reading.plain)),)))

    def _address(self, title: str) -> str:
        """Where a page stands, by where the main page does."""
        cut = max(self._base.rfind("/"), self._base.rfind("title=") + len("title=") - 1)
        is_address = self._base.startswith(("http://", "https://")) and self._base.count("/") > 2
        return self._base[: cut + 1] + quote(title.replace(" ", "_"), safe="/:@!$*(),;~") if is_address else ""


def _has_articles(namespace: str) -> bool:
    return namespace.isdecimal() and int(namespace) % 2 == 0 and namespace not in _NO_ARTICLES
