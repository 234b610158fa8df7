"""A folder of articles, synced and asked with the packaged models."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.answering.answer import Answerer
from index.answering.dialogue import Turn
from index.files.data_folder import DataFolder
from index.ingest.intake import Outcome
from index.ingest.sync import sync
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from index.records import Answer, Quote, Source
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.shipped import shipped_answerer

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A folder that was synced: what became of it, and who answers from it."""

    folder: Path
    outcome: Outcome
    answerer: Answerer

    def ask(self, question: str, before: Turn | None = None) -> Answer:
        """What a question is answered."""
        return self.answerer.answer(question, before)

    def quote(self, question: str) -> Quote:
        """The first quote of a question, which must be answered."""
        answer = self.ask(question)
        assert answer.answered, [(quote.plain, answer.confidence) for quote in answer.closest]
        return answer.quotes[0]

    @property
    def sources(self) -> dict[str, Source]:
        """What is said of each article, by its path below the folder that was synced."""
        with Library.open(DataFolder(self.folder)) as library:
            sources = [source for _, source in library.articles.sources()]
        return {source.path.partition("/in/")[2]: source for source in sources if source.path}

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The heading and the plain reading of each passage, in the order of the library."""
        with Library.open(DataFolder(self.folder)) as library, library.reading():
            found = [(stored.passage, article.plain) for article, stored in library.with_articles()]
        return [(passage.heading, plain[slice(*passage.span)]) for passage, plain in found]

    @property
    def sentences(self) -> list[str]:
        """All sentences that may be quoted."""
        with Library.open(DataFolder(self.folder)) as library, library.reading():
            found = [(stored.passage, article.plain) for article, stored in library.with_articles()]
        return [plain[slice(*sentence)] for passage, plain in found for sentence in passage.sentences]

    @property
    def searched(self) -> str:
        """All that is searched and may be quoted."""
        return "\n".join(f"{heading}\n{text}" for heading, text in self.sections)


@contextmanager
def opened(source: Path, folder: Path, encoder: OpenVinoEncoder, reader: PassageReader) -> Iterator[Case]:
    """Syncs what is at a path into a data folder, and answers from it."""
    data = DataFolder(folder)
    outcome = sync(data, encoder, [source], 1_000_000, lambda _: None)
    with Searcher(data, encoder) as searcher:
        # What is asked is whether the right thing is found; how sure an answer must be has tests of its own.
        yield Case(folder, outcome, shipped_answerer(searcher, reader, "bold"))
