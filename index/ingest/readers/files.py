"""From files to articles: which files there are, what has changed in them, and what each says.

Text is kept exactly as decoded. A file whose signature is known is not read again; of others, listing only hashes, and
an article is read in full once its hash is new.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from functools import cache
from importlib import import_module
from pathlib import Path
from stat import S_ISREG

from index.ingest.readers.base import (
    ArticleReference,
    File,
    Problem,
    ProblemKind,
    Reader,
    ReaderOptions,
    UnreadableError,
    told_digest,
    unread,
)
from index.ingest.readers.conversion import Conversions, decode_article
from index.ingest.readers.decoding import is_utf8
from index.ingest.readers.folders import files_below
from index.ingest.readers.jsonl import has_other_names
from index.records import Article

# The module beside this one that reads files of an ending. It is imported once there is one: all take 0.3 s.
_READERS: Mapping[str, str] = {
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".markdown": "markdown",
    ".md": "markdown",
    ".mdx": "markdown",
    ".mediawiki": "mediawiki",
    ".org": "org",
    ".rest": "rst",
    ".rst": "rst",
    ".txt": "plain_text",
    ".wiki": "mediawiki",
}
# The module that makes articles of files of an ending which are no text: see converting.py.
_CONVERTERS: Mapping[str, str] = {
    ".csv": "csv_tables",
    ".docx": "office.docx",
    ".eml": "mail.message",
    ".epub": "epub",
    ".htm": "html.page",
    ".html": "html.page",
    ".ipynb": "notebooks",
    ".json": "json_articles",
    ".mht": "html.mhtml",
    ".mhtml": "html.mhtml",
    ".odt": "office.odt",
    ".pdf": "pdf.document",
    ".pptx": "office.pptx",
    ".srt": "subtitles",
    ".tsv": "csv_tables",
    ".vtt": "subtitles",
    ".xhtml": "html.page",
    ".xml": "exports.xml_files",
    ".zip": "archive",
}
BY_THEMSELVES = frozenset(_CONVERTERS) - {".json", ".xml", ".zip"}
"""The endings of files which are no text, and of which none is told by another that stands beside it."""
LINES = (".jsonl", ".ndjson")
"""The endings of files of which each line is an article."""
STORED = ".article"
"""The ending of files that hold one article as it was read: see stored_article.py."""
SUFFIXES = frozenset({*_READERS, *_CONVERTERS})
"""The endings of the files that people have."""
# As what to save files that are not read, by their endings.
_SAVED_AS: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".fodt", ".pages", ".rtf", ".wps"), ".docx"),
    **dict.fromkeys((".key", ".odp", ".pot", ".potx", ".pps", ".ppsx", ".ppt", ".pptm"), ".pptx"),
    **dict.fromkeys((".numbers", ".ods", ".xls", ".xlsb", ".xlsm", ".xlsx"), ".csv"),
    **dict.fromkeys((".azw", ".azw3", ".fb2", ".mobi"), ".epub"),
}


def list_references(
    sources: Iterable[Path], options: ReaderOptions, conversions: Conversions
) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of files and folders as `list_files` does the files, reading each once."""
    for file in list_files(sources):
        if isinstance(file, Problem):
            yield file
        else:
            yield from list_articles(file, options, conversions)


def list_files(sources: Iterable[Path]) -> Iterator[File | Problem]:
    """Lists the files of sources, which are files and folders, in a fixed order, and what of these is left out.

    A file is named by its stem or, where two files share one, by its path below the source.
    """
    files: dict[Path, Path] = {}
    named = list(map(Path, sources))
    for source in named:
        for file in files_below(source):
            if not isinstance(file, Problem):
                files.setdefault(file, source)
            elif Path(file.path) not in named:
                yield file
    stems = Counter(file.stem for file in files)
    places = _places(files)
    for file, source in files.items():
        yield File(file, source, file.stem if stems[file.stem] == 1 else places[file], places[file])


def _places(files: Mapping[Path, Path]) -> dict[Path, str]:
    """For each file of a source its path below that, with its ending or the source in front where others share it."""
    places, left = dict[Path, str](), list(files)
    for place in _PLACES:
        found = {file: place(file, files[file]) for file in left}
        counts = Counter(found.values())
        places |= found
        left = [file for file in left if counts[found[file]] > 1]
    return places


def _below(file: Path, source: Path) -> Path:
    return file.relative_to(source) if file != source else Path(file.parent.name, file.name)


_PLACES: tuple[Callable[[Path, Path], str], ...] = (
    lambda file, source: _below(file, source).with_suffix("").as_posix(),
    lambda file, source: _below(file, source).as_posix(),
    lambda file, source: Path(source.name, _below(file, source)).as_posix(),
    lambda file, _: file.as_posix(),
)


def list_articles(file: File, options: ReaderOptions, conversions: Conversions) -> Iterator[ArticleReference | Problem]:
    """Lists the articles of a file, reading it once."""
    try:
        yield from _references(file, options, conversions)
    except FileNotFoundError:
        kind = ProblemKind.SOURCE if file.path == file.source else ProblemKind.UNREADABLE
        yield Problem(str(file.path), "does not exist", kind=kind)
    except OSError as error:
        yield unread(file.path, error)


def read_article(reference: ArticleReference, conversions: Conversions) -> Article:
    """Reads the article that a reference points to. Raises UnreadableError, with the reason, where it cannot."""
    return article_of(read_bytes(reference, conversions), reference)


def read_bytes(reference: ArticleReference, conversions: Conversions) -> bytes:
    """Reads what a reference points to, of which `article_of` makes the article. Raises UnreadableError."""
    if reference.is_converted:
        return conversions.read(reference)
    try:
        with Path(reference.path).open("rb") as file:
            file.seek(reference.offset)
            return file.read(reference.length)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None


def article_of(data: bytes, reference: ArticleReference) -> Article:
    """Makes an article of what was read where a reference points to. Raises UnreadableError."""
    if reference.is_converted:
        return _storable(decode_article(data))
    digest = reader_of(Path(reference.path)).digest(reference.name, data)
    if told_digest(digest, reference.settings) != reference.digest:
        raise UnreadableError("changed while it was read; sync again")
    return parse(data, reference)


def parse(data: bytes, reference: ArticleReference) -> Article:
    """Reads an article from the bytes that a reference points to. Raises UnreadableError as `read_article` does."""
    return _storable(reader_of(Path(reference.path)).article(data, reference))


def _storable(article: Article) -> Article:
    """The same article. Raises UnreadableError where it has a character that not every database keeps."""
    texts = (article.text, article.plain, article.given_id, article.expires_at, *article.warnings)
    if any("\0" in text for text in (*texts, *astuple(article.source)) if text):
        raise UnreadableError("has the character U+0000 in a field; take it out")
    return article


def converter_of(path: Path, options: ReaderOptions) -> str:
    """The module that converts a file, by what it is called; empty where a reader takes it. Raises OSError."""
    suffix = path.suffix.lower()
    if suffix in LINES and has_other_names(path, options):
        return "json_articles"
    return _CONVERTERS.get(suffix, "")


def reader_of(path: Path) -> Reader:
    """What reads a text file, by what it is called, or an article that was stored."""
    suffix = path.suffix.lower()
    return _imported("stored_article" if suffix == STORED else _READERS[suffix])


@cache
def _imported(name: str) -> Reader:
    reader: Reader = import_module(f"{__package__}.{name}").READER
    return reader


def _references(file: File, options: ReaderOptions, conversions: Conversions) -> Iterator[ArticleReference | Problem]:
    """The articles of a file. Raises OSError."""
    path = file.path
    if problem := problem_of(file):
        yield problem
    elif converter := converter_of(path, options):
        yield from conversions.references(converter, file, options)
    else:
        yield from reader_of(path).references(path, file.name, options.max_bytes)


def problem_of(file: File) -> Problem | None:
    """Why a file is not to be opened, if so. Raises OSError."""
    path, suffix = file.path, file.path.suffix.lower()
    if suffix not in SUFFIXES and suffix != STORED:
        path.lstat()  # what is not there at all is no matter of its format
        saved_as = _SAVED_AS.get(suffix)
        advice = f"; save it as {saved_as}" if saved_as else f" ({', '.join(sorted(SUFFIXES))})"
        return Problem(str(path), f"not a format that is read{advice}", kind=ProblemKind.FORMAT)
    stat = path.stat()
    if _leads_out(path, file.source):
        return Problem(str(path), "is a link that leads out of its folder; name what it leads to as a source")
    if not S_ISREG(stat.st_mode):  # a pipe or a device may never end
        return Problem(str(path), "is not a file; name a file, or a folder of files")
    if not stat.st_size:
        return Problem(str(path), "is empty", kind=ProblemKind.EMPTY)
    if not is_utf8(str(path)):
        return Problem(str(path), "its name is not UTF-8; rename it")
    return None


def _leads_out(file: Path, source: Path) -> bool:
    """Whether a file of a folder is a link to elsewhere: who may write to the folder may not read all that we may."""
    return file != source and not file.resolve().is_relative_to(source.resolve())
