"""Files that are no text, converted by the workers of a sync: their bytes are sent, and come back as articles.

A worker parses them as this process would, in a process of its own that may be killed.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from index.ingest.readers.base import File, ReaderOptions
from index.ingest.readers.conversion import MOST, Conversions, decode_article
from index.ingest.readers.converting import Converted, Extraction, Failed, Request, Response
from index.ingest.readers.files import BY_THEMSELVES, converter_of, problem_of
from index.ingest.workers import Tools, Workers

_MOST_BYTES = 32_000_000  # of a file that is sent; a larger one, which may become much, is converted here


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that is to be converted, and its bytes."""

    request: Request
    data: bytes

    @property
    def weight(self) -> int:
        """How much of it there is, in bytes."""
        return len(self.data)


def convert(tools: Tools, sent: SentFile) -> tuple[str, list[Response]]:
    """What becomes of a file, by its path; where that is done it has its name, and nothing stands beside it."""
    responses, length = list[Response](), 0
    with TemporaryDirectory() as folder:
        here = Path(folder, Path(sent.request.path).name)
        here.write_bytes(sent.data)
        request = msgspec.structs.replace(sent.request, path=str(here))
        with closing(tools.conversions.responses(request)) as given:
            for response in given:
                responses.append(_placed(response, str(here), sent.request.path))
                length += len(response.article) if isinstance(response, Converted) else 0
                if length > MOST * request.options.max_bytes:  # which is told where it is taken
                    break
    return sent.request.path, responses


def _placed(response: Response, here: str, path: str) -> Response:
    """What is said of a file, as if it had been read where it stands."""
    match response:
        case Converted(data):
            article = decode_article(data)
            if article.source.path == here:
                article = replace(article, source=replace(article.source, path=path))
            return Converted(msgspec.msgpack.encode(article))
        case Failed(problem) if problem.path == here:
            return Failed(replace(problem, path=path))
    return response


class SentConversions(Conversions):
    """Has workers convert the files that are expected, and converts the others here."""

    def __init__(self, workers: Workers) -> None:
        super().__init__()
        self._workers = workers
        self._places: dict[str, int] = {}
        self._coming: Iterator[tuple[str, list[Response]]] = iter(())
        self._next: tuple[str, list[Response]] | None = None

    def expect(self, files: Iterable[File], options: ReaderOptions) -> None:
        """See Conversions."""
        files = list(files)
        self._places = {str(file.path): place for place, file in enumerate(files)}
        self._coming, self._next = self._workers.map(convert, _sent(files, options)), None

    def responses(self, request: Request | Extraction) -> Generator[Response]:
        """See Conversions."""
        converted = self._converted(request.path) if isinstance(request, Request) else None
        yield from super().responses(request) if converted is None else converted

    def _converted(self, path: str) -> list[Response] | None:
        """What a worker made of a file, if it was sent; files are asked for in the order in which they were."""
        place = self._places.get(path, -1)
        while place >= 0:
            self._next = self._next or next(self._coming, None)
            if self._next is None or self._places[self._next[0]] > place:
                break
            (found, responses), self._next = self._next, None
            if found == path:
                return responses
        return None


def _sent(files: Iterable[File], options: ReaderOptions) -> Iterator[SentFile]:
    """The files that workers convert, read one after another."""
    for file in files:
        try:
            path = file.path
            if path.suffix.lower() in BY_THEMSELVES and not problem_of(file) and path.stat().st_size <= _MOST_BYTES:
                yield SentFile(Request(converter_of(path, options), str(path), file.name, options), path.read_bytes())
        except OSError:
            continue  # as is found, and told, where it is to be listed
