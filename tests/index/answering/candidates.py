"""Candidates, windows and results of a search, made by hand of a few sentences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from index.answering.windows import Window
from index.models.reader import Judgement
from index.records import Article, Passage, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult
from index.retrieval.late_interaction import LateInteractionScores
from index.retrieval.query import understand
from index.storage.rows import ArticleStory
from index.text.analysis import Term
from index.text.question import analyze
from index.text.sentences import count_words

DIMENSION = 4


def candidate(
    *sentences: str,
    of: str = "one",
    number: int = 1,
    collection: str = "",
    title: str = "News",
    heading: str = "",
    published: str | None = None,
    matches: tuple[str, ...] = (),
    story: tuple[int, int] | None = None,
    cosines: Sequence[float] | None = None,
    late: Sequence[float] | None = None,
    pairs: Sequence[float] | None = None,
    vectors: Sequence[Sequence[float]] | None = None,
    lexical: float = 0.0,
    score: float = 0.0,
    near_duplicates: tuple[Candidate, ...] = (),
    between: str = " ",
) -> Candidate:
    """A passage of sentences with a space or something else between, and `PREFIX` before.

    What speaks for it is 0 where not given. `cosines` are of passage and sentences; `vectors` of the sentences alone.
    """
    count = len(sentences)
    text = PREFIX + between.join(sentences) + SUFFIX
    start, spans = len(PREFIX), list[Span]()
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + len(between)
    rows = np.zeros((1 + count, DIMENSION), np.float32)
    if vectors is not None:
        rows[1:, : len(vectors[0])] = vectors
    return Candidate(
        number=number,
        article_number=number,
        article=Article(Source(of, title, published_at=published, collection=collection), text),
        passage=Passage(Span(spans[0].start, spans[-1].end), tuple(spans), heading),
        vectors=rows,
        cosines=np.array(cosines or [0.0] * (1 + count), np.float32),
        late=LateInteractionScores(
            0.0, np.array(late or [0.0] * count, np.float32), np.array(pairs or [0.0] * count, np.float32)
        ),
        lexical=lexical,
        metadata_matches=matches,
        score=score,
        story=ArticleStory(*(story or (number, 1))),
        near_duplicates=near_duplicates,
    )


PREFIX, SUFFIX = "Before it. ", " Behind it."


def judgement(answer: float, *sentences: float) -> Judgement:
    """What a reader says of a passage and of its sentences."""
    return Judgement(answer, np.array(sentences, np.float32))


def window(of: Candidate, first: int = 0, last: int | None = None, answering: Sequence[int] | None = None) -> Window:
    """Sentences of a candidate, all from the first on where no last is given, of which all answer or those given."""
    last = len(of.sentences) - 1 if last is None else last
    numbers = tuple(range(first, last + 1)) if answering is None else tuple(answering)
    return Window(of, first, last, 0.5, numbers, sum(count_words(one.text) for one in of.sentences[first : last + 1]))


def result(
    question: str,
    *candidates: Candidate,
    frequencies: dict[Term, int] | None = None,
    passages: int = 100,
    best_lexical: float = 1.0,
) -> SearchResult:
    """What a question found."""
    query = understand(analyze(question), date(2025, 3, 12))
    return SearchResult(query, passages, frequencies or {}, best_lexical, candidates)


class Found:
    """A finder that gives what was put into it, and notes what it is asked."""

    def __init__(self, *candidates: Candidate, previous: Span | None = None) -> None:
        self.candidates = candidates
        self.asked: list[tuple[str, int, ArticleBoost | None]] = []
        self._previous = previous

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """See Finder."""
        self.asked.append((question, limit, article_boost))
        return replace(result(question), candidates=self.candidates[:limit])

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._previous

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return next((one.article.text for one in self.candidates if one.article.source == source), "")
