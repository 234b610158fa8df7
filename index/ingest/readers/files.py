"""From files to articles: which files there are, what has changed in them, and what each says.

Text is kept exactly as decoded. A file whose signature is known is not read again; of others, listing only hashes, and
an article is read in full once its hash is new.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG

from index.ingest.readers import jsonl, markdown, plain_text
from index.ingest.readers.base import ArticleReference, File, Problem, Reader, UnreadableError
from index.ingest.readers.decoding import is_utf8
from index.records import Article

_READERS: Mapping[str, Reader] = {
    ".jsonl": jsonl.READER,
    ".markdown": markdown.READER,
    ".md": markdown.READER,
    ".mdx": markdown.READER,
    ".txt": plain_text.READER,
}
SUFFIXES = frozenset(_READERS)


def list_references(sources: Iterable[Path], max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of files and folders as `list_files` does the files, reading each once."""
    for file in list_files(sources):
        if isinstance(file, Problem):
            yield file
        else:
            yield from list_articles(file, max_bytes)


def list_files(sources: Iterable[Path]) -> Iterator[File | Problem]:
    """Lists the files of sources, which are files and folders (hidden files aside), in a fixed order.

    A file is named by its stem or, where two files share one, by its path below the source.
    """
    files: dict[Path, Path] = {}
    for source in sources:
        for file in _files(source):
            if isinstance(file, Problem):
                yield file
            else:
                files.setdefault(file, source)
    stems = Counter(file.stem for file in files)
    for file, source in files.items():
        below = file.relative_to(source) if file != source else Path(file.parent.name, file.name)
        yield File(file, source, file.stem if stems[file.stem] == 1 else below.with_suffix("").as_posix())


def list_articles(file: File, max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of a file, reading it once."""
    try:
        yield from _references(file, max_bytes)
    except FileNotFoundError:
        yield Problem(str(file.path), "does not exist")
    except OSError as error:
        yield _unread(file.path, error)


def read_article(reference: ArticleReference) -> Article:
    """Reads the article that a reference points to. Raises UnreadableError, with the reason, where it cannot."""
    try:
        with Path(reference.path).open("rb") as file:
            file.seek(reference.offset)
            data = file.read(reference.length)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    if _reader(reference).digest(reference.name, data) != reference.digest:
        raise UnreadableError("changed while it was read; sync again")
    return parse(data, reference)


def parse(data: bytes, reference: ArticleReference) -> Article:
    """Reads an article from the bytes that a reference points to. Raises UnreadableError as `read_article` does."""
    return _reader(reference).article(data, reference)


def _reader(reference: ArticleReference) -> Reader:
    return _READERS[Path(reference.path).suffix.lower()]


def _files(source: Path) -> Iterator[Path | Problem]:
    """The files of a folder that are not hidden, and the folders that cannot be read; or the source itself."""
    if not os.path.isdir(source):  # unlike Path.is_dir it takes any name
        yield source
        return
    unread = list[OSError]()
    for folder, folders, names in os.walk(source, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
    yield from (_unread(error.filename, error) for error in unread)


def _references(file: File, max_bytes: int) -> Iterator[ArticleReference | Problem]:
    """The articles of a file. Raises OSError."""
    path, suffix = file.path, file.path.suffix.lower()
    regular = S_ISREG(path.stat().st_mode)
    if _leads_out(path, file.source):
        yield Problem(str(path), "is a link that leads out of its folder; name what it leads to as a source")
    elif suffix not in _READERS:
        yield Problem(str(path), f"not a format that is read ({', '.join(sorted(SUFFIXES))})")
    elif not regular:  # a pipe or a device may never end
        yield Problem(str(path), "is not a file")
    elif not is_utf8(str(path)):
        yield Problem(str(path), "its name is not UTF-8; rename it")
    else:
        yield from _READERS[suffix].references(path, file.name, max_bytes)


def _unread(path: str | Path, error: OSError) -> Problem:
    return Problem(str(path), f"cannot be read: {error.strerror}")


def _leads_out(file: Path, source: Path) -> bool:
    """Whether a file of a folder is a link to elsewhere: who may write to the folder may not read all that we may."""
    return file != source and not file.resolve().is_relative_to(source.resolve())
