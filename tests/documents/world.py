"""The set as Quotebot has it: synced with the packaged model, read back and asked."""

from collections.abc import Sequence
from pathlib import Path

from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.encoder import Encoder
from index.models.reader import PassageReader
from index.records import Article, Passage
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.documents.dataset import CONVERTED, SOURCES, Document
from tests.documents.measure import Asked, Leak, Part, Read, judge, leaks, of_document, parts
from tests.shipped import shipped_answerer


def make(folder: Path, encoder: Encoder) -> None:
    """Syncs all documents into a data folder."""
    sync(DataFolder(folder), encoder, [SOURCES, CONVERTED], 1_000_000, lambda _: None)


def make_text(folder: Path, encoder: Encoder) -> None:
    """Syncs those into a data folder that are text, so that what is measured of them does not change with others."""
    sync(DataFolder(folder), encoder, [SOURCES], 1_000_000, lambda _: None)


def read(folder: Path, documents: Sequence[Document]) -> list[Read]:
    """The articles that the documents became."""
    with Library.open(DataFolder(folder)) as library:
        numbers = [number for number, _ in library.articles.sources()]
        articles = library.articles.get_many(numbers)
        passages: dict[int, list[Passage]] = {number: [] for number in numbers}
        for stored in library.passages.all():
            passages[stored.article].append(stored.passage)
    every: list[tuple[Article, list[Passage]]] = [(articles[number], passages[number]) for number in numbers]
    return [
        Read(document, [one for one in every if of_document(document, one[0].source.path)]) for document in documents
    ]


def found_parts(reads: Sequence[Read]) -> list[Part]:
    """All that must be found of the documents."""
    return [part for one in reads for part in parts(one)]


def read_leaks(reads: Sequence[Read]) -> list[Leak]:
    """What is searched of the documents though it is hidden in them."""
    plain = [leak for one in reads for leak in leaks(one.document, one.plain, "the plain reading")]
    return plain + [leak for one in reads for leak in leaks(one.document, one.headings, "the headings")]


def ask(
    folder: Path, encoder: Encoder, reader: PassageReader | None, documents: Sequence[Document]
) -> tuple[list[Asked], list[Leak]]:
    """What became of all questions, and what is shown with any quote though it is hidden in its document."""
    asked: list[Asked] = []
    leaked: list[Leak] = []
    with Searcher(DataFolder(folder), encoder) as searcher:
        answerer = shipped_answerer(searcher, reader)
        for document in documents:
            for question in document.questions:
                answer = answerer.answer(question.question)
                quotes = answer.quotes or answer.closest
                asked.append(judge(document, question, next(iter(quotes), None), answer.answered))
                for quote in quotes:
                    sources = [one for one in documents if of_document(one, quote.source.path)]
                    where = f"a quote for {question.question!r}"
                    leaked += [leak for source in sources for leak in leaks(source, quote.plain, where)]
    return asked, leaked


def article_paths(folder: Path) -> list[str]:
    """The paths of all articles."""
    with Library.open(DataFolder(folder)) as library:
        return [source.path or "" for _, source in library.articles.sources()]
