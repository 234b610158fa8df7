"""The sites that a folder or repository has documents of, and what they say of each document."""

import posixpath
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from index.ingest.readers.fields import Table
from index.ingest.readers.front_matter import read_fields_as_written, read_front_matter
from index.ingest.readers.marked_up import first_heading
from index.ingest.readers.site.pages import published_address
from index.ingest.readers.site.settings import Hugo, MkDocs, Section, SiteSettings
from index.ingest.readers.titles import plain_title, tells
from index.records import Article


@dataclass(frozen=True, slots=True)
class Told:
    """What a site says of a document; empty what it does not say."""

    url: str = ""
    publisher: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Root:
    """Where the documents of a section stand."""

    folder: str
    section: Section
    settings: SiteSettings


class Sites:
    """Sites by the folders that their settings stand for; paths of these and of documents begin at the same place."""

    def __init__(self, sites: Iterable[tuple[str, SiteSettings]], paths: Collection[str]) -> None:
        """Takes the folders of sites with their settings, and the paths of all documents."""
        self._paths = frozenset(paths)
        roots = [_Root(_joined(folder, section), section, site) for folder, site in sites for section in site.sections]
        self._roots = sorted(roots, key=lambda root: -len(root.folder))
        self._bundles = frozenset(_folder(path) for path in paths if PurePosixPath(path).name.split(".")[0] == "index")

    def __bool__(self) -> bool:
        return bool(self._roots)

    def told(self, path: str, fields: Table) -> Told:
        """What the site of a document says of it, by its path and front matter."""
        for root in self._roots:
            if not root.folder or path.startswith(f"{root.folder}/"):
                below = path[len(root.folder) + 1 :] if root.folder else path
                url = None
                if not self._is_passed_over(root.settings, path, root.folder):
                    url = published_address(root.settings, root.section, below, fields)
                return Told(url or "", root.settings.publisher, root.settings.titles.get(below, ""))
        return Told()

    def _is_passed_over(self, settings: SiteSettings, path: str, folder: str) -> bool:
        """Whether a document has no page since another has: what an index has with it, and README beside an index."""
        place = PurePosixPath(path)
        match settings:
            case MkDocs():
                return place.stem == "README" and str(place.with_name("index.md")) in self._paths
            case Hugo():
                above = [_folder(path), *map(str, place.parent.parents)]
                bundled = (one for one in above if one in self._bundles and len(one) > len(folder))
                return place.name.split(".")[0] != "index" and any(bundled)
        return False


def placed(article: Article, told: Told, file_address: str = "") -> Article:
    """An article with what its site says of it, where it says less itself; else the address of its file."""
    source = article.source
    is_addressed = source.url is not None and source.url.lower().startswith(("http://", "https://"))
    url = source.url if is_addressed else told.url or file_address or source.url
    title = plain_title(told.title) if told.title and not _is_titled(article) else source.title
    return replace(
        article, source=replace(source, url=url, publisher=source.publisher or told.publisher or None, title=title)
    )


def fields_of(article: Article) -> Table:
    """The front matter of an article, as it is written there."""
    return read_fields_as_written(article.text)


def _is_titled(article: Article) -> bool:
    """Whether an article has a title of its own: one that it says, or a heading at its top."""
    said = read_front_matter(article.text).said.get("title", "")
    heading = "" if article.reading is None else first_heading(article.reading)
    return tells(said) or tells(heading)


def _joined(folder: str, section: Section) -> str:
    path = posixpath.normpath(posixpath.join(folder, section.folder))
    return "" if path == "." else path


def _folder(path: str) -> str:
    return "" if (parent := str(PurePosixPath(path).parent)) == "." else parent
