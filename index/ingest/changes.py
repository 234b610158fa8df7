"""What is new or changed in the sources, by what the library knows of them, before any article is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.ingest.clones import Clones
from index.ingest.readers.base import ArticleReference, File, Problem, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_articles, list_files
from index.ingest.readers.site.folder_sites import FolderSites
from index.records import Article
from index.storage.rows import KnownArticle
from index.text.publication_dates import moment

Known = Mapping[tuple[str, bytes], KnownArticle]
"""Articles of a library by the path and digest of each."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The articles that are to be read, and what is left as it is."""

    sources: tuple[Path, ...]
    files: Mapping[str, File]
    """The files of the sources by their paths."""
    references: tuple[ArticleReference, ...]
    """The articles that are new or have changed."""
    unchanged: Known
    """The articles that are as they were."""
    known: Known
    signatures: Mapping[str, str]
    """Of the files of the sources by their paths, those that have changed just now aside."""
    problems: tuple[Problem, ...]
    """What is not taken in; the articles of files and folders that cannot be read stay as they were last read."""
    sites: FolderSites
    """The sites that the files are documents of."""
    clones: Clones
    """The repositories that the files stand in."""

    def placed(self, article: Article, reference: ArticleReference) -> Article:
        """An article that was read, with what the site of its file says of it beside, and where its file is shown."""
        file = self.files[reference.path]
        return self.sites.placed(article, file, self.clones.address(file))


def find_changes(
    sources: Sequence[Path],
    options: ReaderOptions,
    known: Known,
    signatures: Mapping[str, str],
    conversions: Conversions,
) -> Changes:
    """Compares the sources with what is known: files by their signatures, and articles of the others by their digests.

    `signatures` are those of the files all of whose articles are known, by their paths. Articles that are not to be
    shown any longer are read again.
    """
    references, problems = dict[tuple[str, bytes], ArticleReference](), list[Problem]()
    present, same = dict[str, str](), set[str]()
    expired = _expired(known, datetime.now(UTC))
    anew = {path for path, _ in expired}
    listed, changed = list(list_files(sources)), list[File | Problem]()
    files = {str(file.path): file for file in listed if isinstance(file, File)}
    sites, clones = FolderSites(files.values(), options, conversions), Clones(files.values())
    for file in listed:
        if isinstance(file, File) and (signature := _signature(file, options, sites, clones)):
            present[str(file.path)] = signature
            if signatures.get(str(file.path)) == signature and str(file.path) not in anew:
                same.add(str(file.path))
                continue
        changed.append(file)
    conversions.expect([file for file in changed if isinstance(file, File)], options)
    for file in changed:
        if isinstance(file, Problem):
            problems.append(file)
            continue
        told = sites.digest(file) + clones.digest(file)
        for article in list_articles(file, options, conversions):
            if isinstance(article, Problem):
                problems.append(article)
            else:
                article = article.told_by(told)
                references.setdefault((article.path, article.digest), article)
    old = {key for key in references if key in known and key not in expired}
    return Changes(
        tuple(sources),
        files,
        tuple(reference for key, reference in references.items() if key not in old),
        {key: article for key, article in known.items() if key in old or key[0] in same},
        known,
        present,
        tuple(problems),
        sites,
        clones,
    )


def _signature(file: File, options: ReaderOptions, sites: FolderSites, clones: Clones) -> str | None:
    """What is another once an article of a file may be; None where that cannot be told."""
    signature, settings = file.signature(options), sites.digest(file)
    return signature and signature + f" {settings.hex()}" * bool(settings) + clones.signature(file)


def _expired(known: Known, now: datetime) -> set[tuple[str, bytes]]:
    """The articles that are not to be shown any longer."""
    return {key for key, article in known.items() if (expiry := moment(article.expires_at)) and expiry <= now}
