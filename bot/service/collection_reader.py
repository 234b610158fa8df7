"""What a worker has open: it answers, searches and reads in the collections that a request may read."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.service.answer_options import DEFAULT, AnswerOptions
from bot.service.collections import Collections
from bot.service.stopwatch import Stopwatch
from bot.service.text_fragments import link_to_quote
from index.answering.answer import Answerer
from index.answering.confidence import Calibration
from index.answering.corrections import NONE, Corrections
from index.answering.dialogue import Turn
from index.answering.passages import found_passages
from index.models.encoder import Encoder
from index.models.reader import PassageReader
from index.models.reranker import Reranker
from index.records import Answer, Article, Edition, PassageHit, Quote, Source, Span
from index.retrieval.federation import Federation
from index.retrieval.filters import Wanted
from index.retrieval.index_reader import IndexReader
from index.retrieval.weights import load_weights
from index.storage.snapshots import OpenSearchIndexes

_MAX_OPEN = 64  # collections that one worker keeps open
_MAX_PAGED = 16  # articles whose pages it keeps


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with what spoke for it: for each quote, or closest passage, the words it shares with the question.

    `stages` are the milliseconds that its stages took, each with those within it, see index/stages.py.
    """

    answer: Answer
    evidence: dict[str, float] | None
    lacks_name: bool
    threshold: float
    matched: tuple[tuple[str, ...], ...]
    stages: dict[str, float] = field(default_factory=dict, compare=False)

    def detail(self) -> dict[str, Any]:
        """What spoke for the answer, and how long its stages took, as JSON."""
        quotes = self.answer.quotes or self.answer.closest
        return {
            "confidence": self.answer.confidence,
            "threshold": self.threshold,
            "lacks_name": self.lacks_name,
            "evidence": self.evidence,
            "quotes": [
                {
                    "title": quote.source.title,
                    "score": quote.score,
                    "matched": list(words),
                    "reader": quote.reader,
                }
                for quote, words in zip(quotes, self.matched, strict=True)
            ],
            "stages": self.stages,
        }


@dataclass(frozen=True, slots=True, eq=False)
class ReaderResources:
    """What readers share: where collections stand, the models, and from which confidence on a quote is an answer."""

    collections: Collections
    encoder: Encoder
    calibration: Calibration
    min_confidence: float
    reader: PassageReader | None = None
    reranker: Reranker | None = None
    search_indexes: OpenSearchIndexes = field(default_factory=OpenSearchIndexes)


class _Opened(NamedTuple):
    """A collection that is open, and which file its library was."""

    reader: IndexReader
    stack: ExitStack
    file: tuple[int, int] | None


class CollectionReader:
    """Reads collections. Use it as a context manager, from one thread."""

    def __init__(self, resources: ReaderResources, max_open: int = _MAX_OPEN) -> None:
        """`max_open` is how many collections this one keeps open."""
        self._resources = resources
        self._weights = load_weights()
        self._max_open = max_open
        self._stopwatch = Stopwatch()
        self._open: OrderedDict[str, _Opened] = OrderedDict()
        self._pages: OrderedDict[tuple[str, str, int], list[Span]] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._open:
            self._open.popitem()[1].stack.close()

    @property
    def open_names(self) -> list[str]:
        """The collections that are open, in the order in which they were last read."""
        return list(self._open)

    def answer(
        self, names: Sequence[str], question: str, before: Turn | None = None, options: AnswerOptions = DEFAULT
    ) -> Reply:
        """Answers a question, understood with the one before it, from collections."""
        self._stopwatch.lap()  # what was searched, or failed, since the last answer is none of this one
        own, federation = self._resources, Federation(self._readers(names), options.only)
        least = own.calibration.threshold(options.caution) if options.caution else own.min_confidence
        answerer = Answerer(
            federation,
            own.calibration,
            least,
            own.reader,
            own.reranker,
            self._weights,
            self._stopwatch.on_stage,
            max_quotes=options.max_quotes,
            corrections=options.corrections,
        )
        decision = answerer.decided(question, before)
        answer, scored = decision.answer, decision.scored
        words = tuple(tuple(decision.query.matched(quote.plain)) for quote in answer.quotes or answer.closest)
        evidence = None if scored.evidence is None else scored.evidence.told()
        stages = {name: round(seconds * 1000, 3) for name, seconds in self._stopwatch.lap().items()}
        return Reply(answer, evidence, scored.lacks_name, least, words, stages)

    def search(
        self,
        names: Sequence[str],
        query: str,
        limit: int,
        wanted: Wanted | None = None,
        corrections: Corrections = NONE,
    ) -> list[PassageHit]:
        """The `limit` best passages for a query, of articles that are wanted, less those not to be quoted."""
        result = Federation(self._readers(names), wanted).find(query, limit)
        return found_passages(result, self._weights.versions, corrections)

    def article(self, name: str, key: str) -> Article | None:
        """An article of a collection by its id; None where there is none."""
        reader = self._readers([name]).get(name)
        return None if reader is None else reader.articles.article(key)

    def editions(self, name: str, key: str) -> list[Edition]:
        """The former texts of an article of a collection by its id, the newest first."""
        reader = self._readers([name]).get(name)
        return [] if reader is None else reader.articles.editions(key)

    def paged(self, article: Article, split: Callable[[Article], list[Span]]) -> Sequence[Span]:
        """The pages of an article; kept a while, since they are read one after another and long ones take time."""
        key = article.source.collection, article.source.id, hash(article.text)
        if key not in self._pages:
            self._pages[key] = split(article)
            while len(self._pages) > _MAX_PAGED:
                self._pages.popitem(last=False)
        return self._pages[key]

    def link_to(self, quote: Quote) -> str | None:
        """The link to what answers in a quote, or to its article where that is no longer there; None where none is."""
        article = self.article(quote.source.collection, quote.source.id) or Article(quote.source, "")
        return link_to_quote(article, quote.highlights[0] if quote.highlights else quote.span)

    def titled(self, names: Sequence[str], text: str, limit: int) -> list[Source]:
        """At most `limit` articles whose title or id holds this.

        First those called just this or of this id, then those whose title begins with it.
        """
        sources = [source for reader in self._readers(names).values() for source in reader.articles.titled(text, limit)]
        wanted = text.casefold()

        def rank(source: Source) -> tuple[bool, bool, str]:
            title = source.title.casefold()
            return wanted not in (title, source.id.casefold()), not title.startswith(wanted), source.title

        return sorted(sources, key=rank)[:limit]

    def publishers(self, names: Sequence[str], text: str, limit: int) -> list[str]:
        """At most `limit` publishers whose name holds this."""
        each = (reader.articles.publishers(text, limit) for reader in self._readers(names).values())
        return sorted(set(chain.from_iterable(each)))[:limit]

    def languages(self, names: Sequence[str]) -> list[str]:
        """The languages that articles are in, by their codes (ISO 639)."""
        return sorted(frozenset[str]().union(*(one.articles.languages() for one in self._readers(names).values())))

    def listing(self, names: Sequence[str]) -> list[tuple[Source, int]]:
        """Every article of collections with its number of passages."""
        return [entry for reader in self._readers(names).values() for entry in reader.articles.listing()]

    def page(
        self, names: Sequence[str], title: str, after: tuple[str, str, str] | None, limit: int
    ) -> list[tuple[Source, int]]:
        """At most `limit` articles whose title holds this, each with its number of passages, a collection at a time.

        `after` is the collection, title and id of the last one of the page before.
        """
        begun, *behind = after or ("", "", "")
        left = names[names.index(begun) :] if after and begun in names else names
        page = list[tuple[Source, int]]()
        for name, reader in self._readers(left).items():
            place = (behind[0], behind[1]) if after and name == begun else ("", "")
            page += reader.articles.page(title, place, limit - len(page))
            if len(page) == limit:
                break
        return page

    def embed(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions: float32, shape (questions, dimension)."""
        return np.array([encoded.vector for encoded in self._resources.encoder.encode_questions(questions)])

    def _readers(self, names: Sequence[str]) -> dict[str, IndexReader]:
        collections = self._resources.collections
        files = {name: _file(collections.data_folder(name).library) for name in names}
        for name, file in files.items():
            if name in self._open and self._open[name].file != file:
                self._open.pop(name).stack.close()  # its folder was deleted, and maybe made anew
        wanted = [name for name in names if files[name]]
        for name in wanted:
            if name not in self._open:
                self._open_unless_empty(name, files[name])
            if name in self._open:
                self._open.move_to_end(name)
        while len(self._open) > max(self._max_open, len(wanted)):
            self._open.popitem(last=False)[1].stack.close()
        return {name: self._open[name].reader for name in wanted if name in self._open}

    def _open_unless_empty(self, name: str, file: tuple[int, int] | None) -> None:
        """Opens a collection, but not one to which the first articles are only just being added.

        Nothing can be found in it, and what searches it would wait for who writes it to end.
        """
        own = self._resources
        with ExitStack() as stack:
            folder = own.collections.data_folder(name)
            ranking, on_stage = self._weights.ranking, self._stopwatch.on_stage
            reader = stack.enter_context(IndexReader(folder, own.encoder, name, own.search_indexes, ranking, on_stage))
            if not reader.is_empty:
                self._open[name] = _Opened(reader, stack.pop_all(), file)


def _file(path: Path) -> tuple[int, int] | None:
    """Which file stands there now: its device and number, which no other has while it is open; None for none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino
