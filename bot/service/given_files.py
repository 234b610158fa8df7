"""From files that people give to articles, each in a file of its own so that it can be replaced and removed alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from filecmp import cmp
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path

from bot.service.records import GivenFile, Refusal
from bot.service.upload_progress import UploadProgress
from index.files.data_folder import DataFolder
from index.ingest.readers.base import ArticleReference, Problem, ReaderOptions, UnreadableError, warnings_of
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import LINES, STORED, SUFFIXES, list_references, read_article
from index.ingest.readers.stored_article import encode_article
from index.records import Article, Source
from index.storage.library import Library

MAX_ARTICLES = 5000
"""The most that one file may have; each becomes a file."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that was read, in a file that waits to be taken in under a name which is safe."""

    file: Path
    name: str
    article: Article


def of_known_formats(given: Sequence[GivenFile | Refusal]) -> tuple[list[GivenFile], list[Refusal]]:
    """The files that may be read, and the refusals of the others."""
    known, refused, formats = list[GivenFile](), list[Refusal](), ", ".join(sorted(SUFFIXES))
    for one in given:
        if isinstance(one, Refusal):
            refused.append(one)
        elif Path(one.name).suffix.lower() in SUFFIXES:
            known.append(one)
        else:
            refused.append(Refusal("library-format", {"name": one.name, "formats": formats}))
    return known, refused


def read_given(
    given: Sequence[GivenFile], scratch: Path, options: ReaderOptions, progress: UploadProgress
) -> tuple[list[Incoming], list[Refusal]]:
    """The articles of files that are taken in, each id once; what is refused of them, and what could not be used."""
    with Conversions() as conversions:
        return _taken(_read_all(given, scratch, options, conversions, progress))


def of_files(data_folder: DataFolder, names: Collection[str]) -> tuple[Source, ...]:
    """What is said of the articles of files of these names."""
    with Library.open(data_folder) as library:
        return tuple(source for _, source in library.articles.sources() if Path(source.path or "").name in names)


def holds(file: Path, other: Path) -> bool:
    """Whether a file is there and holds the same as another."""
    return file.exists() and cmp(file, other, shallow=False)


def differs(file: Path, other: Path) -> bool:
    """Whether a file is there and holds something else than another."""
    return file.exists() and not cmp(file, other, shallow=False)


def free_name(folder: Path, incoming: Incoming) -> str:
    """A name like that of an article's file that no other file has, though one that holds the same."""
    stem, suffix = Path(incoming.name).stem, Path(incoming.name).suffix
    names = chain([incoming.name], (f"{stem}-{number}{suffix}" for number in count(2)))
    return next(name for name in names if not differs(folder / name, incoming.file))


def _read_all(
    given: Sequence[GivenFile],
    scratch: Path,
    options: ReaderOptions,
    conversions: Conversions,
    progress: UploadProgress,
) -> Iterator[Incoming | Refusal]:
    for number, file in enumerate(given):
        folder = scratch / str(number)
        folder.mkdir()
        whole = folder / _safe_name(Path(file.name).stem, Path(file.name).suffix.lower())
        file.path.rename(whole)  # no link: taking that away would look like a change of the file
        references = list(list_references([whole], options, conversions))
        if len(references) > MAX_ARTICLES:
            many = {"name": file.name, "count": str(len(references)), "limit": str(MAX_ARTICLES)}
            yield Refusal("library-too-many", many)
        else:
            yield from _read(whole, file.name, references, conversions)
        progress.count_file()


def _read(
    whole: Path, filename: str, references: Sequence[ArticleReference | Problem], conversions: Conversions
) -> Iterator[Incoming | Refusal]:
    """The articles of a file, each in a file of its own; or why one of them cannot be read."""
    is_only = sum(isinstance(reference, ArticleReference) for reference in references) == 1
    for number, reference in enumerate(references):
        if isinstance(reference, Problem):
            yield _unreadable(filename, reference)
            continue
        is_line = whole.suffix in LINES and not reference.is_converted
        try:
            article = read_article(reference, conversions)
        except UnreadableError as error:
            yield _unreadable(filename, Problem(filename, str(error), int(reference.name) if is_line else None))
            continue
        file, suffix = whole.parent / f"part-{number}", STORED if reference.is_converted else whole.suffix
        if is_line:
            _copy_line(reference, file)
        elif is_only:
            yield Incoming(whole, whole.name, article)
            continue
        else:
            file.write_bytes(encode_article(article))
        yield Incoming(file, _safe_name(article.source.id, suffix), article)


def _copy_line(reference: ArticleReference, file: Path) -> None:
    with Path(reference.path).open("rb") as lines:
        lines.seek(reference.offset)
        file.write_bytes(lines.read(reference.length))


def _taken(read: Iterable[Incoming | Refusal]) -> tuple[list[Incoming], list[Refusal]]:
    taken, refused = dict[str, Incoming](), list[Refusal]()
    for one in read:
        if isinstance(one, Refusal):
            refused.append(one)
        elif (source := one.article.source).id in taken:
            refused.append(Refusal("library-name-taken", {"title": source.title, "id": source.id}))
        else:
            taken[source.id] = one
            for warning in warnings_of(one.article):
                refused.append(Refusal("library-warning", {"title": source.title, "reason": warning}))
    return list(taken.values()), refused


def _safe_name(name: str, suffix: str) -> str:
    """A file name made from what people wrote: readable, never a path, and different for different names."""
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "article"
    return f"{readable}-{blake2b(name.encode(errors='replace'), digest_size=4).hexdigest()}{suffix}"


def _unreadable(filename: str, problem: Problem) -> Refusal:
    reason = problem.reason if problem.line is None else f"({problem.line}) {problem.reason}"
    return Refusal("library-unreadable", {"name": filename, "reason": reason})
