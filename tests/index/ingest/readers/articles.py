"""Files that a test writes, and the articles that are read of them."""

from pathlib import Path

from index.ingest.readers.base import ArticleReference, Problem, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.records import Article

LIMIT = 1000  # bytes of an article


def save(path: Path, data: str | bytes) -> Path:
    """Write a file, its folders as well, line breaks as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def listed(*sources: Path) -> list[ArticleReference | Problem]:
    """List what the sources hold."""
    with Conversions() as conversions:
        return list(list_references(sources, ReaderOptions(LIMIT), conversions))


def names(*sources: Path) -> list[str]:
    """Give the names of the articles that the sources hold."""
    return [entry.name for entry in listed(*sources) if isinstance(entry, ArticleReference)]


def read(path: Path, max_bytes: int = LIMIT) -> list[Article | str]:
    """Give a file's articles, or the reasons why they cannot be read."""

    def read_one(entry: ArticleReference | Problem) -> Article | str:
        try:
            return read_article(entry, conversions) if isinstance(entry, ArticleReference) else str(entry)
        except UnreadableError as error:
            return str(error)

    with Conversions() as conversions:
        return [read_one(entry) for entry in list_references([path], ReaderOptions(max_bytes), conversions)]


def list_and_read(path: Path, max_bytes: int) -> list[Article]:
    """Give a file's articles, all of which can be read."""
    return [one for one in read(path, max_bytes) if isinstance(one, Article)]


def only(path: Path) -> Article:
    """Give the one article of a file."""
    (entry,) = read(path)
    assert isinstance(entry, Article)
    return entry
